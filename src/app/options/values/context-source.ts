import path from 'node:path';

import { type GitAddress, parseGitContext } from '../../../dockerfile/values/git-address.js';
import { UserError } from '../../../errors.js';
import type { ProcessEnvironment } from '../process/process-environment.js';

/** Where the build context and the Dockerfile come from. */
export type ContextSource =
  | { readonly kind: 'directory'; readonly path: string }
  /** `-`: standard input holds a tar (plain or compressed) or only a Dockerfile. Its first bytes say which. */
  | { readonly kind: 'stdin'; readonly stream: AsyncIterable<Uint8Array> }
  | { readonly kind: 'git'; readonly address: GitAddress }
  /** A tar, or only a Dockerfile, on a web server. */
  | { readonly kind: 'download'; readonly url: string };

/**
 * The context of a build: a folder, else the address of a git repository or of a file on a web server.
 *
 * @throws UserError when `text` is none of them
 */
export function contextSource(text: string, { cwd, files }: ProcessEnvironment): ContextSource {
  const folder = path.resolve(cwd, text);
  if (files.isDirectory(folder)) return { kind: 'directory', path: folder };
  const address = parseGitContext(text);
  if (address !== undefined) return { kind: 'git', address };
  if (/^https?:\/\//.test(text)) return { kind: 'download', url: text };
  if (files.isFile(folder)) {
    throw new UserError(`the context ${JSON.stringify(text)} is a file`, {
      hint: 'The context is a folder. Name the Dockerfile with --file or the input file.',
    });
  }
  throw new UserError(`there is no folder ${JSON.stringify(text)} to build from`);
}
