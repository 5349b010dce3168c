/** How the values of options are written. `where` is the name of the flag or input, for messages. */
import path from 'node:path';

import { UserError } from '../../../errors.js';
import { givenPlatform } from '../../../oci/platform.js';
import { parseContextSpec, type ContextSpec } from './context-spec.js';
import { parseDuration } from '../../../text/duration.js';
import { nearest } from '../../../text/nearest.js';
import type { ProcessEnvironment } from '../process/process-environment.js';

/** `K=V` pairs; of several with one name the last counts. `fallback` gives the value of `K` alone; `undefined` leaves it out. */
export function parseKeyValues(
  where: string,
  values: readonly string[],
  fallback: (key: string) => string | undefined,
): Record<string, string> {
  const pairs = new Map<string, string>();
  for (const text of values) {
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    if (key === '') {
      throw new UserError(`${where}: ${JSON.stringify(text)} has no name before the "="`, { hint: 'Write KEY=VALUE.' });
    }
    const value = equals < 0 ? fallback(key) : text.slice(equals + 1);
    if (value !== undefined) pairs.set(key, value);
  }
  return Object.fromEntries(pairs);
}

/**
 * One of a few words.
 *
 * @param elsewhere what other tools call them, for the hint
 */
export function choice<const Word extends string>(
  words: readonly Word[],
  elsewhere: Readonly<Record<string, Word>> = {},
): ((where: string, text: string) => Word) & { readonly words: readonly string[] } {
  const read = (where: string, text: string): Word => {
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    const close = new Map(Object.entries(elsewhere)).get(text) ?? nearest(text, words);
    throw new UserError(`${where}: ${JSON.stringify(text)} is not known`, {
      hint:
        close === undefined ? `Write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.` : `Did you mean ${close}?`,
    });
  };
  return Object.assign(read, { words });
}

/** A path that the user wrote, as an absolute one. */
export function absolutePath(_where: string, text: string, { cwd }: ProcessEnvironment): string {
  return path.resolve(cwd, text);
}

/** Milliseconds of a time such as `90s`, `5m` or `1h30m`. */
export function parseWait(where: string, text: string): number {
  const hint = 'Write it with a unit: 90s, 5m or 1h.';
  let nanoseconds: number;
  try {
    nanoseconds = parseDuration(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${where}: ${error.message}`, { hint, cause: error });
  }
  if (nanoseconds < 1e6) throw new UserError(`${where}: ${JSON.stringify(text)} is too short`, { hint });
  return Math.floor(nanoseconds / 1e6);
}

const SIZE = /^(\d+(?:\.\d*)?|\.\d+) ?(?:b|([kmgtp])(?:i?b)?)?$/i;

/** Bytes of a size such as `64m`, `1.5GiB` or `67108864`. Units are powers of 1024, in upper or lower case. */
export function parseByteSize(where: string, text: string): number {
  const match = SIZE.exec(text.trim());
  const bytes = match === null ? NaN : Math.floor(Number(match[1]) * 1024 ** unitPower(match[2]));
  if (!Number.isSafeInteger(bytes)) {
    throw new UserError(`${where}: invalid size ${JSON.stringify(text)}`, { hint: 'Write a size such as 64m or 2g.' });
  }
  return bytes;
}

function unitPower(unit: string | undefined): number {
  return unit === undefined ? 0 : 'kmgtp'.indexOf(unit.toLowerCase()) + 1;
}

/** Names separated by commas; blanks and repetitions are dropped. */
export function parseNameList(_where: string, texts: readonly string[]): readonly string[] {
  const names = texts.flatMap((value) => value.split(',')).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/**
 * Names of platforms, as they are written. They are checked here, before anything is done for them.
 *
 * @throws UserError for a platform that does not exist
 */
export function parsePlatforms(where: string, texts: readonly string[]): readonly string[] {
  const names = parseNameList(where, texts);
  // Any machine will do: only the names are checked.
  for (const name of names) {
    try {
      givenPlatform(name, { os: 'linux', architecture: 'amd64' });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`${where}: ${error.message}`, { hint: error.hint });
    }
  }
  return names;
}

/** One name, as it is written. @throws UserError for a platform that does not exist */
export function givenPlatformName(where: string, text: string): string {
  parsePlatforms(where, [text]);
  return text;
}

/** `NAME=SOURCE`; of several with one name the last counts. */
export function parseBuildContexts(
  where: string,
  values: readonly string[],
  { cwd }: ProcessEnvironment,
): Record<string, ContextSpec> {
  const contexts = Object.entries(parseKeyValues(where, values, () => ''));
  return Object.fromEntries(
    contexts.map(([name, value]) => {
      if (value === '') {
        throw new UserError(`${where}: context ${JSON.stringify(name)} has no value`, {
          hint: 'Write NAME=FOLDER, or NAME=docker-image://IMAGE.',
        });
      }
      return [name, parseContextSpec(value, cwd)];
    }),
  );
}

/** Base URLs with http or https, as in Docker's daemon.json. */
export function parseRegistryMirrors(where: string, values: readonly string[]): readonly string[] {
  return values.map((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const plain = url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
    if (!plain || url.username !== '' || url.password !== '') {
      throw new UserError(`${where}: ${JSON.stringify(text)} is not the address of a mirror`, {
        hint: 'Write its base URL, e.g. https://mirror.example.com or http://127.0.0.1:5000.',
      });
    }
    return text.replace(/\/+$/, '');
  });
}
