import type { ActionsCacheService } from './actions-cache-service.js';
import type { Fault, ServedRequest } from './faulty-server.js';

/** A kind of request of a job: what it is about, and what it asks for. */
export type Point = readonly [about: 'pack' | 'blob', action: string];

type Faults = Readonly<Record<string, Fault>>;

const CALLS: Faults = {
  '429': { kind: 'status', status: 429 },
  '429 with Retry-After': { kind: 'status', status: 429, retryAfter: '60' },
  '500': { kind: 'status', status: 500 },
  '503': { kind: 'status', status: 503 },
  '403': { kind: 'status', status: 403 },
  reset: { kind: 'reset' },
  stall: { kind: 'stall' },
  'ok: false': { kind: 'body', body: '{"ok":false,"message":"no"}' },
  'malformed JSON': { kind: 'body', body: '{"ok":' },
};
const BLOBS: Faults = {
  '403': { kind: 'status', status: 403 },
  '503': { kind: 'status', status: 503 },
  reset: { kind: 'reset' },
  stall: { kind: 'stall' },
};
const DOWNLOADS: Faults = {
  ...BLOBS,
  'wrong bytes': { kind: 'wrong-bytes' },
  truncated: { kind: 'truncate' },
};

export interface FaultCase {
  /** `pack get-blob`. */
  readonly at: string;
  /** `wrong bytes`. */
  readonly name: string;
  readonly point: Point;
  readonly fault: Fault;
}

/** Everything that can go wrong while a job restores its cache. */
export const RESTORING = cases([
  [['pack', 'find'], CALLS],
  [['pack', 'get-blob'], DOWNLOADS],
  [['blob', 'find'], CALLS],
  [['blob', 'get-blob'], DOWNLOADS],
]);

/** And while it saves it. */
export const SAVING = cases([
  [['blob', 'find'], CALLS],
  [['blob', 'create'], CALLS],
  [['blob', 'put-blob'], BLOBS],
  [['blob', 'finalize'], CALLS],
  [['pack', 'create'], CALLS],
  [['pack', 'put-blob'], BLOBS],
  [['pack', 'finalize'], CALLS],
]);

function cases(table: readonly (readonly [Point, Faults])[]): readonly FaultCase[] {
  return table.flatMap(([point, faults]) =>
    Object.entries(faults).map(([name, fault]) => ({ name, at: point.join(' '), point, fault })),
  );
}

/** The rows of a table that are told by `AT: NAME`; each must be there. */
export function selected(table: readonly FaultCase[], names: readonly string[]): readonly FaultCase[] {
  return names.map((name) => {
    const found = table.find((one) => `${one.at}: ${one.name}` === name);
    if (found === undefined) throw new Error(`no fault is called ${name}`);
    return found;
  });
}

type Requests = (request: ServedRequest) => boolean;

/** While restoring, the pack is what is asked for and brought first. */
export function restoringAt({ server }: ActionsCacheService, [about, action]: Point): Requests {
  return (request) => {
    const first = server.requests.find((one) => one.action === 'get-blob');
    const ofPack = first === undefined || request.number < first.number || request.path === first.path;
    return request.action === action && (about === 'pack') === ofPack;
  };
}

/** @actions/cache saves packs, and our own client blobs. */
export function savingAt([about, action]: Point): Requests {
  return ({ action: asked, agent }) => asked === action && (about === 'blob') === agent.startsWith('layer-build/');
}
