import { describe, expect, it } from 'vitest';

import type { BuildFunction } from '../../../src/app/build-function.js';
import { EngineBug, InfraError, UserError } from '../../../src/errors.js';
import { flagOf } from '../../../src/app/options/option.js';
import { runCli } from '../../../src/cli/run.js';
import { parseArgv } from '../../../src/cli/command/parse-argv.js';
import type { OptionTable } from '../../../src/app/options/read-options.js';
import { allVerbs, FIRST_WORDS } from '../../../src/cli/verbs.js';
import { Interruption } from '../../../src/report/exit-code.js';
import { failed, hit, image, miss, output, plan } from '../report/events.js';
import { fakeProcess, RESULT } from './fake-process.js';

const VERBS = await allVerbs();

/** A build of two steps, one of them run. */
const build: BuildFunction = (_options, _machine, sink) => {
  for (const event of [plan('FROM a', 'RUN b'), ...hit(1), ...miss(2, 'new', '::error::hostile\n')]) sink(event);
  // Events have the tags as people write them, the result has them in full.
  sink(image(['web:1'], RESULT.imageId, RESULT.digest));
  sink({ type: 'build-finished', durationMs: 1, ok: true });
  return Promise.resolve(RESULT);
};

describe('runCli', () => {
  it.each([[[]], [['--help']], [['help']]])('%j shows the verbs', async (argv) => {
    const cli = fakeProcess();
    expect(await runCli(argv, cli)).toBe(0);
    expect(cli.out()).toMatch(/^Usage: layer-build VERB/);
  });

  it('shows the flags of a verb without loading the engine', async () => {
    const cli = fakeProcess({ loadBuild: () => Promise.reject(new Error('loaded')) });
    expect(await runCli(['build', '--help'], cli)).toBe(0);
    expect(cli.out()).toContain('-t, --tag NAME');
    expect(cli.out()).not.toContain('--squash');
    expect(
      cli
        .out()
        .split('\n')
        .every((line) => line.length <= 130),
    ).toBe(true);
  });

  it.each([
    [
      ['help', 'build'],
      ['build', '--help'],
    ],
    [
      ['help', 'cache'],
      ['cache', '--help'],
    ],
    [
      ['help', 'cache', 'prune'],
      ['cache', 'prune', '-h'],
    ],
  ])('%j is %j', async (argv, same) => {
    const [one, other] = [fakeProcess(), fakeProcess()];
    expect(await runCli(argv, one)).toBe(0);
    expect(await runCli(same, other)).toBe(0);
    expect(one.out()).toBe(other.out());
    expect(one.out()).toMatch(/^Usage: layer-build /);
  });

  it.each(VERBS)('has help for $name, with every flag once, that fits a terminal', async ({ name, table }) => {
    const cli = fakeProcess();
    expect(await runCli([...name.split(' '), '--help'], cli)).toBe(0);
    for (const { options } of Object.values(table)) {
      for (const flag of Object.values(options).map(flagOf)) {
        if (flag !== undefined)
          expect(cli.out().split(new RegExp(`^ {2}(?:-.,|   ) ${flag}(?: |$)`, 'm'))).toHaveLength(2);
      }
    }
    expect(
      Math.max(
        ...cli
          .out()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(110);
  });

  it.each(VERBS)('has lines of one width in the help of $name, and an example', async ({ name, examples }) => {
    const cli = fakeProcess();
    expect(await runCli([...name.split(' '), '--help'], cli)).toBe(0);
    const [, about = ''] = cli.out().split('\n\n');
    const lines = about.split('\n');
    // A line ends where the next word has no room.
    const early = lines.slice(0, -1).filter((line, index) => {
      const [next = ''] = (lines[index + 1] ?? '').split(' ');
      return `${line} ${next}`.length <= 100;
    });
    expect([early, examples.length > 0]).toEqual([[], true]);
  });

  it.each(VERBS.flatMap(({ name, examples }) => examples.map(({ command }) => ({ name, command }))))(
    'can read the example of $name: $command',
    ({ name, command }) => {
      const calls = command
        .replace(/^source <\((.*)\)$/, '$1')
        .split(/ (?:&&|\|) /)
        .map((part) => part.match(/'[^']*'|\S+/g) ?? []);
      const own = calls.find(([program, ...words]) => program === 'layer-build' && words.join(' ').startsWith(name));
      expect(own).toBeDefined();
      const argv = own?.slice(1 + name.split(' ').length).map((word) => word.replace(/^'(.*)'$/, '$1'));
      const { table, operands } = VERBS.find((verb) => verb.name === name)!;
      const flags = Object.values<OptionTable[string]>(table).flatMap(({ options }) => Object.values(options));
      const parsed = parseArgv(
        name,
        argv ?? ['no call of the verb'],
        flags.filter((option) => flagOf(option) !== undefined),
      );
      // With or without those that may be left out.
      const isOptional = /^\[.*\]$/.test(operands) && parsed.operands.length > 0;
      expect(parsed.operands.length > 0).toBe(isOptional || (operands !== '' && !/^\[.*\]$/.test(operands)));
    },
  );

  it('finds each verb by its first word', () => {
    const words = VERBS.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => one.split(' ')[0]));
    expect(FIRST_WORDS).toEqual(new Set(words));
  });

  it('gives its version to a template', async () => {
    const cli = fakeProcess();
    expect(await runCli(['version', '-f', '{{.Client.Version}} {{json .Server}}'], cli)).toBe(0);
    expect(cli.out()).toMatch(/^\d+\.\d+\.\d+ null\n$/);
    expect(await runCli(['version', '--format', '{{.Server.Version}}'], cli)).toBe(1);
  });

  it('prints its version', async () => {
    const cli = fakeProcess();
    expect(await runCli(['--version'], cli)).toBe(0);
    expect(cli.out()).toMatch(/^layer-build \d+\.\d+\.\d+\n$/);
  });

  describe('with docker’s flags before the verb', () => {
    it('reads the credentials in the folder of --config', async () => {
      const cli = fakeProcess();
      expect(await runCli(['--config', 'ci', 'build', '.'], cli)).toBe(0);
      expect(cli.calls[0]?.[1].dockerConfigDir).toBe('/project/ci');
    });

    it.each([
      [['-D'], true],
      [['--debug=false'], false],
    ])('shows the stack of an error with %j: %s', async (flags, shows) => {
      const cli = fakeProcess();
      expect(await runCli([...flags, 'image', 'nosuch'], cli)).toBe(1);
      expect(/\nUserError: .*\n {4}at /.test(cli.err())).toBe(shows);
      expect(await runCli([...flags, 'build', '--shm-size=big', '.'], cli)).toBe(1);
      expect(/\nUserError: --shm-size.*\n {4}at /.test(cli.err())).toBe(shows);
    });

    it.each([
      [['-H', 'tcp://machine:2375', 'ps'], 'ERROR: --host is not supported: there is no daemon here'],
      [['--context=other', 'ps'], 'ERROR: --context is not supported: there is no daemon here'],
      [['--tlsverify', 'ps'], 'DOCKER_CERT_PATH'],
      [['--tlscacert', 'file', 'ps'], 'DOCKER_CERT_PATH'],
      [['--root', '/r', 'ps'], 'unknown flag --root\n  Hint: Flags of a verb come behind it'],
    ])('says in a sentence what to do instead of %j', async (argv, said) => {
      const cli = fakeProcess();
      expect(await runCli(argv, cli)).toBe(1);
      expect(cli.err()).toContain(said);
      expect(cli.err()).not.toContain('unknown verb');
    });

    it('goes on without --log-level', async () => {
      const cli = fakeProcess();
      expect(await runCli(['-l', 'debug', 'version'], cli)).toBe(0);
      expect(cli.err()).toMatch(/^WARNING: --log-level is ignored: .*\n$/);
    });

    it.each([
      [['-D', '-v'], /^layer-build \d/],
      [['-D'], /^Usage: layer-build VERB/],
      [['--config', 'x', '--help'], /^Usage: layer-build VERB/],
    ])('prints what %j asks for', async (argv, said) => {
      const cli = fakeProcess();
      expect(await runCli(argv, cli)).toBe(0);
      expect(cli.out()).toMatch(said);
    });
  });

  it('names the nearest verb', async () => {
    const cli = fakeProcess();
    expect(await runCli(['biuld', '.'], cli)).toBe(1);
    expect(cli.err()).toBe('ERROR: unknown verb "biuld"\n  Hint: Did you mean layer-build build?\n');
  });

  it.each([
    ['import', 'See: layer-build --help'],
    ['login', 'Log in with docker login'],
    ['buildx', 'There are buildx build and buildx bake'],
    ['volume', 'There are no volumes'],
    ['stats', 'limited by --memory'],
  ])('has a hint that fits %s', async (verb, hint) => {
    const cli = fakeProcess();
    if (VERBS.some(({ name }) => name === verb)) return;
    expect(await runCli([verb, 'x'], cli)).toBe(1);
    expect(cli.err()).toContain(hint);
  });

  it.each(['buildx', 'builder', 'image'])('takes %s build for build', async (word) => {
    const cli = fakeProcess({ build });
    expect(await runCli([word, 'build', '.'], cli), cli.err()).toBe(0);
    expect(cli.out()).toContain('Step 2/2 : RUN b');
  });

  it('prints plain lines to standard output where it is no terminal', async () => {
    const cli = fakeProcess({ build });
    expect(await runCli(['build', '.'], cli)).toBe(0);
    expect(cli.out()).toMatch(
      /^Step 1\/2 : FROM a\n ---> [0-9a-f]{12} CACHED\nStep 2\/2 : RUN b\n ---> Cache miss: new modified\n/,
    );
    expect(cli.out()).toContain('Successfully tagged web:1\n');
    expect(cli.err()).toBe('');
  });

  it('keeps standard output for an archive that goes there', async () => {
    const cli = fakeProcess({ build });
    expect(await runCli(['build', '-o', 'type=oci,dest=-', '.'], cli)).toBe(0);
    expect(cli.out()).toBe('');
    expect(cli.err()).toContain('Step 1/2 : FROM a');
    const quiet = fakeProcess({ build });
    expect(await runCli(['build', '-q', '-o', 'type=oci,dest=-', '.'], quiet)).toBe(0);
    expect(quiet.out() + quiet.err()).toBe('');
  });

  it('prints only the image id when it is quiet', async () => {
    const cli = fakeProcess({ build });
    expect(await runCli(['build', '-q', '.'], cli)).toBe(0);
    expect(cli.out()).toBe(`${RESULT.imageId}\n`);
  });

  it('prints a JSON document a line', async () => {
    const cli = fakeProcess({ build });
    await runCli(['build', '--progress=json', '.'], cli);
    const types = cli
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types[0]).toBe('plan');
    expect(types.slice(-2)).toEqual(['build-finished', 'notice']);
  });

  it.each([
    [{}, true],
    [{ CI: 'true' }, false],
    [{ TERM: 'dumb' }, false],
  ])('draws on a terminal with environment %j: %s', async (env, draws) => {
    let out = '';
    const stdout = { write: (text: string) => (out += text), isTTY: true, columns: 80, rows: 24 };
    await runCli(['build', '.'], fakeProcess({ build, env, stdout }));
    expect(out.includes('\u001b[?25l')).toBe(draws);
    expect(out.includes('\u001b[?25h')).toBe(draws);
  });

  it('writes the report, the id and the metadata', async () => {
    const cli = fakeProcess({ build });
    await runCli(['build', '--report', 'r', '--iidfile', 'i', '--metadata-file', 'm', '.'], cli);
    const report: unknown = JSON.parse(cli.written.get('/project/r') ?? '');
    expect(report).toMatchObject({ version: 2, ok: true, image: { digest: RESULT.digest, tags: ['web:1'] } });
    expect(cli.written.get('/project/i')).toBe(RESULT.imageId);
    expect(JSON.parse(cli.written.get('/project/m') ?? '')).toMatchObject({
      'containerimage.digest': RESULT.digest,
    });
  });

  it.each([
    [
      new UserError('no such stage', { hint: 'Did you mean web?' }),
      1,
      'ERROR: no such stage\n  Hint: Did you mean web?\n',
    ],
    [new InfraError('no answer'), 69, 'ERROR: no answer\n'],
    [new EngineBug('odd'), 70, 'ERROR: this is a bug'],
  ])('ends with the code of %s, and writes the report', async (error, code, text) => {
    const cli = fakeProcess({
      build: (_options, _machine, sink) => {
        for (const event of [plan('FROM a', 'RUN b'), ...hit(1)]) sink(event);
        return Promise.reject(error);
      },
    });
    expect(await runCli(['build', '--report', 'r', '.'], cli)).toBe(code);
    expect(cli.err().startsWith(text)).toBe(true);
    expect(JSON.parse(cli.written.get('/project/r') ?? '')).toMatchObject({
      ok: false,
      steps: [
        { number: 1, status: 'hit' },
        { number: 2, status: 'not-reached' },
      ],
      error: { message: error.message },
    });
  });

  it('ends as a program that a signal ended, and gives the terminal back', async () => {
    let out = '';
    const cli = fakeProcess({
      stdout: { write: (text: string) => (out += text), isTTY: true, columns: 80, rows: 24 },
      build: (_options, _machine, sink, signal) => {
        sink(plan('FROM a'));
        cli.controller.abort(new Interruption('SIGTERM'));
        return Promise.reject(signal.reason as Error);
      },
    });
    expect(await runCli(['build', '.'], cli)).toBe(143);
    expect(cli.err()).toBe('interrupted by SIGTERM\n');
    expect(out.endsWith('\u001b[?25h')).toBe(true);
  });

  it.each([
    [['-D'], true],
    [['--debug'], true],
    [['--debug=false'], false],
    [[], false],
  ])('shows the stacks of an error and of its causes with %j: %s', async (flags, shows) => {
    const lost = new Error('ECONNRESET');
    const cli = fakeProcess({
      build: () =>
        Promise.reject(new InfraError('no answer', { cause: new TypeError('fetch failed', { cause: lost }) })),
    });
    expect(await runCli(['build', ...flags, '.'], cli)).toBe(69);
    expect(cli.err()).toMatch(/^ERROR: no answer\n/);
    const stacks =
      /\nInfraError: no answer\n {4}at [^]*\ncaused by TypeError: fetch failed\n {4}at [^]*\ncaused by Error: ECONN/;
    expect(stacks.test(cli.err())).toBe(shows);
  });

  it('shows the stack of an error in a flag, and ends with causes that go round', async () => {
    const cli = fakeProcess();
    expect(await runCli(['build', '--debug', '--shm-size=big', '.'], cli)).toBe(1);
    expect(cli.err()).toMatch(/\nUserError: --shm-size: invalid size "big"\n {4}at /);
    const round = new Error('round');
    round.cause = round;
    const turning = fakeProcess({ build: () => Promise.reject(round) });
    expect(await runCli(['build', '-D', '.'], turning)).toBe(70);
  });

  it('quotes how the output of the failed step ended', async () => {
    const cli = fakeProcess({
      build: (_options, _machine, sink) => {
        const lines = Array.from({ length: 40 }, (_, index) => `line ${index}\n`);
        const error = new UserError('RUN b: exit code 2', { location: { file: 'Dockerfile', line: 2 }, hint: 'Look.' });
        for (const event of [plan('FROM a', 'RUN b'), ...hit(1)]) sink(event);
        for (const line of [...lines, '\u001b[31mE: broken\u001b[0m\n']) sink(output(2, line, 'stderr'));
        sink(failed(2, error));
        return Promise.reject(error);
      },
    });
    expect(await runCli(['build', '-q', '.'], cli)).toBe(1);
    expect(cli.err()).toMatch(
      /^ERROR: RUN b: exit code 2\n {2}at Dockerfile:2\n {2}Last output:\n {2}\| line 26\n[^]*\| line 39\n {2}\| E: broken\n\n {2}Hint: Look\.\n$/,
    );
  });

  it('says which file it could not write', async () => {
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', syscall: 'open' });
    const cli = fakeProcess({ build, writeFile: () => Promise.reject(denied) });
    expect(await runCli(['build', '--iidfile', '/no/i', '.'], cli)).toBe(1);
    expect(cli.err()).toContain('cannot write --iidfile /no/i: permission denied');
  });

  it("lets no workflow command through on GitHub, neither in a step's output nor in an error", async () => {
    const cli = fakeProcess({
      env: { GITHUB_ACTIONS: 'true' },
      build: async (options, machine, sink, signal) => {
        await build(options, machine, sink, signal);
        throw new UserError('failed', { excerpt: '::set-output name=a::b\n##[error]x' });
      },
    });
    expect(await runCli(['build', '.'], cli)).toBe(1);
    expect(cli.out()).toContain('::stop-commands::token\n::error::hostile\n::token::\n');
    expect(cli.err()).toContain('set-output');
    expect(cli.err()).not.toMatch(/^\s*::|##\[/m);
  });

  it('reads a Dockerfile from standard input', async () => {
    let text: string | undefined;
    const cli = fakeProcess({
      stdin: (async function* () {
        yield await Promise.resolve(Buffer.from('FROM scr'));
        yield Buffer.from('atch\n');
      })(),
      build: (options) => {
        text = Buffer.from(options.dockerfileText ?? '').toString();
        return Promise.resolve(RESULT);
      },
    });
    expect(await runCli(['build', '-f', '-', '.'], cli)).toBe(0);
    expect(text).toBe('FROM scratch\n');
  });

  it('says that nothing came on standard input', async () => {
    const cli = fakeProcess();
    expect(await runCli(['build', '-f', '-', '.'], cli)).toBe(1);
    expect(cli.err()).toContain('ERROR: nothing came on standard input');
  });

  it('warns of ignored flags in its progress', async () => {
    const cli = fakeProcess({ build });
    await runCli(['build', '--compress', '.'], cli);
    expect(cli.out()).toMatch(/^WARNING: --compress is ignored/);
  });
});
