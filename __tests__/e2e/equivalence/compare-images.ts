import { type RelativeImage, sorted } from './relative-image.js';

/** One place where two images differ; `place` is `base`, `config.Env`, or a path with a leading `/`. */
export interface Difference {
  readonly place: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** Every path and config field on which two images differ. */
export function differences(theirs: RelativeImage, ours: RelativeImage): Difference[] {
  const found: Difference[] = [];
  const note = (place: string, one: unknown, other: unknown): void => {
    if (JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other))) found.push({ place, theirs: one, ours: other });
  };
  note('base', theirs.base, ours.base);
  for (const name of namesOf(theirs.config, ours.config)) {
    note(name.startsWith('.') ? name.slice(1) : `config.${name}`, theirs.config[name], ours.config[name]);
  }
  for (const path of namesOf(theirs.tree, ours.tree)) note(`/${path}`, theirs.tree[path], ours.tree[path]);
  return found;
}

function namesOf(one: object, other: object): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}
