import { describe, expect, it } from 'vitest';

import { parseTests } from '../../../../src/app/options/values/test-commands.js';
import { finishImage } from '../../../../src/app/outputs/encoded-image.js';
import { ImageTests } from '../../../../src/app/outputs/test-image.js';
import type { BuildEvent } from '../../../../src/engine/events.js';
import { History } from '../../../../src/engine/history.js';
import type { RunOutput, RunRequest } from '../../../../src/engine/ports.js';
import { SecretMask } from '../../../../src/engine/secret-mask.js';
import { UserError } from '../../../../src/errors.js';
import { hostPlatform } from '../../../../src/oci/platform.js';
import { draftConfig } from '../../../../src/plan/draft-config.js';
import type { RuntimeConfig } from '../../../../src/oci/image-config.js';
import { FailedOutput } from '../../../../src/report/failure/failed-output.js';
import { PlainConsole } from '../../../../src/report/console/plain.js';
import { ReportBuilder } from '../../../../src/report/model/report-builder.js';
import { SETTINGS } from '../../../support/memory-build.js';

const HOST = hostPlatform(process.arch);

function image(config: RuntimeConfig = {}, architecture = HOST.architecture) {
  const state = {
    platform: { os: 'linux', architecture },
    config: draftConfig(config),
    baseHistory: [],
    inherited: {},
  };
  return finishImage({ image: state, layers: [], history: History.none }, {});
}

class Bench {
  readonly requests: RunRequest[] = [];
  readonly events: BuildEvent[] = [];
  readonly tests: ImageTests;

  constructor(commands: readonly string[], run: (command: string, output: RunOutput) => number = () => 0) {
    let time = 0;
    this.tests = new ImageTests({
      options: { test: commands, run: { ...SETTINGS, network: 'none' } },
      runner: {
        runAndDiscard: (request, output) => {
          this.requests.push(request);
          return Promise.resolve(run(request.process.argv.at(-1) ?? '', output));
        },
      },
      runs: ({ architecture }) => architecture === HOST.architecture || architecture === 'riscv64',
      mask: () => Promise.resolve(SecretMask.of([Buffer.from('hunter22')])),
      sink: (event) => this.events.push(event),
      now: () => (time += 1000),
      signal: new AbortController().signal,
    });
  }
}

describe('the commands of --test', () => {
  it.each([
    [
      ['npm test', '', '# a comment', ' app --version '],
      ['npm test', 'app --version'],
    ],
    [
      ['a && \\', '  b', 'c'],
      ['a && \\\n  b', 'c'],
    ],
    [
      ['echo \\\\', 'b'],
      ['echo \\\\', 'b'],
    ],
    [['a \\'], ['a \\']],
    [[], []],
  ])('%j are %j', (texts, commands) => {
    expect(parseTests('--test', texts)).toEqual(commands);
  });

  it('run as the image says, by its shell, on the default network, whatever the steps have', async () => {
    const bench = new Bench(['app --version']);
    await bench.tests.run([image({ Env: ['A=b'], User: 'app:app', WorkingDir: 'srv', Shell: ['/bin/bash', '-ec'] })]);
    expect(bench.requests).toMatchObject([
      {
        process: {
          argv: ['/bin/bash', '-ec', 'app --version'],
          env: ['A=b'],
          user: 'app:app',
          cwd: '/srv',
        },
        settings: { network: 'host' },
        privileged: false,
        mounts: [],
      },
    ]);
  });

  it('stop at the first that fails; its output and the result are told, without secrets', async () => {
    const bench = new Bench(['good', 'bad', 'never'], (command, output) => {
      output('stdout', Buffer.from(`${command} says hunter22\n`));
      return command === 'bad' ? 3 : 0;
    });
    const failed = new FailedOutput();
    const report = new ReportBuilder();
    let log = '';
    const console = new PlainConsole((text) => (log += text));
    const error: unknown = await bench.tests.run([image()]).catch((thrown: unknown) => thrown);
    for (const event of bench.events) for (const to of [failed, report, console]) to.sink(event);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      message: `test failed on linux/${HOST.architecture} with exit code 3: bad`,
      details: 'bad says ***',
      location: undefined,
    });
    expect(bench.requests).toHaveLength(2);
    expect(failed.evidence()).toEqual({ test: 'bad', telling: ['bad says ***'], output: ['bad says ***'] });
    expect(report.report(error).tests).toEqual([
      { platform: `linux/${HOST.architecture}`, command: 'good', exitCode: 0, durationMs: 1000 },
      { platform: `linux/${HOST.architecture}`, command: 'bad', exitCode: 3, durationMs: 1000 },
    ]);
    expect(log).toBe(
      `Test 1/3 : [linux/${HOST.architecture}] good\ngood says ***\n ---> Passed in 1.0s\n` +
        `Test 2/3 : [linux/${HOST.architecture}] bad\nbad says ***\n ---> Failed with exit code 3 after 1.0s\n`,
    );
  });

  it('leave out a platform that this machine cannot run, and fail where there is no other', async () => {
    const bench = new Bench(['true']);
    await bench.tests.run([image(), image({}, 'mips9'), image({}, 'riscv64')]);
    expect(bench.requests).toHaveLength(2);
    expect(bench.events[0]).toEqual({
      type: 'warning',
      message: 'no test runs for linux/mips9: this machine does not run programs for it',
    });
    await expect(new Bench(['true']).tests.run([image({}, 'mips9')])).rejects.toThrow('the tests cannot run');
  });

  it('do not run again when only the outputs are tried again', async () => {
    const bench = new Bench(['true']);
    for (const label of ['a', 'a', 'b']) await bench.tests.run([image({ Labels: { label } })]);
    expect(bench.requests).toHaveLength(2);
  });
});
