import { connect } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openSshAgents, type OpenedAgents } from '../../src/app/sources/ssh-agents.js';
import { UserError } from '../../src/errors.js';
import { type CommandResult, must, plainEnvironment, run } from '../support/command.js';
import { type SshServer, startSshServer } from '../support/ssh-server.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** As ssh-keygen is asked for them. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  ed25519: ['-t', 'ed25519'],
  'rsa-2048': ['-t', 'rsa', '-b', '2048'],
  'rsa-3072-pem': ['-t', 'rsa', '-b', '3072', '-m', 'PEM'],
  'rsa-2048-pkcs8': ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8'],
  'ecdsa-256': ['-t', 'ecdsa', '-b', '256'],
  'ecdsa-384-pem': ['-t', 'ecdsa', '-b', '384', '-m', 'PEM'],
  'ecdsa-521': ['-t', 'ecdsa', '-b', '521'],
  'ecdsa-256-pkcs8': ['-t', 'ecdsa', '-b', '256', '-m', 'PKCS8'],
};

/** The agent of key files, asked by OpenSSH's own programs. */
describe('ssh agent', () => {
  let folder: string;
  let agents: OpenedAgents;
  let started = 0;
  const key = (name: string): string => join(folder, name);
  const publicKey = (name: string): Promise<string> => readFile(`${key(name)}.pub`, 'utf8');

  const opened: OpenedAgents[] = [];
  async function agentOf(...names: string[]): Promise<string> {
    const one = await openSshAgents(
      { only: { kind: 'keys', files: names.map(key) } },
      join(folder, `sockets-${++started}`),
    );
    opened.push(one);
    return one.sockets.get('only') ?? '';
  }

  const ask = (socket: string, ...command: string[]): Promise<CommandResult> =>
    run(command, { env: { ...plainEnvironment(), SSH_AUTH_SOCK: socket } });

  beforeAll(async () => {
    folder = await temporaryFolder('ssh-agent');
    for (const [name, args] of Object.entries(KEYS)) {
      await must(['ssh-keygen', '-q', '-N', '', '-C', 'me@machine', ...args, '-f', key(name)]);
    }
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', 'geheim', '-f', key('locked')]);
    await must(['ssh-keygen', '-q', '-t', 'rsa', '-m', 'PEM', '-N', 'geheim', '-f', key('locked-pem')]);
    await must(['ssh-keygen', '-q', '-t', 'rsa', '-m', 'PKCS8', '-N', 'geheim', '-f', key('locked-pkcs8')]);
    agents = await openSshAgents({ all: { kind: 'keys', files: Object.keys(KEYS).map(key) } }, join(folder, 'sockets'));
  });

  afterAll(async () => {
    agents.close();
    for (const one of opened) one.close();
    await removeTree(folder);
  });

  it('lists its keys as ssh-keygen does, without their file names', async () => {
    const listed = await ask(agents.sockets.get('all') ?? '', 'ssh-add', '-l');
    const expected = await Promise.all(
      Object.keys(KEYS).map(async (name) => (await must(['ssh-keygen', '-lf', key(name)])).trim().split(' ')[1]),
    );
    expect(
      listed.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[1]),
    ).toEqual(expected);
    expect(listed.stdout).not.toContain('me@machine');
  });

  it.each(Object.keys(KEYS))('signs with %s so that OpenSSH accepts the signature', async (name) => {
    const socket = await agentOf('ed25519', name);
    expect(await ask(socket, 'ssh-add', '-T', `${key(name)}.pub`)).toMatchObject({ code: 0 });
  });

  it('knows which keys it has', async () => {
    const tested = await ask(await agentOf('ed25519'), 'ssh-add', '-T', `${key('ecdsa-256')}.pub`);
    expect(tested.code).not.toBe(0);
  });

  it('signs files that ssh-keygen verifies', async () => {
    await writeFile(key('message'), 'text');
    await writeFile(key('allowed'), `me ${await publicKey('rsa-2048')}`);
    const socket = await agentOf('rsa-2048');
    const command = ['ssh-keygen', '-Y', 'sign', '-n', 'file', '-f', `${key('rsa-2048')}.pub`, key('message')];
    expect(await ask(socket, ...command)).toMatchObject({ code: 0 });
    const verify = `ssh-keygen -Y verify -f '${key('allowed')}' -I me -n file -s '${key('message')}.sig' < '${key('message')}'`;
    expect(await run(['sh', '-c', verify])).toMatchObject({ code: 0 });
  });

  it.each(['locked', 'locked-pem', 'locked-pkcs8'])('refuses a key with a passphrase: %s', async (name) => {
    await expect(agentOf(name)).rejects.toThrow(/is protected by a passphrase/);
  });

  it('refuses a file that is not a key, without showing its content', async () => {
    const text = await readFile(key('ed25519'), 'utf8');
    const files = {
      empty: '',
      text: 'a secret that is no key',
      'cut-off': text.replace(/^(-.*\n.*\n)[^-]*/, '$1'),
      public: await publicKey('ed25519'),
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(key(name), content);
      const error: unknown = await agentOf(name).catch((reason: unknown) => reason);
      expect(error, name).toBeInstanceOf(UserError);
      expect(String(error)).toContain('is not a private key that can be read');
      expect(String(error)).not.toMatch(/a secret that|AAAA/);
    }
    await expect(agentOf('none')).rejects.toThrow(/cannot read ssh key/);
  });

  it('refuses to be changed, whether it holds the keys or asks another agent', async () => {
    const keys = await agentOf('ed25519');
    const second = await openSshAgents({ other: { kind: 'socket', path: keys } }, join(folder, 'forwarded'));
    opened.push(second);
    for (const socket of [keys, second.sockets.get('other') ?? '']) {
      for (const change of [['-D'], ['-d', `${key('ed25519')}.pub`], [key('ecdsa-256')]]) {
        expect((await ask(socket, 'ssh-add', ...change)).code, change.join(' ')).not.toBe(0);
      }
      expect((await ask(socket, 'ssh-add', '-l')).stdout).toContain('ED25519');
      expect(await ask(socket, 'ssh-add', '-T', `${key('ed25519')}.pub`)).toMatchObject({ code: 0 });
    }
  });

  it('closes a connection that it cannot understand, and keeps serving others', async () => {
    const socket = await agentOf('ed25519');
    const told = (bytes: Buffer): Promise<Buffer> =>
      new Promise((resolve) => {
        const chunks: Buffer[] = [];
        const client = connect(socket, () => client.end(bytes));
        client.on('data', (chunk) => chunks.push(chunk));
        client.once('close', () => resolve(Buffer.concat(chunks)));
      });
    const failure = Buffer.from([0, 0, 0, 1, 5]);
    // A request to sign that is cut off within, one of a number that nobody knows, and an empty one.
    const odd = Buffer.from([0, 0, 0, 5, 13, 0, 0, 1, 0, 0, 0, 0, 3, 200, 1, 2, 0, 0, 0, 0]);
    expect(await told(odd)).toEqual(Buffer.concat([failure, failure, failure]));
    expect(await told(Buffer.from([0xff, 0xff, 0xff, 0xff, 11]))).toEqual(Buffer.alloc(0));
    expect((await ask(socket, 'ssh-add', '-l')).stdout).toContain('ED25519');
  });

  describe.skipIf(process.getuid?.() !== 0)('with a real sshd', () => {
    let server: SshServer;

    beforeAll(async () => {
      const authorized = await Promise.all(Object.keys(KEYS).map(publicKey));
      server = await startSshServer(key('sshd'), authorized);
    });

    afterAll(async () => {
      await server.stop();
    });

    function login({ port }: SshServer, socket: string, ...settings: string[]): Promise<CommandResult> {
      const hosts = `UserKnownHostsFile=${key('hosts')}`;
      const options = ['BatchMode=yes', 'StrictHostKeyChecking=no', hosts, ...settings];
      const flags = options.flatMap((option) => ['-o', option]);
      return ask(socket, 'ssh', '-F', 'none', ...flags, '-p', String(port), 'root@127.0.0.1', 'echo in');
    }

    it.each(Object.keys(KEYS))('%s opens it', async (name) => {
      expect(await login(server, await agentOf(name))).toMatchObject({ code: 0, stdout: 'in\n' });
    });

    it.each(['rsa-sha2-256', 'rsa-sha2-512'])('an RSA key signs as %s', async (algorithm) => {
      const strict = await startSshServer(
        key(`sshd-${algorithm}`),
        [await publicKey('rsa-2048')],
        [`PubkeyAcceptedAlgorithms ${algorithm}`],
      );
      try {
        const socket = await agentOf('rsa-2048');
        const setting = `PubkeyAcceptedAlgorithms=${algorithm}`;
        expect(await login(strict, socket, setting)).toMatchObject({ code: 0, stdout: 'in\n' });
      } finally {
        await strict.stop();
      }
    });

    it('nobody is let in without a key', async () => {
      expect((await login(server, join(folder, 'no-socket'))).code).toBe(255);
    });
  });
});
