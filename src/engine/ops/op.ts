import type { Layer, MadeLayer } from '../../layer/layer.js';
import type { DoneStep } from '../explain/origins.js';
import type { LayerMaker } from '../ports.js';
import type { KeyInputs } from '../record.js';
import type { StepFacts } from '../step-facts.js';
import type { StepTimer } from '../step-times.js';

/**
 * A step's operation, as the scheduler sees it. Its inputs come in one or several forms, and each form is enough to find the result.
 * The first form costs least. The last says most exactly what the result depends on: a record is stored under its key
 * (docs/adr/0002-forms-of-a-step-key.md).
 */
export interface Op {
  readonly forms: readonly InputForm[];
  /** Runs the step; `undefined` if it makes no layer. */
  execute(timer: StepTimer): Promise<MadeLayer | undefined>;
  /** The steps of other stages whose files the step uses; absent: it uses none. */
  readonly sources?: readonly DoneStep[];
  /** The files among its inputs are in an image, not in a build context. */
  readonly takesFromImage?: true;
  /** What is known of the step when it has run, beside its result. @param layer what it made */
  facts?(layer: Layer | undefined): Promise<StepFacts>;
  /** Makes the bytes of an earlier build's layer again. Only for steps whose files are there in every build. */
  readonly remake?: LayerMaker;
}

/**
 * A form of a step's inputs. One form at least is known from the beginning.
 *
 * @returns `undefined` if that is only known once the step has run
 */
export type InputForm = (timer: StepTimer) => Promise<KeyInputs | undefined>;

/** The form of a step that has only one. */
export function onlyForm(inputs: KeyInputs): Op['forms'] {
  return [() => Promise.resolve(inputs)];
}

const NO_INPUTS: KeyInputs = {
  operation: '',
  command: '',
  platform: '',
  parent: '',
  env: [],
  args: [],
  config: '',
  files: [],
};

/** A step's inputs. What the step does not read is empty. */
export function keyInputs(inputs: Partial<KeyInputs> & Pick<KeyInputs, 'operation' | 'command'>): KeyInputs {
  return { ...NO_INPUTS, ...inputs };
}
