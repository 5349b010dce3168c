import { UserError } from '../../errors.js';
import { goBoolean } from '../../text/go-boolean.js';
import { attestText, parseAttest, parseCaches, parseSsh, type SecretEntry } from '../target/entries.js';
import { settleFields, type TargetFields } from '../target/fields.js';
import { byteSizeText, parseByteSize } from './byte-size.js';
import { extensionFields } from './extension.js';
import { localPath } from './local-path.js';
import { namedContexts } from './named-contexts.js';
import { isMapping, listAt, type Mapping, mappingAt, pairsAt, textAt, textsAt } from './tree.js';

/** What `build` of a service may have; what begins with `x-` is an extension. */
const BUILD_KEYS: ReadonlySet<string> = new Set([
  'context',
  'dockerfile',
  'dockerfile_inline',
  'entitlements',
  'args',
  'ssh',
  'labels',
  'cache_from',
  'cache_to',
  'no_cache',
  'no_cache_filter',
  'additional_contexts',
  'network',
  'provenance',
  'sbom',
  'pull',
  'target',
  'shm_size',
  'extra_hosts',
  'isolation',
  'privileged',
  'secrets',
  'tags',
  'ulimits',
  'platforms',
]);

export interface ServiceParts {
  readonly service: Mapping;
  /** `services.name`, for messages. */
  readonly path: string;
  /** The `secrets` of the file. */
  readonly secrets: Mapping;
  /** The variables of its `env_file`. */
  readonly fromFiles: ReadonlyMap<string, string>;
  readonly lookUp: (name: string) => string | undefined;
}

/**
 * What a service with a `build` is as a target.
 *
 * @throws UserError that names the attribute
 */
