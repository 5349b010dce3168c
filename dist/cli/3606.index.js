export const id = 3606;
export const ids = [3606];
export const modules = {

/***/ 43606:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainBuild: () => (/* binding */ explainBuild)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _async_time_budget_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66701);
/* harmony import */ var _cache_restore_blob_location_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16466);
/* harmony import */ var _cache_restore_kept_details_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29372);
/* harmony import */ var _cache_record_record_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(12315);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(452);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(34397);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(95369);
/* harmony import */ var _caching_open_locations_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(77425);
/* harmony import */ var _host_http_client_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(65839);
/* harmony import */ var _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(69480);
/* harmony import */ var _sources_open_context_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(98378);
/* harmony import */ var _sources_open_remote_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(20215);
/* harmony import */ var _look_ahead_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(34560);
/* harmony import */ var _plan_builds_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(96408);
/* harmony import */ var _planned_builds_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(39626);
/* harmony import */ var _cache_restore_restore_pack_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(42999);
/* harmony import */ var _host_adapters_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(24089);
/* harmony import */ var _files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(36753);



















/**
 * Plans a build, and looks every step up without doing any. Nothing is run, saved or noted; packs of `cacheFrom` are restored,
 * and files are read, as the build would.
 *
 * @throws what the build would throw before its first step runs
 */
async function explainBuild(options, host, sink, signal) {
    const tempDir = (0,_files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_18__/* .makeTemporaryFolder */ .w)(host.tempDir);
    let remote;
    let adapters;
    const http = (0,_host_http_client_js__WEBPACK_IMPORTED_MODULE_9__/* .httpClientOf */ .X)(host);
    try {
        remote = await (0,_sources_open_remote_js__WEBPACK_IMPORTED_MODULE_12__/* .openRemote */ .d)(host, options, node_path__WEBPACK_IMPORTED_MODULE_0__.join(tempDir, 'remote'));
        const { files, sshSockets } = remote;
        const opened = await (0,_sources_open_context_js__WEBPACK_IMPORTED_MODULE_11__/* .openContext */ .e)(options, files, tempDir, signal);
        adapters = (0,_host_adapters_js__WEBPACK_IMPORTED_MODULE_17__/* .openAdapters */ .BK)(host, sink);
        const { layers } = adapters;
        const bases = options.pull ? adapters.bases.inRegistries : adapters.bases;
        const scope = options.scope ?? opened.identity;
        const { faults, details } = await restorePacks({ options, host, adapters, scope, sink, signal }, http);
        layers.addDetails(details);
        const contexts = new _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_10__/* .NamedContextSet */ .N(options.buildContexts, {
            ...adapters,
            bases,
            remote: files,
            local: opened.local,
            signal,
        });
        const plans = await (0,_plan_builds_js__WEBPACK_IMPORTED_MODULE_14__/* .planBuilds */ .z)({
            options: { ...options, buildArgs: (0,_build_js__WEBPACK_IMPORTED_MODULE_7__.buildArgsOf)(options, host) },
            opened,
            bases,
            contexts,
            tell: () => undefined,
            allStages: false,
            signal,
        });
        const predicted = [];
        for (const [index, plan] of plans.entries()) {
            const records = new _cache_record_record_store_js__WEBPACK_IMPORTED_MODULE_4__/* .RecordStore */ .p(host.root, (0,_planned_builds_js__WEBPACK_IMPORTED_MODULE_15__/* .previousScope */ .QV)(scope, options.target, index), {
                faults,
                details,
            });
            const ports = {
                context: opened.context,
                remote: files,
                layers,
                cache: records,
            };
            predicted.push(...(await (0,_look_ahead_js__WEBPACK_IMPORTED_MODULE_13__/* .lookAhead */ .R)(plan, ports, (0,_planned_builds_js__WEBPACK_IMPORTED_MODULE_15__/* .engineOptionsOf */ .US)(options, sshSockets, plan.sourceDateEpoch), signal)));
        }
        return predicted;
    }
    finally {
        await adapters?.close();
        remote?.close();
        http.close();
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_6__/* .discard */ .v)(tempDir);
    }
}
/** @returns the locations that could not be asked, and what brings the details that packs do not have */
async function restorePacks({ options, host, adapters, scope, sink, signal }, http) {
    const { root } = host;
    const variant = options.variant ?? '';
    const faults = [];
    const details = new _cache_restore_kept_details_js__WEBPACK_IMPORTED_MODULE_3__/* .KeptDetails */ .J(root, () => Promise.resolve(), signal);
    const budget = new _async_time_budget_js__WEBPACK_IMPORTED_MODULE_1__/* .TimeBudget */ .z(options.cache.timeoutMs, 'cache-timeout');
    for (const store of (0,_caching_open_locations_js__WEBPACK_IMPORTED_MODULE_8__/* .openCacheLocations */ .j)({ options, host, adapters, http, scope, variant, sink }).from) {
        const parcels = (0,_cache_restore_blob_location_js__WEBPACK_IMPORTED_MODULE_2__/* .storeParcels */ .kF)(store, { budget, note: () => undefined, sink });
        try {
            for (const restore of [_cache_restore_restore_pack_js__WEBPACK_IMPORTED_MODULE_16__/* .restorePack */ .OI, _cache_restore_restore_pack_js__WEBPACK_IMPORTED_MODULE_16__/* .restoreNewest */ .Di]) {
                const pack = await restore(store, { root, signal });
                if (pack !== undefined)
                    details.add(pack.listing, parcels);
            }
        }
        catch (error) {
            signal.throwIfAborted();
            const message = (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error);
            faults.push({ location: store.location, message });
            sink({ type: 'cache', action: 'fault', doing: 'restore', location: store.location, message });
        }
    }
    return { faults, details };
}


/***/ })

};
