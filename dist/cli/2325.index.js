export const id = 2325;
export const ids = [2325];
export const modules = {

/***/ 68763:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ cacheSecrets)
/* harmony export */ });
/* harmony import */ var _objects_port_object_settings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61713);
/* harmony import */ var _options_values_cache_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39757);


/** What caches are opened by: the values of attributes that nobody may see. */
function cacheSecrets({ cacheFrom = [], cacheTo = [], builder }) {
    const ours = [...cacheFrom, ...cacheTo].flatMap((spec) => ('objects' in spec ? (0,_objects_port_object_settings_js__WEBPACK_IMPORTED_MODULE_1__/* .secretsOf */ .F)(spec.objects.store) : []));
    const handedOn = [...(builder?.cacheFrom ?? []), ...(builder?.cacheTo ?? [])].flatMap(({ attributes }) => _options_values_cache_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .SECRET_ATTRIBUTES */ .DW.flatMap((name) => attributes[name] ?? []));
    return [...new Set([...ours, ...handedOn])];
}


/***/ }),

/***/ 8195:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readSecrets)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _async_read_bytes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41828);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);



/** Bytes of a secret; BuildKit takes as many. The file may be a pipe that the shell made, or a device without an end. */
const MAX_SECRET = 500 * 1024;
/** Secrets by id. Each is read when a step mounts it for the first time. */
function readSecrets(sources) {
    return new Map(sources.map((source) => [source.id, () => read(source)]));
}
async function read(source) {
    if (source.kind === 'value')
        return source.value;
    const { id, path } = source;
    let content;
    try {
        content = await (0,_async_read_bytes_js__WEBPACK_IMPORTED_MODULE_2__/* .readBytesUpTo */ .gR)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path), MAX_SECRET);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`cannot read secret ${id} from ${path}`, { cause: error });
    }
    if (content === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`secret ${id} in ${path} is larger than ${MAX_SECRET / 1024} KiB`);
    return content;
}


/***/ }),

/***/ 99850:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   _4: () => (/* binding */ maskOf),
/* harmony export */   qG: () => (/* binding */ redacting)
/* harmony export */ });
/* harmony import */ var _engine_secret_mask_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17601);
/* harmony import */ var _text_url_credentials_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76653);
/* harmony import */ var _caching_cache_secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68763);
/* harmony import */ var _options_secrets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8195);




/** The mask for all texts that leave a build. @param others values to mask besides its secrets and those of its caches */
function maskOf(options, others = []) {
    return _engine_secret_mask_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretMask */ .f.read((0,_options_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .readSecrets */ .q)(options.secrets), [...(0,_caching_cache_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .cacheSecrets */ .o)(options), ...others].map((value) => Buffer.from(value)));
}
/**
 * Passes on events without secret values. What steps and tests print is masked already. This masks what got into the name of a file, an
 * instruction, or the message of another program.
 */
function redacting(sink, mask) {
    return (event) => sink(hasWords(event) ? redact(event, mask) : event);
}
function hasWords({ type }) {
    return type !== 'step-output' && type !== 'test-output' && type !== 'transfer';
}
/** Plain data or an error: in every text in it secrets are masked, and addresses have no users and passwords. */
function redact(value, mask) {
    return redacted(value, mask);
}
function redacted(value, mask) {
    if (typeof value === 'string')
        return (0,_text_url_credentials_js__WEBPACK_IMPORTED_MODULE_3__/* .redactCredentials */ .U)(mask.text(value));
    if (Array.isArray(value))
        return value.map((item) => redacted(item, mask));
    if (value instanceof Error)
        return redactedError(value, mask);
    if (typeof value !== 'object' || value === null)
        return value;
    const masked = Object.entries(value).map(([name, part]) => [
        name,
        OUR_WORDS.has(name) ? part : redacted(part, mask),
    ]);
    return Object.fromEntries(masked);
}
/** Fields that only hold words of ours. A secret that is one of these words would make an event into one that nobody knows. */
const OUR_WORDS = new Set(['type', 'kind', 'status', 'input', 'change', 'action', 'direction']);
/** A masked error of the same class. Fields that are not enumerable, such as the message, are masked too. */
function redactedError(error, mask) {
    const fields = Object.getOwnPropertyNames(error).map((name) => {
        const value = redacted(error[name], mask);
        return [name, { value, enumerable: Object.prototype.propertyIsEnumerable.call(error, name), configurable: true }];
    });
    return Object.create(Object.getPrototypeOf(error), Object.fromEntries(fields));
}


/***/ }),

/***/ 17601:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ SecretMask)
/* harmony export */ });
/* unused harmony export MaskedStream */
/** Shorter values would hide half of every log, and are no secrets. Bytes. */
const SHORTEST = 4;
/** Keys and certificates are smaller. The lines of a larger file are not masked one by one. Bytes. */
const LONGEST_BY_LINES = 64 * 1024;
const MASK = Buffer.from('***');
/**
 * Masks the values of secrets in what a step prints. Each line of a value with several lines is masked too, as a program may print
 * them one by one.
 */
class SecretMask {
    /** Longest first: where two match, the longer one counts. */
    #patterns;
    constructor(patterns) {
        this.#patterns = patterns;
    }
    static of(values) {
        const texts = new Set();
        for (const value of values) {
            // As latin1, in which every byte is a character: values need not be UTF-8.
            const text = Buffer.from(value).toString('latin1');
            const lines = text.length > LONGEST_BY_LINES ? [] : text.split(/\r?\n/).map((line) => line.trim());
            for (const part of [text, text.trim(), ...lines]) {
                if (part.length >= SHORTEST)
                    texts.add(part);
            }
        }
        const patterns = [...texts].map((text) => Buffer.from(text, 'latin1'));
        return new SecretMask(patterns.sort((a, b) => b.length - a.length));
    }
    /**
     * The mask of a build's secrets. A secret that cannot be read fails the step that mounts it, not the mask.
     *
     * @param others further values to mask
     */
    static async read(secrets, others = []) {
        const values = await Promise.allSettled([...secrets.values()].map((read) => read()));
        const known = values.flatMap((value) => (value.status === 'fulfilled' ? [value.value] : []));
        return SecretMask.of([...known, ...others]);
    }
    text(text) {
        const stream = this.stream();
        return Buffer.concat([stream.push(Buffer.from(text)), stream.end()]).toString();
    }
    /** For one stream of output. A value may be split between chunks. */
    stream() {
        return new MaskedStream(this.#patterns);
    }
}
/** Masks one stream. What may be the start of a value is held back until the next chunk shows whether it is. */
class MaskedStream {
    #patterns;
    #firstBytes;
    #held = Buffer.alloc(0);
    constructor(patterns) {
        this.#patterns = patterns;
        this.#firstBytes = new Set(patterns.map((pattern) => pattern[0]));
    }
    /** What can be shown so far. */
    push(chunk) {
        if (this.#patterns.length === 0)
            return Buffer.from(chunk);
        return this.#mask(Buffer.concat([this.#held, chunk]), false);
    }
    /** The rest, at the stream's end. */
    end() {
        return this.#mask(this.#held, true);
    }
    #mask(text, ended) {
        const shown = [];
        let at = 0;
        const open = ended ? text.length : this.#openEnd(text);
        for (;;) {
            const match = this.#nextMatch(text, at);
            // A match that reaches into the held back end may be part of a longer one.
            if (match === undefined || match.start >= open)
                break;
            shown.push(text.subarray(at, match.start), MASK);
            at = match.end;
        }
        const until = Math.max(at, open);
        shown.push(text.subarray(at, until));
        this.#held = Buffer.from(text.subarray(until));
        return Buffer.concat(shown);
    }
    /** Where the last bytes begin that could be the start of a value. */
    #openEnd(text) {
        const longest = this.#patterns[0]?.length ?? 0;
        for (let start = Math.max(0, text.length - longest + 1); start < text.length; start++) {
            if (!this.#firstBytes.has(text[start]))
                continue;
            const tail = text.subarray(start);
            const begins = (pattern) => pattern.length > tail.length && pattern.subarray(0, tail.length).equals(tail);
            if (this.#patterns.some(begins))
                return start;
        }
        return text.length;
    }
    #nextMatch(text, from) {
        let best;
        for (const pattern of this.#patterns) {
            const start = text.indexOf(pattern, from);
            if (start >= 0 && (best === undefined || start < best.start))
                best = { start, end: start + pattern.length };
        }
        return best;
    }
}


/***/ }),

/***/ 6258:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ hasWildcard),
/* harmony export */   t: () => (/* binding */ Wildcard)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/**
 * The wildcards of COPY and ADD sources: the language of Go's `path/filepath.Match`, on paths with '/' on every system.
 *
 *     '*'         any sequence of characters but '/'
 *     '?'         any one character but '/'
 *     '[' [ '^' ] { character | '\\' character | lo '-' hi } ']'   a class; as in Go, it may also match '/'
 *     '\\' c      the character c
 *
 * `**` is only two stars, and does not cross directories. `--parents` has another language (`PathPattern`).
 */
