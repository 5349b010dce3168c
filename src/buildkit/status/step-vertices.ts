import type { StepInfo } from '../../engine/events.js';
import type { BuilderVertex } from './builder-status.js';

/** `[build 2/5] RUN make`, or `[2/5] …` where the Dockerfile has one stage (buildkit, `dockerfile2llb`, `prefixCommand`). */
const NAME = /^\[(?:(?<stage>\S+) +)?(?<index>\d+)\/(?<total>\d+)\] (?:ONBUILD )?(?<keyword>[A-Z]+)/;
/** A stage without a name. */
const UNNAMED = /^stage-(\d+)$/;
/** The instructions that have a number there, besides a FROM that names an image. What ONBUILD keeps for later is none. */
const COUNTED = /^(?:run|copy|add|workdir)\b/i;

interface Stage {
  /** FROM is the first. */
  readonly steps: readonly StepInfo[];
  readonly counted: readonly StepInfo[];
}

/** Which step of a plan each vertex of a builder is, by the place that its name tells. */
export class StepVertices {
  readonly #stages = new Map<string, Stage>();
  readonly #steps = new Map<string, number>();
  /** Which vertices need a vertex. */
  readonly #dependents = new Map<string, Set<string>>();

  /** @param steps of one platform */
  constructor(steps: readonly StepInfo[]) {
    for (const stage of new Set(steps.map((step) => step.stage))) {
      const own = steps.filter((step) => step.stage === stage && step.stage !== '');
      this.#stages.set(stage, { steps: own, counted: own.filter(({ instruction }) => COUNTED.test(instruction)) });
    }
  }

  note(vertices: readonly BuilderVertex[]): void {
    for (const { digest, name, inputs } of vertices) {
      for (const input of inputs) this.#dependents.set(input, this.#dependentsOf(input).add(digest));
      const step = this.#steps.has(digest) ? undefined : this.#find(name);
      if (step !== undefined) this.#steps.set(digest, step.number);
    }
  }

  /** @param digest of a vertex that was noted; `undefined` for one that is no step */
  stepOf(digest: string): number | undefined {
    return this.#steps.get(digest);
  }

  /**
   * The one step that a vertex is made for, though it is none itself: a COPY needs another vertex for its here-document.
   *
   * @returns `undefined` if it is for several, or for none
   */
  servedBy(digest: string): number | undefined {
    const steps = new Set<number>();
    const seen = new Set<string>();
    const pending = [digest];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const step = this.#steps.get(next);
      if (step !== undefined) steps.add(step);
      else pending.push(...this.#dependentsOf(next));
    }
    const [only, ...others] = steps;
    return others.length === 0 ? only : undefined;
  }

  #dependentsOf(digest: string): Set<string> {
    return this.#dependents.get(digest) ?? new Set();
  }

  #find(name: string): StepInfo | undefined {
    const found = NAME.exec(name)?.groups;
    if (found === undefined) return undefined;
    const stage = this.#stageOf(found['stage']);
    if (stage === undefined) return undefined;
    const index = Number(found['index']);
    const total = Number(found['total']);
    const keyword = found['keyword'] ?? '';
    const isThis = (step: StepInfo | undefined): boolean => step !== undefined && keywordOf(step) === keyword;
    // FROM has a number only if it names an image: the total shows it. Triggers of a base make the total larger than what has a number.
    const offset = total === stage.counted.length ? 0 : 1;
    const [from] = stage.steps;
    const step = index === 1 && offset === 1 && keyword === 'FROM' ? from : stage.counted[index - 1 - offset];
    return isThis(step) ? step : undefined;
  }

  #stageOf(label: string | undefined): Stage | undefined {
    const names = [...this.#stages.keys()].filter((name) => name !== '');
    if (label === undefined) return names.length === 1 ? this.#stages.get(names[0] ?? '') : undefined;
    return this.#stages.get(label.toLowerCase()) ?? this.#stages.get(UNNAMED.exec(label)?.[1] ?? '');
  }
}

function keywordOf({ instruction }: StepInfo): string {
  return (/^([a-z]+)/i.exec(instruction)?.[1] ?? '').toUpperCase();
}
