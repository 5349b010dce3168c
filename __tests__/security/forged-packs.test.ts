import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { decodeIndex, encodeIndex, type LayerIndex } from '../../src/layer/layer-index.js';
import type { LayerEntry } from '../../src/layer/entry.js';
import { sha256 } from '../../src/oci/digest.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import type { CommandResult } from '../support/command.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';
import { ForgedCache } from './forged-cache.js';

/** What an earlier build left in the cache: a layer small enough for the pack, one beside it, a long list of files, and a mount. */
const EARLIER = `FROM busybox AS built
ARG RELEASE=1
COPY many /many
RUN seq 1 60000 > /large
RUN --mount=type=cache,id=kept,target=/kept echo kept >> /kept/file; cp /large /kept/large; cat /many/f7 > /small
FROM busybox
WORKDIR /srv/folder
COPY many/f1 /srv/folder/f1
COPY --from=built /large /small /
ENV A=b
`;
/** The later build. Each step that misses uses layers, indexes and mounts of that cache. */
const LATER = EARLIER.replace(
  'FROM busybox\n',
  `RUN cat /large /small /many/f3 | sha256sum > /sum
RUN --mount=type=cache,id=kept,target=/kept test ! -e /kept/forged && echo later >> /kept/file
FROM busybox
COPY --from=busybox /bin/busybox /etc/passwd /taken/
COPY --from=built --chown=root /many/f5 /sum /etc/
`,
);

type Damage = readonly [name: string, damage: (cache: ForgedCache) => void];

const LAYERED = ['cache/records', 'cache/trees'];
const DOCUMENTS = [...LAYERED, 'cache/scopes', 'cache/lists'];
const PACKED = [...DOCUMENTS, 'indexes', 'blobs/sha256'];

/** Damages for any file. */
const ANY: readonly (readonly [name: string, change: (content: Buffer) => Buffer])[] = [
  ['emptied', () => Buffer.alloc(0)],
  ['cut in half', (content) => content.subarray(0, content.length / 2)],
  ['with a bit flipped in its middle', (content) => flipped(content, content.length >> 1)],
  ['replaced by as many zeros', (content) => Buffer.alloc(content.length)],
];

