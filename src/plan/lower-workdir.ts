import path from 'node:path/posix';

import type { WorkdirInstruction } from '../dockerfile/syntax/ast.js';
import { withConfig } from './image-state.js';
import { expand } from './expand.js';
import type { Lowered, LowerOptions } from './lowered.js';
import type { StageState } from './stage-state.js';

export function lowerWorkdir(instruction: WorkdirInstruction, state: StageState, options: LowerOptions): Lowered {
  const word = expand(options.dockerfile, instruction.path, state.environment);
  const workdir = workdirOf(state.image.config.WorkingDir, word);
  const directory = path.resolve(workdir);
  const expanded = `WORKDIR ${workdir}`;
  return {
    state: { ...state, image: withConfig(state.image, { WorkingDir: workdir }) },
    step: {
      operation:
        directory === '/'
          ? { kind: 'config' }
          : { kind: 'workdir', path: directory, user: state.image.config.User ?? '' },
      expanded,
      history: { createdBy: expanded, emptyLayer: directory === '/' },
    },
  };
}

/**
 * The working directory after `WORKDIR next`; an empty path keeps the current one. As in BuildKit (`util/system/path.go`), an
 * absolute path stays as it is written, with its trailing slash, and a joined path is cleaned.
 */
export function workdirOf(current: string | undefined, next: string): string {
  const word = next === '' ? (current ?? '') : next;
  if (word === '') return '/';
  return path.isAbsolute(word) ? word : path.resolve('/', current ?? '', word);
}

/**
 * The destination of a COPY as an absolute path. A trailing slash or `/.` is kept: it says that the destination is a directory.
 */
export function destinationOf(workingDir: string | undefined, destination: string): string {
  const word = destination === '' || destination === '.' ? './' : destination;
  const absolute = path.resolve(workdirOf(workingDir, ''), word);
  if (word.endsWith('/') && !absolute.endsWith('/')) return `${absolute}/`;
  if (word.endsWith('/.')) return absolute === '/' ? '/.' : `${absolute}/.`;
  return absolute;
}
