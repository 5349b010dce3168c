import { parsePlatforms } from './plain-values.js';

/** A builder as people name it. */
export interface BuilderSpec {
  /** An address, or the name of a builder of docker buildx. */
  readonly text: string;
  /** What it is to build for; empty: what it says of itself. */
  readonly platforms: readonly string[];
}

export interface BuilderChoice {
  readonly specs: readonly BuilderSpec[];
  /** Use them only if they answer at once; otherwise build here. */
  readonly auto: boolean;
}

const AUTO = 'auto';
const PLATFORMS = /^(?<platforms>[a-z0-9]+\/[A-Za-z0-9_./,-]+)=(?<text>.+)$/s;

/**
 * `ADDRESS`, `NAME`, `PLATFORM[,PLATFORM]=ADDRESS|NAME`, or `auto`.
 *
 * @throws UserError for platforms that are none
 */
export function parseBuilders(where: string, texts: readonly string[]): BuilderChoice {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '');
  const specs = given.filter((text) => text !== AUTO).map((text) => builderSpec(where, text));
  return { specs, auto: given.includes(AUTO) };
}

function builderSpec(where: string, given: string): BuilderSpec {
  const { platforms, text } = PLATFORMS.exec(given)?.groups ?? {};
  if (platforms === undefined || text === undefined) return { text: given, platforms: [] };
  return { text, platforms: parsePlatforms(where, [platforms]) };
}
