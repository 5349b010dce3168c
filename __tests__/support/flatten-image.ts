import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, openSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './command.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** One path of a root filesystem, as software that we did not write unpacked it. */
export interface FlatEntry {
  readonly type: 'file' | 'dir' | 'symlink' | 'fifo' | 'char' | 'block' | 'socket';
  /** Octal, without the type. */
  readonly mode: string;
  readonly owner: string;
  readonly size?: number;
  readonly sha256?: string;
  readonly target?: string;
  readonly device?: string;
  /** The first path of the same file by the order of their texts, when it has several. */
  readonly linkedTo?: string;
  readonly xattrs?: Readonly<Record<string, string>>;
}

export interface FlatImage {
  /** By path without a leading `/`, bytes as latin1; the root is `.`. */
  readonly tree: Readonly<Record<string, FlatEntry>>;
  /** The image config as the image carries it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * Flattens an image without any code of this project: skopeo brings it into an OCI layout, umoci unpacks that, and what
 * lies there then is read with lstat and getfattr. Needs root, for owners and devices.
 *
 * @param source as skopeo names it: `oci:FOLDER`, `oci-archive:FILE`, `docker-archive:FILE`, `docker://…`
 */
export async function flattenImage(source: string): Promise<FlatImage> {
  const folder = await temporaryFolder('flatten');
  try {
    const config = await must(['skopeo', 'inspect', '--tls-verify=false', '--config', '--raw', source]);
    const layout = join(folder, 'layout');
    await must([
      'skopeo',
      'copy',
      '--quiet',
      '--src-tls-verify=false',
      '--insecure-policy',
      source,
      `oci:${layout}:image`,
    ]);
    const root = join(folder, 'rootfs');
    await must(['umoci', 'raw', 'unpack', '--image', `${layout}:image`, root]);
    return { tree: await readTree(root), config: JSON.parse(config) as Record<string, unknown> };
  } finally {
    await removeTree(folder);
  }
}

/** Reads a folder as it lies on the disk. */
export async function readTree(root: string): Promise<Record<string, FlatEntry>> {
  const xattrs = await readXattrs(root);
  const tree: Record<string, FlatEntry> = {};
  const names = new Map<string, string>();
  for (const path of pathsBelow(root).sort()) {
    const entry = readEntry(root, path, tree, names);
    const attributes = xattrs.get(path);
    tree[path] = attributes === undefined ? entry : { ...entry, xattrs: attributes };
  }
  return tree;
}

/** The root as `.`, and everything below. */
function pathsBelow(root: string): string[] {
  const paths: string[] = [];
  const visit = (path: string): void => {
    paths.push(path);
    if (!lstatSync(fullPath(root, path)).isDirectory()) return;
    const names = readdirSync(fullPath(root, path), { encoding: 'buffer' }).map((name) => name.toString('latin1'));
    for (const name of names) visit(path === '.' ? name : `${path}/${name}`);
  };
  visit('.');
  return paths;
}

function fullPath(root: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

/**
 * @param tree what was read before: the bytes of a file with many names are read once
 * @param names of files that have several, the first by their inodes
 */
function readEntry(
  root: string,
  path: string,
  tree: Readonly<Record<string, FlatEntry>>,
  names: Map<string, string>,
): FlatEntry {
  const full = fullPath(root, path);
  const stat = lstatSync(full);
  const mode = (stat.mode & 0o7777).toString(8).padStart(4, '0');
  const common = { mode, owner: `${stat.uid}:${stat.gid}` };
  if (stat.isDirectory()) return { type: 'dir', ...common };
  const inode = `${stat.dev}:${stat.ino}`;
  const first = names.get(inode);
  if (first !== undefined) return { ...tree[first]!, linkedTo: first };
  if (stat.nlink > 1) names.set(inode, path);
  if (stat.isSymbolicLink()) {
    const target = readlinkSync(full, { encoding: 'buffer' }).toString('latin1');
    return { type: 'symlink', ...common, mode: '0777', target };
  }
  if (stat.isFile()) return { type: 'file', ...common, size: stat.size, sha256: hashFile(full) };
  if (stat.isFIFO()) return { type: 'fifo', ...common };
  if (stat.isSocket()) return { type: 'socket', ...common };
  const device = `${(stat.rdev >> 8) & 0xfff}:${(stat.rdev & 0xff) | ((stat.rdev >> 12) & 0xfff00)}`;
  return { type: stat.isCharacterDevice() ? 'char' : 'block', ...common, device };
}

function hashFile(path: Buffer): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

async function readXattrs(root: string): Promise<Map<string, Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  const listing = await must(['getfattr', '-R', '-P', '-h', '-d', '-m', '-', '-e', 'hex', '--', '.'], { cwd: root });
  let current: Record<string, string> = {};
  for (const line of listing.split('\n')) {
    const file = /^# file: (.*)$/.exec(line);
    if (file !== null) {
      current = {};
      found.set(unescapeName(file[1] ?? ''), current);
      continue;
    }
    const equals = line.indexOf('=');
    if (equals > 0) current[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return found;
}

/** getfattr writes odd bytes as `\ooo`. */
function unescapeName(name: string): string {
  const bytes = name.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  return bytes.replace(/^\.\//, '');
}

/** An unpacked copy of an image's root filesystem, in a folder that must not exist yet. */
export async function unpackImage(source: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const layout = join(folder, 'layout');
  await must([
    'skopeo',
    'copy',
    '--quiet',
    '--src-tls-verify=false',
    '--insecure-policy',
    source,
    `oci:${layout}:image`,
  ]);
  const bundle = join(folder, 'bundle');
  await must(['umoci', 'unpack', '--image', `${layout}:image`, bundle]);
  return bundle;
}

/** A JSON document of the unpacked bundle. */
export function bundleSpec(bundle: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(bundle, 'config.json'), 'utf8')) as Record<string, unknown>;
}
