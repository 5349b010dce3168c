export const id = 864;
export const ids = [864];
export const modules = {

/***/ 29864:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ bundleRecords),
  D: () => (/* binding */ fetchRecords),
  publishRecords: () => (/* binding */ publishRecords)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(32206);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/cache/actions/open.js + 16 modules
var actions_open = __webpack_require__(12725);
// EXTERNAL MODULE: ./lib/cache/cache-name.js
var cache_name = __webpack_require__(59722);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(34270);
;// CONCATENATED MODULE: ./lib/cache/record/record-bundle.js












/** Bytes, unpacked: more than any build's records, and few enough for the memory. */
const MOST_BYTES = 256 * 1024 * 1024;
const bundle = (0,object/* object */.Ik)({
    version: (0,decoder/* oneOf */.yL)(2),
    files: (0,containers/* mapOf */.A7)((0,object/* object */.Ik)({ written: decoder/* nonNegativeInteger */.dv, text: decoder/* string */.Yj })),
});
const NAME = new RegExp(`^(?:${[(0,root_folder/* pathFromRoot */._f)('scopes'), (0,root_folder/* pathFromRoot */._f)('records'), (0,root_folder/* pathFromRoot */._f)('fileLists')].join('|')})/[0-9a-f]{64}$`);
/**
 * Writes the last builds of some scopes, with their records and the files that these name, as one small file. It carries them to
 * another machine.
 *
 * @param root of a `RecordStore` @param scopes by their names
 * @returns whether there was anything to write
 */
async function writeBundle(root, scopes, file) {
    const files = {};
    const take = async (path) => {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(root, path), 'utf8').catch(() => undefined);
        const written = await writtenAt((0,external_node_path_.join)(root, path));
        if (text === undefined || written === undefined)
            return undefined;
        files[path] = { written, text };
        return text;
    };
    for (const scope of scopes) {
        const text = await take((0,root_folder/* pathFromRoot */._f)('scopes', (0,digest/* digestHex */.sU)((0,digest/* sha256 */.sc)(scope))));
        const build = text === undefined ? undefined : (0,decode_or/* parseOrUndefined */.x9)(record_codec/* keptBuild */.vW, text, record_codec/* MAX_RECORD_SIZE */.rF);
        for (const { key } of build?.steps ?? []) {
            const kept = await take((0,root_folder/* pathFromRoot */._f)('records', (0,digest/* digestHex */.sU)(key)));
            const record = kept === undefined ? undefined : (0,decode_or/* parseOrUndefined */.x9)(record_codec/* stepRecord */.oU, kept, record_codec/* MAX_RECORD_SIZE */.rF);
            const list = record?.inputs.files;
            if (typeof list === 'string')
                await take((0,root_folder/* pathFromRoot */._f)('fileLists', (0,digest/* digestHex */.sU)(list)));
        }
    }
    if (Object.keys(files).length === 0)
        return false;
    const text = JSON.stringify({ version: 2, files });
    if (text.length > MOST_BYTES)
        return false;
    await (0,atomic_file/* writeWhole */.y)(file, await (0,external_node_util_.promisify)(external_node_zlib_.gzip)(text));
    return true;
}
/**
 * Puts what a bundle has below `root`, but for what is newer there: this machine may have built after the one that the bundle comes from.
 * A bundle that cannot be read counts as empty.
 */
async function readBundle(root, file) {
    if ((await (0,promises_.stat)(file)).size > MOST_BYTES)
        return;
    const packed = await (0,promises_.readFile)(file);
    const text = await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(packed, { maxOutputLength: MOST_BYTES }).catch(() => undefined);
    const read = text === undefined ? undefined : (0,decode_or/* parseOrUndefined */.x9)(bundle, text, MOST_BYTES);
    for (const [path, { written, text: content }] of Object.entries(read?.files ?? {})) {
        const place = (0,external_node_path_.join)(root, path);
        if (!NAME.test(path) || ((await writtenAt(place)) ?? 0) > written)
            continue;
        await (0,atomic_file/* writeWhole */.y)(place, content);
        // The next bundle says when this was really written.
        const seconds = Math.min(written, Date.now()) / 1000;
        await (0,promises_.utimes)(place, seconds, seconds);
    }
}
/** In milliseconds since the epoch; `undefined` if there is no such file. */
async function writtenAt(file) {
    const stats = await (0,promises_.stat)(file).catch(() => undefined);
    return stats === undefined ? undefined : Math.floor(stats.mtimeMs);
}

// EXTERNAL MODULE: ./lib/cache/scratch-folder.js
var scratch_folder = __webpack_require__(28685);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
;// CONCATENATED MODULE: ./lib/app/builder/carried-records.js











/** Milliseconds. Records are some kB, and only tell why steps miss. */
const TIME_LIMIT = 20_000;
/**
 * Brings what the last build on a builder was made from, as a job on another machine left it. Nothing in it stands for bytes: at worst, a
 * reason is wrong.
 *
 * @throws InfraError when the Actions cache fails
 */
async function fetchRecords(build, signal) {
    const { root } = build.host;
    await withStore(build, signal, async (store, bounded) => {
        const folder = await (0,scratch_folder/* scratchFolder */.$)(root);
        try {
            const file = external_node_path_.join(folder, 'records');
            const found = await (0,abortable/* settledBefore */.Z)(bounded, store.restoreRecords(file, bounded));
            if (found)
                await readBundle((0,root_folder/* pathInRoot */.hA)(root, 'builderRecords'), file);
        }
        finally {
            await (0,discard/* discard */.v)(folder);
        }
    });
}
/**
 * Puts the records of a build together, for `publishRecords` in this process or in one that follows. Does nothing if there is no Actions
 * cache.
 *
 * @param scopes of its platforms
 */
async function bundleRecords({ host: { root, actionsCache }, scope, variant }, scopes) {
    if (actionsCache === undefined)
        return;
    await writeBundle((0,root_folder/* pathInRoot */.hA)(root, 'builderRecords'), scopes, bundleOf(root, scope, variant));
}
/** Saves what `bundleRecords` put together as an entry of the Actions cache. Does nothing if there is nothing. */
async function publishRecords(build, signal) {
    const file = bundleOf(build.host.root, build.scope, build.variant);
    if ((await (0,promises_.stat)(file).catch(() => undefined)) === undefined)
        return;
    await withStore(build, signal, (store, bounded) => (0,abortable/* settledBefore */.Z)(bounded, store.saveRecords(file, bounded)));
}
function bundleOf(root, scope, variant) {
    return (0,root_folder/* pathInRoot */.hA)(root, 'builderRecords', 'bundles', (0,cache_name/* cacheName */.U)(scope, variant));
}
async function withStore({ host, scope, variant }, signal, work) {
    const { actionsCache, root } = host;
    if (actionsCache === undefined)
        return;
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        await work((0,actions_open/* openActionsCache */.C3)(actionsCache, http, { root, scope, variant }), (0,time_limit/* withTimeLimit */.B)(signal, TIME_LIMIT));
    }
    finally {
        http.close();
    }
}


/***/ })

};
