/** How layers are to be compressed. */
export interface LayerCompression {
  readonly kind: 'gzip' | 'zstd' | 'uncompressed';
  /** gzip: 0 to 9; zstd: 0 to 22, where 0 means the default. Absent: the default. */
  readonly level?: number;
  /** Also the layers of the base image. By default, only those that the build made. */
  readonly force: boolean;
}
