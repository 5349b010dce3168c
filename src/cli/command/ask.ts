import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * Asks somebody at a terminal for one line.
 *
 * @param hidden does not show what is typed
 */
export async function askOnTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  question: string,
  hidden: boolean,
  signal: AbortSignal,
): Promise<string> {
  output.write(question);
  // The reader repeats what is typed on its output, with the question: neither is wanted of a password.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: hidden ? nowhere : output, terminal: hidden });
  try {
    return await reader.question('', { signal });
  } finally {
    reader.close();
    if (hidden) output.write('\n');
  }
}
