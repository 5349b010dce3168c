export const id = 4511;
export const ids = [4511];
export const modules = {

/***/ 79136:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mergeImages: () => (/* binding */ mergeImages)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
;// CONCATENATED MODULE: ./lib/attestation/joined-provenance.js

/** Its section says what the fields mean. */
const BUILD_TYPE = 'https://github.com/org/layer-build/blob/main/docs/attestations.md#a-joined-image';
/** How an image was joined: a predicate of SLSA v1 (https://slsa.dev/spec/v1.1/provenance). */
function joinedProvenance(facts) {
    const { builderId, images, annotations, invocationId, started, finished } = facts;
    return {
        type: 'https://slsa.dev/provenance/v1',
        content: {
            buildDefinition: {
                buildType: BUILD_TYPE,
                externalParameters: { images: images.map(({ uri }) => uri), annotations },
                internalParameters: {},
                resolvedDependencies: images,
            },
            runDetails: {
                builder: { id: builderId, version: { 'layer-build': version/* VERSION */.x } },
                metadata: { invocationId, startedOn: started.toISOString(), finishedOn: finished.toISOString() },
            },
        },
    };
}

// EXTERNAL MODULE: ./lib/attestation/purl.js
var purl = __webpack_require__(69333);
// EXTERNAL MODULE: ./lib/attestation/statement.js
var statement = __webpack_require__(81759);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/registry/client.js + 13 modules
var registry_client = __webpack_require__(31921);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 21 modules
var adapters = __webpack_require__(89497);
// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/app/attesting/open-signer.js + 5 modules
var open_signer = __webpack_require__(48474);
// EXTERNAL MODULE: ./lib/app/outputs/attestation-to-push.js
var attestation_to_push = __webpack_require__(7205);
// EXTERNAL MODULE: ./lib/app/outputs/by-repository.js
var by_repository = __webpack_require__(67594);
;// CONCATENATED MODULE: ./lib/app/merging/merge-images.js
















/**
 * Joins images for single platforms to one index, and pushes it under its names. What a repository does not have is copied there. No
 * tag moves before everything is there, and signed if it is to be.
 *
 * @throws UserError when a platform is missing, given twice, or not expected, when a digest is not in its registry, or when nothing here
 *   says who signs; InfraError
 */
async function mergeImages(options, host, sink, signal) {
    const { sources, tags, annotations } = options;
    if (sources.length === 0)
        throw new errors/* UserError */.yo('there is no image to join');
    if (tags.length === 0)
        throw new errors/* UserError */.yo('the joined image needs a name');
    const started = new Date();
    const http = (0,http_client/* httpClientOf */.X)(host);
    const signing = options.signedAs === undefined ? undefined : (0,open_signer/* openSigner */.H)(host, sink, signal);
    try {
        const client = new registry_client/* RegistryClient */.b({ http, credentials: (0,adapters/* credentialsOf */.YN)(host), mirrors: [], events: sink });
        const found = [];
        for (const source of sources) {
            const pushed = await client.pushed(source, source.digest, signal);
            found.push(...pushed.map((manifest) => ({ ...manifest, source })));
        }
        const images = inOrder(distinctImages(found), options.platforms);
        // Once each: two jobs may have joined the same attestation.
        const about = [...new Map(found.flatMap((one) => (isImage(one) ? [] : [[digestOf(one), one]]))).values()];
        const all = [...images, ...about];
        const root = indexOf(all, annotations);
        const descriptor = { mediaType: root.mediaType, digest: (0,digest/* sha256 */.sc)(root.bytes), size: root.bytes.length };
        const targets = (0,by_repository/* byRepository */.I)(tags);
        const signatures = signing === undefined
            ? []
            : await signing.signer.sign([
                { subject: descriptor, statement: joinedStatement(images, options, descriptor.digest, targets, started) },
            ]);
        // Before the tags are moved.
        await Promise.all(signatures.flatMap((signature) => targets.map((target) => client.pushReferrer((0,attestation_to_push/* asReferrer */.w)(signature, target), signal))));
        await client.push({ targets, root, images: all.map((one) => toPush(one, client, signal)) }, signal);
        await signing?.signer.archive(signatures);
        return {
            descriptor,
            tags: tags.map(reference/* formatReference */.FH),
            platforms: images.map(({ platform, descriptor, source, manifest }) => ({
                platform,
                digest: descriptor.digest,
                size: [manifest.config, ...manifest.layers].reduce((sum, { size }) => sum + size, 0),
                source,
            })),
            attestations: about.length,
            signed: signatures.length > 0,
        };
    }
    finally {
        signing?.close();
        http.close();
    }
}
function isImage(found) {
    return found.platform !== undefined;
}
function digestOf({ descriptor }) {
    return descriptor.digest;
}
/** @throws UserError when two sources have different images for one platform */
function distinctImages(found) {
    const images = new Map();
    for (const image of found.filter(isImage)) {
        const other = images.get(image.platform);
        if (other === undefined)
            images.set(image.platform, image);
        else if (digestOf(other) !== digestOf(image)) {
            const both = [other, image].map(({ source }) => (0,reference/* formatReference */.FH)(source)).join(' and ');
            throw new errors/* UserError */.yo(`there are two images for ${image.platform}: ${both}`, {
                hint: 'Each platform may be built by one job only. If these are two images, name the digests of one.',
            });
        }
    }
    return images;
}
/** In the order of the expected platforms; without those, by platform. @throws UserError when one is missing or not expected */
function inOrder(images, expected) {
    if (images.size === 0)
        throw new errors/* UserError */.yo('there is no image for any platform to join');
    const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const wanted = [...new Set(expected.map((text) => (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)((0,oci_platform/* givenPlatform */.VO)(text, host)))))];
    const names = wanted.length === 0 ? [...images.keys()].sort(code_unit_order/* byCodeUnit */.X) : wanted;
    const missing = names.filter((name) => !images.has(name));
    const there = [...images.values()].map(({ platform, source }) => `${platform} (${(0,reference/* formatReference */.FH)(source)})`);
    if (missing.length > 0) {
        throw new errors/* UserError */.yo(`no image was pushed for ${missing.join(', ')}. There is ${there.join(', ')}`, {
            hint: 'Look at the job that builds it: did it run, and did it push by digest?',
        });
    }
    const others = [...images.keys()].filter((name) => !names.includes(name));
    if (others.length > 0) {
        throw new errors/* UserError */.yo(`an image was pushed for ${others.join(', ')}, which is not among the platforms to join`, {
            hint: `Add it to the platforms, or leave its digest out. There is ${there.join(', ')}.`,
        });
    }
    return names.flatMap((name) => images.get(name) ?? []);
}
/** What is signed: how the index was joined. @param digest of the index */
function joinedStatement(images, { signedAs = '', annotations }, digest, targets, started) {
    const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const facts = {
        builderId: signedAs,
        images: images.map(({ platform, descriptor, source: { registry, repository } }) => ({
            uri: (0,purl/* imagePurl */.X)({ registry, repository, digest: descriptor.digest }, (0,oci_platform/* parsePlatform */.FL)(platform, host)),
            digest: (0,statement/* digestSet */.JD)(descriptor.digest),
        })),
        annotations,
        invocationId: (0,external_node_crypto_.randomUUID)(),
        started,
        finished: new Date(),
    };
    const names = targets.map(({ registry, repository }) => `${registry}/${repository}`);
    return (0,statement/* statementOf */.T8)(joinedProvenance(facts), digest, names);
}
/** As buildx joins images: Docker's type only where all of them are Docker's. */
function indexOf(all, annotations) {
    const annotated = Object.keys(annotations).length > 0;
    const docker = !annotated && all.every(({ descriptor }) => descriptor.mediaType === media_types/* DOCKER_MANIFEST */.Vv);
    const mediaType = docker ? media_types/* DOCKER_INDEX */.Mu : media_types/* OCI_INDEX */.$p;
    const manifests = all.map(({ descriptor }) => descriptor);
    const document = { schemaVersion: 2, mediaType, manifests, ...(annotated && { annotations }) };
    return { mediaType, bytes: Buffer.from(JSON.stringify(document)) };
}
function toPush({ descriptor, bytes, config, manifest, source }, client, signal) {
    const mountFrom = { registry: source.registry, repository: source.repository };
    return {
        manifest: { mediaType: descriptor.mediaType, bytes },
        config,
        layers: manifest.layers.map((layer) => ({
            descriptor: layer,
            open: () => client.fetchBlob(source, layer, signal),
            mountFrom,
        })),
    };
}


