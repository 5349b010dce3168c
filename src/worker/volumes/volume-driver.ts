/**
 * Makes folders that can be cloned at once, whatever is in them: a clone shares what neither side changes. A volume is known by a path, its
 * place, that can be renamed like any folder.
 */
export interface VolumeDriver {
  /** As in `--storage-driver`. */
  readonly name: 'btrfs' | 'devicemapper';
  /** @returns why this machine cannot use it; `undefined` if it can */
  lack(): Promise<string | undefined>;
  /** Makes an empty volume. The place does not exist yet. @throws InfraError */
  create(place: string): Promise<void>;
  /** Clones a volume as it is now, also if it is being written to. @throws InfraError */
  clone(origin: string, place: string): Promise<void>;
  /** @returns its folder, until `close` */
  open(place: string): Promise<string>;
  close(place: string): Promise<void>;
  /** It need not exist, but must not be open. */
  remove(place: string): Promise<void>;
  /** When no volume is used any more. */
  end(): Promise<void>;
}
