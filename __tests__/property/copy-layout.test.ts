import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { identifyLayout } from '../../src/engine/copy/identify-layout.js';
import { layOut } from '../../src/engine/copy/lay-out.js';
import { selectSources } from '../../src/engine/copy/select-sources.js';
import { UserError } from '../../src/errors.js';
import { requestOf, written, type CopyCase } from '../support/copy-case.js';
import { directory, file, MemoryTree, symlink, type MemoryNode } from '../support/memory-tree.js';
import { rounds } from '../support/thorough.js';

const name = fc.constantFrom('a', 'b', 'c', 'ab', 'a-b');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const leaf: fc.Arbitrary<MemoryNode> = fc.oneof(
  fc.record({ content: fc.constantFrom('', 'x', 'yy'), inode: fc.constantFrom('1', '2') }).map(({ content, inode }) => {
    // Names of one file have one content.
    return file(inode === '1' ? 'one' : content, inode === '1' ? { inode } : {});
  }),
  fc.record({ mode: fc.constantFrom(0o700, 0o755, 0o2775) }).map(directory),
  fc
    .oneof(
      path,
      path.map((target) => `/${target}`),
      path.map((target) => `../${target}`),
      fc.constant('/'),
    )
    .map((target) => symlink(target)),
);

/** Nothing lies below what is no directory. */
const nodes = fc.dictionary(path, leaf, { maxKeys: 10 }).map((nodes) => {
  const kept: Record<string, MemoryNode> = {};
  for (const key of Object.keys(nodes).sort()) {
    const parents = Object.keys(kept).filter((other) => key.startsWith(`${other}/`));
    const node = nodes[key];
    if (node !== undefined && parents.every((parent) => kept[parent]?.type === 'directory')) kept[key] = node;
  }
  return kept;
});
const tree = nodes.map((kept) => new MemoryTree(kept));

const pattern = fc.oneof(path, fc.constantFrom('.', '*', 'a*', '*/b', '?', '[ab]/*', '../a', '/', 'a/./b', '**/c'));
const exclude = fc.constantFrom('a', '*/b', '**/c', '!a/b', '*', '!c');
const destination = fc
  .tuple(path, fc.constantFrom('', '/', '/.'))
  .map(([at, end]) => `/${at}${end}`)
  .chain((text) => fc.constantFrom(text, '/'));

const copyCase: fc.Arbitrary<CopyCase> = fc.record({
  from: tree,
  image: tree,
  sources: fc.array(pattern, { minLength: 1, maxLength: 3 }),
  to: destination,
  parents: fc.boolean(),
  link: fc.boolean(),
  exclude: fc.array(exclude, { maxLength: 2 }),
});

/** An image with a folder `a`, whose mode shows in every layer that has something in it. */
const image = fc
  .tuple(nodes, fc.constantFrom(0o700, 0o755, 0o2775))
  .map(([others, mode]) => new MemoryTree({ ...others, a: directory({ mode }) }));

/** It nearly always copies something, and often into `a`. */
const wholeCopy: fc.Arbitrary<CopyCase> = fc.record({
  from: tree,
  image,
  sources: fc.constant(['.']),
  to: fc.oneof(destination, fc.constantFrom('/a/b', '/a/b/')),
});

describe('a laid out COPY', () => {
  it('names each path once, after its parents, with links behind their files; or is refused in words', async () => {
    let laidOut = 0;
    const runs = rounds(400);
    await fc.assert(
      fc.asyncProperty(copyCase, async (row) => {
        const outcome = await selectSources(requestOf(row))
          .then((selection) => layOut(selection, row.image))
          .catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(UserError);
          return;
        }
        laidOut++;
        const seen = new Map<string, string>([['', 'directory']]);
        for (const { entry } of await written(outcome as Awaited<ReturnType<typeof layOut>>)) {
          expect(entry.path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')).toBe(true);
          expect(seen.has(entry.path)).toBe(false);
          expect(seen.get(entry.path.slice(0, Math.max(0, entry.path.lastIndexOf('/'))))).toBe('directory');
          if (entry.type === 'hardlink') expect(seen.get(entry.target)).toBe('file');
          seen.set(entry.path, entry.type);
        }
      }),
      runs,
    );
    // Were all refused, this would show nothing.
    expect(laidOut).toBeGreaterThan(runs.numRuns / 20);
  });

  it('depends on no mtime', async () => {
    await fc.assert(
      fc.asyncProperty(copyCase, nodes, async (row, source) => {
        const later = Object.fromEntries(Object.entries(source).map(([key, node]) => [key, { ...node, mtime: 42 }]));
        const [first, second] = await Promise.all(
          [source, later].map(async (kept) => {
            const request = requestOf({ ...row, from: new MemoryTree(kept) });
            return selectSources(request).then(({ files }) => files, String);
          }),
        );
        expect(second).toEqual(first);
      }),
      rounds(100),
    );
  });

  it('has the same identity on another image exactly when its layer is the same, but for times', async () => {
    let same = 0;
    let different = 0;
    await fc.assert(
      fc.asyncProperty(wholeCopy, image, async (row, other) => {
        const made = await Promise.all([row, { ...row, image: other }].map(madeOn)).catch(String);
        if (typeof made === 'string') return;
        const [[identity, layer], [otherIdentity, otherLayer]] = made as [Made, Made];
        expect(otherIdentity === identity).toBe(otherLayer === layer);
        if (otherIdentity === identity) same++;
        else different++;
      }),
      rounds(1000),
    );
    expect(same).toBeGreaterThan(0);
    expect(different).toBeGreaterThan(0);
  });
});

type Made = readonly [identity: string, layer: string];

async function madeOn(row: CopyCase): Promise<Made> {
  const layout = await layOut(await selectSources(requestOf(row)), row.image);
  const layer = (await written(layout)).map(({ entry, content }) => ({ ...entry, mtime: 0, content }));
  return [await identifyLayout(layout), JSON.stringify(layer)];
}
