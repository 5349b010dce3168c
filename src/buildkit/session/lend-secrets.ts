import { connect } from 'node:net';

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';

import { CHECK_AGENT, CREDENTIALS, FORWARD_AGENT, GET_SECRET } from '../protocol/methods.js';
import {
  BytesMessageSchema,
  CheckAgentResponseSchema,
  CredentialsResponseSchema,
  GetSecretResponseSchema,
} from '../protocol/session_pb.js';
import { GRPC, GrpcError } from '../wire/grpc-error.js';
import { answering, type Handler, type IncomingCall } from '../wire/grpc-server.js';

/** A login as Docker's protocol has it: an identity token is a password without a name. */
interface LentLogin {
  readonly username: string;
  readonly password: string;
}

/** @returns `undefined` when there is no login for the registry */
export type FindLogin = (registry: string, signal: AbortSignal) => Promise<LentLogin | undefined>;

/** By what host builders ask about Docker Hub. */
const DOCKER_HUB = new Set(['registry-1.docker.io', 'index.docker.io', 'https://index.docker.io/v1/']);

/** Logins for the registries that a builder pulls from and pushes to. It asks when it needs one. */
export function lendingLogins(find: FindLogin): readonly [string, Handler] {
  return answering(CREDENTIALS, async ({ Host }, signal) => {
    const login = await find(DOCKER_HUB.has(Host) ? 'docker.io' : Host, signal);
    return create(CredentialsResponseSchema, { Username: login?.username ?? '', Secret: login?.password ?? '' });
  });
}

/** Secrets by id, each read when a step mounts it. */
export function lendingSecrets(secrets: ReadonlyMap<string, () => Promise<Uint8Array>>): readonly [string, Handler] {
  return answering(GET_SECRET, async ({ ID }) => {
    const read = secrets.get(ID);
    if (read === undefined) throw new GrpcError(GRPC.notFound, `secret ${ID}: not found`);
    return create(GetSecretResponseSchema, { data: await read() });
  });
}

/** ssh agents by id. @param sockets absolute paths of sockets where agents listen that only list keys and sign */
export function lendingAgents(sockets: ReadonlyMap<string, string>): readonly (readonly [string, Handler])[] {
  const check = answering(CHECK_AGENT, ({ ID }) => {
    socketOf(sockets, ID);
    return Promise.resolve(create(CheckAgentResponseSchema));
  });
  const forward: Handler = async (call) => {
    const [id = ''] = call.metadata.get('buildkit.ssh.id') ?? [];
    await converse(call, socketOf(sockets, id));
  };
  return [check, [FORWARD_AGENT, forward]];
}

/** @param id `''`: the default one @throws GrpcError when there is no such agent */
function socketOf(sockets: ReadonlyMap<string, string>, id: string): string {
  const name = id === '' ? 'default' : id;
  const socket = sockets.get(name);
  if (socket === undefined) throw new GrpcError(GRPC.notFound, `no ssh agent ${name} is given to this build`);
  return socket;
}

async function converse({ messages, send, signal }: IncomingCall, path: string): Promise<void> {
  const socket = connect(path);
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  socket.on('error', stop);
  try {
    const answers = (async () => {
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        await send(toBinary(BytesMessageSchema, create(BytesMessageSchema, { data: chunk })));
      }
    })();
    for await (const message of messages) socket.write(fromBinary(BytesMessageSchema, message).data);
    socket.end();
    await answers;
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}
