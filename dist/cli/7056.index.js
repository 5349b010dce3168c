export const id = 7056;
export const ids = [7056];
export const modules = {

/***/ 7056:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XX: () => (/* binding */ containerVerb),
/* harmony export */   jJ: () => (/* binding */ forEach),
/* harmony export */   r5: () => (/* binding */ withContainers)
/* harmony export */ });
/* harmony import */ var _app_options_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68378);
/* harmony import */ var _command_host_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10664);
/* harmony import */ var _command_print_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74435);
/* harmony import */ var _command_progress_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81520);
/* harmony import */ var _command_verb_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48363);





/** A verb that has to do with containers. */
function containerVerb(verb) {
    return (0,_command_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .defineVerb */ .P)({
        ...verb,
        table: {
            own: { title: 'Flags', options: verb.flags },
            host: _app_options_table_js__WEBPACK_IMPORTED_MODULE_0__/* .BUILD_TABLE */ .gJ.host,
            general: verb.general ?? _app_options_table_js__WEBPACK_IMPORTED_MODULE_0__/* .GENERAL */ .zm,
        },
        run: async ({ values, operands, warnings }, cli) => {
            const host = (0,_command_host_js__WEBPACK_IMPORTED_MODULE_1__/* .hostOfCommand */ .F)(values.host, cli);
            for (const warning of warnings)
                cli.stderr.write(`WARNING: ${warning}\n`);
            return withContainers(host, cli, (containers) => verb.run({ containers, host, operands, flags: values.own, cli }));
        },
    });
}
/** Opens the store and runs `work` with its containers. */
async function withContainers(host, cli, work) {
    const { Containers: opened } = await cli.loadContainers();
    return (0,_command_progress_js__WEBPACK_IMPORTED_MODULE_3__/* .withProgress */ .E0)(cli, (sink) => opened.use({ host, sink, signal: cli.signal, supervisorEntry: cli.supervisorEntry }, work));
}
/** Does something to each container that is named. Goes on after an error, as docker does, and ends with exit code 1 then. */
async function forEach({ operands, cli }, work) {
    let code = 0;
    for (const query of operands) {
        try {
            cli.stdout.write(`${(await work(query)) ?? query}\n`);
        }
        catch (error) {
            if (cli.signal.aborted)
                throw error;
            (0,_command_print_error_js__WEBPACK_IMPORTED_MODULE_2__/* .printError */ .y)(error, cli);
            code = 1;
        }
    }
    return code;
}


/***/ })

};
