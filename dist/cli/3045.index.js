export const id = 3045;
export const ids = [3045];
export const modules = {

/***/ 1151:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rf: () => (/* binding */ attestationsFor),
/* harmony export */   s8: () => (/* binding */ buildxProvenance),
/* harmony export */   xz: () => (/* binding */ attestationsOf)
/* harmony export */ });
/* unused harmony exports wantsDefaultAttestations, notesCheckout */
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21506);



const OFF = 'BUILDX_NO_DEFAULT_ATTESTATIONS';
/** docker/buildx `build/opt.go`. */
const OF_BUILDX = { mode: 'min', inlineOnly: true };
/** @throws UserError when the variable is neither true nor false */
function wantsDefaultAttestations(env) {
    const text = env[OFF] ?? '';
    const off = text === '' ? false : (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(text);
    if (off === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${OFF}=${JSON.stringify(text)} is neither true nor false`);
    return !off;
}
/** As in buildx. @throws UserError as `wantsDefaultAttestations` */
function buildxProvenance(env) {
    const provenance = wantsDefaultAttestations(env) ? OF_BUILDX : undefined;
    return { builderId: '', provenance, notesCheckout: notesCheckout(env) };
}
/** `BUILDX_GIT_INFO=false` turns it off. */
function notesCheckout(env) {
    return (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(env['BUILDX_GIT_INFO'] ?? '') !== false;
}
/**
 * Decides what is said. Of several settings for one type, one counts: as a flag `--attest` goes before `--provenance` and `--sbom`, as an
 * input it is the other way round.
 *
 * @throws UserError for a setting that is unknown, or does not fit
 */
function attestationsOf({ values, face, outputs, otherwise, onBuilder }) {
    const { provenance, sbom, attests, attestAs: place, sign } = values;
    const single = [provenance, sbom].filter((spec) => spec !== undefined);
    const specs = face === 'flag' ? [...attests, ...single] : [...single, ...attests];
    const of = (type) => specs.find((spec) => spec.type === type);
    const ofProvenance = of('provenance');
    const ofSbom = of('sbom');
    const packages = ofSbom !== undefined && !ofSbom.disabled;
    const generator = onBuilder && packages ? ofSbom.attributes.get('generator') : undefined;
    const asked = [ofProvenance, ofSbom].flatMap((spec) => (spec === undefined || spec.disabled ? [] : [spec]));
    const hasDocker = outputs.some(({ type }) => type === 'docker');
    const parsed = ofProvenance === undefined || ofProvenance.disabled
        ? undefined
        : (0,_values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .provenanceRequest */ .dV)(ofProvenance, otherwise.builderId);
    const made = ofProvenance === undefined ? byDefault(otherwise, hasDocker) : parsed?.request;
    return {
        attestations: {
            ...(made !== undefined && { provenance: made }),
            sbom: packages,
            ...(generator !== undefined && { generator }),
            place,
            byDefault: ofProvenance === undefined,
            notesCheckout: otherwise.notesCheckout,
            ...(sign && { signed: signedForm(made, otherwise) }),
        },
        warnings: [
            ...(parsed?.warnings ?? []),
            ...(packages && generator === undefined ? (0,_values_attest_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .sbomWarnings */ .HH)(ofSbom) : []),
            ...asked.flatMap(({ where }) => withoutRoom(outputs).map((why) => `${where}: ${why}`)),
        ],
    };
}
/** The verifiers look for SLSA v1. Without provenance there would be nothing to sign: then it has as little as it can. */
function signedForm(made, { builderId }) {
    const { mode, reproducible } = made ?? { mode: 'min', reproducible: false };
    return { mode, reproducible, version: 'v1', builderId: made?.builderId ?? builderId };
}
/** Why outputs have no room for what was asked for. */
function withoutRoom(outputs) {
    const types = new Set(outputs.map(({ type }) => type).filter((type) => NO_ROOM.has(type) && type !== 'cacheonly'));
    const docker = outputs.some(({ dockerTypes }) => dockerTypes === true);
    return [
        ...[...types].map((type) => `an output of type=${type} has no room for it`),
        ...(docker ? ['an output with oci-mediatypes=false has no room for it'] : []),
    ];
}
/** docker/build-push-action leaves the default to buildx as soon as one output is for Docker. */
function byDefault({ provenance, builderId }, hasDocker) {
    if (provenance === undefined)
        return undefined;
    const { mode, inlineOnly } = hasDocker ? OF_BUILDX : provenance;
    return {
        mode,
        inlineOnly,
        version: 'v1',
        reproducible: false,
        completeMaterials: false,
        builderId: hasDocker ? '' : builderId,
    };
}
/** An archive for Docker holds an image alone; the other holds nothing. */
const NO_ROOM = new Set(['docker', 'cacheonly']);
/** Outputs that get what is not for pushed images only. */
const NOT_PUSHED = new Set(['oci', 'local', 'tar']);
/**
 * What of it goes to an output. An archive for Docker has no room for it. An image that only the local store keeps gets what was asked
 * for; an archive, and the files of an image, get what is not for pushed images only.
 */
function attestationsFor(attestations, { type, dockerTypes }) {
    const { provenance, byDefault: isDefault, ...others } = attestations;
    const none = { ...others, sbom: false, byDefault: isDefault };
    if (dockerTypes === true || NO_ROOM.has(type))
        return none;
    const fits = type === 'registry' || (NOT_PUSHED.has(type) ? provenance?.inlineOnly !== true : !isDefault);
    return { ...none, sbom: others.sbom, ...(fits && provenance !== undefined && { provenance }) };
}


/***/ }),

/***/ 10737:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ builderRequest),
/* harmony export */   Y: () => (/* binding */ checkCaches)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _cache_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69555);
/* harmony import */ var _run_options_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84368);
/* harmony import */ var _values_cache_fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39757);





/** @returns `undefined` when no builder is asked for @param cwd folder that relative paths start from */
function builderRequest({ specs, auto }, tlsFolder, source, cwd) {
    if (specs.length === 0 && !auto)
        return undefined;
    const network = source.textsOf(_run_options_js__WEBPACK_IMPORTED_MODULE_3__/* .RUN_OPTIONS */ .p.network).at(-1) ?? '';
    return {
        specs,
        auto,
        fromInput: source.face === 'input',
        ...(tlsFolder !== undefined && { tlsFolder }),
        ...(network !== '' && network !== 'default' && { network }),
        cacheFrom: cachesOf(_cache_options_js__WEBPACK_IMPORTED_MODULE_2__/* .CACHE_OPTIONS */ .A.cacheFrom, 'src', source, cwd),
        cacheTo: cachesOf(_cache_options_js__WEBPACK_IMPORTED_MODULE_2__/* .CACHE_OPTIONS */ .A.cacheTo, 'dest', source, cwd),
    };
}
/** @throws UserError for a cache without a type, or a local one without its folder */
function checkCaches({ cacheFrom, cacheTo }) {
    for (const [option, place, caches] of [
        ['cache-from', 'src', cacheFrom],
        ['cache-to', 'dest', cacheTo],
    ]) {
        for (const { type, folder } of caches) {
            if (type === '')
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${option}: a cache has no type`, { hint: 'Write it as type=registry,ref=NAME.' });
            if (type === 'local' && (folder === undefined || folder === '')) {
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${option}: a cache with type=local has no ${place}=FOLDER`);
            }
        }
    }
}
/** @param place attribute with the folder of a local one */
function cachesOf(option, place, source, cwd) {
    const texts = source.textsOf(option).filter((text) => text.trim() !== '');
    return texts.flatMap((text) => {
        const fields = (0,_values_cache_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .csvFieldsOf */ .pz)(text).map((field) => field.trim());
        if (fields.every((field) => !field.includes('='))) {
            return fields.map((ref) => ({ type: 'registry', attributes: { ref } }));
        }
        const { type = '', ...attributes } = Object.fromEntries(fields.map(splitField));
        const folder = type === 'local' ? attributes[place] : undefined;
        return [{ type, attributes, ...(folder !== undefined && { folder: node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(cwd, folder) }) }];
    });
}
function splitField(field) {
    const at = field.indexOf('=');
    return at < 0 ? [field.toLowerCase(), ''] : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
}


/***/ }),

/***/ 88767:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ MULTI_PLATFORM),
/* harmony export */   h: () => (/* binding */ isMultiPlatform)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89392);


/** The build argument by which an image for one platform is an index too (BuildKit's `frontend/dockerui`). */
const MULTI_PLATFORM = 'BUILDKIT_MULTI_PLATFORM';
/**
 * Whether the image is an index of images for platforms: if there are several, or if the build argument asks for it.
 *
 * @throws UserError when the argument is neither true nor false
 */
function isMultiPlatform({ platforms, buildArgs }) {
    return new Set(platforms).size > 1 || isAsked(buildArgs[MULTI_PLATFORM] ?? '');
}
function isAsked(text) {
    const value = text === '' ? false : (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_1__/* .goBoolean */ .x)(text);
    if (value !== undefined)
        return value;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the build argument ${MULTI_PLATFORM} is ${JSON.stringify(text)}, which is neither true nor false`);
}


/***/ }),

