import { CheckedJson } from '../json/document.js';
import type { DiffId } from './identity.js';
import { readDiffId } from './identity-schema.js';

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

/** Durations are nanoseconds, as Docker stores them; zero or absent means "inherit". */
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

/** Bytes; a config holds the history and labels of an image, not its content. */
export const MAX_CONFIG_SIZE = 4 * 1024 * 1024;

/**
 * Checks a config from elsewhere: the types of all fields named above. Unknown fields are kept as they are; `null`, which
 * Go's encoders write for an empty field, is dropped, but for Entrypoint and Cmd, where it is a value.
 *
 * @throws InfraError when the bytes are no image config
 */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const json = CheckedJson.parse(bytes, 'image config', MAX_CONFIG_SIZE);
  const rootfs = json.at('rootfs');
  if (rootfs.at('type').string() !== 'layers') rootfs.at('type').fail('"layers"');
  return {
    ...readFields(json, {
      created: text,
      author: text,
      variant: text,
      'os.version': text,
      'os.features': texts,
      config: readRuntimeConfig,
      history: (list) => list.items().map(readHistoryEntry),
    }),
    architecture: json.at('architecture').string(128),
    os: json.at('os').string(128),
    rootfs: {
      ...rootfs.object(),
      type: 'layers',
      diff_ids: rootfs
        .at('diff_ids')
        .items()
        .map((item) => readDiffId(item)),
    },
  };
}

type Read = (value: CheckedJson) => unknown;

const text: Read = (value) => value.string();
const texts: Read = (value) => value.strings();
const integer: Read = (value) => value.integer();
const emptyObjects: Read = (value) =>
  value.map((item) => {
    item.optional((present) => present.object());
    return {};
  });
const nullableTexts: Read = (value) => (value.absent ? null : value.strings());

/** All fields of an object, those in `known` checked. */
function readFields(json: CheckedJson, known: Readonly<Record<string, Read>>): Record<string, unknown> {
  const fields: [string, unknown][] = [];
  for (const [name, value] of Object.entries(json.object())) {
    const read = Object.hasOwn(known, name) ? known[name] : undefined;
    if (read === undefined) fields.push([name, value]);
    else if (value !== null || read === nullableTexts) fields.push([name, read(json.at(name))]);
  }
  return Object.fromEntries(fields);
}

function readRuntimeConfig(json: CheckedJson): RuntimeConfig {
  return readFields(json, {
    User: text,
    ExposedPorts: emptyObjects,
    Env: texts,
    Entrypoint: nullableTexts,
    Cmd: nullableTexts,
    Volumes: emptyObjects,
    WorkingDir: text,
    Labels: (value) => value.stringMap(),
    StopSignal: text,
    ArgsEscaped: (value) => value.boolean(),
    Healthcheck: readHealthcheck,
    OnBuild: texts,
    Shell: texts,
  });
}

function readHealthcheck(json: CheckedJson): Healthcheck {
  return readFields(json, {
    Test: texts,
    Interval: integer,
    Timeout: integer,
    StartPeriod: integer,
    StartInterval: integer,
    Retries: integer,
  });
}

function readHistoryEntry(json: CheckedJson): HistoryEntry {
  return readFields(json, {
    created: text,
    created_by: text,
    author: text,
    comment: text,
    empty_layer: (value) => value.boolean(),
  });
}
