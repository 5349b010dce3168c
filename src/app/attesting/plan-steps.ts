import type { BuildStep, CopyAction, FileAction, StepOperation } from '../../attestation/build-steps.js';
import type { BuildPlan, StagePlan } from '../../engine/plan/build-plan.js';
import type { BaseImage, NamedContext } from '../../engine/ports.js';
import { namedKey } from '../../engine/plan/source-resolver.js';
import type { LineRange } from '../../dockerfile/syntax/ast.js';
import type { Platform } from '../../oci/platform.js';
import type { CopyOperation, PlannedStep, RunOperation } from '../../plan/operation.js';
import { remoteSource } from '../../plan/remote-source.js';
import type { FileSource } from '../../plan/stage.js';
import type { BuildOptions } from '../options/build-options.js';
import { copyOfPath, copyOptions } from './step-files.js';
import { execMounts } from './step-mounts.js';
import { inGraphOrder, type PlacedStep, type PlanSteps } from './step-order.js';

/** Where a source leads, without the files: an output of an earlier step, or nothing. */
type Input = string | undefined;

const CONTEXT = 'local://context';
/** Of a folder that WORKDIR makes, and of a here-document. */
const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;
/** Of a here-document that is run. */
const SCRIPT_MODE = 0o755;

export interface StepSettings {
  /** What may be seen of a text that may have values of build arguments or secrets in it. */
  readonly shown: (text: string) => string;
  /** Where the build context comes from, as an LLB identifier. Absent: a folder of this machine. */
  readonly context: string | undefined;
  /** The same for a named context. */
  readonly named: (name: string) => string | undefined;
  /** In front of the id of each cache mount. */
  readonly cacheNamespace: string;
  /** How RUN is run. */
  readonly run: BuildOptions['run'];
  readonly cgroupParent: string | undefined;
}

/**
 * The steps of a plan as a graph: a step for each source and for each instruction that makes files, and one at the end for the result.
 * Instructions that only change the config have none.
 */
export function planSteps(plan: BuildPlan, settings: StepSettings): PlanSteps {
  return inGraphOrder(new Walk(plan, settings).all());
}

class Walk {
  readonly #plan: BuildPlan;
  readonly #settings: StepSettings;
  readonly #shown: (text: string) => string;
  readonly #steps: BuildStep[] = [];
  readonly #locations: Record<string, LineRange[]> = {};
  readonly #sources = new Map<string, string>();
  /** By stage: the base's step, the last step, and those between. */
  readonly #stages = new Map<number, { readonly base: Input; readonly end: Input; readonly placed: PlacedStep[] }>();

  constructor(plan: BuildPlan, settings: StepSettings) {
    this.#plan = plan;
    this.#settings = settings;
    this.#shown = settings.shown;
  }

