import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { format, resolveConfig } from 'prettier';

import { startDockerd } from '../../support/private-dockerd.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { COMPARED, FLAGGED, type ComparedCommand } from './compared-commands.js';
import { writeSamples } from './sample-images.js';

export interface RecordedCommand {
  readonly argv: readonly string[];
  readonly code: number;
  readonly stdout: string;
}

export const RECORD = join(import.meta.dirname, 'docker.json');
/** The flags of docker's verbs. */
export const FLAGS = join(import.meta.dirname, 'docker-flags.json');

/** Runs the compared command lines with Debian's docker, and writes what it said. @returns what changed */
export async function record(filter: string): Promise<readonly string[]> {
  if (!'image-verbs'.includes(filter)) return [];
  const folder = await temporaryFolder('image-verbs');
  const dockerd = await startDockerd();
  try {
    const archive = join(folder, 'samples.tar');
    await writeSamples(archive);
    const recorded: RecordedCommand[] = [];
    for (const argv of [['load', '-i', archive], ...COMPARED.map((command) => command.argv)]) {
      const { code, stdout } = await dockerd.docker(argv);
      if (argv[0] !== 'load') recorded.push({ argv, code, stdout });
    }
    const before = JSON.parse(await readFile(RECORD, 'utf8').catch(() => '[]')) as readonly RecordedCommand[];
    const flags: Record<string, readonly string[]> = {};
    for (const verb of FLAGGED) flags[verb] = flagsIn((await dockerd.docker([...verb.split(' '), '--help'])).stdout);
    const flagsText = await format(JSON.stringify(flags), { ...(await resolveConfig(FLAGS)), parser: 'json' });
    const sameFlags = flagsText === (await readFile(FLAGS, 'utf8').catch(() => ''));
    if (!sameFlags) await writeFile(FLAGS, flagsText);
    const sameLines = isDeepStrictEqual(before.map(argvOf), recorded.map(argvOf));
    if (sameLines && isDeepStrictEqual(before.map(comparedRecord), recorded.map(comparedRecord))) {
      return sameFlags ? [] : ['image-verbs: docker has other flags than before'];
    }
    const form = { ...(await resolveConfig(RECORD)), parser: 'json' };
    await writeFile(RECORD, await format(JSON.stringify(recorded, undefined, 1), form));
    return ['image-verbs: docker says something else than before'];
  } finally {
    await dockerd.stop();
    await removeTree(folder);
  }
}

/** @returns `--name=` and `-n=` for a flag with a value, `--name` and `-n` for another */
function flagsIn(help: string): readonly string[] {
  return [...help.matchAll(/^ {2,6}(?:(-\w), )?(--[a-z0-9-]+)( \w+)?/gm)].flatMap(([, short, long = '', value]) =>
    [short, long].flatMap((flag) => (flag === undefined ? [] : [value === undefined ? flag : `${flag}=`])),
  );
}

function argvOf({ argv }: RecordedCommand): readonly string[] {
  return argv;
}

function comparedRecord({ argv, code, stdout }: RecordedCommand, at: number): unknown {
  const { compare } = COMPARED[at] ?? { compare: 'text' };
  return { argv, code, ...(compare !== 'exit code' && { said: comparable(stdout, compare) }) };
}

/** What is compared of what a command said. */
export function comparable(text: string, compare: ComparedCommand['compare']): unknown {
  if (compare === 'text') return steady(text);
  if (compare === 'lines') return steady(text).split('\n').sort();
  const documents = text.trimStart().startsWith('[') ? [text] : text.split('\n').filter((line) => line !== '');
  return documents
    .map((document) => withoutOwn(JSON.parse(document.replaceAll(/\d+ years ago/g, 'N years ago'))))
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** The same but for how each keeps its images, a field of later versions of docker, and a list that docker does not have. */
function withoutOwn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOwn);
  if (typeof value !== 'object' || value === null) return value;
  const {
    GraphDriver: _driver,
    Descriptor: _descriptor,
    Metadata: _metadata,
    CacheMounts: _mounts,
    ...rest
  } = value as Record<string, unknown>;
  if (!('Names' in rest)) return rest;
  // Of a container: what differs from one to the next, and what is not counted.
  const { ID: _id, CreatedAt: _created, RunningFor: _running, Size: _size, Platform: _platform, ...container } = rest;
  return container;
}

/** What a clock changes, and what says how docker keeps its images. */
function steady(text: string): string {
  return text
    .replace(/\d+ years ago {0,3}/g, 'N years ago ')
    .replace(/"LastTagTime[^,}]*/g, '"LastTagTime"')
    .replace(/^[0-9a-f]{64}$/gm, 'ID of a container')
    .replace(/ {4}DESCRIPTION\n/, '\n');
}
