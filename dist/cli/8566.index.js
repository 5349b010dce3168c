export const id = 8566;
export const ids = [8566];
export const modules = {

/***/ 18897:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PB: () => (/* binding */ daemonSettingsOf),
/* harmony export */   Sm: () => (/* binding */ sourceDateEpochOf),
/* harmony export */   T$: () => (/* binding */ programPathOf),
/* harmony export */   _j: () => (/* binding */ proxiesOf),
/* harmony export */   aX: () => (/* binding */ xdgFolder),
/* harmony export */   tR: () => (/* binding */ proxySettingsOf),
/* harmony export */   vC: () => (/* binding */ dockerConfigDirOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/** What the command line and the Action read from the environment in the same way. Each hands in its own `process.env`. */


const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];
/** The proxy variables that are set, under the names that they have, in upper or lower case. */
function proxiesOf(env) {
    const proxies = {};
    for (const name of PROXY_VARIABLES.flatMap((upper) => [upper, upper.toLowerCase()])) {
        const value = env[name];
        if (value !== undefined && value !== '')
            proxies[name] = value;
    }
    return proxies;
}
/** The proxies for http and https addresses, and the hosts that need none. Names in lower case count before those in upper case. */
function proxySettingsOf(proxies) {
    return {
        http: proxies['http_proxy'] ?? proxies['HTTP_PROXY'],
        https: proxies['https_proxy'] ?? proxies['HTTPS_PROXY'],
        none: proxies['no_proxy'] ?? proxies['NO_PROXY'],
    };
}
/** Where programs are looked for: PATH, or what most systems have by default. */
function programPathOf(env) {
    const given = env['PATH'];
    return given === undefined || given === '' ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : given;
}
/** @param home the user's home folder, absolute */
function dockerConfigDirOf(env, home, cwd) {
    const given = env['DOCKER_CONFIG'];
    return given === undefined || given === '' ? node_path__WEBPACK_IMPORTED_MODULE_0__.join(home, '.docker') : node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(cwd, given);
}
/**
 * The variables by which docker's client finds its daemon. As there, DOCKER_TLS_VERIFY counts with any value.
 *
 * @param home the user's home folder, absolute
 */
function daemonSettingsOf(env, home, cwd) {
    const given = (name) => (env[name] === '' ? undefined : env[name]);
    const configFolder = dockerConfigDirOf(env, home, cwd);
    const certs = given('DOCKER_CERT_PATH');
    const verified = given('DOCKER_TLS_VERIFY') !== undefined;
    return {
        host: given('DOCKER_HOST'),
        context: given('DOCKER_CONTEXT'),
        tls: verified ? 'verified' : given('DOCKER_TLS') === undefined ? 'none' : 'unverified',
        certFolder: certs === undefined ? configFolder : node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(cwd, certs),
        configFolder,
        runtimeFolder: given('XDG_RUNTIME_DIR'),
        programPath: programPathOf(env),
    };
}
/**
 * SOURCE_DATE_EPOCH: seconds, as reproducible-builds.org defines it, or `context`.
 *
 * @throws UserError when it is set to anything else
 */
function sourceDateEpochOf(env) {
    const text = env['SOURCE_DATE_EPOCH'];
    if (text === undefined || text === '')
        return undefined;
    if (text !== 'context' && (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text)))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`SOURCE_DATE_EPOCH is ${JSON.stringify(text)}, which is not a whole number of seconds`);
    }
    return text;
}
/** A folder of the XDG base directory specification, by which a relative path does not count. */
function xdgFolder(env, variable, home, otherwise) {
    const value = env[variable];
    return value !== undefined && node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute(value) ? value : node_path__WEBPACK_IMPORTED_MODULE_0__.join(home, otherwise);
}


/***/ }),

