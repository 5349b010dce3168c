import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { TreeCheck } from '../../../src/remote/tree-check.js';

/** A tree as git writes it (gitformat: mode, blank, name, NUL, id), and the lines that `ls-tree -r -t -z` has for it. */
class Tree {
  readonly #body: Buffer[] = [];
  readonly #lines: string[] = [];

  file(name: string, mode = '100644'): this {
    return this.#add(mode, 'blob', name, createHash('sha1').update(name).digest('hex'));
  }

  folder(name: string, tree: Tree): this {
    this.#add('40000', 'tree', name, tree.id);
    this.#lines.push(...tree.#lines.map((line) => line.replace('\t', `\t${name}/`)));
    return this;
  }

  get id(): string {
    const body = Buffer.concat(this.#body);
    return createHash('sha1').update(`tree ${body.length}\0`).update(body).digest('hex');
  }

  get listing(): Buffer {
    return Buffer.from(this.#lines.map((line) => `${line}\0`).join(''), 'latin1');
  }

  #add(mode: string, kind: string, name: string, id: string): this {
    this.#body.push(Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex'));
    this.#lines.push(`${mode.padStart(6, '0')} ${kind} ${id}\t${name}`);
    return this;
  }
}

const SAMPLE = new Tree()
  .file('a')
  .folder('d', new Tree().file('\xff\n', '100755').folder('e', new Tree().file('f')).folder('empty', new Tree()))
  .file('d.txt', '120000')
  .folder('z', new Tree().file('z'));

function check(root: string, listing: Buffer, size = listing.length): boolean {
  const tree = new TreeCheck(root);
  for (let at = 0; at < listing.length; at += size) tree.add(listing.subarray(at, at + size));
  return tree.end();
}

describe('TreeCheck', () => {
  it('knows the id of the empty tree', () => {
    expect(check('4b825dc642cb6eb9a060e54bf8d69288fbee4904', Buffer.alloc(0))).toBe(true);
  });

  it.each([1, 7, 1000])('accepts the trees of a commit, in pieces of %i bytes', (size) => {
    expect(check(SAMPLE.id, SAMPLE.listing, size)).toBe(true);
  });

  it.each<[string, RegExp, string]>([
    ['a mode', /100755/, '100644'],
    ['a name', /\tz\/z/, '\tz/y'],
    ['an id', /blob [0-9a-f]{2}/, 'blob 00'],
    ['a file more', /$/, `100644 blob ${'0'.repeat(40)}\tz/zz\0`],
    ['a file elsewhere', /\td\/e\/f/, '\td/f'],
    ['a name with a slash', /\ta\0/, '\tx/a\0'],
    ['half a line', /\0$/, ''],
  ])('refuses trees that have another content: %s', (_what, from, to) => {
    const changed = SAMPLE.listing.toString('latin1').replace(from, to);
    expect(changed).not.toBe(SAMPLE.listing.toString('latin1'));
    expect(check(SAMPLE.id, Buffer.from(changed, 'latin1'))).toBe(false);
  });

  it('refuses the trees of another commit', () => {
    expect(check('0'.repeat(40), SAMPLE.listing)).toBe(false);
  });
});
