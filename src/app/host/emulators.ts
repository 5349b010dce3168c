import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { release } from 'node:os';
import path from 'node:path';

import type { EventSink } from '../../engine/events.js';
import type { BaseImages, Layers } from '../../engine/ports.js';
import { InfraError, type SourceLocation } from '../../errors.js';
import { findProgram } from '../../files/find-program.js';
import { formatPlatform, type Platform } from '../../oci/platform.js';
import { formatReference, type Reference } from '../../oci/reference.js';
import type { Emulation } from '../../worker/client/emulation.js';
import type { Runs } from '../../worker/client/emulation/runnable.js';
import type { WorkerRights } from '../../worker/client/launch.js';
import { type Architecture, ELF_MACHINES } from '../../worker/protocol/elf-machines.js';
import type { WireEmulator } from '../../worker/protocol/messages.js';
import { readEmulator } from './emulator-file.js';
import { takeEmulators, type TakenEmulators } from './emulator-image.js';

interface EmulatorsParts {
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
  readonly bases: BaseImages;
  readonly layers: Layers;
  readonly sink: EventSink;
}

/** An architecture of RUN steps that the processor of this machine does not run. */
export interface Foreign {
  readonly architecture: Architecture;
  readonly runs: Exclude<Runs, { readonly kind: 'natively' }>;
  /** Its first RUN, for errors. */
  readonly location?: SourceLocation;
  readonly excerpt?: string;
}

interface Expected {
  readonly foreign: readonly Foreign[];
  /** Has the emulators that the machine does not have. */
  readonly image: Reference;
  /** A private folder that exists as long as the build. */
  readonly folder: string;
}

/**
 * Emulators for the steps of other platforms: what is registered on the machine, else `qemu-*-static` of the machine, else those of
 * an image.
 */
export class Emulators implements Emulation {
  readonly #parts: EmulatorsParts;
  #expected: Expected | undefined;
  /** What emulates an architecture, in words. */
  readonly #words = new Map<Architecture, string>();
  readonly #noted = new Set<string>();

  constructor(parts: EmulatorsParts) {
    this.#parts = parts;
  }

  /** Says what a build is going to run. Builds that run side by side say it one after the other. */
  expect({ foreign, ...expected }: Expected): void {
    const known = this.#foreign;
    const more = foreign.filter((each) => !known.some(({ architecture }) => architecture === each.architecture));
    this.#expected = { ...expected, foreign: [...known, ...more] };
  }

  concerns({ os, architecture }: Platform): boolean {
    return os === 'linux' && this.#foreign.some((each) => each.architecture === architecture);
  }

  async bring(rights: WorkerRights, signal: AbortSignal): Promise<readonly WireEmulator[]> {
    const foreign = this.#foreign;
    for (const { architecture, runs } of foreign) {
      if (runs.kind === 'emulated') this.#words.set(architecture, registeredWords(architecture, runs.by?.name));
    }
    const missing = foreign.filter(({ runs }) => runs.kind !== 'emulated');
    if (missing.length === 0) return [];
    // Once a user namespace has a table of its own, the machine's does not count there.
    const wanted = hasOwnTable(rights) ? foreign : missing;
    return this.#find(
      wanted.map(({ architecture }) => architecture),
      signal,
    );
  }

  noteRun(platform: Platform): void {
    const shown = formatPlatform(platform);
    if (this.#noted.has(shown)) return;
    this.#noted.add(shown);
    const words = ([...this.#words].find(([architecture]) => architecture === platform.architecture) ?? [])[1];
    this.#parts.sink({ type: 'notice', message: `RUN of ${shown} runs under emulation (${words ?? 'unknown'})` });
  }

  get #foreign(): readonly Foreign[] {
    return this.#expected?.foreign ?? [];
  }

  async #find(architectures: readonly Architecture[], signal: AbortSignal): Promise<readonly WireEmulator[]> {
    const here = new Map(architectures.map((each) => [each, this.#onMachine(each)]));
    const absent = architectures.filter((each) => here.get(each) === undefined);
    const taken = absent.length === 0 ? undefined : await this.#take(absent, signal);
    const found: WireEmulator[] = [];
    for (const architecture of architectures) {
      const { qemu } = ELF_MACHINES[architecture];
      const file = here.get(architecture) ?? taken?.files.get(qemu) ?? '';
      const { digest, version } = await readEmulator(file, signal);
      this.#words.set(architecture, version === undefined ? `qemu-${qemu}` : `qemu-${qemu} ${version}`);
      const keepsArgv0 = understandsArgv0(version) || (taken?.files.has(qemu) === true && taken.keepArgv0);
      found.push({ architecture, file, digest, keepsArgv0 });
    }
    return found;
  }

  #onMachine(architecture: Architecture): string | undefined {
    const found = findProgram(`qemu-${ELF_MACHINES[architecture].qemu}-static`, this.#parts.path);
    return found === undefined ? undefined : realpathSync(found);
  }

  #placeOf(architectures: readonly Architecture[]): Pick<Foreign, 'location' | 'excerpt'> {
    const { location, excerpt } = this.#foreign.find(({ architecture }) => architectures.includes(architecture)) ?? {};
    return { ...(location !== undefined && { location }), ...(excerpt !== undefined && { excerpt }) };
  }

  async #take(architectures: readonly Architecture[], signal: AbortSignal): Promise<TakenEmulators> {
    const { bases, layers } = this.#parts;
    const { image, folder } = this.#expected ?? {};
    if (image === undefined || folder === undefined) throw new InfraError('no emulators are expected');
    const machines = architectures.map((each) => ELF_MACHINES[each].qemu);
    const place = mkdtempSync(path.join(folder, 'emulators-'));
    try {
      return await takeEmulators({ reference: image, bases, layers }, machines, place, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof InfraError)) throw error;
      const { message, retryable, attempts, url } = error;
      throw new InfraError(
        `the emulator for linux/${architectures.join(', linux/')} could not be fetched: ${message}`,
        {
          retryable,
          attempts,
          url,
          ...this.#placeOf(architectures),
          hint: `It comes from ${formatReference(image)}. Install qemu-user-static, or give a registry mirror.`,
          cause: error,
        },
      );
    }
  }
}

function registeredWords(architecture: Architecture, name: string | undefined): string {
  return `${name ?? `an emulator for ${architecture}`}, which is registered on this machine`;
}

/** See `WorkerRights`. A container may be in a user namespace although its user is root. */
function hasOwnTable(rights: WorkerRights): boolean {
  if (rights === 'user-namespace') return true;
  try {
    return !/^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'latin1'));
  } catch {
    return false;
  }
}

/**
 * Whether the kernel tells the emulator that `argv[0]` is kept (AT_FLAGS, Linux 5.12), and QEMU looks at that (6.0). Without it,
 * programs see their path as `argv[0]`.
 */
function understandsArgv0(version: string | undefined): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number);
  const isTold = major > 5 || (major === 5 && minor >= 12);
  return isTold && Number.parseInt(version ?? '0', 10) >= 6;
}