/***/ 53600:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gc: () => (/* binding */ toldNames),
/* harmony export */   QC: () => (/* binding */ settleNames),
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   k7: () => (/* binding */ resultNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _name_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18620);
/* harmony import */ var _values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75910);




/**
 * Settles which output has which names. As in buildx, the names of the whole build replace those of its outputs.
 *
 * @param names of the whole build
 * @throws UserError when an image is to be pushed and has no name, or has a tag and is to be pushed without one
 */
function settleNames(names, outputs, source) {
    const tags = names.length > 0 ? names : (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctReferences */ .Dc)(outputs.flatMap((output) => output.names ?? []));
    const several = names.length === 0 && tags.length > 0 && outputs.filter(_values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfImage */ .$x).length > 1;
    const settled = { tags, outputs: outputs.map((output) => withNames(output, several)) };
    for (const output of settled.outputs)
        if (output.type === 'registry')
            checkPush(output, tags, source);
    return settled;
}
/** @param ownNames whether an output has only the names that it gives itself, and none if it gives none */
function withNames({ names = [], ...output }, ownNames) {
    return ownNames && (0,_values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfImage */ .$x)(output) ? { ...output, names } : output;
}
function checkPush(output, tags, source) {
    const names = namesOf(output, tags);
    if (names.length === 0) {
        const option = source.face === 'flag' ? _name_options_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_OPTIONS */ .P.tag : _name_options_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_OPTIONS */ .P.tags;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('a push needs a tag that says where to', {
            hint: `Give ${source.nameOf(option)} a name such as registry.example.com/team/app:1.2.`,
        });
    }
    const tagged = names.find(({ tag }) => tag !== _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_TAG */ .fL);
    if (output.byDigest !== true || tagged === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`push-by-digest=true: can't push tagged ref ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarName */ .hG)(tagged)} by digest`, {
        hint: 'Give the name without a tag, or leave push-by-digest=true out.',
    });
}
/** The names that an output gives the image. */
function namesOf(output, tags) {
    return (0,_values_output_spec_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfImage */ .$x)(output) ? (output.names ?? tags) : [];
}
/** The full names that the image has after the build; without a tag where it was pushed by its digest. */
function resultNames(named) {
    return distinctNames(named).map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH);
}
/** The same as people write them. */
function toldNames(named) {
    return distinctNames(named).map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarName */ .hG);
}
function distinctNames({ tags, outputs }) {
    if (outputs.length === 0)
        return tags;
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctReferences */ .Dc)(outputs.flatMap((output) => namesOf(output, tags).map((name) => (isByDigest(output) ? withoutTag(name) : name))));
}
function isByDigest(output) {
    return output.type === 'registry' && output.byDigest === true;
}
function withoutTag({ registry, repository }) {
    return { registry, repository };
}


