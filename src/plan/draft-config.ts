import type { RuntimeConfig } from '../oci/image-config.js';
import { splitVariable } from './environment.js';
import { AppendableJson, type AppendableObject, type AppendableList } from '../json/appendable-json.js';

/** The fields that instructions add to. */
interface AppendableFields {
  /** `NAME=value`, known by name. */
  readonly Env?: AppendableList<string>;
  readonly ExposedPorts?: AppendableObject<Record<string, never>>;
  readonly Volumes?: AppendableObject<Record<string, never>>;
  readonly Labels?: AppendableObject<string>;
  readonly OnBuild?: AppendableList<string>;
}

/** A runtime config in the making. Its fields are written in the order that they have here: the order is part of the image's id. */
export type DraftConfig = Omit<RuntimeConfig, keyof AppendableFields> & AppendableFields;

/** The config that instructions continue from: that of the base, without its ONBUILD triggers. */
export function draftConfig({ OnBuild, ...config }: RuntimeConfig): DraftConfig {
  const { Env, ExposedPorts, Volumes, Labels } = config;
  return {
    ...config,
    // Each field keeps the place that it has in `config`.
    ...(Env !== undefined && { Env: environmentList(Env) }),
    ...(ExposedPorts !== undefined && { ExposedPorts: AppendableJson.object(ExposedPorts) }),
    ...(Volumes !== undefined && { Volumes: AppendableJson.object(Volumes) }),
    ...(Labels !== undefined && { Labels: AppendableJson.object(Labels) }),
  } as DraftConfig;
}

/** @internal For a test of how it grows. */
export function environmentList(variables: readonly string[]): AppendableList<string> {
  return AppendableJson.list(variables, (variable) => splitVariable(variable)[0]);
}

export function withVariable(config: DraftConfig, name: string, value: string): DraftConfig {
  return { ...config, Env: (config.Env ?? environmentList([])).set(name, `${name}=${value}`) };
}

/** With these fields added to one of the objects; they replace fields of the same name. */
export function withFields<T>(
  object: AppendableObject<T> | undefined,
  fields: Iterable<readonly [name: string, value: T]>,
): AppendableObject<T> {
  let result = object ?? AppendableJson.object<T>({});
  for (const field of fields) result = result.set(field[0], field);
  return result;
}

/** How long parts of a document are given: whole, or by what identifies them. */
export type PartForm = 'encoded' | 'identified';

/** The document in pieces, as `JSON.stringify` writes it, but for long parts that are only identified. */
export function* encodedConfig(config: DraftConfig, form: PartForm = 'encoded'): Iterable<string | Uint8Array> {
  let before = '{';
  for (const [name, value] of Object.entries(config) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (value instanceof AppendableJson) yield* value[form]();
    else yield JSON.stringify(value);
  }
  yield before === '{' ? '{}' : '}';
}
