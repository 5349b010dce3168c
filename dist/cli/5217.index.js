export const id = 5217;
export const ids = [5217];
export const modules = {

/***/ 5351:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ parseDotEnv)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _interpolate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7345);


const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*(?:[=:]\s?(.*))?$/s;
const ESCAPES = new Map([
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
]);
/**
 * The variables of a `.env` file.
 *
 * @param lookUp a variable of the environment, which counts more than one of the file
 * @param before what files before it say
 * @returns those of the files before it too
 * @throws UserError for a line that is none of a variable
 */
function parseDotEnv(text, lookUp, { file = '.env', before } = {}) {
    const values = new Map(before);
    const known = (name) => lookUp(name) ?? values.get(name);
    for (const [index, line] of logicalLines(text).entries()) {
        if (/^\s*(?:#.*)?$/.test(line))
            continue;
        const match = LINE.exec(line);
        if (match === null)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${file}: line ${index + 1} sets no variable`);
        const [, name = '', value] = match;
        // A name alone stands for the variable of the environment.
        if (value === undefined)
            continue;
        values.set(name, valueOf(value.trimStart(), known));
    }
    return values;
}
/** Lines; one whose quote is open goes on. */
function logicalLines(text) {
    const lines = [];
    for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
        const before = lines.at(-1);
        if (before !== undefined && isOpen(before))
            lines[lines.length - 1] = `${before}\n${line}`;
        else
            lines.push(line);
    }
    return lines;
}
function isOpen(line) {
    const value = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_.-]*\s*[=:]\s*(["'])((?:\\.|(?!\1)[^\\])*)$/s.exec(line);
    return value !== null;
}
function valueOf(text, lookUp) {
    const single = /^'((?:[^']|\\')*)'/.exec(text);
    if (single !== null)
        return single[1] ?? '';
    const double = /^"((?:\\.|[^"\\])*)"/s.exec(text);
    if (double !== null) {
        const escaped = (double[1] ?? '').replace(/\\(.)/gs, (whole, character) => character === '$' ? '$$' : (ESCAPES.get(character) ?? (/["\\]/.test(character) ? character : whole)));
        return (0,_interpolate_js__WEBPACK_IMPORTED_MODULE_1__/* .interpolate */ .G)(escaped, lookUp);
    }
    return (0,_interpolate_js__WEBPACK_IMPORTED_MODULE_1__/* .interpolate */ .G)(text.replace(/\s+#.*$/s, '').trimEnd(), lookUp);
}


/***/ }),

/***/ 7345:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ interpolate)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

const NAME = /[_a-zA-Z][_a-zA-Z0-9]*/y;
/** `${A:-${B:-…}}` within each other, at most. */
const DEEPEST = 50;
/**
 * A text of a compose file with the variables in it replaced: `$A`, `${A}`, and with `:-`, `-`, `:?`, `?`, `:+` and `+` as a shell has
 * them. `$$` is a dollar sign.
 *
 * @throws UserError for a variable that is required, and for what is no name
 */
function interpolate(text, lookUp, depth = 0) {
    if (depth > DEEPEST)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the variables in a text are nested too deeply');
    let result = '';
    for (let at = 0; at < text.length;) {
        const dollar = text.indexOf('$', at);
        if (dollar < 0)
            return result + text.slice(at);
        result += text.slice(at, dollar);
        const next = text.charAt(dollar + 1);
        if (next === '$') {
            result += '$';
            at = dollar + 2;
        }
        else if (next === '{') {
            const close = closingBrace(text, dollar + 2);
            if (close === undefined)
                throw invalid(text);
            result += braced(text.slice(dollar + 2, close), text, lookUp, depth);
            at = close + 1;
        }
        else {
            NAME.lastIndex = dollar + 1;
            const name = NAME.exec(text)?.[0];
            if (name === undefined) {
                result += '$';
                at = dollar + 1;
                continue;
            }
            result += lookUp(name) ?? '';
            at = dollar + 1 + name.length;
        }
    }
    return result;
}
function invalid(text) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid variable in ${JSON.stringify(text.slice(0, 200))}`, {
        hint: 'Write $$ for a dollar sign.',
    });
}
function closingBrace(text, from) {
    let open = 1;
    for (let at = from; at < text.length; at += 1) {
        if (text.startsWith('${', at)) {
            open += 1;
            at += 1;
        }
        else if (text.charAt(at) === '}') {
            open -= 1;
            if (open === 0)
                return at;
        }
    }
    return undefined;
}
function braced(inner, whole, lookUp, depth) {
    NAME.lastIndex = 0;
    const name = NAME.exec(inner)?.[0];
    if (name === undefined)
        throw invalid(whole);
    const rest = inner.slice(name.length);
    const [, operator = '', word = ''] = /^(:?[-?+])?(.*)$/s.exec(rest) ?? [];
    if (rest !== '' && operator === '')
        throw invalid(whole);
    const value = lookUp(name);
    // With a colon, an empty value counts as none.
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    switch (operator.at(-1)) {
        case '-':
            return isSet ? value : interpolate(word, lookUp, depth + 1);
        case '+':
            return isSet ? interpolate(word, lookUp, depth + 1) : '';
        case '?':
            if (isSet)
                return value;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the variable ${name} is required: ${interpolate(word, lookUp, depth + 1) || 'it has no value'}`);
        default:
            return value ?? '';
    }
}


/***/ }),

/***/ 717:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ CallError),
/* harmony export */   p: () => (/* binding */ innerScope)
/* harmony export */ });
/** What went wrong in a function, as the end of a sentence. It gets its place where the function was called. */
class CallError extends Error {
}
/** A scope in which some names mean something else. */
function innerScope(outer, names) {
    return { ...outer, variable: (name) => names.get(name) ?? outer.variable(name) };
}


/***/ }),

/***/ 35485:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D8: () => (/* binding */ anything),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Xd: () => (/* binding */ orNull),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   lc: () => (/* binding */ bool),
/* harmony export */   ny: () => (/* binding */ takes)
/* harmony export */ });
/* unused harmony export Arguments */
/* harmony import */ var _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(717);
/* harmony import */ var _values_type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13442);


const anything = (name) => ({ name, type: _values_type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4 });
const orNull = (name) => ({ name, type: _values_type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4, nullable: true });
const text = (name) => ({ name, type: _values_type_js__WEBPACK_IMPORTED_MODULE_0__/* .STRING */ .An });
const number = (name) => ({ name, type: _values_type_js__WEBPACK_IMPORTED_MODULE_0__/* .NUMBER */ .uk });
const bool = (name) => ({ name, type: _values_type_js__WEBPACK_IMPORTED_MODULE_0__/* .BOOL */ .HX });
function takes(parameters, call, rest) {
    return {
        kind: 'plain',
        parameters,
        ...(rest !== undefined && { rest }),
        call: (args, budget) => call(new Arguments(args), budget),
    };
}
/** Arguments that have been converted to the types of their parameters. */
class Arguments {
    all;
    constructor(all) {
        this.all = all;
    }
    value(at) {
        const found = this.all[at];
        if (found === undefined)
            throw new _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .CallError */ .R('an argument is missing');
        return found;
    }
    text(at) {
        return this.value(at).value;
    }
    number(at) {
        return this.value(at).value;
    }
    bool(at) {
        return this.value(at).value;
    }
    /** @throws CallError unless it is an integer that a length or an index can be */
    integer(at) {
        const value = this.number(at);
        const whole = value.toNumber();
        if (!value.isInteger || !Number.isSafeInteger(whole))
            throw new _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .CallError */ .R('a whole number is required');
        return whole;
    }
    /** @throws CallError unless it is a list, a set or a tuple */
    items(at) {
        const found = this.value(at);
        if (found.kind === 'list' || found.kind === 'set' || found.kind === 'tuple')
            return found.items;
        throw new _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .CallError */ .R('a list is required');
    }
    /** @throws CallError unless it is a map or an object */
    entries(at) {
        const found = this.value(at);
        if (found.kind === 'map' || found.kind === 'object')
            return found.entries;
        throw new _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .CallError */ .R('a map is required');
    }
}


/***/ }),

/***/ 8669:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ BigFloat),
/* harmony export */   r: () => (/* binding */ NumberTooLarge)
/* harmony export */ });
/** Bits of the numbers that are written in a file. */
const WRITTEN_PRECISION = 512;
/** Numbers beyond it are refused: their digits would fill the memory. */
const LARGEST_EXPONENT = 20_000;
class NumberTooLarge extends Error {
}
/**
 * A binary floating-point number as Go's `big.Float` has it: mantissa × 2^exponent, rounded to `precision` bits, half to even.
 * Numbers of bake files have 512 bits, so that `0.1 + 0.2` prints as 0.3 would, and large integers stay whole.
 */
class BigFloat {
    /** Odd, or 0. */
    mantissa;
    exponent;
    precision;
    constructor(mantissa, exponent, precision) {
        this.mantissa = mantissa;
        this.exponent = exponent;
        this.precision = precision;
    }
    /** @throws NumberTooLarge */
    static rounded(mantissa, exponent, precision) {
        if (mantissa === 0n)
            return new BigFloat(0n, 0, precision);
        let [bits, power] = [mantissa, exponent];
        const excess = bitLength(bits) - precision;
        if (excess > 0) {
            bits = shiftHalfEven(bits, excess);
            power += excess;
        }
        const zeros = trailingZeros(bits);
        bits >>= BigInt(zeros);
        power += zeros;
        if (Math.abs(power) > LARGEST_EXPONENT)
            throw new NumberTooLarge('the number is too large or too small');
        return new BigFloat(bits, power, precision);
    }
    static integer(value) {
        const whole = BigInt(value);
        return BigFloat.rounded(whole, 0, Math.max(64, bitLength(whole)));
    }
    /** @param value finite; it keeps the 53 bits that it has */
    static double(value) {
        if (Number.isInteger(value))
            return BigFloat.rounded(BigInt(value), 0, 53);
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
    static parse(text) {
        const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
        if (match === null)
            return undefined;
        const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
        if (whole === '' && fraction === '')
            return undefined;
        const power = Number(exponent) - fraction.length;
        if (whole.length + fraction.length > LARGEST_EXPONENT / 4 || Math.abs(power) > LARGEST_EXPONENT / 4)
            throw new NumberTooLarge('the number is too large or too small');
        const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
        if (power >= 0)
            return BigFloat.rounded(digits * 10n ** BigInt(power), 0, WRITTEN_PRECISION);
        return quotient(digits, 10n ** BigInt(-power), 0, WRITTEN_PRECISION);
    }
    get sign() {
        return this.mantissa === 0n ? 0 : this.mantissa < 0n ? -1 : 1;
    }
    get isInteger() {
        return this.exponent >= 0;
    }
    plus(other) {
        const low = Math.min(this.exponent, other.exponent);
        return BigFloat.rounded(this.#scaledTo(low) + other.#scaledTo(low), low, precisionOf(this, other));
    }
    negated() {
        return new BigFloat(-this.mantissa, this.exponent, this.precision);
    }
    times(other) {
        return BigFloat.rounded(this.mantissa * other.mantissa, this.exponent + other.exponent, precisionOf(this, other));
    }
    /** @param other not 0 */
    over(other) {
        return quotient(this.mantissa, other.mantissa, this.exponent - other.exponent, precisionOf(this, other));
    }
    /** Without what is behind the point. */
    truncated() {
        if (this.exponent >= 0)
            return this.mantissa << BigInt(this.exponent);
        const whole = (this.mantissa < 0n ? -this.mantissa : this.mantissa) >> BigInt(-this.exponent);
        return this.mantissa < 0n ? -whole : whole;
    }
    /** The largest integer that is not larger. */
    floor() {
        const whole = this.truncated();
        return !this.isInteger && this.mantissa < 0n ? whole - 1n : whole;
    }
    compare(other) {
        const low = Math.min(this.exponent, other.exponent);
        const difference = this.#scaledTo(low) - other.#scaledTo(low);
        return difference === 0n ? 0 : difference < 0n ? -1 : 1;
    }
    toNumber() {
        return Number(this.toString());
    }
    /** The shortest digits that mean this number among those of its precision; never with an exponent. */
    toString() {
        if (this.exponent >= 0)
            return this.truncated().toString();
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
    toFixed(digits) {
        const scaled = this.mantissa * 10n ** BigInt(digits);
        const whole = this.exponent >= 0 ? scaled << BigInt(this.exponent) : shiftHalfEven(scaled, -this.exponent);
        const text = (whole < 0n ? -whole : whole).toString().padStart(digits + 1, '0');
        const point = text.length - digits;
        return `${this.mantissa < 0n ? '-' : ''}${text.slice(0, point)}${digits === 0 ? '' : '.'}${text.slice(point)}`;
    }
    #scaledTo(exponent) {
        return this.mantissa << BigInt(this.exponent - exponent);
    }
}
/** @param exponent negative */
function decimalOf(mantissa, exponent) {
    const digits = (mantissa * 5n ** BigInt(-exponent)).toString();
    return { digits, point: digits.length + exponent };
}
/** The first digits of `exact` that lie between `low` and `high`, as Go finds them. */
function shortest(exact, low, high, inclusive) {
    for (let at = 0; at < exact.length; at += 1) {
        const [digit, below, above] = [exact.charAt(at), low.charAt(at) || '0', high.charAt(at) || '0'];
        const mayGoDown = below !== digit || (inclusive && at + 1 === low.length);
        const mayGoUp = digit !== above && (inclusive || Number(digit) + 1 < Number(above) || at + 1 < high.length);
        if (!mayGoDown && !mayGoUp)
            continue;
        const kept = exact.slice(0, at + 1);
        if (mayGoDown && !(mayGoUp && roundsUp(exact, at + 1)))
            return { text: kept, carries: false };
        const raised = (BigInt(kept) + 1n).toString();
        return { text: raised, carries: raised.length > kept.length };
    }
    return { text: exact, carries: false };
}
function roundsUp(digits, at) {
    const next = digits.charAt(at);
    if (next === '')
        return false;
    if (next === '5' && /^0*$/.test(digits.slice(at + 1)))
        return Number(digits.charAt(at - 1)) % 2 === 1;
    return next >= '5';
}
function printed({ text, carries }, point) {
    const before = carries ? point + 1 : point;
    const digits = text.replace(/0+$/, '');
    if (before <= 0)
        return `0.${'0'.repeat(-before)}${digits}`;
    if (digits.length <= before)
        return digits.padEnd(before, '0');
    return `${digits.slice(0, before)}.${digits.slice(before)}`;
}
function precisionOf(left, right) {
    return Math.max(left.precision, right.precision);
}
function quotient(dividend, divisor, exponent, precision) {
    const shift = Math.max(0, precision + 2 + bitLength(divisor) - bitLength(dividend));
    const scaled = dividend << BigInt(shift);
    // What is left over only matters for the rounding: one more bit says that there is something.
    const sticky = scaled % divisor === 0n ? 0n : dividend < 0n === divisor < 0n ? 1n : -1n;
    return BigFloat.rounded(((scaled / divisor) << 1n) + sticky, exponent - shift - 1, precision);
}
/** Below it, and above its negative, a number's bits can be counted without its digits as text, which is ten times as quick. */
const SMALL = 2n ** 31n;
function isSmall(value) {
    return value < SMALL && value > -SMALL;
}
function bitLength(value) {
    if (isSmall(value))
        return 32 - Math.clz32(Math.abs(Number(value)));
    const hex = (value < 0n ? -value : value).toString(16);
    return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex.charAt(0), 16)));
}
/** @param value not 0 */
function trailingZeros(value) {
    if (isSmall(value)) {
        const bits = Number(value);
        return 31 - Math.clz32(bits & -bits);
    }
    const hex = (value < 0n ? -value : value).toString(16);
    const zeros = /0*$/.exec(hex)?.[0].length ?? 0;
    const digit = parseInt(hex.charAt(hex.length - zeros - 1), 16);
    return zeros * 4 + (31 - Math.clz32(digit & -digit));
}
function shiftHalfEven(value, by) {
    const bits = value < 0n ? -value : value;
    const shift = BigInt(by);
    let kept = bits >> shift;
    const rest = bits - (kept << shift);
    const half = 1n << (shift - 1n);
    if (rest > half || (rest === half && (kept & 1n) === 1n))
        kept += 1n;
    return value < 0n ? -kept : kept;
}


/***/ }),

/***/ 1243:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C6: () => (/* binding */ convert),
/* harmony export */   H1: () => (/* binding */ mayConvert),
/* harmony export */   aZ: () => (/* binding */ WrongType),
/* harmony export */   b6: () => (/* binding */ textOf)
/* harmony export */ });
/* harmony import */ var _text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62256);
/* harmony import */ var _big_float_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8669);
/* harmony import */ var _type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13442);
/* harmony import */ var _unify_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17271);
/* harmony import */ var _value_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(12369);





/** A value does not have the type that is needed. The message says which, as the end of a sentence. */
class WrongType extends Error {
}
/**
 * A value in another type, by the rules of HCL's types: numbers and booleans are texts as well, and texts that look like them
 * are numbers and booleans; tuples become lists or sets, and objects maps, if their elements can have one type.
 *
 * @throws WrongType
 */
function convert(value, type) {
    if (type.kind === 'any')
        return value;
    if (value.kind === 'null') {
        if (value.type.kind !== 'any' && !mayConvert(value.type, type))
            throw mismatch(value, type);
        return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .nullValue */ .Pv)(type);
    }
    switch (type.kind) {
        case 'string':
        case 'number':
        case 'bool':
            return toPrimitive(value, type);
        case 'list':
            if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple')
                throw mismatch(value, type);
            return toElements(value, type.of, _value_js__WEBPACK_IMPORTED_MODULE_2__/* .listValue */ .a3);
        case 'set':
            if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple')
                throw mismatch(value, type);
            return toElements(value, type.of, _value_js__WEBPACK_IMPORTED_MODULE_2__/* .setValue */ .KY);
        case 'map':
            return toMap(value, type.of);
        case 'tuple': {
            if (value.kind !== 'tuple' || value.items.length !== type.items.length)
                throw mismatch(value, type);
            return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .tupleValue */ .kq)(value.items.map((item, index) => convert(item, type.items[index] ?? _type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4)));
        }
        case 'object':
            return toObject(value, type);
    }
}
/** Whether values of a type can ever have another type; a single value may still refuse. */
function mayConvert(from, to) {
    if (from.kind === 'any' || to.kind === 'any' || (0,_type_js__WEBPACK_IMPORTED_MODULE_0__/* .sameType */ .n6)(from, to))
        return true;
    switch (to.kind) {
        case 'string':
            return from.kind === 'number' || from.kind === 'bool';
        case 'number':
        case 'bool':
            return from.kind === 'string';
        case 'list':
        case 'set':
            if (from.kind === 'list' || from.kind === 'set')
                return mayConvert(from.of, to.of);
            return from.kind === 'tuple' && from.items.every((item) => mayConvert(item, to.of));
        case 'map':
            if (from.kind === 'map')
                return mayConvert(from.of, to.of);
            return from.kind === 'object' && [...from.attributes.values()].every((each) => mayConvert(each, to.of));
        case 'tuple':
            return (from.kind === 'tuple' &&
                from.items.length === to.items.length &&
                from.items.every((item, index) => mayConvert(item, to.items[index] ?? _type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4)));
        case 'object':
            if (from.kind === 'map')
                return [...to.attributes.values()].every((each) => mayConvert(from.of, each));
            return (from.kind === 'object' &&
                [...to.attributes].every(([name, each]) => {
                    const given = from.attributes.get(name);
                    return given === undefined ? to.optional.has(name) : mayConvert(given, each);
                }));
    }
}
/** The text of a value in a template. @throws WrongType, of null too */
function textOf(value) {
    if (value.kind === 'null')
        throw new WrongType('the value is null');
    return convert(value, _type_js__WEBPACK_IMPORTED_MODULE_0__/* .STRING */ .An).value;
}
function toPrimitive(value, type) {
    if (value.kind === type.kind)
        return value;
    if (type.kind === 'string') {
        if (value.kind === 'number')
            return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .stringValue */ .r$)(value.value.toString());
        if (value.kind === 'bool')
            return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .stringValue */ .r$)(String(value.value));
    }
    if (value.kind === 'string' && type.kind === 'number') {
        const number = _big_float_js__WEBPACK_IMPORTED_MODULE_3__/* .BigFloat */ .p.parse(value.value);
        if (number === undefined)
            throw new WrongType('a number is required');
        return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .numberValue */ .Vg)(number);
    }
    if (value.kind === 'string' && type.kind === 'bool') {
        if (value.value === 'true' || value.value === '1')
            return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .boolValue */ .ks)(true);
        if (value.value === 'false' || value.value === '0')
            return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .boolValue */ .ks)(false);
        throw new WrongType('a bool is required');
    }
    throw mismatch(value, type);
}
function toElements({ items }, wanted, make) {
    const of = elementType(items, wanted);
    return make(items.map((item) => convert(item, of)), of);
}
function toMap(value, wanted) {
    if (value.kind !== 'map' && value.kind !== 'object')
        throw mismatch(value, { kind: 'map', of: wanted });
    const of = elementType([...value.entries.values()], wanted);
    return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .mapValue */ .IS)([...value.entries].map(([key, item]) => [key, convert(item, of)]), of);
}
/** Of a collection of any type, its elements say which. */
function elementType(items, wanted) {
    if (wanted.kind !== 'any')
        return wanted;
    if (items.length === 0)
        return _type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4;
    const found = (0,_unify_js__WEBPACK_IMPORTED_MODULE_1__/* .unify */ .Q)(items.map(_value_js__WEBPACK_IMPORTED_MODULE_2__/* .typeOf */ .QP));
    if (found === undefined)
        throw new WrongType('all elements must have the same type');
    return found;
}
function toObject(value, type) {
    if (value.kind !== 'object' && value.kind !== 'map')
        throw mismatch(value, type);
    const missing = [...type.attributes.keys()]
        .filter((name) => !value.entries.has(name) && !type.optional.has(name))
        .sort(_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_4__/* .byCodeUnit */ .X);
    if (missing.length > 0) {
        const names = missing.map((name) => JSON.stringify(name)).join(', ');
        throw new WrongType(`${missing.length === 1 ? 'attribute' : 'attributes'} ${names} ${missing.length === 1 ? 'is' : 'are'} required`);
    }
    return (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .objectValue */ .ZH)([...type.attributes].map(([name, each]) => {
        const given = value.entries.get(name);
        return [name, given === undefined ? (0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .nullValue */ .Pv)(each) : convert(given, each)];
    }));
}
function mismatch(value, type) {
    return new WrongType(`${(0,_type_js__WEBPACK_IMPORTED_MODULE_0__/* .typeName */ .go)(type)} is required, but this is ${(0,_type_js__WEBPACK_IMPORTED_MODULE_0__/* .typeName */ .go)((0,_value_js__WEBPACK_IMPORTED_MODULE_2__/* .typeOf */ .QP)(value))}`);
}


/***/ }),

/***/ 13442:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ STRING),
/* harmony export */   HX: () => (/* binding */ BOOL),
/* harmony export */   ge: () => (/* binding */ objectType),
/* harmony export */   go: () => (/* binding */ typeName),
/* harmony export */   n6: () => (/* binding */ sameType),
/* harmony export */   sO: () => (/* binding */ isPrimitive),
/* harmony export */   uk: () => (/* binding */ NUMBER),
/* harmony export */   x4: () => (/* binding */ ANY)
/* harmony export */ });
const STRING = { kind: 'string' };
const NUMBER = { kind: 'number' };
const BOOL = { kind: 'bool' };
const ANY = { kind: 'any' };
const NO_NAMES = new Set();
function objectType(attributes, optional = NO_NAMES) {
    return { kind: 'object', attributes, optional };
}
function isPrimitive({ kind }) {
    return kind === 'string' || kind === 'number' || kind === 'bool';
}
function sameType(left, right) {
    if (left === right)
        return true;
    switch (left.kind) {
        case 'list':
        case 'set':
        case 'map':
            return left.kind === right.kind && sameType(left.of, right.of);
        case 'tuple':
            return (right.kind === 'tuple' &&
                left.items.length === right.items.length &&
                left.items.every((item, index) => sameType(item, right.items[index] ?? ANY)));
        case 'object':
            return (right.kind === 'object' &&
                left.attributes.size === right.attributes.size &&
                [...left.attributes].every(([name, type]) => {
                    const other = right.attributes.get(name);
                    return other !== undefined && sameType(type, other) && left.optional.has(name) === right.optional.has(name);
                }));
        default:
            return left.kind === right.kind;
    }
}
/** How messages and `--list` name a type. */
function typeName(type) {
    switch (type.kind) {
        case 'any':
            return 'dynamic';
        case 'list':
        case 'set':
        case 'map':
            return `${type.kind} of ${type.of.kind === 'any' ? 'any single type' : typeName(type.of)}`;
        default:
            return type.kind;
    }
}


/***/ }),

/***/ 17271:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ unify)
/* harmony export */ });
/* harmony import */ var _type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13442);

/**
 * One type that values of all these types can have, such as of the two results of a condition; undefined if there is none.
 * Objects with the same attributes stay objects, others become maps; tuples of one length stay tuples, others become lists.
 */
function unify(types) {
    const [first] = types;
    if (first === undefined)
        return undefined;
    if (types.every((type) => (0,_type_js__WEBPACK_IMPORTED_MODULE_0__/* .sameType */ .n6)(type, first)))
        return first;
    const known = types.filter(({ kind }) => kind !== 'any');
    const [head] = known;
    if (head === undefined)
        return _type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4;
    const kinds = new Set(known.map(({ kind }) => kind));
    const hasAny = known.length < types.length;
    if (kinds.size === 1) {
        if ((0,_type_js__WEBPACK_IMPORTED_MODULE_0__/* .isPrimitive */ .sO)(head))
            return head;
        if (hasAny)
            return _type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4;
        return unifyAlike(known, head);
    }
    if (onlyOf(kinds, 'map', 'object'))
        return collected('map', known);
    if (onlyOf(kinds, 'list', 'tuple'))
        return collected('list', known);
    if (onlyOf(kinds, 'set', 'tuple') || onlyOf(kinds, 'set', 'list', 'tuple'))
        return collected('set', known);
    // Numbers and booleans are texts as well, but not each other.
    if (known.every(_type_js__WEBPACK_IMPORTED_MODULE_0__/* .isPrimitive */ .sO))
        return kinds.has('string') ? { kind: 'string' } : undefined;
    return undefined;
}
function unifyAlike(types, head) {
    switch (head.kind) {
        case 'list':
        case 'set':
        case 'map':
            return collected(head.kind, types);
        case 'tuple':
            return unifyTuples(types, head.items.length) ?? collected('list', types);
        case 'object':
            return unifyObjects(types, head.attributes) ?? collected('map', types);
        default:
            return head;
    }
}
function unifyTuples(types, length) {
    const rows = types.flatMap((type) => (type.kind === 'tuple' && type.items.length === length ? [type.items] : []));
    if (rows.length < types.length)
        return undefined;
    const items = [];
    for (let at = 0; at < length; at += 1) {
        const item = unify(rows.map((row) => row[at] ?? _type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4));
        if (item === undefined)
            return undefined;
        items.push(item);
    }
    return { kind: 'tuple', items };
}
function unifyObjects(types, names) {
    const attributes = new Map();
    for (const name of names.keys()) {
        const across = [];
        for (const type of types) {
            const attribute = type.kind === 'object' && type.attributes.size === names.size ? type.attributes.get(name) : undefined;
            if (attribute === undefined)
                return undefined;
            across.push(attribute);
        }
        const unified = unify(across);
        if (unified === undefined)
            return undefined;
        attributes.set(name, unified);
    }
    return types.every((type) => type.kind === 'object' && type.attributes.size === names.size)
        ? (0,_type_js__WEBPACK_IMPORTED_MODULE_0__/* .objectType */ .ge)(attributes)
        : undefined;
}
function collected(kind, types) {
    const elements = types.flatMap(elementTypes);
    if (elements.length === 0)
        return undefined;
    const of = unify(elements);
    return of === undefined ? undefined : { kind, of };
}
function elementTypes(type) {
    switch (type.kind) {
        case 'list':
        case 'set':
        case 'map':
            return [type.of];
        case 'tuple':
            return type.items;
        case 'object':
            return [...type.attributes.values()];
        default:
            return [];
    }
}
function onlyOf(kinds, ...allowed) {
    return [...kinds].every((kind) => allowed.includes(kind));
}


/***/ }),

/***/ 12369:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ NULL),
/* harmony export */   IS: () => (/* binding */ mapValue),
/* harmony export */   KY: () => (/* binding */ setValue),
/* harmony export */   Pv: () => (/* binding */ nullValue),
/* harmony export */   QP: () => (/* binding */ typeOf),
/* harmony export */   Vg: () => (/* binding */ numberValue),
/* harmony export */   W8: () => (/* binding */ FALSE),
/* harmony export */   ZE: () => (/* binding */ elementsOf),
/* harmony export */   ZH: () => (/* binding */ objectValue),
/* harmony export */   a3: () => (/* binding */ listValue),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   kq: () => (/* binding */ tupleValue),
/* harmony export */   ks: () => (/* binding */ boolValue),
/* harmony export */   r$: () => (/* binding */ stringValue),
/* harmony export */   rT: () => (/* binding */ TRUE)
/* harmony export */ });
/* harmony import */ var _text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(62256);
/* harmony import */ var _big_float_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8669);
/* harmony import */ var _type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13442);



const NULL = { kind: 'null', type: _type_js__WEBPACK_IMPORTED_MODULE_0__/* .ANY */ .x4 };
const TRUE = { kind: 'bool', value: true };
const FALSE = { kind: 'bool', value: false };
function stringValue(value) {
    return { kind: 'string', value };
}
function boolValue(value) {
    return value ? TRUE : FALSE;
}
function numberValue(value) {
    return { kind: 'number', value: value instanceof _big_float_js__WEBPACK_IMPORTED_MODULE_1__/* .BigFloat */ .p ? value : _big_float_js__WEBPACK_IMPORTED_MODULE_1__/* .BigFloat */ .p.integer(value) };
}
const FIRST_INDEXES = [];
/** As `numberValue`. Loops go over the same numbers again and again. */
function indexValue(index) {
    return index < 1024 ? (FIRST_INDEXES[index] ??= numberValue(index)) : numberValue(index);
}
function nullValue(type) {
    return type.kind === 'any' ? NULL : { kind: 'null', type };
}
function tupleValue(items) {
    return { kind: 'tuple', items };
}
function listValue(items, of) {
    return { kind: 'list', of, items };
}
function objectValue(entries) {
    return { kind: 'object', entries: inOrder(entries) };
}
function mapValue(entries, of) {
    return { kind: 'map', of, entries: inOrder(entries) };
}
function setValue(items, of) {
    const different = new Map(items.map((item) => [identityOf(item), item]));
    return { kind: 'set', of, items: [...different.values()].sort(orderInSet) };
}
function inOrder(entries) {
    return new Map([...entries].sort(([left], [right]) => (0,_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_2__/* .byCodeUnit */ .X)(left, right)));
}
function orderInSet(left, right) {
    if (left.kind === 'number' && right.kind === 'number')
        return left.value.compare(right.value);
    if (left.kind === 'string' && right.kind === 'string')
        return (0,_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_2__/* .byCodeUnit */ .X)(left.value, right.value);
    if (left.kind === 'bool' && right.kind === 'bool')
        return Number(left.value) - Number(right.value);
    return (0,_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_2__/* .byCodeUnit */ .X)(identityOf(left), identityOf(right));
}
/** A text that two values share only if they are equal, in type too. */
function identityOf(value) {
    switch (value.kind) {
        case 'null':
            return 'null';
        case 'string':
            return JSON.stringify(value.value);
        case 'number':
            return value.value.toString();
        case 'bool':
            return String(value.value);
        case 'list':
        case 'set':
        case 'tuple':
            return `${value.kind}[${value.items.map(identityOf).join(',')}]`;
        case 'map':
        case 'object':
            return `${value.kind}{${[...value.entries]
                .map(([key, item]) => `${JSON.stringify(key)}:${identityOf(item)}`)
                .join(',')}}`;
    }
}
function typeOf(value) {
    switch (value.kind) {
        case 'null':
            return value.type;
        case 'string':
            return _type_js__WEBPACK_IMPORTED_MODULE_0__/* .STRING */ .An;
        case 'number':
            return _type_js__WEBPACK_IMPORTED_MODULE_0__/* .NUMBER */ .uk;
        case 'bool':
            return _type_js__WEBPACK_IMPORTED_MODULE_0__/* .BOOL */ .HX;
        case 'list':
        case 'set':
        case 'map':
            return { kind: value.kind, of: value.of };
        case 'tuple':
            return { kind: 'tuple', items: value.items.map(typeOf) };
        case 'object':
            return (0,_type_js__WEBPACK_IMPORTED_MODULE_0__/* .objectType */ .ge)(new Map([...value.entries].map(([key, item]) => [key, typeOf(item)])));
    }
}
/** The elements with their keys, or undefined of a value that has none. An element of a set is its own key. */
function elementsOf(value) {
    switch (value.kind) {
        case 'list':
        case 'tuple':
            return value.items.map((item, index) => [indexValue(index), item]);
        case 'set':
            return value.items.map((item) => [item, item]);
        case 'map':
        case 'object':
            return [...value.entries].map(([key, item]) => [stringValue(key), item]);
        default:
            return undefined;
    }
}


/***/ }),

/***/ 65843:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Cz: () => (/* binding */ annotationStrings),
  p0: () => (/* binding */ attests),
  zM: () => (/* binding */ codec_boolean),
  JU: () => (/* binding */ contexts),
  pb: () => (/* binding */ escapedString),
  JD: () => (/* binding */ inheritedNames),
  jm: () => (/* binding */ joinedCaches),
  gw: () => (/* binding */ joinedStrings),
  k1: () => (/* binding */ nullableTexts),
  V4: () => (/* binding */ outputs),
  qz: () => (/* binding */ replacedCaches),
  Hl: () => (/* binding */ replacedStrings),
  O3: () => (/* binding */ secrets),
  BK: () => (/* binding */ sshKeys),
  Yj: () => (/* binding */ string)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/bake/hcl/values/convert.js
var convert = __webpack_require__(1243);
// EXTERNAL MODULE: ./lib/bake/hcl/values/type.js
var values_type = __webpack_require__(13442);
// EXTERNAL MODULE: ./lib/bake/hcl/values/value.js
var values_value = __webpack_require__(12369);
// EXTERNAL MODULE: ./lib/bake/target/entries.js
var entries = __webpack_require__(42495);
;// CONCATENATED MODULE: ./lib/bake/target/merge-lists.js
/**
 * Without duplicates, in the order that buildx leaves: it goes backwards through the list, and puts the last element in the place of
 * each duplicate that it drops.
 */
function withoutDuplicates(entries, identity) {
    const kept = entries.map((entry) => ({ entry, id: identity(entry) }));
    for (let at = kept.length - 2; at >= 0; at -= 1) {
        const duplicate = kept.findIndex(({ id }, index) => index > at && id === kept[at]?.id);
        if (duplicate < 0)
            continue;
        const last = kept.pop();
        if (last !== undefined && duplicate < kept.length)
            kept[duplicate] = last;
    }
    return kept.map(({ entry }) => entry);
}
/** Of entries with the same name the last counts, at the place of the first. */
function lastByName(entries, name) {
    return [...new Map(entries.map((entry) => [name(entry), entry])).values()];
}
/** Texts in order, without empty ones and without duplicates. */
function distinctTexts(texts) {
    return [...new Set(texts)].filter((text) => text !== '');
}

;// CONCATENATED MODULE: ./lib/bake/target/codec.js






const STRINGS = { kind: 'list', of: values_type/* STRING */.An };
const STRING_MAP = { kind: 'map', of: values_type/* STRING */.An };
const string = {
    decode: (value) => {
        const text = (0,convert/* convert */.C6)(value, values_type/* STRING */.An);
        return text.kind === 'string' ? text.value : undefined;
    },
    toValue: (text) => (text === undefined ? (0,values_value/* nullValue */.Pv)(values_type/* STRING */.An) : (0,values_value/* stringValue */.r$)(text)),
    merge: (_, later) => later,
    settle: (text) => text,
    json: (text) => text,
};
/** Where the syntax of HCL would see a template. */
const escapedString = { ...string, json: escapeTemplates };
const codec_boolean = {
    decode: (value) => {
        const bool = (0,convert/* convert */.C6)(value, values_type/* BOOL */.HX);
        return bool.kind === 'bool' ? bool.value : undefined;
    },
    toValue: (bool) => (bool === undefined ? (0,values_value/* nullValue */.Pv)(values_type/* BOOL */.HX) : (0,values_value/* boolValue */.ks)(bool)),
    merge: (_, later) => later,
    settle: (bool) => bool,
    json: (bool) => bool,
};
function strings(merge, settle, shown = (text) => text) {
    return {
        decode: (value) => {
            const list = (0,convert/* convert */.C6)(value, STRINGS);
            if (list.kind !== 'list')
                return undefined;
            return list.items.map((item) => {
                if (item.kind !== 'string')
                    throw new convert/* WrongType */.aZ('an element must not be null');
                return item.value;
            });
        },
        toValue: (texts) => (texts === undefined ? (0,values_value/* nullValue */.Pv)(STRINGS) : (0,values_value/* listValue */.a3)(texts.map(values_value/* stringValue */.r$), values_type/* STRING */.An)),
        merge: (earlier, later) => (merge === 'replaced' ? later : [...earlier, ...later]),
        settle: (texts) => nonEmpty(settle(texts)),
        json: (texts) => texts.map(shown),
    };
}
const replacedStrings = strings('replaced', distinctTexts);
const joinedStrings = strings('joined', distinctTexts);
const annotationStrings = strings('joined', distinctTexts, escapeTemplates);
/** They are gone when all is resolved. */
const inheritedNames = strings('joined', (texts) => texts);
/** `args` and others: a null leaves what was inherited. */
const nullableTexts = {
    decode: (value) => {
        const map = (0,convert/* convert */.C6)(value, STRING_MAP);
        if (map.kind !== 'map')
            return undefined;
        return new Map([...map.entries].map(([key, item]) => [key, item.kind === 'string' ? item.value : null]));
    },
    toValue: (texts) => texts === undefined
        ? (0,values_value/* nullValue */.Pv)(STRING_MAP)
        : (0,values_value/* mapValue */.IS)([...texts].map(([key, text]) => [key, text === null ? (0,values_value/* nullValue */.Pv)(values_type/* STRING */.An) : (0,values_value/* stringValue */.r$)(text)]), values_type/* STRING */.An),
    merge: (earlier, later) => new Map([...earlier, ...[...later].filter(([, text]) => text !== null)]),
    settle: (texts) => {
        const given = new Map([...texts].filter(([, text]) => text !== null));
        return given.size === 0 ? undefined : given;
    },
    json: (texts) => sortedObject([...texts].map(([key, text]) => [key, text === null ? null : escapeTemplates(text)])),
};
/** `contexts`: an empty one takes away what was inherited. */
const contexts = {
    decode: (value) => {
        const map = (0,convert/* convert */.C6)(value, STRING_MAP);
        if (map.kind !== 'map')
            return undefined;
        return new Map([...map.entries].map(([key, item]) => {
            if (item.kind !== 'string')
                throw new convert/* WrongType */.aZ(`${key} must not be null`);
            return [key, item.value];
        }));
    },
    toValue: (texts) => texts === undefined
        ? (0,values_value/* nullValue */.Pv)(STRING_MAP)
        : (0,values_value/* mapValue */.IS)([...texts].map(([key, text]) => [key, (0,values_value/* stringValue */.r$)(text)]), values_type/* STRING */.An),
    merge: (earlier, later) => new Map([...earlier, ...later]),
    settle: (texts) => {
        const given = new Map([...texts].filter(([, text]) => text !== ''));
        return given.size === 0 ? undefined : given;
    },
    json: (texts) => sortedObject([...texts]),
};
function codec_entries({ parse, fromMap, toMap, type, merge, settle, json, }) {
    return {
        decode: (value) => {
            if (value.kind === 'null')
                throw new convert/* WrongType */.aZ('it must not be null');
            if (value.kind !== 'list' && value.kind !== 'tuple')
                throw new convert/* WrongType */.aZ(`a list is required, but this is ${(0,values_type/* typeName */.go)((0,values_value/* typeOf */.QP)(value))}`);
            return value.items.flatMap((item) => {
                if (item.kind !== 'string')
                    return [fromMap(item)];
                return item.value === '' ? [] : parse(item.value);
            });
        },
        toValue: (list) => (0,values_value/* listValue */.a3)((list ?? []).map(toMap), type),
        merge: (earlier, later) => (merge === 'replaced' ? later : settle([...earlier, ...later])),
        settle: (list) => nonEmpty(settle(list)),
        json: (list) => list.map(json),
    };
}
function textsOfMap(value) {
    const map = (0,convert/* convert */.C6)(value, STRING_MAP);
    if (map.kind !== 'map')
        throw new convert/* WrongType */.aZ('an entry must not be null');
    return new Map([...map.entries].map(([key, item]) => {
        if (item.kind !== 'string')
            throw new convert/* WrongType */.aZ(`${key} must not be null`);
        return [key, item.value];
    }));
}
function taken(texts, key) {
    const found = texts.get(key) ?? '';
    texts.delete(key);
    return found;
}
function mapOf(texts) {
    return (0,values_value/* mapValue */.IS)([...texts].map(([key, text]) => [key, (0,values_value/* stringValue */.r$)(text)]), values_type/* STRING */.An);
}
const CACHE_FORM = {
    parse: entries/* parseCaches */.xH,
    fromMap: (value) => {
        const attributes = textsOfMap(value);
        const type = taken(attributes, 'type');
        if (type === '')
            throw new errors/* UserError */.yo('a type is required for a cache');
        return { type, attributes };
    },
    toMap: ({ type, attributes }) => mapOf([...attributes, ['type', type]]),
    type: STRING_MAP,
    merge: 'joined',
    settle: (list) => withoutDuplicates(list, ({ type, attributes }) => JSON.stringify([type, sortedEntries(attributes)])),
    json: ({ type, attributes }) => sortedObject([...attributes, ['type', type]]),
};
const joinedCaches = codec_entries(CACHE_FORM);
const replacedCaches = codec_entries({ ...CACHE_FORM, merge: 'replaced' });
const outputs = codec_entries({
    parse: (text) => [(0,entries/* parseOutput */.Fw)(text)],
    fromMap: (value) => {
        const attributes = textsOfMap(value);
        const type = taken(attributes, 'type');
        const dest = taken(attributes, 'dest');
        if (type === '')
            throw new errors/* UserError */.yo('a type is required for an output');
        return { type, dest, attributes };
    },
    toMap: ({ type, dest, attributes }) => mapOf([...attributes, ['type', type], ['dest', dest]]),
    type: STRING_MAP,
    merge: 'replaced',
    settle: (list) => withoutDuplicates(list, ({ type, dest, attributes }) => JSON.stringify([type, dest, sortedEntries(attributes)])),
    json: ({ type, dest, attributes }) => sortedObject([...attributes, ['type', type], ...(dest === '' ? [] : [['dest', dest]])]),
});
const attests = codec_entries({
    parse: (text) => [(0,entries/* parseAttest */.Tj)(text)],
    fromMap: (value) => {
        const attributes = textsOfMap(value);
        const type = taken(attributes, 'type');
        const disabled = attributes.has('disabled') ? (0,entries/* booleanOf */.SF)(taken(attributes, 'disabled'), 'disabled') : false;
        return { type, attributes, disabled };
    },
    toMap: ({ type, disabled, attributes }) => mapOf([...attributes, ['type', type], ...(disabled ? [['disabled', 'true']] : [])]),
    type: STRING_MAP,
    merge: 'joined',
    settle: (list) => lastByName(list, ({ type }) => type),
    json: ({ type, disabled, attributes }) => sortedObject([...attributes, ['type', type], ...(disabled ? [['disabled', true]] : [])]),
});
const SECRET_NAMES = ['id', 'src', 'env'];
const SECRET_TYPE = (0,values_type/* objectType */.ge)(new Map(SECRET_NAMES.map((name) => [name, values_type/* STRING */.An])), new Set(SECRET_NAMES));
const secrets = codec_entries({
    parse: (text) => [(0,entries/* parseSecret */.o7)(text)],
    fromMap: (value) => {
        const object = (0,convert/* convert */.C6)(value, SECRET_TYPE);
        if (object.kind !== 'object')
            throw new convert/* WrongType */.aZ('an entry must not be null');
        const text = (name) => object.entries.get(name)?.value ?? '';
        return { id: text('id'), src: text('src'), env: text('env') };
    },
    toMap: ({ id, src, env }) => (0,values_value/* objectValue */.ZH)([
        ['id', (0,values_value/* stringValue */.r$)(id)],
        ['src', (0,values_value/* stringValue */.r$)(src)],
        ['env', (0,values_value/* stringValue */.r$)(env)],
    ]),
    type: (0,values_type/* objectType */.ge)(new Map(SECRET_NAMES.map((name) => [name, values_type/* STRING */.An]))),
    merge: 'joined',
    settle: (list) => lastByName(list, ({ id }) => id),
    json: ({ id, src, env }) => ({
        ...(id !== '' && { id }),
        ...(src !== '' && { src }),
        ...(env !== '' && { env }),
    }),
});
const SSH_ATTRIBUTES = new Map([
    ['id', values_type/* STRING */.An],
    ['paths', STRINGS],
]);
const sshKeys = codec_entries({
    parse: (text) => [(0,entries/* parseSsh */.Mc)(text)],
    fromMap: (value) => {
        const object = (0,convert/* convert */.C6)(value, (0,values_type/* objectType */.ge)(SSH_ATTRIBUTES, new Set(SSH_ATTRIBUTES.keys())));
        if (object.kind !== 'object')
            throw new convert/* WrongType */.aZ('an entry must not be null');
        const id = object.entries.get('id');
        const paths = object.entries.get('paths');
        return {
            id: id?.kind === 'string' ? id.value : '',
            paths: paths?.kind === 'list' ? paths.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : [],
        };
    },
    toMap: ({ id, paths }) => (0,values_value/* objectValue */.ZH)([
        ['id', (0,values_value/* stringValue */.r$)(id)],
        ['paths', (0,values_value/* listValue */.a3)(paths.map(values_value/* stringValue */.r$), values_type/* STRING */.An)],
    ]),
    type: (0,values_type/* objectType */.ge)(SSH_ATTRIBUTES),
    merge: 'joined',
    settle: (list) => lastByName(list, ({ id }) => id),
    json: ({ id, paths }) => ({ ...(id !== '' && { id }), ...(paths.length > 0 && { paths }) }),
});
function nonEmpty(list) {
    return list.length === 0 ? undefined : list;
}
function escapeTemplates(text) {
    return text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}
function sortedEntries(map) {
    return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}
function sortedObject(pairs) {
    return Object.fromEntries([...pairs].sort(([left], [right]) => (left < right ? -1 : 1)));
}


/***/ }),

/***/ 42495:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fw: () => (/* binding */ parseOutput),
/* harmony export */   Mc: () => (/* binding */ parseSsh),
/* harmony export */   SF: () => (/* binding */ booleanOf),
/* harmony export */   Tj: () => (/* binding */ parseAttest),
/* harmony export */   n_: () => (/* binding */ attestText),
/* harmony export */   o7: () => (/* binding */ parseSecret),
/* harmony export */   xH: () => (/* binding */ parseCaches)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_csv_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83215);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);



function pairsOf(text) {
    return (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(text).map((field) => {
        const at = field.indexOf('=');
        if (at < 0)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid value ${JSON.stringify(field)}: expected key=value`);
        return { key: field.slice(0, at), value: field.slice(at + 1) };
    });
}
/** An entry of `cache-from` or `cache-to`. References alone may be several, with commas between them. */
function parseCaches(text) {
    if (text === '')
        return [];
    if (!text.includes('='))
        return (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(text).map((ref) => ({ type: 'registry', attributes: new Map([['ref', ref]]) }));
    const pairs = pairsOf(text).map(({ key, value }) => ({ key: key.toLowerCase(), value }));
    const type = pairs.findLast(({ key }) => key === 'type')?.value ?? '';
    if (type === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`a type is required for ${JSON.stringify(text)}`);
    return [
        { type, attributes: new Map(pairs.filter(({ key }) => key !== 'type').map(({ key, value }) => [key, value])) },
    ];
}
/** An entry of `output`: a folder alone, `-` for a tar on standard output, or fields. */
function parseOutput(text) {
    const fields = (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(text);
    if (fields.length === 1 && fields[0] === text && !text.startsWith('type='))
        return { type: text === '-' ? 'tar' : 'local', attributes: new Map(), dest: text };
    const attributes = new Map();
    let type = '';
    let dest = '';
    for (const { key: written, value } of pairsOf(text)) {
        const key = written.trim().toLowerCase();
        if (key === 'type')
            type = value;
        else if (key === 'dest')
            dest = value;
        else
            attributes.set(key, value);
    }
    if (type === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`a type is required for the output ${JSON.stringify(text)}`);
    return { type, attributes, dest };
}
/** An entry of `attest`. */
function parseAttest(text) {
    const attributes = new Map();
    let type = '';
    let disabled = false;
    for (const { key: written, value } of pairsOf(text)) {
        const key = written.trim().toLowerCase();
        if (key === 'type')
            type = value;
        else if (key === 'disabled')
            disabled = booleanOf(value, 'disabled');
        else
            attributes.set(written, value);
    }
    if (type === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`a type is required for the attestation ${JSON.stringify(text)}`);
    return { type, attributes, disabled };
}
/** What `--provenance` and `--sbom` mean as an entry of `attest`: a boolean, or attributes. */
function attestText(type, given) {
    const value = (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(given);
    return value === undefined ? `type=${type},${given}` : `type=${type},disabled=${!value}`;
}
/** An entry of `secret`. */
function parseSecret(text) {
    let [id, src, env, type] = ['', '', '', ''];
    for (const { key: written, value } of pairsOf(text)) {
        const key = written.toLowerCase();
        if (key === 'type')
            type = value;
        else if (key === 'id')
            id = value;
        else if (key === 'source' || key === 'src')
            src = value;
        else if (key === 'env')
            env = value;
        else
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`unexpected key ${JSON.stringify(key)} in the secret ${JSON.stringify(text)}`);
        if (key === 'type' && value !== 'file' && value !== 'env')
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`unsupported type ${JSON.stringify(value)} of a secret`);
    }
    return type === 'env' && env === '' ? { id, src: '', env: src } : { id, src, env };
}
/** An entry of `ssh`: `id`, or `id=path,path`. */
function parseSsh(text) {
    const at = text.indexOf('=');
    return at < 0 ? { id: text, paths: [] } : { id: text.slice(0, at), paths: text.slice(at + 1).split(',') };
}
/** @throws UserError unless it is a boolean as Go reads one */
function booleanOf(value, key) {
    const parsed = (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(value);
    if (parsed === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid value ${JSON.stringify(value)} for the boolean ${key}`);
    return parsed;
}


/***/ }),

/***/ 40486:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G_: () => (/* binding */ TARGET_FIELDS),
/* harmony export */   NL: () => (/* binding */ settleFields),
/* harmony export */   Yr: () => (/* binding */ FIELD_NAMES),
/* harmony export */   mD: () => (/* binding */ mergeFields)
/* harmony export */ });
/* harmony import */ var _codec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65843);
/* harmony import */ var _policies_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27277);
/* harmony import */ var _resources_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57766);



/** The attributes of a target as files name them, in the order in which `--print` writes them. */
const TARGET_FIELDS = {
    description: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj,
    inherits: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .inheritedNames */ .JD,
    annotations: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .annotationStrings */ .Cz,
    attest: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .attests */ .p0,
    context: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj,
    contexts: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .contexts */ .JU,
    dockerfile: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj,
    'dockerfile-inline': _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .escapedString */ .pb,
    args: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .nullableTexts */ .k1,
    labels: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .nullableTexts */ .k1,
    tags: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .replacedStrings */ .Hl,
    'cache-from': _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .joinedCaches */ .jm,
    'cache-to': _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .replacedCaches */ .qz,
    target: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj,
    secret: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .secrets */ .O3,
    ssh: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .sshKeys */ .BK,
    platforms: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .replacedStrings */ .Hl,
    output: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .outputs */ .V4,
    pull: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM,
    'no-cache': _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM,
    network: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj,
    'no-cache-filter': _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .joinedStrings */ .gw,
    'shm-size': _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj,
    ulimits: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .joinedStrings */ .gw,
    resources: _resources_js__WEBPACK_IMPORTED_MODULE_2__/* .resources */ .E,
    call: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj,
    entitlements: _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .joinedStrings */ .gw,
    'extra-hosts': _codec_js__WEBPACK_IMPORTED_MODULE_0__/* .nullableTexts */ .k1,
    policy: _policies_js__WEBPACK_IMPORTED_MODULE_1__/* .policies */ .R,
};
const FIELD_NAMES = Object.keys(TARGET_FIELDS);
/** The attributes of an earlier target, with what a later one adds or replaces. */
function mergeFields(earlier, later) {
    return eachField((name, codec) => {
        const [before, after] = [earlier[name], later[name]];
        if (before === undefined || after === undefined)
            return after ?? before;
        // An empty description replaces none.
        return name === 'description' && after === '' ? before : codec.merge(before, after);
    });
}
/** Without duplicates, and without what is empty. */
function settleFields(fields) {
    return eachField((name, codec) => {
        const given = fields[name];
        return given === undefined ? undefined : codec.settle(given);
    });
}
/** The codec and the field's value have the same type for each name, which the compiler cannot follow here. */
function eachField(make) {
    const made = {};
    for (const name of FIELD_NAMES) {
        const value = make(name, TARGET_FIELDS[name]);
        if (value !== undefined)
            made[name] = value;
    }
    return made;
}


/***/ }),

/***/ 27277:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ parsePolicy),
/* harmony export */   R: () => (/* binding */ policies)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_csv_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83215);
/* harmony import */ var _hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1243);
/* harmony import */ var _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13442);
/* harmony import */ var _hcl_values_value_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(12369);
/* harmony import */ var _entries_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(42495);






const STRING_MAP = { kind: 'map', of: _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_3__/* .STRING */ .An };
const LEVELS = new Set(['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace']);
/** @throws UserError */
function parsePolicy(text) {
    return (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(text).reduce((policy, field) => {
        const at = field.indexOf('=');
        if (at < 0)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid value ${JSON.stringify(field)} of a policy`);
        return withField(policy, field.slice(0, at).trim().toLowerCase(), field.slice(at + 1));
    }, { files: [], reset: false, disabled: false });
}
function withField(policy, key, value) {
    switch (key) {
        case 'filename':
            if (value === '')
                break;
            return { ...policy, files: [...policy.files, value] };
        case 'reset':
        case 'disabled':
        case 'strict':
            return { ...policy, [key]: (0,_entries_js__WEBPACK_IMPORTED_MODULE_5__/* .booleanOf */ .SF)(value, key) };
        case 'log-level': {
            const level = value.toLowerCase();
            if (!LEVELS.has(level))
                break;
            return { ...policy, logLevel: level === 'warn' ? 'warning' : level };
        }
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid value ${JSON.stringify(`${key}=${value}`)} of a policy`);
}
const policies = {
    decode: (value) => {
        if (value.kind === 'null')
            throw new _hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_2__/* .WrongType */ .aZ('it must not be null');
        if (value.kind !== 'list' && value.kind !== 'tuple')
            throw new _hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_2__/* .WrongType */ .aZ('a list is required');
        return value.items.flatMap((item) => {
            if (item.kind === 'string')
                return item.value === '' ? [] : [parsePolicy(item.value)];
            return [policyOf(item)];
        });
    },
    toValue: (list) => list === undefined ? (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_4__/* .nullValue */ .Pv)({ kind: 'list', of: STRING_MAP }) : (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_4__/* .listValue */ .a3)(list.map(mapOf), STRING_MAP),
    merge: (earlier, later) => [...earlier, ...later],
    settle: (list) => (list.length === 0 ? undefined : list),
    json: (list) => list.map(({ files, reset, disabled, strict = null, logLevel = null }) => ({
        Files: files.length === 0 ? null : files.map((file) => ({ Filename: file, Data: null })),
        Reset: reset,
        Disabled: disabled,
        Strict: strict,
        LogLevel: logLevel,
    })),
};
function policyOf(value) {
    const map = (0,_hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_2__/* .convert */ .C6)(value, STRING_MAP);
    if (map.kind !== 'map')
        throw new _hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_2__/* .WrongType */ .aZ('an entry must not be null');
    let policy = { files: [], reset: false, disabled: false };
    for (const [key, item] of map.entries) {
        if (item.kind !== 'string' || item.value === '')
            continue;
        policy = withField(policy, key, item.value);
    }
    return policy;
}
function mapOf({ files, reset, disabled, strict, logLevel }) {
    const [file] = files;
    const texts = {
        ...(file !== undefined && { filename: file }),
        ...(reset && { reset: 'true' }),
        ...(disabled && { disabled: 'true' }),
        ...(strict !== undefined && { strict: String(strict) }),
        ...(logLevel !== undefined && { 'log-level': logLevel }),
    };
    return (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_4__/* .mapValue */ .IS)(Object.entries(texts).map(([key, text]) => [key, (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_4__/* .stringValue */ .r$)(text)]), _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_3__/* .STRING */ .An);
}


/***/ }),

/***/ 57766:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ resources),
/* harmony export */   P: () => (/* binding */ withResource)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _hcl_values_big_float_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8669);
/* harmony import */ var _hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1243);
/* harmony import */ var _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13442);
/* harmony import */ var _hcl_values_value_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(12369);





const RESOURCE_TYPES = {
    memory: _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .STRING */ .An,
    'memory-swap': _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .STRING */ .An,
    'cpu-shares': _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .NUMBER */ .uk,
    'cpu-period': _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .NUMBER */ .uk,
    'cpu-quota': _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .NUMBER */ .uk,
    'cpuset-cpus': _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .STRING */ .An,
    'cpuset-mems': _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .STRING */ .An,
};
const NAMES = Object.keys(RESOURCE_TYPES);
const TYPE = (0,_hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .objectType */ .ge)(new Map(Object.entries(RESOURCE_TYPES)), new Set(NAMES));
const resources = {
    decode: (value) => {
        const object = (0,_hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_1__/* .convert */ .C6)(value, TYPE);
        if (object.kind !== 'object')
            return undefined;
        return new Map(NAMES.flatMap((name) => {
            const given = object.entries.get(name);
            if (given?.kind === 'string')
                return [[name, given.value]];
            if (given?.kind !== 'number')
                return [];
            if (!given.value.isInteger)
                throw new _hcl_values_convert_js__WEBPACK_IMPORTED_MODULE_1__/* .WrongType */ .aZ(`${name} must be a whole number`);
            return [[name, given.value.toNumber()]];
        }));
    },
    toValue: (limits) => {
        if (limits === undefined)
            return (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_3__/* .nullValue */ .Pv)(TYPE);
        return (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_3__/* .objectValue */ .ZH)(NAMES.map((name) => [name, valueOf(limits.get(name), RESOURCE_TYPES[name])]));
    },
    merge: (earlier, later) => new Map([...earlier, ...later]),
    settle: (limits) => limits,
    json: (limits) => Object.fromEntries(NAMES.flatMap((name) => (limits.has(name) ? [[name, limits.get(name)]] : []))),
};
function valueOf(limit, type) {
    if (limit === undefined)
        return (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_3__/* .nullValue */ .Pv)(type);
    return typeof limit === 'string' ? (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_3__/* .stringValue */ .r$)(limit) : (0,_hcl_values_value_js__WEBPACK_IMPORTED_MODULE_3__/* .numberValue */ .Vg)(_hcl_values_big_float_js__WEBPACK_IMPORTED_MODULE_4__/* .BigFloat */ .p.double(limit));
}
/** `--set target.resources.name=value`. @throws UserError for a name or number that is wrong */
function withResource(limits, name, value) {
    const known = NAMES.find((each) => each === name);
    if (known === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`there is no resource ${JSON.stringify(name)}`);
    if (RESOURCE_TYPES[known] === _hcl_values_type_js__WEBPACK_IMPORTED_MODULE_2__/* .STRING */ .An)
        return new Map([...limits, [known, value]]);
    if (!/^[+-]?\d+$/.test(value))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid value ${JSON.stringify(value)} for the whole number resources.${name}`);
    return new Map([...limits, [known, Number(value)]]);
}


