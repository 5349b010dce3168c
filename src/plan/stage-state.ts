import { Environment, splitVariable } from './environment.js';
import type { ImageState } from './image-state.js';

/** What one instruction of a stage leaves to the next. */
export interface StageState {
  readonly image: ImageState;
  readonly environment: Environment;
  /** Names that ARG declared in this stage or in the stages below it, in order, with the value each got. */
  readonly declaredArgs: readonly (readonly [name: string, value: string | undefined])[];
  /** CMD was set by this stage's own instructions: a later ENTRYPOINT keeps it. */
  readonly commandSet: boolean;
}

/** A stage's start on an image. */
export function startOnImage(image: ImageState): StageState {
  return {
    image,
    environment: Environment.of(variablesOf(image)),
    declaredArgs: [],
    commandSet: false,
  };
}

/** A stage's start on another: its variables, ARGs among them, go on; the image's ENV wins over them once more. */
export function startOnStage(base: StageState, image: ImageState): StageState {
  const environment = variablesOf(image).reduce((all, [name, value]) => all.set(name, value), base.environment);
  return { image, environment, declaredArgs: base.declaredArgs, commandSet: false };
}

function variablesOf({ config }: ImageState): readonly (readonly [name: string, value: string])[] {
  return (config.Env?.items ?? []).map(splitVariable);
}
