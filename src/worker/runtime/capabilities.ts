import { readFileSync } from 'node:fs';

import { CAPABILITY_NAMES } from '../protocol/capability-names.js';

/** The capabilities of this process, which it can pass on. */
export function ownCapabilities(): readonly string[] {
  const [, permitted = '0'] = /^CapPrm:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  const bits = BigInt(`0x${permitted}`);
  return CAPABILITY_NAMES.filter((_, number) => (bits >> BigInt(number)) & 1n);
}
