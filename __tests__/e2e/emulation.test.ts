import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasDied } from '../../src/worker/emulation/living-owners.js';
import { ownerOf } from '../../src/worker/protocol/binfmt-name.js';
import { must, plainEnvironment, run } from '../support/command.js';
import { type EmulatorTable, watchEmulatorTable } from '../support/emulator-table.js';
import { serveForeignBases } from '../support/foreign-bases.js';
import { installFor } from '../support/installed-copy.js';
import { CLI, layerBuild, mustLayerBuild, readReport, type Report } from '../support/layer-build.js';
import { leftovers } from '../support/leftovers.js';
import { writeProject } from '../support/project-files.js';
import { sendSignal } from '../support/send-signal.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';
import { makeTestUser, type TestUserRights } from '../support/test-user.js';

const isRoot = process.getuid?.() === 0;
const PLATFORMS = 'linux/arm64,linux/arm/v7,linux/s390x';
const MACHINES = ['aarch64', 'armv7l', 's390x'];
/** By default users with other rights build for one platform, root for all. */
const [USERS_PLATFORMS, USERS_MACHINES] = THOROUGH ? [PLATFORMS, MACHINES] : ['linux/arm64', ['aarch64']];

/**
 * The stage `same` is one for all platforms. The shell of `foreign` needs libraries, `busybox` is called by another name, and a program
 * with setuid bits gets its rights.
 */
const DOCKERFILE = `FROM --platform=$BUILDPLATFORM busybox AS same
COPY text /text
RUN cp /text /made
FROM foreign:\${TARGETARCH}
COPY --from=same /made /made
RUN busybox uname -m > /machine; busybox cat /machine
RUN busybox mkdir /set && busybox cp /bin/dash /set/dash && busybox chmod 4755 /set/dash
USER 1000
RUN (echo > /set/denied) 2> /dev/null || /set/dash -p -c 'echo > /set/by-root' && echo "rights of root"
`;

