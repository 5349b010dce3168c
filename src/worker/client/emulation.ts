import type { Platform } from '../../oci/platform.js';
import type { WireEmulator } from '../protocol/messages.js';
import type { WorkerRights } from './launch.js';

/** Finds the emulators that a build needs. They are looked for when the first step runs that needs one: steps that hit need none. */
export interface Emulation {
  /** Whether the machine does not run programs of this platform by itself. */
  concerns(platform: Platform): boolean;
  /**
   * The emulators that have to be registered for this build; none if others have registered all that it needs.
   *
   * @throws UserError, InfraError when one cannot be had; the signal's reason
   */
  bring(rights: WorkerRights, signal: AbortSignal): Promise<readonly WireEmulator[]>;
  /** A step of the platform is about to run. */
  noteRun(platform: Platform): void;
}
