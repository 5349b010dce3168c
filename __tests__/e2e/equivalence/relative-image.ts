import type { FlatEntry, FlatImage } from '../../support/flatten-image.js';

/** A path as it differs from the base; a file with the bytes of one of the base's is told by that one's name. */
type RelativeEntry = FlatEntry | (Omit<FlatEntry, 'size' | 'sha256'> & { readonly contentOf: string });

/**
 * What an image is beside its base. The base's own files differ from machine to machine: its busybox is Debian's, of whatever
 * release and with as many names as that has programs.
 */
export interface RelativeImage {
  readonly base: 'busybox' | 'scratch';
  /** Fields of the config that are set, in the order of their names; a dot at the front means the document's own: `.author`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** By path without a leading `/`, bytes as latin1; `null`: the base has it, and the image not. */
  readonly tree: Readonly<Record<string, RelativeEntry | null>>;
}

const CONFIG_FIELDS = ['User', 'ExposedPorts', 'Env', 'Entrypoint', 'Cmd', 'Volumes', 'WorkingDir', 'Labels'].concat([
  'StopSignal',
  'Healthcheck',
  'OnBuild',
  'Shell',
]);
const PROGRAM = 'bin/busybox';

/** Nothing but times, ids and history is left out: those are of the build, not of the image's content. */
export function relativeImage(image: FlatImage, busybox: FlatImage): RelativeImage {
  const base = PROGRAM in image.tree ? 'busybox' : 'scratch';
  const below = base === 'busybox' ? busybox.tree : {};
  const names = contentNames(busybox);
  const tree: Record<string, RelativeEntry | null> = {};
  for (const path of [...new Set([...Object.keys(below), ...Object.keys(image.tree)])].sort()) {
    const entry = image.tree[path];
    if (same(entry, below[path])) continue;
    tree[path] = entry === undefined ? null : named(entry, names);
  }
  return { base, config: configOf(image, busybox), tree };
}

function configOf(image: FlatImage, busybox: FlatImage): Record<string, unknown> {
  const { config, author } = image.config;
  const found: Record<string, unknown> = {};
  const note = (name: string, value: unknown): void => {
    if (!unset(value)) found[name] = sorted(value);
  };
  note('.author', author);
  for (const field of ['architecture', 'os'] as const) {
    if (image.config[field] !== busybox.config[field]) note(`.${field}`, image.config[field] ?? 'none');
  }
  for (const field of CONFIG_FIELDS) if (isRecord(config)) note(field, config[field]);
  return found;
}

/** Digest → path of a file of the base; the program itself goes by its own name rather than by one of its links'. */
function contentNames({ tree }: FlatImage): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const path of [PROGRAM, ...Object.keys(tree)]) {
    const { sha256, size = 0 } = tree[path] ?? {};
    if (sha256 !== undefined && size > 0 && !names.has(sha256)) names.set(sha256, path);
  }
  return names;
}

function named({ size, sha256, ...entry }: FlatEntry, names: ReadonlyMap<string, string>): RelativeEntry {
  const contentOf = names.get(sha256 ?? '');
  if (contentOf !== undefined) return { ...entry, contentOf };
  return { ...entry, ...(size !== undefined && { size }), ...(sha256 !== undefined && { sha256 }) };
}

/** An absent, null or empty value all mean "not set" in an image config. */
function unset(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** Keys in order at every depth: a JSON object has none of its own. */
export function sorted(value: unknown): unknown {
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
