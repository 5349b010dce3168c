export const id = 6080;
export const ids = [6080];
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

/***/ 1151:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rf: () => (/* binding */ attestationsFor),
/* harmony export */   s8: () => (/* binding */ buildxProvenance),
/* harmony export */   xz: () => (/* binding */ attestationsOf)
/* harmony export */ });
/* unused harmony exports wantsDefaultAttestations, notesCheckout */
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21506);



const OFF = 'BUILDX_NO_DEFAULT_ATTESTATIONS';
/** docker/buildx `build/opt.go`. */
const OF_BUILDX = { mode: 'min', inlineOnly: true };
/** @throws UserError when the variable is neither true nor false */
function wantsDefaultAttestations(env) {
    const text = env[OFF] ?? '';
    const off = text === '' ? false : (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(text);
    if (off === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${OFF}=${JSON.stringify(text)} is neither true nor false`);
    return !off;
}
/** As in buildx. @throws UserError as `wantsDefaultAttestations` */
function buildxProvenance(env) {
    const provenance = wantsDefaultAttestations(env) ? OF_BUILDX : undefined;
    return { builderId: '', provenance, notesCheckout: notesCheckout(env) };
}
/** `BUILDX_GIT_INFO=false` turns it off. */
function notesCheckout(env) {
    return (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(env['BUILDX_GIT_INFO'] ?? '') !== false;
}
/**
 * Decides what is said. Of several settings for one type, one counts: as a flag `--attest` goes before `--provenance` and `--sbom`, as an
 * input it is the other way round.
 *
 * @throws UserError for a setting that is unknown, or does not fit
 */
function attestationsOf({ values, face, outputs, otherwise, onBuilder }) {
    const { provenance, sbom, attests, attestAs: place, sign } = values;
    const single = [provenance, sbom].filter((spec) => spec !== undefined);
    const specs = face === 'flag' ? [...attests, ...single] : [...single, ...attests];
    const of = (type) => specs.find((spec) => spec.type === type);
    const ofProvenance = of('provenance');
    const ofSbom = of('sbom');
    const packages = ofSbom !== undefined && !ofSbom.disabled;
    const generator = onBuilder && packages ? ofSbom.attributes.get('generator') : undefined;
    const asked = [ofProvenance, ofSbom].flatMap((spec) => (spec === undefined || spec.disabled ? [] : [spec]));
    const hasDocker = outputs.some(({ type }) => type === 'docker');
    const parsed = ofProvenance === undefined || ofProvenance.disabled
        ? undefined
        : (0,_values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .provenanceRequest */ .dV)(ofProvenance, otherwise.builderId);
    const made = ofProvenance === undefined ? byDefault(otherwise, hasDocker) : parsed?.request;
    return {
        attestations: {
            ...(made !== undefined && { provenance: made }),
            sbom: packages,
            ...(generator !== undefined && { generator }),
            place,
            byDefault: ofProvenance === undefined,
            notesCheckout: otherwise.notesCheckout,
            ...(sign && { signed: signedForm(made, otherwise) }),
        },
        warnings: [
            ...(parsed?.warnings ?? []),
            ...(packages && generator === undefined ? (0,_values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .sbomWarnings */ .HH)(ofSbom) : []),
            ...asked.flatMap(({ where }) => withoutRoom(outputs).map((why) => `${where}: ${why}`)),
        ],
    };
}
/** The verifiers look for SLSA v1. Without provenance there would be nothing to sign: then it has as little as it can. */
function signedForm(made, { builderId }) {
    const { mode, reproducible } = made ?? { mode: 'min', reproducible: false };
    return { mode, reproducible, version: 'v1', builderId: made?.builderId ?? builderId };
}
/** Why outputs have no room for what was asked for. */
function withoutRoom(outputs) {
    const types = new Set(outputs.map(({ type }) => type).filter((type) => NO_ROOM.has(type) && type !== 'cacheonly'));
    const docker = outputs.some(({ dockerTypes }) => dockerTypes === true);
    return [
        ...[...types].map((type) => `an output of type=${type} has no room for it`),
        ...(docker ? ['an output with oci-mediatypes=false has no room for it'] : []),
    ];
}
/** docker/build-push-action leaves the default to buildx as soon as one output is for Docker. */
function byDefault({ provenance, builderId }, hasDocker) {
    if (provenance === undefined)
        return undefined;
    const { mode, inlineOnly } = hasDocker ? OF_BUILDX : provenance;
    return {
        mode,
        inlineOnly,
        version: 'v1',
        reproducible: false,
        completeMaterials: false,
        builderId: hasDocker ? '' : builderId,
    };
}
/** An archive for Docker holds an image alone; the other holds nothing. */
const NO_ROOM = new Set(['docker', 'cacheonly']);
/** Outputs that get what is not for pushed images only. */
const NOT_PUSHED = new Set(['oci', 'local', 'tar']);
/**
 * What of it goes to an output. An archive for Docker has no room for it. An image that only the local store keeps gets what was asked
 * for; an archive, and the files of an image, get what is not for pushed images only.
 */
function attestationsFor(attestations, { type, dockerTypes }) {
    const { provenance, byDefault: isDefault, ...others } = attestations;
    const none = { ...others, sbom: false, byDefault: isDefault };
    if (dockerTypes === true || NO_ROOM.has(type))
        return none;
    const fits = type === 'registry' || (NOT_PUSHED.has(type) ? provenance?.inlineOnly !== true : !isDefault);
    return { ...none, sbom: others.sbom, ...(fits && provenance !== undefined && { provenance }) };
}


/***/ }),

/***/ 88767:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ MULTI_PLATFORM),
/* harmony export */   h: () => (/* binding */ isMultiPlatform)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89392);


/** The build argument by which an image for one platform is an index too (BuildKit's `frontend/dockerui`). */
const MULTI_PLATFORM = 'BUILDKIT_MULTI_PLATFORM';
/**
 * Whether the image is an index of images for platforms: if there are several, or if the build argument asks for it.
 *
 * @throws UserError when the argument is neither true nor false
 */
function isMultiPlatform({ platforms, buildArgs }) {
    return new Set(platforms).size > 1 || isAsked(buildArgs[MULTI_PLATFORM] ?? '');
}
function isAsked(text) {
    const value = text === '' ? false : (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_1__/* .goBoolean */ .x)(text);
    if (value !== undefined)
        return value;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the build argument ${MULTI_PLATFORM} is ${JSON.stringify(text)}, which is neither true nor false`);
}


/***/ }),

