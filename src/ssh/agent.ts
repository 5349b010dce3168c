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

/** Bytes that one message may have. OpenSSH's agent has the same limit. */
const MAX_MESSAGE = 256 * 1024;

/** Answers one request. Requests and answers are a message number and its content, without the length that precedes them. */
type AgentAnswer = (request: Buffer) => Promise<Buffer>;

export interface RunningAgent {
  close(): void;
}

/**
 * Serves an agent at a socket. It lists keys and signs with them. Every other request fails, since a step must not add, remove or
 * lock keys (BuildKit, `readOnlyAgent`).
 *
 * @param open begins a conversation with one client
 * @throws InfraError when the socket at `path` cannot be made
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
    // A client that disconnects does not disturb the build.
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

/** An agent that signs with keys of this process. */
export function agentOfKeys(identities: readonly Identity[]): () => AgentConversation {
  const answer: AgentAnswer = (request) => Promise.resolve(answerFor(identities, request));
  return () => ({ answer });
}

/** An agent that forwards requests to another agent. */
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

/** Ends when the peer closes the connection. @throws Malformed for a message that is too large */
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
    // Comments are left out: they often name the user and machine that made a key, and a step does not need them.
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
