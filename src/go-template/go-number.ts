/** Digits after the point that JavaScript gives at most. No number that people print has more. */
const MOST_DIGITS = 100;

/** As Go's `%f`: of two numbers that are as near, the even one; JavaScript takes the larger. */
export function fixed(value: number, digits: number): string {
  // JavaScript would write such a one with an exponent.
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}${digits === 0 ? '' : `.${'0'.repeat(digits)}`}`;
  const [whole = '', rest = ''] = Math.abs(value).toFixed(MOST_DIGITS).split('.');
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const kept = BigInt(whole + rest.slice(0, digits));
  const left = rest.slice(digits).padEnd(1, '0');
  const half = `5${'0'.repeat(left.length - 1)}`;
  const up = left > half || (left === half && kept % 2n === 1n);
  const text = String(kept + (up ? 1n : 0n)).padStart(digits + 1, '0');
  return sign + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
}

/** As Go's `%e`: at least two digits of the exponent. */
export function scientific(value: number, digits: number | undefined): string {
  const text = digits === undefined ? value.toExponential() : evenExponential(value, digits);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function evenExponential(value: number, digits: number): string {
  if (value === 0) return (0).toExponential(digits);
  const exponent = Number(value.toExponential().replace(/^.*e/, ''));
  // One more digit than the shortest form has tells whether it is a tie.
  const text = value.toExponential(digits);
  const [mantissa = ''] = value.toExponential(MOST_DIGITS).replace('-', '').split('e');
  const left = mantissa.replace('.', '').slice(digits + 1);
  const isTie = /^50*$/.test(left);
  const last = Number(mantissa.replace('.', '')[digits]);
  if (!isTie || last % 2 === 1) return text;
  const cut = mantissa.slice(0, digits === 0 ? 1 : digits + 2);
  return `${value < 0 ? '-' : ''}${cut}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/** As Go's `%g`: the shortest form, or so many digits; with an exponent if it is below -4 or not below the digits. */
export function general(value: number, digits?: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const shortest = digits === undefined;
  const most = shortest ? 6 : Math.max(1, digits);
  const text = scientific(value, shortest ? undefined : most - 1);
  const [mantissa = '', power = ''] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const count = short.replace(/[-.]/g, '').length;
  const exponent = Number(power);
  // Digits that are known may all be shown.
  const limit = shortest ? most : most > count && count >= exponent + 1 ? count : most;
  if (exponent < -4 || exponent >= limit) return `${short}e${power}`;
  return fixed(Number(text), Math.max(0, count - 1 - exponent));
}

/** As Go's `%v`. A whole number counts as an integer. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? (Math.abs(value) < 1e21 ? String(value) : general(value)) : general(value);
}
