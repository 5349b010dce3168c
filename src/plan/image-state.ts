import path from 'node:path/posix';

import type { HistoryEntry, ImageConfig } from '../oci/image-config.js';
import { normalisePlatform, type Platform } from '../oci/platform.js';
import { draftConfig, withVariable, type DraftConfig } from './draft-config.js';

/** What an image says of itself at some point of its build, but for its layers and times. */
export interface ImageState {
  readonly platform: Platform;
  readonly author?: string;
  readonly config: DraftConfig;
  /** Of the base, times included; the steps' own entries follow it. */
  readonly baseHistory: readonly HistoryEntry[];
  /** The fields of the base's config that nothing here changes (os.version, os.features …). */
  readonly inherited: Pick<ImageConfig, 'os.version' | 'os.features'>;
}

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `FROM scratch`. The PATH and the working directory are in the config, as BuildKit writes them. */
export function scratchImage(platform: Platform): ImageState {
  return {
    platform,
    config: { ...withPath({}, platform.os), WorkingDir: '/' },
    baseHistory: [],
    inherited: {},
  };
}

/** Files without any config, which a named context puts in place of a stage. */
export function blankImage(platform: Platform): ImageState {
  return { platform, config: {}, baseHistory: [], inherited: {} };
}

/** What a stage inherits of its base image. ONBUILD triggers are not inherited: they run in the stage. */
export function imageFromConfig(base: ImageConfig): ImageState {
  return completed(imageAsItIs(base));
}

/** An image that a named context puts in place of a stage: no instruction touches it, and its config gains nothing. */
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

/** A base's working directory is written absolute, as each WORKDIR writes its own. */
function withAbsoluteWorkdir(config: DraftConfig, os: string): DraftConfig {
  const { WorkingDir } = config;
  if (os === 'windows' || WorkingDir === undefined || WorkingDir === '' || path.isAbsolute(WorkingDir)) return config;
  return { ...config, WorkingDir: path.resolve('/', WorkingDir) };
}

/** PATH is always set in a Linux image's config. */
function withPath(config: DraftConfig, os: string): DraftConfig {
  return os === 'windows' || config.Env?.has('PATH') === true ? config : withVariable(config, 'PATH', DEFAULT_PATH);
}

/** Changes fields of the runtime config. */
export function withConfig(image: ImageState, change: Partial<DraftConfig>): ImageState {
  return { ...image, config: { ...image.config, ...change } };
}
