import type { FinishedAttestation } from '../../attestation/attestation-manifest.js';
import type { Predicate, StatementToSign } from '../../attestation/statement.js';
import type { EventSink } from '../../engine/events.js';
import { flawedWords, LayersLost } from '../../engine/layers-lost.js';
import { InfraError } from '../../errors.js';
import type { BuildCache } from '../../cache/restore/build-cache.js';
import { ImageOutputs } from './exporters.js';
import type { BuildOptions } from '../options/build-options.js';
import type { ImageTests } from './test-image.js';
import type { Adapters } from '../host/adapters.js';
import type { BuiltPlatform } from './built-platform.js';
import { builtImage, type BuiltImage, type FinishedImage } from './encoded-image.js';
import { writeFiles } from './files/write-files.js';
import { isMultiPlatform } from '../options/multi-platform.js';
import { namesOf } from '../options/named-outputs.js';
import { byRepository } from './by-repository.js';
import type { DaemonOutput } from './daemon-output.js';
import type { OutputSpec } from '../options/values/output-spec.js';

const STORE: OutputSpec = { type: 'store' };

/** Adds what is said about images, where an output has room for it. */
interface Attests {
  /** @param images one for each platform, in the order of the build */
  attested(images: readonly FinishedImage[], output: OutputSpec): Promise<readonly FinishedImage[]>;
  /** @param images makes one for each platform, in the order of the build; called only if something is said of them */
  predicates(
    images: () => Promise<readonly FinishedImage[]>,
    output: OutputSpec,
  ): Promise<readonly (readonly Predicate[])[]>;
  statementsToSign(image: BuiltImage, output: OutputSpec): Promise<readonly StatementToSign[]>;
}

interface Signs {
  /** Before the image is pushed. */
  sign(statements: readonly StatementToSign[]): Promise<readonly FinishedAttestation[]>;
  /** After the image is pushed. */
  archive(signatures: readonly FinishedAttestation[]): Promise<void>;
}

export interface OutputsParts {
  readonly options: BuildOptions;
  readonly adapters: Adapters;
  readonly cache: BuildCache;
  readonly daemon: DaemonOutput | undefined;
  readonly attestor: Attests;
  /** Absent if nothing is signed. */
  readonly signer: Signs | undefined;
  /** Run in the image before it goes anywhere. */
  readonly tests: ImageTests;
  readonly sink: EventSink;
  readonly signal: AbortSignal;
}

/** Builds of all platforms that can be gone over again. */
export interface RepeatableBuilds {
  /** Steps that were ever planned: no more layers can be lost. */
  readonly steps: number;
  platforms(): Promise<readonly BuiltPlatform[]>;
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
      return await write(await builds.platforms(), parts);
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

async function write(platforms: readonly BuiltPlatform[], parts: OutputsParts): Promise<BuiltImage> {
  const { options, adapters, cache, daemon, attestor, signer, tests, sink, signal } = parts;
  const imageFor = async (output: OutputSpec, layers?: 'as-made'): Promise<BuiltImage> => {
    const form = { ...output, annotations: [...(output.annotations ?? []), ...options.annotations] };
    const finished = await Promise.all(platforms.map((platform) => platform.finish(form, layers)));
    return builtImage(await attestor.attested(finished, output), { ...form, index: isMultiPlatform(options) });
  };
  const plainImages = (): Promise<readonly FinishedImage[]> =>
    Promise.all(platforms.map((platform) => platform.finish({}, 'as-made')));
  const images = new ImageOutputs({ ...adapters, daemon, signal });
  const outputs = options.outputs.length === 0 ? [STORE] : options.outputs;
  await tests.run(await plainImages());
  let told: BuiltImage | undefined;
  let single: BuiltImage | undefined;
  for (const output of outputs) {
    switch (output.type) {
      case 'cacheonly':
        break;
      case 'local':
      case 'tar': {
        const predicates = await attestor.predicates(plainImages, output);
        await writeFiles(platforms, output, { layers: adapters.layers, predicates, sink, signal });
        break;
      }
      default: {
        const image = await imageFor(output);
        const signatures = (await signer?.sign(await attestor.statementsToSign(image, output))) ?? [];
        const names = namesOf(output, options.tags);
        await images.write({ ...image, signatures }, output, names);
        await signer?.archive(signatures);
        if (output.type === 'registry') {
          const pushed = image.platforms.flatMap(({ layers }) => layers);
          cache.notePushed(pushed, byRepository(names));
        }
        if (image.index === undefined) single ??= image;
        if (told === undefined || output === tellingOf(outputs)) told = image;
      }
    }
  }
  // Nobody gets it, so no layer is read for it.
  told ??= await imageFor(STORE, 'as-made');
  // As in buildx: an image without an index, such as one for Docker, has the id that Docker knows it by.
  return { ...told, imageId: single?.imageId ?? told.imageId };
}

/** Of several outputs, the one whose image others can pull. */
function tellingOf(outputs: readonly OutputSpec[]): OutputSpec | undefined {
  return outputs.find(({ type }) => type === 'registry');
}
