import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readLayer, visitLayer } from '../../src/layer/layer-reader.js';
import { sha256 } from '../../src/oci/digest.js';
import { diffIdOfTar } from '../../src/oci/identity.js';
import type { TreeNotes } from '../../src/worker/erofs/image-tree.js';
import { ImageFill } from '../../src/worker/lazy/fill-image.js';
import { writePlan } from '../../src/worker/lazy/image-plan.js';
import { makeKernelCalls } from '../../src/worker/runtime/choose-runtime.js';
import { contentOf, snapshotWriter, type SnapshotForm } from '../../src/worker/snapshot/snapshot-form.js';
import type { SnapshotNotes } from '../../src/worker/snapshot/snapshot-notes.js';
import { messageOf } from '../../src/errors.js';
import { fsPath } from '../../src/text/byte-name.js';
import { descriptorOf, streamOf } from '../support/layer-samples.js';
import { tarBytes, type TarMember } from '../support/tar-bytes.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { rounds, THOROUGH } from '../support/thorough.js';

/* Needs root, a kernel that mounts EROFS files, GNU tar and python3; fsck.erofs of erofs-utils reads the images too where it is there. */
const hasFsck = spawnSync('fsck.erofs', ['--version']).error === undefined;
const kernel = makeKernelCalls(process.env['PATH'] ?? '');

let folder: string;
let mounts: string[] = [];
beforeAll(async () => {
  folder = await temporaryFolder('images');
});
afterAll(async () => {
  for (const mount of mounts) await kernel.unmount(mount);
  mounts = [];
  kernel.close();
  await removeTree(folder);
});

interface Written {
  readonly content: string;
  readonly notes: SnapshotNotes;
  readonly warnings: readonly string[];
}

async function write(tar: Buffer, form: SnapshotForm, at: string): Promise<Written> {
  const warnings: string[] = [];
  const writer = snapshotWriter({ form, diffId: diffIdOfTar(sha256(tar)), folder: at, family: 'trusted' });
  try {
    const blob = gzipSync(tar, { level: 1 });
    const entries = await visitLayer(streamOf(blob, 65_536), descriptorOf(blob), {}, writer);
    const notes = await writer.finish(
      () => kernel,
      (warning) => warnings.push(warning),
      entries,
    );
    return { content: contentOf(at, form), notes, warnings };
  } catch (error) {
    writer.close();
    throw error;
  }
}

/**
 * The image as it is written for steps that run while the layer arrives: from the index, and then filled.
 *
 * @returns `undefined` if the layer must be unpacked first
 */
async function writeArriving(tar: Buffer, image: string): Promise<TreeNotes | undefined> {
  const blob = gzipSync(tar, { level: 1 });
  const index = await readLayer(streamOf(blob, 65_536), descriptorOf(blob));
  if (index.repeats !== undefined) return undefined;
  const { notes, metadataStart } = writePlan(image, Buffer.alloc(16, 7), index.entries, () => undefined);
  let head = 0;
  const fill = new ImageFill(image, index.entries, (end) => (head = end));
  fill.finish(await visitLayer(streamOf(blob, 65_536), descriptorOf(blob), {}, fill));
  expect(head).toBeLessThan(metadataStart);
  return notes;
}

async function mounted(image: string): Promise<string> {
  const target = `${image}.mounted`;
  mkdirSync(target);
  await kernel.mount({ source: image, target, type: 'erofs', options: ['ro'] });
  mounts.push(target);
  return target;
}

/** Types, modes, owners, times, links, sizes, content, targets, numbers, attributes of all that is in each folder. */
function listings(...roots: readonly string[]): readonly string[] {
  const script = join(import.meta.dirname, '../support/tree-listing.py');
  const output = execFileSync('python3', [script, ...roots], { encoding: 'latin1', maxBuffer: 2 ** 30 });
  return output.split(/^tree\n/m).slice(1);
}

/** The folder that fsck.erofs has taken the tree out to, if it found nothing wrong. */
function takenOut(image: string): string {
  const out = `${image}.taken-out`;
  const { status, stdout, stderr } = spawnSync('fsck.erofs', [`--extract=${out}`, '--preserve', image]);
  expect([status, `${stdout.toString()}${stderr.toString()}`]).toEqual([0, '']);
  return out;
}

function tarOf(root: string): Buffer {
  const options = ['--format=pax', '--xattrs', '--xattrs-include=*', '--sort=name'];
  return execFileSync('tar', ['-C', root, ...options, '-cf', '-', '.'], { maxBuffer: 2 ** 30 });
}

function filled(name: string, script: string): string {
  const root = join(folder, name);
  mkdirSync(root);
  execFileSync('sh', ['-ec', script], { cwd: root });
  return root;
}

