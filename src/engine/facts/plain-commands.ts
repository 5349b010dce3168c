import type { Words } from './readers/reader.js';

/** Words in which a shell finds nothing to expand. `*` is for `rm`. */
const PLAIN = /^[\w@%+=:,./~*^-]+$/;

/**
 * The commands of a RUN, if it has only plain ones, joined by `&&`: no quotes, variables, pipes or redirections. What such a text does can
 * be told from its words.
 *
 * @returns `undefined` for everything else
 */
export function plainCommands(argv: readonly string[]): readonly Words[] | undefined {
  const [program = '', ...rest] = argv;
  const text = rest.at(-1);
  if (!/^(?:\/(?:usr\/)?bin\/)?(?:sh|ash|bash|dash)$/.test(program)) return isPlain(argv) ? [argv] : undefined;
  // A here-document has lines, each a command.
  if (text === undefined || text.includes('\n') || rest.at(-2)?.endsWith('c') !== true) return undefined;
  const commands = text.split('&&').map((command) => withoutAssignments(command.trim().split(/\s+/)));
  return commands.every(isPlain) ? commands : undefined;
}

function isPlain(words: Words): boolean {
  return words.length > 0 && words.every((word) => PLAIN.test(word));
}

/** `DEBIAN_FRONTEND=noninteractive apt-get install git` sets a variable for one command. */
function withoutAssignments(words: Words): Words {
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=[\w.,:/-]*$/.test(word));
  return first < 0 ? [] : words.slice(first);
}
