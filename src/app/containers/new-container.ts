import { randomBytes } from 'node:crypto';
import path from 'node:path/posix';

import type { RunSettings } from '../../engine/run-settings.js';
import { UserError } from '../../errors.js';
import { imageLayers } from '../../layer/image-layers.js';
import { imageIdOf } from '../../oci/identity.js';
import type { ReadImage } from '../../store/image-contents.js';
import type { Container, MountSpec } from './container.js';
import { chosenCapabilities } from './capabilities.js';
import { randomName } from './random-name.js';
import { mergedEnvironment } from './runtime-environment.js';
import { signalName } from './signal-name.js';

/** What a command line says about a new container. */
export interface NewContainer {
  readonly image: string;
  readonly name?: string | undefined;
  /** `''` removes that of the image. */
  readonly entrypoint?: string | undefined;
  readonly cmd: readonly string[];
  /** `NAME=value`, over those of the image. */
  readonly env: readonly string[];
  readonly cwd?: string | undefined;
  readonly user?: string | undefined;
  readonly hostname?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly terminal: boolean;
  readonly stdin: boolean;
  readonly addCapabilities: readonly string[];
  readonly dropCapabilities: readonly string[];
  readonly settings: Omit<RunSettings, 'hostname'>;
  readonly readonlyRoot: boolean;
  readonly mounts: readonly MountSpec[];
  readonly stopSignal?: string | undefined;
  /** Seconds. */
  readonly stopTimeout?: number | undefined;
  readonly autoRemove: boolean;
  /** Bytes. */
  readonly memory?: number | undefined;
  readonly storage?: Container['storage'];
}

/** @throws UserError when there is no command, or a value is not valid */
export function newContainer(
  wanted: NewContainer,
  { manifest, config, descriptor }: ReadImage,
  now = new Date(),
): Container {
  const id = randomBytes(32).toString('hex');
  const image = config.config ?? {};
  const entrypoint = wanted.entrypoint === undefined ? (image.Entrypoint ?? []) : [wanted.entrypoint].filter(Boolean);
  // As docker: another entrypoint does not get the image's arguments.
  const ownCmd = wanted.entrypoint === undefined ? (image.Cmd ?? []) : [];
  const cmd = wanted.cmd.length > 0 ? wanted.cmd : ownCmd;
  if (entrypoint.length + cmd.length === 0) {
    throw new UserError(`no command: the image ${wanted.image} names none`, {
      hint: `Give one: layer-build run ${wanted.image} COMMAND`,
    });
  }
  const hostname = wanted.hostname ?? id.slice(0, 12);
  const cwd = path.resolve('/', wanted.cwd ?? image.WorkingDir ?? '/');
  return {
    id,
    name: wanted.name ?? randomName(),
    image: wanted.image,
    imageId: imageIdOf(manifest.config.digest),
    imageManifest: document(descriptor),
    imageConfig: document(manifest.config),
    layers: imageLayers(wanted.image, manifest, config),
    created: now.toISOString(),
    process: {
      entrypoint,
      cmd,
      env: withImageEnvironment(mergedEnvironment(wanted.env), image.Env ?? []),
      cwd,
      user: wanted.user ?? image.User ?? '',
      capabilities: chosenCapabilities(
        wanted.addCapabilities,
        wanted.dropCapabilities,
        wanted.settings.network === 'none',
      ),
      terminal: wanted.terminal,
      stdin: wanted.stdin,
    },
    settings: { ...wanted.settings, hostname },
    readonlyRoot: wanted.readonlyRoot,
    mounts: [...wanted.mounts].sort((a, b) => depth(a.target) - depth(b.target)),
    labels: { ...image.Labels, ...wanted.labels },
    stopSignal: signalName(wanted.stopSignal ?? image.StopSignal ?? 'TERM'),
    autoRemove: wanted.autoRemove,
    ...(wanted.stopTimeout !== undefined && { stopTimeout: wanted.stopTimeout }),
    ...(wanted.memory !== undefined && { memory: wanted.memory }),
    ...(wanted.storage !== undefined && { storage: wanted.storage }),
  };
}

/** As docker: what was asked for comes first, then those variables of the image that it does not name. */
function withImageEnvironment(own: readonly string[], image: readonly string[]): readonly string[] {
  const named = new Set(own.map(nameOf));
  return [...own, ...mergedEnvironment(image).filter((line) => !named.has(nameOf(line)))];
}

function nameOf(variable: string): string {
  return variable.split('=', 1)[0] ?? '';
}

function document({ mediaType, digest, size }: Container['imageConfig']): Container['imageConfig'] {
  return { mediaType, digest, size };
}

function depth(target: string): number {
  return target.split('/').filter(Boolean).length;
}
