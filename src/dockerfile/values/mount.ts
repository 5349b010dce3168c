import path from 'node:path/posix';

import { UserError } from '../../errors.js';
import { booleanField, csvFields } from './csv.js';
import { didYouMean } from '../../text/nearest.js';
import { WordError } from '../syntax/error-location.js';

const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;
export type MountType = (typeof MOUNT_TYPES)[number];

const SHARING_MODES = ['shared', 'private', 'locked'] as const;
type SharingMode = (typeof SHARING_MODES)[number];

/** One `RUN --mount=…`, expanded (Dockerfile reference, "RUN --mount"). */
export interface Mount {
  readonly type: MountType;
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Bytes; tmpfs only. */
  readonly size?: number;
  readonly id: string;
  readonly sharing?: SharingMode;
  readonly required: boolean;
  /** Name of the variable that shows a secret. */
  readonly env?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

type Draft = { -readonly [Key in keyof Mount]: Mount[Key] } & { readOnlyGiven: boolean };

const KEYS =
  'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env'.split(
    ' ',
  );

/**
 * The `from` of a mount. It cannot contain a variable, because it decides which stages are built.
 *
 * @throws UserError when it contains a variable, or the value is not a list of fields
 */
export function mountFrom(text: string): string | undefined {
  let from: string | undefined;
  for (const { key, value } of csvFields(text, 'mounts')) {
    if (key !== 'from' || value === undefined) continue;
    const dollar = value.indexOf('$');
    if (dollar >= 0 && dollar !== value.length - 1) {
      throw new WordError("'from' doesn't support variable expansion, define alias stage instead", text, {
        hint: 'Add a stage FROM $VARIABLE AS name, and mount from=name.',
      });
    }
    from = value;
  }
  return from === '' ? undefined : from;
}

/** The name by which `--secret` gives what the mount shows; it is also written as `source`, or in the last part of the target. */
export function secretIdOf(mount: Mount): string {
  return [mount.source, mount.id, path.basename(mount.target)].find((name) => name !== '') ?? '';
}

/** The name by which `--ssh` gives the agent that the mount shows. */
export function sshIdOf(mount: Mount): string {
  return mount.id === '' ? 'default' : mount.id;
}

/**
 * @param expand resolves the variables of one value
 * @throws UserError for unknown fields, and for values that do not go together
 */
export function parseMount(text: string, expand: (word: string) => string): Mount {
  const draft: Draft = {
    type: 'bind',
    from: '',
    source: '',
    target: '',
    readOnly: false,
    readOnlyGiven: false,
    id: '',
    required: false,
  };
  for (const { key, value, text: field } of csvFields(text, 'mounts')) {
    setField(draft, key, value === undefined ? undefined : expand(value), field);
  }
  checkTogether(draft);
  const { readOnlyGiven, ...mount } = draft;
  const writable = mount.type === 'cache' || mount.type === 'tmpfs';
  return { ...mount, readOnly: readOnlyGiven ? mount.readOnly : !writable };
}

function setField(draft: Draft, key: string, value: string | undefined, field: string): void {
  switch (key) {
    case 'readonly':
    case 'ro':
      draft.readOnly = booleanField(key, value);
      draft.readOnlyGiven = true;
      return;
    case 'readwrite':
    case 'rw':
      draft.readOnly = !booleanField(key, value);
      draft.readOnlyGiven = true;
      return;
    case 'required':
      if (draft.type !== 'secret' && draft.type !== 'ssh') throw unexpected(key, draft.type);
      draft.required = booleanField(key, value);
      return;
    default:
      if (value === undefined) {
        throw new WordError(`invalid field '${field}' must be a key=value pair`, field, {
          hint: didYouMean(key, KEYS),
        });
      }
      setValue(draft, key, value, field);
  }
}

function setValue(draft: Draft, key: string, value: string, field: string): void {
  switch (key) {
    case 'type':
      draft.type = oneOf(MOUNT_TYPES, value, 'mount type');
      return;
    case 'from':
      draft.from = value;
      return;
    case 'source':
    case 'src':
      draft.source = value;
      return;
    case 'target':
    case 'dst':
    case 'destination':
      draft.target = value;
      return;
    case 'size':
      if (draft.type !== 'tmpfs') throw unexpected(key, draft.type);
      draft.size = bytesOf(value);
      return;
    case 'id':
      draft.id = value;
      return;
    case 'sharing':
      draft.sharing = oneOf(SHARING_MODES, value, 'sharing value');
      return;
    case 'mode':
      draft.mode = numberOf(key, value, 8);
      return;
    case 'uid':
      draft.uid = numberOf(key, value, 10);
      return;
    case 'gid':
      draft.gid = numberOf(key, value, 10);
      return;
    case 'env':
      draft.env = value;
      return;
    default:
      throw new WordError(`unexpected key '${key}' in '${field}'`, field, { hint: didYouMean(key, KEYS) });
  }
}

function checkTogether(mount: Draft): void {
  if (mount.type === 'bind' || mount.type === 'tmpfs') {
    for (const key of ['mode', 'uid', 'gid'] as const) {
      if (mount[key] !== undefined) throw new UserError(`${key} not allowed for "${mount.type}" type mounts`);
    }
  }
  if (mount.type === 'secret') {
    if (mount.from !== '') throw new UserError('secret mount should not have a from');
    if (mount.sharing !== undefined) throw new UserError('secret mount should not define sharing');
    if (mount.source === '' && mount.target === '' && mount.id === '') {
      throw new UserError('invalid secret mount. one of source, target required', {
        hint: 'Write --mount=type=secret,id=NAME.',
      });
    }
    if (mount.source !== '' && mount.id !== '') throw new UserError("both source and id can't be set");
  }
  if (mount.sharing !== undefined && mount.type !== 'cache') {
    throw new UserError(`invalid cache sharing set for ${mount.type} mount`);
  }
}

function oneOf<T extends string>(values: readonly T[], text: string, what: string): T {
  const found = values.find((value) => value === text.toLowerCase());
  if (found !== undefined) return found;
  throw new WordError(`unsupported ${what} "${text}"`, text, {
    hint: didYouMean(text, values) ?? `Known are ${values.join(', ')}.`,
  });
}

function numberOf(key: string, value: string, radix: 8 | 10): number {
  const number = (radix === 8 ? /^[0-7]+$/ : /^\d+$/).test(value) ? Number.parseInt(value, radix) : Infinity;
  if (number > 0xffffffff) throw new UserError(`invalid value ${value} for ${key}`);
  return number;
}

/** docker/go-units' RAMInBytes: `64m`, `1.5GiB`, `10 kb`; the units are binary. */
function bytesOf(text: string): number {
  const match = /^\+?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)? ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text);
  const power = match?.[3] === undefined ? 0 : 'kmgtp'.indexOf(match[3].toLowerCase()) + 1;
  const bytes = match === null ? Infinity : Math.trunc(Number(`${match[1] ?? ''}${match[2] ?? ''}`) * 1024 ** power);
  if (bytes < 2 ** 63) return bytes;
  throw new WordError(`invalid value for size: ${text}`, text, { hint: 'Write it as 64m or 1g.' });
}

function unexpected(key: string, type: MountType): UserError {
  return new UserError(`unexpected key '${key}' for mount type '${type}'`);
}
