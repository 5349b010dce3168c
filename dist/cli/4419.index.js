export const id = 4419;
export const ids = [4419];
export const modules = {

/***/ 79003:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ ATTESTATION_OPTIONS)
/* harmony export */ });
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21506);
/* harmony import */ var _values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88725);



/** What is said about the image, beside it. */
const ATTESTATION_OPTIONS = {
    provenance: {
        flag: '--provenance',
        input: 'provenance',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('SPEC', (0,_values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .parseAttestOf */ .Yx)('provenance')),
        help: 'how the image was made, in the form of SLSA: true, false, or settings separated by commas, of mode=min|max, version=v1|v0.2, reproducible=BOOL, inline-only=BOOL and builder-id=URI (docs/attestations.md)',
        otherwise: {
            flag: 'mode=min,inline-only=true where the image is pushed',
            input: 'mode=max for a public repository, mode=min,inline-only=true for a private one',
        },
        difference: 'Values of build arguments that could be secret are left out.',
        common: true,
    },
    sbom: {
        flag: '--sbom',
        input: 'sbom',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('SPEC', (0,_values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .parseAttestOf */ .Yx)('sbom')),
        help: 'list of the packages in the image, as SPDX: true or false',
        otherwise: 'false',
        difference: 'No generator image is run.',
        common: true,
    },
    attests: {
        flag: '--attest',
        input: { name: 'attests', commas: false },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('SPEC', _values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .parseAttests */ .cq),
        help: 'the same as provenance and sbom in one list: type=provenance|sbom[,KEY=VALUE]',
    },
    attestAs: {
        flag: '--attest-as',
        input: 'attest-as',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('PLACE', (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)(['index', 'referrer', 'both']), 'index'),
        help: 'where provenance and sbom of a pushed image are: in the index beside the image, as its referrers in the registry, or both',
        docker: false,
    },
    sign: {
        flag: '--sign',
        input: 'sign',
        takes: _option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo,
        help: 'sign the provenance and the sbom of a pushed image by Sigstore, as the job that builds it, without a key. The job needs "permissions: id-token: write" (docs/attestations.md)',
        docker: false,
        common: true,
    },
};


/***/ }),

/***/ 99841:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ BUILDER_OPTIONS)
});

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
;// CONCATENATED MODULE: ./lib/app/options/values/builder-spec.js

const AUTO = 'auto';
const PLATFORMS = /^(?<platforms>[a-z0-9]+\/[A-Za-z0-9_./,-]+)=(?<text>.+)$/s;
/**
 * `ADDRESS`, `NAME`, `PLATFORM[,PLATFORM]=ADDRESS|NAME`, or `auto`.
 *
 * @throws UserError for platforms that are none
 */
function parseBuilders(where, texts) {
    const given = texts.map((text) => text.trim()).filter((text) => text !== '');
    const specs = given.filter((text) => text !== AUTO).map((text) => builderSpec(where, text));
    return { specs, auto: given.includes(AUTO) };
}
function builderSpec(where, given) {
    const { platforms, text } = PLATFORMS.exec(given)?.groups ?? {};
    if (platforms === undefined || text === undefined)
        return { text: given, platforms: [] };
    return { text, platforms: (0,plain_values/* parsePlatforms */.qA)(where, [platforms]) };
}

;// CONCATENATED MODULE: ./lib/app/options/builder-options.js



/** Who builds. */
const BUILDER_OPTIONS = {
    builder: {
        flag: '--builder',
        input: { name: 'builder', commas: false },
        takes: (0,options_option/* many */._d)('BUILDER', parseBuilders),
        help: 'build on BuildKit instead of here: an address such as tcp://HOST:PORT, the name of a builder of docker buildx, PLATFORM=BUILDER for one of several, or auto (docs/scaling.md)',
        otherwise: 'the own engine, on this machine',
        difference: 'Without it nothing is asked of Docker, and the variable BUILDX_BUILDER counts only for auto.',
    },
    builderTls: {
        flag: '--builder-tls',
        input: 'builder-tls',
        takes: (0,options_option/* one */.xH)('FOLDER', plain_values/* absolutePath */.Hi),
        help: 'folder with ca.pem, cert.pem and key.pem for a builder at tcp://HOST:PORT',
        otherwise: 'no TLS',
        docker: false,
    },
};


