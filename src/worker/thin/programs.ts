import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { InfraError, messageOf } from '../../errors.js';
import { findProgram } from '../../files/find-program.js';

/** Runs programs of the machine. */
export class Programs {
  readonly #path: string;
  readonly #env: Readonly<Record<string, string>>;

  /** @param path `:`-separated folders to look for programs in */
  constructor(path: string, env: Readonly<Record<string, string>> = {}) {
    this.#path = path;
    this.#env = { ...env, PATH: path, LC_ALL: 'C' };
  }

  has(name: string): boolean {
    return findProgram(name, this.#path) !== undefined;
  }

  /** @returns what it printed @throws InfraError with what it said */
  async run(name: string, ...args: readonly string[]): Promise<string> {
    try {
      return (await promisify(execFile)(findProgram(name, this.#path) ?? name, args, { env: this.#env })).stdout;
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : messageOf(error);
      throw new InfraError(`${name} ${args[0] ?? ''}: ${said}`, { cause: error });
    }
  }
}