class Wildcard {
    source;
    #chunks;
    /** One for each component, if each component of the pattern can only match one component of a path. */
    #components;
    constructor(source, chunks, components) {
        this.source = source;
        this.#chunks = chunks;
        this.#components = components;
    }
    /** @throws UserError "syntax error in pattern" */
    static compile(source, location) {
        const chunks = parseChunks(source, location);
        const spans = chunks.some((chunk) => chunk.tokens.some((token) => token.kind === 'class' && accepts(token, SLASH)));
        return new Wildcard(source, chunks, spans ? undefined : splitComponents(chunks));
    }
    /** Whether the whole of `path` matches. */
    matches(path) {
        return matchChunks(this.#chunks, codePoints(path));
    }
    /**
     * Whether a path below `directory` may match, so that a walk can leave out other directories. `''` is the root. It may be true
     * although no path matches, but is never false if one does.
     */
    mayMatchBelow(directory) {
        if (directory === '' || this.#components === undefined)
            return true;
        const names = directory.split('/');
        if (names.length >= this.#components.length)
            return false;
        return names.every((name, index) => matchChunks(this.#components?.[index] ?? [], codePoints(name)));
    }
}
/** Whether COPY treats `pattern` as a wildcard rather than as a literal path. */
function hasWildcard(pattern) {
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern[at];
        if (character === '\\')
            at++;
        else if (character === '*' || character === '?' || character === '[')
            return true;
    }
    return false;
}
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const DASH = 0x2d;
function codePoints(text) {
    return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
function parseChunks(source, location) {
    const codes = codePoints(source);
    let at = 0;
    const bad = () => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`syntax error in pattern ${JSON.stringify(source)}`, {
        location,
        hint: 'Close every [ with a ], and write \\ before a character that is meant literally.',
    });
    /** A character of a class, with its escape resolved. Something must follow it. */
    const classCharacter = () => {
        let code = codes[at++];
        if (code === undefined || code === DASH || code === CLOSE)
            throw bad();
        if (code === BACKSLASH)
            code = codes[at++];
        if (code === undefined || at >= codes.length)
            throw bad();
        return code;
    };
    const characterClass = () => {
        const negated = codes[at] === CARET;
        if (negated)
            at++;
        const ranges = [];
        while (ranges.length === 0 || codes[at] !== CLOSE) {
            const low = classCharacter();
            if (codes[at] !== DASH)
                ranges.push([low, low]);
            else {
                at++;
                ranges.push([low, classCharacter()]);
            }
        }
        at++;
        return { kind: 'class', negated, ranges };
    };
    const chunks = [];
    let star = false;
    let tokens = [];
    while (at < codes.length) {
        const code = codes[at++] ?? 0;
        switch (code) {
            case STAR:
                if (star || tokens.length > 0) {
                    if (tokens.length === 0)
                        break;
                    chunks.push({ star, tokens });
                    tokens = [];
                }
                star = true;
                break;
            case QUESTION:
                tokens.push({ kind: 'any' });
                break;
            case OPEN:
                tokens.push(characterClass());
                break;
            case BACKSLASH: {
                const escaped = codes[at++];
                if (escaped === undefined)
                    throw bad();
                tokens.push({ kind: 'literal', code: escaped });
                break;
            }
            default:
                tokens.push({ kind: 'literal', code });
        }
    }
    if (star || tokens.length > 0)
        chunks.push({ star, tokens });
    return chunks;
}
/** Splits at the literal slashes. A star belongs to the component that it is in. */
function splitComponents(chunks) {
    const components = [];
    let component = [];
    for (const chunk of chunks) {
        let star = chunk.star;
        let tokens = [];
        for (const token of chunk.tokens) {
            if (token.kind === 'literal' && token.code === SLASH) {
                if (star || tokens.length > 0)
                    component.push({ star, tokens });
                components.push(component);
                component = [];
                star = false;
                tokens = [];
            }
            else
                tokens.push(token);
        }
        if (star || tokens.length > 0)
            component.push({ star, tokens });
    }
    components.push(component);
    return components;
}
function accepts(token, code) {
    switch (token.kind) {
        case 'literal':
            return token.code === code;
        case 'any':
            return code !== SLASH;
        case 'class':
            return token.negated !== token.ranges.some(([low, high]) => low <= code && code <= high);
    }
}
function matchesAt(tokens, path, from) {
    if (from + tokens.length > path.length)
        return false;
    return tokens.every((token, index) => accepts(token, path[from + index] ?? 0));
}
/**
 * As in Go: each run of stars takes as little as it can, and this is never changed afterwards. The time is at most pattern × path. It is
 * exact, except for a class that matches '/', for which Go's answer is wanted here.
 */
function matchChunks(chunks, path) {
    let at = 0;
    for (const [index, chunk] of chunks.entries()) {
        const last = index === chunks.length - 1;
        if (chunk.star && chunk.tokens.length === 0)
            return !path.includes(SLASH, at);
        const fits = (from) => matchesAt(chunk.tokens, path, from) && (!last || from + chunk.tokens.length === path.length);
        if (chunk.star)
            while (at < path.length && !fits(at) && path[at] !== SLASH)
                at++;
        if (!fits(at))
            return false;
        at += chunk.tokens.length;
    }
    return at === path.length;
}


/***/ }),

/***/ 61713:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ secretsOf)
/* harmony export */ });
/** The values among the settings that nobody may see. */
function secretsOf(store) {
    if (store.kind === 'azblob')
        return store.accountKey === undefined ? [] : [store.accountKey];
    const { credentials } = store;
    if (credentials === undefined)
        return [];
    const { id, secret, sessionToken } = credentials;
    return [id, secret, ...(sessionToken === undefined ? [] : [sessionToken])];
}


/***/ }),

/***/ 95584:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d3: () => (/* binding */ renderCheck),
/* harmony export */   sw: () => (/* binding */ checkDocument)
/* harmony export */ });
/* unused harmony export checkHeadline */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65331);
/* harmony import */ var _line_ranges_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19646);



/**
 * What `docker build --check` prints: the number of findings, and each finding with its lines, in the order of the file. An
 * error is printed elsewhere.
 */
function renderCheck({ dockerfile, findings, failure }) {
    if (findings.length === 0)
        return failure === undefined ? `${checkHeadline(0)}\n` : '';
    const lines = dockerfile.text.replace(/^\ufeff/, '').split('\n');
    const sorted = findings.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0));
    const blocks = sorted.map((finding) => `\n${renderFinding(finding, dockerfile.name, lines)}`);
    return `${checkHeadline(findings.length)}\n${blocks.join('')}`;
}
/** The first line of the text. */
function checkHeadline(count) {
    if (count === 0)
        return 'Check complete, no warnings found.';
    return `Check complete, ${count === 1 ? '1 warning has' : `${count} warnings have`} been found!`;
}
function renderFinding(finding, file, lines) {
    const url = finding.url === undefined ? '' : ` - ${finding.url}`;
    const head = `WARNING: ${finding.rule ?? ''}${url}\n${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .T)(finding.message)}\n`;
    return head + excerpt(file, lines, finding.line ?? 0, finding.endLine ?? finding.line ?? 0);
}
/** Lines around a finding, as BuildKit shows them: four for one line, two for several. */
function excerpt(file, lines, start, end) {
    if (start < 1 || start > lines.length)
        return '';
    let first = start;
    let last = Math.min(end, lines.length);
    const around = start === end ? 4 : 2;
    for (let added = 0; added < around; added++) {
        if (first > 1) {
            first -= 1;
            added += 1;
        }
        if (last !== lines.length) {
            last += 1;
            added += 1;
        }
    }
    const shown = [];
    for (let number = first; number <= last; number++) {
        const mark = number >= start && number <= end ? '>>>' : '   ';
        const text = (0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .T)((lines[number - 1] ?? '').replace(/\r$/, ''));
        shown.push(` ${String(number).padStart(3)} | ${mark} ${text}`.trimEnd());
    }
    const rule = '--------------------';
    return `${[`${(0,_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .T)(file)}:${start}`, rule, ...shown, rule].join('\n')}\n`;
}
/** The document that `docker build --call=check,format=json` prints. */
function checkDocument({ dockerfile, findings, failure }) {
    const location = failure instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? failure.location : undefined;
    return {
        warnings: findings.map(({ rule, description, url, message, line, endLine }) => ({
            ruleName: rule,
            description,
            url,
            detail: message,
            location: { ranges: ranges(line, endLine) },
        })),
        sources: [
            {
                filename: dockerfile.name,
                language: 'Dockerfile',
                data: Buffer.from(dockerfile.text).toString('base64'),
            },
        ],
        ...(failure !== undefined && {
            buildError: {
                message: failure instanceof Error ? failure.message : 'the check failed',
                location: { ranges: ranges(location?.line, location?.endLine) },
            },
        }),
    };
}
function ranges(line, endLine = line ?? 0) {
    return line === undefined ? [] : (0,_line_ranges_js__WEBPACK_IMPORTED_MODULE_2__/* .lineRanges */ .n)(line, endLine);
}


/***/ }),

/***/ 57147:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cg: () => (/* binding */ descriptionDocument),
/* harmony export */   Nk: () => (/* binding */ renderDescription),
/* harmony export */   ij: () => (/* binding */ descriptionText)
/* harmony export */ });
/* harmony import */ var _text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65331);
/* harmony import */ var _line_ranges_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19646);