/***/ }),

/***/ 95217:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bakeVerb: () => (/* binding */ bakeVerb)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/csv.js
var text_csv = __webpack_require__(83215);
// EXTERNAL MODULE: ./lib/bake/target/fields.js
var target_fields = __webpack_require__(40486);
;// CONCATENATED MODULE: ./lib/bake/resolve/print.js

/** What `--print` shows, as buildx does. */
function printedDefinition({ groups, targets }) {
    return {
        ...(groups.length > 0 && { group: Object.fromEntries(groups.map((group) => [group.name, printedGroup(group)])) }),
        target: Object.fromEntries(targets.map(({ name, fields }) => [name, printedFields(fields)])),
    };
}
function printedGroup({ description, targets }) {
    return { ...(description !== '' && { description }), targets };
}
function printedFields(fields) {
    return Object.fromEntries(target_fields/* FIELD_NAMES */.Yr.flatMap((name) => {
        const value = fields[name];
        // An empty description counts as none; other empty texts are printed.
        if (value === undefined || (name === 'description' && value === ''))
            return [];
        return [[name, target_fields/* TARGET_FIELDS */.G_[name].json(value)]];
    }));
}
/** JSON with two spaces, and `<`, `>` and `&` escaped as Go does. */
function goIndentedJson(value) {
    return JSON.stringify(value, null, 2).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./lib/bake/list.js



/**
 * What `--list` shows: `targets` or `variables`, as a table or as JSON.
 *
 * @throws UserError for another word
 */
function listed(asked, definition) {
    const { type, format } = readAsked(asked);
    return type === 'targets' ? targetList(definition, format) : variableList(definition, format);
}
function readAsked(asked) {
    let type = asked;
    let format = 'table';
    if (asked.includes('=')) {
        for (const field of (0,text_csv/* csvFields */.qZ)(asked)) {
            const [key = '', value = ''] = field.split('=');
            if (key.trim().toLowerCase() === 'type')
                type = value;
            else if (key.trim().toLowerCase() === 'format')
                format = value;
            else
                throw new errors/* UserError */.yo(`--list: unexpected ${JSON.stringify(key)}`);
        }
    }
    if (type !== 'targets' && type !== 'variables')
        throw new errors/* UserError */.yo(`--list: ${JSON.stringify(type)} is no list`, { hint: 'Write targets or variables.' });
    if (format !== 'table' && format !== 'json')
        throw new errors/* UserError */.yo(`--list: ${JSON.stringify(format)} is no format`, { hint: 'Write table or json.' });
    return { type, format };
}
function byName(left, right) {
    return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
function targetList({ groups, targets }, format) {
    const rows = [
        ...targets.map(({ name, fields }) => ({ name, description: fields.description ?? '' })),
        ...groups.map((group) => {
            const members = [...group.targets].sort().join(', ');
            const description = group.description === '' ? members : members === '' ? group.description : `${group.description} (${members})`;
            return { name: group.name, description, group: true };
        }),
    ]
        // By convention a name with an underscore in front is private.
        .filter(({ name }) => !name.startsWith('_'))
        .sort(byName);
    if (format === 'table')
        return table(['TARGET', 'DESCRIPTION'], rows.map(({ name, description }) => [name, description]));
    const shown = rows.map((row) => ({
        name: row.name,
        ...(row.description !== '' && { description: row.description }),
        ...('group' in row && { group: true }),
    }));
    return `${goIndentedJson(shown)}\n`;
}
function variableList({ variables }, format) {
    const rows = [...variables].sort(byName);
    if (format === 'table')
        return table(['VARIABLE', 'TYPE', 'VALUE', 'DESCRIPTION'], rows.map(({ name, type, value, description }) => [name, type, value ?? '<null>', description]));
    const shown = rows.map(({ name, description, type, value }) => ({
        name,
        ...(description !== '' && { description }),
        ...(type !== '' && { type }),
        ...(value !== undefined && { value }),
    }));
    return `${goIndentedJson(shown)}\n`;
}
/** Columns as wide as their widest cell. */
function table(head, rows) {
    const all = [head, ...rows];
    const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
    return all
        .map((row) => `${row
        .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
        .join('')
        .trimEnd()}\n`)
        .join('');
}

// EXTERNAL MODULE: ./lib/dockerfile/values/git-address.js
var git_address = __webpack_require__(40372);
;// CONCATENATED MODULE: ./lib/bake/resolve/locations.js

/** Whether a context is an address: what buildx does not take for a path of this machine. */
function isRemote(location) {
    return /^https?:\/\//.test(location) || (0,git_address/* parseGitContext */.X)(location) !== undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/app/baking/allowed.js




const RUN_RIGHTS = ['network.host', 'security.insecure'];
/**
 * Refuses targets that ask for more than was allowed: files come from whoever can change the repository. What is below the working
 * directory is allowed.
 *
 * @param allow as `--allow` takes it
 * @param cwd absolute
 * @throws UserError that says what to allow
 */
function checkAllowed(targets, allow, cwd) {
    const allowed = readAllowed(allow, cwd);
    const missing = new Map();
    for (const { name, fields } of targets) {
        for (const right of rightsOf(fields))
            if (!allowed.rights.has(right))
                missing.set(right, name);
        const { reads, writes } = pathsOf(fields);
        for (const each of reads)
            if (!isBelow(each, allowed.reads, cwd))
                missing.set(`fs.read=${each}`, name);
        for (const each of writes)
            if (!isBelow(each, allowed.writes, cwd))
                missing.set(`fs.write=${each}`, name);
    }
    const [first] = missing;
    if (first === undefined)
        return;
    throw new errors/* UserError */.yo(`target ${first[1]} asks for what is not allowed: ${first[0]}`, {
        hint: `If that is meant, allow it: ${[...missing.keys()].map((each) => `--allow=${each}`).join(' ')}`,
    });
}
/**
 * Refuses to read a file that a definition names, such as an included one, if it is elsewhere and that was not allowed.
 *
 * @param file absolute, or from `cwd`
 * @throws UserError that says what to allow
 */
function checkReadable(file, allow, cwd) {
    if (isBelow(file, readAllowed(allow, cwd).reads, cwd))
        return;
    throw new errors/* UserError */.yo(`the definition asks for what is not allowed: fs.read=${file}`, {
        hint: `If that is meant, allow it: --allow=fs.read=${file}`,
    });
}
/** What of the rights of RUN steps was allowed. */
function allowedRights(allow) {
    return RUN_RIGHTS.filter((right) => allow.includes(right));
}
function readAllowed(allow, cwd) {
    const rights = new Set();
    const reads = [cwd];
    const writes = [cwd];
    for (const text of allow) {
        const [key = '', ...rest] = text.split('=');
        const value = rest.join('=');
        const place = value === '*' ? '*' : external_node_path_.resolve(cwd, value);
        if (text === 'ssh' || RUN_RIGHTS.some((right) => right === text))
            rights.add(text);
        else if (value !== '' && (key === 'fs' || key === 'fs.read'))
            reads.push(place);
        else if (!(value !== '' && key === 'fs.write') && !/^image(?:\.push|\.load)?$/.test(key))
            throw new errors/* UserError */.yo(`${JSON.stringify(text)} cannot be allowed`, {
                hint: 'Known are network.host, security.insecure, ssh, fs=PATH, fs.read=PATH and fs.write=PATH.',
            });
        if (value !== '' && (key === 'fs' || key === 'fs.write'))
            writes.push(place);
    }
    return { rights, reads, writes };
}
function rightsOf({ entitlements = [], ssh = [] }) {
    const forwards = ssh.some(({ paths }) => paths.length === 0);
    return [...entitlements, ...(forwards ? ['ssh'] : [])];
}
function pathsOf(fields) {
    const { context = '.', dockerfile = 'Dockerfile', contexts, secret = [], ssh = [], output = [] } = fields;
    const isLocal = !isRemote(context);
    const inline = fields['dockerfile-inline'] !== undefined;
    const named = [...(contexts?.values() ?? [])].flatMap(localPathOf);
    const caches = (list, key) => (list ?? []).flatMap(({ type, attributes }) => (type === 'local' ? (attributes.get(key) ?? []) : []));
    return {
        reads: [
            ...(isLocal ? [context] : []),
            ...(isLocal && !inline ? [dockerfilePath(context, dockerfile)] : []),
            ...named,
            ...secret.flatMap(({ src }) => (src === '' ? [] : [src])),
            ...ssh.flatMap(({ paths }) => paths),
            ...caches(fields['cache-from'], 'src'),
        ],
        writes: [
            ...output.flatMap(({ dest }) => (dest === '' || dest === '-' ? [] : [dest])),
            ...caches(fields['cache-to'], 'dest'),
        ],
    };
}
/** Where the Dockerfile is, whose path starts from the context. */
function dockerfilePath(context, dockerfile) {
    if (dockerfile.startsWith('cwd://'))
        return dockerfile.slice('cwd://'.length);
    return external_node_path_.isAbsolute(dockerfile) ? dockerfile : external_node_path_.join(context, dockerfile);
}
function localPathOf(context) {
    if (context.startsWith('cwd://'))
        return [context.slice('cwd://'.length)];
    if (context.startsWith('oci-layout://'))
        return [context.slice('oci-layout://'.length).replace(/[:@][^/]*$/, '')];
    return isRemote(context) || /^(?:target|docker-image):/.test(context) ? [] : [context];
}
/** Links are followed as far as they exist: one below the working directory may lead out of it. */
function isBelow(place, roots, cwd) {
    const real = realPath(external_node_path_.resolve(cwd, place));
    return roots.some((root) => {
        if (root === '*')
            return true;
        const relative = external_node_path_.relative(realPath(root), real);
        return (relative === '' || (!relative.startsWith(`..${external_node_path_.sep}`) && relative !== '..' && !external_node_path_.isAbsolute(relative)));
    });
}
function realPath(place) {
    try {
        return (0,external_node_fs_.realpathSync)(place);
    }
    catch {
        const parent = external_node_path_.dirname(place);
        return parent === place ? place : external_node_path_.join(realPath(parent), external_node_path_.basename(place));
    }
}

// EXTERNAL MODULE: ./lib/report/console/plain.js + 3 modules
var plain = __webpack_require__(5050);
;// CONCATENATED MODULE: ./lib/report/bake/target-consoles.js

/**
 * The progress of several builds as plain lines. Builds run side by side, but a log is read from top to bottom: the first target that
 * has not ended is printed as it runs, and what the others say is kept until their turn.
 */
class TargetConsoles {
    #write;
    #frame;
    #consoles = new Map();
    /** In the order in which they began; the first is printed. */
    #order = [];
    constructor(write, frame) {
        this.#write = write;
        this.#frame = frame;
    }
    sinkOf(target) {
        const console = {
            plain: new plain/* PlainConsole */.E((text) => this.#say(target, text), this.#frame),
            kept: [],
            ended: false,
        };
        this.#consoles.set(target, console);
        this.#order.push(target);
        this.#say(target, `Target ${this.#frame.inline(target)}\n`);
        return console.plain.sink;
    }
    /** The target has ended: the next one is printed. */
    end(target) {
        const console = this.#consoles.get(target);
        if (console === undefined)
            return;
        console.plain.close();
        console.ended = true;
        while (this.#order.length > 0 && this.#consoles.get(this.#order[0] ?? '')?.ended === true) {
            this.#order.shift();
            const next = this.#consoles.get(this.#order[0] ?? '');
            for (const text of next?.kept ?? [])
                this.#write(text);
            if (next !== undefined)
                next.kept = [];
        }
    }
    #say(target, text) {
        if (this.#order[0] === target)
            this.#write(text);
        else
            this.#consoles.get(target)?.kept.push(text);
    }
}

// EXTERNAL MODULE: ./lib/report/exit-code.js
var exit_code = __webpack_require__(8456);
// EXTERNAL MODULE: ./lib/report/failure/failed-output.js + 2 modules
var failed_output = __webpack_require__(20439);
// EXTERNAL MODULE: ./lib/report/model/report-builder.js + 14 modules
var report_builder = __webpack_require__(29571);
// EXTERNAL MODULE: ./lib/app/caching/cache-secrets.js
var cache_secrets = __webpack_require__(68763);
// EXTERNAL MODULE: ./lib/app/redact.js
var redact = __webpack_require__(99850);
;// CONCATENATED MODULE: ./lib/app/observed-bake.js







/** Builds targets, prints what happens, and makes one report of all. */
async function observedBake(bake, { targets, host, parallel, write, frame, masks }, signal) {
    const started = performance.now();
    const consoles = new TargetConsoles(write, frame);
    const builders = new Map(targets.map(({ name }) => [name, { report: new report_builder/* ReportBuilder */.e(), output: new failed_output/* FailedOutput */.j() }]));
    const secrets = targets.flatMap(({ options }) => options.secrets);
    const mask = await (0,redact/* maskOf */._4)({ secrets }, [...masks, ...targets.flatMap(({ options }) => (0,cache_secrets/* cacheSecrets */.o)(options))]);
    const sinkOf = (target) => {
        const console = consoles.sinkOf(target);
        const builder = builders.get(target);
        return (0,redact/* redacting */.qG)((event) => {
            builder?.report.sink(event);
            builder?.output.sink(event);
            console(event);
        }, mask);
    };
    const outcomes = await bake({ targets, host, parallel, sinkOf, onEnd: (target) => consoles.end(target), sink: (0,redact/* redacting */.qG)(aside(write), mask) }, signal);
    const reports = targets.map(({ name }) => {
        const builder = builders.get(name);
        const outcome = outcomes.get(name) ?? { kind: 'stopped' };
        const error = outcome.kind === 'failed' ? (0,redact/* redact */.E$)((0,exit_code/* classifyError */.fe)(outcome.error), mask) : undefined;
        const evidence = builder === undefined ? undefined : (0,redact/* redact */.E$)(builder.output.evidence(), mask);
        const report = (builder?.report ?? new report_builder/* ReportBuilder */.e()).report(error, evidence);
        switch (outcome.kind) {
            case 'built':
                return { name, report, status: 'built', image: outcome.result, durationMs: outcome.durationMs };
            case 'failed':
                return { name, report, status: 'failed', error, durationMs: outcome.durationMs };
            case 'stopped':
                return { name, report, status: 'stopped' };
        }
    });
    const failed = reports.find(({ status }) => status === 'failed');
    return {
        report: { durationMs: Math.round(performance.now() - started), targets: reports },
        failure: asError(signal.aborted ? signal.reason : failed?.status === 'failed' ? failed.error : undefined),
    };
}
function asError(thrown) {
    if (thrown === undefined || thrown instanceof Error)
        return thrown;
    return new errors/* EngineBug */.Bp('something else than an error was thrown', { cause: thrown });
}
/** What belongs to no target: only warnings are worth a line. */
function aside(write) {
    return (event) => {
        if (event.type === 'warning')
            write(`WARNING: ${event.message}\n`);
        else if (event.type === 'notice')
            write(`${event.message}\n`);
    };
}

// EXTERNAL MODULE: ./lib/report/dockerfile/check-report.js
var check_report = __webpack_require__(95584);
;// CONCATENATED MODULE: ./lib/app/without-built.js
/** What another target makes is not known without a build. Who only looks at a Dockerfile does without it. */
function withoutBuilt(options) {
    const contexts = Object.entries(options.buildContexts).map(([context, spec]) => [context, spec.kind === 'built' ? { kind: 'scratch' } : spec]);
    return { ...options, buildContexts: Object.fromEntries(contexts) };
}

;// CONCATENATED MODULE: ./lib/app/checked-targets.js


/** Looks for mistakes in the Dockerfiles of all targets, one after the other. */
async function checkedTargets(check, targets, { call, host }, signal) {
    const documents = {};
    const texts = [];
    let found = false;
    let failure;
    for (const { name, options } of targets) {
        const result = await check(withoutBuilt(options), host, signal);
        signal.throwIfAborted();
        found ||= result.findings.length > 0;
        failure ??= result.failure;
        documents[name] = (0,check_report/* checkDocument */.sw)(result);
        texts.push(`Target ${name}\n${(0,check_report/* renderCheck */.d3)(result)}`);
    }
    const text = call.format === 'json' ? `${JSON.stringify({ target: documents }, null, 2)}\n` : texts.join('\n');
    return { text, found, failure };
}

// EXTERNAL MODULE: ./lib/report/dockerfile/description.js
var description = __webpack_require__(57147);
;// CONCATENATED MODULE: ./lib/app/described-targets.js


/**
 * What the Dockerfiles of all targets say about themselves, one after the other.
 *
 * @returns a text for people, or a JSON document
 */
async function describedTargets(describe, targets, { call, host }, signal) {
    const documents = {};
    const texts = [];
    for (const { name, options } of targets) {
        const described = await describe(call.kind, withoutBuilt(options), host, signal);
        signal.throwIfAborted();
        documents[name] = (0,description/* descriptionDocument */.Cg)(described);
        texts.push(`${name}\n\n${(0,description/* renderDescription */.Nk)(described)}`);
    }
    return call.format === 'json' ? `${JSON.stringify({ target: documents }, null, 2)}\n` : texts.join('\n');
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./lib/app/baking/parallel.js


/** How many targets are built side by side. @throws UserError unless it is a number from 1 on */
function parallelOf(where, text) {
    if (text === undefined)
        return Math.max(2, (0,external_node_os_.availableParallelism)());
    if (!/^[1-9]\d{0,4}$/.test(text))
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is no number from 1 on`);
    return Number(text);
}

// EXTERNAL MODULE: ./lib/bake/compose/dot-env.js
var dot_env = __webpack_require__(5351);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/excerpt.js
var excerpt = __webpack_require__(82605);
;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/source.js


/** A bake file is wrong at a place. */
class BakeError extends errors/* UserError */.yo {
}
/** An error with the file, the line and an excerpt of it. */
function errorAt(range, message, hint) {
    const { source, start, end } = range.source.within ?? range;
    const lines = source.text.split('\n');
    const first = positionOf(source.text, start);
    const last = positionOf(source.text, Math.max(start, end - 1));
    const isOneLine = first.line === last.line;
    return new BakeError(message, {
        location: {
            file: source.name,
            line: first.line,
            column: first.column,
            ...(isOneLine ? { endColumn: last.column + 1 } : { endLine: last.line }),
        },
        excerpt: (0,excerpt/* excerptOf */.z)(lines, { start: first.line, end: Math.min(last.line, first.line + 4) }),
        hint,
    });
}
function rangeBetween(first, last) {
    return { source: first.source, start: first.start, end: last.end };
}
/** `file:line`, for words about a second place. */
function placeOf(range) {
    const { source, start } = range.source.within ?? range;
    return `${source.name}:${positionOf(source.text, start).line}`;
}
function positionOf(text, offset) {
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

// EXTERNAL MODULE: ./lib/bake/hcl/evaluate/scope.js
var evaluate_scope = __webpack_require__(717);
;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/json-tree.js

const DEEPEST = 200;
const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/g;
const ESCAPED = new Map([
    ['b', '\b'],
    ['f', '\f'],
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
]);
/** @throws BakeError at the first place that is no JSON */
function parseJsonTree(source) {
    const parser = new JsonParser(source);
    return parser.document();
}
class JsonParser {
    #source;
    #at = 0;
    #depth = 0;
    constructor(source) {
        this.#source = source;
        if (source.text.startsWith('\ufeff'))
            this.#at = 1;
    }
    document() {
        const node = this.#value();
        this.#match(BLANK);
        if (this.#at < this.#source.text.length)
            throw this.#error('expected the end of the file');
        return node;
    }
    #value() {
        this.#match(BLANK);
        const start = this.#at;
        const { text } = this.#source;
        const ranged = () => ({ source: this.#source, start, end: this.#at });
        switch (text.charAt(start)) {
            case '{':
                return this.#deeper(() => ({ kind: 'object', members: this.#members(), range: ranged() }));
            case '[':
                return this.#deeper(() => ({ kind: 'array', items: this.#items(), range: ranged() }));
            case '"':
                return { kind: 'string', value: this.#string(), range: ranged() };
        }
        for (const [word, make] of WORDS) {
            if (!text.startsWith(word, start))
                continue;
            this.#at += word.length;
            return make(ranged());
        }
        const number = this.#match(NUMBER);
        if (number === undefined || number === '')
            throw this.#error('expected a value');
        return { kind: 'number', text: number, range: ranged() };
    }
    #deeper(parse) {
        this.#depth += 1;
        if (this.#depth > DEEPEST)
            throw this.#error('this is nested too deeply');
        const parsed = parse();
        this.#depth -= 1;
        return parsed;
    }
    #members() {
        const members = [];
        this.#listed('}', () => {
            const start = this.#at;
            const name = this.#string();
            const nameRange = { source: this.#source, start, end: this.#at };
            this.#match(BLANK);
            this.#expect(':');
            members.push({ name, nameRange, value: this.#value() });
        });
        return members;
    }
    #items() {
        const items = [];
        this.#listed(']', () => items.push(this.#value()));
        return items;
    }
    #listed(close, parse) {
        this.#at += 1;
        this.#match(BLANK);
        if (this.#takes(close))
            return;
        for (;;) {
            this.#match(BLANK);
            parse();
            this.#match(BLANK);
            if (this.#takes(close))
                return;
            this.#expect(',');
        }
    }
    #string() {
        const raw = this.#match(STRING);
        if (raw === undefined)
            throw this.#error('expected a text in quotes');
        if ([...raw].some((character) => character < ' '))
            throw this.#error('a text cannot have control characters');
        return raw
            .slice(1, -1)
            .replace(ESCAPE, (_, hex, character) => hex === undefined ? (ESCAPED.get(character ?? '') ?? character ?? '') : String.fromCharCode(parseInt(hex, 16)));
    }
    #match(pattern) {
        pattern.lastIndex = this.#at;
        const found = pattern.exec(this.#source.text)?.[0];
        if (found !== undefined)
            this.#at += found.length;
        return found;
    }
    #takes(character) {
        if (this.#source.text.charAt(this.#at) !== character)
            return false;
        this.#at += 1;
        return true;
    }
    #expect(character) {
        if (!this.#takes(character))
            throw this.#error(`expected ${JSON.stringify(character)}`);
    }
    #error(message) {
        return errorAt({ source: this.#source, start: this.#at, end: this.#at + 1 }, `${message}: this is no JSON`);
    }
}
const WORDS = [
    ['true', (range) => ({ kind: 'boolean', value: true, range })],
    ['false', (range) => ({ kind: 'boolean', value: false, range })],
    ['null', (range) => ({ kind: 'null', range })],
];

// EXTERNAL MODULE: ./lib/bake/hcl/values/big-float.js
var big_float = __webpack_require__(8669);
// EXTERNAL MODULE: ./lib/bake/hcl/values/value.js
var values_value = __webpack_require__(12369);
;// CONCATENATED MODULE: ./lib/bake/hcl/evaluate/json-value.js



/**
 * The value of a JSON text; arrays become tuples, and objects objects.
 *
 * @throws BakeError if it is no JSON
 */
function valueOfJson(text) {
    return json_value_valueOf(parseJsonTree({ text, name: 'JSON' }));
}
function json_value_valueOf(node) {
    switch (node.kind) {
        case 'null':
            return values_value/* NULL */.Cq;
        case 'string':
            return (0,values_value/* stringValue */.r$)(node.value);
        case 'boolean':
            return (0,values_value/* boolValue */.ks)(node.value);
        case 'number':
            return (0,values_value/* numberValue */.Vg)(big_float/* BigFloat */.p.parse(node.text) ?? 0);
        case 'array':
            return (0,values_value/* tupleValue */.kq)(node.items.map(json_value_valueOf));
        case 'object':
            return (0,values_value/* objectValue */.ZH)(node.members.map(({ name, value }) => [name, json_value_valueOf(value)]));
    }
}

;// CONCATENATED MODULE: ./lib/bake/hcl/values/json.js
/** JSON as Go writes it: keys in order, and `<`, `>` and `&` escaped. */
function jsonOf(value) {
    switch (value.kind) {
        case 'null':
            return 'null';
        case 'string':
            return goString(value.value);
        case 'number':
            return value.value.toString();
        case 'bool':
            return String(value.value);
        case 'list':
        case 'set':
        case 'tuple':
            return `[${value.items.map(jsonOf).join(',')}]`;
        case 'map':
        case 'object':
            return `{${[...value.entries].map(([key, item]) => `${goString(key)}:${jsonOf(item)}`).join(',')}}`;
    }
}
function goString(text) {
    return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// EXTERNAL MODULE: ./lib/bake/hcl/values/type.js
var values_type = __webpack_require__(13442);
// EXTERNAL MODULE: ./lib/bake/hcl/functions/declare.js
var declare = __webpack_require__(35485);
;// CONCATENATED MODULE: ./lib/bake/hcl/functions/encoding-functions.js










function hash(algorithm) {
    return (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => (0,values_value/* stringValue */.r$)((0,external_node_crypto_.createHash)(algorithm).update(args.text(0)).digest('hex')));
}
const ENCODING_FUNCTIONS = new Map([
    ['md5', hash('md5')],
    ['sha1', hash('sha1')],
    ['sha256', hash('sha256')],
    ['sha512', hash('sha512')],
    ['base64encode', (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => (0,values_value/* stringValue */.r$)(Buffer.from(args.text(0)).toString('base64')))],
    ['base64decode', (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => (0,values_value/* stringValue */.r$)(decodedBase64(args.text(0))))],
    [
        'urlencode',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => (0,values_value/* stringValue */.r$)(new URLSearchParams([['', args.text(0)]]).toString().slice(1).replaceAll('*', '%2A').replaceAll('%7E', '~'))),
    ],
    ['jsonencode', (0,declare/* takes */.ny)([(0,declare/* orNull */.Xd)('val')], (args) => (0,values_value/* stringValue */.r$)(jsonOf(args.value(0))))],
    [
        'jsondecode',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => {
            try {
                return valueOfJson(args.text(0));
            }
            catch (error) {
                if (error instanceof BakeError)
                    throw new evaluate_scope/* CallError */.R('the text is no JSON');
                throw error;
            }
        }),
    ],
    ['csvdecode', (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => decodedCsv(args.text(0)))],
    ['uuidv4', (0,declare/* takes */.ny)([], () => (0,values_value/* stringValue */.r$)((0,external_node_crypto_.randomUUID)()))],
    ['uuidv5', (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('namespace'), (0,declare/* text */.Qq)('name')], (args) => (0,values_value/* stringValue */.r$)(nameUuid(args.text(0), args.text(1))))],
]);
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
function decodedBase64(encoded) {
    const compact = encoded.replace(/[\r\n]/g, '');
    if (!BASE64.test(compact))
        throw new evaluate_scope/* CallError */.R('the text is no base64');
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(compact, 'base64'));
    }
    catch {
        throw new evaluate_scope/* CallError */.R('what is encoded is no UTF-8');
    }
}
function decodedCsv(csv) {
    let records;
    try {
        records = (0,text_csv/* csvRecords */.Xc)(csv, 'strict');
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw new evaluate_scope/* CallError */.R(error.message);
        throw error;
    }
    const [header, ...rows] = records;
    if (header === undefined)
        throw new evaluate_scope/* CallError */.R('the header is missing');
    if (new Set(header).size < header.length)
        throw new evaluate_scope/* CallError */.R('two columns have the same name');
    const type = (0,values_type/* objectType */.ge)(new Map(header.map((name) => [name, values_type/* STRING */.An])));
    return (0,values_value/* listValue */.a3)(rows.map((row) => {
        if (row.length !== header.length)
            throw new evaluate_scope/* CallError */.R(`a row has ${row.length} fields, not ${header.length}`);
        return (0,values_value/* objectValue */.ZH)(header.map((name, index) => [name, (0,values_value/* stringValue */.r$)(row[index] ?? '')]));
    }), type);
}
/** RFC 4122's name spaces. */
const NAMESPACES = new Map(['dns', 'url', 'oid', '', 'x500'].map((name, index) => [name, `6ba7b81${index}-9dad-11d1-80b4-00c04fd430c8`]));
/** A UUID of version 5 (RFC 4122): by the SHA-1 of a name. */
function nameUuid(namespace, name) {
    const space = NAMESPACES.get(namespace) ?? namespace;
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(space))
        throw new evaluate_scope/* CallError */.R('the name space is no UUID');
    const digest = (0,external_node_crypto_.createHash)('sha1')
        .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
        .update(name)
        .digest()
        .subarray(0, 16);
    digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
    digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
    return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/expression.js

/** The name of an expression that is nothing but one, as in `params = [name]`. */
function keywordOf(expression) {
    if (expression.kind === 'variable')
        return expression.name;
    if (expression.kind === 'jsonText') {
        const written = expression.written();
        return written === undefined ? undefined : keywordOf(written);
    }
    return expression.kind === 'literal' ? expression.keyword : undefined;
}
/** The variables and the functions that an expression uses, without those that its own `for` gives. */
function usesOf(expression) {
    const references = [];
    const functions = [];
    const step = (each, bound) => {
        if (each.kind === 'index')
            visit(each.key, bound);
        else if (each.kind === 'splat')
            for (const inner of each.each)
                step(inner, bound);
    };
    const visit = (node, bound) => {
        switch (node.kind) {
            case 'literal':
                return;
            case 'template':
                for (const part of node.parts)
                    visit(part, bound);
                return;
            case 'jsonText': {
                const template = parsedOrNothing(node.template);
                if (template !== undefined)
                    visit(template, bound);
                return;
            }
            case 'wrapped':
            case 'parentheses':
                visit(node.inner, bound);
                return;
            case 'variable':
                if (!bound.has(node.name))
                    references.push({ name: node.name, path: [], range: node.range });
                return;
            case 'access':
                if (node.of.kind !== 'variable')
                    visit(node.of, bound);
                else if (!bound.has(node.of.name))
                    references.push({ name: node.of.name, path: writtenPath(node.steps), range: node.range });
                for (const each of node.steps)
                    step(each, bound);
                return;
            case 'call':
                functions.push(node.name);
                for (const arg of node.args)
                    visit(arg, bound);
                return;
            case 'not':
            case 'negate':
                visit(node.operand, bound);
                return;
            case 'chain':
                visit(node.first, bound);
                for (const { operand } of node.rest)
                    visit(operand, bound);
                return;
            case 'conditional':
                for (const part of [node.condition, node.whenTrue, node.whenFalse])
                    visit(part, bound);
                return;
            case 'tuple':
                for (const item of node.items)
                    visit(item, bound);
                return;
            case 'object':
                for (const { key, value } of node.items) {
                    if (key.kind === 'jsonText' || keywordOf(key) === undefined)
                        visit(key, bound);
                    visit(value, bound);
                }
                return;
            case 'for': {
                visit(node.collection, bound);
                const inner = new Set([...bound, node.valueName, ...(node.keyName === undefined ? [] : [node.keyName])]);
                for (const part of [node.key, node.value, node.condition])
                    if (part !== undefined)
                        visit(part, inner);
                return;
            }
        }
    };
    visit(expression, new Set());
    return { references, functions };
}
/** What is no template is found when it is evaluated. */
function parsedOrNothing(parse) {
    try {
        return parse();
    }
    catch (error) {
        if (error instanceof BakeError)
            return undefined;
        throw error;
    }
}
/** Attributes and written keys, up to the first that is not written out. */
function writtenPath(steps) {
    const path = [];
    for (const step of steps) {
        if (step.kind === 'attribute')
            path.push(step.name);
        else
            return path;
    }
    return path;
}

;// CONCATENATED MODULE: ./lib/bake/hcl/evaluate/type-expression.js



const SIMPLE_TYPES = new Map([
    ['string', values_type/* STRING */.An],
    ['number', values_type/* NUMBER */.uk],
    ['bool', values_type/* BOOL */.HX],
    ['any', values_type/* ANY */.x4],
]);
/** The type that an expression such as `list(string)` names. @throws BakeError if it names none */
function typeExpression(given) {
    const expression = given.kind === 'jsonText' ? (given.written() ?? given) : given;
    const name = keywordOf(expression);
    const simple = SIMPLE_TYPES.get(name ?? '');
    if (simple !== undefined)
        return simple;
    if (expression.kind !== 'call' || expression.expands)
        throw errorAt(given.range, 'this is no type', 'Types are string, number, bool, any, list(…), set(…), map(…), object({…}) and tuple([…]).');
    const [argument] = expression.args;
    if (argument === undefined || expression.args.length > 1)
        throw errorAt(given.range, `${expression.name} takes one type`);
    switch (expression.name) {
        case 'list':
        case 'set':
        case 'map':
            return { kind: expression.name, of: typeExpression(argument) };
        case 'tuple':
            if (argument.kind !== 'tuple')
                throw errorAt(argument.range, 'tuple takes a list of types');
            return { kind: 'tuple', items: argument.items.map(typeExpression) };
        case 'object':
            return objectOf(argument);
        default:
            throw errorAt(given.range, `there is no type ${JSON.stringify(expression.name)}`);
    }
}
function objectOf(argument) {
    if (argument.kind !== 'object')
        throw errorAt(argument.range, 'object takes the types of its attributes in { }');
    const attributes = new Map();
    const optional = new Set();
    for (const { key, value } of argument.items) {
        const name = keywordOf(key);
        if (name === undefined)
            throw errorAt(key.range, 'the name of an attribute is required');
        const written = value.kind === 'jsonText' ? (value.written() ?? value) : value;
        const [inner] = written.kind === 'call' && written.name === 'optional' ? written.args : [];
        if (inner !== undefined)
            optional.add(name);
        attributes.set(name, typeExpression(inner ?? written));
    }
    return (0,values_type/* objectType */.ge)(attributes, optional);
}

// EXTERNAL MODULE: ./lib/bake/hcl/values/convert.js
var convert = __webpack_require__(1243);
;// CONCATENATED MODULE: ./lib/bake/hcl/functions/lazy-functions.js





/** Functions that see their arguments unevaluated. */
const LAZY_FUNCTIONS = new Map([
    [
        'try',
        {
            kind: 'lazy',
            call: (args, scope, evaluate) => {
                let failure;
                for (const arg of args) {
                    try {
                        return evaluate(arg, scope);
                    }
                    catch (error) {
                        if (!(error instanceof BakeError))
                            throw error;
                        failure ??= error;
                    }
                }
                throw failure ?? new BakeError('try takes at least one argument');
            },
        },
    ],
    [
        'can',
        {
            kind: 'lazy',
            call: ([arg], scope, evaluate) => {
                if (arg === undefined)
                    throw new BakeError('can takes one argument');
                try {
                    evaluate(arg, scope);
                    return (0,values_value/* boolValue */.ks)(true);
                }
                catch (error) {
                    if (error instanceof BakeError)
                        return (0,values_value/* boolValue */.ks)(false);
                    throw error;
                }
            },
        },
    ],
    [
        'convert',
        {
            kind: 'lazy',
            call: ([value, type, ...more], scope, evaluate) => {
                if (value === undefined || type === undefined || more.length > 0)
                    throw new BakeError('convert takes a value and a type');
                const given = evaluate(value, scope);
                try {
                    return (0,convert/* convert */.C6)(given, typeExpression(type));
                }
                catch (error) {
                    if (error instanceof convert/* WrongType */.aZ)
                        throw errorAt(value.range, `convert: ${error.message}`);
                    throw error;
                }
            },
        },
    ],
]);

// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/bake/hcl/evaluate/element-at.js





/** `value.name`. @throws BakeError if there is no such attribute */
function attributeOf(value, name, range) {
    if (value.kind === 'null')
        throw errorAt(range, 'this value is null: it has no attributes');
    if (value.kind !== 'object' && value.kind !== 'map')
        throw errorAt(range, `a value of type ${(0,values_type/* typeName */.go)((0,values_value/* typeOf */.QP)(value))} has no attributes`);
    const found = value.entries.get(name);
    if (found !== undefined)
        return found;
    const what = value.kind === 'map' ? 'element' : 'attribute';
    throw errorAt(range, `there is no ${what} ${JSON.stringify(name)}`, (0,nearest/* didYouMean */.a)(name, value.entries.keys()));
}
/** `value[key]`. @throws BakeError if there is no such element */
function elementAt(value, key, range) {
    if (value.kind === 'null')
        throw errorAt(range, 'this value is null: it has no elements');
    if (key.kind === 'null')
        throw errorAt(range, 'an index cannot be null');
    try {
        const found = find(value, key);
        if (found !== undefined)
            return found;
    }
    catch (error) {
        if (error instanceof convert/* WrongType */.aZ)
            throw errorAt(range, `this index is wrong: ${error.message}`);
        throw error;
    }
    if (value.kind === 'list' || value.kind === 'tuple')
        throw errorAt(range, `there is no such element: the list has ${value.items.length}`);
    if (value.kind === 'map' || value.kind === 'object')
        throw errorAt(range, 'there is no element with this key');
    throw errorAt(range, `a value of type ${(0,values_type/* typeName */.go)((0,values_value/* typeOf */.QP)(value))} has no elements that an index can name`);
}
/** @throws WrongType of the key */
function find(value, key) {
    if (value.kind === 'list' || value.kind === 'tuple') {
        const { value: index } = (0,convert/* convert */.C6)(key, values_type/* NUMBER */.uk);
        return index.isInteger && index.sign >= 0 ? value.items[index.toNumber()] : undefined;
    }
    if (value.kind === 'map' || value.kind === 'object')
        return value.entries.get((0,convert/* convert */.C6)(key, values_type/* STRING */.An).value);
    return undefined;
}

;// CONCATENATED MODULE: ./lib/bake/hcl/evaluate/operators.js





/** Operators of one precedence, from left to right. @throws BakeError at the operand that is wrong */
function evaluateChain({ first, rest }, evaluate) {
    const isLogical = rest.some(({ operator }) => operator === '&&' || operator === '||');
    if (isLogical)
        return evaluateLogical(first, rest, evaluate);
    let left = evaluate(first);
    let { range } = first;
    for (const { operator, operand } of rest) {
        left = binary(operator, { value: left, range }, { value: evaluate(operand), range: operand.range });
        range = operand.range;
    }
    return left;
}
/** An operand that decides the result alone makes the errors of the other unimportant, on either side. */
function evaluateLogical(first, rest, evaluate) {
    const truth = (operand) => {
        try {
            return truthOf(evaluate(operand), operand.range);
        }
        catch (error) {
            if (error instanceof BakeError)
                return error;
            throw error;
        }
    };
    let left = truth(first);
    for (const { operator, operand } of rest) {
        const decides = operator === '||';
        const right = truth(operand);
        if (left === decides || right === decides)
            left = decides;
        else if (!(left instanceof BakeError))
            left = right;
    }
    if (left instanceof BakeError)
        throw left;
    return (0,values_value/* boolValue */.ks)(left);
}
function binary(operator, left, right) {
    if (operator === '==')
        return (0,values_value/* boolValue */.ks)(isEqual(left.value, right.value));
    if (operator === '!=')
        return (0,values_value/* boolValue */.ks)(!isEqual(left.value, right.value));
    const a = numberOf(left.value, left.range);
    const b = numberOf(right.value, right.range);
    switch (operator) {
        case '<':
            return (0,values_value/* boolValue */.ks)(a.compare(b) < 0);
        case '>':
            return (0,values_value/* boolValue */.ks)(a.compare(b) > 0);
        case '<=':
            return (0,values_value/* boolValue */.ks)(a.compare(b) <= 0);
        case '>=':
            return (0,values_value/* boolValue */.ks)(a.compare(b) >= 0);
        default:
            try {
                return (0,values_value/* numberValue */.Vg)(arithmetic(operator, a, b));
            }
            catch (error) {
                if (error instanceof DivisionByZero || error instanceof big_float/* NumberTooLarge */.r)
                    throw errorAt(right.range, error.message);
                throw error;
            }
    }
}
class DivisionByZero extends Error {
}
/** @throws DivisionByZero or NumberTooLarge */
function arithmetic(operator, a, b) {
    switch (operator) {
        case '+':
            return a.plus(b);
        case '-':
            return a.plus(b.negated());
        case '*':
            return a.times(b);
        case '/':
            if (b.sign === 0)
                throw new DivisionByZero('this divides by zero');
            return a.over(b);
        default: {
            // As buildx has it.
            if (b.sign === 0)
                return a;
            const whole = big_float/* BigFloat */.p.integer(a.over(b).truncated());
            return a.plus(whole.times(b).negated());
        }
    }
}
function evaluateUnary(kind, operand, range) {
    if (kind === 'not')
        return (0,values_value/* boolValue */.ks)(!truthOf(operand, range));
    return (0,values_value/* numberValue */.Vg)(numberOf(operand, range).negated());
}
/** Values of different types are different, but all nulls are equal. */
function isEqual(left, right) {
    if (left.kind === 'null' || right.kind === 'null')
        return left.kind === right.kind;
    return (0,values_type/* sameType */.n6)((0,values_value/* typeOf */.QP)(left), (0,values_value/* typeOf */.QP)(right)) && (0,values_value/* identityOf */.cu)(left) === (0,values_value/* identityOf */.cu)(right);
}
function truthOf(value, range) {
    return operandOf(value, values_type/* BOOL */.HX, range).value;
}
function numberOf(value, range) {
    return operandOf(value, values_type/* NUMBER */.uk, range).value;
}
function operandOf(value, type, range) {
    if (value.kind === 'null')
        throw errorAt(range, 'an operand is null');
    try {
        return (0,convert/* convert */.C6)(value, type);
    }
    catch (error) {
        if (error instanceof convert/* WrongType */.aZ)
            throw errorAt(range, `this operand is wrong: ${error.message}`);
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/bake/hcl/values/unify.js
var unify = __webpack_require__(17271);
;// CONCATENATED MODULE: ./lib/bake/hcl/functions/list-functions.js









const STRINGS = { kind: 'list', of: values_type/* STRING */.An };
/** As many as Go's `range` function makes, at most. */
const LONGEST_RANGE = 1024;
/** Elements of a list stay a list, those of a tuple a tuple. */
function like(source, items) {
    return source.kind === 'list' || source.kind === 'set' ? (0,values_value/* listValue */.a3)(items, source.of) : (0,values_value/* tupleValue */.kq)(items);
}
/** A list if the values can have one type. @throws CallError if they cannot */
function sameTyped(values) {
    if (values.length === 0)
        return (0,values_value/* listValue */.a3)([], values_type/* ANY */.x4);
    const of = (0,unify/* unify */.Q)(values.map(values_value/* typeOf */.QP));
    if (of === undefined)
        throw new evaluate_scope/* CallError */.R('all elements must have the same type');
    return (0,values_value/* listValue */.a3)(values.map((value) => (0,convert/* convert */.C6)(value, of)), of);
}
const LIST_FUNCTIONS = new Map([
    [
        'length',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('collection')], (args) => {
            const elements = (0,values_value/* elementsOf */.ZE)(args.value(0));
            if (elements === undefined || args.value(0).kind === 'object')
                throw new evaluate_scope/* CallError */.R('a list, a map or a tuple is required');
            return (0,values_value/* numberValue */.Vg)(elements.length);
        }),
    ],
    ['concat', (0,declare/* takes */.ny)([], ({ all }) => concatenated(all), (0,declare/* anything */.D8)('seqs'))],
    [
        'contains',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list'), (0,declare/* anything */.D8)('value')], (args) => (0,values_value/* boolValue */.ks)(args.items(0).some((item) => isEqual(item, args.value(1))))),
    ],
    [
        'compact',
        (0,declare/* takes */.ny)([{ name: 'list', type: STRINGS }], (args) => (0,values_value/* listValue */.a3)(args.items(0).filter((item) => item.kind === 'string' && item.value !== ''), values_type/* STRING */.An)),
    ],
    [
        'distinct',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list')], (args) => {
            const kept = [];
            for (const item of args.items(0))
                if (!kept.some((other) => isEqual(other, item)))
                    kept.push(item);
            return like((0,convert/* convert */.C6)(args.value(0), { kind: 'list', of: values_type/* ANY */.x4 }), kept);
        }),
    ],
    ['flatten', (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list')], (args) => (0,values_value/* tupleValue */.kq)(flattened(args.items(0))))],
    ['reverselist', (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list')], (args) => like(args.value(0), [...args.items(0)].reverse()))],
    [
        'slice',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list'), (0,declare/* number */.ai)('start_index'), (0,declare/* number */.ai)('end_index')], (args) => {
            const [items, start, end] = [args.items(0), args.integer(1), args.integer(2)];
            if (start < 0 || end > items.length || start > end)
                throw new evaluate_scope/* CallError */.R(`${start} to ${end} is out of range: the list has ${items.length} elements`);
            return like(args.value(0), items.slice(start, end));
        }),
    ],
    [
        'element',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list'), (0,declare/* number */.ai)('index')], (args) => {
            const items = args.items(0);
            if (items.length === 0)
                throw new evaluate_scope/* CallError */.R('the list is empty');
            const at = args.integer(1);
            return items[((at % items.length) + items.length) % items.length] ?? values_value/* NULL */.Cq;
        }),
    ],
    [
        'index',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('collection'), (0,declare/* anything */.D8)('key')], (args) => {
            if (args.value(0).kind === 'object')
                throw new evaluate_scope/* CallError */.R('a list, a map or a tuple is required');
            const found = find(args.value(0), args.value(1));
            if (found === undefined)
                throw new evaluate_scope/* CallError */.R('there is no element with this key');
            return found;
        }),
    ],
    [
        'hasindex',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('collection'), (0,declare/* anything */.D8)('key')], (args) => (0,values_value/* boolValue */.ks)(has(args.value(0), args.value(1)))),
    ],
    [
        'indexof',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list'), (0,declare/* anything */.D8)('value')], (args) => {
            const at = args.items(0).findIndex((item) => isEqual(item, args.value(1)));
            if (at < 0)
                throw new evaluate_scope/* CallError */.R('the list has no such element');
            return (0,values_value/* numberValue */.Vg)(at);
        }),
    ],
    [
        'chunklist',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('list'), (0,declare/* number */.ai)('size')], (args) => {
            const [items, size] = [args.items(0), args.integer(1)];
            if (size < 0)
                throw new evaluate_scope/* CallError */.R('the size must not be negative');
            const source = (0,convert/* convert */.C6)(args.value(0), { kind: 'list', of: values_type/* ANY */.x4 });
            const step = size === 0 ? Math.max(1, items.length) : size;
            const chunks = [];
            for (let at = 0; at < items.length; at += step)
                chunks.push(like(source, items.slice(at, at + step)));
            return (0,values_value/* listValue */.a3)(chunks, (0,values_value/* typeOf */.QP)(source));
        }),
    ],
    [
        'coalesce',
        (0,declare/* takes */.ny)([], ({ all }) => {
            const of = (0,unify/* unify */.Q)(all.map(values_value/* typeOf */.QP));
            if (of === undefined)
                throw new evaluate_scope/* CallError */.R('all arguments must have the same type');
            const first = all.find(({ kind }) => kind !== 'null');
            if (first === undefined)
                throw new evaluate_scope/* CallError */.R('all arguments are null');
            return (0,convert/* convert */.C6)(first, of);
        }, (0,declare/* orNull */.Xd)('vals')),
    ],
    [
        'coalescelist',
        (0,declare/* takes */.ny)([], ({ all }) => {
            const first = all.find((each) => ((0,values_value/* elementsOf */.ZE)(each)?.length ?? 0) > 0);
            if (first === undefined)
                throw new evaluate_scope/* CallError */.R('all lists are empty');
            return first;
        }, (0,declare/* orNull */.Xd)('vals')),
    ],
    [
        'range',
        (0,declare/* takes */.ny)([], ({ all }) => {
            const [first, second, third] = all.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
            if (first === undefined || all.length > 3)
                throw new evaluate_scope/* CallError */.R('one to three numbers are required');
            return range(second === undefined ? big_float/* BigFloat */.p.integer(0) : first, second ?? first, third);
        }, (0,declare/* number */.ai)('params')),
    ],
]);
function concatenated(all) {
    if (all.length === 0)
        throw new evaluate_scope/* CallError */.R('at least one list is required');
    const items = all.flatMap((each) => {
        if (each.kind === 'list' || each.kind === 'tuple' || each.kind === 'set')
            return each.items;
        throw new evaluate_scope/* CallError */.R('all arguments must be lists');
    });
    const of = all.every(({ kind }) => kind === 'list') ? (0,unify/* unify */.Q)(all.map(values_value/* typeOf */.QP)) : undefined;
    if (of?.kind !== 'list')
        return (0,values_value/* tupleValue */.kq)(items);
    return (0,values_value/* listValue */.a3)(items.map((item) => (0,convert/* convert */.C6)(item, of.of)), of.of);
}
function flattened(items) {
    return items.flatMap((item) => item.kind === 'list' || item.kind === 'tuple' || item.kind === 'set' ? flattened(item.items) : [item]);
}
function has(collection, key) {
    if ((0,values_value/* elementsOf */.ZE)(collection) === undefined || collection.kind === 'set' || collection.kind === 'object')
        throw new evaluate_scope/* CallError */.R('a list or a map is required');
    if ((collection.kind === 'list' || collection.kind === 'tuple') !== (key.kind === 'number'))
        return false;
    return find(collection, key) !== undefined;
}
function range(start, end, given) {
    const down = end.compare(start) < 0;
    const step = given ?? big_float/* BigFloat */.p.integer(down ? -1 : 1);
    if (step.sign === 0)
        throw new evaluate_scope/* CallError */.R('the step must not be zero');
    if (end.compare(start) !== 0 && step.sign < 0 !== down)
        throw new evaluate_scope/* CallError */.R('the step leads away from the end');
    const items = [];
    for (let at = start; down ? at.compare(end) > 0 : at.compare(end) < 0; at = at.plus(step)) {
        if (items.length >= LONGEST_RANGE)
            throw new evaluate_scope/* CallError */.R(`there would be more than ${LONGEST_RANGE} values`);
        items.push((0,values_value/* numberValue */.Vg)(at));
    }
    return (0,values_value/* listValue */.a3)(items, values_type/* NUMBER */.uk);
}

;// CONCATENATED MODULE: ./lib/bake/hcl/functions/map-functions.js








const ANY_SET = { kind: 'set', of: values_type/* ANY */.x4 };
/** Elements that `setproduct` may make. */
const MOST_COMBINATIONS = 10_000;
const anySet = (name) => ({ name, type: ANY_SET });
const MAP_FUNCTIONS = new Map([
    [
        'keys',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('inputMap')], (args) => {
            const keys = [...args.entries(0).keys()].map(values_value/* stringValue */.r$);
            return args.value(0).kind === 'map' ? (0,values_value/* listValue */.a3)(keys, values_type/* STRING */.An) : (0,values_value/* tupleValue */.kq)(keys);
        }),
    ],
    [
        'values',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('mapping')], (args) => {
            const values = [...args.entries(0).values()];
            const map = args.value(0);
            return map.kind === 'map' ? (0,values_value/* listValue */.a3)(values, map.of) : (0,values_value/* tupleValue */.kq)(values);
        }),
    ],
    [
        'lookup',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('inputMap'), (0,declare/* text */.Qq)('key'), (0,declare/* anything */.D8)('default')], (args) => {
            const found = args.entries(0).get(args.text(1));
            const map = args.value(0);
            return found ?? (map.kind === 'map' ? (0,convert/* convert */.C6)(args.value(2), map.of) : args.value(2));
        }),
    ],
    ['merge', (0,declare/* takes */.ny)([], ({ all }) => merged(all), (0,declare/* orNull */.Xd)('maps'))],
    [
        'zipmap',
        (0,declare/* takes */.ny)([{ name: 'keys', type: { kind: 'list', of: values_type/* STRING */.An } }, (0,declare/* anything */.D8)('values')], (args) => {
            const [keys, values] = [args.items(0).map(convert/* textOf */.b6), args.items(1)];
            if (keys.length !== values.length)
                throw new evaluate_scope/* CallError */.R(`there are ${keys.length} keys and ${values.length} values`);
            const entries = keys.map((key, index) => [key, values[index]]);
            const source = args.value(1);
            return source.kind === 'list' ? (0,values_value/* mapValue */.IS)(entries, source.of) : (0,values_value/* objectValue */.ZH)(entries);
        }),
    ],
    [
        'sethaselement',
        (0,declare/* takes */.ny)([anySet('set'), (0,declare/* anything */.D8)('elem')], (args) => (0,values_value/* boolValue */.ks)(args.items(0).some((item) => isEqual(item, args.value(1))))),
    ],
    ['setunion', (0,declare/* takes */.ny)([anySet('first_set')], ({ all }) => combined(all, () => true), anySet('other_sets'))],
    [
        'setintersection',
        (0,declare/* takes */.ny)([anySet('first_set')], ({ all }) => combined(all, (count) => count === all.length), anySet('other_sets')),
    ],
    [
        'setsubtract',
        (0,declare/* takes */.ny)([anySet('a'), anySet('b')], ({ all }) => combined(all, (count, inFirst) => inFirst && count === 1)),
    ],
    [
        'setsymmetricdifference',
        (0,declare/* takes */.ny)([anySet('first_set')], ({ all }) => combined(all, (count) => count % 2 === 1), anySet('other_sets')),
    ],
    [
        'setproduct',
        (0,declare/* takes */.ny)([], (args) => {
            if (args.all.length < 2)
                throw new evaluate_scope/* CallError */.R('at least two lists are required');
            let rows = [[]];
            for (const at of args.all.keys()) {
                rows = rows.flatMap((row) => args.items(at).map((item) => [...row, item]));
                if (rows.length > MOST_COMBINATIONS)
                    throw new evaluate_scope/* CallError */.R(`there are more than ${MOST_COMBINATIONS} combinations`);
            }
            const tuples = rows.map(values_value/* tupleValue */.kq);
            const isSet = args.all.every(({ kind }) => kind === 'set');
            return isSet ? (0,convert/* convert */.C6)((0,values_value/* tupleValue */.kq)(tuples), ANY_SET) : sameTyped(tuples);
        }, (0,declare/* anything */.D8)('sets')),
    ],
]);
/** Maps of one type stay a map; else the result is an object. A later one counts more. */
function merged(all) {
    const maps = all.filter((each) => each.kind === 'map' || each.kind === 'object');
    if (maps.length < all.filter(({ kind }) => kind !== 'null').length)
        throw new evaluate_scope/* CallError */.R('all arguments must be maps or objects');
    const entries = maps.flatMap((map) => [...map.entries]);
    const [first] = maps;
    if (first?.kind === 'map' && maps.every((map) => map.kind === 'map')) {
        const of = (0,unify/* unify */.Q)(maps.map(values_value/* typeOf */.QP));
        if (of?.kind === 'map')
            return (0,values_value/* mapValue */.IS)(entries.map(([key, value]) => [key, (0,convert/* convert */.C6)(value, of.of)]), of.of);
    }
    return (0,values_value/* objectValue */.ZH)(entries);
}
function combined(sets, keeps) {
    const lists = sets.flatMap((set) => (set.kind === 'set' ? [set] : []));
    const of = (0,unify/* unify */.Q)(lists.filter(({ items }) => items.length > 0).map((set) => set.of)) ?? values_type/* ANY */.x4;
    const converted = lists.map((set) => set.items.map((item) => (0,convert/* convert */.C6)(item, of)));
    const kept = converted.flat().filter((item) => {
        const holding = converted.map((items) => items.some((other) => isEqual(other, item)));
        return keeps(holding.filter(Boolean).length, holding[0] === true);
    });
    return (0,values_value/* setValue */.KY)(kept, of);
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/bake/hcl/functions/network-functions.js





const NETWORK_FUNCTIONS = new Map([
    [
        'cidrhost',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('prefix'), (0,declare/* number */.ai)('hostnum')], (args) => {
            const network = parseNetwork(args.text(0));
            const host = BigInt(args.integer(1));
            const room = 1n << BigInt(network.bits - network.fixed);
            if (host >= room || -host > room)
                throw new evaluate_scope/* CallError */.R(`the prefix has only ${room} addresses`);
            return (0,values_value/* stringValue */.r$)(shown(network.address + (host < 0n ? room + host : host), network.bits));
        }),
    ],
    [
        'cidrnetmask',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('prefix')], (args) => {
            const network = parseNetwork(args.text(0));
            if (network.bits === 128)
                throw new evaluate_scope/* CallError */.R('IPv6 addresses have no netmask');
            return (0,values_value/* stringValue */.r$)(shown(maskOf(network.fixed, network.bits), network.bits));
        }),
    ],
    [
        'cidrsubnet',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('prefix'), (0,declare/* number */.ai)('newbits'), (0,declare/* number */.ai)('netnum')], (args) => {
            const network = parseNetwork(args.text(0));
            return (0,values_value/* stringValue */.r$)(subnet(network, args.integer(1), BigInt(args.integer(2))));
        }),
    ],
    [
        'cidrsubnets',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('prefix')], (args) => {
            const network = parseNetwork(args.text(0));
            let next = network.address;
            const subnets = args.all.slice(1).map((_, index) => {
                const fixed = network.fixed + args.integer(index + 1);
                if (fixed <= network.fixed || fixed > network.bits)
                    throw new evaluate_scope/* CallError */.R('there are not so many bits left');
                const size = 1n << BigInt(network.bits - fixed);
                const start = ((next + size - 1n) / size) * size;
                next = start + size;
                if (next > network.address + (1n << BigInt(network.bits - network.fixed)))
                    throw new evaluate_scope/* CallError */.R('the prefix has no room for so many subnets');
                return (0,values_value/* stringValue */.r$)(`${shown(start, network.bits)}/${fixed}`);
            });
            return (0,values_value/* listValue */.a3)(subnets, values_type/* STRING */.An);
        }, (0,declare/* number */.ai)('newbits')),
    ],
]);
function subnet(network, more, index) {
    const fixed = network.fixed + more;
    if (more < 0 || fixed > network.bits)
        throw new evaluate_scope/* CallError */.R('there are not so many bits left');
    if (index < 0n || index >= 1n << BigInt(more))
        throw new evaluate_scope/* CallError */.R(`${more} bits do not number so many subnets`);
    return `${shown(network.address + (index << BigInt(network.bits - fixed)), network.bits)}/${fixed}`;
}
function parseNetwork(prefix) {
    const [address = '', length = ''] = prefix.split('/');
    const version = (0,external_node_net_.isIP)(address);
    const bits = version === 4 ? 32 : 128;
    const fixed = Number(length);
    if (version === 0 || !/^\d{1,3}$/.test(length) || fixed > bits)
        throw new evaluate_scope/* CallError */.R(`${JSON.stringify(prefix)} is no prefix, such as 10.0.0.0/8`);
    const whole = version === 4 ? parse4(address) : parse6(address);
    return { address: whole & maskOf(fixed, bits), fixed, bits };
}
function maskOf(fixed, bits) {
    const all = (1n << BigInt(bits)) - 1n;
    return (all << BigInt(bits - fixed)) & all;
}
function parse4(address) {
    return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}
function parse6(address) {
    const spelled = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (ipv4) => {
        const hex = parse4(ipv4).toString(16).padStart(8, '0');
        return `${hex.slice(0, 4)}:${hex.slice(4)}`;
    });
    const [head = '', tail] = spelled.split('::');
    const groups = (text) => (text === '' ? [] : text.split(':'));
    const [before, behind] = [groups(head), groups(tail ?? '')];
    const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - behind.length }, () => '0');
    return [...before, ...zeros, ...behind].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
function shown(address, bits) {
    if (bits === 32)
        return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
    const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
    // The system's own parser knows how an address is shortened.
    return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

;// CONCATENATED MODULE: ./lib/bake/hcl/functions/number-functions.js





function number_functions_binary(operator) {
    return (0,declare/* takes */.ny)([(0,declare/* number */.ai)('a'), (0,declare/* number */.ai)('b')], (args) => {
        try {
            return (0,values_value/* numberValue */.Vg)(arithmetic(operator, args.number(0), args.number(1)));
        }
        catch (error) {
            if (error instanceof DivisionByZero)
                throw new evaluate_scope/* CallError */.R(error.message);
            throw error;
        }
    });
}
function compares(holds) {
    return (0,declare/* takes */.ny)([(0,declare/* number */.ai)('a'), (0,declare/* number */.ai)('b')], (args) => (0,values_value/* boolValue */.ks)(holds(args.number(0).compare(args.number(1)))));
}
function outermost(sign) {
    return (0,declare/* takes */.ny)([], ({ all }) => {
        const numbers = all.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
        const [first, ...others] = numbers;
        if (first === undefined)
            throw new evaluate_scope/* CallError */.R('at least one number is required');
        return (0,values_value/* numberValue */.Vg)(others.reduce((best, each) => (each.compare(best) * sign > 0 ? each : best), first));
    }, (0,declare/* number */.ai)('numbers'));
}
function number_functions_double(value) {
    if (!Number.isFinite(value))
        throw new evaluate_scope/* CallError */.R('the result is no number');
    return (0,values_value/* numberValue */.Vg)(big_float/* BigFloat */.p.double(value));
}
const NUMBER_FUNCTIONS = new Map([
    [
        'absolute',
        (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num')], (args) => (0,values_value/* numberValue */.Vg)(args.number(0).sign < 0 ? args.number(0).negated() : args.number(0))),
    ],
    ['add', number_functions_binary('+')],
    ['subtract', number_functions_binary('-')],
    ['multiply', number_functions_binary('*')],
    ['divide', number_functions_binary('/')],
    ['modulo', number_functions_binary('%')],
    ['negate', (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num')], (args) => (0,values_value/* numberValue */.Vg)(args.number(0).negated()))],
    ['greaterthan', compares((order) => order > 0)],
    ['greaterthanorequalto', compares((order) => order >= 0)],
    ['lessthan', compares((order) => order < 0)],
    ['lessthanorequalto', compares((order) => order <= 0)],
    ['max', outermost(1)],
    ['min', outermost(-1)],
    ['floor', (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num')], (args) => (0,values_value/* numberValue */.Vg)(args.number(0).floor()))],
    ['ceil', (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num')], (args) => (0,values_value/* numberValue */.Vg)(-args.number(0).negated().floor()))],
    ['int', (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num')], (args) => (0,values_value/* numberValue */.Vg)(args.number(0).truncated()))],
    ['signum', (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num')], (args) => (0,values_value/* numberValue */.Vg)(args.number(0).sign))],
    [
        'pow',
        (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num'), (0,declare/* number */.ai)('power')], (args) => number_functions_double(args.number(0).toNumber() ** args.number(1).toNumber())),
    ],
    [
        'log',
        (0,declare/* takes */.ny)([(0,declare/* number */.ai)('num'), (0,declare/* number */.ai)('base')], (args) => number_functions_double(Math.log(args.number(0).toNumber()) / Math.log(args.number(1).toNumber()))),
    ],
    [
        'parseint',
        (0,declare/* takes */.ny)([(0,declare/* anything */.D8)('number'), (0,declare/* number */.ai)('base')], (args) => {
            const base = args.integer(1);
            const given = args.value(0);
            if (base < 2 || base > 62)
                throw new evaluate_scope/* CallError */.R('the base must be between 2 and 62');
            const text = given.kind === 'number' ? given.value.toString() : given.kind === 'string' ? given.value : '';
            return (0,values_value/* numberValue */.Vg)(parseInteger(text, base));
        }),
    ],
    ['and', (0,declare/* takes */.ny)([(0,declare/* bool */.lc)('a'), (0,declare/* bool */.lc)('b')], (args) => (0,values_value/* boolValue */.ks)(args.bool(0) && args.bool(1)))],
    ['or', (0,declare/* takes */.ny)([(0,declare/* bool */.lc)('a'), (0,declare/* bool */.lc)('b')], (args) => (0,values_value/* boolValue */.ks)(args.bool(0) || args.bool(1)))],
    ['not', (0,declare/* takes */.ny)([(0,declare/* bool */.lc)('val')], (args) => (0,values_value/* boolValue */.ks)(!args.bool(0)))],
    ['equal', (0,declare/* takes */.ny)([(0,declare/* orNull */.Xd)('a'), (0,declare/* orNull */.Xd)('b')], (args) => (0,values_value/* boolValue */.ks)(isEqual(args.value(0), args.value(1))))],
    ['notequal', (0,declare/* takes */.ny)([(0,declare/* orNull */.Xd)('a'), (0,declare/* orNull */.Xd)('b')], (args) => (0,values_value/* boolValue */.ks)(!isEqual(args.value(0), args.value(1))))],
]);
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Up to base 36 the case of letters has no meaning. */
function parseInteger(text, base) {
    const [, sign, digits = ''] = /^([+-]?)(.+)$/.exec(text) ?? [];
    let value = 0n;
    for (const character of base <= 36 ? digits.toLowerCase() : digits) {
        const digit = DIGITS.indexOf(character);
        if (digit < 0 || digit >= base)
            throw new evaluate_scope/* CallError */.R(`${JSON.stringify(text)} is no whole number in base ${base}`);
        value = value * BigInt(base) + BigInt(digit);
    }
    if (digits === '')
        throw new evaluate_scope/* CallError */.R(`${JSON.stringify(text)} is no whole number in base ${base}`);
    return sign === '-' ? -value : value;
}

;// CONCATENATED MODULE: ./lib/bake/hcl/functions/pattern-functions.js




/** @param engine runs patterns in linear time: a file could else keep a job busy for years */
function patternFunctions(engine) {
    return new Map([
        [
            'regex',
            (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('pattern'), (0,declare/* text */.Qq)('string')], (args) => {
                const [first] = engine.matches(args.text(0), args.text(1), 1);
                if (first === undefined)
                    throw new evaluate_scope/* CallError */.R('the pattern does not match');
                return captured(first.groups, first.names);
            }),
        ],
        [
            'regexall',
            (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('pattern'), (0,declare/* text */.Qq)('string')], (args) => {
                const found = engine.matches(args.text(0), args.text(1)).map(({ groups, names }) => captured(groups, names));
                const [first] = found;
                return (0,values_value/* listValue */.a3)(found, first === undefined ? values_type/* ANY */.x4 : (0,values_value/* typeOf */.QP)(first));
            }),
        ],
        [
            'regex_replace',
            (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str'), (0,declare/* text */.Qq)('pattern'), (0,declare/* text */.Qq)('replace')], (args, budget) => {
                const replaced = engine.replace(args.text(1), args.text(0), args.text(2));
                budget.characters(replaced.length);
                return (0,values_value/* stringValue */.r$)(replaced);
            }),
        ],
    ]);
}
/** The match itself, if there are no groups; else the groups, by name if they have names. */
function captured(groups, names) {
    const value = (index) => {
        const group = groups[index];
        return group === undefined ? (0,values_value/* nullValue */.Pv)(values_type/* STRING */.An) : (0,values_value/* stringValue */.r$)(group);
    };
    if (groups.length === 1)
        return value(0);
    if (names.size === 0)
        return (0,values_value/* tupleValue */.kq)(groups.slice(1).map((_, index) => value(index + 1)));
    if (names.size < groups.length - 1)
        throw new evaluate_scope/* CallError */.R('either all groups have names, or none');
    return (0,values_value/* objectValue */.ZH)([...names].map(([name, index]) => [name, value(index)]));
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
;// CONCATENATED MODULE: ./lib/bake/hcl/functions/format.js





const VERB = /%(?:%|([ #+0-]*)(\d*)(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z]))/g;
/** Characters that one value can be padded to. */
const WIDEST = 10_000;
/** `format`: verbs as Go's Printf has them. @throws CallError */
function formatted(format, args, budget) {
    let next = 0;
    let most = 0;
    const state = { picked: false };
    const rest = format.replace(VERB, '');
    if (rest.includes('%'))
        throw new evaluate_scope/* CallError */.R('the format has a % that begins no verb');
    const result = format.replace(VERB, (whole, flags, width, precision, index, verb) => {
        if (verb === undefined)
            return '%';
        if (index !== undefined) {
            next = Number(index) - 1;
            state.picked = true;
        }
        const value = args[next];
        if (value === undefined)
            throw new evaluate_scope/* CallError */.R(`there is no argument for ${whole}`);
        next += 1;
        most = Math.max(most, next);
        return padded(one(verb, flags ?? '', precision, value), flags ?? '', Number(width ?? ''), verb);
    });
    if (!state.picked && most < args.length)
        throw new evaluate_scope/* CallError */.R(`the format uses ${most} of ${args.length} arguments`);
    budget.characters(result.length);
    return result;
}
/** `formatlist`: one text for each element; what is no list counts for all. @throws CallError */
function formattedList(format, args, budget) {
    const lists = args.flatMap((arg) => (isList(arg) ? [arg.items.length] : []));
    const [length = 1] = lists;
    if (lists.some((other) => other !== length))
        throw new evaluate_scope/* CallError */.R('the lists do not have the same length');
    return (0,values_value/* tupleValue */.kq)(Array.from({ length }, (_, at) => (0,values_value/* stringValue */.r$)(formatted(format, args.map((arg) => (isList(arg) ? (arg.items[at] ?? arg) : arg)), budget))));
}
function isList(value) {
    return value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple';
}
function one(verb, flags, precision, value) {
    const digits = precision === undefined ? undefined : Number(precision === '' ? 0 : precision);
    if (digits !== undefined && digits > WIDEST)
        throw new evaluate_scope/* CallError */.R('the precision is too large');
    switch (verb) {
        case 'v':
            if (flags.includes('#'))
                return jsonOf(value);
            if (value.kind === 'string')
                return cut(value.value, digits);
            if (value.kind === 'number')
                return signed(value.value.toString(), flags);
            return jsonOf(value);
        case 't':
            return String(as(value, values_type/* BOOL */.HX, verb).value);
        case 's':
            return cut(as(value, values_type/* STRING */.An, verb).value, digits);
        case 'q':
            return JSON.stringify(cut(as(value, values_type/* STRING */.An, verb).value, digits));
    }
    const { value: number } = as(value, values_type/* NUMBER */.uk, verb);
    switch (verb) {
        case 'd':
            return signed(number.truncated().toString(), flags);
        case 'b':
            return signed(number.truncated().toString(2), flags);
        case 'o':
            return signed(number.truncated().toString(8), flags);
        case 'x':
        case 'X': {
            const hex = number.truncated().toString(16);
            return signed(verb === 'X' ? hex.toUpperCase() : hex, flags);
        }
        case 'f':
        case 'F':
            return signed(number.toFixed(digits ?? 6), flags);
        case 'e':
        case 'E': {
            const text = number
                .toNumber()
                .toExponential(Math.min(digits ?? 6, 100))
                .replace(/e([+-])(\d)$/, 'e$10$2');
            return signed(verb === 'E' ? text.toUpperCase() : text, flags);
        }
        case 'g':
        case 'G':
            return signed(digits === undefined
                ? number.toString()
                : String(Number(number.toNumber().toPrecision(Math.min(Math.max(digits, 1), 100)))), flags);
        default:
            throw new evaluate_scope/* CallError */.R(`there is no verb %${verb}`);
    }
}
function as(value, type, verb) {
    if (value.kind === 'null')
        throw new evaluate_scope/* CallError */.R(`null cannot be formatted by %${verb}`);
    try {
        return (0,convert/* convert */.C6)(value, type);
    }
    catch (error) {
        if (error instanceof convert/* WrongType */.aZ)
            throw new evaluate_scope/* CallError */.R(`%${verb}: ${error.message}`);
        throw error;
    }
}
function signed(text, flags) {
    if (text.startsWith('-'))
        return text;
    if (flags.includes('+'))
        return `+${text}`;
    return flags.includes(' ') ? ` ${text}` : text;
}
function cut(text, most) {
    return most === undefined ? text : [...text].slice(0, most).join('');
}
function padded(text, flags, width, verb) {
    if (width > WIDEST)
        throw new evaluate_scope/* CallError */.R('the width is too large');
    const missing = width - [...text].length;
    if (missing <= 0)
        return text;
    if (flags.includes('-'))
        return text + ' '.repeat(missing);
    if (!flags.includes('0') || /[svqt]/.test(verb))
        return ' '.repeat(missing) + text;
    const [, sign = '', digits = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
    return sign + '0'.repeat(missing) + digits;
}

;// CONCATENATED MODULE: ./lib/bake/hcl/functions/text-functions.js







const text_functions_STRINGS = { kind: 'list', of: values_type/* STRING */.An };
/** What a reader takes for one character. */
function graphemes(value) {
    return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(value)].map(({ segment }) => segment);
}
function changes(change) {
    return (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => (0,values_value/* stringValue */.r$)(change(args.text(0))));
}
const TEXT_FUNCTIONS = new Map([
    ['lower', changes((value) => eachLetter(value, (letter) => letter.toLowerCase()))],
    ['upper', changes((value) => eachLetter(value, (letter) => letter.toUpperCase()))],
    ['title', changes((value) => value.replace(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase()))],
    ['trimspace', changes((value) => value.trim())],
    ['chomp', changes((value) => value.replace(/[\r\n]+$/, ''))],
    ['reverse', changes((value) => graphemes(value).reverse().join(''))],
    ['sanitize', changes((value) => [...value].map((each) => (/[a-zA-Z0-9_-]/.test(each) ? each : '_')).join(''))],
    ['basename', changes(baseName)],
    ['dirname', changes((value) => posix_.normalize(posix_.dirname(value)))],
    ['trim', (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str'), (0,declare/* text */.Qq)('cutset')], (args) => (0,values_value/* stringValue */.r$)(trimmed(args.text(0), args.text(1))))],
    [
        'trimprefix',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str'), (0,declare/* text */.Qq)('prefix')], (args) => (0,values_value/* stringValue */.r$)(args.text(0).startsWith(args.text(1)) ? args.text(0).slice(args.text(1).length) : args.text(0))),
    ],
    [
        'trimsuffix',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str'), (0,declare/* text */.Qq)('suffix')], (args) => {
            const [value, suffix] = [args.text(0), args.text(1)];
            return (0,values_value/* stringValue */.r$)(value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value);
        }),
    ],
    [
        'replace',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str'), (0,declare/* text */.Qq)('substr'), (0,declare/* text */.Qq)('replace')], (args, budget) => {
            const replaced = args.text(0).replaceAll(args.text(1), () => args.text(2));
            budget.characters(replaced.length);
            return (0,values_value/* stringValue */.r$)(replaced);
        }),
    ],
    [
        'indent',
        (0,declare/* takes */.ny)([(0,declare/* number */.ai)('spaces'), (0,declare/* text */.Qq)('str')], (args, budget) => {
            const spaces = Math.max(0, args.integer(0));
            budget.characters(spaces * args.text(1).split('\n').length);
            return (0,values_value/* stringValue */.r$)(args.text(1).replaceAll('\n', `\n${' '.repeat(spaces)}`));
        }),
    ],
    ['strlen', (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str')], (args) => (0,values_value/* numberValue */.Vg)(graphemes(args.text(0)).length))],
    [
        'substr',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('str'), (0,declare/* number */.ai)('offset'), (0,declare/* number */.ai)('length')], (args) => (0,values_value/* stringValue */.r$)(part(graphemes(args.text(0)), args.integer(1), args.integer(2)))),
    ],
    [
        'split',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('separator'), (0,declare/* text */.Qq)('str')], (args) => {
            const pieces = args.text(0) === '' ? [...args.text(1)] : args.text(1).split(args.text(0));
            return (0,values_value/* listValue */.a3)(pieces.map(values_value/* stringValue */.r$), values_type/* STRING */.An);
        }),
    ],
    [
        'join',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('separator'), { name: 'lists', type: text_functions_STRINGS }], (args, budget) => {
            const items = args.all.slice(1).flatMap((list) => (list.kind === 'list' ? list.items : []));
            const joined = items.map(convert/* textOf */.b6).join(args.text(0));
            budget.characters(joined.length);
            return (0,values_value/* stringValue */.r$)(joined);
        }, { name: 'lists', type: text_functions_STRINGS }),
    ],
    [
        'sort',
        (0,declare/* takes */.ny)([{ name: 'list', type: text_functions_STRINGS }], (args) => (0,values_value/* listValue */.a3)(args.items(0).map(convert/* textOf */.b6).sort().map(values_value/* stringValue */.r$), values_type/* STRING */.An)),
    ],
    [
        'format',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('format')], (args, budget) => (0,values_value/* stringValue */.r$)(formatted(args.text(0), args.all.slice(1), budget)), {
            name: 'args',
            type: { kind: 'any' },
            nullable: true,
        }),
    ],
    [
        'formatlist',
        (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('format')], (args, budget) => (0,convert/* convert */.C6)(formattedList(args.text(0), args.all.slice(1), budget), text_functions_STRINGS), { name: 'args', type: { kind: 'any' }, nullable: true }),
    ],
]);
/** Go maps each character to one other. */
function eachLetter(value, change) {
    return [...value].map((letter) => ([...change(letter)].length === 1 ? change(letter) : letter)).join('');
}
/** As Go's path.Base. */
function baseName(value) {
    if (value === '')
        return '.';
    const trimmedEnd = value.replace(/\/+$/, '');
    return trimmedEnd === '' ? '/' : trimmedEnd.slice(trimmedEnd.lastIndexOf('/') + 1);
}
function trimmed(value, cutset) {
    const cut = new Set(cutset);
    const characters = [...value];
    const first = characters.findIndex((each) => !cut.has(each));
    const last = characters.findLastIndex((each) => !cut.has(each));
    return first < 0 ? '' : characters.slice(first, last + 1).join('');
}
function part(characters, offset, length) {
    const start = offset < 0 ? characters.length + offset : offset;
    if (start < 0)
        throw new evaluate_scope/* CallError */.R('the offset lies before the text');
    return characters.slice(start, length < 0 ? undefined : start + length).join('');
}

;// CONCATENATED MODULE: ./lib/bake/hcl/functions/format-date.js

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;
const MONTHS = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** @throws CallError unless it is a timestamp as RFC 3339 has it */
function parseMoment(text) {
    const match = RFC3339.exec(text);
    const time = Date.parse(text);
    if (match === null || Number.isNaN(time))
        throw new evaluate_scope/* CallError */.R(`${JSON.stringify(text)} is no RFC 3339 timestamp`);
    const [, sign, hours = '0', minutes = '0'] = match;
    const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    return { time, offset: offset === 0 ? 0 : offset };
}
function rfc3339(moment) {
    const zone = moment.offset === 0 ? 'Z' : zoneOf(moment.offset, ':');
    return formatDate("YYYY-MM-DD'T'hh:mm:ss", moment) + zone;
}
function zoneOf(offset, separator) {
    const minutes = Math.abs(offset);
    return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}
const two = (value) => String(value).padStart(2, '0');
const VERBS = new Map([
    ['YY', (date) => two(date.getUTCFullYear() % 100)],
    ['YYYY', (date) => String(date.getUTCFullYear()).padStart(4, '0')],
    ['M', (date) => String(date.getUTCMonth() + 1)],
    ['MM', (date) => two(date.getUTCMonth() + 1)],
    ['MMM', (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3)],
    ['MMMM', (date) => MONTHS[date.getUTCMonth()] ?? ''],
    ['D', (date) => String(date.getUTCDate())],
    ['DD', (date) => two(date.getUTCDate())],
    ['EEE', (date) => (DAYS[date.getUTCDay()] ?? '').slice(0, 3)],
    ['EEEE', (date) => DAYS[date.getUTCDay()] ?? ''],
    ['h', (date) => String(date.getUTCHours())],
    ['hh', (date) => two(date.getUTCHours())],
    ['H', (date) => String(date.getUTCHours() % 12 || 12)],
    ['HH', (date) => two(date.getUTCHours() % 12 || 12)],
    ['AA', (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM')],
    ['aa', (date) => (date.getUTCHours() < 12 ? 'am' : 'pm')],
    ['m', (date) => String(date.getUTCMinutes())],
    ['mm', (date) => two(date.getUTCMinutes())],
    ['s', (date) => String(date.getUTCSeconds())],
    ['ss', (date) => two(date.getUTCSeconds())],
    ['Z', (_, offset) => (offset === 0 ? 'Z' : zoneOf(offset, ':'))],
    ['ZZZ', (_, offset) => (offset === 0 ? 'UTC' : zoneOf(offset, ''))],
    ['ZZZZ', (_, offset) => zoneOf(offset, '')],
    ['ZZZZZ', (_, offset) => zoneOf(offset, ':')],
]);
/** @throws CallError for letters that mean nothing */
function formatDate(format, { time, offset }) {
    const shown = new Date(time + offset * 60_000);
    return format.replace(/'((?:[^']|'')*)'?|([a-zA-Z])\2*/g, (run, quoted) => {
        if (quoted !== undefined) {
            if (!run.endsWith("'") || run.length < 2)
                throw new evaluate_scope/* CallError */.R('a quote in the format is not closed');
            return quoted === '' ? "'" : quoted.replaceAll("''", "'");
        }
        const verb = VERBS.get(run);
        if (verb === undefined)
            throw new evaluate_scope/* CallError */.R(`the format has no verb ${JSON.stringify(run)}`);
        return verb(shown, offset);
    });
}

;// CONCATENATED MODULE: ./lib/bake/hcl/functions/time-functions.js




const DURATION = /^[+-]?(?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+$|^0$/;
const UNITS = new Map([
    ['ns', 1e-6],
    ['us', 1e-3],
    ['µs', 1e-3],
    ['μs', 1e-3],
    ['ms', 1],
    ['s', 1000],
    ['m', 60_000],
    ['h', 3_600_000],
]);
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** @param now the time of `timestamp()` */
function timeFunctions(now) {
    return new Map([
        [
            'timestamp',
            (0,declare/* takes */.ny)([], () => (0,values_value/* stringValue */.r$)(rfc3339({ time: Math.floor(now().getTime() / 1000) * 1000, offset: 0 }))),
        ],
        [
            'timeadd',
            (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('timestamp'), (0,declare/* text */.Qq)('duration')], (args) => {
                const moment = parseMoment(args.text(0));
                return (0,values_value/* stringValue */.r$)(rfc3339({ ...moment, time: moment.time + duration(args.text(1)) }));
            }),
        ],
        [
            'formatdate',
            (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('format'), (0,declare/* text */.Qq)('time')], (args) => (0,values_value/* stringValue */.r$)(formatDate(args.text(0), parseMoment(args.text(1))))),
        ],
        [
            'formattimestamp',
            (0,declare/* takes */.ny)([(0,declare/* text */.Qq)('format'), (0,declare/* anything */.D8)('time')], (args) => {
                const time = args.value(1);
                const moment = time.kind === 'number'
                    ? unixMoment(args.integer(1))
                    : time.kind === 'string'
                        ? parseMoment(time.value)
                        : undefined;
                if (moment === undefined)
                    throw new evaluate_scope/* CallError */.R('a timestamp or a number of seconds is required');
                if (args.text(0) === 'X')
                    return (0,values_value/* stringValue */.r$)(String(Math.floor(moment.time / 1000)));
                return (0,values_value/* stringValue */.r$)(formatDate(args.text(0), moment));
            }),
        ],
        ['unixtimestampparse', (0,declare/* takes */.ny)([(0,declare/* number */.ai)('unix_timestamp')], (args) => parts(unixMoment(args.integer(0))))],
    ]);
}
function unixMoment(seconds) {
    const time = seconds * 1000;
    if (Number.isNaN(new Date(time).getTime()))
        throw new evaluate_scope/* CallError */.R('the time is too far away');
    return { time, offset: 0 };
}
/** Milliseconds of a duration as Go writes it. @throws CallError */
function duration(given) {
    if (!DURATION.test(given))
        throw new evaluate_scope/* CallError */.R(`${JSON.stringify(given)} is no duration, such as 1h30m`);
    let sum = 0;
    for (const [, count = '', unit = ''] of given.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|μs|ms|s|m|h)/g))
        sum += Number(count) * (UNITS.get(unit) ?? 0);
    return given.startsWith('-') ? -sum : sum;
}
function parts({ time }) {
    const date = new Date(time);
    const dayOfYear = Math.floor((time - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
    // ISO's week belongs to the year that its Thursday is in.
    const thursday = new Date(time + (4 - (date.getUTCDay() || 7)) * 86_400_000);
    const isoYear = thursday.getUTCFullYear();
    const isoWeek = Math.floor((thursday.getTime() - Date.UTC(isoYear, 0, 1)) / (7 * 86_400_000)) + 1;
    const numbers = {
        year: date.getUTCFullYear(),
        year_day: dayOfYear,
        day: date.getUTCDate(),
        month: date.getUTCMonth() + 1,
        weekday: date.getUTCDay(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
        iso_year: isoYear,
        iso_week: isoWeek,
    };
    return (0,values_value/* objectValue */.ZH)([
        ...Object.entries(numbers).map(([name, value]) => [name, (0,values_value/* numberValue */.Vg)(value)]),
        ['month_name', (0,values_value/* stringValue */.r$)(formatDate('MMMM', { time, offset: 0 }))],
        ['weekday_name', (0,values_value/* stringValue */.r$)(WEEKDAYS[date.getUTCDay()] ?? '')],
        ['rfc3339', (0,values_value/* stringValue */.r$)(rfc3339({ time, offset: 0 }))],
    ]);
}

;// CONCATENATED MODULE: ./lib/bake/hcl/functions/all-functions.js









/**
 * The functions of buildx's standard library.
 *
 * @param texts of the files: libraries that their functions need are loaded only if they are named
 */
async function allFunctions(facts, texts) {
    const uses = (name) => texts.some((text) => text.includes(name));
    return new Map([
        ...NUMBER_FUNCTIONS,
        ...TEXT_FUNCTIONS,
        ...LIST_FUNCTIONS,
        ...MAP_FUNCTIONS,
        ...ENCODING_FUNCTIONS,
        ...NETWORK_FUNCTIONS,
        ...timeFunctions(facts.now),
        ...LAZY_FUNCTIONS,
        ['homedir', homeDirectory(facts)],
        ...(uses('regex') ? patternFunctions((await Promise.all(/* import() */[__webpack_require__.e(2856), __webpack_require__.e(2317)]).then(__webpack_require__.bind(__webpack_require__, 82317))).RE2_ENGINE) : []),
        ...(uses('semvercmp') ? (await Promise.all(/* import() */[__webpack_require__.e(2088), __webpack_require__.e(9139)]).then(__webpack_require__.bind(__webpack_require__, 69139))).SEMVER_FUNCTIONS : []),
    ]);
}
function homeDirectory({ homeDirectory: value }) {
    return { kind: 'plain', parameters: [], call: () => ({ kind: 'string', value }) };
}

;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/cursor.js

/** Expressions and blocks within each other, at most: what is deeper is no file that a person wrote. */
const cursor_DEEPEST = 200;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const BLANKS = /(?:[ \t]|\r(?=\n)|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)*/y;
const BLANKS_AND_LINES = /(?:[ \t\r\n]|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)*/y;
/** A place in a source, which moves on while it is parsed. */
class Cursor {
    source;
    /** Where the text ends that is parsed. */
    end;
    at;
    #depth;
    /** Line breaks are blanks, as within parentheses. */
    #ignoresLines = false;
    constructor(source, start = 0, end = source.text.length, depth = 0) {
        this.source = source;
        this.at = start;
        this.end = end;
        this.#depth = depth;
    }
    get isAtEnd() {
        return this.at >= this.end;
    }
    /** A cursor over a part of the same source, as deep as this one. */
    part(start, end) {
        return new Cursor(this.source, start, end, this.#depth);
    }
    sees(text) {
        return this.at + text.length <= this.end && this.source.text.startsWith(text, this.at);
    }
    takes(text) {
        if (!this.sees(text))
            return false;
        this.at += text.length;
        return true;
    }
    /** What a sticky pattern matches here; it is taken. */
    match(pattern) {
        pattern.lastIndex = this.at;
        const found = pattern.exec(this.source.text)?.[0];
        if (found === undefined || this.at + found.length > this.end)
            return undefined;
        this.at += found.length;
        return found;
    }
    identifier() {
        return this.match(IDENTIFIER);
    }
    /** The name that follows, which is not taken. */
    peekIdentifier() {
        const start = this.at;
        const name = this.identifier();
        this.at = start;
        return name;
    }
    /** Skips spaces and comments, and line breaks where they have no meaning. */
    skip() {
        if (this.#ignoresLines)
            this.skipLines();
        else
            this.#skip(BLANKS);
    }
    skipLines() {
        this.#skip(BLANKS_AND_LINES);
    }
    /** Parses a part with or without a meaning of line breaks, one level deeper. */
    within(lines, parse) {
        const before = this.#ignoresLines;
        if (lines !== 'as before')
            this.#ignoresLines = lines === 'ignored';
        this.#depth += 1;
        if (this.#depth > cursor_DEEPEST)
            throw this.errorHere('this is nested too deeply');
        const parsed = parse();
        this.#depth -= 1;
        this.#ignoresLines = before;
        return parsed;
    }
    rangeFrom(start) {
        return { source: this.source, start, end: this.at };
    }
    errorHere(message, hint) {
        return errorAt({ source: this.source, start: this.at, end: Math.min(this.at + 1, this.end) }, message, hint);
    }
    /** @throws BakeError that says what is expected here */
    expect(text, where) {
        if (!this.takes(text))
            throw this.errorHere(`expected ${JSON.stringify(text)} ${where}, not ${this.shown()}`);
    }
    /** What is here, for a message. */
    shown() {
        if (this.isAtEnd)
            return 'the end of the text';
        const line = /[^\n]{0,20}/y;
        line.lastIndex = this.at;
        const text = (line.exec(this.source.text)?.[0] ?? '').slice(0, this.end - this.at);
        return text === '' ? 'the end of the line' : JSON.stringify(text);
    }
    #skip(pattern) {
        this.match(pattern);
        if (this.at > this.end)
            this.at = this.end;
        if (this.sees('/*'))
            throw this.errorHere('this comment is not closed');
    }
}

;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/template-tokens.js


/** Takes off what all lines are indented by. Empty lines do not count. */
function flushLines(tokens) {
    const first = tokens.map((_, index) => {
        const before = tokens[index - 1];
        return before === undefined || (before.kind === 'text' && before.text.endsWith('\n'));
    });
    const indents = tokens.flatMap((token, index) => {
        if (first[index] !== true)
            return [];
        if (token.kind !== 'text')
            return [0];
        const isBlankLine = token.text.trim() === '' && token.text.endsWith('\n');
        return isBlankLine ? [] : [indentOf(token.text)];
    });
    const least = Math.min(...indents, Number.MAX_SAFE_INTEGER);
    return tokens.map((token, index) => {
        if (first[index] !== true || token.kind !== 'text')
            return token;
        const isBlankLine = token.text.trim() === '' && token.text.endsWith('\n');
        return isBlankLine ? token : { ...token, text: token.text.slice(Math.min(least, indentOf(token.text))) };
    });
}
function indentOf(text) {
    return text.length - text.trimStart().length;
}
/** Makes expressions of the pieces: `%{if}` and `%{for}` with what is between them and their ends. */
function nestDirectives(tokens, range) {
    const root = [];
    const open = [];
    const add = (expression) => {
        const inner = open.at(-1);
        (inner === undefined ? root : (inner.otherwise ?? inner.parts)).push(expression);
    };
    for (const token of tokens) {
        switch (token.kind) {
            case 'text':
                add({ kind: 'literal', value: (0,values_value/* stringValue */.r$)(token.text), range: token.range });
                break;
            case 'value':
                add(token.expression);
                break;
            case 'if':
            case 'for':
                open.push({ token, parts: [] });
                break;
            default: {
                const inner = open.at(-1);
                const opener = token.kind === 'endfor' ? 'for' : 'if';
                if (inner?.token.kind !== opener || (token.kind === 'else' && inner.otherwise !== undefined))
                    throw errorAt(token.range, `this "${token.kind}" belongs to no "${opener}"`);
                if (token.kind === 'else') {
                    inner.otherwise = [];
                    break;
                }
                open.pop();
                add(template_tokens_closed(inner, rangeBetween(inner.token.range, token.range)));
            }
        }
    }
    const left = open.at(-1);
    if (left !== undefined)
        throw errorAt(left.token.range, `this "${left.token.kind}" has no "end${left.token.kind}"`);
    return root.length === 0 ? [{ kind: 'literal', value: (0,values_value/* stringValue */.r$)(''), range }] : root;
}
function template_tokens_closed({ token, parts, otherwise = [] }, range) {
    const template = (inner) => ({ kind: 'template', parts: inner, range });
    if (token.kind === 'if') {
        const { condition } = token;
        return { kind: 'conditional', condition, whenTrue: template(parts), whenFalse: template(otherwise), range };
    }
    return { kind: 'for', ...token.loop, value: template(parts), groups: false, joins: true, range };
}

;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/parse-template.js


/** The rest of a text whose opening quote was at `start`. */
function parseQuoted(cursor, start, grammar) {
    const tokens = parseTokens(cursor, { quoted: true, byLine: false, flush: false }, grammar);
    cursor.expect('"', 'at the end of the text');
    return templateOf(tokens, cursor.rangeFrom(start));
}
/** The whole text as a template, such as a text of a JSON file. */
function parseWholeTemplate(cursor, grammar) {
    const start = cursor.at;
    const tokens = parseTokens(cursor, { quoted: false, byLine: false, flush: false }, grammar);
    return templateOf(tokens, cursor.rangeFrom(start));
}
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
function parseHeredoc(cursor, grammar) {
    const start = cursor.at;
    const opening = cursor.match(HEREDOC);
    if (opening === undefined)
        throw cursor.errorHere('expected "<<NAME" and a line break');
    const marker = opening.slice(2).replace('-', '').trim();
    const { text } = cursor.source;
    for (let line = cursor.at; line < cursor.end;) {
        const found = text.indexOf('\n', line);
        const lineEnd = found < 0 ? cursor.end : Math.min(found, cursor.end);
        if (text.slice(line, lineEnd).trim() === marker) {
            const form = { quoted: false, byLine: true, flush: opening.startsWith('<<-') };
            const tokens = parseTokens(cursor.part(cursor.at, line), form, grammar);
            cursor.at = line + text.slice(line, lineEnd).trimEnd().length;
            return templateOf(tokens, cursor.rangeFrom(start));
        }
        line = lineEnd + 1;
    }
    throw errorAt(cursor.rangeFrom(start), `the text behind "<<" does not end: a line with ${marker} is missing`);
}
function templateOf(tokens, range) {
    const [only] = tokens;
    if (tokens.length === 1 && only?.kind === 'value')
        return { kind: 'wrapped', inner: only.expression, range };
    return { kind: 'template', parts: nestDirectives(tokens, range), range };
}
function parseTokens(cursor, form, grammar) {
    const tokens = [];
    let trimsNext = false;
    while (!cursor.isAtEnd && !(form.quoted && cursor.sees('"'))) {
        const start = cursor.at;
        if (cursor.sees('${') || cursor.sees('%{')) {
            const isValue = cursor.sees('${');
            cursor.at += 2;
            const last = tokens.at(-1);
            if (cursor.takes('~') && last?.kind === 'text')
                tokens[tokens.length - 1] = { ...last, text: last.text.trimEnd() };
            const token = cursor.within('ignored', () => isValue ? parseValue(cursor, start, grammar) : parseDirective(cursor, start, grammar));
            cursor.skip();
            trimsNext = cursor.takes('~');
            cursor.expect('}', `to close "${isValue ? '$' : '%'}{"`);
            tokens.push(token);
            continue;
        }
        const text = parseText(cursor, form);
        tokens.push({ kind: 'text', text: trimsNext ? text.trimStart() : text, range: cursor.rangeFrom(start) });
        trimsNext = false;
    }
    return form.flush ? flushLines(tokens) : tokens;
}
function parseValue(cursor, start, grammar) {
    const expression = grammar.expression(cursor);
    cursor.skip();
    return { kind: 'value', expression, range: cursor.rangeFrom(start) };
}
function parseDirective(cursor, start, grammar) {
    cursor.skip();
    const name = cursor.peekIdentifier();
    if (name === 'for') {
        const loop = grammar.forIntro(cursor);
        return { kind: 'for', loop, range: cursor.rangeFrom(start) };
    }
    if (name === 'if') {
        cursor.identifier();
        const condition = grammar.expression(cursor);
        cursor.skip();
        return { kind: 'if', condition, range: cursor.rangeFrom(start) };
    }
    if (name === 'else' || name === 'endif' || name === 'endfor') {
        cursor.identifier();
        cursor.skip();
        return { kind: name, range: cursor.rangeFrom(start) };
    }
    throw cursor.errorHere(`expected if, else, endif, for or endfor behind "%{", not ${cursor.shown()}`);
}
const ESCAPES = new Map([
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
    ['"', '"'],
    ['\\', '\\'],
]);
const PLAIN = /[^"\\$%\n]+/y;
/** Up to what is no plain text. */
function parseText(cursor, { quoted, byLine }) {
    const pieces = [];
    while (!cursor.isAtEnd) {
        const plain = cursor.match(PLAIN);
        if (plain !== undefined) {
            pieces.push(plain);
            continue;
        }
        if (cursor.takes('$${'))
            pieces.push('${');
        else if (cursor.takes('%%{'))
            pieces.push('%{');
        else if (cursor.sees('${') || cursor.sees('%{'))
            break;
        else if (quoted && cursor.sees('"'))
            break;
        else if (quoted && cursor.sees('\n'))
            throw cursor.errorHere('a text in quotes cannot go over several lines', 'Write \\n, or <<NAME for longer texts.');
        else if (quoted && cursor.sees('\\'))
            pieces.push(parseEscape(cursor));
        else {
            const character = cursor.source.text.charAt(cursor.at);
            cursor.at += 1;
            pieces.push(character);
            if (byLine && character === '\n')
                break;
        }
    }
    return pieces.join('');
}
function parseEscape(cursor) {
    const start = cursor.at;
    cursor.at += 1;
    const hex = cursor.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
    const code = hex === undefined ? undefined : parseInt(hex.slice(1), 16);
    if (code !== undefined && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
        return String.fromCodePoint(code);
    const character = cursor.source.text.charAt(cursor.at);
    cursor.at += 1;
    const escaped = hex === undefined ? ESCAPES.get(character) : undefined;
    if (escaped === undefined)
        throw errorAt(cursor.rangeFrom(start), `${JSON.stringify(`\\${character}`)} is no escape`, 'Write \\\\ for a backslash.');
    return escaped;
}

;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/parse-expression.js





/** From the loosest to the tightest; operators of one row from left to right. */
const PRECEDENCE = [
    ['||'],
    ['&&'],
    ['==', '!='],
    ['<=', '>=', '<', '>'],
    ['+', '-'],
    ['*', '/', '%'],
];
const KEYWORDS = new Map([
    ['true', values_value/* TRUE */.rT],
    ['false', values_value/* FALSE */.W8],
    ['null', values_value/* NULL */.Cq],
]);
const parse_expression_NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** @throws BakeError at the place that is wrong */
function parseExpression(cursor) {
    return cursor.within('as before', () => {
        cursor.skip();
        const start = cursor.at;
        const condition = parseChain(cursor, 0);
        cursor.skip();
        if (!cursor.takes('?'))
            return condition;
        const whenTrue = parseExpression(cursor);
        cursor.skip();
        cursor.expect(':', 'between the two results of a condition');
        const whenFalse = parseExpression(cursor);
        return { kind: 'conditional', condition, whenTrue, whenFalse, range: cursor.rangeFrom(start) };
    });
}
/** The whole text as a template, such as a text of a JSON file. */
function parseTemplate(cursor) {
    return parseWholeTemplate(cursor, GRAMMAR);
}
const GRAMMAR = { expression: parseExpression, forIntro: parseForIntro };
function parseChain(cursor, row) {
    const operators = PRECEDENCE[row];
    if (operators === undefined)
        return parseTerm(cursor);
    const start = cursor.at;
    const first = parseChain(cursor, row + 1);
    const rest = [];
    for (;;) {
        const before = cursor.at;
        cursor.skip();
        const operator = operators.find((each) => cursor.takes(each));
        if (operator === undefined) {
            cursor.at = before;
            break;
        }
        cursor.skip();
        rest.push({ operator, operand: parseChain(cursor, row + 1) });
    }
    return rest.length === 0 ? first : { kind: 'chain', first, rest, range: cursor.rangeFrom(start) };
}
function parseTerm(cursor) {
    cursor.skip();
    const start = cursor.at;
    const unary = cursor.takes('-') ? 'negate' : cursor.sees('!=') ? undefined : cursor.takes('!') ? 'not' : undefined;
    if (unary !== undefined) {
        const operand = cursor.within('as before', () => parseTerm(cursor));
        return { kind: unary, operand, range: cursor.rangeFrom(start) };
    }
    const of = parseRoot(cursor);
    const steps = parseSteps(cursor);
    return steps.length === 0 ? of : { kind: 'access', of, steps, range: cursor.rangeFrom(start) };
}
function parseRoot(cursor) {
    const start = cursor.at;
    const number = cursor.match(parse_expression_NUMBER);
    if (number !== undefined)
        return { kind: 'literal', value: parse_expression_numberOf(number, cursor.rangeFrom(start)), range: cursor.rangeFrom(start) };
    if (cursor.takes('"'))
        return parseQuoted(cursor, start, GRAMMAR);
    if (cursor.sees('<<'))
        return parseHeredoc(cursor, GRAMMAR);
    if (cursor.takes('(')) {
        const inner = cursor.within('ignored', () => {
            const parsed = parseExpression(cursor);
            cursor.skip();
            cursor.expect(')', 'to close the parenthesis');
            return parsed;
        });
        return { kind: 'parentheses', inner, range: cursor.rangeFrom(start) };
    }
    if (cursor.takes('['))
        return parseTuple(cursor, start);
    if (cursor.takes('{'))
        return parseObject(cursor, start);
    const name = cursor.identifier();
    if (name === undefined)
        throw cursor.errorHere(`expected an expression, not ${cursor.shown()}`);
    return parseNamed(cursor, name, start);
}
function parse_expression_numberOf(text, range) {
    try {
        const number = big_float/* BigFloat */.p.parse(text);
        if (number !== undefined)
            return (0,values_value/* numberValue */.Vg)(number);
    }
    catch (error) {
        if (!(error instanceof big_float/* NumberTooLarge */.r))
            throw error;
    }
    throw errorAt(range, 'this number is too large');
}
function parseNamed(cursor, first, start) {
    let name = first;
    while (cursor.takes('::')) {
        const next = cursor.identifier();
        if (next === undefined)
            throw cursor.errorHere('expected the name of a function');
        name = `${name}::${next}`;
    }
    const behind = cursor.at;
    cursor.skip();
    if (cursor.takes('('))
        return parseCall(cursor, name, start);
    cursor.at = behind;
    const range = cursor.rangeFrom(start);
    if (name !== first)
        throw errorAt(range, `${name} is not called`);
    const value = KEYWORDS.get(name);
    return value === undefined ? { kind: 'variable', name, range } : { kind: 'literal', value, keyword: name, range };
}
function parseCall(cursor, name, start) {
    return cursor.within('ignored', () => {
        const args = [];
        let expands = false;
        for (;;) {
            cursor.skip();
            if (cursor.takes(')'))
                break;
            args.push(parseExpression(cursor));
            cursor.skip();
            if (cursor.takes('...')) {
                expands = true;
                cursor.skip();
                cursor.takes(',');
                cursor.skip();
                cursor.expect(')', `behind the last argument of ${name}`);
                break;
            }
            if (cursor.takes(')'))
                break;
            cursor.expect(',', `between the arguments of ${name}`);
        }
        return { kind: 'call', name, args, expands, range: cursor.rangeFrom(start) };
    });
}
function parseTuple(cursor, start) {
    return cursor.within('ignored', () => {
        cursor.skip();
        if (cursor.peekIdentifier() === 'for')
            return parseFor(cursor, start, ']');
        const items = [];
        for (;;) {
            cursor.skip();
            if (cursor.takes(']'))
                break;
            items.push(parseExpression(cursor));
            cursor.skip();
            if (cursor.takes(']'))
                break;
            cursor.expect(',', 'between the elements of a list');
        }
        return { kind: 'tuple', items, range: cursor.rangeFrom(start) };
    });
}
function parseObject(cursor, start) {
    const opened = cursor.at;
    cursor.skipLines();
    if (cursor.peekIdentifier() === 'for')
        return cursor.within('ignored', () => parseFor(cursor, start, '}'));
    cursor.at = opened;
    return cursor.within('meaningful', () => {
        const items = [];
        for (;;) {
            cursor.skipLines();
            if (cursor.takes('}'))
                break;
            items.push(parseObjectItem(cursor));
            cursor.skip();
            if (cursor.takes('}'))
                break;
            if (!cursor.takes(',') && !cursor.sees('\n') && !cursor.sees('\r\n'))
                throw cursor.errorHere(`expected a comma or a line break between items, not ${cursor.shown()}`);
        }
        return { kind: 'object', items, range: cursor.rangeFrom(start) };
    });
}
function parseObjectItem(cursor) {
    const key = parseExpression(cursor);
    if (key.kind === 'access' && key.of.kind === 'variable' && key.steps.every(({ kind }) => kind === 'attribute')) {
        throw errorAt(key.range, 'this key is ambiguous', 'Put a reference in parentheses, and a name with points in quotes.');
    }
    cursor.skip();
    if (cursor.sees('==') || (!cursor.takes('=') && !cursor.takes(':')))
        throw cursor.errorHere(`expected "=" or ":" behind the key, not ${cursor.shown()}`);
    return { key: asKey(key), value: parseExpression(cursor) };
}
/** A single name is a text. */
function asKey(key) {
    const name = keywordOf(key);
    return name === undefined
        ? key
        : { kind: 'literal', value: { kind: 'string', value: name }, keyword: name, range: key.range };
}
function parseFor(cursor, start, close) {
    const intro = parseForIntro(cursor);
    cursor.expect(':', 'behind the collection of a "for"');
    const first = parseExpression(cursor);
    cursor.skip();
    let key;
    let value = first;
    let groups = false;
    if (cursor.sees('=>') && close === '}') {
        cursor.at += 2;
        key = first;
        value = parseExpression(cursor);
        cursor.skip();
        groups = cursor.takes('...');
    }
    else if (close === '}')
        throw cursor.errorHere('expected "=>" behind the key of a "for" that makes an object');
    cursor.skip();
    let condition;
    if (cursor.peekIdentifier() === 'if') {
        cursor.at += 2;
        condition = parseExpression(cursor);
        cursor.skip();
    }
    cursor.expect(close, 'at the end of a "for"');
    return {
        kind: 'for',
        ...intro,
        ...(key !== undefined && { key }),
        value,
        groups,
        ...(condition !== undefined && { condition }),
        joins: false,
        range: cursor.rangeFrom(start),
    };
}
function parseForIntro(cursor) {
    cursor.identifier();
    const name = () => {
        cursor.skip();
        const found = cursor.identifier();
        if (found === undefined)
            throw cursor.errorHere('expected the name of a variable behind "for"');
        return found;
    };
    const first = name();
    cursor.skip();
    const second = cursor.takes(',') ? name() : undefined;
    cursor.skip();
    if (cursor.identifier() !== 'in')
        throw cursor.errorHere('expected "in" behind the variables of a "for"');
    const collection = parseExpression(cursor);
    cursor.skip();
    return second === undefined ? { valueName: first, collection } : { keyName: first, valueName: second, collection };
}
function parseSteps(cursor) {
    const steps = [];
    for (;;) {
        const before = cursor.at;
        cursor.skip();
        const start = cursor.at;
        if (cursor.sees('...')) {
            cursor.at = before;
            return steps;
        }
        if (cursor.takes('.')) {
            if (cursor.takes('*')) {
                const each = [];
                while (cursor.sees('.') && !cursor.sees('...'))
                    each.push(parsePointed(cursor));
                steps.push({ kind: 'splat', each, range: cursor.rangeFrom(start) });
            }
            else {
                cursor.at = start;
                steps.push(parsePointed(cursor));
            }
        }
        else if (cursor.sees('[')) {
            const bracketed = parseBracketed(cursor);
            if (bracketed !== 'all') {
                steps.push(bracketed);
                continue;
            }
            const each = parseSteps(cursor);
            steps.push({ kind: 'splat', each, range: cursor.rangeFrom(start) });
        }
        else {
            cursor.at = before;
            return steps;
        }
    }
}
/** `.name`, or `.0` as in old versions of the language. */
function parsePointed(cursor) {
    const start = cursor.at;
    cursor.at += 1;
    cursor.skip();
    const digits = cursor.match(/\d+/y);
    if (digits !== undefined) {
        const range = cursor.rangeFrom(start);
        return { kind: 'index', key: { kind: 'literal', value: parse_expression_numberOf(digits, range), range }, range };
    }
    const name = cursor.identifier();
    if (name === undefined)
        throw cursor.errorHere(`expected the name of an attribute behind ".", not ${cursor.shown()}`);
    return { kind: 'attribute', name, range: cursor.rangeFrom(start) };
}
function parseBracketed(cursor) {
    const start = cursor.at;
    cursor.at += 1;
    return cursor.within('ignored', () => {
        cursor.skip();
        if (cursor.takes('*')) {
            cursor.skip();
            cursor.expect(']', 'behind "[*"');
            return 'all';
        }
        const key = parseExpression(cursor);
        cursor.skip();
        cursor.expect(']', 'behind an index');
        return { kind: 'index', key, range: cursor.rangeFrom(start) };
    });
}

;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/json-body.js






/**
 * Parses a file in HCL's JSON syntax: texts are templates, and blocks are objects by their labels.
 *
 * @throws BakeError at the first place that is wrong
 */
function parseJsonFile(source) {
    return new JsonBody(parseJsonTree(source));
}
class JsonBody {
    range;
    #members;
    constructor(node) {
        this.range = node.range;
        this.#members = membersOf(node, 'attributes and blocks');
    }
    attribute(name) {
        const [first, second] = this.#members.filter((member) => member.name === name);
        if (second !== undefined && first !== undefined)
            throw errorAt(second.nameRange, `${name} is set twice: it was set at ${placeOf(first.nameRange)}`);
        return first === undefined ? undefined : json_body_attributeOf(first);
    }
    blocks(type, labels) {
        const found = this.#members.filter(({ name }) => name === type);
        if (labels === 0)
            return found.flatMap(({ value }) => blocksOf(type, [], value, value.range));
        return found.flatMap(({ value }) => {
            const named = membersOf(value, `the names of ${type} blocks`);
            if (named.length === 0)
                throw errorAt(value.range, `${type} needs a name`);
            return named.flatMap((member) => blocksOf(type, [member.name], member.value, member.nameRange));
        });
    }
    attributes(except) {
        const found = new Map();
        for (const member of this.#members) {
            if (member.name === '//' || except.has(member.name))
                continue;
            const before = found.get(member.name);
            if (before !== undefined)
                throw errorAt(member.nameRange, `${member.name} is set twice: it was set at ${placeOf(before.range)}`);
            found.set(member.name, json_body_attributeOf(member));
        }
        return [...found.values()];
    }
}
function json_body_attributeOf({ name, nameRange, value }) {
    return { name, value: expressionOf(value), range: { ...nameRange, end: value.range.end } };
}
/** An array of objects counts as one object with all their members. */
function membersOf(node, what) {
    switch (node.kind) {
        case 'null':
            return [];
        case 'object':
            return node.members;
        case 'array':
            return node.items.flatMap((item) => {
                if (item.kind !== 'object')
                    throw errorAt(item.range, `expected an object with ${what}`);
                return item.members;
            });
        default:
            throw errorAt(node.range, `expected an object with ${what}`);
    }
}
function blocksOf(type, labels, node, range) {
    switch (node.kind) {
        case 'null':
            return [];
        case 'object':
            return [{ type, labels, body: new JsonBody(node), range }];
        case 'array':
            return node.items.map((item) => ({ type, labels, body: new JsonBody(item), range }));
        default:
            throw errorAt(node.range, `expected an object with the attributes of ${type}`);
    }
}
function expressionOf(node) {
    const { range } = node;
    switch (node.kind) {
        case 'null':
            return { kind: 'literal', value: values_value/* NULL */.Cq, range };
        case 'boolean':
            return { kind: 'literal', value: (0,values_value/* boolValue */.ks)(node.value), range };
        case 'number': {
            const value = big_float/* BigFloat */.p.parse(node.text);
            if (value === undefined)
                throw errorAt(range, 'this is no number');
            return { kind: 'literal', value: (0,values_value/* numberValue */.Vg)(value), range };
        }
        case 'string':
            return textExpression(node.value, range);
        case 'array':
            return { kind: 'tuple', items: node.items.map(expressionOf), range };
        case 'object':
            return {
                kind: 'object',
                items: node.members.map(({ name, nameRange, value }) => ({
                    key: textExpression(name, nameRange),
                    value: expressionOf(value),
                })),
                unique: true,
                range,
            };
    }
}
function textExpression(text, range) {
    const source = { text, name: range.source.name, within: range };
    let template;
    return {
        kind: 'jsonText',
        template: () => (template ??= parseTemplate(new Cursor(source))),
        written: () => {
            const cursor = new Cursor(source);
            try {
                const expression = parseExpression(cursor);
                cursor.skip();
                return cursor.isAtEnd ? expression : undefined;
            }
            catch (error) {
                if (error instanceof BakeError)
                    return undefined;
                throw error;
            }
        },
        range,
    };
}

;// CONCATENATED MODULE: ./lib/bake/hcl/syntax/parse-body.js




/**
 * Parses a file in HCL's own syntax.
 *
 * @throws BakeError at the first place that is wrong
 */
function parseHcl(source) {
    const start = source.text.startsWith('\ufeff') ? 1 : 0;
    const cursor = new Cursor(source, start);
    const body = parseItems(cursor);
    if (!cursor.isAtEnd)
        throw cursor.errorHere(`expected the name of an attribute or a block, not ${cursor.shown()}`);
    return body;
}
class HclBody {
    range;
    #attributes;
    #blocks;
    constructor(attributes, blocks, range) {
        this.#attributes = attributes;
        this.#blocks = blocks;
        this.range = range;
    }
    attribute(name) {
        return this.#attributes.get(name);
    }
    blocks(type, labels) {
        const found = this.#blocks.filter((block) => block.type === type);
        for (const block of found) {
            if (block.labels.length === labels)
                continue;
            throw errorAt(block.range, labels === 0 ? `${type} takes no name` : `${type} takes one name, not ${block.labels.length}`, labels === 0 ? undefined : `Write: ${type} "name" {`);
        }
        return found;
    }
    attributes(except) {
        return [...this.#attributes.values()].filter(({ name }) => !except.has(name));
    }
}
function parseItems(cursor) {
    const start = cursor.at;
    const attributes = new Map();
    const blocks = [];
    for (;;) {
        cursor.skipLines();
        const from = cursor.at;
        const name = cursor.identifier();
        if (name === undefined)
            break;
        cursor.skip();
        if (cursor.sees('=') && !cursor.sees('==')) {
            cursor.at += 1;
            const value = parseExpression(cursor);
            const attribute = { name, value, range: cursor.rangeFrom(from) };
            const before = attributes.get(name);
            if (before !== undefined)
                throw errorAt(attribute.range, `${name} is set twice: it was set at ${placeOf(before.range)}`);
            attributes.set(name, attribute);
        }
        else
            blocks.push(parseBlock(cursor, name, from));
        expectLineEnd(cursor);
    }
    return new HclBody(attributes, blocks, cursor.rangeFrom(start));
}
function expectLineEnd(cursor) {
    cursor.skip();
    if (cursor.isAtEnd || cursor.sees('\n') || cursor.sees('}'))
        return;
    throw cursor.errorHere(`expected a line break, not ${cursor.shown()}`);
}
function parseBlock(cursor, type, start) {
    const labels = [];
    for (;;) {
        cursor.skip();
        if (cursor.sees('{'))
            break;
        labels.push(parseLabel(cursor, type));
    }
    const range = cursor.rangeFrom(start);
    cursor.at += 1;
    const body = cursor.within('meaningful', () => parseItems(cursor));
    cursor.expect('}', `at the end of ${type}`);
    return { type, labels, body, range };
}
function parseLabel(cursor, type) {
    const start = cursor.at;
    const name = cursor.identifier();
    if (name !== undefined)
        return name;
    if (!cursor.sees('"'))
        throw cursor.errorHere(`expected "=" or "{" behind ${type}, not ${cursor.shown()}`);
    const label = parseExpression(cursor);
    const parts = label.kind === 'template' ? label.parts : [];
    const texts = parts.map((part) => part.kind === 'literal' && part.value.kind === 'string' && keywordOf(part) === undefined
        ? part.value.value
        : undefined);
    if (label.kind !== 'template' || texts.includes(undefined))
        throw errorAt(cursor.rangeFrom(start), 'a name cannot have "${" or "%{" in it');
    return texts.join('');
}

;// CONCATENATED MODULE: ./lib/bake/definition/blocks.js

const BLOCKS = ['variable', 'function', 'group', 'target'];
const BLOCK_NAMES = new Set(BLOCKS);
const FUNCTION_ATTRIBUTES = new Set(['params', 'variadic_params', 'result']);
const VALIDATION_ATTRIBUTES = new Set(['condition', 'error_message']);
/**
 * Joins the contents of files. Of variables, functions and attributes with one name the last counts; groups and targets are all kept.
 *
 * @param reserved names of built-in variables, which no file can set
 * @throws BakeError at a block that is not as it must be
 */
function gatherBlocks(bodies, reserved) {
    const taken = (name) => name === 'group' || name === 'target' || reserved.has(name);
    const variables = bodies
        .flatMap((body) => body.blocks('variable', 1).map(variableOf))
        .filter(({ name }) => !taken(name));
    const functions = bodies
        .flatMap((body) => body.blocks('function', 1).map(functionOf))
        .filter(({ name }) => !taken(name));
    const attributes = bodies.flatMap((body) => body.attributes(BLOCK_NAMES)).filter(({ name }) => !taken(name));
    return {
        variables: new Map(variables.map((each) => [each.name, each])),
        functions: new Map(functions.map((each) => [each.name, each])),
        attributes: new Map(attributes.map((each) => [each.name, each])),
        blocks: bodies.flatMap((body) => ['group', 'target'].flatMap((kind) => body.blocks(kind, 1).map((block) => ({ kind, label: labelOf(block), block })))),
    };
}
function labelOf({ labels }) {
    return labels[0] ?? '';
}
function variableOf(block) {
    const { body } = block;
    return {
        name: labelOf(block),
        block,
        type: body.attribute('type')?.value,
        default: body.attribute('default'),
        description: body.attribute('description'),
        validations: body.blocks('validation', 0).map((validation) => {
            refuseUnknown(validation, VALIDATION_ATTRIBUTES);
            return {
                block: validation,
                condition: validation.body.attribute('condition')?.value,
                message: validation.body.attribute('error_message')?.value,
            };
        }),
    };
}
function functionOf(block) {
    refuseUnknown(block, FUNCTION_ATTRIBUTES);
    const { body } = block;
    return {
        name: labelOf(block),
        block,
        parameters: body.attribute('params'),
        rest: body.attribute('variadic_params'),
        result: body.attribute('result'),
    };
}
function refuseUnknown(block, known) {
    const [unknown] = block.body.attributes(known);
    if (unknown !== undefined)
        throw errorAt(unknown.range, `${block.type} has no attribute ${JSON.stringify(unknown.name)}`);
}

;// CONCATENATED MODULE: ./lib/bake/definition/definition.js


/** Targets with one name become one. Of groups with one name the last counts. */
function joined(earlier, later) {
    const targets = new Map();
    for (const target of [...earlier.targets, ...later.targets]) {
        const before = targets.get(target.name);
        targets.set(target.name, before === undefined ? target : { name: target.name, fields: (0,target_fields/* mergeFields */.mD)(before.fields, target.fields) });
    }
    const groups = new Map();
    for (const group of [...earlier.groups, ...later.groups])
        groups.set(group.name, { ...group, targets: [...new Set(group.targets)] });
    return { groups: [...groups.values()], targets: [...targets.values()] };
}
/** @throws UserError if there is no such target */
function targetNamed({ targets }, name) {
    const found = targets.find((target) => target.name === name);
    if (found === undefined)
        throw new errors/* UserError */.yo(`failed to find target ${name}`);
    return found;
}

;// CONCATENATED MODULE: ./lib/bake/hcl/evaluate/call-function.js




/**
 * Calls a function with arguments that have been evaluated.
 *
 * @throws BakeError if there are too few or too many, or one has the wrong type, or the function refuses them
 */
function callFunction(name, { parameters, rest, call }, args, range, budget) {
    if (args.length < parameters.length || (rest === undefined && args.length > parameters.length)) {
        const wanted = rest === undefined ? `${parameters.length}` : `at least ${parameters.length}`;
        throw errorAt(range, `${name} takes ${wanted} arguments, not ${args.length}`);
    }
    const values = args.map(({ value, range: place }, index) => {
        const parameter = parameters[index] ?? rest;
        if (parameter === undefined)
            return value;
        if (value.kind === 'null' && parameter.nullable !== true)
            throw errorAt(place, `${name}: ${parameter.name} must not be null`);
        try {
            return (0,convert/* convert */.C6)(value, parameter.type);
        }
        catch (error) {
            if (error instanceof convert/* WrongType */.aZ)
                throw errorAt(place, `${name}: ${parameter.name}: ${error.message}`);
            throw error;
        }
    });
    try {
        const result = call(values, budget);
        budget.step(elementsIn(result));
        return result;
    }
    catch (error) {
        if (error instanceof evaluate_scope/* CallError */.R || error instanceof convert/* WrongType */.aZ || error instanceof big_float/* NumberTooLarge */.r)
            throw errorAt(range, `${name}: ${error.message}`);
        throw error;
    }
}
/** Lists grow with few expressions: twice as long, and twice as long again. */
function elementsIn(value) {
    if (value.kind === 'map' || value.kind === 'object')
        return value.entries.size;
    return 'items' in value ? value.items.length : 0;
}

;// CONCATENATED MODULE: ./lib/bake/hcl/evaluate/evaluate.js










/** @throws BakeError at the part that has no value */
function evaluate(expression, scope) {
    scope.budget.step();
    switch (expression.kind) {
        case 'literal':
            return expression.value;
        case 'template':
            return (0,values_value/* stringValue */.r$)(evaluate_joined(expression.parts, scope));
        case 'wrapped':
        case 'parentheses':
            return evaluate(expression.inner, scope);
        case 'jsonText':
            return evaluate(expression.template(), scope);
        case 'variable': {
            const value = scope.variable(expression.name);
            if (value === undefined)
                throw errorAt(expression.range, `the variable ${JSON.stringify(expression.name)} does not exist`);
            return value;
        }
        case 'access':
            return expression.steps.reduce((value, step) => stepInto(value, step, scope), evaluate(expression.of, scope));
        case 'call':
            return evaluateCall(expression, scope);
        case 'not':
        case 'negate':
            return evaluateUnary(expression.kind, evaluate(expression.operand, scope), expression.operand.range);
        case 'chain':
            return evaluateChain(expression, (operand) => evaluate(operand, scope));
        case 'conditional':
            return evaluateConditional(expression, scope);
        case 'tuple':
            return (0,values_value/* tupleValue */.kq)(expression.items.map((item) => evaluate(item, scope)));
        case 'object':
            return evaluateObject(expression, scope);
        case 'for':
            return evaluateFor(expression, scope);
    }
}
function evaluate_joined(parts, scope) {
    return parts
        .map((part) => {
        const text = located(part.range, 'this cannot be part of a text', () => (0,convert/* textOf */.b6)(evaluate(part, scope)));
        scope.budget.characters(text.length);
        return text;
    })
        .join('');
}
function evaluateCall({ name, args, expands, range }, scope) {
    const called = scope.function(name, range);
    if (called === undefined) {
        const hint = (0,nearest/* didYouMean */.a)(name, scope.functionNames());
        throw errorAt(range, `the function ${JSON.stringify(name)} does not exist`, hint);
    }
    if (called.kind === 'lazy')
        return called.call(args, scope, evaluate);
    const values = args.map((arg) => ({ value: evaluate(arg, scope), range: arg.range }));
    if (!expands)
        return callFunction(name, called, values, range, scope.budget);
    const last = values.at(-1);
    const elements = last === undefined
        ? undefined
        : last.value.kind === 'map' || last.value.kind === 'object'
            ? undefined
            : (0,values_value/* elementsOf */.ZE)(last.value);
    if (last === undefined || elements === undefined)
        throw errorAt(last?.range ?? range, 'only a list can stand before "..."');
    const expanded = elements.map(([, value]) => ({ value, range: last.range }));
    return callFunction(name, called, [...values.slice(0, -1), ...expanded], range, scope.budget);
}
/** Both results are evaluated, since the type depends on both; what is wrong in the one that is not chosen does not matter. */
function evaluateConditional({ condition, whenTrue, whenFalse, range }, scope) {
    const results = [whenTrue, whenFalse].map((expression) => attempt(expression, scope));
    const types = results.map((result) => (result instanceof BakeError ? values_type/* ANY */.x4 : (0,values_value/* typeOf */.QP)(result)));
    const type = types.some(({ kind }) => kind === 'any')
        ? (types.find(({ kind }) => kind !== 'any') ?? values_type/* ANY */.x4)
        : (0,unify/* unify */.Q)(types);
    if (type === undefined) {
        const [first = values_type/* ANY */.x4, second = values_type/* ANY */.x4] = types;
        throw errorAt(range, `the two results of this condition have no common type: ${(0,values_type/* typeName */.go)(first)} and ${(0,values_type/* typeName */.go)(second)}`);
    }
    const chosen = conditionOf(evaluate(condition, scope), condition.range) ? 0 : 1;
    const result = results[chosen] ?? values_value/* NULL */.Cq;
    if (result instanceof BakeError)
        throw result;
    // Where the other result has no value, nothing is known of its type.
    if (results.some((each) => each instanceof BakeError))
        return result;
    return located((chosen === 0 ? whenTrue : whenFalse).range, 'this result has the wrong type', () => (0,convert/* convert */.C6)(result, type));
}
function attempt(expression, scope) {
    try {
        return evaluate(expression, scope);
    }
    catch (error) {
        if (error instanceof BakeError)
            return error;
        throw error;
    }
}
/** @throws BakeError unless it is true or false */
function conditionOf(value, range) {
    if (value.kind === 'null')
        throw errorAt(range, 'this condition is null');
    return located(range, 'a condition must be true or false', () => (0,convert/* convert */.C6)(value, values_type/* BOOL */.HX).value);
}
function evaluateObject({ items, unique }, scope) {
    const entries = new Map();
    for (const { key, value } of items) {
        const name = located(key.range, 'this cannot be a key', () => (0,convert/* textOf */.b6)(evaluate(key, scope)));
        const item = evaluate(value, scope);
        if (unique === true && entries.has(name))
            throw errorAt(key.range, `${name} is set twice`);
        entries.set(name, item);
    }
    return (0,values_value/* objectValue */.ZH)(entries);
}
function evaluateFor(expression, scope) {
    const { keyName, valueName, collection, key, value, groups, condition, joins } = expression;
    const whole = evaluate(collection, scope);
    if (whole.kind === 'null')
        throw errorAt(collection.range, 'a "for" cannot go over null');
    const elements = (0,values_value/* elementsOf */.ZE)(whole);
    if (elements === undefined)
        throw errorAt(collection.range, `a "for" cannot go over a value of type ${(0,values_type/* typeName */.go)((0,values_value/* typeOf */.QP)(whole))}`);
    const items = [];
    const entries = new Map();
    for (const [elementKey, element] of elements) {
        const inner = (0,evaluate_scope/* innerScope */.p)(scope, new Map([...(keyName === undefined ? [] : [[keyName, elementKey]]), [valueName, element]]));
        if (condition !== undefined && !conditionOf(evaluate(condition, inner), condition.range))
            continue;
        if (key === undefined) {
            items.push(evaluate(value, inner));
            continue;
        }
        const name = located(key.range, 'this cannot be a key', () => (0,convert/* textOf */.b6)(evaluate(key, inner)));
        const before = entries.get(name);
        if (before !== undefined && !groups)
            throw errorAt(key.range, `two items have the key ${JSON.stringify(name)}`, 'Write ... behind the value to gather them.');
        entries.set(name, [...(before ?? []), evaluate(value, inner)]);
    }
    if (joins) {
        const texts = items.map((item) => located(value.range, 'this cannot be part of a text', () => (0,convert/* textOf */.b6)(item)));
        return (0,values_value/* stringValue */.r$)(texts.join(''));
    }
    if (key === undefined)
        return (0,values_value/* tupleValue */.kq)(items);
    return (0,values_value/* objectValue */.ZH)([...entries].map(([name, values]) => [name, groups ? (0,values_value/* tupleValue */.kq)(values) : (values[0] ?? values_value/* NULL */.Cq)]));
}
function stepInto(value, step, scope) {
    switch (step.kind) {
        case 'attribute':
            return attributeOf(value, step.name, step.range);
        case 'index':
            return elementAt(value, evaluate(step.key, scope), step.range);
        case 'splat':
            return splat(value, step.each, step.range, scope);
    }
}
function splat(value, each, range, scope) {
    const type = (0,values_value/* typeOf */.QP)(value);
    const isSequence = type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
    if (value.kind === 'null') {
        if (isSequence)
            throw errorAt(range, '"*" cannot be applied to null');
        return (0,values_value/* tupleValue */.kq)([]);
    }
    const sources = value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple' ? value.items : [value];
    const items = sources.map((item) => {
        scope.budget.step();
        return each.reduce((inner, step) => stepInto(inner, step, scope), item);
    });
    if (type.kind !== 'list' && type.kind !== 'set')
        return (0,values_value/* tupleValue */.kq)(items);
    const of = items.length === 0 ? (each.length === 0 ? type.of : values_type/* ANY */.x4) : ((0,unify/* unify */.Q)(items.map(values_value/* typeOf */.QP)) ?? values_type/* ANY */.x4);
    return (0,values_value/* listValue */.a3)(items.every((item) => (0,convert/* mayConvert */.H1)((0,values_value/* typeOf */.QP)(item), of)) ? items.map((item) => (0,convert/* convert */.C6)(item, of)) : items, of);
}
/** Gives an error about a type its place. */
function located(range, problem, work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof convert/* WrongType */.aZ)
            throw errorAt(range, `${problem}: ${error.message}`);
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/bake/target/codec.js + 1 modules
var codec = __webpack_require__(65843);
;// CONCATENATED MODULE: ./lib/bake/definition/named-blocks.js








const GROUP_FIELDS = { description: codec/* string */.Yj, targets: codec/* inheritedNames */.JD };
/** Targets that one matrix may make. */
const named_blocks_MOST_COMBINATIONS = 10_000;
const TARGET_NAME = /^[a-zA-Z0-9_-]+$/;
/** The groups and targets of a definition. Attributes are evaluated one by one, since targets can refer to each other. */
class NamedBlocks {
    #names;
    #instances;
    #byName = new Map();
    /** Which targets a matrix made of a block, by the block's label. */
    #renamed = new Map();
    #values = { group: new Map(), target: new Map() };
    constructor(blocks, names) {
        this.#names = names;
        // Names are found first. They cannot depend on other targets.
        names.blocks = { load: () => undefined, value: () => undefined };
        this.#instances = blocks.flatMap((block) => this.#expand(block));
        names.blocks = {
            load: (kind, path, range) => this.#load(kind, path, range),
            value: (kind) => (this.#values[kind].size === 0 ? undefined : (0,values_value/* objectValue */.ZH)(this.#values[kind])),
        };
    }
    /** @throws BakeError at the first attribute that is wrong */
    evaluate() {
        const groups = [];
        const targets = [];
        for (const instance of this.#instances) {
            for (const name of fieldNames(instance.kind))
                this.#resolve(instance, name, instance.block.range);
            if (instance.kind === 'group')
                groups.push(groupOf(instance));
            else
                targets.push({ name: instance.name, fields: fieldsOf(instance) });
        }
        const made = [...this.#renamed]
            .map(([label, names]) => ({ name: label, description: '', targets: [...new Set(names)] }))
            .filter(({ name, targets: names }) => names.length !== 1 || names[0] !== name);
        return { groups, targets, made };
    }
    #expand({ kind, label, block }) {
        checkName(label, block.range);
        const { body } = block;
        const [matrix, given] = [body.attribute('matrix'), body.attribute('name')];
        if (kind === 'group' && (matrix ?? given) !== undefined)
            throw errorAt((matrix ?? given)?.range ?? block.range, 'a group has no matrix and no other name');
        if (given !== undefined && matrix === undefined)
            throw errorAt(given.range, '"name" needs a "matrix"');
        const scopes = matrix === undefined ? [this.#names.scope] : this.#combinations(matrix);
        const instances = scopes.map((scope) => {
            const name = given === undefined ? label : this.#name(given, scope);
            checkName(name, given?.range ?? block.range);
            return { kind, name, block, scope, decoded: new Map(), done: new Set(), inProgress: new Set() };
        });
        const names = instances.map(({ name }) => name);
        const twice = names.find((name, index) => names.indexOf(name) < index);
        if (twice !== undefined)
            throw errorAt((given ?? matrix)?.range ?? block.range, `two targets of the matrix have the name ${JSON.stringify(twice)}`);
        for (const instance of instances) {
            const key = `${kind} ${instance.name}`;
            this.#byName.set(key, [...(this.#byName.get(key) ?? []), instance]);
        }
        if (instances.length > 0 && kind === 'target')
            this.#renamed.set(label, [...(this.#renamed.get(label) ?? []), ...names]);
        return instances;
    }
    #combinations(matrix) {
        this.#names.load(matrix.value, this.#names.scope);
        const value = evaluate(matrix.value, this.#names.scope);
        if (value.kind !== 'map' && value.kind !== 'object')
            throw errorAt(matrix.range, 'a matrix must be a map of lists');
        let rows = [new Map()];
        for (const [name, list] of value.entries) {
            const elements = (0,values_value/* elementsOf */.ZE)(list);
            if (elements === undefined)
                throw errorAt(matrix.range, `${name} of the matrix must be a list`);
            rows = elements.flatMap(([, element]) => rows.map((row) => new Map([...row, [name, element]])));
            if (rows.length > named_blocks_MOST_COMBINATIONS)
                throw errorAt(matrix.range, `the matrix has more than ${named_blocks_MOST_COMBINATIONS} combinations`);
        }
        return rows.map((row) => (0,evaluate_scope/* innerScope */.p)(this.#names.scope, row));
    }
    #name({ value, range }, scope) {
        this.#names.load(value, scope);
        try {
            return (0,convert/* textOf */.b6)(evaluate(value, scope));
        }
        catch (error) {
            if (error instanceof convert/* WrongType */.aZ)
                throw errorAt(range, `a name must be a text: ${error.message}`);
            throw error;
        }
    }
    #load(kind, [name, attribute], range) {
        for (const instance of this.#byName.get(`${kind} ${name ?? ''}`) ?? []) {
            const names = attribute === undefined ? fieldNames(kind) : fieldNames(kind).filter((each) => each === attribute);
            for (const each of names)
                this.#resolve(instance, each, range);
            this.#values[kind].set(instance.name, this.#valueOf(instance));
        }
    }
    /** @param range of what asks for it */
    #resolve(instance, field, range) {
        if (instance.done.has(field))
            return;
        if (instance.inProgress.has(field))
            throw errorAt(range, `${instance.kind}.${instance.name}.${field} refers to itself`);
        const attribute = instance.block.body.attribute(field);
        if (attribute === undefined) {
            if (instance.kind === 'group' && field === 'targets')
                throw errorAt(instance.block.range, 'a group needs "targets"');
            instance.done.add(field);
            return;
        }
        instance.inProgress.add(field);
        this.#names.load(attribute.value, instance.scope);
        const decoded = decode(attribute, codecOf(instance.kind, field), instance.scope);
        if (decoded !== undefined)
            instance.decoded.set(field, decoded);
        instance.done.add(field);
    }
    /** What others see of it: attributes that are not evaluated yet look as if they were not set. */
    #valueOf(instance) {
        return (0,values_value/* objectValue */.ZH)([
            ['name', (0,values_value/* stringValue */.r$)(instance.name)],
            ...fieldNames(instance.kind).map((field) => {
                const value = codecOf(instance.kind, field).toValue(instance.decoded.get(field));
                return [field, field === 'description' && value.kind === 'null' ? (0,values_value/* stringValue */.r$)('') : value];
            }),
        ]);
    }
}
function decode({ name, value, range }, codec, scope) {
    const evaluated = evaluate(value, scope);
    try {
        const decoded = codec.decode(evaluated);
        if (decoded === undefined && name === 'description')
            throw new convert/* WrongType */.aZ('it must not be null');
        return decoded;
    }
    catch (error) {
        if (error instanceof convert/* WrongType */.aZ)
            throw errorAt(range, `${name} has the wrong type: ${error.message}`);
        if (error instanceof errors/* UserError */.yo && error.location === undefined)
            throw errorAt(range, `${name}: ${error.message}`, error.hint);
        throw error;
    }
}
function codecOf(kind, field) {
    const codecs = kind === 'group' ? GROUP_FIELDS : target_fields/* TARGET_FIELDS */.G_;
    return codecs[field];
}
function fieldNames(kind) {
    return Object.keys(kind === 'group' ? GROUP_FIELDS : target_fields/* TARGET_FIELDS */.G_);
}
/** Each was decoded by the codec of its name. */
function fieldsOf({ decoded }) {
    return Object.fromEntries(decoded);
}
function groupOf({ name, decoded }) {
    return {
        name,
        description: decoded.get('description') ?? '',
        targets: decoded.get('targets') ?? [],
    };
}
function checkName(name, range) {
    if (!TARGET_NAME.test(name))
        throw errorAt(range, `${JSON.stringify(name)} is no name of a target`, 'A name has letters, digits, "_" and "-".');
}

;// CONCATENATED MODULE: ./lib/bake/definition/user-function.js






/**
 * A function that a file defines.
 *
 * @param check looks up what the result uses besides the parameters
 * @throws BakeError at the part of the block that is wrong
 */
function userFunction({ name, block, parameters, rest, result }, scope, check) {
    if (result === undefined)
        throw errorAt(block.range, `the function ${name} has no "result"`);
    if (parameters === undefined)
        throw errorAt(block.range, `the function ${name} has no "params"`);
    const list = parameters.value;
    if (list.kind !== 'tuple')
        throw errorAt(list.range, 'params must be a list of names');
    const names = list.items.map(nameOf);
    const restName = rest === undefined ? undefined : nameOf(rest.value);
    check(result.value, new Set([...names, ...(restName === undefined ? [] : [restName])]));
    return {
        kind: 'plain',
        parameters: names.map((parameter) => ({ name: parameter, type: values_type/* ANY */.x4 })),
        ...(restName !== undefined && { rest: { name: restName, type: values_type/* ANY */.x4 } }),
        call: (args) => {
            const given = names.map((parameter, index) => [parameter, args[index]]);
            const values = new Map(given.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
            if (restName !== undefined)
                values.set(restName, (0,values_value/* tupleValue */.kq)(args.slice(names.length)));
            return evaluate(result.value, (0,evaluate_scope/* innerScope */.p)(scope, values));
        },
    };
}
function nameOf(expression) {
    const name = keywordOf(expression);
    if (name === undefined)
        throw errorAt(expression.range, 'a parameter must be a name', 'Write: params = [first, second]');
    return name;
}

// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
;// CONCATENATED MODULE: ./lib/bake/definition/given-value.js









/**
 * The value of a variable from the text that the environment or `--var` gives: JSON, a comma-separated list, or a word, depending on
 * its type.
 *
 * @throws WrongType
 */
function givenValue({ text, isJson }, { type, isTyped, fallback }) {
    if (isTyped && isJson)
        return fromJson(text, type);
    if (type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple' || type.kind === 'map')
        return fromCsv(text, type);
    if (isTyped && (0,values_type/* isPrimitive */.sO)(type))
        return primitive(text, type);
    if (isTyped)
        throw new convert/* WrongType */.aZ(`a value of type ${(0,values_type/* typeName */.go)(type)} can only be given as JSON`);
    if (fallback === undefined)
        return (0,values_value/* stringValue */.r$)(text);
    const like = (0,values_value/* typeOf */.QP)(fallback);
    if (like.kind === 'any')
        return (0,values_value/* stringValue */.r$)(text);
    if ((0,values_type/* isPrimitive */.sO)(like))
        return primitive(text, like);
    throw new convert/* WrongType */.aZ(`a variable of type ${(0,values_type/* typeName */.go)(like)} needs a "type" to be given from outside`);
}
function fromJson(text, type) {
    try {
        return (0,convert/* convert */.C6)(valueOfJson(text), type);
    }
    catch (error) {
        if (error instanceof BakeError)
            throw new convert/* WrongType */.aZ('it is no JSON');
        throw error;
    }
}
function fromCsv(text, type) {
    const fields = given_value_fieldsOf(text);
    if (type.kind === 'tuple') {
        if (fields.length !== type.items.length)
            throw new convert/* WrongType */.aZ(`${type.items.length} elements are needed, not ${fields.length}`);
        return (0,values_value/* tupleValue */.kq)(fields.map((field, index) => primitive(field, type.items[index] ?? values_type/* ANY */.x4)));
    }
    if (!(0,values_type/* isPrimitive */.sO)(type.of))
        throw new convert/* WrongType */.aZ(`a value of type ${(0,values_type/* typeName */.go)(type)} can only be given as JSON`);
    if (type.kind === 'map')
        return (0,values_value/* mapValue */.IS)(fields.map((field) => {
            const [key, value, ...more] = field.split(':');
            if (key === undefined || value === undefined || more.length > 0)
                throw new convert/* WrongType */.aZ(`${JSON.stringify(field)} is no key and value with ":" between them`);
            return [key, primitive(value, type.of)];
        }), type.of);
    const items = fields.map((field) => primitive(field, type.of));
    return type.kind === 'list' ? (0,values_value/* listValue */.a3)(items, type.of) : (0,values_value/* setValue */.KY)(items, type.of);
}
function given_value_fieldsOf(text) {
    try {
        return (0,text_csv/* csvFields */.qZ)(text);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw new convert/* WrongType */.aZ(error.message);
        throw error;
    }
}
function primitive(text, type) {
    if (type.kind === 'string')
        return (0,values_value/* stringValue */.r$)(text);
    if (type.kind === 'bool') {
        const value = (0,go_boolean/* goBoolean */.x)(text);
        if (value === undefined)
            throw new convert/* WrongType */.aZ(`${JSON.stringify(text)} is neither true nor false`);
        return (0,values_value/* boolValue */.ks)(value);
    }
    const number = Number(text);
    if (!(0,values_type/* isPrimitive */.sO)(type) || !/^[+-]?(?:\d|\.\d)/.test(text) || !Number.isFinite(number))
        throw new convert/* WrongType */.aZ(`${JSON.stringify(text)} is no number`);
    return (0,values_value/* numberValue */.Vg)(big_float/* BigFloat */.p.double(number));
}

;// CONCATENATED MODULE: ./lib/bake/definition/variable-values.js









const JSON_SUFFIX = '_JSON';
/** The values of variables and of attributes outside of blocks. */
class VariableValues {
    #definitions;
    #environment;
    #evaluation;
    #values = new Map();
    #types = new Map();
    #inProgress = new Set();
    constructor(definitions, environment, evaluation) {
        this.#definitions = definitions;
        this.#environment = environment;
        this.#evaluation = evaluation;
        for (const [name, text] of environment.builtIns)
            this.#values.set(name, (0,values_value/* stringValue */.r$)(text));
    }
    known(name) {
        return this.#values.get(name);
    }
    /**
     * Evaluates a variable or attribute, unless it is known already.
     *
     * @returns false if there is none of this name
     * @throws BakeError if it is wrong, or refers to itself
     */
    resolve(name, range) {
        if (this.#values.has(name))
            return true;
        const attribute = this.#definitions.attributes.get(name);
        const variable = this.#definitions.variables.get(name);
        if (attribute === undefined && variable === undefined)
            return false;
        if (this.#inProgress.has(name))
            throw errorAt(range, `the variable ${name} refers to itself`);
        this.#inProgress.add(name);
        const { type, isTyped } = attribute === undefined ? declaredType(variable) : { type: values_type/* ANY */.x4, isTyped: false };
        if (isTyped)
            this.#types.set(name, type);
        const source = attribute ?? variable?.default;
        const fallback = source === undefined ? undefined : this.#default(name, source.value, type);
        this.#values.set(name, this.#overridden(name, variable, fallback, type, isTyped));
        this.#inProgress.delete(name);
        return true;
    }
    /** All variables, after their validations. @throws BakeError */
    all() {
        const { variables } = this.#definitions;
        for (const { name, block } of variables.values())
            this.resolve(name, block.range);
        for (const { validations } of variables.values()) {
            for (const { block, condition, message } of validations) {
                if (condition === undefined)
                    throw errorAt(block.range, 'a validation needs a "condition"');
                this.#validate(condition, message);
            }
        }
        return [...variables.values()].map((variable) => this.#shown(variable));
    }
    #default(name, expression, type) {
        this.#evaluation.load(expression);
        const value = evaluate(expression, this.#evaluation.scope());
        try {
            return (0,convert/* convert */.C6)(value, type);
        }
        catch (error) {
            if (error instanceof convert/* WrongType */.aZ)
                throw errorAt(expression.range, `the default of ${name} has the wrong type: ${error.message}`);
            throw error;
        }
    }
    #overridden(name, variable, fallback, type, isTyped) {
        const given = variable === undefined ? undefined : this.#given(name, isTyped);
        if (variable === undefined || given === undefined)
            return fallback ?? (isTyped ? (0,values_value/* nullValue */.Pv)(type) : (0,values_value/* stringValue */.r$)(''));
        try {
            return givenValue(given, { type, isTyped, fallback });
        }
        catch (error) {
            if (error instanceof convert/* WrongType */.aZ)
                throw errorAt(variable.block.range, `the value given for ${name} is wrong: ${error.message}`);
            throw error;
        }
    }
    /** A variable with a type may be given as JSON, under another name. */
    #given(name, isTyped) {
        const text = this.#environment.lookUp(name);
        const jsonName = `${name}${JSON_SUFFIX}`;
        const isOwnName = this.#definitions.variables.has(jsonName) || this.#environment.builtIns.has(jsonName);
        if ((text === undefined || isTyped) && !isOwnName) {
            const json = this.#environment.lookUp(jsonName);
            if (json !== undefined)
                return { text: json, isJson: true };
        }
        return text === undefined ? undefined : { text, isJson: false };
    }
    #validate(condition, message) {
        const scope = this.#evaluation.scope();
        if (conditionOf(evaluate(condition, scope), condition.range))
            return;
        const said = message === undefined ? undefined : evaluate(message, scope);
        const text = said?.kind === 'string' ? said.value : 'this check failed, and has no message';
        throw errorAt(condition.range, text);
    }
    #shown({ name, description }) {
        const value = this.#values.get(name);
        const type = this.#types.get(name);
        const about = description === undefined ? undefined : evaluate(description.value, this.#evaluation.scope());
        return {
            name,
            description: about?.kind === 'string' ? about.value : '',
            type: type === undefined ? '' : type.kind === 'any' ? 'any type' : (0,values_type/* typeName */.go)(type),
            value: value === undefined || value.kind === 'null' ? undefined : shownValue(value, type),
        };
    }
}
function shownValue(value, type) {
    if (type === undefined && (0,values_type/* isPrimitive */.sO)((0,values_value/* typeOf */.QP)(value)))
        return (0,convert/* textOf */.b6)(value);
    const json = jsonOf(value);
    return type?.kind === 'string' ? json.replace(/^"+|"+$/g, '') : json;
}
function declaredType(variable) {
    const written = variable?.type;
    if (written === undefined || (written.kind === 'literal' && written.value.kind === 'null'))
        return { type: values_type/* ANY */.x4, isTyped: false };
    const type = typeExpression(written);
    return { type, isTyped: type.kind !== 'any' || keywordOf(written) === 'any' };
}

;// CONCATENATED MODULE: ./lib/bake/hcl/evaluate/budget.js

/** Expressions that one definition may evaluate, and elements that its functions may make. A hundred targets take some thousands. */
const MOST_STEPS = 1_000_000;
/** Characters of all texts that one definition may make. */
const MOST_CHARACTERS = 64 * 1024 * 1024;
/** Limits of what the files of a definition can ask for: a few lines could else take hours, or all of the memory. */
class Budget {
    #steps = 0;
    #characters = 0;
    /** @throws UserError when there were too many */
    step(count = 1) {
        this.#steps += count;
        if (this.#steps > MOST_STEPS)
            throw new errors/* UserError */.yo(`the bake definition takes too long: it evaluates more than ${MOST_STEPS} expressions`);
    }
    /** @throws UserError when there were too many */
    characters(count) {
        this.#characters += count;
        if (this.#characters > MOST_CHARACTERS)
            throw new errors/* UserError */.yo(`the bake definition makes texts of more than ${MOST_CHARACTERS} characters`);
    }
}

;// CONCATENATED MODULE: ./lib/bake/definition/names.js





/** The variables, attributes and functions of a definition. Each is evaluated when it is first needed, and once. */
class Names {
    scope;
    #definitions;
    #values;
    #functions;
    #functionsInProgress = new Set();
    #blocks;
    constructor(definitions, standard, environment) {
        this.#definitions = definitions;
        this.#functions = new Map(standard);
        this.#values = new VariableValues(definitions, environment, {
            load: (expression) => this.load(expression, this.scope),
            scope: () => this.scope,
        });
        this.scope = {
            budget: new Budget(),
            variable: (name) => isBlockKind(name) && this.#blocks !== undefined ? this.#blocks.value(name) : this.#values.known(name),
            function: (name, range) => this.#function(name, range),
            functionNames: () => [...this.#functions.keys(), ...definitions.functions.keys()],
        };
    }
    /** From now on expressions can refer to groups and targets. */
    set blocks(references) {
        this.#blocks = references;
    }
    /** All variables, functions and their rules: what is wrong is found also where nothing uses it. */
    check() {
        const values = this.#values.all();
        for (const name of this.#definitions.functions.keys()) {
            const { block } = this.#definitions.functions.get(name) ?? {};
            if (block !== undefined)
                this.#function(name, block.range);
        }
        return values;
    }
    /** Attributes outside of blocks that nothing has used. */
    checkAttributes() {
        for (const { name, range } of this.#definitions.attributes.values())
            this.#values.resolve(name, range);
    }
    /**
     * Evaluates everything that an expression refers to. Names that do not exist are left for the evaluation to find: they may
     * stand in a branch that is not taken.
     *
     * @throws BakeError for what refers to itself
     */
    load(expression, scope, bound = new Set()) {
        const { references, functions } = usesOf(expression);
        for (const name of functions)
            this.#function(name, expression.range);
        for (const { name, path, range } of references) {
            if (bound.has(name))
                continue;
            if (isBlockKind(name) && this.#blocks !== undefined) {
                if (path.length === 0)
                    throw errorAt(range, `${name} alone is no value: name one, as in ${name}.app.tags`);
                this.#blocks.load(name, path, range);
            }
            else if (scope === this.scope || scope.variable(name) === undefined)
                this.#values.resolve(name, range);
        }
    }
    #function(name, range) {
        const known = this.#functions.get(name);
        if (known !== undefined)
            return known;
        const block = this.#definitions.functions.get(name);
        if (block === undefined)
            return undefined;
        if (this.#functionsInProgress.has(name))
            throw errorAt(range, `the function ${name} calls itself`);
        this.#functionsInProgress.add(name);
        const made = userFunction(block, this.scope, (expression, parameters) => {
            const { references, functions } = usesOf(expression);
            for (const called of functions) {
                if (this.#function(called, expression.range) === undefined)
                    throw errorAt(expression.range, `the function ${JSON.stringify(called)} does not exist`);
            }
            for (const reference of references) {
                if (parameters.has(reference.name))
                    continue;
                if (!this.#values.resolve(reference.name, reference.range))
                    throw errorAt(reference.range, `the variable ${JSON.stringify(reference.name)} does not exist`);
            }
        });
        this.#functionsInProgress.delete(name);
        this.#functions.set(name, made);
        return made;
    }
}
function isBlockKind(name) {
    return name === 'group' || name === 'target';
}

;// CONCATENATED MODULE: ./lib/bake/definition/read-definition.js








/**
 * Reads the HCL and JSON files of a definition, and evaluates them.
 *
 * @param earlier what compose files define: targets of the same name get more attributes
 * @throws BakeError at the first place that is wrong
 */
async function readHclFiles(files, environment, earlier) {
    const bodies = files.map(parseFile);
    const definitions = gatherBlocks(bodies, new Set(environment.builtIns.keys()));
    const standard = await allFunctions(environment, files.map(({ text }) => text));
    const names = new Names(definitions, standard, environment);
    const variables = names.check();
    const { groups, targets, made } = new NamedBlocks(definitions.blocks, names).evaluate();
    names.checkAttributes();
    const all = joined(earlier, { groups, targets });
    // A group that a file defines hides the one that a matrix makes.
    const defined = new Set(all.groups.map(({ name }) => name));
    return { ...all, groups: [...all.groups, ...made.filter(({ name }) => !defined.has(name))], variables };
}
/** By the name's ending; without one that is known, whichever of the two syntaxes the text has. */
function parseFile({ name, text }) {
    const source = { name, text };
    if (name.endsWith('.json'))
        return parseJsonFile(source);
    if (name.endsWith('.hcl'))
        return parseHcl(source);
    try {
        return parseHcl(source);
    }
    catch (error) {
        if (!(error instanceof BakeError))
            throw error;
        try {
            return parseJsonFile(source);
        }
        catch (second) {
            if (second instanceof BakeError)
                throw error;
            throw second;
        }
    }
}

;// CONCATENATED MODULE: ./lib/bake/read-bake.js



/** Files that are read where none is named: all that there are, in this order. */
const DEFAULT_FILES = [
    'compose.yaml',
    'compose.yml',
    'docker-compose.yml',
    'docker-compose.yaml',
    'docker-bake.json',
    'docker-bake.hcl',
    'docker-bake.override.json',
    'docker-bake.override.hcl',
];
/**
 * Reads the files of a definition, in their order: compose files first.
 *
 * @throws UserError at the first place that is wrong
 */
async function readBake({ files, environment, dotEnv, readNamed }) {
    if (files.length === 0)
        throw new errors/* UserError */.yo("couldn't find a bake definition", { hint: 'Name one with -f.' });
    const compose = files.filter(isCompose);
    const others = files.filter((file) => !compose.includes(file));
    const services = compose.length === 0 ? NOTHING : await readCompose(compose, environment, dotEnv, readNamed);
    return readHclFiles(others, environment, services);
}
const NOTHING = { groups: [], targets: [] };
async function readCompose(files, { lookUp }, dotEnv, readNamed) {
    const { readComposeFiles } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(563)]).then(__webpack_require__.bind(__webpack_require__, 70563));
    const more = dotEnv === undefined ? new Map() : (0,dot_env/* parseDotEnv */.i)(dotEnv, lookUp);
    return await readComposeFiles(files, (name) => lookUp(name) ?? more.get(name), readNamed);
}
function isCompose({ name }) {
    return /\.ya?ml$/i.test(name);
}

// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var platform = __webpack_require__(29587);
;// CONCATENATED MODULE: ./lib/app/baking/read-files.js






/** @throws UserError for a file that is not there or is wrong */
async function readDefinitionFiles(request) {
    const { environment, readText } = request;
    const { env, cwd, home, files: disk } = environment;
    const vars = readVars(request.vars);
    const disabled = (0,go_boolean/* goBoolean */.x)(env['BUILDX_BAKE_DISABLE_VARS_ENV_LOOKUP'] ?? '') === true;
    const lookUp = (name) => vars.get(name) ?? (disabled ? undefined : env[name]);
    const files = [];
    for (const name of namesOf(request)) {
        const file = name === '-' ? name : external_node_path_.resolve(cwd, name);
        if (file !== '-' && !disk.isFile(file))
            throw new errors/* UserError */.yo(`there is no file ${JSON.stringify(name)}`);
        files.push({ name, text: await readText(file) });
    }
    const dotEnv = external_node_path_.join(cwd, '.env');
    const definition = await readBake({
        files,
        dotEnv: disk.isFile(dotEnv) && files.some(({ name }) => /\.ya?ml$/i.test(name)) ? await readText(dotEnv) : undefined,
        readNamed: async (name) => {
            checkReadable(name, request.allow, cwd);
            const file = external_node_path_.resolve(cwd, name);
            return disk.isFile(file) ? await readText(file) : undefined;
        },
        environment: {
            lookUp,
            builtIns: new Map([
                ['BAKE_CMD_CONTEXT', 'cwd://'],
                ['BAKE_LOCAL_PLATFORM', (0,platform/* formatPlatform */.Bq)((0,platform/* hostPlatform */.ol)(process.arch))],
            ]),
            now: () => new Date(),
            homeDirectory: home,
        },
    });
    return { definition, lookUp };
}
function namesOf({ files, environment: { env, cwd, files: disk } }) {
    const plain = (name) => name.replace(/^cwd:\/\//, '');
    if (files.length > 0)
        return files.map(plain);
    const separator = (env['BUILDX_BAKE_FILE_SEPARATOR'] ?? '') || external_node_path_.delimiter;
    const named = (env['BUILDX_BAKE_FILE'] ?? '').split(separator).flatMap((name) => name.trim() || []);
    if (named.length > 0)
        return named.map(plain);
    return DEFAULT_FILES.filter((name) => disk.isFile(external_node_path_.join(cwd, name)));
}
function readVars(texts) {
    return new Map(texts.map((text) => {
        const at = text.indexOf('=');
        if (at < 1)
            throw new errors/* UserError */.yo(`invalid variable ${JSON.stringify(text)}: expected NAME=VALUE`);
        return [text.slice(0, at), text.slice(at + 1)];
    }));
}

;// CONCATENATED MODULE: ./lib/app/baking/read-small-text.js

/** Definitions are written by people; a longer file is a mistake. */
const MOST_BYTES = 8 * 1024 * 1024;
/** The text of a definition's file. @throws UserError if it is too large, or is not UTF-8 */
async function readSmallText(name, content) {
    const chunks = [];
    let size = 0;
    for await (const chunk of content) {
        size += chunk.length;
        if (size > MOST_BYTES)
            throw new errors/* UserError */.yo(`${name} is too large for a definition`);
        chunks.push(chunk);
    }
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    }
    catch (cause) {
        throw new errors/* UserError */.yo(`${name} is not UTF-8`, { cause });
    }
}

// EXTERNAL MODULE: ./lib/layer/pattern/go-path-match.js
var go_path_match = __webpack_require__(6258);
;// CONCATENATED MODULE: ./lib/bake/resolve/overrides.js


const LISTS = new Set([
    'output',
    'cache-to',
    'cache-from',
    'tags',
    'platform',
    'secrets',
    'ssh',
    'attest',
    'entitlements',
    'no-cache-filter',
    'ulimits',
    'annotations',
    'policy',
]);
const NAMED = new Set(['args', 'contexts', 'resources', 'secret']);
/**
 * Reads `target.attribute=value` as `--set` takes it. The target may be a pattern.
 *
 * @param lookUp a variable of the environment, for `target.args.NAME` without a value
 * @throws UserError that names the override
 */
function readOverrides(given, definition, lookUp) {
    const overrides = new Map();
    for (const text of given) {
        const at = text.indexOf('=');
        const left = at < 0 ? text : text.slice(0, at);
        const adds = left.endsWith('+');
        const [pattern = '', attribute, ...rest] = left.replace(/\+$/, '').split('.');
        if (attribute === undefined)
            throw new errors/* UserError */.yo(`invalid override ${JSON.stringify(text)}: expected target.name=value`);
        const name = rest.join('.');
        const isNamed = NAMED.has(attribute);
        if (at < 0 && attribute !== 'args')
            throw new errors/* UserError */.yo(`invalid override ${JSON.stringify(text)}: expected target.name=value`);
        if (isNamed && rest.length === 0)
            throw new errors/* UserError */.yo(`invalid override ${JSON.stringify(text)}: ${attribute} needs a name`);
        if (adds && (attribute === 'resources' || attribute === 'secret'))
            throw new errors/* UserError */.yo(`invalid override ${JSON.stringify(text)}: nothing can be added to ${attribute}`);
        const value = at < 0 ? lookUp(name) : text.slice(at + 1);
        const targets = targetsMatching(pattern, definition);
        if (value === undefined)
            continue;
        const key = rest.length === 0 ? attribute : `${attribute}.${name}`;
        for (const target of targets) {
            const of = overrides.get(target) ?? new Map();
            const before = of.get(key);
            of.set(key, {
                value,
                values: LISTS.has(attribute) ? [...(before?.values ?? []), value] : [],
                adds: LISTS.has(attribute) && adds,
            });
            overrides.set(target, of);
        }
    }
    return overrides;
}
function targetsMatching(pattern, { targets }) {
    if (targets.some(({ name }) => name === pattern))
        return [pattern];
    const wildcard = go_path_match/* Wildcard */.t.compile(pattern);
    const found = targets.filter(({ name }) => wildcard.matches(name)).map(({ name }) => name);
    if (found.length === 0)
        throw new errors/* UserError */.yo(`could not find any target matching ${JSON.stringify(pattern)}`);
    return found;
}

// EXTERNAL MODULE: ./lib/bake/target/entries.js
var entries = __webpack_require__(42495);
// EXTERNAL MODULE: ./lib/bake/target/policies.js
var policies = __webpack_require__(27277);
// EXTERNAL MODULE: ./lib/bake/target/resources.js
var resources = __webpack_require__(57766);
;// CONCATENATED MODULE: ./lib/bake/resolve/apply-overrides.js





/**
 * The attributes of a target with what `--set` says of them.
 *
 * @throws UserError for an attribute that does not exist, and a value that is wrong
 */
function applyOverrides(fields, overrides) {
    let changed = fields;
    // Single secrets are changed when all are known.
    const inOrder = [...overrides].sort(([left], [right]) => Number(left.startsWith('secret.')) - Number(right.startsWith('secret.')));
    for (const [key, override] of inOrder)
        changed = applyOne(changed, key, override);
    return changed;
}
function applyOne(fields, key, override) {
    const at = key.indexOf('.');
    const [attribute, name] = at < 0 ? [key, ''] : [key.slice(0, at), key.slice(at + 1)];
    const { value, values } = override;
    const given = values.filter((text) => text !== '');
    switch (attribute) {
        case 'context':
        case 'dockerfile':
        case 'target':
        case 'call':
        case 'shm-size':
        case 'network':
            return { ...fields, [attribute]: value };
        case 'args':
        case 'labels':
        case 'contexts':
        case 'extra-hosts':
            if (name === '')
                throw new errors/* UserError */.yo(`invalid override ${key}: expected ${attribute}.name=value`);
            return { ...fields, [attribute]: new Map([...(fields[attribute] ?? []), [name, value]]) };
        case 'no-cache':
        case 'pull':
            return { ...fields, [attribute]: (0,entries/* booleanOf */.SF)(value, attribute) };
        case 'tags':
            return { ...fields, tags: apply_overrides_listed(fields.tags, values, override) };
        case 'platform':
            return { ...fields, platforms: apply_overrides_listed(fields.platforms, values, override) };
        case 'no-cache-filter':
        case 'ulimits':
            return { ...fields, [attribute]: apply_overrides_listed(fields[attribute], values, override) };
        case 'cache-from':
            return overridden(fields, override, { 'cache-from': given.flatMap(entries/* parseCaches */.xH) });
        case 'cache-to': {
            const parsed = given.flatMap(entries/* parseCaches */.xH);
            return { ...fields, 'cache-to': override.adds ? [...(fields['cache-to'] ?? []), ...parsed] : parsed };
        }
        case 'output': {
            const parsed = given.map(entries/* parseOutput */.Fw);
            return { ...fields, output: override.adds ? [...(fields.output ?? []), ...parsed] : parsed };
        }
        case 'secrets':
            return overridden(fields, override, { secret: given.map(entries/* parseSecret */.o7) });
        case 'ssh':
            return overridden(fields, override, { ssh: given.map(entries/* parseSsh */.Mc) });
        case 'policy':
            return overridden(fields, override, { policy: given.map(policies/* parsePolicy */.O) });
        case 'attest':
            return (0,target_fields/* mergeFields */.mD)(fields, { attest: given.map(entries/* parseAttest */.Tj) });
        case 'entitlements':
        case 'annotations':
            return (0,target_fields/* mergeFields */.mD)(fields, { [attribute]: values });
        case 'resources':
            return { ...fields, resources: (0,resources/* withResource */.P)(fields.resources ?? new Map(), name, value) };
        case 'secret':
            return withSecret(fields, name, value);
        case 'push':
            return {
                ...fields,
                output: (0,entries/* booleanOf */.SF)(value, 'push') ? pushed(fields.output ?? []) : notPushed(fields.output ?? []),
            };
        case 'load':
            return (0,entries/* booleanOf */.SF)(value, 'load') ? { ...fields, output: loaded(fields.output ?? []) } : fields;
        default:
            throw new errors/* UserError */.yo(`--set: there is no attribute ${JSON.stringify(attribute)} of a target`);
    }
}
function apply_overrides_listed(before = [], values, { adds }) {
    return adds ? [...before, ...values] : values;
}
function overridden(fields, { adds }, later) {
    return adds ? (0,target_fields/* mergeFields */.mD)(fields, later) : { ...fields, ...later };
}
function withSecret(fields, id, value) {
    const secrets = fields.secret ?? [];
    if (!secrets.some((secret) => secret.id === id))
        throw new errors/* UserError */.yo(`the secret ${JSON.stringify(id)} must be declared before it can be overridden`);
    const next = (0,entries/* parseSecret */.o7)(value);
    if (next.id !== '' && next.id !== id)
        throw new errors/* UserError */.yo(`the secret ${JSON.stringify(id)} cannot get the id ${JSON.stringify(next.id)}`);
    return { ...fields, secret: secrets.map((secret) => (secret.id === id ? { ...next, id } : secret)) };
}
/** As buildx's --push: an image output pushes, and one is added if all there is are outputs for Docker. */
function pushed(outputs) {
    const changed = outputs.map((output) => output.type === 'image' ? { ...output, attributes: new Map([...output.attributes, ['push', 'true']]) } : output);
    if (outputs.some(({ type }) => type !== 'docker'))
        return changed;
    return [...changed, { type: 'image', dest: '', attributes: new Map([['push', 'true']]) }];
}
function notPushed(outputs) {
    const kept = [...outputs];
    for (let at = 0; at < kept.length;) {
        const output = kept[at];
        const last = kept.at(-1);
        if (output?.type === 'registry' && last !== undefined) {
            kept[at] = last;
            kept.pop();
            continue;
        }
        if (output?.type === 'image')
            kept[at] = { ...output, attributes: new Map([...output.attributes, ['push', 'false']]) };
        at += 1;
    }
    return kept;
}
/** As buildx's --load: an output for Docker is added, unless there is one, or a file is written. */
function loaded(outputs) {
    for (const { type, dest } of outputs) {
        if (type === 'docker' && dest === '')
            return outputs;
        if (!['docker', 'image', 'registry', 'oci'].includes(type))
            return outputs;
    }
    return [...outputs, { type: 'docker', dest: '', attributes: new Map() }];
}
/** What a target is when nothing more is added to it. */
function finished(fields) {
    const entitlements = fields.network === 'host' ? [...(fields.entitlements ?? []), 'network.host'] : fields.entitlements;
    return (0,target_fields/* settleFields */.NL)({ ...fields, entitlements });
}

;// CONCATENATED MODULE: ./lib/bake/resolve/resolve-targets.js







const LINK = 'target:';
/**
 * The targets that are meant by names, groups and patterns, and those that they use as contexts.
 *
 * @throws UserError for a name that does not exist, and for targets that use each other
 */
function resolveTargets(definition, wanted, overrides) {
    const names = [...new Set(wanted.flatMap((name) => namesMatching(name.replaceAll('.', '_'), definition)))];
    const groups = new Map();
    const targets = new Map();
    for (const name of names) {
        const found = resolve_targets_membersOf(definition, name);
        for (const target of found.targets)
            targets.set(target, resolveOne(definition, target, overrides));
        for (const group of found.groups) {
            const defined = definition.groups.find((each) => each.name === group);
            if (defined !== undefined)
                groups.set(group, defined);
        }
    }
    const links = new Links(definition, targets, overrides);
    for (const name of [...targets.keys()])
        links.follow(name, []);
    return {
        groups: [...withDefault(groups, names).values()].sort(resolve_targets_byName),
        targets: [...targets.values()].sort(resolve_targets_byName),
    };
}
function resolve_targets_byName(left, right) {
    return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
/** What was asked for is the default group of what is printed. */
function withDefault(groups, names) {
    const all = new Map(groups);
    for (const name of names) {
        const group = all.get('default') ?? { name: 'default', description: '', targets: [] };
        if (name === 'default' && all.has('default'))
            continue;
        all.set('default', { ...group, targets: [...group.targets, name] });
    }
    const group = all.get('default');
    if (group !== undefined)
        all.set('default', { ...group, targets: [...new Set(group.targets)].sort() });
    return all;
}
function namesMatching(pattern, { groups, targets }) {
    if (!/[*?[\]]/.test(pattern))
        return [pattern];
    const wildcard = go_path_match/* Wildcard */.t.compile(pattern);
    const found = [...groups, ...targets].map(({ name }) => name).filter((name) => wildcard.matches(name));
    if (found.length === 0)
        throw new errors/* UserError */.yo(`could not find any target matching ${JSON.stringify(pattern)}`);
    return found;
}
/** All targets of a group and of the groups in it. A group that contains itself counts once. */
function resolve_targets_membersOf({ groups }, wanted) {
    const seen = new Set();
    const open = new Set();
    const targets = new Set();
    const visit = (name) => {
        const group = groups.find((each) => each.name === name);
        // Within itself, the name of a group means the target of that name.
        if (group === undefined || open.has(name)) {
            targets.add(name);
            return;
        }
        if (seen.has(name))
            return;
        seen.add(name);
        open.add(name);
        for (const member of group.targets)
            visit(member);
        open.delete(name);
    };
    visit(wanted);
    return { targets: [...targets], groups: [...seen] };
}
function resolveOne(definition, name, overrides) {
    const inherited = inherit(definition, name, overrides, new Map());
    const fields = {
        ...inherited,
        inherits: undefined,
        context: inherited?.context ?? '.',
        dockerfile: inherited?.dockerfile === undefined || inherited.dockerfile === '' ? 'Dockerfile' : inherited.dockerfile,
    };
    return { name, fields: withPlainPaths(name, fields), isLinked: false };
}
/** @param seen what has been resolved; undefined while it is: a target that inherits from itself gets nothing by that */
function inherit(definition, name, overrides, seen) {
    if (seen.has(name))
        return seen.get(name);
    seen.set(name, undefined);
    const { fields } = targetNamed(definition, name);
    let merged = {};
    for (const parent of fields.inherits ?? []) {
        const given = inherit(definition, parent, overrides, seen);
        if (given !== undefined)
            merged = (0,target_fields/* mergeFields */.mD)(merged, given);
    }
    const own = (0,target_fields/* mergeFields */.mD)(merged, fields);
    const done = finished(applyOverrides(own, overrides.get(name) ?? new Map()));
    seen.set(name, done);
    return done;
}
/** Paths as buildx prints them. Standard input cannot be a context here. */
function withPlainPaths(name, fields) {
    const { context = '.', dockerfile } = fields;
    if (context === '-')
        throw new errors/* UserError */.yo(`the context of ${name} cannot come from standard input`);
    if (dockerfile === '-')
        throw new errors/* UserError */.yo(`the Dockerfile of ${name} cannot come from standard input`);
    const local = context.startsWith('cwd://') ? context.slice('cwd://'.length) : context;
    return {
        ...fields,
        context: context === local && isRemote(context) ? context : cleanPath(local),
        output: fields.output?.map((output) => output.dest === '' &&
            (output.type === 'tar' || (output.type === 'oci' && output.attributes.get('tar') !== 'false'))
            ? { ...output, dest: '-' }
            : output),
    };
}
/** As Go's path.Clean. */
function cleanPath(given) {
    if (given === '')
        return '.';
    const normal = posix_.normalize(given);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
/** The targets that targets use as contexts. They are resolved too, and keep nothing of what they make. */
class Links {
    #definition;
    #targets;
    #overrides;
    constructor(definition, targets, overrides) {
        this.#definition = definition;
        this.#targets = targets;
        this.#overrides = overrides;
    }
    follow(name, above) {
        const path = [...above, name];
        for (const linked of linksOf(this.#targets.get(name)?.fields)) {
            if (linked === name)
                throw new errors/* UserError */.yo(`target ${name} cannot link to itself`);
            if (path.includes(linked))
                throw new errors/* UserError */.yo(`infinite loop from ${name} to ${linked}`);
            if (!this.#targets.has(linked)) {
                const { fields } = resolveOne(this.#definition, linked, this.#overrides);
                const output = [{ type: 'cacheonly', dest: '', attributes: new Map() }];
                this.#targets.set(linked, { name: linked, fields: { ...fields, output }, isLinked: true });
            }
            this.follow(linked, path);
            this.#join(name, linked);
        }
    }
    /** Entitlements of the one are those of the other, and platforms must be there. */
    #join(name, linked) {
        const [user, used] = [this.#targets.get(name), this.#targets.get(linked)];
        if (user === undefined || used === undefined)
            return;
        const [platforms = [], given = []] = [user.fields.platforms, used.fields.platforms];
        const missing = platforms.filter((platform) => !given.includes(platform));
        if (platforms.length > 1 && given.length > 1 && missing.length > 0)
            throw new errors/* UserError */.yo(`target ${linked} can't be used by ${name}: it is not built for ${missing.join(', ')}`);
        const entitlements = [...new Set([...(user.fields.entitlements ?? []), ...(used.fields.entitlements ?? [])])];
        if (entitlements.length > 0)
            this.#targets.set(name, { ...user, fields: { ...user.fields, entitlements } });
    }
}
/** The targets that a target uses as contexts. */
function linksOf(fields) {
    return [...(fields?.contexts?.values() ?? [])]
        .filter((context) => context.startsWith(LINK))
        .map((context) => context.slice(LINK.length));
}

;// CONCATENATED MODULE: ./lib/app/baking/resolve-request.js



/** @throws UserError for a target or attribute that does not exist */
function resolveRequest({ definition, lookUp }, flags) {
    const { push, load, noCache, pull, provenance, sbom, sourceDateEpoch } = flags;
    const overrides = [
        ...flags.set,
        ...(push ? ['*.push=true'] : []),
        ...(load ? ['*.load=true'] : []),
        ...(noCache ? ['*.no-cache=true'] : []),
        ...(pull ? ['*.pull=true'] : []),
        ...(sbom === undefined ? [] : [`*.attest=${(0,entries/* attestText */.n_)('sbom', sbom)}`]),
        ...(provenance === undefined ? [] : [`*.attest=${(0,entries/* attestText */.n_)('provenance', provenance)}`]),
    ];
    const wanted = flags.targets.length === 0 ? ['default'] : flags.targets;
    const resolved = resolveTargets(definition, wanted, readOverrides(overrides, definition, lookUp));
    if (sourceDateEpoch === undefined || sourceDateEpoch === '')
        return resolved;
    return {
        ...resolved,
        targets: resolved.targets.map(({ fields, ...target }) => ({
            ...target,
            fields: { ...fields, args: new Map([['SOURCE_DATE_EPOCH', sourceDateEpoch], ...(fields.args ?? [])]) },
        })),
    };
}

// EXTERNAL MODULE: ./lib/app/options/attestation-options.js
var attestation_options = __webpack_require__(79003);
// EXTERNAL MODULE: ./lib/app/options/cache-options.js
var cache_options = __webpack_require__(69555);
// EXTERNAL MODULE: ./lib/app/options/image-options.js
var image_options = __webpack_require__(94324);
// EXTERNAL MODULE: ./lib/app/options/name-options.js + 10 modules
var name_options = __webpack_require__(18620);
// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/output-options.js + 1 modules
var output_options = __webpack_require__(68335);
// EXTERNAL MODULE: ./lib/app/options/read-options.js
var read_options = __webpack_require__(70099);
// EXTERNAL MODULE: ./lib/app/options/resolve-build-options.js + 1 modules
var resolve_build_options = __webpack_require__(67471);
// EXTERNAL MODULE: ./lib/app/options/run-options.js + 3 modules
var run_options = __webpack_require__(84368);
// EXTERNAL MODULE: ./lib/app/options/table.js
var options_table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/app/options/values/context-source.js
var context_source = __webpack_require__(61002);
;// CONCATENATED MODULE: ./lib/app/baking/target-options.js
















/**
 * The options of a target's build: its attributes are texts of the options that `layer-build build` has.
 *
 * @throws UserError that names the target and the attribute
 */
function targetOptions({ name, fields }, context) {
    const { environment, provenance, cacheMode, scope } = context;
    refuseUnsupported(name, fields);
    const given = textsOf(fields);
    const source = {
        face: 'flag',
        nameOf: (option) => {
            const attribute = given.get(option)?.attribute;
            return attribute === undefined ? ((0,options_option/* flagOf */.iP)(option) ?? '') : `target ${name}: ${attribute}`;
        },
        textsOf: (option) => given.get(option)?.texts ?? context.general.textsOf(option),
    };
    const values = (0,read_options/* readTable */.xz)(options_table/* BUILD_TABLE */.gJ, source, environment);
    const place = fields.context ?? '.';
    const resolved = (0,resolve_build_options/* resolveBuildOptions */.t)(values, {
        context: target_options_located(name, () => (0,context_source/* contextSource */.h)(place, environment)),
        secrets: values.run.secret,
        cacheMode,
        names: values.names.tag,
        provenance,
    }, source, environment.cwd);
    const inline = fields['dockerfile-inline'];
    const { dockerfile, ...options } = resolved.options;
    return {
        name,
        options: {
            ...options,
            ...(inline === undefined ? dockerfile !== undefined && { dockerfile } : { dockerfileText: Buffer.from(inline) }),
            buildContexts: { ...options.buildContexts, ...builtContexts(fields) },
            // Each target has its own cache within the scope of the whole run.
            ...(scope !== undefined && { scope }),
            variant: `bake ${name}`,
        },
        links: [...new Set(linksOf(fields))],
        warnings: resolved.warnings,
        notices: resolved.notices,
    };
}
/** A target has the rights that it asks for; that they are allowed was checked. */
function withRights(target, rights) {
    const entitlements = target.options.entitlements.filter((right) => rights.includes(right));
    return { ...target, options: { ...target.options, entitlements } };
}
/** The target's metadata has so much of its provenance. */
function withToldProvenance(target, toldProvenance) {
    return { ...target, options: { ...target.options, toldProvenance } };
}
function builtContexts({ contexts = new Map() }) {
    return Object.fromEntries([...contexts].flatMap(([name, value]) => value.startsWith('target:') ? [[name, { kind: 'built', target: value.slice('target:'.length) }]] : []));
}
function refuseUnsupported(name, fields) {
    if (fields.policy?.some(({ disabled }) => !disabled) === true)
        throw new errors/* UserError */.yo(`target ${name}: policy is not supported`, { hint: 'Build it with docker buildx bake.' });
    if (fields.resources !== undefined && fields.resources.size > 0)
        throw new errors/* UserError */.yo(`target ${name}: resources is not supported: its limits would not hold`);
}
/** One row for each attribute: the option that it is. */
function textsOf(fields) {
    const rows = [
        [name_options/* NAME_OPTIONS */.P.tag, 'tags', fields.tags],
        [image_options/* IMAGE_OPTIONS */.b.file, 'dockerfile', dockerfileText(fields)],
        [image_options/* IMAGE_OPTIONS */.b.target, 'target', single(fields.target)],
        [image_options/* IMAGE_OPTIONS */.b.platforms, 'platforms', fields.platforms],
        [image_options/* IMAGE_OPTIONS */.b.buildArgs, 'args', pairs(fields.args, '=')],
        [image_options/* IMAGE_OPTIONS */.b.labels, 'labels', pairs(fields.labels, '=')],
        [image_options/* IMAGE_OPTIONS */.b.buildContexts, 'contexts', contextTexts(fields)],
        [image_options/* IMAGE_OPTIONS */.b.pull, 'pull', single(fields.pull)],
        [image_options/* IMAGE_OPTIONS */.b.call, 'call', single(fields.call)],
        [output_options/* OUTPUT_OPTIONS */.z.outputs, 'output', fields.output?.map(({ dest, ...entry }) => entryText(entry, { dest }))],
        [output_options/* OUTPUT_OPTIONS */.z.annotations, 'annotations', fields.annotations],
        [attestation_options/* ATTESTATION_OPTIONS */.O.attests, 'attest', fields.attest?.map(attestOf)],
        [run_options/* RUN_OPTIONS */.p.network, 'network', single(fields.network)],
        [run_options/* RUN_OPTIONS */.p.extraHosts, 'extra-hosts', pairs(fields['extra-hosts'], '=')],
        [run_options/* RUN_OPTIONS */.p.shmSize, 'shm-size', single(fields['shm-size'])],
        [run_options/* RUN_OPTIONS */.p.ulimits, 'ulimits', fields.ulimits],
        [run_options/* RUN_OPTIONS */.p.entitlements, 'entitlements', fields.entitlements],
        [run_options/* RUN_OPTIONS */.p.secret, 'secret', fields.secret?.map((secret) => csvOf(Object.entries(secret)))],
        [
            run_options/* RUN_OPTIONS */.p.ssh,
            'ssh',
            fields.ssh?.map(({ id, paths }) => (paths.length === 0 ? id : `${id}=${paths.join(',')}`)),
        ],
        [cache_options/* CACHE_OPTIONS */.A.noCache, 'no-cache', single(fields['no-cache'])],
        [cache_options/* CACHE_OPTIONS */.A.noCacheFilters, 'no-cache-filter', fields['no-cache-filter']],
        [cache_options/* CACHE_OPTIONS */.A.cacheFrom, 'cache-from', fields['cache-from']?.map((entry) => entryText(entry))],
        [cache_options/* CACHE_OPTIONS */.A.cacheTo, 'cache-to', fields['cache-to']?.map((entry) => entryText(entry))],
    ];
    return new Map(rows.map(([option, attribute, texts]) => [option, { attribute, texts: texts ?? [] }]));
}
function single(value) {
    return value === undefined ? undefined : [String(value)];
}
function pairs(map, separator) {
    return map === undefined
        ? undefined
        : [...map].flatMap(([key, value]) => (value === null ? [] : [`${key}${separator}${value}`]));
}
/** In a folder of this machine it starts from the context; in a repository it is a path in that. */
function dockerfileText(fields) {
    const { context = '.', dockerfile = 'Dockerfile' } = fields;
    if (fields['dockerfile-inline'] !== undefined)
        return [];
    if (dockerfile.startsWith('cwd://'))
        return [external_node_path_.resolve(dockerfile.slice('cwd://'.length))];
    if (isRemote(context))
        return dockerfile === 'Dockerfile' ? [] : [dockerfile];
    return [dockerfilePath(context, dockerfile)];
}
function contextTexts({ contexts = new Map() }) {
    return [...contexts].flatMap(([name, value]) => value.startsWith('target:') ? [] : [`${name}=${value.replace(/^cwd:\/\//, '')}`]);
}
function entryText({ type, attributes }, more = {}) {
    return csvOf([['type', type], ...Object.entries(more), ...attributes]);
}
function attestOf({ disabled, ...entry }) {
    return entryText(entry, disabled ? { disabled: 'true' } : {});
}
/** `key=value` with commas; fields with commas or quotes are quoted, and empty ones left out. */
function csvOf(fields) {
    return fields
        .filter(([, value]) => value !== '')
        .map(([key, value]) => {
        const field = `${key}=${value}`;
        return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
    })
        .join(',');
}
function target_options_located(name, read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw new errors/* UserError */.yo(`target ${name}: ${error.message}`, { hint: error.hint, cause: error });
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/app/options/attestations.js
var attestations = __webpack_require__(1151);
// EXTERNAL MODULE: ./lib/app/options/process/metadata-settings.js
var metadata_settings = __webpack_require__(68801);
// EXTERNAL MODULE: ./lib/app/options/builder-options.js + 1 modules
var builder_options = __webpack_require__(99841);
// EXTERNAL MODULE: ./lib/app/options/cache-settings.js
var cache_settings = __webpack_require__(58180);
// EXTERNAL MODULE: ./lib/app/options/host-options.js
var host_options = __webpack_require__(77709);
// EXTERNAL MODULE: ./lib/app/options/report-options.js
var report_options = __webpack_require__(8141);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
;// CONCATENATED MODULE: ./lib/app/baking/bake-options.js










const TEXTS = (_where, texts) => texts.filter((text) => text !== '');
/** What is built, and what of the definition is changed for it. */
const DEFINITION_OPTIONS = {
    files: {
        flag: ['-f', '--file'],
        input: { name: 'files', commas: true },
        takes: (0,options_option/* many */._d)('FILE', TEXTS),
        help: 'file with definitions, in HCL or JSON or as a compose file; several are joined',
        otherwise: 'compose.yaml, docker-bake.json, docker-bake.hcl and their .override files, as far as they exist',
    },
    targets: {
        input: { name: 'targets', commas: true },
        takes: (0,options_option/* many */._d)('TARGET', TEXTS),
        help: 'target, group or pattern to build',
        otherwise: 'the group or target default',
    },
    source: {
        input: 'source',
        takes: (0,options_option/* one */.xH)('PATH', options_option/* asWritten */.qm),
        help: 'folder that the files and all paths in them start from',
        otherwise: 'the workspace',
        difference: 'An address is refused: check the repository out instead.',
    },
    workdir: {
        input: 'workdir',
        takes: (0,options_option/* one */.xH)('PATH', options_option/* asWritten */.qm),
        help: 'the same, as in older versions of docker/bake-action',
        otherwise: 'the workspace',
    },
    set: {
        flag: '--set',
        input: { name: 'set', commas: false, quotes: false },
        takes: (0,options_option/* many */._d)('TARGET.KEY=VALUE', TEXTS),
        help: 'attribute of targets in place of that of the files; the target may be a pattern, and += adds to a list',
    },
    vars: {
        flag: '--var',
        input: { name: 'vars', commas: false, quotes: false },
        takes: (0,options_option/* many */._d)('NAME=VALUE', TEXTS),
        help: 'value of a variable; it counts more than the environment',
    },
    allow: {
        flag: '--allow',
        input: { name: 'allow', commas: true },
        takes: (0,options_option/* many */._d)('WHAT', TEXTS),
        help: 'what the files may ask for: network.host, security.insecure, ssh, and fs.read=PATH, fs.write=PATH or fs=PATH outside of the folder',
        difference: 'Paths outside of the folder always have to be allowed, also in the action.',
    },
    push: { ...output_options/* OUTPUT_OPTIONS */.z.push, help: 'push all images; the same as an output of type=registry for each target' },
    load: { ...output_options/* OUTPUT_OPTIONS */.z.load, help: 'load all images into Docker, or into podman where there is no Docker' },
    noCache: { ...cache_options/* CACHE_OPTIONS */.A.noCache, help: 'run all steps of all targets again' },
    pull: image_options/* IMAGE_OPTIONS */.b.pull,
    provenance: {
        flag: '--provenance',
        input: 'provenance',
        takes: (0,options_option/* one */.xH)('SPEC', options_option/* asWritten */.qm),
        help: 'provenance of all images: true, false, or attributes such as mode=max',
        otherwise: 'what each target says',
    },
    sbom: {
        flag: '--sbom',
        input: 'sbom',
        takes: (0,options_option/* one */.xH)('SPEC', options_option/* asWritten */.qm),
        help: 'SBOM of all images: true, false, or attributes',
        otherwise: 'what each target says',
    },
    call: {
        flag: '--call',
        input: 'call',
        takes: (0,options_option/* one */.xH)('WHAT', options_option/* asWritten */.qm, 'build'),
        help: 'build; or, without a build, check[,ignorestatus=true] for mistakes in the Dockerfiles, outline for what the targets take, targets for the stages; each with ,format=json if need be',
    },
    check: { flag: '--check', takes: options_option/* SWITCH */.Fo, help: 'the same as --call=check' },
    print: { flag: '--print', takes: options_option/* SWITCH */.Fo, help: 'print what would be built, as JSON, and build nothing' },
    list: {
        flag: '--list',
        takes: (0,options_option/* one */.xH)('WHAT', options_option/* asWritten */.qm),
        help: 'list targets or variables, and build nothing; type=targets,format=json gives JSON',
        otherwise: 'nothing is listed',
    },
    parallel: {
        flag: '--parallel',
        input: 'parallel',
        takes: (0,options_option/* one */.xH)('NUMBER', options_option/* asWritten */.qm),
        help: 'targets that are built side by side, at most',
        otherwise: 'as many as the machine has processors, and at least two',
        docker: false,
    },
    metadataFile: {
        flag: '--metadata-file',
        takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
        help: 'write the digests and names of all images to this file, as JSON by target',
    },
};
/** Every option of `bake`, in both faces. */
const BAKE_TABLE = {
    definition: { title: 'What to build', options: DEFINITION_OPTIONS },
    run: {
        title: 'RUN steps',
        options: { emulation: run_options/* RUN_OPTIONS */.p.emulation, emulatorImage: run_options/* RUN_OPTIONS */.p.emulatorImage },
    },
    builder: { title: 'Who builds', options: builder_options/* BUILDER_OPTIONS */.T },
    cache: { title: 'What caches keep', options: cache_settings/* CACHE_SETTINGS */.d },
    report: {
        title: 'Progress and reports',
        options: {
            progress: report_options/* REPORT_OPTIONS */.u.progress,
            quiet: report_options/* REPORT_OPTIONS */.u.quiet,
            report: report_options/* REPORT_OPTIONS */.u.report,
            githubToken: {
                ...report_options/* REPORT_OPTIONS */.u.githubToken,
                help: 'token for addresses of Git repositories on GitHub in the definition',
            },
        },
    },
    host: { title: 'Folders and registries', options: host_options/* HOST_OPTIONS */.A },
};

// EXTERNAL MODULE: ./lib/app/options/values/call-spec.js
var call_spec = __webpack_require__(56777);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
// EXTERNAL MODULE: ./lib/report/metadata.js
var metadata = __webpack_require__(18557);
;// CONCATENATED MODULE: ./lib/report/bake/bake-report.js






/** The file of `--report`: a document of each target's own build in one. Steps are numbered over all targets. */
function bakeDocument({ durationMs, targets }) {
    return {
        version: 1,
        generator: `layer-build ${version/* VERSION */.x}`,
        ok: targets.every(({ status }) => status === 'built'),
        durationMs,
        targets: Object.fromEntries(targets.map((target) => [
            target.name,
            {
                status: target.status,
                ...(target.status === 'built' && { digest: target.image.digest, tags: target.image.tags }),
                ...(target.status !== 'stopped' && { durationMs: target.durationMs }),
                report: target.report,
            },
        ])),
    };
}
/** The metadata of all images, by target, with the keys that buildx writes. @param warnings what the checks found is in it too */
function bakeMetadata({ targets }, { warnings }) {
    const built = targets.filter((target) => target.status === 'built');
    const builds = built.map(({ image, report }) => ({ dockerfile: image.dockerfile, warnings: report.warnings }));
    return {
        ...(warnings && (0,metadata/* warningMetadata */.Wr)(builds)),
        ...Object.fromEntries(built.map(({ name, image }) => [name, (0,metadata/* buildMetadata */.KP)(image)])),
    };
}
/** A line for each target, and one for all. */
function bakeText(report) {
    const { targets, durationMs } = report;
    const width = Math.max(0, ...targets.map(({ name }) => name.length));
    const lines = targets.map((target) => {
        const steps = stepWords(target.report);
        switch (target.status) {
            case 'built':
                return `${target.name.padEnd(width)}  built in ${(0,format/* formatDuration */.a3)(target.durationMs)}; ${steps}; ${target.image.digest}`;
            case 'failed':
                return `${target.name.padEnd(width)}  failed after ${(0,format/* formatDuration */.a3)(target.durationMs)}: ${(0,sanitize_line/* oneLine */.T)((0,errors/* messageOf */.bD)(target.error))}`;
            case 'stopped':
                return `${target.name.padEnd(width)}  not built`;
        }
    });
    return `${[...lines, `${conclusion(report)} (${(0,format/* formatDuration */.a3)(durationMs)})`].join('\n')}\n`;
}
/** The job summary, in GitHub-flavoured Markdown. */
function bakeSummary(report) {
    const ok = report.targets.every(({ status }) => status === 'built');
    const rows = report.targets.map((target) => {
        const cells = [
            markdownCode(target.name, 100),
            target.status === 'built' ? '✅ built' : target.status === 'failed' ? '❌ failed' : 'not built',
            markdownText(stepWords(target.report), 100),
            target.status === 'stopped' ? '' : formatDuration(target.durationMs),
            target.status === 'built'
                ? markdownCode(target.image.digest, 100)
                : target.status === 'failed'
                    ? markdownText(oneLine(messageOf(target.error)), 300)
                    : '',
        ];
        return `| ${cells.join(' | ')} |`;
    });
    return [
        '### layer-build bake',
        '',
        `${ok ? '✅' : '❌'} **${conclusion(report)}** in ${formatDuration(report.durationMs)}`,
        '',
        '| target | | steps | time | image |',
        '| --- | --- | --- | --- | --- |',
        ...rows,
        '',
    ].join('\n');
}
function conclusion({ targets }) {
    const built = targets.filter(({ status }) => status === 'built').length;
    const words = `${built} of ${targets.length} ${targets.length === 1 ? 'target' : 'targets'} built`;
    const shared = targets.reduce((sum, { report }) => sum + duplicates(report), 0);
    return shared === 0 ? words : `${words}, ${shared} ${shared === 1 ? 'step' : 'steps'} shared`;
}
function stepWords(report) {
    const { hits, misses } = report.totals;
    const shared = duplicates(report);
    return [`${hits} from the cache`, `${misses} ran`, ...(shared === 0 ? [] : [`${shared} shared`])].join(', ');
}
/** Steps whose results another target made in the same run, or the target itself for another platform. */
function duplicates({ steps }) {
    return steps.filter(({ status }) => status === 'duplicate').length;
}

// EXTERNAL MODULE: ./lib/report/console/step-frame.js
var step_frame = __webpack_require__(56120);
// EXTERNAL MODULE: ./lib/cli/command/host.js
var command_host = __webpack_require__(10664);
// EXTERNAL MODULE: ./lib/cli/command/print.js
var print = __webpack_require__(65651);
// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var progress = __webpack_require__(81520);
// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
;// CONCATENATED MODULE: ./lib/cli/bake/bake-verb.js


























const FLAGS = { ...BAKE_TABLE, general: options_table/* GENERAL */.zm };
/** `layer-build bake`, with the flags of `docker buildx bake`. */
const bakeVerb = (0,verb/* defineVerb */.P)({
    name: 'bake',
    summary: 'build many images from a definition in HCL, JSON or a compose file',
    about: `Builds the targets of a definition side by side, as docker buildx bake does: docker-bake.hcl, docker-bake.json,
and the services of compose files that have a build. A stage that several targets share is built once.

A TARGET is the name of a target or of a group, or a pattern such as app-*. Without one, default is built.

Exit codes: those of layer-build build.`,
    operands: '[TARGET…]',
    count: [0, Infinity],
    examples: [
        { does: 'Show what would be built', command: 'layer-build bake --print' },
        { does: 'Build and push a group', command: 'layer-build bake release --push' },
        { does: 'Change an attribute of all targets', command: "layer-build bake --set '*.platform=linux/arm64'" },
        { does: 'List the targets', command: 'layer-build bake --list=targets' },
    ],
    table: FLAGS,
    run: runBake,
});
async function runBake({ values, operands, source, warnings }, cli) {
    const { definition: flags, report: shown } = values;
    const [remote] = operands.filter(isRemote);
    if (remote !== undefined)
        throw new errors/* UserError */.yo(`definitions are read from files of this machine, not from ${JSON.stringify(remote)}`, {
            hint: 'Clone the repository, and run layer-build bake in it.',
        });
    const read = await readDefinitionFiles({
        files: flags.files,
        vars: flags.vars,
        allow: flags.allow,
        environment: cli,
        readText: (file) => readSmallText(file, file === '-' ? cli.stdin : cli.readFile(file)),
    });
    if (flags.list !== undefined) {
        if (flags.print)
            throw new errors/* UserError */.yo('--print and --list are mutually exclusive');
        (0,print/* print */.y)(listed(flags.list, read.definition), cli);
        return 0;
    }
    const { set, push, load, noCache, pull, provenance, sbom, allow } = flags;
    const call = flags.check ? 'check' : flags.call;
    const resolved = resolveRequest(read, {
        targets: operands,
        ...{ set, push, load, noCache, pull, provenance, sbom },
        sourceDateEpoch: cli.env['SOURCE_DATE_EPOCH'],
    });
    if (flags.print) {
        (0,print/* print */.y)(`${goIndentedJson(printedDefinition(resolved))}\n`, cli);
        return 0;
    }
    checkAllowed(resolved.targets, allow, cli.cwd);
    const rights = allowedRights(allow);
    const context = {
        general: source,
        environment: cli,
        provenance: (0,attestations/* buildxProvenance */.s8)(cli.env),
        cacheMode: 'auto',
    };
    const metadata = (0,metadata_settings/* metadataSettingsOf */.Q)(cli.env, false);
    const told = flags.metadataFile === undefined ? undefined : metadata.provenance;
    const targets = resolved.targets
        .map((target) => targetOptions(target, context))
        .map((target) => withToldProvenance(withRights(target, rights), told));
    const host = (0,command_host/* hostOfCommand */.F)(values.host, cli);
    const asked = (0,call_spec/* parseCall */.M)('--call', call);
    if (asked.kind === 'check') {
        const checked = await checkedTargets(await cli.loadCheck(), targets, { call: asked, host }, cli.signal);
        (0,print/* print */.y)(checked.text, cli);
        if (checked.failure !== undefined)
            throw (0,exit_code/* classifyError */.fe)(checked.failure);
        return checked.found && !asked.ignoreStatus ? 1 : 0;
    }
    if (asked.kind !== 'build') {
        (0,print/* print */.y)(await describedTargets(await cli.loadDescribe(), targets, { call: asked, host }, cli.signal), cli);
        return 0;
    }
    for (const warning of warnings)
        cli.stderr.write(`WARNING: ${warning}\n`);
    const { bake } = await cli.loadBake();
    const quiet = shown.quiet || shown.progress === 'quiet';
    const { report, failure } = await observedBake(bake, {
        targets,
        host,
        parallel: parallelOf('--parallel', flags.parallel),
        write: (text) => (quiet ? undefined : void cli.stdout.write(text)),
        frame: (0,progress/* onGithub */.xb)(cli) ? (0,step_frame/* githubFrame */.ln)(cli.newToken) : step_frame/* PLAIN_FRAME */.Hn,
        masks: [],
    }, cli.signal);
    if (!quiet)
        (0,print/* print */.y)(`\n${bakeText(report)}`, cli);
    if (shown.report !== undefined)
        await writeJson('--report', shown.report, bakeDocument(report), cli);
    if (failure !== undefined)
        throw failure;
    if (flags.metadataFile !== undefined)
        await writeJson('--metadata-file', flags.metadataFile, bakeMetadata(report, metadata), cli);
    return 0;
}
async function writeJson(flag, file, document, cli) {
    try {
        await cli.writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, `write ${flag}`, file);
    }
}


/***/ }),

/***/ 82605:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ excerptOf)
/* harmony export */ });
/** Longest excerpt, in lines. The middle of a longer instruction is left out. */
const MOST_LINES = 12;
/** Longest line that is shown whole. */
const MOST_COLUMNS = 160;
/**
 * The lines of an instruction with their numbers and a `>` before each that belongs to it, with one line around for context.
 *
 * @param lines of the whole file
 * @param mark columns to point at from below
 */
