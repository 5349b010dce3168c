export const id = 5182;
export const ids = [5182];
export const modules = {

/***/ 39362:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pruneActions: () => (/* binding */ pruneActions)
});

// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/http/read-body.js
var read_body = __webpack_require__(81163);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(23525);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/cache/actions/entry-keys.js
var entry_keys = __webpack_require__(78095);
;// CONCATENATED MODULE: ./lib/cache/actions/repository-caches.js







const PAGE = 100;
/** A repository has at most a few thousand entries. The limit is for a list that never ends. */
const MAX_PAGES = 100;
const MAX_ANSWER = 1024 * 1024;
/**
 * The entries of a repository's Actions cache, through GitHub's REST API. Deleting needs the permission `actions: write`.
 */
class RepositoryCaches {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    /** All entries of this program, the most recently used first. */
    async list(signal) {
        const entries = new Map();
        for (let page = 1; page <= MAX_PAGES; page++) {
            const query = `?key=${entry_keys/* ENTRY_PREFIX */.YT}&per_page=${PAGE}&page=${page}&sort=last_accessed_at&direction=desc`;
            const answer = await this.#ask('GET', `actions/caches${query}`, signal, async (response) => {
                if (response.status === 404)
                    return undefined;
                const what = { name: 'the list of caches', maxBytes: MAX_ANSWER };
                const { actions_caches: entries } = (0,json_document/* decodeDocument */.w)(cacheList, await (0,read_body/* readBody */.x)(response, MAX_ANSWER), what);
                return entries.map(toListedEntry);
            });
            if (answer.kind === 'denied')
                return answer;
            if (answer.value === undefined)
                return { kind: 'denied', why: `the token may not see ${this.#parts.repository}` };
            // Entries that are used meanwhile move to the front, so one may be on two pages.
            for (const entry of answer.value)
                if (entry.key.startsWith(entry_keys/* ENTRY_PREFIX */.YT))
                    entries.set(entry.id, entry);
            if (answer.value.length < PAGE)
                break;
        }
        return { kind: 'done', value: [...entries.values()] };
    }
    /** @returns whether it still existed */
    async delete({ id }, signal) {
        return await this.#ask('DELETE', `actions/caches/${id}`, signal, async (response) => {
            await response.discard();
            return response.status !== 404;
        });
    }
    /** Whether a pull request is certainly closed: `false` if the token may not see it. */
    async isPullRequestClosed(number, signal) {
        const answer = await this.#ask('GET', `pulls/${number}`, signal, async (response) => {
            if (response.status === 404) {
                await response.discard();
                return false;
            }
            const what = { name: 'the pull request', maxBytes: MAX_ANSWER };
            return (0,json_document/* decodeDocument */.w)(pullRequest, await (0,read_body/* readBody */.x)(response, MAX_ANSWER), what).state === 'closed';
        });
        return answer.kind === 'done' && answer.value;
    }
    /** @param read makes a value of an answer with a status of success or 404 */
    async #ask(method, target, signal, read) {
        const { http, api, repository, token, retry } = this.#parts;
        const request = {
            method,
            url: new URL(`${api.href.replace(/\/$/, '')}/repos/${repository}/${target}`),
            headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
            authorization: `Bearer ${token}`,
            secrets: [token],
            retry,
            signal,
        };
        try {
            return await http.send(request, async (answer) => {
                const { status } = answer;
                if (status === 401 || status === 403) {
                    await answer.discard();
                    const need = method === 'GET' ? 'actions: read' : 'actions: write';
                    const denied = `the token does not have the permission "${need}"`;
                    return { kind: 'denied', why: status === 403 && isLimit(answer) ? TOO_MUCH : denied };
                }
                if (status !== 404 && (status < 200 || status > 299))
                    throw await http.failure(answer, request);
                return { kind: 'done', value: await read(answer) };
            });
        }
        catch (error) {
            if ((0,http_error/* statusOf */.c2)(error) === 429)
                return { kind: 'denied', why: TOO_MUCH };
            throw error;
        }
    }
}
const TOO_MUCH = 'GitHub accepts no more requests from this token for now';
/** Whether a 403 means too many requests: GitHub uses it for both. */
function isLimit({ headers }) {
    return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
}
/** GitHub's times have fractions of any length. */
const time = (0,decoder/* refine */.YP)((0,decoder/* stringUpTo */._m)(64), (text) => !Number.isNaN(Date.parse(text)), 'a time');
const cacheEntry = (0,object/* object */.Ik)({
    id: decoder/* nonNegativeInteger */.dv,
    key: (0,decoder/* stringUpTo */._m)(512),
    ref: (0,decoder/* stringUpTo */._m)(1024),
    size_in_bytes: decoder/* nonNegativeInteger */.dv,
    created_at: time,
    last_accessed_at: time,
});
const cacheList = (0,object/* object */.Ik)({ actions_caches: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(cacheEntry), []) });
const pullRequest = (0,object/* object */.Ik)({ state: (0,decoder/* stringUpTo */._m)(64) });
function toListedEntry(entry) {
    return {
        id: entry.id,
        key: entry.key,
        ref: entry.ref,
        size: entry.size_in_bytes,
        created: Date.parse(entry.created_at),
        lastUsed: Date.parse(entry.last_accessed_at),
    };
}

