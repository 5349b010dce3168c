import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs';

/** Links with short names to long paths, in one folder. mount(2) takes one page of options, so hundreds of folders fit only by such names. */
export class ShortNames {
  /** A private folder. It should be in memory: links come and go with each step. */
  readonly folder: string;
  readonly #shared = new Map<string, string>();
  #count = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Names paths for one mount: the kernel follows a link only once.
   *
   * @param own paths that no other mount has. Their links are removed when `mount` has ended; those of all others stay.
   */
  async during<T>(own: readonly string[], mount: (nameOf: (path: string) => string) => Promise<T>): Promise<T> {
    const names = new Map(own.map((path) => [path, this.#link(path)]));
    try {
      return await mount((path) => names.get(path) ?? this.#sharedName(path));
    } finally {
      for (const name of names.values()) unlinkSync(`${this.folder}/${name}`);
    }
  }

  #sharedName(path: string): string {
    const known = this.#shared.get(path);
    if (known !== undefined) return known;
    const name = this.#link(path);
    this.#shared.set(path, name);
    return name;
  }

  #link(path: string): string {
    if (this.#count === 0) mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const name = (this.#count++).toString(36);
    symlinkSync(path, `${this.folder}/${name}`);
    return name;
  }
}
