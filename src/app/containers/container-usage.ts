import type { KnownContainer } from './container-store.js';

/** A container, and the bytes that it wrote. */
export interface ContainerUsage {
  readonly known: KnownContainer;
  readonly written: number;
}

interface UsageParts {
  readonly read: (known: KnownContainer) => Promise<KnownContainer | undefined>;
  readonly written: (known: KnownContainer) => Promise<number>;
}

/**
 * Each container with what it wrote. One that is removed meanwhile is left out. Where the files of one are found depends on whether it
 * runs; if that changed meanwhile, they are looked for once more.
 */
export async function containerUsage(
  all: readonly KnownContainer[],
  { read, written }: UsageParts,
): Promise<readonly ContainerUsage[]> {
  const found: ContainerUsage[] = [];
  for (const known of all) {
    try {
      found.push({ known, written: await written(known) });
    } catch (error) {
      const now = await read(known);
      if (now?.state.status === known.state.status) throw error;
      if (now !== undefined) found.push({ known: now, written: await written(now) });
    }
  }
  return found;
}
