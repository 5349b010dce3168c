import { UserError } from '../../errors.js';
import {
  booleanOf,
  type OutputEntry,
  parseAttest,
  parseCaches,
  parseOutput,
  parseSecret,
  parseSsh,
} from '../target/entries.js';
import { mergeFields, settleFields, type TargetFields } from '../target/fields.js';
import { parsePolicy } from '../target/policies.js';
import { withResource } from '../target/resources.js';
import type { Override } from './overrides.js';

/**
 * The attributes of a target with what `--set` says of them.
 *
 * @throws UserError for an attribute that does not exist, and a value that is wrong
 */
export function applyOverrides(fields: TargetFields, overrides: ReadonlyMap<string, Override>): TargetFields {
  let changed = fields;
  // Single secrets are changed when all are known.
  const inOrder = [...overrides].sort(
    ([left], [right]) => Number(left.startsWith('secret.')) - Number(right.startsWith('secret.')),
  );
  for (const [key, override] of inOrder) changed = applyOne(changed, key, override);
  return changed;
}

function applyOne(fields: TargetFields, key: string, override: Override): TargetFields {
  const at = key.indexOf('.');
  const [attribute, name] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)];
  const { value, values } = override;
  const given = values.filter((text) => text !== '');
  switch (attribute) {
    case 'context':
    case 'dockerfile':
    case 'target':
    case 'call':
    case 'shm-size':
    case 'network':
      return { ...fields, [attribute]: value };
    case 'args':
    case 'labels':
    case 'contexts':
    case 'extra-hosts':
      if (name === '') throw new UserError(`invalid override ${key}: expected ${attribute}.name=value`);
      return { ...fields, [attribute]: new Map<string, string | null>([...(fields[attribute] ?? []), [name, value]]) };
    case 'no-cache':
    case 'pull':
      return { ...fields, [attribute]: booleanOf(value, attribute) };
    case 'tags':
      return { ...fields, tags: listed(fields.tags, values, override) };
    case 'platform':
      return { ...fields, platforms: listed(fields.platforms, values, override) };
    case 'no-cache-filter':
    case 'ulimits':
      return { ...fields, [attribute]: listed(fields[attribute], values, override) };
    case 'cache-from':
      return overridden(fields, override, { 'cache-from': given.flatMap(parseCaches) });
    case 'cache-to': {
      const parsed = given.flatMap(parseCaches);
      return { ...fields, 'cache-to': override.adds ? [...(fields['cache-to'] ?? []), ...parsed] : parsed };
    }
    case 'output': {
      const parsed = given.map(parseOutput);
      return { ...fields, output: override.adds ? [...(fields.output ?? []), ...parsed] : parsed };
    }
    case 'secrets':
      return overridden(fields, override, { secret: given.map(parseSecret) });
    case 'ssh':
      return overridden(fields, override, { ssh: given.map(parseSsh) });
    case 'policy':
      return overridden(fields, override, { policy: given.map(parsePolicy) });
    case 'attest':
      return mergeFields(fields, { attest: given.map(parseAttest) });
    case 'entitlements':
    case 'annotations':
      return mergeFields(fields, { [attribute]: values });
    case 'resources':
      return { ...fields, resources: withResource(fields.resources ?? new Map(), name, value) };
    case 'secret':
      return withSecret(fields, name, value);
    case 'push':
      return {
        ...fields,
        output: booleanOf(value, 'push') ? pushed(fields.output ?? []) : notPushed(fields.output ?? []),
      };
    case 'load':
      return booleanOf(value, 'load') ? { ...fields, output: loaded(fields.output ?? []) } : fields;
    default:
      throw new UserError(`--set: there is no attribute ${JSON.stringify(attribute)} of a target`);
  }
}

function listed(before: readonly string[] = [], values: readonly string[], { adds }: Override): readonly string[] {
  return adds ? [...before, ...values] : values;
}

function overridden(fields: TargetFields, { adds }: Override, later: TargetFields): TargetFields {
  return adds ? mergeFields(fields, later) : { ...fields, ...later };
}

function withSecret(fields: TargetFields, id: string, value: string): TargetFields {
  const secrets = fields.secret ?? [];
  if (!secrets.some((secret) => secret.id === id))
    throw new UserError(`the secret ${JSON.stringify(id)} must be declared before it can be overridden`);
  const next = parseSecret(value);
  if (next.id !== '' && next.id !== id)
    throw new UserError(`the secret ${JSON.stringify(id)} cannot get the id ${JSON.stringify(next.id)}`);
  return { ...fields, secret: secrets.map((secret) => (secret.id === id ? { ...next, id } : secret)) };
}

/** As buildx's --push: an image output pushes, and one is added if all there is are outputs for Docker. */
function pushed(outputs: readonly OutputEntry[]): readonly OutputEntry[] {
  const changed = outputs.map((output) =>
    output.type === 'image' ? { ...output, attributes: new Map([...output.attributes, ['push', 'true']]) } : output,
  );
  if (outputs.some(({ type }) => type !== 'docker')) return changed;
  return [...changed, { type: 'image', dest: '', attributes: new Map([['push', 'true']]) }];
}

function notPushed(outputs: readonly OutputEntry[]): readonly OutputEntry[] {
  const kept = [...outputs];
  for (let at = 0; at < kept.length;) {
    const output = kept[at];
    const last = kept.at(-1);
    if (output?.type === 'registry' && last !== undefined) {
      kept[at] = last;
      kept.pop();
      continue;
    }
    if (output?.type === 'image')
      kept[at] = { ...output, attributes: new Map([...output.attributes, ['push', 'false']]) };
    at += 1;
  }
  return kept;
}

/** As buildx's --load: an output for Docker is added, unless there is one, or a file is written. */
function loaded(outputs: readonly OutputEntry[]): readonly OutputEntry[] {
  for (const { type, dest } of outputs) {
    if (type === 'docker' && dest === '') return outputs;
    if (!['docker', 'image', 'registry', 'oci'].includes(type)) return outputs;
  }
  return [...outputs, { type: 'docker', dest: '', attributes: new Map() }];
}

/** What a target is when nothing more is added to it. */
export function finished(fields: TargetFields): TargetFields {
  const entitlements =
    fields.network === 'host' ? [...(fields.entitlements ?? []), 'network.host'] : fields.entitlements;
  return settleFields({ ...fields, entitlements });
}
