import { describe, expect, it } from 'vitest';

import type { BuildOptions } from '../../../src/app/options/build-options.js';
import { EMULATOR_IMAGE } from '../../../src/app/options/values/emulator-image.js';
import { UserError } from '../../../src/errors.js';
import type { ProcessEnvironment } from '../../../src/app/options/process/process-environment.js';
import { BUILD_DECLARATION } from '../../../src/cli/build-verb.js';
import { readBuildRequest, type BuildRequest } from '../../../src/cli/build-request.js';
import { readVerbCall } from '../../../src/cli/verb.js';
import { DEFAULT_CACHE } from '../app/options/samples.js';
import { disk, fakeProcess } from './fake-process.js';
import { parseReference } from '../../../src/oci/reference.js';
import { tags } from '../../support/image-names.js';

function read(argv: readonly string[], changes: Partial<ProcessEnvironment> = {}): BuildRequest {
  const cli = fakeProcess(changes);
  return readBuildRequest(readVerbCall(BUILD_DECLARATION, argv, cli), cli, cli.stdin);
}

function failure(argv: readonly string[], changes: Partial<ProcessEnvironment> = {}): UserError {
  try {
    read(argv, changes);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('no error');
}

const RUN: BuildOptions['run'] = { network: 'host', extraHosts: [], ulimits: [] };

/** What is attested has tests of its own. */
const OPTIONS: Omit<BuildOptions, 'attestations'> = {
  context: { kind: 'directory', path: '/project' },
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
};

const FILES = disk({ '/project/layout/': '', '/project/app/': '', '/project/s.txt': 'x', '/project/a,b': 'x' });
const ENVIRONMENT = { FROM_ENV: 'e', TOKEN: 'secret' };

const READ: readonly (readonly [argv: string, expected: Partial<BuildOptions>])[] = [
  ['.', {}],
  ['app', { context: { kind: 'directory', path: '/project/app' } }],
  ['-f app/D .', { dockerfile: '/project/app/D' }],
  ['--file=/D .', { dockerfile: '/D' }],
  ['-f=D .', { dockerfile: '/project/D' }],
  ['-fD .', { dockerfile: '/project/D' }],
  ['. -f D', { dockerfile: '/project/D' }],
  ['-t a -t b:1 --tag c .', { tags: tags('a', 'b:1', 'c') }],
  ['-t a -t a .', { tags: tags('a') }],
  ['-t a -- app', { tags: tags('a'), context: { kind: 'directory', path: '/project/app' } }],
  ['--target prod .', { target: 'prod' }],
  ['--target= .', {}],
  ['--build-arg A=1 --build-arg B=x=y --build-arg C= --build-arg A=2 .', { buildArgs: { A: '2', B: 'x=y', C: '' } }],
  ['--build-arg FROM_ENV --build-arg NOT_SET .', { buildArgs: { FROM_ENV: 'e' } }],
  ['--label a=1 --label b .', { labels: { a: '1', b: '' } }],
  ['--platform linux/amd64,linux/arm64 --platform linux/arm64 .', { platforms: ['linux/amd64', 'linux/arm64'] }],
  ['--no-cache .', { noCache: true }],
  ['--no-cache=false .', {}],
  ['--no-cache=T .', { noCache: true }],
  ['--no-cache-filter deps,Lint --no-cache-filter 0 .', { noCacheFilters: ['deps', 'Lint', '0'] }],
  ['--pull .', { pull: true }],
  ['--push -t a .', { tags: tags('a'), outputs: [{ type: 'registry' }] }],
  ['--push -o type=registry -t a .', { tags: tags('a'), outputs: [{ type: 'registry' }] }],
  ['-o type=image,name=a,push=true .', { tags: tags('a'), outputs: [{ type: 'registry' }] }],
  ['-o type=image -t a .', { tags: tags('a'), outputs: [{ type: 'store' }] }],
  ['--push -o type=image -t a .', { tags: tags('a'), outputs: [{ type: 'registry' }] }],
  [
    '-o type=registry,rewrite-timestamp=true -t a .',
    { tags: tags('a'), outputs: [{ type: 'registry', rewriteTimestamp: true }] },
  ],
  ['-o type=oci,rewrite-timestamp=0,dest=x.tar .', { outputs: [{ type: 'oci', dest: '/project/x.tar', tar: true }] }],
  ['-o type=oci,dest=x.tar .', { outputs: [{ type: 'oci', dest: '/project/x.tar', tar: true }] }],
  ['-o type=oci,dest=new .', { outputs: [{ type: 'oci', dest: '/project/new', tar: true }] }],
  ['-o type=oci,dest=new/ .', { outputs: [{ type: 'oci', dest: '/project/new', tar: false }] }],
  ['-o type=oci,dest=layout .', { outputs: [{ type: 'oci', dest: '/project/layout', tar: false }] }],
  ['-o type=oci,tar=false,dest=new .', { outputs: [{ type: 'oci', dest: '/project/new', tar: false }] }],
  ['-o type=oci,dest=- .', { outputs: [{ type: 'oci', dest: '-', tar: true }] }],
  ['-o type=oci .', { outputs: [{ type: 'oci', dest: '-', tar: true }] }],
  ['--load .', { outputs: [{ type: 'docker', dest: undefined }] }],
  ['-o type=docker --load .', { outputs: [{ type: 'docker', dest: undefined }] }],
  [
    '-o type=docker --platform linux/amd64,linux/arm64 .',
    { platforms: ['linux/amd64', 'linux/arm64'], outputs: [{ type: 'docker', dest: undefined }] },
  ],
  ['--push --load -t a .', { tags: tags('a'), outputs: [{ type: 'registry' }, { type: 'docker', dest: undefined }] }],
  [
    '--load -o type=docker,dest=x.tar .',
    {
      outputs: [
        { type: 'docker', dest: '/project/x.tar' },
        { type: 'docker', dest: undefined },
      ],
    },
  ],
  ['--output type=docker,dest=x.tar .', { outputs: [{ type: 'docker', dest: '/project/x.tar' }] }],
  ['-o type=oci,"dest=a,c.tar" .', { outputs: [{ type: 'oci', dest: '/project/a,c.tar', tar: true }] }],
  ['-o out .', { outputs: [{ type: 'local', dest: '/project/out' }] }],
  ['-o - .', { outputs: [{ type: 'tar', dest: '-' }] }],
  ['--annotation a=1 .', { annotations: [{ level: 'manifest', key: 'a', value: '1' }] }],
  ['--network none .', { run: { ...RUN, network: 'none' } }],
  ['--network default .', { run: { ...RUN, network: 'host' } }],
  [
    '--add-host db:10.0.0.1 --add-host six=[::1],gw:host-gateway .',
    {
      run: {
        ...RUN,
        extraHosts: [
          { name: 'db', ip: '10.0.0.1' },
          { name: 'six', ip: '::1' },
          { name: 'gw', ip: '127.0.0.1' },
        ],
      },
    },
  ],
  ['--add-host v6:2001:db8::1 .', { run: { ...RUN, extraHosts: [{ name: 'v6', ip: '2001:db8::1' }] } }],
  ['--shm-size 64m .', { run: { ...RUN, shmSize: 64 * 1024 * 1024 } }],
  ['--shm-size 1.5GiB .', { run: { ...RUN, shmSize: 1.5 * 1024 ** 3 } }],
  ['--shm-size 4096 .', { run: { ...RUN, shmSize: 4096 } }],
  [
    '--ulimit nofile=1024 --ulimit core=-1:-1 .',
    {
      run: {
        ...RUN,
        ulimits: [
          { name: 'nofile', soft: 1024, hard: 1024 },
          { name: 'core', soft: -1, hard: -1 },
        ],
      },
    },
  ],
  [
    '--build-context lib=app --build-context img=docker-image://a:1 --build-context g=git@host:x .',
    {
      buildContexts: {
        lib: { kind: 'directory', path: '/project/app' },
        img: { kind: 'image', reference: parseReference('a:1') },
        g: {
          kind: 'git',
          address: {
            remote: 'git@host:x',
            ref: '',
            subdir: '',
            submodules: true,
            mtime: 'checkout',
            fetchByCommit: false,
          },
        },
      },
    },
  ],
  [
    '--ssh a=x.sock --ssh b=/y.sock .',
    { ssh: { a: { kind: 'socket', path: '/project/x.sock' }, b: { kind: 'socket', path: '/y.sock' } } },
  ],
  ['--ssh k=s.txt,s.txt .', { ssh: { k: { kind: 'keys', files: ['/project/s.txt', '/project/s.txt'] } } }],
  [
    '--cache-from user/app:c --cache-to type=local,dest=c,mode=max .',
    {
      cacheFrom: [{ type: 'registry', reference: { registry: 'docker.io', repository: 'user/app', tag: 'c' } }],
      cacheTo: [{ type: 'local', directory: '/project/c', mode: 'max' }],
    },
  ],
  [
    '--cache-policy all --cache-max-size 1g --cache-timeout 1m30s --cache-mounts npm --cache-mounts apt,pip .',
    { cache: { mode: 'auto', policy: 'all', maxBytes: 1024 ** 3, timeoutMs: 90_000, mounts: ['npm', 'apt', 'pip'] } },
  ],
  ['--cache-scope web .', { scope: 'web' }],
  ['--secret id=a,src=s.txt .', { secrets: [{ id: 'a', kind: 'file', path: '/project/s.txt' }] }],
  ['--secret id=a,env=TOKEN .', { secrets: [{ id: 'a', kind: 'value', value: Buffer.from('secret') }] }],
  ['--secret type=env,id=a,src=TOKEN .', { secrets: [{ id: 'a', kind: 'value', value: Buffer.from('secret') }] }],
  ['--secret id=TOKEN .', { secrets: [{ id: 'TOKEN', kind: 'value', value: Buffer.from('secret') }] }],
  ['--secret id=s.txt .', { secrets: [{ id: 's.txt', kind: 'file', path: '/project/s.txt' }] }],
  [
    '--secret id=a,env=TOKEN --secret id=a,src=s.txt .',
    { secrets: [{ id: 'a', kind: 'file', path: '/project/s.txt' }] },
  ],
  ['--secret id=a,env=NOT_SET .', { secrets: [{ id: 'a', kind: 'value', value: Buffer.alloc(0) }] }],
  ['--save-failed debug:1 .', { saveFailed: tags('debug:1')[0]! }],
  ['--allow network.host .', { entitlements: ['network.host'] }],
  ['--allow security.insecure .', { entitlements: ['security.insecure'] }],
  ['--network host .', { entitlements: ['network.host'] }],
];

describe('build: flags to options', () => {
  it.each(READ)('%s', (argv, expected) => {
    const { attestations: _, ...options } = read(argv.split(' '), { files: FILES, env: ENVIRONMENT }).options;
    expect(options).toEqual({ ...OPTIONS, ...expected });
  });

  it('takes the context, or the Dockerfile, from standard input', () => {
    expect(read(['-']).options.context.kind).toBe('stdin');
    expect(read(['-', '-f', 'a/D']).options.dockerfile).toBe('a/D');
    const piped = read(['-f', '-', '.']);
    expect(piped.dockerfileFromStdin).toBe(true);
    expect(piped.options.dockerfile).toBeUndefined();
  });

  it('reads what to write and how to show progress', () => {
    const request = read(['--report', 'r.json', '--iidfile=/i', '--metadata-file', 'm', '--progress=json', '.']);
    expect(request).toMatchObject({
      reportFile: '/project/r.json',
      iidFile: '/i',
      metadataFile: '/project/m',
      progress: 'json',
    });
    expect(read(['.']).progress).toBe('auto');
    expect(read(['-q', '.']).progress).toBe('quiet');
    expect(read(['.']).reportFile).toBeUndefined();
  });

  it("reports docker's flags that it ignores, unless they are switched off", () => {
    expect(read(['--rm', '.']).warnings).toEqual([expect.stringMatching(/^--rm is ignored/)]);
    expect(read(['--rm=false', '.']).warnings).toEqual([]);
  });
});

const REFUSED: readonly (readonly [argv: string, message: RegExp, hint?: RegExp])[] = [
  ['--tga a .', /unknown flag --tga/, /--tag\?/],
  ['--targt a .', /unknown flag --targt/, /--target\?/],
  ['--buildarg A=1 .', /unknown flag --buildarg/, /--build-arg\?/],
  ['--xyzzy .', /unknown flag --xyzzy/, /--help/],
  ['-z .', /unknown flag -z/],
  ['--__proto__ .', /unknown flag --__proto__/],
  ['. -t', /-t needs a value/, /-t NAME/],
  ['. --file', /--file needs a value/],
  ['--push=maybe .', /--push is either true or false/],
  ['', /needs a context/],
  ['--no-cache', /needs a context/],
  ['. app', /one context, not "\." and "app"/],
  ['nowhere', /no folder "nowhere"/],
  ['s.txt', /is a file/, /folder/],
  ['-f - -', /cannot both come from standard input/],
  ['--push .', /a push needs a tag/, /--tag/],
  ['-o s.txt .', /--output: "s.txt" is a file/],
  ['-o type=oic,dest=x .', /unknown output type "oic"/, /oci\?/],
  ['-o dest=x,type= .', /has no type/],
  ['-o type=oci,dset=x .', /"dset" .* is not known/, /dest\?/],
  ['-o type=oci,x .', /"x" .* is not key=value/],
  ['-o type=oci,tar=perhaps .', /neither true nor false/],
  ['-o type=oci,tar=false .', /needs dest=FOLDER/],
  ['-o type=oci,tar=true,dest=layout .', /is a folder/],
  ['-o type=docker,dest=layout .', /is a folder/],
  ['-o type=oci -o type=docker,dest=- .', /two outputs want standard output/],
  ['-o type=oci,"dest=x .', /a quote is not closed/],
  ['--build-arg =1 .', /--build-arg: "=1" has no name/],
  ['--network bridge .', /--network: unknown network mode "bridge"/],
  ['--add-host db .', /--add-host: invalid host "db"/],
  ['--add-host db:10.0.0 .', /--add-host: invalid host/],
  ['--shm-size big .', /--shm-size: invalid size "big"/],
  ['--shm-size -1 .', /--shm-size: invalid size/],
  ['--ulimit nofiles=1 .', /--ulimit: invalid limit "nofiles=1"/, /nofile/],
  ['--ulimit nofile=2:1 .', /soft limit is above/],
  ['--ulimit nofile=-1:1 .', /soft limit is above/],
  ['--build-context lib .', /--build-context: context "lib" has no value/],
  ['--secret src=s.txt .', /--secret: a secret has no id/],
  ['--secret id=a,src=none .', /secret a: there is no file "none"/],
  ['--secret id=a,what=x .', /--secret: a field is not id=/],
  ['--secret id=a,src=s.txt,env=TOKEN .', /has both src and env/],
  ['--allow device .', /--allow: "device" cannot be allowed/],
  ['--progress=fancy .', /--progress: "fancy" is not known/, /auto, plain/],
  ['--progress=plian .', /"plian" is not known/, /plain\?/],
  ['--registry-mirror mirror:5000 .', /--registry-mirror: "mirror:5000" is not the address/, /https:/],
  ['--registry-mirror https://u:p@mirror .', /is not the address/],
  ['--ssh default .', /--ssh: there is no agent to forward as "default"/],
  ['--ssh =x.sock .', /--ssh: "=x.sock" has no id/],
  ['--ssh k=none.txt .', /--ssh: there is no key or socket "none.txt"/],
  ['--ssh k=s.txt,x.sock .', /names an agent's socket and something else/],
  ['--ssh k=x.sock --ssh k=y.sock .', /--ssh: the id "k" is there twice/],
];

describe('build: flags that are refused', () => {
  it.each(REFUSED.map(([argv, message, hint]) => ({ argv, message, hint })))('$argv', ({ argv, message, hint }) => {
    const error = failure(argv === '' ? [] : argv.split(' '), { files: FILES, env: ENVIRONMENT });
    expect(error.message).toMatch(message);
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });

  it('never shows a secret', () => {
    const error = failure(['--secret', 'id=a,value=hunter2', '.']);
    expect(JSON.stringify([error.message, error.hint])).not.toContain('hunter2');
  });
});