/***/ }),

/***/ 77709:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ HOST_OPTIONS),
/* harmony export */   M: () => (/* binding */ GENERAL_OPTIONS)
/* harmony export */ });
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _worker_protocol_storage_drivers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63512);
/* harmony import */ var _values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88725);



const asLines = (_where, texts) => texts;
/** Where layer-build keeps its files, and how it reaches registries. */
const HOST_OPTIONS = {
    root: {
        flag: '--root',
        input: 'root',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('DIR', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .absolutePath */ .Hi),
        help: 'folder that everything is kept in; if it is removed, the next build starts from nothing',
        otherwise: {
            flag: 'LAYER_BUILD_ROOT, else $XDG_DATA_HOME/layer-build',
            input: 'layer-build in the temporary folder of the runner',
        },
        difference: 'In the Action, each repository has a folder of its own in it, and in that its default branch and tags, each pull request, and each other branch.',
        docker: false,
        common: true,
    },
    keepRoot: {
        input: 'keep-root',
        takes: _option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo,
        help: 'on a self-hosted runner, keep everything below root for later jobs of the same trust; by default it is removed at the end of the job',
        docker: false,
    },
    storageDriver: {
        flag: '--storage-driver',
        input: 'storage-driver',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('NAME', (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(_worker_protocol_storage_drivers_js__WEBPACK_IMPORTED_MODULE_2__/* .STORAGE_DRIVERS */ .A)),
        otherwise: 'auto',
        help: 'how layers are kept for RUN: auto, overlay (folders; overlay2 is the same), erofs (an image for each; needs Linux 6.12 and root), lazy (as erofs, and a RUN starts while its layers still come), btrfs, devicemapper (thin volumes in a file), or vfs (copies)',
        docker: false,
    },
    registryMirrors: {
        flag: '--registry-mirror',
        input: { name: 'registry-mirrors', commas: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('URL', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRegistryMirrors */ .Xt),
        help: 'registry to ask first for images of docker.io, as a base URL',
        docker: false,
        common: true,
    },
    loginRegistry: {
        input: { name: 'registry', commas: false, wholeLines: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('HOST', asLines),
        help: 'registry to log in to for this build alone, a line for each (docs/release.md)',
        otherwise: 'docker.io, if there is a username',
        docker: false,
    },
    loginUsername: {
        input: { name: 'username', commas: false, wholeLines: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('NAME', asLines),
        help: 'user of that registry',
        docker: false,
    },
    loginPassword: {
        input: { name: 'password', commas: false, wholeLines: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('PASSWORD', asLines),
        help: 'password or token of that user. It is kept in memory alone, and counts more than docker/login-action',
        docker: false,
    },
    insecureRegistries: {
        flag: '--insecure-registry',
        input: { name: 'insecure-registries', commas: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('HOST', (_where, texts) => texts),
        help: 'registry, HOST[:PORT], that may be reached with plain HTTP',
        docker: false,
    },
};
/** Flags of every verb. */
const GENERAL_OPTIONS = {
    debug: {
        flag: ['-D', '--debug'],
        takes: _option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo,
        help: 'print the stack of an error, and the errors that caused it',
        difference: 'There it turns on a log of what buildx does.',
    },
    help: { flag: ['-h', '--help'], takes: _option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo, help: 'show this text' },
};


/***/ }),

/***/ 94324:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ IMAGE_OPTIONS)
/* harmony export */ });
/* harmony import */ var _values_call_spec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56777);
/* harmony import */ var _values_context_source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61002);
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24701);
/* harmony import */ var _values_plain_values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(88725);




