import path from 'node:path';

import type { PredictedStep } from '../app/look-ahead.js';
import { UserError } from '../errors.js';
import type { BuildRequest } from './build-request.js';
import type { CliProcess } from './cli-process.js';

/** A step as people name it: by its number in the log, or by a line of the Dockerfile as in messages, `Dockerfile:9`. */
export type StepName =
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'line'; readonly file: string; readonly line: number; readonly text: string };

/** @returns `undefined` for a text that names no step; with six digits it may be the start of a key */
export function parseStepName(text: string): StepName | undefined {
  if (/^\d{1,5}$/.test(text)) return { kind: 'number', number: Number(text), text };
  const [, file, line] = /^(.+):(\d{1,7})$/.exec(text) ?? [];
  return file === undefined ? undefined : { kind: 'line', file, line: Number(line), text };
}

/** The operands `[STEP] CONTEXT`. Behind a step, the context may be left out: it is the current folder. */
export function readStepAndContext(
  operands: readonly string[],
  { files, cwd }: Pick<CliProcess, 'files' | 'cwd'>,
): { readonly step: StepName | undefined; readonly context: string } {
  const [first = '', context] = operands;
  const step = parseStepName(first);
  if (context === undefined) {
    const alone = step !== undefined && !/^\w+:\/\//.test(first) && !files.isDirectory(path.resolve(cwd, first));
    return alone ? { step, context: '.' } : { step: undefined, context: first };
  }
  if (step === undefined) {
    throw new UserError(`${JSON.stringify(first)} is not a step`, {
      hint: 'Write its number in the log, or its line: Dockerfile:9.',
    });
  }
  return { step, context };
}

/**
 * The steps that are meant: one for each platform that has it.
 *
 * @throws UserError if there is none
 */
export function stepsNamed(
  name: StepName,
  steps: readonly PredictedStep[],
  { options }: Pick<BuildRequest, 'options'>,
): readonly PredictedStep[] {
  if (name.kind === 'number') {
    const found = steps.filter(({ step }) => step.number === name.number);
    if (found.length > 0) return found;
    const last = Math.max(...steps.map(({ step }) => step.total));
    throw new UserError(`the build has no step ${name.number}: it has ${last}`);
  }
  const dockerfile = options.dockerfile ?? 'Dockerfile';
  if (path.basename(name.file) !== path.basename(dockerfile)) {
    throw new UserError(`${name.text} is not in the Dockerfile of the build, ${path.basename(dockerfile)}`, {
      hint: `Add --file ${name.file} to look at the build of that file.`,
    });
  }
  const found = steps.filter(({ step }) => step.line <= name.line && name.line <= step.endLine);
  if (found.length > 0) return found;
  throw new UserError(`no step of the build is at ${name.text}`, {
    hint: 'The line has no instruction, or one of a stage that the target does not need.',
  });
}
