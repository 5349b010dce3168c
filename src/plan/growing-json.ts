/** How the items of a list, or the fields of an object, are written and read. */
interface Form<Item, Value> {
  readonly brackets: readonly [open: string, close: string];
  readonly encode: (item: Item) => string;
  readonly valueOf: (items: readonly Item[]) => Value;
  /** The item is not written behind those before it, but where JavaScript puts it. */
  readonly movesUp: (key: string) => boolean;
}

/** What all versions of one value have in common; each knows how much of it is its own. */
interface Shared<Item> {
  readonly items: Item[];
  /** Of the first item with a key. */
  readonly places: Map<string, number>;
  encoding: Buffer;
}

/** The beginning of what is shared that makes one version. */
interface Extent {
  readonly items: number;
  readonly bytes: number;
  readonly inOrder: boolean;
}

/**
 * A JSON list or object that items are added to, with its encoding. Versions share both: an instruction more costs what it adds,
 * where a copy for each of ten thousand LABELs would cost tens of millions of fields. Immutable to whoever holds one.
 */
export class GrowingJson<Item, Value> {
  readonly #form: Form<Item, Value>;
  readonly #shared: Shared<Item>;
  readonly #extent: Extent;

  private constructor(form: Form<Item, Value>, shared: Shared<Item>, extent: Extent) {
    this.#form = form;
    this.#shared = shared;
    this.#extent = extent;
  }

  /** @param keyOf what `set` knows an item by; of several items with one key, it replaces the first */
  static list<Item>(items: readonly Item[], keyOf?: (item: Item) => string): GrowingJson<Item, readonly Item[]> {
    return GrowingJson.#of(
      {
        brackets: ['[', ']'],
        encode: (item) => JSON.stringify(item),
        valueOf: (all) => all,
        movesUp: () => false,
      },
      items.map((item) => [keyOf?.(item), item] as const),
    );
  }

  static object<T>(fields: Readonly<Record<string, T>>): GrowingField<T> {
    return GrowingJson.#of<readonly [string, T], Readonly<Record<string, T>>>(
      {
        brackets: ['{', '}'],
        encode: ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
        valueOf: (all) => Object.fromEntries(all),
        // Integers come first, by number.
        movesUp: (name) => /^(?:0|[1-9]\d{0,9})$/.test(name),
      },
      Object.entries(fields).map((field) => [field[0], field] as const),
    );
  }

  static #of<Item, Value>(
    form: Form<Item, Value>,
    items: readonly (readonly [key: string | undefined, item: Item])[],
  ): GrowingJson<Item, Value> {
    const shared = { items: [], places: new Map<string, number>(), encoding: Buffer.alloc(0) };
    let grown = new GrowingJson<Item, Value>(form, shared, { items: 0, bytes: 0, inOrder: true });
    for (const [key, item] of items) grown = grown.#append(key, item);
    return grown;
  }

  get length(): number {
    return this.#extent.items;
  }

  get items(): readonly Item[] {
    return this.#shared.items.slice(0, this.#extent.items);
  }

  get value(): Value {
    return this.#form.valueOf(this.items);
  }

  has(key: string): boolean {
    return this.#placeOf(key) !== undefined;
  }

  add(item: Item): GrowingJson<Item, Value> {
    return this.#append(undefined, item);
  }

  /** In the place of the item with that key, if there is one. */
  set(key: string, item: Item): GrowingJson<Item, Value> {
    const at = this.#placeOf(key);
    if (at === undefined) return this.#append(key, item);
    return this.#copied(this.items.with(at, item));
  }

  /** As `JSON.stringify` writes it. */
  *encoded(): Iterable<string | Uint8Array> {
    const [open, close] = this.#form.brackets;
    if (this.#extent.inOrder) yield* [open, this.encodedItems, close];
    else yield JSON.stringify(this.value);
  }

  /** Without its brackets. */
  get encodedItems(): Uint8Array {
    return this.#shared.encoding.subarray(0, this.#extent.bytes);
  }

  #placeOf(key: string): number | undefined {
    const place = this.#shared.places.get(key);
    // A later version's is none of this one.
    return place !== undefined && place < this.#extent.items ? place : undefined;
  }

  #append(key: string | undefined, item: Item): GrowingJson<Item, Value> {
    const { items, bytes, inOrder } = this.#extent;
    // Another version grew from this one already, and what is behind it is that version's.
    if (this.#shared.items.length > items) return this.#copied(this.items).#append(key, item);
    const text = (items === 0 ? '' : ',') + this.#form.encode(item);
    const grown = bytes + Buffer.byteLength(text);
    if (grown > this.#shared.encoding.length) {
      const larger = Buffer.alloc(Math.max(2 * grown, 256));
      larger.set(this.#shared.encoding.subarray(0, bytes));
      this.#shared.encoding = larger;
    }
    this.#shared.encoding.write(text, bytes);
    this.#shared.items.push(item);
    if (key !== undefined && !this.#shared.places.has(key)) this.#shared.places.set(key, items);
    const extent = {
      items: items + 1,
      bytes: grown,
      inOrder: inOrder && (key === undefined || !this.#form.movesUp(key)),
    };
    return new GrowingJson(this.#form, this.#shared, extent);
  }

  /** With storage of its own. Items keep their keys. */
  #copied(items: readonly Item[]): GrowingJson<Item, Value> {
    const keys = new Map([...this.#shared.places].map(([key, place]) => [place, key]));
    return GrowingJson.#of(
      this.#form,
      items.map((item, place) => [keys.get(place), item] as const),
    );
  }
}

export type GrowingList<T> = GrowingJson<T, readonly T[]>;
export type GrowingField<T> = GrowingJson<readonly [name: string, value: T], Readonly<Record<string, T>>>;
