import { UserError } from '../errors.js';
import type { FileSource, StageGraph } from './stage.js';

/** @throws UserError when the source is the same stage as the one that uses it, or a later one */
export function requireEarlier(
  source: FileSource,
  stageIndex: number,
  options: { readonly graph: StageGraph },
  message: (name: string) => string,
): void {
  if (source.kind !== 'stage' || source.index < stageIndex) return;
  const name = options.graph.stages[source.index]?.name ?? String(source.index);
  throw new UserError(message(name), { hint: 'Move that stage above this one.' });
}
