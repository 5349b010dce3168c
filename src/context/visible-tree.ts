import { UserError } from '../errors.js';
import { IgnoreMatcher, type Pattern, type Verdict } from '../layer/pattern/dockerignore.js';
import type { EventLoopTurns } from '../async/yielding.js';
import type { ContextEntry } from './context-entry.js';
import { KnownEntries } from './known-entries.js';
import type { Digest } from '../oci/digest.js';
import { GrowingNumbers } from '../layer/packed/growing-numbers.js';
import type { PathTable } from '../layer/packed/path-table.js';
import { parentPath } from '../text/path-parts.js';

/** A tree with nothing hidden. Both methods are only called for paths whose parents are known to be directories. */
export interface RawTree {
  read(path: string): ContextEntry | undefined;
  /** Names in a directory, in any order. */
  names(path: string): readonly string[];
}

/** Where the numbers are of what a directory has. */
interface Contents {
  readonly start: number;
  readonly end: number;
}

/**
 * A tree without what its .dockerignore excludes. An excluded directory is still visible if a pattern includes something below
 * it, as in the tree that BuildKit sends. Every entry is read once and remembered, so a build sees one state, unless `forget` is called.
 */
export class VisibleTree {
  readonly #raw: RawTree;
  readonly #matcher: IgnoreMatcher;
  readonly #breather: EventLoopTurns;
  readonly #entries = new KnownEntries();
  /** Of directories only. Verdicts on files are needed once. */
  readonly #verdicts = new Map<string, Verdict>();
  /** What is in each directory. */
  readonly #contents = new Map<string, Promise<Contents>>();
  /** The numbers of the paths in all of them. There may be very many, so that no names are kept twice. */
  readonly #numbers = new GrowingNumbers();

  constructor(raw: RawTree, ignore: readonly Pattern[], breather: EventLoopTurns) {
    this.#raw = raw;
    this.#matcher = IgnoreMatcher.of(ignore);
    this.#breather = breather;
  }

  /** The entry at `path`, unless .dockerignore hides it. */
  async visible(path: string): Promise<ContextEntry | undefined> {
    await this.#breather.pause();
    if (path === '') return this.#look(path);
    // Excluded files are not looked at: their file system may be slow, or not readable.
    const hidden = this.#verdict(path).excluded;
    if (hidden && !this.#matcher.mayContainIncluded(path)) return undefined;
    const found = this.#look(path);
    if (!hidden || found === undefined) return found;
    return found.entry.type === 'directory' && (await this.names(path)).length > 0 ? found : undefined;
  }

  /** Names of what is visible in the directory at `path`, sorted by code unit. */
  async names(path: string): Promise<readonly string[]> {
    let known = this.#contents.get(path);
    if (known === undefined)
      this.#contents.set(path, (known = this.#readNames(path).then((names) => this.#keep(path, names))));
    const { start, end } = await known;
    const names: string[] = [];
    for (let at = start; at < end; at++) names.push(this.paths.nameOf(this.#numbers.at(at)));
    return names;
  }

  #keep(path: string, names: readonly string[]): Contents {
    const start = this.#numbers.length;
    for (const name of names) this.#numbers.push(this.paths.numberOf(path === '' ? name : `${path}/${name}`));
    return { start, end: this.#numbers.length };
  }

  /** The numbers of the paths that were looked at. */
  get paths(): PathTable {
    return this.#entries.paths;
  }

  hasDigest(path: string): boolean {
    return this.#entries.hasDigest(path);
  }

  /** The digest of the file at `path`, if it was noted and the file was not forgotten since. */
  digestOf(path: string): Digest | undefined {
    return this.#entries.digestOf(path);
  }

  noteDigest(path: string, digest: Digest): void {
    this.#entries.setDigest(path, digest);
  }

  /** The pattern that hides what exists at `path`. */
  async ignoredBy(path: string): Promise<string | undefined> {
    if (this.#look(path) === undefined || (await this.visible(path)) !== undefined) return undefined;
    return this.#verdict(path).pattern;
  }

  /** Forgets `path` and the directories above it, so that they are read again at the next use. */
  forget(path: string): void {
    for (let each = path; ; each = parentPath(each)) {
      this.#entries.forget(each);
      this.#contents.delete(each);
      if (each === '') return;
    }
  }

  /** The entry at `path`, hidden or not. Links on the way are not followed, so nothing outside of the root is seen. */
  #look(path: string): ContextEntry | undefined {
    const known = this.#entries.get(path);
    if (known !== null) return known;
    const found = this.#isReached(path) ? this.#raw.read(path) : undefined;
    this.#entries.set(path, found);
    return found;
  }

  #isReached(path: string): boolean {
    if (path === '') return true;
    if (path.startsWith('/')) return false;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === '' || name === '.' || name === '..') return false;
    return this.#look(parentPath(path))?.entry.type === 'directory';
  }

  #verdict(path: string): Verdict {
    return path === ''
      ? this.#matcher.root
      : this.#matcher.matchesBelow(this.#directoryVerdict(parentPath(path)), path);
  }

  #directoryVerdict(path: string): Verdict {
    let verdict = this.#verdicts.get(path);
    if (verdict === undefined) {
      verdict = this.#verdict(path);
      this.#verdicts.set(path, verdict);
    }
    return verdict;
  }

  async #readNames(path: string): Promise<readonly string[]> {
    await this.#breather.pause();
    const verdict = this.#directoryVerdict(path);
    if (verdict.excluded && !this.#matcher.mayContainIncluded(path)) return [];
    if (this.#look(path)?.entry.type !== 'directory') return [];
    const visible: string[] = [];
    for (const name of [...this.#allNames(path, verdict)].sort()) {
      const child = path === '' ? name : `${path}/${name}`;
      const hidden = this.#matcher.matchesBelow(verdict, child).excluded;
      if (!hidden || (await this.visible(child)) !== undefined) visible.push(name);
    }
    return visible;
  }

  #allNames(path: string, verdict: Verdict): readonly string[] {
    try {
      return this.#raw.names(path);
    } catch (error) {
      // An excluded directory that cannot be read hides everything in it.
      if (verdict.excluded && error instanceof UserError) return [];
      throw error;
    }
  }
}
