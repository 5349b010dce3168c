import { UserError } from '../../errors.js';
import { flagOf, inputOf, SWITCH, type Spelled } from './option.js';
import type { Face, OptionSource } from './read-options.js';

/** An option of Docker's that has no meaning here, or not yet. */
export type UnsupportedOption = Spelled & {
  /** `ignored`: a warning says so; `refused`: an error, since the result would not be what was asked for. */
  readonly unsupported: Readonly<Record<Face, 'ignored' | 'refused'>>;
  /** Why, or what to do instead. */
  readonly why: string;
  readonly hint?: string;
};

const IGNORED = { flag: 'ignored', input: 'ignored' } as const;
const REFUSED = { flag: 'refused', input: 'refused' } as const;
/** When one of them gets a meaning, its row moves to the table of build options. */
export const UNSUPPORTED_OPTIONS: readonly UnsupportedOption[] = [
  {
    flag: '--compress',
    takes: SWITCH,
    unsupported: IGNORED,
    why: 'the context is read where it is, and is not sent anywhere',
  },
  { flag: '--force-rm', takes: SWITCH, unsupported: IGNORED, why: 'there are no intermediate containers' },
  { flag: '--rm', takes: SWITCH, unsupported: IGNORED, why: 'there are no intermediate containers' },
  { flag: '--squash', takes: SWITCH, unsupported: REFUSED, why: 'use a stage of its own and COPY --from instead' },
];

/**
 * @returns a warning for each option that was given and is ignored
 * @throws UserError for one that is refused
 */
export function checkUnsupported(options: readonly UnsupportedOption[], source: OptionSource): readonly string[] {
  return options.flatMap((option) => {
    if ((source.face === 'flag' ? flagOf(option) : inputOf(option)) === undefined) return [];
    if (!source.textsOf(option).some(asksForIt)) return [];
    const { unsupported, why, hint } = option;
    if (unsupported[source.face] === 'ignored') return [`${source.nameOf(option)} is ignored: ${why}`];
    throw new UserError(`${source.nameOf(option)} is not supported: ${why}`, { hint });
  });
}

/** `--provenance=false`, `load: false` and the like ask for what is the case anyway. */
function asksForIt(given: string): boolean {
  return given !== '' && given.toLowerCase() !== 'false';
}
