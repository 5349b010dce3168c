import { flagOf, shortFlagOf, type Option } from '../app/options/option.js';
import { GENERAL } from '../app/options/table.js';
import { UserError } from '../errors.js';
import { didYouMean } from '../text/nearest.js';
import { bashScript } from './completion/bash-script.js';
import type { CompletedFlag, CompletedProgram, CompletedValue, CompletedVerb } from './completion/completed.js';
import { fishScript } from './completion/fish-script.js';
import { zshScript } from './completion/zsh-script.js';
import { defineVerb, type Verb } from './command/verb.js';

const SCRIPTS: ReadonlyMap<string, (program: CompletedProgram) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

/** @param verbs gives all verbs, this one too */
export function completionVerb(verbs: () => Promise<readonly Verb[]>): Verb {
  return defineVerb({
    name: 'completion',
    summary: 'print a script that completes verbs and flags in a shell',
    operands: [...SCRIPTS.keys()].join('|'),
    count: [1, 1],
    examples: [
      { does: 'In ~/.bashrc', command: 'source <(layer-build completion bash)' },
      { does: 'In ~/.zshrc, behind compinit', command: 'source <(layer-build completion zsh)' },
      { does: 'Once', command: 'layer-build completion fish > ~/.config/fish/completions/layer-build.fish' },
    ],
    table: { general: GENERAL },
    run: async ({ operands: [shell = ''] }, cli) => {
      const script = SCRIPTS.get(shell);
      if (script === undefined) {
        throw new UserError(`there is no completion for ${JSON.stringify(shell)}`, {
          hint: didYouMean(shell, SCRIPTS.keys()) ?? 'Write bash, zsh or fish.',
        });
      }
      cli.stdout.write(
        script({ name: 'layer-build', verbs: [...(await verbs()).flatMap(completedVerbs), ...OTHER_WORDS] }),
      );
      return 0;
    },
  });
}

/** First words without flags. */
const OTHER_WORDS: readonly CompletedVerb[] = [
  { words: ['help'], summary: 'show the help of a verb', flags: [], operand: { kind: 'text' } },
];

/** One for each name of the verb. */
function completedVerbs({ name, aliases, summary, table, operands }: Verb): readonly CompletedVerb[] {
  const options = Object.values(table).flatMap<Option>((group) => Object.values(group.options));
  const same = { summary, flags: options.flatMap(completedFlag), operand: valueOf(operands) };
  return [name, ...aliases].map((one) => ({ words: one.split(' '), ...same }));
}

function completedFlag(option: Option): readonly CompletedFlag[] {
  const long = flagOf(option);
  const short = shortFlagOf(option);
  const { help, takes } = option;
  if (long === undefined) return [];
  const value =
    takes.words === undefined ? valueOf(takes.placeholder) : ({ kind: 'words', words: takes.words } as const);
  return [{ long, help, ...(short !== undefined && { short }), ...(takes.count !== 'switch' && { value }) }];
}

/** By what help calls it. */
function valueOf(placeholder: string): CompletedValue {
  if (/\bFILE\b/.test(placeholder)) return { kind: 'file' };
  if (/\b(?:DIR|CONTEXT)\b/.test(placeholder)) return { kind: 'folder' };
  if (/^[a-z]+(?:\|[a-z]+)+$/.test(placeholder)) return { kind: 'words', words: placeholder.split('|') };
  return { kind: 'text' };
}
