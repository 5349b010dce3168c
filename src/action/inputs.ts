import path from 'node:path';

import type { Call } from '../app/options/values/call-spec.js';
import type { BuildOptions } from '../app/options/build-options.js';
import type { HostSettings } from '../app/options/host-settings.js';
import type { ProcessEnvironment } from '../app/options/process/process-environment.js';
import { readHostSettings, type DefaultFolders } from '../app/options/read-host-settings.js';
import { readTable } from '../app/options/read-options.js';
import type { CommentPolicy } from '../app/options/report-options.js';
import { resolveBuildOptions } from '../app/options/resolve-build-options.js';
import type { SecretSource } from '../app/options/values/secret-spec.js';
import { BUILD_TABLE } from '../app/options/table.js';
import { checkUnsupported, UNSUPPORTED_OPTIONS } from '../app/options/unsupported-options.js';
import { cacheScope, jobVariant } from './cache-scope.js';
import { inputSource } from './input-source.js';
import { shortName, trustOf } from './trust-scope.js';

/** All that a job asks for, read once. */
export interface ActionInputs {
  readonly options: BuildOptions;
  readonly host: HostSettings;
  /** Whether later jobs shall find what this one keeps, and whether the folder is the runner's own, which no other job uses now. */
  readonly root: { readonly keep: boolean; readonly ofRunner: boolean };
  /** Values that must not show in the log. */
  readonly masks: readonly string[];
  readonly warnings: readonly string[];
  /** Messages about inputs that have no effect here. */
  readonly notices: readonly string[];
  /** The Dockerfile's path for titles, relative to the workspace where it is in it. */
  readonly dockerfile: string;
  readonly call: Call;
  readonly comment: CommentInputs;
  /** Absolute path of the file that report.json goes to. */
  readonly reportFile: string;
  /** Where the repository is checked out: the paths of annotations are relative to it. */
  readonly workspace: string;
}

/** Settings for the comment on a pull request. */
interface CommentInputs {
  /** `auto`: on events of pull requests; `always`: also on a push, on the open pull request of the branch. */
  readonly policy: CommentPolicy;
  /** `''` when there is none. */
  readonly token: string;
}

/**
 * Inputs with the names, formats and meaning of docker/build-push-action, and a few of our own.
 *
 * @throws UserError that names the input
 */
export function readInputs(job: ProcessEnvironment): ActionInputs {
  const { env, cwd } = job;
  const source = inputSource(env);
  const warnings = checkUnsupported(UNSUPPORTED_OPTIONS, source);
  const values = readTable(BUILD_TABLE, source, job);
  const { image, run, caches, cache, report } = values;
  const secretLists = [run.secretVariables, run.secretValues, run.secretFiles];
  const secrets = secretLists.flatMap(({ sources }) => sources);
  const { options, ...resolved } = resolveBuildOptions(
    values,
    { context: image.context, secrets, cacheMode: cache.mode },
    source,
    cwd,
  );
  const workspace = env['GITHUB_WORKSPACE'] ?? cwd;
  const dockerfile = shownPath(workspace, dockerfileOf(options));
  const scope = options.scope ?? cacheScope(env, options, dockerfile);
  const variant = jobVariant(env, caches.matrix);
  const settings = readHostSettings(values.host, foldersOf(job), job);
  const trust = trustOf(env, job.files);
  const host = trust === '' ? settings : { ...settings, root: path.join(settings.root, shortName(trust)) };
  const token = report.githubToken ?? '';
  return {
    options: { ...options, ...(scope !== '' && { scope }), ...(variant !== '' && { variant }) },
    host,
    root: { keep: values.host.keepRoot, ofRunner: values.host.root === undefined },
    masks: [...secretTexts(secrets), ...(token === '' ? [] : [token])],
    warnings: [...warnings, ...secretLists.flatMap((list) => list.warnings), ...resolved.warnings],
    notices: resolved.notices,
    dockerfile,
    workspace,
    call: image.call,
    comment: { policy: report.comment, token },
    // A job can build several images, each with its report.
    reportFile: report.report ?? path.join(host.tempDir, `layer-build-report-${job.newToken()}.json`),
  };
}

/** The runner empties its temporary folder before and after a job, and keeps it between main and post. */
function foldersOf({ env, tempDir: systemTemp }: ProcessEnvironment): DefaultFolders {
  const runnerTemp = env['RUNNER_TEMP'] ?? '';
  const tempDir = runnerTemp === '' ? systemTemp : runnerTemp;
  const toolCache = env['RUNNER_TOOL_CACHE'] ?? '';
  return {
    root: path.join(tempDir, 'layer-build'),
    tempDir,
    // On a runner that keeps its disk, the tool cache also serves later jobs.
    ...(toolCache !== '' && { runtimeFolder: path.join(toolCache, 'layer-build') }),
  };
}

function secretTexts(secrets: readonly SecretSource[]): readonly string[] {
  return secrets
    .flatMap((secret) => (secret.kind === 'value' ? [Buffer.from(secret.value).toString()] : []))
    .filter((text) => text.trim() !== '');
}

function dockerfileOf(options: BuildOptions): string {
  if (options.dockerfile !== undefined) return options.dockerfile;
  return options.context.kind === 'directory' ? path.join(options.context.path, 'Dockerfile') : 'Dockerfile';
}

function shownPath(workspace: string, file: string): string {
  const relative = path.relative(workspace, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.split(path.sep).join('/');
}
