import { asWritten, one, SWITCH } from '../../app/options/option.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import { UserError } from '../../errors.js';
import type { CliProcess } from '../command/cli-process.js';
import { hostOfCommand } from '../command/host.js';
import { defineVerb } from '../command/verb.js';

/** Characters of a password: a token is some thousand. */
const MOST = 64 * 1024;

const LOGIN_FLAGS = {
  username: { flag: ['-u', '--username'], takes: one('NAME', asWritten), help: 'user name' },
  password: { flag: ['-p', '--password'], takes: one('PASSWORD', asWritten), help: 'password or token' },
  stdin: { flag: '--password-stdin', takes: SWITCH, help: 'read the password from standard input' },
} as const;

export const loginVerb = defineVerb({
  name: 'login',
  summary: 'log in to a registry',
  about:
    "Logs in to a registry, by default Docker Hub, and keeps the login in Docker's config.json or its credential helper.",
  operands: '[REGISTRY]',
  count: [0, 1],
  examples: [
    {
      does: 'Log in without showing the password to other processes',
      command: 'echo "$TOKEN" | layer-build login --username me --password-stdin ghcr.io',
    },
  ],
  table: { own: { title: 'Flags', options: LOGIN_FLAGS }, host: BUILD_TABLE.host, general: GENERAL },
  run: async ({ values, operands: [text = ''] }, cli) => {
    const { username, password, stdin } = values.own;
    const host = hostOfCommand(values.host, cli);
    const logins = await cli.loadLogins();
    const registry = logins.registryName(text);
    if (password !== undefined && stdin) throw new UserError('--password and --password-stdin are one too many');
    if (stdin && username === undefined) throw new UserError('--password-stdin needs --username');
    if (password !== undefined) {
      cli.stderr.write('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    }
    if (username === undefined && password === undefined) {
      const known = await logins.keptLogin(registry, host, cli.signal);
      if (known !== undefined) {
        cli.stdout.write(`Authenticating with existing credentials for ${known}...\nLogin Succeeded\n`);
        return 0;
      }
    }
    const login = {
      username: username ?? (await asked('Username: ', cli)),
      password: stdin ? await passwordIn(cli.stdin) : (password ?? (await asked('Password: ', cli, 'hidden'))),
    };
    if (login.username === '' || login.password === '') throw new UserError('a login needs a user name and a password');
    const { file, helper } = await logins.logIn(registry, login, host, cli.signal);
    if (helper === undefined) {
      cli.stderr.write(
        `WARNING! Your password is kept unencrypted in ${file}.\n` +
          'With a credential helper (credsStore in that file) it would not be.\n',
      );
    }
    cli.stdout.write('Login Succeeded\n');
    return 0;
  },
});

export const logoutVerb = defineVerb({
  name: 'logout',
  summary: 'forget the login to a registry',
  operands: '[REGISTRY]',
  count: [0, 1],
  examples: [{ does: 'Forget the login to a registry', command: 'layer-build logout ghcr.io' }],
  table: { host: BUILD_TABLE.host, general: GENERAL },
  run: async ({ values, operands: [text = ''] }, cli) => {
    const logins = await cli.loadLogins();
    const registry = logins.registryName(text);
    const wasThere = await logins.logOut(registry, hostOfCommand(values.host, cli), cli.signal);
    cli.stdout.write(`${wasThere ? 'Removing login credentials for' : 'Not logged in to'} ${registry}\n`);
    return 0;
  },
});

async function asked(question: string, cli: CliProcess, hidden?: 'hidden'): Promise<string> {
  if (cli.ask !== undefined) return (await cli.ask(question, hidden)).trim();
  throw new UserError('there is no terminal to ask for a login', {
    hint: 'Give --username, and the password by --password-stdin.',
  });
}

/** Without the line break that `echo` adds. */
async function passwordIn(stdin: CliProcess['stdin']): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    size += chunk.byteLength;
    if (size > MOST) throw new UserError(`a password has at most ${MOST} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
