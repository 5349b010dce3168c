export const id = 2534;
export const ids = [2534];
export const modules = {

/***/ 93969:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ takeFlags),
/* harmony export */   i: () => (/* binding */ Flags)
/* harmony export */ });
/* harmony import */ var _syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3182);
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4581);
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77468);



/** Takes the `--flag` words from the front of an instruction's arguments; quotes and escapes in them are resolved. */
function takeFlags(text, escape) {
    const flags = [];
    let rest = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(text);
    while (rest.startsWith('--')) {
        const { word, length } = readWord(rest, escape);
        const after = rest.slice(length);
        if (word === '--')
            return { flags, rest: after };
        flags.push(word);
        rest = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(after);
    }
    return { flags, rest };
}
function readWord(text, escape) {
    const parts = [];
    let quote;
    let at = 0;
    for (; at < text.length; at++) {
        const char = text.charAt(at);
        if (quote === undefined && (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .isBlank */ .z3)(char))
            break;
        if (quote === undefined && (char === '"' || char === "'"))
            quote = char;
        else if (char === quote)
            quote = undefined;
        else if (char === escape) {
            at += 1;
            parts.push(text.charAt(at));
        }
        else
            parts.push(char);
    }
    return { word: parts.join(''), length: at };
}
/** The values of an instruction's flags, checked against the flags that the instruction has. */
class Flags {
    #texts = new Map();
    #lists = new Map();
    constructor() {
        // Use `read`.
    }
    /** @throws UserError for a flag that is unknown, given twice, or without the value it needs */
    static read(words, known) {
        const flags = new Flags();
        for (const word of words)
            flags.#add(word, known);
        return flags;
    }
    text(name) {
        return this.#texts.get(name);
    }
    list(name) {
        return this.#lists.get(name) ?? [];
    }
    boolean(name) {
        const text = this.#texts.get(name);
        return text === undefined ? undefined : text === 'true';
    }
    #append(name, value) {
        const list = this.#lists.get(name);
        if (list === undefined)
            this.#lists.set(name, [value]);
        else
            list.push(value);
    }
    #add(word, known) {
        const equals = word.indexOf('=');
        const flag = equals < 0 ? word : word.slice(0, equals);
        const value = equals < 0 ? undefined : word.slice(equals + 1);
        const name = flag.slice(2);
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined)
            throw unknownFlag(flag, Object.keys(known));
        if (kind !== 'list' && this.#texts.has(name))
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`duplicate flag specified: ${flag}`, word);
        if (kind === 'boolean')
            this.#texts.set(name, booleanOf(flag, value));
        else if (value === undefined) {
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`missing a value on flag: ${flag}`, flag, { hint: `Write it as ${flag}=VALUE.` });
        }
        else if (kind === 'text')
            this.#texts.set(name, value);
        else
            this.#append(name, value);
    }
}
function booleanOf(flag, value) {
    if (value === undefined)
        return 'true';
    if (value === '')
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`missing a value on flag: ${flag}`, `${flag}=`);
    const lower = value.toLowerCase();
    if (lower !== 'true' && lower !== 'false') {
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`expecting boolean value for flag ${flag}, not: ${value}`, `${flag}=${value}`, {
            hint: 'Write true or false.',
        });
    }
    return lower;
}
function unknownFlag(flag, known) {
    const names = known.map((name) => `--${name}`);
    const hint = (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(flag, names) ??
        (names.length === 0 ? 'This instruction takes no flags.' : `It takes ${names.join(', ')}.`);
    return new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`unknown flag: ${flag}`, flag, { hint });
}


/***/ }),

/***/ 53490:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RB: () => (/* binding */ chomped),
/* harmony export */   V6: () => (/* binding */ heredocMarkOrNone),
/* harmony export */   f6: () => (/* binding */ heredocMarks)
/* harmony export */ });
/* harmony import */ var _shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71073);

const NO_VARIABLES = () => undefined;
/** Parses a word as the mark of a here-document; `undefined` if it is not one. */
function parseHeredocMark(word) {
    // The name cannot begin with a blank. Else a run of blanks could match in several ways.
    const match = /^(\d*)<<(-?)[\t\n\f\r ]*((?:[^<\t\n\f\r ][^<]*)?)$/.exec(word);
    const rest = match?.[3];
    if (match === null || rest === undefined || rest === '')
        return undefined;
    const mark = { chomp: match[2] === '-', fileDescriptor: match[1] === '' ? 0 : Number(match[1]) };
    // The lexer would not change most delimiters.
    if (/^[\w.-]+$/.test(rest))
        return { name: rest, expand: true, ...mark };
    const plain = (0,_shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(rest, NO_VARIABLES, { escape: '\\', skipUnset: true }).words;
    const raw = (0,_shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(rest, NO_VARIABLES, { escape: '\\', skipUnset: true, rawQuotes: true }).words;
    const [name] = plain;
    const [written] = raw;
    if (plain.length !== 1 || raw.length !== 1 || name === undefined || written === undefined)
        return undefined;
    return {
        name,
        // A quote anywhere in the delimiter switches expansion off.
        expand: countQuotes(name) === countQuotes(written),
        ...mark,
    };
}
/** All marks of a command line, in order: their bodies follow in the same order. */
function heredocMarks(line) {
    const words = wordsOrNone(line);
    return words.flatMap((word) => parseHeredocMark(word) ?? []);
}
function wordsOrNone(line) {
    try {
        return (0,_shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(line, NO_VARIABLES, { escape: '\\', rawQuotes: true, rawEscapes: true, skipUnset: true }).words;
    }
    catch {
        // The shell will report unmatched quotes. Such a line has no here-documents here.
        return [];
    }
}
/** The same, also for a mark that cannot be read at all. */
function heredocMarkOrNone(word) {
    try {
        return parseHeredocMark(word);
    }
    catch {
        return undefined;
    }
}
/** `<<-` removes the tabs at the start of every line. */
function chomped(content) {
    return content.replace(/^\t+/gm, '');
}
function countQuotes(text) {
    return text.replace(/[^'"]/g, '').length;
}


/***/ }),

/***/ 504:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E3: () => (/* binding */ base),
  Nl: () => (/* binding */ commandOf),
  Hh: () => (/* binding */ cutLine),
  c3: () => (/* binding */ listOf),
  OF: () => (/* binding */ takesHeredocs)
});

// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/flags.js
var dockerfile_flags = __webpack_require__(93969);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/words.js
var syntax_words = __webpack_require__(53313);
;// CONCATENATED MODULE: ./lib/dockerfile/key-values.js



/**
 * The pairs of ENV and LABEL: `key=value …`, or the old `key rest of the line`. The first word says which form it is.
 *
 * @throws UserError without a location for a word without `=` among pairs, and for an old form without a value
 */
function parsePairs(keyword, text, escape) {
    const words = (0,syntax_words/* splitWords */.yM)(text, escape);
    const [first] = words;
    if (first === undefined)
        return [];
    if (!first.includes('=')) {
        const [key, value] = (0,blank/* splitFirst */.$y)(text);
        if (value !== undefined)
            return [{ key, value, legacy: true }];
        throw new error_location/* WordError */.NE(`${keyword} must have two arguments`, key, { hint: `Write it as ${keyword} ${key}=VALUE.` });
    }
    return words.map((word) => {
        const equals = word.indexOf('=');
        if (equals >= 0)
            return { key: word.slice(0, equals), value: word.slice(equals + 1) };
        throw new error_location/* WordError */.NE(`can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`, word, {
            hint: 'Put a value with blanks into double quotes.',
        });
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/instruction-line.js




/** The fields that every instruction takes from its line. */
function base(line) {
    const { text, range, written, comments } = line;
    return { text, range, written, comments };
}
const NO_PAIRS = [];
const JSON_FORMS = new Set(['ADD', 'COPY', 'VOLUME', 'CMD', 'ENTRYPOINT', 'RUN', 'SHELL']);
/**
 * Splits an instruction's text. Errors of form are found here, as in BuildKit's parser, before any instruction is parsed: an
 * array that holds anything but strings, a pair without `=`.
 *
 * @throws UserError without a location
 */
function cutLine(untrimmed, escape) {
    // A trigger is split one level deep. An ONBUILD in an ONBUILD is refused anyway.
    return cut(untrimmed, escape, (keyword, rest) => keyword === 'ONBUILD' && rest !== '' ? cut(rest, escape, () => undefined) : undefined);
}
function cut(untrimmed, escape, triggerOf) {
    const text = (0,blank/* trim */.Bq)(untrimmed);
    const [written, args] = (0,blank/* splitFirst */.$y)(text);
    const { flags, rest: untrimmedRest } = (0,dockerfile_flags/* takeFlags */.d)(args ?? '', escape);
    const rest = (0,blank/* trim */.Bq)(untrimmedRest);
    const keyword = /^[a-z]+$/i.test(written) ? written.toUpperCase() : written;
    return {
        keyword,
        written,
        flags,
        rest,
        json: jsonOf(keyword, rest),
        pairs: keyword === 'ENV' || keyword === 'LABEL' ? parsePairs(keyword, rest, escape) : NO_PAIRS,
        trigger: triggerOf(keyword, rest),
        text,
        untrimmed,
        escape,
    };
}
function jsonOf(keyword, rest) {
    if (keyword === 'HEALTHCHECK')
        return (0,syntax_words/* parseJsonStrings */.K0)((0,blank/* splitFirst */.$y)(rest)[1] ?? '');
    return JSON_FORMS.has(keyword) ? (0,syntax_words/* parseJsonStrings */.K0)(rest) : undefined;
}
/** ADD, COPY and RUN, also as a trigger, take here-documents unless their arguments are a JSON array. */
function takesHeredocs(line) {
    const { keyword, json } = line.trigger ?? line;
    return (keyword === 'ADD' || keyword === 'COPY' || keyword === 'RUN') && json === undefined;
}
/** CMD, ENTRYPOINT and RUN: a JSON array of strings, else a line for the shell. */
function commandOf(line, rest = line.rest) {
    return line.json === undefined ? { form: 'shell', line: rest } : { form: 'exec', argv: line.json };
}
/** ADD, COPY and VOLUME: a JSON array of strings, else words between blanks. */
function listOf(line) {
    return line.json ?? (0,syntax_words/* splitPlain */.Z6)(line.rest);
}


/***/ }),

/***/ 663:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mx: () => (/* binding */ withoutEnd),
/* harmony export */   uo: () => (/* binding */ LineReader),
/* harmony export */   uz: () => (/* binding */ splitLines)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3182);


/** The longest line that BuildKit reads, in bytes, without the line's end. */
const LONGEST_LINE = 65_535;
/**
 * Splits a Dockerfile into instructions, one for each call. Comments and blank lines between continued lines are dropped;
 * the body of a here-document is kept as it is.
 */
class LineReader {
    #lines;
    #escape;
    #at = 0;
    #start = 1;
    #directives;
    #comments = [];
    /**
     * @param lines of the file, each with its line end
     * @param directives how many of the first lines hold parser directives, which are not comments
     */
    constructor(lines, escape, directives) {
        this.#lines = lines;
        this.#escape = escape;
        this.#directives = directives;
    }
    /** The first line of what was read last, counted from 1. */
    get start() {
        return this.#start;
    }
    /** The last line that was read; 0 before the first. */
    get line() {
        return this.#at;
    }
    /**
     * The next instruction, or nothing at the end of the file.
     *
     * @throws UserError without a location (it is `start` to `line`) for a line that is too long
     */
    next() {
        while (this.#at < this.#lines.length) {
            this.#start = this.#at + 1;
            const line = this.#take();
            const first = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .trimStart */ .Dw)(withoutEnd(line));
            if (first.startsWith('#')) {
                this.#comment(line);
                continue;
            }
            const { text, continued } = this.#cutContinuation(first);
            if (continued)
                return { ...this.#continued(text), comments: this.#takeComments() };
            if (text !== '')
                return { text, emptyContinuation: false, comments: this.#takeComments() };
        }
        return undefined;
    }
    /**
     * The body of a here-document that begins at the next line, with its line ends; the line that ends it is read too.
     *
     * @throws UserError without a location when no line ends it
     */
    heredocBody(mark) {
        const from = this.#at;
        while (this.#at < this.#lines.length) {
            const line = withoutEnd(this.#take());
            if ((mark.chomp ? line.replace(/^\t+/, '') : line) === mark.name) {
                return this.#lines.slice(from, this.#at - 1).join('');
            }
        }
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`unterminated heredoc: there is no line ${mark.name}`, {
            hint: `End it with a line that holds nothing but ${mark.name}.`,
        });
    }
    #comment(line) {
        if (this.#at <= this.#directives)
            return;
        // As in BuildKit, the first character is dropped even if it is a blank before the `#`.
        const comment = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .trim */ .Bq)(line.slice(1));
        if (comment === '')
            this.#comments = [];
        else
            this.#comments.push(comment);
    }
    #takeComments() {
        const comments = this.#comments;
        this.#comments = [];
        return comments;
    }
    #continued(first) {
        const parts = [first];
        let emptyContinuation = false;
        while (this.#at < this.#lines.length) {
            const line = withoutEnd(this.#take());
            const bare = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .trimStart */ .Dw)(line);
            if (bare.startsWith('#'))
                continue;
            if (bare === '') {
                emptyContinuation = true;
                continue;
            }
            const { text, continued } = this.#cutContinuation(line);
            parts.push(text);
            if (!continued)
                break;
        }
        return { text: parts.join(''), emptyContinuation };
    }
    #take() {
        const line = this.#lines[this.#at++] ?? '';
        if (line.length * 3 > LONGEST_LINE && Buffer.byteLength(line.replace(/\n$/, '')) > LONGEST_LINE) {
            this.#start = this.#at;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`dockerfile line greater than max allowed size of ${LONGEST_LINE}`, {
                hint: 'Break it into several lines, each but the last with the escape character at its end.',
            });
        }
        return line;
    }
    /** A line continues if its last character, except blanks, is an escape that is not escaped itself. */
    #cutContinuation(line) {
        let end = line.length;
        while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t'))
            end -= 1;
        if (line[end - 1] !== this.#escape || line[end - 2] === this.#escape)
            return { text: line, continued: false };
        return { text: line.slice(0, end - 1), continued: true };
    }
}
function withoutEnd(line) {
    // Not by an end-anchored pattern, which is quadratic on runs of carriage returns.
    let end = line.length;
    while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r'))
        end -= 1;
    return line.slice(0, end);
}
/** Splits a text into its lines, each with its end. */
function splitLines(text) {
    return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}


/***/ }),

/***/ 34549:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ parseInstruction)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/values/csv.js
var csv = __webpack_require__(76521);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
;// CONCATENATED MODULE: ./lib/dockerfile/values/device.js



const KEYS = ['name', 'required'];
/** @throws UserError without a location for unknown fields, and for a second name */
function parseDevice(text) {
    let name = '';
    let required = false;
    for (const field of (0,csv/* csvFields */.q)(text, 'devices')) {
        const { key, value } = field;
        if (key === 'required')
            required = (0,csv/* booleanField */.h)(key, value);
        else if (key === 'name' && value !== undefined) {
            if (name !== '')
                throw new error_location/* WordError */.NE(`device name already set to ${name}`, field.text);
            name = value;
        }
        else if (name === '') {
            // A device's own name may hold a `=`.
            name = field.text;
        }
        else if (value === undefined) {
            throw new error_location/* WordError */.NE(`invalid field '${field.text}' must be a key=value pair`, field.text);
        }
        else {
            throw new error_location/* WordError */.NE(`unexpected key '${key}' in '${field.text}'`, field.text, { hint: (0,nearest/* didYouMean */.a)(key, KEYS) });
        }
    }
    return { name, required };
}

// EXTERNAL MODULE: ./lib/dockerfile/flags.js
var dockerfile_flags = __webpack_require__(93969);
// EXTERNAL MODULE: ./lib/dockerfile/instruction-line.js + 1 modules
var instruction_line = __webpack_require__(504);
// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/dockerfile/heredoc.js
var heredoc = __webpack_require__(53490);
;// CONCATENATED MODULE: ./lib/dockerfile/parse-copy.js





