import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type ActionsCacheService, MAIN, startActionsCacheService } from '../../support/actions-cache-service.js';
import { DAEMONS, TODAYS } from '../../support/builder-daemons.js';
import { type Built, BuilderPlace } from '../../support/builder-place.js';
import { must } from '../../support/command.js';
import { programOnPath } from '../../support/program-on-path.js';
import { readLayout } from '../../support/read-image.js';
import { openRegistry } from '../../support/shared-registry.js';

const isRoot = process.getuid?.() === 0;

/** What became of the steps that do something. */
function worked({ report }: Built): readonly string[] {
  return report.steps
    .filter(({ instruction }) => /^(?:RUN|COPY|WORKDIR)\b/.test(instruction))
    .map(({ status }) => status);
}

const PROJECT = {
  Dockerfile:
    'FROM busybox\nWORKDIR /app\nRUN echo made > made\nCOPY file .\nONBUILD RUN echo later\nLABEL kind=test\n',
  file: 'content',
};
const ALL_HIT = ['hit', 'hit', 'hit'];

describe.skipIf(!isRoot).each(DAEMONS)('around a build on $name', (kind) => {
  let place: BuilderPlace;

  beforeAll(async () => {
    place = await BuilderPlace.open(kind);
  });
  afterAll(() => place.stop());

  it('an image has its cache in it, and its triggers', async () => {
    const project = await place.project('inline', PROJECT);
    const image = `${place.registry.host}/builder-inline:latest`;
    const layout = join(place.folder, 'inline.oci');
    const outputs = ['-t', image, '--push', '-o', `type=oci,tar=false,dest=${layout}`];
    const first = await place.build(project, [...outputs, '--cache-to', 'type=inline']);
    expect(first.code, first.stderr).toBe(0);
    const { config } = readLayout(layout);
    expect(config).toMatchObject({ config: { OnBuild: ['RUN echo later'], Labels: { kind: 'test' } } });
    expect(Object.keys(config)).toContain('moby.buildkit.cache.v0');
    await place.forget();
    const again = await place.build(project, ['--cache-from', image]);
    expect(worked(again)).toEqual(ALL_HIT);
  });

  it('outputs change the layers that the build made, and those of the base only if forced', async () => {
    const project = await place.project('outputs', PROJECT);
    const layout = join(place.folder, 'outputs.oci');
    const packed = join(place.folder, 'packed.oci');
    const built = await place.build(project, [
      ...['--build-arg', 'SOURCE_DATE_EPOCH=1000000000'],
      ...['-o', `type=oci,tar=false,dest=${layout},rewrite-timestamp=true`],
      ...['-o', `type=oci,tar=false,dest=${packed},compression=zstd`],
    ]);
    expect(built.code, built.stderr).toBe(0);
    const { tree, config } = readLayout(layout);
    expect(tree.get('/app/made')?.mtime).toBe(1_000_000_000);
    expect(config).toMatchObject({ config: { OnBuild: ['RUN echo later'] } });
    const index = JSON.parse(await readFile(join(packed, 'index.json'), 'utf8')) as { manifests: Descriptor[] };
    const manifest = await readDocument(packed, index.manifests[0]!);
    expect(manifest.layers.map(({ mediaType }) => mediaType.replace(/.*\+/, ''))).toEqual([
      ...['gzip', 'zstd', 'zstd', 'zstd'],
    ]);
  });

  it('an OCI layout of this machine is a context, where the builder can read one', async () => {
    const base = await place.project('layout-base', { Dockerfile: 'FROM busybox\nRUN echo base > /from-base\n' });
    const layout = join(place.folder, 'context.oci');
    const made = await place.build(base, ['-o', `type=oci,tar=false,dest=${layout}`]);
    expect(made.code, made.stderr).toBe(0);
    const project = await place.project('layout-user', {
      Dockerfile: 'FROM base AS made\nRUN cat /from-base > /copied\nFROM scratch\nCOPY --from=made /copied /\n',
    });
    const contexts = ['--build-context', `base=oci-layout://${layout}`];
    const out = join(place.folder, 'layout-user');
    const built = await place.build(project, [...contexts, '-o', `type=local,dest=${out}`]);
    if (!kind.isNew) {
      expect(built.stderr).toMatch(/build context base: this builder is too old/);
      expect(built.code).toBe(1);
      return;
    }
    expect(built.code, built.stderr).toBe(0);
    expect(await readFile(join(out, 'copied'), 'utf8')).toBe('base\n');
  });

  it('an image goes to several registries, and only if its test passes', async () => {
    const project = await place.project('pushed', PROJECT);
    const other = place.keep(await openRegistry());
    const images = [
      `${place.registry.host}/builder-pushed-${kind.name}:one`,
      `${other.host}/builder-pushed-${kind.name}:two`,
    ];
    const push = ['--push', ...images.flatMap((image) => ['-t', image])];
    const refused = await place.build(project, [...push, '--test', 'test -f /not-there']);
    expect(refused.code, refused.stderr).toBe(1);
    const head = (host: string, tag: string): Promise<number> =>
      fetch(`http://${host}/v2/builder-pushed-${kind.name}/manifests/${tag}`, {
        method: 'HEAD',
        headers: { accept: OCI_TYPES },
      }).then(({ status }) => status);
    expect([await head(place.registry.host, 'one'), await head(other.host, 'two')]).toEqual([404, 404]);
    const pushed = await place.build(project, [...push, '--test', 'test -f made']);
    expect(pushed.code, pushed.stderr).toBe(0);
    expect([await head(place.registry.host, 'one'), await head(other.host, 'two')]).toEqual([200, 200]);
  });

  it.skipIf(kind.isNew)('a type of cache that is too new for the builder is said to be that', async () => {
    const project = await place.project('unknown', PROJECT);
    const built = await place.build(project, ['--cache-to', 'type=gha,url=http://127.0.0.1:9/,token=t']);
    expect(built.stderr).toMatch(/does not know this type of cache/);
    expect(built.code).toBe(1);
  });

  it('what it does not allow ends the build at once', async () => {
    const project = await place.project('insecure', { Dockerfile: 'FROM busybox\nRUN --security=insecure true\n' });
    const built = await place.build(project, ['--allow', 'security.insecure']);
    expect(built.stderr).toMatch(/security.insecure/);
    expect(built.code).toBe(1);
  });
});

