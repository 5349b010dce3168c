/**
 * What a build was asked for, as far as anybody may know it. Values of build arguments are there only if the argument's name says that
 * they are no secrets (`values/harmless-names.ts`). Texts are as people write them.
 */
export interface BuildInputs {
  readonly context: string;
  /** Absent: the last stage. */
  readonly target?: string;
  /** Empty: the machine's own. */
  readonly platforms: readonly string[];
  readonly buildArgs: readonly NamedInput[];
  readonly labels: readonly NamedInput[];
  /** What `--build-context` gave. */
  readonly contexts: readonly NamedInput[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** The ids of secrets; never their values. */
  readonly secrets: readonly string[];
}

export interface NamedInput {
  readonly name: string;
  /** Absent if it is not to be shown. */
  readonly value?: string;
}
