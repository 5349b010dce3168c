import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { must, plainEnvironment, type CommandResult } from '../support/command.js';
import { CLI, layerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';

const CODES = { SIGTERM: 143, SIGINT: 130 } as const;

/** The ways in which a build would wait for ever, for a long time, or for somebody else. */
interface Wait {
  readonly dockerfile?: string;
  readonly args?: readonly string[];
  /** A pipe that nobody writes to, or nobody reads. */
  readonly stdin?: 'open';
  readonly stdout?: 'unread';
}

describe('a build that waits', () => {
  let folder: string;
  let server: Server;
  let address: string;
  const sockets = new Set<Socket>();
  let onData: (socket: Socket) => void;
  /** Resolves when the build waits. */
  let reached: Promise<void>;

  beforeEach(async () => {
    folder = await temporaryFolder('always-ends');
    mkdirSync(join(folder, 'temp'));
    reached = new Promise((resolve) => {
      onData = (socket) => {
        // From then on, it sends a byte from time to time.
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 100);
        socket.on('close', () => clearInterval(drip));
        resolve();
      };
    });
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => onData(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await removeTree(folder);
  });

  const args = (more: readonly string[]): string[] => ['build', '--root', join(folder, 'root'), ...more];
  const env = (): Record<string, string> =>
    plainEnvironment({ TMPDIR: join(folder, 'temp'), DOCKER_CONFIG: join(folder, 'docker') });

  /** Starts a build, sends it one signal while it waits, and returns how it ended. */
  async function interrupted(
    wait: Wait,
    signal: 'SIGTERM' | 'SIGINT',
  ): Promise<{ readonly code: number | null; readonly said: string }> {
    await writeProject(join(folder, 'context'), {
      Dockerfile: wait.dockerfile ?? 'FROM scratch\nCOPY large /large\n',
      large: { bytes: randomBytes(5_000_000) },
    });
    const child = spawn(process.execPath, [CLI, ...args([...(wait.args ?? []), join(folder, 'context')])], {
      stdio: [wait.stdin === 'open' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      env: env(),
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    if (wait.stdout !== 'unread') child.stdout?.resume();
    const ended = new Promise<number | null>((resolve) =>
      child.once('exit', (code, name) => resolve(name === signal ? CODES[signal] : code)),
    );
    // This is more than fits in a pipe, so it needs a reader.
    if (wait.stdin === 'open')
      reached = new Promise((resolve) => child.stdin?.write('# \n'.repeat(100_000), () => resolve()));
    if (wait.stdout === 'unread') reached = new Promise((resolve) => child.stdout?.once('readable', () => resolve()));
    await Promise.race([reached, ended]);
    child.kill(signal);
    const code = await ended;
    child.stdout?.destroy();
    child.stdin?.destroy();
    return { code, said };
  }

  const WAITS: Readonly<Record<string, (at: string) => Wait>> = {
    'for an ADD that drips': (at) => ({ dockerfile: `FROM scratch\nADD http://${at}/file /file\n` }),
    'for a registry that drips': (at) => ({ dockerfile: `FROM ${at}/image\n` }),
    'for a git repository that drips': (at) => ({ dockerfile: `FROM scratch\nADD http://${at}/r.git /r\n` }),
    'for a cache that drips': (at) => ({ args: ['--cache-from', `type=registry,ref=${at}/cache`] }),
    'for a registry to push to': (at) => ({ args: ['-t', `${at}/image:latest`, '--push'] }),
    'for a Dockerfile on standard input': () => ({ args: ['-f', '-'], stdin: 'open' }),
    'for the reader of an archive': () => ({ args: ['-o', 'type=oci,dest=-'], stdout: 'unread' }),
  };

  // By default each wait has one of the signals, and each signal some of the waits.
  describe.each([
    ['SIGTERM', 0],
    ['SIGINT', 1],
  ] as const)('is ended by one %s', (signal, first) => {
    it.each(sample(Object.entries(WAITS), 2, first))('%s', { timeout: 600_000 }, async (_, waitAt) => {
      const { code, said } = await interrupted(waitAt(address), signal);
      expect(code, said).toBe(CODES[signal]);
      expect(said).not.toMatch(/^ {4,}at |this is a bug|Uncaught/m);
      const leases = join(folder, 'root/leases');
      expect(existsSync(leases) ? readdirSync(leases) : []).toEqual([]);
      expect(readdirSync(join(folder, 'temp'))).toEqual([]);
    });
  });

  describe('for nothing, since it cannot continue', () => {
    async function end(
      more: readonly string[],
      dockerfile = 'FROM scratch\nCOPY Dockerfile /d\n',
    ): Promise<CommandResult> {
      await writeProject(join(folder, 'context'), { Dockerfile: dockerfile });
      return layerBuild([...args([]), ...more, join(folder, 'context')], { env: env(), timeout: 240_000 });
    }

    it.each(['/proc/nope', '/proc/nope/deeper', '/sys/nope', '/dev/null/x'])('ends with a root at %s', async (root) => {
      const { code, stderr } = await end(['--root', root]);
      expect({ code, stderr }).toMatchObject({
        code: 69,
        stderr: expect.stringContaining(`cannot use ${root}`) as string,
      });
    });

    it('ends with a temporary folder that cannot be made', async () => {
      await writeProject(join(folder, 'context'), { Dockerfile: 'FROM scratch\n' });
      const { code, stderr } = await layerBuild(args([join(folder, 'context')]), {
        env: { ...env(), TMPDIR: '/proc/nope' },
        timeout: 240_000,
      });
      expect({ code, stderr }).toMatchObject({
        code: 69,
        stderr: expect.stringContaining('cannot make a temporary folder') as string,
      });
    });
  });

  describe('for no journal', () => {
    const good = async (): Promise<CommandResult> => runCliInProcess(args([join(folder, 'context')]), { env: env() });

    it.each(['cache/journals', 'cache/uses', 'cache/restored'])(
      'ends well with a file in place of %s',
      async (name) => {
        await writeProject(join(folder, 'context'), { Dockerfile: 'FROM scratch\nCOPY Dockerfile /d\n' });
        mkdirSync(join(folder, 'root/cache'), { recursive: true });
        writeFileSync(join(folder, 'root', name), '');
        for (let time = 0; time < 2; time += 1) {
          const { code, stdout, stderr } = await good();
          expect(code, stdout + stderr).toBe(0);
        }
        rmSync(join(folder, 'root', name));
        expect((await good()).code).toBe(0);
      },
    );

    it('ends well if the folder of the cache is removed meanwhile', { timeout: 600_000 }, async () => {
      await writeProject(join(folder, 'context'), {
        Dockerfile: `FROM scratch\nCOPY Dockerfile /d\nADD http://${address}/file /file\nCOPY Dockerfile /e\n`,
      });
      onData = (socket) => {
        rmSync(join(folder, 'root/cache'), { recursive: true, force: true });
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nfile');
      };
      const { code, stdout, stderr } = await good();
      expect(code, stdout + stderr).toBe(0);
    });
  });

  it.skipIf(process.getuid?.() !== 0)(
    'whose journal is on a full disk ends well, or with the right error',
    async () => {
      await writeProject(join(folder, 'context'), { Dockerfile: 'FROM scratch\nCOPY Dockerfile /d\n' });
      const cache = join(folder, 'root/cache');
      mkdirSync(cache, { recursive: true });
      await must(['mount', '-t', 'tmpfs', '-o', 'size=4096', 'tmpfs', cache]);
      try {
        await must(['/bin/sh', '-c', `head -c 4096 /dev/zero > ${cache}/filled || true`]);
        const { code, stdout, stderr } = await layerBuild(args([join(folder, 'context')]), {
          env: env(),
          timeout: 240_000,
        });
        expect([0, 69], stdout + stderr).toContain(code);
        expect(stdout + stderr).not.toMatch(/this is a bug/);
      } finally {
        await must(['umount', '-l', cache]);
      }
    },
  );
});