/** What `docker build --call=outline` and `--call=targets` print, for people or as a document. */
function descriptionText(described, format) {
    return format === 'json'
        ? `${JSON.stringify(descriptionDocument(described), null, 2)}\n`
        : renderDescription(described);
}
function renderDescription(described) {
    return described.kind === 'outline' ? renderOutline(described.outline) : renderTargets(described.targets);
}
function renderTargets(targets) {
    const rows = targets.map(({ name, description = '', isDefault }) => {
        if (!isDefault)
            return [name ?? '', description];
        return [name === undefined ? '(default)' : `${name} (default)`, description];
    });
    return table(1, [['TARGET', 'DESCRIPTION'], ...rows]);
}
function renderOutline({ name, description, args, secrets, ssh }) {
    const mounts = (all) => all.map(({ id, required }) => [id, required ? 'true' : '']);
    const tables = [
        name !== undefined &&
            table(1, [['TARGET:', name], ...(description === undefined ? [] : [['DESCRIPTION:', description]])]),
        args.length > 0 &&
            table(3, [
                ['BUILD ARG', 'VALUE', 'DESCRIPTION'],
                ...args.map((arg) => [arg.name, arg.value ?? '', arg.description ?? '']),
            ]),
        secrets.length > 0 && table(3, [['SECRET', 'REQUIRED'], ...mounts(secrets)]),
        ssh.length > 0 && table(3, [['SSH', 'REQUIRED'], ...mounts(ssh)]),
    ];
    return tables.map((text) => (text === false ? '' : `${text}\n`)).join('');
}
/** Columns that are as wide as their widest cell, and `gap` blanks; the last one is as wide as it is. */
function table(gap, rows) {
    const cells = rows.map((row) => row.map(_text_sanitize_line_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .T));
    const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
    const line = (row) => row
        .map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) + gap - [...cell].length)))
        .join('');
    return cells.map((row) => `${line(row)}\n`).join('');
}
/** The document that they print with `format=json`. */
function descriptionDocument(described) {
    const sources = [Buffer.from(described.dockerfile).toString('base64')];
    if (described.kind === 'targets')
        return { targets: described.targets.map(targetDocument), sources };
    const { name, description, args, secrets, ssh } = described.outline;
    const mounts = (all) => listed(all.map(({ id, required, range }) => ({ name: id, ...(required && { required }), ...location(range) })));
    return {
        name,
        description,
        args: listed(args.map(({ range, ...arg }) => ({
            ...arg,
            value: arg.value === '' ? undefined : arg.value,
            ...location(range),
        }))),
        secrets: mounts(secrets),
        ssh: mounts(ssh),
        sources,
    };
}
function targetDocument({ name, isDefault, description, base, platform, range }) {
    return { name, ...(isDefault && { default: true }), description, base, platform, ...location(range) };
}
/** Go leaves an empty list out. */
function listed(all) {
    return all.length === 0 ? undefined : [...all];
}
function location({ start, end }) {
    return { location: { ranges: (0,_line_ranges_js__WEBPACK_IMPORTED_MODULE_1__/* .lineRanges */ .n)(start, end) } };
}


/***/ }),

/***/ 19646:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ lineRanges)
/* harmony export */ });
/** One range for each line, as BuildKit's documents have them. */
function lineRanges(line, endLine) {
    return Array.from({ length: endLine - line + 1 }, (_, index) => ({
        start: { line: line + index },
        end: { line: line + index },
    }));
}


/***/ }),

/***/ 20439:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ FailedOutput)
});

// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
// EXTERNAL MODULE: ./lib/report/console/last-lines.js
var last_lines = __webpack_require__(37864);
;// CONCATENATED MODULE: ./lib/report/failure/line-patterns.js
/** The first that matches a line counts. They are tried on many lines, so none has a repetition within a repetition. */
const PATTERNS = [
    // TypeScript, C#, MSBuild: src/x.ts(3,5): error TS2322: …
    { rank: 3, line: /\(\d+(?:,\d+)?\): (?:fatal )?error\b/ },
    // TypeScript, pretty: src/x.ts:3:5 - error TS2322: …
    { rank: 3, line: /:\d+:\d+ - error\b/ },
    // gcc, clang, swiftc, sass, javac, kotlinc, scalac, protoc: main.c:3:5: error: …
    { rank: 3, line: /:\d+(?::\d+)?: (?:fatal )?error\b/, more: /^ {2,}symbol: |^ {2,}location: / },
    // The linker.
    { rank: 3, line: /: undefined reference to / },
    { rank: 2, line: /^(?:\S*\/)?(?:ld|collect2)(?:\.\w+)?: (?:error: |cannot find )/ },
    // rustc: error[E0308]: mismatched types, and below it where.
    { rank: 3, line: /^error\[E\d{4}\]: /, more: /^\s*--> / },
    { rank: 1, line: /^error: (?:could not compile|aborting due to|failed to run custom build command)/ },
    { rank: 3, line: /^thread '.*' (?:\(\d+\) )?panicked at /, more: /^(?!stack backtrace|note: )\S/ },
    // go build, go vet: ./main.go:7:2: undefined: x; go test.
    { rank: 3, line: /^(?:vet: )?[\w./@+-]*\.go:\d+(?::\d+)?: / },
    { rank: 3, line: /^\s*--- FAIL: /, more: /^\s+\S*_test\.go:\d+: / },
    { rank: 2, line: /^go: (?!downloading|finding|extracting|added|upgraded|downgraded|creating|to add)\S/ },
    { rank: 2, line: /^panic: / },
    { rank: 1, line: /^FAIL\b/ },
    // eslint and the like: the file on a line of its own, below it "3:5  error  …".
    { rank: 3, line: /^\s+\d+:\d+\s+error\s/, heading: /^(?:[/.]|\w)[^\s:]*\.\w+$/ },
    // Maven: [ERROR] /app/Foo.java:[12,8] cannot find symbol
    { rank: 3, line: /^\[ERROR\] \S+:\[\d+,\d+\] / },
    { rank: 3, line: /^e: (?:file:\/\/)?\S+\.kts?:/ },
    { rank: 2, line: /^\[ERROR\] Failed to execute goal / },
    { rank: 1, line: /^\[ERROR\] \S/ },
    { rank: 2, line: /^\* What went wrong:$/, more: /^(?:> |\S)/ },
    // Python: the exception's line, and the place above it.
    {
        rank: 3,
        line: /^(?:[A-Za-z_]\w*\.){0,8}(?:[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning)|Error|Exception)(?::|$)/,
        heading: /^\s+File ".*", line \d+/,
        more: /^\s+at (?!.*\bnode:)/,
    },
    // pytest: the short summary, or the assertion.
    { rank: 3, line: /^(?:FAILED|ERROR) \S+(?:::\S+)?(?: - |$)/ },
    { rank: 2, line: /^E {2,}\S/ },
    // jest and vitest: the test's name, and what was expected.
    { rank: 3, line: /^\s*● .+/, not: /^\s*● Console$/, more: /^\s*(?:$|expect\(|Expected|Received|\S*Error: )/ },
    { rank: 3, line: /^\s*(?:FAIL|×|✗|✖) {1,2}\S.* > /, more: /^\S*Error: / },
    { rank: 3, line: /^not ok \d+/, not: /# (?:TODO|SKIP)/i },
    { rank: 3, line: /^\s+\d+\) [A-Z]\w*:$|^rspec \S+:\d+/ },
    // Ruby, PHP, Perl.
    { rank: 3, line: /^\S+\.rb:\d+:in .*\((?:\w|::)+\)$/ },
    { rank: 3, line: /\bPHP (?:Fatal|Parse) error: / },
    { rank: 3, line: /^(?:Fatal|Parse) error: .* on line \d+/ },
    { rank: 3, line: /^[^:]+ at \S+ line \d+[.,]/ },
    // CMake and configure.
    { rank: 3, line: /^CMake Error at /, more: /^(?:$|\s+\S)/ },
    { rank: 2, line: /^(?:CMake Error|configure: error): / },
    // esbuild, vite, rollup, webpack.
    { rank: 3, line: /^[✘X] \[ERROR\] /, more: /^(?:$|\s+\S+:\d+:\d+:$)/ },
    { rank: 3, line: /^ERROR in \S/, more: /^(?:Module not found|TS\d+|\S*Error)\b/ },
    { rank: 2, line: /^Module not found: / },
    { rank: 2, line: /^error during build:$/, more: /^\S/ },
    // npm, yarn, pnpm, bun.
    {
        rank: 2,
        line: /^npm (?:ERR!|error) code (?!ELIFECYCLE\b|\d)\S/,
        more: /^npm (?:ERR!|error)(?! A complete log)/,
    },
    { rank: 2, line: /^npm (?:ERR!|error) Missing script: / },
    { rank: 1, line: /^npm (?:ERR!|error) (?!A complete log|\s*$)\S/ },
    {
        rank: 2,
        line: /^➤ YN0*(?!0000\b)\d+: .*(?:can't|cannot|couldn't|doesn't|failed|conflict|invalid|unable|forbidden)/i,
    },
    { rank: 2, line: /\bERR_PNPM_(?!RECURSIVE_RUN)\w+/ },
    { rank: 1, line: /\bERR_PNPM_\w+|\bELIFECYCLE\b/ },
    { rank: 1, line: /^error Command failed with exit code \d+/ },
    // apt, dpkg, apk, dnf, pip, gem.
    { rank: 2, line: /^E: (?!Sub-process )\S/ },
    { rank: 1, line: /^E: Sub-process / },
    { rank: 2, line: /^dpkg: error / },
    { rank: 2, line: /^ERROR: unable to select packages:$/, more: /^ {2}\S/ },
    { rank: 2, line: /^Error: Unable to find a match: / },
    { rank: 2, line: /^(?:Bundler::|Could not find )\S/ },
    // Shells, and programs that they call.
    { rank: 2, line: /: (?:not found|command not found|No such file or directory|Permission denied)$/ },
    { rank: 2, line: /^(?:[ \d:-]*curl: \(\d+\)|wget: |fatal: |tar: .*: Cannot |cp: |mv: |rm: |chmod: |chown: )/ },
    {
        rank: 2,
        line: /\b(?:No space left on device|Cannot allocate memory|JavaScript heap out of memory|ENOSPC|OutOfMemoryError)\b/,
    },
    { rank: 1, line: /^(?:Segmentation fault|Killed|Aborted|Bus error|Illegal instruction)\b/ },
    { rank: 1, line: /^(?:\S*make|ninja)(?:\[\d+\])?: (?:\*\*\* |build stopped)/ },
    // Anything that calls itself an error.
    {
        rank: 2,
        line: /^\s{0,4}(?:\[?(?:fatal|error)\]?|ERR!?)(?:\s*\[[^\]]*\])?:? +\S/i,
        not: /^\s*errors?:? +0\b|^\s*error(?:s)? free/i,
    },
    { rank: 2, line: /^[\w./-]+: (?:fatal )?error: / },
];

;// CONCATENATED MODULE: ./lib/report/failure/telling-lines.js

/** The most lines that are taken for telling. */
const MOST = 6;
/** If nothing is recognized, as many of the last lines are taken. */
const LAST = 3;
/** Characters that are compared with a pattern: hostile output must not make the comparison slow. */
const COMPARED = 300;
/** How far above a line its heading may be. */
const NEAR = 40;
/**
 * The lines of a command's output that most likely say what is wrong: those that well-known tools mark as errors. Lines that name a place in
 * a source are preferred to lines that only say that something failed. If no tool is recognized, they are the last lines that are not empty.
 *
 * @param lines of the output, without control characters
 */
function tellingLines(lines) {
    const matches = lines.flatMap((line, index) => {
        const pattern = patternOf(line);
        return pattern === undefined ? [] : [{ index, pattern }];
    });
    const best = Math.max(0, ...matches.map(({ pattern }) => pattern.rank));
    const told = new Set();
    for (const { index, pattern } of matches) {
        if (told.size >= MOST)
            break;
        if (pattern.rank !== best)
            continue;
        const heading = pattern.heading === undefined ? undefined : headingOf(lines, index, pattern.heading);
        if (heading !== undefined)
            told.add(heading);
        told.add(index);
        for (let next = index + 1; pattern.more?.test(compared(lines[next])) === true && told.size < MOST; next += 1) {
            told.add(next);
        }
    }
    const found = [...told].sort((left, right) => left - right).map((index) => lines[index]?.trimEnd() ?? '');
    if (found.length > 0)
        return withoutRepeats(found)
            .filter((line) => line !== '')
            .slice(0, MOST);
    return lines.filter((line) => line.trim() !== '').slice(-LAST);
}
function patternOf(line) {
    const start = compared(line);
    return PATTERNS.find(({ line: pattern, not }) => pattern.test(start) && not?.test(start) !== true);
}
function headingOf(lines, below, heading) {
    for (let index = below - 1; index >= Math.max(below - NEAR, 0); index -= 1) {
        if (heading.test(compared(lines[index])))
            return index;
    }
    return undefined;
}
function compared(line = '') {
    return line.slice(0, COMPARED);
}
function withoutRepeats(lines) {
    return [...new Set(lines)];
}

;// CONCATENATED MODULE: ./lib/report/failure/failed-output.js



/** Lines of output that are looked through for those that tell what is wrong. */
const KEPT = 400;
/** Lines of output that a message quotes. */
const QUOTED = 15;
/** Characters of a quoted line. */
const WIDTH = 500;
/**
 * Keeps the last lines of each step and test that is at work. If one fails, or is at work when the build is interrupted, they are
 * the evidence for all who read of it without the log.
 */
class FailedOutput {
    #running = new Map();
    #test;
    #culprit;
    /** Milliseconds that the culprit took, if it was stopped. */
    #stoppedAfter = 0;
    sink = (event) => {
        switch (event.type) {
            case 'step-running':
                this.#outputOf(event.step);
                break;
            case 'step-output':
                this.#outputOf(event.step).push(event.stream, event.data);
                break;
            case 'step-finished':
                this.#running.delete(event.step);
                break;
            case 'step-failed':
                // What failed before a second failure is why the build ends.
                if (this.#culprit?.step === undefined || this.#stoppedAfter > 0)
                    this.#accuse(event.step, 0);
                break;
            case 'step-stopped':
                // Of several that were at work, the longest is told about. A step that was only looked up was no work.
                if (this.#running.has(event.step) && this.#mayBe(event.durationMs))
                    this.#accuse(event.step, event.durationMs);
                break;
            case 'test-started':
                this.#test = { test: event, output: new last_lines/* LastLines */.U(KEPT) };
                break;
            case 'test-output':
                this.#test?.output.push(event.stream, event.data);
                break;
            case 'test-finished':
                if (event.exitCode !== 0)
                    this.#culprit = this.#test;
                this.#test = undefined;
                break;
            default:
                break;
        }
    };
    /** `undefined` if nothing was at work: the build ended before its steps, or after them. */
    evidence() {
        const culprit = this.#culprit ?? this.#test;
        if (culprit === undefined)
            return undefined;
        const { step, test, output } = culprit;
        const lines = output.lines();
        const cut = (texts) => texts.map((text) => (0,sanitize_line/* shorten */.m)(text, WIDTH));
        return {
            ...(step !== undefined && { step }),
            ...(test !== undefined && { test: test.command }),
            telling: cut(tellingLines(lines)),
            output: cut(lines.slice(-QUOTED)),
        };
    }
    #outputOf(step) {
        const output = this.#running.get(step) ?? new last_lines/* LastLines */.U(KEPT);
        this.#running.set(step, output);
        return output;
    }
    #mayBe(durationMs) {
        return this.#culprit === undefined || (this.#stoppedAfter > 0 && durationMs > this.#stoppedAfter);
    }
    #accuse(step, stoppedAfter) {
        this.#culprit = { step, output: this.#outputOf(step) };
        this.#stoppedAfter = stoppedAfter;
    }
}


