import { LayerStack } from '../../src/layer/layer-stack.js';
import type { LayerEntry } from '../../src/layer/entry.js';
import { sha256 } from '../../src/oci/digest.js';
import type { ScannedImage } from '../../src/sbom/scanned-image.js';
import { spdxOf, type Sbom } from '../../src/sbom/spdx-of.js';
import { SCAN_LIMITS, type ScanLimits } from '../../src/sbom/findings/limits.js';
import type { SpdxPackage } from '../../src/sbom/spdx/spdx-document.js';
import { indexOf } from './layer-samples.js';

export type ImageFile =
  string | Buffer | { readonly link: string } | { readonly content: Buffer; readonly mode: number };

/** An image with one layer that was never a tar. */
export function imageWith(
  files: Readonly<Record<string, ImageFile>>,
  chunk = 10_000,
): ScannedImage & { reads: string[] } {
  const contents = new Map<string, Buffer>();
  const entries = Object.entries(files).map(([path, given]): LayerEntry => {
    const common = { path, uid: 0, gid: 0, mtime: 1 };
    if (typeof given === 'object' && 'link' in given)
      return { ...common, type: 'symlink', mode: 0o777, target: given.link };
    const content = Buffer.from(typeof given === 'object' && 'mode' in given ? given.content : (given as string));
    contents.set(path, content);
    const mode = typeof given === 'object' && 'mode' in given ? given.mode : 0o644;
    return { ...common, type: 'file', mode, size: content.length, digest: sha256(content) };
  });
  const reads: string[] = [];
  return {
    platform: { os: 'linux', architecture: 'amd64' },
    tree: LayerStack.of([indexOf(entries)]),
    reads,
    async *contents(paths) {
      for (const path of paths) {
        const content = contents.get(path);
        if (content === undefined) throw new Error(`no file ${path}`);
        reads.push(path);
        yield await Promise.resolve({ path, size: content.length, data: chunksOf(content, chunk) });
      }
    },
  };
}

/** As a layer's reader does, the memory of a chunk is used again for the next one. */
function* chunksOf(content: Buffer, size: number): Generator<Uint8Array, void, undefined> {
  const memory = Buffer.alloc(size);
  for (let at = 0; at < content.length; at += size) yield memory.subarray(0, content.copy(memory, 0, at, at + size));
}

export const CREATED = new Date('2023-11-14T22:13:20.123Z');

export function sbomOfFiles(
  files: Readonly<Record<string, ImageFile>>,
  limits: Partial<ScanLimits> = {},
): Promise<Sbom> {
  return spdxOf(imageWith(files), CREATED, new AbortController().signal, { ...SCAN_LIMITS, ...limits });
}

/** The packages of an SBOM, without the image itself. */
export function packagesOf({ document }: Sbom): readonly SpdxPackage[] {
  return document.packages.filter(({ SPDXID }) => SPDXID !== 'SPDXRef-Image');
}

export function purlsOf(sbom: Sbom): readonly string[] {
  return packagesOf(sbom).map(({ name, externalRefs }) => externalRefs?.[0]?.referenceLocator ?? `none: ${name}`);
}
