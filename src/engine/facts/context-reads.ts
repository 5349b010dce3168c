import { posix } from 'node:path';

import { fileBytes, type SourceTree } from '../../layer/source-tree.js';
import type { CopyOperation, RunOperation } from '../../plan/operation.js';
import { goCleanPath } from '../../text/path-parts.js';
import type { NumberedStep, StagePlan } from '../plan/build-plan.js';
import type { ContextReads } from '../step-facts.js';
import { plainCommands } from './plain-commands.js';
import type { Reader, Reading } from './readers/reader.js';
import { nodeReader } from './readers/node.js';
import { OTHER_READERS } from './readers/others.js';
import { pythonReader } from './readers/python.js';
import { systemReader } from './readers/system.js';

const READERS: readonly Reader[] = [systemReader, nodeReader, pythonReader, ...OTHER_READERS];

/** Bytes. A list of dependencies that is larger is not looked into. */
const LARGEST = 1024 * 1024;

/**
 * What a RUN reads of the files that the COPY before it took from the build context. It is known for plain commands of package managers
 * whose lists name nothing else of the project. In doubt it is not known.
 *
 * @param context with .dockerignore applied
 */
export async function contextReads(
  step: NumberedStep,
  stage: StagePlan,
  context: SourceTree,
): Promise<ContextReads | undefined> {
  const readings = step.operation.kind === 'run' ? readingsOf(step.operation) : undefined;
  const copy = readings && copyBelow(step, stage);
  if (step.operation.kind !== 'run' || readings === undefined || copy === undefined) return undefined;
  const { operation } = copy;
  const readsFiles = readings.some(({ needs }) => needs.length > 0);
  if (!readsFiles) return isAside(operation.destination) ? { step: copy.number, files: [] } : undefined;
  // The command must find the project where it was copied to.
  if (goCleanPath(operation.destination) !== goCleanPath(step.operation.cwd)) return undefined;
  const folder = await folderOf(operation, context);
  if (folder === undefined) return undefined;
  const files = new Set<string>();
  for (const reading of readings) {
    const read = await filesOf(reading, folder, context);
    if (read === undefined) return undefined;
    for (const file of read) files.add(file);
  }
  return { step: copy.number, files: [...files] };
}

/** Whether a RUN has only commands of package managers, of which it is known what they read. */
export function isKnown(operation: RunOperation): boolean {
  return readingsOf(operation) !== undefined;
}

function readingsOf({ argv, script, mounts, privileged }: RunOperation): readonly Reading[] | undefined {
  const isPlain = mounts.every(({ mount: { type } }) => type === 'cache' || type === 'secret' || type === 'tmpfs');
  const commands = script === undefined && isPlain && !privileged ? plainCommands(argv) : undefined;
  const readings = commands?.map((words) =>
    READERS.map((reader) => reader(words)).find((found) => found !== undefined),
  );
  return readings?.every((reading) => reading !== undefined) === true ? readings : undefined;
}

/** The last COPY or ADD below a step, if everything between leaves alone what it brought. */
function copyBelow(
  { info }: NumberedStep,
  { steps }: StagePlan,
): { readonly number: number; readonly operation: CopyOperation } | undefined {
  const at = steps.findIndex((step) => step.info.number === info.number);
  for (const {
    operation,
    info: { number },
  } of steps.slice(0, at).reverse()) {
    if (operation.kind === 'copy') return operation.from.kind === 'context' ? { number, operation } : undefined;
    if (operation.kind === 'run' && readingsOf(operation) === undefined) return undefined;
  }
  return undefined;
}

/** The folder of the context that an instruction copies as a whole; `''` is all of it. */
async function folderOf(
  { sources, inlineFiles, parents, excludes, link }: CopyOperation,
  context: SourceTree,
): Promise<string | undefined> {
  const [source] = sources;
  if (source === undefined || sources.length > 1 || inlineFiles.length > 0 || parents || link || excludes.length > 0)
    return undefined;
  const folder = posix.normalize(`/${source}`).replace(/^\/|\/$/g, '');
  if (folder === '') return folder;
  return (await context.lstat(folder))?.type === 'directory' ? folder : undefined;
}

async function filesOf(
  { files, needs, without, isClosed }: Reading,
  folder: string,
  context: SourceTree,
): Promise<readonly string[] | undefined> {
  const at = (name: string): string => posix.join(folder, name);
  for (const name of without) if ((await context.lstat(at(name))) !== undefined) return undefined;
  const found: string[] = [];
  for (const name of files) {
    const entry = await context.lstat(at(name));
    if (entry === undefined) continue;
    if (entry.type !== 'file' || entry.size > LARGEST) return undefined;
    if (isClosed?.(name, await textOf(at(name), context)) === false) return undefined;
    found.push(name);
  }
  const isThere = needs.length === 0 || needs.some((name) => found.includes(name));
  return isThere ? found.map(at) : undefined;
}

async function textOf(path: string, context: SourceTree): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of fileBytes(context, path)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Folders in which an application lies, not the system's: what is copied there does not change how packages are installed. */
function isAside(destination: string): boolean {
  const path = goCleanPath(destination);
  return (
    path !== '/' &&
    !/^\/(?:etc|bin|sbin|lib\w*|boot|dev|proc|sys|run|usr(?!\/(?:src|share\/nginx|local\/src|local\/app))|var(?!\/(?:www|app|task))|root\/\.)(?:\/|$)/.test(
      path,
    )
  );
}
