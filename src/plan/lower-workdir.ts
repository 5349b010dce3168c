import path from 'node:path/posix';

import type { WorkdirInstruction } from '../dockerfile/syntax/ast.js';
import { withConfig } from './image-state.js';
import { expand } from './instruction-location.js';
import type { Lowered, LowerOptions } from './lowered.js';
import type { StageState } from './stage-state.js';

export function lowerWorkdir(instruction: WorkdirInstruction, state: StageState, options: LowerOptions): Lowered {
  const word = expand(options.dockerfile, instruction.path, state.environment);
  const workdir = workdirOf(state.image.config.WorkingDir, word);
  const place = path.resolve(workdir);
  const expanded = `WORKDIR ${workdir}`;
  return {
    state: { ...state, image: withConfig(state.image, { WorkingDir: workdir }) },
    step: {
      operation:
        place === '/' ? { kind: 'config' } : { kind: 'workdir', path: place, user: state.image.config.User ?? '' },
      expanded,
      history: { createdBy: expanded, emptyLayer: place === '/' },
    },
  };
}

/**
 * A working directory after `WORKDIR next`: an empty path keeps the current one. As in BuildKit (`util/system/path.go`) an
 * absolute path stays as it is written, slash at the end and all, and one that is joined becomes clean.
 */
export function workdirOf(current: string | undefined, next: string): string {
  const word = next === '' ? (current ?? '') : next;
  if (word === '') return '/';
  return path.isAbsolute(word) ? word : path.resolve('/', current ?? '', word);
}

/**
 * The destination of a COPY as an absolute path. A trailing slash, or a trailing `/.`, says that it is a directory, and is
 * kept.
 */
export function destinationOf(workingDir: string | undefined, destination: string): string {
  const word = destination === '' || destination === '.' ? './' : destination;
  const absolute = path.resolve(workdirOf(workingDir, ''), word);
  if (word.endsWith('/') && !absolute.endsWith('/')) return `${absolute}/`;
  if (word.endsWith('/.')) return absolute === '/' ? '/.' : `${absolute}/.`;
  return absolute;
}
