/* global AbortSignal, fetch */
/** Where the demo's base image comes from: a real registry if one answers, else Debian's busybox, made into an image. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { fromDebian, run } from './demo-packages.mjs';
import { serveImage } from './demo-registry.mjs';

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
].join(', ');

/**
 * Makes `busybox:stable` available.
 *
 * @returns the registry mirrors to ask for it (none if Docker Hub can be reached), and a function that ends what was started
 */
export async function provideBusybox(folder) {
  if (await dockerHubAnswers()) {
    console.log('Base image: busybox:stable of Docker Hub');
    return { mirrors: [], close: () => undefined };
  }
  const program = findBusybox(folder);
  const { url, close } = await serveImage('library/busybox', rootfsTar(program, folder));
  console.log(`Base image: Debian's busybox, served as library/busybox at ${url}`);
  return { mirrors: [url], close };
}

/** Whether the manifest can really be fetched: a registry that throttles or asks for a login is of no use. */
async function dockerHubAnswers() {
  const signal = AbortSignal.timeout(4000);
  try {
    const scope = 'repository:library/busybox:pull';
    const token = await fetch(`https://auth.docker.io/token?service=registry.docker.io&scope=${scope}`, { signal });
    const bearer = (await token.json()).token;
    const manifest = await fetch('https://registry-1.docker.io/v2/library/busybox/manifests/stable', {
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
  throw new Error('No base image: no registry answers, and apt-get cannot download the package busybox-static.');
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

function rootfsTar(program, folder) {
  const rootfs = path.join(folder, 'rootfs');
  for (const name of ['bin', 'dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'usr/bin', 'usr/sbin', 'var']) {
    mkdirSync(path.join(rootfs, name), { recursive: true });
  }
  chmodSync(path.join(rootfs, 'tmp'), 0o1777);
  copyFileSync(program, path.join(rootfs, 'bin/busybox'));
  chmodSync(path.join(rootfs, 'bin/busybox'), 0o755);
  for (const applet of appletsOf(program)) {
    if (applet !== 'busybox') symlinkSync('busybox', path.join(rootfs, 'bin', applet));
  }
  writeFileSync(
    path.join(rootfs, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
  );
  writeFileSync(path.join(rootfs, 'etc/group'), 'root:x:0:\nnobody:x:65534:\n');
  const options = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=ustar'];
  const tar = spawnSync('tar', [...options, '-C', rootfs, '-cf', '-', '.'], { maxBuffer: 64 * 1024 * 1024 });
  if (tar.status !== 0) throw new Error(`tar failed: ${tar.stderr}`);
  return tar.stdout;
}
