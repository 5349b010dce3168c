import type { EventSink } from '../../engine/events.js';
import { flawedWords, LayersLost } from '../../engine/layers-lost.js';
import { InfraError } from '../../errors.js';
import type { BuildCache } from '../../cache/restore/build-cache.js';
import { builtImage, ImageOutputs, type BuiltImage } from './exporters.js';
import type { BuildOptions } from '../options/build-options.js';
import type { ImageTests } from './test-image.js';
import type { Adapters } from '../host/adapters.js';
import type { ImageForms } from './encoded-image.js';
import type { OutputSpec } from '../options/values/output-spec.js';
import type { TaggedReference } from '../../oci/reference.js';

const STORE: OutputSpec = { type: 'store' };

export interface OutputsParts {
  readonly options: BuildOptions;
  readonly adapters: Adapters;
  readonly references: readonly TaggedReference[];
  readonly cache: BuildCache;
  /** Run in the image before it goes anywhere. */
  readonly tests: ImageTests;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** Builds of all platforms that can be gone over again. */
export interface RepeatableBuilds {
  /** Steps that were ever planned: no more layers can be lost. */
  readonly steps: number;
  images(): Promise<readonly ImageForms[]>;
}

/**
 * Builds, tests the image, and brings it to its outputs. A test or an output may be the first to need a layer's bytes: where they are lost, the
 * builds are gone over again.
 *
 * @returns the image that others can pull, where outputs differ
 */
export async function bringToOutputs(builds: RepeatableBuilds, parts: OutputsParts): Promise<BuiltImage> {
  for (let losses = 0; ; losses++) {
    try {
      return await write(await builds.images(), parts);
    } catch (error) {
      const again = error instanceof LayersLost || (await isOfCache(error, parts));
      if (!again || losses >= builds.steps) throw error;
    }
  }
}

/** An output may also be the first to find that a layer from a cache does not match its digest. */
async function isOfCache(error: unknown, { adapters, cache, sink, signal }: OutputsParts): Promise<boolean> {
  if (signal.aborted || !(error instanceof InfraError)) return false;
  const flawed = await adapters.layers.recheck(signal);
  if (flawed.length === 0) return false;
  sink({ type: 'warning', message: flawedWords(flawed) });
  await cache.distrust();
  return true;
}

async function write(images: readonly ImageForms[], parts: OutputsParts): Promise<BuiltImage> {
  const { options, adapters, references, cache, tests, signal } = parts;
  const imageFor = ({ rewriteTimestamp }: OutputSpec): BuiltImage =>
    builtImage(images.map(({ plain, rewritten }) => (rewriteTimestamp === true ? rewritten : plain)));
  const writer = new ImageOutputs({ ...adapters, signal });
  const outputs = options.outputs.length === 0 ? [STORE] : options.outputs;
  const others = imageFor(outputs.find(({ type }) => type === 'registry') ?? outputs[0] ?? STORE);
  await tests.run(others.platforms);
  for (const output of outputs) {
    const image = imageFor(output);
    await writer.write(image, output, references);
    if (output.type === 'registry') cache.notePushed(image.platforms.flatMap(({ layers }) => layers));
  }
  return others;
}
