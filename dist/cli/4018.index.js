export const id = 4018;
export const ids = [4018,7056];
export const modules = {

/***/ 61404:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ signingSettingsOf)
/* harmony export */ });
/* harmony import */ var _signing_signing_services_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31117);

/** Nothing is checked: most builds do not sign. */
function signingSettingsOf(env) {
    const services = Object.entries(_signing_signing_services_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE_VARIABLES */ .sS).flatMap(([service, name]) => {
        const url = env[name] ?? '';
        return url === '' ? [] : [[service, url.replace(/\/+$/, '')]];
    });
    return {
        identity: identityIn(env),
        services: Object.fromEntries(services),
        server: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
        inJob: env['GITHUB_ACTIONS'] === 'true',
    };
}
/** As for cosign, a token that is given counts more than the job's. */
function identityIn(env) {
    const given = env['SIGSTORE_ID_TOKEN'] ?? '';
    if (given !== '')
        return { kind: 'given', token: given };
    const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
    const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
    return url === '' || requestToken === '' || !URL.canParse(url) ? undefined : { kind: 'job', url, requestToken };
}


/***/ }),

/***/ 86865:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ readHostSettings)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(51289);
// EXTERNAL MODULE: ./lib/app/options/process/environment.js
var process_environment = __webpack_require__(18897);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
;// CONCATENATED MODULE: ./lib/app/options/config-file.js









/**
 * The file has the form of Docker's daemon.json. Keys that are not ours are ignored, so that one file can serve both.
 *
 * @throws UserError for a file that makes no sense
 */
function readConfigFile({ env, home, files }) {
    const file = external_node_path_.join((0,process_environment/* xdgFolder */.aX)(env, 'XDG_CONFIG_HOME', home, '.config'), 'layer-build', 'config.json');
    const text = files.readText(file);
    if (text === undefined)
        return { mirrors: [], insecure: [] };
    const { 'registry-mirrors': mirrors, 'insecure-registries': insecure } = (0,decode_or/* orThrow */.aU)(() => configFile((0,parse_json/* parseJson */.q)(text, MAX_CONFIG_SIZE)), (error) => new errors/* UserError */.yo(`${file}: ${error.message}`, { hint: CONFIG_HINT, cause: error }));
    return { mirrors: (0,plain_values/* parseRegistryMirrors */.Xt)(file, mirrors), insecure };
}
/** Bytes. */
const MAX_CONFIG_SIZE = 1024 * 1024;
const CONFIG_HINT = 'Write it as {"registry-mirrors": ["https://…"], "insecure-registries": ["host:port"]}.';
const configFile = (0,object/* object */.Ik)({
    'registry-mirrors': (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(decoder/* string */.Yj), []),
    'insecure-registries': (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(decoder/* string */.Yj), []),
});

;// CONCATENATED MODULE: ./lib/app/options/process/usual-builders.js


/** @param home the user's home folder, absolute */
function usualBuildersOf(env, home, cwd) {
    const given = (name) => (env[name] === '' ? undefined : env[name]);
    const usual = given('BUILDKIT_HOST') ?? given('BUILDX_BUILDER');
    const folder = given('BUILDX_CONFIG');
    return {
        ...(usual !== undefined && { usual }),
        buildxFolder: folder === undefined ? external_node_path_.join((0,process_environment/* dockerConfigDirOf */.vC)(env, home, cwd), 'buildx') : external_node_path_.resolve(cwd, folder),
    };
}

// EXTERNAL MODULE: ./lib/app/options/process/signing-environment.js
var signing_environment = __webpack_require__(61404);
;// CONCATENATED MODULE: ./lib/app/options/read-host-settings.js




/**
 * Options come first, then the environment, then `$XDG_CONFIG_HOME/layer-build/config.json`, then defaults.
 *
 * @throws UserError for a configuration file or a variable that makes no sense
 */
function readHostSettings(given, defaults, environment) {
    const { env, cwd, home, workerEntry } = environment;
    const config = readConfigFile(environment);
    const epoch = (0,process_environment/* sourceDateEpochOf */.Sm)(env);
    return {
        root: given.root ?? defaults.root,
        ...(given.storageDriver !== undefined && { storageDriver: given.storageDriver }),
        registryMirrors: unique([...given.registryMirrors, ...config.mirrors]),
        insecureRegistries: unique([...given.insecureRegistries, ...config.insecure]),
        dockerConfigDir: (0,process_environment/* dockerConfigDirOf */.vC)(env, home, cwd),
        workerEntry,
        programPath: (0,process_environment/* programPathOf */.T$)(env),
        tempDir: defaults.tempDir,
        ...(defaults.runtimeFolder !== undefined && { runtimeFolder: defaults.runtimeFolder }),
        proxies: (0,process_environment/* proxiesOf */._j)(env),
        daemon: (0,process_environment/* daemonSettingsOf */.PB)(env, home, cwd),
        builders: usualBuildersOf(env, home, cwd),
        signing: (0,signing_environment/* signingSettingsOf */.E)(env),
        ...(epoch !== undefined && { sourceDateEpoch: epoch }),
    };
}
function unique(values) {
    return [...new Set(values)];
}


/***/ }),

/***/ 34783:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ age),
/* harmony export */   u: () => (/* binding */ goTime)
/* harmony export */ });
const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long ago something was made, in docker's words: `3 hours ago`, `About a minute ago`. `N/A` if it is not known. */
function age(created, now = Date.now()) {
    const time = Date.parse(created ?? '');
    // The zero time of Go stands for none.
    if (Number.isNaN(time) || created?.startsWith('0001-01-01') === true)
        return 'N/A';
    return `${duration(Math.max(0, (now - time) / 1000))} ago`;
}
/** As docker/go-units words it. */
function duration(seconds) {
    const hours = Math.round(seconds / HOUR);
    if (seconds < 1)
        return 'Less than a second';
    if (seconds < 2)
        return '1 second';
    if (seconds < 60)
        return `${Math.floor(seconds)} seconds`;
    if (seconds < 120)
        return 'About a minute';
    if (seconds < HOUR)
        return `${Math.floor(seconds / 60)} minutes`;
    if (hours === 1)
        return 'About an hour';
    if (hours < 48)
        return `${hours} hours`;
    if (hours < 2 * 7 * 24)
        return `${Math.floor(hours / 24)} days`;
    if (hours < 2 * 30 * 24)
        return `${Math.floor(hours / 24 / 7)} weeks`;
    if (hours < 2 * 365 * 24)
        return `${Math.floor(hours / 24 / 30)} months`;
    return `${Math.floor(seconds / DAY / 365)} years`;
}
/** A time in ISO 8601 and UTC as Go prints it: `2026-11-30 03:35:01 +0000 UTC`. */
function goTime(time) {
    return `${time.slice(0, 10)} ${time.slice(11, 19)} +0000 UTC`;
}


/***/ }),

/***/ 78344:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ FORCE_PRUNE),
/* harmony export */   q: () => (/* binding */ confirmed)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);

const FORCE_PRUNE = {
    flag: ['-f', '--force'],
    takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo,
    help: 'do not ask; nobody is asked where there is no terminal',
};
/** Asks on a terminal whether to go on. A script is not asked: docker would take its missing answer for a no. */
async function confirmed(warning, cli) {
    if (cli.ask === undefined)
        return true;
    cli.stderr.write(`WARNING! ${warning}\n`);
    return /^y(?:es)?$/i.test((await cli.ask('Are you sure you want to continue? [y/N] ')).trim());
}


