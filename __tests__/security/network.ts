import { expect, it } from 'vitest';

import type { Cage } from './cage.js';
import type { Host } from './host.js';

/** Prints whether the machine's sockets answer: one in the abstract namespace, one on the loopback interface. */
function knock({ mark, port }: Host): string {
  return `perl -e 'socket(A, 1, 1, 0); print connect(A, pack("S a108", 1, "\\0${mark}")) ? "abstract\\n" : "$!\\n";
    socket(T, 2, 1, 6); print connect(T, pack("S n C4 x8", 2, ${port}, 127, 0, 0, 1)) ? "loopback\\n" : "$!\\n"'`;
}

export function networkAttempts(host: Host, cage: () => Promise<Cage>): void {
  it('reaches none of the machine’s sockets without a network', async () => {
    const before = host.connections;
    const { stdout } = await (
      await cage()
    ).run({ sh: `${knock(host)}; ls /sys/class/net`, settings: { network: 'none' } });
    expect(stdout).toBe('Connection refused\nConnection refused\nlo\n');
    expect(host.connections).toBe(before);
  });

  it('reaches those of the job, abstract ones too, with the machine’s network: as the threat model says', async () => {
    const before = host.connections;
    const { stdout } = await (await cage()).run({ sh: knock(host), settings: { network: 'host' } });
    expect(stdout).toBe('abstract\nloopback\n');
    await expect.poll(() => host.connections).toBe(before + 2);
  });
}
