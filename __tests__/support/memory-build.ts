import type { BuildContext, MountContents, NamedContexts } from '../../src/engine/ports.js';
import { planBuild, type BuildPlan, type PlanOptions } from '../../src/engine/plan/build-plan.js';
import type { EngineOptions } from '../../src/engine/engine-ports.js';
import { StepFlights } from '../../src/engine/schedule/step-flights.js';
import { PlanRun, type EngineResult } from '../../src/engine/schedule/plan-run.js';
import type { BuildEvent, StepOutcome } from '../../src/engine/events.js';
import type { RemoteFiles } from '../../src/engine/ports.js';
import { reasonWords } from '../../src/report/model/reason-words.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { Layer } from '../../src/layer/layer.js';
import type { LayerEntry } from '../../src/layer/entry.js';
import type { ImageConfig } from '../../src/oci/image-config.js';
import type { Platform } from '../../src/oci/platform.js';
import { type RunSettings, DEFAULT_HOSTNAME } from '../../src/engine/run-settings.js';
import { directory, file as layerFile } from './layer-samples.js';
import { MemoryBases, MemoryCache, MemoryContext, MemoryLayers, ScriptedRunner } from './memory-engine.js';
import type { MemoryNode } from './memory-tree.js';
import { readConfig } from './read-config.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

export const AMD64: Platform = { os: 'linux', architecture: 'amd64' };

export interface BuildRequest extends Partial<PlanOptions>, Partial<EngineOptions> {
  readonly signal?: AbortSignal;
}

/** What a build came to, in the words of its events. */
export interface Built {
  readonly result: EngineResult;
  readonly plan: BuildPlan;
  readonly events: readonly BuildEvent[];
  /** `hit` or `miss` for each step that ended, in the order of the plan. */
  readonly statuses: readonly string[];
  /** Outcomes by instruction. */
  readonly outcomes: ReadonlyMap<string, StepOutcome>;
  /** Why, in words, by instruction. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Of the target's image. */
  readonly config: ImageConfig;
  readonly layers: readonly string[];
}

/** What every RUN gets where a test says nothing else. */
export const SETTINGS: RunSettings = {
  network: 'host',
  extraHosts: [],
  shmSize: undefined,
  ulimits: [],
  hostname: DEFAULT_HOSTNAME,
};

const PLAIN: EngineOptions = {
  noCache: false,
  labels: {},
  run: SETTINGS,
  proxyEnv: [],
  secrets: new Map(),
  sshSockets: new Map(),
};

const NO_CONTEXTS: NamedContexts = {
  names: [],
  open: (name) => Promise.reject(new Error(`no build context ${name}`)),
};

export const PLAN: PlanOptions = {
  buildArgs: {},
  target: undefined,
  platform: AMD64,
  buildPlatform: AMD64,
  platformGiven: false,
  contexts: NO_CONTEXTS,
};

export function planOf(text: string, bases: MemoryBases, options: Partial<PlanOptions> = {}): Promise<BuildPlan> {
  return planBuild(parseDockerfile(text, 'Dockerfile'), { ...PLAN, ...options }, bases, new AbortController().signal);
}

const NOTHING_ELSEWHERE: RemoteFiles = {
  download: (url) => Promise.reject(new Error(`nothing is at ${url}`)),
  repository: ({ remote }) => Promise.reject(new Error(`nothing is at ${remote}`)),
};

const NO_MOUNTS: MountContents = { of: () => Promise.resolve(undefined), noteUse: () => undefined };

/** A machine with a store, a cache and base images in memory, on which builds follow each other. */
export class MemoryBuild {
  readonly #folder: string;
  readonly layers: MemoryLayers;
  readonly cache = new MemoryCache();
  readonly runner: ScriptedRunner;
  readonly bases = new MemoryBases();
  /** Milliseconds since the epoch. By default, each look at the clock takes a second. */
  now: () => number;
  /** In place of one with `files`. */
  context: BuildContext | undefined;
  /** Gets the layers of the image while it is built. */
  imageLayer: ((layer: Layer) => void) | undefined;
  /** The build context of the next build. */
  files: Record<string, MemoryNode | string> = {};

  static async create(topic: string): Promise<MemoryBuild> {
    const folder = await temporaryFolder(topic);
    return new MemoryBuild(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
    let now = Date.UTC(2026, 0, 1);
    this.now = () => (now += 1000);
    this.layers = new MemoryLayers(folder);
    this.runner = new ScriptedRunner(this.layers);
    this.addBase('base', { Env: ['PATH=/bin'] });
  }

  /** A base image of one layer. */
  addBase(
    name: string,
    config: ImageConfig['config'] = {},
    files: Readonly<Record<string, string>> | readonly LayerEntry[] = { 'bin/sh': 'sh' },
  ): void {
    const entries: readonly LayerEntry[] =
      files instanceof Array ? files : Object.entries(files).map(([path, content]) => layerFile(path, content));
    this.bases.add(name, config, { layers: [this.layers.addBase([directory('bin'), ...entries])] });
  }

  async build(text: string, request: BuildRequest = {}): Promise<Built> {
    const plan = await planOf(text, this.bases, request);
    return this.run(plan, request);
  }

  /** @param flights what other plans, which run side by side, do at the same time */
  async run(plan: BuildPlan, request: BuildRequest = {}, flights = new StepFlights()): Promise<Built> {
    const events: BuildEvent[] = [];
    const ports = {
      context: this.context ?? new MemoryContext(this.files),
      remote: NOTHING_ELSEWHERE,
      layers: this.layers,
      cache: this.cache,
      mounts: NO_MOUNTS,
      runner: this.runner,
      now: this.now,
      ...(this.imageLayer !== undefined && { imageLayer: this.imageLayer }),
    };
    const options = { ...PLAIN, ...request };
    const signal = request.signal ?? new AbortController().signal;
    const result = await new PlanRun(plan, ports, options, (event) => events.push(event), signal, flights).run();
    const outcomes = new Map(
      events.flatMap((event) => (event.type === 'step-finished' ? [[event.step, event.outcome] as const] : [])),
    );
    const finished = [...outcomes].map(([step, outcome]) => ({ step, outcome })).sort((a, b) => a.step - b.step);
    const instructionOf = (step: number): string => plan.steps.find(({ number }) => number === step)?.instruction ?? '';
    const draft = result.kind === 'built' ? result.draft : result.lastGood;
    return {
      result,
      plan,
      events,
      statuses: finished.map((event) => event.outcome.status),
      outcomes: new Map(finished.map(({ step, outcome }) => [instructionOf(step), outcome])),
      reasons: new Map(finished.map(({ step, outcome }) => [instructionOf(step), reasonWords(outcome.reason)])),
      config:
        draft === undefined
          ? { architecture: '', os: '', rootfs: { type: 'layers', diff_ids: [] } }
          : readConfig(draft, options.labels),
      layers: draft?.layers.map((layer) => layer.blob.digest) ?? [],
    };
  }

  async remove(): Promise<void> {
    await removeTree(this.#folder);
  }
}
