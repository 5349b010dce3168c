import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { nodeZstd } from '../../src/layer/compression/node-zstd.js';
import { type CommandResult, plainEnvironment, run } from '../support/command.js';
import { node24 } from '../support/github-runner.js';
import { CLI, readReport, statuses } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { programOnPath } from '../support/program-on-path.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

interface Described {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const busybox = programOnPath('busybox');

const DOCKERFILE = `FROM scratch AS build
COPY busybox /bin/busybox
SHELL ["/bin/busybox", "sh", "-c"]
RUN ["/bin/busybox", "sh", "-c", "mkdir /made; cd /made; for i in 1 2 3; do head -c 600000 /bin/busybox > $i; echo >> $i; echo $i >> $i; done"]
COPY source /source
RUN tail -n 1 /made/3 > /out; cat /source >> /out
FROM scratch
COPY --from=build /out /out
`;

/** Also what is made faster than it is restored. */
const ALL = ['--cache-policy', 'all'];

describe.skipIf(process.getuid?.() !== 0 || busybox === undefined)('a cache that Node 24 saved', () => {
  let folder: string;
  let newNode: string;
  let first: string;

  beforeAll(async () => {
    folder = await temporaryFolder('zstd-cache');
    newNode = await node24();
    await writeProject(join(folder, 'context'), {
      Dockerfile: DOCKERFILE,
      busybox: { bytes: readFileSync(busybox ?? ''), mode: 0o755 },
      source: 'one\n',
    });
    first = join(folder, 'first');
    const { code, stderr } = await build(newNode, 'cold', ['--cache-to', `type=local,dest=${first},mode=max`, ...ALL]);
    expect(code, stderr).toBe(0);
    await writeProject(join(folder, 'context'), { source: 'two\n' });
  });
  afterAll(() => removeTree(folder));

  const out = (name: string): string => join(folder, name, 'image');

  async function build(
    node: string,
    name: string,
    flags: readonly string[],
    env: Readonly<Record<string, string>> = plainEnvironment(),
  ): Promise<CommandResult> {
    const [root, report] = [join(folder, name, 'root'), join(folder, name, 'report.json')];
    mkdirSync(join(folder, name), { recursive: true });
    const output = ['-o', `type=oci,tar=false,dest=${out(name)}`];
    const all = ['build', join(folder, 'context'), '--root', root, '--report', report, ...output, ...flags];
    return run([node, CLI, ...all], { env });
  }

  /** On a machine that has nothing but a copy of the cache. */
  async function restored(
    node: string,
    name: string,
    flags: readonly string[] = [],
    env?: Readonly<Record<string, string>>,
  ): Promise<CommandResult & { readonly steps: readonly string[] }> {
    await cp(first, join(folder, name, 'cache'), { recursive: true });
    const result = await build(
      node,
      name,
      ['--cache-from', `type=local,src=${join(folder, name, 'cache')}`, ...flags],
      env,
    );
    expect(result.code, result.stderr).toBe(0);
    return { ...result, steps: statuses(await readReport(join(folder, name, 'report.json'))) };
  }

  const blobOf = (layout: string, digest: string): string => join(layout, 'blobs', ...digest.split(':'));

  function layersOf(layout: string): readonly Described[] {
    const { manifests } = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as {
      readonly manifests: readonly Described[];
    };
    const [manifest] = manifests;
    if (manifest === undefined) throw new Error('no manifest');
    const text = readFileSync(blobOf(layout, manifest.digest), 'utf8');
    return (JSON.parse(text) as { readonly layers: readonly Described[] }).layers;
  }

  const typesOf = (layout: string): readonly string[] =>
    layersOf(layout).map(({ mediaType }) => mediaType.replace(/^.*\./, ''));

  const filesIn = (blob: string): readonly string[] =>
    execFileSync('tar', ['--zstd', '-tf', blob], { encoding: 'utf8' }).split('\n');

  /** What the slow step made. */
  function made(): Described {
    const blobs = layersOf(first).filter(({ mediaType }) => mediaType.endsWith('tar+zstd'));
    const found = blobs.find(({ digest }) => filesIn(blobOf(first, digest)).includes('made/3'));
    if (found === undefined) throw new Error('the step was not saved');
    return found;
  }

  /** The output as GNU tar unpacks it. */
  const outputOf = (layout: string): string => {
    const [layer] = layersOf(layout);
    return execFileSync('tar', ['-xzOf', blobOf(layout, layer?.digest ?? ''), 'out'], { encoding: 'utf8' });
  };

  it('has layers of zstd, which other programs read; the image has gzip', () => {
    expect(typesOf(out('cold'))).toEqual(['tar+gzip']);
    expect(outputOf(out('cold'))).toBe('3\none\n');
    const blob = blobOf(first, made().digest);
    execFileSync('zstd', ['-tq', blob]);
    expect(filesIn(blob)).toContain('made/3');
    // Of the steps below, the context has all that is in them.
    expect(typesOf(first).filter((type) => type === 'tar+gzip')).toEqual([]);
  });

  it('is used by Node 24, which reads parts of its layers', async () => {
    const { steps } = await restored(newNode, 'lazy', ['--storage-driver', 'lazy']);
    expect(steps).toEqual(expect.arrayContaining(['4 hit', '5 miss', '6 miss', '8 miss']));
    expect(outputOf(out('lazy'))).toBe('3\ntwo\n');
  });

  it('is used by this Node.js, if need be with the program zstd', async () => {
    const { steps } = await restored(process.execPath, 'this');
    expect(steps).toContain('4 hit');
    expect(outputOf(out('this'))).toBe('3\ntwo\n');
  });

  it.skipIf(nodeZstd !== undefined)('costs time and nothing else where nobody can read zstd', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const program of ['crun', 'runc', 'perl', 'tar', 'sh']) {
      const file = programOnPath(program);
      if (file !== undefined) symlinkSync(file, join(bin, program));
    }
    const { steps, stdout, stderr } = await restored(process.execPath, 'without', [], plainEnvironment({ PATH: bin }));
    expect(steps).toContain('4 miss');
    expect(stdout + stderr).toContain('compressed with zstd, which this Node.js cannot read: steps run again for them');
    expect(outputOf(out('without'))).toBe('3\ntwo\n');
  });

  it('becomes gzip where a stage is the image, once, and always the same', async () => {
    const { steps } = await restored(newNode, 'target', ['--target', 'build']);
    expect(steps).toContain('4 hit');
    expect(new Set(typesOf(out('target')))).toEqual(new Set(['tar+gzip']));
    const layers = layersOf(out('target'));
    await removeTree(out('target'));
    const again = await build(newNode, 'target', ['--target', 'build']);
    expect(again.code, again.stderr).toBe(0);
    expect(layersOf(out('target'))).toEqual(layers);
    for (const { digest } of layers)
      execFileSync('gzip', ['-t'], { input: readFileSync(blobOf(out('target'), digest)) });
  });

  it('is not read for an image that nobody gets', async () => {
    await cp(first, join(folder, 'nobody', 'cache'), { recursive: true });
    const root = join(folder, 'nobody', 'root');
    const flags = ['--cache-from', `type=local,src=${join(folder, 'nobody', 'cache')}`, '--target', 'build'];
    await writeProject(join(folder, 'context'), { source: 'one\n' });
    const argv = [newNode, CLI, 'build', join(folder, 'context'), '--root', root, '-o', 'type=cacheonly', ...flags];
    const { code, stdout, stderr } = await run(argv);
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).toContain('steps came from the cache');
    expect(existsSync(blobOf(root, made().digest))).toBe(false);
  });
});