/** What is built. */
const IMAGE_OPTIONS = {
    context: {
        input: { name: 'context', template: 'default' },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('PATH|URL', (_where, text, environment) => (0,_values_context_source_js__WEBPACK_IMPORTED_MODULE_1__/* .contextSource */ .h)(text, environment)),
        help: 'the files that the build can copy: a folder such as ., or the address of a Git repository or of a tar',
        otherwise: 'the Git context: the commit of the event, without .git and without later changes of files',
        difference: 'The commit comes from the checkout if all of it is there. Otherwise it comes from the server.',
    },
    file: {
        flag: ['-f', '--file'],
        input: 'file',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('FILE', _option_js__WEBPACK_IMPORTED_MODULE_2__/* .asWritten */ .qm),
        help: 'path of the Dockerfile',
        otherwise: 'Dockerfile in the context',
        common: true,
    },
    target: {
        flag: '--target',
        input: 'target',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('STAGE', _option_js__WEBPACK_IMPORTED_MODULE_2__/* .asWritten */ .qm),
        help: 'stage to build, by name or number',
        otherwise: 'the last stage',
        common: true,
    },
    platforms: {
        flag: '--platform',
        input: { name: 'platforms', commas: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .many */ ._d)('PLATFORM', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_3__/* .parsePlatforms */ .qA),
        help: 'platform to build for, e.g. linux/amd64,linux/arm64',
        otherwise: 'the one of this machine',
        common: true,
    },
    buildArgs: {
        flag: '--build-arg',
        input: { name: 'build-args', commas: false },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .many */ ._d)('KEY=VALUE', (where, texts, { env }) => (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_3__/* .parseKeyValues */ .Hl)(where, texts, (key) => env[key])),
        help: 'value of an ARG; KEY alone takes the value from the environment',
        common: true,
    },
    labels: {
        flag: '--label',
        input: { name: 'labels', commas: false },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .many */ ._d)('KEY=VALUE', (where, texts) => (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_3__/* .parseKeyValues */ .Hl)(where, texts, () => '')),
        help: 'label of the image',
    },
    buildContexts: {
        flag: '--build-context',
        input: { name: 'build-contexts', commas: false, template: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .many */ ._d)('NAME=SOURCE', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBuildContexts */ .YN),
        help: 'additional context by name: a folder, docker-image://IMAGE, oci-layout://FOLDER[:TAG], or the address of a Git repository or of a file',
        common: true,
    },
    pull: {
        flag: '--pull',
        input: 'pull',
        takes: _option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo,
        help: 'look for base images in their registries only, not in the local store first',
    },
    call: {
        flag: '--call',
        input: 'call',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('WHAT', _values_call_spec_js__WEBPACK_IMPORTED_MODULE_0__/* .parseCall */ .M, 'build'),
        help: 'build; or, without a build, check[,ignorestatus=true] for mistakes in the Dockerfile, outline for what the target takes, targets for the stages; each with ,format=json if need be',
    },
    check: {
        flag: '--check',
        takes: _option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo,
        help: 'the same as --call=check',
    },
};


/***/ }),

/***/ 68335:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ OUTPUT_OPTIONS)
});

// EXTERNAL MODULE: ./lib/app/options/values/image-names.js
var image_names = __webpack_require__(94913);
// EXTERNAL MODULE: ./lib/app/options/values/annotation-spec.js
var annotation_spec = __webpack_require__(92266);
// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/values/output-spec.js + 2 modules
var output_spec = __webpack_require__(75910);
;// CONCATENATED MODULE: ./lib/app/options/values/test-commands.js
/**
 * Commands to run in the image, one for each text. A text that ends in a backslash goes on in the next one, as in a shell. Comments
 * and empty texts are left out.
 */
function parseTests(_where, texts) {
    const commands = [];
    let open = '';
    for (const text of texts) {
        const line = open + text;
        open = '';
        if (/(?:^|[^\\])(?:\\\\)*\\$/.test(line))
            open = `${line}\n`;
        else
            commands.push(line);
    }
    if (open !== '')
        commands.push(open.trimEnd());
    return commands.map((command) => command.trim()).filter((command) => command !== '' && !command.startsWith('#'));
}

// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
;// CONCATENATED MODULE: ./lib/app/options/output-options.js






