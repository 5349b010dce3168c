import { descriptionDocument, renderDescription } from '../report/dockerfile/description.js';
import type { BakeTarget } from './baking/target-options.js';
import type { DescribeFunction } from './describe-function.js';
import type { HostSettings } from './options/host-settings.js';
import type { DescribeCall } from './options/values/call-spec.js';
import { withoutBuilt } from './without-built.js';

/**
 * What the Dockerfiles of all targets say about themselves, one after the other.
 *
 * @returns a text for people, or a JSON document
 */
export async function describedTargets(
  describe: DescribeFunction,
  targets: readonly BakeTarget[],
  { call, host }: { readonly call: DescribeCall; readonly host: HostSettings },
  signal: AbortSignal,
): Promise<string> {
  const documents: Record<string, unknown> = {};
  const texts: string[] = [];
  for (const { name, options } of targets) {
    const described = await describe(call.kind, withoutBuilt(options), host, signal);
    signal.throwIfAborted();
    documents[name] = descriptionDocument(described);
    texts.push(`${name}\n\n${renderDescription(described)}`);
  }
  return call.format === 'json' ? `${JSON.stringify({ target: documents }, null, 2)}\n` : texts.join('\n');
}
