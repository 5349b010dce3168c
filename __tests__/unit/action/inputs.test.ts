import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import type { UserError } from '../../../src/errors.js';
import { readInputs } from '../../../src/action/inputs.js';
import type { BuildOptions } from '../../../src/app/options/build-options.js';
import { EMULATOR_IMAGE } from '../../../src/app/options/values/emulator-image.js';
import { DEFAULT_CACHE } from '../app/options/samples.js';
import { job } from './job.js';
import { parseReference } from '../../../src/oci/reference.js';
import { tags } from '../../support/image-names.js';

const RUN: BuildOptions['run'] = { network: 'host', extraHosts: [], ulimits: [] };

/** What is attested has tests of its own. */
const OPTIONS: Omit<BuildOptions, 'attestations'> = {
  context: { kind: 'directory', path: '/repo' },
  tags: [],
  buildArgs: {},
  labels: {},
  platforms: [],
  noCache: false,
  noCacheFilters: [],
  pull: false,
  outputs: [],
  annotations: [],
  test: [],
  run: RUN,
  entitlements: [],
  emulation: 'auto',
  emulatorImage: parseReference(EMULATOR_IMAGE),
  buildContexts: {},
  secrets: [],
  ssh: {},
  cache: DEFAULT_CACHE,
  cacheFrom: [],
  cacheTo: [],
  scope: 'o/r:Dockerfile',
};

const COMMIT = 'c'.repeat(40);
const OTHER = {
  kind: 'git',
  address: {
    remote: 'https://github.com/o/other.git',
    ref: '',
    subdir: '',
    submodules: true,
    mtime: 'checkout',
    fetchByCommit: false,
  },
} as const;
/** The Git context of the job. Its files have the time of the commit. */
const OWN = {
  kind: 'git',
  address: { ...OTHER.address, remote: 'https://github.com/o/r.git', ref: COMMIT, mtime: 'commit' },
} as const;

