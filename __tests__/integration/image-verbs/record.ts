import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startDockerd } from '../../support/private-dockerd.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { COMPARED } from './compared-commands.js';
import { writeSamples } from './sample-images.js';

export interface RecordedCommand {
  readonly argv: readonly string[];
  readonly code: number;
  readonly stdout: string;
}

export const RECORD = join(import.meta.dirname, 'docker.json');

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
    const text = `${JSON.stringify(recorded, null, 2)}\n`;
    const before = await readFile(RECORD, 'utf8').catch(() => '');
    await writeFile(RECORD, text);
    return steady(before) === steady(text) ? [] : ['image-verbs: docker says something else than before'];
  } finally {
    await dockerd.stop();
    await removeTree(folder);
  }
}

/** What a clock changes, and what says how docker keeps its images. */
export function steady(text: string): string {
  return text.replace(/\d+ years ago {0,3}/g, 'N years ago ').replace(/"LastTagTime[^,}]*/g, '"LastTagTime"');
}
