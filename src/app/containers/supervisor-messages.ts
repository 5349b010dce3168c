import { InfraError, UserError } from '../../errors.js';
import { boolean, type Decoder, integer, oneOf, string } from '../../json/decoder.js';
import { array } from '../../json/containers.js';
import { type Decoded, nullish, object, optional } from '../../json/object.js';
import { union } from '../../json/union.js';
import type { MadeLayer } from '../../layer/layer.js';
import { digest } from '../../oci/digest-schema.js';
import { diffId, treeDigest } from '../../oci/identity-schema.js';
import { classifyError } from '../../report/exit-code.js';
import { SIGNALS } from '../../worker/protocol/container-messages.js';

const size = object({ rows: integer, columns: integer });
const ingest = object({ blobFile: string, indexFile: string });
const made: Decoder<MadeLayer> = object<MadeLayer>({
  blobFile: string,
  indexFile: string,
  blob: object({ digest, size: integer, mediaType: string }),
  diffId,
  treeDigest,
  indexDigest: optional(digest),
  uncompressedSize: integer,
});

const process = object({
  argv: array(string),
  env: array(string),
  cwd: string,
  user: string,
  capabilities: array(string),
  terminal: nullish(size),
  stdin: boolean,
});

/** What a command says to the supervisor of a container. The first message of a connection is a request, the others are about it. */
const toSupervisor = union('type', {
  /**
   * Starts the container. `attach`: its output follows on this connection. `owner`: it is killed when the connection ends without
   * `detach`.
   */
  start: object({ attach: boolean, owner: boolean, terminal: nullish(size) }),
  attach: object({ terminal: nullish(size) }),
  exec: object({ process, attach: boolean }),
  wait: object({}),
  /** Answered when the container's process has ended, although not all that it printed was taken yet. */
  end: object({}),
  kill: object({ signal: oneOf(...SIGNALS) }),
  capture: object({ ingest, pause: boolean }),
  read: object({ ingest, path: string, followLink: boolean, name: nullish(string) }),
  write: object({ path: string, content: made }),
  stat: object({ path: string }),
  measure: object({}),
  signal: object({ signal: oneOf(...SIGNALS) }),
  resize: object({ size }),
  detach: object({}),
});
export type ToSupervisor = Decoded<typeof toSupervisor>;

const fromSupervisor = union('type', {
  started: object({}),
  exited: object({ exitCode: integer }),
  done: object({}),
  made: object({ made }),
  measured: object({ bytes: integer }),
  found: object({ kind: oneOf('file', 'directory', 'other', 'absent') }),
  failed: object({ kind: oneOf('user', 'infra'), message: string, hint: nullish(string) }),
});
export type FromSupervisor = Decoded<typeof fromSupervisor>;

export const readToSupervisor: Decoder<ToSupervisor> = toSupervisor;
export const readFromSupervisor: Decoder<FromSupervisor> = fromSupervisor;

export function failure(thrown: unknown): Extract<FromSupervisor, { type: 'failed' }> {
  const error = classifyError(thrown);
  const hint = error instanceof UserError || error instanceof InfraError ? error.hint : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'failed', kind: error instanceof UserError ? 'user' : 'infra', message, hint };
}

export function asError({ kind, message, hint }: Extract<FromSupervisor, { type: 'failed' }>): Error {
  return kind === 'user' ? new UserError(message, { hint }) : new InfraError(message, { hint });
}
