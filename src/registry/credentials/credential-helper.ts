import { spawn } from 'node:child_process';

import { withTimeLimit } from '../../async/time-limit.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { string } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import type { CredentialLookup } from './credentials.js';
import { UserError, errorCode } from '../../errors.js';

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT = 256 * 1024;

/**
 * Asks `docker-credential-NAME get` (docker/docker-credential-helpers): the address goes to its standard input, JSON
 * comes back. The user name `<token>` marks an identity token.
 *
 * What the helper writes is never repeated: it may hold the secret.
 */
export async function askCredentialHelper(
  name: string,
  address: string,
  signal: AbortSignal,
): Promise<CredentialLookup> {
  const program = programOf(name);
  if (program === undefined) return problem(invalidName(name));
  const ended = await run(program, 'get', address, signal);
  if ('failure' in ended) return problem(`${program} could not be run: ${ended.failure}`);
  if (ended.code !== 0) {
    // Having none is no failure: helpers say so with this text and exit code 1.
    if (/credentials not found/i.test(ended.output)) return { found: undefined };
    return problem(`${program} ended with exit code ${ended.code ?? 'none'}`);
  }
  return readAnswer(ended.output) ?? problem(`${program} gave no valid answer`);
}

/**
 * Lets a helper keep or forget a login.
 *
 * @param input JSON with a login for `store`, an address for `erase`
 * @throws UserError when the helper does not do it
 */
export async function tellCredentialHelper(
  name: string,
  action: 'store' | 'erase',
  input: string,
  signal: AbortSignal,
): Promise<void> {
  const program = programOf(name);
  if (program === undefined) throw new UserError(invalidName(name));
  const ended = await run(program, action, input, signal);
  if ('failure' in ended) throw new UserError(`${program} could not be run: ${ended.failure}`);
  if (ended.code !== 0) throw new UserError(`${program} ${action} ended with exit code ${ended.code ?? 'none'}`);
}

/** The name comes from a file and becomes a program's: no path may be made of it. */
function programOf(name: string): string | undefined {
  return /^[\w.-]+$/.test(name) ? `docker-credential-${name}` : undefined;
}

function invalidName(name: string): string {
  return `the credential helper's name ${JSON.stringify(name)} is not valid`;
}

function problem(text: string): CredentialLookup {
  return { found: undefined, problem: text };
}

const helperAnswer = object({ Username: string, Secret: string });

function readAnswer(output: string): CredentialLookup | undefined {
  const answer = parseOrUndefined(helperAnswer, output, MAX_OUTPUT);
  if (answer === undefined) return undefined;
  const { Username: username, Secret: secret } = answer;
  if (secret === '') return { found: undefined };
  return {
    found:
      username === '<token>'
        ? { kind: 'identity-token', token: secret }
        : { kind: 'basic', username, password: secret },
  };
}

type Ended = { readonly code: number | null; readonly output: string } | { readonly failure: string };

async function run(program: string, action: string, input: string, signal: AbortSignal): Promise<Ended> {
  signal.throwIfAborted();
  const ended = await new Promise<Ended>((resolve) => {
    const child = spawn(program, [action], {
      stdio: ['pipe', 'pipe', 'ignore'],
      signal: withTimeLimit(signal, TIMEOUT_MS),
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MAX_OUTPUT) child.kill('SIGKILL');
    });
    child.on('error', (error) => {
      const missing = errorCode(error) === 'ENOENT';
      resolve({
        failure: missing ? 'it is not on PATH' : error.name === 'AbortError' ? 'it took too long' : error.message,
      });
    });
    child.on('close', (code) => resolve({ code, output }));
    // It may end before it has read its input; its exit code says what there is to say.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
  signal.throwIfAborted();
  return ended;
}