/***/ }),

/***/ 31272:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ FORMAT)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);

const FORMAT = {
    flag: '--format',
    takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('TEMPLATE', _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .asWritten */ .qm),
    help: "a Go template as docker takes it: '{{.ID}}', 'table {{.ID}}\\t{{.Size}}', or json",
};


/***/ }),

/***/ 10664:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ hostOfCommand)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _app_options_process_environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18897);
/* harmony import */ var _app_options_read_host_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86865);



/** The settings of a command: by default its files are in the user's own folders. */
function hostOfCommand(given, environment) {
    const { env, cwd, home, tempDir } = environment;
    const named = env['LAYER_BUILD_ROOT'] ?? '';
    const root = named === ''
        ? node_path__WEBPACK_IMPORTED_MODULE_0__.join((0,_app_options_process_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .xdgFolder */ .aX)(env, 'XDG_DATA_HOME', home, '.local/share'), 'layer-build')
        : node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(cwd, named);
    return (0,_app_options_read_host_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .readHostSettings */ .U)(given, { root, tempDir }, environment);
}


/***/ }),

/***/ 65651:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ print)
/* harmony export */ });
/* harmony import */ var _report_console_step_frame_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56120);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81520);


/** Instructions and names in an image or a cache are somebody else's text. It must not become a workflow command. */
function print(text, cli) {
    cli.stdout.write((0,_progress_js__WEBPACK_IMPORTED_MODULE_1__/* .onGithub */ .xb)(cli) ? (0,_report_console_step_frame_js__WEBPACK_IMPORTED_MODULE_0__/* .disarmCommands */ .T7)(text) : text);
}


/***/ }),

/***/ 48363:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ defineVerb)
/* harmony export */ });
/* unused harmony export readVerbCall */
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8456);
/* harmony import */ var _app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70099);
/* harmony import */ var _app_options_unsupported_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47386);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _help_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95001);
/* harmony import */ var _parse_argv_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2434);
/* harmony import */ var _print_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(74435);







function defineVerb(declaration) {
    const { name, operands, summary, table, examples } = declaration;
    const words = { name, operands, about: declaration.about ?? sentence(summary), examples, table };
    return {
        ...words,
        aliases: declaration.aliases ?? [],
        summary,
        run: async (argv, cli) => {
            let debug = cli.debug === true;
            try {
                const args = parseFlags(declaration, argv);
                const general = (0,_app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__/* .readGroup */ .iY)(table.general.options, args, cli);
                debug ||= general.debug;
                if (general.help) {
                    cli.stdout.write((0,_help_js__WEBPACK_IMPORTED_MODULE_4__/* .verbHelp */ .F)(words));
                    return 0;
                }
                return await declaration.run(readCall(declaration, args, cli), cli);
            }
            catch (error) {
                const code = (0,_print_error_js__WEBPACK_IMPORTED_MODULE_6__/* .printError */ .y)(error, cli, debug);
                return cli.signal.aborted || error instanceof _report_exit_code_js__WEBPACK_IMPORTED_MODULE_0__/* .Interruption */ ._n ? code : (declaration.failure ?? code);
            }
        },
    };
}
/**
 * @internal For tests of how flags are read.
 * @throws UserError that names the flag
 */
function readVerbCall(declaration, argv, environment) {
    return readCall(declaration, parseFlags(declaration, argv), environment);
}
function parseFlags({ name, table, unsupported, flagsFirst }, argv) {
    const known = Object.values(table)
        .flatMap(({ options }) => Object.values(options))
        .filter(isFlag);
    return (0,_parse_argv_js__WEBPACK_IMPORTED_MODULE_5__/* .parseArgv */ .S)(name, argv, known, { unsupported: unsupported?.filter(isFlag), flagsFirst });
}
function isFlag({ flag }) {
    return flag !== undefined;
}
function readCall({ name, operands, count: [least, most], table, unsupported = [] }, args, environment) {
    const warnings = (0,_app_options_unsupported_options_js__WEBPACK_IMPORTED_MODULE_2__/* .checkUnsupported */ .O)(unsupported, args);
    if (args.operands.length < least || args.operands.length > most) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`layer-build ${name} takes ${operands === '' ? 'no arguments' : operands}`, {
            hint: `See: layer-build ${name} --help`,
        });
    }
    return { values: (0,_app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__/* .readTable */ .xz)(table, args, environment), operands: args.operands, source: args, warnings };
}
function sentence(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}


/***/ }),

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


/***/ }),

