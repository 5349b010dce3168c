import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { promisify } from 'node:util';

import { UserError, unreachable, messageOf } from '../../errors.js';
import { mountKey } from '../../layer/mount-key.js';
import type { MountKey } from '../../oci/identity.js';
import type { CacheMounts } from './cache-mounts.js';
import { RootedPath } from '../kernel/rooted-path.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import type { LayerStorage } from '../trees/layer-storage.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import type { WireMount } from '../protocol/messages.js';
import { restoreMount, type MountRestore } from './restore-mount.js';
import type { PlannedMount } from '../runtime/system-mounts.js';

export interface StepMountsOptions {
  readonly kernel: KernelCalls;
  readonly storage: () => Promise<LayerStorage>;
  readonly caches: CacheMounts;
  /** Private folder on the snapshots' file system. */
  readonly scratch: string;
  /** Private folder in memory: secrets are never written to a disk. */
  readonly memory: string;
  readonly attachment: (position: number) => Uint8Array;
  readonly unpack: MountRestore['unpack'];
  readonly warn: (message: string) => void;
  /** Gets the time that is spent on cache mounts. */
  readonly delays: { waitingMs: number; restoringMs: number };
  readonly signal: AbortSignal;
}

type Cache = Extract<WireMount, { type: 'cache' }>;
type Bind = Extract<WireMount, { type: 'bind' }>;

/** Makes the mounts that `RUN --mount` asks for, and removes them again. Their sources are held by descriptors. */
export class StepMounts {
  readonly mounts: PlannedMount[] = [];
  readonly #options: StepMountsOptions;
  readonly #undo: (() => Promise<void> | void)[] = [];
  readonly #held = new Map<MountKey, string>();
  #count = 0;

  constructor(options: StepMountsOptions) {
    this.#options = options;
  }