function parseCopy(line) {
    const words = wordsOf(line);
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, {
        chown: 'text',
        from: 'text',
        chmod: 'text',
        link: 'boolean',
        exclude: 'list',
        parents: 'boolean',
    });
    const from = flags.text('from');
    return {
        keyword: 'COPY',
        ...sourcesAndDestination(line, words),
        ...owner(flags.text('chown'), flags.text('chmod')),
        ...(from === undefined || from === '' ? {} : { from }),
        link: flags.boolean('link') ?? false,
        parents: flags.boolean('parents') ?? false,
        excludes: flags.list('exclude'),
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function parseAdd(line) {
    const words = wordsOf(line);
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, {
        chown: 'text',
        chmod: 'text',
        link: 'boolean',
        'keep-git-dir': 'boolean',
        checksum: 'text',
        unpack: 'boolean',
        exclude: 'list',
    });
    const checksum = flags.text('checksum');
    const unpack = flags.boolean('unpack');
    return {
        keyword: 'ADD',
        ...sourcesAndDestination(line, words),
        ...owner(flags.text('chown'), flags.text('chmod')),
        ...(checksum === undefined || checksum === '' ? {} : { checksum }),
        ...(unpack === undefined ? {} : { unpack }),
        link: flags.boolean('link') ?? false,
        keepGitDir: flags.boolean('keep-git-dir') ?? false,
        excludes: flags.list('exclude'),
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function wordsOf(line) {
    const words = (0,instruction_line/* listOf */.c3)(line);
    if (words.length >= 2)
        return words;
    throw new errors/* UserError */.yo(`${line.keyword} requires at least two arguments, but only ${words.length === 1 ? 'one was' : 'none were'} provided. ` +
        'Destination could not be determined', { hint: `Write ${line.keyword} SOURCE… DESTINATION.` });
}
function owner(chown, chmod) {
    return { ...(chown === undefined ? {} : { chown }), ...(chmod === undefined ? {} : { chmod }) };
}
function sourcesAndDestination(line, words) {
    const destination = words.at(-1) ?? '';
    if ((0,heredoc/* heredocMarkOrNone */.V6)(destination) !== undefined) {
        throw new error_location/* WordError */.NE(`${line.keyword} cannot accept a heredoc as a destination`, destination, {
            hint: `Write the destination last: ${line.keyword} <<EOF /path.`,
        });
    }
    const bodies = new Map(line.heredocs.map((heredoc) => [heredoc.name, heredoc]));
    const sources = [];
    const heredocs = [];
    for (const word of words.slice(0, -1)) {
        const mark = (0,heredoc/* heredocMarkOrNone */.V6)(word);
        if (mark === undefined) {
            sources.push(word);
            continue;
        }
        // Two here-documents with the same name both get the body of the last one. A mark in a JSON array has no body.
        const body = bodies.get(mark.name);
        const raw = body?.raw ?? body?.content ?? '';
        heredocs.push({ ...mark, content: mark.chomp ? (0,heredoc/* chomped */.RB)(raw) : raw });
    }
    return { sources, heredocs, destination };
}

// EXTERNAL MODULE: ./lib/text/duration.js
var duration = __webpack_require__(54783);
;// CONCATENATED MODULE: ./lib/dockerfile/parse-healthcheck.js






/** Docker checks no more often than this; nanoseconds. */
const SHORTEST = 1e6;
function parseHealthcheck(line) {
    if (line.rest === '')
        throw new errors/* UserError */.yo('HEALTHCHECK requires at least one argument');
    const [type, rest = ''] = (0,blank/* splitFirst */.$y)(line.rest);
    const common = { keyword: 'HEALTHCHECK', ...(0,instruction_line/* base */.E3)(line) };
    if (type.toUpperCase() === 'NONE') {
        if (rest !== '')
            throw new errors/* UserError */.yo('HEALTHCHECK NONE takes no arguments');
        return { ...common, check: { kind: 'none' } };
    }
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, {
        interval: 'text',
        timeout: 'text',
        'start-period': 'text',
        'start-interval': 'text',
        retries: 'text',
    });
    if (type.toUpperCase() !== 'CMD') {
        throw new error_location/* WordError */.NE(`Unknown type ${JSON.stringify(type.toUpperCase())} in HEALTHCHECK (try CMD)`, type);
    }
    const command = (0,instruction_line/* commandOf */.Nl)(line, rest);
    if (command.form === 'exec' ? command.argv.length === 0 : command.line === '') {
        throw new errors/* UserError */.yo('Missing command after HEALTHCHECK CMD');
    }
    const duration = (name) => durationOf(name, flags.text(name));
    const interval = duration('interval');
    const timeout = duration('timeout');
    const startPeriod = duration('start-period');
    const startInterval = duration('start-interval');
    const retries = retriesOf(flags.text('retries'));
    return {
        ...common,
        check: {
            kind: 'cmd',
            command,
            ...(interval === undefined ? {} : { interval }),
            ...(timeout === undefined ? {} : { timeout }),
            ...(startPeriod === undefined ? {} : { startPeriod }),
            ...(startInterval === undefined ? {} : { startInterval }),
            ...(retries === undefined ? {} : { retries }),
        },
    };
}
function durationOf(flag, text) {
    if (text === undefined || text === '')
        return undefined;
    const nanoseconds = (0,duration/* parseDuration */.E)(text);
    if (nanoseconds === 0)
        return undefined;
    if (nanoseconds < SHORTEST)
        throw new error_location/* WordError */.NE(`Interval "${flag}" cannot be less than 1ms`, `--${flag}=${text}`);
    return nanoseconds;
}
function retriesOf(text) {
    if (text === undefined || text === '')
        return undefined;
    const retries = /^[-+]?\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isNaN(retries) || retries > 0x7fffffff) {
        throw new error_location/* WordError */.NE(`--retries is not a number: ${JSON.stringify(text)}`, `--retries=${text}`);
    }
    if (retries < 0)
        throw new errors/* UserError */.yo(`--retries cannot be negative (${retries})`);
    return retries === 0 ? undefined : retries;
}

// EXTERNAL MODULE: ./lib/dockerfile/syntax/words.js
var syntax_words = __webpack_require__(53313);
;// CONCATENATED MODULE: ./lib/dockerfile/parse-instruction.js











const PARSERS = {
    ADD: parseAdd,
    ARG: parseArg,
    CMD: (line) => ({ keyword: 'CMD', command: (0,instruction_line/* commandOf */.Nl)(plain(line)), ...(0,instruction_line/* base */.E3)(line) }),
    COPY: parseCopy,
    ENTRYPOINT: (line) => ({ keyword: 'ENTRYPOINT', command: (0,instruction_line/* commandOf */.Nl)(plain(line)), ...(0,instruction_line/* base */.E3)(line) }),
    ENV: (line) => ({ keyword: 'ENV', pairs: pairsOf(line), ...(0,instruction_line/* base */.E3)(line) }),
    EXPOSE: (line) => ({ keyword: 'EXPOSE', ports: someWords(line).toSorted(), ...(0,instruction_line/* base */.E3)(line) }),
    FROM: parseFrom,
    HEALTHCHECK: parseHealthcheck,
    LABEL: (line) => ({ keyword: 'LABEL', pairs: pairsOf(line), ...(0,instruction_line/* base */.E3)(line) }),
    MAINTAINER: (line) => ({ keyword: 'MAINTAINER', maintainer: oneArgument(line), ...(0,instruction_line/* base */.E3)(line) }),
    ONBUILD: parseOnbuild,
    RUN: parseRun,
    SHELL: parseShell,
    // BuildKit does not look at STOPSIGNAL's flags, nor at those of ARG.
    STOPSIGNAL: (line) => ({ keyword: 'STOPSIGNAL', signal: oneArgument({ ...line, flags: [] }), ...(0,instruction_line/* base */.E3)(line) }),
    USER: (line) => ({ keyword: 'USER', user: oneArgument(line), ...(0,instruction_line/* base */.E3)(line) }),
    VOLUME: parseVolume,
    WORKDIR: (line) => ({ keyword: 'WORKDIR', path: oneArgument(line), ...(0,instruction_line/* base */.E3)(line) }),
};
/** @throws UserError without a location: the caller knows it */
function parseInstruction(line) {
    const { keyword } = line;
    if (!isKeyword(keyword)) {
        throw new error_location/* WordError */.NE(`unknown instruction: ${line.written}`, line.written, {
            hint: (0,nearest/* didYouMean */.a)(keyword, Object.keys(PARSERS)) ??
                'If it belongs to the line before, that one needs the escape character at its end.',
        });
    }
    return PARSERS[keyword](line);
}
function isKeyword(keyword) {
    return Object.hasOwn(PARSERS, keyword);
}
/** An instruction that takes no flags. */
function plain(line) {
    dockerfile_flags/* Flags */.i.read(line.flags, {});
    return line;
}
function oneArgument(line) {
    if (line.rest === '')
        throw new errors/* UserError */.yo(`${line.keyword} requires exactly one argument`);
    return plain(line).rest;
}
function someWords(line) {
    const words = (0,syntax_words/* splitPlain */.Z6)(plain(line).rest);
    if (words.length === 0)
        throw atLeastOne(line.keyword);
    return words;
}
function atLeastOne(keyword) {
    return new errors/* UserError */.yo(`${keyword} requires at least one argument`);
}
function parseArg(line) {
    const words = (0,syntax_words/* splitWords */.yM)(line.rest, line.escape);
    if (words.length === 0)
        throw atLeastOne('ARG');
    const args = words.map((word) => {
        const equals = word.indexOf('=');
        if (equals === 0)
            throw new error_location/* WordError */.NE('ARG names can not be blank', word);
        return equals < 0 ? { name: word } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
    });
    return { keyword: 'ARG', args, ...(0,instruction_line/* base */.E3)(line) };
}
function pairsOf(line) {
    const { keyword, pairs } = plain(line);
    if (pairs.length === 0)
        throw atLeastOne(keyword);
    const blank = pairs.find(({ key }) => key === '');
    if (blank !== undefined)
        throw new error_location/* WordError */.NE(`${keyword} names can not be blank`, `=${blank.value}`);
    return pairs;
}
function parseFrom(line) {
    const words = (0,syntax_words/* splitPlain */.Z6)(line.rest);
    const [image, as, alias] = words;
    const named = words.length === 3 && as?.toLowerCase() === 'as';
    if (image === undefined || (words.length !== 1 && !named)) {
        throw new errors/* UserError */.yo('FROM requires either one or three arguments', {
            hint: 'Write FROM IMAGE or FROM IMAGE AS NAME.',
        });
    }
    if (alias !== undefined && !/^[a-z][a-z0-9-_.]*$/.test(alias.toLowerCase())) {
        throw new error_location/* WordError */.NE(`invalid name for build stage: "${alias}", name can't start with a number or contain symbols`, alias);
    }
    const platform = dockerfile_flags/* Flags */.i.read(line.flags, { platform: 'text' }).text('platform');
    return {
        keyword: 'FROM',
        image,
        ...(as === undefined ? {} : { as }),
        ...(alias === undefined ? {} : { alias }),
        ...(platform === undefined || platform === '' ? {} : { platform }),
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function parseRun(line) {
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, { mount: 'list', network: 'text', security: 'text', device: 'list' });
    const mounts = flags.list('mount');
    for (const mount of mounts)
        (0,values_mount/* mountFrom */.oA)(mount);
    const devices = flags.list('device');
    for (const device of devices)
        parseDevice(device);
    const network = choice('network', flags.text('network'), ['default', 'none', 'host']);
    const security = choice('security', flags.text('security'), ['sandbox', 'insecure']);
    return {
        keyword: 'RUN',
        command: (0,instruction_line/* commandOf */.Nl)(line),
        heredocs: line.heredocs,
        mounts,
        ...(network === undefined ? {} : { network }),
        ...(security === undefined ? {} : { security }),
        devices,
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function choice(flag, value, known) {
    if (value === undefined)
        return undefined;
    if (known.includes(value))
        return value;
    throw new error_location/* WordError */.NE(`unsupported value for --${flag}: ${JSON.stringify(value)}`, `--${flag}=${value}`, {
        hint: (0,nearest/* didYouMean */.a)(value, known) ?? `It takes ${known.join(', ')}.`,
    });
}
const NO_TRIGGERS = new Set(['ONBUILD', 'MAINTAINER', 'FROM']);
function parseOnbuild(line) {
    if (line.rest === '')
        throw atLeastOne('ONBUILD');
    plain(line);
    const { keyword = '', written = '' } = line.trigger ?? {};
    if (keyword === 'ONBUILD')
        throw new errors/* UserError */.yo("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
    if (NO_TRIGGERS.has(keyword))
        throw new error_location/* WordError */.NE(`${keyword} isn't allowed as an ONBUILD trigger`, written);
    const bodies = line.heredocs.map(({ name, content, raw = content }) => `\n${raw}${name}`).join('');
    return { keyword: 'ONBUILD', trigger: line.untrimmed.replace(/^\s*ONBUILD\s*/i, '') + bodies, ...(0,instruction_line/* base */.E3)(line) };
}
function parseShell(line) {
    const shell = plain(line).json;
    if (line.rest === '' || shell?.length === 0)
        throw atLeastOne('SHELL');
    if (shell === undefined) {
        throw new errors/* UserError */.yo(`SHELL requires the arguments to be in JSON form`, {
            hint: 'Write SHELL ["/bin/bash", "-c"].',
        });
    }
    return { keyword: 'SHELL', shell, ...(0,instruction_line/* base */.E3)(line) };
}
function parseVolume(line) {
    const paths = (0,instruction_line/* listOf */.c3)(plain(line)).map(blank/* trim */.Bq);
    if (paths.length === 0)
        throw atLeastOne('VOLUME');
    if (paths.includes(''))
        throw new errors/* UserError */.yo('VOLUME specified can not be an empty string');
    return { keyword: 'VOLUME', paths, ...(0,instruction_line/* base */.E3)(line) };
}


/***/ }),

/***/ 47577:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ parseDockerfile)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/excerpt.js
var excerpt = __webpack_require__(82605);
;// CONCATENATED MODULE: ./lib/dockerfile/syntax/directives.js



/**
 * Reads the parser directives at the top of a Dockerfile (Dockerfile reference, "Parser directives"). The first line that is
 * not a directive ends them: a comment, an empty line or an unknown directive.
 *
 * @throws UserError for a directive that is given twice, and for an unknown escape character
 */
function readDirectives(lines, file) {
    const found = new Map();
    for (const [index, line] of lines.entries()) {
        const directive = readDirective(line);
        if (directive === undefined)
            break;
        const fail = (message, hint) => new errors/* UserError */.yo(message, {
            location: { file, line: index + 1 },
            excerpt: (0,excerpt/* excerptOf */.z)(lines, { start: index + 1, end: index + 1 }),
            hint,
        });
        if (found.has(directive.name)) {
            throw fail(`only one ${directive.name} parser directive can be used`, 'Remove the second one.');
        }
        if (directive.name === 'escape' && directive.value !== '\\' && directive.value !== '`') {
            throw fail(`invalid escape token '${directive.value}' does not match \` or \\`);
        }
        found.set(directive.name, directive.value);
    }
    const syntax = found.get('syntax');
    const check = found.get('check');
    const directives = {
        escape: found.get('escape') === '`' ? '`' : '\\',
        ...(syntax === undefined ? {} : { syntax }),
        ...(check === undefined ? {} : { check }),
    };
    return { directives, count: found.size };
}
function readDirective(line) {
    const text = (0,blank/* trimStart */.Dw)(line);
    if (!text.startsWith('#'))
        return undefined;
    const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S(?:.*\S)?)\s*$/s.exec((0,blank/* trimStart */.Dw)(text.slice(1)));
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2];
    if (value === undefined)
        return undefined;
    return name === 'syntax' || name === 'escape' || name === 'check' ? { name, value } : undefined;
}

// EXTERNAL MODULE: ./lib/dockerfile/logical-lines.js
var logical_lines = __webpack_require__(663);
// EXTERNAL MODULE: ./lib/dockerfile/parse-instruction.js + 3 modules
var parse_instruction = __webpack_require__(34549);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/dockerfile/read-instructions.js
var read_instructions = __webpack_require__(21564);
;// CONCATENATED MODULE: ./lib/dockerfile/parse.js






/**
 * Reads a Dockerfile as BuildKit's frontend does.
 *
 * @param source UTF-8; a byte order mark at the start is dropped
 * @param name how errors call the file
 * @throws UserError with the location of what cannot be read
 */
function parseDockerfile(source, name, listener) {
    const rawLines = (0,logical_lines/* splitLines */.uz)(textOf(source, name));
    const lines = rawLines.map(logical_lines/* withoutEnd */.Mx);
    const file = { name, lines };
    const { directives, count } = readDirectives(lines, name);
    const instructionLines = (0,read_instructions/* readInstructions */.K)(rawLines, directives.escape, count, (error, range) => (0,error_location/* locateError */.HY)(error, file, range));
    if (instructionLines.length === 0)
        throw emptyFile(name, 'file with no instructions');
    listener?.cut({ ...file, directives }, instructionLines);
    const globalArgs = [];
    const stages = [];
    for (const line of instructionLines) {
        try {
            const instruction = (0,parse_instruction/* parseInstruction */.E)(line);
            listener?.parsed(instruction);
            if (instruction.keyword === 'FROM')
                stages.push({ from: instruction, instructions: [] });
            else if (stages.length > 0)
                stages.at(-1)?.instructions.push(instruction);
            else if (instruction.keyword === 'ARG')
                globalArgs.push(instruction);
            else {
                throw new errors/* UserError */.yo('no build stage in current context', {
                    hint: 'A Dockerfile begins with FROM; only ARG may stand before it.',
                });
            }
        }
        catch (error) {
            throw (0,error_location/* locateError */.HY)(error, file, line.range);
        }
    }
    if (stages.length === 0)
        throw emptyFile(name, 'dockerfile contains no stages to build');
    return { name, lines, directives, globalArgs, stages: stages.map(closeStage) };
}
function textOf(source, name) {
    if (typeof source === 'string')
        return source.replace(/^\ufeff/, '');
    const [first, second] = source;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
        throw new errors/* UserError */.yo('the file is UTF-16, not UTF-8', {
            location: { file: name, line: 1 },
            hint: 'Save it as UTF-8; in PowerShell, write it with Out-File -Encoding utf8.',
        });
    }
    return new TextDecoder('utf-8').decode(source);
}
function closeStage({ from, instructions }, index) {
    const name = from.alias?.toLowerCase();
    return { index, ...(name === undefined ? {} : { name }), from, instructions };
}
function emptyFile(name, message) {
    return new errors/* UserError */.yo(message, { location: { file: name, line: 1 }, hint: 'It needs at least one FROM.' });
}


