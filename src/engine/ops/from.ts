import type { Layer } from '../../layer/layer.js';
import { sha256 } from '../../oci/digest.js';
import { formatPlatform } from '../../oci/platform.js';
import type { StagePlan } from '../plan/build-plan.js';
import type { CopySelection } from '../copy/copy-request.js';
import { filesLayer, selectFiles } from './files-layer.js';
import { snapshotId } from '../keys.js';
import { keyInputs, onlyForm, type Op } from './op.js';
import type { OpContext } from './op-context.js';

/**
 * FROM. An image or a stage is there already. The files of a named context become a layer.
 */
export function fromOp({ base, start, stage }: StagePlan, layers: readonly Layer[], shared: OpContext): Op {
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
      execute: async () => filesLayer(await selection(), shared),
    };
  }
  const { command, config } =
    base.kind === 'image'
      ? {
          command: `${base.image.name}@${base.image.digest}`,
          config: sha256(JSON.stringify(base.image.config.config ?? {})),
        }
      : { command: base.kind === 'scratch' ? 'scratch' : stage.node.from.image, config: '' };
  return {
    forms: onlyForm(keyInputs({ ...common, command, config })),
    execute: () => Promise.resolve(undefined),
  };
}
