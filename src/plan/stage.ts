import type { Dockerfile, StageInstruction, StageNode } from '../dockerfile/syntax/ast.js';
import type { Platform } from '../oci/platform.js';
import type { Reference } from '../oci/reference.js';
import type { ContextNames } from './context-names.js';

/** What a stage stands on. */
export type StageBase =
  { readonly kind: 'scratch' } | { readonly kind: 'stage'; readonly index: number } | ImageSource | NamedSource;

export interface ImageSource {
  readonly kind: 'image';
  /** As the Dockerfile has it, after expansion. */
  readonly name: string;
  readonly reference: Reference;
}

/** `--build-context NAME=…` stands in for the stage or the image of that name. */
export interface NamedSource {
  readonly kind: 'named';
  /** As it was given. */
  readonly name: string;
  readonly platform: Platform;
}

/** Where COPY, ADD or a RUN mount takes files from. */
export type FileSource = { readonly kind: 'context' } | StageBase;

export interface PlannedInstruction {
  readonly instruction: StageInstruction;
  /** It comes from an ONBUILD of the base. */
  readonly trigger: boolean;
  /** One for COPY and ADD; one for each `--mount` of RUN. */
  readonly sources: readonly FileSource[];
}

export interface Stage {
  readonly index: number;
  /** The name after AS, else the index as text. */
  readonly name: string;
  readonly node: StageNode;
  readonly base: StageBase;
  /** A named context stands in for the whole stage: it is the base, and there are no instructions. */
  readonly replaced: boolean;
  /** Of `FROM --platform`, else the target's. */
  readonly platform: Platform;
  readonly instructions: readonly PlannedInstruction[];
}

export interface StageGraph {
  readonly dockerfile: Dockerfile;
  readonly stages: readonly Stage[];
  /** Index by name; of a name that is used twice, the later stage's. */
  readonly byName: ReadonlyMap<string, number>;
  /** Index of the stage that the build is for. */
  readonly target: number;
  readonly contexts: ContextNames;
  readonly targetPlatform: Platform;
}
