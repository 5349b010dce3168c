import { LineCounter, parseDocument } from 'yaml';

import { messageOf, UserError } from '../../errors.js';
import type { BakeFile } from '../definition/bake-file.js';

/** Aliases of a file may stand for so many nodes: a few lines could else become gigabytes. */
const MOST_ALIASES = 1000;

/**
 * The content of a YAML file. The library is loaded with this file, and so only for compose files.
 *
 * @throws UserError with the line that is no YAML
 */
export function readYaml({ name, text }: BakeFile): unknown {
  const lines = new LineCounter();
  // The library also throws for what is no fault of syntax: aliases without an anchor, merges of what is no mapping, too many levels.
  const document = orRefusal(name, () =>
    parseDocument(text, { merge: true, lineCounter: lines, prettyErrors: false, logLevel: 'error' }),
  );
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new UserError(`this is no YAML: ${error.message}`, { location: { file: name, line, column: col } });
  }
  return orRefusal(name, () => document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown);
}

function orRefusal<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (failure) {
    throw new UserError(`${name}: this is no YAML that can be read: ${messageOf(failure)}`, { cause: failure });
  }
}