/***/ }),

/***/ 21564:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInstructions)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _heredoc_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53490);
/* harmony import */ var _instruction_line_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(504);
/* harmony import */ var _logical_lines_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(663);




/**
 * Splits a file into instructions, here-documents included, without parsing what they mean. As in BuildKit, the whole file is
 * split before the first instruction is parsed.
 *
 * @param lines of the file, each with its line end
 * @param directives how many of the first lines hold parser directives
 * @param locate gives an error the location of the lines that it is about
 * @throws what `locate` returns for a UserError
 */
function readInstructions(lines, escape, directives, locate) {
    const reader = new _logical_lines_js__WEBPACK_IMPORTED_MODULE_3__/* .LineReader */ .uo(lines, escape, directives);
    const found = [];
    try {
        for (let line = reader.next(); line !== undefined; line = reader.next()) {
            const cut = (0,_instruction_line_js__WEBPACK_IMPORTED_MODULE_2__/* .cutLine */ .Hh)(line.text, escape);
            const gap = line.emptyContinuation ? reader.line : undefined;
            const marks = line.text.includes('<<') && (0,_instruction_line_js__WEBPACK_IMPORTED_MODULE_2__/* .takesHeredocs */ .OF)(cut) ? (0,_heredoc_js__WEBPACK_IMPORTED_MODULE_1__/* .heredocMarks */ .f6)(line.text) : [];
            const heredocs = marks.map((mark) => heredocOf(mark, reader));
            // Not by a spread: copying half of the objects of a large file this way takes as long as all the rest.
            const range = { start: reader.start, end: reader.line };
            found.push(Object.assign(cut, { heredocs, range, comments: line.comments, emptyContinuation: gap }));
        }
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw locate(error, { start: reader.start, end: reader.line });
    }
    return found;
}
function heredocOf(mark, reader) {
    const raw = reader.heredocBody(mark);
    const content = mark.chomp ? (0,_heredoc_js__WEBPACK_IMPORTED_MODULE_1__/* .chomped */ .RB)(raw) : raw;
    return { ...mark, content, ...(content === raw ? {} : { raw }) };
}


/***/ }),

/***/ 68067:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AK: () => (/* binding */ expandWords),
/* harmony export */   Vo: () => (/* binding */ expandWord),
/* harmony export */   nk: () => (/* binding */ expandHeredoc)
/* harmony export */ });
/* harmony import */ var _shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71073);

/** One word, with variables, quotes and escapes resolved. */
function expandWord(word, lookup, escape) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(word, lookup, { escape }).text;
}
/** The same for a word that may become several, as in EXPOSE. */
function expandWords(word, lookup, escape) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(word, lookup, { escape }).words;
}
/** The body of a here-document whose delimiter is not quoted: variables, but no quotes. */
function expandHeredoc(content, lookup) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(content, lookup, { escape: '\\', skipQuotes: true }).text;
}


/***/ }),

/***/ 71073:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ lex)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
;// CONCATENATED MODULE: ./lib/dockerfile/shell/shell-pattern.js

/**
 * The most characters that all substitutions of one text may give together. A string for a program is limited by the kernel to less than
 * an eighth of that.
 */
const MOST_EXPANDED = 1024 * 1024;
/** The limit for the cost of matching: elements of patterns times characters of values. This many take some tenths of a second. */
const MOST_STEPS = 8 * 1024 * 1024;
/** The budget that is left for the substitutions of one text. Without it, nested ones could make terabytes of one line, or take days. */
class ExpansionBudget {
    #characters = MOST_EXPANDED;
    #steps = MOST_STEPS;
    /** @throws UserError if so many more characters are over the budget */
    give(characters) {
        this.#characters -= characters;
        if (this.#characters >= 0)
            return;
        throw new errors/* UserError */.yo(`its substitutions give more than ${MOST_EXPANDED} characters`, {
            hint: 'Look for a variable that is put into itself, or into another one many times.',
        });
    }
    /** @throws UserError if a pattern of so many elements is too long for so many characters */
    match(elements, characters) {
        this.#steps -= elements * characters;
        if (this.#steps >= 0)
            return;
        throw new errors/* UserError */.yo(`a pattern of ${elements} characters in a substitution is too long for a value of ${characters}: ` +
            `at most ${MOST_STEPS} steps are taken`);
    }
}
/**
 * A wildcard pattern of parameter expansion (POSIX shell, 2.13, without bracket expressions): `?` and `*` do not match a
 * line end, as in BuildKit. Matching walks the value once and keeps the set of elements that it can be at, so that no pattern
 * takes more than length × length steps.
 */
class ShellPattern {
    #elements;
    #budget;
    constructor(elements, budget) {
        this.#elements = elements;
        this.#budget = budget;
    }
    /** @throws UserError for an escape of anything but `*`, `?`, `\`, `/` and `}` */
    static parse(pattern, budget = new ExpansionBudget()) {
        const elements = [];
        const chars = [...pattern];
        for (let at = 0; at < chars.length; at++) {
            const char = chars[at] ?? '';
            if (char === '*') {
                // Two runs in a row match the same as one, and take longer.
                if (elements.at(-1)?.kind !== 'run')
                    elements.push({ kind: 'run' });
            }
            else if (char === '?')
                elements.push({ kind: 'any' });
            else if (char !== '\\')
                elements.push({ kind: 'char', char });
            else {
                const next = chars[at + 1];
                // A backslash before a character that would end the substitution is not part of the pattern.
                if (next === '}' || next === '/')
                    continue;
                if (next !== '*' && next !== '?' && next !== '\\') {
                    throw new errors/* UserError */.yo(`invalid pattern (${pattern}) in substitution: invalid escape '\\${next ?? ''}'`);
                }
                elements.push({ kind: 'char', char: next });
                at += 1;
            }
        }
        return new ShellPattern(elements, budget);
    }
    /** The value without the shortest or longest prefix that matches. */
    trimPrefix(value, longest) {
        const chars = this.#charsOf(value);
        const length = this.#prefixLength(chars, longest);
        return length === undefined ? value : chars.slice(length).join('');
    }
    /** The same from the end. */
    trimSuffix(value, longest) {
        const reversed = new ShellPattern(this.#elements.toReversed(), this.#budget);
        const chars = this.#charsOf(value).reverse();
        const length = reversed.#prefixLength(chars, longest);
        return length === undefined ? value : chars.slice(length).reverse().join('');
    }
    /**
     * Replaces the first match, the longest where it begins, or all of them. With `all`, a `$name` in the replacement is a
     * template of Go's Regexp.ReplaceAllString, as in BuildKit: `$0` is the match, `$$` a dollar, any other name nothing.
     *
     * @throws UserError if the result is over the budget
     */
    replace(value, replacement, all) {
        const chars = this.#charsOf(value);
        const parts = [];
        let from = 0;
        let lastEnd = -1;
        for (let at = 0; at <= chars.length;) {
            const match = this.#find(chars, at);
            if (match === undefined)
                break;
            const { start, end } = match;
            // An empty match right after another match does not count.
            if (end > start || start !== lastEnd) {
                const text = all ? fromTemplate(replacement, chars.slice(start, end).join(''), this.#budget) : replacement;
                this.#budget.give(text.length);
                parts.push(chars.slice(from, start).join(''), text);
                from = end;
                lastEnd = end;
            }
            if (!all)
                break;
            at = end > start ? end : end + 1;
        }
        return parts.join('') + chars.slice(from).join('');
    }
    /** @throws UserError when matching them would take too long */
    #charsOf(value) {
        const chars = [...value];
        this.#budget.match(this.#elements.length, chars.length);
        return chars;
    }
    #prefixLength(chars, longest) {
        let found;
        this.#walk(chars, 0, true, (_start, end) => {
            found = end;
            return !longest;
        });
        return found;
    }
    #find(chars, from) {
        let best;
        this.#walk(chars, from, false, (start, end) => {
            if (best === undefined || start < best.start || (start === best.start && end > best.end))
                best = { start, end };
            return false;
        });
        return best;
    }
    /**
     * Calls `matched` for the ends of matches, in order, with the leftmost start of each. Stops if it returns true, or if no match that began
     * as far left as the best one can continue.
     */
    #walk(chars, from, anchored, matched) {
        const end = this.#elements.length;
        // For every element, the leftmost start of a match that has come this far; -1 for none.
        let states = new Array(end + 1).fill(-1);
        let leftmost = Infinity;
        for (let at = from; at <= chars.length; at++) {
            if ((at === from || !anchored) && leftmost === Infinity)
                enter(states, 0, at);
            this.#passRuns(states);
            const start = states[end] ?? -1;
            if (start >= 0) {
                leftmost = Math.min(leftmost, start);
                if (matched(start, at))
                    return;
            }
            if (at === chars.length)
                return;
            states = this.#step(states, chars[at] ?? '', leftmost);
            if ((anchored || leftmost !== Infinity) && states.every((state) => state < 0))
                return;
        }
    }
    #step(states, char, leftmost) {
        const next = new Array(states.length).fill(-1);
        for (const [index, element] of this.#elements.entries()) {
            const start = states[index] ?? -1;
            if (start < 0 || start > leftmost)
                continue;
            if (element.kind === 'char' ? element.char !== char : char === '\n')
                continue;
            enter(next, element.kind === 'run' ? index : index + 1, start);
        }
        return next;
    }
    /** A run can be empty, so the position before it is also the one after it. */
    #passRuns(states) {
        for (const [index, element] of this.#elements.entries()) {
            const start = states[index] ?? -1;
            if (element.kind === 'run' && start >= 0)
                enter(states, index + 1, start);
        }
    }
}
function enter(states, index, start) {
    const there = states[index] ?? -1;
    if (there < 0 || start < there)
        states[index] = start;
}
/** Go's Regexp.Expand for an expression without groups. A `$` without a name stays. */
function fromTemplate(template, match, budget) {
    return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (whole, braced, bare) => {
        if (whole === '$$')
            return '$';
        if (!/^0+$/.test(braced ?? bare ?? ''))
            return '';
        budget.give(match.length);
        return match;
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/shell/shell-lexer.js




/** The deepest nesting of substitutions. Nobody needs more, and the stack is limited. */
const MOST_NESTED = 500;
const SPECIAL_PARAMETER = /^[@*#?\-$!0]$/;
const LETTER = /^[\p{L}_]$/u;
const DIGIT = /^\p{Nd}$/u;
/**
 * Variable expansion, quotes and escapes in words of a Dockerfile, as in BuildKit's `shell` package (Dockerfile
 * reference, "Environment replacement").
 *
 * @throws UserError without a location: for an unclosed quote or brace, an unknown modifier, a `:?` whose variable is missing
 */
function lex(text, lookup, options) {
    return new ShellLexer(text, lookup, options).lexed();
}
class ShellLexer {
    #chars;
    #source;
    #lookup;
    #options;
    #words = new WordList();
    #budget = new ExpansionBudget();
    #at = 0;
    #depth = 0;
    #rawEscapes;
    constructor(text, lookup, options) {
        this.#source = text;
        this.#chars = [...text];
        this.#lookup = lookup;
        this.#options = options;
        this.#rawEscapes = options.rawEscapes ?? false;
    }
    lexed() {
        try {
            const text = this.#until(undefined);
            return { text, words: this.#words.list() };
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            const shown = this.#source.length > 200 ? `${this.#source.slice(0, 200)}…` : this.#source;
            throw new error_location/* WordError */.NE(`failed to process ${JSON.stringify(shown)}: ${error.message}`, this.#source, {
                hint: error.hint,
                cause: error,
            });
        }
    }
    get #char() {
        return this.#chars[this.#at];
    }
    #peek() {
        return this.#char ?? '';
    }
    #next() {
        return this.#chars[this.#at++];
    }
    /**
     * Everything up to `stop`, which is taken too, or to the end of the text. Only the outermost call makes words. One inside a
     * substitution drops the beginning of the word around it, as in BuildKit, where both fill the same buffer: of
     * `EXPOSE ${FROM:-80}-${TO:-90}` the list is `90`. Text that is not split into words keeps all of it.
     */
    #until(stop) {
        const words = stop === undefined ? this.#words : undefined;
        if (stop !== undefined)
            this.#words.drop();
        const parts = [];
        for (let char = this.#char; char !== undefined; char = this.#char) {
            if (char === stop) {
                this.#at += 1;
                return parts.join('');
            }
            const special = this.#special(char);
            if (special !== undefined) {
                parts.push(special);
                if (char === '$')
                    words?.addSplit(special);
                else
                    words?.add(special);
                continue;
            }
            this.#at += 1;
            if (char !== this.#options.escape) {
                parts.push(char);
                words?.addSplit(char);
                continue;
            }
            if (this.#rawEscapes) {
                parts.push(char);
                words?.add(char);
            }
            const escaped = this.#next();
            if (escaped === undefined)
                break;
            parts.push(escaped);
            words?.add(escaped);
        }
        if (stop !== undefined) {
            throw new errors/* UserError */.yo(`unexpected end of statement while looking for matching ${stop}`);
        }
        return parts.join('');
    }
    #special(char) {
        if (char === '$')
            return this.#dollar();
        if (char === '<')
            return this.#heredocMark();
        if (this.#options.skipQuotes === true)
            return undefined;
        if (char === "'")
            return this.#singleQuoted();
        if (char === '"')
            return this.#doubleQuoted();
        return undefined;
    }
    /** `<<`, blanks and the name are one word. */
    #heredocMark() {
        this.#at += 1;
        if (this.#char !== '<')
            return '<';
        this.#at += 1;
        let blanks = '';
        while (/^[ \t\r]$/.test(this.#peek()))
            blanks += this.#next() ?? '';
        return `<<${blanks}`;
    }
    #singleQuoted() {
        const start = this.#at + 1;
        const end = this.#chars.indexOf("'", start);
        if (end < 0) {
            this.#at = this.#chars.length;
            throw new errors/* UserError */.yo('unexpected end of statement while looking for matching single-quote');
        }
        this.#at = end + 1;
        const inner = this.#chars.slice(start, end).join('');
        return this.#options.rawQuotes === true ? `'${inner}'` : inner;
    }
    #doubleQuoted() {
        this.#at += 1;
        const quote = this.#options.rawQuotes === true ? '"' : '';
        const parts = [quote];
        for (let char = this.#char; char !== undefined; char = this.#char) {
            if (char === '$') {
                parts.push(this.#dollar());
                continue;
            }
            this.#at += 1;
            if (char === '"')
                return parts.join('') + quote;
            if (char !== this.#options.escape) {
                parts.push(char);
                continue;
            }
            if (this.#rawEscapes)
                parts.push(char);
            const escaped = this.#char;
            if (escaped === undefined)
                break;
            // Only these are escaped between double quotes. Before any other character the escape is an ordinary character.
            if (escaped === '"' || escaped === '$' || escaped === this.#options.escape) {
                this.#at += 1;
                parts.push(escaped);
            }
            else
                parts.push(char);
        }
        throw new errors/* UserError */.yo('unexpected end of statement while looking for matching double-quote');
    }
    #dollar() {
        const value = this.#variable();
        this.#budget.give(value.length);
        return value;
    }
    #variable() {
        this.#at += 1;
        if (this.#char !== '{') {
            const name = this.#name();
            if (name === '')
                return '$';
            const value = this.#lookup(name);
            return value ?? (this.#options.skipUnset === true ? `$${name}` : '');
        }
        this.#at += 1;
        const first = this.#peek();
        if (first === '')
            throw missing('}');
        if (first === '{' || first === '}' || first === ':')
            throw new errors/* UserError */.yo('syntax error: bad substitution');
        this.#depth += 1;
        if (this.#depth > MOST_NESTED)
            throw new errors/* UserError */.yo(`substitutions are nested more than ${MOST_NESTED} deep`);
        const result = this.#substitution(this.#name());
        this.#depth -= 1;
        return result;
    }
    #substitution(name) {
        const operator = this.#next();
        switch (operator) {
            case '}':
                return this.#lookup(name) ?? (this.#options.skipUnset === true ? `\${${name}}` : '');
            case '/':
                return this.#replacement(name);
            case ':': {
                const second = this.#next();
                if (second === undefined)
                    throw missing('}');
                if (second === '#' || second === '%')
                    throw unsupported(`:${second}`);
                return this.#defaulted(name, second, true);
            }
            case '-':
            case '+':
            case '?':
                return this.#defaulted(name, operator, false);
            case '#':
            case '%':
                return this.#trimmed(name, operator);
            case undefined:
                throw missing('}');
            default:
                throw unsupported(operator);
        }
    }
    /** `${x-w} ${x+w} ${x?w}`; with a colon, an empty value counts as unset. */
    #defaulted(name, operator, emptyIsUnset) {
        const word = this.#word('}', false, '}');
        const value = this.#lookup(name);
        if (value === undefined && this.#options.skipUnset === true) {
            return `\${${name}${emptyIsUnset ? ':' : ''}${operator}${word}}`;
        }
        // After a colon anything is allowed if the variable is not expanded: `${x:0:3}` on a RUN line.
        if (!'-+?'.includes(operator))
            throw unsupported(`:${operator}`);
        const absent = value === undefined || (emptyIsUnset && value === '');
        if (operator === '-')
            return absent ? word : value;
        if (operator === '+')
            return absent ? '' : word;
        if (!absent)
            return value;
        const fallback = value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty';
        throw new errors/* UserError */.yo(`${name}: ${word === '' ? fallback : word}`, {
            hint: `Give ${name} a value with --build-arg, ARG or ENV.`,
        });
    }
    #trimmed(name, operator) {
        const word = this.#word('}', true, '}');
        const value = this.#lookup(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}${operator}${word}}`;
        const longest = word.startsWith(operator);
        const pattern = ShellPattern.parse(longest ? word.slice(1) : word, this.#budget);
        return operator === '#' ? pattern.trimPrefix(value ?? '', longest) : pattern.trimSuffix(value ?? '', longest);
    }
    #replacement(name) {
        const all = this.#char === '/';
        if (all)
            this.#at += 1;
        const pattern = this.#word('/', true, '/ in ${}');
        const replacement = this.#word('}', true, '}');
        const value = this.#lookup(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}/${pattern}/${replacement}}`;
        return ShellPattern.parse(pattern, this.#budget).replace(value ?? '', replacement, all);
    }
    #word(stop, rawEscapes, what) {
        const before = this.#rawEscapes;
        this.#rawEscapes = rawEscapes;
        try {
            return this.#until(stop);
        }
        catch (error) {
            if (this.#char === undefined)
                throw missing(what, error);
            throw error;
        }
        finally {
            this.#rawEscapes = before;
        }
    }
    #name() {
        const start = this.#at;
        const first = this.#char;
        if (first === undefined)
            return '';
        if (DIGIT.test(first)) {
            while (this.#char !== undefined && DIGIT.test(this.#char))
                this.#at += 1;
        }
        else if (SPECIAL_PARAMETER.test(first))
            this.#at += 1;
        else
            while (this.#char !== undefined && (LETTER.test(this.#char) || DIGIT.test(this.#char)))
                this.#at += 1;
        return this.#chars.slice(start, this.#at).join('');
    }
}
/** Collects words. Blanks separate them, except in text that is added unsplit. */
class WordList {
    #words = [];
    #parts = [];
    #length = 0;
    add(text) {
        this.#parts.push(text);
        this.#length += text.length;
    }
    addSplit(text) {
        let start = 0;
        for (let at = 0; at < text.length; at++) {
            if (!(0,blank/* isBlank */.z3)(text.charAt(at)))
                continue;
            if (at > start)
                this.add(text.slice(start, at));
            if (this.#length > 0)
                this.#end();
            start = at + 1;
        }
        if (start < text.length)
            this.add(start === 0 ? text : text.slice(start));
    }
    /** Drops the unfinished word. */
    drop() {
        this.#parts = [];
        this.#length = 0;
    }
    list() {
        if (this.#length > 0)
            this.#end();
        return this.#words;
    }
    #end() {
        this.#words.push(this.#parts.join(''));
        this.drop();
    }
}
function missing(what, cause) {
    return new errors/* UserError */.yo(`syntax error: missing '${what.charAt(0)}'${what.slice(1)}`, {
        hint: 'A literal $ is written as \\$.',
        cause,
    });
}
function unsupported(modifier) {
    return new errors/* UserError */.yo(`unsupported modifier (${modifier}) in substitution`, {
        hint: 'Known are ${x:-w} ${x:+w} ${x:?w}, the same without colon, ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/r} ${x//p/r}.',
    });
}


/***/ }),

