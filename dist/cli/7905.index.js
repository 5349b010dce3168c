export const id = 7905;
export const ids = [7905];
export const modules = {

/***/ 97905:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askOnTerminal: () => (/* binding */ askOnTerminal)
/* harmony export */ });
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26848);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);


/**
 * Asks somebody at a terminal for one line.
 *
 * @param hidden does not show what is typed
 */
async function askOnTerminal(input, output, question, hidden, signal) {
    output.write(question);
    // The reader repeats what is typed on its output, with the question: neither is wanted of a password.
    const nowhere = new node_stream__WEBPACK_IMPORTED_MODULE_1__.Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_0__.createInterface)({ input, output: hidden ? nowhere : output, terminal: hidden });
    try {
        return await reader.question('', { signal });
    }
    finally {
        reader.close();
        if (hidden)
            output.write('\n');
    }
}


/***/ })

};
