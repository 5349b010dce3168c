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
  /** Key → position of the first item with it. */
  readonly positions: Map<string, number>;
  encoding: Buffer;
}

/** How much of the storage belongs to one value: always a beginning. */
interface Extent {
  readonly items: number;
  readonly bytes: number;
  /** Whether the encoding is in the order in which `JSON.stringify` would write it. */
  readonly isInOrder: boolean;
}

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
    const storage = { items: [], positions: new Map<string, number>(), encoding: Buffer.alloc(0) };
    let json = new AppendableJson<Item, Value>(notation, storage, { items: 0, bytes: 0, isInOrder: true });
    for (const [key, item] of items) json = json.#append(key, item);
    return json;
  }

  get length(): number {
    return this.#extent.items;
  }

  get items(): readonly Item[] {
    return this.#storage.items.slice(0, this.#extent.items);
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
    const position = this.#positionOf(key);
    if (position === undefined) return this.#append(key, item);
    return this.#copyOf(this.items.with(position, item));
  }

  /** In pieces, as `JSON.stringify` writes it. */
  *encoded(): Iterable<string | Uint8Array> {
    const [open, close] = this.#notation.brackets;
    if (this.#extent.isInOrder) yield* [open, this.encodedItems, close];
    else yield JSON.stringify(this.value);
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
    const { items, bytes, isInOrder } = this.#extent;
    // Something else was appended to this value before, and its items come after ours in the storage.
    if (this.#storage.items.length > items) return this.#copyOf(this.items).#append(key, item);
    const text = (items === 0 ? '' : ',') + this.#notation.encode(item);
    const newBytes = bytes + Buffer.byteLength(text);
    if (newBytes > this.#storage.encoding.length) {
      const larger = Buffer.alloc(Math.max(2 * newBytes, 256));
      larger.set(this.encodedItems);
      this.#storage.encoding = larger;
    }
    this.#storage.encoding.write(text, bytes);
    this.#storage.items.push(item);
    if (key !== undefined && !this.#storage.positions.has(key)) this.#storage.positions.set(key, items);
    return new AppendableJson(this.#notation, this.#storage, {
      items: items + 1,
      bytes: newBytes,
      isInOrder: isInOrder && (key === undefined || !this.#notation.isMovedForward(key)),
    });
  }

  /** With storage of its own. Each item keeps its key. */
  #copyOf(items: readonly Item[]): AppendableJson<Item, Value> {
    const keys = new Map([...this.#storage.positions].map(([key, position]) => [position, key]));
    return AppendableJson.#of(
      this.#notation,
      items.map((item, position) => [keys.get(position), item] as const),
    );
  }
}

export type AppendableList<T> = AppendableJson<T, readonly T[]>;
export type AppendableObject<T> = AppendableJson<readonly [name: string, value: T], Readonly<Record<string, T>>>;
