import type { KnownContainer } from './container-store.js';

/** A container, and the bytes that it wrote. */
export interface ContainerUsage {
  readonly known: KnownContainer;
  /** An error: why they could not be counted. */
  readonly written: number | Error;
}

interface UsageParts {
  readonly read: (known: KnownContainer) => Promise<KnownContainer | undefined>;
  readonly written: (known: KnownContainer) => Promise<number>;
  readonly signal: AbortSignal;
}

/**
 * Each container with what it wrote. One that is removed meanwhile is left out. Where the files of one are found depends on whether it
 * runs; if that changed meanwhile, they are looked for once more.
 *
 * @throws the signal's reason
 */
export async function containerUsage(
  all: readonly KnownContainer[],
  parts: UsageParts,
): Promise<readonly ContainerUsage[]> {
  const found: ContainerUsage[] = [];
  for (const known of all) {
    const first = await usageOf(known, parts);
    const now = typeof first.written === 'number' ? known : await parts.read(known);
    if (now === undefined) continue;
    found.push(now.state.status === known.state.status ? first : await usageOf(now, parts));
  }
  return found;
}

async function usageOf(known: KnownContainer, { written, signal }: UsageParts): Promise<ContainerUsage> {
  try {
    return { known, written: await written(known) };
  } catch (error) {
    signal.throwIfAborted();
    return { known, written: error instanceof Error ? error : new Error(String(error)) };
  }
}
