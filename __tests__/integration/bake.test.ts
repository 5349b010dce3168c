import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runBake } from '../../src/action/baking/run-bake.js';
import { claimRoot } from '../../src/app/job-root.js';
import { DISK } from '../../src/app/options/process/file-probe.js';
import { fileChunks } from '../../src/files/file-chunks.js';
import { writeOutputText } from '../../src/files/output-file.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment } from '../support/command.js';
import { REPOSITORY } from '../support/made-once.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

interface BakeDocument {
  readonly ok: boolean;
  readonly targets: Readonly<
    Record<
      string,
      {
        readonly status: string;
        readonly digest?: string;
        readonly report: { readonly steps: readonly { readonly instruction: string; readonly status: string }[] };
      }
    >
  >;
}

const DEFINITION = `
group "default" { targets = ["one", "two", "three"] }
target "base" {
  context = "base"
  dockerfile-inline = "FROM scratch\\nCOPY tool /tool\\nENV FROM_BASE=yes"
}
target "one" {
  contexts = { base = "target:base" }
  dockerfile-inline = "FROM base\\nCOPY one /one"
  tags = ["one:1"]
}
target "two" {
  contexts = { base = "target:base" }
  dockerfile-inline = "FROM scratch\\nCOPY --from=base /tool /copied"
  output = ["type=local,dest=out"]
}
target "three" {
  context = "base"
  dockerfile-inline = "FROM scratch\\nCOPY tool /tool\\nCOPY tool /again"
  tags = ["three:1"]
}
`;

