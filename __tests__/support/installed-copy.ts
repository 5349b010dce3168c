import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from './command.js';
import { REPOSITORY } from './made-once.js';
import type { TestUser } from './test-user.js';

/**
 * The product where an ordinary user can read it, whoever may read the checkout. Only the bundles are copied, so they have to
 * be whole by themselves.
 *
 * @returns the command line's entry point
 */
export async function installFor(user: TestUser): Promise<string> {
  const folder = join(user.home, 'product');
  await mkdir(folder);
  await cp(join(REPOSITORY, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(REPOSITORY, 'package.json'), join(folder, 'package.json'));
  await must(['chmod', '-R', 'a+rX', folder]);
  return join(folder, 'dist/cli/index.js');
}
