import type { Environment } from '../app/options/environment.js';
import { UserError } from '../errors.js';
import { inputText } from './input-text.js';

const POLICIES = ['auto', 'always', 'never'] as const;

/** How a pull request is told of a build. */
export interface CommentInputs {
  /** `auto`: on events of pull requests; `always`: also elsewhere, on the open pull request of the job's branch. */
  readonly policy: (typeof POLICIES)[number];
  /** `''` when there is none. */
  readonly token: string;
}

/** @throws UserError that names the input */
export function readCommentInputs(env: Environment): CommentInputs {
  const text = inputText(env, 'comment');
  const policy = text === '' ? 'auto' : POLICIES.find((one) => one === text);
  if (policy === undefined) {
    throw new UserError(`input "comment" is ${JSON.stringify(text)}: use ${POLICIES.join(', ')}`);
  }
  return { policy, token: inputText(env, 'github-token') };
}
