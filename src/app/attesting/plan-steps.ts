import type { BuildStep, ExecMount, FileAction, StepOperation } from '../../attestation/build-steps.js';
import type { BuildPlan, StagePlan } from '../../engine/plan/build-plan.js';
import type { BaseImage, NamedContext } from '../../engine/ports.js';
import { namedKey } from '../../engine/plan/source-resolver.js';
import type { Platform } from '../../oci/platform.js';
import type { CopyOperation, PlannedStep, RunOperation } from '../../plan/operation.js';
import { remoteSource } from '../../plan/remote-source.js';
import type { FileSource } from '../../plan/stage.js';

/** A step of the plan that makes files, with the number of its build step. */
interface PlacedStep {
  readonly id: string;
  readonly step: PlannedStep;
}

export interface PlanSteps {
  readonly steps: readonly BuildStep[];
  /** The steps that lead to the image, lowest first, after the id of the step that its base is. */
  readonly chain: { readonly base: string | undefined; readonly placed: readonly PlacedStep[] };
  readonly placed: readonly PlacedStep[];
}

/** Where a source leads, without the files: an output of an earlier step, or nothing. */
type Input = string | undefined;

/** BuildKit's names for the kinds of mounts. */
const MOUNT_TYPES = { bind: 0, secret: 1, ssh: 2, cache: 3, tmpfs: 4 } as const;
const CONTEXT = 'local://context';

/**
 * The steps of a plan as a graph: a step for each source and for each instruction that makes files, and one at the end for the result.
 * Instructions that only change the config have none.
 *
 * @param shown what may be seen of a text that may have values of build arguments or secrets in it
 * @param context where the build context comes from, as an LLB identifier; `undefined`: a folder of this machine
 */
export function planSteps(plan: BuildPlan, shown: (text: string) => string, context: string | undefined): PlanSteps {
  return new Walk(plan, shown, context ?? CONTEXT).all();
}

class Walk {
  readonly #plan: BuildPlan;
  readonly #shown: (text: string) => string;
  readonly #context: string;
  readonly #steps: BuildStep[] = [];
  readonly #placed: PlacedStep[] = [];
  readonly #sources = new Map<string, string>();
  /** By stage: the base's step, the last step, and those between. */
  readonly #stages = new Map<number, { readonly base: Input; readonly end: Input; readonly placed: PlacedStep[] }>();

  constructor(plan: BuildPlan, shown: (text: string) => string, context: string) {
    this.#plan = plan;
    this.#shown = shown;
    this.#context = context;
  }

  all(): PlanSteps {
    for (const stage of this.#plan.stages) this.#stage(stage);
    const target = this.#stages.get(this.#plan.target);
    this.#add({ Op: {} }, target?.end === undefined ? [] : [target.end], undefined);
    return {
      steps: this.#steps,
      placed: this.#placed,
      chain: { base: target?.base, placed: target?.placed ?? [] },
    };
  }

  #stage({ stage, base, steps }: StagePlan): void {
    const below = base.kind === 'stage' ? this.#stages.get(base.index) : undefined;
    const start =
      base.kind === 'image'
        ? this.#image(base.image, stage.platform)
        : base.kind === 'files'
          ? this.#source(`local://${this.#shown(stage.name)}`, undefined)
          : below?.end;
    const placed = [...(below?.placed ?? [])];
    let end = start;
    for (const step of steps) {
      const made = this.#operation(step, end, stage.platform);
      if (made === undefined) continue;
      end = `${made}:0`;
      const place = { id: made, step };
      placed.push(place);
      this.#placed.push(place);
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
        const Action = { mkdir: { path: this.#shown(operation.path), makeParents: true } } as const;
        return this.#file([{ secondaryInput: -1, Action }], new Inputs(below), platform);
      }
    }
  }

  #run(operation: RunOperation, below: Input, platform: Platform): string {
    const inputs = new Inputs(below);
    const mounts: ExecMount[] = [{ dest: '/', ...(below === undefined && { input: -1 }) }];
    for (const { mount, source } of operation.mounts) {
      const { type, id, required, target, source: selector } = mount;
      const input = type === 'bind' || mount.from !== '' ? inputs.add(this.#input(source, platform)) : -1;
      const access = { ID: this.#shown(id), ...(!required && { optional: true as const }) };
      mounts.push({
        input,
        dest: this.#shown(target),
        output: -1,
        ...(selector !== '' && type !== 'secret' && { selector: this.#shown(selector) }),
        ...(mount.readOnly && { readonly: true }),
        ...(type !== 'bind' && { mountType: MOUNT_TYPES[type] }),
        ...(type === 'cache' && { cacheOpt: { ID: this.#shown(id === '' ? target : id) } }),
        ...(type === 'secret' && { secretOpt: access }),
        ...(type === 'ssh' && { SSHOpt: access }),
      });
    }
    const { argv, cwd, user, network, privileged } = operation;
    const exec = {
      meta: { args: argv.map(this.#shown), cwd: this.#shown(cwd), ...(user !== '' && { user: this.#shown(user) }) },
      mounts,
      ...(network !== undefined && { network: network === 'host' ? 1 : 2 }),
      ...(privileged && { security: 1 }),
    };
    return this.#add({ Op: { exec } }, inputs.all, platform);
  }

  #copy(operation: CopyOperation, below: Input, platform: Platform): string {
    const inputs = new Inputs(below);
    const dest = this.#shown(operation.destination);
    const copies = operation.sources.map((text): Change => {
      const address = operation.keyword === 'ADD' ? remoteIdentifier(text) : undefined;
      const from =
        address === undefined ? this.#input(operation.from, platform) : this.#source(this.#shown(address), undefined);
      const src = address === undefined ? this.#shown(text) : '/';
      return { secondaryInput: inputs.add(from), Action: { copy: { src, dest } } };
    });
    const made = operation.inlineFiles.map(({ name }): Change => {
      return { secondaryInput: -1, Action: { mkfile: { path: `${dest.replace(/\/$/, '')}/${this.#shown(name)}` } } };
    });
    return this.#file([...copies, ...made], inputs, platform);
  }

  /** As in LLB, each change is made on the one before it, which stands behind the step's inputs. */
  #file(changes: readonly Change[], { all, first }: Inputs, platform: Platform): string {
    const actions = changes.map((change, index): FileAction => ({
      input: index === 0 ? first : all.length + index - 1,
      ...change,
      output: index === changes.length - 1 ? 0 : -1,
    }));
    return this.#add({ Op: { file: { actions } } }, all, platform);
  }

  #input(source: FileSource, platform: Platform): Input {
    switch (source.kind) {
      case 'context':
        return this.#source(this.#context, undefined);
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
    return context?.kind === 'scratch' ? undefined : this.#source(`local://${this.#shown(name)}`, undefined);
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
    const output = `${this.#add({ Op: { source: { identifier } } }, [], platform)}:0`;
    this.#sources.set(key, output);
    return output;
  }

  #add(op: StepOperation, inputs: readonly string[], platform: Platform | undefined): string {
    const id = `step${this.#steps.length}`;
    this.#steps.push({
      id,
      op: platform === undefined ? op : { ...op, platform: platformOf(platform) },
      inputs,
    });
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

/** @returns `undefined` for a path of the build context */
function remoteIdentifier(text: string): string | undefined {
  const source = remoteSource(text);
  return source?.kind === 'git' ? `git://${text.replace(/^[a-z]+:\/\//, '')}` : source?.url;
}

function platformOf({ architecture, os, variant }: Platform): NonNullable<StepOperation['platform']> {
  return { Architecture: architecture, OS: os, ...(variant !== undefined && { Variant: variant }) };
}
