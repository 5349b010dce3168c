import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { removeTree } from '../support/temporary-folder.js';
import { commit, git } from '../support/job-of-repository.js';
import {
  artifactActions,
  checkoutAction,
  knownOutputs,
  loginAction,
  metadataAction,
} from '../support/workflows/stand-in-actions.js';
import { mergeAction } from '../support/workflows/layer-build-action.js';
import { type Action, runWorkflow, type StepOutcome, type WorkflowRun } from '../support/workflows/run-workflow.js';
import { isBuild, type Shape, workflowOf } from './shape.js';

export const TOKEN = 'token-of-the-job-4d1f';

/** Registries of the shapes. Each is a folder of the one registry of the tests. */
const HOSTS =
  /(?<![\w.-])(?:ghcr\.io|quay\.io|docker\.io|registry\.example\.com|containers\.github\.example\.com|[\w.-]+\.amazonaws\.com|[\w-]+\.pkg\.dev)/g;

/** No test asks GitHub itself: at this address nobody answers. */
const NO_API = 'http://127.0.0.1:1';

export interface Servers {
  /** `host:port` */
  readonly registry: string;
  /** Address of the Git server, and the folder that it serves. */
  readonly git: string;
  readonly served: string;
  /** A folder with programs that stand in for others. */
  readonly programs: string;
  /** What the runner puts into each process, such as the address of a Docker daemon. */
  readonly env: Readonly<Record<string, string>>;
}

/** A repository on the server with the files of a shape, and the event that starts the workflow. */
export class World {
  readonly shape: Shape;
  readonly #servers: Servers;
  readonly #folder: string;
  readonly #github: Readonly<Record<string, unknown>>;
  readonly #origin: string;

  private constructor(shape: Shape, servers: Servers, folder: string, github: Readonly<Record<string, unknown>>) {
    this.shape = shape;
    this.#servers = servers;
    this.#folder = folder;
    this.#github = github;
    this.#origin = originOf(servers, shape.name);
  }

  static async open(given: Shape, servers: Servers, parent: string): Promise<World> {
    const local = `${servers.registry}/${given.name}/`;
    const { files, ...rest } = given;
    const named = (value: string): string => value.replaceAll(HOSTS, (host) => local + host);
    const shape = { ...(inAllTexts(rest, named) as Omit<Shape, 'files'>), files };
    const folder = join(parent, shape.name);
    const work = join(folder, 'repository');
    const sha = await commit(work, files);
    const origin = originOf(servers, shape.name);
    await git(folder, 'clone', '-q', '--bare', work, origin);
    await git(origin, 'update-ref', 'refs/pull/7/merge', sha);
    await git(origin, 'update-ref', 'refs/tags/v1.2.3', sha);
    await git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    const github = githubContext(shape, servers, sha);
    await writeFile(join(folder, 'event.json'), JSON.stringify(github['event']));
    return new World(shape, servers, folder, github);
  }

  /** Of the event's commit. */
  get sha(): string {
    return String(this.#github['sha']);
  }

  /** Names in the registry without what tells this test's from others'. */
  plain<T>(value: T): T {
    const local = `${this.#servers.registry}/${this.shape.name}/`;
    const text = JSON.stringify(value)
      .replaceAll(local, '')
      // In the name of a package.
      .replaceAll(local.replace(':', '%3A'), '')
      .replaceAll(this.#servers.git, 'https://git.example')
      .replaceAll(this.#servers.git.replace(/^.*\/\//, ''), 'git.example')
      .replaceAll(join(this.#folder, 'runner/machine'), '/machine');
    return JSON.parse(text) as T;
  }

  async run(
    build: Action,
    env: Readonly<Record<string, string>>,
    afterStep: NonNullable<WorkflowRun['afterStep']>,
  ): Promise<readonly StepOutcome[]> {
    // As on GitHub, paths are the same for each run.
    const folder = join(this.#folder, 'runner');
    await removeTree(folder);
    await mkdir(folder, { recursive: true });
    const artifacts = artifactActions(join(folder, 'artifacts'));
    const outputs = this.shape.outputs ?? {};
    const known: readonly (readonly [RegExp, Action])[] = [
      [/^actions\/checkout@/, checkoutAction(this.#origin)],
      [/^org\/layer-build\/merge@/, mergeAction(TOKEN)],
      [/^docker\/login-action@/, loginAction],
      [/^docker\/metadata-action@/, metadataAction(outputs)],
      [/^actions\/upload-artifact@/, artifacts.upload],
      [/^actions\/download-artifact@/, artifacts.download],
    ];
    const action = (uses: string): Action =>
      isBuild(uses) ? build : (known.find(([name]) => name.test(uses))?.[1] ?? knownOutputs(outputs));
    const { github, secrets = {}, vars = {} } = { github: this.#github, ...this.shape };
    return runWorkflow(workflowOf(this.shape), {
      folder,
      contexts: { github, vars, secrets: { GITHUB_TOKEN: TOKEN, ...secrets } },
      env: { ...this.#servers.env, ...environmentOf(github, join(this.#folder, 'event.json')), ...env },
      action,
      programs: this.#servers.programs,
      afterStep,
    });
  }
}

/** The same value with each text in it changed. */
function inAllTexts(value: unknown, change: (text: string) => string): unknown {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) => (typeof each === 'string' ? change(each) : each));
}

function originOf({ served }: Servers, name: string): string {
  return join(served, 'octo-org', `${name}.git`);
}

function githubContext(shape: Shape, { git: server }: Servers, sha: string): Record<string, unknown> {
  const { event = 'push', name } = shape;
  const ref = { push: 'refs/heads/main', schedule: 'refs/heads/main', pull_request: 'refs/pull/7/merge' };
  const isTag = event === 'tag' || event === 'release';
  const fullRef = isTag ? 'refs/tags/v1.2.3' : ref[event];
  const full_name = `octo-org/${name}`;
  const repository = {
    name,
    full_name,
    private: shape.private ?? false,
    default_branch: 'main',
    owner: { login: 'octo-org' },
  };
  const payload: Record<string, unknown> = { repository, ref: fullRef, after: sha };
  if (event === 'release') payload['release'] = { tag_name: 'v1.2.3', draft: false, prerelease: false };
  if (event === 'pull_request') {
    const side = { sha, repo: { full_name } };
    payload['pull_request'] = { number: 7, head: { ...side, ref: 'feature' }, base: { ...side, ref: 'main' } };
    payload['number'] = 7;
  }
  return {
    event_name: event === 'tag' ? 'push' : event,
    event: payload,
    ref: fullRef,
    ref_name: fullRef.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_type: isTag ? 'tag' : 'branch',
    head_ref: event === 'pull_request' ? 'feature' : '',
    base_ref: event === 'pull_request' ? 'main' : '',
    sha,
    repository: full_name,
    repository_owner: 'octo-org',
    actor: 'octocat',
    run_id: '4242',
    run_number: '17',
    run_attempt: '1',
    workflow: 'images',
    server_url: server,
    token: TOKEN,
  };
}

/** The variables of a job that are made of its `github` context. */
function environmentOf(github: Readonly<Record<string, unknown>>, eventFile: string): Record<string, string> {
  const names = [
    'event_name',
    'ref',
    'ref_name',
    'ref_type',
    'head_ref',
    'base_ref',
    'sha',
    'repository',
    'repository_owner',
  ].concat(['actor', 'run_id', 'run_number', 'run_attempt', 'workflow', 'server_url']);
  const found = names.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name])]);
  return {
    ...(Object.fromEntries(found) as Record<string, string>),
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_API_URL: NO_API,
  };
}
