export const id = 9328;
export const ids = [9328];
export const modules = {

/***/ 44586:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ encodeListing),
/* harmony export */   Ht: () => (/* binding */ decodeListing),
/* harmony export */   Ug: () => (/* binding */ LISTING_FILE)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90139);
/* harmony import */ var _record_record_codec_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(34270);
/* harmony import */ var _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(70113);
/* harmony import */ var _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5727);
/* harmony import */ var _packed_path_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(27674);








/** Name of the listing within a pack; it comes first. */
const LISTING_FILE = 'listing.json';
function encodeListing({ files, registryBlobs, parcels, ...listing }) {
    const numbers = new Map(parcels.map(({ digest }, number) => [digest, number]));
    const encoded = {
        version: 2,
        ...listing,
        files: [...files].map(([path, { in: place, ...file }]) => {
            const number = place && numbers.get(place.parcel);
            return { path, ...file, ...(place !== undefined && number !== undefined && { in: [number, place.bytes] }) };
        }),
        parcels,
        elsewhere: registryBlobs,
    };
    return JSON.stringify(encoded);
}
/** Bytes. A pack of 100,000 files has a listing of some 30 MB. */
const MAX_LISTING_SIZE = 256 * 1024 * 1024;
/** @returns `undefined` for anything that `encodeListing` does not make */
function decodeListing(json) {
    const encoded = (0,_json_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .parseOrUndefined */ .x9)(packListing, json, MAX_LISTING_SIZE);
    if (encoded === undefined)
        return undefined;
    const { version, files, parcels = [], elsewhere, ...listing } = encoded;
    if (version === 1 && parcels.length > 0)
        return undefined;
    const known = new Map();
    for (const { path, in: place, ...file } of files) {
        if (place === undefined) {
            known.set(path, file);
            continue;
        }
        const parcel = parcels[place[0]]?.digest;
        if (parcel === undefined || !(0,_packed_path_js__WEBPACK_IMPORTED_MODULE_7__/* .isDetail */ .mO)(path))
            return undefined;
        known.set(path, { ...file, in: { parcel, bytes: place[1] } });
    }
    return { ...listing, files: known, parcels, registryBlobs: elsewhere };
}
const hex = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringMatching */ .zc)(/^[a-f0-9]{64}$/, 'a sha256');
const rate = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .refine */ .YP)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .number */ .ai, (value) => value > 0, 'a number above 0');
/** Reads all or nothing: a listing that is damaged anywhere is not trusted at all. */
const packListing = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
    version: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(1, 2),
    scope: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
    saved: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .utcTime */ .SK,
    files: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
        path: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringMatching */ .zc)(_packed_path_js__WEBPACK_IMPORTED_MODULE_7__/* .PACKED_PATH */ .ho, 'the path of a packed file'),
        sha256: hex,
        used: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .utcTime */ .SK,
        hits: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .nonNegativeInteger */ .dv,
        writer: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
        in: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .tuple */ .PV)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .nonNegativeInteger */ .dv, _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .nonNegativeInteger */ .dv)),
    })),
    parcels: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ digest: _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_5__/* .digest */ .b, size: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .nonNegativeInteger */ .dv }))),
    blobs: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_record_record_codec_js__WEBPACK_IMPORTED_MODULE_4__/* .blobDescriptor */ .tx),
    elsewhere: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ digest: _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_5__/* .digest */ .b, registry: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj, repository: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj })),
    mounts: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ key: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .mountKey */ .NY, id: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj, layers: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_record_record_codec_js__WEBPACK_IMPORTED_MODULE_4__/* .layer */ .qd), used: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .utcTime */ .SK })),
    throughput: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ bytesPerMs: rate })),
});


/***/ }),

/***/ 55285:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KO: () => (/* binding */ noteSaved),
/* harmony export */   f8: () => (/* binding */ readRestored),
/* harmony export */   sK: () => (/* binding */ readAllRestored),
/* harmony export */   vy: () => (/* binding */ noteRestored)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _files_atomic_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50229);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90920);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40920);
/* harmony import */ var _json_decode_or_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55370);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(90139);
/* harmony import */ var _listing_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44586);








