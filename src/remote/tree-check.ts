import { createHash } from 'node:crypto';

/** A folder whose entries are being listed. */
interface OpenTree {
  /** Path with a slash at the end; `''` for the root. */
  readonly prefix: string;
  readonly id: string;
  readonly entries: Buffer[];
}

/**
 * Checks the tree objects of a commit against their ids. Git itself does not when it reads them. Input is the output of
 * `git ls-tree -r -t -z`, which has all that is in the objects.
 */
export class TreeCheck {
  readonly #algorithm: 'sha1' | 'sha256';
  readonly #open: OpenTree[];
  #rest = Buffer.alloc(0);
  #holds = true;

  /** @param root id of the commit's tree, in hex */
  constructor(root: string) {
    this.#algorithm = root.length === 64 ? 'sha256' : 'sha1';
    this.#open = [{ prefix: '', id: root, entries: [] }];
  }

  /** The next bytes of the listing. */
  add(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      // Names are bytes. In Latin-1 each is one character.
      this.#entry(bytes.toString('latin1', start, end));
      start = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
  }

  /** @returns whether every tree had its id; call it after the last byte */
  end(): boolean {
    while (this.#open.length > 0) this.#close();
    return this.#holds && this.#rest.length === 0;
  }

  #entry(line: string): void {
    const [, mode = '', kind, id = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    let tree = this.#open.at(-1);
    while (tree !== undefined && !path.startsWith(tree.prefix)) {
      this.#close();
      tree = this.#open.at(-1);
    }
    const name = path.slice(tree?.prefix.length);
    if (tree === undefined || name === '' || name.includes('/')) {
      this.#holds = false;
      return;
    }
    // A tree object writes a mode without leading zeros.
    tree.entries.push(Buffer.from(`${mode.replace(/^0+/, '')} ${name}\0`, 'latin1'), Buffer.from(id, 'hex'));
    if (kind === 'tree') this.#open.push({ prefix: `${path}/`, id, entries: [] });
  }

  #close(): void {
    const tree = this.#open.pop();
    if (tree === undefined) return;
    const body = Buffer.concat(tree.entries);
    const id = createHash(this.#algorithm).update(`tree ${body.length}\0`).update(body).digest('hex');
    if (id !== tree.id) this.#holds = false;
  }
}
