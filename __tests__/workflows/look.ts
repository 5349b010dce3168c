import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { FlatImage } from '../support/flatten-image.js';
import type { PrivateDockerd } from '../support/private-dockerd.js';
import type { Machine, StepOutcome } from '../support/workflows/run-workflow.js';
import {
  type Artefact,
  dockerArchiveContent,
  folderContent,
  type ImageContent,
  ociArtefact,
  pushedArtefact,
  type Statement,
} from './artefact.js';
import { derivedFrom } from './derived.js';
import { outputsOf } from './shape.js';
import { must } from '../support/command.js';

/** All that a build left behind. */
export interface Left {
  /** By the name in the registry. */
  readonly pushed: Readonly<Record<string, Artefact>>;
  /** OCI archives, by their file. */
  readonly archives: Readonly<Record<string, Artefact>>;
  /** Images in a Docker daemon or in files for it, by the name or file. */
  readonly loaded: Readonly<Record<string, ImageContent>>;
  /** Digests of files by path, of each output of files, by its destination. */
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What is said about them in files beside them. */
  readonly said: Readonly<Record<string, Readonly<Record<string, Statement>>>>;
}

interface Tools {
  readonly dockerd: PrivateDockerd | undefined;
  readonly busybox: FlatImage;
  readonly isPrivate: boolean;
}

let archives = 0;

/** Looks while the machine is still there. */
export async function lookAt(step: StepOutcome, machine: Machine, tools: Tools): Promise<Left> {
  const { names, loaded, pushes } = derivedFrom(step, tools.isPrivate);
  const left = { pushed: {}, archives: {}, loaded: {}, files: {}, said: {} } as {
    readonly [Key in keyof Left]: Record<string, Left[Key][string]>;
  };
  const newFolder = (): string => join(machine.temp, `looked-at-${++archives}`);
  if (pushes) {
    for (const name of names) {
      const full = name.endsWith('@') ? `${name.replace(/:[^/:]*@$/, '@')}${step.outputs['digest'] ?? ''}` : name;
      left.pushed[name] = await pushedArtefact(full, tools.busybox);
    }
  }
  const outputs = outputsOf(step.inputs);
  for (const { type, dest = '' } of outputs) {
    const file = join(dest.startsWith('/') ? '/' : machine.workspace, dest);
    if (dest === '' || !existsSync(file)) continue;
    if (type === 'oci') left.archives[dest] = await ociArtefact(file, newFolder(), tools.busybox);
    if (type === 'docker') left.loaded[dest] = await dockerArchiveContent(file, newFolder(), tools.busybox);
    if (type === 'local') [left.files[dest], left.said[dest]] = await folderContent(file, tools.busybox);
    if (type === 'tar') {
      const folder = newFolder();
      await must(['mkdir', folder]);
      await must(['tar', '-C', folder, '-xf', file]);
      [left.files[dest], left.said[dest]] = await folderContent(folder, tools.busybox);
    }
  }
  for (const name of loaded) {
    if (tools.dockerd === undefined) break;
    const file = join(machine.temp, `saved-${++archives}.tar`);
    const saved = await tools.dockerd.docker(['save', '-o', file, name]);
    if (saved.code !== 0) throw new Error(`${name} is not in the daemon: ${saved.stderr}`);
    left.loaded[name] = await dockerArchiveContent(file, newFolder(), tools.busybox);
  }
  return left;
}