/** Bytes. Enough for several listings. */
const MAX_NOTES_SIZE = 512 * 1024 * 1024;
const restoredNotes = (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .arrayOfValid */ .tP)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_6__/* .object */ .Ik)({
    location: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_6__/* .object */ .Ik)({ kind: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .oneOf */ .yL)('actions', 'registry', 'directory', 'objects'), name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj }),
    storeId: _json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj,
    packId: _json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj,
    listing: _json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj,
}));
/** Notes what was restored, for the process that saves later. @param name the scope's file name, from `cacheName` */
async function noteRestored(root, name, packs) {
    const notes = packs.map(({ location, storeId, packId, listing }) => {
        return { location, storeId, packId, listing: (0,_listing_js__WEBPACK_IMPORTED_MODULE_7__/* .encodeListing */ .Bq)(listing) };
    });
    await (0,_files_atomic_file_js__WEBPACK_IMPORTED_MODULE_1__/* .writeWhole */ .y)((0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .pathInRoot */ .hA)(root, 'restoredPacks', name), JSON.stringify(notes));
}
/** Notes that a location has this pack now: a build on this machine that makes nothing new need not ask it. */
async function noteSaved(root, name, saved) {
    const others = (await readRestored(root, name)).filter(({ storeId }) => storeId !== saved.storeId);
    await noteRestored(root, name, [...others, saved]);
}
/** The packs of all scopes that this machine restored. */
async function readAllRestored(root) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .pathInRoot */ .hA)(root, 'restoredPacks')).catch(() => []);
    return (await Promise.all(names.map((name) => readRestored(root, name)))).flat();
}
/**
 * @returns an empty list also for notes that are damaged or of another version. The next save then does not use them
 */
async function readRestored(root, name) {
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .pathInRoot */ .hA)(root, 'restoredPacks', name));
        const notes = (0,_json_decode_or_js__WEBPACK_IMPORTED_MODULE_4__/* .parseOrUndefined */ .x9)(restoredNotes, file, MAX_NOTES_SIZE) ?? [];
        return notes.flatMap(({ location, storeId, packId, listing }) => {
            const decoded = (0,_listing_js__WEBPACK_IMPORTED_MODULE_7__/* .decodeListing */ .Ht)(listing);
            return decoded === undefined ? [] : [{ location, storeId, packId, listing: decoded }];
        });
    }
    catch {
        // A build that restored nothing leaves no notes.
        return [];
    }
}


/***/ }),

/***/ 53893:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ fileIdentities)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);


/** A list of files, or a part of it. */
const fileIdentities = (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .tuple */ .PV)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj));


/***/ }),

/***/ 63410:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ readMountNames),
/* harmony export */   t: () => (/* binding */ noteMountName)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90920);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44293);





/** Stores the id of a cache mount by its key. The mount's folder is named by the key alone. */
function noteMountName(root, key, id) {
    const file = (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'mountNames', key);
    (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolders */ .w)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), 0o700);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, id, { mode: 0o600 });
}
/** The ids of cache mounts, by key. */
async function readMountNames(root) {
    const keys = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'mountNames')).catch(() => []);
    return new Map(await Promise.all(keys.map(async (key) => [key, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'mountNames', key), 'utf8')])));
}


/***/ }),

/***/ 34270:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iW: () => (/* binding */ datedLayer),
/* harmony export */   oU: () => (/* binding */ stepRecord),
/* harmony export */   qd: () => (/* binding */ layer),
/* harmony export */   rF: () => (/* binding */ MAX_RECORD_SIZE),
/* harmony export */   tx: () => (/* binding */ blobDescriptor),
/* harmony export */   vW: () => (/* binding */ keptBuild)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90139);
/* harmony import */ var _file_identities_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53893);
/* harmony import */ var _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70113);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50261);
/* harmony import */ var _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5727);







