import { UserError } from '../../errors.js';
import type { LineRange } from '../syntax/ast.js';
import { type CheckSettings, withComments } from './check-settings.js';
import { MESSAGES } from './messages.js';
import { ruleOf, type Rule, type RuleName } from './rule.js';

/** Something that a check found. */
export interface Finding {
  readonly rule: Rule;
  readonly message: string;
  readonly range: LineRange;
}

/** Collects what checks find. Findings of checks that are switched off are dropped. */
export class Checks {
  readonly #settings: CheckSettings;
  readonly #tell: (finding: Finding) => void;
  /** One list for this object and all that were derived from it. */
  readonly #violated: Set<RuleName>;

  private constructor(settings: CheckSettings, tell: (finding: Finding) => void, violated: Set<RuleName>) {
    this.#settings = settings;
    this.#tell = tell;
    this.#violated = violated;
  }

  static telling(settings: CheckSettings, tell: (finding: Finding) => void): Checks {
    return new Checks(settings, tell, new Set());
  }

  /** The checks that apply to an instruction, given the comments before it. */
  under(comments: readonly string[]): Checks {
    const settings = withComments(this.#settings, comments);
    return settings === this.#settings ? this : new Checks(settings, this.#tell, this.#violated);
  }

  report<Name extends RuleName>(name: Name, range: LineRange, ...texts: Parameters<(typeof MESSAGES)[Name]>): void {
    const rule = ruleOf(name);
    if (!this.#wanted(rule)) return;
    this.#violated.add(name);
    const message = MESSAGES[name] as (...texts: Parameters<(typeof MESSAGES)[Name]>) => string;
    this.#tell({ rule, message: message(...texts), range });
  }

  /** The error of a build with findings, if `error=true` was set. */
  failure(): UserError | undefined {
    if (!this.#settings.error || this.#violated.size === 0) return undefined;
    return new UserError(`lint violation found for rules: ${[...this.#violated].join(', ')}`, {
      hint: 'The checks of this build have error=true: mend what they found, or skip a rule with "# check=skip=RULE" before an instruction.',
    });
  }

  #wanted({ name, experimental }: Rule): boolean {
    const { skip, experimental: wanted } = this.#settings;
    if (experimental === true) return wanted === 'all' || wanted.has(name);
    return skip !== 'all' && !skip.has(name);
  }
}