/***/ }),

/***/ 18557:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KP: () => (/* binding */ buildMetadata),
/* harmony export */   Wr: () => (/* binding */ warningMetadata)
/* harmony export */ });
/* unused harmony export provenanceMetadata */
/** The keys that buildx writes to `--metadata-file`, and docker/build-push-action gives as its output `metadata`. */
function buildMetadata(image) {
    return { ...provenanceMetadata(image), ...imageMetadata(image) };
}
/** The keys that name the image. */
function imageMetadata({ imageId, digest, descriptor, tags }) {
    return {
        ...(imageId !== digest && { 'containerimage.config.digest': imageId }),
        'containerimage.descriptor': descriptor,
        'containerimage.digest': digest,
        ...(tags.length > 0 && { 'image.name': tags.join(',') }),
    };
}
/** The keys of a build whose image went nowhere, so that nobody can ask for it. */
function provenanceMetadata({ provenance }) {
    return Object.fromEntries(Object.entries(provenance).map(([platform, predicate]) => [
        platform === '' ? PROVENANCE : `${PROVENANCE}/${platform}`,
        predicate,
    ]));
}
const PROVENANCE = 'buildx.build.provenance';
/** What the checks found in the Dockerfiles of one run. Each finding is told once; no key where there are none. */
function warningMetadata(builds) {
    const all = builds.flatMap(({ warnings, dockerfile }) => warnings.flatMap((warning) => findingOf(warning, dockerfile) ?? []));
    const found = [...new Map(all.map((finding) => [JSON.stringify(finding), finding])).values()];
    return found.length === 0 ? {} : { 'buildx.build.warnings': found };
}
/** As Go's JSON has BuildKit's type `VertexWarning`, with texts in base64. @returns `undefined`: it is no finding of a check */
function findingOf({ rule, message, description, url, line, endLine = line }, { name, text }) {
    if (rule === undefined)
        return undefined;
    const place = line === undefined ? '' : ` (line ${line})`;
    return {
        level: 1,
        short: base64(`${rule}: ${message}${place}`),
        ...(description !== undefined && { detail: [base64(description)] }),
        ...(url !== undefined && { url }),
        sourceInfo: { filename: name, data: base64(text), language: 'Dockerfile' },
        ...(line !== undefined && { range: [{ start: { line }, end: { line: endLine } }] }),
    };
}
function base64(text) {
    return Buffer.from(text).toString('base64');
}


/***/ }),

/***/ 29571:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ ReportBuilder)
});

;// CONCATENATED MODULE: ./lib/report/model/cache-report.js
/** Adds up what happened at each cache location. */
class CacheReportBuilder {
    #tallies = new Map();
    #leftOut = [];
    note(event) {
        if (event.action === 'left-out' || event.action === 'mount-left-out')
            this.#leftOut.push(event);
        else
            this.#noteLocation(event);
    }
    /** @param stepOfLayer numbers of steps by the digest of their layer */
    report(stepOfLayer) {
        const stepOf = (digest) => {
            const step = digest === undefined ? undefined : stepOfLayer.get(digest);
            return step === undefined ? {} : { step };
        };
        const traffic = (entries) => ({
            bytes: entries.reduce((sum, entry) => sum + entry.bytes, 0),
            durationMs: entries.reduce((sum, entry) => sum + entry.durationMs, 0),
            entries: entries.map(({ what, key, digest, bytes, why }) => {
                return { what, key, bytes, ...stepOf(digest), ...(why !== undefined && { why }) };
            }),
        });
        return {
            places: [...this.#tallies.values()].map(({ location, restored, saved, budget, remarks, faults }) => ({
                kind: location.kind,
                name: location.name,
                restored: traffic(restored),
                saved: traffic(saved),
                ...(budget !== undefined && { budget }),
                remarks,
                faults,
            })),
            leftOut: this.#leftOut.map((event) => {
                const { bytes: size, why } = event;
                if (event.action === 'mount-left-out')
                    return { mount: event.id, size, why };
                return { digest: event.digest, size, ...stepOf(event.digest), why };
            }),
        };
    }
    #noteLocation(event) {
        const tally = this.#tallyOf(event.location);
        switch (event.action) {
            case 'pack-restored':
                tally.restored.push({ what: 'pack', ...event });
                break;
            case 'blob-restored':
                tally.restored.push({ what: 'blob', key: event.digest, ...event });
                break;
            case 'pack-saved':
                tally.saved.push({ what: 'pack', ...event });
                break;
            case 'blob-saved':
                tally.saved.push({ what: 'blob', ...event });
                break;
            case 'pack-missing':
                tally.remarks.push('it holds nothing for this build yet');
                break;
            case 'unchanged':
                tally.remarks.push('it already has everything that would be saved');
                break;
            case 'refused':
                tally.remarks.push(event.why);
                break;
            case 'budget': {
                const { entries, bytes, limit } = event;
                tally.budget = { entries, bytes, limit };
                break;
            }
            case 'fault':
                tally.faults.push(`${event.doing}: ${event.message}`);
                break;
        }
    }
    #tallyOf(location) {
        const key = `${location.kind} ${location.name}`;
        const known = this.#tallies.get(key);
        if (known !== undefined)
            return known;
        const fresh = { location, restored: [], saved: [], remarks: [], faults: [] };
        this.#tallies.set(key, fresh);
        return fresh;
    }
}