const blobDescriptor = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .layerMediaType */ .sG, digest: _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b, size: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .nonNegativeInteger */ .dv });
const layer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ blob: blobDescriptor, diffId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .diffId */ .Jd, contentId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .contentId */ .fm, indexDigest: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b) });
/** The digest of a long list, or a short list itself. */
const files = (value) => typeof value === 'string' ? (0,_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b)(value) : (0,_file_identities_js__WEBPACK_IMPORTED_MODULE_3__/* .fileIdentities */ .n)(value);
const hashed = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ hash: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj });
const hiddenVariable = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, hash: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj });
const shownVariable = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    value: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
});
const variable = (value) => typeof value === 'object' && value !== null && 'hash' in value ? hiddenVariable(value) : shownVariable(value);
/** Bytes. A record holds at most a command with its heredocs, a config, and the environment of a step. */
const MAX_RECORD_SIZE = 64 * 1024 * 1024;
/** Records come from caches that others can write to. Anything that does not have exactly this form is not a record. */
const anyRecord = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    version: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(2),
    key: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$,
    aliasOf: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$),
    stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    inputs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
        operation: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        command: (value) => (typeof value === 'string' ? value : hashed(value)),
        platform: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        parent: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .parentId */ .A1,
        layout: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
        env: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(variable),
        args: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(variable),
        config: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        files,
    }),
    layer: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(layer),
    durationMs: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    ownMs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .nonNegative */ .rG),
    created: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .utcTime */ .SK,
    remakes: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(true)),
});
const stepRecord = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .refine */ .YP)(anyRecord, ({ inputs: { operation }, layer }) => layer !== undefined || !LAYER_MAKERS.has(operation), 'a record with a layer');
/** Without its layer, a hit of such a step would make an image that lacks the step's files. */
const LAYER_MAKERS = new Set(['run', 'copy']);
const keptBuild = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    scope: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    steps: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .arrayOfValid */ .tP)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, key: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$ })),
    unfinished: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .arrayOfValid */ .tP)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj })),
});
const datedLayer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ layer, created: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .utcTime */ .SK });


/***/ }),

/***/ 12315:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ RecordStore)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/engine/record.js
var record = __webpack_require__(40033);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/text/encoded-parts.js
var encoded_parts = __webpack_require__(74278);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/cache/record/file-identities.js
var file_identities = __webpack_require__(53893);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/json/next-row.js
var next_row = __webpack_require__(87540);
// EXTERNAL MODULE: ./lib/layer/packed/packed-pairs.js
var packed_pairs = __webpack_require__(8428);
;// CONCATENATED MODULE: ./lib/cache/record/long-list.js







/** Bytes that are read and parsed at once: few enough for the first generation of the heap. */
const PART = 64 * 1024;
/** Bytes of one file in the list, at most. Two paths of 4 KiB, all of it escaped, are less. */
const MAX_ROW = 64 * 1024;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/**
 * Reads a list that may have a million files, which are never all there as objects.
 *
 * @returns `undefined` if it is not a list with this digest
 * @throws what `open` and `read` throw
 */
async function readLongList(file, digest) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const packer = new packed_pairs/* PairPacker */.r();
    const buffer = Buffer.allocUnsafeSlow(PART + MAX_ROW);
    const take = (length) => {
        const pairs = (0,decode_or/* parseOrUndefined */.x9)(file_identities/* fileIdentities */.n, buffer.subarray(0, length), buffer.length);
        for (const pair of pairs ?? [])
            packer.add(pair);
        return pairs !== undefined;
    };
    const handle = await (0,promises_.open)(file, 'r');
    try {
        // The buffer always begins with the bracket of a list, and then has whole rows and the beginning of one.
        for (let used = 0;;) {
            const { bytesRead } = await handle.read(buffer, used, Math.min(PART, buffer.length - used));
            if (bytesRead === 0) {
                // Nothing is read either if the buffer is full, as of a file that is no list.
                const isList = used < buffer.length && take(used) && (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')) === digest;
                return isList ? packer.finish() : undefined;
            }
            hash.update(buffer.subarray(used, used + bytesRead));
            used += bytesRead;
            const end = lastEndOfRow(buffer.subarray(0, used));
            if (end < 0)
                continue;
            // In place of the comma there.
            buffer[end] = CLOSE;
            if (!take(end + 1))
                return undefined;
            buffer[0] = OPEN;
            buffer.copyWithin(1, end + 1, used);
            used -= end;
        }
    }
    finally {
        await handle.close();
    }
}
/** The end of a row that is far behind in what was read, or of any. */
function lastEndOfRow(rows) {
    const late = (0,next_row/* endOfRow */.R)(rows, Math.floor((rows.length * 3) / 4));
    return late < 0 ? (0,next_row/* endOfRow */.R)(rows, 0) : late;
}

