import path from 'node:path';

import { absolutePath } from '../../app/options/values/plain-values.js';
import { one, SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import type { Verb } from '../command/verb.js';
import { containerVerb } from './container-verb.js';

export const cpVerb: Verb = containerVerb({
  name: 'cp',
  summary: 'copy files between a container and this machine',
  operands: 'CONTAINER:SOURCE DEST | SOURCE CONTAINER:DEST',
  count: [2, 2],
  examples: [
    { does: 'Take a report out of a container', command: 'layer-build cp web:/app/report.html .' },
    { does: 'Put a file into it', command: 'layer-build cp app.conf web:/etc/app.conf' },
  ],
  flags: {
    archive: { flag: ['-a', '--archive'], takes: SWITCH, help: 'files keep their owners in the container' },
    followLink: { flag: ['-L', '--follow-link'], takes: SWITCH, help: 'copy what a link at the source leads to' },
    quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'no effect: nothing is printed' },
  },
  run: async ({ containers, flags, operands: [source = '', dest = ''], cli }) => {
    const [from, to] = [placeOf(source), placeOf(dest)];
    if (from !== undefined && to !== undefined) throw new UserError('files are not copied between containers');
    if (from !== undefined) {
      const known = await containers.store.find(from.container);
      if (dest === '-' && cli.stdout.isTTY === true) throw new UserError('an archive cannot be shown on a terminal');
      const place = dest === '-' ? '-' : absolute(dest, cli.cwd);
      await containers.copyOut(known, from.path, place, flags, cli.writeBytes);
      return 0;
    }
    if (to === undefined) throw new UserError('one of the two has to be in a container: CONTAINER:PATH');
    const known = await containers.store.find(to.container);
    await containers.copyIn(known, source === '-' ? cli.stdin : absolute(source, cli.cwd), to.path, flags);
    return 0;
  },
});

/** `undefined` for a path of this machine: one that begins with `.` or `/`, or has no colon. */
function placeOf(text: string): { readonly container: string; readonly path: string } | undefined {
  const colon = text.indexOf(':');
  if (colon < 1 || /^[./]/.test(text)) return undefined;
  const below = text.slice(colon + 1);
  return { container: text.slice(0, colon), path: below.startsWith('/') ? below : `/${below}` };
}

/** A slash or a dot at the end means something. */
function absolute(text: string, cwd: string): string {
  const end = /\/\.?$/.exec(text)?.[0] ?? '';
  const whole = path.resolve(cwd, text);
  return text === '.' ? `${whole}/.` : whole === '/' ? whole : whole + end;
}

export const exportVerb: Verb = containerVerb({
  name: 'export',
  summary: 'write the files of a container as a tar',
  operands: 'CONTAINER',
  count: [1, 1],
  examples: [{ does: 'The files of a container as a tar', command: 'layer-build export -o web.tar web' }],
  flags: {
    output: {
      flag: ['-o', '--output'],
      takes: one('FILE', absolutePath),
      help: 'file to write',
      otherwise: 'standard output',
    },
  },
  run: async ({ containers, flags, operands: [query = ''], cli }) => {
    if (flags.output === undefined && cli.stdout.isTTY === true) {
      throw new UserError('an archive cannot be shown on a terminal', { hint: 'Give a file with --output.' });
    }
    await containers.export(await containers.store.find(query), flags.output, cli.writeBytes);
    return 0;
  },
});

export const diffVerb: Verb = containerVerb({
  name: 'container diff',
  summary: 'list what a container added (A), changed (C) and deleted (D)',
  operands: 'CONTAINER',
  count: [1, 1],
  examples: [{ does: 'See what a command has changed', command: 'layer-build container diff web' }],
  flags: {},
  run: async ({ containers, operands: [query = ''], cli }) => {
    const changes = await containers.changes(await containers.store.find(query));
    cli.stdout.write(changes.map(({ kind, path: at }) => `${kind} ${at}\n`).join(''));
    return 0;
  },
});
