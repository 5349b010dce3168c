import type { LineRange } from '../dockerfile/syntax/ast.js';
import { errorAt } from '../dockerfile/syntax/error-location.js';
import type { Stage, StageGraph } from './stage.js';

/** A stage on the current path, with those of its sources that are still to be followed. */
interface Visit {
  readonly index: number;
  readonly copies: Iterator<Copied>;
}

interface Copied {
  readonly from: number;
  readonly range: LineRange;
}

/**
 * Refuses stages that need each other. Without recursion: in a long chain of stages, each copying from the next, the call stack
 * would overflow.
 *
 * @throws UserError at an instruction that copies from or mounts a stage which needs the instruction's own stage
 */
export function refuseCycles(graph: StageGraph): void {
  const done = new Set<number>();
  const path = new Set<number>();
  const visits: Visit[] = [];
  const enter = (index: number): void => {
    if (done.has(index)) return;
    path.add(index);
    visits.push({ index, copies: copiesOf(graph.stages[index]) });
  };
  for (const stage of graph.stages) {
    enter(stage.index);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const next = visit.copies.next();
      if (next.done === true) {
        path.delete(visit.index);
        done.add(visit.index);
        visits.pop();
        continue;
      }
      const { from, range } = next.value;
      if (path.has(from)) {
        const name = graph.stages[from]?.name ?? from;
        throw errorAt(graph.dockerfile, range, `circular dependency detected on stage: ${name}`);
      }
      enter(from);
    }
  }
}

function* copiesOf(stage: Stage | undefined): Generator<Copied, undefined> {
  for (const { instruction, sources } of stage?.instructions ?? []) {
    for (const source of sources) if (source.kind === 'stage') yield { from: source.index, range: instruction.range };
  }
  return undefined;
}