const READ: readonly (readonly [inputs: Readonly<Record<string, string>>, expected: Partial<BuildOptions>])[] = [
  [{}, {}],
  [{ context: '.' }, {}],
  [{ context: 'app' }, { context: { kind: 'directory', path: '/repo/app' }, scope: 'o/r:app/Dockerfile' }],
  [{ context: '' }, { context: OWN }],
  [{ context: '{{defaultContext}}' }, { context: OWN }],
  [
    { context: '{{ defaultContext }}:app', file: 'D' },
    {
      context: { kind: 'git', address: { ...OWN.address, subdir: 'app' } },
      dockerfile: 'D',
      scope: 'o/r:app/D',
    },
  ],
  [
    { context: '', 'github-token': 't' },
    { context: OWN, secrets: [{ id: 'GIT_AUTH_TOKEN.github.com', kind: 'value', value: Buffer.from('t') }] },
  ],
  [
    { context: '', 'github-token': 't', secrets: 'GIT_AUTH_TOKEN=x' },
    { context: OWN, secrets: [{ id: 'GIT_AUTH_TOKEN', kind: 'value', value: Buffer.from('x') }] },
  ],
  // The token is for the job's own repository alone.
  [{ context: 'https://github.com/o/other.git', 'github-token': 't' }, { context: OTHER }],
  [{ file: 'app/D' }, { dockerfile: '/repo/app/D', scope: 'o/r:app/D' }],
  [{ file: '/else/D' }, { dockerfile: '/else/D', scope: 'o/r:/else/D' }],
  [{ target: 'web' }, { target: 'web', variant: '@web' }],
  [{ tags: 'a:1,b\nc' }, { tags: tags('a:1', 'b', 'c') }],
  [{ labels: 'a=1,2\nb=3' }, { labels: { a: '1,2', b: '3' } }],
  [{ 'build-args': 'A=1\n"B=x\ny"\nFROM_ENV' }, { buildArgs: { A: '1', B: 'x\ny', FROM_ENV: 'e' } }],
  [
    { platforms: 'linux/amd64,linux/arm64' },
    { platforms: ['linux/amd64', 'linux/arm64'], variant: 'linux/amd64,linux/arm64' },
  ],
  [
    { push: 'true', tags: 'a' },
    { tags: tags('a'), outputs: [{ type: 'registry' }] },
  ],
  [{ 'no-cache': 'true' }, { noCache: true }],
  [{ 'no-cache-filters': 'deps\nlint, 0' }, { noCacheFilters: ['deps', 'lint', '0'] }],
  [{ pull: 'true' }, { pull: true }],
  [{ network: 'none' }, { run: { ...RUN, network: 'none' } }],
  [
    { outputs: 'type=oci,dest=layout\ntype=docker,"dest=a,b.tar"' },
    {
      outputs: [
        { type: 'oci', dest: '/repo/layout', tar: false },
        { type: 'docker', dest: '/repo/a,b.tar' },
      ],
    },
  ],
  [
    { 'add-hosts': 'a:1.2.3.4,b:::1' },
    {
      run: {
        ...RUN,
        extraHosts: [
          { name: 'a', ip: '1.2.3.4' },
          { name: 'b', ip: '::1' },
        ],
      },
    },
  ],
  [{ 'shm-size': '2g' }, { run: { ...RUN, shmSize: 2 * 1024 ** 3 } }],
  [
    { ulimit: 'nofile=1024:2048\ncore=0' },
    {
      run: {
        ...RUN,
        ulimits: [
          { name: 'nofile', soft: 1024, hard: 2048 },
          { name: 'core', soft: 0, hard: 0 },
        ],
      },
    },
  ],
  [
    { 'build-contexts': 'lib={{defaultContext}}\nimg=docker-image://a' },
    {
      buildContexts: {
        lib: OWN,
        img: { kind: 'image', reference: parseReference('a') },
      },
    },
  ],
  [{ ssh: 'default=a.sock' }, { ssh: { default: { kind: 'socket', path: '/repo/a.sock' } } }],
  [{ 'save-failed': 'debug' }, { saveFailed: tags('debug')[0]! }],
  [{ cache: 'read-only' }, { cache: { ...DEFAULT_CACHE, mode: 'read-only' } }],
  [
    { 'cache-policy': 'all', 'cache-max-size': '500m', 'cache-timeout': '90s', 'cache-mounts': 'npm,apt\npip' },
    {
      cache: {
        mode: 'auto',
        policy: 'all',
        maxBytes: 500 * 1024 ** 2,
        timeoutMs: 90_000,
        mounts: ['npm', 'apt', 'pip'],
      },
    },
  ],
  [{ 'cache-mounts': 'false' }, { cache: { ...DEFAULT_CACHE, mounts: false } }],
  [
    { 'cache-scope': 'web', target: 'x' },
    { scope: 'web', target: 'x', variant: '@x' },
  ],
  [{ 'cache-matrix': 'null' }, {}],
  [{ 'cache-matrix': '{"os":"a"}' }, { variant: '{"os":"a"}' }],
  [
    { 'cache-from': 'type=gha\ntype=local,src=c', 'cache-to': 'type=gha,scope=s,mode=max' },
    {
      cacheFrom: [{ type: 'gha' }, { type: 'local', directory: '/repo/c' }],
      cacheTo: [{ type: 'gha', scope: 's', mode: 'max' }],
    },
  ],
];

