import { readFile } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readBody } from '../../src/http/read-body.js';
import { bytesBody } from '../../src/http/request-body.js';
import { NO_RETRY } from '../../src/http/retry-policy.js';
import { ServerAgents, type ServerWay } from '../../src/http/server-agents.js';
import { must } from '../support/command.js';
import { FakeEngine } from '../support/fake-engine.js';
import { testHttpClient } from '../support/http-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const { signal } = new AbortController();

async function post(way: ServerWay, url: string, body: Buffer, times = 1): Promise<string[]> {
  const client = testHttpClient({ agents: new ServerAgents(way) });
  try {
    const answers: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const request = { method: 'POST', url: new URL(url), secrets: [], retry: NO_RETRY, signal } as const;
      const response = await client.open({ ...request, body: bytesBody(body) });
      answers.push(Buffer.from(await readBody(response, 1_000_000)).toString());
    }
    return answers;
  } finally {
    client.close();
  }
}

describe('a server that a program leads to', () => {
  let engine: FakeEngine;
  beforeAll(async () => {
    engine = await FakeEngine.start();
  });
  afterAll(() => engine.stop());

  /** What `ssh HOST docker system dial-stdio` does. */
  const program = (): readonly string[] => [
    process.execPath,
    '-e',
    `const s = require('net').connect(${JSON.stringify(engine.socket)}); process.stdin.pipe(s).pipe(process.stdout)`,
  ];

  it('gets megabytes, and answers one request after another on one connection', async () => {
    engine.onLoad = (members, response) => response.end(String(members.length));
    const answers = await post(
      { kind: 'command', argv: program() },
      'http://docker/images/load',
      Buffer.alloc(5_000_000),
      2,
    );
    expect(answers).toEqual(['0', '0']);
    expect(engine.connections).toBe(1);
  });

  it('has the words of the program in the error when it ends', async () => {
    const argv = ['/bin/sh', '-c', 'echo "Permission denied (publickey)." >&2; exit 255'];
    await expect(post({ kind: 'command', argv }, 'http://docker/x', Buffer.from('x'))).rejects.toThrow(
      'cannot reach docker: /bin/sh ended with exit code 255: Permission denied (publickey).',
    );
  });

  it('is missed with its name when there is no such program', async () => {
    const argv = ['/nowhere/ssh', 'host'];
    await expect(post({ kind: 'command', argv }, 'http://docker/x', Buffer.from('x'))).rejects.toThrow(
      /cannot reach docker: .*ENOENT/,
    );
  });
});

describe('a server that asks for a certificate', () => {
  let folder: string;
  let server: https.Server;
  let pem: { readonly key: Buffer; readonly cert: Buffer };
  beforeAll(async () => {
    folder = await temporaryFolder('server-agents');
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const request = ['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const subject = ['-days', '2', '-subj', '/CN=daemon', '-addext', 'subjectAltName=IP:127.0.0.1'];
    await must([...request, '-keyout', key, '-out', cert, ...subject]);
    pem = { key: await readFile(key), cert: await readFile(cert) };
    server = https.createServer(
      { ...pem, ca: pem.cert, requestCert: true, rejectUnauthorized: true },
      ({ socket }, response) => {
        response.end(socket instanceof TLSSocket ? socket.getPeerCertificate().subject.CN : '');
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await removeTree(folder);
  });

  const ask = (tls: Extract<ServerWay, { kind: 'host' }>['tls']): Promise<string[]> =>
    post({ kind: 'host', tls }, `https://127.0.0.1:${(server.address() as AddressInfo).port}/`, Buffer.from('x'));

  it('gets ours, and shows one of the given authority', async () => {
    expect(await ask({ ...pem, ca: pem.cert, verify: true })).toEqual(['daemon']);
  });

  it('is refused without the authority, unless nothing is verified', async () => {
    await expect(ask({ ...pem, verify: true })).rejects.toThrow(/self-signed certificate/);
    expect(await ask({ ...pem, verify: false })).toEqual(['daemon']);
  });

  it('refuses us without ours', async () => {
    await expect(ask({ ca: pem.cert, verify: true })).rejects.toThrow(/cannot reach/);
  });
});
