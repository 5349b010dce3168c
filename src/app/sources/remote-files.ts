import path from 'node:path';

import { DirectoryContext } from '../../context/directory-context.js';
import type { BuildContext, GitSource, RemoteFiles, RemoteRepository } from '../../engine/ports.js';
import type { SourceTree } from '../../layer/source-tree.js';
import type { Digest } from '../../oci/digest.js';
import { gitAuthorization, type BuildSecrets } from '../../remote/authorization.js';
import type { Downloads } from '../../remote/downloads.js';
import type { GitProgram } from '../../remote/git-program.js';
import { GitRepository } from '../../remote/git-repository.js';

interface RemoteParts {
  readonly downloads: Downloads;
  readonly git: GitProgram;
  readonly secrets: BuildSecrets;
  /** Absolute path of a folder for this build's checkouts; removed by the caller. */
  readonly folder: string;
}

/** Downloads, and repositories as directories of this machine; each is asked for once a build. */
export class RemoteFileSet implements RemoteFiles {
  readonly #parts: RemoteParts;
  readonly #repositories = new Map<string, Promise<RemoteRepository>>();

  constructor(parts: RemoteParts) {
    this.#parts = parts;
  }

  download(
    url: string,
    options: { readonly name: string; readonly checksum: Digest | undefined },
    signal: AbortSignal,
  ): Promise<SourceTree> {
    return this.#parts.downloads.open(url, options, signal);
  }

  repository(source: GitSource, signal: AbortSignal): Promise<RemoteRepository> {
    const key = JSON.stringify(source);
    let repository = this.#repositories.get(key);
    if (repository === undefined) {
      repository = this.#open(source, path.join(this.#parts.folder, String(this.#repositories.size)), signal);
      this.#repositories.set(key, repository);
    }
    return repository;
  }

  async #open(source: GitSource, folder: string, signal: AbortSignal): Promise<RemoteRepository> {
    const { git, secrets } = this.#parts;
    const repository = new GitRepository(git, source, await gitAuthorization(secrets, source.remote));
    const resolved = await repository.resolve(signal);
    const keepsGit = source.keepGitDir === true && source.subdir === '';
    let files: Promise<BuildContext> | undefined;
    const checkOut = async (): Promise<BuildContext> => {
      const root = await repository.checkOut(resolved, folder, signal);
      return DirectoryContext.open({ root, ignore: [], label: `repository ${repository.label}`, signal });
    };
    const checkedOut = (): Promise<BuildContext> => (files ??= checkOut());
    return {
      // With the repository itself the name of the ref and the address are part of what is copied.
      identity: JSON.stringify([
        resolved.commit,
        source.subdir,
        source.submodules,
        keepsGit ? [resolved.ref, repository.label] : [],
      ]),
      files: checkedOut,
      time: async () => {
        await checkedOut();
        return repository.commitTime(resolved, folder, signal);
      },
    };
  }
}
