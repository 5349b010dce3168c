import { isDeepStrictEqual } from 'node:util';
import type { Expectation, ExpectedEntry } from './case.js';
import type { Tree, TreeEntry } from '../../support/flatten-layers.js';
import type { ReadImage } from '../../support/read-image.js';

/** What a build came to: an image, or how it was refused. */
export type Outcome =
  | { readonly kind: 'built'; readonly image: ReadImage }
  | { readonly kind: 'refused'; readonly message: string; readonly line?: number };

/** Where an outcome is not what a case expects, a sentence each. */
export function differences(expect: Expectation, outcome: Outcome): string[] {
  const { refused } = expect;
  if (outcome.kind === 'refused') {
    if (refused === undefined) return [`refused: ${place(outcome.line)}${outcome.message}`];
    const wrong: string[] = [];
    if (!new RegExp(refused.message, 'i').test(outcome.message)) {
      wrong.push(`refused for another reason than /${refused.message}/: ${outcome.message}`);
    }
    if (refused.line !== undefined && outcome.line !== undefined && outcome.line !== refused.line) {
      wrong.push(`refused at line ${outcome.line} instead of ${refused.line}`);
    }
    return wrong;
  }
  if (refused !== undefined) return [`built, and was to be refused: ${refused.message}`];
  return [...treeDifferences(expect, outcome.image.tree), ...configDifferences(expect, outcome.image.config)];
}

function place(line: number | undefined): string {
  return line === undefined ? '' : `line ${line}: `;
}

function treeDifferences(expect: Expectation, tree: Tree): string[] {
  const wrong: string[] = [];
  const expected = expect.tree ?? {};
  for (const [path, entry] of Object.entries(expected)) {
    const found = tree.get(path);
    if (entry === null) {
      if (found !== undefined) wrong.push(`${path}: there is a ${found.type}`);
    } else if (found === undefined) wrong.push(`${path}: missing`);
    else wrong.push(...entryDifferences(path, entry, found, tree));
  }
  for (const folder of expect.exact ?? []) {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    for (const path of tree.keys()) {
      if (path !== '/' && path.startsWith(prefix) && !(path in expected)) wrong.push(`${path}: not expected`);
    }
  }
  return wrong;
}

function entryDifferences(path: string, expected: ExpectedEntry, found: TreeEntry, tree: Tree): string[] {
  const wrong: string[] = [];
  const compare = (what: string, wanted: unknown, is: unknown): void => {
    if (wanted !== undefined && !isDeepStrictEqual(wanted, is)) {
      wrong.push(`${path}: ${what} is ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
    }
  };
  const text = found.content?.toString('utf8');
  compare('type', expected.type, found.type);
  compare('mode', expected.mode, found.mode);
  compare('owner', expected.owner, found.owner);
  compare('content', expected.content, text);
  compare('size', expected.size, found.content?.length);
  compare('target', expected.target, found.target);
  compare('mtime', expected.mtime, found.mtime);
  compare('xattrs', expected.xattrs, found.xattrs);
  if (expected.matches !== undefined && !new RegExp(expected.matches, 's').test(text ?? '')) {
    wrong.push(`${path}: content ${JSON.stringify(text)} does not match /${expected.matches}/`);
  }
  if (expected.linkedTo !== undefined && tree.get(expected.linkedTo)?.inode !== found.inode) {
    wrong.push(`${path}: not the same file as ${expected.linkedTo}`);
  }
  return wrong;
}

function configDifferences(expect: Expectation, document: Readonly<Record<string, unknown>>): string[] {
  const config = (document['config'] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(expect.config ?? {}).flatMap(([name, wanted]) => {
    const value = name.startsWith('.') ? document[name.slice(1)] : config[name];
    const is = unset(value) ? null : value;
    return isDeepStrictEqual(is, wanted)
      ? []
      : [`config ${name} is ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`];
  });
}

/** An absent, null or empty field all mean "not set". */
function unset(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
