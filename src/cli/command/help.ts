import { flagOf, otherwiseOf, shortFlagOf, type Option } from '../../app/options/option.js';
import type { OptionTable } from '../../app/options/read-options.js';

/** What help says of a verb. */
export interface VerbWords {
  readonly name: string;
  readonly operands: string;
  readonly about: string;
  readonly examples: readonly VerbExample[];
  readonly table: OptionTable;
}

/** One command line, and what it is for. */
export interface VerbExample {
  /** What it does, as a phrase: `Build the folder and push the image`. */
  readonly does: string;
  /** The line as it is typed in a shell, from `layer-build` or from a command before a pipe. */
  readonly command: string;
}

/** Columns of a help text. */
const WIDTH = 100;

/** A verb's help: what it does, its flags group by group, then examples. */
export function verbHelp({ name, operands, about, examples, table }: VerbWords): string {
  const groups = Object.values(table).map(({ title, options }) => ({
    title,
    flags: Object.values(options).filter((option) => flagOf(option) !== undefined),
  }));
  const width = Math.max(...groups.flatMap(({ flags }) => flags).map((option) => flagForm(option).length));
  const sections = groups
    .filter(({ flags }) => flags.length > 0)
    .map(({ title, flags }) => `${title}:\n${flags.map((option) => flagLines(option, width)).join('')}`);
  const usage = `Usage: layer-build ${[name, '[FLAGS]', operands].join(' ').trimEnd()}`;
  return `${usage}\n\n${paragraphs(about)}\n\n${[...sections, ...exampleSection(examples)].join('\n')}`;
}

/** At the end, where the prompt of the terminal comes back. */
function exampleSection(examples: readonly VerbExample[]): readonly string[] {
  if (examples.length === 0) return [];
  return [`Examples:\n${examples.map(({ does, command }) => `  # ${does}\n  ${command}\n`).join('')}`];
}

function flagLines(option: Option, width: number): string {
  const [first = '', ...others] = wrapped(flagHelp(option), WIDTH - width - 4);
  const indent = ' '.repeat(width + 4);
  return [`  ${flagForm(option).padEnd(width)}  ${first}\n`, ...others.map((line) => `${indent}${line}\n`)].join('');
}

/** `-t, --tag NAME` */
function flagForm(option: Option): string {
  const short = shortFlagOf(option);
  const names = `${short === undefined ? '    ' : `${short}, `}${flagOf(option) ?? ''}`;
  return `${names} ${option.takes.placeholder}`.trimEnd();
}

/** What a flag means, with its default, and whether it can be given more than once. */
function flagHelp(option: Option): string {
  const { help, takes } = option;
  const without = otherwiseOf(option, 'flag');
  const defaults = without === undefined ? [] : [`default: ${without}`];
  const notes = [...defaults, ...(takes.count === 'many' ? ['repeatable'] : [])];
  return notes.length === 0 ? help : `${help} (${notes.join('; ')})`;
}

/** The line breaks of the source do not count, but for empty lines, and lines that are indented: those stay as they are. */
function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((part) =>
      part
        .replace(/\n(?!\s)/g, ' ')
        .split('\n')
        .map((line) => (line.startsWith(' ') ? line : wrapped(line, WIDTH).join('\n')))
        .join('\n'),
    )
    .join('\n\n');
}

/** Lines of at most `width` characters, where the words allow it. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** The help of a program that has verbs. */
export function verbList(
  program: string,
  about: string,
  verbs: readonly { readonly name: string; readonly summary: string }[],
): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: ${program} VERB [FLAGS] …

${about}

Verbs:
${lines.join('\n')}

${program} VERB --help says more.
`;
}
