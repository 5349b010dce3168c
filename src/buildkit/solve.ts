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
import { lendingContent, type LentContent } from './session/lend-content.js';
import { type FindLogin, lendingAgents, lendingLogins, lendingSecrets } from './session/lend-secrets.js';
import { receivingArchive, type TakeArchive } from './session/receive-image.js';
import { type CountSent, sendingFiles, type SentTree } from './session/send-files.js';
import { Session } from './session/session.js';
import { type ErrorPlace, errorPlace } from './status/error-place.js';
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
  /** Where caches of this side are, by the builder's names for them: `local:` and the folder as the cache has it. */
  readonly content: ReadonlyMap<string, LentContent>;
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
  readonly place: ErrorPlace;

  constructor(message: string, place: ErrorPlace) {
    super(message);
    this.place = place;
  }
}

/** Milliseconds of silence after the end of a build, after which nothing more is to be heard of it. */
const LAST_WORDS_MS = 5_000;
/** The same for a build that failed and of which nothing was ever heard: a builder that refuses a build never begins to tell of it. */
const FIRST_WORDS_MS = 1_000;

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
  const listening = new Listening(builder, ref, hear, linked);
  const { heard } = listening;
  try {
    const result = await builder.client.call(SOLVE, requestOf(order, ref, session.id), { signal: linked });
    await listening.toTheEnd(LAST_WORDS_MS);
    return result.ExporterResponse;
  } catch (error) {
    // What it told before it failed says at which step. A builder that is lost tells nothing more.
    if (!isLost(error)) await listening.toTheEnd(FIRST_WORDS_MS).catch(() => undefined);
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
    ...(order.content.size === 0 ? [] : lendingContent(order.content)),
    ...(order.take === undefined ? [] : [receivingArchive(order.take, failed)]),
  ];
}

function requestOf(order: SolveOrder, ref: string, session: string): SolveRequest {
  return create(SolveRequestSchema, {
    Ref: ref,
    Session: session,
    Frontend: 'dockerfile.v0',
    FrontendAttrs: { ...order.frontend, ...importsAttribute(order.cacheFrom) },
    Entitlements: [...order.entitlements],
    Cache: create(CacheOptionsSchema, { Exports: order.cacheTo.map(entryOf), Imports: order.cacheFrom.map(entryOf) }),
    ...(order.exporter !== undefined && {
      ExporterDeprecated: order.exporter.type,
      ExporterAttrsDeprecated: { ...order.exporter.attributes },
    }),
  });
}

/** The caches to read are not for the solver, where a frontend makes the build: the frontend asks for them (buildkit, `parseCacheOptions`). */
function importsAttribute(caches: readonly Typed[]): Readonly<Record<string, string>> {
  if (caches.length === 0) return {};
  const entries = caches.map(({ type, attributes }) => ({ Type: type, Attrs: attributes }));
  return { 'cache-imports': JSON.stringify(entries) };
}

function entryOf({ type, attributes }: Typed): CacheOptionsEntry {
  return create(CacheOptionsEntrySchema, { Type: type, Attrs: { ...attributes } });
}

/** What a builder tells of a build. It may be asked before the build is known, and waits for it then. */
class Listening {
  /** Ends with what it tells. It is handled also when nobody waits for it. */
  readonly heard: Promise<void>;
  readonly #stop = new AbortController();
  #heardAt: number | undefined;

  constructor(builder: Builder, Ref: string, hear: HearStatus, signal: AbortSignal) {
    const options = { signal: AbortSignal.any([signal, this.#stop.signal]) };
    this.heard = this.#listen(builder.client.stream(STATUS, create(StatusRequestSchema, { Ref }), options), hear);
    this.heard.catch(() => undefined);
  }

  async #listen(stream: AsyncIterable<StatusResponse>, hear: HearStatus): Promise<void> {
    try {
      for await (const status of stream) {
        this.#heardAt = Date.now();
        hear(status);
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }

  /** Hears the rest when the build is over. @param firstMs of silence in which a first word must come */
  async toTheEnd(firstMs: number): Promise<void> {
    const over = Date.now();
    const timer = setInterval(() => {
      const silence = Date.now() - Math.max(over, this.#heardAt ?? over);
      if (silence >= (this.#heardAt === undefined ? firstMs : LAST_WORDS_MS))
        this.#stop.abort(new Error('it is silent'));
    }, 200);
    try {
      await this.heard;
    } finally {
      clearInterval(timer);
    }
  }
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
  const words = error.message.replace(/^(?:failed to solve: |rpc error: code = \w+ desc = )+/g, '');
  return new SolveFailed(words, errorPlace(error.details));
}