export function serviceTarget(parts: ServiceParts): TargetFields {
  const { service, path, secrets } = parts;
  const build: Mapping = isMapping(service['build']) ? service['build'] : { context: service['build'] };
  const at = `${path}.build`;
  const unknown = Object.keys(build).find((key) => !BUILD_KEYS.has(key) && !key.startsWith('x-'));
  if (unknown !== undefined) throw new UserError(`${at}: there is no attribute ${JSON.stringify(unknown)}`);
  const text = (key: string): string | undefined => optionalText(build[key], `${at}.${key}`);
  if (nonEmpty(text('dockerfile')) !== undefined && nonEmpty(text('dockerfile_inline')) !== undefined)
    throw new UserError(`${at}: dockerfile and dockerfile_inline exclude each other`);
  const attests = (['sbom', 'provenance'] as const).flatMap((type) => {
    const given = text(type);
    return given === undefined || given === '' ? [] : [parseAttest(attestText(type, given))];
  });
  const shmSize = text('shm_size');
  const fields: TargetFields = {
    context: nonEmpty(text('context')),
    dockerfile: nonEmpty(text('dockerfile')),
    'dockerfile-inline': nonEmpty(text('dockerfile_inline')),
    contexts: namedContexts(pairsAt(build['additional_contexts'], `${at}.additional_contexts`), localPath),
    args: argumentsOf(build, parts),
    labels: new Map([...pairsAt(build['labels'], `${at}.labels`)].map(([key, value]) => [key, value ?? ''] as const)),
    tags: tagsOf(build, service, path),
    'cache-from': optionalList(textsAt(build['cache_from'], `${at}.cache_from`).flatMap(parseCaches)),
    'cache-to': optionalList(textsAt(build['cache_to'], `${at}.cache_to`).flatMap(parseCaches)),
    target: nonEmpty(text('target')),
    network: nonEmpty(text('network')),
    platforms: optionalList(textsAt(build['platforms'], `${at}.platforms`)),
    ssh: optionalList(sshOf(build['ssh'], `${at}.ssh`)),
    secret: optionalList(secretsOf(build['secrets'], secrets, `${at}.secrets`)),
    'shm-size': shmSize === undefined ? undefined : byteSizeText(parseByteSize(shmSize, `${at}.shm_size`)),
    ulimits: ulimitsOf(build['ulimits'], `${at}.ulimits`),
    'extra-hosts': extraHostsOf(build['extra_hosts'], `${at}.extra_hosts`),
    attest: optionalList(attests),
    'no-cache': booleanAt(build['no_cache'], `${at}.no_cache`) ? true : undefined,
    pull: booleanAt(build['pull'], `${at}.pull`) ? true : undefined,
  };
  return extensionFields(settleFields(fields), build['x-bake'], `${at}.x-bake`);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function optionalText(value: unknown, path: string): string | undefined {
  return value === undefined || value === null ? undefined : textAt(value, path);
}

function optionalList<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function booleanAt(value: unknown, path: string): boolean {
  if (value === undefined || value === null) return false;
  const parsed = goBoolean(textAt(value, path));
  if (parsed === undefined) throw new UserError(`${path} must be true or false`);
  return parsed;
}

/** An argument without a value has that of the service's environment, or of the one around it. */
function argumentsOf(
  build: Mapping,
  { service, path, fromFiles, lookUp }: ServiceParts,
): ReadonlyMap<string, string> | undefined {
  const own = pairsAt(service['environment'], 'environment');
  const given = [...pairsAt(build['args'], `${path}.build.args`)].flatMap(([name, value]) => {
    const ofService = own.has(name) ? own.get(name) : fromFiles.get(name);
    const found = value ?? ofService ?? lookUp(name);
    return found === undefined ? [] : [[name, found] as const];
  });
  return given.length === 0 ? undefined : new Map(given);
}

/** The name of the service's image is the tag, if there is no other. */
function tagsOf(build: Mapping, service: Mapping, path: string): readonly string[] | undefined {
  const tags = textsAt(build['tags'], `${path}.build.tags`);
  if (tags.length > 0) return tags;
  const image = optionalText(service['image'], `${path}.image`);
  return image === undefined || image === '' ? undefined : [image];
}

function sshOf(value: unknown, path: string): TargetFields['ssh'] & object {
  const keys = isMapping(value)
    ? [...pairsAt(value, path)].map(([id, key]) => (key === null || key === '' ? id : `${id}=${key}`))
    : typeof value === 'string'
      ? [value]
      : textsAt(value, path);
  return keys.map(parseSsh).sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}

function secretsOf(value: unknown, declared: Mapping, path: string): readonly SecretEntry[] {
  return listAt(value, path).map((item, index) => {
    const id = isMapping(item)
      ? textAt(item['source'] ?? '', `${path}.${index}.source`)
      : textAt(item, `${path}.${index}`);
    if (declared[id] === undefined)
      throw new UserError(`${path}: the secret ${JSON.stringify(id)} is not declared in "secrets"`);
    const secret = mappingAt(declared[id], `secrets.${id}`);
    if (secret['external'] === true) throw new UserError(`secrets.${id}: external secrets are not supported`);
    const field = (key: string): string => optionalText(secret[key], `secrets.${id}.${key}`) ?? '';
    return { id, src: localPath(field('file')), env: field('environment') };
  });
}

function ulimitsOf(value: unknown, path: string): readonly string[] | undefined {
  const limits = Object.entries(mappingAt(value, path)).map(([name, limit]) => {
    if (!isMapping(limit)) return `${name}=${textAt(limit, `${path}.${name}`)}:${textAt(limit, `${path}.${name}`)}`;
    return `${name}=${textAt(limit['soft'] ?? 0, `${path}.${name}.soft`)}:${textAt(limit['hard'] ?? 0, `${path}.${name}.hard`)}`;
  });
  return optionalList(limits);
}

/** `host=address` or `host:address` in a list, or a mapping. */
function extraHostsOf(value: unknown, path: string): ReadonlyMap<string, string> {
  const hosts = new Map<string, string[]>();
  const add = (host: string, address: string): unknown =>
    hosts.set(host, [...(hosts.get(host) ?? []), address.replace(/^\[(.*)\]$/, '$1')]);
  if (Array.isArray(value)) {
    for (const item of textsAt(value, path)) {
      const [, host, address] = /^([^=:]+)[=:](.*)$/s.exec(item) ?? [];
      if (host === undefined || address === undefined)
        throw new UserError(`${path}: ${JSON.stringify(item)} has no address`);
      add(host, address);
    }
  } else {
    for (const [host, addresses] of Object.entries(mappingAt(value, path))) {
      const list = Array.isArray(addresses)
        ? textsAt(addresses, `${path}.${host}`)
        : [textAt(addresses, `${path}.${host}`)];
      for (const address of list) add(host, address);
    }
  }
  return new Map([...hosts].map(([host, addresses]) => [host, addresses.join(',')] as const));
}
