import type { Feedback } from './feedback.js';
import { BYTE_MUTATORS } from './mutate/bytes.js';
import type { Mutator } from './mutate/mutator.js';
import type { Random } from './random.js';
import { isRefusal, type Target } from './target.js';

/** Bytes. The limits of an input if the target has none, and of an input that is kept in the repository. */
const LONGEST = 4096;
const LONGEST_DISTILLED = 16 * 1024;

export interface FuzzerOptions {
  readonly target: Target;
  readonly random: Random;
  /** Literals of the sources. */
  readonly tokens: readonly string[];
  readonly feedback: Feedback;
  /** `false`: inputs that reach new branches are not kept, so that each round starts with a seed. */
  readonly isGuided: boolean;
  /** Called with each input before it is run. */
  readonly onInput?: (input: Buffer) => void;
}

/** An input of the corpus, and the branches that it reaches. */
export interface Kept {
  readonly input: Buffer;
  readonly reached: Uint32Array;
}

/**
 * Changes inputs at random, and keeps those that reach something new, to change them further. So it reaches what no single change would
 * reach.
 */
export class Fuzzer {
  readonly #options: FuzzerOptions;
  readonly #tokens: readonly Buffer[];
  readonly #corpus: Kept[] = [];
  rounds = 0;
  /** Milliseconds of the slowest input. */
  slowest: { readonly ms: number; readonly input: Buffer } = { ms: 0, input: Buffer.alloc(0) };

  constructor(options: FuzzerOptions) {
    this.#options = options;
    const own = options.target.dictionary ?? [];
    // A target's own words are few and matter most.
    const repeats = Math.max(1, Math.ceil(options.tokens.length / Math.max(1, own.length)));
    const all = [...Array.from({ length: repeats }, () => own).flat(), ...options.tokens];
    this.#tokens = all.map((token) => Buffer.from(token, 'latin1'));
  }

  get corpus(): readonly Kept[] {
    return this.#corpus;
  }

  /** Runs an input as it is, and adds it to the corpus. @throws any error that is not a refusal */
  async seed(input: Buffer): Promise<void> {
    await this.run(input);
    this.#keep(input);
  }

  /** Makes an input and runs it. @throws any error that is not a refusal */
  async round(): Promise<void> {
    this.rounds++;
    const input = this.#mutated();
    const isNew = await this.run(input);
    if (isNew && this.#options.isGuided) this.#keep(input);
  }

  #keep(input: Buffer): void {
    this.#corpus.push({ input, reached: this.#options.feedback.reached() });
  }

  /** Runs an input as it is. @returns whether it reaches something new  @throws any error that is not a refusal */
  async run(input: Buffer): Promise<boolean> {
    const { target, feedback, onInput } = this.#options;
    onInput?.(input);
    feedback.clear();
    const start = performance.now();
    try {
      const running = target.run(Buffer.from(input));
      if (running !== undefined) await running;
    } catch (error) {
      if (!isRefusal(target, error)) throw error;
    }
    const ms = performance.now() - start;
    if (ms > this.slowest.ms) this.slowest = { ms, input };
    return feedback.take();
  }

  #mutated(): Buffer {
    const { target, random } = this.#options;
    const longest = target.longest ?? LONGEST;
    const material = { random, tokens: this.#tokens, other: random.pick(this.#corpus).input };
    let input = this.#parent();
    for (let left = random.once(2) ? 1 : 2 ** random.below(4); left > 0; left--)
      input = this.#mutator()(input, material);
    if (input.length > longest) input = input.subarray(0, longest);
    // Some inputs are not repaired, since a repair may hide an error in the check.
    return target.mend === undefined || random.once(16) ? input : target.mend(input);
  }

  /** Half of the time, one of the newest inputs: these reach the most. */
  #parent(): Buffer {
    const { random } = this.#options;
    const { length } = this.#corpus;
    const late = Math.max(1, Math.ceil(length / 8));
    return this.#corpus[random.once(2) ? length - 1 - random.below(late) : random.below(length)]!.input;
  }

  #mutator(): Mutator {
    const { target, random } = this.#options;
    const { mutators = [] } = target;
    return random.pick(mutators.length > 0 && random.once(2) ? mutators : BYTE_MUTATORS);
  }
}

/**
 * The fewest and smallest inputs that together reach all that the whole corpus reaches, or nearly all. At most `most` of them.
 *
 * @param given this many of the first inputs exist anyway
 */
export function distilled(corpus: readonly Kept[], most: number, given: number): readonly Buffer[] {
  const small = corpus.slice(given).filter(({ input }) => input.length <= LONGEST_DISTILLED);
  const missing = new Set(small.flatMap(({ reached }) => [...reached]));
  for (const { reached } of corpus.slice(0, given)) for (const branch of reached) missing.delete(branch);
  const chosen: Buffer[] = [];
  const left = new Set(small);
  while (missing.size > 0 && chosen.length < most) {
    let best: { readonly kept: Kept; readonly gain: number } | undefined;
    for (const kept of left) {
      const gain = kept.reached.reduce((sum, branch) => sum + (missing.has(branch) ? 1 : 0), 0);
      if (gain === 0) left.delete(kept);
      else if (best === undefined || gain > best.gain || (gain === best.gain && shorter(kept, best.kept)))
        best = { kept, gain };
    }
    if (best === undefined) break;
    for (const branch of best.kept.reached) missing.delete(branch);
    left.delete(best.kept);
    chosen.push(best.kept.input);
  }
  return chosen;
}

function shorter(one: Kept, other: Kept): boolean {
  return one.input.length < other.input.length;
}
