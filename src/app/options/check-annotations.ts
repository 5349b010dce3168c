import { UserError } from '../../errors.js';
import { isOfIndex, samePlatform, type Annotation } from '../../oci/annotation.js';
import { formatPlatform, givenPlatform, hostPlatform } from '../../oci/platform.js';
import { attestationsFor } from './attestations.js';
import type { BuildOptions } from './build-options.js';
import { isMultiPlatform } from './multi-platform.js';
import { OUTPUT_OPTIONS } from './output-options.js';
import type { OptionSource } from './read-options.js';
import { isOfImage, type OutputSpec } from './values/output-spec.js';

/**
 * Checks before the build that the image has the documents that its annotations are for.
 *
 * @throws UserError as BuildKit would at the end
 */
export function checkAnnotations(
  {
    annotations,
    outputs,
    platforms,
    buildArgs,
    attestations,
  }: Pick<BuildOptions, 'annotations' | 'outputs' | 'platforms' | 'buildArgs' | 'attestations'>,
  source: OptionSource,
): void {
  for (const output of outputs.length === 0 ? [STORE] : outputs.filter(isOfImage)) {
    const own = [...(output.annotations ?? []), ...annotations];
    const { provenance, sbom } = attestationsFor(attestations, output);
    // What is said about an image stands beside it, in an index.
    const hasIndex = isMultiPlatform({ platforms, buildArgs }) || provenance !== undefined || sbom;
    checkIndex(own, hasIndex, source);
    checkTypes(own, output, source);
    checkPlatforms(own, platforms, source);
  }
}

const STORE: OutputSpec = { type: 'store' };

function checkIndex(annotations: readonly Annotation[], hasIndex: boolean, source: OptionSource): void {
  const found = annotations.find(isOfIndex);
  if (found === undefined || hasIndex) return;
  throw new UserError(
    `${source.nameOf(OUTPUT_OPTIONS.annotations)}: ${found.level}:${found.key}: index annotations not supported for single platform export`,
    { hint: 'An image for one platform has no index. Write manifest: instead.' },
  );
}

function checkTypes(annotations: readonly Annotation[], { dockerTypes }: OutputSpec, source: OptionSource): void {
  const found = annotations.find(({ level }) => level !== 'manifest');
  if (dockerTypes !== true || found === undefined) return;
  throw new UserError(
    `${source.nameOf(OUTPUT_OPTIONS.annotations)}: ${found.level}:${found.key}: cannot export annotations with "oci-mediatypes=false"`,
    { hint: 'Leave oci-mediatypes=false out, or write manifest: instead.' },
  );
}

/** One for another platform than the only one is left out, so that jobs for a platform each can have the same list. */
function checkPlatforms(annotations: readonly Annotation[], platforms: readonly string[], source: OptionSource): void {
  if (new Set(platforms).size < 2) return;
  const host = hostPlatform(process.arch);
  const built = platforms.map((text) => givenPlatform(text, host));
  for (const { platform, key } of annotations) {
    if (platform === undefined || built.some((one) => samePlatform(one, platform))) continue;
    throw new UserError(
      `${source.nameOf(OUTPUT_OPTIONS.annotations)}: annotation ${JSON.stringify(key)} is for ${formatPlatform(platform)}, which is not built`,
      { hint: `The platforms are ${platforms.join(', ')}.` },
    );
  }
}
