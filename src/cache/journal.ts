import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { errorCode } from '../errors.js';
import { pathFromRoot, pathInRoot } from '../files/root-folder.js';
import { array } from '../json/containers.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { number, oneOf, string, stringMatching } from '../json/decoder.js';
import { object, optional } from '../json/object.js';
import { union } from '../json/union.js';
import { digest } from '../oci/digest-schema.js';
import type { Digest } from '../oci/digest.js';
import type { RepositoryName } from '../oci/reference.js';
import type { CacheKey, DiffId, MountKey } from '../oci/identity.js';
import { cacheKey, diffId, mountKey } from '../oci/identity-schema.js';
import { makeFolders } from '../files/make-folders.js';

/** A repository that was pushed to, and the blobs that it has now. */
interface PushedBlobs extends RepositoryName {
  readonly digests: readonly Digest[];
}

/** A fact about a build, for saving its cache. */
export type JournalLine =
  /** It was done by a builder: the caches that its options name are not ours. */
  | { readonly type: 'builder' }
  /** A record that it found (a hit) or made. */
  | { readonly type: 'record'; readonly key: CacheKey; readonly found?: true }
  /** A layer whose index it read, by diff id. */
  | { readonly type: 'index'; readonly diffId: DiffId }
  /** A layer whose sizes by path it reported. */
  | { readonly type: 'sizes'; readonly diffId: DiffId }
  /** An image that it made or found again, by the hash of what its provenance says. */
  | { readonly type: 'invocation'; readonly hash: string }
  /** A manifest or config that it read. */
  | { readonly type: 'document'; readonly digest: Digest }
  /** A file below the root with the steps of this build, for explanations. */
  | { readonly type: 'scope'; readonly file: string }
  /** A file below the root with a baseline, for comparisons. */
  | { readonly type: 'report'; readonly file: string }
  /** Blobs of the layers that its image consists of. */
  | { readonly type: 'target'; readonly digests: readonly Digest[] }
  | ({ readonly type: 'pushed' } & PushedBlobs)
  /** A cache mount that one of its steps wrote to. */
  | { readonly type: 'mount'; readonly key: MountKey; readonly id: string }
  /** A location returned wrong bytes for a blob. */
  | { readonly type: 'damaged'; readonly storeId: string; readonly digest: Digest }
  /** A blob was restored from a cache in this many milliseconds. */
  | { readonly type: 'restored'; readonly bytes: number; readonly ms: number };

const SCOPE_FILE = new RegExp(`^${pathFromRoot('scopes')}/[a-f0-9]{64}$`);
const BASELINE_FILE = new RegExp(`^${pathFromRoot('baselines')}/[a-f0-9]{64}$`);

/** Bytes. A line may name all blobs of an image. */
const MAX_LINE_SIZE = 64 * 1024 * 1024;

/** The mode of all files below the root. */
const OWN = { mode: 0o600 };

/**
 * What a build used and made, for saving its cache. Each line is written at once, so that the journal of a killed build is
 * complete up to that moment. Each scope has one file, and a new build of the scope starts it again.
 */
export class BuildJournal {
  readonly #file: string;

  /**
   * Adds to the journal of a build that has ended.
   *
   * @param root absolute path of the root folder
   * @param name of the scope, as a file name
   */
  constructor(root: string, name: string) {
    this.#file = pathInRoot(root, 'journals', name);
  }

  /** Starts a new journal. @throws the system's error */
  begin(): void {
    rmSync(this.#file, { force: true });
  }

  /** Makes the folder if it is missing, even if it was removed meanwhile. @throws the system's error */
  add(line: JournalLine): void {
    const text = `${JSON.stringify(line)}\n`;
    try {
      appendFileSync(this.#file, text, OWN);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      makeFolders(dirname(this.#file), 0o700);
      appendFileSync(this.#file, text, OWN);
    }
  }

  /** Whether a build of the scope began on this machine. */
  static exists(root: string, name: string): boolean {
    return existsSync(pathInRoot(root, 'journals', name));
  }

  /** What the last build wrote, without a line that it did not finish. */
  static read(root: string, name: string): readonly JournalLine[] {
    let text: string;
    try {
      text = readFileSync(pathInRoot(root, 'journals', name), 'utf8');
    } catch {
      return [];
    }
    return text.split('\n').flatMap((line) => parseOrUndefined(journalLine, line, MAX_LINE_SIZE) ?? []);
  }
}

type Line<K extends JournalLine['type']> = Omit<Extract<JournalLine, { readonly type: K }>, 'type'>;

const pushed = object<PushedBlobs>({ registry: string, repository: string, digests: array(digest) });
const journalLine = union<JournalLine, 'type'>('type', {
  builder: object({}),
  record: object<Line<'record'>>({ key: cacheKey, found: optional(oneOf(true)) }),
  index: object<Line<'index'>>({ diffId }),
  sizes: object<Line<'sizes'>>({ diffId }),
  invocation: object<Line<'invocation'>>({ hash: stringMatching(/^[0-9a-f]{64}$/, 'a hash') }),
  document: object<Line<'document'>>({ digest }),
  scope: object<Line<'scope'>>({ file: stringMatching(SCOPE_FILE, "a scope's file") }),
  report: object<Line<'report'>>({ file: stringMatching(BASELINE_FILE, "a report's file") }),
  target: object<Line<'target'>>({ digests: array(digest) }),
  pushed,
  mount: object<Line<'mount'>>({ key: mountKey, id: string }),
  damaged: object<Line<'damaged'>>({ storeId: string, digest }),
  restored: object<Line<'restored'>>({ bytes: number, ms: number }),
});
