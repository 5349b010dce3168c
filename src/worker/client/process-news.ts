/** What is told about the process that a request runs, before the request is answered. */
export interface ProcessNews {
  readonly started: () => void;
  /** It has ended, and not all that it printed was taken yet. */
  readonly ended: () => void;
}
