import { describe, expect, it } from 'vitest';

import { parseBuilderAddress } from '../../../src/buildkit/builder-address.js';
import { UserError } from '../../../src/errors.js';

const ssh = ['ssh', '-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];
const alive = ['-o', 'ServerAliveInterval=20', '-o', 'ServerAliveCountMax=3'];
const command = (...argv: readonly string[]): object => ({ kind: 'command', argv });

describe('the address of a builder', () => {
  it.each([
    ['unix:///run/buildkit/buildkitd.sock', { kind: 'socket', path: '/run/buildkit/buildkitd.sock' }],
    ['tcp://10.0.0.1:1234', { kind: 'host' }],
    ['tcp://[::1]:1234', { kind: 'host' }],
    ['ssh://ci@host:22', command(...ssh, ...alive, '-l', 'ci', '-p', '22', '--', 'host', 'buildctl', 'dial-stdio')],
    [
      'ssh://host/run/buildkitd.sock',
      command(...ssh, ...alive, '--', 'host', 'buildctl', '--addr', 'unix:///run/buildkitd.sock', 'dial-stdio'),
    ],
    ['docker-container://b0', command('docker', 'exec', '-i', 'b0', 'buildctl', 'dial-stdio')],
    [
      'docker-container://b0?context=far',
      command('docker', '--context', 'far', 'exec', '-i', 'b0', 'buildctl', 'dial-stdio'),
    ],
    ['kube-pod://p-1', command('kubectl', 'exec', '-i', 'p-1', '--', 'buildctl', 'dial-stdio')],
    [
      'kube-pod://p-1?context=c&namespace=ci&container=b',
      command(
        ...['kubectl', '--context=c', '--namespace=ci', 'exec', '-i', '--container=b', 'p-1'],
        ...['--', 'buildctl', 'dial-stdio'],
      ),
    ],
  ])('%s', (text, way) => {
    expect(parseBuilderAddress(text, '--builder', {}).place.way).toMatchObject(way);
  });

  it.each([
    ['ftp://host', /is no address of a builder/],
    ['unix://relative', /no absolute path/],
    ['tcp://host', /no port/],
    ['tcp://host:1/path', /more than a host and a port/],
    ['tcp://user@host:1', /more than a host and a port/],
    ['ssh://user:password@host', /password/],
    ['ssh://-oProxyCommand=x', /option|no address/],
    ['ssh://host/a b;c', /no address|shell/],
    ['docker-container://--privileged', /names no container/],
    ['docker-container://b0?context=--tls', /context/],
    ['kube-pod://-n', /names no pod/],
    ['kube-pod://p?kubeconfig=/etc/shadow', /cannot have/],
    ['kube-pod://p?namespace=a b', /cannot have/],
  ])('%s is refused', (text, problem) => {
    const parse = (): unknown => parseBuilderAddress(text, '--builder', {});
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(problem);
  });

  it('says which file of TLS cannot be read', () => {
    expect(() => parseBuilderAddress('tcp://host:1', '--builder', { ca: '/nowhere/ca.pem' })).toThrow(
      'cannot read the TLS file /nowhere/ca.pem',
    );
  });
});
