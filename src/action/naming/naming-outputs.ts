import type { Labels } from '../../tagging/labels.js';

/** The names, labels and annotations of an image. */
export interface Naming {
  /** Full names, as they are written in the workflow. */
  readonly names: readonly string[];
  /** The tags of the rules. */
  readonly tags: readonly string[];
  readonly version: string | undefined;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** The outputs that docker/metadata-action has under the same names. */
export function namingOutputs(naming: Naming, annotationLevels: readonly string[]): Readonly<Record<string, string>> {
  const { names, tags, version = '', labels } = naming;
  const annotations = annotationLevels.flatMap((level) => pairs(naming.annotations).map((pair) => `${level}:${pair}`));
  return {
    tags: names.join('\n'),
    version,
    labels: pairs(labels).join('\n'),
    annotations: annotations.join('\n'),
    json: JSON.stringify({ tags: names, 'tag-names': tags, labels, annotations }),
  };
}

function pairs(labels: Labels): readonly string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}
