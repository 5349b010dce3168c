import type { LayerIngest, RunMount, RunRequest } from '../engine/ports.js';
import { unreachable } from '../errors.js';
import type { Layer } from '../layer/layer.js';
import type { ClientMessage, WireLayer, WireMount } from './protocol.js';

export function toWireLayer({ diffId, blob }: Layer): WireLayer {
  return { diffId, blob: { digest: blob.digest, size: blob.size, mediaType: blob.mediaType } };
}

/** A request as it travels: bytes (standard input, secrets) go beside the message, by position. */
export function toWireRun(
  id: number,
  request: RunRequest,
  ingest: LayerIngest,
): { readonly message: Extract<ClientMessage, { type: 'run' }>; readonly attachments: readonly Uint8Array[] } {
  const attachments: Uint8Array[] = [];
  const attach = (data: Uint8Array): number => attachments.push(data) - 1;
  const { argv, env, cwd, user, stdin } = request.process;
  const message = {
    type: 'run' as const,
    id,
    layers: request.layers.map(toWireLayer),
    process: { argv, env, cwd, user, stdin: stdin === undefined ? undefined : attach(stdin) },
    network: request.network,
    mounts: request.mounts.map((mount) => toWireMount(mount, attach)),
    extraHosts: request.extraHosts,
    shmSize: request.shmSize,
    ulimits: request.ulimits,
    hostname: request.hostname,
    ingest: { blobFile: ingest.blobFile, indexFile: ingest.indexFile },
  };
  return { message, attachments };
}

function toWireMount(mount: RunMount, attach: (data: Uint8Array) => number): WireMount {
  switch (mount.type) {
    case 'bind':
      return { ...mount, layers: mount.layers.map(toWireLayer) };
    case 'cache': {
      const { from, source, variant } = mount;
      const seed = from === undefined ? undefined : { ...from, layers: from.layers.map(toWireLayer) };
      return { ...mount, source, variant, from: seed };
    }
    case 'tmpfs':
      return { type: 'tmpfs', target: mount.target, size: mount.size };
    case 'secret':
      return { ...mount, content: attach(mount.content) };
    case 'ssh':
      return mount;
    default:
      return unreachable(mount);
  }
}
