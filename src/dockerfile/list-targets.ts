import { docComment } from './doc-comment.js';
import type { Dockerfile, LineRange } from './syntax/ast.js';

/** A stage, as `--call=targets` shows it. Its base and its platform are as the file has them. */
export interface ListedTarget {
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** It is built if no target is named. */
  readonly isDefault: boolean;
  readonly base: string;
  readonly platform: string | undefined;
  readonly range: LineRange;
}

/** All stages, in the order of the file. */
export function listTargets({ stages }: Dockerfile): readonly ListedTarget[] {
  return stages.map(({ index, name, from }) => ({
    name,
    description: docComment(from.comments, name),
    isDefault: index === stages.length - 1,
    base: from.image,
    platform: from.platform,
    range: from.range,
  }));
}
