import type { Environment } from '../app/options/environment.js';
import { UserError } from '../errors.js';
import { inputText } from './input-text.js';

/** Inputs of docker/build-push-action that have no meaning here yet; the build goes on without them. */
const IGNORED: ReadonlyMap<string, string> = new Map([
  ['annotations', 'annotations cannot be set yet'],
  ['attests', 'no attestation is made'],
  ['builder', 'there are no builders to choose from'],
  ['cgroup-parent', "RUN has the job's own cgroup"],
  ['no-cache-filters', 'use no-cache, which is for all stages'],
  ['provenance', 'no attestation is made'],
  ['pull', 'base images are looked up as without it'],
  ['sbom', 'no attestation is made'],
]);

/**
 * @returns a warning for each input that is set and ignored
 * @throws UserError for one without which later steps of the job would not find what they expect
 */
export function checkForeignInputs(env: Environment): string[] {
  if (isOn(inputText(env, 'load'))) {
    throw new UserError('input "load" is not supported: there is no docker daemon that the image is built in', {
      hint: 'Set outputs to type=docker,dest=image.tar and load that file with docker load.',
    });
  }
  return [...IGNORED]
    .filter(([name]) => isOn(inputText(env, name)))
    .map(([name, why]) => `input "${name}" is ignored: ${why}`);
}

function isOn(text: string): boolean {
  return text !== '' && text.toLowerCase() !== 'false';
}
