import path from 'node:path';

import { UserError } from '../../../errors.js';
import type { ProcessEnvironment } from '../process/process-environment.js';

/** An agent to forward, or keys to serve as one. Paths are absolute. */
export type SshSource =
  { readonly kind: 'socket'; readonly path: string } | { readonly kind: 'keys'; readonly files: readonly string[] };

/**
 * One `--ssh`, in buildx's syntax: `default`, or `ID[=SOCKET|KEY[,KEY]]`. Without a path it is the agent of SSH_AUTH_SOCK.
 *
 * @throws UserError when there is no agent, or no such file
 */
function parseSsh(
  where: string,
  text: string,
  environment: ProcessEnvironment,
): readonly [id: string, source: SshSource] {
  const equals = text.indexOf('=');
  const id = equals < 0 ? text : text.slice(0, equals);
  const given = (equals < 0 ? '' : text.slice(equals + 1)).split(',').filter((name) => name !== '');
  if (id === '') throw new UserError(`${where}: ${JSON.stringify(text)} has no id`, { hint: 'Write default.' });
  if (given.length === 0) return [id, agentOfEnvironment(where, id, environment)];
  const paths = given.map((name) => path.resolve(environment.cwd, name));
  const [first = ''] = paths;
  if (paths.length === 1 && environment.files.isSocket(first)) return [id, { kind: 'socket', path: first }];
  given.forEach((name, index) => {
    const file = paths[index] ?? '';
    if (environment.files.isSocket(file)) {
      throw new UserError(`${where}: ${JSON.stringify(text)} names an agent's socket and something else`, {
        hint: 'Give one socket or any number of key files. Others need another id.',
      });
    }
    if (!environment.files.isFile(file))
      throw new UserError(`${where}: there is no key or socket ${JSON.stringify(name)}`);
  });
  return [id, { kind: 'keys', files: paths }];
}

function agentOfEnvironment(where: string, id: string, environment: ProcessEnvironment): SshSource {
  const named = environment.env['SSH_AUTH_SOCK'] ?? '';
  if (named === '') {
    throw new UserError(`${where}: there is no agent to forward as ${JSON.stringify(id)}`, {
      hint: `Start one with eval "$(ssh-agent)" and add keys with ssh-add, or name a key: ${id}=PATH.`,
    });
  }
  const socket = path.resolve(environment.cwd, named);
  if (environment.files.isSocket(socket)) return { kind: 'socket', path: socket };
  throw new UserError(`${where}: ${JSON.stringify(named)} is not the socket of an agent`, {
    hint: 'The name is from SSH_AUTH_SOCK.',
  });
}

/** @throws UserError also when an id comes twice */
export function parseSshAgents(
  where: string,
  texts: readonly string[],
  environment: ProcessEnvironment,
): Readonly<Record<string, SshSource>> {
  const sources = new Map<string, SshSource>();
  for (const text of texts) {
    const [id, source] = parseSsh(where, text, environment);
    if (sources.has(id)) throw new UserError(`${where}: the id ${JSON.stringify(id)} is there twice`);
    sources.set(id, source);
  }
  return Object.fromEntries(sources);
}
