import { InfraError, messageOf } from '../errors.js';
import type { FileContent } from '../layer/source-tree.js';
import { formatBytes } from '../text/format.js';
import { oneLine, shorten } from '../text/sanitize-line.js';
import { type Distribution, parseOsRelease } from './databases/os-release.js';
import type { Cataloger } from './findings/cataloger.js';
import { Findings, type ListedPackage } from './findings/findings.js';
import type { ScanLimits } from './findings/limits.js';
import { Omissions } from './findings/omissions.js';
import type { ScannedImage } from './scanned-image.js';
import { WantedFiles } from './wanted-files.js';

/** What an image says of itself. */
export interface Scan {
  readonly distribution: Distribution | undefined;
  readonly packages: readonly ListedPackage[];
  /** What was not read, and why; a sentence each. */
  readonly omissions: readonly string[];
}

/** Bytes; real ones have less than one kilobyte. */
const LARGEST_OS_RELEASE = 64 * 1024;

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
    for await (const content of this.#image.contents(wanted?.paths ?? [])) {
      this.#signal.throwIfAborted();
      const use = wanted?.useOf(content.path);
      if (use === undefined) continue;
      if (this.#isSpent()) {
        this.#omissions.add('The time or the number of bytes that reading may take was used up before', content.path);
        continue;
      }
      await this.#read(content, use);
    }
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

  #isSpent(): boolean {
    return this.#bytes > this.#limits.bytes || performance.now() > this.#end;
  }

  async #read(content: FileContent, use: Cataloger | 'os-release'): Promise<void> {
    const { path, size } = content;
    const maxBytes = use === 'os-release' ? LARGEST_OS_RELEASE : use.maxBytes;
    if (size > maxBytes) {
      this.#omissions.add(`Larger than ${formatBytes(maxBytes)}, so not read`, path);
      return;
    }
    const bytes = await this.#bytesOf(content);
    try {
      if (use === 'os-release') this.#distribution = parseOsRelease(bytes.toString('utf8'));
      else for (const found of use.packages(bytes, path)) this.#findings.add(found, path);
    } catch (error) {
      const why = oneLine(shorten(messageOf(error), 200));
      this.#omissions.add(`Not read as ${use === 'os-release' ? use : use.name} (${why})`, path);
    }
  }

  async #bytesOf({ data }: FileContent): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of data) {
      this.#signal.throwIfAborted();
      this.#bytes += chunk.length;
      chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
  }
}
