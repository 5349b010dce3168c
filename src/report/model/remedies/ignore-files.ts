import { hasWildcard, Wildcard } from '../../../layer/pattern/go-path-match.js';
import { baseName } from '../../../text/path-parts.js';

import { changedFiles } from './changed-files.js';
import {
  followersOf,
  isRun,
  LEAST_SAVING,
  listWords,
  savingOf,
  savingWords,
  type Evidence,
  type RemedyStep,
} from './evidence.js';
import { ignorePattern, isNeedless, mayRead } from './needless-files.js';
import type { IgnoreFiles } from './remedy.js';

/**
 * That a step made the same shows only that it does not depend on what changed. It may still need the files to be there. So this is said
 * of files that no image needs, by their names, and only if no step's result shows the change.
 */
export function ignoreFiles(copy: RemedyStep, evidence: Evidence): IgnoreFiles | undefined {
  const paths = changedFiles(copy);
  if (paths === undefined || !paths.every(isNeedless)) return undefined;
  const followers = followersOf(copy, evidence);
  const runs = followers.filter(isRun);
  if (runs.length === 0 || !runs.every((run) => isIndifferent(run, paths, evidence))) return undefined;
  if (followers.some(takesFiles) || isNamed(paths, evidence)) return undefined;
  const saving = savingOf([copy, ...followers]);
  if (saving.savesMs < LEAST_SAVING) return undefined;
  const files = [...new Set(paths.map(ignorePattern))];
  const them = files.length === 1 ? 'it' : 'them';
  const words = `${listWords(files)} changed and the result is the same: add ${them} to .dockerignore (${savingWords(saving.savesMs)})`;
  return { kind: 'ignore-files', words, files, ...saving };
}

function isIndifferent(run: RemedyStep, paths: readonly string[], { facts }: Evidence): boolean {
  if (facts.get(run.number)?.reads !== undefined) return true;
  return run.unchanged === true && !paths.some((path) => mayRead(run.instruction, path));
}

/** An instruction that names a file fails without it. */
function isNamed(paths: readonly string[], { steps }: Evidence): boolean {
  const names = [...new Set(paths.flatMap((path) => [baseName(path), ignorePattern(path)]))];
  return steps.some(({ instruction }) => /^(?:run|copy|add)\s/i.test(instruction) && namesOneOf(names, instruction));
}

/** By the name itself, or by a wildcard as the last part of a word. A star alone stands for whatever is there. */
function namesOneOf(names: readonly string[], instruction: string): boolean {
  return instruction.split(/[\s"'=,;:()]+/).some((word) => {
    const last = baseName(word.replace(/\/$/, ''));
    if (last === '*' || !hasWildcard(last)) return names.includes(last);
    const wildcard = compiled(last);
    return wildcard === undefined || names.some((name) => wildcard.matches(name));
  });
}

/** `undefined` for a word that only looks like a wildcard. */
function compiled(word: string): Wildcard | undefined {
  try {
    return Wildcard.compile(word);
  } catch {
    return undefined;
  }
}

/** The files reached another stage. */
function takesFiles({ why }: RemedyStep): boolean {
  return why.kind === 'changed' && why.changes.some(({ input }) => input === 'files' || input === 'option');
}
