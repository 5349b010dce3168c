import { createHash, type Hash } from 'node:crypto';

/** How a list or an object is written as JSON, and read back as a value. */
interface Notation<Item, Value> {
  readonly brackets: readonly [open: string, close: string];
  readonly encode: (item: Item) => string;
  readonly valueOf: (items: readonly Item[]) => Value;
  /** Whether JavaScript puts an item with this key before others that were appended earlier. */
  readonly isMovedForward: (key: string) => boolean;
}

/** The storage that a value shares with the values that were made of it by appending. */
interface Storage<Item> {
  readonly items: Item[];
  readonly keys: (string | undefined)[];
  /** Key → position of the first item with it: whether there is one. */
  readonly positions: Map<string, number>;
  encoding: Buffer;
  /** Over the whole encoding, once it is long. */
  hash: Hash | undefined;
}

/** How much of the storage belongs to one value: always a beginning. */
interface Extent {
  readonly items: number;
  readonly bytes: number;
  /** Whether the encoding is in the order in which `JSON.stringify` would write it. */
  readonly isInOrder: boolean;
  /** Number of items that replace earlier items with the same key. */
  readonly replaced: number;
  /** For a long value: sha256 over the items in the order in which they were appended. */
  readonly summary?: string | undefined;
}

/**
 * Bytes. For a longer value, a summary identifies it where its text is not needed. Hashing the whole text for each of ten thousand steps
 * takes minutes.
 */
const LONG = 64 * 1024;

/**
 * An immutable JSON list or object that can be appended to without a copy: the new value shares the storage of the old one,
 * its encoding included. In an image's config, each instruction makes a new value of the one before: with copies, ten thousand
 * LABELs would cost fifty million fields.
 */
export class AppendableJson<Item, Value> {
  readonly #notation: Notation<Item, Value>;
  readonly #storage: Storage<Item>;
  readonly #extent: Extent;

  private constructor(notation: Notation<Item, Value>, storage: Storage<Item>, extent: Extent) {
    this.#notation = notation;
    this.#storage = storage;
    this.#extent = extent;
  }

