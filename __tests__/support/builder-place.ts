import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { oneFileTree } from '../../src/app/builder/one-file-tree.js';
import { Builder, BUILDER_PATIENCE, type BuilderPatience } from '../../src/buildkit/builder.js';
import { parseBuilderAddress, type TlsFiles } from '../../src/buildkit/builder-address.js';
import { solve, type SolveOrder } from '../../src/buildkit/solve.js';
import type { BuilderDaemon, DaemonKind } from './builder-daemons.js';
import { runCliInProcess } from './cli-in-process.js';
import { type CommandResult, plainEnvironment, run } from './command.js';
import { type Report, readReport } from './layer-build.js';
import type { BuildkitdOptions } from './private-buildkitd.js';
import { writeProject } from './project-files.js';
import type { RunningRegistry } from './registry.js';
import { openRegistry } from './shared-registry.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

export type Built = CommandResult & { readonly report: Report };

export interface BuildSettings {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly onOutput?: (text: string) => void;
}

/** Builds a small image on a builder and gets its files as a tar: all of the protocol, and no more. */
export async function solveOn(
  builder: Builder,
  changes: Partial<SolveOrder> = {},
  patience?: BuilderPatience,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const order: SolveOrder = {
    frontend: { filename: 'Dockerfile' },
    exporter: { type: 'tar', attributes: {} },
    cacheFrom: [],
    cacheTo: [],
    entitlements: ['network.host'],
    files: new Map([
      ['context', oneFileTree('file', Buffer.from('content'))],
      ['dockerfile', oneFileTree('Dockerfile', Buffer.from('FROM scratch\nCOPY file /\n'))],
    ]),
    filesKey: 'test',
    logins: () => Promise.resolve(undefined),
    secrets: new Map(),
    sshSockets: new Map(),
    content: new Map(),
    sent: () => undefined,
    take: async (bytes) => {
      for await (const chunk of bytes) chunks.push(chunk);
    },
    ...changes,
  };
  await solve(builder, order, () => undefined, new AbortController().signal, patience);
  return Buffer.concat(chunks);
}

export function connectTo(
  address: string,
  tls: TlsFiles = {},
  patience: BuilderPatience = BUILDER_PATIENCE,
): Promise<Builder> {
  return Builder.connect(parseBuilderAddress(address, 'test', tls), new AbortController().signal, patience);
}

/** The steps of a report with what became of each, and why. */
export function stepsOf({ report }: Built): readonly string[] {
  return report.steps.map(({ instruction, status, reason }) =>
    status === 'miss' ? `${instruction}: ${reason}` : `${instruction}: ${status}`,
  );
}

/** A daemon, the registry of its bases and a folder, for one file of tests. */
export class BuilderPlace {
  readonly daemon: BuilderDaemon;
  readonly registry: RunningRegistry;
  readonly folder: string;
  readonly #closing: { stop(): Promise<void> }[] = [];

  private constructor(daemon: BuilderDaemon, registry: RunningRegistry, folder: string) {
    this.daemon = daemon;
    this.registry = registry;
    this.folder = folder;
  }

  static async open(kind: DaemonKind, options: Omit<BuildkitdOptions, 'registry'> = {}): Promise<BuilderPlace> {
    const registry = await openRegistry(['busybox']);
    const folder = await temporaryFolder('builder');
    const daemon = await kind.start({ ...options, registry: registry.host });
    await mkdir(join(folder, 'home'));
    return new BuilderPlace(daemon, registry, folder);
  }

  /** Stops something together with the place. */
  keep<Kept extends { stop(): Promise<void> }>(kept: Kept): Kept {
    this.#closing.push(kept);
    return kept;
  }

  async stop(): Promise<void> {
    for (const one of this.#closing) await one.stop();
    await this.daemon.stop();
    await this.registry.stop();
    await removeTree(this.folder);
  }

  /** @returns the folder of a new project */
  async project(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const project = join(this.folder, name);
    await writeProject(project, files);
    return project;
  }

  /** The arguments and variables that all builds here have. @param builders as `--builder` takes them; none: the own engine */
  arguments(builders: readonly string[], flags: readonly string[]): readonly string[] {
    return [
      ...['build', '--root', join(this.folder, 'root'), '--network', 'host'],
      ...builders.flatMap((one) => ['--builder', one]),
      ...['--registry-mirror', `http://${this.registry.host}`, ...flags],
    ];
  }

  get env(): Record<string, string> {
    return plainEnvironment({ ...this.daemon.env, HOME: join(this.folder, 'home') });
  }

  /** Lets the place's daemon lose all that it has in its cache. */
  forget(): Promise<void> {
    return this.daemon.forget();
  }

  /** A build in this process, on the place's own daemon. */
  build(project: string, flags: readonly string[] = [], settings: BuildSettings = {}): Promise<Built> {
    return this.buildOn([this.daemon.builder], project, flags, settings);
  }

  /** A build by the own engine, in this process. */
  buildHere(project: string, flags: readonly string[] = []): Promise<Built> {
    return this.buildOn([], project, flags);
  }

  async buildOn(
    builders: readonly string[],
    project: string,
    flags: readonly string[] = [],
    { env = {}, ...rest }: BuildSettings = {},
  ): Promise<Built> {
    const file = join(this.folder, 'report.json');
    const argv = [...this.arguments(builders, flags), '--report', file, project];
    const result = await runCliInProcess(argv, { env: { ...this.env, ...env }, ...rest });
    return { ...result, report: await readReport(file) };
  }
}

/** Waits for as long as it takes on a busy machine. */
export async function waitFor(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries === 300) throw new Error(`it never came: ${what}`);
    await sleep(100);
  }
}

/** Whether `sleep ARGUMENT` runs somewhere on this machine, in whatever namespace. */
export async function sleeps(argument: string): Promise<boolean> {
  return (await run(['pgrep', '-f', `^sleep ${argument}`])).code === 0;
}
