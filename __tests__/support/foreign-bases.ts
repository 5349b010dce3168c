import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { must, shell } from './command.js';
import { madeOnce } from './made-once.js';
import { aptSources, assemble, SYSTEM_PATH } from './stand-in-bases.js';

/** Debian's names of architectures, by those of platforms. */
export const FOREIGN = { arm64: 'arm64', arm: 'armhf', s390x: 's390x' } as const;
export type ForeignArchitecture = keyof typeof FOREIGN;

/** Debian's qemu-user-static, under names such as QEMU gives them. */
const EMULATORS = ['aarch64', 'arm', 's390x'];

/** A shell that needs libraries, and static tools, as Debian's packages for another processor have them: no script of them is run. */
async function foreignLayout(architecture: ForeignArchitecture): Promise<string> {
  const release = (await shell('. /etc/os-release; echo "$VERSION_CODENAME"')).trim();
  const key = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(release)
    .digest('hex')
    .slice(0, 12);
  return madeOnce(`bases/foreign-${architecture}-${key}`, async (folder) => {
    const tar = join(folder, 'packages.tar');
    const only = [`--architectures=${FOREIGN[architecture]}`, '--include=busybox-static,dash'];
    const source = `deb ${await mirrorOf(release)} ${release} main`;
    await must(['mmdebstrap', '--quiet', '--variant=extract', '--mode=root', ...only, release, tar, source]);
    await assemble(folder, tar, ['sh'], [SYSTEM_PATH]);
    await must(['umoci', 'config', '--image', `${folder}:base`, '--architecture', architecture]);
    await must(['rm', tar]);
  });
}

/** Where this machine gets its release from; no further suites, which mirrors have not always in one state. */
async function mirrorOf(release: string): Promise<string> {
  const [file = ''] = await aptSources(release);
  return (
    /^(?:URIs:|deb)\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 'http://deb.debian.org/debian'
  );
}

/** An image of the same layout as docker.io/tonistiigi/binfmt. */
async function emulatorLayout(): Promise<string> {
  const version = await must(['qemu-aarch64-static', '--version']);
  const key = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(version)
    .digest('hex')
    .slice(0, 12);
  return madeOnce(`bases/emulators-${key}`, async (folder) => {
    const programs = join(folder, 'rootfs/usr/bin');
    await mkdir(programs, { recursive: true });
    for (const qemu of EMULATORS) await copyFile(`/usr/bin/qemu-${qemu}-static`, join(programs, `qemu-${qemu}`));
    const tar = join(folder, 'emulators.tar');
    await must(['tar', '--owner=0', '--group=0', '-C', join(folder, 'rootfs'), '-cf', tar, '.']);
    await assemble(folder, tar, ['binfmt'], ['QEMU_PRESERVE_ARGV0=1']);
    await must(['rm', '-r', tar, join(folder, 'rootfs')]);
  });
}

/** Pushes `library/foreign:arm64` and the like to a registry, and `tonistiigi/binfmt:test`. @param host `host:port` without TLS */
export async function serveForeignBases(host: string): Promise<void> {
  const push = (layout: string, name: string): Promise<string> =>
    must(['skopeo', 'copy', '--quiet', '--dest-tls-verify=false', `oci:${layout}:base`, `docker://${host}/${name}`]);
  for (const architecture of Object.keys(FOREIGN) as ForeignArchitecture[]) {
    await push(await foreignLayout(architecture), `library/foreign:${architecture}`);
  }
  await push(await emulatorLayout(), 'tonistiigi/binfmt:test');
}