/***/ 40920:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ mapOf),
/* harmony export */   Gz: () => (/* binding */ below),
/* harmony export */   IQ: () => (/* binding */ withDefault),
/* harmony export */   OR: () => (/* binding */ nonEmptyArray),
/* harmony export */   PV: () => (/* binding */ tuple),
/* harmony export */   YO: () => (/* binding */ array),
/* harmony export */   _j: () => (/* binding */ asArray),
/* harmony export */   eB: () => (/* binding */ asObject),
/* harmony export */   me: () => (/* binding */ nullable),
/* harmony export */   tP: () => (/* binding */ arrayOfValid)
/* harmony export */ });
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55370);
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40681);


/** @param maxLength the most entries that are accepted */
function array(item, maxLength = Infinity) {
    return (value) => {
        const entries = asArray(value);
        if (entries.length > maxLength)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X(`an array of at most ${maxLength} entries`, value);
        let index = 0;
        try {
            const decoded = [];
            for (; index < entries.length; index++)
                decoded.push(item(entries[index]));
            return decoded;
        }
        catch (error) {
            throw below(index, error);
        }
    };
}
function nonEmptyArray(item, maxLength) {
    const entries = array(item, maxLength);
    return (value) => {
        const decoded = entries(value);
        if (decoded.length === 0)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X('an array of at least one entry', value);
        return decoded;
    };
}
/** The entries that `item` accepts; others are left out. */
function arrayOfValid(item) {
    const entries = array((value) => (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_0__/* .decodeOrUndefined */ .cw)(item, value));
    return (value) => entries(value).filter((entry) => entry !== undefined);
}
/** An array with a decoder for each of its entries. */
function tuple(...items) {
    return (value) => {
        if (!Array.isArray(value) || value.length !== items.length) {
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X(`an array of ${items.length} entries`, value);
        }
        const entries = value;
        return items.map((item, index) => {
            try {
                return item(entries[index]);
            }
            catch (error) {
                throw below(index, error);
            }
        });
    };
}
/** An object with names that are not known before. */
function mapOf(item) {
    return (value) => {
        // Not by assignment: that would set the prototype for the name `__proto__`.
        return Object.fromEntries(Object.entries(asObject(value)).map(([name, given]) => {
            try {
                return [name, item(given)];
            }
            catch (error) {
                throw below(name, error);
            }
        }));
    };
}
/** `fallback` for what is missing, and for `null`, which Go's encoders write for empty lists and maps. */
function withDefault(decoder, fallback) {
    return (value) => (value === undefined || value === null ? fallback : decoder(value));
}
function nullable(decoder) {
    return (value) => (value === null ? null : decoder(value));
}
/** An array whose entries are not checked yet. */
const asArray = (value) => {
    if (!Array.isArray(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X('an array', value);
    return value;
};
/** An object whose fields are not checked yet. */
const asObject = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X('an object', value);
    return value;
};
/** An error inside a value, with the step that leads to it added to its path. */
function below(step, error) {
    return error instanceof _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X ? error.below(step) : error;
}


/***/ }),

/***/ 55370:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aU: () => (/* binding */ orThrow),
/* harmony export */   cw: () => (/* binding */ decodeOrUndefined),
/* harmony export */   x9: () => (/* binding */ parseOrUndefined)
/* harmony export */ });
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40681);
/* harmony import */ var _parse_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51289);


/** The result of `read`. If it throws a JsonError, the caller's own error is thrown instead. */
function orThrow(read, toError) {
    try {
        return read();
    }
    catch (error) {
        throw error instanceof _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .JsonError */ .N ? toError(error) : error;
    }
}
/** `undefined` for a value that the decoder does not accept: for content that counts as missing if it is wrong. */
function decodeOrUndefined(decoder, value) {
    return orUndefined(() => decoder(value));
}
/** Like `decodeOrUndefined`, for a text that may not even be JSON. */
function parseOrUndefined(decoder, source, maxBytes) {
    return orUndefined(() => decoder((0,_parse_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .q)(source, maxBytes)));
}
function orUndefined(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .JsonError */ .N)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 21466:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ positiveInteger),
/* harmony export */   D8: () => (/* binding */ anything),
/* harmony export */   SK: () => (/* binding */ utcTime),
/* harmony export */   YP: () => (/* binding */ refine),
/* harmony export */   Yj: () => (/* binding */ string),
/* harmony export */   _m: () => (/* binding */ stringUpTo),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   dv: () => (/* binding */ nonNegativeInteger),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   rG: () => (/* binding */ nonNegative),
/* harmony export */   uM: () => (/* binding */ share),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean),
/* harmony export */   zc: () => (/* binding */ stringMatching)
/* harmony export */ });
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40681);

