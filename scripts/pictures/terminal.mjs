/** What a terminal shows: records a command in one (`script` of util-linux), and makes a page of what stands on its screen. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const ROWS = 40;

/**
 * Runs a command in a terminal.
 *
 * @param {readonly string[]} argv
 * @returns what it wrote, in pieces with the milliseconds since the start
 */
export async function recordTerminal(argv, columns, env = process.env) {
  const line = argv.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const shell = `stty cols ${columns} rows ${ROWS}; exec ${line}`;
  const child = spawn('script', ['-qfec', shell, '/dev/null'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const started = Date.now();
  const pieces = [];
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text) => pieces.push({ atMs: Date.now() - started, text }));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}:\n${pieces.map(({ text }) => text).join('')}`);
  return pieces;
}

/** What was written until `forMs` after `words` first stood there. */
export function until(pieces, words, forMs) {
  let before = '';
  let end;
  for (const { atMs, text } of pieces) {
    if (end !== undefined && atMs > end) break;
    before += text;
    if (end === undefined && before.includes(words)) end = atMs + forMs;
  }
  if (end === undefined) throw new Error(`nothing says ${words}:\n${before}`);
  return before;
}

/** @param from the last line that begins so is the first that is shown; default: all lines */
export function terminalPage(title, text, columns, from) {
  const lines = screenOf(text, columns);
  const first = from === undefined ? 0 : lines.findLastIndex((line) => textOf(line).startsWith(from));
  const shown = lines.slice(Math.max(first, 0));
  while (shown.length > 0 && textOf(shown.at(-1)).trim() === '') shown.pop();
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #e6edf3) }
pre { margin: 0; padding: 20px; width: max-content; font: 14px/1.45 "DejaVu Sans Mono", monospace }
.s1 { font-weight: bold } .s2 { opacity: 0.65 }
.s31 { color: light-dark(#b3261e, #ff7b72) } .s32 { color: light-dark(#116329, #56d364) } .s33 { color: light-dark(#7d4e00, #e3b341) }
.s34 { color: light-dark(#0550ae, #79c0ff) } .s35 { color: light-dark(#7a3ea8, #d2a8ff) } .s36 { color: light-dark(#1b6b72, #76e3ea) }
</style></head><body><pre>${shown.map(lineHtml).join('\n')}</pre></body></html>`;
}

/** The lines of the screen, each of cells with a character and the styles that are on. */
function screenOf(text, columns) {
  const lines = [[]];
  let [row, column] = [0, 0];
  let styles = [];
  const at = (wanted) => {
    while (lines.length <= wanted) lines.push([]);
    return lines[wanted];
  };
  // eslint-disable-next-line no-control-regex -- the sequences of a terminal
  for (const part of text.split(/(\u001b\[[0-9;?]*[A-Za-z]|\n|\r)/)) {
    const command = part.startsWith('\u001b[') ? part.at(-1) : undefined;
    const numbers = part.slice(2, -1);
    if (part === '\n') row += 1;
    else if (part === '\r') column = 0;
    else if (command === 'A') row = Math.max(0, row - Number(numbers || 1));
    else if (command === 'J') {
      const line = at(row);
      lines.length = row + 1;
      line.length = Math.min(line.length, column);
    } else if (command === 'm') styles = styled(styles, numbers);
    else if (command === undefined) {
      for (const character of part) {
        if (column >= columns) [row, column] = [row + 1, 0];
        const line = at(row);
        while (line.length < column) line.push({ character: ' ', styles: [] });
        line[column] = { character, styles };
        column += 1;
      }
    }
  }
  return lines;
}

function styled(styles, numbers) {
  let now = styles;
  for (const number of numbers.split(';').map(Number)) {
    if (number === 0) now = [];
    else if (number === 22) now = now.filter((each) => each > 2);
    else if (number === 39) now = now.filter((each) => each < 30);
    else now = [...now.filter((each) => number < 30 || each < 30), number];
  }
  return now;
}

function lineHtml(line) {
  const runs = [];
  for (const { character, styles } of line) {
    const name = styles.map((style) => `s${style}`).join(' ');
    if (runs.at(-1)?.name === name) runs.at(-1).text += character;
    else runs.push({ name, text: character });
  }
  return runs
    .map(({ name, text }) => (name === '' ? escape(text) : `<span class="${name}">${escape(text)}</span>`))
    .join('');
}

function textOf(line) {
  return line.map(({ character }) => character).join('');
}

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
