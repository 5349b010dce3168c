import { branchOf, type GitEvent, isOnDefaultBranch, tagOf } from './git-event.js';
import type { GlobalName } from '../templates/expressions.js';
import type { TemplateValues } from '../templates/template.js';

/** What names can depend on. */
export interface Circumstances {
  readonly event: GitEvent;
  readonly now: Date;
  readonly commitDate: Date;
  /** How many digits of a commit are enough. */
  readonly shortSha: number;
}

/** What the expressions stand for that are known everywhere. */
export function globalValues({ event, now, commitDate, shortSha }: Circumstances): TemplateValues<GlobalName> {
  return {
    date: (name) => (name === 'date' ? now : commitDate),
    value: (name) => {
      switch (name) {
        case 'branch':
          return branchOf(event) ?? '';
        case 'tag':
          return tagOf(event) ?? '';
        case 'sha':
          return event.sha.slice(0, shortSha);
        case 'base_ref':
          return event.baseRef ?? '';
        case 'is_default_branch':
          return String(isOnDefaultBranch(event));
        case 'is_not_default_branch':
          return String(!isOnDefaultBranch(event));
      }
    },
  };
}
