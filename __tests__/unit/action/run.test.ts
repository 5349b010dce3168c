import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';

import type { BuildFunction, SaveFunction } from '../../../src/app/build-function.js';
import { InfraError, UserError } from '../../../src/errors.js';
import { runMain, type MainDependencies } from '../../../src/action/run-main.js';
import { runPost } from '../../../src/action/run-post.js';
import { Interruption } from '../../../src/report/exit-code.js';
import { failed, hit, image, miss, output, plan, ran, running } from '../report/events.js';
import { RESULT } from './build-result.js';
import { FakeToolkit, job } from './job.js';

const build: BuildFunction = (_options, _machine, sink) => {
  for (const event of [plan('FROM a', 'RUN b'), ...hit(1), ...miss(2, 'x|y', '::set-output name=a::b\n')]) sink(event);
  sink({ type: 'warning', message: 'careful', line: 2 });
  sink(image(RESULT.tags, RESULT.imageId, RESULT.digest));
  sink({ type: 'build-finished', durationMs: 1, ok: true });
  return Promise.resolve(RESULT);
};

async function run(changes: Partial<MainDependencies> & { readonly build?: BuildFunction } = {}) {
  let log = '';
  const files = new Map<string, string>();
  const toolkit = new FakeToolkit();
  const { build: chosen = build, ...others } = changes;
  const code = await runMain({
    job: job({ tags: 'web:1', push: 'true' }, { GITHUB_STEP_SUMMARY: '/summary' }),
    write: (text) => (log += text),
    signal: new AbortController().signal,
    claimRoot: (_root, run) => Promise.resolve([`${run}.claim`]),
    loadArtifacts: () => Promise.reject(new Error('no artifacts here')),
    loadBuild: () => Promise.resolve(chosen),
    loadCheck: () => Promise.reject(new Error('no checks here')),
    loadDescribe: () => Promise.reject(new Error('no descriptions here')),
    actionsCache: undefined,
    loadBaselines: () => Promise.reject(new Error('no baselines here')),
    loadGitHub: () => Promise.reject(new Error('no GitHub here')),
    toolkit,
    writeFile: (path, text) => {
      files.set(path, text);
      return Promise.resolve();
    },
    ...others,
  });
  return { code, log, toolkit, files };
}