/***/ 53600:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ toldNames),
/* harmony export */   QC: () => (/* binding */ settleNames),
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   k7: () => (/* binding */ resultNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _name_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18620);
/* harmony import */ var _values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75910);




/**
 * Settles which output has which names. As in buildx, the names of the whole build replace those of its outputs.
 *
 * @param names of the whole build
 * @throws UserError when an image is to be pushed and has no name, or has a tag and is to be pushed without one
 */
function settleNames(names, outputs, source) {
    const tags = names.length > 0 ? names : (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctReferences */ .Dc)(outputs.flatMap((output) => output.names ?? []));
    const several = names.length === 0 && tags.length > 0 && outputs.filter(_values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfImage */ .$x).length > 1;
    const settled = { tags, outputs: outputs.map((output) => withNames(output, several)) };
    for (const output of settled.outputs)
        if (output.type === 'registry')
            checkPush(output, tags, source);
    return settled;
}
/** @param ownNames whether an output has only the names that it gives itself, and none if it gives none */
function withNames({ names = [], ...output }, ownNames) {
    return ownNames && (0,_values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfImage */ .$x)(output) ? { ...output, names } : output;
}
function checkPush(output, tags, source) {
    const names = namesOf(output, tags);
    if (names.length === 0) {
        const option = source.face === 'flag' ? _name_options_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_OPTIONS */ .P.tag : _name_options_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_OPTIONS */ .P.tags;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('a push needs a tag that says where to', {
            hint: `Give ${source.nameOf(option)} a name such as registry.example.com/team/app:1.2.`,
        });
    }
    const tagged = names.find(({ tag }) => tag !== _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_TAG */ .fL);
    if (output.byDigest !== true || tagged === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`push-by-digest=true: can't push tagged ref ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarName */ .hG)(tagged)} by digest`, {
        hint: 'Give the name without a tag, or leave push-by-digest=true out.',
    });
}
/** The names that an output gives the image. */
function namesOf(output, tags) {
    return (0,_values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfImage */ .$x)(output) ? (output.names ?? tags) : [];
}
/** The full names that the image has after the build; without a tag where it was pushed by its digest. */
function resultNames(named) {
    return distinctNames(named).map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH);
}
/** The same as people write them. */
function toldNames(named) {
    return distinctNames(named).map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarName */ .hG);
}
function distinctNames({ tags, outputs }) {
    if (outputs.length === 0)
        return tags;
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctReferences */ .Dc)(outputs.flatMap((output) => namesOf(output, tags).map((name) => (isByDigest(output) ? withoutTag(name) : name))));
}
function isByDigest(output) {
    return output.type === 'registry' && output.byDigest === true;
}
function withoutTag({ registry, repository }) {
    return { registry, repository };
}