  all(): PlanSteps {
    for (const stage of this.#plan.stages) this.#stage(stage);
    const target = this.#stages.get(this.#plan.target);
    this.#add({ Op: {} }, target?.end === undefined ? [] : [target.end]);
    return {
      steps: this.#steps,
      locations: this.#locations,
      chain: { base: target?.base, placed: target?.placed ?? [] },
    };
  }

  #stage({ stage, base, steps }: StagePlan): void {
    const below = base.kind === 'stage' ? this.#stages.get(base.index) : undefined;
    const start =
      base.kind === 'image'
        ? this.#image(base.image, stage.platform)
        : base.kind === 'files'
          ? this.#source(this.#settings.named(stage.name) ?? `local://${this.#shown(stage.name)}`, undefined)
          : below?.end;
    // As in LLB, the line of the last stage comes first.
    if (stage.base.kind === 'image' && start !== undefined)
      this.#locations[idOf(start)]?.unshift(stage.node.from.range);
    const placed = [...(below?.placed ?? [])];
    let end = start;
    for (const step of steps) {
      const made = this.#operation(step, end, stage.platform);
      if (made === undefined) continue;
      end = `${made}:0`;
      placed.push({ id: made, step });
      this.#locations[made] = [step.range];
      // The copy that is merged is of the same line.
      if (isMerge(this.#steps.at(-1))) this.#locations[`step${this.#steps.length - 2}`] = [step.range];
    }
    this.#stages.set(stage.index, { base: below === undefined ? start : below.base, end, placed });
  }

  #operation(step: PlannedStep, below: Input, platform: Platform): string | undefined {
    const { operation } = step;
    switch (operation.kind) {
      case 'config':
        return undefined;
      case 'run':
        return this.#run(operation, below, platform);
      case 'copy':
        return this.#copy(operation, below, platform);
      case 'workdir': {
        const path = this.#shown(operation.path);
        const Action = { mkdir: { path, mode: FOLDER_MODE, makeParents: true, timestamp: -1 } } as const;
        return this.#file([{ secondaryInput: -1, Action }], new Inputs(below));
      }
    }
  }

  #run(operation: RunOperation, below: Input, platform: Platform): string {
    const inputs = new Inputs(below);
    const { argv, cwd, user, network, privileged, script } = operation;
    const { run } = this.#settings;
    const { mounts, variables } = execMounts(operation.mounts, {
      cwd,
      shmSize: run.shmSize,
      namespace: this.#settings.cacheNamespace,
      shown: this.#shown,
      inputOf: (source) => inputs.add(this.#input(source, platform)),
      scriptInput: script === undefined ? undefined : () => inputs.add(this.#inlineFile(script.name, SCRIPT_MODE)),
    });
    const exec = {
      meta: {
        args: argv.map(this.#shown),
        cwd: this.#shown(cwd),
        ...(user !== '' && { user: this.#shown(user) }),
        ...containerMeta(this.#settings, this.#shown),
        removeMountStubsRecursive: true as const,
      },
      mounts: [{ dest: '/', ...(below === undefined && { input: -1 }) }, ...mounts],
      ...(variables.length > 0 && { secretenv: variables }),
      ...networkOf(network ?? run.network, network),
      ...(privileged && { security: 1 }),
    };
    return this.#add({ Op: { exec }, constraints: {}, platform: platformOf(platform) }, inputs.all);
  }

  #copy(operation: CopyOperation, below: Input, platform: Platform): string {
    // As in LLB: a copy with --link is made on nothing, and put on top.
    const isMerged = operation.link && operation.chmod === '';
    const inputs = new Inputs(isMerged ? undefined : below);
    const common = { ...copyOptions(operation, this.#shown), dest: this.#shown(operation.destination) };
    const copy = (from: Input, one: Pick<CopyAction, 'src'>): Change => ({
      secondaryInput: inputs.add(from),
      Action: { copy: { ...common, ...one } },
    });
    const copies = operation.sources.map((text) => {
      const address = operation.keyword === 'ADD' ? remoteIdentifier(text) : undefined;
      return address === undefined
        ? copy(this.#input(operation.from, platform), copyOfPath(text, operation, this.#shown))
        : copy(this.#source(this.#shown(address.identifier), undefined), { src: this.#shown(address.path) });
    });
    const made = operation.inlineFiles.map(({ name }) => {
      return copy(this.#inlineFile(name, FILE_MODE), { src: `/${this.#shown(name)}` });
    });
    const copied = this.#file([...copies, ...made], inputs);
    if (!isMerged || below === undefined) return copied;
    return this.#add({ Op: { merge: { inputs: [{}, { input: 1 }] } }, constraints: {} }, [below, `${copied}:0`]);
  }

  /** A here-document as a file on nothing. */
  #inlineFile(name: string, mode: number): string {
    const Action = { mkfile: { path: `/${this.#shown(name)}`, mode, timestamp: -1 } } as const;
    return `${this.#file([{ secondaryInput: -1, Action }], new Inputs(undefined))}:0`;
  }

  /** As in LLB, each change is made on the one before it, which stands behind the step's inputs. */
  #file(changes: readonly Change[], { all, first }: Inputs): string {
    const actions = changes.map((change, index): FileAction => ({
      input: index === 0 ? first : all.length + index - 1,
      ...change,
      output: index === changes.length - 1 ? 0 : -1,
    }));
    return this.#add({ Op: { file: { actions } }, constraints: {} }, all);
  }

  #input(source: FileSource, platform: Platform): Input {
    switch (source.kind) {
      case 'context':
        return this.#source(this.#settings.context ?? CONTEXT, undefined);
      case 'scratch':
        return undefined;
      case 'stage':
        return this.#stages.get(source.index)?.end;
      case 'image': {
        const image = this.#plan.copied.images.get(source.name);
        return image === undefined ? undefined : this.#image(image, platform);
      }
      case 'named':
        return this.#named(this.#plan.copied.named.get(namedKey(source)), source.name, source.platform);
    }
  }

  #named(context: NamedContext | undefined, name: string, platform: Platform): Input {
    if (context?.kind === 'image') return this.#image(context.image, platform);
    if (context?.kind === 'scratch') return undefined;
    return this.#source(this.#settings.named(name) ?? `local://${this.#shown(name)}`, undefined);
  }

  #image({ name, digest, indexDigest }: BaseImage, platform: Platform): string {
    const pin = name.includes('@') ? '' : `@${indexDigest ?? digest}`;
    return this.#source(`docker-image://${this.#shown(name)}${pin}`, platform);
  }

  /** Each source has one step, however many instructions use it. */
  #source(identifier: string, platform: Platform | undefined): string {
    const key = JSON.stringify([identifier, platform]);
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    const op = { Op: { source: { identifier } }, constraints: {} };
    const id = this.#add(platform === undefined ? op : { ...op, platform: platformOf(platform) }, []);
    this.#sources.set(key, `${id}:0`);
    return `${id}:0`;
  }

  #add(op: StepOperation, inputs: readonly string[]): string {
    const id = `step${this.#steps.length}`;
    this.#steps.push({ id, op, ...(inputs.length > 0 && { inputs }) });
    if (Object.keys(op.Op).length > 0) this.#locations[id] = [];
    return id;
  }
}

type Change = Omit<FileAction, 'input' | 'output'>;

/** The inputs of one step, each once. */
class Inputs {
  /** The index of what the step begins with; -1: with nothing. */
  readonly first: number;
  readonly #all: string[];

  constructor(below: Input) {
    this.first = below === undefined ? -1 : 0;
    this.#all = below === undefined ? [] : [below];
  }

  get all(): readonly string[] {
    return this.#all;
  }

  /** @returns its index; -1 for nothing */
  add(input: Input): number {
    if (input === undefined) return -1;
    const known = this.#all.indexOf(input);
    return known >= 0 ? known : this.#all.push(input) - 1;
  }
}

function idOf(output: string): string {
  return output.replace(/:.*/, '');
}

function containerMeta({ run: { ulimits, extraHosts }, cgroupParent }: StepSettings, shown: (text: string) => string) {
  return {
    ...(cgroupParent !== undefined && { cgroupParent: shown(cgroupParent) }),
    ...(extraHosts.length > 0 && { extraHosts: extraHosts.map(({ name, ip }) => ({ Host: shown(name), IP: ip })) }),
    ...(ulimits.length > 0 && {
      ulimit: ulimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
    }),
  };
}

/** Nothing is told of the host's network where no instruction asks for it, since it is the usual one here. */
function networkOf(used: 'host' | 'none', asked: RunOperation['network']): { readonly network?: number } {
  if (used === 'none') return { network: 2 };
  return asked === 'host' ? { network: 1 } : {};
}

function isMerge(step: BuildStep | undefined): boolean {
  return step !== undefined && 'merge' in step.op.Op;
}

/** @returns `undefined` for a path of the build context */
function remoteIdentifier(text: string): { readonly identifier: string; readonly path: string } | undefined {
  const source = remoteSource(text);
  if (source === undefined) return undefined;
  return source.kind === 'git'
    ? { identifier: `git://${text.replace(/^[a-z]+:\/\//, '')}`, path: '/' }
    : { identifier: source.url, path: source.name };
}

function platformOf({ architecture, os, variant }: Platform): NonNullable<StepOperation['platform']> {
  return { Architecture: architecture, OS: os, ...(variant !== undefined && { Variant: variant }) };
}