;// CONCATENATED MODULE: ./lib/cache/record/file-lists.js









/** Up to this number of files, the list is in the record itself: so few cost nothing to read. */
const SHORT = 50;
/**
 * Lists of the files that steps read, each in a file of its own, named by its digest. A list may be long (a COPY of
 * node_modules has tens of thousands of files), is shared by all records of the same files, and is only read when a miss is
 * explained.
 */
class FileLists {
    #root;
    /** A step saves its record under two keys, but its list is encoded and written only once. */
    #kept = new WeakMap();
    /** @param root absolute path of the root folder */
    constructor(root) {
        this.#root = root;
    }
    /** @returns what goes into the record: a short list itself, or the digest of a long one */
    async keep(files) {
        if (typeof files === 'string')
            return files;
        if (files.length <= SHORT)
            return [...files];
        let kept = this.#kept.get(files);
        if (kept === undefined)
            this.#kept.set(files, (kept = this.#write(files)));
        return kept;
    }
    async #write(files) {
        const digest = (0,oci_digest/* digestOfPieces */.Rj)((0,encoded_parts/* encodedParts */.r)(jsonPieces(files), file_lists_PART));
        await (0,atomic_file/* writeWhole */.y)(this.#fileOf(digest), (0,encoded_parts/* encodedParts */.r)(jsonPieces(files), file_lists_PART));
        return digest;
    }
    /** @returns `undefined` for a list that does not exist, or does not match its digest */
    async read(files) {
        if (typeof files !== 'string')
            return files;
        const file = this.#fileOf(files);
        try {
            const { size } = await (0,promises_.stat)(file);
            if (size > MAX_LIST_SIZE)
                return undefined;
            if (size > LONG)
                return await readLongList(file, files);
            const bytes = await (0,promises_.readFile)(file);
            return (0,oci_digest/* sha256 */.sc)(bytes) === files ? (0,decode_or/* parseOrUndefined */.x9)(file_identities/* fileIdentities */.n, bytes, LONG) : undefined;
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #fileOf(digest) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'fileLists', (0,oci_digest/* digestHex */.sU)(digest));
    }
}
/** Bytes that are hashed or written at once. */
const file_lists_PART = 256 * 1024;
/** The list as `JSON.stringify` gives it, in pieces. */
function* jsonPieces(files) {
    let before = '[';
    for (const file of files) {
        yield before + JSON.stringify(file);
        before = ',';
    }
    yield before === '[' ? '[]' : ']';
}
/** Bytes. A shorter list is an array when it was read. */
const LONG = 4 * 1024 * 1024;
/** Bytes. The list of a million files with long paths has fewer. */
const MAX_LIST_SIZE = 256 * 1024 * 1024;

// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(34270);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
;// CONCATENATED MODULE: ./lib/cache/record/record-store.js









/**
 * Step records below the root folder. There is one file for each record, for each long list of files, for each tree (with
 * the layer that first had it), and for each scope (with the keys of the last build's steps). A file that cannot be read
 * counts as missing.
 */
class RecordStore {
    #root;
    #lists;
    #scope;
    #scopeName;
    #note;
    #noted = new Set();
    #saved = new Set();
    #distrust;
    #restored;
    #details;
    #restoring;
    #restoredBase;
    /**
     * @param root absolute path of the root folder
     * @param scope keeps the explanations of different builds apart
     * @param options a callback for the records that are used, and the result of restoring packs before the build
     */
    constructor(root, scope, { note, distrust, details, restored, begun, restoredBase, ...outcome } = {}) {
        this.#restored = outcome;
        this.#restoring = { restored: restored ?? noWait, begun: begun ?? noWait };
        this.#restoredBase = restoredBase ?? (() => Promise.resolve(false));
        this.#root = root;
        this.#lists = new FileLists(root);
        this.#details = details;
        this.#scope = (0,oci_digest/* digestHex */.sU)((0,oci_digest/* sha256 */.sc)(scope));
        this.#scopeName = scope;
        this.#note = note ?? (() => undefined);
        this.#distrust = distrust ?? (() => Promise.resolve());
    }
    /** The layers that the records below `root` name. Pruning must keep them. */
    static async layersIn(root) {
        const layers = await readAll(root, 'trees', record_codec/* datedLayer */.iW);
        return layers.flatMap((dated) => (dated === undefined ? [] : [dated.layer]));
    }
    /** All records below `root`, except those that cannot be read. */
    static async recordsIn(root) {
        const found = await readAll(root, 'records', record_codec/* stepRecord */.oU);
        return found.flatMap((record) => record ?? []);
    }
    /** The scopes below `root`, each with the records of its last build. Scopes of older versions have no name. */
    static async scopesIn(root) {
        const kept = await readAll(root, 'scopes', record_codec/* keptBuild */.vW);
        return kept.flatMap((build) => build === undefined ? [] : [{ name: build.scope ?? '', keys: build.steps.map(({ key }) => key) }]);
    }
    get faults() {
        return this.#restored.faults ?? [];
    }
    sourceOf(key) {
        return this.#restored.locations?.get(key)?.kind ?? 'local';
    }
    get #scopeFile() {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'scopes', this.#scope);
    }
    async find(key) {
        let record = await this.#read(key);
        if (record === undefined) {
            await this.#restoring.restored();
            record = await this.#read(key);
        }
        if (record === undefined)
            return undefined;
        this.#noteKey(key, { found: true });
        return record;
    }
    async findMore() {
        return await this.#restoredBase();
    }
    async #read(key) {
        const record = await (0,json_file/* readJsonFile */.J)(this.#recordFile(key), record_codec/* stepRecord */.oU, record_codec/* MAX_RECORD_SIZE */.rF);
        return record?.key === key ? record : undefined;
    }
    async save(record) {
        const { inputs, layer, created } = record;
        const kept = { ...record, inputs: { ...inputs, files: await this.#lists.keep(inputs.files) } };
        await writeJson(this.#recordFile(record.key), kept);
        if (layer !== undefined)
            await writeJson(this.#treeFile(layer.contentId), { layer, created });
        this.#saved.add(record.key);
        this.#noteKey(record.key);
    }
    async distrust() {
        await this.#distrust();
        for (const key of this.#saved)
            await (0,promises_.rm)(this.#recordFile(key), { force: true });
        this.#saved.clear();
    }
    async filesOf({ inputs: { files } }) {
        const found = await this.#lists.read(files);
        if (found !== undefined || typeof files !== 'string')
            return found;
        const brought = await this.#details?.bring((0,root_folder/* pathFromRoot */._f)('fileLists', (0,oci_digest/* digestHex */.sU)(files)));
        return brought === true ? await this.#lists.read(files) : undefined;
    }
    async layerWithTree(tree) {
        await this.#restoring.begun();
        const contentId = (0,identity/* contentIdOfTree */.OB)(tree);
        const dated = await (0,json_file/* readJsonFile */.J)(this.#treeFile(contentId), record_codec/* datedLayer */.iW, record_codec/* MAX_RECORD_SIZE */.rF);
        return dated?.layer.contentId === contentId ? dated : undefined;
    }
    async previous() {
        await this.#restoring.begun();
        const kept = await (0,json_file/* readJsonFile */.J)(this.#scopeFile, record_codec/* keptBuild */.vW, record_codec/* MAX_RECORD_SIZE */.rF);
        if (kept === undefined)
            return record/* NO_BUILD */.Bg;
        const steps = await Promise.all(kept.steps.map(async ({ key, stage, instruction }) => {
            const record = await (0,json_file/* readJsonFile */.J)(this.#recordFile(key), record_codec/* stepRecord */.oU, record_codec/* MAX_RECORD_SIZE */.rF);
            // The record may be from an equal step of another stage.
            return record === undefined ? undefined : { ...record, stage, instruction };
        }));
        const evicted = kept.steps
            .filter((_, index) => steps[index] === undefined)
            .map(({ stage, instruction }) => ({ stage, instruction }));
        return {
            steps: steps.filter((step) => step !== undefined),
            unfinished: kept.unfinished,
            ...(evicted.length > 0 && { evicted }),
        };
    }
    async savePrevious(build) {
        const steps = build.steps.map(({ key, stage, instruction }) => ({ key, stage, instruction }));
        // Another machine needs all these records, even those of steps that this build did not reach.
        for (const { key } of steps)
            this.#noteKey(key);
        const kept = { scope: this.#scopeName, steps, unfinished: build.unfinished };
        await writeJson(this.#scopeFile, kept);
        this.#note({ type: 'scope', file: (0,root_folder/* pathFromRoot */._f)('scopes', this.#scope) });
    }
    #noteKey(key, how = {}) {
        if (this.#noted.has(key))
            return;
        this.#noted.add(key);
        this.#note({ type: 'record', key, ...how });
    }
    #recordFile(key) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'records', (0,oci_digest/* digestHex */.sU)(key));
    }
    #treeFile(tree) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'trees', (0,oci_digest/* digestHex */.sU)(tree));
    }
}
function noWait() {
    return Promise.resolve();
}
async function readAll(root, folder, decoder) {
    const names = await (0,promises_.readdir)((0,root_folder/* pathInRoot */.hA)(root, folder)).catch(() => []);
    return Promise.all(names.map((name) => (0,json_file/* readJsonFile */.J)((0,root_folder/* pathInRoot */.hA)(root, folder, name), decoder, record_codec/* MAX_RECORD_SIZE */.rF)));
}
function writeJson(file, value) {
    return (0,atomic_file/* writeWhole */.y)(file, JSON.stringify(value));
}


/***/ }),

/***/ 63342:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ noteUse),
/* harmony export */   N: () => (/* binding */ readUses)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90920);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9501);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44293);






/** Counts that a build found a record. The file gets one more byte, so that builds side by side lose no count. */
function noteUse(root, key) {
    const file = (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'recordUses', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestHex */ .sU)(key));
    (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .makeFolders */ .w)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), 0o700);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, '.', { mode: 0o600 });
}
/** The uses of records, by the hex of the record's key. */
async function readUses(root) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'recordUses')).catch(() => []);
    const uses = await Promise.all(names.map(async (name) => {
        const { size, mtimeMs } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)((0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'recordUses', name));
        return [name, { hits: size, lastUsed: mtimeMs }];
    }));
    return new Map(uses);
}


