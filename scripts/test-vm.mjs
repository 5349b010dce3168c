// npm run test:vm: the tests that need another machine, in a virtual one. Arguments are parts of the names of checks; by default all run.
import { clearInterval, setInterval } from 'node:timers';
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  existsSync,
  ftruncateSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { HOST_PROGRAMS, provideDisk } from './test-vm/image.mjs';

const repository = join(import.meta.dirname, '..');
const cache = process.env.LAYER_BUILD_TEST_CACHE ?? join(homedir(), '.cache/layer-build-test');
/** Bytes of the second disk, which is a file with holes. */
const SCRATCH = 8 * 2 ** 30;
const MEMORY = '3G';

const missing = Object.entries(HOST_PROGRAMS).filter(([, program]) => spawnSync(program, ['--version']).error);
if (process.getuid?.() !== 0 || missing.length > 0) {
  console.error(
    missing.length > 0
      ? `The virtual machine needs Debian packages: apt-get install --no-install-recommends ${missing.map(([name]) => name).join(' ')}`
      : 'The disk of the virtual machine is made as root.',
  );
  process.exitCode = 1;
} else {
  process.exitCode = await test();
}

async function test() {
  mkdirSync(cache, { recursive: true });
  const machine = provideDisk(cache, (line) => console.log(line));
  const folder = mkdtempSync(join(tmpdir(), 'layer-build-vm-'));
  try {
    const scratch = join(folder, 'scratch');
    const file = openSync(scratch, 'wx');
    ftruncateSync(file, SCRATCH);
    closeSync(file);
    const share = join(folder, 'share');
    mkdirSync(share);
    copyFileSync(process.execPath, join(share, 'node'));
    copyFileSync(join(repository, 'scripts/test-vm/start.sh'), join(share, 'start.sh'));
    writeFileSync(join(share, 'checks'), process.argv.slice(2).join('\n'));
    return await boot({
      ...machine,
      scratch,
      share,
      console: join(folder, 'console'),
      results: join(folder, 'results'),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns the exit code */
async function boot({ disk, kernel, initrd, scratch, share, console: log, results }) {
  const folder = (tag, path) => ['-virtfs', `local,path=${path},mount_tag=${tag},security_model=none,readonly=on`];
  const drive = (path) => ['-drive', `file=${path},if=virtio,format=raw,snapshot=on`];
  const qemu = spawn(
    'nice',
    [
      // Software emulation is what every machine has, and no other kernel of this machine's takes part.
      ...['qemu-system-x86_64', '-accel', 'tcg,thread=single', '-cpu', 'max', '-smp', '1', '-m', MEMORY],
      ...['-nographic', '-no-reboot', '-nic', 'none', '-monitor', 'none', '-serial', `file:${log}`],
      ...['-kernel', kernel, '-initrd', initrd],
      ...['-append', 'root=/dev/vda rw console=ttyS0 quiet systemd.show_status=false'],
      ...[...drive(disk), ...drive(scratch), ...folder('share', share), ...folder('repository', repository)],
      ...[
        '-device',
        'virtio-serial',
        '-chardev',
        `file,id=results,path=${results}`,
        '-device',
        'virtserialport,chardev=results,name=results',
      ],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const stop = () => qemu.kill();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  // The machine writes into a file, which is read along: it must not wait for whoever reads our output.
  let printed = '';
  const readOn = () => {
    const all = existsSync(results) ? readFileSync(results, 'utf8') : '';
    process.stdout.write(all.slice(printed.length));
    printed = all;
  };
  const reading = setInterval(readOn, 1000);
  await new Promise((resolve) => qemu.on('close', resolve));
  clearInterval(reading);
  readOn();
  if (/^all is well$/m.test(printed)) return 0;
  if (!/^\d+ failed$/m.test(printed))
    console.error(`The machine ended too early. Its console said last:\n${readFileSync(log, 'utf8').slice(-3000)}`);
  return 1;
}
