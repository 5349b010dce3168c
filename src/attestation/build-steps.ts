/**
 * One step of a build in the JSON form of BuildKit's LLB (moby/buildkit `solver/pb/ops.proto` and `json.go`), which readers of
 * provenance know. The steps are those of our plan; there are no LLB digests, since there is no LLB.
 */
export interface BuildStep {
  /** `step0`, `step1`, … */
  readonly id: string;
  readonly op: StepOperation;
  /** Outputs of earlier steps: `step0:0`. */
  readonly inputs: readonly string[];
}

export interface StepOperation {
  readonly Op:
    { readonly source: SourceOp } | { readonly exec: ExecOp } | { readonly file: FileOp } | Record<string, never>;
  readonly platform?: { readonly Architecture: string; readonly OS: string; readonly Variant?: string };
}

interface SourceOp {
  /** `docker-image://…`, `local://NAME`, `git://…`, `https://…`. */
  readonly identifier: string;
}

/** Without the environment: it can hold the values of build arguments. */
interface ExecOp {
  readonly meta: { readonly args: readonly string[]; readonly cwd: string; readonly user?: string };
  readonly mounts: readonly ExecMount[];
  /** 1: the host's; 2: none. */
  readonly network?: number;
  /** 1: with all rights of the builder. */
  readonly security?: number;
}

export interface ExecMount {
  /** Index in the step's inputs; -1: none. */
  readonly input?: number;
  readonly selector?: string;
  readonly dest: string;
  readonly output?: number;
  readonly readonly?: true;
  /** 1: secret, 2: ssh, 3: cache, 4: tmpfs. */
  readonly mountType?: number;
  readonly cacheOpt?: { readonly ID: string };
  readonly secretOpt?: { readonly ID: string; readonly optional?: true };
  readonly SSHOpt?: { readonly ID: string; readonly optional?: true };
}

interface FileOp {
  readonly actions: readonly FileAction[];
}

export interface FileAction {
  readonly input: number;
  readonly secondaryInput: number;
  readonly output: number;
  readonly Action:
    | { readonly copy: { readonly src: string; readonly dest: string } }
    | { readonly mkdir: { readonly path: string; readonly makeParents: true } }
    | { readonly mkfile: { readonly path: string } };
}
