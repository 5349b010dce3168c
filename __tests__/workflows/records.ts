import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { StepOutcome } from '../support/workflows/run-workflow.js';
import type { StepForm } from './form.js';

/** What BuildKit made of a shape's steps. */
export interface ShapeRecord {
  /** Digest of the shape that it was made from: of another one it says nothing. */
  readonly of: string;
  /** By the step (`stepKey`). */
  readonly steps: Readonly<Record<string, StepForm>>;
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

/** JSON with what is short on one line, as prettier writes it. */
export async function writeShapeRecord(name: string, { of, steps }: ShapeRecord): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(fileOf(name), `${written(JSON.parse(JSON.stringify({ of, steps })), '')}\n`);
}

const WIDTH = 160;

function written(value: unknown, indent: string): string {
  const short = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + short.length < WIDTH) return short;
  const below = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((each) => written(each, below))
    : Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${written(each, below)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${below}${parts.join(`,\n${below}`)}\n${indent}${close}`;
}

export async function removeShapeRecord(name: string): Promise<void> {
  await rm(fileOf(name));
}

function fileOf(name: string): string {
  return join(FOLDER, `${name}.json`);
}
