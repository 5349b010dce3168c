import { UserError } from '../errors.js';
import { nearest } from '../text/nearest.js';

/** An architecture, and the variant that its name implies. */
interface Named {
  readonly architecture: string;
  readonly variant?: string;
}

/** Other names of architectures (containerd/platforms, `normalizeArch`). */
export const ALIASES: ReadonlyMap<string, Named> = new Map([
  ['x86_64', { architecture: 'amd64' }],
  ['x86-64', { architecture: 'amd64' }],
  ['aarch64', { architecture: 'arm64' }],
  ['armhf', { architecture: 'arm', variant: 'v7' }],
  ['armel', { architecture: 'arm', variant: 'v6' }],
  ['i386', { architecture: '386' }],
  ['i686', { architecture: '386' }],
]);

/** Go's names (containerd/platforms, `isKnownOS`). The first of several that are equally near to a wrong one is suggested. */
const OPERATING_SYSTEMS: ReadonlySet<string> = new Set(
  (
    'linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1 plan9 hurd nacl ' +
    'zos'
  ).split(' '),
);
/** Go's names (containerd/platforms, `isKnownArch`), those in use first. */
const ARCHITECTURES: ReadonlySet<string> = new Set(
  (
    'amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le mips64 mipsle mips ppc64 wasm riscv ppc s390 sparc sparc64 ' +
    'armbe arm64be amd64p32 mips64p32 mips64p32le'
  ).split(' '),
);
/** The variants of the architectures that have them, as they are written. Other architectures take any. */
const VARIANTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['amd64', ['v1', 'v2', 'v3', 'v4']],
  ['arm', ['v7', 'v6', 'v5', 'v8']],
  ['arm64', ['v8', 'v9', ...pointReleases('v8', 9), ...pointReleases('v9', 7)]],
]);

function pointReleases(version: string, last: number): readonly string[] {
  return Array.from({ length: last + 1 }, (_, minor) => `${version}.${minor}`);
}

export function isOperatingSystem(name: string): boolean {
  return OPERATING_SYSTEMS.has(name);
}

export function isArchitecture(name: string): boolean {
  return ARCHITECTURES.has(name);
}

/** The parts of a platform as they were written, in lower case. */
interface WrittenPlatform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | undefined;
}

/**
 * Refuses names that nobody uses. They are misspelt: an image for such a platform would run nowhere.
 *
 * @param text the platform as it was written, for the message
 * @throws UserError that suggests the nearest platform
 */
export function requireKnownNames(written: WrittenPlatform, text: string): void {
  const wrong = wrongPart(written);
  if (wrong === undefined) return;
  const near = nearestPlatform(written);
  throw new UserError(`unknown ${wrong} in the platform ${JSON.stringify(text)}`, {
    hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
  });
}

/** @throws UserError: `text` is neither an operating system nor an architecture */
export function refuseWord(text: string): never {
  const names = [...OPERATING_SYSTEMS, ...ARCHITECTURES, ...ALIASES.keys()];
  const near = nearest(text, names);
  throw new UserError(`unknown operating system or architecture ${JSON.stringify(text)}`, {
    hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
  });
}

export const WRITE_IT_AS = 'Write it as os/architecture, e.g. linux/arm64.';

function wrongPart({ os, architecture, variant }: WrittenPlatform): string | undefined {
  if (!isOperatingSystem(os)) return `operating system ${JSON.stringify(os)}`;
  const name = ALIASES.get(architecture)?.architecture ?? architecture;
  if (!isArchitecture(name)) return `architecture ${JSON.stringify(architecture)}`;
  if (variant === undefined || isVariant(name, variant)) return undefined;
  return `variant ${JSON.stringify(variant)} of ${name}`;
}

/** The `v` may be left out, as in `linux/arm/7`. */
function isVariant(architecture: string, variant: string): boolean {
  const known = VARIANTS.get(architecture);
  return known === undefined || known.includes(variant) || known.includes(`v${variant}`);
}

/** The platform that was most likely meant; `undefined` if one of its parts is like no name. */
function nearestPlatform({ os, architecture, variant }: WrittenPlatform): string | undefined {
  const system = isOperatingSystem(os) ? os : nearest(os, OPERATING_SYSTEMS);
  const alias = ALIASES.get(architecture);
  const meant = alias ?? nearestArchitecture(architecture);
  if (system === undefined || meant === undefined) return undefined;
  const known = VARIANTS.get(meant.architecture);
  const near =
    variant === undefined || isVariant(meant.architecture, variant) ? variant : nearest(variant, known ?? []);
  return [system, meant.architecture, near ?? meant.variant].filter((part) => part !== undefined).join('/');
}

function nearestArchitecture(name: string): Named | undefined {
  if (isArchitecture(name)) return { architecture: name };
  const near = nearest(name, [...ARCHITECTURES, ...ALIASES.keys()]);
  return near === undefined ? undefined : (ALIASES.get(near) ?? { architecture: near });
}