describe.skipIf(!isRoot)('RUN of another platform', () => {
  let registry: RunningRegistry;
  let folder: string;
  /** A context with one step. */
  let short: string;
  let table: EmulatorTable;
  let before: readonly string[];
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    await serveForeignBases(registry.host);
    folder = await temporaryFolder('emulation');
    await writeProject(join(folder, 'context'), { Dockerfile: DOCKERFILE, text: 'text\n' });
    short = join(folder, 'short');
    await writeProject(short, { Dockerfile: 'FROM foreign:arm64\nRUN busybox uname -m\n' });
  }, 600_000);

  beforeEach(async () => {
    table = await watchEmulatorTable();
    before = await lasting();
  });

  afterEach(async () => {
    // Only if the test has failed.
    for (const child of started.splice(0)) if (child.exitCode === null && child.signalCode === null) await ended(child);
    const after = await lasting();
    await table.close();
    expect(after).toEqual(before);
  });

  /** All entries but those of builds that run: another test file may have one. */
  async function lasting(): Promise<readonly string[]> {
    const isLasting = async (name: string): Promise<boolean> => {
      const owner = ownerOf(name);
      return owner === undefined || (await hasDied(owner, Date.now()));
    };
    const entries = table.entries();
    const kept = await Promise.all(entries.map(isLasting));
    return entries.filter((_, index) => kept[index]);
  }

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const settings = (root: string): string[] => ['--root', root, '--registry-mirror', `http://${registry.host}`];

  function command(root: string, ...more: string[]): string[] {
    return ['build', ...settings(join(folder, root)), '--platform', PLATFORMS, ...more, join(folder, 'context')];
  }

  function expectForeign(stdout: string, machines = MACHINES): void {
    for (const machine of machines) expect(stdout).toMatch(new RegExp(`^${machine}$`, 'm'));
    expect(stdout.match(/^rights of root$/gm)).toHaveLength(machines.length);
  }

  it(
    'runs as root, with the common steps done once, and needs no emulator when it hits',
    { timeout: 600_000 },
    async () => {
      const file = join(folder, 'report.json');
      const layout = join(folder, 'image');
      const output = ['-o', `type=oci,tar=false,dest=${layout}`];
      const first = await mustLayerBuild(command('root', '--report', file, ...output));
      expectForeign(first.stdout);
      for (const [shown, qemu] of Object.entries({ arm64: 'aarch64', 'arm/v7': 'arm', s390x: 's390x' })) {
        expect(first.stdout).toMatch(
          new RegExp(`RUN of linux/${shown} runs under emulation \\(qemu-${qemu} \\d+\\.\\d+`),
        );
      }
      const report = await readReport(file);
      expect(statusesOf(report, 'RUN cp /text /made')).toEqual(['duplicate', 'duplicate', 'miss']);
      expect(statusesOf(report, 'COPY text /text')).toEqual(['duplicate', 'duplicate', 'miss']);
      expect(statusesOf(report, 'RUN busybox uname -m > /machine; busybox cat /machine')).toEqual([
        'miss',
        'miss',
        'miss',
      ]);
      const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as { manifests: { digest: string }[] };
      expect(index.manifests).toHaveLength(1);

      const second = await mustLayerBuild(command('root', '--report', file, '--emulation', 'off'));
      expect(second.stdout).not.toContain('under emulation');
      expect((await readReport(file)).steps.map(({ status }) => status)).not.toContain('miss');
    },
  );

  it('is refused at its line before any step runs, when emulation is off', async () => {
    const result = await layerBuild(command('off', '--emulation', 'off'));
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/Dockerfile:6\b/);
    expect(result.stderr).toMatch(/RUN of linux\/arm64 needs an emulator .*emulation is off/);
    expect(result.stderr).toContain('docker/setup-qemu-action');
    expect(result.stdout).not.toContain('Step 1/');
  });

  it('uses what is registered already, as it is', { timeout: 600_000 }, async () => {
    const line =
      String.raw`:qemu-test-arm64:M:0:\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:` +
      String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:/usr/bin/qemu-aarch64-static:FCP`;
    table.register(line);
    try {
      const build = [
        process.execPath,
        CLI,
        ...['build', ...settings(join(folder, 'registered')), '--platform', 'linux/arm64', short],
      ];
      const mount = 'mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc && exec "$@"';
      const stdout = await must(['unshare', '--mount', 'sh', '-c', mount, 'sh', ...build]);
      expect(stdout).toContain(
        'RUN of linux/arm64 runs under emulation (qemu-test-arm64, which is registered on this machine)',
      );
      expect(stdout).toMatch(/^aarch64$/m);
      expect(table.entries()).toContain('qemu-test-arm64');
    } finally {
      table.remove('qemu-test-arm64');
    }
  });

  it.each<[string, TestUserRights, readonly string[]]>([
    ['sudo, with emulators from an image', { sudo: true }, ['aarch64', 'arm', 's390x']],
    ['subordinate ids', { subordinateIds: true }, []],
  ])('runs for a user with %s', { timeout: 600_000 }, async (_, rights, missing) => {
    const user = await makeTestUser(rights);
    try {
      const cli = await installFor(user);
      const context = join(user.home, 'context');
      await writeProject(context, { Dockerfile: DOCKERFILE, text: 'text\n' });
      await must(['chown', '-R', `${user.uid}:${user.gid}`, context]);
      const image = ['--emulator-image', 'tonistiigi/binfmt:test'];
      const earlier = (await registry.accessLog()).length;
      const result = await user.run(
        [
          process.execPath,
          cli,
          'build',
          ...settings(join(user.home, 'root')),
          ...image,
          '--platform',
          USERS_PLATFORMS,
          context,
        ],
        { hidden: missing.map((qemu) => `qemu-${qemu}-static`) },
      );
      expect(result.code, result.stdout + result.stderr).toBe(0);
      expectForeign(result.stdout, USERS_MACHINES);
      const fetched = (await registry.accessLog())
        .slice(earlier)
        .filter(({ path }) => path.includes('tonistiigi/binfmt'));
      expect(fetched.length > 0).toBe(missing.length > 0);
      expect(leftovers(user.home)).toEqual([]);
    } finally {
      await user.remove();
    }
  });

  it(
    'leaves what a killed build registered to the next, which spares running builds',
    { timeout: 600_000 },
    async () => {
      const context = join(folder, 'slow');
      await writeProject(context, { Dockerfile: 'FROM foreign:arm64\nRUN echo begun; busybox sleep 600\n' });
      const build = (root: string): string[] => [
        'build',
        ...settings(join(folder, root)),
        '--platform',
        'linux/arm64',
        context,
      ];
      const start = async (root: string): Promise<ChildProcess> => {
        const child = spawn(process.execPath, [CLI, ...build(root)], {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: plainEnvironment(),
        });
        started.push(child);
        let text = '';
        while (!/^begun/m.test(text)) text += String(((await once(child.stdout, 'data')) as Buffer[])[0]);
        return child;
      };
      const killed = await start('killed');
      const [left = ''] = added();
      expect(left).toMatch(/^layer-build-/);
      expect(table.read(left)).toMatch(/^flags: \w*F/m);
      // The worker has no chance to clean up: it is the process that has the build's root in a mount.
      sendSignal(await workersOf(join(folder, 'killed')), 'SIGKILL');
      await once(killed, 'close');
      expect(added()).toEqual([left]);

      const running = await start('running');
      const mounts = (await workersOf(join(folder, 'running'))).map((pid) =>
        readFileSync(`/proc/${pid}/mountinfo`, 'utf8'),
      );
      expect(mounts[0], 'no step can change its emulator').toMatch(/\/formats\/emulators ro,/);
      const entries = added();
      expect(entries).toHaveLength(1);
      expect(entries).not.toContain(left);
      await mustLayerBuild(['build', ...settings(join(folder, 'third')), '--platform', 'linux/arm64', short]);
      expect(added(), 'a running build keeps its own').toEqual(entries);
      await ended(running);
      expect(added()).toEqual([]);
    },
  );

  function added(): readonly string[] {
    return table.entries().filter((name) => !before.includes(name));
  }
});

/** Ends a build as a terminal does. */
async function ended(build: ChildProcess): Promise<void> {
  const closed = once(build, 'close');
  build.kill('SIGTERM');
  await closed;
}

function statusesOf(report: Report, instruction: string): readonly string[] {
  return report.steps
    .filter((step) => step.instruction === instruction)
    .map(({ status }) => status)
    .sort();
}

/** The first processes of the pid namespaces that belong to a build: `unshare`, and the worker. */
async function workersOf(root: string): Promise<readonly number[]> {
  const { stdout } = await run(['grep', '-lsaF', root, ...(await pids()).map((pid) => `/proc/${pid}/mountinfo`)]);
  return stdout
    .split('\n')
    .flatMap((path) => /^\/proc\/(\d+)\//.exec(path)?.[1] ?? [])
    .map(Number)
    .filter((pid) => existsSync(`/proc/${pid}`));
}

async function pids(): Promise<readonly string[]> {
  return (await must(['ls', '/proc'])).split('\n').filter((name) => /^\d+$/.test(name));
}