// EXTERNAL MODULE: ./lib/report/model/step-causes.js
var step_causes = __webpack_require__(12969);
// EXTERNAL MODULE: ./lib/report/model/error-report.js
var error_report = __webpack_require__(2749);
;// CONCATENATED MODULE: ./lib/report/model/image-report.js
/** Paths that are listed for all layers together. */
const LARGEST_PATHS = 20;
function imageReport(event, context) {
    const { digest, imageId, tags, platforms } = event;
    return {
        digest,
        imageId,
        tags,
        size: sizeOf(platforms.flatMap(({ layers }) => layers)),
        platforms: platforms.map((platform) => platformReport(platform, context)),
        ...(context.pushed.length > 0 && { push: { blobs: context.pushed } }),
    };
}
function platformReport({ platform, digest, imageId, layers }, context) {
    const owners = context.made(platform);
    const reported = layers.map((layer) => {
        const made = owners.get(layer.digest);
        const step = made ?? context.bases.get(layer.digest);
        const { digest: blob, size, paths } = layer;
        return {
            digest: blob,
            size,
            ...(step !== undefined && { step }),
            base: made === undefined && step !== undefined,
            ...(paths !== undefined && { paths }),
        };
    });
    const largestPaths = reported
        .flatMap(({ digest: layer, step, paths = [] }) => paths.map((path) => ({ ...path, layer, ...(step !== undefined && { step }) })))
        .sort((left, right) => right.bytes - left.bytes)
        .slice(0, LARGEST_PATHS);
    return { platform, digest, imageId, size: sizeOf(layers), layers: reported, largestPaths };
}
function sizeOf(layers) {
    return [...new Map(layers.map(({ digest, size }) => [digest, size])).values()].reduce((sum, size) => sum + size, 0);
}

// EXTERNAL MODULE: ./lib/report/model/step-names.js
var step_names = __webpack_require__(68417);
;// CONCATENATED MODULE: ./lib/report/model/layer-owners.js

/** @param platform that of an image: if steps for several platforms contribute the same layer, the one for this platform counts */
function layerOwners(steps, platform) {
    const isOther = (step) => ((0,step_names/* targetOf */.$r)(step) === platform ? 0 : 1);
    // If several steps contribute the same layer, the first counts.
    return new Map(steps
        .toSorted((left, right) => isOther(left) - isOther(right))
        .flatMap(({ layer, number }) => (layer === undefined ? [] : [[layer.digest, number]]))
        .reverse());
}

// EXTERNAL MODULE: ./lib/report/model/reason-words.js
var reason_words = __webpack_require__(85762);
;// CONCATENATED MODULE: ./lib/report/model/reported-reason.js
function reportedReason(reason) {
    if (reason.kind !== 'unreachable')
        return reason;
    return { ...reason, faults: reason.faults.map(({ location, message }) => ({ place: location, message })) };
}

// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
;// CONCATENATED MODULE: ./lib/report/model/remedies/evidence.js


