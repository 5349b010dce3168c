import path from 'node:path';

import { UserError } from '../../errors.js';
import type { TaggedReference } from '../../oci/reference.js';
import { attestationsOf, type ProvenanceDefault } from './attestations.js';
import { checkAnnotations } from './check-annotations.js';
import { settleNames } from './named-outputs.js';
import { builderRequest } from './builder-request.js';
import type { BuildOptions } from './build-options.js';
import type { CacheSettings } from './cache-settings.js';
import { isMultiPlatform } from './multi-platform.js';
import type { ContextSource } from './values/context-source.js';
import { OUTPUT_OPTIONS } from './output-options.js';
import { isLoad, withLoad, withPush, type OutputSpec } from './values/output-spec.js';
import { sharedValues, type OptionSource, type TableValues } from './read-options.js';
import { RUN_OPTIONS } from './run-options.js';
import type { SecretSource } from './values/secret-spec.js';
import { BUILD_TABLE } from './table.js';

/** What the command line and the Action ask for in different ways. */
export interface Given {
  readonly context: ContextSource;
  readonly secrets: readonly SecretSource[];
  readonly cacheMode: CacheSettings['mode'];
  readonly names: readonly TaggedReference[];
  readonly provenance: ProvenanceDefault;
  /** Rules will give more names and annotations. The code that evaluates them calls `settle`. */
  readonly moreNamesFollow?: boolean;
}

export interface ResolvedOptions {
  readonly options: BuildOptions;
  /** What was asked for and will not happen. */
  readonly warnings: readonly string[];
  /** What was asked for and makes no difference. */
  readonly notices: readonly string[];
}

/**
 * Makes the options of a build from the values of the table: here is decided what one option means for another.
 *
 * @throws UserError that names the option as the user wrote it
 */
export function resolveBuildOptions(
  values: TableValues<typeof BUILD_TABLE, 'flag'> | TableValues<typeof BUILD_TABLE, 'input'>,
  { context, secrets, cacheMode, names, provenance, moreNamesFollow = false }: Given,
  source: OptionSource,
  cwd: string,
): ResolvedOptions {
  const {
    image,
    run,
    builder: chosen,
    output,
    attestations: attested,
    caches,
    cache,
  } = sharedValues(BUILD_TABLE, values);
  const { call, file, ...fromImage } = image;
  const { cgroupParent, entitlements, ssh, emulation, emulatorImage, ...settings } = run;
  const { push, load, outputs: parsed, ...fromOutput } = output;
  const { cacheFrom, cacheTo, ...fromCaches } = caches;
  const pushed = push ? withPush(parsed.outputs) : parsed.outputs;
  const outputs = load ? withLoad(pushed) : pushed;
  refuseManifestLists(outputs, image, source);
  const builder = builderRequest(chosen.builder, chosen.builderTls, source, cwd);
  const { attestations, ...said } = attestationsOf({
    values: attested,
    face: source.face,
    outputs,
    otherwise: provenance,
    onBuilder: builder !== undefined,
  });
  const cached = {
    warnings: [...cacheFrom.warnings, ...cacheTo.warnings],
    notices: [...cacheFrom.notices, ...cacheTo.notices],
  };
  const settled = moreNamesFollow
    ? { tags: names, outputs }
    : settle({ ...fromOutput, ...image, tags: names, outputs, attestations }, source);
  // As docker does: asking for the host's network by --network also allows it.
  const allowed = source.textsOf(RUN_OPTIONS.network).at(-1) === 'host' ? (['network.host'] as const) : [];
  return {
    options: {
      context,
      ...(file !== undefined && { dockerfile: context.kind === 'directory' ? path.resolve(cwd, file) : file }),
      ...fromImage,
      run: settings,
      ...(cgroupParent !== undefined && { cgroupParent }),
      ssh,
      emulation,
      emulatorImage,
      entitlements: [...entitlements, ...allowed],
      // Of several secrets with one id the last counts.
      secrets: [...new Map(secrets.map((secret) => [secret.id, secret])).values()],
      ...fromOutput,
      tags: settled.tags,
      outputs: settled.outputs,
      attestations,
      ...fromCaches,
      cacheFrom: cacheFrom.specs,
      cacheTo: cacheTo.specs,
      cache: { ...cache, mode: cacheMode },
      ...(builder !== undefined && { builder }),
    },
    // What our own caches do not have, a builder may.
    warnings: [...parsed.warnings, ...said.warnings, ...(builder === undefined ? cached.warnings : [])],
    notices: builder === undefined ? cached.notices : [],
  };
}

/**
 * What can only be decided when all names and annotations are known.
 *
 * @throws UserError when the image cannot be pushed under its names, or cannot have its annotations
 */
export function settle<Options extends Settled>(options: Options, source: OptionSource): Options {
  checkAnnotations(options, source);
  return { ...options, ...settleNames(options.tags, options.outputs, source) };
}

type Settled = Pick<BuildOptions, 'tags' | 'outputs' | 'annotations' | 'platforms' | 'buildArgs' | 'attestations'>;

/** As in buildx: an archive for `docker load` has one image, and which of several it is to be nobody can guess. */
function refuseManifestLists(
  outputs: readonly OutputSpec[],
  image: Pick<BuildOptions, 'platforms' | 'buildArgs'>,
  source: OptionSource,
): void {
  if (!isMultiPlatform(image) || !outputs.some((output) => output.type === 'docker' && !isLoad(output))) return;
  throw new UserError(
    `${source.nameOf(OUTPUT_OPTIONS.outputs)}: type=docker does not support manifest lists: it holds the image of one platform`,
    { hint: 'Build each platform by itself, or write type=oci, which holds all of them.' },
  );
}