/***/ }),

/***/ 68801:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ metadataSettingsOf)
/* harmony export */ });
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89392);

const PROVENANCE = 'BUILDX_METADATA_PROVENANCE';
const WARNINGS = 'BUILDX_METADATA_WARNINGS';
/**
 * As buildx reads its variables: a value that it does not know counts as none.
 *
 * @param warnings whether they are in it where the variable says nothing
 */
function metadataSettingsOf(env, warnings) {
    return { provenance: provenanceOf(env[PROVENANCE] ?? ''), warnings: (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_0__/* .goBoolean */ .x)(env[WARNINGS] ?? '') ?? warnings };
}
function provenanceOf(text) {
    if (text === 'disabled' || (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_0__/* .goBoolean */ .x)(text) === false)
        return undefined;
    return text === 'max' ? 'max' : 'min';
}


/***/ }),

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

/***/ 67471:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ resolveBuildOptions)
});

// UNUSED EXPORTS: settle

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/app/options/attestations.js
var options_attestations = __webpack_require__(1151);
// EXTERNAL MODULE: ./lib/oci/annotation.js
var annotation = __webpack_require__(83200);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/app/options/multi-platform.js
var multi_platform = __webpack_require__(88767);
// EXTERNAL MODULE: ./lib/app/options/output-options.js + 1 modules
var output_options = __webpack_require__(68335);
// EXTERNAL MODULE: ./lib/app/options/values/output-spec.js + 2 modules
var output_spec = __webpack_require__(75910);
;// CONCATENATED MODULE: ./lib/app/options/check-annotations.js







/**
 * Checks before the build that the image has the documents that its annotations are for.
 *
 * @throws UserError as BuildKit would at the end
 */
function checkAnnotations({ annotations, outputs, platforms, buildArgs, attestations, }, source) {
    for (const output of outputs.length === 0 ? [STORE] : outputs.filter(output_spec/* isOfImage */.$x)) {
        const own = [...(output.annotations ?? []), ...annotations];
        const { provenance, sbom } = (0,options_attestations/* attestationsFor */.rf)(attestations, output);
        // What is said about an image stands beside it, in an index.
        const hasIndex = (0,multi_platform/* isMultiPlatform */.h)({ platforms, buildArgs }) || provenance !== undefined || sbom;
        checkIndex(own, hasIndex, source);
        checkTypes(own, output, source);
        checkPlatforms(own, platforms, source);
    }
}
const STORE = { type: 'store' };
function checkIndex(annotations, hasIndex, source) {
    const found = annotations.find(annotation/* isOfIndex */.iM);
    if (found === undefined || hasIndex)
        return;
    throw new errors/* UserError */.yo(`${source.nameOf(output_options/* OUTPUT_OPTIONS */.z.annotations)}: ${found.level}:${found.key}: index annotations not supported for single platform export`, { hint: 'An image for one platform has no index. Write manifest: instead.' });
}
function checkTypes(annotations, { dockerTypes }, source) {
    const found = annotations.find(({ level }) => level !== 'manifest');
    if (dockerTypes !== true || found === undefined)
        return;
    throw new errors/* UserError */.yo(`${source.nameOf(output_options/* OUTPUT_OPTIONS */.z.annotations)}: ${found.level}:${found.key}: cannot export annotations with "oci-mediatypes=false"`, { hint: 'Leave oci-mediatypes=false out, or write manifest: instead.' });
}
/** One for another platform than the only one is left out, so that jobs for a platform each can have the same list. */
function checkPlatforms(annotations, platforms, source) {
    if (new Set(platforms).size < 2)
        return;
    const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const built = platforms.map((text) => (0,oci_platform/* givenPlatform */.VO)(text, host));
    for (const { platform, key } of annotations) {
        if (platform === undefined || built.some((one) => (0,annotation/* samePlatform */.my)(one, platform)))
            continue;
        throw new errors/* UserError */.yo(`${source.nameOf(output_options/* OUTPUT_OPTIONS */.z.annotations)}: annotation ${JSON.stringify(key)} is for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}, which is not built`, { hint: `The platforms are ${platforms.join(', ')}.` });
    }
}

// EXTERNAL MODULE: ./lib/app/options/named-outputs.js
var named_outputs = __webpack_require__(53600);
// EXTERNAL MODULE: ./lib/app/options/builder-request.js
var builder_request = __webpack_require__(10737);
// EXTERNAL MODULE: ./lib/app/options/read-options.js
var read_options = __webpack_require__(70099);
// EXTERNAL MODULE: ./lib/app/options/run-options.js + 3 modules
var run_options = __webpack_require__(84368);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
;// CONCATENATED MODULE: ./lib/app/options/resolve-build-options.js












/**
 * Makes the options of a build from the values of the table: here is decided what one option means for another.
 *
 * @throws UserError that names the option as the user wrote it
 */