/** Where the image goes. */
const OUTPUT_OPTIONS = {
    push: {
        flag: '--push',
        input: 'push',
        takes: options_option/* SWITCH */.Fo,
        help: 'push the image under its tags; the same as an output of type=registry',
        common: true,
    },
    load: {
        flag: '--load',
        input: 'load',
        takes: options_option/* SWITCH */.Fo,
        help: 'load the image into Docker, or into podman where there is no Docker; the same as an output of type=docker without dest',
        common: true,
    },
    test: {
        flag: '--test',
        input: { name: 'test', commas: false, quotes: false },
        takes: (0,options_option/* many */._d)('COMMAND', parseTests),
        help: 'shell command that is run in the built image before it goes anywhere (docs/release.md); if it fails, the build fails and nothing is pushed',
        docker: false,
        common: true,
    },
    outputs: {
        flag: ['-o', '--output'],
        input: { name: 'outputs', commas: false, quotes: false },
        takes: (0,options_option/* many */._d)('SPEC', output_spec/* parseOutputs */.Q8),
        help: 'where the image or its files go, such as type=registry, type=oci,dest=FILE, type=docker,dest=FILE, type=docker alone for Docker or podman, type=local,dest=DIR or type=cacheonly; DIR alone means its files, and - a tar of them on standard output (docs/outputs.md)',
        otherwise: 'the local store',
        difference: 'type=oci with a dest that ends in a slash, or is a folder, writes a layout directory. Some attributes of outputs are refused or have no effect (docs/outputs.md).',
        common: true,
    },
    annotations: {
        flag: '--annotation',
        input: { name: 'annotations', commas: false, quotes: false },
        takes: (0,options_option/* many */._d)('[TYPE:]KEY=VALUE', annotation_spec/* parseAnnotations */.r),
        help: 'annotation of the image. TYPE is manifest, index, manifest-descriptor or index-descriptor, or several of them with commas, each with [PLATFORM] behind it if it is for one platform',
    },
    saveFailed: {
        flag: '--save-failed',
        input: 'save-failed',
        takes: (0,options_option/* one */.xH)('TAG', image_names/* imageName */.t),
        help: 'when a step fails, keep the image before it under this name',
        docker: false,
        common: true,
    },
    onError: {
        flag: '--on-error',
        takes: (0,options_option/* one */.xH)('WHAT', (0,plain_values/* choice */.Yq)(['shell'])),
        help: 'shell: when a step fails, and this is a terminal, open a shell in the image before the step, which is kept as with --save-failed',
        otherwise: 'the build ends',
        docker: false,
    },
    iidFile: {
        flag: '--iidfile',
        takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
        help: 'write the image id to this file',
    },
    metadataFile: {
        flag: '--metadata-file',
        takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
        help: 'write the digests and names of the image to this file, as JSON',
    },
};


/***/ }),

/***/ 70099:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iY: () => (/* binding */ readGroup),
/* harmony export */   wC: () => (/* binding */ sharedValues),
/* harmony export */   xz: () => (/* binding */ readTable)
/* harmony export */ });
/* unused harmony export tableOptions */
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);

function tableOptions(table) {
    return Object.values(table).flatMap(({ options }) => Object.values(options));
}
/** @throws UserError that names the option as the user wrote it */
function readTable(table, source, environment) {
    const groups = Object.entries(table).map(([name, { options }]) => [name, readGroup(options, source, environment)]);
    return Object.fromEntries(groups);
}
/** @throws UserError that names the option as the user wrote it */
function readGroup(group, source, environment) {
    const values = Object.entries(group)
        .filter(([, option]) => (source.face === 'flag' ? (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .flagOf */ .iP)(option) : (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .inputOf */ .wg)(option)) !== undefined)
        .map(([name, option]) => [name, option.takes.read(source.nameOf(option), source.textsOf(option), environment)])
        .filter(([, value]) => value !== undefined);
    return Object.fromEntries(values);
}
/** Of the values of one face, those of options that the other face has as well. */
function sharedValues(table, values) {
    const groups = Object.entries(table).map(([group, { options }]) => {
        const given = Object.entries(values[group] ?? {});
        return [group, Object.fromEntries(given.filter(([name]) => isShared(options[name])))];
    });
    return Object.fromEntries(groups);
}
function isShared(option) {
    return option !== undefined && (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .flagOf */ .iP)(option) !== undefined && (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .inputOf */ .wg)(option) !== undefined;
}


