import { describe, expect, it } from 'vitest';

import { parseDaemonAddress } from '../../../src/daemon/daemon-address.js';
import { UserError } from '../../../src/errors.js';

const TLS = { verify: true };
const ssh = ['ssh', '-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];
const alive = ['-o', 'ServerAliveInterval=20', '-o', 'ServerAliveCountMax=3'];

describe('the address of a daemon', () => {
  it.each([
    ['unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '\\\\.\\pipe\\docker_engine' }],
    [
      'ssh://build@host.example:2222',
      {
        kind: 'command',
        argv: [...ssh, ...alive, '-l', 'build', '-p', '2222', '--', 'host.example', 'docker', 'system', 'dial-stdio'],
      },
    ],
    [
      'ssh://host/run/user/1000/docker.sock',
      {
        kind: 'command',
        argv: [
          ...ssh,
          ...alive,
          '--',
          'host',
          'docker',
          '--host',
          'unix:///run/user/1000/docker.sock',
          'system',
          'dial-stdio',
        ],
      },
    ],
  ])('%s leads there without a host', (text, way) => {
    expect(parseDaemonAddress(text, 'DOCKER_HOST', undefined)).toMatchObject({ text, way });
  });

  it.each([
    ['tcp://10.0.0.1:2375', undefined, 'http://10.0.0.1:2375/'],
    ['tcp://daemon.example', undefined, 'http://daemon.example:2375/'],
    ['tcp://daemon.example', TLS, 'https://daemon.example:2376/'],
    ['tcp://daemon.example:443', TLS, 'https://daemon.example/'],
    ['tcp://daemon.example:80', undefined, 'http://daemon.example/'],
    ['http://daemon.example:1/below', undefined, 'http://daemon.example:1/below/'],
    ['https://daemon.example', undefined, 'https://daemon.example:2376/'],
    ['tcp://[::1]:2375', undefined, 'http://[::1]:2375/'],
  ])('%s with TLS %j is %s', (text, tls, base) => {
    const address = parseDaemonAddress(text, 'DOCKER_HOST', tls);
    expect(address.base.href).toBe(base);
    expect(address.way).toMatchObject({ kind: 'host' });
  });

  it.each([
    ['docker.sock', /no address of a daemon/],
    ['unix://docker.sock', /no absolute path/],
    ['fd://', /no address of a daemon/],
    ['tcp://', /no address/],
    ['ssh://', /no host/],
    ['ssh://u:p@host', /no password/],
    ['ssh://-oProxyCommand=x', /no address|an option/],
    ['ssh://-l@host', /an option/],
    ['ssh://host/a;b', /characters that the shell/],
    ['', /no address of a daemon/],
  ])('refuses %j', (text, message) => {
    const parse = (): unknown => parseDaemonAddress(text, 'DOCKER_HOST', undefined);
    expect(parse).toThrow(message);
    expect(parse).toThrow(UserError);
  });
});
