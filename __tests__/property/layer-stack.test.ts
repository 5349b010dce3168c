import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LayerEntry, TreeEntry } from '../../src/layer/entry.js';
import { LayerStack } from '../../src/layer/layer-stack.js';
import { directory, file, hardlink, indexOf, symlink, whiteout } from '../support/layer-samples.js';
import { rounds } from '../support/thorough.js';

/*
 * The model: a map from path to entry, to which each layer is applied as an unpacker would do it, lowest first. Slow and
 * plain, and written without a look at LayerStack.
 */
type Tree = Map<string, TreeEntry>;

function removeBelow(tree: Tree, path: string): void {
  for (const other of [...tree.keys()])
    if (other.startsWith(path === '' ? '' : `${path}/`) && other !== '') tree.delete(other);
}

function makeDirectory(tree: Tree, path: string): void {
  if (tree.get(path)?.type === 'directory') return;
  tree.set(path, { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 });
}

function parentsOf(path: string): string[] {
  const names = path.split('/');
  return names.map((_, count) => names.slice(0, count).join('/'));
}

function apply(below: Tree, layer: readonly LayerEntry[]): Tree {
  const tree = new Map(below);
  for (const entry of layer) {
    if (entry.type === 'whiteout') {
      removeBelow(tree, entry.path);
      tree.delete(entry.path);
    } else if (entry.type === 'directory' && entry.opaque === true) removeBelow(tree, entry.path);
  }
  for (const entry of [...layer].sort((left, right) => (left.path < right.path ? -1 : 1))) {
    if (entry.path !== '') for (const parent of parentsOf(entry.path)) makeDirectory(tree, parent);
    if (entry.type === 'whiteout') continue;
    if (entry.type === 'directory') {
      const { opaque: _opaque, ...plain } = entry;
      tree.set(entry.path, plain);
      continue;
    }
    removeBelow(tree, entry.path);
    if (entry.type !== 'hardlink') tree.set(entry.path, entry);
  }
  for (const entry of layer) {
    if (entry.type !== 'hardlink') continue;
    let target: LayerEntry = entry;
    while (target.type === 'hardlink') {
      const next: string = target.target;
      const own = layer.find(({ path, type }) => path === next && type !== 'whiteout');
      target = own ?? below.get(next)!;
    }
    tree.set(entry.path, { ...(target as TreeEntry), path: entry.path });
  }
  return tree;
}

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const kind = fc.constantFrom('file', 'file', 'directory', 'opaque', 'symlink', 'whiteout', 'hardlink');
const rough = fc.array(fc.tuple(path, kind, path, fc.nat(99)), { maxLength: 8 });

/** Makes entries that can stand in one layer over `below`. */
function layerOver(below: Tree, samples: readonly (readonly [string, string, string, number])[]): LayerEntry[] {
  const kept = new Map<string, LayerEntry>();
  for (const [at, type, target, number] of samples) {
    if (kept.has(at)) continue;
    const aboveIsNoDirectory = parentsOf(at).some((parent) => {
      const above = kept.get(parent);
      return above !== undefined && above.type !== 'directory' && above.type !== 'whiteout';
    });
    const hasContent = [...kept.keys()].some((other) => other.startsWith(`${at}/`));
    if (aboveIsNoDirectory || (hasContent && type !== 'directory' && type !== 'opaque' && type !== 'whiteout'))
      continue;
    if (type === 'file') kept.set(at, file(at, `content ${number}`));
    else if (type === 'directory' || type === 'opaque')
      kept.set(at, directory(at, 0o700 + (number % 64), type === 'opaque'));
    else if (type === 'symlink') kept.set(at, symlink(at, target));
    else if (type === 'whiteout') kept.set(at, whiteout(at));
    else {
      const own = kept.get(target);
      const named = own ?? below.get(target);
      const inThisLayer = [...kept.keys()].some((other) => other.startsWith(`${target}/`));
      if (
        target === at ||
        named === undefined ||
        named.type === 'directory' ||
        named.type === 'whiteout' ||
        inThisLayer
      )
        continue;
      kept.set(at, hardlink(at, target));
    }
  }
  // A name that came after a hard link to its path of a lower layer would change what the link names.
  const links = [...kept.values()].flatMap((entry) => (entry.type === 'hardlink' ? [entry.target] : []));
  const order = [...kept.keys()];
  const spoilt = links.some((target) => {
    const link = [...kept.values()].find((entry) => entry.type === 'hardlink' && entry.target === target)!;
    const shown = order.some((other) => other === target || other.startsWith(`${target}/`));
    return shown && (order.indexOf(target) < 0 || order.indexOf(target) > order.indexOf(link.path));
  });
  return spoilt ? [] : [...kept.values()];
}

describe('LayerStack', () => {
  it('shows what unpacking the layers one after another would give', () => {
    fc.assert(
      fc.property(fc.array(rough, { minLength: 1, maxLength: 5 }), (roughLayers) => {
        let tree: Tree = new Map();
        makeDirectory(tree, '');
        const layers = roughLayers.map((samples) => {
          const layer = layerOver(tree, samples);
          tree = apply(tree, layer);
          return layer;
        });
        const stack = LayerStack.of(layers.map(indexOf));
        const expected = [...tree.keys()].filter((key) => key !== '').sort();
        expect([...stack.entries()].map((entry) => entry.path).sort()).toEqual(expected);
        for (const entry of stack.entries()) {
          expect(entry).toEqual(tree.get(entry.path));
          expect(stack.lstat(entry.path)).toEqual(entry);
          const location = stack.contentOf(entry.path);
          expect(location !== undefined).toBe(entry.type === 'file');
          if (location !== undefined && entry.type === 'file') {
            expect(layers[location.layer]).toContainEqual({ ...entry, path: location.path });
          }
          const names = expected
            .filter((key) => key.startsWith(`${entry.path}/`))
            .map((key) => key.slice(entry.path.length + 1));
          expect(stack.readdir(entry.path)).toEqual(names.filter((name) => !name.includes('/')));
        }
        for (const absent of ['a', 'b/c', 'c/a/b', 'a/a/a/a'].filter((key) => !tree.has(key))) {
          expect(stack.lstat(absent)).toBeUndefined();
        }
      }),
      rounds(1000),
    );
  });
});