;// CONCATENATED MODULE: ./lib/cache/actions/superseded-entries.js

/** A pack's key, a baseline's, or that of the records of builds on a builder. */
const REPLACED = new RegExp(`^(${entry_keys/* ENTRY_PREFIX */.YT}(?:(?:baseline|[0-9a-f]{12}-[0-9a-f]{12})-[0-9a-f]{12}|records-[0-9a-f]{12})-)[0-9a-f]{8,128}(?:-[0-9a-f]{8})?$`);
const PULL_REQUEST = /^refs\/pull\/(\d+)\//;
/**
 * The entries that can be deleted, judged by key, ref and time. Under each ref, the newest pack, the newest baseline and the
 * newest records of each scope and variant stay. The listing does not show which blobs a pack names, so a blob is judged by age and ref alone.
 */
function supersededEntries(entries, { cutoff, closedRefs }) {
    const newest = new Map();
    for (const entry of entries) {
        const slot = slotOf(entry);
        const known = slot === undefined ? undefined : newest.get(slot);
        if (slot !== undefined && (known === undefined || isNewer(entry, known)))
            newest.set(slot, entry);
    }
    return entries.flatMap((entry) => {
        const slot = slotOf(entry);
        if (closedRefs.has(entry.ref))
            return [{ ...entry, why: 'its pull request is closed' }];
        if (slot !== undefined && newest.get(slot) !== entry)
            return [{ ...entry, why: 'a newer one replaced it' }];
        return entry.lastUsed < cutoff ? [{ ...entry, why: 'it was not used for a long time' }] : [];
    });
}
/** The pull requests whose refs have entries, by ref. */
function pullRequestsOf(entries) {
    const found = entries.flatMap(({ ref }) => {
        const number = PULL_REQUEST.exec(ref)?.[1];
        return number === undefined ? [] : [[ref, Number(number)]];
    });
    return new Map(found);
}
/** Entries with the same slot replace each other; `undefined` for a blob. */
function slotOf({ key, ref }) {
    const prefix = REPLACED.exec(key)?.[1];
    return prefix === undefined ? undefined : `${ref} ${prefix}`;
}
function isNewer(entry, than) {
    return entry.created > than.created || (entry.created === than.created && entry.id > than.id);
}

// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
;// CONCATENATED MODULE: ./lib/app/caching/prune-actions.js




/** Deletes entries of a repository's Actions cache that are not needed any more. @throws InfraError when that fails */
async function pruneActions(options, host, signal) {
    const { olderThanMs, dryRun } = options;
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        const caches = new RepositoryCaches({ ...options, http, retry: retry_policy/* RETRY_CACHE */.WO });
        const listed = await caches.list(signal);
        if (listed.kind === 'denied')
            return { deleted: [], kept: [], denied: listed.why };
        const closedRefs = new Set();
        for (const [ref, number] of pullRequestsOf(listed.value)) {
            if (await caches.isPullRequestClosed(number, signal))
                closedRefs.add(ref);
        }
        const superseded = supersededEntries(listed.value, { cutoff: Date.now() - olderThanMs, closedRefs });
        const deleted = [];
        const resultWith = (more = {}) => {
            const gone = new Set(deleted.map(({ id }) => id));
            return { deleted, kept: listed.value.filter(({ id }) => !gone.has(id)), ...more };
        };
        for (const entry of superseded) {
            const answer = dryRun ? { kind: 'done' } : await caches.delete(entry, signal);
            if (answer.kind === 'denied')
                return resultWith({ denied: answer.why });
            deleted.push(entry);
        }
        return resultWith();
    }
    finally {
        http.close();
    }
}


/***/ }),

/***/ 78095:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ isBlobKey),
/* harmony export */   Cz: () => (/* binding */ baselinePrefix),
/* harmony export */   LL: () => (/* binding */ BLOB_VERSION),
/* harmony export */   YT: () => (/* binding */ ENTRY_PREFIX),
/* harmony export */   aY: () => (/* binding */ alternateKey),
/* harmony export */   b7: () => (/* binding */ recordsPrefix),
/* harmony export */   bd: () => (/* binding */ blobKey),
/* harmony export */   i_: () => (/* binding */ PACK_VERSIONS),
/* harmony export */   kd: () => (/* binding */ TOOLKIT_FILE),
/* harmony export */   qI: () => (/* binding */ PackKeys),
/* harmony export */   sW: () => (/* binding */ blobKeys)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9501);