/***/ }),

/***/ 61404:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ signingSettingsOf)
/* harmony export */ });
/* harmony import */ var _signing_signing_services_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31117);

/** Nothing is checked: most builds do not sign. */
function signingSettingsOf(env) {
    const services = Object.entries(_signing_signing_services_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE_VARIABLES */ .sS).flatMap(([service, name]) => {
        const url = env[name] ?? '';
        return url === '' ? [] : [[service, url.replace(/\/+$/, '')]];
    });
    return {
        identity: identityIn(env),
        services: Object.fromEntries(services),
        server: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
        inJob: env['GITHUB_ACTIONS'] === 'true',
    };
}
/** As for cosign, a token that is given counts more than the job's. */
function identityIn(env) {
    const given = env['SIGSTORE_ID_TOKEN'] ?? '';
    if (given !== '')
        return { kind: 'given', token: given };
    const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
    const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
    return url === '' || requestToken === '' || !URL.canParse(url) ? undefined : { kind: 'job', url, requestToken };
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

/***/ 31117:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RP: () => (/* binding */ checkServices),
/* harmony export */   kP: () => (/* binding */ servicesFor),
/* harmony export */   sS: () => (/* binding */ SERVICE_VARIABLES)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** Sigstore's own services. The log is public, and so is the name of the repository in the certificates in it. */
const PUBLIC = { fulcio: 'https://fulcio.sigstore.dev', rekor: 'https://rekor.sigstore.dev' };
/** The variables that name services in place of the usual ones. */
const SERVICE_VARIABLES = {
    fulcio: 'SIGSTORE_FULCIO_URL',
    rekor: 'SIGSTORE_REKOR_URL',
    timestamps: 'SIGSTORE_TSA_URL',
};
/** @throws UserError for an address that is none */
function checkServices(services) {
    for (const service of ['fulcio', 'rekor', 'timestamps']) {
        const text = services[service];
        if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)))
            continue;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`sign: ${SERVICE_VARIABLES[service]}=${JSON.stringify(text)} is not the address of a service`, {
            hint: 'Write it with https:// before the host.',
        });
    }
}
/**
 * As `actions/attest` chooses: Sigstore's public services for a public repository, and GitHub's own for any other, which have
 * no public log.
 *
 * @param visibility of the repository, as the token says it; `undefined` where the token is not of a job of GitHub
 */
function servicesFor({ services: given, server, identity }, visibility) {
    const isPublic = visibility === undefined ? identity?.kind !== 'job' : visibility === 'public';
    const usual = isPublic ? PUBLIC : servicesOfGitHub(server);
    const { fulcio = usual.fulcio, rekor, timestamps } = given;
    const named = rekor !== undefined || timestamps !== undefined;
    return named ? { fulcio, rekor, timestamps } : { ...usual, fulcio };
}
function servicesOfGitHub(server) {
    const host = URL.canParse(server) ? new URL(server).hostname : 'github.com';
    const domain = host === 'github.com' ? 'githubapp.com' : host;
    return { fulcio: `https://fulcio.${domain}`, timestamps: `https://timestamp.${domain}` };
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
