import { type Hashed, sha256 } from './digest.js';
import type { DiffId } from './identity.js';

/** Identifies a layer together with all layers below it (image-spec, "Layer ChainID"). */
export type ChainId = Hashed<'ChainId'>;

/** The chain id of each layer. @param diffIds lowest first */
export function chainIds(diffIds: readonly DiffId[]): readonly ChainId[] {
  const chain: ChainId[] = [];
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    chain.push((below === undefined ? diffId : sha256(`${below} ${diffId}`)) as string as ChainId);
  }
  return chain;
}