function excerptOf(lines, range, mark) {
    const first = Math.max(1, range.start - 1);
    const last = Math.min(lines.length, Math.max(range.end, range.start) + 1);
    const width = String(last).length;
    const shown = [];
    for (let number = first; number <= last; number++) {
        const inside = number >= range.start && number <= range.end;
        if (number - first === MOST_LINES && last - number > 2) {
            shown.push(`${' '.repeat(width + 2)} | …`);
            number = last - 2;
            continue;
        }
        const text = lines[number - 1] ?? '';
        shown.push(`${inside ? '>' : ' '} ${String(number).padStart(width)} | ${cut(text)}`);
        if (mark?.line === number && mark.column <= MOST_COLUMNS) {
            shown.push(`${' '.repeat(width + 2)} | ${pointer(text, mark)}`);
        }
    }
    return shown.join('\n');
}
function pointer(text, mark) {
    const indent = text.slice(0, mark.column - 1).replace(/[^\t]/g, ' ');
    return indent + '^'.repeat(Math.max(1, Math.min(mark.endColumn, MOST_COLUMNS) - mark.column + 1));
}
/** Control characters must not reach a terminal or a log: a Dockerfile can come from anyone's pull request. */
function cut(line) {
    const shown = line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line;
    return shown.replace(/(?!\t)\p{Cc}/gu, '\ufffd');
}


/***/ })

};
