import { branchOf, type GitEvent, isOnDefaultBranch, tagOf } from './git-event.js';
import type { GlobalName } from '../templates/expressions.js';
import type { TemplateValues } from '../templates/template.js';

/** All that names and labels can depend on, apart from the inputs. */
export interface Circumstances {
  readonly event: GitEvent;
  readonly now: Date;
  readonly commitDate: Date;
  /** Number of digits in a short commit id. */
  readonly shortSha: number;
}

/** The values of the expressions that can be used everywhere. */
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
