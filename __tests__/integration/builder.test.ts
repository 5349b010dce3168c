import { existsSync, readdirSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { Builders } from '../../src/app/builder/choose-builders.js';
import { oneFileTree } from '../../src/app/builder/one-file-tree.js';
import type { HostSettings } from '../../src/app/options/host-settings.js';
import { Builder, BUILDER_PATIENCE, type BuilderPatience } from '../../src/buildkit/builder.js';
import { parseBuilderAddress, type TlsFiles } from '../../src/buildkit/builder-address.js';
import { solve, type SolveOrder } from '../../src/buildkit/solve.js';
import { InfraError } from '../../src/errors.js';
import { Interruption } from '../../src/report/exit-code.js';
import { buildCase } from '../conformance/corpus/build-case.js';
import { type CorpusCase, readCases } from '../conformance/corpus/case.js';
import { differences } from '../conformance/corpus/compare.js';
import { prepareCase } from '../conformance/corpus/prepare-case.js';
import { type BuilderBridge, bridgeTo, writeDialProgram } from '../support/builder-bridge.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { type CommandResult, must, plainEnvironment, run } from '../support/command.js';
import { type Report, readReport } from '../support/layer-build.js';
import { type PrivateDockerd, startDockerd } from '../support/private-dockerd.js';
import { writeProject } from '../support/project-files.js';
import { readLayout } from '../support/read-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { startSshServer } from '../support/ssh-server.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';

const { signal } = new AbortController();
const isRoot = process.getuid?.() === 0;

type Built = CommandResult & { readonly report: Report };

interface BuildSettings {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string) => void;
}

