import { Environment, splitVariable } from './environment.js';
import type { ImageState } from './image-state.js';

/** The state between two instructions of a stage. */
export interface StageState {
  readonly image: ImageState;
  readonly environment: Environment;
  /** The names and values that ARG declared in this stage and in the stages that it is based on, in order. */
  readonly declaredArgs: readonly (readonly [name: string, value: string | undefined])[];
  /** Whether an instruction of this stage set CMD: then a later ENTRYPOINT keeps it. */
  readonly commandSet: boolean;
}

/** The state in which a stage on an image begins. */
export function startOnImage(image: ImageState): StageState {
  return {
    image,
    environment: Environment.of(variablesOf(image)),
    declaredArgs: [],
    commandSet: false,
  };
}

/** The state in which a stage on another stage begins. It inherits all variables, also of ARG; those of the image's ENV win. */
export function startOnStage(base: StageState, image: ImageState): StageState {
  const environment = variablesOf(image).reduce((all, [name, value]) => all.set(name, value), base.environment);
  return { image, environment, declaredArgs: base.declaredArgs, commandSet: false };
}

function variablesOf({ config }: ImageState): readonly (readonly [name: string, value: string])[] {
  return (config.Env?.items ?? []).map(splitVariable);
}