/** As it is. */
const anything = (value) => value;
const string = (value) => {
    if (typeof value !== 'string')
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('a string', value);
    return value;
};
function stringUpTo(maxLength) {
    return refine(string, (text) => text.length <= maxLength, `a string of at most ${maxLength} characters`);
}
/** @param expected what the string is then, for messages: `a commit` */
function stringMatching(pattern, expected) {
    return refine(string, (text) => pattern.test(text), expected);
}
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** ISO 8601, in UTC. */
const utcTime = refine(string, (text) => UTC.test(text) && !Number.isNaN(Date.parse(text)), 'a time in UTC');
const boolean = (value) => {
    if (typeof value !== 'boolean')
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('true or false', value);
    return value;
};
const number = (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('a number', value);
    return value;
};
/** An integer that a double holds exactly. */
const integer = (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X('an integer', value);
    return value;
};
const nonNegative = refine(number, (value) => value >= 0, 'a number that is not negative');
/** From 0 to 1. */
const share = refine(nonNegative, (value) => value <= 1, 'a number from 0 to 1');
/** A number of bytes or entries. */
const nonNegativeInteger = refine(integer, (value) => value >= 0, 'an integer that is not negative');
/** The number of a line or a step. */
const positiveInteger = refine(integer, (value) => value >= 1, 'an integer from 1');
function oneOf(...allowed) {
    const expected = allowed.map((item) => JSON.stringify(item)).join(' or ');
    return (value) => {
        const found = allowed.find((item) => item === value);
        if (found === undefined)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X(expected, value);
        return found;
    };
}
function refine(decoder, test, expected) {
    return (value) => {
        const decoded = decoder(value);
        if (!test(decoded))
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_0__/* .DecodeError */ .X(expected, value);
        return decoded;
    };
}


/***/ }),

/***/ 40681:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ JsonError),
/* harmony export */   X: () => (/* binding */ DecodeError)
/* harmony export */ });
/* harmony import */ var _text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65331);

/** A text is not the JSON that it should be. Messages are made to follow a name: `NAME: it is not JSON`. */
class JsonError extends Error {
    name = 'JsonError';
    /** Like the message, but without any content of the text, which may have secrets. */
    reason;
    /** @param evidence a part of the text, or what the parser says about it */
    constructor(reason, evidence, cause) {
        const message = evidence === undefined ? reason : `${reason}: ${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .m)((0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .T)(evidence), 200)}`;
        super(message, cause === undefined ? undefined : { cause });
        this.reason = reason;
    }
}
/** A value in a JSON document is not what is expected at its position. */
class DecodeError extends JsonError {
    name = 'DecodeError';
    #expected;
    #value;
    #path;
    /** @param expected what the value should be, as in `should be an integer`; a value of `undefined` is a missing one */
    constructor(expected, value, path = []) {
        const where = path.length === 0 ? 'the document' : formatPath(path);
        const reason = value === undefined ? `${where} is missing` : `${where} should be ${expected}`;
        super(reason);
        if (value !== undefined)
            this.message = `${reason}, but is ${shown(value)}`;
        this.#expected = expected;
        this.#value = value;
        this.#path = path;
    }
    /** The same error for the value around this one: `step` is added to the path. */
    below(step) {
        return new DecodeError(this.#expected, this.#value, [step, ...this.#path]);
    }
}
/** `layers[0].annotations["org.example.name"]`. */
function formatPath(path) {
    return path
        .map((step, index) => {
        if (typeof step === 'number')
            return `[${step}]`;
        if (!/^[A-Za-z_$][\w$-]*$/.test(step))
            return `[${quoted(step)}]`;
        return index === 0 ? step : `.${step}`;
    })
        .join('');
}
/** Only the kind of arrays and objects is shown: they may be large, or too deep for a recursive encoder. */
function shown(value) {
    if (typeof value === 'string')
        return quoted(value);
    if (Array.isArray(value))
        return 'an array';
    return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
function quoted(text) {
    return (0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .T)(JSON.stringify((0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .shorten */ .m)(text, 80)));
}


/***/ }),