function resolveBuildOptions(values, { context, secrets, cacheMode, names, provenance, moreNamesFollow = false }, source, cwd) {
    const { image, run, builder: chosen, output, attestations: attested, caches, cache, } = (0,read_options/* sharedValues */.wC)(table/* BUILD_TABLE */.g, values);
    const { call, file, ...fromImage } = image;
    const { cgroupParent, entitlements, ssh, emulation, emulatorImage, ...settings } = run;
    const { push, load, outputs: parsed, ...fromOutput } = output;
    const { cacheFrom, cacheTo, ...fromCaches } = caches;
    const pushed = push ? (0,output_spec/* withPush */.$P)(parsed.outputs) : parsed.outputs;
    const outputs = load ? (0,output_spec/* withLoad */.Lp)(pushed) : pushed;
    refuseManifestLists(outputs, image, source);
    const builder = (0,builder_request/* builderRequest */.F)(chosen.builder, chosen.builderTls, source, cwd);
    const { attestations, ...said } = (0,options_attestations/* attestationsOf */.xz)({
        values: attested,
        face: source.face,
        outputs,
        otherwise: provenance,
        onBuilder: builder !== undefined,
    });
    const cached = {
        warnings: [...cacheFrom.warnings, ...cacheTo.warnings],
        notices: [...cacheFrom.notices, ...cacheTo.notices],
    };
    const settled = moreNamesFollow
        ? { tags: names, outputs }
        : settle({ ...fromOutput, ...image, tags: names, outputs, attestations }, source);
    // As docker does: asking for the host's network by --network also allows it.
    const allowed = source.textsOf(run_options/* RUN_OPTIONS */.p.network).at(-1) === 'host' ? ['network.host'] : [];
    return {
        options: {
            context,
            ...(file !== undefined && { dockerfile: context.kind === 'directory' ? external_node_path_.resolve(cwd, file) : file }),
            ...fromImage,
            run: settings,
            ...(cgroupParent !== undefined && { cgroupParent }),
            ssh,
            emulation,
            emulatorImage,
            entitlements: [...entitlements, ...allowed],
            // Of several secrets with one id the last counts.
            secrets: [...new Map(secrets.map((secret) => [secret.id, secret])).values()],
            ...fromOutput,
            tags: settled.tags,
            outputs: settled.outputs,
            attestations,
            ...fromCaches,
            cacheFrom: cacheFrom.specs,
            cacheTo: cacheTo.specs,
            cache: { ...cache, mode: cacheMode },
            ...(builder !== undefined && { builder }),
        },
        // What our own caches do not have, a builder may.
        warnings: [...parsed.warnings, ...said.warnings, ...(builder === undefined ? cached.warnings : [])],
        notices: builder === undefined ? cached.notices : [],
    };
}
/**
 * What can only be decided when all names and annotations are known.
 *
 * @throws UserError when the image cannot be pushed under its names, or cannot have its annotations
 */
function settle(options, source) {
    checkAnnotations(options, source);
    return { ...options, ...(0,named_outputs/* settleNames */.QC)(options.tags, options.outputs, source) };
}
/** As in buildx: an archive for `docker load` has one image, and which of several it is to be nobody can guess. */
function refuseManifestLists(outputs, image, source) {
    if (!(0,multi_platform/* isMultiPlatform */.h)(image) || !outputs.some((output) => output.type === 'docker' && !(0,output_spec/* isLoad */.VQ)(output)))
        return;
    throw new errors/* UserError */.yo(`${source.nameOf(output_options/* OUTPUT_OPTIONS */.z.outputs)}: type=docker does not support manifest lists: it holds the image of one platform`, { hint: 'Build each platform by itself, or write type=oci, which holds all of them.' });
}


/***/ }),

/***/ 41828:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JY: () => (/* binding */ peekBytes),
/* harmony export */   gR: () => (/* binding */ readBytesUpTo),
/* harmony export */   io: () => (/* binding */ readBytes)
/* harmony export */ });
/** All bytes of a stream. They are copied, since a stream may reuse the memory of its chunks. */
async function readBytes(stream) {
    return (await readBytesUpTo(stream, Infinity)) ?? Buffer.alloc(0);
}
/** The same, or `undefined` when there are more than `limit`, and then the stream is closed. */
async function readBytesUpTo(stream, limit) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        if (size > limit)
            return undefined;
        chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
}
/** The first bytes of a stream (at least `size` of them, if it has so many), and the whole stream again. */
async function peekBytes(stream, size) {
    const iterator = stream[Symbol.asyncIterator]();
    let start = Buffer.alloc(0);
    while (start.length < size) {
        const next = await iterator.next();
        if (next.done === true)
            break;
        start = Buffer.concat([start, next.value]);
    }
    return { start, whole: joined(start, iterator) };
}
async function* joined(start, rest) {
    try {
        if (start.length > 0)
            yield start;
        for (let next = await rest.next(); next.done !== true; next = await rest.next())
            yield next.value;
    }
    finally {
        await rest.return?.();
    }
}


/***/ }),

/***/ 77660:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ST: () => (/* binding */ withCaches),
/* harmony export */   hK: () => (/* binding */ FROM),
/* harmony export */   nT: () => (/* binding */ withCache)
/* harmony export */ });
/* harmony import */ var _app_options_values_cache_spec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22827);
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24701);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _command_progress_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81520);




/** The flag of verbs that look at a cache. */
const FROM = {
    from: {
        flag: '--from',
        takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_1__/* .one */ .xH)('SPEC', oneCache),
        help: 'the cache to look at, as in --cache-from: type=registry,ref=NAME, type=local,src=DIR, type=s3,… or type=azblob,…',
        otherwise: 'the one of this machine',
    },
};
function oneCache(where, text, { cwd, env }) {
    const { specs, warnings } = (0,_app_options_values_cache_spec_js__WEBPACK_IMPORTED_MODULE_0__/* .parseCacheFrom */ .y)(where, [text], cwd, env);
    const [spec, ...more] = specs;
    if (spec === undefined || more.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(warnings[0] ?? `${where} names one cache`);
    return spec;
}
/** @param from absent: the cache of this machine */
function withCache(from, host, cli, work) {
    return withCaches(host, cli, (caches) => (from === undefined ? work(caches.local) : caches.at(from, work)));
}
async function withCaches(host, cli, work) {
    const module = await cli.loadCaches();
    return (0,_command_progress_js__WEBPACK_IMPORTED_MODULE_3__/* .withProgress */ .E0)(cli, (sink) => module.CacheVerbs.use(host, sink, cli.signal, work));
}


/***/ }),

/***/ 4549:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AO: () => (/* binding */ pruneObjectsText),
/* harmony export */   Bn: () => (/* binding */ verifyText),
/* harmony export */   KB: () => (/* binding */ surveyDocument),
/* harmony export */   UB: () => (/* binding */ UNPACKED_IN_USE),
/* harmony export */   Vw: () => (/* binding */ pruneActionsText),
/* harmony export */   aG: () => (/* binding */ pruneText),
/* harmony export */   bH: () => (/* binding */ recordDocument),
/* harmony export */   bp: () => (/* binding */ surveyTable),
/* harmony export */   lL: () => (/* binding */ predictionText)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _report_console_miss_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24522);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23808);
/* harmony import */ var _command_age_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34783);
/* harmony import */ var _report_listing_docker_table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52680);





