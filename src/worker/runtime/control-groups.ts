import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { KernelCalls } from '../kernel/syscalls.js';

/** Between the group that was asked for and those of steps, so that their names cannot meet those of others. */
const BETWEEN = 'layer-build';
/** What a new group of the first version does not get by itself, and without which no process can join it. */
const INHERITED = ['cpuset.cpus', 'cpuset.mems'];
/**
 * Each file gets the shell's own process; what runs then is in the groups. A runtime looks for its groups where it finds itself: in a
 * namespace that begins there, it finds none that it could change.
 */
const JOIN = 'while [ "$1" != -- ]; do echo 0 > "$1" || exit 126; shift; done; shift; exec unshare --cgroup "$@"';
/** Milliseconds. The kernel counts processes that have just ended for a moment. */
const EMPTY_RETRY = 20;
const EMPTY_TRIES = 50;

/** Milliseconds. A group without processes that is older was left by a killed worker: a step joins its group as soon as that is made. */
const ABANDONED_MS = 60_000;

/** The groups of one step or container, one in each hierarchy. */
export interface StepGroup {
  /** The command line that runs `command` in them. */
  readonly command: (command: readonly string[]) => readonly string[];
  /** Removes them, when all of the step's processes have ended. */
  readonly leave: () => Promise<void>;
}

/**
 * Control groups for steps below one that the caller names, as with Docker's `--cgroup-parent`: its limits hold for what RUN runs. Each
 * hierarchy of the machine is used, of the first version and of the second.
 */
export class ControlGroups {
  /** Absolute paths of the named group, by hierarchy. */
  readonly #parents: readonly string[];

  /**
   * @param parent path below the root of the hierarchies
   * @param folder an absolute path that does not exist yet, for views of the hierarchies
   * @throws Error when a group cannot be made or joined here
   */
  static async open(kernel: KernelCalls, parent: string, folder: string): Promise<ControlGroups> {
    const parents: string[] = [];
    for (const [at, { type, options }] of hierarchies(readFileSync('/proc/self/cgroup', 'utf8')).entries()) {
      const target = path.join(folder, String(at));
      mkdirSync(target, { recursive: true });
      await kernel.mount({ source: 'cgroup', target, type, options: ['nosuid', 'noexec', 'nodev', ...options] });
      parents.push(path.join(target, parent));
    }
    if (parents.length === 0) throw new Error('this process is in no control group');
    for (const parent of parents) removeAbandoned(path.join(parent, BETWEEN));
    const groups = new ControlGroups(parents);
    const probe = groups.enter(`probe-${randomUUID()}`);
    try {
      const [program = '', ...args] = probe.command(['/bin/true']);
      execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    } finally {
      await probe.leave();
    }
    return groups;
  }

  private constructor(parents: readonly string[]) {
    this.#parents = parents;
  }

