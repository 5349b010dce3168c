import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { must, plainEnvironment, run } from '../support/command.js';
import { CLI } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const CODES = { SIGTERM: 143, SIGINT: 130 } as const;
type Signal = keyof typeof CODES;

/** More than a pipe and the buffers of who started the program hold, in lines that every step of a log repeats. */
const LONG = `ENV A=${'x'.repeat(2000)}\n`.repeat(150);
const PRINTS = 'while true; do echo a line that nobody reads; done';
/** The first process of a container gets only the signals that it asks for. This one ends at once, while the other goes on. */
const ENDS_BY_SIGNAL = `trap 'exit 143' TERM; trap 'exit 130' INT; trap 'exit 7' HUP; (${PRINTS}) & wait`;
/** Nobody holds it up, so it prints more than a pipe holds, and then only as much as shows that it goes on. */
const PRINTS_ON = `seq 100000; ${PRINTS.replace('; done', '; sleep 0.1; done')}`;

/** Commands that print more than a pipe holds. They are stopped by a signal while nobody reads it. Nearly all of their time they wait. */
describe.skipIf(process.getuid?.() !== 0)('output that nobody reads', { concurrent: true }, () => {
  let folder: string;
  let registry: RunningRegistry;

  beforeAll(async () => {
    folder = await temporaryFolder('unread-output');
    registry = await openRegistry(['busybox']);
    await writeProject(join(folder, 'long'), { Dockerfile: `FROM scratch\n${LONG}COPY Dockerfile /\n` });
    await writeProject(join(folder, 'run'), { Dockerfile: `FROM busybox\nRUN ${PRINTS}\n` });
    await writeProject(join(folder, 'tar'), {
      Dockerfile: 'FROM scratch\nCOPY large /\n',
      large: { bytes: randomBytes(400_000) },
    });
    await ran('build', '-t', 'large', join(folder, 'tar'));
    await ran('create', '--name', 'full', 'large', '/x');
    await ran('create', '--name', 'starts', 'busybox', 'sh', '-c', ENDS_BY_SIGNAL);
    await ran('run', '-d', '--name', 'talker', 'busybox', 'sh', '-c', PRINTS_ON);
  });
  afterAll(async () => {
    await ran('rm', '-f', 'talker', 'goes-on', 'starts', 'late');
    await registry.stop();
    await removeTree(folder);
  });

  const at = (verb: string, ...rest: readonly string[]): readonly string[] => [
    verb,
    ...['--root', join(folder, 'root')],
    ...(['build', 'run', 'create'].includes(verb) ? ['--registry-mirror', `http://${registry.host}`] : []),
    ...rest,
  ];

  const ran = async (verb: string, ...rest: readonly string[]): Promise<void> => {
    await must([process.execPath, CLI, ...at(verb, ...rest)], { env: plainEnvironment() });
  };

  it.each<[what: string, line: () => readonly string[], unread: 'stdout' | 'stderr', signal: Signal]>([
    ['a build', () => at('build', join(folder, 'long')), 'stdout', 'SIGTERM'],
    ['a build', () => at('build', join(folder, 'long')), 'stdout', 'SIGINT'],
    ['a build with an archive on stdout', () => at('build', '-o', '-', join(folder, 'long')), 'stderr', 'SIGTERM'],
    ['an archive on stdout', () => at('build', '-o', '-', join(folder, 'tar')), 'stdout', 'SIGINT'],
    ['a RUN', () => at('build', join(folder, 'run')), 'stdout', 'SIGTERM'],
    ['run --rm', () => at('run', '--rm', 'busybox', 'sh', '-c', ENDS_BY_SIGNAL), 'stdout', 'SIGTERM'],
    ['run --rm', () => at('run', '--rm', 'busybox', 'sh', '-c', ENDS_BY_SIGNAL), 'stdout', 'SIGINT'],
    ['run -t', () => at('run', '--rm', '-t', 'busybox', 'sh', '-c', ENDS_BY_SIGNAL), 'stdout', 'SIGTERM'],
    ['start -a', () => at('start', '-a', 'starts'), 'stdout', 'SIGTERM'],
    ['exec', () => at('exec', 'talker', 'sh', '-c', PRINTS), 'stdout', 'SIGTERM'],
    ['logs -f', () => at('logs', '-f', 'talker'), 'stdout', 'SIGTERM'],
    ['save', () => at('save', 'large'), 'stdout', 'SIGINT'],
    ['export', () => at('export', 'full'), 'stdout', 'SIGTERM'],
  ])('%s ends by a signal (%#), and takes no processor time until then', async (_what, line, unread, signal) => {
    const child = spawn(process.execPath, [CLI, ...line()], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: plainEnvironment(),
    });
    const ended = new Promise<number | null>((resolve) =>
      child.once('exit', (code, name) => resolve(name === signal ? CODES[signal] : code)),
    );
    let said = '';
    child[unread === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk: Buffer) => (said += chunk.toString()));
    await Promise.race([isIdle(child, unread), ended]);
    expect([child.exitCode, child.signalCode], `it waits for its reader\n${said}`).toEqual([null, null]);
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
    expect(await ended).toBe(CODES[signal]);
    clearTimeout(late);
  });

  it('shows what the container ended with, also where that is no signal', async () => {
    const child = spawn(process.execPath, [CLI, ...at('run', '--rm', 'busybox', 'sh', '-c', ENDS_BY_SIGNAL)], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: plainEnvironment(),
    });
    const ended = new Promise((resolve) => child.once('exit', (code, name) => resolve(name ?? code)));
    await Promise.race([isIdle(child), ended]);
    child.kill('SIGHUP');
    expect(await ended).toBe(7);
  });

  // The longer one still holds the container up. Of the shorter ones, a part is on its way when it ends.
  it.each([5_500, 6_500, 20_000])('keeps %d lines for a reader that comes late', async (count) => {
    const prints = `for i in $(seq ${count}); do echo a line of this many bytes is a small one; [ $((i%50)) = 0 ] && usleep 1000; done`;
    const line = at('run', '--rm', 'busybox', 'sh', '-c', `${prints}; exit 3`);
    const child = spawn(process.execPath, [CLI, ...line], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: plainEnvironment(),
    });
    const ended = new Promise((resolve) => child.once('close', (code, name) => resolve(name ?? code)));
    await Promise.race([isIdle(child), ended]);
    // As long as a supervisor waits for those who show no output.
    await delay(3000);
    const printed = await text(child.stdout);
    expect([printed.split('\n').length - 1, await ended]).toEqual([count, 3]);
  });

  it('lets others work with a container whose output is not read', async () => {
    const child = spawn(
      process.execPath,
      [CLI, ...at('run', '--name', 'late', 'busybox', 'sh', '-c', ENDS_BY_SIGNAL)],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: plainEnvironment(),
      },
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await Promise.race([isIdle(child), ended]);
    await ran('exec', 'late', 'true');
    await ran('commit', 'late', 'late');
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
  });

  it.each<[verb: string, flags: readonly string[], code: number]>([
    ['kill', [], 137],
    ['stop', [], 143],
    ['kill', ['-t'], 137],
    ['stop', ['-t'], 143],
  ])(
    '%s ends a container of run %j whose output nobody reads, and nothing of it is lost',
    async (verb, flags, code) => {
      const name = `unread-${verb}${flags.join('')}`;
      const line = at('run', ...flags, '--name', name, 'busybox', 'sh', '-c', ENDS_BY_SIGNAL);
      const child = spawn(process.execPath, [CLI, ...line], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: plainEnvironment(),
      });
      const ended = new Promise((resolve) => child.once('close', (exit, signal) => resolve(signal ?? exit)));
      await Promise.race([isIdle(child), ended]);
      await ran(verb, name);
      const { stdout: logged } = await run([process.execPath, CLI, ...at('logs', name)], { env: plainEnvironment() });
      await ran('rm', name);
      expect(await text(child.stdout)).toBe(logged);
      expect(await ended).toBe(code);
    },
  );

  it('attach --sig-proxy=false ends by a signal, and its container goes on', async () => {
    const child = spawn(process.execPath, [CLI, ...at('attach', '--no-stdin', '--sig-proxy=false', 'talker')], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: plainEnvironment(),
    });
    const ended = new Promise((resolve) => child.once('exit', (code, name) => resolve(name ?? code)));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect([143, 'SIGTERM']).toContain(await ended);
    await ran('exec', 'talker', 'true');
  });

  // 141 is how shells show SIGPIPE. What the container itself ended with is as good, if it saw the end of its output first.
  it.each<[what: string, line: () => readonly string[]]>([
    ['a build', () => at('build', join(folder, 'run'))],
    ['run', () => at('run', '--name', 'goes-on', 'busybox', 'sh', '-c', PRINTS)],
    ['exec', () => at('exec', 'talker', 'sh', '-c', PRINTS)],
    ['logs -f', () => at('logs', '-f', 'talker')],
    ['save', () => at('save', 'large')],
  ])('%s ends by itself when its reader goes', async (_what, line) => {
    const child = spawn(process.execPath, [CLI, ...line()], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: plainEnvironment(),
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<string | number | null>((resolve) =>
      child.once('exit', (code, name) => resolve(name ?? code)),
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.destroy();
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
    expect([141, 'SIGPIPE'], said).toContain(await ended);
    clearTimeout(late);
    expect(said).not.toMatch(/EPIPE|this is a bug|^ {4,}at /m);
  });
});

/**
 * Resolves when the process has printed something on the stream that nobody reads, and has then taken no processor time for a while.
 * It never does while it tries again and again. A container that has not printed yet may not have set its traps either.
 */
async function isIdle(child: ChildProcess, unread: 'stdout' | 'stderr' = 'stdout'): Promise<void> {
  // Node takes as much as its own buffer holds, and no more.
  await new Promise((resolve) => child[unread]?.once('readable', resolve));
  for (let [before, quiet] = [-1, 0]; quiet < 4;) {
    await delay(250);
    const now = ticksOf(child.pid);
    quiet = now - before <= 1 ? quiet + 1 : 0;
    before = now;
  }
}

/** User and system time of a process, in hundredths of a second. */
function ticksOf(pid = 0): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
