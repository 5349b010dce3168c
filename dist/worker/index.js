import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({});
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: ./lib/errors.js
/**
 * The three ways in which a build can end badly. Whoever catches one either handles it or rethrows it with its cause,
 * never both.
 */
/** The Dockerfile, an input or a command of the user's is at fault. Exit code 1; no stack is shown. */
class errors_UserError extends Error {
    name = 'UserError';
    location;
    excerpt;
    details;
    hint;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.location = details.location;
        this.excerpt = details.excerpt;
        this.details = details.details;
        this.hint = details.hint;
    }
}
/** The command of a RUN ended with another code than 0. */
class CommandFailed extends (/* unused pure expression or super */ null && (errors_UserError)) {
}
/** A registry, a cache service, the disk or a missing runtime is at fault. Exit code 69. */
class InfraError extends Error {
    name = 'InfraError';
    retryable;
    attempts;
    url;
    location;
    excerpt;
    hint;
    constructor(message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.retryable = details.retryable ?? false;
        this.attempts = details.attempts ?? 1;
        this.url = details.url;
        this.location = details.location;
        this.excerpt = details.excerpt;
        this.hint = details.hint;
    }
}
/** Bytes from a location do not match their digest or size: they are damaged there, or stored under the wrong name. */
class WrongContent extends (/* unused pure expression or super */ null && (InfraError)) {
}
/** An invariant of our own broke. Exit code 70; stack and version are shown. */
class EngineBug extends Error {
    name = 'EngineBug';
}
/** The words of whatever was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
/** What the system calls an error, such as ENOENT; undefined for an error that is not the system's. */
function errors_errorCode(error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
/** Marks a branch that the types say cannot be reached. */
function unreachable(value) {
    throw new EngineBug(`unreachable: ${JSON.stringify(value)}`);
}

;// CONCATENATED MODULE: ./lib/text/sanitize-line.js
/**
 * Makes foreign text (file names, instructions, messages) safe to show on one line: control characters, and marks that change
 * the direction of writing, become visible escapes. The text cannot start a new line or hide a part of itself.
 */
function oneLine(text) {
    return text.replace(UNSEEN, (character) => {
        if (character === '\n')
            return '\\n';
        if (character === '\r')
            return '\\r';
        if (character === '\t')
            return ' ';
        const code = character.codePointAt(0) ?? 0;
        return `\\u{${code.toString(16)}}`;
    });
}
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** At most `limit` characters of `text`, an ellipsis included; never half of a surrogate pair. */
function shorten(text, limit) {
    if (text.length <= limit)
        return text;
    return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

;// CONCATENATED MODULE: ./lib/json/json-error.js

/** A text is not the JSON that it should be. Messages are made to follow a name: `NAME: it is not JSON`. */
class json_error_JsonError extends Error {
    name = 'JsonError';
    /** Like the message, but without any content of the text, which may have secrets. */
    reason;
    /** @param evidence a part of the text, or what the parser says about it */
    constructor(reason, evidence, cause) {
        const message = evidence === undefined ? reason : `${reason}: ${shorten(oneLine(evidence), 200)}`;
        super(message, cause === undefined ? undefined : { cause });
        this.reason = reason;
    }
}
/** A value in a JSON document is not what is expected at its position. */
class json_error_DecodeError extends json_error_JsonError {
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
        return new json_error_DecodeError(this.#expected, this.#value, [step, ...this.#path]);
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
    return oneLine(JSON.stringify(shorten(text, 80)));
}

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
                    throw new json_error_JsonError(`it is nested more than ${MAX_DEPTH} levels deep`);
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
        throw new json_error_JsonError('it has a key twice in one object', JSON.stringify(key));
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
        throw new json_error_JsonError('it has a number that is too large', number);
    return start + number.length;
}
function isDigit(code) {
    return code >= 0x30 && code <= 0x39;
}

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
function parse_json_parseJson(source, maxBytes, duplicateKeys = 'refused') {
    const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
    if (size > maxBytes)
        throw new json_error_JsonError(`it has ${size} bytes; at most ${maxBytes} are read`);
    if (size === 0)
        throw new json_error_JsonError('it is empty');
    const text = typeof source === 'string' ? source : decodeUtf8(source);
    if (text.startsWith(BYTE_ORDER_MARK))
        throw new json_error_JsonError('it is not JSON: it begins with a byte order mark');
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
        throw new json_error_JsonError('it is not JSON', messageOf(error), error);
    }
}
function decodeUtf8(bytes) {
    try {
        return UTF8.decode(bytes);
    }
    catch (cause) {
        throw new json_error_JsonError('it is not JSON: its bytes are not UTF-8', undefined, cause);
    }
}

;// CONCATENATED MODULE: ./lib/json/decode-or.js


/** The result of `read`. If it throws a JsonError, the caller's own error is thrown instead. */
function orThrow(read, toError) {
    try {
        return read();
    }
    catch (error) {
        throw error instanceof json_error_JsonError ? toError(error) : error;
    }
}
/** `undefined` for a value that the decoder does not accept: for content that counts as missing if it is wrong. */
function decode_or_decodeOrUndefined(decoder, value) {
    return orUndefined(() => decoder(value));
}
/** Like `decodeOrUndefined`, for a text that may not even be JSON. */
function parseOrUndefined(decoder, source, maxBytes) {
    return orUndefined(() => decoder(parseJson(source, maxBytes)));
}
function orUndefined(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof JsonError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/protocol/from-pipe.js


/** Reads a message from the other side of the protocol. @throws EngineBug for anything that side would not send */
function from_pipe_fromPipe(read) {
    return orThrow(read, (error) => new EngineBug(`worker protocol: message: ${error.message}`, { cause: error }));
}

;// CONCATENATED MODULE: ./lib/worker/protocol/frames.js



const MESSAGE = 1;
const BYTES = 2;
const HEADER = 5;
/** All our messages are much smaller. A larger frame means that something else wrote to the pipe. */
const LONGEST = 64 * 1024 * 1024;
function encodeMessage(value) {
    const json = Buffer.from(JSON.stringify(value));
    const frame = Buffer.allocUnsafe(HEADER + json.length);
    frame.writeUInt32BE(json.length + 1, 0);
    frame.writeUInt8(MESSAGE, 4);
    json.copy(frame, HEADER);
    return frame;
}
function encodeBytes(id, channel, data) {
    const frame = Buffer.allocUnsafe(HEADER + 5 + data.length);
    frame.writeUInt32BE(data.length + 6, 0);
    frame.writeUInt8(BYTES, 4);
    frame.writeUInt32BE(id, HEADER);
    frame.writeUInt8(channel, HEADER + 4);
    frame.set(data, HEADER + 5);
    return frame;
}
/** Cuts a stream into frames, wherever its chunks end. */
class FrameReader {
    #parts = [];
    #held = 0;
    #wanted = 4;
    /** @throws EngineBug when something else wrote to the stream */
    *push(chunk) {
        this.#parts.push(chunk);
        this.#held += chunk.length;
        while (this.#held >= this.#wanted) {
            const [only] = this.#parts;
            const all = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
            const end = 4 + all.readUInt32BE(0);
            if (end < 6 || end - 4 > LONGEST)
                throw new EngineBug(`worker protocol: a frame of ${end - 4} bytes`);
            const complete = all.length >= end;
            const rest = complete ? all.subarray(end) : all;
            this.#parts.splice(0, this.#parts.length, rest);
            this.#held = rest.length;
            this.#wanted = complete ? 4 : end;
            if (complete)
                yield decode(all.subarray(4, end));
        }
    }
    /** Bytes of a frame that is not complete yet. */
    get pending() {
        return this.#held;
    }
}
function decode(body) {
    switch (body[0]) {
        case MESSAGE:
            return { kind: 'message', value: from_pipe_fromPipe(() => parseUncheckedJson(body.toString('utf8', 1))) };
        case BYTES:
            if (body.length < 6)
                throw new EngineBug('worker protocol: a binary frame without its header');
            return { kind: 'bytes', id: body.readUInt32BE(1), channel: body.readUInt8(5), data: body.subarray(6) };
        default:
            throw new EngineBug(`worker protocol: a frame of unknown kind ${body[0] ?? 'none'}`);
    }
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./lib/worker/kernel/syscalls.js
class SyscallError extends Error {
    name = 'SyscallError';
    /** `EPERM`, …; empty if the program that made the call did not report it. */
    code;
    constructor(message, code) {
        super(message);
        this.code = code;
    }
}
/** Flags of mount(2), by the name of their option (linux/mount.h). */
const MOUNT_FLAGS = new Map([
    ['ro', 1],
    ['nosuid', 2],
    ['nodev', 4],
    ['noexec', 8],
    ['remount', 32],
    ['noatime', 1024],
    ['bind', 4096],
    ['rbind', 4096 | 16384],
    ['move', 8192],
    ['rprivate', 16384 | 0x40000],
    ['relatime', 0x200000],
    ['strictatime', 0x1000000],
]);
function splitMountOptions(options) {
    let flags = 0;
    const data = [];
    for (const option of options) {
        const bit = MOUNT_FLAGS.get(option);
        if (bit === undefined)
            data.push(option);
        else
            flags |= bit;
    }
    return { flags, data: data.join(',') };
}
const FILE_TYPE = { fifo: 0o010000, char: 0o020000, block: 0o060000 };
/** A device number as the kernel's 32-bit interface takes it (linux/kdev_t.h, `new_encode_dev`). */
function deviceNumber(major, minor) {
    return ((minor & 0xff) | ((major & 0xfff) << 8) | ((minor & 0xfff00) << 12)) >>> 0;
}

;// CONCATENATED MODULE: ./lib/worker/kernel/syscall-script.js
/**
 * The program of the helper process, in Perl: Node has no call for mount(2), mknod(2) or extended attributes, and perl-base
 * is on every Debian and Ubuntu. It loads nothing but Fcntl, so that it starts in a few milliseconds.
 *
 * Arguments: `name=number` for each system call, with the processor's numbers. Requests and answers are frames: a 32-bit
 * length, then the fields, each with a 32-bit length of its own. The first field of an answer is 0 or an errno.
 */
const SYSCALL_SCRIPT = String.raw `
use strict; use warnings; use Fcntl qw(:flock O_RDONLY O_DIRECTORY O_NOFOLLOW);
my %nr = map { my ($k, $v) = split /=/; ($k, $v + 0) } @ARGV;
my (%locks, $list, $value);
$list = "\0" x 65536; $value = "\0" x 65536;
umask 0;
sub fully_read { my ($want) = @_; my $got = '';
  while (length($got) < $want) {
    my $n = sysread(STDIN, $got, $want - length($got), length($got));
    next if !defined($n) && $!{EINTR}; exit 0 unless $n; }
  return $got; }
sub answer { my $body = pack('(N/a*)*', @_); my $out = pack('N/a*', $body); my $at = 0;
  while ($at < length($out)) { my $n = syscall($nr{write}, 1, substr($out, $at), length($out) - $at);
    if ($n < 0) { next if $! == 4; exit 0 } $at += $n; } }
sub done { my ($result) = @_; answer($result < 0 ? $! + 0 : 0); }
sub xattrs { my ($file, $visit) = @_;
  my $size = syscall($nr{llistxattr}, $file, $list, 65536);
  return if $size <= 0;
  for my $name (split /\0/, substr($list, 0, $size)) {
    next unless $name eq 'security.capability' || $name =~ /^user\./ || $name eq 'trusted.overlay.opaque';
    my $key = $name; my $n = syscall($nr{lgetxattr}, $file, $key, $value, 65536);
    $visit->($name, substr($value, 0, $n)) if $n >= 0; } }
my %ops = (
  mount => sub { my ($source, $target, $type, $flags, $data, $cwd) = @_;
    if (length $cwd) { chdir $cwd or return answer($! + 0); }
    my $r = syscall($nr{mount}, $source, $target, $type, $flags + 0, length($data) ? $data : 0); my $e = $! + 0;
    chdir '/'; answer($r < 0 ? $e : 0); },
  umount => sub { my ($target, $flags) = @_; done(syscall($nr{umount2}, $target, $flags + 0)); },
  mknod => sub { my ($path, $mode, $device) = @_; done(syscall($nr{mknodat}, -100, $path, $mode + 0, $device + 0)); },
  setxattr => sub { my ($path, $name, $data) = @_;
    my $size = length $data; $data = "\0" unless $size;
    done(syscall($nr{lsetxattr}, $path, $name, $data, $size, 0)); },
  scan => sub { my ($root) = @_; my @found = ('0'); my @todo = ('');
    sysopen(my $top, $root, O_RDONLY | O_DIRECTORY) or return answer($! + 0);
    $root = readlink '/proc/self/fd/' . fileno $top;
    while (defined(my $folder = pop @todo)) {
      my $place = length $folder ? "$root/$folder" : $root; my ($held, $handle);
      unless (sysopen($held, $place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)) {
        next if length $folder && ($!{ENOENT} || $!{ENOTDIR} || $!{ELOOP});
        return answer($! + 0); }
      my $here = '/proc/self/fd/' . fileno $held;
      # The kernel knows where an open folder is. It is not $place if somebody put a link on the way to it.
      next unless readlink($here) eq $place;
      opendir($handle, $here) or return answer($! + 0);
      for my $name (readdir $handle) {
        next if $name eq '.' || $name eq '..';
        my $path = length $folder ? "$folder/$name" : $name; my $file = "$here/$name";
        xattrs($file, sub { push @found, $path, @_ });
        lstat $file; push @todo, $path if -d _; } }
    answer(@found); },
  lock => sub { my ($path, $kind, $name) = @_;
    while (1) {
      open(my $handle, '>>', $path) or return answer($! + 0);
      flock($handle, ($kind eq 'shared' ? LOCK_SH : LOCK_EX) | LOCK_NB) or return answer($! + 0);
      my $inode = (stat $handle)[1]; my $named = (stat $path)[1];
      # The last owner may have removed the file. Then the path is missing, or leads to another file.
      next unless defined $named && $named == $inode;
      $locks{$name} = $handle; return answer(0); } },
  unlock => sub { my ($name) = @_; delete $locks{$name}; answer(0); },
);
while (1) {
  my ($op, @fields) = unpack '(N/a*)*', fully_read(unpack 'N', fully_read(4));
  $ops{$op} ? $ops{$op}->(@fields) : answer(38);
}
`;
/** System call numbers by Node's name of the processor (Linux, arch/x86/entry/syscalls and asm-generic/unistd.h). */
const NUMBERS = {
    x64: {
        write: 1,
        mount: 165,
        umount2: 166,
        mknodat: 259,
        lsetxattr: 189,
        lgetxattr: 192,
        llistxattr: 195,
    },
    arm64: {
        write: 64,
        mount: 40,
        umount2: 39,
        mknodat: 33,
        lsetxattr: 6,
        lgetxattr: 9,
        llistxattr: 12,
    },
};
/** The script's arguments for `architecture` (Node's `process.arch`); `undefined` where the numbers are not known. */
function syscallArguments(architecture) {
    const numbers = NUMBERS[architecture];
    return numbers === undefined ? undefined : Object.entries(numbers).map(([name, number]) => `${name}=${number}`);
}
/** The number of mount(2) for `architecture`; `undefined` where it is not known. */
function mountCall(architecture) {
    return NUMBERS[architecture]?.mount;
}

;// CONCATENATED MODULE: ./lib/worker/kernel/perl-syscalls.js




const DETACH = 2;
/** System calls through one long-lived Perl process; calls are pipelined and answered in order. */
class PerlKernelCalls {
    limits = '';
    #child;
    #waiting = [];
    #held = Buffer.alloc(0);
    #gone;
    #locks = 0;
    /** @param numbers the script's arguments, see `syscallArguments` */
    constructor(perl, numbers) {
        this.#child = (0,external_node_child_process_namespaceObject.spawn)(perl, ['-e', SYSCALL_SCRIPT, ...numbers], {
            stdio: ['pipe', 'pipe', 'inherit'],
            env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
            cwd: '/',
        });
        this.#child.on('error', (error) => this.#fail(error));
        this.#child.on('close', () => this.#fail(new Error('the system call helper ended')));
        this.#child.stdin.on('error', (error) => this.#fail(error));
        this.#child.stdout.on('data', (chunk) => this.#receive(chunk));
    }
    async mount(mount) {
        const { flags, data } = splitMountOptions(mount.options);
        await this.#call(`mount ${mount.type} on ${mount.target}`, [
            'mount',
            mount.source,
            mount.target,
            mount.type,
            String(flags),
            data,
            mount.cwd ?? '',
        ]);
    }
    async unmount(target) {
        await this.#call(`umount ${target}`, ['umount', target, String(DETACH)]);
    }
    async makeNode(path, mode, major, minor) {
        const device = String(deviceNumber(major, minor));
        await this.#call(`mknod ${path.toString()}`, ['mknod', path, String(mode), device]);
    }
    async setXattr(path, name, value) {
        await this.#call(`setxattr ${name} on ${path.toString()}`, ['setxattr', path, name, value]);
    }
    async scanXattrs(root) {
        const fields = await this.#call(`list attributes below ${root}`, ['scan', root]);
        const found = new Map();
        for (let at = 0; at + 2 < fields.length; at += 3) {
            const [path, name, value] = fields.slice(at, at + 3);
            if (path === undefined || name === undefined || value === undefined)
                break;
            const key = path.toString('latin1');
            const attributes = found.get(key) ?? new Map();
            found.set(key, attributes.set(name.toString(), value));
        }
        return found;
    }
    async lock(path, kind) {
        const name = String(++this.#locks);
        try {
            await this.#call(`lock ${path}`, ['lock', path, kind, name]);
        }
        catch (error) {
            if (error instanceof SyscallError && error.code === 'EAGAIN')
                return undefined;
            throw error;
        }
        return {
            release: async () => {
                await this.#call(`unlock ${path}`, ['unlock', name]);
            },
        };
    }
    close() {
        this.#child.stdin.end();
    }
    #call(call, fields) {
        return new Promise((resolve, reject) => {
            if (this.#gone !== undefined) {
                reject(this.#gone);
                return;
            }
            this.#waiting.push({ call, resolve, reject });
            this.#child.stdin.write(encode(fields));
        });
    }
    #receive(chunk) {
        this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
        while (this.#held.length >= 4) {
            const end = 4 + this.#held.readUInt32BE(0);
            if (this.#held.length < end)
                return;
            const fields = perl_syscalls_decode(this.#held.subarray(4, end));
            this.#held = this.#held.subarray(end);
            this.#settle(fields);
        }
    }
    #settle([status, ...fields]) {
        const waiting = this.#waiting.shift();
        if (waiting === undefined)
            return;
        const errno = Number(status?.toString());
        if (errno === 0) {
            waiting.resolve(fields);
            return;
        }
        const code = (0,external_node_util_namespaceObject.getSystemErrorName)(-errno);
        waiting.reject(new SyscallError(`${waiting.call}: ${code}`, code));
    }
    #fail(error) {
        this.#gone ??= error;
        for (const waiting of this.#waiting.splice(0))
            waiting.reject(this.#gone);
    }
}
function encode(fields) {
    const parts = [];
    let size = 0;
    for (const field of fields) {
        const data = typeof field === 'string' ? Buffer.from(field) : field;
        const length = Buffer.allocUnsafe(4);
        length.writeUInt32BE(data.length);
        parts.push(length, data);
        size += 4 + data.length;
    }
    const header = Buffer.allocUnsafe(4);
    header.writeUInt32BE(size);
    return Buffer.concat([header, ...parts]);
}
function perl_syscalls_decode(body) {
    const fields = [];
    for (let at = 0; at + 4 <= body.length;) {
        const end = at + 4 + body.readUInt32BE(at);
        fields.push(body.subarray(at + 4, end));
        at = end;
    }
    return fields;
}

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/files/find-program.js


/** The usual folders of programs. A user's PATH often lacks those for administrators. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/**
 * Absolute path of an executable.
 *
 * @param path `:`-separated folders, which are searched first
 */
function findProgram(name, path) {
    for (const folder of [...path.split(':').filter((part) => part.startsWith('/')), ...STANDARD]) {
        const file = (0,external_node_path_namespaceObject.join)(folder, name);
        try {
            (0,external_node_fs_namespaceObject.accessSync)(file, external_node_fs_namespaceObject.constants.X_OK);
            if ((0,external_node_fs_namespaceObject.statSync)(file).isFile())
                return file;
        }
        catch {
            // Not in this folder.
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/worker/kernel/program-syscalls.js




const run = (0,external_node_util_namespaceObject.promisify)(external_node_child_process_namespaceObject.execFile);
/**
 * System calls through command-line programs, for machines without Perl. It needs mount, umount and mknod; setfattr and
 * getfattr are used if they are installed. Locks work only within this process.
 */
class ProgramKernelCalls {
    limits;
    #path;
    /** The locks on each file; those on one file are all of one kind. */
    #locks = new Map();
    constructor(path) {
        this.#path = path;
        const lost = ['setfattr', 'getfattr'].every((name) => findProgram(name, path) !== undefined)
            ? []
            : ['file capabilities and other extended attributes'];
        this.limits = [...lost, 'locks between builds that run side by side'].join(' and ');
    }
    async mount(mount) {
        const type = mount.options.some((option) => ['bind', 'rbind', 'move', 'remount', 'rprivate'].includes(option))
            ? []
            : ['-t', mount.type];
        const options = mount.options.length === 0 ? [] : ['-o', mount.options.join(',')];
        // -c: the program must not resolve a path to a descriptor, the kernel must get it as it is.
        await this.#run('mount', ['-n', '-c', ...type, ...options, mount.source, mount.target], mount.cwd);
    }
    async unmount(target) {
        await this.#run('umount', ['-n', '-c', '-l', target]);
    }
    async makeNode(path, mode, major, minor) {
        const permissions = `--mode=${(mode & 0o7777).toString(8)}`;
        const name = this.#argument(path);
        if ((mode & 0o170000) === FILE_TYPE.fifo)
            await this.#run('mknod', [permissions, '--', name, 'p']);
        else {
            const kind = (mode & 0o170000) === FILE_TYPE.char ? 'c' : 'b';
            await this.#run('mknod', [permissions, '--', name, kind, String(major), String(minor)]);
        }
    }
    async setXattr(path, name, value) {
        const encoded = `0x${value.toString('hex')}`;
        await this.#run('setfattr', ['-h', '-n', name, '-v', encoded, '--', this.#argument(path)]);
    }
    async scanXattrs(root) {
        const found = new Map();
        if (findProgram('getfattr', this.#path) === undefined)
            return found;
        const { stdout } = await this.#run('getfattr', ['-R', '-P', '-h', '-d', '-e', 'hex', '-m', '-', '.'], root);
        for (const block of stdout.split('\n\n')) {
            const [header, ...lines] = block.split('\n');
            if (header?.startsWith('# file: ') !== true)
                continue;
            const attributes = new Map();
            for (const line of lines) {
                const equals = line.indexOf('=0x');
                const name = line.slice(0, equals);
                const known = name === 'security.capability' || name === 'trusted.overlay.opaque' || name.startsWith('user.');
                if (equals > 0 && known)
                    attributes.set(name, Buffer.from(line.slice(equals + 3), 'hex'));
            }
            const path = unescapeName(header.slice('# file: '.length));
            if (attributes.size > 0 && path !== '.')
                found.set(path, attributes);
        }
        return found;
    }
    lock(path, kind) {
        const holders = this.#locks.get(path) ?? [];
        if (kind === 'exclusive' ? holders.length > 0 : holders.includes('exclusive'))
            return Promise.resolve(undefined);
        this.#locks.set(path, [...holders, kind]);
        const release = () => {
            this.#locks.set(path, (this.#locks.get(path) ?? []).slice(1));
            return Promise.resolve();
        };
        return Promise.resolve({ release });
    }
    close() {
        this.#locks.clear();
    }
    /** @throws SyscallError for a name that is not UTF-8: Node cannot pass it as an argument */
    #argument(path) {
        const name = path.toString();
        if (Buffer.from(name).equals(path))
            return name;
        throw new SyscallError(`${name}: a name that is not UTF-8 needs perl`, 'EILSEQ');
    }
    async #run(program, args, cwd) {
        const file = findProgram(program, this.#path);
        if (file === undefined)
            throw new SyscallError(`neither perl nor ${program} is installed`, 'ENOSYS');
        try {
            return await run(file, args, {
                cwd: cwd ?? '/',
                env: { PATH: this.#path, LC_ALL: 'C' },
                maxBuffer: 256 * 1024 * 1024,
                encoding: 'latin1',
            });
        }
        catch (error) {
            const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
            throw new SyscallError(`${program}: ${output}`, '');
        }
    }
}
/** getfattr writes bytes beyond ASCII, and the backslash, as three octal digits. */
function unescapeName(name) {
    return name.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/worker/runtime/compiled-filters.js


/** crun takes a filter from it that was compiled before, in base64, and does not compile the profile (its `container.c`). */
const ANNOTATION = 'run.oci.seccomp_bpf_data';
/** The file of a container's state in which crun passes the filter on to the container's process. */
const CRUN_FILE = 'seccomp.bpf';
/**
 * crun writes the container's state to a hook's standard input, and fails if nobody reads it, or if the hook fails. The file gets its name
 * when it is whole.
 */
const KEEP = 'while read -r line; do :; done; { cp "$1" "$2.$3" && mv "$2.$3" "$2"; } 2> /dev/null || :';
/** Bytes of one instruction of a filter (linux/filter.h, `sock_filter`), and the code of `BPF_RET | BPF_K`, which every filter ends with. */
const INSTRUCTION = 8;
const RETURN = 0x06;
/**
 * Keeps the filters that crun compiles from profiles, for as long as the worker lives: compiling one takes crun longer than all else that it
 * does for a container. A filter is never made here. The first container of a profile has crun compile it, and a hook keeps the file that
 * crun itself uses then. Later containers of the same profile, byte for byte, get this file. A crun that does not know the annotation
 * compiles the profile, which stays in the specification.
 */
class CompiledFilters {
    #state;
    #folder;
    #kept = new Map();
    /**
     * @param state crun's folder of states
     * @param folder a private one in memory, which need not exist
     */
    constructor(state, folder) {
        this.#state = state;
        this.#folder = folder;
    }
    /** @param id of the container */
    partsFor(profile, id) {
        if (profile === undefined)
            return { hooks: [] };
        const file = `${this.#folder}/${(0,external_node_crypto_namespaceObject.createHash)('sha256').update(JSON.stringify(profile)).digest('hex')}`;
        const filter = this.#kept.get(file) ?? readFilter(file);
        if (filter !== undefined) {
            this.#kept.set(file, filter);
            return { annotations: { [ANNOTATION]: filter }, hooks: [] };
        }
        (0,external_node_fs_namespaceObject.mkdirSync)(this.#folder, { recursive: true, mode: 0o700 });
        const args = ['sh', '-c', KEEP, 'sh', `${this.#state}/${id}/${CRUN_FILE}`, file, id];
        return { hooks: [{ path: '/bin/sh', args, env: ['PATH=/usr/bin:/bin'] }] };
    }
}
/** @returns a kept filter in base64; `undefined` if there is none, or not a whole one */
function readFilter(file) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(file))
        return undefined;
    const filter = (0,external_node_fs_namespaceObject.readFileSync)(file);
    const isWhole = filter.length >= INSTRUCTION && filter.length % INSTRUCTION === 0;
    return isWhole && filter.readUInt16LE(filter.length - INSTRUCTION) === RETURN ? filter.toString('base64') : undefined;
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./lib/worker/runtime/process-usage.js

/**
 * Runs the container's runtime and prints what it and all processes that were waited for have used. Only the shell itself gets the file
 * that this goes to. The exit code is the runtime's, and 128 + the signal's number when one killed it.
 */
const SCRIPT = '"$@" 3>&-; code=$?; times >&3; exit "$code"';
/** Its place among the files of the shell. */
const TIMES = 3;
/** The command line that runs `command`, so that {@link measureUsage} can tell what it used. */
function measured(command) {
    return ['/bin/sh', '-c', SCRIPT, 'sh', ...command];
}
const MEASURED_STDIO = ['pipe', 'pipe', 'pipe', 'pipe'];
/**
 * Measures a child that was started with {@link measured} until it ends. There is no control group for a step, so the kernel's own counts of
 * processes are read (docs/adr/0015-what-a-step-uses.md).
 *
 * @returns what it used; call it when the child has ended
 */
function measureUsage(child) {
    const sampler = child.pid === undefined ? undefined : new Sampler(child.pid);
    const report = process_usage_text(child.stdio[TIMES]);
    return async () => {
        const { cpuMs = 0, memoryBytes = 0 } = sampler?.end() ?? {};
        return { cpuMs: Math.max(cpuTime(await report), cpuMs), ...(memoryBytes > 0 && { memoryBytes }) };
    };
}
async function process_usage_text(stream) {
    const chunks = [];
    try {
        for await (const chunk of stream ?? [])
            chunks.push(chunk);
    }
    catch {
        // It ends with the shell.
    }
    return Buffer.concat(chunks).toString();
}
/** Milliseconds, from a shell's `times`: its own times in the first line, those of its children in the second. */
function cpuTime(report) {
    const [, children = ''] = report.split('\n');
    let seconds = 0;
    for (const [, minutes = '', rest = ''] of children.matchAll(/(\d+)m(\d+(?:\.\d+)?)s/g))
        seconds += Number(minutes) * 60 + Number(rest);
    return Math.round(seconds * 1000);
}
/** Milliseconds between two samples, at least and at most. */
const SHORTEST = 50;
const process_usage_LONGEST = 500;
/** What samples may cost of a step's time, and for how much of it a peak lasts that is certainly seen; both within the limits above. */
const SHARE = 0.02;
/** Milliseconds in a tick of the kernel's clock for programs (`USER_HZ`). */
const TICK = 10;
/** Looks again and again what the processes below one have used. */
class Sampler {
    #root;
    #depth;
    #started = performance.now();
    #timer;
    #memoryBytes = 0;
    #cpuMs = 0;
    constructor(root) {
        this.#root = root;
        this.#depth = namespaceDepth(readProcess('self', 'status'));
        this.#plan(SHORTEST);
    }
    /** @returns the most that was seen */
    end() {
        clearTimeout(this.#timer);
        return { cpuMs: this.#cpuMs, memoryBytes: this.#memoryBytes };
    }
    #plan(milliseconds) {
        this.#timer = setTimeout(() => this.#sample(), milliseconds).unref();
    }
    #sample() {
        const before = performance.now();
        const { cpuMs, memoryBytes } = usageBelow(this.#root, this.#depth);
        this.#memoryBytes = Math.max(this.#memoryBytes, memoryBytes);
        this.#cpuMs = Math.max(this.#cpuMs, cpuMs);
        const now = performance.now();
        const wanted = Math.max((now - this.#started) * SHARE, (now - before) / SHARE);
        this.#plan(Math.min(Math.max(wanted, SHORTEST), process_usage_LONGEST));
    }
}
/**
 * Memory: of a container's processes together, or the most that one of them ever had, if that is more. Time: theirs, and that of those that
 * they waited for. The kernel forgets the time of processes that outlive the container's first one.
 */
function usageBelow(root, depth) {
    const processes = new Map();
    for (const name of (0,external_node_fs_namespaceObject.readdirSync)('/proc')) {
        const status = /^\d+$/.test(name) ? readProcess(name, 'status') : undefined;
        if (status !== undefined)
            processes.set(Number(name), toProcess(status, depth));
    }
    let together = 0;
    let single = 0;
    let cpuMs = 0;
    for (const [pid, process] of processes) {
        if (!process.isInContainer || !isBelow(process, root, processes))
            continue;
        together += process.now;
        single = Math.max(single, process.highest);
        cpuMs += timeOf(readProcess(`${pid}`, 'stat') ?? '');
    }
    return { cpuMs, memoryBytes: Math.max(together, single) };
}
/** Milliseconds, from `/proc/PID/stat`: its own, and that of the children that it waited for. */
function timeOf(stat) {
    // The name before the bracket may have any characters. Its fields 14 to 17 are user and system time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * TICK, 0);
}
function isBelow(process, root, all) {
    // A parent is read at another moment than its child: what looks like a circle ends.
    let at = process;
    for (let steps = 0; at !== undefined && steps < all.size; steps++) {
        if (at.parent === root)
            return true;
        at = all.get(at.parent);
    }
    return false;
}
function toProcess(status, depth) {
    const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    const bytes = (name) => field(name) * 1024;
    // Memory of files that are mapped is the page cache's, which gives it back.
    const files = bytes('RssFile');
    return {
        parent: field('PPid'),
        // Until it runs the container's program, runc's own process is there.
        isInContainer: namespaceDepth(status) > depth && !/^Name:\s+runc:\[/.test(status),
        now: bytes('VmRSS') - files,
        highest: Math.max(bytes('VmHWM') - files, 0),
    };
}
/** How many process namespaces it is in, as seen from ours. */
function namespaceDepth(status) {
    return (/^NSpid:(.*)$/m
        .exec(status ?? '')?.[1]
        ?.trim()
        .split(/\s+/).length ?? 0);
}
/** Larger than nearly all of these files. Each look reads as many as there are processes: a buffer for each would cost more than the reading. */
const page = Buffer.allocUnsafeSlow(16 * 1024);
/** @returns `undefined` when it has ended */
function readProcess(pid, file) {
    const name = `/proc/${pid}/${file}`;
    try {
        const opened = (0,external_node_fs_namespaceObject.openSync)(name, 'r');
        try {
            // The kernel gives all that there is, if there is room.
            const length = (0,external_node_fs_namespaceObject.readSync)(opened, page);
            return length < page.length ? page.toString('latin1', 0, length) : (0,external_node_fs_namespaceObject.readFileSync)(name, 'latin1');
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(opened);
        }
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/worker/runtime/oci-runtime.js






const RUNTIME_ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
/** Milliseconds, as all below. */
const KILL_RETRY = 50;
const PID_RETRY = 10;
/** How long output is waited for when an executed process has ended. */
const OUTPUT_WAIT = 300;
/** A program with the command line of an OCI runtime. */
class OciRuntime {
    name;
    #program;
    #state;
    #global;
    #hooks;
    #filters;
    #groups;
    constructor({ name, program, state, cgroups, hooks, filters, groups }) {
        this.#groups = groups;
        this.name = name;
        this.#program = program;
        this.#state = state;
        this.#global = cgroups;
        this.#hooks = hooks;
        this.#filters = filters;
    }
    async run(container) {
        const { bundle, id, signal } = container;
        signal.throwIfAborted();
        this.#writeSpec(bundle, container);
        const { log, logging } = this.#newLog(bundle);
        const group = this.#groups?.enter(id);
        const command = this.#command(...logging, 'run', '--bundle', bundle, id);
        const [program, ...args] = measured(group?.command(command) ?? command);
        try {
            return await this.#runMeasured(program, args, container, log);
        }
        finally {
            await group?.leave();
        }
    }
    async #runMeasured(program, args, container, log) {
        const { id, signal, spec } = container;
        const child = (0,external_node_child_process_namespaceObject.spawn)(program, args, { stdio: [...MEASURED_STDIO], env: RUNTIME_ENV, cwd: '/' });
        const used = measureUsage(child);
        const ended = pipeThrough(child, container);
        const code = await this.#killedBy(signal, ended, () => this.#killAgain(id, ended));
        const say = (message) => void container.output('stderr', Buffer.from(`${message}\n`));
        const exitCode = this.#exitCode(code, log, spec.process, say);
        return { exitCode, usage: await used() };
    }
    async start(container) {
        const { folder, id, spec, memory } = container;
        this.#writeSpec(folder, container);
        const group = memory === undefined ? undefined : this.#limited(id, memory);
        try {
            return await this.#live(container, ['run', '--bundle', folder], [id], spec.process, group);
        }
        finally {
            await group?.leave();
        }
    }
    exec(exec) {
        const { folder, id, process } = exec;
        (0,external_node_fs_namespaceObject.writeFileSync)(`${folder}/process.json`, encodeLimits(process), { mode: 0o600 });
        return this.#live(exec, ['exec', '--process', `${folder}/process.json`], [id], process);
    }
    async kill(id, name) {
        await this.#runCommand('kill', id, name);
    }
    async #live(live, verb, operands, { args: argv }, group) {
        const { folder, id, signal, streams, started, ended: tellEnd, say } = live;
        signal.throwIfAborted();
        const { log, logging } = this.#newLog(folder);
        const pidFile = `${folder}/pid`;
        const command = this.#command(...logging, ...verb, '--pid-file', pidFile, ...operands);
        const [program = '', ...args] = streams.wrap(group?.command(command) ?? command);
        const child = (0,external_node_child_process_namespaceObject.spawn)(program, args, { stdio: streams.stdio, env: RUNTIME_ENV, cwd: '/' });
        const ended = endOf(child);
        const output = streams.connect(child);
        const first = verb[0] === 'run';
        void whenWritten(pidFile, ended).then((written) => (written ? started() : undefined));
        const killing = () => (first ? this.#killAgain(id, ended) : killOnce(pidFile));
        void streams.endedUnread(child).then(tellEnd);
        const code = await this.#killedBy(signal, ended, killing);
        tellEnd();
        // A process that runs on may have the streams of one that was executed.
        await (first ? output : Promise.race([output, (0,promises_namespaceObject.setTimeout)(OUTPUT_WAIT)]));
        return this.#exitCode(code, log, { args: argv }, say);
    }
    /** @throws UserError when this machine cannot limit memory */
    #limited(id, memory) {
        const hint = 'Control groups can be made by root. Without them, limit each process: --ulimit data=BYTES';
        if (this.#groups === undefined)
            throw new errors_UserError('the memory of a container cannot be limited here', { hint });
        try {
            return this.#groups.enter(id, memory);
        }
        catch (error) {
            throw new errors_UserError(`the memory of a container cannot be limited here: ${messageOf(error)}`, {
                hint,
                cause: error,
            });
        }
    }
    #exitCode(code, log, process, say) {
        return code === 0 ? 0 : (failedStart((0,external_node_fs_namespaceObject.readFileSync)(log, 'utf8'), this.name, process, say) ?? code);
    }
    async #killedBy(signal, ended, kill) {
        const onAbort = () => void kill();
        signal.addEventListener('abort', onAbort, { once: true });
        try {
            const code = await ended;
            signal.throwIfAborted();
            return code;
        }
        finally {
            signal.removeEventListener('abort', onAbort);
        }
    }
    #writeSpec(bundle, container) {
        const { id, spec } = container;
        const filter = this.#filters?.partsFor(spec.linux.seccomp, id);
        const hooks = { createContainer: this.#hooks(container), poststart: filter?.hooks ?? [] };
        const annotations = filter?.annotations ?? {};
        (0,external_node_fs_namespaceObject.writeFileSync)(`${bundle}/config.json`, encodeLimits({ ...spec, hooks, annotations }));
    }
    #newLog(folder) {
        const log = `${folder}/runtime.log`;
        (0,external_node_fs_namespaceObject.writeFileSync)(log, '');
        return { log, logging: this.name === 'crun' ? [`--log=file:${log}`] : ['--log', log] };
    }
    #command(...args) {
        return [this.#program, '--root', this.#state, ...this.#global, ...args];
    }
    /** Tries again and again, since a kill fails until the container exists. */
    async #killAgain(id, ended) {
        const over = ended.then(() => true, () => true);
        do
            await this.kill(id, 'KILL');
        while (!(await Promise.race([over, (0,promises_namespaceObject.setTimeout)(KILL_RETRY, false)])));
    }
    #runCommand(...given) {
        return new Promise((resolve) => {
            const [program = '', ...args] = this.#command(...given);
            const child = (0,external_node_child_process_namespaceObject.spawn)(program, args, { stdio: 'ignore', cwd: '/' });
            child.on('error', () => resolve());
            child.on('close', () => resolve());
        });
    }
}
/** -1 means no limit. The runtime-spec writes that as the largest 64-bit number, which JSON.stringify cannot. */
function encodeLimits(spec) {
    return JSON.stringify(spec).replaceAll(/"(soft|hard)":-1\b/g, '"$1":18446744073709551615');
}
/** Connects a child's streams and waits for its end. @throws InfraError when it cannot be started */
async function pipeThrough(child, container) {
    const pump = async (stream) => {
        for await (const chunk of child[stream] ?? []) {
            if (!container.output(stream, chunk))
                await container.drained();
        }
    };
    const ended = endOf(child);
    // The process may end, or close its standard input, before it has read everything.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(container.stdin ?? '');
    const [code] = await Promise.all([ended, pump('stdout'), pump('stderr')]);
    return code;
}
/** @throws InfraError when it cannot be started */
function endOf(child) {
    return new Promise((resolve, reject) => {
        child.on('error', (error) => reject(new InfraError(`cannot start the container runtime: ${error.message}`, { cause: error })));
        child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : external_node_os_namespaceObject.constants.signals[signal])));
    });
}
/** Waits until the runtime has written the file. @returns `false` if the process ended first */
async function whenWritten(file, ended) {
    const over = ended.then(() => true, () => true);
    while (!(0,external_node_fs_namespaceObject.existsSync)(file))
        if (await Promise.race([over, (0,promises_namespaceObject.setTimeout)(PID_RETRY, false)]))
            return (0,external_node_fs_namespaceObject.existsSync)(file);
    return true;
}
function killOnce(pidFile) {
    try {
        process.kill(Number.parseInt((0,external_node_fs_namespaceObject.readFileSync)(pidFile, 'utf8'), 10), 'SIGKILL');
    }
    catch {
        // It has not begun, or has ended.
    }
    return Promise.resolve();
}
const NOT_FOUND = /executable file .*not found|no such file or directory|not a directory|command not found/i;
const NOT_EXECUTABLE = /permission denied|exec format error|is a directory|open executable: operation not permitted|argument list too long|too many levels/i;
/**
 * Reads from the runtime's log why the process did not start. A command that the image does not have, or that cannot be
 * executed, is the step's failure (with a shell's exit codes). Everything else is the machine's.
 *
 * @returns `undefined` when the runtime reported no error
 * @throws InfraError
 */
function failedStart(log, name, { args: [command = ''] }, say) {
    const lines = log.split('\n').filter((line) => line.trim() !== '' && !/level=(?:warning|info|debug)/.test(line));
    const last = lines.at(-1);
    if (last === undefined)
        return undefined;
    const message = (/msg="((?:[^"\\]|\\.)*)"/.exec(last)?.[1] ?? last).replaceAll('\\"', '"').trim();
    const aboutCommand = /exec|open executable/.test(message);
    if (aboutCommand && NOT_FOUND.test(message)) {
        say(`${command}: not found in the image`);
        return 127;
    }
    if (aboutCommand && NOT_EXECUTABLE.test(message)) {
        say(`${command}: cannot be executed: ${message}`);
        return 126;
    }
    throw new InfraError(`${name} could not run the step: ${message}`);
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
;// CONCATENATED MODULE: ./lib/text/byte-name.js
/**
 * Names as JavaScript strings. A Linux name is bytes, mostly UTF-8; a byte that is not part of valid UTF-8 is kept as the
 * lone surrogate U+DC00 + byte (U+DC80–U+DCFF), as Python's `surrogateescape` does, so that every name survives a round trip.
 */


const ESCAPE = 0xdc00;
/** With the `u` flag a surrogate that belongs to a pair does not match. */
const HAS_ESCAPE = /[\uDC80-\uDCFF]/u;
/** The string for the bytes of a name; `encodeName` gives the same bytes back, whatever they are. */
function decodeName(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if ((0,external_node_buffer_namespaceObject.isUtf8)(buffer))
        return buffer.toString('utf8');
    let name = '';
    for (let at = 0; at < buffer.length;) {
        const length = sequenceLength(buffer, at);
        if (length === 0) {
            name += String.fromCharCode(ESCAPE + (buffer[at] ?? 0));
            at++;
        }
        else {
            name += buffer.toString('utf8', at, at + length);
            at += length;
        }
    }
    return name;
}
/** Bytes of the valid UTF-8 sequence at `at`, 0 when there is none (RFC 3629, section 4). */
function sequenceLength(bytes, at) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80)
        return 1;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length)
        return 0;
    return (0,external_node_buffer_namespaceObject.isUtf8)(bytes.subarray(at, at + length)) ? length : 0;
}
/** The bytes of a name. */
function encodeName(name) {
    if (!HAS_ESCAPE.test(name))
        return Buffer.from(name, 'utf8');
    const parts = [];
    for (const character of name) {
        const code = character.codePointAt(0) ?? 0;
        parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - ESCAPE) : Buffer.from(character, 'utf8'));
    }
    return Buffer.concat(parts);
}
/** `path` in the form that `node:fs` needs: a Buffer only where a string would lose bytes. */
function fsPath(path) {
    return HAS_ESCAPE.test(path) ? encodeName(path) : path;
}
/**
 * Names in the directory at `directory`, unsorted, none lost to its encoding.
 *
 * @throws what `readdirSync` throws
 */
function readNames(directory) {
    const path = fsPath(directory);
    const names = (0,external_node_fs_namespaceObject.readdirSync)(path);
    // Node puts U+FFFD where a name is not UTF-8; asking for bytes from the start would make a Buffer for each name.
    if (!names.some((name) => name.includes('\uFFFD')))
        return names;
    return (0,external_node_fs_namespaceObject.readdirSync)(path, { encoding: 'buffer' }).map(decodeName);
}
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|[\uD800-\uDFFF]/gu;
/** `name` for people: control characters, bidi overrides and bytes that are not UTF-8 are shown as escapes. */
function byte_name_displayName(name) {
    return name.replace(UNPRINTABLE, (character) => {
        const code = character.charCodeAt(0);
        if (code >= 0xdc80 && code <= 0xdcff)
            return `\\x${(code - ESCAPE).toString(16)}`;
        if (code < 0x80)
            return `\\x${code.toString(16).padStart(2, '0')}`;
        return `\\u${code.toString(16).padStart(4, '0')}`;
    });
}

;// CONCATENATED MODULE: ./lib/files/held-file.js



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
    const fd = (0,external_node_fs_namespaceObject.openSync)(fsPath(path), O_PATH | (last === 'keep' ? external_node_fs_namespaceObject.constants.O_NOFOLLOW : 0));
    const held = `/proc/self/fd/${fd}`;
    try {
        // Without /proc, every name below this path would look like one that does not exist.
        if ((0,external_node_fs_namespaceObject.lstatSync)(held, { throwIfNoEntry: false }) === undefined) {
            throw new InfraError('/proc is not mounted, so no file can be held open by its path');
        }
        return {
            path: held,
            fd,
            stats: (0,external_node_fs_namespaceObject.fstatSync)(fd),
            open: (flags) => (0,external_node_fs_namespaceObject.openSync)(held, flags),
            close: () => (0,external_node_fs_namespaceObject.closeSync)(fd),
        };
    }
    catch (error) {
        (0,external_node_fs_namespaceObject.closeSync)(fd);
        throw error;
    }
}
function holdByName(path, last) {
    const name = fsPath(path);
    return {
        path,
        fd: undefined,
        stats: last === 'follow' ? (0,external_node_fs_namespaceObject.statSync)(name) : (0,external_node_fs_namespaceObject.lstatSync)(name),
        open: (flags) => (0,external_node_fs_namespaceObject.openSync)(name, flags | (last === 'keep' ? external_node_fs_namespaceObject.constants.O_NOFOLLOW : 0)),
        close: () => undefined,
    };
}

;// CONCATENATED MODULE: ./lib/worker/kernel/mount-flags.js


/** The restrictions of a mount that matter to a step. */
const RESTRICTIONS = ['ro', 'nosuid', 'nodev', 'noexec'];
/**
 * Restricts the mount at `mountPoint`, a path that nobody but us can change. Restrictions that it already has stay: in a
 * user namespace, the kernel does not allow to lift the machine's.
 *
 * @throws SyscallError
 */
async function restrictMount(kernel, mountPoint, wanted) {
    const has = restrictionsOf(mountPoint);
    const all = RESTRICTIONS.filter((each) => has.includes(each) || wanted.includes(each));
    if (all.length === has.length)
        return;
    await kernel.mount({ source: 'none', target: mountPoint, type: 'none', options: ['remount', 'bind', ...all] });
}
/** The restrictions of the mount that `mountPoint` is on. */
function restrictionsOf(mountPoint) {
    const held = holdFile(mountPoint, 'follow');
    try {
        const [, id] = /^mnt_id:\s*(\d+)$/m.exec((0,external_node_fs_namespaceObject.readFileSync)(`/proc/self/fdinfo/${held.fd}`, 'latin1')) ?? [];
        // proc(5): id, parent, device, root, mount point, options.
        const line = (0,external_node_fs_namespaceObject.readFileSync)('/proc/self/mountinfo', 'latin1')
            .split('\n')
            .map((text) => text.split(' '))
            .find((fields) => fields[0] === id);
        const options = (line?.[5] ?? '').split(',');
        return RESTRICTIONS.filter((each) => options.includes(each));
    }
    finally {
        held.close();
    }
}

;// CONCATENATED MODULE: ./lib/worker/runtime/readonly-program.js




const ELF = Buffer.from('\x7fELF', 'latin1');
/**
 * Mounts a container runtime read-only, only in this mount namespace. crun and runc copy themselves into memory before each container, so
 * that the container cannot write to their program (CVE-2019-5736), unless the program is on a read-only mount.
 *
 * @param folder a private one, which does not exist
 * @returns its path there; the given one where it cannot be mounted, or if it is a script, which may look for its own place
 */
async function readonlyProgram(kernel, program, folder) {
    if (!isElf(program))
        return program;
    const place = `${folder}/${external_node_path_namespaceObject.basename(program)}`;
    (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o700 });
    (0,external_node_fs_namespaceObject.writeFileSync)(place, '');
    try {
        await kernel.mount({ source: program, target: place, type: 'none', options: ['bind'] });
        await restrictMount(kernel, place, ['ro']);
        return place;
    }
    catch (error) {
        if (error instanceof SyscallError)
            return program;
        throw error;
    }
}
function isElf(file) {
    const start = Buffer.alloc(ELF.length);
    const fd = (0,external_node_fs_namespaceObject.openSync)(file, 'r');
    try {
        return (0,external_node_fs_namespaceObject.readSync)(fd, start) === ELF.length && start.equals(ELF);
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(fd);
    }
}

;// CONCATENATED MODULE: ./lib/worker/runtime/choose-runtime.js









/** @param path `:`-separated folders to look for programs in */
function makeKernelCalls(path) {
    const perl = findProgram('perl', path);
    const numbers = syscallArguments(process.arch);
    return perl === undefined || numbers === undefined
        ? new ProgramKernelCalls(path)
        : new PerlKernelCalls(perl, numbers);
}
/** Overlayfs keeps its marks in `trusted.*` attributes if we are the machine's own root, the only one who can write them. */
function xattrFamily() {
    const [inside, outside, count] = (0,external_node_fs_namespaceObject.readFileSync)('/proc/self/uid_map', 'utf8').trim().split(/\s+/);
    return inside === '0' && outside === '0' && Number(count) >= 2 ** 32 - 1 ? 'trusted' : 'user';
}
/**
 * Mounts a read-only view of the unified hierarchy over the machine's control groups, only in this mount namespace. So crun
 * and runc find a hierarchy that they understand, whatever the machine has, and cannot leave a group behind.
 */
async function hideControlGroups(kernel) {
    const target = '/sys/fs/cgroup';
    await kernel.mount({ source: 'cgroup2', target, type: 'cgroup2', options: ['nosuid', 'noexec', 'nodev'] });
    const options = ['remount', 'bind', 'ro', 'nosuid', 'noexec', 'nodev'];
    await kernel.mount({ source: 'none', target, type: 'none', options });
}
/**
 * @param memory a private folder in memory
 * @param groups of steps; `undefined`: they stay in the group of this process
 * @throws InfraError when none is installed, or not the one asked for
 */
async function chooseRuntime(kernel, choice, path, memory, groups) {
    const state = `${memory}/runtime`;
    const readonly = (program) => readonlyProgram(kernel, program, `${memory}/program`);
    const crun = choice === 'runc' ? undefined : findProgram('crun', path);
    const mount = findProgram('mount', path);
    if (crun !== undefined && mount !== undefined) {
        return new OciRuntime({
            name: 'crun',
            program: await readonly(crun),
            state,
            cgroups: ['--cgroup-manager=disabled'],
            groups,
            filters: new CompiledFilters(state, `${memory}/filters`),
            // crun mounts the root file system again, and drops the restrictions of the mount.
            hooks: ({ spec, rootRestrictions }) => rootRestrictions.length === 0 ? [] : [remountHook(mount, spec.root.path, rootRestrictions)],
        });
    }
    const runc = choice === 'crun' ? undefined : findProgram('runc', path);
    if (runc !== undefined) {
        // "Rootless" only means here: continue although control groups cannot be made.
        return new OciRuntime({
            name: 'runc',
            program: await readonly(runc),
            state,
            cgroups: ['--rootless=true'],
            hooks: () => [],
            groups,
        });
    }
    const missing = choice === 'auto' ? 'neither crun nor runc' : `no ${choice}`;
    throw new InfraError(`RUN steps need a container runtime: ${missing} was found`, {
        hint: `Install one: apt-get install ${choice === 'auto' ? 'runc' : choice}`,
    });
}
/** crun writes the container's state to a hook's standard input, and fails if nobody reads it. */
const AFTER_READING = 'while read -r line; do :; done; exec "$0" "$@"';
/** @param mount mount(8) */
function remountHook(mount, target, restrictions) {
    const options = ['remount', 'bind', ...restrictions].join(',');
    return { path: '/bin/sh', args: ['sh', '-c', AFTER_READING, mount, '-n', '-c', '-o', options, 'none', target] };
}

;// CONCATENATED MODULE: external "node:path/posix"
const posix_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path/posix");
;// CONCATENATED MODULE: ./lib/files/root-folder.js

/**
 * The folders below the root folder (`--root`): their paths, and what is in them. These names are written nowhere else in
 * the code. The table in docs/ARCHITECTURE.md says the same.
 */
const ROOT_FOLDERS = {
    blobs: { path: 'blobs', holds: 'content, `<algorithm>/<hex>` as in an OCI layout: layers, configs, manifests' },
    indexes: { path: 'indexes', holds: 'layer indexes, by the hex of the diff id' },
    imageIds: { path: 'images/ids', holds: 'the images of the local store, by the hex of their digest' },
    imageTags: { path: 'images/tags', holds: 'the names of those images, by hash: which image each name means' },
    imageSizes: {
        path: 'images/sizes',
        holds: 'how large the layers of those images are when unpacked, by the same hex',
    },
    pathSizes: { path: 'cache/sizes', holds: 'where the bytes of layers are, for reports, by the hex of the diff id' },
    invocations: {
        path: 'cache/invocations',
        holds: 'which build first made an image, by a hash of what its provenance says',
    },
    records: { path: 'cache/records', holds: 'step records, by the hex of the cache key' },
    fileLists: { path: 'cache/lists', holds: 'the long lists of files in records, by digest' },
    trees: { path: 'cache/trees', holds: 'the layer that first had a tree, by tree digest' },
    scopes: { path: 'cache/scopes', holds: 'the steps of the last build of each scope, by hash of its name' },
    baselines: { path: 'cache/reports', holds: 'baselines: the result of the last good build on each branch' },
    recordUses: { path: 'cache/uses', holds: 'one byte for each build that found a record, by its key' },
    mountNames: { path: 'cache/mounts', holds: 'the ids of cache mounts, by their keys' },
    journals: { path: 'cache/journals', holds: 'what the last build of each scope used and made, for saving its cache' },
    restoredPacks: { path: 'cache/restored', holds: 'the listings of the packs that this build began with' },
    downloads: { path: 'cache/downloads', holds: 'what servers answered about downloads, by a hash of the address' },
    builderRecords: {
        path: 'builder-records',
        holds: 'what the builds of builders were made from: a folder as `cache/`, without any bytes of layers',
    },
    snapshots: {
        path: 'snapshots',
        holds: 'unpacked layers, by diff id, or stacks of them; separate for root and for user namespaces',
    },
    work: { path: 'work', holds: 'a private folder for each worker that runs' },
    cacheMounts: {
        path: 'cache-mounts',
        holds: 'the folders behind `RUN --mount=type=cache` by key; separate in the same way',
    },
    containers: { path: 'containers', holds: 'containers by id: what each is, its state, and what it printed' },
    containerNames: { path: 'container-names', holds: 'the names of containers: which container each means' },
    containerFiles: { path: 'container-files', holds: 'what containers wrote, by id; separate in the same way' },
    thinPools: {
        path: 'thin-pools',
        holds: 'the volumes of `--storage-driver devicemapper`, of layers and of containers; separate in the same way',
    },
    runtimes: { path: 'runtimes', holds: 'a container runtime that was fetched because the machine has none' },
    ingest: { path: 'ingest', holds: 'files and folders in the making: nothing here has its final name' },
    actionsIngest: { path: 'ingest/actions', holds: 'the same, for what goes through @actions/cache' },
    leases: { path: 'leases', holds: 'one file for each build that runs' },
    claims: { path: 'claims', holds: 'one file for each step of a job whose post has yet to run' },
};
/** The names that are directly below the root. */
function topFolders() {
    return new Set(Object.values(ROOT_FOLDERS).map(({ path }) => path.split('/', 1)[0] ?? path));
}
/** The folder of everything that is kept for later builds, except blobs and indexes. */
const CACHE_FOLDER = 'cache';
/** The path of a folder, or of a name in it, relative to the root and with `/`. Packs and journals have such paths. */
function pathFromRoot(folder, ...names) {
    return [ROOT_FOLDERS[folder].path, ...names].join('/');
}
/** The same below a given root. */
function pathInRoot(root, folder, ...names) {
    return (0,external_node_path_namespaceObject.join)(root, ROOT_FOLDERS[folder].path, ...names);
}

;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
var external_node_zlib_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_node_zlib_namespaceObject, 2);
;// CONCATENATED MODULE: ./lib/json/check-outline.js

const check_outline_QUOTE = 0x22;
const check_outline_COMMA = 0x2c;
const check_outline_OPEN_ARRAY = 0x5b;
const check_outline_BACKSLASH = 0x5c;
const check_outline_CLOSE_ARRAY = 0x5d;
const check_outline_OPEN_OBJECT = 0x7b;
const check_outline_CLOSE_OBJECT = 0x7d;
/**
 * Refuses a JSON text that a parser should not get: it needs half a minute for a gigabyte of brackets, and for a gigabyte of
 * empty lists more memory than a process has. This check costs a fraction of the parsing, and allocates nothing.
 *
 * @throws JsonError
 */
function checkOutline(json, bounds) {
    let depth = 0;
    let values = 0;
    for (let at = 0; at < json.length; at++) {
        const byte = json[at];
        if (byte === check_outline_QUOTE)
            at = check_outline_endOfString(json, at);
        else if (byte === check_outline_COMMA)
            values++;
        else if (byte === check_outline_CLOSE_OBJECT || byte === check_outline_CLOSE_ARRAY)
            depth--;
        else if (byte === check_outline_OPEN_OBJECT || byte === check_outline_OPEN_ARRAY) {
            values++;
            if (++depth > bounds.depth)
                throw new json_error_JsonError(`it is nested more than ${bounds.depth} levels deep`);
        }
        if (values > bounds.values)
            throw new json_error_JsonError(`it has more than ${bounds.values} values`);
    }
}
/** @returns the position of the closing quote, or the end of the text if there is none */
function check_outline_endOfString(json, start) {
    for (let end = start + 1; end < json.length; end++) {
        if (json[end] === check_outline_BACKSLASH)
            end++;
        else if (json[end] === check_outline_QUOTE)
            return end;
    }
    return json.length;
}

;// CONCATENATED MODULE: ./lib/json/containers.js


/** @param maxLength the most entries that are accepted */
function array(item, maxLength = Infinity) {
    return (value) => {
        const entries = asArray(value);
        if (entries.length > maxLength)
            throw new json_error_DecodeError(`an array of at most ${maxLength} entries`, value);
        let index = 0;
        try {
            const decoded = [];
            for (; index < entries.length; index++)
                decoded.push(item(entries[index]));
            return decoded;
        }
        catch (error) {
            throw containers_below(index, error);
        }
    };
}
function nonEmptyArray(item, maxLength) {
    const entries = array(item, maxLength);
    return (value) => {
        const decoded = entries(value);
        if (decoded.length === 0)
            throw new DecodeError('an array of at least one entry', value);
        return decoded;
    };
}
/** The entries that `item` accepts; others are left out. */
function arrayOfValid(item) {
    const entries = array((value) => decodeOrUndefined(item, value));
    return (value) => entries(value).filter((entry) => entry !== undefined);
}
/** An array with a decoder for each of its entries. */
function tuple(...items) {
    return (value) => {
        if (!Array.isArray(value) || value.length !== items.length) {
            throw new json_error_DecodeError(`an array of ${items.length} entries`, value);
        }
        const entries = value;
        return items.map((item, index) => {
            try {
                return item(entries[index]);
            }
            catch (error) {
                throw containers_below(index, error);
            }
        });
    };
}
/** An object with names that are not known before. */
function mapOf(item) {
    return (value) => {
        // Not by assignment: that would set the prototype for the name `__proto__`.
        return Object.fromEntries(Object.entries(containers_asObject(value)).map(([name, given]) => {
            try {
                return [name, item(given)];
            }
            catch (error) {
                throw containers_below(name, error);
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
        throw new json_error_DecodeError('an array', value);
    return value;
};
/** An object whose fields are not checked yet. */
const containers_asObject = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new json_error_DecodeError('an object', value);
    return value;
};
/** An error inside a value, with the step that leads to it added to its path. */
function containers_below(step, error) {
    return error instanceof json_error_DecodeError ? error.below(step) : error;
}

;// CONCATENATED MODULE: ./lib/json/decoder.js

/** As it is. */
const anything = (value) => value;
const string = (value) => {
    if (typeof value !== 'string')
        throw new json_error_DecodeError('a string', value);
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
const decoder_boolean = (value) => {
    if (typeof value !== 'boolean')
        throw new json_error_DecodeError('true or false', value);
    return value;
};
const number = (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
        throw new json_error_DecodeError('a number', value);
    return value;
};
/** An integer that a double holds exactly. */
const integer = (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw new json_error_DecodeError('an integer', value);
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
            throw new json_error_DecodeError(expected, value);
        return found;
    };
}
function refine(decoder, test, expected) {
    return (value) => {
        const decoded = decoder(value);
        if (!test(decoded))
            throw new json_error_DecodeError(expected, value);
        return decoded;
    };
}

;// CONCATENATED MODULE: ./lib/json/next-row.js
const NEXT_ROW = Buffer.from('],["');
/**
 * Where a row ends in the compact JSON of a list of rows, each of which begins with a text: behind the `]` of the first row that ends at or
 * behind `from`. So a long list is parsed in parts.
 *
 * @returns -1 if only the last row does, whose end is not marked
 */
function endOfRow(json, from) {
    for (let mark = json.indexOf(NEXT_ROW, from); mark >= 0; mark = json.indexOf(NEXT_ROW, mark + 1)) {
        // The quotation mark may also end a text, such as the name `a],[`. Then there is no text behind it, but a comma or a bracket.
        const behind = json[mark + NEXT_ROW.length];
        if (behind !== undefined && behind !== next_row_COMMA && behind !== BRACKET)
            return mark + 1;
    }
    return -1;
}
const next_row_COMMA = 0x2c;
const BRACKET = 0x5d;

;// CONCATENATED MODULE: ./lib/json/object.js


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
    return { optional: (value) => decodeOrUndefined(decoder, value) };
}
/**
 * An object with these fields; others are dropped. `object<Layer>({ … })` asks for a decoder for each field of a type;
 * `object({ … })` makes the type of its fields.
 */
function object(fields) {
    const all = decodersOf(fields);
    return (value) => {
        const given = containers_asObject(value);
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
            throw containers_below(name, error);
        }
        return read;
    };
}
/** The same, but all other fields stay as they are and where they are: for a document that is written again. */
function looseObject(fields) {
    const all = decodersOf(fields);
    const known = new Map(all.map(({ name, decode }) => [name, decode]));
    return (value) => {
        const given = asObject(value);
        const missing = all.filter(({ name }) => !Object.hasOwn(given, name)).map(({ name }) => [name, undefined]);
        const read = [...Object.entries(given), ...missing].map(([name, part]) => {
            try {
                return [name, (known.get(name) ?? keep)(part)];
            }
            catch (error) {
                throw below(name, error);
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

;// CONCATENATED MODULE: ./lib/oci/digest.js


const SHAPE = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;
function isDigest(text) {
    return SHAPE.test(text);
}
/** @throws UserError when `text` is not a digest of a registered algorithm */
function parseDigest(text) {
    if (!isDigest(text))
        throw new UserError(`invalid digest ${JSON.stringify(text.slice(0, 160))}`);
    return text;
}
function digest_sha256(data) {
    return digestOfHex((0,external_node_crypto_namespaceObject.hash)('sha256', data, 'hex'));
}
/** @param hex 64 lower-case hexadecimal characters, as `createHash('sha256').digest('hex')` gives them */
function digestOfHex(hex) {
    return `sha256:${hex}`;
}
function digestHex(digest) {
    return digest.slice(digest.indexOf(':') + 1);
}
function digestAlgorithm(digest) {
    return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}
/** The first twelve digits, as `docker images` shows them. */
function shortDigest(digest) {
    return digestHex(digest).slice(0, 12);
}
/** The digest of a document that comes in pieces. */
function digest_digestOfPieces(pieces) {
    const hash = createHash('sha256');
    for (const piece of pieces)
        hash.update(piece);
    return digestOfHex(hash.digest('hex'));
}
/**
 * A hash over a list of fields. Two different lists never give the same bytes to hash: each field comes after its length.
 *
 * @returns hex, to which the caller gives a meaning
 */
function hashFields(...fields) {
    return hashFieldList(fields);
}
/** The same for lists that may be too long to be the arguments of a call. */
function hashFieldList(fields) {
    const hash = new FieldHash();
    for (const field of fields)
        hash.add(field);
    return hash.hex();
}
/** The same for fields that come one after the other. */
class FieldHash {
    #hash;
    /** Hashed in large pieces: a call of `update` costs as much as hashing a kilobyte. */
    #text = '';
    add(field) {
        this.#text += `${Buffer.byteLength(field)}:${field}`;
        if (this.#text.length < HASHED_AT_ONCE)
            return;
        this.#hash = (this.#hash ?? (0,external_node_crypto_namespaceObject.createHash)('sha256')).update(this.#text);
        this.#text = '';
    }
    hex() {
        return this.#hash === undefined
            ? (0,external_node_crypto_namespaceObject.hash)('sha256', this.#text, 'hex')
            : this.#hash.update(this.#text).digest('hex');
    }
}
/** Characters. */
const HASHED_AT_ONCE = 64 * 1024;

;// CONCATENATED MODULE: ./lib/oci/identity.js

/** @param hex 64 lower-case hexadecimal characters, here and below */
function diffIdOfHex(hex) {
    return sha256Text(hex);
}
/** To show it as the id of a layer. */
function digestOfDiffId(diffId) {
    return diffId;
}
/** For a layer that is not compressed: its blob is the tar. */
function diffIdOfTar(blob) {
    return blob;
}
function treeDigestOfHex(hex) {
    return sha256Text(hex);
}
/** For a layer that a step made. Made again, it has the same tree, but with other times, and so another tar. */
function contentIdOfTree(tree) {
    return tree;
}
/** For a layer of a base. Its config names the diff id; the tree is not known before the layer is downloaded. */
function contentIdOfBase(diffId) {
    return diffId;
}
/** For a layer that another builder made: its tree is not known, and it is no base's. */
function contentIdOfForeign(diffId) {
    return sha256(Buffer.from(`made elsewhere ${diffId}`));
}
function snapshotIdOfHex(hex) {
    return sha256Text(hex);
}
/** For a step whose result depends on all bytes of one layer, its times included. */
function snapshotIdOfBytes(diffId) {
    return diffId;
}
function cacheKeyOfHex(hex) {
    return sha256Text(hex);
}
/** An image's id is the digest of its config. */
function imageIdOf(config) {
    return config;
}
/** The digest of the document that has the id: the config, or the index. */
function digestOfImage(id) {
    return id;
}
/** For an image of several platforms, which has several configs, and one index. */
function imageIdOfIndex(index) {
    return index;
}
/** For an ARG before the first FROM, where there is no image yet: logs show an id for each step, and here it is the key. */
function imageIdOfArgument(key) {
    return key;
}
function mountKeyOfHex(hex) {
    return hex;
}
function isMountKey(text) {
    return /^[a-f0-9]{64}$/.test(text);
}
function sha256Text(hex) {
    return `sha256:${hex}`;
}

;// CONCATENATED MODULE: ./lib/text/encoded-parts.js
/** Characters that are encoded at once. */
const PIECE = 8 * 1024;
/** Bytes of a character, at most. */
const WIDEST = 3;
/**
 * The UTF-8 of a text that comes in pieces, in parts of about so many bytes. A part is valid until the next one is asked for: all are
 * in one buffer outside of JavaScript's heap, where a long text would stay until all of the heap is collected.
 */
function* encodedParts(pieces, bytes) {
    let buffer;
    let used = 0;
    let text = '';
    for (const piece of pieces) {
        text += piece;
        if (text.length < PIECE)
            continue;
        buffer ??= Buffer.allocUnsafeSlow(bytes + WIDEST * PIECE);
        if (used + WIDEST * text.length > buffer.length) {
            yield buffer.subarray(0, used);
            used = 0;
        }
        if (WIDEST * text.length > buffer.length)
            yield Buffer.from(text);
        else
            used += buffer.write(text, used);
        text = '';
    }
    const rest = Buffer.from(text);
    if (buffer === undefined)
        yield rest;
    else
        yield Buffer.concat([buffer.subarray(0, used), rest]);
}

;// CONCATENATED MODULE: ./lib/oci/digest-schema.js


/** A digest in a JSON document. */
const digest_schema_digest = refine(string, isDigest, 'a sha256 or sha512 digest');

;// CONCATENATED MODULE: ./lib/layer/compression/group.js
/** Bytes of input in a group, at most. */
const GROUP_SIZE = 1024 * 1024;

;// CONCATENATED MODULE: ./lib/layer/compression/hardly-compresses.js

/** Bytes that are looked at, at each of so many places. */
const SAMPLE = 8 * 1024;
const SAMPLES = 4;
/** How far back deflate can point (RFC 1951). */
const WINDOW = 32 * 1024;
/** Bits for each byte, from how often each value comes: those of programs and texts are below, those of compressed data near 8. */
const MANY_BITS = 7.5;
/** The part of a sample's size that is left of it when it is deflated. */
const NEARLY_ALL = 0.985;
/**
 * Whether deflate would make a block hardly smaller, as with pictures, archives and random bytes. It depends on nothing but the block's
 * bytes. For nearly all that compresses, a look at one sample is enough to say no.
 */
function hardlyCompresses(block) {
    if (block.length < SAMPLE * SAMPLES)
        return false;
    const stride = (block.length - SAMPLE) / (SAMPLES - 1);
    for (let number = 0; number < SAMPLES; number++) {
        const from = Math.floor(number * stride);
        const sample = block.subarray(from, from + SAMPLE);
        if (bitsOfByte(sample) < MANY_BITS)
            return false;
        // What repeats within the window is found too.
        const dictionary = block.subarray(Math.max(0, from - WINDOW), from);
        const deflated = (0,external_node_zlib_namespaceObject.deflateRawSync)(sample, { level: 1, ...(from > 0 && { dictionary }) });
        if (deflated.length < NEARLY_ALL * SAMPLE)
            return false;
    }
    return true;
}
/** Shannon's entropy of single bytes. */
function bitsOfByte(bytes) {
    const counts = new Uint32Array(256);
    for (const byte of bytes)
        counts[byte] = (counts[byte] ?? 0) + 1;
    let bits = 0;
    for (const count of counts)
        if (count > 0)
            bits -= count * Math.log2(count / bytes.length);
    return bits / bytes.length;
}

;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");
;// CONCATENATED MODULE: ./lib/trace/span.js

/*
 * Spans go through a channel of the process, so that a function that is slow can say so without being given anything. While nobody
 * listens, they cost one look at a flag.
 */
const NAME = 'layer-build:span';
const spans = (0,external_node_diagnostics_channel_namespaceObject.channel)(NAME);
/** Whether anyone listens. */
function isTraced() {
    return spans.hasSubscribers;
}
/** Listens to all spans that end from now on. @returns a function that ends this */
function onSpan(listener) {
    // Only `publishSpan` publishes on this channel.
    const take = (span) => listener(span);
    (0,external_node_diagnostics_channel_namespaceObject.subscribe)(NAME, take);
    return () => {
        (0,external_node_diagnostics_channel_namespaceObject.unsubscribe)(NAME, take);
    };
}
/** Tells a span that was measured elsewhere. */
function publishSpan(span) {
    spans.publish(span);
}
/** @param name what it is called; only asked for if anyone listens */
function openSpan(track, name, row) {
    if (!isTraced())
        return NOBODY_LISTENS;
    const from = clock();
    const facts = {};
    let isOpen = true;
    return {
        note(more) {
            for (const [key, value] of Object.entries(more)) {
                const before = facts[key];
                facts[key] = typeof before === 'number' && typeof value === 'number' ? before + value : value;
            }
        },
        end() {
            if (!isOpen)
                return;
            isOpen = false;
            publishSpan({ track, name: name(), from, to: clock(), facts, ...(row !== undefined && { row }) });
        },
    };
}
/** Does the work within a span. An error ends the span too, which says so. */
async function traced(track, name, work, row) {
    const span = openSpan(track, name, row);
    try {
        return await work(span);
    }
    catch (error) {
        span.note({ failed: 'yes' });
        throw error;
    }
    finally {
        span.end();
    }
}
const NOBODY_LISTENS = { note: () => undefined, end: () => undefined };
function clock() {
    return Number(process.hrtime.bigint() / 1000n);
}

;// CONCATENATED MODULE: ./lib/layer/compression/ordered-output.js


const NOTHING = Buffer.alloc(0);
/** Blocks are compressed side by side, and reach the sink in the order in which they were begun. */
class OrderedOutput {
    #parts;
    /** In order. */
    #slots = [];
    /** What the sink has of the group that was begun. */
    #compressed = 0;
    #size = 0;
    #error;
    #failed = false;
    #wake = [];
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * Begins a block.
     *
     * @param size bytes of its input
     * @returns to be called with its output, or with why there is none
     */
    begin(size, endsGroup) {
        const slot = { output: undefined, size, endsGroup };
        this.#slots.push(slot);
        return (error, output) => this.#arrived(slot, error, output);
    }
    /** @throws what stopped the output */
    check() {
        if (this.#failed)
            throw this.#error;
    }
    /** As `GroupCompressor` has it. */
    drained() {
        this.check();
        const { maxInFlight } = this.#parts;
        if (this.#slots.length < maxInFlight)
            return undefined;
        return traced('layers: waits', () => 'for the compressor', () => this.#waitUntil(maxInFlight - 1));
    }
    /** Resolves when the sink has all that was begun. */
    async flushed() {
        await this.#waitUntil(0);
    }
    /** As `GroupCompressor` has it. */
    async abandon() {
        this.#fail(new EngineBug('written to after it was abandoned'));
        while (this.#slots.length > 0)
            await this.#change();
    }
    async #waitUntil(inFlight) {
        while (this.#slots.length > inFlight && !this.#failed)
            await this.#change();
        this.check();
    }
    #change() {
        return new Promise((resolve) => this.#wake.push(resolve));
    }
    #fail(error) {
        if (this.#failed)
            return;
        this.#failed = true;
        this.#error = error;
    }
    #arrived(slot, error, output) {
        const isGood = error === null || error === undefined;
        if (!isGood)
            this.#fail(error);
        slot.output = isGood ? output : NOTHING;
        for (let head = this.#slots[0]; head?.output !== undefined; head = this.#slots[0]) {
            this.#slots.shift();
            if (!this.#failed)
                this.#pass(head, head.output);
        }
        const waiting = this.#wake;
        this.#wake = [];
        for (const wake of waiting)
            wake();
    }
    /** What the sink throws ends the output, and not the taking of what is still to come: `abandon` waits for all of that. */
    #pass({ size, endsGroup }, output) {
        try {
            this.#parts.sink(output);
            this.#compressed += output.length;
            this.#size += size;
            if (!endsGroup)
                return;
            this.#parts.onGroup?.({ compressed: this.#compressed, size: this.#size });
            this.#compressed = 0;
            this.#size = 0;
        }
        catch (thrown) {
            this.#fail(thrown);
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/parallel-gzip.js





/**
 * Measured on 333 MB of a root filesystem: level 4 takes 4.5 s of processor time for 140.2 MB, 5 5.3 s for 138.1, 6 6.7 s for
 * 137.4 (pigz -6: 8.1 s, 136.5).
 */
const DEFAULT_GZIP_LEVEL = 5;
/**
 * For blocks that hardly compress. Measured on a gzip of a program: level 5 takes 28 ms/MiB for 0.999 of the size, Huffman's code alone 5.4 for
 * 1.000, this 0.7 for 1.000.
 */
const STORED = 0;
/** Bytes of input in a block. Larger blocks need more memory, and each block needs a handle and a flush. */
const BLOCK_SIZE = 256 * 1024;
/** Blocks in a group. */
const GROUP_BLOCKS = GROUP_SIZE / BLOCK_SIZE;
/** Bytes of the header of a member (RFC 1952) that is written here, before the first group, and of its trailer, behind the last. */
const GZIP_HEADER = 10;
const GZIP_TRAILER = 8;
/** Each block that is being deflated has its input, its output and zlib's state in memory: about 1 MiB. */
const MAX_IN_FLIGHT = 16;
/**
 * One gzip member (RFC 1952) whose blocks are deflated side by side in libuv's thread pool. The dictionary of each block is the 32 KiB
 * before it, so that the output is hardly larger than that of a single stream. The output depends only on the input, the level and the
 * cuts. If the caller waits for `drained`, less than about 20 MiB of memory are used. Each group is raw deflate.
 */
class ParallelGzip {
    #sink;
    #onBlock;
    /** Whether groups are cut where nobody asks for it. */
    #inGroups;
    /** Absent: the default, and less for what hardly compresses. */
    #level;
    #output;
    #spare = [];
    #block = Buffer.allocUnsafe(BLOCK_SIZE);
    #filled = 0;
    #dictionary;
    /** Blocks of the group that was begun. */
    #groupBlocks = 0;
    #crc = 0;
    #size = 0;
    /** @param sink takes the output in order, synchronously; what it throws is thrown by the next call */
    constructor(sink, { level, onBlock, onGroup } = {}) {
        this.#sink = sink;
        this.#onBlock = onBlock;
        this.#inGroups = onGroup !== undefined;
        this.#level = level;
        const maxInFlight = Math.min(2 * (0,external_node_os_namespaceObject.availableParallelism)(), MAX_IN_FLIGHT);
        this.#output = new OrderedOutput({ sink, onGroup, maxInFlight });
        // Without time, name and operating system: nothing differs between two machines.
        sink(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255));
    }
    write(chunk) {
        this.#output.check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(BLOCK_SIZE - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled < BLOCK_SIZE)
                continue;
            this.#dispatch({ endsGroup: this.#inGroups && this.#groupBlocks + 1 === GROUP_BLOCKS });
        }
    }
    get groupSize() {
        return this.#groupBlocks * BLOCK_SIZE + this.#filled;
    }
    cut() {
        this.#output.check();
        if (this.groupSize > 0)
            this.#dispatch({ endsGroup: true });
    }
    drained() {
        return this.#output.drained();
    }
    async finish() {
        this.#output.check();
        this.#dispatch({ endsGroup: true, last: true });
        await this.#output.flushed();
        const trailer = Buffer.alloc(8);
        trailer.writeUInt32LE(this.#crc, 0);
        trailer.writeUInt32LE(this.#size % 2 ** 32, 4);
        this.#sink(trailer);
    }
    abandon() {
        return this.#output.abandon();
    }
    #dispatch({ endsGroup, last = false }) {
        const buffer = this.#block;
        const block = this.#filled === BLOCK_SIZE ? buffer : buffer.subarray(0, this.#filled);
        this.#onBlock?.(block);
        this.#crc = (0,external_node_zlib_namespaceObject.crc32)(block, this.#crc);
        this.#size += block.length;
        const done = this.#output.begin(block.length, endsGroup);
        (0,external_node_zlib_namespaceObject.deflateRaw)(block, {
            level: this.#level ?? (hardlyCompresses(block) ? STORED : DEFAULT_GZIP_LEVEL),
            // Enough for a block that does not compress, so that one call in the pool does it.
            chunkSize: BLOCK_SIZE + 1024,
            finishFlush: last ? external_node_zlib_namespaceObject.constants.Z_FINISH : external_node_zlib_namespaceObject.constants.Z_SYNC_FLUSH,
            ...(this.#dictionary === undefined ? {} : { dictionary: this.#dictionary }),
        }, (error, output) => {
            this.#spare.push(buffer);
            done(error, output);
        });
        if (last)
            return;
        this.#groupBlocks = endsGroup ? 0 : this.#groupBlocks + 1;
        // A copy: the block may be filled again before the next one is dispatched.
        this.#dictionary = endsGroup ? undefined : Buffer.from(block.subarray(-WINDOW));
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(BLOCK_SIZE);
        this.#filled = 0;
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/layer-groups.js






/** Inflating one must not take more memory than a few of ours. */
const size = refine(nonNegativeInteger, (bytes) => bytes <= 16 * GROUP_SIZE, 'the size of a group');
const storedGroups = object({
    blob: digest_schema_digest,
    format: optional(oneOf('zstd')),
    groups: array(tuple(nonNegativeInteger, nonNegativeInteger, size)),
});
function encodeGroups({ blob, format, groups }) {
    const rows = groups.map(({ entries, compressed, size }) => [entries, compressed, size]);
    return JSON.stringify({ blob, ...(format === 'zstd' && { format }), groups: rows });
}
/** Throws a DecodeError for anything that `encodeGroups` does not make. */
function decodeGroups(value) {
    const { blob, format = 'gzip', groups } = storedGroups(value);
    return { blob, format, groups: groups.map(([entries, compressed, size]) => ({ entries, compressed, size })) };
}
/** Bytes of a blob before its first group, and behind its last. */
const AROUND = { gzip: [GZIP_HEADER, GZIP_TRAILER], zstd: [0, 0] };
/** The groups with their places in the blob. */
function placedGroups({ format, groups }) {
    let offset = AROUND[format][0];
    return groups.map((group) => {
        const placed = { ...group, offset };
        offset += group.compressed;
        return placed;
    });
}
/** Whether the groups can be those of a blob with this size, of a layer with so many entries. */
function covers({ format, groups }, blobSize, entries) {
    const [before, behind] = AROUND[format];
    let [bytes, count] = [before + behind, 0];
    for (const group of groups) {
        bytes += group.compressed;
        count += group.entries;
    }
    return bytes === blobSize && count === entries && (groups[0]?.entries ?? 1) > 0;
}

;// CONCATENATED MODULE: ./lib/layer/packed/byte-pieces.js
/** Bytes of a large piece, and the bits of an offset in it. An item that is longer gets its own piece. */
const PIECE_BITS = 20;
const byte_pieces_PIECE = 2 ** PIECE_BITS;
/** Bytes of the first piece; each is twice as large as the one before it. Most builds need little, and a run of bake has hundreds of these. */
const FIRST = 4 * 1024;
/** With a piece's number and an offset, a position has 32 bits. */
const MOST_PIECES = 2 ** (32 - PIECE_BITS);
/** Items of bytes that can only be added, each at a position below 2^32. They are in pieces, so that nothing is copied when there are more. */
class BytePieces {
    #pieces = [];
    #used = 0;
    /** A buffer with room for so many bytes from `offset` on. What is used of them is told to `keep`. */
    room(bytes) {
        const last = this.#pieces.at(-1);
        // An item without bytes has a position, too, which is never behind the end of a piece: that would be the next piece.
        if (last !== undefined && this.#used + Math.max(bytes, 1) <= Math.min(last.length, byte_pieces_PIECE)) {
            return { buffer: last, offset: this.#used };
        }
        if (this.#pieces.length === MOST_PIECES)
            throw new RangeError('more than 4 GiB of packed entries');
        const size = Math.min(FIRST * 2 ** this.#pieces.length, byte_pieces_PIECE);
        const buffer = Buffer.allocUnsafeSlow(Math.max(size, bytes));
        this.#pieces.push(buffer);
        this.#used = 0;
        return { buffer, offset: 0 };
    }
    /** @param end where the item ends that was written into the room  @returns its position */
    keep(end) {
        // As unsigned: shifting makes a number negative.
        const position = (((this.#pieces.length - 1) << PIECE_BITS) | this.#used) >>> 0;
        this.#used = Math.min(end, byte_pieces_PIECE);
        return position;
    }
    bufferAt(position) {
        const buffer = this.#pieces[position >>> PIECE_BITS];
        if (buffer === undefined)
            throw new RangeError(`no piece at ${position}`);
        return buffer;
    }
    offsetAt(position) {
        return position & (byte_pieces_PIECE - 1);
    }
}

;// CONCATENATED MODULE: ./lib/layer/packed/growing-numbers.js
/** A list of numbers below 2^32, in four bytes each. Those that were not set are 0. */
class GrowingNumbers {
    #numbers = new Uint32Array(256);
    #length = 0;
    get length() {
        return this.#length;
    }
    /** @returns 0 for a number behind the end */
    at(position) {
        return this.#numbers[position] ?? 0;
    }
    push(number) {
        this.set(this.#length, number);
    }
    set(position, number) {
        if (position >= this.#numbers.length) {
            const larger = new Uint32Array(2 ** Math.ceil(Math.log2(position + 1)));
            larger.set(this.#numbers);
            this.#numbers = larger;
        }
        this.#numbers[position] = number;
        if (position >= this.#length)
            this.#length = position + 1;
    }
}

;// CONCATENATED MODULE: ./lib/layer/packed/packed-text.js
/*
 * A text in a buffer: first its length in bytes and its encoding as one number, then the bytes. Most texts fit in Latin-1, with one byte
 * for each code unit. All others are in UTF-16, since a path has lone surrogates for bytes that are not UTF-8.
 */
const NARROW = /^[\0-\xff]*$/;
/** Of a number. */
const MOST_BYTES = 8;
/** At most. */
function textRoom(text) {
    return MOST_BYTES + 2 * text.length;
}
/** @returns where the text ends */
function writeText(buffer, at, text) {
    const narrow = NARROW.test(text);
    const bytes = narrow ? text.length : 2 * text.length;
    const start = writeNumber(buffer, at, 2 * bytes + (narrow ? 0 : 1));
    return start + buffer.write(text, start, narrow ? 'latin1' : 'utf16le');
}
function readText(buffer, at) {
    const head = readNumber(buffer, at);
    const start = at + numberLength(head);
    const end = start + Math.floor(head / 2);
    return head % 2 === 0 ? buffer.toString('latin1', start, end) : buffer.toString('utf16le', start, end);
}
/** Whether the text at `at` is what `text` has from `from` to `to`. */
function isText(buffer, at, text, from, to) {
    const head = readNumber(buffer, at);
    const start = at + numberLength(head);
    const bytes = Math.floor(head / 2);
    const length = to - from;
    if (head % 2 === 1)
        return bytes === 2 * length && buffer.toString('utf16le', start, start + bytes) === text.slice(from, to);
    if (bytes !== length)
        return false;
    for (let unit = 0; unit < length; unit++)
        if (buffer[start + unit] !== text.charCodeAt(from + unit))
            return false;
    return true;
}
/** Writes a number from 0 to 2^53 in as few bytes as it needs, seven bits in each. @returns where it ends */
function writeNumber(buffer, at, number) {
    let left = number;
    let end = at;
    for (; left >= 0x80; left = Math.floor(left / 0x80))
        buffer[end++] = (left % 0x80) + 0x80;
    buffer[end++] = left;
    return end;
}
function readNumber(buffer, at) {
    let number = 0;
    let factor = 1;
    for (let from = at;; from++) {
        const byte = buffer[from] ?? 0;
        if (byte < 0x80)
            return number + byte * factor;
        number += (byte - 0x80) * factor;
        factor *= 0x80;
    }
}
function numberLength(number) {
    let bytes = 1;
    for (let left = number; left >= 0x80; left = Math.floor(left / 0x80))
        bytes++;
    return bytes;
}

;// CONCATENATED MODULE: ./lib/layer/entry-bodies.js





const TYPES = ['file', 'directory', 'symlink', 'hardlink', 'char', 'block', 'fifo', 'whiteout'];
/** In the byte of the type: the file's digest is there; the directory is opaque; the time is before 1970. */
const HAS_DIGEST = 0x10;
const OPAQUE = 0x20;
const NEGATIVE_TIME = 0x40;
const TYPE = 0x0f;
const DIGEST = 32;
/** At most, of an entry without its texts. */
const FIXED = 1 + 5 * 8 + DIGEST;
/** What entries are, without their paths. They are not objects: they take a tenth of the memory, and that is outside of JavaScript's heap. */
class EntryBodies {
    #bytes = new BytePieces();
    #starts = new GrowingNumbers();
    /** Modes, owners and extended attributes. Each combination is kept once, since there are few. */
    #metadata = [];
    #numbers = new Map();
    #last = 0;
    get length() {
        return this.#starts.length;
    }
    /** Puts what the entry is at a number, in place of what is there. Numbers follow each other, from 0. */
    set(number, entry) {
        const target = 'target' in entry ? entry.target : '';
        const { buffer, offset } = this.#bytes.room(FIXED + textRoom(target));
        this.#starts.set(number, this.#bytes.keep(this.#write(buffer, offset, entry)));
    }
    #write(buffer, offset, entry) {
        let type = TYPES.indexOf(entry.type);
        if ('digest' in entry)
            type |= HAS_DIGEST;
        if (entry.type === 'directory' && entry.opaque === true)
            type |= OPAQUE;
        if ('mtime' in entry && entry.mtime < 0)
            type |= NEGATIVE_TIME;
        buffer[offset] = type;
        let at = offset + 1;
        if (entry.type === 'whiteout')
            return at;
        if (entry.type === 'hardlink')
            return writeText(buffer, at, entry.target);
        at = writeNumber(buffer, at, this.#numberOf(entry));
        at = writeNumber(buffer, at, Math.abs(entry.mtime));
        switch (entry.type) {
            case 'file':
                at = writeNumber(buffer, at, entry.size);
                if ('digest' in entry)
                    at += buffer.write(digestHex(entry.digest), at, 'hex');
                return at;
            case 'symlink':
                return writeText(buffer, at, entry.target);
            case 'char':
            case 'block':
                return writeNumber(buffer, writeNumber(buffer, at, entry.major), entry.minor);
            case 'directory':
            case 'fifo':
                return at;
            default:
                return unreachable(entry);
        }
    }
    typeOf(number) {
        return TYPES[this.#flags(number) & TYPE] ?? 'whiteout';
    }
    isOpaque(number) {
        return (this.#flags(number) & OPAQUE) !== 0;
    }
    /** @returns a `LayerEntry` if files were given with their digests */
    read(number, path) {
        const position = this.#starts.at(number);
        const buffer = this.#bytes.bufferAt(position);
        let at = this.#bytes.offsetAt(position);
        const flags = buffer[at++] ?? 0;
        const type = TYPES[flags & TYPE] ?? 'whiteout';
        if (type === 'whiteout')
            return { type, path };
        if (type === 'hardlink')
            return { type, path, target: readText(buffer, at) };
        const known = readNumber(buffer, at);
        at += numberLength(known);
        const { mode, uid, gid, xattrs } = this.#metadata[known] ?? NONE;
        const time = readNumber(buffer, at);
        at += numberLength(time);
        const mtime = (flags & NEGATIVE_TIME) === 0 ? time : -time;
        if (type === 'file') {
            const size = readNumber(buffer, at);
            at += numberLength(size);
            // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
            if ((flags & HAS_DIGEST) === 0) {
                if (xattrs === undefined)
                    return { type, path, mode, uid, gid, mtime, size };
                return { type, path, mode, uid, gid, mtime, xattrs, size };
            }
            const digest = digestOfHex(buffer.toString('hex', at, at + DIGEST));
            if (xattrs === undefined)
                return { type, path, mode, uid, gid, mtime, size, digest };
            return { type, path, mode, uid, gid, mtime, xattrs, size, digest };
        }
        const metadata = { path, mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
        switch (type) {
            case 'directory':
                return { type, ...metadata, ...((flags & OPAQUE) !== 0 && { opaque: true }) };
            case 'symlink':
                return { type, ...metadata, target: readText(buffer, at) };
            case 'char':
            case 'block': {
                const major = readNumber(buffer, at);
                return { type, ...metadata, major, minor: readNumber(buffer, at + numberLength(major)) };
            }
            case 'fifo':
                return { type, ...metadata };
            default:
                return unreachable(type);
        }
    }
    #flags(number) {
        const position = this.#starts.at(number);
        return this.#bytes.bufferAt(position)[this.#bytes.offsetAt(position)] ?? 0;
    }
    #numberOf({ mode, uid, gid, xattrs }) {
        // Mostly, an entry has what the one before it has.
        const last = this.#metadata[this.#last];
        const isSame = last !== undefined && last.mode === mode && last.uid === uid && last.gid === gid;
        if (isSame && last.xattrs === undefined && xattrs === undefined)
            return this.#last;
        const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
        let number = this.#numbers.get(key);
        if (number === undefined) {
            number = this.#metadata.push(xattrs === undefined ? { mode, uid, gid } : { mode, uid, gid, xattrs }) - 1;
            this.#numbers.set(key, number);
        }
        this.#last = number;
        return number;
    }
}
const NONE = { mode: 0, uid: 0, gid: 0 };

;// CONCATENATED MODULE: ./lib/text/code-unit-order.js
/** Compares texts by code unit, as `sort` does by itself: the same on every machine, unlike an order of a language. */
function byCodeUnit(left, right) {
    return left < right ? -1 : left > right ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/layer/packed/path-table.js




/** The number of the root, whose path is `''`. */
const ROOT = 0;
/**
 * Paths and their numbers, as a tree of names: what a path has in common with others is kept once. A path takes some twenty bytes more
 * than its last name, and in a `Map` some two hundred. With a path, those above it have numbers too.
 */
class PathTable {
    #parents = new GrowingNumbers();
    /** Where the last name of each path is. */
    #names = new GrowingNumbers();
    #texts = new BytePieces();
    /** A hash table with open addressing: a number, or 0 for a free slot, since the root is not in it. */
    #slots = new Uint32Array(1024);
    /** Eight more bits of each slot's hash: names of a directory look alike, and are seldom compared in vain. */
    #tags = new Uint8Array(1024);
    /** The directory that was asked for last: it is mostly also that of the next path. */
    #lastPath;
    #lastNumber = ROOT;
    constructor() {
        this.#parents.push(ROOT);
        this.#names.push(0);
    }
    /** Numbers are below this. */
    get size() {
        return this.#parents.length;
    }
    find(path) {
        if (path === '')
            return ROOT;
        const slash = path.lastIndexOf('/');
        const directory = slash < 0 ? ROOT : this.#directory(path.slice(0, slash), false);
        return directory === undefined ? undefined : this.#child(directory, path, slash + 1, path.length);
    }
    /** The number of the path; a new one if it has none yet. */
    numberOf(path) {
        if (path === '')
            return ROOT;
        const slash = path.lastIndexOf('/');
        const directory = slash < 0 ? ROOT : (this.#directory(path.slice(0, slash), true) ?? ROOT);
        return this.#child(directory, path, slash + 1, path.length) ?? this.#add(directory, path.slice(slash + 1));
    }
    /** The numbers of the paths above this one, from the root on, as far as they have numbers. */
    *above(path) {
        if (path === '')
            return;
        yield ROOT;
        let directory = ROOT;
        let from = 0;
        for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            directory = this.#child(directory, path, from, slash);
            if (directory === undefined)
                return;
            yield directory;
            from = slash + 1;
        }
    }
    parentOf(number) {
        return this.#parents.at(number);
    }
    nameOf(number) {
        if (number === ROOT)
            return '';
        const position = this.#names.at(number);
        return readText(this.#texts.bufferAt(position), this.#texts.offsetAt(position));
    }
    pathOf(number) {
        const parent = this.#parents.at(number);
        if (parent === ROOT)
            return this.nameOf(number);
        if (parent !== this.#lastNumber || this.#lastPath === undefined) {
            const names = [];
            for (let at = parent; at !== ROOT; at = this.#parents.at(at))
                names.push(this.nameOf(at));
            this.#lastPath = names.reverse().join('/');
            this.#lastNumber = parent;
        }
        return `${this.#lastPath}/${this.nameOf(number)}`;
    }
    /** All numbers, in the order of their paths by code units. */
    *sorted() {
        yield ROOT;
        const children = this.children();
        const pending = [sortedWithBelow(this, children, ROOT).values()];
        for (let items = pending.at(-1); items !== undefined; items = pending.at(-1)) {
            const next = items.next();
            if (next.done === true) {
                pending.pop();
                continue;
            }
            const number = Math.floor(next.value / 2);
            if (next.value % 2 === BELOW)
                pending.push(sortedWithBelow(this, children, number).values());
            else
                yield number;
        }
    }
    /** The paths directly below each path, in the order of their numbers. */
    children() {
        // First it has where the children of each end. While these are put from the end on, it becomes where they start.
        const starts = new Uint32Array(this.size + 1);
        for (let number = 1; number < this.size; number++) {
            const parent = this.#parents.at(number);
            starts[parent] = (starts[parent] ?? 0) + 1;
        }
        for (let number = 1; number < starts.length; number++) {
            starts[number] = (starts[number] ?? 0) + (starts[number - 1] ?? 0);
        }
        const all = new Uint32Array(this.size);
        for (let number = this.size - 1; number > 0; number--) {
            const parent = this.#parents.at(number);
            const at = (starts[parent] ?? 0) - 1;
            all[at] = number;
            starts[parent] = at;
        }
        return { of: (number) => all.subarray(starts[number], starts[number + 1]) };
    }
    /** @param make gives numbers to what has none */
    #directory(path, make) {
        if (path === this.#lastPath)
            return this.#lastNumber;
        let directory = ROOT;
        // Not by recursion: a path may have very many parts.
        for (let from = 0; from <= path.length;) {
            const slash = path.indexOf('/', from);
            const end = slash < 0 ? path.length : slash;
            let next = this.#child(directory, path, from, end);
            if (next === undefined && make)
                next = this.#add(directory, path.slice(from, end));
            if (next === undefined)
                return undefined;
            directory = next;
            from = end + 1;
        }
        this.#lastPath = path;
        this.#lastNumber = directory;
        return directory;
    }
    #add(parent, name) {
        if (2 * this.size > this.#slots.length)
            this.#grow();
        const number = this.size;
        const { buffer, offset } = this.#texts.room(textRoom(name));
        this.#names.push(this.#texts.keep(writeText(buffer, offset, name)));
        this.#parents.push(parent);
        const slot = this.#slotOf(parent, name, 0, name.length);
        this.#slots[slot] = number;
        this.#tags[slot] = tagOf(hashOf(parent, name, 0, name.length));
        return number;
    }
    #child(parent, path, from, end) {
        const number = this.#slots[this.#slotOf(parent, path, from, end)] ?? 0;
        return number === 0 ? undefined : number;
    }
    /** The slot of a name, which `path` has from `from` to `end`: where it is, or a free one. */
    #slotOf(parent, path, from, end) {
        const mask = this.#slots.length - 1;
        const hash = hashOf(parent, path, from, end);
        const tag = tagOf(hash);
        for (let slot = hash & mask;; slot = (slot + 1) & mask) {
            const number = this.#slots[slot] ?? 0;
            if (number === 0)
                return slot;
            if (this.#tags[slot] !== tag || this.#parents.at(number) !== parent)
                continue;
            const position = this.#names.at(number);
            if (isText(this.#texts.bufferAt(position), this.#texts.offsetAt(position), path, from, end))
                return slot;
        }
    }
    #grow() {
        const slots = new Uint32Array(2 * this.#slots.length);
        const tags = new Uint8Array(slots.length);
        const mask = slots.length - 1;
        for (let number = 1; number < this.size; number++) {
            const name = this.nameOf(number);
            const hash = hashOf(this.#parents.at(number), name, 0, name.length);
            let slot = hash & mask;
            while (slots[slot] !== 0)
                slot = (slot + 1) & mask;
            slots[slot] = number;
            tags[slot] = tagOf(hash);
        }
        this.#slots = slots;
        this.#tags = tags;
    }
}
/** Of an item: it is all that is below a path, and not the path. */
const BELOW = 1;
/**
 * The children of a directory, and what is below each, as items: twice the number, or one more. `a-b` is between `a` and `a/b`, so that the
 * two are not always together. No names are kept, since whoever asks may take long for each item.
 */
function sortedWithBelow(paths, children, directory) {
    const items = [];
    for (const number of children.of(directory)) {
        const key = paths.nameOf(number);
        items.push({ key, item: 2 * number });
        if (children.of(number).length > 0)
            items.push({ key: `${key}/`, item: 2 * number + BELOW });
    }
    items.sort((one, other) => byCodeUnit(one.key, other.key));
    return Uint32Array.from(items, ({ item }) => item);
}
/** FNV-1a over code units, and then the bits are mixed again. The seed is random, so that nobody can choose paths that collide. */
function hashOf(parent, path, from, end) {
    let hash = Math.imul(SEED ^ parent, 0x9e3779b1);
    for (let at = from; at < end; at++)
        hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
    return (hash ^ (hash >>> 15)) >>> 0;
}
function tagOf(hash) {
    return hash >>> 24;
}
const SEED = Math.floor(Math.random() * 2 ** 32) | 0;

;// CONCATENATED MODULE: ./lib/layer/packed-entries.js



/**
 * A layer's entries, in the order in which they were added, and by their paths. A layer may have millions of them: see `EntryBodies`.
 * They are made again when they are asked for, so that two answers are never the same object.
 */
class PackedEntries {
    #paths;
    #bodies = new EntryBodies();
    /** The path of each entry, and for each path the entry's number + 1: 0 where there is none any more. */
    #pathOf = new GrowingNumbers();
    #entryAt = new GrowingNumbers();
    #length = 0;
    #children;
    /** @param paths may have more paths than there are entries */
    constructor(paths = new PathTable()) {
        this.#paths = paths;
    }
    /** The same entries, packed. */
    static of(entries) {
        if (entries instanceof PackedEntries)
            return entries;
        const packed = new PackedEntries();
        for (const entry of entries)
            packed.push(entry);
        return packed;
    }
    get length() {
        return this.#length;
    }
    /** Paths of entries and those above them, by number. */
    get paths() {
        return this.#paths;
    }
    /** @returns whether it was added: not if another one has its path */
    push(entry) {
        const path = this.#paths.numberOf(entry.path);
        if (this.#entryAt.at(path) !== 0)
            return false;
        const number = this.#bodies.length;
        this.#bodies.set(number, entry);
        this.#pathOf.push(path);
        this.#entryAt.set(path, number + 1);
        this.#length++;
        this.#children = undefined;
        return true;
    }
    /** Puts an entry in place of the one that has its path, or behind all others. */
    put(entry) {
        const number = this.#find(entry.path);
        if (number === undefined)
            this.push(entry);
        else
            this.#bodies.set(number, entry);
    }
    remove(path) {
        const known = this.#paths.find(path);
        if (known === undefined || this.#entryAt.at(known) === 0)
            return;
        this.#entryAt.set(known, 0);
        this.#length--;
    }
    get(path) {
        const number = this.#find(path);
        return number === undefined ? undefined : this.#read(number, path);
    }
    /** @param known the number of `path` */
    getAt(known, path) {
        const number = this.#entryAt.at(known);
        return number === 0 ? undefined : this.#read(number - 1, path);
    }
    typeAt(path) {
        const known = this.#paths.find(path);
        return known === undefined ? undefined : this.typeOf(known);
    }
    /** @param path its number */
    typeOf(path) {
        const number = this.#entryAt.at(path);
        return number === 0 ? undefined : this.#bodies.typeOf(number - 1);
    }
    /** @param path the number of a directory */
    isOpaque(path) {
        const number = this.#entryAt.at(path);
        return number !== 0 && this.#bodies.isOpaque(number - 1);
    }
    /** The numbers of the paths directly below one. */
    below(path) {
        this.#children ??= this.#paths.children();
        return this.#children.of(path);
    }
    *[Symbol.iterator]() {
        for (let number = 0; number < this.#bodies.length; number++) {
            const path = this.#pathOf.at(number);
            if (this.#entryAt.at(path) === number + 1)
                yield this.#read(number, this.#paths.pathOf(path));
        }
    }
    /** Those of one type, without a look at what the others have. */
    *ofType(type) {
        for (let number = 0; number < this.#bodies.length; number++) {
            if (this.#bodies.typeOf(number) !== type)
                continue;
            const path = this.#pathOf.at(number);
            if (this.#entryAt.at(path) !== number + 1)
                continue;
            yield this.#read(number, this.#paths.pathOf(path));
        }
    }
    /** In the order of their paths by code units. */
    *sorted() {
        for (const path of this.#paths.sorted()) {
            const number = this.#entryAt.at(path);
            if (number !== 0)
                yield this.#read(number - 1, this.#paths.pathOf(path));
        }
    }
    #find(path) {
        const known = this.#paths.find(path);
        const number = known === undefined ? 0 : this.#entryAt.at(known);
        return number === 0 ? undefined : number - 1;
    }
    /** What comes out is what was put in. */
    #read(number, path) {
        return this.#bodies.read(number, path);
    }
}

;// CONCATENATED MODULE: ./lib/text/path-parts.js

/** Directory of `path`: `a/b` → `a`, `a` → `''` */
function parentPath(path) {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? '' : path.slice(0, slash);
}
/** Last component of `path`. */
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** As Go's path.Clean: without `.`, `..` after a name, doubled slashes, and a slash at the end. */
function goCleanPath(path) {
    const normal = posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

;// CONCATENATED MODULE: ./lib/layer/layer-structure.js





/** Limit of entries in a layer. A very large node_modules has some hundred thousand. */
const MAX_LAYER_ENTRIES = 5_000_000;
/** Limit of characters in all paths and link targets of a layer. */
const MAX_NAMES = 512 * 1024 * 1024;
/** What is known of a path besides its entry. */
const HAS_BELOW = 1;
const IS_OPAQUE = 2;
/** Hard links name it: a path of this layer, or one that must be in a layer below. */
const IS_LINKED = 4;
const IS_LINKED_BELOW = 8;
/**
 * Collects a layer's entries as a tar has them: paths may be repeated, and markers may come before or after what they mark. It refuses
 * what an unpacker cannot do right, such as a path below a file, or a hard link to something that comes later.
 */
class LayerStructure {
    #label;
    #maxEntries;
    #entries = new PackedEntries();
    #paths = this.#entries.paths;
    /** By the number of the path. */
    #marks = new GrowingNumbers();
    /** By the number of the path: how many files it had before the present one. */
    #replaced = new GrowingNumbers();
    #count = 0;
    #names = 0;
    /** @param label how errors name the layer */
    constructor(label, maxEntries = MAX_LAYER_ENTRIES) {
        this.#label = label;
        this.#maxEntries = maxEntries;
    }
    /**
     * Checks an entry and adds it. A file is only checked: `put` adds it when it was read.
     *
     * @throws InfraError when the entry is not valid at its path
     */
    enter(entry) {
        this.#limit(entry);
        this.#addParents(entry);
        if (entry.type === 'whiteout') {
            this.#whiteout(entry.path);
            return;
        }
        this.#checkReplaced(entry);
        if (entry.type === 'file')
            return;
        if (entry.type === 'hardlink')
            this.#link(entry.path, entry.target);
        this.put(entry);
    }
    /** Adds the file that `enter` has checked. */
    put(entry) {
        this.#entries.put(entry);
    }
    opaque(path) {
        this.#count++;
        this.#mark(path, IS_OPAQUE);
        if (path !== '') {
            this.#addParents({ type: 'whiteout', path });
            this.#mark(path, HAS_BELOW);
        }
    }
    finish() {
        for (let number = 0; number < this.#marks.length; number++) {
            if ((this.#marks.at(number) & IS_OPAQUE) === 0)
                continue;
            const path = this.#paths.pathOf(number);
            const entry = this.#entries.get(path) ?? impliedDirectory(path);
            if (entry.type === 'whiteout')
                this.put({ ...impliedDirectory(path), opaque: true });
            else if (entry.type === 'directory')
                this.put({ ...entry, opaque: true });
            else
                this.#refuse(path, 'is marked opaque and is no directory');
        }
        const repeats = new Map();
        for (let number = 0; number < this.#replaced.length; number++) {
            const count = this.#replaced.at(number);
            if (count > 0 && this.#entries.typeOf(number) === 'file')
                repeats.set(this.#paths.pathOf(number), count);
        }
        return { entries: this.#entries, repeats };
    }
    #has(path, mark) {
        const number = this.#paths.find(path);
        return number !== undefined && (this.#marks.at(number) & mark) !== 0;
    }
    #mark(path, mark) {
        const number = this.#paths.numberOf(path);
        this.#marks.set(number, this.#marks.at(number) | mark);
    }
    #limit(entry) {
        this.#count++;
        this.#names += entry.path.length + ('target' in entry ? entry.target.length : 0);
        if (this.#count > this.#maxEntries)
            throw new InfraError(`${this.#label} has more than ${this.#maxEntries} entries`);
        if (this.#names > MAX_NAMES)
            throw new InfraError(`${this.#label} has more than ${MAX_NAMES} bytes of names`);
    }
    #addParents(entry) {
        for (let path = entry.path; path !== '';) {
            path = parentPath(path);
            if (this.#has(path, HAS_BELOW))
                return;
            const type = this.#entries.typeAt(path);
            if (type !== undefined && type !== 'directory' && type !== 'whiteout') {
                this.#refuse(entry.path, `is below a ${type}`);
            }
            this.#mark(path, HAS_BELOW);
        }
    }
    #checkReplaced(entry) {
        const { path, type } = entry;
        if (type !== 'directory' && this.#has(path, HAS_BELOW))
            this.#refuse(path, `takes the place of a directory with content`);
        if (this.#has(path, IS_LINKED_BELOW))
            this.#refuse(path, 'comes after a hard link to it');
        const old = this.#entries.typeAt(path);
        if (old === undefined)
            return;
        if (this.#has(path, IS_LINKED))
            this.#refuse(path, 'comes again after a hard link to it');
        if (old === 'file') {
            const number = this.#paths.numberOf(path);
            this.#replaced.set(number, this.#replaced.at(number) + 1);
        }
        // A directory that replaces what a whiteout removed shows nothing of the layers below.
        if (old === 'whiteout' && type === 'directory')
            this.#mark(path, IS_OPAQUE);
        // The later entry counts, at its own position. But a directory must stay in front of what is in it.
        if (type !== 'directory' || old !== 'directory')
            this.#entries.remove(path);
    }
    #whiteout(path) {
        const old = this.#entries.typeAt(path);
        if (old === undefined)
            this.put({ type: 'whiteout', path });
        else if (old === 'directory')
            this.#mark(path, IS_OPAQUE);
    }
    #link(path, target) {
        const type = this.#entries.typeAt(target);
        if (type === 'directory' || target === path || this.#has(target, HAS_BELOW)) {
            this.#refuse(path, `is a hard link to ${type === 'directory' ? 'a directory' : 'itself or a directory'}`);
        }
        if (type === undefined || type === 'whiteout')
            this.#mark(target, IS_LINKED_BELOW);
        else
            this.#mark(target, IS_LINKED);
    }
    #refuse(path, problem) {
        throw new InfraError(`${this.#label} is not a valid layer: ${JSON.stringify(byte_name_displayName(path))} ${problem}`);
    }
}
/** A directory that must exist but is not in the layer. */
function impliedDirectory(path) {
    return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}

;// CONCATENATED MODULE: ./lib/layer/layer-index.js

















/*
 * Stored as gzipped JSON: the parser of Node is faster than one written in JavaScript, and gzip finds what paths have in common. A layer
 * has few combinations of mode, owner and xattrs: each is in `metadata` once, and entries refer to it by number. Groups are in a second
 * line: programs that do not know them make the index again from the blob.
 */
const FORMAT = 'layer-index/1';
const END_OF_LINE = 0x0a;
/** Bytes of the plain JSON; an index of five million entries has about 700 MB. */
const MAX_DECODED = 1024 ** 3;
/** How many times larger than its gzip the JSON may be, beyond a small size: names and digests never get near it, a bomb passes it. */
const MAX_RATIO = 100;
const SMALL = 16 * 1024 * 1024;
/** An entry is a list of up to six values, and a layer has at most five million entries. */
const BOUNDS = { depth: 4, values: 40_000_000 };
/** Bytes of JSON that are compressed at a time. */
const PART = 1024 * 1024;
/** The index as bytes, for the store. Equal indexes give equal bytes. */
function encodeIndex(index) {
    return Buffer.concat([...encodedIndex(index)]);
}
/**
 * The same in parts, each a gzip member of its own, so that the text of a large index is never whole in memory.
 *
 * @param digested gets the index's digest
 */
function* encodedIndex(index, digested) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    for (const part of encodedParts(jsonPieces(index), PART)) {
        hash.update(part);
        yield (0,external_node_zlib_namespaceObject.gzipSync)(part, { level: 3 });
    }
    digested?.(digestOfHex(hash.digest('hex')));
    if (index.groups !== undefined)
        yield (0,external_node_zlib_namespaceObject.gzipSync)(`\n${encodeGroups(index.groups)}`, { level: 3 });
}
/** Over all that an index says of its layer: unlike the tree digest, also over times and order. Groups do not count. */
function indexDigest(index) {
    return digestOfPieces(jsonPieces(index));
}
function* jsonPieces(index) {
    const metadata = [];
    const numbers = new Map();
    const numberOf = (entry) => {
        const { mode, uid, gid, xattrs } = entry;
        const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
        let number = numbers.get(key);
        if (number === undefined) {
            number = metadata.push(xattrs === undefined ? [mode, uid, gid] : [mode, uid, gid, { ...xattrs }]) - 1;
            numbers.set(key, number);
        }
        return number;
    };
    const { diffId, treeDigest, repeats = [] } = index;
    const head = { format: FORMAT, diffId, treeDigest, repeats: [...repeats] };
    yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
    let before = '';
    for (const entry of index.entries) {
        yield `${before}${JSON.stringify(storedEntry(entry, numberOf))}`;
        before = ',';
    }
    yield `],"metadata":${JSON.stringify(metadata)}}`;
}
function storedEntry(entry, numberOf) {
    switch (entry.type) {
        case 'file':
            return ['f', entry.path, numberOf(entry), entry.mtime, entry.size, digestHex(entry.digest)];
        case 'directory':
            return ['d', entry.path, numberOf(entry), entry.mtime, entry.opaque === true ? 1 : 0];
        case 'symlink':
            return ['l', entry.path, numberOf(entry), entry.mtime, entry.target];
        case 'char':
        case 'block':
            return [entry.type === 'char' ? 'c' : 'b', entry.path, numberOf(entry), entry.mtime, entry.major, entry.minor];
        case 'fifo':
            return ['p', entry.path, numberOf(entry), entry.mtime];
        case 'hardlink':
            return ['h', entry.path, entry.target];
        case 'whiteout':
            return ['w', entry.path];
        default:
            return unreachable(entry);
    }
}
/** @throws InfraError for anything that `encodeIndex` does not make */
function decodeIndex(bytes) {
    return decoded(linesOf(bytes));
}
/** The same, with the index's digest as `indexDigest` makes it. @throws as `decodeIndex` */
function decodeDigestedIndex(bytes) {
    const lines = linesOf(bytes);
    return { index: decoded(lines), digest: digest_sha256(lines.index) };
}
function linesOf(bytes) {
    let text;
    try {
        text = (0,external_node_zlib_namespaceObject.gunzipSync)(bytes, { maxOutputLength: Math.min(MAX_DECODED, SMALL + MAX_RATIO * bytes.length) });
    }
    catch (error) {
        throw new InfraError('a stored layer index cannot be read', { cause: error });
    }
    const end = text.indexOf(END_OF_LINE);
    return end < 0
        ? { index: text, groups: undefined }
        : { index: text.subarray(0, end), groups: text.subarray(end + 1) };
}
function decoded({ index, groups }) {
    return orThrow(() => {
        const plain = decodeStored(index);
        return groups === undefined ? plain : { ...plain, groups: decodeGroups(parsed(groups)) };
    }, (error) => new InfraError(`a stored layer index is damaged: ${error.message}`, { cause: error }));
}
function parsed(json) {
    try {
        checkOutline(json, BOUNDS);
        return parseUncheckedJson(json.toString('utf8'));
    }
    catch (error) {
        throw new InfraError('a stored layer index cannot be read', { cause: error });
    }
}
const storedHead = object({
    format: oneOf(FORMAT),
    diffId: (value) => diffIdOfHex(hexOf(value)),
    treeDigest: (value) => treeDigestOfHex(hexOf(value)),
    repeats: asArray,
    metadata: array(decodeMetadata),
    entries: asArray,
});
/*
 * Entries are parsed some thousands at a time, so that those of a large layer are never all there as objects. These marks can be nowhere
 * else in valid JSON: within a string, a quotation mark has a backslash before it.
 */
const BEFORE_ENTRIES = Buffer.from(',"entries":[');
const AFTER_ENTRIES = Buffer.from('],"metadata":');
/** Bytes of entries that are parsed at once, at least. */
const BATCH = 256 * 1024;
function decodeStored(json) {
    const start = json.indexOf(BEFORE_ENTRIES) + BEFORE_ENTRIES.length;
    const end = json.lastIndexOf(AFTER_ENTRIES);
    if (start < BEFORE_ENTRIES.length || end < start)
        throw new json_error_DecodeError('an index of a layer', parsed(json));
    const head = Buffer.concat([json.subarray(0, start), json.subarray(end)]);
    const { diffId, treeDigest, repeats, metadata } = storedHead(parsed(head));
    const entries = new PackedEntries();
    for (const row of storedRows(json.subarray(start, end))) {
        const entry = decodeEntry(asArray(row), metadata);
        if (entries.length === MAX_LAYER_ENTRIES)
            throw new json_error_DecodeError(`at most ${MAX_LAYER_ENTRIES} entries`, undefined);
        if (!entries.push(entry))
            throw new json_error_DecodeError('a path that stands once', entry.path);
    }
    const counts = new Map();
    for (const pair of repeats) {
        const [path, count] = asArray(pair);
        if (typeof path !== 'string' || entries.typeAt(path) !== 'file')
            throw new json_error_DecodeError('the path of a file', path);
        counts.set(path, layer_index_integer(count, 1, MAX));
    }
    return { entries, diffId, treeDigest, ...(counts.size === 0 ? {} : { repeats: counts }) };
}
/** @param json rows with commas between them */
function* storedRows(json) {
    for (let from = 0; from < json.length;) {
        const marked = endOfRow(json, from + BATCH);
        const end = marked < 0 ? json.length : marked;
        yield* asArray(parsed(Buffer.concat([OPEN, json.subarray(from, end), CLOSE])));
        from = end + 1;
    }
}
const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');
const MAX = Number.MAX_SAFE_INTEGER;
const MAX_ID = 0xffffffff;
function decodeMetadata(value) {
    const [mode, uid, gid, xattrs] = asArray(value);
    const plain = { mode: layer_index_integer(mode, 0, 0o7777), uid: layer_index_integer(uid, 0, MAX_ID), gid: layer_index_integer(gid, 0, MAX_ID) };
    return xattrs === undefined ? plain : { ...plain, xattrs: stringMap(xattrs) };
}
const stringMap = mapOf(string);
function decodeEntry(row, known) {
    const path = pathOf(row[1]);
    const type = row[0];
    if (type === 'h')
        return { type: 'hardlink', path, target: pathOf(row[2]) };
    if (type === 'w')
        return { type: 'whiteout', path };
    const metadata = typeof row[2] === 'number' ? known[row[2]] : undefined;
    if (metadata === undefined)
        throw new json_error_DecodeError('the number of a combination in "metadata"', row[2]);
    const { mode, uid, gid, xattrs } = metadata;
    const mtime = layer_index_integer(row[3], -MAX, MAX);
    // No spread: it takes four times as long, and an index has many thousands of entries.
    switch (type) {
        case 'f': {
            const size = layer_index_integer(row[4], 0, MAX);
            const hash = digestOfHex(hex(row[5]));
            if (xattrs === undefined)
                return { type: 'file', path, mode, uid, gid, mtime, size, digest: hash };
            return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest: hash };
        }
        case 'd':
            return { type: 'directory', path, ...metadata, mtime, ...(row[4] === 1 ? { opaque: true } : {}) };
        case 'l':
            return { type: 'symlink', path, ...metadata, mtime, target: string(row[4]) };
        case 'c':
        case 'b': {
            const numbers = { major: layer_index_integer(row[4], 0, MAX), minor: layer_index_integer(row[5], 0, MAX) };
            return { type: type === 'c' ? 'char' : 'block', path, ...metadata, mtime, ...numbers };
        }
        case 'p':
            return { type: 'fifo', path, ...metadata, mtime };
        default:
            throw new json_error_DecodeError('a known type of entry', type);
    }
}
function layer_index_integer(value, min, max) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
        throw new json_error_DecodeError(`an integer from ${min} to ${max}`, value);
    }
    return value;
}
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;
function pathOf(value) {
    const path = string(value);
    if (path !== '' && UNCLEAN.test(path))
        throw new json_error_DecodeError('a path below the root', path);
    return path;
}
const HEX = /^[a-f0-9]{64}$/;
function hex(value) {
    if (typeof value !== 'string' || !HEX.test(value))
        throw new json_error_DecodeError('a sha256', value);
    return value;
}
/** Of a sha256 in full. */
function hexOf(value) {
    const [algorithm, digits] = string(value).split(':');
    if (algorithm !== 'sha256')
        throw new json_error_DecodeError('a sha256 digest', value);
    return hex(digits);
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/blob-delivery.js
/** The request cannot get the blob: it was cancelled, or the client had an error. The client keeps that error. */
class BlobUnavailable extends Error {
    name = 'BlobUnavailable';
    diffId;
    constructor(diffId, reason) {
        super(reason);
        this.diffId = diffId;
    }
}
/**
 * A blob that the worker asked for. It may be read while it is still downloaded, and is complete when the client has
 * verified it.
 */
class BlobDelivery {
    /** The file that the download is written to; `undefined` if the blob is complete, or failed, without such a file. */
    growing;
    /** The verified blob. @throws BlobUnavailable */
    complete;
    #grows = () => undefined;
    #completes = () => undefined;
    #fails = () => undefined;
    #listener = () => undefined;
    constructor() {
        this.growing = new Promise((resolve) => (this.#grows = resolve));
        this.complete = new Promise((resolve, reject) => {
            this.#completes = resolve;
            this.#fails = reject;
        });
        // A reader of the growing file waits for this only later.
        this.complete.catch(() => undefined);
    }
    /** @param listener called when there is more in the file */
    onGrowth(listener) {
        this.#listener = listener;
    }
    grows(files) {
        this.#grows(files);
    }
    grew() {
        this.#listener();
    }
    completes(files) {
        this.#completes(files);
        this.#grows(undefined);
    }
    fails(error) {
        this.#fails(error);
        this.#grows(undefined);
    }
}

;// CONCATENATED MODULE: ./lib/worker/asked-blobs.js

/** What the client was asked for and has not answered yet: layers' blobs, their indexes, and parts of blobs. */
class AskedBlobs {
    #tell;
    #blobs = new Map();
    #indexes = new Map();
    #parts = new Map();
    #count = 0;
    /** @param tell asks the client */
    constructor(tell) {
        this.#tell = tell;
    }
    ask(wanted, signal) {
        const delivery = new BlobDelivery();
        const giveUp = () => delivery.fails(new BlobUnavailable(wanted.diffId, 'cancelled'));
        if (signal.aborted)
            giveUp();
        else {
            signal.addEventListener('abort', giveUp, { once: true });
            this.#blobs.set(nameOf(wanted), delivery);
            this.#tell({ type: 'need', ...wanted });
        }
        return delivery;
    }
    /** @returns the file with the layer's index; `undefined` if it is not known */
    askIndex(wanted, signal) {
        return new Promise((resolve) => {
            if (signal.aborted) {
                resolve(undefined);
                return;
            }
            const giveUp = () => this.indexed(wanted, undefined);
            signal.addEventListener('abort', giveUp, { once: true });
            this.#indexes.set(nameOf(wanted), (file) => {
                signal.removeEventListener('abort', giveUp);
                resolve(file);
            });
            this.#tell({ type: 'need-index', ...wanted });
        });
    }
    /** @returns a file that has the part at its own place, unverified. @throws BlobUnavailable */
    askPart(diffId, { offset, length }) {
        const number = ++this.#count;
        return new Promise((resolve, reject) => {
            this.#parts.set(number, { resolve, reject, diffId });
            this.#tell({ type: 'need-part', diffId, number, offset, length });
        });
    }
    of(wanted) {
        return this.#blobs.get(nameOf(wanted));
    }
    /** The delivery whose last answer has come. */
    answered(wanted) {
        const delivery = this.of(wanted);
        this.#blobs.delete(nameOf(wanted));
        return delivery;
    }
    indexed(wanted, file) {
        const answer = this.#indexes.get(nameOf(wanted));
        this.#indexes.delete(nameOf(wanted));
        answer?.(file);
    }
    /** @param answer a file, or why there is none */
    parted(number, answer) {
        const asked = this.#parts.get(number);
        this.#parts.delete(number);
        if ('file' in answer)
            asked?.resolve(answer.file);
        else
            asked?.reject(new BlobUnavailable(asked.diffId, answer.reason));
    }
}
function nameOf({ id, diffId }) {
    return `${id} ${diffId}`;
}

;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./lib/files/discard.js


/**
 * Removes a file or folder that is of no more use. Never throws, so that it neither fails what has succeeded nor hides why something
 * failed. What cannot be removed has the name of a draft, which a later run removes.
 */
async function discard_discard(path) {
    await (0,external_node_fs_promises_namespaceObject.rm)(path, { recursive: true, force: true }).catch(() => undefined);
}
/** The same, synchronous. */
function discardNow(path) {
    try {
        (0,external_node_fs_namespaceObject.rmSync)(path, { recursive: true, force: true });
    }
    catch {
        // See above.
    }
}

;// CONCATENATED MODULE: ./lib/files/make-folders.js



/**
 * Makes a folder and the missing folders above it. Does nothing if the folder exists.
 *
 * Node's option `recursive: true` must not be used for a path from a user. If the system says that a folder is missing
 * although its parent exists, as below `/proc`, Node tries for ever, and no signal stops the synchronous form.
 *
 * @param mode the mode of all folders that are made
 * @throws the system's error
 */
function makeFolders(folder, mode = 0o777) {
    try {
        makeFolder(folder, mode);
    }
    catch (error) {
        const parent = external_node_path_namespaceObject.dirname(folder);
        if (errors_errorCode(error) !== 'ENOENT' || parent === folder)
            throw error;
        makeFolders(parent, mode);
        makeFolder(folder, mode);
    }
}
function makeFolder(folder, mode) {
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode });
    }
    catch (error) {
        // The folder may exist even if the code is not EEXIST: on a read-only file system, or if it is a mount.
        if (errors_errorCode(error) === 'ENOENT' || !isFolder(folder))
            throw error;
    }
}
function isFolder(folder) {
    try {
        return (0,external_node_fs_namespaceObject.statSync)(folder, { throwIfNoEntry: false })?.isDirectory() === true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/files/atomic-file.js





/**
 * Writes a small file in one step: readers see either the old file or all of `content`. The file's folder is made
 * if it is missing. Nothing is synced to the disk.
 */
async function writeWhole(file, content, { draft, shared = false, owner } = {}) {
    makeFolders(external_node_path_namespaceObject.dirname(file), shared ? 0o777 : 0o700);
    const make = async (made) => {
        await (0,external_node_fs_promises_namespaceObject.writeFile)(made, content, { flag: 'wx', mode: shared ? 0o666 : 0o600 });
        if (owner !== undefined)
            await (0,external_node_fs_promises_namespaceObject.chown)(made, owner.uid, owner.gid);
    };
    await atomic_file_replaceFile(file, make, draft === undefined ? {} : { draft });
}
/** Lets `make` write a draft under another name, and renames it to `file` when it is complete. A failed draft is removed. */
async function atomic_file_replaceFile(file, make, { draft = besides(file) } = {}) {
    try {
        await make(draft);
        await (0,external_node_fs_promises_namespaceObject.rename)(draft, file);
    }
    finally {
        // Also after a success: a rename between two hard links of the same file does nothing, and leaves the draft.
        await discard_discard(draft);
    }
}
function besides(file) {
    return external_node_path_namespaceObject.join(external_node_path_namespaceObject.dirname(file), `.${external_node_path_namespaceObject.basename(file)}.${(0,external_node_crypto_namespaceObject.randomBytes)(6).toString('hex')}`);
}

;// CONCATENATED MODULE: ./lib/files/publish.js





/** Moves a finished file to its final name, and replaces what had that name. */
async function publishFile(file, name, options = {}) {
    try {
        await rename(file, name);
    }
    catch (error) {
        if (errorCode(error) !== 'EXDEV')
            throw error;
        await replaceFile(name, (draft) => copyFile(file, draft), options);
        await discard(file);
    }
}
/**
 * Gives a finished file its final name, unless something has that name already.
 *
 * @returns whether the file got the name
 */
function publishNewFile(file, name) {
    try {
        linkSync(file, name);
        return true;
    }
    catch (error) {
        const code = errorCode(error);
        if (code === 'EEXIST')
            return false;
        if (code !== 'EPERM')
            throw error;
        // The file system has no hard links.
        renameSync(file, name);
        return true;
    }
}
/** Gives a finished folder its final name. If another process was faster, its folder stays and this one is removed. */
function publishFolder(folder, name) {
    try {
        (0,external_node_fs_namespaceObject.renameSync)(folder, name);
    }
    catch (error) {
        discardNow(folder);
        // The error decides, not whether the name exists now: the other folder may be gone again.
        if (!['ENOTEMPTY', 'EEXIST'].includes(errors_errorCode(error) ?? ''))
            throw error;
    }
}
/** Renames a file or folder on the same file system. */
function moveEntry(from, to) {
    (0,external_node_fs_namespaceObject.renameSync)(from, to);
}

;// CONCATENATED MODULE: ./lib/worker/kernel/descriptors.js


/**
 * A path to the file that a descriptor of this process has open, or to `name` in it if it is a folder. The path works in all
 * processes of the worker. It leads to the same file even if that was renamed or removed. `name` itself may still be a
 * symbolic link: calls on it must not follow one.
 */
function descriptorPath(fd, name) {
    const path = `/proc/${process.pid}/fd/${fd}`;
    return name === undefined ? path : `${path}/${name}`;
}
/** Opens a folder by a path that nobody but us can change. */
function openFolder(path) {
    return (0,external_node_fs_namespaceObject.openSync)(path, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_DIRECTORY);
}
/** Opens the folder `name` in an open folder. @throws what `openSync` throws if it is a link, or not a folder */
function openChildFolder(folder, name) {
    const flags = external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_DIRECTORY | external_node_fs_namespaceObject.constants.O_NOFOLLOW;
    return (0,external_node_fs_namespaceObject.openSync)(fsPath(descriptorPath(folder, name)), flags);
}

;// CONCATENATED MODULE: ./lib/worker/kernel/remove-tree.js







/** How many nested folders are open at once. Deeper ones are moved up first. */
const DEEPEST = 32;
/** How many times moved folders are gone through: a tree may be this many times `DEEPEST` deep. */
const MAX_ROUNDS = 10_000;
/** Entries after which other work gets its turn. */
const remove_tree_BATCH = 500;
/**
 * Removes a file, or a folder with everything in it. It follows no symbolic link, whatever others do in the folder
 * meanwhile, and also removes folders that are nested deeper than the longest possible path.
 *
 * @param file a path whose parent folder nobody but us can change; it need not exist
 * @throws what the system calls throw, for instance for a folder that something is mounted on
 */
async function removeTree(file) {
    if ((0,external_node_fs_namespaceObject.lstatSync)(file, { throwIfNoEntry: false }) === undefined)
        return;
    const above = file.slice(0, file.lastIndexOf('/')) || '/';
    const folder = openFolder(above);
    try {
        await new Removal().remove(folder, file.slice(file.lastIndexOf('/') + 1));
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(folder);
    }
}
class Removal {
    #prefix = `.removed-${(0,external_node_crypto_namespaceObject.randomBytes)(8).toString('hex')}`;
    #count = 0;
    #moved = 0;
    async remove(folder, name) {
        if (await this.#unlinked(folder, name))
            return;
        const opened = openChildFolder(folder, name);
        try {
            for (let round = 0; round < MAX_ROUNDS; round++) {
                const names = readNames(descriptorPath(opened));
                if (names.length === 0)
                    break;
                for (const child of names)
                    await this.#removeIn(opened, child, opened, 1);
            }
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(opened);
        }
        (0,external_node_fs_namespaceObject.rmdirSync)(fsPath(descriptorPath(folder, name)));
    }
    /** @param top the folder to which folders are moved that are nested too deep */
    async #removeIn(folder, name, top, depth) {
        if (await this.#unlinked(folder, name))
            return;
        if (depth >= DEEPEST) {
            moveEntry(fsPath(descriptorPath(folder, name)), descriptorPath(top, `${this.#prefix}-${++this.#moved}`));
            return;
        }
        const opened = openChildFolder(folder, name);
        try {
            for (const child of readNames(descriptorPath(opened)))
                await this.#removeIn(opened, child, top, depth + 1);
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(opened);
        }
        (0,external_node_fs_namespaceObject.rmdirSync)(fsPath(descriptorPath(folder, name)));
    }
    /** @returns `false` for a folder */
    async #unlinked(folder, name) {
        if (++this.#count % remove_tree_BATCH === 0)
            await (0,promises_namespaceObject.setImmediate)();
        const file = fsPath(descriptorPath(folder, name));
        try {
            (0,external_node_fs_namespaceObject.unlinkSync)(file);
            return true;
        }
        catch (error) {
            const code = errors_errorCode(error);
            if (code === 'ENOENT')
                return true;
            const mayBeFolder = code === 'EISDIR' || code === 'EPERM';
            if (mayBeFolder && (0,external_node_fs_namespaceObject.lstatSync)(file, { throwIfNoEntry: false })?.isDirectory() === true)
                return false;
            throw error;
        }
    }
}

;// CONCATENATED MODULE: ./lib/text/resolve-path.js


/** A path leads through more symbolic links than Linux follows, or in circles. */
class TooManyLinks extends errors_UserError {
    constructor(path) {
        super(`${byte_name_displayName(path)}: too many levels of symbolic links`);
    }
}
/** As the kernel's MAXSYMLINKS. */
const MAX_LINKS = 40;
/**
 * Resolves `path` inside of the tree as Linux does with RESOLVE_IN_ROOT (openat2(2)): absolute links start at the tree's
 * root, `..` at the root stays there. Behind a component that is missing, or that is not a directory, `..` takes back the
 * component before it.
 *
 * The one way in which paths are resolved, whatever the tree: layers, a tar in memory, or folders of this machine.
 *
 * @throws TooManyLinks after 40 symbolic links; whatever `lstat` throws
 */
async function resolvePath(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(await tree.lstat(step.value));
    return step.value;
}
/** `resolvePath` for a tree that answers at once. */
function resolvePathSync(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(tree.lstat(step.value));
    return step.value;
}
/** Yields the paths that it needs, and gets the entry at each of them. */
function* resolution(path, options) {
    const followLast = options.followLast || /\/\.{0,2}$/.test(path);
    const pending = componentsReversed(path);
    const resolved = [];
    let links = 0;
    /** The obstacle behind which names are only appended, and how many components lead to it. */
    let blocked;
    let last;
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        if (name === '..') {
            resolved.pop();
            if (blocked !== undefined && resolved.length < blocked.depth)
                blocked = undefined;
            continue;
        }
        resolved.push(name);
        if (blocked !== undefined)
            continue;
        const here = resolved.join('/');
        const entry = yield here;
        last = { path: here, entry };
        if (entry === undefined)
            blocked = { how: 'missing', path: here, depth: resolved.length };
        else if (entry.type === 'symlink' && (followLast || pending.length > 0)) {
            if (++links > MAX_LINKS)
                throw new TooManyLinks(path);
            const target = entry.target ?? '';
            if (target.startsWith('/'))
                resolved.length = 0;
            else
                resolved.pop();
            pending.push(...componentsReversed(target));
        }
        else if (entry.type !== 'directory' && pending.length > 0) {
            blocked = { how: 'notDirectory', path: here, depth: resolved.length };
        }
    }
    const end = resolved.join('/');
    if (blocked !== undefined)
        return { path: end, [blocked.how]: blocked.path };
    const entry = last?.path === end ? last.entry : yield end;
    return entry === undefined ? { path: end, missing: end } : { path: end, entry };
}
function componentsReversed(path) {
    return path
        .split('/')
        .filter((component) => component !== '' && component !== '.')
        .reverse();
}

;// CONCATENATED MODULE: ./lib/files/open-in-root.js






/**
 * Finds `path` inside the folder `root`, as a process would that has `root` as its root directory: symbolic links are
 * followed, and neither they nor `..` lead out. Each component is held by a descriptor before the next one is looked up in
 * it, and the result is held too. If somebody renames files meanwhile, another file may be found, but never one outside.
 *
 * @param root absolute path; links on the way to it are followed
 * @param options.followLast whether a symbolic link as the last component is followed
 * @throws TooManyLinks; what `open` throws, if `root` does not exist or something may not be read
 */
function openInRoot(root, path, options) {
    const tree = new HeldTree(root);
    try {
        const found = resolvePathSync(tree, path, options);
        if (found.entry !== undefined)
            return { kind: 'found', path: found.path, held: tree.take(found.path) };
        if (found.notDirectory !== undefined) {
            return { kind: 'notDirectory', path: found.path, held: tree.take(found.notDirectory) };
        }
        const parent = parentPath(found.missing ?? found.path);
        const names = found.path.slice(parent === '' ? 0 : parent.length + 1).split('/');
        return { kind: 'missing', path: found.path, held: tree.take(parent), names };
    }
    finally {
        tree.close();
    }
}
/** The components of a path that were found so far, each held. */
class HeldTree {
    /** From the root down, each inside the one before. */
    #components;
    constructor(root) {
        this.#components = [{ path: '', held: holdFile(root, 'follow'), node: { type: 'directory' } }];
    }
    lstat(path) {
        const last = this.#goBackTo(path);
        if (last.path === path)
            return last.node;
        const found = hold(`${last.held.path}/${baseName(path)}`);
        if (found === undefined)
            return undefined;
        this.#components.push({ path, ...found });
        return found.node;
    }
    /** Gives away the file at a path that `lstat` has found: the caller closes it. */
    take(path) {
        this.#goBackTo(path);
        const last = this.#components.pop();
        if (last?.path !== path)
            throw new EngineBug(`${byte_name_displayName(path)} is not held`);
        return last.held;
    }
    close() {
        for (const { held } of this.#components.splice(0))
            held.close();
    }
    /** Closes everything that is not on the way to `path`. */
    #goBackTo(path) {
        for (;;) {
            const last = this.#components.at(-1);
            if (last === undefined)
                throw new EngineBug('the root is not held');
            if (last.path === path || last.path === '' || path.startsWith(`${last.path}/`))
                return last;
            last.held.close();
            this.#components.pop();
        }
    }
}
/** Number of attempts to read a symbolic link that keeps changing. */
const MOST_LOOKS = 100;
/** @returns `undefined` if there is nothing */
function hold(path) {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
        const held = holdIfThere(path);
        if (held === undefined)
            return undefined;
        if (!held.stats.isSymbolicLink()) {
            return { held, node: { type: held.stats.isDirectory() ? 'directory' : 'other' } };
        }
        try {
            const target = linkTarget(path);
            if (target !== undefined)
                return { held, node: { type: 'symlink', target } };
        }
        catch (error) {
            held.close();
            throw error;
        }
        held.close();
    }
    throw new InfraError(`${byte_name_displayName(baseName(path))} keeps changing while it is looked at`, { retryable: true });
}
/** Codes for a name that does not exist, or cannot exist: it is too long, or has a NUL. */
const NOT_THERE = new Set(['ENOENT', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
function holdIfThere(path) {
    try {
        return holdFile(path, 'keep');
    }
    catch (error) {
        if (NOT_THERE.has(errors_errorCode(error)))
            return undefined;
        throw error;
    }
}
/** `undefined` when it is not a link any more. Any text is safe: it is only followed inside the root. */
function linkTarget(path) {
    try {
        return decodeName((0,external_node_fs_namespaceObject.readlinkSync)(fsPath(path), { encoding: 'buffer' }));
    }
    catch (error) {
        if (errors_errorCode(error) === 'EINVAL' || errors_errorCode(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/kernel/rooted-path.js






/**
 * Where a path leads inside a folder, as it would for a process that has the folder as its root. What was found is held
 * open, so later calls act on exactly that, even if somebody renames folders or puts links in their way meanwhile.
 */
class RootedPath {
    /**
     * The path below the root, with links resolved: `/a/b`, or `''` for the root. Names that do not exist yet are taken as
     * they are.
     */
    path;
    /** What was found, or the last folder on the way to it that exists. */
    #held;
    #missing;
    /**
     * @param root a path that nobody but us can change
     * @throws UserError if links lead in circles, or something on the way is not a folder
     */
    constructor(root, path) {
        const found = openInRoot(root, path, { followLast: true });
        this.path = found.path === '' ? '' : `/${found.path}`;
        this.#held = found.held;
        this.#missing = found.kind === 'missing' ? found.names : [];
        if (found.kind !== 'notDirectory')
            return;
        found.held.close();
        throw new errors_UserError(`${path} leads through something that is not a folder`);
    }
    get exists() {
        return this.#missing.length === 0;
    }
    /**
     * A path to the file that `stats` describes, for calls that follow links. It works in all processes of the worker until
     * `close`.
     */
    get file() {
        const { fd } = this.#held;
        if (fd === undefined)
            throw new EngineBug('a machine without descriptors of paths runs no steps');
        return descriptorPath(fd);
    }
    /** The stats of what was found, or of the last folder on the way to it that exists. */
    get stats() {
        return this.#held.stats;
    }
    /**
     * Makes what is missing: folders, and at the end a folder or file, as `kind` says. The times of existing folders do not
     * change.
     *
     * @throws UserError if somebody else makes a link there at this moment; what the system calls throw
     */
    make(kind, onMade = () => undefined) {
        while (this.#missing.length > 0) {
            const [name = '', ...rest] = this.#missing;
            const folder = this.#held;
            const child = `${folder.path}/${name}`;
            const { atimeMs, mtimeMs } = (0,external_node_fs_namespaceObject.statSync)(folder.path);
            const isNew = makeOne(child, rest.length > 0 ? 'directory' : kind);
            this.#held = holdFile(child, 'keep');
            this.#missing = rest;
            if (isNew) {
                (0,external_node_fs_namespaceObject.utimesSync)(folder.path, atimeMs / 1000, mtimeMs / 1000);
                const path = this.path.slice(0, this.path.length - rest.reduce((size, each) => size + each.length + 1, 0));
                onMade({ path, file: this.file, folder: folder.stats });
            }
            folder.close();
            if (this.stats.isSymbolicLink())
                throw new errors_UserError(`${this.path} became a symbolic link meanwhile`);
        }
    }
    close() {
        this.#held.close();
    }
}
/** @returns `false` if somebody else was faster; what they made may be anything */
function makeOne(file, kind) {
    try {
        if (kind === 'directory')
            (0,external_node_fs_namespaceObject.mkdirSync)(fsPath(file), { mode: 0o755 });
        else
            (0,external_node_fs_namespaceObject.closeSync)((0,external_node_fs_namespaceObject.openSync)(fsPath(file), 'wx', 0o644));
        return true;
    }
    catch (error) {
        if (errors_errorCode(error) === 'EEXIST' && (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file), { throwIfNoEntry: false }) !== undefined)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/mounts/working-directory.js



/** As BuildKit: missing folders of the working directory are made. They belong to the user and stay in the layer. */
function makeWorkingDirectory(rootfs, cwd, user) {
    const rooted = new RootedPath(rootfs, cwd);
    try {
        try {
            rooted.make('directory', ({ file }) => {
                (0,external_node_fs_namespaceObject.chownSync)(file, user.uid, user.gid);
                (0,external_node_fs_namespaceObject.chmodSync)(file, 0o755);
            });
        }
        catch (error) {
            throw new errors_UserError(`cannot make the working directory ${cwd}`, { cause: error });
        }
        if (!rooted.stats.isDirectory())
            throw new errors_UserError(`the working directory ${cwd} is not a directory in the image`);
    }
    finally {
        rooted.close();
    }
}
/**
 * The folder in which a step starts, with links resolved, for the runtime. It must not be below /proc: there are links to
 * what the runtime itself has open, which may be folders of the machine (CVE-2024-21626).
 *
 * @param root the step's root file system with everything that is mounted on it except /proc
 * @throws UserError
 */
function startFolder(root, cwd) {
    const rooted = new RootedPath(root, cwd);
    try {
        if (!rooted.path.startsWith('/proc/'))
            return rooted.path === '' ? '/' : rooted.path;
        throw new errors_UserError(`the working directory ${cwd} is in /proc, which a step cannot start in`);
    }
    finally {
        rooted.close();
    }
}

;// CONCATENATED MODULE: ./lib/engine/run-settings.js



/** For the settings on their way to the worker. */
const runSettings = object({
    network: oneOf('host', 'none'),
    extraHosts: array(object({ name: string, ip: string })),
    shmSize: optional(integer),
    ulimits: array(object({ name: string, soft: integer, hard: integer })),
    hostname: string,
});
/** BuildKit's. Some programs write it into their output. */
const DEFAULT_HOSTNAME = 'buildkitsandbox';
/**
 * The settings as part of a RUN's key, all but the network. The names, their order and the missing default host name are those of
 * earlier versions: another text would make a miss of every RUN.
 */
function settingsInKey({ extraHosts, hostname, shmSize, ulimits }) {
    return {
        hosts: extraHosts,
        hostname: hostname === DEFAULT_HOSTNAME ? undefined : hostname,
        shmSize,
        ulimits,
    };
}

;// CONCATENATED MODULE: ./lib/json/union.js


/**
 * A union whose members differ in the string of one field, the tag. The decoder of a member is without the tag.
 * `union<Shape, 'kind'>('kind', { … })` asks for a decoder for each member of a type.
 */
function union(tag, members) {
    const all = new Map(Object.entries(members));
    const expected = `one of ${[...all.keys()].join(', ')}`;
    return (value) => {
        const given = containers_asObject(value);
        const kind = Object.hasOwn(given, tag) ? given[tag] : undefined;
        const member = typeof kind === 'string' ? all.get(kind) : undefined;
        if (member === undefined)
            throw new json_error_DecodeError(expected, kind, [tag]);
        return { [tag]: kind, ...member(value) };
    };
}
/** A union of two, of which only the first has the field `name`. */
function unionByPresence(name, having, lacking) {
    return (value) => (Object.hasOwn(asObject(value), name) ? having : lacking)(value);
}

;// CONCATENATED MODULE: ./lib/oci/identity-schema.js



/*
 * Identities in documents. They all look like digests there: which of them a field holds depends on the document's format.
 */
const diffId = (value) => digest_schema_digest(value);
const treeDigest = (value) => digest_schema_digest(value);
const contentId = (value) => digest(value);
const cacheKey = (value) => digest(value);
const imageId = (value) => digest(value);
/** Empty for a step that may not read the layers below it. */
const parentId = (value) => value === '' ? '' : digest(value);
const mountKey = refine(string, isMountKey, 'the key of a cache mount');

;// CONCATENATED MODULE: ./lib/worker/protocol/capability-names.js
/** By number (linux/capability.h). */
const CAPABILITY_NAMES = ('CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST ' +
    'NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE ' +
    'SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG ' +
    'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE')
    .split(' ')
    .map((name) => `CAP_${name}`);
/** Docker's default set ("Runtime privilege and Linux capabilities"). */
const DEFAULT_CAPABILITIES = 'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`);
/**
 * What a container can have: the default set, and what does not lead out of it. With most others, its root would be root of the machine,
 * whatever else confines it. NET_ADMIN is only for a network of its own.
 */
const CONTAINER_CAPABILITIES = [
    ...DEFAULT_CAPABILITIES,
    ...'SYS_PTRACE SYS_NICE IPC_LOCK IPC_OWNER LEASE LINUX_IMMUTABLE NET_BROADCAST NET_ADMIN'
        .split(' ')
        .map((name) => `CAP_${name}`),
];

;// CONCATENATED MODULE: ./lib/worker/protocol/layer-messages.js




/** A layer that a request needs. */
const layer_messages_layer = object({
    diffId: diffId,
    blob: object({ digest: digest_schema_digest, size: integer, mediaType: string }),
    /** Of its index, for a layer that a step made. */
    indexDigest: nullish(digest_schema_digest),
});
/** Where a layer's blob and index are written: files of the store that do not have their final names yet. And how: gzip if nothing is said. */
const layerIngest = object({ blobFile: string, indexFile: string, format: nullish(oneOf('gzip', 'zstd')) });
/** A layer that the worker made. */
const made = object({
    blob: object({ digest: digest_schema_digest, size: integer, mediaType: string }),
    diffId: diffId,
    treeDigest: treeDigest,
    indexDigest: nullish(digest_schema_digest),
    uncompressedSize: integer,
});

;// CONCATENATED MODULE: ./lib/worker/protocol/container-messages.js







/** The channel of binary frames to the worker that are standard input. A frame without bytes is its end. */
const STDIN = 0;
const id = integer;
/** It becomes the name of a folder, so it has nothing but hexadecimal digits. */
const container = stringMatching(/^[0-9a-f]{64}$/, 'the id of a container');
const natural = refine(integer, (value) => value >= 1 && value <= 0xffff, 'a size of a terminal');
const terminalSize = object({ rows: natural, columns: natural });
/** The signals that may be sent to a container, by their names in kill(1). */
const SIGNALS = [
    ...[
        'HUP',
        'INT',
        'QUIT',
        'ILL',
        'TRAP',
        'ABRT',
        'BUS',
        'FPE',
        'KILL',
        'USR1',
        'SEGV',
        'USR2',
        'PIPE',
        'ALRM',
        'TERM',
    ],
    ...[
        'CHLD',
        'CONT',
        'STOP',
        'TSTP',
        'TTIN',
        'TTOU',
        'URG',
        'XCPU',
        'XFSZ',
        'VTALRM',
        'PROF',
        'WINCH',
        'IO',
        'PWR',
        'SYS',
    ],
];
const container_messages_process = object({
    argv: array(string),
    env: array(string),
    cwd: string,
    user: string,
    capabilities: array(oneOf(...CONTAINER_CAPABILITIES)),
    /** Absent: it has no terminal. */
    terminal: nullish(terminalSize),
    /** Whether standard input follows in binary frames. */
    stdin: decoder_boolean,
});
const mount = union('type', {
    /** A file or folder of the machine. */
    host: object({
        source: string,
        target: string,
        readonly: decoder_boolean,
        /** Device and number of the file that the user found there: what is mounted is that file, or nothing. */
        device: string,
        inode: string,
    }),
    tmpfs: object({ target: string, readonly: decoder_boolean, size: nullish(integer), mode: nullish(integer), exec: decoder_boolean }),
});
/** What a request about the files of a container needs: they lie above the layers of its image. */
const files = { id, container, layers: array(layer_messages_layer) };
/** Requests about containers. All that take time are answered with `exited`, `finished` or `captured`. */
const CONTAINER_REQUESTS = {
    /** Runs a container. Its files are kept when it ends. */
    'container-run': object({
        ...files,
        process: container_messages_process,
        settings: runSettings,
        readonlyRoot: decoder_boolean,
        mounts: array(mount),
        /** Bytes that its processes may use together. */
        memory: nullish(integer),
    }),
    /** Runs another process in a container that this worker runs. */
    'container-exec': object({ id, container, process: container_messages_process }),
    /** To the process of the request with this id. */
    'container-signal': object({ id, signal: oneOf(...SIGNALS) }),
    'container-resize': object({ id, size: terminalSize }),
    /** Whether what the process prints is read for now. */
    'container-hold': object({ id, hold: decoder_boolean }),
    /** Makes a layer of what the container wrote. */
    'container-capture': object({ ...files, ingest: layerIngest, pause: decoder_boolean }),
    /** Makes a layer of what is at a path, named `name` in the layer; of a folder without a name, of what is in it. */
    'container-read': object({ ...files, path: string, followLink: decoder_boolean, name: nullish(string), ingest: layerIngest }),
    /** Copies what a layer holds over what is in the folder at a path. */
    'container-write': object({ ...files, path: string, content: layer_messages_layer, blobFile: string }),
    'container-stat': object({ ...files, path: string }),
    /** Counts the bytes that the container wrote. Nothing is written for that. */
    'container-measure': object(files),
    'container-remove': object({ id, container }),
};

;// CONCATENATED MODULE: ./lib/worker/protocol/elf-machines.js
const ARCHITECTURES = [
    'amd64',
    'arm64',
    'arm',
    '386',
    's390x',
    'ppc64le',
    'riscv64',
    'mips64le',
    'mips64',
    'loong64',
];
const ELF_MACHINES = {
    amd64: { qemu: 'x86_64', bits: 64, endian: 'little', machine: 62 },
    arm64: { qemu: 'aarch64', bits: 64, endian: 'little', machine: 183 },
    arm: { qemu: 'arm', bits: 32, endian: 'little', machine: 40 },
    '386': { qemu: 'i386', bits: 32, endian: 'little', machine: 3 },
    s390x: { qemu: 's390x', bits: 64, endian: 'big', machine: 22 },
    ppc64le: { qemu: 'ppc64le', bits: 64, endian: 'little', machine: 21 },
    riscv64: { qemu: 'riscv64', bits: 64, endian: 'little', machine: 243 },
    mips64le: { qemu: 'mips64el', bits: 64, endian: 'little', machine: 8, anyAbi: true },
    mips64: { qemu: 'mips64', bits: 64, endian: 'big', machine: 8, anyAbi: true },
    loong64: { qemu: 'loongarch64', bits: 64, endian: 'little', machine: 258, anyAbi: true },
};
function isArchitecture(name) {
    return ARCHITECTURES.includes(name);
}
/** Bytes of an ELF file that tell whose program it is: up to `e_machine`. */
const HEAD_LENGTH = 20;
const EXECUTABLE = 2;
/** The first bytes of a program for the machine. */
function elfHead({ bits, endian, machine }) {
    const head = Buffer.alloc(HEAD_LENGTH);
    head.write('\x7fELF', 'latin1');
    head.set([bits === 32 ? 1 : 2, endian === 'little' ? 1 : 2, 1], 4);
    if (endian === 'little') {
        head.writeUInt16LE(EXECUTABLE, 16);
        head.writeUInt16LE(machine, 18);
    }
    else {
        head.writeUInt16BE(EXECUTABLE, 16);
        head.writeUInt16BE(machine, 18);
    }
    return head;
}
/** The bits of the head that count: any `EI_OSABI`, and both kinds of executables (`ET_EXEC` is 2, `ET_DYN` is 3). */
function elfMask({ endian, anyAbi }) {
    const mask = Buffer.alloc(HEAD_LENGTH, 0xff);
    mask[7] = 0;
    if (anyAbi === true)
        mask[8] = 0;
    mask[endian === 'little' ? 16 : 17] = 0xfe;
    return mask;
}

;// CONCATENATED MODULE: ./lib/worker/protocol/storage-drivers.js
/**
 * How the worker keeps layers for steps: as folders or as EROFS images under overlayfs, as images that steps use while their content still
 * comes, in volumes that are cloned, by copies, or as the machine allows.
 */
const STORAGE_DRIVERS = [
    'auto',
    'overlay',
    'overlay2',
    'erofs',
    'lazy',
    'btrfs',
    'devicemapper',
    'vfs',
];

;// CONCATENATED MODULE: ./lib/worker/protocol/messages.js












/** Both sides come from the same build. The number guards against an old bundle: raise it with every change here. */
const PROTOCOL_VERSION = 15;
/**
 * Channels of binary frames from the worker. Binary frames to the worker have an attachment's position instead, or `STDIN` once the
 * request that they belong to runs.
 */
const STDOUT = 1;
const STDERR = 2;
const owned = { mode: integer, uid: integer, gid: integer };
const messages_mount = union('type', {
    bind: object({ layers: array(layer_messages_layer), source: string, target: string, writable: decoder_boolean }),
    cache: object({
        id: string,
        target: string,
        sharing: oneOf('shared', 'private', 'locked'),
        readonly: decoder_boolean,
        ...owned,
        source: nullish(string),
        variant: nullish(string),
        from: nullish(object({ layers: array(layer_messages_layer), source: string })),
        restored: array(layer_messages_layer),
    }),
    tmpfs: object({ target: string, readonly: decoder_boolean, size: nullish(integer) }),
    /** `content` is the position of the attachment that holds the value, here and in a script. */
    secret: object({ target: string, content: integer, ...owned }),
    script: object({ target: string, name: string, content: integer }),
    ssh: object({ target: string, socket: string, ...owned }),
});
const runRequest = object({
    id: integer,
    layers: array(layer_messages_layer),
    process: object({
        argv: array(string),
        env: array(string),
        cwd: string,
        user: string,
        /** Position of the attachment with the bytes for standard input. */
        stdin: nullish(integer),
    }),
    settings: runSettings,
    privileged: decoder_boolean,
    mounts: array(messages_mount),
    /** Absent: what the process writes is thrown away, and `finished` is the answer. */
    ingest: nullish(layerIngest),
});
const exportRequest = object({
    id: integer,
    key: mountKey,
    /** Positions of the attachments that hold the indexes of the layers that it was saved as, lowest first. */
    previous: array(integer),
    /** Positions of the texts that must not be saved: a mount that contains one of them is not saved. */
    secrets: array(integer),
    ingest: layerIngest,
});
/** An emulator to be registered with the kernel. What is registered for it is in the worker's own table. */
const emulator = object({
    architecture: oneOf(...ARCHITECTURES),
    /** Absolute path. */
    file: string,
    /** Of the file, which must still have this content. */
    digest: digest_schema_digest,
    keepsArgv0: decoder_boolean,
});
const clientMessage = union('type', {
    hello: object({
        version: integer,
        /** Absolute path of the folder below which everything is kept. */
        root: string,
        /** Who owns the files that the worker leaves in the store. */
        owner: object({ uid: integer, gid: integer }),
        runtime: oneOf('auto', 'crun', 'runc'),
        storage: oneOf(...STORAGE_DRIVERS),
        /** The control group below which steps run, `''` for the highest; absent: that of the worker. */
        cgroupParent: optional(string),
        /** `:`-separated folders to look for programs in. */
        path: string,
        unpackers: integer,
        /** The worker says how long its work takes. */
        isTraced: decoder_boolean,
        /** The machine has emulators that an earlier build registered and did not remove. */
        sweepEmulators: decoder_boolean,
    }),
    run: runRequest,
    prepare: object({ id: integer, layers: array(layer_messages_layer) }),
    /** Before the first step that needs them. */
    emulate: object({ id: integer, emulators: array(emulator) }),
    'export-mount': exportRequest,
    /** The snapshot of the layer `made` becomes the snapshot of `kept`, whose index is the attachment. */
    'keep-snapshot': object({ id: integer, made: diffId, kept: diffId }),
    'remove-kept': object({ id: integer }),
    /** Answer to `need-index`: the file with the layer's index, if there is one. */
    index: object({ id: integer, diffId: diffId, file: nullish(string) }),
    /** After `need`, before its answer: the file that the blob is being written to. */
    growing: object({ id: integer, diffId: diffId, blobFile: string, indexFile: nullish(string) }),
    /** After `growing`: there is more in the file. */
    grown: object({ id: integer, diffId: diffId }),
    /** Answer to `need`: where the verified blob is. */
    blob: object({ id: integer, diffId: diffId, blobFile: string, indexFile: nullish(string) }),
    /**
     * Answer to `need`: the blob is not available. The client keeps the error, and throws it if the request fails because of
     * this.
     */
    'no-blob': object({ id: integer, diffId: diffId, reason: string }),
    /** Answer to `need-part`: the file that has the part, at its own place. It was not verified. */
    part: object({ diffId: diffId, number: integer, file: string }),
    'no-part': object({ diffId: diffId, number: integer, reason: string }),
    cancel: object({ id: integer }),
    ...CONTAINER_REQUESTS,
});
/** @throws EngineBug when the value is not one */
function toClientMessage(value) {
    return from_pipe_fromPipe(() => clientMessage(value));
}
/** As `RunDelays` of the engine. */
const delays = object({ waitingMs: nonNegative, restoringMs: nonNegative });
/** As `StepUsage` of the engine. */
const usage = object({ cpuMs: nonNegative, memoryBytes: optional(nonNegativeInteger) });
/** As `Span` of a trace. */
const span = object({
    track: string,
    row: optional(string),
    process: optional(oneOf('worker')),
    name: string,
    from: nonNegative,
    to: nonNegative,
    facts: mapOf((value) => (typeof value === 'string' ? value : nonNegative(value))),
});
const workerMessage = union('type', {
    ready: object({ version: integer, runtime: string }),
    /** A layer has to be unpacked: the worker waits for its blob. */
    need: object({ id: integer, diffId: diffId }),
    'need-index': object({ id: integer, diffId: diffId }),
    /** A step reads what is in this part of the blob of a layer that some request has named. `number` is that of the question. */
    'need-part': object({ diffId: diffId, number: integer, offset: nonNegativeInteger, length: positiveInteger }),
    unpacked: object({ digest: digest_schema_digest, size: integer }),
    span: object({ span }),
    warning: object({ message: string, hint: nullish(string) }),
    done: object({ id: integer, made: made, delays, usage }),
    failed: object({ id: integer, exitCode: integer, delays, usage }),
    /** The answer to a request that has no result. `bytes`: of the files that it removed, if that is known. */
    finished: object({ id: integer, bytes: nullish(integer) }),
    /** The process of a container has started; `exited` follows when it has ended. */
    started: object({ id: integer }),
    /** It has ended, and not all that it printed was sent yet. */
    ended: object({ id: integer }),
    exited: object({ id: integer, exitCode: integer }),
    captured: object({ id: integer, made: made }),
    /** What is at a path in a container. */
    found: object({
        id: integer,
        kind: oneOf('file', 'directory', 'other', 'absent'),
    }),
    exported: object({
        id: integer,
        kind: oneOf('full', 'delta', 'unchanged', 'absent', 'busy', 'failed', 'secret'),
        /** Only for a mount with a secret: the file that has it. */
        path: nullish(string),
        /** Only for a full export or a delta. */
        made: nullish(made),
    }),
    error: object({
        id: integer,
        kind: oneOf('user', 'infra', 'bug', 'aborted', 'no-blob'),
        message: string,
        hint: nullish(string),
        stack: nullish(string),
    }),
    /** The worker cannot start at all. */
    unfit: object({ message: string, hint: nullish(string) }),
});
/** @throws EngineBug when the value is not one */
function toWorkerMessage(value) {
    return fromPipe(() => workerMessage(value));
}

;// CONCATENATED MODULE: ./lib/layer/users/passwd.js
/** An account file that is larger than this is not read; BuildKit's limit (`executor/oci/user.go`), in bytes. */
const MAX_ACCOUNT_FILE = 10 * 1024 * 1024;
/** Ids are 32 bits to the kernel; the largest one says "leave it as it is" (setuid(2), chown(2)) and belongs to nobody. */
const NO_ID = 0xffffffff;
/**
 * The lines of /etc/passwd. As lenient as moby/sys/user, which BuildKit and runc read it with: missing fields are empty, and
 * an id that is not a number is 0, so a user without a uid is root. A line that begins with `#` is a user of that name.
 */
function parsePasswd(text) {
    const entries = [];
    for (const line of lines(text)) {
        const [name = '', , uid, gid, , home = ''] = line.split(':', 6);
        entries.push({ name, uid: accountId(uid), gid: accountId(gid), home });
    }
    return entries;
}
/** The lines of /etc/group, read as leniently as those of /etc/passwd; here a line that begins with `#` is a comment. */
function parseGroup(text) {
    const entries = [];
    for (const line of lines(text)) {
        if (line.startsWith('#'))
            continue;
        const [name = '', , gid, members = ''] = line.split(':', 4);
        entries.push({ name, gid: accountId(gid), members: members === '' ? [] : members.split(',') });
    }
    return entries;
}
/** A number in the form that Go's `strconv` takes, whatever its size; undefined for any other text. */
function decimal(text) {
    return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
/** The kernel's id for a number: its lowest 32 bits. */
function kernelId(id) {
    return id >>> 0;
}
/** The lines that are not blank, one at a time: a file of nothing but line breaks is no list of millions. */
function* lines(text) {
    for (const [match] of text.matchAll(/[^\n]+/g)) {
        const line = match.trim();
        if (line !== '')
            yield line;
    }
}
function accountId(text) {
    return kernelId((text === undefined ? undefined : decimal(text)) ?? 0);
}

;// CONCATENATED MODULE: ./lib/layer/users/process-user.js


/** The largest number that is looked up; as moby/sys/user's `parseNumeric`. */
const MAX_LOOKED_UP = 0x7fffffff;
/**
 * The process that a value of USER describes, as BuildKit's `executor/oci/user.go` and moby/sys/user's `GetExecUser` find it:
 * - Two numbers of 32 bits, or `root`, are taken as they are.
 * - Anything else is looked up. A number then has 31 bits; one without a line in /etc/passwd has group 0.
 * - The empty text is 0, and so is an empty user before a group.
 * - Further groups come from /etc/group, for a user with a line in /etc/passwd and where no group was given.
 *
 * @throws UserError for a name that the files do not know, and for a number out of range
 */
function resolveProcessUser(spec, files) {
    const passwd = parsePasswd(files.passwd() ?? '');
    const readGroups = () => parseGroup(files.group() ?? '');
    const { uid, gid, others } = twoNumbers(spec) ?? lookUp(spec === '' ? '0' : spec, passwd, readGroups);
    const groups = others.includes(gid) ? others : [gid, ...others];
    if ([uid, ...groups].includes(NO_ID))
        throw new errors_UserError(`USER ${spec}: no process can have the id ${NO_ID}`);
    return { uid, gid, groups, home: homeOf(uid, passwd) };
}
/** `user:group` as two numbers, of which `root` is one. */
function twoNumbers(spec) {
    const colon = spec.indexOf(':');
    if (colon < 0)
        return undefined;
    const [uid, gid] = [spec.slice(0, colon), spec.slice(colon + 1)].map((text) => {
        if (text === 'root')
            return 0;
        return /^\d+$/.test(text) && Number(text) <= 0xffffffff ? Number(text) : undefined;
    });
    return uid === undefined || gid === undefined ? undefined : { uid, gid, others: [] };
}
function lookUp(spec, passwd, readGroups) {
    const [user = '', group = ''] = spec.split(':');
    const numbers = [numberIn(user), numberIn(group)];
    const { uid, entry } = findUser(user, numbers[0], passwd);
    if (group !== '')
        return { uid, gid: findGroup(group, numbers[1], readGroups()), others: [] };
    if (entry === undefined)
        return { uid, gid: 0, others: [] };
    const memberships = entry.name === '' ? [] : readGroups().filter(({ members }) => members.includes(entry.name));
    return { uid, gid: entry.gid, others: memberships.map(({ gid }) => gid) };
}
function findUser(text, number, passwd) {
    const wanted = text === '' ? 0 : number;
    const entry = passwd.find(({ name, uid }) => (wanted === undefined ? name === text : uid === wanted));
    const uid = entry?.uid ?? wanted;
    if (uid === undefined) {
        throw new errors_UserError(`unable to find user ${text}: no matching entries in the image's /etc/passwd`, {
            hint: 'Create it in an earlier RUN (adduser, useradd), or use a number.',
        });
    }
    return { uid, entry };
}
function findGroup(text, number, groups) {
    const gid = groups.find((entry) => (number === undefined ? entry.name === text : entry.gid === number))?.gid ?? number;
    if (gid === undefined) {
        throw new errors_UserError(`unable to find group ${text}: no matching entries in the image's /etc/group`, {
            hint: 'Create it in an earlier RUN (addgroup, groupadd), or use a number.',
        });
    }
    return gid;
}
/** The number that a part of USER is. @throws UserError for one out of range */
function numberIn(text) {
    const id = decimal(text);
    if (id === undefined || (id >= 0 && id <= MAX_LOOKED_UP))
        return id;
    throw new errors_UserError(`USER with ${text}: uids and gids must be in range 0-${MAX_LOOKED_UP}`, {
        hint: `Larger ones, up to ${NO_ID - 1}, are taken where both are given, as in ${NO_ID - 1}:${NO_ID - 1}.`,
    });
}
/** As runc: the home of the first line with that uid, else the root directory. */
function homeOf(uid, passwd) {
    const home = passwd.find((entry) => entry.uid === uid)?.home ?? '';
    return home === '' ? '/' : home;
}

;// CONCATENATED MODULE: ./lib/worker/runtime/image-user.js






/**
 * The user that a step runs as: USER, looked up in the image that is mounted at `rootfs`.
 *
 * @throws UserError for a name that the image does not know, or an account file that cannot be read as one
 */
async function imageUser(rootfs, spec) {
    const [passwd, group] = [await accountFile(rootfs, '/etc/passwd'), await accountFile(rootfs, '/etc/group')];
    return resolveProcessUser(spec, { passwd, group });
}
/**
 * If there is none, or a device instead, BuildKit continues as if it were empty. A directory makes runc fail. The content of a layer may
 * still be coming, and nobody would bring it while we wait for it: so it is read in another thread.
 *
 * @returns the text, for whoever needs it
 */
async function accountFile(rootfs, path) {
    const found = foundFile(rootfs, path);
    if (found === undefined)
        return () => undefined;
    const { held } = found;
    try {
        if (held.stats.isDirectory())
            return refuse(`the image's ${path} is a directory`);
        if (!held.stats.isFile())
            return () => undefined;
        if (held.stats.size > MAX_ACCOUNT_FILE)
            return refuse(`the image's ${path} is larger than ${MAX_ACCOUNT_FILE} bytes`);
        const text = await (0,external_node_fs_promises_namespaceObject.readFile)(held.path, 'utf8');
        return () => text;
    }
    finally {
        held.close();
    }
}
function foundFile(rootfs, path) {
    try {
        const found = openInRoot(rootfs, path, { followLast: true });
        if (found.kind === 'found')
            return found;
        found.held.close();
        return undefined;
    }
    catch (error) {
        if (error instanceof TooManyLinks)
            return undefined;
        throw error;
    }
}
function refuse(message) {
    return () => {
        throw new errors_UserError(message);
    };
}

;// CONCATENATED MODULE: ./lib/worker/runtime/terminal-script.js
/**
 * The program that gives a runtime a terminal, in Perl: Node cannot make one. It opens a new pair of a terminal, runs the runtime with it
 * as its controlling terminal, and passes bytes on in both directions. The runtime itself connects it with the terminal in the container.
 *
 * Arguments: the number of setsid(2), rows, columns, the file that gets the pid of the process, the runtime's program and its arguments. Standard input has frames: a letter and a
 * 32-bit length, then bytes. `d` is input; `w` is a new size, rows and columns with 16 bits each. At its end, the terminal stays open.
 * Standard output has the terminal's output. The exit code is the runtime's. Descriptor 3 is closed when the process has ended, also if
 * nobody takes the output: the runtime does not see the end then, since it waits for the terminal itself.
 */
const TERMINAL_SCRIPT = String.raw `
use strict; use warnings; use Fcntl;
my ($setsid, $rows, $columns, $pidfile, @command) = @ARGV;
my ($TIOCSPTLCK, $TIOCGPTPEER, $TIOCSCTTY, $TIOCSWINSZ) = (0x40045431, 0x5441, 0x540E, 0x5414);
open(my $running, '>&=', 3) or die "cannot use descriptor 3: $!\n";
sysopen(my $master, '/dev/ptmx', O_RDWR | O_NOCTTY) or die "cannot open /dev/ptmx: $!\n";
my $unlocked = pack 'i', 0;
ioctl($master, $TIOCSPTLCK, $unlocked) or die "cannot unlock a terminal: $!\n";
my $resize = sub { my $size = pack 'S4', @_, 0, 0; ioctl $master, $TIOCSWINSZ, $size; };
$resize->($rows, $columns);
my $peer = ioctl($master, $TIOCGPTPEER, O_RDWR | O_NOCTTY) or die "cannot open a terminal: $!\n";
open(my $slave, '+<&=', $peer + 0) or die "cannot use a terminal: $!\n";
# The terminal in the container has to learn of a new size too: crun does not tell it.
sub resized { my $size = pack 'S4', @_, 0, 0;
  open(my $file, '<', $pidfile) or return; my $pid = <$file>; return unless defined $pid && $pid =~ /^([0-9]+)/; $pid = $1;
  for my $fd (0 .. 2) {
    sysopen(my $inner, "/proc/$pid/fd/$fd", O_RDWR | O_NOCTTY | O_NONBLOCK) or next;
    return if ioctl $inner, $TIOCSWINSZ, $size; } }
my $child = fork; die "cannot fork: $!\n" unless defined $child;
if (!$child) {
  syscall($setsid + 0); ioctl $slave, $TIOCSCTTY, 0;
  open STDIN, '<&', $slave; open STDOUT, '>&', $slave; open STDERR, '>&', $slave;
  close $slave; close $master; close $running;
  exec { $command[0] } @command; exit 127;
}
close $slave;
$SIG{PIPE} = 'IGNORE';
my $flags = fcntl $master, F_GETFL, 0; fcntl $master, F_SETFL, $flags | O_NONBLOCK;
my ($frames, $pending, $listening) = ('', '', 1);
# Whether the process is gone, or only its entry is left.
sub ended { open(my $file, '<', $pidfile) or return 0; my $pid = <$file>; return 0 unless defined $pid && $pid =~ /^([0-9]+)/;
  open(my $stat, '<', "/proc/$1/stat") or return 1; my $line = <$stat>; return !defined $line || $line =~ /\) [ZX] /; }
# So few bytes do not block when select has found room. While there is none, the end of the process is looked for.
sub shown { my ($bytes) = @_;
  while (length $bytes) {
    my $out = ''; vec($out, 1, 1) = 1;
    my $found = select undef, $out, undef, defined $running ? 0.5 : undef;
    if ($found == 0) { if (ended()) { close $running; undef $running; } next; }
    next if $found < 0;
    my $n = syswrite STDOUT, $bytes, 4096;
    next if !defined $n && $!{EINTR};
    return unless defined $n;
    substr($bytes, 0, $n) = '';
  } }
while (1) {
  my ($in, $out) = ('', '');
  vec($in, fileno $master, 1) = 1;
  vec($in, 0, 1) = 1 if $listening && length $pending < 65536;
  vec($out, fileno $master, 1) = 1 if length $pending;
  my $found = select $in, $out, undef, undef;
  next if $found < 0;
  if (vec $in, fileno $master, 1) {
    my $n = sysread $master, my $bytes, 65536;
    if ($n) { shown($bytes); }
    elsif (defined $n || !($!{EAGAIN} || $!{EINTR})) { last; }
  }
  if (length $pending && vec $out, fileno $master, 1) {
    my $n = syswrite $master, $pending;
    substr($pending, 0, $n) = '' if $n;
    last if !defined $n && !$!{EAGAIN} && !$!{EINTR};
  }
  if (vec $in, 0, 1) {
    my $n = sysread STDIN, $frames, 65536, length $frames;
    $listening = 0 if defined $n && $n == 0;
    while (length $frames >= 5) {
      my ($kind, $size) = unpack 'a N', $frames;
      last if length $frames < 5 + $size;
      my $bytes = substr $frames, 5, $size; substr($frames, 0, 5 + $size) = '';
      if ($kind eq 'd') { $pending .= $bytes; } else { my @size = unpack 'n n', $bytes; $resize->(@size); resized(@size); }
    }
  }
}
waitpid $child, 0;
exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
`;
/** Numbers of setsid(2) by Node's name of the processor. */
const SETSID = { x64: 112, arm64: 157 };

;// CONCATENATED MODULE: ./lib/worker/runtime/process-streams.js





/**
 * Streams without a terminal. They are named pipes and not the sockets that Node makes, since programs open `/dev/stdout`, which fails
 * with a socket.
 */
class PipeStreams {
    stdio;
    #sink;
    #readers;
    #stdin;
    /** Only the process may have them once it runs. */
    #passed;
    #connected = false;
    constructor(sink, stdin, stdout, stderr) {
        this.#sink = sink;
        this.stdio = [stdin?.theirs ?? 'ignore', stdout.theirs, stderr.theirs];
        this.#passed = [...(stdin === undefined ? [] : [stdin.theirs]), stdout.theirs, stderr.theirs];
        this.#readers = [
            { stream: 'stdout', socket: new external_node_net_namespaceObject.Socket({ fd: stdout.ours, readable: true, writable: false }) },
            { stream: 'stderr', socket: new external_node_net_namespaceObject.Socket({ fd: stderr.ours, readable: true, writable: false }) },
        ];
        this.#stdin = stdin && new external_node_net_namespaceObject.Socket({ fd: stdin.ours, readable: false, writable: true });
        // The process may end, or close its standard input, before it has read everything.
        this.#stdin?.on('error', () => undefined);
    }
    /** @param folder a private one, for the pipes' names */
    static async open(kernel, folder, hasStdin, sink) {
        const make = async (name, theirs, ours) => {
            const file = `${folder}/${name}`;
            await kernel.makeNode(Buffer.from(file), FILE_TYPE.fifo | 0o600, 0, 0);
            return openEnds(file, theirs, ours);
        };
        const { O_RDONLY, O_WRONLY } = external_node_fs_namespaceObject.constants;
        const stdin = hasStdin ? await make('stdin', O_RDONLY, O_WRONLY) : undefined;
        const stdout = await make('stdout', O_WRONLY, O_RDONLY);
        return new PipeStreams(sink, stdin, stdout, await make('stderr', O_WRONLY, O_RDONLY));
    }
    wrap(command) {
        return command;
    }
    async connect() {
        this.#connected = true;
        for (const fd of this.#passed)
            (0,external_node_fs_namespaceObject.closeSync)(fd);
        await Promise.all(this.#readers.map(({ stream, socket }) => this.#pump(stream, socket)));
    }
    endedUnread() {
        // The runtime ends with the process then, too.
        return new Promise(() => undefined);
    }
    async #pump(stream, socket) {
        try {
            for await (const chunk of socket)
                if (!this.#sink.output(stream, chunk))
                    await this.#sink.drained();
        }
        catch {
            // Closed by `close`.
        }
    }
    input(data) {
        if (data === undefined)
            this.#stdin?.end();
        else if (this.#stdin?.writable === true)
            this.#stdin.write(data);
    }
    resize() {
        // There is no terminal.
    }
    close() {
        if (!this.#connected)
            for (const fd of this.#passed)
                (0,external_node_fs_namespaceObject.closeSync)(fd);
        this.#stdin?.destroy();
        for (const { socket } of this.#readers)
            socket.destroy();
    }
}
/** Opens both ends of a named pipe without waiting. Only our end does not block later. */
function openEnds(file, theirFlags, ourFlags) {
    const { O_RDONLY, O_NONBLOCK } = external_node_fs_namespaceObject.constants;
    if (ourFlags === O_RDONLY) {
        const ours = (0,external_node_fs_namespaceObject.openSync)(file, O_RDONLY | O_NONBLOCK);
        return { ours, theirs: (0,external_node_fs_namespaceObject.openSync)(file, theirFlags) };
    }
    // A writer can only be opened once there is a reader.
    const first = (0,external_node_fs_namespaceObject.openSync)(file, O_RDONLY | O_NONBLOCK);
    const ours = (0,external_node_fs_namespaceObject.openSync)(file, ourFlags | O_NONBLOCK);
    const theirs = (0,external_node_fs_namespaceObject.openSync)(file, theirFlags);
    (0,external_node_fs_namespaceObject.closeSync)(first);
    return { ours, theirs };
}
/** A terminal. */
class TerminalStreams {
    /** The last is closed when the process has ended. */
    stdio = ['pipe', 'pipe', 'pipe', 'pipe'];
    #perl;
    #setsid;
    #size;
    #pidFile;
    #sink;
    #child;
    /** Frames from before it was connected. */
    #early = [];
    /**
     * @param perl its program
     * @param pidFile where the runtime writes the pid of the process
     * @throws InfraError on a machine that has no Perl
     */
    constructor(perl, size, pidFile, sink) {
        const setsid = SETSID[process.arch];
        if (perl === undefined || setsid === undefined) {
            throw new InfraError('a terminal needs perl, which this machine does not have', {
                hint: 'Install perl-base, or leave out -t.',
            });
        }
        this.#perl = perl;
        this.#setsid = setsid;
        this.#size = size;
        this.#pidFile = pidFile;
        this.#sink = sink;
    }
    wrap(command) {
        const { rows, columns } = this.#size;
        return [this.#perl, '-e', TERMINAL_SCRIPT, ...[this.#setsid, rows, columns].map(String), this.#pidFile, ...command];
    }
    async connect(child) {
        this.#child = child;
        child.stdin?.on('error', () => undefined);
        for (const frame of this.#early.splice(0))
            child.stdin?.write(frame);
        const pump = async (name) => {
            for await (const chunk of child[name] ?? [])
                if (!this.#sink.output('stdout', chunk))
                    await this.#sink.drained();
        };
        await Promise.all([pump('stdout'), pump('stderr')]);
    }
    endedUnread(child) {
        const running = child.stdio[3];
        running?.on('error', () => undefined);
        if (running instanceof external_node_net_namespaceObject.Socket)
            running.resume();
        return new Promise((resolve) => running?.once('close', () => resolve()));
    }
    /** The end of the input does not close a terminal. */
    input(data) {
        if (data !== undefined)
            this.#frame('d', data);
    }
    resize({ rows, columns }) {
        const size = Buffer.alloc(4);
        size.writeUInt16BE(rows, 0);
        size.writeUInt16BE(columns, 2);
        this.#frame('w', size);
    }
    #frame(kind, data) {
        const header = Buffer.alloc(5);
        header.write(kind);
        header.writeUInt32BE(data.length, 1);
        const frame = Buffer.concat([header, data]);
        if (this.#child === undefined)
            this.#early.push(frame);
        else
            this.#child.stdin?.write(frame);
    }
    close() {
        this.#child?.stdin?.destroy();
    }
}

;// CONCATENATED MODULE: ./lib/worker/runtime/masked-paths.js

/** As Docker's (moby, `daemon/pkg/oci/defaults.go`). */
const MASKED = [
    '/proc/acpi',
    '/proc/asound',
    '/proc/interrupts',
    '/proc/kcore',
    '/proc/keys',
    '/proc/latency_stats',
    '/proc/sched_debug',
    '/proc/scsi',
    '/proc/timer_list',
    '/proc/timer_stats',
    '/sys/devices/virtual/powercap',
    '/sys/firmware',
];
const READONLY_PATHS = [
    '/proc/bus',
    '/proc/fs',
    '/proc/irq',
    '/proc/sys',
    '/proc/sysrq-trigger',
];
const PROCESSORS = '/sys/devices/system/cpu';
/** What no step may see of the machine. From when and how often things happen there, secrets of others can be guessed. */
function maskedPaths() {
    const processors = (0,external_node_fs_namespaceObject.existsSync)(PROCESSORS) ? (0,external_node_fs_namespaceObject.readdirSync)(PROCESSORS).filter((name) => /^cpu\d+$/.test(name)) : [];
    const throttles = processors.map((name) => `${PROCESSORS}/${name}/thermal_throttle`);
    return [...MASKED, ...throttles.filter((path) => (0,external_node_fs_namespaceObject.existsSync)(path))];
}

;// CONCATENATED MODULE: ./lib/worker/runtime/seccomp-syscalls.js
/**
 * Which system calls a step may make: the facts of Docker's default profile (github.com/moby/profiles,
 * `seccomp/default.json` of seccomp/v0.2.3, Apache-2.0), as tables of our own. Runtimes leave out those that the processor
 * or an older libseccomp does not know.
 */
function words(...lines) {
    return lines.flatMap((line) => line.split(' '));
}
/** For every step. */
const ALLOWED = words(
// Processes and threads.
'arch_prctl execve execveat exit exit_group fork vfork wait4 waitid waitpid kill tkill tgkill pause getpid getppid gettid', 'getpgid getpgrp setpgid getsid setsid prctl capget capset restart_syscall rseq set_tid_address set_robust_list', 'get_robust_list set_thread_area get_thread_area membarrier seccomp landlock_create_ruleset landlock_add_rule', 'landlock_restrict_self pidfd_open pidfd_send_signal process_mrelease modify_ldt uretprobe', 
// Since Linux 4.8, tracing cannot bypass a filter.
'ptrace process_vm_readv process_vm_writev', 'getpriority setpriority ioprio_get ioprio_set getcpu getrlimit setrlimit ugetrlimit prlimit64 getrusage times sysinfo uname', 'sched_yield sched_getaffinity sched_setaffinity sched_getattr sched_setattr sched_getparam sched_setparam', 'sched_getscheduler sched_setscheduler sched_get_priority_max sched_get_priority_min sched_rr_get_interval', 'sched_rr_get_interval_time64 futex futex_time64 futex_wait futex_wake futex_waitv futex_requeue', 
// Users and groups.
'getuid getuid32 geteuid geteuid32 getgid getgid32 getegid getegid32 getresuid getresuid32 getresgid getresgid32', 'getgroups getgroups32 setuid setuid32 setgid setgid32 setreuid setreuid32 setregid setregid32 setresuid setresuid32', 'setresgid setresgid32 setgroups setgroups32 setfsuid setfsuid32 setfsgid setfsgid32 umask', 
// Signals and time.
'rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait', 'rt_sigtimedwait_time64 rt_tgsigqueueinfo sigaltstack sigprocmask sigreturn signalfd signalfd4 alarm getitimer setitimer', 'nanosleep clock_nanosleep clock_nanosleep_time64 clock_getres clock_getres_time64 clock_gettime clock_gettime64', 'clock_adjtime clock_adjtime64 adjtimex gettimeofday time timer_create timer_delete timer_getoverrun timer_gettime', 'timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime', 'timerfd_settime64', 
// Memory.
'brk mmap mmap2 munmap mremap mprotect madvise mincore mlock mlock2 mlockall munlock munlockall msync mseal', 'map_shadow_stack memfd_create memfd_secret pkey_alloc pkey_free pkey_mprotect remap_file_pages', 
// Opening, reading and writing.
'open openat openat2 creat close close_range dup dup2 dup3 fcntl fcntl64 ioctl read write readv writev pread64 pwrite64', 'preadv preadv2 pwritev pwritev2 lseek _llseek readahead sendfile sendfile64 splice tee vmsplice copy_file_range', 'fadvise64 fadvise64_64 fallocate truncate truncate64 ftruncate ftruncate64 flock fsync fdatasync sync syncfs', 'sync_file_range cachestat io_setup io_submit io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64', 
// Files and folders.
'stat stat64 lstat lstat64 fstat fstat64 fstatat64 newfstatat statx statfs statfs64 fstatfs fstatfs64 statmount listmount', 'access faccessat faccessat2 chmod fchmod fchmodat fchmodat2 chown chown32 fchown fchown32 fchownat lchown lchown32', 'utime utimes futimesat utimensat utimensat_time64 link linkat symlink symlinkat readlink readlinkat unlink unlinkat', 'rename renameat renameat2 mkdir mkdirat rmdir mknod mknodat getcwd chdir fchdir getdents getdents64 name_to_handle_at', 'getxattr lgetxattr fgetxattr getxattrat setxattr lsetxattr fsetxattr setxattrat listxattr llistxattr flistxattr', 'listxattrat removexattr lremovexattr fremovexattr removexattrat', 'inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fanotify_mark', 
// Waiting for files.
'poll ppoll ppoll_time64 select _newselect pselect6 pselect6_time64 epoll_create epoll_create1 epoll_ctl epoll_ctl_old', 'epoll_wait epoll_wait_old epoll_pwait epoll_pwait2 eventfd eventfd2 pipe pipe2', 
// Sockets and other ways for processes to communicate.
'socketcall socketpair bind listen accept accept4 connect shutdown getsockname getpeername getsockopt setsockopt send', 'sendto sendmsg sendmmsg recv recvfrom recvmsg recvmmsg recvmmsg_time64', 'ipc msgget msgctl msgsnd msgrcv semget semctl semop semtimedop semtimedop_time64 shmget shmat shmdt shmctl mq_open', 'mq_unlink mq_timedsend mq_timedsend_time64 mq_timedreceive mq_timedreceive_time64 mq_notify mq_getsetattr', 'getrandom', 
// Of 32-bit and 64-bit ARM.
'arm_fadvise64_64 arm_sync_file_range sync_file_range2 breakpoint cacheflush set_tls');
/** Allowed only with a certain capability. */
const ALLOWED_WITH = new Map([
    ['CAP_BPF', words('bpf')],
    ['CAP_DAC_READ_SEARCH', words('open_by_handle_at')],
    ['CAP_PERFMON', words('perf_event_open')],
    [
        'CAP_SYS_ADMIN',
        words('mount umount umount2 mount_setattr move_mount open_tree fsopen fsconfig fsmount fspick setns unshare clone clone3', 'sethostname setdomainname syslog bpf perf_event_open quotactl quotactl_fd lookup_dcookie fanotify_init', 'lsm_get_self_attr lsm_set_self_attr lsm_list_modules'),
    ],
    ['CAP_SYS_BOOT', words('reboot')],
    ['CAP_SYS_CHROOT', words('chroot')],
    ['CAP_SYS_MODULE', words('init_module finit_module delete_module')],
    ['CAP_SYS_NICE', words('get_mempolicy mbind set_mempolicy set_mempolicy_home_node')],
    ['CAP_SYS_PACCT', words('acct')],
    ['CAP_SYS_PTRACE', words('kcmp pidfd_getfd process_madvise')],
    ['CAP_SYS_RAWIO', words('ioperm iopl')],
    ['CAP_SYS_TIME', words('settimeofday stime clock_settime clock_settime64')],
    ['CAP_SYS_TTY_CONFIG', words('vhangup')],
    ['CAP_SYSLOG', words('syslog')],
]);
/** Never allowed: the kernel's own state, its key rings (which have no namespaces), and ways around a filter. */
const NEVER_ALLOWED = words('add_key keyctl request_key create_module get_kernel_syms query_module kexec_load kexec_file_load nfsservctl _sysctl', 'sysfs uselib ustat swapon swapoff pivot_root vm86 vm86old vserver userfaultfd io_uring_setup io_uring_enter', 'io_uring_register move_pages migrate_pages open_tree_attr');

;// CONCATENATED MODULE: ./lib/worker/runtime/seccomp.js

const EPERM = 1;
const ENOSYS = 38;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (linux/sched.h). */
const NAMESPACE_FLAGS = [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000];
/** AF_ALG leads into rarely tested kernel code, AF_VSOCK to the machine that this virtual one runs on. */
const DENIED_FAMILIES = [38, 40];
/** PER_LINUX, PER_LINUX32, UNAME26, both of the last two, and the query of the current one. */
const PERSONALITIES = [0, 8, 0x20000, 0x20008, 0xffffffff];
/** The first is the processor's own; it can run the others too. */
const seccomp_ARCHITECTURES = {
    x64: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
    arm64: ['SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM'],
};
/**
 * Docker's default profile. Calls that it denies fail with EPERM if their name is known, as with Docker. Unknown calls fail
 * with ENOSYS, as with Docker's runc, so that newer programs fall back to older calls.
 *
 * @param architecture Node's `process.arch`; there is a filter only for x64 and arm64
 */
function seccompProfile(architecture, capabilities) {
    const architectures = seccomp_ARCHITECTURES[architecture];
    if (architectures === undefined)
        return undefined;
    const byCapability = [...ALLOWED_WITH].flatMap(([capability, names]) => capabilities.includes(capability) ? names : []);
    const allowed = new Set([...ALLOWED, ...byCapability]);
    const denied = [...[...ALLOWED_WITH.values()].flat(), ...NEVER_ALLOWED].filter((name) => !allowed.has(name) && name !== 'clone' && name !== 'clone3');
    return {
        defaultAction: 'SCMP_ACT_ERRNO',
        defaultErrnoRet: ENOSYS,
        architectures,
        syscalls: [
            { names: [...allowed], action: 'SCMP_ACT_ALLOW' },
            { names: [...new Set(denied)], action: 'SCMP_ACT_ERRNO', errnoRet: EPERM },
            ...(allowed.has('clone') ? [] : cloneRules()),
            ...socketRules(),
            ...PERSONALITIES.map((value) => allow('personality', { index: 0, value, op: 'SCMP_CMP_EQ' })),
        ],
    };
}
/**
 * Allows processes and threads, but no namespaces. A filter cannot see clone3's flags behind their pointer; without clone3,
 * libc uses clone.
 */
function cloneRules() {
    const all = NAMESPACE_FLAGS.reduce((sum, bit) => sum + bit, 0);
    return [
        allow('clone', { index: 0, value: all, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }),
        ...NAMESPACE_FLAGS.map((bit) => deny('clone', { index: 0, value: bit, valueTwo: bit, op: 'SCMP_CMP_MASKED_EQ' })),
    ];
}
function socketRules() {
    const [lower = 0, upper = 0] = DENIED_FAMILIES;
    return [
        allow('socket', { index: 0, value: lower, op: 'SCMP_CMP_LT' }),
        allow('socket', { index: 0, value: lower + 1, op: 'SCMP_CMP_EQ' }),
        allow('socket', { index: 0, value: upper, op: 'SCMP_CMP_GT' }),
        ...DENIED_FAMILIES.map((value) => deny('socket', { index: 0, value, op: 'SCMP_CMP_EQ' })),
    ];
}
function allow(name, condition) {
    return { names: [name], action: 'SCMP_ACT_ALLOW', args: [condition] };
}
function deny(name, condition) {
    return { names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: EPERM, args: [condition] };
}

;// CONCATENATED MODULE: ./lib/worker/runtime/runtime-spec.js


const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** A step's container, as BuildKit makes it, but without a cgroup: a step may use the whole machine. */
function runtimeSpec(input) {
    const { capabilities, privileged } = input;
    const { hostname, network } = input.settings;
    const seccomp = privileged ? undefined : seccompProfile(input.architecture, capabilities);
    const namespaces = ['pid', 'ipc', 'uts', 'mount', 'cgroup', ...(network === 'none' ? ['network'] : [])];
    return {
        ociVersion: '1.0.2',
        root: { path: input.rootfs, readonly: input.readonlyRoot === true },
        hostname,
        process: specProcess(input),
        mounts: input.mounts,
        linux: {
            namespaces: namespaces.map((type) => ({ type })),
            maskedPaths: privileged ? [] : maskedPaths(),
            readonlyPaths: privileged ? [] : READONLY_PATHS,
            ...(seccomp === undefined ? {} : { seccomp }),
        },
    };
}
/** The process of a container, or another one in it. */
function specProcess({ argv, env, cwd, user, capabilities, terminal, settings }) {
    return {
        terminal: terminal !== undefined,
        ...(terminal !== undefined && { consoleSize: { height: terminal.rows, width: terminal.columns } }),
        args: argv,
        env: completeEnv(env, user.home),
        cwd,
        user: { uid: user.uid, gid: user.gid, additionalGids: user.groups, umask: 0o022 },
        noNewPrivileges: false,
        capabilities: { bounding: capabilities, permitted: capabilities, effective: capabilities },
        rlimits: settings.ulimits.map(({ name, soft, hard }) => ({ type: `RLIMIT_${name.toUpperCase()}`, soft, hard })),
    };
}
/**
 * If a variable has several values, the last counts. PATH and HOME are added if the image does not set them, as in runc and
 * BuildKit.
 */
function completeEnv(env, home) {
    const byName = new Map(env.map((line) => [line.split('=', 1)[0] ?? '', line]));
    if (!byName.has('PATH'))
        byName.set('PATH', DEFAULT_PATH);
    const given = byName.get('HOME');
    if (given === undefined || given === 'HOME=')
        byName.set('HOME', `HOME=${home}`);
    return [...byName.values()];
}

;// CONCATENATED MODULE: ./lib/worker/mounts/device-nodes.js



/** The devices of runtime-spec, "Default Devices", by major and minor number. */
const DEVICES = [
    ['null', 1, 3],
    ['zero', 1, 5],
    ['full', 1, 7],
    ['random', 1, 8],
    ['urandom', 1, 9],
    ['tty', 5, 0],
];
const LINKS = [
    ['pts/ptmx', 'ptmx'],
    ['/proc/self/fd', 'fd'],
    ['/proc/self/fd/0', 'stdin'],
    ['/proc/self/fd/1', 'stdout'],
    ['/proc/self/fd/2', 'stderr'],
    ['/proc/kcore', 'core'],
];
const DEVICE_PATHS = new Set(DEVICES.map(([name]) => `/dev/${name}`));
/**
 * The devices that a step may use. Their nodes are on a file system that no step sees. Each step has its own set, so that
 * its changes to them affect no other step. Each node is mounted by itself into the step's /dev, where no other node works.
 */
class DeviceNodes {
    #kernel;
    #folder;
    #count = 0;
    constructor(kernel, folder) {
        this.#kernel = kernel;
        this.#folder = folder;
    }
    /** @param folder a private folder, on which a file system for nodes is mounted */
    static async mount(kernel, folder) {
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o700 });
        const options = ['nosuid', 'noexec', 'mode=700'];
        await kernel.mount({ source: 'tmpfs', target: folder, type: 'tmpfs', options });
        return new DeviceNodes(kernel, folder);
    }
    /**
     * @param dev an empty private folder on a file system of its own
     * @returns a function that removes the nodes; mounts of them that still exist keep working
     */
    async fill(dev) {
        const nodes = `${this.#folder}/${++this.#count}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(nodes);
        for (const [name, major, minor] of DEVICES) {
            const node = `${nodes}/${name}`;
            await this.#kernel.makeNode(Buffer.from(node), FILE_TYPE.char | 0o666, major, minor);
            (0,external_node_fs_namespaceObject.chmodSync)(node, 0o666);
            (0,external_node_fs_namespaceObject.writeFileSync)(`${dev}/${name}`, '', { mode: 0o666 });
            await this.#kernel.mount({ source: node, target: `${dev}/${name}`, type: 'none', options: ['bind'] });
        }
        return () => removeTree(nodes);
    }
}
/** The links that belong in /dev. A runtime makes them too, but only after we have followed paths that lead through them. */
function linkDescriptors(dev) {
    for (const [target, name] of LINKS)
        (0,external_node_fs_namespaceObject.symlinkSync)(target, `${dev}/${name}`);
}

;// CONCATENATED MODULE: ./lib/worker/kernel/folder-descent.js


/**
 * Visits the folders of a tree that others may be changing. Each folder is opened by the descriptor of its parent, so no
 * symbolic link is followed, wherever somebody puts one. Made for walks in which each folder is near the one before.
 */
class FolderDescent {
    #levels;
    /** The folder that is entered now. */
    #folder = '';
    /** @param root a path that nobody but us can change */
    constructor(root) {
        this.#levels = [{ name: '', fd: openFolder(root) }];
    }
    /**
     * @param folder path below the root, `''` for the root itself
     * @returns a path to the folder, valid until the next call; its direct children can be named below it
     * @throws what `openSync` throws if it is not a folder any more
     */
    enter(folder) {
        if (folder !== this.#folder)
            this.#go(folder);
        return descriptorPath(this.#levels.at(-1)?.fd ?? -1);
    }
    #go(folder) {
        const names = folder === '' ? [] : folder.split('/');
        let depth = 0;
        while (depth < names.length && this.#levels[depth + 1]?.name === names[depth])
            depth++;
        for (const { fd } of this.#levels.splice(depth + 1))
            (0,external_node_fs_namespaceObject.closeSync)(fd);
        this.#folder = names.slice(0, depth).join('/');
        for (const name of names.slice(depth)) {
            const above = this.#levels.at(-1)?.fd ?? -1;
            this.#levels.push({ name, fd: openChildFolder(above, name) });
        }
        this.#folder = folder;
    }
    close() {
        for (const { fd } of this.#levels.splice(0))
            (0,external_node_fs_namespaceObject.closeSync)(fd);
    }
}

;// CONCATENATED MODULE: ./lib/worker/mounts/mount-points.js




/**
 * The mount points that the image did not have and that were made for one step. After the step, those that are still empty
 * are removed, without a change to their parents' times, so that the layer has no trace of them.
 */
class MountPoints {
    #rootfs;
    #root;
    /** Deepest first. */
    #made = [];
    /** @param rootfs where the image is mounted, with nothing mounted on it */
    constructor(rootfs) {
        this.#rootfs = rootfs;
        this.#root = (0,external_node_fs_namespaceObject.statSync)(rootfs);
    }
    /**
     * Notes a mount point if it was made in the image itself. One that was made inside a mount, such as a cache, stays there.
     */
    note({ path, folder }) {
        if (folder.dev === this.#root.dev)
            this.#made.unshift(path);
    }
    remove() {
        const descent = new FolderDescent(this.#rootfs);
        try {
            for (const path of this.#made)
                removeEmpty(descent, path);
        }
        finally {
            descent.close();
        }
    }
}
function removeEmpty(descent, path) {
    const slash = path.lastIndexOf('/');
    try {
        const folder = descent.enter(path.slice(1, Math.max(1, slash)));
        const file = fsPath(`${folder}${path.slice(slash)}`);
        const stats = (0,external_node_fs_namespaceObject.lstatSync)(file, { throwIfNoEntry: false });
        const { atimeMs, mtimeMs } = (0,external_node_fs_namespaceObject.statSync)(folder);
        if (stats?.isDirectory() === true && (0,external_node_fs_namespaceObject.readdirSync)(file).length === 0)
            (0,external_node_fs_namespaceObject.rmdirSync)(file);
        else if (stats?.isFile() === true && stats.size === 0)
            (0,external_node_fs_namespaceObject.unlinkSync)(file);
        else
            return;
        (0,external_node_fs_namespaceObject.utimesSync)(folder, atimeMs / 1000, mtimeMs / 1000);
    }
    catch (error) {
        // The step has put something else there.
        if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errors_errorCode(error) ?? ''))
            throw error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/mounts/mount-target.js


/** The files of /proc that may be mounted over, as lxcfs does (runc, `libcontainer/rootfs_linux.go`, `checkProcMount`). */
const REPLACEABLE = new Set([
    '/proc/cpuinfo',
    '/proc/diskstats',
    '/proc/loadavg',
    '/proc/meminfo',
    '/proc/slabinfo',
    '/proc/stat',
    '/proc/swaps',
    '/proc/sys/crypto/fips_enabled',
    '/proc/sys/kernel/ns_last_pid',
    '/proc/uptime',
]);
/**
 * The kernel's own trees cannot be mounted over: runc, and so BuildKit, refuses that, whatever other runtimes do. Neither
 * can the devices, which a runtime uses to hide other files. And nothing that others write to may be mounted as /dev.
 *
 * @param path where the mount's destination leads, links followed
 * @throws UserError
 */
function checkTarget(path, { destination, type, options }) {
    const bound = type === 'bind';
    const refused = path === '/proc' ||
        (path.startsWith('/proc/') && !(bound && REPLACEABLE.has(path))) ||
        // The runtime could not make the folder for /sys/fs/cgroup.
        (bound && path === '/sys' && options.includes('ro')) ||
        (bound && path === '/dev') ||
        DEVICE_PATHS.has(path);
    if (!refused)
        return;
    throw new errors_UserError(`cannot mount on ${destination}: it belongs to the kernel`, {
        hint: 'Mount it somewhere else.',
    });
}
/**
 * @param target the destination of one of the kernel's own mounts; runtimes mount at this path wherever it leads
 * @throws UserError if the image has something other than a folder there
 */
function checkSystemFolder(target, destination) {
    const isLink = target.path !== destination;
    if (!isLink && (!target.exists || target.stats.isDirectory()))
        return;
    throw new errors_UserError(`the image's ${destination} is a ${isLink ? 'symbolic link' : 'file'}: no step can run on it`, {
        hint: `${destination} has to be a folder, or absent.`,
    });
}

;// CONCATENATED MODULE: ./lib/worker/mounts/container-tree.js








const container_tree_RESTRICTIONS = ['ro', 'nosuid', 'nodev', 'noexec'];
/**
 * A step's root file system with everything that is mounted on it. It is made before the container is. Paths of the image
 * and of mounts are never passed on as text: each is followed once, by descriptors, and what was found is what gets mounted.
 * The runtime only makes the mounts that need the container's own namespaces, on folders that nobody else can touch.
 *
 * Unless the step is privileged, device nodes do not work on any file system that it can write to.
 */
class ContainerTree {
    root;
    /** What the runtime has to mount, in order. */
    left = [];
    #options;
    #points;
    /** The restrictions of every mount that the step can write to. */
    restrictions;
    #undo = [];
    /** Private paths that something is mounted on. */
    #mountPoints = new Set();
    #count = 0;
    constructor(options) {
        this.#options = options;
        this.root = `${options.folder}/root`;
        this.#points = new MountPoints(options.rootfs);
        this.restrictions = options.privileged ? [] : ['nodev'];
    }
    static async create(options) {
        const tree = new ContainerTree(options);
        const { kernel, rootfs, folder } = options;
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o700 });
        (0,external_node_fs_namespaceObject.mkdirSync)(tree.root);
        await kernel.mount({ source: rootfs, target: tree.root, type: 'none', options: ['bind'] });
        tree.#mountPoints.add(tree.root);
        await restrictMount(kernel, tree.root, tree.restrictions);
        return tree;
    }
    /** @throws UserError when the destination does not exist or may not be mounted on */
    async mount(mount) {
        const target = new RootedPath(this.root, mount.destination);
        try {
            if (mount.maker === 'runtime')
                this.#leave(mount, target);
            else
                await this.#mountAt(mount, target);
        }
        catch (error) {
            if (!(error instanceof Error && 'code' in error) || error instanceof SyscallError)
                throw error;
            const [reason = ''] = error.message.split(',');
            throw new errors_UserError(`cannot mount on ${mount.destination}: ${reason}`, { cause: error });
        }
        finally {
            target.close();
        }
    }
    /** Unmounts everything, then removes the mount points that were made. */
    async close() {
        for (const mountPoint of this.#mountPoints)
            await this.#options.kernel.unmount(mountPoint);
        this.#mountPoints.clear();
        for (const undo of this.#undo.splice(0))
            await undo();
        this.#points.remove();
    }
    /**
     * Leaves the mount to the runtime. It makes a missing /proc or /sys, which stays in the layer, as it does with BuildKit.
     */
    #leave({ maker: _, ...mount }, target) {
        if (mount.destination === '/proc' || mount.destination === '/sys') {
            checkSystemFolder(target, mount.destination);
            target.make('directory');
        }
        this.left.push(mount);
    }
    async #mountAt(mount, target) {
        const kind = mount.type !== 'bind' || (0,external_node_fs_namespaceObject.statSync)(mount.source).isDirectory() ? 'directory' : 'file';
        checkTarget(target.path, mount);
        const options = withMode(mount, target);
        if (mount.destination === '/dev') {
            checkSystemFolder(target, '/dev');
            target.make('directory');
        }
        if (this.#isKernels(target.path)) {
            const source = await this.#prepare({ ...mount, options }, kind);
            this.left.push({ destination: target.path, type: 'bind', source, options: ['rbind'] });
            return;
        }
        if (!target.exists)
            target.make(kind, (made) => this.#points.note(made));
        if (target.stats.isDirectory() !== (kind === 'directory')) {
            const there = kind === 'file' ? 'directory' : 'file';
            throw new errors_UserError(`cannot mount a ${kind} on ${mount.destination}: it is a ${there}`);
        }
        const source = await this.#prepare({ ...mount, options }, kind);
        await this.#options.kernel.mount({ source, target: target.file, type: 'none', options: ['move'] });
        this.#mountPoints.delete(source);
    }
    /** Whether the path is on a file system of the kernel that the runtime mounts later. */
    #isKernels(path) {
        return this.left.some(({ destination }) => path === destination || path.startsWith(`${destination}/`));
    }
    /** Mounts it on a private path, with all its restrictions. */
    async #prepare(mount, kind) {
        const { kernel, folder, devices } = this.#options;
        const mountPoint = `${folder}/mount-${++this.#count}`;
        if (kind === 'directory')
            (0,external_node_fs_namespaceObject.mkdirSync)(mountPoint);
        else
            (0,external_node_fs_namespaceObject.writeFileSync)(mountPoint, '');
        const { source, type, options } = mount;
        if (type === 'bind') {
            await kernel.mount({ source, target: mountPoint, type: 'none', options: ['bind'] });
            this.#mountPoints.add(mountPoint);
            await restrictMount(kernel, mountPoint, [...options.filter(isRestriction), ...this.restrictions]);
            return mountPoint;
        }
        // The terminals of a devpts are devices that must work, and nobody can make other nodes there.
        const closed = type === 'devpts' ? [] : this.restrictions;
        await kernel.mount({ source, target: mountPoint, type, options: [...options, ...closed] });
        this.#mountPoints.add(mountPoint);
        if (mount.destination !== '/dev')
            return mountPoint;
        linkDescriptors(mountPoint);
        if (devices !== undefined)
            this.#undo.push(await devices.fill(mountPoint));
        return mountPoint;
    }
}
function isRestriction(option) {
    return container_tree_RESTRICTIONS.includes(option);
}
/**
 * As runc does: a tmpfs over an existing directory gets the directory's mode, any other the kernel's default. Call it before
 * the directory is made.
 */
function withMode({ type, options }, target) {
    if (type !== 'tmpfs' || options.some((option) => option.startsWith('mode=')))
        return options;
    const mode = target.exists && target.stats.isDirectory() ? target.stats.mode & 0o7777 : 0o1777;
    return [...options, `mode=${mode.toString(8)}`];
}

;// CONCATENATED MODULE: ./lib/worker/runtime/step-network-files.js

/** Name servers for a machine whose own file names none that works in a container. */
const PUBLIC_DNS = ['nameserver 8.8.8.8', 'nameserver 8.8.4.4'];
/**
 * Writes a step's /etc/hosts and /etc/resolv.conf into `folder`. They are mounted read-only, as BuildKit does.
 *
 * @param settings.network with `host`, name servers on 127.0.0.0/8 work too, such as a stub resolver on 127.0.0.53
 */
function writeNetworkFiles(folder, { hostname, network, extraHosts }) {
    const hosts = `${folder}/hosts`;
    const lines = [
        `127.0.0.1\tlocalhost ${hostname}`,
        '::1\tlocalhost ip6-localhost ip6-loopback',
        ...extraHosts.map(({ name, ip }) => `${ip}\t${name}`),
    ];
    (0,external_node_fs_namespaceObject.writeFileSync)(hosts, `${lines.join('\n')}\n`, { mode: 0o644 });
    const resolvConf = `${folder}/resolv.conf`;
    (0,external_node_fs_namespaceObject.writeFileSync)(resolvConf, resolverConfig(network), { mode: 0o644 });
    return { hosts, resolvConf };
}
/** Writes a container's /etc/hostname into `folder`, as docker does. RUN steps have none of their own, as with BuildKit. */
function writeHostname(folder, { hostname }) {
    const file = `${folder}/hostname`;
    (0,external_node_fs_namespaceObject.writeFileSync)(file, `${hostname}\n`, { mode: 0o644 });
    return file;
}
function resolverConfig(network) {
    const text = (0,external_node_fs_namespaceObject.existsSync)('/etc/resolv.conf') ? (0,external_node_fs_namespaceObject.readFileSync)('/etc/resolv.conf', 'utf8') : '';
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const usable = lines.filter((line) => network === 'host' || !/^nameserver\s+(?:127\.|::1)/.test(line));
    const hasServer = usable.some((line) => line.startsWith('nameserver'));
    return `${[...usable, ...(hasServer ? [] : PUBLIC_DNS)].join('\n')}\n`;
}

;// CONCATENATED MODULE: ./lib/worker/runtime/system-mounts.js
const DEFAULT_SHM = 64 * 1024 * 1024;
const QUIET = ['nosuid', 'noexec', 'nodev'];
/** The file systems that every step has, in order. */
function systemMounts(input) {
    return [
        { maker: 'runtime', destination: '/proc', type: 'proc', source: 'proc', options: QUIET },
        {
            maker: 'worker',
            destination: '/dev',
            type: 'tmpfs',
            source: 'tmpfs',
            options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
        },
        {
            maker: 'worker',
            destination: '/dev/pts',
            type: 'devpts',
            source: 'devpts',
            options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
        },
        sharedMemory(input.settings.shmSize),
        { maker: 'runtime', destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue', options: QUIET },
        ...kernelObjects(input),
    ];
}
function kernelObjects({ privileged, userNamespace, settings, controlGroups, }) {
    const destination = '/sys';
    const access = privileged ? 'rw' : 'ro';
    const maker = 'runtime';
    // sysfs shows the devices of a network namespace, so only the owner of that namespace may mount it.
    const sys = userNamespace && settings.network === 'host'
        ? { maker, destination, type: 'bind', source: '/sys', options: ['rbind', ...QUIET, access] }
        : { maker, destination, type: 'sysfs', source: 'sysfs', options: [...QUIET, access] };
    if (privileged || !controlGroups)
        return [sys];
    const options = [...QUIET, 'ro'];
    return [sys, { maker, destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options }];
}
/** With a given size, it is an ordinary tmpfs, as in BuildKit: programs can be run from it. */
function sharedMemory(size) {
    const mount = { maker: 'worker', destination: '/dev/shm', type: 'tmpfs' };
    if (size !== undefined)
        return { ...mount, source: 'tmpfs', options: ['nosuid', 'mode=1777', `size=${size}`] };
    return { ...mount, source: 'shm', options: [...QUIET, 'mode=1777', `size=${DEFAULT_SHM}`] };
}
/**
 * If a step mounts over one of the standard file systems, its mount takes that one's position, so later mounts still go on
 * top of it.
 */
function oneEach(mounts) {
    return [...new Map(mounts.map((mount) => [mount.destination, mount])).values()];
}

;// CONCATENATED MODULE: ./lib/worker/containers/cage.js



/** Makes the mounts that every step and container has, and those that were asked for, while `use` runs. */
async function inCage(environment, input, use) {
    const { kernel, devices } = environment;
    const { rootfs, memory, privileged } = input;
    const tree = await ContainerTree.create({ kernel, rootfs, folder: `${memory}/container`, devices, privileged });
    try {
        for (const mount of plannedMounts(environment, input))
            await tree.mount(mount);
        return await use(tree);
    }
    finally {
        await tree.close();
    }
}
/** Everything that is mounted, in order. */
function plannedMounts({ family, controlGroups }, { memory, settings, privileged, mounts }) {
    const files = writeNetworkFiles(memory, settings);
    const fixed = [
        { maker: 'worker', destination: '/etc/resolv.conf', type: 'bind', source: files.resolvConf, options: FIXED_FILE },
        { maker: 'worker', destination: '/etc/hosts', type: 'bind', source: files.hosts, options: FIXED_FILE },
    ];
    const system = systemMounts({ settings, privileged, controlGroups, userNamespace: family === 'user' });
    return oneEach([...system, ...fixed, ...mounts]);
}
/** A container's /etc/hostname. */
function hostnameMount(memory, settings) {
    const source = writeHostname(memory, settings);
    return { maker: 'worker', destination: '/etc/hostname', type: 'bind', source, options: FIXED_FILE };
}
const FIXED_FILE = ['ro', 'nosuid', 'noexec', 'nodev'];

;// CONCATENATED MODULE: ./lib/oci/media-types.js

/** image-spec, "OCI Image Media Types", and Docker's older names for the same documents. */
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** image-spec, "Guidance for an Empty Descriptor": the content is the two bytes `{}`. */
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const OCI_LAYER_GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip';
const OCI_LAYER_ZSTD = 'application/vnd.oci.image.layer.v1.tar+zstd';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_LAYER_GZIP = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
const DOCKER_LAYER_ZSTD = 'application/vnd.docker.image.rootfs.diff.tar.zstd';
/** RFC 6838, section 4.2: `type/subtype`, each of at most 127 characters. */
const mediaType = stringMatching(/^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/, 'a media type');
function isIndexType(type) {
    return type === OCI_INDEX || type === DOCKER_INDEX;
}
function isManifestType(type) {
    return type === OCI_MANIFEST || type === DOCKER_MANIFEST;
}
/** Of a layer that can be read, and that registries take. */
const layerMediaType = oneOf(OCI_LAYER, OCI_LAYER_GZIP, OCI_LAYER_ZSTD, DOCKER_LAYER, DOCKER_LAYER_GZIP, DOCKER_LAYER_ZSTD);
/** OCI's name for a layer's media type that may be Docker's. */
function ociLayerType(type) {
    switch (type) {
        case DOCKER_LAYER_GZIP:
            return OCI_LAYER_GZIP;
        case DOCKER_LAYER:
            return OCI_LAYER;
        case DOCKER_LAYER_ZSTD:
            return OCI_LAYER_ZSTD;
        default:
            return type;
    }
}
/** Docker's name for a layer's media type that may be OCI's. */
function dockerLayerType(type) {
    switch (type) {
        case OCI_LAYER_GZIP:
            return DOCKER_LAYER_GZIP;
        case OCI_LAYER:
            return DOCKER_LAYER;
        case OCI_LAYER_ZSTD:
            return DOCKER_LAYER_ZSTD;
        default:
            return type;
    }
}

;// CONCATENATED MODULE: ./lib/layer/file-digest.js


/** sha256 of a file's content, chunk by chunk. A file that comes as one chunk is hashed by one call, without a hash object. */
class FileDigest {
    /** Bytes seen. */
    seen = 0;
    #size;
    #hash;
    #hex;
    /** @param size bytes that are expected */
    constructor(size) {
        this.#size = size;
    }
    update(chunk) {
        // An empty chunk behind the only one must not start a hash object.
        if (chunk.length === 0)
            return;
        if (this.seen === 0 && chunk.length === this.#size)
            this.#hex = (0,external_node_crypto_namespaceObject.hash)('sha256', chunk, 'hex');
        else
            (this.#hash ??= (0,external_node_crypto_namespaceObject.createHash)('sha256')).update(chunk);
        this.seen += chunk.length;
    }
    digest() {
        return digestOfHex(this.#hash?.digest('hex') ?? this.#hex ?? EMPTY);
    }
}
/** The entry of a file that was read. No spread: with it, V8 gives each of many thousand entries its own hidden class. */
function digestedFile(file, digest) {
    const { path, mode, uid, gid, mtime, xattrs, size } = file;
    if (xattrs === undefined)
        return { type: 'file', path, mode, uid, gid, mtime, size, digest };
    return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest };
}
const EMPTY = (0,external_node_crypto_namespaceObject.hash)('sha256', '', 'hex');

;// CONCATENATED MODULE: ./lib/text/format.js
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
/** Bytes for people, in powers of 1000 as docker shows them: `532B`, `4.2MB`, `117MB`. */
function formatBytes(bytes) {
    let value = bytes;
    let unit = 0;
    // 999.5 would be shown as 1000 of the smaller unit.
    while (value >= 999.5 && unit < UNITS.length - 1) {
        value /= 1000;
        unit += 1;
    }
    const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return `${value.toFixed(digits)}${UNITS[unit] ?? ''}`;
}
/** Bytes with three digits, as docker's tables have them: `5B`, `1.2MB`, `1GB`. Unlike `formatBytes`, without zeros at the end. */
function shortBytes(bytes, digits = 3) {
    const units = [...UNITS, 'PB', 'EB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${Number(value.toPrecision(digits))}${units[unit] ?? ''}`;
}
/** Milliseconds for people: `0.3s`, `12.4s`, `2m 05s`, `1h 02m`. */
function formatDuration(milliseconds) {
    const tenths = Math.round(milliseconds / 100);
    if (tenths < 600)
        return `${(tenths / 10).toFixed(1)}s`;
    const seconds = Math.round(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
    return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}
/** A moment for people, of a text in ISO 8601: `2026-11-30 18:48:53 UTC`. Any other text comes back as it is. */
function formatMoment(text) {
    const moment = new Date(text);
    if (Number.isNaN(moment.getTime()))
        return text;
    return `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

;// CONCATENATED MODULE: ./lib/files/write-error.js



/** Errors that are the user's fault: the path that was named cannot be written to. */
const REASONS = {
    ENOTDIR: 'something on the way to it is not a folder',
    EEXIST: 'something on the way to it is not a folder',
    EISDIR: 'it is a folder',
    ENAMETOOLONG: 'its name is too long',
    ELOOP: 'it leads through too many symbolic links',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOENT: 'its folder does not exist',
    ENXIO: 'nobody reads from it',
};
/** Whether this code of the system means that a disk or a quota is full. */
function isFull(code) {
    return code === 'ENOSPC' || code === 'EDQUOT';
}
/** How to make room on a full disk. */
const MAKE_ROOM = 'Make room, for example with layer-build cache prune, which removes what is kept for later builds, or layer-build prune, which removes images without a name.';
/**
 * Turns an error of the file system into one with our own words. Returns every other error as it is.
 *
 * @param what what failed, such as `write the archive`
 * @param path where it failed
 * @param needed how many bytes had to be written, if that is known
 */
function diskError(error, what, path, needed) {
    if (!isSystemError(error))
        return error;
    const at = `${what} ${byte_name_displayName(path)}`;
    if (!isFull(error.code))
        return new InfraError(`cannot ${at}`, { cause: error });
    const size = needed === undefined ? '' : `, which takes ${formatBytes(needed)}`;
    return new InfraError(`the disk is full: cannot ${at}${size}`, { cause: error, hint: MAKE_ROOM });
}
/** The same for a path that the user named: if it cannot be written to, that is the user's fault. */
function destinationError(error, what, path, needed) {
    const reason = isSystemError(error) ? REASONS[errorCode(error) ?? ''] : undefined;
    if (reason === undefined)
        return diskError(error, what, path, needed);
    return new UserError(`cannot ${what} ${displayName(path)}: ${reason}`, {
        cause: error,
        hint: 'Name another path, or change what is there.',
    });
}
function isSystemError(error) {
    return error instanceof Error && 'syscall' in error && error.syscall !== undefined;
}

;// CONCATENATED MODULE: ./lib/layer/compression/blob-file.js




/** A blob's file, hashed while it is written. */
class BlobFile {
    #fd;
    #path;
    #hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    #size = 0;
    #closed = false;
    constructor(path) {
        this.#path = path;
        this.#fd = (0,external_node_fs_namespaceObject.openSync)(path, 'w', 0o600);
    }
    write(chunk) {
        this.#hash.update(chunk);
        this.#size += chunk.length;
        try {
            for (let at = 0; at < chunk.length;)
                at += (0,external_node_fs_namespaceObject.writeSync)(this.#fd, chunk, at);
        }
        catch (error) {
            throw diskError(error, 'write the layer', this.#path);
        }
    }
    finish() {
        this.close();
        return { digest: digestOfHex(this.#hash.digest('hex')), size: this.#size };
    }
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        (0,external_node_fs_namespaceObject.closeSync)(this.#fd);
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/node-zstd.js

/** Parameters of zstd's interface by their numbers (`zstd.h`). Node's types of today have no names for them. */
const ZSTD_LEVEL = 100;
/** Of a compressor: the base-2 logarithm of how far back a frame may point. */
const ZSTD_WINDOW_LOG = 101;
/** Of a decompressor: the largest window that it takes. */
const ZSTD_WINDOW_LOG_MAX = 100;
/** `ZSTD_e_end`: what was written becomes a whole frame. */
const ZSTD_END = 2;
/** Node's own zstd; `undefined` before Node 22.15. */
const node_zstd_nodeZstd = "createZstdCompress" in external_node_zlib_namespaceObject_0 ? external_node_zlib_namespaceObject_0 : undefined;

;// CONCATENATED MODULE: ./lib/layer/compression/parallel-zstd.js





/**
 * zstd's own default. Measured on 235 MB of node_modules in groups, with the processor's time of gzip -5 as 1: level 1 takes 0.42 for
 * 54.9 MB, 2 0.46 for 52.7, 3 0.5 for 50.0 (gzip: 53.5).
 */
const DEFAULT_ZSTD_LEVEL = 3;
/** Of a group: no frame points further back than its own start. */
const GROUP_WINDOW_LOG = Math.log2(GROUP_SIZE);
/** Bytes that a frame has at most beyond its input: a header, and three bytes for each block of 128 KiB. */
const FRAME_OVERHEAD = 4096;
/** Each encoder has its tables, a window, a block of input and one of output in memory: about 5 MiB. */
const MAX_ENCODERS = 6;
/**
 * A zstd frame (RFC 8878) for each group of the input. Frames are made side by side in libuv's thread pool. The output depends only on the
 * input, the level, the cuts, and the version of zstd in Node.
 */
class ParallelZstd {
    #onBlock;
    #level;
    #output;
    #encoders = new Set();
    #idle = [];
    #maxEncoders = Math.min((0,external_node_os_namespaceObject.availableParallelism)() + 1, MAX_ENCODERS);
    /** No encoder is free for them. */
    #waiting = [];
    #spare = [];
    #block = Buffer.allocUnsafe(GROUP_SIZE);
    #filled = 0;
    #isEmpty = true;
    /**
     * @param sink takes the output in order, synchronously; what it throws is thrown by the next call
     * @throws EngineBug where Node has no zstd
     */
    constructor(sink, { level, onBlock, onGroup } = {}) {
        this.#onBlock = onBlock;
        this.#level = level ?? DEFAULT_ZSTD_LEVEL;
        this.#output = new OrderedOutput({ sink, onGroup, maxInFlight: this.#maxEncoders + 1 });
    }
    write(chunk) {
        this.#output.check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(GROUP_SIZE - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled === GROUP_SIZE)
                this.#dispatch();
        }
    }
    get groupSize() {
        return this.#filled;
    }
    cut() {
        this.#output.check();
        if (this.#filled > 0)
            this.#dispatch();
    }
    drained() {
        return this.#output.drained();
    }
    async finish() {
        this.#output.check();
        // No frame at all would not be zstd.
        if (this.#filled > 0 || this.#isEmpty)
            this.#dispatch();
        await this.#output.flushed();
        this.#close();
    }
    async abandon() {
        await this.#output.abandon();
        this.#close();
    }
    #dispatch() {
        const block = this.#block.subarray(0, this.#filled);
        const buffer = this.#block;
        this.#onBlock?.(block);
        const passOn = this.#output.begin(block.length, true);
        const done = (error, output) => {
            this.#spare.push(buffer);
            passOn(error, output);
        };
        this.#isEmpty = false;
        this.#start({ block, done });
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(GROUP_SIZE);
        this.#filled = 0;
    }
    #start(job) {
        const encoder = this.#idle.pop() ?? this.#another();
        if (encoder === undefined) {
            this.#waiting.push(job);
            return;
        }
        encoder.encode(job.block, (error, output) => {
            this.#idle.push(encoder);
            const next = this.#waiting.shift();
            if (next !== undefined)
                this.#start(next);
            job.done(error, output);
        });
    }
    #another() {
        if (this.#encoders.size === this.#maxEncoders)
            return undefined;
        const encoder = new FrameEncoder(this.#level);
        this.#encoders.add(encoder);
        return encoder;
    }
    #close() {
        for (const encoder of this.#encoders)
            encoder.close();
        this.#encoders.clear();
    }
}
/** Makes one frame after the other. To make its tables anew for each of them would take a third of the time. */
class FrameEncoder {
    #stream;
    #done;
    /** Why it makes no frames any more. */
    #broken;
    constructor(level) {
        if (node_zstd_nodeZstd === undefined)
            throw new EngineBug('this Node.js has no zstd');
        this.#stream = node_zstd_nodeZstd.createZstdCompress({
            chunkSize: GROUP_SIZE + FRAME_OVERHEAD,
            // A frame is read when it is whole.
            readableHighWaterMark: 2 * (GROUP_SIZE + FRAME_OVERHEAD),
            params: { [ZSTD_LEVEL]: level, [ZSTD_WINDOW_LOG]: GROUP_WINDOW_LOG },
        });
        this.#stream.on('error', (error) => {
            this.#broken = error;
            this.#end(error, Buffer.alloc(0));
        });
    }
    /** To be called when the frame before is done. */
    encode(block, done) {
        if (this.#broken !== undefined) {
            done(this.#broken, Buffer.alloc(0));
            return;
        }
        this.#done = done;
        if (block.length > 0)
            this.#stream.write(block);
        this.#stream.flush(ZSTD_END, () => {
            const parts = [];
            for (let part = this.#read(); part !== null; part = this.#read())
                parts.push(part);
            this.#end(null, parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
        });
    }
    close() {
        this.#stream.destroy();
    }
    #read() {
        return this.#stream.read();
    }
    #end(error, output) {
        const done = this.#done;
        this.#done = undefined;
        done?.(error, output);
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/group-compressor.js



/**
 * How a layer is compressed that is made.
 *
 * @param cacheOnly no image is known that will have it. Every program reads the gzip of images. A cache is read by us alone, and zstd takes
 *   half of the time to make, and less to read, for fewer bytes.
 */
function formatFor(cacheOnly) {
    return cacheOnly && nodeZstd !== undefined ? 'zstd' : 'gzip';
}
/** @throws EngineBug for a format that this Node.js does not have */
function groupCompressor(format, sink, options) {
    return format === 'zstd' ? new ParallelZstd(sink, options) : new ParallelGzip(sink, options);
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-block.js
/** The 512-byte header block: POSIX ustar (IEEE 1003.1, pax, "ustar Interchange Format") and its variants of v7, star and GNU. */

const BLOCK = 512;
/** What is wrong with an archive. `TarReader` turns it into an InfraError that says which archive. */
class InvalidTar extends Error {
    name = 'InvalidTar';
}
const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;
const SPACE = 0x20;
/** The sum over the block, with spaces as the checksum field. */
function checksum(block) {
    let sum = CHECKSUM_LENGTH * SPACE;
    for (let at = 0; at < CHECKSUM_AT; at++)
        sum += block[at] ?? 0;
    for (let at = CHECKSUM_AT + CHECKSUM_LENGTH; at < BLOCK; at++)
        sum += block[at] ?? 0;
    return sum;
}
/** Some old programs summed signed characters. */
function signedChecksum(block) {
    let sum = CHECKSUM_LENGTH * SPACE;
    for (let at = 0; at < BLOCK; at++) {
        if (at === CHECKSUM_AT)
            at += CHECKSUM_LENGTH;
        sum += ((block[at] ?? 0) << 24) >> 24;
    }
    return sum;
}
function isZeroBlock(block) {
    if (block[0] !== 0)
        return false;
    for (let at = 1; at < BLOCK; at++)
        if (block[at] !== 0)
            return false;
    return true;
}
/** @throws InvalidTar */
function parseHeaderBlock(block) {
    const said = parseNumber(block, CHECKSUM_AT, CHECKSUM_LENGTH, 'checksum');
    if (said !== checksum(block) && said !== signedChecksum(block))
        throw new InvalidTar('wrong header checksum');
    const typeflag = String.fromCharCode(block[156] ?? 0);
    const dialect = dialectOf(block);
    const device = typeflag === '3' || typeflag === '4';
    let name = tar_block_text(block, 0, 100);
    const prefix = dialect === 'ustar' ? tar_block_text(block, 345, 155) : dialect === 'star' ? tar_block_text(block, 345, 131) : '';
    if (prefix !== '')
        name = `${prefix}/${name}`;
    return {
        typeflag,
        name,
        linkname: tar_block_text(block, 157, 100),
        mode: permissionBits(parseNumber(block, 100, 8, 'mode')),
        uid: ownerId(parseNumber(block, 108, 8, 'uid'), 'uid'),
        gid: ownerId(parseNumber(block, 116, 8, 'gid'), 'gid'),
        size: parseNumber(block, 124, 12, 'size'),
        mtime: parseNumber(block, 136, 12, 'mtime'),
        major: device ? parseNumber(block, 329, 8, 'device number') : 0,
        minor: device ? parseNumber(block, 337, 8, 'device number') : 0,
    };
}
function dialectOf(block) {
    const magic = block.toString('latin1', 257, 265);
    if (magic === 'ustar  \0')
        return 'gnu';
    if (!magic.startsWith('ustar'))
        return 'v7';
    return block.toString('latin1', 508, 512) === 'tar\0' ? 'star' : 'ustar';
}
function tar_block_text(block, start, length) {
    const limit = start + length;
    let end = start;
    while (end < limit && block[end] !== 0)
        end++;
    return end === start ? '' : decodeName(block.subarray(start, end));
}
/**
 * A numeric field: octal digits with blanks or NULs around them, or base-256 if the first bit is set (GNU, star).
 *
 * @throws InvalidTar also for a number beyond 2^53
 */
function parseNumber(block, start, length, what) {
    if (((block[start] ?? 0) & 0x80) !== 0)
        return base256(block.subarray(start, start + length), what);
    const limit = start + length;
    let at = start;
    while (at < limit && (block[at] === SPACE || block[at] === 0))
        at++;
    let value = 0;
    for (; at < limit; at++) {
        const digit = (block[at] ?? 0) - 0x30;
        if (digit < 0 || digit > 7)
            break;
        value = value * 8 + digit;
    }
    for (; at < limit; at++) {
        if (block[at] !== SPACE && block[at] !== 0)
            throw new InvalidTar(`the ${what} is no number`);
    }
    return value;
}
function base256(bytes, what) {
    const negative = ((bytes[0] ?? 0) & 0x40) !== 0;
    const flip = negative ? 0xff : 0;
    let value = 0;
    for (let at = 0; at < bytes.length; at++) {
        const byte = (bytes[at] ?? 0) ^ flip;
        value = value * 256 + (at === 0 ? byte & 0x7f : byte);
        if (value > Number.MAX_SAFE_INTEGER)
            throw new InvalidTar(`absurd ${what}`);
    }
    return negative ? -value - 1 : value;
}
/** Drops the bits of the file type, which some programs write into the field. */
function permissionBits(mode) {
    return ((mode % 0o10000) + 0o10000) % 0o10000;
}
/** Old systems wrote `nobody` as -2, which is the same 32 bits for the kernel. @throws InvalidTar */
function ownerId(id, what) {
    if (id < -0x80000000 || id > 0xffffffff)
        throw new InvalidTar(`absurd ${what} ${id}`);
    return id >>> 0;
}
const tar_block_UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)/;
/**
 * `raw` without leading and trailing slashes, `.` and `..`; the root is `''`.
 *
 * @throws InvalidTar when it holds a NUL, or leads out of the root and that is to be refused
 */
function cleanPath(raw, what, outside) {
    let path = raw.startsWith('./') ? raw.slice(2) : raw;
    if (path.endsWith('/'))
        path = path.slice(0, -1);
    if (path.includes('\0'))
        throw new InvalidTar(`${what} ${JSON.stringify(raw)} holds a NUL`);
    if (!tar_block_UNCLEAN.test(path))
        return path;
    const components = [];
    for (const component of path.split('/')) {
        if (component === '' || component === '.')
            continue;
        if (component !== '..')
            components.push(component);
        else if (components.pop() === undefined && outside === 'refuse') {
            throw new InvalidTar(`${what} ${JSON.stringify(raw.slice(0, 300))} leads out of the root`);
        }
    }
    path = components.join('/');
    return path;
}

;// CONCATENATED MODULE: ./lib/layer/tar/pax-records.js
/** Records of PAX extended headers (IEEE 1003.1, pax, "pax Extended Header"). */


const EQUALS = 0x3d;
const NEWLINE = 0x0a;
const pax_records_SPACE = 0x20;
/**
 * Parses `LENGTH KEYWORD=VALUE\n` records. GNU's sparse format 0.0 repeats `GNU.sparse.offset` and `.numbytes`: they become the
 * `GNU.sparse.map` of format 0.1.
 *
 * @throws InvalidTar
 */
function parsePaxRecords(bytes) {
    const records = new Map();
    const sparse = [];
    for (let at = 0; at < bytes.length;) {
        let length = 0;
        let digits = at;
        for (; digits < bytes.length && bytes[digits] !== pax_records_SPACE; digits++) {
            const digit = (bytes[digits] ?? 0) - 0x30;
            if (digit < 0 || digit > 9 || digits - at > 8)
                throw new InvalidTar('malformed PAX record');
            length = length * 10 + digit;
        }
        const end = at + length;
        if (end > bytes.length || end <= digits + 2 || bytes[end - 1] !== NEWLINE) {
            throw new InvalidTar('malformed PAX record');
        }
        const record = bytes.subarray(digits + 1, end - 1);
        const equals = record.indexOf(EQUALS);
        if (equals <= 0)
            throw new InvalidTar('PAX record without a keyword');
        const keyword = decodeName(record.subarray(0, equals));
        const value = record.subarray(equals + 1);
        if (keyword === 'GNU.sparse.offset' || keyword === 'GNU.sparse.numbytes') {
            const wanted = keyword === 'GNU.sparse.offset' ? 0 : 1;
            if (sparse.length % 2 !== wanted)
                throw new InvalidTar('malformed sparse map');
            sparse.push(value.toString('latin1'));
        }
        else {
            records.set(keyword, value);
        }
        at = end;
    }
    if (sparse.length > 0)
        records.set('GNU.sparse.map', Buffer.from(sparse.join(','), 'latin1'));
    return records;
}
/** One record. Its length includes the digits of the length. */
function paxRecord(keyword, value) {
    const rest = keyword.length + value.length + 3;
    let length = rest + String(rest).length;
    if (String(length).length > String(rest).length)
        length = rest + String(length).length;
    return Buffer.concat([Buffer.from(`${length} `), keyword, Buffer.of(EQUALS), value, Buffer.of(NEWLINE)]);
}
/** @throws InvalidTar */
function paxInteger(value, what) {
    const text = value.toString('latin1');
    if (!/^-?\d{1,16}$/.test(text))
        throw new InvalidTar(`the ${what} in a PAX header is no number`);
    const number = Number(text);
    if (!Number.isSafeInteger(number))
        throw new InvalidTar(`absurd ${what}`);
    return number;
}
/** Seconds with a fraction, rounded down like the kernel's `tv_sec`. @throws InvalidTar */
function paxSeconds(value) {
    const match = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(value.toString('latin1'));
    if (match === null)
        throw new InvalidTar('the mtime in a PAX header is no number');
    const whole = Number(match[2]);
    if (match[1] === '')
        return whole;
    const fraction = /[1-9]/.test(match[3] ?? '');
    return fraction ? -whole - 1 : 0 - whole;
}
const SCHILY = 'SCHILY.xattr.';
const LIBARCHIVE = 'LIBARCHIVE.xattr.';
/** Extended attributes, with values as base64. If both notations have an attribute, SCHILY's raw bytes count. @throws InvalidTar */
function paxXattrs(records) {
    const found = new Map();
    for (const [keyword, value] of records) {
        if (keyword.startsWith(LIBARCHIVE)) {
            const name = percentDecoded(keyword.slice(LIBARCHIVE.length));
            if (!found.has(name))
                found.set(name, Buffer.from(value.toString('latin1'), 'base64').toString('base64'));
        }
        else if (keyword.startsWith(SCHILY)) {
            found.set(percentDecoded(keyword.slice(SCHILY.length)), value.toString('base64'));
        }
    }
    for (const name of found.keys()) {
        if (name === '' || name.includes('\0'))
            throw new InvalidTar('extended attribute without a proper name');
    }
    return Object.fromEntries(found);
}
/** A keyword cannot have `=`: GNU tar writes `=` and `%` as percent escapes. */
function xattrKeyword(name) {
    return SCHILY + name.replace(/[%=]/g, (character) => (character === '%' ? '%25' : '%3D'));
}
function percentDecoded(name) {
    if (!name.includes('%'))
        return name;
    return name.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => decodeName(Buffer.from(escapes.replaceAll('%', ''), 'hex')));
}

;// CONCATENATED MODULE: ./lib/layer/tar/whiteout.js
/** Removes a path of the layers below (image-spec, "Layer Filesystem Changeset", "Whiteouts"). */
const WHITEOUT_PREFIX = '.wh.';
/** In a directory: hides everything that the layers below have in it. */
const OPAQUE_MARKER = '.wh..wh..opq';
/** AUFS's own files, which old layers still have. */
const AUFS_PREFIX = '.wh..wh.';
/** `a/b` → `a/.wh.b` */
function whiteoutName(path) {
    const slash = path.lastIndexOf('/') + 1;
    return `${path.slice(0, slash)}${WHITEOUT_PREFIX}${path.slice(slash)}`;
}

;// CONCATENATED MODULE: ./lib/layer/tar-writer.js
/** Headers of a layer's tar: POSIX ustar if the entry fits, else with a PAX extended header in front. GNU's forms are not used. */






/** Two zero blocks. */
const END_OF_ARCHIVE_SIZE = 2 * BLOCK;
/** Largest number of a field of eight bytes (seven octal digits and a NUL), and of one of twelve. */
const MAX_8 = 0o7777777;
const MAX_12 = 0o77777777777;
/** A whiteout has no metadata. With fixed values, equal layers are equal tars. */
const NO_METADATA = { mode: 0, uid: 0, gid: 0, mtime: 0 };
/** How many zero bytes fill the last block of a file with `size` bytes. */
function paddingAfter(size) {
    return (BLOCK - (size % BLOCK)) % BLOCK;
}
/**
 * All blocks of `entry` but a file's content: its header, a PAX header in front if it needs one, and its opaque marker behind.
 *
 * @param linked for a hard link: metadata of the file that it names, as unpackers apply the link's header to the file
 */
function tarHeader(entry, linked) {
    switch (entry.type) {
        case 'file':
            return header('0', encodeName(entry.path), entry, { size: entry.size });
        case 'hardlink':
            if (linked === undefined)
                throw new EngineBug('hard link without the metadata of its file');
            return header('1', encodeName(entry.path), linked, { link: encodeName(entry.target) });
        case 'symlink':
            return header('2', encodeName(entry.path), entry, { link: encodeName(entry.target) });
        case 'char':
        case 'block':
            return header(entry.type === 'char' ? '3' : '4', encodeName(entry.path), entry, entry);
        case 'directory': {
            const own = header('5', encodeName(entry.path === '' ? './' : `${entry.path}/`), entry, {});
            if (entry.opaque !== true)
                return own;
            const marker = entry.path === '' ? OPAQUE_MARKER : `${entry.path}/${OPAQUE_MARKER}`;
            return Buffer.concat([own, header('0', encodeName(marker), NO_METADATA, { size: 0 })]);
        }
        case 'fifo':
            return header('6', encodeName(entry.path), entry, {});
        case 'whiteout':
            return header('0', encodeName(whiteoutName(entry.path)), NO_METADATA, { size: 0 });
        default:
            return unreachable(entry);
    }
}
function header(typeflag, name, metadata, fields) {
    const { size = 0, link, major, minor } = fields;
    const pax = [];
    const split = splitName(name);
    if (split === undefined || mustDeclare(name))
        pax.push(['path', name]);
    if (link !== undefined && (link.length > 100 || mustDeclare(link)))
        pax.push(['linkpath', link]);
    tar_writer_number(pax, 'uid', metadata.uid, MAX_8);
    tar_writer_number(pax, 'gid', metadata.gid, MAX_8);
    tar_writer_number(pax, 'size', size, MAX_12);
    tar_writer_number(pax, 'mtime', metadata.mtime, MAX_12);
    // No keyword exists for device numbers; Linux's fit (12 and 20 bits).
    if ((major ?? 0) > MAX_8 || (minor ?? 0) > MAX_8)
        throw new EngineBug(`device number ${major ?? 0}:${minor ?? 0}`);
    // PAX values are UTF-8. A name that is not has to be declared as bytes (pax, "hdrcharset").
    const bytes = pax.some(([keyword, value]) => keyword.endsWith('path') && !(0,external_node_buffer_namespaceObject.isUtf8)(value));
    if (bytes)
        pax.unshift(['hdrcharset', Buffer.from('BINARY')]);
    for (const xattr of Object.keys(metadata.xattrs ?? {}).sort()) {
        pax.push([xattrKeyword(xattr), Buffer.from(metadata.xattrs?.[xattr] ?? '', 'base64')]);
    }
    const main = Buffer.alloc(BLOCK);
    const { prefix, rest } = split ?? { prefix: tar_writer_NOTHING, rest: fallback(name) };
    rest.copy(main, 0);
    prefix.copy(main, 345);
    octal(main, 100, 8, metadata.mode);
    octal(main, 108, 8, metadata.uid);
    octal(main, 116, 8, metadata.gid);
    octal(main, 124, 12, size);
    octal(main, 136, 12, metadata.mtime);
    link?.copy(main, 157, 0, 100);
    octal(main, 329, 8, major ?? 0);
    octal(main, 337, 8, minor ?? 0);
    seal(main, typeflag);
    return pax.length === 0 ? main : Buffer.concat([paxHeader(pax), main]);
}
const tar_writer_NOTHING = Buffer.alloc(0);
function tar_writer_number(pax, keyword, value, max) {
    if (value < 0 || value > max)
        pax.push([keyword, Buffer.from(String(value))]);
}
/**
 * ustar does not say which charset a name has: only ASCII is safe. UTF-8 is written to PAX, which is UTF-8. Bytes that are neither stay in
 * the ustar field if they fit: every reader takes them as they are, while GNU tar warns about `hdrcharset`.
 */
function mustDeclare(name) {
    return !(0,external_node_buffer_namespaceObject.isAscii)(name) && (0,external_node_buffer_namespaceObject.isUtf8)(name);
}
/** The full name is in the PAX header. Programs that do not know PAX see the end of the name. */
function fallback(name) {
    return name.subarray(-100);
}
/** Splits a name at a slash into the fields `prefix` (155) and `name` (100); `undefined` if it does not fit. */
function splitName(name) {
    if (name.length <= 100)
        return { prefix: tar_writer_NOTHING, rest: name };
    if (name.length > 256)
        return undefined;
    // Not at the slash at the end of a directory's name.
    const slash = name.indexOf(SLASH, name.length - 101);
    if (slash <= 0 || slash > 155 || slash >= name.length - 1)
        return undefined;
    return { prefix: name.subarray(0, slash), rest: name.subarray(slash + 1) };
}
const SLASH = 0x2f;
function paxHeader(records) {
    const body = Buffer.concat(records.map(([keyword, value]) => paxRecord(encodeName(keyword), value)));
    const blocks = Buffer.alloc(BLOCK + body.length + paddingAfter(body.length));
    blocks.write('PaxHeaders.0/entry', 0, 'latin1');
    octal(blocks, 100, 8, 0o644);
    octal(blocks, 108, 8, 0);
    octal(blocks, 116, 8, 0);
    octal(blocks, 124, 12, body.length);
    octal(blocks, 136, 12, 0);
    seal(blocks, 'x');
    body.copy(blocks, BLOCK);
    return blocks;
}
/** Octal digits and a NUL. A value that does not fit is written as zero: the PAX header has it. */
function octal(block, at, length, value) {
    const digits = length - 1;
    const fits = value >= 0 && value <= (length === 8 ? MAX_8 : MAX_12);
    block.write((fits ? value : 0).toString(8).padStart(digits, '0'), at, digits, 'latin1');
}
function seal(block, typeflag) {
    block.write(typeflag, 156, 1, 'latin1');
    block.write('ustar\u000000', 257, 8, 'latin1');
    const sum = checksum(block).toString(8).padStart(6, '0');
    block.write(`${sum}\0 `, 148, 8, 'latin1');
}

;// CONCATENATED MODULE: ./lib/layer/hard-links.js

/** Finds the file that a hard link of a layer names, also through other hard links. */
class HardLinks {
    #targets = new Map();
    constructor(entries) {
        for (const entry of entries)
            if (entry.type === 'hardlink')
                this.#targets.set(entry.path, entry.target);
    }
    get size() {
        return this.#targets.size;
    }
    /** The paths of the links. */
    paths() {
        return this.#targets.keys();
    }
    /**
     * The path of the file that `path` names: `path` itself if it is not a link. The file may be in a layer below.
     *
     * @throws InfraError when the links form a circle
     */
    carrier(path) {
        const passed = [];
        let end = path;
        for (let target = this.#targets.get(end); target !== undefined; target = this.#targets.get(end)) {
            if (passed.length > this.#targets.size)
                throw new InfraError('the hard links of a layer lead in a circle');
            passed.push(end);
            end = target;
        }
        // Stored, so that a long chain is not followed again for each of its links.
        for (const name of passed)
            this.#targets.set(name, end);
        return end;
    }
}

;// CONCATENATED MODULE: ./lib/layer/tree-digest.js





const VERSION = 'layer-tree/1';
/**
 * Identifies what a layer contains, without the order and the mtimes of its tar: sha256 over the entries, sorted by path, each field with
 * its length in front. It makes no difference which of several hard links is the file in the tar.
 *
 * @throws InfraError when hard links form a circle
 */
function tree_digest_treeDigest(entries) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    let text = field(VERSION);
    const canonical = canonicalLinks(entries);
    for (const entry of PackedEntries.of(entries).sorted()) {
        text += canonicalEntry(canonical(entry));
        if (text.length > FLUSH) {
            // UTF-16: invalid bytes in names are encoded as lone surrogates, which UTF-8 does not have.
            hash.update(text, 'utf16le');
            text = '';
        }
    }
    return treeDigestOfHex(hash.update(text, 'utf16le').digest('hex'));
}
/** Characters that are hashed at a time. */
const FLUSH = 64 * 1024;
function field(value) {
    const text = String(value);
    return `${text.length}:${text}`;
}
/** An entry as part of the tree digest. Two entries that differ at most in times have the same text. */
function canonicalEntry(entry) {
    const start = field(entry.type) + field(entry.path);
    switch (entry.type) {
        case 'file':
            return start + metadata(entry) + field(entry.size) + field(entry.digest);
        case 'directory':
            return start + metadata(entry) + field(entry.opaque === true ? 'opaque' : '');
        case 'symlink':
            return start + metadata(entry) + field(entry.target);
        case 'char':
        case 'block':
            return start + metadata(entry) + field(entry.major) + field(entry.minor);
        case 'fifo':
            return start + metadata(entry);
        case 'hardlink':
            return start + field(entry.target);
        case 'whiteout':
            return start;
        default:
            return unreachable(entry);
    }
}
function metadata(entry) {
    const { mode, uid, gid, xattrs } = entry;
    const own = field(mode) + field(uid) + field(gid);
    if (xattrs === undefined)
        return own + field(0);
    const names = Object.keys(xattrs).sort();
    return own + field(names.length) + names.map((name) => field(name) + field(xattrs[name] ?? '')).join('');
}
/** Makes the first path of each group of hard links the file, and the others links to it. */
function canonicalLinks(entries) {
    const links = new HardLinks(entries);
    if (links.size === 0)
        return (entry) => entry;
    const carriers = new Map();
    const least = new Map();
    for (const link of links.paths()) {
        const carrier = links.carrier(link);
        const known = least.get(carrier) ?? carrier;
        least.set(carrier, link < known ? link : known);
    }
    for (const entry of entries) {
        if (entry.type !== 'whiteout' && entry.type !== 'hardlink' && least.has(entry.path))
            carriers.set(entry.path, entry);
    }
    return (entry) => {
        if (entry.type === 'whiteout')
            return entry;
        const { path } = entry;
        const carrier = links.carrier(path);
        const name = least.get(carrier);
        if (name === undefined)
            return entry;
        const file = carriers.get(carrier);
        // The file is in a layer below.
        if (file === undefined)
            return { type: 'hardlink', path, target: carrier };
        return path === name ? { ...file, path } : { type: 'hardlink', path, target: name };
    };
}

;// CONCATENATED MODULE: ./lib/layer/layer-writer.js



















const ZEROS = Buffer.alloc(END_OF_ARCHIVE_SIZE);
/** Makes tar, index, digests and compressed blob of entries in one pass, with a few MiB in memory at a time. */
class LayerWriter {
    #options;
    #blob;
    #diff = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    #format;
    #compressor;
    #entries;
    /** The directory of the last entry that was added. It is mostly also the directory of the next one. */
    #lastParent;
    /** Parents of entries that have no entry themselves. They must not come later. */
    #absentParents = new Set();
    #groups = [];
    /** By the bytes of the tar before it: how many entries come before a group that begins with one. */
    #groupStarts = new Map();
    /** Whether the entry that was begun has groups of its own. */
    #ownGroups = false;
    #span = openSpan('layers', () => 'write a layer');
    #tarSize = 0;
    /** Whether `add` is taking the content of a file. */
    #busy = false;
    #state = 'open';
    /** @throws what `openSync` throws */
    static create(options) {
        return new Promise((resolve) => resolve(new LayerWriter(options)));
    }
    constructor(options) {
        this.#options = options;
        this.#entries = new PackedEntries(options.paths);
        const blob = new BlobFile(options.blobFile);
        this.#blob = blob;
        this.#format = options.format ?? 'gzip';
        this.#compressor = groupCompressor(this.#format, (chunk) => blob.write(chunk), {
            onBlock: (block) => this.#diff.update(block),
            onGroup: (group) => this.#groups.push(group),
            ...(options.level === undefined ? {} : { level: options.level }),
        });
    }
    /**
     * Adds one entry. Parents come before children, no path comes twice, and a hard link comes after the file that it names. A file's
     * content must have exactly the given size. Chunks are copied, so that their buffers may be reused. A promise that is returned must be
     * awaited before the next call. After an error, only `abort` may be called.
     *
     * @throws InfraError when a file's content is longer or shorter than declared: it changed while it was read
     * @throws UserError when a name starts with `.wh.`, which no layer can hold
     * @throws EngineBug when the order or uniqueness of paths is broken
     */
    add(entry, content) {
        if (this.#state !== 'open' || this.#busy)
            throw new EngineBug(`add while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#checkPath(entry);
        if (entry.type !== 'file') {
            const linked = entry.type === 'hardlink' ? this.#linkedMetadata(entry.path, entry.target) : undefined;
            const header = tarHeader(entry, linked);
            this.#beginEntry(header.length);
            this.#tar(header);
            this.#record(entry);
            return this.#pressure();
        }
        const header = tarHeader(entry);
        this.#beginEntry(header.length + entry.size);
        this.#tar(header);
        this.#busy = true;
        const digest = new FileDigest(entry.size);
        if (content === undefined)
            return this.#endFile(entry, digest);
        if (Symbol.asyncIterator in content)
            return this.#takeAsync(entry, content, digest);
        return this.#take(entry, content[Symbol.iterator](), digest);
    }
    /** Takes chunks synchronously as long as the compressor keeps up, so that small files need no promise. */
    #take(entry, chunks, digest) {
        try {
            for (let next = chunks.next(); next.done !== true; next = chunks.next()) {
                this.#content(entry, next.value, digest);
                const pressure = this.#compressor.drained();
                if (pressure !== undefined)
                    return this.#continue(entry, chunks, digest, pressure);
            }
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        return this.#endFile(entry, digest);
    }
    async #continue(entry, chunks, digest, pressure) {
        try {
            await pressure;
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        await this.#take(entry, chunks, digest);
    }
    async #takeAsync(entry, content, digest) {
        for await (const chunk of content) {
            this.#content(entry, chunk, digest);
            await this.#compressor.drained();
        }
        await this.#endFile(entry, digest);
    }
    #content(entry, chunk, digest) {
        if (digest.seen + chunk.length > entry.size)
            throw changed(entry, 'grew');
        digest.update(chunk);
        this.#tar(chunk);
    }
    #endFile(entry, digest) {
        if (digest.seen !== entry.size)
            throw changed(entry, 'shrank');
        this.#tar(ZEROS.subarray(0, paddingAfter(entry.size)));
        this.#record(digestedFile(entry, digest.digest()));
        if (this.#ownGroups)
            this.#compressor.cut();
        this.#busy = false;
        return this.#pressure();
    }
    /**
     * A group has whole entries, and a large file has groups of its own: whoever wants one file needs nothing else.
     *
     * @param size bytes, with the header
     */
    #beginEntry(size) {
        this.#ownGroups = size > GROUP_SIZE;
        if (this.#compressor.groupSize + size > GROUP_SIZE)
            this.#compressor.cut();
        if (this.#compressor.groupSize === 0)
            this.#groupStarts.set(this.#tarSize, this.#entries.length);
    }
    #groupsOfEntries() {
        const counts = [...this.#groupStarts.values(), this.#entries.length];
        let [offset, begun] = [0, 0];
        return this.#groups.map((group) => {
            const before = this.#groupStarts.get(offset);
            offset += group.size;
            const entries = before === undefined ? 0 : (counts[++begun] ?? before) - before;
            return { ...group, entries };
        });
    }
    #tar(bytes) {
        if (bytes.length === 0)
            return;
        this.#tarSize += bytes.length;
        this.#compressor.write(bytes);
    }
    #pressure() {
        return this.#compressor.drained();
    }
    #record(entry) {
        const { maxEntries = MAX_LAYER_ENTRIES } = this.#options;
        if (this.#entries.length === maxEntries) {
            throw new errors_UserError(`a layer cannot have more than ${maxEntries} files and directories`, {
                hint: 'Make them in several steps.',
            });
        }
        this.#entries.push(entry);
    }
    #checkPath(entry) {
        const { path } = entry;
        if (this.#entries.typeAt(path) !== undefined)
            throw new EngineBug(`two entries for ${JSON.stringify(path)}`);
        if (this.#absentParents.has(path))
            throw new EngineBug(`${JSON.stringify(path)} comes after what stands in it`);
        if (path.startsWith(WHITEOUT_PREFIX) || path.includes(`/${WHITEOUT_PREFIX}`)) {
            throw new errors_UserError(`a layer cannot hold the name ${JSON.stringify(byte_name_displayName(path))}`, {
                hint: `Names that start with ${WHITEOUT_PREFIX} stand for removed files in image layers.`,
            });
        }
        for (let parent = path; parent !== '';) {
            parent = parentPath(parent);
            if (parent === this.#lastParent)
                return;
            const type = this.#entries.typeAt(parent);
            if (type === 'directory') {
                this.#lastParent = parent;
                return;
            }
            if (type !== undefined)
                throw new EngineBug(`${JSON.stringify(path)} below a ${type}`);
            if (this.#absentParents.has(parent))
                return;
            this.#absentParents.add(parent);
        }
    }
    /** Unpackers apply the header of a hard link to the file that it names. So it repeats the file's metadata. */
    #linkedMetadata(path, target) {
        let entry = this.#entries.get(target);
        while (entry?.type === 'hardlink')
            entry = this.#entries.get(entry.target);
        if (entry === undefined || entry.type === 'directory' || entry.type === 'whiteout') {
            throw new EngineBug(`hard link ${JSON.stringify(path)} to ${JSON.stringify(target)}, which is not in the layer`);
        }
        return entry;
    }
    /** Ends tar and blob, and writes the index. The files are closed but not synced. */
    async finish() {
        if (this.#state !== 'open' || this.#busy)
            throw new EngineBug(`finish while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#tar(ZEROS);
        await this.#compressor.finish();
        this.#state = 'finished';
        const { digest, size } = this.#blob.finish();
        this.#span.note({ files: this.#entries.length, tar: this.#tarSize, blob: size });
        this.#span.end();
        const indexing = openSpan('layers', () => 'index of a layer');
        const diffId = diffIdOfHex(this.#diff.digest('hex'));
        const tree = tree_digest_treeDigest(this.#entries);
        const { blobFile, indexFile } = this.#options;
        const groups = { blob: digest, format: this.#format, groups: this.#groupsOfEntries() };
        const index = { entries: this.#entries, diffId, treeDigest: tree, groups };
        let indexDigest;
        await (0,external_node_fs_promises_namespaceObject.writeFile)(indexFile, encodedIndex(index, (given) => (indexDigest = given)), { mode: 0o600 });
        indexing.end();
        return {
            blobFile,
            indexFile,
            blob: { mediaType: this.#format === 'zstd' ? OCI_LAYER_ZSTD : OCI_LAYER_GZIP, digest, size },
            diffId,
            treeDigest: tree,
            indexDigest,
            uncompressedSize: this.#tarSize,
        };
    }
    /** Removes what was written. May be called at any time, also after an error. */
    async abort() {
        if (this.#state === 'aborted')
            return;
        const wasOpen = this.#state === 'open';
        this.#state = 'aborted';
        this.#span.end();
        if (wasOpen) {
            await this.#compressor.abandon();
            this.#blob.close();
        }
        await discard_discard(this.#options.blobFile);
        await discard_discard(this.#options.indexFile);
    }
}
function changed(entry, how) {
    return new InfraError(`file changed while it was read: ${byte_name_displayName(entry.path)} ${how} (it had ${entry.size} bytes)`, {
        hint: 'Build again when nothing writes to it.',
    });
}

;// CONCATENATED MODULE: ./lib/layer/unpacked-size.js
/**
 * Bytes of a layer when it is unpacked, as docker counts them with overlay2: the contents of files, each once, and the texts of links.
 */
function unpackedSize(entries) {
    let size = 0;
    for (const entry of entries) {
        if (entry.type === 'file')
            size += entry.size;
        else if (entry.type === 'symlink')
            size += Buffer.byteLength(entry.target);
    }
    return size;
}

;// CONCATENATED MODULE: ./lib/layer/file-content.js




/** Bytes to read at once. A file with fewer bytes comes as one chunk. */
const CHUNK = 512 * 1024;
/** Buffers for reuse: with thousands of small files, a new one for each would be too much garbage. */
const spare = [];
const MAX_SPARE = 4;
/**
 * The bytes of the regular file at `path` (encoded as in `text/byte-name.ts`), for `LayerWriter.add`. The file is read synchronously,
 * and `path` may not be a symbolic link. A chunk is only valid until the next one is asked for.
 *
 * @param size bytes that are expected; the file is read to its end in any case
 * @throws what `openSync` and `readSync` throw
 */
function* fileContent(path, size) {
    // With O_NONBLOCK the process does not hang if the path has become a fifo since its lstat.
    yield* openedContent((0,external_node_fs_namespaceObject.openSync)(fsPath(path), external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW | external_node_fs_namespaceObject.constants.O_NONBLOCK), size);
}
/** `fileContent` of a file that is open already, and is closed at the end. */
function* openedContent(fd, size) {
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
    try {
        for (let total = 0;;) {
            const count = (0,external_node_fs_namespaceObject.readSync)(fd, buffer, 0, buffer.length, null);
            if (count === 0)
                return;
            total += count;
            yield count === buffer.length ? buffer : buffer.subarray(0, count);
            // The whole file came in one read, which was shorter than asked for: this is its end.
            if (total === size && count < buffer.length)
                return;
        }
    }
    finally {
        if (spare.length < MAX_SPARE)
            spare.push(buffer);
        (0,external_node_fs_namespaceObject.closeSync)(fd);
    }
}
/** Bytes. A layer has zeros for the holes of sparse files. They are hashed and compressed, and 16 GiB take a minute. */
const MOST_HOLES = 16 * 1024 ** 3;
/** Limits the holes of all files of one layer, or of one context, together. */
class HoleBudget {
    #holes = 0;
    /** @param name how an error names the file  @throws UserError for the file with which there are too many */
    spend({ size, blocks }, name) {
        // On Windows, the number of blocks is not known.
        this.#holes += Math.max(0, size - (blocks ?? Infinity) * 512);
        if (this.#holes <= MOST_HOLES)
            return;
        throw new errors_UserError(`the sparse files up to ${byte_name_displayName(name)} have more than ${formatBytes(MOST_HOLES)} of holes`, {
            hint: 'An image holds holes as zeros. A useradd with a high uid makes such a file: give it --no-log-init.',
        });
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/captured-entry.js


/** @param path below the folder that was scanned */
function xattrsAt(all, path) {
    return all.size === 0 ? undefined : all.get(encodeName(path).toString('latin1'));
}
/** What a layer says about a file besides its content, without overlayfs's own attributes. */
function metadataOf(stats, xattrs) {
    const kept = [...(xattrs ?? [])].filter(([name]) => !/^(?:trusted|user)\.overlay\./.test(name));
    return {
        mode: stats.mode & 0o7777,
        uid: stats.uid,
        gid: stats.gid,
        mtime: Math.floor(stats.mtimeMs / 1000),
        ...(kept.length === 0
            ? {}
            : { xattrs: Object.fromEntries(kept.map(([name, value]) => [name, value.toString('base64')])) }),
    };
}
/**
 * The entry for a file that is not a regular file, directory or socket.
 *
 * @param file a path to it on this machine
 * @param path its path in the layer
 */
function specialEntry(file, path, stats, metadata) {
    if (stats.isSymbolicLink()) {
        const target = decodeName((0,external_node_fs_namespaceObject.readlinkSync)(fsPath(file), { encoding: 'buffer' }));
        return { type: 'symlink', path, target, ...metadata };
    }
    if (stats.isFIFO())
        return { type: 'fifo', path, ...metadata };
    return { type: stats.isBlockDevice() ? 'block' : 'char', path, ...deviceOf(stats.rdev), ...metadata };
}
/** Takes apart a device number in glibc's form, which stat(2) returns. */
function deviceOf(rdev) {
    return { major: (rdev >>> 8) & 0xfff, minor: (rdev & 0xff) | ((rdev >>> 12) & 0xfff00) };
}

;// CONCATENATED MODULE: ./lib/worker/containers/copy-into.js







const NEW_FILE = external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_CREAT | external_node_fs_namespaceObject.constants.O_EXCL | external_node_fs_namespaceObject.constants.O_NOFOLLOW;
/**
 * Copies the content of a folder over that of another one, in which others may be changing things. Each folder is entered by the
 * descriptor of the one above. What is there is removed and made new, and never opened, so no link is followed and no file outside is
 * written to.
 */
class CopyInto {
    #kernel;
    #xattrs;
    /** @param xattrs those below the folder that is copied */
    constructor(kernel, xattrs) {
        this.#kernel = kernel;
        this.#xattrs = xattrs;
    }
    /**
     * @param from an open folder that only we can change, and `to`, an open folder of the container
     * @throws UserError when a folder is where a file should go, or the other way round
     */
    async folder(from, to, path = '') {
        for (const name of readNames(descriptorPath(from))) {
            const below = path === '' ? name : `${path}/${name}`;
            const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(descriptorPath(from, name)));
            if (stats.isDirectory())
                await this.#folder({ from, to, name, path: below }, stats);
            else
                await this.#other({ from, to, name, path: below }, stats);
        }
    }
    async #folder({ from, to, name, path }, stats) {
        const target = fsPath(descriptorPath(to, name));
        try {
            (0,external_node_fs_namespaceObject.mkdirSync)(target, { mode: 0o700 });
        }
        catch (error) {
            if (errors_errorCode(error) !== 'EEXIST')
                throw error;
            if (!(0,external_node_fs_namespaceObject.lstatSync)(target).isDirectory())
                throw new errors_UserError(`cannot copy the folder ${byte_name_displayName(path)}: a file is there`);
        }
        const source = openChildFolder(from, name);
        try {
            const inside = openChildFolder(to, name);
            try {
                await this.folder(source, inside, path);
                const place = descriptorPath(inside);
                (0,external_node_fs_namespaceObject.chownSync)(place, stats.uid, stats.gid);
                (0,external_node_fs_namespaceObject.chmodSync)(place, stats.mode & 0o7777);
                (0,external_node_fs_namespaceObject.utimesSync)(place, stats.atimeMs / 1000, stats.mtimeMs / 1000);
            }
            finally {
                (0,external_node_fs_namespaceObject.closeSync)(inside);
            }
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(source);
        }
    }
    async #other({ from, to, name, path }, stats) {
        const source = descriptorPath(from, name);
        const place = descriptorPath(to, name);
        const target = fsPath(place);
        if ((0,external_node_fs_namespaceObject.lstatSync)(target, { throwIfNoEntry: false })?.isDirectory() === true)
            throw new errors_UserError(`cannot copy the file ${byte_name_displayName(path)}: a folder is there`);
        try {
            (0,external_node_fs_namespaceObject.unlinkSync)(target);
        }
        catch (error) {
            if (errors_errorCode(error) !== 'ENOENT')
                throw error;
        }
        if (stats.isFile())
            this.#file(source, place, stats);
        else {
            if (stats.isSymbolicLink())
                (0,external_node_fs_namespaceObject.symlinkSync)((0,external_node_fs_namespaceObject.readlinkSync)(fsPath(source), { encoding: 'buffer' }), target);
            else if (stats.isFIFO())
                await this.#kernel.makeNode(Buffer.from(target), FILE_TYPE.fifo | 0o600, 0, 0);
            // Devices would be of no use in a container.
            else
                return;
            (0,external_node_fs_namespaceObject.lchownSync)(target, stats.uid, stats.gid);
            (0,external_node_fs_namespaceObject.lutimesSync)(target, stats.atimeMs / 1000, stats.mtimeMs / 1000);
        }
        for (const [attribute, value] of xattrsAt(this.#xattrs, path) ?? [])
            await this.#kernel.setXattr(Buffer.from(target), attribute, value);
    }
    #file(source, target, stats) {
        const to = (0,external_node_fs_namespaceObject.openSync)(fsPath(target), NEW_FILE, 0o600);
        try {
            for (const chunk of fileContent(source, stats.size))
                for (let at = 0; at < chunk.length;)
                    at += (0,external_node_fs_namespaceObject.writeSync)(to, chunk, at);
            (0,external_node_fs_namespaceObject.fchownSync)(to, stats.uid, stats.gid);
            (0,external_node_fs_namespaceObject.fchmodSync)(to, stats.mode & 0o7777);
            (0,external_node_fs_namespaceObject.futimesSync)(to, stats.atimeMs / 1000, stats.mtimeMs / 1000);
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(to);
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/kernel/overlay-marks.js
const OPAQUE_XATTR = {
    trusted: 'trusted.overlay.opaque',
    user: 'user.overlay.opaque',
};
/** Whether a file says that there is none at its path: a character device 0, 0 (Linux, overlayfs, "whiteouts and opaque directories"). */
function isWhiteoutDevice(stats) {
    return stats.isCharacterDevice() && Number(stats.rdev) === 0;
}

;// CONCATENATED MODULE: ./lib/worker/storage/capture.js







/** Entries after which other work gets its turn. */
const capture_BATCH = 500;
/**
 * Reads what a step wrote (an overlay's upper directory) as a layer, in one pass, sorted by name. A directory that overlayfs
 * only copied up is in the layer if something below it is (as in Docker's layers), and left out otherwise.
 *
 * @returns notes, for using the directory as a snapshot
 * @throws SyscallError when extended attributes cannot be read; whatever the sink throws
 */
async function captureUpper(options, kernel, sink) {
    const xattrs = await kernel.scanXattrs(options.upper);
    const descent = new FolderDescent(options.upper);
    try {
        await new Capture(options, xattrs, descent, sink).folder('', false);
    }
    finally {
        descent.close();
    }
    // A layer has no entry for its root. When it is unpacked, the root of the layers below is used.
    return { implied: [''], opaque: opaqueDirectories(xattrs, options.family) };
}
class Capture {
    #options;
    #xattrs;
    #descent;
    #sink;
    #links = new Map();
    /** Unchanged directories above the current one. They are written before the first entry below them. */
    #pending = [];
    #holes = new HoleBudget();
    #count = 0;
    constructor(options, xattrs, descent, sink) {
        this.#options = options;
        this.#xattrs = xattrs;
        this.#descent = descent;
        this.#sink = sink;
    }
    /** @param detached nothing of the layers below is visible here */
    async folder(folder, detached) {
        for (const name of readNames(this.#descent.enter(folder)).sort()) {
            const path = folder === '' ? name : `${folder}/${name}`;
            const file = `${this.#descent.enter(folder)}/${name}`;
            const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file));
            if (stats.isDirectory())
                await this.#directory(path, stats, detached);
            else
                await this.#other({ path, file }, stats, detached);
        }
    }
    async #directory(path, stats, detached) {
        const lower = detached ? undefined : this.#options.lower.directory(path);
        const attributes = xattrsAt(this.#xattrs, path);
        const opaque = attributes?.get(OPAQUE_XATTR[this.#options.family])?.toString() === 'y';
        const hides = opaque && lower !== undefined;
        const metadata = metadataOf(stats, attributes);
        const entry = { type: 'directory', path, ...metadata, ...(hides ? { opaque: true } : {}) };
        const unchanged = lower !== undefined && !hides && metadata.xattrs === undefined && isSame(lower, stats);
        if (unchanged)
            this.#pending.push(entry);
        else
            await this.#add(entry);
        await this.folder(path, detached || lower === undefined || hides);
        if (this.#pending.at(-1) === entry)
            this.#pending.pop();
    }
    /** @param entry its path in the layer, and a path to the file that is valid until the next folder is entered */
    async #other({ path, file }, stats, detached) {
        if (isWhiteoutDevice(stats)) {
            if (!detached)
                await this.#add({ type: 'whiteout', path });
            return;
        }
        if (stats.isSocket())
            return;
        if (stats.nlink > 1) {
            const inode = `${stats.dev}:${stats.ino}`;
            const first = this.#links.get(inode);
            if (first !== undefined) {
                await this.#add({ type: 'hardlink', path, target: first });
                return;
            }
            this.#links.set(inode, path);
        }
        const metadata = metadataOf(stats, xattrsAt(this.#xattrs, path));
        if (stats.isFile()) {
            this.#holes.spend(stats, path);
            await this.#add({ type: 'file', path, size: stats.size, ...metadata }, fileContent(file, stats.size));
        }
        else
            await this.#add(specialEntry(file, path, stats, metadata));
    }
    async #add(entry, content) {
        for (const parent of this.#pending.splice(0))
            await this.#sink.add(parent);
        const adding = this.#sink.add(entry, content);
        if (adding !== undefined)
            await adding;
        if (++this.#count % capture_BATCH === 0) {
            await (0,promises_namespaceObject.setImmediate)();
            this.#options.signal.throwIfAborted();
        }
    }
}
/** Layers have times in whole seconds. */
function isSame(lower, upper) {
    return (lower.mode === upper.mode &&
        lower.uid === upper.uid &&
        lower.gid === upper.gid &&
        Math.floor(lower.mtimeMs / 1000) === Math.floor(upper.mtimeMs / 1000));
}
function opaqueDirectories(xattrs, family) {
    return [...xattrs].flatMap(([path, attributes]) => attributes.get(OPAQUE_XATTR[family])?.toString() === 'y' ? [decodeName(Buffer.from(path, 'latin1'))] : []);
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/snapshot-stack.js







/** Snapshots on top of each other. Answers what is at a path of the flattened tree, without a mount. */
class SnapshotStack {
    /** The layers' files. */
    #folders;
    #implied;
    #opaque;
    /** For each layer, its hard links to files of layers below: targets by path. */
    #links;
    /** For each layer, what was already looked up. Snapshots do not change. */
    #lookedUp;
    /** @param lowers lowest first */
    constructor(lowers) {
        this.#folders = lowers.map(({ files }) => files);
        const notes = lowers.map((lower) => lower.notes);
        this.#implied = notes.map((note) => new Set(note.implied));
        this.#opaque = notes.map((note) => new Set(note.opaque));
        this.#lookedUp = notes.map(() => new Map());
        this.#links = notes.map((note) => new Map((note.links ?? []).map(({ path, target }) => [path, target])));
    }
    /**
     * The directory that is visible at `path`, with the metadata of the highest layer that names it; `undefined` if none is.
     *
     * @param path relative, `''` for the root, as in `LayerEntry.path`
     */
    directory(path) {
        let first;
        for (let layer = this.#folders.length - 1; layer >= 0; layer--) {
            const stats = this.#lookup(layer, path);
            if (stats === 'hidden' || (stats !== 'absent' && !stats.isDirectory()))
                return first;
            if (stats !== 'absent') {
                if (this.#implied[layer]?.has(path) !== true)
                    return stats;
                first ??= stats;
            }
            if (this.#isCut(layer, path))
                return first;
        }
        return first;
    }
    /**
     * Makes a topmost layer in `folder` with what overlayfs would get wrong. Overlayfs takes a directory's metadata from the
     * highest layer that has it, even if that layer only implies it: here such directories have the metadata of the layer that
     * names them. And overlayfs does not know the hard links to files of layers below: here they are.
     *
     * @returns whether such a layer is needed
     * @throws InfraError for a link to a file that no layer below has
     */
    async writeTop(folder) {
        const wanted = new Set();
        const links = this.#shownLinks();
        for (const { path } of links)
            for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
                wanted.add(path.slice(0, at));
        for (const implied of this.#implied.slice(1)) {
            for (const path of implied) {
                if (path === '' || wanted.has(path) || this.directory(path) === undefined)
                    continue;
                for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
                    wanted.add(path.slice(0, at));
                wanted.add(path);
            }
        }
        if (wanted.size + links.length === 0)
            return false;
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true });
        const made = [...wanted].sort();
        for (const path of made)
            (0,external_node_fs_namespaceObject.mkdirSync)(fsPath(`${folder}/${path}`));
        await linkOrCopy(links, folder);
        for (const path of [...made.reverse(), '']) {
            const stats = this.directory(path);
            if (stats !== undefined)
                setStats(`${folder}/${path}`, stats);
        }
        return true;
    }
    /** Gives `folder`, a new upper directory, the metadata of the root. */
    copyRoot(folder) {
        const root = this.directory('');
        if (root === undefined)
            (0,external_node_fs_namespaceObject.chmodSync)(folder, 0o755);
        else
            setStats(folder, root);
    }
    /** The links that no layer above hides or replaces, each with the file that it links to. */
    #shownLinks() {
        return this.#links.flatMap((links, layer) => [...links].flatMap(([path, target]) => {
            for (let above = layer + 1; above < this.#folders.length; above++)
                if (this.#lookup(above, path) !== 'absent' || this.#isCut(above, path))
                    return [];
            const file = this.#fileBelow(layer, target);
            if (file !== undefined)
                return [{ path, file }];
            throw new InfraError(`layer entry ${byte_name_displayName(path)} is a hard link to ${byte_name_displayName(target)}, which no layer below has`);
        }));
    }
    /** The file that is visible at `path` in the layers below `top`. */
    #fileBelow(top, path) {
        for (let layer = top - 1; layer >= 0; layer--) {
            const target = this.#links[layer]?.get(path);
            if (target !== undefined)
                return this.#fileBelow(layer, target);
            const stats = this.#lookup(layer, path);
            if (stats === 'hidden')
                return undefined;
            if (stats !== 'absent') {
                return stats.isDirectory() || isWhiteoutDevice(stats) ? undefined : `${this.#folders[layer] ?? ''}/${path}`;
            }
            if (this.#isCut(layer, path))
                return undefined;
        }
        return undefined;
    }
    /** What one layer has at `path`. A hard link that is not made yet hides what the layers below have. */
    #lookup(layer, path) {
        if (this.#links[layer]?.has(path) === true)
            return 'hidden';
        const parent = path === '' ? 'folder' : this.#folderAt(layer, parentPath(path));
        return parent === 'folder' ? lookup(`${this.#folders[layer] ?? ''}/${path}`) : parent;
    }
    /** Whether the layer itself has a folder at `path`: a symbolic link on the way would lead out of the layer. */
    #folderAt(layer, path) {
        const known = this.#lookedUp[layer];
        const before = known?.get(path);
        if (before !== undefined)
            return before;
        const found = this.#lookup(layer, path);
        const result = typeof found === 'string' ? found : found.isDirectory() ? 'folder' : 'hidden';
        known?.set(path, result);
        return result;
    }
    /** Whether the layer hides what the ones below have at `path`. */
    #isCut(layer, path) {
        const opaque = this.#opaque[layer];
        if (opaque === undefined || opaque.size === 0)
            return false;
        for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/'))))
            if (opaque.has(at))
                return true;
        return opaque.has('');
    }
}
/**
 * Gives files of the layers below further names in `folder`. A file of an image is on another file system, so it is copied
 * first: overlayfs does the same when one of its names is written to. Its content may still be coming, so another process waits for it.
 */
async function linkOrCopy(links, folder) {
    const copies = new Map();
    for (const { path, file } of links) {
        const name = `${folder}/${path}`;
        try {
            (0,external_node_fs_namespaceObject.linkSync)(fsPath(copies.get(file) ?? file), fsPath(name));
        }
        catch (error) {
            if (errors_errorCode(error) !== 'EXDEV')
                throw error;
            const [from, to] = [fsPath(file), fsPath(name)];
            if (typeof from !== 'string' || typeof to !== 'string')
                throw new InfraError(`a layer has a hard link ${byte_name_displayName(path)} to a file of a layer below`, {
                    hint: 'Use --storage-driver overlay: names that are not UTF-8 cannot be linked between images.',
                });
            await (0,external_node_util_namespaceObject.promisify)(external_node_child_process_namespaceObject.execFile)('cp', ['-a', '--', from, to]);
            copies.set(file, name);
        }
    }
}
function lookup(file) {
    try {
        return (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file));
    }
    catch (error) {
        return errors_errorCode(error) === 'ENOENT' ? 'absent' : 'hidden';
    }
}
/** Gives a folder the owner, mode and times of another one. */
function setStats(folder, stats) {
    const name = fsPath(folder);
    (0,external_node_fs_namespaceObject.chownSync)(name, stats.uid, stats.gid);
    (0,external_node_fs_namespaceObject.chmodSync)(name, stats.mode & 0o7777);
    (0,external_node_fs_namespaceObject.utimesSync)(name, stats.atimeMs / 1000, stats.mtimeMs / 1000);
}

;// CONCATENATED MODULE: ./lib/worker/containers/read-tree.js










/**
 * Reads what is at a path of a container, in which others may be changing things, into `sink`. Everything is reached by descriptors, so
 * nothing outside of the container is read.
 *
 * @throws UserError when there is nothing
 */
async function readTree(read, kernel, sink) {
    const { root, path, followLink, name, family, signal } = read;
    const whole = new RootedPath(root, path);
    const last = baseName(whole.path);
    try {
        if (!whole.exists && followLink)
            throw missing(path);
        const isFolder = whole.exists && whole.stats.isDirectory();
        // A path that ends with a slash, or with a dot, means the folder that a link leads to.
        const keepsLink = !followLink && !/(?:^|\/)\.{0,2}$/.test(path);
        const named = keepsLink ? linkAt(root, path) : undefined;
        if (named !== undefined) {
            try {
                await addOne(`${named.folder}/${named.name}`, name ?? named.name, sink);
            }
            finally {
                named.close();
            }
            return;
        }
        if (!whole.exists)
            throw missing(path);
        if (!isFolder) {
            const above = new RootedPath(root, parentPath(whole.path.slice(1)));
            try {
                await addOne(`${above.file}/${last}`, name ?? last, sink);
            }
            finally {
                above.close();
            }
            return;
        }
        const prefixed = name === undefined ? sink : await read_tree_below(name, whole, sink);
        const nothing = new SnapshotStack([]);
        await captureUpper({ upper: whole.file, lower: nothing, family, signal }, kernel, prefixed);
    }
    finally {
        whole.close();
    }
}
/** The link at the end of a path, in the folder that has it. */
function linkAt(root, path) {
    const name = baseName(path);
    const above = new RootedPath(root, parentPath(path));
    if (above.exists && above.stats.isDirectory()) {
        const place = fsPath(`${above.file}/${name}`);
        if ((0,external_node_fs_namespaceObject.lstatSync)(place, { throwIfNoEntry: false })?.isSymbolicLink() === true)
            return { folder: above.file, name, close: () => above.close() };
    }
    above.close();
    return undefined;
}
async function addOne(file, path, sink) {
    const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file), { throwIfNoEntry: false });
    if (stats === undefined || stats.isDirectory() || stats.isSocket())
        throw missing(path);
    const metadata = metadataOf(stats, undefined);
    if (!stats.isFile())
        await sink.add(specialEntry(file, path, stats, metadata));
    else
        await sink.add({ type: 'file', path, size: stats.size, ...metadata }, fileContent(file, stats.size));
}
/** Puts everything below a folder with this name. */
async function read_tree_below(name, folder, sink) {
    await sink.add({ type: 'directory', path: name, ...metadataOf((0,external_node_fs_namespaceObject.statSync)(folder.file), undefined) });
    const placed = (path) => `${name}/${path}`;
    return {
        add: (entry, content) => {
            const moved = { ...entry, path: placed(entry.path) };
            return sink.add(moved.type === 'hardlink' ? { ...moved, target: placed(moved.target) } : moved, content);
        },
    };
}
function missing(path) {
    return new errors_UserError(`there is no ${byte_name_displayName(path)} in the container`);
}
/** Opens the folder at a path of a container. @returns its descriptor @throws UserError when there is none */
function openContainerFolder(root, path) {
    const found = new RootedPath(root, path);
    try {
        if (!found.exists || !found.stats.isDirectory())
            throw new errors_UserError(`there is no folder ${byte_name_displayName(path)} in the container`);
        return openFolder(found.file);
    }
    finally {
        found.close();
    }
}

;// CONCATENATED MODULE: ./lib/worker/containers/container-layers.js








/** Makes a layer of what `write` adds. Its files belong to the user then. */
async function makeLayer({ owner }, ingest, write) {
    const writer = await LayerWriter.create(ingest);
    try {
        await write(writer);
        const made = await writer.finish();
        for (const file of [ingest.blobFile, ingest.indexFile])
            (0,external_node_fs_namespaceObject.chownSync)(file, owner.uid, owner.gid);
        return wireMade(made);
    }
    catch (error) {
        await writer.abort();
        throw error;
    }
}
function wireMade({ blob, diffId, treeDigest, uncompressedSize }) {
    return { blob, diffId, treeDigest, uncompressedSize };
}
/** What every container has as a mount point. The runtime or we made it if the image did not have it. */
const MOUNT_POINTS = ['dev', 'etc/hostname', 'etc/hosts', 'etc/resolv.conf', 'proc', 'sys'];
/** Makes a layer of what a container wrote. The container keeps it. Empty mount points are left out: it did not make them. */
function captureContainer(environment, { files, ingest, mountPoints, signal }) {
    const made = new Set([...MOUNT_POINTS, ...mountPoints]);
    const isMountPoint = (entry) => made.has(entry.path) && (entry.type === 'directory' || (entry.type === 'file' && entry.size === 0));
    return makeLayer(environment, ingest, (sink) => {
        const rest = {
            add: (entry, content) => (isMountPoint(entry) ? undefined : sink.add(entry, content)),
        };
        return files.capture(rest, signal);
    });
}
/** The bytes of what a container wrote, as docker counts them. Nothing is read of the files, and nothing is written. */
async function writtenSize(files, signal) {
    let bytes = 0;
    await files.capture({ add: (entry) => void (bytes += unpackedSize([entry])) }, signal);
    return bytes;
}
/**
 * Copies a layer over what is in a folder of a container. The layer is unpacked outside of the container first, as every other layer is.
 *
 * @throws UserError when the folder does not exist, or the layer does not fit what is there
 */
async function copyInto({ kernel, unpacking }, { content, blobFile, scratch, root, path }) {
    const delivery = new BlobDelivery();
    delivery.completes({ blobFile, indexFile: undefined });
    try {
        await unpacking.unpack(content, delivery, scratch, 'plain');
        const files = `${scratch}/fs`;
        const xattrs = await kernel.scanXattrs(files);
        const from = openFolder(files);
        try {
            const to = openContainerFolder(root, path);
            try {
                await new CopyInto(kernel, xattrs).folder(from, to);
            }
            finally {
                (0,external_node_fs_namespaceObject.closeSync)(to);
            }
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(from);
        }
    }
    finally {
        await removeTree(scratch);
    }
}

;// CONCATENATED MODULE: ./lib/worker/trees/container-place.js

/** How the files of containers are kept, each in a folder of its own name. */
const CONTAINER_PLACES = { overlay: 'upper', btrfs: 'btrfs', devicemapper: 'devicemapper', vfs: 'vfs' };
/** How the container whose files are in `folder` keeps them; `undefined` for a new one. */
function containerPlaceIn(folder) {
    const names = Object.keys(CONTAINER_PLACES);
    return names.find((name) => (0,external_node_fs_namespaceObject.existsSync)(`${folder}/${CONTAINER_PLACES[name]}`));
}

;// CONCATENATED MODULE: ./lib/worker/containers/container-files.js



/**
 * What a container wrote, which stays between its runs, in `<folder>/<id>`. It is locked as long as somebody uses it, as it can only be
 * mounted once.
 */
class ContainerFiles {
    #environment;
    #folder;
    #lock;
    constructor(environment, folder, lock) {
        this.#environment = environment;
        this.#folder = folder;
        this.#lock = lock;
    }
    /** @throws UserError when somebody else uses them */
    static async open(environment, id) {
        const { containerFiles, kernel } = environment;
        (0,external_node_fs_namespaceObject.mkdirSync)(containerFiles, { recursive: true, mode: 0o700 });
        (0,external_node_fs_namespaceObject.chmodSync)(containerFiles, 0o700);
        const folder = `${containerFiles}/${id}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true, mode: 0o700 });
        const lock = await kernel.lock(`${folder}/lock`, 'exclusive');
        if (lock === undefined)
            throw new errors_UserError(`another process uses the files of container ${id.slice(0, 12)}`);
        return new ContainerFiles(environment, folder, lock);
    }
    /** Of a container that has run before: the storage that it was made with. */
    storage() {
        return this.#environment.storage(containerPlaceIn(this.#folder));
    }
    /**
     * Mounts the container's root file system at `target`.
     *
     * @param scratch a private folder on the snapshots' file system
     */
    async mount(layers, target, scratch) {
        return (await this.storage()).reopen(layers, { target, scratch }, this.#folder);
    }
    /** The bytes of what was written; `undefined` if they can only be counted when it is mounted. */
    async written() {
        return (await this.storage()).writtenIn(this.#folder);
    }
    async close() {
        await this.#lock.release();
    }
    /** @returns the bytes of what was written; `undefined` if they could not be counted */
    async remove() {
        const bytes = await (await this.storage()).removeFiles(this.#folder);
        await this.close();
        return bytes;
    }
}

;// CONCATENATED MODULE: ./lib/worker/containers/container-mounts.js





/** The mounts that a container asks for. Files of the machine are held by descriptors until `close`. */
class ContainerMounts {
    planned = [];
    #held = [];
    /** @throws UserError for a file that is not the one that the user found */
    static open(mounts) {
        const opened = new ContainerMounts();
        try {
            for (const mount of mounts)
                opened.#add(mount);
            return opened;
        }
        catch (error) {
            opened.close();
            throw error;
        }
    }
    #add(mount) {
        switch (mount.type) {
            case 'host': {
                const options = ['nosuid', ...(mount.readonly ? ['ro'] : [])];
                this.planned.push({
                    maker: 'worker',
                    destination: mount.target,
                    type: 'bind',
                    source: this.#hold(mount),
                    options,
                });
                return;
            }
            case 'tmpfs': {
                const { readonly, exec, size, mode, target } = mount;
                const options = [
                    ...['nosuid', 'nodev', ...(exec ? [] : ['noexec']), ...(readonly ? ['ro'] : [])],
                    ...(size === undefined ? [] : [`size=${size}`]),
                    ...(mode === undefined ? [] : [`mode=${mode.toString(8)}`]),
                ];
                this.planned.push({ maker: 'worker', destination: target, type: 'tmpfs', source: 'tmpfs', options });
                return;
            }
            default:
                unreachable(mount);
        }
    }
    /**
     * The worker may open what its user may not. So the client says which file it saw at the path, with its own rights, and only that one
     * is mounted, by a descriptor.
     */
    #hold({ source, device, inode }) {
        const held = holdFile(source, 'follow');
        this.#held.push(held);
        const place = descriptorPath(held.fd ?? -1);
        const { dev, ino } = (0,external_node_fs_namespaceObject.statSync)(place, { bigint: true });
        if (String(dev) === device && String(ino) === inode)
            return place;
        throw new errors_UserError(`${byte_name_displayName(source)} was exchanged while the container was started`);
    }
    close() {
        for (const held of this.#held.splice(0))
            held.close();
    }
}

;// CONCATENATED MODULE: ./lib/worker/containers/paused-output.js
/** Which processes are not read from for now, by the requests that run them. */
class PausedOutput {
    #held = new Map();
    set(id, hold) {
        if (!hold)
            this.release(id);
        else if (!this.#held.has(id)) {
            let end = () => undefined;
            const over = new Promise((resolve) => (end = resolve));
            this.#held.set(id, { over, end });
        }
    }
    /** Also when the process and its streams are gone, so that nothing waits for ever. */
    release(id) {
        this.#held.get(id)?.end();
        this.#held.delete(id);
    }
    has(id) {
        return this.#held.has(id);
    }
    /** Resolves when what the process prints may be read. */
    async over(id) {
        for (let held = this.#held.get(id); held !== undefined; held = this.#held.get(id))
            await held.over;
    }
}

;// CONCATENATED MODULE: ./lib/worker/containers/pause.js

/** How often new processes are looked for. Each round stops all that were found before. */
const ROUNDS = 20;
/**
 * Stops all processes of a container while `work` runs. There is no control group to freeze, so each gets SIGSTOP. The youngest are
 * continued first, so that a shell never sees that a child was stopped.
 *
 * @param first the container's first process
 */
async function whilePaused(first, work) {
    const stopped = [];
    try {
        for (let round = 0; round < ROUNDS; round++) {
            const found = processesLike(first).filter((pid) => !stopped.includes(pid));
            if (found.length === 0)
                break;
            for (const pid of found)
                if (send(pid, 'SIGSTOP'))
                    stopped.push(pid);
        }
        return await work();
    }
    finally {
        for (const pid of stopped.sort((a, b) => b - a))
            send(pid, 'SIGCONT');
    }
}
/** The processes in the pid namespace of `first`, but not those that were stopped before, which stay so. */
function processesLike(first) {
    const namespace = namespaceOf(first);
    if (namespace === undefined)
        return [];
    return (0,external_node_fs_namespaceObject.readdirSync)('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .filter((pid) => namespaceOf(pid) === namespace && !isStopped(pid));
}
function namespaceOf(pid) {
    try {
        return (0,external_node_fs_namespaceObject.readlinkSync)(`/proc/${pid}/ns/pid`);
    }
    catch {
        return undefined;
    }
}
function isStopped(pid) {
    try {
        return /^\d+ \(.*\) T /s.test((0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, 'latin1'));
    }
    catch {
        return false;
    }
}
function send(pid, signal) {
    try {
        return process.kill(pid, signal);
    }
    catch {
        // It has ended.
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/worker/containers/containers.js
















/** Runs containers and works on their files. */
class Containers {
    #parts;
    #running = new Map();
    /** The streams of processes, by the request that runs them. */
    #streams = new Map();
    /** What came for a process before it had streams. */
    #early = new Map();
    #signalled = new Map();
    #paused = new PausedOutput();
    #count = 0;
    constructor(parts) {
        this.#parts = parts;
    }
    /** @returns `false` if the request runs no process */
    input(id, data) {
        const streams = this.#streams.get(id);
        if (streams !== undefined)
            streams.input(inputOf(data));
        else
            this.#early.get(id)?.push(data);
        return streams !== undefined || this.#early.has(id);
    }
    /** Answers the request. @throws UserError, InfraError; the signal's reason */
    async serve(request, signal) {
        const { send } = this.#parts;
        const { id } = request;
        switch (request.type) {
            case 'container-run':
                this.#early.set(id, []);
                send({ type: 'exited', id, exitCode: await this.#run(request, signal) });
                return;
            case 'container-exec':
                this.#early.set(id, []);
                send({ type: 'exited', id, exitCode: await this.#exec(request, signal) });
                return;
            case 'container-signal':
                this.#signalled.get(id)?.(request.signal);
                return;
            case 'container-resize':
                this.#streams.get(id)?.resize(request.size);
                return;
            case 'container-hold':
                if (this.#streams.has(id))
                    this.#paused.set(id, request.hold);
                return;
            case 'container-remove': {
                const files = await ContainerFiles.open(this.#parts.environment, request.container);
                send({ type: 'finished', id, bytes: await files.remove() });
                return;
            }
            case 'container-measure': {
                const bytes = await this.#writtenBelow(request.container);
                if (bytes !== undefined) {
                    send({ type: 'finished', id, bytes });
                    return;
                }
                send(await this.#withFiles(request, signal, (opened) => this.#onFiles(request, opened, signal)));
                return;
            }
            case 'container-capture':
            case 'container-read':
            case 'container-write':
            case 'container-stat':
                // Whoever gets the answer may ask for the same files next, so they are given back before.
                send(await this.#withFiles(request, signal, (opened) => this.#onFiles(request, opened, signal)));
                return;
            default:
                return unreachable(request);
        }
    }
    async #run(request, signal) {
        const { environment, ensure, folder } = this.#parts;
        const { id, container, layers, settings } = request;
        const files = await ContainerFiles.open(environment, container);
        const scratch = `${folder}/container-${id}`;
        const memory = `${folder}/memory/container-${id}`;
        for (const each of [scratch, memory])
            (0,external_node_fs_namespaceObject.mkdirSync)(each, { mode: 0o700 });
        const mounts = ContainerMounts.open(request.mounts);
        try {
            await ensure(id, layers, signal, await files.storage());
            const rootfs = `${scratch}/rootfs`;
            const tree = await files.mount(layers.map(({ diffId }) => diffId), rootfs, scratch);
            try {
                const user = await imageUser(rootfs, request.process.user);
                makeWorkingDirectory(rootfs, request.process.cwd, user);
                const asked = [hostnameMount(memory, settings), ...mounts.planned];
                const cage = { rootfs, memory, settings, privileged: false, mounts: asked };
                return await inCage(environment, cage, async (caged) => {
                    const runtimeId = `container-${container.slice(0, 12)}-${process.hrtime.bigint()}`;
                    const bundle = `${memory}/bundle`;
                    (0,external_node_fs_namespaceObject.mkdirSync)(bundle);
                    const pidFile = `${bundle}/pid`;
                    const mountPoints = request.mounts.map(({ target }) => target.slice(1));
                    const running = { runtimeId, files: tree, rootfs, tree: caged.root, pidFile, settings, mountPoints };
                    this.#running.set(container, running);
                    const spec = runtimeSpec({
                        ...processInput(request.process, caged.root, settings),
                        user,
                        rootfs: caged.root,
                        readonlyRoot: request.readonlyRoot,
                        settings,
                        privileged: false,
                        mounts: caged.left,
                        architecture: process.arch,
                    });
                    const restrictions = request.readonlyRoot ? ['ro', ...caged.restrictions] : caged.restrictions;
                    this.#signalled.set(id, (name) => void environment.runtime.kill(runtimeId, name));
                    return this.#withStreams(id, request.process, bundle, (streams) => environment.runtime.start({
                        ...{ id: runtimeId, folder: bundle, spec, rootRestrictions: restrictions, streams, signal },
                        memory: request.memory,
                        ...this.#reports(id),
                    }));
                });
            }
            finally {
                this.#running.delete(container);
                this.#signalled.delete(id);
                await tree.unmount();
            }
        }
        finally {
            mounts.close();
            await files.close();
            await removeTree(memory);
            await removeTree(scratch);
        }
    }
    async #exec(request, signal) {
        const { environment, folder } = this.#parts;
        const { id, container } = request;
        const running = this.#running.get(container);
        if (running === undefined)
            throw new errors_UserError('the container is not running');
        const own = `${folder}/memory/exec-${++this.#count}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(own, { mode: 0o700 });
        try {
            const user = await imageUser(running.rootfs, request.process.user);
            const spec = specProcess({ ...processInput(request.process, running.tree, running.settings), user });
            this.#signalled.set(id, (name) => signalPid(`${own}/pid`, name));
            return await this.#withStreams(id, request.process, own, (streams) => environment.runtime.exec({
                ...{ id: running.runtimeId, folder: own, process: spec, streams, signal },
                ...this.#reports(id),
            }));
        }
        finally {
            this.#signalled.delete(id);
            await removeTree(own);
        }
    }
    async #withStreams(id, { terminal, stdin }, folder, run) {
        const { environment, perl, sendBytes, drained } = this.#parts;
        const sink = {
            output: (stream, data) => sendBytes(id, stream === 'stdout' ? STDOUT : STDERR, data) && !this.#paused.has(id),
            drained: async () => {
                await drained();
                await this.#paused.over(id);
            },
        };
        const streams = terminal === undefined
            ? await PipeStreams.open(environment.kernel, folder, stdin, sink)
            : new TerminalStreams(perl, terminal, `${folder}/pid`, sink);
        this.#streams.set(id, streams);
        for (const data of this.#early.get(id) ?? [])
            streams.input(inputOf(data));
        this.#early.delete(id);
        try {
            return await run(streams);
        }
        finally {
            this.#streams.delete(id);
            this.#paused.release(id);
            streams.close();
        }
    }
    #reports(id) {
        const { send, sendBytes } = this.#parts;
        return {
            started: () => send({ type: 'started', id }),
            ended: () => send({ type: 'ended', id }),
            say: (message) => void sendBytes(id, STDERR, Buffer.from(`${message}\n`)),
        };
    }
    /** The bytes that a container wrote which runs nowhere, if they can be counted without its layers. */
    async #writtenBelow(container) {
        if (this.#running.has(container))
            return undefined;
        const files = await ContainerFiles.open(this.#parts.environment, container);
        try {
            return await files.written();
        }
        finally {
            await files.close();
        }
    }
    /** Calls `use` with the files of a container, whether it runs here or nowhere. */
    async #withFiles({ id, container, layers }, signal, use) {
        const running = this.#running.get(container);
        if (running !== undefined) {
            const first = pidIn(running.pidFile);
            return use({ ...running, ...(first !== undefined && { first }) });
        }
        const { environment, ensure, folder } = this.#parts;
        const files = await ContainerFiles.open(environment, container);
        const scratch = `${folder}/files-${id}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(scratch, { mode: 0o700 });
        try {
            await ensure(id, layers, signal, await files.storage());
            const rootfs = `${scratch}/rootfs`;
            const diffIds = layers.map(({ diffId }) => diffId);
            const tree = await files.mount(diffIds, rootfs, scratch);
            try {
                return await use({ files: tree, rootfs, tree: rootfs, mountPoints: [] });
            }
            finally {
                await tree.unmount();
            }
        }
        finally {
            await files.close();
            await removeTree(scratch);
        }
    }
    async #onFiles(request, opened, signal) {
        const { environment, folder } = this.#parts;
        const { id } = request;
        switch (request.type) {
            case 'container-capture': {
                const { first, files, mountPoints } = opened;
                const capture = () => captureContainer(environment, { files, mountPoints, ingest: request.ingest, signal });
                const made = await (first === undefined || !request.pause ? capture() : whilePaused(first, capture));
                return { type: 'captured', id, made };
            }
            case 'container-read': {
                const { path, followLink, name, ingest } = request;
                const { family, kernel } = environment;
                const root = name === undefined ? opened.rootfs : opened.tree;
                const read = () => makeLayer(environment, ingest, (sink) => readTree({ root, path, followLink, name, family, signal }, kernel, sink));
                // Files that come and go while they are read would be an error.
                const { first } = opened;
                const made = await (first === undefined ? read() : whilePaused(first, read));
                return { type: 'captured', id, made };
            }
            case 'container-write': {
                const { content, blobFile, path } = request;
                await copyInto(environment, { content, blobFile, scratch: `${folder}/copy-${id}`, root: opened.tree, path });
                return { type: 'finished', id, bytes: undefined };
            }
            case 'container-measure':
                return { type: 'finished', id, bytes: await writtenSize(opened.files, signal) };
            case 'container-stat':
                return { type: 'found', id, kind: kindAt(opened.tree, request.path) };
            default:
                return unreachable(request);
        }
    }
}
/** An empty frame is the end of standard input. */
function inputOf(data) {
    return data.length === 0 ? undefined : data;
}
function processInput({ argv, env, cwd, capabilities, terminal }, root, settings) {
    return { argv, env, cwd: startFolder(root, cwd), capabilities, terminal, settings };
}
function kindAt(root, path) {
    const found = new RootedPath(root, path);
    try {
        if (!found.exists)
            return 'absent';
        if (found.stats.isDirectory())
            return 'directory';
        return found.stats.isFile() ? 'file' : 'other';
    }
    finally {
        found.close();
    }
}
function pidIn(file) {
    const pid = (0,external_node_fs_namespaceObject.existsSync)(file) ? Number.parseInt((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8'), 10) : NaN;
    return Number.isNaN(pid) ? undefined : pid;
}
function signalPid(file, name) {
    try {
        process.kill(pidIn(file) ?? NaN, `SIG${name}`);
    }
    catch {
        // It has not begun, or has ended.
    }
}

;// CONCATENATED MODULE: ./lib/worker/protocol/binfmt-name.js
const PREFIX = 'layer-build-';
const binfmt_name_NAME = /^layer-build-(\d{1,20})-([0-9a-f]{16})-[a-z0-9_]{1,20}$/;
function binfmtName({ network, owner }, qemu) {
    return `${PREFIX}${network}-${owner}-${qemu}`;
}
/** @returns `undefined` for what others have registered */
function ownerOf(name) {
    const [, network, owner] = binfmt_name_NAME.exec(name) ?? [];
    return network === undefined || owner === undefined ? undefined : { network, owner };
}

;// CONCATENATED MODULE: ./lib/worker/emulation/binfmt-registration.js

/**
 * The line for binfmt_misc: `:name:type:offset:magic:mask:interpreter:flags`. F opens the interpreter at once, C lets programs with
 * setuid bits work, P keeps `argv[0]`.
 */
function registration(name, machine, interpreter, keepsArgv0) {
    const flags = keepsArgv0 ? 'FCP' : 'FC';
    return ['', name, 'M', '0', escaped(elfHead(machine)), escaped(elfMask(machine)), interpreter, flags].join(':');
}
function escaped(bytes) {
    return [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

;// CONCATENATED MODULE: ./lib/worker/emulation/emulator-copy.js



/** Bytes. QEMU's largest static emulator has some 9 MB. */
const LARGEST = 64 * 1024 * 1024;
const emulator_copy_CHUNK = 1024 * 1024;
/**
 * Copies an emulator to where nobody else can write, and checks that it is what the client found: from then on it does not matter
 * what happens to `source`. A symbolic link is not followed.
 *
 * @param target does not exist yet, in a private folder
 * @param sha256 of the content, in hex
 * @throws InfraError when the file is not what it should be
 */
function copyEmulator(source, target, sha256) {
    const from = openSource(source);
    try {
        const { size } = (0,external_node_fs_namespaceObject.fstatSync)(from);
        if (!(0,external_node_fs_namespaceObject.fstatSync)(from).isFile() || size > LARGEST)
            throw new InfraError(`${source} is no emulator`);
        const to = (0,external_node_fs_namespaceObject.openSync)(target, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_CREAT | external_node_fs_namespaceObject.constants.O_EXCL | external_node_fs_namespaceObject.constants.O_NOFOLLOW, 0o555);
        try {
            const found = copyAndHash(from, to);
            if (found !== sha256)
                throw new InfraError(`the emulator ${source} changed: its sha256 is ${found}, not ${sha256}`);
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(to);
        }
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(from);
    }
}
function openSource(source) {
    try {
        return (0,external_node_fs_namespaceObject.openSync)(source, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW | external_node_fs_namespaceObject.constants.O_NONBLOCK);
    }
    catch (error) {
        throw new InfraError(`cannot read the emulator ${source}: ${errors_errorCode(error) ?? String(error)}`, { cause: error });
    }
}
function copyAndHash(from, to) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    const buffer = Buffer.allocUnsafe(emulator_copy_CHUNK);
    let total = 0;
    for (;;) {
        const length = (0,external_node_fs_namespaceObject.readSync)(from, buffer, 0, emulator_copy_CHUNK, null);
        if (length === 0)
            return hash.digest('hex');
        total += length;
        if (total > LARGEST)
            throw new InfraError('an emulator grew while it was read');
        hash.update(buffer.subarray(0, length));
        for (let at = 0; at < length;)
            at += (0,external_node_fs_namespaceObject.writeSync)(to, buffer, at, length - at);
    }
}

;// CONCATENATED MODULE: ./lib/worker/emulation/living-owners.js



/**
 * Says that this worker lives, to the workers of other builds of this machine: by a socket in the abstract namespace, which the
 * kernel closes however the worker ends.
 *
 * @param owner 16 hexadecimal digits that nobody else has
 */
async function announceOwner(owner) {
    const server = (0,external_node_net_namespaceObject.createServer)((connection) => connection.destroy());
    await new Promise((resolve, reject) => {
        server.on('error', reject);
        server.listen(socketOf(owner), () => resolve());
    });
    server.unref();
    return { own: { network: networkNamespace(), owner }, server };
}
/**
 * Whether the worker has certainly ended. Sockets of another network namespace cannot be seen: what such a worker left counts as
 * dead after two days.
 *
 * @param madeMs when it registered the emulator, in milliseconds since the epoch
 */
async function hasDied({ network, owner }, madeMs) {
    if (network !== networkNamespace())
        return Date.now() - madeMs > LONGEST_BUILD;
    return new Promise((resolve) => {
        const socket = (0,external_node_net_namespaceObject.connect)(socketOf(owner));
        socket.on('connect', () => {
            socket.destroy();
            resolve(false);
        });
        socket.on('error', (error) => resolve(errors_errorCode(error) === 'ECONNREFUSED'));
    });
}
/** Milliseconds. */
const LONGEST_BUILD = 48 * 3600 * 1000;
function socketOf(owner) {
    return `\0layer-build-emulation-${owner}`;
}
function networkNamespace() {
    return /\d+/.exec((0,external_node_fs_namespaceObject.readlinkSync)('/proc/self/ns/net'))?.[0] ?? '0';
}

;// CONCATENATED MODULE: ./lib/worker/emulation/binfmt-misc.js








/**
 * The kernel's table of emulators (binfmt_misc) that counts for this worker's steps. In a user namespace of a kernel from Linux 6.7
 * on, the mount makes a table for this namespace alone. Else it is the machine's, and what we put into it is taken out again.
 */
class BinfmtMisc {
    #kernel;
    #mount;
    #emulators;
    #own;
    #server;
    #names = [];
    /** Ends when the last call of `register` has ended. */
    #turn = Promise.resolve();
    /** The folder of the emulators, which is held: its path need not be trusted. */
    #held;
    /**
     * Opens the table, and removes what killed builds left in it.
     *
     * @throws UserError when this machine does not allow it
     */
    static async open({ kernel, folder, owner }) {
        const [mount, emulators] = [`${folder}/formats`, `${folder}/emulators`];
        for (const made of [folder, mount, emulators])
            (0,external_node_fs_namespaceObject.mkdirSync)(made, { mode: 0o700 });
        try {
            await kernel.mount({ source: 'binfmt_misc', target: mount, type: 'binfmt_misc', options: binfmt_misc_QUIET });
        }
        catch (error) {
            if (!(error instanceof SyscallError))
                throw error;
            throw new errors_UserError(`this machine does not let a build register emulators: ${error.message}`, { hint: REMEDY });
        }
        await kernel.mount({ source: 'tmpfs', target: emulators, type: 'tmpfs', options: PRIVATE });
        const { own, server } = await announceOwner(owner);
        const table = new BinfmtMisc(kernel, mount, emulators, own, server);
        await table.#sweep();
        return table;
    }
    constructor(kernel, mount, emulators, own, server) {
        this.#kernel = kernel;
        this.#mount = mount;
        this.#emulators = emulators;
        this.#own = own;
        this.#server = server;
        this.#held = (0,external_node_fs_namespaceObject.openSync)(emulators, external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_DIRECTORY | external_node_fs_namespaceObject.constants.O_NOFOLLOW);
    }
    /**
     * Registers those that are not registered yet. Platforms that are built side by side ask at the same time, but the folder cannot be
     * closed to writing while another call writes: so one call follows the other.
     *
     * @throws UserError, InfraError
     */
    register(emulators) {
        const registered = this.#turn.then(() => this.#registerAll(emulators));
        this.#turn = registered.catch(() => undefined);
        return registered;
    }
    async #registerAll(emulators) {
        if ((0,external_node_fs_namespaceObject.readFileSync)(`${this.#mount}/status`, 'latin1').trim() !== 'enabled') {
            throw new errors_UserError('emulators are turned off on this machine', {
                hint: 'Turn them on as root: echo 1 > /proc/sys/fs/binfmt_misc/status',
            });
        }
        await this.#remount([]);
        try {
            for (const emulator of emulators)
                this.#register(emulator);
        }
        finally {
            // A step sees the emulator as /proc/PID/exe, and may be root: only a mount without writing keeps it from changing that file.
            await this.#remount(['ro']);
        }
    }
    #remount(options) {
        const target = this.#emulators;
        return this.#kernel.mount({ source: 'tmpfs', target, type: 'tmpfs', options: ['remount', ...options, ...PRIVATE] });
    }
    /** Takes out what was registered. Emulated programs must not be running any more. */
    async close() {
        for (const name of this.#names.splice(0))
            this.#remove(name);
        this.#server.close();
        (0,external_node_fs_namespaceObject.closeSync)(this.#held);
        await this.#kernel.unmount(this.#mount);
        await this.#kernel.unmount(this.#emulators);
    }
    #register({ architecture, file, sha256, keepsArgv0 }) {
        const machine = ELF_MACHINES[architecture];
        const name = binfmtName(this.#own, machine.qemu);
        if (this.#names.includes(name))
            return;
        const program = `qemu-${machine.qemu}`;
        const copy = `${this.#emulators}/${program}`;
        try {
            copyEmulator(file, copy, sha256);
            // The kernel opens the interpreter now (F). This path leads into the held folder, in which only we can write.
            this.#writeNew(registration(name, machine, `/proc/self/fd/${this.#held}/${program}`, keepsArgv0));
        }
        catch (error) {
            (0,external_node_fs_namespaceObject.rmSync)(copy, { force: true });
            throw error;
        }
        this.#names.push(name);
    }
    /**
     * A program that another thread is just starting has, until it runs, all files open that this process had: the copy too, for writing. Then
     * the kernel does not take it as a program yet.
     */
    #writeNew(entry) {
        for (let tries = 1;; tries++) {
            try {
                this.#write('register', entry);
                return;
            }
            catch (error) {
                if (errors_errorCode(error) !== 'ETXTBSY' || tries === MOST_TRIES)
                    throw error;
                Atomics.wait(SLEEPING, 0, 0, BETWEEN_TRIES);
            }
        }
    }
    /** The kernel reads a registration from one write. */
    #write(file, text) {
        const fd = (0,external_node_fs_namespaceObject.openSync)(`${this.#mount}/${file}`, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW);
        try {
            (0,external_node_fs_namespaceObject.writeSync)(fd, text, null, 'latin1');
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(fd);
        }
    }
    #remove(name) {
        try {
            this.#write(name, '-1');
        }
        catch {
            // Somebody else has removed it, or it was not registered.
        }
    }
    /** Concurrent builds each have their own entries, so those of an ended build can go while others run. */
    async #sweep() {
        for (const name of (0,external_node_fs_namespaceObject.readdirSync)(this.#mount)) {
            const owner = ownerOf(name);
            const made = (0,external_node_fs_namespaceObject.statSync)(`${this.#mount}/${name}`, { throwIfNoEntry: false })?.mtimeMs;
            if (owner !== undefined && made !== undefined && (await hasDied(owner, made)))
                this.#remove(name);
        }
    }
}
const MOST_TRIES = 100;
/** Milliseconds. */
const BETWEEN_TRIES = 10;
const SLEEPING = new Int32Array(new SharedArrayBuffer(4));
const binfmt_misc_QUIET = ['nosuid', 'nodev', 'noexec'];
const PRIVATE = ['nosuid', 'nodev', 'mode=700'];
const REMEDY = 'Register them before the build (docker/setup-qemu-action, or apt-get install qemu-user-static), let the user use sudo, or build ' +
    'on a machine of that platform.';

;// CONCATENATED MODULE: ./lib/layer/layer-tree.js





/** A directory that must exist because something is in it, but that has no entry in the layer. */
const IMPLIED = Symbol('implied directory');
const NO_CHILDREN = { names: [], removed: [] };
/** A layer's index, for looking up paths. */
class LayerTree {
    static #known = new WeakMap();
    #entries;
    #paths;
    /** By the number of a path: 1 if there is an entry below it. The table may also have paths that are not in the layer. */
    #hasBelow;
    #links;
    #carriers;
    /**
     * The tree of `index`. It is made only once, as stacks share their lower layers.
     *
     * @throws InfraError when something is below a file
     */
    static of(index) {
        let tree = LayerTree.#known.get(index);
        if (tree === undefined) {
            tree = new LayerTree(PackedEntries.of(index.entries));
            LayerTree.#known.set(index, tree);
        }
        return tree;
    }
    constructor(entries) {
        this.#entries = entries;
        this.#paths = entries.paths;
        this.#links = new HardLinks(entries.ofType('hardlink'));
        this.#hasBelow = new Uint8Array(this.#paths.size);
        for (let path = 1; path < this.#paths.size; path++)
            if (entries.typeOf(path) !== undefined)
                this.#markAbove(path);
    }
    #markAbove(path) {
        for (let at = path; at !== ROOT;) {
            at = this.#paths.parentOf(at);
            if (this.#hasBelow[at] === 1)
                return;
            const type = this.#entries.typeOf(at);
            if (type !== undefined && type !== 'directory' && type !== 'whiteout')
                layer_tree_refuse(this.#paths.pathOf(path));
            this.#hasBelow[at] = 1;
        }
    }
    get(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return undefined;
        const type = this.#entries.typeOf(number);
        if (type === undefined || type === 'whiteout')
            return this.#hasBelow[number] === 1 ? IMPLIED : undefined;
        const entry = this.#entries.getAt(number, path);
        return entry?.type === 'whiteout' ? undefined : entry;
    }
    isWhiteout(path) {
        return this.#entries.typeAt(path) === 'whiteout';
    }
    /** Whether something above `path` hides what the layers below have there. */
    hidesBelow(path) {
        // Of what is above an entry, all has a number, so that nothing can follow the last.
        for (const above of this.#paths.above(path)) {
            const type = this.#entries.typeOf(above);
            if (type === undefined)
                continue;
            if (type !== 'directory' || this.#entries.isOpaque(above))
                return true;
        }
        return false;
    }
    children(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return NO_CHILDREN;
        const children = { names: [], removed: [] };
        for (const child of this.#entries.below(number)) {
            const type = this.#entries.typeOf(child);
            const isShown = this.#hasBelow[child] === 1 || (type !== undefined && type !== 'whiteout');
            if (isShown)
                children.names.push(this.#paths.nameOf(child));
            if (type === 'whiteout')
                children.removed.push(this.#paths.nameOf(child));
        }
        return children;
    }
    /** See `HardLinks.carrier`. */
    carrier(path) {
        return this.#links.carrier(path);
    }
    /** Whether a hard link of this layer leads to `path`. */
    isLinked(path) {
        if (this.#links.size === 0)
            return false;
        this.#carriers ??= new Set([...this.#links.paths()].map((link) => this.#links.carrier(link)));
        return this.#carriers.has(path);
    }
}
function layer_tree_refuse(path) {
    throw new InfraError(`a layer index is damaged: ${JSON.stringify(byte_name_displayName(path))} is both a directory and none`);
}

;// CONCATENATED MODULE: ./lib/layer/layer-stack.js





const layer_stack_NONE = [];
/** The flattened view of layers, made of their indexes alone. Paths are as in `LayerEntry.path`. Symbolic links are not followed. */
class LayerStack {
    #indexes;
    /** All layers, topmost first. */
    #all;
    /** The directory that was asked for last, and `Found.through` of it: mostly, the next path is also in it. */
    #directory = '';
    #through;
    /** @param indexes lowest first; they are not looked at before the first question */
    static of(indexes) {
        return new LayerStack(indexes);
    }
    constructor(indexes) {
        this.#indexes = [...indexes];
        this.#all = indexes.map((_, number) => indexes.length - 1 - number);
        this.#through = this.#all;
    }
    /**
     * The entry that is visible at `path`. A hard link is the file that it names, with its own path. A directory that must exist but is in
     * no layer has mode 0755 and is owned by root. The root always exists.
     *
     * @throws InfraError when a hard link leads nowhere
     */
    lstat(path) {
        const found = this.#at(path);
        return found === undefined ? undefined : this.#shown(found);
    }
    /** Where the bytes of the regular file at `path` are; `undefined` if there is no regular file. */
    contentOf(path) {
        const found = this.#at(path);
        if (found === undefined)
            return undefined;
        const { layer, entry } = this.#carrier(found);
        return entry.type === 'file' ? { layer, path: entry.path } : undefined;
    }
    /** Whether the file whose content is at `location` has more than one name, in its layer or in those above. */
    isHardLinked(location) {
        for (let layer = location.layer; layer < this.#indexes.length; layer++) {
            if (this.#tree(layer).isLinked(location.path))
                return true;
        }
        return false;
    }
    /** See `LayerIndex.repeats`. */
    repeats(layer) {
        return this.#indexes[layer]?.repeats;
    }
    /** Names in the directory at `path`, sorted by code unit; empty if it is not a directory. */
    readdir(path) {
        return this.#names(path, this.#at(path)?.through ?? layer_stack_NONE);
    }
    /** Everything below `path`, without itself; parents before children, and siblings sorted by code unit. */
    *entries(path = '') {
        const pending = [];
        const push = (directory, through) => {
            const names = this.#names(directory, through);
            for (let number = names.length - 1; number >= 0; number--) {
                const name = names[number] ?? '';
                const child = directory === '' ? name : `${directory}/${name}`;
                const found = this.#find(child, through, false);
                if (found !== undefined)
                    pending.push(found);
            }
        };
        push(path, this.#find(path, this.#all, true)?.through ?? layer_stack_NONE);
        for (let found = pending.pop(); found !== undefined; found = pending.pop()) {
            yield this.#shown(found);
            if (found.entry.type === 'directory')
                push(found.entry.path, found.through);
        }
    }
    #tree(layer) {
        const index = this.#indexes[layer];
        if (index === undefined)
            throw new RangeError(`no layer ${layer}`);
        return LayerTree.of(index);
    }
    /** What is visible at a path. Only the layers that are visible in its directory are looked at. */
    #at(path) {
        if (path === '')
            return this.#find(path, this.#all, true);
        const directory = parentPath(path);
        if (directory !== this.#directory) {
            this.#through = directory === '' ? this.#all : (this.#find(directory, this.#all, true)?.through ?? layer_stack_NONE);
            this.#directory = directory;
        }
        return this.#find(path, this.#through, false);
    }
    /**
     * @param layers the layers to look at, topmost first
     * @param fromRoot whether a layer may hide lower ones by what it has above `path`; not for layers that are visible in the
     *   parent directory
     */
    #find(path, layers, fromRoot) {
        let directory;
        const through = [];
        for (const layer of layers) {
            const tree = this.#tree(layer);
            const node = tree.get(path);
            if (node === IMPLIED)
                through.push(layer);
            else if (node?.type === 'directory') {
                through.push(layer);
                directory ??= { layer, entry: node };
                if (node.opaque === true)
                    break;
            }
            else if (node !== undefined) {
                if (through.length === 0)
                    return { layer, entry: node, through: layer_stack_NONE };
                break;
            }
            if (tree.isWhiteout(path) || (fromRoot && tree.hidesBelow(path)))
                break;
        }
        if (directory !== undefined)
            return { ...directory, through };
        if (through.length === 0 && path !== '')
            return undefined;
        return { layer: -1, entry: impliedDirectory(path), through };
    }
    #names(path, through) {
        const names = new Set();
        const removed = new Set();
        for (const layer of through) {
            const children = this.#tree(layer).children(path);
            for (const name of children.names)
                if (!removed.has(name))
                    names.add(name);
            for (const name of children.removed)
                removed.add(name);
        }
        return [...names].sort();
    }
    #shown(found) {
        const { entry } = found;
        if (entry.type === 'hardlink')
            return { ...this.#carrier(found).entry, path: entry.path };
        if (entry.type !== 'directory' || entry.opaque === undefined)
            return entry;
        // In the flattened tree, an opaque directory is a directory like any other.
        const { opaque: _opaque, ...plain } = entry;
        return plain;
    }
    /** The entry that a hard link names, in its layer or below. */
    #carrier(found) {
        const { layer, entry } = found;
        if (entry.type !== 'hardlink')
            return { layer, entry };
        const target = this.#tree(layer).carrier(entry.path);
        const node = this.#tree(layer).get(target);
        if (node !== undefined && node !== IMPLIED && node.type !== 'hardlink') {
            if (node.type !== 'directory')
                return { layer, entry: node };
        }
        else if (node === undefined) {
            const lower = this.#find(target, this.#all.slice(this.#all.length - layer), true);
            if (lower !== undefined && lower.entry.type !== 'directory')
                return this.#carrier(lower);
        }
        throw new InfraError(`the hard link ${JSON.stringify(byte_name_displayName(entry.path))} names ${JSON.stringify(byte_name_displayName(target))}, which is no file`);
    }
}

;// CONCATENATED MODULE: ./lib/text/byte-search.js
/** Shorter values turn up by chance in what tools keep: six random bytes do so once in 256 terabytes. */
const byte_search_SHORTEST = 6;
/**
 * What a secret may look like in a file: the value as it is, without blanks around it, and each of them in base64, as in an
 * authorization. What is compressed, encrypted, or a part of a value, is not looked for.
 */
function tracesOf(value) {
    const bytes = Buffer.from(value);
    const trimmed = Buffer.from(bytes.toString('latin1').trim(), 'latin1');
    const traces = [bytes, trimmed].flatMap((text) => [text, Buffer.from(text.toString('base64').replace(/=+$/, ''))]);
    const known = new Map(traces.map((trace) => [trace.toString('latin1'), trace]));
    return trimmed.length < byte_search_SHORTEST ? [] : [...known.values()];
}
/** Looks for some byte strings in streams. */
class ByteSearch {
    #patterns;
    #overlap;
    constructor(patterns) {
        this.#patterns = patterns.map((pattern) => Buffer.from(pattern));
        this.#overlap = Math.max(0, ...this.#patterns.map(({ length }) => length - 1));
    }
    isIn(bytes) {
        return this.#patterns.some((pattern) => bytes.includes(pattern));
    }
    /** @returns a function that takes the chunks of one stream, and returns whether something was found so far */
    stream() {
        if (this.#patterns.length === 0)
            return () => false;
        let found = false;
        let tail = Buffer.alloc(0);
        return (chunk) => {
            if (found)
                return true;
            // Search across the border of the two chunks, and in this chunk.
            const border = Buffer.concat([tail, chunk.subarray(0, this.#overlap)]);
            found = this.isIn(border) || this.isIn(chunk);
            const end = chunk.length >= this.#overlap ? chunk : border;
            tail = Buffer.from(end.subarray(Math.max(0, end.length - this.#overlap)));
            return found;
        };
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/scan-folder.js











/** Bytes of holes in one file, at most: a layer has to write all of them as zeros. */
const MAX_HOLES = 1024 ** 3;
/** Bytes that are read before other work gets its turn; each entry counts as `ENTRY` bytes. */
const scan_folder_BATCH = 8 * 1024 * 1024;
const ENTRY = 16 * 1024;
/**
 * Reads the content of a folder, while others may be writing to it. What vanishes meanwhile, cannot be read, or cannot be in
 * a layer is left out. No symbolic link is followed, even if somebody puts one there at this moment.
 *
 * @throws the error if the folder itself cannot be read; the signal's reason
 */
async function scanFolder(root, xattrs, signal, search = new ByteSearch([])) {
    const entries = new Map();
    const leftOut = new Map();
    let work = 0;
    let found;
    const descent = new FolderDescent(root);
    const entryOf = (held, path, file) => {
        const { stats } = held;
        const metadata = metadataOf(stats, xattrsAt(xattrs, path));
        const obstacle = obstacleOf(path, stats);
        if (obstacle !== undefined) {
            leftOut.set(obstacle, path);
            return undefined;
        }
        if (stats.isDirectory())
            return { type: 'directory', path, ...metadata };
        if (!stats.isFile())
            return specialEntry(file, path, stats, metadata);
        const digest = new FileDigest(stats.size);
        const seen = search.stream();
        for (const chunk of openedContent(held.open(external_node_fs_namespaceObject.constants.O_RDONLY), stats.size)) {
            digest.update(chunk);
            if (seen(chunk))
                found ??= path;
        }
        work += digest.seen;
        return digestedFile({ type: 'file', path, ...metadata, size: digest.seen }, digest.digest());
    };
    const scanEntry = (path, file) => {
        // Held before it is opened: somebody may exchange the file for a device of the machine, and opening a device can have
        // effects.
        const held = holdFile(file, 'keep');
        try {
            return entryOf(held, path, file);
        }
        finally {
            held.close();
        }
    };
    const scan = async (folder) => {
        for (const name of readNames(descent.enter(folder)).sort()) {
            const path = folder === '' ? name : `${folder}/${name}`;
            work += ENTRY;
            if (work > scan_folder_BATCH) {
                work = 0;
                await (0,promises_namespaceObject.setImmediate)();
                signal.throwIfAborted();
            }
            try {
                const entry = scanEntry(path, `${descent.enter(folder)}/${name}`);
                if (entry === undefined)
                    continue;
                if (search.isIn(Buffer.from(wordsOf(entry))))
                    found ??= path;
                entries.set(path, entry);
                if (entry.type === 'directory')
                    await scan(path);
            }
            catch (error) {
                signal.throwIfAborted();
                const code = errors_errorCode(error);
                if (code === undefined)
                    throw error;
                if (code !== 'ENOENT')
                    leftOut.set(`cannot be read (${code})`, path);
            }
        }
    };
    entries.set('', { type: 'directory', path: '', ...metadataOf((0,external_node_fs_namespaceObject.lstatSync)(root), undefined) });
    try {
        await scan('');
    }
    finally {
        descent.close();
    }
    return { entries, leftOut, found };
}
/** What an entry says beside its content. Attributes are kept in base64. */
function wordsOf(entry) {
    const target = entry.type === 'symlink' ? entry.target : '';
    const xattrs = Object.values(entry.xattrs ?? {}).map((value) => Buffer.from(value, 'base64').toString('latin1'));
    return [entry.path, target, ...xattrs].join('\n');
}
function obstacleOf(path, stats) {
    if (stats.isSocket())
        return 'is a socket';
    if (stats.isBlockDevice() || stats.isCharacterDevice())
        return 'is a device node';
    if (stats.isFile() && stats.size - stats.blocks * 512 > MAX_HOLES)
        return 'is a sparse file';
    if (path.slice(path.lastIndexOf('/') + 1).startsWith(WHITEOUT_PREFIX))
        return `has a name that starts with ${WHITEOUT_PREFIX}`;
    return undefined;
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/write-folder.js





const write_folder_CHUNK = 512 * 1024;
/**
 * Writes paths of a folder into a layer as they are now, while others may be writing to it. What has vanished is left out,
 * and a file that grows is written with its first size. No symbolic link is followed, even if somebody puts one there.
 *
 * @throws InfraError for a file that shrinks while it is read; the signal's reason
 */
async function writeFolder({ root, xattrs, paths, signal }, writer) {
    /** The first name that was written of each file with more than one. */
    const linked = new Map();
    const buffer = Buffer.allocUnsafeSlow(write_folder_CHUNK);
    const descent = new FolderDescent(root);
    const writeEntry = async (path) => {
        const opened = unlessGone(() => write_folder_open(descent, path));
        if (opened === undefined)
            return;
        const { stats, fd, file } = opened;
        const metadata = metadataOf(stats, xattrsAt(xattrs, path));
        if (fd === undefined) {
            if (stats.isDirectory())
                await writer.add({ type: 'directory', path, ...metadata });
            else {
                const entry = unlessGone(() => specialEntry(file, path, stats, metadata));
                if (entry !== undefined)
                    await writer.add(entry);
            }
            return;
        }
        try {
            const inode = `${stats.dev}:${stats.ino}`;
            const target = stats.nlink > 1 ? linked.get(inode) : undefined;
            if (target !== undefined)
                await writer.add({ type: 'hardlink', path, target });
            else {
                linked.set(inode, path);
                await writer.add({ type: 'file', path, size: stats.size, ...metadata }, contentOf(fd, stats.size, buffer));
            }
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(fd);
        }
    };
    try {
        for (const path of paths) {
            signal.throwIfAborted();
            await writeEntry(path);
        }
    }
    finally {
        descent.close();
    }
}
/** @returns `undefined` for what a layer cannot hold. @throws what the system calls throw if it does not exist any more */
function write_folder_open(descent, path) {
    const folder = descent.enter(parentPath(path));
    if (path === '')
        return { stats: (0,external_node_fs_namespaceObject.statSync)(folder), file: folder };
    const file = `${folder}/${baseName(path)}`;
    // Held before it is opened: somebody may exchange the file for a device of the machine, and opening a device can have
    // effects.
    const held = holdFile(file, 'keep');
    try {
        const { stats } = held;
        if (stats.isFile())
            return { stats, file, fd: held.open(external_node_fs_namespaceObject.constants.O_RDONLY) };
        return stats.isDirectory() || stats.isSymbolicLink() || stats.isFIFO() ? { stats, file } : undefined;
    }
    finally {
        held.close();
    }
}
/** `undefined` if the system call fails: somebody has removed or exchanged the file. */
function unlessGone(look) {
    try {
        return look();
    }
    catch (error) {
        if (error instanceof Error && 'code' in error)
            return undefined;
        throw error;
    }
}
function* contentOf(fd, size, buffer) {
    for (let left = size; left > 0;) {
        const count = (0,external_node_fs_namespaceObject.readSync)(fd, buffer, 0, Math.min(left, buffer.length), null);
        if (count === 0)
            return;
        left -= count;
        yield buffer.subarray(0, count);
    }
}

;// CONCATENATED MODULE: ./lib/worker/mounts/export-mount.js











/** A delta must be smaller than this share of the whole. */
const DELTA_SHARE = 0.5;
/** The most layers that a mount is restored from. */
const MAX_STACK = 5;
/** Bytes in a tar that an entry takes besides its content. */
const export_mount_ENTRY = 1024;
/**
 * Captures the content of a cache mount, in full or as a layer on top of the saved ones. It never fails a build.
 *
 * @throws the signal's reason
 */
async function exportMount(options, warn) {
    const { caches, key, signal } = options;
    try {
        const mount = await caches.latest(key);
        if (typeof mount === 'string')
            return { kind: mount };
        try {
            // A mount that is a single file is not saved: it starts from its source again.
            if (!(0,external_node_fs_namespaceObject.lstatSync)(mount.folder).isDirectory())
                return { kind: 'absent' };
            return await exportFolder(mount.folder, options, warn);
        }
        finally {
            await mount.release();
        }
    }
    catch (error) {
        signal.throwIfAborted();
        warn(`a cache mount was not saved: ${messageOf(error)}`);
        return { kind: 'failed' };
    }
}
async function exportFolder(root, { previous, secrets, kernel, ingest, owner, signal }, warn) {
    const xattrs = await kernel.scanXattrs(root);
    const { entries, leftOut, found } = await scanFolder(root, xattrs, signal, new ByteSearch(secrets));
    if (found !== undefined)
        return { kind: 'secret', path: byte_name_displayName(found) };
    for (const [reason, path] of leftOut)
        warn(`a cache mount is saved without some files, such as ${byte_name_displayName(path)}, which ${reason}`);
    const before = flattened(previous);
    const { changed, removed } = before === undefined ? { changed: [...entries.keys()], removed: [] } : compare(before, entries);
    if (changed.length + removed.length === 0)
        return { kind: 'unchanged' };
    const part = sizeOf(entries, changed) + removed.length * export_mount_ENTRY;
    const kind = before !== undefined && previous.length < MAX_STACK && part < DELTA_SHARE * sizeOf(entries, entries.keys())
        ? 'delta'
        : 'full';
    const named = kind === 'full' ? undefined : withParents([...changed, ...removed]);
    const paths = [...entries.keys()].filter((path) => named?.has(path) !== false);
    const writer = await LayerWriter.create(ingest);
    try {
        await writeFolder({ root, xattrs, paths, signal }, writer);
        if (kind === 'delta')
            for (const path of removed)
                await writer.add({ type: 'whiteout', path });
        const made = await writer.finish();
        for (const file of [ingest.blobFile, ingest.indexFile])
            (0,external_node_fs_namespaceObject.chownSync)(file, owner.uid, owner.gid);
        return { kind, made };
    }
    catch (error) {
        await writer.abort();
        throw error;
    }
}
/** The tree that the earlier layers make together; `undefined` if there are none, or they are broken. */
function flattened(previous) {
    if (previous.length === 0)
        return undefined;
    try {
        const stack = LayerStack.of(previous.map(decodeIndex));
        const root = stack.lstat('');
        return new Map([...(root === undefined ? [] : [root]), ...stack.entries()].map((entry) => [entry.path, entry]));
    }
    catch {
        // They came from a cache that others can write to. The mount is saved in full then.
        return undefined;
    }
}
/** Paths that are new or changed (a new time alone is no change), and the topmost paths that are gone. */
function compare(before, entries) {
    const changed = [...entries].flatMap(([path, entry]) => {
        const old = before.get(path);
        return old !== undefined && canonicalEntry(old) === canonicalEntry(entry) ? [] : [path];
    });
    const removed = [...before.keys()].filter((path) => !entries.has(path) && entries.get(parentPath(path))?.type === 'directory');
    return { changed, removed };
}
function sizeOf(entries, paths) {
    let size = 0;
    for (const path of paths) {
        const entry = entries.get(path);
        size += export_mount_ENTRY + (entry?.type === 'file' ? entry.size : 0);
    }
    return size;
}
function withParents(paths) {
    const all = new Set(['']);
    for (let path of paths)
        for (; !all.has(path); path = parentPath(path))
            all.add(path);
    return all;
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/unfinished-layer.js
/** A layer cannot be had in the way that was begun, but may yet be had in another. What steps made of it does not count. */
class ArrivalFailed extends Error {
    name = 'ArrivalFailed';
}

;// CONCATENATED MODULE: ./lib/worker/layer-supply.js



/** Has the client bring the layers that requests need. */
class LayerSupply {
    #storage;
    #asked;
    constructor(storage, asked) {
        this.#storage = storage;
        this.#asked = asked;
    }
    ask({ id, signal }, { diffId }) {
        return this.#asked.ask({ id, diffId }, signal);
    }
    /** @param storage by default the one that was chosen */
    async ensure(request, storage) {
        await this.#each(request, async (stack, ask) => (storage ?? (await this.#storage())).ensure(stack, ask));
    }
    /** As `ensure`, but as soon as steps can use the layers. @returns those of which something is still to come */
    async begin(request) {
        const all = await this.#each(request, async (stack, ask) => (await this.#storage()).begin(stack, ask));
        return [...new Set(all.flat())];
    }
    /**
     * Does the work as soon as the layers can be used. If one of them is not what it should be after all, the work is stopped and done again
     * on layers that are whole.
     *
     * @param warn is told why it is done again
     * @throws BlobUnavailable, InfraError; what the work throws
     */
    async use(request, work, warn) {
        const unfinished = await traced('steps', () => 'layers below, as far as needed', () => this.begin(request), `request ${request.id}`);
        try {
            if (unfinished.length > 0)
                return await onUnfinished(unfinished, request.signal, work);
        }
        catch (error) {
            if (!(error instanceof ArrivalFailed) || request.signal.aborted)
                throw error;
            warn(`${error.message}. The step is stopped, and runs again when its layers are whole.`);
        }
        return this.useWhole(request, work);
    }
    /** Does the work when the layers are whole. @throws as `use` */
    async useWhole(request, work) {
        await traced('steps', () => 'layers below', () => this.ensure(request), `request ${request.id}`);
        return work(request.signal, () => Promise.resolve());
    }
    async #each({ id, stacks, signal }, get) {
        const [first] = stacks.flat();
        if (first === undefined)
            return [];
        const cancelled = new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new BlobUnavailable(first.diffId, 'cancelled')), { once: true });
        });
        cancelled.catch(() => undefined);
        const ask = {
            blob: (layer) => this.ask({ id, signal }, layer),
            index: ({ diffId }) => this.#asked.askIndex({ id, diffId }, signal),
        };
        return Promise.race([Promise.all(stacks.map((stack) => get(stack, ask))), cancelled]);
    }
}
/**
 * Stops the work if a layer fails. A process that waits for content cannot even be killed. So when the work is cancelled, what it waits for
 * fails first.
 */
async function onUnfinished(unfinished, signal, work) {
    const stop = new AbortController();
    let failure;
    for (const { broken } of unfinished) {
        broken.catch((error) => {
            failure ??= error;
            stop.abort(error);
        });
    }
    const cancel = () => {
        for (const layer of unfinished)
            layer.fail('cancelled');
        stop.abort(signal.reason);
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
        return await work(stop.signal, () => Promise.all(unfinished.map(({ proven }) => proven)));
    }
    catch (error) {
        throw failure ?? error;
    }
    finally {
        signal.removeEventListener('abort', cancel);
    }
}

;// CONCATENATED MODULE: ./lib/worker/failure.js



/** What the client is told of an error. */
function explain(error) {
    if (error instanceof errors_UserError || error instanceof InfraError) {
        const kind = error instanceof errors_UserError ? 'user' : 'infra';
        return { kind, message: error.message, hint: error.hint, stack: undefined };
    }
    if (error instanceof BlobUnavailable)
        return { kind: 'no-blob', message: error.diffId, hint: undefined, stack: undefined };
    if (!(error instanceof Error))
        return { kind: 'bug', message: String(error), hint: undefined, stack: undefined };
    if (isFull(errors_errorCode(error)))
        return { kind: 'infra', message: `the disk is full: ${error.message}`, hint: MAKE_ROOM, stack: undefined };
    // An error of the operating system is the machine's fault.
    return { kind: 'code' in error ? 'infra' : 'bug', message: error.message, hint: undefined, stack: error.stack };
}

;// CONCATENATED MODULE: ./lib/worker/erofs/structures.js
/**
 * The structures of EROFS on the disk, as far as an image without compression needs them. See
 * https://docs.kernel.org/filesystems/erofs.html and Linux's fs/erofs/erofs_fs.h, whose names are in quotes here. All numbers are little
 * endian.
 */

const BLOCK_BITS = 12;
const structures_BLOCK = 1 << BLOCK_BITS;
/** An inode's number ("nid") is its distance from the first inode in units of this size ("EROFS_ISLOTBITS"). */
const SLOT = 32;
/** "struct erofs_inode_extended". */
const INODE = 64;
/** "struct erofs_dirent". */
const DIRENT = 12;
const SUPER_OFFSET = 1024;
const MAGIC = 0xe0f5e1e2;
/** "EROFS_INODE_FLAT_PLAIN": the content is in blocks. "EROFS_INODE_FLAT_INLINE": its end follows the inode, here all of it. */
const LAYOUT = { plain: 0, inline: 2 };
/** The first block of an image. */
function superblock({ uuid, rootNid, inodes, blocks, metaBlock }) {
    const block = Buffer.alloc(structures_BLOCK);
    const at = SUPER_OFFSET;
    block.writeUInt32LE(MAGIC, at);
    block.writeUInt8(BLOCK_BITS, at + 12);
    block.writeUInt16LE(rootNid, at + 14);
    block.writeUInt32LE(inodes, at + 16);
    block.writeUInt32LE(blocks, at + 36);
    block.writeUInt32LE(metaBlock, at + 40);
    uuid.copy(block, at + 48, 0, 16);
    return block;
}
/** Seconds: what ext4 can hold. The kernel does the same when times are set on such a file system. */
const [MIN_TIME, MAX_TIME] = [-(2 ** 31), 0x37fffffff];
/** chown(2) takes it as "no change". */
const structures_NO_ID = 0xffffffff;
function inodeBytes(inode, number) {
    const bytes = Buffer.alloc(INODE);
    const { xattrSize } = inode;
    bytes.writeUInt16LE(1 | (LAYOUT[inode.inline ? 'inline' : 'plain'] << 1), 0);
    bytes.writeUInt16LE(xattrSize === 0 ? 0 : (xattrSize - XATTR_HEADER) / 4 + 1, 2);
    bytes.writeUInt16LE(inode.mode, 4);
    writeInteger(bytes, inode.size, 8);
    bytes.writeUInt32LE(inode.start, 16);
    bytes.writeUInt32LE(number >>> 0, 20);
    bytes.writeUInt32LE(inode.uid === structures_NO_ID ? 0 : inode.uid, 24);
    bytes.writeUInt32LE(inode.gid === structures_NO_ID ? 0 : inode.gid, 28);
    writeInteger(bytes, Math.min(MAX_TIME, Math.max(MIN_TIME, inode.mtime)), 32);
    bytes.writeUInt32LE(inode.links, 44);
    return bytes;
}
function writeInteger(bytes, value, at) {
    bytes.writeUInt32LE(value >>> 0, at);
    bytes.writeInt32LE(Math.floor(value / 2 ** 32), at + 4);
}
/** "struct erofs_xattr_ibody_header". */
const XATTR_HEADER = 12;
/** "struct erofs_xattr_entry". */
const XATTR_ENTRY = 4;
/** "EROFS_XATTR_INDEX_…": the start of a name is a number. */
const XATTR_PREFIXES = [
    ['user.', 1],
    ['trusted.', 4],
    ['security.', 6],
];
/** Bytes. An inode counts them in 16 bits of four bytes each; other file systems hold much less. */
const MAX_XATTRS = 64 * 1024;
/** What follows the inode of a file with extended attributes. */
function xattrBody(xattrs) {
    if (xattrs.length === 0)
        return Buffer.alloc(0);
    const parts = [Buffer.alloc(XATTR_HEADER)];
    for (const [name, value] of xattrs) {
        const [prefix, number] = XATTR_PREFIXES.find(([start]) => name.startsWith(start)) ?? ['', 0];
        const rest = Buffer.from(name.slice(prefix.length));
        const entry = Buffer.alloc(Math.ceil((XATTR_ENTRY + rest.length + value.length) / 4) * 4);
        entry.writeUInt8(rest.length, 0);
        entry.writeUInt8(number, 1);
        entry.writeUInt16LE(value.length, 2);
        rest.copy(entry, XATTR_ENTRY);
        value.copy(entry, XATTR_ENTRY + rest.length);
        parts.push(entry);
    }
    return Buffer.concat(parts);
}
const MAX_NAME = 255;
/** @returns the bytes of a directory with these names, which are sorted @throws InfraError for a name that is too long */
function directorySize(names) {
    let [full, used] = [0, 0];
    for (const name of names) {
        if (name.length > MAX_NAME)
            throw new InfraError(`a layer has a name of ${name.length} bytes`);
        const size = DIRENT + name.length;
        if (used + size > structures_BLOCK)
            [full, used] = [full + 1, 0];
        used += size;
    }
    return full * structures_BLOCK + used;
}
/** A directory's content. Each block has its entries first, and then their names. */
function* directoryBlocks(entries) {
    for (let first = 0; first < entries.length;) {
        let [end, used] = [first, 0];
        for (let next = entries[end]; next !== undefined; next = entries[++end]) {
            const size = DIRENT + next.name.length;
            if (used + size > structures_BLOCK)
                break;
            used += size;
        }
        const bytes = Buffer.alloc(end < entries.length ? structures_BLOCK : used);
        let name = (end - first) * DIRENT;
        for (const [position, entry] of entries.slice(first, end).entries()) {
            const at = position * DIRENT;
            writeInteger(bytes, entry.nid, at);
            bytes.writeUInt16LE(name, at + 8);
            bytes.writeUInt8(DIRENT_TYPES.get(entry.type) ?? 0, at + 10);
            name += bytes.write(entry.name, name, 'latin1');
        }
        yield bytes;
        first = end;
    }
}
/** File type bits of `st_mode`. */
const structures_TYPE = {
    file: 0o100000,
    directory: 0o040000,
    symlink: 0o120000,
    char: 0o020000,
    block: 0o060000,
    fifo: 0o010000,
};
/** Linux, include/linux/fs_types.h, "FT_…". */
const DIRENT_TYPES = new Map([
    [structures_TYPE.file, 1],
    [structures_TYPE.directory, 2],
    [structures_TYPE.char, 3],
    [structures_TYPE.block, 4],
    [structures_TYPE.fifo, 5],
    [structures_TYPE.symlink, 7],
]);

;// CONCATENATED MODULE: ./lib/worker/erofs/image-file.js


/** Bytes that are collected before they are written. */
const BUFFER = 1024 * 1024;
/** A piece that is as long is written by itself. Zeros of that length become a hole. */
const LONG = 64 * 1024;
const image_file_ZEROS = Buffer.alloc(1024 * 1024);
/** A file that is written from a start to its end, with few system calls however small the pieces are. */
class ImageFile {
    #fd;
    #open = true;
    #buffer = Buffer.allocUnsafeSlow(BUFFER);
    /** Where the buffer's content belongs, and how much it has. */
    #start;
    #used = 0;
    #holes = 0;
    /**
     * @param start where to begin
     * @param isThere the file exists, and what is not written of it stays
     */
    constructor(file, start, isThere = false) {
        this.#fd = (0,external_node_fs_namespaceObject.openSync)(file, isThere ? 'r+' : 'wx', 0o600);
        this.#start = start;
    }
    get position() {
        return this.#start + this.#used;
    }
    /** Bytes of long pieces of zeros, which were not written. */
    get holes() {
        return this.#holes;
    }
    /** The piece may be used again afterwards. */
    write(piece) {
        if (piece.length >= LONG) {
            this.flush();
            if (isZeros(piece))
                this.#holes += piece.length;
            else
                this.#put(piece, this.#start);
            this.#start += piece.length;
            return;
        }
        if (this.#used + piece.length > BUFFER)
            this.flush();
        piece.copy(this.#buffer, this.#used);
        this.#used += piece.length;
    }
    /** Goes on at a later position. What is between is zeros. */
    skipTo(position) {
        const gap = position - this.position;
        if (this.#used + gap > BUFFER) {
            this.flush();
            this.#start = position;
            return;
        }
        this.#buffer.fill(0, this.#used, this.#used + gap);
        this.#used += gap;
    }
    /** Goes on anywhere. What was written there before stays until it is written again. */
    seek(position) {
        this.flush();
        this.#start = position;
    }
    /** Writes what is in the buffer. */
    flush() {
        this.#put(this.#buffer.subarray(0, this.#used), this.#start);
        this.#start += this.#used;
        this.#used = 0;
    }
    /** @returns the number of the block that begins here */
    nextBlock() {
        const block = Math.ceil(this.position / structures_BLOCK);
        this.skipTo(block * structures_BLOCK);
        return block;
    }
    /** Writes the rest, and the first block, whose content is known last. */
    finish(first) {
        this.nextBlock();
        this.flush();
        (0,external_node_fs_namespaceObject.ftruncateSync)(this.#fd, this.#start);
        this.#put(first, 0);
        this.close();
    }
    /** Also after `finish`. */
    close() {
        if (this.#open)
            (0,external_node_fs_namespaceObject.closeSync)(this.#fd);
        this.#open = false;
    }
    #put(bytes, position) {
        for (let at = 0; at < bytes.length;)
            at += (0,external_node_fs_namespaceObject.writeSync)(this.#fd, bytes, at, undefined, position + at);
    }
}
function isZeros(piece) {
    return piece.length <= image_file_ZEROS.length && piece.equals(image_file_ZEROS.subarray(0, piece.length));
}

;// CONCATENATED MODULE: ./lib/worker/erofs/image-tree.js







/** Bytes of a symbolic link's target, as for symlink(2). */
const MAX_TARGET = 4095;
const image_tree_OPAQUE = [OPAQUE_XATTR.trusted, Buffer.from('y')];
/**
 * Makes the tree of a layer, as a lower directory for an overlay, from the layer's entries in their order.
 *
 * @param blockOf where the content of the file at a path begins
 * @param warn gets what is left out
 * @throws InfraError for an entry that no file system can hold
 */
function imageTree(entries, blockOf, warn) {
    const builder = new TreeBuilder(blockOf);
    for (const entry of entries)
        builder.add(entry);
    return builder.finish(warn);
}
class TreeBuilder {
    #nodes = new Map();
    #implied = new Set();
    #opaque = new Set();
    #whiteouts = new Set();
    #hardLinks = [];
    #linkPaths = new Set();
    /** What hard links name and the layer did not have before them: files of layers below, even if a folder takes their place. */
    #below = new Set();
    #blockOf;
    #leftOut = '';
    constructor(blockOf) {
        this.#blockOf = blockOf;
        this.#imply('');
    }
    add(entry) {
        const { path } = entry;
        switch (entry.type) {
            case 'whiteout':
                this.#folder(path, parentPath(path));
                this.#whiteouts.add(path);
                return;
            case 'hardlink':
                if (this.#whiteouts.has(entry.target))
                    notAFile(entry);
                this.#folder(path, parentPath(path));
                if (!this.#nodes.has(entry.target) && !this.#linkPaths.has(entry.target))
                    this.#below.add(entry.target);
                this.#linkPaths.add(path);
                this.#hardLinks.push(entry);
                return;
            case 'directory':
                this.#directory(entry);
                return;
            case 'file': {
                const block = entry.size === 0 ? 0 : this.#blockOf(path);
                this.#put(path, this.#node(entry, structures_TYPE.file, { type: 'file', size: entry.size, block }, path));
                return;
            }
            case 'symlink': {
                const target = encodeName(entry.target);
                if (target.length === 0 || target.length > MAX_TARGET)
                    throw new InfraError(`layer entry ${byte_name_displayName(path)} is a symbolic link with a target of ${target.length} bytes`);
                this.#put(path, this.#node({ ...entry, mode: 0o777 }, structures_TYPE.symlink, { type: 'symlink', target }, path));
                return;
            }
            case 'char':
            case 'block': {
                const number = deviceNumber(entry.major, entry.minor);
                this.#put(path, this.#node(entry, structures_TYPE[entry.type], { type: 'device', number }, path));
                return;
            }
            case 'fifo':
                this.#put(path, this.#node(entry, structures_TYPE.fifo, { type: 'device', number: 0 }, path));
                return;
            default:
                unreachable(entry);
        }
    }
    finish(warn) {
        const links = this.#link();
        for (const path of this.#whiteouts) {
            if (this.#nodes.has(path))
                this.#makeOpaque(path);
            else
                this.#put(path, this.#node(NOBODY, structures_TYPE.char, { type: 'device', number: 0 }, path));
        }
        if (this.#leftOut !== '')
            warn(`an extended attribute of a layer could not be set, the last one on ${this.#leftOut}`);
        const root = this.#nodes.get('');
        if (root === undefined)
            throw new InfraError('a layer has no root');
        return { root, notes: { implied: [...this.#implied], opaque: [...this.#opaque], links } };
    }
    /** Gives files their other names. @returns the links to files of layers below */
    #link() {
        const below = [];
        const carriers = new HardLinks(this.#hardLinks);
        for (const entry of this.#hardLinks) {
            const target = carriers.carrier(entry.path);
            const node = this.#below.has(target) ? undefined : this.#nodes.get(target);
            if (target === entry.path || node?.content.type === 'directory')
                notAFile(entry);
            if (node === undefined)
                below.push({ path: entry.path, target });
            else {
                this.#put(entry.path, node);
                node.links++;
            }
        }
        return below;
    }
    #directory(entry) {
        const { path } = entry;
        const before = this.#nodes.get(path)?.content;
        const content = before?.type === 'directory' ? before : { type: 'directory', children: new Map() };
        this.#implied.delete(path);
        const node = this.#node(entry, structures_TYPE.directory, content, path);
        if (before === undefined)
            this.#put(path, node);
        else
            this.#replace(path, node);
        if (entry.opaque === true)
            this.#makeOpaque(path);
    }
    #makeOpaque(path) {
        const node = this.#nodes.get(path);
        if (node === undefined || this.#opaque.has(path))
            return;
        this.#opaque.add(path);
        this.#replace(path, { ...node, xattrs: [...node.xattrs, image_tree_OPAQUE] });
    }
    #imply(path) {
        this.#implied.add(path);
        const node = this.#node({ ...NOBODY, mode: 0o755 }, structures_TYPE.directory, { type: 'directory', children: new Map() }, path);
        this.#put(path, node);
        return node;
    }
    #folder(path, parent) {
        const node = this.#nodes.get(parent) ?? this.#imply(parent);
        if (node.content.type === 'directory')
            return node.content;
        throw new InfraError(`layer entry ${byte_name_displayName(path)} is below a file`);
    }
    #put(path, node) {
        if (path !== '') {
            const parent = this.#nodes.get(parentPath(path));
            const isNewFolder = node.content.type === 'directory';
            this.#folder(path, parentPath(path)).children.set(baseName(path), node);
            if (isNewFolder) {
                const above = parent ?? this.#nodes.get(parentPath(path));
                if (above !== undefined)
                    above.links++;
            }
        }
        this.#nodes.set(path, node);
    }
    /** A folder that is known better now. */
    #replace(path, node) {
        node.links = this.#nodes.get(path)?.links ?? node.links;
        if (path !== '')
            this.#folder(path, parentPath(path)).children.set(baseName(path), node);
        this.#nodes.set(path, node);
    }
    #node(metadata, type, content, path) {
        const { mode, uid, gid, mtime, xattrs } = metadata;
        return {
            mode: type | mode,
            uid,
            gid,
            mtime,
            xattrs: xattrs === undefined ? image_tree_NONE : this.#kept(xattrs, type, path),
            content,
            links: content.type === 'directory' ? 2 : 1,
        };
    }
    /** The attributes that a step can see: with overlayfs's own, a layer could redirect lookups to wherever its maker likes. */
    #kept(xattrs, type, path) {
        const kept = [];
        for (const [name, value] of Object.entries(xattrs)) {
            if (name !== 'security.capability' && (!name.startsWith('user.') || name.startsWith('user.overlay.')))
                continue;
            const attribute = [name, Buffer.from(value, 'base64')];
            // The kernel has no user attributes of anything else.
            const fits = !name.startsWith('user.') || type === structures_TYPE.file || type === structures_TYPE.directory;
            if (fits && Buffer.byteLength(name) <= 255 && xattrBody([...kept, attribute]).length <= MAX_XATTRS)
                kept.push(attribute);
            else
                this.#leftOut = `${byte_name_displayName(path)} (${byte_name_displayName(name)})`;
        }
        return kept;
    }
}
const image_tree_NONE = [];
const NOBODY = { mode: 0, uid: 0, gid: 0, mtime: 0 };
function notAFile({ path, target }) {
    throw new InfraError(`layer entry ${byte_name_displayName(path)} is a hard link to ${byte_name_displayName(target)}, which is not a file`);
}

;// CONCATENATED MODULE: ./lib/worker/erofs/metadata.js


/** A superblock has 16 bits for the root's number, so the root comes first. Number 0 would not be shown by every program. */
const FIRST_NID = 2;
const TYPE_BITS = 0o170000;
/**
 * Writes the metadata of a tree behind what `file` has so far: directories and links that take blocks, then the inodes.
 *
 * @returns the first block of the image, which says where the rest is
 */
function writeMetadata(root, uuid, file) {
    const places = new Places(root);
    for (const place of places.all.values()) {
        if (place.inline || place.node.content.type === 'file' || place.node.content.type === 'device')
            continue;
        place.block = file.nextBlock();
        for (const piece of places.contentOf(place))
            file.write(piece);
    }
    const metaBlock = file.nextBlock();
    let inodes = 0;
    for (const place of places.all.values()) {
        const { node, nid, size, inline, xattrSize } = place;
        const { content } = node;
        const start = content.type === 'file' ? content.block : content.type === 'device' ? content.number : place.block;
        file.skipTo(metaBlock * structures_BLOCK + nid * SLOT);
        file.write(inodeBytes({ ...node, size, start, inline, xattrSize }, ++inodes));
        if (xattrSize > 0)
            file.write(xattrBody(node.xattrs));
        if (inline)
            for (const piece of places.contentOf(place))
                file.write(piece);
    }
    const blocks = file.nextBlock();
    return superblock({ uuid, rootNid: FIRST_NID, inodes, blocks, metaBlock });
}
/** Gives every inode its place. Those of one directory are beside each other. */
class Places {
    all = new Map();
    #end = FIRST_NID * SLOT;
    constructor(root) {
        const folders = [this.#add(root, root)];
        for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
            for (const { node } of folder.names) {
                // A file with several names has one inode. The names of a directory include itself and the one above.
                if (this.all.has(node))
                    continue;
                const place = this.#add(node, folder.node);
                if (node.content.type === 'directory')
                    folders.push(place);
            }
        }
    }
    /** The content of a directory or link. */
    contentOf({ node, names }) {
        if (node.content.type === 'symlink')
            return [node.content.target];
        const entries = names.map(({ name, node: child }) => ({
            name,
            type: child.mode & TYPE_BITS,
            nid: this.all.get(child)?.nid ?? 0,
        }));
        return directoryBlocks(entries);
    }
    #add(node, parent) {
        const { content } = node;
        const names = content.type === 'directory' ? sortedNames(content.children, node, parent) : [];
        const size = metadata_sizeOf(node, names);
        const xattrSize = xattrBody(node.xattrs).length;
        const body = INODE + xattrSize;
        const inline = (content.type === 'directory' || content.type === 'symlink') && body + size <= structures_BLOCK;
        // What is inline may not go over the end of a block.
        if (inline && (this.#end % structures_BLOCK) + body + size > structures_BLOCK)
            this.#end = Math.ceil(this.#end / structures_BLOCK) * structures_BLOCK;
        const place = { node, nid: this.#end / SLOT, size, inline, xattrSize, block: 0, names, parent };
        this.#end = Math.ceil((this.#end + body + (inline ? size : 0)) / SLOT) * SLOT;
        this.all.set(node, place);
        return place;
    }
}
function metadata_sizeOf({ content }, names) {
    switch (content.type) {
        case 'file':
            return content.size;
        case 'symlink':
            return content.target.length;
        case 'directory':
            return directorySize(names.map(({ name }) => name));
        case 'device':
            return 0;
    }
}
function sortedNames(children, self, parent) {
    const names = [
        { name: '.', node: self },
        { name: '..', node: parent },
    ];
    for (const [name, node] of children)
        names.push({ name: bytesOf(name), node });
    return names.sort((left, right) => (left.name < right.name ? -1 : 1));
}
/** A name's bytes as latin1. */
function bytesOf(name) {
    return Buffer.byteLength(name) === name.length ? name : encodeName(name).toString('latin1');
}

;// CONCATENATED MODULE: ./lib/worker/erofs/image-mounts.js







/** Mounts EROFS images, each once. The mounts are this worker's own, and end with it. */
class ImageMounts {
    #kernel;
    #folder;
    #mounts = new Map();
    #count = 0;
    /** @param folder a private one, which does not exist yet */
    constructor(kernel, folder) {
        this.#kernel = kernel;
        this.#folder = folder;
    }
    /**
     * @param through gives the image another path
     * @returns why this kernel cannot use such images, found out by mounting one; `undefined` if it can
     */
    async lack(through) {
        const place = `${this.#folder}-probe-${++this.#count}`;
        const image = `${place}/image`;
        (0,external_node_fs_namespaceObject.mkdirSync)(place, { recursive: true, mode: 0o700 });
        writeEmpty(image);
        try {
            const shown = through === undefined ? await this.#mount(image, 'file') : await this.#mount(through(image), 'served');
            await this.#tryOverlay(shown, place);
            return undefined;
        }
        catch (error) {
            if (error instanceof SyscallError)
                return messageOf(error);
            throw error;
        }
    }
    /**
     * @param kind a file, or one that another program serves. The kernel then reads no more of it than it must, and keeps it once.
     * @returns the folder that shows the image
     * @throws SyscallError
     */
    mount(image, kind = 'file') {
        let mount = this.#mounts.get(image);
        if (mount === undefined) {
            mount = this.#mount(image, kind);
            this.#mounts.set(image, mount);
            mount.catch(() => this.#mounts.delete(image));
        }
        return mount;
    }
    async unmountAll() {
        const mounts = [...this.#mounts.values()];
        this.#mounts.clear();
        for (const mount of mounts)
            await this.#kernel.unmount(await mount);
    }
    async #mount(image, kind) {
        const target = `${this.#folder}/${++this.#count}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(target, { recursive: true, mode: 0o700 });
        // The kernel reads the file itself, since Linux 6.12 (EROFS_FS_BACKED_BY_FILE). Before, it needed a block device.
        const mount = (options) => this.#kernel.mount({ source: image, target, type: 'erofs', options: ['ro', ...options] });
        if (kind === 'file')
            await mount([]);
        // An option since Linux 6.15. It only saves memory and time.
        else
            await mount(['directio']).catch(() => mount([]));
        return target;
    }
    async #tryOverlay(shown, place) {
        const [merged, other] = [`${place}/merged`, `${place}/other`];
        for (const folder of [merged, other])
            (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o700 });
        try {
            const options = ['ro', `lowerdir=${shown}:${other}`];
            await this.#kernel.mount({ source: 'overlay', target: merged, type: 'overlay', options });
            await this.#kernel.unmount(merged);
        }
        finally {
            await this.#kernel.unmount(shown);
        }
    }
}
function writeEmpty(image) {
    const nothing = imageTree([], () => 0, () => undefined);
    const file = new ImageFile(image, structures_BLOCK);
    file.finish(writeMetadata(nothing.root, Buffer.alloc(16, 1), file));
}

;// CONCATENATED MODULE: ./lib/worker/mounts/cache-mounts.js





/** Milliseconds between tries to lock a folder that others use. */
const RETRY = 100;
/**
 * The folders behind `RUN --mount=type=cache`: `<folder>/<key of the mount>/<number>/data`. The mtime of `<number>` says
 * when it was last used.
 */
class CacheMounts {
    #folder;
    #scratch;
    #kernel;
    #making = new Map();
    /** By the base folder of a key: the folder that steps of this build share now, and how many steps do. */
    #shared = new Map();
    #drafts = 0;
    /** @param scratch a private folder on the same file system */
    constructor(folder, scratch, kernel) {
        this.#folder = folder;
        this.#scratch = scratch;
        this.#kernel = kernel;
        // Nobody else on the machine may read or run what steps leave here.
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true, mode: 0o700 });
        (0,external_node_fs_namespaceObject.chmodSync)(folder, 0o700);
    }
    /**
     * Returns a folder to mount, as BuildKit does: `shared` steps use one folder together, each other step has one alone. If
     * all folders of the key are locked by others, `locked` waits, and `shared` and `private` get a new one.
     *
     * @param make makes the given folder, with its first content
     */
    async acquire(key, sharing, make, signal) {
        const base = this.#base(key);
        for (;;) {
            for (const folder of this.#choices(base, sharing)) {
                const lock = await this.#lock(base, folder, sharing === 'shared' ? 'shared' : 'exclusive');
                if (lock === undefined)
                    continue;
                const leave = sharing === 'shared' ? this.#join(base, folder) : () => undefined;
                try {
                    await this.#ensure(folder, make);
                    return cache_mounts_hold(folder, lock, leave);
                }
                catch (error) {
                    leave();
                    await lock.release();
                    throw error;
                }
            }
            await (0,promises_namespaceObject.setTimeout)(RETRY, undefined, { signal });
        }
    }
    /** A sharing step goes to the folder that others of this build share. Any other step goes to the first free folder. */
    *#choices(base, sharing) {
        const together = sharing === 'shared' ? this.#shared.get(base) : undefined;
        if (together !== undefined)
            yield together.folder;
        for (let copy = 0; copy === 0 || sharing !== 'locked' || (0,external_node_fs_namespaceObject.existsSync)(`${base}/${copy}`); copy++) {
            yield `${base}/${copy}`;
        }
    }
    async #lock(base, folder, kind) {
        (0,external_node_fs_namespaceObject.mkdirSync)(base, { recursive: true, mode: 0o700 });
        try {
            return await this.#kernel.lock(`${folder}.lock`, kind);
        }
        catch (error) {
            // `removeUnused` of another worker has just removed it.
            if (!(0,external_node_fs_namespaceObject.existsSync)(base))
                return undefined;
            throw error;
        }
    }
    /** @returns a function to call when the step has ended */
    #join(base, folder) {
        const known = this.#shared.get(base);
        const group = known?.folder === folder ? known : { folder, steps: 0 };
        group.steps += 1;
        this.#shared.set(base, group);
        return () => {
            group.steps -= 1;
            if (group.steps === 0 && this.#shared.get(base) === group)
                this.#shared.delete(base);
        };
    }
    /** The folder of the key that was used last, to be read while steps may share it. */
    async latest(key) {
        const base = this.#base(key);
        const [latest] = copiesIn(base).sort((left, right) => right.used - left.used);
        if (latest === undefined)
            return 'absent';
        const lock = await this.#kernel.lock(`${latest.folder}.lock`, 'shared');
        if (lock === undefined)
            return 'busy';
        return { folder: `${latest.folder}/data`, release: () => lock.release() };
    }
    /** Removes the folders that no step uses. */
    async removeUnused(signal) {
        for (const name of (0,external_node_fs_namespaceObject.readdirSync)(this.#folder)) {
            const base = `${this.#folder}/${name}`;
            for (const file of (0,external_node_fs_namespaceObject.readdirSync)(base).filter((each) => /^\d+\.lock$/.test(each))) {
                signal.throwIfAborted();
                const lock = await this.#kernel.lock(`${base}/${file}`, 'exclusive');
                if (lock === undefined)
                    continue;
                // Moved away first, so that the next owner of the lock finds either the whole folder or none.
                const draft = `${this.#scratch}/mount-${++this.#drafts}`;
                const folder = `${base}/${external_node_path_namespaceObject.basename(file, '.lock')}`;
                if ((0,external_node_fs_namespaceObject.existsSync)(folder))
                    moveEntry(folder, draft);
                (0,external_node_fs_namespaceObject.rmSync)(`${base}/${file}`);
                await lock.release();
                await removeTree(draft);
            }
            if ((0,external_node_fs_namespaceObject.readdirSync)(base).length === 0)
                (0,external_node_fs_namespaceObject.rmdirSync)(base);
        }
    }
    #base(key) {
        return `${this.#folder}/${key}`;
    }
    /** Steps that share a new folder wait for the one that makes it. */
    async #ensure(folder, make) {
        while (!(0,external_node_fs_namespaceObject.existsSync)(folder)) {
            const making = this.#making.get(folder);
            if (making !== undefined) {
                // If that fails, we try ourselves.
                await making.catch(() => undefined);
                continue;
            }
            const work = this.#make(folder, make).finally(() => this.#making.delete(folder));
            this.#making.set(folder, work);
            await work;
        }
    }
    async #make(folder, make) {
        const draft = `${this.#scratch}/mount-${++this.#drafts}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(draft, { mode: 0o755 });
        try {
            await make(`${draft}/data`);
            publishFolder(draft, folder);
        }
        catch (error) {
            await removeTree(draft);
            // Another build may have been faster.
            if (!(0,external_node_fs_namespaceObject.existsSync)(folder))
                throw error;
        }
    }
}
function cache_mounts_hold(folder, lock, leave) {
    const touch = () => (0,external_node_fs_namespaceObject.utimesSync)(folder, new Date(), new Date());
    touch();
    const release = async () => {
        touch();
        leave();
        await lock.release();
    };
    return { folder: `${folder}/data`, release };
}
function copiesIn(base) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(base))
        return [];
    const names = (0,external_node_fs_namespaceObject.readdirSync)(base).filter((name) => /^\d+$/.test(name));
    return names.map((name) => ({ folder: `${base}/${name}`, used: (0,external_node_fs_namespaceObject.statSync)(`${base}/${name}`).mtimeMs }));
}

;// CONCATENATED MODULE: ./lib/worker/runtime/control-groups.js





/** Between the group that was asked for and those of steps, so that their names cannot meet those of others. */
const BETWEEN = 'layer-build';
/** What a new group of the first version does not get by itself, and without which no process can join it. */
const INHERITED = ['cpuset.cpus', 'cpuset.mems'];
/**
 * Each file gets the shell's own process; what runs then is in the groups. A runtime looks for its groups where it finds itself: in a
 * namespace that begins there, it finds none that it could change.
 */
const JOIN = 'while [ "$1" != -- ]; do echo 0 > "$1" || exit 126; shift; done; shift; exec unshare --cgroup "$@"';
/** Milliseconds. The kernel counts processes that have just ended for a moment. */
const EMPTY_RETRY = 20;
const EMPTY_TRIES = 50;
/** Milliseconds. A group without processes that is older was left by a killed worker: a step joins its group as soon as that is made. */
const ABANDONED_MS = 60_000;
/**
 * Control groups for steps below one that the caller names, as with Docker's `--cgroup-parent`: its limits hold for what RUN runs. Each
 * hierarchy of the machine is used, of the first version and of the second.
 */
class ControlGroups {
    /** Absolute paths of the named group, by hierarchy. */
    #parents;
    /**
     * @param parent path below the root of the hierarchies
     * @param folder an absolute path that does not exist yet, for views of the hierarchies
     * @throws Error when a group cannot be made or joined here
     */
    static async open(kernel, parent, folder) {
        const parents = [];
        for (const [at, { type, options }] of hierarchies((0,external_node_fs_namespaceObject.readFileSync)('/proc/self/cgroup', 'utf8')).entries()) {
            const target = external_node_path_namespaceObject.join(folder, String(at));
            (0,external_node_fs_namespaceObject.mkdirSync)(target, { recursive: true });
            await kernel.mount({ source: 'cgroup', target, type, options: ['nosuid', 'noexec', 'nodev', ...options] });
            parents.push(external_node_path_namespaceObject.join(target, parent));
        }
        if (parents.length === 0)
            throw new Error('this process is in no control group');
        for (const parent of parents)
            removeAbandoned(external_node_path_namespaceObject.join(parent, BETWEEN));
        const groups = new ControlGroups(parents);
        const probe = groups.enter(`probe-${(0,external_node_crypto_namespaceObject.randomUUID)()}`);
        try {
            const [program = '', ...args] = probe.command(['/bin/true']);
            (0,external_node_child_process_namespaceObject.execFileSync)(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
        }
        finally {
            await probe.leave();
        }
        return groups;
    }
    constructor(parents) {
        this.#parents = parents;
    }
    /**
     * @param id unique among the steps of all builds that run
     * @param memory bytes that its processes may use together
     * @throws Error when the groups cannot be made, or memory cannot be limited
     */
    enter(id, memory) {
        const made = [];
        const folders = this.#parents.map((parent) => external_node_path_namespaceObject.join(parent, BETWEEN, id));
        if (memory !== undefined)
            for (const parent of this.#parents)
                delegateMemory(parent);
        for (const folder of folders)
            made.push(...makeGroup(folder));
        if (memory !== undefined)
            limitMemory(folders, memory);
        const files = folders.map((folder) => external_node_path_namespaceObject.join(folder, 'cgroup.procs'));
        return {
            command: (command) => ['/bin/sh', '-c', JOIN, 'sh', ...files, '--', ...command],
            leave: async () => {
                for (const folder of folders)
                    await removeGroup(folder);
                // Those above them that were made for this step, if no other step is in them.
                for (const folder of made.filter((one) => !folders.includes(one)).reverse())
                    remove(folder);
            },
        };
    }
}
const PASSED_ON = 'cgroup.subtree_control';
/** In which file of a group its limit is, by version. A group of the first version counts swap with memory, if it counts it at all. */
const MEMORY_FILES = [
    { limit: 'memory.max', swap: 'memory.swap.max', swapBytes: () => 0 },
    { limit: 'memory.limit_in_bytes', swap: 'memory.memsw.limit_in_bytes', swapBytes: (bytes) => bytes },
];
/** @param text of `/proc/self/cgroup`: cgroups(7) */
function hierarchies(text) {
    return text.split('\n').flatMap((line) => {
        const [number, controllers] = line.split(':');
        if (number === undefined || controllers === undefined)
            return [];
        return number === '0' ? [{ type: 'cgroup2', options: [] }] : [{ type: 'cgroup', options: controllers.split(',') }];
    });
}
/** @returns the folders that were made, from above */
function makeGroup(folder) {
    if ((0,external_node_fs_namespaceObject.existsSync)(folder))
        return [];
    const above = external_node_path_namespaceObject.dirname(folder);
    const made = makeGroup(above);
    // One that is ours may have been left by a process that was killed before it filled it.
    if (external_node_path_namespaceObject.basename(above) === BETWEEN)
        inherit(above);
    (0,external_node_fs_namespaceObject.mkdirSync)(folder);
    inherit(folder);
    return [...made, folder];
}
function inherit(folder) {
    for (const name of INHERITED) {
        const file = external_node_path_namespaceObject.join(folder, name);
        if ((0,external_node_fs_namespaceObject.existsSync)(file) && (0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8').trim() === '') {
            (0,external_node_fs_namespaceObject.writeFileSync)(file, (0,external_node_fs_namespaceObject.readFileSync)(external_node_path_namespaceObject.join(external_node_path_namespaceObject.dirname(folder), name)));
        }
    }
}
/** In the second version, a group has a limit only if those above it pass that on. What does not work shows when the limit is set. */
function delegateMemory(parent) {
    const between = external_node_path_namespaceObject.join(parent, BETWEEN);
    if ((0,external_node_fs_namespaceObject.existsSync)(external_node_path_namespaceObject.join(parent, PASSED_ON)))
        makeGroup(between);
    for (const group of [parent, between]) {
        const file = external_node_path_namespaceObject.join(group, PASSED_ON);
        try {
            if ((0,external_node_fs_namespaceObject.existsSync)(file))
                (0,external_node_fs_namespaceObject.writeFileSync)(file, '+memory');
        }
        catch {
            // Another hierarchy may have it.
        }
    }
}
/** @throws Error when no hierarchy can */
function limitMemory(folders, bytes) {
    for (const folder of folders) {
        const files = MEMORY_FILES.find(({ limit }) => (0,external_node_fs_namespaceObject.existsSync)(external_node_path_namespaceObject.join(folder, limit)));
        if (files === undefined)
            continue;
        (0,external_node_fs_namespaceObject.writeFileSync)(external_node_path_namespaceObject.join(folder, files.limit), String(bytes));
        const swap = external_node_path_namespaceObject.join(folder, files.swap);
        if ((0,external_node_fs_namespaceObject.existsSync)(swap))
            (0,external_node_fs_namespaceObject.writeFileSync)(swap, String(files.swapBytes(bytes)));
        return;
    }
    throw new Error('no control group here limits memory');
}
/**
 * Removes the groups that killed workers left: those without processes. Who made them cannot be asked, since each worker may have a pid
 * namespace of its own.
 *
 * @param between the folder of all our groups below a parent
 */
function removeAbandoned(between) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(between))
        return;
    for (const folder of groupsIn(between)) {
        try {
            if (Date.now() - (0,external_node_fs_namespaceObject.statSync)(folder).mtimeMs > ABANDONED_MS && isEmpty(folder))
                removeBelow(folder);
        }
        catch {
            // Another worker was faster, or its step has just ended.
        }
    }
}
function groupsIn(folder) {
    const entries = (0,external_node_fs_namespaceObject.readdirSync)(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => external_node_path_namespaceObject.join(folder, name));
}
/** Whether neither the group nor one below it has processes. */
function isEmpty(folder) {
    return (0,external_node_fs_namespaceObject.readFileSync)(external_node_path_namespaceObject.join(folder, 'cgroup.procs'), 'utf8') === '' && groupsIn(folder).every(isEmpty);
}
function removeBelow(folder) {
    for (const below of groupsIn(folder))
        removeBelow(below);
    remove(folder);
}
async function removeGroup(folder) {
    for (let tries = 0; !remove(folder) && tries < EMPTY_TRIES; tries++)
        await (0,promises_namespaceObject.setTimeout)(EMPTY_RETRY);
}
/** @returns whether it is gone */
function remove(folder) {
    try {
        (0,external_node_fs_namespaceObject.rmdirSync)(folder);
        return true;
    }
    catch {
        return !(0,external_node_fs_namespaceObject.existsSync)(folder);
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/zstd-frames.js

const zstd_frames_MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const BLOCK_HEADER = 3;
const SKIPPABLE_HEADER = 8;
const CHECKSUM = 4;
const MAX_BLOCK = 128 * 1024;
/** Types of blocks. */
const REPEATED = 1;
const RESERVED = 3;
/** @returns `undefined` if `bytes` do not have all of it. @throws InfraError for something else */
function frameHeader(bytes) {
    if (bytes.length >= 4 && bytes.readUInt32LE(0) !== zstd_frames_MAGIC)
        throw new InfraError('no frame of zstd');
    if (bytes.length < 5)
        return undefined;
    const descriptor = bytes.readUInt8(4);
    const isSingle = (descriptor & 0x20) !== 0;
    const idSize = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const sizeSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const length = 5 + (isSingle ? 0 : 1) + idSize + sizeSize;
    if (bytes.length < length)
        return undefined;
    const window = isSingle ? contentSize(bytes.subarray(length - sizeSize, length)) : windowOf(bytes.readUInt8(5));
    return { length, window, hasChecksum: (descriptor & 4) !== 0 };
}
/** RFC 8878, 3.1.1.1.4. */
function contentSize(field) {
    switch (field.length) {
        case 1:
            return field.readUInt8(0);
        case 2:
            return field.readUInt16LE(0) + 256;
        case 4:
            return field.readUInt32LE(0);
        default:
            return Number(field.readBigUInt64LE(0));
    }
}
/** RFC 8878, 3.1.1.1.2. */
function windowOf(descriptor) {
    const base = 2 ** (10 + (descriptor >> 3));
    return base + (base / 8) * (descriptor & 7);
}
/**
 * Finds where the frames of a zstd stream end, wherever its chunks are cut, from the sizes of their blocks. Node's decompressor stops after
 * the first frame, unless what it is given ends there.
 */
class ZstdFrames {
    /** What comes behind the content that is left. */
    #next = 'frame';
    /** What has come of it. */
    #header = [];
    /** Bytes of content until then. */
    #left = 0;
    #hasChecksum = false;
    /** Whether no frame is open. */
    get isAtEnd() {
        return this.#next === 'frame' && this.#left === 0 && this.#header.length === 0;
    }
    /**
     * A chunk in parts: a frame that ends in it ends a part.
     *
     * @throws InfraError for what is no frame
     */
    *split(chunk) {
        let from = 0;
        for (let at = 0; at < chunk.length;) {
            if (this.#left === 0)
                this.#takeHeader(chunk.readUInt8(at++));
            const count = Math.min(this.#left, chunk.length - at);
            this.#left -= count;
            at += count;
            if (!this.isAtEnd)
                continue;
            yield chunk.subarray(from, at);
            from = at;
        }
        if (from < chunk.length)
            yield chunk.subarray(from);
    }
    #takeHeader(byte) {
        this.#header.push(byte);
        const header = Buffer.from(this.#header);
        switch (this.#next) {
            case 'frame':
                if (!this.#beginFrame(header))
                    return;
                break;
            case 'block':
                if (header.length < BLOCK_HEADER)
                    return;
                this.#beginBlock(header.readUIntLE(0, BLOCK_HEADER));
                break;
            case 'checksum':
                if (header.length < CHECKSUM)
                    return;
                this.#next = 'frame';
        }
        this.#header = [];
    }
    /** @returns whether the header is whole */
    #beginFrame(header) {
        if (header.length < 4)
            return false;
        if ((header.readUInt32LE(0) & 0xfffffff0) >>> 0 === SKIPPABLE) {
            if (header.length < SKIPPABLE_HEADER)
                return false;
            this.#left = header.readUInt32LE(4);
            return true;
        }
        const frame = frameHeader(header);
        if (frame === undefined)
            return false;
        this.#hasChecksum = frame.hasChecksum;
        this.#next = 'block';
        return true;
    }
    /** RFC 8878, 3.1.1.2. */
    #beginBlock(header) {
        const isLast = (header & 1) === 1;
        const type = (header >> 1) & 3;
        const size = header >> 3;
        if (type === RESERVED || size > MAX_BLOCK)
            throw new InfraError('no block of zstd');
        this.#left = type === REPEATED ? 1 : size;
        if (isLast)
            this.#next = this.#hasChecksum ? 'checksum' : 'frame';
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/inflate-group.js






/** Whether this Node.js can inflate such groups. */
function canInflate(format) {
    return format === 'gzip' || node_zstd_nodeZstd !== undefined;
}
/**
 * The input of a group that `ParallelGzip` or `ParallelZstd` made.
 *
 * @param compressed the group's bytes of the output
 * @param size bytes of the input
 * @throws InfraError when it is something else, or when this Node.js has no zstd
 */
function inflateGroup(compressed, size, format) {
    let inflated;
    try {
        inflated = format === 'zstd' ? ofFrame(compressed, size) : ofDeflate(compressed, size);
    }
    catch (error) {
        throw new InfraError('a part of a layer is corrupt', { cause: error });
    }
    if (inflated.length !== size)
        throw new InfraError('a part of a layer is corrupt or cut off');
    return inflated;
}
function ofDeflate(compressed, size) {
    return (0,external_node_zlib_namespaceObject.inflateRawSync)(compressed, {
        // Only the last group has the end of the deflate stream.
        finishFlush: external_node_zlib_namespaceObject.constants.Z_SYNC_FLUSH,
        ...limited(size),
    });
}
function ofFrame(compressed, size) {
    if (node_zstd_nodeZstd === undefined)
        throw new InfraError('this Node.js has no zstd');
    const header = frameHeader(compressed);
    if (header === undefined || header.window > GROUP_SIZE)
        throw new InfraError('another frame of zstd');
    // Node would ignore what comes behind the frame, and say nothing if its end is missing.
    const frames = new ZstdFrames();
    const parts = [...frames.split(compressed)];
    if (parts.length !== 1 || !frames.isAtEnd)
        throw new InfraError('not one frame of zstd');
    return node_zstd_nodeZstd.zstdDecompressSync(compressed, {
        params: { [ZSTD_WINDOW_LOG_MAX]: GROUP_WINDOW_LOG },
        ...limited(size),
    });
}
function limited(size) {
    return { maxOutputLength: size + 1, chunkSize: Math.max(size + 1, 64) };
}

;// CONCATENATED MODULE: ./lib/worker/lazy/arrival-news.js



const KINDS = { head: 1, tail: 2, lost: 3, part: 4, 'on-demand': 5 };
/** Bytes of a record. The kernel does not mix what several writers write to a pipe if it is as little. */
const RECORD = 16;
/** Milliseconds until a full pipe is tried again. */
const arrival_news_RETRY = 2;
/** Writes to the pipe that the server of the files reads. Threads write to it themselves: their news wait for nobody. */
class ArrivalNews {
    #fd;
    #isOpen = true;
    /** @param pipe that of `ServedFiles`. If nobody reads it any more, the news are dropped. */
    constructor(pipe) {
        this.#fd = openPipe(pipe);
    }
    /** @param number names the file */
    tell(number, arrival) {
        if (this.#fd === undefined || !this.#isOpen)
            return;
        const record = Buffer.alloc(RECORD);
        record.writeUInt32BE(number, 0);
        record.writeUInt32BE(KINDS[arrival.kind], 4);
        record.writeBigUInt64BE(arrival_news_valueOf(arrival), 8);
        while (!written(this.#fd, record))
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, arrival_news_RETRY);
    }
    close() {
        if (this.#isOpen && this.#fd !== undefined)
            (0,external_node_fs_namespaceObject.closeSync)(this.#fd);
        this.#isOpen = false;
    }
}
function arrival_news_valueOf(arrival) {
    switch (arrival.kind) {
        case 'head':
            return BigInt(arrival.end);
        case 'tail':
            return BigInt(arrival.start);
        case 'lost':
            return 0n;
        case 'part':
            return (BigInt(arrival.start / structures_BLOCK) << 32n) | BigInt((arrival.end - arrival.start) / structures_BLOCK);
        case 'on-demand':
            return BigInt(Math.ceil(arrival.end / structures_BLOCK));
    }
}
/** Does not wait for a reader. */
function openPipe(pipe) {
    try {
        return (0,external_node_fs_namespaceObject.openSync)(pipe, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_NONBLOCK);
    }
    catch (error) {
        if (errors_errorCode(error) === 'ENXIO' || errors_errorCode(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
/** @returns `false` if the pipe is full */
function written(fd, record) {
    try {
        (0,external_node_fs_namespaceObject.writeSync)(fd, record);
        return true;
    }
    catch (error) {
        if (errors_errorCode(error) === 'EAGAIN')
            return false;
        if (errors_errorCode(error) === 'EPIPE')
            return true;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/lazy/image-plan.js




/**
 * Blocks between content and metadata, on both sides of the content. The kernel reads ahead, up to 1 MiB at once. Such a read must never
 * have both in it: a look at the metadata would wait for content, and nothing in the worker may wait for that.
 */
const GAP = (1024 * 1024) / structures_BLOCK;
/** The first byte of the content. */
const CONTENT_START = GAP * structures_BLOCK;
/** The first block of each file's content, by path: files in the order of the tar, so that they come in this order too. */
function contentBlocks(entries) {
    const blocks = new Map();
    let end = GAP;
    for (const entry of entries) {
        if (entry.type !== 'file' || entry.size === 0)
            continue;
        blocks.set(entry.path, end);
        end += Math.ceil(entry.size / structures_BLOCK);
    }
    return { blocks, end };
}
/**
 * Writes an image of a layer that has everything but the content of its files.
 *
 * @param file does not exist yet
 * @param uuid identifies the file system; overlayfs wants different ones
 * @throws InfraError for an entry that no file system can hold
 */
function writePlan(file, uuid, entries, warn) {
    const { blocks, end } = contentBlocks(entries);
    const { root, notes } = imageTree(entries, (path) => blocks.get(path) ?? 0, warn);
    const metadataStart = (end + GAP) * structures_BLOCK;
    const image = new ImageFile(file, metadataStart);
    try {
        image.finish(writeMetadata(root, uuid, image));
    }
    finally {
        image.close();
    }
    return { notes, metadataStart };
}

;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: external "node:stream/promises"
const external_node_stream_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
;// CONCATENATED MODULE: ./lib/async/once.js
/** A function that does the work at its first call. Later calls get the same result. */
function once(work) {
    let result;
    return () => (result ??= work());
}

;// CONCATENATED MODULE: ./lib/async/read-bytes.js
/** All bytes of a stream. They are copied, since a stream may reuse the memory of its chunks. */
async function readBytes(stream) {
    return (await readBytesUpTo(stream, Infinity)) ?? Buffer.alloc(0);
}
/** The same, or `undefined` when there are more than `limit`, and then the stream is closed. */
async function readBytesUpTo(stream, limit) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        if (size > limit)
            return undefined;
        chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
}
/**
 * The first bytes of a stream (at least `size` of them, if it has so many), and the whole stream again. Whoever does not read it to its
 * end calls its `return`.
 */
async function peekBytes(stream, size) {
    const iterator = stream[Symbol.asyncIterator]();
    let start = Buffer.alloc(0);
    while (start.length < size) {
        const next = await iterator.next();
        if (next.done === true)
            break;
        start = Buffer.concat([start, next.value]);
    }
    return { start, whole: joined(start, iterator) };
}
function joined(start, rest) {
    let first = start.length > 0 ? start : undefined;
    return {
        next: async () => {
            if (first === undefined) {
                const next = await rest.next();
                return next.done === true ? { done: true, value: undefined } : next;
            }
            const value = first;
            first = undefined;
            return { done: false, value };
        },
        return: async () => {
            first = undefined;
            await rest.return?.();
            return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
            return this;
        },
    };
}

;// CONCATENATED MODULE: ./lib/layer/compression/decompress.js










const decompress_MAGIC = [
    ['gzip', Buffer.of(0x1f, 0x8b, 8)],
    ['zstd', Buffer.of(0x28, 0xb5, 0x2f, 0xfd)],
    ['bzip2', Buffer.from('BZh')],
    ['xz', Buffer.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
];
const LONGEST_MAGIC = 6;
/** How a stream is compressed, by its first bytes (six are enough). */
function detectCompression(start) {
    const bytes = Buffer.from(start.buffer, start.byteOffset, start.byteLength);
    for (const [compression, magic] of decompress_MAGIC)
        if (bytes.subarray(0, magic.length).equals(magic))
            return compression;
    // A zstd stream may begin with a skippable frame (RFC 8878, 3.1.2).
    if (bytes.length >= 4 && (bytes.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50)
        return 'zstd';
    return 'none';
}
/**
 * The uncompressed bytes of `source`. Its first bytes say how it is compressed. Errors of `source` are passed on unchanged.
 *
 * @throws InfraError when the stream is corrupt or cut off, or when there is no program for its compression
 */
async function* decompress(source, options) {
    const peeked = await peekBytes(source, LONGEST_MAGIC);
    try {
        yield* bytesBehind(peeked, options);
    }
    finally {
        // Whoever was to read it may have been stopped before its first read. Nobody waits for a source that hangs.
        peeked.whole.return().catch(() => undefined);
    }
}
async function* bytesBehind({ start, whole: bytes }, options) {
    const compression = detectCompression(start);
    switch (compression) {
        case 'none':
            for await (const chunk of bytes) {
                options.signal?.throwIfAborted();
                yield asBuffer(chunk);
            }
            break;
        case 'gzip':
            yield* through(bytes, external_node_zlib_namespaceObject.createGunzip({ chunkSize: decompress_CHUNK }), options);
            break;
        case 'zstd':
            if (node_zstd_nodeZstd === undefined)
                yield* throughProgram(bytes, compression, options);
            else
                yield* through(wholeFrames(bytes, options), node_zstd_nodeZstd.createZstdDecompress({ chunkSize: decompress_CHUNK }), options);
            break;
        default:
            yield* throughProgram(bytes, compression, options);
    }
}
/** Bytes of uncompressed output at a time. */
const decompress_CHUNK = 256 * 1024;
function asBuffer(bytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
/** In parts of which none goes on after the end of a frame. */
async function* wholeFrames(bytes, { label }) {
    const frames = new ZstdFrames();
    for await (const chunk of bytes) {
        try {
            yield* frames.split(asBuffer(chunk));
        }
        catch (error) {
            throw new InfraError(`${label} is corrupt or cut off`, { cause: error });
        }
    }
    if (!frames.isAtEnd)
        throw new InfraError(`${label} is corrupt or cut off`);
}
/** Passes the bytes through a zlib stream. Both sides run at the same time; the output waits for its reader. */
async function* through(bytes, transform, options) {
    let fed = 0;
    async function* counted() {
        for await (const chunk of bytes) {
            fed += chunk.length;
            yield chunk;
        }
    }
    const feeding = (0,external_node_stream_promises_namespaceObject.pipeline)(external_node_stream_namespaceObject.Readable.from(counted(), { objectMode: true, highWaterMark: 2 }), transform, {
        end: true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    // The reader gets the error from the transform. Here it only must not count as unhandled.
    feeding.catch(() => undefined);
    try {
        for await (const chunk of transform)
            yield chunk;
        await feeding;
    }
    catch (error) {
        // The stream has ended, and its feeder has not.
        if (errors_errorCode(error) === 'ERR_STREAM_PREMATURE_CLOSE')
            fed = Infinity;
        else
            throw zlibError(error) ? new InfraError(`${options.label} is corrupt or cut off`, { cause: error }) : error;
    }
    finally {
        transform.destroy();
    }
    if (transform.bytesWritten !== fed) {
        throw new InfraError(`${options.label} goes on after the end of its compressed data`);
    }
}
function zlibError(error) {
    return /^(?:Z_|ZSTD_)/.test(errors_errorCode(error) ?? '');
}
const PROGRAMS = {
    zstd: 'zstd',
    bzip2: 'bzip2',
    xz: 'xz',
};
async function* throughProgram(bytes, compression, options) {
    const program = PROGRAMS[compression];
    const child = (0,external_node_child_process_namespaceObject.spawn)(program, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
    try {
        await (0,external_node_events_namespaceObject.once)(child, 'spawn');
    }
    catch (error) {
        throw new InfraError(`${options.label} is compressed with ${compression}, and there is no program ${program}`, {
            hint: `Install ${program}${compression === 'zstd' ? ', or use Node.js 22.15 or newer' : ''}.`,
            cause: error,
        });
    }
    try {
        yield* throughChild(bytes, child, options);
    }
    finally {
        child.kill('SIGKILL');
    }
}
/** Whether this machine can read zstd. */
const readsZstd = once(async () => node_zstd_nodeZstd !== undefined || (await programThere(PROGRAMS.zstd)));
function programThere(program) {
    const child = (0,external_node_child_process_namespaceObject.spawn)(program, ['--version'], { stdio: 'ignore' });
    return (0,external_node_events_namespaceObject.once)(child, 'close').then(() => true, () => false);
}
async function* throughChild(bytes, child, options) {
    const exited = new Promise((resolve) => child.on('close', resolve));
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(0, 500)));
    const feeding = feed(bytes, child, options.signal);
    for await (const chunk of child.stdout)
        yield chunk;
    const failure = await feeding;
    if (failure !== undefined)
        throw failure.error;
    const exitCode = await exited;
    if (exitCode !== 0) {
        throw new InfraError(`${options.label} is corrupt or cut off: ${child.spawnfile}: ${complaint.trim()}`);
    }
}
/** Resolves to an error of the source, which must not be taken for one of the program. */
async function feed(bytes, child, signal) {
    const source = external_node_stream_namespaceObject.Readable.from(bytes, { objectMode: true, highWaterMark: 2 });
    try {
        await (0,external_node_stream_promises_namespaceObject.pipeline)(source, child.stdin, signal === undefined ? {} : { signal });
        return undefined;
    }
    catch (error) {
        // The program stopped reading. Its exit code says why.
        if (errors_errorCode(error) === 'EPIPE')
            return undefined;
        child.kill('SIGKILL');
        return { error };
    }
}

;// CONCATENATED MODULE: ./lib/layer/index-builder.js


/** Makes a layer's index: its structure, and the digest of each file. */
class IndexBuilder {
    #structure;
    #file;
    /** @param label how errors name the layer */
    constructor(label) {
        this.#structure = new LayerStructure(label);
    }
    /** @throws InfraError when the entry is not valid at its path */
    entry(entry) {
        this.#structure.enter(entry);
        if (entry.type === 'file')
            this.#file = { entry, digest: new FileDigest(entry.size) };
    }
    data(chunk) {
        this.#file?.digest.update(chunk);
    }
    end() {
        if (this.#file === undefined)
            return;
        const { entry, digest } = this.#file;
        this.#file = undefined;
        this.#structure.put(digestedFile(entry, digest.digest()));
    }
    opaque(path) {
        this.#structure.opaque(path);
    }
    /** @throws InfraError for a layer that is not valid as a whole */
    finish() {
        return this.#structure.finish();
    }
}

;// CONCATENATED MODULE: ./lib/layer/layer-paths.js



/**
 * Rewrites paths of a tar that go through a symbolic link of the same tar to where the link leads. Unpackers follow such links when they
 * write. After rewriting, every parent is a directory, so that a hostile tar cannot reach out of the root.
 */
class LayerPaths {
    #links = new Map();
    /** Whatever is not a link can be made a directory. */
    #tree = {
        lstat: (path) => {
            const target = this.#links.get(path);
            return target === undefined ? DIRECTORY : { type: 'symlink', target };
        },
    };
    #lastParent = '';
    #lastResolved = '';
    /** Notes what is at `path` (resolved) from now on. @param target of a symbolic link; `undefined` for anything else */
    note(path, target) {
        if (target === undefined) {
            if (this.#links.size === 0 || !this.#links.delete(path))
                return;
        }
        else {
            this.#links.set(path, target);
        }
        this.#lastParent = '';
        this.#lastResolved = '';
    }
    /** `path` with its parents resolved, but not its last component. @throws InvalidTar after too many links */
    resolve(path) {
        if (this.#links.size === 0)
            return path;
        const parent = parentPath(path);
        if (parent === '')
            return path;
        if (parent !== this.#lastParent) {
            this.#lastResolved = this.#directory(parent);
            this.#lastParent = parent;
        }
        if (this.#lastResolved === parent)
            return path;
        const name = path.slice(parent.length + 1);
        return this.#lastResolved === '' ? name : `${this.#lastResolved}/${name}`;
    }
    #directory(path) {
        try {
            return resolvePathSync(this.#tree, path, { followLast: true }).path;
        }
        catch (error) {
            if (error instanceof TooManyLinks)
                throw new InvalidTar(error.message);
            throw error;
        }
    }
}
const DIRECTORY = { type: 'directory' };

;// CONCATENATED MODULE: ./lib/layer/layer-entries.js






const IGNORED = { kind: 'ignored' };
/** Reads the members of one tar as a layer's entries (image-spec, "Layer Filesystem Changeset"). */
class LayerEntries {
    #label;
    #paths = new LayerPaths();
    /** @param label how errors name the layer */
    constructor(label) {
        this.#label = label;
    }
    /** @throws InfraError for a member that a layer must not have */
    next(header) {
        try {
            return this.#member(header);
        }
        catch (error) {
            if (!(error instanceof InvalidTar))
                throw error;
            throw new InfraError(`${this.#label} is not a valid layer: ${byte_name_displayName(error.message)}`, { cause: error });
        }
    }
    #member(header) {
        if (header.typeflag === 'V')
            return IGNORED;
        const path = this.#paths.resolve(header.path);
        const name = baseName(path);
        if (path.includes(AUFS_PREFIX) || name.startsWith(WHITEOUT_PREFIX)) {
            if (name === OPAQUE_MARKER)
                return { kind: 'opaque', path: parentPath(path) };
            if (path.startsWith(AUFS_PREFIX) || path.includes(`/${AUFS_PREFIX}`))
                return IGNORED;
            if (name.startsWith(WHITEOUT_PREFIX))
                return { kind: 'entry', entry: whiteout(path, name) };
        }
        const entry = this.#entry(header, path);
        if (path === '' && entry.type !== 'directory')
            throw new InvalidTar('its root is no directory');
        this.#paths.note(path, entry.type === 'symlink' ? entry.target : undefined);
        return { kind: 'entry', entry };
    }
    #entry(header, path) {
        const { typeflag, mode, uid, gid, mtime, xattrs } = header;
        const metadata = { mode, uid, gid, mtime, ...(hasKeys(xattrs) ? { xattrs } : {}) };
        switch (typeflag) {
            case '0':
                if (!hasKeys(xattrs))
                    return { type: 'file', path, mode, uid, gid, mtime, size: header.size };
                return { type: 'file', path, ...metadata, size: header.size };
            case '1':
                return { type: 'hardlink', path, target: this.#paths.resolve(header.linkname) };
            case '2':
                return { type: 'symlink', path, ...metadata, target: header.linkname };
            case '3':
            case '4':
                return {
                    type: typeflag === '3' ? 'char' : 'block',
                    path,
                    ...metadata,
                    major: header.major,
                    minor: header.minor,
                };
            case '5':
                return { type: 'directory', path, ...metadata };
            case '6':
                return { type: 'fifo', path, ...metadata };
            default:
                throw new InvalidTar(`${JSON.stringify(path)} has the unknown type ${JSON.stringify(typeflag)}`);
        }
    }
}
function hasKeys(xattrs) {
    for (const name in xattrs)
        if (Object.hasOwn(xattrs, name))
            return true;
    return false;
}
function whiteout(path, name) {
    const removed = name.slice(WHITEOUT_PREFIX.length);
    // `.wh...` would remove the directory's parent.
    if (removed === '' || removed === '.' || removed === '..') {
        throw new InvalidTar(`${JSON.stringify(path)} is no proper whiteout`);
    }
    const parent = parentPath(path);
    return { type: 'whiteout', path: parent === '' ? removed : `${parent}/${removed}` };
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-header.js



const NO_XATTRS = {};
/**
 * Applies a member's extension headers to its header block. PAX overrides GNU's long names.
 *
 * @param options `size`: bytes of the member's content
 * @throws InvalidTar
 */
function assembleHeader(block, records, long, { size, outside }) {
    const rawPath = textRecord(records, 'GNU.sparse.name') ?? textRecord(records, 'path') ?? named(long.name) ?? block.name;
    const rawLink = textRecord(records, 'linkpath') ?? named(long.link) ?? block.linkname;
    if (rawPath.length > MAX_PATH || rawLink.length > MAX_PATH)
        throw new InvalidTar('a path that is too long');
    const typeflag = normalisedType(block.typeflag, rawPath);
    const path = cleanPath(rawPath, 'the path', outside);
    return {
        typeflag,
        rawTypeflag: block.typeflag,
        path,
        linkname: typeflag === '1' ? cleanPath(rawLink, 'the hard link target', outside) : typeflag === '2' ? symlink(rawLink) : '',
        mode: block.mode,
        uid: ownerId(integerRecord(records, 'uid') ?? block.uid, 'uid'),
        gid: ownerId(integerRecord(records, 'gid') ?? block.gid, 'gid'),
        size,
        mtime: secondsRecord(records, 'mtime') ?? block.mtime,
        major: block.major,
        minor: block.minor,
        xattrs: records.size === 0 ? NO_XATTRS : paxXattrs(records),
    };
}
/** Longer than Linux can open. It limits the memory that a hostile archive can take. */
const MAX_PATH = 64 * 1024;
function normalisedType(typeflag, rawPath) {
    switch (typeflag) {
        case '\0':
            return rawPath.endsWith('/') ? '5' : '0';
        case '7':
        case 'S':
            return '0';
        case 'D':
            return '5';
        default:
            return typeflag;
    }
}
function symlink(target) {
    if (target === '' || target.includes('\0'))
        throw new InvalidTar('a symbolic link without a proper target');
    return target;
}
function named(bytes) {
    return bytes === undefined ? undefined : decodeName(bytes);
}
/** An empty value removes an earlier record (pax, "pax Extended Header"). */
function present(records, keyword) {
    const value = records.get(keyword);
    return value === undefined || value.length === 0 ? undefined : value;
}
function textRecord(records, keyword) {
    return named(present(records, keyword));
}
function integerRecord(records, keyword) {
    const value = present(records, keyword);
    return value === undefined ? undefined : paxInteger(value, keyword);
}
function secondsRecord(records, keyword) {
    const value = present(records, keyword);
    return value === undefined ? undefined : paxSeconds(value);
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-sparse.js
/** Sparse members of GNU archives: only the file's data is stored, and a map says where it belongs. */

/** More segments than any real file has. It limits the memory that a hostile map can take. */
const MAX_SEGMENTS = 200_000;
/** @throws InvalidTar unless the size is one, and the segments are ascending, inside of the file, and as long as the stored bytes */
function checkedMap(realSize, segments, stored) {
    if (realSize < 0)
        throw new InvalidTar(`absurd sparse size ${realSize}`);
    let end = 0;
    let sum = 0;
    for (let at = 0; at < segments.length; at += 2) {
        const offset = segments[at] ?? -1;
        const length = segments[at + 1] ?? -1;
        if (offset < end || length < 0 || offset + length > realSize)
            throw new InvalidTar('malformed sparse map');
        end = offset + length;
        sum += length;
    }
    if (sum !== stored)
        throw new InvalidTar('the sparse map does not fit the stored bytes');
    return { realSize, segments };
}
/** The text of `GNU.sparse.map` (PAX formats 0.0 and 0.1): numbers between commas.  @throws InvalidTar */
function parseMapText(text) {
    if (text === '')
        return [];
    const numbers = text.split(',').map(tar_sparse_decimal);
    if (numbers.length % 2 !== 0 || numbers.length > 2 * MAX_SEGMENTS)
        throw new InvalidTar('malformed sparse map');
    return numbers;
}
function tar_sparse_decimal(text) {
    const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(number))
        throw new InvalidTar('malformed sparse map');
    return number;
}
/** Collects the map of PAX format 1.0, which is before the data: lines of decimal digits, padded to whole blocks. */
class MapBlocks {
    /** Bytes taken so far. */
    size = 0;
    #line = '';
    #count;
    #numbers = [];
    /** @returns the segments, once the map is complete  @throws InvalidTar */
    add(block) {
        this.size += BLOCK;
        const lines = (this.#line + block.toString('latin1')).split('\n');
        // What follows the last line feed continues in the next block, or is padding if the map is complete.
        this.#line = lines.pop() ?? '';
        for (const line of lines) {
            if (this.#count === undefined)
                this.#count = 2 * tar_sparse_decimal(line);
            else if (this.#numbers.length < this.#count)
                this.#numbers.push(tar_sparse_decimal(line));
        }
        if (this.#count !== undefined && this.#count > 2 * MAX_SEGMENTS)
            throw new InvalidTar('absurd sparse map');
        if (this.#count === this.#numbers.length)
            return this.#numbers;
        if (this.#line.length > 20)
            throw new InvalidTar('malformed sparse map');
        return undefined;
    }
}
/** Collects the map of the old GNU format: four pieces in the header (typeflag 'S'), 21 in each extension block. */
class OldGnuMap {
    realSize;
    segments = [];
    /** Whether another extension block follows. */
    continued;
    constructor(header) {
        this.realSize = parseNumber(header, 483, 12, 'sparse size');
        this.#take(header, 386, 4);
        this.continued = header[482] !== 0;
    }
    /** @throws InvalidTar */
    extend(block) {
        if (isZeroBlock(block))
            throw new InvalidTar('malformed sparse map');
        this.#take(block, 0, 21);
        this.continued = block[504] !== 0;
    }
    #take(block, start, count) {
        for (let number = 0; number < count; number++) {
            const at = start + number * 24;
            if (block[at] === 0)
                break;
            this.segments.push(parseNumber(block, at, 12, 'sparse offset'), parseNumber(block, at + 12, 12, 'sparse length'));
        }
        if (this.segments.length > 2 * MAX_SEGMENTS)
            throw new InvalidTar('absurd sparse map');
    }
}
const tar_sparse_ZEROS = Buffer.alloc(64 * 1024);
/** Makes the whole content from the stored bytes. */
class SparseExpander {
    #map;
    #emit;
    /** Index in the map of the segment that is being filled. */
    #segment = 0;
    #position = 0;
    constructor(map, emit) {
        this.#map = map;
        this.#emit = emit;
    }
    write(chunk) {
        for (let at = 0; at < chunk.length;) {
            const offset = this.#map.segments[this.#segment] ?? this.#map.realSize;
            const end = offset + (this.#map.segments[this.#segment + 1] ?? 0);
            if (this.#position < offset)
                this.#zerosUntil(offset);
            const count = Math.min(end - this.#position, chunk.length - at);
            if (count > 0)
                this.#emit(chunk.subarray(at, at + count));
            at += count;
            this.#position += count;
            if (this.#position === end)
                this.#segment += 2;
        }
    }
    finish() {
        this.#zerosUntil(this.#map.realSize);
    }
    #zerosUntil(offset) {
        while (this.#position < offset) {
            const count = Math.min(offset - this.#position, tar_sparse_ZEROS.length);
            this.#emit(count === tar_sparse_ZEROS.length ? tar_sparse_ZEROS : tar_sparse_ZEROS.subarray(0, count));
            this.#position += count;
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/tar/tar-reader.js






/** Limit for an extension header, the same as in GNU tar and Go. Bytes. */
const MAX_META = 1024 * 1024;
/** Limit for the zeros of an archive's sparse files: otherwise a few kilobytes could keep a machine busy for years. */
const tar_reader_MAX_HOLES = 16 * 1024 ** 3;
/** Members without content, whatever their size field says (as in Go's archive/tar). */
const NO_CONTENT = '123456';
/** Keywords that cannot apply to all members. A hostile global header could rename everything with them. */
const LOCAL_KEYWORDS = new Set(['path', 'linkpath', 'size']);
const MAX_GLOBALS = 1000;
const NO_RECORDS = new Map();
/** Push parser for v7, ustar, star, GNU and PAX archives. File data is not copied. */
class TarReader {
    #sink;
    #label;
    #outside;
    #maxHoles;
    #state = 'header';
    /** A block that came in pieces. */
    #partial = Buffer.allocUnsafe(BLOCK);
    #have = 0;
    #zeroBlocks = 0;
    /** Bytes still to come of the data, extension header or skipped part, and of the padding after it. */
    #left = 0;
    #padding = 0;
    #meta;
    #globals = new Map();
    #extension;
    #longName;
    #longLink;
    /** A sparse member whose map is being read. */
    #pendingSparse;
    #expander;
    #holes = 0;
    /** Whether the data goes to the sink. */
    #open = false;
    /** @param label for errors: `layer sha256:12ab…` */
    constructor(sink, label = 'the archive', outside = 'refuse', maxHoles = tar_reader_MAX_HOLES) {
        this.#sink = sink;
        this.#label = label;
        this.#outside = outside;
        this.#maxHoles = maxHoles;
    }
    /** @throws InfraError for anything that is not a valid tar; whatever the sink throws */
    write(chunk) {
        try {
            this.#parse(chunk);
        }
        catch (error) {
            throw this.#named(error);
        }
    }
    /** Whether the blocks at the end of the archive were read. What follows does not belong to it. */
    get ended() {
        return this.#state === 'end';
    }
    /** Ends the input. @throws InfraError when it ends inside of a member */
    finish() {
        // Some programs leave out the last padding and the zero blocks at the end. Nothing is lost without them.
        const complete = (this.#state === 'header' && this.#have === 0) || this.#state === 'end' || this.#state === 'skip';
        if (!complete || this.#hasExtension())
            throw this.#named(new InvalidTar('it ends in the middle of a member'));
    }
    #named(error) {
        if (!(error instanceof InvalidTar))
            return error;
        return new InfraError(`${this.#label} is not a valid tar: ${byte_name_displayName(error.message)}`, { cause: error });
    }
    #parse(chunk) {
        for (let at = 0; at < chunk.length;) {
            switch (this.#state) {
                case 'header':
                case 'old-sparse':
                case 'sparse-map': {
                    const available = chunk.length - at;
                    if (this.#have === 0 && available >= BLOCK) {
                        this.#block(chunk.subarray(at, at + BLOCK));
                        at += BLOCK;
                        break;
                    }
                    const count = Math.min(BLOCK - this.#have, available);
                    chunk.copy(this.#partial, this.#have, at, at + count);
                    this.#have += count;
                    at += count;
                    if (this.#have === BLOCK) {
                        this.#have = 0;
                        this.#block(this.#partial);
                    }
                    break;
                }
                case 'meta':
                case 'data':
                case 'skip': {
                    const count = Math.min(this.#left, chunk.length - at);
                    this.#left -= count;
                    this.#content(chunk, at, at + count);
                    at += count;
                    if (this.#left === 0)
                        this.#contentDone();
                    break;
                }
                case 'end':
                    return;
                default:
                    unreachable(this.#state);
            }
        }
    }
    #block(block) {
        if (this.#state === 'header')
            this.#header(block);
        else
            this.#sparseBlock(block);
    }
    #content(chunk, start, end) {
        if (this.#state === 'data') {
            const data = chunk.subarray(start, end);
            if (this.#expander === undefined)
                this.#sink.data(data);
            else
                this.#expander.write(data);
        }
        else if (this.#state === 'meta' && this.#meta !== undefined) {
            chunk.copy(this.#meta.bytes, this.#meta.bytes.length - this.#left - (end - start), start, end);
        }
    }
    #contentDone() {
        if (this.#state === 'data')
            this.#endMember();
        else if (this.#state === 'meta')
            this.#metaDone();
        else
            this.#state = 'header';
    }
    #skipPadding() {
        this.#left = this.#padding;
        this.#state = this.#left === 0 ? 'header' : 'skip';
    }
    #expect(state, size) {
        this.#left = size;
        this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
        this.#state = state;
    }
    #header(block) {
        if (isZeroBlock(block)) {
            if (++this.#zeroBlocks === 2)
                this.#state = 'end';
            return;
        }
        if (this.#zeroBlocks > 0)
            throw new InvalidTar('a member follows a zero block');
        const fields = parseHeaderBlock(block);
        if (fields.size < 0)
            throw new InvalidTar(`absurd size ${fields.size}`);
        if ('xgLK'.includes(fields.typeflag)) {
            this.#startMeta(fields);
            return;
        }
        if (fields.typeflag === 'S') {
            const map = new OldGnuMap(block);
            this.#pendingSparse = { block: fields, map };
            if (map.continued)
                this.#state = 'old-sparse';
            else
                this.#startOldSparse(fields, map);
            return;
        }
        this.#startMember(fields);
    }
    #startMeta(fields) {
        if (fields.size > MAX_META)
            throw new InvalidTar(`an extension header of ${fields.size} bytes`);
        this.#meta = { kind: fields.typeflag, bytes: Buffer.allocUnsafe(fields.size) };
        this.#expect('meta', fields.size);
        if (fields.size === 0)
            this.#metaDone();
    }
    #metaDone() {
        const { kind, bytes } = this.#meta ?? { kind: '', bytes: Buffer.alloc(0) };
        this.#meta = undefined;
        if (kind === 'L')
            this.#longName = untilNul(bytes);
        else if (kind === 'K')
            this.#longLink = untilNul(bytes);
        else if (kind === 'x')
            this.#extension = parsePaxRecords(bytes);
        else {
            for (const [keyword, value] of parsePaxRecords(bytes)) {
                if (LOCAL_KEYWORDS.has(keyword))
                    continue;
                if (value.length === 0)
                    this.#globals.delete(keyword);
                else
                    this.#globals.set(keyword, value);
            }
            if (this.#globals.size > MAX_GLOBALS)
                throw new InvalidTar('too many global PAX records');
        }
        this.#skipPadding();
    }
    #hasExtension() {
        return this.#extension !== undefined || this.#longName !== undefined || this.#longLink !== undefined;
    }
    /** The records for the next member. An empty value removes a record. */
    #records() {
        const local = this.#extension;
        if (this.#globals.size === 0)
            return local ?? NO_RECORDS;
        const all = new Map(this.#globals);
        for (const [keyword, value] of local ?? NO_RECORDS)
            all.set(keyword, value);
        return all;
    }
    #startMember(fields) {
        const records = this.#records();
        const stored = NO_CONTENT.includes(fields.typeflag) ? 0 : this.#storedSize(fields, records);
        const isFile = fields.typeflag === '0' || fields.typeflag === '\0' || fields.typeflag === '7';
        if (isFile && records.get('GNU.sparse.major')?.toString('latin1') === '1') {
            this.#pendingSparse = { block: fields, map: new MapBlocks() };
            this.#left = stored;
            this.#state = 'sparse-map';
            if (stored < BLOCK)
                throw new InvalidTar('malformed sparse map');
            return;
        }
        const text = isFile ? records.get('GNU.sparse.map') : undefined;
        if (text !== undefined) {
            const segments = parseMapText(text.toString('latin1'));
            this.#startSparse(fields, checkedMap(sparseSize(records), segments, stored), stored);
            return;
        }
        this.#announce(fields, stored);
        this.#startData(stored);
    }
    #storedSize(fields, records) {
        const record = records.get('size');
        const size = record === undefined || record.length === 0 ? fields.size : paxInteger(record, 'size');
        if (size < 0)
            throw new InvalidTar(`absurd size ${size}`);
        return size;
    }
    #sparseBlock(block) {
        const pending = this.#pendingSparse;
        if (pending === undefined)
            throw new EngineBug('sparse block without a sparse member');
        const { block: fields, map } = pending;
        if (map instanceof OldGnuMap) {
            map.extend(block);
            if (!map.continued)
                this.#startOldSparse(fields, map);
            return;
        }
        const stored = this.#left;
        const segments = map.add(block);
        if (map.size > stored)
            throw new InvalidTar('malformed sparse map');
        if (segments === undefined)
            return;
        const data = stored - map.size;
        this.#startSparse(fields, checkedMap(sparseSize(this.#records()), segments, data), data);
    }
    #startOldSparse(fields, map) {
        const stored = this.#storedSize(fields, this.#records());
        this.#startSparse(fields, checkedMap(map.realSize, map.segments, stored), stored);
    }
    #startSparse(fields, map, stored) {
        this.#pendingSparse = undefined;
        this.#holes += map.realSize - stored;
        if (this.#holes > this.#maxHoles)
            throw new InvalidTar(`its sparse files have more than ${this.#maxHoles} bytes of holes`);
        this.#expander = new SparseExpander(map, (chunk) => this.#sink.data(chunk));
        this.#announce(fields, map.realSize);
        this.#startData(stored);
    }
    #announce(fields, size) {
        const records = this.#records();
        const names = { name: this.#longName, link: this.#longLink };
        const header = assembleHeader(fields, records, names, { size, outside: this.#outside });
        this.#extension = undefined;
        this.#longName = undefined;
        this.#longLink = undefined;
        // The list of names in a GNU incremental dump is not content of the directory.
        this.#open = fields.typeflag !== 'D';
        this.#sink.entry(this.#open ? header : { ...header, size: 0 });
    }
    #startData(stored) {
        this.#expect('data', stored);
        if (stored === 0)
            this.#endMember();
        else if (!this.#open) {
            this.#sink.end();
            this.#left += this.#padding;
            this.#state = 'skip';
        }
    }
    #endMember() {
        this.#expander?.finish();
        this.#expander = undefined;
        this.#sink.end();
        this.#skipPadding();
    }
}
function untilNul(bytes) {
    const end = bytes.indexOf(0);
    return end < 0 ? bytes : bytes.subarray(0, end);
}
/** Bytes of a sparse file in PAX's formats: `realsize` in 1.0, `size` in 0.x.  @throws InvalidTar */
function sparseSize(records) {
    const value = records.get('GNU.sparse.realsize') ?? records.get('GNU.sparse.size');
    if (value === undefined)
        throw new InvalidTar('a sparse file without its size');
    return paxInteger(value, 'sparse size');
}

;// CONCATENATED MODULE: ./lib/layer/layer-reader.js











/** Bytes of a blob file at a time. */
const layer_reader_CHUNK = 256 * 1024;
/**
 * Reads a layer's blob once, from a file or a stream. Checks its size and its diff id or digest, and makes its index.
 *
 * @throws InfraError when the bytes are not those of `blob`, or not a valid layer; whatever the source or visitor throws
 */
async function readLayer(source, blob, options = {}, visitor) {
    const builder = new IndexBuilder(labelOf(blob));
    const diffId = await passThrough(source, blob, options, visitor === undefined ? [builder] : [builder, visitor]);
    const { entries, repeats } = builder.finish();
    return { entries, diffId, treeDigest: tree_digest_treeDigest(entries), ...(repeats.size === 0 ? {} : { repeats }) };
}
/**
 * As `readLayer`, for a caller that has the index: files are not hashed one by one.
 *
 * @returns the layer's entries, each path once
 * @throws as `readLayer`
 */
async function visitLayer(source, blob, options, visitor) {
    const structure = new LayerStructure(labelOf(blob));
    const check = {
        entry: (entry) => {
            structure.enter(entry);
            if (entry.type === 'file')
                structure.put(entry);
        },
        data: () => undefined,
        end: () => undefined,
        opaque: (path) => structure.opaque(path),
    };
    await passThrough(source, blob, options, [check, visitor]);
    return structure.finish().entries;
}
/**
 * Reads some members of a layer's tar, from the start of one of them. Whether the end of the last one came is for the visitor to see.
 *
 * @param label how errors name the layer
 * @returns takes the tar's bytes. @throws InfraError when they are not a valid layer; what the visitor throws
 */
function memberReader(label, visitor) {
    return new TarReader(new LayerSink(label, [visitor]), label);
}
/**
 * @param visitors each entry goes to them in this order; the first may refuse it
 * @returns the diff id
 */
async function passThrough(source, blob, options, visitors) {
    const label = labelOf(blob);
    const reader = new TarReader(new LayerSink(label, visitors), label);
    const diff = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    const input = typeof source === 'string' ? (0,external_node_fs_namespaceObject.createReadStream)(source, { highWaterMark: layer_reader_CHUNK }) : source;
    const checked = new CheckedBlob(input, blob, options);
    for await (const chunk of decompress(checked.bytes(), { label, signal: options.signal })) {
        diff.update(chunk);
        reader.write(chunk);
    }
    if (!checked.complete)
        throw new InfraError(`${label} goes on after the end of its compressed data`);
    reader.finish();
    const diffId = diffIdOfHex(diff.digest('hex'));
    if (options.expectedDiffId !== undefined && diffId !== options.expectedDiffId) {
        throw new InfraError(`${label} has the diff id ${diffId}, and the image config says ${options.expectedDiffId}`);
    }
    return diffId;
}
function labelOf({ digest }) {
    return `layer ${digest}`;
}
/** Checks a blob's size while it is read, and its digest if the diff id is not known. */
class CheckedBlob {
    /** Whether the source was read to its end and passed the checks. */
    complete = false;
    #source;
    #blob;
    #options;
    constructor(source, blob, options) {
        this.#source = source;
        this.#blob = blob;
        this.#options = options;
    }
    async *bytes() {
        const { digest, size } = this.#blob;
        const hash = this.#options.expectedDiffId === undefined ? (0,external_node_crypto_namespaceObject.createHash)(digestAlgorithm(digest)) : undefined;
        let count = 0;
        for await (const chunk of this.#source) {
            hash?.update(chunk);
            count += chunk.length;
            if (count > size)
                throw new InfraError(`layer ${digest} is longer than its ${size} bytes`);
            this.#options.onProgress?.(count);
            yield chunk;
        }
        if (count !== size)
            throw new InfraError(`layer ${digest} has ${count} bytes instead of ${size}`);
        if (hash !== undefined && hash.digest('hex') !== digestHex(digest))
            throw new InfraError(`layer ${digest} has other content than its digest`);
        this.complete = true;
    }
}
/** From tar members to entries. */
class LayerSink {
    #entries;
    #visitors;
    #open = false;
    constructor(label, visitors) {
        this.#entries = new LayerEntries(label);
        this.#visitors = visitors;
    }
    entry(header) {
        const member = this.#entries.next(header);
        this.#open = member.kind === 'entry';
        if (member.kind === 'entry')
            for (const visitor of this.#visitors)
                visitor.entry(member.entry);
        else if (member.kind === 'opaque')
            for (const visitor of this.#visitors)
                visitor.opaque(member.path);
    }
    data(chunk) {
        if (this.#open)
            for (const visitor of this.#visitors)
                visitor.data(chunk);
    }
    end() {
        if (!this.#open)
            return;
        this.#open = false;
        for (const visitor of this.#visitors)
            visitor.end();
    }
}

;// CONCATENATED MODULE: ./lib/worker/erofs/image-writer.js




/** A layer that should be kept as a folder. */
class UnfitForImage extends Error {
    name = 'UnfitForImage';
}
/** Bytes of zeros. In an image, a sparse file has none of its holes: `du` shows them, and a step that changes it writes them. */
const image_writer_MAX_HOLES = 8 * 1024 * 1024;
/**
 * Writes a layer into an EROFS image while it is read, in one pass: the content of files as it comes, and behind it the
 * metadata.
 */
class ImageWriter {
    #file;
    #uuid;
    /** By path: the first block of its content. A later file at the same path replaces an earlier one. */
    #blocks = new Map();
    #isFile = false;
    /** @param uuid identifies the file system; overlayfs wants different ones */
    constructor(file, uuid) {
        this.#file = new ImageFile(file, structures_BLOCK);
        this.#uuid = uuid;
    }
    entry(entry) {
        this.#isFile = entry.type === 'file';
        if (entry.type === 'file' && entry.size > 0)
            this.#blocks.set(entry.path, this.#file.nextBlock());
    }
    /** @throws UnfitForImage */
    data(chunk) {
        if (!this.#isFile)
            return;
        this.#file.write(chunk);
        if (this.#file.holes > image_writer_MAX_HOLES)
            throw new UnfitForImage(`a layer has more than ${image_writer_MAX_HOLES} bytes of zeros`);
    }
    end() {
        this.#isFile = false;
    }
    opaque() {
        // It is in the entries.
    }
    close() {
        this.#file.close();
    }
    finish(_kernel, warn, entries) {
        const { root, notes } = imageTree(entries, (path) => this.#blocks.get(path) ?? 0, warn);
        this.#file.finish(writeMetadata(root, this.#uuid, this.#file));
        return Promise.resolve(notes);
    }
}

;// CONCATENATED MODULE: ./lib/worker/lazy/checked-content.js







/**
 * Puts the content of files into an image that `writePlan` wrote, while a layer is read, or a part of it. What a file has counts only when
 * its sha256 is that of the index: `end` checks it.
 */
class CheckedContent {
    #image;
    #blocks;
    #files = new Map();
    #file;
    #isClosed = false;
    constructor(file, entries) {
        this.#image = new ImageFile(file, CONTENT_START, true);
        this.#blocks = contentBlocks(entries).blocks;
        for (const entry of entries)
            if (entry.type === 'file')
                this.#files.set(entry.path, entry);
    }
    /** All before it was written, or belongs to nothing that was read. */
    get position() {
        return this.#image.position;
    }
    get isClosed() {
        return this.#isClosed;
    }
    /** The next file is the one whose content begins at `position` in the image. */
    beginAt(position) {
        this.#image.seek(position);
    }
    /** @throws InfraError if the layer is not what its index says */
    entry({ type, path }) {
        this.#file = undefined;
        if (type !== 'file')
            return;
        const entry = this.#files.get(path);
        const start = (this.#blocks.get(path) ?? 0) * structures_BLOCK;
        if (entry === undefined)
            throw new InfraError(`/${byte_name_displayName(path)} is not in the index of its layer`);
        if (entry.size > 0) {
            if (start < this.#image.position)
                throw new InfraError(`/${byte_name_displayName(path)} comes at another place`);
            this.#image.skipTo(start);
        }
        this.#file = { entry, digest: new FileDigest(entry.size) };
    }
    /** @throws InfraError if the layer is not what its index says; UnfitForImage */
    data(chunk) {
        if (this.#file === undefined)
            return;
        const { entry, digest } = this.#file;
        digest.update(chunk);
        if (digest.seen > entry.size)
            differs(entry);
        this.#image.write(chunk);
        if (this.#image.holes > image_writer_MAX_HOLES)
            throw new UnfitForImage('it has large holes, so it is kept as a folder');
    }
    /** @throws InfraError if the layer is not what its index says */
    end() {
        if (this.#file === undefined)
            return;
        const { entry, digest } = this.#file;
        this.#file = undefined;
        if (digest.digest() !== entry.digest)
            differs(entry);
    }
    opaque() {
        // It is in the entries.
    }
    /** Writes what is not in the image's file yet. */
    flush() {
        this.#image.flush();
    }
    close() {
        this.#isClosed = true;
        this.#image.close();
    }
}
function differs({ path }) {
    throw new InfraError(`/${byte_name_displayName(path)} has other content than the index of its layer says`);
}

;// CONCATENATED MODULE: ./lib/worker/lazy/layer-units.js



/** What of a blob must be read for what of an image. */
class LayerUnits {
    groups;
    /** In the order of the image. Those without any content are not there: nobody asks for them. */
    units;
    constructor(groups, entries) {
        this.groups = placedGroups(groups);
        this.units = [...unitsOf(this.groups, entries)].filter(({ start, end }) => end > start);
    }
    /** The units that have any of these bytes of the image. */
    within(from, end) {
        const found = [];
        for (let at = this.#firstBehind(from); at < this.units.length; at++) {
            const unit = this.units[at];
            if (unit === undefined || unit.start >= end)
                break;
            found.push(unit);
        }
        return found;
    }
    /** The number of the first unit that ends behind `from`. */
    #firstBehind(from) {
        let [low, high] = [0, this.units.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.units[middle]?.end ?? Infinity) > from)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
function* unitsOf(groups, entries) {
    const { blocks } = contentBlocks(entries);
    const rest = entries[Symbol.iterator]();
    let firstGroup = 0;
    let position = 0;
    while (firstGroup < groups.length) {
        const count = groups[firstGroup]?.entries ?? 0;
        let endGroup = firstGroup + 1;
        while (groups[endGroup]?.entries === 0)
            endGroup++;
        let [start, end] = [position, position];
        for (let taken = 0; taken < count; taken++) {
            const file = rest.next().value;
            const block = file?.type === 'file' ? blocks.get(file.path) : undefined;
            if (block === undefined || file?.type !== 'file')
                continue;
            if (end === position)
                start = block * structures_BLOCK;
            end = (block + Math.ceil(file.size / structures_BLOCK)) * structures_BLOCK;
        }
        yield { firstGroup, endGroup, entries: count, start, end };
        position = end;
        firstGroup = endGroup;
    }
}

;// CONCATENATED MODULE: ./lib/worker/lazy/on-demand-image.js







/** Bytes of the blob that nobody asked for, but that are fetched if they lie between what is wanted: cheaper than another request. */
const BRIDGE = 64 * 1024;
/** Groups that are fetched at most behind what is asked for, when a layer is read from one end to the other. */
const MAX_AHEAD = 8;
/**
 * Fills in the content of an image as it is asked for. The groups that have it are fetched, inflated and put into the image, and the sha256
 * of each file is that of the index before anybody sees a byte of it. So nothing else has to be believed: not the groups, and not who sent
 * them.
 */
class OnDemandImage {
    #parts;
    #units;
    #content;
    #states;
    /** What somebody waits for. */
    #asked = new Set();
    #filled = new Set();
    /** Groups to fetch ahead. */
    #ahead = 0;
    constructor(parts) {
        this.#parts = parts;
        this.#units = new LayerUnits(parts.groups, parts.entries);
        this.#content = new CheckedContent(parts.image, parts.entries);
        this.#states = this.#units.groups.map(() => 'absent');
    }
    /**
     * Somebody waits for these bytes of the image.
     *
     * @throws InfraError when what came is not the layer; UnfitForImage
     */
    ask(from, end) {
        const units = this.#units.within(from, end).filter((unit) => !this.#filled.has(unit));
        for (const unit of units)
            this.#asked.add(unit);
        for (const part of this.#missing(units))
            this.#parts.want(part);
        this.#fillAsked();
    }
    /**
     * A part that was wanted is in a file, at its own place.
     *
     * @throws as `ask`
     */
    arrived({ offset, length }, file) {
        for (const [number, group] of this.#units.groups.entries()) {
            const isIn = group.offset >= offset && group.offset + group.compressed <= offset + length;
            if (isIn && typeof this.#states[number] === 'string')
                this.#states[number] = { file };
        }
        this.#fillAsked();
    }
    close() {
        this.#content.close();
    }
    /** The parts that have the groups of the units, as few as make sense. They count as coming from now on. */
    #missing(units) {
        const wanted = [];
        for (const { firstGroup, endGroup } of units) {
            for (let group = firstGroup; group < endGroup; group++)
                if (this.#isAbsent(group))
                    wanted.push(group);
        }
        const [first] = wanted;
        const last = wanted.at(-1);
        if (first === undefined || last === undefined)
            return [];
        wanted.push(...this.#behind(first, last));
        const parts = [];
        for (const number of wanted) {
            const group = this.#units.groups[number];
            if (group === undefined)
                continue;
            this.#states[number] = 'coming';
            const before = parts.at(-1);
            if (before !== undefined && group.offset - on_demand_image_endOf(before.last) <= BRIDGE)
                before.last = group;
            else
                parts.push({ first: group, last: group });
        }
        return parts.map(({ first: { offset }, last: end }) => ({ offset, length: on_demand_image_endOf(end) - offset }));
    }
    /** Groups that are likely to be asked for next: the more, the longer a layer is read in its order. */
    #behind(first, last) {
        const goesOn = first > 0 && !this.#isAbsent(first - 1);
        this.#ahead = goesOn ? Math.min(MAX_AHEAD, Math.max(1, 2 * this.#ahead)) : 0;
        const found = [];
        for (let group = last + 1; found.length < this.#ahead && this.#isAbsent(group); group++)
            found.push(group);
        return found;
    }
    #isAbsent(group) {
        return this.#states[group] === 'absent';
    }
    #fillAsked() {
        for (const unit of this.#asked) {
            const files = this.#states.slice(unit.firstGroup, unit.endGroup);
            if (!files.every((state) => typeof state === 'object'))
                continue;
            this.#asked.delete(unit);
            this.#filled.add(unit);
            this.#fill(unit);
            this.#parts.filled(unit.start, unit.end);
        }
    }
    #fill(unit) {
        let entries = 0;
        const content = this.#content;
        content.beginAt(unit.start);
        const reader = memberReader(this.#parts.label, {
            entry: (entry) => {
                entries++;
                content.entry(entry);
            },
            data: (chunk) => content.data(chunk),
            end: () => content.end(),
            opaque: () => undefined,
        });
        for (let number = unit.firstGroup; number < unit.endGroup; number++) {
            const [group, state] = [this.#units.groups[number], this.#states[number]];
            if (group === undefined || typeof state !== 'object')
                continue;
            reader.write(inflateGroup(readAt(state.file, group), group.size, this.#parts.groups.format));
        }
        content.flush();
        const isWhole = entries === unit.entries && Math.ceil(content.position / structures_BLOCK) * structures_BLOCK === unit.end;
        if (!isWhole)
            throw new InfraError(`${this.#parts.label} is not what its index says`);
    }
}
function on_demand_image_endOf({ offset, compressed }) {
    return offset + compressed;
}
function readAt(file, { offset, compressed }) {
    const bytes = Buffer.allocUnsafe(compressed);
    const fd = (0,external_node_fs_namespaceObject.openSync)(file, 'r');
    try {
        for (let at = 0; at < compressed;) {
            const count = (0,external_node_fs_namespaceObject.readSync)(fd, bytes, at, compressed - at, offset + at);
            if (count === 0)
                throw new InfraError(`${file} is cut off`);
            at += count;
        }
        return bytes;
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(fd);
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/unpacker.js





/** Mode bits that a file can get when it is opened, and that neither writing nor a change of owner clears. */
const PLAIN_MODE = 0o755;
const unpacker_NEW_FILE = external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_CREAT | external_node_fs_namespaceObject.constants.O_EXCL | external_node_fs_namespaceObject.constants.O_NOFOLLOW;
const unpacker_ZEROS = Buffer.alloc(1024 * 1024);
/**
 * Writes a layer into an empty folder, as a lower directory for an overlay. Only this object writes there, and it knows what
 * is at each path, so nothing is ever written through a symbolic link or outside the folder. `finish` does what Node has no
 * call for (device nodes, whiteouts, extended attributes) and what later entries would change again (directories' times).
 */
class LayerUnpacker {
    #root;
    /** The owner that new files get. */
    #owner;
    #marks;
    #known = new Map([['', 'implied']]);
    #directories = new Map();
    #nodes = new Map();
    /** Hard links to files of layers below, by path. */
    #links = new Map();
    #xattrs = new Map();
    #whiteouts = new Set();
    #opaque = new Set();
    #file;
    #position = 0;
    /** Bytes that the open file has so far. Less than its position if it ends in a hole. */
    #written = 0;
    /**
     * @param root a new and empty folder: files that are made in it get the same owner as the folder
     * @param marks overlayfs's, for what the layer removes, or none: then the notes alone say it
     */
    constructor(root, marks) {
        this.#root = root;
        this.#owner = (0,external_node_fs_namespaceObject.statSync)(root);
        this.#marks = marks;
    }
    entry(entry) {
        const { path } = entry;
        if (entry.type === 'whiteout') {
            this.#makeParents(path);
            if (this.#isDirectory(path))
                this.#opaque.add(path);
            else if (!this.#known.has(path))
                this.#whiteouts.add(path);
            return;
        }
        this.#makeRoom(entry);
        const file = this.#absolute(path);
        try {
            this.#make(entry, file);
        }
        catch (error) {
            throw explained(error, entry);
        }
        if (entry.type !== 'hardlink' && entry.xattrs !== undefined)
            this.#xattrs.set(path, entry.xattrs);
    }
    data(chunk) {
        const file = this.#file;
        if (file === undefined)
            return;
        const end = this.#position + chunk.length;
        // Long runs of zeros become holes, so that a sparse file takes little disk space.
        const isHole = chunk.length >= 4096 && chunk.length <= unpacker_ZEROS.length && chunk.equals(unpacker_ZEROS.subarray(0, chunk.length));
        if (!isHole) {
            for (let at = 0; at < chunk.length;)
                at += (0,external_node_fs_namespaceObject.writeSync)(file.fd, chunk, at, undefined, this.#position + at);
            this.#written = end;
        }
        this.#position = end;
    }
    end() {
        const file = this.#file;
        if (file === undefined)
            return;
        this.#file = undefined;
        try {
            if (this.#written !== file.size)
                (0,external_node_fs_namespaceObject.ftruncateSync)(file.fd, file.size);
            setMetadata(file.fd, file.metadata, this.#owner);
        }
        finally {
            (0,external_node_fs_namespaceObject.closeSync)(file.fd);
        }
    }
    opaque(path) {
        this.#makeParents(path);
        if (!this.#isDirectory(path))
            this.#implyDirectory(path);
        this.#opaque.add(path);
    }
    /** Closes the file that is open if reading was interrupted. */
    close() {
        if (this.#file !== undefined)
            (0,external_node_fs_namespaceObject.closeSync)(this.#file.fd);
        this.#file = undefined;
    }
    async finish(kernel, warn) {
        if (this.#marks !== 'none')
            await this.#makeMarks(kernel, this.#marks);
        const skipped = await this.#makeNodes(kernel);
        if (skipped > 0)
            warn(`${skipped} device nodes of a layer were left out: a user namespace cannot make them`);
        await this.#setXattrs(kernel, warn);
        // Deepest first, so that a parent's time is set after its last child's.
        for (const [path, metadata] of [...this.#directories].reverse()) {
            const folder = fsPath(this.#absolute(path));
            try {
                (0,external_node_fs_namespaceObject.chownSync)(folder, metadata.uid, metadata.gid);
            }
            catch (error) {
                throw explained(error, { path, ...metadata });
            }
            (0,external_node_fs_namespaceObject.chmodSync)(folder, metadata.mode);
            (0,external_node_fs_namespaceObject.utimesSync)(folder, metadata.mtime, metadata.mtime);
        }
        const implied = [...this.#known].flatMap(([path, known]) => (known === 'implied' ? [path] : []));
        const links = [...this.#links].map(([path, target]) => ({ path, target }));
        const notes = { implied, opaque: [...this.#opaque], links };
        return this.#marks === 'none'
            ? { ...notes, whiteouts: [...this.#whiteouts], attributes: this.#attributes() }
            : notes;
    }
    #attributes() {
        return [...this.#xattrs].flatMap(([path, xattrs]) => {
            const kept = Object.fromEntries(Object.entries(xattrs).filter(([name]) => isKept(name)));
            return this.#known.get(path) === 'directory' ? [{ path, xattrs: kept }] : [];
        });
    }
    #absolute(path) {
        return path === '' ? this.#root : `${this.#root}/${path}`;
    }
    #isDirectory(path) {
        const known = this.#known.get(path);
        return known === 'directory' || known === 'implied';
    }
    #makeParents(path) {
        const slash = path.lastIndexOf('/');
        const parent = slash < 0 ? '' : path.slice(0, slash);
        if (path === '' || this.#isDirectory(parent))
            return;
        this.#makeParents(parent);
        this.#implyDirectory(parent);
    }
    #implyDirectory(path) {
        this.#remove(path);
        (0,external_node_fs_namespaceObject.mkdirSync)(fsPath(this.#absolute(path)), 0o755);
        this.#becomes(path, 'implied');
    }
    #makeRoom(entry) {
        const { path, type } = entry;
        if (path.split('/').includes('..') || path.startsWith('/'))
            throw new InfraError(`layer entry ${path} leaves its root`);
        if (path === '' && type !== 'directory')
            throw new InfraError(`a layer makes its root a ${type}`);
        this.#makeParents(path);
        if (type === 'directory' && this.#isDirectory(path))
            return;
        this.#remove(path);
        this.#becomes(path, type === 'directory' ? 'directory' : 'other');
        if (type === 'directory')
            (0,external_node_fs_namespaceObject.mkdirSync)(fsPath(this.#absolute(path)), 0o700);
    }
    #becomes(path, known) {
        this.#known.set(path, known);
        if (this.#whiteouts.delete(path) && known !== 'other')
            this.#opaque.add(path);
    }
    #remove(path) {
        const known = this.#known.get(path);
        if (known === undefined)
            return;
        if (known === 'other') {
            if (!this.#nodes.has(path) && !this.#links.has(path))
                (0,external_node_fs_namespaceObject.unlinkSync)(fsPath(this.#absolute(path)));
            this.#forget(path);
            return;
        }
        (0,external_node_fs_namespaceObject.rmSync)(fsPath(this.#absolute(path)), { recursive: true, force: true });
        for (const other of [...this.#known.keys()]) {
            if (other === path || other.startsWith(`${path}/`))
                this.#forget(other);
        }
        for (const other of this.#whiteouts)
            if (other.startsWith(`${path}/`))
                this.#whiteouts.delete(other);
    }
    #forget(path) {
        this.#known.delete(path);
        this.#directories.delete(path);
        this.#nodes.delete(path);
        this.#links.delete(path);
        this.#xattrs.delete(path);
        this.#opaque.delete(path);
    }
    #make(entry, file) {
        const { path } = entry;
        const name = fsPath(file);
        switch (entry.type) {
            case 'file':
                this.#file = { fd: (0,external_node_fs_namespaceObject.openSync)(name, unpacker_NEW_FILE, entry.mode & PLAIN_MODE), metadata: entry, size: entry.size };
                this.#position = 0;
                this.#written = 0;
                return;
            case 'directory':
                this.#known.set(path, 'directory');
                this.#directories.delete(path);
                this.#directories.set(path, entry);
                if (entry.opaque === true)
                    this.#opaque.add(path);
                return;
            case 'symlink':
                (0,external_node_fs_namespaceObject.symlinkSync)(fsPath(entry.target), name);
                (0,external_node_fs_namespaceObject.lchownSync)(name, entry.uid, entry.gid);
                (0,external_node_fs_namespaceObject.lutimesSync)(name, entry.mtime, entry.mtime);
                return;
            case 'hardlink':
                this.#link(entry.target, path);
                return;
            case 'char':
            case 'block':
                this.#nodes.set(path, {
                    mode: FILE_TYPE[entry.type],
                    major: entry.major,
                    minor: entry.minor,
                    metadata: entry,
                });
                return;
            case 'fifo':
                this.#nodes.set(path, { mode: FILE_TYPE.fifo, major: 0, minor: 0, metadata: entry });
                return;
            default:
                unreachable(entry);
        }
    }
    #link(target, path) {
        const node = this.#nodes.get(target);
        if (node !== undefined) {
            this.#nodes.set(path, node);
            return;
        }
        const known = this.#known.get(target);
        const lower = this.#links.get(target) ?? (known === undefined && !this.#whiteouts.has(target) ? target : undefined);
        if (lower !== undefined && target !== path) {
            this.#links.set(path, lower);
            return;
        }
        if (known !== 'other' || target === path)
            throw new InfraError(`layer entry ${byte_name_displayName(path)} is a hard link to ${byte_name_displayName(target)}, which is not a file`);
        (0,external_node_fs_namespaceObject.linkSync)(fsPath(this.#absolute(target)), fsPath(this.#absolute(path)));
    }
    async #makeMarks(kernel, family) {
        await Promise.all([...this.#whiteouts].map((path) => kernel().makeNode(encodeName(this.#absolute(path)), FILE_TYPE.char, 0, 0)));
        for (const path of this.#opaque)
            await kernel().setXattr(encodeName(this.#absolute(path)), OPAQUE_XATTR[family], Buffer.from('y'));
    }
    async #makeNodes(kernel) {
        let skipped = 0;
        for (const [path, node] of this.#nodes) {
            const name = encodeName(this.#absolute(path));
            try {
                await kernel().makeNode(name, node.mode | 0o600, node.major, node.minor);
            }
            catch (error) {
                if (!(error instanceof SyscallError && error.code === 'EPERM'))
                    throw error;
                skipped++;
                continue;
            }
            const { metadata } = node;
            (0,external_node_fs_namespaceObject.lchownSync)(name, metadata.uid, metadata.gid);
            (0,external_node_fs_namespaceObject.chmodSync)(name, metadata.mode);
            (0,external_node_fs_namespaceObject.lutimesSync)(name, metadata.mtime, metadata.mtime);
        }
        return skipped;
    }
    async #setXattrs(kernel, warn) {
        let refused = '';
        for (const [path, attributes] of this.#xattrs) {
            for (const [name, value] of Object.entries(attributes)) {
                if (!isKept(name))
                    continue;
                try {
                    await kernel().setXattr(encodeName(this.#absolute(path)), name, Buffer.from(value, 'base64'));
                }
                catch (error) {
                    if (!(error instanceof SyscallError))
                        throw error;
                    refused = `${byte_name_displayName(path)} (${name}): ${error.message}`;
                }
            }
        }
        if (refused !== '')
            warn(`an extended attribute of a layer could not be set, the last one on ${refused}`);
    }
}
/** With overlayfs's own attributes, a layer could redirect lookups to wherever its maker likes. */
function isKept(attribute) {
    return (attribute === 'security.capability' || (attribute.startsWith('user.') && !attribute.startsWith('user.overlay.')));
}
/**
 * Sets what a new file does not have yet. Most files only need their time, and with many thousand files every call counts.
 */
function setMetadata(fd, metadata, owner) {
    const { uid, gid, mode, mtime } = metadata;
    if (uid !== owner.uid || gid !== owner.gid) {
        try {
            (0,external_node_fs_namespaceObject.fchownSync)(fd, uid, gid);
        }
        catch (error) {
            throw explained(error, { path: 'a file', ...metadata });
        }
    }
    // After the owner: changing it clears the setuid bits.
    if (mode !== (mode & PLAIN_MODE))
        (0,external_node_fs_namespaceObject.fchmodSync)(fd, mode);
    (0,external_node_fs_namespaceObject.futimesSync)(fd, mtime, mtime);
}
/** Explains EINVAL, which the kernel returns for an id that the user namespace does not map. */
function explained(error, entry) {
    if (errors_errorCode(error) !== 'EINVAL' || entry.uid === undefined)
        return error;
    return new InfraError(`${byte_name_displayName(entry.path)} belongs to ${entry.uid}:${entry.gid ?? 0}, which this user namespace does not map`, {
        hint: 'Give the user a wider range in /etc/subuid and /etc/subgid, or run as root or with password-less sudo.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/snapshot-form.js




/** What of a snapshot has the layer's files. The other thing in it is its notes. */
const CONTENT = { folder: 'fs', erofs: 'image', plain: 'fs' };
/** A layer may have a snapshot in each form. */
function snapshotName(diffId, form) {
    return form === 'folder' ? digestHex(diffId) : `${digestHex(diffId)}.${form}`;
}
function snapshot_form_contentOf(snapshot, form) {
    return `${snapshot}/${CONTENT[form]}`;
}
function snapshotWriter({ form, diffId, folder, family }) {
    const content = snapshot_form_contentOf(folder, form);
    if (form !== 'erofs') {
        (0,external_node_fs_namespaceObject.mkdirSync)(content, { recursive: true, mode: 0o755 });
        return new LayerUnpacker(content, form === 'plain' ? 'none' : family);
    }
    (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    return new ImageWriter(content, Buffer.from(digestHex(diffId), 'hex'));
}

;// CONCATENATED MODULE: ./lib/json/document.js



/** A JSON document that another program wrote: from a registry, a service or an archive. */
class JsonDocument {
    #name;
    #value;
    constructor(name, value) {
        this.#name = name;
        this.#value = value;
    }
    /**
     * @param name for messages: `manifest of node:22`
     * @throws InfraError for what `parseJson` does not accept
     */
    static parse(source, name, maxBytes) {
        return new JsonDocument(name, orInfraError(name, () => parse_json_parseJson(source, maxBytes)));
    }
    /** @throws InfraError for what the decoder does not accept */
    decode(decoder) {
        return orInfraError(this.#name, () => decoder(this.#value));
    }
}
/** @throws InfraError when the decoder does not accept the source */
function decodeDocument(decoder, source, { name, maxBytes }) {
    return JsonDocument.parse(source, name, maxBytes).decode(decoder);
}
function orInfraError(name, read) {
    return orThrow(read, (error) => new InfraError(`${name}: ${error.message}`, { cause: error }));
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/snapshot-notes.js





const notes = object({
    implied: array(string),
    opaque: array(string),
    links: optional(array(object({ path: string, target: string }))),
    whiteouts: optional(array(string)),
    attributes: optional(array(object({ path: string, xattrs: mapOf(string) }))),
});
const FILE = 'notes.json';
/** Bytes. The paths of a million directories take less. */
const MAX_SIZE = 256 * 1024 * 1024;
function writeNotes(snapshot, given) {
    (0,external_node_fs_namespaceObject.writeFileSync)(`${snapshot}/${FILE}`, JSON.stringify(given));
}
/** @throws InfraError when they are damaged */
function readNotes(snapshot) {
    const file = `${snapshot}/${FILE}`;
    return decodeDocument(notes, (0,external_node_fs_namespaceObject.readFileSync)(file), { name: file, maxBytes: MAX_SIZE });
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/plan-job.js










/**
 * Writes the image of a layer's snapshot from the layer's index, without the content of files.
 *
 * @returns warnings
 * @throws UnfitForImage for an index that cannot be trusted with it; InfraError
 */
function planSnapshot({ layer, indexFile, folder, number, pipe }) {
    const index = decodeIndex((0,external_node_fs_namespaceObject.readFileSync)(indexFile));
    const news = new ArrivalNews(pipe);
    try {
        return planImage({ layer, index, folder }, (arrival) => news.tell(number, arrival));
    }
    finally {
        news.close();
    }
}
/**
 * The same of an index that was read.
 *
 * @param tell gets what is there of the image
 */
function planImage({ layer, index, folder }, tell) {
    if (index.diffId !== layer.diffId)
        throw new UnfitForImage('the index is of another layer');
    // What a later one replaces has no place in the image.
    if (index.repeats !== undefined)
        throw new UnfitForImage('a layer has files more than once');
    const warnings = [];
    const warn = (warning) => void warnings.push(`${layer.blob.digest}: ${warning}`);
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o700 });
        const uuid = Buffer.from(digestHex(layer.diffId), 'hex');
        const { notes, metadataStart } = writePlan(snapshot_form_contentOf(folder, 'erofs'), uuid, index.entries, warn);
        writeNotes(folder, notes);
        tell({ kind: 'head', end: CONTENT_START });
        tell({ kind: 'tail', start: metadataStart });
        return warnings;
    }
    catch (error) {
        (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
        throw isFull(errors_errorCode(error)) ? diskError(error, `unpack the layer ${layer.blob.digest} into`, folder) : error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/on-demand-thread.js











/** `workerData` of the thread. */
const ON_DEMAND_THREAD = 'on-demand';
/** Runs in a thread: has the images whose content comes as it is asked for. */
function serveOnDemandImages() {
    const images = new Map();
    const say = (message) => external_node_worker_threads_namespaceObject.parentPort?.postMessage(message);
    const forget = (number) => {
        images.get(number)?.image.close();
        images.get(number)?.news.close();
        images.delete(number);
    };
    external_node_worker_threads_namespaceObject.parentPort?.on('message', (message) => {
        const { number } = message;
        try {
            switch (message.type) {
                case 'begin': {
                    const { index, digest } = decodeDigestedIndex((0,external_node_fs_namespaceObject.readFileSync)(message.indexFile));
                    const groups = usableGroups(message.layer, index, digest);
                    if (groups === undefined) {
                        say({ type: 'unfit', number });
                        return;
                    }
                    const { folder, layer, pipe } = message;
                    const news = new ArrivalNews(pipe);
                    const warnings = planImage({ layer, folder, index }, (arrival) => {
                        // Before anybody can ask: all before the metadata comes on demand.
                        if (arrival.kind === 'tail') {
                            const { start: end } = arrival;
                            news.tell(number, { kind: 'on-demand', end });
                            // What lies between content and metadata is nothing, but the kernel may read it ahead.
                            news.tell(number, { kind: 'part', start: end - CONTENT_START, end });
                        }
                        news.tell(number, arrival);
                    });
                    const image = new OnDemandImage({
                        image: snapshot_form_contentOf(folder, 'erofs'),
                        label: `layer ${layer.blob.digest}`,
                        groups,
                        entries: index.entries,
                        want: (part) => say({ type: 'want', number, part }),
                        filled: (start, end) => news.tell(number, { kind: 'part', start, end }),
                    });
                    images.set(number, { image, news });
                    say({ type: 'begun', number, warnings });
                    return;
                }
                case 'ask':
                    images.get(number)?.image.ask(message.from, message.end);
                    return;
                case 'part':
                    images.get(number)?.image.arrived(message.part, message.file);
                    return;
                case 'end':
                    forget(number);
            }
        }
        catch (error) {
            if (message.type === 'begin')
                say({ type: 'unfit', number });
            else
                say({ type: 'broken', number, reason: messageOf(error) });
            if (error instanceof EngineBug)
                throw error;
            forget(number);
        }
    });
}
/**
 * The groups of the layer's blob. Only an index with the digest that the layer's record names is taken: nobody compares it with the layer.
 *
 * @returns `undefined` if the layer must be had in another way
 */
function usableGroups({ blob, diffId, indexDigest }, index, digest) {
    const { groups, entries, repeats } = index;
    if (indexDigest === undefined || digest !== indexDigest || index.diffId !== diffId || repeats !== undefined)
        return undefined;
    if (groups?.blob !== blob.digest || !canInflate(groups.format))
        return undefined;
    return covers(groups, blob.size, entries.length) ? groups : undefined;
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/on-demand-images.js



/**
 * Images whose content is fetched when it is asked for. A thread inflates, checks and writes it, so that nothing in this process waits.
 * The thread is started with the first image.
 */
class OnDemandImages {
    #script;
    #askPart;
    #images = new Map();
    #thread;
    /** @param script the worker's entry file; in a thread it calls `serveOnDemandImages` */
    constructor(script, askPart) {
        this.#script = script;
        this.#askPart = askPart;
    }
    /**
     * Writes an image without content.
     *
     * @param broken is told if it turns out later that the layer cannot be had in this way
     * @returns warnings; `undefined` if the layer must be had in another way from the start
     */
    begin(number, image, broken) {
        return new Promise((begun) => {
            this.#images.set(number, { diffId: image.layer.diffId, begun, broken });
            this.#say({ type: 'begin', number, ...image });
        });
    }
    /** Somebody waits for these bytes of the image. */
    ask(number, from, end) {
        if (this.#images.has(number))
            this.#say({ type: 'ask', number, from, end });
    }
    /** Nobody asks for the image any more. */
    end(number) {
        if (this.#images.delete(number))
            this.#say({ type: 'end', number });
    }
    #say(message) {
        this.#thread ??= this.#start();
        this.#thread.postMessage(message);
    }
    #start() {
        const thread = new external_node_worker_threads_namespaceObject.Worker(this.#script, { stdout: false, execArgv: [], workerData: ON_DEMAND_THREAD });
        thread.unref();
        thread.on('message', (message) => this.#hear(message));
        thread.on('error', (error) => {
            this.#thread = undefined;
            for (const number of [...this.#images.keys()])
                this.#break(number, messageOf(error));
        });
        return thread;
    }
    #hear(message) {
        const { number } = message;
        const image = this.#images.get(number);
        switch (message.type) {
            case 'begun':
                image?.begun(message.warnings);
                return;
            case 'unfit':
                this.#images.delete(number);
                image?.begun(undefined);
                return;
            case 'want':
                if (image !== undefined)
                    void this.#fetch(number, image, message.part);
                return;
            case 'broken':
                this.#break(number, message.reason);
        }
    }
    async #fetch(number, { diffId }, part) {
        try {
            const file = await this.#askPart(diffId, part);
            if (this.#images.has(number))
                this.#say({ type: 'part', number, part, file });
        }
        catch (error) {
            this.#break(number, messageOf(error));
        }
    }
    #break(number, reason) {
        const image = this.#images.get(number);
        this.end(number);
        image?.begun(undefined);
        image?.broken(reason);
    }
}

;// CONCATENATED MODULE: ./lib/worker/lazy/same-entries.js
/**
 * Compares the entries of a layer that was read with those of its index, in order, without the digests of files.
 *
 * @returns the path of the first entry that differs; `undefined` if none does
 */
function differenceOf(index, found) {
    const others = found[Symbol.iterator]();
    for (const entry of index) {
        const other = others.next();
        if (other.done === true || !same_entries_isSame(entry, other.value))
            return entry.path;
    }
    const more = others.next();
    return more.done === true ? undefined : more.value.path;
}
function same_entries_isSame(one, other) {
    if (one.path !== other.path)
        return false;
    switch (one.type) {
        case 'file':
            return other.type === 'file' && one.size === other.size && hasSameMetadata(one, other);
        case 'directory':
            return other.type === 'directory' && one.opaque === other.opaque && hasSameMetadata(one, other);
        case 'symlink':
            return other.type === 'symlink' && one.target === other.target && hasSameMetadata(one, other);
        case 'hardlink':
            return other.type === 'hardlink' && one.target === other.target;
        case 'whiteout':
            return other.type === 'whiteout';
        case 'fifo':
            return other.type === 'fifo' && hasSameMetadata(one, other);
        case 'char':
        case 'block':
            return (other.type === one.type && one.major === other.major && one.minor === other.minor && hasSameMetadata(one, other));
    }
}
function hasSameMetadata(one, other) {
    return (one.mode === other.mode &&
        one.uid === other.uid &&
        one.gid === other.gid &&
        one.mtime === other.mtime &&
        hasSameXattrs(one.xattrs ?? {}, other.xattrs ?? {}));
}
function hasSameXattrs(one, other) {
    const names = Object.keys(one);
    return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

;// CONCATENATED MODULE: ./lib/worker/lazy/fill-image.js






/** Fills in the content of files while a layer is read from its start to its end, for an image that `writePlan` wrote. */
class ImageFill {
    #content;
    #entries;
    #arrived;
    #isFile = false;
    /** All up to here was checked. */
    #checked = CONTENT_START;
    #told = CONTENT_START;
    #isTelling = false;
    /** @param arrived is told up to where the image has its content */
    constructor(file, entries, arrived) {
        this.#content = new CheckedContent(file, entries);
        this.#entries = entries;
        this.#arrived = arrived;
    }
    /** @throws InfraError if the layer is not what its index says */
    entry(entry) {
        this.#isFile = entry.type === 'file';
        this.#content.entry(entry);
    }
    /** @throws InfraError if the layer is not what its index says; UnfitForImage */
    data(chunk) {
        this.#content.data(chunk);
    }
    /** @throws InfraError if the layer is not what its index says */
    end() {
        if (!this.#isFile)
            return;
        this.#content.end();
        this.#checked = Math.ceil(this.#content.position / structures_BLOCK) * structures_BLOCK;
        if (this.#isTelling)
            return;
        this.#isTelling = true;
        // At the end of this turn. Until then, more small files may come, and all are written at once.
        setImmediate(() => {
            this.#isTelling = false;
            this.#tell();
        });
    }
    opaque() {
        // It is in the entries.
    }
    close() {
        this.#content.close();
    }
    /**
     * @param found what the layer had
     * @throws InfraError if the layer is not what its index says
     */
    finish(found) {
        const different = differenceOf(this.#entries, found);
        if (different !== undefined)
            throw new InfraError(`/${byte_name_displayName(different)} is not as in the index of its layer`);
        this.#tell();
        this.close();
    }
    #tell() {
        if (this.#content.isClosed || this.#checked === this.#told)
            return;
        this.#content.flush();
        this.#told = this.#checked;
        this.#arrived(this.#checked);
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/follow-file.js


const follow_file_CHUNK = 256 * 1024;
/**
 * The bytes of a file that another process is writing. It ends when the news say that the file is complete. If the download had to begin
 * anew in another file, it goes on in that one.
 *
 * @throws InfraError when the file is lost
 */
async function* followFile(file, news) {
    let latest = 'more';
    let count = 0;
    let wake = () => undefined;
    news.on('message', (growth) => {
        latest = growth;
        count++;
        wake();
    });
    // It may have got its final name already.
    let fd = openIfThere(file);
    let position = 0;
    try {
        for (;;) {
            const [known, before] = [count, latest];
            const buffer = Buffer.allocUnsafe(follow_file_CHUNK);
            const length = fd === undefined ? 0 : (0,external_node_fs_namespaceObject.readSync)(fd, buffer, 0, follow_file_CHUNK, position);
            position += length;
            if (length > 0)
                yield buffer.subarray(0, length);
            else if (before === 'lost')
                throw new InfraError(`the download to ${file} failed`);
            else if (before !== 'more') {
                if (fd !== undefined && isSameFile(fd, before.complete))
                    return;
                if (fd !== undefined)
                    (0,external_node_fs_namespaceObject.closeSync)(fd);
                fd = (0,external_node_fs_namespaceObject.openSync)(before.complete, 'r');
            }
            else if (count === known)
                await new Promise((resolve) => (wake = resolve));
        }
    }
    finally {
        if (fd !== undefined)
            (0,external_node_fs_namespaceObject.closeSync)(fd);
        news.close();
    }
}
function openIfThere(file) {
    try {
        return (0,external_node_fs_namespaceObject.openSync)(file, 'r');
    }
    catch (error) {
        if (errors_errorCode(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
function isSameFile(fd, file) {
    const [held, named] = [(0,external_node_fs_namespaceObject.fstatSync)(fd), (0,external_node_fs_namespaceObject.statSync)(file)];
    return held.ino === named.ino && held.dev === named.dev;
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/fill-job.js









/**
 * Fills in the content that `planSnapshot` left out, while steps may read the image already. When this resolves, the image is complete,
 * and the diff id and all entries have been checked.
 *
 * @throws UnfitForImage; InfraError for a blob that does not match its digests or its index
 */
async function fillSnapshot(job) {
    const { layer, indexFile, folder, blobFile, number, pipe, news } = job;
    const told = new ArrivalNews(pipe);
    const { entries } = decodeIndex((0,external_node_fs_namespaceObject.readFileSync)(indexFile));
    const fill = new ImageFill(snapshot_form_contentOf(folder, 'erofs'), entries, (end) => told.tell(number, { kind: 'head', end }));
    try {
        const source = news === undefined ? blobFile : followFile(blobFile, news);
        fill.finish(await visitLayer(source, layer.blob, { expectedDiffId: layer.diffId }, fill));
        // Also what lies between content and metadata: the kernel may read it ahead.
        told.tell(number, { kind: 'tail', start: 0 });
    }
    catch (error) {
        throw isFull(errors_errorCode(error)) ? diskError(error, `unpack the layer ${layer.blob.digest} into`, folder) : error;
    }
    finally {
        fill.close();
        told.close();
    }
    return [];
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/unpack-job.js









/**
 * Unpacks one layer into `folder`. When this resolves, the folder is complete and the diff id has been checked.
 *
 * @returns warnings
 * @throws InfraError for a blob that does not match its digests
 */
async function unpackLayer(job, kernel) {
    const writer = snapshotWriter({ ...job, diffId: job.layer.diffId });
    const warnings = [];
    const warn = (warning) => void warnings.push(`${job.layer.blob.digest}: ${warning}`);
    try {
        const { entries, index } = await readThrough(job, writer);
        writeNotes(job.folder, await writer.finish(kernel, warn, entries));
        if (index !== undefined) {
            await writeWhole(index.file, encodeIndex(index.content), { owner: job.owner });
        }
        return warnings;
    }
    catch (error) {
        writer.close();
        (0,external_node_fs_namespaceObject.rmSync)(job.folder, { recursive: true, force: true });
        const full = isFull(errors_errorCode(error));
        throw full ? diskError(error, `unpack the layer ${job.layer.blob.digest} into`, job.folder) : error;
    }
}
async function readThrough({ layer, blobFile, indexFile, news }, visitor) {
    const source = news === undefined ? blobFile : followFile(blobFile, news);
    const checks = { expectedDiffId: layer.diffId };
    if (indexFile === undefined)
        return { entries: await visitLayer(source, layer.blob, checks, visitor) };
    const content = await readLayer(source, layer.blob, checks, visitor);
    return { entries: content.entries, index: { file: indexFile, content } };
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/snapshot-job.js



/** @returns warnings @throws what the task throws */
async function doSnapshotJob(job, kernel) {
    switch (job.task) {
        case 'unpack':
            return unpackLayer(job, kernel);
        case 'plan':
            return planSnapshot(job);
        case 'fill':
            return fillSnapshot(job);
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/unpack-pool.js









const outcome = object({
    warnings: array(string),
    error: nullish(object({ message: string, hint: nullish(string), kind: oneOf('infra', 'bug', 'unfit') })),
});
/**
 * MiB of a thread's heap for new objects. Little is enough, since a layer's entries are either dropped at once or kept, and
 * four threads share a process.
 */
const YOUNG_MIB = 4;
/**
 * Unpacks layers side by side in threads. The threads run this program's own file, and are started when there is work. The
 * largest layer that waits comes next, so that no large one is left to be unpacked alone at the end.
 */
class UnpackPool {
    #script;
    #size;
    #idle = [];
    #busy = new Map();
    #queue = [];
    /** @param script the worker's entry file; in a thread it calls `serveUnpackJobs` */
    constructor(script, size) {
        this.#script = script;
        this.#size = size;
    }
    /** @returns warnings @throws what the task throws */
    do(job) {
        return new Promise((resolve, reject) => {
            const waiting = openSpan('unpacking: waits', () => unpack_pool_nameOf(job));
            this.#queue.push({ job, resolve, reject, waiting });
            this.#next();
        });
    }
    #next() {
        while (this.#queue.length > 0) {
            const thread = this.#idle.pop() ?? (this.#busy.size < this.#size ? this.#start() : undefined);
            if (thread === undefined)
                return;
            const [pending] = this.#queue.sort((a, b) => weightOf(b.job) - weightOf(a.job)).splice(0, 1);
            if (pending === undefined)
                return;
            pending.waiting.end();
            const working = openSpan('unpacking', () => unpack_pool_nameOf(pending.job));
            working.note({ bytes: pending.job.layer.blob.size });
            this.#busy.set(thread, { ...pending, working });
            const { job } = pending;
            thread.postMessage(job, 'news' in job ? [job.news] : []);
        }
    }
    #start() {
        const thread = new external_node_worker_threads_namespaceObject.Worker(this.#script, {
            stdout: false,
            execArgv: [],
            resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
        });
        thread.on('message', (message) => {
            const pending = this.#busy.get(thread);
            pending?.working.end();
            this.#busy.delete(thread);
            this.#idle.push(thread);
            const { warnings, error } = from_pipe_fromPipe(() => outcome(message));
            if (error === undefined)
                pending?.resolve(warnings);
            else
                pending?.reject(toError(error));
            this.#next();
        });
        thread.on('error', (error) => {
            this.#busy.get(thread)?.working.end();
            this.#busy.get(thread)?.reject(error instanceof Error ? error : new EngineBug(String(error)));
            this.#busy.delete(thread);
            this.#next();
        });
        return thread;
    }
}
function unpack_pool_nameOf({ task, layer }) {
    return `${task} ${layer.blob.digest}`;
}
/** A step waits for all plans of its layers, and they are quickly made. */
function weightOf({ task, layer }) {
    return task === 'plan' ? Number.MAX_SAFE_INTEGER : layer.blob.size;
}
/** A port on which a thread gets the news about a blob that is being downloaded. */
function newsOf(delivery) {
    const { port1, port2 } = new external_node_worker_threads_namespaceObject.MessageChannel();
    const say = (growth) => port1.postMessage(growth);
    delivery.onGrowth(() => say('more'));
    delivery.complete.then(({ blobFile }) => say({ complete: blobFile }), () => say('lost'));
    return port2;
}
/** Runs in a thread: unpacks one layer after another. */
function serveUnpackJobs(makeKernel) {
    let kernel;
    const port = external_node_worker_threads_namespaceObject.parentPort;
    port?.on('message', (job) => {
        doSnapshotJob(job, () => (kernel ??= makeKernel())).then((warnings) => port.postMessage({ warnings }), (error) => port.postMessage({ warnings: [], error: describe(error) }));
    });
}
/** Errors of the disk are the machine's fault, not ours. */
function describe(error) {
    if (error instanceof UnfitForImage)
        return { message: error.message, hint: undefined, kind: 'unfit' };
    if (error instanceof InfraError)
        return { message: error.message, hint: error.hint, kind: 'infra' };
    if (error instanceof EngineBug)
        return { message: error.stack ?? error.message, hint: undefined, kind: 'bug' };
    if (error instanceof Error)
        return { message: error.message, hint: undefined, kind: 'code' in error ? 'infra' : 'bug' };
    return { message: String(error), hint: undefined, kind: 'bug' };
}
function toError({ message, hint, kind }) {
    if (kind === 'unfit')
        return new UnfitForImage(message);
    return kind === 'infra' ? new InfraError(message, { hint }) : new EngineBug(message);
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/unpack-layer.js


/** Unpacks layers in the threads of a pool. */
class Unpacking {
    pool;
    onUnpacked;
    #options;
    constructor(options) {
        this.#options = options;
        this.pool = options.pool;
        this.onUnpacked = options.onUnpacked;
    }
    /**
     * Unpacks a layer into a folder that does not exist yet. It reads along if the blob is still being downloaded.
     *
     * @throws InfraError, BlobUnavailable; the folder does not exist then
     */
    async unpack(layer, delivery, folder, form) {
        const { pool, owner, family, onUnpacked } = this.#options;
        const unpackFrom = async (files, follow) => {
            onUnpacked(layer, await pool.do({ task: 'unpack', layer, ...files, owner, folder, form, family, ...follow }));
        };
        const growing = await delivery.growing;
        if (growing !== undefined) {
            try {
                await unpackFrom(growing, { news: newsOf(delivery) });
                return;
            }
            catch (error) {
                if (error instanceof UnfitForImage)
                    throw error;
                // The client's answer decides: it may still get the blob from another source.
            }
        }
        await unpackFrom(await delivery.complete);
    }
}

;// CONCATENATED MODULE: external "node:readline"
const external_node_readline_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");
;// CONCATENATED MODULE: ./lib/worker/lazy/fuse-script.js
/**
 * The program that serves files while they are still being written, in Perl. It answers the kernel's requests on /dev/fuse, and is a
 * process of its own: a thread of Node that waits in a read of /dev/fuse would never end.
 *
 * It serves the files of one folder whose names are numbers. What is there of each, it learns from a named pipe: `NEWS` records, which
 * anybody writes whole. A read waits until all its bytes are there, and fails with EIO if they will never be. Nothing that it does waits
 * for the worker.
 *
 * Arguments: where to mount, the folder, the pipe, the number of mount(2). Its first line of output is `ready`, or what is missing. Then
 * comes a line for each read that waits for what must be asked for: `ask NUMBER FROM END`. It ends with its standard input.
 *
 * Numbers and layouts are those of include/uapi/linux/fuse.h, version 7.31: FUSE_LOOKUP 1, FUSE_FORGET 2, FUSE_GETATTR 3, FUSE_READ 15,
 * FUSE_INIT 26, FUSE_INTERRUPT 36, FUSE_BATCH_FORGET 42; the flags FUSE_ASYNC_READ and FUSE_MAX_PAGES. Anything else is answered with
 * ENOSYS: the kernel then opens files without asking, and keeps what it has read. An interrupted read goes on waiting: the answer to it
 * would be an error for everybody who waits for the same page.
 */
const FUSE_SCRIPT = String.raw `
use strict; use warnings; use Fcntl qw(O_RDONLY O_RDWR O_NONBLOCK);
use constant { ENOENT => 2, EIO => 5, ENOSYS => 38 };
my ($target, $folder, $pipe, $mount) = @ARGV;
$| = 1; $SIG{PIPE} = 'IGNORE';
sub lacks { print "$_[0]: $!\n"; exit 0 }
sysopen(my $news, $pipe, O_RDWR | O_NONBLOCK) or lacks($pipe);
sysopen(my $fuse, '/dev/fuse', O_RDWR | O_NONBLOCK) or lacks('/dev/fuse');
my ($source, $type) = ('layer-build', 'fuse');
my $options = 'fd=' . fileno($fuse) . ',rootmode=40000,user_id=0,group_id=0,allow_other';
# MS_RDONLY, MS_NOSUID, MS_NODEV
syscall($mount + 0, $source, $target, $type, 1 | 2 | 4, $options) == 0 or lacks('mount of fuse');
print "ready\n";

# By node: handle, size, head (there from the start on), tail (there to the end), lost, waiting reads. If it comes only when it is asked
# for: one character for each block, which says whether it is there.
my (%files, %known);
sub known { return $known{$_[0]} //= { head => 0, tail => ~0, lost => 0, waiting => [] } }
sub answer { my ($unique, $error, $body) = @_;
  # struct fuse_out_header. A request that was given up meanwhile is not an error of ours.
  syswrite($fuse, pack('LlQ', 16 + length $body, -$error, $unique) . $body); }
# struct fuse_attr
sub attr { my ($node, $size, $mode, $links) = @_;
  return pack('Q6L10', $node, $size, int(($size + 511) / 512), 0, 0, 0, 0, 0, 0, $mode, $links, 0, 0, 0, 4096, 0); }
sub attr_of { my ($node) = @_; return attr(1, 0, 040500, 2) if $node == 1;
  return defined $files{$node} ? attr($node, $files{$node}{size}, 0100400, 1) : undef; }
sub is_there { my ($state, $from, $end) = @_;
  return 1 if $from >= $state->{tail} || $end <= $state->{head} || $state->{head} >= $state->{tail};
  return 0 unless defined $state->{blocks};
  $from = $state->{head} if $from < $state->{head}; $end = $state->{tail} if $end > $state->{tail};
  my $first = int($from / 4096); my $count = int(($end + 4095) / 4096) - $first;
  return substr($state->{blocks}, $first, $count) eq "\1" x $count; }
# @returns whether it was answered
sub read_now { my ($node, $unique, $offset, $count) = @_;
  my ($file, $state) = ($files{$node}, known($node));
  my $end = $offset + $count; $end = $file->{size} if $end > $file->{size};
  if (is_there($state, $offset, $end)) {
    my $data = ''; sysseek($file->{handle}, $offset, 0);
    while (length $data < $end - $offset) {
      my $got = sysread($file->{handle}, $data, $end - $offset - length $data, length $data);
      next if !defined $got && $!{EINTR};
      last unless $got; }
    if (length $data < $end - $offset) { answer($unique, EIO, '') } else { answer($unique, 0, $data) }
    return 1; }
  if ($state->{lost}) { answer($unique, EIO, ''); return 1 }
  return 0; }
my %ops = (
  1 => sub { my ($unique, $node, $name) = @_; chop $name;
    return answer($unique, ENOENT, '') unless $name =~ /\A[0-9]{1,9}\z/;
    my $child = $name + 2;
    unless ($files{$child}) {
      sysopen(my $handle, "$folder/$name", O_RDONLY) or return answer($unique, ENOENT, '');
      $files{$child} = { handle => $handle, size => -s $handle }; }
    # struct fuse_entry_out: valid for ever
    answer($unique, 0, pack('Q4L2', $child, 0, ~0 >> 1, ~0 >> 1, 0, 0) . attr_of($child)); },
  2 => sub { },
  3 => sub { my ($unique, $node) = @_; my $attr = attr_of($node);
    # struct fuse_attr_out
    defined $attr ? answer($unique, 0, pack('QLL', ~0 >> 1, 0, 0) . $attr) : answer($unique, ENOENT, ''); },
  15 => sub { my ($unique, $node, $body) = @_;
    # struct fuse_read_in
    my (undef, $offset, $size) = unpack('QQL', $body);
    return answer($unique, ENOENT, '') unless $files{$node};
    return if read_now($node, $unique, $offset, $size);
    push @{ known($node)->{waiting} }, [$unique, $offset, $size];
    printf "ask %d %d %d\n", $node - 2, $offset, $offset + $size if defined known($node)->{blocks}; },
  26 => sub { my ($unique, $node, $body) = @_;
    # struct fuse_init_in and fuse_init_out. As many reads as there may be wait at once: none may keep others from being asked.
    my (undef, undef, $ahead, $flags) = unpack('L4', $body);
    my $wanted = $flags & (1 | 1 << 22);
    answer($unique, 0, pack('L4S2L2S2L8', 7, 31, $ahead, $wanted, 65535, 65535, 4096, 1, 256, 0, (0) x 8)); },
  36 => sub { },
  42 => sub { },
);
sub told { my ($number, $kind, $value) = @_; my $node = $number + 2; my $state = known($node);
  if ($kind == 1) { $state->{head} = $value if $value > $state->{head} }
  elsif ($kind == 2) { $state->{tail} = $value }
  elsif ($kind == 4) { my $count = $value & 0xffffffff; substr($state->{blocks}, $value >> 32, $count) = "\1" x $count }
  elsif ($kind == 5) { $state->{blocks} = "\0" x $value }
  else { $state->{lost} = 1 }
  my @waiting = splice @{ $state->{waiting} };
  push @{ $state->{waiting} }, grep { !read_now($node, @$_) } @waiting; }

my $held = '';
while (1) {
  my $ready = ''; vec($ready, fileno $_, 1) = 1 for $fuse, $news, *STDIN;
  select($ready, undef, undef, undef) >= 0 or next;
  if (vec($ready, fileno(STDIN), 1)) { my $got = sysread(STDIN, my $ignored, 4096); exit 0 unless $got }
  if (vec($ready, fileno $news, 1)) {
    sysread($news, $held, 65536, length $held);
    told(unpack 'NNQ>', substr($held, 0, 16, '')) while length $held >= 16; }
  if (vec($ready, fileno $fuse, 1)) {
    my $got = sysread($fuse, my $request, 65536);
    # It was unmounted.
    exit 0 if !defined $got && $!{ENODEV};
    next unless $got;
    # struct fuse_in_header
    my (undef, $op, $unique, $node) = unpack('LLQQ', $request);
    my $serve = $ops{$op};
    $serve ? $serve->($unique, $node, substr($request, 40)) : answer($unique, ENOSYS, ''); }
}
`;

;// CONCATENATED MODULE: ./lib/worker/lazy/served-files.js







/** Files that can be read while they are still being written: see `fuse-script.ts`. The mount is this worker's own. */
class ServedFiles {
    /** The named pipe for `ArrivalNews`. */
    pipe;
    /** Settles when nothing is served any more, for whatever reason. */
    ended;
    #child;
    #kernel;
    #folder;
    #news;
    #askers = new Map();
    #count = 0;
    constructor({ child, lines }, { kernel, folder }) {
        this.#child = child;
        lines.on('line', (line) => this.#hear(line));
        this.#kernel = kernel;
        this.#folder = folder;
        this.pipe = pipeIn(folder);
        this.#news = new ArrivalNews(this.pipe);
        this.ended = served_files_endOf(child);
    }
    /** @throws InfraError that says what this machine lacks */
    static async start(settings) {
        const { perl, mountCall, kernel, folder } = settings;
        for (const name of [filesIn(folder), shownIn(folder)])
            (0,external_node_fs_namespaceObject.mkdirSync)(name, { recursive: true, mode: 0o700 });
        await kernel.makeNode(Buffer.from(pipeIn(folder)), FILE_TYPE.fifo | 0o600, 0, 0);
        const args = ['-e', FUSE_SCRIPT, shownIn(folder), filesIn(folder), pipeIn(folder), String(mountCall)];
        const child = (0,external_node_child_process_namespaceObject.spawn)(perl, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { LC_ALL: 'C' }, cwd: '/' });
        child.stdin.on('error', () => undefined);
        const lines = (0,external_node_readline_namespaceObject.createInterface)(child.stdout);
        const said = await Promise.race([firstLine(lines), served_files_endOf(child)]);
        if (said !== 'ready')
            throw new InfraError(said ?? 'the program that serves files ended at once');
        return new ServedFiles({ child, lines }, settings);
    }
    /** A number for a file that will be served. News of it may be told already. */
    newNumber() {
        return ++this.#count;
    }
    /**
     * Serves a file from now on. It may be renamed and written to, but must have its size already.
     *
     * @returns where it can be read
     */
    serve(number, file) {
        (0,external_node_fs_namespaceObject.linkSync)(file, `${filesIn(this.#folder)}/${number}`);
        return `${shownIn(this.#folder)}/${number}`;
    }
    /** Serves a file that is complete. @returns where it can be read */
    serveWhole(file) {
        const number = this.newNumber();
        this.#news.tell(number, { kind: 'tail', start: 0 });
        return this.serve(number, file);
    }
    /** Whoever waits for what is not there of the file, gets an error instead. */
    giveUp(number) {
        this.#news.tell(number, { kind: 'lost' });
    }
    /** @param listener is told which bytes of an `on-demand` file somebody waits for */
    onAsked(number, listener) {
        this.#askers.set(number, listener);
    }
    /** Nobody looks the file up any more. Who has it open, can still read it. */
    forget(number) {
        (0,external_node_fs_namespaceObject.rmSync)(`${filesIn(this.#folder)}/${number}`, { force: true });
    }
    /** Whoever still waits gets an error. */
    async close() {
        this.#news.close();
        this.#child.stdin.end();
        await this.ended;
        await this.#kernel.unmount(shownIn(this.#folder));
    }
    #hear(line) {
        const [, number, from, end] = /^ask (\d+) (\d+) (\d+)$/.exec(line) ?? [];
        this.#askers.get(Number(number))?.(Number(from), Number(end));
    }
}
function filesIn(folder) {
    return `${folder}/files`;
}
function shownIn(folder) {
    return `${folder}/shown`;
}
function pipeIn(folder) {
    return `${folder}/news`;
}
function firstLine(lines) {
    return new Promise((resolve) => {
        lines.once('line', resolve);
        lines.once('close', () => resolve(undefined));
    });
}
function served_files_endOf(child) {
    if (child.exitCode !== null || child.signalCode !== null)
        return Promise.resolve(undefined);
    return new Promise((resolve) => {
        child.once('error', () => resolve(undefined));
        child.once('exit', () => resolve(undefined));
    });
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/choose-form.js




/**
 * How new snapshots are kept. Images cost less than half, but steps can tell them from folders (docs/adr/0014), so they must be
 * asked for.
 *
 * @throws InfraError when this machine cannot do what was asked for, except that layers which arrive late are only a way to be faster
 */
async function chooseForm(driver, machine) {
    switch (driver) {
        case 'overlay':
            return { form: 'folder' };
        case 'erofs': {
            const lack = await lackOfImages(machine);
            if (lack === undefined)
                return { form: 'erofs' };
            throw new InfraError(`this machine cannot use EROFS images: ${lack}`, {
                hint: `${NEEDED}. Use --storage-driver auto or overlay.`,
            });
        }
        case 'lazy': {
            const served = await serveLayers(machine);
            if (served instanceof ServedFiles)
                return { form: 'erofs', served };
            machine.warn(`RUN steps wait until the layers below are unpacked into folders: ${served}`, `${NEEDED}, /dev/fuse, and perl.`);
            return { form: 'folder' };
        }
    }
}
const NEEDED = 'It needs Linux 6.12 with EROFS (on Ubuntu: linux-modules-extra), and root';
/** Only the machine's own root may mount an image. */
async function lackOfImages({ family, images }) {
    return family === 'user' ? 'they cannot be mounted in a user namespace' : images.lack();
}
/** @returns what this machine lacks for it, found out by mounting an image that is served */
async function serveLayers(machine) {
    const { kernel, images, path, folder } = machine;
    const lack = await lackOfImages(machine);
    if (lack !== undefined)
        return lack;
    const [perl, call] = [findProgram('perl', path), mountCall(process.arch)];
    if (perl === undefined || call === undefined)
        return 'perl is not installed';
    let served;
    try {
        served = await ServedFiles.start({ perl, mountCall: call, kernel, folder });
    }
    catch (error) {
        return messageOf(error);
    }
    const unserved = await images.lack((image) => served.serveWhole(image));
    if (unserved === undefined)
        return served;
    await served.close();
    return unserved;
}

;// CONCATENATED MODULE: ./lib/worker/storage/short-names.js

/** Links with short names to long paths, in one folder. mount(2) takes one page of options, so hundreds of folders fit only by such names. */
class ShortNames {
    /** A private folder. It should be in memory: links come and go with each step. */
    folder;
    #shared = new Map();
    #count = 0;
    constructor(folder) {
        this.folder = folder;
    }
    /**
     * Names paths for one mount: the kernel follows a link only once.
     *
     * @param own paths that no other mount has. Their links are removed when `mount` has ended; those of all others stay.
     */
    async during(own, mount) {
        const names = new Map(own.map((path) => [path, this.#link(path)]));
        try {
            return await mount((path) => names.get(path) ?? this.#sharedName(path));
        }
        finally {
            for (const name of names.values())
                (0,external_node_fs_namespaceObject.unlinkSync)(`${this.folder}/${name}`);
        }
    }
    #sharedName(path) {
        const known = this.#shared.get(path);
        if (known !== undefined)
            return known;
        const name = this.#link(path);
        this.#shared.set(path, name);
        return name;
    }
    #link(path) {
        if (this.#count === 0)
            (0,external_node_fs_namespaceObject.mkdirSync)(this.folder, { recursive: true, mode: 0o700 });
        const name = (this.#count++).toString(36);
        (0,external_node_fs_namespaceObject.symlinkSync)(path, `${this.folder}/${name}`);
        return name;
    }
}

;// CONCATENATED MODULE: ./lib/files/tree-size.js



/** Folders after which other work gets its turn. */
const tree_size_BATCH = 50;
/**
 * Bytes of all files below a folder, as docker counts them: a file with several names counts once, and a symbolic link with its text.
 *
 * @throws what the system calls throw
 */
async function treeSize(folder) {
    let bytes = 0;
    /** Those files with several names that have been counted. */
    const linked = new Set();
    const folders = [folder];
    for (let count = 1; folders.length > 0; count++) {
        const at = folders.pop() ?? '';
        for (const name of readNames(at)) {
            const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(`${at}/${name}`), { bigint: true });
            if (stats.isDirectory())
                folders.push(`${at}/${name}`);
            else if ((stats.isFile() || stats.isSymbolicLink()) && isNew(stats, linked))
                bytes += Number(stats.size);
        }
        if (count % tree_size_BATCH === 0)
            await (0,promises_namespaceObject.setImmediate)();
    }
    return bytes;
}
function isNew({ nlink, dev, ino }, linked) {
    if (nlink === 1n)
        return true;
    const file = `${dev}:${ino}`;
    if (linked.has(file))
        return false;
    linked.add(file);
    return true;
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/equal-layers.js
/**
 * Keeps only the highest of equal layers (from steps that made the same, mostly nothing): it repeats all that the lower ones say, and
 * overlayfs does not accept a folder twice.
 */
function highestOfEach(layers, keyOf) {
    const last = new Map(layers.map((layer, position) => [keyOf(layer), position]));
    return layers.filter((layer, position) => last.get(keyOf(layer)) === position);
}

;// CONCATENATED MODULE: ./lib/worker/storage/overlay.js






/** The most lower directories that overlayfs takes (fs/overlayfs/params.c, OVL_MAX_STACK). */
const MAX_LOWERS = 500;
/**
 * With more layers, the lowest directory is itself an overlay mount of the lowest layers. Only one can be: a mount shows no
 * whiteouts, so nothing may be below it, and overlays nest two deep at most (linux/fs.h, FILESYSTEM_MAX_STACK_DEPTH).
 */
const MAX_LAYERS = 2 * MAX_LOWERS - 1;
/**
 * A step's files become a layer or are dropped, so none of its writes must survive a crash of the machine. With this option,
 * neither an fsync in the step waits for the disk, nor the unmount, which would also write out what was just unpacked. Since
 * Linux 5.10.
 */
const SKIP_SYNC = 'volatile';
/**
 * Images are file systems of their own. With this option, all files of a mount have one device number all the same: programs
 * that stay on one file system (`tar --one-file-system`) would leave out the files of images. It costs inode numbers of 64 bits.
 */
const ONE_DEVICE = 'xino=on';
/** How many times `seal` tries, and the milliseconds between two tries. */
const SEAL_TRIES = 100;
const SEAL_RETRY = 20;
/** Mounts stacks of snapshots with overlayfs. */
class LayerMounts {
    #kernel;
    #snapshots;
    #family;
    #names;
    /** Set to false on a kernel that does not know the option. */
    #skipsSync = true;
    constructor({ kernel, snapshots, family, names }) {
        this.#kernel = kernel;
        this.#snapshots = snapshots;
        this.#family = family;
        this.#names = names;
    }
    /**
     * Mounts the flattened layers at `target`. Writes go to `upper`, which gets the root directory's metadata first. Without
     * `upper`, the mount is read-only.
     *
     * @param layers lowest first, each with its snapshot
     * @param scratch a private folder on the snapshots' file system
     * @throws InfraError when overlayfs refuses
     */
    async mount(layers, target, scratch, upper) {
        (0,external_node_fs_namespaceObject.mkdirSync)(target, { recursive: true });
        const below = await this.#lowers(layers);
        const stack = new SnapshotStack(below);
        const folders = below.map(({ files }) => files).reverse();
        const top = `${scratch}/top`;
        const lowers = [...((await stack.writeTop(top)) ? [top] : []), ...folders];
        if (lowers.length === 0) {
            (0,external_node_fs_namespaceObject.mkdirSync)(`${scratch}/empty`, { recursive: true, mode: 0o755 });
            lowers.push(`${scratch}/empty`);
        }
        if (upper !== undefined && upper.isNew !== false)
            stack.copyRoot(upper.upper);
        if (upper === undefined && lowers.length === 1) {
            await this.#kernel.mount({ source: lowers[0] ?? '', target, type: 'none', options: ['bind'] });
            await this.#kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'bind', 'ro'] });
            return stack;
        }
        const more = below.some(({ form }) => form !== 'folder') ? [ONE_DEVICE] : [];
        const shared = new Set(folders);
        if (lowers.length <= MAX_LOWERS)
            await this.#overlay({ target, lowers, shared, upper, more });
        else if (lowers.length <= MAX_LAYERS)
            await this.#overlayTwice({ target, lowers, shared, upper, more: [] }, scratch);
        else {
            throw new InfraError(`the image has ${layers.length} layers; a RUN can use at most ${MAX_LAYERS}`, {
                hint: 'Join steps, or flatten the base image.',
            });
        }
        return stack;
    }
    #lowers(layers) {
        return Promise.all(highestOfEach(layers, (diffId) => diffId).map((diffId) => this.#snapshots.lower(diffId)));
    }
    /**
     * Makes a mount with an upper directory read-only. A step may have passed an open file to another step, which then cannot
     * change the directory any more while it is captured or used.
     *
     * @throws UserError if another process keeps a file open for writing; the signal's reason
     */
    async seal(target, signal) {
        for (let tries = 0;; tries++) {
            try {
                await this.#kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'ro'] });
                return;
            }
            catch (error) {
                if (!(error instanceof SyscallError))
                    throw error;
                // The kernel may still be closing files of the step's last processes.
                if (tries < SEAL_TRIES)
                    await (0,promises_namespaceObject.setTimeout)(SEAL_RETRY, undefined, { signal });
                else {
                    throw new errors_UserError('another process keeps a file of this step open for writing', {
                        hint: 'Steps that run side by side must not pass each other open files of their own.',
                        cause: error,
                    });
                }
            }
        }
    }
    async #overlayTwice(wanted, scratch) {
        const lowest = `${scratch}/lowest`;
        (0,external_node_fs_namespaceObject.mkdirSync)(lowest);
        const { lowers } = wanted;
        await this.#overlay({ ...wanted, target: lowest, lowers: lowers.slice(-MAX_LOWERS), upper: undefined });
        try {
            await this.#overlay({ ...wanted, lowers: [...lowers.slice(0, -MAX_LOWERS), lowest] });
        }
        finally {
            // The overlay above still uses it, so it stays until that is unmounted.
            await this.#kernel.unmount(lowest);
        }
    }
    #overlay(wanted) {
        const { lowers, shared, upper } = wanted;
        const own = lowers.filter((lower) => !shared.has(lower));
        const written = upper === undefined ? [] : [upper.upper, upper.work];
        return this.#names.during([...own, ...written], (nameOf) => this.#mountOverlay(wanted, nameOf));
    }
    async #mountOverlay({ target, lowers, upper, more }, nameOf) {
        const options = [`lowerdir=${lowers.map(nameOf).join(':')}`];
        if (upper === undefined)
            options.push('ro');
        else
            options.push(`upperdir=${nameOf(upper.upper)}`, `workdir=${nameOf(upper.work)}`);
        // So that the upper directory is complete by itself: renamed lower directories and files with new metadata are copied
        // into it.
        options.push('redirect_dir=nofollow', 'metacopy=off', 'index=off', ...more);
        if (this.#family === 'user')
            options.push('userxattr');
        const cwd = this.#names.folder;
        const mount = (sync = []) => this.#kernel.mount({ source: 'overlay', target, type: 'overlay', options: [...options, ...sync], cwd });
        try {
            if (upper === undefined || !this.#skipsSync)
                await mount();
            else {
                await mount([SKIP_SYNC]).catch(async (error) => {
                    if (!(error instanceof SyscallError))
                        throw error;
                    await mount();
                    this.#skipsSync = false;
                });
            }
        }
        catch (error) {
            if (!(error instanceof SyscallError))
                throw error;
            throw new InfraError(`overlayfs refused to mount ${lowers.length} layers: ${error.message}`, {
                hint: 'Keep the data (--root) on a file system that overlayfs can use, such as ext4 or xfs, not on an overlay or NFS.',
                cause: error,
            });
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/storage/overlay-storage.js





/** Keeps each layer by itself, as a folder or as an image, and shows layers by overlayfs. */
class OverlayStorage {
    #parts;
    #mounts;
    constructor(parts) {
        this.#parts = parts;
        this.#mounts = new LayerMounts(parts);
    }
    /** All at once: the pool decides how many are unpacked side by side. */
    async ensure(stack, ask) {
        // So many take two mounts, one over the other. Some kernels refuse that over images.
        const form = stack.length > MAX_LOWERS ? 'folder' : undefined;
        await Promise.all(stack.map((layer) => this.#parts.snapshots.ensure(layer, () => ask.blob(layer), form)));
    }
    async begin(stack, ask) {
        if (stack.length > MAX_LOWERS) {
            await this.ensure(stack, ask);
            return [];
        }
        const { snapshots } = this.#parts;
        const all = await Promise.all(stack.map((layer) => snapshots.begin(layer, { index: () => ask.index(layer), blob: () => ask.blob(layer) })));
        return all.filter((layer) => layer !== undefined);
    }
    async show(stack, { target, scratch }) {
        await this.#mounts.mount(stack, target, scratch);
        return { unmount: () => this.#parts.kernel.unmount(target) };
    }
    work(stack, place) {
        const upper = { upper: `${place.scratch}/upper`, work: `${place.scratch}/work` };
        return this.#mount(stack, place, upper);
    }
    async reopen(stack, place, folder) {
        const upper = { upper: `${folder}/upper`, work: `${folder}/work`, isNew: !(0,external_node_fs_namespaceObject.existsSync)(`${folder}/upper`) };
        // A mount that does not sync leaves a mark in it, and the next mount would refuse that.
        await removeTree(upper.work);
        return this.#mount(stack, place, upper);
    }
    async writtenIn(folder) {
        const upper = `${folder}/upper`;
        return (0,external_node_fs_namespaceObject.existsSync)(upper) ? await treeSize(upper).catch(() => undefined) : 0;
    }
    async removeFiles(folder) {
        const bytes = await this.writtenIn(folder);
        await removeTree(folder);
        return bytes;
    }
    keep(made, kept, index, signal) {
        return this.#parts.snapshots.keep(made, kept, index, signal);
    }
    removeAll() {
        return this.#parts.snapshots.removeAll();
    }
    close() {
        return this.#parts.snapshots.close();
    }
    async #mount(stack, { target, scratch }, upper) {
        for (const folder of [upper.upper, upper.work])
            (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true, mode: 0o755 });
        const lower = await this.#mounts.mount(stack, target, scratch, upper);
        return new OverlayTree({ ...this.#parts, mounts: this.#mounts, target, upper: upper.upper, lower });
    }
}
class OverlayTree {
    #parts;
    #notes;
    constructor(parts) {
        this.#parts = parts;
    }
    get written() {
        return this.#parts.upper;
    }
    seal(signal) {
        return this.#parts.mounts.seal(this.#parts.target, signal);
    }
    async unmount() {
        await this.#parts.kernel.unmount(this.#parts.target);
    }
    async capture(sink, signal) {
        this.#notes = await captureUpper({ ...this.#parts, signal }, this.#parts.kernel, sink);
    }
    adopt(made) {
        if (this.#notes !== undefined)
            this.#parts.snapshots.adopt(this.#parts.upper, made, this.#notes);
        return Promise.resolve();
    }
    discard() {
        // The caller removes the place that it is in.
        return Promise.resolve();
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/set-file-times.js




/** Entries after which other work gets its turn. */
const set_file_times_BATCH = 500;
/**
 * Gives the files in a folder the times from a layer's index, as if that layer had been unpacked there. It walks the folder,
 * not the index, and follows no symbolic link: whatever the index says, nothing outside is touched.
 *
 * @throws the signal's reason
 */
async function retime(root, index, signal) {
    const entries = PackedEntries.of(index.entries);
    let count = 0;
    const walk = async (folder) => {
        for (const name of readNames(folder === '' ? root : `${root}/${folder}`)) {
            const path = folder === '' ? name : `${folder}/${name}`;
            const file = fsPath(`${root}/${path}`);
            const entry = entries.get(path);
            if (entry !== undefined && 'mtime' in entry)
                (0,external_node_fs_namespaceObject.lutimesSync)(file, entry.mtime, entry.mtime);
            if ((0,external_node_fs_namespaceObject.lstatSync)(file).isDirectory())
                await walk(path);
            if (++count % set_file_times_BATCH > 0)
                continue;
            await (0,promises_namespaceObject.setImmediate)();
            signal.throwIfAborted();
        }
    };
    await walk('');
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/arriving-layer.js







/**
 * A layer whose blob is read from its start to its end while steps already run on it. Its index may come from a cache that others write. So
 * steps' results count when all of the layer was compared with it.
 */
class ArrivingLayer {
    planned;
    whole;
    proven;
    broken;
    #arrival;
    #number;
    #fails = () => undefined;
    constructor(arrival) {
        this.#arrival = arrival;
        this.#number = arrival.files.newNumber();
        const failed = new Promise((_, reject) => (this.#fails = reject));
        const planning = this.#plan();
        this.planned = planning.then((found) => found?.layer);
        this.whole = Promise.race([planning.then((found) => found && this.#fill(found)), failed]);
        this.proven = this.whole;
        this.broken = this.whole.then(() => new Promise(() => undefined));
        this.broken.catch(() => undefined);
        void arrival.files.ended.then(() => this.fail('the program that serves its files has ended'));
    }
    fail(reason) {
        this.#failWith(new ArrivalFailed(`layer ${this.#arrival.layer.blob.digest}: ${reason}`));
    }
    #failWith(error) {
        this.#arrival.files.giveUp(this.#number);
        this.#fails(error);
    }
    async #plan() {
        const { layer, draft, files, images, pool } = this.#arrival;
        const indexFile = await this.#arrival.indexFile;
        if (indexFile === undefined)
            return undefined;
        const task = { layer, indexFile, folder: draft, number: this.#number, pipe: files.pipe };
        try {
            const warnings = await pool.do({ task: 'plan', ...task });
            const shown = files.serve(this.#number, snapshot_form_contentOf(draft, 'erofs'));
            return { task, warnings, layer: { files: await images.mount(shown, 'served'), notes: readNotes(draft) } };
        }
        catch {
            // Whatever it is, it will be reported when the layer is unpacked, or does not matter then.
            return undefined;
        }
    }
    async #fill({ task, warnings }) {
        const { onWhole, files } = this.#arrival;
        try {
            await this.#fillFrom(task);
            onWhole(warnings);
        }
        catch (error) {
            if (error instanceof BlobUnavailable || error instanceof UnfitForImage)
                this.fail(error.message);
            else
                this.#failWith(error instanceof Error ? error : new EngineBug(String(error)));
        }
        finally {
            files.forget(this.#number);
        }
    }
    async #fillFrom(task) {
        const { delivery, pool } = this.#arrival;
        const growing = await delivery.growing;
        if (growing !== undefined) {
            try {
                await pool.do({ task: 'fill', ...task, blobFile: growing.blobFile, news: newsOf(delivery) });
                return;
            }
            catch (error) {
                if (error instanceof UnfitForImage)
                    throw error;
                // The client's answer decides: it may still get the blob from another source. Who waits for content, waits for that.
            }
        }
        await pool.do({ task: 'fill', ...task, blobFile: (await delivery.complete).blobFile });
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/on-demand-layer.js



/**
 * A layer of which only that comes which steps read. Its index is that of its record, byte for byte. So nothing has to be read to its end
 * for the results of steps to count: each file is compared with the index before it is seen.
 */
class OnDemandLayer {
    planned;
    proven = Promise.resolve();
    broken;
    #parts;
    #number;
    #fails = () => undefined;
    constructor(parts) {
        this.#parts = parts;
        this.#number = parts.files.newNumber();
        this.broken = new Promise((_, reject) => (this.#fails = reject));
        this.broken.catch(() => undefined);
        this.planned = this.#begin();
        void parts.files.ended.then(() => this.fail('the program that serves its files has ended'));
    }
    fail(reason) {
        const { files, onDemand, layer } = this.#parts;
        files.giveUp(this.#number);
        onDemand.end(this.#number);
        this.#fails(new ArrivalFailed(`layer ${layer.blob.digest}: ${reason}`));
    }
    async #begin() {
        const { layer, draft, files, images, onDemand, warn } = this.#parts;
        const number = this.#number;
        const indexFile = await this.#parts.indexFile;
        if (indexFile === undefined)
            return undefined;
        try {
            files.onAsked(number, (from, end) => onDemand.ask(number, from, end));
            const image = { layer, indexFile, folder: draft, pipe: files.pipe };
            const warnings = await onDemand.begin(number, image, (reason) => this.fail(reason));
            if (warnings === undefined)
                return undefined;
            const shown = files.serve(number, snapshot_form_contentOf(draft, 'erofs'));
            const planned = { files: await images.mount(shown, 'served'), notes: readNotes(draft) };
            warn(warnings);
            return planned;
        }
        catch {
            // Whatever it is, it will be reported when the layer is had in another way, or does not matter then.
            return undefined;
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/store.js











/**
 * Layers, each unpacked once on this machine, with its `notes.json`: as `<folder>/<diff id>/fs`, or as
 * `<folder>/<diff id>.erofs/image`. A snapshot gets its final name by a rename when it is complete, so whatever has a final
 * name can be used. If two builds make the same one, one of them drops its own.
 */
class Snapshots {
    #options;
    /** By the snapshot's name. */
    #making = new Map();
    #chosen;
    #unfinished = new Map();
    /** Layers of which no part can be had alone. */
    #undivided = new Set();
    /** By the snapshots' folders. Each step asks for those of all its layers. */
    #notes = new Map();
    #drafts = 0;
    constructor(options) {
        this.#options = options;
    }
    /**
     * @param ask asks for the blob when the layer must be unpacked
     * @param form in which it must be; by default any that this machine can use
     * @throws InfraError, BlobUnavailable
     */
    async ensure(layer, ask, form) {
        const { diffId } = layer;
        const folderDoes = form !== 'plain';
        if (folderDoes && this.#exists(diffId, 'folder'))
            return;
        const wanted = form ?? (await this.#storage()).form;
        const name = snapshotName(diffId, wanted);
        // If it does not come whole, we ask for it ourselves.
        if (wanted === 'erofs')
            await this.#unfinished.get(diffId)?.whole?.catch(() => undefined);
        for (;;) {
            if (this.#exists(diffId, wanted) || (folderDoes && this.#exists(diffId, 'folder')))
                return;
            const making = this.#making.get(name);
            if (making === undefined) {
                const work = this.#make(layer, wanted, ask).finally(() => this.#making.delete(name));
                this.#making.set(name, work);
                await work;
                continue;
            }
            try {
                await making;
            }
            catch (error) {
                // The other request could not get the blob: ask for it ourselves.
                if (!(error instanceof BlobUnavailable))
                    throw error;
            }
        }
    }
    /**
     * As `ensure`, but as soon as steps can use the layer.
     *
     * @returns the layer if some of it still comes, or may be wrong
     */
    async begin(layer, ask) {
        const { diffId } = layer;
        // Nearly all layers of nearly all steps.
        if (this.#exists(diffId, 'folder'))
            return undefined;
        const known = this.#unfinished.get(diffId);
        const isWhole = this.#exists(diffId, 'erofs');
        const isMade = known === undefined && this.#making.has(snapshotName(diffId, 'erofs'));
        const served = isWhole || isMade ? undefined : (await this.#storage()).served;
        if (served !== undefined) {
            const first = this.#unfinished.get(diffId) ?? this.#showOnDemand(layer, served, ask);
            if ((await first?.planned) !== undefined)
                return first;
            if (first?.whole === undefined) {
                const second = this.#unfinished.get(diffId) ?? this.#arrive(layer, served, ask);
                if ((await second.planned) !== undefined)
                    return second;
            }
        }
        await this.ensure(layer, () => ask.blob());
        return undefined;
    }
    /** The layer as a lower directory, after `ensure` or `begin`. @throws SyscallError */
    async lower(diffId) {
        const form = this.#exists(diffId, 'folder') ? 'folder' : 'erofs';
        const unfinished = this.#exists(diffId, form) ? undefined : await this.#unfinished.get(diffId)?.planned;
        if (unfinished !== undefined)
            return { ...unfinished, form };
        const snapshot = this.#folder(diffId, form);
        const content = snapshot_form_contentOf(snapshot, form);
        const files = form === 'folder' ? content : await this.#options.images.mount(content);
        return { notes: this.#notesOf(snapshot), files, form };
    }
    /** The layer in the form `plain`, after `ensure`. */
    plain(diffId) {
        return this.#folder(diffId, 'plain');
    }
    /**
     * Makes an overlay's upper directory the snapshot of the layer that was captured from it. It must not be mounted any more.
     */
    adopt(upper, diffId, notes) {
        const draft = this.#draft();
        (0,external_node_fs_namespaceObject.mkdirSync)(draft, { mode: 0o755 });
        moveEntry(upper, snapshot_form_contentOf(draft, 'folder'));
        writeNotes(draft, notes);
        publishFolder(draft, this.#folder(diffId, 'folder'));
    }
    /**
     * Turns the snapshot of the layer `made`, which is not kept, into the snapshot of `kept`, a layer with the same tree.
     * `index` is the index of `kept`. If `kept` has a snapshot already, the one of `made` is only removed: nothing will ask
     * for it.
     */
    async keep(made, kept, index, signal) {
        const draft = this.#draft();
        if (!this.#exists(made, 'folder'))
            return;
        this.#notes.delete(this.#folder(made, 'folder'));
        moveEntry(this.#folder(made, 'folder'), draft);
        try {
            if (this.#exists(kept, 'folder'))
                return;
            await retime(snapshot_form_contentOf(draft, 'folder'), index, signal);
            publishFolder(draft, this.#folder(kept, 'folder'));
        }
        finally {
            (0,external_node_fs_namespaceObject.rmSync)(draft, { recursive: true, force: true });
        }
    }
    /** Removes all snapshots. No step may be using them. */
    async removeAll() {
        const { folder, images } = this.#options;
        this.#notes.clear();
        await images.unmountAll();
        await Promise.all((await (0,external_node_fs_promises_namespaceObject.readdir)(folder)).map((name) => removeTree(`${folder}/${name}`)));
    }
    /** When no step uses them any more: nothing may be mounted below the worker's folder when that is removed. */
    async close() {
        await this.#options.images.unmountAll();
        const storage = await this.#chosen?.catch(() => undefined);
        await storage?.served?.close();
    }
    async #make(layer, form, ask) {
        const draft = this.#draft();
        const delivery = ask();
        let made = form;
        try {
            await this.#options.unpacking.unpack(layer, delivery, draft, form);
        }
        catch (error) {
            if (!(error instanceof UnfitForImage))
                throw error;
            made = 'folder';
            await this.#options.unpacking.unpack(layer, delivery, draft, made);
        }
        publishFolder(draft, this.#folder(layer.diffId, made));
    }
    #storage() {
        this.#chosen ??= this.#options.storage();
        return this.#chosen;
    }
    #showOnDemand(layer, files, ask) {
        const { diffId, indexDigest } = layer;
        if (indexDigest === undefined || this.#undivided.has(diffId))
            return undefined;
        const { images, onDemand, unpacking } = this.#options;
        const draft = this.#draft();
        const warn = (warnings) => {
            if (warnings.length > 0)
                unpacking.onUnpacked(layer, warnings);
        };
        const indexFile = ask.index();
        const unfinished = new OnDemandLayer({ layer, indexFile, draft, files, images, onDemand, warn });
        this.#keep(layer, unfinished, draft);
        void unfinished.planned.then((planned) => planned ?? this.#undivided.add(diffId));
        return unfinished;
    }
    #arrive(layer, files, ask) {
        const { diffId } = layer;
        const { images, unpacking } = this.#options;
        const draft = this.#draft();
        const onWhole = (warnings) => {
            unpacking.onUnpacked(layer, warnings);
            publishFolder(draft, this.#folder(diffId, 'erofs'));
            this.#unfinished.delete(diffId);
        };
        const [indexFile, delivery] = [ask.index(), ask.blob()];
        const unfinished = new ArrivingLayer({
            layer,
            indexFile,
            delivery,
            draft,
            files,
            images,
            pool: unpacking.pool,
            onWhole,
        });
        this.#keep(layer, unfinished, draft);
        return unfinished;
    }
    /** Until it turns out that the layer cannot be had in this way. */
    #keep({ diffId }, unfinished, draft) {
        this.#unfinished.set(diffId, unfinished);
        const drop = () => {
            if (this.#unfinished.get(diffId) === unfinished)
                this.#unfinished.delete(diffId);
            (0,external_node_fs_namespaceObject.rmSync)(draft, { recursive: true, force: true });
        };
        unfinished.broken.catch(drop);
        void unfinished.planned.then((planned) => planned ?? drop());
    }
    #folder(diffId, form) {
        return `${this.#options.folder}/${snapshotName(diffId, form)}`;
    }
    #notesOf(snapshot) {
        const known = this.#notes.get(snapshot);
        if (known !== undefined)
            return known;
        const notes = readNotes(snapshot);
        this.#notes.set(snapshot, notes);
        return notes;
    }
    #exists(diffId, form) {
        return (0,external_node_fs_namespaceObject.existsSync)(this.#folder(diffId, form));
    }
    #draft() {
        return `${this.#options.scratch}/draft-${++this.#drafts}`;
    }
}

;// CONCATENATED MODULE: ./lib/worker/thin/pool-files.js



/** Bytes. */
const SECTOR = 512;
const MOST_DATA = 2 ** 40;
const MOST_OF_A_VOLUME = 64 * 2 ** 30;
/** Of the tables of a pool with that much data and many clones. The file has holes. */
const METADATA = 2 * 2 ** 30;
/** The files of a pool: what is in its volumes, its tables, what it is, and one for each of its volumes. */
class PoolFiles {
    data;
    metadata;
    changes;
    #folder;
    #identity;
    #ids;
    constructor(folder) {
        this.#folder = folder;
        this.data = `${folder}/data`;
        this.metadata = `${folder}/metadata`;
        /** Is locked while somebody changes the pool. It stays when the pool is removed: others may be waiting for it. */
        this.changes = `${folder}.lock`;
        this.#identity = `${folder}/identity`;
        this.#ids = `${folder}/ids`;
    }
    makeFolder() {
        (0,external_node_fs_namespaceObject.mkdirSync)(this.#ids, { recursive: true, mode: 0o700 });
    }
    /** Makes them, with holes only. If one of them is gone, the others are worth nothing. */
    make() {
        if ([this.data, this.metadata, this.#identity].every((file) => (0,external_node_fs_namespaceObject.existsSync)(file)))
            return;
        this.remove();
        this.makeFolder();
        const { blocks, bsize } = (0,external_node_fs_namespaceObject.statfsSync)(this.#folder);
        makeHole(this.data, Math.min(blocks * bsize, MOST_DATA));
        makeHole(this.metadata, METADATA);
        (0,external_node_fs_namespaceObject.writeFileSync)(this.#identity, (0,external_node_crypto_namespaceObject.randomUUID)(), { mode: 0o600 });
    }
    remove() {
        for (const file of [this.#identity, this.data, this.metadata, this.#ids])
            (0,external_node_fs_namespaceObject.rmSync)(file, { force: true, recursive: true });
    }
    /** No other pool ever had it, so that a volume of another one is not taken for one of this. */
    get identity() {
        return (0,external_node_fs_namespaceObject.readFileSync)(this.#identity, 'utf8');
    }
    /**
     * @returns a name for its device. The kernel's names are for all roots and containers of a machine, and a file that is in use is the only
     * one with its number.
     */
    get deviceName() {
        const { dev, ino } = (0,external_node_fs_namespaceObject.statSync)(this.data, { bigint: true });
        return `layer-build-${dev}-${ino}`;
    }
    get exists() {
        return (0,external_node_fs_namespaceObject.existsSync)(this.#identity);
    }
    /** In sectors. They stay as they are when the disk grows. */
    get dataSize() {
        return Math.floor((0,external_node_fs_namespaceObject.statSync)(this.data).size / SECTOR);
    }
    get volumeSize() {
        return Math.min(this.dataSize, MOST_OF_A_VOLUME / SECTOR);
    }
    /** The numbers of all volumes that there may be. */
    ids() {
        return (0,external_node_fs_namespaceObject.readdirSync)(this.#ids).map(Number);
    }
    newId() {
        const id = Math.max(0, ...this.ids()) + 1;
        (0,external_node_fs_namespaceObject.writeFileSync)(`${this.#ids}/${id}`, '');
        return id;
    }
    forgetId(id) {
        (0,external_node_fs_namespaceObject.rmSync)(`${this.#ids}/${id}`, { force: true });
    }
}
function makeHole(file, bytes) {
    const opened = (0,external_node_fs_namespaceObject.openSync)(file, 'wx', 0o600);
    (0,external_node_fs_namespaceObject.ftruncateSync)(opened, bytes);
    (0,external_node_fs_namespaceObject.closeSync)(opened);
}

;// CONCATENATED MODULE: ./lib/worker/thin/programs.js




/** Runs programs of the machine. */
class Programs {
    #path;
    #env;
    /** @param path `:`-separated folders to look for programs in */
    constructor(path, env = {}) {
        this.#path = path;
        this.#env = { ...env, PATH: path, LC_ALL: 'C' };
    }
    has(name) {
        return findProgram(name, this.#path) !== undefined;
    }
    /** @returns what it printed @throws InfraError with what it said */
    async run(name, ...args) {
        try {
            return (await (0,external_node_util_namespaceObject.promisify)(external_node_child_process_namespaceObject.execFile)(findProgram(name, this.#path) ?? name, args, { env: this.#env })).stdout;
        }
        catch (error) {
            const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : messageOf(error);
            throw new InfraError(`${name} ${args[0] ?? ''}: ${said}`, { cause: error });
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/thin/dm-devices.js


/** What to leave to nobody else: the nodes of our devices are private, and udev need not know of them. */
const OWN_NODES = ['--noudevsync', '--noudevrules'];
/** Devices of device mapper. Their nodes are in a folder that ends with this worker. */
class DmDevices {
    #kernel;
    #programs;
    #folder;
    /**
     * @param path `:`-separated folders to look for programs in
     * @param folder a path that does not exist, for the nodes
     */
    constructor(kernel, path, folder) {
        this.#kernel = kernel;
        this.#programs = new Programs(path, { DM_DEV_DIR: folder });
        this.#folder = folder;
    }
    async begin() {
        (0,external_node_fs_namespaceObject.mkdirSync)(this.#folder, { mode: 0o700 });
        const options = ['nosuid', 'noexec', 'mode=700'];
        await this.#kernel.mount({ source: 'tmpfs', target: this.#folder, type: 'tmpfs', options });
    }
    async end() {
        await this.#kernel.unmount(this.#folder);
    }
    /** Of this machine, not only ours. */
    async list() {
        const columns = ['-c', '--noheadings', '--separator', ' ', '-o', 'name,suspended'];
        const lines = (await this.#dmsetup('info', ...columns)).trim().split('\n');
        return lines.map((line) => {
            const [name = '', state] = line.split(' ');
            return { name, isSuspended: state === 'Suspended' };
        });
    }
    async has(name) {
        return (await this.list()).some((device) => device.name === name);
    }
    /** @param table of one target, of which the first sector is 0 */
    async create(name, ...table) {
        await this.#dmsetup('create', ...OWN_NODES, name, '--table', ['0', ...table].join(' '));
    }
    /** @returns its node, also if another worker made the device */
    async node(name) {
        await this.#dmsetup('mknodes', name);
        return `${this.#folder}/mapper/${name}`;
    }
    /** Has the kernel remove a device when nobody has it open any more: at once, or when the last who has it open ends, however that is. */
    async removeWhenUnused(name) {
        await this.#dmsetup('remove', '--noudevsync', '--deferred', name);
    }
    async message(name, ...words) {
        await this.#dmsetup('message', name, '0', words.join(' '));
    }
    /** Brings a file system on the device into order, and stops all writing until `resume`. */
    async suspend(name) {
        await this.#dmsetup('suspend', '--noudevsync', name);
    }
    async resume(name) {
        await this.#dmsetup('resume', ...OWN_NODES, name);
    }
    async status(name) {
        return (await this.#dmsetup('status', name)).trim();
    }
    #dmsetup(...args) {
        return this.#programs.run('dmsetup', ...args);
    }
}

;// CONCATENATED MODULE: ./lib/worker/thin/thin-pool.js


/** Sectors of a block of the pool, 64 KiB: what a clone copies when it is written to. */
const thin_pool_BLOCK = 128;
/** Milliseconds between two tries for what others have for as long as one command takes. */
const thin_pool_RETRY = 20;
const TRIES = 50;
/**
 * A pool of device mapper's thin volumes, in files. Workers that run side by side use one pool together. Each has it open, and the kernel
 * removes it, and its loop devices, when the last of them ends, also if that one is killed.
 */
class ThinPool {
    #parts;
    #name = '';
    #held;
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * @param used is called when no other worker has volumes, and returns those that are kept
     * @throws InfraError
     */
    async open(used) {
        const { files } = this.#parts;
        files.makeFolder();
        await this.alone(async () => {
            files.make();
            this.#name = files.deviceName;
            for (let tries = 1; this.#held === undefined; tries++) {
                try {
                    await this.#openOnce(used);
                }
                catch (error) {
                    // The kernel may be just removing it.
                    if (tries === TRIES)
                        throw error;
                    await (0,promises_namespaceObject.setTimeout)(thin_pool_RETRY);
                }
            }
        });
    }
    async #openOnce(used) {
        const { devices } = this.#parts;
        await this.#tidy();
        const isNew = !(await devices.has(this.#name));
        if (isNew)
            await this.#start();
        const held = (0,external_node_fs_namespaceObject.openSync)(await devices.node(this.#name), 'r');
        try {
            await devices.removeWhenUnused(this.#name);
            if (isNew)
                await this.#forgetAllBut(used());
        }
        catch (error) {
            (0,external_node_fs_namespaceObject.closeSync)(held);
            throw error;
        }
        this.#held = held;
    }
    /** Whoever works alone sees no device that another one is about to change: what looks so was left by one that was killed. */
    async #tidy() {
        const { devices } = this.#parts;
        const own = (await devices.list()).filter(({ name }) => name.startsWith(`${this.#name}-`));
        for (const { name, isSuspended } of own) {
            if (isSuspended)
                await devices.resume(name);
            await devices.removeWhenUnused(name);
        }
    }
    async #forgetAllBut(used) {
        for (const id of this.#parts.files.ids())
            if (!used.has(id))
                await this.delete(id);
    }
    /** Lets go of the pool, and removes its files if it has no volumes. */
    async close() {
        if (this.#held === undefined)
            return;
        const { devices, files } = this.#parts;
        await this.alone(async () => {
            if (this.#held !== undefined)
                (0,external_node_fs_namespaceObject.closeSync)(this.#held);
            this.#held = undefined;
            if (files.ids().length > 0)
                return;
            for (let tries = 0; tries < TRIES && (await devices.has(this.#name)); tries++)
                await (0,promises_namespaceObject.setTimeout)(thin_pool_RETRY);
            // Otherwise another worker still has it.
            if (!(await devices.has(this.#name)))
                files.remove();
        });
    }
    /** Does something while no other worker changes what there is. */
    async alone(work) {
        const { kernel, files } = this.#parts;
        let lock;
        while ((lock = await kernel.lock(files.changes, 'exclusive')) === undefined)
            await (0,promises_namespaceObject.setTimeout)(thin_pool_RETRY);
        try {
            return await work();
        }
        finally {
            await lock.release();
        }
    }
    /** Makes an empty volume, or a clone of another one. */
    async make(id, origin) {
        const { devices } = this.#parts;
        if (origin === undefined)
            await devices.message(this.#name, 'create_thin', id);
        else
            await devices.message(this.#name, 'create_snap', id, origin);
    }
    deviceName(id) {
        return `${this.#name}-${id}`;
    }
    /**
     * Calls `use` with the node of a volume's device, which goes when nobody has it open any more.
     */
    async withDevice(id, use) {
        const { devices, files } = this.#parts;
        const name = this.deviceName(id);
        if (!(await devices.has(name)))
            await devices.create(name, files.volumeSize, 'thin', await devices.node(this.#name), id);
        try {
            return await use(await devices.node(name));
        }
        finally {
            await devices.removeWhenUnused(name);
        }
    }
    /** Of a volume that is still mounted somewhere, the next worker that is alone removes what is left. */
    async delete(id) {
        const { devices, programs, files } = this.#parts;
        const isUsed = () => devices.has(this.deviceName(id));
        if (await isUsed())
            return;
        // Gives its room back to the disk.
        await this.withDevice(id, (node) => programs.run('blkdiscard', node)).catch(() => undefined);
        if (await isUsed())
            return;
        await devices.message(this.#name, 'delete', id).catch(() => undefined);
        files.forgetId(id);
    }
    /** @returns what the kernel says of the pool */
    status() {
        return this.#parts.devices.status(this.#name);
    }
    async #start() {
        const { files, devices, programs } = this.#parts;
        const loops = [];
        try {
            for (const file of [files.metadata, files.data])
                loops.push((await programs.run('losetup', '--find', '--show', file)).trim());
            const sectors = Math.floor(files.dataSize / thin_pool_BLOCK) * thin_pool_BLOCK;
            await devices.create(this.#name, sectors, 'thin-pool', ...loops, thin_pool_BLOCK, 0, 1, 'error_if_no_space');
        }
        finally {
            // They go with the pool.
            for (const device of loops)
                await programs.run('losetup', '-d', device);
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/thin/thin-volumes.js









const thin_volumes_NEEDED = { dmsetup: 'dmsetup', losetup: 'mount', blkdiscard: 'util-linux', 'mkfs.ext4': 'e2fsprogs' };
/** In the folder of a place: which volume of which pool it is. */
const DEVICE = 'device';
/** Little of the volume is given away before anything is written. */
const thin_volumes_FORMAT = ['-q', '-m', '0', '-J', 'size=16', '-E', 'nodiscard,lazy_itable_init=1,lazy_journal_init=1'];
const MOUNT = ['noatime', 'noinit_itable'];
/** Thin volumes of device mapper, each with a file system of its own. */
class ThinVolumes {
    name = 'devicemapper';
    #parts;
    #programs;
    #devices;
    #files;
    #pool;
    #open = new Map();
    /** Those that somebody still had open when they were removed. */
    #late = new Set();
    #queue = Promise.resolve();
    constructor(parts) {
        const { kernel, path, thinPool, scratch } = parts;
        this.#parts = parts;
        this.#programs = new Programs(path);
        this.#devices = new DmDevices(kernel, path, `${scratch}/device-nodes`);
        this.#files = new PoolFiles(thinPool);
        this.#pool = new ThinPool({ kernel, programs: this.#programs, devices: this.#devices, files: this.#files });
    }
    async lack() {
        if (this.#parts.family === 'user')
            return 'a user namespace cannot make devices';
        const missing = Object.entries(thin_volumes_NEEDED).filter(([name]) => !this.#programs.has(name));
        if (missing.length > 0)
            return missing.map(([name, from]) => `the program ${name} (${from}) is not installed`).join(', and ');
        await this.#devices.begin();
        try {
            await this.#pool.open(() => this.#keptIds());
        }
        catch (error) {
            await this.#devices.end();
            return messageOf(error);
        }
        for (const place of this.#strange())
            await removeTree(place);
        return undefined;
    }
    create(place) {
        return this.#alone(async () => {
            const id = this.#newPlace(place);
            await this.#pool.make(id);
            await this.#pool.withDevice(id, (node) => this.#programs.run('mkfs.ext4', ...thin_volumes_FORMAT, node));
        });
    }
    clone(origin, place) {
        return this.#alone(async () => {
            const from = this.#idOf(origin);
            const name = this.#pool.deviceName(from);
            const opened = this.#open.get(from);
            if (opened !== undefined)
                await this.#sync(opened.target);
            const id = this.#newPlace(place);
            const isActive = await this.#devices.has(name);
            if (isActive)
                await this.#devices.suspend(name);
            try {
                await this.#pool.make(id, from);
            }
            finally {
                if (isActive)
                    await this.#devices.resume(name);
            }
        });
    }
    open(place) {
        return this.#alone(async () => {
            const id = this.#idOf(place);
            const known = this.#open.get(id);
            if (known !== undefined) {
                known.users++;
                return known.target;
            }
            const target = `${this.#parts.scratch}/volumes/${id}`;
            (0,external_node_fs_namespaceObject.mkdirSync)(target, { recursive: true, mode: 0o700 });
            await this.#pool.withDevice(id, (source) => this.#parts.kernel.mount({ source, target, type: 'ext4', options: MOUNT }));
            this.#open.set(id, { target, users: 1 });
            return target;
        });
    }
    close(place) {
        return this.#alone(async () => {
            const id = this.#findId(place);
            const opened = id === undefined ? undefined : this.#open.get(id);
            if (id === undefined || opened === undefined || --opened.users > 0)
                return;
            this.#open.delete(id);
            try {
                await this.#sync(opened.target);
            }
            finally {
                await this.#parts.kernel.unmount(opened.target);
            }
        });
    }
    async remove(place) {
        const id = this.#findId(place);
        if (id !== undefined)
            await this.#alone(() => this.#delete(id));
        await removeTree(place);
    }
    async end() {
        await this.#alone(async () => {
            for (const { target } of this.#open.values())
                await this.#parts.kernel.unmount(target);
            this.#open.clear();
            for (const id of this.#late)
                await this.#delete(id);
        });
        await this.#pool.close();
        await this.#devices.end();
    }
    async #delete(id) {
        await this.#pool.delete(id);
        if (this.#files.ids().includes(id))
            this.#late.add(id);
    }
    /**
     * What a step wrote may find no room only when the kernel writes it to the disk, long after the step was told that all is well.
     *
     * @throws InfraError if something could not be written
     */
    async #sync(folder) {
        try {
            await this.#programs.run('sync', '-f', folder);
        }
        catch (error) {
            const status = await this.#pool.status().catch(() => '');
            throw new InfraError(`the disk is full, or broken: what was written to a volume of device mapper is lost: ${messageOf(error)}. The pool: ${status}`, { cause: error, hint: MAKE_ROOM });
        }
    }
    /** One after the other in this worker, and while no other worker changes the pool. */
    #alone(work) {
        const next = this.#queue.catch(() => undefined).then(() => this.#pool.alone(work));
        this.#queue = next;
        return next;
    }
    /** Makes the folder first: a volume that no place names is removed. */
    #newPlace(place) {
        const id = this.#files.newId();
        (0,external_node_fs_namespaceObject.mkdirSync)(place, { mode: 0o700 });
        (0,external_node_fs_namespaceObject.writeFileSync)(`${place}/${DEVICE}`, `${this.#files.identity} ${id}`);
        return id;
    }
    /** @returns `undefined` if there is no such place, or if it is of another pool */
    #findId(place) {
        const file = `${place}/${DEVICE}`;
        if (!(0,external_node_fs_namespaceObject.existsSync)(file))
            return undefined;
        const [identity, id] = (0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8').split(' ');
        return identity === this.#files.identity ? Number(id) : undefined;
    }
    #idOf(place) {
        const id = this.#findId(place);
        if (id !== undefined)
            return id;
        throw new InfraError(`${place} is not a volume of this pool any more`, {
            hint: 'Remove what is kept for later builds: layer-build cache prune --all',
        });
    }
    #kept() {
        const { folder } = this.#parts;
        return namesIn(folder)
            .filter((name) => name.endsWith(`.${this.name}`))
            .map((name) => `${folder}/${name}`);
    }
    /** Kept, but of a pool that is gone. */
    #strange() {
        return this.#kept().filter((place) => this.#findId(place) === undefined);
    }
    /** Of all places that there are but those of workers. */
    #keptIds() {
        const { containerFiles } = this.#parts;
        const containers = namesIn(containerFiles).flatMap((id) => ['origin', 'volume'].map((name) => `${containerFiles}/${id}/${CONTAINER_PLACES.devicemapper}/${name}`));
        const ids = [...this.#kept(), ...containers].map((place) => this.#findId(place));
        return new Set(ids.filter((id) => id !== undefined));
    }
}
function namesIn(folder) {
    return (0,external_node_fs_namespaceObject.existsSync)(folder) ? (0,external_node_fs_namespaceObject.readdirSync)(folder) : [];
}

;// CONCATENATED MODULE: ./lib/worker/volumes/btrfs-volumes.js






/** Subvolumes of btrfs. */
class BtrfsVolumes {
    name = 'btrfs';
    #parts;
    #probes = 0;
    constructor(parts) {
        this.#parts = parts;
    }
    async lack() {
        if (findProgram('btrfs', this.#parts.path) === undefined)
            return 'the program btrfs (btrfs-progs) is not installed';
        const probe = `${this.#parts.folder}/probe-${++this.#probes}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(probe, { mode: 0o700 });
        try {
            await this.create(`${probe}/volume`);
            await this.clone(`${probe}/volume`, `${probe}/clone`);
            return undefined;
        }
        catch (error) {
            return messageOf(error);
        }
        finally {
            await removeTree(probe);
        }
    }
    async create(place) {
        await this.#btrfs('make a volume', ['subvolume', 'create', place]);
    }
    async clone(origin, place) {
        await this.#btrfs('clone a volume', ['subvolume', 'snapshot', origin, place]);
    }
    open(place) {
        return Promise.resolve(place);
    }
    close() {
        return Promise.resolve();
    }
    async remove(place) {
        if (!(0,external_node_fs_namespaceObject.existsSync)(place))
            return;
        try {
            await this.#btrfs('remove a volume', ['subvolume', 'delete', place]);
        }
        catch {
            // In a user namespace the kernel only removes a volume that is empty. There may also be another one in it.
            await removeTree(place);
        }
    }
    end() {
        return Promise.resolve();
    }
    async #btrfs(what, args) {
        const { path } = this.#parts;
        try {
            await (0,external_node_util_namespaceObject.promisify)(external_node_child_process_namespaceObject.execFile)(findProgram('btrfs', path) ?? 'btrfs', args, { env: { PATH: path, LC_ALL: 'C' } });
        }
        catch (error) {
            const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : messageOf(error);
            const full = said.includes('No space left on device') ? 'the disk is full: ' : '';
            throw new InfraError(`${full}btrfs could not ${what}: ${said}`, { cause: error });
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/snapshot/merge-layer.js








/**
 * Merges a layer that was unpacked in the form `plain` into the folder that the layers below it made: its files replace those of the same
 * name, and what it removes is removed. Files are moved, not copied. No symbolic link is followed: it only enters real directories.
 *
 * @param layer folder of a snapshot on the same file system, which cannot be used any more afterwards
 * @throws InfraError for a hard link to a file that the layers below do not have
 */
async function mergeLayer(layer, target, kernel) {
    const notes = readNotes(layer);
    const opaque = new Set(notes.opaque);
    const implied = new Set(notes.implied);
    const removed = namesByFolder(notes.whiteouts ?? []);
    const merged = new Set();
    const merge = (path) => {
        merged.add(path);
        for (const name of removed.get(path) ?? [])
            (0,external_node_fs_namespaceObject.rmSync)(fsPath(`${target}/${path}/${name}`), { recursive: true, force: true });
        for (const name of readNames(`${layer}/fs/${path}`)) {
            const child = path === '' ? name : `${path}/${name}`;
            const from = `${layer}/fs/${child}`;
            const to = `${target}/${child}`;
            const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(from));
            if (stats.isDirectory() && !opaque.has(child) && isDirectory(to)) {
                // What is moved into it or removed from it changes its time.
                const own = implied.has(child) ? (0,external_node_fs_namespaceObject.lstatSync)(fsPath(to)) : stats;
                merge(child);
                setStats(to, own);
                continue;
            }
            (0,external_node_fs_namespaceObject.rmSync)(fsPath(to), { recursive: true, force: true });
            moveEntry(fsPath(from), fsPath(to));
        }
    };
    makeLinks(notes, layer, target);
    const root = (0,external_node_fs_namespaceObject.lstatSync)(implied.has('') ? target : `${layer}/fs`);
    if (opaque.has('')) {
        (0,external_node_fs_namespaceObject.rmSync)(target, { recursive: true });
        (0,external_node_fs_namespaceObject.mkdirSync)(target);
    }
    merge('');
    setStats(target, root);
    for (const { path, xattrs } of notes.attributes ?? []) {
        if (!merged.has(path))
            continue;
        for (const [name, value] of Object.entries(xattrs))
            await kernel.setXattr(encodeName(`${target}/${path}`), name, Buffer.from(value, 'base64'));
    }
}
/** Hard links go to files of the layers below, so they are made before this layer changes those. */
function makeLinks({ links = [] }, layer, target) {
    const lower = new FolderDescent(target);
    try {
        for (const link of links) {
            try {
                const file = `${lower.enter(parentPath(link.target))}/${baseName(link.target)}`;
                const folder = `${layer}/fs/${parentPath(link.path)}`;
                const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(folder));
                (0,external_node_fs_namespaceObject.linkSync)(fsPath(file), fsPath(`${layer}/fs/${link.path}`));
                setStats(folder, stats);
            }
            catch (error) {
                if (!['ENOENT', 'ENOTDIR', 'ELOOP', 'EPERM'].includes(errors_errorCode(error) ?? ''))
                    throw error;
                const [name, other] = [byte_name_displayName(link.path), byte_name_displayName(link.target)];
                throw new InfraError(`layer entry ${name} is a hard link to ${other}, which no layer below has`, {
                    cause: error,
                });
            }
        }
    }
    finally {
        lower.close();
    }
}
function namesByFolder(paths) {
    const found = new Map();
    for (const path of paths) {
        const names = found.get(parentPath(path)) ?? [];
        found.set(parentPath(path), names);
        names.push(baseName(path));
    }
    return found;
}
function isDirectory(file) {
    return (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file), { throwIfNoEntry: false })?.isDirectory() === true;
}

;// CONCATENATED MODULE: ./lib/worker/volumes/asked-once.js


/** Asks for each layer of a request once: several of its stacks may have it. */
class AskedOnce {
    /** By request, which has a function of its own. */
    #requests = new WeakMap();
    /** Begins with the download. */
    begin(layer, ask) {
        const asked = this.#requests.get(ask) ?? new Map();
        this.#requests.set(ask, asked);
        if (!asked.has(layer.diffId))
            asked.set(layer.diffId, ask.blob(layer));
    }
    /** A delivery for one reader of the blob. Only the first can follow the download. */
    take(layer, ask) {
        this.begin(layer, ask);
        const asked = this.#requests.get(ask);
        const delivery = asked?.get(layer.diffId) ?? ask.blob(layer);
        const next = new BlobDelivery();
        delivery.complete.then((files) => next.completes(files), (error) => next.fails(error instanceof BlobUnavailable ? error : new BlobUnavailable(layer.diffId, messageOf(error))));
        asked?.set(layer.diffId, next);
        return delivery;
    }
}

;// CONCATENATED MODULE: ./lib/worker/volumes/origin.js
const origin_NOTHING = new Map();
function knownEntry(stats) {
    return {
        kind: stats.isDirectory() ? 'directory' : 'other',
        inode: stats.ino,
        changed: stats.ctimeNs,
        born: stats.birthtimeNs,
        mode: Number(stats.mode) & 0o7777,
        uid: Number(stats.uid),
        gid: Number(stats.gid),
        mtime: Math.floor(Number(stats.mtimeMs) / 1000),
    };
}
/** Whether nothing about the entry was changed: not its content, name, metadata or attributes. */
function isUntouched(was, now) {
    const kind = now.isDirectory() ? 'directory' : 'other';
    return was.kind === kind && was.inode === now.ino && was.changed === now.ctimeNs;
}
/** Whether it is the folder that was there, and not one that was made at the same place. A number can be used again. */
function isSameFolder(was, now) {
    return was.kind === 'directory' && was.inode === now.ino && was.born === now.birthtimeNs;
}

;// CONCATENATED MODULE: ./lib/worker/volumes/compare-trees.js








/** Entries after which other work gets its turn. */
const compare_trees_BATCH = 500;
/**
 * Reads what a step changed in a tree as a layer, in one pass, sorted by name: what overlayfs would have in its upper directory. Nobody can
 * set the time of change of a file (ctime), so a file that still has it was not touched, and is not read.
 *
 * @throws SyscallError when extended attributes cannot be read; whatever the sink throws; the signal's reason
 */
async function captureChanges(comparison, kernel, sink) {
    const xattrs = await kernel.scanXattrs(comparison.root);
    const descent = new FolderDescent(comparison.root);
    try {
        await new Changes(comparison, xattrs, descent, sink).folder('', comparison.origin.entries(''));
    }
    finally {
        descent.close();
    }
}
class Changes {
    #comparison;
    #xattrs;
    #descent;
    #sink;
    #links = new Map();
    /** Folders above the current one that did not change. They are written before the first entry below them. */
    #pending = [];
    #holes = new HoleBudget();
    #count = 0;
    constructor(comparison, xattrs, descent, sink) {
        this.#comparison = comparison;
        this.#xattrs = xattrs;
        this.#descent = descent;
        this.#sink = sink;
    }
    /** @param known what was in the folder */
    async folder(folder, known) {
        const names = new Set([...readNames(this.#descent.enter(folder)), ...known.keys()]);
        for (const name of [...names].sort()) {
            await this.#pause();
            const path = folder === '' ? name : `${folder}/${name}`;
            const file = `${this.#descent.enter(folder)}/${name}`;
            const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file), { bigint: true, throwIfNoEntry: false });
            const was = known.get(name);
            if (stats === undefined) {
                if (was !== undefined)
                    await this.#add({ type: 'whiteout', path });
            }
            else if (stats.isDirectory())
                await this.#directory({ path, file, stats, was });
            else if (was === undefined || !isUntouched(was, stats))
                await this.#other({ path, file, stats, was });
        }
    }
    async #directory({ path, file, stats, was }) {
        const same = was !== undefined && isSameFolder(was, stats);
        const now = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file));
        const metadata = metadataOf(now, xattrsAt(this.#xattrs, path));
        // The folder that was there is gone, with all that was in it.
        const hides = !same && was?.kind === 'directory';
        const entry = { type: 'directory', path, ...metadata, ...(hides ? { opaque: true } : {}) };
        const unchanged = same && (isUntouched(was, stats) || (metadata.xattrs === undefined && hasMetadata(was, now)));
        if (unchanged)
            this.#pending.push(entry);
        else
            await this.#add(entry);
        await this.folder(path, same ? this.#comparison.origin.entries(path) : origin_NOTHING);
        if (this.#pending.at(-1) === entry)
            this.#pending.pop();
    }
    async #other({ path, file, stats, was }) {
        // A layer cannot hold a socket, and this device is how layers say that there is nothing.
        if (stats.isSocket() || isWhiteoutDevice(stats)) {
            if (was !== undefined)
                await this.#add({ type: 'whiteout', path });
            return;
        }
        if (stats.nlink > 1n) {
            const first = this.#links.get(String(stats.ino));
            if (first !== undefined) {
                await this.#add({ type: 'hardlink', path, target: first });
                return;
            }
            this.#links.set(String(stats.ino), path);
        }
        const now = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(file));
        const metadata = metadataOf(now, xattrsAt(this.#xattrs, path));
        if (now.isFile()) {
            this.#holes.spend(now, path);
            await this.#add({ type: 'file', path, size: now.size, ...metadata }, fileContent(file, now.size));
        }
        else
            await this.#add(specialEntry(file, path, now, metadata));
    }
    async #add(entry, content) {
        for (const parent of this.#pending.splice(0))
            await this.#sink.add(parent);
        const adding = this.#sink.add(entry, content);
        if (adding !== undefined)
            await adding;
    }
    async #pause() {
        if (++this.#count % compare_trees_BATCH > 0)
            return;
        await (0,promises_namespaceObject.setImmediate)();
        this.#comparison.signal.throwIfAborted();
    }
}
/** Layers have times in whole seconds. */
function hasMetadata(was, now) {
    return (was.mode === (now.mode & 0o7777) &&
        was.uid === now.uid &&
        was.gid === now.gid &&
        was.mtime === Math.floor(now.mtimeMs / 1000));
}

;// CONCATENATED MODULE: ./lib/worker/volumes/folder-origin.js




/** A tree that another one was cloned from, with the same inode numbers and times, and that nobody changes. */
class FolderOrigin {
    #descent;
    constructor(root) {
        this.#descent = new FolderDescent(root);
    }
    entries(folder) {
        const place = this.#descent.enter(folder);
        return new Map(readNames(place).map((name) => [name, knownEntry((0,external_node_fs_namespaceObject.lstatSync)(fsPath(`${place}/${name}`), { bigint: true }))]));
    }
    close() {
        this.#descent.close();
    }
}

;// CONCATENATED MODULE: ./lib/worker/volumes/cloned-tree.js


/** A tree in a volume of its own. */
class ClonedTree {
    written;
    #parts;
    /** The place of a clone that nobody has open, once it is sealed. */
    #sealed;
    constructor(parts) {
        this.#parts = parts;
        this.written = parts.written;
    }
    /** A step may have passed an open file to another one. That file is one of the volume, and not of its clone. */
    async seal() {
        const { driver, volume, place } = this.#parts;
        const sealed = `${place.scratch}/sealed`;
        await driver.clone(volume, sealed);
        this.#sealed = sealed;
    }
    async unmount() {
        const { kernel, driver, volume, place } = this.#parts;
        await kernel.unmount(place.target);
        await driver.close(volume);
    }
    async capture(sink, signal) {
        const { kernel, driver, volume, origin: from, files } = this.#parts;
        const read = this.#sealed ?? volume;
        const [before, now] = [await driver.open(from), await driver.open(read)];
        try {
            const origin = new FolderOrigin(`${before}/${files}`);
            try {
                await captureChanges({ root: `${now}/${files}`, origin, signal }, kernel, sink);
            }
            finally {
                origin.close();
            }
        }
        finally {
            for (const place of [from, read])
                await driver.close(place);
        }
    }
    async adopt(made) {
        if (this.#sealed === undefined)
            return;
        await this.#parts.adopt(this.#sealed, made);
    }
    async discard() {
        const { driver, volume, place, keeps } = this.#parts;
        const others = [`${place.scratch}/sealed`, `${place.scratch}/origin`];
        for (const each of keeps ? others : [volume, ...others])
            await driver.remove(each);
    }
}

;// CONCATENATED MODULE: ./lib/worker/volumes/wait-for-later-time.js


/** Milliseconds: less than the kernel's clock for times of files takes for a step. */
const WAIT = 1;
/**
 * Waits until the file system gives later times than it did before. The clock for them is coarse: a file that is changed right after it was
 * written could keep its time otherwise.
 *
 * @param probe a path on the file system that does not exist
 */
async function waitForLaterTime(probe) {
    (0,external_node_fs_namespaceObject.writeFileSync)(probe, '');
    try {
        const first = changeOf(probe);
        while (changeOf(probe) === first) {
            await (0,promises_namespaceObject.setTimeout)(WAIT);
            (0,external_node_fs_namespaceObject.utimesSync)(probe, 0, 0);
        }
    }
    finally {
        (0,external_node_fs_namespaceObject.rmSync)(probe);
    }
}
function changeOf(file) {
    return (0,external_node_fs_namespaceObject.lstatSync)(file, { bigint: true }).ctimeNs;
}

;// CONCATENATED MODULE: ./lib/worker/volumes/cloned-storage.js














/** In a volume: the files of the layers, and a layer that is being unpacked. */
const FILES = 'fs';
const UNPACKED = 'layer';
/**
 * Keeps the files of whole stacks of layers, each stack in a volume: `<folder>/<hash of its diff ids>.<driver>`. A stack is made by cloning
 * the one below its highest layer, and merging that layer into the clone. A step works on a clone, which becomes the volume of its stack
 * and the layer that the step made. A volume gets its final name when it is complete.
 */
class ClonedStorage {
    #parts;
    /** By place. */
    #making = new Map();
    /** What is below each layer that a step of this worker made. */
    #below = new Map();
    #asked = new AskedOnce();
    #count = 0;
    constructor(parts) {
        this.#parts = parts;
    }
    async ensure(stack, ask) {
        const layers = highestOfEach(stack, ({ diffId }) => diffId);
        const places = layers.map((_, position) => this.#place(diffIdsOf(layers.slice(0, position + 1))));
        const first = places.findLastIndex((place) => (0,external_node_fs_namespaceObject.existsSync)(place)) + 1;
        const missing = layers.slice(first).map((layer, position) => ({ layer, at: first + position }));
        // All are asked for at once, since they are downloaded side by side.
        for (const { layer } of missing)
            this.#asked.begin(layer, ask);
        for (const { layer, at } of missing)
            await this.#ensureOne(places[at] ?? '', places[at - 1], layer, ask);
    }
    /** @param below the place of the stack below the layer; `undefined` if it is the lowest */
    async #ensureOne(place, below, layer, ask) {
        for (;;) {
            if ((0,external_node_fs_namespaceObject.existsSync)(place))
                return;
            const making = this.#making.get(place);
            if (making === undefined) {
                const work = this.#make(place, below, layer, ask).finally(() => this.#making.delete(place));
                this.#making.set(place, work);
                await work;
                continue;
            }
            try {
                await making;
            }
            catch (error) {
                // The other request could not get a blob: ask for it ourselves.
                if (!(error instanceof BlobUnavailable))
                    throw error;
            }
        }
    }
    async begin(stack, ask) {
        await this.ensure(stack, ask);
        return [];
    }
    async show(stack, { target, scratch }) {
        const { kernel, driver } = this.#parts;
        const place = await this.#volumeOf(stack, `${scratch}/empty`);
        const folder = await driver.open(place);
        (0,external_node_fs_namespaceObject.mkdirSync)(target, { recursive: true });
        await kernel.mount({ source: `${folder}/${FILES}`, target, type: 'none', options: ['bind'] });
        await kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'bind', 'ro'] });
        return {
            unmount: async () => {
                await kernel.unmount(target);
                await driver.close(place);
            },
        };
    }
    async work(stack, place) {
        const { scratch } = place;
        const origin = await this.#volumeOf(stack, `${scratch}/origin`);
        const volume = `${scratch}/volume`;
        await this.#parts.driver.clone(origin, volume);
        return this.#tree({ stack, origin, volume, place, keeps: false });
    }
    async reopen(stack, place, folder) {
        const { driver } = this.#parts;
        const own = `${folder}/${CONTAINER_PLACES[driver.name]}`;
        if (!(0,external_node_fs_namespaceObject.existsSync)(own)) {
            // What it was cloned from must stay as long as the container, to see what was changed.
            const draft = `${place.scratch}/files`;
            (0,external_node_fs_namespaceObject.mkdirSync)(draft, { mode: 0o700 });
            const origin = await this.#volumeOf(stack, `${place.scratch}/origin`);
            for (const name of ['origin', 'volume'])
                await driver.clone(origin, `${draft}/${name}`);
            moveEntry(draft, own);
        }
        return this.#tree({ stack, origin: `${own}/origin`, volume: `${own}/volume`, place, keeps: true });
    }
    writtenIn(_folder) {
        // The whole tree is kept there. What of it was written is seen by comparing it with the layers below.
        return Promise.resolve(undefined);
    }
    async removeFiles(folder) {
        const { driver } = this.#parts;
        for (const name of ['origin', 'volume'])
            await driver.remove(`${folder}/${CONTAINER_PLACES[driver.name]}/${name}`);
        await removeTree(folder);
        return undefined;
    }
    async keep(made, kept, index, signal) {
        const { driver } = this.#parts;
        const below = this.#below.get(made);
        if (below === undefined)
            return;
        const draft = this.#draft();
        if (!takeFolder(this.#place([...below, made]), draft))
            return;
        const place = this.#place([...below, kept]);
        try {
            if ((0,external_node_fs_namespaceObject.existsSync)(place))
                return;
            await retime(`${await driver.open(draft)}/${FILES}`, index, signal);
            await driver.close(draft);
            await this.#publish(draft, place);
        }
        finally {
            await driver.close(draft);
            await driver.remove(draft);
        }
    }
    async removeAll() {
        const { driver, folder } = this.#parts;
        for (const name of (0,external_node_fs_namespaceObject.readdirSync)(folder)) {
            if (name.endsWith(`.${driver.name}`))
                await driver.remove(`${folder}/${name}`);
            else
                await removeTree(`${folder}/${name}`);
        }
    }
    close() {
        return this.#parts.driver.end();
    }
    async #tree({ stack, origin, volume, place, keeps }) {
        const { kernel, driver, scratch } = this.#parts;
        const folder = await driver.open(volume);
        // Nothing that the step changes may keep the time that it has now.
        await waitForLaterTime(`${folder}/tick`);
        (0,external_node_fs_namespaceObject.mkdirSync)(place.target, { recursive: true });
        await kernel.mount({ source: `${folder}/${FILES}`, target: place.target, type: 'none', options: ['bind'] });
        return new ClonedTree({
            ...{ kernel, driver, origin, volume, place, keeps },
            written: scratch,
            files: FILES,
            adopt: async (sealed, made) => {
                const [from, to] = [await driver.open(origin), await driver.open(sealed)];
                // A layer has no entry for its root: when it is unpacked, the root of the layers below is used.
                setStats(`${to}/${FILES}`, (0,external_node_fs_namespaceObject.lstatSync)(`${from}/${FILES}`));
                for (const opened of [origin, sealed])
                    await driver.close(opened);
                this.#below.set(made, stack);
                await this.#publish(sealed, this.#place([...stack, made]));
            },
        });
    }
    /** @param empty where a volume is made for no layers at all */
    async #volumeOf(stack, empty) {
        if (stack.length > 0)
            return this.#place(stack);
        await this.#makeEmpty(empty);
        return empty;
    }
    async #makeEmpty(place) {
        const { driver } = this.#parts;
        await driver.create(place);
        (0,external_node_fs_namespaceObject.mkdirSync)(`${await driver.open(place)}/${FILES}`, { mode: 0o755 });
        await driver.close(place);
    }
    async #make(place, below, layer, ask) {
        const { driver, kernel, unpacking } = this.#parts;
        const draft = this.#draft();
        try {
            if (below === undefined)
                await this.#makeEmpty(draft);
            else
                await driver.clone(below, draft);
            const folder = await driver.open(draft);
            await unpacking.unpack(layer, this.#asked.take(layer, ask), `${folder}/${UNPACKED}`, 'plain');
            await mergeLayer(`${folder}/${UNPACKED}`, `${folder}/${FILES}`, kernel);
            (0,external_node_fs_namespaceObject.rmSync)(`${folder}/${UNPACKED}`, { recursive: true });
            await driver.close(draft);
            await this.#publish(draft, place);
        }
        finally {
            await driver.close(draft);
            await driver.remove(draft);
        }
    }
    /** Gives a volume its final name. If there is one with that name already, that stays. */
    async #publish(draft, place) {
        const { driver } = this.#parts;
        if (!(0,external_node_fs_namespaceObject.existsSync)(place)) {
            try {
                moveEntry(draft, place);
                return;
            }
            catch (error) {
                if (!['ENOTEMPTY', 'EEXIST'].includes(errors_errorCode(error) ?? ''))
                    throw error;
            }
        }
        await driver.remove(draft);
    }
    #place(stack) {
        const layers = highestOfEach(stack, (diffId) => diffId);
        const name = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(layers.join('\n')).digest('hex');
        return `${this.#parts.folder}/${name}.${this.#parts.driver.name}`;
    }
    #draft() {
        return `${this.#parts.scratch}/stack-${++this.#count}`;
    }
}
function diffIdsOf(layers) {
    return layers.map(({ diffId }) => diffId);
}
/** @returns `false` if there is none */
function takeFolder(from, to) {
    try {
        moveEntry(from, to);
        return true;
    }
    catch (error) {
        if (errors_errorCode(error) === 'ENOENT')
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/volumes/listed-origin.js








/** Bytes. Some hundred for each file. */
const listed_origin_MAX_SIZE = 256 * 1024 * 1024;
/** Folders after which other work gets its turn. */
const listed_origin_BATCH = 50;
/** No name has it. */
const listed_origin_BETWEEN = '/';
const FIELDS = 9;
/** A tree as a listing says that it was. A tree that was copied has numbers and times of its own, so they are written down before a step. */
class ListedOrigin {
    /** By folder: the entries as one text, since a tree may have a million of them. */
    #folders;
    constructor(folders) {
        this.#folders = folders;
    }
    static async of(root) {
        const folders = new Map();
        const descent = new FolderDescent(root);
        const list = async (folder) => {
            const place = descent.enter(folder);
            const below = [];
            const fields = readNames(place).flatMap((name) => {
                const stats = (0,external_node_fs_namespaceObject.lstatSync)(fsPath(`${place}/${name}`), { bigint: true });
                if (stats.isDirectory())
                    below.push(folder === '' ? name : `${folder}/${name}`);
                return listed_origin_encode(name, knownEntry(stats));
            });
            folders.set(folder, fields.join(listed_origin_BETWEEN));
            if (folders.size % listed_origin_BATCH === 0)
                await (0,promises_namespaceObject.setImmediate)();
            for (const path of below)
                await list(path);
        };
        try {
            await list('');
        }
        finally {
            descent.close();
        }
        return new ListedOrigin(folders);
    }
    /** @throws InfraError when the file is damaged */
    static read(file) {
        const folders = decodeDocument(mapOf(string), (0,external_node_fs_namespaceObject.readFileSync)(file), { name: file, maxBytes: listed_origin_MAX_SIZE });
        return new ListedOrigin(new Map(Object.entries(folders)));
    }
    write(file) {
        (0,external_node_fs_namespaceObject.writeFileSync)(file, JSON.stringify(Object.fromEntries(this.#folders)), { mode: 0o600 });
    }
    entries(folder) {
        const text = this.#folders.get(folder);
        if (text === undefined || text === '')
            return origin_NOTHING;
        const fields = text.split(listed_origin_BETWEEN);
        const found = new Map();
        for (let at = 0; at + FIELDS <= fields.length; at += FIELDS) {
            const [name = '', ...rest] = fields.slice(at, at + FIELDS);
            found.set(name, listed_origin_decode(rest));
        }
        return found;
    }
}
function listed_origin_encode(name, entry) {
    const { kind, inode, changed, born, mode, uid, gid, mtime } = entry;
    return [name, kind === 'directory' ? 'd' : '-', ...[inode, changed, born, mode, uid, gid, mtime].map(String)];
}
function listed_origin_decode([kind, inode = '0', changed = '0', born = '0', ...rest]) {
    const [mode = 0, uid = 0, gid = 0, mtime = 0] = rest.map(Number);
    return {
        kind: kind === 'd' ? 'directory' : 'other',
        inode: BigInt(inode),
        changed: BigInt(changed),
        born: BigInt(born),
        mode,
        uid,
        gid,
        mtime,
    };
}

;// CONCATENATED MODULE: ./lib/worker/volumes/copied-storage.js














/** In the folder of a container: its files, and the listing of what they were at first. */
const copied_storage_FILES = 'fs';
const LISTING = 'listing.json';
/**
 * Keeps each layer as a folder, and gives each step a copy of all of its layers. It needs nothing of the machine but room and time. What a
 * step wrote is not kept as it is, since nothing but a copy would show that nobody can change it any more: its layer is unpacked when it is
 * needed.
 */
class CopiedStorage {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    async ensure(stack, ask) {
        await Promise.all(stack.map((layer) => this.#parts.snapshots.ensure(layer, () => ask.blob(layer), 'plain')));
    }
    async begin(stack, ask) {
        await this.ensure(stack, ask);
        return [];
    }
    async show(stack, { target, scratch }) {
        const { kernel } = this.#parts;
        await this.#copy(stack, `${scratch}/${copied_storage_FILES}`, scratch);
        (0,external_node_fs_namespaceObject.mkdirSync)(target, { recursive: true });
        await kernel.mount({ source: `${scratch}/${copied_storage_FILES}`, target, type: 'none', options: ['bind'] });
        await kernel.mount({ source: 'none', target, type: 'none', options: ['remount', 'bind', 'ro'] });
        return { unmount: () => kernel.unmount(target) };
    }
    async work(stack, { target, scratch }) {
        const files = `${scratch}/${copied_storage_FILES}`;
        await this.#copy(stack, files, scratch);
        return this.#tree(files, target, await ListedOrigin.of(files), scratch);
    }
    async reopen(stack, { target, scratch }, folder) {
        const own = `${folder}/${CONTAINER_PLACES.vfs}`;
        if (!(0,external_node_fs_namespaceObject.existsSync)(own)) {
            const draft = `${scratch}/files`;
            (0,external_node_fs_namespaceObject.mkdirSync)(draft, { mode: 0o700 });
            await this.#copy(stack, `${draft}/${copied_storage_FILES}`, scratch);
            (await ListedOrigin.of(`${draft}/${copied_storage_FILES}`)).write(`${draft}/${LISTING}`);
            moveEntry(draft, own);
        }
        return this.#tree(`${own}/${copied_storage_FILES}`, target, ListedOrigin.read(`${own}/${LISTING}`), scratch);
    }
    writtenIn(_folder) {
        // The whole tree is kept there. What of it was written is seen by comparing it with the layers below.
        return Promise.resolve(undefined);
    }
    async removeFiles(folder) {
        const bytes = await treeSize(folder).catch(() => undefined);
        await removeTree(folder);
        return bytes;
    }
    keep(_made, _kept, _index) {
        // What a step made has no snapshot yet.
        return Promise.resolve();
    }
    removeAll() {
        return this.#parts.snapshots.removeAll();
    }
    close() {
        return this.#parts.snapshots.close();
    }
    async #tree(files, target, origin, scratch) {
        const { kernel } = this.#parts;
        // Nothing that the step changes may keep the time that it has now.
        await waitForLaterTime(`${scratch}/tick`);
        (0,external_node_fs_namespaceObject.mkdirSync)(target, { recursive: true });
        await kernel.mount({ source: files, target, type: 'none', options: ['bind'] });
        return new CopiedTree(kernel, files, target, origin);
    }
    /** Makes a tree of the layers in `files`, which does not exist yet. @throws InfraError */
    async #copy(stack, files, scratch) {
        const { kernel, snapshots, path } = this.#parts;
        (0,external_node_fs_namespaceObject.mkdirSync)(files, { mode: 0o755 });
        const draft = `${scratch}/layer`;
        for (const diffId of highestOfEach(stack, (each) => each)) {
            await copyFolder(snapshots.plain(diffId), draft, path);
            await mergeLayer(draft, files, kernel);
            (0,external_node_fs_namespaceObject.rmSync)(draft, { recursive: true });
        }
    }
}
/** A copy of layers, which belongs to one step or container. */
class CopiedTree {
    written;
    #kernel;
    #target;
    #origin;
    constructor(kernel, files, target, origin) {
        this.#kernel = kernel;
        this.written = files;
        this.#target = target;
        this.#origin = origin;
    }
    seal() {
        // Whoever still has a file open can only change a tree that is not used any more.
        return Promise.resolve();
    }
    unmount() {
        return this.#kernel.unmount(this.#target);
    }
    capture(sink, signal) {
        return captureChanges({ root: this.written, origin: this.#origin, signal }, this.#kernel, sink);
    }
    adopt() {
        return Promise.resolve();
    }
    discard() {
        // The caller removes the place that it is in.
        return Promise.resolve();
    }
}
/** By a program: it keeps hard links, holes, owners, times and attributes, and shares content where the file system can. */
async function copyFolder(from, to, path) {
    try {
        await (0,external_node_util_namespaceObject.promisify)(external_node_child_process_namespaceObject.execFile)('cp', ['-a', '--reflink=auto', '--', from, to], { env: { PATH: path, LC_ALL: 'C' } });
    }
    catch (error) {
        const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : messageOf(error);
        const last = said.split('\n').at(-1) ?? '';
        if (said.includes('No space left on device'))
            throw new InfraError(`the disk is full: cannot copy a layer: ${last}`, { cause: error, hint: MAKE_ROOM });
        throw new InfraError(`cannot copy a layer: ${last}`, {
            cause: error,
            hint: 'It needs the cp of GNU (coreutils): that of busybox loses attributes of files.',
        });
    }
}

;// CONCATENATED MODULE: ./lib/worker/storage/overlay-lack.js



/**
 * Tries to mount an overlay that can be written to.
 *
 * @param place a path on the file system that layers are kept on, which does not exist
 * @returns why this machine refuses that; `undefined` if it does not
 */
async function lackOfOverlay(kernel, family, place) {
    const folder = (name) => `${place}/${name}`;
    for (const name of ['lower', 'upper', 'work', 'merged'])
        (0,external_node_fs_namespaceObject.mkdirSync)(folder(name), { recursive: true, mode: 0o700 });
    const options = [
        ...[`lowerdir=${folder('lower')}`, `upperdir=${folder('upper')}`, `workdir=${folder('work')}`],
        ...(family === 'user' ? ['userxattr'] : []),
    ];
    const target = folder('merged');
    try {
        await kernel.mount({ source: 'overlay', target, type: 'overlay', options });
        await kernel.unmount(target);
        return undefined;
    }
    catch (error) {
        if (error instanceof SyscallError)
            return error.message;
        throw error;
    }
    finally {
        await removeTree(place);
    }
}

;// CONCATENATED MODULE: ./lib/worker/storage/storages.js











/** The ways in which this machine keeps layers: the one that was chosen, and those of containers that were made in another way. */
class Storages {
    #parts;
    #opened = new Map();
    #chosen;
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * Opens the storage at the first need.
     *
     * @param place that of a container; by default the one that was chosen
     * @throws InfraError when this machine cannot do it
     */
    async open(place) {
        this.#chosen ??= this.#choose();
        const kind = place ?? (await this.#chosen);
        let opened = this.#opened.get(kind);
        if (opened === undefined) {
            opened = this.#open(kind);
            this.#opened.set(kind, opened);
        }
        return opened;
    }
    /** Removes all layers that are kept, in whichever way. What containers wrote stays. */
    async removeKept() {
        // Whoever takes another driver now wants the room back all the same.
        if (new PoolFiles(this.#parts.thinPool).exists) {
            try {
                await (await this.open('devicemapper')).removeAll();
            }
            catch (error) {
                this.#parts.warn(`the volumes of device mapper stay: ${messageOf(error)}`);
            }
        }
        await (await this.open()).removeAll();
    }
    /** When no step uses them any more. */
    async close() {
        for (const opened of this.#opened.values())
            await (await opened.catch(() => undefined))?.close();
    }
    async #choose() {
        const { driver, kernel, family, scratch, warn } = this.#parts;
        switch (driver) {
            case 'auto': {
                const lack = await lackOfOverlay(kernel, family, `${scratch}/overlay-probe`);
                if (lack === undefined)
                    return 'overlay';
                warn(`overlayfs cannot be used here, so each RUN gets a copy of all layers below it (--storage-driver vfs): ${lack}`, 'Keep the data (--root) on a file system that overlayfs can use, such as ext4 or xfs, not on an overlay or NFS.');
                return 'vfs';
            }
            case 'overlay2':
            case 'erofs':
            case 'lazy':
                return 'overlay';
            default:
                return driver;
        }
    }
    async #open(kind) {
        const { kernel, family } = this.#parts;
        switch (kind) {
            case 'overlay':
                return new OverlayStorage({
                    kernel,
                    family,
                    snapshots: this.#snapshots(),
                    names: new ShortNames(`${this.#parts.memory}/lowers`),
                });
            case 'vfs':
                return new CopiedStorage({ kernel, path: this.#parts.path, snapshots: this.#snapshots() });
            case 'btrfs':
                return this.#cloned(new BtrfsVolumes({ path: this.#parts.path, folder: this.#parts.scratch }), 'Keep the data (--root) on btrfs, and install btrfs-progs; or use --storage-driver auto.');
            case 'devicemapper':
                return this.#cloned(new ThinVolumes(this.#parts), 'It needs root, a kernel with dm-thin-pool and loop devices, dmsetup, and e2fsprogs; or use --storage-driver auto.');
        }
    }
    async #cloned(driver, hint) {
        const lack = await driver.lack();
        if (lack !== undefined)
            throw new InfraError(`this machine cannot use ${driver.name}: ${lack}`, { hint });
        return new ClonedStorage({ ...this.#parts, driver });
    }
    #snapshots() {
        const { folder, scratch, images, unpacking, onDemand, driver, kernel, family, path, warn } = this.#parts;
        const form = driver === 'erofs' || driver === 'lazy' ? driver : 'overlay';
        const machine = { kernel, family, images, path, folder: `${scratch}/arriving`, warn };
        return new Snapshots({
            folder,
            scratch,
            unpacking,
            images,
            onDemand: onDemand(),
            storage: () => chooseForm(form, machine),
        });
    }
}

;// CONCATENATED MODULE: ./lib/worker/prepare-machine.js












/** Makes what steps need of the machine. @throws InfraError when it cannot run steps */
async function prepareMachine(hello, { folder, script, warn, askPart, onUnpacked }) {
    const { root, owner, path } = hello;
    const family = xattrFamily();
    const kernel = makeKernelCalls(path);
    if (kernel.limits !== '') {
        warn(`perl is not installed: ${kernel.limits} do not work`, 'Install perl-base.');
    }
    const memory = `${folder}/memory`;
    (0,external_node_fs_namespaceObject.mkdirSync)(memory);
    await kernel.mount({ source: 'tmpfs', target: memory, type: 'tmpfs', options: ['nosuid', 'nodev', 'mode=700'] });
    const groups = await stepGroups(kernel, hello.cgroupParent, warn, `${memory}/control-groups`);
    const controlGroups = await hideControlGroups(kernel).then(() => true, (error) => {
        warn(`control groups stay visible to the container runtime: ${explain(error).message}`);
        return false;
    });
    const images = new ImageMounts(kernel, `${folder}/images`);
    const runtime = await chooseRuntime(kernel, hello.runtime, path, memory, groups);
    // Owners of files and overlayfs's marks depend on the user namespace: one mode cannot use what the other made.
    const unpacking = new Unpacking({
        pool: new UnpackPool(script, hello.unpackers),
        owner,
        family,
        onUnpacked: ({ blob }, warnings) => {
            onUnpacked(blob);
            for (const warning of warnings)
                warn(warning);
        },
    });
    const kept = pathInRoot(root, 'snapshots', family);
    // Nobody else on the machine may reach the images' programs with setuid bits, or their device nodes.
    (0,external_node_fs_namespaceObject.mkdirSync)(kept, { recursive: true, mode: 0o700 });
    (0,external_node_fs_namespaceObject.chmodSync)(kept, 0o700);
    const containerFiles = pathInRoot(root, 'containerFiles', family);
    const storages = new Storages({
        ...{ driver: hello.storage, kernel, family, images, unpacking, path, warn },
        onDemand: () => new OnDemandImages(script, askPart),
        folder: kept,
        scratch: folder,
        memory,
        containerFiles,
        thinPool: pathInRoot(root, 'thinPools', family),
    });
    return {
        kernel,
        storage: (place) => storages.open(place),
        unpacking,
        caches: new CacheMounts(pathInRoot(root, 'cacheMounts', family), folder, kernel),
        runtime,
        devices: family === 'trusted' ? await DeviceNodes.mount(kernel, `${folder}/devices`) : undefined,
        controlGroups,
        family,
        owner,
        containerFiles,
        removeKept: () => storages.removeKept(),
        close: () => storages.close(),
    };
}
async function stepGroups(kernel, parent, warn, folder) {
    if (parent === undefined)
        return undefined;
    try {
        return await ControlGroups.open(kernel, parent, folder);
    }
    catch (error) {
        warn(`RUN does not run below the control group ${parent}, but in that of this build: ${explain(error).message}`, 'Control groups can be made by root, and in a container where /sys/fs/cgroup can be written to.');
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/files/disk-room.js

/** Bytes. With fewer free bytes, most programs cannot write their next file. */
const LITTLE = 256 * 1024;
/** Whether the file system of `path` has no room left, for bytes or for more files. */
function isDiskFull(path) {
    const { bavail, bsize, files, ffree } = (0,external_node_fs_namespaceObject.statfsSync)(path);
    // Some file systems do not count files.
    return bavail * bsize < LITTLE || (files > 0 && ffree === 0);
}

;// CONCATENATED MODULE: ./lib/layer/mount-key.js


/** The same for the same content on every machine. */
function mount_key_mountKey({ id, variant = '', from }) {
    const seed = from === undefined ? variant : [...from.layers.map(({ diffId }) => diffId), from.source].join(' ');
    return mountKeyOfHex(hashFields(id, seed));
}

;// CONCATENATED MODULE: ./lib/worker/mounts/restore-mount.js


/**
 * Makes the folder of a cache mount from the layers that it was saved as.
 *
 * @throws the error of a layer that cannot be fetched or unpacked; `folder` does not exist then
 */
async function restoreMount({ layers, unpack, scratch, kernel }, folder) {
    const drafts = layers.map((_, position) => `${scratch}-${position}`);
    try {
        const unpacking = layers.map((layer, position) => unpack({ layer, folder: drafts[position] ?? '' }));
        // None may still be writing when the drafts are removed.
        await Promise.allSettled(unpacking);
        await Promise.all(unpacking);
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o755 });
        for (const draft of drafts)
            await mergeLayer(draft, folder, kernel);
    }
    catch (error) {
        (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
        throw error;
    }
    finally {
        for (const draft of drafts)
            (0,external_node_fs_namespaceObject.rmSync)(draft, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./lib/worker/mounts/step-mounts.js








/** Makes the mounts that `RUN --mount` asks for, and removes them again. Their sources are held by descriptors. */
class StepMounts {
    mounts = [];
    #options;
    #undo = [];
    #held = new Map();
    #count = 0;
    constructor(options) {
        this.#options = options;
    }
    /** @throws UserError when a source does not exist */
    async add(mount) {
        const source = `${this.#options.memory}/mount-${++this.#count}`;
        switch (mount.type) {
            case 'bind':
                this.#show(mount.target, await this.#bindSource(mount), mount.writable ? [] : ['ro']);
                return;
            case 'cache':
                this.#show(mount.target, await this.#cacheFolder(mount), mount.readonly ? ['ro'] : []);
                return;
            case 'tmpfs': {
                const size = mount.size === undefined ? [] : [`size=${mount.size}`];
                const access = mount.readonly ? ['ro'] : [];
                const options = ['nosuid', ...access, ...size];
                this.mounts.push({ maker: 'worker', destination: mount.target, type: 'tmpfs', source: 'tmpfs', options });
                return;
            }
            case 'secret': {
                (0,external_node_fs_namespaceObject.writeFileSync)(source, this.#options.attachment(mount.content), { mode: 0o600, flag: 'wx' });
                this.#undo.push(() => (0,external_node_fs_namespaceObject.rmSync)(source));
                own(source, mount);
                const execute = (mount.mode & 0o111) === 0 ? ['noexec'] : [];
                this.#show(mount.target, source, ['ro', 'nosuid', 'nodev', ...execute]);
                return;
            }
            case 'script': {
                (0,external_node_fs_namespaceObject.mkdirSync)(source, { mode: 0o755 });
                this.#undo.push(() => (0,external_node_fs_namespaceObject.rmSync)(source, { recursive: true }));
                const file = `${source}/${mount.name}`;
                (0,external_node_fs_namespaceObject.writeFileSync)(file, this.#options.attachment(mount.content), { flag: 'wx' });
                (0,external_node_fs_namespaceObject.chmodSync)(file, 0o755);
                this.#show(mount.target, source, ['ro']);
                return;
            }
            case 'ssh': {
                const server = await forwardSocket(source, mount.socket);
                this.#undo.push(() => void server.close());
                own(source, mount);
                this.#show(mount.target, source, []);
                return;
            }
            default:
                unreachable(mount);
        }
    }
    async release() {
        for (const undo of this.#undo.reverse())
            await undo();
    }
    #show(destination, source, options) {
        this.mounts.push({ maker: 'worker', destination, type: 'bind', source, options });
    }
    async #bindSource(mount) {
        const tree = await this.#mountTree(mount.layers, mount.writable);
        return this.#sourceIn(tree, mount.source);
    }
    async #mountTree(layers, writable) {
        const scratch = `${this.#options.scratch}/tree-${++this.#count}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(scratch, { recursive: true });
        const place = { target: `${scratch}/merged`, scratch };
        const storage = await this.#options.storage();
        const stack = layers.map(({ diffId }) => diffId);
        if (writable) {
            const tree = await storage.work(stack, place);
            this.#undo.push(() => tree.discard(), () => tree.unmount());
        }
        else {
            const tree = await storage.show(stack, place);
            this.#undo.push(() => tree.unmount());
        }
        return place.target;
    }
    /**
     * Holds the source by a descriptor, so that another step that uses the same cache cannot exchange it before it is mounted.
     *
     * @returns a path that is valid until `release`
     * @throws UserError when the source does not exist
     */
    #sourceIn(tree, source) {
        const found = new RootedPath(tree, source);
        if (!found.exists) {
            found.close();
            throw new errors_UserError(`mount source ${source} does not exist`);
        }
        this.#undo.push(() => found.close());
        return found.file;
    }
    async #cacheFolder(mount) {
        const folder = await this.#wholeCache(mount);
        return mount.source === undefined ? folder : this.#sourceIn(folder, mount.source);
    }
    async #wholeCache(mount) {
        const key = mount_key_mountKey(mount);
        // A step that names one cache twice sees the same folder in both places, and must not wait for itself.
        const held = this.#held.get(key);
        if (held !== undefined)
            return held;
        const { caches, delays, signal } = this.#options;
        const started = performance.now();
        let filling = 0;
        const make = async (folder) => {
            const begun = performance.now();
            await this.#newCache(mount, folder);
            filling += performance.now() - begun;
        };
        const cache = await caches.acquire(key, mount.sharing, make, signal);
        delays.restoringMs += filling;
        delays.waitingMs += performance.now() - started - filling;
        this.#undo.push(() => cache.release());
        this.#held.set(key, cache.folder);
        return cache.folder;
    }
    /**
     * Fills a new cache from its saved layers, or else from the source that it names (which may be a file). Else it is empty.
     */
    async #newCache(mount, folder) {
        if (await this.#restored(mount, folder))
            return;
        const { from } = mount;
        if (from !== undefined) {
            const source = this.#sourceIn(await this.#mountTree(from.layers, false), from.source);
            // The source is a link to a descriptor.
            await (0,external_node_util_namespaceObject.promisify)(external_node_child_process_namespaceObject.execFile)('cp', ['-a', '-H', '--', source, folder]);
            // If `from` names a source, or has files, owner and mode stay as they are (BuildKit, setCacheUIDGID).
            if (from.source !== '' || (0,external_node_fs_namespaceObject.readdirSync)(folder).length > 0)
                return;
        }
        else
            (0,external_node_fs_namespaceObject.mkdirSync)(folder, { mode: 0o755 });
        (0,external_node_fs_namespaceObject.chownSync)(folder, mount.uid, mount.gid);
        (0,external_node_fs_namespaceObject.chmodSync)(folder, mount.mode);
    }
    /** A cache that cannot be restored is not an error: the step runs as on a machine that never had it. */
    async #restored({ id, restored }, folder) {
        if (restored.length === 0)
            return false;
        const { scratch, unpack, warn, kernel, signal } = this.#options;
        try {
            await restoreMount({ layers: restored, unpack, kernel, scratch: `${scratch}/restored-${++this.#count}` }, folder);
            return true;
        }
        catch (error) {
            signal.throwIfAborted();
            const reason = messageOf(error);
            warn(`the cache mount ${id} could not be restored and starts empty: ${reason}`);
            return false;
        }
    }
}
function own(file, owner) {
    (0,external_node_fs_namespaceObject.chownSync)(file, owner.uid, owner.gid);
    (0,external_node_fs_namespaceObject.chmodSync)(file, owner.mode & 0o777);
}
/** A socket that forwards to the agent's. It gets the owner and mode that the step asks for. */
function forwardSocket(source, agent) {
    return new Promise((resolve, reject) => {
        const server = (0,external_node_net_namespaceObject.createServer)((client) => {
            const upstream = (0,external_node_net_namespaceObject.connect)(agent);
            client.on('error', () => upstream.destroy());
            upstream.on('error', () => client.destroy());
            client.pipe(upstream).pipe(client);
        });
        server.on('error', reject);
        server.listen(source, () => resolve(server));
    });
}

;// CONCATENATED MODULE: ./lib/worker/runtime/capabilities.js


/** The capabilities of this process, which it can pass on. */
function ownCapabilities() {
    const [, permitted = '0'] = /^CapPrm:\s*([0-9a-f]+)$/m.exec((0,external_node_fs_namespaceObject.readFileSync)('/proc/self/status', 'latin1')) ?? [];
    const bits = BigInt(`0x${permitted}`);
    return CAPABILITY_NAMES.filter((_, number) => (bits >> BigInt(number)) & 1n);
}

;// CONCATENATED MODULE: ./lib/worker/secret-watch.js

/** Passes a layer on, and notes the first file with the value of a secret. Everybody who has the image can read that file. */
class SecretWatch {
    #sink;
    #search;
    /** Path of the file. */
    found;
    /** @param secrets the values that the step was shown */
    constructor(sink, secrets) {
        this.#sink = sink;
        this.#search = new ByteSearch(secrets.flatMap(tracesOf));
    }
    add(entry, content) {
        return content === undefined ? this.#sink.add(entry) : this.#sink.add(entry, this.#watched(entry.path, content));
    }
    *#watched(path, content) {
        const seen = this.#search.stream();
        for (const chunk of content) {
            if (seen(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)))
                this.found ??= path;
            yield chunk;
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/run-step.js















/**
 * Runs one RUN step on a tree of the step's layers, which must be at hand. It captures what the process wrote as a layer, and keeps the
 * tree for the next step. Without `ingest` in the request, what the process wrote is thrown away.
 *
 * @throws UserError, InfraError; the signal's reason
 */
async function runStep(environment, step) {
    const { request, scratch, memory } = step;
    // Folders that only something is mounted on are quicker to make and to remove in memory.
    const rootfs = `${memory}/rootfs`;
    (0,external_node_fs_namespaceObject.mkdirSync)(memory, { recursive: true, mode: 0o755 });
    try {
        const diffIds = request.layers.map(({ diffId }) => diffId);
        const storage = await environment.storage();
        const tree = await phase(step, 'mount', () => storage.work(diffIds, { target: rootfs, scratch }));
        try {
            return await runOn(environment, step, tree, rootfs);
        }
        finally {
            await tree.discard();
        }
    }
    finally {
        await removeTree(memory);
    }
}
async function runOn(environment, step, tree, rootfs) {
    const { signal } = step;
    const { ingest } = step.request;
    let ended;
    try {
        ended = await phase(step, 'process', () => runProcess(environment, step, rootfs));
        const since = performance.now();
        await phase(step, 'proof of the layers', () => step.proven());
        step.delays.restoringMs += performance.now() - since;
        if (ended.exitCode === 0 && ingest !== undefined)
            await tree.seal(signal);
    }
    finally {
        await tree.unmount();
    }
    if (ended.exitCode !== 0)
        return failed(ended, tree.written);
    signal.throwIfAborted();
    if (ingest === undefined)
        return { kind: 'discarded' };
    const made = await phase(step, 'layer', async (span) => {
        const captured = await capture(environment, step, ingest, tree);
        span.note({ bytes: captured.uncompressedSize });
        return captured;
    });
    return { kind: 'done', made, usage: ended.usage };
}
/** A part of the step, as a trace shows it. */
function phase({ request }, name, work) {
    return traced('steps', () => name, work, `request ${request.id}`);
}
/** A command that finds no room fails in its own way, often without a message. @throws InfraError when the disk is full */
function failed(ended, written) {
    if (!isDiskFull(written))
        return { kind: 'failed', ...ended };
    throw new InfraError(`the disk is full: the command ended with exit code ${ended.exitCode}, and it had no room left to write to`, {
        hint: 'Make room, for example with `layer-build prune`.',
    });
}
async function runProcess(environment, step, rootfs) {
    const { request, memory } = step;
    const { privileged, settings } = request;
    const user = await imageUser(rootfs, request.process.user);
    makeWorkingDirectory(rootfs, request.process.cwd, user);
    const asked = new StepMounts({ ...environment, ...step });
    try {
        for (const mount of request.mounts)
            await asked.add(mount);
        const cage = { rootfs, memory, settings, privileged, mounts: asked.mounts };
        return await inCage(environment, cage, (tree) => environment.runtime.run(containerRun(step, tree, user)));
    }
    finally {
        await asked.release();
    }
}
function containerRun(step, tree, user) {
    const { request, memory, output, drained, signal } = step;
    const { argv, env, cwd, stdin } = request.process;
    const bundle = `${memory}/bundle`;
    (0,external_node_fs_namespaceObject.mkdirSync)(bundle);
    const spec = runtimeSpec({
        rootfs: tree.root,
        argv,
        env,
        cwd: startFolder(tree.root, cwd),
        user,
        settings: request.settings,
        privileged: request.privileged,
        capabilities: request.privileged ? ownCapabilities() : DEFAULT_CAPABILITIES,
        mounts: tree.left,
        architecture: process.arch,
    });
    const id = `step-${process.hrtime.bigint()}`;
    const attachment = stdin === undefined ? undefined : step.attachment(stdin);
    return { id, bundle, spec, rootRestrictions: tree.restrictions, stdin: attachment, output, drained, signal };
}
async function capture(environment, step, ingest, tree) {
    const { owner } = environment;
    const writer = await LayerWriter.create(ingest);
    try {
        const secrets = step.request.mounts.flatMap((mount) => mount.type === 'secret' ? [step.attachment(mount.content)] : []);
        const watch = new SecretWatch(writer, secrets);
        const sink = secrets.length === 0 ? writer : watch;
        await tree.capture(sink, step.signal);
        if (watch.found !== undefined)
            step.warn(`/${byte_name_displayName(watch.found)}, which a RUN step wrote into its layer, holds the value of a secret`);
        const made = await writer.finish();
        for (const file of [ingest.blobFile, ingest.indexFile])
            (0,external_node_fs_namespaceObject.chownSync)(file, owner.uid, owner.gid);
        await tree.adopt(made.diffId);
        return made;
    }
    catch (error) {
        await writer.abort();
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/worker/work-folder.js







/** Name of the socket that listens as long as the folder's worker runs. */
const ALIVE = 'alive';
/** Milliseconds. A younger folder without a socket may still be in the making. */
const YOUNG = 10_000;
/**
 * Makes this worker's private folder below the current directory, with a socket that the kernel closes when the worker ends,
 * however it ends. So others can see across process and mount namespaces whether it runs. The paths are relative because the
 * path of a socket may have only 107 bytes.
 *
 * @returns the folder's name
 */
async function makeWorkFolder() {
    const name = (0,external_node_crypto_namespaceObject.randomBytes)(8).toString('hex');
    const draft = `.${name}`;
    (0,external_node_fs_namespaceObject.mkdirSync)(draft, { mode: 0o700 });
    await listen(`${draft}/${ALIVE}`);
    moveEntry(draft, name);
    return name;
}
/**
 * Removes the folders of workers that are gone. Folders of other users' workers are left alone.
 *
 * @returns resolves when they are removed; never rejects
 */
async function sweepWorkFolders(own) {
    const others = (0,external_node_fs_namespaceObject.readdirSync)('.').filter((name) => name !== own);
    const states = await Promise.all(others.map(async (name) => ((await isDead(name)) ? [name] : [])));
    const dead = states.flat();
    if (dead.length === 0)
        return;
    await new Promise((resolve) => {
        const remover = (0,external_node_child_process_namespaceObject.spawn)('rm', ['-rf', '--one-file-system', '--', ...dead], { stdio: 'ignore' });
        remover.on('error', () => resolve());
        remover.on('close', () => resolve());
    });
    for (const name of dead)
        await removeVolumes(name);
}
/** The program leaves what is on another device: that may be a mount, but also a volume of btrfs, which a step worked on. */
async function removeVolumes(name) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(name))
        return;
    const place = (0,external_node_fs_namespaceObject.realpathSync)(name);
    const isMounted = (0,external_node_fs_namespaceObject.readFileSync)('/proc/self/mountinfo', 'utf8').includes(` ${place}/`);
    if (!isMounted)
        await removeTree(place).catch(() => undefined);
}
function listen(path) {
    return new Promise((resolve, reject) => {
        const server = (0,external_node_net_namespaceObject.createServer)((connection) => connection.destroy());
        server.on('error', reject);
        server.listen(path, () => {
            server.unref();
            resolve(server);
        });
    });
}
function isDead(name) {
    return new Promise((resolve) => {
        const socket = (0,external_node_net_namespaceObject.connect)(`${name}/${ALIVE}`);
        socket.on('connect', () => {
            socket.destroy();
            resolve(false);
        });
        socket.on('error', (error) => {
            const code = errors_errorCode(error);
            resolve(code === 'ECONNREFUSED' || (code === 'ENOENT' && isOld(name)));
        });
    });
}
/** A young folder without a socket may still be in the making. */
function isOld(name) {
    const stats = (0,external_node_fs_namespaceObject.statSync)(name, { throwIfNoEntry: false });
    return stats !== undefined && Date.now() - stats.mtimeMs > YOUNG;
}

;// CONCATENATED MODULE: ./lib/worker/session.js





















const NEVER = new AbortController().signal;
/** The worker's side of a connection. Requests run side by side, each until it is done or cancelled. */
class Session {
    #line;
    #script;
    #running = new Map();
    #attachments = new Map();
    #asked;
    #supply;
    #environment;
    #folder = '';
    /** `:`-separated folders to look for programs in. */
    #path = '';
    #containers;
    #sweeping = Promise.resolve();
    #formats;
    /** @param script this program's own file, which its threads run too */
    constructor(line, script) {
        this.#line = line;
        this.#script = script;
        this.#asked = new AskedBlobs((question) => this.#line.send(question));
        this.#supply = new LayerSupply(() => this.#ready().storage(), this.#asked);
    }
    /** @throws EngineBug for a message that is not of our protocol */
    async receive(frame) {
        if (frame.kind === 'bytes') {
            if (frame.channel === STDIN && this.#containers?.input(frame.id, frame.data) === true)
                return;
            const attachments = this.#attachments.get(frame.id) ?? new Map();
            this.#attachments.set(frame.id, attachments.set(frame.channel, frame.data));
            return;
        }
        const message = toClientMessage(frame.value);
        switch (message.type) {
            case 'hello':
                await this.#begin(message);
                return;
            case 'run':
                this.#serve(message.id, (signal) => this.#run(message, signal));
                return;
            case 'prepare':
                this.#serve(message.id, async (signal) => {
                    await this.#supply.begin({ id: message.id, stacks: [message.layers], signal });
                    this.#line.send({ type: 'finished', id: message.id, bytes: undefined });
                });
                return;
            case 'emulate':
                this.#serve(message.id, async () => {
                    await this.#emulate(message.emulators);
                    this.#line.send({ type: 'finished', id: message.id, bytes: undefined });
                });
                return;
            case 'keep-snapshot':
                this.#serve(message.id, (signal) => this.#keep(message, signal));
                return;
            case 'remove-kept':
                this.#serve(message.id, async (signal) => {
                    const { removeKept, caches } = this.#ready();
                    await Promise.all([removeKept(), caches.removeUnused(signal)]);
                    this.#line.send({ type: 'finished', id: message.id, bytes: undefined });
                });
                return;
            case 'export-mount':
                this.#serve(message.id, (signal) => this.#export(message, signal));
                return;
            case 'index':
                this.#asked.indexed(message, message.file);
                return;
            case 'part':
                this.#asked.parted(message.number, message);
                return;
            case 'no-part':
                this.#asked.parted(message.number, message);
                return;
            case 'growing':
                this.#asked.of(message)?.grows(message);
                return;
            case 'grown':
                this.#asked.of(message)?.grew();
                return;
            case 'blob':
                this.#asked.answered(message)?.completes(message);
                return;
            case 'no-blob':
                this.#asked.answered(message)?.fails(new BlobUnavailable(message.diffId, message.reason));
                return;
            case 'cancel':
                this.#running.get(message.id)?.abort.abort();
                return;
            case 'container-signal':
            case 'container-resize':
            case 'container-hold':
                await this.#containers?.serve(message, NEVER);
                return;
            case 'container-run':
            case 'container-exec':
            case 'container-capture':
            case 'container-read':
            case 'container-write':
            case 'container-stat':
            case 'container-measure':
            case 'container-remove':
                this.#serve(message.id, (signal) => this.#containersReady().serve(message, signal));
                return;
            default:
                unreachable(message);
        }
    }
    /** Ends what runs and cleans up. What cannot be removed now, the next worker removes when it starts. */
    async end() {
        for (const { abort } of this.#running.values())
            abort.abort();
        await Promise.allSettled([...this.#running.values()].map(({ done }) => done));
        await this.#sweeping;
        // What cannot be taken back now, the next build removes.
        await this.#formats?.then((formats) => formats.close()).catch(() => undefined);
        if (this.#environment === undefined)
            return;
        try {
            const { kernel, devices, close } = this.#environment;
            await close();
            await kernel.unmount(`${this.#folder}/memory`);
            if (devices !== undefined)
                await kernel.unmount(`${this.#folder}/devices`);
            await removeTree(this.#folder);
        }
        catch {
            // The next worker removes it.
        }
    }
    async #begin(hello) {
        if (hello.version !== PROTOCOL_VERSION)
            throw new EngineBug(`worker protocol ${PROTOCOL_VERSION}, client ${hello.version}`);
        if (hello.isTraced)
            onSpan((span) => this.#line.send({ type: 'span', span }));
        try {
            this.#environment = await this.#prepareMachine(hello);
        }
        catch (error) {
            const { message, hint } = explain(error);
            this.#line.send({ type: 'unfit', message, hint });
            return;
        }
        if (hello.sweepEmulators)
            await this.#openFormats().catch((error) => this.#warn(explain(error).message));
        this.#line.send({ type: 'ready', version: PROTOCOL_VERSION, runtime: this.#environment.runtime.name });
    }
    async #prepareMachine(hello) {
        const { root, path } = hello;
        this.#path = path;
        process.chdir(pathInRoot(root, 'work'));
        const name = await makeWorkFolder();
        this.#folder = pathInRoot(root, 'work', name);
        this.#sweeping = sweepWorkFolders(name);
        return await prepareMachine(hello, {
            folder: this.#folder,
            script: this.#script,
            warn: (message, hint) => this.#warn(message, hint),
            askPart: (diffId, part) => this.#asked.askPart(diffId, part),
            onUnpacked: ({ digest, size }) => this.#line.send({ type: 'unpacked', digest, size }),
        });
    }
    #warn(message, hint) {
        this.#line.send({ type: 'warning', message, hint });
    }
    #serve(id, work) {
        const abort = new AbortController();
        const done = work(abort.signal)
            .catch((error) => {
            const failure = abort.signal.aborted ? { kind: 'aborted', message: 'cancelled' } : explain(error);
            this.#line.send({ type: 'error', id, hint: undefined, stack: undefined, ...failure });
        })
            .finally(() => {
            this.#running.delete(id);
            this.#attachments.delete(id);
        });
        this.#running.set(id, { abort, done });
    }
    async #run(request, signal) {
        const { id } = request;
        const stacks = [request.layers, ...request.mounts.map(mountLayers)];
        const started = performance.now();
        const work = (stop, proven) => this.#runOnce(request, { signal: stop, proven, restoringMs: performance.now() - started });
        const supply = { id, stacks, signal };
        const answer = hasSecrets(request)
            ? await this.#supply.useWhole(supply, work)
            : await this.#supply.use(supply, work, (message) => this.#warn(message));
        this.#line.send(answer);
    }
    async #runOnce(request, { signal, proven, restoringMs }) {
        const environment = this.#ready();
        const { id } = request;
        const delays = { waitingMs: 0, restoringMs };
        const scratch = `${this.#folder}/run-${id}`;
        (0,external_node_fs_namespaceObject.mkdirSync)(scratch, { mode: 0o700 });
        try {
            const result = await runStep(environment, {
                request,
                scratch,
                memory: `${this.#folder}/memory/run-${id}`,
                attachment: (position) => this.#attachment(id, position),
                unpack: ({ layer, folder }) => environment.unpacking.unpack(layer, this.#supply.ask({ id, signal }, layer), folder, 'plain'),
                warn: (message) => this.#warn(message),
                output: (stream, data) => this.#line.sendBytes(id, stream === 'stdout' ? STDOUT : STDERR, data),
                drained: () => this.#line.drained(),
                delays,
                signal,
                proven,
            });
            switch (result.kind) {
                case 'failed':
                    return { type: 'failed', id, exitCode: result.exitCode, delays, usage: result.usage };
                case 'done':
                    return { type: 'done', id, made: toWireMade(result.made), delays, usage: result.usage };
                case 'discarded':
                    return { type: 'finished', id, bytes: undefined };
            }
        }
        finally {
            await removeTree(scratch);
        }
    }
    /** Opened at the first need. */
    #openFormats() {
        this.#formats ??= BinfmtMisc.open({
            kernel: this.#ready().kernel,
            folder: `${this.#folder}/memory/formats`,
            owner: (0,posix_namespaceObject.basename)(this.#folder),
        });
        return this.#formats;
    }
    async #emulate(emulators) {
        const formats = await this.#openFormats();
        await formats.register(emulators.map(({ digest, ...emulator }) => ({ ...emulator, sha256: digestHex(digest) })));
    }
    async #export(request, signal) {
        const { id, key, ingest } = request;
        const previous = request.previous.map((position) => this.#attachment(id, position));
        const secrets = request.secrets.map((position) => this.#attachment(id, position));
        const { kernel, caches, owner } = this.#ready();
        const exported = await exportMount({ key, previous, secrets, ingest, kernel, caches, owner, signal }, (warning) => this.#warn(warning));
        this.#line.send({
            type: 'exported',
            id,
            kind: exported.kind,
            made: 'made' in exported ? toWireMade(exported.made) : undefined,
            path: 'path' in exported ? exported.path : undefined,
        });
    }
    async #keep({ id, made, kept }, signal) {
        const storage = await this.#ready().storage();
        await storage.keep(made, kept, decodeIndex(this.#attachment(id, 0)), signal);
        this.#line.send({ type: 'finished', id, bytes: undefined });
    }
    /** Opened at the first need. */
    #containersReady() {
        this.#containers ??= new Containers({
            environment: this.#ready(),
            folder: this.#folder,
            perl: findProgram('perl', this.#path),
            send: (message) => this.#line.send(message),
            sendBytes: (id, channel, data) => this.#line.sendBytes(id, channel, data),
            drained: () => this.#line.drained(),
            ensure: (id, layers, signal, storage) => this.#supply.ensure({ id, stacks: [layers], signal }, storage),
        });
        return this.#containers;
    }
    #ready() {
        if (this.#environment === undefined)
            throw new EngineBug('a request before hello');
        return this.#environment;
    }
    #attachment(id, position) {
        const data = this.#attachments.get(id)?.get(position);
        if (data === undefined)
            throw new EngineBug(`worker protocol: attachment ${position} is missing`);
        return data;
    }
}
function toWireMade({ blob, diffId, treeDigest, indexDigest, uncompressedSize }) {
    return { blob, diffId, treeDigest, indexDigest, uncompressedSize };
}
function mountLayers(mount) {
    if (mount.type === 'bind')
        return mount.layers;
    return mount.type === 'cache' ? (mount.from?.layers ?? []) : [];
}
/** What is given to nobody who has not been checked: a step that has it waits until its layers are whole. */
function hasSecrets({ mounts, privileged }) {
    return privileged || mounts.some(({ type }) => type === 'secret' || type === 'ssh');
}

;// CONCATENATED MODULE: ./lib/worker/main.js








/**
 * Milliseconds that cleaning up may take. A runtime that does not end must not keep the worker, when nobody is left who would end it. Where
 * the client still runs, it waits for less.
 */
const CLEAN_UP_TIME = 8000;
/**
 * The worker's own program. `launch.ts` starts it in new process, mount and control group namespaces.
 * It ends when its standard input does. The kernel then kills what is left in the namespaces, and removes their mounts.
 */
function serve() {
    // Every layer of a step listens to the step's signal.
    (0,external_node_events_namespaceObject.setMaxListeners)(0);
    // process.stdout would block when the client is slow to read from the pipe.
    const out = new external_node_net_namespaceObject.Socket({ fd: 1, readable: false, writable: true });
    const send = (message) => void out.write(encodeMessage(message));
    const drained = () => new Promise((resolve) => (out.writableNeedDrain ? out.once('drain', resolve) : resolve()));
    const sendBytes = (id, channel, data) => out.write(encodeBytes(id, channel, data));
    const session = new Session({ send, sendBytes, drained }, process.argv[1] ?? '');
    out.on('error', () => process.exit(1));
    process.umask(0);
    const reader = new FrameReader();
    let turn = Promise.resolve();
    process.stdin.on('data', (chunk) => {
        for (const frame of reader.push(chunk))
            turn = turn.then(() => session.receive(frame));
        turn.catch(fatal);
    });
    process.stdin.on('end', () => {
        setTimeout(() => process.exit(1), CLEAN_UP_TIME);
        void session.end().finally(() => process.exit(0));
    });
}
function fatal(error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, () => process.exit(70));
}
if (external_node_worker_threads_namespaceObject.isMainThread) {
    process.on('uncaughtException', fatal);
    serve();
}
else if (external_node_worker_threads_namespaceObject.workerData === ON_DEMAND_THREAD)
    serveOnDemandImages();
else
    serveUnpackJobs(() => makeKernelCalls(process.env['PATH'] ?? ''));

