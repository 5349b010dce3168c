import type { LineRange } from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';

/**
 * Checks `[[address:]host port:]port[/protocol]`.
 *
 * @returns false for a port with which EXPOSE fails
 */
export function checkPort(spec: string, range: LineRange, checks: Checks): boolean {
  const parts = spec.split(':');
  const container = parts.pop() ?? '';
  const slash = container.indexOf('/');
  const protocol = slash < 0 ? '' : container.slice(slash + 1);
  const port = slash < 0 ? container : container.slice(0, slash);
  if (port === '' || !['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) return false;
  if (protocol !== protocol.toLowerCase()) checks.report('ExposeProtoCasing', range, spec);
  if (parts.some((part) => part !== '')) checks.report('ExposeInvalidFormat', range, spec);
  return true;
}