/** Milliseconds. A remedy that saves less is not shown. */
const LEAST_SAVING = 1000;
/** Characters of an instruction in a remedy. */
const INSTRUCTION_SHOWN = 60;
/** The steps that missed because of a step, directly or not, in the order of the plan. */
function followersOf({ number }, { steps }) {
    return steps.filter((step) => step.cause === number && step.number !== number && step.status === 'miss');
}
function isRun({ instruction }) {
    return /^run\s/i.test(instruction);
}
/** The steps that would not have run, and how long their own work took. */
function savingOf(steps) {
    return {
        steps: steps.map(({ number }) => number),
        savesMs: steps.reduce((sum, { ownMs, times }) => sum + (ownMs ?? times.runningMs), 0),
    };
}
function instructionWords({ instruction }) {
    return (0,sanitize_line/* shorten */.m)(instruction, INSTRUCTION_SHOWN);
}
function savingWords(savesMs) {
    return `saves ${(0,format/* formatDuration */.a3)(savesMs)}`;
}
/** `a`, `a and b`, `a, b and c`. */
function listWords(items) {
    if (items.length < 2)
        return items.join('');
    return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

;// CONCATENATED MODULE: ./lib/report/model/remedies/arg-later.js

/** Arguments that have another value in each run: the commit, the time, the number of the run. */
const OF_A_RUN = /^(?:[A-Z0-9]+_)*(?:COMMIT|SHA|SHA1|REVISION|VCS_REF|GIT_REF|BUILD_(?:DATE|TIME|TIMESTAMP|ID|NUMBER|NUM)|TIMESTAMP|RUN_(?:ID|NUMBER|ATTEMPT)|COMMIT_(?:SHA|HASH|REF|ID|TIME|DATE|MESSAGE)|GIT_HASH|CACHE_?BUST(?:ER)?)$/i;
/**
 * Each RUN sees the arguments above it, so one that changes in every run makes all of them run. This is said of arguments whose names
 * tell that they do, above steps that do not use them: their text does not name them, and they made the same as before or are known to read
 * something else.
 */
function argLater(arg, evidence) {
    const names = changedNames(arg);
    if (names === undefined)
        return undefined;
    const moved = new Set(names);
    const saved = [];
    for (const step of evidence.steps) {
        if (step.stage !== arg.stage || step.number <= arg.number)
            continue;
        const isNamed = [...moved].some((name) => new RegExp(`\\b${name}\\b`).test(step.instruction));
        if (/^env\s/i.test(step.instruction)) {
            if (isNamed)
                for (const name of derived(step.instruction, moved))
                    moved.add(name);
        }
        else if (isRun(step)) {
            if (step.status !== 'miss' || isNamed || !missedFor(step, moved, saved))
                break;
            if (step.unchanged !== true && evidence.facts.get(step.number)?.isKnown !== true)
                break;
            saved.push(step);
        }
        else if (isNamed && /^(?:copy|add|workdir|user|shell|onbuild)\s/i.test(step.instruction))
            break;
    }
    const saving = savingOf(saved);
    const last = saved.at(-1);
    if (last === undefined || saving.savesMs < LEAST_SAVING)
        return undefined;
    const uses = moved.size > names.length ? ', and the ENV that uses it,' : '';
    return {
        kind: 'arg-later',
        words: `${listWords(names)} is another one in each run: move ${instructionWords(arg)}${uses} below ` +
            `${instructionWords(last)} (${savingWords(saving.savesMs)} a run)`,
        names,
        below: last.number,
        ...saving,
        proven: saved.every(({ unchanged }) => unchanged === true),
    };
}
/** Of an ARG that missed only since its values changed. */
function changedNames({ instruction, status, why }) {
    if (status !== 'miss' || !/^arg\s/i.test(instruction) || why.kind !== 'changed')
        return undefined;
    const names = why.changes.map((change) => (change.input === 'arg' && change.change === 'changed' ? change.name : ''));
    // An argument that stays would have to be declared by itself.
    const isAlone = instruction.trim().split(/\s+/).length === names.length + 1;
    return isAlone && names.every((name) => OF_A_RUN.test(name)) ? names : undefined;
}
/** The variables that an ENV makes of moved ones. It may set others too, which then cannot move. */
function derived(instruction, moved) {
    const pairs = [...instruction.matchAll(/\s([A-Za-z_]\w*)=("[^"]*"|\S*)/g)];
    const isOf = (value) => [...moved].some((name) => new RegExp(`\\$\\{?${name}\\b`).test(value));
    return pairs.every(([, , value = '']) => isOf(value)) ? pairs.flatMap(([, name]) => name ?? []) : [];
}
/** Whether nothing but the moved variables, or the new results of the steps that they made run, is the reason of a miss. */
function missedFor({ why }, moved, saved) {
    const follows = (change) => {
        if (change.input === 'arg' || change.input === 'env')
            return change.change === 'changed' && moved.has(change.name);
        return change.input === 'parent' && saved.some(({ number }) => number === change.step?.number);
    };
    return why.kind === 'changed' && why.changes.every(follows);
}

;// CONCATENATED MODULE: ./lib/report/model/remedies/cache-mount.js


/** Bytes. Less is not worth a change of the Dockerfile. */
const LEAST_BYTES = 1_000_000;
/** The layer of a RUN has what a package manager keeps for its next run. */
function cacheMount({ number }, { facts }) {
    const leftovers = facts.get(number)?.leftovers ?? [];
    const savesBytes = leftovers.reduce((sum, { bytes }) => sum + bytes, 0);
    if (savesBytes < LEAST_BYTES)
        return undefined;
    const targets = leftovers.map(({ target }) => target);
    const options = leftovers.map(({ target, locked }) => `--mount=type=cache,target=${target}${locked === true ? ',sharing=locked' : ''}`);
    const words = `${(0,format/* formatBytes */.z3)(savesBytes)} of its layer are a package manager's cache: add ${listWords(options)}`;
    return { kind: 'cache-mount', words, targets, savesBytes };
}

;// CONCATENATED MODULE: ./lib/report/model/remedies/changed-files.js
/** The paths that changed for a COPY or ADD that missed because of files of the build context alone; `undefined` if not all are known. */
function changedFiles({ status, why, instruction }) {
    if (status !== 'miss' || !/^(?:copy|add)\s/i.test(instruction))
        return undefined;
    if (why.kind !== 'changed' || why.changes.length !== 1)
        return undefined;
    const [change] = why.changes;
    if (change?.input !== 'files' || change.step !== undefined || change.changed > change.changes.length)
        return undefined;
    const paths = change.changes.flatMap((file) => (file.change === 'renamed' ? [file.path, file.from] : [file.path]));
    return paths.some((path) => path.startsWith('/')) ? undefined : paths;
}

;// CONCATENATED MODULE: ./lib/report/model/remedies/copy-later.js


/**
 * A COPY of the whole project above steps that read no more of it than the files that list its dependencies, or nothing at all. Which
 * steps these are, the engine knows from their commands.
 */
function copyLater(copy, evidence) {
    const changed = changedFiles(copy);
    if (changed === undefined)
        return undefined;
    const first = new Set();
    const saved = [];
    for (const step of evidence.steps) {
        if (step.stage !== copy.stage || step.number <= copy.number || !isRun(step))
            continue;
        const reads = evidence.facts.get(step.number)?.reads;
        if (step.status !== 'miss' || step.cause !== copy.number || reads?.step !== copy.number)
            break;
        if (reads.files.some((file) => changed.includes(file)))
            break;
        for (const file of reads.files)
            first.add(file);
        saved.push(step);
    }
    const saving = savingOf(saved);
    const last = saved.at(-1);
    if (last === undefined || saving.savesMs < LEAST_SAVING)
        return undefined;
    const files = [...first];
    const move = `move it below ${instructionWords(last)}`;
    const advice = files.length === 0
        ? `${saved.length === 1 ? 'that step reads' : 'the steps up to there read'} none of these files: ${move}`
        : `copy ${listWords(files)} first, which is all that ${saved.length === 1 ? 'that step reads' : 'the steps up to there read'}, and ${move}`;
    return {
        kind: 'copy-later',
        words: `${advice} (${savingWords(saving.savesMs)})`,
        below: last.number,
        first: files,
        ...saving,
        proven: saved.every(({ unchanged }) => unchanged === true),
    };
}

// EXTERNAL MODULE: ./lib/layer/pattern/go-path-match.js
var go_path_match = __webpack_require__(6258);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
;// CONCATENATED MODULE: ./lib/report/model/remedies/needless-files.js
/** Files that no image needs, wherever they are: for people, for their editors, and for services that look at the repository. */
const NEEDLESS = [
    /^\.git$|^\.git\//,
    /^\.(?:github|gitlab|circleci|buildkite|forgejo|gitea|vscode|idea|devcontainer)\//,
    /(?:^|\/)\.(?:gitattributes|mailmap|DS_Store|travis\.yml|gitlab-ci\.yml|drone\.yml|pre-commit-config\.yaml)$/,
    /^(?:Jenkinsfile|azure-pipelines\.yml|bitbucket-pipelines\.yml|appveyor\.yml|renovate\.json5?|CODEOWNERS)$/,
    /(?:^|\/)(?:(?:[\w.-]+\.)?Dockerfile|Dockerfile\.[\w.-]+|\.dockerignore|(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml)$/,
    /(?:^|\/)(?:README|CHANGELOG|CHANGES|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|AUTHORS|MAINTAINERS|ROADMAP)(?:\.(?:md|rst|txt|adoc))?$/i,
    /(?:^|\/)[^/]+\.sw[op]$|~$/,
];
/** Those of them that say what a package is: tools that make a package read them, and fail without them. */
const DESCRIBES_PACKAGE = /(?:^|\/)(?:README|CHANGELOG|CHANGES|AUTHORS)(?:\.[a-z]+)?$/i;
const MAKES_PACKAGE = /\b(?:setup\.py|poetry|hatch|flit|pdm|maturin|uv|cargo|rustc|gem|npm pack|rake)\b|\bpip3? (?:install|wheel)\b(?!.*(?:-r|--requirement))|-m (?:pip|build)\b/;
/** Characters. A longer command may do anything. */
const LOOKED_INTO = 10_000;
/** Tools that look at the repository: they may fail without it. */
const USES_GIT = /\b(?:git|setup\.py|poetry|hatch|flit|pdm|uv|cargo|mvnw?|gradlew?|goreleaser|lerna|nx|turbo|dotnet|make|cmake|bazel|sbt|rake)\b|\bpip3? (?:install|wheel)\b(?!.*(?:-r|--requirement))|-m (?:pip|build)\b/;
/** Whether an image can do without the file. */
function isNeedless(path) {
    return NEEDLESS.some((pattern) => pattern.test(path));
}
/** Whether a command may read a file that images otherwise do without. */
function mayRead(command, path) {
    if (command.length > LOOKED_INTO)
        return true;
    if (DESCRIBES_PACKAGE.test(path))
        return MAKES_PACKAGE.test(command);
    return (path === '.git' || path.startsWith('.git/')) && USES_GIT.test(command);
}
/** What to write in .dockerignore: a folder that is of no use as a whole stands for its files. */
function ignorePattern(path) {
    return (/^\.(?:git|github|gitlab|circleci|buildkite|forgejo|gitea|vscode|idea|devcontainer)(?=\/|$)/.exec(path)?.[0] ?? path);
}

;// CONCATENATED MODULE: ./lib/report/model/remedies/ignore-files.js





/**
 * That a step made the same shows only that it does not depend on what changed. It may still need the files to be there. So this is said
 * of files that no image needs, by their names, and only if no step's result shows the change.
 */
function ignoreFiles(copy, evidence) {
    const paths = changedFiles(copy);
    if (paths === undefined || !paths.every(isNeedless))
        return undefined;
    const followers = followersOf(copy, evidence);
    const runs = followers.filter(isRun);
    if (runs.length === 0 || !runs.every((run) => isIndifferent(run, paths, evidence)))
        return undefined;
    if (followers.some(takesFiles) || isNamed(paths, evidence))
        return undefined;
    const saving = savingOf([copy, ...followers]);
    if (saving.savesMs < LEAST_SAVING)
        return undefined;
    const files = [...new Set(paths.map(ignorePattern))];
    const them = files.length === 1 ? 'it' : 'them';
    const words = `${listWords(files)} changed and the result is the same: add ${them} to .dockerignore (${savingWords(saving.savesMs)})`;
    return { kind: 'ignore-files', words, files, ...saving };
}
function isIndifferent(run, paths, { facts }) {
    if (facts.get(run.number)?.reads !== undefined)
        return true;
    return run.unchanged === true && !paths.some((path) => mayRead(run.instruction, path));
}
/** An instruction that names a file fails without it. */
function isNamed(paths, { steps }) {
    const names = [...new Set(paths.flatMap((path) => [(0,path_parts/* baseName */.Fl)(path), ignorePattern(path)]))];
    return steps.some(({ instruction }) => /^(?:run|copy|add)\s/i.test(instruction) && namesOneOf(names, instruction));
}
/** By the name itself, or by a wildcard as the last part of a word. A star alone stands for whatever is there. */
function namesOneOf(names, instruction) {
    return instruction.split(/[\s"'=,;:()]+/).some((word) => {
        const last = (0,path_parts/* baseName */.Fl)(word.replace(/\/$/, ''));
        if (last === '*' || !(0,go_path_match/* hasWildcard */.r)(last))
            return names.includes(last);
        const wildcard = compiled(last);
        return wildcard === undefined || names.some((name) => wildcard.matches(name));
    });
}
/** `undefined` for a word that only looks like a wildcard. */
function compiled(word) {
    try {
        return go_path_match/* Wildcard */.t.compile(word);
    }
    catch {
        return undefined;
    }
}
/** The files reached another stage. */
function takesFiles({ why }) {
    return why.kind === 'changed' && why.changes.some(({ input }) => input === 'files' || input === 'option');
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/report/model/remedies/pin-base.js


/** The tag of a base names another image than in the last build, and steps ran because of it. */
function pinBase(from, evidence) {
    const { why, status } = from;
    const [, reference = ''] = /^from\s+(?:--platform=\S+\s+)?([\w./:-]+)(?:\s|$)/i.exec(from.instruction) ?? [];
    if (status !== 'miss' || why.kind !== 'changed' || reference === '')
        return undefined;
    const moved = why.changes.find((change) => change.input === 'base');
    if (moved === undefined || moved.from.reference !== moved.to.reference || moved.from.digest === undefined)
        return undefined;
    const digest = evidence.facts.get(from.number)?.pin;
    const followers = followersOf(from, evidence);
    const saving = savingOf(followers);
    if (!followers.some(isRun))
        return undefined;
    if (digest === undefined || !(0,oci_digest/* isDigest */.Bc)(digest) || saving.savesMs < LEAST_SAVING)
        return undefined;
    const words = `the tag moved: FROM ${reference}@${digest} keeps this base until you change it (${savingWords(saving.savesMs)} when it moves)`;
    return { kind: 'pin-base', words, reference, digest, ...saving };
}

;// CONCATENATED MODULE: ./lib/report/model/remedies/with-remedies.js





/** The first that fits is shown. */
const REMEDIES = [
    ignoreFiles,
    copyLater,
    argLater,
    pinBase,
    cacheMount,
];
/** Adds to each step of a build that succeeded how to avoid its miss, where that is known. */
function withRemedies(steps, facts) {
    const evidence = { steps, facts };
    return steps.map((step) => {
        const remedy = step.status === 'miss' ? firstFor(step, evidence) : undefined;
        return remedy === undefined ? step : { ...step, remedy };
    });
}
function firstFor(step, evidence) {
    for (const find of REMEDIES) {
        const remedy = find(step, evidence);
        if (remedy !== undefined)
            return remedy;
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/report/model/report.js
var report = __webpack_require__(72956);
;// CONCATENATED MODULE: ./lib/report/model/time-saved.js
/**
 * Milliseconds by which the cache made a build faster: how long the steps would take if all of them ran, less how long they took. Both are
 * measured along the critical path, so of stages that run side by side only the slowest counts. A duplicate waits for the step that it
 * is a duplicate of, and takes no time itself. Of steps that lock the same cache mount, one runs after the other.
 *
 * All that a step counts with is its own work. Unpacking the layers below it does not count for it. If those came from the cache, it counts
 * against the cache.
 */
function timeSaved(steps) {
    const restored = restoredShare(steps);
    const withoutCache = criticalPath(steps, ({ status, ownMs = 0, savedMs = 0 }) => status === 'hit' ? savedMs : ownMs);
    const now = criticalPath(steps, ({ ownMs = 0, times }) => ownMs + restored * times.restoringMs);
    return Math.max(withoutCache - now, 0);
}
/** Milliseconds until all steps are done, if each starts as soon as those that it depends on are done. */
function criticalPath(steps, cost) {
    const costs = new Map(steps.map((step) => [step.number, cost(step)]));
    const ends = new Map();
    /** By the number of the step that the others are duplicates of: when its result is there. */
    const results = new Map();
    const locked = [];
    let length = 0;
    // A step depends only on earlier ones. What else a report may say is not followed.
    for (const { number, dependsOn = [], duplicateOf = number, locks = [] } of steps.toSorted((a, b) => a.number - b.number)) {
        const start = Math.max(0, ...dependsOn.map((below) => ends.get(below) ?? 0));
        const result = results.get(duplicateOf);
        const took = costs.get(duplicateOf) ?? 0;
        const end = result === undefined ? freeFrom(start, took, locks, locked) + took : Math.max(start, result);
        if (result === undefined) {
            results.set(duplicateOf, end);
            locked.push(...locks.map((lock) => ({ lock, from: end - took, until: end })));
        }
        ends.set(number, end);
        length = Math.max(length, end);
    }
    return length;
}
/** From when on, but not before `start`, all the locks are free for so long. */
function freeFrom(start, took, locks, locked) {
    let at = start;
    const held = locked.filter(({ lock }) => locks.includes(lock)).sort((left, right) => left.from - right.from);
    for (const { from, until } of held)
        if (from < at + took && until > at)
            at = until;
    return at;
}
/** How much of what was fetched are layers that steps made in earlier builds, from 0 to 1. The rest are those of bases. */
function restoredShare(steps) {
    const fetched = (some) => some.reduce((sum, { bytes }) => sum + bytes.restored, 0);
    const all = fetched(steps);
    return all === 0 ? 0 : fetched(steps.filter(({ base }) => base === undefined)) / all;
}

// EXTERNAL MODULE: ./lib/report/model/work.js
var model_work = __webpack_require__(11563);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
;// CONCATENATED MODULE: ./lib/report/model/report-builder.js












/** Warnings that are kept: a report stays small however many there are. */
const WARNINGS = 100;
/** Collects events, and makes a {@link Report} of them at any moment of a build. */
class ReportBuilder {
    #ends = new Map();
    #reasons = new Map();
    #startedTests = new Map();
    #tests = [];
    #warnings = [];
    #cache = new CacheReportBuilder();
    /** Bytes that were fetched, by the blob's digest. */
    #fetched = new Map();
    #pushed = new Map();
    #inputs;
    #plan;
    #image;
    #durationMs;
    #finishedWell;
    sink = (event) => {
        switch (event.type) {
            case 'inputs':
                this.#inputs = event.inputs;
                break;
            case 'plan':
                this.#plan = event;
                break;
            case 'step-running':
                this.#reasons.set(event.step, event.reason);
                break;
            case 'step-finished':
            case 'step-failed':
            case 'step-stopped':
                this.#ends.set(event.step, event);
                break;
            case 'test-started':
                this.#startedTests.set(event.number, event);
                break;
            case 'test-finished':
                this.#endTest(event);
                break;
            case 'transfer':
                this.#transfer(event);
                break;
            case 'cache':
                this.#cache.note(event);
                break;
            case 'warning':
                if (this.#warnings.length < WARNINGS) {
                    const { type, ...warning } = event;
                    this.#warnings.push(warning);
                }
                break;
            case 'image':
                this.#image = event;
                break;
            case 'build-finished':
                this.#durationMs = event.durationMs;
                this.#finishedWell = event.ok;
                break;
            case 'step-started':
            case 'step-output':
            case 'test-output':
            case 'notice':
                break;
        }
    };
    /**
     * @param error what the build threw, if it did
     * @param evidence what was at work then
     */
    report(error, evidence) {
        const caused = (0,step_causes/* withCauses */.v)(this.#steps());
        // Steps that were not reached might need what a remedy takes away.
        const steps = error === undefined ? withRemedies(caused, this.#facts()) : caused;
        const stepOfLayer = layerOwners(steps);
        const work = (0,model_work/* workOf */.LT)(steps);
        const image = this.#image === undefined
            ? undefined
            : this.#imageReport(this.#image, (platform) => layerOwners(steps, platform));
        return {
            version: report/* REPORT_VERSION */.A,
            generator: `layer-build ${version/* VERSION */.x}`,
            ok: error === undefined && this.#finishedWell !== false,
            ...(this.#plan !== undefined && {
                dockerfile: this.#plan.dockerfile,
                startedAt: new Date(this.#plan.startedAt).toISOString(),
            }),
            ...(this.#durationMs !== undefined && { durationMs: this.#durationMs }),
            ...(this.#inputs !== undefined && { inputs: this.#inputs }),
            totals: {
                ...countSteps(steps),
                ...(work !== undefined && { work }),
                savedMs: timeSaved(steps),
                restoredBytes: [...this.#fetched.values()].reduce((sum, bytes) => sum + bytes, 0),
                pushedBytes: [...this.#pushed.values()].reduce((sum, blob) => sum + (blob.skipped === undefined ? blob.size : 0), 0),
            },
            ...(image !== undefined && { image }),
            steps,
            ...(this.#tests.length > 0 && { tests: this.#tests }),
            cache: this.#cache.report(stepOfLayer),
            warnings: this.#warnings,
            ...(error !== undefined && { error: (0,error_report/* errorReport */.Z)(error, evidence) }),
        };
    }
    #endTest({ test, exitCode, durationMs }) {
        const started = this.#startedTests.get(test);
        if (started === undefined)
            return;
        const { platform, command } = started;
        this.#tests.push({ platform, command, exitCode, durationMs });
    }
    #steps() {
        return (this.#plan?.steps ?? []).map((info) => {
            const end = this.#ends.get(info.number);
            return end === undefined ? notReached(info) : this.#step(info, end);
        });
    }
    #facts() {
        return new Map([...this.#ends].flatMap(([step, end]) => end.type === 'step-finished' && end.outcome.status === 'miss' && end.outcome.facts !== undefined
            ? [[step, end.outcome.facts]]
            : []));
    }
    #step(info, end) {
        const startedMs = (startedAt) => Math.max(startedAt - (this.#plan?.startedAt ?? startedAt), 0);
        if (end.type !== 'step-finished') {
            const why = this.#reasons.get(info.number) ?? { kind: 'not-evaluated' };
            return {
                ...info,
                status: end.type === 'step-failed' ? 'failed' : 'interrupted',
                reason: this.#words(why),
                why: reportedReason(why),
                startedMs: startedMs(end.startedAt),
                durationMs: end.durationMs,
                times: end.times,
                ownMs: end.ownMs,
                ...(end.usage !== undefined && { usage: end.usage }),
                bytes: NO_BYTES,
            };
        }
        const { outcome } = end;
        const { status, reason, durationMs, times, ownMs, usage, layer, base, imageId } = outcome;
        const made = outcome.status === 'miss' ? outcome.made : undefined;
        const layers = [...(layer === undefined ? [] : [layer]), ...(base?.layers ?? [])];
        return {
            ...info,
            status,
            ...(outcome.status === 'hit' && { source: outcome.source }),
            ...(outcome.status === 'duplicate' && { duplicateOf: outcome.of }),
            reason: this.#words(reason),
            why: reportedReason(reason),
            startedMs: startedMs(outcome.startedAt),
            durationMs,
            times,
            ownMs,
            ...(usage !== undefined && { usage }),
            bytes: {
                restored: layers.reduce((sum, { digest }) => sum + (this.#fetched.get(digest) ?? 0), 0),
                made: made?.bytes ?? 0,
                compressed: made?.compressed ?? 0,
            },
            ...(layer !== undefined && { layer }),
            ...(base !== undefined && { base: baseReport(base) }),
            ...(imageId !== undefined && { imageId }),
            ...(outcome.status === 'miss' && outcome.unchanged === true && { unchanged: true }),
            ...(outcome.status === 'hit' && {
                ...(outcome.madeAt !== undefined && { madeAt: outcome.madeAt }),
                ...(outcome.savedMs !== undefined && { savedMs: outcome.savedMs }),
            }),
        };
    }
    /** Reports fold duplicates away: the step whose result one has is named in its place. */
    #words(reason) {
        return (0,reason_words/* reasonWords */.IK)(reason.kind === 'changed'
            ? { ...reason, changes: reason.changes.map((change) => (0,step_causes/* withOrigin */.D)(change, (step) => this.#originalOf(step))) }
            : reason);
    }
    #originalOf(step) {
        const end = this.#ends.get(step);
        return end?.type === 'step-finished' && end.outcome.status === 'duplicate' ? end.outcome.of : step;
    }
    #transfer({ direction, digest, done, total, skipped }) {
        if (done < total)
            return;
        if (direction === 'push') {
            // A blob may go to several repositories: it counts as pushed if it had to move to one of them.
            const known = this.#pushed.get(digest);
            if (known !== undefined && known.skipped === undefined)
                return;
            this.#pushed.set(digest, { digest, size: total, ...(skipped !== undefined && { skipped }) });
        }
        else if ((direction === 'pull' || direction === 'restore') && skipped === undefined) {
            this.#fetched.set(digest, total);
        }
    }
    #imageReport(event, made) {
        const bases = new Map([...this.#ends.values()].flatMap((end) => end.type === 'step-finished' && end.outcome.base !== undefined
            ? end.outcome.base.layers.map(({ digest }) => [digest, end.step])
            : []));
        return imageReport(event, { made, bases, pushed: [...this.#pushed.values()] });
    }
}
const NO_BYTES = { restored: 0, made: 0, compressed: 0 };
function baseReport({ layers, ...base }) {
    return base;
}
function notReached(info) {
    const why = { kind: 'not-reached' };
    const times = { waitingMs: 0, restoringMs: 0, runningMs: 0, savingMs: 0 };
    return {
        ...info,
        status: 'not-reached',
        reason: (0,reason_words/* reasonWords */.IK)(why),
        why,
        startedMs: 0,
        durationMs: 0,
        times,
        bytes: NO_BYTES,
    };
}
/** How many steps came from the cache, and how many did not. */
function countSteps(steps) {
    return { hits: steps.filter(({ status }) => status === 'hit').length, misses: steps.filter(model_work/* missed */.cT).length };
}


/***/ }),

/***/ 72956:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ REPORT_VERSION),
/* harmony export */   x: () => (/* binding */ isReached)
/* harmony export */ });
/** Raised when a field is removed or changes its meaning. A new field does not raise it. */
const REPORT_VERSION = 2;
/** Whether the build got to the step: it hit, or something was done for it. */
function isReached({ status }) {
    return status !== 'not-reached';
}


/***/ }),

/***/ 12969:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ withOrigin),
/* harmony export */   v: () => (/* binding */ withCauses)
/* harmony export */ });
/* harmony import */ var _work_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11563);

/**
 * Gives each step that missed its cause: the step where it began. One change makes many steps miss, one after another, and people look
 * for the first of them. A step has another step's cause if all that differs follows from steps that missed. If these have several
 * causes, that of the first change counts.
 *
 * @param steps in the order of the plan: those that a step follows from come before it, even if they are of other stages
 */
function withCauses(steps) {
    // A step may follow from a duplicate of a later step.
    const causes = causesIn(steps, causesIn(steps, new Map()));
    return steps.map((step) => ((0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT)(step) ? { ...step, cause: causes.get(step.number) ?? step.number } : step));
}
/** @param known causes of steps that come later, as far as they are known */
function causesIn(steps, known) {
    const all = new Set(steps.filter(_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT).map(({ number }) => number));
    const causes = new Map();
    for (const step of steps) {
        if (!(0,_work_js__WEBPACK_IMPORTED_MODULE_0__/* .missed */ .cT)(step)) {
            const first = step.status === 'duplicate' ? step.duplicateOf : undefined;
            if (first !== undefined && all.has(first))
                causes.set(step.number, known.get(first) ?? first);
            continue;
        }
        const [first, ...others] = originsOf(step.why).map((origin) => origin === undefined ? undefined : causes.get(origin));
        causes.set(step.number, others.every((other) => other !== undefined) ? (first ?? step.number) : step.number);
    }
    return causes;
}
/** The step that each change follows from; `undefined` for a change that comes from outside. */
function originsOf(why) {
    return why.kind === 'changed' ? why.changes.map(originOf) : [];
}
function originOf(change) {
    switch (change.input) {
        case 'parent':
        case 'config':
            return change.step?.number;
        case 'arg':
        case 'env':
        case 'files':
        case 'base':
        case 'option':
            return change.step;
        case 'instruction':
        case 'platform':
        case 'expansion':
            return undefined;
    }
}
/** The change with another number for the step that it follows from, if it follows from one. */
function withOrigin(change, numberOf) {
    switch (change.input) {
        case 'parent':
            return change.step === undefined
                ? change
                : { ...change, step: { ...change.step, number: numberOf(change.step.number) } };
        case 'config':
            return change.step === undefined
                ? change
                : { ...change, step: { ...change.step, number: numberOf(change.step.number) } };
        case 'arg':
        case 'env':
        case 'files':
        case 'base':
        case 'option':
            return change.step === undefined ? change : { ...change, step: numberOf(change.step) };
        case 'instruction':
        case 'platform':
        case 'expansion':
            return change;
    }
}


/***/ }),

/***/ 68417:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   P0: () => (/* binding */ ownStage),
/* harmony export */   eR: () => (/* binding */ stepId)
/* harmony export */ });
/* unused harmony export cacheEnds */
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);

