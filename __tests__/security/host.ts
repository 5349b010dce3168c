import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Settings of the machine that would give it to a step, or break it, if one could write them. */
const SETTINGS = [
  '/proc/sys/kernel/core_pattern',
  '/proc/sys/kernel/modprobe',
  '/proc/sys/kernel/hostname',
  '/proc/sys/kernel/domainname',
  '/proc/sys/kernel/sysrq',
  '/proc/sys/kernel/panic',
  '/proc/sys/kernel/randomize_va_space',
  '/proc/sys/kernel/ctrl-alt-del',
  '/proc/sys/vm/drop_caches',
  '/proc/sys/vm/panic_on_oom',
  '/proc/sys/fs/suid_dumpable',
  '/sys/kernel/uevent_helper',
  '/sys/kernel/mm/transparent_hugepage/enabled',
  '/sys/module/firmware_class/parameters/path',
  '/proc/swaps',
];
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'].map((name) => `/dev/${name}`);
const PROGRAMS = ['/usr/bin/crun', '/usr/sbin/runc', process.execPath, '/usr/bin/perl', '/bin/busybox'];
const FILES = ['/etc/passwd', '/etc/shadow', '/etc/hosts', '/etc/resolv.conf', '/etc/ld.so.preload', '/root/.bashrc'];

/** The parts of this machine that a step may attack. It also checks everything that an attack must not have changed. */
export class Host {
  /** This text is in every name and content that an attack may leave, so that it can be found anywhere. */
  readonly mark = `cagemark${randomBytes(6).toString('hex')}`;
  readonly folder: string;
  /** A disk of the machine: a loop device over a file of ours. */
  readonly disk: { readonly device: string; readonly major: number; readonly minor: number };
  readonly #process: ChildProcess;
  /** One in the abstract namespace, one on the loopback interface. */
  readonly #servers: readonly Server[];
  readonly listening: Promise<unknown>;
  #connections = 0;
  readonly #settings: ReadonlyMap<string, string>;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'host-'));
    chmodSync(this.folder, 0o777);
    mkdirSync(join(this.folder, 'victim'));
    writeFileSync(join(this.folder, 'victim/canary'), `${this.mark} secret\n`);
    writeFileSync(join(this.folder, 'disk'), `${this.mark} disk\n`.padEnd(1024 * 1024, '.'));
    const device = execFileSync('losetup', ['-f', '--show', join(this.folder, 'disk')], { encoding: 'utf8' }).trim();
    const { rdev } = statSync(device);
    this.disk = { device, major: rdev >>> 8, minor: rdev & 0xff };
    this.#process = spawn('sleep', ['1000'], { stdio: 'ignore' });
    const places = [`\0${this.mark}`, { port: 0, host: '127.0.0.1' }];
    this.#servers = places.map((place) =>
      createServer((client) => {
        this.#connections++;
        client.destroy();
      }).listen(place),
    );
    this.listening = Promise.all(this.#servers.map((server) => once(server, 'listening')));
    this.#settings = new Map(SETTINGS.map((file) => [file, read(file)]));
  }

  /** Id of a process that a step could signal, trace or read if it could see it. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get port(): number {
    return (this.#servers[1]?.address() as AddressInfo).port;
  }

  /** Number of connections to its sockets. */
  get connections(): number {
    return this.#connections;
  }

  /** The files that attacks by hostile images and mount races would change. They can be read fast. */
  look(): readonly string[] {
    const [pattern] = SETTINGS;
    return [
      tree(this.folder),
      read(`${this.folder}/victim/canary`),
      read(pattern ?? ''),
      statText('/dev/null'),
      namesIn('/', this.mark),
    ];
  }

  /** Everything that an attack may have changed, by name. */
  facts(): ReadonlyMap<string, string> {
    return new Map([
      ...SETTINGS.map((file) => [file, read(file)] as const),
      ...DEVICES.map((file) => [file, statText(file)] as const),
      ...PROGRAMS.map((file) => [file, statText(file)] as const),
      // Other tests make users meanwhile.
      ...FILES.map(
        (file) =>
          [
            file,
            `${lines(file, this.mark)} ${(statSync(file, { throwIfNoEntry: false })?.mode ?? 0).toString(8)}`,
          ] as const,
      ),
      ['the folder', tree(this.folder)],
      ['the disk', digest(this.disk.device)],
      ['the process', processState(this.pid)],
      ['the root', readdirSync('/').sort().join(' ')],
      ['marked mounts', lines('/proc/self/mountinfo', this.mark)],
      ['marked keys', lines('/proc/keys', this.mark.slice(0, 20))],
      ['marked messages', marked(spawnSync('dmesg', { encoding: 'utf8' }).stdout, this.mark)],
      ['marked control groups', tree('/sys/fs/cgroup', this.mark)],
      ['marked binary formats', tree('/proc/sys/fs/binfmt_misc', this.mark)],
      ['marked shared memory', lines('/proc/sysvipc/shm', String(SHM_KEY))],
      [
        'marked files',
        ['/', '/tmp', '/dev', '/dev/shm', '/run', '/etc', '/root', '/var/tmp']
          .map((folder) => namesIn(folder, this.mark))
          .join('\n'),
      ],
    ]);
  }

  /** Restores what a successful attack has changed, and removes everything that was made here. */
  close(): void {
    for (const [file, text] of this.#settings) {
      if (!file.startsWith('/proc/sys/vm/drop') && existsSync(file) && read(file) !== text) writeFileSync(file, text);
    }
    this.#process.kill('SIGKILL');
    for (const server of this.#servers) server.close();
    execFileSync('losetup', ['-d', this.disk.device]);
    rmSync(this.folder, { recursive: true });
  }
}

/** A key that nobody else's shared memory has. */
export const SHM_KEY = 0x0ca6ec0d;

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return 'not to be read';
  }
}

function lines(file: string, mark: string): string {
  return marked(read(file), mark);
}

function marked(text: string, mark: string): string {
  return text
    .split('\n')
    .filter((line) => line.includes(mark))
    .join('\n');
}

function digest(file: string): string {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'absent';
}

function statText(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  const content = stats.isFile() ? `${stats.size} ${stats.mtimeMs}` : stats.rdev;
  return `${stats.mode.toString(8)} ${stats.uid}:${stats.gid} ${stats.ino} ${content}`;
}

function tree(folder: string, mark = ''): string {
  const found = spawnSync('find', [folder, '-printf', '%p %y %m %U:%G %s %l\\n'], { encoding: 'utf8' }).stdout;
  return marked(found, mark);
}

function namesIn(folder: string, mark: string): string {
  return readdirSync(folder)
    .filter((name) => name.includes(mark))
    .join(' ');
}

function processState(pid: number): string {
  const status = read(`/proc/${pid}/status`);
  return ['Name', 'TracerPid', 'Uid', 'CapEff']
    .map((name) => new RegExp(`^${name}:.*$`, 'm').exec(status)?.[0] ?? 'absent')
    .concat(read(`/proc/${pid}/limits`), read(`/proc/${pid}/oom_score_adj`))
    .join('\n');
}
