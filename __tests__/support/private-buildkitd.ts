import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type CommandOptions, type CommandResult, must, plainEnvironment, run } from './command.js';
import { foundProgram } from './found-program.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** The programs of docker/setup-buildx-action's builder. */
export interface BuildxPrograms {
  readonly buildkitd: string;
  readonly buildx: string;
}

/** @returns `undefined` where one of them is not on the PATH */
export function buildxPrograms(): BuildxPrograms | undefined {
  const buildkitd = foundProgram('buildkitd');
  const buildx = foundProgram('docker-buildx');
  return buildkitd === undefined || buildx === undefined ? undefined : { buildkitd, buildx };
}

/** A buildkitd with nothing shared with the machine's own, and a buildx that knows no other builder. */
export interface PrivateBuildkitd {
  /** `unix://…` */
  readonly address: string;
  buildx(args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  stop(): Promise<void>;
}

const BUILDER = 'private';

/** @param registry `host:port` of a registry that speaks plain HTTP, and stands in for docker.io */
export async function startBuildkitd(
  { buildkitd, buildx: client }: BuildxPrograms,
  registry: string,
): Promise<PrivateBuildkitd> {
  const folder = await temporaryFolder('buildkitd');
  const address = `unix://${join(folder, 'buildkitd.sock')}`;
  const settings = join(folder, 'buildkitd.toml');
  await writeFile(
    settings,
    `[registry."docker.io"]\nmirrors = ["${registry}"]\n[registry."${registry}"]\nhttp = true\n[worker.containerd]\nenabled = false\n`,
  );
  const log = openSync(join(folder, 'log'), 'w');
  const env = plainEnvironment({ HOME: join(folder, 'home'), BUILDX_CONFIG: join(folder, 'buildx') });
  await mkdir(env['HOME'] ?? '');
  // As docker/setup-buildx-action starts it.
  const allowed = ['security.insecure', 'network.host'].flatMap((name) => ['--allow-insecure-entitlement', name]);
  const daemon = spawn(
    buildkitd,
    ['--config', settings, '--root', join(folder, 'root'), '--addr', address, ...allowed],
    { stdio: ['ignore', log, log], env },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => daemon.once('close', () => resolve()).once('error', () => resolve()));
  const buildx = (args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> =>
    run([client, ...args], { ...options, env: { ...env, BUILDX_BUILDER: BUILDER, ...options.env } });
  const stop = async (): Promise<void> => {
    daemon.kill('SIGTERM');
    await Promise.race([ended, sleep(20_000).then(() => daemon.kill('SIGKILL'))]);
    await removeTree(folder);
  };
  await must([client, 'create', '--name', BUILDER, '--driver', 'remote', address], { env });
  for (let tries = 0; (await buildx(['inspect', '--bootstrap'])).code !== 0; tries += 1) {
    if (tries === 150 || daemon.exitCode !== null) {
      const told = await readFile(join(folder, 'log'), 'utf8');
      await stop();
      throw new Error(`buildkitd did not start:\n${told.slice(-2000)}`);
    }
    await sleep(200);
  }
  return { address, buildx, stop };
}
