import type { StepRecord } from '../record.js';

/** Where a step is in its build. */
export interface StepPlace {
  /** As in `StepInfo`. */
  readonly stage: string;
  /** Position among its stage's steps. */
  readonly ordinal: number;
}

/** Of one stage. */
interface Pairs {
  readonly partners: readonly (StepRecord | undefined)[];
  readonly gone: readonly StepRecord[];
}

/** How many instructions of the last build may be the earlier form of an edited one. */
const LOOKED_AT = 50;

/** Which step of the last build each step of this build is to be compared with. */
export class Partners {
  readonly #previous: readonly StepRecord[];
  readonly #stages: ReadonlyMap<string, readonly string[]>;
  readonly #known = new Map<string, Pairs>();

  /**
   * @param previous records of the last build
   * @param stages the instructions of each stage of this build, in order
   */
  constructor(previous: readonly StepRecord[], stages: ReadonlyMap<string, readonly string[]>) {
    this.#previous = previous;
    this.#stages = stages;
  }

  /** @returns `undefined` for a step that the last build did not have */
  of({ stage, ordinal }: StepPlace): StepRecord | undefined {
    return this.#pairs(stage).partners[ordinal];
  }

  /** Steps of the last build that the stage does not have any more. */
  gone(stage: string): readonly StepRecord[] {
    return this.#pairs(stage).gone;
  }

  #pairs(stage: string): Pairs {
    let pairs = this.#known.get(stage);
    if (pairs === undefined) {
      const before = this.#previous.filter((record) => record.stage === stage);
      pairs = pairUp(before, this.#stages.get(stage) ?? []);
      this.#known.set(stage, pairs);
    }
    return pairs;
  }
}

/**
 * Steps with the same text are pairs: the first with the first, the second with the second. An instruction whose text is new is the
 * edited form of the next one with its keyword, if that is gone. `Next` is counted from the last pair.
 */
function pairUp(before: readonly StepRecord[], now: readonly string[]): Pairs {
  const positions = equalTexts(
    before.map(({ instruction }) => instruction),
    now,
  );
  const left = new Set(before.keys());
  for (const position of positions) if (position !== undefined) left.delete(position);
  let next = 0;
  const partners = now.map((instruction, ordinal) => {
    const position = positions[ordinal] ?? editedFrom(instruction, next);
    if (position === undefined) return undefined;
    next = position + 1;
    left.delete(position);
    return before[position];
  });
  return { partners, gone: [...left].flatMap((position) => before[position] ?? []) };

  function editedFrom(instruction: string, from: number): number | undefined {
    const keyword = keywordOf(instruction);
    for (let position = from; left.has(position) && position < from + LOOKED_AT; position++)
      if (keywordOf(before[position]?.instruction) === keyword) return position;
    return undefined;
  }
}

/** For each text of now, the position of an equal one before. If there are more of one text than before, or fewer, its place counts. */
function equalTexts(before: readonly string[], now: readonly string[]): readonly (number | undefined)[] {
  const waiting = positionsOf(before);
  const counts = positionsOf(now);
  const isCounted = new Set(
    [...waiting].flatMap(([text, { size }]) => (counts.get(text)?.size === size ? [text] : [])),
  );
  const take = (text: string, position: number | undefined): number | undefined => {
    if (position !== undefined) waiting.get(text)?.delete(position);
    return position;
  };
  const atPlace = now.map((text, position) =>
    before[position] === text && !isCounted.has(text) ? take(text, position) : undefined,
  );
  return now.map((text, position) => {
    const [first] = waiting.get(text) ?? [];
    return atPlace[position] ?? take(text, first);
  });
}

function positionsOf(texts: readonly string[]): ReadonlyMap<string, Set<number>> {
  const positions = new Map<string, Set<number>>();
  for (const [position, text] of texts.entries()) {
    const equal = positions.get(text);
    if (equal === undefined) positions.set(text, new Set([position]));
    else equal.add(position);
  }
  return positions;
}

/** ADD is as good as COPY: people replace one by the other. */
function keywordOf(instruction: string | undefined): string | undefined {
  const keyword = instruction?.split(/\s/, 1)[0]?.toUpperCase();
  return keyword === 'ADD' ? 'COPY' : keyword;
}
