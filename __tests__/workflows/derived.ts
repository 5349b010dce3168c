import type { StepOutcome } from '../support/workflows/run-workflow.js';
import { listOf, outputsOf } from './shape.js';

/** What docker/build-push-action does with the inputs of a step, by its own description and that of buildx. */
export interface Derived {
  readonly pushes: boolean;
  /** Every name under which the image is in a registry; with `@` and no digest behind it, without a tag. */
  readonly names: readonly string[];
  /** Every name under which the image is in the Docker daemon. */
  readonly loaded: readonly string[];
  readonly platforms: readonly string[];
  readonly provenance: 'min' | 'max' | undefined;
  /** Archives have no provenance. */
  readonly inlineOnly: boolean;
  readonly sbom: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

export function derivedFrom({ inputs }: Pick<StepOutcome, 'inputs'>, isPrivate: boolean): Derived {
  const outputs = outputsOf(inputs);
  const pushing = outputs.filter(({ type, push }) => type === 'registry' || (type === 'image' && push === 'true'));
  const pushes = inputs['push'] === 'true' || pushing.length > 0;
  const tags = listOf(inputs['tags'], true);
  const named = pushing.flatMap(({ name }) => name?.split(',') ?? []);
  const loading = outputs.filter(({ type, dest }) => type === 'docker' && dest === undefined);
  const loads = inputs['load'] === 'true' || loading.length > 0;
  const byDigest = pushing.some((each) => each['push-by-digest'] === 'true');
  const names = (named.length > 0 ? named : tags).map((name) => (byDigest ? `${name}@` : name));
  // v8 is the one variant of arm64, so an index does not say it.
  const platforms = listOf(inputs['platforms'], true).map((name) => name.replace(/\barm64\/v8$/, 'arm64'));
  return {
    pushes,
    names,
    loaded: loads
      ? loading
          .flatMap(({ name }) => name?.split(',') ?? [])
          .concat(loading.some(({ name }) => name !== undefined) ? [] : tags)
      : [],
    platforms: platforms.length === 0 ? ['linux/amd64'] : platforms,
    ...attestations(inputs, isPrivate || outputs.some(({ type }) => type === 'docker') || inputs['load'] === 'true'),
    labels: Object.fromEntries(
      listOf(inputs['labels']).map((line) => {
        const [name = ''] = line.split('=', 1);
        return [name, line.slice(name.length + 1)];
      }),
    ),
  };
}

/**
 * Without an input, provenance is that of the repository's visibility. docker/build-push-action leaves it to buildx, which says little,
 * if one output is for Docker.
 *
 * @param little whether little is said where the inputs say nothing
 */
function attestations(
  inputs: Readonly<Record<string, string>>,
  little: boolean,
): Pick<Derived, 'provenance' | 'inlineOnly' | 'sbom'> {
  const attests = listOf(inputs['attests']);
  const provenance = inputs['provenance'] ?? '';
  const inList = attests.find((line) => line.startsWith('type=provenance'));
  const text = inList ?? provenance;
  const mode = text.includes('mode=min') || (text === '' && little) ? 'min' : 'max';
  return {
    provenance: text === 'false' ? undefined : mode,
    inlineOnly: text.includes('inline-only=true') || (text === '' && little),
    sbom: inputs['sbom'] === 'true' || attests.some((line) => line.startsWith('type=sbom')),
  };
}
