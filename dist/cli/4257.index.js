export const id = 4257;
export const ids = [4257];
export const modules = {

/***/ 40372:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ parseGitAddress),
/* harmony export */   X: () => (/* binding */ parseGitContext)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);
/* harmony import */ var _text_percent_encoding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85098);



const SCP_STYLE = /^([a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:.*?)(?:\?(.*?))?(?:#(.*))?$/;
const URL_STYLE = /^([a-zA-Z0-9]+):\/\/[^?#]*/;
/**
 * Reads the address of a git repository as BuildKit does (`frontend/dockerfile/dfgitutil`): `ssh://`, `git://` and
 * `user@host:path` always are one, `http(s)://` if the path ends in `.git`. Ref and folder are in the fragment,
 * `#ref:folder`, or in the query, `?ref=…&subdir=…`.
 *
 * @returns undefined for anything else
 * @throws UserError for a git address whose query is invalid
 */
function parseGitAddress(text) {
    const parts = splitAddress(text);
    return parts === undefined ? undefined : addressOf(parts);
}
/**
 * The same for a build context, where docker also takes `github.com/owner/name` without a scheme.
 *
 * @throws UserError as `parseGitAddress`
 */
function parseGitContext(text) {
    if (!text.startsWith('github.com/'))
        return parseGitAddress(text);
    return addressOf(splitUrl(`https://${text}`, /^[^?#]*/.exec(`https://${text}`)?.[0] ?? ''));
}
function addressOf({ remote, query, fragment }) {
    const colon = fragment.indexOf(':');
    const address = {
        remote,
        ref: colon < 0 ? fragment : fragment.slice(0, colon),
        subdir: colon < 0 ? '' : cleanFolder(fragment.slice(colon + 1)),
        submodules: true,
        mtime: 'checkout',
        fetchByCommit: false,
    };
    readQuery(address, new URLSearchParams(query));
    return address;
}
function splitAddress(text) {
    const url = URL_STYLE.exec(text);
    if (url === null) {
        const scp = SCP_STYLE.exec(text);
        return scp === null ? undefined : { remote: scp[1] ?? '', query: scp[2] ?? '', fragment: scp[3] ?? '' };
    }
    const [remote, scheme = ''] = url;
    const known = /^(?:https?|ssh|git)$/i.test(scheme);
    if (!known || (/^https?$/i.test(scheme) && !(0,_text_percent_encoding_js__WEBPACK_IMPORTED_MODULE_1__/* .percentDecoded */ .o)(remote).endsWith('.git')))
        return undefined;
    return splitUrl(text, remote);
}
function splitUrl(text, remote) {
    const rest = text.slice(remote.length);
    const hash = rest.indexOf('#');
    const query = hash < 0 ? rest : rest.slice(0, hash);
    return { remote, query: query.replace(/^\?/, ''), fragment: hash < 0 ? '' : (0,_text_percent_encoding_js__WEBPACK_IMPORTED_MODULE_1__/* .percentDecoded */ .o)(rest.slice(hash + 1)) };
}
/** As a path below the root: `..` at the root stays there. */
function cleanFolder(text) {
    const parts = [];
    for (const part of text.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts.join('/');
}
const MAY_BE_EMPTY = new Set(['submodules', 'keep-git-dir', 'fetch-by-commit']);
function readQuery(address, query) {
    const names = {};
    for (const key of new Set(query.keys())) {
        const values = query.getAll(key);
        if (values.length > 1)
            throw wrong(`query ${quoted(key)} has multiple values`);
        const value = values[0] ?? '';
        if (value === '' && !MAY_BE_EMPTY.has(key))
            throw wrong(`query ${quoted(key)} has no value`);
        setField(address, names, key, value);
    }
    const { tag, branch } = names;
    if (tag !== undefined && branch !== undefined)
        throw wrong('branch conflicts with tag');
    if (tag !== undefined)
        setRef(address, prefixed('refs/tags/', tag));
    if (branch !== undefined)
        setRef(address, prefixed('refs/heads/', branch));
}
function setField(address, names, key, value) {
    switch (key) {
        case 'ref':
            setRef(address, value);
            return;
        case 'tag':
            names.tag = value;
            return;
        case 'branch':
            names.branch = value;
            return;
        case 'subdir': {
            const subdir = cleanFolder(value);
            if (address.subdir !== '' && address.subdir !== subdir) {
                throw wrong(`subdir conflicts: ${quoted(address.subdir)} vs ${quoted(value)}`);
            }
            address.subdir = subdir;
            return;
        }
        case 'checksum':
        case 'commit':
            address.checksum = value;
            return;
        case 'keep-git-dir':
            address.keepGitDir = booleanOf(key, value);
            return;
        case 'submodules':
            address.submodules = booleanOf(key, value);
            return;
        case 'fetch-by-commit':
            address.fetchByCommit = booleanOf(key, value);
            return;
        case 'mtime':
            if (value !== 'checkout' && value !== 'commit') {
                throw wrong(`invalid mtime value: ${quoted(value)} (must be "checkout" or "commit")`);
            }
            address.mtime = value;
            return;
        default:
            throw wrong(`unexpected query ${quoted(key)}`);
    }
}
function setRef(address, ref) {
    if (address.ref !== '' && address.ref !== ref) {
        throw wrong(`ref conflicts: ${quoted(address.ref)} vs ${quoted(ref)}`);
    }
    address.ref = ref;
}
function prefixed(prefix, name) {
    return name.startsWith(prefix) ? name : prefix + name;
}
/** A key without a value means true. */
function booleanOf(key, value) {
    const given = value === '' || (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(value);
    if (given !== undefined)
        return given;
    throw wrong(`invalid ${key} value: ${quoted(value)}`);
}
function quoted(text) {
    return JSON.stringify(text);
}
function wrong(message) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(message, {
        hint: 'A git address takes ?ref=…&subdir=…&checksum=…&keep-git-dir=…&submodules=…&mtime=…, or #ref:subdir.',
    });
}


/***/ }),

/***/ 29587:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bq: () => (/* binding */ formatPlatform),
  VO: () => (/* binding */ givenPlatform),
  ol: () => (/* binding */ hostPlatform),
  WN: () => (/* binding */ normalisePlatform),
  FL: () => (/* binding */ parsePlatform),
  L5: () => (/* binding */ platformDistance)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/oci/platform-names.js


/** Other names of architectures (containerd/platforms, `normalizeArch`). */
const ALIASES = new Map([
    ['x86_64', { architecture: 'amd64' }],
    ['x86-64', { architecture: 'amd64' }],
    ['aarch64', { architecture: 'arm64' }],
    ['armhf', { architecture: 'arm', variant: 'v7' }],
    ['armel', { architecture: 'arm', variant: 'v6' }],
    ['i386', { architecture: '386' }],
    ['i686', { architecture: '386' }],
]);
/** Go's names (containerd/platforms, `isKnownOS`). The first of several that are equally near to a wrong one is suggested. */
const OPERATING_SYSTEMS = new Set(('linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1 plan9 hurd nacl ' +
    'zos').split(' '));
/** Go's names (containerd/platforms, `isKnownArch`), those in use first. */
const ARCHITECTURES = new Set(('amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le mips64 mipsle mips ppc64 wasm riscv ppc s390 sparc sparc64 ' +
    'armbe arm64be amd64p32 mips64p32 mips64p32le').split(' '));
/** The variants of the architectures that have them, as they are written. Other architectures take any. */
const VARIANTS = new Map([
    ['amd64', ['v1', 'v2', 'v3', 'v4']],
    ['arm', ['v7', 'v6', 'v5', 'v8']],
    ['arm64', ['v8', 'v9', ...pointReleases('v8', 9), ...pointReleases('v9', 7)]],
]);
function pointReleases(version, last) {
    return Array.from({ length: last + 1 }, (_, minor) => `${version}.${minor}`);
}
function isOperatingSystem(name) {
    return OPERATING_SYSTEMS.has(name);
}
function isArchitecture(name) {
    return ARCHITECTURES.has(name);
}
/**
 * Refuses names that nobody uses. They are misspelt: an image for such a platform would run nowhere.
 *
 * @param text the platform as it was written, for the message
 * @throws UserError that suggests the nearest platform
 */
function requireKnownNames(written, text) {
    const wrong = wrongPart(written);
    if (wrong === undefined)
        return;
    const near = nearestPlatform(written);
    throw new errors/* UserError */.yo(`unknown ${wrong} in the platform ${JSON.stringify(text)}`, {
        hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
/** @throws UserError: `text` is neither an operating system nor an architecture */
function refuseWord(text) {
    const names = [...OPERATING_SYSTEMS, ...ARCHITECTURES, ...ALIASES.keys()];
    const near = (0,nearest/* nearest */.p)(text, names);
    throw new errors/* UserError */.yo(`unknown operating system or architecture ${JSON.stringify(text)}`, {
        hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
const WRITE_IT_AS = 'Write it as os/architecture, e.g. linux/arm64.';
function wrongPart({ os, architecture, variant }) {
    if (!isOperatingSystem(os))
        return `operating system ${JSON.stringify(os)}`;
    const name = ALIASES.get(architecture)?.architecture ?? architecture;
    if (!isArchitecture(name))
        return `architecture ${JSON.stringify(architecture)}`;
    if (variant === undefined || isVariant(name, variant))
        return undefined;
    return `variant ${JSON.stringify(variant)} of ${name}`;
}
/** The `v` may be left out, as in `linux/arm/7`. */
function isVariant(architecture, variant) {
    const known = VARIANTS.get(architecture);
    return known === undefined || known.includes(variant) || known.includes(`v${variant}`);
}
/** The platform that was most likely meant; `undefined` if one of its parts is like no name. */
function nearestPlatform({ os, architecture, variant }) {
    const system = isOperatingSystem(os) ? os : (0,nearest/* nearest */.p)(os, OPERATING_SYSTEMS);
    const alias = ALIASES.get(architecture);
    const meant = alias ?? nearestArchitecture(architecture);
    if (system === undefined || meant === undefined)
        return undefined;
    const known = VARIANTS.get(meant.architecture);
    const near = variant === undefined || isVariant(meant.architecture, variant) ? variant : (0,nearest/* nearest */.p)(variant, known ?? []);
    return [system, meant.architecture, near ?? meant.variant].filter((part) => part !== undefined).join('/');
}
function nearestArchitecture(name) {
    if (isArchitecture(name))
        return { architecture: name };
    const near = (0,nearest/* nearest */.p)(name, [...ARCHITECTURES, ...ALIASES.keys()]);
    return near === undefined ? undefined : (ALIASES.get(near) ?? { architecture: near });
}

;// CONCATENATED MODULE: ./lib/oci/platform.js


/** OCI's names for processors, by Node's. */
const NODE_ARCHITECTURES = { x64: 'amd64', ia32: '386', riscv64: 'riscv64' };
const WORD = /^[A-Za-z0-9_.-]+$/;
/** containerd/platforms, `osRe`: `os(version+feature+feature)`. */
const OS = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/;
/** The platform of this machine's containers: Linux, whatever the machine itself runs. */
function hostPlatform(nodeArchitecture) {
    return normalise('linux', NODE_ARCHITECTURES[nodeArchitecture] ?? nodeArchitecture, undefined);
}
/**
 * Reads `os[(version)][/architecture[/variant]]`, or an operating system or an architecture alone; `host` gives the rest.
 *
 * @throws UserError for any other text, and for a name that is unknown. containerd takes any name.
 */
function parsePlatform(text, host) {
    const parts = text.split('/');
    const [first = '', second, third] = parts;
    const system = OS.exec(first);
    const options = system === null ? undefined : systemOptions(system[2] ?? '', system[3] ?? '');
    if (options === undefined || parts.length > 3 || parts.slice(1).some((part) => !WORD.test(part))) {
        throw new errors/* UserError */.yo(`invalid platform ${JSON.stringify(text)}`, {
            hint: WRITE_IT_AS,
        });
    }
    const os = normaliseOs(system?.[1] ?? '');
    if (second === undefined) {
        if (isOperatingSystem(os))
            return { ...host, os, ...options };
        const guess = normalise(host.os, first, undefined);
        return isArchitecture(guess.architecture) ? guess : refuseWord(text);
    }
    requireKnownNames({ os, architecture: second.toLowerCase(), variant: third?.toLowerCase() }, text);
    return { ...normalise(os, second, third), ...options };
}
/** @returns `undefined` where an escape is wrong */
function systemOptions(version, features) {
    try {
        const osVersion = decodeURIComponent(version);
        const named = features.split('+').map(decodeURIComponent);
        const osFeatures = [...new Set(named.filter((feature) => feature !== ''))].sort();
        return { ...(osVersion === '' ? {} : { osVersion }), ...(osFeatures.length === 0 ? {} : { osFeatures }) };
    }
    catch {
        return undefined;
    }
}
/** The same for a flag or an input, where `local` means the platform of this machine. */
function givenPlatform(text, host) {
    return text === 'local' ? host : parsePlatform(text, host);
}
function normaliseOs(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
function normalise(os, architecture, variant) {
    const lower = architecture.toLowerCase();
    const alias = ALIASES.get(lower);
    const name = alias?.architecture ?? lower;
    const wanted = (variant ?? alias?.variant)?.toLowerCase();
    const finished = normaliseVariant(name, wanted);
    return { os: normaliseOs(os), architecture: name, ...(finished === undefined ? {} : { variant: finished }) };
}
function normaliseVariant(architecture, variant) {
    if (architecture === 'arm64')
        return variant === '8' || variant === 'v8' ? undefined : variant;
    if (architecture === 'arm') {
        if (variant === undefined || variant === '')
            return 'v7';
        return /^[5-8]$/.test(variant) ? `v${variant}` : variant;
    }
    if (architecture === 'amd64' && variant === 'v1')
        return undefined;
    return variant;
}
function normalisePlatform(platform) {
    const { os, architecture, variant, ...options } = platform;
    return { ...normalise(os, architecture, variant), ...options };
}
/** `os[(version)]/architecture[/variant]`, the form of `--platform` and of TARGETPLATFORM. */
function formatPlatform({ os, architecture, variant, osVersion = '', osFeatures = [] }) {
    const options = [osVersion, ...osFeatures].map((option) => option.replace(/[%+()/]/g, escaped)).join('+');
    const system = options === '' ? os : `${os}(${options})`;
    return [system, architecture, variant].filter((part) => part !== undefined).join('/');
}
function escaped(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/**
 * How far an image for `offered` is from `wanted`: 0 for an exact match, more for a worse one, `undefined` where it cannot run.
 * An ARM processor also runs what was made for its older variants.
 */
function platformDistance(wanted, offered) {
    const want = normalisePlatform(wanted);
    const offer = normalisePlatform(offered);
    if (want.os !== offer.os || want.architecture !== offer.architecture)
        return undefined;
    if (want.variant === offer.variant)
        return 0;
    if (want.architecture === 'arm') {
        const distance = Number(want.variant?.slice(1)) - Number(offer.variant?.slice(1));
        return distance > 0 ? distance : undefined;
    }
    return offer.variant === undefined ? 1 : undefined;
}


/***/ }),

/***/ 83215:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xc: () => (/* binding */ csvRecords),
/* harmony export */   dW: () => (/* binding */ readCsvField),
/* harmony export */   qZ: () => (/* binding */ csvFields)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/**
 * Reads the field that begins at `start`. A quoted field can contain commas and line breaks, and `""` in it
 * means one quote.
 *
 * @param endsAt characters that end a field beside the end of the text
 */
function readCsvField(text, start, quotes, endsAt) {
    const endOfPlain = (from) => {
        const length = text.slice(from).search(endsAt);
        return length < 0 ? text.length : from + length;
    };
    if (quotes === 'none' || text.charAt(start) !== '"') {
        const end = endOfPlain(start);
        const value = text.slice(start, end);
        return quotes === 'strict' && value.includes('"') ? { kind: 'bareQuote', end } : { kind: 'field', value, end };
    }
    const close = closingQuote(text, start);
    if (close === undefined)
        return { kind: 'openQuote', end: endOfPlain(start) };
    const value = text.slice(start + 1, close).replaceAll('""', '"');
    const end = endOfPlain(close + 1);
    if (end === close + 1)
        return { kind: 'field', value, end };
    if (quotes === 'strict')
        return { kind: 'textAfterQuote', end };
    return { kind: 'field', value: `"${value}"${text.slice(close + 1, end)}`, end };
}
/** The position of the quote that closes the one at `open`. */
function closingQuote(text, open) {
    let at = text.indexOf('"', open + 1);
    while (at >= 0 && text.charAt(at + 1) === '"')
        at = text.indexOf('"', at + 2);
    return at < 0 ? undefined : at;
}
const COMMA_OR_LINE_BREAK = /[,\r\n]/;
/**
 * Records of comma-separated fields, one record per line. Empty lines are left out.
 *
 * @throws UserError if a quote is not closed, or (strict) is at a position where it is not allowed
 */
function csvRecords(text, quotes) {
    const records = [];
    let record = [];
    for (let start = 0; start <= text.length;) {
        const field = readCsvField(text, start, quotes, COMMA_OR_LINE_BREAK);
        if (field.kind !== 'field')
            throw faultIn(text, field);
        const isLast = text.charAt(field.end) !== ',';
        const isEmptyLine = isLast && record.length === 0 && field.end === start;
        if (!isEmptyLine)
            record.push(field.value);
        if (isLast && !isEmptyLine) {
            records.push(record);
            record = [];
        }
        start = field.end + (text.startsWith('\r\n', field.end) ? 2 : 1);
    }
    return records;
}
/** The fields of one flag's value, such as `type=oci,dest=image.tar`. */
function csvFields(value) {
    return csvRecords(value, 'strict').flat();
}
function faultIn(text, fault) {
    const shown = JSON.stringify(text.slice(0, 200));
    if (fault.kind === 'openQuote')
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`a quote is not closed in ${shown}`);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`stray quote in ${shown}`, {
        hint: 'Quote a whole field, and double the quotes in it: "key=say ""hello""".',
    });
}


/***/ }),

/***/ 54783:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

const UNITS = {
    ns: 1,
    us: 1e3,
    µs: 1e3,
    μs: 1e3,
    ms: 1e6,
    s: 1e9,
    m: 60e9,
    h: 3600e9,
};
/**
 * A duration in the form of Go's time.ParseDuration (`1m30s`, `1.5h`, `-2s`, `0`), in nanoseconds.
 *
 * @throws UserError for any other text
 */
function parseDuration(text) {
    const match = /^([-+]?)(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.exec(text);
    if (/^[-+]?0$/.test(text))
        return 0;
    if (match === null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid duration ${JSON.stringify(text)}`, { hint: 'Write it as 30s, 1m30s or 500ms.' });
    }
    let total = 0;
    for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
        total += Number(number) * (UNITS[unit ?? ''] ?? 0);
    }
    const nanoseconds = Math.trunc(total);
    if (nanoseconds >= 2 ** 63)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid duration ${JSON.stringify(text)}: it is too long`);
    return match[1] === '-' ? -nanoseconds : nanoseconds;
}


/***/ }),

/***/ 89392:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ goBoolean)
/* harmony export */ });
/** The words that Go's strconv.ParseBool takes, and so docker; undefined for any other text. */
function goBoolean(text) {
    if (/^(?:1|t|T|TRUE|true|True)$/.test(text))
        return true;
    if (/^(?:0|f|F|FALSE|false|False)$/.test(text))
        return false;
    return undefined;
}


/***/ }),

/***/ 85098:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ percentDecoded)
/* harmony export */ });
/** A part of an address with its `%XX` decoded; unchanged if one is malformed. */
function percentDecoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 63512:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ STORAGE_DRIVERS)
/* harmony export */ });
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


/***/ })

};