/** The same name for a step in every build that has it, wherever it is in its stage: 16 hex digits. */
function stepId({ stage, platform }, instruction) {
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .hashFieldList */ .rK)([stage, platform, instruction]).slice(0, 16);
}
/** The steps at which the cache ended: they missed, and no earlier step is the cause. */
function cacheEnds(steps) {
    return steps.filter(({ status, cause, number }) => status === 'miss' && cause === number);
}
/** Of a build for several platforms, the platform that a step's stage is for. It may run on another one. */
function targetOf({ stage }) {
    return STAGE.exec(stage)?.[1];
}
/** A stage's name without the platform that it is for. */
function ownStage({ stage }) {
    const [, target, name = ''] = STAGE.exec(stage) ?? [];
    return target === undefined ? stage : name;
}
/** The name of a stage itself has no slash. */
const STAGE = /^([a-z0-9]+\/[\w./-]+)(?: (.*))?$/;


/***/ }),

/***/ 11563:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LT: () => (/* binding */ workOf),
/* harmony export */   cT: () => (/* binding */ missed),
/* harmony export */   dE: () => (/* binding */ doesWork)
/* harmony export */ });
/** RUN, COPY and ADD do a build's work. The other instructions only change the image's config, or cost next to nothing. */
const WORK = /^(?:run|copy|add)\b/i;
/** Whether a step of its kind does work. */
function doesWork({ instruction }) {
    return WORK.test(instruction);
}
/** Whether the step's result did not come from the cache, although the step is not a duplicate of another. */
function missed({ status }) {
    return status === 'miss' || status === 'failed' || status === 'interrupted';
}
/**
 * How much of a build's work came from the cache. The rate is by time: what the hits took when they ran, of that and what the misses took
 * now. It is by number if the time of a hit is not known, or if nothing took any time.
 *
 * @returns `undefined` for a build without RUN, COPY and ADD
 */
