import { expect, it } from 'vitest';

import type { RunMount, RunRequest } from '../../src/engine/ports.js';
import { tarBytes, type TarMember } from '../support/tar-bytes.js';
import type { Cage, CageHouse } from './cage.js';
import type { Host } from './host.js';

interface HostileImage {
  readonly name: string;
  /** On top of a normal image. */
  readonly members?: readonly TarMember[];
  /** On top of that. */
  readonly above?: readonly TarMember[];
  readonly request?: Partial<RunRequest> & { readonly sh?: string };
  /** The error for the user. If it is absent, the step runs, and prints `printed`. */
  readonly refused?: RegExp;
  readonly printed?: RegExp;
}

const link = (name: string, target: string): TarMember => ({ name, type: '2', link: target });
const cache = (target: string, source?: string): RunMount => ({
  type: 'cache',
  id: 'images',
  target,
  sharing: 'shared',
  readonly: false,
  mode: 0o755,
  uid: 0,
  gid: 0,
  ...(source === undefined ? {} : { source }),
});
const inFolder = (cwd: string): Partial<RunRequest> => ({
  process: { argv: ['/bin/sh', '-c', 'pwd; ls -A; ls -A ..'], env: [], cwd, user: '' },
});

const KERNELS = /belongs to the kernel/;
const IN_PROC = /is in \/proc, which a step cannot start in/;

