import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { BaseImages, Layers } from '../../engine/ports.js';
import { EngineBug, UserError } from '../../errors.js';
import { LayerStack } from '../../layer/layer-stack.js';
import { StackSource } from '../../layer/stack-source.js';
import { hostPlatform } from '../../oci/platform.js';
import { formatReference, type Reference } from '../../oci/reference.js';

interface EmulatorImage {
  readonly reference: Reference;
  readonly bases: BaseImages;
  readonly layers: Layers;
}

/** The files of an image of emulators, taken out of its layers. */
export interface TakenEmulators {
  /** By QEMU's name of the machine, such as `aarch64`. */
  readonly files: ReadonlyMap<string, string>;
  /** The image says that its emulators always keep `argv[0]`. */
  readonly keepArgv0: boolean;
}

/** How docker.io/tonistiigi/binfmt calls them, and docker.io/multiarch/qemu-user-static. */
const places = (qemu: string): readonly string[] => [`usr/bin/qemu-${qemu}`, `usr/bin/qemu-${qemu}-static`];

/**
 * Fetches the image, like any base image, and takes emulators out of it. Nothing of it is run.
 *
 * @param machines QEMU's names of the machines
 * @param folder a private one
 * @throws UserError when the image does not have them; what fetching an image throws
 */
export async function takeEmulators(
  { reference, bases, layers }: EmulatorImage,
  machines: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<TakenEmulators> {
  const image = await bases.resolve(reference, hostPlatform(process.arch), signal);
  const indexes = await Promise.all(image.layers.map((layer) => layers.index(layer, signal)));
  const stack = LayerStack.of(indexes);
  const found = new Map(machines.map((qemu) => [findIn(stack, qemu, formatReference(reference)), qemu]));
  const source = new StackSource(image.name, stack, (number) => {
    const layer = image.layers[number];
    if (layer === undefined) throw new EngineBug(`${image.name} has no layer ${number}`);
    return layers.blobFile(layer, signal);
  });
  const files = new Map<string, string>();
  for await (const content of source.contents([...found.keys()])) {
    const qemu = found.get(content.path) ?? '';
    const file = path.join(folder, `qemu-${qemu}`);
    await pipeline(Readable.from(content.data), createWriteStream(file, { mode: 0o500, flags: 'wx' }));
    signal.throwIfAborted();
    files.set(qemu, file);
  }
  const env = image.config.config?.Env ?? [];
  return { files, keepArgv0: env.some((line) => /^QEMU_PRESERVE_ARGV0=./.test(line)) };
}

function findIn(stack: LayerStack, qemu: string, image: string): string {
  const file = places(qemu).find((place) => stack.lstat(place)?.type === 'file');
  if (file !== undefined) return file;
  throw new UserError(`the image ${image} has no emulator /${places(qemu)[0] ?? ''}`, {
    hint: 'Name another image with emulator-image (--emulator-image), or install qemu-user-static.',
  });
}
