// The disk of the virtual machine: Debian with its own kernel, made once and kept in the folder of the tests' caches.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What the disk is made of. A change makes a new one. */
const RELEASE = 'bookworm';
const PACKAGES = [
  ...['linux-image-amd64', 'systemd-sysv', 'udev', 'dbus', 'kmod', 'iproute2', 'procps', 'util-linux'],
  ...['apparmor', 'sudo', 'uidmap', 'passwd'],
  ...['btrfs-progs', 'dmsetup', 'thin-provisioning-tools', 'e2fsprogs'],
  ...['crun', 'runc', 'busybox-static', 'perl', 'attr', 'libcap2-bin', 'skopeo', 'gcc', 'libc6-dev', 'python3-minimal'],
  ...['ca-certificates', 'git', 'curl', 'xz-utils', 'zstd', 'libstdc++6'],
];
const SIZE = '3G';
/** Starts what the host has shared, when the machine is up. */
const UNIT = `[Unit]
After=multi-user.target apparmor.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'mkdir -p /mnt/share && mount -t 9p -o trans=virtio,version=9p2000.L,ro share /mnt/share && exec /bin/sh /mnt/share/start.sh'
StandardOutput=file:/dev/virtio-ports/results
StandardError=file:/dev/virtio-ports/results
ExecStopPost=/bin/systemctl poweroff --no-block
[Install]
WantedBy=multi-user.target
`;

/**
 * @param {string} cache folder in which it is kept
 * @param {(line: string) => void} say
 * @returns the files that the machine starts from
 */
export function provideDisk(cache, say) {
  const recipe = createHash('sha256')
    .update(JSON.stringify([RELEASE, PACKAGES, SIZE, UNIT, ...customize('')]))
    .digest('hex');
  const folder = join(cache, `vm-${recipe.slice(0, 16)}`);
  if (!existsSync(folder)) makeDisk(folder, say);
  return { disk: join(folder, 'disk'), kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd') };
}

function makeDisk(folder, say) {
  say(`Making the disk of the machine (once, some minutes): ${folder}`);
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const root = join(draft, 'root');
  must('mmdebstrap', [
    ...['--variant=minbase', `--include=${PACKAGES.join(',')}`],
    ...customize('$1').map((hook) => `--customize-hook=${hook}`),
    ...[RELEASE, root],
  ]);
  const boot = join(root, 'boot');
  for (const [name, prefix] of [
    ['vmlinuz', 'vmlinuz-'],
    ['initrd', 'initrd.img-'],
  ]) {
    const file = readdirSync(boot).find((each) => each.startsWith(prefix));
    if (file === undefined) throw new Error(`the machine has no ${prefix}*`);
    copyFileSync(join(boot, file), join(draft, name));
    chmodSync(join(draft, name), 0o644);
  }
  must('mkfs.ext4', ['-q', '-d', root, join(draft, 'disk'), SIZE]);
  rmSync(root, { recursive: true });
  renameSync(draft, folder);
}

/** Shell commands on the machine's root folder: its users, and what starts. */
function customize(root) {
  const user = (name) => `chroot "${root}" useradd --create-home --shell /bin/bash ${name}`;
  return [
    user('ci'),
    user('plain'),
    `echo 'ci ALL=(ALL) NOPASSWD: ALL' > "${root}/etc/sudoers.d/ci"`,
    `echo layer-build-vm > "${root}/etc/hostname"`,
    `printf '127.0.0.1 localhost layer-build-vm\\n' > "${root}/etc/hosts"`,
    `printf '/dev/vda / ext4 defaults,noatime 0 1\\n' > "${root}/etc/fstab"`,
    `printf '%s' '${UNIT.replaceAll("'", String.raw`'\''`)}' > "${root}/etc/systemd/system/layer-build-test.service"`,
    `chroot "${root}" systemctl enable layer-build-test.service`,
    `chroot "${root}" systemctl mask apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer man-db.timer`,
  ];
}

function must(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr.slice(-2000)}`);
}

/** @returns the packages of this machine that are needed to make and start it */
export const HOST_PROGRAMS = {
  'qemu-system-x86': 'qemu-system-x86_64',
  mmdebstrap: 'mmdebstrap',
  e2fsprogs: 'mkfs.ext4',
};
