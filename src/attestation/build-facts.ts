import type { Descriptor } from '../oci/descriptor.js';
import type { BuildStep } from './build-steps.js';
import type { DigestSet } from './statement.js';

/** What is known of a build for one platform. None of its texts has a secret: whoever makes the facts takes care of that. */
export interface BuildFacts {
  /** Where the Dockerfile came from. */
  readonly configSource: ConfigSource;
  /** What was asked for, by BuildKit's names: `target`, `build-arg:NAME`, `label:NAME`, `context:NAME` … */
  readonly args: Readonly<Record<string, string>>;
  /** Some build arguments are not among `args`, since their values could be secret. */
  readonly argsLeftOut: boolean;
  readonly secrets: readonly Access[];
  readonly ssh: readonly Access[];
  /** The folders of this machine that files came from: `context`, `dockerfile`, names of build contexts. */
  readonly locals: readonly string[];
  readonly materials: readonly Material[];
  /** A step could reach the network. */
  readonly networkAccess: boolean;
  /** Of the machine: `linux/amd64`. */
  readonly builderPlatform: string;
  /** The state of the repository that the context is a checkout of: `source`, `revision`, `localdir:context` … */
  readonly vcs: Readonly<Record<string, string>>;
  /** The same for all platforms of a build. */
  readonly invocationId: string;
  readonly started: Date;
  readonly finished: Date;
  readonly detail: BuildDetail;
}

/** What `mode=max` adds. */
export interface BuildDetail {
  /** Each after its inputs. */
  readonly steps: readonly BuildStep[];
  readonly dockerfile: { readonly filename: string; readonly text: Buffer };
  /** The lines of the Dockerfile by step, from 1. */
  readonly locations: Readonly<Record<string, readonly { readonly start: number; readonly end: number }[]>>;
  /** The layers of the image after a step, lowest first, by the step's output: `step1:0`. */
  readonly layers: Readonly<Record<string, readonly Descriptor[]>>;
}

interface ConfigSource {
  readonly uri?: string;
  readonly digest?: DigestSet;
  readonly path: string;
}

/** Of a mount. */
export interface Access {
  readonly id: string;
  readonly optional: boolean;
}

/** Something from outside that the image was made from. */
export interface Material {
  readonly uri: string;
  readonly digest: DigestSet;
}