function workOf(steps) {
    const work = steps.filter(doesWork);
    const hit = work.filter(({ status }) => status === 'hit');
    const ran = work.filter(missed);
    const count = { hits: hit.length, misses: ran.length };
    if (count.hits + count.misses === 0)
        return undefined;
    const hitMs = sum(hit.map(({ savedMs = Number.NaN }) => savedMs));
    const allMs = hitMs + sum(ran.map(({ ownMs = 0 }) => ownMs));
    const byTime = allMs > 0 && Number.isFinite(allMs);
    return { ...count, hitRate: byTime ? hitMs / allMs : count.hits / (count.hits + count.misses) };
}
function sum(values) {
    return values.reduce((total, value) => total + value, 0);
}


/***/ }),

/***/ 76653:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ redactCredentials),
/* harmony export */   W: () => (/* binding */ credentialsIn)
/* harmony export */ });
/** From `://` on, as `URL` reads it: the last `@` before the path ends it. The `@` of an image's digest is another one. */
const USER_INFO = /:\/\/([^\s/?#"'<>`\\]*)@(?!sha(?:256|512):)/g;
const SSH = /(?:^|\W)(?:git\+)?ssh$/i;
/** What BuildKit writes in the place of a user, and of a password. */
const HIDDEN = 'xxxxx';
/**
 * A text without the users and passwords of the addresses in it, as BuildKit shows addresses. The user of an ssh address stays, as it
 * is no secret.
 */
function redactCredentials(text) {
    if (!text.includes('@'))
        return text;
    return text.replace(USER_INFO, (whole, userInfo, at) => {
        if (!isSecret(userInfo, text, at))
            return whole;
        return `://${userInfo.includes(':') ? `${HIDDEN}:${HIDDEN}` : HIDDEN}@`;
    });
}
/** The users with their passwords that addresses in a text have, as they are written. */
function credentialsIn(text) {
    if (!text.includes('@'))
        return [];
    return [...text.matchAll(USER_INFO)].flatMap(({ 1: userInfo = '', index }) => isSecret(userInfo, text, index) ? [userInfo] : []);
}
function isSecret(userInfo, text, at) {
    return userInfo !== '' && (userInfo.includes(':') || !SSH.test(text.slice(Math.max(0, at - 8), at)));
}


/***/ })

};
