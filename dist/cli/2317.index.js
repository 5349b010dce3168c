export const id = 2317;
export const ids = [2317];
export const modules = {

/***/ 82317:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RE2_ENGINE: () => (/* binding */ RE2_ENGINE)
/* harmony export */ });
/* harmony import */ var re2js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2856);
/* harmony import */ var _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(717);


/** RE2's own rules and running time, by re2js. It is loaded only for files that use patterns. */
const RE2_ENGINE = {
    matches: (pattern, text, most = Number.MAX_SAFE_INTEGER) => {
        const compiled = compile(pattern);
        const names = new Map(Object.entries(compiled.namedGroups()));
        const matcher = compiled.matcher(text);
        const found = [];
        while (found.length < most && matcher.find()) {
            const groups = Array.from({ length: compiled.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined);
            found.push({ groups, names });
        }
        return found;
    },
    replace: (pattern, text, replacement) => {
        const compiled = compile(pattern);
        const names = compiled.namedGroups();
        const matcher = compiled.matcher(text);
        let result = '';
        let end = 0;
        while (matcher.find()) {
            result += text.slice(end, matcher.start());
            result += expanded(replacement, (name) => {
                const index = /^\d+$/.test(name) ? Number(name) : names[name];
                return index === undefined || index > compiled.groupCount() ? '' : (matcher.group(index) ?? '');
            });
            end = matcher.end();
        }
        return result + text.slice(end);
    },
};
function compile(pattern) {
    try {
        return re2js__WEBPACK_IMPORTED_MODULE_0__/* .RE2JS */ .L3.compile(pattern);
    }
    catch (error) {
        if (error instanceof re2js__WEBPACK_IMPORTED_MODULE_0__/* .RE2JSException */ .o_)
            throw new _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .CallError */ .R(`the pattern is wrong: ${error.message}`);
        throw error;
    }
}
/** As Go's Regexp.Expand. */
function expanded(template, group) {
    return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced, bare) => whole === '$$' ? '$' : group(braced ?? bare ?? ''));
}


/***/ })

};