/** One daemon for all: Debian's dockerd, whose own BuildKit is 0.8. */
describe.skipIf(!isRoot)('a build on a builder', () => {
  let registry: RunningRegistry;
  let dockerd: PrivateDockerd;
  let socket: string;
  let folder: string;
  let bridge: BuilderBridge;
  const bridges: BuilderBridge[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder('builder');
    registry = await openRegistry(['busybox']);
    dockerd = await startDockerd(`http://${registry.host}`);
    socket = dockerd.address.replace('unix://', '');
    bridge = await bridgeTo(socket, { socket: join(folder, 'buildkitd.sock') });
  });
  afterAll(async () => {
    for (const one of [bridge, ...bridges]) await one.stop();
    await dockerd.stop();
    await registry.stop();
    await removeTree(folder);
  });
  afterEach(() => vi.unstubAllEnvs());

  async function build(
    builders: readonly string[],
    project: string,
    flags: readonly string[] = [],
    settings: BuildSettings = {},
  ): Promise<Built> {
    const file = join(folder, 'report.json');
    const { env = {}, ...rest } = settings;
    const result = await runCliInProcess(
      [
        ...[
          'build',
          '--root',
          join(folder, 'root'),
          '--network',
          'host',
          ...builders.flatMap((one) => ['--builder', one]),
        ],
        ...['--registry-mirror', `http://${registry.host}`, '--report', file, ...flags, project],
      ],
      { env: plainEnvironment({ DOCKER_HOST: dockerd.address, HOME: folder, ...env }), ...rest },
    );
    return { ...result, report: await readReport(file) };
  }

  const stepsOf = ({ report }: Built): readonly string[] =>
    report.steps.map(({ instruction, status, reason }) =>
      status === 'miss' ? `${instruction}: ${reason}` : `${instruction}: ${status}`,
    );

  async function projectOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const project = join(folder, name);
    await writeProject(project, files);
    return project;
  }

  /** Builds a small image on a builder and gets its files as a tar: all of the protocol, and no more. */
  async function solveOn(
    builder: Builder,
    changes: Partial<SolveOrder> = {},
    patience?: BuilderPatience,
  ): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    const order: SolveOrder = {
      frontend: { filename: 'Dockerfile' },
      exporter: { type: 'tar', attributes: {} },
      cacheFrom: [],
      cacheTo: [],
      entitlements: ['network.host'],
      files: new Map([
        ['context', oneFileTree('file', Buffer.from('content'))],
        ['dockerfile', oneFileTree('Dockerfile', Buffer.from('FROM scratch\nCOPY file /\n'))],
      ]),
      filesKey: 'test',
      logins: () => Promise.resolve(undefined),
      secrets: new Map(),
      sshSockets: new Map(),
      sent: () => undefined,
      take: async (bytes) => {
        for await (const chunk of bytes) chunks.push(chunk);
      },
      ...changes,
    };
    await solve(builder, order, () => undefined, signal, patience);
    return Buffer.concat(chunks);
  }

  const connectTo = (address: string, tls: TlsFiles = {}, patience = BUILDER_PATIENCE): Promise<Builder> =>
    Builder.connect(parseBuilderAddress(address, 'test', tls), signal, patience);

  it('tells of each step whether it hit, and why not', async () => {
    const project = await projectOf('reasons', {
      Dockerfile: [
        'FROM busybox AS tools',
        'RUN echo tool > /tool',
        'FROM busybox',
        'ARG VERSION=1',
        'ENV MODE=one',
        'WORKDIR /app',
        'COPY package.json ./',
        'RUN cat package.json; echo $VERSION > made',
        'COPY --from=tools /tool /tool',
        'COPY . .',
        'CMD ["cat", "made"]',
      ].join('\n'),
      'package.json': '{"name": "app"}\n',
      'src/main.js': 'one',
      '.dockerignore': 'ignored',
      'ignored/file': 'x',
    });
    const first = await build(['docker://'], project);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain('{"name": "app"}');
    expect(first.report.steps.map(({ why }) => why.kind)).toEqual(expect.arrayContaining(['no-record', 'same-step']));
    const layout = join(folder, 'reasons.oci');
    const again = await build(['docker://'], project, ['-o', `type=oci,tar=false,dest=${layout}`]);
    expect(stepsOf(again)).toEqual([
      ...['FROM busybox AS tools: hit', 'RUN echo tool > /tool: hit', 'FROM busybox: duplicate'],
      ...['ARG VERSION=1: hit', 'ENV MODE=one: hit', 'WORKDIR /app: hit', 'COPY package.json ./: hit'],
      ...['RUN cat package.json; echo $VERSION > made: hit', 'COPY --from=tools /tool /tool: hit', 'COPY . .: hit'],
      'CMD ["cat", "made"]: hit',
    ]);
    expect(again.report.steps.find(({ instruction }) => instruction === 'COPY . .')?.source).toBe('builder');
    const { tree, config } = readLayout(layout);
    expect([...tree.keys()]).toEqual(expect.arrayContaining(['/app/src/main.js', '/tool', '/app/made']));
    expect(tree.has('/app/ignored')).toBe(false);
    expect(config).toMatchObject({ config: { Cmd: ['cat', 'made'], WorkingDir: '/app' } });

    // The same size, and perhaps the same second: what is sent is the file as it is now.
    await writeFile(join(project, 'src/main.js'), 'two');
    const later = join(folder, 'changed.oci');
    const changed = await build(['docker://'], project, ['-o', `type=oci,tar=false,dest=${later}`]);
    expect(stepsOf(changed).slice(-2)).toEqual([
      'COPY . .: src/main.js modified',
      'CMD ["cat", "made"]: because of step 10',
    ]);
    expect(readLayout(later).tree.get('/app/src/main.js')?.content?.toString()).toBe('two');

    const argument = await build(['docker://'], project, ['--build-arg', 'VERSION=2']);
    expect(stepsOf(argument).filter((step) => !step.endsWith(': hit') && !step.startsWith('FROM'))).toEqual([
      'ARG VERSION=1: ARG VERSION: 1 → 2',
      'RUN cat package.json; echo $VERSION > made: ARG VERSION: 1 → 2',
      'COPY --from=tools /tool /tool: because of step 8',
      'COPY . .: because of step 8',
      'CMD ["cat", "made"]: because of step 8',
    ]);
  });

  it('is reached by each kind of address', async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    const path = join(folder, 'buildkitd.sock');
    for (const name of ['docker', 'kubectl', 'buildctl']) await writeDialProgram(join(bin, name), path);
    vi.stubEnv('PATH', `${bin}:${process.env['PATH'] ?? ''}`);
    const open = await bridgeTo(socket);
    bridges.push(open);
    const pod = 'kube-pod://pod-1?namespace=ci&container=buildkitd';
    for (const address of [`unix://${path}`, `tcp://127.0.0.1:${open.port}`, 'docker-container://builder0', pod]) {
      const builder = await connectTo(address);
      expect(builder.facts.platforms, address).toEqual(['linux/amd64']);
      expect((await solveOn(builder)).toString('latin1'), address).toContain('content');
      builder.close();
    }
    expect(await readFile(join(bin, 'docker.calls'), 'utf8')).toBe('exec -i builder0 buildctl dial-stdio\n');
    expect(await readFile(join(bin, 'kubectl.calls'), 'utf8')).toBe(
      '--namespace=ci exec -i --container=buildkitd pod-1 -- buildctl dial-stdio\n',
    );
  });

  it('is reached by ssh', async () => {
    const home = join(folder, 'ssh');
    await mkdir(home);
    await writeDialProgram(join(home, 'buildctl'), join(folder, 'buildkitd.sock'));
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(home, 'key')]);
    const key = await readFile(join(home, 'key.pub'), 'utf8');
    const server = await startSshServer(join(home, 'server'), [key.trim()], [`SetEnv PATH=${home}:/usr/bin:/bin`]);
    const options = `-i ${join(home, 'key')} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no`;
    await writeFile(join(home, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh ${options} "$@"\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${home}:${process.env['PATH'] ?? ''}`);
    try {
      const builder = await connectTo(`ssh://root@127.0.0.1:${server.port}`);
      expect((await solveOn(builder)).toString('latin1')).toContain('content');
      builder.close();
    } finally {
      await server.stop();
    }
  });

  it('is reached through TLS, whose certificates are checked on both sides', async () => {
    const made = async (name: string, issuer: string | undefined, ...extra: readonly string[]): Promise<void> => {
      const sign =
        issuer === undefined ? [] : ['-CA', join(folder, `${issuer}.pem`), '-CAkey', join(folder, `${issuer}.key`)];
      const request = [
        'openssl',
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
      ];
      const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)];
      await must([...request, '-subj', `/CN=${name}`, ...files, ...sign, ...extra]);
    };
    await made('authority', undefined);
    await made('other', undefined);
    await made('server', 'authority', '-addext', 'subjectAltName=DNS:buildkitd');
    await made('client', 'authority');
    const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
    const tls = { key: await read('server.key'), cert: await read('server.pem'), ca: await read('authority.pem') };
    const secure = await bridgeTo(socket, { tls: { ...tls, requestCert: true, ALPNProtocols: ['h2'] } });
    bridges.push(secure);
    const address = `tcp://127.0.0.1:${secure.port}`;
    const own = { cert: join(folder, 'client.pem'), key: join(folder, 'client.key'), serverName: 'buildkitd' };
    const builder = await connectTo(address, { ...own, ca: join(folder, 'authority.pem') });
    expect((await solveOn(builder)).toString('latin1')).toContain('content');
    builder.close();
    await expect(connectTo(address, { ...own, ca: join(folder, 'other.pem') })).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/cannot reach the builder tcp:.*certificate/) as string,
        hint: expect.stringContaining('authority that signed its certificate') as string,
      }),
    );
    await expect(connectTo(address, { ...own, ca: join(folder, 'authority.pem'), serverName: 'else' })).rejects.toThrow(
      /altnames/,
    );
    await expect(connectTo(address, { ca: join(folder, 'authority.pem'), serverName: 'buildkitd' })).rejects.toThrow(
      InfraError,
    );
  });

  it('is one of several that docker buildx knows, and the one that has the platform', async () => {
    const open = await bridgeTo(socket);
    bridges.push(open);
    const node = (name: string, port: number, architecture: string): object => ({
      Name: name,
      Endpoint: `tcp://127.0.0.1:${port}`,
      Platforms: [{ os: 'linux', architecture }],
    });
    const instance = {
      Name: 'team',
      Driver: 'remote',
      Nodes: [node('arm', 1, 'arm64'), node('amd', open.port, 'amd64')],
    };
    await writeProject(join(folder, 'buildx/instances'), { team: JSON.stringify(instance) });
    const host = { builders: { buildxFolder: join(folder, 'buildx') } } as HostSettings;
    const request = { auto: false, fromInput: false, cacheFrom: [], cacheTo: [] };
    const told: string[] = [];
    const note = (event: { readonly type: string; readonly message?: string }): void =>
      void told.push(event.message ?? '');
    const builders = await Builders.open({ ...request, specs: [{ text: 'team', platforms: [] }] }, host, note, signal);
    const builder = await builders!.for({ os: 'linux', architecture: 'amd64' }, note, signal);
    expect(builder.name).toBe(`tcp://127.0.0.1:${open.port}`);
    await expect(builders!.for({ os: 'linux', architecture: 's390x' }, note, signal)).rejects.toThrow(
      'no builder has the platform linux/s390x',
    );
    builders!.close();
    await expect(
      Builders.open({ ...request, specs: [{ text: 'nobody', platforms: [] }] }, host, note, signal),
    ).rejects.toThrow('docker buildx has no builder "nobody"');
  });

  it('gets secrets, an ssh agent and credentials when it asks for them, and its log shows no secret', async () => {
    const project = join(folder, 'session');
    await writeProject(project, {
      Dockerfile: [
        'FROM busybox',
        'RUN --mount=type=secret,id=token cat /run/secrets/token | tee /copied',
        'RUN --mount=type=ssh test -S "$SSH_AUTH_SOCK" && echo "agent is there"',
        '',
      ].join('\n'),
    });
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'agent-key')]);
    const layout = join(folder, 'session.oci');
    const flags = ['--secret', 'id=token,env=TOKEN', '--ssh', `default=${join(folder, 'agent-key')}`];
    const built = await build(['docker://'], project, [...flags, '-o', `type=oci,tar=false,dest=${layout}`], {
      env: { TOKEN: 'open sesame' },
    });
    expect(built.code, built.stderr).toBe(0);
    expect(built.stdout).toContain('agent is there');
    expect(built.stdout).toContain('***');
    expect(JSON.stringify(built)).not.toContain('open sesame');
    expect(readLayout(layout).tree.get('/copied')?.content?.toString()).toBe('open sesame');
  });

  it('tells of a command that failed as if it had run here', async () => {
    const project = join(folder, 'failing');
    await writeProject(project, {
      Dockerfile: 'FROM busybox\nRUN echo before it\nRUN echo the reason >&2; exit 7\nRUN echo after\n',
    });
    const built = await build(['docker://'], project);
    expect(built.code).toBe(1);
    expect(built.stderr).toContain('the command ended with exit code 7');
    expect(built.stderr).toContain('Dockerfile:3');
    expect(built.stderr).toContain('the reason');
    expect(built.report.steps.map(({ status }) => status)).toEqual(['hit', 'miss', 'failed', 'not-reached']);
  });

  it('makes one image of what the builders of several platforms make', async () => {
    const project = join(folder, 'platforms');
    await writeProject(project, {
      Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /file\n',
      amd64: 'a',
      arm64: 'b',
    });
    const layout = join(folder, 'platforms.oci');
    const flags = ['--platform', 'linux/amd64,linux/arm64', '-o', `type=oci,tar=false,dest=${layout}`];
    const built = await build(['linux/amd64,linux/arm64=docker://'], project, flags);
    expect(built.code, built.stderr).toBe(0);
    expect(built.report.image.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(built.report.steps.map(({ status }) => status)).not.toContain('not-reached');
  });

  const waitFor = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await holds()); tries++) {
      if (tries === 300) throw new Error(`it never came: ${what}`);
      await sleep(100);
    }
  };
  const runs = async (argument: string): Promise<boolean> =>
    (await run(['pgrep', '-f', `^sleep ${argument}`])).code === 0;

  it.each([
    ['is cut off', 69, (cut: () => void) => cut(), 'is gone'],
    ['is interrupted', 130, (_: () => void, interrupt: () => void) => interrupt(), ''],
  ] as const)('leaves nothing when it %s', async (how, code, end, words) => {
    const seconds = `7${process.pid}.${code}`;
    const project = join(folder, `ended-${code}`);
    await writeProject(project, { Dockerfile: `FROM busybox\nRUN echo it runs; sleep ${seconds}\n` });
    const temporary = join(folder, `temporary-${code}`);
    await mkdir(temporary);
    const path = join(folder, `raw-${code}.sock`);
    const raw = await bridgeTo(socket, { socket: path, raw: true });
    bridges.push(raw);
    const interruption = new AbortController();
    let ended = false;
    const built = await build(['docker://'], project, [], {
      env: { DOCKER_HOST: `unix://${path}`, TMPDIR: temporary },
      signal: interruption.signal,
      onOutput: (text) => {
        if (ended || !text.includes('it runs')) return;
        ended = true;
        void waitFor('the command', () => runs(seconds)).then(() =>
          end(raw.cut, () => interruption.abort(new Interruption('SIGINT'))),
        );
      },
    });
    expect(built.code, `${how}: ${built.stderr}`).toBe(code);
    expect(built.stderr).toContain(words);
    expect(built.report.steps.at(-1)?.status).toBe('interrupted');
    await waitFor('the end of the command', async () => !(await runs(seconds)));
    expect(await readdir(temporary)).toEqual([]);
  });

  it('ends when the builder does not answer any more', async () => {
    const frozen = await bridgeTo(socket);
    bridges.push(frozen);
    const builder = await connectTo(`tcp://127.0.0.1:${frozen.port}`);
    const dockerfile = 'FROM busybox\nRUN sleep 20\n';
    const files = new Map([
      ['context', oneFileTree('file', Buffer.from('content'))],
      ['dockerfile', oneFileTree('Dockerfile', Buffer.from(dockerfile))],
    ]);
    const patience = { ...BUILDER_PATIENCE, silentMs: 200, answerMs: 300 };
    const ending = solveOn(builder, { files, sent: frozen.freeze }, patience);
    await expect(ending).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining('does not answer any more') as string,
        retryable: true,
      }),
    );
    builder.close();
  });

  /** A server of HTTP/1.1 may answer, or hang up. */
  const NO_BUILDKIT = /it does not speak HTTP\/2|it closed the connection/;

  it('is refused by what is no BuildKit, and auto builds here then, and where nobody answers', async () => {
    const web = http.createServer((_, response) => response.end('hello'));
    const silent = createServer(() => undefined);
    const portOf = async (server: Server): Promise<number> => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return (server.address() as AddressInfo).port;
    };
    const project = join(folder, 'auto');
    await writeProject(project, { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' });
    const wrong = `tcp://127.0.0.1:${await portOf(web)}`;
    const refused = await build([wrong], project);
    expect(refused.code).toBe(69);
    expect(refused.stderr).toContain(`cannot reach the builder ${wrong}: it `);
    expect(refused.stderr).toMatch(NO_BUILDKIT);
    for (const [address, why] of [
      [wrong, NO_BUILDKIT],
      [`tcp://127.0.0.1:${await portOf(silent)}`, /it did not answer in 3 s/],
    ] as const) {
      const here = await build(['auto', address], project);
      expect(here.code, here.stderr).toBe(0);
      expect(here.stdout).toContain(`Building on this machine: cannot reach the builder ${address}: `);
      expect(here.stdout).toMatch(why);
    }
    const there = await build(['auto', wrong, 'docker://'], project);
    expect(there.stdout).toContain('the next builder is asked');
    expect(there.stdout).toContain('Building on docker://');
    web.close();
    silent.close();
  });

  it('goes to another builder when one is lost', async () => {
    const [one, other] = [await bridgeTo(socket), await bridgeTo(socket)];
    bridges.push(one, other);
    const specs = [one, other].map(({ port }) => ({ text: `tcp://127.0.0.1:${port}`, platforms: [] }));
    const request = { auto: false, fromInput: false, specs, cacheFrom: [], cacheTo: [] };
    const platform = { os: 'linux', architecture: 'amd64' };
    const builders = await Builders.open(request, {} as HostSettings, () => undefined, signal);
    const first = await builders!.for(platform, () => undefined, signal);
    expect(builders!.lose(first)).toBe(true);
    const second = await builders!.for(platform, () => undefined, signal);
    expect(second.name).toBe(specs[1]?.text);
    expect((await solveOn(second)).toString('latin1')).toContain('content');
    expect(builders!.lose(second)).toBe(false);
    builders!.close();
  });

  const CONFIRMED = readCases().filter(
    ({ expect: { source, pending } }) => source.by === 'buildkit' && pending === undefined,
  );

  it.each(sample(CONFIRMED, 40).map((one) => [one.name, one] as const))(
    'makes the image that our own engine makes: %s',
    { timeout: 120_000 },
    async (_, one) => {
      const own = join(folder, one.name.replaceAll('/', '-'));
      const prepared = await prepareCase(one, own);
      const outcome = await buildCase(one, prepared, {
        root: join(folder, 'root'),
        registry: registry.host,
        tempDir: folder,
        flags: ['--builder', 'docker://', '--network', 'host'],
        env: { DOCKER_HOST: dockerd.address },
      });
      expect(differences(one.expect, outcome)).toEqual([]);
      await removeTree(own);
    },
  );

  const WORK = /^(?:RUN|COPY|ADD|WORKDIR)\b/i;
  const worked = ({ report }: Built): readonly string[] =>
    report.steps
      .filter(({ instruction }) => WORK.test(instruction))
      .map(({ instruction, status }) => `${instruction}: ${status}`);
  /**
   * Our own engine's COPY depends on what its destination looks like, BuildKit's on all layers below: where one of these changed,
   * the reason says so, and the COPY hits here and misses there.
   */
  const asThere = (here: Built, there: Built): readonly string[] => {
    const follows = (index: number): boolean => {
      const { why } = there.report.steps[index]!;
      return why.kind === 'changed' && why.changes.every(({ input }) => input === 'parent');
    };
    const steps = here.report.steps.map((step, index) =>
      !/^RUN\b/i.test(step.instruction) && step.status === 'hit' && follows(index)
        ? { ...step, status: 'miss' as const }
        : step,
    );
    return worked({ ...here, report: { ...here.report, steps } });
  };

  it.each(sample(CONFIRMED.filter(isChangeable).slice(0, 40), 20).map((one) => [one.name, one] as const))(
    'hits where our own engine hits: %s',
    { timeout: 120_000 },
    async (_, one) => {
      const own = join(folder, `hits-${one.name.replaceAll('/', '-')}`);
      const prepared = await prepareCase(one, own);
      const flags = [
        ...(one.expect.flags ?? []),
        ...(prepared.dockerfile === undefined ? [] : ['-f', prepared.dockerfile]),
      ];
      const change = async (): Promise<void> => {
        const [name = ''] = (await readdir(prepared.context)).filter((each) => !/dockerfile|dockerignore/i.test(each));
        await appendFile(join(prepared.context, name), 'changed');
      };
      for (const round of ['cold', 'warm', 'changed']) {
        if (round === 'changed') await change();
        const there = await build(['docker://'], prepared.context, flags);
        const here = await build([], prepared.context, flags);
        expect(worked(there)).toEqual(asThere(here, there));
      }
      await removeTree(own);
    },
  );
});

/** It copies a file of its context that can be changed, and builds. */
function isChangeable({ folder, expect: { refused, flags = [] } }: CorpusCase): boolean {
  if (refused !== undefined || flags.some((flag) => flag.includes('{'))) return false;
  const context = join(folder, 'context');
  const top = existsSync(context) ? readdirSync(context, { withFileTypes: true }) : [];
  return top.some((entry) => entry.isFile() && !/dockerfile|dockerignore/i.test(entry.name));
}
