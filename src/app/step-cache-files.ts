import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { StepRecord } from '../engine/record.js';
import { digestHex, sha256, type Digest } from '../oci/digest.js';

/** Folders below the root that a carried step cache has files of. */
export const CACHE_FOLDERS: readonly string[] = [
  'blobs/sha256',
  'indexes',
  'cache/records',
  'cache/trees',
  'cache/scopes',
];

const SAFE_FILE = /^(?:blobs\/sha256|indexes|cache\/(?:records|trees|scopes))\/[a-f0-9]{64}$/;

/** What of the store a build's step cache consists of. */
export interface StepCacheContents {
  readonly records: readonly StepRecord[];
  /** Keys under which records stand, the early ones among them. */
  readonly keys: readonly Digest[];
  /** Diff ids of layers whose indexes were looked into. */
  readonly indexed: readonly Digest[];
  /** The scopes whose last steps are kept for explanations. */
  readonly scopeFiles: readonly string[];
}

/** Writes down which files belong to a build's step cache, for whoever carries it to another machine. */
export async function listStepCache(root: string, scope: string, contents: StepCacheContents): Promise<void> {
  const layers = contents.records.flatMap((record) => record.layer ?? []);
  const files = [
    ...layers.map((layer) => `blobs/sha256/${digestHex(layer.blob.digest)}`),
    ...layers.map((layer) => `indexes/${digestHex(layer.diffId)}`),
    ...contents.indexed.map((diffId) => `indexes/${digestHex(diffId)}`),
    ...contents.keys.map((key) => `cache/records/${digestHex(key)}`),
    ...layers.map((layer) => `cache/trees/${digestHex(layer.contentId)}`),
    ...contents.scopeFiles,
  ];
  const file = listFile(root, scope);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify([...new Set(files)].sort()));
  await rename(`${file}.${process.pid}`, file);
}

/** Paths below the root of the files of a build's step cache, as the last build of this scope left them. */
export async function stepCacheFiles(root: string, scope: string): Promise<readonly string[]> {
  let list: unknown;
  try {
    list = JSON.parse(await readFile(listFile(root, scope), 'utf8'));
  } catch {
    // No build came far enough to leave one.
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.filter((file: unknown): file is string => typeof file === 'string' && SAFE_FILE.test(file));
}

function listFile(root: string, scope: string): string {
  return path.join(root, 'cache', 'lists', digestHex(sha256(scope)));
}