/***/ }),

/***/ 81759:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ digestSet),
/* harmony export */   T8: () => (/* binding */ statementOf),
/* harmony export */   pT: () => (/* binding */ statementAbout)
/* harmony export */ });
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


/***/ }),

/***/ 29587:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bq: () => (/* binding */ formatPlatform),
  VO: () => (/* binding */ givenPlatform),
  ol: () => (/* binding */ hostPlatform),
  WN: () => (/* binding */ normalisePlatform),
  FL: () => (/* binding */ parsePlatform),
  L5: () => (/* binding */ platformDistance)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/oci/platform-names.js


/** Other names of architectures (containerd/platforms, `normalizeArch`). */
const ALIASES = new Map([
    ['x86_64', { architecture: 'amd64' }],
    ['x86-64', { architecture: 'amd64' }],
    ['aarch64', { architecture: 'arm64' }],
    ['armhf', { architecture: 'arm', variant: 'v7' }],
    ['armel', { architecture: 'arm', variant: 'v6' }],
    ['i386', { architecture: '386' }],
    ['i686', { architecture: '386' }],
]);
/** Go's names (containerd/platforms, `isKnownOS`). The first of several that are equally near to a wrong one is suggested. */
const OPERATING_SYSTEMS = new Set(('linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1 plan9 hurd nacl ' +
    'zos').split(' '));