describe('readInputs', () => {
  it.each(READ)('%j', (inputs, expected) => {
    const {
      attestations: _,
      toldProvenance: __,
      ...options
    } = readInputs(job(inputs, { FROM_ENV: 'e', GITHUB_SHA: COMMIT })).options;
    expect(options).toEqual({ ...OPTIONS, ...expected });
  });

  it('keeps everything in the temporary folder of the runner, unless told otherwise', () => {
    expect(readInputs(job()).host).toEqual({
      root: expect.stringMatching(/^\/runner\/_temp\/layer-build\/[0-9a-f]{16}$/) as unknown,
      registryMirrors: [],
      insecureRegistries: [],
      dockerConfigDir: '/home/runner/.docker',
      workerEntry: '/action/dist/worker/index.js',
      programPath: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      tempDir: '/runner/_temp',
      daemon: {
        tls: 'none',
        certFolder: '/home/runner/.docker',
        configFolder: '/home/runner/.docker',
        programPath: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      },
      builders: { buildxFolder: '/home/runner/.docker/buildx' },
      proxies: {},
      signing: { identity: undefined, services: {}, server: 'https://github.com', inJob: false },
      checkedOut: { remote: 'https://github.com/o/r.git', folder: '/repo' },
    });
    const inputs = {
      root: 'kept',
      'registry-mirrors': 'http://127.0.0.1:1/, https://m',
      'insecure-registries': 'r:5000',
    };
    expect(
      readInputs(job(inputs, { DOCKER_CONFIG: '/d', HTTPS_PROXY: 'p', SOURCE_DATE_EPOCH: '5' })).host,
    ).toMatchObject({
      root: expect.stringMatching(/^\/repo\/kept\/[0-9a-f]{16}$/) as unknown,
      registryMirrors: ['http://127.0.0.1:1', 'https://m'],
      insecureRegistries: ['r:5000'],
      dockerConfigDir: '/d',
      proxies: { HTTPS_PROXY: 'p' },
      sourceDateEpoch: '5',
    });
    expect(readInputs(job({}, { RUNNER_TEMP: '', GITHUB_REPOSITORY: '' })).host.root).toBe('/tmp/layer-build');
    expect(readInputs(job({}, { RUNNER_TOOL_CACHE: '/tools' })).host.runtimeFolder).toBe('/tools/layer-build');
  });

  it('reads the configuration file too, after the inputs', () => {
    const given = job({ 'registry-mirrors': 'https://m' }, { XDG_CONFIG_HOME: '/etc/xdg' });
    const text = JSON.stringify({ 'registry-mirrors': ['https://n'], 'insecure-registries': ['r:5000'] });
    const readText = (file: string) => (file === '/etc/xdg/layer-build/config.json' ? text : undefined);
    expect(readInputs({ ...given, files: { ...given.files, readText } }).host).toMatchObject({
      registryMirrors: ['https://m', 'https://n'],
      insecureRegistries: ['r:5000'],
    });
  });

  it('reads secrets in their three forms, and masks their values', () => {
    const inputs = {
      secrets: 'A= one two \n"B=x\ny"',
      'secret-envs': 'C=TOKEN,D=NOT_SET',
      'secret-files': 'E=token.txt',
    };
    const read = readInputs(job(inputs, { TOKEN: 'hunter2' }));
    const secrets = read.options.secrets.map((secret) => [
      secret.id,
      secret.kind === 'file' ? secret.path : Buffer.from(secret.value).toString(),
    ]);
    expect(Object.fromEntries(secrets)).toEqual({
      A: ' one two ',
      B: 'x\ny',
      C: 'hunter2',
      D: '',
      E: '/repo/token.txt',
    });
    expect([...read.masks].sort()).toEqual([' one two ', 'hunter2', 'x\ny']);
    expect(read.warnings).toEqual([]);
  });

  it('warns of a secret that it cannot use, without showing it', () => {
    const read = readInputs(job({ secrets: 'hunter2\nA=fine', 'secret-files': 'B=none.txt' }));
    expect(read.options.secrets.map((secret) => secret.id)).toEqual(['A']);
    expect(read.warnings).toHaveLength(2);
    expect(read.warnings.join()).not.toContain('hunter2');
    expect(read.warnings[1]).toContain('"none.txt"');
  });

  it('takes the control group of RUN, and none that leads elsewhere', () => {
    expect(readInputs(job({ 'cgroup-parent': '/ci/builds.slice/' })).options.cgroupParent).toBe('ci/builds.slice');
    expect(readInputs(job({ 'cgroup-parent': '' })).options.cgroupParent).toBeUndefined();
    for (const text of ['/', '../other', 'a/../../b', 'a b']) {
      expect(() => readInputs(job({ 'cgroup-parent': text }))).toThrow('invalid control group');
    }
  });

  it('warns of a cache that is not supported, and reports attributes without effect', () => {
    const read = readInputs(job({ 'cache-to': 'type=inline', 'cache-from': 'type=gha,token=t,url=u' }));
    expect(read.options.cacheTo).toEqual([]);
    expect(read.warnings).toEqual([
      'input "cache-to": type=inline is ignored: an image carries no cache here; use type=registry with a ref of its own',
    ]);
    expect(read.notices).toEqual(['input "cache-from": token, url of type=gha has no effect on cache-from']);
  });

  it('goes on without a cache that buildx would go on without', () => {
    const read = readInputs(job({ 'cache-from': 'type=s3,region=eu-west-1\ntype=gha,scpoe=a' }));
    expect(read.options.cacheFrom).toEqual([{ type: 'gha' }]);
    expect(read.warnings).toEqual([
      expect.stringMatching(
        /^input "cache-from": "type=s3,region=eu-west-1" has no bucket, so the build goes on without/,
      ),
      'input "cache-from": type=gha has no attribute scpoe, so it has no effect. Did you mean scope?',
    ]);
  });

  it.each([
    [{ call: 'outlines' }, /input "call": "outlines" is not supported/],
    [{ push: 'true' }, /a push needs a tag/],
    [{ push: 'yes' }, /input "push" is "yes"/],
    [{ context: 'nowhere' }, /no folder "nowhere"/],
    [{ outputs: 'type=locla,dest=x' }, /input "outputs": unknown output type "locla"/],
    [{ annotations: 'index:a=1' }, /input "annotations": index:a: index annotations not supported for single platform/],
    [{ 'build-args': '=1' }, /input "build-args"/],
    [{ cache: 'on' }, /input "cache": "on" is not known/],
    [{ 'cache-policy': 'none' }, /input "cache-policy"/],
    [{ 'cache-max-size': 'much' }, /input "cache-max-size": invalid size/],
    [{ 'cache-timeout': '5' }, /input "cache-timeout": invalid duration/],
    [{ 'cache-timeout': '-5s' }, /input "cache-timeout": "-5s" is too short/],
    [{ 'cache-mounts': 'true,npm' }, /input "cache-mounts": true cannot be given together with ids/],
    [{ 'cache-from': 'type=registry' }, /input "cache-from": .* has no ref/],
    [{ 'cache-to': 'type=regstry,ref=a' }, /input "cache-to": .* unknown type regstry/],
    [{ 'add-hosts': 'x' }, /input "add-hosts": invalid host "x"/],
    [{ 'registry-mirrors': 'mirror' }, /input "registry-mirrors"/],
    [{ build_args: 'A=1' }, /there is no input "build_args"/],
    [{ platform: 'linux/amd64' }, /there is no input "platform"/],
  ])('refuses %j', (inputs, message) => {
    expect(() => readInputs(job(inputs as unknown as Record<string, string>))).toThrow(message);
  });
});

