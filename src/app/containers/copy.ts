import { createReadStream, lstatSync, readlinkSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';

import { UserError, errorCode } from '../../errors.js';
import { blobOfTar } from '../../layer/compression/blob-of-tar.js';
import { decompress } from '../../layer/compression/decompress.js';
import type { EntryMetadata } from '../../layer/entry.js';
import { fileContent } from '../../layer/file-content.js';
import type { MadeLayer } from '../../layer/layer.js';
import { readLayer } from '../../layer/layer-reader.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import { hostPlatform } from '../../oci/platform.js';
import { decodeName, displayName, fsPath, readNames } from '../../text/byte-name.js';
import { writeFiles } from '../outputs/files/write-files.js';
import type { ContainerAccess } from './container-access.js';
import type { KnownContainer } from './container-store.js';

export interface CopyOptions {
  /** Files keep their owners; otherwise they belong to whoever they are copied for. */
  readonly archive: boolean;
  /** A link at the end of the source is followed. */
  readonly followLink: boolean;
}

/**
 * Copies from a container to this machine, with the rules of cp -r: into a folder that exists, or else under the name of the
 * destination.
 *
 * @param dest absolute; `-` is a tar on standard output, which goes to `writeTar`
 * @throws UserError when there is nothing, or the destination's folder does not exist
 */
export async function copyOut(
  containers: ContainerAccess,
  known: KnownContainer,
  source: string,
  dest: string,
  { followLink }: CopyOptions,
  writeTar: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const name = nameAt(source);
  const { folder, named } = dest === '-' ? { folder: '-', named: name } : placeOut(dest, name);
  const kept = { path: source, followLink, name: named };
  await containers.withRead(known, source.endsWith('/.') ? { path: source, followLink: true } : kept, async (made) => {
    if (dest === '-') {
      const label = 'the copied files';
      const { signal } = containers;
      for await (const chunk of decompress(createReadStream(made.blobFile), { label, signal })) await writeTar(chunk);
      return;
    }
    const { layers, content } = containers.adapters;
    const layer = await layers.take(made);
    const files = [{ platform: hostPlatform(process.arch), layers: [layer], sourceDateEpoch: undefined }];
    const parts = { layers, predicates: [], sink: () => undefined, signal: containers.signal };
    const target = source.endsWith('/.') ? path.join(folder, named) : folder;
    try {
      await writeFiles(files, { type: 'local', dest: target, platformSplit: false }, parts);
    } finally {
      await content.remove(layer.blob.digest);
    }
  });
}

/** Where a copy goes: a folder that exists, and the name in it. */
function placeOut(dest: string, name: string): { readonly folder: string; readonly named: string } {
  if (statSync(dest, { throwIfNoEntry: false })?.isDirectory() === true) return { folder: dest, named: name };
  const folder = path.dirname(dest);
  if (dest.endsWith('/') || statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UserError(`there is no folder ${displayName(dest.endsWith('/') ? dest : folder)}`);
  }
  return { folder, named: path.basename(dest) };
}

function nameAt(source: string): string {
  const name = path.posix.basename(path.posix.normalize(`/${source}`));
  return name === '' ? 'root' : name;
}

/**
 * Copies from this machine into a container, with the same rules.
 *
 * @param source absolute, or a tar
 * @throws UserError when there is nothing, or the container has no such folder
 */
export async function copyIn(
  containers: ContainerAccess,
  known: KnownContainer,
  source: string | AsyncIterable<Uint8Array>,
  dest: string,
  options: CopyOptions,
): Promise<void> {
  const { layers } = containers.adapters;
  const ingest = await layers.newIngest();
  try {
    if (typeof source !== 'string') {
      await containers.write(known, dest, await takeTar(source, ingest, containers.signal));
      return;
    }
    const isFolder = await containers.kindAt(known, dest);
    const contents = source.endsWith('/.') || source === '.';
    const place = isFolder === 'directory' ? dest : path.posix.dirname(dest);
    const name = isFolder === 'directory' ? path.basename(source) : path.posix.basename(dest);
    if (isFolder !== 'directory' && dest.endsWith('/'))
      throw new UserError(`there is no folder ${displayName(dest)} in the container`);
    const root = contents && isFolder === 'directory' ? '' : name;
    await containers.write(known, place, await layerOfFiles(source, root, options, ingest));
  } finally {
    await ingest.discard();
  }
}

interface Ingest {
  readonly blobFile: string;
  readonly indexFile: string;
}

/** Makes a layer of the user's own files. Links in them stay links. */
async function layerOfFiles(
  source: string,
  name: string,
  { archive, followLink }: CopyOptions,
  ingest: Ingest,
): Promise<MadeLayer> {
  const writer = await LayerWriter.create({ ...ingest, level: 1 });
  const add = async (file: string, below: string, follow: boolean): Promise<void> => {
    const stats = follow ? statSync(fsPath(file)) : lstatSync(fsPath(file));
    const metadata = metadataOf(stats, archive);
    if (stats.isDirectory()) {
      if (below !== '') await writer.add({ type: 'directory', path: below, ...metadata });
      for (const child of readNames(file).sort())
        await add(`${file}/${child}`, below === '' ? child : `${below}/${child}`, false);
    } else if (stats.isSymbolicLink()) {
      const target = decodeName(readlinkSync(fsPath(file), { encoding: 'buffer' }));
      await writer.add({ type: 'symlink', path: below, target, ...metadata });
    } else if (stats.isFile()) {
      await writer.add({ type: 'file', path: below, size: stats.size, ...metadata }, fileContent(file, stats.size));
    }
  };
  try {
    await add(source.replace(/\/\.?$/, '') || '/', name, followLink || source.endsWith('/') || source.endsWith('/.'));
    return await writer.finish();
  } catch (error) {
    await writer.abort();
    if (errorCode(error) === 'ENOENT') throw new UserError(`there is no ${displayName(source)}`, { cause: error });
    throw error;
  }
}

function metadataOf(stats: Stats, archive: boolean): EntryMetadata {
  const owner = archive ? { uid: stats.uid, gid: stats.gid } : { uid: 0, gid: 0 };
  return { mode: stats.mode & 0o7777, mtime: Math.floor(stats.mtimeMs / 1000), ...owner };
}

/** Makes a layer of a tar. It is checked like a layer that was pulled: anybody may have made it. */
async function takeTar(source: AsyncIterable<Uint8Array>, ingest: Ingest, signal: AbortSignal): Promise<MadeLayer> {
  const { blob, diffId, uncompressedSize } = await blobOfTar(source, ingest.blobFile, {
    label: 'standard input',
    signal,
  });
  const { treeDigest } = await readLayer(ingest.blobFile, blob, { expectedDiffId: diffId, signal });
  return { ...ingest, blob, diffId, treeDigest, uncompressedSize };
}
