import path from 'node:path';

import {
  dockerConfigDirOf,
  programPathOf,
  proxiesOf,
  sourceDateEpochOf,
  type Environment,
} from '../app/options/environment.js';
import { parseCall, type Call } from '../app/options/call-spec.js';
import type { FileProbe } from '../app/options/file-probe.js';
import { contextSource, readOptionTexts, type OptionNames, type OptionPlace } from '../app/options/raw-options.js';
import { checkRegistryMirrors } from '../app/options/value-parsers.js';
import type { BuildOptions, ContextSource } from '../app/options/build-options.js';
import { cacheScope, jobVariant } from './cache-scope.js';
import { readCommentInputs, type CommentInputs } from './comment-inputs.js';
import { checkForeignInputs } from './foreign-inputs.js';
import { inputBoolean, inputList, inputText } from './input-text.js';
import { readSecretInputs } from './secret-inputs.js';
import type { HostSettings } from '../app/options/host-settings.js';

/** The machine that a job runs on, besides its environment. */
export interface Job {
  readonly env: Environment;
  readonly cwd: string;
  readonly home: string;
  /** Used where the runner names no folder of its own. */
  readonly tempDir: string;
  readonly files: FileProbe;
  readonly workerEntry: string;
  /** An unguessable word, a new one each call. */
  readonly newToken: () => string;
}

/** All that a job asks for, read once. */
export interface ActionInputs {
  readonly options: BuildOptions;
  readonly host: HostSettings;
  /** Values that must not show in the log. */
  readonly masks: readonly string[];
  readonly warnings: readonly string[];
  /** What was asked for and makes no difference here. */
  readonly notices: readonly string[];
  /** The Dockerfile's path for titles, relative to the workspace where it is below it. */
  readonly dockerfile: string;
  readonly call: Call;
  readonly comment: CommentInputs;
  /** Absolute path of the file that report.json goes to. */
  readonly reportFile: string;
  /** Where the repository is checked out: what annotations' paths are relative to. */
  readonly workspace: string;
}

const INPUT_NAMES: OptionNames = {
  file: 'input "file"',
  tags: 'input "tags"',
  target: 'input "target"',
  buildArgs: 'input "build-args"',
  labels: 'input "labels"',
  platforms: 'input "platforms"',
  outputs: 'input "outputs"',
  network: 'input "network"',
  extraHosts: 'input "add-hosts"',
  shmSize: 'input "shm-size"',
  ulimits: 'input "ulimit"',
  buildContexts: 'input "build-contexts"',
  allow: 'input "allow"',
  saveFailed: 'input "save-failed"',
  ssh: 'input "ssh"',
  cache: {
    mode: 'input "cache"',
    policy: 'input "cache-policy"',
    maxSize: 'input "cache-max-size"',
    timeout: 'input "cache-timeout"',
    mounts: 'input "cache-mounts"',
  },
  cacheFrom: 'input "cache-from"',
  cacheTo: 'input "cache-to"',
};

/**
 * Inputs with the names, formats and meaning of docker/build-push-action, and a few of our own.
 *
 * @throws UserError that names the input
 */