describe.skipIf(!isRoot || TODAYS === undefined)('caches of a builder of today', () => {
  let place: BuilderPlace;
  let service: ActionsCacheService;

  beforeAll(async () => {
    place = await BuilderPlace.open(TODAYS!);
    service = place.keep(await startActionsCacheService());
  });
  afterAll(() => place.stop());

  const gha = (): string => {
    const token = service.tokens.mint(MAIN);
    return `type=gha,version=2,url_v2=${service.address}/,token=${token},scope=builders,timeout=1m`;
  };
  it.each([
    ['registry', () => `type=registry,ref=${place.registry.host}/builder-cache:main`, ',mode=max'],
    ['gha', gha, ',mode=max'],
  ] as const)('%s: what was exported is found again', async (name, cache, more) => {
    const project = await place.project(`cache-${name}`, PROJECT);
    await place.forget();
    const first = await place.build(project, ['--cache-to', `${cache()}${more}`]);
    expect(first.code, first.stderr).toBe(0);
    expect(worked(first)).toEqual(['miss', 'miss', 'miss']);
    await place.forget();
    expect(worked(await place.build(project, ['--cache-from', cache()]))).toEqual(ALL_HIT);
  });

  it('local: a folder of this machine', async () => {
    const project = await place.project('cache-local', PROJECT);
    const folder = join(place.folder, 'local-cache');
    await place.forget();
    const flags = ['--cache-from', `type=local,src=${folder}`, '--cache-to', `type=local,dest=${folder},mode=max`];
    const first = await place.build(project, flags);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain(`there is no cache in ${folder} yet`);
    await place.forget();
    const again = await place.build(project, flags);
    expect(worked(again)).toEqual(ALL_HIT);
    await appendFile(join(project, 'file'), 'changed');
    await place.forget();
    expect(worked(await place.build(project, flags))).toEqual(['hit', 'hit', 'miss']);
    const buildctl = programOnPath('buildctl');
    if (buildctl === undefined) return;
    await place.forget();
    const theirs = ['build', '--frontend', 'dockerfile.v0', '--local', `context=${project}`, '--progress', 'plain'];
    const files = ['--local', `dockerfile=${project}`, '--import-cache', `type=local,src=${folder}`];
    const options = ['--allow', 'network.host', '--opt', 'force-network-mode=host', '--opt', 'platform=linux/amd64'];
    const argv = [buildctl, '--addr', place.daemon.builder, ...theirs, ...files, ...options, '2>&1'];
    expect(await must(['/bin/sh', '-c', argv.join(' ')], { env: place.env })).toContain('CACHED');
  });

  it('each platform keeps its own', async () => {
    const project = await place.project('cache-platforms', {
      Dockerfile: 'FROM scratch\nARG TARGETVARIANT\nCOPY of$TARGETVARIANT /file\nCOPY file /\n',
      ...{ of: 'a', ofv2: 'b', file: 'c' },
    });
    const cache = `type=registry,ref=${place.registry.host}/builder-cache:platforms`;
    // Not every machine runs programs of 32 bits.
    const platforms = ['--platform', 'linux/amd64,linux/amd64/v2'];
    await place.forget();
    const first = await place.build(project, [...platforms, '--cache-to', `${cache},mode=max`]);
    expect(first.code, first.stderr).toBe(0);
    await place.forget();
    const again = await place.build(project, [...platforms, '--cache-from', cache]);
    expect(worked(again)).toEqual(['hit', 'hit', 'hit', 'hit']);
  });

  it.each([
    ['s3', 'bucket=b,region=r,endpoint_url=http://127.0.0.1:9,use_path_style=true,access_key_id=a,secret_access_key=b'],
    ['azblob', 'account_url=http://127.0.0.1:9/account,secret_access_key=YQ==,container=c'],
  ])('%s: the builder is told where it is', async (type, attributes) => {
    const project = await place.project(`cache-${type}`, PROJECT);
    const built = await place.build(project, ['--cache-to', `type=${type},name=n,${attributes}`]);
    expect(built.stderr).toContain('127.0.0.1:9');
    expect(built.code).toBe(69);
  });
});

const OCI_TYPES = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
}

async function readDocument(
  layout: string,
  { digest, mediaType }: Descriptor,
): Promise<{ readonly layers: readonly Descriptor[] }> {
  const text = await readFile(join(layout, 'blobs', digest.replace(':', '/')), 'utf8');
  const document = JSON.parse(text) as { manifests?: readonly Descriptor[]; layers: readonly Descriptor[] };
  return mediaType.includes('index') ? readDocument(layout, document.manifests![0]!) : document;
}
