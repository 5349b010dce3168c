import { type Document, isNode, LineCounter, parseAllDocuments, Scalar, visit } from 'yaml';

import { messageOf, UserError } from '../../errors.js';
import type { BakeFile } from '../definition/bake-file.js';
import { Replacing, RESET } from './marks.js';

/** Aliases of a file may stand for so many nodes: a few lines could else become gigabytes. */
const MOST_ALIASES = 1000;

/**
 * The documents of a YAML file, in their order. The library is loaded with this file, and so only for compose files.
 *
 * @throws UserError with the line that is no YAML
 */
export function readYaml({ name, text }: BakeFile): readonly unknown[] {
  const lines = new LineCounter();
  // The library also throws for what is no fault of syntax: aliases without an anchor, merges of what is no mapping, too many levels.
  const documents = orRefusal(name, () =>
    parseAllDocuments(text, { merge: true, lineCounter: lines, prettyErrors: false, logLevel: 'error' }),
  );
  if (!Array.isArray(documents)) return [null];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw new UserError(`this is no YAML: ${error.message}`, { location: { file: name, line, column: col } });
    }
    return orRefusal(name, () => {
      markTags(document);
      return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
    });
  });
}

/** `!reset` takes away what earlier files say, and `!override` takes its place. */
function markTags(document: Document): void {
  visit(document, {
    Pair: (_, pair) => {
      if (!isNode(pair.value)) return;
      if (pair.value.tag === '!reset') pair.value = new Scalar(RESET);
      else if (pair.value.tag === '!override')
        pair.value = new Scalar(new Replacing(pair.value.toJS(document, { maxAliasCount: MOST_ALIASES })));
    },
  });
}

function orRefusal<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (failure) {
    throw new UserError(`${name}: this is no YAML that can be read: ${messageOf(failure)}`, { cause: failure });
  }
}
