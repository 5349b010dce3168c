import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from './made-once.js';

/** What a stage of an action is given: a job's folder, inputs, and what the stage before left. */
export interface StageParts {
  /** Folder for this job: workspace, temporary files and command files lie in it. */
  readonly job: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** `STATE_*` of the stage before. */
  readonly state?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a stage told the runner by its command files. */
export interface StageOutcome {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface StageFiles {
  readonly workspace: string;
  readonly temp: string;
  /** The variables of the stage's process. */
  readonly env: Readonly<Record<string, string>>;
  readonly outcome: () => Promise<StageOutcome>;
}

/** The bundles that actions name; `bake` is also the post of the action `bake`. */
export type Stage = 'main' | 'post' | 'merge' | 'bake';

let stages = 0;

/**
 * What GitHub's runner makes ready for one stage: folders, new command files, and variables: inputs in upper case with their
 * hyphens, and defaults from action.yml.
 */
export async function prepareStage(stage: Stage, options: StageParts): Promise<StageFiles> {
  const commands = join(options.job, `commands-${stage}-${++stages}`);
  const temp = join(options.job, 'temp');
  const workspace = join(options.job, 'workspace');
  for (const folder of [commands, temp, join(options.job, 'tools'), workspace]) {
    await mkdir(folder, { recursive: true });
  }
  const files = { OUTPUT: 'output', STATE: 'state', STEP_SUMMARY: 'summary', ENV: 'env', PATH: 'path' };
  const env: Record<string, string> = {};
  for (const [name, file] of Object.entries(files)) {
    env[`GITHUB_${name}`] = join(commands, file);
    await writeFile(join(commands, file), '');
  }
  for (const [name, value] of Object.entries({ ...(await defaults(stage)), ...options.inputs })) {
    env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
  }
  for (const [name, value] of Object.entries(options.state ?? {})) env[`STATE_${name}`] = value;
  const read = (name: string): Promise<string> => readFile(join(commands, name), 'utf8');
  return {
    workspace,
    temp,
    env: {
      ...env,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: '0'.repeat(40),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_EVENT_NAME: 'push',
      RUNNER_OS: 'Linux',
      RUNNER_ARCH: 'X64',
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: join(options.job, 'tools'),
      ...options.env,
    },
    outcome: async () => ({
      outputs: commandFile(await read('output')),
      state: commandFile(await read('state')),
      summary: await read('summary'),
    }),
  };
}

/** `default:` of each input, as the runner fills them in. The file is plain enough to be read by its indentation. */
async function defaults(stage: Stage): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  let input = '';
  let inInputs = false;
  const file = stage === 'merge' || stage === 'bake' ? `${stage}/action.yml` : 'action.yml';
  for (const line of (await readFile(join(REPOSITORY, file), 'utf8')).split('\n')) {
    if (/^\S/.test(line)) inInputs = line.startsWith('inputs:');
    input = /^ {2}([\w-]+):\s*$/.exec(line)?.[1] ?? input;
    const value = /^ {4}default: *(.*)$/.exec(line)?.[1];
    if (inInputs && value !== undefined) found[input] = value.replace(/^(['"])(.*)\1$/, '$2');
  }
  return found;
}

/** `K=V` or `K<<DELIM` … `DELIM`. @throws Error for a malformed line, with which the runner fails the step */
export function commandFile(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line);
    if (heredoc !== null) {
      const end = lines.indexOf(heredoc[2] ?? '', at + 1);
      if (end < 0) throw new Error(`no end to ${line}`);
      found[heredoc[1] ?? ''] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else {
      const equals = line.indexOf('=');
      if (equals <= 0) throw new Error(`malformed line: ${line}`);
      found[line.slice(0, equals)] = line.slice(equals + 1);
    }
  }
  return found;
}