export function readInputs(job: Job): ActionInputs {
  const { env, files } = job;
  const workspace = env['GITHUB_WORKSPACE'] ?? job.cwd;
  const place: OptionPlace = { cwd: job.cwd, env, files };
  const secrets = readSecretInputs(env, { cwd: job.cwd, env, isFile: files.isFile });
  const context = readContext(inputText(env, 'context'), place);
  const list = (name: string): string[] => inputList(env, name, { commas: false });
  const commaList = (name: string): string[] => inputList(env, name, { commas: true });
  const { options, ...told } = readOptionTexts(
    {
      context,
      file: inputText(env, 'file'),
      tags: commaList('tags'),
      target: inputText(env, 'target'),
      buildArgs: list('build-args'),
      labels: list('labels'),
      platforms: commaList('platforms'),
      noCache: inputBoolean(env, 'no-cache'),
      push: inputBoolean(env, 'push'),
      outputs: inputList(env, 'outputs', { commas: false, quotes: false }),
      network: inputText(env, 'network'),
      extraHosts: commaList('add-hosts'),
      shmSize: inputText(env, 'shm-size'),
      ulimits: list('ulimit'),
      buildContexts: list('build-contexts').map(withDefaultContext),
      allow: commaList('allow'),
      saveFailed: inputText(env, 'save-failed'),
      ssh: commaList('ssh'),
      cache: {
        mode: inputText(env, 'cache'),
        policy: inputText(env, 'cache-policy'),
        maxSize: inputText(env, 'cache-max-size'),
        timeout: inputText(env, 'cache-timeout'),
        mounts: commaList('cache-mounts'),
      },
      cacheFrom: inputList(env, 'cache-from', { commas: false, quotes: false }),
      cacheTo: inputList(env, 'cache-to', { commas: false, quotes: false }),
    },
    secrets.sources,
    INPUT_NAMES,
    place,
  );
  const dockerfile = shownPath(workspace, dockerfileOf(options));
  const scope = cacheScope(env, options, dockerfile);
  const variant = jobVariant(env);
  const comment = readCommentInputs(env);
  const host = readHostSettings(job);
  const report = inputText(env, 'report');
  return {
    options: { ...options, ...(scope !== '' && { scope }), ...(variant !== '' && { variant }) },
    host,
    masks: [...secrets.masks, ...(comment.token === '' ? [] : [comment.token])],
    warnings: [...checkForeignInputs(env), ...secrets.warnings, ...told.warnings],
    notices: told.notices,
    dockerfile,
    workspace,
    call: parseCall('input "call"', inputText(env, 'call')),
    comment,
    // A job may build several images.
    reportFile:
      report === ''
        ? path.join(host.tempDir, `layer-build-report-${job.newToken()}.json`)
        : path.resolve(job.cwd, report),
  };
}

function readHostSettings(job: Job): HostSettings {
  const { env, cwd } = job;
  const temp = env['RUNNER_TEMP'] ?? '';
  const tempDir = temp === '' ? job.tempDir : temp;
  const root = inputText(env, 'root');
  const toolCache = env['RUNNER_TOOL_CACHE'] ?? '';
  const epoch = sourceDateEpochOf(env);
  const mirrors = inputList(env, 'registry-mirrors', { commas: true });
  return {
    // The runner empties its temp folder before and after a job, and keeps it between main and post.
    root: root === '' ? path.join(tempDir, 'layer-build') : path.resolve(cwd, root),
    registryMirrors: checkRegistryMirrors('input "registry-mirrors"', mirrors),
    insecureRegistries: inputList(env, 'insecure-registries', { commas: true }),
    dockerConfigDir: dockerConfigDirOf(env, job.home, cwd),
    workerEntry: job.workerEntry,
    programPath: programPathOf(env),
    tempDir,
    // Unlike the temp folder, it outlives the job on a machine that does.
    ...(toolCache !== '' && { runtimeFolder: path.join(toolCache, 'layer-build') }),
    proxies: proxiesOf(env),
    ...(epoch !== undefined && { sourceDateEpoch: epoch }),
  };
}

const DEFAULT_CONTEXT = /\{\{\s*defaultContext\s*\}\}/g;

/** `{{defaultContext}}:folder` is a folder of the repository; what is checked out takes the Git context's place. */
function readContext(text: string, place: OptionPlace): ContextSource {
  const match = /^\{\{\s*defaultContext\s*\}\}(?::(.*))?$/.exec(text);
  const folder = match === null ? text : (match[1] ?? '');
  return contextSource(folder === '' ? '.' : folder, place);
}

function withDefaultContext(entry: string): string {
  return entry.replace(DEFAULT_CONTEXT, '.');
}

function dockerfileOf(options: BuildOptions): string {
  if (options.dockerfile !== undefined) return options.dockerfile;
  return options.context.kind === 'directory' ? path.join(options.context.path, 'Dockerfile') : 'Dockerfile';
}

function shownPath(workspace: string, file: string): string {
  const relative = path.relative(workspace, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}
