import { join } from 'node:path';
import { shell } from '../../support/command.js';
import { writeProject } from '../../support/project-files.js';
import type { EquivalenceCase } from './case.js';
import { CONFIG_CASES } from './config-cases.js';
import { COPY_CASES } from './copy-cases.js';
import { RUN_CASES } from './run-cases.js';

export const CASES: readonly EquivalenceCase[] = [...CONFIG_CASES, ...RUN_CASES, ...COPY_CASES];

/** @returns the case's context, with its Dockerfile in it */
export async function writeCase(one: EquivalenceCase, folder: string): Promise<string> {
  const context = join(folder, one.name);
  await writeProject(context, { ...one.context, Dockerfile: one.dockerfile });
  if (one.prepare !== undefined) await shell(one.prepare, { cwd: context });
  return context;
}
