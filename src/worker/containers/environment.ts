import type { KernelCalls } from '../kernel/syscalls.js';
import type { CacheMounts } from '../mounts/cache-mounts.js';
import type { DeviceNodes } from '../mounts/device-nodes.js';
import type { ContainerRuntime } from '../runtime/oci-runtime.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import type { ContainerPlace } from '../trees/container-place.js';
import type { LayerStorage } from '../trees/layer-storage.js';
import type { Unpacking } from '../snapshot/unpack-layer.js';

/** What all steps and containers of one worker use. */
export interface StepEnvironment {
  readonly kernel: KernelCalls;
  /**
   * Is chosen when a layer is needed for the first time.
   *
   * @param place how a container keeps its files
   * @throws InfraError when this machine cannot do what was asked for
   */
  readonly storage: (place?: ContainerPlace) => Promise<LayerStorage>;
  readonly unpacking: Unpacking;
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
  /** Removes all layers that are kept. No step may be using them. */
  readonly removeKept: () => Promise<void>;
  /** When no step uses it any more. */
  readonly close: () => Promise<void>;
}