/***/ 3182:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ splitFirst),
/* harmony export */   Bq: () => (/* binding */ trim),
/* harmony export */   Dw: () => (/* binding */ trimStart),
/* harmony export */   FO: () => (/* binding */ splitAtBlanks),
/* harmony export */   z3: () => (/* binding */ isBlank)
/* harmony export */ });
/** Blanks beyond ASCII as Go's unicode.IsSpace has them; JavaScript's `\s` is a slightly other set. */
const WIDE_BLANKS = new Set('\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000');
/** @param char one character; an empty text is not a blank */
function isBlank(char) {
    const code = char.charCodeAt(0);
    if (code <= 0x20)
        return code === 0x20 || (code >= 0x09 && code <= 0x0d);
    return code >= 0x85 && WIDE_BLANKS.has(char);
}
function trimStart(text) {
    let start = 0;
    while (start < text.length && isBlank(text.charAt(start)))
        start += 1;
    return text.slice(start);
}
function trimEnd(text) {
    // Not by an end-anchored pattern, which is quadratic on long runs of blanks in the middle.
    let end = text.length;
    while (end > 0 && isBlank(text.charAt(end - 1)))
        end -= 1;
    return text.slice(0, end);
}
function trim(text) {
    return trimEnd(trimStart(text));
}
/** Splits at runs of blanks, line ends not among them; a leading or trailing run gives an empty first or last part. */
function splitAtBlanks(text) {
    return text.split(/[\t\v\f\r ]+/);
}
/** The first word, and the text after the blanks that follow it. */
function splitFirst(text) {
    const blank = /[\t\v\f\r ]+/.exec(text);
    if (blank === null)
        return [text, undefined];
    return [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)];
}


/***/ }),

/***/ 77468:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HY: () => (/* binding */ locateError),
/* harmony export */   NE: () => (/* binding */ WordError),
/* harmony export */   Os: () => (/* binding */ errorAt),
/* harmony export */   hD: () => (/* binding */ locationOf),
/* harmony export */   yU: () => (/* binding */ locateErrors)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _blank_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3182);
/* harmony import */ var _excerpt_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(82605);



/** A UserError about one word of its instruction, which an excerpt marks. */
class WordError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
    /** As it is written in the Dockerfile. */
    word;
    constructor(message, word, details = {}) {
        super(message, details);
        this.word = word;
    }
}
/** The location of an instruction, and its lines: for errors that are not UserErrors. */
function locationOf(file, range) {
    return {
        location: { file: file.name, line: range.start, endLine: range.end },
        excerpt: (0,_excerpt_js__WEBPACK_IMPORTED_MODULE_2__/* .excerptOf */ .z)(file.lines, range),
    };
}
/** A new UserError at an instruction. @param word as it is written there, to be marked */
function errorAt(file, range, message, { hint, word = '' } = {}) {
    return locateUserError(new WordError(message, word, { hint }), file, range);
}
/**
 * A caught error with the location of the instruction that was worked on, if it is a UserError without one. An excerpt marks
 * the word at fault. A UserError that has a location in this file but no excerpt gets that.
 *
 * @returns anything else as it is
 */
function locateError(error, file, range) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? locateUserError(error, file, range) : error;
}
/** Runs `work`, and locates what it throws. */
function locateErrors(file, range, work) {
    try {
        return work();
    }
    catch (error) {
        throw locateError(error, file, range);
    }
}
/** Columns are only given for an instruction on one line, since a location's columns are those of its first and last line. */
function locateUserError(error, file, range) {
    const known = error.location;
    if (known !== undefined && (error.excerpt !== undefined || known.file !== file.name))
        return error;
    const mark = error instanceof WordError ? findWord(file.lines, range, error.word) : undefined;
    const { message, details, hint, cause } = error;
    const columns = mark !== undefined && range.start === range.end ? { column: mark.column, endColumn: mark.endColumn } : {};
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(message, {
        location: { ...(known ?? locationOf(file, range).location), ...columns },
        excerpt: error.excerpt ?? (0,_excerpt_js__WEBPACK_IMPORTED_MODULE_2__/* .excerptOf */ .z)(file.lines, range, mark),
        details,
        hint,
        cause,
    });
}
/** Where the word is: between blanks if possible, else inside of a longer word. */
function findWord(lines, range, word) {
    if (word === '')
        return undefined;
    let inside;
    for (let line = range.start; line <= range.end; line++) {
        const text = lines[line - 1] ?? '';
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const mark = { line, column: at + 1, endColumn: at + word.length };
            const before = text.charAt(at - 1);
            const after = text.charAt(at + word.length);
            if ((before === '' || (0,_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(before)) && (after === '' || (0,_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(after)))
                return mark;
            inside ??= mark;
        }
    }
    return inside;
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


/***/ }),

/***/ 53313:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K0: () => (/* binding */ parseJsonStrings),
/* harmony export */   Z6: () => (/* binding */ splitPlain),
/* harmony export */   yM: () => (/* binding */ splitWords)
/* harmony export */ });
/* harmony import */ var _blank_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3182);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40920);
/* harmony import */ var _json_decode_or_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55370);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(21466);
/* harmony import */ var _json_json_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(40681);
/* harmony import */ var _json_parse_json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(51289);







/** Splits at blanks outside quotes; quotes and escapes stay, since expansion needs them. */
function splitWords(text, escape) {
    const words = [];
    let word;
    let quote;
    const chars = [...text];
    for (let at = 0; at < chars.length; at++) {
        const char = chars[at] ?? '';
        if (quote === undefined && (0,_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .isBlank */ .z3)(char)) {
            if (word !== undefined)
                words.push(word.join(''));
            word = undefined;
            continue;
        }
        word ??= [];
        if (quote === undefined && (char === '"' || char === "'"))
            quote = char;
        else if (char === quote)
            quote = undefined;
        else if (char === escape && quote !== "'") {
            // An escape as the last character is dropped.
            if (at + 1 === chars.length)
                break;
            word.push(char, chars[++at] ?? '');
            continue;
        }
        word.push(char);
    }
    if (word !== undefined && word.length > 0)
        words.push(word.join(''));
    return words;
}
/** Splits at blanks only; nothing for an empty text. */
function splitPlain(text) {
    return text === '' ? [] : (0,_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .splitAtBlanks */ .FO)(text);
}
/** Bytes: of the longest instruction. */
const MAX_JSON_SIZE = 64 * 1024 * 1024;
/**
 * The exec form, as BuildKit reads it: a JSON array of strings, or `undefined` where the text is not JSON and so a command
 * for the shell.
 *
 * @throws UserError when it is an array, but not of strings
 */
function parseJsonStrings(text) {
    const json = (0,_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(text);
    if (!json.startsWith('['))
        return undefined;
    let value;
    try {
        value = (0,_json_parse_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .q)(json, MAX_JSON_SIZE, 'last-wins');
    }
    catch (error) {
        if (error instanceof _json_json_error_js__WEBPACK_IMPORTED_MODULE_5__/* .JsonError */ .N)
            return undefined;
        throw error;
    }
    const strings = (0,_json_decode_or_js__WEBPACK_IMPORTED_MODULE_3__/* .decodeOrUndefined */ .cw)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_4__/* .string */ .Yj), value);
    if (strings !== undefined)
        return strings;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('when using JSON array syntax, arrays must be comprised of strings only', {
        hint: 'Put every element into double quotes.',
    });
}


/***/ }),

/***/ 76521:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ booleanField),
/* harmony export */   q: () => (/* binding */ csvFields)
/* harmony export */ });
/* harmony import */ var _text_csv_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83215);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77468);



/**
 * The fields of a flag's value, as Go's encoding/csv reads a line: a field in double quotes may hold commas, and `""` for a
 * quote.
 *
 * @param what for errors: `mounts`, `devices`
 * @throws UserError without a location for an empty text, and for quotes that are open or in the middle of a field
 */
function csvFields(text, what) {
    if (text === '')
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`failed to parse csv ${what}: the value is empty`, text);
    const fields = [];
    for (let start = 0; start <= text.length;) {
        const field = (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_0__/* .readCsvField */ .dW)(text, start, 'strict', /,/);
        if (field.kind !== 'field')
            throw faultOf(field, text, start, what);
        fields.push(fieldOf(field.value));
        start = field.end + 1;
    }
    return fields;
}
function faultOf({ kind, end }, text, start, what) {
    if (kind === 'bareQuote') {
        const field = JSON.stringify(text.slice(start, end));
        return new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`failed to parse csv ${what}: bare " in ${field}`, text, {
            hint: 'Put the whole field into double quotes.',
        });
    }
    return new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`failed to parse csv ${what}: ${JSON.stringify(text.slice(start))}`, text, {
        hint: 'A quoted field ends with a double quote, and then a comma or nothing.',
    });
}
function fieldOf(text) {
    const equals = text.indexOf('=');
    return equals < 0
        ? { key: text.toLowerCase(), value: undefined, text }
        : { key: text.slice(0, equals).toLowerCase(), value: text.slice(equals + 1), text };
}
/** A field without a value is true. */
function booleanField(key, value) {
    const given = value === undefined || (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(value);
    if (given !== undefined)
        return given;
    throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`invalid value for ${key}: ${value}`, `${key}=${value}`, { hint: 'Write true or false.' });
}


/***/ }),

/***/ 63343:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ parseFileMode)
/* harmony export */ });
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77468);

const SET_UID = 0o4000;
const SET_GID = 0o2000;
const STICKY = 0o1000;
const EXECUTE = 0o111;
const ALL = SET_UID | SET_GID | 0o777;
/** The bits of each class. The sticky bit belongs to none of them: only `t` sets it. */
const CLASSES = { a: ALL, u: SET_UID | 0o700, g: SET_GID | 0o070, o: 0o007 };
/** The bits of a permission in every class. */
const PERMISSIONS = { r: 0o444, w: 0o222, x: EXECUTE, X: EXECUTE };
/**
 * An octal mode (`755`, `0644`, up to `7777`) or a symbolic one as BSD's chmod(1) takes it (`u+x,go-w`, `a=rX`, `g=u`), which is
 * what BuildKit's library follows. The umask is 0.
 *
 * @throws UserError without a location for anything else
 */
function parseFileMode(text) {
    if (/^\d/.test(text))
        return octalMode(text);
    const changes = text.split(',').flatMap((clause) => parseClause(clause, text));
    return {
        apply: (mode, isDirectory) => {
            const executable = isDirectory || (mode & EXECUTE) !== 0;
            return changes.reduce((changed, change) => applyChange(change, changed, executable), mode);
        },
    };
}
function octalMode(text) {
    const octal = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Infinity;
    if (octal > 0o7777) {
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .WordError */ .NE(`invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`, text, {
            hint: 'Write it as 755, 0644 or u+x.',
        });
    }
    return { octal, apply: () => octal };
}
/** `[ugoa]*` and one or more of `[-+=][rwxXstugo]*`. */
function parseClause(clause, whole) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (match === null) {
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .WordError */ .NE(`invalid chmod parameter: '${whole}'`, whole, { hint: 'Write it as 755, 0644 or u+x,go-w.' });
    }
    const [, classes = '', actions = ''] = match;
    const who = [...classes].reduce((bits, letter) => bits | (CLASSES[letter] ?? 0), 0);
    return [...actions.matchAll(/([-+=])([rwxXstugo]*)/g)].flatMap(([, operator = '', letters = '']) => changesOf(who, operator, letters));
}
/** @param who bits of the classes that are named; 0 for none, which means all */
function changesOf(who, operator, letters) {
    const changes = [];
    let reach = who;
    let bits = 0;
    let executable = 0;
    let cleared = operator !== '=';
    const masked = (wanted) => (reach === 0 ? wanted : reach & wanted);
    const flush = (atEnd) => {
        if (bits !== 0 || (atEnd && !cleared)) {
            if (operator === '=')
                changes.push({ kind: 'clear', bits: reach === 0 ? ALL : reach });
            changes.push({ kind: operator === '-' ? 'clear' : 'set', bits: masked(bits) });
            cleared = true;
            bits = 0;
        }
        if (executable !== 0)
            changes.push({ kind: 'set-executable', bits: masked(executable) });
        executable = 0;
    };
    for (const letter of letters) {
        if (letter === 'u' || letter === 'g' || letter === 'o') {
            flush(false);
            cleared = true;
            changes.push(copyOf(letter, operator, reach));
        }
        else if (letter === 's' || letter === 't') {
            // With `o` alone, neither has an effect.
            if (reach !== 0 && (reach & ~0o007) === 0)
                continue;
            bits |= letter === 's' ? SET_UID | SET_GID : STICKY;
            if (letter === 't')
                reach |= STICKY;
        }
        else if (letter === 'X' && operator !== '-')
            executable |= EXECUTE;
        else
            bits |= PERMISSIONS[letter] ?? 0;
    }
    flush(true);
    return changes;
}
/** `g=u`: one class gets the permissions of another. */
function copyOf(source, operator, reach) {
    const shift = source === 'u' ? 6 : source === 'g' ? 3 : 0;
    const targets = [
        ...(reach === 0 || (reach & 0o400) !== 0 ? [6] : []),
        ...(reach === 0 || (reach & 0o040) !== 0 ? [3] : []),
        ...(reach === 0 || (reach & 0o004) !== 0 ? [0] : []),
    ];
    return { kind: 'copy', operator, shift, targets };
}
/** @param executable whether X sets a bit; the mode before the first change decides that */
function applyChange(change, mode, executable) {
    switch (change.kind) {
        case 'set':
            return mode | change.bits;
        case 'clear':
            return mode & ~change.bits;
        case 'set-executable':
            return executable ? mode | change.bits : mode;
        case 'copy': {
            const value = (mode >> change.shift) & 7;
            return change.targets.reduce((changed, target) => {
                if (change.operator === '+')
                    return changed | (value << target);
                if (change.operator === '-')
                    return changed & ~(value << target);
                return (changed & ~(7 << target)) | (value << target);
            }, mode);
        }
    }
}


