import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fetchRuntime } from '../../../../src/app/host/fetch-runtime.js';
import { httpClientOf } from '../../../../src/app/host/http-client.js';
import type { HostSettings } from '../../../../src/app/options/host-settings.js';
import { digestHex, sha256 } from '../../../../src/oci/digest.js';

const PROGRAM = '#!/bin/sh\necho runc\n';
const MACHINE: HostSettings = {
  root: '/nowhere',
  insecureRegistries: [],
  registryMirrors: [],
  dockerConfigDir: '/nowhere',
  workerEntry: '/nowhere',
  programPath: '',
  tempDir: '/nowhere',
  proxies: {},
  daemon: { tls: 'none', certFolder: '/nowhere', configFolder: '/nowhere', programPath: '/nowhere' },
};

let folder: string;
let server: Server;
let answer: { status: number; content: string };
let asked: number;
let notices: string[];

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'fetch-runtime-')), 'runtimes');
  answer = { status: 200, content: PROGRAM };
  asked = 0;
  notices = [];
  server = createServer((_, response) => {
    asked++;
    response.writeHead(answer.status).end(answer.content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  rmSync(join(folder, '..'), { recursive: true });
});

async function fetch(arch = 'x64', signal = new AbortController().signal): Promise<string> {
  const transport = httpClientOf(MACHINE);
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo | null)?.port ?? 9}/runc`;
    return await fetchRuntime(
      {
        folder,
        arch,
        send: (request, read) => transport.send(request, read),
        notice: (message) => notices.push(message),
        releases: new Map([['x64', { url, sha256: digestHex(sha256(PROGRAM)) }]]),
      },
      signal,
    );
  } finally {
    transport.close();
  }
}

/** Everything that lies in the folder of the one version. */
function kept(): readonly string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
}

describe('fetchRuntime', () => {
  it('downloads, checks and keeps the program, and says so', async () => {
    const found = await fetch();
    expect(readFileSync(join(found, 'runc'), 'utf8')).toBe(PROGRAM);
    expect([statSync(join(found, 'runc')).mode & 0o777, statSync(found).mode & 0o777]).toEqual([0o755, 0o700]);
    expect(kept()).toEqual(['runc-1.4.2-x64', 'runc-1.4.2-x64/runc']);
    expect(notices).toEqual([
      expect.stringMatching(/^neither crun nor runc is installed: fetching runc 1\.4\.2 from /),
    ]);
  });

  it('uses what it has kept, without asking anybody', async () => {
    const first = await fetch();
    expect(await fetch()).toBe(first);
    expect([asked, notices.length]).toEqual([1, 1]);
  });

  it('replaces what somebody else put in its place', async () => {
    const file = join(await fetch(), 'runc');
    chmodSync(file, 0o755);
    writeFileSync(file, '#!/bin/sh\necho owned\n');
    await fetch();
    expect([readFileSync(file, 'utf8'), asked]).toEqual([PROGRAM, 2]);
  });

  it.each([
    ['other bytes', { status: 200, content: 'other' }, /could not be fetched: the sha256 of .* is [0-9a-f]{64}, not /],
    ['no bytes', { status: 200, content: '' }, /could not be fetched: the sha256/],
    ['an error page', { status: 404, content: PROGRAM }, /could not be fetched: .* answered with status 404/],
  ])('keeps nothing of a server that gives %s', async (_, given, message) => {
    answer = given;
    await expect(fetch()).rejects.toMatchObject({
      name: 'InfraError',
      message: expect.stringMatching(message) as string,
      hint: 'Install one: apt-get install runc',
    });
    expect(kept().filter((name) => name.includes('/'))).toEqual([]);
  });

  it('says what to install where no server answers', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(fetch()).rejects.toMatchObject({
      name: 'InfraError',
      message: expect.stringMatching(
        /neither crun nor runc was found, and runc 1\.4\.2 could not be fetched: /,
      ) as string,
      hint: 'Install one: apt-get install runc',
    });
    expect(kept().filter((name) => name.includes('/'))).toEqual([]);
  });

  it('says that there is no build for the processor', async () => {
    await expect(fetch('mips')).rejects.toMatchObject({
      message: expect.stringContaining('there is no build of runc 1.4.2 for mips') as string,
      hint: 'Install one: apt-get install runc',
    });
  });

  it('ends with the reason of the signal', async () => {
    await expect(fetch('x64', AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
    expect(kept().filter((name) => name.includes('/'))).toEqual([]);
  });
});