/***/ }),

/***/ 8141:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ REPORT_OPTIONS)
/* harmony export */ });
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88725);


/** How a build is shown to people. */
const REPORT_OPTIONS = {
    progress: {
        flag: '--progress',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('KIND', (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['auto', 'plain', 'tty', 'json', 'rawjson', 'quiet'], { none: 'quiet' }), 'auto'),
        help: 'how progress is shown: plain, tty, json, rawjson (as BuildKit writes it), quiet, or auto, which is tty on a terminal and plain elsewhere',
        difference: 'json is our own form of events (docs/events.md).',
        common: true,
    },
    quiet: {
        flag: ['-q', '--quiet'],
        takes: _option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo,
        help: 'print nothing but the image id',
    },
    report: {
        flag: '--report',
        input: 'report',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('FILE', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .absolutePath */ .Hi),
        help: 'write every step with its reason, time and size to this file, as JSON',
        otherwise: { flag: 'no file', input: 'a temporary file, which the output report names' },
        docker: false,
        common: true,
    },
    trace: {
        flag: '--trace',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('FILE', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .absolutePath */ .Hi),
        help: 'write what took time to this file, for Perfetto or chrome://tracing: steps, requests, layers, waits and bytes, of this process and of the one that runs steps',
        otherwise: 'no file',
        docker: false,
    },
    reportArtifact: {
        input: 'report-artifact',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('NAME', _option_js__WEBPACK_IMPORTED_MODULE_0__/* .asWritten */ .qm),
        help: 'upload the report at the end of the job as an artifact with this name: report.html, a page for browsers, and report.json. The summary and the comment link it. If the name is taken in the run, as in a matrix, a suffix is added',
        otherwise: 'no artifact',
        docker: false,
    },
    comment: {
        input: 'comment',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('WHEN', (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['auto', 'always', 'never']), 'auto'),
        help: 'whether the pull request gets a comment with hit rate, time and size against the base branch: auto (on events of pull requests), always (also on a push to a branch with an open pull request) or never. The job needs "permissions: pull-requests: write". Without it there is only a line in the log',
        docker: false,
    },
    jobId: {
        input: { name: 'job-id', filledIn: '${{ job.check_run_id }}' },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('NUMBER', _option_js__WEBPACK_IMPORTED_MODULE_0__/* .asWritten */ .qm),
        help: 'do not set this: the runner fills it in, so that the summary and the comment link the log of the job',
        docker: false,
    },
    githubToken: {
        input: { name: 'github-token', filledIn: '${{ github.token }}' },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('TOKEN', _option_js__WEBPACK_IMPORTED_MODULE_0__/* .asWritten */ .qm),
        help: 'token for the server if the Git context is fetched, and to write the comment with',
        difference: 'There it is for the Git context alone.',
    },
};


/***/ }),

/***/ 68378:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ BUILD_TABLE),
/* harmony export */   z: () => (/* binding */ GENERAL)
/* harmony export */ });
/* harmony import */ var _attestation_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79003);
/* harmony import */ var _builder_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99841);
/* harmony import */ var _cache_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69555);
/* harmony import */ var _cache_settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58180);
/* harmony import */ var _host_options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77709);
/* harmony import */ var _image_options_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(94324);
/* harmony import */ var _output_options_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(68335);
/* harmony import */ var _name_options_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(18620);
/* harmony import */ var _report_options_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8141);
/* harmony import */ var _run_options_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(84368);










/**
 * Every option of a build, each declared once. To add one, add an entry to its group and code that uses its value. `npm run
 * generate` then brings it into action.yml and the documents.
 */
