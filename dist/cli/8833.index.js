export const id = 8833;
export const ids = [8833];
export const modules = {

/***/ 8833:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ exportVerb),
/* harmony export */   b: () => (/* binding */ cpVerb),
/* harmony export */   diffVerb: () => (/* binding */ diffVerb)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _app_options_values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88725);
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24701);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _container_verb_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7056);





const cpVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .containerVerb */ .XX)({
    name: 'cp',
    summary: 'copy files between a container and this machine',
    operands: 'CONTAINER:SOURCE DEST | SOURCE CONTAINER:DEST',
    count: [2, 2],
    examples: [
        { does: 'Take a report out of a container', command: 'layer-build cp web:/app/report.html .' },
        { does: 'Put a file into it', command: 'layer-build cp app.conf web:/etc/app.conf' },
    ],
    flags: {
        archive: { flag: ['-a', '--archive'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: 'files keep their owners in the container' },
        followLink: { flag: ['-L', '--follow-link'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: 'copy what a link at the source leads to' },
        quiet: { flag: ['-q', '--quiet'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: 'no effect: nothing is printed' },
    },
    run: async ({ containers, flags, operands: [source = '', dest = ''], cli }) => {
        const [from, to] = [placeOf(source), placeOf(dest)];
        if (from !== undefined && to !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('files are not copied between containers');
        if (from !== undefined) {
            const known = await containers.store.find(from.container);
            if (dest === '-' && cli.stdout.isTTY === true)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('an archive cannot be shown on a terminal');
            const place = dest === '-' ? '-' : absolute(dest, cli.cwd);
            await containers.copyOut(known, from.path, place, flags, cli.writeBytes);
            return 0;
        }
        if (to === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('one of the two has to be in a container: CONTAINER:PATH');
        const known = await containers.store.find(to.container);
        await containers.copyIn(known, source === '-' ? cli.stdin : absolute(source, cli.cwd), to.path, flags);
        return 0;
    },
});
/** `undefined` for a path of this machine: one that begins with `.` or `/`, or has no colon. */
function placeOf(text) {
    const colon = text.indexOf(':');
    if (colon < 1 || /^[./]/.test(text))
        return undefined;
    const below = text.slice(colon + 1);
    return { container: text.slice(0, colon), path: below.startsWith('/') ? below : `/${below}` };
}
/** A slash or a dot at the end means something. */
function absolute(text, cwd) {
    const end = /\/\.?$/.exec(text)?.[0] ?? '';
    const whole = node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(cwd, text);
    return text === '.' ? `${whole}/.` : whole === '/' ? whole : whole + end;
}
const exportVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .containerVerb */ .XX)({
    name: 'export',
    summary: 'write the files of a container as a tar',
    operands: 'CONTAINER',
    count: [1, 1],
    examples: [{ does: 'The files of a container as a tar', command: 'layer-build export -o web.tar web' }],
    flags: {
        output: {
            flag: ['-o', '--output'],
            takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('FILE', _app_options_values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .absolutePath */ .Hi),
            help: 'file to write',
            otherwise: 'standard output',
        },
    },
    run: async ({ containers, flags, operands: [query = ''], cli }) => {
        if (flags.output === undefined && cli.stdout.isTTY === true) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('an archive cannot be shown on a terminal', { hint: 'Give a file with --output.' });
        }
        await containers.export(await containers.store.find(query), flags.output, cli.writeBytes);
        return 0;
    },
});
const diffVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .containerVerb */ .XX)({
    name: 'container diff',
    summary: 'list what a container added (A), changed (C) and deleted (D)',
    operands: 'CONTAINER',
    count: [1, 1],
    examples: [{ does: 'See what a command has changed', command: 'layer-build container diff web' }],
    flags: {},
    run: async ({ containers, operands: [query = ''], cli }) => {
        const changes = await containers.changes(await containers.store.find(query));
        cli.stdout.write(changes.map(({ kind, path: at }) => `${kind} ${at}\n`).join(''));
        return 0;
    },
});


/***/ })

};
