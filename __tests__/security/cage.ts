import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import type { Layer, MadeLayer } from '../../src/layer/layer.js';
import type { MountKey } from '../../src/oci/identity.js';
import {
  type AskedRun,
  DiskLayers,
  layerOf,
  makeBusybox,
  makePerl,
  runRequest,
} from '../integration/worker-support.js';
import { must } from '../support/command.js';
import { copyOfWorker } from '../support/compiled-worker.js';
import { makeTestUser, type TestUser } from '../support/test-user.js';
import { THOROUGH } from '../support/thorough.js';

/** A client in its own process. It reads one request per line, and prints the result of each. */
const DRIVER = `
import { createInterface } from 'node:readline';
import { mkdirSync } from 'node:fs';
import { WorkerRunner } from './worker/client/worker-runner.js';
const { root, store, ...settings } = JSON.parse(process.argv[2]);
let ingests = 0;
const layers = {
  blobFile: (layer) => Promise.resolve(store + '/blob-' + layer.blob.digest.slice(7)),
  newIngest: async () => {
    const folder = root + '/ingest/' + ++ingests;
    mkdirSync(folder, { recursive: true });
    return { blobFile: folder + '/blob', indexFile: folder + '/index', discard: () => Promise.resolve() };
  },
};
const runner = new WorkerRunner({ root, node: process.execPath, path: process.env.PATH, uid: process.getuid(),
  userName: process.env.USER, emit: () => undefined, ...settings }, layers);
const withBytes = (mount) => typeof mount.content === 'string' ? { ...mount, content: Buffer.from(mount.content) } : mount;
const never = new AbortController().signal;
const work = async ({ id, request, key }) => {
  const outcome = { id, stdout: '', stderr: '' };
  try {
    if (key !== undefined) outcome.exported = await runner.exportMount(key, [], never);
    else {
      const full = { ...request, mounts: request.mounts.map(withBytes) };
      outcome.result = await runner.run(full, (stream, data) => (outcome[stream] += data.toString()), never);
    }
  } catch (error) {
    outcome.error = { name: error.name, message: error.message };
  }
  process.stdout.write(JSON.stringify(outcome) + '\\n');
};
for await (const line of createInterface({ input: process.stdin })) void work(JSON.parse(line));
await runner.close();
`;

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly result?:
    { readonly kind: 'done'; readonly made: MadeLayer } | { readonly kind: 'failed'; readonly exitCode: number };
  readonly exported?: { readonly kind: string; readonly made?: MadeLayer };
  readonly error?: { readonly name: string; readonly message: string };
}

export const RIGHTS = ['root', 'sudo', 'rootless'] as const;
export type Right = (typeof RIGHTS)[number];
export const RUNTIMES = ['crun', 'runc'] as const;
export type Runtime = (typeof RUNTIMES)[number];
/** Every way in which a step is run; by default each right and each runtime, but not each pair of them. */
export const CAGES: readonly (readonly [Right, Runtime])[] = THOROUGH
  ? RIGHTS.flatMap((right) => RUNTIMES.map((runtime) => [right, runtime] as const))
  : [
      ['root', 'crun'],
      ['sudo', 'runc'],
      ['rootless', 'crun'],
    ];

/** What all cages of one test file share: the compiled worker, the users, and the images that steps run in. */
export class CageHouse {
  readonly layers: DiskLayers;
  /** Busybox and perl. */
  readonly image: readonly Layer[];
  readonly #folder: string;
  readonly #home: string;
  readonly #users = new Map<Right, TestUser>();
  readonly #cages = new Map<string, Promise<Cage>>();

  private constructor(home: string) {
    this.#home = home;
    writeFileSync(join(this.#home, 'driver.js'), DRIVER);
    this.#folder = mkdtempSync(join(tmpdir(), 'cage-'));
    chmodSync(this.#folder, 0o755);
    this.layers = new DiskLayers(join(this.#folder, 'store'));
    this.image = [
      layerOf(this.layers, makeBusybox, '--owner=0', '--group=0'),
      layerOf(this.layers, makePerl, '--owner=0', '--group=0'),
    ];
  }

  static async open(): Promise<CageHouse> {
    return new CageHouse(await copyOfWorker());
  }

  /** The cage for each way. It is used until the house closes. */
  cage(right: Right, runtime: Runtime): Promise<Cage> {
    const name = `${right}-${runtime}`;
    const cage = this.#cages.get(name) ?? this.#open(right, runtime, join(this.#folder, name));
    this.#cages.set(name, cage);
    return cage;
  }

  async close(): Promise<void> {
    for (const cage of this.#cages.values()) await (await cage).close();
    for (const user of this.#users.values()) await user.remove();
    rmSync(this.#folder, { recursive: true, force: true });
    rmSync(this.#home, { recursive: true });
  }

  async #open(right: Right, runtime: Runtime, root: string): Promise<Cage> {
    mkdirSync(root);
    const config = JSON.stringify({
      root,
      store: this.layers.folder,
      script: join(this.#home, 'worker', 'main.js'),
      runtime,
    });
    const node = [process.execPath, join(this.#home, 'driver.js'), config];
    if (right === 'root') return new Cage(root, this.image, node, 'root');
    const user = this.#users.get(right) ?? (await makeTestUser({ sudo: right === 'sudo', subordinateIds: true }));
    this.#users.set(right, user);
    await must(['chown', user.name, root]);
    const become = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups', '--inh-caps=-all'];
    return new Cage(root, this.image, [...become, ...node], user.name);
  }
}

/** A client and its worker, with rights and a runtime of one kind. */
export class Cage {
  readonly root: string;
  readonly #image: readonly Layer[];
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  #count = 0;

  constructor(root: string, image: readonly Layer[], argv: readonly string[], userName: string) {
    this.root = root;
    this.#image = image;
    const [command = '', ...args] = argv;
    this.#child = spawn(command, args, {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', USER: userName },
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: '/',
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const outcome = JSON.parse(line) as Outcome & { readonly id: number };
      this.#waiting.get(outcome.id)?.(outcome);
      this.#waiting.delete(outcome.id);
    });
  }

  /** @param request `sh` is a shell's command; the layers are the house's image, unless others are given */
  run(request: AskedRun): Promise<Outcome> {
    const full = runRequest(this.#image, request);
    const mounts = full.mounts.map((mount) =>
      'content' in mount ? { ...mount, content: Buffer.from(mount.content).toString() } : mount,
    );
    return this.#ask({ request: { ...full, mounts } });
  }

  exportMount(key: MountKey): Promise<Outcome> {
    return this.#ask({ key });
  }

  async close(): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.stdin.end();
    await closed;
  }

  #ask(message: object): Promise<Outcome> {
    const id = ++this.#count;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin.write(`${JSON.stringify({ id, ...message })}\n`);
    });
  }
}
