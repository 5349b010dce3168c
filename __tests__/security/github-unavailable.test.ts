import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { getOctokit } from '@actions/github';
import { afterEach, describe, expect, it } from 'vitest';

import { gitHubTime } from '../../src/action/github/github-api.js';
import { readInputs } from '../../src/action/inputs.js';
import { reportToPullRequest } from '../../src/action/report-to-pull-request.js';
import { ReportBuilder } from '../../src/report/model/report-builder.js';
import { FakeToolkit, job } from '../unit/action/job.js';

const EVENT = JSON.stringify({ pull_request: { number: 5, base: { ref: 'main' }, head: { sha: 'c'.repeat(40) } } });
const PULL_REQUEST = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_REF: 'refs/pull/5/merge',
};
const PUSH = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/feature' };

/** Useless answers of servers, byte for byte. */
const FAULTS: Readonly<Record<string, (socket: Socket) => void>> = {
  'cuts every connection': (socket) => socket.resetAndDestroy(),
  'never answers': () => undefined,
  'drips its head': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-head: '),
  'drips its answer': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n['),
  'answers 503': (socket) => socket.end('HTTP/1.1 503 Down\r\ncontent-length: 0\r\n\r\n'),
  'redirects in a circle': (socket) => socket.end('HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n'),
  'speaks no HTTP': (socket) => socket.end('220 smtp ready\r\n'),
};

function drip(socket: Socket, start: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(' '), 5);
  socket.on('close', () => clearInterval(timer));
}

describe('a run whose GitHub API', () => {
  let server: Server | undefined;
  const sockets = new Set<Socket>();

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    server = undefined;
  });

  async function served(fault: (socket: Socket) => void): Promise<string> {
    const listening = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => fault(socket));
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  /** Reports a build, with a limit of half a second for all requests. */
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
      gitHubTime: gitHubTime(500),
    };
    await reportToPullRequest(new ReportBuilder().report(), undefined, readInputs(ours), dependencies, 20);
    return toolkit.warnings.map(({ message }) => message);
  }

  describe.each([
    ['pull request', PULL_REQUEST],
    ['push', PUSH],
  ])('on a %s', (_, env) => {
    it.each(Object.entries(FAULTS))('%s, ends within its time limit, with one warning', async (_what, fault) => {
      const warnings = await warningsOf(await served(fault), env);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatch(
        /^(?:No comment on pull request 5|The pull request got no comment about the build): ./,
      );
      expect(warnings[0]).not.toContain('\n');
    });

    it('does not exist, ends within its time limit, with one warning', async () => {
      expect(await warningsOf('http://127.0.0.1:1', env)).toHaveLength(1);
    });
  });
});
