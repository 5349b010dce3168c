import { InfraError, messageOf } from '../errors.js';
import { readBytes } from '../async/read-bytes.js';
import { EventLoopTurns } from '../async/yielding.js';
import type { FileContent } from '../layer/source-tree.js';
import { formatBytes } from '../text/format.js';
import { oneLine, shorten } from '../text/sanitize-line.js';
import { packagesInBinary } from './binaries/binary.js';
import { BinaryReading } from './binaries/binary-reading.js';
import { type Distribution, parseOsRelease } from './databases/os-release.js';
import { Findings, type ListedPackage } from './findings/findings.js';
import type { ScanLimits } from './findings/limits.js';
import { Omissions } from './findings/omissions.js';
import type { ScannedImage } from './scanned-image.js';
import { type FileUse, WantedFiles } from './wanted-files.js';

/** What an image says of itself. */
export interface Scan {
  readonly distribution: Distribution | undefined;
  readonly packages: readonly ListedPackage[];
  /** What was not read, and why; a sentence each. */
  readonly omissions: readonly string[];
}

/** Bytes; real ones have less than one kilobyte. */
const LARGEST_OS_RELEASE = 64 * 1024;
const SPENT = 'Not read, since what reading may cost (in bytes or time) was used up';
/** Times that a binary is gone over. Two are enough for those that linkers make; programs before Go 1.18 need four. */
const MOST_PASSES = 6;

/**
 * Reads the files of an image that say what is in it. What an image holds never makes this fail: what cannot be read is named instead.
 *
 * @throws InfraError when a layer is missing or damaged; the signal's reason
 */
export async function scanImage(image: ScannedImage, limits: ScanLimits, signal: AbortSignal): Promise<Scan> {
  const scanner = new Scanner(image, limits, signal);
  await scanner.run();
  return scanner.result;
}

class Scanner {
  readonly #image: ScannedImage;
  readonly #limits: ScanLimits;
  readonly #signal: AbortSignal;
  readonly #omissions = new Omissions();
  readonly #findings: Findings;
  readonly #end: number;
  #distribution: Distribution | undefined;
  #bytes = 0;
  /** Binaries of which something is still to be read. */
  readonly #unfinished = new Map<string, BinaryReading>();

  constructor(image: ScannedImage, limits: ScanLimits, signal: AbortSignal) {
    this.#image = image;
    this.#limits = limits;
    this.#signal = signal;
    this.#findings = new Findings(this.#omissions, limits.packages);
    this.#end = performance.now() + limits.milliseconds;
  }

  get result(): Scan {
    return {
      distribution: this.#distribution,
      packages: this.#findings.packages,
      omissions: this.#omissions.sentences,
    };
  }

  async run(): Promise<void> {
    const wanted = this.#wanted();
    if (wanted === undefined) return;
    await this.#readAll(wanted.paths, (content) => this.#read(content, wanted.useOf(content.path)));
    for (let passes = 1; this.#unfinished.size > 0 && passes < MOST_PASSES; passes++) {
      await this.#readAll([...this.#unfinished.keys()], (content) => this.#readBinary(content));
    }
    for (const path of this.#unfinished.keys())
      this.#omissions.add('Binaries in which too much is in an odd place', path);
  }

  async #readAll(paths: readonly string[], read: (content: FileContent) => Promise<void>): Promise<void> {
    const turns = new EventLoopTurns(this.#signal);
    const left = new Set(paths);
    for await (const content of this.#image.contents(paths)) {
      if (this.#isSpent) break;
      left.delete(content.path);
      await read(content);
      await turns.pause();
    }
    for (const path of left) {
      this.#omissions.add(SPENT, path);
      this.#unfinished.delete(path);
    }
  }

  get #isSpent(): boolean {
    return this.#bytes > this.#limits.bytes || performance.now() > this.#end;
  }

  #wanted(): WantedFiles | undefined {
    try {
      return WantedFiles.of(this.#image.tree, this.#limits.files, this.#omissions);
    } catch (error) {
      if (!(error instanceof InfraError)) throw error;
      this.#omissions.add(`The layers do not fit together (${error.message})`, '');
      return undefined;
    }
  }

  async #read(content: FileContent, use: FileUse | undefined): Promise<void> {
    if (use === undefined) return;
    if (use === 'binary') {
      this.#unfinished.set(content.path, new BinaryReading(packagesInBinary()));
      await this.#readBinary(content);
      return;
    }
    const { path, size } = content;
    const maxBytes = use === 'os-release' ? LARGEST_OS_RELEASE : use.maxBytes;
    if (size > maxBytes) {
      this.#omissions.add(`Larger than ${formatBytes(maxBytes)}, so not read`, path);
      return;
    }
    const bytes = await readBytes(this.#counted(content));
    if (bytes.length < size) return;
    try {
      if (use === 'os-release') this.#distribution = parseOsRelease(bytes.toString('utf8'));
      else for (const found of use.packages(bytes, path)) this.#findings.add(found, path);
    } catch (error) {
      this.#failed(path, use === 'os-release' ? use : use.name, error);
    }
  }

  /** One pass over a binary. It stays unfinished if something is wanted of it that has gone by. */
  async #readBinary(content: FileContent): Promise<void> {
    const { path } = content;
    const reading = this.#unfinished.get(path);
    if (reading === undefined) return;
    const failure = await reading.pass(this.#counted(content));
    if (failure !== undefined) this.#failed(path, 'a binary', failure);
    for (const found of reading.found ?? []) this.#findings.add(found, path);
    if (failure !== undefined || reading.found !== undefined) this.#unfinished.delete(path);
  }

  #failed(path: string, kind: string, error: unknown): void {
    this.#omissions.add(`Not read as ${kind} (${oneLine(shorten(messageOf(error), 200))})`, path);
  }

  async *#counted({ path, data }: FileContent): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of data) {
      this.#signal.throwIfAborted();
      this.#bytes += chunk.length;
      if (this.#isSpent) {
        this.#omissions.add(SPENT, path);
        return;
      }
      yield chunk;
    }
  }
}
