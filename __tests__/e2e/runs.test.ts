import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBuildah } from '../support/buildah.js';
import { must, run } from '../support/command.js';
import { bundleSpec, unpackImage } from '../support/flatten-image.js';
import { mustLayerBuild } from '../support/layer-build.js';
import { type PrivateDockerd, startDockerd } from '../support/private-dockerd.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { validateLayout } from '../support/validate-layout.js';

const isRoot = process.getuid?.() === 0;

const DOCKERFILE = `FROM busybox
RUN mkdir /app && echo "#!/bin/sh" > /app/start && echo 'echo "$GREETING from $(id -un) in $(pwd), told $*"' >> /app/start && chmod 755 /app/start
COPY note /app/
ENV GREETING=hello
USER www-data
WORKDIR /app
ENTRYPOINT ["/app/start"]
CMD ["nothing", "else"]
`;
const SAYS = 'hello from www-data in /app, told nothing else';

/** The image does its work where people run images, and opens in the programs that they look at images with. */
describe.skipIf(!isRoot)('the built image', () => {
  let registry: RunningRegistry;
  let dockerd: PrivateDockerd;
  let folder: string;
  let image: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    dockerd = await startDockerd();
    folder = await temporaryFolder('runs');
    image = `${registry.host}/runs/app:1`;
    await writeProject(join(folder, 'context'), { Dockerfile: DOCKERFILE, note: 'a note\n' });
    const settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    await mustLayerBuild([
      ...['build', ...settings, '-t', image, '--push'],
      ...['-o', `type=oci,tar=false,dest=${join(folder, 'layout')}`, '-o', `type=oci,dest=${join(folder, 'oci.tar')}`],
      ...['-o', `type=docker,dest=${join(folder, 'docker.tar')}`, '--trace', join(folder, 'trace.json')],
      join(folder, 'context'),
    ]);
  }, 600_000);

  afterAll(async () => {
    await dockerd.stop();
    await registry.stop();
    await removeTree(folder);
  });

  it('took its time where the trace says', async () => {
    interface TraceEvent {
      readonly ph: string;
      readonly pid: number;
      readonly tid: number;
      readonly name: string;
      readonly ts: number;
      readonly dur: number;
      readonly args: Readonly<Record<string, number | string>>;
    }
    const trace = JSON.parse(await readFile(join(folder, 'trace.json'), 'utf8')) as { traceEvents: TraceEvent[] };
    const rows = trace.traceEvents.filter(({ name }) => name === 'thread_name').map(({ args }) => args['name']);
    expect(rows.filter((row) => /^step \d/.test(String(row)))).toHaveLength(8);
    const spans = trace.traceEvents.filter(({ ph }) => ph === 'X');
    for (const name of ['plan', 'running', 'process', 'layer', 'write a layer', 'start of the worker']) {
      expect(spans.map((span) => span.name)).toContain(name);
    }
    // What the worker measured lies within the request that it was for: both read the same clock.
    const process = spans.find(({ name, pid }) => name === 'process' && pid === 2);
    const request = spans.find(({ name, pid }) => name === 'run' && pid === 1);
    expect(process?.ts).toBeGreaterThanOrEqual(request?.ts ?? Infinity);
    expect((process?.ts ?? 0) + (process?.dur ?? 0)).toBeLessThanOrEqual((request?.ts ?? 0) + (request?.dur ?? 0));
    const pushed = spans.filter(({ name }) => name.startsWith('PUT ') && name.includes('/blobs/uploads/'));
    expect(pushed.reduce((sum, { args }) => sum + Number(args['sent']), 0)).toBeGreaterThan(500_000);
  });

  it('runs by runc on a copy that umoci unpacked', async () => {
    const bundle = await unpackImage(`oci:${join(folder, 'layout')}`, join(folder, 'runc'));
    const spec = bundleSpec(bundle);
    const process = { ...(spec['process'] as Readonly<Record<string, unknown>>), terminal: false };
    await writeFile(join(bundle, 'config.json'), JSON.stringify({ ...spec, process }));
    const told = await must([
      'runc',
      '--root',
      join(folder, 'runc-state'),
      'run',
      '--bundle',
      bundle,
      'layer-build-test',
    ]);
    expect(told.trim()).toBe(SAYS);
  });

  it('runs by dockerd after docker load', async () => {
    const loaded = await dockerd.docker(['load', '--input', join(folder, 'docker.tar')]);
    expect(loaded).toMatchObject({ code: 0 });
    expect(await dockerd.docker(['run', '--rm', '--network', 'none', image])).toMatchObject({
      code: 0,
      stdout: `${SAYS}\n`,
    });
    expect(await dockerd.docker(['rmi', '--force', image])).toMatchObject({ code: 0 });
  });

  it('runs by dockerd after docker pull', async () => {
    expect(await dockerd.docker(['pull', image])).toMatchObject({ code: 0 });
    const ran = await dockerd.docker(['run', '--rm', '--network', 'none', image, 'this', 'instead']);
    expect(ran).toMatchObject({ code: 0, stdout: `${SAYS.replace('nothing else', 'this instead')}\n` });
  });

  it.each(['oci:layout', 'oci-archive:oci.tar', 'docker-archive:docker.tar'])('opens in skopeo as %s', async (name) => {
    const [transport = '', file = ''] = name.split(':');
    const told = JSON.parse(
      await must(['skopeo', 'inspect', '--config', `${transport}:${join(folder, file)}`]),
    ) as unknown;
    expect(told).toMatchObject({ config: { User: 'www-data', WorkingDir: '/app', Entrypoint: ['/app/start'] } });
    const copy = join(folder, `copy-of-${transport}`);
    // Copying checks every digest and size, and every diff id by unpacking.
    expect(
      await run(['skopeo', 'copy', '--insecure-policy', `${transport}:${join(folder, file)}`, `dir:${copy}`]),
    ).toMatchObject({
      code: 0,
    });
  });

  it('validates against the OCI schemas, with every digest, size and diff id', () => {
    expect(validateLayout(join(folder, 'layout'))).toEqual([]);
  });

  it('opens in umoci', async () => {
    const [tag = ''] = (await must(['umoci', 'list', '--layout', join(folder, 'layout')])).trim().split('\n');
    const told = await must(['umoci', 'stat', '--image', `${join(folder, 'layout')}:${tag}`, '--json']);
    const { history } = JSON.parse(told) as { readonly history: readonly { readonly empty_layer: boolean }[] };
    expect(history.filter((entry) => !entry.empty_layer)).toHaveLength(3);
  });

  it('opens in buildah', async () => {
    const buildah = await openBuildah(registry.host);
    try {
      await must(buildah.command('pull', '--quiet', `oci:${join(folder, 'layout')}`));
      await must(buildah.command('pull', '--quiet', '--tls-verify=false', image));
      const container = (await must(buildah.command('from', '--pull-never', image))).trim();
      const told = await must(
        buildah.command('run', '--isolation', 'chroot', container, '--', '/app/start', 'buildah'),
      );
      expect(told.trim()).toBe(SAYS.replace('nothing else', 'buildah'));
    } finally {
      await buildah.close();
    }
  });

  it('has the same manifest wherever it went', async () => {
    const digestIn = (text: string): unknown =>
      (JSON.parse(text) as { readonly manifests: readonly { readonly digest: string }[] }).manifests[0]?.digest;
    // In the registry there is an index around it, with what is said about the image.
    const pushed = await must(['skopeo', 'inspect', '--raw', '--tls-verify=false', `docker://${image}`]);
    expect(digestIn(await readFile(join(folder, 'layout/index.json'), 'utf8'))).toBe(digestIn(pushed));
  });
});