/** Something of everything; times last. */
const ODD = `
  mkdir -m 1777 t; printf x > t/f; ln t/f t/g; ln t/f h; chown 5:4000000000 t/f; chmod 6751 t/f; ln -s f t/l; ln -s "$(printf %4000d 1)" t/long
  mkfifo t/p; mknod t/c c 1 7; mknod t/b b 259 70000; : > empty; head -c 4096 /dev/urandom > block; head -c 300001 /dev/urandom > big
  mkdir -p many "deep/$(printf %0250d 1)/x" none; i=0; while [ $i -lt 700 ]; do printf $i > "many/a-rather-long-name-of-a-file-$i"; i=$((i+1)); done
  cd many; : > -a; : > +b; : > '#c'; : > ..d; : > ' '; : > "$(printf '\\377\\351')"; : > 'grüße'; : > "$(printf 'a\\nb')"; cd ..
  python3 -c "import os; os.setxattr('block','user.note',b'\\0\\1\\xff'); os.setxattr('t','user.empty',b''); os.setxattr('big','user.long',b'v'*3000); os.setxattr('t/f','security.capability',bytes.fromhex('0100000200040000000000000000000000000000'))"
  touch -h -d @-86400 t/l; touch -d @4000000000 many; touch -d @1500000000.7 t/f big .
`;

describe('an EROFS image of a layer', () => {
  it('shows the tree that GNU tar unpacks', async () => {
    const tar = tarOf(filled('odd', ODD));
    const { content, notes, warnings } = await write(tar, 'erofs', join(folder, 'odd-image'));
    expect([warnings, notes]).toEqual([[], { implied: [], opaque: [], links: [] }]);
    const unpacked = join(folder, 'odd-unpacked');
    mkdirSync(unpacked);
    execFileSync('tar', ['-C', unpacked, '--xattrs', '--xattrs-include=*', '-xpf', '-'], { input: tar });
    const arriving = join(folder, 'odd-arriving');
    expect(await writeArriving(tar, arriving)).toEqual(notes);
    const [shown, arrived, expected] = listings(await mounted(content), await mounted(arriving), unpacked);
    expect(shown).toBe(expected);
    expect(arrived).toBe(expected);
    expect(shown?.split('\n').length).toBeGreaterThan(700);
  });

  it.runIf(hasFsck)('is sound to fsck.erofs, which takes the same tree out', async () => {
    // Version 1.5 takes out no attributes and no hard links, clears setuid bits, and knows no time before 1970.
    const simpler = ODD.replace(/python3.*\n/, '')
      .replace('touch -h -d @-86400 t/l;', '')
      .replaceAll(/ln t[^;]*;/g, '');
    const tar = tarOf(filled('plain', simpler.replace('chmod 6751', 'chmod 751')));
    const { content } = await write(tar, 'erofs', join(folder, 'plain-image'));
    const [shown, expected] = listings(takenOut(content), await mounted(content));
    expect(shown).toBe(expected);
  });

  it(`shows a tree of ${THOROUGH ? 100_000 : 2000} files`, async () => {
    const count = THOROUGH ? 100_000 : 2000;
    const names = Array.from({ length: count }, (_, n) => `d${n % 97}/e${n % 7}/file-${n}`);
    const tar = tarBytes(names.map((name, n) => ({ name, content: 'x'.repeat(n % 5000), mode: 0o600 + (n % 64) })));
    const image = await write(tar, 'erofs', join(folder, 'large-image'));
    const unpacked = await write(tar, 'folder', join(folder, 'large-folder'));
    settleImplied(unpacked);
    const [shown, expected] = listings(await mounted(image.content), unpacked.content);
    expect(shown).toBe(expected);
  });

  it('links to a file of a layer below where a folder of its own takes the place of that file', async () => {
    const tar = tarBytes([
      { name: 'link', type: '1', link: 'a' },
      { name: 'more', type: '1', link: 'link' },
      { name: 'a/b', content: 'x' },
    ]);
    const image = await write(tar, 'erofs', join(folder, 'replaced-image'));
    const unpacked = await write(tar, 'folder', join(folder, 'replaced-folder'));
    expect(sorted(image.notes)).toEqual(sorted(unpacked.notes));
    expect(image.notes.links).toEqual([
      { path: 'link', target: 'a' },
      { path: 'more', target: 'a' },
    ]);
    settleImplied(unpacked);
    const [shown, expected] = listings(await mounted(image.content), unpacked.content);
    expect(shown).toBe(expected);
  });

  it('is refused where a layer has large holes', async () => {
    const root = filled('sparse', 'truncate -s 20M file');
    await expect(write(tarOf(root), 'erofs', join(folder, 'sparse-image'))).rejects.toMatchObject({
      name: 'UnfitForImage',
    });
  });
});

