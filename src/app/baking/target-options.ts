import path from 'node:path';

import { isRemote } from '../../bake/resolve/locations.js';
import { linksOf, type ResolvedTarget } from '../../bake/resolve/resolve-targets.js';
import type { TypedEntry } from '../../bake/target/entries.js';
import type { TargetFields } from '../../bake/target/fields.js';
import { UserError } from '../../errors.js';
import { ATTESTATION_OPTIONS } from '../options/attestation-options.js';
import type { ProvenanceDefault } from '../options/attestations.js';
import type { BuildOptions } from '../options/build-options.js';
import { CACHE_OPTIONS } from '../options/cache-options.js';
import type { CacheSettings } from '../options/cache-settings.js';
import { IMAGE_OPTIONS } from '../options/image-options.js';
import { NAME_OPTIONS } from '../options/name-options.js';
import { flagOf, type Spelled } from '../options/option.js';
import { OUTPUT_OPTIONS } from '../options/output-options.js';
import type { ProcessEnvironment } from '../options/process/process-environment.js';
import { type OptionSource, readTable } from '../options/read-options.js';
import { resolveBuildOptions } from '../options/resolve-build-options.js';
import { RUN_OPTIONS } from '../options/run-options.js';
import { BUILD_TABLE } from '../options/table.js';
import { contextSource } from '../options/values/context-source.js';
import { dockerfilePath } from './allowed.js';

