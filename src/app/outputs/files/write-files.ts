import path from 'node:path';

import type { Predicate } from '../../../attestation/statement.js';
import type { EventSink } from '../../../engine/events.js';
import { unreachable } from '../../../errors.js';
import { FolderWriter } from '../../../files/folder-writer.js';
import { makeFolders } from '../../../files/make-folders.js';
import { writeOutputFile } from '../../../files/output-file.js';
import { destinationError } from '../../../files/write-error.js';
import { writeToStdout } from '../../../report/console/blocking-stdio.js';
import type { LayerProvider } from '../../host/layer-provider.js';
import type { FilesDestination } from '../../options/values/output-spec.js';
import { filesTar } from './files-tar.js';
import { FlatImage, type LayeredFiles } from './flat-image.js';
import { LeftOut } from './left-out.js';
import { checkConflicts, placed, type Placed } from './platform-folders.js';

interface FilesParts {
  readonly layers: LayerProvider;
  /** What is said of each platform's files. */
  readonly predicates: readonly (readonly Predicate[])[];
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/**
 * Writes the files of the image: into a folder, or as a tar. Several platforms have a folder each.
 *
 * @throws UserError if the place cannot be written to, or if platforms that share a folder have a file in common
 */
export async function writeFiles(
  platforms: readonly LayeredFiles[],
  output: FilesDestination,
  { layers, predicates, sink, signal }: FilesParts,
): Promise<void> {
  const images: FlatImage[] = [];
  for (const platform of platforms) images.push(await FlatImage.open(platform, layers, signal));
  const several = images.length > 1;
  const said = { prefix: output.attestationPrefix ?? '', predicates };
  try {
    switch (output.type) {
      case 'local': {
        const split = output.platformSplit ?? several;
        if (!split) checkConflicts(images);
        await writeFolder(output.dest, placed(images, { ...said, split }), sink, signal);
        break;
      }
      case 'tar':
        await writeTar(output.dest, placed(images, { ...said, split: several }), signal);
        break;
      default:
        unreachable(output);
    }
  } catch (error) {
    throw destinationError(error, `write type=${output.type} to`, output.dest);
  }
}

async function writeTar(dest: string, images: readonly Placed[], signal: AbortSignal): Promise<void> {
  const tar = filesTar(images, signal);
  if (dest === '-') {
    for await (const chunk of tar) await writeToStdout(chunk, signal);
    return;
  }
  makeFolders(path.dirname(dest));
  await writeOutputFile(dest, tar);
}

/** As in BuildKit: owned by the caller, over what is there, and without removing anything else. */
async function writeFolder(
  dest: string,
  images: readonly Placed[],
  sink: EventSink,
  signal: AbortSignal,
): Promise<void> {
  const leftOut = new LeftOut();
  const writer = FolderWriter.open(dest);
  try {
    for (const one of images) await writeImage(writer, one, leftOut, signal);
    writer.finish();
  } finally {
    writer.close();
  }
  const message = leftOut.message();
  if (message !== undefined) sink({ type: 'warning', message });
}

async function writeImage(
  writer: FolderWriter,
  { image, folder, attestations }: Placed,
  leftOut: LeftOut,
  signal: AbortSignal,
): Promise<void> {
  if (folder !== '') writer.folder(folder);
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const entry of image.others) {
    signal.throwIfAborted();
    const path = prefix + entry.path;
    leftOut.look(entry);
    if (entry.type === 'directory') writer.folder(path, entry);
    else if (entry.type === 'symlink') writer.symlink(path, entry);
  }
  for await (const { path, data } of image.contents()) {
    const entry = image.files.get(path);
    if (entry === undefined) continue;
    leftOut.look(entry);
    await writer.file(prefix + path, entry, data, signal);
  }
  for (const { path, target } of image.links) writer.hardlink(prefix + path, prefix + target);
  for (const file of attestations) await writer.file(prefix + file.path, file, [file.bytes], signal);
}
