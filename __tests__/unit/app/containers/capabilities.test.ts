import { describe, expect, it } from 'vitest';

import { chosenCapabilities } from '../../../../src/app/containers/capabilities.js';
import { CONTAINER_CAPABILITIES, DEFAULT_CAPABILITIES } from '../../../../src/worker/protocol/capability-names.js';

describe('chosenCapabilities', () => {
  it.each([
    [[], [], DEFAULT_CAPABILITIES],
    [['sys_ptrace'], [], [...DEFAULT_CAPABILITIES, 'CAP_SYS_PTRACE']],
    [['CAP_SYS_PTRACE'], ['ALL'], ['CAP_SYS_PTRACE']],
    [[], ['ALL'], []],
    [['ALL'], ['MKNOD'], CONTAINER_CAPABILITIES.filter((name) => name !== 'CAP_MKNOD')],
    [[], ['net_raw'], DEFAULT_CAPABILITIES.filter((name) => name !== 'CAP_NET_RAW')],
  ])('adds %j and drops %j', (added, dropped, expected) => {
    expect(chosenCapabilities(added, dropped, true)).toEqual(expected);
  });

  it('refuses what leads out of a container, and names that there are not', () => {
    for (const name of ['SYS_ADMIN', 'DAC_READ_SEARCH', 'SYS_MODULE', 'BPF', 'SYS_RAWIO']) {
      expect(() => chosenCapabilities([name], [], true)).toThrow(/could get out/);
    }
    expect(() => chosenCapabilities(['NET_ADMIN'], [], false)).toThrow(/network of this machine/);
    expect(chosenCapabilities(['ALL'], [], false)).not.toContain('CAP_NET_ADMIN');
    expect(() => chosenCapabilities(['ODD'], [], true)).toThrow(/there is no capability/);
  });
});