const BUILD_TABLE = {
    image: { title: 'What to build', options: _image_options_js__WEBPACK_IMPORTED_MODULE_5__/* .IMAGE_OPTIONS */ .b },
    names: { title: 'Names of the image', options: _name_options_js__WEBPACK_IMPORTED_MODULE_7__/* .NAME_OPTIONS */ .P },
    run: { title: 'RUN steps', options: _run_options_js__WEBPACK_IMPORTED_MODULE_9__/* .RUN_OPTIONS */ .p },
    builder: { title: 'Who builds', options: _builder_options_js__WEBPACK_IMPORTED_MODULE_1__/* .BUILDER_OPTIONS */ .T },
    output: { title: 'Where the image goes', options: _output_options_js__WEBPACK_IMPORTED_MODULE_6__/* .OUTPUT_OPTIONS */ .z },
    attestations: { title: 'What is said about the image', options: _attestation_options_js__WEBPACK_IMPORTED_MODULE_0__/* .ATTESTATION_OPTIONS */ .O },
    caches: { title: 'Caches', options: _cache_options_js__WEBPACK_IMPORTED_MODULE_2__/* .CACHE_OPTIONS */ .A },
    cache: { title: 'What caches keep', options: _cache_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .CACHE_SETTINGS */ .d },
    report: { title: 'Progress and reports', options: _report_options_js__WEBPACK_IMPORTED_MODULE_8__/* .REPORT_OPTIONS */ .u },
    host: { title: 'Folders and registries', options: _host_options_js__WEBPACK_IMPORTED_MODULE_4__/* .HOST_OPTIONS */ .A },
};
/** What every verb of the command line takes. */
const GENERAL = { title: 'General', options: _host_options_js__WEBPACK_IMPORTED_MODULE_4__/* .GENERAL_OPTIONS */ .M };


/***/ }),

/***/ 47386:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ checkUnsupported),
/* harmony export */   n: () => (/* binding */ UNSUPPORTED_OPTIONS)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24701);


const IGNORED = { flag: 'ignored', input: 'ignored' };
const REFUSED = { flag: 'refused', input: 'refused' };
/** When one of them gets a meaning, its row moves to the table of build options. */
const UNSUPPORTED_OPTIONS = [
    {
        flag: '--compress',
        takes: _option_js__WEBPACK_IMPORTED_MODULE_1__/* .SWITCH */ .Fo,
        unsupported: IGNORED,
        why: 'the context is read where it is, and is not sent anywhere',
    },
    { flag: '--force-rm', takes: _option_js__WEBPACK_IMPORTED_MODULE_1__/* .SWITCH */ .Fo, unsupported: IGNORED, why: 'there are no intermediate containers' },
    { flag: '--rm', takes: _option_js__WEBPACK_IMPORTED_MODULE_1__/* .SWITCH */ .Fo, unsupported: IGNORED, why: 'there are no intermediate containers' },
    { flag: '--squash', takes: _option_js__WEBPACK_IMPORTED_MODULE_1__/* .SWITCH */ .Fo, unsupported: REFUSED, why: 'use a stage of its own and COPY --from instead' },
];
/**
 * @returns a warning for each option that was given and is ignored
 * @throws UserError for one that is refused
 */
