export const id = 707;
export const ids = [707];
export const modules = {

/***/ 79707:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   check: () => (/* binding */ check)
/* harmony export */ });
/* harmony import */ var _host_adapters_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9120);
/* harmony import */ var _plan_builds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46391);
/* harmony import */ var _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69480);
/* harmony import */ var _with_opened_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42287);




const check = (options, host, signal) => (0,_with_opened_context_js__WEBPACK_IMPORTED_MODULE_3__/* .withOpenedContext */ .X)(options, host, signal, async (opened, files) => {
    const { name, text } = opened.dockerfile;
    const findings = [];
    const result = { dockerfile: { name, text: new TextDecoder().decode(text) }, findings };
    const tell = (warning) => void findings.push(warning);
    // No events: the transfers of a few documents are of no interest.
    const adapters = (0,_host_adapters_js__WEBPACK_IMPORTED_MODULE_0__/* .openAdapters */ .B)(host, () => undefined);
    try {
        const allStages = options.target === undefined;
        const sources = { ...adapters, remote: files, local: opened.local, signal };
        const contexts = new _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_2__/* .NamedContextSet */ .N(options.buildContexts, sources);
        await (0,_plan_builds_js__WEBPACK_IMPORTED_MODULE_1__/* .planBuilds */ .z)({ options, opened, bases: adapters.bases, contexts, tell, allStages, signal });
        return result;
    }
    catch (error) {
        return { ...result, failure: error };
    }
    finally {
        await adapters.close();
    }
});


/***/ }),

/***/ 42287:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ withOpenedContext)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34397);
/* harmony import */ var _files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36753);
/* harmony import */ var _sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98378);
/* harmony import */ var _sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20215);





/**
 * Opens a build's context, for who only looks at the Dockerfile. What was fetched for it is removed afterwards.
 *
 * @throws UserError when there is no Dockerfile to look at
 */
async function withOpenedContext(options, host, signal, use) {
    const tempDir = (0,_files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeTemporaryFolder */ .w)(host.tempDir);
    let remote;
    try {
        remote = await (0,_sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__/* .openRemote */ .d)(host, options, node_path__WEBPACK_IMPORTED_MODULE_0__.join(tempDir, 'remote'));
        return await use(await (0,_sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__/* .openContext */ .e)(options, remote.files, tempDir, signal), remote.files);
    }
    finally {
        remote?.close();
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_1__/* .discard */ .v)(tempDir);
    }
}


/***/ })

};
