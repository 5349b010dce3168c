import { readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { writeWhole } from '../../files/atomic-file.js';
import { pathFromRoot } from '../../files/root-folder.js';
import { mapOf } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { nonNegativeInteger, oneOf, string } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import { digestHex, sha256 } from '../../oci/digest.js';
import { keptBuild, MAX_RECORD_SIZE, stepRecord } from './record-codec.js';

/** Bytes, unpacked: more than any build's records, and few enough for the memory. */
const MOST_BYTES = 256 * 1024 * 1024;

interface BundledFile {
  /** Milliseconds since the epoch. */
  readonly written: number;
  readonly text: string;
}

const bundle = object({
  version: oneOf(2),
  files: mapOf(object<BundledFile>({ written: nonNegativeInteger, text: string })),
});
const NAME = new RegExp(
  `^(?:${[pathFromRoot('scopes'), pathFromRoot('records'), pathFromRoot('fileLists')].join('|')})/[0-9a-f]{64}$`,
);

/**
 * Writes the last builds of some scopes, with their records and the files that these name, as one small file. It carries them to
 * another machine.
 *
 * @param root of a `RecordStore` @param scopes by their names
 * @returns whether there was anything to write
 */
export async function writeBundle(root: string, scopes: readonly string[], file: string): Promise<boolean> {
  const files: Record<string, BundledFile> = {};
  const take = async (path: string): Promise<string | undefined> => {
    const text = await readFile(join(root, path), 'utf8').catch(() => undefined);
    const written = await writtenAt(join(root, path));
    if (text === undefined || written === undefined) return undefined;
    files[path] = { written, text };
    return text;
  };
  for (const scope of scopes) {
    const text = await take(pathFromRoot('scopes', digestHex(sha256(scope))));
    const build = text === undefined ? undefined : parseOrUndefined(keptBuild, text, MAX_RECORD_SIZE);
    for (const { key } of build?.steps ?? []) {
      const kept = await take(pathFromRoot('records', digestHex(key)));
      const record = kept === undefined ? undefined : parseOrUndefined(stepRecord, kept, MAX_RECORD_SIZE);
      const list = record?.inputs.files;
      if (typeof list === 'string') await take(pathFromRoot('fileLists', digestHex(list)));
    }
  }
  if (Object.keys(files).length === 0) return false;
  const text = JSON.stringify({ version: 2, files });
  if (text.length > MOST_BYTES) return false;
  await writeWhole(file, await promisify(gzip)(text));
  return true;
}

/**
 * Puts what a bundle has below `root`, but for what is newer there: this machine may have built after the one that the bundle comes from.
 * A bundle that cannot be read counts as empty.
 */
export async function readBundle(root: string, file: string): Promise<void> {
  if ((await stat(file)).size > MOST_BYTES) return;
  const packed = await readFile(file);
  const text = await promisify(gunzip)(packed, { maxOutputLength: MOST_BYTES }).catch(() => undefined);
  const read = text === undefined ? undefined : parseOrUndefined(bundle, text, MOST_BYTES);
  for (const [path, { written, text: content }] of Object.entries(read?.files ?? {})) {
    const place = join(root, path);
    if (!NAME.test(path) || ((await writtenAt(place)) ?? 0) > written) continue;
    await writeWhole(place, content);
    // The next bundle says when this was really written.
    const seconds = Math.min(written, Date.now()) / 1000;
    await utimes(place, seconds, seconds);
  }
}

/** In milliseconds since the epoch; `undefined` if there is no such file. */
async function writtenAt(file: string): Promise<number | undefined> {
  const stats = await stat(file).catch(() => undefined);
  return stats === undefined ? undefined : Math.floor(stats.mtimeMs);
}
