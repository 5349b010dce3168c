import path from 'node:path';

import type { BuildContext, GitSource, RemoteRepository } from '../engine/ports.js';
import { gitAuthorization, type BuildSecrets } from './authorization.js';
import type { GitProgram } from './git-program.js';
import type { CheckedOut } from './checkout.js';
import { GitRepository } from './git-repository.js';

interface RepositoryParts {
  readonly git: GitProgram;
  readonly secrets: BuildSecrets;
  /** Its objects are used instead of what the server has, if they hold the commit. */
  readonly checkedOut: CheckedOut | undefined;
  /** Absolute path of a folder for the checkouts of this build; the caller removes it. */
  readonly folder: string;
  /** Opens a checked-out folder. @param root absolute path of the folder */
  readonly openDirectory: (root: string, label: string, signal: AbortSignal) => BuildContext;
  /** Reads a tar. @param directory absolute path of a new folder for the content */
  readonly openArchive: (
    bytes: AsyncIterable<Buffer>,
    directory: string,
    label: string,
    signal: AbortSignal,
  ) => Promise<BuildContext>;
}

/** Git repositories. Each is asked for its commit once in a build, and checked out when its files are needed. */
export class Repositories {
  readonly #parts: RepositoryParts;
  readonly #repositories = new Map<string, Promise<RemoteRepository>>();

  constructor(parts: RepositoryParts) {
    this.#parts = parts;
  }

  /** @throws UserError when there is no such commit; InfraError when there is no answer */
  open(source: GitSource, signal: AbortSignal): Promise<RemoteRepository> {
    const key = JSON.stringify(source);
    let repository = this.#repositories.get(key);
    if (repository === undefined) {
      repository = this.#open(source, path.join(this.#parts.folder, String(this.#repositories.size)), signal);
      this.#repositories.set(key, repository);
    }
    return repository;
  }

  async #open(source: GitSource, folder: string, signal: AbortSignal): Promise<RemoteRepository> {
    const { git, secrets, checkedOut, openDirectory, openArchive } = this.#parts;
    const repository = new GitRepository(git, source, {
      authorization: await gitAuthorization(secrets, source.remote),
      checkout: checkedOut?.remote === source.remote ? checkedOut.folder : undefined,
    });
    const commit = await repository.resolve(signal);
    let files: Promise<BuildContext> | undefined;
    const checkOut = async (): Promise<BuildContext> => {
      const found = await repository.checkOut(commit, folder, signal);
      const label = `repository ${repository.label}`;
      if (found.kind === 'folder') return openDirectory(found.path, label, signal);
      return openArchive(found.bytes, path.join(folder, 'files'), label, signal);
    };
    const fetched = (): Promise<BuildContext> => (files ??= checkOut());
    return {
      identity: repository.identityOf(commit),
      commit: commit.commit,
      files: fetched,
      time: async () => {
        await fetched();
        return repository.commitTime(commit, folder, signal);
      },
      changes: async (stop) => {
        await fetched();
        return repository.changes(folder, stop);
      },
    };
  }
}
