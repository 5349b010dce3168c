import { chmodSync, cpSync, existsSync, lstatSync, lutimesSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/command.js';
import type { CorpusCase } from './case.js';

/** A case as it lies on the disk, ready to be built. */
export interface PreparedCase {
  readonly folder: string;
  readonly context: string;
  /** Absent where the builder has to find it. */
  readonly dockerfile?: string;
}

/** What a file has that no setup script touched: neither a clone's time nor a umask shows in an image. */
const CLONED = 1_700_000_000;

/**
 * Copies a case to `folder`, with the modes that git knows, and runs its `setup.sh` there for what git cannot hold (fifos,
 * owners, odd names and modes). A case's Dockerfile lies beside the context, or in it where the case is about that.
 */
export async function prepareCase(one: CorpusCase, folder: string): Promise<PreparedCase> {
  cpSync(one.folder, folder, { recursive: true, verbatimSymlinks: true });
  const context = join(folder, 'context');
  mkdirSync(context, { recursive: true });
  plain(folder);
  if (existsSync(join(folder, 'setup.sh'))) {
    const script = await run(['/bin/bash', '-euo', 'pipefail', 'setup.sh'], { cwd: folder });
    if (script.code !== 0) throw new Error(`setup.sh of ${one.name}: ${script.stdout}${script.stderr}`);
  }
  const dockerfile = [join(context, 'Dockerfile'), join(folder, 'Dockerfile')].find((path) => existsSync(path));
  return { folder, context, ...(dockerfile === undefined ? {} : { dockerfile }) };
}

function plain(path: string): void {
  const stat = lstatSync(path);
  if (stat.isDirectory()) {
    for (const name of readdirSync(path)) {
      const entry = join(path, name);
      plain(entry);
      // Git would take a repository in a repository for a submodule, and obey another's ignore file.
      if (name.startsWith('dot.')) renameSync(entry, join(path, name.slice('dot'.length)));
    }
    chmodSync(path, 0o755);
  } else if (stat.isFile()) {
    chmodSync(path, (stat.mode & 0o100) === 0 ? 0o644 : 0o755);
  }
  lutimesSync(path, CLONED, CLONED);
}