/** Go's names (containerd/platforms, `isKnownArch`), those in use first. */
const ARCHITECTURES = new Set(('amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le mips64 mipsle mips ppc64 wasm riscv ppc s390 sparc sparc64 ' +
    'armbe arm64be amd64p32 mips64p32 mips64p32le').split(' '));
/** The variants of the architectures that have them, as they are written. Other architectures take any. */
const VARIANTS = new Map([
    ['amd64', ['v1', 'v2', 'v3', 'v4']],
    ['arm', ['v7', 'v6', 'v5', 'v8']],
    ['arm64', ['v8', 'v9', ...pointReleases('v8', 9), ...pointReleases('v9', 7)]],
]);
function pointReleases(version, last) {
    return Array.from({ length: last + 1 }, (_, minor) => `${version}.${minor}`);
}
function isOperatingSystem(name) {
    return OPERATING_SYSTEMS.has(name);
}
function isArchitecture(name) {
    return ARCHITECTURES.has(name);
}
/**
 * Refuses names that nobody uses. They are misspelt: an image for such a platform would run nowhere.
 *
 * @param text the platform as it was written, for the message
 * @throws UserError that suggests the nearest platform
 */
function requireKnownNames(written, text) {
    const wrong = wrongPart(written);
    if (wrong === undefined)
        return;
    const near = nearestPlatform(written);
    throw new errors/* UserError */.yo(`unknown ${wrong} in the platform ${JSON.stringify(text)}`, {
        hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
/** @throws UserError: `text` is neither an operating system nor an architecture */
function refuseWord(text) {
    const names = [...OPERATING_SYSTEMS, ...ARCHITECTURES, ...ALIASES.keys()];
    const near = (0,nearest/* nearest */.p)(text, names);
    throw new errors/* UserError */.yo(`unknown operating system or architecture ${JSON.stringify(text)}`, {
        hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
const WRITE_IT_AS = 'Write it as os/architecture, e.g. linux/arm64.';
function wrongPart({ os, architecture, variant }) {
    if (!isOperatingSystem(os))
        return `operating system ${JSON.stringify(os)}`;
    const name = ALIASES.get(architecture)?.architecture ?? architecture;
    if (!isArchitecture(name))
        return `architecture ${JSON.stringify(architecture)}`;
    if (variant === undefined || isVariant(name, variant))
        return undefined;
    return `variant ${JSON.stringify(variant)} of ${name}`;
}
/** The `v` may be left out, as in `linux/arm/7`. */
function isVariant(architecture, variant) {
    const known = VARIANTS.get(architecture);
    return known === undefined || known.includes(variant) || known.includes(`v${variant}`);
}
/** The platform that was most likely meant; `undefined` if one of its parts is like no name. */
function nearestPlatform({ os, architecture, variant }) {
    const system = isOperatingSystem(os) ? os : (0,nearest/* nearest */.p)(os, OPERATING_SYSTEMS);
    const alias = ALIASES.get(architecture);
    const meant = alias ?? nearestArchitecture(architecture);
    if (system === undefined || meant === undefined)
        return undefined;
    const known = VARIANTS.get(meant.architecture);
    const near = variant === undefined || isVariant(meant.architecture, variant) ? variant : (0,nearest/* nearest */.p)(variant, known ?? []);
    return [system, meant.architecture, near ?? meant.variant].filter((part) => part !== undefined).join('/');
}
function nearestArchitecture(name) {
    if (isArchitecture(name))
        return { architecture: name };
    const near = (0,nearest/* nearest */.p)(name, [...ARCHITECTURES, ...ALIASES.keys()]);
    return near === undefined ? undefined : (ALIASES.get(near) ?? { architecture: near });
}

;// CONCATENATED MODULE: ./lib/oci/platform.js


/** OCI's names for processors, by Node's. */
const NODE_ARCHITECTURES = { x64: 'amd64', ia32: '386', riscv64: 'riscv64' };
const WORD = /^[A-Za-z0-9_.-]+$/;
/** containerd/platforms, `osRe`: `os(version+feature+feature)`. */
const OS = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/;
/** The platform of this machine's containers: Linux, whatever the machine itself runs. */
function hostPlatform(nodeArchitecture) {
    return normalise('linux', NODE_ARCHITECTURES[nodeArchitecture] ?? nodeArchitecture, undefined);
}
/**
 * Reads `os[(version)][/architecture[/variant]]`, or an operating system or an architecture alone; `host` gives the rest.
 *
 * @throws UserError for any other text, and for a name that is unknown. containerd takes any name.
 */
function parsePlatform(text, host) {
    const parts = text.split('/');
    const [first = '', second, third] = parts;
    const system = OS.exec(first);
    const options = system === null ? undefined : systemOptions(system[2] ?? '', system[3] ?? '');
    if (options === undefined || parts.length > 3 || parts.slice(1).some((part) => !WORD.test(part))) {
        throw new errors/* UserError */.yo(`invalid platform ${JSON.stringify(text)}`, {
            hint: WRITE_IT_AS,
        });
    }
    const os = normaliseOs(system?.[1] ?? '');
    if (second === undefined) {
        if (isOperatingSystem(os))
            return { ...host, os, ...options };
        const guess = normalise(host.os, first, undefined);
        return isArchitecture(guess.architecture) ? guess : refuseWord(text);
    }
    requireKnownNames({ os, architecture: second.toLowerCase(), variant: third?.toLowerCase() }, text);
    return { ...normalise(os, second, third), ...options };
}
/** @returns `undefined` where an escape is wrong */
function systemOptions(version, features) {
    try {
        const osVersion = decodeURIComponent(version);
        const named = features.split('+').map(decodeURIComponent);
        const osFeatures = [...new Set(named.filter((feature) => feature !== ''))].sort();
        return { ...(osVersion === '' ? {} : { osVersion }), ...(osFeatures.length === 0 ? {} : { osFeatures }) };
    }
    catch {
        return undefined;
    }
}
/** The same for a flag or an input, where `local` means the platform of this machine. */
function givenPlatform(text, host) {
    return text === 'local' ? host : parsePlatform(text, host);
}
function normaliseOs(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
function normalise(os, architecture, variant) {
    const lower = architecture.toLowerCase();
    const alias = ALIASES.get(lower);
    const name = alias?.architecture ?? lower;
    const wanted = (variant ?? alias?.variant)?.toLowerCase();
    const finished = normaliseVariant(name, wanted);
    return { os: normaliseOs(os), architecture: name, ...(finished === undefined ? {} : { variant: finished }) };
}
function normaliseVariant(architecture, variant) {
    if (architecture === 'arm64')
        return variant === '8' || variant === 'v8' ? undefined : variant;
    if (architecture === 'arm') {
        if (variant === undefined || variant === '')
            return 'v7';
        return /^[5-8]$/.test(variant) ? `v${variant}` : variant;
    }
    if (architecture === 'amd64' && variant === 'v1')
        return undefined;
    return variant;
}
function normalisePlatform(platform) {
    const { os, architecture, variant, ...options } = platform;
    return { ...normalise(os, architecture, variant), ...options };
}
/** `os[(version)]/architecture[/variant]`, the form of `--platform` and of TARGETPLATFORM. */
function formatPlatform({ os, architecture, variant, osVersion = '', osFeatures = [] }) {
    const options = [osVersion, ...osFeatures].map((option) => option.replace(/[%+()/]/g, escaped)).join('+');
    const system = options === '' ? os : `${os}(${options})`;
    return [system, architecture, variant].filter((part) => part !== undefined).join('/');
}
function escaped(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/**
 * How far an image for `offered` is from `wanted`: 0 for an exact match, more for a worse one, `undefined` where it cannot run.
 * An ARM processor also runs what was made for its older variants.
 */
function platformDistance(wanted, offered) {
    const want = normalisePlatform(wanted);
    const offer = normalisePlatform(offered);
    if (want.os !== offer.os || want.architecture !== offer.architecture)
        return undefined;
    if (want.variant === offer.variant)
        return 0;
    if (want.architecture === 'arm') {
        const distance = Number(want.variant?.slice(1)) - Number(offer.variant?.slice(1));
        return distance > 0 ? distance : undefined;
    }
    return offer.variant === undefined ? 1 : undefined;
}


/***/ }),

/***/ 63512:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ STORAGE_DRIVERS)
/* harmony export */ });
/**
 * How the worker keeps layers for steps: as folders or as EROFS images under overlayfs, as images that steps use while their content still
 * comes, in volumes that are cloned, by copies, or as the machine allows.
 */
const STORAGE_DRIVERS = [
    'auto',
    'overlay',
    'overlay2',
    'erofs',
    'lazy',
    'btrfs',
    'devicemapper',
    'vfs',
];


/***/ })

};
