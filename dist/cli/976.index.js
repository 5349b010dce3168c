export const id = 976;
export const ids = [976];
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

/***/ 80976:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mergeVerb: () => (/* binding */ mergeVerb)
});

// EXTERNAL MODULE: ./lib/app/options/attestation-options.js
var attestation_options = __webpack_require__(79003);
// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/app/options/values/pushed-digests.js


/**
 * `NAME@DIGEST`, as `docker buildx imagetools create` takes them. Empty texts are left out.
 *
 * @throws UserError for a name without a digest
 */
function parsePushedDigests(where, texts) {
    return texts
        .filter((text) => text !== '')
        .map((text) => {
        const { registry, repository, digest } = (0,reference/* parseReference */.F2)(text);
        if (digest !== undefined)
            return { registry, repository, digest };
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has no digest`, {
            hint: 'Write it as NAME@sha256:…, with the digest that the output "digest" of the job has.',
        });
    });
}

// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/app/options/host-options.js
var host_options = __webpack_require__(77709);
// EXTERNAL MODULE: ./lib/app/options/name-options.js + 10 modules
var name_options = __webpack_require__(18620);
// EXTERNAL MODULE: ./lib/app/options/report-options.js
var report_options = __webpack_require__(8141);
;// CONCATENATED MODULE: ./lib/app/options/merge-options.js







/** What `merge` joins. */
const MERGE_OPTIONS = {
    platforms: {
        flag: '--platform',
        input: { name: 'platforms', commas: true },
        takes: (0,options_option/* many */._d)('PLATFORM', plain_values/* parseNameList */.HI),
        help: 'platform that must be there; with one or more, there may be no others',
        otherwise: 'those that are there',
        docker: false,
    },
    digests: {
        input: { name: 'digests', commas: true },
        takes: (0,options_option/* many */._d)('NAME@DIGEST', parsePushedDigests),
        help: 'image that a job has pushed by its digest',
        otherwise: 'what the jobs of this run have pushed by digest to a repository of the names',
        docker: false,
    },
    annotations: {
        flag: '--annotation',
        input: { name: 'annotations', commas: false, quotes: false },
        takes: (0,options_option/* many */._d)('KEY=VALUE', (where, texts) => (0,plain_values/* parseKeyValues */.Hl)(where, texts.map((text) => text.replace(/^index:/, '')), () => '')),
        help: 'annotation of the index',
        docker: false,
    },
    sign: {
        ...attestation_options/* ATTESTATION_OPTIONS */.O.sign,
        help: 'sign by Sigstore, as the job that joins it, of which images the image was joined, without a key. The job needs "permissions: id-token: write" (docs/attestations.md)',
    },
    metadataFile: {
        flag: '--metadata-file',
        takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
        help: 'write the digest and the names to this file, as JSON',
        docker: false,
    },
};
const TOKEN_HELP = 'token to ask GitHub for what the rules in tags need and the event does not have';
/** Every option of `merge`, in both faces. */
const MERGE_TABLE = {
    own: { title: 'What to join', options: MERGE_OPTIONS },
    names: { title: 'Names of the image', options: name_options/* NAME_OPTIONS */.P },
    host: {
        title: 'Registries',
        options: {
            loginRegistry: host_options/* HOST_OPTIONS */.A.loginRegistry,
            loginUsername: host_options/* HOST_OPTIONS */.A.loginUsername,
            loginPassword: host_options/* HOST_OPTIONS */.A.loginPassword,
            insecureRegistries: host_options/* HOST_OPTIONS */.A.insecureRegistries,
        },
    },
    report: { title: 'Tokens', options: { githubToken: { ...report_options/* REPORT_OPTIONS */.u.githubToken, help: TOKEN_HELP } } },
};

// EXTERNAL MODULE: ./lib/app/options/read-host-settings.js + 2 modules
var read_host_settings = __webpack_require__(86865);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
;// CONCATENATED MODULE: ./lib/report/merged-image.js



/** Lines for a terminal. */
function mergedText({ descriptor, tags, platforms, attestations, signed }) {
    return [
        ...platforms.map(({ platform, digest, size }) => `${platform}  ${digest}  ${(0,format/* formatBytes */.z3)(size)} compressed`),
        ...(attestations === 0 ? [] : [`${attestations} attestations`]),
        ...(signed ? ['Signed'] : []),
        ...tags.map((tag) => `Tagged ${tag}`),
        `Digest: ${descriptor.digest}`,
        '',
    ].join('\n');
}
/** With the keys of docker/build-push-action. An index has no config. */
function mergedMetadata({ descriptor, tags }) {
    return {
        'containerimage.descriptor': descriptor,
        'containerimage.digest': descriptor.digest,
        'image.name': tags.join(','),
    };
}
/** The job summary, in GitHub-flavoured Markdown. */
function mergedSummary({ descriptor, tags, platforms, attestations, signed }) {
    const names = tags.map((tag) => `- ${markdownCode(tag, 300)}`);
    const rows = platforms.map(({ platform, digest, size, source }) => [
        '',
        markdownText(platform, 100),
        formatBytes(size),
        markdownCode(digest, 100),
        markdownCode(formatReference({ registry: source.registry, repository: source.repository }), 300),
        '',
    ].join(' | '));
    return [
        `### layer-build merge`,
        '',
        `✅ **Joined** ${platforms.length} platforms to one image, ${markdownCode(descriptor.digest, 100)}`,
        '',
        ...names,
        '',
        '| Platform | Size, compressed | Digest | Pushed to |',
        '| --- | ---: | --- | --- |',
        ...rows.map((row) => row.trim()),
        ...(attestations === 0 ? [] : ['', `With ${attestations} attestations.`]),
        ...(signed ? ['', '🔏 **Signed** by this job: the images that it was joined from are in the statement.'] : []),
        '',
    ].join('\n');
}

// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var progress = __webpack_require__(81520);
// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
;// CONCATENATED MODULE: ./lib/cli/merge-verb.js








const { own, names, host } = MERGE_TABLE;
const mergeVerb = (0,verb/* defineVerb */.P)({
    name: 'merge',
    summary: 'join images for single platforms to one',
    about: `Joins images that were pushed by their digests, each for one platform, to one image for all of them, and
pushes it under every --tag. Attestations come along. What another repository lacks is copied there.

An IMAGE is NAME@sha256:…, as for docker buildx imagetools create.`,
    operands: 'IMAGE…',
    count: [1, Infinity],
    examples: [
        {
            does: 'Join the images of two jobs',
            command: 'layer-build merge -t reg.example/app:1 reg.example/app@sha256:1b2c… reg.example/app@sha256:9f0e…',
        },
    ],
    table: { own, names, host, general: table/* GENERAL */.zm },
    run: async ({ values, operands }, cli) => {
        const sources = parsePushedDigests('merge', operands);
        const { platforms, annotations, metadataFile, sign } = values.own;
        const merge = await cli.loadMerge();
        const given = { ...values.host, registryMirrors: [] };
        const settings = (0,read_host_settings/* readHostSettings */.U)(given, { root: cli.tempDir, tempDir: cli.tempDir }, cli);
        const options = { sources, tags: values.names.tag, platforms, annotations };
        const merged = await (0,progress/* withProgress */.E0)(cli, (sink) => merge({ ...options, signedAs: sign ? '' : undefined }, settings, sink, cli.signal));
        cli.stdout.write(mergedText(merged));
        if (metadataFile !== undefined)
            await writeMetadata(metadataFile, mergedMetadata(merged), cli);
        return 0;
    },
});
async function writeMetadata(file, metadata, cli) {
    try {
        await cli.writeFile(file, `${JSON.stringify(metadata, null, 2)}\n`);
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, 'write --metadata-file', file);
    }
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