/** JSON that is not a valid document. */
const SHAPES: readonly (readonly [name: string, json: string])[] = [
  ['null', 'null'],
  ['an empty object', '{}'],
  ['a million brackets', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
  ['its own prototype', '{"__proto__":{"version":1},"constructor":1}'],
];

interface Located {
  layer?: Record<string, unknown> & { blob: Record<string, unknown> };
}

/** Records and trees with a valid form, but wrong facts about their layers. */
const LAYERS: readonly (readonly [name: string, change: (layer: NonNullable<Located['layer']>) => unknown])[] = [
  ['of another blob', (layer) => ({ ...layer, blob: { ...layer.blob, digest: sha256('other') } })],
  [
    'of a blob that is larger',
    (layer) => ({ ...layer, blob: { ...layer.blob, size: Number(layer.blob['size']) + 1 } }),
  ],
  ['of a blob that is smaller', (layer) => ({ ...layer, blob: { ...layer.blob, size: 1 } })],
  ['of a blob of no bytes', (layer) => ({ ...layer, blob: { ...layer.blob, size: 0 } })],
  ['of an unknown media type', (layer) => ({ ...layer, blob: { ...layer.blob, mediaType: 'text/html' } })],
  ['of another diff id', (layer) => ({ ...layer, diffId: sha256('other') })],
  ['without a layer', () => undefined],
];

const INDEXES: readonly (readonly [name: string, change: (index: LayerIndex) => LayerIndex])[] = [
  ['whose files have other digests', eachFile((file) => ({ ...file, digest: sha256('other') }))],
  ['whose files have other sizes', eachFile((file) => ({ ...file, size: file.size + 1 }))],
  [
    'whose files are folders',
    eachFile(({ path, mode, uid, gid, mtime }) => ({ type: 'directory', path, mode, uid, gid, mtime })),
  ],
  ['whose files have other names', eachFile((file) => ({ ...file, path: `${file.path}x` }))],
  ['without any entry', (index) => ({ ...index, entries: [] })],
  ['of another layer', (index) => ({ ...index, diffId: sha256('other') as unknown as LayerIndex['diffId'] })],
  ['whose files are links in a circle', eachFile((file) => ({ type: 'hardlink', path: file.path, target: file.path }))],
];

const DAMAGES: readonly Damage[] = [
  ...PACKED.flatMap((kind) =>
    ANY.map(([name, change]): Damage => [
      `${kind} ${name}`,
      (cache) => {
        cache.change(kind, change);
        cache.seal();
      },
    ]),
  ),
  ...DOCUMENTS.flatMap((kind) =>
    SHAPES.map(([name, json]): Damage => [
      `${kind} that are ${name}`,
      (cache) => {
        cache.change(kind, () => Buffer.from(json));
        cache.seal();
      },
    ]),
  ),
  ...SHAPES.map(([name, json]): Damage => [
    `indexes that are ${name}`,
    (cache) => {
      cache.change('indexes', () => gzipSync(json));
      cache.seal();
    },
  ]),
  ...LAYERED.flatMap((kind) =>
    LAYERS.map(([name, change]): Damage => [
      `${kind} ${name}`,
      (cache) => {
        cache.changeJson(kind, (document) => {
          const { layer } = document as Located;
          return layer === undefined ? document : { ...document, layer: change(layer) };
        });
        cache.seal();
      },
    ]),
  ),
  ...INDEXES.map(([name, change]): Damage => [
    `indexes ${name}`,
    (cache) => {
      cache.change('indexes', (content) => encodeIndex(change(decodeIndex(content))));
      cache.seal();
    },
  ]),
  ...ANY.map(([name, change]): Damage => [
    `blobs beside the pack ${name}`,
    ({ blobFiles }) => blobFiles.forEach((file) => writeFileSync(file, change(readFileSync(file)))),
  ]),
  ['blobs beside the pack that are gone', ({ blobFiles }) => blobFiles.forEach((file) => rmSync(file))],
  ...ANY.map(([name, change]): Damage => [
    `a pack ${name}`,
    (cache) => cache.sealPack(change(readFileSync(cache.packFile))),
  ]),
  ['a pack of brackets', (cache) => cache.sealPack(gzipSync('['.repeat(10_000_000)))],
  ...SHAPES.map(([name, json]): Damage => [`a listing that is ${name}`, (cache) => cache.seal(json)]),
  ...SHAPES.map(([name, json]): Damage => [`a manifest that is ${name}`, (cache) => cache.sealManifest(json)]),
  ...SHAPES.map(([name, json]): Damage => [
    `a layout's index that is ${name}`,
    (cache) => writeFileSync(join(cache.folder, 'index.json'), json),
  ]),
  [
    'mounts of other layers',
    (cache) => {
      const mounts = cache.listing['mounts'] as { layers: Located['layer'][] }[];
      cache.listing['mounts'] = mounts.map((mount) => ({
        ...mount,
        layers: mount.layers.map((layer) => ({ ...layer, diffId: sha256('other') })),
      }));
      cache.seal();
    },
  ],
  [
    'a gigabyte of brackets as an index',
    (cache) => {
      const bomb = gzipSync(Buffer.alloc(1024 ** 3 - 1, '['), { level: 1 });
      cache.change('indexes', () => bomb);
      cache.seal();
    },
  ],
  [
    'a gigabyte of empty lists as an index',
    (cache) => {
      const text = gunzipSync(cache.files.get(cache.names('indexes')[0] ?? '') ?? '').toString();
      const bomb = gzipSync(text.replace(/"entries":\[.*?\],"/s, `"entries":[${'[],'.repeat(100_000_000)}[]],"`), {
        level: 1,
      });
      cache.change('indexes', () => bomb);
      cache.seal();
    },
  ],
];

describe.skipIf(process.getuid?.() !== 0)('a cache with', () => {
  let registry: RunningRegistry;
  let folder: string;
  let undamaged: string;
  let expected: string;
  let count = 0;

  const build = async (root: string, more: readonly string[]): Promise<CommandResult & { readonly image: string }> => {
    const image = join(root, 'image.tar');
    const settings = ['--root', root, '--registry-mirror', `http://${registry.host}`, '--progress', 'plain'];
    const output = [
      '-o',
      `type=oci,dest=${image},rewrite-timestamp=true`,
      '--build-arg',
      'SOURCE_DATE_EPOCH=1700000000',
    ];
    const result = await runCliInProcess(['build', ...settings, ...output, ...more, join(folder, 'context')]);
    expect(result.code, result.stdout + result.stderr).toBe(0);
    return { ...result, image: createHash('sha256').update(readFileSync(image)).digest('hex') };
  };

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('forged-packs');
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`many/f${number}`, `${number}\n`]));
    await writeProject(join(folder, 'context'), { ...files, Dockerfile: EARLIER });
    undamaged = join(folder, 'undamaged');
    await build(join(folder, 'first'), [
      '--cache-to',
      `type=local,dest=${undamaged},mode=max`,
      '--cache-policy',
      'all',
    ]);
    await writeProject(join(folder, 'context'), { Dockerfile: LATER });
    expected = (await build(join(folder, 'without'), ['--cache-mounts', 'false'])).image;
  }, 600_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it('every kind of file is damaged by some case', async () => {
    const cache = new ForgedCache(undamaged, join(folder, 'looked-at'));
    for (const kind of PACKED) expect(cache.names(kind), kind).not.toEqual([]);
    expect(cache.blobFiles.length).toBeGreaterThan(0);
    expect(cache.listing['mounts']).toHaveLength(1);
    const { image, stdout, stderr } = await build(join(folder, 'undamaged-root'), [
      '--cache-from',
      `type=local,src=${undamaged}`,
    ]);
    expect(image).toBe(expected);
    expect(stdout + stderr).toMatch(/Using cache/);
    expect(stdout + stderr).not.toMatch(/WARNING/);
  });

  it.each(sample(DAMAGES, 13))('%s builds the same image', { timeout: 600_000 }, async (_name, damage) => {
    const own = join(folder, `case-${(count += 1)}`);
    const cache = new ForgedCache(undamaged, own);
    damage(cache);
    const { image, stdout, stderr } = await build(join(own, 'root'), [
      '--cache-from',
      `type=local,src=${cache.folder}`,
    ]);
    expect(image, stdout + stderr).toBe(expected);
    await removeTree(own);
  });
});

function flipped(content: Buffer, at: number): Buffer {
  const copy = Buffer.from(content);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}

function eachFile(
  change: (file: Extract<LayerEntry, { type: 'file' }>) => LayerEntry,
): (index: LayerIndex) => LayerIndex {
  return ({ repeats: _, ...index }) => ({
    ...index,
    entries: [...index.entries].map((entry) => (entry.type === 'file' ? change(entry) : entry)),
  });
}
