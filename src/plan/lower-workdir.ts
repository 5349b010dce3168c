import path from 'node:path/posix';

import type { WorkdirInstruction } from '../dockerfile/ast.js';
import { withConfig } from './image-state.js';
import { expand } from './located.js';
import type { Lowered, LowerOptions } from './lowered.js';
import type { StageState } from './stage-state.js';

export function lowerWorkdir(instruction: WorkdirInstruction, state: StageState, options: LowerOptions): Lowered {
  const word = expand(options.dockerfile, instruction.path, state.environment);
  const path = workdirOf(state.image.config.WorkingDir, word);
  const expanded = `WORKDIR ${path}`;
  return {
    state: { ...state, image: withConfig(state.image, { WorkingDir: path }) },
    step: {
      operation: path === '/' ? { kind: 'config' } : { kind: 'workdir', path, user: state.image.config.User ?? '' },
      expanded,
      history: { createdBy: expanded, emptyLayer: path === '/' },
    },
  };
}

/** A working directory after `WORKDIR next`: absolute and clean; an empty path keeps the current one. */
export function workdirOf(current: string | undefined, next: string): string {
  const base = current === undefined || current === '' ? '/' : current;
  return path.resolve('/', base, next);
}

/**
 * The destination of a COPY as an absolute path. A trailing slash, or a trailing `/.`, says that it is a directory, and is
 * kept.
 */
export function destinationOf(workingDir: string | undefined, destination: string): string {
  const word = destination === '' || destination === '.' ? './' : destination;
  const absolute = workdirOf(workingDir, word);
  if (word.endsWith('/') && !absolute.endsWith('/')) return `${absolute}/`;
  if (word.endsWith('/.')) return absolute === '/' ? '/.' : `${absolute}/.`;
  return absolute;
}
