import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustRunCliInProcess, runCliInProcess } from '../support/cli-in-process.js';
import { must } from '../support/command.js';
import { flatImage } from '../support/flat-tree.js';
import { flattenImage, type FlatImage } from '../support/flatten-image.js';
import { mustLayerBuild, readReport, statuses } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { readLayout } from '../support/read-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)('named contexts', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('contexts');
    await writeProject(join(folder, 'lib'), {
      '.dockerignore': 'hidden*\n',
      hidden: 'x',
      kept: 'kept\n',
      'sub/deep': 'deep\n',
    });
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  let builds = 0;

  const command = async (dockerfile: string, ...more: string[]): Promise<string[]> => {
    const project = join(folder, `project-${++builds}`);
    await writeProject(project, { Dockerfile: dockerfile });
    const settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    return ['build', ...settings, ...more, project];
  };

  const build = async (dockerfile: string, ...more: string[]): Promise<FlatImage> => {
    const layout = join(folder, `layout-${builds}`);
    await mustRunCliInProcess(await command(dockerfile, '-o', `type=oci,tar=false,dest=${layout}`, ...more));
    return flatImage(readLayout(layout));
  };

  /** By the bundle, and taken apart by skopeo and umoci. */
  const bundleBuild = async (dockerfile: string, ...more: string[]): Promise<FlatImage> => {
    const layout = join(folder, `layout-${builds}`);
    await mustLayerBuild(await command(dockerfile, '-o', `type=oci,tar=false,dest=${layout}`, ...more));
    return flattenImage(`oci:${layout}`);
  };

  const paths = ({ tree }: FlatImage): string[] => Object.keys(tree).filter((path) => path !== '.');

  const fails = async (dockerfile: string, ...more: string[]): Promise<string> => {
    const result = await runCliInProcess(await command(dockerfile, ...more));
    expect(result.code).toBe(1);
    return result.stderr;
  };

  const lib = (): string => `--build-context=lib=${join(folder, 'lib')}`;

  it('copies from a directory, but for what its own .dockerignore hides', async () => {
    const image = await bundleBuild('FROM scratch\nCOPY --from=lib / /all/\nCOPY --from=lib sub/deep /', lib());
    expect(paths(image)).toEqual(['all', 'all/.dockerignore', 'all/kept', 'all/sub', 'all/sub/deep', 'deep']);
    expect(await fails('FROM scratch\nCOPY --from=lib hidden /', lib())).toContain(
      '"hidden" not found in build context lib: .dockerignore excludes it by "hidden*"',
    );
  });

  it('mounts a directory, which stays as it is', async () => {
    const run = 'RUN --mount=from=lib,target=/lib,rw cat /lib/sub/deep > /out && ! test -e /lib/hidden && rm /lib/kept';
    const image = await bundleBuild(`FROM busybox\n${run}`, lib());
    expect(image.tree['out']).toMatchObject({ size: 5 });
    expect(image.tree['lib']).toBeUndefined();
    expect((await build(`FROM scratch\nCOPY --from=lib kept /`, lib())).tree['kept']).toBeDefined();
  });

  it('fills an empty cache mount from a directory', async () => {
    const image = await build(
      'FROM busybox\nRUN --mount=type=cache,target=/c,from=lib,source=sub cp /c/deep /out',
      lib(),
    );
    expect(image.tree['out']).toMatchObject({ size: 5 });
  });

  it('makes a base of a directory: one layer, and the config of an empty image', async () => {
    const image = await build('FROM lib\nCOPY --from=lib kept /more', lib());
    expect(paths(image)).toEqual(['.dockerignore', 'kept', 'more', 'sub', 'sub/deep']);
    expect(image.config['rootfs']).toMatchObject({ diff_ids: [expect.any(String), expect.any(String)] });
    expect(image.config['config']).toEqual({
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      WorkingDir: '/',
    });
  });

  it('runs nothing of a stage that a directory replaces, wherever the stage is used', async () => {
    const dockerfile = 'FROM busybox AS lib\nRUN false\nFROM lib\nCOPY --from=LIB /kept /a\nCOPY --from=0 /kept /b';
    // The directory says no platform for the image (BuildKit: missing architecture).
    const platform = '--platform=linux/amd64';
    const image = await build(dockerfile, lib(), platform);
    expect(paths(image)).toEqual(['.dockerignore', 'a', 'b', 'kept', 'sub', 'sub/deep']);
    expect(paths(await build('FROM busybox AS lib\nRUN false', lib(), platform, '--target', 'lib'))).toContain(
      'sub/deep',
    );
  });

  it('puts one image in the place of another, by any form of its name', async () => {
    const dockerfile = 'FROM busybox:9\nRUN true\nCOPY --from=docker.io/library/other /bin/busybox /copied';
    const contexts = ['docker.io/library/busybox:9', 'other:latest'].map(
      (name) => `--build-context=${name}=docker-image://busybox`,
    );
    expect((await build(dockerfile, ...contexts)).tree['copied']).toMatchObject({ type: 'file', mode: '0755' });
  });

  it('takes docker-image://scratch for nothing at all', async () => {
    const context = '--build-context=busybox=docker-image://scratch';
    expect(paths(await build('FROM busybox\nCOPY Dockerfile /', context))).toEqual(['Dockerfile']);
  });

  it('reads images of an OCI layout by tag, by digest, and without either', async () => {
    const layout = await standInLayout('busybox');
    const digest = (await must(['skopeo', 'inspect', '--format', '{{.Digest}}', `oci:${layout}:base`])).trim();
    for (const suffix of [':base', `@${digest}`, `:base@${digest}`, '']) {
      const context = `--build-context=busybox=oci-layout://${layout}${suffix}`;
      const root = join(folder, `empty-root${builds}`);
      const image = await build('FROM busybox\nRUN echo 1 > /ran', context, '--root', root, '--no-cache');
      expect(image.tree['ran'], suffix).toBeDefined();
    }
    const wrong = `--build-context=busybox=oci-layout://${layout}@sha256:${'0'.repeat(64)}`;
    expect(await fails('FROM busybox', wrong)).toContain(`it has no blob sha256:${'0'.repeat(64)}`);
  });

  it('knows files by content: an equal directory elsewhere hits, a changed file misses', async () => {
    const dockerfile = 'FROM lib\nCOPY --from=lib kept /x';
    const report = join(folder, 'report.json');
    const project = await command(dockerfile, lib(), '--report', report);
    await mustLayerBuild(project);
    await must(['cp', '-r', join(folder, 'lib'), join(folder, 'moved')]);
    const moved = project.map((argument) => argument.replace(join(folder, 'lib'), join(folder, 'moved')));
    await mustRunCliInProcess(moved);
    expect(statuses(await readReport(report))).toEqual(['1 hit', '2 hit']);
    await writeProject(join(folder, 'moved'), { hidden: 'changed', kept: 'changed\n' });
    await mustRunCliInProcess(moved);
    const { steps } = await readReport(report);
    expect(steps.map((step) => step.reason)).toEqual(['kept modified', 'kept modified']);
  });

  it('says what is wrong with a context', async () => {
    const wrong = async (value: string): Promise<string> => fails('FROM scratch\nCOPY . /', `--build-context=${value}`);
    expect(await wrong(`lib=${join(folder, 'nothing')}`)).toContain('build context lib:');
    expect(await wrong('lib=foo://bar')).toContain('unsupported context source "foo://bar"');
    expect(await wrong('LIB_=.')).toContain('invalid context name LIB_');
  });
});
