import { randomBytes } from 'node:crypto';

import { create } from '@bufbuild/protobuf';

import { HEALTH, SESSION } from '../protocol/methods.js';
import { HealthCheckResponseSchema } from '../protocol/session_pb.js';
import type { GrpcClient } from '../wire/grpc-client.js';
import { answering, GrpcServer, type Handler } from '../wire/grpc-server.js';
import { SessionConnection } from './session-connection.js';

/** What the builder may call, by the paths of methods. */
export type Services = readonly (readonly [string, Handler])[];

/**
 * The connection in which the builder asks its client for files, credentials and secrets, and sends it what it made. The build
 * ends when it does.
 */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly #server: GrpcServer;
  readonly #connection: SessionConnection;

  /** @param sharedKey the same for builds of the same files: a builder then compares with what it got before */
  constructor(client: GrpcClient, sharedKey: string, services: Services, signal: AbortSignal) {
    const handlers = new Map([...services, healthy]);
    const call = client.open(SESSION, {
      signal,
      metadata: {
        'x-docker-expose-session-uuid': this.id,
        'x-docker-expose-session-name': 'layer-build',
        'x-docker-expose-session-sharedkey': sharedKey,
        'x-docker-expose-session-grpc-method': [...handlers.keys()],
      },
    });
    this.#connection = new SessionConnection(call);
    this.#server = new GrpcServer(this.#connection, handlers);
  }

  close(): void {
    this.#server.close();
    this.#connection.destroy();
  }
}

const SERVING = 1;

const healthy = answering(HEALTH, () => Promise.resolve(create(HealthCheckResponseSchema, { status: SERVING })));