const UNPACKED_IN_USE = 'Unpacked layers and cache mounts stay: another build is running\n';
/** The values of variables with such names are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth)/i;
const INSTRUCTION_SHOWN = 50;
/** One row for each layer. Several records can have the same layer. */
function surveyTable({ records, mounts, snapshots, totals }, budget) {
    const rows = withLayers(records).map(({ record, scopes, hits, lastUsed, locations }) => [
        (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(record.key),
        scopes.join(', ').trim(),
        record.stage,
        shortened(record.instruction),
        (0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(record.layer?.blob.size ?? 0),
        (0,_command_age_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .K)(record.created),
        (0,_command_age_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .K)(new Date(lastUsed).toISOString()),
        String(hits),
        locations.length === 0 ? 'lost' : locations.join(', '),
    ]);
    const head = ['KEY', 'SCOPE', 'STAGE', 'INSTRUCTION', 'SIZE', 'SINCE', 'LAST USED', 'HITS', 'WHERE'];
    const mountRows = mounts.map(({ id, key, bytes, lastUsed, location }) => [
        id === '' ? key.slice(0, 12) : id,
        bytes === undefined ? 'not readable' : (0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(bytes),
        (0,_command_age_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .K)(new Date(lastUsed).toISOString()),
        location,
    ]);
    const mountTable = mounts.length === 0 ? '' : `\n${(0,_report_listing_docker_table_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerTable */ .T)([['CACHE MOUNT', 'SIZE', 'LAST USED', 'WHERE'], ...mountRows])}`;
    const counts = `${records.length} records, ${rows.length} layers of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(totals.bytes)}`;
    const here = `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(totals.bytesHere)} of them here, ${snapshots} unpacked layers`;
    const limit = `A scope may keep ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(budget)} elsewhere (--cache-max-size)`;
    return `${(0,_report_listing_docker_table_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerTable */ .T)([head, ...rows])}${mountTable}\n${counts}; ${here}\n${limit}\n`;
}
function withLayers(records) {
    const rows = new Map();
    for (const surveyed of records) {
        const { stage, instruction, layer } = surveyed.record;
        if (layer === undefined)
            continue;
        const row = JSON.stringify([stage, instruction, layer.blob.digest]);
        const before = rows.get(row);
        // The keys are different forms for one step. A build finds one of them.
        rows.set(row, before === undefined ? surveyed : merged(before, surveyed));
    }
    return [...rows.values()];
}
function merged(one, other) {
    return {
        ...one,
        scopes: [...new Set([...one.scopes, ...other.scopes])],
        hits: one.hits + other.hits,
        lastUsed: Math.max(one.lastUsed, other.lastUsed),
    };
}
/** A record with all that is known of it. Variables that look secret are without their values. */
function recordDocument({ record, scopes, hits, lastUsed, locations }) {
    const { inputs, ...rest } = record;
    return {
        ...rest,
        inputs: {
            ...inputs,
            command: shownCommand(inputs),
            env: inputs.env.map(shownVariable),
            args: inputs.args.map(shownVariable),
        },
        scopes,
        hits,
        lastUsed: new Date(lastUsed).toISOString(),
        places: locations,
    };
}
function surveyDocument({ records, mounts, snapshots, totals }, budget) {
    return {
        version: 1,
        records: records.map(recordDocument),
        mounts: mounts.map(({ location, ...mount }) => {
            return { ...mount, lastUsed: new Date(mount.lastUsed).toISOString(), place: location };
        }),
        snapshots,
        totals: { ...totals, budget },
    };
}
/** Hides values in an instruction, where variables have been replaced. */
function hideSecretsIn(command) {
    return command.replace(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S+)/g, (whole, name) => SECRET_NAME.test(name) ? `${name}=***` : whole);
}
function shownCommand({ operation, command }) {
    if (typeof command !== 'string')
        return '***';
    return operation === 'config' ? hideSecretsIn(command) : command;
}
function shownVariable(variable) {
    const { name } = variable;
    if ('hash' in variable)
        return `${name}=***`;
    if (variable.value === undefined)
        return name;
    return SECRET_NAME.test(name) ? `${name}=***` : `${name}=${variable.value}`;
}
function pruneText({ records, blobs, bytes, unpacked }, dryRun) {
    const verb = dryRun ? 'Would remove' : 'Removed';
    const rest = unpacked === 'removed' ? ', the unpacked layers and the cache mounts' : '';
    return `${verb} ${records} records and ${blobs.length} blobs, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(bytes)}${rest}\n`;
}
function pruneActionsText({ deleted, kept, denied }, dryRun) {
    const verb = dryRun ? 'Would delete' : 'Deleted';
    const lines = deleted.map(({ key, ref, size, why }) => `${verb}: ${key} of ${ref}, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(size)}: ${why}\n`);
    const sum = (entries) => `${entries.length} entries, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(entries.reduce((total, { size }) => total + size, 0))}`;
    const end = denied === undefined ? '' : `Nothing more could be done: ${denied}\n`;
    return `${lines.join('')}${verb} ${sum(deleted)}; ${sum(kept)} stay\n${end}`;
}
function pruneObjectsText({ caches, blobs, bytes, kept, waiting }, dryRun) {
    const verb = dryRun ? 'Would remove' : 'Removed';
    const lines = caches.map((key) => `${verb} the cache ${key}\n`);
    const rest = waiting.blobs === 0 ? '' : `; ${waiting.blobs} unused ones of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(waiting.bytes)} are too new`;
    return `${lines.join('')}${verb} ${blobs} blobs, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(bytes)}; ${kept.blobs} of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(kept.bytes)} stay${rest}\n`;
}
function verifyText({ checked, damaged }, fixed) {
    const lines = damaged.map(({ name, problem }) => `${name}: ${problem}${fixed ? ' (removed)' : ''}\n`);
    return `${lines.join('')}${checked} checked, ${damaged.length} damaged\n`;
}
function predictionText(steps) {
    const misses = new _report_console_miss_words_js__WEBPACK_IMPORTED_MODULE_1__/* .MissWords */ .a();
    return steps
        .map((predicted) => {
        const { step } = predicted;
        const verdict = verdictOn(predicted, misses);
        return `Step ${step.number}/${step.total} : ${step.instruction}\n ---> ${verdict}\n`;
    })
        .join('');
}
function verdictOn(predicted, misses) {
    switch (predicted.kind) {
        case 'hit':
            return 'Using cache';
        case 'duplicate':
            return 'Uses the result of an equal step';
        case 'miss':
            return `Would miss: ${misses.of(predicted.step.number, predicted.reason)}`;
        case 'waits':
            return `Would miss: needs the result of step ${predicted.on}, which would run`;
    }
}
function shortened(instruction) {
    return instruction.length <= INSTRUCTION_SHOWN ? instruction : `${instruction.slice(0, INSTRUCTION_SHOWN - 1)}…`;
}


/***/ }),