/***/ 90139:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   S6: () => (/* binding */ ifValid),
/* harmony export */   _H: () => (/* binding */ looseObject),
/* harmony export */   cl: () => (/* binding */ nullish),
/* harmony export */   lq: () => (/* binding */ optional)
/* harmony export */ });
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);


/** A field that may be missing. */
function optional(decoder) {
    return { optional: (value) => (value === undefined ? undefined : decoder(value)) };
}
/** A field that may be missing or `null`, which Go's encoders write for it: both are read as missing. */
function nullish(decoder) {
    return { optional: (value) => (value === undefined || value === null ? undefined : decoder(value)) };
}
/** A field that may have any value: one that the decoder does not accept is read as missing. */
function ifValid(decoder) {
    return { optional: (value) => (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .decodeOrUndefined */ .cw)(decoder, value) };
}
/**
 * An object with these fields; others are dropped. `object<Layer>({ … })` asks for a decoder for each field of a type;
 * `object({ … })` makes the type of its fields.
 */
function object(fields) {
    const all = decodersOf(fields);
    return (value) => {
        const given = (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
        const read = {};
        let name = '';
        try {
            for (const field of all) {
                name = field.name;
                const decoded = field.decode(Object.hasOwn(given, name) ? given[name] : undefined);
                if (decoded !== undefined)
                    read[name] = decoded;
            }
        }
        catch (error) {
            throw (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .below */ .Gz)(name, error);
        }
        return read;
    };
}
/** The same, but all other fields stay as they are and where they are: for a document that is written again. */
function looseObject(fields) {
    const all = decodersOf(fields);
    const known = new Map(all.map(({ name, decode }) => [name, decode]));
    return (value) => {
        const given = (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
        const missing = all.filter(({ name }) => !Object.hasOwn(given, name)).map(({ name }) => [name, undefined]);
        const read = [...Object.entries(given), ...missing].map(([name, part]) => {
            try {
                return [name, (known.get(name) ?? keep)(part)];
            }
            catch (error) {
                throw (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .below */ .Gz)(name, error);
            }
        });
        return Object.fromEntries(read.filter(([, part]) => part !== undefined));
    };
}
const keep = (value) => value;
function decodersOf(fields) {
    return Object.entries(fields).map(([name, field]) => ({
        name,
        decode: typeof field === 'function' ? field : field.optional,
    }));
}


/***/ }),

/***/ 51289:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ parseJson),
  u: () => (/* binding */ parseUncheckedJson)
});

// EXTERNAL MODULE: ./lib/json/json-error.js
var json_error = __webpack_require__(40681);
;// CONCATENATED MODULE: ./lib/json/check-structure.js

/**
 * The most levels of nested arrays and objects. No document that we read has ten. The parser takes seconds for a million
 * levels, and to encode such a value again overflows the stack at some thousands.
 */
const MAX_DEPTH = 1000;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/**
 * Refuses texts that `JSON.parse` accepts but that other parsers may read differently: unlimited nesting, a key twice in one
 * object, a number that a double cannot hold. Whether the text is JSON at all is left to the parser.
 *
 * @throws JsonError
 */
