import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must, run, shell } from './command.js';
import { madeOnce } from './made-once.js';
import { copyLibraries, libraryVersion, unpackNode } from './stand-in-node.js';

/**
 * Base images without a pull from a public hub: made of Debian's and npm's packages, put together by umoci and skopeo, and
 * served under the names that Dockerfiles use.
 */
export type StandIn = 'busybox' | 'debian' | `node:${keyof typeof NODES}`;

/** By the official images' tags: which Node, and what it stands on; apt is only in Debian, and costs most of it. */
const NODES = {
  '8.16.0-alpine': { version: '8.16.0', on: 'busybox' },
  '18.13.0': { version: '18.13.0', on: 'debian' },
  '18.13.0-slim': { version: '18.13.0', on: 'busybox' },
} as const;

const TIME = '2023-11-14T22:13:20Z';
export const SYSTEM_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** Deterministic, so that the stand-in's digest is that of its content and results made from it can be kept. */
const TAR_FLAGS =
  '--sort=name --mtime=@1700000000 --numeric-owner --format=pax --xattrs --xattrs-include=* ' +
  '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime';

/**
 * An OCI layout that holds the stand-in, as image `base`.
 *
 * @returns the layout's folder
 */
export async function standInLayout(name: StandIn): Promise<string> {
  if (name === 'busybox') return busybox();
  if (name === 'debian') return debian();
  return node(name.slice('node:'.length) as keyof typeof NODES);
}

/**
 * Makes stand-ins, where they are not there yet, and pushes them to `docker.io`'s place (`library/…`) in a registry, so that
 * the registry serves as a mirror.
 *
 * @param host `host:port` of a registry that speaks plain HTTP
 */
export async function serveStandIns(host: string, names: readonly StandIn[]): Promise<void> {
  for (const name of names) {
    const layout = await standInLayout(name);
    const tagged = name.includes(':') ? name : `${name}:latest`;
    const to = `docker://${host}/library/${tagged}`;
    await must(['skopeo', 'copy', '--quiet', '--dest-tls-verify=false', `oci:${layout}:base`, to]);
  }
}

const USERS = ['root:x:0:0:root:/root:/bin/sh', 'mail:x:8:8:mail:/var/spool/mail:/bin/false'].concat([
  'www-data:x:33:33:www-data:/var/www:/bin/false',
  'nobody:x:65534:65534:nobody:/home:/bin/false',
]);
const GROUPS = ['root:x:0:', 'mail:x:8:', 'www-data:x:33:', 'users:x:100:', 'nogroup:x:65534:'];

async function busybox(): Promise<string> {
  const version = createHash('sha256')
    .update(readFileSync('/bin/busybox'))
    .update(readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 12);
  return madeOnce(`bases/busybox-${version}`, async (folder) => {
    const root = join(folder, 'rootfs');
    for (const path of [
      'bin',
      'dev',
      'etc',
      'home',
      'root',
      'tmp',
      'usr/bin',
      'usr/sbin',
      'var/spool/mail',
      'var/www',
    ]) {
      await mkdir(join(root, path), { recursive: true });
    }
    await chmod(join(root, 'tmp'), 0o1777);
    await chmod(join(root, 'root'), 0o700);
    await copyFile('/bin/busybox', join(root, 'bin/busybox'));
    await chmod(join(root, 'bin/busybox'), 0o755);
    for (const applet of (await must(['/bin/busybox', '--list'])).split('\n')) {
      if (applet !== '' && applet !== 'busybox') await link(join(root, 'bin/busybox'), join(root, 'bin', applet));
    }
    await symlink('../../bin/env', join(root, 'usr/bin/env'));
    await writeFile(join(root, 'etc/passwd'), `${USERS.join('\n')}\n`);
    await writeFile(join(root, 'etc/group'), `${GROUPS.join('\n')}\n`);
    await shell(
      `cd "$1"; chown 65534:65534 home; chown 8:8 var/spool/mail; chown 33:33 var/www
       tar ${TAR_FLAGS} -C . -cf ../busybox.tar .`.replaceAll('"$1"', root),
    );
    await assemble(folder, join(folder, 'busybox.tar'), ['sh'], [SYSTEM_PATH]);
    await must(['rm', '-rf', root, join(folder, 'busybox.tar')]);
  });
}

/**
 * Debian's smallest system. Its package lists are kept in it, as `apt-get install` without a preceding `update` needs them; they
 * age, so a new one is made each day.
 */
