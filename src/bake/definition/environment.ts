import type { FunctionFacts } from '../hcl/functions/all-functions.js';

/** What a definition may know of where it is read. */
export interface BakeEnvironment extends FunctionFacts {
  /** A variable of the environment, or one of `--var`. Asked only for variables that a file declares. */
  readonly lookUp: (name: string) => string | undefined;
  /** Variables that need no declaration, such as BAKE_LOCAL_PLATFORM. */
  readonly builtIns: ReadonlyMap<string, string>;
}
