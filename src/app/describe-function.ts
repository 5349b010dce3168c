import type { ListedTarget } from '../dockerfile/list-targets.js';
import type { Outline } from '../engine/plan/outline.js';
import type { BuildOptions } from './options/build-options.js';
import type { HostSettings } from './options/host-settings.js';
import type { DescribeCall } from './options/values/call-spec.js';

/** What a Dockerfile says about itself. */
type Description = { readonly dockerfile: Uint8Array } & (
  | { readonly kind: 'outline'; readonly outline: Outline }
  | { readonly kind: 'targets'; readonly targets: readonly ListedTarget[] }
);

/**
 * `--call=outline` plans the build of the target, and so asks for the configs of its bases; `--call=targets` reads the Dockerfile alone.
 *
 * @throws UserError as a build would before its first step
 */
export type DescribeFunction = (
  kind: DescribeCall['kind'],
  options: BuildOptions,
  host: HostSettings,
  signal: AbortSignal,
) => Promise<Description>;
