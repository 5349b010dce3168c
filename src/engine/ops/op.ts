import type { MadeLayer } from '../../layer/layer.js';
import type { LayerMaker } from '../ports.js';
import type { KeyInputs } from '../record.js';
import type { StepTimer } from '../step-times.js';

/**
 * One step as the scheduler sees it. Inputs come in two forms: `early` is what can be told without reading any layer (a COPY
 * from another stage is known by that stage's snapshot), `inputs` is by content. A record found by the early form spares
 * even the layer indexes; where it misses, the content may still be the same.
 */
export interface Op {
  readonly early?: KeyInputs;
  inputs(): Promise<KeyInputs>;
  /** Does the step; `undefined` where it makes no layer. */
  execute(timer: StepTimer): Promise<MadeLayer | undefined>;
  /** For a step whose files are at hand in every build: makes the bytes of an earlier build's layer again. */
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

/** Inputs of a step, with what it does not read left empty. */
export function keyInputs(inputs: Partial<KeyInputs> & Pick<KeyInputs, 'operation' | 'command'>): KeyInputs {
  return { ...NO_INPUTS, ...inputs };
}
