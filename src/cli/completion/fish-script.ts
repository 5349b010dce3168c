import {
  firstWords,
  secondWords,
  type CompletedFlag,
  type CompletedProgram,
  type CompletedValue,
} from './completed.js';

/** A script for fish 3 and later. */
export function fishScript(program: CompletedProgram): string {
  const { name, verbs } = program;
  const at = `__${name.replaceAll('-', '_')}_at`;
  const when = (...words: readonly string[]): string => `-n ${quoted([at, ...words].join(' '))}`;
  const word = (condition: string, text: string, summary: string): string =>
    `complete -c ${name} ${condition} -f -a ${text} -d ${quoted(summary)}\n`;
  const firsts = firstWords(program);
  const groups = firsts.filter(({ more }) => more);
  const exactly = `${at}_end`;
  const ends = (...words: readonly string[]): string => `-n ${quoted([exactly, ...words].join(' '))}`;
  return `# Completion of ${name} for fish. To use it: ${name} completion fish | source
# The words behind the program begin with these.
function ${at}
    set -l words (commandline -opc)
    test (count $words) -gt (count $argv); or return 1
    test "$words[2.."(math (count $argv) + 1)"]" = "$argv"
end
# The words behind the program are exactly these.
function ${exactly}
    set -l words (commandline -opc)
    test (count $words) -eq (math (count $argv) + 1); or return 1
    test "$words[2..-1]" = "$argv"
end
complete -c ${name} -f
${['', 'help']
  .flatMap((before) =>
    firsts.map(({ word: first, summary }) => word(ends(...before.split(' ').filter(Boolean)), first, summary)),
  )
  .join('')}${groups
    .flatMap(({ word: group }) =>
      secondWords(program, group).map(({ words, summary }) => word(ends(group), words[1] ?? '', summary)),
    )
    .join('')}${verbs
    .map(({ words, flags, operand }) => {
      const operands = operandForm(operand);
      return [
        ...flags.map((flag) => `complete -c ${name} ${when(...words)} ${flagForm(flag)}\n`),
        ...(operands === '' ? [] : [`complete -c ${name} ${when(...words)} ${operands}\n`]),
      ].join('');
    })
    .join('')}`;
}

function flagForm({ long, short, help, value }: CompletedFlag): string {
  const names = `-l ${long.replace(/^--/, '')}${short === undefined ? '' : ` -s ${short.replace(/^-/, '')}`}`;
  const takes = value === undefined ? '' : ` -r ${valueForm(value)}`;
  return `${names}${takes} -d ${quoted(help)}`;
}

function valueForm(value: CompletedValue): string {
  switch (value.kind) {
    case 'words':
      return `-f -a ${quoted(value.words.join(' '))}`;
    case 'file':
      return '-F';
    case 'folder':
      return `-f -a ${quoted('(__fish_complete_directories)')}`;
    case 'text':
      return '-f';
  }
}

function operandForm(value: CompletedValue): string {
  return value.kind === 'text' ? '' : valueForm(value);
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
