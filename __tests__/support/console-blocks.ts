/** A command of a document, with what it printed. */
export interface ConsoleCommand {
  /** Without the prompts; it may have several lines. */
  readonly command: string;
  readonly output: string;
}

const BLOCK = /^```console\n([^]*?)^```$/gm;

/** The blocks of a document that show a terminal: commands behind `$ `, their further lines behind `> `, then what was printed. */
export function consoleBlocks(document: string): readonly (readonly ConsoleCommand[])[] {
  return Array.from(document.matchAll(BLOCK), ([, text = '']) => commandsOf(text));
}

function commandsOf(text: string): readonly ConsoleCommand[] {
  const commands: { command: string; output: string }[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const last = commands.at(-1);
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), output: '' });
    else if (last === undefined) throw new Error(`${line}: there is no command before it`);
    else if (line.startsWith('> ') && last.output === '') last.command += `\n${line.slice(2)}`;
    else last.output += `${line}\n`;
  }
  return commands;
}

/** The document with other blocks. */
export function withBlocks(document: string, blocks: readonly (readonly ConsoleCommand[])[]): string {
  const left = [...blocks];
  return document.replaceAll(BLOCK, () => `\`\`\`console\n${(left.shift() ?? []).map(shown).join('')}\`\`\``);
}

function shown({ command, output }: ConsoleCommand): string {
  return `$ ${command.replaceAll('\n', '\n> ')}\n${output}`;
}

/** What stays the same in every run: ids, sizes, times and the widths of columns do not. */
export function steadyOutput(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b/g, 'ID')
    .replaceAll(/\b\d+(?:\.\d+)?(?:B|kB|MB|GB)\b/g, 'SIZE')
    .replaceAll(
      /\b(?:About an? \w+|Less than a second|\d+ (?:second|minute|hour|day|week|month|year)s?) ago\b/g,
      'TIME',
    )
    .replaceAll(/\b\d+(?:\.\d)?m?s\b/g, 'DURATION')
    .replaceAll(/\b[A-Z][a-z]{2} [ \d]\d \d\d:\d\d\b/g, 'DATE')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ $/gm, '');
}
