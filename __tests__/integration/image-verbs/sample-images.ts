import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import { END_OF_ARCHIVE_SIZE, paddingAfter, tarHeader } from '../../../src/layer/tar-writer.js';

/** An image that docker and the command line both load: the same bytes in every run, so both know it by the same id. */
interface Sample {
  readonly tags: readonly string[];
  readonly layers: readonly Layer[];
  readonly config: object;
}
/** A text is a file, `null` a directory, and an object a symbolic link. */
type Layer = readonly (readonly [path: string, content: string | null | { readonly target: string }])[];

const BASE: Layer = [
  ['bin', null],
  ['bin/sh', 'x'.repeat(1_234_567)],
  ['bin/bash', { target: 'sh' }],
  ['etc', null],
  ['etc/motd', 'hello\n'],
];

const COMMON = { architecture: 'amd64', os: 'linux' };

/** Several years ago, so that both say the same number of years. */
const SAMPLES: readonly Sample[] = [
  {
    tags: ['app:1', 'app:latest', 'registry.example.com:5000/team/app:1.0'],
    layers: [
      BASE,
      [
        ['app', null],
        ['app/main.js', 'console.log(1);\n'.repeat(900)],
      ],
    ],
    config: {
      ...COMMON,
      created: '2019-06-18T13:50:53.123456789Z',
      author: 'somebody <somebody@example.com>',
      config: {
        User: 'node',
        ExposedPorts: { '8080/tcp': {}, '53/udp': {} },
        Env: ['PATH=/usr/bin:/bin', 'NODE_ENV=production'],
        Entrypoint: ['/bin/sh', '-c'],
        Cmd: ['node', 'main.js'],
        Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 30_000_000_000, Retries: 3 },
        Volumes: { '/data': {} },
        WorkingDir: '/app',
        Labels: { maintainer: 'somebody', 'org.example.rating': 'Five Stars <&>', class: 'First Class' },
        StopSignal: 'SIGINT',
        OnBuild: ['RUN true'],
        Shell: ['/bin/bash', '-c'],
      },
      history: [
        {
          created: '2019-06-01T00:00:00Z',
          created_by: '/bin/sh -c #(nop) ADD file:4e6b5d9ca371eb881c581574b6f5a2a1 in / ',
        },
        { created: '2019-06-01T00:00:01Z', created_by: '/bin/sh -c #(nop)  CMD ["sh"]', empty_layer: true },
        { created: '2019-06-18T13:50:52Z', created_by: 'COPY . /app # buildkit', comment: 'buildkit.dockerfile.v0' },
        { created: '2019-06-18T13:50:53Z', created_by: 'ENV\tNODE_ENV=production', empty_layer: true },
      ],
    },
  },
  {
    tags: ['tool:2'],
    layers: [
      BASE,
      [
        ['usr', null],
        ['usr/tool', 'tool'.repeat(10_000)],
      ],
    ],
    config: {
      ...COMMON,
      created: '2017-01-02T03:04:05Z',
      config: { Labels: { class: 'Second' }, Cmd: ['tool'] },
      history: [
        { created: '2017-01-02T03:04:05Z', created_by: 'base' },
        { created: '2017-01-02T03:04:06Z', created_by: 'tool', comment: 'made by hand' },
      ],
    },
  },
  { tags: [], layers: [[['empty', '']]], config: { ...COMMON, created: '2016-05-06T07:08:09Z', config: {} } },
  { tags: [], layers: [[['one', '1'.repeat(999_499)]]], config: { ...COMMON, created: '2015-05-06T07:08:09Z' } },
];

/** Writes the samples as one archive of `docker save`. */
export async function writeSamples(file: string): Promise<void> {
  const members = new Map<string, Buffer>();
  const entries = SAMPLES.map(({ tags, layers, config }) => {
    const tars = layers.map(tarOf);
    const diffIds = tars.map((tar) => `sha256:${hexOf(tar)}`);
    const bytes = Buffer.from(JSON.stringify({ ...config, rootfs: { type: 'layers', diff_ids: diffIds } }));
    const paths = tars.map((tar) => `${hexOf(tar)}/layer.tar`);
    for (const [at, path] of paths.entries()) members.set(path, tars[at] ?? Buffer.alloc(0));
    members.set(`${hexOf(bytes)}.json`, bytes);
    return { Config: `${hexOf(bytes)}.json`, RepoTags: tags, Layers: paths };
  });
  members.set('manifest.json', Buffer.from(JSON.stringify(entries)));
  const blocks = [...members].flatMap(([path, bytes]) => fileBlocks(path, bytes));
  await writeFile(file, Buffer.concat([...blocks, Buffer.alloc(END_OF_ARCHIVE_SIZE)]));
}

const METADATA = { mode: 0o755, uid: 0, gid: 0, mtime: 1_500_000_000 };

function tarOf(layer: Layer): Buffer {
  const blocks = layer.flatMap(([path, content]) => {
    if (content === null) return [tarHeader({ type: 'directory', path, ...METADATA })];
    if (typeof content === 'object') return [tarHeader({ type: 'symlink', path, target: content.target, ...METADATA })];
    return fileBlocks(path, Buffer.from(content));
  });
  return Buffer.concat([...blocks, Buffer.alloc(END_OF_ARCHIVE_SIZE)]);
}

function fileBlocks(path: string, bytes: Buffer): readonly Buffer[] {
  const header = tarHeader({ type: 'file', path, size: bytes.length, ...METADATA });
  return [header, bytes, Buffer.alloc(paddingAfter(bytes.length))];
}

function hexOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
