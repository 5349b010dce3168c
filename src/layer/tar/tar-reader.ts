import { EngineBug, InfraError, unreachable } from '../../errors.js';
import { displayName } from '../../text/byte-name.js';
import { parsePaxRecords, paxInteger, type PaxRecords } from './pax-records.js';
import { BLOCK, InvalidTar, isZeroBlock, parseHeaderBlock, type HeaderBlock, type Outside } from './tar-block.js';
import { assembleHeader, type TarHeader } from './tar-header.js';
import { checkedMap, MapBlocks, OldGnuMap, parseMapText, SparseExpander, type SparseMap } from './tar-sparse.js';

export type { TarHeader };

/** Is called for each member of an archive: `entry`, `data` any number of times, `end`. All calls are synchronous. */
export interface TarSink {
  entry(header: TarHeader): void;
  /** A piece of the member's content: a view that stays valid but must not be changed. */
  data(chunk: Buffer): void;
  end(): void;
}

/** Limit for an extension header, the same as in GNU tar and Go. Bytes. */
const MAX_META = 1024 * 1024;
/** Limit for the zeros of an archive's sparse files: otherwise a few kilobytes could keep a machine busy for years. */
const MAX_HOLES = 16 * 1024 ** 3;

/** Members without content, whatever their size field says (as in Go's archive/tar). */
const NO_CONTENT = '123456';

/** Keywords that cannot apply to all members. A hostile global header could rename everything with them. */
const LOCAL_KEYWORDS = new Set(['path', 'linkpath', 'size']);
const MAX_GLOBALS = 1000;
const NO_RECORDS: PaxRecords = new Map();

type State = 'header' | 'meta' | 'old-sparse' | 'sparse-map' | 'data' | 'skip' | 'end';

/** Push parser for v7, ustar, star, GNU and PAX archives. File data is not copied. */
export class TarReader {
  readonly #sink: TarSink;
  readonly #label: string;
  readonly #outside: Outside;
  readonly #maxHoles: number;
  #state: State = 'header';
  /** A block that came in pieces. */
  readonly #partial = Buffer.allocUnsafe(BLOCK);
  #have = 0;
  #zeroBlocks = 0;
  /** Bytes still to come of the data, extension header or skipped part, and of the padding after it. */
  #left = 0;
  #padding = 0;
  #meta: { readonly kind: string; readonly bytes: Buffer } | undefined;
  #globals: Map<string, Buffer> = new Map();
  #extension: Map<string, Buffer> | undefined;
  #longName: Buffer | undefined;
  #longLink: Buffer | undefined;
  /** A sparse member whose map is being read. */
  #pendingSparse: { readonly block: HeaderBlock; readonly map: OldGnuMap | MapBlocks } | undefined;
  #expander: SparseExpander | undefined;
  #holes = 0;
  /** Whether the data goes to the sink. */
  #open = false;

  /** @param label for errors: `layer sha256:12ab…` */
  constructor(sink: TarSink, label = 'the archive', outside: Outside = 'refuse', maxHoles = MAX_HOLES) {
    this.#sink = sink;
    this.#label = label;
    this.#outside = outside;
    this.#maxHoles = maxHoles;
  }

  /** @throws InfraError for anything that is not a valid tar; whatever the sink throws */
  write(chunk: Buffer): void {
    try {
      this.#parse(chunk);
    } catch (error) {
      throw this.#named(error);
    }
  }

  /** Whether the blocks at the end of the archive were read. What follows does not belong to it. */
  get ended(): boolean {
    return this.#state === 'end';
  }