  /** @param keyOf the key by which `set` finds an item; where several have the same key, `set` replaces the first of them */
  static list<Item>(items: readonly Item[], keyOf?: (item: Item) => string): AppendableList<Item> {
    return AppendableJson.#of<Item, readonly Item[]>(
      {
        brackets: ['[', ']'],
        encode: (item) => JSON.stringify(item),
        valueOf: (all) => all,
        isMovedForward: () => false,
      },
      items.map((item) => [keyOf?.(item), item] as const),
    );
  }

  static object<T>(fields: Readonly<Record<string, T>>): AppendableObject<T> {
    return AppendableJson.#of<readonly [string, T], Readonly<Record<string, T>>>(
      {
        brackets: ['{', '}'],
        encode: ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
        valueOf: (all) => Object.fromEntries(all),
        // Names that are array indexes come first, in the order of their numbers.
        isMovedForward: (name) => /^(?:0|[1-9]\d{0,9})$/.test(name),
      },
      Object.entries(fields).map((field) => [field[0], field] as const),
    );
  }

  static #of<Item, Value>(
    notation: Notation<Item, Value>,
    items: readonly (readonly [key: string | undefined, item: Item])[],
  ): AppendableJson<Item, Value> {
    const storage = {
      items: [],
      keys: [],
      positions: new Map<string, number>(),
      encoding: Buffer.alloc(0),
      hash: undefined,
    };
    let json = new AppendableJson<Item, Value>(notation, storage, { items: 0, bytes: 0, isInOrder: true, replaced: 0 });
    // Only the first of several with one key can be found by it.
    for (const [key, item] of items) json = json.#append(key === undefined || json.has(key) ? undefined : key, item);
    return json;
  }

  get length(): number {
    return this.#extent.items - this.#extent.replaced;
  }

  get items(): readonly Item[] {
    return this.#keyed().map(([, item]) => item);
  }

  /** Of several items with the same key, the last one gets the position of the first one. */
  #keyed(): readonly (readonly [key: string | undefined, item: Item])[] {
    const keyed = new Map<string | number, readonly [key: string | undefined, item: Item]>();
    for (const [position, item] of this.#storage.items.slice(0, this.#extent.items).entries()) {
      const key = this.#storage.keys[position];
      keyed.set(key ?? position, [key, item]);
    }
    return [...keyed.values()];
  }

  get value(): Value {
    return this.#notation.valueOf(this.items);
  }

  has(key: string): boolean {
    return this.#positionOf(key) !== undefined;
  }

  /** With one more item, which has no key. */
  append(item: Item): AppendableJson<Item, Value> {
    return this.#append(undefined, item);
  }

  /** With this item in the place of the one with that key, or else at the end. */
  set(key: string, item: Item): AppendableJson<Item, Value> {
    return this.#append(key, item);
  }

  /** In pieces, as `JSON.stringify` writes it. */
  *encoded(): Iterable<string | Uint8Array> {
    const [open, close] = this.#notation.brackets;
    if (this.#extent.isInOrder) yield* [open, this.encodedItems, close];
    else yield JSON.stringify(this.value);
  }

  /**
   * What identifies the value, in pieces: the value as it is encoded, or, of a long one, a digest over its items. It takes as long
   * for a long value as for a short one.
   */
  *identified(): Iterable<string | Uint8Array> {
    if (this.#extent.summary === undefined) yield* this.encoded();
    else yield this.identifiedItems;
  }

  /** The same of the items alone, without the brackets. */
  get identifiedItems(): string | Uint8Array {
    const { summary } = this.#extent;
    return summary === undefined ? this.encodedItems : JSON.stringify(summary);
  }

  /** The items alone, without the brackets, in the order in which they were appended. */
  get encodedItems(): Uint8Array {
    return this.#storage.encoding.subarray(0, this.#extent.bytes);
  }

  #positionOf(key: string): number | undefined {
    const position = this.#storage.positions.get(key);
    // Items beyond the extent belong to values that were made of this one.
    return position !== undefined && position < this.#extent.items ? position : undefined;
  }

  #append(key: string | undefined, item: Item): AppendableJson<Item, Value> {
    const { items, bytes, isInOrder, replaced } = this.#extent;
    const replaces = key !== undefined && this.has(key);
    // Something else was appended to this value before, and its items come after ours in the storage.
    if (this.#storage.items.length > items) return this.#copy().#append(key, item);
    const text = (items === 0 ? '' : ',') + this.#notation.encode(item);
    const newBytes = bytes + Buffer.byteLength(text);
    if (newBytes > this.#storage.encoding.length) {
      const larger = Buffer.alloc(Math.max(2 * newBytes, 256));
      larger.set(this.encodedItems);
      this.#storage.encoding = larger;
    }
    this.#storage.encoding.write(text, bytes);
    const summary = newBytes > LONG ? this.#sumUp(text, bytes) : undefined;
    this.#storage.items.push(item);
    this.#storage.keys.push(key);
    if (key !== undefined && !this.#storage.positions.has(key)) this.#storage.positions.set(key, items);
    return new AppendableJson(this.#notation, this.#storage, {
      items: items + 1,
      bytes: newBytes,
      isInOrder: isInOrder && !replaces && (key === undefined || !this.#notation.isMovedForward(key)),
      replaced: replaced + (replaces ? 1 : 0),
      summary,
    });
  }

  /** @param before how many bytes of the encoding there were before `text` */
  #sumUp(text: string, before: number): string {
    this.#storage.hash ??= createHash('sha256').update(this.#storage.encoding.subarray(0, before));
    return this.#storage.hash.update(text).copy().digest('hex');
  }

  /** With storage of its own. Each item keeps its key. */
  #copy(): AppendableJson<Item, Value> {
    return AppendableJson.#of(this.#notation, this.#keyed());
  }
}

export type AppendableList<T> = AppendableJson<T, readonly T[]>;
export type AppendableObject<T> = AppendableJson<readonly [name: string, value: T], Readonly<Record<string, T>>>;
