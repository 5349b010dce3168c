import { UserError } from '../../errors.js';
import { goBoolean } from '../../text/go-boolean.js';

/** What `# check=…` or the build argument `BUILDKIT_DOCKERFILE_CHECK` sets. */
export interface CheckSettings {
  /** Names of rules that are switched off. Does not apply to experimental rules. */
  readonly skip: ReadonlySet<string> | 'all';
  /** Names of experimental rules that are switched on. */
  readonly experimental: ReadonlySet<string> | 'all';
  /** A finding fails the build. */
  readonly error: boolean;
}

export const DEFAULT_SETTINGS: CheckSettings = { skip: new Set(), experimental: new Set(), error: false };

/**
 * `skip=A,B;error=true;experimental=C`, each part once or not at all; `all` means every rule.
 *
 * @throws UserError without a location
 */
export function parseCheckSettings(text: string): CheckSettings {
  const trimmed = text.trim();
  if (trimmed === '') return DEFAULT_SETTINGS;
  let settings = DEFAULT_SETTINGS;
  for (const part of trimmed.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0) throw invalid(part);
    const key = part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    if (key === 'skip') settings = { ...settings, skip: namesOf(value) };
    else if (key === 'experimental') settings = { ...settings, experimental: namesOf(value) };
    else if (key === 'error') settings = { ...settings, error: booleanOf(value, part) };
    else throw invalid(key);
  }
  return settings;
}

function namesOf(value: string): ReadonlySet<string> | 'all' {
  return value === 'all' ? 'all' : new Set(value.split(',').map((name) => name.trim()));
}

function booleanOf(value: string, part: string): boolean {
  const given = goBoolean(value);
  if (given !== undefined) return given;
  throw new UserError(`failed to parse check option ${JSON.stringify(part)}: it is neither true nor false`);
}

function invalid(option: string): UserError {
  return new UserError(`invalid check option ${JSON.stringify(option)}`, {
    hint: 'Write skip=RULE,RULE (or skip=all), error=true, experimental=RULE, with ; between them.',
  });
}

/**
 * The settings for one instruction: a comment `# check=…` before it adds to those of the file. Only the first such comment
 * counts. One that cannot be parsed is ignored, like any other comment.
 */
export function withComments(settings: CheckSettings, comments: readonly string[]): CheckSettings {
  for (const comment of comments) {
    const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/s.exec(comment);
    if (match?.[1]?.toLowerCase() !== 'check') continue;
    return merge(settings, readComment(match[2] ?? ''));
  }
  return settings;
}

function readComment(value: string): CheckSettings {
  try {
    return parseCheckSettings(beforeBlank(value));
  } catch (error) {
    if (error instanceof UserError) return DEFAULT_SETTINGS;
    throw error;
  }
}

/** Text after a blank is a remark for readers: `# check=skip=all // local to this instruction`. */
export function beforeBlank(value: string): string {
  const blank = value.indexOf(' ');
  return blank < 0 ? value : value.slice(0, blank);
}

function merge(settings: CheckSettings, added: CheckSettings): CheckSettings {
  return {
    skip: union(settings.skip, added.skip),
    experimental: union(settings.experimental, added.experimental),
    error: settings.error,
  };
}

function union(left: ReadonlySet<string> | 'all', right: ReadonlySet<string> | 'all'): ReadonlySet<string> | 'all' {
  return left === 'all' || right === 'all' ? 'all' : new Set([...left, ...right]);
}