describe('main', () => {
  it('sets outputs, writes the summary, and prints a group a step', async () => {
    const { code, log, toolkit } = await run();
    expect(code).toBe(0);
    expect(Object.fromEntries(toolkit.outputs)).toMatchObject({
      digest: RESULT.digest,
      imageid: RESULT.imageId,
      'cache-hits': '1',
      'cache-misses': '1',
    });
    expect(JSON.parse(toolkit.outputs.get('metadata') ?? '')).toEqual({
      'containerimage.config.digest': RESULT.imageId,
      'containerimage.descriptor': RESULT.descriptor,
      'containerimage.digest': RESULT.digest,
      'image.name': 'docker.io/library/web:1',
    });
    expect(log).toContain(
      '::group::Step 2/2 : RUN b\n ---> Cache miss: x|y modified\n::stop-commands::token\n::set-output name=a::b\n::token::\n',
    );
    expect(toolkit.summary).toContain('### layer-build: Dockerfile\n');
    expect(toolkit.summary).toContain('| 2 | 🔨&nbsp;miss&nbsp;<code>RUN b</code><br>x&#124;y modified |');
    expect(toolkit.warnings).toEqual([
      { message: 'careful', properties: { title: 'layer-build', file: 'Dockerfile', startLine: 2 } },
    ]);
    expect(toolkit.notices, 'a change as in most commits').toEqual([]);
  });

  it.each([
    { does: 'nothing', inputs: {}, set: ['metadata'] },
    { does: 'files', inputs: { outputs: 'type=local,dest=out' }, set: ['metadata'] },
    {
      does: 'files and an image',
      inputs: { outputs: 'type=local,dest=out\ntype=oci,dest=a.tar' },
      set: ['digest', 'metadata'],
    },
    { does: 'an archive', inputs: { outputs: 'type=oci,dest=a.tar' }, set: ['digest', 'imageid', 'metadata'] },
    { does: 'an image that is not pushed', inputs: { outputs: 'type=image' }, set: ['digest', 'imageid', 'metadata'] },
  ])('sets the outputs that docker/build-push-action sets where the build makes $does', async ({ inputs, set }) => {
    const told = { ...RESULT, provenance: { '': { builder: { id: '' } } } };
    const { code, toolkit } = await run({
      job: job(inputs),
      build: (...given) => build(...given).then(() => told),
    });
    expect(code).toBe(0);
    expect(['digest', 'imageid', 'metadata'].filter((name) => toolkit.outputs.has(name))).toEqual(set);
    const metadata = JSON.parse(toolkit.outputs.get('metadata') ?? '') as object;
    expect('containerimage.digest' in metadata).toBe(set.includes('digest'));
    expect(metadata).toHaveProperty(['buildx.build.provenance'], { builder: { id: '' } });
  });

  it('leaves a note for merge about what was pushed by digest; where it cannot, there is a warning', async () => {
    const notes: unknown[] = [];
    const client = {
      uploadArtifact: async (name: string, [file = '']: string[]) => {
        notes.push([/^layer-build-digests-[0-9a-f]{16}$/.test(name), JSON.parse(await readFile(file, 'utf8'))]);
        return {};
      },
      listArtifacts: () => Promise.reject(new Error('not here')),
      downloadArtifact: () => Promise.reject(new Error('not here')),
    };
    const byDigest: BuildFunction = () => Promise.resolve({ ...RESULT, tags: ['ghcr.io/o/app'] });
    const env = { RUNNER_TEMP: tmpdir(), GITHUB_JOB: 'build', GITHUB_RUN_ATTEMPT: '2' };
    const pushed = { job: job({ tags: 'ghcr.io/o/app' }, env), build: byDigest };
    const { code } = await run({ ...pushed, loadArtifacts: () => Promise.resolve(client) });
    expect(code).toBe(0);
    const note = { version: 1, names: ['ghcr.io/o/app'], digest: RESULT.digest, job: 'build', attempt: 2 };
    expect(notes).toEqual([[true, note]]);
    const without = await run(pushed);
    expect(without.code).toBe(0);
    expect(without.toolkit.warnings.map(({ message }) => message)).toEqual([
      'layer-build/merge will not find this image by itself: no artifacts here',
    ]);
  });

  it('annotates ten findings at most, those of taste last, and no step of a first build', async () => {
    const rules = Array.from({ length: 12 }, (_, index) => (index < 6 ? 'FromAsCasing' : 'UndefinedVar'));
    const { toolkit } = await run({
      build: (_options, _machine, sink) => {
        sink(plan('FROM a'));
        sink(ran(1, '', { reason: { kind: 'no-record' } }));
        for (const [index, rule] of rules.entries()) sink({ type: 'warning', message: `${index}`, line: 1, rule });
        return Promise.resolve(RESULT);
      },
    });
    expect(toolkit.warnings.map(({ message }) => message)).toEqual([
      '6',
      '7',
      '8',
      '9',
      '10',
      '11',
      '0',
      '1',
      '2',
      '3',
    ]);
    expect(toolkit.notices).toEqual([]);
  });

  it('writes no summary and annotates no finding of a check if the job says so', async () => {
    const { toolkit } = await run({
      job: job(
        {},
        { GITHUB_STEP_SUMMARY: '/s', DOCKER_BUILD_SUMMARY: 'false', DOCKER_BUILD_CHECKS_ANNOTATIONS: 'false' },
      ),
      build: (_options, _machine, sink) => {
        sink(plan('FROM a'));
        sink({ type: 'warning', message: 'of a check', line: 1, rule: 'FromAsCasing' });
        sink({ type: 'warning', message: 'of the build', line: 1 });
        return Promise.resolve(RESULT);
      },
    });
    expect(toolkit.summary).toBe('');
    expect(toolkit.warnings.map(({ message }) => message)).toEqual(['of the build']);
  });

  it('masks secrets before anything else is printed', async () => {
    const seen: number[] = [];
    const toolkit = new FakeToolkit();
    await run({
      toolkit,
      job: job({ secrets: 'A=hunter2' }),
      build: (options, machine, sink, signal) => {
        seen.push(toolkit.secrets.length);
        return build(options, machine, sink, signal);
      },
    });
    expect(toolkit.secrets).toEqual(['hunter2']);
    expect(seen).toEqual([1]);
  });

  it('writes report.json where the output says, without masked values, also when the build failed', async () => {
    const { toolkit, files } = await run({
      job: job({ secrets: 'A=hunter2' }),
      build: (_options, _machine, sink) => {
        for (const event of [plan('FROM a', 'RUN b'), ...hit(1), ...miss(2, 'hunter2.txt', '')]) sink(event);
        return Promise.reject(new UserError('hunter2 is at fault'));
      },
    });
    const file = toolkit.outputs.get('report') ?? '';
    expect(file).toBe('/runner/_temp/layer-build-report-token.json');
    const text = files.get(file) ?? '';
    expect(text).not.toContain('hunter2');
    expect(JSON.parse(text)).toMatchObject({
      ok: false,
      totals: { hits: 1, misses: 1 },
      steps: [{}, { reason: '***.txt modified' }],
      error: { message: '*** is at fault' },
    });
    const named = await run({ job: job({ report: 'out/r.json' }) });
    expect(named.toolkit.outputs.get('report')).toBe('/repo/out/r.json');
    expect(JSON.parse(named.files.get('/repo/out/r.json') ?? '')).toMatchObject({ ok: true });
  });

  it('only warns when the report cannot be written', async () => {
    const { code, toolkit } = await run({ writeFile: () => Promise.reject(new Error('disk full')) });
    expect(code).toBe(0);
    expect(toolkit.outputs.has('report')).toBe(false);
    expect(toolkit.warnings).toContainEqual({ message: 'The report was not written: disk full' });
  });

  it('puts the error at its line, and reports the steps so far', async () => {
    const { code, log, toolkit } = await run({
      build: (_options, _machine, sink) => {
        for (const event of [plan('FROM a', 'RUN b'), ...hit(1)]) sink(event);
        sink(running(2, 'new'));
        sink(output(2, 'E: <broken>\n::error::evil\n'));
        const error = new UserError('RUN b ended with exit code 2', {
          location: { file: '/repo/app/Dockerfile', line: 2, endLine: 3 },
          excerpt: '::error::hostile',
          hint: 'Look at its output.',
        });
        sink(failed(2, error, 3));
        return Promise.reject(error);
      },
    });
    expect(code).toBe(1);
    expect(toolkit.errors).toEqual([
      {
        message: 'E: <broken>\nRUN b ended with exit code 2\nLook at its output.',
        properties: { title: 'layer-build', file: 'app/Dockerfile', startLine: 2, endLine: 3 },
      },
    ]);
    expect(log).toContain('ERROR: RUN b ended with exit code 2\n  at /repo/app/Dockerfile:2\n');
    expect(log).toContain('  Last output:\n  | E: <broken>\n  | ::error::evil\n');
    const unguarded = log.replace(/::stop-commands::token\n[^]*?\n::token::/g, '');
    expect(unguarded).not.toMatch(/^\s*::error/m);
    expect(toolkit.summary).toContain('<pre>E: &#60;broken&#62;\n');
    expect(toolkit.outputs.get('cache-hits')).toBe('1');
    expect(toolkit.outputs.get('cache-misses')).toBe('1');
    expect(toolkit.outputs.has('digest')).toBe(false);
    expect(toolkit.summary).toContain('❌ **/repo/app/Dockerfile:2 failed** after');
    expect(toolkit.summary).toMatch(/\| ❌&nbsp;failed&nbsp;.*<br>new modified \|/);
  });

  it('ends with other codes for other faults', async () => {
    expect((await run({ build: () => Promise.reject(new InfraError('no answer')) })).code).toBe(69);
    expect((await run({ build: () => Promise.reject(new TypeError('odd')) })).code).toBe(70);
    const { code, toolkit } = await run({ job: job({ push: 'maybe' }) });
    expect(code).toBe(1);
    expect(toolkit.errors[0]?.message).toContain('input "push"');
    expect(toolkit.state.size).toBe(0);
  });

  it('ends as interrupted when the job is cancelled', async () => {
    const controller = new AbortController();
    const { code, toolkit } = await run({
      signal: controller.signal,
      build: () => {
        controller.abort(new Interruption('SIGINT'));
        return Promise.reject(new Error('broken off'));
      },
    });
    expect(code).toBe(130);
    expect(toolkit.errors).toEqual([]);
  });

  it('finds the file of an error in the folder of the context', async () => {
    const { toolkit } = await run({
      job: job({ context: 'app' }),
      build: () => Promise.reject(new UserError('wrong', { location: { file: 'Dockerfile', line: 2 } })),
    });
    expect(toolkit.errors).toMatchObject([{ properties: { file: 'app/Dockerfile', startLine: 2 } }]);
  });

  it('cuts an annotation to what GitHub keeps', async () => {
    const { toolkit } = await run({ build: () => Promise.reject(new UserError('x'.repeat(9000))) });
    expect(toolkit.errors[0]?.message.length).toBe(4000);
  });

  it('builds even if the summary fails', async () => {
    const toolkit = new FakeToolkit();
    toolkit.writeSummary = () => Promise.reject(new Error('disk full'));
    const { code } = await run({ toolkit });
    expect(code).toBe(0);
    expect(toolkit.warnings.map((warning) => warning.message)).toEqual([
      'careful',
      'The job summary was not written: disk full',
    ]);
  });
});

