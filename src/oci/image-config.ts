import { array, asObject, mapOf, nullable, withDefault } from '../json/containers.js';
import { boolean, type Decoder, integer, oneOf, string, stringUpTo } from '../json/decoder.js';
import { decodeDocument } from '../json/document.js';
import { looseObject, nullish, optional } from '../json/object.js';
import type { DiffId } from './identity.js';
import { diffId } from './identity-schema.js';

/** image-spec, "OCI Image Configuration", with the fields that Docker adds to it (Healthcheck, OnBuild, Shell). */
export interface ImageConfig {
  readonly created?: string;
  readonly author?: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly os: string;
  readonly 'os.version'?: string;
  readonly 'os.features'?: readonly string[];
  readonly config?: RuntimeConfig;
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly DiffId[] };
  readonly history?: readonly HistoryEntry[];
}

export interface RuntimeConfig {
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, Record<string, never>>>;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Volumes?: Readonly<Record<string, Record<string, never>>>;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
  readonly ArgsEscaped?: boolean;
  readonly Healthcheck?: Healthcheck;
  readonly OnBuild?: readonly string[];
  readonly Shell?: readonly string[];
}

/** Durations are nanoseconds, as Docker stores them. Zero and a missing one mean "as in the base". */
export interface Healthcheck {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

export interface HistoryEntry {
  readonly created?: string;
  readonly created_by?: string;
  readonly author?: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

/** Bytes. A config holds the history and the labels of an image, not its content. */
export const MAX_CONFIG_SIZE = 4 * 1024 * 1024;

const emptyObject: Decoder<Record<string, never>> = (value) => {
  if (value !== null) asObject(value);
  return {};
};

const healthcheck = looseObject<Healthcheck>({
  Test: nullish(array(string)),
  Interval: nullish(integer),
  Timeout: nullish(integer),
  StartPeriod: nullish(integer),
  StartInterval: nullish(integer),
  Retries: nullish(integer),
});

const runtimeConfig = looseObject<RuntimeConfig>({
  User: nullish(string),
  ExposedPorts: nullish(mapOf(emptyObject)),
  Env: nullish(array(string)),
  // For these two, `null` is a value: the image has none, whatever its base has.
  Entrypoint: optional(nullable(array(string))),
  Cmd: optional(nullable(array(string))),
  Volumes: nullish(mapOf(emptyObject)),
  WorkingDir: nullish(string),
  Labels: nullish(mapOf(string)),
  StopSignal: nullish(string),
  ArgsEscaped: nullish(boolean),
  Healthcheck: nullish(healthcheck),
  OnBuild: nullish(array(string)),
  Shell: nullish(array(string)),
});

const historyEntry = looseObject<HistoryEntry>({
  created: nullish(string),
  created_by: nullish(string),
  author: nullish(string),
  comment: nullish(string),
  empty_layer: nullish(boolean),
});

const imageConfig = looseObject<ImageConfig>({
  created: nullish(string),
  author: nullish(string),
  architecture: stringUpTo(128),
  variant: nullish(string),
  os: stringUpTo(128),
  'os.version': nullish(string),
  'os.features': nullish(array(string)),
  config: nullish(runtimeConfig),
  rootfs: looseObject<ImageConfig['rootfs']>({
    type: oneOf('layers'),
    diff_ids: withDefault(array(diffId), []),
  }),
  history: nullish(array(historyEntry)),
});

/**
 * Checks a config from elsewhere: the types of all fields named above. Fields that are not named are kept as they are.
 * `null`, which Go's encoders write for an empty field, is dropped.
 *
 * @throws InfraError when the bytes are not an image config
 */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  return decodeDocument(imageConfig, bytes, { name: 'image config', maxBytes: MAX_CONFIG_SIZE });
}
