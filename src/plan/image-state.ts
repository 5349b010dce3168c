import path from 'node:path/posix';

import type { HistoryEntry, ImageConfig } from '../oci/image-config.js';
import { normalisePlatform, type Platform } from '../oci/platform.js';
import { draftConfig, withVariable, type DraftConfig } from './draft-config.js';

/** An image's config at some point of the build, without layers and times. */
export interface ImageState {
  readonly platform: Platform;
  readonly author?: string;
  readonly config: DraftConfig;
  /** The history of the base, with its times. The entries of the steps come after it. */
  readonly baseHistory: readonly HistoryEntry[];
  /** Fields of the base's config that no instruction changes. */
  readonly inherited: Pick<ImageConfig, 'os.version' | 'os.features'>;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `FROM scratch`. As in BuildKit, the config has a PATH and a working directory. */
export function scratchImage(platform: Platform): ImageState {
  return {
    platform,
    config: { ...withPath({}, platform.os), WorkingDir: '/' },
    baseHistory: [],
    inherited: {},
  };
}

/** For files without a config, with which a named context replaces a stage. */
export function blankImage(platform: Platform): ImageState {
  return { platform, config: {}, baseHistory: [], inherited: {} };
}

/** The state in which a stage on this base image begins. It has no ONBUILD triggers: they run in the stage. */
export function imageFromConfig(base: ImageConfig): ImageState {
  return completed(imageAsItIs(base));
}

/** For an image with which a named context replaces a stage: no instruction changes it, and nothing is added to its config. */
export function imageAsItIs(base: ImageConfig): ImageState {
  return {
    platform: normalisePlatform({
      os: base.os,
      architecture: base.architecture,
      ...(base.variant === undefined ? {} : { variant: base.variant }),
    }),
    ...(base.author === undefined ? {} : { author: base.author }),
    config: draftConfig(base.config ?? {}),
    baseHistory: base.history ?? [],
    inherited: {
      ...(base['os.version'] === undefined ? {} : { 'os.version': base['os.version'] }),
      ...(base['os.features'] === undefined ? {} : { 'os.features': base['os.features'] }),
    },
  };
}

/** Another stage as base: everything but its ONBUILD triggers. */
export function imageFromStage(stage: ImageState): ImageState {
  const { OnBuild, ...config } = stage.config;
  return completed({ ...stage, config });
}

function completed(image: ImageState): ImageState {
  const { os } = image.platform;
  return { ...image, config: withPath(withAbsoluteWorkdir(image.config, os), os) };
}

/** The working directory is written as an absolute path, as WORKDIR writes it. */
function withAbsoluteWorkdir(config: DraftConfig, os: string): DraftConfig {
  const { WorkingDir } = config;
  if (os === 'windows' || WorkingDir === undefined || WorkingDir === '' || path.isAbsolute(WorkingDir)) return config;
  return { ...config, WorkingDir: path.resolve('/', WorkingDir) };
}

/** As in BuildKit, the config of a Linux image always has a PATH. */
function withPath(config: DraftConfig, os: string): DraftConfig {
  return os === 'windows' || config.Env?.has('PATH') === true ? config : withVariable(config, 'PATH', DEFAULT_PATH);
}

/** Changes fields of the runtime config. */
export function withConfig(image: ImageState, change: Partial<DraftConfig>): ImageState {
  return { ...image, config: { ...image.config, ...change } };
}
