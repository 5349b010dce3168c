import type { FlatImage } from '../../support/flatten-image.js';

/** One place where two images differ; `place` is `config.Env` or a path with a leading `/`. */
export interface Difference {
  readonly place: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

const CONFIG_FIELDS = ['User', 'ExposedPorts', 'Env', 'Entrypoint', 'Cmd', 'Volumes', 'WorkingDir', 'Labels'].concat([
  'StopSignal',
  'Healthcheck',
  'OnBuild',
  'Shell',
]);
const TOP_FIELDS = ['architecture', 'os', 'author'];

/**
 * Every path and config field on which two images differ. Nothing but times, ids and history is left out: those are of the
 * build, not of the image's content.
 */
export function differences(theirs: FlatImage, ours: FlatImage): Difference[] {
  const found: Difference[] = [];
  const note = (place: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b)) found.push({ place, theirs: a, ours: b });
  };
  for (const field of TOP_FIELDS) note(field, present(theirs.config[field]), present(ours.config[field]));
  for (const field of CONFIG_FIELDS) note(`config.${field}`, configField(theirs, field), configField(ours, field));
  for (const path of [...new Set([...Object.keys(theirs.tree), ...Object.keys(ours.tree)])].sort()) {
    note(`/${path}`, sorted(theirs.tree[path]), sorted(ours.tree[path]));
  }
  return found;
}

function configField(image: FlatImage, field: string): unknown {
  const config = image.config['config'];
  return isRecord(config) ? present(sorted(config[field])) : undefined;
}

/** An absent, null or empty value all mean "not set" in an image config. */
function present(value: unknown): unknown {
  if (value === null || value === '' || value === undefined) return undefined;
  if (Array.isArray(value) && value.length === 0) return undefined;
  return isRecord(value) && Object.keys(value).length === 0 ? undefined : value;
}

/** Keys in order at every depth: a JSON object has none of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
