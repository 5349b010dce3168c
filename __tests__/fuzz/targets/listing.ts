import { decodeListing, encodeListing } from '../../../src/cache/pack/listing.js';
import { packId } from '../../../src/cache/pack/archive.js';
import { packedKind } from '../../../src/cache/pack/packed-path.js';
import { mutateJson } from '../mutate/json.js';
import { LISTING } from '../seeds/pack.js';
import { holds, type Target } from '../target.js';

/** What a pack says of itself. */
export const target: Target = {
  seeds: [Buffer.from(LISTING)],
  mutators: [mutateJson, mutateJson],
  refusals: [],
  run(input) {
    const listing = decodeListing(input.toString('utf8'));
    if (listing === undefined) return;
    for (const path of listing.files.keys())
      holds(packedKind(path) !== undefined, 'a pack brings files of known folders only');
    const again = decodeListing(encodeListing(listing));
    holds(again !== undefined && encodeListing(again) === encodeListing(listing), 'a listing can be written and read');
    holds(packId(again) === packId(listing), 'its id is the same');
  },
};
