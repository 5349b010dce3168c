import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { flattenLayers, type Tree } from './flatten-layers.js';
import { tarEntries, type TarEntry } from './tar-entries.js';

/** What a builder made of a case. */
export interface ReadImage {
  readonly tree: Tree;
  /** The whole config document. */
  readonly config: Readonly<Record<string, unknown>>;
}

interface Named {
  readonly digest: string;
}

/** An OCI layout folder with one image, plain or gzipped layers. */
export function readLayout(folder: string): ReadImage {
  const document = (file: string): Record<string, unknown> =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
  const blob = ({ digest }: Named): string => join('blobs', ...digest.split(':'));
  const [first] = document('index.json')['manifests'] as Named[];
  if (first === undefined) throw new Error('a layout without an image');
  const manifest = document(blob(first));
  const layers = manifest['layers'] as Named[];
  return {
    tree: flattenLayers(layers.map((layer) => readLayer(join(folder, blob(layer)), layer.digest))),
    config: document(blob(manifest['config'] as Named)),
  };
}

/** The unpacked form of what `docker save` writes. */
export function readDockerArchive(folder: string): ReadImage {
  const [image] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    Config: string;
    Layers: string[];
  }[];
  if (image === undefined) throw new Error('an archive without an image');
  const layers = image.Layers.map((layer) => tarEntries(inflated(readFileSync(join(folder, layer)))));
  return {
    tree: flattenLayers(layers),
    config: JSON.parse(readFileSync(join(folder, image.Config), 'utf8')) as Record<string, unknown>,
  };
}

/** skopeo's `dir:` form, as buildah pushes it. */
export function readFolderImage(folder: string): ReadImage {
  const file = (digest: string): string => {
    const plain = join(folder, digest.replace(/^sha256:/, ''));
    return existsSync(plain) ? plain : join(folder, digest);
  };
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    config: Named;
    layers: Named[];
  };
  return {
    tree: flattenLayers(manifest.layers.map(({ digest }) => readLayer(file(digest), digest))),
    config: JSON.parse(readFileSync(file(manifest.config.digest), 'utf8')) as Record<string, unknown>,
  };
}

function readLayer(file: string, digest: string): readonly TarEntry[] {
  return layerEntries(readFileSync(file), digest);
}

/** The last layers that were read: of many images that stand on one base, its layer is read once. */
const READ = new Map<string, readonly TarEntry[]>();
const MOST_READ = 8;

/** @throws Error when the blob's bytes do not have the digest, so that one that was read before cannot hide it */
export function layerEntries(bytes: Buffer, digest: string): readonly TarEntry[] {
  const is = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (is !== digest) throw new Error(`a layer has the digest ${is} instead of ${digest}`);
  const entries = READ.get(digest) ?? tarEntries(inflated(bytes));
  READ.delete(digest);
  READ.set(digest, entries);
  for (const oldest of READ.keys()) if (READ.size > MOST_READ) READ.delete(oldest);
  return entries;
}

function inflated(bytes: Buffer): Buffer {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes);
  // Node 20 has no zstd.
  return bytes.readUInt32LE(0) === ZSTD
    ? execFileSync('zstd', ['-dc'], { input: bytes, maxBuffer: MOST_BYTES })
    : bytes;
}

/** RFC 8878: the magic number of a frame. */
const ZSTD = 0xfd2fb528;
const MOST_BYTES = 2 ** 30;
