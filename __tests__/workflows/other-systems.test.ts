import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { plainEnvironment, shell } from '../support/command.js';
import { CLI, readReport, statuses } from '../support/layer-build.js';
import { REPOSITORY } from '../support/made-once.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

/** What a system runs, and the variables that it sets, with the registry of the test in place of a real one. */
interface Job {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** The pushed image. */
  readonly image: string;
}

async function gitLabJob(registry: string): Promise<Job> {
  const text = await readFile(join(REPOSITORY, 'examples/workflows/gitlab-ci.yml'), 'utf8');
  const { image: job } = parse(text) as {
    readonly image: {
      readonly variables: Readonly<Record<string, string>>;
      readonly before_script: readonly string[];
      readonly script: readonly string[];
    };
  };
  const variables = Object.entries(job.variables).map(([name, value]) => `export ${name}="${value}"`);
  return {
    script: [...variables, ...job.before_script, ...job.script].join('\n'),
    env: {
      CI_REGISTRY: registry,
      CI_REGISTRY_IMAGE: `${registry}/gitlab/app`,
      CI_REGISTRY_USER: 'user',
      CI_REGISTRY_PASSWORD: 'password',
      CI_COMMIT_SHA: 'c0ffee',
    },
    image: 'gitlab/app',
  };
}

/** The scripts of all stages, and then those of `post`. */
async function jenkinsJob(registry: string): Promise<Job> {
  const text = await readFile(join(REPOSITORY, 'examples/workflows/Jenkinsfile'), 'utf8');
  const scripts = [...text.matchAll(/\bsh ('''|')(.*?)\1/gs)].map(([, , script = '']) => script);
  return {
    script: scripts.join('\n').replaceAll('registry.example.com', registry),
    env: { NAME: 'user', PASSWORD: 'password', GIT_COMMIT: 'c0ffee' },
    image: 'team/app',
  };
}

describe.skipIf(!isRoot)('the files in examples/ for other systems', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('other-systems');
    const programs = join(folder, 'programs');
    await mkdir(programs);
    const npx = `#!/bin/sh\n[ "$1" = layer-build ] && shift && exec "${process.execPath}" "${CLI}" "$@"\n`;
    await writeFile(join(programs, 'npx'), npx, { mode: 0o755 });
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  /** Runs the job on a machine that has nothing of earlier jobs. */
  async function runOnce(name: string, { script, env }: Job) {
    const machine = join(folder, name);
    const at = (part: string): string => join(machine, part);
    await writeProject(at('project'), {
      Dockerfile: `FROM ${registry.host}/library/busybox\nRUN echo made > /made\nCOPY source.txt /\n`,
      'source.txt': 'source',
    });
    await mkdir(at('home'));
    await shell(script, {
      cwd: at('project'),
      env: {
        ...plainEnvironment(),
        PATH: `${join(folder, 'programs')}:${process.env['PATH'] ?? ''}`,
        HOME: at('home'),
        CI_PROJECT_DIR: at('project'),
        WORKSPACE_TMP: at('temp'),
        ...env,
      },
    });
    const report = await readReport(at('project/report.json'));
    expect(await readFile(at('project/report.html'), 'utf8')).toContain('</html>');
    await removeTree(machine);
    return report;
  }

  it.each([
    ['GitLab CI', gitLabJob],
    ['Jenkins', jenkinsJob],
  ])(
    '%s pushes the image, and its second job has the cache of the first',
    { timeout: 600_000 },
    async (name, jobOf) => {
      const job = await jobOf(registry.host);
      const first = await runOnce(name, job);
      const second = await runOnce(name, job);
      expect(statuses(first).filter((status) => status.endsWith('miss'))).toHaveLength(3);
      expect(statuses(second).filter((status) => status.endsWith('miss'))).toEqual([]);
      const types = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
      const pushed = await fetch(`http://${registry.host}/v2/${job.image}/manifests/c0ffee`, {
        headers: { accept: types },
      });
      expect(pushed.headers.get('docker-content-digest')).toBe(second.image.digest);
    },
  );
});
