import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { shell } from '../command.js';
import type { Action, ActionResult } from './run-workflow.js';

const DONE: ActionResult = { code: 0, log: '' };

/** Of another's action: it does nothing, and its outputs are those that it is known to make. */
export function knownOutputs(outputs: Readonly<Record<string, Readonly<Record<string, string>>>>): Action {
  return ({ id }) => Promise.resolve({ ...DONE, outputs: outputs[id] ?? {} });
}

/**
 * As docker/metadata-action leaves them for later steps.
 *
 * @param outputs what it makes of its inputs and the event, by the step's id
 */
export function metadataAction(outputs: Readonly<Record<string, Readonly<Record<string, string>>>>): Action {
  return ({ id }) => {
    const own = outputs[id];
    if (own === undefined) throw new Error(`the shape does not say what metadata-action makes in the step ${id}`);
    const exports = Object.entries(own).map(([name, value]) => [
      `DOCKER_METADATA_OUTPUT_${name.replaceAll('-', '_').toUpperCase()}`,
      value,
    ]);
    return Promise.resolve({ ...DONE, outputs: own, exports: Object.fromEntries(exports) as Record<string, string> });
  };
}

/** Writes the file that `docker login` writes. */
export const loginAction: Action = async ({ inputs, machine }) => {
  const { registry = '', username = '', password = '' } = inputs;
  const host = registry === '' ? 'https://index.docker.io/v1/' : registry.split('/')[0]!;
  const file = join(machine.home, '.docker/config.json');
  await mkdir(dirname(file), { recursive: true });
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  await writeFile(file, JSON.stringify({ auths: { [host]: { auth } } }));
  return DONE;
};

/**
 * A new repository with one commit, as actions/checkout makes it.
 *
 * @param origin folder of the repository on the server
 */
export function checkoutAction(origin: string): Action {
  return async ({ inputs, env, machine }) => {
    const folder = join(machine.workspace, inputs['path'] ?? '');
    const ref = inputs['ref'] ?? '';
    const depth = inputs['fetch-depth'] === '0' ? '' : '--depth=1';
    await mkdir(folder, { recursive: true });
    await shell(
      `git init -q
git remote add origin "$URL"
git -c protocol.file.allow=always fetch -q --no-tags ${depth} "file://$ORIGIN" "$REF"
git -c advice.detachedHead=false checkout -q --force FETCH_HEAD`,
      {
        cwd: folder,
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: machine.home,
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: 'safe.directory',
          GIT_CONFIG_VALUE_0: '*',
          ORIGIN: origin,
          URL: `${env['GITHUB_SERVER_URL'] ?? ''}/${env['GITHUB_REPOSITORY'] ?? ''}`,
          REF: ref === '' ? (env['GITHUB_SHA'] ?? '') : ref,
        },
      },
    );
    return DONE;
  };
}

/** Artifacts of one run of a workflow. @param folder where they are kept */
export function artifactActions(folder: string): { readonly upload: Action; readonly download: Action } {
  return {
    upload: async ({ inputs, machine }) => {
      const to = join(folder, inputs['name'] ?? 'artifact');
      await mkdir(to, { recursive: true });
      const paths = (inputs['path'] ?? '').split('\n').filter((path) => path !== '');
      await shell(`cp -r ${paths.map((path) => path.replaceAll(' ', '\\ ')).join(' ')} "$TO"`, {
        cwd: machine.workspace,
        env: { PATH: process.env['PATH'] ?? '', TO: to },
      });
      return DONE;
    },
    download: async ({ inputs, machine }) => {
      const { name, pattern = '*' } = inputs;
      const to = join(machine.workspace, '..', 'workspace', inputs['path'] ?? '.');
      const absolute = (inputs['path'] ?? '').startsWith('/') ? inputs['path']! : to;
      await mkdir(absolute, { recursive: true });
      if (name !== undefined) await cp(join(folder, name), absolute, { recursive: true });
      else
        await shell(`cp -r "$FROM"/${pattern}/. "$TO"`, { env: { PATH: '/usr/bin:/bin', FROM: folder, TO: absolute } });
      return DONE;
    },
  };
}