/***/ }),

/***/ 89134:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ goQuote)
/* harmony export */ });
/** A text as Go's strconv.Quote and `%q` write it. */
function goQuote(text) {
    let quoted = '"';
    for (const char of text) {
        const code = char.codePointAt(0) ?? 0;
        const named = NAMED_ESCAPES[char];
        if (named !== undefined)
            quoted += named;
        else if (PRINTABLE.test(char))
            quoted += char;
        else if (code < 0x80)
            quoted += `\\x${hex(code, 2)}`;
        else
            quoted += code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
    }
    return `${quoted}"`;
}
/** unicode.IsPrint: of the blanks only the plain one. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
function hex(code, digits) {
    return code.toString(16).padStart(digits, '0');
}
const NAMED_ESCAPES = {
    '"': '\\"',
    '\\': '\\\\',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
};


/***/ }),

/***/ 51388:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   oA: () => (/* binding */ mountFrom),
/* harmony export */   x8: () => (/* binding */ sshIdOf),
/* harmony export */   zj: () => (/* binding */ secretIdOf),
/* harmony export */   zt: () => (/* binding */ parseMount)
/* harmony export */ });
/* harmony import */ var node_path_posix__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53916);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _csv_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76521);
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4581);
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77468);





const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const SHARING_MODES = ['shared', 'private', 'locked'];
const KEYS = 'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env'.split(' ');
/**
 * The `from` of a mount. It cannot contain a variable, because it decides which stages are built.
 *
 * @throws UserError when it contains a variable, or the value is not a list of fields
 */
function mountFrom(text) {
    let from;
    for (const { key, value } of (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .csvFields */ .q)(text, 'mounts')) {
        if (key !== 'from' || value === undefined)
            continue;
        const dollar = value.indexOf('$');
        if (dollar >= 0 && dollar !== value.length - 1) {
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE("'from' doesn't support variable expansion, define alias stage instead", text, {
                hint: 'Add a stage FROM $VARIABLE AS name, and mount from=name.',
            });
        }
        from = value;
    }
    return from === '' ? undefined : from;
}
/** The name by which `--secret` gives what the mount shows; it is also written as `source`, or in the last part of the target. */
function secretIdOf(mount) {
    return [mount.source, mount.id, node_path_posix__WEBPACK_IMPORTED_MODULE_0__.basename(mount.target)].find((name) => name !== '') ?? '';
}
/** The name by which `--ssh` gives the agent that the mount shows. */
function sshIdOf(mount) {
    return mount.id === '' ? 'default' : mount.id;
}
/**
 * @param expand resolves the variables of one value
 * @throws UserError for unknown fields, and for values that do not go together
 */
function parseMount(text, expand) {
    const draft = {
        type: 'bind',
        from: '',
        source: '',
        target: '',
        readOnly: false,
        readOnlyGiven: false,
        id: '',
        required: false,
    };
    for (const { key, value, text: field } of (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .csvFields */ .q)(text, 'mounts')) {
        setField(draft, key, value === undefined ? undefined : expand(value), field);
    }
    checkTogether(draft);
    const { readOnlyGiven, ...mount } = draft;
    const writable = mount.type === 'cache' || mount.type === 'tmpfs';
    return { ...mount, readOnly: readOnlyGiven ? mount.readOnly : !writable };
}
function setField(draft, key, value, field) {
    switch (key) {
        case 'readonly':
        case 'ro':
            draft.readOnly = (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .booleanField */ .h)(key, value);
            draft.readOnlyGiven = true;
            return;
        case 'readwrite':
        case 'rw':
            draft.readOnly = !(0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .booleanField */ .h)(key, value);
            draft.readOnlyGiven = true;
            return;
        case 'required':
            if (draft.type !== 'secret' && draft.type !== 'ssh')
                throw unexpected(key, draft.type);
            draft.required = (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .booleanField */ .h)(key, value);
            return;
        default:
            if (value === undefined) {
                throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`invalid field '${field}' must be a key=value pair`, field, {
                    hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .a)(key, KEYS),
                });
            }
            setValue(draft, key, value, field);
    }
}
function setValue(draft, key, value, field) {
    switch (key) {
        case 'type':
            draft.type = oneOf(MOUNT_TYPES, value, 'mount type');
            return;
        case 'from':
            draft.from = value;
            return;
        case 'source':
        case 'src':
            draft.source = value;
            return;
        case 'target':
        case 'dst':
        case 'destination':
            draft.target = value;
            return;
        case 'size':
            if (draft.type !== 'tmpfs')
                throw unexpected(key, draft.type);
            draft.size = bytesOf(value);
            return;
        case 'id':
            draft.id = value;
            return;
        case 'sharing':
            draft.sharing = oneOf(SHARING_MODES, value, 'sharing value');
            return;
        case 'mode':
            draft.mode = numberOf(key, value, 8);
            return;
        case 'uid':
            draft.uid = numberOf(key, value, 10);
            return;
        case 'gid':
            draft.gid = numberOf(key, value, 10);
            return;
        case 'env':
            draft.env = value;
            return;
        default:
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`unexpected key '${key}' in '${field}'`, field, { hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .a)(key, KEYS) });
    }
}
function checkTogether(mount) {
    if (mount.type === 'bind' || mount.type === 'tmpfs') {
        for (const key of ['mode', 'uid', 'gid']) {
            if (mount[key] !== undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${key} not allowed for "${mount.type}" type mounts`);
        }
    }
    if (mount.type === 'secret') {
        if (mount.from !== '')
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('secret mount should not have a from');
        if (mount.sharing !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('secret mount should not define sharing');
        if (mount.source === '' && mount.target === '' && mount.id === '') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('invalid secret mount. one of source, target required', {
                hint: 'Write --mount=type=secret,id=NAME.',
            });
        }
        if (mount.source !== '' && mount.id !== '')
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo("both source and id can't be set");
    }
    if (mount.sharing !== undefined && mount.type !== 'cache') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`invalid cache sharing set for ${mount.type} mount`);
    }
}
function oneOf(values, text, what) {
    const found = values.find((value) => value === text.toLowerCase());
    if (found !== undefined)
        return found;
    throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`unsupported ${what} "${text}"`, text, {
        hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .a)(text, values) ?? `Known are ${values.join(', ')}.`,
    });
}
function numberOf(key, value, radix) {
    const number = (radix === 8 ? /^[0-7]+$/ : /^\d+$/).test(value) ? Number.parseInt(value, radix) : Infinity;
    if (number > 0xffffffff)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`invalid value ${value} for ${key}`);
    return number;
}
/** docker/go-units' RAMInBytes: `64m`, `1.5GiB`, `10 kb`; the units are binary. */
function bytesOf(text) {
    const match = /^\+?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)? ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text);
    const power = match?.[3] === undefined ? 0 : 'kmgtp'.indexOf(match[3].toLowerCase()) + 1;
    const bytes = match === null ? Infinity : Math.trunc(Number(`${match[1] ?? ''}${match[2] ?? ''}`) * 1024 ** power);
    if (bytes < 2 ** 63)
        return bytes;
    throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`invalid value for size: ${text}`, text, { hint: 'Write it as 64m or 1g.' });
}
function unexpected(key, type) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`unexpected key '${key}' for mount type '${type}'`);
}


/***/ }),

/***/ 30471:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ holdFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);



/** Linux's O_PATH: the same number on every machine that Node runs on. Node has no name for it. */
const O_PATH = 0o10000000;
/**
 * @param path a file whose parent folders are held or trusted
 * @param last whether a symbolic link as the last component is followed
 * @throws what `open` throws, such as ENOENT
 */
function holdFile(path, last) {
    return process.platform === 'linux' ? holdByDescriptor(path, last) : holdByName(path, last);
}
function holdByDescriptor(path, last) {
    const fd = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path), O_PATH | (last === 'keep' ? node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW : 0));
    const held = `/proc/self/fd/${fd}`;
    try {
        // Without /proc, every name below this path would look like one that does not exist.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(held, { throwIfNoEntry: false }) === undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('/proc is not mounted, so no file can be held open by its path');
        }
        return {
            path: held,
            fd,
            stats: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(fd),
            open: (flags) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(held, flags),
            close: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd),
        };
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd);
        throw error;
    }
}
function holdByName(path, last) {
    const name = (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path);
    return {
        path,
        fd: undefined,
        stats: last === 'follow' ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(name) : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(name),
        open: (flags) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(name, flags | (last === 'keep' ? node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW : 0)),
        close: () => undefined,
    };
}


/***/ }),

/***/ 13011:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ AppendableJson)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var _a;

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
class AppendableJson {
    #notation;
    #storage;
    #extent;
    constructor(notation, storage, extent) {
        this.#notation = notation;
        this.#storage = storage;
        this.#extent = extent;
    }
    /** @param keyOf the key by which `set` finds an item; where several have the same key, `set` replaces the first of them */
    static list(items, keyOf) {
        return _a.#of({
            brackets: ['[', ']'],
            encode: (item) => JSON.stringify(item),
            valueOf: (all) => all,
            isMovedForward: () => false,
        }, items.map((item) => [keyOf?.(item), item]));
    }
    static object(fields) {
        return _a.#of({
            brackets: ['{', '}'],
            encode: ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
            valueOf: (all) => Object.fromEntries(all),
            // Names that are array indexes come first, in the order of their numbers.
            isMovedForward: (name) => /^(?:0|[1-9]\d{0,9})$/.test(name),
        }, Object.entries(fields).map((field) => [field[0], field]));
    }
    static #of(notation, items) {
        const storage = {
            items: [],
            keys: [],
            positions: new Map(),
            encoding: Buffer.alloc(0),
            hash: undefined,
        };
        let json = new _a(notation, storage, { items: 0, bytes: 0, isInOrder: true, replaced: 0 });
        // Only the first of several with one key can be found by it.
        for (const [key, item] of items)
            json = json.#append(key === undefined || json.has(key) ? undefined : key, item);
        return json;
    }
    get length() {
        return this.#extent.items - this.#extent.replaced;
    }
    get items() {
        return this.#keyed().map(([, item]) => item);
    }
    /** Of several items with the same key, the last one gets the position of the first one. */
    #keyed() {
        const keyed = new Map();
        for (const [position, item] of this.#storage.items.slice(0, this.#extent.items).entries()) {
            const key = this.#storage.keys[position];
            keyed.set(key ?? position, [key, item]);
        }
        return [...keyed.values()];
    }
    get value() {
        return this.#notation.valueOf(this.items);
    }
    has(key) {
        return this.#positionOf(key) !== undefined;
    }
    /** With one more item, which has no key. */
    append(item) {
        return this.#append(undefined, item);
    }
    /** With this item in the place of the one with that key, or else at the end. */
    set(key, item) {
        return this.#append(key, item);
    }
    /** In pieces, as `JSON.stringify` writes it. */
    *encoded() {
        const [open, close] = this.#notation.brackets;
        if (this.#extent.isInOrder)
            yield* [open, this.encodedItems, close];
        else
            yield JSON.stringify(this.value);
    }
    /**
     * What identifies the value, in pieces: the value as it is encoded, or, of a long one, a digest over its items. It takes as long
     * for a long value as for a short one.
     */
    *identified() {
        if (this.#extent.summary === undefined)
            yield* this.encoded();
        else
            yield this.identifiedItems;
    }
    /** The same of the items alone, without the brackets. */
    get identifiedItems() {
        const { summary } = this.#extent;
        return summary === undefined ? this.encodedItems : JSON.stringify(summary);
    }
    /** The items alone, without the brackets, in the order in which they were appended. */
    get encodedItems() {
        return this.#storage.encoding.subarray(0, this.#extent.bytes);
    }
    #positionOf(key) {
        const position = this.#storage.positions.get(key);
        // Items beyond the extent belong to values that were made of this one.
        return position !== undefined && position < this.#extent.items ? position : undefined;
    }
    #append(key, item) {
        const { items, bytes, isInOrder, replaced } = this.#extent;
        const replaces = key !== undefined && this.has(key);
        // Something else was appended to this value before, and its items come after ours in the storage.
        if (this.#storage.items.length > items)
            return this.#copy().#append(key, item);
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
        if (key !== undefined && !this.#storage.positions.has(key))
            this.#storage.positions.set(key, items);
        return new _a(this.#notation, this.#storage, {
            items: items + 1,
            bytes: newBytes,
            isInOrder: isInOrder && !replaces && (key === undefined || !this.#notation.isMovedForward(key)),
            replaced: replaced + (replaces ? 1 : 0),
            summary,
        });
    }
    /** @param before how many bytes of the encoding there were before `text` */
    #sumUp(text, before) {
        this.#storage.hash ??= (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(this.#storage.encoding.subarray(0, before));
        return this.#storage.hash.update(text).copy().digest('hex');
    }
    /** With storage of its own. Each item keeps its key. */
    #copy() {
        return _a.#of(this.#notation, this.#keyed());
    }
}
_a = AppendableJson;


/***/ }),

/***/ 61129:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ readJsonFile)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/**
 * Reads a JSON file, for content that counts as missing if it is wrong.
 *
 * @returns `undefined` if there is no such file, or it is too large, or the decoder does not accept it
 */
async function readJsonFile(file, decoder, maxBytes) {
    const bytes = await readSmallFile(file, maxBytes);
    return bytes === undefined ? undefined : (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .parseOrUndefined */ .x9)(decoder, bytes, maxBytes);
}
async function readSmallFile(file, maxBytes) {
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(file);
        try {
            const { size } = await handle.stat();
            return size > maxBytes ? undefined : await handle.readFile();
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 48381:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ commandLine),
/* harmony export */   o: () => (/* binding */ shellOf)
/* harmony export */ });
/** The command line of a shell form under the image's SHELL, or the JSON form as it is. */
function commandLine(command, image) {
    return command.form === 'exec' ? command.argv : [...shellOf(image), command.line];
}
function shellOf(image) {
    const { Shell } = image.config;
    if (Shell !== undefined && Shell.length > 0)
        return Shell;
    return image.platform.os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c'];
}


/***/ }),

/***/ 78101:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ ContextNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29587);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);



/** A context never replaces a stage with one of these names. */
const NEVER_REPLACED = new Set(['scratch', 'context']);
/**
 * The names of `--build-context`. They are compared as image names are: `alpine`, `alpine:latest` and
 * `docker.io/library/alpine` are one name. `NAME::os/architecture` is for one platform alone, and takes precedence over `NAME`
 * (BuildKit, `frontend/dockerui`, `Client.NamedContext`).
 */
class ContextNames {
    /** The names as they were given, by the form in which they are compared. */
    #given;
    constructor(given) {
        this.#given = given;
    }
    /** @throws UserError for a name that neither an image nor a stage can have */
    static of(names) {
        return new ContextNames(new Map([...names].map((name) => [comparedName(name), name])));
    }
    /**
     * The name, as it was given, of the context that replaces the stage of this name.
     *
     * @throws UserError for a name that a context cannot have: BuildKit refuses such stages
     */
    ofStage(name, platform) {
        return NEVER_REPLACED.has(name) ? undefined : this.#find(parsedName(name), platform);
    }
    /** The name, as it was given, of the context that replaces an image. */
    ofImage(reference, platform) {
        return this.#find(reference, platform);
    }
    /** The name, as it was given, of the context with this name; `undefined` if there is no such context. */
    find(name, platform) {
        try {
            return this.#find((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReference */ .F2)(name), platform);
        }
        catch (error) {
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
                return undefined;
            throw error;
        }
    }
    #find(reference, platform) {
        const name = comparedForm(reference);
        return this.#given.get(`${name}::${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)((0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalisePlatform */ .WN)(platform))}`) ?? this.#given.get(name);
    }
}
function comparedName(given) {
    const separator = given.indexOf('::');
    if (separator < 0)
        return comparedForm(parsedName(given));
    const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .FL)(given.slice(separator + 2), { os: 'linux', architecture: 'amd64' });
    return `${comparedForm(parsedName(given.slice(0, separator)))}::${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform)}`;
}
function comparedForm(reference) {
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .familiarName */ .hG)(reference).replace(/:latest$/, '');
}
function parsedName(name) {
    try {
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReference */ .F2)(name);
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid context name ${name}: ${error.message}`, { cause: error, hint: error.hint });
    }
}


/***/ }),

/***/ 16687:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PF: () => (/* binding */ withVariable),
/* harmony export */   b: () => (/* binding */ encodedConfig),
/* harmony export */   eN: () => (/* binding */ draftConfig),
/* harmony export */   qO: () => (/* binding */ withFields)
/* harmony export */ });
/* unused harmony export environmentList */
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44702);
/* harmony import */ var _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13011);


