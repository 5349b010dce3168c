import type { Environment } from '../app/options/process/environment.js';
import type { FileProbe } from '../app/options/process/file-probe.js';
import type { ContextSource } from '../app/options/values/context-source.js';
import type { ContextSpec } from '../app/options/values/context-spec.js';
import type { SecretSource } from '../app/options/values/secret-spec.js';
import type { GitAddress } from '../dockerfile/values/git-address.js';
import { UserError } from '../errors.js';
import { goBoolean } from '../text/go-boolean.js';
import { readPayload } from './naming/event-payload.js';

/** The Git context of a job: what docker/build-push-action takes if no input says otherwise. */
export interface DefaultContext {
  /** Address of the job's repository. */
  readonly remote: string;
  /** The address with the commit of the event. A `:` and a folder may follow. */
  readonly text: string;
  /** The commit in it, and the ref of the event, which led to the commit. */
  readonly commit: string;
  readonly ref: string;
}

/**
 * As `gitContext` of docker/actions-toolkit: the commit of the event, which for a pull request is its merge commit. With
 * `DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF` it is the head of the pull request.
 *
 * @returns `undefined` if the job has no repository
 */
export function defaultContextOf(env: Environment, files: Pick<FileProbe, 'readText'>): DefaultContext | undefined {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (repository === '') return undefined;
  const server = (env['GITHUB_SERVER_URL'] ?? '').replace(/\/+$/, '');
  const remote = `${server === '' ? 'https://github.com' : server}/${repository}.git`;
  const commit = commitOf(env, files);
  return { remote, text: `${remote}#${commit}`, commit, ref: env['GITHUB_REF'] ?? '' };
}

/** A commit, or a ref if the runner does not say which commit it leads to. */
function commitOf(env: Environment, files: Pick<FileProbe, 'readText'>): string {
  const ref = env['GITHUB_REF'] ?? '';
  const wantsHead = goBoolean(env['DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF'] ?? '') === true;
  if (wantsHead && ref.startsWith('refs/pull/')) {
    return readPayload(env, files).pull_request?.head?.sha ?? ref.replace(/\/merge$/, '/head');
  }
  const commit = env['GITHUB_SHA'] ?? '';
  return commit === '' ? ref : commit;
}

/** The contexts of a build. Those of the job's own repository get what only they have. */
interface JobContexts {
  readonly context: ContextSource;
  readonly buildContexts: Readonly<Record<string, ContextSpec>>;
  /** What lets git in to the server of the job's own repository, if the build takes files from there. */
  readonly secrets: readonly SecretSource[];
}

/**
 * Files of the job's own repository get the time of the commit, so that a layer of them is the same on every machine. As with
 * docker/build-push-action, the job's token is the secret `GIT_AUTH_TOKEN.<host>`, unless there is such a secret.
 *
 * @param given the secrets of the inputs
 */
export function jobContexts(
  contexts: Omit<JobContexts, 'secrets'>,
  own: DefaultContext | undefined,
  { token, given }: { readonly token: string; readonly given: readonly SecretSource[] },
): JobContexts {
  if (own === undefined) return { ...contexts, secrets: [] };
  const { context, buildContexts } = contexts;
  const isOwn = (spec: ContextSource | ContextSpec): boolean =>
    spec.kind === 'git' && spec.address.remote === own.remote;
  const timed = <Spec extends ContextSource | ContextSpec>(spec: Spec): Spec =>
    spec.kind === 'git' && isOwn(spec)
      ? { ...spec, address: { ...spec.address, mtime: 'commit', ...refNameOf(spec.address, own) } }
      : spec;
  const used = [context, ...Object.values(buildContexts)].some(isOwn);
  return {
    context: timed(context),
    buildContexts: Object.fromEntries(Object.entries(buildContexts).map(([name, spec]) => [name, timed(spec)])),
    secrets: used ? tokenSecret(token, given, own) : [],
  };
}

/** docker/build-push-action names the ref of the event, and has its commit checked. */
function refNameOf({ ref, subdir }: GitAddress, own: DefaultContext): Pick<GitAddress, 'refName'> {
  return ref === own.commit && subdir === '' && own.ref !== '' ? { refName: own.ref } : {};
}

function tokenSecret(
  token: string,
  given: readonly SecretSource[],
  { remote }: DefaultContext,
): readonly SecretSource[] {
  if (token === '' || !URL.canParse(remote)) return [];
  const id = `GIT_AUTH_TOKEN.${new URL(remote).host}`;
  if (given.some((secret) => secret.id === 'GIT_AUTH_TOKEN' || secret.id === id)) return [];
  return [{ id, kind: 'value', value: Buffer.from(token) }];
}

/** @param where the input */
export function noDefaultContext(where: string): UserError {
  return new UserError(`${where}: this job has no repository (GITHUB_REPOSITORY) to take the Git context from`, {
    hint: 'Write context: . to build from the folder of the job.',
  });
}
