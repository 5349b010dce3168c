export const id = 30;
export const ids = [30];
export const modules = {

/***/ 93326:
/***/ (function(module, __unused_webpack_exports, __webpack_require__) {



var scan = __webpack_require__(86849)
var parse = __webpack_require__(25501)

module.exports = function (source) {
  return parse(scan(source))
}


/***/ }),

/***/ 25501:
/***/ (function(module) {



// The ABNF grammar in the spec is totally ambiguous.
//
// This parser follows the operator precedence defined in the
// `Order of Precedence and Parentheses` section.

module.exports = function (tokens) {
  var index = 0

  function hasMore () {
    return index < tokens.length
  }

  function token () {
    return hasMore() ? tokens[index] : null
  }

  function next () {
    if (!hasMore()) {
      throw new Error()
    }
    index++
  }

  function parseOperator (operator) {
    var t = token()
    if (t && t.type === 'OPERATOR' && operator === t.string) {
      next()
      return t.string
    }
  }

  function parseWith () {
    if (parseOperator('WITH')) {
      var t = token()
      if (t && t.type === 'EXCEPTION') {
        next()
        return t.string
      }
      throw new Error('Expected exception after `WITH`')
    }
  }

  function parseLicenseRef () {
    // TODO: Actually, everything is concatenated into one string
    // for backward-compatibility but it could be better to return
    // a nice structure.
    var begin = index
    var string = ''
    var t = token()
    if (t.type === 'DOCUMENTREF') {
      next()
      string += 'DocumentRef-' + t.string + ':'
      if (!parseOperator(':')) {
        throw new Error('Expected `:` after `DocumentRef-...`')
      }
    }
    t = token()
    if (t === null) {
      throw new Error('Unexpected end of input')
    }
    if (t.type === 'LICENSEREF') {
      next()
      string += 'LicenseRef-' + t.string
      var node = { license: string }
      var exception = parseWith()
      if (exception) {
        node.exception = exception
      }
      return node
    }
    index = begin
  }

  function parseLicense () {
    var t = token()
    if (t && t.type === 'LICENSE') {
      next()
      var node = { license: t.string }
      if (parseOperator('+')) {
        node.plus = true
      }
      var exception = parseWith()
      if (exception) {
        node.exception = exception
      }
      return node
    }
  }

  function parseParenthesizedExpression () {
    var left = parseOperator('(')
    if (!left) {
      return
    }

    var expr = parseExpression()

    if (!parseOperator(')')) {
      throw new Error('Expected `)`')
    }

    return expr
  }

  function parseAtom () {
    return (
      parseParenthesizedExpression() ||
      parseLicenseRef() ||
      parseLicense()
    )
  }

  function makeBinaryOpParser (operator, nextParser) {
    return function parseBinaryOp () {
      var left = nextParser()
      if (!left) {
        return
      }

      if (!parseOperator(operator)) {
        return left
      }

      var right = parseBinaryOp()
      if (!right) {
        throw new Error('Expected expression')
      }
      return {
        left: left,
        conjunction: operator.toLowerCase(),
        right: right
      }
    }
  }

  var parseAnd = makeBinaryOpParser('AND', parseAtom)
  var parseExpression = makeBinaryOpParser('OR', parseAnd)

  var node = parseExpression()
  if (!node || hasMore()) {
    throw new Error('Syntax error')
  }
  return node
}


/***/ }),

/***/ 86849:
/***/ (function(module, __unused_webpack_exports, __webpack_require__) {



var licenses = []
  .concat(__webpack_require__(75204))
  .concat(__webpack_require__(3389))
var exceptions = __webpack_require__(53988)

module.exports = function (source) {
  var index = 0

  function hasMore () {
    return index < source.length
  }

  // `value` can be a regexp or a string.
  // If it is recognized, the matching source string is returned and
  // the index is incremented. Otherwise `undefined` is returned.
  function read (value) {
    if (value instanceof RegExp) {
      var chars = source.slice(index)
      var match = chars.match(value)
      if (match) {
        index += match[0].length
        return match[0]
      }
    } else {
      if (source.indexOf(value, index) === index) {
        index += value.length
        return value
      }
    }
  }

  function skipWhitespace () {
    read(/[ ]*/)
  }

  function operator () {
    var string
    var possibilities = [/^WITH/i, /^AND/i, /^OR/i, '(', ')', ':', '+']
    for (var i = 0; i < possibilities.length; i++) {
      string = read(possibilities[i])
      if (string) {
        break
      }
    }

    if (string === '+' && index > 1 && source[index - 2] === ' ') {
      throw new Error('Space before `+`')
    }

    return string && {
      type: 'OPERATOR',
      string: string.toUpperCase()
    }
  }

  function idstring () {
    return read(/[A-Za-z0-9-.]+/)
  }

  function expectIdstring () {
    var string = idstring()
    if (!string) {
      throw new Error('Expected idstring at offset ' + index)
    }
    return string
  }

  function documentRef () {
    if (read('DocumentRef-')) {
      var string = expectIdstring()
      return { type: 'DOCUMENTREF', string: string }
    }
  }

  function licenseRef () {
    if (read('LicenseRef-')) {
      var string = expectIdstring()
      return { type: 'LICENSEREF', string: string }
    }
  }

  function identifier () {
    var begin = index
    var string = idstring()

    if (licenses.indexOf(string) !== -1) {
      return {
        type: 'LICENSE',
        string: string
      }
    } else if (exceptions.indexOf(string) !== -1) {
      return {
        type: 'EXCEPTION',
        string: string
      }
    }

    index = begin
  }

  // Tries to read the next token. Returns `undefined` if no token is
  // recognized.
  function parseToken () {
    // Ordering matters
    return (
      operator() ||
      documentRef() ||
      licenseRef() ||
      identifier()
    )
  }

  var tokens = []
  while (hasMore()) {
    skipWhitespace()
    if (!hasMore()) {
      break
    }

    var token = parseToken()
    if (!token) {
      throw new Error('Unexpected `' + source[index] +
                      '` at offset ' + index)
    }

    tokens.push(token)
  }
  return tokens
}


/***/ }),

/***/ 50030:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  spdxOf: () => (/* binding */ spdxOf)
});

;// CONCATENATED MODULE: ./lib/sbom/findings/limits.js
/** Larger images are known to nobody. The largest that we saw had some 40,000 files of interest. */
const SCAN_LIMITS = {
    files: 200_000,
    packages: 50_000,
    bytes: 64 * 1024 ** 3,
    milliseconds: 10 * 60 * 1000,
};

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/async/yielding.js
var yielding = __webpack_require__(43409);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
;// CONCATENATED MODULE: ./lib/sbom/findings/cataloger.js
/** A file that cannot be read as what it seemed to be. The message ends the sentence "… was not read: it". */
class Unreadable extends Error {
    name = 'Unreadable';
}

;// CONCATENATED MODULE: ./lib/sbom/binaries/elf.js