/** The config that instructions continue from: that of the base, without its ONBUILD triggers. */
function draftConfig({ OnBuild, ...config }) {
    const { Env, ExposedPorts, Volumes, Labels } = config;
    return {
        ...config,
        // Each field keeps the place that it has in `config`.
        ...(Env !== undefined && { Env: environmentList(Env) }),
        ...(ExposedPorts !== undefined && { ExposedPorts: _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object(ExposedPorts) }),
        ...(Volumes !== undefined && { Volumes: _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object(Volumes) }),
        ...(Labels !== undefined && { Labels: _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object(Labels) }),
    };
}
/** @internal For a test of how it grows. */
function environmentList(variables) {
    return _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.list(variables, (variable) => (0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .splitVariable */ .t)(variable)[0]);
}
function withVariable(config, name, value) {
    return { ...config, Env: (config.Env ?? environmentList([])).set(name, `${name}=${value}`) };
}
/** With these fields added to one of the objects; they replace fields of the same name. */
function withFields(object, fields) {
    let result = object ?? _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object({});
    for (const field of fields)
        result = result.set(field[0], field);
    return result;
}
/** The document in pieces, as `JSON.stringify` writes it, but for long parts that are only identified. */
function* encodedConfig(config, form = 'encoded') {
    let before = '{';
    for (const [name, value] of Object.entries(config)) {
        if (value === undefined)
            continue;
        yield `${before}${JSON.stringify(name)}:`;
        before = ',';
        if (value instanceof _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r)
            yield* value[form]();
        else
            yield JSON.stringify(value);
    }
    yield before === '{' ? '{}' : '}';
}


/***/ }),

/***/ 44702:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ Environment),
/* harmony export */   t: () => (/* binding */ splitVariable)
/* harmony export */ });
/**
 * The variables that a stage's instructions see: ENV of the image and values of ARG together. The last value of a name counts.
 * Setting a name again moves it to the end, as in BuildKit's environment of RUN.
 *
 * Immutable. `set` makes a new environment that shares its storage with the old one, since a stage may have thousands of ENVs.
 */
class Environment {
    #shared;
    #length;
    constructor(shared, length) {
        this.#shared = shared;
        this.#length = length;
    }
    static empty = Environment.of([]);
    static of(pairs) {
        const set = [...new Map(pairs)];
        return new Environment({ set, last: new Map(set.map(([name], place) => [name, place])) }, set.length);
    }
    get = (name) => {
        const last = this.#shared.last.get(name);
        if (last === undefined)
            return undefined;
        if (last < this.#length)
            return this.#shared.set[last]?.[1];
        // An environment that was made of this one set it again.
        return this.#shared.set.slice(0, this.#length).findLast((variable) => variable[0] === name)?.[1];
    };
    set(name, value) {
        const { set, last } = this.#shared;
        // Another environment was made from this one before, and its variables come after ours in the list.
        if (set.length > this.#length)
            return Environment.of(this.#variables()).set(name, value);
        last.set(name, set.length);
        set.push([name, value]);
        return new Environment(this.#shared, set.length);
    }
    names() {
        return this.#variables().map(([name]) => name);
    }
    /** `NAME=value`, in order. */
    toList() {
        return this.#variables().map(([name, value]) => `${name}=${value}`);
    }
    #variables() {
        const latest = new Map();
        for (const [name, value] of this.#shared.set.slice(0, this.#length)) {
            latest.delete(name);
            latest.set(name, value);
        }
        return [...latest];
    }
}
/** Splits `NAME=value` of an image config; a name without `=` has an empty value. */
function splitVariable(variable) {
    const at = variable.indexOf('=');
    return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}


/***/ }),

/***/ 25771:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ expand)
/* harmony export */ });
/* harmony import */ var _dockerfile_shell_expand_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68067);

/** Expands the variables of one word. */
function expand(dockerfile, word, environment) {
    return (0,_dockerfile_shell_expand_js__WEBPACK_IMPORTED_MODULE_0__/* .expandWord */ .Vo)(word, environment.get, dockerfile.directives.escape);
}


/***/ }),

/***/ 96520:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K4: () => (/* binding */ evaluateGlobalArgs),
/* harmony export */   eC: () => (/* binding */ ownValue),
/* harmony export */   s2: () => (/* binding */ predefinedArgs)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29587);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44702);
/* harmony import */ var _dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77468);
/* harmony import */ var _expand_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25771);




/**
 * The arguments that BuildKit predefines in the global scope (Dockerfile reference, "Automatic platform ARGs in the global
 * scope"), overridable by `--build-arg`.
 */
function predefinedArgs(platforms, buildArgs, targetName) {
    const { build, target } = platforms;
    const defaults = [
        ['BUILDPLATFORM', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(build)],
        ['BUILDOS', build.os],
        ['BUILDOSVERSION', ''],
        ['BUILDARCH', build.architecture],
        ['BUILDVARIANT', build.variant ?? ''],
        ['TARGETPLATFORM', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(target)],
        ['TARGETOS', target.os],
        ['TARGETOSVERSION', target.osVersion ?? ''],
        ['TARGETARCH', target.architecture],
        ['TARGETVARIANT', target.variant ?? ''],
        ['TARGETSTAGE', targetName],
    ];
    return _environment_js__WEBPACK_IMPORTED_MODULE_1__/* .Environment */ .O.of(defaults.map(([name, value]) => [name, ownValue(buildArgs, name) ?? value]));
}
/** Evaluates the ARGs before the first FROM, in order: the value of `--build-arg`, else the expanded default. */
function evaluateGlobalArgs(dockerfile, predefined, buildArgs, budget) {
    let environment = predefined;
    const args = dockerfile.globalArgs.map((instruction) => {
        const values = instruction.args.map(({ name, value }) => {
            const given = ownValue(buildArgs, name);
            const result = given ??
                (value === undefined
                    ? undefined
                    : (0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_2__/* .locateErrors */ .yU)(dockerfile, instruction.range, () => (0,_expand_js__WEBPACK_IMPORTED_MODULE_3__/* .expand */ .f)(dockerfile, value, environment)));
            if (result !== undefined) {
                (0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_2__/* .locateErrors */ .yU)(dockerfile, instruction.range, () => budget.expanded(result));
                environment = environment.set(name, result);
            }
            return [name, result];
        });
        return { instruction, values };
    });
    return { environment, args };
}
/** The value of a `--build-arg`. Users choose the names: `constructor` must not find what every object inherits. */
function ownValue(buildArgs, name) {
    return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
}


/***/ }),

/***/ 46154:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kp: () => (/* binding */ scratchImage),
/* harmony export */   NV: () => (/* binding */ withConfig),
/* harmony export */   W0: () => (/* binding */ imageFromConfig),
/* harmony export */   YG: () => (/* binding */ blankImage),
/* harmony export */   hb: () => (/* binding */ imageAsItIs),
/* harmony export */   i: () => (/* binding */ imageFromStage)
/* harmony export */ });
/* harmony import */ var node_path_posix__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53916);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29587);
/* harmony import */ var _draft_config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16687);



const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** `FROM scratch`. As in BuildKit, the config has a PATH and a working directory. */
function scratchImage(platform) {
    return {
        platform,
        config: { ...withPath({}, platform.os), WorkingDir: '/' },
        baseHistory: [],
        inherited: {},
    };
}
/** For files without a config, with which a named context replaces a stage. */
function blankImage(platform) {
    return { platform, config: {}, baseHistory: [], inherited: {} };
}
/** The state in which a stage on this base image begins. It has no ONBUILD triggers: they run in the stage. */
function imageFromConfig(base) {
    return completed(imageAsItIs(base));
}
/** For an image with which a named context replaces a stage: no instruction changes it, and nothing is added to its config. */
function imageAsItIs(base) {
    return {
        platform: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalisePlatform */ .WN)({
            os: base.os,
            architecture: base.architecture,
            ...(base.variant === undefined ? {} : { variant: base.variant }),
        }),
        ...(base.author === undefined ? {} : { author: base.author }),
        config: (0,_draft_config_js__WEBPACK_IMPORTED_MODULE_2__/* .draftConfig */ .eN)(base.config ?? {}),
        baseHistory: base.history ?? [],
        inherited: {
            ...(base['os.version'] === undefined ? {} : { 'os.version': base['os.version'] }),
            ...(base['os.features'] === undefined ? {} : { 'os.features': base['os.features'] }),
        },
    };
}
/** Another stage as base: everything but its ONBUILD triggers. */
function imageFromStage(stage) {
    const { OnBuild, ...config } = stage.config;
    return completed({ ...stage, config });
}
function completed(image) {
    const { os } = image.platform;
    return { ...image, config: withPath(withAbsoluteWorkdir(image.config, os), os) };
}
/** The working directory is written as an absolute path, as WORKDIR writes it. */
function withAbsoluteWorkdir(config, os) {
    const { WorkingDir } = config;
    if (os === 'windows' || WorkingDir === undefined || WorkingDir === '' || node_path_posix__WEBPACK_IMPORTED_MODULE_0__.isAbsolute(WorkingDir))
        return config;
    return { ...config, WorkingDir: node_path_posix__WEBPACK_IMPORTED_MODULE_0__.resolve('/', WorkingDir) };
}
/** As in BuildKit, the config of a Linux image always has a PATH. */
function withPath(config, os) {
    return os === 'windows' || config.Env?.has('PATH') === true ? config : (0,_draft_config_js__WEBPACK_IMPORTED_MODULE_2__/* .withVariable */ .PF)(config, 'PATH', DEFAULT_PATH);
}
/** Changes fields of the runtime config. */
function withConfig(image, change) {
    return { ...image, config: { ...image.config, ...change } };
}


/***/ }),

/***/ 42127:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ lowerArg),
/* harmony export */   s: () => (/* binding */ NO_VARIABLES)
/* harmony export */ });
/* harmony import */ var _expand_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25771);
/* harmony import */ var _global_args_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96520);


/** Arguments for the builder. They are not variables of the command that runs. */
const NO_VARIABLES = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);
/**
 * ARG: `--build-arg`, else the default of this instruction, else the value of the global ARG of that name. What it sets hides
 * an ENV of the same name for later expansions, as in BuildKit.
 */
function lowerArg(instruction, state, options) {
    let { environment } = state;
    const declared = instruction.args.map(({ name, value }) => {
        const given = (0,_global_args_js__WEBPACK_IMPORTED_MODULE_1__/* .ownValue */ .eC)(options.buildArgs, name);
        const result = given ??
            (value === undefined ? options.globalEnvironment.get(name) : (0,_expand_js__WEBPACK_IMPORTED_MODULE_0__/* .expand */ .f)(options.dockerfile, value, environment));
        if (result !== undefined && !NO_VARIABLES.has(name))
            environment = environment.set(name, result);
        return [name, result];
    });
    const args = declared.map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
    const expanded = `ARG ${args.join(' ')}`;
    return {
        state: { ...state, environment, declaredArgs: [...state.declaredArgs, ...declared] },
        step: { operation: { kind: 'config', args }, expanded, history: { createdBy: expanded, emptyLayer: true } },
    };
}


/***/ }),

/***/ 34405:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ lowerStage)
});

// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/plan/lower-arg.js
var lower_arg = __webpack_require__(42127);
// EXTERNAL MODULE: ./lib/dockerfile/shell/expand.js
var expand = __webpack_require__(68067);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/dockerfile/values/ports.js


const HINT = 'Write it as PORT, FIRST-LAST or PORT/udp.';
/**
 * The ports of an EXPOSE, `PORT/PROTOCOL` each: ranges are spelled out, a host's address and port are checked and dropped.
 *
 * @throws UserError for an invalid port, range, protocol or address
 */
function parsePorts(specs) {
    return specs.flatMap(parsePort);
}
function parsePort(spec) {
    const parts = spec.split(':');
    const container = parts.pop() ?? '';
    const hostPort = parts.pop() ?? '';
    const address = parts.join(':');
    const slash = container.indexOf('/');
    const range = slash < 0 ? container : container.slice(0, slash);
    const protocol = slash < 0 ? '' : container.slice(slash + 1).toLowerCase();
    if (range === '')
        throw invalid(spec, 'no port specified');
    if (!['', 'tcp', 'udp', 'sctp'].includes(protocol))
        throw invalid(spec, `invalid proto: ${protocol}`);
    checkAddress(spec, address);
    const ports = parseRange(spec, range, 'containerPort');
    if (hostPort !== '') {
        const host = parseRange(spec, hostPort, 'hostPort');
        if (host.last - host.first !== ports.last - ports.first && ports.first !== ports.last) {
            throw invalid(spec, `invalid ranges specified for container and host Ports: ${range} and ${hostPort}`);
        }
    }
    return Array.from({ length: ports.last - ports.first + 1 }, (_, index) => `${ports.first + index}/${protocol === '' ? 'tcp' : protocol}`);
}
function checkAddress(spec, address) {
    const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
    if (bare !== '' && ((0,external_node_net_.isIP)(bare) === 0 || bare.includes('%')))
        throw invalid(spec, `invalid IP address: ${address}`);
}
function parseRange(spec, text, what) {
    const match = /^\+?(\d+)(?:-\+?(\d+))?$/.exec(text);
    const first = Number(match?.[1]);
    const last = match?.[2] === undefined ? first : Number(match[2]);
    if (match === null || first > 65535 || last > 65535 || last < first)
        throw invalid(spec, `invalid ${what}: ${text}`);
    return { first, last };
}
function invalid(spec, why) {
    return new error_location/* WordError */.NE(`invalid port: ${JSON.stringify(spec)}: ${why}`, spec, { hint: HINT });
}

// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/dockerfile/values/signal.js


/** Names of Linux's signals, as moby/sys has them. */
const SIGNALS = ('ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN ' +
    'TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ').split(' ');
