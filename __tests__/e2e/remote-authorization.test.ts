import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type CommandResult, must, plainEnvironment, run } from '../support/command.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { layerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const TOKEN = 'token-that-is-secret-51c3';
const basic = (token: string): string => `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

/** Secrets by which servers let a build in, under BuildKit's names for them. */
describe('secrets for servers', () => {
  let folder: string;
  let git: GitServer;
  let repository: string;
  let address: string;
  let builds = 0;
  /** `Authorization` of each request. */
  const shown: (string | undefined)[] = [];
  let wanted = '';
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization);
    if (request.url === '/elsewhere') {
      response.writeHead(302, { location: `http://localhost:${(server.address() as AddressInfo).port}/file` }).end();
      return;
    }
    // An impolite server: it says what it was told.
    const { authorization } = request.headers;
    const accepted = authorization === wanted;
    response.writeHead(accepted ? 200 : 403, { etag: '"1"' });
    response.end(accepted ? 'content' : `not you, ${authorization ?? ''}`);
  });

  beforeAll(async () => {
    folder = await temporaryFolder('authorization');
    await writeProject(join(folder, 'work'), { file: 'private\n', Dockerfile: 'FROM scratch\nCOPY file /\n' });
    const inWork = (...args: string[]): Promise<string> => must(['git', '-C', join(folder, 'work'), ...args]);
    await inWork('init', '-q');
    await inWork('add', '.');
    await inWork('-c', 'user.name=n', '-c', 'user.email=e', 'commit', '-qm', 'm');
    await must(['git', 'clone', '-q', '--bare', join(folder, 'work'), join(folder, 'served', 'r.git')]);
    git = await startGitServer(join(folder, 'served'), basic(TOKEN));
    repository = `${git.address}/r.git`;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    shown.length = 0;
  });

  afterAll(async () => {
    await git.stop();
    server.close();
    await removeTree(folder);
  });

  const root = (): string => join(folder, 'root');

  async function build(line: string, secrets: Readonly<Record<string, string>>): Promise<CommandResult> {
    const context = join(folder, `context-${++builds}`);
    await writeProject(context, { Dockerfile: `FROM scratch\n${line}\n` });
    return buildFrom(context, secrets);
  }

  /** @param secrets values by id */
  function buildFrom(context: string, secrets: Readonly<Record<string, string>>): Promise<CommandResult> {
    const entries = Object.entries(secrets);
    const flags = entries.flatMap(([id], index) => ['--secret', `id=${id},env=SECRET_${index}`]);
    const values = Object.fromEntries(entries.map(([, value], index) => [`SECRET_${index}`, value]));
    return runCliInProcess(
      ['build', '--no-cache', '--root', root(), '--report', join(folder, `report-${builds}`), ...flags, context],
      { env: { ...plainEnvironment(), ...values } },
    );
  }

  const expectEnd = ({ code, stdout, stderr }: CommandResult, expected: number): void => {
    expect(code, stdout + stderr).toBe(expected);
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(stdout + stderr).not.toContain(basic(TOKEN).slice('basic '.length));
  };

  describe('of git repositories', () => {
    const host = (): string => new URL(repository).host;

    it.each([
      ['GIT_AUTH_TOKEN', () => ({ GIT_AUTH_TOKEN: TOKEN })],
      ['GIT_AUTH_TOKEN of a file with a line end', () => ({ GIT_AUTH_TOKEN: `${TOKEN}\n` })],
      ['GIT_AUTH_HEADER', () => ({ GIT_AUTH_HEADER: basic(TOKEN) })],
      ['GIT_AUTH_TOKEN of the host first', () => ({ [`GIT_AUTH_TOKEN.${host()}`]: TOKEN, GIT_AUTH_HEADER: 'wrong' })],
      ['a header before a token', () => ({ GIT_AUTH_HEADER: basic(TOKEN), GIT_AUTH_TOKEN: 'wrong' })],
    ])('%s lets in', async (_, secrets) => {
      expectEnd(await build(`ADD ${repository} /r`, secrets()), 0);
    });

    it('serve a context', async () => {
      expectEnd(await buildFrom(repository, { GIT_AUTH_TOKEN: TOKEN }), 0);
      // By the bundle, which passes the environment on to git too.
      const named = await layerBuild(['build', '--root', root(), repository]);
      expect(named.code).toBe(1);
      expect(named.stderr).toContain('GIT_AUTH_TOKEN');
    });

    it.each([
      ['none', () => ({})],
      ['of another host', () => ({ 'GIT_AUTH_TOKEN.example.com': TOKEN })],
      ['for downloads', () => ({ 'HTTP_AUTH_TOKEN_127.0.0.1': TOKEN })],
    ])('%s does not', async (_, secrets) => {
      const result = await build(`ADD ${repository} /r`, secrets());
      expectEnd(result, 1);
      expect(result.stderr).toContain('cannot read the repository');
    });

    it('are not shown to another server', async () => {
      const foreign = await build(`ADD ${address}/r.git /r`, { [`GIT_AUTH_TOKEN.${host()}`]: TOKEN });
      expectEnd(foreign, 1);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown).not.toContain(basic(TOKEN));
    });
  });

  describe('of downloads', () => {
    it.each([
      ['HTTP_AUTH_TOKEN_host', `Bearer ${TOKEN}`, { 'HTTP_AUTH_TOKEN_127.0.0.1': TOKEN }],
      ['HTTP_AUTH_HEADER_host', `Own ${TOKEN}`, { 'HTTP_AUTH_HEADER_127.0.0.1': `Own ${TOKEN}` }],
      [
        'a token before a header',
        `Bearer ${TOKEN}`,
        { 'HTTP_AUTH_TOKEN_127.0.0.1': TOKEN, 'HTTP_AUTH_HEADER_127.0.0.1': 'wrong' },
      ],
    ])('%s lets in', async (_, header, secrets) => {
      wanted = header;
      expectEnd(await build(`ADD ${address}/file /f`, secrets), 0);
      expect(new Set(shown)).toEqual(new Set([header]));
    });

    it.each([
      ['none', {}],
      ['of another host', { HTTP_AUTH_TOKEN_localhost: TOKEN }],
      ['for git', { GIT_AUTH_TOKEN: TOKEN }],
      ['a wrong one, which the server sends back', { 'HTTP_AUTH_HEADER_127.0.0.1': `Wrong ${TOKEN}` }],
    ])('%s does not', async (_, secrets) => {
      wanted = `Bearer ${TOKEN}`;
      const result = await build(`ADD ${address}/file /f`, secrets);
      expectEnd(result, 1);
      expect(result.stderr).toContain('HTTP_AUTH_TOKEN_127.0.0.1');
    });

    it('stay with the host that they are for', async () => {
      wanted = `Bearer ${TOKEN}`;
      expectEnd(await build(`ADD ${address}/elsewhere /f`, { 'HTTP_AUTH_TOKEN_127.0.0.1': TOKEN }), 1);
      expect(shown).toEqual([`Bearer ${TOKEN}`, undefined]);
    });

    it('are refused where they fit into no header', async () => {
      const result = await build(`ADD ${address}/file /f`, { 'HTTP_AUTH_TOKEN_127.0.0.1': `${TOKEN}\nX-Header: 1` });
      expectEnd(result, 1);
      expect(result.stderr).toContain('secret HTTP_AUTH_TOKEN_127.0.0.1');
    });
  });

  it('are nowhere in what builds leave behind', async () => {
    await must(['sh', '-c', 'test "$(find "$1" -type f | wc -l)" -gt 10', 'sh', root()]);
    for (const text of [TOKEN, basic(TOKEN).slice('basic '.length)]) {
      // 1: it was found nowhere.
      expect(await run(['grep', '-r', text, root()])).toMatchObject({ code: 1 });
      expect(await run(['sh', '-c', 'cat "$1"/report-* | grep "$2"', 'sh', folder, text])).toMatchObject({ code: 1 });
    }
  });
});
