import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { EngineBug, errorCode, InfraError } from '../errors.js';
import { printable } from '../http/http-error.js';
import { array } from '../json/containers.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { type ChainId, chainIds } from '../oci/chain-id.js';
import { diffId } from '../oci/identity-schema.js';
import { archiveBody } from './archive-body.js';
import type { ImageDaemon, LayerFiles, Loaded, LoadableImage } from './daemon.js';
import { dockerMembers } from './image-members.js';

const MAX_OUTPUT = 64 * 1024 * 1024;
const MAX_SHOWN = 600;

/** How long the program may take, in milliseconds. */
interface PodmanPatience {
  /** For a question. */
  readonly askMs: number;
  /** For a load, from the last byte that it took or printed. */
  readonly loadMs: number;
}

const PATIENCE: PodmanPatience = { askMs: 30_000, loadMs: 600_000 };

/** The storage of podman, by its program: for a machine where its service does not listen. */
export class PodmanProgram implements ImageDaemon {
  readonly name: string;
  readonly keepsIndexes = false;
  readonly #program: string;
  readonly #patience: PodmanPatience;

  /** @param program absolute path */
  constructor(program: string, patience: PodmanPatience = PATIENCE) {
    this.name = `podman (${program})`;
    this.#program = program;
    this.#patience = patience;
  }

  close(): void {
    // Nothing stays open.
  }

  async load(image: LoadableImage, files: LayerFiles, signal: AbortSignal): Promise<Loaded> {
    const [platform, ...others] = image.platforms;
    if (platform === undefined || others.length > 0) throw new EngineBug(`${this.name} was given a list of images`);
    const send = async (known: ReadonlySet<ChainId>): Promise<Loaded> => {
      const { members, sent, layers } = await dockerMembers({ image, known, files, signal }, platform, true);
      const body = archiveBody(members);
      await this.#run(['load', '--quiet'], signal, body.open());
      await this.#run(['image', 'inspect', '--format', '{{.Id}}', platform.imageId], signal);
      return { bytes: body.size, sent, layers };
    };
    const known = await this.#known(signal);
    if (known.size === 0) return await send(NOTHING);
    try {
      return await send(known);
    } catch (error) {
      if (!(error instanceof PodmanFailure)) throw error;
      // What was known a moment ago may be pruned by now: everything is sent, once.
      return await send(NOTHING);
    }
  }

  /** The stacks of layers that podman has. */
  async #known(signal: AbortSignal): Promise<ReadonlySet<ChainId>> {
    const ids = (await this.#run(['images', '--quiet', '--no-trunc'], signal)).split('\n').filter((id) => id !== '');
    if (ids.length === 0) return NOTHING;
    try {
      const format = ['--format', '{{json .RootFS.Layers}}'];
      const output = await this.#run(['image', 'inspect', ...format, ...new Set(ids)], signal);
      const stacks = output.split('\n').map((line) => parseOrUndefined(array(diffId), line, MAX_OUTPUT) ?? []);
      return new Set(stacks.flatMap(chainIds));
    } catch (error) {
      // An image that is removed meanwhile makes it fail. All layers are sent then.
      if (error instanceof PodmanFailure) return NOTHING;
      throw error;
    }
  }

  async #run(args: readonly string[], signal: AbortSignal, input?: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    signal.throwIfAborted();
    const stop = new AbortController();
    const child = spawn(this.#program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      signal: AbortSignal.any([signal, stop.signal]),
      killSignal: 'SIGKILL',
    });
    const ms = input === undefined ? this.#patience.askMs : this.#patience.loadMs;
    const timer = setTimeout(() => stop.abort(), ms);
    const alive = (): void => void timer.refresh();
    let output = '';
    let said = '';
    let unable: Error | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      alive();
      if (output.length < MAX_OUTPUT) output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      alive();
      said = (said + text).slice(-8192);
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', (error) => reject((unable = error)));
      child.once('close', resolve);
    });
    ended.catch(() => undefined);
    try {
      await feed(child.stdin, input ?? [], alive);
      const code = await ended;
      if (code === 0) return output;
      const words = printable(said, MAX_SHOWN);
      throw new PodmanFailure(
        `podman ${args[0] ?? ''} failed${words === '' ? ` with exit code ${code ?? 'none'}` : `: ${words}`}`,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (stop.signal.aborted) throw new InfraError(`podman ${args[0] ?? ''} did nothing for ${ms / 1000} s`);
      if (error === unable) throw new InfraError(`cannot run ${this.#program}`, { cause: error });
      throw error;
    } finally {
      clearTimeout(timer);
      child.kill('SIGKILL');
    }
  }
}

/** It ended with another exit code than 0. */
class PodmanFailure extends InfraError {}

/** Writes as fast as it is taken. A program that ends before it has read everything says why by its exit code. */
async function feed(
  stdin: NodeJS.WritableStream,
  input: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  taken: () => void,
): Promise<void> {
  async function* watched(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of input) {
      taken();
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.from(watched(), { objectMode: true, highWaterMark: 2 }), stdin);
  } catch (error) {
    const gone = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'];
    if (!gone.includes(errorCode(error) ?? '')) throw error;
  }
}

const NOTHING: ReadonlySet<ChainId> = new Set();
