/**
 * One step of a build in the JSON form of BuildKit's LLB (moby/buildkit `solver/pb/ops.proto` and `json.go`), which readers of
 * provenance know. The steps are those of our plan; there are no LLB digests, since there is no LLB.
 */
export interface BuildStep {
  /** `step0`, `step1`, … */
  readonly id: string;
  readonly op: StepOperation;
  /** Outputs of earlier steps: `step0:0`. Absent: none. */
  readonly inputs?: readonly string[];
}

export interface StepOperation {
  readonly Op:
    | { readonly source: SourceOp }
    | { readonly exec: ExecOp }
    | { readonly file: FileOp }
    | { readonly merge: MergeOp }
    | Record<string, never>;
  /** Empty: the step needs nothing of a worker. Absent only at the result of the build. */
  readonly constraints?: Record<string, never>;
  /** Of an image, and of what runs in one. */
  readonly platform?: { readonly Architecture: string; readonly OS: string; readonly Variant?: string };
}

interface SourceOp {
  /** `docker-image://…`, `local://NAME`, `git://…`, `https://…`. */
  readonly identifier: string;
}

/** Without the environment: it can hold the values of build arguments. */
interface ExecOp {
  readonly meta: {
    readonly args: readonly string[];
    readonly cwd: string;
    readonly user?: string;
    readonly cgroupParent?: string;
    readonly extraHosts?: readonly { readonly Host: string; readonly IP: string }[];
    readonly ulimit?: readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[];
    readonly removeMountStubsRecursive: true;
  };
  readonly mounts: readonly ExecMount[];
  /** 1: the host's; 2: none. */
  readonly network?: number;
  /** 1: with all rights of the builder. */
  readonly security?: number;
  readonly secretenv?: readonly SecretVariable[];
}

export interface SecretVariable {
  readonly ID: string;
  readonly name: string;
  readonly optional?: true;
}

export interface ExecMount {
  /** Index in the step's inputs; -1: none; absent: the first. */
  readonly input?: number;
  readonly selector?: string;
  readonly dest?: string;
  /** -1: what is written is lost. */
  readonly output?: number;
  readonly readonly?: true;
  /** 1: secret, 2: ssh, 3: cache, 4: tmpfs. */
  readonly mountType?: number;
  readonly cacheOpt?: { readonly ID: string; readonly sharing?: number };
  readonly TmpfsOpt?: { readonly size?: number };
  readonly secretOpt?: AccessOptions;
  readonly SSHOpt?: AccessOptions;
}

interface AccessOptions {
  readonly ID: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly mode: number;
  readonly optional?: true;
}

interface FileOp {
  readonly actions: readonly FileAction[];
}

/** The inputs of one step on top of each other. The first one is left out, being 0. */
interface MergeOp {
  readonly inputs: readonly { readonly input?: number }[];
}

export interface FileAction {
  readonly input: number;
  readonly secondaryInput: number;
  readonly output: number;
  readonly Action:
    { readonly copy: CopyAction } | { readonly mkdir: MakeFolderAction } | { readonly mkfile: MakeFileAction };
}

export interface CopyAction {
  readonly src: string;
  readonly dest: string;
  readonly owner?: { readonly user: Owner; readonly group?: Owner };
  /** -1: as it is. Absent with `modeStr`. */
  readonly mode?: number;
  readonly modeStr?: string;
  /** -1: as it is. */
  readonly timestamp: -1;
  readonly createDestPath: true;
  /** Absent for a file whose content is in the Dockerfile. */
  readonly allowWildcard?: true;
  readonly allowEmptyWildcard?: true;
  readonly followSymlink?: true;
  readonly dirCopyContents?: true;
  readonly attemptUnpackDockerCompatibility?: true;
  readonly include_patterns?: readonly string[];
  readonly exclude_patterns?: readonly string[];
  readonly required_paths?: readonly string[];
}

/** A name is looked up in the image below. */
export interface Owner {
  readonly User: { readonly byId: number } | { readonly byName: { readonly name: string } };
}

interface MakeFolderAction {
  readonly path: string;
  readonly mode: number;
  readonly makeParents: true;
  readonly timestamp: -1;
}

/** Without the content, which is in the Dockerfile. */
interface MakeFileAction {
  readonly path: string;
  readonly mode: number;
  readonly timestamp: -1;
}
