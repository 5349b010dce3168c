/** The settings of the thread that runs inputs. */
export interface Job {
  /** Absolute path of the target's compiled module. */
  readonly module: string;
  readonly counters: number;
  /** Literals of the sources. */
  readonly tokens: readonly string[];
  /** Inputs to begin with, in addition to the target's own seeds. */
  readonly inputs: readonly Uint8Array[];
  /** Inputs that are only run. Earlier findings are mostly slow, and so are inputs that are made of them. */
  readonly findings: readonly Uint8Array[];
  readonly seed: number;
  /** Number of new inputs, and the time limit. */
  readonly rounds: number;
  readonly seconds: number;
  /** Whether inputs that reach something new are kept. `false` shows how much that helps. */
  readonly isGuided: boolean;
  /** See `CurrentInput`. */
  readonly memory: SharedArrayBuffer;
}

/** The thread's answer after all inputs were run. */
export interface Outcome {
  readonly rounds: number;
  readonly edges: number;
  /** Inputs that were kept, and the few of them that reach all edges together with the target's seeds. */
  readonly corpus: number;
  readonly distilled: readonly Uint8Array[];
  readonly slowest: { readonly ms: number; readonly input: Uint8Array };
}
