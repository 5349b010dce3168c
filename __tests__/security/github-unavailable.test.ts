import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { getOctokit } from '@actions/github';
import { afterAll, describe, expect, it } from 'vitest';

import { gitHubTime } from '../../src/action/github/github-api.js';
import { readInputs } from '../../src/action/inputs.js';
import { reportToPullRequest } from '../../src/action/report-to-pull-request.js';
import { ReportBuilder } from '../../src/report/model/report-builder.js';
import { freePort } from '../support/free-port.js';
import { FakeToolkit, job } from '../unit/action/job.js';

const EVENT = JSON.stringify({ pull_request: { number: 5, base: { ref: 'main' }, head: { sha: 'c'.repeat(40) } } });
const PULL_REQUEST = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_REF: 'refs/pull/5/merge',
};
const PUSH = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/feature' };

const TOO_LONG = /it took longer than 2 s in total \(the bound on all talk with GitHub's API\)/;

/** Useless answers of servers, byte for byte, and what is then said to be the reason. */
const FAULTS: Readonly<Record<string, readonly [fault: (socket: Socket) => void, why: RegExp]>> = {
  'cuts every connection': [(socket) => socket.resetAndDestroy(), /read ECONNRESET|socket hang up/],
  'never answers': [() => undefined, TOO_LONG],
  'drips its head': [(socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-head: '), TOO_LONG],
  'drips its answer': [
    (socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n['),
    TOO_LONG,
  ],
  'answers 503': [
    (socket) => socket.end('HTTP/1.1 503 Down\r\ncontent-length: 0\r\n\r\n'),
    /GitHub's API answered 503/,
  ],
  'redirects in a circle': [
    (socket) => socket.end('HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n'),
    /redirect count exceeded/,
  ],
  'speaks no HTTP': [(socket) => socket.end('220 smtp ready\r\n'), /does not match the HTTP\/1\.1 protocol/],
};

function drip(socket: Socket, start: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(' '), 5);
  socket.on('close', () => clearInterval(timer));
}

describe('a run whose GitHub API', () => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();

  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  });

  async function served(fault: (socket: Socket) => void): Promise<string> {
    const listening = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => fault(socket));
    });
    servers.push(listening);
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  /** Reports a build, with a limit of two seconds for all requests. */
  async function warningsOf(baseUrl: string, env: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const toolkit = new FakeToolkit();
    const plain = job({ 'github-token': 'token', comment: 'always' }, env);
    const ours = { ...plain, files: { ...plain.files, readText: () => EVENT } };
    const dependencies = {
      job: ours,
      toolkit,
      signal: new AbortController().signal,
      write: () => undefined,
      actionsCache: undefined,
      loadBaselines: () => Promise.reject(new Error('there is no cache')),
      loadGitHub: () => Promise.resolve((token: string) => getOctokit(token, { baseUrl })),
      gitHubTime: gitHubTime(2000),
    };
    await reportToPullRequest(new ReportBuilder().report(), undefined, readInputs(ours), dependencies, 300);
    return toolkit.warnings.map(({ message }) => message);
  }

  describe.each([
    ['pull request', PULL_REQUEST, 'No comment on pull request 5: '],
    // Which pull request it is, the API did not say.
    ['push', PUSH, 'The pull request got no comment about the build: '],
  ])('on a %s', (_, env, start) => {
    it.concurrent.each(Object.entries(FAULTS))(
      '%s, ends within its time limit, with one warning that says why',
      async (_what, [fault, why]) => {
        const [warning, ...others] = await warningsOf(await served(fault), env);
        expect(others).toEqual([]);
        expect(warning).toMatch(why);
        expect(warning?.slice(0, start.length)).toBe(start);
        expect(warning).not.toContain('\n');
      },
    );

    it('does not exist, ends within its time limit, with one warning that says why', async () => {
      const warnings = await warningsOf(`http://127.0.0.1:${await freePort()}`, env);
      expect(warnings).toEqual([expect.stringMatching(`^${start}connect ECONNREFUSED`)]);
    });
  });
});