/***/ }),

/***/ 93857:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EJ: () => (/* binding */ parseFileIdentity),
/* harmony export */   KX: () => (/* binding */ formatFileIdentity),
/* harmony export */   Zw: () => (/* binding */ shortFileIdentity)
/* harmony export */ });
const NOTHING = '-';
function formatFileIdentity({ type, mode, owner, content, rest }) {
    const fields = [type, mode, owner, content].map((field) => (field === '' ? NOTHING : field));
    return rest === '' ? fields.join(' ') : `${fields.join(' ')} ${rest}`;
}
const SHAPE = /^([a-z]+) (-|[0-7]+) (-|\d+:\d+) (-|"(?:[^"\\]|\\.)*"|[^ "]+)(?: (\{.*\}))?$/s;
/** @returns `undefined` for a text that `formatFileIdentity` does not make: records also come from other machines */
function parseFileIdentity(text) {
    const match = SHAPE.exec(text);
    if (match === null)
        return undefined;
    const [, type = '', mode = '', owner = '', content = '', rest = ''] = match;
    const given = (field) => (field === NOTHING ? '' : field);
    return { type, mode: given(mode), owner: given(owner), content: given(content), rest };
}
/**
 * The identity as records keep it. Records travel between machines and may list tens of thousands of files, so their digests are
 * cut: they only have to show that content changed. Keys are made with whole digests.
 */
