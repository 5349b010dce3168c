import type { RuntimeConfig } from '../oci/image-config.js';
import { splitVariable } from './environment.js';
import { GrowingJson, type GrowingField, type GrowingList } from './growing-json.js';

/** What instructions add to. */
interface GrowingFields {
  /** `NAME=value`, known by name. */
  readonly Env?: GrowingList<string>;
  readonly ExposedPorts?: GrowingField<Record<string, never>>;
  readonly Volumes?: GrowingField<Record<string, never>>;
  readonly Labels?: GrowingField<string>;
  readonly OnBuild?: GrowingList<string>;
}

/** A runtime config in the making. The order of its fields is that of the document, and so a part of the image's id. */
export type DraftConfig = Omit<RuntimeConfig, keyof GrowingFields> & GrowingFields;

/** What a base's config is when instructions go on from it; its triggers are not among that. */
export function draftConfig({ OnBuild, ...config }: RuntimeConfig): DraftConfig {
  const { Env, ExposedPorts, Volumes, Labels } = config;
  return {
    ...config,
    // Each in the place that it has above.
    ...(Env !== undefined && { Env: environmentList(Env) }),
    ...(ExposedPorts !== undefined && { ExposedPorts: GrowingJson.object(ExposedPorts) }),
    ...(Volumes !== undefined && { Volumes: GrowingJson.object(Volumes) }),
    ...(Labels !== undefined && { Labels: GrowingJson.object(Labels) }),
  } as DraftConfig;
}

export function environmentList(variables: readonly string[]): GrowingList<string> {
  return GrowingJson.list(variables, (variable) => splitVariable(variable)[0]);
}

export function withVariable(config: DraftConfig, name: string, value: string): DraftConfig {
  return { ...config, Env: (config.Env ?? environmentList([])).set(name, `${name}=${value}`) };
}

/** With fields more in one of the objects, or others in the place of those of the same name. */
export function withFields<T>(
  object: GrowingField<T> | undefined,
  fields: Iterable<readonly [name: string, value: T]>,
): GrowingField<T> {
  let grown = object ?? GrowingJson.object<T>({});
  for (const field of fields) grown = grown.set(field[0], field);
  return grown;
}

/** The document in pieces, as `JSON.stringify` writes it. */
export function* encodedConfig(config: DraftConfig): Iterable<string | Uint8Array> {
  let before = '{';
  for (const [name, value] of Object.entries(config) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (value instanceof GrowingJson) yield* value.encoded();
    else yield JSON.stringify(value);
  }
  yield before === '{' ? '{}' : '}';
}