const REAL_TIME = /^RTM(?:IN(?:\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?)$/;
/**
 * A signal for STOPSIGNAL: a number, or a name with or without SIG, in any case.
 *
 * @throws UserError for anything else
 */
function checkSignal(signal) {
    if (/^[-+]?\d+$/.test(signal)) {
        if (Number(signal) === 0 || Math.abs(Number(signal)) >= 2 ** 63)
            throw signal_invalid(signal);
        return;
    }
    const name = signal.toUpperCase().replace(/^SIG/, '');
    if (!SIGNALS.includes(name) && !REAL_TIME.test(name))
        throw signal_invalid(signal);
}
function signal_invalid(signal) {
    return new error_location/* WordError */.NE(`invalid signal: ${signal}`, signal, {
        hint: (0,nearest/* didYouMean */.a)(signal.toUpperCase().replace(/^(?:SIG)?/, 'SIG'), SIGNALS.map((name) => `SIG${name}`)),
    });
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/plan/draft-config.js
var draft_config = __webpack_require__(16687);
// EXTERNAL MODULE: ./lib/dockerfile/values/go-quote.js
var go_quote = __webpack_require__(89134);
;// CONCATENATED MODULE: ./lib/plan/go-format.js

/**
 * Texts in the form that Docker's Go code gives them in an image's history, so that `docker history` reads the same for our
 * images (fmt's %q and %v; time.Duration's String).
 */
/** `%q` of a slice of strings. */
function goQuoteList(words) {
    return `[${words.map(go_quote/* goQuote */.d).join(' ')}]`;
}
/** `%v` of a slice of strings. */
function goList(words) {
    return `[${words.join(' ')}]`;
}
/** time.Duration's String: `1m30s`, `1.5s`, `100ms`, `0s`. */
function goDuration(nanoseconds) {
    if (nanoseconds === 0)
        return '0s';
    if (nanoseconds < 1e3)
        return `${nanoseconds}ns`;
    if (nanoseconds < 1e6)
        return `${trimFraction(nanoseconds / 1e3, 3)}µs`;
    if (nanoseconds < 1e9)
        return `${trimFraction(nanoseconds / 1e6, 6)}ms`;
    const minutes = Math.floor(nanoseconds / 60e9);
    const seconds = trimFraction((nanoseconds - minutes * 60e9) / 1e9, 9);
    if (minutes === 0)
        return `${seconds}s`;
    const hours = Math.floor(minutes / 60);
    return hours === 0 ? `${minutes}m${seconds}s` : `${hours}h${minutes % 60}m${seconds}s`;
}
function trimFraction(value, digits) {
    return value.toFixed(digits).replace(/\.?0+$/, '');
}

// EXTERNAL MODULE: ./lib/json/appendable-json.js
var appendable_json = __webpack_require__(13011);
// EXTERNAL MODULE: ./lib/plan/image-state.js
var image_state = __webpack_require__(46154);
// EXTERNAL MODULE: ./lib/plan/expand.js
var plan_expand = __webpack_require__(25771);
// EXTERNAL MODULE: ./lib/plan/command-line.js
var command_line = __webpack_require__(48381);
;// CONCATENATED MODULE: ./lib/plan/lower-config.js










function lowerConfig(instruction, state, options) {
    const word = (text) => (0,plan_expand/* expand */.f)(options.dockerfile, text, state.environment);
    const { image } = state;
    switch (instruction.keyword) {
        case 'ENV':
            return lowerEnv(instruction, state, word);
        case 'LABEL':
            return lowerLabel(instruction, state, word);
        case 'MAINTAINER':
            return changed(state, { ...image, author: instruction.maintainer }, `MAINTAINER ${instruction.maintainer}`);
        case 'USER': {
            const user = word(instruction.user);
            return changed(state, (0,image_state/* withConfig */.NV)(image, { User: user }), `USER ${user}`);
        }
        case 'CMD':
            return lowerCmd(instruction, state);
        case 'ENTRYPOINT':
            return lowerEntrypoint(instruction, state);
        case 'EXPOSE': {
            const words = instruction.ports.flatMap((port) => (0,expand/* expandWords */.AK)(port, state.environment.get, options.dockerfile.directives.escape));
            const ports = parsePorts(words);
            const ExposedPorts = (0,draft_config/* withFields */.qO)(image.config.ExposedPorts, ports.map(empty));
            return changed(state, (0,image_state/* withConfig */.NV)(image, { ExposedPorts }), `EXPOSE ${goList(ports)}`);
        }
        case 'VOLUME': {
            const paths = instruction.paths.map(word);
            if (paths.includes(''))
                throw new errors/* UserError */.yo('VOLUME specified can not be an empty string');
            const Volumes = (0,draft_config/* withFields */.qO)(image.config.Volumes, paths.map(empty));
            return changed(state, (0,image_state/* withConfig */.NV)(image, { Volumes }), `VOLUME ${goList(paths)}`);
        }
        case 'SHELL':
            return changed(state, (0,image_state/* withConfig */.NV)(image, { Shell: instruction.shell }), `SHELL ${goList(instruction.shell)}`);
        case 'STOPSIGNAL': {
            const signal = word(instruction.signal);
            checkSignal(signal);
            return changed(state, (0,image_state/* withConfig */.NV)(image, { StopSignal: signal }), `STOPSIGNAL ${signal}`);
        }
        case 'HEALTHCHECK':
            return lowerHealthcheck(instruction, state);
        case 'ONBUILD': {
            const OnBuild = (image.config.OnBuild ?? appendable_json/* AppendableJson */.r.list([])).append(instruction.trigger);
            return {
                state: { ...state, image: (0,image_state/* withConfig */.NV)(image, { OnBuild }) },
                step: { operation: { kind: 'config' }, expanded: `ONBUILD ${instruction.trigger}` },
            };
        }
    }
}
function changed(state, image, expanded) {
    return {
        state: { ...state, image },
        step: { operation: { kind: 'config' }, expanded, history: { createdBy: expanded, emptyLayer: true } },
    };
}
function expandPairs(pairs, word) {
    // Every word is expanded with the values from before the instruction.
    return pairs.map(({ key, value }) => [word(key), word(value)]);
}
function lowerEnv(instruction, state, word) {
    const pairs = expandPairs(instruction.pairs, word);
    const config = pairs.reduce((all, [name, value]) => (0,draft_config/* withVariable */.PF)(all, name, value), state.image.config);
    const environment = pairs.reduce((all, [name, value]) => all.set(name, value), state.environment);
    return changed({ ...state, environment }, { ...state.image, config }, `ENV ${joinPairs(pairs)}`);
}
function lowerLabel(instruction, state, word) {
    const pairs = expandPairs(instruction.pairs, word);
    const Labels = (0,draft_config/* withFields */.qO)(state.image.config.Labels, pairs);
    return changed(state, (0,image_state/* withConfig */.NV)(state.image, { Labels }), `LABEL ${joinPairs(pairs)}`);
}
function joinPairs(pairs) {
    return pairs.map(([key, value]) => `${key}=${value}`).join(' ');
}
function lowerCmd(instruction, state) {
    const Cmd = (0,command_line/* commandLine */.a)(instruction.command, state.image);
    const image = (0,image_state/* withConfig */.NV)(state.image, { Cmd, ArgsEscaped: true });
    return changed({ ...state, commandSet: true }, image, `CMD ${goQuoteList(Cmd)}`);
}
function lowerEntrypoint(instruction, state) {
    const Entrypoint = (0,command_line/* commandLine */.a)(instruction.command, state.image);
    const { Cmd: inherited, ...config } = state.image.config;
    const image = {
        ...state.image,
        config: { ...config, Entrypoint, ...(state.commandSet && inherited !== undefined ? { Cmd: inherited } : {}) },
    };
    return changed(state, image, `ENTRYPOINT ${goQuoteList(Entrypoint)}`);
}
function lowerHealthcheck(instruction, state) {
    const health = healthcheckOf(instruction);
    const created = `HEALTHCHECK {Test:${goList(health.Test ?? [])} Interval:${goDuration(health.Interval ?? 0)} ` +
        `Timeout:${goDuration(health.Timeout ?? 0)} StartPeriod:${goDuration(health.StartPeriod ?? 0)} ` +
        `StartInterval:${goDuration(health.StartInterval ?? 0)} Retries:${health.Retries ?? 0}}`;
    return changed(state, (0,image_state/* withConfig */.NV)(state.image, { Healthcheck: health }), created);
}
function healthcheckOf({ check }) {
    if (check.kind === 'none')
        return { Test: ['NONE'] };
    const { command } = check;
    return {
        Test: command.form === 'exec' ? ['CMD', ...command.argv] : ['CMD-SHELL', command.line],
        ...(check.interval === undefined ? {} : { Interval: check.interval }),
        ...(check.timeout === undefined ? {} : { Timeout: check.timeout }),
        ...(check.startPeriod === undefined ? {} : { StartPeriod: check.startPeriod }),
        ...(check.startInterval === undefined ? {} : { StartInterval: check.startInterval }),
        ...(check.retries === undefined ? {} : { Retries: check.retries }),
    };
}
function empty(name) {
    return [name, {}];
}

// EXTERNAL MODULE: ./lib/dockerfile/values/file-mode.js
var file_mode = __webpack_require__(63343);
// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
;// CONCATENATED MODULE: ./lib/plan/lower-workdir.js



function lowerWorkdir(instruction, state, options) {
    const word = (0,plan_expand/* expand */.f)(options.dockerfile, instruction.path, state.environment);
    const workdir = workdirOf(state.image.config.WorkingDir, word);
    const directory = posix_.resolve(workdir);
    const expanded = `WORKDIR ${workdir}`;
    return {
        state: { ...state, image: (0,image_state/* withConfig */.NV)(state.image, { WorkingDir: workdir }) },
        step: {
            operation: directory === '/'
                ? { kind: 'config' }
                : { kind: 'workdir', path: directory, user: state.image.config.User ?? '' },
            expanded,
            history: { createdBy: expanded, emptyLayer: directory === '/' },
        },
    };
}
/**
 * The working directory after `WORKDIR next`; an empty path keeps the current one. As in BuildKit (`util/system/path.go`), an
 * absolute path stays as it is written, with its trailing slash, and a joined path is cleaned.
 */
function workdirOf(current, next) {
    const word = next === '' ? (current ?? '') : next;
    if (word === '')
        return '/';
    return posix_.isAbsolute(word) ? word : posix_.resolve('/', current ?? '', word);
}
/**
 * The destination of a COPY as an absolute path. A trailing slash or `/.` is kept: it says that the destination is a directory.
 */
function destinationOf(workingDir, destination) {
    const word = destination === '' || destination === '.' ? './' : destination;
    const absolute = posix_.resolve(workdirOf(workingDir, ''), word);
    if (word.endsWith('/') && !absolute.endsWith('/'))
        return `${absolute}/`;
    if (word.endsWith('/.'))
        return absolute === '/' ? '/.' : `${absolute}/.`;
    return absolute;
}

// EXTERNAL MODULE: ./lib/plan/remote-source.js
var remote_source = __webpack_require__(3799);
// EXTERNAL MODULE: ./lib/plan/source-label.js
var source_label = __webpack_require__(89589);
;// CONCATENATED MODULE: ./lib/plan/stage-order.js

/** @throws UserError when the source is the same stage as the one that uses it, or a later one */
function requireEarlier(source, stageIndex, options, message) {
    if (source.kind !== 'stage' || source.index < stageIndex)
        return;
    const name = options.graph.stages[source.index]?.name ?? String(source.index);
    throw new errors/* UserError */.yo(message(name), { hint: 'Move that stage above this one.' });
}

;// CONCATENATED MODULE: ./lib/plan/lower-copy.js









function lowerCopy(instruction, from, state, stageIndex, options) {
    requireEarlier(from, stageIndex, options, (name) => `cannot copy from stage "${name}", it needs to be defined before it is used`);
    const word = (text) => text === undefined ? '' : (0,plan_expand/* expand */.f)(options.dockerfile, text, state.environment);
    const isAdd = instruction.keyword === 'ADD';
    const chown = word(instruction.chown);
    const chmod = word(instruction.chmod);
    const checksum = isAdd ? word(instruction.checksum) : '';
    const sources = instruction.sources.map(word);
    const destination = word(instruction.destination);
    const parents = !isAdd && instruction.parents;
    if (chmod !== '')
        (0,file_mode/* parseFileMode */.P)(chmod);
    if (!isAdd)
        refuseRemoteSources(sources);
    if (checksum !== '')
        checkChecksum(checksum, sources);
    if (isAdd)
        checkGitFolder(instruction.keepGitDir, sources);
    const operation = {
        kind: 'copy',
        keyword: instruction.keyword,
        from,
        fromLabel: (0,source_label/* sourceLabel */.e)(from, options.graph),
        sources,
        written: instruction.sources,
        inlineFiles: instruction.heredocs.map((heredoc) => {
            const content = heredoc.expand ? (0,expand/* expandHeredoc */.nk)(heredoc.content, state.environment.get) : heredoc.content;
            options.budget.expanded(content);
            return { name: heredoc.name, content };
        }),
        destination: destinationOf(state.image.config.WorkingDir, destination),
        chown,
        chmod,
        // As in BuildKit, a --link that also changes modes is an ordinary copy.
        link: instruction.link && chmod === '',
        parents,
        excludes: instruction.excludes,
        keepGitDir: isAdd && instruction.keepGitDir,
        unpack: isAdd ? instruction.unpack : false,
        ...(checksum === '' ? {} : { checksum }),
    };
    const expanded = [
        instruction.keyword,
        ...(parents ? ['--parents'] : []),
        ...(chown === '' ? [] : [`--chown=${chown}`]),
        ...(chmod === '' ? [] : [`--chmod=${chmod}`]),
        ...sources,
        ...instruction.heredocs.map((heredoc) => `<<${heredoc.name}`),
        destination,
    ].join(' ');
    return {
        state,
        step: { operation, expanded, history: { createdBy: `${expanded} # buildkit`, emptyLayer: false } },
    };
}
/** A checksum is for exactly one download, or one commit of a repository. */
function checkChecksum(checksum, sources) {
    const [source] = sources;
    if (source === undefined || sources.length !== 1) {
        throw new errors/* UserError */.yo("checksum can't be specified for multiple sources", {
            hint: 'Write one ADD for each download.',
        });
    }
    const remote = (0,remote_source/* remoteSource */.g)(source);
    if (remote === undefined)
        throw new errors/* UserError */.yo('checksum requires HTTP(S) or Git sources');
    if (remote.kind === 'git') {
        const own = remote.address.checksum;
        if (own !== undefined && own !== checksum)
            throw new errors/* UserError */.yo(`checksum mismatch "${checksum}" != "${own}"`);
    }
    else if (!/^sha256:[a-f0-9]{64}$/.test(checksum)) {
        throw new error_location/* WordError */.NE(`invalid checksum ${checksum}`, checksum, {
            hint: 'Write sha256: and 64 hexadecimal digits in lower case.',
        });
    }
}
function checkGitFolder(keepGitDir, sources) {
    for (const source of sources) {
        const remote = (0,remote_source/* remoteSource */.g)(source);
        if (keepGitDir && remote?.kind === 'git' && remote.address.keepGitDir === false) {
            throw new errors/* UserError */.yo('inconsistent keep-git-dir configuration', {
                hint: 'The flag and the address contradict each other: remove one of them.',
            });
        }
    }
}
function refuseRemoteSources(sources) {
    for (const source of sources) {
        const remote = (0,remote_source/* remoteSource */.g)(source);
        if (remote?.kind === 'download') {
            throw new errors/* UserError */.yo(`source can't be a URL for COPY: ${source}`, { hint: 'ADD takes URLs.' });
        }
        if (remote?.kind === 'git') {
            throw new errors/* UserError */.yo(`source can't be a git ref for COPY: ${source}`, { hint: 'ADD takes git repositories.' });
        }
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/heredoc.js
var heredoc = __webpack_require__(53490);
// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/plan/operation.js
var operation = __webpack_require__(46566);
;// CONCATENATED MODULE: ./lib/plan/lower-run.js









function lowerRun(instruction, sources, state, stageIndex, options) {
    const privileged = instruction.security === 'insecure';
    if (privileged && options.entitlements?.includes('security.insecure') === false) {
        throw new errors/* UserError */.yo('RUN --security=insecure is not allowed', {
            hint: 'Allow it with --allow security.insecure, or remove the flag.',
        });
    }
    if (instruction.devices.length > 0) {
        throw new errors/* UserError */.yo('RUN --device is not in the stable Dockerfile syntax', {
            hint: 'Only the frontend docker/dockerfile:1-labs has it; remove the flag.',
        });
    }
    const mounts = instruction.mounts.map((text, index) => {
        const source = sources[index] ?? { kind: 'context' };
        const mount = (0,values_mount/* parseMount */.zt)(text, (word) => (0,plan_expand/* expand */.f)(options.dockerfile, word, state.environment));
        requireEarlier(source, stageIndex, options, (name) => `cannot mount from stage "${name}" to "${mount.target}", it needs to be defined before it is used`);
        return { mount, source };
    });
    const { argv, script } = commandOf(instruction, state);
    requireProgram(argv);
    const createdBy = `RUN ${[...argPrefix(state), ...argv].join(' ')} # buildkit`;
    const operation = {
        kind: 'run',
        argv,
        ...(script === undefined ? {} : { script }),
        env: state.environment.toList(),
        args: state.declaredArgs.map(([name, value]) => `${name}=${state.environment.get(name) ?? value ?? ''}`),
        cwd: posix_.resolve(workdirOf(state.image.config.WorkingDir, '')),
        user: state.image.config.User ?? '',
        privileged,
        network: networkOf(instruction, options.entitlements),
        mounts,
    };
    return { state, step: { operation, expanded: `RUN ${argv.join(' ')}`, history: { createdBy, emptyLayer: false } } };
}
/** BuildKit leaves these to its solver and to the runtime, which give unclear messages. A stage that is not needed may have them. */
function requireProgram(argv) {
    const [program] = argv;
    if (program === undefined) {
        throw new errors/* UserError */.yo('RUN has no command: its list is empty', { hint: 'Write RUN ["PROGRAM", "ARGUMENT"].' });
    }
    if (program === '')
        throw new errors/* UserError */.yo('RUN names no program: the first word of its command is empty');
    if (argv.some((word) => word.includes('\0'))) {
        throw new errors/* UserError */.yo('the command of RUN has a NUL character, which no program can be given');
    }
}
/** The declared ARGs, as Docker writes them before the command in the history: `|2 A=1 B=2`. */
function argPrefix(state) {
    const values = new Map(state.declaredArgs.map(([name, value]) => [name, state.environment.get(name) ?? value ?? '']));
    if (values.size === 0)
        return [];
    return [`|${values.size}`, ...[...values].map(([name, value]) => `${name}=${value}`)];
}
function commandOf(instruction, state) {
    const { command, heredocs } = instruction;
    const [only] = heredocs;
    if (command.form === 'exec' || only === undefined)
        return { argv: (0,command_line/* commandLine */.a)(command, state.image) };
    if ((0,heredoc/* heredocMarkOrNone */.V6)(command.line) === undefined) {
        // The shell reads here-documents of a longer command line itself, and strips their tabs.
        const text = heredocs.map((heredoc) => `\n${heredoc.raw ?? heredoc.content}${heredoc.name}`).join('');
        return { argv: [...(0,command_line/* shellOf */.o)(state.image), command.line + text] };
    }
    if (only.content.startsWith('#!') && state.image.platform.os !== 'windows') {
        const script = { name: only.name, content: only.content };
        return { argv: [...(0,command_line/* shellOf */.o)(state.image), `${operation/* SCRIPT_FOLDER */.X}/${only.name}`], script };
    }
    return { argv: [...(0,command_line/* shellOf */.o)(state.image), only.content] };
}
function networkOf(instruction, entitlements) {
    switch (instruction.network) {
        case undefined:
        case '':
        case 'default':
            return undefined;
        case 'none':
            return 'none';
        case 'host':
            if (entitlements?.includes('network.host') !== false)
                return 'host';
            throw new errors/* UserError */.yo('RUN --network=host is not allowed', { hint: 'Allow it with --allow network.host.' });
        default:
            throw new errors/* UserError */.yo(`unsupported network mode "${instruction.network}"`, {
                hint: 'RUN --network takes default, none or host.',
            });
    }
}

;// CONCATENATED MODULE: ./lib/plan/lower.js






/**
 * Expands a stage's instructions in order. Each sees the variables that earlier ones set.
 *
 * @throws UserError with the location of the instruction
 */
function lowerStage(planned, start, stageIndex, options, checks) {
    let state = start;
    const steps = planned.map((each) => {
        const { instruction, trigger } = each;
        checks?.check(each, state);
        const lowered = (0,error_location/* locateErrors */.yU)(options.dockerfile, instruction.range, () => {
            const result = lowerInstruction(each, state, stageIndex, options);
            options.budget.step(result.step.expanded);
            return result;
        });
        state = lowered.state;
        return { ...lowered.step, text: instruction.text, range: instruction.range, trigger, image: state.image };
    });
    return { steps, end: state };
}
function lowerInstruction(planned, state, stageIndex, options) {
    const { instruction, sources } = planned;
    switch (instruction.keyword) {
        case 'ARG':
            return (0,lower_arg/* lowerArg */.c)(instruction, state, options);
        case 'COPY':
        case 'ADD':
            return lowerCopy(instruction, sources[0] ?? { kind: 'context' }, state, stageIndex, options);
        case 'RUN':
            return lowerRun(instruction, sources, state, stageIndex, options);
        case 'WORKDIR':
            return lowerWorkdir(instruction, state, options);
        case 'ENV':
        case 'LABEL':
        case 'MAINTAINER':
        case 'USER':
        case 'CMD':
        case 'ENTRYPOINT':
        case 'EXPOSE':
        case 'VOLUME':
        case 'SHELL':
        case 'STOPSIGNAL':
        case 'HEALTHCHECK':
        case 'ONBUILD':
            return lowerConfig(instruction, state, options);
    }
}


/***/ }),

/***/ 46566:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ SCRIPT_FOLDER)
/* harmony export */ });
/** The folder in which a shell finds a here-document that begins with `#!`. */
const SCRIPT_FOLDER = '/dev/pipes';


