/** Some of the bytes of a blob. They have no digest of their own: whoever asks for them must know how to check them. */
export interface BlobPart {
  readonly offset: number;
  /** At least 1. */
  readonly length: number;
}
