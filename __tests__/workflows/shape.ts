import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import type { Workflow, WorkflowJob } from '../support/workflows/workflow.js';

/** What must be true of the build of one step, beside what its inputs say by themselves. */
export interface Expectation {
  /** Contents of files in the image, by path without a leading slash; for one platform with `@os/architecture` behind it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Of the config, those fields as they are. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<
    Partial<Record<'index' | 'manifest' | 'manifest-descriptor', Readonly<Record<string, string>>>>
  >;
  /** Steps that may run in the second run, as patterns for the instruction. */
  readonly again?: readonly string[];
  /** The step fails, and its log says this. */
  readonly fails?: string;
  /** The log has this. */
  readonly log?: readonly string[];
  /** Stated differences: each warning in the log has one of these patterns. */
  readonly warns?: readonly string[];
}

/** Steps of a workflow, with all that they need to run. */
export interface Shape {
  readonly name: string;
  /** Of the repository. */
  readonly files: Readonly<Record<string, string>>;
  readonly event?: 'push' | 'tag' | 'pull_request' | 'release' | 'schedule';
  readonly private?: boolean;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** What actions of others make, by the id of the step. */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why docker/build-push-action has no say in what is made. With it, there is no record. */
  readonly source?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
  /** By the id of the step. */
  readonly expect?: Readonly<Record<string, Expectation>>;
}

interface ShortShape extends Omit<Shape, 'name' | 'jobs'> {
  readonly jobs?: Shape['jobs'];
  /** Of a single job. */
  readonly steps?: WorkflowJob['steps'];
}

const FOLDER = join(import.meta.dirname, 'shapes');

export const SHAPES: readonly Shape[] = readdirSync(FOLDER)
  .sort()
  .flatMap((file) => shapesIn(readFileSync(join(FOLDER, file), 'utf8')));

function shapesIn(text: string): readonly Shape[] {
  const shapes = parse(text) as Readonly<Record<string, ShortShape>>;
  return Object.entries(shapes).map(([name, { steps, jobs, ...rest }]) => ({
    ...rest,
    name,
    jobs: jobs ?? { image: { steps: steps ?? [] } },
  }));
}

export function workflowOf({ env, jobs }: Shape): Workflow {
  return { ...(env !== undefined && { env }), jobs };
}

/** Of all that a record depends on. */
export function digestOfShape({ expect: _, ...shape }: Shape): string {
  return createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16);
}

export function isBuild(uses: string | undefined): boolean {
  return /^(?:docker\/build-push-action|org\/layer-build)@/.test(uses ?? '');
}

/** Lines of an input that is a list, without blanks around them; with `comma`, a comma ends one as well. */
export function listOf(text: string | undefined, comma = false): readonly string[] {
  return (text ?? '')
    .split(comma ? /[\n,]/ : '\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** `type=oci,dest=x` by its keys, each as a line of CSV. A word alone is the folder of an output `local`. */
export function outputsOf(inputs: Readonly<Record<string, string>>): readonly Readonly<Record<string, string>>[] {
  return listOf(inputs['outputs']).map((line) =>
    line.includes('=')
      ? Object.fromEntries(fieldsOf(line).map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]))
      : { type: 'local', dest: line },
  );
}

function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|[^,]+/g)].map(([plain, quoted]) => quoted ?? plain);
}
