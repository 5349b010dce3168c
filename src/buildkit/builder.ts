import type { Duplex } from 'node:stream';

import { create } from '@bufbuild/protobuf';

import { withTimeLimit } from '../async/time-limit.js';
import { InfraError } from '../errors.js';
import { openConnection, upgrade } from '../http/open-connection.js';
import type { BuilderAddress } from './builder-address.js';
import { connectionFailure } from './connection-failure.js';
import { ListWorkersRequestSchema } from './protocol/control_pb.js';
import { LIST_WORKERS } from './protocol/methods.js';
import { GrpcClient } from './wire/grpc-client.js';

/** What a builder says of itself. */
export interface BuilderFacts {
  /** As `os/architecture[/variant]`; the first is its own. */
  readonly platforms: readonly string[];
  /** Of its BuildKit: `v0.20.0`. Absent before 0.11. */
  readonly version?: string;
}

/** How long a builder may take, in milliseconds. */
export interface BuilderPatience {
  /** To be reached, and to say what it is. */
  readonly connectMs: number;
  /** Of silence, after which it is asked whether it is there. */
  readonly silentMs: number;
  /** To answer that. */
  readonly answerMs: number;
}

export const BUILDER_PATIENCE: BuilderPatience = { connectMs: 30_000, silentMs: 20_000, answerMs: 30_000 };

/** A builder is not reached, or does not answer any more: another one may do the build. */
export class BuilderLost extends InfraError {}

/** A builder that was reached. */
export class Builder {
  readonly client: GrpcClient;
  readonly facts: BuilderFacts;
  readonly address: BuilderAddress;

  private constructor(client: GrpcClient, facts: BuilderFacts, address: BuilderAddress) {
    this.client = client;
    this.facts = facts;
    this.address = address;
  }

  /** For messages. */
  get name(): string {
    return this.address.text;
  }

  /** @throws BuilderLost when it is not reached, or is no BuildKit; the signal's reason */
  static async connect(address: BuilderAddress, signal: AbortSignal, patience: BuilderPatience): Promise<Builder> {
    const limited = withTimeLimit(signal, patience.connectMs);
    let connection: Duplex | undefined;
    try {
      connection = await openConnection(address.place, 'h2', limited);
      if (address.upgradeAt !== undefined) await upgrade(connection, address.upgradeAt, 'h2c', limited);
      const client = new GrpcClient(connection);
      return new Builder(client, await factsOf(client, limited), address);
    } catch (error) {
      connection?.destroy();
      signal.throwIfAborted();
      const { way } = address.place;
      const secure = way.kind !== 'host' || way.tls !== undefined;
      const { problem, hint } = connectionFailure(error, secure, patience.connectMs);
      throw new BuilderLost(`cannot reach the builder ${address.text}: ${problem}`, {
        cause: error,
        retryable: true,
        hint,
      });
    }
  }

  /**
   * Watches the connection while a build runs: a builder may say nothing for as long as a command takes, so that silence alone says
   * nothing.
   *
   * @returns a signal that is aborted, with a BuilderLost, when the builder does not answer any more
   */
  watch(signal: AbortSignal, { silentMs, answerMs }: BuilderPatience): { readonly lost: AbortSignal; stop(): void } {
    const lost = new AbortController();
    let asking = false;
    const ask = async (): Promise<void> => {
      if (asking || this.client.isEnding || Date.now() - this.client.heardAt < silentMs) return;
      asking = true;
      try {
        await factsOf(this.client, withTimeLimit(signal, answerMs));
      } catch (error) {
        const words = `the builder ${this.name} does not answer any more`;
        if (!signal.aborted) lost.abort(new BuilderLost(words, { cause: error, retryable: true }));
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(() => void ask(), Math.max(silentMs / 4, 50));
    timer.unref();
    return { lost: lost.signal, stop: () => clearInterval(timer) };
  }

  close(): void {
    this.client.close();
  }
}

async function factsOf(client: GrpcClient, signal: AbortSignal): Promise<BuilderFacts> {
  const { record } = await client.call(LIST_WORKERS, create(ListWorkersRequestSchema), { signal });
  const platforms = record.flatMap((worker) =>
    worker.platforms.map(({ OS, Architecture, Variant }) =>
      [OS, Architecture, Variant].filter((part) => part !== '').join('/'),
    ),
  );
  const version = record[0]?.BuildkitVersion?.version;
  return {
    platforms: [...new Set(platforms)],
    ...(version !== undefined && version !== '' && { version }),
  };
}
