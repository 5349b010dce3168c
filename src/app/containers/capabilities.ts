import { UserError } from '../../errors.js';
import {
  CAPABILITY_NAMES,
  CONTAINER_CAPABILITIES,
  DEFAULT_CAPABILITIES,
} from '../../worker/protocol/capability-names.js';

/**
 * The capabilities of a container, as docker combines `--cap-add` and `--cap-drop`. `ALL` adds those that a container can have here.
 *
 * @param ownNetwork whether it does not share the network of the machine
 * @throws UserError for a name that there is not, or a capability that no container gets
 */
export function chosenCapabilities(
  added: readonly string[],
  dropped: readonly string[],
  ownNetwork: boolean,
): readonly string[] {
  const grantable = CONTAINER_CAPABILITIES.filter((name) => ownNetwork || name !== 'CAP_NET_ADMIN');
  const add = added.map(known);
  const drop = dropped.map(known);
  const refused = add.find((name) => name !== 'ALL' && !grantable.includes(name));
  if (refused === 'CAP_NET_ADMIN')
    throw new UserError('--cap-add NET_ADMIN would let the container change the network of this machine', {
      hint: 'Give it a network of its own: --network none',
    });
  if (refused !== undefined) {
    throw new UserError(`--cap-add ${refused} is not given: with it, a container could get out`, {
      hint: `It can have ${grantable.filter((name) => !DEFAULT_CAPABILITIES.includes(name)).join(', ')}.`,
    });
  }
  const base = add.includes('ALL') ? grantable : drop.includes('ALL') ? [] : DEFAULT_CAPABILITIES;
  const kept = [...base, ...add].filter((name) => name !== 'ALL' && !drop.includes(name));
  return [...new Set(kept)];
}

/** `NET_ADMIN`, `CAP_NET_ADMIN` and `net_admin` are the same. */
function known(text: string): string {
  const upper = text.toUpperCase();
  if (upper === 'ALL') return upper;
  const name = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  if (CAPABILITY_NAMES.includes(name)) return name;
  throw new UserError(`there is no capability ${JSON.stringify(text)}`, { hint: 'See capabilities(7).' });
}
