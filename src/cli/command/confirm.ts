import { SWITCH } from '../../app/options/option.js';
import type { CliProcess } from './cli-process.js';

export const FORCE_PRUNE = {
  flag: ['-f', '--force'],
  takes: SWITCH,
  help: 'do not ask; nobody is asked where there is no terminal',
} as const;

/** Asks on a terminal whether to go on. A script is not asked: docker would take its missing answer for a no. */
export async function confirmed(warning: string, cli: CliProcess): Promise<boolean> {
  if (cli.ask === undefined) return true;
  cli.stderr.write(`WARNING! ${warning}\n`);
  return /^y(?:es)?$/i.test((await cli.ask('Are you sure you want to continue? [y/N] ')).trim());
}
