import type { BuildInputs, NamedInput } from '../../engine/build-inputs.js';
import { isHarmlessName } from '../../engine/values/harmless-names.js';
import type { ObjectCacheSettings } from '../../objects/port/object-settings.js';
import { familiarName } from '../../oci/reference.js';
import type { BuildOptions } from './build-options.js';
import type { CacheExportSpec, CacheImportSpec } from './values/cache-spec.js';
import { contextText, namedContextText } from './values/context-text.js';

/** What reports say about what a build was asked for. Addresses may still hold credentials: `redact` removes them from every event. */
export function shownInputs(options: BuildOptions): BuildInputs {
  const { context, target, platforms, buildArgs, labels, buildContexts, cacheFrom, cacheTo, secrets } = options;
  return {
    context: contextText(context),
    ...(target !== undefined && target !== '' && { target }),
    platforms,
    buildArgs: Object.entries(buildArgs).map(([name, value]): NamedInput => ({
      name,
      ...(isHarmlessName(name) && { value }),
    })),
    labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
    contexts: Object.entries(buildContexts).map(([name, spec]) => ({ name, value: namedContextText(name, spec) })),
    cacheFrom: cacheFrom.map(cacheText),
    cacheTo: cacheTo.map((spec) => `${cacheText(spec)},mode=${spec.mode}`),
    secrets: secrets.map(({ id }) => id),
  };
}

function cacheText(spec: CacheImportSpec | CacheExportSpec): string {
  switch (spec.type) {
    case 'registry':
      return `type=registry,ref=${familiarName(spec.reference)}`;
    case 'local':
      return `type=local,directory=${spec.directory}`;
    case 'gha':
      return `type=gha${spec.scope === undefined ? '' : `,scope=${spec.scope}`}`;
    case 's3':
    case 'azblob':
      return `type=${spec.type},${objectCacheText(spec.objects)}`;
  }
}

/** Without what it is opened by. */
function objectCacheText({ store, places: { manifestsPrefix, name } }: ObjectCacheSettings): string {
  const place = `manifest=${manifestsPrefix}${name}`;
  if (store.kind === 'azblob') return `account_url=${store.accountUrl},container=${store.container},${place}`;
  const { bucket, region, endpointUrl } = store;
  return `bucket=${bucket},region=${region}${endpointUrl === undefined ? '' : `,endpoint_url=${endpointUrl}`},${place}`;
}
