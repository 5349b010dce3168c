import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { gitAccess } from '../../src/remote/git-credentials.js';
import { credentialsIn, redactCredentials } from '../../src/text/url-credentials.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { must, plainEnvironment, type CommandResult } from '../support/command.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { writeProject } from '../support/project-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const PASSWORD = 'pass-word-of-somebody-7f3e';
const BASIC = `Basic ${Buffer.from(`joe:${PASSWORD}`).toString('base64')}`;

describe('the user and password of an address', () => {
  it.each([
    ['http://joe:pw@host/x', 'http://xxxxx:xxxxx@host/x'],
    ['ADD https://joe:p@ss@host/x /y', 'ADD https://xxxxx:xxxxx@host/x /y'],
    ['https://ghp_token@github.com/o/r.git#main', 'https://xxxxx@github.com/o/r.git#main'],
    ['https://:pw@host', 'https://xxxxx:xxxxx@host'],
    ['["https://joe:pw@one/","https://host/a@b"]', '["https://xxxxx:xxxxx@one/","https://host/a@b"]'],
    ['ssh://git@github.com/o/r', 'ssh://git@github.com/o/r'],
    ['ssh://git:pw@github.com/o/r', 'ssh://xxxxx:xxxxx@github.com/o/r'],
    ['postgres://joe:pw@db:5432/x', 'postgres://xxxxx:xxxxx@db:5432/x'],
    ['docker-image://busybox@sha256:0123', 'docker-image://busybox@sha256:0123'],
    ['git@github.com:o/r.git', 'git@github.com:o/r.git'],
    ['http://host/path?mail=joe@host', 'http://host/path?mail=joe@host'],
    ['://@', '://@'],
  ])('is not in what is shown of %s', (text, shown) => expect(redactCredentials(text)).toBe(shown));

  it('is found in linear time', () => {
    const before = process.cpuUsage();
    for (const text of ['://'.repeat(300_000) + '@', `://${'a:'.repeat(300_000)}`, `://${'@'.repeat(300_000)}/`]) {
      redactCredentials(text);
      credentialsIn(text);
    }
    // Microseconds of this process, however busy the machine is. Quadratic time would be many minutes.
    expect(process.cpuUsage(before).user).toBeLessThan(20_000_000);
  });

  it('cannot add a line to the input of git', () => {
    expect(() => gitAccess('https://joe%0ahost=evil:pw@host/r')).toThrow('line end');
    expect(() => gitAccess('https://joe:pw%0d@host/r')).toThrow('line end');
  });

  it.each([
    ['https://joe:p%40ss@host/r.git', 'https://host/r.git', ['joe', 'p@ss']],
    ['https://token@host:8/r.git', 'https://host:8/r.git', ['token', '']],
    ['ssh://git:pw@host/r.git', 'ssh://git@host/r.git', []],
    ['git://joe:pw@host/r.git', 'git://host/r.git', []],
    ['git@host:r.git', 'git@host:r.git', []],
    ['https://host/r.git', 'https://host/r.git', []],
  ])('is not in the address that git gets for %s', (address, remote, told) => {
    const access = gitAccess(address);
    expect(access.remote).toBe(remote);
    expect(Object.values(access.environment)).toEqual(told);
    expect(JSON.stringify(access.config)).not.toMatch(/p@ss|p%40ss|pw/);
  });
});

