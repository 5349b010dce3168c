import type { GitSource, RemoteFiles } from '../../engine/ports.js';
import type { Digest } from '../../oci/digest.js';

/** A repository that the build asked for, and the commit that it got. */
export interface NotedRepository {
  readonly remote: string;
  readonly ref: string;
  readonly commit: string;
}

/** Notes what a build takes from servers, for its provenance: contexts, and what ADD names. Steps that hit ask for it as well. */
export class NotedSources implements RemoteFiles {
  readonly #files: RemoteFiles;
  /** By address, as written. */
  readonly #downloads = new Map<string, Digest>();
  readonly #repositories = new Map<string, NotedRepository>();

  constructor(files: RemoteFiles) {
    this.#files = files;
  }

  get downloads(): ReadonlyMap<string, Digest> {
    return this.#downloads;
  }

  get repositories(): readonly NotedRepository[] {
    return [...this.#repositories.values()];
  }

  async download(...[url, options, signal]: Parameters<RemoteFiles['download']>) {
    const tree = await this.#files.download(url, options, signal);
    const digest = (await tree.digests([options.name])).get(options.name);
    if (digest !== undefined) this.#downloads.set(url, digest);
    return tree;
  }

  async repository(source: GitSource, signal: AbortSignal) {
    const repository = await this.#files.repository(source, signal);
    const { remote, ref } = source;
    const { commit } = repository;
    this.#repositories.set(`${remote}#${ref}`, { remote, ref, commit });
    return repository;
  }
}
