/**
 * The text forms of build options that the command line and the Action share. `where` names the flag or input in errors.
 */
import { isIP } from 'node:net';

import type { NetworkMode } from '../../engine/run-settings.js';
import { UserError } from '../../errors.js';
import { ENTITLEMENTS, type Entitlement } from '../../plan/lowered.js';
import { parseContextSpec, type ContextSpec } from './context-spec.js';
import { csvFields } from '../../text/csv.js';

export interface ExtraHost {
  readonly name: string;
  readonly ip: string;
}

/** `-1` means unlimited, as Docker writes it. */
export interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

/** `K=V` pairs; a later one replaces an earlier. `fallback` gives the value of a lone `K`, or `undefined` to leave it out. */
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

/** `default` and `host` are one thing here: RUN uses the host's network. */
export function parseNetwork(where: string, text: string): NetworkMode {
  switch (text) {
    case '':
    case 'default':
    case 'host':
      return 'host';
    case 'none':
      return 'none';
    default:
      throw new UserError(`${where}: unknown network mode ${JSON.stringify(text)}`, {
        hint: 'Use host, none or default (which is host).',
      });
  }
}

/** `name:ip` or `name=ip`, IPv6 addresses with or without brackets; several in one value are separated by commas. */
export function parseExtraHosts(where: string, values: readonly string[]): ExtraHost[] {
  return values.flatMap((value) => value.split(',').map((text) => parseExtraHost(where, text.trim())));
}

function parseExtraHost(where: string, text: string): ExtraHost {
  const separator = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
  const name = text.slice(0, Math.max(separator, 0));
  const address = text.slice(separator + 1).replace(/^\[(.*)\]$/, '$1');
  // RUN shares the host's network, so the host is reached at its own loopback address.
  const ip = address === 'host-gateway' ? '127.0.0.1' : address;
  if (separator < 0 || !/^[A-Za-z0-9_.-]+$/.test(name) || isIP(ip) === 0) {
    throw new UserError(`${where}: invalid host ${JSON.stringify(text)}`, {
      hint: 'Write NAME:ADDRESS, e.g. db:10.1.2.3.',
    });
  }
  return { name, ip };
}

const SIZE = /^(\d+(?:\.\d*)?|\.\d+) ?(?:b|([kmgtp])(?:i?b)?)?$/i;

/** Bytes of a size such as `64m`, `1.5GiB` or `67108864`; units are powers of 1024 and their case does not matter. */
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

/** The resources that Docker lets a build limit. */
const ULIMITS = new Set(
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '),
);

/** `name=soft[:hard]`; hard is soft where it is not given. */
export function parseUlimit(where: string, text: string): Ulimit {
  const match = /^([a-z]+)=(-1|\d+)(?::(-1|\d+))?$/.exec(text);
  const name = match?.[1] ?? '';
  const soft = Number(match?.[2]);
  const hard = Number(match?.[3] ?? match?.[2]);
  if (!ULIMITS.has(name) || !Number.isSafeInteger(soft) || !Number.isSafeInteger(hard)) {
    throw new UserError(`${where}: invalid limit ${JSON.stringify(text)}`, {
      hint: `Write NAME=SOFT[:HARD], e.g. nofile=1024:2048. Names: ${[...ULIMITS].join(', ')}.`,
    });
  }
  if (hard !== -1 && (soft === -1 || soft > hard)) {
    throw new UserError(`${where}: in ${JSON.stringify(text)} the soft limit is above the hard one`);
  }
  return { name, soft, hard };
}

/** A comma list a value, and several values; blanks and repetitions are dropped. */
export function parsePlatformList(values: readonly string[]): string[] {
  const names = values.flatMap((value) => value.split(',')).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** `NAME=SOURCE`; a later one of a name replaces an earlier. */
export function parseBuildContexts(where: string, values: readonly string[], cwd: string): Record<string, ContextSpec> {
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

/** What the Dockerfile may ask for; an entitlement that is not known is refused rather than ignored. */
export function parseEntitlements(where: string, values: readonly string[]): readonly Entitlement[] {
  return values
    .flatMap((value) => csvFields(value))
    .map((name) => {
      const known = ENTITLEMENTS.find((entitlement) => entitlement === name);
      if (known !== undefined) return known;
      throw new UserError(`${where}: ${JSON.stringify(name)} cannot be allowed`, {
        hint: `Known are ${ENTITLEMENTS.join(' and ')}.`,
      });
    });
}

/** @throws UserError unless every address is a plain http or https base URL, as in Docker's daemon.json */
export function checkRegistryMirrors(where: string, values: readonly string[]): string[] {
  return values.map((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const plain = url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
    if (!plain || url.username !== '' || url.password !== '') {
      throw new UserError(`${where}: ${JSON.stringify(text)} is no address of a mirror`, {
        hint: 'Write its base URL, e.g. https://mirror.example.com or http://127.0.0.1:5000.',
      });
    }
    return text.replace(/\/+$/, '');
  });
}
