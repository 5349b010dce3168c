export const id = 9139;
export const ids = [9139];
export const modules = {

/***/ 69139:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SEMVER_FUNCTIONS: () => (/* binding */ SEMVER_FUNCTIONS)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62088);
/* harmony import */ var _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(717);
/* harmony import */ var _values_value_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(12369);
/* harmony import */ var _declare_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(35485);




/** `semvercmp`, whose constraints are those of Masterminds' semver; npm's are nearly the same. */
const SEMVER_FUNCTIONS = new Map([
    [
        'semvercmp',
        (0,_declare_js__WEBPACK_IMPORTED_MODULE_2__/* .takes */ .ny)([(0,_declare_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('version'), (0,_declare_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)('constraint')], (args) => {
            const version = semver__WEBPACK_IMPORTED_MODULE_0__.coerce(args.text(0), { includePrerelease: true });
            if (version === null || !/^v?\d/.test(args.text(0)))
                throw new _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_3__/* .CallError */ .R(`${JSON.stringify(args.text(0))} is no version`);
            return (0,_values_value_js__WEBPACK_IMPORTED_MODULE_1__/* .boolValue */ .ks)(args
                .text(1)
                .split('||')
                .some((part) => part.split(/\s*,\s*|\s+(?=[<>=!~^])/).every((one) => holds(version, one.trim()))));
        }),
    ],
]);
function holds(version, constraint) {
    const unequal = /^!=\s*(.*)$/.exec(constraint);
    if (unequal !== null)
        return !holds(version, `=${unequal[1] ?? ''}`);
    const range = semver__WEBPACK_IMPORTED_MODULE_0__.validRange(constraint.replace(/^=>/, '>=').replace(/^=</, '<='));
    if (range === null)
        throw new _evaluate_scope_js__WEBPACK_IMPORTED_MODULE_3__/* .CallError */ .R(`${JSON.stringify(constraint)} is no constraint`);
    return semver__WEBPACK_IMPORTED_MODULE_0__.satisfies(version, range);
}


/***/ })

};
