export const id = 707;
export const ids = [707];
export const modules = {

/***/ 79707:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   check: () => (/* binding */ check)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34397);
/* harmony import */ var _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69480);
/* harmony import */ var _sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98378);
/* harmony import */ var _sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20215);
/* harmony import */ var _plan_builds_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(40929);
/* harmony import */ var _host_adapters_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(775);
/* harmony import */ var _files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(36753);








const check = async (options, host, signal) => {
    const tempDir = (0,_files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .makeTemporaryFolder */ .w)(host.tempDir);
    let remote;
    try {
        remote = await (0,_sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__/* .openRemote */ .d)(host, options, node_path__WEBPACK_IMPORTED_MODULE_0__.join(tempDir, 'remote'));
        const { files } = remote;
        const opened = await (0,_sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__/* .openContext */ .e)(options, files, tempDir, signal);
        const { name, text } = opened.dockerfile;
        const findings = [];
        const result = { dockerfile: { name, text: new TextDecoder().decode(text) }, findings };
        const tell = (warning) => void findings.push(warning);
        // No events: the transfers of a few documents are of no interest.
        const adapters = (0,_host_adapters_js__WEBPACK_IMPORTED_MODULE_6__/* .openAdapters */ .BK)(host, () => undefined);
        try {
            const allStages = options.target === undefined;
            const contexts = new _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_2__/* .NamedContextSet */ .N(options.buildContexts, {
                ...adapters,
                remote: files,
                local: opened.local,
                signal,
            });
            await (0,_plan_builds_js__WEBPACK_IMPORTED_MODULE_5__/* .planBuilds */ .z)({ options, opened, bases: adapters.bases, contexts, tell, allStages, signal });
            return result;
        }
        catch (error) {
            return { ...result, failure: error };
        }
        finally {
            await adapters.close();
        }
    }
    finally {
        remote?.close();
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_1__/* .discard */ .v)(tempDir);
    }
};


/***/ })

};
