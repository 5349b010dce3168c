export const id = 61;
export const ids = [61];
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
    const { image, run, builder: chosen, output, attestations: attested, caches, cache, } = (0,read_options/* sharedValues */.wC)(table/* BUILD_TABLE */.gJ, values);
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
/**
 * The first bytes of a stream (at least `size` of them, if it has so many), and the whole stream again. Whoever does not read it to its
 * end calls its `return`.
 */
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
function joined(start, rest) {
    let first = start.length > 0 ? start : undefined;
    return {
        next: async () => {
            if (first === undefined) {
                const next = await rest.next();
                return next.done === true ? { done: true, value: undefined } : next;
            }
            const value = first;
            first = undefined;
            return { done: false, value };
        },
        return: async () => {
            first = undefined;
            await rest.return?.();
            return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
            return this;
        },
    };
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