/***/ 89827:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $4: () => (/* binding */ numberText),
/* harmony export */   Zu: () => (/* binding */ fixed),
/* harmony export */   eg: () => (/* binding */ scientific),
/* harmony export */   ju: () => (/* binding */ general)
/* harmony export */ });
/** Digits after the point that JavaScript gives at most. No number that people print has more. */
const MOST_DIGITS = 100;
/** As Go's `%f`: of two numbers that are as near, the even one; JavaScript takes the larger. */
function fixed(value, digits) {
    // JavaScript would write such a one with an exponent.
    if (Math.abs(value) >= 1e21)
        return `${BigInt(value)}${digits === 0 ? '' : `.${'0'.repeat(digits)}`}`;
    const [whole = '', rest = ''] = Math.abs(value).toFixed(MOST_DIGITS).split('.');
    const sign = value < 0 || Object.is(value, -0) ? '-' : '';
    const kept = BigInt(whole + rest.slice(0, digits));
    const left = rest.slice(digits).padEnd(1, '0');
    const half = `5${'0'.repeat(left.length - 1)}`;
    const up = left > half || (left === half && kept % 2n === 1n);
    const text = String(kept + (up ? 1n : 0n)).padStart(digits + 1, '0');
    return sign + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
}
/** As Go's `%e`: at least two digits of the exponent. */
function scientific(value, digits) {
    const text = digits === undefined ? value.toExponential() : evenExponential(value, digits);
    return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
function evenExponential(value, digits) {
    if (value === 0)
        return (0).toExponential(digits);
    const exponent = Number(value.toExponential().replace(/^.*e/, ''));
    // One more digit than the shortest form has tells whether it is a tie.
    const text = value.toExponential(digits);
    const [mantissa = ''] = value.toExponential(MOST_DIGITS).replace('-', '').split('e');
    const left = mantissa.replace('.', '').slice(digits + 1);
    const isTie = /^50*$/.test(left);
    const last = Number(mantissa.replace('.', '')[digits]);
    if (!isTie || last % 2 === 1)
        return text;
    const cut = mantissa.slice(0, digits === 0 ? 1 : digits + 2);
    return `${value < 0 ? '-' : ''}${cut}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}
/** As Go's `%g`: the shortest form, or so many digits; with an exponent if it is below -4 or not below the digits. */
function general(value, digits) {
    if (value === 0)
        return Object.is(value, -0) ? '-0' : '0';
    const shortest = digits === undefined;
    const most = shortest ? 6 : Math.max(1, digits);
    const text = scientific(value, shortest ? undefined : most - 1);
    const [mantissa = '', power = ''] = text.split('e');
    const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    const count = short.replace(/[-.]/g, '').length;
    const exponent = Number(power);
    // Digits that are known may all be shown.
    const limit = shortest ? most : most > count && count >= exponent + 1 ? count : most;
    if (exponent < -4 || exponent >= limit)
        return `${short}e${power}`;
    return fixed(Number(text), Math.max(0, count - 1 - exponent));
}
/** As Go's `%v`. A whole number counts as an integer. */
function numberText(value) {
    return Number.isInteger(value) ? (Math.abs(value) < 1e21 ? String(value) : general(value)) : general(value);
}


/***/ }),

/***/ 36459:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ goQuoted)
/* harmony export */ });
const ESCAPES = new Map([
    ...['a\u0007', 'b\b', 'f\f', 'n\n', 'r\r', 't\t', 'v\v'].map(([letter = '', character = '']) => [character, `\\${letter}`]),
    ['"', '\\"'],
    ['\\', '\\\\'],
]);
/** As Go's strconv.Quote: what cannot be printed is escaped. */
function goQuoted(text) {
    return `"${[...text].map((character) => ESCAPES.get(character) ?? shown(character)).join('')}"`;
}
/** Of blanks, Go prints only the space. */
function shown(character) {
    if (/^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character))
        return character;
    const code = character.codePointAt(0) ?? 0;
    const hex = (digits) => code.toString(16).padStart(digits, '0');
    if (code < 0x80)
        return `\\x${hex(2)}`;
    return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}


/***/ }),

/***/ 58033:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ GoTemplate)
});

// EXTERNAL MODULE: ./lib/go-template/go-number.js
var go_number = __webpack_require__(89827);
// EXTERNAL MODULE: ./lib/go-template/quote.js
var quote = __webpack_require__(36459);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/go-template/template-error.js

/** A template that cannot be read, or does not fit its data. */
class TemplateError extends errors/* UserError */.yo {
    constructor(problem) {
        super(`template: ${problem}`, {
            hint: "A template is written as for docker's --format, e.g. '{{.Id}}' or '{{json .Config}}'.",
        });
    }
}

// EXTERNAL MODULE: ./lib/go-template/value.js
var go_template_value = __webpack_require__(74490);
;// CONCATENATED MODULE: ./lib/go-template/printf.js




const VERB = /%([-+# 0]*)(\[\d+\])?(\*|\d+)?(?:\.(\*|\d*))?(\[\d+\])?([^\d*.[\]]|$)/gu;
/** Columns of one value, and digits. */
const WIDEST = 1000;
const MOST_DIGITS = 90;
/** Go's fmt.Sprintf, for the values that templates have: `%v %s %q %d %b %o %x %X %c %U %t %f %e %g %T %%`. */
function printf(format, values) {
    let at = 0;
    let reordered = false;
    const jump = (index) => {
        if (index === undefined)
            return;
        at = Number(index.slice(1, -1)) - 1;
        reordered = true;
    };
    const size = (text) => {
        const value = text === '*' ? values[at++] : text === undefined ? undefined : Number(text);
        return typeof value === 'number' ? value : undefined;
    };
    const text = format.replace(VERB, (_whole, given, first, width, precision, second, verb = '') => {
        jump(first);
        const columns = size(width) ?? 0;
        const digits = size(precision);
        jump(second);
        if (verb === '%')
            return '%';
        if (verb === '')
            return '%!(NOVERB)';
        if (Math.abs(columns) > WIDEST || (digits ?? 0) > MOST_DIGITS)
            throw new TemplateError('printf: a width is too large');
        if (at < 0 || at >= values.length)
            return reordered ? `%!${verb}(BADINDEX)` : `%!${verb}(MISSING)`;
        const flags = columns < 0 ? `${given}-` : given;
        return formatted(values[at++], { flags, width: Math.abs(columns), digits, verb });
    });
    const extra = reordered ? [] : values.slice(at).map(typed);
    return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}
function formatted(value, form) {
    // As Go, each item by itself.
    if ((0,go_template_value/* isList */.Lv)(value) && form.verb !== 'T' && form.verb !== 'v')
        return `[${value.map((item) => formatted(item, form)).join(' ')}]`;
    const { flags, width, verb } = form;
    const shown = textOf(value, form) ?? `%!${verb}(${typed(value)})`;
    if (flags.includes('-'))
        return shown.padEnd(width + surplus(shown));
    if (flags.includes('0') && typeof value === 'number' && /[a-zA-Z]/.test(verb)) {
        const sign = /^[-+ ]/.exec(shown)?.[0] ?? '';
        const rest = shown.slice(sign.length);
        return sign + rest.padStart(width - sign.length, '0');
    }
    return shown.padStart(width + surplus(shown));
}
/** Go counts characters, and JavaScript its own units. */
function surplus(text) {
    return text.length - [...text].length;
}
/** @returns `undefined` if the verb is not one for such a value */
function textOf(value, form) {
    const { verb, digits } = form;
    if (verb === 'T')
        return typeNameOf(value);
    if (verb === 'v' && typeof value !== 'number')
        return (0,go_template_value/* goText */._y)(value);
    if (typeof value === 'number')
        return numberOf(value, form);
    if (typeof value === 'boolean')
        return verb === 't' ? String(value) : undefined;
    if (typeof value !== 'string')
        return verb === 's' && value !== null && value !== undefined ? (0,go_template_value/* goText */._y)(value) : undefined;
    const cut = digits === undefined ? value : [...value].slice(0, digits).join('');
    if (verb === 's')
        return cut;
    if (verb === 'q')
        return form.flags.includes('#') && !cut.includes('`') ? `\`${cut}\`` : (0,quote/* goQuoted */.N)(cut);
    return verb === 'x' || verb === 'X' ? hexOf(Buffer.from(cut), form) : undefined;
}
function hexOf(bytes, { flags, verb }) {
    const prefix = flags.includes('#') ? '0x' : '';
    const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    const text = flags.includes(' ') ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join('');
    return verb === 'X' ? text.toUpperCase() : text;
}
const BASES = {
    b: [2, '0b'],
    d: [10, ''],
    o: [8, '0'],
    x: [16, '0x'],
    X: [16, '0X'],
};
function numberOf(value, { verb, flags, digits }) {
    const signed = (text) => text.startsWith('-') ? text : (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
    switch (verb) {
        case 'v':
            return signed((0,go_template_value/* goText */._y)(value));
        case 'f':
        case 'F':
            return signed((0,go_number/* fixed */.Zu)(value, digits ?? 6));
        case 'e':
            return signed((0,go_number/* scientific */.eg)(value, digits ?? 6));
        case 'E':
            return signed((0,go_number/* scientific */.eg)(value, digits ?? 6).toUpperCase());
        case 'g':
            return signed((0,go_number/* general */.ju)(value, digits));
        case 'G':
            return signed((0,go_number/* general */.ju)(value, digits).toUpperCase());
    }
    if (!Number.isInteger(value))
        return undefined;
    if (verb === 'c')
        return characterOf(value);
    if (verb === 'q')
        return `'${characterOf(value)}'`;
    if (verb === 'U')
        return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
    const base = BASES[verb];
    if (base === undefined)
        return undefined;
    const text = BigInt(Math.abs(value))
        .toString(base[0])
        .padStart(digits ?? 0, '0');
    const prefixed = (flags.includes('#') ? base[1] : '') + (verb === 'X' ? text.toUpperCase() : text);
    return signed((value < 0 ? '-' : '') + prefixed);
}
function characterOf(code) {
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
/** As Go shows a value that does not fit. */
function typed(value) {
    return value === null || value === undefined ? '<nil>' : `${typeNameOf(value)}=${(0,go_template_value/* goText */._y)(value)}`;
}
function typeNameOf(value) {
    if (value === null || value === undefined)
        return '<nil>';
    if (typeof value === 'number')
        return Number.isInteger(value) ? 'int' : 'float64';
    if (typeof value === 'boolean')
        return 'bool';
    return typeof value === 'string' ? 'string' : (0,go_template_value/* isList */.Lv)(value) ? '[]string' : 'map[string]interface {}';
}

;// CONCATENATED MODULE: ./lib/go-template/functions.js



/** Characters that a function may make: a short template could ask for any number of them. */
const MOST_PADDING = 10_000;
/** The functions of Go's templates ("Functions"), and those that docker adds. `and` and `or` are not here: they may not look at all. */
const FUNCTIONS = new Map([
    [
        'not',
        (...values) => {
            if (values.length !== 1)
                throw new TemplateError(`not takes one value, not ${values.length}`);
            return !(0,go_template_value/* isTrue */.Hn)(values[0]);
        },
    ],
    ['eq', (first, ...others) => others.some((other) => isEqual(first, other))],
    ['ne', (left, right) => !isEqual(left, right)],
    ['lt', (left, right) => order(left, right) < 0],
    ['le', (left, right) => order(left, right) <= 0],
    ['gt', (left, right) => order(left, right) > 0],
    ['ge', (left, right) => order(left, right) >= 0],
    ['len', lengthOf],
    ['index', (value, ...keys) => keys.reduce(elementOf, value)],
    ['slice', sliceOf],
    ['print', (...values) => printed(values)],
    ['println', (...values) => `${values.map(go_template_value/* goText */._y).join(' ')}\n`],
    ['printf', (format, ...values) => printf(functions_textOf('printf', format), values)],
    ['json', (value) => (0,go_template_value/* goJson */.Pl)(value)],
    ['join', (list, separator) => listOf('join', list).map(go_template_value/* goText */._y).join(functions_textOf('join', separator))],
    ['split', (text, separator) => functions_textOf('split', text).split(functions_textOf('split', separator))],
    ['lower', (text) => eachLetter(functions_textOf('lower', text), (letter) => letter.toLowerCase())],
    ['upper', (text) => eachLetter(functions_textOf('upper', text), (letter) => letter.toUpperCase())],
    ['title', (text) => functions_textOf('title', text).replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase())],
    ['pad', (text, before, after) => pad(functions_textOf('pad', text), functions_numberOf('pad', before), functions_numberOf('pad', after))],
    ['truncate', (text, length) => firstBytes(functions_textOf('truncate', text), functions_numberOf('truncate', length))],
    ['html', (...values) => escaped(printed(values), HTML)],
    ['urlquery', (...values) => new URLSearchParams([['', printed(values)]]).toString().slice(1)],
]);
function functions_textOf(name, value) {
    if (typeof value === 'string')
        return value;
    throw new TemplateError(`${name} takes a text, not ${(0,go_template_value/* kindOf */.I)(value)}`);
}
function functions_numberOf(name, value) {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
        return value;
    throw new TemplateError(`${name} takes a number, not ${(0,go_template_value/* kindOf */.I)(value)}`);
}
function listOf(name, value) {
    // In Go, no list is an empty one.
    if (value === null || value === undefined)
        return [];
    if ((0,go_template_value/* isList */.Lv)(value))
        return value;
    throw new TemplateError(`${name} takes a list, not ${(0,go_template_value/* kindOf */.I)(value)}`);
}
/** Go maps each character to one other. */
function eachLetter(text, change) {
    return [...text].map((letter) => ([...change(letter)].length === 1 ? change(letter) : letter)).join('');
}
/** Docker cuts between bytes; a character that would be cut is left out here. */
function firstBytes(text, most) {
    let bytes = 0;
    const kept = [...text].filter((character) => (bytes += Buffer.byteLength(character)) <= most);
    return kept.join('');
}
const HTML = new Map([
    ['\0', '\ufffd'],
    ['"', '&#34;'],
    ["'", '&#39;'],
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
]);
function escaped(text, by) {
    return [...text].map((character) => by.get(character) ?? character).join('');
}
function isEqual(left, right) {
    const isPlain = (value) => typeof value !== 'object' || value === null;
    if (!isPlain(left) || !isPlain(right))
        throw new TemplateError(`${(0,go_template_value/* kindOf */.I)(left)} and ${(0,go_template_value/* kindOf */.I)(right)} cannot be compared`);
    if (!isNothing(left) && !isNothing(right) && typeof left !== typeof right)
        throw new TemplateError(`${(0,go_template_value/* kindOf */.I)(left)} and ${(0,go_template_value/* kindOf */.I)(right)} cannot be compared`);
    return (left ?? null) === (right ?? null);
}
function isNothing(value) {
    return value === null || value === undefined;
}
function order(left, right) {
    if (typeof left === 'number' && typeof right === 'number')
        return left - right;
    if (typeof left === 'string' && typeof right === 'string')
        return left < right ? -1 : left > right ? 1 : 0;
    throw new TemplateError(`${(0,go_template_value/* kindOf */.I)(left)} and ${(0,go_template_value/* kindOf */.I)(right)} have no order`);
}
function lengthOf(value) {
    if (typeof value === 'string')
        return Buffer.byteLength(value);
    if ((0,go_template_value/* isMap */.jh)(value))
        return value.size;
    return listOf('len', value).length;
}
function elementOf(value, key) {
    // Behind a key that is not there, Go has the empty value of the map's type: here, a text.
    if ((0,go_template_value/* isMap */.jh)(value))
        return value.has(functions_textOf('index', key)) ? value.get(functions_textOf('index', key)) : '';
    if (value === null || value === undefined)
        throw new TemplateError('index of nothing');
    const list = typeof value === 'string' ? [...Buffer.from(value)] : listOf('index', value);
    const at = functions_numberOf('index', key);
    if (at >= list.length)
        throw new TemplateError(`index ${at} is out of range: there are ${list.length}`);
    return list[at];
}
function sliceOf(value, from = 0, to) {
    const sliced = typeof value === 'string' ? Buffer.from(value) : listOf('slice', value);
    const start = functions_numberOf('slice', from);
    const end = to === undefined ? sliced.length : functions_numberOf('slice', to);
    if (start > end || end > sliced.length)
        throw new TemplateError(`slice ${start}:${end} is out of range`);
    return Buffer.isBuffer(sliced) ? sliced.subarray(start, end).toString() : sliced.slice(start, end);
}
/** Go puts spaces only between values that are no texts. */
function printed(values) {
    return values
        .map((value, at) => {
        const before = values[at - 1];
        const spaced = at > 0 && typeof value !== 'string' && typeof before !== 'string';
        return (spaced ? ' ' : '') + (value === null ? '<nil>' : (0,go_template_value/* goText */._y)(value));
    })
        .join('');
}
function pad(text, before, after) {
    if (before + after > MOST_PADDING)
        throw new TemplateError(`pad adds at most ${MOST_PADDING} spaces`);
    return text === '' ? text : ' '.repeat(before) + text + ' '.repeat(after);
}

;// CONCATENATED MODULE: ./lib/go-template/lexer.js

/** Splits a template into its texts and actions. @throws TemplateError */
function lexTemplate(template) {
    const parts = [];
    let at = 0;
    let trims = false;
    while (at < template.length) {
        const open = template.indexOf('{{', at);
        const text = template.slice(at, open === -1 ? undefined : open);
        const trimmed = trims ? text.trimStart() : text;
        const trimsBefore = open !== -1 && /^-\s/.test(template.slice(open + 2, open + 4));
        parts.push({ kind: 'text', text: trimsBefore ? trimmed.trimEnd() : trimmed });
        if (open === -1)
            return parts;
        const start = open + (trimsBefore ? 3 : 2);
        const comment = /\s*\/\*/y;
        comment.lastIndex = start;
        if (comment.test(template)) {
            const end = /\*\/(\s+-)?\}\}/g;
            end.lastIndex = comment.lastIndex;
            const found = end.exec(template);
            if (found === null)
                throw new TemplateError('a comment has no end');
            trims = found[1] !== undefined;
            at = end.lastIndex;
            continue;
        }
        const action = lexAction(template, start);
        parts.push({ kind: 'action', tokens: action.tokens });
        ({ trims, end: at } = action);
    }
    return parts;
}
const SPACE = /\s+/y;
const END = /(\s+-)?\}\}/y;
const FIELD = /\.([\p{L}_][\p{L}\p{N}_]*)/uy;
const VARIABLE = /\$([\p{L}\p{N}_]*)/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /[+-]?(?:0[xbo][\da-f_]+|\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)/iy;
const CHARACTER = /'([^'\\\n]|\\.[\da-f]*)'/iuy;
const QUOTED = /"((?:[^"\\\n]|\\.)*)"/y;
const RAW = /`([^`]*)`/y;
const SIGN = /:=|[()|,=]/y;
function lexAction(template, start) {
    const tokens = [];
    let at = start;
    const match = (pattern) => {
        pattern.lastIndex = at;
        const found = pattern.exec(template);
        if (found !== null)
            at = pattern.lastIndex;
        return found;
    };
    let spaced = true;
    while (at < template.length) {
        const end = match(END);
        if (end !== null)
            return { tokens, end: at, trims: end[1] !== undefined };
        if (match(SPACE) !== null) {
            spaced = true;
            continue;
        }
        tokens.push(nextToken(match, spaced, template, at));
        if (tokens.at(-1)?.kind === 'dot')
            at += 1;
        spaced = false;
    }
    throw new TemplateError('an action has no }}');
}
function nextToken(match, spaced, template, at) {
    const field = match(FIELD);
    if (field !== null)
        return { kind: 'field', name: field[1] ?? '', spaced };
    const variable = match(VARIABLE);
    if (variable !== null)
        return { kind: 'variable', name: variable[1] ?? '' };
    const word = match(WORD);
    if (word !== null)
        return { kind: 'word', text: word[0] };
    const number = match(NUMBER);
    if (number !== null)
        return { kind: 'value', value: numberIn(number[0]) };
    const character = match(CHARACTER);
    if (character !== null)
        return { kind: 'value', value: unquoted(character[1] ?? '').codePointAt(0) ?? 0 };
    const quoted = match(QUOTED);
    if (quoted !== null)
        return { kind: 'value', value: unquoted(quoted[1] ?? '') };
    const raw = match(RAW);
    if (raw !== null)
        return { kind: 'value', value: raw[1] ?? '' };
    const sign = match(SIGN);
    if (sign !== null)
        return { kind: 'sign', text: sign[0] };
    if (template[at] === '.')
        return { kind: 'dot' };
    throw new TemplateError(`${JSON.stringify(template.slice(at, at + 10))} cannot be read`);
}
/** Signs, other bases, and `_` between digits. A whole number must be one that JavaScript has. */
function numberIn(text) {
    const [, sign = '', digits = ''] = /^([+-]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
    // As in C, a zero in front means base 8.
    const size = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    if (!Number.isFinite(size) || (/^(?:\d+|0[xbo].*)$/i.test(digits) && !Number.isSafeInteger(size)))
        throw new TemplateError(`${text} is no number, or too large`);
    return sign === '-' ? -size : size;
}
const ESCAPES = {
    ...{ a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
    ...{ '"': '"', "'": "'", '\\': '\\' },
};
function unquoted(text) {
    return text.replace(/\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|(.))/g, (whole, eight, four, two, octal, one) => {
        const code = octal === undefined ? Number.parseInt(eight ?? four ?? two ?? '', 16) : Number.parseInt(octal, 8);
        if (code > 0x10ffff)
            throw new TemplateError(`${whole} is no character`);
        if (!Number.isNaN(code))
            return String.fromCodePoint(code);
        const escaped = ESCAPES[one ?? ''];
        if (escaped === undefined)
            throw new TemplateError(`${whole} is no escape`);
        return escaped;
    });
}

;// CONCATENATED MODULE: ./lib/go-template/parse.js


/** Characters of a template, and levels of its blocks and parentheses. Nobody writes as much on a command line. */
const MOST_CHARACTERS = 64 * 1024;
const DEEPEST = 50;
/** @throws TemplateError */
function parseTemplate(template) {
    if (template.length > MOST_CHARACTERS)
        throw new TemplateError(`it has more than ${MOST_CHARACTERS} characters`);
    return new Parser(template).parse();
}
class Parser {
    #parts;
    #at = 0;
    /** How many of them are around. */
    #ranges = 0;
    constructor(template) {
        this.#parts = lexTemplate(template);
    }
    parse() {
        const { nodes, ending } = this.#nodes(0);
        if (ending !== undefined)
            throw new TemplateError(`{{${ending.word}}} ends nothing`);
        return nodes;
    }
    /** Up to `end`, `else` or the end of the template. */
    #nodes(depth) {
        if (depth > DEEPEST)
            throw new TemplateError(`it is nested more than ${DEEPEST} levels deep`);
        const nodes = [];
        for (;;) {
            const part = this.#parts[this.#at++];
            if (part === undefined)
                return { nodes };
            if (part.kind === 'text') {
                if (part.text !== '')
                    nodes.push(part);
                continue;
            }
            const [first, ...rest] = part.tokens;
            const word = first?.kind === 'word' ? first.text : undefined;
            if (word === 'end' || word === 'else')
                return { nodes, ending: { word, rest } };
            if (word === 'if' || word === 'with' || word === 'range')
                nodes.push(this.#block(word, rest, depth));
            else if ((word === 'break' || word === 'continue') && rest.length === 0) {
                if (this.#ranges === 0)
                    throw new TemplateError(`{{${word}}} is outside of a range`);
                nodes.push({ kind: word });
            }
            else if (word !== undefined && ['define', 'template', 'block'].includes(word)) {
                throw new TemplateError(`{{${word}}} is not supported`);
            }
            else
                nodes.push({ kind: 'print', pipeline: pipelineOf(part.tokens) });
        }
    }
    #block(kind, tokens, depth) {
        const pipeline = pipelineOf(tokens);
        if (kind === 'range')
            this.#ranges += 1;
        const body = this.#nodes(depth + 1);
        if (kind === 'range')
            this.#ranges -= 1;
        if (body.ending === undefined)
            throw new TemplateError(`{{${kind}}} has no {{end}}`);
        if (body.ending.word === 'end')
            return { kind, pipeline, body: body.nodes, other: [] };
        const [next, ...rest] = body.ending.rest;
        if (next?.kind === 'word' && (next.text === 'if' || next.text === 'with')) {
            return { kind, pipeline, body: body.nodes, other: [this.#block(next.text, rest, depth + 1)] };
        }
        const other = this.#nodes(depth + 1);
        if (other.ending?.word !== 'end')
            throw new TemplateError(`{{${kind}}} has no {{end}}`);
        return { kind, pipeline, body: body.nodes, other: other.nodes };
    }
}
function pipelineOf(tokens) {
    const reader = new PipelineReader(tokens);
    const pipeline = reader.read(0);
    reader.requireEnd();
    return pipeline;
}
class PipelineReader {
    #tokens;
    #at = 0;
    constructor(tokens) {
        this.#tokens = tokens;
    }
    read(depth) {
        if (depth > DEEPEST)
            throw new TemplateError(`it is nested more than ${DEEPEST} levels deep`);
        const { variables, declares } = this.#assignment();
        const commands = [];
        do {
            const terms = [];
            for (let term = this.#term(depth); term !== undefined; term = this.#term(depth))
                terms.push(term);
            if (terms.length === 0)
                throw new TemplateError('a value is missing');
            commands.push(terms);
        } while (this.#takes('|'));
        return { commands, variables, declares };
    }
    requireEnd() {
        if (this.#at < this.#tokens.length)
            throw new TemplateError('there is something behind the value of an action');
    }
    /** `$x :=`, `$x =`, `$i, $x :=` */
    #assignment() {
        const start = this.#at;
        const variables = [];
        for (let token = this.#tokens[this.#at]; token?.kind === 'variable'; token = this.#tokens[this.#at]) {
            variables.push(token.name);
            this.#at += 1;
            if (this.#takes(':='))
                return { variables, declares: true };
            if (this.#takes('='))
                return { variables, declares: false };
            if (!this.#takes(','))
                break;
        }
        this.#at = start;
        return { variables: [], declares: false };
    }
    #term(depth) {
        const head = this.#head(depth);
        if (head === undefined)
            return undefined;
        const fields = [];
        for (let token = this.#tokens[this.#at]; token?.kind === 'field'; token = this.#tokens[this.#at]) {
            // Behind a space, it is the next argument.
            if (token.spaced && !(head.kind === 'dot' && fields.length === 0 && head.bare))
                break;
            fields.push(token.name);
            this.#at += 1;
        }
        return { head, fields };
    }
    #head(depth) {
        const token = this.#tokens[this.#at];
        // `.Name` is a field of the dot.
        if (token?.kind === 'field')
            return { kind: 'dot', bare: true };
        if (token === undefined || (token.kind === 'sign' && token.text !== '('))
            return undefined;
        this.#at += 1;
        if (token.kind === 'dot')
            return { kind: 'dot' };
        if (token.kind === 'variable')
            return { kind: 'variable', name: token.name };
        if (token.kind === 'value')
            return { kind: 'value', value: token.value };
        if (token.kind === 'word')
            return wordHead(token.text);
        const pipeline = this.read(depth + 1);
        if (!this.#takes(')'))
            throw new TemplateError('a parenthesis is not closed');
        return { kind: 'pipeline', pipeline };
    }
    #takes(text) {
        const token = this.#tokens[this.#at];
        if (token?.kind !== 'sign' || token.text !== text)
            return false;
        this.#at += 1;
        return true;
    }
}
function wordHead(text) {
    if (text === 'true' || text === 'false')
        return { kind: 'value', value: text === 'true' };
    return text === 'nil' ? { kind: 'value', value: null } : { kind: 'function', name: text };
}

;// CONCATENATED MODULE: ./lib/go-template/template.js




/**
 * A template of Go's text/template, as docker's `--format` takes it: fields, pipelines, `if`, `with`, `range`, variables, the
 * built-in functions and those of docker. Neither a template nor its data can make it run or grow without end.
 */
class GoTemplate {
    #nodes;
    /** @throws TemplateError when it cannot be read */
    constructor(template) {
        this.#nodes = parseTemplate(template);
    }
    /** @throws TemplateError when it does not fit the data, or would print too much */
    execute(data) {
        return new Execution(data).run(this.#nodes);
    }
}
/** What one execution may do. A list inside a list inside a list makes any number of steps of a few characters. */
const MOST_STEPS = 500_000;
const template_MOST_CHARACTERS = 64 * 1024 * 1024;
class Execution {
    #variables;
    #steps = 0;
    #characters = 0;
    constructor(data) {
        this.#variables = [{ name: '', value: data }];
    }
    run(nodes) {
        const out = [];
        this.#run(nodes, this.#variables[0]?.value, out);
        return out.join('');
    }
    /** @returns `break` or `continue` if it met one of them */
    #run(nodes, dot, out) {
        const known = this.#variables.length;
        for (const node of nodes) {
            this.#step();
            switch (node.kind) {
                case 'text':
                    this.#print(node.text, out);
                    break;
                case 'break':
                case 'continue':
                    this.#variables.length = known;
                    return node.kind;
                case 'print': {
                    const value = this.#pipeline(node.pipeline, dot);
                    if (node.pipeline.variables.length === 0)
                        this.#print((0,go_template_value/* goText */._y)(value), out);
                    break;
                }
                case 'if':
                case 'with': {
                    const inner = this.#variables.length;
                    const value = this.#pipeline(node.pipeline, dot);
                    const within = node.kind === 'with' && (0,go_template_value/* isTrue */.Hn)(value) ? value : dot;
                    const leap = this.#run((0,go_template_value/* isTrue */.Hn)(value) ? node.body : node.other, within, out);
                    this.#variables.length = inner;
                    if (leap === undefined)
                        break;
                    this.#variables.length = known;
                    return leap;
                }
                case 'range':
                    this.#range(node, dot, out);
                    break;
            }
        }
        this.#variables.length = known;
        return undefined;
    }
    #range({ pipeline, body, other }, dot, out) {
        const items = itemsOf(this.#pipeline({ ...pipeline, variables: [] }, dot));
        if (items.length === 0)
            this.#run(other, dot, out);
        const [first, second] = pipeline.variables;
        for (const [key, value] of items) {
            const known = this.#variables.length;
            if (first !== undefined)
                this.#assign(first, second === undefined ? value : key, pipeline.declares);
            if (second !== undefined)
                this.#assign(second, value, pipeline.declares);
            const leap = this.#run(body, value, out);
            this.#variables.length = known;
            if (leap === 'break')
                break;
        }
    }
    #pipeline({ commands, variables, declares }, dot) {
        let value = [];
        for (const command of commands)
            value = [this.#command(command, dot, value)];
        const [result] = value;
        if (variables[0] !== undefined)
            this.#assign(variables[0], result, declares);
        return result;
    }
    /** @param piped the value of the command before it, if there is one */
    #command([first, ...others], dot, piped) {
        this.#step();
        if (first === undefined)
            return undefined;
        if (first.head.kind !== 'function') {
            if (others.length + piped.length > 0)
                throw new TemplateError('a value that is no function has arguments');
            return this.#term(first, dot);
        }
        const { name } = first.head;
        const terms = others.map((term) => () => this.#term(term, dot)).concat(piped.map((value) => () => value));
        return this.#fields(this.#call(name, terms), first.fields);
    }
    #call(name, terms) {
        if (name === 'and' || name === 'or') {
            if (terms.length === 0)
                throw new TemplateError(`${name} takes a value`);
            let value;
            for (const term of terms) {
                value = term();
                if ((0,go_template_value/* isTrue */.Hn)(value) === (name === 'or'))
                    break;
            }
            return value;
        }
        const made = FUNCTIONS.get(name);
        if (made === undefined)
            throw new TemplateError(`there is no function ${JSON.stringify(name)}`);
        return made(...terms.map((term) => term()));
    }
    #term({ head, fields }, dot) {
        this.#step();
        switch (head.kind) {
            case 'dot':
                return this.#fields(dot, fields);
            case 'value':
                return head.value;
            case 'variable':
                return this.#fields(this.#variable(head.name).value, fields);
            case 'pipeline':
                return this.#fields(this.#pipeline(head.pipeline, dot), fields);
            case 'function':
                return this.#fields(this.#call(head.name, []), fields);
        }
    }
    #fields(value, fields) {
        return fields.reduce(fieldOf, value);
    }
    #variable(name) {
        const found = this.#variables.findLast((variable) => variable.name === name);
        if (found === undefined)
            throw new TemplateError(`there is no variable $${name}`);
        return found;
    }
    #assign(name, value, declares) {
        if (declares)
            this.#variables.push({ name, value });
        else
            this.#variable(name).value = value;
    }
    #print(text, out) {
        this.#characters += text.length;
        if (this.#characters > template_MOST_CHARACTERS)
            throw new TemplateError(`it prints more than ${template_MOST_CHARACTERS} characters`);
        out.push(text);
    }
    #step() {
        this.#steps += 1;
        if (this.#steps > MOST_STEPS)
            throw new TemplateError(`it takes more than ${MOST_STEPS} steps`);
    }
}
function fieldOf(value, name) {
    if ((0,go_template_value/* isMap */.jh)(value))
        return value.get(name);
    if ((0,go_template_value/* isStruct */.EJ)(value)) {
        if (Object.hasOwn(value, name))
            return value[name];
        throw new TemplateError(`there is no field ${name}: there are ${Object.keys(value).slice(0, 40).join(', ')}`);
    }
    throw new TemplateError(`${(0,go_template_value/* kindOf */.I)(value)} has no field ${name}`);
}
function itemsOf(value) {
    if (value === undefined || value === null)
        return [];
    if ((0,go_template_value/* isList */.Lv)(value))
        return value.map((item, at) => [at, item]);
    if ((0,go_template_value/* isMap */.jh)(value))
        return (0,go_template_value/* sortedEntries */.CA)(value);
    throw new TemplateError(`range takes a list or a map, not ${(0,go_template_value/* kindOf */.I)(value)}`);
}


/***/ }),

/***/ 74490:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CA: () => (/* binding */ sortedEntries),
/* harmony export */   EJ: () => (/* binding */ isStruct),
/* harmony export */   Hn: () => (/* binding */ isTrue),
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   Lv: () => (/* binding */ isList),
/* harmony export */   Pl: () => (/* binding */ goJson),
/* harmony export */   _y: () => (/* binding */ goText),
/* harmony export */   jh: () => (/* binding */ isMap)
/* harmony export */ });
/* harmony import */ var _go_number_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89827);

function isList(value) {
    return Array.isArray(value);
}
function isMap(value) {
    return value instanceof Map;
}
function isStruct(value) {
    return typeof value === 'object' && value !== null && !isList(value) && !isMap(value);
}
/** Whether `if` takes it for true (text/template, "Actions"): anything but the empty value of its type. */
function isTrue(value) {
    if (isList(value))
        return value.length > 0;
    if (isMap(value))
        return value.size > 0;
    return Boolean(value);
}
/** What kind of value it is, for messages. */
function kindOf(value) {
    if (value === undefined || value === null)
        return 'nothing';
    if (isList(value))
        return 'a list';
    if (isMap(value))
        return 'a map';
    return typeof value === 'object' ? 'a record' : `a ${typeof value}`;
}
/** As Go prints it with `%v`. */
function goText(value) {
    if (value === undefined || value === null)
        return '<no value>';
    if (isList(value))
        return `[${value.map(innerText).join(' ')}]`;
    if (isMap(value)) {
        return `map[${sortedEntries(value)
            .map(([key, inner]) => `${key}:${innerText(inner)}`)
            .join(' ')}]`;
    }
    if (typeof value === 'object')
        return `{${Object.values(value).map(innerText).join(' ')}}`;
    return typeof value === 'number' ? (0,_go_number_js__WEBPACK_IMPORTED_MODULE_0__/* .numberText */ .$4)(value) : String(value);
}
function innerText(value) {
    return value === undefined || value === null ? '<nil>' : goText(value);
}
/** As `json` prints it: keys of maps sorted, fields of structs in their order. */
function goJson(value) {
    return JSON.stringify(plain(value ?? null))
        .replaceAll('\u2028', '\\u2028')
        .replaceAll('\u2029', '\\u2029');
}
function plain(value) {
    if (isList(value))
        return value.map(plain);
    if (isMap(value))
        return fromEntries(sortedEntries(value));
    if (isStruct(value))
        return fromEntries(Object.entries(value));
    return value;
}
/** `__proto__` may be a key like any other. */
function fromEntries(entries) {
    const made = Object.create(null);
    for (const [key, value] of entries)
        made[key] = plain(value);
    return made;
}
/** As Go ranges over a map. */
function sortedEntries(map) {
    return [...map].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}


/***/ }),

/***/ 25351:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CR: () => (/* binding */ imageIdOf),
/* harmony export */   K3: () => (/* binding */ digestOfDiffId),
/* harmony export */   Kb: () => (/* binding */ snapshotIdOfHex),
/* harmony export */   Lt: () => (/* binding */ treeDigestOfHex),
/* harmony export */   OB: () => (/* binding */ contentIdOfTree),
/* harmony export */   Sx: () => (/* binding */ contentIdOfForeign),
/* harmony export */   TX: () => (/* binding */ isMountKey),
/* harmony export */   Ut: () => (/* binding */ snapshotIdOfBytes),
/* harmony export */   Vo: () => (/* binding */ mountKeyOfHex),
/* harmony export */   jz: () => (/* binding */ imageIdOfArgument),
/* harmony export */   lk: () => (/* binding */ digestOfImage),
/* harmony export */   mn: () => (/* binding */ imageIdOfIndex),
/* harmony export */   p9: () => (/* binding */ contentIdOfBase),
/* harmony export */   vM: () => (/* binding */ diffIdOfHex),
/* harmony export */   w: () => (/* binding */ cacheKeyOfHex),
/* harmony export */   x2: () => (/* binding */ diffIdOfTar)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);

/** @param hex 64 lower-case hexadecimal characters, here and below */
function diffIdOfHex(hex) {
    return sha256Text(hex);
}
/** To show it as the id of a layer. */
function digestOfDiffId(diffId) {
    return diffId;
}
/** For a layer that is not compressed: its blob is the tar. */
function diffIdOfTar(blob) {
    return blob;
}
function treeDigestOfHex(hex) {
    return sha256Text(hex);
}
/** For a layer that a step made. Made again, it has the same tree, but with other times, and so another tar. */
function contentIdOfTree(tree) {
    return tree;
}
/** For a layer of a base. Its config names the diff id; the tree is not known before the layer is downloaded. */
function contentIdOfBase(diffId) {
    return diffId;
}
/** For a layer that another builder made: its tree is not known, and it is no base's. */
function contentIdOfForeign(diffId) {
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(Buffer.from(`made elsewhere ${diffId}`));
}
function snapshotIdOfHex(hex) {
    return sha256Text(hex);
}
/** For a step whose result depends on all bytes of one layer, its times included. */
function snapshotIdOfBytes(diffId) {
    return diffId;
}
function cacheKeyOfHex(hex) {
    return sha256Text(hex);
}
/** An image's id is the digest of its config. */
function imageIdOf(config) {
    return config;
}
/** The digest of the document that has the id: the config, or the index. */
function digestOfImage(id) {
    return id;
}
/** For an image of several platforms, which has several configs, and one index. */
function imageIdOfIndex(index) {
    return index;
}
/** For an ARG before the first FROM, where there is no image yet: logs show an id for each step, and here it is the key. */
function imageIdOfArgument(key) {
    return key;
}
function mountKeyOfHex(hex) {
    return hex;
}
function isMountKey(text) {
    return /^[a-f0-9]{64}$/.test(text);
}
function sha256Text(hex) {
    return `sha256:${hex}`;
}


/***/ }),

/***/ 52680:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ dockerTable),
/* harmony export */   x: () => (/* binding */ oneCell)
/* harmony export */ });
/* harmony import */ var _console_display_width_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47615);

/** As docker's client calls Go's text/tabwriter: columns of at least 10, with 3 spaces behind the widest cell. */
const LEAST_WIDTH = 10;
const PADDING = 3;
/**
 * A table in docker's very columns: the last cell of a line is not padded, and a line with an empty last cell ends in spaces. Scripts cut
 * such tables by column.
 */
function dockerTable(lines) {
    const cells = lines.map((line) => line.map(oneCell));
    const widths = [];
    for (const line of cells) {
        for (const [column, cell] of line.slice(0, -1).entries()) {
            widths[column] = Math.max(widths[column] ?? LEAST_WIDTH, (0,_console_display_width_js__WEBPACK_IMPORTED_MODULE_0__/* .displayWidth */ .F)(cell) + PADDING);
        }
    }
    const padded = (cell, width) => cell + ' '.repeat(Math.max(0, width - (0,_console_display_width_js__WEBPACK_IMPORTED_MODULE_0__/* .displayWidth */ .F)(cell)));
    return cells
        .map((line) => `${line.map((cell, at) => (at === line.length - 1 ? cell : padded(cell, widths[at] ?? 0))).join('')}\n`)
        .join('');
}
/** The text may come from an image, which is not trusted: its control characters are shown as dots. */
function oneCell(text) {
    return text.replace(/\p{Cc}/gu, '·');
}


/***/ }),

/***/ 50809:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ formatLists),
/* harmony export */   d: () => (/* binding */ formatRows)
/* harmony export */ });
/* harmony import */ var _go_template_template_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58033);
/* harmony import */ var _docker_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52680);


/**
 * A list as docker's `--format` asks for it: a template for each row, with `table ` before it for headings and columns, or `json`.
 *
 * @param format absent: the columns of the form
 * @throws TemplateError when it cannot be read, or names a field that there is not
 */
function formatRows({ headings, columns }, rows, format) {
    const given = format === undefined || format === 'table' ? tableOf(columns) : format;
    const isTable = given.startsWith('table ');
    const text = given === 'json' ? '{{json .}}' : unescaped(given.slice(isTable ? 'table '.length : 0).trim());
    const template = new _go_template_template_js__WEBPACK_IMPORTED_MODULE_0__/* .GoTemplate */ .N(text);
    if (!isTable)
        return rows.map((row) => `${template.execute(sorted(row, given !== 'json'))}\n`).join('');
    const lines = [headings, ...rows].map((row) => template.execute(sorted(row, true)).split('\t'));
    return (0,_docker_table_js__WEBPACK_IMPORTED_MODULE_1__/* .dockerTable */ .T)(lines);
}
/** Lists of several kinds as docker's `--format` asks for them: one template for all of them, or `json`. */
function formatLists(lists, format) {
    const isJson = format === 'json';
    const template = new _go_template_template_js__WEBPACK_IMPORTED_MODULE_0__/* .GoTemplate */ .N(isJson ? '{{json .}}' : unescaped(format));
    const rows = Object.entries(lists).map(([name, list]) => [name, list.map((row) => sorted(row, !isJson))]);
    const text = template.execute(Object.fromEntries(rows));
    return text.endsWith('\n') ? text : `${text}\n`;
}
function tableOf(columns) {
    return `table ${columns.map((column) => `{{.${column}}}`).join('\\t')}`;
}
/** Shells pass `\t` and `\n` on as they are written. */
function unescaped(format) {
    return format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
}
function sorted(row, safe) {
    const entries = Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries.map(([field, value]) => [field, safe ? (0,_docker_table_js__WEBPACK_IMPORTED_MODULE_1__/* .oneCell */ .x)(value) : value]));
}


/***/ }),

/***/ 31117:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RP: () => (/* binding */ checkServices),
/* harmony export */   kP: () => (/* binding */ servicesFor),
/* harmony export */   sS: () => (/* binding */ SERVICE_VARIABLES)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** Sigstore's own services. The log is public, and so is the name of the repository in the certificates in it. */
const PUBLIC = { fulcio: 'https://fulcio.sigstore.dev', rekor: 'https://rekor.sigstore.dev' };
/** The variables that name services in place of the usual ones. */
const SERVICE_VARIABLES = {
    fulcio: 'SIGSTORE_FULCIO_URL',
    rekor: 'SIGSTORE_REKOR_URL',
    timestamps: 'SIGSTORE_TSA_URL',
};
/** @throws UserError for an address that is none */
function checkServices(services) {
    for (const service of ['fulcio', 'rekor', 'timestamps']) {
        const text = services[service];
        if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)))
            continue;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`sign: ${SERVICE_VARIABLES[service]}=${JSON.stringify(text)} is not the address of a service`, {
            hint: 'Write it with https:// before the host.',
        });
    }
}
/**
 * As `actions/attest` chooses: Sigstore's public services for a public repository, and GitHub's own for any other, which have
 * no public log.
 *
 * @param visibility of the repository, as the token says it; `undefined` where the token is not of a job of GitHub
 */
function servicesFor({ services: given, server, identity }, visibility) {
    const isPublic = visibility === undefined ? identity?.kind !== 'job' : visibility === 'public';
    const usual = isPublic ? PUBLIC : servicesOfGitHub(server);
    const { fulcio = usual.fulcio, rekor, timestamps } = given;
    const named = rekor !== undefined || timestamps !== undefined;
    return named ? { fulcio, rekor, timestamps } : { ...usual, fulcio };
}
function servicesOfGitHub(server) {
    const host = URL.canParse(server) ? new URL(server).hostname : 'github.com';
    const domain = host === 'github.com' ? 'githubapp.com' : host;
    return { fulcio: `https://fulcio.${domain}`, timestamps: `https://timestamp.${domain}` };
}


/***/ })

};
