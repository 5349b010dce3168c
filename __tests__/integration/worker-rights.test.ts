import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunMount } from '../../src/engine/ports.js';
import type { Layer, MadeLayer } from '../../src/layer/layer.js';
import { mountKey } from '../../src/layer/mount-key.js';
import { digestHex } from '../../src/oci/digest.js';
import { contentIdOfTree } from '../../src/oci/identity.js';
import { copyOfWorker } from '../support/compiled-worker.js';
import { rounds } from '../support/thorough.js';
import { busyboxTar, DiskLayers, leftovers } from './worker-support.js';

/** A client in a process of its own: runs one step and prints what came of it. */
const DRIVER = `
import { readFileSync, mkdirSync } from 'node:fs';
import { WorkerRunner } from './worker/client/worker-runner.js';
const { root, layers, sh, count, mounts, exported, removed, ...settings } = JSON.parse(process.argv[2]);
let number = 0;
const store = {
  blobFile: (layer) => Promise.resolve(root + '/store/blob-' + layer.blob.digest.slice(7)),
  newIngest: async () => {
    const folder = root + '/store/ingest/' + process.pid + '-' + ++number;
    mkdirSync(folder, { recursive: true });
    return { blobFile: folder + '/blob', indexFile: folder + '/index', discard: () => Promise.resolve() };
  },
};
const runner = new WorkerRunner({
  root, script: process.argv[3], node: process.execPath, path: process.env.PATH, uid: process.getuid(),
  userName: process.env.USER, emit: () => undefined, ...settings }, store);
const request = { step: 1, layers, process: { argv: ['/bin/sh', '-c', sh], env: [], cwd: '/', user: '' },
  settings: { network: 'host', extraHosts: [], ulimits: [], hostname: 'buildkitsandbox' },
  privileged: false, mounts: mounts ?? [] };
const outcome = { stdout: '', stderr: '' };
try {
  for (let i = 0; i < (count ?? 1); i++) {
    outcome.result = await runner.run(request, (s, data) => (outcome[s] += data.toString()), new AbortController().signal);
  }
  if (exported !== undefined) outcome.exported = await runner.exportMount(exported, [], new AbortController().signal);
  if (removed) await runner.removeKept(new AbortController().signal);
} catch (error) {
  outcome.error = { name: error.name, message: error.message, hint: error.hint };
}
await runner.close();
process.stdout.write(JSON.stringify(outcome));
`;

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly result?: {
    readonly kind: string;
    readonly usage?: { readonly cpuMs: number; readonly memoryBytes?: number };
    readonly made?: { readonly blobFile: string; readonly indexFile: string };
  };
  readonly exported?: { readonly kind: string; readonly made?: MadeLayer };
  readonly error?: { readonly name: string; readonly message: string; readonly hint?: string };
}

let script: string;
let driver: string;
const USERS = { sudo: 'lb-test-sudo', rootless: 'lb-test-ns', bare: 'lb-test-bare' } as const;

beforeAll(async () => {
  expect(process.getuid?.(), 'these tests make users and need root').toBe(0);
  const program = await copyOfWorker();
  script = join(program, 'worker/main.js');
  driver = join(program, 'driver.js');
  writeFileSync(driver, DRIVER);
  for (const user of Object.values(USERS)) execFileSync('useradd', ['-m', '-s', '/bin/sh', user]);
  writeFileSync(`/etc/sudoers.d/${USERS.sudo}`, `${USERS.sudo} ALL=(ALL) NOPASSWD: ALL\n`, { mode: 0o440 });
  execFileSync('usermod', ['--del-subuids', subRange(USERS.bare), '--del-subgids', subRange(USERS.bare), USERS.bare]);
});

afterAll(() => {
  rmSync(`/etc/sudoers.d/${USERS.sudo}`, { force: true });
  for (const user of Object.values(USERS)) execFileSync('userdel', ['-r', user], { stdio: 'ignore' });
  rmSync(dirname(driver), { recursive: true });
});

function subRange(user: string): string {
  const line =
    readFileSync('/etc/subuid', 'utf8')
      .split('\n')
      .find((text) => text.startsWith(`${user}:`)) ?? '';
  const [, first, count] = line.split(':');
  return `${first ?? ''}-${Number(first) + Number(count) - 1}`;
}

class WorkerRoot {
  readonly root: string;
  readonly base: Layer;
  readonly user: string | undefined;

  constructor(user?: string) {
    this.user = user;
    this.root = mkdtempSync(join(tmpdir(), 'worker-rights-'));
    chmodSync(this.root, 0o755);
    const layers = new DiskLayers(join(this.root, 'store'));
    this.base = layers.add(busyboxTar());
    if (user !== undefined) execFileSync('chown', ['-R', user, this.root]);
  }

