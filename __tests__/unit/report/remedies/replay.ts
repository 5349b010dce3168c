import type { LayerEntry } from '../../../../src/layer/entry.js';
import { IgnoreMatcher, readIgnoreFile } from '../../../../src/layer/pattern/dockerignore.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { ReportBuilder } from '../../../../src/report/model/report-builder.js';
import type { Remedy } from '../../../../src/report/model/remedies/remedy.js';
import type { StepReport } from '../../../../src/report/model/report.js';
import { file } from '../../../support/layer-samples.js';
import { MemoryBuild } from '../../../support/memory-build.js';
import type { Effect, MemoryLayers } from '../../../support/memory-engine.js';
import type { RunRequest } from '../../../../src/engine/ports.js';

/** What a program does, as far as an image shows it. */
export interface Tool {
  /** Paths in the image without which it fails. A slash at the end: a folder with something in it. */
  readonly needs?: readonly string[];
  /** What its result depends on: files, folders with a slash at the end, `$VARIABLES`. */
  readonly reads?: readonly string[];
  /** The file that it writes. */
  readonly writes?: string;
  /** It writes something else each time. */
  readonly logs?: true;
  /** A file of a package manager's cache, and how large it is. */
  readonly caches?: readonly [path: string, bytes: number];
}

/** The text of each file; absent: the file is gone. */
export type Files = Readonly<Record<string, string | undefined>>;

/** One Dockerfile, what changes between two builds, and what is right to say about it. */
export interface AdviceCase {
  readonly name: string;
  readonly dockerfile: string;
  readonly files?: Files;
  /** By the text behind RUN. Others write their own text. */
  readonly tools?: Readonly<Record<string, Tool>>;
  /** The same kind of change, for the second, third and fourth build. */
  readonly change: (round: number) => Change;
  /** Absent: silence is right. */
  readonly advice?: Advice;
}

export interface Change {
  readonly files?: Files;
  readonly args?: Readonly<Record<string, string>>;
  /** The tag of this base moves. */
  readonly base?: string;
  readonly dockerfile?: string;
}

export interface Advice {
  /** The instruction that it is shown at. */
  readonly at: string;
  readonly kind: Remedy['kind'];
  readonly words: string;
  /** What a person who follows it writes. */
  readonly edits: (remedy: Remedy) => { readonly dockerfile?: string; readonly files?: Files };
}

/** Builds on one machine, one after the other. */
export class Replay {
  readonly #machine: MemoryBuild;
  readonly #tools: Readonly<Record<string, Tool>>;
  #dockerfile: string;
  #files: Files;
  #args: Readonly<Record<string, string>> = {};
  #runs = 0;

  static async of({ dockerfile, files = {}, tools = {} }: AdviceCase): Promise<Replay> {
    return new Replay(await MemoryBuild.create('advice'), dockerfile, files, tools);
  }

  private constructor(machine: MemoryBuild, dockerfile: string, files: Files, tools: Readonly<Record<string, Tool>>) {
    this.#machine = machine;
    this.#dockerfile = dockerfile;
    this.#files = files;
    this.#tools = tools;
    for (const name of ['node:22', 'python:3.13', 'golang:1.24', 'debian:12', 'alpine:3.21', 'scratchy:1'])
      this.move(name, 0);
  }

  move(base: string, round: number): void {
    const layer = this.#machine.layers.addBase([file('bin/sh', 'sh'), file('etc/release', `${base} ${round}`)]);
    const config = { Env: ['PATH=/bin', `BASE_VERSION=${round}`] };
    this.#machine.bases.add(base, config, { layers: [layer], indexDigest: sha256(`index of ${base} ${round}`) });
  }

  apply({ files = {}, args, base, dockerfile }: Change, round: number): void {
    this.#files = { ...this.#files, ...files };
    if (args !== undefined) this.#args = args;
    if (base !== undefined) this.move(base, round);
    if (dockerfile !== undefined) this.#dockerfile = dockerfile;
  }

  /** @throws when the build fails */
  async build(): Promise<readonly StepReport[]> {
    this.#machine.files = sentFiles(this.#files);
    const { scripts } = this.#machine.runner;
    for (const [command, tool] of Object.entries(this.#tools))
      scripts.set(command, (request) => this.#run(tool, request, this.#machine.layers));
    const report = new ReportBuilder();
    const { events, result, plan } = await this.#machine.build(this.#dockerfile, { buildArgs: this.#args });
    if (result.kind === 'failed') throw result.error;
    report.sink({ type: 'plan', steps: plan.steps, dockerfile: 'Dockerfile', startedAt: 0 });
    for (const event of events) report.sink(event);
    return report.report().steps;
  }

  async #run(tool: Tool, { layers, process, mounts }: RunRequest, store: MemoryLayers): Promise<Effect> {
    const image = new Map<string, LayerEntry>();
    for (const layer of layers)
      for (const entry of (await store.index(layer)).entries) image.set(`/${entry.path}`, entry);
    const below = (path: string): readonly LayerEntry[] =>
      [...image].flatMap(([known, entry]) =>
        (path.endsWith('/') ? known.startsWith(path) : known === path) && entry.type === 'file' ? [entry] : [],
      );
    const { needs = [], reads = [], writes, logs, caches } = tool;
    if (needs.some((path) => below(path).length === 0)) return 1;
    const seen = reads.map((path) =>
      path.startsWith('$')
        ? (process.env.find((variable) => variable.startsWith(`${path.slice(1)}=`)) ?? '')
        : JSON.stringify(below(path), ['path', 'digest']),
    );
    const isMounted = (path: string): boolean =>
      mounts.some((mount) => mount.type === 'cache' && `/${path}`.startsWith(`${mount.target}/`));
    return {
      [writes ?? 'made']: sha256(JSON.stringify([process.argv, seen])),
      ...(logs === true && { [`tmp/log-${(this.#runs += 1)}`]: 'log' }),
      ...(caches !== undefined && !isMounted(caches[0]) && { [caches[0]]: 'x'.repeat(caches[1]) }),
    };
  }

  async end(): Promise<void> {
    await this.#machine.remove();
  }
}

function sentFiles(files: Files): Record<string, string> {
  const matcher = IgnoreMatcher.of(readIgnoreFile(Buffer.from(files['.dockerignore'] ?? ''), '.dockerignore'));
  const sent = Object.entries(files).filter(([path]) => !matcher.matches(path).excluded);
  return Object.fromEntries(sent.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}
