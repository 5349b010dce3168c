import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';

import type { RuntimeSpec, SpecHook } from './runtime-spec.js';
import type { SeccompProfile } from './seccomp.js';

/** crun takes a filter from it that was compiled before, in base64, and does not compile the profile (its `container.c`). */
const ANNOTATION = 'run.oci.seccomp_bpf_data';
/** The file of a container's state in which crun passes the filter on to the container's process. */
const CRUN_FILE = 'seccomp.bpf';
/**
 * crun writes the container's state to a hook's standard input, and fails if nobody reads it, or if the hook fails. The file gets its name
 * when it is whole.
 */
const KEEP = 'while read -r line; do :; done; { cp "$1" "$2.$3" && mv "$2.$3" "$2"; } 2> /dev/null || :';

/** Bytes of one instruction of a filter (linux/filter.h, `sock_filter`), and the code of `BPF_RET | BPF_K`, which every filter ends with. */
const INSTRUCTION = 8;
const RETURN = 0x06;

/** What a container's specification gets for its filter. */
export interface FilterParts {
  readonly annotations?: RuntimeSpec['annotations'];
  /** Run when its process has started. */
  readonly hooks: readonly SpecHook[];
}

/**
 * Keeps the filters that crun compiles from profiles, for as long as the worker lives: compiling one takes crun longer than all else that it
 * does for a container. A filter is never made here. The first container of a profile has crun compile it, and a hook keeps the file that
 * crun itself uses then. Later containers of the same profile, byte for byte, get this file. A crun that does not know the annotation
 * compiles the profile, which stays in the specification.
 */
export class CompiledFilters {
  readonly #state: string;
  readonly #folder: string;
  readonly #kept = new Map<string, string>();

  /**
   * @param state crun's folder of states
   * @param folder a private one in memory, which need not exist
   */
  constructor(state: string, folder: string) {
    this.#state = state;
    this.#folder = folder;
  }

  /** @param id of the container */
  partsFor(profile: SeccompProfile | undefined, id: string): FilterParts {
    if (profile === undefined) return { hooks: [] };
    const file = `${this.#folder}/${createHash('sha256').update(JSON.stringify(profile)).digest('hex')}`;
    const filter = this.#kept.get(file) ?? readFilter(file);
    if (filter !== undefined) {
      this.#kept.set(file, filter);
      return { annotations: { [ANNOTATION]: filter }, hooks: [] };
    }
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const args = ['sh', '-c', KEEP, 'sh', `${this.#state}/${id}/${CRUN_FILE}`, file, id];
    return { hooks: [{ path: '/bin/sh', args, env: ['PATH=/usr/bin:/bin'] }] };
  }
}

/** @returns a kept filter in base64; `undefined` if there is none, or not a whole one */
function readFilter(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const filter = readFileSync(file);
  const isWhole = filter.length >= INSTRUCTION && filter.length % INSTRUCTION === 0;
  return isWhole && filter.readUInt16LE(filter.length - INSTRUCTION) === RETURN ? filter.toString('base64') : undefined;
}
