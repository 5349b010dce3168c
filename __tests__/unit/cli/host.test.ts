import { describe, expect, it } from 'vitest';

import type { ProcessEnvironment } from '../../../src/app/options/process/process-environment.js';
import { BUILD_DECLARATION } from '../../../src/cli/build/build-verb.js';
import { hostOfCommand } from '../../../src/cli/command/host.js';
import { readVerbCall } from '../../../src/cli/command/verb.js';
import { disk, fakeProcess } from './fake-process.js';
import type { HostSettings } from '../../../src/app/options/host-settings.js';

function host(argv: readonly string[], changes: Partial<ProcessEnvironment> = {}): HostSettings {
  const environment = fakeProcess(changes);
  return hostOfCommand(readVerbCall(BUILD_DECLARATION, argv, environment).values.host, environment);
}

describe('hostOfCommand', () => {
  it('has defaults below the home folder', () => {
    expect(host([])).toEqual({
      root: '/home/u/.local/share/layer-build',
      registryMirrors: [],
      insecureRegistries: [],
      dockerConfigDir: '/home/u/.docker',
      workerEntry: '/app/dist/worker/index.js',
      programPath: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      tempDir: '/tmp',
      daemon: {
        tls: 'none',
        certFolder: '/home/u/.docker',
        configFolder: '/home/u/.docker',
        programPath: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      },
      proxies: {},
      builders: { buildxFolder: '/home/u/.docker/buildx' },
      signing: { identity: undefined, services: {}, server: 'https://github.com', inJob: false },
    });
  });

  it.each([
    ['--root r', {}, '/project/r'],
    ['--root /r', { LAYER_BUILD_ROOT: '/e' }, '/r'],
    ['', { LAYER_BUILD_ROOT: 'e' }, '/project/e'],
    ['', { LAYER_BUILD_ROOT: '', XDG_DATA_HOME: '/data' }, '/data/layer-build'],
    ['', { XDG_DATA_HOME: 'relative' }, '/home/u/.local/share/layer-build'],
  ])('root of %j with %j is %s', (argv, env, root) => {
    expect(host(argv === '' ? [] : argv.split(' '), { env }).root).toBe(root);
  });

  it('puts mirrors of the command line before those of the configuration file, each once', () => {
    const config = {
      'registry-mirrors': ['https://b/', 'http://c:5000'],
      'insecure-registries': ['d:5000'],
      debug: true,
    };
    const files = disk({ '/etc/xdg/layer-build/config.json': JSON.stringify(config) });
    const found = host(
      ['--registry-mirror', 'https://a', '--registry-mirror', 'https://b', '--insecure-registry', 'e'],
      {
        files,
        env: { XDG_CONFIG_HOME: '/etc/xdg' },
      },
    );
    expect(found.registryMirrors).toEqual(['https://a', 'https://b', 'http://c:5000']);
    expect(found.insecureRegistries).toEqual(['e', 'd:5000']);
  });

  it.each([
    ['{', /is not JSON/],
    ['[]', /config\.json: the document should be an object, but is an array/],
    ['{"registry-mirrors":"https://a"}', /config\.json: registry-mirrors should be an array, but is "https:\/\/a"/],
    ['{"registry-mirrors":["a:5000"]}', /config\.json: "a:5000" is not the address of a mirror/],
    ['{"insecure-registries":[1]}', /config\.json: insecure-registries\[0\] should be a string, but is 1/],
  ])('refuses the configuration %s', (text, message) => {
    const files = disk({ '/home/u/.config/layer-build/config.json': text });
    expect(() => host([], { files })).toThrow(message);
  });

  it('takes credentials, proxies and the clock of the environment', () => {
    const env = {
      DOCKER_CONFIG: 'd',
      https_proxy: 'http://p',
      NO_PROXY: 'x',
      HTTP_PROXY: '',
      SOURCE_DATE_EPOCH: '1700000000',
      PATH: '/bin',
    };
    expect(host([], { env })).toMatchObject({
      dockerConfigDir: '/project/d',
      programPath: '/bin',
      proxies: { https_proxy: 'http://p', NO_PROXY: 'x' },
      sourceDateEpoch: '1700000000',
    });
    expect(() => host([], { env: { SOURCE_DATE_EPOCH: 'now' } })).toThrow(/SOURCE_DATE_EPOCH is "now"/);
  });

  it.each([
    [
      { DOCKER_HOST: '', DOCKER_TLS_VERIFY: '', DOCKER_CERT_PATH: '' },
      { tls: 'none', certFolder: '/home/u/.docker' },
    ],
    [
      { DOCKER_HOST: 'tcp://d:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: 'certs' },
      { host: 'tcp://d:2376', tls: 'verified', certFolder: '/project/certs' },
    ],
    [
      { DOCKER_TLS: '1', DOCKER_CONFIG: '/c' },
      { tls: 'unverified', certFolder: '/c', configFolder: '/c' },
    ],
    [
      { DOCKER_CONTEXT: 'far', XDG_RUNTIME_DIR: '/run/user/1' },
      { context: 'far', runtimeFolder: '/run/user/1' },
    ],
  ])('takes the daemon from %j', (env, daemon) => {
    expect(host([], { env }).daemon).toMatchObject(daemon);
  });
});