  /** Ends the input. @throws InfraError when it ends inside of a member */
  finish(): void {
    // Some programs leave out the last padding and the zero blocks at the end. Nothing is lost without them.
    const complete = (this.#state === 'header' && this.#have === 0) || this.#state === 'end' || this.#state === 'skip';
    if (!complete || this.#hasExtension()) throw this.#named(new InvalidTar('it ends in the middle of a member'));
  }

  #named(error: unknown): unknown {
    if (!(error instanceof InvalidTar)) return error;
    return new InfraError(`${this.#label} is not a valid tar: ${displayName(error.message)}`, { cause: error });
  }

  #parse(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      switch (this.#state) {
        case 'header':
        case 'old-sparse':
        case 'sparse-map': {
          const available = chunk.length - at;
          if (this.#have === 0 && available >= BLOCK) {
            this.#block(chunk.subarray(at, at + BLOCK));
            at += BLOCK;
            break;
          }
          const count = Math.min(BLOCK - this.#have, available);
          chunk.copy(this.#partial, this.#have, at, at + count);
          this.#have += count;
          at += count;
          if (this.#have === BLOCK) {
            this.#have = 0;
            this.#block(this.#partial);
          }
          break;
        }
        case 'meta':
        case 'data':
        case 'skip': {
          const count = Math.min(this.#left, chunk.length - at);
          this.#left -= count;
          this.#content(chunk, at, at + count);
          at += count;
          if (this.#left === 0) this.#contentDone();
          break;
        }
        case 'end':
          return;
        default:
          unreachable(this.#state);
      }
    }
  }

  #block(block: Buffer): void {
    if (this.#state === 'header') this.#header(block);
    else this.#sparseBlock(block);
  }

  #content(chunk: Buffer, start: number, end: number): void {
    if (this.#state === 'data') {
      const data = chunk.subarray(start, end);
      if (this.#expander === undefined) this.#sink.data(data);
      else this.#expander.write(data);
    } else if (this.#state === 'meta' && this.#meta !== undefined) {
      chunk.copy(this.#meta.bytes, this.#meta.bytes.length - this.#left - (end - start), start, end);
    }
  }

  #contentDone(): void {
    if (this.#state === 'data') this.#endMember();
    else if (this.#state === 'meta') this.#metaDone();
    else this.#state = 'header';
  }

  #skipPadding(): void {
    this.#left = this.#padding;
    this.#state = this.#left === 0 ? 'header' : 'skip';
  }

  #expect(state: 'meta' | 'data', size: number): void {
    this.#left = size;
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
    this.#state = state;
  }

  #header(block: Buffer): void {
    if (isZeroBlock(block)) {
      if (++this.#zeroBlocks === 2) this.#state = 'end';
      return;
    }
    if (this.#zeroBlocks > 0) throw new InvalidTar('a member follows a zero block');
    const fields = parseHeaderBlock(block);
    if (fields.size < 0) throw new InvalidTar(`absurd size ${fields.size}`);
    if ('xgLK'.includes(fields.typeflag)) {
      this.#startMeta(fields);
      return;
    }
    if (fields.typeflag === 'S') {
      const map = new OldGnuMap(block);
      this.#pendingSparse = { block: fields, map };
      if (map.continued) this.#state = 'old-sparse';
      else this.#startOldSparse(fields, map);
      return;
    }
    this.#startMember(fields);
  }

  #startMeta(fields: HeaderBlock): void {
    if (fields.size > MAX_META) throw new InvalidTar(`an extension header of ${fields.size} bytes`);
    this.#meta = { kind: fields.typeflag, bytes: Buffer.allocUnsafe(fields.size) };
    this.#expect('meta', fields.size);
    if (fields.size === 0) this.#metaDone();
  }

  #metaDone(): void {
    const { kind, bytes } = this.#meta ?? { kind: '', bytes: Buffer.alloc(0) };
    this.#meta = undefined;
    if (kind === 'L') this.#longName = untilNul(bytes);
    else if (kind === 'K') this.#longLink = untilNul(bytes);
    else if (kind === 'x') this.#extension = parsePaxRecords(bytes);
    else {
      for (const [keyword, value] of parsePaxRecords(bytes)) {
        if (LOCAL_KEYWORDS.has(keyword)) continue;
        if (value.length === 0) this.#globals.delete(keyword);
        else this.#globals.set(keyword, value);
      }
      if (this.#globals.size > MAX_GLOBALS) throw new InvalidTar('too many global PAX records');
    }
    this.#skipPadding();
  }

  #hasExtension(): boolean {
    return this.#extension !== undefined || this.#longName !== undefined || this.#longLink !== undefined;
  }

  /** The records for the next member. An empty value removes a record. */
  #records(): PaxRecords {
    const local = this.#extension;
    if (this.#globals.size === 0) return local ?? NO_RECORDS;
    const all = new Map(this.#globals);
    for (const [keyword, value] of local ?? NO_RECORDS) all.set(keyword, value);
    return all;
  }

  #startMember(fields: HeaderBlock): void {
    const records = this.#records();
    const stored = NO_CONTENT.includes(fields.typeflag) ? 0 : this.#storedSize(fields, records);
    const isFile = fields.typeflag === '0' || fields.typeflag === '\0' || fields.typeflag === '7';
    if (isFile && records.get('GNU.sparse.major')?.toString('latin1') === '1') {
      this.#pendingSparse = { block: fields, map: new MapBlocks() };
      this.#left = stored;
      this.#state = 'sparse-map';
      if (stored < BLOCK) throw new InvalidTar('malformed sparse map');
      return;
    }
    const text = isFile ? records.get('GNU.sparse.map') : undefined;
    if (text !== undefined) {
      const segments = parseMapText(text.toString('latin1'));
      this.#startSparse(fields, checkedMap(sparseSize(records), segments, stored), stored);
      return;
    }
    this.#announce(fields, stored);
    this.#startData(stored);
  }

  #storedSize(fields: HeaderBlock, records: PaxRecords): number {
    const record = records.get('size');
    const size = record === undefined || record.length === 0 ? fields.size : paxInteger(record, 'size');
    if (size < 0) throw new InvalidTar(`absurd size ${size}`);
    return size;
  }

  #sparseBlock(block: Buffer): void {
    const pending = this.#pendingSparse;
    if (pending === undefined) throw new EngineBug('sparse block without a sparse member');
    const { block: fields, map } = pending;
    if (map instanceof OldGnuMap) {
      map.extend(block);
      if (!map.continued) this.#startOldSparse(fields, map);
      return;
    }
    const stored = this.#left;
    const segments = map.add(block);
    if (map.size > stored) throw new InvalidTar('malformed sparse map');
    if (segments === undefined) return;
    const data = stored - map.size;
    this.#startSparse(fields, checkedMap(sparseSize(this.#records()), segments, data), data);
  }