describe('post', () => {
  async function post(toolkit: FakeToolkit, save: SaveFunction): Promise<string> {
    let said = '';
    // The report is a matter of its own: `e2e/saved-report.test.ts`.
    toolkit.state.delete('report');
    await runPost({
      job: job({ tags: 'web:1' }),
      write: (text) => (said += text),
      toolkit,
      actionsCache: undefined,
      signal: new AbortController().signal,
      loadBaselines: () => Promise.reject(new Error('no baselines here')),
      loadSave: () => Promise.resolve(save),
      loadArtifacts: () => Promise.reject(new Error('no artifacts here')),
      readFile: () => {
        throw new Error('no report here');
      },
      writeFile: () => Promise.reject(new Error('no report here')),
      roots: { releaseRoot: () => Promise.resolve(), removeRootsBeside: () => Promise.resolve() },
    });
    return said;
  }

  it('saves the cache of the build that main did', async () => {
    const toolkit = new FakeToolkit();
    let built: unknown[] = [];
    await run({
      toolkit,
      job: job({ tags: 'web:1' }, { GITHUB_STEP_SUMMARY: '/summary' }),
      build: (options, machine, sink, signal) => {
        expect(machine.cacheSavedLater).toBe(true);
        const { reportPaths, written, ...saved } = options;
        expect(reportPaths).toBe(true);
        expect(written).toEqual([machine.root, '/runner/_temp/layer-build-report-token.json']);
        built = [saved, machine.root];
        return build(options, machine, sink, signal);
      },
    });
    let asked: unknown[] = [];
    const said = await post(toolkit, (options, machine, sink) => {
      asked = [options, machine.root];
      sink({ type: 'notice', message: 'Saved\n::error::x' });
      sink({ type: 'warning', message: 'slow' });
      return Promise.resolve();
    });
    expect(asked).toEqual(built);
    expect(said).toBe('Saved\\n::error::x\n');
    expect(toolkit.warnings.at(-1)?.message).toBe('slow');
  });

  it('does nothing when main did not get as far as its build', async () => {
    const toolkit = new FakeToolkit();
    await post(toolkit, () => Promise.reject(new Error('called')));
    expect(toolkit.warnings).toEqual([]);
  });

  it('never fails the job', async () => {
    const toolkit = new FakeToolkit();
    await run({ toolkit });
    toolkit.warnings.length = 0;
    await post(toolkit, () => Promise.reject(new Error('quota')));
    expect(toolkit.warnings).toEqual([{ message: 'The cache was not saved: quota' }]);
    expect(toolkit.errors).toEqual([]);
  });
});
