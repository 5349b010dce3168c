import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';

import { messageOf, UserError } from '../../errors.js';
import { fileBytes, type SourceEntry, type SourceTree } from '../../layer/source-tree.js';
import { displayName } from '../../text/byte-name.js';
import { SEND_FILES } from '../protocol/methods.js';
import { PacketSchema, type Stat, StatSchema } from '../protocol/session_pb.js';
import { GRPC, GrpcError } from '../wire/grpc-error.js';
import type { Handler, IncomingCall } from '../wire/grpc-server.js';
import { FollowedPaths } from './followed-paths.js';
import { callTexts } from './call-texts.js';
import { walkTree } from './walk-tree.js';

/** Types of packets, as fsutil numbers them. */
const PACKET = { stat: 0, request: 1, data: 2, end: 3, error: 4 } as const;

/** Bits of a mode as Go numbers them (`io/fs.FileMode`). */
const GO = {
  directory: 2 ** 31,
  symlink: 2 ** 27,
  device: 2 ** 26,
  fifo: 2 ** 25,
  setuid: 2 ** 23,
  setgid: 2 ** 22,
  characters: 2 ** 21,
  sticky: 2 ** 20,
} as const;

/** Bytes of a file in one packet: a builder takes messages of 4 MiB. */
const MAX_DATA = 1024 * 1024;
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/** Told of bytes that were sent. */
export type CountSent = (bytes: number) => void;

/** Files that a builder gets. */
export interface SentTree extends SourceTree {
  /**
   * When the file was changed last, in milliseconds since the epoch, as exactly as that is known. A builder does not ask for a file
   * whose size and time are those of the last build. Absent: the tree is new for each build.
   */
  modifiedMs?(path: string): Promise<number | undefined>;
}

/**
 * Gives a builder the files of trees, by the name that the build has for each (fsutil's protocol, `FileSync.DiffCopy`). A tree hides
 * what is ignored by itself; patterns of the builder's are not asked.
 *
 * @param failed told of an error of this side, which the builder repeats only as a text
 */
export function sendingFiles(
  trees: ReadonlyMap<string, SentTree>,
  sent: CountSent,
  failed: (error: unknown) => void,
): readonly [string, Handler] {
  return [
    SEND_FILES,
    async (call) => {
      const name = callTexts(call.metadata, 'dir-name')[0] ?? '';
      const tree = trees.get(name);
      if (tree === undefined) throw new GrpcError(GRPC.notFound, `this build has no files called ${name}`);
      try {
        await new Sending(call, tree, sent).run();
      } catch (error) {
        if (!call.signal.aborted) {
          failed(error);
          await call.send(packet({ type: PACKET.error, data: Buffer.from(messageOf(error)) })).catch(() => undefined);
        }
        throw error;
      }
    },
  ];
}

class Sending {
  readonly #call: IncomingCall;
  readonly #tree: SentTree;
  readonly #sent: CountSent;
  /** Paths of regular files, by their place among all entries. */
  readonly #files = new Map<number, string>();

  constructor(call: IncomingCall, tree: SentTree, sent: CountSent) {
    this.#call = call;
    this.#tree = tree;
    this.#sent = sent;
  }

  async run(): Promise<void> {
    const walking = this.#walk();
    // It fails below, where it is awaited; a builder that waits for entries must not wait for ever.
    const failure = new Promise<never>((_, reject) => void walking.catch(reject));
    failure.catch(() => undefined);
    const requests = this.#call.messages[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([requests.next(), failure]);
      if (next.done === true) break;
      const { type, ID: id, data } = fromBinary(PacketSchema, next.value);
      if (type === PACKET.request) await this.#send(id);
      else if (type === PACKET.error)
        throw new Error(`the builder could not take a file: ${Buffer.from(data).toString()}`);
      else if (type === PACKET.end) {
        await this.#call.send(packet({ type: PACKET.end }));
        break;
      }
    }
    await walking;
  }

  async #walk(): Promise<void> {
    const { metadata, signal } = this.#call;
    const asked = [...callTexts(metadata, 'followpaths'), ...callTexts(metadata, 'include-patterns')];
    const wanted = await FollowedPaths.of(this.#tree, asked);
    let number = 0;
    for await (const entry of walkTree(this.#tree, wanted)) {
      signal.throwIfAborted();
      if (entry.type === 'file') this.#files.set(number, entry.path);
      number++;
      await this.#call.send(packet({ type: PACKET.stat, stat: await this.#statOf(entry) }));
    }
    await this.#call.send(packet({ type: PACKET.stat }));
  }

  async #statOf(entry: SourceEntry): Promise<Stat> {
    const exact = entry.type === 'file' ? await this.#tree.modifiedMs?.(entry.path) : undefined;
    return statOf(entry, exact ?? entry.mtime * 1000);
  }

  async #send(id: number): Promise<void> {
    const path = this.#files.get(id);
    if (path === undefined) throw new Error(`the builder asked for file ${id}, which there is not`);
    this.#files.delete(id);
    for await (const chunk of fileBytes(this.#tree, path)) {
      for (let at = 0; at < chunk.length; at += MAX_DATA) {
        const data = chunk.subarray(at, at + MAX_DATA);
        await this.#call.send(packet({ type: PACKET.data, ID: id, data }));
        this.#sent(data.length);
      }
    }
    await this.#call.send(packet({ type: PACKET.data, ID: id }));
  }
}

function packet(fields: MessageInitShape<typeof PacketSchema>): Uint8Array {
  return toBinary(PacketSchema, create(PacketSchema, fields));
}

function statOf(entry: SourceEntry, modifiedMs: number): Stat {
  const { path, mode, uid, gid, xattrs = {} } = entry;
  if (LONE_SURROGATE.test(path)) {
    throw new UserError(`cannot send ${displayName(path)} to a builder: its name is not UTF-8`, {
      hint: 'Rename it, or name it in .dockerignore.',
    });
  }
  return create(StatSchema, {
    path,
    mode: goMode(entry.type, mode),
    uid,
    gid,
    modTime: BigInt(Math.trunc(modifiedMs)) * 1_000_000n + BigInt(Math.trunc((modifiedMs % 1) * 1e6)),
    xattrs: Object.fromEntries(Object.entries(xattrs).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    ...(entry.type === 'file' && { size: BigInt(entry.size) }),
    ...(entry.type === 'symlink' && { linkname: entry.target }),
    ...('major' in entry && { devmajor: BigInt(entry.major), devminor: BigInt(entry.minor) }),
  });
}

function goMode(type: SourceEntry['type'], mode: number): number {
  const kind = {
    file: 0,
    directory: GO.directory,
    symlink: GO.symlink,
    fifo: GO.fifo,
    block: GO.device,
    char: GO.device + GO.characters,
  }[type];
  const bit = (mask: number, value: number): number => ((mode & mask) === 0 ? 0 : value);
  return kind + (mode & 0o777) + bit(0o4000, GO.setuid) + bit(0o2000, GO.setgid) + bit(0o1000, GO.sticky);
}