  #startOldSparse(fields: HeaderBlock, map: OldGnuMap): void {
    const stored = this.#storedSize(fields, this.#records());
    this.#startSparse(fields, checkedMap(map.realSize, map.segments, stored), stored);
  }

  #startSparse(fields: HeaderBlock, map: SparseMap, stored: number): void {
    this.#pendingSparse = undefined;
    this.#holes += map.realSize - stored;
    if (this.#holes > this.#maxHoles)
      throw new InvalidTar(`its sparse files have more than ${this.#maxHoles} bytes of holes`);
    this.#expander = new SparseExpander(map, (chunk) => this.#sink.data(chunk));
    this.#announce(fields, map.realSize);
    this.#startData(stored);
  }

  #announce(fields: HeaderBlock, size: number): void {
    const records = this.#records();
    const names = { name: this.#longName, link: this.#longLink };
    const header = assembleHeader(fields, records, names, { size, outside: this.#outside });
    this.#extension = undefined;
    this.#longName = undefined;
    this.#longLink = undefined;
    // The list of names in a GNU incremental dump is not content of the directory.
    this.#open = fields.typeflag !== 'D';
    this.#sink.entry(this.#open ? header : { ...header, size: 0 });
  }

  #startData(stored: number): void {
    this.#expect('data', stored);
    if (stored === 0) this.#endMember();
    else if (!this.#open) {
      this.#sink.end();
      this.#left += this.#padding;
      this.#state = 'skip';
    }
  }

  #endMember(): void {
    this.#expander?.finish();
    this.#expander = undefined;
    this.#sink.end();
    this.#skipPadding();
  }
}

function untilNul(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** Bytes of a sparse file in PAX's formats: `realsize` in 1.0, `size` in 0.x.  @throws InvalidTar */
function sparseSize(records: PaxRecords): number {
  const value = records.get('GNU.sparse.realsize') ?? records.get('GNU.sparse.size');
  if (value === undefined) throw new InvalidTar('a sparse file without its size');
  return paxInteger(value, 'sparse size');
}
