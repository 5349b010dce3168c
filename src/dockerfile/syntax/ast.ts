/**
 * The typed syntax tree of a Dockerfile. Words are as written: no variable is expanded, and values that may contain variables
 * (a platform, a port, a mount's source) are not checked yet.
 */

/** Lines of the file, counted from 1, both included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface Dockerfile {
  /** The file's name as errors show it. */
  readonly name: string;
  readonly lines: readonly string[];
  readonly directives: Directives;
  /** ARG before the first FROM. */
  readonly globalArgs: readonly ArgInstruction[];
  readonly stages: readonly StageNode[];
}

/** Parser directives: `# key=value` before anything else. */
export interface Directives {
  readonly syntax?: string;
  readonly escape: '\\' | '`';
  /** The value of `# check=…`, as written. */
  readonly check?: string;
}

export interface StageNode {
  readonly index: number;
  /** Lower-cased, as names are compared; absent for a stage without AS. */
  readonly name?: string;
  readonly from: FromInstruction;
  /** What follows FROM, in order. */
  readonly instructions: readonly StageInstruction[];
}

interface InstructionBase {
  /** The whole instruction as one line, joined over continuations, keyword as written: what history and logs show. */
  readonly text: string;
  readonly range: LineRange;
  /** The keyword as written. */
  readonly written: string;
  /** The comments directly before it, without their `#`; an empty comment ends them. */
  readonly comments: readonly string[];
}

export interface FromInstruction extends InstructionBase {
  readonly keyword: 'FROM';
  readonly image: string;
  /** The word before the alias, as written. */
  readonly as?: string;
  /** As written. */
  readonly alias?: string;
  readonly platform?: string;
}

export interface ArgInstruction extends InstructionBase {
  readonly keyword: 'ARG';
  readonly args: readonly { readonly name: string; readonly value?: string }[];
}

/** A `key=value` pair of ENV or LABEL; both sides still to be expanded, in the old form too. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** Written in the old form without `=`: the blank-separated rest of the line is the value. */
  readonly legacy?: true;
}

export interface EnvInstruction extends InstructionBase {
  readonly keyword: 'ENV';
  readonly pairs: readonly KeyValue[];
}

export interface LabelInstruction extends InstructionBase {
  readonly keyword: 'LABEL';
  readonly pairs: readonly KeyValue[];
}

interface MaintainerInstruction extends InstructionBase {
  readonly keyword: 'MAINTAINER';
  readonly maintainer: string;
}

interface UserInstruction extends InstructionBase {
  readonly keyword: 'USER';
  readonly user: string;
}

export interface WorkdirInstruction extends InstructionBase {
  readonly keyword: 'WORKDIR';
  readonly path: string;
}

/** A here-document: `<<EOF`, `<<-EOF`, `<<"EOF"`, with an optional file descriptor number before it. */
export interface Heredoc {
  readonly name: string;
  /** The body, with leading tabs already removed for `<<-`. */
  readonly content: string;
  /** The body with its leading tabs, where `<<-` removed any: a shell that reads `<<-` itself is given this. */
  readonly raw?: string;
  /** False for a quoted delimiter. */
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly fileDescriptor: number;
}

/** A command in its JSON form, or a line for the shell. */
export type Command =
  { readonly form: 'exec'; readonly argv: readonly string[] } | { readonly form: 'shell'; readonly line: string };

export interface RunInstruction extends InstructionBase {
  readonly keyword: 'RUN';
  readonly command: Command;
  /** Here-documents of the command line, in order. */
  readonly heredocs: readonly Heredoc[];
  /** Each value of `--mount=`, unexpanded. */
  readonly mounts: readonly string[];
  readonly network?: string;
  readonly security?: string;
  /** Each value of `--device=`. */
  readonly devices: readonly string[];
}

interface CopyBase extends InstructionBase {
  /** Paths or patterns; here-documents are in `heredocs` instead. */
  readonly sources: readonly string[];
  readonly heredocs: readonly Heredoc[];
  readonly destination: string;
  readonly chown?: string;
  readonly chmod?: string;
  readonly link: boolean;
  /** Patterns of `--exclude=`. */
  readonly excludes: readonly string[];
}

export interface CopyInstruction extends CopyBase {
  readonly keyword: 'COPY';
  readonly from?: string;
  readonly parents: boolean;
}

export interface AddInstruction extends CopyBase {
  readonly keyword: 'ADD';
  readonly checksum?: string;
  readonly keepGitDir: boolean;
  /** `--unpack`; absent means "local archives yes, downloads no". */
  readonly unpack?: boolean;
}

export interface CmdInstruction extends InstructionBase {
  readonly keyword: 'CMD';
  readonly command: Command;
}

export interface EntrypointInstruction extends InstructionBase {
  readonly keyword: 'ENTRYPOINT';
  readonly command: Command;
}

export interface ExposeInstruction extends InstructionBase {
  readonly keyword: 'EXPOSE';
  readonly ports: readonly string[];
}

export interface VolumeInstruction extends InstructionBase {
  readonly keyword: 'VOLUME';
  readonly paths: readonly string[];
}

export interface ShellInstruction extends InstructionBase {
  readonly keyword: 'SHELL';
  readonly shell: readonly string[];
}

interface StopsignalInstruction extends InstructionBase {
  readonly keyword: 'STOPSIGNAL';
  readonly signal: string;
}

export interface HealthcheckInstruction extends InstructionBase {
  readonly keyword: 'HEALTHCHECK';
  /** `NONE`, or a command with its options; durations are nanoseconds, and absent options are inherited. */
  readonly check:
    | { readonly kind: 'none' }
    | {
        readonly kind: 'cmd';
        readonly command: Command;
        readonly interval?: number;
        readonly timeout?: number;
        readonly startPeriod?: number;
        readonly startInterval?: number;
        readonly retries?: number;
      };
}

export interface OnbuildInstruction extends InstructionBase {
  readonly keyword: 'ONBUILD';
  /** The trigger as it goes to config.OnBuild, here-documents included. */
  readonly trigger: string;
}

export type StageInstruction =
  | ArgInstruction
  | EnvInstruction
  | LabelInstruction
  | MaintainerInstruction
  | UserInstruction
  | WorkdirInstruction
  | RunInstruction
  | CopyInstruction
  | AddInstruction
  | CmdInstruction
  | EntrypointInstruction
  | ExposeInstruction
  | VolumeInstruction
  | ShellInstruction
  | StopsignalInstruction
  | HealthcheckInstruction
  | OnbuildInstruction;

export type Instruction = FromInstruction | StageInstruction;