describe('what the Action does not have', () => {
  const hintOf = (input: string): string | undefined => {
    try {
      readInputs(job({ [input]: 'x' }));
    } catch (error) {
      return (error as UserError).hint;
    }
    return undefined;
  };

  it.each([
    ['build_args', 'Did you mean "build-args"?'],
    ['tag', 'Did you mean "tags"?'],
    ['dockerfile', 'docs/options.md lists all inputs.'],
    ['platform', 'Did you mean "platforms"?'],
  ])('names the input that %s was meant to be', (input, hint) => {
    expect(hintOf(input)).toBe(hint);
  });

  it('may be there without a value, as from an expression that is empty', () => {
    expect(readInputs(job({ platform: '' })).options.platforms).toEqual([]);
  });
});

describe("the settings of docker/build-push-action in the job's environment", () => {
  it.each([
    [{}, { summary: true, checksAnnotations: true }],
    [{ DOCKER_BUILD_SUMMARY: 'false' }, { summary: false, checksAnnotations: true }],
    [
      { DOCKER_BUILD_CHECKS_ANNOTATIONS: '0', DOCKER_BUILD_SUMMARY: 'true' },
      { summary: true, checksAnnotations: false },
    ],
  ])('%j', (env, settings) => {
    expect(readInputs(job({}, env as Record<string, string>)).docker).toEqual(settings);
  });

  it('must be true or false', () => {
    expect(() => readInputs(job({}, { DOCKER_BUILD_SUMMARY: 'no' }))).toThrow(/DOCKER_BUILD_SUMMARY is "no"/);
  });
});

describe('action.yml', () => {
  const manifest = readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8');
  const names = [
    ...manifest.slice(manifest.indexOf('inputs:'), manifest.indexOf('\noutputs:')).matchAll(/^ {2}([a-z-]+):/gm),
  ].map((match) => match[1]);

  it('has every input that the code reads, and reads every input that it has', () => {
    const asked = new Set<string>();
    const given = job();
    const env = new Proxy(given.env, {
      get: (target, name) => {
        if (String(name).startsWith('INPUT_')) asked.add(String(name).slice(6).toLowerCase());
        return target[String(name)];
      },
    });
    readInputs({ ...given, env });
    expect([...asked].sort()).toEqual(names.sort());
  });

  it('runs on Node 24, with main and post from dist', () => {
    expect(manifest).toMatch(/using: node24\n {2}main: dist\/main\/index\.js\n {2}post: dist\/post\/index\.js\n/);
  });
});
