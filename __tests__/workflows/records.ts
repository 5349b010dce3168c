import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { StepOutcome } from '../support/workflows/run-workflow.js';
import type { ImageContent } from './artefact.js';

/** What BuildKit made of a shape's steps. */
export interface ShapeRecord {
  /** Digest of the shape that it was made from: of another one it says nothing. */
  readonly of: string;
  /** By the step (`stepKey`), and by the platform. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, ImageContent>>>>;
}

const FOLDER = join(import.meta.dirname, 'recorded');

/** Of a step in its job, with the values of the job's matrix. */
export function stepKey({ job, id, matrix }: Pick<StepOutcome, 'job' | 'id' | 'matrix'>): string {
  const values = Object.values(matrix).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return [job, ...values, id].join(' ');
}

export async function recordedShapes(): Promise<readonly string[]> {
  return (await readdir(FOLDER)).map((name) => name.replace(/\.json$/, '')).sort();
}

/** @returns `undefined` where there is none */
export async function readShapeRecord(name: string): Promise<ShapeRecord | undefined> {
  const text = await readFile(fileOf(name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ShapeRecord);
}

/** JSON with a field or a path a line. */
export async function writeShapeRecord(name: string, { of, steps }: ShapeRecord): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const text = JSON.stringify({ of, steps }, null, 1).replaceAll(
    /\{\n\s+"(?:type|mode|contentOf|owner)"[^{}]*\}/g,
    (entry) => entry.replaceAll(/\n\s*/g, ' '),
  );
  await writeFile(fileOf(name), `${text}\n`);
}

export async function removeShapeRecord(name: string): Promise<void> {
  await rm(fileOf(name));
}

function fileOf(name: string): string {
  return join(FOLDER, `${name}.json`);
}
