import type { MadeLayer } from '../../layer/layer.js';
import type { PathKind } from '../../worker/client/container-runner.js';
import type { Adapters } from '../host/adapters.js';
import type { KnownContainer } from './container-store.js';

/** The files of containers, whether they run or not. */
export interface ContainerAccess {
  readonly adapters: Adapters;
  readonly signal: AbortSignal;
  /**
   * Makes a layer of what a container wrote. The layer is removed after `use` if that has not taken it.
   *
   * @param pause whether its processes are stopped meanwhile
   */
  withCapture<T>(known: KnownContainer, pause: boolean, use: (made: MadeLayer) => Promise<T>): Promise<T>;
  /** Makes a layer of what is at a path of a container: see `ContainerRunner.read`. */
  withRead<T>(known: KnownContainer, read: PathRead, use: (made: MadeLayer) => Promise<T>): Promise<T>;
  /** Copies a layer into the folder at a path of a container. */
  write(known: KnownContainer, path: string, content: MadeLayer): Promise<void>;
  kindAt(known: KnownContainer, path: string): Promise<PathKind>;
  /** @returns the bytes that a container wrote */
  measure(known: KnownContainer): Promise<number>;
}

export interface PathRead {
  readonly path: string;
  readonly followLink: boolean;
  readonly name?: string;
}