describe('a build whose addresses have a user and a password', () => {
  let folder: string;
  let git: GitServer;
  let result: CommandResult;
  const shown: (string | undefined)[] = [];
  /** The command lines of all processes while the build sent requests. */
  const commandLines = new Set<string>();
  const look = (): void => {
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      try {
        commandLines.add(readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // It has ended.
      }
    }
  };
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization);
    response.writeHead(200, { etag: '"1"' }).end('content');
  });

  beforeAll(async () => {
    folder = await temporaryFolder('credentials');
    await writeProject(join(folder, 'work'), { file: 'private\n' });
    const inWork = (...args: string[]): Promise<string> => must(['git', '-C', join(folder, 'work'), ...args]);
    await inWork('init', '-q');
    await inWork('add', '.');
    await inWork('-c', 'user.name=n', '-c', 'user.email=e', 'commit', '-qm', 'm');
    await must(['git', 'clone', '-q', '--bare', join(folder, 'work'), join(folder, 'served', 'r.git')]);
    git = await startGitServer(join(folder, 'served'), BASIC);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = `joe:${PASSWORD}@127.0.0.1`;
    const download = `http://${at}:${(server.address() as AddressInfo).port}/file`;
    await writeProject(join(folder, 'context'), {
      Dockerfile: [
        `ARG MIRROR=http://${at}/default`,
        'FROM scratch AS made',
        `ARG MIRROR`,
        `ARG OTHER=http://${at}/own`,
        'ENV USED=$OTHER',
        'LABEL mirror=$MIRROR',
        `ADD ${download} /download`,
        'FROM scratch',
        `ARG GIVEN`,
        `ADD ${download} /download`,
        `ADD http://${at}:${git.address.split(':').at(-1) ?? ''}/r.git /repository`,
        'ADD $GIVEN /given',
        'COPY --from=made /download /made',
      ].join('\n'),
    });
    // git with its arguments noted.
    mkdirSync(join(folder, 'bin'));
    writeFileSync(
      join(folder, 'bin/git'),
      `#!/bin/sh\nprintf '%s\\n' "$@" >> '${folder}/arguments'\nexec /usr/bin/git "$@"\n`,
    );
    chmodSync(join(folder, 'bin/git'), 0o755);
    const looking = setInterval(look, 3);
    const env = plainEnvironment();
    result = await runCliInProcess(
      [
        ['build', '--root', join(folder, 'root'), '--progress', 'plain', '--report', join(folder, 'report.json')],
        ['--build-arg', `GIVEN=${download}`, '--cache-to', `type=local,dest=${join(folder, 'cache')},mode=max`],
        ['--metadata-file', join(folder, 'metadata.json'), '-o', `type=oci,tar=false,dest=${join(folder, 'layout')}`],
        [join(folder, 'context')],
      ].flat(),
      { env: { ...env, PATH: `${join(folder, 'bin')}:${env['PATH'] ?? ''}` } },
    );
    clearInterval(looking);
  }, 600_000);

  afterAll(async () => {
    await git.stop();
    server.close();
    await removeTree(folder);
  });

  it('is accepted by the servers', () => {
    expect(result.code, result.stdout + result.stderr).toBe(0);
    expect(new Set(shown)).toEqual(new Set([BASIC]));
    expect(git.requests.length).toBeGreaterThan(2);
  });

  it('shows them neither in its log nor in its reports', () => {
    const { stdout, stderr } = result;
    const report = readFileSync(join(folder, 'report.json'), 'utf8');
    for (const text of [stdout, stderr, report, readFileSync(join(folder, 'metadata.json'), 'utf8')])
      expect(text).not.toContain(PASSWORD);
    expect(stdout + stderr).toContain('ADD http://xxxxx:xxxxx@127.0.0.1');
    expect(report).toContain('xxxxx:xxxxx@127.0.0.1');
  });

  it.each(['root', 'cache', 'layout'])(
    'does not write them to a file below its %s: no record, history, pack or layer',
    (below) => {
      const files = readdirSync(join(folder, below), { recursive: true, withFileTypes: true }).filter((each) =>
        each.isFile(),
      );
      expect(files.length).toBeGreaterThan(4);
      for (const { parentPath, name } of files) {
        const bytes = readFileSync(join(parentPath, name));
        const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
        expect(plain.includes(PASSWORD), join(parentPath, name)).toBe(false);
      }
    },
  );

  it('does not pass them to git as an argument', () => {
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toMatch(/ls-remote[^]*fetch/);
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).not.toContain(PASSWORD);
    const seen = [...commandLines].filter((line) => line.includes('git'));
    expect(seen.some((line) => line.includes('git-remote-http') || line.includes('git remote-http'))).toBe(true);
    expect([...commandLines].filter((line) => line.includes(PASSWORD))).toEqual([]);
  });
});
