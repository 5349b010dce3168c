/** RFC 9110, section 11.6.1: one challenge of a WWW-Authenticate header. */
export interface Challenge {
  /** Lower case: `basic`, `bearer`. */
  readonly scheme: string;
  /** Names are lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[\w!#$%&'*+.^`|~-]+/y;
const PARAMETER = /\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/y;
const SEPARATOR = /[\s,]*/y;
const MAX_LENGTH = 8 * 1024;

/** All challenges, in the header's order; what cannot be understood ends the reading. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: Challenge[] = [];
  if (header.length > MAX_LENGTH) return challenges;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(SEPARATOR);
    const scheme = take(TOKEN)?.[0];
    if (scheme === undefined) return challenges;
    const parameters = new Map<string, string>();
    for (;;) {
      const before = at;
      take(SEPARATOR);
      const parameter = take(PARAMETER);
      if (parameter === undefined) {
        at = before;
        break;
      }
      const [, name = '', quoted, plain] = parameter;
      parameters.set(name.toLowerCase(), quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
    }
    challenges.push({ scheme: scheme.toLowerCase(), parameters });
  }
}
