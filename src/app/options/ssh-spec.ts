import path from 'node:path';

import { UserError } from '../../errors.js';
import type { Environment } from './environment.js';
import type { SshSource } from './build-options.js';

/** Where agents and keys can be found. */
export interface SshPlace {
  readonly cwd: string;
  readonly env: Environment;
  readonly isSocket: (absolutePath: string) => boolean;
  readonly isFile: (absolutePath: string) => boolean;
}

/**
 * One `--ssh`, in buildx's syntax: `default`, or `ID[=SOCKET|KEY[,KEY]]`. Without a path it is the agent of SSH_AUTH_SOCK.
 *
 * @throws UserError when there is no agent, or no such file
 */
function parseSsh(where: string, text: string, place: SshPlace): readonly [id: string, source: SshSource] {
  const equals = text.indexOf('=');
  const id = equals < 0 ? text : text.slice(0, equals);
  const given = (equals < 0 ? '' : text.slice(equals + 1)).split(',').filter((name) => name !== '');
  if (id === '') throw new UserError(`${where}: ${JSON.stringify(text)} has no id`, { hint: 'Write default.' });
  if (given.length === 0) return [id, agentOfEnvironment(where, id, place)];
  const paths = given.map((name) => path.resolve(place.cwd, name));
  const [first = ''] = paths;
  if (paths.length === 1 && place.isSocket(first)) return [id, { kind: 'socket', path: first }];
  given.forEach((name, index) => {
    const file = paths[index] ?? '';
    if (place.isSocket(file)) {
      throw new UserError(`${where}: ${JSON.stringify(text)} names a socket of an agent beside something else`, {
        hint: 'Give one socket or any number of key files, and other ids for others.',
      });
    }
    if (!place.isFile(file)) throw new UserError(`${where}: there is no key or socket ${JSON.stringify(name)}`);
  });
  return [id, { kind: 'keys', files: paths }];
}

function agentOfEnvironment(where: string, id: string, place: SshPlace): SshSource {
  const named = place.env['SSH_AUTH_SOCK'] ?? '';
  if (named === '') {
    throw new UserError(`${where}: there is no agent to forward as ${JSON.stringify(id)}`, {
      hint: `Start one with eval "$(ssh-agent)" and add keys with ssh-add, or name a key: ${id}=PATH.`,
    });
  }
  const socket = path.resolve(place.cwd, named);
  if (place.isSocket(socket)) return { kind: 'socket', path: socket };
  throw new UserError(`${where}: ${JSON.stringify(named)} is no socket of an agent`, {
    hint: 'SSH_AUTH_SOCK names it.',
  });
}

/** @throws UserError also when an id comes twice */
export function parseSshAgents(
  where: string,
  texts: readonly string[],
  place: SshPlace,
): Readonly<Record<string, SshSource>> {
  const sources = new Map<string, SshSource>();
  for (const text of texts) {
    const [id, source] = parseSsh(where, text, place);
    if (sources.has(id)) throw new UserError(`${where}: the id ${JSON.stringify(id)} is there twice`);
    sources.set(id, source);
  }
  return Object.fromEntries(sources);
}