function shortFileIdentity(text) {
    return text.replace(/ sha256:([0-9a-f]{16})[0-9a-f]{48}(?= |$)/, ` sha256:$1`);
}


/***/ }),

/***/ 40033:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ NO_BUILD),
/* harmony export */   TW: () => (/* binding */ joinedFiles),
/* harmony export */   ho: () => (/* binding */ costOf),
/* harmony export */   k2: () => (/* binding */ SHORT_LIST),
/* harmony export */   tx: () => (/* binding */ splitVariable),
/* harmony export */   uc: () => (/* binding */ recordedPlainly)
/* harmony export */ });
/* unused harmony export shortFileIdentities */
/* harmony import */ var _file_identity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93857);

/** A list with fewer files is an array. It takes some 300 bytes a file. */
const SHORT_LIST = 50_000;
/** Several lists, one after the other. */
function joinedFiles(lists) {
    const [first, ...others] = lists.filter(({ length }) => length > 0);
    if (first === undefined || others.length === 0)
        return first ?? [];
    return {
        length: lists.reduce((sum, list) => sum + list.length, 0),
        *[Symbol.iterator]() {
            for (const list of lists)
                yield* list;
        },
    };
}
/** Inputs for the record of a step that sees no build argument. */
function recordedPlainly({ env, args, files, ...inputs }) {
    return { ...inputs, env: env.map(splitVariable), args: args.map(splitVariable), files: shortFileIdentities(files) };
}
/** @param variable `NAME=value`, or the name alone */
function splitVariable(variable) {
    const at = variable.indexOf('=');
    return at < 0 ? { name: variable } : { name: variable.slice(0, at), value: variable.slice(at + 1) };
}
/**
 * Files for a record, with short digests: there may be tens of thousands of them.
 *
 * @internal For the test of what became of files.
 */