function checkUnsupported(options, source) {
    return options.flatMap((option) => {
        if ((source.face === 'flag' ? (0,_option_js__WEBPACK_IMPORTED_MODULE_1__/* .flagOf */ .iP)(option) : (0,_option_js__WEBPACK_IMPORTED_MODULE_1__/* .inputOf */ .wg)(option)) === undefined)
            return [];
        if (!source.textsOf(option).some(asksForIt))
            return [];
        const { unsupported, why, hint } = option;
        if (unsupported[source.face] === 'ignored')
            return [`${source.nameOf(option)} is ignored: ${why}`];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${source.nameOf(option)} is not supported: ${why}`, { hint });
    });
}
/** `--provenance=false`, `load: false` and the like ask for what is the case anyway. */
function asksForIt(given) {
    return given !== '' && given.toLowerCase() !== 'false';
}


/***/ }),

/***/ 56777:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ parseCall)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_csv_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83215);


/**
 * `--call` and the input `call`: `build`, or one of `check`, `outline` and `targets`, with `format=json` if need be, and
 * `ignorestatus=true`; `lint` is the old name of `check`.
 *
 * @throws UserError that names `where`
 */
function parseCall(where, text) {
    if (text === '')
        return { kind: 'build' };
    let name;
    let format = 'text';
    let ignoreStatus = false;
    for (const field of (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(text)) {
        const [key, value] = splitField(field);
        if (value === undefined && name === undefined)
            name = key;
        else if (key === 'format' && value !== undefined)
            format = value === 'json' ? 'json' : 'text';
        else if (key === 'ignorestatus' && /^(?:true|false|1|0)$/.test(value ?? '')) {
            ignoreStatus = value === 'true' || value === '1';
        }
        else {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: invalid field ${JSON.stringify(field)}`, {
                hint: 'Write check, check,format=json or check,ignorestatus=true; outline and targets take format=json too.',
            });
        }
    }
    switch (name) {
        case 'build':
            return { kind: 'build' };
        case 'check':
        case 'lint':
            return { kind: 'check', format, ignoreStatus };
        case 'outline':
        case 'targets':
            return { kind: name, format };
        default:
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${JSON.stringify(name ?? text)} is not supported`, {
                hint: 'A Dockerfile can be built (build), checked (check), or described (outline, targets).',
            });
    }
}
function splitField(field) {
    const equals = field.indexOf('=');
    return equals < 0 ? [field, undefined] : [field.slice(0, equals), field.slice(equals + 1)];
}


/***/ }),

/***/ 61002:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ contextSource)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _dockerfile_values_git_address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40372);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/**
 * The context of a build: a folder, else the address of a git repository or of a file on a web server.
 *
 * @throws UserError when `text` is none of them
 */
function contextSource(text, { cwd, files }) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(cwd, text);
    if (files.isDirectory(folder))
        return { kind: 'directory', path: folder };
    const address = (0,_dockerfile_values_git_address_js__WEBPACK_IMPORTED_MODULE_1__/* .parseGitContext */ .X)(text);
    if (address !== undefined)
        return { kind: 'git', address };
    if (/^https?:\/\//.test(text))
        return { kind: 'download', url: text };
    if (files.isFile(folder)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the context ${JSON.stringify(text)} is a file`, {
            hint: 'The context is a folder. Name the Dockerfile with --file or the input file.',
        });
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`there is no folder ${JSON.stringify(text)} to build from`);
}


/***/ }),

/***/ 94419:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ defineVerb)
});

// UNUSED EXPORTS: readVerbCall

// EXTERNAL MODULE: ./lib/report/exit-code.js
var exit_code = __webpack_require__(8456);
// EXTERNAL MODULE: ./lib/app/options/read-options.js
var read_options = __webpack_require__(70099);
// EXTERNAL MODULE: ./lib/app/options/unsupported-options.js
var unsupported_options = __webpack_require__(47386);
// EXTERNAL MODULE: ./lib/app/options/table.js
var options_table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/cli/command/help.js
var help = __webpack_require__(95001);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/cli/command/parse-argv.js




/**
 * @param verb for messages
 * @param known the flags of the verb
 * @throws UserError for an unknown flag, with the nearest known one; or for a value that is missing or does not fit
 */