async function debianTar(): Promise<string> {
  const release = await shell('. /etc/os-release; echo "$VERSION_CODENAME"');
  const day = new Date().toISOString().slice(0, 10);
  const folder = await madeOnce(`bases/debian-rootfs-${release.trim()}-${day}`, async (target) => {
    const sources = await aptSources(release.trim());
    // Removed at the end, since what filters each package takes longer; what is installed later has its filter in the image.
    const parts = ['doc', 'man', 'locale', 'info'].map((part) => `/usr/share/${part}`);
    const filter = parts.map((part) => `path-exclude=${part}/*\\n`).join('');
    await must(
      ['mmdebstrap', '--quiet', '--variant=apt', '--mode=root', '--skip=cleanup/apt/lists'].concat([
        `--customize-hook=for part in ${parts.join(' ')}; do rm -rf "$1$part"/*; done`,
        `--customize-hook=printf '${filter}' > "$1/etc/dpkg/dpkg.cfg.d/stand-in"`,
        '--aptopt=Apt::Install-Recommends "false"',
        '--dpkgopt=force-unsafe-io',
        release.trim(),
        join(target, 'debian.tar'),
        // Without one, mmdebstrap takes the distribution's own.
        ...sources.slice(0, 1),
      ]),
    );
  });
  return join(folder, 'debian.tar');
}

/** The files that say where this machine gets its own release from, the distribution's first; others may add to it. */
export async function aptSources(release: string): Promise<readonly string[]> {
  const search = `grep -rlE --include='*.list' --include='*.sources' '(^deb .*|^Suites:.*)\\b${release}\\b' /etc/apt`;
  const found = (await shell(`{ ${search} || true; } 2>/dev/null`)).split('\n').filter((file) => file !== '');
  const isOwn = (file: string): boolean => /(?:debian|ubuntu|\/sources)\.(?:sources|list)$/.test(file);
  return [...found.filter(isOwn), ...found.filter((file) => !isOwn(file))];
}

async function debian(): Promise<string> {
  const tar = await debianTar();
  return madeOnce(`bases/debian-${keyOf(tar)}`, (folder) => assemble(folder, tar, ['bash'], [SYSTEM_PATH]));
}

async function node(tag: keyof typeof NODES): Promise<string> {
  const { version, on } = NODES[tag];
  const below = await standInLayout(on);
  const npmSettings = await machineNpmSettings();
  return madeOnce(`bases/node-${tag}-${keyOf(below, npmSettings, await libraryVersion())}`, async (folder) => {
    const root = join(folder, 'rootfs');
    await unpackNode(root, version);
    if (on === 'busybox') await copyLibraries(join(root, 'usr/local/bin/node'), root);
    await mkdir(join(root, 'usr/local/etc'), { recursive: true });
    await writeFile(join(root, 'usr/local/etc/npmrc'), npmSettings);
    await mkdir(join(root, 'etc/ssl/certs'), { recursive: true });
    const env = [SYSTEM_PATH];
    if ((await run(['cp', BUNDLE, join(root, BUNDLE)])).code === 0) env.push(`NODE_EXTRA_CA_CERTS=${BUNDLE}`);
    const tar = join(folder, 'node.tar');
    await must(['tar', ...TAR_FLAGS.split(' '), '--owner=0', '--group=0', '-C', root, '-cf', tar, '.']);
    await assemble(folder, tar, ['node'], env, below);
    await must(['rm', '-rf', root, tar]);
  });
}

/** How this machine reaches the npm registry, as an npmrc for the image, so that `npm i` works there as it does here. */
async function machineNpmSettings(): Promise<string> {
  const { npm_config_registry: registry } = process.env;
  const address = registry ?? (await must(['npm', 'config', 'get', 'registry'])).trim();
  return `registry=${address}\ncafile=${BUNDLE}\naudit=false\nfund=false\nupdate-notifier=false\n`;
}

function keyOf(...parts: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename));
  for (const part of parts) hash.update(`\0${part}`);
  return hash.digest('hex').slice(0, 12);
}

/** @param below layout of the image that the layer goes on top of */
export async function assemble(
  layout: string,
  layer: string,
  command: readonly string[],
  env: readonly string[],
  below?: string,
): Promise<void> {
  const image = `${layout}:base`;
  if (below === undefined) {
    // umoci only makes a layout where no folder is yet, and these files go where the layout is.
    const scratch = `${layout}/.layout`;
    await must(['umoci', 'init', '--layout', scratch]);
    await shell(`mv ${scratch}/* ${layout}/; rmdir ${scratch}`);
    await must(['umoci', 'new', '--image', image]);
  } else {
    // Its layer is compressed already. umoci changes no file that is there, so they may be the same files.
    await must(['cp', '-al', `${below}/.`, layout]);
  }
  const history = ['--history.created', TIME, '--history.created_by', 'stand-in'];
  await must(['umoci', 'raw', 'add-layer', '--image', image, ...history, layer]);
  const settings = ['--clear=config.cmd', '--clear=config.env', ...command.flatMap((word) => ['--config.cmd', word])];
  for (const variable of env) settings.push('--config.env', variable);
  await must(['umoci', 'config', '--image', image, '--os', 'linux', '--created', TIME, '--no-history', ...settings]);
  await must(['umoci', 'gc', '--layout', layout]);
}
