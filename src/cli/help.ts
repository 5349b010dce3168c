import type { Flag } from './parse-argv.js';

/** The help text of a verb: what it does, then its own flags, a line each. Flags of docker's that mean nothing here are left out. */
export function verbHelp(verb: string, operands: string, text: string, flags: readonly Flag[]): string {
  const rows = flags.filter((flag) => flag.foreign === undefined).map((flag) => [flagForm(flag), flag.help] as const);
  const width = Math.max(...rows.map(([form]) => form.length));
  const lines = rows.map(([form, help]) => `  ${form.padEnd(width)}  ${help}`);
  return `Usage: layer-build ${verb} [FLAGS] ${operands}\n\n${text}\n\nFlags:\n${lines.join('\n')}\n`;
}

function flagForm(flag: Flag): string {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  return `${short}--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}`;
}

/** What `layer-build --help` says. */
export function programHelp(verbs: readonly (readonly [name: string, summary: string])[]): string {
  const width = Math.max(...verbs.map(([name]) => name.length));
  const lines = verbs.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: layer-build VERB [FLAGS] …

Builds container images from Dockerfiles, without a daemon.

Verbs:
${lines.join('\n')}

layer-build VERB --help tells more; layer-build --version prints the version.
`;
}
