import path from 'node:path';

import { parseCall, type Call } from '../app/options/call-spec.js';
import {
  contextSource,
  readOptionTexts,
  type OptionNames,
  type OptionTexts,
  type ReadOptions,
} from '../app/options/raw-options.js';
import type { BuildOptions, ContextSource } from '../app/options/build-options.js';
import { parseSecret } from '../app/options/secret-spec.js';
import { nearest } from '../text/nearest.js';
import { UserError } from '../errors.js';
import { BUILD_FLAGS } from './build-flags.js';
import type { ParsedArgs } from './parse-argv.js';
import { readHostSettings, type ProcessEnvironment } from './settings.js';
import type { HostSettings } from '../app/options/host-settings.js';

const PROGRESS_KINDS = ['auto', 'plain', 'tty', 'json', 'quiet'] as const;
export type ProgressKind = (typeof PROGRESS_KINDS)[number];

/** What a command line asks for, with nothing left to look up. */
export interface BuildRequest {
  readonly options: BuildOptions;
  readonly host: HostSettings;
  readonly progress: ProgressKind;
  readonly call: Call;
  /** Absolute paths of files to write at the end. */
  readonly reportFile?: string;
  readonly iidFile?: string;
  readonly metadataFile?: string;
  /** `-f -`: the Dockerfile is still to be read from standard input. */
  readonly dockerfileFromStdin: boolean;
  /** What was asked for and has no meaning here. */
  readonly warnings: readonly string[];
  /** What was asked for and makes no difference here. */
  readonly notices: readonly string[];
}

/** @throws UserError that names the flag */
export function readBuildRequest(
  args: ParsedArgs,
  around: ProcessEnvironment,
  stdin: AsyncIterable<Uint8Array>,
): BuildRequest {
  const warnings = checkForeignFlags(args);
  const [contextText, ...more] = args.positionals;
  if (contextText === undefined || contextText === '') {
    throw new UserError('the build needs a context', { hint: 'Write a folder, often a dot: layer-build build .' });
  }
  if (more.length > 0) {
    throw new UserError(
      `the build takes one context, not ${args.positionals.map((text) => JSON.stringify(text)).join(' and ')}`,
    );
  }
  const context: ContextSource =
    contextText === '-' ? { kind: 'stdin', stream: stdin } : contextSource(contextText, around);
  const dockerfile = args.string('file') ?? '';
  const dockerfileFromStdin = dockerfile === '-';
  if (dockerfileFromStdin && context.kind === 'stdin') {
    throw new UserError('the context and the Dockerfile cannot both come from standard input');
  }
  const { options, ...told } = readOptions(args, around, context, dockerfileFromStdin ? '' : dockerfile);
  const scope = args.string('cache-scope') ?? '';
  return {
    options: { ...options, ...(scope !== '' && { scope }) },
    host: readHostSettings(args, around),
    progress: readProgress(args),
    call: parseCall('--call', args.string('call') ?? (args.boolean('check') ? 'check' : '')),
    ...optionalPath(args, around, 'report', 'reportFile'),
    ...optionalPath(args, around, 'iidfile', 'iidFile'),
    ...optionalPath(args, around, 'metadata-file', 'metadataFile'),
    dockerfileFromStdin,
    warnings: [...warnings, ...told.warnings],
    notices: told.notices,
  };
}

const FLAG_NAMES: OptionNames = {
  file: '--file',
  tags: '--tag',
  target: '--target',
  buildArgs: '--build-arg',
  labels: '--label',
  platforms: '--platform',
  outputs: '--output',
  network: '--network',
  extraHosts: '--add-host',
  shmSize: '--shm-size',
  ulimits: '--ulimit',
  buildContexts: '--build-context',
  allow: '--allow',
  saveFailed: '--save-failed',
  ssh: '--ssh',
  cache: {
    mode: 'the cache mode',
    policy: '--cache-policy',
    maxSize: '--cache-max-size',
    timeout: '--cache-timeout',
    mounts: '--cache-mounts',
  },
  cacheFrom: '--cache-from',
  cacheTo: '--cache-to',
};

function readOptions(args: ParsedArgs, around: ProcessEnvironment, context: ContextSource, file: string): ReadOptions {
  const secretPlace = { cwd: around.cwd, env: around.env, isFile: around.files.isFile };
  const secrets = args.list('secret').filter((text) => text !== '');
  const texts: OptionTexts = {
    context,
    file,
    tags: args.list('tag'),
    target: args.string('target') ?? '',
    buildArgs: args.list('build-arg'),
    labels: args.list('label'),
    platforms: args.list('platform'),
    noCache: args.boolean('no-cache'),
    push: args.boolean('push'),
    outputs: args.list('output'),
    network: args.string('network') ?? '',
    extraHosts: args.list('add-host'),
    shmSize: args.string('shm-size') ?? '',
    ulimits: args.list('ulimit'),
    buildContexts: args.list('build-context'),
    allow: args.list('allow'),
    saveFailed: args.string('save-failed') ?? '',
    ssh: args.list('ssh').filter((text) => text !== ''),
    cache: {
      mode: '',
      policy: args.string('cache-policy') ?? '',
      maxSize: args.string('cache-max-size') ?? '',
      timeout: args.string('cache-timeout') ?? '',
      mounts: args.list('cache-mounts'),
    },
    cacheFrom: args.list('cache-from'),
    cacheTo: args.list('cache-to'),
  };
  return readOptionTexts(
    texts,
    secrets.map((text) => parseSecret('--secret', text, secretPlace)),
    FLAG_NAMES,
    around,
  );
}

function readProgress(args: ParsedArgs): ProgressKind {
  if (args.boolean('quiet')) return 'quiet';
  const text = args.string('progress') ?? 'auto';
  const kind = PROGRESS_KINDS.find((each) => each === text);
  if (kind !== undefined) return kind;
  const close = text === 'rawjson' ? 'json' : text === 'none' ? 'quiet' : nearest(text, PROGRESS_KINDS);
  throw new UserError(`--progress: unknown kind ${JSON.stringify(text)}`, {
    hint: close === undefined ? `Known kinds: ${PROGRESS_KINDS.join(', ')}.` : `Did you mean ${close}?`,
  });
}

/** @returns warnings for flags that are ignored */
function checkForeignFlags(args: ParsedArgs): string[] {
  const warnings: string[] = [];
  for (const flag of BUILD_FLAGS) {
    if (flag.foreign === undefined || !args.given.has(flag.name) || isSwitchedOff(args, flag.name)) continue;
    if (flag.foreign === 'refused') throw new UserError(`--${flag.name} is not supported: ${flag.help}`);
    warnings.push(`--${flag.name} is ignored: ${flag.help}`);
  }
  return warnings;
}

/** `--provenance=false`, `--load=false` and their like ask for what is the case anyway. */
function isSwitchedOff(args: ParsedArgs, name: string): boolean {
  return args.list(name).every((value) => value === 'false' || value === '');
}

function optionalPath<Key extends string>(
  args: ParsedArgs,
  around: ProcessEnvironment,
  flag: string,
  key: Key,
): { readonly [name in Key]?: string } {
  const text = args.string(flag) ?? '';
  const result: { [name in Key]?: string } = {};
  if (text !== '') result[key] = path.resolve(around.cwd, text);
  return result;
}
