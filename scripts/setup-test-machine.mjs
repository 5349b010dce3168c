// Installs the Debian packages that the tests need if we are root, or else names the missing ones.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const runProgram = promisify(execFile);

/**
 * Packages, each with a program of it that shows whether it is installed. Some are in folders that only root has on PATH.
 */
const PACKAGES = {
  attr: 'getfattr',
  'btrfs-progs': 'mkfs.btrfs',
  buildah: 'buildah',
  'busybox-static': 'busybox',
  bzip2: 'bzip2',
  'ca-certificates': 'update-ca-certificates',
  chromium: 'chromium',
  crun: 'crun',
  curl: 'curl',
  'db-util': 'db_load',
  'docker-registry': 'docker-registry',
  'docker.io': 'dockerd',
  git: 'git',
  jq: 'jq',
  'libcap2-bin': 'setcap',
  mmdebstrap: 'mmdebstrap',
  'openssh-client': 'ssh-keygen',
  'openssh-server': 'sshd',
  passwd: 'useradd',
  perl: 'perl',
  pigz: 'pigz',
  podman: 'podman',
  procps: 'ps',
  python3: 'python3',
  'qemu-user-static': 'qemu-aarch64-static',
  // Another Python's pip may be on PATH.
  'python3-pip': '../lib/python3/dist-packages/pip',
  rpm: 'rpmbuild',
  ruby: 'gem',
  runc: 'runc',
  skopeo: 'skopeo',
  sqlite3: 'sqlite3',
  sudo: 'sudo',
  tar: 'tar',
  time: 'time',
  tmux: 'tmux',
  uidmap: 'newuidmap',
  umoci: 'umoci',
  'util-linux': 'setpriv',
  'xz-utils': 'xz',
  zstd: 'zstd',
};

const FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', ...(process.env.PATH ?? '').split(delimiter)];

/** The program of Debian's package: another release of it in /usr/local does not count. */
function isPresent(program) {
  return FOLDERS.some(
    (folder) => folder !== '' && !folder.startsWith('/usr/local') && existsSync(join(folder, program)),
  );
}

export function missingPackages() {
  return Object.entries(PACKAGES)
    .filter(([, program]) => !isPresent(program))
    .map(([name]) => name);
}

/** Whether `setUpTestMachine` can install packages here. */
export function canInstall() {
  return process.getuid?.() === 0 && isPresent('apt-get');
}

/**
 * Installs what is missing, when root on a machine with apt.
 *
 * @returns {Promise<readonly string[]>} the packages that are still missing
 */
export async function setUpTestMachine(write) {
  const missing = missingPackages();
  if (missing.length === 0 || !canInstall()) return missing;
  write(`Installing Debian packages: ${missing.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Packages of daemons would start them at once, but the tests start their own.
  const options = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'APT::Sandbox::User=root'];
  // A machine of CI is thrown away, so it need not wait for its disk at each file.
  if (process.env.CI === 'true') options.push('-o', 'Dpkg::Options::=--force-unsafe-io');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    try {
      await runProgram('apt-get', [...options, ...args], { env, maxBuffer: 64 * 2 ** 20 });
    } catch (error) {
      write(`apt-get ${args[0]} failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}\n`);
    }
  }
  return missingPackages();
}

if (process.argv[1] === import.meta.filename) {
  const missing = await setUpTestMachine((text) => process.stdout.write(text));
  if (missing.length > 0) {
    process.stderr.write(`Missing Debian packages: ${missing.join(' ')}\n`);
    process.exitCode = 1;
  }
}
