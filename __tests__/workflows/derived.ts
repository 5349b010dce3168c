import type { StepOutcome } from '../support/workflows/run-workflow.js';
import { listOf, outputsOf } from './shape.js';

/** What docker/build-push-action does with the inputs of a step, by its own description and that of buildx. */
export interface Derived {
  readonly pushes: boolean;
  /** Every name under which the image is in a registry; with `@` and no digest behind it, without a tag. */
  readonly names: readonly string[];
  readonly platforms: readonly string[];
  readonly provenance: 'min' | 'max' | undefined;
  readonly sbom: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

export function derivedFrom({ inputs }: Pick<StepOutcome, 'inputs'>, isPrivate: boolean): Derived {
  const outputs = outputsOf(inputs);
  const pushing = outputs.filter(({ type, push }) => type === 'registry' || (type === 'image' && push === 'true'));
  const pushes = inputs['push'] === 'true' || pushing.length > 0;
  const tags = listOf(inputs['tags'], true);
  const named = pushing.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const byDigest = pushing.some((each) => each['push-by-digest'] === 'true');
  const names = (named.length > 0 ? named : tags).map((name) => (byDigest ? `${name}@` : name));
  const platforms = listOf(inputs['platforms'], true);
  return {
    pushes,
    names,
    platforms: platforms.length === 0 ? ['linux/amd64'] : platforms,
    ...attestations(inputs, isPrivate || outputs.some(({ type }) => type === 'docker') || inputs['load'] === 'true'),
    labels: Object.fromEntries(
      listOf(inputs['labels']).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
  };
}

/**
 * Without an input, provenance is that of the repository's visibility. docker/build-push-action leaves it to buildx, which says little,
 * if one output is for Docker.
 *
 * @param little whether little is said where the inputs say nothing
 */
function attestations(inputs: Readonly<Record<string, string>>, little: boolean): Pick<Derived, 'provenance' | 'sbom'> {
  const attests = listOf(inputs['attests']);
  const provenance = inputs['provenance'] ?? '';
  const inList = attests.find((line) => line.startsWith('type=provenance'));
  const text = inList ?? provenance;
  const mode = text.includes('mode=min') || (text === '' && little) ? 'min' : 'max';
  return {
    provenance: text === 'false' ? undefined : mode,
    sbom: inputs['sbom'] === 'true' || attests.some((line) => line.startsWith('type=sbom')),
  };
}
