import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * The machine's own table of emulators, watched by root. It is kept mounted, as systemd does, so that nothing in it goes by itself.
 * What others have registered for QEMU is turned off meanwhile.
 */
export interface EmulatorTable {
  /** Names of what is registered. */
  entries(): readonly string[];
  /** The text of an entry. */
  read(name: string): string;
  register(line: string): void;
  remove(name: string): void;
  close(): Promise<void>;
}

export async function watchEmulatorTable(): Promise<EmulatorTable> {
  const script = 'mount -t binfmt_misc binfmt_misc /mnt && echo mounted && exec sleep infinity';
  const child = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'close').then(() => Promise.reject(new Error('binfmt_misc cannot be mounted'))),
  ]);
  const folder = `/proc/${child.pid ?? 0}/root/mnt`;
  const turn = (name: string, on: boolean): void => writeFileSync(`${folder}/${name}`, on ? '1' : '0');
  // Debian's package registers its emulators where systemd runs.
  const others = readdirSync(folder).filter(
    (name) => name.startsWith('qemu-') && readFileSync(`${folder}/${name}`, 'utf8').startsWith('enabled'),
  );
  for (const name of others) turn(name, false);
  return {
    entries: () => readdirSync(folder).filter((name) => name !== 'register' && name !== 'status'),
    read: (name) => readFileSync(`${folder}/${name}`, 'utf8'),
    register: (line) => writeFileSync(`${folder}/register`, line, 'latin1'),
    remove: (name) => writeFileSync(`${folder}/${name}`, '-1'),
    close: async () => {
      for (const name of others) turn(name, true);
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}
