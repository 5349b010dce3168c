/** What the thread that runs inputs is told. */
export interface Job {
  /** Absolute path of the target's translated module. */
  readonly module: string;
  readonly counters: number;
  /** Literals of the sources. */
  readonly tokens: readonly string[];
  /** Inputs to begin with, beside the target's own seeds. */
  readonly inputs: readonly Uint8Array[];
  /** Inputs that are only run: what once was a finding is mostly dear, and so is what is made of it. */
  readonly findings: readonly Uint8Array[];
  readonly seed: number;
  /** How many new inputs to make, and for how long at most. */
  readonly rounds: number;
  readonly seconds: number;
  /** Whether what an input reaches decides if it is kept. `false` shows what that is worth. */
  readonly isGuided: boolean;
  /** See `CurrentInput`. */
  readonly memory: SharedArrayBuffer;
}

/** What the thread answers when all inputs were run. */
export interface Outcome {
  readonly rounds: number;
  readonly edges: number;
  /** Inputs that were kept, and the few of them that reach all edges together with the target's seeds. */
  readonly corpus: number;
  readonly distilled: readonly Uint8Array[];
  readonly slowest: { readonly ms: number; readonly input: Uint8Array };
}
