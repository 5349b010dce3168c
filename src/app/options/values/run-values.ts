/** How the options of RUN steps are written. `where` is the name of the flag or input, for messages. */
import { isIP } from 'node:net';

import type { NetworkMode } from '../../../engine/run-settings.js';
import { UserError } from '../../../errors.js';
import { ENTITLEMENTS, type Entitlement } from '../../../plan/lowered.js';
import { csvFields } from '../../../text/csv.js';

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

/** `default` and `host` are the same here: RUN uses the host's network. */
export function parseNetwork(where: string, text: string): NetworkMode {
  switch (text) {
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

/** A path below the root of the control groups, with or without a slash in front. @throws UserError for one that leads out of it */
export function parseCgroupParent(where: string, text: string): string {
  const parts = text.split('/').filter((part) => part !== '');
  if (parts.length > 0 && parts.every((part) => /^[\w.@:\\-]+$/.test(part) && !/^\.+$/.test(part)))
    return parts.join('/');
  throw new UserError(`${where}: invalid control group ${JSON.stringify(text)}`, {
    hint: 'Write names with slashes between them, e.g. builds.slice or ci/builds.',
  });
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

/** The resources that Docker lets a build limit. */
const ULIMITS = new Set(
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' '),
);

/** `name=soft[:hard]`; without `hard` it is the same as `soft`. */
export function parseUlimits(where: string, texts: readonly string[]): readonly Ulimit[] {
  return texts.map((text) => parseUlimit(where, text));
}

function parseUlimit(where: string, text: string): Ulimit {
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

/** What the Dockerfile may ask for. An unknown entitlement is refused and not ignored. */
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