function shortFileIdentities(files) {
    const shortened = function* () {
        for (const [path, identity] of files)
            yield [path, (0,_file_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .shortFileIdentity */ .Zw)(identity)];
    };
    return files.length < SHORT_LIST ? [...shortened()] : { length: files.length, [Symbol.iterator]: shortened };
}
/** Milliseconds that it takes to make a record's result again: at most, if it is not known exactly. */
function costOf({ ownMs, durationMs }) {
    return ownMs ?? durationMs;
}
const NO_BUILD = { steps: [], unfinished: [] };


/***/ }),

/***/ 8428:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ PairPacker)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var _packed_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25622);


/** Characters that are compressed at once. */
const PART = 64 * 1024;
/** Makes a list of pairs that come in its order. It is compressed, since neighbours have most of their texts in common. */
class PairPacker {
    #parts = [];
    #texts = [];
    #size = 0;
    #length = 0;
    /** No text can have a NUL, as names of files cannot. */
    add([first, second]) {
        this.#texts.push(first, second);
        this.#length++;
        this.#size += first.length + second.length;
        if (this.#size >= PART)
            this.#pack();
    }
    finish() {
        if (this.#texts.length > 0)
            this.#pack();
        return new PackedPairs(this.#parts, this.#length);
    }
    #pack() {
        const text = this.#texts.join('\0');
        const buffer = Buffer.allocUnsafe((0,_packed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textRoom */ .Dt)(text));
        this.#parts.push((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.deflateRawSync)(buffer.subarray(0, (0,_packed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .writeText */ .x3)(buffer, 0, text)), { level: 1 }));
        this.#texts = [];
        this.#size = 0;
    }
}
class PackedPairs {
    #parts;
    length;
    constructor(parts, length) {
        this.#parts = parts;
        this.length = length;
    }
    *[Symbol.iterator]() {
        for (const part of this.#parts) {
            const texts = (0,_packed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.inflateRawSync)(part), 0).split('\0');
            for (let at = 0; at < texts.length; at += 2)
                yield [texts[at] ?? '', texts[at + 1] ?? ''];
        }
    }
}


/***/ }),

/***/ 33714:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ removeStaleIngests)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(35821);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90920);




/** After this, files of a process that cannot be seen from here (in another pid namespace) count as left behind. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Removes what processes that have ended left in `ingest`. Safe while builds are running. Never throws. */
async function removeStaleIngests(folder, now = Date.now(), signal) {
    const actions = (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(folder.root, 'actionsIngest');
    for (const ingest of [folder.ingest, actions]) {
        for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(ingest).catch(() => [])) {
            if (signal?.aborted === true)
                return;
            if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(actions) === ingest && name === (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(actions))
                continue;
            const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(ingest, name);
            if (!(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .h)(name.split('.')[0] ?? '') && !(await isAbandoned(path, now)))
                continue;
            // What a worker made as another user is that user's to remove.
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { recursive: true, force: true }).catch(() => undefined);
        }
    }
}
async function isAbandoned(path, now) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined);
    return stats !== undefined && now - stats.mtimeMs > ABANDONED_MS;
}


/***/ })

};
