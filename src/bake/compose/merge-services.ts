import { UserError } from '../../errors.js';
import { Replacing, RESET, withoutMarks } from './marks.js';
import { isMapping, type Mapping, pairsAt } from './tree.js';

/** Attributes of `build` that are pairs, written as a mapping or as a list: a later pair replaces an earlier one. */
const PAIRS: ReadonlySet<string> = new Set(['args', 'additional_contexts', 'labels', 'environment', 'extra_hosts']);

/** A service with what a later file says of it. Marks of the later one stay, for what is earlier still. */
export function mergeServices(before: unknown, later: unknown, path: string): unknown {
  const earlier = withoutMarks(before);
  if (later === undefined || later === null) return earlier;
  if (earlier === undefined || earlier === null || later === RESET || later instanceof Replacing) return later;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (name === 'build') return mergeMappings(asBuild(earlier), asBuild(later), path);
  if (PAIRS.has(name)) return Object.fromEntries([...pairsAt(earlier, path), ...pairsAt(later, path)]);
  if (name === 'env_file') return [...asList(earlier), ...asList(later)];
  if (Array.isArray(earlier)) {
    if (!Array.isArray(later)) throw new UserError(`cannot override ${path}`);
    const all: unknown[] = [...(earlier as unknown[]), ...(later as unknown[])];
    return name === 'tags' ? [...new Set(all)] : all;
  }
  if (isMapping(earlier)) {
    if (!isMapping(later)) throw new UserError(`cannot override ${path}`);
    return mergeMappings(earlier, later, path);
  }
  return later;
}

function mergeMappings(earlier: Mapping, later: Mapping, path: string): Mapping {
  const merged: Record<string, unknown> = { ...earlier };
  for (const [key, value] of Object.entries(later)) merged[key] = mergeServices(earlier[key], value, `${path}.${key}`);
  return merged;
}

function asBuild(build: unknown): Mapping {
  return isMapping(build) ? build : { context: build };
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
