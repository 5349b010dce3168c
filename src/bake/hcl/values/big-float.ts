/** Bits of the numbers that are written in a file. */
const WRITTEN_PRECISION = 512;
/** Numbers beyond it are refused: their digits would fill the memory. */
const LARGEST_EXPONENT = 20_000;

export class NumberTooLarge extends Error {}

/**
 * A binary floating-point number as Go's `big.Float` has it: mantissa × 2^exponent, rounded to `precision` bits, half to even.
 * Numbers of bake files have 512 bits, so that `0.1 + 0.2` prints as 0.3 would, and large integers stay whole.
 */
export class BigFloat {
  /** Odd, or 0. */
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly precision: number;

  private constructor(mantissa: bigint, exponent: number, precision: number) {
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.precision = precision;
  }

  /** @throws NumberTooLarge */
  static rounded(mantissa: bigint, exponent: number, precision: number): BigFloat {
    if (mantissa === 0n) return new BigFloat(0n, 0, precision);
    let [bits, power] = [mantissa, exponent];
    const excess = bitLength(bits) - precision;
    if (excess > 0) {
      bits = shiftHalfEven(bits, excess);
      power += excess;
    }
    const zeros = trailingZeros(bits);
    bits >>= BigInt(zeros);
    power += zeros;
    if (Math.abs(power) > LARGEST_EXPONENT) throw new NumberTooLarge('the number is too large or too small');
    return new BigFloat(bits, power, precision);
  }

  static integer(value: bigint | number): BigFloat {
    const whole = BigInt(value);
    return BigFloat.rounded(whole, 0, Math.max(64, bitLength(whole)));
  }

  /** @param value finite; it keeps the 53 bits that it has */
  static double(value: number): BigFloat {
    if (Number.isInteger(value)) return BigFloat.rounded(BigInt(value), 0, 53);
    let power = 0;
    let scaled = value;
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      power -= 1;
    }
    return BigFloat.rounded(BigInt(scaled), power, 53);
  }

  /**
   * @param text digits, perhaps with a sign, a point and a decimal exponent
   * @returns undefined if it is no such number
   * @throws NumberTooLarge
   */
  static parse(text: string): BigFloat | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
    if (match === null) return undefined;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
    if (whole === '' && fraction === '') return undefined;
    const power = Number(exponent) - fraction.length;
    if (whole.length + fraction.length > LARGEST_EXPONENT / 4 || Math.abs(power) > LARGEST_EXPONENT / 4)
      throw new NumberTooLarge('the number is too large or too small');
    const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
    if (power >= 0) return BigFloat.rounded(digits * 10n ** BigInt(power), 0, WRITTEN_PRECISION);
    return quotient(digits, 10n ** BigInt(-power), 0, WRITTEN_PRECISION);
  }

  get sign(): -1 | 0 | 1 {
    return this.mantissa === 0n ? 0 : this.mantissa < 0n ? -1 : 1;
  }

  get isInteger(): boolean {
    return this.exponent >= 0;
  }

  plus(other: BigFloat): BigFloat {
    const low = Math.min(this.exponent, other.exponent);
    return BigFloat.rounded(this.#scaledTo(low) + other.#scaledTo(low), low, precisionOf(this, other));
  }

  negated(): BigFloat {
    return new BigFloat(-this.mantissa, this.exponent, this.precision);
  }

  times(other: BigFloat): BigFloat {
    return BigFloat.rounded(this.mantissa * other.mantissa, this.exponent + other.exponent, precisionOf(this, other));
  }

  /** @param other not 0 */
  over(other: BigFloat): BigFloat {
    return quotient(this.mantissa, other.mantissa, this.exponent - other.exponent, precisionOf(this, other));
  }

  /** Without what is behind the point. */
  truncated(): bigint {
    if (this.exponent >= 0) return this.mantissa << BigInt(this.exponent);
    const whole = (this.mantissa < 0n ? -this.mantissa : this.mantissa) >> BigInt(-this.exponent);
    return this.mantissa < 0n ? -whole : whole;
  }

  /** The largest integer that is not larger. */
  floor(): bigint {
    const whole = this.truncated();
    return !this.isInteger && this.mantissa < 0n ? whole - 1n : whole;
  }

  compare(other: BigFloat): number {
    const low = Math.min(this.exponent, other.exponent);
    const difference = this.#scaledTo(low) - other.#scaledTo(low);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }

  toNumber(): number {
    return Number(this.toString());
  }

  /** The shortest digits that mean this number among those of its precision; never with an exponent. */
  toString(): string {
    if (this.exponent >= 0) return this.truncated().toString();
    const sign = this.mantissa < 0n ? '-' : '';
    const bits = this.mantissa < 0n ? -this.mantissa : this.mantissa;
    // One bit more than the precision: the last bit is half of the distance to the next number.
    const shift = this.precision + 1 - bitLength(bits);
    const middle = bits << BigInt(shift);
    const exact = decimalOf(middle, this.exponent - shift);
    const low = decimalOf(middle - 1n, this.exponent - shift);
    const high = decimalOf(middle + 1n, this.exponent - shift);
    return sign + printed(shortest(exact.digits, low.digits, high.digits, (middle & 2n) === 0n), exact.point);
  }

  /** With so many digits behind the point, half to even. */
  toFixed(digits: number): string {
    const scaled = this.mantissa * 10n ** BigInt(digits);
    const whole = this.exponent >= 0 ? scaled << BigInt(this.exponent) : shiftHalfEven(scaled, -this.exponent);
    const text = (whole < 0n ? -whole : whole).toString().padStart(digits + 1, '0');
    const point = text.length - digits;
    return `${this.mantissa < 0n ? '-' : ''}${text.slice(0, point)}${digits === 0 ? '' : '.'}${text.slice(point)}`;
  }

  #scaledTo(exponent: number): bigint {
    return this.mantissa << BigInt(this.exponent - exponent);
  }
}

