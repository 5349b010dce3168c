import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { pathFromRoot, pathInRoot } from '../files/root-folder.js';
import { isDigest, type Digest } from '../oci/digest.js';
import { type DiffId, type CacheKey, type MountKey, isMountKey } from '../oci/identity.js';
import type { RepositoryName } from '../oci/reference.js';

/** A repository that was pushed to, and the blobs that it has since. */
export interface PushedBlobs extends RepositoryName {
  readonly digests: readonly Digest[];
}

/** What a build tells of itself for whoever saves its cache. */
export type JournalLine =
  /** A record that it found (a hit) or made. */
  | { readonly type: 'record'; readonly key: CacheKey; readonly found?: true }
  /** A layer whose index it looked into, by diff id. */
  | { readonly type: 'index'; readonly diffId: DiffId }
  /** A manifest or config that it read. */
  | { readonly type: 'document'; readonly digest: Digest }
  /** A file below the root with the steps of this build, for explanations. */
  | { readonly type: 'scope'; readonly file: string }
  /** A file below the root with the account of a build, for comparisons. */
  | { readonly type: 'report'; readonly file: string }
  /** Blobs of the layers that its image consists of. */
  | { readonly type: 'target'; readonly digests: readonly Digest[] }
  | ({ readonly type: 'pushed' } & PushedBlobs)
  /** A cache mount that a step of it wrote to. */
  | { readonly type: 'mount'; readonly key: MountKey; readonly id: string }
  /** A store gave other bytes for a blob. */
  | { readonly type: 'damaged'; readonly storeId: string; readonly digest: Digest }
  /** A blob came from a cache in so many milliseconds. */
  | { readonly type: 'restored'; readonly bytes: number; readonly ms: number };

const SCOPE_FILE = new RegExp(`^${pathFromRoot('scopes')}/[a-f0-9]{64}$`);
const BASELINE_FILE = new RegExp(`^${pathFromRoot('baselines')}/[a-f0-9]{64}$`);

/**
 * A build's own account, a line at once, so that one which was killed has told what it did up to then. It lies in a file by
 * the scope's name; a new build of the scope begins it anew.
 */
export class BuildJournal {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** @param root absolute path of the root folder @param name of the scope, as a file name */
  static begin(root: string, name: string): BuildJournal {
    const journal = BuildJournal.resume(root, name);
    rmSync(journal.#file, { force: true });
    return journal;
  }

  /** Goes on with the account of a build that has ended. */
  static resume(root: string, name: string): BuildJournal {
    const file = pathInRoot(root, 'journals', name);
    mkdirSync(dirname(file), { recursive: true });
    return new BuildJournal(file);
  }

  add(line: JournalLine): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** What the last build wrote, without a line that it did not get to the end of. */
  static read(root: string, name: string): readonly JournalLine[] {
    let text: string;
    try {
      text = readFileSync(pathInRoot(root, 'journals', name), 'utf8');
    } catch {
      return [];
    }
    return text.split('\n').flatMap((line) => decodeLine(line) ?? []);
  }
}

function decodeLine(text: string): JournalLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const line = value as Readonly<Record<string, unknown>>;
  return isSound(line) ? (line as unknown as JournalLine) : undefined;
}

function isSound(line: Readonly<Record<string, unknown>>): boolean {
  switch (line['type']) {
    case 'record':
      return isDigestText(line['key']);
    case 'index':
      return isDigestText(line['diffId']);
    case 'document':
      return isDigestText(line['digest']);
    case 'damaged':
      return typeof line['storeId'] === 'string' && isDigestText(line['digest']);
    case 'scope':
      return typeof line['file'] === 'string' && SCOPE_FILE.test(line['file']);
    case 'report':
      return typeof line['file'] === 'string' && BASELINE_FILE.test(line['file']);
    case 'target':
      return isDigests(line['digests']);
    case 'pushed':
      return (
        typeof line['registry'] === 'string' && typeof line['repository'] === 'string' && isDigests(line['digests'])
      );
    case 'mount':
      return typeof line['key'] === 'string' && isMountKey(line['key']) && typeof line['id'] === 'string';
    case 'restored':
      return typeof line['bytes'] === 'number' && typeof line['ms'] === 'number';
    default:
      return false;
  }
}

function isDigestText(value: unknown): boolean {
  return typeof value === 'string' && isDigest(value);
}

function isDigests(value: unknown): boolean {
  return Array.isArray(value) && value.every(isDigestText);
}
