import type { FileSource, StageGraph } from './stage.js';

/** The name of a source in errors and reports. */
export function sourceLabel(source: FileSource, graph: StageGraph): string {
  switch (source.kind) {
    case 'context':
      return 'the build context';
    case 'scratch':
      return 'scratch';
    case 'stage':
      return `stage ${graph.stages[source.index]?.name ?? source.index}`;
    case 'image':
      return `image ${source.name}`;
    case 'named':
      return `build context ${source.name}`;
  }
}
