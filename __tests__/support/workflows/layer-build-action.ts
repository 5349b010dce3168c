import { runStageInProcess } from '../stage-in-process.js';
import type { Action } from './run-workflow.js';

/**
 * This project's Action, as main and post.
 *
 * @param own inputs that are the test's, not the workflow's
 */
export function layerBuildAction(own: Readonly<Record<string, string>>, token: string): Action {
  return async ({ inputs, env, machine, matrix }) => {
    const options = {
      job: machine.folder,
      // Their defaults are expressions.
      inputs: { 'github-token': token, 'cache-matrix': JSON.stringify(matrix), ...inputs, ...loginsOf(inputs), ...own },
      env,
    };
    const main = await runStageInProcess('main', options);
    const post = async () => {
      const { code, stdout } = await runStageInProcess('post', { ...options, state: main.state });
      return { code, log: stdout };
    };
    return { code: main.code, log: main.stdout, outputs: main.outputs, post };
  };
}

/** This project's action that joins images. */
export function mergeAction(token: string): Action {
  return async ({ inputs, env, machine }) => {
    const options = { job: machine.folder, inputs: { 'github-token': token, ...inputs, ...loginsOf(inputs) }, env };
    const { code, stdout, outputs } = await runStageInProcess('merge', options);
    return { code, log: stdout, outputs };
  };
}

/** A registry of the shapes is a folder of the tests' one registry, and a login is for the whole of that. */
function loginsOf({ registry }: Readonly<Record<string, string>>): Record<string, string> {
  return registry === undefined ? {} : { registry: registry.replaceAll(/\/.*/g, '') };
}