function parseArgv(verb, argv, known, { unsupported = [], flagsFirst } = {}) {
    const byName = new Map([...known, ...unsupported].map((option) => [nameOf(option), option]));
    const options = Object.fromEntries([...byName].map(([name, option]) => [name, typeOf(option)]));
    const read = (args) => (0,external_node_util_.parseArgs)({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
    const all = read(argv);
    const first = flagsFirst === true ? all.find(({ kind }) => kind === 'positional')?.index : undefined;
    const tokens = first === undefined ? all : read(argv.slice(0, first)).filter(({ kind }) => kind !== 'positional');
    const operands = first === undefined ? [] : argv.slice(first);
    const texts = new Map();
    for (const token of tokens) {
        if (token.kind === 'positional')
            operands.push(token.value);
        if (token.kind !== 'option')
            continue;
        const option = byName.get(token.name);
        if (option === undefined)
            throw unknownFlag(verb, token.rawName, known.map(nameOf));
        const given = texts.get(option) ?? [];
        given.push(textOf(option, token));
        texts.set(option, given);
    }
    return {
        face: 'flag',
        operands,
        nameOf: (option) => (0,options_option/* flagOf */.iP)(option) ?? '',
        textsOf: (option) => texts.get(option) ?? [],
    };
}
/** Without its dashes. */
function nameOf(option) {
    return ((0,options_option/* flagOf */.iP)(option) ?? '').replace(/^--/, '');
}
function typeOf(option) {
    const short = (0,options_option/* shortFlagOf */.yz)(option);
    return {
        type: option.takes.count === 'switch' ? 'boolean' : 'string',
        ...(short !== undefined && { short: short.replace(/^-/, '') }),
    };
}
function textOf({ takes }, { rawName, value, inlineValue }) {
    if (takes.count === 'switch') {
        if (value === undefined)
            return 'true';
        // The words of Go's strconv.ParseBool, which docker's flags take.
        if (/^(?:1|t|true)$/i.test(value))
            return 'true';
        if (/^(?:0|f|false)$/i.test(value))
            return 'false';
        throw new errors/* UserError */.yo(`${rawName} is either true or false, not ${JSON.stringify(value)}`);
    }
    if (value === undefined) {
        throw new errors/* UserError */.yo(`${rawName} needs a value`, { hint: `Write ${rawName} ${takes.placeholder}.` });
    }
    const short = !rawName.startsWith('--');
    // As docker's flags: -f=FILE is -f FILE.
    return short && inlineValue === true ? value.replace(/^=/, '') : value;
}
function unknownFlag(verb, rawName, names) {
    const close = (0,nearest/* nearest */.p)(rawName.replace(/^-+/, ''), names);
    return new errors/* UserError */.yo(`unknown flag ${rawName}`, {
        hint: close === undefined ? `See: layer-build ${verb} --help` : `Did you mean --${close}?`,
    });
}

// EXTERNAL MODULE: ./lib/cli/command/print-error.js + 1 modules
var print_error = __webpack_require__(74435);
;// CONCATENATED MODULE: ./lib/cli/command/verb.js








function defineVerb(declaration) {
    const { name, operands, summary, table, examples } = declaration;
    const words = { name, operands, about: declaration.about ?? sentence(summary), examples, table };
    return {
        ...words,
        aliases: declaration.aliases ?? [],
        summary,
        run: async (argv, cli) => {
            let debug = false;
            try {
                const args = parseFlags(declaration, argv);
                const general = (0,read_options/* readGroup */.iY)(options_table/* GENERAL */.z.options, args, cli);
                debug = general.debug;
                if (general.help) {
                    cli.stdout.write((0,help/* verbHelp */.F)(words));
                    return 0;
                }
                return await declaration.run(readCall(declaration, args, cli), cli);
            }
            catch (error) {
                const code = (0,print_error/* printError */.y)(error, cli, debug);
                return cli.signal.aborted || error instanceof exit_code/* Interruption */._n ? code : (declaration.failure ?? code);
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
function parseFlags({ name, table, unsupported, flagsFirst, }, argv) {
    const known = Object.values(table)
        .flatMap(({ options }) => Object.values(options))
        .filter(isFlag);
    return parseArgv(name, argv, known, { unsupported: unsupported?.filter(isFlag), flagsFirst });
}
function isFlag({ flag }) {
    return flag !== undefined;
}
function readCall({ name, operands, count: [least, most], table, unsupported = [] }, args, environment) {
    const warnings = (0,unsupported_options/* checkUnsupported */.O)(unsupported, args);
    if (args.operands.length < least || args.operands.length > most) {
        throw new errors/* UserError */.yo(`layer-build ${name} takes ${operands === '' ? 'no arguments' : operands}`, {
            hint: `See: layer-build ${name} --help`,
        });
    }
    return { values: (0,read_options/* readTable */.xz)(table, args, environment), operands: args.operands, source: args, warnings };
}
function sentence(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}


/***/ })

};
