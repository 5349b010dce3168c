import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { thisMachine } from '../../../src/app/host/machine.js';
import { must } from '../../support/command.js';

it('says of the machine what uname and the kernel say', async () => {
  const machine = thisMachine();
  expect(`${machine.name} ${machine.kernel} ${machine.machine}\n`).toBe(await must(['uname', '-nrm']));
  const kilobytes = /^MemTotal: +(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  expect(machine.memory).toBe(Number(kilobytes) * 1024);
});
