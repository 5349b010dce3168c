import path from 'node:path';

import { UserError } from '../errors.js';
import type { Environment } from './environment-settings.js';

/** Where an agent can be found. */
export interface SshPlace {
  readonly cwd: string;
  readonly env: Environment;
  readonly isSocket: (absolutePath: string) => boolean;
}

/**
 * One `--ssh`, in buildx's syntax: `default` or `ID[=SOCKET]`. Without a socket it is that of SSH_AUTH_SOCK. Key files are
 * refused: a step is shown an agent, never a key.
 *
 * @throws UserError when there is no agent
 */
export function parseSsh(where: string, text: string, place: SshPlace): readonly [id: string, socket: string] {
  const equals = text.indexOf('=');
  const id = equals < 0 ? text : text.slice(0, equals);
  const given = equals < 0 ? '' : text.slice(equals + 1);
  if (id === '') throw new UserError(`${where}: ${JSON.stringify(text)} has no id`, { hint: 'Write default.' });
  const named = given === '' ? (place.env['SSH_AUTH_SOCK'] ?? '') : given;
  if (named === '') {
    throw new UserError(`${where}: there is no agent to forward as ${JSON.stringify(id)}`, {
      hint: 'Start one with eval "$(ssh-agent)", and add keys with ssh-add.',
    });
  }
  const socket = path.resolve(place.cwd, named);
  if (place.isSocket(socket)) return [id, socket];
  throw new UserError(`${where}: ${JSON.stringify(named)} is no socket of an agent`, {
    hint: given === '' ? 'SSH_AUTH_SOCK names it.' : 'Add key files to an agent with ssh-add, and name its socket.',
  });
}
