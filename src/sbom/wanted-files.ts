import type { FileEntry } from '../layer/entry.js';
import { resolvePathSync } from '../text/resolve-path.js';
import { UserError } from '../errors.js';
import { isPerhapsBinary } from './binaries/binary.js';
import { CATALOGERS } from './catalogers.js';
import { OS_RELEASE_PLACES } from './databases/os-release.js';
import type { Cataloger } from './findings/cataloger.js';
import type { Omissions } from './findings/omissions.js';
import type { ScannedImage } from './scanned-image.js';

/** What a file is read as. */
export type FileUse = Cataloger | 'os-release' | 'binary';

/** The files of an image that say what is in it. */
export class WantedFiles {
  readonly #tree: ScannedImage['tree'];
  readonly #limit: number;
  readonly #omissions: Omissions;
  readonly #uses = new Map<string, FileUse>();
  /** Where the bytes of the wanted files are: a file with several names is read once. */
  readonly #contents = new Set<string>();

  /**
   * @param limit files at most
   * @throws InfraError when the layers do not fit together
   */
  static of(tree: ScannedImage['tree'], limit: number, omissions: Omissions): WantedFiles {
    const wanted = new WantedFiles(tree, limit, omissions);
    wanted.#addPlaces();
    for (const entry of tree.entries()) {
      if (entry.type !== 'file') continue;
      const cataloger = CATALOGERS.find(({ matches }) => matches?.(entry) === true);
      if (cataloger !== undefined) wanted.#add(entry, cataloger);
      else if (isPerhapsBinary(entry)) wanted.#add(entry, 'binary');
    }
    return wanted;
  }

  private constructor(tree: ScannedImage['tree'], limit: number, omissions: Omissions) {
    this.#tree = tree;
    this.#limit = limit;
    this.#omissions = omissions;
  }

  get paths(): readonly string[] {
    return [...this.#uses.keys()];
  }

  useOf(path: string): FileUse | undefined {
    return this.#uses.get(path);
  }

  #addPlaces(): void {
    const release = OS_RELEASE_PLACES.map((place) => this.#fileAt(place)).find((file) => file !== undefined);
    if (release !== undefined) this.#add(release, 'os-release');
    for (const cataloger of CATALOGERS) {
      for (const place of cataloger.places ?? []) {
        for (const file of place.endsWith('/') ? this.#filesIn(place) : [this.#fileAt(place)]) {
          if (file !== undefined) this.#add(file, cataloger);
        }
      }
    }
  }

  #fileAt(place: string): FileEntry | undefined {
    const entry = this.#resolved(place)?.entry;
    return entry?.type === 'file' ? entry : undefined;
  }

  #filesIn(place: string): readonly (FileEntry | undefined)[] {
    const folder = this.#resolved(place);
    if (folder?.entry?.type !== 'directory') return [];
    return this.#tree.readdir(folder.path).map((name) => this.#fileAt(`${folder.path}/${name}`));
  }

  #resolved(
    place: string,
  ): ReturnType<typeof resolvePathSync<NonNullable<ReturnType<ScannedImage['tree']['lstat']>>>> | undefined {
    try {
      return resolvePathSync(this.#tree, place, { followLast: true });
    } catch (error) {
      // Links in a circle.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  #add(file: FileEntry, use: FileUse): void {
    if (this.#uses.has(file.path)) return;
    const location = this.#tree.contentOf(file.path);
    const content = location === undefined ? file.path : `${location.layer}:${location.path}`;
    if (this.#contents.has(content)) return;
    if (this.#uses.size >= this.#limit) {
      this.#omissions.add(`Only ${this.#limit} files are read; these were not`, file.path);
      return;
    }
    this.#contents.add(content);
    this.#uses.set(file.path, use);
  }
}
