import type { Environment } from '../app/options/process/environment.js';
import { UserError } from '../errors.js';
import { goBoolean } from '../text/go-boolean.js';

/** The settings of docker/build-push-action in the environment that have a meaning here. */
export interface DockerSettings {
  /** `DOCKER_BUILD_SUMMARY`: whether the job's page gets a summary. */
  readonly summary: boolean;
  /** `DOCKER_BUILD_CHECKS_ANNOTATIONS`: whether what the checks of the Dockerfile find is shown beside its lines. */
  readonly checksAnnotations: boolean;
}

/** @throws UserError that names the variable */
export function dockerSettingsOf(env: Environment): DockerSettings {
  return {
    summary: unlessFalse(env, 'DOCKER_BUILD_SUMMARY'),
    checksAnnotations: unlessFalse(env, 'DOCKER_BUILD_CHECKS_ANNOTATIONS'),
  };
}

function unlessFalse(env: Environment, name: string): boolean {
  const text = env[name]?.trim() ?? '';
  if (text === '') return true;
  const value = goBoolean(text);
  if (value !== undefined) return value;
  throw new UserError(`${name} is ${JSON.stringify(text)}, which is neither true nor false`);
}
