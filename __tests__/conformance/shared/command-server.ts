import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { CommandResult } from '../../support/command.js';

interface SentCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface CommandServer {
  /** Variables by which `send-command.sh` finds it. */
  readonly env: Readonly<Record<string, string>>;
  /** How many commands it ran. */
  readonly served: number;
  stop(): Promise<void>;
}

/**
 * Runs commands that other processes send, in this one. Anybody on the machine can reach the port, so a command must carry a
 * token that only this process and its children know.
 */
export async function startCommandServer(
  runCommand: (sent: SentCommand) => Promise<CommandResult>,
): Promise<CommandServer> {
  const token = randomBytes(16).toString('hex');
  let served = 0;
  const serve = async (socket: Socket): Promise<void> => {
    const sent = await readCommand(socket, token);
    if (sent === undefined) return void socket.destroy();
    served += 1;
    // A crash gives no code, and the client takes that for one.
    const result = await runCommand(sent).catch((error: unknown) => ({ code: '', stdout: '', stderr: String(error) }));
    socket.end(`${result.code}\n${result.stdout}${result.stderr}`);
  };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    serve(socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { COMMAND_SERVER_PORT: String(port), COMMAND_SERVER_TOKEN: token },
    get served() {
      return served;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * Texts that each end in a zero byte: token, folder, number of arguments, arguments, variables, and the token again.
 *
 * @returns `undefined` for what has not the token, or breaks off
 */
async function readCommand(socket: Socket, token: string): Promise<SentCommand | undefined> {
  let text = '';
  const decoded = socket.setEncoding('utf8') as AsyncIterable<string>;
  // The client keeps its side open for the answer, so the end has to be seen in what it sends.
  const iterator = decoded[Symbol.asyncIterator]();
  const end = `\0${token}\0`;
  while (!text.endsWith(end)) {
    const next = await iterator.next();
    if (next.done === true) return undefined;
    text += next.value;
  }
  const [given, cwd = '', count, ...rest] = text.slice(0, -end.length).split('\0');
  if (given !== token) return undefined;
  const argv = rest.slice(0, Number(count));
  const variables = rest.slice(argv.length).map((line): [string, string] => {
    const [name = ''] = line.split('=', 1);
    return [name, line.slice(name.length + 1)];
  });
  return { argv, cwd, env: Object.fromEntries(variables) };
}
