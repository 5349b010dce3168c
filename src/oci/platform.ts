import { UserError } from '../errors.js';
import {
  ALIASES,
  isArchitecture,
  isOperatingSystem,
  refuseWord,
  requireKnownNames,
  WRITE_IT_AS,
} from './platform-names.js';

/** An operating system and processor, normalised as containerd does (`x86_64` → `amd64`, `aarch64` → `arm64` …). */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  /** `10.0.17763` of `windows(10.0.17763)/amd64`. It is not looked at when an image is chosen. */
  readonly osVersion?: string;
  readonly osFeatures?: readonly string[];
}

/** OCI's names for processors, by Node's. */
const NODE_ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', riscv64: 'riscv64' };

const WORD = /^[A-Za-z0-9_.-]+$/;
/** containerd/platforms, `osRe`: `os(version+feature+feature)`. */
const OS = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/;

/** The platform of this machine's containers: Linux, whatever the machine itself runs. */
export function hostPlatform(nodeArchitecture: string): Platform {
  return normalise('linux', NODE_ARCHITECTURES[nodeArchitecture] ?? nodeArchitecture, undefined);
}

/**
 * Reads `os[(version)][/architecture[/variant]]`, or an operating system or an architecture alone; `host` gives the rest.
 *
 * @throws UserError for any other text, and for a name that is unknown. containerd takes any name.
 */
export function parsePlatform(text: string, host: Platform): Platform {
  const parts = text.split('/');
  const [first = '', second, third] = parts;
  const system = OS.exec(first);
  const options = system === null ? undefined : systemOptions(system[2] ?? '', system[3] ?? '');
  if (options === undefined || parts.length > 3 || parts.slice(1).some((part) => !WORD.test(part))) {
    throw new UserError(`invalid platform ${JSON.stringify(text)}`, {
      hint: WRITE_IT_AS,
    });
  }
  const os = normaliseOs(system?.[1] ?? '');
  if (second === undefined) {
    if (isOperatingSystem(os)) return { ...host, os, ...options };
    const guess = normalise(host.os, first, undefined);
    return isArchitecture(guess.architecture) ? guess : refuseWord(text);
  }
  requireKnownNames({ os, architecture: second.toLowerCase(), variant: third?.toLowerCase() }, text);
  return { ...normalise(os, second, third), ...options };
}

/** @returns `undefined` where an escape is wrong */
function systemOptions(version: string, features: string): Pick<Platform, 'osVersion' | 'osFeatures'> | undefined {
  try {
    const osVersion = decodeURIComponent(version);
    const named = features.split('+').map(decodeURIComponent);
    const osFeatures = [...new Set(named.filter((feature) => feature !== ''))].sort();
    return { ...(osVersion === '' ? {} : { osVersion }), ...(osFeatures.length === 0 ? {} : { osFeatures }) };
  } catch {
    return undefined;
  }
}

/** The same for a flag or an input, where `local` means the platform of this machine. */
export function givenPlatform(text: string, host: Platform): Platform {
  return text === 'local' ? host : parsePlatform(text, host);
}

function normaliseOs(os: string): string {
  const lower = os.toLowerCase();
  return lower === 'macos' ? 'darwin' : lower;
}

function normalise(os: string, architecture: string, variant: string | undefined): Platform {
  const lower = architecture.toLowerCase();
  const alias = ALIASES.get(lower);
  const name = alias?.architecture ?? lower;
  const wanted = (variant ?? alias?.variant)?.toLowerCase();
  const finished = normaliseVariant(name, wanted);
  return { os: normaliseOs(os), architecture: name, ...(finished === undefined ? {} : { variant: finished }) };
}

function normaliseVariant(architecture: string, variant: string | undefined): string | undefined {
  if (architecture === 'arm64') return variant === '8' || variant === 'v8' ? undefined : variant;
  if (architecture === 'arm') {
    if (variant === undefined || variant === '') return 'v7';
    return /^[5-8]$/.test(variant) ? `v${variant}` : variant;
  }
  if (architecture === 'amd64' && variant === 'v1') return undefined;
  return variant;
}

export function normalisePlatform(platform: Platform): Platform {
  const { os, architecture, variant, ...options } = platform;
  return { ...normalise(os, architecture, variant), ...options };
}

/** `os[(version)]/architecture[/variant]`, the form of `--platform` and of TARGETPLATFORM. */
export function formatPlatform({ os, architecture, variant, osVersion = '', osFeatures = [] }: Platform): string {
  const options = [osVersion, ...osFeatures].map((option) => option.replace(/[%+()/]/g, escaped)).join('+');
  const system = options === '' ? os : `${os}(${options})`;
  return [system, architecture, variant].filter((part) => part !== undefined).join('/');
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * How far an image for `offered` is from `wanted`: 0 for an exact match, more for a worse one, `undefined` where it cannot run.
 * An ARM processor also runs what was made for its older variants.
 */
export function platformDistance(wanted: Platform, offered: Platform): number | undefined {
  const want = normalisePlatform(wanted);
  const offer = normalisePlatform(offered);
  if (want.os !== offer.os || want.architecture !== offer.architecture) return undefined;
  if (want.variant === offer.variant) return 0;
  if (want.architecture === 'arm') {
    const distance = Number(want.variant?.slice(1)) - Number(offer.variant?.slice(1));
    return distance > 0 ? distance : undefined;
  }
  return offer.variant === undefined ? 1 : undefined;
}
