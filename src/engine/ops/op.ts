import type { Layer, MadeLayer } from '../../layer/layer.js';
import type { DoneStep } from '../explain/origins.js';
import type { LayerMaker } from '../ports.js';
import type { KeyInputs } from '../record.js';
import type { StepFacts } from '../step-facts.js';
import type { StepTimer } from '../step-times.js';

/**
 * A step's operation, as the scheduler sees it. Its inputs come in two forms. `early` is known without reading a layer: for
 * a COPY from another stage it has that stage's snapshot id. `inputs` is by content. If a record is found by the early form,
 * not even the layers' indexes are read. If none is found, the content may still be the same.
 */
export interface Op {
  readonly early?: KeyInputs;
  inputs(): Promise<KeyInputs>;
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
