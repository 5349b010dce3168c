import { randomBytes } from 'node:crypto';

import { create } from '@bufbuild/protobuf';

import { CommandFailed, InfraError, UserError } from '../errors.js';
import { type Builder, BUILDER_PATIENCE, BuilderLost, type BuilderPatience } from './builder.js';
import {
  type CacheOptionsEntry,
  CacheOptionsEntrySchema,
  CacheOptionsSchema,
  type SolveRequest,
  SolveRequestSchema,
} from './protocol/control_pb.js';
import { SOLVE, STATUS } from './protocol/methods.js';
import { type StatusResponse, StatusRequestSchema } from './protocol/status_pb.js';
import { type FindLogin, lendingAgents, lendingLogins, lendingSecrets } from './session/lend-secrets.js';
import { receivingArchive, type TakeArchive } from './session/receive-image.js';
import { type CountSent, sendingFiles, type SentTree } from './session/send-files.js';
import { Session } from './session/session.js';
import { GRPC, GrpcError } from './wire/grpc-error.js';

/** The kind of a thing and its attributes, as buildx writes them: `type=registry,ref=…`. */
interface Typed {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a builder is asked for. */
export interface SolveOrder {
  /** Of the frontend `dockerfile.v0`. */
  readonly frontend: Readonly<Record<string, string>>;
  /** What becomes of the image; absent: it stays in the builder's cache. */
  readonly exporter?: Typed;
  readonly cacheFrom: readonly Typed[];
  readonly cacheTo: readonly Typed[];
  readonly entitlements: readonly string[];
  /** Files by the names that `frontend` has for them. */
  readonly files: ReadonlyMap<string, SentTree>;
  /** The same for builds of the same files. */
  readonly filesKey: string;
  readonly logins: FindLogin;
  readonly secrets: ReadonlyMap<string, () => Promise<Uint8Array>>;
  /** Absolute paths of agents' sockets, by id. */
  readonly sshSockets: ReadonlyMap<string, string>;
  /** Takes what an exporter sends back. */
  readonly take?: TakeArchive;
  readonly sent: CountSent;
}

/** Receives what a builder tells of a build, in order. */
export type HearStatus = (status: StatusResponse) => void;

/** What a builder says of its result, by its names: `containerimage.digest`. */
export type SolveResult = Readonly<Record<string, string>>;

/** A build failed, in the builder's words. */
export class SolveFailed extends Error {
  override readonly name = 'SolveFailed';
}

/**
 * Builds on a builder. All that it told has been heard when this ends.
 *
 * @throws SolveFailed when the builder says that the build failed; BuilderLost; what the files, secrets or `take` threw
 */
export async function solve(
  builder: Builder,
  order: SolveOrder,
  hear: HearStatus,
  signal: AbortSignal,
  patience: BuilderPatience = BUILDER_PATIENCE,
): Promise<SolveResult> {
  const stop = new AbortController();
  const watched = builder.watch(signal, patience);
  const linked = AbortSignal.any([signal, stop.signal, watched.lost]);
  // An error of ours reaches the builder as a text, and comes back as one: it is kept as it was.
  const own: unknown[] = [];
  const session = new Session(
    builder.client,
    order.filesKey,
    servicesOf(order, (error) => own.push(error)),
    linked,
  );
  const ref = randomBytes(12).toString('hex');
  const heard = listen(builder, ref, hear, linked);
  // It is awaited below; until then, its failure must not count as unhandled.
  heard.catch(() => undefined);
  try {
    const result = await builder.client.call(SOLVE, requestOf(order, ref, session.id), { signal: linked });
    await heard;
    return result.ExporterResponse;
  } catch (error) {
    // What it told before it failed says at which step. A builder that is lost tells nothing more.
    if (!isLost(error)) await heard.catch(() => undefined);
    signal.throwIfAborted();
    throw explained(error, own, builder);
  } finally {
    watched.stop();
    stop.abort(new Error('the build is over'));
    session.close();
    await heard.catch(() => undefined);
  }
}

function servicesOf(order: SolveOrder, failed: (error: unknown) => void): ConstructorParameters<typeof Session>[2] {
  return [
    sendingFiles(order.files, order.sent, failed),
    lendingLogins(order.logins),
    lendingSecrets(order.secrets),
    ...lendingAgents(order.sshSockets),
    ...(order.take === undefined ? [] : [receivingArchive(order.take, failed)]),
  ];
}

function requestOf(order: SolveOrder, ref: string, session: string): SolveRequest {
  return create(SolveRequestSchema, {
    Ref: ref,
    Session: session,
    Frontend: 'dockerfile.v0',
    FrontendAttrs: { ...order.frontend },
    Entitlements: [...order.entitlements],
    Cache: create(CacheOptionsSchema, { Exports: order.cacheTo.map(entryOf), Imports: order.cacheFrom.map(entryOf) }),
    ...(order.exporter !== undefined && {
      ExporterDeprecated: order.exporter.type,
      ExporterAttrsDeprecated: { ...order.exporter.attributes },
    }),
  });
}

function entryOf({ type, attributes }: Typed): CacheOptionsEntry {
  return create(CacheOptionsEntrySchema, { Type: type, Attrs: { ...attributes } });
}

/** It may be asked before the build is known, and waits for it then. */
async function listen(builder: Builder, Ref: string, hear: HearStatus, signal: AbortSignal): Promise<void> {
  const request = create(StatusRequestSchema, { Ref });
  for await (const status of builder.client.stream(STATUS, request, { signal })) hear(status);
}

function isLost(error: unknown): boolean {
  return error instanceof InfraError || (error instanceof GrpcError && error.code === GRPC.unavailable);
}

function explained(error: unknown, own: readonly unknown[], { name }: Builder): unknown {
  const [first] = own;
  if (first instanceof UserError || first instanceof InfraError || first instanceof CommandFailed) return first;
  if (error instanceof InfraError || !(error instanceof GrpcError)) return error;
  if (error.code === GRPC.unavailable) {
    return new BuilderLost(`the builder ${name} is gone: ${error.message}`, { cause: error, retryable: true });
  }
  return new SolveFailed(error.message.replace(/^(?:failed to solve: |rpc error: code = \w+ desc = )+/g, ''));
}