/** @param victim a folder of the machine */
function hostileImages(victim: string): readonly HostileImage[] {
  const climbing = `../../../../../../../../../..${victim}`;
  const secret: RunMount = {
    type: 'secret',
    target: '/run/s/s',
    content: Buffer.from('x'),
    mode: 0o400,
    uid: 0,
    gid: 0,
  };
  const system = ['dev', 'proc', 'sys'].flatMap((name): readonly HostileImage[] => [
    {
      name: `/${name} a link to a folder of the machine`,
      members: [link(name, victim)],
      refused: isNoFolder(name, 'symbolic link'),
    },
    {
      name: `/${name} a link that climbs`,
      members: [link(name, climbing)],
      refused: isNoFolder(name, 'symbolic link'),
    },
    {
      name: `/${name} a link to another folder of the image`,
      members: [link(name, '/tmp')],
      refused: isNoFolder(name, 'symbolic link'),
    },
    { name: `/${name} a file`, members: [{ name, content: 'x' }], refused: isNoFolder(name, 'file') },
  ]);
  const working = [
    '/proc/self/fd/3',
    '/proc/self/fd/7',
    '/proc/self/fd/8',
    '/proc/1/fd/9',
    '/proc/self/cwd',
    '/dev/fd/7',
  ].map((cwd): HostileImage => ({ name: `the working directory ${cwd}`, request: inFolder(cwd), refused: IN_PROC }));
  return [
    ...system,
    ...working,
    {
      name: 'a working directory that leads to a descriptor',
      members: [link('w', '/proc/self/fd/7')],
      request: inFolder('/w'),
      refused: IN_PROC,
    },
    {
      name: 'a working directory that climbs from one',
      members: [link('w', '/proc/self/fd/7/../../../..')],
      request: inFolder('/w/tmp'),
      printed: /^\/tmp\n/,
    },
    {
      name: 'a working directory that leads to the machine',
      members: [link('w', victim)],
      request: inFolder('/w/new'),
      printed: /\/victim\/new\nnew\n$/,
    },
    {
      name: '/etc/resolv.conf a link to the machine',
      members: [link('etc/resolv.conf', `${victim}/resolv.conf`)],
      request: { sh: 'grep -c . /etc/resolv.conf' },
      printed: /^\d+\n$/,
    },
    {
      name: '/etc/resolv.conf a link that climbs',
      members: [link('etc/resolv.conf', `${climbing}/resolv.conf`)],
      request: { sh: 'grep -c . /etc/resolv.conf' },
      printed: /^\d+\n$/,
    },
    {
      name: '/etc a link to the machine',
      members: [link('etc', victim)],
      request: { sh: 'grep -c localhost /etc/hosts; ls /etc' },
      printed: /^2\nhosts\nresolv.conf\n$/,
    },
    {
      name: '/etc/hosts a link to the kernel’s settings',
      members: [link('etc/hosts', '/proc/sys/kernel/core_pattern')],
      refused: KERNELS,
    },
    { name: '/etc/hosts a link to a control', members: [link('etc/hosts', '/proc/sysrq-trigger')], refused: KERNELS },
    {
      name: '/etc/resolv.conf a link to what masks are made of',
      members: [link('etc/resolv.conf', '/dev/null')],
      refused: KERNELS,
    },
    {
      name: '/etc/passwd a link to the machine',
      members: [link('etc/passwd', `${victim}/canary`)],
      request: { process: { argv: ['id'], env: [], cwd: '/', user: 'someone' } },
      refused: /unable to find user someone/,
    },
    {
      name: 'devices that are links',
      members: [
        link('dev/null', '/proc/sys/kernel/core_pattern'),
        link('dev/pts', victim),
        link('dev/shm', victim),
        link('dev/mqueue', victim),
        link('dev/tty', `${victim}/tty`),
        link('dev/ptmx', `${victim}/ptmx`),
        link('dev/fd', `${victim}/fd`),
      ],
      request: {
        sh: 'echo x > /dev/null; echo x > /dev/shm/f; stat -c %F /dev/null /dev/pts /dev/shm /dev/mqueue /dev/tty | sort -u;',
      },
      printed: /^character special file\ndirectory\n$/,
    },
    {
      name: 'folders of /proc and /sys that are links',
      members: [
        link('proc/sys', victim),
        link('proc/self', victim),
        link('sys/fs', victim),
        link('sys/firmware', victim),
      ],
      request: { sh: 'ls -A /sys/firmware; stat -c %F /sys/fs/cgroup; [ -e /proc/sys/kernel ] && echo kernel' },
      printed: /^directory\nkernel\n$/,
    },
    {
      name: 'a secret below a link to the machine',
      members: [link('run', victim)],
      request: { mounts: [secret], sh: 'cat /run/s/s' },
      printed: /^x$/,
    },
    {
      name: 'a tmpfs below a link that climbs',
      members: [link('run', climbing)],
      request: {
        mounts: [{ type: 'tmpfs', target: '/run/t', readonly: false }],
        sh: 'echo x > /run/t/f; cat /run/t/f',
      },
      printed: /^x\n$/,
    },
    {
      name: 'a bind from a link to the machine',
      members: [link('src', victim)],
      request: { mounts: [{ type: 'bind', layers: [], source: '/src', target: '/m', writable: false }] },
      refused: /mount source \/src does not exist/,
    },
    {
      name: 'a hard link through a lower layer’s link to the machine',
      members: [link('out', victim)],
      above: [{ name: 'stolen', type: '1', link: 'out/canary' }],
      request: { sh: 'cat /stolen' },
      refused: /^layer entry stolen is a hard link to out\/canary, which no layer below has$/,
    },
    {
      name: 'a folder through a lower layer’s link to the machine',
      members: [link('out', victim)],
      above: [{ name: 'out/made/file', content: 'x' }],
      request: { sh: 'ls -A /out' },
      printed: /^made\n$/,
    },
    { name: 'a cache on /dev', request: { mounts: [cache('/dev')] }, refused: KERNELS },
    {
      name: 'a folder on /dev',
      request: { mounts: [{ type: 'bind', layers: [], source: '/etc', target: '/dev', writable: true }] },
      refused: KERNELS,
    },
    {
      name: 'a cache on /dev, by a link',
      members: [link('devices', '/dev')],
      request: { mounts: [cache('/devices')] },
      refused: KERNELS,
    },
    {
      name: 'a file on /dev/null',
      request: { mounts: [{ type: 'bind', layers: [], source: '/etc/passwd', target: '/dev/null', writable: true }] },
      refused: KERNELS,
    },
    { name: 'a cache on /proc', request: { mounts: [cache('/proc')] }, refused: KERNELS },
    { name: 'a cache below /proc', request: { mounts: [cache('/proc/sys')] }, refused: KERNELS },
    {
      name: 'a memory file system below /proc',
      request: { mounts: [{ type: 'tmpfs', target: '/proc/sys/kernel', readonly: false }] },
      refused: KERNELS,
    },
    {
      name: 'a memory file system on /dev',
      request: {
        mounts: [{ type: 'tmpfs', target: '/dev', readonly: false }],
        sh: 'echo x > /dev/null; awk \'$2 == "/dev" { print $4 }\' /proc/mounts | grep -o nodev',
      },
      printed: /^nodev\n$/,
    },
    {
      name: 'a link in a cache, made for the next step',
      request: { mounts: [cache('/c')], sh: `ln -s ${victim} /c/out; ln -s ${climbing} /c/up` },
      printed: /^$/,
    },
    {
      name: 'a mount on a link in a cache',
      request: {
        mounts: [
          cache('/c'),
          { type: 'tmpfs', target: '/c/out/deep', readonly: false },
          { ...secret, target: '/c/up/s' },
        ],
        sh: 'cat /c/up/s',
      },
      printed: /^x$/,
    },
    {
      name: 'a mount of a link in a cache',
      request: { mounts: [cache('/m', 'out')] },
      refused: /mount source out does not exist/,
    },
    {
      name: 'a mount of a link that climbs from a cache',
      request: { mounts: [cache('/m', 'up')] },
      refused: /mount source up does not exist/,
    },
  ];
}

function isNoFolder(name: string, what: string): RegExp {
  return new RegExp(`^the image's /${name} is a ${what}: no step can run on it$`);
}

export function hostileImageSteps(house: CageHouse, host: Host, cage: () => Promise<Cage>): void {
  it.each(hostileImages(`${host.folder}/victim`))(
    '$name',
    async ({ members = [], above = [], request = {}, refused, printed }) => {
      const layers = [
        ...house.image,
        ...[members, above].flatMap((each) => (each.length === 0 ? [] : [house.layers.add(tarBytes(each))])),
      ];
      const mounts = (request.mounts ?? []).map((mount) => (mount.type === 'bind' ? { ...mount, layers } : mount));
      const before = host.look();
      const { stdout, stderr, error } = await (await cage()).run({ layers, ...request, mounts });
      if (refused === undefined) expect([error, stderr]).toEqual([undefined, '']);
      else
        expect(error).toMatchObject({
          name: above.length === 0 ? 'UserError' : 'InfraError',
          message: expect.stringMatching(refused) as string,
        });
      expect(stdout).toMatch(printed ?? /^$/);
      expect(host.look()).toEqual(before);
    },
  );
}
