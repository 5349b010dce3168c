import { existsSync, readFileSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { type CommandResult, run } from '../support/command.js';
import type { PrivateBuildx } from '../support/private-buildx.js';
import type { Action, ActionStep } from '../support/workflows/run-workflow.js';
import { listOf, outputsOf } from './shape.js';

/**
 * docker/build-push-action 7 (its `src/context.ts` and `src/main.ts`): what it asks of buildx, and the outputs that it makes of the answer.
 * The Actions cache is left out, since it is no part of what is built.
 */
export function buildxAction({ buildx }: Pick<PrivateBuildx, 'buildx'>): Action {
  return async (step) => {
    const iidFile = join(step.machine.temp, 'iid');
    const metadataFile = join(step.machine.temp, 'metadata.json');
    for (const file of [iidFile, metadataFile]) await writeFile(file, '');
    await takeSyntaxAway(step);
    const args = [...(await argumentsOf(step)), ...(writesIid(step) ? ['--iidfile', iidFile] : [])];
    const result = await buildx(
      ['build', ...args, '--progress', 'plain', '--metadata-file', metadataFile, contextOf(step)],
      { cwd: step.machine.workspace, env: { ...step.env, BUILDX_METADATA_WARNINGS: 'true' } },
    );
    const metadata = await readFile(metadataFile, 'utf8').catch(() => '');
    const parsed = JSON.parse(metadata === '' ? '{}' : metadata) as Readonly<Record<string, unknown>>;
    const digest = parsed['containerimage.digest'];
    return {
      code: result.code,
      log: logOf(result, step),
      outputs: {
        imageid: (await readFile(iidFile, 'utf8').catch(() => '')).trim(),
        ...(typeof digest === 'string' && { digest }),
        ...(metadata !== '' && { metadata }),
      },
    };
  };
}

/** As the Action ends: with the first line of the checks, or the last one of what buildx says of an error. */
function logOf({ code, stdout, stderr }: CommandResult, { inputs }: ActionStep): string {
  const said = inputs['call'] === 'check' ? stdout.trim().split('\n')[0] : stderr.trim().split('\n').at(-1);
  return code === 0 ? stderr : `${stderr}\n::error::buildx failed with: ${said ?? ''}\n`;
}

/** There is no frontend to pull: the one in buildkitd is to do. git does not see the change. */
async function takeSyntaxAway({ inputs, machine: { workspace } }: ActionStep): Promise<void> {
  const { context = '', file = '' } = inputs;
  const path = resolve(workspace, file === '' ? join(context, 'Dockerfile') : file);
  if (context === '' || context.includes('{{') || !existsSync(path)) return;
  const text = await readFile(path, 'utf8');
  if (!SYNTAX.test(text)) return;
  await writeFile(path, text.replace(SYNTAX, '#\n'));
  await run(['git', 'update-index', '--assume-unchanged', path], { cwd: workspace });
}

const SYNTAX = /^# ?syntax=.*\n/;

/** `{{defaultContext}}` has a fragment here, so that a folder can stand behind it. */
function contextOf({ inputs, env }: ActionStep): string {
  const own = `${env['GITHUB_SERVER_URL'] ?? ''}/${env['GITHUB_REPOSITORY'] ?? ''}.git`;
  const context = inputs['context'] ?? '';
  const commit = env['GITHUB_SHA'] ?? '';
  return context === ''
    ? `${own}?ref=${env['GITHUB_REF'] ?? ''}&checksum=${commit}`
    : withDefault(context, `${own}#${commit}`);
}

function withDefault(text: string, context: string): string {
  return text.replaceAll(/\{\{\s*defaultContext\s*\}\}/g, context);
}

function writesIid({ inputs }: ActionStep): boolean {
  return !outputsOf(inputs).some(({ type }) => type === 'local' || type === 'tar');
}

async function argumentsOf(step: ActionStep): Promise<readonly string[]> {
  const { inputs, env } = step;
  const own = `${env['GITHUB_SERVER_URL'] ?? ''}/${env['GITHUB_REPOSITORY'] ?? ''}.git`;
  const flags: string[] = [];
  const each = (name: string, flag: string, values: readonly string[] = listOf(inputs[name])): void => {
    for (const value of values) flags.push(flag, value);
  };
  const split = (name: string): readonly string[] => listOf(inputs[name], true);
  each('add-hosts', '--add-host', split('add-hosts'));
  each('allow', '--allow', split('allow'));
  each('annotations', '--annotation');
  each('build-args', '--build-arg');
  for (const name of ['cache-from', 'cache-to']) {
    each(
      name,
      `--${name}`,
      listOf(inputs[name]).filter((text) => !text.includes('type=gha')),
    );
  }
  const contexts = listOf(inputs['build-contexts']);
  each(
    'build-contexts',
    '--build-context',
    contexts.map((text) => withDefault(text, `${own}#${env['GITHUB_SHA'] ?? ''}`)),
  );
  for (const name of ['call', 'cgroup-parent', 'file', 'network', 'shm-size', 'target']) {
    each(name, `--${name}`, inputs[name] === undefined || inputs[name] === '' ? [] : [inputs[name]]);
  }
  each('labels', '--label');
  each('no-cache-filters', '--no-cache-filter', split('no-cache-filters'));
  each('outputs', '--output');
  each('platforms', '--platform', split('platforms'));
  each('ssh', '--ssh', split('ssh'));
  each('tags', '--tag', split('tags'));
  each('ulimit', '--ulimit');
  for (const name of ['load', 'no-cache', 'pull', 'push']) if (inputs[name] === 'true') flags.push(`--${name}`);
  return [...flags, ...attestsOf(step), ...(await secretsOf(step))];
}

function attestsOf({ inputs, env }: ActionStep): readonly string[] {
  const attests = listOf(inputs['attests']);
  const provenance = inputs['provenance'] ?? '';
  const sbom = inputs['sbom'] ?? '';
  const found: string[] = [];
  if (provenance !== '') found.push(`type=provenance,${provenanceOf(provenance, env)}`);
  else if (!attests.some((text) => text.includes('type=provenance')) && !leavesDefaultsOut({ inputs, env })) {
    const mode = isPrivate(env) ? 'mode=min,inline-only=true' : 'mode=max';
    found.push(`type=provenance,${withBuilder(mode, env)}`);
  }
  if (sbom !== '') found.push(`type=sbom,${switched(sbom)}`);
  for (const text of attests) {
    if (text.includes('type=provenance')) {
      if (provenance === '') found.push(withBuilder(text, env));
    } else if (!text.includes('type=sbom') || sbom === '') found.push(text);
  }
  return found.flatMap((text) => ['--attest', text]);
}

function leavesDefaultsOut({ inputs, env }: Pick<ActionStep, 'inputs' | 'env'>): boolean {
  const goesToDocker = inputs['load'] === 'true' || outputsOf(inputs).some(({ type }) => type === 'docker');
  return goesToDocker || /^(?:1|true)$/i.test(env['BUILDX_NO_DEFAULT_ATTESTATIONS'] ?? '');
}

function provenanceOf(input: string, env: ActionStep['env']): string {
  if (/^(?:true|false)$/i.test(input)) return /^true$/i.test(input) ? withBuilder('', env) : 'disabled=true';
  return withBuilder(input, env);
}

function withBuilder(text: string, env: ActionStep['env']): string {
  if (text.includes('builder-id=')) return text;
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = env;
  const run = `${GITHUB_SERVER_URL ?? ''}/${GITHUB_REPOSITORY ?? ''}/actions/runs/${GITHUB_RUN_ID ?? ''}`;
  const builder = `builder-id=${run}/attempts/${GITHUB_RUN_ATTEMPT ?? ''}`;
  return text === '' ? builder : `${text},${builder}`;
}

/** A word for yes or no is the attribute `disabled`. */
function switched(text: string): string {
  return /^(?:true|false)$/i.test(text) ? `disabled=${String(/^false$/i.test(text))}` : text;
}

function isPrivate(env: ActionStep['env']): boolean {
  const event = JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8')) as {
    readonly repository?: { readonly private?: boolean };
  };
  return event.repository?.private === true;
}

