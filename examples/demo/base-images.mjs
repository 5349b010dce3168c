/* global AbortSignal, fetch */
/** Where the demo's base image comes from: Docker Hub if it answers, else an image of what this machine has. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { fromDebian, run } from './debian-packages.mjs';
import { npmProgram } from './npm.mjs';

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
].join(', ');

/**
 * Makes an image available under its name on Docker Hub.
 *
 * @param {'node' | 'busybox'} name
 * @param {string} tag
 * @param {string} folder for what has to be made
 * @param registry where an image is put that had to be made (`startRegistry`)
 * @returns the registry mirrors to ask for it (none if Docker Hub can be reached), and what to say
 */
export async function provideBase(name, tag, folder, registry) {
  if (!hasOwnCertificates() && (await dockerHubAnswers(name, tag))) {
    return { mirrors: [], about: `${name}:${tag} of Docker Hub` };
  }
  const rootfs = path.join(folder, 'rootfs');
  layBusybox(findBusybox(folder), rootfs);
  if (name === 'node') layNode(rootfs);
  registry.addImage(`library/${name}`, tag, tarOf(rootfs));
  const made = name === 'node' ? `this machine's Node ${process.version}, with Debian's busybox` : "Debian's busybox";
  return { mirrors: [`http://${registry.host}`], about: `${made}, as a stand-in for ${name}:${tag} of Docker Hub` };
}

/** Behind a proxy with a certificate of its own, npm in a step needs that certificate, which no image of Docker Hub has. */
function hasOwnCertificates() {
  return process.env.NODE_EXTRA_CA_CERTS !== undefined;
}

/** Whether the manifest can really be fetched: a registry that throttles or asks for a login is of no use. */
async function dockerHubAnswers(name, tag) {
  const signal = AbortSignal.timeout(4000);
  try {
    const scope = `repository:library/${name}:pull`;
    const token = await fetch(`https://auth.docker.io/token?service=registry.docker.io&scope=${scope}`, { signal });
    const bearer = (await token.json()).token;
    const manifest = await fetch(`https://registry-1.docker.io/v2/library/${name}/manifests/${tag}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${bearer}`, accept: MANIFEST_TYPES },
      signal,
    });
    return manifest.ok;
  } catch {
    return false;
  }
}

/** Debian's static busybox. It is downloaded and not installed, which needs no root. Otherwise an installed one is used. */
function findBusybox(folder) {
  const tries = [() => fromDebian('busybox-static', ['bin/busybox', 'usr/bin/busybox'], folder), installedBusybox];
  for (const attempt of tries) {
    const program = attempt();
    if (program !== undefined && appletsOf(program).length > 0) return program;
  }
  throw new Error('There is no base image: Docker Hub does not answer, and apt-get cannot download busybox-static.');
}

function installedBusybox() {
  const places = ['/bin/busybox', '/usr/bin/busybox'];
  // ldd fails on a program that needs no libraries. Only such a program runs in an empty image.
  return places.find((place) => existsSync(place) && run('ldd', [place], '/').status !== 0);
}

/** Empty if the program does not run. */
function appletsOf(program) {
  const { stdout } = run(program, ['--list'], '/');
  return (stdout ?? '').split('\n').filter((name) => name !== '');
}

function layBusybox(program, rootfs) {
  for (const name of ['bin', 'dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'usr/bin', 'usr/sbin', 'var']) {
    mkdirSync(path.join(rootfs, name), { recursive: true });
  }
  chmodSync(path.join(rootfs, 'tmp'), 0o1777);
  copyFileSync(program, path.join(rootfs, 'bin/busybox'));
  chmodSync(path.join(rootfs, 'bin/busybox'), 0o755);
  for (const applet of appletsOf(program)) {
    if (applet !== 'busybox') symlinkSync('busybox', path.join(rootfs, 'bin', applet));
  }
  symlinkSync('/bin/env', path.join(rootfs, 'usr/bin/env'));
  writeFileSync(
    path.join(rootfs, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
  );
  writeFileSync(path.join(rootfs, 'etc/group'), 'root:x:0:\nnobody:x:65534:\n');
}

/** This machine's Node and npm, with the libraries that Node is linked with, and the certificates that this machine trusts. */
function layNode(rootfs) {
  const local = path.join(rootfs, 'usr/local');
  mkdirSync(path.join(local, 'bin'), { recursive: true });
  mkdirSync(path.join(local, 'etc'));
  copyFileSync(process.execPath, path.join(local, 'bin/node'));
  chmodSync(path.join(local, 'bin/node'), 0o755);
  const npm = path.join(local, 'lib/node_modules/npm');
  cpSync(path.resolve(npmProgram(), '../..'), npm, { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', path.join(local, 'bin/npm'));
  chmodSync(path.join(npm, 'bin/npm-cli.js'), 0o755);
  for (const library of librariesOf(process.execPath)) {
    mkdirSync(path.join(rootfs, path.dirname(library)), { recursive: true });
    copyFileSync(realpathSync(library), path.join(rootfs, library));
    chmodSync(path.join(rootfs, library), 0o755);
  }
  const settings = ['audit=false', 'fund=false', 'update-notifier=false'];
  const registry = process.env.npm_config_registry ?? '';
  if (registry !== '') settings.push(`registry=${registry}`);
  const certificates = process.env.NODE_EXTRA_CA_CERTS;
  if (certificates !== undefined && existsSync(certificates)) {
    copyFileSync(certificates, path.join(rootfs, 'etc/certificates.pem'));
    settings.push('cafile=/etc/certificates.pem');
  }
  writeFileSync(path.join(local, 'etc/npmrc'), `${settings.join('\n')}\n`);
}

/** Not linked, but loaded when a name is looked up; newer C libraries have them within. */
const LOADED = ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2'];

function librariesOf(program) {
  const { stdout } = run('ldd', [program], '/');
  const linked = Array.from((stdout ?? '').matchAll(/(?:=> )?(\/\S+) \(0x/g), ([, file]) => file);
  const libc = linked.find((file) => path.basename(file) === 'libc.so.6') ?? '/lib/libc.so.6';
  return [...linked, ...LOADED.map((name) => path.join(path.dirname(libc), name)).filter((file) => existsSync(file))];
}

function tarOf(rootfs) {
  const options = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=pax'];
  const header = '--pax-option=delete=atime,delete=ctime';
  const tar = spawnSync('tar', [...options, header, '-C', rootfs, '-cf', '-', '.'], { maxBuffer: 1024 ** 3 });
  if (tar.status !== 0) throw new Error(`tar failed: ${tar.stderr}`);
  return tar.stdout;
}