/** The prefix of all entries of this program. Its number changes when the form of the entries changes. */
const ENTRY_PREFIX = 'layer-build-3-';
/** The name of every file that @actions/cache moves. It must not change, since an entry's version is a digest over it. */
const TOOLKIT_FILE = 'pack';
/** The version of blobs, which are saved as they are. Packs have the version that @actions/cache gives them. */
const BLOB_VERSION = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHex */ .sU)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)('layer-build: a blob as it is'));
/** The versions that @actions/cache gives to entries of that file: on machines with zstd, and on machines without. */
const PACK_VERSIONS = [packVersion('zstd-without-long'), packVersion('gzip')];
function packVersion(compression) {
    const parts = [TOOLKIT_FILE, compression, ...(process.platform === 'win32' ? ['windows-only'] : []), '1.0'];
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHex */ .sU)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(parts.join('|')));
}
function blobKey(digest) {
    return `${ENTRY_PREFIX}blob-${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHex */ .sU)(digest)}`;
}
/**
 * Another key, for use if the first key is taken by a useless entry. An entry never changes, so damaged bytes stay damaged.
 * And an entry that a job reserved but never finished keeps its key for a day or longer.
 */
function alternateKey(key) {
    return `${key}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
}
/** Prefixes for looking up a blob, the best first: if there is an alternate key, the first one was useless. */
function blobKeys(digest) {
    const key = blobKey(digest);
    return [`${key}-`, key];
}
function isBlobKey(key, digest) {
    const first = blobKey(digest);
    return key === first || (key.startsWith(first) && /^-[0-9a-f]{8}$/.test(key.slice(first.length)));
}
/** The prefix of a branch's baselines. No pack has it, so that a search for packs finds no baseline. */
function baselinePrefix(scope, variant, branch) {
    return `${ENTRY_PREFIX}baseline-${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .hashFieldList */ .rK)([scope, variant, branch]).slice(0, 12)}-`;
}
/** The prefix of the records of builds on a builder. */
function recordsPrefix(scope, variant) {
    return `${ENTRY_PREFIX}records-${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .hashFieldList */ .rK)([scope, variant]).slice(0, 12)}-`;
}
/**
 * The keys of one scope's packs. An entry never changes, so each pack has a key of its own. The key also says under which ref it was
 * saved: the service prefers the entries of a job's own ref, so a job that wants those of its base must ask for nothing else.
 */
class PackKeys {
    #scope;
    #variant;
    #own;
    /** @param ref the one that the job saves under; `undefined` if it is not known */
    constructor(scope, variant, ref) {
        this.#scope = `${ENTRY_PREFIX}${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(scope))}-`;
        this.#variant = `${this.#scope}${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(variant))}-`;
        this.#own = this.ofRef(ref ?? '');
    }
    /** The prefix of this variant's packs. */
    get ofVariant() {
        return this.#variant;
    }
    /** The prefix of the packs of all variants in the scope. */
    get ofScope() {
        return this.#scope;
    }
    /** The prefix of this variant's packs that were saved under a ref. */
    ofRef(ref) {
        return `${this.#variant}${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(ref))}-`;
    }
    isOfVariant(key) {
        return key.startsWith(this.#variant);
    }
    /** Whether it was saved under the job's own ref. */
    isOwn(key) {
        return key.startsWith(this.#own);
    }
    of(id) {
        return this.#own + id;
    }
    /** The pack's id in a key. @throws InfraError for a key of no pack in the scope */
    idIn(key) {
        const id = key.startsWith(this.#scope)
            ? /^[0-9a-f]{12}-[0-9a-f]{12}-([0-9a-f]{8,128})(?:-[0-9a-f]{8})?$/.exec(key.slice(this.#scope.length))
            : null;
        if (id?.[1] === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('the Actions cache returned an entry that was not asked for');
        return id[1];
    }
}


/***/ }),

/***/ 81163:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var _http_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67553);

/** The whole body of an answer. @throws HttpError when it has more than `maxBytes`, or breaks off */
async function readBody(response, maxBytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body()) {
        size += chunk.byteLength;
        if (size > maxBytes) {
            throw new _http_error_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpError */ .j$(`${response.url.host} sent more than ${maxBytes} bytes`, {
                retryable: false,
                url: response.url,
            });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 23525:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ JsonDocument),
/* harmony export */   w: () => (/* binding */ decodeDocument)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);
/* harmony import */ var _parse_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51289);



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
        return new JsonDocument(name, orInfraError(name, () => (0,_parse_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .q)(source, maxBytes)));
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
    return (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .orThrow */ .aU)(read, (error) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${name}: ${error.message}`, { cause: error }));
}


/***/ }),

/***/ 21725:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ openSpan),
/* harmony export */   Kk: () => (/* binding */ onSpan),
/* harmony export */   mn: () => (/* binding */ traced),
/* harmony export */   wJ: () => (/* binding */ publishSpan),
/* harmony export */   yd: () => (/* binding */ isTraced)
/* harmony export */ });
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53053);

/*
 * Spans go through a channel of the process, so that a function that is slow can say so without being given anything. While nobody
 * listens, they cost one look at a flag.
 */
const NAME = 'layer-build:span';
const spans = (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.channel)(NAME);
/** Whether anyone listens. */
function isTraced() {
    return spans.hasSubscribers;
}
/** Listens to all spans that end from now on. @returns a function that ends this */
function onSpan(listener) {
    // Only `publishSpan` publishes on this channel.
    const take = (span) => listener(span);
    (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.subscribe)(NAME, take);
    return () => {
        (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.unsubscribe)(NAME, take);
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


/***/ })

};