/** An entry without a name or a value is a warning there, and left out. */
async function secretsOf({ inputs, env, machine }: ActionStep): Promise<readonly string[]> {
  const found: string[] = [];
  const file = (): string => join(machine.temp, `secret-${found.length}`);
  const given = entriesOf(inputs['secrets'] ?? '').map(pairOf);
  const token = inputs['github-token'] ?? '';
  const host = new URL(env['GITHUB_SERVER_URL'] ?? '').host;
  const isOwn = (inputs['context'] ?? '') === '' || (inputs['context'] ?? '').includes('{{');
  const noToken = given.every(([name]) => name !== 'GIT_AUTH_TOKEN');
  for (const [id, value] of [
    ...given,
    ...(token !== '' && noToken && isOwn ? [[`GIT_AUTH_TOKEN.${host}`, token] as const] : []),
  ]) {
    if (id === '' || value === '') continue;
    await writeFile(file(), value);
    found.push(`id=${id},src=${file()}`);
  }
  for (const [id, source] of listOf(inputs['secret-files']).map(pairOf)) {
    if (id === '' || source === '') continue;
    await copyFile(resolve(machine.workspace, source), file());
    found.push(`id=${id},src=${file()}`);
  }
  for (const [id, name] of listOf(inputs['secret-envs'], true).map(pairOf)) {
    if (id !== '' && name !== '') found.push(`id=${id},env=${name}`);
  }
  return found.flatMap((text) => ['--secret', text]);
}

function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
}

/** Lines; those in quotes may go over several, with a doubled quote for one in them. */
function entriesOf(text: string): readonly string[] {
  return [...text.matchAll(/^"((?:[^"]|"")*)"[ \t]*$|^(?!")(.+)$/gm)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}
