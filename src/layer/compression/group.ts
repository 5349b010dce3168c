/** Bytes of input in a group, at most. */
export const GROUP_SIZE = 1024 * 1024;

/** How a layer's blob is compressed that was made in groups. */
export type GroupFormat = 'gzip' | 'zstd';

/** Bytes of a group, as they are in the output and in the input. */
export interface CompressedGroup {
  readonly compressed: number;
  readonly size: number;
}

export interface GroupCompressorOptions {
  /** gzip: 1 (fast) to 9 (small); zstd: 1 to 19. Absent: the default of the format. */
  readonly level?: number;
  /** Called with the input in large blocks, in order, before they are compressed. They cost less to hash than small writes. */
  readonly onBlock?: (block: Buffer) => void;
  /**
   * Cuts the input into groups, none of which points back into another: each can be decompressed alone. They follow each other without
   * gaps. Called with each when the sink has it.
   */
  readonly onGroup?: (group: CompressedGroup) => void;
}

/** Makes a layer's blob from its tar. The output goes to a sink that the compressor was made with. */
export interface GroupCompressor {
  /** Takes a copy of `chunk`. */
  write(chunk: Uint8Array): void;
  /** Bytes of the group that was begun. */
  readonly groupSize: number;
  /** Ends the group, if there is anything in it. */
  cut(): void;
  /** A promise to await before the next write if too much is being compressed; else `undefined`. */
  drained(): Promise<void> | undefined;
  /** Ends the output. Resolves when the sink has all of it. */
  finish(): Promise<void>;
  /** Resolves when nothing is being compressed any more, also after an error. The sink is not called afterwards. */
  abandon(): Promise<void>;
}
