import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustRunCliInProcess } from '../support/cli-in-process.js';
import { must } from '../support/command.js';
import { flattenImage } from '../support/flatten-image.js';
import { mustLayerBuild, readReport, statuses } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const EPOCH = 1600000000;
const DAY = '2020-09-13';

const DOCKERFILE = `FROM busybox AS tools
RUN echo tool > /tool
FROM busybox
COPY --from=tools /tool /opt/tools/
RUN mkdir -p /made/empty && echo text > /made/file && ln /made/file /made/link && ln -s file /made/symlink && \\
    rm /etc/group && rm -r /opt/tools && mkdir /opt/tools && mkfifo /made/fifo && touch -d '1990-01-02 03:04:05' /made/old
ADD file /copied/
WORKDIR /work
COPY <<E /inline
text
E
`;

interface Manifest {
  readonly layers: readonly { readonly digest: string }[];
}

/** As BuildKit's image exporter (`rewriteRemoteWithEpoch`): what is later than the epoch, in layers that are not the base's. */
describe.skipIf(process.getuid?.() !== 0)('rewrite-timestamp', () => {
  let registry: RunningRegistry;
  let folder: string;
  let base: Manifest;
  let builds = 0;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('rewrite');
    await writeProject(join(folder, 'context'), { Dockerfile: DOCKERFILE, file: 'x' });
    const image = `docker://${registry.host}/library/busybox`;
    base = JSON.parse(await must(['skopeo', 'inspect', '--tls-verify=false', '--raw', image])) as Manifest;
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function build(root: string, attributes: string, args: readonly string[] = []) {
    const layout = join(folder, `layout-${++builds}`);
    const settings = ['--root', join(folder, root), '--registry-mirror', `http://${registry.host}`];
    const report = join(folder, `report-${builds}.json`);
    const output = ['-o', `type=oci,tar=false,dest=${layout}${attributes}`, '--report', report];
    // The bundle builds on one of the two machines. So its images are compared with those that are made in this process.
    const run = root === 'other' ? mustLayerBuild : mustRunCliInProcess;
    const said = await run(['build', ...settings, ...output, ...args, join(folder, 'context')]);
    const raw = await must(['skopeo', 'inspect', '--raw', `oci:${layout}`]);
    return {
      layout,
      raw,
      manifest: JSON.parse(raw) as Manifest,
      report: await readReport(report),
      told: said.stdout + said.stderr,
    };
  }

  /** What GNU tar lists of a layer: time and name, a line a member. */
  async function times(layout: string, { digest }: Manifest['layers'][number]): Promise<readonly string[]> {
    const blob = join(layout, 'blobs', digest.replace(':', '/'));
    const listed = await must(['tar', '--list', '--verbose', '--full-time', '--utc', '--gzip', '--file', blob]);
    return listed
      .trim()
      .split('\n')
      .map((line) => /\d{4}-\d\d-\d\d .*/.exec(line)?.[0] ?? line);
  }

  const epoch = ['--build-arg', `SOURCE_DATE_EPOCH=${EPOCH}`];
  const REWRITE = ',rewrite-timestamp=true';

  it('makes byte-equal images on machines that know nothing of each other, at different times', async () => {
    const one = await build('one', REWRITE, epoch);
    await sleep(1100);
    const later = new Date();
    await utimes(join(folder, 'context', 'file'), later, later);
    const other = await build('other', REWRITE, epoch);
    expect(other.raw).toBe(one.raw);
    const plain = await build('other', '', epoch);
    expect(plain.raw).not.toBe(one.raw);
  });

  it('takes the base as it is, and clamps what is later in every other layer', async () => {
    const { layout, manifest } = await build('one', REWRITE, epoch);
    const own = manifest.layers.slice(base.layers.length);
    expect(manifest.layers.slice(0, base.layers.length).map(({ digest }) => digest)).toEqual(
      base.layers.map(({ digest }) => digest),
    );
    expect(own).toHaveLength(5);
    const listed = (await Promise.all(own.map((layer) => times(layout, layer)))).flat();
    expect(listed.length).toBeGreaterThan(12);
    expect(listed.filter((line) => !line.startsWith(`${DAY} 12:26:40`))).toEqual([
      // A whiteout has no time of its own.
      '1970-01-01 00:00:00 etc/.wh.group',
      '1990-01-02 03:04:05 made/old',
      '1970-01-01 00:00:00 opt/tools/.wh..wh..opq',
    ]);
    // The layer that is not rewritten shows that something had to be.
    const plain = await build('one', '', epoch);
    const [, run] = plain.manifest.layers.slice(base.layers.length);
    expect((await times(plain.layout, run ?? { digest: '' })).join('\n')).not.toContain(DAY);
  });

  it('changes nothing but times', async () => {
    const rewritten = await flattenImage(`oci:${(await build('one', REWRITE, epoch)).layout}`);
    const plain = await flattenImage(`oci:${(await build('one', '', epoch)).layout}`);
    expect(rewritten.tree).toEqual(plain.tree);
    expect(Object.keys(rewritten.tree)).toContain('made/link');
    expect({ ...rewritten.config, rootfs: '' }).toEqual({ ...plain.config, rootfs: '' });
  });

  it('does not change what the cache has, so that builds with it, without it and for another time all hit', async () => {
    await build('one', REWRITE, epoch);
    for (const args of [epoch, ['--build-arg', 'SOURCE_DATE_EPOCH=1500000000']]) {
      const { report } = await build('one', REWRITE, args);
      const runs = report.steps.filter((step) => step.instruction.startsWith('RUN'));
      expect(statuses({ ...report, steps: runs }).every((line) => line.endsWith('hit'))).toBe(true);
    }
    const earlier = await build('one', REWRITE, ['--build-arg', 'SOURCE_DATE_EPOCH=1500000000']);
    expect((await times(earlier.layout, earlier.manifest.layers.at(-1) ?? { digest: '' })).join('\n')).toMatch(
      /^2017-07-14 02:40:00/,
    );
  });

  it('has no effect without a time, and says so', async () => {
    const { told, raw } = await build('one', REWRITE);
    expect(told).toContain('rewrite-timestamp has no effect without SOURCE_DATE_EPOCH');
    expect(raw).toBe((await build('one', '')).raw);
  });

  it('applies only to the output that asks for it', async () => {
    const tar = join(folder, 'docker.tar');
    const both = await build('one', '', [...epoch, '-t', 'app:1', '-o', `type=docker,dest=${tar}${REWRITE}`]);
    const rewritten = await build('one', REWRITE, epoch);
    expect(both.raw).not.toBe(rewritten.raw);
    const id = await must(['skopeo', 'inspect', '--config', '--raw', `docker-archive:${tar}`]);
    expect(id).toBe(await must(['skopeo', 'inspect', '--config', '--raw', `oci:${rewritten.layout}`]));
  });

  it('reaches a registry and the local store', async () => {
    const rewritten = await build('one', REWRITE, epoch);
    const name = `${registry.host}/rewrite-timestamp/app:1`;
    await build('one', '', [
      ...epoch,
      '-t',
      name,
      '-o',
      'type=image,rewrite-timestamp=true',
      '--push',
      '--provenance=false',
    ]);
    expect(await must(['skopeo', 'inspect', '--tls-verify=false', '--raw', `docker://${name}`])).toBe(rewritten.raw);
    const root = ['--root', join(folder, 'one')];
    await build('one', '', [...epoch, '-t', 'kept:1', '-o', 'type=image,rewrite-timestamp=true']);
    const inspected = await mustRunCliInProcess(['inspect', ...root, 'kept:1']);
    const [layer] = rewritten.manifest.layers.slice(-1);
    const config = await must(['skopeo', 'inspect', '--config', '--raw', `oci:${rewritten.layout}`]);
    const { rootfs } = JSON.parse(config) as { rootfs: { diff_ids: string[] } };
    expect(layer).toBeDefined();
    expect(inspected.stdout).toContain(rootfs.diff_ids.at(-1));
  });
});
