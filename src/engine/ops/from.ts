import type { Layer } from '../../layer/layer.js';
import { sha256 } from '../../oci/digest.js';
import type { RuntimeConfig } from '../../oci/image-config.js';
import { formatPlatform } from '../../oci/platform.js';
import type { Stage } from '../../plan/stage.js';
import type { StagePlan } from '../plan/build-plan.js';
import type { ResolvedBase } from '../plan/source-resolver.js';
import type { CopySelection } from '../copy/copy-request.js';
import { filesLayer, selectFiles } from './files-layer.js';
import { snapshotId } from '../keys.js';
import type { KeyInputs } from '../record.js';
import type { StepFacts } from '../step-facts.js';
import { keyInputs, onlyForm, type Op } from './op.js';
import type { OpContext } from './op-context.js';

/**
 * FROM. An image or a stage is there already. The files of a named context become a layer.
 */
export function fromOp(plan: StagePlan, layers: readonly Layer[], shared: OpContext): Op {
  const { base, start, stage } = plan;
  const common = {
    operation: 'from',
    platform: formatPlatform(start.image.platform),
    parent: snapshotId(layers),
  };
  if (base.kind === 'files') {
    let selected: Promise<CopySelection> | undefined;
    const selection = (): Promise<CopySelection> => (selected ??= selectFiles(base.files, '', shared));
    return {
      forms: [async () => keyInputs({ ...common, command: base.files.label, files: (await selection()).files })],
      execute: async () => filesLayer(await selection(), shared.cacheOnly.has(plan.from.number), shared),
    };
  }
  const inputs =
    base.kind === 'image'
      ? { command: `${base.image.name}@${base.image.digest}`, ...configInputs(base.image.config.config ?? {}) }
      : { command: base.kind === 'scratch' ? 'scratch' : stage.node.from.image };
  return {
    forms: onlyForm(keyInputs({ ...common, ...inputs })),
    execute: () => Promise.resolve(undefined),
    facts: () => Promise.resolve(pinOf(stage, base)),
  };
}

/** Only an index is the same image on every platform. A named context has no tag that moves. */
function pinOf({ base: { kind } }: Stage, base: ResolvedBase): StepFacts {
  const pin = kind === 'image' && base.kind === 'image' ? base.image.indexDigest : undefined;
  return pin === undefined ? {} : { pin };
}

/** The variables of a base are inputs of their own, so that a later miss can name them. */
function configInputs({ Env, ...rest }: RuntimeConfig): Pick<KeyInputs, 'env' | 'config'> {
  return { env: Env ?? [], config: sha256(JSON.stringify(rest)) };
}
