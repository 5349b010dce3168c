import type { HistoryEntry } from '../oci/image-config.js';
import { redactCredentials } from '../text/url-credentials.js';
import { AppendableJson, type AppendableList } from '../json/appendable-json.js';

/** What BuildKit writes in each entry. Tools recognise its images by it. */
const HISTORY_COMMENT = 'buildkit.dockerfile.v0';

export function historyEntry(createdBy: string, emptyLayer: boolean, created: string): HistoryEntry {
  return {
    created,
    // BuildKit writes them as they are given, and so shows them to everybody who may pull the image.
    created_by: redactCredentials(createdBy),
    comment: HISTORY_COMMENT,
    ...(emptyLayer ? { empty_layer: true } : {}),
  };
}

/** The entries that the steps add to an image's history, after those of its base. */
export class History {
  readonly entries: AppendableList<HistoryEntry>;
  /** How many entries have a layer. */
  readonly layers: number;
  /** The time of the last entry that has one. */
  readonly created: string | undefined;

  private constructor(entries: AppendableList<HistoryEntry>, layers: number, created: string | undefined) {
    this.entries = entries;
    this.layers = layers;
    this.created = created;
  }

  static get none(): History {
    return new History(AppendableJson.list<HistoryEntry>([]), 0, undefined);
  }

  with(entry: HistoryEntry): History {
    const layers = this.layers + (entry.empty_layer === true ? 0 : 1);
    return new History(this.entries.append(entry), layers, entry.created ?? this.created);
  }
}
