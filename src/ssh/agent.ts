import { connect, createServer, type Server, type Socket } from 'node:net';

import { InfraError } from '../errors.js';
import type { Identity } from './identity.js';
import { Malformed, WireReader, wireString, wireUint32 } from './wire.js';

/** Numbers of messages (draft-ietf-sshm-ssh-agent, "Message numbers"). */
const FAILURE = 5;
const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;

/** Bytes of one message; OpenSSH's agent stops at the same. */
const MAX_MESSAGE = 256 * 1024;

/** Answers the two requests that a step may make. A message is its number and its content, without the length before it. */
type AgentAnswer = (request: Buffer) => Promise<Buffer>;

export interface RunningAgent {
  close(): void;
}

/**
 * Serves an agent at a socket. It lists keys and signs with them, and refuses whatever else an agent can be asked: a step must
 * neither add, remove nor lock keys (BuildKit, `readOnlyAgent`).
 *
 * @param open begins a conversation, and may end it
 * @throws InfraError when there can be no socket at `path`
 */
export async function serveAgent(path: string, open: () => AgentConversation): Promise<RunningAgent> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const conversation = open();
    socket.once('close', () => {
      sockets.delete(socket);
      conversation.close?.();
    });
    // A client that goes away is no concern of the build's.
    socket.on('error', () => socket.destroy());
    void converse(socket, conversation.answer).catch(() => socket.destroy());
  });
  await listen(server, path);
  return {
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

export interface AgentConversation {
  readonly answer: AgentAnswer;
  readonly close?: () => void;
}

/** An agent of keys that this process holds. */
export function agentOfKeys(identities: readonly Identity[]): () => AgentConversation {
  const answer: AgentAnswer = (request) => Promise.resolve(answerFor(identities, request));
  return () => ({ answer });
}

/** What another agent answers, who holds the keys. */
export function agentAt(path: string): () => AgentConversation {
  return () => {
    const socket = connect(path);
    const messages = readMessages(socket);
    socket.on('error', () => socket.destroy());
    return {
      answer: async (request) => {
        socket.write(wireString(request));
        const { value } = await messages.next();
        return value ?? Buffer.of(FAILURE);
      },
      close: () => socket.destroy(),
    };
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new InfraError(`cannot serve an ssh agent at ${path}`, { cause: error })));
    server.listen(path, resolve);
  });
}

async function converse(socket: Socket, answer: AgentAnswer): Promise<void> {
  for await (const request of readMessages(socket)) {
    const allowed = request[0] === REQUEST_IDENTITIES || request[0] === SIGN_REQUEST;
    socket.write(wireString(allowed ? await answer(request) : Buffer.of(FAILURE)));
  }
}

/** Ends where the peer does. @throws Malformed for a message that is too large */
async function* readMessages(socket: Socket): AsyncGenerator<Buffer, undefined, undefined> {
  let have: Buffer = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    have = have.length === 0 ? chunk : Buffer.concat([have, chunk]);
    while (have.length >= 4) {
      const length = have.readUInt32BE();
      if (length > MAX_MESSAGE) throw new Malformed(`a message of ${length} bytes`);
      if (have.length < 4 + length) break;
      yield have.subarray(4, 4 + length);
      have = have.subarray(4 + length);
    }
  }
  return undefined;
}

function answerFor(identities: readonly Identity[], request: Buffer): Buffer {
  if (request[0] === REQUEST_IDENTITIES) {
    // Comments tell of the machine that the keys were made on: a step has no need of them.
    const listed = identities.flatMap(({ publicKey }) => [wireString(publicKey), wireString('')]);
    return Buffer.concat([Buffer.of(IDENTITIES_ANSWER), wireUint32(identities.length), ...listed]);
  }
  try {
    const fields = new WireReader(request.subarray(1));
    const [publicKey, data, flags] = [fields.string(), fields.string(), fields.uint32()];
    const identity = identities.find((one) => one.publicKey.equals(publicKey));
    if (identity === undefined) return Buffer.of(FAILURE);
    return Buffer.concat([Buffer.of(SIGN_RESPONSE), wireString(identity.sign(data, flags))]);
  } catch (error) {
    if (error instanceof Malformed) return Buffer.of(FAILURE);
    throw error;
  }
}
