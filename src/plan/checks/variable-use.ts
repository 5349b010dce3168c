import { UserError } from '../../errors.js';
import type { Environment } from '../environment.js';

/** The result of an expansion, and the variables that it looked up. */
export interface VariableUse {
  /** Absent where the expansion failed. The error is thrown again when the instruction is planned. */
  readonly text?: string;
  readonly found: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

/** Expands something with an environment, and records which variables it looks up. */
export function watchVariables(
  environment: Environment,
  work: (lookup: (name: string) => string | undefined) => string,
): VariableUse {
  const found = new Set<string>();
  const missing = new Set<string>();
  const lookup = (name: string): string | undefined => {
    const value = environment.get(name);
    (value === undefined ? missing : found).add(name);
    return value;
  };
  try {
    return { text: work(lookup), found, missing };
  } catch (error) {
    if (error instanceof UserError) return { found, missing };
    throw error;
  }
}
