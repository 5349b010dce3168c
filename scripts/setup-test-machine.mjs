// Debian packages that the tests need, and a way to have them: installed when root, else named.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Package → a program of it, by which its presence is seen. Some lie in folders that only root has on PATH. */
const PACKAGES = {
  attr: 'getfattr',
  buildah: 'buildah',
  'busybox-static': 'busybox',
  bzip2: 'bzip2',
  'ca-certificates': 'update-ca-certificates',
  chromium: 'chromium',
  crun: 'crun',
  curl: 'curl',
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
  procps: 'ps',
  python3: 'python3',
  runc: 'runc',
  skopeo: 'skopeo',
  sudo: 'sudo',
  tar: 'tar',
  time: 'time',
  uidmap: 'newuidmap',
  umoci: 'umoci',
  'util-linux': 'setpriv',
  'xz-utils': 'xz',
  zstd: 'zstd',
};

const FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', ...(process.env.PATH ?? '').split(delimiter)];

/** Programs as Debian's package has them; /usr/local may hold another release of the same name, which does not count. */
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

/**
 * Installs what is missing, when root on a machine with apt.
 *
 * @returns {string[]} the packages that are still missing
 */
export function setUpTestMachine(write) {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  if (process.getuid?.() !== 0 || !isPresent('apt-get')) return missing;
  write(`Installing Debian packages: ${missing.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Packages of daemons would start them at once; the tests start their own.
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'APT::Sandbox::User=root'];
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const result = spawnSync('apt-get', [...quiet, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    if (result.status !== 0) write(`apt-get ${args[0]} failed:\n${result.stdout}${result.stderr}\n`);
  }
  return missingPackages();
}

if (process.argv[1] === import.meta.filename) {
  const missing = setUpTestMachine((text) => process.stdout.write(text));
  if (missing.length > 0) {
    process.stderr.write(`Missing Debian packages: ${missing.join(' ')}\n`);
    process.exitCode = 1;
  }
}
