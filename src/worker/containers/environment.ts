import type { KernelCalls } from '../kernel/syscalls.js';
import type { CacheMounts } from '../mounts/cache-mounts.js';
import type { DeviceNodes } from '../mounts/device-nodes.js';
import type { ContainerRuntime } from '../runtime/oci-runtime.js';
import type { LayerMounts } from '../snapshot/overlay.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import type { Snapshots } from '../snapshot/store.js';

/** What all steps and containers of one worker use. */
export interface StepEnvironment {
  readonly kernel: KernelCalls;
  readonly layers: LayerMounts;
  readonly snapshots: Snapshots;
  readonly caches: CacheMounts;
  readonly runtime: ContainerRuntime;
  /** `undefined` in a user namespace. */
  readonly devices: DeviceNodes | undefined;
  /** Whether there is a view of the control groups that steps can see. */
  readonly controlGroups: boolean;
  readonly family: XattrFamily;
  readonly owner: { readonly uid: number; readonly gid: number };
  /** Where the files of containers are kept, by id. */
  readonly containerFiles: string;
}