/***/ 51760:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cacheVerbs: () => (/* binding */ cacheVerbs)
});

// EXTERNAL MODULE: ./lib/app/options/cache-settings.js
var cache_settings = __webpack_require__(58180);
// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/app/options/unsupported-options.js
var unsupported_options = __webpack_require__(47386);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/cli/cache/cache-access.js
var cache_access = __webpack_require__(77660);
// EXTERNAL MODULE: ./lib/cli/command/print.js
var print = __webpack_require__(65651);
// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var progress = __webpack_require__(81520);
// EXTERNAL MODULE: ./lib/text/duration.js
var duration = __webpack_require__(54783);
// EXTERNAL MODULE: ./lib/cli/cache/cache-text.js
var cache_text = __webpack_require__(4549);
// EXTERNAL MODULE: ./lib/cli/command/host.js
var command_host = __webpack_require__(10664);
// EXTERNAL MODULE: ./lib/cli/command/verb.js + 1 modules
var verb = __webpack_require__(94419);
;// CONCATENATED MODULE: ./lib/cli/cache/cache-prune-verb.js










const PRUNE_OPTIONS = {
    from: {
        flag: '--from',
        takes: cache_access/* FROM */.hK.from.takes,
        help: 'a cache in an object store instead: type=s3,… or type=azblob,… as in --cache-from, and all others with its prefixes',
    },
    all: {
        flag: ['-a', '--all'],
        takes: options_option/* SWITCH */.Fo,
        help: 'everything: records, layers, unpacked layers, cache mounts',
    },
    olderThanMs: {
        flag: '--older-than',
        takes: (0,options_option/* one */.xH)('TIME', parseAge),
        help: 'what no build has used for so long, e.g. 36h or 7d',
    },
    maxBytes: {
        flag: '--max-size',
        takes: (0,options_option/* one */.xH)('SIZE', plain_values/* parseByteSize */.nS),
        help: 'what has not been used for the longest time, until all blobs together fit',
    },
    actions: {
        flag: '--actions',
        takes: options_option/* SWITCH */.Fo,
        help: "replaced entries of GITHUB_REPOSITORY's Actions cache instead; GITHUB_TOKEN needs actions: write",
    },
    dryRun: {
        flag: '--dry-run',
        takes: options_option/* SWITCH */.Fo,
        help: 'say what would be removed, and remove nothing',
    },
};
const pruneVerb = (0,verb/* defineVerb */.P)({
    name: 'cache prune',
    summary: 'remove what is kept',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'Remove what no build has used for a week, but say first what that is',
            command: 'layer-build cache prune --older-than 7d --dry-run',
        },
        {
            does: 'Start from nothing',
            command: 'layer-build cache prune --all',
        },
        {
            does: 'In a workflow: remove replaced entries of the Actions cache',
            command: 'layer-build cache prune --actions',
        },
        {
            does: 'Remove from a bucket what no build has used for two weeks',
            command: 'layer-build cache prune --from type=s3,bucket=ci-cache,region=eu-west-1 --older-than 14d',
        },
    ],
    table: { own: { title: 'What to remove', options: PRUNE_OPTIONS }, host: table/* BUILD_TABLE */.g.host, general: table/* GENERAL */.z },
    run: async ({ values }, cli) => {
        const { from, ...own } = values.own;
        const host = (0,command_host/* hostOfCommand */.F)(values.host, cli);
        if (from !== undefined)
            await pruneObjects(from, own, host, cli);
        else
            await (own.actions ? pruneActions : prune)(own, host, cli);
        return 0;
    },
});
async function pruneObjects(from, { all, actions, ...options }, host, cli) {
    if (all || actions)
        throw new errors/* UserError */.yo('--from cannot be combined with --all or --actions');
    const result = await (0,cache_access/* withCaches */.ST)(host, cli, (caches) => caches.pruneAt(from, options));
    (0,print/* print */.y)((0,cache_text/* pruneObjectsText */.AO)(result, options.dryRun), cli);
}
async function prune({ actions, ...options }, host, cli) {
    const result = await (0,cache_access/* withCaches */.ST)(host, cli, (caches) => caches.prune(options));
    (0,print/* print */.y)((0,cache_text/* pruneText */.aG)(result, options.dryRun), cli);
    if (result.unpacked === 'in use')
        cli.stderr.write(cache_text/* UNPACKED_IN_USE */.UB);
}
/** GitHub itself removes what was not used for seven days. */
const UNUSED_ENTRY_MS = 5 * 24 * 3600 * 1000;
/** A missing permission is not an error: workflows also run for people whose tokens have none. */
async function pruneActions({ olderThanMs = UNUSED_ENTRY_MS, dryRun }, host, cli) {
    const { GITHUB_TOKEN: token = '', GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: api = '' } = cli.env;
    if (token === '' || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
        (0,print/* print */.y)('Nothing was deleted: GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name) are needed\n', cli);
        return;
    }
    const address = api === '' ? 'https://api.github.com' : api;
    if (!URL.canParse(address))
        throw new errors/* UserError */.yo(`GITHUB_API_URL is not an address: ${JSON.stringify(api)}`);
    const module = await cli.loadPruneActions();
    const options = { api: new URL(address), repository, token, olderThanMs, dryRun };
    (0,print/* print */.y)((0,cache_text/* pruneActionsText */.Vw)(await module.pruneActions(options, host, cli.signal), dryRun), cli);
}
/** Milliseconds of Go's durations, and of days. */
function parseAge(where, text) {
    const days = /^(\d+)d$/.exec(text)?.[1];
    if (days !== undefined)
        return Number(days) * 24 * 3600 * 1000;
    try {
        return (0,duration/* parseDuration */.E)(text) / 1e6;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`${where}: ${error.message}`, { hint: 'Write 36h or 7d.', cause: error });
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/cli/build/chosen-step.js


/** @returns `undefined` for a text that names no step; with six digits it may be the start of a key */
function parseStepName(text) {
    if (/^\d{1,5}$/.test(text))
        return { kind: 'number', number: Number(text), text };
    const [, file, line] = /^(.+):(\d{1,7})$/.exec(text) ?? [];
    return file === undefined ? undefined : { kind: 'line', file, line: Number(line), text };
}
/** The operands `[STEP] CONTEXT`. Behind a step, the context may be left out: it is the current folder. */
function readStepAndContext(operands, { files, cwd }) {
    const [first = '', context] = operands;
    const step = parseStepName(first);
    if (context === undefined) {
        const alone = step !== undefined && !/^\w+:\/\//.test(first) && !files.isDirectory(external_node_path_.resolve(cwd, first));
        return alone ? { step, context: '.' } : { step: undefined, context: first };
    }
    if (step === undefined) {
        throw new errors/* UserError */.yo(`${JSON.stringify(first)} is not a step`, {
            hint: 'Write its number in the log, or its line: Dockerfile:9.',
        });
    }
    return { step, context };
}
/**
 * The steps that are meant: one for each platform that has it.
 *
 * @throws UserError if there is none
 */
function stepsNamed(name, steps, { options }) {
    if (name.kind === 'number') {
        const found = steps.filter(({ step }) => step.number === name.number);
        if (found.length > 0)
            return found;
        const last = Math.max(...steps.map(({ step }) => step.total));
        throw new errors/* UserError */.yo(`the build has no step ${name.number}: it has ${last}`);
    }
    const dockerfile = options.dockerfile ?? 'Dockerfile';
    if (external_node_path_.basename(name.file) !== external_node_path_.basename(dockerfile)) {
        throw new errors/* UserError */.yo(`${name.text} is not in the Dockerfile of the build, ${external_node_path_.basename(dockerfile)}`, {
            hint: `Add --file ${name.file} to look at the build of that file.`,
        });
    }
    const found = steps.filter(({ step }) => step.line <= name.line && name.line <= step.endLine);
    if (found.length > 0)
        return found;
    throw new errors/* UserError */.yo(`no step of the build is at ${name.text}`, {
        hint: 'The line has no instruction, or one of a stage that the target does not need.',
    });
}

// EXTERNAL MODULE: ./lib/cli/build/build-request.js
var build_request = __webpack_require__(48585);
// EXTERNAL MODULE: ./lib/cli/build/stdin-dockerfile.js
var stdin_dockerfile = __webpack_require__(78142);
;// CONCATENATED MODULE: ./lib/cli/cache/cache-verbs.js

















const { host: HOST } = table/* BUILD_TABLE */.g;
const listVerb = (0,verb/* defineVerb */.P)({
    name: 'cache ls',
    summary: 'list what is kept',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'What the builds of this machine have left',
            command: 'layer-build cache ls',
        },
        {
            does: 'What is in a cache in a registry',
            command: 'layer-build cache ls --from type=registry,ref=reg.example/app:cache',
        },
    ],
    table: {
        own: {
            title: 'Flags',
            options: {
                ...cache_access/* FROM */.hK,
                format: {
                    flag: '--format',
                    takes: (0,options_option/* one */.xH)('FORM', (0,plain_values/* choice */.Yq)(['table', 'json']), 'table'),
                    help: 'form of the list: table or json',
                },
            },
        },
        host: HOST,
        general: table/* GENERAL */.z,
    },
    run: async ({ values: { own, host } }, cli) => {
        await list(own.from, own.format, (0,command_host/* hostOfCommand */.F)(host, cli), cli);
        return 0;
    },
});
const INSPECT_TABLE = { own: { title: 'Which cache', options: cache_access/* FROM */.hK }, ...build_request/* BUILD_FLAGS */.F };
const inspectVerb = (0,verb/* defineVerb */.P)({
    name: 'cache inspect',
    summary: 'show records in full',
    about: `Shows all of a record, as JSON: by the start of its key, of the digest of its layer, or of its instruction.

With the number of a step, or a line such as Dockerfile:9, it shows what is kept of that step of a build, the
last used first. The build is that of CONTEXT (the current folder without one), with the flags of build.`,
    operands: 'KEY|DIGEST|INSTRUCTION|STEP [CONTEXT]',
    count: [1, 2],
    examples: [
        { does: 'All that is known of the runs of an instruction', command: "layer-build cache inspect 'RUN npm ci'" },
        { does: 'What is kept of the fourth step of a build', command: 'layer-build cache inspect 4 .' },
        { does: 'What is kept of the step at a line', command: 'layer-build cache inspect Dockerfile:9 .' },
    ],
    table: INSPECT_TABLE,
    unsupported: unsupported_options/* UNSUPPORTED_OPTIONS */.n,
    run: async (call, cli) => {
        await inspect(call, cli);
        return 0;
    },
});
const verifyVerb = (0,verb/* defineVerb */.P)({
    name: 'cache verify',
    summary: 'check that nothing is damaged',
    about: 'Checks everything against its digest or its form. Exit code 1: something is damaged, and was not removed.',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'Remove what is damaged',
            command: 'layer-build cache verify --fix',
        },
    ],
    table: {
        own: {
            title: 'Flags',
            options: {
                ...cache_access/* FROM */.hK,
                fix: { flag: '--fix', takes: options_option/* SWITCH */.Fo, help: 'remove what is damaged; it is fetched or made again' },
            },
        },
        host: HOST,
        general: table/* GENERAL */.z,
    },
    run: ({ values: { own, host } }, cli) => verify(own.from, own.fix, (0,command_host/* hostOfCommand */.F)(host, cli), cli),
});
const explainVerb = (0,verb/* defineVerb */.P)({
    name: 'cache explain',
    summary: 'say which steps of a build would hit',
    about: `Says of each step of a build whether it would hit, or why not. Runs no step.

STEP is its number in the log, or a line such as Dockerfile:9. Behind it, CONTEXT may be left out.`,
    operands: '[STEP] CONTEXT',
    count: [1, 2],
    examples: [
        {
            does: 'Which steps of a build would run, and why',
            command: 'layer-build cache explain .',
        },
        {
            does: 'Only the fourth step',
            command: 'layer-build cache explain 4 .',
        },
        {
            does: 'Only the step at a line of the Dockerfile',
            command: 'layer-build cache explain Dockerfile:9 .',
        },
    ],
    table: build_request/* BUILD_FLAGS */.F,
    unsupported: unsupported_options/* UNSUPPORTED_OPTIONS */.n,
    run: explain,
});
/** The verbs that begin with `cache`. */
const cacheVerbs = [listVerb, inspectVerb, pruneVerb, verifyVerb, explainVerb];
async function list(from, format, host, cli) {
    const survey = await (0,cache_access/* withCache */.nT)(from, host, cli, (cache) => cache.survey());
    const { flag, takes } = cache_settings/* CACHE_SETTINGS */.d.maxBytes;
    const budget = (0,plain_values/* parseByteSize */.nS)(flag, takes.default);
    const text = format === 'json' ? `${JSON.stringify((0,cache_text/* surveyDocument */.KB)(survey, budget), null, 2)}\n` : (0,cache_text/* surveyTable */.bp)(survey, budget);
    (0,print/* print */.y)(text, cli);
}
async function inspect(call, cli) {
    const { values, operands } = call;
    const [wanted = '', second] = operands;
    const isMeant = parseStepName(wanted) === undefined && second === undefined
        ? (surveyed) => isCalled(surveyed, wanted)
        : await ofStep(call, cli);
    const host = (0,command_host/* hostOfCommand */.F)(values.host, cli);
    const { records } = await (0,cache_access/* withCache */.nT)(values.own.from, host, cli, (cache) => cache.survey());
    const found = records.filter(isMeant);
    if (found.length === 0) {
        throw new errors/* UserError */.yo(`there is no record for ${JSON.stringify(wanted)}`, { hint: 'See: layer-build cache ls' });
    }
    (0,print/* print */.y)(`${JSON.stringify(found.map(cache_text/* recordDocument */.bH), null, 2)}\n`, cli);
}
/** A test of whether a record is one of the step that the operands name. */
async function ofStep(call, cli) {
    const { step, context } = readStepAndContext(call.operands, cli);
    if (step === undefined)
        throw new errors/* UserError */.yo(`${JSON.stringify(call.operands[0])} is not a step`);
    const { request, steps } = await predict(call, context, cli);
    const named = stepsNamed(step, steps, request);
    return ({ record }) => named.some((predicted) => predicted.step.stage === record.stage && predicted.step.instruction === record.instruction);
}
/** By the start of its key or of a digest of its layer, or by the start of its instruction. */
function isCalled({ record }, wanted) {
    const hex = wanted.replace(/^sha256:/, '');
    const ids = [record.key, ...(record.layer === undefined ? [] : [record.layer.blob.digest, record.layer.diffId])];
    if (/^[a-f0-9]{6,}$/.test(hex) && ids.some((id) => (0,digest/* digestHex */.sU)(id).startsWith(hex)))
        return true;
    return wanted !== '' && record.instruction.startsWith(wanted);
}
async function verify(from, fix, host, cli) {
    const verified = await (0,cache_access/* withCache */.nT)(from, host, cli, (cache) => cache.verify(fix));
    (0,print/* print */.y)((0,cache_text/* verifyText */.Bn)(verified, fix), cli);
    return verified.damaged.length > 0 && !fix ? 1 : 0;
}
async function explain(call, cli) {
    const { step, context } = readStepAndContext(call.operands, cli);
    const { request, steps } = await predict(call, context, cli);
    (0,print/* print */.y)((0,cache_text/* predictionText */.lL)(step === undefined ? steps : stepsNamed(step, steps, request)), cli);
    return 0;
}
/** Looks up every step of the build that the flags describe. */
async function predict(call, context, cli) {
    const request = (0,build_request/* readBuildRequest */.o)({ ...call, operands: [context] }, cli, cli.stdin);
    for (const message of request.warnings)
        cli.stderr.write(`WARNING: ${message}\n`);
    const { explainBuild } = await cli.loadExplain();
    const steps = await (0,progress/* withProgress */.E0)(cli, (sink) => (0,stdin_dockerfile/* withDockerfile */.n)(request, cli, (options) => explainBuild({ ...options, written: request.written }, request.host, sink, cli.signal)));
    return { request, steps };
}


/***/ }),

/***/ 34783:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ age)
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


/***/ }),

/***/ 40371:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ baseName),
/* harmony export */   Li: () => (/* binding */ goCleanPath),
/* harmony export */   yl: () => (/* binding */ parentPath)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);

/** Directory of `path`: `a/b` → `a`, `a` → `''` */
function parentPath(path) {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? '' : path.slice(0, slash);
}
/** Last component of `path`. */
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** As Go's path.Clean: without `.`, `..` after a name, doubled slashes, and a slash at the end. */
function goCleanPath(path) {
    const normal = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}


/***/ })

};