/** What an ELF file says about itself (System V ABI, "Object Files"). */
class Elf {
    #header;
    #sections = new Map();
    constructor(header) {
        this.#header = header;
    }
    /**
     * Reads header and section table; of a file that is not ELF, only its first bytes.
     *
     * @returns `undefined` if it is not an ELF file, or one without sections
     * @throws Unreadable when the table is larger than any linker makes it
     */
    static *read() {
        const start = yield { offset: 0, length: 64 };
        if (start.length < 52 || !start.subarray(0, 4).equals(MAGIC))
            return undefined;
        const header = new Numbers(start);
        const elf = new Elf(header);
        yield* elf.#readSections();
        return elf.#sections.size === 0 ? undefined : elf;
    }
    section(name) {
        return this.#sections.get(name);
    }
    /**
     * Where the byte that a running program has at `address` is in the file.
     *
     * @returns `undefined` if it is in no segment
     */
    *offsetOf(address) {
        const { is64 } = this.#header;
        const [at, entrySize, count] = is64 ? [32, 54, 56] : [28, 42, 44];
        const size = this.#header.half(entrySize);
        if (size > LARGEST_ENTRY)
            return undefined;
        const table = new Numbers(yield { offset: this.#header.word(at), length: size * Math.min(this.#header.half(count), MOST_SEGMENTS) }, this.#header);
        for (let entry = 0; size >= (is64 ? 56 : 32) && entry + size <= table.length; entry += size) {
            if (table.int(entry) !== PT_LOAD)
                continue;
            const [offset, from, length] = is64 ? [8, 16, 32] : [4, 8, 16];
            const distance = address - table.word(entry + from);
            if (distance >= 0 && distance < table.word(entry + length))
                return table.word(entry + offset) + distance;
        }
        return undefined;
    }
    *#readSections() {
        const header = this.#header;
        const { is64 } = header;
        const [at, entrySize, count, names] = is64 ? [40, 58, 60, 62] : [32, 46, 48, 50];
        const size = header.half(entrySize);
        const length = header.half(count) * size;
        if (header.word(at) === 0 || length === 0 || size < (is64 ? 64 : 40) || size > LARGEST_ENTRY)
            return;
        if (header.half(count) > MOST_SECTIONS)
            throw new Unreadable(`it has ${header.half(count)} sections`);
        const table = new Numbers(yield { offset: header.word(at), length }, header);
        const sectionAt = (entry) => {
            const [offset, extent] = is64 ? [24, 32] : [16, 20];
            return { offset: table.word(entry + offset), size: table.word(entry + extent) };
        };
        const namesEntry = header.half(names) * size;
        if (namesEntry + size > table.length)
            return;
        const texts = sectionAt(namesEntry);
        if (texts.size > LARGEST_NAMES)
            throw new Unreadable('the names of its sections are too long');
        const bytes = yield { offset: texts.offset, length: texts.size };
        for (let entry = 0; entry + size <= table.length; entry += size) {
            const name = table.int(entry);
            const end = bytes.indexOf(0, name);
            if (end > name && end - name < 64)
                this.#sections.set(bytes.toString('latin1', name, end), sectionAt(entry));
        }
    }
    /** Bytes read as this file's numbers. */
    numbers(bytes) {
        return new Numbers(bytes, this.#header);
    }
}
const MAGIC = Buffer.from('\x7fELF', 'latin1');
const PT_LOAD = 1;
/** Executables have some 40; object files with a section for each function are no executables. */
const MOST_SECTIONS = 8192;
const MOST_SEGMENTS = 256;
/** Bytes of an entry of a table. */
const LARGEST_ENTRY = 128;
/** Bytes. */
const LARGEST_NAMES = 1024 * 1024;
/** Numbers in the size and byte order of an ELF file. What is outside of the bytes reads as zero, and what no file can reach, too. */
class Numbers {
    is64;
    #isBig;
    #bytes;
    /** @param like whose size and order they have; without it, they are in `bytes`, which is a header */
    constructor(bytes, like) {
        this.#bytes = bytes;
        this.is64 = like === undefined ? bytes[4] === 2 : like.is64;
        this.#isBig = like === undefined ? bytes[5] === 2 : like.#isBig;
    }
    get length() {
        return this.#bytes.length;
    }
    half(at) {
        if (at + 2 > this.#bytes.length)
            return 0;
        return this.#isBig ? this.#bytes.readUInt16BE(at) : this.#bytes.readUInt16LE(at);
    }
    int(at) {
        if (at + 4 > this.#bytes.length)
            return 0;
        return this.#isBig ? this.#bytes.readUInt32BE(at) : this.#bytes.readUInt32LE(at);
    }
    /** 4 or 8 bytes. */
    word(at) {
        if (!this.is64)
            return this.int(at);
        if (at + 8 > this.#bytes.length)
            return 0;
        const value = Number(this.#isBig ? this.#bytes.readBigUInt64BE(at) : this.#bytes.readBigUInt64LE(at));
        return Number.isSafeInteger(value) ? value : 0;
    }
}

;// CONCATENATED MODULE: ./lib/sbom/databases/stanzas.js
/** Fields of one entry that are kept; real ones have less than 40. */
const MOST_FIELDS = 200;
/**
 * The entries of a text in which each line is `Name: value`, lines that begin with a blank continue a field, and empty lines part the
 * entries: a control file of Debian (deb822(5)), the headers of Python's METADATA, the database of apk.
 *
 * @param separator between name and value
 */
function* stanzas(text, separator = ':') {
    let fields = new Map();
    for (const line of linesOf(text)) {
        if (line.trim() === '') {
            if (fields.size > 0)
                yield fields;
            fields = new Map();
            continue;
        }
        if (line.startsWith(' ') || line.startsWith('\t'))
            continue;
        const end = line.indexOf(separator);
        if (end <= 0 || fields.size >= MOST_FIELDS)
            continue;
        const name = line.slice(0, end);
        // The first counts, as in Python's parser; the others do not occur.
        if (!fields.has(name))
            fields.set(name, line.slice(end + separator.length).trim());
    }
    if (fields.size > 0)
        yield fields;
}
/** The lines of a text, without the list of all of them in memory. */
function* linesOf(text) {
    for (let start = 0; start < text.length;) {
        const found = text.indexOf('\n', start);
        const end = found < 0 ? text.length : found;
        yield text.slice(start, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);
        start = end + 1;
    }
}

;// CONCATENATED MODULE: ./lib/sbom/binaries/go.js

/** Bytes; a program with a thousand modules has less than 100 kB. */
const LARGEST = 4 * 1024 * 1024;
const go_MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const HEADER = 32;
/**
 * The modules that a Go program was built from, and the standard library (Go, `debug/buildinfo`). A program that was built without
 * modules only names the latter.
 */
function* goPackages(elf) {
    const section = elf.section('.go.buildinfo');
    if (section === undefined || section.size < HEADER)
        return [];
    const blob = yield { offset: section.offset, length: Math.min(section.size, LARGEST) };
    if (!blob.subarray(0, go_MAGIC.length).equals(go_MAGIC))
        return [];
    // Since Go 1.18, the texts follow. Before, there are only their addresses.
    const info = ((blob[15] ?? 0) & 2) === 0 ? yield* addressedInfo(elf, blob) : inlineInfo(blob);
    return [...standardLibrary(info.goVersion), ...modulesIn(info.modules)];
}
function inlineInfo(blob) {
    const version = inlineText(blob, HEADER);
    return { goVersion: version.text.toString('utf8'), modules: unframed(inlineText(blob, version.end).text) };
}
/** A text after its length, which is written as in protocol buffers. */
function inlineText(blob, start) {
    let length = 0;
    let at = start;
    for (let shift = 0; shift < 28; shift += 7) {
        const byte = blob[at++] ?? 0;
        length |= (byte & 0x7f) << shift;
        if (byte < 0x80)
            break;
    }
    return { text: blob.subarray(at, at + length), end: at + length };
}
function* addressedInfo(elf, blob) {
    const width = elf.numbers(blob).is64 ? 8 : 4;
    const goVersion = yield* textAt(elf, elf.numbers(blob).word(16), width);
    const modules = yield* textAt(elf, elf.numbers(blob).word(16 + width), width);
    return { goVersion: goVersion.toString('utf8'), modules: unframed(modules) };
}
/** The text of a Go string variable: an address and a length. */
function* textAt(elf, address, width) {
    const variable = yield* elf.offsetOf(address);
    if (variable === undefined)
        return Buffer.alloc(0);
    const parts = elf.numbers(yield { offset: variable, length: 2 * width });
    const length = parts.word(width);
    const text = yield* elf.offsetOf(parts.word(0));
    if (text === undefined || length > LARGEST)
        return Buffer.alloc(0);
    return Buffer.from(yield { offset: text, length });
}
/** Between two marks of 16 bytes each. */
function unframed(text) {
    return text.length >= 33 && text.at(-17) === 0x0a ? text.toString('utf8', 16, text.length - 16) : '';
}
function standardLibrary(goVersion) {
    const version = /^go(\d[\w.+-]*)/.exec(goVersion)?.[1];
    return version === undefined ? [] : [{ type: 'golang', name: 'stdlib', version, license: 'BSD-3-Clause' }];
}
/** Lines of words with tabs between them: `mod` and `dep` name a module, and `=>` what is used instead of the one before. */
function modulesIn(text) {
    const modules = [];
    for (const line of linesOf(text)) {
        const [kind, path = '', version = ''] = line.split('\t', 3);
        if (kind === 'mod' || kind === 'dep')
            modules.push(moduleOf(path, version));
        else if (kind === '=>') {
            const replaced = modules.pop();
            const isFolder = path.startsWith('.') || path.startsWith('/');
            // Nobody knows which version a folder had.
            if (replaced !== undefined)
                modules.push(isFolder ? { ...replaced, version: undefined } : moduleOf(path, version));
        }
    }
    return modules;
}
function moduleOf(path, version) {
    const slash = path.lastIndexOf('/');
    return {
        type: 'golang',
        ...(slash < 0 ? {} : { namespace: path.slice(0, slash) }),
        name: path.slice(slash + 1),
        version: version === '' || version === '(devel)' ? undefined : version,
    };
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(51289);
;// CONCATENATED MODULE: ./lib/sbom/binaries/rust.js






/** Bytes; the list of a thousand crates has some 20 kB. */
const rust_LARGEST = 1024 * 1024;
const LARGEST_LIST = 16 * 1024 * 1024;
const crateList = (0,object/* object */.Ik)({
    packages: (0,containers/* array */.YO)((0,object/* object */.Ik)({ name: decoder/* string */.Yj, version: decoder/* string */.Yj, kind: (0,object/* optional */.lq)(decoder/* string */.Yj) })),
});
/** The crates in a Rust program that cargo-auditable built. Those that were only needed to build it are left out. */
function* rustPackages(elf) {
    const section = elf.section('.dep-v0');
    if (section === undefined)
        return [];
    if (section.size > rust_LARGEST)
        throw new Unreadable('its list of crates is too large');
    const packed = yield { offset: section.offset, length: section.size };
    const list = (0,parse_json/* parseJson */.q)((0,external_node_zlib_.inflateSync)(packed, { maxOutputLength: LARGEST_LIST }), LARGEST_LIST, 'last-wins');
    return crateList(list)
        .packages.filter(({ kind }) => kind !== 'build')
        .map(({ name, version }) => ({ type: 'cargo', name, version }));
}

;// CONCATENATED MODULE: ./lib/sbom/binaries/binary.js



/** Whether a file may be a program or a library. */
function isPerhapsBinary({ path, mode, size }) {
    return size >= 64 && ((mode & 0o111) !== 0 || /\.(?:so(?:\.[0-9.]+)?|node)$/.test(path));
}
/** @throws Unreadable, or any other error, when the file is damaged */
function* packagesInBinary() {
    const elf = yield* Elf.read();
    if (elf === undefined)
        return [];
    return [...(yield* goPackages(elf)), ...(yield* rustPackages(elf))];
}

;// CONCATENATED MODULE: ./lib/sbom/binaries/binary-reading.js
/** Bytes behind the reader that are kept: the names of sections mostly come shortly before the table that says where they are. */
const KEPT = 64 * 1024;
/**
 * A binary that is read from a stream. A reader that asks for something that has gone by has to wait for the next pass over the file,
 * so that no file is ever whole in memory.
 */
class BinaryReading {
    #reader;
    #step;
    #failure;
    constructor(reader) {
        this.#reader = reader;
        this.#step = reader.next();
    }
    /** What was found, once the reader is at its end. */
    get found() {
        return this.#step.done === true ? this.#step.value : undefined;
    }
    /**
     * Gives the reader what it asks for, as far as one pass goes. Stops reading as soon as nothing more is wanted of the file.
     *
     * @returns what the reader threw; then it is at its end
     * @throws whatever the stream throws
     */
    async pass(data) {
        let window = Buffer.alloc(0);
        let start = 0;
        for await (const chunk of data) {
            const from = Math.max(0, Math.min((this.#wanted?.offset ?? 0) - start, window.length - KEPT));
            start += from;
            window = Buffer.concat([window.subarray(from), chunk]);
            this.#serve(window, start, false);
            if (this.#wanted === undefined || this.#wanted.offset < start)
                return this.#failure;
        }
        this.#serve(window, start, true);
        return this.#failure;
    }
    get #wanted() {
        return this.#step.done === true ? undefined : this.#step.value;
    }
    #serve(window, start, atEnd) {
        for (let wanted = this.#wanted; wanted !== undefined; wanted = this.#wanted) {
            const from = wanted.offset - start;
            if (from < 0 || (!atEnd && from + wanted.length > window.length))
                return;
            try {
                this.#step = this.#reader.next(window.subarray(from, from + wanted.length));
            }
            catch (error) {
                this.#failure = error;
                this.#step = { done: true, value: [] };
            }
        }
    }
}

;// CONCATENATED MODULE: ./lib/sbom/databases/os-release.js

/** In the order in which systemd looks; links are followed. */
const OS_RELEASE_PLACES = ['etc/os-release', 'usr/lib/os-release'];
const ID = /^[a-z0-9._-]{1,64}$/;
const VERSION_ID = /^[A-Za-z0-9._+~-]{1,64}$/;
/** @returns `undefined` if it names no distribution */
function parseOsRelease(text) {
    const values = new Map();
    for (const line of linesOf(text)) {
        const match = /^([A-Z_]+)=(.*)$/.exec(line);
        if (match?.[1] !== undefined)
            values.set(match[1], unquoted(match[2] ?? ''));
    }
    const id = values.get('ID') ?? '';
    if (!ID.test(id))
        return undefined;
    const versionId = values.get('VERSION_ID');
    return { id, ...(versionId !== undefined && VERSION_ID.test(versionId) ? { versionId } : {}) };
}
/** Values are written as in a shell, without expansions. */
function unquoted(value) {
    const text = value.trim();
    const quote = text[0];
    if (text.length < 2 || (quote !== '"' && quote !== "'") || !text.endsWith(quote))
        return text;
    return text.slice(1, -1).replace(/\\([\\"'$`])/g, '$1');
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/sbom/findings/findings.js

/** Files that are named for one package. */
const NAMED = 5;
/** Characters. Real names and versions have less than half of it: Go's module paths are the longest. */
const LONGEST = 512;
const LONGEST_LICENSE = 1000;
/** Control characters, marks that change the direction of writing, and what stands for bytes that are no text. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFD]/u;
/** The packages found so far, each once. What is no proper name or version is left out. */
class Findings {
    #omissions;
    #limit;
    #listed = new Map();
    constructor(omissions, limit) {
        this.#omissions = omissions;
        this.#limit = limit;
    }
    /** @param path of the file that names it */
    add(given, path) {
        const found = cleaned(given);
        if (found === undefined) {
            this.#omissions.add('Entries without a proper name and version were left out', path);
            return;
        }
        const { type, namespace = '', name, version = '', qualifiers = {} } = found;
        const key = (0,oci_digest/* hashFieldList */.rK)([type, namespace, name, version, ...Object.entries(qualifiers).flat().map(String)]);
        const known = this.#listed.get(key);
        if (known !== undefined) {
            if (!known.paths.includes(path)) {
                known.count++;
                if (known.paths.length < NAMED)
                    known.paths.push(path);
            }
        }
        else if (this.#listed.size >= this.#limit) {
            this.#omissions.add(`Only ${this.#limit} packages are listed; others were found in`, path);
        }
        else {
            this.#listed.set(key, { found, paths: [path], count: 1 });
        }
    }
    get packages() {
        return [...this.#listed.values()];
    }
}
function cleaned(given) {
    const { type, namespace, name, version, qualifiers = {}, supplier, license, checksum } = given;
    const required = [name, namespace ?? 'none', version ?? 'none'];
    if (!required.every((text) => isClean(text)))
        return undefined;
    const kept = Object.entries(qualifiers).filter(([, value]) => value !== undefined && isClean(value));
    return {
        type,
        ...(namespace === undefined ? {} : { namespace }),
        name,
        ...(version === undefined ? {} : { version }),
        qualifiers: Object.fromEntries(kept),
        ...(supplier !== undefined && isClean(supplier.name) ? { supplier } : {}),
        ...(license !== undefined && isClean(license, LONGEST_LICENSE) ? { license } : {}),
        ...(checksum !== undefined && /^[0-9a-f]{32,128}$/.test(checksum.value) ? { checksum } : {}),
    };
}
function isClean(text, longest = LONGEST) {
    return text.trim() !== '' && text.length <= longest && !UNPRINTABLE.test(text);
}

// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
;// CONCATENATED MODULE: ./lib/sbom/findings/omissions.js

/** Paths that are named for one reason; beyond them, only their number is told. */
const omissions_NAMED = 3;
/** What was not read, and why: the SBOM says so. */
class Omissions {
    #byReason = new Map();
    /** @param reason what is wrong with a file, as the end of a sentence: `larger than 1 MB` */
    add(reason, path) {
        let known = this.#byReason.get(reason);
        if (known === undefined)
            this.#byReason.set(reason, (known = { count: 0, paths: [] }));
        known.count++;
        if (known.paths.length < omissions_NAMED)
            known.paths.push(`/${(0,byte_name/* displayName */.QC)(path)}`);
    }
    /** One sentence for each reason. */
    get sentences() {
        return [...this.#byReason].map(([reason, { count, paths }]) => {
            const more = count > paths.length ? ` and ${count - paths.length} more` : '';
            return `${reason}: ${paths.join(', ')}${more}.`;
        });
    }
}

// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(58091);
;// CONCATENATED MODULE: ./lib/sbom/findings/person.js
/** Whoever is named as `NAME <ADDRESS>` and perhaps `(SITE)`, in the form that SPDX has for a person (SPDX 2.3, section 7.5). */
function personOf(text) {
    const [name = '', address] = (text ?? '')
        .slice(0, person_LONGEST)
        .split(/[<>]/, 2)
        .map((part) => part.trim());
    if (name === '')
        return undefined;
    return { kind: 'Person', name: address === undefined ? name : `${name} (${address})` };
}
/** Characters; more is no name. */
const person_LONGEST = 500;

;// CONCATENATED MODULE: ./lib/sbom/databases/apk.js


/** The database of Alpine's and Wolfi's apk (apk(5), "INSTALLED DATABASE"). */
const apk = {
    name: 'apk',
    places: ['lib/apk/db/installed', 'usr/lib/apk/db/installed'],
    maxBytes: 128 * 1024 * 1024,
    *packages(bytes) {
        for (const stanza of stanzas(bytes.toString('utf8'))) {
            const name = stanza.get('P');
            if (name === undefined)
                continue;
            yield {
                type: 'apk',
                name,
                version: stanza.get('V'),
                qualifiers: { arch: stanza.get('A'), upstream: stanza.get('o') },
                supplier: personOf(stanza.get('m')),
                license: stanza.get('L'),
            };
        }
    },
};

;// CONCATENATED MODULE: ./lib/sbom/databases/dpkg.js


/** dpkg's database (dpkg(1), "FILES"), and the folder that distroless images have instead of it. */
const dpkg = {
    name: 'dpkg',
    places: ['var/lib/dpkg/status', 'var/lib/dpkg/status.d/'],
    maxBytes: 64 * 1024 * 1024,
    *packages(bytes, path) {
        if (path.endsWith('.md5sums'))
            return;
        for (const stanza of stanzas(bytes.toString('utf8'))) {
            if (isInstalled(stanza))
                yield packageOf(stanza);
        }
    },
};
/** The third word is the state. Removed packages stay in the database while their settings do. Distroless has no such field. */
function isInstalled(stanza) {
    if (!stanza.has('Package'))
        return false;
    const state = stanza.get('Status')?.split(' ')[2];
    return state !== 'not-installed' && state !== 'config-files';
}
function packageOf(stanza) {
    return {
        type: 'deb',
        name: stanza.get('Package') ?? '',
        version: stanza.get('Version'),
        qualifiers: { arch: stanza.get('Architecture'), upstream: sourceOf(stanza.get('Source')) },
        supplier: personOf(stanza.get('Maintainer')),
    };
}
/** `Source: glibc (2.36-9)` → `glibc@2.36-9`. A package that is named like its source, and has its version, lacks the field. */
function sourceOf(source) {
    const [name, version] = source?.split(' ') ?? [];
    if (version === undefined)
        return name;
    return `${name}@${version.replace(/^\(|\)$/g, '')}`;
}

// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/json-error.js
var json_error = __webpack_require__(40681);
;// CONCATENATED MODULE: ./lib/sbom/languages/npm.js







/** Bytes; the largest in the registry have some hundred kilobytes. */
const npm_LARGEST = 1024 * 1024;
/**
 * Each `package.json` with a name and a version, wherever it is. Packages bring such files without being installed (as examples, or
 * copies of others), and those are in the image, too.
 */
const npm = {
    name: 'npm',
    matches: ({ path }) => path === 'package.json' || path.endsWith('/package.json'),
    maxBytes: npm_LARGEST,
    *packages(bytes, path) {
        const { name, version, license, licenses, author, _integrity } = manifestIn(bytes, path) ?? {};
        const [, namespace, bare] = /^(?:(@[^@/\s]+)\/)?([^@/\s]+)$/.exec(name ?? '') ?? [];
        if (bare === undefined || version === undefined || version.trim() === '')
            return;
        yield {
            type: 'npm',
            namespace,
            name: bare,
            version: version.trim(),
            license: license ?? eitherOf(licenses),
            supplier: author,
            checksum: checksumOf(_integrity),
        };
    },
};
/** npm writes one for each package that it installs; others may be anything, such as what a test of a parser needs. */
const INSTALLED = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/;
const namedType = (0,object/* object */.Ik)({ type: decoder/* string */.Yj });
const aLicense = (value) => (typeof value === 'string' ? value : namedType(value).type);
const person = (0,object/* object */.Ik)({ name: decoder/* string */.Yj, email: (0,object/* ifValid */.S6)(decoder/* string */.Yj) });
const manifest = (0,object/* object */.Ik)({
    name: (0,object/* ifValid */.S6)(decoder/* string */.Yj),
    version: (0,object/* ifValid */.S6)(decoder/* string */.Yj),
    license: (0,object/* ifValid */.S6)(aLicense),
    // The old form, for which npm's documentation names `OR` as what it means.
    licenses: (0,object/* ifValid */.S6)((0,containers/* array */.YO)(aLicense, 20)),
    // Written by npm up to its version 6.
    _integrity: (0,object/* ifValid */.S6)(decoder/* string */.Yj),
    author: (0,object/* ifValid */.S6)((value) => {
        const { name, email } = typeof value === 'string' ? { name: value } : person(value);
        return personOf(email === undefined ? name : `${name} <${email}>`);
    }),
});
/** @throws JsonError for an installed package whose manifest is none */
function manifestIn(bytes, path) {
    try {
        return (0,decode_or/* decodeOrUndefined */.cw)(manifest, (0,parse_json/* parseJson */.q)(withoutMark(bytes), npm_LARGEST, 'last-wins'));
    }
    catch (error) {
        if (error instanceof json_error/* JsonError */.N && !INSTALLED.test(path))
            return undefined;
        throw error;
    }
}
/** npm accepts a byte order mark. */
function withoutMark(bytes) {
    return bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? bytes.subarray(3) : bytes;
}
function eitherOf(licenses = []) {
    if (licenses.length < 2)
        return licenses[0];
    return `(${licenses.join(' OR ')})`;
}
/** Of the archive (W3C, "Subresource Integrity"). */
function checksumOf(integrity) {
    const [, bits, value] = /^sha(1|256|512)-([A-Za-z0-9+/]{20,100}={0,2})$/.exec(integrity ?? '') ?? [];
    if (bits === undefined || value === undefined)
        return undefined;
    return { algorithm: `SHA${bits}`, value: Buffer.from(value, 'base64').toString('hex') };
}

;// CONCATENATED MODULE: ./lib/sbom/languages/python.js


/**
 * What installers of Python packages leave (PyPA, "Recording installed projects"): the folder `*.dist-info`, and of older ones the
 * folder or file `*.egg-info`.
 */
const python = {
    name: 'pip',
    matches: ({ path }) => /(?:\.dist-info\/METADATA|\.egg-info\/PKG-INFO|\.egg-info|\/EGG-INFO\/PKG-INFO)$/.test(path),
    maxBytes: 8 * 1024 * 1024,
    *packages(bytes) {
        // The description follows, after an empty line.
        const [header] = stanzas(bytes.toString('utf8'));
        const name = header?.get('Name');
        if (name === undefined)
            return;
        yield {
            type: 'pypi',
            name,
            version: header?.get('Version'),
            supplier: personOf(header?.get('Author') ?? header?.get('Author-email')),
            license: known(header?.get('License-Expression') ?? header?.get('License')),
        };
    },
};
function known(license) {
    return license === 'UNKNOWN' || license === '' ? undefined : license;
}

;// CONCATENATED MODULE: ./lib/sbom/languages/ruby.js


/** The specifications of installed gems. They are Ruby programs, which RubyGems writes in one form (`Gem::Specification#to_ruby`). */
const ruby = {
    name: 'gem',
    matches: ({ path }) => /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(path),
    maxBytes: 1024 * 1024,
    *packages(bytes) {
        const text = bytes.toString('utf8');
        const fields = fieldsOf(text);
        const stub = stubOf(text);
        const name = stub?.name ?? fields.get('name');
        if (name === undefined)
            return;
        const platform = stub?.platform ?? fields.get('platform');
        yield {
            type: 'gem',
            name,
            version: stub?.version ?? fields.get('version'),
            qualifiers: { platform: platform === 'ruby' ? undefined : platform },
            license: fields.get('license') ?? fields.get('licenses'),
            supplier: personOf(fields.get('authors') ?? fields.get('author')),
        };
    },
};
/** The line that RubyGems reads instead of running the program: `# stub: rake 13.0.6 ruby lib`. */
function stubOf(text) {
    const [, name, version, platform] = /^# stub: (\S{1,200}) (\S{1,200}) (\S{1,200})(?: |$)/m.exec(text.slice(0, 2000)) ?? [];
    if (name === undefined || version === undefined || platform === undefined)
        return undefined;
    return { name, version, platform };
}
/** `s.name = "rake".freeze`; the entries of a list with commas between them. */
function fieldsOf(text) {
    const fields = new Map();
    for (const line of linesOf(text)) {
        if (line.length > 2000)
            continue;
        const [, name, value = ''] = /^ {0,8}\w+\.(\w+) = (.*)/.exec(line) ?? [];
        const texts = [...value.matchAll(/"([^"#\\]*)"|'([^'\\]*)'/g)].map(([, double, single = '']) => double ?? single);
        if (name !== undefined && texts.length > 0 && !fields.has(name))
            fields.set(name, texts.join(', '));
    }
    return fields;
}

;// CONCATENATED MODULE: ./lib/sbom/rpm/berkeley-db.js

const berkeley_db_MAGIC = 0x0006_1561;
/** Bytes of the header that each page has. */
const PAGE_HEADER = 26;
const UNSORTED_HASH_PAGE = 2;
const OVERFLOW_PAGE = 7;
const HASH_PAGE = 13;
const INLINE = 1;
const OFF_PAGE = 3;
/**
 * The pairs of a hash database of Berkeley DB 4 and 5, in which rpm kept its headers until 2020 (Berkeley DB, `dbinc/db_page.h`). The
 * buckets are not followed: all pages are gone through in their order. Each overflow page is read once at most.
 *
 * @throws Unreadable
 */
function* hashPairs(bytes) {
    const file = new BerkeleyFile(bytes);
    for (let number = 1; number < file.pages; number++)
        yield* file.pairsOn(number);
}
class BerkeleyFile {
    #bytes;
    #isBig;
    #pageSize;
    #seen = new Set();
    constructor(bytes) {
        if (bytes.length < 512)
            throw new Unreadable('it is not a hash database of Berkeley DB');
        this.#bytes = bytes;
        this.#isBig = bytes.readUInt32BE(12) === berkeley_db_MAGIC;
        if (this.#uint32(12) !== berkeley_db_MAGIC)
            throw new Unreadable('it is not a hash database of Berkeley DB');
        if (bytes[24] !== 0)
            throw new Unreadable('it is encrypted');
        this.#pageSize = this.#uint32(20);
        if (this.#pageSize < 512 || this.#pageSize > 65_536)
            throw new Unreadable('its pages have an impossible size');
    }
    get pages() {
        return Math.floor(this.#bytes.length / this.#pageSize);
    }
    *pairsOn(number) {
        const page = number * this.#pageSize;
        const kind = this.#bytes[page + 25];
        if (kind !== HASH_PAGE && kind !== UNSORTED_HASH_PAGE)
            return;
        const count = this.#uint16(page + 20);
        if (PAGE_HEADER + 2 * count > this.#pageSize)
            throw new Unreadable(`page ${number} has too many entries`);
        // Items fill a page from its end, so that each ends where the one before begins.
        let end = this.#pageSize;
        let key;
        for (let item = 0; item < count; item++) {
            const start = this.#uint16(page + PAGE_HEADER + 2 * item);
            if (start >= end)
                throw new Unreadable(`the entries of page ${number} overlap`);
            const value = this.#item(this.#bytes.subarray(page + start, page + end));
            if (key !== undefined && value !== undefined)
                yield [key, value];
            key = item % 2 === 0 ? value : undefined;
            end = start;
        }
    }
    /** @returns `undefined` for a kind of item that rpm does not write */
    #item(item) {
        if (item[0] === INLINE)
            return item.subarray(1);
        if (item[0] !== OFF_PAGE || item.length < 12)
            return undefined;
        const offset = item.byteOffset - this.#bytes.byteOffset;
        return this.#overflow(this.#uint32(offset + 4), this.#uint32(offset + 8));
    }
    #overflow(first, size) {
        const parts = [];
        for (let left = size, number = first; left > 0;) {
            const page = number * this.#pageSize;
            if (this.#seen.has(number))
                throw new Unreadable(`it leads to page ${number} twice`);
            this.#seen.add(number);
            const used = this.#uint16(page + 22);
            if (number >= this.pages || this.#bytes[page + 25] !== OVERFLOW_PAGE || used === 0) {
                throw new Unreadable(`page ${number} is not where a package goes on`);
            }
            const part = this.#bytes.subarray(page + PAGE_HEADER, page + Math.min(PAGE_HEADER + used, this.#pageSize));
            parts.push(part);
            left -= part.length;
            number = this.#uint32(page + 16);
        }
        return Buffer.concat(parts).subarray(0, size);
    }
    #uint16(at) {
        if (at + 2 > this.#bytes.length)
            return 0;
        return this.#isBig ? this.#bytes.readUInt16BE(at) : this.#bytes.readUInt16LE(at);
    }
    #uint32(at) {
        if (at + 4 > this.#bytes.length)
            return 0;
        return this.#isBig ? this.#bytes.readUInt32BE(at) : this.#bytes.readUInt32LE(at);
    }
}

;// CONCATENATED MODULE: ./lib/sbom/rpm/header.js

/** Tags of a header (rpm, "Package Tags"). */
const NAME = 1000;
const VERSION = 1001;
const RELEASE = 1002;
const EPOCH = 1003;
const VENDOR = 1011;
const LICENSE = 1014;
const ARCH = 1022;
const SOURCE_RPM = 1044;
const INT32 = 4;
const STRING = 6;
const I18N_STRING = 9;
const PREAMBLE = 8;
const ENTRY = 16;
/** As rpm itself has it for headers (`HEADER_TAGS_MAX`). */
const MOST_TAGS = 65_536;
/**
 * The package that a header of rpm's database describes (rpm, "RPM V4 Package format", "Header").
 *
 * @returns `undefined` for a public key, which rpm keeps among the packages
 * @throws Unreadable
 */
function packageInHeader(blob) {
    const tags = new HeaderTags(blob);
    const name = tags.text(NAME);
    if (name === undefined)
        throw new Unreadable('a header has no name');
    if (name === 'gpg-pubkey')
        return undefined;
    const version = [tags.text(VERSION), tags.text(RELEASE)].filter((part) => part !== undefined).join('-');
    const vendor = tags.text(VENDOR);
    return {
        type: 'rpm',
        name,
        version,
        qualifiers: { arch: tags.text(ARCH), epoch: tags.number(EPOCH)?.toString(), upstream: tags.text(SOURCE_RPM) },
        ...(vendor === undefined ? {} : { supplier: { kind: 'Organization', name: vendor } }),
        license: tags.text(LICENSE),
    };
}
/** The first value of each tag. All numbers are big-endian. */
class HeaderTags {
    #blob;
    #data;
    #entries = new Map();
    constructor(blob) {
        this.#blob = blob;
        if (blob.length < PREAMBLE)
            throw new Unreadable('a header is too short');
        const count = blob.readUInt32BE(0);
        this.#data = PREAMBLE + count * ENTRY;
        if (count > MOST_TAGS || this.#data > blob.length)
            throw new Unreadable('a header is shorter than it says');
        for (let at = PREAMBLE; at < this.#data; at += ENTRY) {
            const entry = { type: blob.readUInt32BE(at + 4), at: this.#data + blob.readUInt32BE(at + 8) };
            this.#entries.set(blob.readUInt32BE(at), entry);
        }
    }
    text(tag) {
        const entry = this.#entries.get(tag);
        if (entry === undefined || (entry.type !== STRING && entry.type !== I18N_STRING))
            return undefined;
        const end = this.#blob.indexOf(0, entry.at);
        return end < 0 ? undefined : this.#blob.toString('utf8', entry.at, end);
    }
    number(tag) {
        const entry = this.#entries.get(tag);
        if (entry?.type !== INT32 || entry.at + 4 > this.#blob.length)
            return undefined;
        return this.#blob.readUInt32BE(entry.at);
    }
}

;// CONCATENATED MODULE: ./lib/sbom/rpm/ndb.js

const FILE_MAGIC = 0x506d_7052; // "RpmP"
const SLOT_MAGIC = 0x746f_6c53; // "Slot"
const BLOB_MAGIC = 0x5362_6c42; // "BlbS"
const PAGE = 4096;
const SLOT = 16;
const BLOCK = 16;
const BLOB_HEAD = 16;
/**
 * The headers in rpm's own database format, which SUSE uses (rpm, `lib/backend/ndb/rpmpkg.c`): pages of slots, each of which says where
 * the blob of a package is. All numbers are little-endian.
 *
 * @throws Unreadable
 */
function* ndbHeaders(bytes) {
    if (bytes.length < PAGE || bytes.readUInt32LE(0) !== FILE_MAGIC)
        throw new Unreadable('it is not a database of rpm');
    const end = Math.min(bytes.readUInt32LE(12) * PAGE, bytes.length);
    let total = 0;
    // The file's own header has the place of the first two slots.
    for (let slot = 2 * SLOT; slot + SLOT <= end; slot += SLOT) {
        if (bytes.readUInt32LE(slot) !== SLOT_MAGIC)
            throw new Unreadable('its list of packages is damaged');
        const blob = bytes.readUInt32LE(slot + 8) * BLOCK;
        // A free slot.
        if (blob === 0)
            continue;
        if (blob + BLOB_HEAD > bytes.length || bytes.readUInt32LE(blob) !== BLOB_MAGIC) {
            throw new Unreadable('a package is not where it should be');
        }
        const start = blob + BLOB_HEAD;
        const header = bytes.subarray(start, start + bytes.readUInt32LE(blob + 12));
        // Else a small file could have any number of large packages.
        if ((total += header.length) > bytes.length)
            throw new Unreadable('its packages overlap');
        yield header;
    }
}

;// CONCATENATED MODULE: ./lib/sbom/rpm/sqlite.js

const sqlite_MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const sqlite_HEADER = 100;
const INTERIOR_TABLE = 0x05;
const LEAF_TABLE = 0x0d;
/** Columns of a row that are looked at. */
const MOST_COLUMNS = 32;
/**
 * Reads the rows of a table from an SQLite 3 database, as its file format says (sqlite.org, "Database File Format"). It knows no SQL
 * and no index. Each page is read once at most, so that a database whose pages lead in circles ends.
 */
class SqliteFile {
    #bytes;
    #pageSize;
    /** Bytes of a page without what is reserved at its end. */
    #usable;
    #seen = new Set();
    /** Bytes of all rows so far. */
    #total = 0;
    /** @throws Unreadable when it is no such database */
    constructor(bytes) {
        if (bytes.length < sqlite_HEADER || !bytes.subarray(0, sqlite_MAGIC.length).equals(sqlite_MAGIC)) {
            throw new Unreadable('it is not an SQLite database');
        }
        const size = bytes.readUInt16BE(16);
        this.#pageSize = size === 1 ? 65_536 : size;
        this.#usable = this.#pageSize - (bytes[20] ?? 0);
        if (this.#pageSize < 512 || this.#usable < 480)
            throw new Unreadable('its pages have an impossible size');
        this.#bytes = bytes;
    }
    /** @throws Unreadable when there is no such table, or it is damaged */
    *rows(table) {
        for (const [type, name, , root] of this.#rowsFrom(1)) {
            if (textOf(type) !== 'table' || textOf(name) !== table || typeof root !== 'number')
                continue;
            yield* this.#rowsFrom(root);
            return;
        }
        throw new Unreadable(`it has no table ${table}`);
    }
    *#rowsFrom(root) {
        const pending = [root];
        for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
            const page = this.#page(number);
            // The first page begins with the header of the file.
            const start = number === 1 ? sqlite_HEADER : 0;
            const cells = page.readUInt16BE(start + 3);
            const kind = page[start];
            if (kind !== INTERIOR_TABLE && kind !== LEAF_TABLE)
                throw new Unreadable(`page ${number} is not of a table`);
            const pointers = start + (kind === LEAF_TABLE ? 8 : 12);
            if (pointers + 2 * cells > page.length)
                throw new Unreadable(`page ${number} has too many cells`);
            const places = Array.from({ length: cells }, (_, cell) => page.readUInt16BE(pointers + 2 * cell));
            if (kind === LEAF_TABLE)
                for (const place of places)
                    yield this.#row(page, place);
            else
                pending.push(page.readUInt32BE(start + 8), ...places.map((place) => uint32(page, place)).reverse());
        }
    }
    #page(number) {
        const end = number * this.#pageSize;
        if (number < 1 || end > this.#bytes.length)
            throw new Unreadable(`it has no page ${number}`);
        if (this.#seen.has(number))
            throw new Unreadable(`it leads to page ${number} twice`);
        this.#seen.add(number);
        return this.#bytes.subarray(end - this.#pageSize, end - this.#pageSize + this.#usable);
    }
    #row(page, place) {
        const size = varint(page, place);
        const rowid = varint(page, size.end);
        // Else a small file could have any number of large rows.
        if ((this.#total += size.value) > this.#bytes.length)
            throw new Unreadable('its rows overlap');
        return valuesOf(this.#payload(page, rowid.end, size.value), rowid.value);
    }
    /** What does not fit in a page goes on in overflow pages ("Cell Payload Overflow Pages"). */
    #payload(page, start, size) {
        const most = this.#usable - 35;
        if (size <= most)
            return page.subarray(start, start + size);
        const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
        const fitting = least + ((size - least) % (this.#usable - 4));
        const local = fitting <= most ? fitting : least;
        const parts = [page.subarray(start, start + local)];
        let next = uint32(page, start + local);
        for (let left = size - local; left > 0;) {
            const overflow = this.#page(next);
            const part = overflow.subarray(4, 4 + left);
            parts.push(part);
            left -= part.length;
            next = uint32(overflow, 0);
        }
        return Buffer.concat(parts);
    }
}
function textOf(value) {
    return Buffer.isBuffer(value) ? value.toString('utf8') : undefined;
}
/** The values of a record ("Record Format"). A column that is the row's number is stored as null. */
function valuesOf(payload, rowid) {
    const header = varint(payload, 0);
    const values = [];
    let at = header.value;
    for (let next = header.end; next < header.value && values.length < MOST_COLUMNS;) {
        const type = varint(payload, next);
        next = type.end;
        const length = lengthOf(type.value);
        if (at + length > payload.length)
            throw new Unreadable('a row is shorter than it says');
        values.push(type.value === 0 && values.length === 0 ? rowid : sqlite_valueOf(type.value, payload.subarray(at, at + length)));
        at += length;
    }
    return values;
}
function lengthOf(type) {
    if (type >= 12)
        return (type - (type % 2) - 12) / 2;
    return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}
function sqlite_valueOf(type, bytes) {
    if (type >= 12)
        return bytes;
    if (type === 8 || type === 9)
        return type - 8;
    if (type >= 1 && type <= 5)
        return bytes.readIntBE(0, bytes.length);
    return type === 6 ? Number(bytes.readBigInt64BE(0)) : null;
}
/** Up to nine bytes, seven bits in each but the last ("varint"). Values that a double does not hold are no sizes here. */
function varint(bytes, start) {
    let value = 0;
    for (let at = start; at < start + 9; at++) {
        const byte = bytes[at];
        if (byte === undefined)
            throw new Unreadable('a number is cut off');
        if (at === start + 8)
            return { value: value * 256 + byte, end: at + 1 };
        value = value * 128 + (byte & 0x7f);
        if (byte < 0x80)
            return { value, end: at + 1 };
    }
    throw new Unreadable('a number is too long');
}
function uint32(bytes, at) {
    if (at + 4 > bytes.length)
        throw new Unreadable('a page is cut off');
    return bytes.readUInt32BE(at);
}

;// CONCATENATED MODULE: ./lib/sbom/rpm/rpm.js





/** Where distributions have the database; in most, one of them is a link to the other. */
const FOLDERS = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'];
const LOG = 'rpmdb.sqlite-wal';
const FILES = ['rpmdb.sqlite', LOG, 'Packages.db', 'Packages'];
/** rpm's database, in each of its three formats (rpm, "RPM database recovery": `sqlite`, `ndb`, `bdb`). */
const rpm = {
    name: 'rpm',
    places: FOLDERS.flatMap((folder) => FILES.map((file) => `${folder}/${file}`)),
    maxBytes: 256 * 1024 * 1024,
    *packages(bytes, path) {
        if (path.endsWith(`/${LOG}`)) {
            // rpm leaves it empty, since it moves all changes to the database when it ends.
            if (bytes.length > 0)
                throw new Unreadable('it has changes that are not in the database yet');
            return;
        }
        for (const header of headersIn(bytes, path)) {
            const found = packageInHeader(header);
            if (found !== undefined)
                yield found;
        }
    },
};
function* headersIn(bytes, path) {
    if (path.endsWith('.sqlite')) {
        for (const [, blob] of new SqliteFile(bytes).rows('Packages'))
            if (Buffer.isBuffer(blob))
                yield blob;
    }
    else if (path.endsWith('.db')) {
        yield* ndbHeaders(bytes);
    }
    else {
        // At the key zero is the number of the last package.
        for (const [key, value] of hashPairs(bytes))
            if (key.some((byte) => byte !== 0))
                yield value;
    }
}

;// CONCATENATED MODULE: ./lib/sbom/catalogers.js






/** Who reads what. Whoever names a file first gets it. */
const CATALOGERS = [dpkg, apk, rpm, npm, python, ruby];

;// CONCATENATED MODULE: ./lib/sbom/wanted-files.js





/** The files of an image that say what is in it. */
class WantedFiles {
    #tree;
    #limit;
    #omissions;
    #uses = new Map();
    /** Where the bytes of the wanted files are: a file with several names is read once. */
    #contents = new Set();
    /**
     * @param limit files at most
     * @throws InfraError when the layers do not fit together
     */
    static of(tree, limit, omissions) {
        const wanted = new WantedFiles(tree, limit, omissions);
        wanted.#addPlaces();
        for (const entry of tree.entries()) {
            if (entry.type !== 'file')
                continue;
            const cataloger = CATALOGERS.find(({ matches }) => matches?.(entry) === true);
            if (cataloger !== undefined)
                wanted.#add(entry, cataloger);
            else if (isPerhapsBinary(entry))
                wanted.#add(entry, 'binary');
        }
        return wanted;
    }
    constructor(tree, limit, omissions) {
        this.#tree = tree;
        this.#limit = limit;
        this.#omissions = omissions;
    }
    get paths() {
        return [...this.#uses.keys()];
    }
    useOf(path) {
        return this.#uses.get(path);
    }
    #addPlaces() {
        const release = OS_RELEASE_PLACES.map((place) => this.#fileAt(place)).find((file) => file !== undefined);
        if (release !== undefined)
            this.#add(release, 'os-release');
        for (const cataloger of CATALOGERS) {
            for (const place of cataloger.places ?? []) {
                for (const file of place.endsWith('/') ? this.#filesIn(place) : [this.#fileAt(place)]) {
                    if (file !== undefined)
                        this.#add(file, cataloger);
                }
            }
        }
    }
    #fileAt(place) {
        const entry = this.#resolved(place)?.entry;
        return entry?.type === 'file' ? entry : undefined;
    }
    #filesIn(place) {
        const folder = this.#resolved(place);
        if (folder?.entry?.type !== 'directory')
            return [];
        return this.#tree.readdir(folder.path).map((name) => this.#fileAt(`${folder.path}/${name}`));
    }
    #resolved(place) {
        try {
            return (0,resolve_path/* resolvePathSync */.Bh)(this.#tree, place, { followLast: true });
        }
        catch (error) {
            // Links in a circle.
            if (error instanceof errors/* UserError */.yo)
                return undefined;
            throw error;
        }
    }
    #add(file, use) {
        if (this.#uses.has(file.path))
            return;
        const location = this.#tree.contentOf(file.path);
        const content = location === undefined ? file.path : `${location.layer}:${location.path}`;
        if (this.#contents.has(content))
            return;
        if (this.#uses.size >= this.#limit) {
            this.#omissions.add(`Only ${this.#limit} files are read; these were not`, file.path);
            return;
        }
        this.#contents.add(content);
        this.#uses.set(file.path, use);
    }
}

;// CONCATENATED MODULE: ./lib/sbom/scan.js











/** Bytes; real ones have less than one kilobyte. */
const LARGEST_OS_RELEASE = 64 * 1024;
const SPENT = 'Not read, since what reading may cost (in bytes or time) was used up';
/** Times that a binary is gone over. Two are enough for those that linkers make; programs before Go 1.18 need four. */
const MOST_PASSES = 6;
/**
 * Reads the files of an image that say what is in it. What an image holds never makes this fail: what cannot be read is named instead.
 *
 * @throws InfraError when a layer is missing or damaged; the signal's reason
 */
async function scanImage(image, limits, signal) {
    const scanner = new Scanner(image, limits, signal);
    await scanner.run();
    return scanner.result;
}
class Scanner {
    #image;
    #limits;
    #signal;
    #omissions = new Omissions();
    #findings;
    #end;
    #distribution;
    #bytes = 0;
    /** Binaries of which something is still to be read. */
    #unfinished = new Map();
    constructor(image, limits, signal) {
        this.#image = image;
        this.#limits = limits;
        this.#signal = signal;
        this.#findings = new Findings(this.#omissions, limits.packages);
        this.#end = performance.now() + limits.milliseconds;
    }
    get result() {
        return {
            distribution: this.#distribution,
            packages: this.#findings.packages,
            omissions: this.#omissions.sentences,
        };
    }
    async run() {
        const wanted = this.#wanted();
        if (wanted === undefined)
            return;
        await this.#readAll(wanted.paths, (content) => this.#read(content, wanted.useOf(content.path)));
        for (let passes = 1; this.#unfinished.size > 0 && passes < MOST_PASSES; passes++) {
            await this.#readAll([...this.#unfinished.keys()], (content) => this.#readBinary(content));
        }
        for (const path of this.#unfinished.keys())
            this.#omissions.add('Binaries in which too much is in an odd place', path);
    }
    async #readAll(paths, read) {
        const turns = new yielding/* EventLoopTurns */.j(this.#signal);
        const left = new Set(paths);
        for await (const content of this.#image.contents(paths)) {
            if (this.#isSpent)
                break;
            left.delete(content.path);
            await read(content);
            await turns.pause();
        }
        for (const path of left) {
            this.#omissions.add(SPENT, path);
            this.#unfinished.delete(path);
        }
    }
    get #isSpent() {
        return this.#bytes > this.#limits.bytes || performance.now() > this.#end;
    }
    #wanted() {
        try {
            return WantedFiles.of(this.#image.tree, this.#limits.files, this.#omissions);
        }
        catch (error) {
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
            this.#omissions.add(`The layers do not fit together (${error.message})`, '');
            return undefined;
        }
    }
    async #read(content, use) {
        if (use === undefined)
            return;
        if (use === 'binary') {
            this.#unfinished.set(content.path, new BinaryReading(packagesInBinary()));
            await this.#readBinary(content);
            return;
        }
        const { path, size } = content;
        const maxBytes = use === 'os-release' ? LARGEST_OS_RELEASE : use.maxBytes;
        if (size > maxBytes) {
            this.#omissions.add(`Larger than ${(0,format/* formatBytes */.z3)(maxBytes)}, so not read`, path);
            return;
        }
        const bytes = await (0,read_bytes/* readBytes */.io)(this.#counted(content));
        if (bytes.length < size)
            return;
        try {
            if (use === 'os-release')
                this.#distribution = parseOsRelease(bytes.toString('utf8'));
            else
                for (const found of use.packages(bytes, path))
                    this.#findings.add(found, path);
        }
        catch (error) {
            this.#failed(path, use === 'os-release' ? use : use.name, error);
        }
    }
    /** One pass over a binary. It stays unfinished if something is wanted of it that has gone by. */
    async #readBinary(content) {
        const { path } = content;
        const reading = this.#unfinished.get(path);
        if (reading === undefined)
            return;
        const failure = await reading.pass(this.#counted(content));
        if (failure !== undefined)
            this.#failed(path, 'a binary', failure);
        for (const found of reading.found ?? [])
            this.#findings.add(found, path);
        if (failure !== undefined || reading.found !== undefined)
            this.#unfinished.delete(path);
    }
    #failed(path, kind, error) {
        this.#omissions.add(`Not read as ${kind} (${(0,sanitize_line/* oneLine */.T)((0,sanitize_line/* shorten */.m)((0,errors/* messageOf */.bD)(error), 200))})`, path);
    }
    async *#counted({ path, data }) {
        for await (const chunk of data) {
            this.#signal.throwIfAborted();
            this.#bytes += chunk.length;
            if (this.#isSpent) {
                this.#omissions.add(SPENT, path);
                return;
            }
            yield chunk;
        }
    }
}

// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
// EXTERNAL MODULE: ./node_modules/spdx-expression-parse/index.js
var spdx_expression_parse = __webpack_require__(93326);
;// CONCATENATED MODULE: ./lib/sbom/spdx/license.js

/** Says that something is not known (SPDX 2.3, section 7.15). */
const NOASSERTION = 'NOASSERTION';
/**
 * Whether `text` is an expression of SPDX's own licenses (SPDX 2.3, Annex D). One that names a license by a reference is none: its text
 * would have to be in the document.
 */
function isLicenseExpression(text) {
    if (/LicenseRef-/i.test(text))
        return false;
    try {
        spdx_expression_parse(text);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/sbom/spdx/package-url.js

/** Of packages of a distribution: whose they are if the image does not say which distribution it is. */
const USUAL_VENDOR = { deb: 'debian', apk: 'alpine', rpm: 'redhat' };
/** The package's URL (purl-spec). */
function packageUrlOf(found, distribution) {
    const { type, namespace, name, version, qualifiers = {} } = found;
    const vendor = USUAL_VENDOR[type];
    if (vendor === undefined)
        return urlOf(type, namespace, name, version, qualifiers);
    const { id = vendor, versionId } = distribution ?? {};
    const distro = distribution === undefined ? undefined : [id, versionId].filter((part) => part !== undefined).join('-');
    return urlOf(type, id, name, version, { ...qualifiers, distro });
}
/** The image's own URL (purl-spec, "oci"). It needs a name and a digest. */
function imageUrlOf({ repository, registry, tag }, digest, { architecture }) {
    const name = repository.slice(repository.lastIndexOf('/') + 1);
    const qualifiers = { arch: architecture, repository_url: `${registry}/${repository}`, tag };
    return urlOf('oci', undefined, name, digest, qualifiers);
}
/** Types whose names have only small letters (purl-spec, "types"). Go's are left as they are: its proxies tell the cases apart. */
const SMALL_LETTERS = new Set(['deb', 'apk', 'npm', 'pypi', 'oci']);
/** In canonical form. Names are not trimmed: what has blanks at its ends is no name. */
function urlOf(type, namespace, name, version, qualifiers) {
    const lower = (text) => (SMALL_LETTERS.has(type) ? text.toLowerCase() : text);
    // PyPA, "Names and normalization".
    const canonical = type === 'pypi' ? name.replace(/[-_.]+/g, '-') : name;
    const path = [...(namespace?.split('/') ?? []), canonical]
        .filter((part) => part !== '')
        .map((part) => encoded(lower(part)));
    const pairs = Object.entries(qualifiers)
        // Some programs decode a qualifier twice. None that is right has a percent sign.
        .filter((pair) => pair[1] !== undefined && /^[^%]+$/.test(pair[1]))
        .sort(([left], [right]) => (0,code_unit_order/* byCodeUnit */.X)(left, right))
        .map(([key, value]) => `${key}=${encoded(value)}`);
    const query = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
    return `pkg:${type}/${path.join('/')}${version === undefined ? '' : `@${encoded(version)}`}${query}`;
}
/** All but letters, digits, `.-_~` and colons become escapes of their UTF-8 (purl-spec, "Character encoding"). */
function encoded(text) {
    return encodeURIComponent(text)
        .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
        .replaceAll('%3A', ':');
}

;// CONCATENATED MODULE: ./lib/sbom/spdx/encode-document.js








const DOCUMENT = 'SPDXRef-DOCUMENT';
const IMAGE = 'SPDXRef-Image';
/** The document of an image. The same parts give the same document. */
function encodeDocument({ image, distribution, packages, omissions, created }) {
    const listed = packages
        .map((found) => spdxPackage(found, distribution))
        .toSorted((left, right) => (0,code_unit_order/* byCodeUnit */.X)(left.name, right.name) || (0,code_unit_order/* byCodeUnit */.X)(left.SPDXID, right.SPDXID));
    const document = {
        spdxVersion: 'SPDX-2.3',
        dataLicense: 'CC0-1.0',
        SPDXID: DOCUMENT,
        name: nameOf(image),
        creationInfo: {
            // SPDX has no fractions of seconds.
            created: created.toISOString().replace(/\.\d+Z$/, 'Z'),
            creators: [`Tool: layer-build-${version/* VERSION */.x}`],
            ...(omissions.length === 0 ? {} : { comment: `Not complete. ${omissions.join(' ')}` }),
        },
        packages: [imagePackage(image), ...listed],
        relationships: [
            { spdxElementId: DOCUMENT, relationshipType: 'DESCRIBES', relatedSpdxElement: IMAGE },
            ...listed.map(({ SPDXID }) => ({
                spdxElementId: IMAGE,
                relationshipType: 'CONTAINS',
                relatedSpdxElement: SPDXID,
            })),
        ],
    };
    const { name, ...rest } = document;
    return { name, documentNamespace: namespaceOf(name, JSON.stringify(document)), ...rest };
}
function nameOf({ reference }) {
    return reference === undefined ? 'image' : (0,oci_reference/* familiarName */.hG)(reference);
}
/** An address that no other document has, in the form for creators without a site (SPDX 2.3, section 6.5). Nothing has to be there. */
function namespaceOf(name, content) {
    const hex = (0,oci_digest/* hashFields */.MR)('spdx', content);
    // RFC 9562, "UUID Version 8": the bits are ours to choose.
    const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    return `https://spdx.org/spdxdocs/${name.replace(/[^A-Za-z0-9._-]+/g, '-')}-${uuid}`;
}
function imagePackage(image) {
    const { reference, digest, platform } = image;
    const url = reference === undefined || digest === undefined ? undefined : imageUrlOf(reference, digest, platform);
    return {
        SPDXID: IMAGE,
        name: nameOf(image),
        ...(digest === undefined ? {} : { versionInfo: digest }),
        supplier: NOASSERTION,
        downloadLocation: NOASSERTION,
        filesAnalyzed: false,
        ...(digest === undefined
            ? {}
            : { checksums: [{ algorithm: (0,oci_digest/* digestAlgorithm */.g4)(digest).toUpperCase(), checksumValue: (0,oci_digest/* digestHex */.sU)(digest) }] }),
        licenseConcluded: NOASSERTION,
        licenseDeclared: NOASSERTION,
        copyrightText: NOASSERTION,
        sourceInfo: `image for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`,
        ...externalRefs(url),
        primaryPackagePurpose: 'CONTAINER',
    };
}
function spdxPackage({ found, paths, count }, distribution) {
    const { type, namespace, name, version, supplier, license, checksum, qualifiers } = found;
    // Only rpm has it apart from the version.
    const epoch = qualifiers?.['epoch'];
    const url = packageUrlOf(found, distribution);
    const fullName = namespace === undefined ? name : `${namespace}/${name}`;
    return {
        SPDXID: spdxId(type, fullName, url),
        name: fullName,
        ...(version === undefined ? {} : { versionInfo: epoch === undefined ? version : `${epoch}:${version}` }),
        supplier: supplier === undefined ? NOASSERTION : `${supplier.kind}: ${supplier.name}`,
        downloadLocation: NOASSERTION,
        filesAnalyzed: false,
        ...(checksum === undefined
            ? {}
            : { checksums: [{ algorithm: checksum.algorithm, checksumValue: checksum.value }] }),
        licenseConcluded: NOASSERTION,
        ...declaredLicense(license),
        copyrightText: NOASSERTION,
        sourceInfo: `found in ${placesOf(paths, count)}`,
        ...externalRefs(url),
    };
}
/** Only letters, digits, dots and hyphens may be in it (SPDX 2.3, section 7.2); the hash keeps two packages apart. */
function spdxId(type, name, url) {
    const readable = name.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 100);
    return `SPDXRef-Package-${type}-${readable}-${(0,oci_digest/* hashFields */.MR)(type, name, url).slice(0, 16)}`;
}
function declaredLicense(license) {
    if (license === undefined)
        return { licenseDeclared: NOASSERTION };
    if (isLicenseExpression(license))
        return { licenseDeclared: license };
    return { licenseDeclared: NOASSERTION, licenseComments: `declared as ${JSON.stringify(license)}` };
}
function placesOf(paths, count) {
    const named = paths.map((path) => `/${(0,byte_name/* displayName */.QC)(path)}`).join(', ');
    return count > paths.length ? `${named} and ${count - paths.length} more files` : named;
}
function externalRefs(url) {
    if (url === undefined)
        return {};
    return {
        externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: url }],
    };
}

;// CONCATENATED MODULE: ./lib/sbom/spdx-of.js



/**
 * The SBOM of an image as an SPDX 2.3 document: what the databases and manifests of package managers and the binaries in it name. What
 * an image holds never makes this fail. The same image gives the same document.
 *
 * @param created the time that the document gives as its own: SOURCE_DATE_EPOCH, or when the image was made
 * @throws InfraError when a layer is missing or damaged; the signal's reason
 */
async function spdxOf(image, created, signal, limits = SCAN_LIMITS) {
    const { distribution, packages, omissions } = await scanImage(image, limits, signal);
    return { document: encodeDocument({ image, distribution, packages, omissions, created }), omissions };
}


/***/ }),

/***/ 53988:
/***/ (function(module) {

module.exports = /*#__PURE__*/JSON.parse('["389-exception","Asterisk-exception","Autoconf-exception-2.0","Autoconf-exception-3.0","Autoconf-exception-generic","Autoconf-exception-generic-3.0","Autoconf-exception-macro","Bison-exception-1.24","Bison-exception-2.2","Bootloader-exception","Classpath-exception-2.0","CLISP-exception-2.0","cryptsetup-OpenSSL-exception","DigiRule-FOSS-exception","eCos-exception-2.0","Fawkes-Runtime-exception","FLTK-exception","fmt-exception","Font-exception-2.0","freertos-exception-2.0","GCC-exception-2.0","GCC-exception-2.0-note","GCC-exception-3.1","Gmsh-exception","GNAT-exception","GNOME-examples-exception","GNU-compiler-exception","gnu-javamail-exception","GPL-3.0-interface-exception","GPL-3.0-linking-exception","GPL-3.0-linking-source-exception","GPL-CC-1.0","GStreamer-exception-2005","GStreamer-exception-2008","i2p-gpl-java-exception","KiCad-libraries-exception","LGPL-3.0-linking-exception","libpri-OpenH323-exception","Libtool-exception","Linux-syscall-note","LLGPL","LLVM-exception","LZMA-exception","mif-exception","OCaml-LGPL-linking-exception","OCCT-exception-1.0","OpenJDK-assembly-exception-1.0","openvpn-openssl-exception","PS-or-PDF-font-exception-20170817","QPL-1.0-INRIA-2004-exception","Qt-GPL-exception-1.0","Qt-LGPL-exception-1.1","Qwt-exception-1.0","SANE-exception","SHL-2.0","SHL-2.1","stunnel-exception","SWI-exception","Swift-exception","Texinfo-exception","u-boot-exception-2.0","UBDL-exception","Universal-FOSS-exception-1.0","vsftpd-openssl-exception","WxWindows-exception-3.1","x11vnc-openssl-exception"]');

/***/ }),

/***/ 3389:
/***/ (function(module) {

module.exports = /*#__PURE__*/JSON.parse('["AGPL-1.0","AGPL-3.0","BSD-2-Clause-FreeBSD","BSD-2-Clause-NetBSD","GFDL-1.1","GFDL-1.2","GFDL-1.3","GPL-1.0","GPL-2.0","GPL-2.0-with-GCC-exception","GPL-2.0-with-autoconf-exception","GPL-2.0-with-bison-exception","GPL-2.0-with-classpath-exception","GPL-2.0-with-font-exception","GPL-3.0","GPL-3.0-with-GCC-exception","GPL-3.0-with-autoconf-exception","LGPL-2.0","LGPL-2.1","LGPL-3.0","Net-SNMP","Nunit","StandardML-NJ","bzip2-1.0.5","eCos-2.0","wxWindows"]');

/***/ }),

/***/ 75204:
/***/ (function(module) {

module.exports = /*#__PURE__*/JSON.parse('["0BSD","3D-Slicer-1.0","AAL","ADSL","AFL-1.1","AFL-1.2","AFL-2.0","AFL-2.1","AFL-3.0","AGPL-1.0-only","AGPL-1.0-or-later","AGPL-3.0-only","AGPL-3.0-or-later","ALGLIB-Documentation","AMD-newlib","AMDPLPA","AML","AML-glslang","AMPAS","ANTLR-PD","ANTLR-PD-fallback","APAFML","APL-1.0","APSL-1.0","APSL-1.1","APSL-1.2","APSL-2.0","ASWF-Digital-Assets-1.0","ASWF-Digital-Assets-1.1","Abstyles","AdaCore-doc","Adobe-2006","Adobe-Display-PostScript","Adobe-Glyph","Adobe-Utopia","Advanced-Cryptics-Dictionary","Afmparse","Aladdin","Apache-1.0","Apache-1.1","Apache-2.0","App-s2p","Arphic-1999","Artistic-1.0","Artistic-1.0-Perl","Artistic-1.0-cl8","Artistic-2.0","Artistic-dist","Aspell-RU","BOLA-1.1","BSD-1-Clause","BSD-2-Clause","BSD-2-Clause-Darwin","BSD-2-Clause-Patent","BSD-2-Clause-Views","BSD-2-Clause-first-lines","BSD-2-Clause-pkgconf-disclaimer","BSD-2-Clause-pos-unchanged","BSD-3-Clause","BSD-3-Clause-Attribution","BSD-3-Clause-Clear","BSD-3-Clause-HP","BSD-3-Clause-LBNL","BSD-3-Clause-Modification","BSD-3-Clause-No-Military-License","BSD-3-Clause-No-Nuclear-License","BSD-3-Clause-No-Nuclear-License-2014","BSD-3-Clause-No-Nuclear-Warranty","BSD-3-Clause-Open-MPI","BSD-3-Clause-OpenWebUI","BSD-3-Clause-Sun","BSD-3-Clause-Tso","BSD-3-Clause-acpica","BSD-3-Clause-flex","BSD-4-Clause","BSD-4-Clause-Shortened","BSD-4-Clause-UC","BSD-4.3RENO","BSD-4.3TAHOE","BSD-Advertising-Acknowledgement","BSD-Attribution-HPND-disclaimer","BSD-Inferno-Nettverk","BSD-Mark-Modifications","BSD-Protection","BSD-Source-Code","BSD-Source-Code-no-disclaimer","BSD-Source-alt-GPL","BSD-Source-beginning-file","BSD-Systemics","BSD-Systemics-W3Works","BSD-ask-to-endorse","BSL-1.0","BUSL-1.1","Baekmuk","Bahyph","Barr","Beerware","BitTorrent-1.0","BitTorrent-1.1","Bitstream-Charter","Bitstream-Vera","BlueOak-1.0.0","Boehm-GC","Boehm-GC-without-fee","Borceux","Brian-Gladman-2-Clause","Brian-Gladman-3-Clause","Brian-Gladman-3-Clause-no-conversion","Buddy","Bugroff","C-UDA-1.0","CAL-1.0","CAL-1.0-Combined-Work-Exception","CAPEC-tou","CATOSL-1.1","CC-BY-1.0","CC-BY-2.0","CC-BY-2.5","CC-BY-2.5-AU","CC-BY-3.0","CC-BY-3.0-AT","CC-BY-3.0-AU","CC-BY-3.0-DE","CC-BY-3.0-IGO","CC-BY-3.0-NL","CC-BY-3.0-US","CC-BY-4.0","CC-BY-NC-1.0","CC-BY-NC-2.0","CC-BY-NC-2.5","CC-BY-NC-3.0","CC-BY-NC-3.0-DE","CC-BY-NC-3.0-IGO","CC-BY-NC-4.0","CC-BY-NC-ND-1.0","CC-BY-NC-ND-2.0","CC-BY-NC-ND-2.5","CC-BY-NC-ND-3.0","CC-BY-NC-ND-3.0-DE","CC-BY-NC-ND-3.0-IGO","CC-BY-NC-ND-4.0","CC-BY-NC-SA-1.0","CC-BY-NC-SA-2.0","CC-BY-NC-SA-2.0-DE","CC-BY-NC-SA-2.0-FR","CC-BY-NC-SA-2.0-UK","CC-BY-NC-SA-2.5","CC-BY-NC-SA-3.0","CC-BY-NC-SA-3.0-DE","CC-BY-NC-SA-3.0-IGO","CC-BY-NC-SA-4.0","CC-BY-ND-1.0","CC-BY-ND-2.0","CC-BY-ND-2.5","CC-BY-ND-3.0","CC-BY-ND-3.0-DE","CC-BY-ND-4.0","CC-BY-SA-1.0","CC-BY-SA-2.0","CC-BY-SA-2.0-UK","CC-BY-SA-2.1-JP","CC-BY-SA-2.5","CC-BY-SA-3.0","CC-BY-SA-3.0-AT","CC-BY-SA-3.0-DE","CC-BY-SA-3.0-IGO","CC-BY-SA-4.0","CC-PDDC","CC-PDM-1.0","CC-SA-1.0","CC0-1.0","CDDL-1.0","CDDL-1.1","CDL-1.0","CDLA-Permissive-1.0","CDLA-Permissive-2.0","CDLA-Sharing-1.0","CECILL-1.0","CECILL-1.1","CECILL-2.0","CECILL-2.1","CECILL-B","CECILL-C","CERN-OHL-1.1","CERN-OHL-1.2","CERN-OHL-P-2.0","CERN-OHL-S-2.0","CERN-OHL-W-2.0","CFITSIO","CMU-Mach","CMU-Mach-nodoc","CNRI-Jython","CNRI-Python","CNRI-Python-GPL-Compatible","COIL-1.0","CPAL-1.0","CPL-1.0","CPOL-1.02","CUA-OPL-1.0","Caldera","Caldera-no-preamble","Catharon","ClArtistic","Clips","Community-Spec-1.0","Condor-1.1","Cornell-Lossless-JPEG","Cronyx","Crossword","CryptoSwift","CrystalStacker","Cube","D-FSL-1.0","DEC-3-Clause","DL-DE-BY-2.0","DL-DE-ZERO-2.0","DOC","DRL-1.0","DRL-1.1","DSDP","DocBook-DTD","DocBook-Schema","DocBook-Stylesheet","DocBook-XML","Dotseqn","ECL-1.0","ECL-2.0","EFL-1.0","EFL-2.0","EPICS","EPL-1.0","EPL-2.0","ESA-PL-permissive-2.4","ESA-PL-strong-copyleft-2.4","ESA-PL-weak-copyleft-2.4","EUDatagrid","EUPL-1.0","EUPL-1.1","EUPL-1.2","Elastic-2.0","Entessa","ErlPL-1.1","Eurosym","FBM","FDK-AAC","FDK-MPEG-H","FSFAP","FSFAP-no-warranty-disclaimer","FSFUL","FSFULLR","FSFULLRSD","FSFULLRWD","FSL-1.1-ALv2","FSL-1.1-MIT","FTL","Fair","Ferguson-Twofish","Frameworx-1.0","FreeBSD-DOC","FreeImage","Furuseth","GCR-docs","GD","GFDL-1.1-invariants-only","GFDL-1.1-invariants-or-later","GFDL-1.1-no-invariants-only","GFDL-1.1-no-invariants-or-later","GFDL-1.1-only","GFDL-1.1-or-later","GFDL-1.2-invariants-only","GFDL-1.2-invariants-or-later","GFDL-1.2-no-invariants-only","GFDL-1.2-no-invariants-or-later","GFDL-1.2-only","GFDL-1.2-or-later","GFDL-1.3-invariants-only","GFDL-1.3-invariants-or-later","GFDL-1.3-no-invariants-only","GFDL-1.3-no-invariants-or-later","GFDL-1.3-only","GFDL-1.3-or-later","GL2PS","GLWTPL","GPL-1.0-only","GPL-1.0-or-later","GPL-2.0-only","GPL-2.0-or-later","GPL-3.0-only","GPL-3.0-or-later","Game-Programming-Gems","Giftware","Glide","Glulxe","Graphics-Gems","Gutmann","HDF5","HIDAPI","HP-1986","HP-1989","HPND","HPND-DEC","HPND-Fenneberg-Livingston","HPND-INRIA-IMAG","HPND-Intel","HPND-Kevlin-Henney","HPND-MIT-disclaimer","HPND-Markus-Kuhn","HPND-Netrek","HPND-Pbmplus","HPND-SMC","HPND-UC","HPND-UC-export-US","HPND-doc","HPND-doc-sell","HPND-export-US","HPND-export-US-acknowledgement","HPND-export-US-modify","HPND-export2-US","HPND-merchantability-variant","HPND-sell-MIT-disclaimer-xserver","HPND-sell-regexpr","HPND-sell-variant","HPND-sell-variant-MIT-disclaimer","HPND-sell-variant-MIT-disclaimer-rev","HPND-sell-variant-critical-systems","HTMLTIDY","HaskellReport","Hippocratic-2.1","Hippocratic-3.0-core","IBM-pibs","ICU","IEC-Code-Components-EULA","IJG","IJG-short","IPA","IPL-1.0","ISC","ISC-Veillard","ISO-permission","ImageMagick","Imlib2","Info-ZIP","Informatica","Inner-Net-2.0","InnoSetup","Intel","Intel-ACPI","Interbase-1.0","JPL-image","JPNIC","JSON","Jam","JasPer-2.0","Kastrup","Kazlib","Knuth-CTAN","LAL-1.2","LAL-1.3","LGPL-2.0-only","LGPL-2.0-or-later","LGPL-2.1-only","LGPL-2.1-or-later","LGPL-3.0-only","LGPL-3.0-or-later","LGPLLR","LOOP","LPD-document","LPL-1.0","LPL-1.02","LPPL-1.0","LPPL-1.1","LPPL-1.2","LPPL-1.3a","LPPL-1.3c","LZMA-SDK-9.11-to-9.20","LZMA-SDK-9.22","Latex2e","Latex2e-translated-notice","Leptonica","LiLiQ-P-1.1","LiLiQ-R-1.1","LiLiQ-Rplus-1.1","Libpng","Linux-OpenIB","Linux-man-pages-1-para","Linux-man-pages-copyleft","Linux-man-pages-copyleft-2-para","Linux-man-pages-copyleft-var","Lucida-Bitmap-Fonts","MIPS","MIT","MIT-0","MIT-CMU","MIT-Click","MIT-Festival","MIT-Khronos-old","MIT-Modern-Variant","MIT-STK","MIT-Wu","MIT-advertising","MIT-enna","MIT-feh","MIT-open-group","MIT-testregex","MITNFA","MMIXware","MMPL-1.0.1","MPEG-SSG","MPL-1.0","MPL-1.1","MPL-2.0","MPL-2.0-no-copyleft-exception","MS-LPL","MS-PL","MS-RL","MTLL","MVT-1.1","Mackerras-3-Clause","Mackerras-3-Clause-acknowledgment","MakeIndex","Martin-Birgmeier","McPhee-slideshow","Minpack","MirOS","Motosoto","MulanPSL-1.0","MulanPSL-2.0","Multics","Mup","NAIST-2003","NASA-1.3","NBPL-1.0","NCBI-PD","NCGL-UK-2.0","NCL","NCSA","NGPL","NICTA-1.0","NIST-PD","NIST-PD-TNT","NIST-PD-fallback","NIST-Software","NLOD-1.0","NLOD-2.0","NLPL","NOSL","NPL-1.0","NPL-1.1","NPOSL-3.0","NRL","NTIA-PD","NTP","NTP-0","Naumen","NetCDF","Newsletr","Nokia","Noweb","O-UDA-1.0","OAR","OCCT-PL","OCLC-2.0","ODC-By-1.0","ODbL-1.0","OFFIS","OFL-1.0","OFL-1.0-RFN","OFL-1.0-no-RFN","OFL-1.1","OFL-1.1-RFN","OFL-1.1-no-RFN","OGC-1.0","OGDL-Taiwan-1.0","OGL-Canada-2.0","OGL-UK-1.0","OGL-UK-2.0","OGL-UK-3.0","OGTSL","OLDAP-1.1","OLDAP-1.2","OLDAP-1.3","OLDAP-1.4","OLDAP-2.0","OLDAP-2.0.1","OLDAP-2.1","OLDAP-2.2","OLDAP-2.2.1","OLDAP-2.2.2","OLDAP-2.3","OLDAP-2.4","OLDAP-2.5","OLDAP-2.6","OLDAP-2.7","OLDAP-2.8","OLFL-1.3","OML","OPL-1.0","OPL-UK-3.0","OPUBL-1.0","OSC-1.0","OSET-PL-2.1","OSL-1.0","OSL-1.1","OSL-2.0","OSL-2.1","OSL-3.0","OSSP","OpenMDW-1.0","OpenPBS-2.3","OpenSSL","OpenSSL-standalone","OpenVision","PADL","PDDL-1.0","PHP-3.0","PHP-3.01","PPL","PSF-2.0","ParaType-Free-Font-1.3","Parity-6.0.0","Parity-7.0.0","Pixar","Plexus","PolyForm-Noncommercial-1.0.0","PolyForm-Small-Business-1.0.0","PostgreSQL","Python-2.0","Python-2.0.1","QPL-1.0","QPL-1.0-INRIA-2004","Qhull","RHeCos-1.1","RPL-1.1","RPL-1.5","RPSL-1.0","RSA-MD","RSCPL","Rdisc","Ruby","Ruby-pty","SAX-PD","SAX-PD-2.0","SCEA","SGI-B-1.0","SGI-B-1.1","SGI-B-2.0","SGI-OpenGL","SGMLUG-PM","SGP4","SHL-0.5","SHL-0.51","SISSL","SISSL-1.2","SL","SMAIL-GPL","SMLNJ","SMPPL","SNIA","SOFA","SPL-1.0","SSH-OpenSSH","SSH-short","SSLeay-standalone","SSPL-1.0","SUL-1.0","SWL","Saxpath","SchemeReport","Sendmail","Sendmail-8.23","Sendmail-Open-Source-1.1","SimPL-2.0","Sleepycat","Soundex","Spencer-86","Spencer-94","Spencer-99","SugarCRM-1.1.3","Sun-PPP","Sun-PPP-2000","SunPro","Symlinks","TAPR-OHL-1.0","TCL","TCP-wrappers","TGPPL-1.0","TMate","TORQUE-1.1","TOSL","TPDL","TPL-1.0","TTWL","TTYP0","TU-Berlin-1.0","TU-Berlin-2.0","TekHVC","TermReadKey","ThirdEye","TrustedQSL","UCAR","UCL-1.0","UMich-Merit","UPL-1.0","URT-RLE","Ubuntu-font-1.0","UnRAR","Unicode-3.0","Unicode-DFS-2015","Unicode-DFS-2016","Unicode-TOU","UnixCrypt","Unlicense","Unlicense-libtelnet","Unlicense-libwhirlpool","VOSTROM","VSL-1.0","Vim","Vixie-Cron","W3C","W3C-19980720","W3C-20150513","WTFNMFPL","WTFPL","Watcom-1.0","Widget-Workshop","WordNet","Wsuipa","X11","X11-distribute-modifications-variant","X11-no-permit-persons","X11-swapped","XFree86-1.1","XSkat","Xdebug-1.03","Xerox","Xfig","Xnet","YPL-1.0","YPL-1.1","ZPL-1.1","ZPL-2.0","ZPL-2.1","Zed","Zeeff","Zend-2.0","Zimbra-1.3","Zimbra-1.4","Zlib","any-OSI","any-OSI-perl-modules","atc-game","bcrypt-Solar-Designer","blessing","bzip2-1.0.6","check-cvs","checkmk","copyleft-next-0.3.0","copyleft-next-0.3.1","curl","cve-tou","diffmark","dtoa","dvipdfm","eGenix","etalab-2.0","fwlw","gSOAP-1.3b","generic-xts","gnuplot","gtkbook","hdparm","hyphen-bulgarian","iMatix","jove","libpng-1.6.35","libpng-2.0","libselinux-1.0","libtiff","libutil-David-Nugent","lsof","magaz","mailprio","man2html","metamail","mpi-permissive","mpich2","mplus","ngrep","pkgconf","pnmstitch","psfrag","psutils","python-ldap","radvd","snprintf","softSurfer","ssh-keyscan","swrule","threeparttable","ulem","w3m","wwl","xinetd","xkeyboard-config-Zinoviev","xlock","xpp","xzoom","zlib-acknowledgement"]');

/***/ })

};
