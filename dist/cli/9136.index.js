export const id = 9136;
export const ids = [9136];
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
// EXTERNAL MODULE: ./lib/registry/client.js + 14 modules
var registry_client = __webpack_require__(83859);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 22 modules
var adapters = __webpack_require__(24089);
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


/***/ })

};
