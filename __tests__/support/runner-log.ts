/** A workflow command that GitHub's runner obeys. */
export interface RunnerCommand {
  readonly name: string;
  /** What stands between the name and the second `::`. */
  readonly properties: string;
  readonly data: string;
}

export interface RunnerLog {
  readonly commands: readonly RunnerCommand[];
  /** What people see of it: without commands, and with masked values blotted out. */
  readonly shown: string;
}

/** All names that a runner knows, in lower case. */
const COMMANDS = [
  ...['add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group', 'internal-set-repo-path'],
  ...['notice', 'remove-matcher', 'save-state', 'set-env', 'set-output', 'stop-commands', 'warning'],
];

/** Of these people see the data. */
const SHOWN: ReadonlySet<string> = new Set(['group', 'error', 'notice', 'warning']);

/**
 * Takes a step's output as actions/runner does (its ActionCommand and ActionCommandManager): lines end with LF, CR or both;
 * `::name properties::data` is a command at the start of a line, after what C# takes for white space, and `##[name …]data`
 * anywhere in one; after `stop-commands` none is, until its token comes.
 */
export function readAsRunner(output: string): RunnerLog {
  const commands: RunnerCommand[] = [];
  const shown: string[] = [];
  const masks: string[] = [];
  const show = (line: string): void =>
    void shown.push(masks.reduce((text, mask) => text.replaceAll(mask, '***'), line));
  let stopToken: string | undefined;
  for (const line of output.split(/\r\n|\n|\r/)) {
    const known = new Set([...COMMANDS, ...(stopToken === undefined ? [] : [stopToken.toLowerCase()])]);
    const command = doubleColon(line, known) ?? bracketed(line, known);
    if (stopToken !== undefined) {
      if (command?.name === stopToken.toLowerCase()) stopToken = undefined;
      else show(line);
    } else if (command === undefined) show(line);
    else {
      commands.push(command);
      if (command.name === 'stop-commands') stopToken = command.data;
      if (command.name === 'add-mask') masks.push(...masksOf(command.data));
      if (SHOWN.has(command.name)) show(command.data);
    }
  }
  return { commands, shown: shown.join('\n') };
}

function doubleColon(line: string, known: ReadonlySet<string>): RunnerCommand | undefined {
  const text = line.replace(/^[\p{Zs}\u2028\u2029\t-\r\u0085]+/u, '');
  const end = text.indexOf('::', 2);
  return text.startsWith('::') && end >= 0 ? commandOf(text.slice(2, end), text.slice(end + 2), known) : undefined;
}

function bracketed(line: string, known: ReadonlySet<string>): RunnerCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  return end < 0 ? undefined : commandOf(line.slice(start + 3, end), line.slice(end + 1), known);
}

function commandOf(info: string, data: string, known: ReadonlySet<string>): RunnerCommand | undefined {
  const space = info.indexOf(' ');
  const name = (space < 0 ? info : info.slice(0, space)).toLowerCase();
  return known.has(name) ? { name, properties: space < 0 ? '' : info.slice(space + 1), data } : undefined;
}

/** Of a value of several lines, each. */
function masksOf(data: string): readonly string[] {
  const value = data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  return value.split(/[\r\n]+/).filter((line) => line !== '');
}
