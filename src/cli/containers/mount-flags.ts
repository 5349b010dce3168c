import path from 'node:path';

import type { MountSpec } from '../../app/containers/container.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import { parseByteSize } from '../../app/options/values/plain-values.js';
import { UserError } from '../../errors.js';
import { csvFields } from '../../text/csv.js';

const NO_VOLUMES = 'Volumes are not kept here: give a folder of this machine, as in -v "$PWD/data:/data".';

/** `-v SOURCE:TARGET[:ro|rw|…]`. @throws UserError for a volume without a folder */
export function parseVolumes(
  where: string,
  texts: readonly string[],
  { cwd, home }: ProcessEnvironment,
): readonly MountSpec[] {
  return texts.map((text) => {
    const [source = '', target, options = ''] = text.split(':');
    if (target === undefined)
      throw new UserError(`${where}: ${JSON.stringify(text)} names no folder`, { hint: NO_VOLUMES });
    if (!/^[./~]/.test(source)) {
      throw new UserError(`${where}: ${JSON.stringify(source)} is the name of a volume`, { hint: NO_VOLUMES });
    }
    const known = ['', 'ro', 'rw', 'z', 'Z', 'rprivate', 'private', 'cached', 'delegated', 'consistent'];
    const unknown = options.split(',').find((option) => !known.includes(option));
    if (unknown !== undefined) throw new UserError(`${where}: unknown option ${JSON.stringify(unknown)}`);
    const expanded = source.startsWith('~/') ? path.join(home, source.slice(2)) : source;
    return {
      type: 'host' as const,
      source: path.resolve(cwd, expanded),
      target: absoluteTarget(where, target),
      readonly: options.split(',').includes('ro'),
    };
  });
}

/** `--mount type=bind,source=…,target=…[,readonly]` and `type=tmpfs,target=…[,tmpfs-size=…][,tmpfs-mode=…]`. */
export function parseMounts(
  where: string,
  texts: readonly string[],
  { cwd }: ProcessEnvironment,
): readonly MountSpec[] {
  return texts.map((text) => {
    const fields = new Map(
      csvFields(text).map((field) => {
        const equals = field.indexOf('=');
        const key = (equals < 0 ? field : field.slice(0, equals)).trim().toLowerCase();
        return [ALIASES.get(key) ?? key, equals < 0 ? 'true' : field.slice(equals + 1)] as const;
      }),
    );
    const take = (key: string): string | undefined => {
      const value = fields.get(key);
      fields.delete(key);
      return value;
    };
    const type = take('type') ?? 'volume';
    const target = absoluteTarget(where, take('target') ?? '');
    const readonly = /^(?:1|true)$/i.test(take('readonly') ?? 'false');
    const mount = mountOf(where, type, { take, target, readonly, cwd });
    const [unknown] = fields.keys();
    if (unknown !== undefined) throw new UserError(`${where}: unknown key ${JSON.stringify(unknown)}`);
    return mount;
  });
}

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['src', 'source'],
  ['dst', 'target'],
  ['destination', 'target'],
  ['ro', 'readonly'],
]);

function mountOf(
  where: string,
  type: string,
  given: {
    readonly take: (key: string) => string | undefined;
    readonly target: string;
    readonly readonly: boolean;
    readonly cwd: string;
  },
): MountSpec {
  const { take, target, readonly, cwd } = given;
  switch (type) {
    case 'bind': {
      const source = take('source');
      take('bind-propagation');
      if (source === undefined) throw new UserError(`${where}: type=bind needs a source`);
      return { type: 'host', source: path.resolve(cwd, source), target, readonly };
    }
    case 'tmpfs': {
      const size = take('tmpfs-size');
      const mode = take('tmpfs-mode');
      return {
        ...{ type: 'tmpfs', target, readonly, exec: true },
        ...(size !== undefined && { size: parseByteSize(where, size) }),
        ...(mode !== undefined && { mode: octal(where, mode) }),
      };
    }
    case 'volume':
      throw new UserError(`${where}: type=volume is not supported`, { hint: NO_VOLUMES });
    default:
      throw new UserError(`${where}: unknown type ${JSON.stringify(type)}`, { hint: 'There is bind and tmpfs.' });
  }
}

/** `--tmpfs TARGET[:size=…,mode=…,exec,ro]`. */
export function parseTmpfs(where: string, texts: readonly string[]): readonly MountSpec[] {
  return texts.map((text) => {
    const colon = text.indexOf(':');
    const target = absoluteTarget(where, colon < 0 ? text : text.slice(0, colon));
    let mount: Extract<MountSpec, { type: 'tmpfs' }> = { type: 'tmpfs', target, readonly: false, exec: false };
    for (const option of colon < 0 ? [] : text.slice(colon + 1).split(',')) {
      if (option === 'exec') mount = { ...mount, exec: true };
      else if (option === 'ro') mount = { ...mount, readonly: true };
      else if (option.startsWith('size=')) mount = { ...mount, size: parseByteSize(where, option.slice(5)) };
      else if (option.startsWith('mode=')) mount = { ...mount, mode: octal(where, option.slice(5)) };
      else if (!['rw', 'noexec', 'nosuid', 'nodev', ''].includes(option))
        throw new UserError(`${where}: unknown option ${JSON.stringify(option)}`);
    }
    return mount;
  });
}

function octal(where: string, text: string): number {
  if (/^[0-7]{1,5}$/.test(text)) return Number.parseInt(text, 8);
  throw new UserError(`${where}: ${JSON.stringify(text)} is not a mode`, { hint: 'Write it in octal digits: 1777' });
}

function absoluteTarget(where: string, target: string): string {
  if (path.posix.isAbsolute(target)) return path.posix.normalize(target);
  throw new UserError(`${where}: ${JSON.stringify(target)} is not an absolute path in the container`);
}