  /** @throws UserError when a source does not exist */
  async add(mount: WireMount): Promise<void> {
    const source = `${this.#options.memory}/mount-${++this.#count}`;
    switch (mount.type) {
      case 'bind':
        this.#show(mount.target, await this.#bindSource(mount), mount.writable ? [] : ['ro']);
        return;
      case 'cache':
        this.#show(mount.target, await this.#cacheFolder(mount), mount.readonly ? ['ro'] : []);
        return;
      case 'tmpfs': {
        const size = mount.size === undefined ? [] : [`size=${mount.size}`];
        const access = mount.readonly ? ['ro'] : [];
        const options = ['nosuid', ...access, ...size];
        this.mounts.push({ maker: 'worker', destination: mount.target, type: 'tmpfs', source: 'tmpfs', options });
        return;
      }
      case 'secret': {
        writeFileSync(source, this.#options.attachment(mount.content), { mode: 0o600, flag: 'wx' });
        this.#undo.push(() => rmSync(source));
        own(source, mount);
        const execute = (mount.mode & 0o111) === 0 ? ['noexec'] : [];
        this.#show(mount.target, source, ['ro', 'nosuid', 'nodev', ...execute]);
        return;
      }
      case 'script': {
        mkdirSync(source, { mode: 0o755 });
        this.#undo.push(() => rmSync(source, { recursive: true }));
        const file = `${source}/${mount.name}`;
        writeFileSync(file, this.#options.attachment(mount.content), { flag: 'wx' });
        chmodSync(file, 0o755);
        this.#show(mount.target, source, ['ro']);
        return;
      }
      case 'ssh': {
        const server = await forwardSocket(source, mount.socket);
        this.#undo.push(() => void server.close());
        own(source, mount);
        this.#show(mount.target, source, []);
        return;
      }
      default:
        unreachable(mount);
    }
  }

  async release(): Promise<void> {
    for (const undo of this.#undo.reverse()) await undo();
  }

  #show(destination: string, source: string, options: readonly string[]): void {
    this.mounts.push({ maker: 'worker', destination, type: 'bind', source, options });
  }

  async #bindSource(mount: Bind): Promise<string> {
    const tree = await this.#mountTree(mount.layers, mount.writable);
    return this.#sourceIn(tree, mount.source);
  }

  async #mountTree(layers: readonly WireLayer[], writable: boolean): Promise<string> {
    const scratch = `${this.#options.scratch}/tree-${++this.#count}`;
    mkdirSync(scratch, { recursive: true });
    const place = { target: `${scratch}/merged`, scratch };
    const storage = await this.#options.storage();
    const stack = layers.map(({ diffId }) => diffId);
    if (writable) {
      const tree = await storage.work(stack, place);
      this.#undo.push(
        () => tree.discard(),
        () => tree.unmount(),
      );
    } else {
      const tree = await storage.show(stack, place);
      this.#undo.push(() => tree.unmount());
    }
    return place.target;
  }

  /**
   * Holds the source by a descriptor, so that another step that uses the same cache cannot exchange it before it is mounted.
   *
   * @returns a path that is valid until `release`
   * @throws UserError when the source does not exist
   */
  #sourceIn(tree: string, source: string): string {
    const found = new RootedPath(tree, source);
    if (!found.exists) {
      found.close();
      throw new UserError(`mount source ${source} does not exist`);
    }
    this.#undo.push(() => found.close());
    return found.file;
  }

  async #cacheFolder(mount: Cache): Promise<string> {
    const folder = await this.#wholeCache(mount);
    return mount.source === undefined ? folder : this.#sourceIn(folder, mount.source);
  }

  async #wholeCache(mount: Cache): Promise<string> {
    const key = mountKey(mount);
    // A step that names one cache twice sees the same folder in both places, and must not wait for itself.
    const held = this.#held.get(key);
    if (held !== undefined) return held;
    const { caches, delays, signal } = this.#options;
    const started = performance.now();
    let filling = 0;
    const make = async (folder: string): Promise<void> => {
      const begun = performance.now();
      await this.#newCache(mount, folder);
      filling += performance.now() - begun;
    };
    const cache = await caches.acquire(key, mount.sharing, make, signal);
    delays.restoringMs += filling;
    delays.waitingMs += performance.now() - started - filling;
    this.#undo.push(() => cache.release());
    this.#held.set(key, cache.folder);
    return cache.folder;
  }

  /**
   * Fills a new cache from its saved layers, or else from the source that it names (which may be a file). Else it is empty.
   */
  async #newCache(mount: Cache, folder: string): Promise<void> {
    if (await this.#restored(mount, folder)) return;
    const { from } = mount;
    if (from !== undefined) {
      const source = this.#sourceIn(await this.#mountTree(from.layers, false), from.source);
      // The source is a link to a descriptor.
      await promisify(execFile)('cp', ['-a', '-H', '--', source, folder]);
      // If `from` names a source, or has files, owner and mode stay as they are (BuildKit, setCacheUIDGID).
      if (from.source !== '' || readdirSync(folder).length > 0) return;
    } else mkdirSync(folder, { mode: 0o755 });
    chownSync(folder, mount.uid, mount.gid);
    chmodSync(folder, mount.mode);
  }

  /** A cache that cannot be restored is not an error: the step runs as on a machine that never had it. */
  async #restored({ id, restored }: Cache, folder: string): Promise<boolean> {
    if (restored.length === 0) return false;
    const { scratch, unpack, warn, kernel, signal } = this.#options;
    try {
      await restoreMount({ layers: restored, unpack, kernel, scratch: `${scratch}/restored-${++this.#count}` }, folder);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      const reason = messageOf(error);
      warn(`the cache mount ${id} could not be restored and starts empty: ${reason}`);
      return false;
    }
  }
}

function own(file: string, owner: { readonly mode: number; readonly uid: number; readonly gid: number }): void {
  chownSync(file, owner.uid, owner.gid);
  chmodSync(file, owner.mode & 0o777);
}

/** A socket that forwards to the agent's. It gets the owner and mode that the step asks for. */
function forwardSocket(source: string, agent: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((client) => {
      const upstream = connect(agent);
      client.on('error', () => upstream.destroy());
      upstream.on('error', () => client.destroy());
      client.pipe(upstream).pipe(client);
    });
    server.on('error', reject);
    server.listen(source, () => resolve(server));
  });
}