/***/ }),

/***/ 23508:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ PlanBudget)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** Characters of all words of a Dockerfile after expansion. A large build has some hundred thousand. */
const MOST_EXPANDED = 16 * 1024 * 1024;
/** Steps of a build. A large one has some hundred. */
const MOST_STEPS = 16_384;
/** Limits the size of a plan: variables with variables in them, and triggers, can make a small Dockerfile very large. */
class PlanBudget {
    #steps = 0;
    #expanded = 0;
    /** One more step. @param text what its instruction expanded to  @throws UserError without a location */
    step(text) {
        this.expanded(text);
        if (++this.#steps > MOST_STEPS) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the build has more than ${MOST_STEPS} steps, those of ONBUILD triggers included`);
        }
    }
    /** @throws UserError without a location */
    expanded(text) {
        this.#expanded += text.length;
        if (this.#expanded > MOST_EXPANDED) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the instructions expand to more than ${MOST_EXPANDED} characters`);
        }
    }
}


/***/ }),

/***/ 3799:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ remoteSource)
/* harmony export */ });
/* harmony import */ var _dockerfile_values_git_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40372);
/* harmony import */ var _text_percent_encoding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85098);


/** BuildKit's name for a file whose address has none. */
const UNNAMED = '__unnamed__';
/**
 * @returns undefined for a path or pattern of the build context
 * @throws UserError for a git address with an invalid query
 */
function remoteSource(text) {
    const address = (0,_dockerfile_values_git_address_js__WEBPACK_IMPORTED_MODULE_0__/* .parseGitAddress */ .Q)(text);
    if (address !== undefined)
        return { kind: 'git', address };
    return /^https?:\/\//.test(text) ? { kind: 'download', url: text, name: nameOf(text) } : undefined;
}
/** The last part of the path. As in BuildKit (`dispatchCopy`), a name that the server gives is ignored. */
function nameOf(url) {
    const path = url.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*$/s, '');
    const base = (0,_text_percent_encoding_js__WEBPACK_IMPORTED_MODULE_1__/* .percentDecoded */ .o)(path).replace(/\/+$/, '').split('/').at(-1) ?? '';
    return /^\.{0,2}$/.test(base) ? UNNAMED : base;
}


/***/ }),

/***/ 89589:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ sourceLabel)
/* harmony export */ });
/** The name of a source in errors and reports. */
function sourceLabel(source, graph) {
    switch (source.kind) {
        case 'context':
            return 'the build context';
        case 'scratch':
            return 'scratch';
        case 'stage':
            return `stage ${graph.stages[source.index]?.name ?? source.index}`;
        case 'image':
            return `image ${source.name}`;
        case 'named':
            return `build context ${source.name}`;
    }
}


/***/ }),

/***/ 46583:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xB: () => (/* binding */ neededStages),
  VC: () => (/* binding */ planStages),
  Mj: () => (/* binding */ withTriggers)
});

// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/logical-lines.js
var logical_lines = __webpack_require__(663);
// EXTERNAL MODULE: ./lib/dockerfile/parse-instruction.js + 3 modules
var parse_instruction = __webpack_require__(34549);
// EXTERNAL MODULE: ./lib/dockerfile/read-instructions.js
var read_instructions = __webpack_require__(21564);
;// CONCATENATED MODULE: ./lib/dockerfile/trigger.js




/**
 * The instruction of an ONBUILD trigger from an image's config. Its location is the FROM of that image. The escape character
 * is the default one, whatever either Dockerfile sets.
 *
 * @throws UserError without a location (the caller knows the FROM's) when it cannot be read, or is not allowed as a trigger
 */
function parseTrigger(trigger, from) {
    try {
        const [line, second] = (0,read_instructions/* readInstructions */.K)((0,logical_lines/* splitLines */.uz)(trigger), '\\', 0, (error) => error);
        if (line === undefined || second !== undefined) {
            throw new errors/* UserError */.yo('onbuild trigger should be a single expression');
        }
        const instruction = (0,parse_instruction/* parseInstruction */.E)({ ...line, range: from.range });
        if (instruction.keyword === 'FROM')
            throw new errors/* UserError */.yo("FROM isn't allowed as an ONBUILD trigger");
        return instruction;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        // Not the parser's own error: the word that it marks is not in this Dockerfile.
        throw new errors/* UserError */.yo(`ONBUILD trigger of ${from.image}, ${JSON.stringify(shown(trigger))}: ${error.message}`, {
            hint: error.hint,
            cause: error,
        });
    }
}
function shown(trigger) {
    return trigger.length > 200 ? `${trigger.slice(0, 200)}…` : trigger;
}

// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/environment.js
var environment = __webpack_require__(44702);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/plan/expand.js
var expand = __webpack_require__(25771);
;// CONCATENATED MODULE: ./lib/plan/stage-cycles.js

/**
 * Refuses stages that need each other. Without recursion: in a long chain of stages, each copying from the next, the call stack
 * would overflow.
 *
 * @throws UserError at an instruction that copies from or mounts a stage which needs the instruction's own stage
 */
function refuseCycles(graph) {
    const done = new Set();
    const path = new Set();
    const visits = [];
    const enter = (index) => {
        if (done.has(index))
            return;
        path.add(index);
        visits.push({ index, copies: copiesOf(graph.stages[index]) });
    };
    for (const stage of graph.stages) {
        enter(stage.index);
        for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
            const next = visit.copies.next();
            if (next.done === true) {
                path.delete(visit.index);
                done.add(visit.index);
                visits.pop();
                continue;
            }
            const { from, range } = next.value;
            if (path.has(from)) {
                const name = graph.stages[from]?.name ?? from;
                throw (0,error_location/* errorAt */.Os)(graph.dockerfile, range, `circular dependency detected on stage: ${name}`);
            }
            enter(from);
        }
    }
}
function* copiesOf(stage) {
    for (const { instruction, sources } of stage?.instructions ?? []) {
        for (const source of sources)
            if (source.kind === 'stage')
                yield { from: source.index, range: instruction.range };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/plan/stage-graph.js










/**
 * The stages, their bases and the sources of their files, after FROM was expanded with the global arguments. No registry is
 * asked.
 *
 * @throws UserError for a blank or circular base and for an unknown target
 */
function planStages(dockerfile, options) {
    const seen = new Map();
    const stages = [];
    for (const node of dockerfile.stages) {
        stages.push(planStage(dockerfile, node, stages, seen, options));
        if (node.name !== undefined)
            seen.set(node.name, node.index);
    }
    const unlinked = {
        dockerfile,
        stages,
        byName: seen,
        target: findTarget(stages, seen, options.target),
        contexts: options.contexts,
        targetPlatform: options.targetPlatform,
    };
    refuseCycles(linked(asWritten(unlinked)));
    return linked(unlinked);
}
/** Without the contexts that replace stages: a replaced stage must not have a cycle either. */
function asWritten(graph) {
    const stages = graph.stages.map((stage) => ({ ...stage, replaced: false, instructions: instructionsOf(stage.node) }));
    return { ...graph, stages };
}
function linked(graph) {
    const stages = graph.stages.map((stage) => ({
        ...stage,
        instructions: stage.instructions.map((planned) => stage_graph_link(graph, planned)),
    }));
    return { ...graph, stages };
}
function instructionsOf(node) {
    return node.instructions.map((instruction) => ({ instruction, trigger: false, sources: [] }));
}
/** The graph with a base's ONBUILD triggers in front of a stage's own instructions. */
function withTriggers(graph, index, triggers) {
    const stage = graph.stages[index];
    if (stage === undefined || stage.replaced || triggers.length === 0)
        return graph;
    const added = triggers.map((trigger) => (0,error_location/* locateErrors */.yU)(graph.dockerfile, stage.node.from.range, () => stage_graph_link(graph, { instruction: parseTrigger(trigger, stage.node.from), trigger: true, sources: [] })));
    const changed = { ...stage, instructions: [...added, ...stage.instructions] };
    const result = { ...graph, stages: graph.stages.with(index, changed) };
    refuseCycles(result);
    return result;
}
/** Indexes of the stages that the target needs, in the order of the file. */
function neededStages(graph) {
    const needed = new Set([graph.target]);
    // A set also iterates over what is added meanwhile.
    for (const index of needed) {
        const stage = graph.stages[index];
        for (const source of stage === undefined ? [] : stageSources(stage))
            needed.add(source);
    }
    return [...needed].sort((a, b) => a - b);
}
function planStage(dockerfile, node, earlier, seen, options) {
    const image = baseNameOf(dockerfile, node, options);
    const platform = fromPlatform(dockerfile, node, options);
    const common = { index: node.index, name: node.name ?? String(node.index), node };
    const { name } = node;
    const context = name === undefined
        ? undefined
        : (0,error_location/* locateErrors */.yU)(dockerfile, node.from.range, () => options.contexts.ofStage(name, platform));
    if (context !== undefined) {
        const base = { kind: 'named', name: context, platform };
        return { ...common, base, replaced: true, platform, instructions: [] };
    }
    const stage = { ...common, replaced: false, instructions: instructionsOf(node) };
    const below = seen.get(image);
    if (below !== undefined) {
        // A stage has the platform of the stage that it is based on, whatever its own FROM says.
        return { ...stage, base: { kind: 'stage', index: below }, platform: earlier[below]?.platform ?? platform };
    }
    if (image === 'scratch')
        return { ...stage, base: { kind: 'scratch' }, platform: options.targetPlatform };
    const base = (0,error_location/* locateErrors */.yU)(dockerfile, node.from.range, () => imageSource(image, platform, options.contexts));
    return { ...stage, base, platform };
}
/**
 * An image, or the context that replaces it.
 *
 * @throws UserError for a name that an image cannot have, even where the target does not need the stage
 */
function imageSource(name, platform, contexts) {
    const reference = (0,oci_reference/* parseReference */.F2)(name);
    const context = contexts.ofImage(reference, platform);
    return context === undefined ? { kind: 'image', name, reference } : { kind: 'named', name: context, platform };
}
function baseNameOf(dockerfile, node, options) {
    const { image, range } = node.from;
    const name = (0,error_location/* locateErrors */.yU)(dockerfile, range, () => (0,expand/* expand */.f)(dockerfile, image, options.environment));
    if (name !== '')
        return name;
    throw (0,error_location/* errorAt */.Os)(dockerfile, range, `base name (${image}) should not be blank`, {
        word: image,
        hint: 'Give the ARG that it names a default before the first FROM, or pass --build-arg.',
    });
}
function fromPlatform(dockerfile, node, options) {
    const { platform, range } = node.from;
    if (platform === undefined)
        return options.targetPlatform;
    return (0,error_location/* locateErrors */.yU)(dockerfile, range, () => {
        const text = (0,expand/* expand */.f)(dockerfile, platform, options.environment);
        if (text === '') {
            throw (0,error_location/* errorAt */.Os)(dockerfile, range, `empty platform value from expression ${platform}`, {
                word: platform,
                hint: suggestVariable(platform, options),
            });
        }
        return (0,oci_platform/* parsePlatform */.FL)(text, options.targetPlatform);
    });
}
function suggestVariable(expression, options) {
    const name = /[A-Za-z_][A-Za-z0-9_]*/.exec(expression)?.[0];
    const close = name === undefined ? undefined : (0,nearest/* nearest */.p)(name, options.environment.names());
    return close === undefined ? undefined : `Did you mean $${close}?`;
}
function findTarget(stages, byName, target) {
    if (target === undefined || target === '')
        return stages.length - 1;
    const named = byName.get(target.toLowerCase());
    if (named !== undefined)
        return named;
    if (/^\d+$/.test(target) && Number(target) < stages.length)
        return Number(target);
    const names = stages.flatMap((stage) => stage.node.name ?? []);
    const close = (0,nearest/* nearest */.p)(target, names);
    throw new errors/* UserError */.yo(`target stage "${target}" could not be found`, { hint: targetHint(names, close) });
}
function targetHint(names, close) {
    if (close !== undefined)
        return `Did you mean ${close}?`;
    return names.length === 0
        ? 'No stage of this Dockerfile has a name: give one with FROM … AS name.'
        : `The stages are: ${names.join(', ')}.`;
}
/** Resolves the sources of an instruction's files. */
function stage_graph_link(graph, planned) {
    const { instruction } = planned;
    switch (instruction.keyword) {
        case 'COPY':
            return { ...planned, sources: [copySource(graph, instruction)] };
        case 'ADD':
            return { ...planned, sources: [{ kind: 'context' }] };
        case 'RUN':
            return {
                ...planned,
                sources: instruction.mounts.map((mount) => {
                    return (0,error_location/* locateErrors */.yU)(graph.dockerfile, instruction.range, () => {
                        const from = (0,values_mount/* mountFrom */.oA)(mount);
                        return from === undefined ? { kind: 'context' } : namedSource(graph, from);
                    });
                }),
            };
        default:
            return planned;
    }
}
function copySource(graph, copy) {
    const { from } = copy;
    if (from === undefined || from === '')
        return { kind: 'context' };
    const { dockerfile } = graph;
    if ((0,error_location/* locateErrors */.yU)(dockerfile, copy.range, () => (0,expand/* expand */.f)(dockerfile, from, environment/* Environment */.O.empty)) !== from) {
        throw (0,error_location/* errorAt */.Os)(dockerfile, copy.range, 'variable expansion is not supported for --from', {
            word: from,
            hint: 'Define a stage with FROM $VARIABLE AS name, using an ARG before the first FROM, and copy from that.',
        });
    }
    if (/^[+-]?\d+$/.test(from)) {
        const index = Number(from);
        if (index < 0 || index >= graph.stages.length)
            throw (0,error_location/* errorAt */.Os)(dockerfile, copy.range, `invalid stage index ${index}`, { word: from });
        return stageSource(graph, index);
    }
    return (0,error_location/* locateErrors */.yU)(dockerfile, copy.range, () => namedSource(graph, from));
}
function namedSource(graph, name) {
    const index = graph.byName.get(name.toLowerCase());
    if (index !== undefined)
        return stageSource(graph, index);
    return name === 'scratch' ? { kind: 'scratch' } : imageSource(name, graph.targetPlatform, graph.contexts);
}
/** A context that replaces a stage does not have to be built. */
function stageSource(graph, index) {
    const stage = graph.stages[index];
    return stage?.replaced === true ? stage.base : { kind: 'stage', index };
}
function stageSources(stage) {
    return [stage.base, ...stage.instructions.flatMap((planned) => planned.sources)].flatMap((source) => source.kind === 'stage' ? [source.index] : []);
}


/***/ }),

/***/ 94897:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ startOnImage),
/* harmony export */   i: () => (/* binding */ startOnStage)
/* harmony export */ });
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44702);

/** The state in which a stage on an image begins. */
function startOnImage(image) {
    return {
        image,
        environment: _environment_js__WEBPACK_IMPORTED_MODULE_0__/* .Environment */ .O.of(variablesOf(image)),
        declaredArgs: [],
        commandSet: false,
    };
}
/** The state in which a stage on another stage begins. It inherits all variables, also of ARG; those of the image's ENV win. */
function startOnStage(base, image) {
    const environment = variablesOf(image).reduce((all, [name, value]) => all.set(name, value), base.environment);
    return { image, environment, declaredArgs: base.declaredArgs, commandSet: false };
}
function variablesOf({ config }) {
    return (config.Env?.items ?? []).map(_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .splitVariable */ .t);
}


/***/ })

};
