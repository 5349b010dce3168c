import type { Dockerfile, StageInstruction, StageNode } from '../dockerfile/syntax/ast.js';
import type { Platform } from '../oci/platform.js';
import type { Reference } from '../oci/reference.js';
import type { ContextNames } from './context-names.js';

/** The base of a stage. */
type StageBase =
  { readonly kind: 'scratch' } | { readonly kind: 'stage'; readonly index: number } | ImageSource | NamedSource;

export interface ImageSource {
  readonly kind: 'image';
  /** As the Dockerfile has it, after expansion. */
  readonly name: string;
  readonly reference: Reference;
}

/** `--build-context NAME=…`, which replaces the stage or the image of that name. */
export interface NamedSource {
  readonly kind: 'named';
  /** As it was given. */
  readonly name: string;
  readonly platform: Platform;
}

/** The source of the files of COPY, ADD or a mount of RUN. */
export type FileSource = { readonly kind: 'context' } | StageBase;

export interface PlannedInstruction {
  readonly instruction: StageInstruction;
  /** Whether it comes from an ONBUILD of the base. */
  readonly trigger: boolean;
  /** One for COPY and ADD; one for each `--mount` of RUN. */
  readonly sources: readonly FileSource[];
}

export interface Stage {
  readonly index: number;
  /** The name after AS, else the index. */
  readonly name: string;
  readonly node: StageNode;
  readonly base: StageBase;
  /** Whether a named context replaces the stage: it is the base then, and there are no instructions. */
  readonly replaced: boolean;
  /** Of `FROM --platform`, else the target's. */
  readonly platform: Platform;
  readonly instructions: readonly PlannedInstruction[];
}

export interface StageGraph {
  readonly dockerfile: Dockerfile;
  readonly stages: readonly Stage[];
  /** The index of each name; where two stages have the same name, the index of the later one. */
  readonly byName: ReadonlyMap<string, number>;
  /** Index of the stage to build. */
  readonly target: number;
  readonly contexts: ContextNames;
  readonly targetPlatform: Platform;
}
