import { existsSync, lstatSync, lutimesSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { withTimeLimit } from '../async/time-limit.js';
import type { GitSource } from '../engine/ports.js';
import { InfraError, UserError } from '../errors.js';
import type { Authorization } from './authorization.js';
import { gitAccess, type GitAccess } from './git-credentials.js';
import { GitFailure, type GitProgram } from './git-program.js';
import { makeFolders } from '../files/make-folders.js';
import { borrowObjects } from './borrowed-objects.js';
import { changedFiles } from './changed-files.js';
import { foldersOf } from './checkout.js';
import { ignoreArchiveAttributes, suitsArchive } from './commit-archive.js';
import { partOf, type RunInRepository } from './commit-part.js';

/** A commit, and the name by which the server is asked for it. */
export interface ResolvedCommit {
  readonly commit: string;
  /** A full ref, `HEAD`, or the commit itself. */
  readonly ref: string;
}

export type CommitFiles =
  /** Absolute path of a folder. */
  | { readonly kind: 'folder'; readonly path: string }
  /** A tar. It can be read once. */
  | { readonly kind: 'archive'; readonly bytes: AsyncIterable<Buffer> };

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Milliseconds that checking the objects of a checkout may take. A folder that blocks is not used. */
const BORROW_MS = 120_000;

interface RepositoryDetails {
  readonly authorization: Authorization | undefined;
  /** Absolute path of a folder that the repository may be checked out to. Nothing in it is trusted. */
  readonly checkout: string | undefined;
}

/** A git repository on a server, and what a build takes from it. */
export class GitRepository {
  readonly #git: GitProgram;
  readonly #source: GitSource;
  readonly #access: GitAccess;
  readonly #secrets: readonly string[];
  readonly #config: readonly (readonly [name: string, value: string])[];
  readonly #checkout: string | undefined;
  /** The address without credentials, for messages. */
  readonly label: string;

  constructor(git: GitProgram, source: GitSource, { authorization, checkout }: RepositoryDetails) {
    this.#git = git;
    this.#source = source;
    this.#checkout = checkout;
    this.label = withoutCredentials(source.remote);
    this.#access = gitAccess(source.remote);
    this.#secrets = [...this.#access.secrets, ...(authorization?.secrets ?? [])];
    const { remote, config } = this.#access;
    this.#config =
      authorization === undefined
        ? config
        : [...config, [`http.${authorizedBelow(remote)}.extraHeader`, `Authorization: ${authorization.header}`]];
  }

  /** Identifies the content: the commit, and the parts of it that are used. */
  identityOf({ commit, ref }: ResolvedCommit): string {
    const { subdir, submodules } = this.#source;
    // With `.git`, the name of the ref and the address are part of what is copied.
    const { refName } = this.#source;
    return JSON.stringify([commit, subdir, submodules, this.#keepsGitDir ? [refName ?? ref, this.label] : []]);
  }

  get #keepsGitDir(): boolean {
    return this.#source.keepGitDir === true && this.#source.subdir === '';
  }

  /**
   * Asks the server which commit is meant, without fetching it. A branch goes before a tag of the same name.
   *
   * @throws UserError when there is no such ref, or it is not at the commit of `checksum`
   */
  async resolve(signal: AbortSignal): Promise<ResolvedCommit> {
    const { ref, checksum, fetchByCommit } = this.#source;
    if (checksum !== undefined && !/^[a-fA-F0-9]+$/.test(checksum)) {
      throw new UserError(`invalid checksum ${checksum} for Git URL, expected hex commit hash`);
    }
    if (COMMIT.test(ref)) {
      if (checksum !== undefined && !ref.startsWith(checksum)) throw mismatch(checksum, ref);
      return { commit: ref, ref };
    }
    if (fetchByCommit) {
      if (checksum === undefined || !COMMIT.test(checksum)) {
        throw new UserError('fetch-by-commit requires a full commit SHA checksum');
      }
      return { commit: checksum, ref: checksum };
    }
    const found = await this.#lookUp(ref, signal);
    const names = [found.commit, ...(found.tag === undefined ? [] : [found.tag])];
    if (checksum !== undefined && !names.some((name) => name.startsWith(checksum))) {
      throw mismatch(checksum, names.join(' or '));
    }
    return { commit: found.commit, ref: found.ref };
  }

  async #lookUp(ref: string, signal: AbortSignal): Promise<ResolvedCommit & { readonly tag?: string }> {
    const listed = await this.#asked(
      ['ls-remote', '--', this.#access.remote, ...(ref === '' ? ['HEAD'] : [ref, `${ref}^{}`])],
      signal,
    );
    const refs = new Map(
      listed.split('\n').flatMap((line) => {
        const [commit, name] = line.split('\t');
        return commit === undefined || name === undefined || !COMMIT.test(commit) ? [] : [[name, commit] as const];
      }),
    );
    const bare = ref.replace(/^refs\//, '');
    for (const name of ref === '' ? ['HEAD'] : [`refs/${bare}`, `refs/heads/${bare}`, `refs/tags/${bare}`]) {
      const commit = refs.get(name);
      if (commit === undefined) continue;
      const peeled = refs.get(`${name}^{}`);
      return { commit: peeled ?? commit, ref: name, ...(peeled === undefined ? {} : { tag: commit }) };
    }
    throw new UserError(`repository ${this.label} does not contain ref ${ref === '' ? 'HEAD' : ref}`);
  }

  /**
   * Gets the commit's files. They come as an archive, or are put below `folder`, which is made.
   *
   * @throws UserError when the commit has no such folder; InfraError when the server does not give it
   */
  async checkOut(resolved: ResolvedCommit, folder: string, signal: AbortSignal): Promise<CommitFiles> {
    const { submodules, mtime } = this.#source;
    const { remote, environment } = this.#access;
    const tree = path.join(folder, 'tree');
    const keeps = this.#keepsGitDir;
    const gitDir = keeps ? path.join(tree, '.git') : path.join(folder, 'git');
    makeFolders(tree, 0o755);
    const place = [`--git-dir=${gitDir}`, `--work-tree=${tree}`];
    const settings = { signal, cwd: tree, config: this.#config, secrets: this.#secrets, environment };
    const runWith: RunInRepository = (args, options) => this.#git.run([...place, ...args], { ...settings, ...options });
    const run = (...args: string[]): Promise<string> => runWith(args);
    await run(...initOf(resolved));
    await run('remote', 'add', 'origin', remote);
    const borrowed = await this.#borrow(resolved, keeps ? path.join(folder, 'borrowed') : gitDir, signal);
    if (borrowed && keeps) await this.#copyCommit(resolved, folder, gitDir, signal);
    const kept = borrowed ? resolved.commit : await this.#fetchOrExplain(resolved, run);
    if (keeps) await this.#nameCommit(resolved, run);
    if (!keeps && (await suitsArchive(resolved.commit, this.#source, runWith))) {
      await run('update-ref', '--no-deref', 'HEAD', resolved.commit);
      ignoreArchiveAttributes(gitDir);
      const archive = ['-c', 'tar.umask=022', 'archive', '--format=tar', resolved.commit];
      return { kind: 'archive', bytes: this.#git.output([...place, ...archive], settings) };
    }
    const part = keeps ? '' : await partOf(resolved.commit, this.#source, runWith);
    if (part === '') {
      await run('-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--force', keeps ? kept : resolved.commit);
    } else {
      await run('--literal-pathspecs', 'checkout', '--quiet', '--force', resolved.commit, '--', part);
      await run('update-ref', '--no-deref', 'HEAD', resolved.commit);
    }
    if (submodules && existsSync(path.join(tree, '.gitmodules'))) {
      await run('submodule', 'update', '--quiet', '--init', '--recursive', '--depth=1');
    }
    if (mtime === 'commit')
      await setTimes(tree, Number(await run('log', '--no-walk', '--format=%ct', resolved.commit)));
    if (!keeps) {
      await removeGitFiles(tree);
      return { kind: 'folder', path: this.#folderIn(tree) };
    }
    // Nothing may stay in `.git` that depends on this machine or the time, or contains credentials.
    await run('remote', 'set-url', 'origin', this.label);
    await run('reflog', 'expire', '--all', '--expire=now');
    await rm(path.join(gitDir, 'FETCH_HEAD'), { force: true });
    return { kind: 'folder', path: tree };
  }

  /**
   * Lets the repository at `gitDir` use the objects of the checkout, if they are all of the commit.
   *
   * @param gitDir made if missing
   */
  async #borrow(resolved: ResolvedCommit, gitDir: string, signal: AbortSignal): Promise<boolean> {
    const folders = this.#checkout === undefined ? undefined : foldersOf(this.#checkout);
    if (folders === undefined) return false;
    const bounded = withTimeLimit(signal, BORROW_MS);
    try {
      if (!existsSync(gitDir)) await this.#git.run([`--git-dir=${gitDir}`, ...initOf(resolved)], { signal });
      return await borrowObjects(gitDir, folders.objects, resolved.commit, this.#source, (args, options) =>
        this.#git.run([`--git-dir=${gitDir}`, ...args], { signal: bounded, ...options }),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (!bounded.aborted) throw error;
      return false;
    }
  }

  /** Copies the commit to the repository that stays in the context, which must not depend on a folder of this machine. */
  async #copyCommit({ commit }: ResolvedCommit, folder: string, gitDir: string, signal: AbortSignal): Promise<void> {
    const borrowed = path.join(folder, 'borrowed');
    const ref = 'refs/heads/context';
    await this.#git.run([`--git-dir=${borrowed}`, 'update-ref', ref, commit], { signal });
    await this.#git.run(
      [`--git-dir=${gitDir}`, 'fetch', '--quiet', '--depth=1', '--no-tags', `file://${borrowed}`, ref],
      { signal, environment: { GIT_ALLOW_PROTOCOL: 'file' } },
    );
  }

  /**
   * The files of the checkout that are not as in the commit (`changedFiles`).
   *
   * @param folder that the commit was checked out to by `checkOut`
   * @returns `undefined` if there is no checkout
   * @throws GitFailure if its index cannot be read
   */
  async changes(
    folder: string,
    signal: AbortSignal,
  ): Promise<{ readonly folder: string; readonly files: readonly string[] } | undefined> {
    const checkout = this.#checkout;
    const found = checkout === undefined ? undefined : foldersOf(checkout);
    if (checkout === undefined || found === undefined) return undefined;
    const place = [`--git-dir=${gitDirIn(folder)}`, `--work-tree=${checkout}`];
    const files = await changedFiles(found.index, path.join(folder, 'index'), this.#source.subdir, (args, options) =>
      this.#git.run([...place, ...args], { signal, cwd: checkout, ...options }),
    );
    return files === undefined ? undefined : { folder: checkout, files };
  }

  /** When a commit was made, in seconds since the epoch. @param folder that it was checked out to */
  async commitTime({ commit }: ResolvedCommit, folder: string, signal: AbortSignal): Promise<number> {
    const gitDir = gitDirIn(folder);
    return Number(await this.#git.run([`--git-dir=${gitDir}`, 'log', '--no-walk', '--format=%ct', commit], { signal }));
  }

  async #fetchOrExplain(resolved: ResolvedCommit, run: (...args: string[]) => Promise<string>): Promise<string> {
    try {
      return await this.#fetch(resolved, run);
    } catch (error) {
      if (this.#checkout === undefined || !(error instanceof GitFailure)) throw error;
      throw new InfraError(
        `the Git context is not there: ${this.#checkout} has not all of commit ${resolved.commit}, and the server of ${this.label} does not give it: ${error.said}`,
        { cause: error, hint: 'To build from the folder of the job instead, write context: .' },
      );
    }
  }

  /** @returns the name that the commit has in the repository now */
  async #fetch({ commit, ref }: ResolvedCommit, run: (...args: string[]) => Promise<string>): Promise<string> {
    const target = ref === commit || ref === 'HEAD' ? [] : [`:${ref}`];
    try {
      // A new repository has the branch master checked out, and that may be the branch to fetch.
      await run(
        'fetch',
        '--quiet',
        '--depth=1',
        '--no-tags',
        '--force',
        '--update-head-ok',
        'origin',
        `${ref}${target.join('')}`,
      );
    } catch (error) {
      if (!(error instanceof GitFailure) || ref !== commit) throw error;
      // A server may refuse to send a commit that no ref points to. Then the whole history is fetched, which contains it.
      await run('fetch', '--quiet', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*');
    }
    const has = await run('cat-file', '-e', `${commit}^{commit}`).then(
      () => true,
      (error: unknown) => {
        if (error instanceof GitFailure) return false;
        throw error;
      },
    );
    // The ref was moved after it was resolved.
    if (!has) await run('fetch', '--quiet', '--depth=1', '--no-tags', 'origin', commit);
    return has && target.length > 0 ? ref : commit;
  }

  /** Gives the commit the name of the event's ref. A tag may be an object of its own, which only the server is sure to have. */
  async #nameCommit({ commit }: ResolvedCommit, run: (...args: string[]) => Promise<string>): Promise<void> {
    const { refName } = this.#source;
    if (refName === undefined) return;
    if (refName.startsWith('refs/tags/')) {
      try {
        await run('fetch', '--quiet', '--depth=1', '--no-tags', '--force', 'origin', `${refName}:${refName}`);
        if ((await run('rev-parse', `${refName}^{commit}`)).trim() === commit) return;
      } catch (error) {
        if (!(error instanceof GitFailure)) throw error;
      }
    }
    await run('update-ref', '--no-deref', refName, commit);
  }

  /** Only real folders are accepted, since a symbolic link could lead out of the repository. */
  #folderIn(tree: string): string {
    let at = tree;
    for (const part of this.#source.subdir.split('/').filter((name) => name !== '')) {
      at = path.join(at, part);
      const stats = lstatSync(at, { throwIfNoEntry: false });
      if (stats?.isDirectory() !== true) {
        throw new UserError(`invalid subdir ${this.#source.subdir}: repository ${this.label} has no such folder`);
      }
    }
    return at;
  }

  async #asked(args: readonly string[], signal: AbortSignal): Promise<string> {
    try {
      return await this.#git.run(args, {
        signal,
        config: this.#config,
        secrets: this.#secrets,
        environment: this.#access.environment,
      });
    } catch (error) {
      if (
        !(error instanceof GitFailure) ||
        !/not found|does not exist|authentication failed|could not read Username|returned error: 40[13]/i.test(
          error.said,
        )
      ) {
        throw error;
      }
      throw new UserError(`cannot read the repository ${this.label}: ${error.said}`, {
        cause: error,
        ...(/^https?:/i.test(this.label) && {
          hint: 'If it is not public, give a token as the secret GIT_AUTH_TOKEN.',
        }),
      });
    }
  }
}

/** The repository that `checkOut` made. */
function gitDirIn(folder: string): string {
  const kept = path.join(folder, 'tree', '.git');
  return existsSync(kept) ? kept : path.join(folder, 'git');
}

function initOf({ commit }: ResolvedCommit): readonly string[] {
  const format = commit.length === 64 ? ['--object-format=sha256'] : [];
  return ['-c', 'init.defaultBranch=master', 'init', '--quiet', ...format];
}

/** Removes `.git` everywhere: a submodule has a file of that name, with a path on this machine in it. */
async function removeGitFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.name === '.git') await rm(at, { recursive: true });
    else if (entry.isDirectory()) await removeGitFiles(at);
  }
}

/** @param time seconds since the epoch */
async function setTimes(folder: string, time: number): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) await setTimes(at, time);
    // For many files this takes less than half of the time of the asynchronous form.
    else lutimesSync(at, time, time);
  }
  lutimesSync(folder, time, time);
}

function mismatch(expected: string, found: string): UserError {
  return new UserError(`expected checksum to match ${expected}, got ${found}`);
}

/**
 * The addresses that get the authorization: that of the repository. On GitHub it is every address, so that submodules get it too, as
 * in BuildKit (`tokenScope`) and actions/checkout.
 */
function authorizedBelow(remote: string): string {
  return /^https:\/\/(?:www\.)?github\.com\//.exec(remote)?.[0] ?? remote;
}

function withoutCredentials(remote: string): string {
  return remote.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}
