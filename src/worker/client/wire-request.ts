import type { LayerIngest, RunMount, RunRequest } from '../../engine/ports.js';
import { unreachable } from '../../errors.js';
import { formatFor } from '../../layer/compression/group-compressor.js';
import { encodeIndex, type LayerIndex } from '../../layer/layer-index.js';
import type { Layer } from '../../layer/layer.js';
import type { MountKey } from '../../oci/identity.js';
import type { WireIngest, WireLayer } from '../protocol/layer-messages.js';
import type { ClientMessage, WireMount } from '../protocol/messages.js';

export function toWireLayer({ diffId, blob, indexDigest }: Layer): WireLayer {
  return { diffId, blob: { digest: blob.digest, size: blob.size, mediaType: blob.mediaType }, indexDigest };
}

/** The layers that the worker may ask for when it serves the request. */
export function layersOf({ layers, mounts }: RunRequest): readonly Layer[] {
  const ofMount = (mount: RunMount): readonly Layer[] => {
    if (mount.type === 'bind') return mount.layers;
    return mount.type === 'cache' ? [...(mount.from?.layers ?? []), ...(mount.restored ?? [])] : [];
  };
  return [...layers, ...mounts.flatMap(ofMount)];
}

/**
 * A request to run a step, as it is sent: bytes (standard input, secrets) go beside the message, by position.
 *
 * @param ingest `undefined`: what the process writes is thrown away
 */
export function toWireRun(
  id: number,
  request: RunRequest,
  ingest: LayerIngest | undefined,
): { readonly message: Extract<ClientMessage, { type: 'run' }>; readonly attachments: readonly Uint8Array[] } {
  const attachments: Uint8Array[] = [];
  const attach = (data: Uint8Array): number => attachments.push(data) - 1;
  const { argv, env, cwd, user, stdin } = request.process;
  const message = {
    type: 'run' as const,
    id,
    layers: request.layers.map(toWireLayer),
    process: { argv, env, cwd, user, stdin: stdin === undefined ? undefined : attach(stdin) },
    settings: request.settings,
    privileged: request.privileged,
    mounts: request.mounts.map((mount) => toWireMount(mount, attach)),
    ingest: ingest && wireIngest(ingest, request.cacheOnly === true),
  };
  return { message, attachments };
}

/** A request to export a cache mount, as it is sent: the indexes go beside the message. */
export function toWireExport(
  id: number,
  key: MountKey,
  previous: readonly LayerIndex[],
  secrets: readonly Uint8Array[],
  ingest: LayerIngest,
): {
  readonly message: Extract<ClientMessage, { type: 'export-mount' }>;
  readonly attachments: readonly Uint8Array[];
} {
  const message = {
    type: 'export-mount' as const,
    id,
    key,
    previous: previous.map((_, position) => position),
    secrets: secrets.map((_, position) => previous.length + position),
    // No image has a cache mount.
    ingest: wireIngest(ingest, true),
  };
  return { message, attachments: [...previous.map(encodeIndex), ...secrets] };
}

function wireIngest({ blobFile, indexFile }: LayerIngest, cacheOnly: boolean): WireIngest {
  return { blobFile, indexFile, format: formatFor(cacheOnly) };
}

function toWireMount(mount: RunMount, attach: (data: Uint8Array) => number): WireMount {
  switch (mount.type) {
    case 'bind':
      return { ...mount, layers: mount.layers.map(toWireLayer) };
    case 'cache': {
      const { from, source, variant, restored = [] } = mount;
      const seed = from === undefined ? undefined : { ...from, layers: from.layers.map(toWireLayer) };
      return { ...mount, source, variant, from: seed, restored: restored.map(toWireLayer) };
    }
    case 'tmpfs':
      return { ...mount, size: mount.size };
    case 'secret':
    case 'script':
      return { ...mount, content: attach(mount.content) };
    case 'ssh':
      return mount;
    default:
      return unreachable(mount);
  }
}
