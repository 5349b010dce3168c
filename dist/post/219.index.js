export const id = 219;
export const ids = [219];
export const modules = {

/***/ 6219:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchBaseline: () => (/* binding */ fetchBaseline),
/* harmony export */   publishBaseline: () => (/* binding */ publishBaseline)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _async_time_limit_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4109);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4397);
/* harmony import */ var _cache_actions_open_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2725);
/* harmony import */ var _branch_baseline_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8176);
/* harmony import */ var _host_http_client_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6080);
/* harmony import */ var _cache_scratch_folder_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8685);
/* harmony import */ var _async_abortable_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2206);









/** Milliseconds. A baseline is a few kB: it is not worth waiting longer. */
const TIME_LIMIT = 20_000;
/**
 * The newest baseline that runs on a branch saved to the Actions cache. It does not depend on the pack that this build began
 * with: a pull request finds its own pack before its base's, and the baseline in that pack may be old.
 *
 * @returns `undefined` if there is no valid one
 * @throws InfraError when the service fails
 */
async function fetchBaseline(host, of, branch, signal) {
    return await withStore(host, of, signal, async (store, bounded) => {
        const folder = await (0,_cache_scratch_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .scratchFolder */ .$)(of.root);
        try {
            const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, 'baseline');
            const found = await (0,_async_abortable_js__WEBPACK_IMPORTED_MODULE_7__/* .settledBefore */ .Z)(bounded, store.restoreBaseline(file, branch, bounded));
            return found ? await (0,_branch_baseline_js__WEBPACK_IMPORTED_MODULE_4__/* .readBaseline */ .mF)(file) : undefined;
        }
        finally {
            await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_2__/* .discard */ .v)(folder);
        }
    });
}
/** Saves the baseline that the run on a branch left, as an entry of its own. Does nothing if it left none. */
async function publishBaseline(host, of, branch, signal) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(of.root, (0,_branch_baseline_js__WEBPACK_IMPORTED_MODULE_4__/* .baselineFile */ ._S)(of, branch));
    if ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file).catch(() => undefined)) === undefined)
        return;
    await withStore(host, of, signal, (store, bounded) => (0,_async_abortable_js__WEBPACK_IMPORTED_MODULE_7__/* .settledBefore */ .Z)(bounded, store.saveBaseline(file, branch, bounded)));
}
async function withStore(host, { root, scope, variant }, signal, work) {
    if (host.actionsCache === undefined)
        return undefined;
    const transport = (0,_host_http_client_js__WEBPACK_IMPORTED_MODULE_5__/* .httpClientOf */ .X)(host);
    try {
        const store = (0,_cache_actions_open_js__WEBPACK_IMPORTED_MODULE_3__/* .openActionsCache */ .C3)(host.actionsCache, transport, { root, scope, variant });
        return await work(store, (0,_async_time_limit_js__WEBPACK_IMPORTED_MODULE_8__/* .withTimeLimit */ .B)(signal, TIME_LIMIT));
    }
    finally {
        transport.close();
    }
}


/***/ }),

/***/ 8685:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ scratchFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5821);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(920);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4293);





/** Makes a private folder on the root's file system, so that files in it can be hard-linked to their final names. */
async function scratchFolder(root) {
    const ingest = (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'ingest');
    (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolders */ .w)(ingest, 0o700);
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(ingest, `${(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .ownIdentity */ .A)()}.pack-`));
}


/***/ })

};