/** An opaque directory shows nothing of those below: whether it is implied makes no difference. */
function sorted({ implied, opaque, links = [] }: SnapshotNotes): unknown {
  return {
    implied: implied.filter((path) => !opaque.includes(path)).sort(),
    opaque: opaque.toSorted(),
    links: new Map(links.map(({ path, target }) => [path, target])),
  };
}

/** The times of parents that no entry names are those of the moment. */
function settleImplied({ content, notes }: Written): void {
  for (const path of notes.implied) utimesSync(fsPath(`${content}/${path}`), 0, 0);
}

const NAMES = [
  'a',
  'b',
  'a/b',
  'a/b/c',
  'b/x',
  'c',
  'a/c/d',
  'grüße',
  'c/.wh.d',
  '.wh.a',
  '.wh.b',
  'a/.wh.b',
  'a/.wh..wh..opq',
  '.wh..wh..opq',
  '',
];
const member = fc.record({
  name: fc.constantFrom(...NAMES),
  type: fc.constantFrom('0', '0', '1', '2', '3', '4', '5', '5', '6'),
  link: fc.constantFrom('a', 'b', 'a/b', 'c', 'elsewhere'),
  content: fc.constantFrom('', 'x', 'y'.repeat(5000)),
  mode: fc.constantFrom(0o644, 0o4755, 0o1777),
  uid: fc.constantFrom(0, 1000),
  mtime: fc.constantFrom(0, 1_600_000_000),
  major: fc.constantFrom(0, 8),
  minor: fc.constantFrom(0, 300),
});
/** Whether something else comes later in the place of a file, or of a folder above it. */
function replacesFile(members: readonly TarMember[]): boolean {
  const isFile = ({ type }: TarMember): boolean => type === '0';
  return members.some((file, index) =>
    members
      .slice(index + 1)
      .some((later) => isFile(file) && (later.name === file.name ? !isFile(later) : isAbove(later, file))),
  );
}

function isAbove({ name, type }: TarMember, { name: below }: TarMember): boolean {
  return type !== '5' && below.startsWith(`${name}/`);
}

const DEVICE_AT_FILE = (['0', '3'] as const).map((type) => ({
  ...{ name: 'b/x', type, link: 'a', content: '', mode: 0o644, uid: 0, mtime: 0, major: 0, minor: 0 },
}));
/** A layer that nothing refuses. */
const PLAIN = [{ name: 'a', type: '0', link: 'a', content: 'x', mode: 0o644, uid: 0, mtime: 0, major: 0, minor: 0 }];
const toMember = ({ name, content = '', ...rest }: TarMember): TarMember =>
  rest.type === '0' || rest.type === undefined
    ? { name: `./${name}`, content, ...rest }
    : { name: `./${name}`, ...rest };

describe('an image, one that arrives, and a folder of the same layer, whatever is in it', () => {
  it('show the same, or all refuse it', async () => {
    let count = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(member, { minLength: 1, maxLength: 8 }), async (members) => {
        const tar = tarBytes(members.map(toMember));
        const name = String(++count);
        const unpacked = await write(tar, 'folder', join(folder, `random-folder-${name}`)).catch(messageOf);
        const image = await write(tar, 'erofs', join(folder, `random-image-${name}`)).catch(messageOf);
        if (typeof unpacked === 'string') {
          refused++;
          // An entry that another one replaces is never looked at for an image.
          if (typeof image === 'string') expect([members, image]).toEqual([members, unpacked]);
          return;
        }
        if (typeof image === 'string') throw new Error(`${JSON.stringify(members)}: ${image}`);
        expect([members, sorted(image.notes)]).toEqual([members, sorted(unpacked.notes)]);
        settleImplied(unpacked);
        const arriving = join(folder, `random-arriving-${name}`);
        const notes = await writeArriving(tar, arriving).catch((error: unknown) => {
          // Steps then run again on a folder.
          if (/ is not in the index of its layer$/.test(messageOf(error)) && replacesFile(members)) return undefined;
          throw error;
        });
        const arrived = notes === undefined ? [] : [await mounted(arriving)];
        if (notes !== undefined) expect([members, sorted(notes)]).toEqual([members, sorted(unpacked.notes)]);
        const [expected, ...shown] = listings(unpacked.content, await mounted(image.content), ...arrived);
        expect([members, ...shown]).toEqual([members, ...shown.map(() => expected)]);
      }),
      { ...rounds(30), examples: [[PLAIN], [DEVICE_AT_FILE]] },
    );
    expect(refused).toBeLessThan(count);
  });
});
