import type { AddInstruction, CopyInstruction, LineRange, StageInstruction } from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';
import { expandHeredoc, expandWord } from '../../dockerfile/shell/expand.js';
import { parseMount } from '../../dockerfile/values/mount.js';
import { UserError } from '../../errors.js';
import { ownValue } from '../global-args.js';
import { lowerArg, NO_VARIABLES } from '../lower-arg.js';
import type { LowerOptions } from '../lowered.js';
import type { StageState } from '../stage-state.js';
import { suggestedName } from './suggested-name.js';
import { watchVariables, type VariableUse } from './variable-use.js';

/**
 * Reports variables that an instruction uses though they have no value. A declared ARG may have none. As in BuildKit, EXPOSE and
 * words that only the shell expands are not checked.
 */
export function checkVariables(
  instruction: StageInstruction,
  state: StageState,
  options: LowerOptions,
  checks: Checks,
): void {
  const { range } = instruction;
  const { escape } = options.dockerfile.directives;
  if (instruction.keyword === 'ARG') {
    checkDefaults(instruction, state, options, checks);
    return;
  }
  const expand = (word: string): string => reportMissing(expandedWord(word, state, escape), state, range, checks);
  for (const word of wordsOf(instruction)) expand(word);
  if (instruction.keyword === 'RUN') for (const mount of instruction.mounts) tryMount(mount, expand);
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
    for (const heredoc of instruction.heredocs) {
      if (!heredoc.expand) continue;
      const use = watchVariables(state.environment, (lookup) => expandHeredoc(heredoc.content, lookup));
      reportMissing(use, state, range, checks);
    }
  }
}

/** Checks the defaults that no `--build-arg` replaces. Each sees the arguments before it. */
function checkDefaults(
  instruction: Extract<StageInstruction, { keyword: 'ARG' }>,
  start: StageState,
  options: LowerOptions,
  checks: Checks,
): void {
  const { escape } = options.dockerfile.directives;
  let state = start;
  for (const arg of instruction.args) {
    if (arg.value !== undefined && ownValue(options.buildArgs, arg.name) === undefined) {
      const use = expandedWord(arg.value, state, escape);
      reportMissing(use, state, instruction.range, checks);
      if (use.text === undefined) return;
    }
    ({ state } = lowerArg({ ...instruction, args: [arg] }, state, options));
  }
}

function expandedWord(word: string, { environment }: StageState, escape: '\\' | '`'): VariableUse {
  return watchVariables(environment, (lookup) => expandWord(word, lookup, escape));
}

function reportMissing(use: VariableUse, state: StageState, range: LineRange, checks: Checks): string {
  for (const name of use.missing) {
    if (NO_VARIABLES.has(name) || state.declaredArgs.some(([declared]) => declared === name)) continue;
    checks.report('UndefinedVar', range, name, suggestedName(name, state.environment.names()));
  }
  return use.text ?? '';
}

/** The error of an invalid mount is thrown again when the instruction is planned. */
function tryMount(mount: string, expand: (word: string) => string): void {
  try {
    parseMount(mount, expand);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

/** The words that are expanded, in BuildKit's order. */
function wordsOf(instruction: StageInstruction): readonly string[] {
  switch (instruction.keyword) {
    case 'ENV':
    case 'LABEL':
      return instruction.pairs.flatMap(({ key, value }) => [key, value]);
    case 'COPY':
    case 'ADD':
      return copyWords(instruction);
    case 'USER':
      return [instruction.user];
    case 'WORKDIR':
      return [instruction.path];
    case 'VOLUME':
      return instruction.paths;
    case 'STOPSIGNAL':
      return [instruction.signal];
    default:
      return [];
  }
}

function copyWords(copy: CopyInstruction | AddInstruction): readonly string[] {
  const checksum = copy.keyword === 'ADD' ? copy.checksum : undefined;
  return [copy.chown, copy.chmod, checksum, ...copy.sources, copy.destination].filter((word) => word !== undefined);
}