interface Decimal {
  readonly digits: string;
  /** How many digits are before the point; negative: zeros behind it. */
  readonly point: number;
}

/** @param exponent negative */
function decimalOf(mantissa: bigint, exponent: number): Decimal {
  const digits = (mantissa * 5n ** BigInt(-exponent)).toString();
  return { digits, point: digits.length + exponent };
}

/** The first digits of `exact` that lie between `low` and `high`, as Go finds them. */
function shortest(exact: string, low: string, high: string, inclusive: boolean): { text: string; carries: boolean } {
  for (let at = 0; at < exact.length; at += 1) {
    const [digit, below, above] = [exact.charAt(at), low.charAt(at) || '0', high.charAt(at) || '0'];
    const mayGoDown = below !== digit || (inclusive && at + 1 === low.length);
    const mayGoUp = digit !== above && (inclusive || Number(digit) + 1 < Number(above) || at + 1 < high.length);
    if (!mayGoDown && !mayGoUp) continue;
    const kept = exact.slice(0, at + 1);
    if (mayGoDown && !(mayGoUp && roundsUp(exact, at + 1))) return { text: kept, carries: false };
    const raised = (BigInt(kept) + 1n).toString();
    return { text: raised, carries: raised.length > kept.length };
  }
  return { text: exact, carries: false };
}

function roundsUp(digits: string, at: number): boolean {
  const next = digits.charAt(at);
  if (next === '') return false;
  if (next === '5' && /^0*$/.test(digits.slice(at + 1))) return Number(digits.charAt(at - 1)) % 2 === 1;
  return next >= '5';
}

function printed({ text, carries }: { text: string; carries: boolean }, point: number): string {
  const before = carries ? point + 1 : point;
  const digits = text.replace(/0+$/, '');
  if (before <= 0) return `0.${'0'.repeat(-before)}${digits}`;
  if (digits.length <= before) return digits.padEnd(before, '0');
  return `${digits.slice(0, before)}.${digits.slice(before)}`;
}

function precisionOf(left: BigFloat, right: BigFloat): number {
  return Math.max(left.precision, right.precision);
}

function quotient(dividend: bigint, divisor: bigint, exponent: number, precision: number): BigFloat {
  const shift = Math.max(0, precision + 2 + bitLength(divisor) - bitLength(dividend));
  const scaled = dividend << BigInt(shift);
  // What is left over only matters for the rounding: one more bit says that there is something.
  const sticky = scaled % divisor === 0n ? 0n : dividend < 0n === divisor < 0n ? 1n : -1n;
  return BigFloat.rounded(((scaled / divisor) << 1n) + sticky, exponent - shift - 1, precision);
}

function bitLength(value: bigint): number {
  const small = smallOf(value);
  if (small !== undefined) return small < 2 ** 32 ? 32 - Math.clz32(small) : 64 - Math.clz32(small / 2 ** 32);
  const hex = (value < 0n ? -value : value).toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex.charAt(0), 16)));
}

/** @param value not 0 */
function trailingZeros(value: bigint): number {
  const small = smallOf(value);
  if (small !== undefined && small % 2 ** 32 !== 0) return 31 - Math.clz32(small & -small);
  const hex = (value < 0n ? -value : value).toString(16);
  const zeros = /0*$/.exec(hex)?.[0].length ?? 0;
  const digit = parseInt(hex.charAt(hex.length - zeros - 1), 16);
  return zeros * 4 + (31 - Math.clz32(digit & -digit));
}

/** Without its sign, if the processor can count with it: nearly all numbers of definitions are small. */
function smallOf(value: bigint): number | undefined {
  const number = Math.abs(Number(value));
  return number <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

function shiftHalfEven(value: bigint, by: number): bigint {
  const bits = value < 0n ? -value : value;
  const shift = BigInt(by);
  let kept = bits >> shift;
  const rest = bits - (kept << shift);
  const half = 1n << (shift - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return value < 0n ? -kept : kept;
}