function checkStructure(text, duplicateKeys) {
    /** The keys so far of each open object, innermost last; `undefined` for an array. */
    const open = [];
    let keys;
    let keyIsNext = false;
    for (let at = 0; at < text.length; at++) {
        switch (text.charCodeAt(at)) {
            case QUOTE: {
                const end = endOfString(text, at);
                if (keyIsNext && keys !== undefined)
                    addKey(keys, text.slice(at, end), duplicateKeys);
                keyIsNext = false;
                at = end - 1;
                break;
            }
            case OPEN_OBJECT:
            case OPEN_ARRAY:
                if (open.length === MAX_DEPTH)
                    throw new json_error/* JsonError */.N(`it is nested more than ${MAX_DEPTH} levels deep`);
                keyIsNext = text.charCodeAt(at) === OPEN_OBJECT;
                keys = keyIsNext ? new Set() : undefined;
                open.push(keys);
                break;
            case CLOSE_OBJECT:
            case CLOSE_ARRAY:
                open.pop();
                keys = open.at(-1);
                keyIsNext = false;
                break;
            case COMMA:
                keyIsNext = keys !== undefined;
                break;
            default:
                if (isDigit(text.charCodeAt(at)))
                    at = checkNumber(text, at) - 1;
        }
    }
}
/** @returns the position behind the closing quote */
function endOfString(text, start) {
    for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
        let before = end;
        while (text.charCodeAt(before - 1) === BACKSLASH)
            before--;
        if ((end - before) % 2 === 0)
            return end + 1;
    }
    return text.length;
}
/** @param quoted the key as it is written: `"a"` and `"\u0061"` are the same one */
function addKey(keys, quoted, duplicateKeys) {
    const key = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1);
    if (duplicateKeys === 'refused' && keys.has(key))
        throw new json_error/* JsonError */.N('it has a key twice in one object', JSON.stringify(key));
    keys.add(key);
}
function unescaped(quoted) {
    try {
        return String(JSON.parse(quoted));
    }
    catch {
        // The parser will say what is wrong with it.
        return quoted;
    }
}
const NUMBER = /[\d.eE+-]+/y;
/** @returns the position behind the number */
function checkNumber(text, start) {
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(text)?.[0] ?? '';
    if (Number(number) === Infinity)
        throw new json_error/* JsonError */.N('it has a number that is too large', number);
    return start + number.length;
}
function isDigit(code) {
    return code >= 0x30 && code <= 0x39;
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/json/parse-json.js



const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';
/**
 * Reads a JSON text from outside this program (RFC 8259). A key named `__proto__` is a key like any other, and reaches no
 * prototype.
 *
 * @param maxBytes a text with more bytes is refused unread
 * @param duplicateKeys what to do with a key that an object has twice
 * @throws JsonError for a text that is larger, not UTF-8, not JSON, or JSON that readers would not agree on
 */
function parseJson(source, maxBytes, duplicateKeys = 'refused') {
    const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
    if (size > maxBytes)
        throw new json_error/* JsonError */.N(`it has ${size} bytes; at most ${maxBytes} are read`);
    if (size === 0)
        throw new json_error/* JsonError */.N('it is empty');
    const text = typeof source === 'string' ? source : decodeUtf8(source);
    if (text.startsWith(BYTE_ORDER_MARK))
        throw new json_error/* JsonError */.N('it is not JSON: it begins with a byte order mark');
    checkStructure(text, duplicateKeys);
    return parseUncheckedJson(text);
}
/**
 * The same without the checks of size and structure, which cost as much as the parsing: for a text that this program wrote
 * itself, and for one whose size is bounded and whose decoder visits every value without recursion.
 */
function parseUncheckedJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new json_error/* JsonError */.N('it is not JSON', (0,errors/* messageOf */.bD)(error), error);
    }
}
function decodeUtf8(bytes) {
    try {
        return UTF8.decode(bytes);
    }
    catch (cause) {
        throw new json_error/* JsonError */.N('it is not JSON: its bytes are not UTF-8', undefined, cause);
    }
}


/***/ })

};
