/** A file of a definition, as it was read. */
export interface BakeFile {
  /** As the user gave it; `-` for standard input. */
  readonly name: string;
  readonly text: string;
}
