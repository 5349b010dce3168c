import type {
  AddInstruction,
  ArgInstruction,
  CopyInstruction,
  EnvInstruction,
  ExposeInstruction,
  LabelInstruction,
  LineRange,
  StageInstruction,
  WorkdirInstruction,
} from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';
import { expandWord, expandWords } from '../../dockerfile/shell/expand.js';
import { UserError } from '../../errors.js';
import type { LowerOptions } from '../lowered.js';
import type { PlannedInstruction } from '../stage.js';
import type { StageState } from '../stage-state.js';
import { checkIgnoredSource, type IgnoredSources } from './ignored-sources.js';
import { checkPort } from './port-checks.js';
import { checkSecretName } from './secret-names.js';
import { checkVariables } from './undefined-variables.js';

type CommandKeyword = 'CMD' | 'ENTRYPOINT' | 'HEALTHCHECK';

/** The checks of one stage's instructions, in order, each with the state before it. */
export class StageChecks {
  readonly #checks: Checks;
  readonly #options: LowerOptions;
  readonly #ignored: IgnoredSources | undefined;
  readonly #commands = new Map<CommandKeyword, LineRange>();
  #workdirSet: boolean;

  /** @param below the checks of the stage that this one is based on */
  constructor(
    checks: Checks,
    options: LowerOptions,
    ignored: IgnoredSources | undefined,
    below: StageChecks | undefined,
  ) {
    this.#checks = checks;
    this.#options = options;
    this.#ignored = ignored;
    this.#workdirSet = below?.workdirSet ?? false;
  }

  /** Whether the Dockerfile has a WORKDIR before this point, in this stage or in one that it is based on. */
  get workdirSet(): boolean {
    return this.#workdirSet;
  }

  /** To be called before the instruction is planned, so that findings are reported even where planning fails. */
  check({ instruction, sources }: PlannedInstruction, state: StageState): void {
    const checks = this.#checks.under(instruction.comments);
    if (instruction.keyword === 'ARG') checkArgNames(instruction, checks);
    checkVariables(instruction, state, this.#options, checks);
    try {
      this.#checkMeaning(instruction, sources[0]?.kind ?? 'context', state, checks);
    } catch (error) {
      // The same error is thrown again when the instruction is planned.
      if (!(error instanceof UserError)) throw error;
    }
  }

  #checkMeaning(instruction: StageInstruction, source: string, state: StageState, checks: Checks): void {
    const { escape } = this.#options.dockerfile.directives;
    const word = (text: string): string => expandWord(text, state.environment.get, escape);
    switch (instruction.keyword) {
      case 'ENV':
        checkLegacy(instruction, checks, (key) => checkSecretName('ENV', word(key), instruction.range, checks));
        return;
      case 'LABEL':
        checkLegacy(instruction, checks, () => undefined);
        return;
      case 'WORKDIR':
        this.#checkWorkdir(instruction, word, checks);
        return;
      case 'CMD':
      case 'ENTRYPOINT':
        this.#checkOnce(instruction.keyword, instruction, checks);
        if (instruction.command.form === 'shell' && (state.image.config.Shell ?? []).length === 0) {
          checks.report('JSONArgsRecommended', instruction.range, instruction.written);
        }
        return;
      case 'HEALTHCHECK':
        this.#checkOnce('HEALTHCHECK', instruction, checks);
        return;
      case 'EXPOSE':
        checkPorts(instruction, (text) => expandWords(text, state.environment.get, escape), checks);
        return;
      case 'COPY':
      case 'ADD':
        if (source === 'context') this.#checkSources(instruction, word, checks);
        return;
      default:
    }
  }

  /** Only the first WORKDIR is checked: later ones are relative to it. The base's own working directory may change. */
  #checkWorkdir({ path, range }: WorkdirInstruction, word: (text: string) => string, checks: Checks): void {
    const expanded = word(path);
    if (!this.#workdirSet && !expanded.startsWith('/')) checks.report('WorkdirRelativePath', range, expanded);
    this.#workdirSet = true;
  }

  /** The finding is at the earlier instruction, which has no effect. */
  #checkOnce(keyword: CommandKeyword, { written, range }: StageInstruction, checks: Checks): void {
    const earlier = this.#commands.get(keyword);
    if (earlier !== undefined) checks.report('MultipleInstructionsDisallowed', earlier, written);
    this.#commands.set(keyword, range);
  }

  #checkSources(copy: CopyInstruction | AddInstruction, word: (text: string) => string, checks: Checks): void {
    if (this.#ignored === undefined) return;
    for (const source of copy.sources) checkIgnoredSource(copy, word(source), this.#ignored, checks);
  }
}

function checkArgNames({ args, range }: ArgInstruction, checks: Checks): void {
  for (const { name } of args) checkSecretName('ARG', name, range, checks);
}

function checkLegacy(
  { pairs, written, range }: EnvInstruction | LabelInstruction,
  checks: Checks,
  each: (key: string) => void,
): void {
  for (const { key, legacy } of pairs) {
    if (legacy === true) checks.report('LegacyKeyValueFormat', range, written);
    each(key);
  }
}

function checkPorts(expose: ExposeInstruction, words: (text: string) => readonly string[], checks: Checks): void {
  for (const port of expose.ports.flatMap(words)) if (!checkPort(port, expose.range, checks)) return;
}