/** A target as a build, ready to run. */
export interface BakeTarget {
  readonly name: string;
  readonly options: BuildOptions;
  /** Targets whose results it uses. */
  readonly links: readonly string[];
  /** What is asked for and will not happen. */
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

export interface TargetContext {
  /** What the command line says for all targets: emulators, builders, what caches keep. */
  readonly general: OptionSource<'flag'>;
  readonly environment: ProcessEnvironment;
  readonly provenance: ProvenanceDefault;
  readonly cacheMode: CacheSettings['mode'];
  /** Of the job; absent: the builds name their scopes themselves. */
  readonly scope?: string | undefined;
}

/**
 * The options of a target's build: its attributes are texts of the options that `layer-build build` has.
 *
 * @throws UserError that names the target and the attribute
 */
export function targetOptions({ name, fields }: ResolvedTarget, context: TargetContext): BakeTarget {
  const { environment, provenance, cacheMode, scope } = context;
  refuseUnsupported(name, fields);
  const given = textsOf(fields);
  const source: OptionSource<'flag'> = {
    face: 'flag',
    nameOf: (option) => {
      const attribute = given.get(option)?.attribute;
      return attribute === undefined ? (flagOf(option) ?? '') : `target ${name}: ${attribute}`;
    },
    textsOf: (option) => given.get(option)?.texts ?? context.general.textsOf(option),
  };
  const values = readTable(BUILD_TABLE, source, environment);
  const place = fields.context ?? '.';
  const resolved = resolveBuildOptions(
    values,
    {
      context: located(name, () => contextSource(place, environment)),
      secrets: values.run.secret,
      cacheMode,
      names: values.names.tag,
      provenance,
    },
    source,
    environment.cwd,
  );
  const inline = fields['dockerfile-inline'];
  const { dockerfile, ...options } = resolved.options;
  return {
    name,
    options: {
      ...options,
      ...(inline === undefined ? dockerfile !== undefined && { dockerfile } : { dockerfileText: Buffer.from(inline) }),
      buildContexts: { ...options.buildContexts, ...builtContexts(fields) },
      // Each target has its own cache within the scope of the whole run.
      ...(scope !== undefined && { scope }),
      variant: `bake ${name}`,
    },
    links: [...new Set(linksOf(fields))],
    warnings: resolved.warnings,
    notices: resolved.notices,
  };
}

/** A target has the rights that it asks for; that they are allowed was checked. */
export function withRights(target: BakeTarget, rights: readonly string[]): BakeTarget {
  const entitlements = target.options.entitlements.filter((right) => rights.includes(right));
  return { ...target, options: { ...target.options, entitlements } };
}

/** The target's metadata has so much of its provenance. */
export function withToldProvenance(target: BakeTarget, toldProvenance: BuildOptions['toldProvenance']): BakeTarget {
  return { ...target, options: { ...target.options, toldProvenance } };
}

function builtContexts({ contexts = new Map() }: TargetFields): BuildOptions['buildContexts'] {
  return Object.fromEntries(
    [...contexts].flatMap(([name, value]) =>
      value.startsWith('target:') ? [[name, { kind: 'built', target: value.slice('target:'.length) } as const]] : [],
    ),
  );
}

function refuseUnsupported(name: string, fields: TargetFields): void {
  if (fields.policy?.some(({ disabled }) => !disabled) === true)
    throw new UserError(`target ${name}: policy is not supported`, { hint: 'Build it with docker buildx bake.' });
  if (fields.resources !== undefined && fields.resources.size > 0)
    throw new UserError(`target ${name}: resources is not supported: its limits would not hold`);
}

interface Given {
  readonly attribute: string;
  readonly texts: readonly string[];
}

/** One row for each attribute: the option that it is. */
function textsOf(fields: TargetFields): ReadonlyMap<Spelled, Given> {
  const rows: readonly (readonly [Spelled, string, readonly string[] | undefined])[] = [
    [NAME_OPTIONS.tag, 'tags', fields.tags],
    [IMAGE_OPTIONS.file, 'dockerfile', dockerfileText(fields)],
    [IMAGE_OPTIONS.target, 'target', single(fields.target)],
    [IMAGE_OPTIONS.platforms, 'platforms', fields.platforms],
    [IMAGE_OPTIONS.buildArgs, 'args', pairs(fields.args, '=')],
    [IMAGE_OPTIONS.labels, 'labels', pairs(fields.labels, '=')],
    [IMAGE_OPTIONS.buildContexts, 'contexts', contextTexts(fields)],
    [IMAGE_OPTIONS.pull, 'pull', single(fields.pull)],
    [IMAGE_OPTIONS.call, 'call', single(fields.call)],
    [OUTPUT_OPTIONS.outputs, 'output', fields.output?.map(({ dest, ...entry }) => entryText(entry, { dest }))],
    [OUTPUT_OPTIONS.annotations, 'annotations', fields.annotations],
    [ATTESTATION_OPTIONS.attests, 'attest', fields.attest?.map(attestOf)],
    [RUN_OPTIONS.network, 'network', single(fields.network)],
    [RUN_OPTIONS.extraHosts, 'extra-hosts', pairs(fields['extra-hosts'], '=')],
    [RUN_OPTIONS.shmSize, 'shm-size', single(fields['shm-size'])],
    [RUN_OPTIONS.ulimits, 'ulimits', fields.ulimits],
    [RUN_OPTIONS.entitlements, 'entitlements', fields.entitlements],
    [RUN_OPTIONS.secret, 'secret', fields.secret?.map((secret) => csvOf(Object.entries(secret)))],
    [
      RUN_OPTIONS.ssh,
      'ssh',
      fields.ssh?.map(({ id, paths }) => (paths.length === 0 ? id : `${id}=${paths.join(',')}`)),
    ],
    [CACHE_OPTIONS.noCache, 'no-cache', single(fields['no-cache'])],
    [CACHE_OPTIONS.noCacheFilters, 'no-cache-filter', fields['no-cache-filter']],
    [CACHE_OPTIONS.cacheFrom, 'cache-from', fields['cache-from']?.map((entry) => entryText(entry))],
    [CACHE_OPTIONS.cacheTo, 'cache-to', fields['cache-to']?.map((entry) => entryText(entry))],
  ];
  return new Map(rows.map(([option, attribute, texts]) => [option, { attribute, texts: texts ?? [] }] as const));
}

function single(value: string | boolean | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [String(value)];
}

function pairs(map: ReadonlyMap<string, string | null> | undefined, separator: string): readonly string[] | undefined {
  return map === undefined
    ? undefined
    : [...map].flatMap(([key, value]) => (value === null ? [] : [`${key}${separator}${value}`]));
}

/** In a folder of this machine it starts from the context; in a repository it is a path in that. */
function dockerfileText(fields: TargetFields): readonly string[] {
  const { context = '.', dockerfile = 'Dockerfile' } = fields;
  if (fields['dockerfile-inline'] !== undefined) return [];
  if (dockerfile.startsWith('cwd://')) return [path.resolve(dockerfile.slice('cwd://'.length))];
  if (isRemote(context)) return dockerfile === 'Dockerfile' ? [] : [dockerfile];
  return [dockerfilePath(context, dockerfile)];
}

function contextTexts({ contexts = new Map() }: TargetFields): readonly string[] {
  return [...contexts].flatMap(([name, value]) =>
    value.startsWith('target:') ? [] : [`${name}=${value.replace(/^cwd:\/\//, '')}`],
  );
}

function entryText({ type, attributes }: TypedEntry, more: Readonly<Record<string, string>> = {}): string {
  return csvOf([['type', type], ...Object.entries(more), ...attributes]);
}

function attestOf({ disabled, ...entry }: TypedEntry & { readonly disabled: boolean }): string {
  return entryText(entry, disabled ? { disabled: 'true' } : {});
}

/** `key=value` with commas; fields with commas or quotes are quoted, and empty ones left out. */
function csvOf(fields: readonly (readonly [string, string])[]): string {
  return fields
    .filter(([, value]) => value !== '')
    .map(([key, value]) => {
      const field = `${key}=${value}`;
      return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
    })
    .join(',');
}

function located<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(`target ${name}: ${error.message}`, { hint: error.hint, cause: error });
    throw error;
  }
}
