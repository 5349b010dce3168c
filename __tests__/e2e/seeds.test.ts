import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustLayerBuild, readReport, type Report, statuses } from '../support/layer-build.js';
import { listImage } from '../support/list-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const isRoot = process.getuid?.() === 0;

/** Programs that the package managers install: in a thorough run those of the Dockerfiles, otherwise small ones with few dependencies. */
const [SERVER, BUILDER, SUPERVISOR] = THOROUGH ? ['pm2', 'gulp', 'supervisord'] : ['semver', 'mkdirp', 'tini'];
const SMALLER = { 'pm2@3.5.1': 'semver@5.7.2', 'gulp@4.0.2': 'mkdirp@0.5.6', 'install supervisor': 'install tini' };
/** The only packages of the web site's own then. */
const FEW = ['ms', 'left-pad'];

/** Two Dockerfiles as people write them, with real package managers, on a base that is found by a mirror setting. */
describe.skipIf(!isRoot)('everyday Node projects', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['node:8.16.0-alpine', 'node:18.13.0']);
    folder = await temporaryFolder('seeds');
    await cp(FIXTURES, folder, { recursive: true });
    if (!THOROUGH) await installLess(folder);
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function build(project: string, tag: string, more: readonly string[] = []): Promise<Report> {
    const report = join(folder, `${project}.json`);
    const settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    await mustLayerBuild(
      ['build', ...settings, '--progress', 'plain', '--report', report, '-t', tag, ...more, join(folder, project)],
      { timeout: 900_000 },
    );
    return readReport(report);
  }

  function all(status: 'hit' | 'miss', from: number, to: number): string[] {
    return Array.from({ length: to - from + 1 }, (_, index) => `${from + index} ${status}`);
  }

  describe('a web site on node:8.16.0-alpine', () => {
    it('builds, with what npm installed in the image', { timeout: 900_000 }, async () => {
      const layout = join(folder, 'web.oci');
      const report = await build('web-app', 'web:1', ['-o', `type=oci,tar=false,dest=${layout}`]);
      expect(report.steps.map((step) => step.instruction.split(/\s/)[0])).toEqual(
        'FROM ENV RUN RUN COPY COPY WORKDIR RUN COPY ENV CMD'.split(' '),
      );
      expect(report.steps.every((step) => step.total === 11)).toBe(true);
      const { names, config } = await listImage(`oci:${layout}`);
      const programs = [SERVER, BUILDER].map((program) => `usr/local/bin/${program}`);
      const package_ = `code/node_modules/${THOROUGH ? 'express' : 'ms'}/package.json`;
      expect(names).toEqual(expect.arrayContaining([package_, 'code/src/server.js', ...programs]));
      expect(config['config']).toMatchObject({
        WorkingDir: '/code',
        Cmd: ['/bin/sh', '-c', 'npm run publish  && npm start'],
        Env: expect.arrayContaining([
          'SASS_BINARY_SITE https://npm.taobao.org/mirrors/node-sass'.replace(' ', '='),
          'NODE_ENV=production',
        ]) as unknown,
      });
      expect(report.image).toMatchObject({ digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown });
    });

    it('hits every step the second time, and gives the same image', { timeout: 600_000 }, async () => {
      const before = await readReport(join(folder, 'web-app.json'));
      const report = await build('web-app', 'web:2');
      expect(statuses(report)).toEqual(all('hit', 1, 11));
      expect(report.image.digest).toBe(before.image.digest);
    });

    it('runs steps 9 to 11 after a change of one source file, and names it', { timeout: 600_000 }, async () => {
      await writeFile(join(folder, 'web-app/src/page.html'), '<h1>changed</h1>\n');
      const report = await build('web-app', 'web:3');
      expect(statuses(report)).toEqual([...all('hit', 1, 8), ...all('miss', 9, 11)]);
      expect(report.steps[8]?.reason).toContain('src/page.html');
      expect(report.steps[8]?.instruction).toBe('COPY ./ /code');
    });

    it(
      'after a change of package.json, misses that COPY and what uses it, but not another COPY',
      { timeout: 600_000 },
      async () => {
        const path = join(folder, 'web-app/package.json');
        await writeFile(path, (await readFile(path, 'utf8')).replace('"1.0.0"', '"1.0.1"'));
        const report = await build('web-app', 'web:4');
        expect(statuses(report)).toEqual([...all('hit', 1, 4), '5 miss', '6 hit', '7 hit', ...all('miss', 8, 11)]);
        expect(report.steps[4]?.reason).toContain('package.json');
      },
    );
  });

  describe('a supervised service on node:18.13.0', () => {
    it('builds, with what apt installed in the image', { timeout: 900_000 }, async () => {
      const layout = join(folder, 'supervised.oci');
      const report = await build('supervised-app', 'svc:1', ['-o', `type=oci,tar=false,dest=${layout}`]);
      expect(report.steps).toHaveLength(14);
      const { names, config } = await listImage(`oci:${layout}`);
      expect(names).toEqual(
        expect.arrayContaining([
          `usr/bin/${SUPERVISOR}`,
          'etc/supervisor/conf.d/node.conf',
          'data/app/server.js',
          'data/app/node_modules/mime/package.json',
        ]),
      );
      expect(config['config']).toMatchObject({
        User: 'root',
        WorkingDir: '/data/app',
        Cmd: ['supervisord', '-n'],
        Labels: { maintainer: '', rating: 'Five Stars', class: 'First Class' },
      });
    });

    it('hits every step the second time', { timeout: 600_000 }, async () => {
      expect(statuses(await build('supervised-app', 'svc:2'))).toEqual(all('hit', 1, 14));
    });

    it('fails when the wildcard does not copy package.json, and installs when it does', async () => {
      const path = join(folder, 'supervised-app/Dockerfile');
      const right = await readFile(path, 'utf8');
      await writeFile(path, right.replace('COPY *.js* ', 'COPY *.js '));
      await expect(build('supervised-app', 'svc:3')).rejects.toThrow(
        /ERROR: RUN npm install[^]*Dockerfile:24[^]*ENOENT/,
      );
      const failed = await readReport(join(folder, 'supervised-app.json'));
      const copy = failed.steps.findIndex((step) => step.instruction.startsWith('COPY *.js'));
      expect(statuses(failed)).toEqual([...all('hit', 1, copy), '11 miss', '12 hit', '13 failed', '14 not-reached']);
      expect(failed.steps[copy]?.reason).toContain('COPY *.js* $AP/');
      await writeFile(path, right);
      expect(statuses(await build('supervised-app', 'svc:4'))).toEqual(all('hit', 1, 14));
    }, 600_000);
  });
});

/** Puts fewer and smaller packages into copies of the projects. */
async function installLess(folder: string): Promise<void> {
  for (const project of ['web-app', 'supervised-app']) {
    await edit(join(folder, project, 'Dockerfile'), (text) =>
      Object.entries(SMALLER).reduce((all, [large, small]) => all.replace(large, small), text),
    );
  }
  const web = join(folder, 'web-app');
  await edit(join(web, 'package.json'), (text) => text.replace('"express": "4.17.1"', '"ms": "2.0.0"'));
  await edit(join(web, 'npm-shrinkwrap.json'), (text) => {
    const locked = JSON.parse(text) as { readonly dependencies: Readonly<Record<string, unknown>> };
    const kept = Object.entries(locked.dependencies).filter(([name]) => FEW.includes(name));
    return JSON.stringify({ ...locked, dependencies: Object.fromEntries(kept) });
  });
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}
