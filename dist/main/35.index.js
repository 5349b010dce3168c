export const id = 35;
export const ids = [35];
export const modules = {

/***/ 97514:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ hiddenArguments)
/* harmony export */ });
/* harmony import */ var _engine_values_harmless_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(62975);

/** The build arguments whose values are not told: those that could be secret by their names (`GivenValues`). */
function hiddenArguments({ buildArgs }) {
    return Object.entries(buildArgs).filter(([name, value]) => value !== '' && !(0,_engine_values_harmless_names_js__WEBPACK_IMPORTED_MODULE_0__/* .isHarmlessName */ .J)(name));
}


/***/ }),

/***/ 58035:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build),
  buildArgsOf: () => (/* binding */ buildArgsOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/once.js
var once = __webpack_require__(92087);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./lib/async/clean-ups.js

/**
 * What must be done when a piece of work ends, whether it succeeded or not. A clean-up that fails or hangs does not keep the
 * others from being done.
 */
class CleanUps {
    #list = [];
    #limitMs;
    /** @param limitMs milliseconds after which a clean-up is not waited for any more */
    constructor(limitMs) {
        this.#limitMs = limitMs;
    }
    add(what, work) {
        this.#list.push({ what, work });
    }
    /**
     * Runs all clean-ups, the last added first. Never throws.
     *
     * @param onFault called for each one that failed or took too long
     */
    async run(onFault) {
        for (let next = this.#list.pop(); next !== undefined; next = this.#list.pop()) {
            try {
                await this.#bounded(next.work);
            }
            catch (error) {
                onFault(next.what, error);
            }
        }
    }
    async #bounded(work) {
        const done = Promise.resolve(work());
        const timer = new AbortController();
        const late = (0,promises_.setTimeout)(this.#limitMs, 'late', { signal: timer.signal }).catch(() => 'done');
        try {
            if ((await Promise.race([done, late])) === 'late') {
                // It may still fail later, when nobody waits for it.
                done.catch(() => undefined);
                throw new Error(`it did not end within ${Math.round(this.#limitMs / 1000)} s`);
            }
        }
        finally {
            timer.abort();
        }
    }
}

// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/layer/compression/compress.js
var compress = __webpack_require__(86790);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
;// CONCATENATED MODULE: ./lib/attestation/provenance.js

/** moby/buildkit `docs/attestations/slsa-definitions.md` says what the fields mean under these types. */
const BUILD_TYPE_V1 = 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md';
const BUILD_TYPE_V02 = 'https://mobyproject.org/buildkit@v1';
const PROGRAM = 'layer-build';
/** How an image was made: a predicate of SLSA (https://slsa.dev/provenance) in BuildKit's form. */
function provenance(facts, form) {
    return form.version === 'v1'
        ? { type: 'https://slsa.dev/provenance/v1', content: predicateV1(facts, form) }
        : { type: 'https://slsa.dev/provenance/v0.2', content: predicateV02(facts, form) };
}
function predicateV1(facts, form) {
    const { invocationId, started, finished } = facts;
    const { reproducible, builderId } = form;
    return {
        buildDefinition: {
            buildType: BUILD_TYPE_V1,
            externalParameters: { configSource: facts.configSource, request: requestOf(facts, form) },
            internalParameters: { ...buildConfigOf(facts, form), builderPlatform: facts.builderPlatform },
            ...(facts.materials.length > 0 && { resolvedDependencies: facts.materials }),
        },
        runDetails: {
            builder: { id: builderId, version: { [PROGRAM]: version/* VERSION */.x } },
            metadata: {
                ...(!reproducible && { invocationId, startedOn: timeOf(started), finishedOn: timeOf(finished) }),
                buildkit_metadata: metadataOf(facts, form),
                ...(isHermetic(facts) && { buildkit_hermetic: true }),
                buildkit_completeness: {
                    request: isRequestComplete(facts, form),
                    resolvedDependencies: areMaterialsComplete(facts),
                },
                ...(reproducible && { buildkit_reproducible: true }),
            },
        },
    };
}
function predicateV02(facts, form) {
    const { uri, digest, path } = facts.configSource;
    const { invocationId, started, finished } = facts;
    const { reproducible, builderId } = form;
    return {
        builder: { id: builderId },
        buildType: BUILD_TYPE_V02,
        ...(facts.materials.length > 0 && { materials: facts.materials }),
        invocation: {
            configSource: { ...(uri !== undefined && { uri }), ...(digest !== undefined && { digest }), entryPoint: path },
            parameters: requestOf(facts, form),
            environment: { platform: facts.builderPlatform, [PROGRAM]: version/* VERSION */.x },
        },
        ...buildConfigOf(facts, form),
        metadata: {
            ...(!reproducible && {
                buildInvocationID: invocationId,
                buildStartedOn: timeOf(started),
                buildFinishedOn: timeOf(finished),
            }),
            completeness: {
                parameters: isRequestComplete(facts, form),
                environment: true,
                materials: areMaterialsComplete(facts),
            },
            reproducible,
            'https://mobyproject.org/buildkit@v1#metadata': metadataOf(facts, form),
            ...(isHermetic(facts) && { 'https://mobyproject.org/buildkit@v1#hermetic': true }),
        },
    };
}
function requestOf({ args, secrets, ssh, locals }, { mode }) {
    const entries = Object.entries(args).filter(([name]) => mode === 'max' || !isDetail(name));
    const access = mode === 'max' ? { secrets: secrets.map(accessOf), ssh: ssh.map(accessOf) } : {};
    return {
        frontend: 'dockerfile.v0',
        ...(entries.length > 0 && { args: Object.fromEntries(entries) }),
        ...Object.fromEntries(Object.entries(access).filter(([, list]) => list.length > 0)),
        ...(locals.length > 0 && { locals: locals.map((name) => ({ name })) }),
    };
}
function isDetail(name) {
    return name.startsWith('build-arg:') || name.startsWith('label:');
}
function accessOf({ id, optional }) {
    return { id, ...(optional && { optional }) };
}
function isRequestComplete({ args, argsLeftOut }, { mode }) {
    return !argsLeftOut && (mode === 'max' || !Object.keys(args).some(isDetail));
}
/** What a folder of this machine holds is not recorded anywhere. */
function areMaterialsComplete({ locals }) {
    return locals.length === 0;
}
function isHermetic(facts) {
    return areMaterialsComplete(facts) && !facts.networkAccess;
}
function buildConfigOf({ detail }, { mode }) {
    return mode === 'max' ? { buildConfig: { llbDefinition: detail.steps } } : {};
}
function metadataOf({ vcs, detail }, { mode }) {
    return {
        ...(Object.keys(vcs).length > 0 && { vcs }),
        ...(mode === 'max' && { source: sourceOf(detail), ...layersOf(detail) }),
    };
}
function sourceOf({ dockerfile: { filename, text }, locations }) {
    return {
        locations: Object.fromEntries(Object.entries(locations).map(([step, ranges]) => [
            step,
            ranges.length === 0 ? {} : { locations: ranges.map((range) => ({ ranges: linesOf(range) })) },
        ])),
        infos: [{ filename, language: 'Dockerfile', data: text.toString('base64') }],
    };
}
/** A range for each line. */
function linesOf({ start, end }) {
    const lines = Array.from({ length: end - start + 1 }, (_, index) => start + index);
    return lines.map((line) => ({ start: { line }, end: { line } }));
}
function layersOf({ layers }) {
    const chains = Object.entries(layers).map(([output, chain]) => [output, [chain]]);
    return chains.length === 0 ? {} : { layers: Object.fromEntries(chains) };
}
/** RFC 3339. */
function timeOf(date) {
    return date.toISOString();
}

// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
;// CONCATENATED MODULE: ./lib/cache/record/invocations.js


/** Bytes. */
const MAX_INVOCATION = 4096;
const invocation = (0,object/* object */.Ik)({
    invocationId: (0,decoder/* stringMatching */.zc)(/^[0-9a-f-]{36}$/, 'a UUID'),
    started: decoder/* utcTime */.SK,
    finished: decoder/* utcTime */.SK,
});

// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/app/attesting/known-invocations.js






/**
 * Which build made an image, and when. A later build that makes the same image from the same things has made nothing new: its
 * provenance says what that of the first build says, byte for byte, so nothing has to be pushed.
 *
 * Provenance that names its builder, as that of a job names its run, is about that run alone.
 *
 * What is signed never takes anything from here: whoever can write to a cache could have written this.
 */
class KnownInvocations {
    #root;
    #note;
    constructor(root, note) {
        this.#root = root;
        this.#note = note;
    }
    /** The facts, with the invocation that made the image. @param image the digest of its manifest */
    async withFirst(facts, form, image) {
        if (form.reproducible || form.builderId !== '')
            return facts;
        const timeless = provenance({ ...facts, ...NEVER }, form);
        const hash = (0,oci_digest/* hashFieldList */.rK)([image, JSON.stringify(timeless)]);
        const file = (0,root_folder/* pathInRoot */.hA)(this.#root, 'invocations', hash);
        const known = await (0,json_file/* readJsonFile */.J)(file, invocation, MAX_INVOCATION);
        if (known !== undefined) {
            this.#note({ type: 'invocation', hash });
            const { invocationId, started, finished } = known;
            return { ...facts, invocationId, started: new Date(started), finished: new Date(finished) };
        }
        const { invocationId, started, finished } = facts;
        const own = { invocationId, started: started.toISOString(), finished: finished.toISOString() };
        try {
            await (0,atomic_file/* writeWhole */.y)(file, JSON.stringify(own));
            this.#note({ type: 'invocation', hash });
        }
        catch {
            // A later build then says that it made the image: that is true too.
        }
        return facts;
    }
}
const NEVER = { invocationId: '', started: new Date(0), finished: new Date(0) };

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
;// CONCATENATED MODULE: ./lib/attestation/attestation-manifest.js


const IN_TOTO = 'application/vnd.in-toto+json';
/** @internal */
const ATTESTATION_ARTIFACT = 'application/vnd.docker.attestation.manifest.v1+json';
const UNKNOWN = { architecture: 'unknown', os: 'unknown' };
/**
 * The attestation manifest of an image, byte for byte in the form of moby/buildkit `docs/attestations/attestation-storage.md`.
 *
 * @param image the manifest that the statements are about
 */
function attestationManifest(image, statements, form) {
    const blobs = statements.map(statementBlob);
    const config = form === 'artifact' ? EMPTY : imageConfig(blobs);
    const { mediaType, digest, size } = image;
    const manifest = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: media_types/* OCI_MANIFEST */.EG,
        ...(form === 'artifact' && { artifactType: ATTESTATION_ARTIFACT }),
        config: config.descriptor,
        layers: blobs.map((blob) => blob.descriptor),
        ...(form === 'artifact' && { subject: { mediaType, digest, size } }),
    }));
    const described = descriptorOf(media_types/* OCI_MANIFEST */.EG, manifest);
    return {
        manifest,
        descriptor: { ...described, annotations: about(digest), platform: UNKNOWN },
        listed: { ...described, artifactType: ATTESTATION_ARTIFACT },
        config: config.bytes,
        statements: blobs,
        subject: digest,
    };
}
/** Readers find the attestations of an image by these annotations, and leave them alone when they look for an image. */
function about(image) {
    return { 'vnd.docker.reference.digest': image, 'vnd.docker.reference.type': 'attestation-manifest' };
}
function statementBlob(statement) {
    const bytes = Buffer.from(JSON.stringify(statement));
    const annotations = { 'in-toto.io/predicate-type': statement.predicateType };
    return { bytes, descriptor: { ...descriptorOf(IN_TOTO, bytes), annotations } };
}
const EMPTY_BYTES = Buffer.from('{}');
/** image-spec, "Guidance for an Empty Descriptor". */
const EMPTY = {
    bytes: EMPTY_BYTES,
    descriptor: { ...descriptorOf(media_types/* OCI_EMPTY */.g1, EMPTY_BYTES), data: EMPTY_BYTES.toString('base64') },
};
/** A config that clients which only know images can read. */
function imageConfig(blobs) {
    const rootfs = { type: 'layers', diff_ids: blobs.map(({ descriptor }) => descriptor.digest) };
    const bytes = Buffer.from(JSON.stringify({ ...UNKNOWN, config: {}, rootfs }));
    return { bytes, descriptor: descriptorOf(media_types/* OCI_CONFIG */.TF, bytes) };
}
function descriptorOf(mediaType, bytes) {
    return { mediaType, digest: (0,oci_digest/* sha256 */.sc)(bytes), size: bytes.length };
}

// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
;// CONCATENATED MODULE: ./lib/attestation/purl.js


/**
 * The package URL of an image (purl-spec, "docker"), as BuildKit writes it (`util/purl`): with the name as people write it, and the
 * platform that is meant.
 */
function imagePurl({ registry, repository, tag, digest }, platform) {
    const path = (0,oci_reference/* familiarName */.hG)({ registry, repository }).split('/').map(encodeURIComponent).join('/');
    const version = tag === undefined ? '' : `@${encodeURIComponent(tag)}`;
    const qualifiers = [
        ...(digest === undefined ? [] : [`digest=${digest}`]),
        `platform=${encodeURIComponent((0,oci_platform/* formatPlatform */.Bq)(platform))}`,
    ];
    // A port's colon stays, as does that of a digest.
    return `pkg:docker/${path.replaceAll('%3A', ':')}${version}?${qualifiers.join('&')}`;
}

;// CONCATENATED MODULE: ./lib/attestation/statement.js
/** @param names of the subject. None: it is known by its digest alone, and its name says so, as in BuildKit's documents. */
function statementOf(predicate, subject, names) {
    const digest = digestSet(subject);
    return statementAbout(predicate, (names.length === 0 ? ['_'] : names).map((name) => ({ name, digest })));
}
function statementAbout(predicate, subject) {
    return {
        _type: 'https://in-toto.io/Statement/v1',
        subject,
        predicateType: predicate.type,
        predicate: predicate.content,
    };
}
function digestSet(digest) {
    const [algorithm = '', hex = ''] = digest.split(':');
    return { [algorithm]: hex };
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(96319);
// EXTERNAL MODULE: ./lib/app/options/attestations.js
var attestations = __webpack_require__(1151);
// EXTERNAL MODULE: ./lib/app/options/named-outputs.js
var named_outputs = __webpack_require__(53600);
// EXTERNAL MODULE: ./lib/app/options/multi-platform.js
var multi_platform = __webpack_require__(88767);
// EXTERNAL MODULE: ./lib/layer/layer-stack.js + 1 modules
var layer_stack = __webpack_require__(8112);
// EXTERNAL MODULE: ./lib/layer/stack-source.js
var stack_source = __webpack_require__(82499);
;// CONCATENATED MODULE: ./lib/app/outputs/image-sbom.js


/**
 * The SBOM of an image. Only the layers that hold files of interest are read, each once, but a second or third time if a large binary
 * makes that necessary.
 *
 * @param created see `spdxOf`
 * @throws InfraError when a layer is missing or damaged; the signal's reason
 */
async function sbomOf({ layers, ...image }, bytes, created, signal) {
    const indexes = await Promise.all(layers.map((layer) => bytes.index(layer, signal)));
    const tree = layer_stack/* LayerStack */.k.of(indexes);
    const blobFile = (number) => {
        const layer = layers[number];
        if (layer === undefined)
            throw new RangeError(`no layer ${number}`);
        return bytes.blobFile(layer, signal);
    };
    const source = new stack_source/* StackSource */.W('the image', tree, blobFile, signal);
    // Only a build with an SBOM needs the code.
    const { spdxOf } = await __webpack_require__.e(/* import() */ 30).then(__webpack_require__.bind(__webpack_require__, 50030));
    return spdxOf({ ...image, tree, contents: (paths) => source.contents(paths) }, created, signal);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/remote/git-program.js
var git_program = __webpack_require__(93103);
;// CONCATENATED MODULE: ./lib/app/attesting/checkout-facts.js




/** Milliseconds. What is on the disk is known at once, or something is wrong with the disk. */
const PATIENCE = 5_000;
/**
 * The commit and the remote of the checkout that the context is in, by buildx's names for them (docker/buildx `build/git.go`). They are a
 * hint: files may have been changed since.
 *
 * @returns nothing without a checkout, or without git
 */
async function checkoutFacts({ context, dockerfile, dockerfileText, buildContexts, }, { programPath }, signal) {
    if (context.kind !== 'directory' || !isInCheckout(context.path))
        return {};
    const git = new git_program/* GitProgram */.j({ path: programPath, proxies: {}, agent: undefined, knownHosts: '/dev/null' });
    const limited = (0,time_limit/* withTimeLimit */.B)(signal, PATIENCE);
    const ask = async (...args) => {
        try {
            // The checkout may be another user's, as it is in a job's container. Nothing in it is run by these questions.
            const config = [['safe.directory', '*']];
            return (await git.run(args, { signal: limited, cwd: context.path, config })).trim();
        }
        catch {
            signal.throwIfAborted();
            return '';
        }
    };
    const root = await ask('rev-parse', '--show-toplevel');
    if (root === '')
        return {};
    const revision = await ask('rev-parse', '--verify', 'HEAD^{commit}');
    const source = (await ask('remote', 'get-url', 'origin')) || (await ask('remote', 'get-url', 'upstream'));
    const folders = {
        'localdir:context': folderIn(root, context.path),
        'localdir:dockerfile': dockerfileText === undefined
            ? folderIn(root, dockerfile === undefined ? context.path : external_node_path_.dirname(dockerfile))
            : undefined,
        ...Object.fromEntries(Object.entries(buildContexts).map(([name, spec]) => [
            `localdir:${name}`,
            spec.kind === 'directory' ? folderIn(root, spec.path) : undefined,
        ])),
    };
    return Object.fromEntries(Object.entries({ source, revision, ...folders }).filter(([, value]) => value !== undefined && value !== ''));
}
/** Without a `.git` above the folder no program needs to be started. */
function isInCheckout(folder) {
    for (let at = folder;; at = external_node_path_.dirname(at)) {
        if ((0,external_node_fs_.existsSync)(external_node_path_.join(at, '.git')))
            return true;
        if (external_node_path_.dirname(at) === at)
            return false;
    }
}
/** @returns `undefined` for a folder that is not below the root, or does not exist */
function folderIn(root, folder) {
    if (!(0,external_node_fs_.existsSync)(folder))
        return undefined;
    const relative = external_node_path_.relative(root, (0,external_node_fs_.realpathSync)(folder));
    if (relative.startsWith('..') || external_node_path_.isAbsolute(relative))
        return undefined;
    return relative === '' ? '.' : relative;
}

// EXTERNAL MODULE: ./lib/engine/secret-mask.js
var secret_mask = __webpack_require__(17601);
// EXTERNAL MODULE: ./lib/plan/remote-source.js
var remote_source = __webpack_require__(3799);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
// EXTERNAL MODULE: ./lib/app/attesting/hidden-arguments.js
var hidden_arguments = __webpack_require__(97514);
;// CONCATENATED MODULE: ./lib/app/attesting/mount-access.js

/** The id of a secret that a mount asks for: as it is given, or the name of the file that it is shown as. */
function secretId({ id, source, target }) {
    if (source !== '')
        return source;
    return id === '' ? external_node_path_.posix.basename(target) : id;
}

// EXTERNAL MODULE: ./lib/engine/plan/source-resolver.js
var source_resolver = __webpack_require__(51634);
;// CONCATENATED MODULE: ./lib/app/attesting/step-files.js

/** What each copy of a COPY or ADD has in common. */
function copyOptions({ chown, chmod }, shown) {
    const octal = /^[0-7]+$/.test(chmod);
    return {
        ...(chown !== '' && { owner: ownerOf(shown(chown)) }),
        ...(chmod === '' || octal ? { mode: octal ? Number.parseInt(chmod, 8) : -1 } : { modeStr: shown(chmod) }),
        timestamp: -1,
        createDestPath: true,
    };
}
/** Of a path in files, not of an address or of a here-document. */
function copyOfPath(text, { keyword, parents, excludes, unpack }, shown) {
    const pivot = text.indexOf('/./');
    const start = !parents ? text : pivot < 0 ? '/' : text.slice(0, pivot);
    const pattern = pivot < 0 ? text : text.slice(pivot + '/./'.length);
    const below = external_node_path_.posix.resolve('/', pattern).slice(1);
    const isPattern = /[*?[]/.test(text);
    return {
        src: shown(external_node_path_.posix.resolve('/', start)),
        allowWildcard: true,
        allowEmptyWildcard: true,
        followSymlink: true,
        dirCopyContents: true,
        ...((unpack ?? keyword === 'ADD') && { attemptUnpackDockerCompatibility: true }),
        ...(parents && { include_patterns: [shown(below)] }),
        ...(parents && !isPattern && { required_paths: [shown(external_node_path_.posix.resolve('/', start, below))] }),
        ...(excludes.length > 0 && { exclude_patterns: excludes.map(shown) }),
    };
}
function ownerOf(chown) {
    const [user = '', group] = chown.split(':');
    return { user: ownerNamed(user), ...(group !== undefined && { group: ownerNamed(group) }) };
}
function ownerNamed(name) {
    return { User: /^\d+$/.test(name) ? { byId: Number(name) } : { byName: { name } } };
}

// EXTERNAL MODULE: ./lib/plan/operation.js
var operation = __webpack_require__(46566);
;// CONCATENATED MODULE: ./lib/app/attesting/step-mounts.js




/** BuildKit's names for the kinds of mounts, and for the ways in which builds share a cache. */
const TYPES = { secret: 1, ssh: 2, cache: 3, tmpfs: 4 };
const SHARING = { shared: 0, private: 1, locked: 2 };
/** Of a file that a secret or an agent is shown as. */
const MODES = { secret: 0o400, ssh: 0o600 };
/** The mounts of a RUN behind its root, in the order of LLB: by their place, and then secrets and agents as they are written. */
function execMounts(mounts, parts) {
    const { cwd, shown } = parts;
    const { scriptInput } = parts;
    const made = mounts
        .filter(({ mount }) => mount.type !== 'secret' && mount.type !== 'ssh')
        .map(({ mount, source }) => {
        const dest = external_node_path_.posix.resolve('/', cwd, mount.target);
        return { dest, make: () => fileMount(mount, shown(dest), source, parts) };
    });
    const script = scriptInput === undefined ? [] : [{ dest: SCRIPTS, make: () => scriptMount(scriptInput()) }];
    // Inputs are numbered in the order of the places.
    const files = [...made, ...script].sort((one, other) => (0,code_unit_order/* byCodeUnit */.X)(one.dest, other.dest)).map(({ make }) => make());
    const shared = parts.shmSize === undefined ? [] : [sharedMemory(parts.shmSize)];
    const access = mounts.map(({ mount }) => mount);
    return {
        mounts: [
            ...[...files, ...shared].sort((one, other) => (0,code_unit_order/* byCodeUnit */.X)(one.dest ?? '', other.dest ?? '')),
            ...access
                .filter(({ type, env, target }) => type === 'secret' && (env === undefined || target !== ''))
                .map((mount) => secretMount(mount, parts)),
            ...access.filter(({ type }) => type === 'ssh').map((mount) => sshMount(mount, shown)),
        ],
        variables: access.flatMap((mount) => mount.type === 'secret' && mount.env !== undefined
            ? [{ ID: shown(secretId(mount)), name: shown(mount.env), ...optional(mount) }]
            : []),
    };
}
/** Where LLB has the script of a RUN. */
const SCRIPTS = `${operation/* SCRIPT_FOLDER */.X}/`;
function scriptMount(input) {
    return { dest: SCRIPTS, input, output: -1, readonly: true, selector: '/' };
}
function fileMount(mount, dest, source, { namespace, shown, inputOf }) {
    const selector = external_node_path_.posix.resolve('/', mount.source);
    const common = {
        dest,
        input: mount.type === 'bind' || mount.from !== '' ? inputOf(source) : -1,
        output: -1,
        ...(mount.readOnly && { readonly: true }),
        ...(selector !== '/' && { selector: shown(selector) }),
    };
    switch (mount.type) {
        case 'cache': {
            const sharing = SHARING[mount.sharing ?? 'shared'];
            const id = `${namespace}/${mount.id === '' ? external_node_path_.posix.normalize(mount.target) : mount.id}`;
            return { ...common, mountType: TYPES.cache, cacheOpt: { ID: shown(id), ...(sharing > 0 && { sharing }) } };
        }
        case 'tmpfs':
            return { ...common, mountType: TYPES.tmpfs, TmpfsOpt: mount.size === undefined ? {} : { size: mount.size } };
        default:
            return common;
    }
}
function sharedMemory(size) {
    return { dest: '/dev/shm', input: -1, output: -1, mountType: TYPES.tmpfs, TmpfsOpt: { size } };
}
function secretMount(mount, { cwd, shown }) {
    const id = secretId(mount);
    const dest = mount.target === '' ? `/run/secrets/${external_node_path_.posix.basename(id)}` : external_node_path_.posix.resolve('/', cwd, mount.target);
    return {
        input: -1,
        dest: shown(dest),
        mountType: TYPES.secret,
        secretOpt: accessOptions(mount, shown(id), MODES.secret),
    };
}
function sshMount(mount, shown) {
    return {
        input: -1,
        ...(mount.target !== '' && { dest: shown(mount.target) }),
        mountType: TYPES.ssh,
        SSHOpt: accessOptions(mount, shown(mount.id), MODES.ssh),
    };
}
function accessOptions(mount, ID, mode) {
    const { uid, gid } = mount;
    return {
        ID,
        ...(uid !== undefined && { uid }),
        ...(gid !== undefined && { gid }),
        mode: mount.mode ?? mode,
        ...optional(mount),
    };
}
function optional({ required }) {
    return required ? {} : { optional: true };
}

;// CONCATENATED MODULE: ./lib/app/attesting/step-order.js
/** Numbers steps as BuildKit does: from the result backwards, the inputs of each before it, in their order. */
function inGraphOrder({ steps, locations, chain }) {
    const byId = new Map(steps.map((step) => [step.id, step]));
    const names = new Map();
    const ordered = [];
    // Not by recursion: a build can have more steps than the stack has room for.
    const stack = [];
    const enter = (id) => {
        const step = id === undefined ? undefined : byId.get(id);
        if (step === undefined)
            return;
        byId.delete(step.id);
        stack.push({ step, next: 0 });
    };
    enter(steps.at(-1)?.id);
    for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
        const input = at.step.inputs?.[at.next];
        at.next += 1;
        if (input !== undefined) {
            enter(input.replace(/:.*/, ''));
            continue;
        }
        stack.pop();
        names.set(at.step.id, `step${names.size}`);
        ordered.push(at.step);
    }
    const named = (id) => names.get(id) ?? id;
    const output = (text) => text.replace(/^[^:]*/, named);
    return {
        steps: ordered.map(({ id, op, inputs }) => ({
            id: named(id),
            op,
            ...(inputs !== undefined && { inputs: inputs.map(output) }),
        })),
        locations: Object.fromEntries(Object.entries(locations).flatMap(([id, ranges]) => (names.has(id) ? [[named(id), ranges]] : []))),
        chain: {
            base: chain.base === undefined ? undefined : output(chain.base),
            placed: chain.placed.map(({ id, step }) => ({ id: named(id), step })),
        },
    };
}

;// CONCATENATED MODULE: ./lib/app/attesting/plan-steps.js





const CONTEXT = 'local://context';
/** Of a folder that WORKDIR makes, and of a here-document. */
const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;
/** Of a here-document that is run. */
const SCRIPT_MODE = 0o755;
/**
 * The steps of a plan as a graph: a step for each source and for each instruction that makes files, and one at the end for the result.
 * Instructions that only change the config have none.
 */
function planSteps(plan, settings) {
    return inGraphOrder(new Walk(plan, settings).all());
}
class Walk {
    #plan;
    #settings;
    #shown;
    #steps = [];
    #locations = {};
    #sources = new Map();
    /** By stage: the base's step, the last step, and those between. */
    #stages = new Map();
    constructor(plan, settings) {
        this.#plan = plan;
        this.#settings = settings;
        this.#shown = settings.shown;
    }
    all() {
        for (const stage of this.#plan.stages)
            this.#stage(stage);
        const target = this.#stages.get(this.#plan.target);
        this.#add({ Op: {} }, target?.end === undefined ? [] : [target.end]);
        return {
            steps: this.#steps,
            locations: this.#locations,
            chain: { base: target?.base, placed: target?.placed ?? [] },
        };
    }
    #stage({ stage, base, steps }) {
        const below = base.kind === 'stage' ? this.#stages.get(base.index) : undefined;
        const start = base.kind === 'image'
            ? this.#image(base.image, stage.platform)
            : base.kind === 'files'
                ? this.#source(this.#settings.named(stage.name) ?? `local://${this.#shown(stage.name)}`, undefined)
                : below?.end;
        // As in LLB, the line of the last stage comes first.
        if (stage.base.kind === 'image' && start !== undefined)
            this.#locations[idOf(start)]?.unshift(stage.node.from.range);
        const placed = [...(below?.placed ?? [])];
        let end = start;
        for (const step of steps) {
            const made = this.#operation(step, end, stage.platform);
            if (made === undefined)
                continue;
            end = `${made}:0`;
            placed.push({ id: made, step });
            this.#locations[made] = [step.range];
            // The copy that is merged is of the same line.
            if (isMerge(this.#steps.at(-1)))
                this.#locations[`step${this.#steps.length - 2}`] = [step.range];
        }
        this.#stages.set(stage.index, { base: below === undefined ? start : below.base, end, placed });
    }
    #operation(step, below, platform) {
        const { operation } = step;
        switch (operation.kind) {
            case 'config':
                return undefined;
            case 'run':
                return this.#run(operation, below, platform);
            case 'copy':
                return this.#copy(operation, below, platform);
            case 'workdir': {
                const path = this.#shown(operation.path);
                const Action = { mkdir: { path, mode: FOLDER_MODE, makeParents: true, timestamp: -1 } };
                return this.#file([{ secondaryInput: -1, Action }], new Inputs(below));
            }
        }
    }
    #run(operation, below, platform) {
        const inputs = new Inputs(below);
        const { argv, cwd, user, network, privileged, script } = operation;
        const { run } = this.#settings;
        const { mounts, variables } = execMounts(operation.mounts, {
            cwd,
            shmSize: run.shmSize,
            namespace: this.#settings.cacheNamespace,
            shown: this.#shown,
            inputOf: (source) => inputs.add(this.#input(source, platform)),
            scriptInput: script === undefined ? undefined : () => inputs.add(this.#inlineFile(script.name, SCRIPT_MODE)),
        });
        const exec = {
            meta: {
                args: argv.map(this.#shown),
                cwd: this.#shown(cwd),
                ...(user !== '' && { user: this.#shown(user) }),
                ...containerMeta(this.#settings, this.#shown),
                removeMountStubsRecursive: true,
            },
            mounts: [{ dest: '/', ...(below === undefined && { input: -1 }) }, ...mounts],
            ...(variables.length > 0 && { secretenv: variables }),
            ...networkOf(network ?? run.network, network),
            ...(privileged && { security: 1 }),
        };
        return this.#add({ Op: { exec }, constraints: {}, platform: platformOf(platform) }, inputs.all);
    }
    #copy(operation, below, platform) {
        // As in LLB: a copy with --link is made on nothing, and put on top.
        const isMerged = operation.link && operation.chmod === '';
        const inputs = new Inputs(isMerged ? undefined : below);
        const common = { ...copyOptions(operation, this.#shown), dest: this.#shown(operation.destination) };
        const copy = (from, one) => ({
            secondaryInput: inputs.add(from),
            Action: { copy: { ...common, ...one } },
        });
        const copies = operation.sources.map((text) => {
            const address = operation.keyword === 'ADD' ? remoteIdentifier(text) : undefined;
            return address === undefined
                ? copy(this.#input(operation.from, platform), copyOfPath(text, operation, this.#shown))
                : copy(this.#source(this.#shown(address.identifier), undefined), { src: this.#shown(address.path) });
        });
        const made = operation.inlineFiles.map(({ name }) => {
            return copy(this.#inlineFile(name, FILE_MODE), { src: `/${this.#shown(name)}` });
        });
        const copied = this.#file([...copies, ...made], inputs);
        if (!isMerged || below === undefined)
            return copied;
        return this.#add({ Op: { merge: { inputs: [{}, { input: 1 }] } }, constraints: {} }, [below, `${copied}:0`]);
    }
    /** A here-document as a file on nothing. */
    #inlineFile(name, mode) {
        const Action = { mkfile: { path: `/${this.#shown(name)}`, mode, timestamp: -1 } };
        return `${this.#file([{ secondaryInput: -1, Action }], new Inputs(undefined))}:0`;
    }
    /** As in LLB, each change is made on the one before it, which stands behind the step's inputs. */
    #file(changes, { all, first }) {
        const actions = changes.map((change, index) => ({
            input: index === 0 ? first : all.length + index - 1,
            ...change,
            output: index === changes.length - 1 ? 0 : -1,
        }));
        return this.#add({ Op: { file: { actions } }, constraints: {} }, all);
    }
    #input(source, platform) {
        switch (source.kind) {
            case 'context':
                return this.#source(this.#settings.context ?? CONTEXT, undefined);
            case 'scratch':
                return undefined;
            case 'stage':
                return this.#stages.get(source.index)?.end;
            case 'image': {
                const image = this.#plan.copied.images.get(source.name);
                return image === undefined ? undefined : this.#image(image, platform);
            }
            case 'named':
                return this.#named(this.#plan.copied.named.get((0,source_resolver/* namedKey */.z)(source)), source.name, source.platform);
        }
    }
    #named(context, name, platform) {
        if (context?.kind === 'image')
            return this.#image(context.image, platform);
        if (context?.kind === 'scratch')
            return undefined;
        return this.#source(this.#settings.named(name) ?? `local://${this.#shown(name)}`, undefined);
    }
    #image({ name, digest, indexDigest }, platform) {
        const pin = name.includes('@') ? '' : `@${indexDigest ?? digest}`;
        return this.#source(`docker-image://${this.#shown(name)}${pin}`, platform);
    }
    /** Each source has one step, however many instructions use it. */
    #source(identifier, platform) {
        const key = JSON.stringify([identifier, platform]);
        const known = this.#sources.get(key);
        if (known !== undefined)
            return known;
        const op = { Op: { source: { identifier } }, constraints: {} };
        const id = this.#add(platform === undefined ? op : { ...op, platform: platformOf(platform) }, []);
        this.#sources.set(key, `${id}:0`);
        return `${id}:0`;
    }
    #add(op, inputs) {
        const id = `step${this.#steps.length}`;
        this.#steps.push({ id, op, ...(inputs.length > 0 && { inputs }) });
        if (Object.keys(op.Op).length > 0)
            this.#locations[id] = [];
        return id;
    }
}
/** The inputs of one step, each once. */
class Inputs {
    /** The index of what the step begins with; -1: with nothing. */
    first;
    #all;
    constructor(below) {
        this.first = below === undefined ? -1 : 0;
        this.#all = below === undefined ? [] : [below];
    }
    get all() {
        return this.#all;
    }
    /** @returns its index; -1 for nothing */
    add(input) {
        if (input === undefined)
            return -1;
        const known = this.#all.indexOf(input);
        return known >= 0 ? known : this.#all.push(input) - 1;
    }
}
function idOf(output) {
    return output.replace(/:.*/, '');
}
function containerMeta({ run: { ulimits, extraHosts }, cgroupParent }, shown) {
    return {
        ...(cgroupParent !== undefined && { cgroupParent: shown(cgroupParent) }),
        ...(extraHosts.length > 0 && { extraHosts: extraHosts.map(({ name, ip }) => ({ Host: shown(name), IP: ip })) }),
        ...(ulimits.length > 0 && {
            ulimit: ulimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
        }),
    };
}
/** Nothing is told of the host's network where no instruction asks for it, since it is the usual one here. */
function networkOf(used, asked) {
    if (used === 'none')
        return { network: 2 };
    return asked === 'host' ? { network: 1 } : {};
}
function isMerge(step) {
    return step !== undefined && 'merge' in step.op.Op;
}
/** @returns `undefined` for a path of the build context */
function remoteIdentifier(text) {
    const source = (0,remote_source/* remoteSource */.g)(text);
    if (source === undefined)
        return undefined;
    return source.kind === 'git'
        ? { identifier: `git://${text.replace(/^[a-z]+:\/\//, '')}`, path: '/' }
        : { identifier: source.url, path: source.name };
}
function platformOf({ architecture, os, variant }) {
    return { Architecture: architecture, OS: os, ...(variant !== undefined && { Variant: variant }) };
}

// EXTERNAL MODULE: ./lib/engine/values/harmless-names.js
var harmless_names = __webpack_require__(62975);
;// CONCATENATED MODULE: ./lib/app/options/values/context-text.js

/** Where the build context comes from, as people write it. An address may hold credentials. */
function contextText(source) {
    switch (source.kind) {
        case 'directory':
            return source.path;
        case 'stdin':
            return '-';
        case 'git':
            return gitText(source.address);
        case 'download':
            return source.url;
    }
}
/** What `--build-context` gave, without a folder's path, which differs from machine to machine. An address may hold credentials. */
function namedContextText(name, spec) {
    switch (spec.kind) {
        case 'directory':
            return `local:${name}`;
        case 'image':
            return `docker-image://${(0,oci_reference/* formatReference */.FH)(spec.reference)}`;
        case 'scratch':
            return 'docker-image://scratch';
        case 'layout':
            return `oci-layout://${name}`;
        case 'git':
            return gitText(spec.address);
        case 'download':
            return spec.url;
        case 'built':
            return `target:${spec.target}`;
    }
}
function gitText({ remote, ref, subdir }) {
    return `${remote}#${ref}${subdir === '' ? '' : `:${subdir}`}`;
}

;// CONCATENATED MODULE: ./lib/app/attesting/request-arguments.js



/**
 * What a build was asked for, by the names that BuildKit's Dockerfile frontend has for it. A build argument is in it only if it is
 * empty, or its name says that it is no secret: the same rule as for records (`GivenValues`).
 */
function requestArguments(options, buildArgs, shown) {
    const { target, labels, noCache, noCacheFilters, run, buildContexts } = options;
    const args = {};
    for (const [name, value] of Object.entries(buildArgs)) {
        if (value === '' || (0,harmless_names/* isHarmlessName */.J)(name))
            args[`build-arg:${name}`] = value;
    }
    const isMulti = buildArgs[multi_platform/* MULTI_PLATFORM */.Y] ?? '';
    // The frontend notes what it makes of the argument.
    if (isMulti !== '')
        args['multi-platform'] = isMulti;
    for (const [name, value] of Object.entries(labels))
        args[`label:${name}`] = value;
    for (const [name, spec] of Object.entries(buildContexts))
        args[`context:${name}`] = namedContextText(name, spec);
    if (target !== undefined && target !== '')
        args['target'] = target;
    if (noCache)
        args['no-cache'] = '';
    else if (noCacheFilters.length > 0)
        args['no-cache'] = noCacheFilters.join(',');
    if (run.network === 'none')
        args['force-network-mode'] = run.network;
    if (run.extraHosts.length > 0)
        args['add-hosts'] = run.extraHosts.map(({ name, ip }) => `${name}=${ip}`).join(',');
    if (run.shmSize !== undefined)
        args['shm-size'] = String(run.shmSize);
    if (run.ulimits.length > 0) {
        args['ulimit'] = run.ulimits.map(({ name, soft, hard }) => `${name}=${soft}:${hard}`).join(',');
    }
    return Object.fromEntries(Object.entries(args).map(([name, value]) => [shown(name), shown(value)]));
}

;// CONCATENATED MODULE: ./lib/app/attesting/plan-facts.js













/** More layers than that no image has that a runtime could start. Each step's layers name all those below it. */
const MOST_LAYERS = 128;
const DEFAULT_AGENT = 'default';
/** What git is let in with, wherever a repository is fetched by HTTP. */
const GIT_SECRETS = ['GIT_AUTH_HEADER', 'GIT_AUTH_TOKEN'].map((id) => ({ id, optional: true }));
/** What is known of one platform's build, without secrets and without the values of build arguments that could be some. */
function planFacts(build, plan, image) {
    const { options, mask, vcs, invocationId, started, finished } = build;
    const shown = (text) => (0,url_credentials/* redactCredentials */.U)(mask.text(text));
    const hidden = (0,hidden_arguments/* hiddenArguments */.R)(plan);
    const values = secret_mask/* SecretMask */.f.of(hidden.map(([, value]) => Buffer.from(value)));
    const expanded = (text) => shown(values.text(text));
    const steps = planSteps(plan, {
        shown: expanded,
        context: contextIdentifier(options.context, shown),
        named: (name) => contextIdentifier(options.buildContexts[name], shown),
        cacheNamespace: expanded(plan.buildArgs['BUILDKIT_CACHE_MOUNT_NS'] ?? ''),
        run: options.run,
        cgroupParent: options.cgroupParent,
    });
    const runs = plan.stages.flatMap((stage) => stage.steps.flatMap(({ operation }) => (operation.kind === 'run' ? [operation] : [])));
    const mounts = runs.flatMap((run) => run.mounts.map(({ mount }) => mount));
    const secrets = mounts.filter(({ type }) => type === 'secret');
    const agents = mounts.filter(({ type }) => type === 'ssh');
    const remotes = build.sources.repositories.map(({ remote }) => remote);
    return {
        configSource: configSource(build, shown),
        args: requestArguments(options, plan.buildArgs, shown),
        argsLeftOut: hidden.length > 0,
        secrets: plan_facts_accessOf([
            ...secrets.map((mount) => ({ id: expanded(secretId(mount)), optional: !mount.required })),
            ...(remotes.some(isHttp) ? GIT_SECRETS : []),
        ]),
        ssh: plan_facts_accessOf([
            ...agents.map((mount) => ({
                id: expanded(mount.id === '' ? DEFAULT_AGENT : mount.id),
                optional: !mount.required,
            })),
            ...(remotes.every(isHttp) ? [] : [{ id: DEFAULT_AGENT, optional: true }]),
        ]),
        locals: localsOf(options),
        materials: materialsOf(build, plan, shown),
        networkAccess: runs.some(({ network }) => (network ?? options.run.network) !== 'none'),
        builderPlatform: (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* hostPlatform */.ol)(process.arch)),
        vcs: Object.fromEntries(Object.entries(vcs).map(([name, value]) => [name, shown(value)])),
        invocationId,
        started,
        finished,
        detail: detailOf(build, plan, steps, image, shown),
    };
}
/** What files come from that are on this machine, and so are not recorded. In BuildKit's order. */
function localsOf({ context, buildContexts }) {
    const own = context.kind === 'directory' ? ['context', 'dockerfile'] : context.kind === 'stdin' ? ['context'] : [];
    const named = Object.entries(buildContexts).filter(([, { kind }]) => kind === 'directory' || kind === 'layout');
    return [...own, ...named.map(([name]) => name)].sort(code_unit_order/* byCodeUnit */.X);
}
function configSource({ options, dockerfile, sources }, shown) {
    const { context } = options;
    const file = shown(dockerfile.name);
    switch (context.kind) {
        case 'git': {
            const { remote, ref, refName = ref, subdir } = context.address;
            const found = sources.repositories.find((one) => one.remote === remote && one.ref === ref);
            const fragment = `${refName}${subdir === '' ? '' : `:${subdir}`}`;
            return {
                uri: shown(fragment === '' ? remote : `${remote}#${fragment}`),
                ...(found !== undefined && { digest: commitDigest(found.commit) }),
                path: file,
            };
        }
        case 'download': {
            const digest = sources.downloads.get(context.url);
            return { uri: shown(context.url), ...(digest !== undefined && { digest: digestSet(digest) }), path: file };
        }
        case 'directory':
        case 'stdin':
            return { path: toldName(context, file) };
    }
}
/** The path of a folder of this machine says nothing to others. */
function toldName({ kind }, name) {
    return kind === 'git' || kind === 'download' ? name : external_node_path_.posix.basename(name);
}
/** As an LLB source; `undefined`: a folder of this machine. */
function contextIdentifier(spec, shown) {
    if (spec?.kind === 'download')
        return shown(spec.url);
    if (spec?.kind !== 'git')
        return undefined;
    const { remote, ref, refName = ref, subdir } = spec.address;
    const bare = shown(remote).replace(/^[a-z]+:\/\//i, '');
    return `git://${bare}#${shown(refName)}${subdir === '' ? '' : `:${shown(subdir)}`}`;
}
/** in-toto: a commit's id is its own kind of digest. */
function commitDigest(commit) {
    return { [commit.length === 64 ? 'sha256' : 'sha1']: commit };
}
function isHttp(remote) {
    return /^https?:/i.test(remote);
}
/** Sorted, as BuildKit does. */
function plan_facts_accessOf(given) {
    const found = new Map();
    for (const { id, optional } of given)
        found.set(id, (found.get(id) ?? true) && optional);
    return [...found].sort(([one], [other]) => (0,code_unit_order/* byCodeUnit */.X)(one, other)).map(([id, optional]) => ({ id, optional }));
}
function materialsOf(build, plan, shown) {
    const { downloads, repositories } = build.sources;
    const elsewhere = addressesOf(build.plans.filter((other) => other !== plan));
    const here = addressesOf([plan]);
    // What only another platform's ADD names is not in this image.
    const counts = (address) => here.has(address) || !elsewhere.has(address);
    const namesOfRefs = refNames(build.options);
    const all = [
        ...imagesOf(plan).map(([image, platform]) => imageMaterial(image, platform, shown)),
        ...repositories
            .filter(({ remote }) => counts(remote))
            .map(({ remote, ref, commit }) => {
            const name = namesOfRefs.get(`${remote}#${ref}`) ?? ref;
            return { uri: shown(name === '' ? remote : `${remote}#${name}`), digest: commitDigest(commit) };
        }),
        ...[...downloads]
            .filter(([url]) => counts(url))
            .map(([url, digest]) => ({ uri: shown(url), digest: digestSet(digest) })),
    ];
    return [...new Map(all.map((material) => [material.uri, material])).values()];
}
/** By the repository and the commit that is fetched. */
function refNames({ context, buildContexts }) {
    const addresses = [context, ...Object.values(buildContexts)].flatMap((spec) => spec.kind === 'git' ? [spec.address] : []);
    return new Map(addresses.flatMap(({ remote, ref, refName }) => refName === undefined ? [] : [[`${remote}#${ref}`, refName]]));
}
function addressesOf(plans) {
    const sources = plans
        .flatMap((plan) => plan.stages.flatMap(({ steps }) => steps))
        .flatMap(({ operation }) => (operation.kind === 'copy' && operation.keyword === 'ADD' ? operation.sources : []))
        .flatMap((text) => (0,remote_source/* remoteSource */.g)(text) ?? []);
    return new Set(sources.map((source) => (source.kind === 'git' ? source.address.remote : source.url)));
}
function imagesOf(plan) {
    const bases = plan.stages.flatMap(({ base, stage }) => base.kind === 'image' ? [[base.image, stage.platform]] : []);
    const copied = [...plan.copied.images.values()].map((image) => [image, plan.platform]);
    const named = [...plan.copied.named.values()].flatMap((context) => context.kind === 'image' ? [[context.image, plan.platform]] : []);
    return [...bases, ...copied, ...named];
}
function imageMaterial(image, platform, shown) {
    const digest = digestSet(image.indexDigest ?? image.digest);
    try {
        return { uri: shown(imagePurl((0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(image.name)), platform)), digest };
    }
    catch {
        // The name of a layout on this machine.
        return { uri: shown(image.name), digest };
    }
}
function detailOf({ options, dockerfile: { text, name } }, plan, { steps, locations, chain }, image, shown) {
    return {
        steps,
        dockerfile: {
            filename: toldName(options.context, shown(name)),
            text: Buffer.from(shown(Buffer.from(text).toString())),
        },
        locations,
        layers: plan_facts_layersOf(chain, plan, image),
    };
}
/** Where the steps and the layers do not fit together, nothing is said of them. */
function plan_facts_layersOf({ base, placed }, plan, image) {
    const layers = image.layers.map(({ blob: { mediaType, digest, size } }) => ({ mediaType, digest, size }));
    const filled = placed.filter(({ step }) => makesLayer(step));
    const ofBase = layers.length - filled.length;
    if (layers.length > MOST_LAYERS || ofBase !== baseLayers(plan))
        return {};
    const outputs = filled.map(({ id }, index) => [`${id}:0`, layers.slice(0, ofBase + index + 1)]);
    return Object.fromEntries([...(base === undefined ? [] : [[base, layers.slice(0, ofBase)]]), ...outputs]);
}
function makesLayer({ history }) {
    return history !== undefined && !history.emptyLayer;
}
/** Of the image that the target's lowest stage is based on. */
function baseLayers(plan) {
    let stage = plan.stages.find((each) => each.stage.index === plan.target);
    while (stage?.base.kind === 'stage') {
        const { index } = stage.base;
        stage = plan.stages.find((each) => each.stage.index === index);
    }
    return stage?.base.kind === 'image' ? stage.base.image.layers.length : 0;
}

;// CONCATENATED MODULE: ./lib/app/attesting/attestor.js














const SPDX = 'https://spdx.dev/Document';
const PROVENANCE = 'https://slsa.dev/provenance/';
/** Makes what is said about the images of a build, once for each image and form. */
class Attestor {
    #parts;
    #made = new Map();
    #packages = new Map();
    #build;
    /** @throws UserError when complete materials are asked for and cannot be had */
    constructor(parts) {
        this.#parts = parts;
        const { options } = parts;
        const locals = localsOf(options);
        if (options.attestations.provenance?.completeMaterials === true && locals.length > 0) {
            throw new errors/* UserError */.yo(`the provenance cannot name all that the build uses: ${locals.join(', ')} is on this machine`, {
                hint: 'Build from a Git context, or leave complete-materials out.',
            });
        }
    }
    /** @param images in the order of the plans */
    async attested(images, output) {
        const wanted = (0,attestations/* attestationsFor */.rf)(this.#parts.options.attestations, output);
        if (wanted.provenance === undefined && !wanted.sbom)
            return images;
        return Promise.all(images.map(async (image, index) => {
            const plan = this.#parts.plans[index];
            if (plan === undefined)
                return image;
            const attestation = await this.#attest(image, plan, wanted, output);
            return { ...image, ...placed(attestation, placeOf(wanted, output)) };
        }));
    }
    /**
     * What is said of the files of each platform, in BuildKit's order. Nothing if nobody asked for it.
     *
     * @param images makes the images, in the order of the plans; called only if something is said of them
     */
    async predicates(images, output) {
        const wanted = (0,attestations/* attestationsFor */.rf)(this.#parts.options.attestations, output);
        if (wanted.provenance === undefined && !wanted.sbom)
            return [];
        const made = await images();
        return Promise.all(this.#parts.plans.map(async (plan, index) => {
            const image = made[index];
            return image === undefined ? [] : this.#predicates(image, plan, wanted);
        }));
    }
    /**
     * What is signed of an image that is pushed: the provenance, as a statement about what the tags will point to, and each platform's
     * packages. Nothing if nobody asked for a signature.
     */
    async statementsToSign({ platforms, target }, output) {
        const { options, plans } = this.#parts;
        const { signed, sbom } = options.attestations;
        if (signed === undefined || output.type !== 'registry')
            return [];
        const references = (0,named_outputs/* namesOf */.eZ)(output, options.tags);
        const names = [...new Set(references.map(({ registry, repository }) => `${registry}/${repository}`))];
        const pairs = platforms.flatMap((image, index) => plans.slice(index, index + 1).map((plan) => ({ image, plan })));
        const build = await this.#attestedBuild();
        const facts = joinedFacts(pairs.map(({ image, plan }) => planFacts(build, plan, image)));
        // The steps and layers of one platform are not those of another.
        const form = pairs.length > 1 ? { ...signed, mode: 'min' } : signed;
        const made = [{ subject: target, statement: statementOf(provenance(facts, form), target.digest, names) }];
        if (!sbom)
            return made;
        for (const { image, plan } of pairs) {
            const subject = pairs.length > 1 ? image.descriptor : target;
            const predicate = { type: SPDX, content: await this.#packagesOf(image, plan) };
            made.push({ subject, statement: statementOf(predicate, subject.digest, names) });
        }
        return made;
    }
    /**
     * How the images were made, for whoever started the build: as BuildKit has it in its history, whether or not it is said of the images.
     *
     * @param images in the order of the plans
     */
    async told(images) {
        const { options, plans } = this.#parts;
        const mode = options.toldProvenance;
        if (mode === undefined)
            return {};
        const build = await this.#attestedBuild();
        const { provenance: asked } = options.attestations;
        const form = { ...(asked ?? UNASKED), version: 'v0.2' };
        const isIndex = (0,multi_platform/* isMultiPlatform */.h)(options);
        const named = images.flatMap((image, index) => plans.slice(index, index + 1).map((plan) => {
            const { content } = provenance(planFacts(build, plan, image), form);
            const platform = isIndex ? (0,oci_platform/* formatPlatform */.Bq)(plan.platform) : '';
            return [platform, mode === 'max' ? content : withoutDetail(content)];
        }));
        return Object.fromEntries(named);
    }
    async #attest(image, plan, wanted, output) {
        const { digest } = image.descriptor;
        const references = (0,named_outputs/* namesOf */.eZ)(output, this.#parts.options.tags);
        const asImage = output.attestedAsImage === true && placeOf(wanted, output) === 'index';
        const form = asImage ? 'image' : 'artifact';
        const key = JSON.stringify([digest, (0,oci_platform/* formatPlatform */.Bq)(plan.platform), wanted, references, form]);
        const known = this.#made.get(key);
        if (known !== undefined)
            return known;
        const names = references.map((reference) => imagePurl(reference, plan.platform));
        const predicates = await this.#predicates(image, plan, wanted);
        const made = attestationManifest(image.descriptor, predicates.map((predicate) => statementOf(predicate, digest, names)), form);
        this.#made.set(key, made);
        return made;
    }
    /** In BuildKit's order. */
    async #predicates(image, plan, wanted) {
        const said = image.said ?? [];
        const listed = said.filter(({ type }) => type === SPDX);
        const own = async () => [
            { type: SPDX, content: await this.#packagesOf(image, plan) },
        ];
        const packages = !wanted.sbom ? [] : listed.length > 0 ? listed : await own();
        if (wanted.provenance === undefined)
            return packages;
        const made = said.filter(({ type }) => type.startsWith(PROVENANCE));
        if (made.length > 0)
            return [...packages, ...made];
        const facts = planFacts(await this.#attestedBuild(), plan, image);
        const { invocations } = this.#parts;
        const form = wanted.provenance;
        return [...packages, provenance(await invocations.withFirst(facts, form, image.descriptor.digest), form)];
    }
    /** Read once for each image, though it may be told in several ways. */
    #packagesOf(image, plan) {
        const { digest } = image.descriptor;
        const known = this.#packages.get(digest) ?? this.#listPackages(image, plan);
        this.#packages.set(digest, known);
        // A build that lost layers goes over it again.
        known.catch(() => this.#packages.delete(digest));
        return known;
    }
    async #listPackages(image, { platform, sourceDateEpoch }) {
        const { options, layers, sink, signal } = this.#parts;
        const created = sourceDateEpoch === undefined
            ? (0,image_config/* parseImageConfig */.F)(image.config).created
            : new Date(sourceDateEpoch * 1000).toISOString();
        const listed = { reference: options.tags[0], digest: image.descriptor.digest, platform, layers: image.layers };
        const { document, omissions } = await sbomOf(listed, layers, new Date(created ?? 0), signal);
        for (const omission of omissions)
            sink({ type: 'warning', message: `sbom: ${omission}` });
        return document;
    }
    /** What is the same for all platforms and outputs. The build counts as finished when this is first asked for. */
    #attestedBuild() {
        return (this.#build ??= this.#gather());
    }
    async #gather() {
        const { options, host, plans, opened, sources, readMask, started, signal } = this.#parts;
        const finished = new Date();
        return {
            options,
            plans,
            dockerfile: opened.dockerfile,
            sources,
            mask: await readMask(),
            vcs: options.attestations.notesCheckout ? await checkoutFacts(options, host, signal) : {},
            invocationId: (0,external_node_crypto_.randomUUID)(),
            started: new Date(started),
            finished,
        };
    }
}
/** BuildKit's history has all where nobody says how much. */
const UNASKED = { mode: 'max', reproducible: false, builderId: '' };
/** As buildx leaves it out (docker/buildx `build/provenance.go`). */
function withoutDetail(content) {
    return Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'buildConfig' && name !== 'metadata'));
}
/** Of a build for several platforms: it was made from all that any of them was made from. */
function joinedFacts([first, ...others]) {
    if (first === undefined)
        throw new errors/* EngineBug */.Bp('nothing was built');
    const materials = [first, ...others].flatMap((facts) => facts.materials);
    return {
        ...first,
        argsLeftOut: [first, ...others].some((facts) => facts.argsLeftOut),
        networkAccess: [first, ...others].some((facts) => facts.networkAccess),
        materials: [...new Map(materials.map((material) => [JSON.stringify(material), material])).values()],
    };
}
/** Only a registry has referrers. */
function placeOf({ place }, { type }) {
    return type === 'registry' ? place : 'index';
}
function placed(attestation, place) {
    return {
        ...(place !== 'referrer' && { attestation }),
        ...(place !== 'index' && { referrer: attestation }),
    };
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./lib/signing/load-sigstore.js


/** @param workerEntry dist/worker/index.js, whose neighbour is loaded; absolute */
function sigstoreBeside(workerEntry) {
    const bundle = (0,external_node_url_.pathToFileURL)(external_node_path_.join(external_node_path_.dirname(workerEntry), '../sigstore/index.js')).href;
    return async () => (await import(/* webpackIgnore: true */ bundle));
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/app/options/process/signing-environment.js
var signing_environment = __webpack_require__(39023);
;// CONCATENATED MODULE: ./lib/attestation/signature-manifest.js


const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
/**
 * A signed statement as a referrer, in the form that cosign and `gh attestation verify` look for (sigstore/cosign
 * `specs/BUNDLE_SPEC.md`).
 *
 * @param subject the manifest or index that the statement is about
 * @param bundle of Sigstore, as JSON
 * @param predicateType of the statement in it
 */
function signatureManifest({ mediaType, digest, size }, bundle, predicateType, created) {
    const annotations = {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'dev.sigstore.bundle.predicateType': predicateType,
        'org.opencontainers.image.created': created.toISOString(),
    };
    const blob = { bytes: bundle, descriptor: descriptorOf(BUNDLE, bundle) };
    const manifest = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: media_types/* OCI_MANIFEST */.EG,
        artifactType: BUNDLE,
        config: EMPTY.descriptor,
        layers: [blob.descriptor],
        subject: { mediaType, digest, size },
        annotations,
    }));
    const descriptor = { ...descriptorOf(media_types/* OCI_MANIFEST */.EG, manifest), annotations };
    return {
        manifest,
        descriptor,
        listed: { ...descriptor, artifactType: BUNDLE },
        config: EMPTY.bytes,
        statements: [blob],
        subject: digest,
    };
}

// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(32206);
// EXTERNAL MODULE: ./lib/async/time-budget.js
var time_budget = __webpack_require__(66701);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(37894);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
;// CONCATENATED MODULE: ./lib/signing/archive-signature.js


/**
 * Gives a signature to GitHub, which lists it among the attestations of the repository.
 *
 * @param bundle as JSON
 * @throws HttpError, with status 403 or 404 if the token lacks the permission `attestations: write`
 */
async function archiveSignature({ api, repository, token }, bundle, http, signal) {
    const request = {
        method: 'POST',
        url: new URL(`${api.replace(/\/$/, '')}/repos/${repository}/attestations`),
        headers: {
            accept: 'application/vnd.github+json',
            'content-type': 'application/json',
            'x-github-api-version': '2022-11-28',
        },
        authorization: `Bearer ${token}`,
        body: (0,request_body/* bytesBody */.EB)(Buffer.concat([Buffer.from('{"bundle":'), bundle, Buffer.from('}')])),
        secrets: [token],
        retry: retry_policy/* RETRY_SIGNING */.Nw,
        signal,
    };
    await http.send(request, async (response) => {
        if (response.status !== 201 && response.status !== 200)
            throw await http.failure(response, request);
        await response.discard();
    });
}

// EXTERNAL MODULE: ./lib/http/read-body.js
var read_body = __webpack_require__(81163);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
;// CONCATENATED MODULE: ./lib/signing/identity-token.js






/** Bytes. */
const MAX_SIZE = 64 * 1024;
/** For whom the token is: Fulcio takes no other. */
const AUDIENCE = 'sigstore';
const answer = (0,object/* object */.Ik)({ value: decoder/* string */.Yj });
const claims = (0,object/* object */.Ik)({ repository_visibility: (0,object/* ifValid */.S6)(decoder/* string */.Yj) });
/** A token that says who signs. @throws HttpError when the runner's service does not give one */
async function identityToken(source, http, signal) {
    if (source.kind === 'given')
        return source.token;
    const url = new URL(source.url);
    url.searchParams.set('audience', AUDIENCE);
    const request = {
        method: 'GET',
        url,
        headers: { accept: 'application/json' },
        authorization: `Bearer ${source.requestToken}`,
        secrets: [source.requestToken],
        retry: retry_policy/* RETRY_SIGNING */.Nw,
        signal,
    };
    return await http.send(request, async (response) => {
        if (response.status !== 200)
            throw await http.failure(response, request);
        const token = (0,decode_or/* parseOrUndefined */.x9)(answer, await (0,read_body/* readBody */.x)(response, MAX_SIZE), MAX_SIZE)?.value ?? '';
        if (!isToken(token)) {
            // Without a cause: its message could quote the token.
            throw new http_error/* HttpError */.j$(`${url.host} gave no valid token`, { retryable: false, url });
        }
        return token;
    });
}
/** Three parts in base64url (RFC 7519): only its form. Fulcio checks what it says. */
function isToken(text) {
    return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}
/** Whether anybody may see the repository: `public`, `private` or `internal`; `undefined` if the token does not say. */
function visibilityIn(token) {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    return (0,decode_or/* parseOrUndefined */.x9)(claims, payload, MAX_SIZE)?.repository_visibility;
}

// EXTERNAL MODULE: ./lib/signing/signing-services.js
var signing_services = __webpack_require__(31117);
;// CONCATENATED MODULE: ./lib/app/attesting/image-signer.js









const BOUNDS = { callMs: 30_000, totalMs: 60_000 };
/** Signs statements by Sigstore: with a key for each that is forgotten at once, and a certificate that says who signed. */
class ImageSigner {
    #parts;
    #identity;
    #made = new Map();
    /** @throws UserError when nothing here says who signs, or the address of a service is none */
    constructor(parts) {
        this.#parts = parts;
        this.#identity = requireIdentity(parts.settings);
        (0,signing_services/* checkServices */.RP)(parts.settings.services);
    }
    /** @throws InfraError when a service does not do its part, with nothing of a token in it */
    async sign(statements) {
        if (statements.length === 0)
            return [];
        const { settings, http, signal, bounds = BOUNDS } = this.#parts;
        let token = '';
        let services;
        try {
            return await budget(bounds.totalMs).spend(signal, async (bounded) => {
                token = await identityToken(this.#identity, http, bounded);
                settings.mask?.(token);
                const by = (0,signing_services/* servicesFor */.kP)(settings, visibilityIn(token));
                services = by;
                return await Promise.all(statements.map((statement) => this.#signOne(statement, token, by, bounded)));
            });
        }
        catch (error) {
            signal.throwIfAborted();
            throw failed(withoutToken(error, token), services);
        }
    }
    /** Also gives signatures to GitHub, which lists them in the repository. The image has them anyway: a failure is a warning. */
    async archive(signatures) {
        const { settings, http, sink, signal, bounds = BOUNDS } = this.#parts;
        if (settings.archive === undefined || signatures.length === 0)
            return;
        const { archive } = settings;
        const bundles = signatures.flatMap(({ statements }) => statements.map(({ bytes }) => bytes));
        try {
            await budget(bounds.callMs).spend(signal, async (bounded) => {
                for (const bundle of bundles)
                    await archiveSignature(archive, bundle, http, bounded);
            });
        }
        catch (error) {
            signal.throwIfAborted();
            const status = (0,http_error/* statusOf */.c2)(error);
            const denied = status === 401 || status === 403 || status === 404;
            const remedy = denied ? '; the job needs "permissions: attestations: write"' : '';
            sink({
                type: 'warning',
                message: `The signature is in the registry, but not among the attestations of the repository: ${(0,errors/* messageOf */.bD)(error)}${remedy}`,
            });
        }
    }
    async #signOne({ subject, statement }, token, services, signal) {
        const { loadSigstore, sink, bounds = BOUNDS } = this.#parts;
        const bytes = Buffer.from(JSON.stringify(statement));
        const key = (0,oci_digest/* sha256 */.sc)(bytes);
        const known = this.#made.get(key);
        if (known !== undefined)
            return known;
        const { signStatement } = await loadSigstore();
        const request = { statement: bytes, token, services, callMs: bounds.callMs };
        const { bundle, logIndex } = await (0,abortable/* settledBefore */.Z)(signal, signStatement(request));
        const made = signatureManifest(subject, Buffer.from(bundle), statement.predicateType, new Date());
        this.#made.set(key, made);
        const entry = logIndex === undefined ? '' : `, entry ${logIndex} of the log`;
        sink({
            type: 'notice',
            message: `Signed ${statement.predicateType} of ${subject.digest} by ${hosts(services)}${entry}`,
        });
        return made;
    }
}
function budget(milliseconds) {
    return new time_budget/* TimeBudget */.z(milliseconds, 'the bound on all talk about a signature');
}
/** @throws UserError that says which permission is missing */
function requireIdentity({ identity, inJob }) {
    if (identity === undefined) {
        throw new errors/* UserError */.yo(inJob
            ? 'sign: the job may not say who it is: it lacks the permission "id-token: write"'
            : 'sign: nothing here says who signs', {
            hint: inJob
                ? 'Add "id-token: write" to the "permissions" of the job. Pull requests from forks never have it: write sign: ${{ github.event_name != \'pull_request\' }}.'
                : 'Set SIGSTORE_ID_TOKEN to an OpenID Connect token for the audience "sigstore", or run in a job of GitHub with the permission "id-token: write".',
        });
    }
    if (identity.kind === 'given' && !isToken(identity.token)) {
        throw new errors/* UserError */.yo('sign: SIGSTORE_ID_TOKEN is not an OpenID Connect token', {
            hint: 'It has three parts with dots between them, and begins with "ey".',
        });
    }
    return identity;
}
function failed(why, services) {
    const by = services === undefined ? '' : ` by ${hosts(services)}`;
    return new errors/* InfraError */.Ri(`the image could not be signed${by}: ${why}`, {
        hint: 'No tag was moved. Run the job again, or leave sign out.',
    });
}
function hosts({ fulcio, rekor, timestamps }) {
    const urls = [fulcio, rekor, timestamps].flatMap((url) => url ?? []);
    return [...new Set(urls.map((url) => new URL(url).host))].join(' and ');
}
/** The messages of an error and of what caused it. The library quotes a token that it does not understand. */
function withoutToken(error, token) {
    const messages = [];
    for (let at = error; at instanceof Error && messages.length < 3; at = at.cause)
        messages.push(at.message);
    const text = messages.length === 0 ? (0,errors/* messageOf */.bD)(error) : messages.join(': ');
    return token === '' ? text : text.replaceAll(token, '***');
}

;// CONCATENATED MODULE: ./lib/app/attesting/open-signer.js




/**
 * What signs images for this process.
 *
 * @throws UserError when nothing here says who signs
 */
function openSigner(host, sink, signal) {
    const http = (0,http_client/* httpClientOf */.X)(host);
    const settings = host.signing ?? (0,signing_environment/* signingSettingsOf */.E)({});
    const signer = new ImageSigner({ settings, http, loadSigstore: sigstoreBeside(host.workerEntry), sink, signal });
    return { signer, close: () => http.close() };
}

// EXTERNAL MODULE: ./lib/engine/layers-lost.js
var layers_lost = __webpack_require__(24525);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
// EXTERNAL MODULE: ./lib/files/output-file.js + 1 modules
var output_file = __webpack_require__(24538);
// EXTERNAL MODULE: ./lib/layer/tar-writer.js
var tar_writer = __webpack_require__(36940);
// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __webpack_require__(92763);
// EXTERNAL MODULE: ./lib/store/layout-folder.js
var layout_folder = __webpack_require__(50028);
// EXTERNAL MODULE: ./lib/store/oci-index.js
var oci_index = __webpack_require__(73373);
;// CONCATENATED MODULE: ./lib/store/archive.js










/**
 * Images as one tar, which is both an OCI archive (image-spec, "OCI Image Layout") and an archive for `docker load`, whose
 * `manifest.json` names the same blobs. Layers are not recompressed, and one that several images have is there once. The bytes depend only
 * on the images and their names.
 *
 * Of an index, `docker load` gets the first image. The OCI archive has all that are in the store.
 *
 * @throws InfraError when a blob is missing in the store or damaged
 */
async function* archive(content, { images, form = 'docker' }, signal) {
    const blobs = new Map();
    const entries = [];
    for (const { target, references, only } of images) {
        const contents = await (0,image_contents/* imageContents */.Y9)(content, target, only);
        const [manifest] = contents.manifests;
        if (manifest === undefined)
            throw new errors/* InfraError */.Ri(`image ${target.digest} has no manifest in the store`);
        for (const blob of contents.blobs)
            blobs.set(blob.digest, blob);
        entries.push(dockerEntry(manifest, references));
    }
    const directories = new Set([layout_folder/* LAYOUT_BLOBS */.kP, ...[...blobs.keys()].map((digest) => (0,external_node_path_.dirname)((0,layout_folder/* layoutPath */.q8)(digest)))]);
    for (const path of [...directories].sort())
        yield (0,tar_writer/* tarHeader */.pI)({ type: 'directory', path, mode: 0o755, ...METADATA });
    for (const blob of [...blobs.values()].sort((a, b) => (0,code_unit_order/* byCodeUnit */.X)(a.digest, b.digest))) {
        yield fileHeader((0,layout_folder/* layoutPath */.q8)(blob.digest), blob.size);
        yield* content.open(blob, signal);
        yield Buffer.alloc((0,tar_writer/* paddingAfter */.OQ)(blob.size));
    }
    const index = images.reduce((made, image) => (0,oci_index/* mergeIndex */.$R)(made, (0,oci_index/* indexEntries */.nL)(image), oci_index/* byWholeName */.U1), undefined);
    const documents = [
        ['index.json', JSON.stringify(index ?? (0,oci_index/* mergeIndex */.$R)(undefined, []))],
        ...(form === 'docker' ? [['manifest.json', JSON.stringify(entries)]] : []),
        ['oci-layout', oci_index/* OCI_LAYOUT */.xm],
    ];
    for (const [path, text] of documents) {
        const bytes = Buffer.from(text);
        yield fileHeader(path, bytes.length);
        yield Buffer.concat([bytes, Buffer.alloc((0,tar_writer/* paddingAfter */.OQ)(bytes.length))]);
    }
    yield Buffer.alloc(tar_writer/* END_OF_ARCHIVE_SIZE */.D9);
}
/**
 * Writes the archive to `file`. An earlier file is only replaced when the archive is complete.
 *
 * @throws InfraError as `archive` does; UserError when the place cannot be written to
 */
async function writeArchive(content, what, file, signal) {
    try {
        await (0,output_file/* writeOutputFile */.B)(file, archive(content, what, signal));
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, 'write the archive', file, await sizeOf(content, what));
    }
}
/** About as many bytes as the archive has; `undefined` where its documents cannot be read. */
async function sizeOf(content, { images }) {
    try {
        const sizes = new Map();
        for (const { target, only } of images) {
            for (const { digest, size } of (await (0,image_contents/* imageContents */.Y9)(content, target, only)).blobs)
                sizes.set(digest, size);
        }
        return [...sizes.values()].reduce((sum, size) => sum + size, 0);
    }
    catch {
        return undefined;
    }
}
/** An archive does not say when or by whom it was made. */
const METADATA = { uid: 0, gid: 0, mtime: 0 };
function fileHeader(path, size) {
    return (0,tar_writer/* tarHeader */.pI)({ type: 'file', path, size, mode: 0o644, ...METADATA });
}
function dockerEntry(manifest, references) {
    const names = references.flatMap((reference) => ((0,oci_reference/* isTagged */.$J)(reference) ? [(0,oci_reference/* familiarName */.hG)(reference)] : []));
    return {
        Config: (0,layout_folder/* layoutPath */.q8)(manifest.config.digest),
        RepoTags: names.sort(),
        Layers: manifest.layers.map(({ digest }) => (0,layout_folder/* layoutPath */.q8)(digest)),
    };
}

// EXTERNAL MODULE: ./lib/report/console/standard-output.js
var standard_output = __webpack_require__(83897);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/store/layout-lock.js
var layout_lock = __webpack_require__(31379);
;// CONCATENATED MODULE: ./lib/store/oci-layout.js








/**
 * Adds an image to the OCI layout at `directory`, which is made if it does not exist. Blobs are copied
 * to files of their own, or cloned if the file system can do that. So writing to the layout does not change the store.
 *
 * @throws InfraError if a blob is missing in the store, or `directory` has other content; UserError if it cannot be written
 */
async function writeOciLayout(content, image, directory, signal) {
    const { blobs } = await (0,image_contents/* imageContents */.Y9)(content, image.target);
    const lock = new layout_lock/* LayoutLock */.S(directory);
    try {
        const release = await lock.lease(signal);
        try {
            for (const blob of blobs) {
                signal?.throwIfAborted();
                await copyBlob(content, blob, directory);
            }
            await lock.exclusively(() => (0,layout_folder/* addToLayoutIndex */.rb)(directory, (0,oci_index/* indexEntries */.nL)(image)), signal);
        }
        finally {
            await release();
        }
    }
    catch (error) {
        throw (0,layout_folder/* layoutError */.TG)('write', directory, error);
    }
}
async function copyBlob(content, blob, directory) {
    if ((0,layout_folder/* layoutBlobSize */.pQ)(directory, blob.digest) === blob.size)
        return;
    const source = content.path(blob.digest);
    const size = await content.size(blob.digest);
    if (size !== blob.size) {
        throw new errors/* InfraError */.Ri(`blob ${blob.digest} is ${size === undefined ? 'missing' : 'damaged'} in the store`);
    }
    try {
        await (0,layout_folder/* writeLayoutBlob */.p6)(directory, blob.digest, (file) => copyForOthers(source, file));
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, 'write the OCI layout', directory, blob.size);
    }
}
/** A copy by the kernel has the mode of the store's file, which only its user can read. This copy has the usual mode of a new file. */
async function copyForOthers(source, file) {
    const made = await (0,external_node_fs_promises_.open)(file, 'wx');
    const { mode } = await made.stat().finally(() => made.close());
    await (0,external_node_fs_promises_.copyFile)(source, file, external_node_fs_.constants.COPYFILE_FICLONE);
    await (0,external_node_fs_promises_.chmod)(file, mode & 0o777);
}

;// CONCATENATED MODULE: ./lib/app/outputs/attestation-to-push.js
/** To a registry, what is said about an image is a manifest with blobs like the image itself. */
function asImage({ manifest, descriptor, config, statements }) {
    return {
        manifest: { mediaType: descriptor.mediaType, bytes: manifest },
        config,
        layers: statements.map((statement) => ({ descriptor: statement.descriptor, open: () => [statement.bytes] })),
    };
}
/** As a referrer of its subject. */
function asReferrer(attestation, { registry, repository }) {
    const { subject, listed: descriptor } = attestation;
    return { target: { registry, repository }, subject, descriptor, ...asImage(attestation) };
}

;// CONCATENATED MODULE: ./lib/app/outputs/by-repository.js

/** The names of an image by repository, so that blobs go to each repository once. */
function byRepository(references) {
    const repositories = (0,oci_reference/* distinctReferences */.Dc)(references.map(({ registry, repository }) => ({ registry, repository })));
    return repositories.map((name) => ({
        ...name,
        tags: references.filter((reference) => (0,oci_reference/* sameRepository */.RB)(reference, name)).map(({ tag }) => tag),
    }));
}

// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
;// CONCATENATED MODULE: ./lib/app/outputs/layer-to-push.js


/** A layer's blob for a registry. Its bytes are fetched when they are read, if they are not here. @param signal stops that */
function layerToPush(layer, layers, signal) {
    const mountFrom = layers.sourceOf(layer.blob.digest);
    return {
        descriptor: { ...layer.blob, mediaType: (0,media_types/* ociLayerType */.BJ)(layer.blob.mediaType) },
        open: async function* () {
            yield* (0,file_chunks/* fileChunks */.T9)(await layers.blobFile(layer, signal), { signal });
        },
        ...(mountFrom === undefined ? {} : { mountFrom }),
    };
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/app/outputs/exporters.js










/** Brings an image to where it was asked for, one output after the other. Bytes are fetched only for those that need them. */
class ImageOutputs {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    /** @param references without any, the image is known by its digest alone */
    async write(image, output, references) {
        const { content, signal } = this.#parts;
        const named = { target: image.target, references };
        switch (output.type) {
            case 'store':
                return output.unstored === true ? undefined : this.keep(image, references);
            case 'registry':
                return this.#push(image, output.byDigest === true ? references.map(repositoryOf) : byRepository(references));
            case 'oci':
            case 'docker': {
                if (output.dest === undefined)
                    return this.#load(image, references);
                await this.#complete(image);
                const tar = output.type === 'docker' || output.tar;
                if (output.dest === '-') {
                    for await (const chunk of archive(content, { images: [named] }, signal))
                        await (0,standard_output/* writeOutput */.zh)(chunk, signal);
                    return;
                }
                makeParent(output.dest);
                return tar
                    ? writeArchive(content, { images: [named] }, output.dest, signal)
                    : writeOciLayout(content, named, output.dest, signal);
            }
        }
    }
    /** Keeps the image in the local store. */
    async keep(image, references) {
        await this.#complete(image);
        await this.#parts.images.add({ target: image.target, imageId: image.imageId }, references);
    }
    /** Puts the image's documents into the store, and fetches the layers that are not there. */
    async #complete(image) {
        const { content, layers, signal } = this.#parts;
        for (const platform of image.platforms) {
            await Promise.all(platform.layers.map((layer) => layers.blobFile(layer, signal)));
            await content.put(platform.config);
            await content.put(platform.manifest);
            if (platform.attestation !== undefined)
                await this.#keepAttestation(platform.attestation);
        }
        if (image.index !== undefined)
            await content.put(image.index.bytes);
    }
    async #keepAttestation({ statements, config, manifest }) {
        const { content } = this.#parts;
        for (const bytes of [...statements.map((statement) => statement.bytes), config, manifest])
            await content.put(bytes);
    }
    async #load(image, references) {
        const { daemon, layers, signal } = this.#parts;
        if (daemon === undefined)
            throw new errors/* EngineBug */.Bp('no daemon was opened');
        await daemon.load(image, references, layers, signal);
    }
    async #push(image, targets) {
        if (targets.length === 0) {
            throw new errors/* UserError */.yo('there is no name to push the image to', { hint: 'Give one with --tag REGISTRY/NAME:TAG.' });
        }
        return this.#pushTo(image, targets);
    }
    async #pushTo(image, targets) {
        const { registry: client, layers: provider, signal } = this.#parts;
        const images = image.platforms.map(({ manifest, descriptor, config, layers }) => ({
            manifest: { mediaType: descriptor.mediaType, bytes: manifest },
            config,
            layers: layers.map((layer) => layerToPush(layer, provider, signal)),
        }));
        const referrers = image.platforms.flatMap(({ referrer }) => referrer ?? []);
        // Before the tags are moved.
        for (const referrer of [...referrers, ...(image.signatures ?? [])]) {
            for (const target of targets)
                await client.pushReferrer(asReferrer(referrer, target), signal);
        }
        const only = image.platforms.find(({ descriptor }) => descriptor.digest === image.target.digest);
        const bytes = image.index?.bytes ?? only?.manifest;
        if (bytes === undefined)
            throw new errors/* EngineBug */.Bp('an image without its own document');
        const named = [...images, ...image.platforms.flatMap(({ attestation }) => attestation ?? []).map(asImage)];
        await client.push({ targets, root: { mediaType: image.target.mediaType, bytes }, images: named }, signal);
    }
}
/** Under its digest alone. */
function repositoryOf({ registry, repository }) {
    return { registry, repository, tags: [] };
}
/** @throws UserError if the folder cannot be made */
function makeParent(dest) {
    try {
        (0,make_folders/* makeFolders */.w)(external_node_path_.dirname(dest));
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, 'write the output', dest);
    }
}

// EXTERNAL MODULE: ./lib/app/outputs/encoded-image.js
var encoded_image = __webpack_require__(85264);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/files/held-file.js
var held_file = __webpack_require__(30471);
;// CONCATENATED MODULE: ./lib/files/held-path.js



/**
 * Finds folders below one folder. Each name is looked up in the folder before it, which is held, and no link is followed: if somebody
 * exchanges a folder meanwhile, that is an error. The way to the last folder stays held, so that the next one near it is found fast.
 */
class HeldPath {
    /** Held by the caller. */
    #root;
    #way = [];
    constructor(root) {
        this.#root = root;
    }
    /**
     * @param names from the root down; none is `.` or `..`, or has a slash
     * @returns a folder that is held until the next call, or until `close`
     * @throws UserError if there is something else at one of the names; what `open` throws
     */
    at(names) {
        let same = 0;
        while (same < this.#way.length && this.#way[same]?.name === names[same])
            same++;
        this.#letGo(same);
        for (const name of names.slice(same))
            this.#way.push({ name, held: this.#folderIn(this.#last, name) });
        return this.#last;
    }
    close() {
        this.#letGo(0);
    }
    get #last() {
        return this.#way.at(-1)?.held ?? this.#root;
    }
    #folderIn(above, name) {
        let held;
        try {
            held = (0,held_file/* holdFile */.Y)(`${above.path}/${name}`, 'keep');
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                throw changed(name, error);
            throw error;
        }
        if (held.stats.isDirectory())
            return held;
        held.close();
        throw changed(name);
    }
    #letGo(kept) {
        for (const { held } of this.#way.splice(kept).reverse())
            held.close();
    }
}
function changed(name, cause) {
    return new errors/* UserError */.yo(`the folder ${(0,byte_name/* displayName */.QC)(name)} was replaced while files were written to it`, {
        hint: 'Build again when nothing else writes there.',
        cause,
    });
}

;// CONCATENATED MODULE: ./lib/files/folder-writer.js








const FILE_BITS = 0o1777;
const FOLDER_BITS = 0o3777;
/** What the owner needs to write into a folder. */
const OWNER = 0o700;
/**
 * Writes files into a folder, over what is there, and never outside of it: every folder on the way is held by a descriptor, no existing
 * file is opened, and no link is followed. A link or a file in the place of a folder is replaced by a folder. What is written belongs to
 * this process. Paths have the form `a/b`, and the folder of a path must have been written before.
 */
class FolderWriter {
    #root;
    #parents;
    /** For the other end of a hard link, which is mostly in another folder. */
    #targets;
    /** Final modes and times: until the end, the owner must be able to write into each folder. */
    #folders = [];
    /**
     * @param folder absolute path, which is made if it does not exist; links on the way to it are followed, since the user named them
     * @throws what `mkdir` and `open` throw
     */
    static open(folder) {
        (0,make_folders/* makeFolders */.w)(folder);
        const held = (0,held_file/* holdFile */.Y)(folder, 'follow');
        if (held.stats.isDirectory())
            return new FolderWriter(held);
        held.close();
        throw new errors/* UserError */.yo(`${(0,byte_name/* displayName */.QC)(folder)} is not a folder`);
    }
    constructor(root) {
        this.#root = root;
        this.#parents = new HeldPath(root);
        this.#targets = new HeldPath(root);
    }
    /** @param metadata absent: as the system makes folders, and as it is if it exists */
    folder(path, metadata) {
        const { at, names } = this.#place(path);
        const mode = metadata === undefined ? 0o777 : OWNER;
        if (!wasMade(() => (0,external_node_fs_.mkdirSync)((0,byte_name/* fsPath */.Jk)(at), { mode }))) {
            if ((0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(at)).isDirectory())
                makeWritable(this.#parents.at(names));
            else {
                (0,external_node_fs_.unlinkSync)((0,byte_name/* fsPath */.Jk)(at));
                (0,external_node_fs_.mkdirSync)((0,byte_name/* fsPath */.Jk)(at), { mode });
            }
        }
        if (metadata !== undefined)
            this.#folders.push({ names, metadata });
    }
    async file(path, { mode, mtime }, chunks, signal) {
        const { at } = this.#place(path);
        let draft = at;
        let fd = 0;
        const open = (file) => (0,external_node_fs_.openSync)((0,byte_name/* fsPath */.Jk)(file), NEW_FILE, 0o600);
        if (!wasMade(() => (fd = open(at)))) {
            makeRoom(at, path);
            draft = draftBeside(at);
            fd = open(draft);
        }
        try {
            try {
                for await (const chunk of chunks) {
                    signal.throwIfAborted();
                    for (let from = 0; from < chunk.length;)
                        from += (0,external_node_fs_.writeSync)(fd, chunk, from);
                }
                (0,external_node_fs_.fchmodSync)(fd, mode & FILE_BITS);
                (0,external_node_fs_.futimesSync)(fd, mtime, mtime);
            }
            finally {
                (0,external_node_fs_.closeSync)(fd);
            }
            if (draft !== at)
                (0,external_node_fs_.renameSync)((0,byte_name/* fsPath */.Jk)(draft), (0,byte_name/* fsPath */.Jk)(at));
        }
        catch (error) {
            (0,discard/* discardNow */.d)((0,byte_name/* fsPath */.Jk)(draft));
            throw error;
        }
    }
    /** @param link.target any text; nobody follows it here */
    symlink(path, { target, mtime }) {
        this.#put(path, (at) => {
            (0,external_node_fs_.symlinkSync)((0,byte_name/* encodeName */.aA)(target), (0,byte_name/* fsPath */.Jk)(at));
            (0,external_node_fs_.lutimesSync)((0,byte_name/* fsPath */.Jk)(at), mtime, mtime);
        });
    }
    /** @param target path of a file that was written before */
    hardlink(path, target) {
        const names = namesOf(target);
        const from = `${this.#targets.at(names.slice(0, -1)).path}/${names.at(-1) ?? ''}`;
        this.#put(path, (at) => (0,external_node_fs_.linkSync)((0,byte_name/* fsPath */.Jk)(from), (0,byte_name/* fsPath */.Jk)(at)));
    }
    /** Gives folders their modes and times, the innermost first. */
    finish() {
        for (const { names, metadata } of this.#folders.splice(0).reverse()) {
            const { path } = this.#parents.at(names);
            (0,external_node_fs_.utimesSync)(path, metadata.mtime, metadata.mtime);
            (0,external_node_fs_.chmodSync)(path, metadata.mode & FOLDER_BITS);
        }
    }
    close() {
        this.#parents.close();
        this.#targets.close();
        this.#root.close();
    }
    /** Makes something that has no bytes, in one step if something else is in its place. */
    #put(path, make) {
        const { at } = this.#place(path);
        if (wasMade(() => make(at))) {
            return;
        }
        makeRoom(at, path);
        const draft = draftBeside(at);
        try {
            make(draft);
            (0,external_node_fs_.renameSync)((0,byte_name/* fsPath */.Jk)(draft), (0,byte_name/* fsPath */.Jk)(at));
        }
        finally {
            (0,discard/* discardNow */.d)((0,byte_name/* fsPath */.Jk)(draft));
        }
    }
    #place(path) {
        const names = namesOf(path);
        return { at: `${this.#parents.at(names.slice(0, -1)).path}/${names.at(-1) ?? ''}`, names };
    }
}
const NEW_FILE = external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_EXCL;
function namesOf(path) {
    const names = path.split('/');
    if (names.some((name) => name === '' || name === '.' || name === '..')) {
        throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} is not a path below a folder`);
    }
    return names;
}
/** @returns whether it was made; false if something has the name already */
function wasMade(make) {
    try {
        make();
        return true;
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'EEXIST')
            return false;
        throw error;
    }
}
/** A folder of an earlier export may have a mode that does not let its owner write into it. */
function makeWritable({ path, stats }) {
    if ((stats.mode & OWNER) === OWNER)
        return;
    try {
        (0,external_node_fs_.chmodSync)(path, (stats.mode | OWNER) & 0o7777);
    }
    catch (error) {
        // Somebody else's folder: whether it can be written into shows when something is.
        if ((0,errors/* errorCode */.CA)(error) !== 'EPERM')
            throw error;
    }
}
/** Removes a folder that is in the place of something else, if it is empty. Anything else is replaced by a rename. */
function makeRoom(at, path) {
    if (!(0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(at)).isDirectory())
        return;
    try {
        (0,external_node_fs_.rmdirSync)((0,byte_name/* fsPath */.Jk)(at));
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) !== 'ENOTEMPTY' && (0,errors/* errorCode */.CA)(error) !== 'EEXIST')
            throw error;
        throw new errors/* UserError */.yo(`${(0,byte_name/* displayName */.QC)(path)} is a folder with files in it, but not a folder in the image`, {
            hint: 'Remove it, or name another folder for the output.',
            cause: error,
        });
    }
}
function draftBeside(at) {
    return `${at.slice(0, at.lastIndexOf('/'))}/.tmp.${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/files-tar.js

/**
 * The files of images as one tar, with owners, modes, times, devices, hard links and extended attributes.
 *
 * The bytes of files come in the order of the layers, so that each layer is read once. Folders come behind what is in them: programs that
 * unpack make missing parents by themselves, and a folder that came first would lose its time, or could not be written into any more.
 */
async function* filesTar(images, signal) {
    for (const { image, folder, attestations } of images) {
        const prefix = folder === '' ? '' : `${folder}/`;
        yield* members(image, prefix, signal);
        for (const { path, bytes, mode, mtime } of attestations) {
            yield (0,tar_writer/* tarHeader */.pI)({ type: 'file', path: prefix + path, size: bytes.length, mode, mtime, uid: 0, gid: 0 });
            yield bytes;
            yield Buffer.alloc((0,tar_writer/* paddingAfter */.OQ)(bytes.length));
        }
        if (folder !== '')
            yield (0,tar_writer/* tarHeader */.pI)({ ...PLATFORM_FOLDER, path: folder });
    }
    yield Buffer.alloc(tar_writer/* END_OF_ARCHIVE_SIZE */.D9);
}
const PLATFORM_FOLDER = { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
async function* members(image, prefix, signal) {
    for await (const { path, size, data } of image.contents()) {
        const entry = image.files.get(path);
        if (entry === undefined)
            continue;
        yield (0,tar_writer/* tarHeader */.pI)({ ...entry, path: prefix + path });
        for await (const chunk of data) {
            signal.throwIfAborted();
            yield chunk;
        }
        yield Buffer.alloc((0,tar_writer/* paddingAfter */.OQ)(size));
    }
    for (const link of image.links) {
        yield (0,tar_writer/* tarHeader */.pI)({ type: 'hardlink', path: prefix + link.path, target: prefix + link.target }, link);
    }
    // Backwards: the innermost folders first.
    for (const entry of image.others.toReversed()) {
        signal.throwIfAborted();
        yield (0,tar_writer/* tarHeader */.pI)({ ...entry, path: prefix + entry.path });
    }
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/flat-image.js



/** The files of one platform's image: its layers on top of each other. */
class FlatImage {
    /** As `linux/arm/v7`. */
    platform;
    /** All but files, parents before what is in them. The root is not among them. */
    others;
    /** Each file once, under the first of its names. */
    files;
    links;
    /** SOURCE_DATE_EPOCH: seconds since the epoch. */
    sourceDateEpoch;
    #source;
    /** Fetches all layers, so that nothing has to be fetched any more when the first byte is written. */
    static async open(platform, layers, signal) {
        const blobs = await Promise.all(platform.layers.map((layer) => layers.blobFile(layer, signal)));
        const indexes = await Promise.all(platform.layers.map((layer) => layers.index(layer, signal)));
        return new FlatImage(platform, layer_stack/* LayerStack */.k.of(indexes), blobs);
    }
    constructor({ platform, sourceDateEpoch }, stack, blobs) {
        this.platform = (0,oci_platform/* formatPlatform */.Bq)(platform);
        this.sourceDateEpoch = sourceDateEpoch;
        const others = [];
        const files = new Map();
        const links = [];
        const firstNames = new Map();
        for (const shown of stack.entries()) {
            // As in BuildKit: with SOURCE_DATE_EPOCH, all times are that time.
            const entry = sourceDateEpoch === undefined ? shown : { ...shown, mtime: sourceDateEpoch };
            if (entry.type !== 'file') {
                others.push(entry);
                continue;
            }
            const location = stack.contentOf(entry.path);
            const content = `${location?.layer ?? ''}:${location?.path ?? ''}`;
            const first = firstNames.get(content);
            if (first === undefined) {
                firstNames.set(content, entry.path);
                files.set(entry.path, entry);
            }
            else {
                const { path, mode, uid, gid, mtime, xattrs } = entry;
                links.push({ type: 'hardlink', path, target: first, mode, uid, gid, mtime, ...(xattrs && { xattrs }) });
            }
        }
        this.others = others;
        this.files = files;
        this.links = links;
        this.#source = new stack_source/* StackSource */.W(this.platform, stack, (layer) => Promise.resolve(blobs[layer] ?? ''));
    }
    /** All names of files, each with the content's digest. */
    digests() {
        const ofLinks = this.links.flatMap(({ path, target }) => {
            const file = this.files.get(target);
            return file === undefined ? [] : [[path, file.digest]];
        });
        return [...[...this.files].map(([path, { digest }]) => [path, digest]), ...ofLinks];
    }
    /** The bytes of all files, in the order of the layers. Each must be read before the next is asked for. */
    contents() {
        return this.#source.contents([...this.files.keys()]);
    }
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/left-out.js
/** Setuid and setgid. */
const SET_ID = 0o6000;
/** Counts what a folder of the caller does not get from an image. */
class LeftOut {
    #nodes = 0;
    #setId = 0;
    #xattrs = 0;
    look(entry) {
        if (entry.type === 'char' || entry.type === 'block' || entry.type === 'fifo')
            this.#nodes++;
        else if (entry.xattrs !== undefined)
            this.#xattrs++;
        if (entry.type === 'file' && (entry.mode & SET_ID) !== 0)
            this.#setId++;
    }
    /** @returns a warning; `undefined` if nothing was left out */
    message() {
        const parts = [
            this.#nodes > 0 ? `devices and fifos (${this.#nodes})` : undefined,
            this.#setId > 0 ? `the setuid and setgid bits of files (${this.#setId})` : undefined,
            this.#xattrs > 0 ? `extended attributes (${this.#xattrs})` : undefined,
        ].filter((part) => part !== undefined);
        if (parts.length === 0)
            return undefined;
        return `type=local leaves out ${parts.join(', ')}, since the files belong to another owner now; type=tar has them`;
    }
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/attestation-files.js



const SBOM = 'https://spdx.dev/Document';
/** As BuildKit writes them (its `exporter/local/fs.go`): a statement about every file of the image, for nobody else to read. */
function attestationFiles(predicates, image, { prefix, suffix }) {
    if (predicates.length === 0)
        return [];
    const subjects = subjectsOf(image);
    const mtime = image.sourceDateEpoch ?? Math.floor(Date.now() / 1000);
    return predicates.map((predicate) => ({
        path: `${prefix}${predicate.type === SBOM ? 'sbom.spdx' : 'provenance'}${suffix}.json`,
        bytes: Buffer.from(JSON.stringify(statementAbout(predicate, subjects), null, 2)),
        mode: 0o600,
        mtime,
    }));
}
function subjectsOf(image) {
    return [...image.digests()]
        .sort(([one], [other]) => (0,code_unit_order/* byCodeUnit */.X)(one, other))
        .map(([path, digest]) => ({ name: (0,byte_name/* encodeName */.aA)(path).toString(), digest: digestSet(digest) }));
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/platform-folders.js



function platform_folders_placed(images, { split, prefix, predicates }) {
    return images.map((image, index) => {
        const name = image.platform.replaceAll('/', '_');
        const suffix = images.length > 1 && !split ? `.${name}` : '';
        return {
            image,
            folder: split ? name : '',
            attestations: attestationFiles(predicates[index] ?? [], image, { prefix, suffix }),
        };
    });
}
/**
 * Checks that images which share a folder have no file in common, and none where another has a folder.
 *
 * @throws UserError that names the first such path
 */
function checkConflicts(images) {
    const known = new Map();
    for (const { platform, others, files, links } of images) {
        for (const { path, type } of [...others, ...files.values(), ...links]) {
            const isFolder = type === 'directory';
            const earlier = known.get(path);
            known.set(path, { platform, isFolder });
            if (earlier === undefined || (earlier.isFolder && isFolder))
                continue;
            throw new errors/* UserError */.yo(`cannot overwrite ${(0,byte_name/* displayName */.QC)(path)} from ${earlier.platform} with ${platform} when split option is disabled`, { hint: 'Leave platform-split=false out.' });
        }
    }
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/write-files.js











/**
 * Writes the files of the image: into a folder, or as a tar. Several platforms have a folder each.
 *
 * @throws UserError if the place cannot be written to, or if platforms that share a folder have a file in common
 */
async function writeFiles(platforms, output, { layers, predicates, sink, signal }) {
    const images = [];
    for (const platform of platforms)
        images.push(await FlatImage.open(platform, layers, signal));
    const several = images.length > 1;
    const said = { prefix: output.attestationPrefix ?? '', predicates };
    try {
        switch (output.type) {
            case 'local': {
                const split = output.platformSplit ?? several;
                if (!split)
                    checkConflicts(images);
                await writeFolder(output.dest, platform_folders_placed(images, { ...said, split }), sink, signal);
                break;
            }
            case 'tar':
                await writeTar(output.dest, platform_folders_placed(images, { ...said, split: several }), signal);
                break;
            default:
                (0,errors/* unreachable */.HB)(output);
        }
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, `write type=${output.type} to`, output.dest);
    }
}
async function writeTar(dest, images, signal) {
    const tar = filesTar(images, signal);
    if (dest === '-') {
        for await (const chunk of tar)
            await (0,standard_output/* writeOutput */.zh)(chunk, signal);
        return;
    }
    (0,make_folders/* makeFolders */.w)(external_node_path_.dirname(dest));
    await (0,output_file/* writeOutputFile */.B)(dest, tar);
}
/** As in BuildKit: owned by the caller, over what is there, and without removing anything else. */
async function writeFolder(dest, images, sink, signal) {
    const leftOut = new LeftOut();
    const writer = FolderWriter.open(dest);
    try {
        for (const one of images)
            await writeImage(writer, one, leftOut, signal);
        writer.finish();
    }
    finally {
        writer.close();
    }
    const message = leftOut.message();
    if (message !== undefined)
        sink({ type: 'warning', message });
}
async function writeImage(writer, { image, folder, attestations }, leftOut, signal) {
    if (folder !== '')
        writer.folder(folder);
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const entry of image.others) {
        signal.throwIfAborted();
        const path = prefix + entry.path;
        leftOut.look(entry);
        if (entry.type === 'directory')
            writer.folder(path, entry);
        else if (entry.type === 'symlink')
            writer.symlink(path, entry);
    }
    for await (const { path, data } of image.contents()) {
        const entry = image.files.get(path);
        if (entry === undefined)
            continue;
        leftOut.look(entry);
        await writer.file(prefix + path, entry, data, signal);
    }
    for (const { path, target } of image.links)
        writer.hardlink(prefix + path, prefix + target);
    for (const file of attestations)
        await writer.file(prefix + file.path, file, [file.bytes], signal);
}

;// CONCATENATED MODULE: ./lib/app/outputs/export-image.js








const STORE = { type: 'store' };
/**
 * Builds, tests the image, and brings it to its outputs. A test or an output may be the first to need a layer's bytes: where they are lost, the
 * builds are gone over again.
 *
 * @returns the image that others can pull, where outputs differ
 */
async function bringToOutputs(builds, parts) {
    for (let losses = 0;; losses++) {
        try {
            return await write(await builds.platforms(), parts);
        }
        catch (error) {
            const again = error instanceof layers_lost/* LayersLost */.h || (await isOfCache(error, parts));
            if (!again || losses >= builds.steps)
                throw error;
        }
    }
}
/** An output may also be the first to find that a layer from a cache does not match its digest. */
async function isOfCache(error, { adapters, cache, sink, signal }) {
    if (signal.aborted || !(error instanceof errors/* InfraError */.Ri))
        return false;
    const flawed = await adapters.layers.recheck(signal);
    if (flawed.length === 0)
        return false;
    sink({ type: 'warning', message: (0,layers_lost/* flawedWords */.A)(flawed) });
    await cache.distrust();
    return true;
}
async function write(platforms, parts) {
    const { options, adapters, cache, daemon, attestor, signer, tests, sink, signal } = parts;
    const imageFor = async (output, layers) => {
        const form = { ...output, annotations: [...(output.annotations ?? []), ...options.annotations] };
        const finished = await Promise.all(platforms.map((platform) => platform.finish(form, layers)));
        return (0,encoded_image/* builtImage */.i)(await attestor.attested(finished, output), { ...form, index: (0,multi_platform/* isMultiPlatform */.h)(options) });
    };
    const plainImages = () => Promise.all(platforms.map((platform) => platform.finish({}, 'as-made')));
    const images = new ImageOutputs({ ...adapters, daemon, signal });
    const outputs = options.outputs.length === 0 ? [STORE] : options.outputs;
    await tests.run(await plainImages());
    let told;
    let single;
    for (const output of outputs) {
        switch (output.type) {
            case 'cacheonly':
                break;
            case 'local':
            case 'tar': {
                const predicates = await attestor.predicates(plainImages, output);
                await writeFiles(platforms, output, { layers: adapters.layers, predicates, sink, signal });
                break;
            }
            default: {
                const image = await imageFor(output);
                const signatures = (await signer?.sign(await attestor.statementsToSign(image, output))) ?? [];
                const names = (0,named_outputs/* namesOf */.eZ)(output, options.tags);
                await images.write({ ...image, signatures }, output, names);
                await signer?.archive(signatures);
                if (output.type === 'registry') {
                    const pushed = image.platforms.flatMap(({ layers }) => layers);
                    cache.notePushed(pushed, byRepository(names));
                }
                if (image.index === undefined)
                    single ??= image;
                if (told === undefined || output === tellingOf(outputs))
                    told = image;
            }
        }
    }
    // Nobody gets it, so no layer is read for it.
    told ??= await imageFor(STORE, 'as-made');
    // As in buildx: an image without an index, such as one for Docker, has the id that Docker knows it by.
    return { ...told, imageId: single?.imageId ?? told.imageId };
}
/** Of several outputs, the one whose image others can pull. */
function tellingOf(outputs) {
    return outputs.find(({ type }) => type === 'registry');
}

// EXTERNAL MODULE: ./lib/cache/journal.js
var cache_journal = __webpack_require__(3073);
// EXTERNAL MODULE: ./lib/cache/actions/open.js + 16 modules
var actions_open = __webpack_require__(12725);
// EXTERNAL MODULE: ./lib/cache/cache-name.js
var cache_name = __webpack_require__(59722);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(34270);
// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
// EXTERNAL MODULE: ./lib/oci/identity-schema.js
var identity_schema = __webpack_require__(5727);
// EXTERNAL MODULE: ./lib/cache/pack/packed-path.js
var packed_path = __webpack_require__(27674);
;// CONCATENATED MODULE: ./lib/cache/pack/listing.js








/** Name of the listing within a pack; it comes first. */
const LISTING_FILE = 'listing.json';
function encodeListing({ files, registryBlobs, parcels, ...listing }) {
    const numbers = new Map(parcels.map(({ digest }, number) => [digest, number]));
    const encoded = {
        version: 2,
        ...listing,
        files: [...files].map(([path, { in: place, ...file }]) => {
            const number = place && numbers.get(place.parcel);
            return { path, ...file, ...(place !== undefined && number !== undefined && { in: [number, place.bytes] }) };
        }),
        parcels,
        elsewhere: registryBlobs,
    };
    return JSON.stringify(encoded);
}
/** Bytes. A pack of 100,000 files has a listing of some 30 MB. */
const MAX_LISTING_SIZE = 256 * 1024 * 1024;
/** @returns `undefined` for anything that `encodeListing` does not make */
function decodeListing(json) {
    const encoded = (0,decode_or/* parseOrUndefined */.x9)(packListing, json, MAX_LISTING_SIZE);
    if (encoded === undefined)
        return undefined;
    const { version, files, parcels = [], elsewhere, ...listing } = encoded;
    if (version === 1 && parcels.length > 0)
        return undefined;
    const known = new Map();
    for (const { path, in: place, ...file } of files) {
        if (place === undefined) {
            known.set(path, file);
            continue;
        }
        const parcel = parcels[place[0]]?.digest;
        if (parcel === undefined || !(0,packed_path/* isDetail */.mO)(path))
            return undefined;
        known.set(path, { ...file, in: { parcel, bytes: place[1] } });
    }
    return { ...listing, files: known, parcels, registryBlobs: elsewhere };
}
const hex = (0,decoder/* stringMatching */.zc)(/^[a-f0-9]{64}$/, 'a sha256');
const rate = (0,decoder/* refine */.YP)(decoder/* number */.ai, (value) => value > 0, 'a number above 0');
/** Reads all or nothing: a listing that is damaged anywhere is not trusted at all. */
const packListing = (0,object/* object */.Ik)({
    version: (0,decoder/* oneOf */.yL)(1, 2),
    scope: decoder/* string */.Yj,
    saved: decoder/* utcTime */.SK,
    files: (0,containers/* array */.YO)((0,object/* object */.Ik)({
        path: (0,decoder/* stringMatching */.zc)(packed_path/* PACKED_PATH */.ho, 'the path of a packed file'),
        sha256: hex,
        used: decoder/* utcTime */.SK,
        hits: decoder/* nonNegativeInteger */.dv,
        writer: decoder/* string */.Yj,
        in: (0,object/* optional */.lq)((0,containers/* tuple */.PV)(decoder/* nonNegativeInteger */.dv, decoder/* nonNegativeInteger */.dv)),
    })),
    parcels: (0,object/* optional */.lq)((0,containers/* array */.YO)((0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* nonNegativeInteger */.dv }))),
    blobs: (0,containers/* array */.YO)(record_codec/* blobDescriptor */.tx),
    elsewhere: (0,containers/* array */.YO)((0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, registry: decoder/* string */.Yj, repository: decoder/* string */.Yj })),
    mounts: (0,containers/* array */.YO)((0,object/* object */.Ik)({ key: identity_schema/* mountKey */.NY, id: decoder/* string */.Yj, layers: (0,containers/* array */.YO)(record_codec/* layer */.qd), used: decoder/* utcTime */.SK })),
    throughput: (0,object/* optional */.lq)((0,object/* object */.Ik)({ bytesPerMs: rate })),
});

;// CONCATENATED MODULE: ./lib/cache/pack/restored-packs.js








/** Bytes. Enough for several listings. */
const MAX_NOTES_SIZE = 512 * 1024 * 1024;
const restoredNotes = (0,containers/* arrayOfValid */.tP)((0,object/* object */.Ik)({
    location: (0,object/* object */.Ik)({ kind: (0,decoder/* oneOf */.yL)('actions', 'registry', 'directory', 'objects'), name: decoder/* string */.Yj }),
    storeId: decoder/* string */.Yj,
    packId: decoder/* string */.Yj,
    listing: decoder/* string */.Yj,
}));
/** Notes what was restored, for the process that saves later. @param name the scope's file name, from `cacheName` */
async function noteRestored(root, name, packs) {
    const notes = packs.map(({ location, storeId, packId, listing }) => {
        return { location, storeId, packId, listing: encodeListing(listing) };
    });
    await (0,atomic_file/* writeWhole */.y)((0,root_folder/* pathInRoot */.hA)(root, 'restoredPacks', name), JSON.stringify(notes));
}
/** Notes that a location has this pack now: a build on this machine that makes nothing new need not ask it. */
async function noteSaved(root, name, saved) {
    const others = (await readRestored(root, name)).filter(({ storeId }) => storeId !== saved.storeId);
    await noteRestored(root, name, [...others, saved]);
}
/** The packs of all scopes that this machine restored. */
async function readAllRestored(root) {
    const names = await readdir(pathInRoot(root, 'restoredPacks')).catch(() => []);
    return (await Promise.all(names.map((name) => readRestored(root, name)))).flat();
}
/**
 * @returns an empty list also for notes that are damaged or of another version. The next save then does not use them
 */
async function readRestored(root, name) {
    try {
        const file = await (0,external_node_fs_promises_.readFile)((0,root_folder/* pathInRoot */.hA)(root, 'restoredPacks', name));
        const notes = (0,decode_or/* parseOrUndefined */.x9)(restoredNotes, file, MAX_NOTES_SIZE) ?? [];
        return notes.flatMap(({ location, storeId, packId, listing }) => {
            const decoded = decodeListing(listing);
            return decoded === undefined ? [] : [{ location, storeId, packId, listing: decoded }];
        });
    }
    catch {
        // A build that restored nothing leaves no notes.
        return [];
    }
}

// EXTERNAL MODULE: ./lib/async/progress.js
var progress = __webpack_require__(87613);
;// CONCATENATED MODULE: ./lib/cache/transfer-progress.js

/** Sends `transfer` events for one blob that is restored from a cache or saved to one. */
function transferProgress(sink, direction, { digest, size: total }) {
    const report = (done) => sink({ type: 'transfer', direction, digest, done, total });
    return new progress/* Progress */.k(total, report, () => performance.now());
}
/** Passes bytes on and counts them. The reader calls `progress.finish`. */
async function* counted(bytes, progress) {
    for await (const chunk of bytes) {
        progress.add(chunk.byteLength);
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./lib/cache/restore/blob-location.js


/** The blobs beside a restored pack. */
function storeBlobs(store, bystanders) {
    const { note, sink } = bystanders;
    const { location } = store;
    const open = async function* (blob, signal) {
        const progress = transferProgress(sink, 'restore', blob);
        yield* counted(store.fetchBlob(blob, signal), progress);
        progress.finish();
    };
    return {
        open: (blob, signal) => bounded(open, bystanders, blob, signal),
        openPart: (blob, part, signal) => bounded((...of) => store.fetchBlob(...of, part), bystanders, blob, signal),
        arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
        failed: (blob, error) => {
            if (error instanceof errors/* WrongContent */.lN)
                note({ type: 'damaged', storeId: store.id, digest: blob.digest });
            tellFault(location, blob, error, sink);
        },
    };
}
/** The parcels beside a restored pack. A build can do without them, so the first failure is told, and no more. */
function storeParcels(store, bystanders) {
    const { note, sink } = bystanders;
    const { location } = store;
    let told = false;
    return {
        open: (blob, signal) => bounded((...of) => store.fetchBlob(...of), bystanders, blob, signal),
        arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
        failed: (blob, error) => {
            if (error instanceof errors/* WrongContent */.lN)
                note({ type: 'damaged', storeId: store.id, digest: blob.digest });
            if (told)
                return;
            told = true;
            const message = `${location.name}: what earlier builds noted about files could not be fetched: ${(0,errors/* messageOf */.bD)(error)}. Reasons of misses may be less exact, and steps may run again`;
            sink({ type: 'warning', message });
        },
    };
}
/** The blobs of a repository that the image was pushed to. */
function repositoryBlobs(registry, source, location, bystanders) {
    const open = (blob, signal) => registry.fetchBlob(source, blob, signal);
    return {
        open: (blob, signal) => bounded(open, bystanders, blob, signal),
        openPart: (blob, part, signal) => bounded((...[of, end]) => registry.fetchBlobPart(source, of, part, end), bystanders, blob, signal),
        arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
        failed: (blob, error) => tellFault(location, blob, error, bystanders.sink),
    };
}
/** The bytes, within the time for restoring. */
async function* bounded(open, { budget }, blob, signal) {
    const spending = budget.begin(signal);
    try {
        yield* open(blob, spending.signal);
    }
    finally {
        spending.end();
    }
}
/** Notes how long it took: the next save needs to know how fast blobs come. */
function tellArrival(location, { note, sink }, { digest, size: bytes }, durationMs) {
    note({ type: 'restored', bytes, ms: durationMs });
    sink({ type: 'cache', action: 'blob-restored', location, digest, bytes, durationMs });
}
function tellFault(location, { digest }, error, sink) {
    const message = (0,errors/* messageOf */.bD)(error);
    sink({ type: 'cache', action: 'fault', doing: 'fetch', location, digest, message });
}

// EXTERNAL MODULE: ./lib/async/single-flight.js
var single_flight = __webpack_require__(52209);
;// CONCATENATED MODULE: ./lib/cache/pack/parcel-type.js
/** The media type of a parcel. */
const DETAILS_PARCEL = 'application/vnd.layer-build.cache.parcel.v1';

// EXTERNAL MODULE: ./lib/async/yielding.js
var yielding = __webpack_require__(43409);
// EXTERNAL MODULE: ./lib/files/publish.js
var publish = __webpack_require__(69744);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
;// CONCATENATED MODULE: ./lib/cache/pack/made-once.js

/** Returns a function that makes each folder only at the first call for it, since many files share few folders. */
function madeOnce() {
    const made = new Set();
    return (folder) => {
        if (made.has(folder))
            return;
        (0,make_folders/* makeFolders */.w)(folder, 0o700);
        made.add(folder);
    };
}

// EXTERNAL MODULE: ./lib/layer/packed-entries.js
var packed_entries = __webpack_require__(90492);
// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(97262);
;// CONCATENATED MODULE: ./lib/layer/path-sizes.js





/** At most so many paths are listed. */
const LISTED = 24;
/** What `pathSizes` gives, when it is read again. */
const pathSizesList = (0,decoder/* refine */.YP)((0,containers/* array */.YO)((0,object/* object */.Ik)({ path: decoder/* string */.Yj, bytes: decoder/* nonNegativeInteger */.dv, rest: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)) })), (list) => list.length <= LISTED, `at most ${LISTED} paths`);
/**
 * Where the bytes of a layer are, largest first. Every byte counts at one path. The largest path is divided into its children again and
 * again, until there are enough paths.
 */
function pathSizes({ entries: given }) {
    const entries = packed_entries/* PackedEntries */.J.of(given);
    const bytesAt = bytesByPath(entries);
    const nodeOf = (number) => ({
        number,
        bytes: bytesAt[number] ?? 0,
        children: largestFirst(entries.below(number), bytesAt),
        taken: 0,
    });
    const listed = [nodeOf(path_table/* ROOT */.D)];
    while (listed.length < LISTED) {
        const divisible = listed.filter(({ children, taken }) => taken < children.length);
        const largest = divisible.reduce((best, node) => (best === undefined || node.bytes > best.bytes ? node : best), undefined);
        const child = largest?.children[largest.taken];
        if (largest === undefined || child === undefined)
            break;
        const node = nodeOf(child);
        largest.taken += 1;
        largest.bytes -= node.bytes;
        listed.push(node);
        // Everything in the directory is listed by itself.
        if (largest.bytes === 0)
            listed.splice(listed.indexOf(largest), 1);
    }
    return listed
        .filter(({ bytes }) => bytes > 0)
        .sort((left, right) => right.bytes - left.bytes)
        .map(({ number, bytes, taken }) => ({
        path: `/${entries.paths.pathOf(number)}`,
        bytes,
        ...(taken > 0 && { rest: true }),
    }));
}
/** By the number of the path: bytes of the file, or of all files below it. */
function bytesByPath(entries) {
    const { paths } = entries;
    const bytes = new Float64Array(paths.size);
    for (const entry of entries) {
        if (entry.type !== 'file' || entry.size === 0)
            continue;
        let at = paths.numberOf(entry.path);
        for (;;) {
            bytes[at] = (bytes[at] ?? 0) + entry.size;
            if (at === path_table/* ROOT */.D)
                break;
            at = paths.parentOf(at);
        }
    }
    return bytes;
}
function largestFirst(paths, bytes) {
    const sizeOf = (path) => bytes[path] ?? 0;
    return [...paths].filter((path) => sizeOf(path) > 0).sort((left, right) => sizeOf(right) - sizeOf(left));
}

;// CONCATENATED MODULE: ./lib/cache/pack/packed-content.js








/**
 * Whether the content of an unpacked file fits its name. Small documents are decoded here. Lists, indexes and baselines are
 * decoded when they are used.
 *
 * @param name its path below the root
 * @param hash hex of the sha256 of its bytes
 */
function hasContentOfItsKind(file, name, hash) {
    const own = external_node_path_.basename(name);
    switch ((0,packed_path/* packedKind */.p1)(name)) {
        case 'blob':
        case 'list':
            return own === hash;
        case 'record': {
            const record = (0,decode_or/* parseOrUndefined */.x9)(record_codec/* stepRecord */.oU, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF);
            return record !== undefined && (0,oci_digest/* digestHex */.sU)(record.key) === own;
        }
        case 'tree': {
            const dated = (0,decode_or/* parseOrUndefined */.x9)(record_codec/* datedLayer */.iW, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF);
            return dated !== undefined && (0,oci_digest/* digestHex */.sU)(dated.layer.contentId) === own;
        }
        case 'sizes':
            return (0,decode_or/* parseOrUndefined */.x9)(pathSizesList, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF) !== undefined;
        case 'invocation':
            return (0,decode_or/* parseOrUndefined */.x9)(invocation, (0,external_node_fs_.readFileSync)(file), MAX_INVOCATION) !== undefined;
        case 'scope':
            return (0,decode_or/* parseOrUndefined */.x9)(record_codec/* keptBuild */.vW, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF) !== undefined;
        case 'index':
        case 'baseline':
            return true;
        case undefined:
            return false;
    }
}

;// CONCATENATED MODULE: ./lib/cache/pack/packed-files.js







/** Bytes of one unpacked file of a pack, at most: we never write more. */
const MAX_FILE = 256 * 1024 ** 2;
/** Writes the members of a pack into a folder. Members that may not be in a pack are left out. */
class PackedFiles {
    #folder;
    #maxBytes;
    #hashes = new Map();
    #mkdir = madeOnce();
    #current;
    #bytes = 0;
    /** @param maxBytes the limit for all members together: a sparse one may be much larger than its bytes in the archive */
    constructor(folder, maxBytes) {
        this.#folder = folder;
        this.#maxBytes = maxBytes;
    }
    /** The hex of the sha256 of each file that was written, by its name. */
    get hashes() {
        return this.#hashes;
    }
    entry({ path: name, typeflag, size }) {
        this.#bytes += size;
        if (this.#bytes > this.#maxBytes)
            throw new errors/* InfraError */.Ri(`the pack unpacks to more than ${this.#maxBytes} bytes`);
        const isWanted = typeflag === '0' && size <= MAX_FILE && (name === LISTING_FILE || (0,packed_path/* isPackedPath */.SZ)(name));
        // If two members have the same name, the first counts.
        if (!isWanted || this.#hashes.has(name))
            return;
        const file = external_node_path_.join(this.#folder, name);
        this.#mkdir(external_node_path_.dirname(file));
        this.#current = { name, descriptor: (0,external_node_fs_.openSync)(file, 'wx', 0o600), hash: (0,external_node_crypto_.createHash)('sha256') };
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        const { descriptor, hash } = this.#current;
        hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(descriptor, chunk, at);
    }
    end() {
        if (this.#current === undefined)
            return;
        const { name, descriptor, hash } = this.#current;
        this.#current = undefined;
        (0,external_node_fs_.closeSync)(descriptor);
        this.#hashes.set(name, hash.digest('hex'));
    }
    /** Closes the file of a member that is incomplete. */
    close() {
        if (this.#current !== undefined)
            (0,external_node_fs_.closeSync)(this.#current.descriptor);
        this.#current = undefined;
    }
}

;// CONCATENATED MODULE: ./lib/cache/pack/read-pack.js












/** Bytes of an unpacked pack, at most: we never write more. */
const MAX_PACK = 1024 ** 3;
/**
 * Unpacks a pack's files below the root. A file that exists already stays: it was made or verified here. A file that does
 * not match the listing, or may not be in a pack, is left out. A pack without a valid listing is refused. What is in parcels is
 * in the listing as it was told.
 *
 * The pack is read as a stream, so that signals and timers work meanwhile. It is read up to `maxBytes`: a few megabytes may
 * unpack to terabytes.
 *
 * @throws InfraError for a file that is not a pack; the signal's reason
 */
async function readPack(file, destination) {
    const unpacked = await extract(file, destination, 'the pack');
    const listing = unpacked.hashes.has(LISTING_FILE)
        ? decodeListing((0,external_node_fs_.readFileSync)(external_node_path_.join(unpacked.folder, LISTING_FILE), 'utf8'))
        : undefined;
    if (listing === undefined)
        throw new errors/* InfraError */.Ri('its listing is missing or damaged');
    const packed = new Map([...listing.files].filter(([, { in: parcel }]) => parcel === undefined));
    const { newFiles, damaged } = await read_pack_publish(unpacked, packed, destination);
    const files = new Map(listing.files);
    for (const name of damaged)
        files.delete(name);
    return { listing: { ...listing, files }, damaged, newFiles, bytes: (0,external_node_fs_.statSync)(file).size };
}
/**
 * The same for a parcel, whose bytes must have been checked against its digest.
 *
 * @param files what the pack's listing says about the files in it: no others are taken
 */
async function readParcel(file, files, destination) {
    return await read_pack_publish(await extract(file, destination, 'the parcel'), files, destination);
}
/** Gives the files that match what is listed their names below the root. */
async function read_pack_publish({ folder, hashes }, listed, { root, signal }) {
    const newFiles = [];
    const damaged = [];
    const mkdir = madeOnce();
    const turns = new yielding/* EventLoopTurns */.j(signal);
    for (const [name, { sha256 }] of listed) {
        const unpackedFile = external_node_path_.join(folder, name);
        if (hashes.get(name) !== sha256 || !hasContentOfItsKind(unpackedFile, name, sha256)) {
            damaged.push(name);
            continue;
        }
        const target = external_node_path_.join(root, name);
        mkdir(external_node_path_.dirname(target));
        if ((0,publish/* publishNewFile */._A)(unpackedFile, target))
            newFiles.push(name);
        await turns.pause();
    }
    return { newFiles, damaged };
}
async function extract(file, { folder: own, signal, maxBytes = MAX_PACK }, label) {
    const folder = external_node_path_.join(own, 'files');
    const files = new PackedFiles(folder, maxBytes);
    const reader = new tar_reader/* TarReader */.R(files, label);
    const packed = (0,file_chunks/* fileChunks */.T9)(file, { signal });
    let bytes = 0;
    try {
        for await (const chunk of (0,decompress/* decompress */.mF)(packed, { label, signal })) {
            bytes += chunk.length;
            if (bytes > maxBytes)
                throw new errors/* InfraError */.Ri(`${label} unpacks to more than ${maxBytes} bytes`);
            reader.write(chunk);
        }
        reader.finish();
        return { folder, hashes: files.hashes };
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        files.close();
    }
}

// EXTERNAL MODULE: ./lib/cache/scratch-folder.js
var scratch_folder = __webpack_require__(28685);
;// CONCATENATED MODULE: ./lib/cache/restore/kept-details.js










/** The parcels of the restored packs. Each is fetched once, when a build needs the first of its files. */
class KeptDetails {
    #root;
    /** The parcels that have a file, in the order in which they are tried. */
    #sources = new Map();
    #flights = new single_flight/* SingleFlight */.F();
    /** Files that parcels had. */
    #here = new Set();
    /** Those of them that were not on this machine before. */
    #brought = new Set();
    #signal;
    ready;
    /** @param root absolute path of the root folder */
    constructor(root, ready, signal) {
        this.#root = root;
        this.ready = ready;
        this.#signal = signal;
    }
    /** Adds what a restored pack says about parcels. @param location has the parcels */
    add({ parcels, files }, location) {
        const byParcel = new Map(parcels.map(({ digest }) => [digest, new Map()]));
        for (const [name, file] of files)
            if (file.in !== undefined)
                byParcel.get(file.in.parcel)?.set(name, file);
        for (const parcel of parcels) {
            const source = { parcel, location, files: byParcel.get(parcel.digest) ?? new Map() };
            for (const name of source.files.keys()) {
                const known = this.#sources.get(name);
                if (known === undefined)
                    this.#sources.set(name, [source]);
                else
                    known.push(source);
            }
        }
    }
    /** Files that were brought, by their paths below the root. */
    get brought() {
        return this.#brought;
    }
    /** Nothing is brought any more. */
    forget() {
        this.#sources.clear();
        this.#here.clear();
        this.#brought.clear();
    }
    has(name) {
        return this.#sources.has(name);
    }
    async bring(name) {
        await this.ready();
        for (;;) {
            if (this.#here.has(name))
                return true;
            const [source] = this.#sources.get(name) ?? [];
            if (source === undefined)
                return false;
            await this.#flights.run(source.parcel.digest, this.#signal, () => this.#take(source));
        }
    }
    /** Afterwards no file names the parcel as its source any more. */
    async #take(source) {
        const signal = this.#signal;
        const { parcel, location, files } = source;
        const blob = { ...parcel, mediaType: DETAILS_PARCEL };
        const started = performance.now();
        const folder = await (0,scratch_folder/* scratchFolder */.$)(this.#root);
        try {
            const file = external_node_path_.join(folder, 'parcel');
            await download(file, parcel, location.open(blob, signal));
            const { newFiles, damaged } = await readParcel(file, files, { root: this.#root, folder, signal });
            for (const name of newFiles)
                this.#brought.add(name);
            for (const name of files.keys())
                if (!damaged.includes(name))
                    this.#here.add(name);
            const wrong = damaged.length === 0 ? undefined : new errors/* WrongContent */.lN(`${damaged.length} of its files are damaged`);
            if (wrong === undefined)
                location.arrived(blob, performance.now() - started);
            else
                location.failed(blob, wrong);
        }
        catch (error) {
            signal.throwIfAborted();
            location.failed(blob, error);
        }
        finally {
            await (0,discard/* discard */.v)(folder);
        }
        for (const name of files.keys()) {
            const others = (this.#sources.get(name) ?? []).filter((other) => other !== source);
            if (others.length === 0 || this.#here.has(name))
                this.#sources.delete(name);
            else
                this.#sources.set(name, others);
        }
    }
}
/** @throws WrongContent for bytes that are not the parcel's */
async function download(file, { digest, size }, bytes) {
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
    const handle = await (0,external_node_fs_promises_.open)(file, 'wx', 0o600);
    try {
        let got = 0;
        for await (const chunk of bytes) {
            got += chunk.byteLength;
            if (got > size)
                break;
            hash.update(chunk);
            for (let at = 0; at < chunk.byteLength;)
                at += (await handle.write(chunk, at)).bytesWritten;
        }
        if (got !== size || hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest))
            throw new errors/* WrongContent */.lN(`parcel ${digest} does not match its digest`);
    }
    finally {
        await handle.close();
    }
}

// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
;// CONCATENATED MODULE: ./lib/layer/mount-key.js


/** The same for the same content on every machine. */
function mountKey({ id, variant = '', from }) {
    const seed = from === undefined ? variant : [...from.layers.map(({ diffId }) => diffId), from.source].join(' ');
    return (0,identity/* mountKeyOfHex */.Vo)((0,oci_digest/* hashFields */.MR)(id, seed));
}

// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
;// CONCATENATED MODULE: ./lib/cache/artifact/artifact-manifest.js




const CACHE_ARTIFACT = 'application/vnd.layer-build.cache.v1';
const CACHE_PACK = 'application/vnd.layer-build.cache.pack.v1';
const PACK_ID = 'io.layer-build.cache.pack.id';
const EMPTY_CONFIG = Buffer.from('{}');
const NO_IMAGE = Buffer.from(JSON.stringify({ architecture: 'unknown', os: 'unknown', rootfs: { type: 'layers', diff_ids: [] } }));
/** The most layers of an artifact, its pack included. */
const MAX_LAYERS = 10_000;
/** Bytes. A pack only has small files: a larger one is not ours. */
const MAX_PACK_SIZE = 2 * 1024 ** 3;
/** @returns `undefined` when it would be larger than registries accept */
function encodeArtifact(artifact, form) {
    const { pack, packId, blobs } = artifact;
    const configBytes = form === 'artifact' ? EMPTY_CONFIG : NO_IMAGE;
    const config = {
        mediaType: form === 'artifact' ? media_types/* OCI_EMPTY */.g1 : media_types/* OCI_CONFIG */.TF,
        digest: (0,oci_digest/* sha256 */.sc)(configBytes),
        size: configBytes.length,
    };
    const manifest = {
        schemaVersion: 2,
        mediaType: media_types/* OCI_MANIFEST */.EG,
        ...(form === 'artifact' && { artifactType: CACHE_ARTIFACT }),
        config,
        layers: [{ ...bare(pack), annotations: { [PACK_ID]: packId } }, ...blobs.map(bare)],
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    if (bytes.length > oci_manifest/* MAX_MANIFEST_SIZE */.L7 || manifest.layers.length > MAX_LAYERS)
        return undefined;
    return { mediaType: media_types/* OCI_MANIFEST */.EG, bytes, config: { blob: config, bytes: configBytes } };
}
function bare({ mediaType, digest, size }) {
    return { mediaType, digest, size };
}
/** The tag has something other than a cache of ours, such as an image whose inline cache a workflow asks for. */
class NoCache extends errors/* InfraError */.Ri {
    constructor(location, what, options = {}) {
        super(`${location} holds no cache of layer-build${what}`, options);
    }
}
/**
 * @param location its name, for messages
 * @throws NoCache; InfraError for a cache of ours that is not valid
 */
function decodeArtifact(location, { bytes, mediaType }) {
    const manifest = readManifest(location, bytes, mediaType);
    const { artifactType, config, layers } = manifest;
    const [pack, ...blobs] = layers;
    const ours = artifactType === CACHE_ARTIFACT || (artifactType === undefined && config.mediaType === media_types/* OCI_CONFIG */.TF);
    if (!ours || pack?.mediaType !== CACHE_PACK) {
        throw new NoCache(location, `, but ${whatItIs(manifest)}`);
    }
    const packId = pack.annotations?.[PACK_ID] ?? '';
    if (!/^[a-f0-9]{1,128}$/.test(packId))
        throw new errors/* InfraError */.Ri(`the cache of ${location} does not name its pack`);
    if (pack.size > MAX_PACK_SIZE) {
        throw new errors/* InfraError */.Ri(`the pack of ${location} has ${pack.size} bytes; at most ${MAX_PACK_SIZE} are read`);
    }
    if (layers.length > MAX_LAYERS) {
        throw new errors/* InfraError */.Ri(`the cache of ${location} names ${layers.length} blobs; at most ${MAX_LAYERS} are read`);
    }
    return { pack: bare(pack), packId, blobs: blobs.map(bare) };
}
function readManifest(location, bytes, mediaType) {
    try {
        const document = (0,oci_manifest/* parseManifest */.Ng)(bytes, mediaType);
        if (document.kind === 'manifest')
            return document.manifest;
    }
    catch (error) {
        if (!(error instanceof errors/* InfraError */.Ri) && !(error instanceof errors/* UserError */.yo))
            throw error;
        throw new NoCache(location, `: ${error.message}`, { cause: error });
    }
    throw new NoCache(location, ", but an index, of an image or of another builder's cache");
}
function whatItIs({ artifactType, config }) {
    const type = artifactType ?? config.mediaType;
    return /\.image\./.test(type) ? 'an image' : `an artifact of type ${JSON.stringify(type)}`;
}

;// CONCATENATED MODULE: ./lib/cache/record/mount-names.js





/** Stores the id of a cache mount by its key. The mount's folder is named by the key alone. */
function noteMountName(root, key, id) {
    const file = (0,root_folder/* pathInRoot */.hA)(root, 'mountNames', key);
    (0,make_folders/* makeFolders */.w)((0,external_node_path_.dirname)(file), 0o700);
    (0,external_node_fs_.writeFileSync)(file, id, { mode: 0o600 });
}
/** The ids of cache mounts, by key. */
async function readMountNames(root) {
    const keys = await readdir(pathInRoot(root, 'mountNames')).catch(() => []);
    return new Map(await Promise.all(keys.map(async (key) => [key, await readFile(pathInRoot(root, 'mountNames', key), 'utf8')])));
}

// EXTERNAL MODULE: ./lib/cache/record/record-store.js + 2 modules
var record_store = __webpack_require__(12315);
;// CONCATENATED MODULE: ./lib/cache/record/record-uses.js






/** Counts that a build found a record. The file gets one more byte, so that builds side by side lose no count. */
function noteUse(root, key) {
    const file = (0,root_folder/* pathInRoot */.hA)(root, 'recordUses', (0,oci_digest/* digestHex */.sU)(key));
    (0,make_folders/* makeFolders */.w)((0,external_node_path_.dirname)(file), 0o700);
    (0,external_node_fs_.appendFileSync)(file, '.', { mode: 0o600 });
}
/** The uses of records, by the hex of the record's key. */
async function readUses(root) {
    const names = await readdir(pathInRoot(root, 'recordUses')).catch(() => []);
    const uses = await Promise.all(names.map(async (name) => {
        const { size, mtimeMs } = await stat(pathInRoot(root, 'recordUses', name));
        return [name, { hits: size, lastUsed: mtimeMs }];
    }));
    return new Map(uses);
}

// EXTERNAL MODULE: ./lib/trace/span.js
var span = __webpack_require__(21725);
;// CONCATENATED MODULE: ./lib/cache/restore/restore-pack.js






/**
 * Fetches the newest pack of a location, and unpacks it on this machine.
 *
 * @returns `undefined` when the location has none
 * @throws InfraError, whatever the store throws, the signal's reason
 */
function restorePack(store, parts) {
    return restoreBy((file, signal) => store.restorePack(file, signal), store, parts);
}
/**
 * The same with the newest pack of the whole scope, if another variant saved it. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
async function restoreNewest(store, parts) {
    if (store.restoreNewest === undefined)
        return undefined;
    return await restoreBy(async (file, signal) => store.restoreNewest?.(file, signal), store, parts);
}
/**
 * The same with the newest pack of the job's base branch, if that is another one. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
async function restoreOfBase(store, parts) {
    if (store.restoreOfBase === undefined)
        return undefined;
    return await restoreBy(async (file, signal) => store.restoreOfBase?.(file, signal), store, parts);
}
async function restoreBy(write, store, parts) {
    const { root, before, signal } = parts;
    const started = performance.now();
    const folder = await (0,scratch_folder/* scratchFolder */.$)(root);
    try {
        const file = external_node_path_.join(folder, 'pack');
        const where = (what) => () => `${what} ${store.location.kind} ${store.location.name}`;
        const packId = await (0,span/* traced */.mn)('cache', where('fetch the pack of'), () => (0,abortable/* settledBefore */.Z)(signal, write(file, signal)));
        if (packId === undefined)
            return undefined;
        await before?.catch(() => undefined);
        const pack = await (0,span/* traced */.mn)('cache', where('unpack the pack of'), async (span) => {
            const read = await readPack(file, { root, folder, signal });
            span.note({ bytes: read.bytes, files: read.newFiles.length });
            return read;
        });
        return { ...pack, location: store.location, storeId: store.id, packId, ms: performance.now() - started };
    }
    finally {
        await (0,discard/* discard */.v)(folder);
    }
}

;// CONCATENATED MODULE: ./lib/cache/restore/build-cache.js


















/**
 * What a build has from earlier builds, here and at other locations. It also writes the journal from which the cache is
 * saved afterwards. A failure here is reported, and never fails the build.
 */
class BuildCache {
    #parts;
    #journal;
    #budget;
    #details;
    #restoredParcels = [];
    /** Where restored records came from, by key. */
    #locations = new Map();
    #faults = [];
    #hasReported = false;
    #restoring;
    #restoringBase;
    constructor(parts) {
        this.#parts = parts;
        const { root, scope, variant } = parts;
        this.#journal = new cache_journal/* BuildJournal */.W(root, (0,cache_name/* cacheName */.U)(scope, variant));
        const isNewHere = !cache_journal/* BuildJournal */.W.exists(root, (0,cache_name/* cacheName */.U)(scope, variant));
        this.#noting(() => this.#journal.begin());
        this.#budget = new time_budget/* TimeBudget */.z(parts.limits.timeoutMs, 'cache-timeout');
        this.#details = new KeptDetails(root, () => this.restored, parts.signal);
        parts.layers.addDetails(this.#details);
        // This machine has what its last build used. Servers are asked when a step misses. A folder may have been put in place of another.
        if (isNewHere || parts.stores.some(({ location }) => location.kind === 'directory'))
            void this.restored;
    }
    /** Resolves when all packs are unpacked, or could not be fetched; that begins at the first call, at the latest. Never rejects. */
    get restored() {
        return (this.#restoring ??= this.#restore());
    }
    /** Resolves when the packs of the base branch are unpacked too, which a build does without if all its steps hit. Never rejects. */
    get restoredBase() {
        return (this.#restoringBase ??= this.#restoreBase());
    }
    /** What brings details of the restored packs after the build. @param signal ends it, instead of the build's */
    detailsFor(signal) {
        const details = new KeptDetails(this.#parts.root, () => Promise.resolve(), signal);
        for (const { listing, parcels } of this.#restoredParcels)
            details.add(listing, parcels);
        return details;
    }
    /** The records of one of the build's plans. */
    records(scope) {
        return new record_store/* RecordStore */.p(this.#parts.root, scope, {
            note: (line) => this.note(line),
            distrust: () => this.distrust(),
            details: this.#details,
            restored: () => this.restored,
            begun: () => this.#restoring,
            restoredBase: async () => (await this.restoredBase).length > 0,
            locations: this.#locations,
            faults: this.#faults,
        });
    }
    /** Removes all files of the packs that decide what a step makes. The steps of the last build stay, for explanations. */
    async distrust() {
        const packs = [...((await this.#restoring) ?? []), ...((await this.#restoringBase) ?? [])];
        const newFiles = [...packs.flatMap((pack) => pack.newFiles), ...this.#details.brought];
        this.#details.forget();
        for (const name of newFiles) {
            if (DECISIVE.has((0,packed_path/* packedKind */.p1)(name)))
                await (0,external_node_fs_promises_.rm)(external_node_path_.join(this.#parts.root, name), { force: true });
        }
        this.#locations.clear();
    }
    note(line) {
        this.#noting(() => this.#journal.add(line));
        const { type } = line;
        if (type === 'record' && line.found === true)
            this.#noting(() => noteUse(this.#parts.root, line.key));
    }
    /** Notes only help later builds, so an error here never fails this build. It is reported once. */
    #noting(work) {
        try {
            work();
        }
        catch (error) {
            if (this.#hasReported)
                return;
            this.#hasReported = true;
            const message = `the build's journal cannot be written, so its cache may not be saved: ${(0,errors/* messageOf */.bD)(error)}`;
            this.#parts.sink({ type: 'warning', message });
        }
    }
    /** The layers of a finished image: with `mode=min` only they are kept. */
    noteImage(layers) {
        this.note({ type: 'target', digests: layers.map(({ blob }) => blob.digest) });
    }
    /** The image was pushed: these repositories have its layers now. */
    notePushed(layers, repositories) {
        const digests = layers.map(({ blob }) => blob.digest);
        for (const { registry, repository } of repositories) {
            this.note({ type: 'pushed', registry, repository, digests });
        }
    }
    async of(mount) {
        if (!this.#parts.limits.keepsMount(mount.id))
            return undefined;
        const key = mountKey(mount);
        const mounts = (await this.restored).flatMap(({ listing }) => listing.mounts);
        return mounts.find((kept) => kept.key === key)?.layers;
    }
    noteUse(mount) {
        if (!this.#parts.limits.keepsMount(mount.id))
            return;
        const key = mountKey(mount);
        this.#noting(() => noteMountName(this.#parts.root, key, mount.id));
        this.note({ type: 'mount', key, id: mount.id });
    }
    async #restore() {
        const { root, scope, variant, sink } = this.#parts;
        const ofStores = await this.#restoreFromAll([restorePack, restoreNewest]);
        const packs = ofStores.flat();
        try {
            // Only the first one of each location is what the next save replaces. What this build uses of another one is in the journal.
            await noteRestored(root, (0,cache_name/* cacheName */.U)(scope, variant), ofStores.flatMap((restored) => restored.slice(0, 1)));
        }
        catch (error) {
            sink({ type: 'warning', message: `what was restored could not be noted: ${(0,errors/* messageOf */.bD)(error)}` });
        }
        return packs;
    }
    async #restoreBase() {
        await this.restored;
        return (await this.#restoreFromAll([restoreOfBase])).flat();
    }
    /** Fetches from all locations side by side, and unpacks in their order. */
    async #restoreFromAll(ways) {
        let before = Promise.resolve();
        const restoring = this.#parts.stores.map((store) => {
            const restored = this.#restoreFrom(store, before, ways);
            before = restored;
            return restored;
        });
        return await Promise.all(restoring);
    }
    /** @param ways one after the other, until one finds no pack */
    async #restoreFrom(store, before, ways) {
        const { root, sink, signal } = this.#parts;
        const { location } = store;
        const packs = [];
        try {
            for (const restore of ways) {
                const pack = await this.#budget.spend(signal, (bounded) => restore(store, { root, before, signal: bounded }));
                if (pack === undefined)
                    break;
                this.#use(pack, store);
                packs.push(pack);
            }
            if (packs.length === 0 && ways.includes(restorePack))
                sink({ type: 'cache', action: 'pack-missing', location });
            return packs;
        }
        catch (error) {
            // A build that was cancelled says so itself.
            if (signal.aborted)
                return packs;
            const message = (0,errors/* messageOf */.bD)(error);
            if (error instanceof NoCache) {
                sink({ type: 'notice', message });
                return packs;
            }
            this.#faults.push({ location, message });
            sink({ type: 'cache', action: 'fault', doing: 'restore', location, message });
            return packs;
        }
    }
    #use(pack, store) {
        const { sink } = this.#parts;
        const { location } = store;
        this.#addLocations(store, pack);
        const keys = recordKeys(pack.newFiles);
        for (const key of keys)
            if (!this.#locations.has(key))
                this.#locations.set(key, location);
        if (pack.damaged.length > 0)
            sink({ type: 'warning', message: unusableWords(location, pack.damaged) });
        const { packId: key, bytes, ms: durationMs } = pack;
        sink({ type: 'cache', action: 'pack-restored', location, records: keys.length, key, bytes, durationMs });
    }
    #addLocations(store, { listing }) {
        const { layers, registry, repositories, sink } = this.#parts;
        const bystanders = { budget: this.#budget, note: (line) => this.note(line), sink };
        const beside = storeBlobs(store, bystanders);
        for (const { digest } of listing.blobs)
            layers.addLocation(digest, beside);
        const parcels = storeParcels(store, bystanders);
        this.#restoredParcels.push({ listing, parcels });
        this.#details.add(listing, parcels);
        for (const { digest, ...source } of listing.registryBlobs) {
            if (!repositories.some((own) => (0,oci_reference/* sameRepository */.RB)(own, source)))
                continue;
            const location = { kind: 'registry', name: (0,oci_reference/* formatReference */.FH)(source) };
            layers.addLocation(digest, repositoryBlobs(registry, source, location, bystanders));
        }
    }
}
const DECISIVE = new Set(['record', 'tree', 'index']);
/** @param files paths below the root */
function unusableWords({ name }, files) {
    const kinds = [...new Set(files.map((file) => (0,packed_path/* packedKind */.p1)(file) ?? 'file'))].sort();
    const count = `${files.length} ${files.length === 1 ? 'file' : 'files'} of its pack (${kinds.join(', ')})`;
    return `${name}: ${count} cannot be used: damaged, forged, or of another version. The steps that need them run again`;
}
/** Of the files of a pack, the records' keys. */
function recordKeys(files) {
    return files.flatMap((file) => ((0,packed_path/* packedKind */.p1)(file) === 'record' ? [(0,identity/* cacheKeyOfHex */.w)(external_node_path_.basename(file))] : []));
}

;// CONCATENATED MODULE: ./lib/text/byte-search.js
/** Shorter values turn up by chance in what tools keep: six random bytes do so once in 256 terabytes. */
const SHORTEST = 6;
/**
 * What a secret may look like in a file: the value as it is, without blanks around it, and each of them in base64, as in an
 * authorization. What is compressed, encrypted, or a part of a value, is not looked for.
 */
function tracesOf(value) {
    const bytes = Buffer.from(value);
    const trimmed = Buffer.from(bytes.toString('latin1').trim(), 'latin1');
    const traces = [bytes, trimmed].flatMap((text) => [text, Buffer.from(text.toString('base64').replace(/=+$/, ''))]);
    const known = new Map(traces.map((trace) => [trace.toString('latin1'), trace]));
    return trimmed.length < SHORTEST ? [] : [...known.values()];
}
/** Looks for some byte strings in streams. */
class ByteSearch {
    #patterns;
    #overlap;
    constructor(patterns) {
        this.#patterns = patterns.map((pattern) => Buffer.from(pattern));
        this.#overlap = Math.max(0, ...this.#patterns.map(({ length }) => length - 1));
    }
    isIn(bytes) {
        return this.#patterns.some((pattern) => bytes.includes(pattern));
    }
    /** @returns a function that takes the chunks of one stream, and returns whether something was found so far */
    stream() {
        if (this.#patterns.length === 0)
            return () => false;
        let found = false;
        let tail = Buffer.alloc(0);
        return (chunk) => {
            if (found)
                return true;
            // Search across the border of the two chunks, and in this chunk.
            const border = Buffer.concat([tail, chunk.subarray(0, this.#overlap)]);
            found = this.isIn(border) || this.isIn(chunk);
            const end = chunk.length >= this.#overlap ? chunk : border;
            tail = Buffer.from(end.subarray(Math.max(0, end.length - this.#overlap)));
            return found;
        };
    }
}

;// CONCATENATED MODULE: ./lib/cache/save/export-mounts.js





/**
 * What the scope's cache mounts hold: those that the last build wrote to as they are now, the others as they were restored. One
 * that cannot be read is kept as it was restored.
 */
async function exportMounts(parts) {
    const { root, scope, variant, limits, sink } = parts;
    const name = (0,cache_name/* cacheName */.U)(scope, variant);
    const kept = new Map();
    for (const { listing } of [...(await readRestored(root, name))].reverse())
        for (const mount of listing.mounts)
            kept.set(mount.key, mount);
    const used = new Date().toISOString();
    for (const line of cache_journal/* BuildJournal */.W.read(root, name)) {
        if (line.type !== 'mount' || !limits.keepsMount(line.id))
            continue;
        try {
            const layers = await exportMount(line, kept.get(line.key)?.layers ?? [], parts);
            kept.set(line.key, { key: line.key, id: line.id, layers, used });
        }
        catch (error) {
            const why = (0,errors/* messageOf */.bD)(error);
            sink({ type: 'warning', message: `the cache mount ${line.id} was not saved: ${why}` });
        }
    }
    return [...kept.values()].filter(({ id, layers }) => limits.keepsMount(id) && layers.length > 0);
}
/** @returns the layers that hold the mount's content now, lowest first */
async function exportMount({ key, id }, before, parts) {
    const { exporter, secrets, layers, sink, signal } = parts;
    const traces = secrets.flatMap(tracesOf);
    const exported = await exporter.exportMount(key, await indexesOf(before, parts), signal, traces);
    switch (exported.kind) {
        case 'full':
            return [await layers.take(exported.made)];
        case 'delta':
            return [...before, await layers.take(exported.made)];
        case 'unchanged':
            return before;
        case 'secret': {
            const message = `the cache mount ${id} is not saved: its file ${exported.path} holds the value of a secret`;
            sink({
                type: 'warning',
                message,
                hint: 'Take the file away in the step that writes it, or name the mounts to keep: cache-mounts.',
            });
            return [];
        }
        default:
            sink({ type: 'notice', message: 'A cache mount was not saved: it is in use, or could not be read whole' });
            return before;
    }
}
/**
 * The mount is saved in full when this gives nothing: when one of the indexes is missing, or one of the blobs is not here. It may
 * have been lost everywhere.
 */
async function indexesOf(before, { local, layers, signal }) {
    try {
        const sizes = await Promise.all(before.map(({ blob }) => local.size(blob.digest)));
        return sizes.includes(undefined) ? [] : await Promise.all(before.map((layer) => layers.index(layer, signal)));
    }
    catch {
        signal.throwIfAborted();
        return [];
    }
}

// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
;// CONCATENATED MODULE: ./lib/cache/pack/archive.js










/** Each run may leave another one of these. They travel when there is something else to save. */
const ALONE_NO_REASON = new Set(['baseline', 'invocation']);
/**
 * A hash over the files of a pack and the blobs that it names: packs of the same id can replace each other. It leaves out
 * when things were last used, how fast transfers were, and what is no reason to save a pack. 32 hex digits.
 */
function packId(listing) {
    const files = [...listing.files].flatMap(([file, { sha256 }]) => ALONE_NO_REASON.has((0,packed_path/* packedKind */.p1)(file)) ? [] : [`${file} ${sha256}`]);
    const blobs = [...listing.blobs, ...listing.parcels].map(({ digest }) => digest);
    const registryBlobs = listing.registryBlobs.map(({ digest, registry, repository }) => `${digest} ${registry}/${repository}`);
    const mounts = listing.mounts.flatMap(({ key, layers }) => [key, ...layers.map(({ diffId }) => diffId)]);
    const lists = [files.sort(), blobs.sort(), registryBlobs.sort(), mounts];
    return (0,oci_digest/* hashFieldList */.rK)(lists.flatMap((list) => [String(list.length), ...list])).slice(0, 32);
}
/**
 * Packs the listing, and the files of the root that it says are in the pack, into a gzipped tar.
 *
 * @param folder an empty folder of our own on the root's file system
 */
async function writePack(root, listing, folder) {
    (0,external_node_fs_.writeFileSync)(external_node_path_.join(folder, LISTING_FILE), encodeListing(listing));
    const names = [...listing.files].flatMap(([name, { in: parcel }]) => (parcel === undefined ? [name] : []));
    const file = external_node_path_.join(folder, 'pack');
    const listed = { name: LISTING_FILE, at: external_node_path_.join(folder, LISTING_FILE) };
    await archive_archive(file, external_node_path_.join(folder, 'files'), [listed, ...filesBelow(root, names)]);
    return { file, size: (0,external_node_fs_.statSync)(file).size, id: packId(listing) };
}
/**
 * Packs files of the root into a gzipped tar, which is the same for the same files.
 *
 * @param folder an empty folder of our own on the root's file system
 */
async function writeParcel(root, names, folder) {
    const file = external_node_path_.join(folder, 'parcel');
    await archive_archive(file, external_node_path_.join(folder, 'files'), filesBelow(root, names));
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,file_chunks/* fileChunks */.T9)(file, {}))
        hash.update(chunk);
    const parcel = { digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')), size: (0,external_node_fs_.statSync)(file).size };
    return { parcel, file, bytes: new Map(names.map((name) => [name, (0,external_node_fs_.statSync)(external_node_path_.join(root, name)).size])) };
}
function filesBelow(root, names) {
    return [...names].sort().map((name) => ({ name, at: external_node_path_.join(root, name) }));
}
/**
 * File system calls are synchronous: the files are many and small, nothing else has to run meanwhile, and a promise for each call
 * would cost several times as much as the call.
 */
async function archive_archive(file, gathered, files) {
    const { create } = await __webpack_require__.e(/* import() */ 697).then(__webpack_require__.bind(__webpack_require__, 98697));
    (0,make_folders/* makeFolders */.w)(gathered, 0o700);
    const mkdir = madeOnce();
    for (const { name, at } of files) {
        mkdir(external_node_path_.join(gathered, external_node_path_.dirname(name)));
        (0,external_node_fs_.linkSync)(at, external_node_path_.join(gathered, name));
    }
    // Synchronous, since the asynchronous form loses files with several names (isaacs/node-tar#460), and these files have several.
    create({ sync: true, file, cwd: gathered, gzip: true, portable: true, noMtime: true }, files.map(({ name }) => name));
}
/** The sha256 of a file's bytes, in hex; `undefined` if it does not exist. */
function fileSha256(file) {
    try {
        return (0,external_node_crypto_.createHash)('sha256').update((0,external_node_fs_.readFileSync)(file)).digest('hex');
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/engine/record.js
var engine_record = __webpack_require__(40033);
;// CONCATENATED MODULE: ./lib/cache/save/budget.js
/*
 * How much a scope may keep at one location, and what is kept if there is more.
 *
 * Blobs, within `cache-max-size`:
 *  - Cache mounts get at most half of it, the last used first.
 *  - Layers get the rest. First those that this build used, then those that only earlier builds used; within both, those that
 *    save the most time for their size come first.
 *
 * The pack, which every build restores whole:
 *  - Records: all that this build used; of those that only earlier builds used, the latest few of each instruction.
 *  - Other files that only earlier builds used: up to a number of files and bytes, the last used first.
 *  - Nothing that no build used for two weeks.
 */
/** Records of one instruction: those of the last few versions of its inputs, some of them under two keys. */
const RECORDS_OF_INSTRUCTION = 6;
/** Milliseconds after which a file that no build used is dropped. @internal For tests of it. */
const UNUSED_FOR = 14 * 24 * 3600 * 1000;
/** Bytes of the files that only earlier builds needed. */
const EARLIER_BYTES = 32 * 1024 * 1024;
/** Each build leaves a few small indexes and documents behind, and every later build has to read them all. */
const EARLIER_FILES = 500;
/** It is not known which records need these files. So their last use decides whether they are kept. */
const OF_NO_RECORD = new Set(['index', 'blob', 'sizes', 'invocation']);
/** The cache mounts that are kept. @param maxBytes the budget for all blobs */
function mountsWithin(mounts, maxBytes) {
    const share = maxBytes / 2;
    const kept = [];
    const leftOut = [];
    let bytes = 0;
    for (const mount of [...mounts].sort((a, b) => Date.parse(b.used) - Date.parse(a.used))) {
        const size = mount.layers.reduce((sum, { blob }) => sum + blob.size, 0);
        if (bytes + size > share)
            leftOut.push({ ...mount, bytes: size });
        else {
            kept.push(mount);
            bytes += size;
        }
    }
    return { kept, bytes, leftOut, maxBytes: share };
}
/** @returns the layers that fit, the most useful first, and those that do not */
function layersWithin(layers, maxBytes) {
    const kept = [];
    const over = [];
    let left = maxBytes;
    const worth = ({ layer, savedMs }) => savedMs / layer.blob.size;
    for (const wanted of [...layers].sort((a, b) => b.used - a.used || worth(b) - worth(a))) {
        const { size } = wanted.layer.blob;
        if (size > left)
            over.push(wanted);
        else {
            kept.push(wanted);
            left -= size;
        }
    }
    return { kept, over };
}
/**
 * The records that go into a pack.
 *
 * @param now milliseconds since the epoch; the `used` of records that this build used
 */
function recordsWithin(candidates, now) {
    const seen = new Map();
    return [...candidates]
        .sort((a, b) => b.used - a.used)
        .filter(({ record, used }) => {
        const instruction = JSON.stringify([record.stage, record.instruction]);
        const later = seen.get(instruction) ?? 0;
        seen.set(instruction, later + 1);
        return used === now || (later < RECORDS_OF_INSTRUCTION && now - used < UNUSED_FOR);
    });
}
/** The room in a pack for files that only earlier builds needed. Ask for the last used files first. */
class EarlierFiles {
    #now;
    #bytes = 0;
    #ofNoRecord = 0;
    constructor(now) {
        this.#now = now;
    }
    /** Whether the file still fits; it then counts. @param used milliseconds since the epoch */
    take(kind, bytes, used) {
        if (this.#now - used > UNUSED_FOR || this.#bytes + bytes > EARLIER_BYTES)
            return false;
        if (OF_NO_RECORD.has(kind) && ++this.#ofNoRecord > EARLIER_FILES)
            return false;
        this.#bytes += bytes;
        return true;
    }
}

;// CONCATENATED MODULE: ./lib/cache/save/save-policy.js


const KEEP_WORDS = {
    all: 'every layer is kept (policy all)',
    small: 'small enough for the pack',
    dear: 'takes longer to run again than to restore',
};
const LEAVE_WORDS = {
    foreign: 'not a layer of the image (mode=min)',
    remade: 'made again from the build context',
    'in-registry': 'the pushed repository holds it',
    cheap: 'cheaper to run again',
    'over-budget': 'over the budget',
};
/** Bytes. A smaller blob costs less within the pack than with a request of its own. */
const PACKED_SIZE = 64 * 1024;
/** Used until the speed of a location has been measured: that of GitHub on a slow day. */
const DEFAULT_COST = { latencyMs: 300, bytesPerMs: 40_000 };
function selectLayers(candidates, options) {
    const packed = [];
    const wanted = [];
    const leftOut = [];
    const seen = new Set();
    for (const { record, used } of [...candidates].sort(byUseThenCost)) {
        const { layer } = record;
        if (layer === undefined || seen.has(layer.blob.digest))
            continue;
        seen.add(layer.blob.digest);
        const decision = decide(record, layer, options);
        if (!decision.keep)
            leftOut.push({ layer, why: decision.why });
        else if (layer.blob.size <= PACKED_SIZE)
            packed.push({ layer, why: decision.why });
        else
            wanted.push({ layer, why: decision.why, used, savedMs: (0,engine_record/* costOf */.ho)(record) - restoreMs(layer, options.cost) });
    }
    const { kept, over } = layersWithin(wanted, options.maxBytes);
    return { packed, kept, leftOut: [...leftOut, ...over.map(({ layer }) => ({ layer, why: 'over-budget' }))] };
}
/** When several records have one layer, the dearest says what the layer is worth. */
function byUseThenCost(a, b) {
    return b.used - a.used || (0,engine_record/* costOf */.ho)(b.record) - (0,engine_record/* costOf */.ho)(a.record);
}
/** The rules, in their order. */
function decide(record, layer, { policy, only, inRegistry, cost }) {
    const { digest, size } = layer.blob;
    if (only !== undefined && !only.has(digest))
        return { keep: false, why: 'foreign' };
    if (policy === 'all')
        return { keep: true, why: 'all' };
    if (record.remakes === true)
        return { keep: false, why: 'remade' };
    if (inRegistry.has(digest))
        return { keep: false, why: 'in-registry' };
    if (size <= PACKED_SIZE)
        return { keep: true, why: 'small' };
    if ((0,engine_record/* costOf */.ho)(record) < restoreMs(layer, cost))
        return { keep: false, why: 'cheap' };
    return { keep: true, why: 'dear' };
}
function restoreMs({ blob }, { latencyMs, bytesPerMs }) {
    return Math.round(latencyMs + blob.size / bytesPerMs);
}

;// CONCATENATED MODULE: ./lib/cache/save/other-saves.js






/** What other jobs save to a location while this one is about to. */
class OtherSaves {
    #store;
    #request;
    #signal;
    #theirs;
    #useless;
    constructor(store, request, signal) {
        this.#store = store;
        this.#request = request;
        this.#signal = signal;
        this.#theirs = new KeptDetails(request.root, () => Promise.resolve(), signal);
    }
    /** The id of a pack that is there, and that nobody can use. */
    get useless() {
        return this.#useless;
    }
    /** Brings what the build did not need, and what the other jobs saved. */
    get details() {
        const { details = NOTHING } = this.#request;
        const theirs = this.#theirs;
        return {
            ready: () => details.ready(),
            has: (name) => details.has(name) || theirs.has(name),
            bring: async (name) => (await details.bring(name)) || (await theirs.bring(name)),
        };
    }
    /**
     * Restores what another job saved, and notes it as what the next plan begins with.
     *
     * @param packId of what is there now
     * @throws HttpError if the location cannot be reached
     */
    async restore(packId) {
        const { root, scope, variant } = this.#request;
        const store = this.#store;
        try {
            const pack = await restorePack(store, { root, signal: this.#signal });
            if (pack === undefined)
                return;
            await noteSaved(root, (0,cache_name/* cacheName */.U)(scope, variant), pack);
            this.#theirs.add(pack.listing, {
                open: (blob, signal) => store.fetchBlob(blob, signal),
                arrived: () => undefined,
                // What is missing is left out of the pack.
                failed: () => undefined,
            });
        }
        catch (error) {
            this.#signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri) || error instanceof http_error/* HttpError */.j$)
                throw error;
            this.#useless = packId;
        }
    }
}
const NOTHING = {
    ready: () => Promise.resolve(),
    has: () => false,
    bring: () => Promise.resolve(false),
};

;// CONCATENATED MODULE: ./lib/cache/save/pack-files.js






/** The files below the root that a pack brings: all that this build needed, and what `budget.ts` lets earlier builds keep. */
async function packFiles(parts) {
    const { root, now, writer, own, details, lost } = parts;
    const known = new Map();
    for (const { listing } of [...parts.restored].reverse())
        for (const [name, file] of listing.files)
            known.set(name, file);
    const files = new Map();
    const earlier = new EarlierFiles(now);
    for (const [name, { used, maxBytes, isHead }] of [...wantedFiles(parts)].sort(([, a], [, b]) => b.used - a.used)) {
        const absolute = external_node_path_.join(root, name);
        const listed = own?.listing.files.get(name);
        const place = listed?.in === undefined || lost.has(listed.in.parcel) ? undefined : listed.in;
        const look = () => (0,external_node_fs_promises_.stat)(absolute).catch(() => undefined);
        let stats = await look();
        if (stats === undefined && place === undefined && (await details?.bring(name)) === true)
            stats = await look();
        const isHere = stats?.isFile() === true;
        const bytes = isHere ? stats?.size : place?.bytes;
        if (bytes === undefined || bytes > maxBytes)
            continue;
        const kind = (0,packed_path/* packedKind */.p1)(name);
        if (used !== now && !earlier.take(kind, bytes, used))
            continue;
        // What is in a parcel never changes under its name.
        const sha256 = place === undefined ? hashOf(kind, name, absolute) : listed?.sha256;
        if (sha256 === undefined)
            continue;
        const before = known.get(name);
        files.set(name, {
            sha256,
            used: new Date(used).toISOString(),
            hits: (before?.hits ?? 0) + (before !== undefined && used === now ? 1 : 0),
            writer: before?.writer ?? writer,
            ...(place !== undefined && { in: place }),
            bytes,
            isHere,
            isHead,
        });
    }
    return files;
}
function hashOf(kind, name, absolute) {
    return kind === 'blob' || kind === 'list' ? external_node_path_.basename(name) : fileSha256(absolute);
}
/** No record says whether these are still needed, so only the time of their last use decides. */
const WANTED_BY_USE = new Set([
    'index',
    'blob',
    'baseline',
    'sizes',
    'invocation',
]);
/** By paths below the root. */
function wantedFiles(parts) {
    const { journal, restored, records, selection, mounts, now } = parts;
    const wanted = new Map();
    const want = (name, used, maxBytes = Infinity, isHead = !(0,packed_path/* isDetail */.mO)(name)) => {
        const before = wanted.get(name);
        wanted.set(name, {
            used: Math.max(before?.used ?? 0, used),
            maxBytes: Math.max(before?.maxBytes ?? 0, maxBytes),
            isHead: isHead || before?.isHead === true,
        });
    };
    const wantIndex = ({ diffId }, used, maxBytes) => want(packed_path/* packedPath */.e3.index(diffId), used, maxBytes);
    for (const { listing } of restored) {
        for (const [name, { used }] of listing.files) {
            if (WANTED_BY_USE.has((0,packed_path/* packedKind */.p1)(name)))
                want(name, Date.parse(used));
        }
    }
    for (const { key, record, used } of records) {
        want(packed_path/* packedPath */.e3.record(key), used);
        if (typeof record.inputs.files === 'string')
            want(packed_path/* packedPath */.e3.list(record.inputs.files), used);
        if (record.layer === undefined)
            continue;
        want(packed_path/* packedPath */.e3.tree(record.layer.contentId), used);
        wantIndex(record.layer, used, largestIndex(record));
    }
    for (const { layer } of selection.packed)
        want(packed_path/* packedPath */.e3.blob(layer.blob.digest), now);
    for (const layer of mounts.flatMap(({ layers }) => layers)) {
        wantIndex(layer, now);
        if (layer.blob.size <= PACKED_SIZE)
            want(packed_path/* packedPath */.e3.blob(layer.blob.digest), now);
    }
    for (const line of journal) {
        if (line.type === 'index')
            want(packed_path/* packedPath */.e3.index(line.diffId), now);
        else if (line.type === 'invocation')
            want(packed_path/* packedPath */.e3.invocation(line.hash), now);
        else if (line.type === 'sizes')
            want(packed_path/* packedPath */.e3.sizes(line.diffId), now);
        else if (line.type === 'document')
            want(packed_path/* packedPath */.e3.blob(line.digest), now, Infinity, true);
        else if (line.type === 'scope' || line.type === 'report')
            want(line.file, now);
    }
    return wanted;
}
/**
 * Without its index, a COPY's layer cannot be made again. With a RUN's index, its layer need not be restored when the step
 * runs again and makes the same. But every build restores the pack, so a large index costs more than it saves.
 */
function largestIndex({ remakes }) {
    return remakes === true ? Infinity : PACKED_SIZE;
}

;// CONCATENATED MODULE: ./lib/cache/save/parcels.js
/*
 * Where the files of a scope travel.
 *
 *  - The head, which every build reads, travels in the pack: records, and whatever else a build whose steps all hit needs.
 *  - Details travel in parcels beside the pack, which never change: a parcel that the location has is named again, and not sent again.
 *  - A large detail has a parcel of its own, so that a build that needs another one does not fetch it.
 *  - A few small new details wait in the pack until there are enough of them for a parcel.
 *  - When most of a parcel is not needed any more, the rest goes into a new one, if it is on this machine.
 */
/** Bytes of a detail that gets a parcel of its own. */
const LARGE = 128 * 1024;
/** Bytes of small details that may wait in the pack. */
const WAITING = 16 * 1024;
/** @param before the listing that was restored from the location */
function arrange(files, before) {
    const broken = mostlyUnneeded(files, before);
    const placed = new Map();
    const large = [];
    const small = [];
    let bytes = 0;
    for (const [name, { isHere, isHead, in: place, ...file }] of files) {
        const { bytes: size, ...listed } = file;
        if (place !== undefined && !broken.has(place.parcel)) {
            placed.set(name, { ...listed, in: place });
            continue;
        }
        placed.set(name, listed);
        if (isHead || !isHere)
            continue;
        if (size >= LARGE)
            large.push([name]);
        else {
            small.push(name);
            bytes += size;
        }
    }
    const used = new Set([...placed.values()].map(({ in: place }) => place?.parcel));
    return {
        placed,
        kept: before?.parcels.filter(({ digest }) => used.has(digest)) ?? [],
        fresh: bytes > WAITING ? [...large, small] : large,
    };
}
/** Parcels of which less than half is still wanted, and all of that is here. */
function mostlyUnneeded(files, before) {
    const broken = new Set();
    for (const { digest } of before?.parcels ?? []) {
        let all = 0;
        let wanted = 0;
        let isHere = true;
        for (const [name, { in: place }] of before?.files ?? []) {
            if (place?.parcel !== digest)
                continue;
            all += place.bytes;
            const file = files.get(name);
            if (file === undefined)
                continue;
            wanted += place.bytes;
            isHere &&= file.isHere;
        }
        if (wanted > 0 && wanted * 2 < all && isHere)
            broken.add(digest);
    }
    return broken;
}

;// CONCATENATED MODULE: ./lib/cache/save/save-plan.js











/** Decides what is to be saved to the location with the id `storeId`. Nothing is asked of it. */
async function planSave(request, storeId, mode) {
    const { root, scope, variant, limits, writer } = request;
    const name = (0,cache_name/* cacheName */.U)(scope, variant);
    const journal = cache_journal/* BuildJournal */.W.read(root, name);
    const restored = await readRestored(root, name);
    const own = restored.find((pack) => pack.storeId === storeId);
    const before = (own ?? restored[0])?.listing;
    const now = Date.now();
    const records = recordsWithin(await knownRecords(root, journal, restored, now), now);
    const registryBlobs = registryBlobsOf(journal, before, records);
    const throughput = throughputOf(journal, before?.throughput);
    const mounts = mountsWithin(request.mounts, limits.maxBytes);
    const selection = selectLayers(records, {
        policy: limits.policy,
        maxBytes: limits.maxBytes - mounts.bytes,
        cost: { ...DEFAULT_COST, ...throughput },
        inRegistry: new Set(registryBlobs.map(({ digest }) => digest)),
        ...(mode === 'min' && { only: imageBlobs(journal) }),
    });
    const damaged = damagedAt(storeId, journal);
    const files = await packFiles({
        root,
        journal,
        restored,
        records,
        selection,
        mounts: mounts.kept,
        now,
        writer,
        own,
        details: request.details,
        lost: damaged,
    });
    const { placed, kept: parcels, fresh } = arrange(files, own?.listing);
    const blobs = wantedBlobs(selection, mounts, damaged);
    const isThere = ({ digest, size }, there) => size <= PACKED_SIZE ? files.has(packed_path/* packedPath */.e3.blob(digest)) : there.has(digest);
    return {
        selection,
        mounts,
        blobs,
        restored: own,
        parcels,
        fresh,
        listing: (there, made = []) => ({
            scope,
            saved: new Date(now).toISOString(),
            ...withParcels(placed, files, [...parcels, ...made.map(({ parcel }) => parcel)], made, there),
            blobs: blobs.map(({ blob }) => blob).filter(({ digest }) => there.has(digest)),
            registryBlobs,
            mounts: mounts.kept.filter(({ layers }) => layers.every(({ blob }) => isThere(blob, there))),
            ...(throughput !== undefined && { throughput }),
        }),
    };
}
/** The files, with the parcels that are there. */
function withParcels(placed, files, parcels, made, there) {
    const moved = new Map(made
        .filter(({ parcel: { digest } }) => there.has(digest))
        .flatMap(({ parcel, bytes }) => [...bytes].map(([name, size]) => [name, { parcel: parcel.digest, bytes: size }])));
    const listed = new Map();
    for (const [name, { in: before, ...file }] of placed) {
        const place = moved.get(name) ?? (before !== undefined && there.has(before.parcel) ? before : undefined);
        if (place !== undefined)
            listed.set(name, { ...file, in: place });
        else if (files.get(name)?.isHere === true)
            listed.set(name, file);
    }
    const used = new Set([...listed.values()].map(({ in: place }) => place?.parcel));
    return { files: listed, parcels: parcels.filter(({ digest }) => used.has(digest)) };
}
/** The records that this build used, and those of restored packs. */
async function knownRecords(root, journal, restored, now) {
    const used = new Map();
    for (const { listing } of restored) {
        for (const [file, { used: time }] of listing.files) {
            if ((0,packed_path/* packedKind */.p1)(file) !== 'record')
                continue;
            const key = (0,identity/* cacheKeyOfHex */.w)(external_node_path_.basename(file));
            used.set(key, Math.max(used.get(key) ?? 0, Date.parse(time)));
        }
    }
    for (const line of journal)
        if (line.type === 'record')
            used.set(line.key, now);
    const records = new record_store/* RecordStore */.p(root, '');
    const found = await Promise.all([...used].map(async ([key, time]) => {
        const record = await records.find(key);
        return record === undefined ? [] : [{ key, record, used: time }];
    }));
    return found.flat();
}
function imageBlobs(journal) {
    return new Set(journal.flatMap((line) => (line.type === 'target' ? line.digests : [])));
}
/** Blobs for which the build got wrong bytes. */
function damagedAt(storeId, journal) {
    return new Set(journal.flatMap((line) => (line.type === 'damaged' && line.storeId === storeId ? [line.digest] : [])));
}
/** Only blobs that records name. Of several repositories that hold one, the one that was pushed to last counts. */
function registryBlobsOf(journal, before, records) {
    const named = new Set(records.map(({ record }) => record.layer?.blob.digest));
    const pushed = journal.flatMap((line) => line.type === 'pushed'
        ? line.digests.map((digest) => ({ digest, registry: line.registry, repository: line.repository }))
        : []);
    const latest = new Map([...(before?.registryBlobs ?? []), ...pushed].map((blob) => [blob.digest, blob]));
    return [...latest.values()].filter(({ digest }) => named.has(digest));
}
/** How fast blobs come. A third of the earlier figure stays, so that one slow day does not decide what is kept. */
function throughputOf(journal, before) {
    let bytes = 0;
    let ms = 0;
    for (const line of journal) {
        if (line.type !== 'restored')
            continue;
        bytes += line.bytes;
        ms += line.ms;
    }
    // For less than a megabyte, mostly the latency would be measured.
    if (bytes < 1_000_000 || ms <= 0)
        return before;
    const now = bytes / ms;
    return { bytesPerMs: before === undefined ? now : (before.bytesPerMs + 2 * now) / 3 };
}
/** The layers first, the most useful before the others. */
function wantedBlobs({ kept }, mounts, damaged) {
    const wanted = new Map();
    const want = (blob, why) => {
        if (!wanted.has(blob.digest))
            wanted.set(blob.digest, { blob, why, damaged: damaged.has(blob.digest) });
    };
    for (const { layer, why } of kept)
        want(layer.blob, KEEP_WORDS[why]);
    for (const { id, layers } of mounts.kept) {
        for (const { blob } of layers)
            if (blob.size > PACKED_SIZE)
                want(blob, `holds the cache mount ${id}`);
    }
    return [...wanted.values()];
}

;// CONCATENATED MODULE: ./lib/cache/save/save-to-location.js












/** How often a save is planned again because another job was quicker. */
const MAX_ATTEMPTS = 5;
/**
 * Saves what a build used and made to one location. If another job has saved there since, what it saved is restored, and the save is
 * planned again on top of both, so that neither loses anything.
 *
 * @throws InfraError, whatever the store throws, the signal's reason
 */
async function saveToLocation(target, request, local, sink, signal) {
    const others = new OtherSaves(target.store, request, signal);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        const outcome = await saveOnce(target, { ...request, details: others.details }, others.useless, local, sink, signal);
        const { pack } = outcome;
        if (pack.kind !== 'overtaken')
            return { ...outcome, pack };
        await others.restore(pack.by);
    }
    const { name } = target.store.location;
    throw new errors/* InfraError */.Ri(`other jobs saved to ${name} each of the ${MAX_ATTEMPTS} times that this one was about to`);
}
/**
 * Saves once: the blobs first, then the pack that names them, so that nobody sees a pack whose blobs are missing. Reports each blob that
 * is uploaded.
 *
 * @param useless the id of a pack which is there and cannot be used: it is replaced
 */
async function saveOnce({ store, mode }, request, useless, local, sink, signal) {
    const plan = await planSave(request, store.id, mode);
    const { restored } = plan;
    const renews = isDue(restored, store);
    const unchanged = (listing) => restored === undefined || renews || packId(listing) !== restored.packId
        ? undefined
        : { pack: { kind: 'unchanged', key: restored.packId }, packBytes: 0, plan, listing };
    if (plan.fresh.length === 0 && plan.blobs.every(({ damaged }) => !damaged)) {
        // When nothing changed, the location is not asked. If it has lost something, the build that needs it will see.
        const { blobs = [], parcels = [] } = restored?.listing ?? {};
        const before = new Set([...blobs, ...parcels].map(({ digest }) => digest));
        const same = unchanged(plan.listing(before));
        if (same !== undefined)
            return same;
    }
    const folder = await (0,scratch_folder/* scratchFolder */.$)(request.root);
    try {
        const made = await Promise.all(plan.fresh.map((names, number) => newParcel(request.root, names, folder, number)));
        const layers = await Promise.all(plan.blobs.map((wanted) => blobToUpload(wanted, store, local, sink)));
        const blobs = [...plan.parcels.map(keptParcel), ...made.map((parcel) => parcelToUpload(parcel)), ...layers];
        const there = blobs.length === 0 ? new Set() : await (0,abortable/* settledBefore */.Z)(signal, store.uploadBlobs(blobs, signal));
        const listing = plan.listing(there, made);
        const same = unchanged(listing);
        if (same !== undefined)
            return same;
        const pack = await writePack(request.root, listing, folder);
        const beside = [...listing.parcels.map(asBlob), ...listing.blobs];
        const toSave = { ...pack, replaces: useless ?? restored?.packId, renews };
        const saved = await (0,abortable/* settledBefore */.Z)(signal, store.savePack(toSave, beside, signal));
        const parcelBytes = made.reduce((sum, { parcel: { size } }) => sum + size, 0);
        return { pack: saved, packBytes: pack.size + parcelBytes, plan, listing };
    }
    finally {
        await (0,discard/* discard */.v)(folder);
    }
}
/** What has not changed for so long that the location may let go of it. */
function isDue(restored, { refreshMs }) {
    return (restored !== undefined && refreshMs !== undefined && Date.now() - Date.parse(restored.listing.saved) > refreshMs);
}
async function newParcel(root, names, folder, number) {
    const own = external_node_path_.join(folder, `parcel-${number}`);
    (0,make_folders/* makeFolders */.w)(own, 0o700);
    return await writeParcel(root, names, own);
}
function asBlob(parcel) {
    return { ...parcel, mediaType: DETAILS_PARCEL };
}
/** The location had it when the pack was restored. Its bytes need not be here. */
function keptParcel(parcel) {
    return { blob: asBlob(parcel) };
}
function parcelToUpload({ parcel, file }) {
    return { blob: asBlob(parcel), open: (signal) => (0,file_chunks/* fileChunks */.T9)(file, { signal }) };
}
/** A blob, with its bytes if they are on this machine. */
async function blobToUpload({ blob, why, damaged }, { location }, local, sink) {
    const isHere = (await local.size(blob.digest)) === blob.size;
    if (!isHere)
        return { blob, damaged };
    const progress = transferProgress(sink, 'save', blob);
    let started = 0;
    return {
        blob,
        damaged,
        open: (signal) => {
            started ||= performance.now();
            progress.restart();
            return counted(local.open(blob, signal), progress);
        },
        onUploaded: (key) => {
            progress.finish();
            const durationMs = performance.now() - started;
            const { digest, size: bytes } = blob;
            sink({ type: 'cache', action: 'blob-saved', location, digest, key, bytes, durationMs, why });
        },
    };
}

;// CONCATENATED MODULE: ./lib/cache/save/save-cache.js








/** Saves a build's cache to all of its locations. Failures are reported; nothing is thrown. */
async function saveCache(parts) {
    const { limits, targets, local, sink, signal } = parts;
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const bounded = AbortSignal.any([signal, timeout]);
    const outcomes = [];
    const save = async (target) => {
        const { location } = target.store;
        const started = performance.now();
        try {
            const outcome = await (0,span/* traced */.mn)('cache', () => `save to ${location.kind} ${location.name}`, () => saveToLocation(target, parts, local, sink, bounded));
            tellOutcome(target, outcome, performance.now() - started, parts);
            outcomes.push({ store: target.store, outcome });
            return notSavedBy(outcome);
        }
        catch (error) {
            if (signal.aborted)
                return [];
            const message = timeout.aborted
                ? `it took longer than ${Math.round(limits.timeoutMs / 1000)} s (cache-timeout)`
                : (0,errors/* messageOf */.bD)(error);
            sink({ type: 'cache', action: 'fault', doing: 'save', location, message });
            return [];
        }
    };
    const notSaved = await Promise.all(targets.map(save));
    for (const { store, outcome } of outcomes)
        await noteOutcome(store, outcome, parts);
    for (const event of savedNowhere(notSaved))
        sink(event);
}
/** A folder may be moved away before the next build. The notes only save requests. */
async function noteOutcome({ location, id: storeId }, { pack, listing }, { root, scope, variant }) {
    if (pack.kind === 'refused' || location.kind === 'directory')
        return;
    const saved = { location, storeId, packId: packId(listing), listing };
    await noteSaved(root, (0,cache_name/* cacheName */.U)(scope, variant), saved).catch(() => undefined);
}
function tellOutcome({ store: { location } }, { pack, packBytes: bytes, listing }, durationMs, { limits, sink }) {
    switch (pack.kind) {
        case 'saved':
            sink({ type: 'cache', action: 'pack-saved', location, key: pack.key, bytes, durationMs });
            break;
        case 'unchanged':
            sink({ type: 'cache', action: 'unchanged', location, key: pack.key });
            break;
        case 'refused':
            sink({ type: 'cache', action: 'refused', location, why: pack.why });
            return;
    }
    const used = listing.blobs.reduce((sum, { size }) => sum + size, 0);
    const entries = listing.blobs.length;
    sink({ type: 'cache', action: 'budget', location, entries, bytes: used, limit: limits.maxBytes });
}
function notSavedBy({ pack, plan, listing }) {
    const layer = (digest, bytes, why) => {
        return { type: 'cache', action: 'left-out', digest, bytes, why };
    };
    const { selection, mounts } = plan;
    const leftOut = [
        ...selection.leftOut.map(({ layer: { blob }, why }) => layer(blob.digest, blob.size, LEAVE_WORDS[why])),
        ...mounts.leftOut.map(({ id, bytes }) => {
            const why = `over the budget of ${(0,format/* formatBytes */.z3)(mounts.maxBytes)} for cache mounts`;
            return { type: 'cache', action: 'mount-left-out', id, bytes, why };
        }),
    ];
    // A location that accepts nothing has said why.
    if (pack.kind === 'refused')
        return leftOut;
    const there = new Set(listing.blobs.map(({ digest }) => digest));
    const lost = plan.blobs.filter(({ blob }) => !there.has(blob.digest));
    return [...leftOut, ...lost.map(({ blob }) => layer(blob.digest, blob.size, 'it could not be uploaded'))];
}
/** What no location has accepted. */
function savedNowhere([first = [], ...others]) {
    const nameOf = (event) => (event.action === 'left-out' ? event.digest : `mount ${event.id}`);
    const names = others.map((events) => new Set(events.map(nameOf)));
    return first.filter((event) => names.every((known) => known.has(nameOf(event))));
}

// EXTERNAL MODULE: ./lib/engine/explain/variable-changes.js
var variable_changes = __webpack_require__(34960);
// EXTERNAL MODULE: ./lib/app/options/secrets.js
var options_secrets = __webpack_require__(8195);
// EXTERNAL MODULE: ./lib/app/options/cache-settings.js
var cache_settings = __webpack_require__(58180);
// EXTERNAL MODULE: ./lib/app/caching/cache-secrets.js
var cache_secrets = __webpack_require__(68763);
;// CONCATENATED MODULE: ./lib/cache/artifact/artifact-store.js








/** Blobs that are looked up or uploaded at the same time. */
const CONCURRENCY = 6;
/** After this many failed uploads, a location counts as down: more would only take time to fail. */
const MAX_FAILURES = 3;
const CHUNK = 1024 * 1024;
/** A scope's cache as one OCI artifact: the pack is its first layer, the blobs beside the pack are the others. */
class ArtifactStore {
    location;
    id;
    refreshMs;
    #artifact;
    #mountFrom;
    /** Why the location accepts nothing, after it has refused something. */
    #refusal;
    constructor(artifact, options = {}) {
        this.location = { kind: artifact.kind, name: artifact.name };
        this.id = artifact.id;
        if (artifact.refreshMs !== undefined)
            this.refreshMs = artifact.refreshMs;
        this.#artifact = artifact;
        this.#mountFrom = options.mountFrom ?? (() => undefined);
    }
    async restorePack(file, signal) {
        const stored = await this.#artifact.manifest(signal);
        if (stored === undefined)
            return undefined;
        const { pack, packId } = decodeArtifact(this.location.name, stored);
        await this.#download(pack, file, signal);
        return packId;
    }
    fetchBlob(blob, signal, part) {
        return this.#artifact.open(blob, signal, part);
    }
    async uploadBlobs(blobs, signal) {
        const there = new Set();
        const failures = [];
        const queue = blobs.values();
        const worker = async () => {
            for (const wanted of queue) {
                if (signal.aborted || failures.length >= MAX_FAILURES)
                    return;
                const { digest } = wanted.blob;
                try {
                    const { kind } = await this.#upload(wanted, signal);
                    if (kind === 'uploaded')
                        wanted.onUploaded?.(digest);
                    if (kind === 'uploaded' || kind === 'present')
                        there.add(digest);
                }
                catch (error) {
                    failures.push(error);
                }
            }
        };
        await Promise.all(Array.from({ length: Math.min(this.#artifact.parallelism ?? CONCURRENCY, blobs.length) }, worker));
        signal.throwIfAborted();
        const bugs = failures.filter((failure) => !(failure instanceof errors/* InfraError */.Ri));
        if (bugs.length > 0)
            throw bugs[0];
        if (failures.length > 0 && there.size === 0)
            throw failures[0];
        return there;
    }
    async savePack(pack, blobs, signal) {
        const { compares = false } = this.#artifact;
        const stored = compares ? await this.#artifact.manifest(signal) : await this.#visible(signal);
        const current = stored === undefined ? undefined : this.#decodable(stored);
        const isSame = current?.packId === pack.id;
        if (stored !== undefined && isSame && includesAll(current, blobs) && pack.renews !== true) {
            return { kind: 'unchanged', key: stored.digest };
        }
        if (this.#refusal !== undefined)
            return { kind: 'refused', why: this.#refusal };
        // What is put in its place must have what the other job saved.
        if (compares && current !== undefined && !isSame && current.packId !== pack.replaces) {
            return { kind: 'overtaken', by: current.packId };
        }
        // Packs of the same id can replace each other: if one is there, ours need not be read.
        const blob = isSame && pack.renews !== true ? current.pack : await describePack(pack, signal);
        const open = () => (0,file_chunks/* fileChunks */.T9)(pack.file, { size: CHUNK, signal });
        const outcome = await this.#upload({ blob, open }, signal);
        if (outcome.kind === 'absent' || outcome.kind === 'refused')
            return this.#refused(outcome);
        const artifact = { pack: blob, packId: pack.id, blobs: unique(blobs) };
        const put = (expected) => this.#put(artifact, expected, signal);
        const saved = await put(compares ? expectedOf(stored) : undefined);
        if (saved.kind !== 'changed')
            return saved;
        const now = await this.#artifact.manifest(signal);
        // The answer to our own put was lost, and the second attempt found what the first one had put.
        if (now?.digest === saved.key)
            return { kind: 'saved', key: saved.key };
        const by = now === undefined ? undefined : this.#decodable(now)?.packId;
        if (now?.digest !== stored?.digest)
            return { kind: 'overtaken', by: by ?? pack.id };
        // Nothing has changed: the server cannot compare, though it tries.
        const plainly = await put();
        return plainly.kind === 'changed'
            ? { kind: 'refused', why: 'it takes nothing in place of what is there' }
            : plainly;
    }
    /** A registry that refuses the form of the specification gets the older form. */
    async #put(artifact, expected, signal) {
        let unsuitable = '';
        for (const form of ['artifact', 'image']) {
            const encoded = encodeArtifact(artifact, form);
            if (encoded === undefined)
                return { kind: 'refused', why: 'it has more blobs than a manifest can name' };
            const { bytes, mediaType, config } = encoded;
            const uploaded = await this.#upload({ blob: config.blob, open: () => only(config.bytes) }, signal);
            if (uploaded.kind === 'absent' || uploaded.kind === 'refused')
                return this.#refused(uploaded);
            const outcome = await this.#artifact.put({ mediaType, bytes }, signal, expected);
            switch (outcome.kind) {
                case 'put':
                    return { kind: 'saved', key: (0,oci_digest/* sha256 */.sc)(bytes) };
                case 'refused':
                    return outcome;
                case 'changed':
                    return { kind: 'changed', key: (0,oci_digest/* sha256 */.sc)(bytes) };
                case 'unsuitable':
                    unsuitable = outcome.why;
            }
        }
        throw new errors/* InfraError */.Ri(`${this.location.name} does not accept the manifest of a cache: ${unsuitable}`);
    }
    /** A location that has refused something is only asked what it has. */
    async #upload({ blob, open: bytes, damaged = false }, signal) {
        const mountFrom = this.#mountFrom(blob.digest);
        const mayWrite = this.#refusal === undefined;
        const outcome = await this.#artifact.uploadBlob({
            blob,
            damaged,
            ...(bytes !== undefined && mayWrite && { open: bytes }),
            ...(mountFrom !== undefined && mayWrite && { mountFrom }),
        }, signal);
        if (outcome.kind === 'refused')
            this.#refusal = outcome.why;
        return outcome;
    }
    #refused(outcome) {
        return { kind: 'refused', why: outcome.kind === 'refused' ? outcome.why : (this.#refusal ?? 'it accepts nothing') };
    }
    /** A registry may refuse to show what does not exist. Whether it can be written to is only known after trying. */
    async #visible(signal) {
        try {
            return await this.#artifact.manifest(signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof errors/* InfraError */.Ri)
                return undefined;
            throw error;
        }
    }
    /** `undefined` for anything that is not a cache. It is replaced, since the user named this tag for the cache. */
    #decodable(stored) {
        try {
            return decodeArtifact(this.location.name, stored);
        }
        catch (error) {
            if (error instanceof errors/* InfraError */.Ri)
                return undefined;
            throw error;
        }
    }
    async #download(pack, file, signal) {
        const handle = await (0,external_node_fs_promises_.open)(file, 'wx', 0o600);
        const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(pack.digest));
        let whole = false;
        try {
            let size = 0;
            for await (const chunk of this.#artifact.open(pack, signal)) {
                size += chunk.byteLength;
                if (size > pack.size)
                    break;
                hash.update(chunk);
                for (let at = 0; at < chunk.byteLength;)
                    at += (await handle.write(chunk, at)).bytesWritten;
            }
            whole = size === pack.size && hash.digest('hex') === (0,oci_digest/* digestHex */.sU)(pack.digest);
            if (!whole)
                throw new errors/* InfraError */.Ri(`the pack of ${this.location.name} does not match its manifest`);
        }
        catch (error) {
            if (!(error instanceof Error) || error.syscall === undefined)
                throw error;
            throw new errors/* InfraError */.Ri(`cannot write the pack of ${this.location.name} to ${file}`, { cause: error });
        }
        finally {
            await handle.close();
            if (!whole)
                await (0,discard/* discard */.v)(file);
        }
    }
}
/** Without a version, the location cannot compare. */
function expectedOf(stored) {
    if (stored === undefined)
        return { kind: 'nothing' };
    return stored.version === undefined ? undefined : { kind: 'version', version: stored.version };
}
function includesAll(artifact, wanted) {
    const digests = new Set(artifact.blobs.map(({ digest }) => digest));
    return wanted.every(({ digest }) => digests.has(digest));
}
/** Removes duplicates and sorts, so that an equal cache has an equal manifest, whatever the order of uploads was. */
function unique(blobs) {
    const byDigest = new Map(blobs.map((blob) => [blob.digest, blob]));
    return [...byDigest.values()].sort((left, right) => (0,code_unit_order/* byCodeUnit */.X)(left.digest, right.digest));
}
async function describePack({ file, size }, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,file_chunks/* fileChunks */.T9)(file, { size: CHUNK, signal }))
        hash.update(chunk);
    return { mediaType: CACHE_PACK, digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')), size };
}
// eslint-disable-next-line @typescript-eslint/require-await -- callers expect an asynchronous stream
async function* only(bytes) {
    yield bytes;
}

;// CONCATENATED MODULE: ./lib/objects/load-objects.js


/** @param workerEntry dist/worker/index.js, whose neighbours are loaded; absolute */
function objectsBeside(workerEntry) {
    const bundle = async (name) => import(
    /* webpackIgnore: true */ (0,external_node_url_.pathToFileURL)(external_node_path_.join(external_node_path_.dirname(workerEntry), `../${name}/index.js`)).href);
    return async (settings, wire) => {
        switch (settings.kind) {
            case 's3':
                return (await bundle('s3')).openS3(settings, wire);
            case 'azblob':
                return (await bundle('azblob')).openAzblob(settings, wire);
        }
    };
}

// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/files/held-folder.js
var held_folder = __webpack_require__(65001);
;// CONCATENATED MODULE: ./lib/store/layout-sweep.js








/** Names of blobs, and of the temporary files that killed writers left. */
const BLOB_NAMES = {
    sha256: /^(?:[0-9a-f]{64}|\.[0-9a-f]{64}\.[0-9a-f]{12})$/,
    sha512: /^(?:[0-9a-f]{128}|\.[0-9a-f]{128}\.[0-9a-f]{12})$/,
};
/**
 * Removes the blobs of a layout that no document in it names, and the temporary files that killed writers left. The caller must have the
 * lock, so that nobody else writes. If a document cannot be read, nothing is removed, since it is not known which blobs it names. Only
 * regular files with the names of blobs are removed, and only in the layout's own folders.
 */
async function sweepLayout(directory, index) {
    const named = new Set();
    if (!(await collect(directory, index, named, 0)))
        return;
    for (const algorithm of ['sha256', 'sha512']) {
        const folder = folderOf(directory, algorithm);
        if (folder === undefined)
            continue;
        try {
            const kept = new Set([...named].filter((digest) => (0,oci_digest/* digestAlgorithm */.g4)(digest) === algorithm).map(oci_digest/* digestHex */.sU));
            for (const entry of await (0,external_node_fs_promises_.readdir)(folder.path, { withFileTypes: true })) {
                if (!entry.isFile() || kept.has(entry.name) || !BLOB_NAMES[algorithm].test(entry.name))
                    continue;
                await (0,external_node_fs_promises_.rm)(`${folder.path}/${entry.name}`, { force: true });
            }
        }
        finally {
            folder.close();
        }
    }
}
/** `undefined` if the folder does not exist, or is a link. */
function folderOf(directory, algorithm) {
    try {
        return (0,held_folder/* holdFolder */.U)(directory, [layout_folder/* LAYOUT_BLOBS */.kP, algorithm], 'leave');
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}
/** @returns whether everything could be read */
async function collect(directory, document, named, depth) {
    if (depth > oci_manifest/* MAX_INDEX_DEPTH */.yM)
        return false;
    const blobs = 'manifests' in document ? document.manifests : [document.config, ...document.layers];
    for (const blob of [...blobs, ...(document.subject === undefined ? [] : [document.subject])]) {
        if (named.has(blob.digest))
            continue;
        named.add(blob.digest);
        if (!(0,media_types/* isIndexType */.$U)(blob.mediaType) && !(0,media_types/* isManifestType */.Q3)(blob.mediaType))
            continue;
        const child = await readDocument(directory, blob.digest, blob.mediaType);
        // An index may name a platform that was not copied. Its blobs are not here.
        if (child === 'missing')
            continue;
        if (child === 'unreadable' || !(await collect(directory, child, named, depth + 1)))
            return false;
    }
    return true;
}
async function readDocument(directory, digest, mediaType) {
    try {
        const blob = (0,layout_folder/* openLayoutBlob */.Ub)(directory, digest);
        if (blob === undefined)
            return 'missing';
        const bytes = await (0,read_bytes/* readBytesUpTo */.gR)(blob, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined)
            return 'unreadable';
        const document = (0,oci_manifest/* parseManifest */.Ng)(bytes, mediaType);
        return document.kind === 'index' ? document.index : document.manifest;
    }
    catch {
        return 'unreadable';
    }
}

;// CONCATENATED MODULE: ./lib/store/artifact-layout.js











/** The folder cannot be written to. Nobody is at fault, and trying again does not help. */
const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS']);
/**
 * One tag of an OCI layout in a folder, for artifacts. Any number of processes may use the folder at once. The last writer to end removes
 * blobs that no document names. Other images and artifacts in the folder stay.
 */
class ArtifactLayout {
    name;
    kind = 'directory';
    /** Tells it from all other locations of artifacts. */
    id;
    #directory;
    #choice;
    #lock;
    #lease;
    /** @param directory absolute path; made when the first blob is written */
    constructor(directory, choice = {}) {
        this.name = `folder ${directory}`;
        this.id = `directory ${directory}${choice.digest === undefined ? `:${choice.tag ?? oci_reference/* DEFAULT_TAG */.fL}` : `@${choice.digest}`}`;
        this.#directory = directory;
        this.#choice = choice;
        this.#lock = new layout_lock/* LayoutLock */.S(directory);
    }
    /** @returns `undefined` when there is no such tag, or no layout. @throws InfraError */
    async manifest(signal) {
        signal.throwIfAborted();
        try {
            const found = this.#find();
            if (found === undefined)
                return undefined;
            const { digest, mediaType } = found;
            const blob = (0,layout_folder/* openLayoutBlob */.Ub)(this.#directory, digest, signal);
            if (blob === undefined)
                return undefined;
            const bytes = await (0,read_bytes/* readBytesUpTo */.gR)(blob, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
            if (bytes === undefined)
                throw new errors/* InfraError */.Ri(`the manifest ${digest} of ${this.name} is too large`);
            if ((0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest)).update(bytes).digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest)) {
                throw new errors/* InfraError */.Ri(`the manifest ${digest} of ${this.name} is damaged`);
            }
            return { digest, mediaType, bytes };
        }
        catch (error) {
            throw readError(this.#directory, error);
        }
    }
    /** @throws InfraError when it is not there, or has another size */
    async *open({ digest, size }, signal, part = { offset: 0, length: size }) {
        try {
            const found = (0,layout_folder/* layoutBlobSize */.pQ)(this.#directory, digest);
            const blob = found === size ? (0,layout_folder/* openLayoutBlob */.Ub)(this.#directory, digest, signal, part.offset) : undefined;
            if (blob === undefined) {
                throw new errors/* InfraError */.Ri(`${this.name} has ${found === undefined ? 'no' : 'a damaged'} blob ${digest}`);
            }
            yield* upTo(part.length, blob);
        }
        catch (error) {
            throw readError(this.#directory, error);
        }
    }
    /** @throws InfraError when the disk does not take it, or the bytes are not those of the blob */
    async uploadBlob({ blob, open: bytes, damaged = false }, signal) {
        return await this.#writing(async () => {
            // First: from now on nobody removes the blobs that are there.
            await this.#leased(signal);
            if (!damaged && (0,layout_folder/* layoutBlobSize */.pQ)(this.#directory, blob.digest) === blob.size)
                return { kind: 'present' };
            if (bytes === undefined)
                return { kind: 'absent' };
            await (0,layout_folder/* writeLayoutBlob */.p6)(this.#directory, blob.digest, (file) => writeVerified(file, blob, bytes(signal)));
            return { kind: 'uploaded' };
        });
    }
    /** Ends the writing. Afterwards unnamed blobs may be removed. @throws InfraError */
    async put({ mediaType, bytes }, signal) {
        const document = (0,oci_manifest/* parseManifest */.Ng)(bytes, mediaType);
        if (document.kind !== 'manifest')
            throw new errors/* EngineBug */.Bp('an index is no artifact');
        const { manifest } = document;
        const digest = (0,oci_digest/* sha256 */.sc)(bytes);
        return await this.#writing(async () => {
            const release = await this.#leased(signal);
            await (0,layout_folder/* writeLayoutBlob */.p6)(this.#directory, digest, (file) => (0,external_node_fs_promises_.writeFile)(file, bytes, { flag: 'wx' }));
            await this.#lock.exclusively(async () => {
                this.#checkHeld(manifest);
                const index = await (0,layout_folder/* addToLayoutIndex */.rb)(this.#directory, [this.#entry(mediaType, digest, bytes, manifest)]);
                // One writer is this one.
                if ((await this.#lock.writers()) <= 1)
                    await sweepLayout(this.#directory, index);
            }, signal);
            this.#lease = undefined;
            await release();
            return { kind: 'put' };
        });
    }
    #entry(mediaType, digest, bytes, { artifactType }) {
        return {
            mediaType,
            digest,
            size: bytes.byteLength,
            ...(artifactType !== undefined && { artifactType }),
            annotations: { [oci_index/* REF_NAME */.w5]: this.#choice.tag ?? oci_reference/* DEFAULT_TAG */.fL },
        };
    }
    #find() {
        const { digest, tag = oci_reference/* DEFAULT_TAG */.fL } = this.#choice;
        const manifests = (0,layout_folder/* readLayoutIndex */.Xn)(this.#directory)?.manifests ?? [];
        if (digest === undefined)
            return manifests.find((entry) => entry.annotations?.[oci_index/* REF_NAME */.w5] === tag);
        // It need not be in the index. The document itself says what it is.
        return { digest, mediaType: manifests.find((entry) => entry.digest === digest)?.mediaType ?? '' };
    }
    /** Somebody may have changed the folder since `hold` was called for the blobs. */
    #checkHeld({ config, layers }) {
        for (const { digest, size } of [config, ...layers]) {
            if ((0,layout_folder/* layoutBlobSize */.pQ)(this.#directory, digest) !== size)
                throw new errors/* InfraError */.Ri(`${this.name} has lost the blob ${digest}`);
        }
    }
    async #leased(signal) {
        this.#lease ??= this.#lock.lease(signal);
        try {
            return await this.#lease;
        }
        catch (error) {
            this.#lease = undefined;
            throw error;
        }
    }
    async #writing(work) {
        try {
            return await work();
        }
        catch (error) {
            const { syscall, code } = error;
            if (syscall !== undefined && READ_ONLY.has(code)) {
                return { kind: 'refused', why: `${this.name} cannot be written to` };
            }
            throw asInfraError((0,layout_folder/* layoutError */.TG)('write', this.#directory, error));
        }
    }
}
async function* upTo(length, bytes) {
    let left = length;
    for await (const chunk of bytes) {
        if (left <= 0)
            return;
        yield chunk.length > left ? chunk.subarray(0, left) : chunk;
        left -= chunk.length;
    }
}
function readError(directory, error) {
    return asInfraError((0,layout_folder/* layoutError */.TG)('read', directory, error));
}
/** A cache that is not a layout, or has links in it, is not used. That does not fail a build. */
function asInfraError(error) {
    return error instanceof errors/* UserError */.yo ? new errors/* InfraError */.Ri(error.message, { cause: error, hint: error.hint }) : error;
}
async function writeVerified(file, blob, chunks) {
    const handle = await (0,external_node_fs_promises_.open)(file, 'wx', 0o644);
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(blob.digest));
    let size = 0;
    try {
        for await (const chunk of chunks) {
            size += chunk.byteLength;
            if (size > blob.size)
                break;
            hash.update(chunk);
            for (let at = 0; at < chunk.byteLength;)
                at += (await handle.write(chunk, at)).bytesWritten;
        }
    }
    finally {
        await handle.close();
    }
    if (size !== blob.size || hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(blob.digest)) {
        throw new errors/* InfraError */.Ri(`blob ${blob.digest} has other content than its digest says`);
    }
}

// EXTERNAL MODULE: ./lib/async/send-in-blocks.js
var send_in_blocks = __webpack_require__(34545);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(28394);
// EXTERNAL MODULE: ./lib/objects/port/object-settings.js
var object_settings = __webpack_require__(61713);
;// CONCATENATED MODULE: ./lib/objects/port/object-store.js
/**
 * The implementations are bundles of their own, with a class of their own of this name. So it is known by its name: `instanceof` does not
 * work between bundles.
 */
class ObjectFailure extends Error {
    name = 'ObjectFailure';
    answer;
    constructor(answer, cause) {
        super(`${answer.status ?? ''} ${answer.code}`, { cause });
        this.answer = answer;
    }
}
function isObjectFailure(error) {
    return error instanceof Error && error.name === 'ObjectFailure';
}

;// CONCATENATED MODULE: ./lib/objects/object-error.js



const MAX_SHOWN = 300;
const DENIED = new Set([401, 403]);
/** Codes for credentials that are wrong or too old, whatever the status. */
const BAD_CREDENTIALS = new Set([
    'ExpiredToken',
    'InvalidAccessKeyId',
    'InvalidToken',
    'SignatureDoesNotMatch',
    'AuthenticationFailed',
    'InvalidAuthenticationInfo',
    'TokenRefreshRequired',
]);
const AT_FAULT = new Set(['InternalError', 'SlowDown', 'ServiceUnavailable', 'ServerBusy']);
/** What an object store answered, told so that it can be acted on. */
class ObjectError extends http_error/* HttpError */.j$ {
    answer;
    constructor(message, answer, url, hint) {
        // A server that fails says so by its status, and never gets here, except when it notices in the middle of an answer.
        super(message, { retryable: AT_FAULT.has(answer.code), url, hint, ...statusOf(answer) });
        this.answer = answer;
    }
    /** The store lets us in, but not do this. */
    get isRefusal() {
        const { status, code } = this.answer;
        return DENIED.has(status) && !BAD_CREDENTIALS.has(code);
    }
    /** The server does not know what the request asks for, such as a condition. */
    get isUnknown() {
        const { status, code } = this.answer;
        return status === 501 || code === 'NotImplemented' || code === 'UnsupportedHeader';
    }
}
function statusOf({ status }) {
    return status === undefined ? {} : { status };
}
/** @returns the error itself, unless it is the answer of an object store */
function objectError(error, name, store) {
    if (!isObjectFailure(error))
        return error;
    const { answer } = error;
    const { message, hint } = told(name, store, answer);
    // Without its cause, which quotes requests with what they were signed by.
    return new ObjectError(message, answer, addressOf(store), hint);
}
function addressOf(store) {
    if (store.kind === 'azblob')
        return new URL(store.accountUrl);
    return new URL(store.endpointUrl ?? `https://s3.${store.region}.amazonaws.com`);
}
function told(name, store, answer) {
    const { status, code, region } = answer;
    const secrets = (0,object_settings/* secretsOf */.F)(store);
    const words = (0,http_error/* printable */.g$)(answer.words, MAX_SHOWN, secrets);
    const said = `${(0,http_error/* printable */.g$)(code, 64, secrets)}${words === '' ? '' : `: ${words}`}`;
    if (status === undefined)
        return { message: `${name}: no credentials were found (${words})`, hint: HINTS[store.kind] };
    if (BAD_CREDENTIALS.has(code))
        return { message: `${name}: the credentials are not accepted (${said})` };
    if (DENIED.has(status))
        return { message: `${name}: access is denied (${said})`, hint: RIGHTS[store.kind] };
    if (code === 'NoSuchBucket' || code === 'ContainerNotFound')
        return { message: `${name}: there is no such ${store.kind === 's3' ? 'bucket' : 'container'}` };
    if (status >= 300 && status < 400) {
        const where = region === undefined ? '' : `, in region ${region}`;
        return {
            message: `${name}: the bucket is elsewhere${where} (status ${status}); redirects are not followed`,
            ...(region !== undefined && { hint: `Write region=${region}.` }),
        };
    }
    return { message: `${name} answered ${status}, ${said}` };
}
const HINTS = {
    s3: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use aws-actions/configure-aws-credentials, or a role of the machine.',
    azblob: 'Set secret_access_key, or use azure/login, or an identity of the machine.',
};
const RIGHTS = {
    s3: 'It needs s3:GetObject, s3:PutObject and s3:ListBucket. Without the last one, S3 says this of objects that do not exist.',
    azblob: 'It needs the role Storage Blob Data Contributor, or Storage Blob Data Reader for reading alone.',
};

// EXTERNAL MODULE: ./lib/http/connection-error.js
var connection_error = __webpack_require__(25053);
;// CONCATENATED MODULE: ./lib/objects/http-wire.js



/** Bytes. A list of a thousand long keys takes 2 MiB. */
const LONGEST_ANSWER = 8 * 1024 * 1024;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);
function isMethod(text) {
    return METHODS.has(text);
}
/** @param secrets texts that must not show in errors */
function wireOf(http, secrets) {
    return async ({ method, url: text, path, headers: given, body, isObject }, signal) => {
        if (!isMethod(method))
            throw new connection_error/* ConnectionProblem */.g(`no request is made by ${method}`);
        const url = new URL(text);
        // Nobody here would unpack the answer.
        const { 'accept-encoding': _, 'content-length': __, ...headers } = lowerCased(given);
        const response = await http.open({
            method,
            url,
            path,
            headers,
            ...(body !== undefined && { body }),
            follow: false,
            secrets,
            retry: retry_policy/* NO_RETRY */.PE,
            signal,
        });
        const { status } = response;
        const isShort = !isObject || status < 200 || status > 299;
        return {
            status,
            headers: Object.fromEntries(Object.entries(response.headers).flatMap(([name, value]) => value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])),
            body: () => (isShort ? atMost(LONGEST_ANSWER, response.body(), url) : response.body()),
        };
    };
}
function lowerCased(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
async function* atMost(limit, body, url) {
    let size = 0;
    for await (const chunk of body) {
        size += chunk.byteLength;
        if (size > limit)
            throw new http_error/* HttpError */.j$(`${url.host} gave an answer without end`, { retryable: false, url });
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./lib/objects/asked-objects.js











/** Bytes. Larger objects are put in parts. */
const SINGLE_PUT = 32 * 1024 * 1024;
/** S3 takes no more. */
const MAX_PARTS = 10_000;
/** Bytes after which a download that breaks off has all its attempts again. */
const PROGRESS = 1024 * 1024;
/** Breaks after which it has them no more. */
const MAX_BREAKS = 50;
/** Milliseconds for removing the parts of an upload that failed. */
const ABORT_MS = 5000;
/**
 * An object store that is asked again when it fails: as often as every other cache, by our own policy. The libraries of the stores have
 * their own retries turned off, since two layers of them would multiply.
 *
 * Each method throws an HttpError for a server that cannot be reached, and an ObjectError for what it answers.
 */
class AskedObjects {
    #parts;
    #retry;
    #store;
    constructor(parts) {
        this.#parts = parts;
        this.#retry = parts.retry ?? { asking: retry_policy/* RETRY_CACHE */.WO, uploading: retry_policy/* RETRY_CACHE_UPLOAD */.aI };
        const { settings, http, load } = parts;
        this.#store = (0,once/* once */.O)(() => load(settings, wireOf(http, (0,object_settings/* secretsOf */.F)(settings))));
    }
    head(key, signal) {
        return this.#ask(signal, (store) => store.head(key, signal));
    }
    /** A small object as a whole. @throws InfraError if it has more than `limit` bytes */
    document(key, limit, signal) {
        return this.#ask(signal, async (store) => {
            const opened = await store.get(key, undefined, signal);
            if (opened === undefined)
                return undefined;
            const bytes = await (0,read_bytes/* readBytesUpTo */.gR)(this.#body(key, opened.body, signal), limit);
            if (bytes === undefined)
                throw new errors/* InfraError */.Ri(`${key} of ${this.#parts.name} has more than ${limit} bytes`);
            return { bytes, ...(opened.etag !== undefined && { etag: opened.etag }) };
        });
    }
    put(key, object, condition, signal) {
        return this.#ask(signal, (store) => store.put(key, object, condition, signal), this.#retry.uploading);
    }
    touch(object, signal) {
        return this.#ask(signal, (store) => store.touch(object, signal));
    }
    remove(key, signal) {
        return this.#ask(signal, (store) => store.remove(key, signal));
    }
    /** All objects whose keys begin with `prefix`. */
    async *list(prefix, signal) {
        let after;
        do {
            const from = after;
            const page = await this.#ask(signal, (store) => store.list(prefix, from, signal));
            yield* page.objects;
            after = page.next;
        } while (after !== undefined);
    }
    /** Puts an object of any size, as a stream or in parts. */
    async upload(key, { mediaType, size, open, }, signal) {
        if (size <= SINGLE_PUT) {
            await this.put(key, { mediaType, size, open: () => open(signal) }, undefined, signal);
            return;
        }
        const { buffers } = this.#parts;
        if (size > buffers.size * MAX_PARTS)
            throw new errors/* InfraError */.Ri(`an object of ${size} bytes is too large for a cache`);
        const { uploading } = this.#retry;
        const upload = await this.#ask(signal, (store) => store.putParts(key, mediaType, signal));
        try {
            const parts = await (0,send_in_blocks/* sendInBlocks */.W)(buffers, open, (block, number, bounded) => this.#ask(bounded, () => upload.put(number, block, bounded), uploading), signal);
            await this.#ask(signal, () => upload.complete(parts, signal), uploading);
        }
        catch (error) {
            // Parts that nobody completes cost money until somebody removes them.
            await upload.abort(AbortSignal.timeout(ABORT_MS)).catch(() => undefined);
            throw error;
        }
    }
    /**
     * The bytes of an object that never changes, or some of them. When the connection breaks off, the rest is asked for by a range.
     *
     * @param size of the whole object. Only the number of bytes is checked
     * @throws InfraError if there is no such object, or it has another size
     */
    async *read(key, size, signal, part = { offset: 0, length: size }) {
        const budget = this.#budget(this.#retry.asking);
        let at = part.offset;
        const end = part.offset + part.length;
        let progress = 0;
        for (let breaks = 0; at < end; breaks++) {
            try {
                for await (const chunk of await this.#rest(key, size, { at, end }, signal)) {
                    at += chunk.byteLength;
                    progress += chunk.byteLength;
                    if (at > end)
                        throw this.#wrongSize(key, size, `at least ${at}`);
                    yield chunk;
                }
                if (at < end)
                    throw this.#brokenOff(key);
                return;
            }
            catch (error) {
                if (progress >= PROGRESS && breaks < MAX_BREAKS) {
                    budget.restart();
                    progress = 0;
                }
                await budget.waitAfter(this.#translated(error, signal), signal);
            }
        }
    }
    async #rest(key, size, { at, end }, signal) {
        const store = await this.#store();
        const isWhole = at === 0 && end === size;
        const range = { from: at, ...(end < size && { to: end - 1 }) };
        const opened = await store.get(key, isWhole ? undefined : range, signal);
        if (opened === undefined)
            throw new errors/* InfraError */.Ri(`${this.#parts.name} has no ${key}`);
        if (opened.size !== size)
            throw this.#wrongSize(key, size, String(opened.size));
        // The whole is too much for a part of it.
        if (opened.start > at || (end < size && opened.start < at))
            throw new errors/* InfraError */.Ri(`${this.#parts.name} sent another part of ${key} than it was asked for`);
        return skipping(at - opened.start, this.#body(key, opened.body, signal));
    }
    /** A library may hide what became of the connection behind an error of its own. */
    async *#body(key, body, signal) {
        try {
            yield* body;
        }
        catch (error) {
            signal.throwIfAborted();
            throw error instanceof errors/* InfraError */.Ri ? error : this.#brokenOff(key);
        }
    }
    #brokenOff(key) {
        const { name, settings } = this.#parts;
        return new http_error/* HttpError */.j$(`${name} sent only a part of ${key}`, {
            retryable: true,
            url: addressOf(settings),
            retryAfterMs: 0,
        });
    }
    #wrongSize(key, size, found) {
        return new errors/* InfraError */.Ri(`${this.#parts.name} has ${found} bytes as ${key}, which should have ${size}`);
    }
    #budget(policy) {
        return this.#parts.http.budget(policy);
    }
    async #ask(signal, ask, policy = this.#retry.asking) {
        return await (0,retry/* retrying */.R$)(this.#budget(policy), signal, async () => {
            try {
                // What asks for credentials does not know the signal.
                return await (0,abortable/* settledBefore */.Z)(signal, ask(await this.#store()));
            }
            catch (error) {
                throw this.#translated(error, signal);
            }
        });
    }
    #translated(error, signal) {
        signal.throwIfAborted();
        const { name, settings } = this.#parts;
        return objectError(error, name, settings);
    }
}
async function* skipping(count, chunks) {
    let skip = count;
    for await (const chunk of chunks) {
        const wanted = chunk.subarray(Math.min(skip, chunk.byteLength));
        skip -= chunk.byteLength - wanted.byteLength;
        if (wanted.byteLength > 0)
            yield wanted;
    }
}

;// CONCATENATED MODULE: ./lib/objects/object-keys.js
/**
 * Beside BuildKit's own manifest of the same name, and never in its place: builds by either engine find what they left there. Blobs are
 * named by their content, so both can use them.
 */
const OURS = '.layer-build';
/** Where in a bucket the parts of a cache are: blobs where BuildKit has them too. */
class ObjectKeys {
    manifestsPrefix;
    blobsPrefix;
    #name;
    constructor({ manifestsPrefix, blobsPrefix, name }) {
        this.manifestsPrefix = manifestsPrefix;
        this.blobsPrefix = blobsPrefix;
        this.#name = name;
    }
    /** As the user named it. */
    get shownName() {
        return `${this.manifestsPrefix}${this.#name}`;
    }
    get manifest() {
        return `${this.manifestsPrefix}${this.#name}${OURS}`;
    }
    blob(digest) {
        return `${this.blobsPrefix}${digest}`;
    }
    isOurManifest(key) {
        return key.startsWith(this.manifestsPrefix) && key.endsWith(OURS);
    }
    /** What comes after the prefix of blobs, if that is a digest. */
    digestOf(key) {
        const name = key.startsWith(this.blobsPrefix) ? key.slice(this.blobsPrefix.length) : '';
        return /^sha(?:256:[a-f0-9]{64}|512:[a-f0-9]{128})$/.test(name) ? name : undefined;
    }
}

;// CONCATENATED MODULE: ./lib/objects/object-artifact.js





/**
 * One tag of artifacts in an object store: a manifest under a name, and blobs under their digests. The manifest is only replaced if nobody
 * else has replaced it since it was read, at servers that can compare.
 */
class ObjectArtifact {
    name;
    kind = 'objects';
    /** Tells it from all other locations of artifacts. */
    id;
    compares = true;
    refreshMs;
    parallelism;
    #objects;
    #keys;
    /** Artifacts with the same blobs can be put at the same time. */
    #uploads;
    constructor(objects, { places, touchRefreshMs, parallelism }, { name, id, uploads }) {
        this.name = name;
        this.id = id;
        this.refreshMs = touchRefreshMs;
        this.parallelism = parallelism;
        this.#objects = objects;
        this.#keys = new ObjectKeys(places);
        this.#uploads = uploads;
    }
    /** @returns `undefined` when there is no such tag. @throws InfraError */
    async manifest(signal) {
        const stored = await this.#objects.document(this.#keys.manifest, oci_manifest/* MAX_MANIFEST_SIZE */.L7, signal);
        if (stored === undefined)
            return undefined;
        const { bytes, etag } = stored;
        // The document itself says what it is.
        return {
            digest: (0,oci_digest/* sha256 */.sc)(bytes),
            mediaType: '',
            bytes,
            ...(etag !== undefined && { version: etag }),
        };
    }
    /** @throws InfraError when it is not there, or has another size */
    open({ digest, size }, signal, part) {
        return this.#objects.read(this.#keys.blob(digest), size, signal, part);
    }
    /** @throws InfraError */
    async uploadBlob(wanted, signal) {
        const key = this.#keys.blob(wanted.blob.digest);
        return await this.#uploads.run(key, signal, () => this.#orRefused(() => this.#upload(key, wanted, signal)));
    }
    /** @throws InfraError */
    async put({ mediaType, bytes }, signal, expected) {
        const object = { mediaType, size: bytes.byteLength, open: () => object_artifact_only(bytes) };
        const put = async (condition) => ({
            kind: await this.#objects.put(this.#keys.manifest, object, condition, signal),
        });
        return await this.#orRefused(async () => {
            try {
                return await put(conditionOf(expected));
            }
            catch (error) {
                // A server that cannot compare.
                if (expected !== undefined && error instanceof ObjectError && error.isUnknown)
                    return await put(undefined);
                throw error;
            }
        });
    }
    async #upload(key, { blob, open, damaged = false }, signal) {
        const there = damaged ? undefined : await this.#head(key, open !== undefined, signal);
        if (there?.size === blob.size) {
            // What expires later, or cannot be made newer, only costs time.
            if (Date.now() - there.modified > this.refreshMs)
                await this.#touch(there, signal);
            return { kind: 'present' };
        }
        if (open === undefined)
            return { kind: 'absent' };
        await this.#objects.upload(key, { mediaType: OCTETS, size: blob.size, open }, signal);
        return { kind: 'uploaded' };
    }
    /** Who may write, but not see what there is, writes all. S3 answers so if it may not say that there is nothing. */
    async #head(key, canWrite, signal) {
        try {
            return await this.#objects.head(key, signal);
        }
        catch (error) {
            if (canWrite && error instanceof ObjectError && error.isRefusal)
                return undefined;
            throw error;
        }
    }
    async #touch(object, signal) {
        try {
            await this.#objects.touch(object, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
        }
    }
    async #orRefused(work) {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof ObjectError) || !error.isRefusal)
                throw error;
            return { kind: 'refused', why: error.hint === undefined ? error.message : `${error.message}. ${error.hint}` };
        }
    }
}
const OCTETS = 'application/octet-stream';
function conditionOf(expected) {
    switch (expected?.kind) {
        case undefined:
            return undefined;
        case 'nothing':
            return { kind: 'absent' };
        case 'version':
            return { kind: 'unchanged', etag: expected.version };
    }
}
// eslint-disable-next-line @typescript-eslint/require-await -- callers expect an asynchronous stream
async function* object_artifact_only(bytes) {
    yield bytes;
}

;// CONCATENATED MODULE: ./lib/app/caching/object-caches.js






/** Of all uploads of a process together: 64 MiB at most. */
const BLOCKS = 4;
const BLOCK_SIZE = 16 * 1024 * 1024;
/** Opens the caches in object stores that a process uses. No request is made before one is used. */
class ObjectCaches {
    #http;
    #load;
    #retry;
    #buffers = new send_in_blocks/* BlockBuffers */.l(BLOCKS, BLOCK_SIZE);
    #uploads = new single_flight/* SingleFlight */.F();
    constructor(http, load, retry) {
        this.#http = http;
        this.#load = load;
        this.#retry = retry;
    }
    artifact(settings) {
        const name = nameOf(settings);
        const id = `${name} at ${addressOf(settings.store).href}`;
        return new ObjectArtifact(this.objects(settings), settings, { name, id, uploads: this.#uploads });
    }
    objects(settings) {
        return new AskedObjects({
            settings: settings.store,
            name: nameOf(settings),
            http: this.#http,
            load: this.#load,
            buffers: this.#buffers,
            retry: this.#retry,
        });
    }
}
/** For people: `s3 my-bucket/manifests/main`. */
function nameOf({ store, places }) {
    const place = store.kind === 's3' ? store.bucket : `${store.accountName}/${store.container}`;
    return `${store.kind} ${place}/${new ObjectKeys(places).shownName}`;
}

;// CONCATENATED MODULE: ./lib/app/caching/open-locations.js





/** Opens the locations that a build's cache comes from and goes to. No request is made yet. */
function openCacheLocations(parts) {
    const { options, host, adapters, http, scope, variant, sink } = parts;
    const { actionsCache, root } = host;
    const opener = {
        registry: adapters.registry,
        objects: new ObjectCaches(http, objectsBeside(host.workerEntry)),
        mountFrom: (digest) => adapters.layers.sourceOf(digest),
        actionsCache: (named) => {
            if (actionsCache !== undefined)
                return (0,actions_open/* openActionsCache */.C3)(actionsCache, http, { root, scope: named ?? scope, variant });
            sink({
                type: 'warning',
                message: 'type=gha has no effect: only an action has access to the Actions cache',
            });
            return undefined;
        },
    };
    const specs = cacheSpecs(options, actionsCache !== undefined);
    return {
        from: specs.from.flatMap((spec) => openCacheStore(spec, opener) ?? []),
        to: specs.to.flatMap((spec) => {
            const store = openCacheStore(spec, opener);
            return store === undefined ? [] : [{ store, mode: spec.mode }];
        }),
    };
}
/** An Actions cache is used even if the options do not name it, after the locations that they name. */
function cacheSpecs({ cache, cacheFrom, cacheTo }, hasActionsCache) {
    if (cache.mode === 'off')
        return { from: [], to: [] };
    const isGha = ({ type }) => type === 'gha';
    const from = hasActionsCache && !cacheFrom.some(isGha) ? [...cacheFrom, { type: 'gha' }] : cacheFrom;
    if (cache.mode === 'read-only')
        return { from, to: [] };
    const to = hasActionsCache && !cacheTo.some(isGha) ? [...cacheTo, { type: 'gha', mode: 'max' }] : cacheTo;
    return { from, to };
}
/** Opens the location that a value of `--cache-from` or `--cache-to` names. No request is made yet. */
function openCacheStore(spec, opener) {
    const { registry, objects, actionsCache, mountFrom } = opener;
    switch (spec.type) {
        case 'registry':
            return new ArtifactStore(registry.artifact(spec.reference), mountFrom === undefined ? {} : { mountFrom });
        case 'local':
            return new ArtifactStore(new ArtifactLayout(spec.directory, spec));
        case 'gha':
            return actionsCache(spec.scope);
        case 's3':
        case 'azblob':
            return new ArtifactStore(objects.artifact(spec.objects));
    }
}

;// CONCATENATED MODULE: ./lib/app/caching/cache-session.js

















/** Starts to restore what earlier builds saved at other locations. */
function openCaching(parts) {
    const { options, host, adapters, scope, references, sink, signal } = parts;
    const { layers, registry } = adapters;
    const variant = options.variant ?? '';
    const http = (0,http_client/* httpClientOf */.X)(host);
    const stores = openCacheLocations({ ...parts, http, variant }).from;
    const repositories = (0,oci_reference/* distinctReferences */.Dc)(references.map(({ registry, repository }) => ({ registry, repository })));
    const limits = limitsOf(options.cache);
    const { root } = host;
    const cache = new BuildCache({ root, scope, variant, stores, limits, layers, registry, repositories, sink, signal });
    return { cache, close: () => http.close() };
}
/** Notes in the journal what the build read besides its steps' records. */
function noteReadings({ layers, bases }, cache) {
    for (const diffId of layers.indexed)
        cache.note({ type: 'index', diffId });
    for (const { digest } of bases.documents)
        cache.note({ type: 'document', digest });
}
/**
 * Saves what the last build of the scope used and made: it opens the locations that the cache goes to, exports the cache
 * mounts, and leaves the rest to `saveCache`.
 *
 * @param known brings what the build did not need; absent in a process that did not build
 */
async function saveBuildCache(parts, known) {
    const { host, adapters, scope, sink, signal } = parts;
    const { root } = host;
    const onBuilder = isOfBuilder(parts);
    // What a builder wrote to the caches that are named must not be replaced.
    const options = onBuilder ? { ...parts.options, cacheFrom: [], cacheTo: [] } : parts.options;
    const { content: local, layers, runner: exporter } = adapters;
    const variant = options.variant ?? '';
    const limits = limitsOf(options.cache);
    if (onBuilder)
        await publishBuilderRecords(parts);
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        const { from, to: targets } = openCacheLocations({ ...parts, options, http, variant });
        if (targets.length === 0)
            return;
        const secrets = await secretsOf(options);
        const mounts = await exportMounts({ root, scope, variant, limits, secrets, exporter, layers, local, sink, signal });
        const writer = (0,actions_open/* writerOf */.bi)(host.actionsCache);
        const details = known ?? (await notedDetails(from, parts));
        await saveCache({ root, scope, variant, limits, targets, writer, mounts, details, local, sink, signal });
    }
    finally {
        http.close();
    }
}
/** Also if no builder was reached, so that nothing was built. */
function isOfBuilder({ options, host, scope }) {
    const journal = cache_journal/* BuildJournal */.W.read(host.root, (0,cache_name/* cacheName */.U)(scope, options.variant ?? ''));
    return journal.some(({ type }) => type === 'builder') || (options.builder !== undefined && journal.length === 0);
}
/** @throws InfraError when the Actions cache fails */
async function publishBuilderRecords({ options, host, scope, signal }) {
    if (options.cache.mode !== 'auto')
        return;
    const { publishRecords } = await __webpack_require__.e(/* import() */ 864).then(__webpack_require__.bind(__webpack_require__, 29864));
    await publishRecords({ host, scope, variant: options.variant ?? '' }, signal);
}
/** The details of the packs that the build began with, as it noted them. */
async function notedDetails(stores, { options, host: { root }, scope, sink, signal }) {
    const details = new KeptDetails(root, () => Promise.resolve(), signal);
    const budget = new time_budget/* TimeBudget */.z(options.cache.timeoutMs, 'cache-timeout');
    for (const { storeId, listing } of await readRestored(root, (0,cache_name/* cacheName */.U)(scope, options.variant ?? ''))) {
        const store = stores.find(({ id }) => id === storeId);
        if (store !== undefined)
            details.add(listing, storeParcels(store, { budget, note: () => undefined, sink }));
    }
    return details;
}
/**
 * For a process that leaves the rest of the cache to another one. Later steps of a job use a folder as soon as the build has ended:
 * workflows move the new cache to the place of the old one.
 */
function toFoldersOnly(parts) {
    const { options } = parts;
    const { actionsCache, ...host } = parts.host;
    const cacheTo = options.cacheTo.filter(({ type }) => type === 'local');
    return { ...parts, host, options: { ...options, cacheFrom: [], cacheTo } };
}
/** The known secrets: those of the build that can still be read, those of caches, and build arguments with names like those of secrets. */
async function secretsOf({ secrets, buildArgs, cacheFrom, cacheTo, }) {
    const values = await Promise.allSettled([...(0,options_secrets/* readSecrets */.q)(secrets).values()].map((read) => read()));
    const args = Object.entries(buildArgs).flatMap(([name, value]) => ((0,variable_changes/* looksSecret */.n)(name) ? [Buffer.from(value)] : []));
    const caches = (0,cache_secrets/* cacheSecrets */.o)({ cacheFrom, cacheTo }).map((value) => Buffer.from(value));
    return [...values.flatMap((value) => (value.status === 'fulfilled' ? [value.value] : [])), ...args, ...caches];
}
function limitsOf(settings) {
    const { policy, maxBytes, timeoutMs } = settings;
    return { policy, maxBytes, timeoutMs, keepsMount: (id) => (0,cache_settings/* isMountKept */.y)(id, settings) };
}

// EXTERNAL MODULE: ./lib/app/options/values/output-spec.js + 2 modules
var output_spec = __webpack_require__(75910);
;// CONCATENATED MODULE: ./lib/app/outputs/daemon-output.js





/** The Docker daemon, or podman, that a build loads its image into. */
class DaemonOutput {
    #daemon;
    #sink;
    constructor(daemon, sink) {
        this.#daemon = daemon;
        this.#sink = sink;
    }
    /** @throws InfraError when the daemon does not take the image; as `LayerProvider` when a layer that it lacks cannot be had */
    async load({ platforms, target, index, imageId }, references, layers, signal) {
        const image = { platforms, target, index: index?.bytes, references };
        const loaded = await this.#daemon.load(image, (layer, stop) => layers.blobFile(layer, stop), signal);
        const names = references.length === 0 ? imageId : references.map(oci_reference/* familiarName */.hG).join(', ');
        const there = `${loaded.layers - loaded.sent} of ${loaded.layers} layers were there already`;
        this.#sink({
            type: 'notice',
            message: `Loaded ${names} into ${this.#daemon.name}: sent ${(0,format/* formatBytes */.z3)(loaded.bytes)}; ${there}`,
        });
    }
    close() {
        this.#daemon.close();
    }
}
/**
 * Connects to the daemon if an output asks for it: a build that cannot be loaded ends before it begins.
 *
 * @throws UserError when there is none, or it cannot keep an image of several platforms
 */
async function openDaemonOutput({ outputs, ...image }, host, sink, signal) {
    if (!outputs.some(output_spec/* isLoad */.VQ))
        return undefined;
    const { openDaemon } = await Promise.all(/* import() */[__webpack_require__.e(969), __webpack_require__.e(188)]).then(__webpack_require__.bind(__webpack_require__, 31969));
    const daemon = await openDaemon(host.daemon, signal);
    if (!(0,multi_platform/* isMultiPlatform */.h)(image) || daemon.keepsIndexes)
        return new DaemonOutput(daemon, sink);
    daemon.close();
    throw new errors/* UserError */.yo(`${daemon.name} does not support manifest lists: it takes the image of one platform`, {
        hint: "Load one platform, or push the image. A Docker daemon with containerd's image store takes all: https://docs.docker.com/engine/storage/containerd/",
    });
}

// EXTERNAL MODULE: ./lib/app/sources/named-contexts.js
var named_contexts = __webpack_require__(69480);
// EXTERNAL MODULE: ./lib/app/sources/open-context.js + 3 modules
var open_context = __webpack_require__(98378);
// EXTERNAL MODULE: ./lib/app/sources/open-remote.js + 20 modules
var open_remote = __webpack_require__(20215);
;// CONCATENATED MODULE: ./lib/app/options/shown-inputs.js



/** What reports say about what a build was asked for. Addresses may still hold credentials: `redact` removes them from every event. */
function shownInputs(options) {
    const { context, target, platforms, buildArgs, labels, buildContexts, cacheFrom, cacheTo, secrets } = options;
    return {
        context: contextText(context),
        ...(target !== undefined && target !== '' && { target }),
        platforms,
        buildArgs: Object.entries(buildArgs).map(([name, value]) => ({
            name,
            ...((0,harmless_names/* isHarmlessName */.J)(name) && { value }),
        })),
        labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
        contexts: Object.entries(buildContexts).map(([name, spec]) => ({ name, value: namedContextText(name, spec) })),
        cacheFrom: cacheFrom.map(cacheText),
        cacheTo: cacheTo.map((spec) => `${cacheText(spec)},mode=${spec.mode}`),
        secrets: secrets.map(({ id }) => id),
    };
}
function cacheText(spec) {
    switch (spec.type) {
        case 'registry':
            return `type=registry,ref=${(0,oci_reference/* familiarName */.hG)(spec.reference)}`;
        case 'local':
            return `type=local,directory=${spec.directory}`;
        case 'gha':
            return `type=gha${spec.scope === undefined ? '' : `,scope=${spec.scope}`}`;
        case 's3':
        case 'azblob':
            return `type=${spec.type},${objectCacheText(spec.objects)}`;
    }
}
/** Without what it is opened by. */
function objectCacheText({ store, places: { manifestsPrefix, name } }) {
    const place = `manifest=${manifestsPrefix}${name}`;
    if (store.kind === 'azblob')
        return `account_url=${store.accountUrl},container=${store.container},${place}`;
    const { bucket, region, endpointUrl } = store;
    return `bucket=${bucket},region=${region}${endpointUrl === undefined ? '' : `,endpoint_url=${endpointUrl}`},${place}`;
}

// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/app/no-cache-stages.js

/** The stages that `--no-cache` and `--no-cache-filter` name. As in BuildKit, upper and lower case do not matter. */
function noCacheOf({ noCache, noCacheFilters }) {
    return noCache || new Set(noCacheFilters.map((name) => name.toLowerCase()));
}
/**
 * A warning for each name in `--no-cache-filter` that no stage has: BuildKit says nothing then, and uses the cache.
 *
 * @param plans one for each platform: all have the same stages
 */
function unknownStages(filters, [plan]) {
    const names = (plan?.graph.stages ?? []).map(({ name }) => name);
    return filters.flatMap((filter) => {
        if (names.includes(filter.toLowerCase()))
            return [];
        const close = (0,nearest/* nearest */.p)(filter, names);
        const hint = close === undefined ? '' : ` Did you mean ${close}?`;
        return [`no-cache-filter: there is no stage ${JSON.stringify(filter)}, so it has no effect.${hint}`];
    });
}

// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/worker/client/emulation/binfmt-entries.js
var binfmt_entries = __webpack_require__(10398);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./lib/files/find-program.js
var find_program = __webpack_require__(98373);
// EXTERNAL MODULE: ./lib/worker/client/launch.js
var launch = __webpack_require__(26565);
;// CONCATENATED MODULE: ./lib/worker/client/emulation/hidden-entries.js




/** Prints each entry after a line with its name, which has no line break. */
const PRINT = 'mount -n -t binfmt_misc binfmt_misc "$0" && cd "$0" && for name in *; do echo "=$name"; cat "$name"; done';
/** Bytes. An entry has at most 2 KB. */
const MOST = 4 * 1024 * 1024;
/**
 * The machine's table of emulators where it is not mounted, as in most containers: root mounts it for a moment, in a mount namespace
 * of its own.
 *
 * @param folder an empty one, to mount it on
 * @returns `undefined` if we may not see it
 */
async function readHiddenEntries(settings, folder) {
    const rights = settings.rights ?? (await (0,launch/* chooseRights */.R9)(settings));
    const unshare = (0,find_program/* findProgram */.K)('unshare', settings.path);
    if (rights === 'user-namespace' || unshare === undefined)
        return undefined;
    const sudo = rights === 'sudo' ? [(0,find_program/* findProgram */.K)('sudo', settings.path) ?? 'sudo', '-n', '--'] : [];
    const [program, ...args] = [...sudo, unshare, '--mount', '--propagation', 'private', 'sh', '-c', PRINT, folder];
    const options = {
        env: { PATH: settings.path, LC_ALL: 'C' },
        timeout: 10_000,
        maxBuffer: MOST,
        encoding: 'latin1',
    };
    const printed = await new Promise((resolve) => {
        // "cat register" fails, as it may only be written to: so the exit code says nothing.
        (0,external_node_child_process_.execFile)(program, args, options, (_error, stdout) => resolve(stdout.includes('=status\n') ? stdout : undefined));
    });
    return printed?.split(/^=/m).flatMap((text) => {
        const end = text.indexOf('\n');
        return end < 0 ? [] : ((0,binfmt_entries/* parseEntry */.ER)(text.slice(0, end), text.slice(end + 1)) ?? []);
    });
}

;// CONCATENATED MODULE: ./lib/worker/client/emulation/private-table.js



/** Of the script below, if the mount fails. */
const NO_TABLE = 9;
/**
 * Whether the kernel certainly refuses to register emulators for a build of this user: in a user namespace, it has a table of its
 * own from Linux 6.7 on.
 *
 * @param folder an empty one, to mount something on
 */
async function cannotRegister(settings, folder) {
    const unshare = (0,find_program/* findProgram */.K)('unshare', settings.path);
    const mount = (0,find_program/* findProgram */.K)('mount', settings.path);
    // Without them, no worker can be started. That has an error of its own.
    if (unshare === undefined || mount === undefined)
        return false;
    if ((settings.rights ?? (await (0,launch/* chooseRights */.R9)(settings))) !== 'user-namespace')
        return false;
    const script = `"$0" -n -t binfmt_misc binfmt_misc "$1" || exit ${NO_TABLE}`;
    const args = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, mount, folder];
    return new Promise((resolve) => {
        const child = (0,external_node_child_process_.execFile)(unshare, args, { env: { PATH: settings.path, LC_ALL: 'C' }, timeout: 10_000 }, () => resolve(child.exitCode === NO_TABLE));
    });
}

// EXTERNAL MODULE: ./lib/worker/protocol/binfmt-name.js
var binfmt_name = __webpack_require__(81935);
// EXTERNAL MODULE: ./lib/worker/protocol/elf-machines.js
var elf_machines = __webpack_require__(22525);
;// CONCATENATED MODULE: ./lib/worker/client/emulation/tiny-program.js

/** The exit code of the programs. No shell gives it for a program that cannot be run. */
const TINY_EXIT = 42;
/** The instructions of `exit(42)`, and the `e_flags` that the kernel wants. */
const PROGRAMS = {
    // mov edi, 42; mov eax, 60; syscall
    amd64: { code: 'bf2a000000 b83c000000 0f05' },
    // mov ebx, 42; mov eax, 1; int 0x80
    '386': { code: 'bb2a000000 b801000000 cd80' },
    // mov x0, #42; mov x8, #93; svc #0
    arm64: { code: '400580d2 a80b80d2 010000d4' },
    // mov r0, #42; mov r7, #1; svc #0
    arm: { code: '2a00a0e3 0170a0e3 000000ef', flags: 0x05000000 },
    // lghi %r2, 42; svc 1
    s390x: { code: 'a729002a 0a01' },
    // li r0, 1; li r3, 42; sc
    ppc64le: { code: '01000038 2a006038 02000044', flags: 2 },
    // li a0, 42; li a7, 93; ecall
    riscv64: { code: '1305a002 9308d005 73000000' },
    // li $v0, 5058; li $a0, 42; syscall
    mips64le: { code: 'c2130224 2a000424 0c000000', flags: 0x60000007 },
    mips64: { code: '240213c2 2404002a 0000000c', flags: 0x60000007 },
    // li.w $a0, 42; li.w $a7, 93; syscall 0
    loong64: { code: '04a88002 0b748102 00002b00', flags: 0x43 },
};
const ADDRESS = 0x400000;
/** The largest page of these machines. */
const ALIGNMENT = 0x10000;
const LOADED = 1;
const READ_AND_EXECUTE = 5;
/** A static ELF program that does nothing but end with `TINY_EXIT` (elf(5): a header, one program header, and the code). */
function tinyProgram(architecture) {
    const machine = elf_machines/* ELF_MACHINES */.NA[architecture];
    const { code: hex, flags = 0 } = PROGRAMS[architecture];
    const code = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    const write = new FieldWriter(machine.bits, machine.endian);
    const [headerSize, entrySize] = machine.bits === 64 ? [64, 56] : [52, 32];
    const start = headerSize + entrySize;
    const size = start + code.length;
    write.bytes((0,elf_machines/* elfHead */.Aj)(machine));
    write
        .word(1)
        .address(ADDRESS + start)
        .address(headerSize)
        .address(0)
        .word(flags);
    write.half(headerSize).half(entrySize).half(1).half(0).half(0).half(0);
    write.word(LOADED);
    if (machine.bits === 64)
        write.word(READ_AND_EXECUTE);
    write.address(0).address(ADDRESS).address(ADDRESS).address(size).address(size);
    if (machine.bits === 32)
        write.word(READ_AND_EXECUTE);
    write.address(ALIGNMENT);
    write.bytes(code);
    return write.done();
}
/** Writes the fields of an ELF file one after the other. */
class FieldWriter {
    #bits;
    #little;
    #parts = [];
    constructor(bits, endian) {
        this.#bits = bits;
        this.#little = endian === 'little';
    }
    bytes(data) {
        this.#parts.push(data);
        return this;
    }
    half(value) {
        return this.#number(value, 2);
    }
    word(value) {
        return this.#number(value, 4);
    }
    /** An address or offset: as wide as the machine. */
    address(value) {
        return this.#number(value, this.#bits / 8);
    }
    done() {
        return Buffer.concat(this.#parts);
    }
    #number(value, width) {
        const field = Buffer.alloc(width);
        // All values have at most four bytes; the other four of a wide field stay 0.
        const used = Math.min(width, 4);
        if (this.#little)
            field.writeUIntLE(value, 0, used);
        else
            field.writeUIntBE(value, width - used, used);
        return this.bytes(field);
    }
}

;// CONCATENATED MODULE: ./lib/worker/client/emulation/runnable.js








/** 32-bit programs, which many 64-bit processors and kernels run, but not all. */
const NARROW = new Map([
    ['amd64', '386'],
    ['arm64', 'arm'],
]);
/** Milliseconds. A probe takes two. */
const runnable_PATIENCE = 10_000;
/**
 * As BuildKit does (`util/archutil`), by running a tiny program: what a machine can do is not said anywhere else. What a running
 * build of ours has registered does not count, since it is taken back at that build's end.
 *
 * @param folder a private one for the program
 * @param readEntries what is registered with the kernel; `undefined` if that cannot be seen here
 * @param runsProgram whether the kernel starts a program of this architecture
 */
async function howItRuns(architecture, folder, readEntries, runsProgram = runsTiny) {
    const own = (0,oci_platform/* hostPlatform */.ol)(process.arch).architecture;
    if (architecture === own)
        return { kind: 'natively' };
    if (!(await runsProgram(architecture, folder)))
        return { kind: 'not' };
    const head = Buffer.concat([(0,elf_machines/* elfHead */.Aj)(elf_machines/* ELF_MACHINES */.NA[architecture]), Buffer.alloc(236)]);
    const found = ((await readEntries()) ?? []).filter((entry) => (0,binfmt_entries/* matches */.cK)(entry, head));
    const lasting = found.filter(({ name }) => (0,binfmt_name/* ownerOf */.b)(name) === undefined);
    const by = lasting.find(({ open }) => open) ?? lasting[0];
    if (by !== undefined)
        return { kind: by.open ? 'emulated' : 'emulator-in-image', by };
    if (NARROW.get(own) === architecture)
        return { kind: 'natively' };
    return found.length > 0 ? { kind: 'not' } : { kind: 'emulated', by: undefined };
}
async function runsTiny(architecture, folder) {
    const file = external_node_path_.join(folder, `tiny-${architecture}`);
    (0,external_node_fs_.writeFileSync)(file, tinyProgram(architecture), { mode: 0o700 });
    (0,external_node_fs_.chmodSync)(file, 0o700);
    try {
        // Another thread that starts a program just now may hold the file open for writing.
        for (let attempt = 1; attempt < 5; attempt++) {
            const end = await endOf(file);
            if (end !== 'ETXTBSY')
                return end === TINY_EXIT;
        }
        return false;
    }
    finally {
        (0,external_node_fs_.rmSync)(file, { force: true });
    }
}
/** @returns the exit code, or why it could not be started */
function endOf(file) {
    return new Promise((resolve) => {
        const child = (0,external_node_child_process_.execFile)(file, [], { timeout: runnable_PATIENCE, env: {}, cwd: '/' }, (error) => {
            resolve(error === null ? 0 : (error.code ?? child.exitCode));
        });
    });
}

;// CONCATENATED MODULE: ./lib/app/foreign-runs.js











/**
 * Finds out which RUN steps of the plans need an emulator, and which tests of the images do, before any step runs. Nothing is fetched.
 *
 * @param probe how the machine runs an architecture
 */
async function findForeignRuns(plans, machine, probe = howItRuns) {
    const runs = plans.flatMap(runsOf).filter(({ platform }) => !isOwn(platform));
    const tested = machine.tests ? plans.flatMap(programsOf).filter((platform) => !isOwn(platform)) : [];
    const asked = [...runs.map(({ platform }) => platform), ...tested];
    // The worker's own error says that RUN needs Linux.
    if (asked.length === 0 || process.platform !== 'linux')
        return { foreign: [], impossible: new Map(), runs: isOwn };
    const folder = external_node_path_.join(machine.folder, 'foreign');
    (0,external_node_fs_.mkdirSync)(folder, { mode: 0o700 });
    const entries = (0,once/* once */.O)(async () => (0,binfmt_entries/* readEntries */.$2)() ?? (await readHiddenEntries(machine.launch, folder)));
    const foreign = [];
    const natively = new Set();
    const refusals = new Map();
    for (const architecture of new Set(asked.flatMap(emulated))) {
        const how = await probe(architecture, folder, entries);
        if (how.kind === 'natively') {
            natively.add(architecture);
            continue;
        }
        const refusal = await refusalOf(architecture, how, machine, folder);
        if (refusal === undefined)
            foreign.push({ architecture, runs: how, ...firstOf(architecture, runs) });
        else
            refusals.set(architecture, refusal);
    }
    const impossible = new Map();
    for (const { plan, step, platform } of runs) {
        const refusal = emulated(platform).length === 0 ? noEmulator(platform) : refusals.get(platform.architecture);
        if (refusal !== undefined)
            impossible.set(step.info.number, (0,error_location/* locateError */.HY)(refusal, plan.dockerfile, step.range));
    }
    const able = new Set([...natively, ...foreign.map(({ architecture }) => architecture)]);
    return {
        foreign,
        impossible,
        runs: (platform) => isOwn(platform) || (platform.os === 'linux' && able.has(platform.architecture)),
    };
}
/** The platform of the programs in the image that a plan makes. */
function programsOf({ stages, target }) {
    return stages.filter(({ stage }) => stage.index === target).map(({ programs }) => programs);
}
function runsOf(plan) {
    return plan.stages.flatMap(({ steps, programs }) => steps.flatMap((step) => (step.operation.kind === 'run' ? [{ plan, step, platform: programs }] : [])));
}
/** Variants are not looked at: which of them a processor runs is only known when it meets an instruction that it does not have. */
function isOwn({ os, architecture }) {
    const own = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    return os === own.os && architecture === own.architecture;
}
/** Where the Dockerfile first runs a program of the architecture. */
function firstOf(architecture, runs) {
    const first = runs.find(({ platform }) => platform.architecture === architecture);
    return first === undefined ? {} : (0,error_location/* locationOf */.hD)(first.plan.dockerfile, first.step.range);
}
function emulated({ os, architecture }) {
    return os === 'linux' && (0,elf_machines/* isArchitecture */.KJ)(architecture) ? [architecture] : [];
}
async function refusalOf(architecture, runs, { emulation, launch }, folder) {
    const needed = `RUN of linux/${architecture} needs an emulator on this machine (${(0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* hostPlatform */.ol)(process.arch))})`;
    if (emulation === 'off') {
        if (runs.kind !== 'not')
            return undefined;
        return new errors/* UserError */.yo(`${needed}, and emulation is off`, { hint: `Turn it on (emulation: auto), or ${REMEDY}.` });
    }
    if (runs.kind === 'emulated' || !(await cannotRegister(launch, folder)))
        return undefined;
    return new errors/* UserError */.yo(`${needed}, and its kernel does not let this user register one (Linux 6.7 does)`, {
        hint: `Let the user use sudo, or ${REMEDY}.`,
    });
}
function noEmulator(platform) {
    return new errors/* UserError */.yo(`RUN of ${(0,oci_platform/* formatPlatform */.Bq)(platform)} cannot run on this machine, and there is no emulator for it`, {
        hint: 'Build this platform on a machine of that kind.',
    });
}
const REMEDY = 'run docker/setup-qemu-action before, or build on a machine of that platform';

// EXTERNAL MODULE: ./lib/app/plan-builds.js + 39 modules
var plan_builds = __webpack_require__(46391);
// EXTERNAL MODULE: ./lib/engine/run-settings.js
var run_settings = __webpack_require__(87693);
// EXTERNAL MODULE: ./lib/engine/schedule/plan-run.js + 63 modules
var plan_run = __webpack_require__(49086);
// EXTERNAL MODULE: ./lib/engine/schedule/step-flights.js
var step_flights = __webpack_require__(37768);
// EXTERNAL MODULE: ./lib/layer/layer.js
var layer_layer = __webpack_require__(32848);
// EXTERNAL MODULE: ./lib/app/outputs/built-platform.js + 2 modules
var built_platform = __webpack_require__(24515);
;// CONCATENATED MODULE: ./lib/app/outputs/early-layers.js




/**
 * Pushes the layers of an image that is still being built. The image itself, its tags and whatever is said about it are pushed when the
 * build is over (`ImageOutputs`); nothing that is done here can fail the build.
 *
 * Nothing is begun before a step has to run: if all hit, the registry has the image, most likely, and one question shows it.
 */
class EarlyLayers {
    #targets;
    #parts;
    /** Known before the first step ran. */
    #held = [];
    /** @returns `undefined` if nothing of the build's image may be pushed before the build is over */
    static of(options, parts) {
        const targets = earlyTargets(options);
        return targets.length === 0 ? undefined : new EarlyLayers(targets, parts);
    }
    constructor(targets, parts) {
        this.#targets = targets;
        this.#parts = parts;
    }
    /** A layer of the image is known. */
    known = (layer) => {
        if (this.#held === undefined)
            this.#push(layer);
        else
            this.#held.push(layer);
    };
    /** Listens to the build, and passes its events on. */
    watching(sink) {
        return (event) => {
            if (event.type === 'step-running')
                this.#begin();
            sink(event);
        };
    }
    #begin() {
        const held = this.#held ?? [];
        this.#held = undefined;
        for (const layer of held)
            this.#push(layer);
    }
    #push(layer) {
        if (!(0,built_platform/* isPushedAsMade */.po)(layer))
            return;
        const { registry, layers, signal } = this.#parts;
        const blob = {
            ...layerToPush(layer, layers, signal),
            ready: () => this.#ready(layer),
        };
        for (const target of this.#targets)
            registry.pushEarly(target, blob, signal);
    }
    /** Steps read only parts of what an earlier build made. They would have to wait if all of it was fetched. */
    async #ready(layer) {
        const { layers, signal } = this.#parts;
        if ((0,layer_layer/* isMade */.s)(layer))
            return layers.isHere(layer);
        await layers.blobFile(layer, signal);
        return true;
    }
}
/** The first repository of each registry. The others mount from it what it has, when it has the image (`pushEverywhere`). */
function earlyTargets({ outputs, tags, test }) {
    // An image that fails its tests goes nowhere, not even in parts.
    if (test.length > 0)
        return [];
    const names = outputs.flatMap((output) => output.type === 'registry' && (0,built_platform/* keepsLayers */.TU)(output) ? (0,named_outputs/* namesOf */.eZ)(output, tags) : []);
    const firsts = new Map();
    for (const { registry, repository } of names) {
        if (!firsts.has(registry))
            firsts.set(registry, { registry, repository });
    }
    return [...firsts.values()];
}

// EXTERNAL MODULE: ./lib/engine/dry-run.js
var dry_run = __webpack_require__(2239);
;// CONCATENATED MODULE: ./lib/app/look-ahead.js



/** Looks up every step of a plan without doing any. @throws what the build would throw before its first step runs */
async function lookAhead(plan, ports, options, signal) {
    const dryRun = { blockedBy: new Map() };
    const outcomes = new Map();
    const note = (event) => {
        if (event.type === 'step-running')
            outcomes.set(event.step, { kind: 'miss', reason: event.reason });
        if (event.type !== 'step-finished')
            return;
        const { status, reason } = event.outcome;
        outcomes.set(event.step, { kind: status, reason });
    };
    const blind = {
        ...ports,
        cache: readOnly(ports.cache),
        mounts: { of: () => Promise.resolve(undefined), noteUse: () => undefined },
        runner: NO_RUNNER,
        now: () => Date.now(),
    };
    const result = await new plan_run/* PlanRun */.z(plan, blind, { ...options, dryRun }, note, signal).run();
    if (result.kind === 'failed' && !(result.error instanceof dry_run/* BlockedByStep */.A$))
        throw result.error;
    return plan.steps.map((step) => {
        const outcome = outcomes.get(step.number);
        if (outcome !== undefined)
            return { step, ...outcome };
        const on = dryRun.blockedBy.get(step.number);
        if (on === undefined)
            throw new errors/* EngineBug */.Bp(`nothing was found out of step ${step.number}`);
        return { step, kind: 'waits', on };
    });
}
function readOnly(cache) {
    return {
        faults: cache.faults,
        sourceOf: (key) => cache.sourceOf(key),
        find: (key) => cache.find(key),
        findMore: () => cache.findMore(),
        filesOf: (record) => cache.filesOf(record),
        layerWithTree: (tree) => cache.layerWithTree(tree),
        previous: () => cache.previous(),
        save: () => Promise.resolve(),
        distrust: () => Promise.resolve(),
        savePrevious: () => Promise.resolve(),
    };
}
const refuse = () => Promise.reject(new errors/* EngineBug */.Bp('a look ahead ran a step'));
const NO_RUNNER = { run: refuse, prepare: refuse, close: () => Promise.resolve() };

;// CONCATENATED MODULE: ./lib/app/planned-builds.js








/** The builds of all platforms, which can be gone over again when a layer of theirs was lost. */
class PlannedBuilds {
    #parts;
    #builds;
    /** Stops the other platforms when one has failed. */
    #stop = new AbortController();
    constructor(plans, parts) {
        const { options, adapters, remote, opened, scope, cache, sink, signal } = parts;
        this.#parts = parts;
        if (rewrites(options) && plans.every((plan) => plan.sourceDateEpoch === undefined)) {
            sink({ type: 'warning', message: 'rewrite-timestamp has no effect without SOURCE_DATE_EPOCH' });
        }
        const steps = plans.flatMap((plan) => plan.steps);
        sink({ type: 'plan', dockerfile: opened.dockerfile.name, steps, startedAt: parts.started });
        const { layers, runner } = adapters;
        const linked = AbortSignal.any([signal, this.#stop.signal]);
        const flights = parts.flights ?? new step_flights/* StepFlights */.Y();
        const early = EarlyLayers.of(options, { ...adapters, signal: linked });
        const watched = early?.watching(sink) ?? sink;
        this.#builds = plans.map((plan, index) => {
            const records = cache.records(previousScope(scope, options.target, index));
            const ports = {
                context: opened.context,
                remote: remote.files,
                layers,
                cache: records,
                mounts: cache,
                runner,
                now: () => Date.now(),
                ...(early !== undefined && { imageLayer: early.known }),
            };
            const engineOptions = engineOptionsOf(options, remote.sshSockets, plan.sourceDateEpoch);
            const run = new plan_run/* PlanRun */.z(plan, ports, engineOptions, watched, linked, flights);
            return { plan, ports, options: engineOptions, run };
        });
    }
    /** Steps that were ever planned: no more layers can be lost. */
    get steps() {
        return this.#builds.reduce((sum, { plan }) => sum + plan.steps.length, 0);
    }
    /**
     * Refuses to begin if a step that cannot run on this machine would have to. A step that hits need not run.
     *
     * @param impossible by the number of the step: why
     */
    async refuse(impossible) {
        for (const { plan, ports, options } of this.#builds) {
            if (!plan.steps.some(({ number }) => impossible.has(number)))
                continue;
            const predicted = await lookAhead(plan, ports, options, this.#parts.signal);
            const refused = predicted.find(({ step, kind }) => (kind === 'miss' || kind === 'waits') && impossible.has(step.number));
            if (refused !== undefined)
                throw impossible.get(refused.step.number);
        }
    }
    /**
     * Builds for the platforms side by side. A step that several platforms have is done once. The first platform that fails stops
     * the others.
     */
    async platforms() {
        const failures = [];
        const built = await Promise.allSettled(this.#builds.map((build) => this.#platform(build).catch((error) => {
            failures.push(error);
            this.#stop.abort(error);
            throw error;
        })));
        // All are over now, and nothing is left running.
        if (failures.length > 0)
            throw failures[0];
        return built.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    }
    async #platform({ plan, ports, run }) {
        const { options, cache, keepFailed, signal } = this.#parts;
        const { sourceDateEpoch } = plan;
        const result = await run.run();
        if (result.kind === 'failed') {
            // Another platform has failed before. Its image is kept.
            if (result.lastGood !== undefined && !this.#stop.signal.aborted) {
                const kept = new built_platform/* BuiltPlatform */.YZ({ ...ports, draft: result.lastGood, labels: {}, sourceDateEpoch, signal });
                await keepFailed(() => kept.finish({}));
            }
            throw result.error;
        }
        const { draft } = result;
        cache.noteImage(draft.layers);
        return new built_platform/* BuiltPlatform */.YZ({ ...ports, draft, labels: options.labels, sourceDateEpoch, signal });
    }
}
/**
 * The name under which the steps of the last build of a target are kept, for explanations: also of a build for another platform.
 *
 * @param index of the platform among those that are built
 */
function previousScope(scope, target, index) {
    return `${scope} ${target ?? ''} ${index}`;
}
function rewrites({ outputs }) {
    return outputs.some((output) => output.rewriteTimestamp === true);
}
const PROXY_NAME = /^(?:https?|ftp|no|all)_proxy$/i;
/** The options of the engine for a build, without its plan. */
function engineOptionsOf(options, sshSockets, epoch) {
    const { labels, run, buildArgs } = options;
    const hostname = buildArgs['BUILDKIT_SANDBOX_HOSTNAME'];
    const namespace = buildArgs['BUILDKIT_CACHE_MOUNT_NS'] ?? '';
    return {
        noCache: noCacheOf(options),
        labels,
        run: { ...run, hostname: hostname === undefined || hostname === '' ? run_settings/* DEFAULT_HOSTNAME */.qN : hostname },
        // Programs look for either case; these are predefined arguments, which no key and no history holds.
        proxyEnv: Object.entries(buildArgs)
            .filter(([name]) => PROXY_NAME.test(name))
            .flatMap(([name, value]) => [`${name.toUpperCase()}=${value}`, `${name.toLowerCase()}=${value}`]),
        secrets: (0,options_secrets/* readSecrets */.q)(options.secrets),
        sshSockets,
        ...(namespace !== '' && { cacheMountNamespace: namespace }),
        ...(epoch === undefined ? {} : { sourceDateEpoch: epoch }),
    };
}

;// CONCATENATED MODULE: ./lib/app/outputs/image-event.js

/**
 * The facts in events about an image that was built.
 *
 * @param sizes says what makes a layer large; `undefined`: this is not reported
 */
async function imageEvent(image, sizes) {
    const { platform, digest } = image.descriptor;
    const told = [];
    // One after the other: an index may be large.
    for (const layer of image.layers)
        told.push(await layerEvent(layer, sizes));
    return {
        platform: platform === undefined ? '' : (0,oci_platform/* formatPlatform */.Bq)(platform),
        digest,
        imageId: image.imageId,
        layers: told,
    };
}
async function layerEvent(layer, sizes) {
    const { digest, size } = layer.blob;
    const paths = await sizes?.of(layer);
    return { digest, size, ...(paths !== undefined && { paths }) };
}

;// CONCATENATED MODULE: ./lib/app/outputs/layer-sizes.js





/** Bytes. A list has a few paths. */
const layer_sizes_MAX_SIZE = 1024 * 1024;
/**
 * Where the bytes of layers are. The answer is kept beside the index, and travels with the records: to read a large index takes longer
 * than everything else that a build whose steps all hit does.
 */
class LayerSizes {
    #root;
    #layers;
    #note;
    constructor(root, layers, note) {
        this.#root = root;
        this.#layers = layers;
        this.#note = note;
    }
    /** @returns `undefined` if it is not known, and the layer's index is not on this machine */
    async of(layer) {
        const { diffId } = layer;
        const file = (0,root_folder/* pathInRoot */.hA)(this.#root, 'pathSizes', (0,oci_digest/* digestHex */.sU)(diffId));
        const known = await (0,json_file/* readJsonFile */.J)(file, pathSizesList, layer_sizes_MAX_SIZE);
        if (known !== undefined)
            this.#note({ type: 'sizes', diffId });
        return known ?? (await this.#find(layer, file));
    }
    async #find(layer, file) {
        const index = await this.#layers.indexHere(layer);
        if (index === undefined)
            return undefined;
        const sizes = pathSizes(index);
        try {
            await (0,atomic_file/* writeWhole */.y)(file, JSON.stringify(sizes));
            this.#note({ type: 'sizes', diffId: layer.diffId });
        }
        catch {
            // They are found again when they are asked for again. The image is made, and reached its outputs.
        }
        return sizes;
    }
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
// EXTERNAL MODULE: ./lib/engine/output-tail.js
var output_tail = __webpack_require__(9216);
// EXTERNAL MODULE: ./lib/plan/image-state.js
var image_state = __webpack_require__(46154);
// EXTERNAL MODULE: ./lib/plan/command-line.js
var command_line = __webpack_require__(48381);
;// CONCATENATED MODULE: ./lib/app/outputs/test-image.js








/**
 * The commands of `--test`. Each runs in a container of its own, one after the other: with the image's environment, user and working
 * directory, in the cage of a RUN step, on the default network. What it writes is thrown away. Nothing of it is cached.
 */
class ImageTests {
    #parts;
    /** Digests of manifests. If a layer is lost after the tests, and made again as it was, they do not run again. */
    #passed = new Set();
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * Leaves out, with a warning, the images that this machine cannot run.
     *
     * @throws UserError when a command fails, or when this machine can run none of the images; InfraError
     */
    async run(images) {
        const { options, runs, sink } = this.#parts;
        const waiting = options.test.length === 0 ? [] : images.filter((image) => !this.#passed.has(digestOf(image)));
        if (waiting.length === 0)
            return;
        const known = waiting.map((image) => withConfig(image));
        const able = known.filter(({ on }) => runs(on));
        const unable = known.filter((one) => !able.includes(one)).map(({ platform }) => platform);
        if (able.length === 0) {
            throw new errors/* UserError */.yo(`the tests cannot run: this machine does not run programs for ${unable.join(', ')}`, {
                hint: 'Build on a machine with that processor, register an emulator, or leave the tests out.',
            });
        }
        for (const platform of unable) {
            sink({ type: 'warning', message: `no test runs for ${platform}: this machine does not run programs for it` });
        }
        const tests = able.flatMap((tested) => options.test.map((command) => ({ tested, command })));
        for (const [index, { tested, command }] of tests.entries()) {
            await this.#test(tested, { number: index + 1, total: tests.length, platform: tested.platform, command });
        }
        for (const { image } of able)
            this.#passed.add(digestOf(image));
    }
    async #test(tested, info) {
        const { options, runner, mask, sink, now, signal } = this.#parts;
        sink({ type: 'test-started', ...info });
        const tail = new output_tail/* OutputTail */.g();
        const show = (stream, data) => {
            if (data.length === 0)
                return;
            tail.add(data);
            sink({ type: 'test-output', stream, data });
        };
        const secrets = await mask();
        const masked = { stdout: secrets.stream(), stderr: secrets.stream() };
        const request = {
            step: 0,
            layers: tested.image.layers,
            platform: tested.on,
            process: processOf(tested.config, info.command),
            settings: { ...options.run, network: 'host', hostname: run_settings/* DEFAULT_HOSTNAME */.qN },
            privileged: false,
            mounts: [],
        };
        const started = now();
        const exitCode = await runner.runAndDiscard(request, (stream, data) => show(stream, masked[stream].push(data)), signal);
        for (const stream of ['stdout', 'stderr'])
            show(stream, masked[stream].end());
        sink({ type: 'test-finished', test: info.number, exitCode, durationMs: now() - started });
        if (exitCode === 0)
            return;
        throw new errors/* UserError */.yo(`test failed on ${info.platform} with exit code ${exitCode}: ${info.command}`, {
            details: tail.text(),
            hint: 'Nothing was pushed or written. The cache keeps what the steps made.',
        });
    }
}
function processOf({ os, architecture, rootfs, config = {} }, command) {
    const { Env: env = [], WorkingDir: cwd = '', User: user = '' } = config;
    const shell = (0,command_line/* shellOf */.o)((0,image_state/* imageAsItIs */.hb)({ os, architecture, rootfs, config }));
    return { argv: [...shell, command], env, cwd: posix_.resolve('/', cwd), user };
}
function digestOf({ descriptor }) {
    return descriptor.digest;
}
function withConfig(image) {
    const config = (0,image_config/* parseImageConfig */.F)(image.config);
    const { os, architecture, variant } = config;
    const on = { os, architecture, ...(variant !== undefined && { variant }) };
    return { image, config, on, platform: (0,oci_platform/* formatPlatform */.Bq)(on) };
}

// EXTERNAL MODULE: ./lib/app/redact.js
var redact = __webpack_require__(99850);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 63 modules
var host_adapters = __webpack_require__(9120);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(78877);
;// CONCATENATED MODULE: ./lib/app/host/heap-settings.js

/** V8 has had this setting since 2014. It prints an error for one that it does not know, so only these versions of Node.js get it. */
const KNOWN = new Set(['20', '22', '24']);
/**
 * Lets V8 make all objects in the first generation of its heap. Otherwise it sees from a few early objects that all of their kind live
 * long, and makes those of a million files in the second, which is only collected when it has grown several times over.
 */
function keepObjectsYoung() {
    const [major = ''] = process.versions.node.split('.');
    if (KNOWN.has(major))
        (0,external_node_v8_.setFlagsFromString)('--no-allocation-site-pretenuring');
}

// EXTERNAL MODULE: ./lib/files/temporary-folder.js
var temporary_folder = __webpack_require__(36753);
// EXTERNAL MODULE: ./lib/files/process-identity.js
var process_identity = __webpack_require__(35821);
;// CONCATENATED MODULE: ./lib/store/ingest-folder.js




/** After this, files of a process that cannot be seen from here (in another pid namespace) count as left behind. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Removes what processes that have ended left in `ingest`. Safe while builds are running. Never throws. */
async function removeStaleIngests(folder, now = Date.now(), signal) {
    const actions = (0,root_folder/* pathInRoot */.hA)(folder.root, 'actionsIngest');
    for (const ingest of [folder.ingest, actions]) {
        for (const name of await (0,external_node_fs_promises_.readdir)(ingest).catch(() => [])) {
            if (signal?.aborted === true)
                return;
            if ((0,external_node_path_.dirname)(actions) === ingest && name === (0,external_node_path_.basename)(actions))
                continue;
            const path = (0,external_node_path_.join)(ingest, name);
            if (!(0,process_identity/* hasEnded */.h)(name.split('.')[0] ?? '') && !(await isAbandoned(path, now)))
                continue;
            // What a worker made as another user is that user's to remove.
            await (0,external_node_fs_promises_.rm)(path, { recursive: true, force: true }).catch(() => undefined);
        }
    }
}
async function isAbandoned(path, now) {
    const stats = await (0,external_node_fs_promises_.lstat)(path).catch(() => undefined);
    return stats !== undefined && now - stats.mtimeMs > ABANDONED_MS;
}

// EXTERNAL MODULE: ./lib/store/leases.js
var leases = __webpack_require__(50186);
;// CONCATENATED MODULE: ./lib/app/build.js


































/**
 * Builds an image and brings it to its outputs.
 *
 * @param shared what it has together with other builds of the same run
 * @throws UserError when the Dockerfile, an input or a command is at fault; InfraError for registries, disk and runtime
 */
async function build(options, host, sink, signal, shared) {
    const started = Date.now();
    keepObjectsYoung();
    const { tags: references, saveFailed } = options;
    const stop = new AbortController();
    const linked = AbortSignal.any([signal, stop.signal]);
    const over = new AbortController();
    const cleanUps = shared?.cleanUps ?? new CleanUps(CLEAN_UP_MS);
    let caching;
    let save;
    let ok = false;
    try {
        sink({ type: 'inputs', inputs: shownInputs(options) });
        const tempDir = (0,temporary_folder/* makeTemporaryFolder */.w)(host.tempDir);
        cleanUps.add('remove temporary files', () => (0,discard/* discard */.v)(tempDir));
        const signer = signsAnything(options) ? openSigner(host, sink, linked) : undefined;
        cleanUps.add('close connections', () => signer?.close());
        const daemon = await openDaemonOutput(options, host, sink, linked);
        cleanUps.add('close the connection to the daemon', () => daemon?.close());
        const builders = await openBuilders(options, host, sink, linked);
        cleanUps.add('close the connections to builders', () => builders?.close());
        const remote = await (0,open_remote/* openRemote */.d)(host, options, external_node_path_.join(tempDir, 'remote'));
        cleanUps.add('close connections', () => remote.close());
        const planned = { ...options, buildArgs: buildArgsOf(options, host) };
        const opened = await (0,span/* traced */.mn)('build', () => 'open the context', () => (0,open_context/* openContext */.e)(planned, remote.files, tempDir, linked));
        const own = { ...host, cgroupParent: options.cgroupParent };
        const adapters = shared?.adapters ?? (0,host_adapters/* openAdapters */.B)(own, sink, async () => await caching?.cache.restored);
        if (shared === undefined)
            cleanUps.add('close the store and the worker', () => adapters.close());
        const swept = shared?.isSwept === true ? undefined : sweepAfterOthers(host, adapters, over.signal);
        cleanUps.add('remove what earlier builds left', () => swept);
        const scope = options.scope ?? opened.identity;
        const cached = builders === undefined ? options : withoutCaches(options);
        const { cache } = (caching = openCaching({
            options: cached,
            host,
            adapters,
            scope,
            references,
            sink,
            signal: linked,
        }));
        shared?.restores(cache.restored);
        if (builders !== undefined)
            cache.note({ type: 'builder' });
        cleanUps.add('close the cache', () => caching?.close());
        save = () => saveAfterBuild({ options, host, adapters, scope, sink, signal }, cache);
        const remarked = remarkOnContext(opened, sink, over.signal);
        const bases = options.pull ? adapters.bases.inRegistries : adapters.bases;
        const contexts = new named_contexts/* NamedContextSet */.N(options.buildContexts, {
            ...adapters,
            bases,
            remote: remote.files,
            local: opened.local,
            built: shared?.built,
            signal: linked,
        });
        for (const { compression } of options.outputs)
            if (compression !== undefined)
                await (0,compress/* checkCompressor */.G)(compression);
        const wanted = { options: planned, opened, bases, contexts, tell: sink, entitlements: options.entitlements };
        const planning = await (0,span/* traced */.mn)('build', () => 'plan', () => (0,plan_builds/* planBuilds */.z)({ ...wanted, allStages: false, signal: linked }));
        const plans = shared?.numbered(planning) ?? planning;
        for (const message of unknownStages(options.noCacheFilters, plans))
            sink({ type: 'warning', message });
        const { foreign, impossible, runs } = await findForeignRuns(builders === undefined ? plans : [], {
            emulation: options.emulation,
            tests: options.test.length > 0,
            launch: adapters.launch,
            folder: tempDir,
        });
        adapters.emulators.expect({ foreign, image: options.emulatorImage, folder: tempDir });
        const keepFailed = failedImageKeeper(saveFailed, { adapters, sink, signal: linked });
        const mask = (0,once/* once */.O)(() => (0,redact/* maskOf */._4)(options));
        const attestor = new Attestor({
            options,
            host,
            plans,
            opened,
            sources: remote.files,
            readMask: mask,
            started,
            layers: adapters.layers,
            invocations: new KnownInvocations(host.root, (line) => cache.note(line)),
            sink,
            signal: linked,
        });
        const flights = shared?.flights;
        const parts = { started, options, adapters, remote, opened, scope, cache, sink, signal: linked, flights };
        const builds = await buildsOf(plans, {
            ...parts,
            ...{ keepFailed, host, contexts, builders, mask, impossible },
            built: shared?.built,
        });
        const { runner } = adapters;
        const tests = new ImageTests({ options, runner, runs, mask, sink, now: () => Date.now(), signal: linked });
        const outputs = { options, adapters, cache, daemon, attestor, signer: signer?.signer, tests, sink, signal: linked };
        const image = await (0,span/* traced */.mn)('build', () => 'steps and outputs', () => bringToOutputs(shared?.watched(builds) ?? builds, outputs));
        over.abort();
        await remarked;
        const sizes = new LayerSizes(host.root, adapters.layers, (line) => cache.note(line));
        const looked = options.reportPaths === true ? sizes : undefined;
        sink({
            type: 'image',
            digest: image.target.digest,
            imageId: image.imageId,
            tags: (0,named_outputs/* toldNames */.Gc)(options),
            platforms: await Promise.all(image.platforms.map((each) => imageEvent(each, looked))),
        });
        ok = true;
        const { target, imageId, platforms } = image;
        return {
            digest: target.digest,
            imageId,
            tags: (0,named_outputs/* resultNames */.k7)(options),
            descriptor: target,
            provenance: await attestor.told(platforms),
            dockerfile: shownDockerfile(opened, await mask()),
        };
    }
    finally {
        over.abort();
        // Others may still read what this build found.
        if (shared === undefined)
            stop.abort();
        else
            cleanUps.add('stop what is left', () => stop.abort());
        const warn = (what, error) => sink({
            type: 'warning',
            message: `could not ${what}: ${(0,errors/* messageOf */.bD)(error)}`,
        });
        // Also after a failure: the steps before it are what the next run resumes from.
        await (0,span/* traced */.mn)('build', () => 'save the cache', async () => save?.().catch((error) => warn('save the cache', error)));
        if (shared === undefined)
            await (0,span/* traced */.mn)('build', () => 'clean up', () => cleanUps.run(warn));
        sink({ type: 'build-finished', durationMs: Date.now() - started, ok });
    }
}
/** The builds of all platforms, here or on builders. */
async function buildsOf(plans, { builders, impossible, ...parts }) {
    if (builders !== undefined) {
        const { BuilderBuilds } = await Promise.all(/* import() */[__webpack_require__.e(103), __webpack_require__.e(699), __webpack_require__.e(747)]).then(__webpack_require__.bind(__webpack_require__, 89747));
        const { options, remote, scope } = parts;
        return new BuilderBuilds(plans, {
            ...parts,
            builders,
            engineOptions: (plan) => engineOptionsOf(options, remote.sshSockets, plan.sourceDateEpoch),
            previousScope: (index) => previousScope(scope, options.target, index),
        });
    }
    const builds = new PlannedBuilds(plans, parts);
    await builds.refuse(impossible);
    return builds;
}
async function openBuilders({ builder }, host, sink, signal) {
    if (builder === undefined)
        return undefined;
    const { Builders } = await Promise.all(/* import() */[__webpack_require__.e(103), __webpack_require__.e(699), __webpack_require__.e(969), __webpack_require__.e(105)]).then(__webpack_require__.bind(__webpack_require__, 26105));
    return Builders.open(builder, host, sink, signal);
}
function shownDockerfile({ dockerfile: { name, text } }, mask) {
    return { name: mask.text(name), text: mask.text(Buffer.from(text).toString()) };
}
/** A builder reads and writes the caches that are named. */
function withoutCaches(options) {
    return { ...options, cacheFrom: [], cacheTo: [] };
}
/** Notes what the build read, and saves its cache, or what of it another process does not save later. */
async function saveAfterBuild(parts, cache) {
    noteReadings(parts.adapters, cache);
    if (parts.signal.aborted)
        return;
    await saveBuildCache(parts.host.cacheSavedLater === true ? toFoldersOnly(parts) : parts, cache.detailsFor(parts.signal));
}
/** Removes what killed builds left here. Runs during the build, and stops when the build ends. */
async function sweepAfterOthers(host, { folder }, stop) {
    (0,leases/* removeStaleLeases */.p)(folder);
    await removeStaleIngests(folder, Date.now(), stop);
    await (0,temporary_folder/* sweepTemporaryFolders */.T)(host.tempDir, stop);
}
/** On a pull request nothing is pushed, so nothing is signed. */
function signsAnything({ attestations, outputs }) {
    return attestations.signed !== undefined && outputs.some(({ type }) => type === 'registry');
}
/** Milliseconds that each piece of clearing up may take. The worker gets 5 s to end by itself. */
const CLEAN_UP_MS = 7_000;
/** `--save-failed`: keeps the image as it was before the step that failed. */
function failedImageKeeper(reference, { adapters, sink, signal }) {
    return async (finish) => {
        if (reference === undefined || signal.aborted)
            return;
        await new ImageOutputs({ ...adapters, signal }).keep((0,encoded_image/* builtImage */.i)([await finish()]), [reference]);
        sink({
            type: 'notice',
            message: `The image before the failed step is kept as ${(0,oci_reference/* familiarName */.hG)(reference)}`,
        });
    };
}
/** Looks at the context during the build. */
async function remarkOnContext(opened, sink, stop) {
    try {
        const remark = await opened.remark?.(stop);
        if (remark !== undefined)
            sink(remark);
    }
    catch (error) {
        if (!stop.aborted)
            throw error;
    }
}
/** As docker's client has it, SOURCE_DATE_EPOCH of the environment is a build argument unless one is given. */
function buildArgsOf({ buildArgs }, { sourceDateEpoch }) {
    return sourceDateEpoch === undefined ? buildArgs : { SOURCE_DATE_EPOCH: sourceDateEpoch, ...buildArgs };
}


/***/ }),

/***/ 24515:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  YZ: () => (/* binding */ BuiltPlatform),
  po: () => (/* binding */ isPushedAsMade),
  TU: () => (/* binding */ keepsLayers)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/layer/layer-index.js + 2 modules
var layer_index = __webpack_require__(55851);
// EXTERNAL MODULE: ./lib/layer/layer.js
var layer_layer = __webpack_require__(32848);
// EXTERNAL MODULE: ./lib/layer/compression/recompress.js
var recompress = __webpack_require__(13795);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/engine/keys.js
var keys = __webpack_require__(65580);
// EXTERNAL MODULE: ./lib/engine/record.js
var record = __webpack_require__(40033);
// EXTERNAL MODULE: ./lib/engine/ops/op.js
var op = __webpack_require__(90422);
;// CONCATENATED MODULE: ./lib/engine/ops/compress-layers.js








/**
 * `compression` of an output: the image with its layers compressed in another way. The base's layers stay as they are unless it is
 * forced, and one that already is of this kind stays in any case (BuildKit, `computeBlobChain` and `NeedsConversion`). Diff ids, and so
 * the config, do not change.
 *
 * The result is recorded as a step's is, so that a build whose steps all hit does not read the layers for this either.
 *
 * @param draft says which layers the build made
 * @param given the layers to compress, one for each of the draft
 */
async function compressLayers(draft, given, compression, parts, signal) {
    const layers = [];
    for (const [number, layer] of given.entries()) {
        const made = (0,layer_layer/* isMade */.s)(draft.layers[number] ?? layer);
        layers.push(mustChange(layer, made, compression) ? await compressed(layer, compression, parts, signal) : layer);
    }
    return { ...draft, layers };
}
/** Whether the layer has to be compressed anew. @param made a step of the build made it */
function mustChange(layer, made, { kind, level, force }) {
    const isOfKind = (0,recompress/* kindOfLayer */.H)(layer.blob.mediaType) === kind;
    return made ? !isOfKind || level !== undefined : force && !isOfKind;
}
async function compressed(layer, compression, { layers, cache, now }, signal) {
    const { kind, level } = compression;
    const inputs = (0,op/* keyInputs */.N)({
        operation: 'compress',
        command: level === undefined ? kind : `${kind} ${level}`,
        parent: (0,identity/* snapshotIdOfBytes */.Ut)(layer.diffId),
    });
    const key = (0,keys/* stepKey */.U)(inputs);
    const known = (await cache.find(key))?.layer;
    if (known !== undefined && (await layers.available(known)))
        return known;
    const started = now();
    const result = await compressAnew(layer, compression, layers, signal);
    await cache.save({
        version: 2,
        key,
        stage: '',
        instruction: 'compress',
        inputs: (0,record/* recordedPlainly */.uc)(inputs),
        layer: result,
        durationMs: now() - started,
        created: new Date(now()).toISOString(),
    });
    return result;
}
async function compressAnew(layer, compression, layers, signal) {
    const blobFile = await layers.blobFile(layer, signal);
    const index = await layers.index(layer, signal);
    const ingest = await layers.newIngest();
    try {
        const blob = await (0,recompress/* recompressBlob */.J)(blobFile, { ...layer, groups: index.groups }, compression, ingest.blobFile, signal);
        await (0,promises_.writeFile)(ingest.indexFile, (0,layer_index/* encodeIndex */.bj)(index), { mode: 0o600 });
        const { treeDigest } = index;
        const taken = await layers.take({ ...ingest, ...blob, diffId: layer.diffId, treeDigest });
        return { ...taken, contentId: layer.contentId };
    }
    catch (error) {
        await ingest.discard();
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/layer/layer-writer.js
var layer_writer = __webpack_require__(3222);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/layer/select-contents.js
var select_contents = __webpack_require__(63164);
;// CONCATENATED MODULE: ./lib/engine/ops/rewrite-times.js









/**
 * `rewrite-timestamp` of an output: no file in the layers that the build made is later than `latest`. The base's layers stay as they
 * are, and the cache keeps the layers with their own times (BuildKit, `rewriteRemoteWithEpoch`).
 *
 * The result is recorded as a step's is, so that a build whose steps all hit does not read the layers for this either.
 *
 * @param latest seconds since the epoch
 */
async function rewriteTimes(draft, latest, parts, signal) {
    const layers = [];
    for (const layer of draft.layers)
        layers.push((0,layer_layer/* isMade */.s)(layer) ? await rewritten(layer, latest, parts, signal) : layer);
    if (layers.every((layer, number) => layer.diffId === draft.layers[number]?.diffId))
        return draft;
    const { document: _, ...others } = draft;
    return { ...others, layers };
}
async function rewritten(layer, latest, { layers, cache, now }, signal) {
    const inputs = (0,op/* keyInputs */.N)({
        operation: 'rewrite-timestamp',
        command: String(latest),
        parent: (0,identity/* snapshotIdOfBytes */.Ut)(layer.diffId),
    });
    const key = (0,keys/* stepKey */.U)(inputs);
    const known = (await cache.find(key))?.layer;
    if (known !== undefined && (await layers.available(known)))
        return known;
    const started = now();
    const result = await rewriteLayer(layer, latest, layers, signal);
    await cache.save({
        version: 2,
        key,
        stage: '',
        instruction: 'rewrite-timestamp',
        inputs: (0,record/* recordedPlainly */.uc)(inputs),
        layer: result,
        durationMs: now() - started,
        created: new Date(latest * 1000).toISOString(),
    });
    return result;
}
/** The layer with its times clamped; the layer itself if none is too late. */
async function rewriteLayer(layer, latest, layers, signal) {
    const index = await layers.index(layer, signal);
    const tooLate = isAnyAfter(latest, index);
    // By its diff id and not by its tree, so that a step that makes this tree finds the layer with the true times.
    const known = (same) => ({ ...same, contentId: (0,identity/* contentIdOfBase */.p9)(same.diffId) });
    if (!tooLate)
        return known(layer);
    const blobFile = await layers.blobFile(layer, signal);
    const ingest = await layers.newIngest();
    let writer;
    try {
        writer = await layer_writer/* LayerWriter */.z.create(ingest);
        return known(await layers.take(await copyClamped(blobFile, index, latest, writer, signal)));
    }
    catch (error) {
        await writer?.abort();
        await ingest.discard();
        throw error;
    }
}
/** In one pass over the tar, whose contents come in the order of the index. */
async function copyClamped(blobFile, index, latest, writer, signal) {
    const contents = (0,select_contents/* selectContents */.h)(blobFile, filesOf(index), { repeats: index.repeats, signal });
    try {
        for (const entry of index.entries) {
            const clamped = 'mtime' in entry ? { ...entry, mtime: Math.min(entry.mtime, latest) } : entry;
            if (entry.type !== 'file') {
                await writer.add(clamped);
                continue;
            }
            const { value, done } = await contents.next();
            if (done === true || value.path !== entry.path) {
                throw new errors/* InfraError */.Ri(`layer blob ${blobFile} does not hold ${JSON.stringify((0,byte_name/* displayName */.QC)(entry.path))} where its index says`);
            }
            await writer.add(clamped, value.data);
        }
    }
    finally {
        await contents.return();
    }
    return writer.finish();
}
function isAnyAfter(latest, { entries }) {
    for (const entry of entries)
        if ('mtime' in entry && entry.mtime > latest)
            return true;
    return false;
}
function* filesOf({ entries }) {
    for (const entry of entries)
        if (entry.type === 'file')
            yield entry.path;
}

// EXTERNAL MODULE: ./lib/app/outputs/encoded-image.js
var encoded_image = __webpack_require__(85264);
;// CONCATENATED MODULE: ./lib/app/outputs/built-platform.js




const GZIP = { kind: 'gzip', force: false };
/** Whether others get an image in this form with the layers that the build has, but for those that were made for caches. */
function keepsLayers({ compression, rewriteTimestamp }) {
    return compression === undefined && rewriteTimestamp !== true;
}
/** Whether the layer is not one of those. */
function isPushedAsMade(layer) {
    return !mustChange(layer, (0,layer_layer/* isMade */.s)(layer), GZIP);
}
/** What was built for one platform. Each output gets it in its own form. */
class BuiltPlatform {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    get platform() {
        return this.#parts.draft.image.platform;
    }
    /** As the steps made them, lowest first. */
    get layers() {
        return this.#parts.draft.layers;
    }
    /** Seconds since the epoch. */
    get sourceDateEpoch() {
        return this.#parts.sourceDateEpoch;
    }
    /**
     * @param layers `as-made`: for whoever only looks into the image here. Otherwise layers that were made for caches become gzip, unless the
     *   form says more: not every program reads zstd. A builder has decided that itself.
     * @throws LayersLost if layers have to be read for this form, and have no bytes any more
     */
    async finish(form, layers = 'for-others') {
        const { draft, said, labels, sourceDateEpoch, signal, ...parts } = this.#parts;
        const about = said === undefined ? {} : { said };
        const { rewriteTimestamp = false } = form;
        const plain = layers === 'as-made' || said !== undefined ? undefined : GZIP;
        const compression = form.compression ?? plain;
        const dated = rewriteTimestamp && sourceDateEpoch !== undefined
            ? await rewriteTimes(draft, sourceDateEpoch, parts, signal)
            : draft;
        if (compression === undefined)
            return { ...(0,encoded_image/* finishImage */.l)(dated, labels, form), ...about };
        const compressed = await compressLayers(draft, dated.layers, compression, parts, signal);
        return { ...(0,encoded_image/* finishImage */.l)(compressed, labels, form), ...about };
    }
}


/***/ }),

/***/ 85264:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ builtImage),
/* harmony export */   l: () => (/* binding */ finishImage)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _engine_image_draft_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(45737);
/* harmony import */ var _oci_annotation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83200);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9501);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50261);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(25351);






/** Encodes config and manifest (image-spec, "OCI Image Manifest"). Layers keep their bytes. */
function finishImage(draft, labels, { dockerTypes, annotations = [] } = {}) {
    const { platform } = draft.image;
    const types = dockerTypes === true ? DOCKER_TYPES : OCI_TYPES;
    const config = (0,_engine_image_draft_js__WEBPACK_IMPORTED_MODULE_1__/* .encodeConfig */ .dI)(draft, labels);
    const configDigest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .sha256 */ .sc)(config);
    const manifest = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: types.manifest,
        config: { mediaType: types.config, digest: configDigest, size: config.length },
        layers: draft.layers.map(({ blob }) => ({
            mediaType: types.layer(blob.mediaType),
            digest: blob.digest,
            size: blob.size,
        })),
        ...(0,_oci_annotation_js__WEBPACK_IMPORTED_MODULE_2__/* .annotationsField */ .x$)(annotations, 'manifest', platform),
    }));
    return {
        config,
        imageId: (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .imageIdOf */ .CR)(configDigest),
        manifest,
        descriptor: {
            mediaType: types.manifest,
            digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .sha256 */ .sc)(manifest),
            size: manifest.length,
            ...(0,_oci_annotation_js__WEBPACK_IMPORTED_MODULE_2__/* .annotationsField */ .x$)(annotations, 'manifest-descriptor', platform),
            platform: platformOf(platform),
        },
        layers: draft.layers,
    };
}
const OCI_TYPES = { index: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_INDEX */ .$p, manifest: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_MANIFEST */ .EG, config: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_CONFIG */ .TF, layer: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .ociLayerType */ .BJ };
const DOCKER_TYPES = {
    index: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .DOCKER_INDEX */ .Mu,
    manifest: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .DOCKER_MANIFEST */ .Vv,
    config: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .DOCKER_CONFIG */ .e6,
    layer: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerLayerType */ .go,
};
function platformOf({ os, architecture, variant }) {
    return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}
/** @param form with `index`, an image for one platform gets one too */
function builtImage(platforms, form = {}) {
    const [first, ...others] = platforms;
    if (first === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp('nothing was built');
    if (others.length === 0 && first.attestation === undefined && form.index !== true) {
        return { platforms, target: first.descriptor, imageId: first.imageId };
    }
    // As BuildKit orders it: first the images, then what is said about them.
    const attestations = platforms.flatMap(({ attestation }) => attestation ?? []);
    const index = indexOf([...platforms, ...attestations].map(({ descriptor }) => descriptor), form);
    return { platforms, index, target: index.descriptor, imageId: (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .imageIdOfIndex */ .mn)(index.descriptor.digest) };
}
/** @param manifests in the order of the index */
function indexOf(manifests, { dockerTypes, annotations = [] }) {
    const mediaType = (dockerTypes === true ? DOCKER_TYPES : OCI_TYPES).index;
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests, ...(0,_oci_annotation_js__WEBPACK_IMPORTED_MODULE_2__/* .annotationsField */ .x$)(annotations, 'index') }));
    return {
        bytes,
        descriptor: {
            mediaType,
            digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .sha256 */ .sc)(bytes),
            size: bytes.length,
            ...(0,_oci_annotation_js__WEBPACK_IMPORTED_MODULE_2__/* .annotationsField */ .x$)(annotations, 'index-descriptor'),
        },
    };
}


/***/ }),

/***/ 53893:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ fileIdentities)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);


/** A list of files, or a part of it. */
const fileIdentities = (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .tuple */ .PV)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj));


/***/ }),

/***/ 34270:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iW: () => (/* binding */ datedLayer),
/* harmony export */   oU: () => (/* binding */ stepRecord),
/* harmony export */   qd: () => (/* binding */ layer),
/* harmony export */   rF: () => (/* binding */ MAX_RECORD_SIZE),
/* harmony export */   tx: () => (/* binding */ blobDescriptor),
/* harmony export */   vW: () => (/* binding */ keptBuild)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90139);
/* harmony import */ var _file_identities_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53893);
/* harmony import */ var _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70113);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50261);
/* harmony import */ var _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5727);







const blobDescriptor = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .layerMediaType */ .sG, digest: _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b, size: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .nonNegativeInteger */ .dv });
const layer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ blob: blobDescriptor, diffId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .diffId */ .Jd, contentId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .contentId */ .fm, indexDigest: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b) });
/** The digest of a long list, or a short list itself. */
const files = (value) => typeof value === 'string' ? (0,_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b)(value) : (0,_file_identities_js__WEBPACK_IMPORTED_MODULE_3__/* .fileIdentities */ .n)(value);
const hashed = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ hash: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj });
const hiddenVariable = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, hash: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj });
const shownVariable = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    value: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
});
const variable = (value) => typeof value === 'object' && value !== null && 'hash' in value ? hiddenVariable(value) : shownVariable(value);
/** Bytes. A record holds at most a command with its heredocs, a config, and the environment of a step. */
const MAX_RECORD_SIZE = 64 * 1024 * 1024;
/** Records come from caches that others can write to. Anything that does not have exactly this form is not a record. */
const anyRecord = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    version: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(2),
    key: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$,
    aliasOf: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$),
    stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    inputs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
        operation: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        command: (value) => (typeof value === 'string' ? value : hashed(value)),
        platform: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        parent: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .parentId */ .A1,
        layout: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
        env: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(variable),
        args: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(variable),
        config: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        files,
    }),
    layer: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(layer),
    durationMs: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    ownMs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .nonNegative */ .rG),
    created: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .utcTime */ .SK,
    remakes: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(true)),
});
const stepRecord = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .refine */ .YP)(anyRecord, ({ inputs: { operation }, layer }) => layer !== undefined || !LAYER_MAKERS.has(operation), 'a record with a layer');
/** Without its layer, a hit of such a step would make an image that lacks the step's files. */
const LAYER_MAKERS = new Set(['run', 'copy']);
const keptBuild = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    scope: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    steps: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .arrayOfValid */ .tP)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, key: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$ })),
    unfinished: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .arrayOfValid */ .tP)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj })),
});
const datedLayer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ layer, created: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .utcTime */ .SK });


/***/ }),

/***/ 12315:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ RecordStore)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/engine/record.js
var record = __webpack_require__(40033);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/text/encoded-parts.js
var encoded_parts = __webpack_require__(74278);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/cache/record/file-identities.js
var file_identities = __webpack_require__(53893);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/json/next-row.js
var next_row = __webpack_require__(87540);
// EXTERNAL MODULE: ./lib/layer/packed/packed-pairs.js
var packed_pairs = __webpack_require__(8428);
;// CONCATENATED MODULE: ./lib/cache/record/long-list.js







/** Bytes that are read and parsed at once: few enough for the first generation of the heap. */
const PART = 64 * 1024;
/** Bytes of one file in the list, at most. Two paths of 4 KiB, all of it escaped, are less. */
const MAX_ROW = 64 * 1024;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/**
 * Reads a list that may have a million files, which are never all there as objects.
 *
 * @returns `undefined` if it is not a list with this digest
 * @throws what `open` and `read` throw
 */
async function readLongList(file, digest) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const packer = new packed_pairs/* PairPacker */.r();
    const buffer = Buffer.allocUnsafeSlow(PART + MAX_ROW);
    const take = (length) => {
        const pairs = (0,decode_or/* parseOrUndefined */.x9)(file_identities/* fileIdentities */.n, buffer.subarray(0, length), buffer.length);
        for (const pair of pairs ?? [])
            packer.add(pair);
        return pairs !== undefined;
    };
    const handle = await (0,promises_.open)(file, 'r');
    try {
        // The buffer always begins with the bracket of a list, and then has whole rows and the beginning of one.
        for (let used = 0;;) {
            const { bytesRead } = await handle.read(buffer, used, Math.min(PART, buffer.length - used));
            if (bytesRead === 0) {
                // Nothing is read either if the buffer is full, as of a file that is no list.
                const isList = used < buffer.length && take(used) && (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')) === digest;
                return isList ? packer.finish() : undefined;
            }
            hash.update(buffer.subarray(used, used + bytesRead));
            used += bytesRead;
            const end = lastEndOfRow(buffer.subarray(0, used));
            if (end < 0)
                continue;
            // In place of the comma there.
            buffer[end] = CLOSE;
            if (!take(end + 1))
                return undefined;
            buffer[0] = OPEN;
            buffer.copyWithin(1, end + 1, used);
            used -= end;
        }
    }
    finally {
        await handle.close();
    }
}
/** The end of a row that is far behind in what was read, or of any. */
function lastEndOfRow(rows) {
    const late = (0,next_row/* endOfRow */.R)(rows, Math.floor((rows.length * 3) / 4));
    return late < 0 ? (0,next_row/* endOfRow */.R)(rows, 0) : late;
}

;// CONCATENATED MODULE: ./lib/cache/record/file-lists.js









/** Up to this number of files, the list is in the record itself: so few cost nothing to read. */
const SHORT = 50;
/**
 * Lists of the files that steps read, each in a file of its own, named by its digest. A list may be long (a COPY of
 * node_modules has tens of thousands of files), is shared by all records of the same files, and is only read when a miss is
 * explained.
 */
class FileLists {
    #root;
    /** A step saves its record under two keys, but its list is encoded and written only once. */
    #kept = new WeakMap();
    /** @param root absolute path of the root folder */
    constructor(root) {
        this.#root = root;
    }
    /** @returns what goes into the record: a short list itself, or the digest of a long one */
    async keep(files) {
        if (typeof files === 'string')
            return files;
        if (files.length <= SHORT)
            return [...files];
        let kept = this.#kept.get(files);
        if (kept === undefined)
            this.#kept.set(files, (kept = this.#write(files)));
        return kept;
    }
    async #write(files) {
        const digest = (0,oci_digest/* digestOfPieces */.Rj)((0,encoded_parts/* encodedParts */.r)(jsonPieces(files), file_lists_PART));
        await (0,atomic_file/* writeWhole */.y)(this.#fileOf(digest), (0,encoded_parts/* encodedParts */.r)(jsonPieces(files), file_lists_PART));
        return digest;
    }
    /** @returns `undefined` for a list that does not exist, or does not match its digest */
    async read(files) {
        if (typeof files !== 'string')
            return files;
        const file = this.#fileOf(files);
        try {
            const { size } = await (0,promises_.stat)(file);
            if (size > MAX_LIST_SIZE)
                return undefined;
            if (size > LONG)
                return await readLongList(file, files);
            const bytes = await (0,promises_.readFile)(file);
            return (0,oci_digest/* sha256 */.sc)(bytes) === files ? (0,decode_or/* parseOrUndefined */.x9)(file_identities/* fileIdentities */.n, bytes, LONG) : undefined;
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #fileOf(digest) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'fileLists', (0,oci_digest/* digestHex */.sU)(digest));
    }
}
/** Bytes that are hashed or written at once. */
const file_lists_PART = 256 * 1024;
/** The list as `JSON.stringify` gives it, in pieces. */
function* jsonPieces(files) {
    let before = '[';
    for (const file of files) {
        yield before + JSON.stringify(file);
        before = ',';
    }
    yield before === '[' ? '[]' : ']';
}
/** Bytes. A shorter list is an array when it was read. */
const LONG = 4 * 1024 * 1024;
/** Bytes. The list of a million files with long paths has fewer. */
const MAX_LIST_SIZE = 256 * 1024 * 1024;

// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(34270);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
;// CONCATENATED MODULE: ./lib/cache/record/record-store.js









/**
 * Step records below the root folder. There is one file for each record, for each long list of files, for each tree (with
 * the layer that first had it), and for each scope (with the keys of the last build's steps). A file that cannot be read
 * counts as missing.
 */
class RecordStore {
    #root;
    #lists;
    #scope;
    #scopeName;
    #note;
    #noted = new Set();
    #saved = new Set();
    #distrust;
    #restored;
    #details;
    #restoring;
    #restoredBase;
    /**
     * @param root absolute path of the root folder
     * @param scope keeps the explanations of different builds apart
     * @param options a callback for the records that are used, and the result of restoring packs before the build
     */
    constructor(root, scope, { note, distrust, details, restored, begun, restoredBase, ...outcome } = {}) {
        this.#restored = outcome;
        this.#restoring = { restored: restored ?? noWait, begun: begun ?? noWait };
        this.#restoredBase = restoredBase ?? (() => Promise.resolve(false));
        this.#root = root;
        this.#lists = new FileLists(root);
        this.#details = details;
        this.#scope = (0,oci_digest/* digestHex */.sU)((0,oci_digest/* sha256 */.sc)(scope));
        this.#scopeName = scope;
        this.#note = note ?? (() => undefined);
        this.#distrust = distrust ?? (() => Promise.resolve());
    }
    /** The layers that the records below `root` name. Pruning must keep them. */
    static async layersIn(root) {
        const layers = await readAll(root, 'trees', record_codec/* datedLayer */.iW);
        return layers.flatMap((dated) => (dated === undefined ? [] : [dated.layer]));
    }
    /** All records below `root`, except those that cannot be read. */
    static async recordsIn(root) {
        const found = await readAll(root, 'records', record_codec/* stepRecord */.oU);
        return found.flatMap((record) => record ?? []);
    }
    /** The scopes below `root`, each with the records of its last build. Scopes of older versions have no name. */
    static async scopesIn(root) {
        const kept = await readAll(root, 'scopes', record_codec/* keptBuild */.vW);
        return kept.flatMap((build) => build === undefined ? [] : [{ name: build.scope ?? '', keys: build.steps.map(({ key }) => key) }]);
    }
    get faults() {
        return this.#restored.faults ?? [];
    }
    sourceOf(key) {
        return this.#restored.locations?.get(key)?.kind ?? 'local';
    }
    get #scopeFile() {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'scopes', this.#scope);
    }
    async find(key) {
        let record = await this.#read(key);
        if (record === undefined) {
            await this.#restoring.restored();
            record = await this.#read(key);
        }
        if (record === undefined)
            return undefined;
        this.#noteKey(key, { found: true });
        return record;
    }
    async findMore() {
        return await this.#restoredBase();
    }
    async #read(key) {
        const record = await (0,json_file/* readJsonFile */.J)(this.#recordFile(key), record_codec/* stepRecord */.oU, record_codec/* MAX_RECORD_SIZE */.rF);
        return record?.key === key ? record : undefined;
    }
    async save(record) {
        const { inputs, layer, created } = record;
        const kept = { ...record, inputs: { ...inputs, files: await this.#lists.keep(inputs.files) } };
        await writeJson(this.#recordFile(record.key), kept);
        if (layer !== undefined)
            await writeJson(this.#treeFile(layer.contentId), { layer, created });
        this.#saved.add(record.key);
        this.#noteKey(record.key);
    }
    async distrust() {
        await this.#distrust();
        for (const key of this.#saved)
            await (0,promises_.rm)(this.#recordFile(key), { force: true });
        this.#saved.clear();
    }
    async filesOf({ inputs: { files } }) {
        const found = await this.#lists.read(files);
        if (found !== undefined || typeof files !== 'string')
            return found;
        const brought = await this.#details?.bring((0,root_folder/* pathFromRoot */._f)('fileLists', (0,oci_digest/* digestHex */.sU)(files)));
        return brought === true ? await this.#lists.read(files) : undefined;
    }
    async layerWithTree(tree) {
        await this.#restoring.begun();
        const contentId = (0,identity/* contentIdOfTree */.OB)(tree);
        const dated = await (0,json_file/* readJsonFile */.J)(this.#treeFile(contentId), record_codec/* datedLayer */.iW, record_codec/* MAX_RECORD_SIZE */.rF);
        return dated?.layer.contentId === contentId ? dated : undefined;
    }
    async previous() {
        await this.#restoring.begun();
        const kept = await (0,json_file/* readJsonFile */.J)(this.#scopeFile, record_codec/* keptBuild */.vW, record_codec/* MAX_RECORD_SIZE */.rF);
        if (kept === undefined)
            return record/* NO_BUILD */.Bg;
        const steps = await Promise.all(kept.steps.map(async ({ key, stage, instruction }) => {
            const record = await (0,json_file/* readJsonFile */.J)(this.#recordFile(key), record_codec/* stepRecord */.oU, record_codec/* MAX_RECORD_SIZE */.rF);
            // The record may be from an equal step of another stage.
            return record === undefined ? undefined : { ...record, stage, instruction };
        }));
        const evicted = kept.steps
            .filter((_, index) => steps[index] === undefined)
            .map(({ stage, instruction }) => ({ stage, instruction }));
        return {
            steps: steps.filter((step) => step !== undefined),
            unfinished: kept.unfinished,
            ...(evicted.length > 0 && { evicted }),
        };
    }
    async savePrevious(build) {
        const steps = build.steps.map(({ key, stage, instruction }) => ({ key, stage, instruction }));
        // Another machine needs all these records, even those of steps that this build did not reach.
        for (const { key } of steps)
            this.#noteKey(key);
        const kept = { scope: this.#scopeName, steps, unfinished: build.unfinished };
        await writeJson(this.#scopeFile, kept);
        this.#note({ type: 'scope', file: (0,root_folder/* pathFromRoot */._f)('scopes', this.#scope) });
    }
    #noteKey(key, how = {}) {
        if (this.#noted.has(key))
            return;
        this.#noted.add(key);
        this.#note({ type: 'record', key, ...how });
    }
    #recordFile(key) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'records', (0,oci_digest/* digestHex */.sU)(key));
    }
    #treeFile(tree) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'trees', (0,oci_digest/* digestHex */.sU)(tree));
    }
}
function noWait() {
    return Promise.resolve();
}
async function readAll(root, folder, decoder) {
    const names = await (0,promises_.readdir)((0,root_folder/* pathInRoot */.hA)(root, folder)).catch(() => []);
    return Promise.all(names.map((name) => (0,json_file/* readJsonFile */.J)((0,root_folder/* pathInRoot */.hA)(root, folder, name), decoder, record_codec/* MAX_RECORD_SIZE */.rF)));
}
function writeJson(file, value) {
    return (0,atomic_file/* writeWhole */.y)(file, JSON.stringify(value));
}


/***/ }),

/***/ 28685:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ scratchFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(35821);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90920);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44293);





/** Makes a private folder on the root's file system, so that files in it can be hard-linked to their final names. */
async function scratchFolder(root) {
    const ingest = (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'ingest');
    (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolders */ .w)(ingest, 0o700);
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(ingest, `${(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .ownIdentity */ .A)()}.pack-`));
}


/***/ }),

/***/ 2239:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A$: () => (/* binding */ BlockedByStep),
/* harmony export */   Ic: () => (/* binding */ assumedLayer),
/* harmony export */   w1: () => (/* binding */ makesNoLayer)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25351);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50261);



/** A dry run came to a step that would have to run: the steps that use its result cannot be looked up. */
class BlockedByStep extends Error {
    name = 'BlockedByStep';
    step;
    constructor(step) {
        super(`step ${step} would have to run`);
        this.step = step;
    }
}
/** Whether the step's result is known without running it, since it can only change the image's config. */
function makesNoLayer({ operation, files }) {
    return operation === 'arg' || operation === 'config' || (operation === 'from' && files.length === 0);
}
/** Stands for what a step would make. Nobody has its bytes, and nobody may ask for them. */
function assumedLayer(key) {
    const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(`assumed ${key}`);
    const hex = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestHex */ .sU)(digest);
    return {
        blob: { mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .OCI_LAYER */ .QP, digest, size: 0 },
        diffId: (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .diffIdOfHex */ .vM)(hex),
        contentId: (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .contentIdOfTree */ .OB)((0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .treeDigestOfHex */ .Lt)(hex)),
    };
}


/***/ }),

/***/ 34960:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ looksSecret),
/* harmony export */   q: () => (/* binding */ variableChanges)
/* harmony export */ });
/** Values of variables with such names are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth|pwd)/i;
function looksSecret(name) {
    return SECRET_NAME.test(name);
}
/** Nor are values like these: an address with a password, a private key, a token of a known form. */
const SECRET_VALUE = /:\/\/[^/\s@]+@|-----BEGIN|\b(?:gh[opsur]_|github_pat_|glpat-|npm_|xox[abp]-|AKIA|eyJ[\w-]+\.)/;
/** Characters of a value that are shown. */
const SHOWN = 80;
/**
 * @param before of the earlier record @param now as the new record will have them
 * @param shown the values of now, each `KEY=value`, or only the name of a variable without a value; one that is missing is not shown
 */
function variableChanges(input, before, now, shown, masked) {
    const old = new Map(before.map((variable) => [variable.name, variable]));
    const changes = [];
    for (const [position, variable] of now.entries()) {
        const { name } = variable;
        const was = old.get(name);
        if (was === undefined)
            changes.push({ input, name, change: 'added' });
        else if (!isSame(was, variable)) {
            const value = shown[position]?.slice(name.length + 1);
            const values = value === undefined && 'hash' in variable ? {} : shownValues(was, value, masked);
            changes.push({ input, name, change: 'changed', ...values });
        }
        old.delete(name);
    }
    for (const name of old.keys())
        changes.push({ input, name, change: 'removed' });
    return changes;
}
function isSame(was, now) {
    if ('hash' in was || 'hash' in now)
        return 'hash' in was && 'hash' in now && was.hash === now.hash;
    return was.value === now.value;
}
/** For a value that a record hides, nothing but the change is shown. */
function shownValues(was, to, masked) {
    if (looksSecret(was.name))
        return {};
    const from = 'hash' in was ? undefined : (was.value ?? '');
    const values = [from ?? '', to ?? ''];
    if (values.some((value) => SECRET_VALUE.test(value) || masked(value) !== value))
        return {};
    return { ...(from !== undefined && { from: cut(from) }), to: cut(to ?? '') };
}
function cut(value) {
    return value.length <= SHOWN ? value : `${value.slice(0, SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}


/***/ }),

/***/ 93857:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EJ: () => (/* binding */ parseFileIdentity),
/* harmony export */   KX: () => (/* binding */ formatFileIdentity),
/* harmony export */   Zw: () => (/* binding */ shortFileIdentity)
/* harmony export */ });
const NOTHING = '-';
function formatFileIdentity({ type, mode, owner, content, rest }) {
    const fields = [type, mode, owner, content].map((field) => (field === '' ? NOTHING : field));
    return rest === '' ? fields.join(' ') : `${fields.join(' ')} ${rest}`;
}
const SHAPE = /^([a-z]+) (-|[0-7]+) (-|\d+:\d+) (-|"(?:[^"\\]|\\.)*"|[^ "]+)(?: (\{.*\}))?$/s;
/** @returns `undefined` for a text that `formatFileIdentity` does not make: records also come from other machines */
function parseFileIdentity(text) {
    const match = SHAPE.exec(text);
    if (match === null)
        return undefined;
    const [, type = '', mode = '', owner = '', content = '', rest = ''] = match;
    const given = (field) => (field === NOTHING ? '' : field);
    return { type, mode: given(mode), owner: given(owner), content: given(content), rest };
}
/**
 * The identity as records keep it. Records travel between machines and may list tens of thousands of files, so their digests are
 * cut: they only have to show that content changed. Keys are made with whole digests.
 */
function shortFileIdentity(text) {
    return text.replace(/ sha256:([0-9a-f]{16})[0-9a-f]{48}(?= |$)/, ` sha256:$1`);
}


/***/ }),

/***/ 17578:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ History),
/* harmony export */   x: () => (/* binding */ historyEntry)
/* harmony export */ });
/* harmony import */ var _text_url_credentials_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76653);
/* harmony import */ var _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13011);


/** What BuildKit writes in each entry. Tools recognise its images by it. */
const HISTORY_COMMENT = 'buildkit.dockerfile.v0';
function historyEntry(createdBy, emptyLayer, created) {
    return {
        created,
        // BuildKit writes them as they are given, and so shows them to everybody who may pull the image.
        created_by: (0,_text_url_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .redactCredentials */ .U)(createdBy),
        comment: HISTORY_COMMENT,
        ...(emptyLayer ? { empty_layer: true } : {}),
    };
}
/** The entries that the steps add to an image's history, after those of its base. */
class History {
    entries;
    /** How many entries have a layer. */
    layers;
    /** The time of the last entry that has one. */
    created;
    constructor(entries, layers, created) {
        this.entries = entries;
        this.layers = layers;
        this.created = created;
    }
    static get none() {
        return new History(_json_appendable_json_js__WEBPACK_IMPORTED_MODULE_0__/* .AppendableJson */ .r.list([]), 0, undefined);
    }
    with(entry) {
        const layers = this.layers + (entry.empty_layer === true ? 0 : 1);
        return new History(this.entries.append(entry), layers, entry.created ?? this.created);
    }
}


/***/ }),

/***/ 45737:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hd: () => (/* binding */ draftId),
/* harmony export */   dI: () => (/* binding */ encodeConfig),
/* harmony export */   hd: () => (/* binding */ idBetweenSteps)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25351);
/* harmony import */ var _plan_draft_config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16687);



/**
 * The image's config document. Its `created` is that of the last step, so that a build whose steps all hit makes the same image,
 * byte for byte, as the build before.
 *
 * @param labels of `--label`; they override those of the Dockerfile
 */
function encodeConfig(draft, labels = {}) {
    if (draft.document !== undefined && Object.keys(labels).length === 0)
        return draft.document;
    return Buffer.concat([...encoded(draft, labels)].map((piece) => Buffer.from(piece)));
}
function draftId(draft, labels = {}) {
    return (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .imageIdOf */ .CR)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOfPieces */ .Rj)(encoded(draft, labels)));
}
/**
 * The id of the image between two steps. Where its config is long, it identifies the draft without being the digest of a document:
 * the time for ten thousand steps must not grow with the square of their number.
 */
function idBetweenSteps(draft) {
    return (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .imageIdOf */ .CR)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOfPieces */ .Rj)(encoded(draft, {}, 'identified')));
}
/**
 * The config document in pieces. Every step has an image id, which is the digest of a document that names all the steps
 * before it: the long pieces are appended to from step to step, and encoded once. The order of the fields is fixed, so that
 * equal images have equal digests.
 */
function* encoded(draft, labels, form = 'encoded') {
    const { image, layers, history } = draft;
    const base = completeBaseHistory(draft);
    const { os, architecture, variant, osVersion, osFeatures } = image.platform;
    const created = history.created ?? base.findLast((entry) => entry.created !== undefined)?.created;
    const system = {
        'os.version': osVersion ?? image.inherited['os.version'],
        'os.features': osFeatures ?? image.inherited['os.features'],
    };
    const head = { created, author: image.author, architecture, variant, os, ...system };
    yield `${JSON.stringify(head).slice(0, -1)},"config":`;
    yield* (0,_plan_draft_config_js__WEBPACK_IMPORTED_MODULE_2__/* .encodedConfig */ .b)(withLabels(image.config, labels), form);
    const rootfs = { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) };
    yield `,"rootfs":${JSON.stringify(rootfs)},"history":${JSON.stringify(base).slice(0, -1)}`;
    if (base.length > 0 && history.entries.length > 0)
        yield ',';
    yield form === 'identified' ? history.entries.identifiedItems : history.entries.encodedItems;
    yield ']}';
}
function withLabels(config, labels) {
    if (Object.keys(labels).length === 0)
        return config;
    return { ...config, Labels: (0,_plan_draft_config_js__WEBPACK_IMPORTED_MODULE_2__/* .withFields */ .qO)(config.Labels, Object.entries(labels)) };
}
/**
 * The base's history, made to fit its layers. If it has too few entries with a layer, or too many, the history of the whole image
 * would be wrong: entries are added, or made empty from the bottom.
 */
function completeBaseHistory({ image, layers, history }) {
    const expected = layers.length - history.layers;
    const base = image.baseHistory;
    const counted = base.filter((entry) => entry.empty_layer !== true).length;
    if (counted <= expected) {
        return [
            ...base,
            ...Array.from({ length: expected - counted }, () => ({ comment: 'imported from the base image' })),
        ];
    }
    let surplus = counted - expected;
    return base.map((entry) => {
        if (entry.empty_layer === true || surplus === 0)
            return entry;
        surplus -= 1;
        return { ...entry, empty_layer: true };
    });
}


/***/ }),

/***/ 65580:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ stepKey),
/* harmony export */   i: () => (/* binding */ snapshotId)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25351);


/** Part of every key. Raise it when the same inputs would make another layer than before. */
const KEY_VERSION = 'layer-build step 2';
/**
 * The key of a step: a hash over its operation and the content of its inputs. Times, mtimes and paths of this machine are not
 * part of it.
 *
 * @param pepper a slow hash of the values that nobody should be able to guess (`values/given-values.ts`); '' if there are none
 */
function stepKey(inputs, pepper = '') {
    return (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .cacheKeyOfHex */ .w)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .hashFieldList */ .rK)(keyFields(inputs, pepper)));
}
function* keyFields(inputs, pepper) {
    yield* [
        KEY_VERSION,
        inputs.operation,
        inputs.command,
        inputs.platform,
        inputs.parent,
        inputs.config,
        ...counted(inputs.env),
        ...counted(inputs.args),
    ];
    yield String(2 * inputs.files.length);
    for (const file of inputs.files)
        yield* file;
    if (inputs.layout !== undefined)
        yield* ['layout', inputs.layout];
    if (pepper !== '')
        yield pepper;
}
/** A list with its length in front: otherwise a field could move from one list to the next without changing the key. */
function counted(list) {
    return [String(list.length), ...list];
}
/** Identifies what a stack of layers holds. Stacks that differ only in mtimes or compression have the same id. */
function snapshotId(layers) {
    return (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .snapshotIdOfHex */ .Kb)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .hashFields */ .MR)('snapshot', ...layers.map((layer) => layer.contentId)));
}


/***/ }),

/***/ 90422:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ keyInputs),
/* harmony export */   r: () => (/* binding */ onlyForm)
/* harmony export */ });
/** The form of a step that has only one. */
function onlyForm(inputs) {
    return [() => Promise.resolve(inputs)];
}
const NO_INPUTS = {
    operation: '',
    command: '',
    platform: '',
    parent: '',
    env: [],
    args: [],
    config: '',
    files: [],
};
/** A step's inputs. What the step does not read is empty. */
function keyInputs(inputs) {
    return { ...NO_INPUTS, ...inputs };
}


/***/ }),

/***/ 9216:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ OutputTail)
/* harmony export */ });
/** Keeps the last lines of a process's output, up to a limit, for the error of a step that fails. */
class OutputTail {
    #maxBytes;
    #maxLines;
    #chunks = [];
    #size = 0;
    constructor(maxLines = 20, maxBytes = 8192) {
        this.#maxLines = maxLines;
        this.#maxBytes = maxBytes;
    }
    add(data) {
        this.#chunks.push(Buffer.from(data));
        this.#size += data.length;
        // Not joined at every call, so that many small writes stay cheap.
        if (this.#size > 4 * this.#maxBytes)
            this.#compact();
    }
    /** The lines, the last one without its line feed; empty if there was no output. */
    text() {
        this.#compact();
        const lines = (this.#chunks[0] ?? Buffer.alloc(0)).toString('utf8').replace(/\n+$/, '').split('\n');
        return lines.slice(-this.#maxLines).join('\n');
    }
    #compact() {
        const kept = Buffer.concat(this.#chunks).subarray(-this.#maxBytes);
        this.#chunks = [kept];
        this.#size = kept.length;
    }
}


/***/ }),

/***/ 40033:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ NO_BUILD),
/* harmony export */   TW: () => (/* binding */ joinedFiles),
/* harmony export */   ho: () => (/* binding */ costOf),
/* harmony export */   k2: () => (/* binding */ SHORT_LIST),
/* harmony export */   tx: () => (/* binding */ splitVariable),
/* harmony export */   uc: () => (/* binding */ recordedPlainly)
/* harmony export */ });
/* unused harmony export shortFileIdentities */
/* harmony import */ var _file_identity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93857);

/** A list with fewer files is an array. It takes some 300 bytes a file. */
const SHORT_LIST = 50_000;
/** Several lists, one after the other. */
function joinedFiles(lists) {
    const [first, ...others] = lists.filter(({ length }) => length > 0);
    if (first === undefined || others.length === 0)
        return first ?? [];
    return {
        length: lists.reduce((sum, list) => sum + list.length, 0),
        *[Symbol.iterator]() {
            for (const list of lists)
                yield* list;
        },
    };
}
/** Inputs for the record of a step that sees no build argument. */
function recordedPlainly({ env, args, files, ...inputs }) {
    return { ...inputs, env: env.map(splitVariable), args: args.map(splitVariable), files: shortFileIdentities(files) };
}
/** @param variable `NAME=value`, or the name alone */
function splitVariable(variable) {
    const at = variable.indexOf('=');
    return at < 0 ? { name: variable } : { name: variable.slice(0, at), value: variable.slice(at + 1) };
}
/**
 * Files for a record, with short digests: there may be tens of thousands of them.
 *
 * @internal For the test of what became of files.
 */
function shortFileIdentities(files) {
    const shortened = function* () {
        for (const [path, identity] of files)
            yield [path, (0,_file_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .shortFileIdentity */ .Zw)(identity)];
    };
    return files.length < SHORT_LIST ? [...shortened()] : { length: files.length, [Symbol.iterator]: shortened };
}
/** Milliseconds that it takes to make a record's result again: at most, if it is not known exactly. */
function costOf({ ownMs, durationMs }) {
    return ownMs ?? durationMs;
}
const NO_BUILD = { steps: [], unfinished: [] };


/***/ }),

/***/ 49086:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ PlanRun)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/engine/plan/cache-only-steps.js
/**
 * The numbers of the steps whose layers are not in the image that is built: those of stages that others only copy from. A step that is
 * written as one of the image's may be the same step, and then has the same layer. So it is not among them.
 */
function cacheOnlySteps({ stages, target }) {
    const image = imageStages({ stages, target });
    const instructions = new Set([...image].flatMap(infosOf).map(({ instruction }) => instruction));
    const others = stages.filter((plan) => !image.has(plan)).flatMap(infosOf);
    return new Set(others.flatMap(({ number, instruction }) => (instructions.has(instruction) ? [] : [number])));
}
/** The stages that the image is made of: the target, and those that it begins from. All of their layers are in the image. */
function imageStages({ stages, target }) {
    const below = new Map(stages.map((plan) => [plan.stage.index, plan]));
    const image = new Set();
    for (let plan = below.get(target); plan !== undefined && !image.has(plan);) {
        image.add(plan);
        plan = plan.base.kind === 'stage' ? below.get(plan.base.index) : undefined;
    }
    return image;
}
function infosOf({ from, steps }) {
    return [from, ...steps.map(({ info }) => info)];
}

;// CONCATENATED MODULE: ./lib/engine/schedule/previous-build.js
/**
 * What the next build's misses are compared with. If this build did not finish a stage, the further steps of the last build that
 * did are kept: a failed build in between must not hide which file changed.
 *
 * @param globals records of the ARGs before the first FROM
 */
function mergeBuilds(globals, stages, previous) {
    const steps = [...globals];
    const unfinished = [];
    for (const { name, instructions, records } of stages) {
        steps.push(...records);
        const missing = instructions.slice(records.length);
        if (missing.length === 0)
            continue;
        steps.push(...previous.steps.filter((step) => step.stage === name).slice(records.length));
        unfinished.push(...missing.map((instruction) => ({ stage: name, instruction })));
    }
    return { steps, unfinished };
}

;// CONCATENATED MODULE: ./lib/engine/no-cache.js
/** @param stage the name of its stage, else the stage's index; `undefined` for an ARG before the first FROM */
function offReason(noCache, stage) {
    if (typeof noCache === 'boolean')
        return noCache ? { kind: 'cache-off' } : undefined;
    return stage !== undefined && noCache.has(stage) ? { kind: 'cache-off-in-stage' } : undefined;
}

// EXTERNAL MODULE: ./lib/engine/record.js
var record = __webpack_require__(40033);
// EXTERNAL MODULE: ./lib/layer/layer-stack.js + 1 modules
var layer_stack = __webpack_require__(8112);
// EXTERNAL MODULE: ./lib/layer/stack-source.js
var stack_source = __webpack_require__(82499);
// EXTERNAL MODULE: ./lib/plan/source-label.js
var source_label = __webpack_require__(89589);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
// EXTERNAL MODULE: ./lib/layer/pattern/go-path-match.js
var go_path_match = __webpack_require__(6258);
// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(58091);
;// CONCATENATED MODULE: ./lib/engine/copy/source-paths.js


/** `path` without leading or trailing slash, cleaned of `.` and `..`; `..` at the root stays there. */
function cleanPath(path) {
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts.join('/');
}
function joinPath(...parts) {
    let path = '';
    for (const part of parts)
        if (part !== '')
            path = path === '' ? part : `${path}/${part}`;
    return path;
}
/**
 * Resolves one source of an instruction. A path without wildcards is exactly one match, which need not exist. Matches of a pattern come
 * in the order of a walk, which does not go into a directory that matches (fsutil `copy.ResolveWildcards`). A backslash is an escape
 * only in a path with wildcards.
 *
 * @returns for a pattern below a directory that does not exist, that directory as the one match; `prefix` is the part before
 *   the first component with a wildcard
 * @throws UserError for a malformed pattern
 */
async function matchSource(tree, pattern, location) {
    const components = cleanPath(pattern).split('/');
    const first = components.findIndex(go_path_match/* hasWildcard */.r);
    if (first < 0) {
        const match = await followSource(tree, components.join('/'));
        return { prefix: match, matches: [match] };
    }
    const wildcard = go_path_match/* Wildcard */.t.compile(components.slice(first).join('/'), location);
    const prefix = await followSource(tree, components.slice(0, first).join('/'));
    if (prefix.resolved.entry === undefined)
        return { prefix, matches: [prefix] };
    const names = [];
    await search(tree, prefix.resolved.path, '', wildcard, names);
    const matches = [];
    for (const name of names) {
        const match = await followSource(tree, joinPath(prefix.resolved.path, name));
        matches.push({ ...match, path: joinPath(prefix.path, name) });
    }
    return { prefix, matches };
}
/** A path of a tree, with links followed. */
async function followSource(tree, path) {
    return { path, resolved: await (0,resolve_path/* resolvePath */.o1)(tree, path, { followLast: true }) };
}
async function search(tree, base, below, wildcard, found) {
    for (const name of await tree.readdir(joinPath(base, below))) {
        const path = joinPath(below, name);
        if (wildcard.matches(path))
            found.push(path);
        else if (wildcard.mayMatchBelow(path))
            await search(tree, base, path, wildcard, found);
    }
}

// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
;// CONCATENATED MODULE: ./lib/engine/copy/sent-files.js





/**
 * Which part of a directory on this machine a build sees. BuildKit's client only sends the paths that instructions name, as patterns
 * of moby/patternmatcher (`ctxPaths` in `convert.go`, fsutil's `FollowLinks`). An instruction finds nearly everything that it names,
 * with two exceptions: a directory in which a wildcard matches nothing is missing; and since a backslash is an escape in patterns, a
 * file with a backslash in its name is not sent by that name.
 */
class SentFiles {
    #tree;
    #matcher;
    constructor(tree, matcher) {
        this.#tree = tree;
        this.#matcher = matcher;
    }
    /** @param named all paths and patterns of the tree that instructions name */
    static async of(tree, named) {
        const names = new Set(named.map(cleanPath));
        // The root: everything is sent.
        if (names.has(''))
            return new SentFiles(tree, dockerignore/* IgnoreMatcher */.Ds.of((0,dockerignore/* excludePatterns */.S3)(['**'])));
        const followed = new Set();
        for (const name of names)
            await follow(tree, name, followed);
        return new SentFiles(tree, dockerignore/* IgnoreMatcher */.Ds.of([...followed].flatMap(patternOf)));
    }
    /** Whether anything at or below `path`, a real path of the tree, is sent. */
    async holds(path) {
        if (path === '' || this.#matcher.matches(path).excluded)
            return true;
        if (!this.#matcher.patterns.some((pattern) => pattern.path.mayMatchBelow(path)))
            return false;
        if ((await this.#tree.lstat(path))?.type !== 'directory')
            return false;
        for (const name of await this.#tree.readdir(path))
            if (await this.holds(joinPath(path, name)))
                return true;
        return false;
    }
}
/** Adds a path, and where links on the way lead. A wildcard is followed if it matches links. */
async function follow(tree, path, followed) {
    const names = cleanPath(path).split('/');
    let current = '';
    for (const [index, name] of names.entries()) {
        current = joinPath(current, name);
        const targets = await targetsOf(tree, current);
        const rest = names.slice(index + 1);
        if (targets.length === 0 && rest.length > 0)
            continue;
        if (followed.has(current))
            return;
        followed.add(current);
        for (const target of targets)
            await follow(tree, joinPath(target, ...rest), followed);
        return;
    }
}
/** Where `path` leads if it is a link, or where the links lead that it matches. */
async function targetsOf(tree, path) {
    const directory = (0,path_parts/* parentPath */.yl)(path);
    const names = (0,go_path_match/* hasWildcard */.r)((0,path_parts/* baseName */.Fl)(path)) ? await matching(tree, directory, (0,path_parts/* baseName */.Fl)(path)) : [(0,path_parts/* baseName */.Fl)(path)];
    const entries = await Promise.all(names.map((name) => tree.lstat(joinPath(directory, name))));
    return entries.flatMap((entry) => {
        if (entry?.type !== 'symlink')
            return [];
        return [entry.target.startsWith('/') ? entry.target : joinPath(directory, entry.target)];
    });
}
async function matching(tree, directory, pattern) {
    const wildcard = compiled(() => go_path_match/* Wildcard */.t.compile(pattern));
    return wildcard === undefined ? [] : (await tree.readdir(directory)).filter((name) => wildcard.matches(name));
}
function patternOf(path) {
    return compiled(() => (0,dockerignore/* excludePatterns */.S3)([path])) ?? [];
}
/** What is no pattern sends nothing; its own instruction says what is wrong with it. */
function compiled(compile) {
    try {
        return compile();
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/engine/plan/source-resolver.js
var source_resolver = __webpack_require__(51634);
// EXTERNAL MODULE: ./lib/async/once.js
var once = __webpack_require__(92087);
;// CONCATENATED MODULE: ./lib/engine/ops/file-sources.js







const NOTHING = { kind: 'layers', layers: [] };
/** Gives COPY and mounts their sources: the context, or the layers of a stage or an image. */
class FileSources {
    #plan;
    #context;
    #layers;
    #resultOf;
    #signal;
    #sent = (0,once/* once */.O)(() => SentFiles.of(this.#context, contextPaths(this.#plan)));
    constructor(plan, ports, resultOf, signal) {
        this.#plan = plan;
        this.#context = ports.context;
        this.#layers = ports.layers;
        this.#resultOf = resultOf;
        this.#signal = signal;
    }
    /** Waits until a stage is built, if it is the source. */
    async resolve(source) {
        switch (source.kind) {
            case 'context':
                return { kind: 'files', files: this.#context };
            case 'scratch':
                return NOTHING;
            case 'stage':
                return { kind: 'layers', layers: (await this.#resultOf(source.index)).draft.layers };
            case 'image': {
                const image = this.#plan.copied.images.get(source.name);
                if (image === undefined)
                    throw new errors/* EngineBug */.Bp(`image ${source.name} was not resolved`);
                return { kind: 'layers', layers: image.layers };
            }
            case 'named':
                return this.#named(source);
            default:
                return (0,errors/* unreachable */.HB)(source);
        }
    }
    /** The steps of a stage that is the source. Waits until it is built. */
    async stepsOf(source) {
        return source.kind === 'stage' ? (await this.#resultOf(source.index)).done : [];
    }
    #named(source) {
        const context = this.#plan.copied.named.get((0,source_resolver/* namedKey */.z)(source));
        switch (context?.kind) {
            case undefined:
                throw new errors/* EngineBug */.Bp(`build context ${source.name} was not resolved`);
            case 'image':
                return { kind: 'layers', layers: context.image.layers };
            case 'scratch':
                return NOTHING;
            case 'files':
                return context;
        }
    }
    /** For a context of which a build sees only a part: what says whether a path belongs to it. */
    isSent({ kind }) {
        if (kind !== 'context' || this.#context.sentInParts !== true)
            return {};
        return { isSent: async (path) => (await this.#sent()).holds(path) };
    }
    /** @param timer gets the time for which layers are fetched */
    async treeOf(source, timer) {
        const resolved = await this.resolve(source);
        if (resolved.kind === 'files')
            return resolved.files;
        return this.treeOfLayers((0,source_label/* sourceLabel */.e)(source, this.#plan.graph), resolved.layers, timer);
    }
    /** @param timer as in `treeOf` */
    async treeOfLayers(label, layers, timer) {
        const stack = await timer.measure('restoring', () => this.stackOf(layers));
        return new stack_source/* StackSource */.W(label, stack, (number) => {
            const layer = layers[number];
            if (layer === undefined)
                throw new errors/* EngineBug */.Bp(`${label} has no layer ${number}`);
            return timer.measure('restoring', () => this.#layers.blobFile(layer, this.#signal));
        });
    }
    async stackOf(layers) {
        return layer_stack/* LayerStack */.k.of(await Promise.all(layers.map((layer) => this.#layers.index(layer, this.#signal))));
    }
}
/** Mounts that show the build context if they have no `from`. */
const NAMING = new Set(['bind', 'tmpfs']);
/** Paths of the build context that the plan's instructions name. A mount without a source names all of it. */
function contextPaths({ stages }) {
    return stages
        .flatMap(({ steps }) => steps)
        .flatMap(({ operation }) => {
        if (operation.kind === 'copy')
            return operation.from.kind === 'context' ? operation.sources : [];
        if (operation.kind !== 'run')
            return [];
        const mounts = operation.mounts.filter(({ mount, source }) => NAMING.has(mount.type) && source.kind === 'context');
        return mounts.map(({ mount }) => mount.source);
    });
}

// EXTERNAL MODULE: ./lib/engine/dry-run.js
var dry_run = __webpack_require__(2239);
// EXTERNAL MODULE: ./lib/engine/layers-lost.js
var layers_lost = __webpack_require__(24525);
// EXTERNAL MODULE: ./lib/layer/source-changed.js
var source_changed = __webpack_require__(25993);
;// CONCATENATED MODULE: ./lib/engine/schedule/dedupe-events.js
/**
 * A sink for several passes over one plan. If a step ends in a later pass as it did before, its events are not repeated. Its start
 * is held back until the step runs, fails, or ends differently.
 */
function dedupeEvents(sink) {
    const outcomes = new Map();
    const held = new Map();
    const release = (step) => {
        const started = held.get(step);
        held.delete(step);
        if (started !== undefined)
            sink(started);
    };
    return (event) => {
        switch (event.type) {
            case 'step-started':
                if (outcomes.has(event.step))
                    held.set(event.step, event);
                else
                    sink(event);
                return;
            case 'step-finished': {
                const before = outcomes.get(event.step);
                outcomes.set(event.step, event.outcome);
                if (before !== undefined &&
                    before.status === event.outcome.status &&
                    before.imageId === event.outcome.imageId) {
                    held.delete(event.step);
                    return;
                }
                release(event.step);
                break;
            }
            case 'step-running':
            case 'step-failed':
            case 'step-stopped':
                release(event.step);
                break;
            default:
                break;
        }
        sink(event);
    };
}

;// CONCATENATED MODULE: ./lib/engine/explain/partners.js
/** How many instructions of the last build may be the earlier form of an edited one. */
const LOOKED_AT = 50;
/** Which step of the last build each step of this build is to be compared with. */
class Partners {
    #previous;
    #stages;
    #known = new Map();
    /**
     * @param previous records of the last build
     * @param stages the instructions of each stage of this build, in order
     */
    constructor(previous, stages) {
        this.#previous = previous;
        this.#stages = stages;
    }
    /** @returns `undefined` for a step that the last build did not have */
    of({ stage, ordinal }) {
        return this.#pairs(stage).partners[ordinal];
    }
    /** Steps of the last build that the stage does not have any more. */
    gone(stage) {
        return this.#pairs(stage).gone;
    }
    #pairs(stage) {
        let pairs = this.#known.get(stage);
        if (pairs === undefined) {
            const before = this.#previous.filter((record) => record.stage === stage);
            pairs = pairUp(before, this.#stages.get(stage) ?? []);
            this.#known.set(stage, pairs);
        }
        return pairs;
    }
}
/**
 * Steps with the same text are pairs: the first with the first, the second with the second. An instruction whose text is new is the
 * edited form of the next one with its keyword, if that is gone. `Next` is counted from the last pair.
 */
function pairUp(before, now) {
    const positions = equalTexts(before.map(({ instruction }) => instruction), now);
    const left = new Set(before.keys());
    for (const position of positions)
        if (position !== undefined)
            left.delete(position);
    let next = 0;
    const partners = now.map((instruction, ordinal) => {
        const position = positions[ordinal] ?? editedFrom(instruction, next);
        if (position === undefined)
            return undefined;
        next = position + 1;
        left.delete(position);
        return before[position];
    });
    return { partners, gone: [...left].flatMap((position) => before[position] ?? []) };
    function editedFrom(instruction, from) {
        const keyword = keywordOf(instruction);
        for (let position = from; left.has(position) && position < from + LOOKED_AT; position++)
            if (keywordOf(before[position]?.instruction) === keyword)
                return position;
        return undefined;
    }
}
/** For each text of now, the position of an equal one before. If there are more of one text than before, or fewer, its place counts. */
function equalTexts(before, now) {
    const waiting = positionsOf(before);
    const counts = positionsOf(now);
    const isCounted = new Set([...waiting].flatMap(([text, { size }]) => (counts.get(text)?.size === size ? [text] : [])));
    const take = (text, position) => {
        if (position !== undefined)
            waiting.get(text)?.delete(position);
        return position;
    };
    const atPlace = now.map((text, position) => before[position] === text && !isCounted.has(text) ? take(text, position) : undefined);
    return now.map((text, position) => {
        const [first] = waiting.get(text) ?? [];
        return atPlace[position] ?? take(text, first);
    });
}
function positionsOf(texts) {
    const positions = new Map();
    for (const [position, text] of texts.entries()) {
        const equal = positions.get(text);
        if (equal === undefined)
            positions.set(text, new Set([position]));
        else
            equal.add(position);
    }
    return positions;
}
/** ADD is as good as COPY: people replace one by the other. */
function keywordOf(instruction) {
    const keyword = instruction?.split(/\s/, 1)[0]?.toUpperCase();
    return keyword === 'ADD' ? 'COPY' : keyword;
}

;// CONCATENATED MODULE: ./lib/engine/schedule/held-failures.js
/** Holds back that steps failed or were stopped, until it is known whether another pass over the plan helps. */
class HeldFailures {
    #sink;
    #running = new Set();
    #held = [];
    constructor(sink) {
        this.#sink = sink;
    }
    sink = (event) => {
        if (event.type === 'step-running')
            this.#running.add(event.step);
        if (event.type === 'step-failed' || event.type === 'step-stopped')
            this.#held.push(event);
        else
            this.#sink(event);
    };
    /** The step that failed first, and whether it had started to run. Before that, only its inputs were read. */
    get first() {
        const step = this.#held.find(({ type }) => type === 'step-failed')?.step;
        return step === undefined ? undefined : { step, ran: this.#running.has(step) };
    }
    /** There will be no other pass. */
    tell() {
        for (const event of this.#held.splice(0))
            this.#sink(event);
    }
    /** Another pass begins. */
    forget() {
        this.#held = [];
        this.#running.clear();
    }
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/layer/layer-structure.js
var layer_structure = __webpack_require__(96656);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
// EXTERNAL MODULE: ./lib/layer/source-tree.js
var source_tree = __webpack_require__(38177);
;// CONCATENATED MODULE: ./lib/engine/copy/archive-members.js




/**
 * The members of an archive, in its order. Only one piece of the stream is in memory at a time.
 *
 * @throws InfraError for anything that is not a valid archive
 */
async function* archiveMembers(archive, signal) {
    const pieces = archivePieces(archive, signal);
    try {
        for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
            if (next.value.kind !== 'entry')
                continue;
            const content = memberContent(pieces);
            yield { header: next.value.header, data: content.data() };
            await content.drop();
        }
    }
    finally {
        await pieces.return(undefined);
    }
}
/** The pieces up to the next `end`. */
function memberContent(pieces) {
    let ended = false;
    const next = async () => {
        while (!ended) {
            const piece = await pieces.next();
            if (piece.done !== true && piece.value.kind === 'data')
                return piece.value.data;
            ended = true;
        }
        return undefined;
    };
    return {
        async *data() {
            for (let chunk = await next(); chunk !== undefined; chunk = await next())
                yield chunk;
        },
        async drop() {
            while ((await next()) !== undefined)
                ;
        },
    };
}
async function* archivePieces(archive, signal) {
    const queue = [];
    const reader = new tar_reader/* TarReader */.R({
        entry: (header) => queue.push({ kind: 'entry', header }),
        data: (data) => queue.push({ kind: 'data', data }),
        end: () => queue.push({ kind: 'end' }),
    }, archive.path, 
    // As in a chroot, no path leads out.
    'stay');
    // Members before an error come before it, however the bytes are split into chunks.
    try {
        for await (const chunk of (0,decompress/* decompress */.mF)(bytesOf(archive), { label: archive.path, signal })) {
            reader.write(chunk);
            yield* queue.splice(0);
            // As in Go, what follows is not read: it may be cut off behind the archive's end.
            if (reader.ended)
                return undefined;
        }
        reader.finish();
    }
    catch (error) {
        yield* queue.splice(0);
        throw error;
    }
    yield* queue.splice(0);
    return undefined;
}
async function* bytesOf({ tree, path }) {
    // Copied: decompressors take pieces ahead, and a piece is only valid until the next one is asked for.
    for await (const piece of (0,source_tree/* fileBytes */.s)(tree, path))
        yield Buffer.from(piece);
}
/**
 * Whether ADD unpacks the file: it is an archive if its first header can be read, whatever its name is. As in BuildKit, an empty
 * file, broken compressed data or a tar without members is an ordinary file.
 *
 * @throws InfraError when a program for its compression is missing
 */
async function isArchive(archive, signal) {
    try {
        for await (const member of archiveMembers(archive, signal))
            return member.header.path.length >= 0;
        return false;
    }
    catch (error) {
        if (error instanceof errors/* InfraError */.Ri && !isMissingProgram(error))
            return false;
        throw error;
    }
}
/** If it is, the file may still be an archive. */
function isMissingProgram(error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
        if ((0,errors/* errorCode */.CA)(cause) === 'ENOENT')
            return true;
    }
    return false;
}
/** A broken archive is the user's error, since the archive is the user's. */
function brokenArchive(archive, error, location) {
    if (!(error instanceof errors/* InfraError */.Ri) || isMissingProgram(error))
        return error;
    return new errors/* UserError */.yo(`cannot unpack ${archive.path} of ${archive.tree.label}: ${error.message}`, {
        location,
        hint: 'The file starts like an archive but is damaged; ADD --unpack=false or COPY would take it as it is.',
        cause: error,
    });
}

// EXTERNAL MODULE: ./lib/layer/entry-bodies.js
var entry_bodies = __webpack_require__(38790);
// EXTERNAL MODULE: ./lib/layer/packed/growing-numbers.js
var growing_numbers = __webpack_require__(70332);
// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(97262);
;// CONCATENATED MODULE: ./lib/engine/copy/content-sources.js


/**
 * The sources of a layer's files, by number. A COPY takes files by the thousand, and only the fronts of their paths change, so that these
 * are kept once.
 */
class ContentSources {
    /** 1 + the number of the origin of each file. */
    #originOf = new growing_numbers/* GrowingNumbers */.k();
    #members = new growing_numbers/* GrowingNumbers */.k();
    #origins = [];
    #numbers = new Map();
    #archives = new Map();
    /** Paths of files under which they were put first, if the layer has them under another. */
    #paths = new Map();
    /** @param path in the layer */
    set(number, path, content) {
        if (content.kind === 'archive') {
            this.#originOf.set(number, 1 + this.#archive(content.archive));
            this.#members.set(number, content.member);
        }
        else
            this.#originOf.set(number, 1 + this.#origin(content.tree, content.path, path));
    }
    /** Remembers the path of a file that gets another name. */
    keepPath(number, path) {
        if (!this.#paths.has(number))
            this.#paths.set(number, path);
    }
    of(number, path) {
        const origin = this.#origins[this.#originOf.at(number) - 1];
        if (origin === undefined)
            throw new errors/* EngineBug */.Bp(`${path} has no content`);
        if (!('front' in origin))
            return { kind: 'archive', archive: origin, member: this.#members.at(number) };
        const first = this.#paths.get(number) ?? path;
        return { kind: 'tree', tree: origin.tree, path: origin.front + first.slice(origin.layerFront.length) };
    }
    #archive(archive) {
        let number = this.#archives.get(archive);
        if (number === undefined)
            this.#archives.set(archive, (number = this.#origins.push(archive) - 1));
        return number;
    }
    #origin(tree, path, layerPath) {
        let same = 0;
        const most = Math.min(path.length, layerPath.length);
        while (same < most && path.charCodeAt(path.length - 1 - same) === layerPath.charCodeAt(layerPath.length - 1 - same))
            same++;
        const front = path.slice(0, path.length - same);
        const layerFront = layerPath.slice(0, layerPath.length - same);
        let numbers = this.#numbers.get(tree);
        if (numbers === undefined)
            this.#numbers.set(tree, (numbers = new Map()));
        const key = `${front}\0${layerFront}`;
        let number = numbers.get(key);
        if (number === undefined)
            numbers.set(key, (number = this.#origins.push({ tree, front, layerFront }) - 1));
        return number;
    }
}

;// CONCATENATED MODULE: ./lib/engine/copy/destination-tree.js






/** Nothing of the layers below shows through below this path. */
const FRESH = 1;
/** It replaces a directory of the layers below, and does not add to it. */
const OPAQUE = 2;
const FLAGS = 4;
/**
 * The image's flattened tree, with the changes of an instruction laid over it as in overlayfs. The changes become the layer. Callers
 * resolve links: the paths here are real.
 */
class DestinationTree {
    #below;
    paths = new path_table/* PathTable */.m();
    /** For each path that is part of the layer: 1 + the number of its inode, times 4, and its flags. */
    #nodes = new growing_numbers/* GrowingNumbers */.k();
    /** Files and directories by their numbers. Several names may share one. */
    #inodes = new entry_bodies/* EntryBodies */.n();
    #contents = new ContentSources();
    /** Of inodes with several names. */
    #linked = new Set();
    /** New mtimes for directories of the image. They only count if the layer has the directory for another reason. */
    #touched = new Map();
    #order;
    #size = 0;
    #limit;
    /** @param below absent for an empty root */
    constructor(below, limit) {
        this.#below = below;
        this.#limit = limit;
    }
    get size() {
        return this.#size;
    }
    async lstat(path) {
        const inode = this.#inodeAt(path);
        if (inode !== undefined)
            return sourceEntry(this.#inodes.read(inode, path));
        if (path === '')
            return (await this.#below?.lstat('')) ?? emptyRoot();
        return this.#lowerShows(path) ? this.#below?.lstat(path) : undefined;
    }
    /**
     * Puts something new at `path`, and replaces what is there. The parent must be a directory.
     *
     * @param content where a file's bytes come from
     */
    async put(path, node, content) {
        const opaque = await this.#clear(path, node.type === 'directory');
        this.#set(path, this.#newInode(path, node, content), FRESH + (opaque ? OPAQUE : 0));
    }
    /** Makes `path` another name of what is at `existing`, and replaces what is there. */
    async link(path, existing) {
        const inode = await this.#open(existing);
        this.#contents.keepPath(inode, existing);
        await this.#clear(path, false);
        this.#linked.add(inode);
        this.#set(path, inode, FRESH);
    }
    /** Gives other metadata to what is at an existing `path`. It becomes part of the layer. */
    async change(path, metadata) {
        this.#setMetadata(await this.#open(path), metadata);
    }
    /** Sets the mtime of the directory at `path`. This alone does not make it part of the layer. */
    touch(path, mtime) {
        const inode = this.#inodeAt(path);
        if (inode === undefined)
            this.#touched.set(path, mtime);
        else
            this.#setMetadata(inode, { ...sourceEntry(this.#inodes.read(inode, path)), mtime });
    }
    /** Of hard links the first one is the file. */
    *[Symbol.iterator]() {
        this.#order ??= Uint32Array.from(this.paths.sorted());
        const firstNames = new Map();
        for (const number of this.#order) {
            const node = this.#nodes.at(number);
            if (node === 0)
                continue;
            const path = this.paths.pathOf(number);
            const inode = Math.floor(node / FLAGS) - 1;
            const first = firstNames.get(inode);
            if (first !== undefined) {
                yield { entry: { type: 'hardlink', path, target: first } };
                continue;
            }
            if (this.#linked.has(inode))
                firstNames.set(inode, path);
            const entry = sourceEntry(this.#inodes.read(inode, path));
            if (entry.type === 'file')
                yield { entry, content: this.#contents.of(inode, path) };
            else if ((node & OPAQUE) !== 0 && entry.type === 'directory')
                yield { entry: { ...entry, opaque: true } };
            else
                yield { entry };
        }
    }
    /** Makes room at `path`. @returns whether a directory there has to be opaque */
    async #clear(path, forDirectory) {
        if (path === '')
            throw new errors/* EngineBug */.Bp('the root of an image cannot be replaced');
        await this.#keep((0,path_parts/* parentPath */.yl)(path));
        const replaced = this.#inodeAt(path);
        const lower = forDirectory && this.#lowerShows(path) ? await this.#below?.lstat(path) : undefined;
        if (replaced !== undefined && this.#inodes.typeOf(replaced) === 'directory')
            this.#removeBelow(path);
        this.#touched.delete(path);
        return lower?.type === 'directory';
    }
    /** The inode at an existing `path`, which becomes part of the layer. */
    async #open(path) {
        if (path === '')
            throw new errors/* EngineBug */.Bp('the root of an image is not part of any layer');
        const inode = this.#inodeAt(path);
        if (inode !== undefined)
            return inode;
        const entry = await this.lstat(path);
        if (entry === undefined || this.#below === undefined)
            throw new errors/* EngineBug */.Bp(`there is no ${path} to change`);
        await this.#keep((0,path_parts/* parentPath */.yl)(path));
        return this.#take(path, entry, this.#below);
    }
    /** Makes the directories above a change part of the layer, as they are. */
    async #keep(path) {
        if (path === '' || this.#inodeAt(path) !== undefined)
            return;
        await this.#keep((0,path_parts/* parentPath */.yl)(path));
        const entry = await this.#below?.lstat(path);
        if (entry?.type !== 'directory' || this.#below === undefined)
            throw new errors/* EngineBug */.Bp(`${path} is no directory`);
        this.#take(path, entry, this.#below);
    }
    #take(path, entry, tree) {
        const mtime = this.#touched.get(path) ?? entry.mtime;
        const inode = this.#newInode(path, withMetadata(entry, { ...entry, mtime }), { kind: 'tree', tree, path });
        this.#touched.delete(path);
        this.#set(path, inode, 0);
        return inode;
    }
    #newInode(path, node, content) {
        const inode = this.#inodes.length;
        this.#inodes.set(inode, newEntry(path, node));
        if (node.type === 'file') {
            if (content === undefined)
                throw new errors/* EngineBug */.Bp(`${path} has no content`);
            this.#contents.set(inode, path, content);
        }
        return inode;
    }
    #setMetadata(inode, metadata) {
        const entry = sourceEntry(this.#inodes.read(inode, ''));
        this.#inodes.set(inode, newEntry('', withMetadata(entry, metadata)));
    }
    #inodeAt(path) {
        const number = this.paths.find(path);
        const node = number === undefined ? 0 : this.#nodes.at(number);
        return node === 0 ? undefined : Math.floor(node / FLAGS) - 1;
    }
    #set(path, inode, flags) {
        const number = this.paths.numberOf(path);
        if (this.#nodes.at(number) === 0)
            this.#size++;
        if (this.#limit !== undefined && this.#size > this.#limit.most)
            throw this.#limit.passed();
        this.#nodes.set(number, FLAGS * (inode + 1) + flags);
        this.#order = undefined;
    }
    /** Whether the layers below could show something at `path` if this layer had nothing there. */
    #lowerShows(path) {
        if (this.#below === undefined)
            return false;
        for (let at = (0,path_parts/* parentPath */.yl)(path); at !== ''; at = (0,path_parts/* parentPath */.yl)(at)) {
            const number = this.paths.find(at);
            const node = number === undefined ? 0 : this.#nodes.at(number);
            if (node !== 0)
                return (node & FRESH) === 0;
        }
        return true;
    }
    #removeBelow(path) {
        const prefix = `${path}/`;
        for (let number = 0; number < this.#nodes.length; number++) {
            if (this.#nodes.at(number) === 0 || !this.paths.pathOf(number).startsWith(prefix))
                continue;
            this.#nodes.set(number, 0);
            this.#size--;
        }
        for (const name of this.#touched.keys())
            if (name.startsWith(prefix))
                this.#touched.delete(name);
    }
}
function newEntry(path, node) {
    if (node.type !== 'file')
        return { ...node, path };
    const { mode, uid, gid, mtime, xattrs, size } = node;
    // No spread: with it, V8 gives each of many thousand entries its own hidden class.
    if (xattrs === undefined)
        return { type: 'file', path, mode, uid, gid, mtime, size };
    return { type: 'file', path, mode, uid, gid, mtime, xattrs, size };
}
/** What an entry is without its metadata, with other metadata instead. */
function withMetadata(entry, { mode, uid, gid, mtime, xattrs }) {
    const metadata = { mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
    switch (entry.type) {
        case 'file':
            return { type: 'file', size: entry.size, ...metadata };
        case 'symlink':
            return { type: 'symlink', target: entry.target, ...metadata };
        case 'char':
        case 'block':
            return { type: entry.type, major: entry.major, minor: entry.minor, ...metadata };
        case 'directory':
        case 'fifo':
            return { type: entry.type, ...metadata };
    }
}
function sourceEntry(entry) {
    if (entry.type !== 'hardlink' && entry.type !== 'whiteout')
        return entry;
    throw new errors/* EngineBug */.Bp(`${entry.path} is a ${entry.type}`);
}
function emptyRoot() {
    return { path: '', type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}

// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
;// CONCATENATED MODULE: ./lib/layer/users/passwd.js
/** An account file that is larger than this is not read; BuildKit's limit (`executor/oci/user.go`), in bytes. */
const MAX_ACCOUNT_FILE = 10 * 1024 * 1024;
/** Ids are 32 bits to the kernel; the largest one says "leave it as it is" (setuid(2), chown(2)) and belongs to nobody. */
const NO_ID = 0xffffffff;
/**
 * The lines of /etc/passwd. As lenient as moby/sys/user, which BuildKit and runc read it with: missing fields are empty, and
 * an id that is not a number is 0, so a user without a uid is root. A line that begins with `#` is a user of that name.
 */
function parsePasswd(text) {
    const entries = [];
    for (const line of lines(text)) {
        const [name = '', , uid, gid, , home = ''] = line.split(':', 6);
        entries.push({ name, uid: accountId(uid), gid: accountId(gid), home });
    }
    return entries;
}
/** The lines of /etc/group, read as leniently as those of /etc/passwd; here a line that begins with `#` is a comment. */
function parseGroup(text) {
    const entries = [];
    for (const line of lines(text)) {
        if (line.startsWith('#'))
            continue;
        const [name = '', , gid, members = ''] = line.split(':', 4);
        entries.push({ name, gid: accountId(gid), members: members === '' ? [] : members.split(',') });
    }
    return entries;
}
/** A number in the form that Go's `strconv` takes, whatever its size; undefined for any other text. */
function decimal(text) {
    return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
/** The kernel's id for a number: its lowest 32 bits. */
function kernelId(id) {
    return id >>> 0;
}
/** The lines that are not blank, one at a time: a file of nothing but line breaks is no list of millions. */
function* lines(text) {
    for (const [match] of text.matchAll(/[^\n]+/g)) {
        const line = match.trim();
        if (line !== '')
            yield line;
    }
}
function accountId(text) {
    return kernelId((text === undefined ? undefined : decimal(text)) ?? 0);
}

;// CONCATENATED MODULE: ./lib/layer/users/file-owner.js

/**
 * Splits `user[:group]` as BuildKit's `llb.WithUser` does: `root` is 0, a text that is not a signed 32-bit number is a name,
 * and an empty part is 0 (so `app:` is the group root; moby/buildkit#7002).
 */
function parseOwner(text) {
    const colon = text.indexOf(':');
    if (colon < 0)
        return { user: nameOrId(text) };
    return { user: nameOrId(text.slice(0, colon)), group: nameOrId(text.slice(colon + 1)) };
}
/** The names in `spec` that must be looked up in an image. */
function namesIn(spec) {
    return [spec.user, spec.group].filter((part) => typeof part === 'string');
}
/**
 * Who owns files that are given to `spec`. As in BuildKit (`solver/llbsolver/ops/user_linux.go`), a lone number is user and
 * group. A name that the files do not know is root there, although the reference says that the build fails: such names are
 * returned in `unknown`, for a warning.
 *
 * @param files texts of the image's account files; absent where the image has none
 */
function resolveOwner(spec, files) {
    const unknown = [];
    const lookUp = (name, entries) => {
        const entry = entries.find((candidate) => candidate.name === name);
        if (entry === undefined)
            unknown.push(name);
        return entry;
    };
    const own = typeof spec.user === 'number'
        ? { uid: spec.user, gid: spec.user }
        : (lookUp(spec.user, parsePasswd(files.passwd ?? '')) ?? { uid: 0, gid: 0 });
    const group = typeof spec.group === 'string' ? lookUp(spec.group, parseGroup(files.group ?? ''))?.gid : spec.group;
    return { uid: fileId(own.uid), gid: fileId(group ?? own.gid), unknown };
}
/** Go's `strconv.ParseInt(text, 10, 32)`; a number that it does not take is a name to BuildKit. */
function nameOrId(text) {
    if (text === '' || text === 'root')
        return 0;
    const id = decimal(text);
    return id !== undefined && id >= -0x80000000 && id <= 0x7fffffff ? id : text;
}
/** Root made the file, so it is still root's where `chown` leaves it as it is. */
function fileId(id) {
    return kernelId(id) === NO_ID ? 0 : kernelId(id);
}

;// CONCATENATED MODULE: ./lib/engine/copy/find-owner.js







/**
 * Looks up the owner of new files.
 *
 * @throws UserError when there is no image in which a name could be looked up, or its account file is not a regular file
 */
async function findOwner(question) {
    const spec = parseOwner(question.spec);
    const names = namesIn(spec);
    if (names.length === 0)
        return { owner: idsOf(resolveOwner(spec, {})), warnings: [] };
    const { image } = question;
    if (image === undefined)
        throw noImage(question, names);
    const wantsUser = typeof spec.user === 'string';
    const wantsGroup = typeof spec.group === 'string';
    const found = resolveOwner(spec, {
        passwd: wantsUser ? await accountFile(image, 'etc/passwd', question) : undefined,
        group: wantsGroup ? await accountFile(image, 'etc/group', question) : undefined,
    });
    const warnings = found.unknown.map((name) => `${question.shownAs}: ${name} is not known in the image's /etc/passwd or /etc/group; root is used instead`);
    return { owner: idsOf(found), warnings };
}
function idsOf({ uid, gid }) {
    return { uid, gid };
}
function noImage({ shownAs, link, location }, names) {
    const why = link === true
        ? '--link does not look into the image'
        : 'the image has no files yet, so no /etc/passwd and /etc/group';
    return new error_location/* WordError */.NE(`${shownAs}: cannot look up ${names.join(' and ')}: ${why}`, shownAs, {
        location,
        hint: link === true ? 'Give numbers (as in --chown=1000:1000), or drop --link.' : 'Give numbers, as in 1000:1000.',
    });
}
/** The text of an account file. If there is no such file, BuildKit continues as if the name were not in it. */
async function accountFile(image, path, question) {
    const { entry, path: found } = await (0,resolve_path/* resolvePath */.o1)(image, path, { followLast: true });
    if (entry === undefined)
        return undefined;
    if (entry.type !== 'file' || entry.size > MAX_ACCOUNT_FILE) {
        const what = entry.type === 'file' ? `is larger than ${MAX_ACCOUNT_FILE} bytes` : 'is not a regular file';
        throw new errors/* UserError */.yo(`${question.shownAs}: /${path} of ${image.label} ${what}`, { location: question.location });
    }
    return (await (0,read_bytes/* readBytes */.io)((0,source_tree/* fileBytes */.s)(image, found))).toString('utf8');
}

;// CONCATENATED MODULE: ./lib/engine/copy/make-directories.js





/** Where `path` leads in the image, with links followed. What does not exist is appended as it is. */
async function resolveDestination(tree, path, location) {
    const resolved = await (0,resolve_path/* resolvePath */.o1)(tree, path, { followLast: true });
    if (resolved.notDirectory !== undefined)
        throw notDirectory(path, resolved.notDirectory, location);
    return resolved.path;
}
/**
 * Makes the directory at `path` (resolved) and those above it, as `mkdir -p` does: what exists does not change. As from the kernel, a
 * directory in one with the setgid bit gets that bit, and, without an owner, its group.
 *
 * @throws UserError when something on the way is no directory
 */
async function makeDirectories(tree, path, options) {
    const entry = await tree.lstat(path);
    if (entry?.type === 'directory')
        return;
    if (entry !== undefined)
        throw notDirectory(path, path, options.location);
    await makeDirectories(tree, (0,path_parts/* parentPath */.yl)(path), options);
    const parent = await tree.lstat((0,path_parts/* parentPath */.yl)(path));
    const setgid = (parent?.mode ?? 0) & 0o2000;
    await tree.put(path, {
        type: 'directory',
        mode: (options.mode & 0o777) | setgid,
        uid: options.owner?.uid ?? 0,
        gid: options.owner?.gid ?? (setgid === 0 ? 0 : (parent?.gid ?? 0)),
        mtime: options.mtime,
    });
}
function notDirectory(path, blocker, location) {
    const shown = (0,byte_name/* displayName */.QC)(`/${path.replace(/^\/+/, '')}`);
    const where = (0,byte_name/* displayName */.QC)(joinPath('', blocker));
    return new errors/* UserError */.yo(`cannot create ${shown}: /${where} exists in the image and is not a directory`, { location });
}

;// CONCATENATED MODULE: ./lib/engine/copy/kept-xattrs.js
/**
 * Of extended attributes, a layer of COPY and ADD only keeps a file's capabilities. BuildKit sets others while it builds, but they do
 * not get into its layers (containerd, `archive/tar.go`).
 */
function keptXattrs(xattrs = {}) {
    const capability = xattrs[CAPABILITY];
    return capability === undefined ? {} : { xattrs: { [CAPABILITY]: capability } };
}
const CAPABILITY = 'security.capability';

;// CONCATENATED MODULE: ./lib/engine/copy/copy-into-tree.js







/**
 * Copies one source to the destination, by the rules of fsutil's `copy.Copy`:
 *
 * - The directory part of the destination is made. With `/` or `/.` at the end, that is all of it.
 * - If the destination is a directory, a file is put into it under its own name.
 * - The contents of a directory go into the destination. If it does not exist, it is made with mode 0755 and owned by root, whatever
 *   the source directory has; octal `--chmod` and `--chown` apply.
 * - An existing directory keeps its mode and owner if it is the destination itself. Below the destination it gets the source's.
 * - A link to a directory does not count as a directory.
 *
 * @throws UserError when something is in the way
 */
async function copyIntoTree(tree, source, context) {
    const { request } = context;
    const directories = {
        mode: request.chmod?.octal ?? 0o755,
        owner: context.owner,
        mtime: request.created,
        location: request.location,
    };
    await makeDirectories(tree, await resolveDestination(tree, directoryPart(request.destination), request.location), directories);
    let target = await resolveDestination(tree, request.destination, request.location);
    const existing = await tree.lstat(target);
    const isDirectory = source.top.entry.type === 'directory';
    const intoDirectory = isDirectory ? !source.contentsOnly && existing !== undefined : existing?.type === 'directory';
    if (intoDirectory)
        target = joinPath(target, source.baseName);
    const contentsOfNew = isDirectory && source.contentsOnly && existing === undefined;
    await makeDirectories(tree, contentsOfNew ? target : (0,path_parts/* parentPath */.yl)(target), directories);
    await copyTop(tree, source, target, context);
}
/** All of the destination but its last component, if that is a name. */
function directoryPart(destination) {
    return /\/\.?$/.test(destination) ? destination : (0,path_parts/* parentPath */.yl)(destination);
}
async function copyTop(tree, source, target, context) {
    const links = new Map();
    if (source.top.entry.type !== 'directory') {
        await copyNode(tree, source, source.top, target, links, context);
        return;
    }
    const existing = await tree.lstat(target);
    if (existing === undefined)
        await put(tree, target, source, source.top, context);
    else if (existing.type !== 'directory')
        throw ontoFile(target, context);
    // It keeps its mode and owner, but not its mtime.
    else
        tree.touch(target, source.top.entry.mtime);
    for await (const picked of source.below) {
        const path = joinPath(target, picked.path);
        if (picked.entry.type === 'directory')
            await copyDirectory(tree, source, picked, path, context);
        else
            await copyNode(tree, source, picked, path, links, context);
    }
}
async function copyDirectory(tree, source, picked, path, context) {
    const existing = await tree.lstat(path);
    if (existing === undefined) {
        await put(tree, path, source, picked, context);
        return;
    }
    if (existing.type !== 'directory')
        throw ontoFile(path, context);
    const wanted = picked.implied === true ? { ...metadataOf(existing), mode: picked.entry.mode } : merged(existing, picked, context);
    if (sameButForTime(existing, wanted))
        tree.touch(path, wanted.mtime);
    else
        await tree.change(path, wanted);
}
/**
 * A file, link, device or fifo. It replaces anything but a directory.
 *
 * @param links where files with several names were put first
 */
async function copyNode(tree, source, picked, path, links, context) {
    if ((await tree.lstat(path))?.type === 'directory') {
        throw new errors/* UserError */.yo(`cannot replace directory /${(0,byte_name/* displayName */.QC)(path)} with ${kindOf(picked.entry)}`, {
            location: context.request.location,
            hint: 'Give another destination, or remove the directory in an earlier RUN.',
        });
    }
    const { entry } = picked;
    const identity = entry.type === 'file' ? entry.inode : undefined;
    const first = identity === undefined ? undefined : links.get(identity);
    if (first !== undefined) {
        await tree.link(path, first);
        return;
    }
    if (identity !== undefined)
        links.set(identity, path);
    await put(tree, path, source, picked, context);
}
function put(tree, path, source, picked, context) {
    const content = { kind: 'tree', tree: source.tree, path: picked.source };
    return tree.put(path, withMetadata(picked.entry, copiedMetadata(picked.entry, context)), content);
}
function copiedMetadata(entry, { request, owner }) {
    const { mtime, xattrs } = entry;
    const mode = copiedMode(entry, request);
    const { uid, gid } = owner ?? entry;
    return { mode, uid, gid, mtime, ...keptXattrs(xattrs) };
}
/** An octal `--chmod` replaces all bits, also of directories. In Linux, links have no mode, which is shown as 0777. */
function copiedMode(entry, { chmod }) {
    if (entry.type === 'symlink')
        return 0o777;
    return chmod === undefined ? entry.mode : chmod.apply(entry.mode, entry.type === 'directory');
}
function metadataOf({ mode, uid, gid, mtime, xattrs }) {
    return { mode, uid, gid, mtime, ...(xattrs === undefined ? {} : { xattrs }) };
}
/** The existing directory keeps extended attributes that the copied one lacks. */
function merged(existing, picked, context) {
    const copied = copiedMetadata(picked.entry, context);
    if (existing.xattrs === undefined)
        return copied;
    return { ...copied, xattrs: { ...existing.xattrs, ...copied.xattrs } };
}
function sameButForTime(a, b) {
    const names = Object.keys({ ...a.xattrs, ...b.xattrs });
    return (a.mode === b.mode &&
        a.uid === b.uid &&
        a.gid === b.gid &&
        names.every((name) => a.xattrs?.[name] === b.xattrs?.[name]));
}
function ontoFile(path, context) {
    return new errors/* UserError */.yo(`cannot copy a directory to /${(0,byte_name/* displayName */.QC)(path)}, which exists and is not a directory`, {
        location: context.request.location,
        hint: 'A link to a directory is not followed below the destination; copy to where it leads.',
    });
}
function kindOf(entry) {
    return entry.type === 'symlink' ? 'a symbolic link' : entry.type === 'file' ? 'a file' : `a ${entry.type} node`;
}

;// CONCATENATED MODULE: ./lib/engine/copy/unpack-archive.js








/**
 * Unpacks an archive at the destination, as moby/go-archive does in a chroot. Links of the image and of the archive are followed with
 * the destination as root, so that no name leads out of it. A directory over a directory gets the archive's mode and owner;
 * everything else replaces what is there. `--chown` sets the owner of all members; `--chmod` does not apply. Parents that the archive
 * does not name have mode 0755 and are owned by root.
 *
 * @throws UserError when the archive is damaged, or conflicts with what is in the image
 */
async function unpackArchive(tree, archive, context, signal) {
    const { request, owner } = context;
    const root = await resolveDestination(tree, request.destination, request.location);
    await makeDirectories(tree, root, { mode: 0o755, owner, mtime: request.created, location: request.location });
    const unpacking = new Unpacking(tree, root, archive, context);
    let member = 0;
    try {
        for await (const { header } of archiveMembers(archive, signal))
            await unpacking.add(header, member++);
        await unpacking.finish();
    }
    catch (error) {
        throw brokenArchive(archive, error, request.location);
    }
}
class Unpacking {
    #tree;
    #root;
    #archive;
    #context;
    /** Real path of each directory that members are in, by its name in the archive. */
    #parents = new Map();
    /** Headers of directories, by their names in the archive. */
    #directories = new Map();
    constructor(tree, root, archive, context) {
        this.#tree = tree;
        this.#root = root;
        this.#archive = archive;
        this.#context = context;
    }
    async add(header, member) {
        // The destination itself keeps what it has.
        if (header.path === '')
            return;
        // Go's reader, and so BuildKit, knows neither contiguous files nor the sparse ones of GNU's own format.
        if ('7S'.includes(header.rawTypeflag))
            throw this.#unhandled(header);
        const parent = await this.#parent((0,path_parts/* parentPath */.yl)(header.path), header);
        const path = joinPath(parent, (0,path_parts/* baseName */.Fl)(header.path));
        const existing = await this.#tree.lstat(path);
        // A replaced link or directory may have been part of a known path.
        const wasParent = existing?.type === 'symlink' || (existing?.type === 'directory' && header.typeflag !== '5');
        if (wasParent)
            this.#parents.clear();
        if (header.typeflag === '1') {
            await this.#addLink(header, path);
            return;
        }
        if (header.typeflag === '5')
            this.#directories.set(header.path, header);
        const metadata = this.#metadata(header);
        if (header.typeflag === '5' && existing?.type === 'directory') {
            const xattrs = keptXattrs({ ...existing.xattrs, ...metadata.xattrs });
            await this.#tree.change(path, { ...metadata, ...xattrs });
            return;
        }
        const content = { kind: 'archive', archive: this.#archive, member };
        await this.#tree.put(path, this.#node(header, metadata), content);
    }
    /** go-archive sets the times of directories at the end, and fails if a path no longer exists then. */
    async finish() {
        for (const [path, header] of this.#directories) {
            const { entry } = await (0,resolve_path/* resolvePath */.o1)(this.#inRoot(), path, { followLast: true });
            if (entry === undefined)
                throw this.#error(header, 'another member of the archive took it away');
        }
    }
    /** The real path of a member's directory, made if it is missing. */
    async #parent(path, header) {
        const known = this.#parents.get(path);
        if (known !== undefined)
            return known;
        let at = this.#root;
        for (const name of path.split('/').filter((part) => part !== '')) {
            const named = joinPath(this.#relative(at), name);
            const { entry, ...found } = await (0,resolve_path/* resolvePath */.o1)(this.#inRoot(), named, { followLast: true });
            const real = joinPath(this.#root, found.path);
            if (entry === undefined && (found.notDirectory !== undefined || (await this.#tree.lstat(joinPath(at, name))))) {
                throw this.#error(header, `${(0,byte_name/* displayName */.QC)(named)} leads nowhere`);
            }
            if (entry !== undefined && entry.type !== 'directory') {
                throw this.#error(header, `${(0,byte_name/* displayName */.QC)(named)} is not a directory`);
            }
            if (entry === undefined) {
                const { created, location } = this.#context.request;
                await makeDirectories(this.#tree, real, { mode: 0o755, owner: { uid: 0, gid: 0 }, mtime: created, location });
            }
            at = real;
        }
        this.#parents.set(path, at);
        return at;
    }
    /** A hard link to a file of this archive or of the image. The file gets the metadata of the link's header. */
    async #addLink(header, path) {
        const parent = await (0,resolve_path/* resolvePath */.o1)(this.#inRoot(), (0,path_parts/* parentPath */.yl)(header.linkname), { followLast: true });
        const target = joinPath(this.#root, parent.path, (0,path_parts/* baseName */.Fl)(header.linkname));
        const entry = header.linkname === '' ? undefined : await this.#tree.lstat(target);
        if (entry === undefined || entry.type === 'directory') {
            const what = entry === undefined ? 'does not exist' : 'is a directory';
            throw this.#error(header, `it is a hard link to ${(0,byte_name/* displayName */.QC)(header.linkname)}, which ${what}`);
        }
        if (target === path)
            throw this.#error(header, 'it is a hard link to itself');
        const { mode, uid, gid, mtime } = this.#metadata(header);
        await this.#tree.change(target, entry.type === 'symlink' ? { ...entry, uid, gid } : { ...entry, mode, uid, gid, mtime });
        await this.#tree.link(path, target);
    }
    #node(header, metadata) {
        switch (header.typeflag) {
            case '0':
                return { type: 'file', size: header.size, ...metadata };
            case '2':
                return { type: 'symlink', target: header.linkname, ...metadata };
            case '5':
                return { type: 'directory', ...metadata };
            case '6':
                return { type: 'fifo', ...metadata };
            case '3':
                // For overlayfs, and so for Docker, this device is a whiteout.
                if (header.major === 0 && header.minor === 0)
                    throw this.#error(header, 'a character device 0:0 cannot be unpacked');
                return { type: 'char', major: header.major, minor: header.minor, ...metadata };
            case '4':
                return { type: 'block', major: header.major, minor: header.minor, ...metadata };
            default:
                throw this.#unhandled(header);
        }
    }
    #metadata(header) {
        const { owner } = this.#context;
        return {
            mode: header.typeflag === '2' ? 0o777 : header.mode,
            uid: owner?.uid ?? header.uid,
            gid: owner?.gid ?? header.gid,
            mtime: Math.max(0, header.mtime),
            ...keptXattrs(header.xattrs),
        };
    }
    /** The destination as the root of a tree, as in a chroot. */
    #inRoot() {
        return { lstat: (path) => this.#tree.lstat(joinPath(this.#root, path)) };
    }
    #relative(path) {
        return this.#root === '' ? path : path.slice(this.#root.length + 1);
    }
    #unhandled(header) {
        return this.#error(header, `unhandled tar header type ${JSON.stringify(header.rawTypeflag)}`);
    }
    #error(header, what) {
        return new errors/* UserError */.yo(`cannot unpack ${(0,byte_name/* displayName */.QC)(header.path)} of ${(0,byte_name/* displayName */.QC)(this.#archive.path)} at ${this.#context.request.destination}: ${what}`, { location: this.#context.request.location });
    }
}

;// CONCATENATED MODULE: ./lib/engine/copy/lay-out.js






/**
 * Copies the selected sources into the image's tree, one after the other. The layer holds the new and replaced entries, and the
 * directories above them as they are in the image.
 *
 * @param image the flattened layers below; absent if there are none (FROM scratch). `--link` ignores it.
 * @throws UserError when names cannot be looked up, something in the image is in the way, or there is more than a layer can have
 */
async function layOut(selection, image, signal) {
    const { request } = selection;
    const below = request.link ? undefined : image;
    const found = await ownerOf(request.chown, {
        shownAs: `--chown=${request.chown ?? ''}`,
        image: below,
        link: request.link,
        location: request.location,
    });
    const tree = new DestinationTree(below, request.limit);
    const context = { request, owner: found?.owner };
    for (const source of selection.sources) {
        signal?.throwIfAborted();
        const archive = { tree: source.tree, path: source.top.source };
        const unpack = source.unpack && source.top.entry.type === 'file' && (await isArchive(archive, signal));
        if (unpack)
            await unpackArchive(tree, archive, context, signal);
        else
            await copyIntoTree(tree, source, context);
    }
    return { entries: tree, warnings: found?.warnings ?? [] };
}
/**
 * The directories that WORKDIR makes: those that are missing, with mode 0755, owned by USER. If none is missing, the layer is empty.
 *
 * @throws UserError as `layOut` does
 */
async function layOutWorkdir(request, image) {
    const { location } = request;
    if (/^\/*$/.test(request.path))
        return { entries: new DestinationTree(undefined), warnings: [] };
    const found = await ownerOf(request.user, { shownAs: `USER ${request.user}`, image, location });
    const tree = new DestinationTree(image);
    const path = await resolveDestination(tree, request.path, location);
    await makeDirectories(tree, path, { mode: 0o755, owner: found?.owner, mtime: request.created, location });
    return { entries: tree, warnings: found?.warnings ?? [] };
}
function ownerOf(spec, question) {
    return spec === undefined || spec === '' ? Promise.resolve(undefined) : findOwner({ ...question, spec });
}

// EXTERNAL MODULE: ./lib/layer/packed/byte-pieces.js
var byte_pieces = __webpack_require__(80820);
// EXTERNAL MODULE: ./lib/layer/packed/packed-text.js
var packed_text = __webpack_require__(25622);
// EXTERNAL MODULE: ./lib/layer/packed/packed-pairs.js
var packed_pairs = __webpack_require__(8428);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
;// CONCATENATED MODULE: ./lib/engine/packed-file-list.js






/** As `FileListBuilder`, for more files than there should be objects. */
class PackedFileListBuilder {
    #paths;
    /** For each path: 1 + the number of its identity. */
    #first = new growing_numbers/* GrowingNumbers */.k();
    #others = new Map();
    #texts = new byte_pieces/* BytePieces */.k();
    #starts = new growing_numbers/* GrowingNumbers */.k();
    /** @param paths may have others */
    constructor(paths = new path_table/* PathTable */.m()) {
        this.#paths = paths;
    }
    add(path, identity) {
        const number = this.#paths.numberOf(path);
        const first = this.#first.at(number);
        if (first === 0) {
            const text = packed(identity);
            const { buffer, offset } = this.#texts.room((0,packed_text/* textRoom */.Dt)(text));
            this.#starts.push(this.#texts.keep((0,packed_text/* writeText */.x3)(buffer, offset, text)));
            this.#first.set(number, this.#starts.length);
        }
        else if (this.#textAt(first - 1) !== identity) {
            const others = this.#others.get(number) ?? [];
            if (!others.includes(identity))
                this.#others.set(number, [...others, identity]);
        }
    }
    /** Sorted by path, then identity. What several sources have in common is listed once. */
    finish() {
        const packer = new packed_pairs/* PairPacker */.r();
        for (const pair of this.#sorted())
            packer.add(pair);
        return packer.finish();
    }
    *#sorted() {
        for (const number of this.#paths.sorted()) {
            const first = this.#first.at(number);
            if (first === 0)
                continue;
            const path = this.#paths.pathOf(number);
            const identities = [this.#textAt(first - 1), ...(this.#others.get(number) ?? [])];
            for (const identity of identities.sort(code_unit_order/* byCodeUnit */.X))
                yield [path, identity];
        }
    }
    #textAt(number) {
        const position = this.#starts.at(number);
        return unpacked((0,packed_text/* readText */.yR)(this.#texts.bufferAt(position), this.#texts.offsetAt(position)));
    }
}
/** Stands in front of a digest of which the bytes are kept, one for each character. No identity has it. */
const BYTES = '\x01';
const DIGEST = /sha256:([0-9a-f]{64})/;
function packed(identity) {
    return identity.replace(DIGEST, (_, hex) => BYTES + Buffer.from(hex, 'hex').toString('latin1'));
}
function unpacked(text) {
    const at = text.indexOf(BYTES);
    if (at < 0)
        return text;
    const hex = Buffer.from(text.slice(at + 1, at + 33), 'latin1').toString('hex');
    return `${text.slice(0, at)}sha256:${hex}${text.slice(at + 33)}`;
}

;// CONCATENATED MODULE: ./lib/engine/file-list.js


/** Collects files and what counts of each. Several files may have the same path, of different sources. */
class FileListBuilder {
    /** By path: one identity, or several. Packing takes longer than all else, so it waits until there are many files. */
    #few = new Map();
    #many;
    #paths;
    /** @param paths of the tree that the files are from, which has most of theirs already */
    constructor(paths) {
        this.#paths = paths;
    }
    add(path, identity) {
        if (this.#many !== undefined) {
            this.#many.add(path, identity);
            return;
        }
        const before = this.#few.get(path);
        if (before === undefined)
            this.#few.set(path, identity);
        else if (typeof before !== 'string') {
            if (!before.includes(identity))
                before.push(identity);
        }
        else if (before !== identity)
            this.#few.set(path, [before, identity]);
        if (this.#few.size >= record/* SHORT_LIST */.k2)
            this.#pack();
    }
    /** Sorted by path, then identity. What several sources have in common is listed once. */
    finish() {
        return this.#many?.finish() ?? [...this.#sorted()];
    }
    #pack() {
        this.#many = new PackedFileListBuilder(this.#paths);
        for (const [path, identities] of this.#few)
            for (const identity of [identities].flat())
                this.#many.add(path, identity);
        this.#few.clear();
    }
    *#sorted() {
        for (const path of [...this.#few.keys()].sort()) {
            const identities = this.#few.get(path) ?? [];
            if (typeof identities === 'string')
                yield [path, identities];
            else
                for (const identity of identities.sort())
                    yield [path, identity];
        }
    }
}

;// CONCATENATED MODULE: ./lib/engine/copy/copy-request.js
/** The source itself, and what is below it. */
async function* entriesOf({ top, below }) {
    yield top;
    yield* below;
}
/** The files that were selected, by their paths in their trees. */
async function* filesOf(source) {
    for await (const { entry, source: path } of entriesOf(source))
        if (entry.type === 'file')
            yield path;
}

;// CONCATENATED MODULE: ./lib/async/in-batches.js
/** What a source gives, in lists of a given length, for what costs less for many at once. */
async function* inBatches(source, length) {
    let batch = [];
    for await (const item of source) {
        batch.push(item);
        if (batch.length < length)
            continue;
        yield batch;
        batch = [];
    }
    if (batch.length > 0)
        yield batch;
}

// EXTERNAL MODULE: ./lib/engine/file-identity.js
var file_identity = __webpack_require__(93857);
;// CONCATENATED MODULE: ./lib/engine/copy/identify-source.js




const CONTENTS_ONLY = (0,file_identity/* formatFileIdentity */.KX)({ type: 'directory', mode: '', owner: '', content: '', rest: '' });
/** Entries whose digests are asked for at once. With more, they would outlive the heap's first generation. */
const BATCH = 512;
/**
 * Adds what a source holds to a list, by path below `shownAs`. If only the contents of a directory are copied, its own mode and owner
 * do not count: they never reach the layer.
 *
 * @throws UserError when there are more entries than a layer can have
 */
async function identifySource(source, shownAs, request, list) {
    const { limit } = request;
    // The top of a directory may not be an entry of the layer.
    let left = (limit?.most ?? Infinity) + 1;
    const firstNames = new Map();
    for await (const batch of inBatches(entriesOf(source), BATCH)) {
        left -= batch.length;
        if (left < 0 && limit !== undefined)
            throw limit.passed();
        const paths = batch.filter(({ entry }) => entry.type === 'file').map((entry) => entry.source);
        const contents = paths.length === 0 ? new Map() : await source.tree.digests([...new Set(paths)]);
        for (const picked of batch) {
            const path = shownAs === '' || picked.path === '' ? shownAs + picked.path : `${shownAs}/${picked.path}`;
            const onlyContents = picked === source.top && source.contentsOnly && picked.entry.type === 'directory';
            const identity = onlyContents ? CONTENTS_ONLY : identify(picked, contents, firstNames, request);
            list.add(path === '' ? '.' : path, identity);
        }
    }
}
function identify({ entry, source, path, implied }, contents, firstNames, keeping) {
    const keepsOwner = keeping.chown === undefined || keeping.chown === '';
    return (0,file_identity/* formatFileIdentity */.KX)({
        type: entry.type,
        mode: keptMode(entry, keeping),
        owner: keepsOwner ? `${entry.uid}:${entry.gid}` : '',
        content: substance(entry, contents.get(source) ?? ''),
        rest: restOf(entry, path, implied === true, firstNames),
    });
}
function keptMode(entry, { chmod }) {
    // In Linux, links have no mode.
    if (entry.type === 'symlink')
        return '';
    if (chmod === undefined)
        return entry.mode.toString(8);
    return chmod.apply(entry.mode, entry.type === 'directory').toString(8);
}
function substance(entry, content) {
    switch (entry.type) {
        case 'file':
            return content;
        case 'symlink':
            return JSON.stringify(entry.target);
        case 'char':
        case 'block':
            return `${entry.major},${entry.minor}`;
        case 'directory':
        case 'fifo':
            return '';
    }
}
function restOf(entry, path, implied, firstNames) {
    const sameAs = entry.type === 'file' ? linkedTo(entry.inode, path, firstNames) : undefined;
    const xattrs = Object.entries(entry.xattrs ?? {}).sort(([a], [b]) => (0,code_unit_order/* byCodeUnit */.X)(a, b));
    if (!implied && sameAs === undefined && xattrs.length === 0)
        return '';
    return JSON.stringify({
        ...(implied && { implied }),
        ...(sameAs !== undefined && { sameAs }),
        ...(xattrs.length > 0 && { xattrs }),
    });
}
/** Hard links stay hard links in the layer, which is not the same as two files. */
function linkedTo(inode, path, firstNames) {
    if (inode === undefined)
        return undefined;
    const first = firstNames.get(inode);
    if (first === undefined)
        firstNames.set(inode, path);
    return first;
}

;// CONCATENATED MODULE: ./lib/engine/copy/inline-file.js

/** A here-document as a source: one file with mode 0644, owned by root. */
class InlineFile {
    label = 'the Dockerfile';
    #name;
    #content;
    #mtime;
    /** @param mtime seconds since the epoch */
    constructor(name, content, mtime) {
        this.#name = name;
        this.#content = Buffer.from(content);
        this.#mtime = mtime;
    }
    lstat(path) {
        if (path === '') {
            return Promise.resolve({ path, type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: this.#mtime });
        }
        if (path !== this.#name)
            return Promise.resolve(undefined);
        const size = this.#content.length;
        return Promise.resolve({ path, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: this.#mtime, size });
    }
    readdir(path) {
        return Promise.resolve(path === '' ? [this.#name] : []);
    }
    digests(paths) {
        const digest = (0,oci_digest/* sha256 */.sc)(this.#content);
        return Promise.resolve(new Map(paths.map((path) => [path, digest])));
    }
    async *contents(paths) {
        for (const path of paths)
            yield await Promise.resolve({ path, size: this.#content.length, data: [this.#content] });
    }
}

// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/engine/copy/missing-source.js





/** Limit of entries to search for a file of the same name. It is enough for a project, but not for a root filesystem. */
const SEARCH_LIMIT = 5000;
/** The error for a source that does not exist. It says which pattern hides it, or suggests another path. */
async function missingSource(missing) {
    const { path, resolved } = missing.match;
    const shown = (0,byte_name/* displayName */.QC)(path === '' ? '/' : path);
    const word = missing.written ?? missing.pattern;
    const hidden = (await missing.ignoredBy?.(path)) ?? (await missing.ignoredBy?.(resolved.path));
    if (hidden !== undefined) {
        return new error_location/* WordError */.NE(`"${shown}" not found in ${missing.tree.label}: .dockerignore excludes it by "${hidden}"`, word, {
            location: missing.location,
            hint: `Take the pattern out of .dockerignore, or add "!${shown}" after it.`,
        });
    }
    if (resolved.notDirectory !== undefined) {
        const blocker = (0,byte_name/* displayName */.QC)(resolved.notDirectory);
        return new error_location/* WordError */.NE(`"${shown}" not found in ${missing.tree.label}: ${blocker} is not a directory`, word, {
            location: missing.location,
        });
    }
    if (missing.ignoredBy !== undefined && leavesTop(missing.pattern)) {
        return new error_location/* WordError */.NE(`"${(0,byte_name/* displayName */.QC)(missing.pattern)}" is outside of ${missing.tree.label}`, word, {
            location: missing.location,
            hint: `A build takes files from its context only. Give the other folder as a context too (--build-context NAME=FOLDER, or the input build-contexts) and write COPY --from=NAME, or begin the build one folder higher.`,
        });
    }
    const led = resolved.path === path ? '' : `: it leads to ${(0,byte_name/* displayName */.QC)(resolved.path)}, which does not exist`;
    const instead = await suggestion(missing.tree, resolved.path);
    return new error_location/* WordError */.NE(`"${shown}" not found in ${missing.tree.label}${led}`, word, {
        location: missing.location,
        hint: instead === undefined ? undefined : `Did you mean ${(0,byte_name/* displayName */.QC)(instead)}?`,
    });
}
/** Whether a `..` of it goes above the folder that it starts from. */
function leavesTop(pattern) {
    let depth = 0;
    for (const part of pattern.split('/')) {
        if (part === '' || part === '.')
            continue;
        depth += part === '..' ? -1 : 1;
        if (depth < 0)
            return true;
    }
    return false;
}
/** The error for what is in the context's directory but is not sent to the build (`SentFiles`). */
function unsentSource({ tree, pattern, written = pattern }, location) {
    const shown = (0,byte_name/* displayName */.QC)(written);
    return pattern.includes('\\')
        ? new error_location/* WordError */.NE(`"${shown}" not found in ${tree.label}: a backslash escapes the character after it`, written, {
            location,
            hint: 'Write ? in place of the backslash of a name, or copy the directory that the file is in.',
        })
        : new error_location/* WordError */.NE(`nothing in ${tree.label} matches "${shown}"`, written, {
            location,
            hint: 'A pattern may match nothing only in a directory that the build takes something else from.',
        });
}
/**
 * The most similar path that exists, component by component; if there is none, a file of the same name elsewhere in the tree.
 */
async function suggestion(tree, path) {
    let found = '';
    for (const name of path.split('/')) {
        const names = await tree.readdir(found);
        const next = names.includes(name) ? name : (0,nearest/* nearest */.p)(name, names);
        if (next === undefined)
            return sameName(tree, (0,path_parts/* baseName */.Fl)(path));
        found = joinPath(found, next);
    }
    return found === '' ? undefined : found;
}
/** Breadth first, to find the one nearest to the root. */
async function sameName(tree, wanted) {
    const directories = [''];
    let seen = 0;
    for (let directory = directories.shift(); directory !== undefined; directory = directories.shift()) {
        for (const name of await tree.readdir(directory)) {
            const path = joinPath(directory, name);
            if (name.toLowerCase() === wanted.toLowerCase())
                return path;
            if (++seen > SEARCH_LIMIT)
                return undefined;
            if ((await tree.lstat(path))?.type === 'directory')
                directories.push(path);
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/engine/copy/source-walk.js
/**
 * Walks the directory `top` as fsutil's copier does. Links are not followed. Filters apply to paths relative to `top`, but not to `top`
 * itself. A directory that the filters leave out is still entered if they may take something below it; if they do, it is taken as
 * `implied`.
 *
 * @param shown what an entry is to look like
 */
function walkSource(tree, top, filters, shown) {
    return { [Symbol.asyncIterator]: () => walk(tree, top, filters, shown) };
}
async function* walk(tree, top, filters, shown) {
    const enter = async (directory) => {
        const names = await tree.readdir(directory.selected.source);
        return { directory, names: names[Symbol.iterator]() };
    };
    const { include, exclude } = filters;
    const root = { selected: top, taken: true, parent: undefined, include: include?.root, exclude: exclude?.root };
    const pending = [await enter(root)];
    for (let here = pending.at(-1); here !== undefined; here = pending.at(-1)) {
        const next = here.names.next();
        if (next.done === true) {
            pending.pop();
            continue;
        }
        const child = await look(tree, here.directory, next.value, filters, shown);
        if (child === undefined)
            continue;
        if (child.taken) {
            yield* takenParents(here.directory);
            yield child.selected;
        }
        if (child.selected.entry.type === 'directory')
            pending.push(await enter(child));
    }
}
/** What is called `name` in a directory, unless the filters leave it out, with everything in it. */
async function look(tree, parent, name, filters, shown) {
    const path = below(parent.selected.path, name);
    const include = parent.include && filters.include?.matchesBelow(parent.include, path);
    const exclude = parent.exclude && filters.exclude?.matchesBelow(parent.exclude, path);
    // For the matcher, `excluded` means that a pattern matches.
    const taken = include?.excluded !== false && exclude?.excluded !== true;
    if (!taken && !mayTakeBelow(path, filters, include, exclude))
        return undefined;
    const entry = await tree.lstat(below(parent.selected.source, name));
    if (entry === undefined || (!taken && entry.type !== 'directory'))
        return undefined;
    return { selected: { path, source: entry.path, entry: shown(entry) }, taken, parent, include, exclude };
}
function below(directory, name) {
    return directory === '' ? name : `${directory}/${name}`;
}
/** Whether the filters may take something below a directory that they leave out. */
function mayTakeBelow(path, filters, include, exclude) {
    if (exclude?.excluded === true && filters.exclude?.mayContainIncluded(path) !== true)
        return false;
    if (include === undefined || include.excluded)
        return true;
    return filters.include?.patterns.some((pattern) => pattern.path.mayMatchBelow(path)) === true;
}
function* takenParents(directory) {
    if (directory.taken)
        return;
    if (directory.parent !== undefined)
        yield* takenParents(directory.parent);
    directory.taken = true;
    yield { ...directory.selected, implied: true };
}
/** The entry with root as owner. */
function ownedByRoot(entry) {
    return entry.uid === 0 && entry.gid === 0 ? entry : { ...entry, uid: 0, gid: 0 };
}

;// CONCATENATED MODULE: ./lib/engine/copy/select-sources.js










/**
 * Resolves the sources of a COPY or ADD, without looking at the destination. The rules are those of BuildKit's file operations
 * (`solver/llbsolver/file/backend.go`, fsutil `copy/`):
 *
 * - A path without wildcards must exist. A pattern may match nothing, unless the directory before its first wildcard is missing.
 * - A source that is a symbolic link, or is reached through one, is followed inside of its tree. Links below it are kept.
 * - `--exclude` patterns are relative to each source. They do not apply to the source itself, not even to a file that a pattern
 *   matched (moby/buildkit#5489; the reference says otherwise).
 * - `--parents` takes everything below the part before `/./` that matches the rest.
 *
 * @throws UserError for a missing source or a malformed pattern
 */
async function selectSources(request) {
    const exclude = matcherOf(request.excludes, request);
    // Not spread into calls: there may be more entries than a call can have arguments.
    const selected = [];
    for (const source of request.sources)
        selected.push(await selectSource(source, request, exclude));
    const files = new FileListBuilder(selected.flat()[0]?.source.tree.paths);
    for (const { source, shownAs } of selected.flat())
        await identifySource(source, shownAs, request, files);
    return { request, sources: selected.flat().map(({ source }) => source), files: files.finish() };
}
async function selectSource(source, request, exclude) {
    switch (source.kind) {
        case 'pattern':
            return request.parents
                ? selectWithParents(source, request, exclude)
                : selectPattern(source, request, { exclude });
        case 'inline': {
            const name = cleanPath(source.name);
            // `<<.` names a directory, and `<<a/b` is in a directory that does not exist.
            if (name === '' || name.includes('/')) {
                throw new errors/* UserError */.yo(`the here-document <<${source.name} has a name that cannot be the name of a file`, {
                    location: request.location,
                    hint: 'Give it a name without slashes; the destination says where it goes.',
                });
            }
            const tree = new InlineFile(name, source.content, request.created);
            return [await selectKnown(tree, name, `<<${source.name}`, false, { exclude })];
        }
        case 'file':
            return [await selectKnown(source.tree, source.path, source.shownAs, source.unpack, { exclude })];
        case 'tree':
            return [await selectKnown(source.tree, '', source.shownAs, false, { exclude })];
    }
}
async function selectPattern(source, request, filters) {
    const { prefix, matches } = await matchSource(source.tree, source.pattern, request.location);
    const selected = [];
    for (const match of matches) {
        const named = await selectMatch(source, match, request, filters);
        if (await isUnsent(named, match, source, filters)) {
            if (match === prefix)
                throw unsentSource(source, request.location);
        }
        else
            selected.push(named);
    }
    if (selected.length === 0 && (await source.isSent?.(prefix.resolved.path)) === false)
        throw unsentSource(source, request.location);
    return selected;
}
/**
 * Whether a source exists but BuildKit would not find it, as it is not sent (`SentFiles`): a directory in which the pattern behind
 * `/./` matches nothing, or a name with a backslash.
 */
async function isUnsent({ source: { below } }, { resolved }, { pattern, isSent }, { include }) {
    const doubtful = pattern.includes('\\') || (include !== undefined && (await isEmpty(below)));
    return doubtful && (await isSent?.(resolved.path)) === false;
}
async function selectMatch(source, match, request, filters) {
    const { tree } = source;
    const { entry } = match.resolved;
    if (entry === undefined)
        throw await missingSource({ ...source, match, location: request.location });
    const shown = source.keepOwners ? asItIs : ownedByRoot;
    const top = { path: '', source: match.resolved.path, entry: shown(entry) };
    const below = entry.type === 'directory' ? walkSource(tree, top, filters, shown) : select_sources_NOTHING;
    if (filters.include !== undefined || filters.exclude !== undefined)
        await requireRootLinks(source, top, below, request);
    return {
        source: {
            tree,
            baseName: (0,path_parts/* baseName */.Fl)(match.path),
            top,
            contentsOnly: source.whole !== true,
            below,
            unpack: source.unpack,
        },
        shownAs: match.path,
    };
}
/**
 * If only a part of a whole tree is taken, links at its root must not be broken, although they are copied as links: BuildKit follows
 * them for its key (`cache/contenthash/checksum.go`, `includedPaths`).
 */
async function requireRootLinks(source, top, below, { location }) {
    if (top.source !== '')
        return;
    for await (const { entry, path } of below) {
        if (entry.type !== 'symlink' || path.includes('/'))
            continue;
        const match = await followSource(source.tree, path);
        if (match.resolved.entry === undefined)
            throw await missingSource({ ...source, match, location });
    }
}
/** The part before the first `/./` is the source, the rest is a pattern for what to take below it. */
async function selectWithParents(source, request, exclude) {
    const pivot = source.pattern.indexOf('/./');
    const base = pivot < 0 ? '' : source.pattern.slice(0, pivot);
    const pattern = cleanPath(pivot < 0 ? source.pattern : source.pattern.slice(pivot + 3));
    // An empty pattern matches nothing: `COPY --parents .` takes nothing in BuildKit, too.
    const include = dockerignore/* IgnoreMatcher */.Ds.of((0,dockerignore/* excludePatterns */.S3)([pattern], request.location));
    const selected = await selectPattern({ ...source, pattern: base }, request, { include, exclude });
    if (!(0,go_path_match/* hasWildcard */.r)(base) && !(0,go_path_match/* hasWildcard */.r)(pattern))
        await requirePath(source, joinPath(cleanPath(base), pattern), selected, request);
    return selected;
}
/** A path without wildcards must be among what was taken, without a link on the way. */
async function requirePath(source, path, selected, request) {
    for (const { source: { top, below }, shownAs, } of path === '' ? [] : selected) {
        if (top.source !== shownAs)
            continue;
        for await (const entry of below) {
            if (entry.implied !== true && joinPath(shownAs, entry.path).startsWith(path))
                return;
        }
    }
    const match = { path, resolved: { path, missing: path } };
    throw await missingSource({
        ...source,
        match,
        location: request.location,
    });
}
/** A source that the caller made, and that therefore exists. */
async function selectKnown(tree, path, shownAs, unpack, filters) {
    const entry = await tree.lstat(path);
    if (entry === undefined)
        throw new errors/* EngineBug */.Bp(`${tree.label} has no ${path}`);
    const top = { path: '', source: path, entry };
    const below = entry.type === 'directory' ? walkSource(tree, top, filters, asItIs) : select_sources_NOTHING;
    return { source: { tree, baseName: (0,path_parts/* baseName */.Fl)(path), top, contentsOnly: false, below, unpack }, shownAs };
}
function matcherOf(patterns, request) {
    return patterns.length === 0 ? undefined : dockerignore/* IgnoreMatcher */.Ds.of((0,dockerignore/* excludePatterns */.S3)(patterns, request.location));
}
const select_sources_NOTHING = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};
async function isEmpty(entries) {
    for await (const entry of entries)
        return entry.path.length < 0;
    return true;
}
function asItIs(entry) {
    return entry;
}

// EXTERNAL MODULE: ./lib/layer/layer-writer.js
var layer_writer = __webpack_require__(3222);
;// CONCATENATED MODULE: ./lib/engine/copy/write-copy-layer.js


/** Files that are asked for at once, of a tree that can be read in parts. With more, they would outlive the heap's first generation. */
const PART = 512;
/**
 * Writes a layer: first what has no content, in the order of paths; then files, in the order in which their sources can give them at
 * least cost; then hard links. The order in the tar does not change what the layer holds.
 *
 * @throws InfraError when a source changed since it was selected
 */
async function writeCopyLayer({ entries }, writer, signal) {
    let hasLinks = false;
    for (const { entry } of entries) {
        if (entry.type === 'hardlink')
            hasLinks = true;
        else if (entry.type !== 'file')
            await writer.add(entry);
    }
    await new Files(writer, signal).write(entries);
    if (!hasLinks)
        return;
    for (const { entry } of entries)
        if (entry.type === 'hardlink')
            await writer.add(entry);
}
/** Writes files, and keeps no more of them than their trees want to know at once. */
class Files {
    #writer;
    #signal;
    #trees = new Map();
    #archives = new Map();
    constructor(writer, signal) {
        this.#writer = writer;
        this.#signal = signal;
    }
    async write(entries) {
        for (const { entry, content } of entries) {
            if (entry.type !== 'file')
                continue;
            if (content === undefined)
                throw new errors/* EngineBug */.Bp(`${entry.path} has no content`);
            if (content.kind === 'archive') {
                const members = this.#archives.get(content.archive) ?? new Map();
                this.#archives.set(content.archive, members.set(content.member, entry));
            }
            else
                await this.#remember(content, entry);
        }
        for (const [tree, rounds] of this.#trees)
            for (const round of rounds)
                await this.#writeRound(tree, round);
        for (const [archive, wanted] of this.#archives)
            await this.#writeFromArchive(archive, wanted);
    }
    async #remember({ tree, path }, entry) {
        const rounds = this.#trees.get(tree) ?? [];
        this.#trees.set(tree, rounds);
        let round = rounds.find((files) => !files.has(path));
        if (round === undefined)
            rounds.push((round = new Map()));
        round.set(path, entry);
        if (tree.readsInParts !== true || round.size < PART)
            return;
        await this.#writeRound(tree, round);
        rounds.splice(rounds.indexOf(round), 1);
    }
    async #writeRound(tree, left) {
        for await (const { path, data } of tree.contents([...left.keys()])) {
            this.#signal?.throwIfAborted();
            const entry = left.get(path);
            if (entry === undefined)
                throw new errors/* EngineBug */.Bp(`${tree.label} gave ${path}, which nobody asked for`);
            left.delete(path);
            const adding = this.#writer.add(entry, data);
            if (adding !== undefined)
                await adding;
        }
        const [lost] = left.keys();
        if (lost !== undefined)
            throw new errors/* InfraError */.Ri(`${lost} vanished from ${tree.label} while it was copied`);
    }
    async #writeFromArchive(archive, wanted) {
        let member = 0;
        let written = 0;
        for await (const { data } of archiveMembers(archive, this.#signal)) {
            const entry = wanted.get(member++);
            if (entry === undefined)
                continue;
            await this.#writer.add(entry, data);
            written++;
        }
        if (written !== wanted.size)
            throw new errors/* InfraError */.Ri(`${archive.path} changed while it was copied`);
    }
}

// EXTERNAL MODULE: ./lib/layer/compression/group-compressor.js + 1 modules
var group_compressor = __webpack_require__(81957);
;// CONCATENATED MODULE: ./lib/engine/ops/make-layer.js



/**
 * Writes a layer into the store's `ingest` folder. If that fails, nothing is left there.
 *
 * @param cacheOnly no image will have the layer
 */
async function makeLayer(layout, cacheOnly, { ports: { layers }, signal }) {
    const ingest = await layers.newIngest();
    let writer;
    try {
        writer = await layer_writer/* LayerWriter */.z.create({ ...ingest, format: (0,group_compressor/* formatFor */.B)(cacheOnly), paths: layout.entries.paths });
        await writeCopyLayer(layout, writer, signal);
        return await writer.finish();
    }
    catch (error) {
        await writer?.abort();
        await ingest.discard();
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/engine/ops/files-layer.js






/**
 * What is at `path` of a context, to be laid out at the same path of an empty root.
 *
 * @param path `''` for everything
 * @param isSent as in `FileSources`
 * @throws UserError when there is nothing at `path`
 */
async function selectFiles(files, path, shared, isSent) {
    // BuildKit's client sends what the path matches as a pattern, and those are other files.
    if (/[*?[\\]/.test(path) && (await isSent?.(path)) === false) {
        throw new error_location/* WordError */.NE(`"${(0,byte_name/* displayName */.QC)(path)}" not found in ${files.label}: it is a pattern, which does not match itself`, path, {
            hint: 'Mount the directory around it.',
        });
    }
    return selectSources({
        keyword: 'COPY',
        sources: [
            {
                kind: 'pattern',
                tree: files,
                pattern: `/${literalPattern(path)}`,
                written: path,
                keepOwners: false,
                unpack: false,
                // The root exists already.
                ...(path === '' ? {} : { whole: true }),
                ignoredBy: (hidden) => files.ignoredBy(hidden),
            },
        ],
        destination: `/${path}`,
        parents: false,
        excludes: [],
        link: true,
        created: shared.createdSeconds(),
        limit: {
            most: layer_structure/* MAX_LAYER_ENTRIES */.O8,
            passed: () => new error_location/* WordError */.NE(`"${(0,byte_name/* displayName */.QC)(path)}" has more than the ${layer_structure/* MAX_LAYER_ENTRIES */.O8} files that a mount can have`, path, {
                hint: 'Mount a directory further down, or leave out what the build does not need by .dockerignore.',
            }),
        },
    });
}
/** The selected files as a layer; `undefined` if there are none. @param cacheOnly as in `makeLayer` */
async function filesLayer(selection, cacheOnly, shared) {
    const layout = await layOut(selection, undefined, shared.signal);
    return layout.entries.size === 0 ? undefined : makeLayer(layout, cacheOnly, shared);
}
/**
 * The pattern that matches only `path`. A pattern without wildcards is taken as a path, backslashes included; a wildcard is written
 * as a character class of its own.
 */
function literalPattern(path) {
    if (!/[*?[]/.test(path))
        return path;
    return path.replace(/[*?[\\]/g, (char) => (char === '\\' ? '\\\\' : `[${char}]`));
}

// EXTERNAL MODULE: ./lib/engine/keys.js
var keys = __webpack_require__(65580);
// EXTERNAL MODULE: ./lib/engine/ops/op.js
var op = __webpack_require__(90422);
;// CONCATENATED MODULE: ./lib/engine/ops/from.js





/**
 * FROM. An image or a stage is there already. The files of a named context become a layer.
 */
function fromOp(plan, layers, shared) {
    const { base, start, stage } = plan;
    const common = {
        operation: 'from',
        platform: (0,platform/* formatPlatform */.Bq)(start.image.platform),
        parent: (0,keys/* snapshotId */.i)(layers),
    };
    if (base.kind === 'files') {
        let selected;
        const selection = () => (selected ??= selectFiles(base.files, '', shared));
        return {
            forms: [async () => (0,op/* keyInputs */.N)({ ...common, command: base.files.label, files: (await selection()).files })],
            execute: async () => filesLayer(await selection(), shared.cacheOnly.has(plan.from.number), shared),
        };
    }
    const inputs = base.kind === 'image'
        ? { command: `${base.image.name}@${base.image.digest}`, ...configInputs(base.image.config.config ?? {}) }
        : { command: base.kind === 'scratch' ? 'scratch' : stage.node.from.image };
    return {
        forms: (0,op/* onlyForm */.r)((0,op/* keyInputs */.N)({ ...common, ...inputs })),
        execute: () => Promise.resolve(undefined),
        facts: () => Promise.resolve(pinOf(stage, base)),
    };
}
/** Only an index is the same image on every platform. A named context has no tag that moves. */
function pinOf({ base: { kind } }, base) {
    const pin = kind === 'image' && base.kind === 'image' ? base.image.indexDigest : undefined;
    return pin === undefined ? {} : { pin };
}
/** The variables of a base are inputs of their own, so that a later miss can name them. */
function configInputs({ Env, ...rest }) {
    return { env: Env ?? [], config: (0,oci_digest/* sha256 */.sc)(JSON.stringify(rest)) };
}

// EXTERNAL MODULE: ./lib/engine/secret-mask.js
var secret_mask = __webpack_require__(17601);
// EXTERNAL MODULE: ./lib/plan/draft-config.js
var draft_config = __webpack_require__(16687);
// EXTERNAL MODULE: ./lib/engine/history.js
var engine_history = __webpack_require__(17578);
// EXTERNAL MODULE: ./lib/engine/image-draft.js
var image_draft = __webpack_require__(45737);
;// CONCATENATED MODULE: ./lib/engine/schedule/step-outcome.js
/**
 * The outcome of a step that is done, for its event.
 *
 * @param dated the record's time is when it was made, and not fixed by SOURCE_DATE_EPOCH
 */
function stepOutcome(evaluated, result, timer, dated) {
    const { reason, record } = evaluated;
    if (evaluated.status === 'duplicate') {
        return { status: 'duplicate', ...timer.span(), ...result, reason, of: evaluated.of };
    }
    if (evaluated.status === 'hit') {
        return {
            status: 'hit',
            ...timer.span(),
            ...result,
            reason,
            source: evaluated.source,
            ...(dated && { madeAt: record.created }),
            ...(record.ownMs !== undefined && { savedMs: record.ownMs }),
        };
    }
    const { span, made, unchanged, facts } = evaluated;
    return {
        status: 'miss',
        // Of the pass in which it ran.
        ...span,
        ...result,
        reason,
        ...(made !== undefined && { made }),
        ...(unchanged !== undefined && { unchanged }),
        ...(facts !== undefined && { facts }),
    };
}

// EXTERNAL MODULE: ./lib/trace/span.js
var span = __webpack_require__(21725);
;// CONCATENATED MODULE: ./lib/engine/step-times.js

/** Where a trace shows a step. */
function traceRow({ number, instruction }) {
    return `step ${number}: ${instruction}`;
}
/** Measures a step's phases from now on. Time of a phase within another counts for the inner one. */
class StepTimer {
    #now;
    #row;
    #startedAt;
    #spent = { waiting: 0, restoring: 0, reading: 0, running: 0, saving: 0 };
    #usage;
    /**
     * @param now milliseconds
     * @param row where a trace shows the step
     */
    constructor(now, row) {
        this.#now = now;
        this.#row = row;
        this.#startedAt = now();
    }
    async measure(phase, work) {
        const started = this.#now();
        const before = this.#total();
        try {
            return await (0,span/* traced */.mn)('steps', () => phase, work, this.#row);
        }
        finally {
            const inner = this.#total() - before;
            this.#spent[phase] += Math.max(this.#now() - started - inner, 0);
        }
    }
    /** Says that a part of the work that is being measured, and is over, belongs to another phase. @param milliseconds how long it took */
    note(phase, milliseconds) {
        this.#spent[phase] += milliseconds;
    }
    /** @param usage `undefined`: it is not known */
    noteUsage(usage) {
        this.#usage = usage;
    }
    /** Milliseconds, up to the end of the last phase. */
    get ownMs() {
        const { reading, running, saving } = this.#spent;
        return reading + running + saving;
    }
    /** Up to now. */
    span() {
        const { waiting, restoring, running, saving } = this.#spent;
        return {
            startedAt: this.#startedAt,
            durationMs: Math.max(this.#now() - this.#startedAt - waiting, 0),
            times: { waitingMs: waiting, restoringMs: restoring, runningMs: running, savingMs: saving },
            ownMs: this.ownMs,
            ...(this.#usage !== undefined && { usage: this.#usage }),
        };
    }
    #total() {
        return Object.values(this.#spent).reduce((sum, spent) => sum + spent, 0);
    }
}

// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
// EXTERNAL MODULE: ./lib/engine/values/harmless-names.js
var harmless_names = __webpack_require__(62975);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/engine/values/slow-hash.js


/** The same on every machine, since a machine that restores a record compares hashes with it. */
const SALT = 'layer-build value 1';
/** 16 MiB and some 40 ms for each try (RFC 7914; `r` and `p` are Node's defaults, 8 and 1). */
const COST = 2 ** 14;
const slow_hash_BYTES = 32;
const known = new Map();
const derive = (0,external_node_util_.promisify)(external_node_crypto_.scrypt);
/**
 * A hash that takes long to compute, so that a reader of a record cannot find the value by trying many. A process hashes each text only
 * once.
 *
 * @returns hex
 */
function slowHash(text) {
    let hash = known.get(text);
    if (hash === undefined) {
        hash = derive(text, SALT, slow_hash_BYTES, { cost: COST }).then((bytes) => bytes.toString('hex'));
        known.set(text, hash);
    }
    return hash;
}

;// CONCATENATED MODULE: ./lib/engine/values/given-values.js






/** Characters. A shorter value is not searched for in other texts, since it would be found everywhere. */
const SHORTEST = 4;
/**
 * The values of a stage's ARGs that come from `--build-arg`. All other values are in the Dockerfile or in the base. A value from outside
 * may be a secret, although people are told not to do that. The same is true for the user and password of any address. Others can read
 * records and keys in caches. So a record has slow hashes of such values, and a step's key is made with a slow hash of the values that the
 * step uses. With neither, anybody can test guesses fast (docs/adr/0011-values-in-records.md).
 */
class GivenValues {
    /** By name of the ARG. */
    #values;
    /** The values that are in the image's config. */
    #exposed = new Set();
    constructor(values) {
        this.#values = values;
        // Nearly all are needed, and side by side they take no longer than a few. A failure is thrown where the hash is asked for.
        for (const value of values.values())
            slowHash(value).catch(() => undefined);
    }
    /** For the ARGs before the first FROM. */
    static ofGlobals({ buildArgs, globalArgs }) {
        return new GivenValues(givenAmong(globalArgs.flatMap(({ arg }) => arg.values.map(([name]) => name)), buildArgs));
    }
    /** For a stage that starts now. It has the values of the stages below it, and of the ARGs that its FROM can use. */
    static ofStage(plan, stage) {
        const globals = plan.globalArgs.flatMap(({ arg }) => arg.values.map(([name]) => name));
        const declared = stage.end.declaredArgs.map(([name]) => name);
        const values = new GivenValues(givenAmong([...globals, ...declared], plan.buildArgs));
        for (let below = belowOf(stage, plan); below !== undefined; below = belowOf(below, plan))
            for (const step of below.steps)
                values.noteConfig(step);
        return values;
    }
    /** Notes the values that a step wrote into the image's config. From now on, everything made from the config depends on them. */
    noteConfig({ operation, text, expanded }) {
        if (operation.kind !== 'config' || operation.args !== undefined)
            return;
        const given = text.includes('$') ? this.#in(expanded) : [];
        for (const value of [...given, ...(0,url_credentials/* credentialsIn */.W)(expanded)])
            this.#exposed.add(value);
    }
    /** The key of a step. A step that uses no value from outside has the plain key. */
    async keyOf(written) {
        return (0,keys/* stepKey */.U)(written.inputs, await this.#pepper(this.#usedBy(written)));
    }
    /** The inputs in the form that is kept in a record. */
    async recorded(written) {
        const plain = (0,record/* recordedPlainly */.uc)(written.inputs);
        const { command, config } = written.inputs;
        const used = this.#usedBy(written);
        if (used.length === 0)
            return plain;
        const pepper = await this.#pepper(used);
        const recorded = (variable) => this.#recordedVariable(variable);
        return {
            ...plain,
            command: used.some((value) => command.includes(value)) ? { hash: (0,oci_digest/* hashFields */.MR)(pepper, command) } : command,
            config: config === '' ? '' : (0,oci_digest/* hashFields */.MR)(pepper, config),
            env: await Promise.all(plain.env.map(recorded)),
            args: await Promise.all(plain.args.map(recorded)),
        };
    }
    async #recordedVariable(variable) {
        if ('hash' in variable || variable.value === undefined)
            return variable;
        if ((0,harmless_names/* isHarmlessName */.J)(variable.name) && (0,url_credentials/* credentialsIn */.W)(variable.value).length === 0)
            return variable;
        const { name, value } = variable;
        const isHidden = this.#values.get(name) === value || this.#in(value).length > 0 || (0,url_credentials/* credentialsIn */.W)(value).length > 0;
        return isHidden ? { name, hash: (0,oci_digest/* hashFields */.MR)('variable', name, await slowHash(value)) } : variable;
    }
    #usedBy({ inputs, instruction }) {
        const { operation, command, env, args } = inputs;
        const named = args.flatMap((variable) => {
            const { name, value } = (0,record/* splitVariable */.tx)(variable);
            return value !== undefined && this.#values.get(name) === value ? [value] : [];
        });
        const texts = [command, ...env, ...args];
        const inVariables = [...env, ...args].flatMap((variable) => this.#in(variable));
        // The values in a command without variables come from the Dockerfile, even if they are equal by chance.
        const inCommand = /\$|<</.test(instruction) ? this.#in(command) : [];
        const inConfig = operation === 'config' ? this.#exposed : [];
        return [...new Set([...named, ...inVariables, ...inCommand, ...inConfig, ...texts.flatMap(url_credentials/* credentialsIn */.W)])].sort();
    }
    #in(text) {
        return [...this.#values.values()].filter((value) => value.length >= SHORTEST && text.includes(value));
    }
    /**
     * One slow hash for each value from outside, so that steps with other sets of the same values need no more. Those from the Dockerfile, of
     * which there may be very many, have one together.
     */
    async #pepper(used) {
        if (used.length === 0)
            return '';
        const given = new Set(this.#values.values());
        const others = used.filter((value) => !given.has(value));
        const slow = [
            ...used.filter((value) => given.has(value)),
            ...(others.length === 0 ? [] : [JSON.stringify(others)]),
        ];
        return (0,oci_digest/* hashFields */.MR)('values', ...(await Promise.all(slow.map(slowHash))));
    }
}
function givenAmong(names, buildArgs) {
    const values = new Map();
    for (const name of names) {
        const value = Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
        if (value !== undefined && value !== '' && !(0,harmless_names/* isHarmlessName */.J)(name))
            values.set(name, value);
    }
    return values;
}
function belowOf({ base }, { stages }) {
    return base.kind === 'stage' ? stages.find(({ stage }) => stage.index === base.index) : undefined;
}

;// CONCATENATED MODULE: ./lib/engine/schedule/stage-execution.js
















/** A step failed. The image before it is kept, for the user to look into. */
class StepFailure extends Error {
    name = 'StepFailure';
    step;
    lastGood;
    constructor(step, lastGood, cause) {
        super(`step ${step.number} failed`, { cause });
        this.step = step;
        this.lastGood = lastGood;
    }
}
/** Runs one stage's steps, one after the other. */
class StageExecution {
    #options;
    #stage;
    #done = [];
    /** How many of them belong to the stages below, or are ARGs before the first FROM. */
    #below = 0;
    #draft;
    /** How many of its layers were told. */
    #told = 0;
    #values;
    constructor(stage, options) {
        this.#stage = stage;
        this.#options = options;
        this.#values = GivenValues.ofStage(options.plan, stage);
        this.#draft = { image: stage.start.image, layers: [], history: engine_history/* History */.B.none };
    }
    get name() {
        return this.#stage.from.stage;
    }
    /** Of the stage's steps that are done, in their order. */
    get records() {
        return this.#done.slice(this.#below).map(({ record }) => record);
    }
    get instructions() {
        return [this.#stage.from, ...this.#stage.steps.map((step) => step.info)].map((info) => info.instruction);
    }
    async run() {
        try {
            await this.#runFrom();
            for (const step of this.#stage.steps)
                await this.#runStep(step);
        }
        catch (error) {
            if (error instanceof dry_run/* BlockedByStep */.A$)
                this.#noteBlocked(error.step);
            throw error;
        }
        return { draft: this.#draft, done: this.#done };
    }
    /** Notes that the steps which were not reached wait for `step`. */
    #noteBlocked(step) {
        const steps = [this.#stage.from, ...this.#stage.steps.map(({ info }) => info)].slice(this.records.length);
        for (const { number } of steps) {
            if (number !== step)
                this.#options.dryRun?.blockedBy.set(number, step);
        }
    }
    async #runFrom() {
        const { base, from, start } = this.#stage;
        const timer = new StepTimer(this.#options.now, traceRow(from));
        const below = base.kind === 'stage' ? await timer.measure('waiting', () => this.#options.resultOf(base.index)) : undefined;
        const layers = base.kind === 'image' ? base.image.layers : (below?.draft.layers ?? []);
        this.#done = [...(below?.done ?? this.#options.globals)];
        this.#below = this.#done.length;
        await this.#evaluate({ info: from, range: this.#stage.stage.node.from.range, timer }, { image: start.image, layers, history: below?.draft.history ?? engine_history/* History */.B.none }, this.#options.fromOpOf(this.#stage, layers));
    }
    async #runStep(step) {
        const { layers, history } = this.#draft;
        const args = step.operation.kind === 'config' ? step.operation.args : undefined;
        const turn = {
            info: step.info,
            range: step.range,
            timer: new StepTimer(this.#options.now, traceRow(step.info)),
            args,
        };
        const context = { step, stage: this.#stage, layers, timer: turn.timer };
        this.#values.noteConfig(step);
        const op = step.operation.kind === 'config'
            ? this.#configOp(step, step.operation.args)
            : // The step may copy from a stage that is not done yet.
                await this.#failing(turn, () => turn.timer.measure('waiting', () => this.#options.opOf(context)));
        await this.#evaluate(turn, { image: step.image, layers, history }, op, step.history);
    }
    #configOp(step, args) {
        const { config, author = null } = step.image;
        const below = (0,oci_digest/* digestOfPieces */.Rj)(['[', ...(0,draft_config/* encodedConfig */.b)(config, 'identified'), `,${JSON.stringify(author)}]`]);
        return {
            forms: (0,op/* onlyForm */.r)((0,op/* keyInputs */.N)({
                operation: 'config',
                ...(args === undefined ? { command: step.expanded } : { command: 'ARG', args }),
                platform: (0,platform/* formatPlatform */.Bq)(step.image.platform),
                parent: (0,keys/* snapshotId */.i)(this.#draft.layers),
                config: below,
            })),
            execute: () => Promise.resolve(undefined),
        };
    }
    /** Evaluates one step. @param base the image below, with the config as it is after the step */
    async #evaluate(turn, base, op, entry) {
        const { sink, signal } = this.#options;
        const { info, timer } = turn;
        const evaluated = await this.#failing(turn, () => {
            signal.throwIfAborted();
            sink({ type: 'step-started', step: info.number });
            return this.#stoppable(turn, () => (0,span/* traced */.mn)('steps', () => info.instruction, (span) => this.#evaluated(turn, op, span), traceRow(info)));
        });
        // The record may be of an equal step of another stage, or of an instruction that was written differently.
        const record = { ...evaluated.record, stage: info.stage, instruction: info.instruction };
        const isHit = evaluated.status === 'hit';
        this.#done.push({ info, ordinal: this.#ordinal, record, args: turn.args, ...(isHit && { isHit }) });
        this.#draft = {
            image: base.image,
            layers: record.layer === undefined ? base.layers : [...base.layers, record.layer],
            history: entry === undefined ? base.history : base.history.with(this.#historyOf(record, entry)),
        };
        for (const layer of this.#draft.layers.slice(this.#told))
            this.#options.imageLayer?.(layer);
        this.#told = this.#draft.layers.length;
        sink({ type: 'step-finished', step: info.number, outcome: this.#outcome(info, evaluated, timer) });
    }
    async #evaluated({ info, timer }, op, span) {
        const evaluated = await this.#options.evaluator.evaluate(this.#identity(info), op, timer);
        span.note({ cache: evaluated.status });
        return evaluated;
    }
    #outcome(info, evaluated, timer) {
        const { record } = evaluated;
        const { base, from } = this.#stage;
        const result = {
            ...(record.layer !== undefined && { layer: blobOf(record.layer) }),
            ...(info === from &&
                base.kind === 'image' && {
                base: {
                    reference: base.image.name,
                    digest: base.image.digest,
                    layers: base.image.layers.map(blobOf),
                    ...createdOf(base.image),
                },
            }),
            imageId: this.#imageId(),
        };
        return stepOutcome(evaluated, result, timer, this.#options.fixedTime === undefined);
    }
    #historyOf(record, entry) {
        return (0,engine_history/* historyEntry */.x)(entry.createdBy, record.layer === undefined, this.#options.fixedTime ?? record.created);
    }
    get #ordinal() {
        return this.#done.length - this.#below;
    }
    #identity({ number, instruction, stage }) {
        const runsAnyway = offReason(this.#options.noCache, this.#stage.stage.name);
        return { number, instruction, stage, ordinal: this.#ordinal, below: this.#done, values: this.#values, runsAnyway };
    }
    /** Labels of the command line belong to the target's image, and so to the id of its last step. */
    #imageId() {
        const isTarget = this.#stage.stage.index === this.#options.plan.target;
        const last = this.#ordinal === this.#stage.steps.length + 1;
        return last ? (0,image_draft/* draftId */.Hd)(this.#draft, isTarget ? this.#options.labels : {}) : (0,image_draft/* idBetweenSteps */.hd)(this.#draft);
    }
    /** Tells if a step that has started is stopped, and how long it had taken by then. */
    async #stoppable({ info, timer }, work) {
        const { sink, signal } = this.#options;
        try {
            return await work();
        }
        catch (error) {
            if (signal.aborted)
                sink({ type: 'step-stopped', step: info.number, ...timer.span() });
            throw error;
        }
    }
    /** An error without a location gets the instruction's. */
    async #failing({ info, range, timer }, work) {
        try {
            return await work();
        }
        catch (thrown) {
            // The step did not fail: another pass makes the layer again or reads the file again, or this is a dry run.
            if (thrown instanceof layers_lost/* LayersLost */.h || thrown instanceof dry_run/* BlockedByStep */.A$ || thrown instanceof source_changed/* SourceChanged */.W)
                throw thrown;
            const error = (0,error_location/* locateError */.HY)(thrown, this.#options.plan.dockerfile, range);
            if (!this.#options.signal.aborted) {
                const cause = error instanceof Error ? error : new Error(String(error));
                this.#options.sink({ type: 'step-failed', step: info.number, error: cause, ...timer.span() });
            }
            throw error instanceof StepFailure ? error : new StepFailure(info, this.#draft, error);
        }
    }
}
function blobOf({ blob }) {
    return { digest: blob.digest, size: blob.size };
}
/** Builders that fix times write the epoch, or the year 1: that says nothing. A year of five digits is a mistake. */
function createdOf({ config }) {
    const time = Date.parse(config.created ?? '');
    return time > 0 && time < Date.UTC(10_000) ? { created: new Date(time).toISOString() } : {};
}

// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(32206);
// EXTERNAL MODULE: ./lib/layer/compression/recompress.js
var recompress = __webpack_require__(13795);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
;// CONCATENATED MODULE: ./lib/engine/explain/command-changes.js



/**
 * The options that differ between two commands of the same text. A command may hold what nobody should see: only some values are shown.
 *
 * @returns `undefined` if the commands are not objects, or if a record hides one
 */
function commandChanges(before, now) {
    const [old, current] = [fieldsOf(before), fieldsOf(now)];
    if (old === undefined || current === undefined)
        return undefined;
    const names = [...new Set([...old.keys(), ...current.keys()])];
    const differing = names.filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(current.get(name)));
    return differing.map((name) => name === 'argv'
        ? shellChange(old.get(name), current.get(name))
        : optionChange(name, old.get(name), current.get(name)));
}
const SHOWN_OPTIONS = new Set(['network', 'user', 'cwd', 'hostname', 'shmSize']);
function optionChange(name, from, to) {
    const isShown = SHOWN_OPTIONS.has(name) && isPlain(from) && isPlain(to);
    return { input: 'option', name, ...(isShown && { from: String(from), to: String(to) }) };
}
/** The text of a RUN does not name its shell. What comes last in the command line is that text. */
function shellChange(before, now) {
    const [from, to] = [shellOf(before), shellOf(now)];
    const isKnown = from !== undefined && to !== undefined && from !== to;
    return { input: 'option', name: 'shell', ...(isKnown && { from, to }) };
}
function shellOf(argv) {
    if (!Array.isArray(argv) || !argv.every((word) => typeof word === 'string'))
        return undefined;
    return argv.length < 2 ? undefined : argv.slice(0, -1).join(' ');
}
function isPlain(value) {
    return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
function fieldsOf(command) {
    if (typeof command !== 'string')
        return undefined;
    const fields = (0,decode_or/* parseOrUndefined */.x9)((0,containers/* mapOf */.A7)(decoder/* anything */.D8), command, Infinity);
    return fields && new Map(Object.entries(fields));
}

;// CONCATENATED MODULE: ./lib/engine/explain/file-changes.js


/** How many changes are listed; of the others only the number is given. */
const KEPT = 20;
/**
 * What changed in the files that a step uses; `undefined` if nothing did.
 *
 * @param before from a record, with short digests
 */
function filesChange(before, now, { onlyKept, root } = { onlyKept: false, root: '' }) {
    const { added, changed, gone, taken } = compared(before, now);
    const isDirectory = new Set([...added, ...gone].flatMap(([path, identity]) => (isDirectoryIdentity(identity) ? [path] : [])));
    const all = onlyKept ? changed : [...changed, ...renamedOrAdded(added, gone), ...[...gone.keys()].map(removed)];
    const changes = gitLast(withoutFolders(all, isDirectory)).map((change) => rooted(change, root));
    if (changes.length === 0)
        return undefined;
    return { input: 'files', changes: changes.slice(0, KEPT), changed: changes.length, taken };
}
/** Goes through both lists side by side, since they may be long. Lists of several mounts, or from elsewhere, need not be sorted. */
function compared(before, now) {
    const added = new Map();
    const gone = new Map();
    const changed = [];
    const compare = (path, was, is) => {
        if (was !== is)
            changed.push(modification(path, was, is));
    };
    let taken = 0;
    const olds = before[Symbol.iterator]();
    let old = olds.next();
    for (const [path, full] of now) {
        const identity = (0,file_identity/* shortFileIdentity */.Zw)(full);
        if (!isDirectoryIdentity(identity))
            taken++;
        for (; old.done !== true && (0,code_unit_order/* byCodeUnit */.X)(old.value[0], path) < 0; old = olds.next()) {
            gone.set(old.value[0], (0,file_identity/* shortFileIdentity */.Zw)(old.value[1]));
        }
        if (old.done !== true && old.value[0] === path) {
            compare(path, (0,file_identity/* shortFileIdentity */.Zw)(old.value[1]), identity);
            old = olds.next();
        }
        else
            added.set(path, identity);
    }
    for (; old.done !== true; old = olds.next())
        gone.set(old.value[0], (0,file_identity/* shortFileIdentity */.Zw)(old.value[1]));
    for (const [path, is] of added) {
        const was = gone.get(path);
        if (was === undefined)
            continue;
        compare(path, was, is);
        added.delete(path);
        gone.delete(path);
    }
    return { added, gone, changed, taken };
}
function isDirectoryIdentity(identity) {
    return identity.startsWith('directory ');
}
/** Leaves out directories that came or went together with a file in them. */
function withoutFolders(changes, isDirectory) {
    const above = new Set();
    for (const change of changes) {
        for (const path of change.change === 'renamed' ? [change.path, change.from] : [change.path]) {
            for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
                above.add(path.slice(0, end));
        }
    }
    return changes.filter(({ path }) => !(isDirectory.has(path) && above.has(path)));
}
/** What is in `.git` changes with every commit, and in many files: it counts as one, after the files that people write. */
function gitLast(changes) {
    const isGit = ({ path }) => path === '.git' || path.startsWith('.git/');
    const others = changes.filter((change) => !isGit(change));
    if (changes.length - others.length < 2)
        return changes;
    return [...others, { path: '.git', change: 'modified', content: true }];
}
function rooted(change, root) {
    const shown = (path) => (root === '' ? path : root + path.replace(/^[./]+$/, ''));
    const path = shown(change.path);
    return change.change === 'renamed' ? { ...change, path, from: shown(change.from) } : { ...change, path };
}
function removed(path) {
    return { path, change: 'removed' };
}
/** A new file with the content of one that is gone was renamed. Takes the old names out of `gone`. */
function renamedOrAdded(added, gone) {
    const namesByContent = new Map();
    for (const [path, identity] of gone) {
        const content = contentOf(identity);
        if (content !== undefined)
            namesByContent.set(content, [...(namesByContent.get(content) ?? []), path]);
    }
    return [...added].map(([path, identity]) => {
        const content = contentOf(identity);
        const names = content === undefined ? undefined : namesByContent.get(content);
        const from = names?.shift();
        if (from === undefined)
            return { path, change: 'added' };
        gone.delete(from);
        return { path, change: 'renamed', from };
    });
}
/** Short sha256 of an empty file: that two files are empty does not mean that one was renamed. */
const EMPTY = 'sha256:e3b0c44298fc1c14';
function contentOf(identity) {
    const parsed = (0,file_identity/* parseFileIdentity */.EJ)(identity);
    return parsed?.type === 'file' && parsed.content !== EMPTY ? parsed.content : undefined;
}
function modification(path, was, is) {
    const [before, now] = [(0,file_identity/* parseFileIdentity */.EJ)(was), (0,file_identity/* parseFileIdentity */.EJ)(is)];
    // A record from elsewhere may have any text.
    if (before === undefined || now === undefined)
        return { path, change: 'modified', content: true };
    if (before.type !== now.type)
        return { path, change: 'type', from: before.type, to: now.type };
    return { path, change: 'modified', ...differenceOf(before, now) };
}
function differenceOf(before, now) {
    const changeOf = (field) => ({ from: before[field], to: now[field] });
    return {
        ...(before.content !== now.content && { content: true }),
        ...(before.mode !== now.mode && { mode: changeOf('mode') }),
        ...(before.owner !== now.owner && { owner: changeOf('owner') }),
        ...(before.rest !== now.rest && { attributes: true }),
    };
}

;// CONCATENATED MODULE: ./lib/engine/explain/config-parts.js
/** What of an image's config each keyword sets, in words. */
const PARTS = {
    USER: 'user',
    WORKDIR: 'working directory',
    SHELL: 'shell',
    EXPOSE: 'ports',
    VOLUME: 'volumes',
    CMD: 'command',
    ENTRYPOINT: 'entrypoint',
    STOPSIGNAL: 'stop signal',
    HEALTHCHECK: 'health check',
    ONBUILD: 'triggers',
    MAINTAINER: 'author',
};
/** What an instruction sets in the image's config: `label version`, `ENV MODE`, `user`. Values are not shown. */
function configParts(instruction) {
    const keyword = instruction.split(/\s/, 1)[0]?.toUpperCase() ?? '';
    if (keyword === 'ENV')
        return pairNames(instruction).map((name) => `ENV ${name}`);
    if (keyword === 'LABEL')
        return pairNames(instruction).map((name) => `label ${name}`);
    const part = PARTS[keyword];
    return part === undefined ? [] : [part];
}
/** The names that an ENV or LABEL sets: `A=1 B=2`, or the old form `A 1`. Values in quotes do not count. */
function pairNames(instruction) {
    const text = instruction.replace(/^\S+\s+/, '');
    const first = /^[^\s="']+(?=\s|$)/.exec(text)?.[0];
    if (first !== undefined)
        return [first];
    const bare = text.replace(/=(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*/g, '=');
    return [...bare.matchAll(/(?:^|\s)["']?([^\s="']+)["']?=/g)].flatMap(([, name]) => name ?? []);
}

// EXTERNAL MODULE: ./lib/layer/packed-entries.js
var packed_entries = __webpack_require__(90492);
;// CONCATENATED MODULE: ./lib/engine/explain/layer-changes.js

/** How many paths are named. */
const layer_changes_KEPT = 3;
/** Paths that differ between two layers in more than times. Files come first: directories change with their content. */
function differingPaths(before, now) {
    const [old, current] = [packed_entries/* PackedEntries */.J.of(before.entries), packed_entries/* PackedEntries */.J.of(now.entries)];
    const files = [];
    const directories = [];
    let count = 0;
    const add = ({ type, path }) => {
        count++;
        const paths = type === 'directory' ? directories : files;
        if (paths.length < layer_changes_KEPT)
            paths.push(`/${path}`);
    };
    for (const entry of current) {
        const was = old.get(entry.path);
        if (was === undefined || substanceOf(was) !== substanceOf(entry))
            add(entry);
    }
    for (const entry of old)
        if (current.typeAt(entry.path) === undefined)
            add(entry);
    return { named: [...files, ...directories].slice(0, layer_changes_KEPT), count };
}
function substanceOf(entry) {
    return JSON.stringify(entry, (key, value) => (key === 'mtime' ? undefined : value));
}

// EXTERNAL MODULE: ./lib/engine/explain/variable-changes.js
var variable_changes = __webpack_require__(34960);
;// CONCATENATED MODULE: ./lib/engine/explain/origins.js




/** The lowest of these steps whose result changed. Those above it follow from it. */
function changedStep(steps, partners) {
    for (const done of steps) {
        const was = partnerOf(done, partners);
        // A new step without a layer does not change what is above it.
        if (was === undefined ? done.record.layer === undefined : resultOf(was) === resultOf(done.record))
            continue;
        return { done, was };
    }
    return undefined;
}
async function parentChange({ done, was }, layers) {
    const atHand = (layer) => layer === undefined ? Promise.resolve(undefined) : layers.indexAtHand(layer);
    const { info, record, isHit } = done;
    const { number, instruction } = info;
    const step = { number, instruction, isNew: was === undefined, ...(isHit === true && { isHit }) };
    const [old, current] = await Promise.all([atHand(was?.layer), atHand(record.layer)]);
    if (old === undefined || current === undefined)
        return { input: 'parent', step };
    return { input: 'parent', step, paths: differingPaths(old, current) };
}
/** Why the image config below a step changed. @param stages of the steps, and of the step itself */
function configChange(steps, stages, partners) {
    for (const done of steps) {
        const { info, record } = done;
        const was = partnerOf(done, partners);
        if (!setsConfig(record.inputs) || (was !== undefined && setsTheSame(was.inputs, record.inputs)))
            continue;
        const { number, instruction } = info;
        const parts = record.inputs.operation === 'from' ? baseParts(was?.inputs, record.inputs) : configParts(instruction);
        return { input: 'config', step: { number, instruction }, ...(parts.length > 0 && { parts }) };
    }
    const gone = [...stages].flatMap((stage) => partners.gone(stage)).find(({ inputs }) => setsConfig(inputs));
    return { input: 'config', ...(gone !== undefined && { gone: gone.instruction }) };
}
function setsConfig({ operation, command }) {
    return operation === 'from' || operation === 'workdir' || (operation === 'config' && command !== 'ARG');
}
function setsTheSame(before, now) {
    return now.operation === 'from'
        ? before.config === now.config && sameVariables(before.env, now.env)
        : isSameCommand(before.command, now.command);
}
function baseParts(before, now) {
    if (before === undefined)
        return [];
    const names = (0,variable_changes/* variableChanges */.q)('env', before.env, now.env, [], (text) => text).map(({ name }) => `ENV ${name}`);
    return before.config === now.config ? names : [...names, 'other settings of the base'];
}
function sameVariables(before, now) {
    return JSON.stringify(before) === JSON.stringify(now);
}
/** Where the variable `name` gets its value. `undefined` for one that no step below sets. */
function variableOrigin(name, steps, partners, masked) {
    for (const done of steps.toReversed()) {
        const now = settingOf(name, done.record);
        if (now === undefined)
            continue;
        const was = partnerOf(done, partners);
        const before = was && settingOf(name, was);
        const step = done.info.number;
        const given = done.args?.find((variable) => (0,record/* splitVariable */.tx)(variable).name === name);
        const plain = 'hash' in now.variable ? given : `${name}=${now.variable.value ?? ''}`;
        const shown = plain === undefined ? [] : [plain];
        const list = before === undefined ? [] : [before.variable];
        const [change] = (0,variable_changes/* variableChanges */.q)(now.input, list, [now.variable], shown, masked);
        return { step, ...(change !== undefined && { change: { ...change, step } }) };
    }
    return undefined;
}
/** What a step sets a variable to. */
function settingOf(name, { inputs, instruction }) {
    const { operation, command, args, env } = inputs;
    if (operation === 'arg' || command === 'ARG')
        return named('arg', args, name);
    if (operation === 'from')
        return named('env', env, name);
    if (operation !== 'config' || !/^env\s/i.test(instruction))
        return undefined;
    const names = pairNames(instruction);
    const at = names.indexOf(name);
    if (at < 0)
        return undefined;
    const variable = typeof command === 'string' ? { name, value: pairValue(command, names, at) } : { name, ...command };
    return { input: 'env', variable };
}
function named(input, variables, name) {
    const variable = variables.find((one) => one.name === name);
    return variable && { input, variable };
}
/** A value of an ENV after expansion, in which nothing is quoted: it ends where the next pair begins. */
function pairValue(command, names, at) {
    const begin = `${names[at] ?? ''}=`;
    const next = names[at + 1];
    const rest = command.slice(command.indexOf(` ${begin}`) + 1 + begin.length);
    const end = next === undefined ? -1 : rest.indexOf(` ${next}=`);
    return end < 0 ? rest : rest.slice(0, end);
}
function partnerOf({ info, ordinal }, partners) {
    return partners.of({ stage: info.stage, ordinal });
}
/** Identifies a step's result: its layer's content, or the layers that FROM brings. */
function resultOf({ inputs, layer }) {
    return layer?.contentId ?? (inputs.operation === 'from' ? inputs.parent : '');
}
function isSameCommand(before, now) {
    return typeof before === 'string' || typeof now === 'string' ? before === now : before.hash === now.hash;
}

;// CONCATENATED MODULE: ./lib/engine/explain/explain.js





/** Why a step missed, by comparing it with its record of the last build in its scope, if there is one. */
async function explainMiss(miss, past) {
    const { steps, unfinished, evicted = [] } = past.previous;
    if (steps.length + unfinished.length + evicted.length === 0) {
        return past.faults.length > 0 ? { kind: 'unreachable', faults: past.faults } : { kind: 'no-record' };
    }
    const isThis = (step) => step.stage === miss.stage && step.instruction === miss.instruction;
    const record = past.partners.of(miss);
    if (record === undefined) {
        if (evicted.some(isThis))
            return { kind: 'evicted' };
        return { kind: unfinished.some(isThis) ? 'unfinished' : 'new-instruction' };
    }
    const changes = await new Difference(miss, record, past).changes();
    if (changes.length === 0)
        return { kind: 'evicted' };
    // The record is older than the last build, which had already made what lies below.
    if (changes.every(isUnnamedParent) && unfinished.some(isThis))
        return { kind: 'unfinished' };
    return { kind: 'changed', changes };
}
function isUnnamedParent(change) {
    return change.input === 'parent' && change.step === undefined;
}
/** What differs between a step and its record of the last build. */
class Difference {
    #miss;
    #record;
    #past;
    constructor(miss, record, past) {
        this.#miss = miss;
        this.#record = record;
        this.#past = past;
    }
    /** First what comes from outside: the text, the base, files. Then what follows from steps below. */
    async changes() {
        const { now } = this.#miss;
        const before = this.#record.inputs;
        const own = [...this.#instruction(), ...this.#base(), ...(await this.#files())];
        if (before.platform !== now.platform)
            own.push({ input: 'platform', from: before.platform, to: now.platform });
        const command = this.#command(own);
        const variables = [...this.#variables('arg'), ...this.#variables('env')];
        const parent = await this.#parent(own.length + command.length + variables.length > 0);
        const named = [...own, ...parent, ...withoutRepeats(variables, command)];
        // That the command is another one says nothing new beside the reasons for it.
        const known = named.length > 1 ? named.filter(({ input }) => input !== 'expansion') : named;
        return [...known, ...this.#config(known)];
    }
    get #isEdited() {
        return this.#record.instruction !== this.#miss.instruction;
    }
    /** The same reference leads to another image. */
    get #isMovedBase() {
        const [before, now] = [this.#record.inputs.command, this.#miss.now.command];
        if (typeof before !== 'string' || typeof now !== 'string')
            return false;
        return baseIdentity(before).reference === baseIdentity(now).reference;
    }
    #instruction() {
        return this.#isEdited ? [{ input: 'instruction', was: this.#record.instruction }] : [];
    }
    #base() {
        const [before, now] = [this.#record.inputs.command, this.#miss.now.command];
        if (this.#miss.now.operation !== 'from' || isSameCommand(before, now))
            return [];
        if (typeof before !== 'string' || typeof now !== 'string')
            return [{ input: 'expansion' }];
        const [variable] = this.#textVariables();
        const step = variable?.step;
        return [{ input: 'base', from: baseIdentity(before), to: baseIdentity(now), ...(step !== undefined && { step }) }];
    }
    /** If the instruction takes other files than before, as its text or its variables say so, only those count that it took before too. */
    async #files() {
        const before = await this.#past.records.filesOf(this.#record);
        if (before === undefined)
            return [];
        const { inputs, sources, takesFromImage } = this.#miss;
        const takesOthers = !isSameCommand(this.#record.inputs.command, this.#miss.now.command);
        const change = filesChange(before, inputs.files, {
            onlyKept: takesOthers,
            root: takesFromImage === true ? '/' : '',
        });
        if (change === undefined)
            return [];
        const origin = this.#originAmong(sources);
        return [{ ...change, ...(origin !== undefined && { step: origin }) }];
    }
    /** @param own changes of the step's text and base, which explain another command */
    #command(own) {
        const { now, sources } = this.#miss;
        const before = this.#record.inputs;
        const isExplained = this.#isEdited || own.some(({ input }) => input === 'base' || input === 'expansion');
        if (isExplained || isSameCommand(before.command, now.command))
            return [];
        const variables = this.#textVariables();
        if (variables.length > 0)
            return variables;
        const options = commandChanges(before.command, now.command);
        if (options === undefined)
            return [{ input: 'expansion' }];
        // The files of a mount are part of the command by a hash over them.
        const areFiles = own.some(({ input }) => input === 'files');
        return options
            .filter(({ name }) => name !== 'mounts' || !areFiles)
            .map((change) => {
            const step = change.name === 'mounts' ? this.#originAmong(sources) : this.#setterOf(change.name);
            return { ...change, ...(step !== undefined && { step }) };
        });
    }
    /** The variables in the instruction's text whose values changed. */
    #textVariables() {
        const names = [...this.#miss.instruction.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].flatMap(([, name]) => name ?? []);
        return [...new Set(names)].flatMap((name) => this.#originOf(name)?.change ?? []);
    }
    #variables(input) {
        const { now, inputs } = this.#miss;
        const field = input === 'arg' ? 'args' : 'env';
        const before = this.#record.inputs[field];
        const changes = (0,variable_changes/* variableChanges */.q)(input, before, now[field], inputs[field], this.#past.masked);
        // The variables of a base come with it. Of another base, all may differ.
        if (now.operation === 'from')
            return this.#isMovedBase ? changes.filter(({ change }) => change === 'changed') : [];
        return changes.map((change) => {
            const origin = this.#originOf(change.name);
            return { ...change, ...(origin?.change !== undefined && { step: origin.step }) };
        });
    }
    /** @param isExplained other changes are known */
    async #parent(isExplained) {
        const { now, below } = this.#miss;
        const before = this.#record.inputs;
        if (before.parent === now.parent && before.layout === now.layout)
            return [];
        // A layout is what the step makes of all that is known already.
        const areLayouts = before.layout !== undefined || now.layout !== undefined;
        if (isExplained && areLayouts)
            return [];
        // The layers that an image brings are its own.
        if (now.operation === 'from' && !isSameCommand(before.command, now.command))
            return [];
        const changed = changedStep(below, this.#past.partners);
        return [changed === undefined ? { input: 'parent' } : await parentChange(changed, this.#past.layers)];
    }
    /** @param known all other changes */
    #config(known) {
        const { now, below, stage } = this.#miss;
        const before = this.#record.inputs;
        if (before.config === now.config || (now.operation === 'from' && known.length > 0))
            return [];
        const stages = new Set([...below.map(({ info }) => info.stage), stage]);
        const change = configChange(below, stages, this.#past.partners);
        const isNamed = change.step !== undefined || change.gone !== undefined;
        // The config is the one after the step, so a step with another command changes it by itself.
        if (known.length > 0 && !isNamed)
            return [];
        const isSaid = known.some((one) => one.input === 'parent' && one.step?.number === change.step?.number);
        return isSaid && change.step !== undefined ? [] : [change];
    }
    #originOf(name) {
        return variableOrigin(name, this.#miss.below, this.#past.partners, this.#past.masked);
    }
    #originAmong(steps = []) {
        return changedStep(steps, this.#past.partners)?.done.info.number;
    }
    /** The number of the step below that sets an option, if it does so in another way than before. */
    #setterOf(option) {
        const keyword = SETTERS[option];
        if (keyword === undefined)
            return undefined;
        const setter = this.#miss.below.findLast(({ info }) => keyword.test(info.instruction));
        const was = setter && this.#past.partners.of({ stage: setter.info.stage, ordinal: setter.ordinal });
        const isSame = was !== undefined && isSameCommand(was.inputs.command, setter?.record.inputs.command ?? '');
        return isSame ? undefined : setter?.info.number;
    }
}
/** The instructions that set what the text of a RUN does not show. */
const SETTERS = { user: /^user\s/i, cwd: /^workdir\s/i, shell: /^shell\s/i };
/** A variable in the text of an instruction may be in its environment too. */
function withoutRepeats(variables, command) {
    const isSaid = (change) => 'name' in change && variables.some(({ input, name }) => input === change.input && name === change.name);
    return [...variables, ...command.filter((change) => !isSaid(change))];
}
/** `reference@digest` for an image, something else for other bases. */
function baseIdentity(command) {
    const at = command.lastIndexOf('@');
    const digest = command.slice(at + 1);
    return at > 0 && (0,oci_digest/* isDigest */.Bc)(digest) ? { reference: command.slice(0, at), digest } : { reference: command };
}

;// CONCATENATED MODULE: ./lib/engine/schedule/step-evaluation.js





/**
 * Looks a step up, or explains the miss, runs the step and records it. Of two steps with the same key at the same time only one
 * runs. What one pass over the plan did is known in the next.
 */
class StepEvaluator {
    #options;
    /** Steps that this build ran, by number. */
    #done = new Map();
    constructor(options) {
        this.#options = options;
    }
    /** Forgets all results, for a build that starts again: they may depend on forged content. */
    forget() {
        this.#options.flights.forget(this);
        this.#done.clear();
    }
    async evaluate(identity, op, timer) {
        const tried = [];
        // What is assumed has no index, which only later forms need.
        for (const form of this.#options.dryRun?.assumes === true ? op.forms.slice(0, 1) : op.forms) {
            // What only this form needs to know is work that a hit by an earlier form does without.
            const read = () => keyedInputs(form, identity, timer);
            const keyed = await (tried.length === 0 ? read() : timer.measure('reading', read));
            if (keyed === undefined)
                continue;
            const { key } = keyed;
            const found = this.#doneBy(identity, (record) => record.key === key) ?? (await this.#hitBy(key, tried, identity, op));
            if (found !== undefined)
                return found;
            tried.push(keyed);
        }
        const found = await this.#hitByMore(tried, identity, op, timer);
        if (found !== undefined)
            return found;
        const keys = tried.map(({ key }) => key);
        const [running] = keys.flatMap((key) => this.#options.flights.get(key) ?? []);
        if (running !== undefined) {
            const record = await timer.measure('waiting', () => this.#resultOf(running));
            if (record !== undefined && !this.#isLost(record)) {
                return duplicate(record, identity, running.step);
            }
        }
        // Before anything is awaited, so that an equal step finds it.
        const executing = this.#execute(identity, tried, op, timer);
        // A failure is thrown below, and to those who wait. Here it only must not count as unhandled.
        const flight = { plan: this, step: identity.number, record: executing.then(({ record }) => record) };
        for (const key of keys)
            this.#options.flights.add(key, flight);
        return { status: 'miss', ...(await executing) };
    }
    /**
     * The record of an equal step that runs, or ran.
     *
     * @returns `undefined` if it failed in another platform's plan for a reason that may not concern this plan. That plan may have to start
     *   again, or was stopped.
     */
    async #resultOf({ plan, record }) {
        const { signal } = this.#options;
        try {
            return await (0,abortable/* settledBefore */.Z)(signal, record);
        }
        catch (error) {
            signal.throwIfAborted();
            if (plan === this || error instanceof errors/* CommandFailed */.nk)
                throw error;
            return undefined;
        }
    }
    /** A record is enough for a hit. Its layer's bytes may never be needed; only if they are known to be lost it is a miss. */
    async #find(key, { runsAnyway }) {
        if (runsAnyway !== undefined)
            return undefined;
        const record = await this.#options.cache.find(key);
        return record === undefined || this.#isLost(record) ? undefined : record;
    }
    /** What an earlier pass of this build did for the step, if it still counts. */
    #doneBy({ number }, isWanted) {
        const done = this.#done.get(number);
        if (done === undefined || !isWanted(done.record) || this.#isLost(done.record))
            return undefined;
        return { status: 'miss', ...done };
    }
    #isLost({ layer }) {
        return layer !== undefined && this.#options.layers.isLost(layer);
    }
    /** The result of an earlier build, or of another step of this one, if there is one under the key. */
    async #hitBy(key, tried, identity, op) {
        const record = await this.#find(key, identity);
        if (record === undefined)
            return undefined;
        await this.#saveAliases(record, tried);
        const { layer } = record;
        if (layer !== undefined && op.remake !== undefined)
            this.#options.layers.addMaker(layer, op.remake);
        // Another form's key finds the record, too.
        const sameLayer = (done) => done.layer?.blob.digest === layer?.blob.digest;
        const done = this.#doneBy(identity, sameLayer);
        if (done !== undefined)
            return done;
        const first = this.#options.flights.firstWith(contentKey(record), identity.number);
        if (first !== identity.number)
            return duplicate(record, identity, first);
        const source = this.#options.cache.sourceOf(record.key);
        return { status: 'hit', reason: { kind: 'same-inputs' }, source, record: ofStep(record, identity) };
    }
    /** The same, from the caches that are only asked when a step misses. */
    async #hitByMore(tried, identity, op, timer) {
        if (identity.runsAnyway !== undefined)
            return undefined;
        if (!(await timer.measure('restoring', () => this.#options.cache.findMore())))
            return undefined;
        for (const [index, { key }] of tried.entries()) {
            const found = await this.#hitBy(key, tried.slice(0, index), identity, op);
            if (found !== undefined)
                return found;
        }
        return undefined;
    }
    /** Stores the record under the keys of other forms, too, so that the next build finds it at less cost. */
    async #saveAliases(record, others) {
        const { cache } = this.#options;
        const aliasOf = record.aliasOf ?? record.key;
        for (const { key } of others)
            if (key !== aliasOf)
                await cache.save({ ...record, key, aliasOf });
    }
    async #execute(identity, tried, op, timer) {
        const inputs = lastOf(tried).inputs;
        const past = await this.#options.past();
        const { values, instruction } = identity;
        const now = await values.recorded({ inputs, instruction });
        const nearest = past.partners.of(identity);
        const reason = identity.runsAnyway ?? (await explainMiss({ ...identity, ...sourcesOf(op), inputs, now }, past));
        this.#options.sink({ type: 'step-running', step: identity.number, reason });
        if (this.#options.dryRun !== undefined && !(0,dry_run/* makesNoLayer */.w1)(inputs)) {
            if (this.#options.dryRun.assumes !== true)
                throw new dry_run/* BlockedByStep */.A$(identity.number);
            return this.#assume(identity, lastOf(tried).key, now, reason, timer);
        }
        const started = this.#options.now();
        const result = await timer.measure('running', () => op.execute(timer));
        const last = (tried.length < op.forms.length && (await keyedInputs(op.forms.at(-1), identity, timer))) || lastOf(tried);
        const record = await timer.measure('saving', async () => {
            const saving = this.#options.now();
            const { layer, created } = await this.#layerOf(result);
            const ended = this.#options.now();
            const made = {
                version: 2,
                key: last.key,
                stage: identity.stage,
                instruction,
                inputs: last.inputs === inputs ? now : await values.recorded({ inputs: last.inputs, instruction }),
                ...(layer === undefined ? {} : { layer }),
                durationMs: ended - started,
                ownMs: timer.ownMs + Math.max(ended - saving, 0),
                created,
                ...(layer === undefined || op.remake === undefined ? {} : { remakes: true }),
            };
            await this.#options.cache.save(made);
            await this.#saveAliases(made, tried);
            return made;
        });
        const facts = await this.#factsOf(op, record);
        const executed = {
            reason,
            record,
            span: timer.span(),
            ...(facts !== undefined && { facts }),
            ...(result !== undefined && { made: { bytes: result.uncompressedSize, compressed: result.blob.size } }),
            ...(record.layer !== undefined &&
                nearest?.layer?.contentId === record.layer.contentId && { unchanged: true }),
        };
        this.#done.set(identity.number, executed);
        this.#options.flights.firstWith(record.key, identity.number);
        return executed;
    }
    /** Records the step as if it had run. */
    async #assume({ stage, instruction, number }, key, inputs, reason, timer) {
        const record = {
            ...{ version: 2, key, stage, instruction, inputs, layer: (0,dry_run/* assumedLayer */.Ic)(key) },
            durationMs: 0,
            created: this.#options.created(),
        };
        await this.#options.cache.save(record);
        this.#options.flights.firstWith(key, number);
        return { reason, record, span: timer.span() };
    }
    /** Nothing depends on them, so whatever fails here costs no more than a remedy. */
    async #factsOf(op, { layer }) {
        try {
            return await op.facts?.(layer);
        }
        catch {
            this.#options.signal.throwIfAborted();
            return undefined;
        }
    }
    /**
     * Early cutoff: if a step ran again and made the same tree, the layer and the time of the earlier run are kept, so that nothing
     * changes for the steps above and for registries. A layer for caches alone is not kept for an image: it would have to be compressed
     * again for it.
     */
    async #layerOf(result) {
        const { cache, layers, timesCount, created } = this.#options;
        if (result === undefined)
            return { created: created() };
        const same = timesCount ? undefined : await cache.layerWithTree(result.treeDigest);
        if (same !== undefined && isForCaches(same.layer.blob) && !isForCaches(result.blob)) {
            const layer = await layers.take(result);
            await this.#replace(same.layer, layer);
            return { layer, created: created() };
        }
        if (same !== undefined && (await layers.available(same.layer))) {
            await this.#keepSnapshot(result, same.layer);
            await layers.drop(result);
            return same;
        }
        return { layer: await layers.take(result), created: created() };
    }
    /**
     * Gives the steps of this build that made a layer for caches the one that the image has, with the same tree. Nobody needs both then. What
     * earlier builds made is replaced when its step runs again.
     */
    async #replace(forCaches, layer) {
        for (const [step, done] of this.#done) {
            if (done.record.layer?.blob.digest !== forCaches.blob.digest)
                continue;
            const record = { ...done.record, layer };
            this.#done.set(step, { ...done, record });
            await this.#options.cache.save(record);
        }
    }
    /** Saves unpacking the layer that is kept. If that fails, it is unpacked when a step needs it. */
    async #keepSnapshot(made, kept) {
        const { layers, runner, signal } = this.#options;
        // Of an equal layer the snapshot is the same one, which other builds may be using.
        if (runner.keepSnapshot === undefined || made.diffId === kept.diffId)
            return;
        const index = await layers.indexAtHand(kept);
        if (index === undefined)
            return;
        try {
            await runner.keepSnapshot(made, kept, index, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
        }
    }
}
function isForCaches({ mediaType }) {
    return (0,recompress/* kindOfLayer */.H)(mediaType) === 'zstd';
}
async function keyedInputs(form, { values, instruction }, timer) {
    const inputs = await form?.(timer);
    return inputs && { inputs, key: await values.keyOf({ inputs, instruction }) };
}
function lastOf(tried) {
    const last = tried.at(-1);
    if (last === undefined)
        throw new errors/* EngineBug */.Bp('a step without inputs');
    return last;
}
function sourcesOf({ sources, takesFromImage }) {
    return { ...(sources !== undefined && { sources }), ...(takesFromImage !== undefined && { takesFromImage }) };
}
/** A step whose equal has run in this build, or has hit. */
function duplicate(record, identity, of) {
    return { status: 'duplicate', of, reason: { kind: 'same-step' }, record: ofStep(record, identity) };
}
/**
 * The record may be from another stage, or from an instruction that was written differently. For the next build it counts as
 * this step's. It is always stored by its key over content, whichever key found it, so that two equal builds leave the same
 * records.
 */
function ofStep(found, { stage, instruction }) {
    const { aliasOf, ...record } = found;
    return { ...record, key: contentKey(found), stage, instruction };
}
function contentKey({ key, aliasOf }) {
    return aliasOf ?? key;
}

// EXTERNAL MODULE: ./lib/engine/schedule/step-flights.js
var step_flights = __webpack_require__(37768);
// EXTERNAL MODULE: ./lib/dockerfile/values/file-mode.js
var file_mode = __webpack_require__(63343);
;// CONCATENATED MODULE: ./lib/engine/copy/remake-layer.js



/**
 * Writes the layer of an earlier COPY again: each entry as its index has it, times included, with the content of a selected file that
 * has the same digest. The caller compares the digest of the result.
 *
 * @returns `undefined` if no selected file has one of the contents, as after unpacking an archive
 */
async function remakeLayer(selection, { index, format }, layers, signal) {
    const sources = await filesByContent(selection);
    // The index does not have the earlier contents of a file that is in the tar more than once.
    if (index.repeats !== undefined)
        return undefined;
    for (const entry of index.entries)
        if (entry.type === 'file' && !sources.has(entry.digest))
            return undefined;
    const ingest = await layers.newIngest();
    let writer;
    try {
        writer = await layer_writer/* LayerWriter */.z.create({ ...ingest, format });
        for (const entry of index.entries) {
            signal.throwIfAborted();
            if (entry.type !== 'file') {
                await writer.add(entry);
                continue;
            }
            const source = sources.get(entry.digest);
            if (source === undefined)
                continue;
            const { digest, ...header } = entry;
            for await (const { data } of source.tree.contents([source.path])) {
                const adding = writer.add(header, data);
                if (adding !== undefined)
                    await adding;
            }
        }
        return await writer.finish();
    }
    catch (error) {
        await writer?.abort();
        await ingest.discard();
        throw error;
    }
}
/** Files whose digests are asked for at once. */
const remake_layer_BATCH = 4096;
async function filesByContent(selection) {
    const sources = new Map();
    for (const source of selection.sources) {
        const { tree } = source;
        for await (const files of inBatches(filesOf(source), remake_layer_BATCH)) {
            for (const [path, digest] of await tree.digests([...new Set(files)]))
                sources.set(digest, { tree, path });
        }
    }
    return sources;
}

// EXTERNAL MODULE: ./lib/plan/remote-source.js
var remote_source = __webpack_require__(3799);
;// CONCATENATED MODULE: ./lib/engine/ops/remote-sources.js



/** @throws UserError when a repository or a ref of it does not exist */
async function remoteSources(operation, shared) {
    const sources = new Map();
    const identities = [];
    const { remote } = shared.ports;
    for (const text of operation.keyword === 'ADD' ? operation.sources : []) {
        const source = (0,remote_source/* remoteSource */.g)(text);
        if (source?.kind === 'git') {
            const { address } = source;
            const checksum = operation.checksum ?? address.checksum;
            const keepGitDir = address.keepGitDir ?? operation.keepGitDir;
            const wanted = { ...address, keepGitDir, ...(checksum === undefined ? {} : { checksum }) };
            const repository = await remote.repository(wanted, shared.signal);
            identities.push(repository.identity);
            sources.set(text, async (signal) => {
                const tree = await repository.files(signal);
                return { kind: 'tree', tree, shownAs: tree.label };
            });
        }
        else if (source?.kind === 'download') {
            const { name, url } = source;
            const unpack = operation.unpack === true;
            sources.set(text, async (signal) => {
                const tree = await remote.download(url, { name, checksum: checksumOf(operation.checksum) }, signal);
                return { kind: 'file', tree, path: name, shownAs: tree.label, unpack };
            });
        }
    }
    const all = identities.length > 0 && identities.length === operation.sources.length;
    return { sources, identity: all && operation.inlineFiles.length === 0 ? identities.join(' ') : undefined };
}
function checksumOf(text) {
    if (text === undefined || (0,oci_digest/* isDigest */.Bc)(text))
        return text;
    throw new errors/* UserError */.yo(`invalid checksum ${text}`, { hint: 'Write it as sha256:… with 64 hexadecimal digits.' });
}

;// CONCATENATED MODULE: ./lib/engine/ops/image-below.js


/**
 * The image below a step that makes its layer without running anything. If a later RUN of the stage needs that image unpacked, it is
 * unpacked while the step's layer is made. Unpacking also makes the indexes of layers, so if one is missing, it comes first.
 */
class ImageBelow {
    #context;
    #shared;
    /** Starts at the first call. */
    #unpacked;
    constructor(context, shared) {
        this.#context = context;
        this.#shared = shared;
        const { layers } = context;
        this.#unpacked = (0,once/* once */.O)(async () => {
            if (layers.length > 0 && hasRunFrom(context))
                await shared.ports.runner.prepare(layers, shared.signal);
        });
    }
    get isEmpty() {
        return this.#context.layers.length === 0;
    }
    /** For keys. */
    get parent() {
        return (0,keys/* snapshotId */.i)(this.#context.layers);
    }
    /** Whether the tree is known without reading a layer. */
    async isAtHand() {
        const { layers } = this.#context;
        return (await Promise.all(layers.map((layer) => this.#shared.ports.layers.hasIndex(layer)))).every(Boolean);
    }
    /** `undefined` if there are no layers. */
    async tree(timer) {
        const { layers } = this.#context;
        if (layers.length === 0)
            return undefined;
        if (!(await this.isAtHand()))
            await timer.measure('restoring', this.#unpacked);
        return this.#shared.sources.treeOfLayers('the image', layers, timer);
    }
    /** Makes a layer by `work`, and ends when the image is unpacked, too. If that fails, the layer is dropped. */
    async duringUnpacking(timer, work) {
        const unpacked = this.#unpacked();
        // `work` may fail before this is awaited.
        unpacked.catch(() => undefined);
        const made = await work();
        try {
            await timer.measure('restoring', () => unpacked);
        }
        catch (error) {
            if (made !== undefined)
                await this.#shared.ports.layers.drop(made);
            throw error;
        }
        return made;
    }
}
function hasRunFrom({ stage, step }) {
    return stage.steps.some((later) => later.info.number > step.info.number && later.operation.kind === 'run');
}

;// CONCATENATED MODULE: ./lib/engine/copy/identify-layout.js




/** Files whose digests are asked for at once. With more, they would outlive the heap's first generation. */
const identify_layout_BATCH = 512;
/**
 * A hash over all that the layer will hold, but for times: two layouts with the same identity make layers with the same tree digest.
 * No file is read whose digest its tree knows.
 *
 * @returns hex
 */
async function identifyLayout({ entries }) {
    const hash = new oci_digest/* FieldHash */.Hg();
    for await (const batch of inBatches(entries, identify_layout_BATCH)) {
        for (const field of fields(batch, await digestsOf(batch)))
            hash.add(field);
    }
    return hash.hex();
}
async function digestsOf(entries) {
    const wanted = new Map();
    for (const { content } of entries) {
        if (content === undefined)
            continue;
        const { tree, path } = fileOf(content);
        const paths = wanted.get(tree);
        if (paths === undefined)
            wanted.set(tree, [path]);
        else
            paths.push(path);
    }
    const digests = new Map();
    for (const [tree, paths] of wanted)
        digests.set(tree, await tree.digests([...new Set(paths)]));
    return digests;
}
/** An archive's member is identified by the archive and its place in it. */
function fileOf(content) {
    return content.kind === 'archive' ? content.archive : content;
}
function* fields(entries, digests) {
    for (const { entry, content } of entries) {
        yield entry.path;
        yield entry.type;
        yield* bodyFields(entry);
        if (content === undefined)
            continue;
        const { tree, path } = fileOf(content);
        const digest = digests.get(tree)?.get(path);
        if (digest === undefined)
            throw new errors/* EngineBug */.Bp(`${tree.label} has no digest of ${path}`);
        yield digest;
        yield content.kind === 'archive' ? String(content.member) : '';
    }
}
/** What is known without reading the file: the same fields in the same order for all entries of a type. */
function* bodyFields(entry) {
    if (entry.type === 'hardlink') {
        yield entry.target;
        return;
    }
    if (entry.type === 'whiteout')
        throw new errors/* EngineBug */.Bp('a layout of COPY has no whiteouts');
    const { mode, uid, gid, xattrs = {} } = entry;
    yield `${mode} ${uid} ${gid}`;
    const attributes = Object.entries(xattrs).sort(([a], [b]) => (0,code_unit_order/* byCodeUnit */.X)(a, b));
    yield String(attributes.length);
    yield* attributes.flat();
    switch (entry.type) {
        case 'symlink':
            yield entry.target;
            break;
        case 'char':
        case 'block':
            yield `${entry.major} ${entry.minor}`;
            break;
        case 'directory':
            yield entry.opaque === true ? 'opaque' : '';
            break;
        case 'file':
        case 'fifo':
            break;
    }
}

;// CONCATENATED MODULE: ./lib/engine/ops/lazy-layout.js


/** What a step's layer will hold, once it is asked for. */
class LazyLayout {
    #image;
    #layOut;
    #layout;
    #identity;
    /** A form of the inputs has the layout's identity, and it may be asked for after the layer was made. */
    #isIdentified = false;
    constructor(image, layOut) {
        this.#image = image;
        this.#layOut = layOut;
    }
    /**
     * Makes something of the layout, and then lets it go: it may have a million entries.
     *
     * @throws UserError if something in the image is in the way
     */
    async use(timer, make) {
        const made = await make(await this.#of(timer));
        if (this.#isIdentified)
            await this.#identify(timer);
        this.#layout = undefined;
        return made;
    }
    #of(timer) {
        this.#layout ??= this.#image.tree(timer).then(this.#layOut);
        return this.#layout;
    }
    #identify(timer) {
        this.#identity ??= this.#of(timer).then(identifyLayout);
        return this.#identity;
    }
    /**
     * The form of a step's inputs that does not name the image below, but what of it shows in the layer. There is none if the image has
     * no layers, since it would say no more than the form before it. With SOURCE_DATE_EPOCH times are part of the result, and a layout's
     * identity has none.
     *
     * @param inputs all but that
     */
    forms(inputs, { options }) {
        if (this.#image.isEmpty || options.sourceDateEpoch !== undefined)
            return [];
        this.#isIdentified = true;
        return [
            async (timer) => {
                if (this.#layout === undefined && this.#identity === undefined && !(await this.#image.isAtHand()))
                    return undefined;
                try {
                    return { ...(await inputs()), layout: await this.#identify(timer) };
                }
                catch (error) {
                    // The step itself is going to say it, with the reason why it had to run.
                    if (error instanceof errors/* UserError */.yo)
                        return undefined;
                    throw error;
                }
            },
        ];
    }
}

;// CONCATENATED MODULE: ./lib/engine/ops/copy.js
















/** COPY and ADD. */
async function copyOp(context, operation, shared) {
    const from = await shared.sources.resolve(operation.from);
    const remotes = await remoteSources(operation, shared);
    const identity = from.kind === 'layers' ? (0,keys/* snapshotId */.i)(from.layers) : remotes.identity;
    const image = new ImageBelow(operation.link ? { ...context, layers: [] } : context, shared);
    const common = { operation: 'copy', args: fixedTime(shared), platform: (0,platform/* formatPlatform */.Bq)(context.stage.stage.platform) };
    // --link makes the same layer on any parent.
    const parent = operation.link ? '' : image.parent;
    const command = canonicalCopy(operation);
    const selection = (0,once/* once */.O)(async () => {
        const sources = await copy_sourcesOf(operation, remotes, context, shared);
        const selected = await selectSources(requestOf(operation, sources, context, shared));
        if (from.kind === 'files')
            await tellConcerns(from.files, selected, context, shared);
        return selected;
    });
    const layout = new LazyLayout(image, async (below) => layOut(await selection(), below, shared.signal));
    const early = (0,op/* keyInputs */.N)({ ...common, parent, command: `${command} from ${identity ?? ''}` });
    const files = async () => (0,op/* keyInputs */.N)({ ...common, command, files: (await selection()).files });
    return {
        sources: await shared.sources.stepsOf(operation.from),
        ...(from.kind === 'layers' && { takesFromImage: true }),
        forms: [
            ...(identity === undefined ? [] : (0,op/* onlyForm */.r)(early)),
            async () => ({ ...(await files()), parent }),
            ...layout.forms(files, shared),
        ],
        execute: (timer) => image.duringUnpacking(timer, () => layout.use(timer, (made) => finish(made, context, shared))),
        // A download would have to be fetched again, as the layer would.
        ...(from.kind === 'files' && remotes.sources.size === 0
            ? { remake: async (wanted, signal) => remakeLayer(await selection(), wanted, shared.ports.layers, signal) }
            : {}),
    };
}
/** Tells what the context has to say of the files that are taken from it. */
async function tellConcerns(files, { sources }, { step }, { sink }) {
    if (files.concerns === undefined)
        return;
    const { line, endLine } = step.info;
    for (const concern of await files.concerns(line, filesTaken(sources, files))) {
        sink({ type: 'warning', ...concern, line, ...(endLine > line && { endLine }) });
    }
}
async function* filesTaken(sources, files) {
    for (const source of sources)
        if (source.tree === files)
            yield* filesOf(source);
}
/** WORKDIR makes the directories that are missing. */
function workdirOp(context, operation, shared) {
    const { path, user } = operation;
    const image = new ImageBelow(context, shared);
    const inputs = (0,op/* keyInputs */.N)({
        operation: 'workdir',
        args: fixedTime(shared),
        command: JSON.stringify([path, user]),
        platform: (0,platform/* formatPlatform */.Bq)(context.stage.stage.platform),
    });
    const request = {
        path,
        user,
        created: shared.createdSeconds(),
        location: (0,error_location/* locationOf */.hD)(shared.plan.dockerfile, context.step.range).location,
    };
    const layout = new LazyLayout(image, (below) => layOutWorkdir(request, below));
    return {
        forms: [...(0,op/* onlyForm */.r)({ ...inputs, parent: image.parent }), ...layout.forms(() => Promise.resolve(inputs), shared)],
        execute: (timer) => image.duringUnpacking(timer, () => layout.use(timer, (made) => 
        // The directory exists already.
        made.entries.size === 0 ? Promise.resolve(undefined) : finish(made, context, shared))),
    };
}
function finish(layout, { step }, shared) {
    const { number, line } = step.info;
    for (const message of layout.warnings)
        shared.sink({ type: 'warning', message, line });
    return makeLayer(layout, shared.cacheOnly.has(number), shared);
}
/** With SOURCE_DATE_EPOCH the times in a layer are part of the result, so that a layer with other times cannot be reused. */
function fixedTime({ options }) {
    return options.sourceDateEpoch === undefined ? [] : [`SOURCE_DATE_EPOCH=${options.sourceDateEpoch}`];
}
/** What the instruction asks for, without its files and where they come from. */
function canonicalCopy(operation) {
    const { keyword, destination, chown, chmod, link, parents, excludes, unpack, sources, inlineFiles } = operation;
    return JSON.stringify({ keyword, sources, inlineFiles, destination, chown, chmod, link, parents, excludes, unpack });
}
async function copy_sourcesOf(operation, remotes, { timer }, shared) {
    const inline = operation.inlineFiles.map((file) => ({ kind: 'inline', ...file }));
    if (operation.sources.length === 0)
        return inline;
    const from = await shared.sources.resolve(operation.from);
    const tree = from.kind === 'files' ? from.files : await shared.sources.treeOf(operation.from, timer);
    const picked = operation.sources.map(async (pattern, position) => {
        const remote = remotes.sources.get(pattern);
        if (remote !== undefined)
            return remote(shared.signal);
        return {
            kind: 'pattern',
            tree,
            pattern,
            written: operation.written[position],
            keepOwners: from.kind === 'layers',
            unpack: operation.keyword === 'ADD' && operation.unpack !== false,
            ...shared.sources.isSent(operation.from),
            ...(from.kind === 'files' ? { ignoredBy: (path) => from.files.ignoredBy(path) } : {}),
        };
    });
    return [...(await Promise.all(picked)), ...inline];
}
function requestOf(operation, sources, context, shared) {
    const { keyword, destination, chown, chmod, parents, excludes, link } = operation;
    const { location } = (0,error_location/* locationOf */.hD)(shared.plan.dockerfile, context.step.range);
    return {
        keyword,
        sources,
        destination,
        chown,
        ...(chmod === '' ? {} : { chmod: (0,file_mode/* parseFileMode */.P)(chmod) }),
        parents,
        excludes,
        link,
        created: shared.createdSeconds(),
        limit: {
            most: layer_structure/* MAX_LAYER_ENTRIES */.O8,
            passed: () => new errors/* UserError */.yo(`${keyword} makes more than the ${layer_structure/* MAX_LAYER_ENTRIES */.O8} files and directories that a layer can have`, {
                location,
                hint: 'Leave out what the image does not need, by .dockerignore or --exclude, or copy it in several instructions.',
            }),
        },
        location,
    };
}

// EXTERNAL MODULE: ./lib/engine/output-tail.js
var output_tail = __webpack_require__(9216);
// EXTERNAL MODULE: ./lib/engine/run-settings.js
var run_settings = __webpack_require__(87693);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/engine/facts/plain-commands.js
/** Words in which a shell finds nothing to expand. `*` is for `rm`. */
const PLAIN = /^[\w@%+=:,./~*^-]+$/;
/**
 * The commands of a RUN, if it has only plain ones, joined by `&&`: no quotes, variables, pipes or redirections. What such a text does can
 * be told from its words.
 *
 * @returns `undefined` for everything else
 */
function plainCommands(argv) {
    const [program = '', ...rest] = argv;
    const text = rest.at(-1);
    if (!/^(?:\/(?:usr\/)?bin\/)?(?:sh|ash|bash|dash)$/.test(program))
        return plain_commands_isPlain(argv) ? [argv] : undefined;
    // A here-document has lines, each a command.
    if (text === undefined || text.includes('\n') || rest.at(-2)?.endsWith('c') !== true)
        return undefined;
    const commands = text.split('&&').map((command) => withoutAssignments(command.trim().split(/\s+/)));
    return commands.every(plain_commands_isPlain) ? commands : undefined;
}
function plain_commands_isPlain(words) {
    return words.length > 0 && words.every((word) => PLAIN.test(word));
}
/** `DEBIAN_FRONTEND=noninteractive apt-get install git` sets a variable for one command. */
function withoutAssignments(words) {
    const first = words.findIndex((word) => !/^[A-Za-z_]\w*=[\w.,:/-]*$/.test(word));
    return first < 0 ? [] : words.slice(first);
}

;// CONCATENATED MODULE: ./lib/engine/facts/readers/reader.js
/** For a command that reads nothing of the project. */
const READS_NOTHING = { files: [], needs: [], without: [] };
/** Whether all words are options that are known not to change what is read. */
function areHarmless(options, known) {
    return options.every((option) => known.test(option));
}

;// CONCATENATED MODULE: ./lib/engine/facts/readers/node.js




const OPTIONS = /^(?:--(?:omit=(?:dev|optional)|only=prod(?:uction)?|production|prod|frozen-lockfile|immutable|no-audit|no-fund|no-progress|no-optional|silent|quiet|ci|non-interactive|prefer-offline|legacy-peer-deps|ignore-scripts|loglevel[=]\w+|no-update-notifier|network-timeout=\d+|audit=false|fund=false)|-P|-D|-s)$/;
/** npm, yarn and pnpm, where they install what the lock file lists. */
function nodeReader([program, verb = '', ...options]) {
    const lists = program === undefined ? undefined : LISTS[program];
    if (lists === undefined)
        return undefined;
    // `yarn` alone installs.
    const words = program === 'yarn' && (verb === '' || verb.startsWith('-')) ? ['install', verb, ...options] : [verb, ...options];
    const [action = '', ...rest] = words.filter((word) => word !== '');
    if (!lists.verbs.has(action) || !areHarmless(rest, OPTIONS))
        return undefined;
    const runsScripts = !rest.includes('--ignore-scripts');
    return {
        files: ['package.json', ...lists.files],
        needs: ['package.json'],
        without: ['node_modules', ...lists.without],
        isClosed: (name, text) => name !== 'package.json' || isSelfContained(text, runsScripts),
    };
}
const LISTS = {
    npm: {
        verbs: new Set(['ci', 'i', 'install', 'clean-install']),
        files: ['package-lock.json', 'npm-shrinkwrap.json', '.npmrc'],
        without: ['binding.gyp'],
    },
    yarn: {
        verbs: new Set(['install']),
        files: ['yarn.lock', '.npmrc', '.yarnrc', '.yarnrc.yml'],
        without: ['binding.gyp', '.yarn', '.pnp.cjs'],
    },
    pnpm: {
        verbs: new Set(['i', 'install']),
        files: ['pnpm-lock.yaml', '.npmrc'],
        without: ['binding.gyp', 'pnpm-workspace.yaml', '.pnpmfile.cjs', 'patches'],
    },
};
/** Scripts that run when the project itself is installed. */
const INSTALL_SCRIPTS = [
    ...['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'],
    'pnpm:devPreinstall',
];
/** Fields that name other parts of the project. */
const OTHER_PARTS = ['workspaces', 'pnpm', 'patchedDependencies'];
const DEPENDENCIES = [
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'peerDependencies',
    'resolutions',
    'overrides',
];
const LARGEST = 1024 * 1024;
function isSelfContained(text, runsScripts) {
    const fields = (0,decode_or/* parseOrUndefined */.x9)((0,containers/* mapOf */.A7)(decoder/* anything */.D8), text, LARGEST);
    if (fields === undefined)
        return false;
    const has = (value, names) => typeof value === 'object' && value !== null && names.some((name) => Object.hasOwn(value, name));
    if (has(fields, OTHER_PARTS) || (runsScripts && has(fields['scripts'], INSTALL_SCRIPTS)))
        return false;
    // A version that is a path: `file:…`, `link:…`, `portal:…`, `patch:…`, `workspace:…`, `./…`.
    const versions = JSON.stringify(DEPENDENCIES.map((name) => fields[name] ?? null));
    return !/"(?:(?:file|link|portal|patch|workspace|exec):|\.{0,2}\/|~\/)/.test(versions);
}

;// CONCATENATED MODULE: ./lib/engine/facts/readers/others.js

/** Go, Ruby, PHP, Maven and Gradle, where they fetch dependencies. Cargo is not among them: it needs the sources to read a manifest. */
const OTHER_READERS = [go, bundler, composer, maven, gradle];
function go([program, ...words]) {
    if (program !== 'go' || !['mod download', 'mod download -x'].includes(words.join(' ')))
        return undefined;
    return {
        files: ['go.mod', 'go.sum'],
        needs: ['go.mod'],
        without: ['go.work', 'vendor'],
        // A module that is replaced by a folder.
        isClosed: (name, text) => name !== 'go.mod' || !/=>\s*[./]/.test(text),
    };
}
function bundler([program, verb, ...options]) {
    if (program !== 'bundle' || verb !== 'install')
        return undefined;
    if (!areHarmless(options, /^(?:--(?:jobs|retry)(?:=\d+)?|-j\d*|\d+|--quiet|--no-cache)$/))
        return undefined;
    return {
        files: ['Gemfile', 'Gemfile.lock'],
        needs: ['Gemfile'],
        without: ['vendor', '.bundle'],
        isClosed: (name, text) => name !== 'Gemfile' ||
            !/\bpath\b|\bgemspec\b|\beval_gemfile\b|\bFile\b|\bDir\b|\brequire|\bfile:|\bload\b|`/.test(text),
    };
}
/** Without these two options it runs scripts of the project, and lists its classes. */
function composer([program, verb, ...options]) {
    if (program !== 'composer' || verb !== 'install')
        return undefined;
    const isKnown = areHarmless(options, /^(?:--(?:no-scripts|no-autoloader|no-dev|prefer-dist|no-interaction|no-progress|quiet|ignore-platform-reqs)|-n|-q)$/);
    if (!isKnown || !options.includes('--no-scripts') || !options.includes('--no-autoloader'))
        return undefined;
    return {
        files: ['composer.json', 'composer.lock', 'auth.json'],
        needs: ['composer.json'],
        without: ['vendor', 'symfony.lock'],
        isClosed: (name, text) => name !== 'composer.json' || !/"type"\s*:\s*"(?:path|artifact)"|"url"\s*:\s*"[./]|"merge-plugin"/.test(text),
    };
}
function maven([program, ...words]) {
    if (program !== 'mvn')
        return undefined;
    const goals = words.filter((word) => !/^(?:-B|-q|-ntp|--batch-mode|--quiet|--no-transfer-progress)$/.test(word));
    if (goals.length !== 1 || !/^dependency:(?:go-offline|resolve|resolve-plugins)$/.test(goals[0] ?? ''))
        return undefined;
    return {
        files: ['pom.xml'],
        needs: ['pom.xml'],
        without: ['.mvn', 'target'],
        isClosed: (_name, text) => !/<modules?>|<systemPath>|<relativePath>[^<]|\$\{(?:project\.)?basedir\}/.test(text),
    };
}
function gradle([program, ...words]) {
    if (program !== 'gradle')
        return undefined;
    const tasks = words.filter((word) => !/^(?:--(?:no-daemon|quiet|console=plain|refresh-dependencies)|-q)$/.test(word));
    if (tasks.join(' ') !== 'dependencies')
        return undefined;
    return {
        files: [
            'build.gradle',
            'build.gradle.kts',
            'settings.gradle',
            'settings.gradle.kts',
            'gradle.properties',
            'gradle.lockfile',
        ],
        needs: ['build.gradle', 'build.gradle.kts'],
        without: ['buildSrc', 'gradle', '.gradle', 'build'],
        isClosed: (_name, text) => !/\bapply\s*\(?\s*from\b|\binclude|\bfiles?\s*\(|\bfileTree\b|\bproject\s*\(|\bFile\b|\bincludeBuild\b|\brootDir\b|\bexec\b/.test(text),
    };
}

;// CONCATENATED MODULE: ./lib/engine/facts/readers/python.js

/** pip, poetry, uv and pipenv, where they install dependencies and not the project. */
function pythonReader(words) {
    const [program = '', ...rest] = words;
    if (/^python3?$/.test(program) && rest[0] === '-m')
        return pythonReader(rest.slice(1));
    switch (program) {
        case 'pip':
        case 'pip3':
            return pip(rest);
        case 'poetry':
            return projectReading(rest, {
                verbs: ['install'],
                must: '--no-root',
                options: /^(?:--(?:no-root|no-interaction|no-ansi|no-dev|sync|only=main|without=dev|only|without|quiet|no-cache)|-n|-q|main|dev|test|docs)$/,
                files: ['pyproject.toml', 'poetry.lock', 'poetry.toml'],
            });
        case 'uv':
            return projectReading(rest, {
                verbs: ['sync'],
                must: '--no-install-project',
                options: /^--(?:no-install-project|frozen|locked|no-dev|no-cache|quiet|compile-bytecode)$/,
                files: ['pyproject.toml', 'uv.lock', 'uv.toml'],
            });
        case 'pipenv':
            return projectReading(rest, {
                verbs: ['install', 'sync'],
                options: /^--(?:system|deploy|ignore-pipfile|dev)$/,
                files: ['Pipfile', 'Pipfile.lock'],
            });
        default:
            return undefined;
    }
}
const PIP_OPTIONS = /^(?:--(?:no-cache-dir|upgrade|user|disable-pip-version-check|no-input|quiet|no-deps|require-hashes|no-compile|root-user-action=ignore|prefer-binary)|-U|-q)$/;
function pip([verb, ...words]) {
    if (verb !== 'install')
        return undefined;
    const files = [];
    const options = [];
    for (let at = 0; at < words.length; at++) {
        const word = words[at] ?? '';
        const file = /^--requirement=(.+)$/.exec(word)?.[1] ?? (/^(?:-r|--requirement)$/.test(word) ? words[++at] : undefined);
        if (file !== undefined)
            files.push(file.replace(/^\.\//, ''));
        else
            options.push(word);
    }
    // A path that leads elsewhere is not a file of the project.
    if (files.length === 0 ||
        files.some((file) => /^\/|(?:^|\/)\.\.(?:\/|$)/.test(file)) ||
        !areHarmless(options, PIP_OPTIONS))
        return undefined;
    return { files, needs: files, without: [], isClosed: (_name, text) => text.split('\n').every(isPackage) };
}
/** Characters. A longer line is not looked into. */
const LONGEST_LINE = 500;
const INDEX = /^--(?:extra-)?index-url[ =]https:\S+$/;
const HASH = /^--hash=sha256:[0-9a-f]+\s*\\?$/;
const PACKAGE = /^[A-Za-z0-9][\w.-]*(?:\[[\w,. -]+\])?\s*(?:[=<>!~]=?=?\s*[\w.*+-]+\s*,?\s*)*(?:;[^/]*)?\\?$/;
/** Of a line in a list: that it names a package, and no file of the project. */
function isPackage(line) {
    if (line.length > LONGEST_LINE)
        return false;
    const text = line.replace(/(?:^|\s)#.*$/, '').trim();
    return text === '' || INDEX.test(text) || HASH.test(text) || PACKAGE.test(text);
}
function projectReading([verb = '', ...options], { verbs, must, options: known, files }) {
    if (!verbs.includes(verb) || !areHarmless(options, known))
        return undefined;
    if (must !== undefined && !options.includes(must))
        return undefined;
    return {
        files,
        needs: files.slice(0, 1),
        without: ['.venv'],
        // A dependency that is a path, a member of a workspace, or a version that is read from a file.
        isClosed: (_name, text) => !/\bpath\s*=|\bworkspace\b|\beditable\s*=|\bfile\s*=\s*["'{[]|\bsource\s*=\s*\{\s*(?:editable|virtual|directory)\s*=\s*"(?!\.")/.test(text),
    };
}

;// CONCATENATED MODULE: ./lib/engine/facts/readers/system.js

const MANAGERS = new Set(['apt-get', 'apt', 'apk', 'dnf', 'microdnf', 'yum']);
const VERBS = new Set([
    'update',
    'upgrade',
    'install',
    'add',
    'clean',
    'autoclean',
    'autoremove',
    'makecache',
]);
/** A package with its version, never a file. Options without a value, so that none names a file. */
const system_PACKAGE = /^\.?[a-z0-9][\w+.:=~^-]*$/i;
const OPTION = /^(?:-y|-q|-qq|-yq|-yqq|-qy|-qqy|-U|-t|--(?:yes|assume-yes|assumeyes|quiet|no-install-recommends|no-install-suggests|no-cache|update|update-cache|upgrade|virtual|fix-missing|nodocs|allow-downgrades))$/;
/** What people remove behind an installation. */
const system_LISTS = /^\/var\/(?:lib\/apt\/lists|cache\/(?:apt|apk|dnf|yum))(?:\/\*|\/archives(?:\/\*)?)?$/;
/** Packages of the distribution: nothing of the project is read. */
function systemReader([program = '', ...words]) {
    if (program === 'rm') {
        const [options, ...paths] = words;
        const isOfManager = options !== undefined && /^-(?:rf|fr|r)$/.test(options) && paths.every((path) => system_LISTS.test(path));
        return isOfManager && paths.length > 0 ? READS_NOTHING : undefined;
    }
    if (!MANAGERS.has(program))
        return undefined;
    const options = words.filter((word) => word.startsWith('-'));
    const [verb, ...packages] = words.filter((word) => !word.startsWith('-'));
    if (verb === undefined || !VERBS.has(verb) || !options.every((option) => OPTION.test(option)))
        return undefined;
    const areNames = packages.every((name) => system_PACKAGE.test(name) && !/\.(?:deb|rpm|apk)$/.test(name));
    return areNames ? READS_NOTHING : undefined;
}

;// CONCATENATED MODULE: ./lib/engine/facts/context-reads.js








const READERS = [systemReader, nodeReader, pythonReader, ...OTHER_READERS];
/** Bytes. A list of dependencies that is larger is not looked into. */
const context_reads_LARGEST = 1024 * 1024;
/**
 * What a RUN reads of the files that the COPY before it took from the build context. It is known for plain commands of package managers
 * whose lists name nothing else of the project. In doubt it is not known.
 *
 * @param context with .dockerignore applied
 */
async function contextReads(step, stage, context) {
    const readings = step.operation.kind === 'run' ? readingsOf(step.operation) : undefined;
    const copy = readings && copyBelow(step, stage);
    if (step.operation.kind !== 'run' || readings === undefined || copy === undefined)
        return undefined;
    const { operation } = copy;
    const readsFiles = readings.some(({ needs }) => needs.length > 0);
    if (!readsFiles)
        return isAside(operation.destination) ? { step: copy.number, files: [] } : undefined;
    // The command must find the project where it was copied to.
    if ((0,path_parts/* goCleanPath */.Li)(operation.destination) !== (0,path_parts/* goCleanPath */.Li)(step.operation.cwd))
        return undefined;
    const folder = await folderOf(operation, context);
    if (folder === undefined)
        return undefined;
    const files = new Set();
    for (const reading of readings) {
        const read = await context_reads_filesOf(reading, folder, context);
        if (read === undefined)
            return undefined;
        for (const file of read)
            files.add(file);
    }
    return { step: copy.number, files: [...files] };
}
/** Whether a RUN has only commands of package managers, of which it is known what they read. */
function isKnown(operation) {
    return readingsOf(operation) !== undefined;
}
function readingsOf({ argv, script, mounts, privileged }) {
    const isPlain = mounts.every(({ mount: { type } }) => type === 'cache' || type === 'secret' || type === 'tmpfs');
    const commands = script === undefined && isPlain && !privileged ? plainCommands(argv) : undefined;
    const readings = commands?.map((words) => READERS.map((reader) => reader(words)).find((found) => found !== undefined));
    return readings?.every((reading) => reading !== undefined) === true ? readings : undefined;
}
/** The last COPY or ADD below a step, if everything between leaves alone what it brought. */
function copyBelow({ info }, { steps }) {
    const at = steps.findIndex((step) => step.info.number === info.number);
    for (const { operation, info: { number }, } of steps.slice(0, at).reverse()) {
        if (operation.kind === 'copy')
            return operation.from.kind === 'context' ? { number, operation } : undefined;
        if (operation.kind === 'run' && readingsOf(operation) === undefined)
            return undefined;
    }
    return undefined;
}
/** The folder of the context that an instruction copies as a whole; `''` is all of it. */
async function folderOf({ sources, inlineFiles, parents, excludes, link }, context) {
    const [source] = sources;
    if (source === undefined || sources.length > 1 || inlineFiles.length > 0 || parents || link || excludes.length > 0)
        return undefined;
    const folder = external_node_path_.posix.normalize(`/${source}`).replace(/^\/|\/$/g, '');
    if (folder === '')
        return folder;
    return (await context.lstat(folder))?.type === 'directory' ? folder : undefined;
}
async function context_reads_filesOf({ files, needs, without, isClosed }, folder, context) {
    const at = (name) => external_node_path_.posix.join(folder, name);
    for (const name of without)
        if ((await context.lstat(at(name))) !== undefined)
            return undefined;
    const found = [];
    for (const name of files) {
        const entry = await context.lstat(at(name));
        if (entry === undefined)
            continue;
        if (entry.type !== 'file' || entry.size > context_reads_LARGEST)
            return undefined;
        if (isClosed?.(name, await textOf(at(name), context)) === false)
            return undefined;
        found.push(name);
    }
    const isThere = needs.length === 0 || needs.some((name) => found.includes(name));
    return isThere ? found.map(at) : undefined;
}
async function textOf(path, context) {
    const chunks = [];
    for await (const chunk of (0,source_tree/* fileBytes */.s)(context, path))
        chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
}
/** Folders in which an application lies, not the system's: what is copied there does not change how packages are installed. */
function isAside(destination) {
    const path = (0,path_parts/* goCleanPath */.Li)(destination);
    return (path !== '/' &&
        !/^\/(?:etc|bin|sbin|lib\w*|boot|dev|proc|sys|run|usr(?!\/(?:src|share\/nginx|local\/src|local\/app))|var(?!\/(?:www|app|task))|root\/\.)(?:\/|$)/.test(path));
}

;// CONCATENATED MODULE: ./lib/engine/facts/leftovers.js
/** Characters. A longer command may do anything. */
const LOOKED_INTO = 10_000;
const never = () => false;
/** It fetches nothing, or runs what is in the cache. */
const offline = (text) => /offline|\bnpx\b|\bnpm exec\b|\buvx\b|\buv tool\b/.test(text);
const uses = (command) => (text) => command.test(text);
/** Installs from the lists that an earlier RUN fetched. */
const fromLists = (install, update) => (text) => install.test(text) && !update.test(text);
const APT = /\bapt(?:-get)?\b/;
const aptFromLists = fromLists(/\bapt(?:-get)?\s(?:.*\s)?install\b/, /\bapt(?:-get)?\s(?:\S+\s+)*update\b/);
/** Where package managers keep what they fetched, for root. */
const leftovers_KEPT = [
    { commands: /\bnpm\b/, folder: 'root/.npm', isUsedBy: offline },
    { commands: /\byarn\b/, folder: 'usr/local/share/.cache/yarn', isUsedBy: offline },
    { commands: /\byarn\b/, folder: 'root/.cache/yarn', isUsedBy: offline },
    { commands: /\b(?:pip3?|python3?)\b/, folder: 'root/.cache/pip', isUsedBy: never },
    { commands: /\buv\b/, folder: 'root/.cache/uv', isUsedBy: offline },
    { commands: /\bpoetry\b/, folder: 'root/.cache/pypoetry/cache', isUsedBy: never },
    { commands: /\bpoetry\b/, folder: 'root/.cache/pypoetry/artifacts', isUsedBy: never },
    { commands: /\bgo\b/, folder: 'root/.cache/go-build', isUsedBy: never },
    { commands: /\bgo\b/, folder: 'go/pkg/mod', isUsedBy: uses(/\bgo\b|\bmake\b/) },
    { commands: /\bcargo\b/, folder: 'usr/local/cargo/registry', isUsedBy: uses(/\bcargo\b|\bmake\b/) },
    { commands: /\bmvn\b/, folder: 'root/.m2/repository', isUsedBy: uses(/\bmvnw?\b|\bjava\b/) },
    { commands: /\bgradle\b/, folder: 'home/gradle/.gradle/caches', isUsedBy: uses(/\bgradlew?\b/) },
    { commands: /\bgradle\b/, folder: 'root/.gradle/caches', isUsedBy: uses(/\bgradlew?\b/) },
    { commands: /\bbundle\b/, folder: 'usr/local/bundle/cache', isUsedBy: uses(/\b(?:bundle|gem)\b/) },
    { commands: /\bcomposer\b/, folder: 'root/.composer/cache', isUsedBy: never },
    { commands: /\bcomposer\b/, folder: 'root/.cache/composer', isUsedBy: never },
    { commands: APT, folder: 'var/lib/apt/lists', isUsedBy: aptFromLists, locked: true },
    { commands: APT, folder: 'var/cache/apt', isUsedBy: never, locked: true },
    {
        commands: /\bapk\b/,
        folder: 'var/cache/apk',
        isUsedBy: fromLists(/\bapk\s(?:.*\s)?add\b/, /\bapk\s(?:\S+\s+)*update\b|\s(?:--update(?:-cache)?|-U|--no-cache)\b/),
        locked: true,
    },
    { commands: /\b(?:micro)?dnf\b/, folder: 'var/cache/dnf', isUsedBy: never, locked: true },
    { commands: /\byum\b/, folder: 'var/cache/yum', isUsedBy: never, locked: true },
];
/** Whether a RUN may have left something of a package manager. */
function mayLeave({ operation, text }) {
    return operation.kind === 'run' && leftovers_KEPT.some(({ commands }) => commands.test(text));
}
/**
 * What the layer of a RUN has that a package manager keeps for its next run, if nothing else in the build can need it there: a cache that
 * is mounted is not in the image, and not in the steps above.
 *
 * @param others the other commands of the build, and those that containers of its images begin with
 */
function leftoversOf(step, index, others) {
    const kept = leftovers_KEPT.filter(({ commands, isUsedBy }) => commands.test(step.text) &&
        !offline(step.text) &&
        !others.some((text) => text.length > LOOKED_INTO || isUsedBy(text)));
    return kept.flatMap(({ folder, locked }) => {
        const bytes = bytesBelow(folder, index);
        return bytes === 0 ? [] : [{ target: `/${folder}`, ...(locked === true && { locked }), bytes }];
    });
}
function bytesBelow(folder, { entries }) {
    const prefix = `${folder}/`;
    let bytes = 0;
    for (const entry of entries)
        if (entry.type === 'file' && entry.path.startsWith(prefix))
            bytes += entry.size;
    return bytes;
}

;// CONCATENATED MODULE: ./lib/engine/ops/run-facts.js


/** What is known of a RUN that ran. @param layer what it made */
async function runFacts({ step, stage }, layer, { plan, ports }) {
    const reads = await contextReads(step, stage, ports.context);
    const index = layer === undefined || !mayLeave(step) ? undefined : await ports.layers.indexAtHand(layer);
    const leftovers = index === undefined
        ? []
        : leftoversOf(step, index, plan.stages.flatMap(({ steps }) => commandsOf(steps, step)));
    const known = step.operation.kind === 'run' && isKnown(step.operation);
    return {
        ...(known && { isKnown: true }),
        ...(reads !== undefined && { reads }),
        ...(leftovers.length > 0 && { leftovers }),
    };
}
function commandsOf(steps, but) {
    const commands = steps.filter(({ info, text }) => info.number !== but.info.number && /^(?:run|cmd|entrypoint)\s/i.test(text));
    return commands.map(({ text }) => text);
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/plan/operation.js
var operation = __webpack_require__(46566);
;// CONCATENATED MODULE: ./lib/engine/ops/run-mounts.js











const DEFAULT_SECRET_MODE = 0o400;
const DEFAULT_CACHE_MODE = 0o755;
/**
 * Reads a RUN's mounts. The key holds the content that they show. Of caches, secrets and agents it holds only the names: neither a
 * cache's content nor a secret's value decides whether a step runs.
 */
async function prepareMounts(operation, shared) {
    const agents = operation.mounts.flatMap(({ mount }) => (mount.type === 'ssh' ? [mount] : []));
    const mounts = await Promise.all(operation.mounts.map(({ mount, source }) => prepareMount(mount, source, { cwd: operation.cwd, agent: agents.indexOf(mount) }, shared)));
    return {
        identities: mounts.map((mount) => mount.identity),
        files: (0,record/* joinedFiles */.TW)(mounts.map((mount) => mount.files ?? [])),
        sources: (await Promise.all(operation.mounts.map(({ source }) => shared.sources.stepsOf(source)))).flat(),
        open: async () => {
            const opened = await Promise.all(mounts.map((mount) => mount.open()));
            const shown = opened.filter((mount) => mount !== undefined);
            return inMountingOrder([...shown, ...scriptMount(operation.script)]);
        },
        env: async () => {
            const lines = await Promise.all(mounts.flatMap((mount) => (mount.env === undefined ? [] : [mount.env()])));
            return [...agentEnv(operation, agents), ...lines];
        },
    };
}
/** By target, so that a mount never hides one below it, whatever their order in the instruction; secrets and agents last. */
function inMountingOrder(mounts) {
    const late = ({ type }) => type === 'secret' || type === 'ssh';
    const early = mounts.filter((mount) => !late(mount));
    const byTarget = early.toSorted((a, b) => (0,code_unit_order/* byCodeUnit */.X)(a.target, b.target));
    return [...byTarget, ...mounts.filter(late)];
}
async function prepareMount(mount, source, 
/** `agent`: the number of this mount among the step's agents. */
{ cwd, agent }, shared) {
    switch (mount.type) {
        case 'bind':
            return bindMount(mount, source, targetOf(mount, cwd), shared);
        case 'cache':
            return cacheMount(mount, source, targetOf(mount, cwd), shared);
        case 'tmpfs':
            return tmpfsMount(mount, targetOf(mount, cwd));
        case 'secret':
            return secretMount(mount, cwd, shared);
        case 'ssh':
            return sshMount(mount, agentTarget(mount, cwd, agent), shared);
    }
}
/**
 * Relative to the working directory. Without a target it is the working directory.
 *
 * @throws UserError for a mount over the root
 */
function targetOf(mount, cwd) {
    const target = posix_.resolve('/', cwd, mount.target);
    if (target !== '/')
        return target;
    throw new errors/* UserError */.yo('invalid mount target "/"', { hint: 'Give the mount a target=PATH below the root.' });
}
/** @throws UserError for a source: a tmpfs is empty */
function tmpfsMount(mount, target) {
    if (posix_.resolve('/', mount.source) !== '/') {
        throw new errors/* UserError */.yo(`mount source ${mount.source} does not exist: a tmpfs mount is empty`, {
            hint: 'Leave source= out, or use --mount=type=bind.',
        });
    }
    const { size, readOnly: readonly } = mount;
    const opened = { type: 'tmpfs', target, readonly, ...(size === undefined || size === 0 ? {} : { size }) };
    return { identity: opened, open: () => Promise.resolve(opened) };
}
async function bindMount(mount, source, target, shared) {
    const shown = await mountSource(mount, source, shared);
    const writable = !mount.readOnly;
    return {
        identity: { type: 'bind', content: shown.content, source: shown.source, target, writable },
        files: shown.files,
        open: async () => ({ type: 'bind', layers: await shown.layers(), source: shown.source, target, writable }),
    };
}
async function mountSource(mount, from, shared) {
    const source = posix_.resolve('/', mount.source).slice(1);
    const resolved = await shared.sources.resolve(from);
    if (resolved.kind === 'layers') {
        const { layers } = resolved;
        return { source, content: (0,keys/* snapshotId */.i)(layers), files: [], layers: () => Promise.resolve(layers) };
    }
    const selection = await selectFiles(resolved.files, source, shared, shared.sources.isSent(from).isSent);
    return {
        source,
        // The files are inputs by themselves; there may be many.
        content: `sha256:${(0,oci_digest/* hashFieldList */.rK)(textsOf(selection.files))}`,
        files: selection.files,
        // They become a layer, which is unpacked and mounted like any other.
        layers: async () => {
            const made = await filesLayer(selection, true, shared);
            return made === undefined ? [] : [await shared.ports.layers.take(made)];
        },
    };
}
function* textsOf(files) {
    for (const file of files)
        yield* file;
}
async function cacheMount(mount, origin, target, shared) {
    const source = posix_.resolve('/', mount.source).slice(1);
    // With an owner or a mode the cache starts as a new, empty folder, unless it has a source (BuildKit, setCacheUIDGID).
    const filled = mount.from !== '' && (source !== '' || !hasOwner(mount));
    const from = filled ? await mountSource(mount, origin, shared) : undefined;
    // Without a slash at the end: `/c` and `/c/` name one cache.
    const plain = mount.id === '' ? (0,path_parts/* goCleanPath */.Li)(mount.target) : mount.id;
    const { cacheMountNamespace: namespace } = shared.options;
    const id = namespace === undefined ? plain : `${namespace}/${plain}`;
    return {
        identity: { type: 'cache', id, target, source, from: from?.content ?? '' },
        files: from?.files ?? [],
        open: async () => {
            const start = from === undefined ? startOf(mount, source) : { from: { layers: await from.layers(), source } };
            const identity = { id, ...start };
            const restored = await shared.ports.mounts.of(identity);
            if (!mount.readOnly)
                shared.ports.mounts.noteUse(identity);
            return {
                type: 'cache',
                id,
                target,
                sharing: mount.sharing ?? 'shared',
                readonly: mount.readOnly,
                // BuildKit passes the number to Go's Mkdir, which has other numbers for the other bits and ignores these.
                mode: (mount.mode ?? DEFAULT_CACHE_MODE) & 0o777,
                uid: mount.uid ?? 0,
                gid: mount.gid ?? 0,
                ...start,
                ...(restored === undefined ? {} : { restored }),
            };
        },
    };
}
/** Without `from`, `source` is a path in the cache itself. Another owner or mode is another cache. */
function startOf(mount, source) {
    if (source !== '')
        return { source };
    return hasOwner(mount) ? { variant: JSON.stringify([mount.uid, mount.gid, mount.mode]) } : {};
}
function hasOwner({ uid, gid, mode }) {
    return [uid, gid, mode].some((given) => given !== undefined);
}
function secretMount(mount, cwd, shared) {
    const id = (0,values_mount/* secretIdOf */.zj)(mount);
    const asFile = mount.env === undefined || mount.target !== '';
    const target = mount.target === '' ? `/run/secrets/${posix_.basename(id)}` : posix_.resolve('/', cwd, mount.target);
    const read = async () => {
        const secret = shared.options.secrets.get(id);
        if (secret !== undefined)
            return secret();
        if (!mount.required)
            return undefined;
        throw new error_location/* WordError */.NE(`secret ${id}: not found`, id, {
            hint: `Pass --secret id=${id},src=FILE or id=${id},env=NAME.`,
        });
    };
    const { env, mode = DEFAULT_SECRET_MODE, uid = 0, gid = 0 } = mount;
    return {
        identity: { type: 'secret', id, target: asFile ? target : '', env: env ?? '', mode, uid, gid, ...demand(mount) },
        open: async () => {
            const content = await read();
            return asFile && content !== undefined ? { type: 'secret', target, content, mode, uid, gid } : undefined;
        },
        ...(env === undefined
            ? {}
            : {
                env: async () => secretVariable(env, await read()),
            }),
    };
}
/** A step that requires a secret or agent must not hit the record of one that ran without. */
function demand({ required }) {
    return required ? { required } : {};
}
/**
 * A missing secret that is not required is an empty variable, which hides the image's variable of that name.
 *
 * @throws UserError for what cannot be a variable
 */
function secretVariable(name, content) {
    if (name === '') {
        throw new errors/* UserError */.yo('a secret cannot be shown as a variable without a name', { hint: 'Write env=NAME.' });
    }
    if (content?.includes(0) === true) {
        throw new errors/* UserError */.yo(`the secret for ${name} holds a zero byte, which no environment variable can`, {
            hint: 'Mount it as a file: leave env= out.',
        });
    }
    return `${name}=${Buffer.from(content ?? []).toString('utf8')}`;
}
/** Path of the agent's socket in the step (BuildKit, `client/llb/exec.go`). */
function agentTarget(mount, cwd, number) {
    return mount.target === '' ? `/run/buildkit/ssh_agent.${number}` : posix_.resolve('/', cwd, mount.target);
}
/** Programs find the first agent by this variable, unless the image sets it. */
function agentEnv(operation, [first]) {
    if (first === undefined || operation.env.some((variable) => variable.startsWith('SSH_AUTH_SOCK=')))
        return [];
    // As it is written, as in BuildKit: a relative path then depends on the directory of the program that looks for it.
    return [`SSH_AUTH_SOCK=${first.target === '' ? agentTarget(first, operation.cwd, 0) : first.target}`];
}
function sshMount(mount, target, shared) {
    if (mount.source !== '')
        throw new errors/* UserError */.yo('ssh does not support source');
    const id = (0,values_mount/* sshIdOf */.x8)(mount);
    return {
        identity: { type: 'ssh', id, target, ...demand(mount) },
        open: () => {
            const socket = shared.options.sshSockets.get(id);
            if (socket !== undefined) {
                const { mode = 0o600, uid = 0, gid = 0 } = mount;
                return Promise.resolve({ type: 'ssh', target, socket, mode, uid, gid });
            }
            if (!mount.required)
                return Promise.resolve(undefined);
            throw new errors/* UserError */.yo(`no SSH key "${id}" forwarded from the client`, { hint: `Pass --ssh ${id}.` });
        },
    };
}
/** A here-document that starts with `#!` is mounted as an executable file, alone in a folder. */
function scriptMount(script) {
    if (script === undefined)
        return [];
    return [{ type: 'script', target: operation/* SCRIPT_FOLDER */.X, name: script.name, content: Buffer.from(script.content) }];
}

;// CONCATENATED MODULE: ./lib/engine/ops/run.js









/** RUN. */
async function runOp(context, operation, shared) {
    const { step, stage, layers } = context;
    const { options } = shared;
    const settings = { ...options.run, network: operation.network ?? options.run.network };
    const mounts = await prepareMounts(operation, shared);
    const declared = new Set(operation.args);
    const inputs = (0,op/* keyInputs */.N)({
        operation: 'run',
        command: JSON.stringify({
            argv: operation.argv,
            script: operation.script,
            cwd: operation.cwd,
            user: operation.user,
            network: settings.network,
            // Not in keys of earlier versions.
            ...(operation.privileged ? { privileged: true } : {}),
            mounts: mounts.identities,
            ...(0,run_settings/* settingsInKey */.Yu)(settings),
        }),
        platform: (0,platform/* formatPlatform */.Bq)(stage.stage.platform),
        parent: (0,keys/* snapshotId */.i)(layers),
        env: operation.env.filter((variable) => !declared.has(variable)),
        args: [...declared],
        files: mounts.files,
    });
    return {
        forms: (0,op/* onlyForm */.r)(inputs),
        sources: mounts.sources,
        facts: (layer) => runFacts(context, layer, shared),
        execute: (timer) => execute(step.info.number, layers, timer, shared),
    };
    async function execute(number, parents, timer, { ports, sink, signal, secretMask, cacheOnly }) {
        const tail = new output_tail/* OutputTail */.g();
        const show = (stream, data) => {
            if (data.length === 0)
                return;
            tail.add(data);
            sink({ type: 'step-output', step: number, stream, data });
        };
        const mask = await secretMask();
        const masked = { stdout: mask.stream(), stderr: mask.stream() };
        await timer.measure('restoring', () => ports.runner.prepare(parents, signal));
        const result = await ports.runner.run({
            step: number,
            layers: parents,
            platform: stage.programs,
            process: {
                argv: operation.argv,
                env: [...operation.env, ...options.proxyEnv, ...(await mounts.env())],
                cwd: operation.cwd,
                user: operation.user,
            },
            settings,
            privileged: operation.privileged,
            mounts: await mounts.open(),
            cacheOnly: cacheOnly.has(number),
        }, (stream, data) => show(stream, masked[stream].push(data)), signal);
        timer.note('waiting', result.delays?.waitingMs ?? 0);
        timer.note('restoring', result.delays?.restoringMs ?? 0);
        timer.noteUsage(result.usage);
        show('stdout', masked.stdout.end());
        show('stderr', masked.stderr.end());
        if (result.kind === 'done')
            return result.made;
        throw commandFailed(result.exitCode, tail.text());
    }
    function commandFailed(exitCode, output) {
        const { location, excerpt } = (0,error_location/* locationOf */.hD)(shared.plan.dockerfile, step.range);
        return new errors/* CommandFailed */.nk(`${step.text}: the command ended with ${describeExit(exitCode)}`, {
            location,
            excerpt,
            details: output,
            hint: hintFor(exitCode),
        });
    }
}
function describeExit(exitCode) {
    return exitCode > 128 && exitCode < 160
        ? `signal ${exitCode - 128} (exit code ${exitCode})`
        : `exit code ${exitCode}`;
}
/** Where the exit code says nothing, whoever shows the error knows how one looks into it there: `report/failure/failure-hint.ts`. */
function hintFor(exitCode) {
    switch (exitCode) {
        case 126:
            return 'The program was found but could not be executed: look at its mode and its first line.';
        case 127:
            return 'The shell did not find the program: look at the spelling, at PATH, and whether the base image has it.';
        case 137:
            return 'It was killed, most often because memory ran out.';
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/engine/ops/op-of.js



/** The operation of a step that may make a layer. */
async function opOf(context, shared) {
    const { operation } = context.step;
    switch (operation.kind) {
        case 'copy':
            return copyOp(context, operation, shared);
        case 'workdir':
            return workdirOp(context, operation, shared);
        case 'run':
            return runOp(context, operation, shared);
        case 'config':
            throw new errors/* EngineBug */.Bp(`step ${context.step.info.number} makes no layer`);
    }
}

// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
;// CONCATENATED MODULE: ./lib/engine/schedule/plan-run.js
























/** The build fails after this many changes of files: something writes faster than the build reads. */
const MOST_CHANGES = 1000;
/**
 * Runs a plan. Independent stages run side by side. The first failure stops the others. The results of finished steps stay in the cache.
 * If a layer is lost, or a file changes, there is another pass over the plan. It makes the layer again, and reads the file again.
 */
class PlanRun {
    #plan;
    #ports;
    #options;
    #signal;
    #failures;
    #sink;
    #previous;
    #evaluator;
    #secretMask;
    #cacheOnly;
    #losses = 0;
    #changes = 0;
    /** @param flights what the plans of other platforms, which run side by side, do at the same time */
    constructor(plan, ports, options, sink, signal, flights = new step_flights/* StepFlights */.Y()) {
        this.#plan = plan;
        this.#cacheOnly = cacheOnlySteps(plan);
        this.#ports = ports;
        this.#options = options;
        this.#signal = signal;
        this.#failures = new HeldFailures(dedupeEvents(sink));
        this.#sink = this.#failures.sink;
        this.#previous = (0,once/* once */.O)(() => ports.cache.previous());
        this.#secretMask = (0,once/* once */.O)(() => secret_mask/* SecretMask */.f.read(options.secrets));
        this.#evaluator = new StepEvaluator({
            cache: ports.cache,
            layers: ports.layers,
            runner: ports.runner,
            signal,
            past: (0,once/* once */.O)(async () => {
                const mask = await this.#secretMask();
                const previous = await this.#previous();
                return {
                    previous,
                    partners: new Partners(previous.steps, instructionsOf(plan)),
                    faults: ports.cache.faults,
                    masked: (text) => mask.text(text),
                    layers: ports.layers,
                    records: ports.cache,
                };
            }),
            dryRun: options.dryRun,
            sink: this.#sink,
            now: ports.now,
            created: () => createdTime(options, ports),
            timesCount: options.sourceDateEpoch !== undefined,
            flights,
        });
    }
    /** May be called again if a layer of the result is lost. Steps that are done hit then. */
    async run() {
        for (;;) {
            const result = await this.#pass();
            if (result.kind === 'built' || !(await this.#getsFurther(result.error))) {
                this.#failures.tell();
                return result;
            }
            this.#failures.forget();
        }
    }
    /** Whether another pass over the plan may get further. */
    async #getsFurther(error) {
        if (error instanceof source_changed/* SourceChanged */.W)
            return this.#takesAsItIs(error);
        if (!(error instanceof layers_lost/* LayersLost */.h) && !(await this.#cacheIsToBlame(error)))
            return false;
        // Each layer is lost at most once, unless something removes what is made.
        return ++this.#losses <= this.#plan.steps.length;
    }
    #takesAsItIs(changed) {
        if (++this.#changes > MOST_CHANGES)
            return false;
        changed.settle();
        const message = `${changed.what} changed while it was read: it is taken as it was then`;
        this.#sink({ type: 'warning', message, ...(changed.hint !== undefined && { hint: changed.hint }) });
        return true;
    }
    /**
     * Content from a cache must never fail a build. So if a step failed for another reason than its command, the layers that were read are
     * checked against their digests. If one is damaged or forged, nothing that came with it is used any more.
     */
    async #cacheIsToBlame(error) {
        if (this.#signal.aborted || error instanceof dry_run/* BlockedByStep */.A$ || !this.#mayComeOfLayers(error))
            return false;
        const flawed = await this.#ports.layers.recheck(this.#signal);
        if (flawed.length === 0)
            return false;
        this.#sink({ type: 'warning', message: (0,layers_lost/* flawedWords */.A)(flawed) });
        await this.#ports.cache.distrust();
        this.#evaluator.forget();
        return true;
    }
    /** Some failures do not depend on layers: that of a command, and a file that is missing in the build context. */
    #mayComeOfLayers(error) {
        if (error instanceof errors/* CommandFailed */.nk)
            return false;
        if (!(error instanceof errors/* UserError */.yo))
            return true;
        const { first } = this.#failures;
        const steps = this.#plan.stages.flatMap((stage) => stage.steps);
        const operation = steps.find(({ info }) => info.number === first?.step)?.operation;
        const looksIntoLayers = operation?.kind === 'copy' ? operation.from.kind !== 'context' : operation?.kind === 'run';
        return looksIntoLayers || first?.ran === true;
    }
    async #pass() {
        const plan = this.#plan;
        const ports = this.#ports;
        const options = this.#options;
        const sink = this.#sink;
        const evaluator = this.#evaluator;
        const stop = new AbortController();
        const linked = AbortSignal.any([this.#signal, stop.signal]);
        const executions = [];
        const results = new Map();
        const resultOf = (index) => {
            const result = results.get(index);
            if (result === undefined)
                throw new errors/* EngineBug */.Bp(`stage ${index} is not among those that the target needs`);
            return result;
        };
        const sources = new FileSources(plan, ports, resultOf, linked);
        const createdSeconds = () => Math.floor(Date.parse(createdTime(options, ports)) / 1000);
        const shared = {
            plan,
            ports,
            options,
            sources,
            sink,
            signal: linked,
            cacheOnly: this.#cacheOnly,
            createdSeconds,
            secretMask: this.#secretMask,
        };
        const image = imageStages(plan);
        const imageLayer = options.dryRun === undefined ? ports.imageLayer : undefined;
        try {
            const globals = await evaluateGlobalArgs(plan, evaluator, options, sink, ports.now);
            for (const stage of plan.stages) {
                const execution = new StageExecution(stage, {
                    plan,
                    evaluator,
                    sink,
                    now: ports.now,
                    signal: linked,
                    globals,
                    opOf: (context) => opOf(context, shared),
                    fromOpOf: (from, layers) => fromOp(from, layers, shared),
                    resultOf,
                    ...(imageLayer !== undefined && image.has(stage) && { imageLayer }),
                    dryRun: options.dryRun,
                    noCache: options.noCache,
                    labels: options.labels,
                    fixedTime: options.sourceDateEpoch === undefined ? undefined : createdTime(options, ports),
                });
                executions.push(execution);
                results.set(stage.stage.index, runStage(execution, stop));
            }
            const outcome = await firstFailure([...results.values()]);
            if (outcome !== undefined && (outcome.reason instanceof layers_lost/* LayersLost */.h || letsOthersContinue(outcome.reason)))
                return { kind: 'failed', error: outcome.reason };
            // A build that succeeded does not need the build before any more.
            const before = outcome === undefined ? record/* NO_BUILD */.Bg : await this.#previous();
            await ports.cache.savePrevious(mergeBuilds(globals.map(({ record }) => record), executions, before));
            if (outcome !== undefined)
                return failed(outcome.reason, this.#signal);
            const target = await resultOf(plan.target);
            return { kind: 'built', draft: target.draft };
        }
        catch (error) {
            return failed(error, this.#signal);
        }
    }
}
function runStage(execution, stop) {
    // Started in a later turn of the event loop, when all stages are in the map of results.
    const result = Promise.resolve().then(() => execution.run());
    result.catch((error) => {
        if (!letsOthersContinue(error))
            stop.abort(error);
    });
    return result;
}
/** In a dry run, all stages continue as far as they can. The same is true if one stage has to read a file again in the next pass. */
function letsOthersContinue(reason) {
    return reason instanceof dry_run/* BlockedByStep */.A$ || reason instanceof source_changed/* SourceChanged */.W;
}
/**
 * Waits for all stages, so that nothing is left running.
 *
 * @returns the first failure. A stage that only has to start again, or that ended in a dry run, did not fail. Its reason is only returned
 *   if no stage failed.
 */
async function firstFailure(stages) {
    const reasons = [];
    await Promise.all(stages.map((stage) => stage.catch((reason) => reasons.push(reason))));
    if (reasons.length === 0)
        return undefined;
    return { reason: reasons.find((reason) => !letsOthersContinue(reason)) ?? reasons[0] };
}
function failed(error, signal) {
    if (!(error instanceof StepFailure))
        return { kind: 'failed', error };
    return { kind: 'failed', error: signal.aborted ? signal.reason : error.cause, lastGood: error.lastGood };
}
/** ARGs before the first FROM are steps, too: they hit as long as their values stay the same. */
async function evaluateGlobalArgs(plan, evaluator, { noCache, sourceDateEpoch }, sink, now) {
    const done = [];
    const values = GivenValues.ofGlobals(plan);
    const runsAnyway = offReason(noCache, undefined);
    const dated = sourceDateEpoch === undefined;
    for (const { arg, info } of plan.globalArgs) {
        const timer = new StepTimer(now, traceRow(info));
        sink({ type: 'step-started', step: info.number });
        const args = arg.values.map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
        const { number, instruction } = info;
        const evaluated = await evaluator.evaluate({ number, instruction, stage: info.stage, ordinal: done.length, below: done, values, runsAnyway }, {
            forms: (0,op/* onlyForm */.r)((0,op/* keyInputs */.N)({ operation: 'arg', command: 'ARG', args })),
            execute: () => Promise.resolve(undefined),
        }, timer);
        const { record } = evaluated;
        const isHit = evaluated.status === 'hit';
        done.push({ info, ordinal: done.length, record, args, ...(isHit && { isHit }) });
        const outcome = stepOutcome(evaluated, { imageId: (0,identity/* imageIdOfArgument */.jz)(record.key) }, timer, dated);
        sink({ type: 'step-finished', step: number, outcome });
    }
    return done;
}
/** By stage, in order. */
function instructionsOf({ steps }) {
    const stages = new Map();
    for (const { stage, instruction } of steps) {
        const known = stages.get(stage);
        if (known === undefined)
            stages.set(stage, [instruction]);
        else
            known.push(instruction);
    }
    return stages;
}
function createdTime(options, ports) {
    const ms = options.sourceDateEpoch === undefined ? ports.now() : options.sourceDateEpoch * 1000;
    return new Date(ms).toISOString().replace('.000Z', 'Z');
}


/***/ }),

/***/ 37768:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ StepFlights)
/* harmony export */ });
/** The steps of a build by their keys, for all of its plans: of two steps with the same key, only one runs. */
class StepFlights {
    #flights = new Map();
    /** The number of the first step with each key that hit or runs. */
    #firsts = new Map();
    get(key) {
        return this.#flights.get(key);
    }
    /** Says that a step runs. If it fails, the next one with its key runs. */
    add(key, flight) {
        this.#flights.set(key, flight);
        this.#firsts.set(key, flight.step);
        flight.record.catch(() => {
            if (this.#flights.get(key) !== flight)
                return;
            this.#flights.delete(key);
            this.#firsts.delete(key);
        });
    }
    /**
     * Says that a step has a record with this key.
     *
     * @returns the number of the first step of the build that has it: its own, or that of the step that it is a duplicate of
     */
    firstWith(key, step) {
        const known = this.#firsts.get(key);
        if (known !== undefined)
            return known;
        this.#firsts.set(key, step);
        return step;
    }
    /** Forgets what a plan ran: it may depend on forged content. */
    forget(plan) {
        for (const [key, flight] of this.#flights)
            if (flight.plan === plan)
                this.#flights.delete(key);
        this.#firsts.clear();
    }
}


/***/ }),

/***/ 62975:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ isHarmlessName)
/* harmony export */ });
/**
 * Names of build arguments whose values are not secret in any build. Records have the values as they are, and explanations show this
 * build's values and earlier ones. docs/threat-model.md has the same list.
 */
const HARMLESS = [
    // What BuildKit sets by itself.
    'SOURCE_DATE_EPOCH',
    '(?:BUILD|TARGET)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT|STAGE)',
    // What says how BuildKit works.
    'BUILDKIT_(?:BUILD_NAME|CACHE_MOUNT_NS|CONTEXT_KEEP_GIT_DIR|DOCKERFILE_CHECK|INLINE_CACHE)',
    'BUILDKIT_(?:MULTI_PLATFORM|SANDBOX_HOSTNAME|SYNTAX)',
    // Versions, and the state of the source.
    '(?:[A-Z0-9_]+_)?VERSION',
    '(?:GIT_|GITHUB_|VCS_|SOURCE_)?(?:COMMIT|SHA|REF|REVISION|BRANCH|TAG)',
    '(?:GIT_)?COMMIT_(?:SHA|HASH|REF)',
    'GITHUB_(?:REF_NAME|REPOSITORY|RUN_ID|RUN_NUMBER)',
    'BUILD_(?:DATE|ID|NUMBER|TIME|TYPE)',
    'RELEASE',
    // What is built, and how.
    'BASE|BASE_IMAGE|IMAGE|ARCH|PLATFORM|OS|STAGE|MODE|CONFIGURATION',
    // In a monorepo, which of its parts.
    '(?:APP|MODULE|PACKAGE|PROJECT|SERVICE|WORKSPACE)_NAME|MODULE|PACKAGE|SERVICE|WORKSPACE',
    '(?:APP|GO|NODE|RACK|RAILS)_ENV',
    'CI|DEBUG|LOG_LEVEL|CGO_ENABLED|GOARCH|GOOS|DEBIAN_FRONTEND|PYTHONUNBUFFERED',
    // The machine.
    'PATH|HOME|LANG|LC_[A-Z]+|TZ|UID|GID|PORT',
];
const PATTERN = new RegExp(`^(?:${HARMLESS.join('|')})$`);
function isHarmlessName(name) {
    return PATTERN.test(name);
}


/***/ }),

/***/ 3222:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ LayerWriter)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(34397);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50261);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(25351);
/* harmony import */ var _file_digest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(564);
/* harmony import */ var _packed_entries_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(90492);
/* harmony import */ var _compression_blob_file_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(75184);
/* harmony import */ var _compression_group_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(51459);
/* harmony import */ var _compression_group_compressor_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(81957);
/* harmony import */ var _layer_index_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(55851);
/* harmony import */ var _layer_structure_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(96656);
/* harmony import */ var _trace_span_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(21725);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(39681);
/* harmony import */ var _tar_writer_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(36940);
/* harmony import */ var _tree_digest_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(3294);
/* harmony import */ var _tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(39606);
/* harmony import */ var _text_path_parts_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(40371);



















const ZEROS = Buffer.alloc(_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .END_OF_ARCHIVE_SIZE */ .D9);
/** Makes tar, index, digests and compressed blob of entries in one pass, with a few MiB in memory at a time. */
class LayerWriter {
    #options;
    #blob;
    #diff = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    #format;
    #compressor;
    #entries;
    /** The directory of the last entry that was added. It is mostly also the directory of the next one. */
    #lastParent;
    /** Parents of entries that have no entry themselves. They must not come later. */
    #absentParents = new Set();
    #groups = [];
    /** By the bytes of the tar before it: how many entries come before a group that begins with one. */
    #groupStarts = new Map();
    /** Whether the entry that was begun has groups of its own. */
    #ownGroups = false;
    #span = (0,_trace_span_js__WEBPACK_IMPORTED_MODULE_12__/* .openSpan */ .D3)('layers', () => 'write a layer');
    #tarSize = 0;
    /** Whether `add` is taking the content of a file. */
    #busy = false;
    #state = 'open';
    /** @throws what `openSync` throws */
    static create(options) {
        return new Promise((resolve) => resolve(new LayerWriter(options)));
    }
    constructor(options) {
        this.#options = options;
        this.#entries = new _packed_entries_js__WEBPACK_IMPORTED_MODULE_7__/* .PackedEntries */ .J(options.paths);
        const blob = new _compression_blob_file_js__WEBPACK_IMPORTED_MODULE_8__/* .BlobFile */ .K(options.blobFile);
        this.#blob = blob;
        this.#format = options.format ?? 'gzip';
        this.#compressor = (0,_compression_group_compressor_js__WEBPACK_IMPORTED_MODULE_9__/* .groupCompressor */ .J)(this.#format, (chunk) => blob.write(chunk), {
            onBlock: (block) => this.#diff.update(block),
            onGroup: (group) => this.#groups.push(group),
            ...(options.level === undefined ? {} : { level: options.level }),
        });
    }
    /**
     * Adds one entry. Parents come before children, no path comes twice, and a hard link comes after the file that it names. A file's
     * content must have exactly the given size. Chunks are copied, so that their buffers may be reused. A promise that is returned must be
     * awaited before the next call. After an error, only `abort` may be called.
     *
     * @throws InfraError when a file's content is longer or shorter than declared: it changed while it was read
     * @throws UserError when a name starts with `.wh.`, which no layer can hold
     * @throws EngineBug when the order or uniqueness of paths is broken
     */
    add(entry, content) {
        if (this.#state !== 'open' || this.#busy)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`add while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#checkPath(entry);
        if (entry.type !== 'file') {
            const linked = entry.type === 'hardlink' ? this.#linkedMetadata(entry.path, entry.target) : undefined;
            const header = (0,_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .tarHeader */ .pI)(entry, linked);
            this.#beginEntry(header.length);
            this.#tar(header);
            this.#record(entry);
            return this.#pressure();
        }
        const header = (0,_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .tarHeader */ .pI)(entry);
        this.#beginEntry(header.length + entry.size);
        this.#tar(header);
        this.#busy = true;
        const digest = new _file_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .FileDigest */ .d(entry.size);
        if (content === undefined)
            return this.#endFile(entry, digest);
        if (Symbol.asyncIterator in content)
            return this.#takeAsync(entry, content, digest);
        return this.#take(entry, content[Symbol.iterator](), digest);
    }
    /** Takes chunks synchronously as long as the compressor keeps up, so that small files need no promise. */
    #take(entry, chunks, digest) {
        try {
            for (let next = chunks.next(); next.done !== true; next = chunks.next()) {
                this.#content(entry, next.value, digest);
                const pressure = this.#compressor.drained();
                if (pressure !== undefined)
                    return this.#continue(entry, chunks, digest, pressure);
            }
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        return this.#endFile(entry, digest);
    }
    async #continue(entry, chunks, digest, pressure) {
        try {
            await pressure;
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        await this.#take(entry, chunks, digest);
    }
    async #takeAsync(entry, content, digest) {
        for await (const chunk of content) {
            this.#content(entry, chunk, digest);
            await this.#compressor.drained();
        }
        await this.#endFile(entry, digest);
    }
    #content(entry, chunk, digest) {
        if (digest.seen + chunk.length > entry.size)
            throw changed(entry, 'grew');
        digest.update(chunk);
        this.#tar(chunk);
    }
    #endFile(entry, digest) {
        if (digest.seen !== entry.size)
            throw changed(entry, 'shrank');
        this.#tar(ZEROS.subarray(0, (0,_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .paddingAfter */ .OQ)(entry.size)));
        this.#record((0,_file_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestedFile */ .M)(entry, digest.digest()));
        if (this.#ownGroups)
            this.#compressor.cut();
        this.#busy = false;
        return this.#pressure();
    }
    /**
     * A group has whole entries, and a large file has groups of its own: whoever wants one file needs nothing else.
     *
     * @param size bytes, with the header
     */
    #beginEntry(size) {
        this.#ownGroups = size > _compression_group_js__WEBPACK_IMPORTED_MODULE_17__/* .GROUP_SIZE */ .g;
        if (this.#compressor.groupSize + size > _compression_group_js__WEBPACK_IMPORTED_MODULE_17__/* .GROUP_SIZE */ .g)
            this.#compressor.cut();
        if (this.#compressor.groupSize === 0)
            this.#groupStarts.set(this.#tarSize, this.#entries.length);
    }
    #groupsOfEntries() {
        const counts = [...this.#groupStarts.values(), this.#entries.length];
        let [offset, begun] = [0, 0];
        return this.#groups.map((group) => {
            const before = this.#groupStarts.get(offset);
            offset += group.size;
            const entries = before === undefined ? 0 : (counts[++begun] ?? before) - before;
            return { ...group, entries };
        });
    }
    #tar(bytes) {
        if (bytes.length === 0)
            return;
        this.#tarSize += bytes.length;
        this.#compressor.write(bytes);
    }
    #pressure() {
        return this.#compressor.drained();
    }
    #record(entry) {
        const { maxEntries = _layer_structure_js__WEBPACK_IMPORTED_MODULE_11__/* .MAX_LAYER_ENTRIES */ .O8 } = this.#options;
        if (this.#entries.length === maxEntries) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`a layer cannot have more than ${maxEntries} files and directories`, {
                hint: 'Make them in several steps.',
            });
        }
        this.#entries.push(entry);
    }
    #checkPath(entry) {
        const { path } = entry;
        if (this.#entries.typeAt(path) !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`two entries for ${JSON.stringify(path)}`);
        if (this.#absentParents.has(path))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`${JSON.stringify(path)} comes after what stands in it`);
        if (path.startsWith(_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__/* .WHITEOUT_PREFIX */ .Fp) || path.includes(`/${_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__/* .WHITEOUT_PREFIX */ .Fp}`)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`a layer cannot hold the name ${JSON.stringify((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_13__/* .displayName */ .QC)(path))}`, {
                hint: `Names that start with ${_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__/* .WHITEOUT_PREFIX */ .Fp} stand for removed files in image layers.`,
            });
        }
        for (let parent = path; parent !== '';) {
            parent = (0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_16__/* .parentPath */ .yl)(parent);
            if (parent === this.#lastParent)
                return;
            const type = this.#entries.typeAt(parent);
            if (type === 'directory') {
                this.#lastParent = parent;
                return;
            }
            if (type !== undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`${JSON.stringify(path)} below a ${type}`);
            if (this.#absentParents.has(parent))
                return;
            this.#absentParents.add(parent);
        }
    }
    /** Unpackers apply the header of a hard link to the file that it names. So it repeats the file's metadata. */
    #linkedMetadata(path, target) {
        let entry = this.#entries.get(target);
        while (entry?.type === 'hardlink')
            entry = this.#entries.get(entry.target);
        if (entry === undefined || entry.type === 'directory' || entry.type === 'whiteout') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`hard link ${JSON.stringify(path)} to ${JSON.stringify(target)}, which is not in the layer`);
        }
        return entry;
    }
    /** Ends tar and blob, and writes the index. The files are closed but not synced. */
    async finish() {
        if (this.#state !== 'open' || this.#busy)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`finish while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#tar(ZEROS);
        await this.#compressor.finish();
        this.#state = 'finished';
        const { digest, size } = this.#blob.finish();
        this.#span.note({ files: this.#entries.length, tar: this.#tarSize, blob: size });
        this.#span.end();
        const indexing = (0,_trace_span_js__WEBPACK_IMPORTED_MODULE_12__/* .openSpan */ .D3)('layers', () => 'index of a layer');
        const diffId = (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .diffIdOfHex */ .vM)(this.#diff.digest('hex'));
        const tree = (0,_tree_digest_js__WEBPACK_IMPORTED_MODULE_15__/* .treeDigest */ .f)(this.#entries);
        const { blobFile, indexFile } = this.#options;
        const groups = { blob: digest, format: this.#format, groups: this.#groupsOfEntries() };
        const index = { entries: this.#entries, diffId, treeDigest: tree, groups };
        let indexDigest;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(indexFile, (0,_layer_index_js__WEBPACK_IMPORTED_MODULE_10__/* .encodedIndex */ .BB)(index, (given) => (indexDigest = given)), { mode: 0o600 });
        indexing.end();
        return {
            blobFile,
            indexFile,
            blob: { mediaType: this.#format === 'zstd' ? _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_LAYER_ZSTD */ .aH : _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_LAYER_GZIP */ .BQ, digest, size },
            diffId,
            treeDigest: tree,
            indexDigest,
            uncompressedSize: this.#tarSize,
        };
    }
    /** Removes what was written. May be called at any time, also after an error. */
    async abort() {
        if (this.#state === 'aborted')
            return;
        const wasOpen = this.#state === 'open';
        this.#state = 'aborted';
        this.#span.end();
        if (wasOpen) {
            await this.#compressor.abandon();
            this.#blob.close();
        }
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_3__/* .discard */ .v)(this.#options.blobFile);
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_3__/* .discard */ .v)(this.#options.indexFile);
    }
}
function changed(entry, how) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`file changed while it was read: ${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_13__/* .displayName */ .QC)(entry.path)} ${how} (it had ${entry.size} bytes)`, {
        hint: 'Build again when nothing writes to it.',
    });
}


/***/ }),

/***/ 8428:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ PairPacker)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var _packed_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25622);


/** Characters that are compressed at once. */
const PART = 64 * 1024;
/** Makes a list of pairs that come in its order. It is compressed, since neighbours have most of their texts in common. */
class PairPacker {
    #parts = [];
    #texts = [];
    #size = 0;
    #length = 0;
    /** No text can have a NUL, as names of files cannot. */
    add([first, second]) {
        this.#texts.push(first, second);
        this.#length++;
        this.#size += first.length + second.length;
        if (this.#size >= PART)
            this.#pack();
    }
    finish() {
        if (this.#texts.length > 0)
            this.#pack();
        return new PackedPairs(this.#parts, this.#length);
    }
    #pack() {
        const text = this.#texts.join('\0');
        const buffer = Buffer.allocUnsafe((0,_packed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textRoom */ .Dt)(text));
        this.#parts.push((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.deflateRawSync)(buffer.subarray(0, (0,_packed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .writeText */ .x3)(buffer, 0, text)), { level: 1 }));
        this.#texts = [];
        this.#size = 0;
    }
}
class PackedPairs {
    #parts;
    length;
    constructor(parts, length) {
        this.#parts = parts;
        this.length = length;
    }
    *[Symbol.iterator]() {
        for (const part of this.#parts) {
            const texts = (0,_packed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.inflateRawSync)(part), 0).split('\0');
            for (let at = 0; at < texts.length; at += 2)
                yield [texts[at] ?? '', texts[at + 1] ?? ''];
        }
    }
}


/***/ }),

/***/ 36940:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ END_OF_ARCHIVE_SIZE),
/* harmony export */   OQ: () => (/* binding */ paddingAfter),
/* harmony export */   pI: () => (/* binding */ tarHeader)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _tar_pax_records_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60483);
/* harmony import */ var _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(38282);
/* harmony import */ var _tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(39606);
/** Headers of a layer's tar: POSIX ustar if the entry fits, else with a PAX extended header in front. GNU's forms are not used. */






/** Two zero blocks. */
const END_OF_ARCHIVE_SIZE = 2 * _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE;
/** Largest number of a field of eight bytes (seven octal digits and a NUL), and of one of twelve. */
const MAX_8 = 0o7777777;
const MAX_12 = 0o77777777777;
/** A whiteout has no metadata. With fixed values, equal layers are equal tars. */
const NO_METADATA = { mode: 0, uid: 0, gid: 0, mtime: 0 };
/** How many zero bytes fill the last block of a file with `size` bytes. */
function paddingAfter(size) {
    return (_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE - (size % _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE)) % _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE;
}
/**
 * All blocks of `entry` but a file's content: its header, a PAX header in front if it needs one, and its opaque marker behind.
 *
 * @param linked for a hard link: metadata of the file that it names, as unpackers apply the link's header to the file
 */
function tarHeader(entry, linked) {
    switch (entry.type) {
        case 'file':
            return header('0', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, { size: entry.size });
        case 'hardlink':
            if (linked === undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp('hard link without the metadata of its file');
            return header('1', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), linked, { link: (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.target) });
        case 'symlink':
            return header('2', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, { link: (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.target) });
        case 'char':
        case 'block':
            return header(entry.type === 'char' ? '3' : '4', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, entry);
        case 'directory': {
            const own = header('5', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path === '' ? './' : `${entry.path}/`), entry, {});
            if (entry.opaque !== true)
                return own;
            const marker = entry.path === '' ? _tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .OPAQUE_MARKER */ .$n : `${entry.path}/${_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .OPAQUE_MARKER */ .$n}`;
            return Buffer.concat([own, header('0', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(marker), NO_METADATA, { size: 0 })]);
        }
        case 'fifo':
            return header('6', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, {});
        case 'whiteout':
            return header('0', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)((0,_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .whiteoutName */ .Db)(entry.path)), NO_METADATA, { size: 0 });
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(entry);
    }
}
function header(typeflag, name, metadata, fields) {
    const { size = 0, link, major, minor } = fields;
    const pax = [];
    const split = splitName(name);
    if (split === undefined || mustDeclare(name))
        pax.push(['path', name]);
    if (link !== undefined && (link.length > 100 || mustDeclare(link)))
        pax.push(['linkpath', link]);
    number(pax, 'uid', metadata.uid, MAX_8);
    number(pax, 'gid', metadata.gid, MAX_8);
    number(pax, 'size', size, MAX_12);
    number(pax, 'mtime', metadata.mtime, MAX_12);
    // No keyword exists for device numbers; Linux's fit (12 and 20 bits).
    if ((major ?? 0) > MAX_8 || (minor ?? 0) > MAX_8)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp(`device number ${major ?? 0}:${minor ?? 0}`);
    // PAX values are UTF-8. A name that is not has to be declared as bytes (pax, "hdrcharset").
    const bytes = pax.some(([keyword, value]) => keyword.endsWith('path') && !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(value));
    if (bytes)
        pax.unshift(['hdrcharset', Buffer.from('BINARY')]);
    for (const xattr of Object.keys(metadata.xattrs ?? {}).sort()) {
        pax.push([(0,_tar_pax_records_js__WEBPACK_IMPORTED_MODULE_3__/* .xattrKeyword */ .lv)(xattr), Buffer.from(metadata.xattrs?.[xattr] ?? '', 'base64')]);
    }
    const main = Buffer.alloc(_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE);
    const { prefix, rest } = split ?? { prefix: NOTHING, rest: fallback(name) };
    rest.copy(main, 0);
    prefix.copy(main, 345);
    octal(main, 100, 8, metadata.mode);
    octal(main, 108, 8, metadata.uid);
    octal(main, 116, 8, metadata.gid);
    octal(main, 124, 12, size);
    octal(main, 136, 12, metadata.mtime);
    link?.copy(main, 157, 0, 100);
    octal(main, 329, 8, major ?? 0);
    octal(main, 337, 8, minor ?? 0);
    seal(main, typeflag);
    return pax.length === 0 ? main : Buffer.concat([paxHeader(pax), main]);
}
const NOTHING = Buffer.alloc(0);
function number(pax, keyword, value, max) {
    if (value < 0 || value > max)
        pax.push([keyword, Buffer.from(String(value))]);
}
/**
 * ustar does not say which charset a name has: only ASCII is safe. UTF-8 is written to PAX, which is UTF-8. Bytes that are neither stay in
 * the ustar field if they fit: every reader takes them as they are, while GNU tar warns about `hdrcharset`.
 */
function mustDeclare(name) {
    return !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isAscii)(name) && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(name);
}
/** The full name is in the PAX header. Programs that do not know PAX see the end of the name. */
function fallback(name) {
    return name.subarray(-100);
}
/** Splits a name at a slash into the fields `prefix` (155) and `name` (100); `undefined` if it does not fit. */
function splitName(name) {
    if (name.length <= 100)
        return { prefix: NOTHING, rest: name };
    if (name.length > 256)
        return undefined;
    // Not at the slash at the end of a directory's name.
    const slash = name.indexOf(SLASH, name.length - 101);
    if (slash <= 0 || slash > 155 || slash >= name.length - 1)
        return undefined;
    return { prefix: name.subarray(0, slash), rest: name.subarray(slash + 1) };
}
const SLASH = 0x2f;
function paxHeader(records) {
    const body = Buffer.concat(records.map(([keyword, value]) => (0,_tar_pax_records_js__WEBPACK_IMPORTED_MODULE_3__/* .paxRecord */ .nY)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(keyword), value)));
    const blocks = Buffer.alloc(_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE + body.length + paddingAfter(body.length));
    blocks.write('PaxHeaders.0/entry', 0, 'latin1');
    octal(blocks, 100, 8, 0o644);
    octal(blocks, 108, 8, 0);
    octal(blocks, 116, 8, 0);
    octal(blocks, 124, 12, body.length);
    octal(blocks, 136, 12, 0);
    seal(blocks, 'x');
    body.copy(blocks, _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE);
    return blocks;
}
/** Octal digits and a NUL. A value that does not fit is written as zero: the PAX header has it. */
function octal(block, at, length, value) {
    const digits = length - 1;
    const fits = value >= 0 && value <= (length === 8 ? MAX_8 : MAX_12);
    block.write((fits ? value : 0).toString(8).padStart(digits, '0'), at, digits, 'latin1');
}
function seal(block, typeflag) {
    block.write(typeflag, 156, 1, 'latin1');
    block.write('ustar\u000000', 257, 8, 'latin1');
    const sum = (0,_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .checksum */ .cM)(block).toString(8).padStart(6, '0');
    block.write(`${sum}\0 `, 148, 8, 'latin1');
}


/***/ }),

/***/ 31379:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ LayoutLock)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(452);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(34397);
/* harmony import */ var _files_publish_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(69744);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(35821);
/* harmony import */ var _files_read_in_root_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(50976);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(44293);











const LOCK = '.lock';
const LEASE = '.lease-';
const POLL_MS = 20;
/** The lock is only held while a small file is written and old blobs are removed. */
const STALE_LOCK_MS = 60_000;
/** A writer that cannot be seen from here (on another machine, in a container) counts as ended after this. */
const STALE_LEASE_MS = 3600_000;
/** Bytes of a lock: the identity of a process. */
const MAX_IDENTITY = 1024;
/** Locks of this process that could not be removed when they were not needed any more. */
const unreleased = new Set();
/**
 * Coordinates writers of one OCI layout, also of other processes. A `lease` says that somebody is writing. Then
 * blobs that nothing names yet may be needed. The lock is needed to change `index.json` and to take a lease. So its owner sees all leases.
 */
class LayoutLock {
    #directory;
    constructor(directory) {
        this.#directory = directory;
    }
    /** Makes the folder, and says that this process writes into it. @returns ends the lease */
    async lease(signal) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, `${LEASE}${(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .ownIdentity */ .A)()}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}`);
        (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_10__/* .makeFolders */ .w)(this.#directory);
        await this.exclusively(() => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(path, '', { flag: 'wx' }), signal);
        return () => (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_6__/* .discard */ .v)(path);
    }
    /** How many writers there are. Only with the lock held. Leases of processes that have ended are removed. */
    async writers() {
        let running = 0;
        for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(this.#directory, { withFileTypes: true })) {
            const { name } = entry;
            if (!entry.isFile() || !name.startsWith(LEASE))
                continue;
            const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name);
            if ((0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .hasEnded */ .h)(name.slice(LEASE.length).split('.')[0] ?? '') || (await olderThan(path, STALE_LEASE_MS))) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true });
            }
            else
                running += 1;
        }
        return running;
    }
    /** Runs `work` with the lock held. @throws InfraError when another process does not release it */
    async exclusively(work, signal) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, LOCK);
        // By then, a lock that was held when waiting began has become stale.
        const deadline = Date.now() + 2 * STALE_LOCK_MS;
        while (!(await this.#take(path))) {
            if (Date.now() > deadline)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .InfraError */ .Ri(`the OCI layout ${this.#directory} is locked by another process`);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setTimeout)(POLL_MS, undefined, signal === undefined ? {} : { signal });
        }
        unreleased.delete(path);
        try {
            return await work();
        }
        finally {
            // What was done is done. Nobody waits for a lock that could not be removed: see `#take`.
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true }).catch(() => unreleased.add(path));
        }
    }
    async #take(path) {
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(path, (0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .ownIdentity */ .A)(), { flag: 'wx' });
            return true;
        }
        catch (error) {
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error) !== 'EEXIST')
                throw error;
        }
        const holder = this.#read(LOCK);
        if (holder === undefined)
            return false;
        // Of those who wait in this process only one finds it. Until it has moved the lock, nothing else happens here.
        const isLeft = holder === (0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .ownIdentity */ .A)() && unreleased.delete(path);
        if (isLeft || (0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .hasEnded */ .h)(holder) || (await olderThan(path, STALE_LOCK_MS))) {
            // By renaming: of two processes that find it stale, only one succeeds. The other may then move the new lock of the first one.
            const name = `${LOCK}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}`;
            const aside = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name);
            try {
                moveIfThere(path, aside);
            }
            catch (error) {
                if (isLeft)
                    unreleased.add(path);
                throw error;
            }
            const moved = this.#read(name) ?? holder;
            if (moved !== holder)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.link)(aside, path).catch(() => undefined);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(aside, { force: true });
        }
        return false;
    }
    /**
     * What a process wrote into its lock; `undefined` where it is gone.
     *
     * @throws UserError for what no process of ours made: it would never be released
     */
    #read(name) {
        const file = (0,_files_read_in_root_js__WEBPACK_IMPORTED_MODULE_9__/* .readInRoot */ .W)(this.#directory, name, MAX_IDENTITY);
        if (file.kind === 'file')
            return file.bytes.toString('utf8');
        // A file that is there now is the lock of somebody who took it since.
        if (file.kind === 'absent' && !isLink((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name)))
            return undefined;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name)} is not a lock that layer-build made`, { hint: 'Remove it.' });
    }
}
function isLink(path) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
/** @throws UserError if it cannot be moved: waiting would not help */
function moveIfThere(from, to) {
    try {
        (0,_files_publish_js__WEBPACK_IMPORTED_MODULE_7__/* .moveEntry */ .cb)(from, to);
    }
    catch (error) {
        // Another process was faster.
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error) === 'ENOENT')
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`the lock ${from} of a process that has ended cannot be removed`, {
            hint: 'Remove it, or make its folder writable for this user.',
            cause: error,
        });
    }
}
async function olderThan(path, ms) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path).catch(() => undefined);
    return stats !== undefined && Date.now() - stats.mtimeMs > ms;
}


/***/ })

};
