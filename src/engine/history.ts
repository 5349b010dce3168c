import type { HistoryEntry } from '../oci/image-config.js';
import { GrowingJson, type GrowingList } from '../plan/growing-json.js';

/** What BuildKit writes beside each entry, by which tools tell such images. */
const HISTORY_COMMENT = 'buildkit.dockerfile.v0';

export function historyEntry(createdBy: string, emptyLayer: boolean, created: string): HistoryEntry {
  return {
    created,
    created_by: createdBy,
    comment: HISTORY_COMMENT,
    ...(emptyLayer ? { empty_layer: true } : {}),
  };
}

/** What the steps leave in an image's history, behind its base's. */
export class History {
  readonly entries: GrowingList<HistoryEntry>;
  /** How many of them have a layer. */
  readonly layers: number;
  /** Of the last one that has a time. */
  readonly created: string | undefined;

  private constructor(entries: GrowingList<HistoryEntry>, layers: number, created: string | undefined) {
    this.entries = entries;
    this.layers = layers;
    this.created = created;
  }

  static get none(): History {
    return new History(GrowingJson.list<HistoryEntry>([]), 0, undefined);
  }

  with(entry: HistoryEntry): History {
    const layers = this.layers + (entry.empty_layer === true ? 0 : 1);
    return new History(this.entries.add(entry), layers, entry.created ?? this.created);
  }
}