describe('layer-build bake', () => {
  let folder: string;
  let work: string;
  let root: string;

  beforeAll(async () => {
    folder = await temporaryFolder('bake');
    work = join(folder, 'work');
    root = join(folder, 'root');
    mkdirSync(join(work, 'base'), { recursive: true });
    writeFileSync(join(work, 'base/tool'), 'a tool\n');
    writeFileSync(join(work, 'one'), '1\n');
    writeFileSync(join(work, 'docker-bake.hcl'), DEFINITION);
  });
  afterAll(() => removeTree(folder));

  const run = async (...args: string[]) =>
    runCliInProcess(args, { cwd: work, env: plainEnvironment({ LAYER_BUILD_ROOT: root }) });
  const documentOf = (file: string): BakeDocument => JSON.parse(readFileSync(join(work, file), 'utf8')) as BakeDocument;

  it('builds targets after those that they use, and shared steps once', async () => {
    const { code, stdout, stderr } = await run('bake', '--report=report.json', '--metadata-file=metadata.json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('4 of 4 targets built');
    const report = documentOf('report.json');
    expect(report.ok).toBe(true);
    const steps = Object.values(report.targets).flatMap(({ report: { steps: all } }) => all);
    const copies = steps.filter(({ instruction }) => instruction === 'COPY tool /tool');
    expect(copies.map(({ status }) => status).sort()).toEqual(['duplicate', 'miss']);
    expect(readFileSync(join(work, 'out/copied'), 'utf8')).toBe('a tool\n');
    const metadata = JSON.parse(readFileSync(join(work, 'metadata.json'), 'utf8')) as Record<
      string,
      Record<string, unknown>
    >;
    expect(Object.keys(metadata).sort()).toEqual(['base', 'one', 'three', 'two']);
    expect(metadata['one']).toMatchObject({
      'containerimage.digest': report.targets['one']?.digest,
      'image.name': 'docker.io/library/one:1',
    });
    const inspected = await run('inspect', 'one:1');
    expect(inspected.stdout).toContain('FROM_BASE=yes');
    expect((await run('images')).stdout).not.toContain('base');
  });

  it('finds all steps again when nothing has changed', async () => {
    const { code } = await run('bake', '--report=again.json');
    expect(code).toBe(0);
    const before = documentOf('report.json').targets;
    const { targets } = documentOf('again.json');
    for (const [name, { report, digest }] of Object.entries(targets)) {
      expect(digest).toBe(before[name]?.digest);
      for (const { status } of report.steps) expect(['hit', 'duplicate']).toContain(status);
    }
  });

  it('gives a target the same image as a build of it alone', async () => {
    writeFileSync(join(work, 'base/Dockerfile'), 'FROM scratch\nCOPY tool /tool\nCOPY tool /again\n');
    expect((await run('build', '-t', 'alone:1', 'base')).code).toBe(0);
    const layers = async (name: string): Promise<string> =>
      (await run('inspect', '--format', '{{json .RootFS.Layers}}', name)).stdout;
    expect(await layers('three:1')).toBe(await layers('alone:1'));
  });

  it('stops the others when a target fails, and says which', async () => {
    writeFileSync(
      join(work, 'failing.hcl'),
      `target "bad" { dockerfile-inline = "FROM scratch\\nCOPY nothing /x" }
target "after" {
  contexts = { bad = "target:bad" }
  dockerfile-inline = "FROM bad"
}`,
    );
    const { code, stdout, stderr } = await run(
      'bake',
      '-f',
      'failing.hcl',
      'after',
      '--metadata-file=no.json',
      '--report=failed.json',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/bad +failed after .*nothing/);
    expect(stdout).toMatch(/after +not built/);
    expect(stderr).toContain('nothing');
    expect(existsSync(join(work, 'no.json'))).toBe(false);
    expect(documentOf('failed.json').ok).toBe(false);
    expect(readdirSync(join(root, 'leases'))).toEqual([]);
  });

  it('prints, lists and checks without building', async () => {
    expect(JSON.parse((await run('bake', '--print', 'one')).stdout)).toMatchObject({
      group: { default: { targets: ['one'] } },
      target: { one: { tags: ['one:1'] }, base: { output: [{ type: 'cacheonly' }] } },
    });
    expect((await run('bake', '--list=targets')).stdout).toMatch(
      /^TARGET +DESCRIPTION\nbase\ndefault +one, three, two\n/,
    );
    expect((await run('bake', '--list=type=targets,format=json')).stdout).toContain('"group": true');
    const checked = await run('bake', '--check', 'three');
    expect(checked.stdout).toContain('Target three');
  });

  it('refuses what was not allowed, and definitions of other machines', async () => {
    const outside = await run('bake', '--set', 'three.context=..', 'three');
    expect(outside.code).toBe(1);
    expect(outside.stderr).toContain('--allow=fs.read=..');
    const remote = await run('bake', 'https://example.com/a.git');
    expect(remote.code).toBe(1);
    expect(remote.stderr).toContain('Clone the repository');
  });

  it('builds for a job with the inputs of docker/bake-action', async () => {
    const outputs = new Map<string, string>();
    const saved = new Map<string, string>();
    const summaries: string[] = [];
    const written: string[] = [];
    copyFileSync(join(work, 'docker-bake.hcl'), join(work, 'renamed.hcl'));
    const env = {
      ...plainEnvironment(),
      RUNNER_TEMP: join(folder, 'runner'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      INPUT_FILES: './renamed.hcl',
      INPUT_TARGETS: 'three\none',
      INPUT_SET: '*.labels.a=b\nthree.tags=renamed:1',
      INPUT_PUSH: 'false',
    };
    mkdirSync(join(folder, 'runner'));
    const ignore = (): void => undefined;
    const code = await runBake({
      job: {
        env,
        cwd: work,
        home: folder,
        tempDir: folder,
        files: DISK,
        workerEntry: join(REPOSITORY, 'dist/worker/index.js'),
        newToken: () => 'token',
      },
      toolkit: {
        setOutput: (name, value) => outputs.set(name, value),
        saveState: (name, value) => saved.set(name, value),
        getState: () => '',
        setSecret: ignore,
        error: (message) => written.push(message),
        warning: ignore,
        notice: ignore,
        writeSummary: (markdown) => Promise.resolve(void summaries.push(markdown)),
      },
      write: (text) => written.push(text),
      signal: new AbortController().signal,
      claimRoot,
      loadBake: async () => (await import('../../src/app/bake.js')).bake,
      loadCheck: async () => (await import('../../src/app/check.js')).check,
      loadDescribe: async () => (await import('../../src/app/describe.js')).describe,
      readFile: (path) => fileChunks(path, { signal: new AbortController().signal }),
      writeFile: writeOutputText,
    });
    expect(written.join('')).toContain('3 of 3 targets built');
    expect(code).toBe(0);
    expect(saved.get('root')).toBe(join(folder, 'runner/layer-build'));
    expect(saved.get('claims')?.split(' ')).toHaveLength(3);
    const metadata = JSON.parse(outputs.get('metadata') ?? '') as Record<string, Record<string, unknown>>;
    expect(Object.keys(metadata).sort()).toEqual(['base', 'one', 'three']);
    expect(metadata['three']).toMatchObject({ 'image.name': 'docker.io/library/renamed:1' });
    expect(summaries.join('')).toMatch(/\| <code>one<\/code> \| ✅ built \|/);
  });
});
