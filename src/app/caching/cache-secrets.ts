import { secretsOf } from '../../objects/port/object-settings.js';
import type { BuildOptions } from '../options/build-options.js';
import { SECRET_ATTRIBUTES } from '../options/values/cache-fields.js';

type Caches = Partial<Pick<BuildOptions, 'cacheFrom' | 'cacheTo' | 'builder'>>;

/** What caches are opened by: the values of attributes that nobody may see. */
export function cacheSecrets({ cacheFrom = [], cacheTo = [], builder }: Caches): readonly string[] {
  const ours = [...cacheFrom, ...cacheTo].flatMap((spec) => ('objects' in spec ? secretsOf(spec.objects.store) : []));
  const handedOn = [...(builder?.cacheFrom ?? []), ...(builder?.cacheTo ?? [])].flatMap(({ attributes }) =>
    SECRET_ATTRIBUTES.flatMap((name) => attributes[name] ?? []),
  );
  return [...new Set([...ours, ...handedOn])];
}
