import type { Command } from '../dockerfile/syntax/ast.js';
import type { ImageState } from './image-state.js';

/** The command line of a shell form under the image's SHELL, or the JSON form as it is. */
export function commandLine(command: Command, image: ImageState): readonly string[] {
  return command.form === 'exec' ? command.argv : [...shellOf(image), command.line];
}

export function shellOf(image: ImageState): readonly string[] {
  const { Shell } = image.config;
  if (Shell !== undefined && Shell.length > 0) return Shell;
  return image.platform.os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c'];
}