  /**
   * @param id unique among the steps of all builds that run
   * @param memory bytes that its processes may use together
   * @throws Error when the groups cannot be made, or memory cannot be limited
   */
  enter(id: string, memory?: number): StepGroup {
    const made: string[] = [];
    const folders = this.#parents.map((parent) => path.join(parent, BETWEEN, id));
    if (memory !== undefined) for (const parent of this.#parents) delegateMemory(parent);
    for (const folder of folders) made.push(...makeGroup(folder));
    if (memory !== undefined) limitMemory(folders, memory);
    const files = folders.map((folder) => path.join(folder, 'cgroup.procs'));
    return {
      command: (command) => ['/bin/sh', '-c', JOIN, 'sh', ...files, '--', ...command],
      leave: async () => {
        for (const folder of folders) await removeGroup(folder);
        // Those above them that were made for this step, if no other step is in them.
        for (const folder of made.filter((one) => !folders.includes(one)).reverse()) remove(folder);
      },
    };
  }
}

const PASSED_ON = 'cgroup.subtree_control';
/** In which file of a group its limit is, by version. A group of the first version counts swap with memory, if it counts it at all. */
const MEMORY_FILES = [
  { limit: 'memory.max', swap: 'memory.swap.max', swapBytes: () => 0 },
  { limit: 'memory.limit_in_bytes', swap: 'memory.memsw.limit_in_bytes', swapBytes: (bytes: number) => bytes },
] as const;

interface Hierarchy {
  readonly type: 'cgroup' | 'cgroup2';
  readonly options: readonly string[];
}

/** @param text of `/proc/self/cgroup`: cgroups(7) */
function hierarchies(text: string): readonly Hierarchy[] {
  return text.split('\n').flatMap((line): readonly Hierarchy[] => {
    const [number, controllers] = line.split(':');
    if (number === undefined || controllers === undefined) return [];
    return number === '0' ? [{ type: 'cgroup2', options: [] }] : [{ type: 'cgroup', options: controllers.split(',') }];
  });
}

/** @returns the folders that were made, from above */
function makeGroup(folder: string): readonly string[] {
  if (existsSync(folder)) return [];
  const above = path.dirname(folder);
  const made = makeGroup(above);
  // One that is ours may have been left by a process that was killed before it filled it.
  if (path.basename(above) === BETWEEN) inherit(above);
  mkdirSync(folder);
  inherit(folder);
  return [...made, folder];
}

function inherit(folder: string): void {
  for (const name of INHERITED) {
    const file = path.join(folder, name);
    if (existsSync(file) && readFileSync(file, 'utf8').trim() === '') {
      writeFileSync(file, readFileSync(path.join(path.dirname(folder), name)));
    }
  }
}

/** In the second version, a group has a limit only if those above it pass that on. What does not work shows when the limit is set. */
function delegateMemory(parent: string): void {
  const between = path.join(parent, BETWEEN);
  if (existsSync(path.join(parent, PASSED_ON))) makeGroup(between);
  for (const group of [parent, between]) {
    const file = path.join(group, PASSED_ON);
    try {
      if (existsSync(file)) writeFileSync(file, '+memory');
    } catch {
      // Another hierarchy may have it.
    }
  }
}

/** @throws Error when no hierarchy can */
function limitMemory(folders: readonly string[], bytes: number): void {
  for (const folder of folders) {
    const files = MEMORY_FILES.find(({ limit }) => existsSync(path.join(folder, limit)));
    if (files === undefined) continue;
    writeFileSync(path.join(folder, files.limit), String(bytes));
    const swap = path.join(folder, files.swap);
    if (existsSync(swap)) writeFileSync(swap, String(files.swapBytes(bytes)));
    return;
  }
  throw new Error('no control group here limits memory');
}

/**
 * Removes the groups that killed workers left: those without processes. Who made them cannot be asked, since each worker may have a pid
 * namespace of its own.
 *
 * @param between the folder of all our groups below a parent
 */
function removeAbandoned(between: string): void {
  if (!existsSync(between)) return;
  for (const folder of groupsIn(between)) {
    try {
      if (Date.now() - statSync(folder).mtimeMs > ABANDONED_MS && isEmpty(folder)) removeBelow(folder);
    } catch {
      // Another worker was faster, or its step has just ended.
    }
  }
}

function groupsIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}

/** Whether neither the group nor one below it has processes. */
function isEmpty(folder: string): boolean {
  return readFileSync(path.join(folder, 'cgroup.procs'), 'utf8') === '' && groupsIn(folder).every(isEmpty);
}

function removeBelow(folder: string): void {
  for (const below of groupsIn(folder)) removeBelow(below);
  remove(folder);
}

async function removeGroup(folder: string): Promise<void> {
  for (let tries = 0; !remove(folder) && tries < EMPTY_TRIES; tries++) await delay(EMPTY_RETRY);
}

/** @returns whether it is gone */
function remove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return !existsSync(folder);
  }
}