  /** @param around a command line that runs the one that follows it */
  start(request: object, around: readonly string[] = []): ChildProcess {
    const config = JSON.stringify({ root: this.root, layers: [this.base], ...request });
    const node = [...around, process.execPath, driver, config, script];
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', USER: this.user ?? 'root' };
    const [command = '', ...args] =
      this.user === undefined
        ? node
        : ['setpriv', `--reuid=${this.user}`, `--regid=${this.user}`, '--init-groups', ...node];
    return spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' });
  }

  async run(request: object, around: readonly string[] = []): Promise<Printed> {
    const child = this.start(request, around);
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(child, 'close');
    return JSON.parse(Buffer.concat(chunks).toString()) as Printed;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

const WRITE =
  'id -u; mkdir /d; echo x > /d/f; chown 1000:1001 /d/f; chmod 4755 /d/f; rm /etc/group; mkfifo /p; mknod /n c 1 3 2>/dev/null; ls -ln /d/f | cut -c1-10; cut -d" " -f2 /proc/mounts | grep -c .';

describe.each([
  ['root', undefined],
  ['password-less sudo', USERS.sudo],
  ['a user namespace', USERS.rootless],
] as const)('with %s', (_, user) => {
  it.each(['crun', 'runc'] as const)('%s runs a step and its layer is the user’s', async (runtime) => {
    const workerRoot = new WorkerRoot(user);
    try {
      const { stdout, error, result } = await workerRoot.run({ sh: WRITE, runtime });
      expect([error, stdout.split('\n').slice(0, 2)]).toEqual([undefined, ['0', '-rwsr-xr-x']]);
      const made = result?.made;
      if (made === undefined) throw new Error('no layer');
      const listing = execFileSync('tar', ['-tvzf', made.blobFile, '--numeric-owner'], { encoding: 'utf8' });
      expect(listing).toMatch(/-rwsr-xr-x 1000\/1001 +2 .* d\/f\n/);
      expect(listing).toMatch(/etc\/\.wh\.group\n/);
      expect(listing).toMatch(/^prw-r--r-- 0\/0 .* p$/m);
      const owner = statSync(workerRoot.root).uid;
      expect([made.blobFile, made.indexFile].map((file) => statSync(file).uid)).toEqual([owner, owner]);
      // The next build finds the snapshots.
      const busy = 'i=0; while [ $i -lt 120000 ]; do i=$((i+1)); done; sleep 0.7';
      const again = await workerRoot.run({ sh: `cat /etc/group | grep -c wheel; ${busy}`, runtime });
      expect(again.stdout).toBe('1\n');
      expect(again.result?.usage?.cpuMs).toBeGreaterThan(20);
      expect(again.result?.usage?.memoryBytes).toBeGreaterThan(0);
      expect(leftovers(workerRoot.root)).toEqual([]);
    } finally {
      workerRoot.remove();
    }
  });
});

describe('a cache mount', () => {
  const mount = (restored: readonly Layer[] = []): Extract<RunMount, { type: 'cache' }> => ({
    type: 'cache',
    id: 'c',
    target: '/c',
    sharing: 'locked',
    readonly: false,
    mode: 0o755,
    uid: 0,
    gid: 0,
    restored,
  });

  it.each([
    ['root', undefined, 'password-less sudo', USERS.sudo],
    ['password-less sudo', USERS.sudo, 'a user namespace', USERS.rootless],
    ['a user namespace', USERS.rootless, 'root', undefined],
  ] as const)(
    'goes from a machine with %s to one with another right, and can be removed there',
    async (_, from, __, to) => {
      const [here, there] = [new WorkerRoot(from), new WorkerRoot(to)];
      try {
        const fill =
          'mkdir /c/d && echo kept > /c/d/f && chown 1000:1001 /c/d/f && chmod 600 /c/d/f && chmod 700 /c/d && chown 1000 /c/d';
        const { exported, error } = await here.run({ sh: fill, mounts: [mount()], exported: mountKey(mount()) });
        expect([error, exported?.kind]).toEqual([undefined, 'full']);
        const made = exported?.made;
        if (made === undefined) throw new Error('nothing was made');
        expect(statSync(made.blobFile).uid).toBe(statSync(here.root).uid);
        const file = join(there.root, 'store', `blob-${digestHex(made.blob.digest)}`);
        copyFileSync(made.blobFile, file);
        chmodSync(file, 0o644);
        const layer: Layer = { blob: made.blob, diffId: made.diffId, contentId: contentIdOfTree(made.treeDigest) };
        const show = 'stat -c "%n %a %u:%g" /c/d /c/d/f; cat /c/d/f';
        const seen = await there.run({ sh: show, mounts: [mount([layer])], removed: true });
        expect([seen.error, seen.stdout]).toEqual([undefined, '/c/d 700 1000:0\n/c/d/f 600 1000:1001\nkept\n']);
        const left = execFileSync('find', [
          join(there.root, 'snapshots'),
          join(there.root, 'cache-mounts'),
          '-name',
          'data',
          '-o',
          '-name',
          'fs',
        ]);
        expect(left.toString()).toBe('');
      } finally {
        here.remove();
        there.remove();
      }
    },
  );
});

describe('without rights', () => {
  it('says that a range of ids is missing, and how to add one', async () => {
    const workerRoot = new WorkerRoot(USERS.bare);
    try {
      const { error } = await workerRoot.run({ sh: 'true' });
      expect(error).toMatchObject({
        name: 'InfraError',
        message: `RUN steps without root need a range of ids: /etc/subuid has no line for ${USERS.bare}`,
        hint: expect.stringContaining(`--add-subuids 100000-165535`) as string,
      });
    } finally {
      workerRoot.remove();
    }
  });

  it('says so where nobody may make a user namespace, and does not wait for what unshare leaves', async () => {
    const workerRoot = new WorkerRoot(USERS.rootless);
    try {
      const closed = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$0" "$@"';
      const around = ['unshare', '--user', '--map-current-user', '--keep-caps', 'sh', '-c', closed];
      const { error } = await workerRoot.run({ sh: 'true' }, around);
      expect(error).toMatchObject({
        name: 'InfraError',
        message: expect.stringContaining('unshare failed') as string,
        hint: expect.stringContaining('sysctl -w user.max_user_namespaces=15000') as string,
      });
      expect(leftovers(script)).toEqual([]);
    } finally {
      workerRoot.remove();
    }
  });

  it('names an owner that the user namespace does not map', async () => {
    const workerRoot = new WorkerRoot(USERS.rootless);
    try {
      const layers = new DiskLayers(join(workerRoot.root, 'store'));
      const folder = mkdtempSync(join(tmpdir(), 'worker-far-'));
      writeFileSync(join(folder, 'far'), 'x');
      chownSync(join(folder, 'far'), 3_000_000, 0);
      const far = layers.addFolder(folder);
      rmSync(folder, { recursive: true });
      const { error } = await workerRoot.run({ sh: 'true', layers: [workerRoot.base, far] });
      expect(error).toMatchObject({ name: 'InfraError', message: expect.stringContaining('3000000:0') as string });
    } finally {
      workerRoot.remove();
    }
  });
});

describe('after kill -9', () => {
  it.each([
    ['the client', undefined],
    ['the worker', undefined],
    ['the client', USERS.sudo],
    ['the client', USERS.rootless],
  ] as const)(
    'of %s (%s), again and again, nothing stays and the next build works',
    { timeout: 600_000 },
    async (victim, user) => {
      const workerRoot = new WorkerRoot(user);
      try {
        for (let round = 0; round < rounds(20).numRuns; round++) {
          const child = workerRoot.start({
            sh: 'echo begun; i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo $i > /f$i; done',
            count: 50,
          });
          const closed = once(child, 'close');
          await delay(40 + Math.floor(Math.random() * 900));
          if (victim === 'the client') child.kill('SIGKILL');
          else {
            const workers = leftovers(script).filter((line) => /^\d+ \S*node /.test(line) && !line.includes('driver'));
            for (const line of workers) execFileSync('kill', ['-9', line.split(' ')[0] ?? '']);
            if (workers.length === 0) child.kill('SIGKILL');
          }
          await closed;
          for (let tries = 0; leftovers(workerRoot.root).length > 0 || leftovers(script).length > 0; tries++) {
            expect(tries, leftovers(script).join('\n')).toBeLessThan(100);
            await delay(50);
          }
        }
        const { stdout, error } = await workerRoot.run({ sh: 'echo works; ls / | grep -c ^f' });
        expect([error, stdout]).toEqual([undefined, 'works\n0\n']);
        for (const family of readdirSync(join(workerRoot.root, 'snapshots'))) {
          const made = join(workerRoot.root, 'snapshots', family, digestHex(workerRoot.base.diffId));
          expect(existsSync(join(made, 'notes.json'))).toBe(true);
        }
        for (let tries = 0; readdirSync(join(workerRoot.root, 'work')).length > 0; tries++) {
          expect(tries, 'folders of dead workers stay').toBeLessThan(100);
          await delay(50);
        }
      } finally {
        workerRoot.remove();
      }
    },
  );

  it('two builds that unpack the same layers at once both work', async () => {
    const workerRoot = new WorkerRoot();
    try {
      const both = await Promise.all([workerRoot.run({ sh: 'echo one' }), workerRoot.run({ sh: 'echo two' })]);
      expect(both.map(({ stdout }) => stdout)).toEqual(['one\n', 'two\n']);
      mkdirSync(join(workerRoot.root, 'seen'));
    } finally {
      workerRoot.remove();
    }
  });
});
