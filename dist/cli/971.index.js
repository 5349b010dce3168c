export const id = 971;
export const ids = [971];
export const modules = {

/***/ 30971:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  LocalImages: () => (/* binding */ LocalImages)
});

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(96319);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/registry/catalogue.js
var catalogue = __webpack_require__(59274);
// EXTERNAL MODULE: ./lib/store/archive.js
var archive = __webpack_require__(68431);
// EXTERNAL MODULE: ./lib/store/image-query.js
var image_query = __webpack_require__(62973);
// EXTERNAL MODULE: ./lib/store/load-archive.js + 1 modules
var load_archive = __webpack_require__(97032);
// EXTERNAL MODULE: ./lib/app/caching/prune.js + 2 modules
var prune = __webpack_require__(50478);
// EXTERNAL MODULE: ./lib/app/containers/container-store.js + 1 modules
var container_store = __webpack_require__(11216);
// EXTERNAL MODULE: ./lib/app/containers/image-uses.js
var image_uses = __webpack_require__(35110);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 22 modules
var adapters = __webpack_require__(24089);
// EXTERNAL MODULE: ./lib/layer/image-layers.js
var image_layers = __webpack_require__(45267);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
;// CONCATENATED MODULE: ./lib/app/images/check-store.js






/**
 * Reads every blob of every image, and compares it with its digest.
 *
 * @param repair removes what is damaged, fetches what is missing from the repositories in the image's names, and removes names of images
 *   of which nothing is left
 */
async function checkStore(parts, repair, signal) {
    const { images } = parts;
    const faults = (await images.damagedFiles(repair)).map((where) => ({
        where,
        problem: 'the file of a name or an image cannot be read',
        ...(repair && { mended: 'removed' }),
    }));
    for (const image of await images.list()) {
        signal.throwIfAborted();
        const found = await faultsOf(parts, image, signal);
        if (found.length === 0)
            continue;
        const where = nameOf(image);
        const fetched = repair && (await fetchAgain(parts, image, signal));
        const isGone = repair && !fetched && found.some(({ digest }) => digest === image.target.digest);
        if (isGone) {
            for (const reference of image.references)
                await images.untag(reference, [image.target.digest]);
            await images.removeNameless(image.target.digest);
        }
        const mended = fetched ? 'fetched again' : isGone ? 'removed' : undefined;
        for (const { digest, problem } of found) {
            faults.push({ where, problem: `${digest} ${problem}`, ...(mended !== undefined && { mended }) });
        }
    }
    return faults;
}
function nameOf({ references, imageId }) {
    const tags = references.filter(oci_reference/* isTagged */.$J);
    return tags.length === 0 ? imageId : tags.map(oci_reference/* familiarName */.hG).join(', ');
}
/** The blobs of an image that are missing or damaged. A damaged one is removed by reading it: nothing can be made of it. */
async function faultsOf(parts, image, signal) {
    const { content } = parts;
    const faults = [];
    const isWhole = async (blob) => {
        if ((await content.size(blob.digest)) === undefined) {
            faults.push({ digest: blob.digest, problem: 'is missing' });
            return false;
        }
        try {
            await drain(content.open(blob, signal));
            return true;
        }
        catch (error) {
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
            faults.push({ digest: blob.digest, problem: 'is damaged' });
            return false;
        }
    };
    const walk = async (descriptor) => {
        if (!(await isWhole(descriptor)))
            return;
        const document = (0,oci_manifest/* parseManifest */.Ng)(await content.read(descriptor), descriptor.mediaType);
        if (document.kind === 'index') {
            // Of an index, a pull or a load may have brought only some.
            for (const child of document.index.manifests)
                if (await content.has(child.digest))
                    await walk(child);
            return;
        }
        const { config, layers } = document.manifest;
        for (const blob of [config, ...layers])
            await isWhole(blob);
    };
    await walk(image.target);
    return faults;
}
async function drain(source) {
    while ((await source.next()).done !== true)
        ;
}
/** Asks each repository that the image has a name in. @returns whether the image is whole now */
async function fetchAgain(parts, image, signal) {
    const { content, registry, layers } = parts;
    const { target } = image;
    const repositories = (0,oci_reference/* distinctReferences */.Dc)(image.references.map(({ registry: host, repository }) => ({ registry: host, repository })));
    for (const repository of repositories) {
        try {
            const digest = target.digest;
            if (!(await content.has(digest))) {
                const found = await registry.resolve({ ...repository, digest }, (0,oci_platform/* hostPlatform */.ol)(process.arch), signal);
                await content.put(found.manifestBytes);
                await content.put(found.configBytes);
            }
            const document = (0,oci_manifest/* parseManifest */.Ng)(await content.read(target), target.mediaType);
            if (document.kind !== 'manifest')
                continue;
            const { config } = document.manifest;
            if (!(await content.has(config.digest))) {
                await content.ingest(registry.fetchBlob(repository, config, signal), config);
            }
            const parsed = (0,image_config/* parseImageConfig */.F)(await content.read(config, image_config/* MAX_CONFIG_SIZE */.S));
            for (const layer of (0,image_layers/* imageLayers */.M)(nameOf(image), document.manifest, parsed)) {
                layers.addSource(layer, repository);
                await layers.blobFile(layer, signal);
            }
            if ((await faultsOf(parts, image, signal)).length === 0)
                return true;
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri) && !(error instanceof errors/* UserError */.yo))
                throw error;
        }
    }
    return false;
}

// EXTERNAL MODULE: ./lib/layer/layer-stack.js + 1 modules
var layer_stack = __webpack_require__(8112);
;// CONCATENATED MODULE: ./lib/app/images/diff-images.js

/**
 * The paths in which the files of two images differ, sorted: by type, content, mode, owner, link or attributes. Times do not count, since
 * they differ wherever something was made again.
 *
 * @throws InfraError when a layer cannot be read
 */
async function diffImages(layers, left, right, signal) {
    const [before, after] = [await entriesOf(layers, left, signal), await entriesOf(layers, right, signal)];
    const changes = [];
    for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
        const [old, made] = [before.get(path), after.get(path)];
        if (old !== undefined && made !== undefined && shape(old) === shape(made))
            continue;
        changes.push({
            kind: old === undefined ? 'added' : made === undefined ? 'removed' : 'changed',
            path: `/${path}`,
            ...(old?.type === 'file' && { before: old.size }),
            ...(made?.type === 'file' && { after: made.size }),
        });
    }
    return changes;
}
async function entriesOf(layers, { layers: views }, signal) {
    const indexes = [];
    for (const { layer } of views)
        indexes.push(await layers.index(layer, signal));
    const shown = new Map();
    for (const entry of layer_stack/* LayerStack */.k.of(indexes).entries())
        shown.set(entry.path, entry);
    return shown;
}
function shape(entry) {
    const { path: _path, mtime: _mtime, ...rest } = entry;
    return JSON.stringify(Object.entries(rest).sort(([left], [right]) => (left < right ? -1 : 1)));
}

// EXTERNAL MODULE: ./lib/cache/inspect/survey.js + 2 modules
var survey = __webpack_require__(76425);
// EXTERNAL MODULE: ./lib/cache/pack/restored-packs.js
var restored_packs = __webpack_require__(55285);
// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __webpack_require__(92763);
;// CONCATENATED MODULE: ./lib/app/images/disk-usage.js



/** Layers count once, as they are stored once. Images count unpacked, as `images` shows them; the build cache as it is on the disk. */
async function diskUsage({ root, content }, views, uses) {
    const imageRows = imageUsage(views, uses);
    const packs = await (0,restored_packs/* readAllRestored */.sK)(root);
    const { records, mounts } = await (0,survey/* surveyCache */.$)({ root, local: content, packs, here: HERE });
    const blobs = await imageBlobs(content, views);
    const rows = recordUsage(records, blobs);
    const mountBytes = mounts.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    return {
        images: imageTotal(imageRows),
        imageRows,
        buildCache: {
            count: rows.length,
            active: rows.filter(({ shared }) => shared).length,
            size: sumOf(rows.map(({ size }) => size)),
            reclaimable: sumOf(rows.filter(({ shared }) => !shared).map(({ size }) => size)),
        },
        records: rows,
        cacheMounts: { count: mounts.length, active: 0, size: mountBytes, reclaimable: mountBytes },
        mounts,
    };
}
const HERE = 'this machine';
function imageUsage(views, uses) {
    const counts = new Map();
    for (const { content } of views) {
        for (const { chainId } of content?.layers ?? [])
            counts.set(chainId, (counts.get(chainId) ?? 0) + 1);
    }
    return views.map((view) => {
        const layers = view.content?.layers ?? [];
        const shared = sumOf(layers.filter(({ chainId }) => (counts.get(chainId) ?? 0) > 1).map(({ size }) => size ?? 0));
        const unique = sumOf(layers.map(({ size }) => size ?? 0)) - shared;
        return { view, shared, unique, containers: uses.filter(({ imageId }) => imageId === view.imageId).length };
    });
}
function imageTotal(rows) {
    const used = rows.filter(({ containers }) => containers > 0);
    const size = layersSize(rows);
    return { count: rows.length, active: used.length, size, reclaimable: size - layersSize(used) };
}
function layersSize(rows) {
    const layers = new Map();
    for (const { view } of rows) {
        for (const { chainId, size } of view.content?.layers ?? [])
            layers.set(chainId, size ?? 0);
    }
    return sumOf([...layers.values()]);
}
async function imageBlobs(content, views) {
    const found = new Set();
    for (const { stored } of views) {
        for (const { target } of stored) {
            const { blobs } = await (0,image_contents/* imageContents */.Y9)(content, target).catch(() => ({ blobs: [] }));
            for (const { digest } of blobs)
                found.add(digest);
        }
    }
    return found;
}
/** Each layer once: a step may have records under several keys. */
function recordUsage(records, images) {
    const rows = new Map();
    for (const surveyed of records) {
        const blob = surveyed.record.layer?.blob;
        if (blob === undefined || !surveyed.locations.includes(HERE) || rows.has(blob.digest))
            continue;
        rows.set(blob.digest, { surveyed, size: blob.size, shared: images.has(blob.digest) });
    }
    return [...rows.values()];
}
function sumOf(sizes) {
    return sizes.reduce((sum, size) => sum + size, 0);
}

;// CONCATENATED MODULE: ./lib/app/images/find-tagged.js



/**
 * What `save` means by a name: with a tag that image, without one all tags of the repository, as docker does it. By an id, the image
 * without a name.
 *
 * @throws UserError when there is no such image
 */
async function imagesToSave(images, texts) {
    const found = new Map();
    const add = (target, names) => {
        const known = found.get(target.digest) ?? { target, names: new Map() };
        for (const name of names)
            known.names.set((0,oci_reference/* familiarName */.hG)(name), name);
        found.set(target.digest, known);
    };
    for (const text of texts) {
        const repository = repositoryIn(text);
        const tagged = repository === undefined ? [] : await tagsOf(images, repository);
        for (const { target, name } of tagged)
            add(target, [name]);
        if (tagged.length > 0)
            continue;
        const query = image_query/* ImageQuery */.O.of(text);
        const image = await images.resolve(query);
        const name = query.isNamed(image.references) ? query.requireName() : undefined;
        add(image.target, name !== undefined && (0,oci_reference/* isTagged */.$J)(name) ? [name] : []);
    }
    return [...found.values()].map(({ target, names }) => ({ target, references: [...names.values()] }));
}
/** All tags of a repository that are here, with what they mean. */
async function tagsOf(images, repository) {
    return (await images.list()).flatMap(({ target, references }) => references.filter(oci_reference/* isTagged */.$J).flatMap((name) => ((0,oci_reference/* sameRepository */.RB)(name, repository) ? [{ target, name }] : [])));
}
/** The repository, if the text names nothing else. */
function repositoryIn(text) {
    try {
        const reference = (0,oci_reference/* parseReference */.F2)(text);
        return reference.tag === undefined && reference.digest === undefined ? reference : undefined;
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/layer/pattern/go-path-match.js
var go_path_match = __webpack_require__(6258);
// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
// EXTERNAL MODULE: ./lib/text/point-in-time.js
var point_in_time = __webpack_require__(66123);
// EXTERNAL MODULE: ./lib/layer/unpacked-size.js
var unpacked_size = __webpack_require__(98526);
// EXTERNAL MODULE: ./lib/oci/chain-id.js
var chain_id = __webpack_require__(74640);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/store/no-such-image.js
var no_such_image = __webpack_require__(77108);
;// CONCATENATED MODULE: ./lib/store/known-image.js

/** @param listed newest first */
function knownImages(listed) {
    const groups = new Map();
    for (const image of listed)
        groups.set(image.imageId, [...(groups.get(image.imageId) ?? []), image]);
    return [...groups].flatMap(([imageId, group]) => {
        const [first, ...others] = group.toSorted((left, right) => Number(hasTag(right)) - Number(hasTag(left)));
        if (first === undefined)
            return [];
        return [
            { imageId, stored: [first, ...others], references: (0,oci_reference/* sortedReferences */.Qs)(group.flatMap((one) => one.references)) },
        ];
    });
}
function hasTag({ references }) {
    return references.some(oci_reference/* isTagged */.$J);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
;// CONCATENATED MODULE: ./lib/store/layer-sizes.js







const MOST_BYTES = 64 * 1024;
const sizesDocument = (0,object/* object */.Ik)({ layers: (0,containers/* array */.YO)(decoder/* nonNegativeInteger */.dv) });
/** How large the layers of images are when unpacked. To find out, their indexes have to be read, so it is kept beside the image. */
class LayerSizes {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Bytes of each layer, lowest first; `undefined` if they are not known, or not of `count` layers. */
    async find(target, count) {
        let bytes;
        try {
            bytes = await (0,promises_.readFile)(this.#folder.imageSizes(target));
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                return undefined;
            throw error;
        }
        const layers = (0,decode_or/* parseOrUndefined */.x9)(sizesDocument, bytes, MOST_BYTES)?.layers;
        return layers?.length === count ? layers : undefined;
    }
    /** On a full disk they are not kept: whoever looks what is there, to make room, must not fail. */
    async keep(target, layers) {
        try {
            await this.#folder.write(this.#folder.imageSizes(target), JSON.stringify({ layers }));
        }
        catch (error) {
            if (!(0,write_error/* isFull */.uq)((0,errors/* errorCode */.CA)(error)))
                throw error;
        }
    }
}

// EXTERNAL MODULE: ./lib/store/offered-images.js
var offered_images = __webpack_require__(9877);
;// CONCATENATED MODULE: ./lib/app/images/image-views.js











/** Looks at the images of the local store. */
class ImageViews {
    #parts;
    #sizes;
    #signal;
    constructor(parts, signal) {
        this.#parts = parts;
        this.#sizes = new LayerSizes(parts.folder);
        this.#signal = signal;
    }
    /** Newest first, as docker sorts them: by when they were made. */
    async list() {
        const views = [];
        for (const image of knownImages(await this.#parts.images.list()))
            views.push(await this.#view(image));
        return views.sort((left, right) => createdAt(right) - createdAt(left));
    }
    /** @throws UserError when there is no such image */
    async find(query) {
        const { imageId } = await this.#parts.images.resolve(query);
        const image = knownImages(await this.#parts.images.list()).find((known) => known.imageId === imageId);
        if (image === undefined)
            throw new no_such_image/* NoSuchImage */.o(query.text);
        return this.#view(image);
    }
    /** As `find`. @throws InfraError when a document of it is missing or damaged */
    async read(query) {
        const view = await this.find(query);
        const { content } = view;
        if (content !== undefined)
            return { ...view, content };
        throw new errors/* InfraError */.Ri(`image ${query.text} is not whole: a document of it is missing or damaged`, {
            hint: 'See what is wrong: layer-build system check.',
        });
    }
    /**
     * One platform of an image. Its id is the one that it has by itself.
     *
     * @throws UserError when there is no such image, or it is not here for the platform; InfraError as `read`
     */
    async readFor(query, platform) {
        const view = await this.find(query);
        const { target } = view.stored[0];
        const image = await (0,offered_images/* imageForPlatform */.Q)(this.#parts.content, target, platform, query.text);
        const content = await this.#layersOf(image, target.digest === image.descriptor.digest ? target.digest : undefined);
        return { ...view, content, imageId: (0,identity/* imageIdOf */.CR)(image.manifest.config.digest) };
    }
    /** Each platform of an image in its order, also those that are not here. @throws InfraError when a document is damaged */
    async platforms({ stored: [{ target }] }) {
        const { content } = this.#parts;
        const views = [];
        for (const { descriptor, platform, documents } of await (0,offered_images/* offeredImages */.q)(content, target)) {
            const blobs = documents === undefined ? [] : [documents.manifest.config, ...documents.manifest.layers];
            const here = [];
            for (const blob of [descriptor, ...blobs])
                if ((await content.size(blob.digest)) === blob.size)
                    here.push(blob);
            const layers = documents && (await this.#layersOf({ descriptor, ...documents }, undefined)).layers;
            views.push({ descriptor, platform, here, isWhole: here.length === blobs.length + 1, layers: layers ?? [] });
        }
        return views;
    }
    async #view(image) {
        const content = await this.#content(image.stored[0].target).catch((error) => {
            this.#signal.throwIfAborted();
            if (error instanceof errors/* InfraError */.Ri || error instanceof errors/* UserError */.yo)
                return undefined;
            throw error;
        });
        return content === undefined ? image : { ...image, content };
    }
    async #content(target) {
        const image = await this.#document(target);
        return this.#layersOf(image, image.isStandIn ? undefined : target.digest);
    }
    /** @param keep the image that the sizes of its layers are kept with */
    async #layersOf({ descriptor, manifest, config }, keep) {
        const layers = (0,image_layers/* imageLayers */.M)(`image ${keep ?? descriptor.digest}`, manifest, config);
        const sizes = await this.#layerSizes(keep, layers);
        const chain = (0,chain_id/* chainIds */.s)(config.rootfs.diff_ids);
        const views = layers.flatMap((layer, at) => {
            const chainId = chain[at];
            return chainId === undefined ? [] : [{ layer, chainId, size: sizes[at] }];
        });
        const size = views.every((view) => view.size !== undefined)
            ? views.reduce((sum, view) => sum + (view.size ?? 0), 0)
            : undefined;
        return { descriptor, manifest, config, layers: views, size };
    }
    /** @returns `isStandIn` of one for another platform: one for this machine may still come into the store */
    async #document(target) {
        const { content } = this.#parts;
        try {
            return { ...(await (0,image_contents/* readImage */.AM)(content, target, (0,oci_platform/* hostPlatform */.ol)(process.arch))), isStandIn: false };
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo || error instanceof errors/* InfraError */.Ri))
                throw error;
            // The index may have one for this machine that is not in the store.
            for (const { descriptor, documents } of await (0,offered_images/* offeredImages */.q)(content, target)) {
                if (documents !== undefined)
                    return { descriptor, ...documents, isStandIn: true };
            }
            throw error;
        }
    }
    async #layerSizes(target, layers) {
        const known = target && (await this.#sizes.find(target, layers.length));
        if (known !== undefined)
            return known;
        const sizes = [];
        for (const layer of layers)
            sizes.push(await this.#layerSize(layer));
        const all = sizes.filter((size) => size !== undefined);
        if (target !== undefined && all.length === sizes.length)
            await this.#sizes.keep(target, all);
        return sizes;
    }
    async #layerSize(layer) {
        try {
            return (0,unpacked_size/* unpackedSize */.J)((await this.#parts.layers.index(layer, this.#signal)).entries);
        }
        catch (error) {
            this.#signal.throwIfAborted();
            if (error instanceof errors/* InfraError */.Ri || error instanceof errors/* UserError */.yo)
                return undefined;
            throw error;
        }
    }
}
/** Milliseconds since the epoch; 0 if the image does not say. */
function createdAt({ content }) {
    const time = Date.parse(content?.config.created ?? '');
    return Number.isNaN(time) ? 0 : time;
}

;// CONCATENATED MODULE: ./lib/app/images/image-filter.js







/** The filters of `images`. Those of `image prune` are a part of them. */
const LIST_FILTERS = ['dangling', 'label', 'before', 'since', 'until', 'reference'];
const PRUNE_FILTERS = ['dangling', 'label', 'label!', 'until'];
/**
 * As docker filters images: one has to fit each key, and each value of `label`; of `reference`, any value.
 *
 * @throws UserError for a filter that there is not, or a value that does not fit
 */
async function imageFilter(texts, views, known = LIST_FILTERS) {
    const filters = [];
    for (const { key, value } of texts) {
        if (!known.includes(key)) {
            throw new errors/* UserError */.yo(`there is no filter ${JSON.stringify(key)}`, { hint: `There is ${known.join(', ')}.` });
        }
        if (key !== 'reference')
            filters.push(keepIf(await testOf(key, value, views)));
    }
    const patterns = texts.filter(({ key }) => key === 'reference').map(({ value }) => namePattern(value));
    if (patterns.length > 0)
        filters.push((view) => named(view, patterns));
    return (view) => filters.reduce((left, filter) => left && filter(left), view);
}
function keepIf(test) {
    return (view) => (test(view) ? view : undefined);
}
async function testOf(key, value, views) {
    switch (key) {
        case 'dangling': {
            const wanted = (0,go_boolean/* goBoolean */.x)(value);
            if (wanted === undefined)
                throw new errors/* UserError */.yo(`dangling is either true or false, not ${JSON.stringify(value)}`);
            return (view) => (view.references.length === 0) === wanted;
        }
        case 'label':
            return (view) => hasLabel(view, value);
        case 'label!':
            return (view) => !hasLabel(view, value);
        case 'until': {
            const time = (0,point_in_time/* parsePointInTime */.k)(value);
            return (view) => createdAt(view) < time;
        }
        default: {
            const other = await views.find(image_query/* ImageQuery */.O.of(value));
            const time = createdAt(other);
            return (view) => (key === 'before' ? createdAt(view) < time : createdAt(view) > time);
        }
    }
}
/** `key`, or `key=value`. */
function hasLabel({ content }, wanted) {
    const labels = content?.config.config?.Labels ?? {};
    const equals = wanted.indexOf('=');
    const key = equals === -1 ? wanted : wanted.slice(0, equals);
    return Object.hasOwn(labels, key) && (equals === -1 || labels[key] === wanted.slice(equals + 1));
}
function named(view, patterns) {
    const references = view.references.filter((reference) => patterns.some((fits) => fits(reference)));
    return references.length === 0 ? undefined : { ...view, references };
}
/** A name with or without its tag, in which `*` stands for anything but a slash (distribution/reference, "FamiliarMatch"). */
function namePattern(text) {
    const pattern = go_path_match/* Wildcard */.t.compile(familiarPattern(text));
    return (reference) => pattern.matches((0,oci_reference/* familiarName */.hG)(reference)) || pattern.matches((0,oci_reference/* familiarRepository */.Yu)(reference));
}
/** A whole name is also found as `docker.io/library/node`. */
function familiarPattern(text) {
    if ((0,go_path_match/* hasWildcard */.r)(text))
        return text;
    try {
        return (0,oci_reference/* familiarName */.hG)((0,oci_reference/* parseReference */.F2)(text));
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return text;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/app/images/image-tree.js

/** @param views of an image that is damaged only its names are shown */
async function imageTrees(images, views, uses) {
    const trees = [];
    for (const view of views) {
        const platforms = view.content === undefined ? [] : await images.platforms(view);
        const used = uses.filter(({ imageId }) => imageId === view.imageId);
        trees.push({
            view,
            ...amountOf(platforms, used.length > 0),
            platforms: platforms.map((platform) => ({
                name: platform.platform === undefined ? 'unknown' : (0,oci_platform/* formatPlatform */.Bq)(platform.platform),
                digest: platform.descriptor.digest,
                isHere: platform.isWhole,
                ...amountOf([platform], used.some(({ target }) => target === platform.descriptor.digest)),
            })),
        });
    }
    return trees;
}
function amountOf(platforms, isUsed) {
    const layers = new Map();
    const blobs = new Map();
    for (const { layers: own, here } of platforms) {
        for (const { chainId, size } of own)
            layers.set(chainId, size);
        for (const { digest, size } of here)
            blobs.set(digest, size);
    }
    const sizes = [...layers.values()];
    return {
        size: sizes.includes(undefined) ? undefined : sum(sizes.map((size) => size ?? 0)),
        contentSize: sum([...blobs.values()]),
        isUsed,
    };
}
function sum(sizes) {
    return sizes.reduce((total, size) => total + size, 0);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/layer/compression/blob-of-tar.js
var blob_of_tar = __webpack_require__(43889);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/plan/config-changes.js
var config_changes = __webpack_require__(5613);
;// CONCATENATED MODULE: ./lib/app/images/import-image.js









/**
 * Makes an image with one layer of the files of an archive.
 *
 * @throws UserError when it is no tar that a layer can be, or a change is not valid
 */
async function importImage(parts, { source, label, name, platform, message, changes }, signal, now = new Date()) {
    const { content, images } = parts;
    const created = now.toISOString();
    const { os, architecture, variant } = platform;
    const bare = { created, architecture, ...(variant !== undefined && { variant }), os };
    const comment = message ?? `Imported from ${label}`;
    const history = [{ created, comment }];
    // The changes come first: a mistake in them should not be found after an hour of reading.
    const changed = (0,config_changes/* withChanges */.A)({ ...bare, rootfs: { type: 'layers', diff_ids: [] }, history }, changes);
    const layer = await takeLayer(parts, source, label, signal);
    const config = { ...changed, rootfs: { type: 'layers', diff_ids: [layer.diffId] } };
    const configBlob = { mediaType: media_types/* OCI_CONFIG */.TF, ...(await content.put(Buffer.from(JSON.stringify(config)))) };
    const manifest = { schemaVersion: 2, mediaType: media_types/* OCI_MANIFEST */.EG, config: configBlob, layers: [layer.blob] };
    const target = { mediaType: media_types/* OCI_MANIFEST */.EG, ...(await content.put(Buffer.from(JSON.stringify(manifest)))) };
    const imageId = (0,identity/* imageIdOf */.CR)(configBlob.digest);
    await images.add({ target, imageId }, name === undefined ? [] : [name], now);
    return imageId;
}
/** Compresses the tar. It is checked like a layer that was pulled: anybody may have made it. */
async function takeLayer({ folder, content, layers }, source, label, signal) {
    const ingest = folder.newIngestPath();
    await (0,promises_.mkdir)(ingest, { mode: 0o700 });
    const path = (0,external_node_path_.join)(ingest, 'layer');
    try {
        const { blob, diffId } = await (0,blob_of_tar/* blobOfTar */.G)(source, path, { label, signal });
        const layer = { blob, diffId, contentId: (0,identity/* contentIdOfBase */.p9)(diffId) };
        await content.takeFile(path, blob);
        await layers.index(layer, signal).catch(async (error) => {
            await content.remove((0,digest/* digestOfHex */.z9)(blob.digest.slice('sha256:'.length)));
            throw error;
        });
        return layer;
    }
    catch (error) {
        signal.throwIfAborted();
        // Errors of the disk have a system call as their cause.
        const isOurs = error.cause?.syscall !== undefined;
        if (!(error instanceof errors/* InfraError */.Ri) || isOurs)
            throw error;
        throw new errors/* UserError */.yo(`${label} cannot be imported: ${error.message}`, {
            cause: error,
            hint: 'It must be a tar of the files of an image. For an archive of docker save, use load.',
        });
    }
    finally {
        await (0,discard/* discard */.v)(ingest);
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
;// CONCATENATED MODULE: ./lib/app/images/import-source.js






/**
 * Opens what an image is imported from, and runs `work` with it.
 *
 * @param source the path of a file, an http or https address, or the bytes of standard input
 * @throws UserError when a file cannot be opened; HttpError when a server does not give it
 */
async function openImport(source, host, signal, work) {
    if (typeof source !== 'string')
        return work(source, '-');
    if (/^https?:\/\//i.test(source))
        return download(source, host, signal, work);
    const handle = await (0,promises_.open)(source, 'r').catch((error) => {
        throw new errors/* UserError */.yo(`cannot open ${source}`, { cause: error });
    });
    try {
        const stream = (0,external_node_fs_.createReadStream)('', { fd: handle, autoClose: false, start: 0, highWaterMark: 1024 * 1024 });
        return await work(stream, source);
    }
    finally {
        await handle.close();
    }
}
async function download(address, host, signal, work) {
    if (!URL.canParse(address))
        throw new errors/* UserError */.yo(`${JSON.stringify(address)} is no address`);
    const url = new URL(address);
    if (url.username !== '' || url.password !== '')
        throw new errors/* UserError */.yo('the address holds a user or password');
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        const response = await http.open({ method: 'GET', url, secrets: [], retry: retry_policy/* RETRY_REQUIRED */.RX, signal });
        if (response.status !== 200) {
            const { message } = await http.failure(response, { secrets: [] });
            throw new http_error/* HttpError */.j$(message, { retryable: false, url, status: response.status });
        }
        return await work(response.body(), `${url.origin}${url.pathname}`);
    }
    finally {
        http.close();
    }
}

;// CONCATENATED MODULE: ./lib/app/images/keep-blobs.js

/**
 * Marks the blobs of an image as used, so that nothing removes them from now on. It comes before a name is given to the image, and after:
 * what was removed in between shows then.
 *
 * @returns those that are not in the store
 * @throws InfraError when the target itself is missing or damaged
 */
async function missingBlobs(content, target) {
    const missing = [];
    for (const blob of (await (0,image_contents/* imageContents */.Y9)(content, target)).blobs) {
        if ((await content.size(blob.digest)) !== blob.size)
            missing.push(blob);
    }
    return missing;
}

;// CONCATENATED MODULE: ./lib/app/images/of-platforms.js


/**
 * What `save --platform` writes, as docker does: of one platform its image without the index, of several the index with theirs alone.
 *
 * @throws UserError when an image is not here for one of the platforms; InfraError when a document is damaged
 */
async function ofPlatforms(content, images, platforms) {
    if (platforms.length === 0)
        return images;
    const chosen = [];
    for (const image of images) {
        const [reference] = image.references;
        const name = reference === undefined ? image.target.digest : (0,oci_reference/* familiarName */.hG)(reference);
        const found = [];
        for (const platform of platforms)
            found.push(await (0,offered_images/* imageForPlatform */.Q)(content, image.target, platform, name));
        const [first] = found;
        chosen.push(platforms.length === 1 && first !== undefined
            ? { ...image, target: first.descriptor }
            : { ...image, only: new Set(found.map(({ descriptor }) => descriptor.digest)) });
    }
    return chosen;
}

// EXTERNAL MODULE: ./lib/async/each-concurrently.js
var each_concurrently = __webpack_require__(54718);
;// CONCATENATED MODULE: ./lib/app/images/pull-image.js





/** As many as docker fetches side by side, and one. */
const CONCURRENCY = 4;
/** How often the layers are fetched again that another process has removed meanwhile. */
const TRIES = 3;
/**
 * Fetches an image with its layers into the store, and gives it its name and its digest's. Each layer is also read through, which shows
 * that it is what the config says, and how large it is.
 *
 * @throws UserError when there is no such image, or access is denied; InfraError when the registry fails
 */
async function pullImage(parts, reference, platform, watch, signal) {
    const { content, images, registry } = parts;
    const image = await registry.resolve(reference, platform, signal);
    const digest = image.indexDigest ?? image.digest;
    watch.says(`${(0,oci_reference/* tagOrDigest */.AA)(reference)}: Pulling from ${reference.repository}`);
    const before = await images.find(pull_image_nameOf(reference));
    for (let tries = 1;; tries++) {
        await fetchLayers(parts, image, watch, signal);
        const imageId = (0,identity/* imageIdOf */.CR)((await content.put(image.configBytes)).digest);
        const { size } = await content.put(image.manifestBytes);
        const target = { mediaType: image.mediaType, digest: image.digest, size };
        const { registry: host, repository } = reference;
        await images.add({ target, imageId }, [pull_image_nameOf(reference), { registry: host, repository, digest }]);
        const missing = await missingBlobs(content, target);
        if (missing.length === 0)
            break;
        // Something removed them between their arrival and the name that keeps them.
        if (tries === TRIES)
            throw new errors/* InfraError */.Ri(`${(0,oci_reference/* formatReference */.FH)(reference)} is being removed while it is pulled`);
    }
    return { digest, isNew: before?.target.digest !== image.digest };
}
/** A name with a digest is kept without its tag: it is found by the digest. */
function pull_image_nameOf(reference) {
    const { registry, repository, digest } = reference;
    return digest === undefined ? reference : { registry, repository, digest };
}
async function fetchLayers({ content, layers }, image, watch, signal) {
    const missing = [];
    for (const { layer, source } of distinct(image.layers)) {
        layers.addSource(layer, source);
        const isHere = (await content.size(layer.blob.digest)) === layer.blob.size;
        watch.layer(layer.blob.digest, isHere ? 'Already exists' : 'Pulling fs layer');
        if (!isHere)
            missing.push(layer);
    }
    await (0,each_concurrently/* eachConcurrently */.y)(missing, CONCURRENCY, signal, async (layer, either) => {
        const { digest } = layer.blob;
        await layers.blobFile(layer, either);
        watch.layer(digest, 'Verifying Checksum');
        watch.layer(digest, 'Download complete');
        watch.layer(digest, 'Extracting');
        await layers.index(layer, either);
        watch.layer(digest, 'Pull complete');
    });
}
function distinct(layers) {
    return [...new Map(layers.map((one) => [one.layer.blob.digest, one])).values()];
}

;// CONCATENATED MODULE: ./lib/app/images/push-image.js






/**
 * Pushes an image under a tag: all of an index, with what is said about its images, if all of it is here, else this machine's platform.
 *
 * @throws UserError when access is denied; InfraError when the registry fails, or a blob is missing here
 */
async function pushImage({ content, registry }, image, name, signal) {
    const { root, manifests } = await whatToPush({ content }, image.target);
    const bytes = await content.read(root);
    const platforms = await Promise.all(manifests.map((manifest) => platformImage(content, manifest, name, signal)));
    const { registry: host, repository, tag } = name;
    const { digest } = await registry.push({
        targets: [{ registry: host, repository, tags: [tag] }],
        root: { mediaType: root.mediaType, bytes },
        images: platforms,
    }, signal);
    return { digest, size: bytes.length };
}
/** The layers that `pushImage` would push, by their blobs. */
async function layersToPush({ content }, image) {
    const layers = new Map();
    for (const { descriptor } of (await whatToPush({ content }, image.target)).manifests) {
        if (!(0,oci_manifest/* namesImage */.Gc)(descriptor))
            continue;
        const { manifest, config } = await readManifest(content, descriptor);
        const parsed = (0,image_config/* parseImageConfig */.F)(config);
        for (const { blob, diffId } of (0,image_layers/* imageLayers */.M)('the image', manifest, parsed))
            layers.set(blob.digest, diffId);
    }
    return layers;
}
async function whatToPush({ content }, target) {
    const document = (0,oci_manifest/* parseManifest */.Ng)(await content.read(target), target.mediaType);
    if (document.kind === 'manifest')
        return { root: target, manifests: [{ descriptor: target }] };
    const { blobs } = await (0,image_contents/* imageContents */.Y9)(content, target);
    const here = new Set(blobs.map(({ digest }) => digest));
    const named = document.index.manifests;
    const areAllManifests = named.every(({ digest, mediaType }) => here.has(digest) && !/index|list/.test(mediaType));
    if (areAllManifests)
        return { root: target, manifests: named.map((descriptor) => ({ descriptor })) };
    const { descriptor } = await (0,image_contents/* readImage */.AM)(content, target, (0,oci_platform/* hostPlatform */.ol)(process.arch));
    return { root: descriptor, manifests: [{ descriptor }] };
}
async function readManifest(content, descriptor) {
    const bytes = await content.read(descriptor);
    const document = (0,oci_manifest/* parseManifest */.Ng)(bytes, descriptor.mediaType);
    if (document.kind !== 'manifest')
        throw new TypeError('an index within an index');
    const config = await content.read(document.manifest.config, image_config/* MAX_CONFIG_SIZE */.S);
    return { bytes, manifest: document.manifest, config };
}
/** An image, or what is said about one: its config is not that of an image. */
async function platformImage(content, { descriptor }, name, signal) {
    const { bytes, manifest, config } = await readManifest(content, descriptor);
    if ((0,oci_manifest/* namesImage */.Gc)(descriptor))
        (0,image_layers/* imageLayers */.M)((0,oci_reference/* familiarName */.hG)(name), manifest, (0,image_config/* parseImageConfig */.F)(config));
    return {
        manifest: { mediaType: descriptor.mediaType, bytes },
        config,
        layers: manifest.layers.map((blob) => ({ descriptor: blob, open: () => content.open(blob, signal) })),
    };
}

;// CONCATENATED MODULE: ./lib/store/remove-image.js





/**
 * Removes a name, and with its last name the image, as `docker rmi` does. By id, removes the image with all of its names if all are in
 * one repository.
 *
 * @throws UserError when there is no such image, when an id has names in several repositories, or when something uses the image
 */
async function removeImage(images, query, { force, mayGo }) {
    const { imageId } = await images.resolve(query);
    const image = knownImages(await images.list()).find((known) => known.imageId === imageId);
    if (image === undefined)
        return { untagged: [], deleted: [] };
    const byName = query.isNamed(image.references);
    if (!byName && !force && !isInOneRepository(image.references)) {
        throw new errors/* UserError */.yo(`image ${(0,digest/* shortDigest */.VK)((0,identity/* digestOfImage */.lk)(imageId))} has names in several repositories: ${namesOf(image)}`, {
            hint: 'Remove them by name, or all at once with --force.',
        });
    }
    const untagged = byName ? goingWith(query.requireName(), image.references) : image.references;
    const isLast = untagged.length === image.references.length;
    if (isLast)
        mayGo(image);
    const targets = image.stored.map(({ target }) => target.digest);
    for (const reference of untagged)
        await images.untag(reference, targets);
    if (!isLast)
        return { untagged, deleted: [] };
    for (const target of targets)
        await images.removeNameless(target);
    return { untagged, deleted: image.stored };
}
function namesOf({ references }) {
    return references.filter(oci_reference/* isTagged */.$J).map(oci_reference/* familiarName */.hG).join(', ');
}
/** With the last tag of a repository go the digests that were pulled from there. */
function goingWith(name, references) {
    const others = references.filter((reference) => !(0,oci_reference/* sameReference */.kP)(reference, name) && (0,oci_reference/* sameRepository */.RB)(reference, name));
    return !(0,oci_reference/* isTagged */.$J)(name) || others.some(oci_reference/* isTagged */.$J) ? [name] : [name, ...others];
}
/** At most one tag; and no digest that another repository knows it by. */
function isInOneRepository(references) {
    const tags = references.filter(oci_reference/* isTagged */.$J);
    const [first] = tags.length === 0 ? references : tags;
    return tags.length <= 1 && references.every((reference) => first === undefined || (0,oci_reference/* sameRepository */.RB)(reference, first));
}

;// CONCATENATED MODULE: ./lib/app/images/image-uses.js



/** @throws UserError when something uses the image; with `force`, only when it runs */
function refuseUsed({ imageId }, uses, force) {
    const use = uses.find((one) => one.imageId === imageId && (one.isRunning || !force));
    if (use === undefined)
        return;
    const id = (0,digest/* shortDigest */.VK)((0,identity/* digestOfImage */.lk)(imageId));
    throw new errors/* UserError */.yo(`image ${id} cannot be removed: ${use.isRunning ? 'running ' : ''}${use.user} uses it`, {
        hint: use.isRunning ? 'Stop and remove it first.' : 'Remove it first, or use --force.',
    });
}

;// CONCATENATED MODULE: ./lib/app/images/remove-images.js








/**
 * Characters of an id by which an image is removed. Scripts that cut tables in the wrong place pass the `5` of `5 days ago` on, which
 * would be the beginning of some image's id.
 */
const SHORTEST_ID = 3;
/**
 * Removes images, and at the end those of their blobs that nothing else needs: no other image, no step record, no running build. What
 * cannot be removed now, the next prune removes.
 */
class ImageRemoval {
    #parts;
    #views;
    #uses;
    #blobs = new Set();
    constructor(parts, views, uses) {
        this.#parts = parts;
        this.#views = views;
        this.#uses = uses;
    }
    /**
     * As `docker rmi` with one operand.
     *
     * @param times how often the operand is given. `rmi $(images -q)` gives an id once for each of its names: then all of them are meant
     * @throws UserError when there is no such image, it has several names, or something uses it
     */
    async remove(text, { force, times }) {
        const query = image_query/* ImageQuery */.O.of(text);
        const view = await this.#views.find(query);
        const byName = query.isNamed(view.references);
        if (!byName && text.length < SHORTEST_ID) {
            throw new no_such_image/* NoSuchImage */.o(text, `An image is removed by ${SHORTEST_ID} characters of its id or more.`);
        }
        const namesAll = times > 1 && times >= view.references.filter(oci_reference/* isTagged */.$J).length;
        const blobs = await this.#blobsOf(view);
        const { untagged, deleted } = await removeImage(this.#parts.images, query, {
            force: force || (!byName && namesAll),
            mayGo: (image) => refuseUsed(image, this.#uses, force),
        });
        return this.#removed(view, blobs, untagged, deleted);
    }
    /**
     * As `docker image prune`: the images without a name; with `all`, every image that nothing uses.
     *
     * @throws UserError for a filter that there is not
     */
    async prune(all, filters) {
        const filter = await imageFilter(filters, this.#views, PRUNE_FILTERS);
        const named = filters.some(({ key, value }) => key === 'dangling' && /^(?:0|f|false)$/i.test(value));
        const used = new Set(this.#uses.map(({ imageId }) => imageId));
        const removed = [];
        for (const view of await this.#views.list()) {
            const isWanted = all || named || view.references.length === 0;
            if (!isWanted || used.has(view.imageId) || filter(view) === undefined)
                continue;
            const query = image_query/* ImageQuery */.O.of(view.imageId);
            const blobs = await this.#blobsOf(view);
            const { untagged, deleted } = await removeImage(this.#parts.images, query, {
                force: true,
                mayGo: () => undefined,
            });
            removed.push(await this.#removed(view, blobs, untagged, deleted));
        }
        return removed;
    }
    /** Whether docker, told to force it, would go on as if nothing were wrong: what is to be removed is not there. */
    isMissing(error) {
        return error instanceof no_such_image/* NoSuchImage */.o;
    }
    /** Removes the blobs of all images that were removed. @returns bytes on the disk */
    async collect(signal) {
        const options = { all: false, keepImages: true, only: this.#blobs };
        return (await (0,prune/* pruneCache */.v)(this.#parts.root, this.#parts, options, signal)).bytes;
    }
    async #blobsOf({ stored }) {
        const contents = stored.map(async ({ target }) => {
            // Of an image that is not whole, only the document is known by which it is named.
            const { blobs } = await (0,image_contents/* imageContents */.Y9)(this.#parts.content, target).catch(() => ({ blobs: [target] }));
            return blobs.map(({ digest }) => digest);
        });
        return (await Promise.all(contents)).flat();
    }
    async #removed(view, blobs, untagged, images) {
        if (images.length === 0)
            return { untagged, deleted: [], size: 0 };
        for (const digest of blobs)
            this.#blobs.add(digest);
        const left = new Set();
        for (const other of await this.#views.list()) {
            for (const { chainId } of other.content?.layers ?? [])
                left.add(chainId);
        }
        const layers = (view.content?.layers ?? []).filter(({ chainId }) => !left.has(chainId));
        const size = layers.reduce((sum, layer) => sum + (layer.size ?? 0), 0);
        return { untagged, deleted: [view.imageId, ...layers.map(({ chainId }) => chainId).reverse()], size };
    }
}

;// CONCATENATED MODULE: ./lib/app/local-images.js



























/** What can be done with the images of the local store. Names are taken as people write them. */
class LocalImages {
    #adapters;
    #host;
    #signal;
    #views;
    #findUses;
    constructor(host, adapters, signal, findUses) {
        this.#host = host;
        this.#adapters = adapters;
        this.#signal = signal;
        this.#views = new ImageViews(adapters, signal);
        this.#findUses = findUses;
    }
    /** Opens the store and runs `work` with it. */
    static use(host, sink, signal, work) {
        return (0,adapters/* withAdapters */.lm)(host, sink, (adapters) => work(LocalImages.over(adapters, host, signal)));
    }
    /** The images of a store that is open. */
    static over(adapters, host, signal) {
        return new LocalImages(host, adapters, signal, () => (0,image_uses/* containerUses */.w)(adapters.folder));
    }
    /** Newest first, each with the names that fit. @throws UserError for a filter that there is not */
    async list(filters) {
        const filter = await imageFilter(filters, this.#views);
        return (await this.#views.list()).flatMap((view) => filter(view) ?? []);
    }
    /** The images that fit, by name, each with its platforms. @throws as `list` */
    async trees(filters) {
        return imageTrees(this.#views, await this.list(filters), await this.#findUses());
    }
    /**
     * @param platform default: that of this machine
     * @throws UserError when there is no such image; InfraError when a document of it is damaged
     */
    async view(name, platform) {
        const query = image_query/* ImageQuery */.O.of(name);
        const view = await (platform === undefined
            ? this.#views.read(query)
            : this.#views.readFor(query, this.#platform(platform)));
        const lastTagged = await this.#adapters.images.lastTagged(view.references.filter(oci_reference/* isTagged */.$J));
        return lastTagged === undefined ? view : { ...view, lastTagged };
    }
    /** @throws UserError when there is no such image; InfraError when it is removed meanwhile */
    async tag(existing, name) {
        const { content, images } = this.#adapters;
        const query = image_query/* ImageQuery */.O.of(existing);
        const reference = (0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(name));
        if (!(0,oci_reference/* isTagged */.$J)(reference))
            throw new errors/* UserError */.yo(`${name} is no name for an image: it has a digest`);
        // Before it has the name: from now on, nothing removes its blobs.
        await missingBlobs(content, (await images.resolve(query)).target).catch(() => undefined);
        await images.tag(query, reference);
    }
    /** For removing one image after the other. */
    async removal() {
        const parts = { ...this.#adapters, root: this.#host.root };
        return new ImageRemoval(parts, this.#views, await this.#findUses());
    }
    async pruneImages(all, filters) {
        const removal = await this.removal();
        const removed = await removal.prune(all, filters);
        await removal.collect(this.#signal);
        return removed;
    }
    /** Writes images as one archive; throws as `imagesToSave`, `ofPlatforms` and `writeArchive`. */
    async save(names, file, { form, platforms = [] }) {
        const images = await this.#toSave(names, platforms);
        return (0,archive/* writeArchive */._)(this.#adapters.content, { images, form }, file, this.#signal);
    }
    async *saveStream(names, { form, platforms = [] }) {
        const images = await this.#toSave(names, platforms);
        yield* (0,archive/* archive */.r)(this.#adapters.content, { images, form }, this.#signal);
    }
    async #toSave(names, platforms) {
        const images = await imagesToSave(this.#adapters.images, names);
        const wanted = platforms.map((platform) => this.#platform(platform));
        return ofPlatforms(this.#adapters.content, images, wanted);
    }
    /** @param platforms only images for one of these; none: all */
    async load(source, platforms = []) {
        const { folder, content, images } = this.#adapters;
        const store = { folder, content, images };
        const options = { signal: this.#signal, platforms: platforms.map((platform) => this.#platform(platform)) };
        return typeof source === 'string'
            ? await (0,load_archive/* loadArchiveFile */.F)(store, source, options)
            : await (0,load_archive/* loadArchive */.b)(store, source, { ...options, label: 'standard input' });
    }
    /** @param source a file's path, an address, or the bytes of standard input */
    async import(source, options) {
        const name = options.name === undefined ? undefined : (0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(options.name));
        if (name !== undefined && !(0,oci_reference/* isTagged */.$J)(name))
            throw new errors/* UserError */.yo(`${options.name ?? ''} has a digest`);
        const platform = this.#platform(options.platform);
        return await openImport(source, this.#host, this.#signal, (bytes, label) => importImage(this.#adapters, { ...options, source: bytes, label, name, platform }, this.#signal));
    }
    /** Fetches an image with its layers into the store; throws as `pullImage`. */
    pull(reference, platform, watch) {
        return pullImage(this.#adapters, reference, this.#platform(platform), watch, this.#signal);
    }
    /** The tags that a registry has of a repository; throws as `listTags`. */
    remoteTags(repository) {
        return this.#adapters.registry.tags(repository, this.#signal);
    }
    /** The tags of a repository in the local store. */
    async tagsOf(repository) {
        return (await tagsOf(this.#adapters.images, repository)).map(({ name }) => name);
    }
    /** The layers that a push would send, by their blobs. @throws UserError when there is no such image */
    async layersToPush(name) {
        return layersToPush(this.#adapters, await this.#adapters.images.resolve(image_query/* ImageQuery */.O.of((0,oci_reference/* familiarName */.hG)(name))));
    }
    /** Pushes an image, which the registry then also knows by its digest; throws as `pushImage`. */
    async push(name) {
        const { images } = this.#adapters;
        const image = await images.resolve(image_query/* ImageQuery */.O.of((0,oci_reference/* familiarName */.hG)(name)));
        const pushed = await pushImage(this.#adapters, image, name, this.#signal);
        const { registry, repository } = name;
        if (pushed.digest === image.target.digest) {
            await images.add(image, [{ registry, repository, digest: pushed.digest }], new Date(image.stored));
        }
        return pushed;
    }
    /**
     * Docker Hub's search; of another registry, what its catalogue has.
     *
     * @param text `node`, `localhost:5000/app`
     */
    async search(text, limit) {
        const { registry, repository } = searched(text);
        if (registry === oci_reference/* DOCKER_HUB */.Xb) {
            const http = (0,http_client/* httpClientOf */.X)(this.#host);
            try {
                return await (0,catalogue/* searchHub */.Ed)(http, repository, limit, this.#signal);
            }
            finally {
                http.close();
            }
        }
        const all = await this.#adapters.registry.repositories(registry, this.#signal);
        return all
            .filter((name) => name.includes(repository))
            .slice(0, limit)
            .map((name) => ({
            name: `${registry}/${name}`,
            description: '',
            stars: 0,
            isOfficial: false,
            isAutomated: false,
        }));
    }
    /** The containers of the same root. */
    get containers() {
        return new container_store/* ContainerStore */.V(this.#adapters.folder);
    }
    /** The config of the image that a container was made from; `undefined` if it cannot be read. */
    async configBelow({ imageConfig }) {
        try {
            return (0,image_config/* parseImageConfig */.F)(await this.#adapters.content.read(imageConfig, image_config/* MAX_CONFIG_SIZE */.S));
        }
        catch {
            return undefined;
        }
    }
    async diskUsage() {
        return diskUsage({ ...this.#adapters, root: this.#host.root }, await this.#views.list(), await this.#findUses());
    }
    /** The paths in which two images differ, sorted. @throws UserError when there is no such image */
    async diff(left, right) {
        const views = [await this.#views.read(image_query/* ImageQuery */.O.of(left)), await this.#views.read(image_query/* ImageQuery */.O.of(right))];
        return diffImages(this.#adapters.layers, views[0].content, views[1].content, this.#signal);
    }
    /** @param repair removes what is damaged, and fetches it again where it can be */
    check(repair) {
        return checkStore(this.#adapters, repair, this.#signal);
    }
    /** Removes what is kept for later builds. Images stay. @throws InfraError if the worker is needed and cannot be started */
    pruneCache(options) {
        return (0,prune/* pruneCache */.v)(this.#host.root, this.#adapters, { ...options, keepImages: true }, this.#signal);
    }
    /** @param all also the step cache, the unpacked layers and the cache mounts */
    prune(all) {
        return (0,prune/* pruneCache */.v)(this.#host.root, this.#adapters, { all }, this.#signal);
    }
    #platform(text) {
        const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
        return text === undefined ? host : (0,oci_platform/* givenPlatform */.VO)(text, host);
    }
}
/** What is before the first slash is a registry if it cannot be a part of a name. */
function searched(text) {
    const [first = '', ...rest] = text.split('/');
    const isRegistry = rest.length > 0 && (first === 'localhost' || /[.:]/.test(first));
    if (!isRegistry || first === oci_reference/* DOCKER_HUB */.Xb || first === 'index.docker.io') {
        return { registry: oci_reference/* DOCKER_HUB */.Xb, repository: isRegistry ? rest.join('/') : text };
    }
    // Read as an image's name, so that a name that cannot be a registry's is refused.
    return { registry: (0,oci_reference/* parseReference */.F2)(`${first}/search`).registry, repository: rest.join('/') };
}


/***/ }),

/***/ 43889:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ blobOfTar)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25351);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50261);
/* harmony import */ var _blob_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75184);
/* harmony import */ var _compress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86790);
/* harmony import */ var _decompress_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(35656);






/**
 * Writes a tar, compressed or not, as a blob compressed by gzip.
 *
 * @param path of the file, which does not exist yet
 * @param label names the source in errors
 * @throws InfraError for a source that ends too early or is damaged, and for the disk
 */
async function blobOfTar(source, path, { label, signal }) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let uncompressedSize = 0;
    async function* tar() {
        for await (const chunk of (0,_decompress_js__WEBPACK_IMPORTED_MODULE_5__/* .decompress */ .mF)(source, { label, signal })) {
            hash.update(chunk);
            uncompressedSize += chunk.length;
            yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        }
    }
    const file = new _blob_file_js__WEBPACK_IMPORTED_MODULE_3__/* .BlobFile */ .K(path);
    try {
        for await (const chunk of (0,_compress_js__WEBPACK_IMPORTED_MODULE_4__/* .compress */ .B)(tar(), { kind: 'gzip', force: false }, signal))
            file.write(chunk);
        const blob = { mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .OCI_LAYER_GZIP */ .BQ, ...file.finish() };
        return { blob, diffId: (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .diffIdOfHex */ .vM)(hash.digest('hex')), uncompressedSize };
    }
    finally {
        file.close();
    }
}


/***/ }),

/***/ 6258:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ hasWildcard),
/* harmony export */   t: () => (/* binding */ Wildcard)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/**
 * The wildcards of COPY and ADD sources: the language of Go's `path/filepath.Match`, on paths with '/' on every system.
 *
 *     '*'         any sequence of characters but '/'
 *     '?'         any one character but '/'
 *     '[' [ '^' ] { character | '\\' character | lo '-' hi } ']'   a class; as in Go, it may also match '/'
 *     '\\' c      the character c
 *
 * `**` is only two stars, and does not cross directories. `--parents` has another language (`PathPattern`).
 */
class Wildcard {
    source;
    #chunks;
    /** One for each component, if each component of the pattern can only match one component of a path. */
    #components;
    constructor(source, chunks, components) {
        this.source = source;
        this.#chunks = chunks;
        this.#components = components;
    }
    /** @throws UserError "syntax error in pattern" */
    static compile(source, location) {
        const chunks = parseChunks(source, location);
        const spans = chunks.some((chunk) => chunk.tokens.some((token) => token.kind === 'class' && accepts(token, SLASH)));
        return new Wildcard(source, chunks, spans ? undefined : splitComponents(chunks));
    }
    /** Whether the whole of `path` matches. */
    matches(path) {
        return matchChunks(this.#chunks, codePoints(path));
    }
    /**
     * Whether a path below `directory` may match, so that a walk can leave out other directories. `''` is the root. It may be true
     * although no path matches, but is never false if one does.
     */
    mayMatchBelow(directory) {
        if (directory === '' || this.#components === undefined)
            return true;
        const names = directory.split('/');
        if (names.length >= this.#components.length)
            return false;
        return names.every((name, index) => matchChunks(this.#components?.[index] ?? [], codePoints(name)));
    }
}
/** Whether COPY treats `pattern` as a wildcard rather than as a literal path. */
function hasWildcard(pattern) {
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern[at];
        if (character === '\\')
            at++;
        else if (character === '*' || character === '?' || character === '[')
            return true;
    }
    return false;
}
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const DASH = 0x2d;
function codePoints(text) {
    return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
function parseChunks(source, location) {
    const codes = codePoints(source);
    let at = 0;
    const bad = () => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`syntax error in pattern ${JSON.stringify(source)}`, {
        location,
        hint: 'Close every [ with a ], and write \\ before a character that is meant literally.',
    });
    /** A character of a class, with its escape resolved. Something must follow it. */
    const classCharacter = () => {
        let code = codes[at++];
        if (code === undefined || code === DASH || code === CLOSE)
            throw bad();
        if (code === BACKSLASH)
            code = codes[at++];
        if (code === undefined || at >= codes.length)
            throw bad();
        return code;
    };
    const characterClass = () => {
        const negated = codes[at] === CARET;
        if (negated)
            at++;
        const ranges = [];
        while (ranges.length === 0 || codes[at] !== CLOSE) {
            const low = classCharacter();
            if (codes[at] !== DASH)
                ranges.push([low, low]);
            else {
                at++;
                ranges.push([low, classCharacter()]);
            }
        }
        at++;
        return { kind: 'class', negated, ranges };
    };
    const chunks = [];
    let star = false;
    let tokens = [];
    while (at < codes.length) {
        const code = codes[at++] ?? 0;
        switch (code) {
            case STAR:
                if (star || tokens.length > 0) {
                    if (tokens.length === 0)
                        break;
                    chunks.push({ star, tokens });
                    tokens = [];
                }
                star = true;
                break;
            case QUESTION:
                tokens.push({ kind: 'any' });
                break;
            case OPEN:
                tokens.push(characterClass());
                break;
            case BACKSLASH: {
                const escaped = codes[at++];
                if (escaped === undefined)
                    throw bad();
                tokens.push({ kind: 'literal', code: escaped });
                break;
            }
            default:
                tokens.push({ kind: 'literal', code });
        }
    }
    if (star || tokens.length > 0)
        chunks.push({ star, tokens });
    return chunks;
}
/** Splits at the literal slashes. A star belongs to the component that it is in. */
function splitComponents(chunks) {
    const components = [];
    let component = [];
    for (const chunk of chunks) {
        let star = chunk.star;
        let tokens = [];
        for (const token of chunk.tokens) {
            if (token.kind === 'literal' && token.code === SLASH) {
                if (star || tokens.length > 0)
                    component.push({ star, tokens });
                components.push(component);
                component = [];
                star = false;
                tokens = [];
            }
            else
                tokens.push(token);
        }
        if (star || tokens.length > 0)
            component.push({ star, tokens });
    }
    components.push(component);
    return components;
}
function accepts(token, code) {
    switch (token.kind) {
        case 'literal':
            return token.code === code;
        case 'any':
            return code !== SLASH;
        case 'class':
            return token.negated !== token.ranges.some(([low, high]) => low <= code && code <= high);
    }
}
function matchesAt(tokens, path, from) {
    if (from + tokens.length > path.length)
        return false;
    return tokens.every((token, index) => accepts(token, path[from + index] ?? 0));
}
/**
 * As in Go: each run of stars takes as little as it can, and this is never changed afterwards. The time is at most pattern × path. It is
 * exact, except for a class that matches '/', for which Go's answer is wanted here.
 */
function matchChunks(chunks, path) {
    let at = 0;
    for (const [index, chunk] of chunks.entries()) {
        const last = index === chunks.length - 1;
        if (chunk.star && chunk.tokens.length === 0)
            return !path.includes(SLASH, at);
        const fits = (from) => matchesAt(chunk.tokens, path, from) && (!last || from + chunk.tokens.length === path.length);
        if (chunk.star)
            while (at < path.length && !fits(at) && path[at] !== SLASH)
                at++;
        if (!fits(at))
            return false;
        at += chunk.tokens.length;
    }
    return at === path.length;
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

/***/ 98526:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ unpackedSize)
/* harmony export */ });
/**
 * Bytes of a layer when it is unpacked, as docker counts them with overlay2: the contents of files, each once, and the texts of links.
 */
function unpackedSize(entries) {
    let size = 0;
    for (const entry of entries) {
        if (entry.type === 'file')
            size += entry.size;
        else if (entry.type === 'symlink')
            size += Buffer.byteLength(entry.target);
    }
    return size;
}


/***/ }),

/***/ 74640:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ chainIds)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);

/** The chain id of each layer. @param diffIds lowest first */
function chainIds(diffIds) {
    const chain = [];
    for (const diffId of diffIds) {
        const below = chain.at(-1);
        chain.push((below === undefined ? diffId : (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(`${below} ${diffId}`)));
    }
    return chain;
}


/***/ }),

/***/ 5613:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ withChanges)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47577);
/* harmony import */ var _json_parse_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51289);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40920);
/* harmony import */ var _oci_image_config_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(96319);
/* harmony import */ var _context_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(78101);
/* harmony import */ var _draft_config_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16687);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44702);
/* harmony import */ var _image_state_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(46154);
/* harmony import */ var _lower_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(34405);
/* harmony import */ var _plan_budget_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(23508);
/* harmony import */ var _stage_graph_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(46583);
/* harmony import */ var _stage_state_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(94897);













/** As `docker import` and `docker commit` take them. */
const CHANGING = [
    'CMD',
    'ENTRYPOINT',
    'ENV',
    'EXPOSE',
    'HEALTHCHECK',
    'LABEL',
    'ONBUILD',
    'SHELL',
    'STOPSIGNAL',
].concat(['USER', 'VOLUME', 'WORKDIR']);
/**
 * The config after instructions of a Dockerfile, each of which changes nothing but the config.
 *
 * @param changes one instruction each: `CMD ["node"]`
 * @throws UserError for anything else
 */
function withChanges(config, changes) {
    if (changes.length === 0)
        return config;
    const text = `FROM scratch\n${changes.join('\n')}\n`;
    const dockerfile = (0,_dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDockerfile */ .A)(text, '--change');
    const state = (0,_stage_state_js__WEBPACK_IMPORTED_MODULE_12__/* .startOnImage */ .P)((0,_image_state_js__WEBPACK_IMPORTED_MODULE_8__/* .imageAsItIs */ .hb)(config));
    const graph = (0,_stage_graph_js__WEBPACK_IMPORTED_MODULE_11__/* .planStages */ .VC)(dockerfile, {
        environment: _environment_js__WEBPACK_IMPORTED_MODULE_7__/* .Environment */ .O.empty,
        targetPlatform: state.image.platform,
        target: undefined,
        contexts: _context_names_js__WEBPACK_IMPORTED_MODULE_5__/* .ContextNames */ .K.of([]),
    });
    const instructions = graph.stages[0]?.instructions ?? [];
    const other = instructions.find(({ instruction }) => !CHANGING.includes(instruction.keyword));
    if (graph.stages.length !== 1 || other !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`--change does not take ${other?.instruction.keyword ?? 'FROM'}`, {
            hint: `It takes ${CHANGING.join(', ')}.`,
        });
    }
    const { end } = (0,_lower_js__WEBPACK_IMPORTED_MODULE_9__/* .lowerStage */ .C)(instructions, state, 0, {
        graph,
        dockerfile,
        globalEnvironment: _environment_js__WEBPACK_IMPORTED_MODULE_7__/* .Environment */ .O.empty,
        buildArgs: {},
        budget: new _plan_budget_js__WEBPACK_IMPORTED_MODULE_10__/* .PlanBudget */ .B(),
        entitlements: undefined,
    });
    const encoded = Buffer.concat([...(0,_draft_config_js__WEBPACK_IMPORTED_MODULE_6__/* .encodedConfig */ .b)(end.image.config)].map((piece) => Buffer.from(piece)));
    return { ...config, config: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .asObject */ .eB)((0,_json_parse_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .q)(encoded, _oci_image_config_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_CONFIG_SIZE */ .S)) };
}


/***/ }),

/***/ 68431:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ writeArchive),
/* harmony export */   r: () => (/* binding */ archive)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _files_output_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24538);
/* harmony import */ var _files_write_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19087);
/* harmony import */ var _layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36940);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23940);
/* harmony import */ var _image_contents_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(92763);
/* harmony import */ var _layout_folder_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(50028);
/* harmony import */ var _oci_index_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(73373);
/* harmony import */ var _text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(62256);










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
        const contents = await (0,_image_contents_js__WEBPACK_IMPORTED_MODULE_6__/* .imageContents */ .Y9)(content, target, only);
        const [manifest] = contents.manifests;
        if (manifest === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`image ${target.digest} has no manifest in the store`);
        for (const blob of contents.blobs)
            blobs.set(blob.digest, blob);
        entries.push(dockerEntry(manifest, references));
    }
    const directories = new Set([_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .LAYOUT_BLOBS */ .kP, ...[...blobs.keys()].map((digest) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)((0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutPath */ .q8)(digest)))]);
    for (const path of [...directories].sort())
        yield (0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .tarHeader */ .pI)({ type: 'directory', path, mode: 0o755, ...METADATA });
    for (const blob of [...blobs.values()].sort((a, b) => (0,_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_9__/* .byCodeUnit */ .X)(a.digest, b.digest))) {
        yield fileHeader((0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutPath */ .q8)(blob.digest), blob.size);
        yield* content.open(blob, signal);
        yield Buffer.alloc((0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .paddingAfter */ .OQ)(blob.size));
    }
    const index = images.reduce((made, image) => (0,_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .mergeIndex */ .$R)(made, (0,_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .indexEntries */ .nL)(image), _oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .byWholeName */ .U1), undefined);
    const documents = [
        ['index.json', JSON.stringify(index ?? (0,_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .mergeIndex */ .$R)(undefined, []))],
        ...(form === 'docker' ? [['manifest.json', JSON.stringify(entries)]] : []),
        ['oci-layout', _oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .OCI_LAYOUT */ .xm],
    ];
    for (const [path, text] of documents) {
        const bytes = Buffer.from(text);
        yield fileHeader(path, bytes.length);
        yield Buffer.concat([bytes, Buffer.alloc((0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .paddingAfter */ .OQ)(bytes.length))]);
    }
    yield Buffer.alloc(_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .END_OF_ARCHIVE_SIZE */ .D9);
}
/**
 * Writes the archive to `file`. An earlier file is only replaced when the archive is complete.
 *
 * @throws InfraError as `archive` does; UserError when the place cannot be written to
 */
async function writeArchive(content, what, file, signal) {
    try {
        await (0,_files_output_file_js__WEBPACK_IMPORTED_MODULE_2__/* .writeOutputFile */ .B)(file, archive(content, what, signal));
    }
    catch (error) {
        throw (0,_files_write_error_js__WEBPACK_IMPORTED_MODULE_3__/* .destinationError */ .Zh)(error, 'write the archive', file, await sizeOf(content, what));
    }
}
/** About as many bytes as the archive has; `undefined` where its documents cannot be read. */
async function sizeOf(content, { images }) {
    try {
        const sizes = new Map();
        for (const { target, only } of images) {
            for (const { digest, size } of (await (0,_image_contents_js__WEBPACK_IMPORTED_MODULE_6__/* .imageContents */ .Y9)(content, target, only)).blobs)
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
    return (0,_layer_tar_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .tarHeader */ .pI)({ type: 'file', path, size, mode: 0o644, ...METADATA });
}
function dockerEntry(manifest, references) {
    const names = references.flatMap((reference) => ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .isTagged */ .$J)(reference) ? [(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .familiarName */ .hG)(reference)] : []));
    return {
        Config: (0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutPath */ .q8)(manifest.config.digest),
        RepoTags: names.sort(),
        Layers: manifest.layers.map(({ digest }) => (0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutPath */ .q8)(digest)),
    };
}


/***/ }),

/***/ 62973:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ ImageQuery)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);



/**
 * Which image of the store a person means: a name, with `latest` if there is no tag, or a digest, or the beginning of an id. `cafe` may
 * be a name or an id; the store looks for a name first.
 */
class ImageQuery {
    /** As it was written, for messages. */
    text;
    #name;
    /** Hexadecimal; `undefined` if the text cannot be an id. */
    #idStart;
    constructor(text, name, idStart) {
        this.text = text;
        this.#name = name;
        this.#idStart = idStart;
    }
    static of(text) {
        const behindName = text.slice(text.lastIndexOf('@') + 1);
        const id = ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(behindName) ? behindName : text).replace(/^sha256:/, '');
        return new ImageQuery(text, nameOrProblem(text), /^[a-f0-9]+$/.test(id) ? id : undefined);
    }
    /** `undefined` if the text is not a name. */
    get name() {
        return this.#name instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? undefined : this.#name;
    }
    /** @throws UserError if the text is not a name */
    requireName() {
        if (this.#name instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
            throw this.#name;
        return this.#name;
    }
    isNamed(references) {
        const { name } = this;
        return name !== undefined && references.some((reference) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .sameReference */ .kP)(reference, name));
    }
    isIdOf(id) {
        return this.#idStart !== undefined && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(id).startsWith(this.#idStart);
    }
}
function nameOrProblem(text) {
    try {
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .withDefaultTag */ ._t)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReference */ .F2)(text));
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
            return error;
        throw error;
    }
}


/***/ }),

/***/ 97032:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ loadArchive),
  F: () => (/* binding */ loadArchiveFile)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(23525);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(96319);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/store/archive-files.js






/** An image archive never has more members. */
const MAX_MEMBERS = 100_000;
/**
 * Unpacks an image archive into a folder of numbered files. `manifest.json` and `index.json` say what each member is for, and may come
 * last. Names of the archive are keys here, never paths.
 */
class ArchiveFiles {
    #folder;
    #label;
    #files = new Map();
    #links = new Map();
    #current;
    #size = 0;
    #count = 0;
    constructor(folder, label) {
        this.#folder = folder;
        this.#label = label;
    }
    entry(header) {
        if (++this.#count > MAX_MEMBERS)
            throw new errors/* UserError */.yo(`${this.#label} has more than ${MAX_MEMBERS} members`);
        // Old versions of `docker save` write a link if two images share a layer.
        if (header.typeflag === '2') {
            this.#links.set(header.path, external_node_path_.posix.join('/', external_node_path_.posix.dirname(header.path), header.linkname).slice(1));
        }
        else if (header.typeflag === '1')
            this.#links.set(header.path, header.linkname);
        if (header.typeflag !== '0')
            return;
        const file = (0,external_node_path_.join)(this.#folder, String(this.#count));
        this.#size = 0;
        this.#current = { path: header.path, file, fd: (0,external_node_fs_.openSync)(file, 'wx', 0o600), hash: (0,external_node_crypto_.createHash)('sha256') };
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        this.#current.hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(this.#current.fd, chunk, at);
        this.#size += chunk.length;
    }
    end() {
        if (this.#current === undefined)
            return;
        const { path, file, fd, hash } = this.#current;
        (0,external_node_fs_.closeSync)(fd);
        this.#files.set(path, { file, size: this.#size, digest: (0,digest/* digestOfHex */.z9)(hash.digest('hex')) });
        this.#current = undefined;
    }
    /** Closes the file of a member that was cut off. */
    close() {
        if (this.#current !== undefined)
            (0,external_node_fs_.closeSync)(this.#current.fd);
        this.#current = undefined;
    }
    find(path) {
        const target = this.#links.get(path);
        return this.#files.get(path) ?? (target === undefined ? undefined : this.#files.get(target));
    }
    /** The bytes of a document. @throws UserError when it is too large */
    async document(path, limit) {
        const found = this.find(path);
        if (found === undefined)
            return undefined;
        if (found.size > limit)
            throw new errors/* UserError */.yo(`${path} in ${this.#label} has more than ${limit} bytes`);
        return (0,promises_.readFile)(found.file);
    }
}

// EXTERNAL MODULE: ./lib/store/layout-folder.js
var layout_folder = __webpack_require__(50028);
// EXTERNAL MODULE: ./lib/store/oci-index.js
var oci_index = __webpack_require__(73373);
// EXTERNAL MODULE: ./lib/store/offered-images.js
var offered_images = __webpack_require__(9877);
;// CONCATENATED MODULE: ./lib/store/load-archive.js





















/**
 * Adds the images of an archive to the store. It may be an OCI archive or one of `docker save` (old or new), compressed or not. Of an
 * archive that is damaged or incomplete, no image is added.
 *
 * @param source the archive's bytes @param label for errors
 * @throws UserError when it is not such an archive, is damaged, or lacks a blob, or an image of it has none of the platforms
 */
async function loadArchive(store, source, options) {
    const folder = store.folder.newIngestPath();
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const files = new ArchiveFiles(folder, options.label);
    try {
        await unpack(source, files, options);
        const { platforms = [] } = options;
        const loaded = await new ArchiveLoader(store, files, { ...options, platforms }).load();
        if (platforms.length > 0)
            await refuseOtherPlatforms(store.content, loaded, { ...options, platforms });
        for (const image of loaded)
            await store.images.add(image, image.references);
        return loaded;
    }
    catch (error) {
        // A bad archive is the user's error. Errors of the disk have a system call as their cause.
        if (error instanceof errors/* InfraError */.Ri && error.cause?.syscall === undefined) {
            throw new errors/* UserError */.yo(error.message, { cause: error, hint: error.hint });
        }
        throw error;
    }
    finally {
        files.close();
        await (0,discard/* discard */.v)(folder);
    }
}
/** `loadArchive` for a file. @throws UserError when it cannot be opened, and as `loadArchive` */
async function loadArchiveFile(store, file, options = {}) {
    const handle = await (0,promises_.open)(file, 'r').catch((error) => {
        throw new errors/* UserError */.yo(`cannot open the archive ${file}`, { cause: error });
    });
    try {
        const stream = (0,external_node_fs_.createReadStream)('', { fd: handle, autoClose: false, start: 0, highWaterMark: 1024 * 1024 });
        return await loadArchive(store, stream, { ...options, label: file });
    }
    finally {
        await handle.close();
    }
}
/** Bytes of holes in sparse members, which are hashed and written as zeros. No program is known that writes such an archive. */
const MAX_HOLES = 1024 ** 3;
async function unpack(source, files, options) {
    const reader = new tar_reader/* TarReader */.R(files, options.label, 'refuse', MAX_HOLES);
    for await (const chunk of (0,decompress/* decompress */.mF)(source, options)) {
        options.signal?.throwIfAborted();
        reader.write(chunk);
    }
    reader.finish();
}
/** One entry of docker's `manifest.json`. */
const dockerEntry = (0,object/* object */.Ik)({
    Config: decoder/* string */.Yj,
    RepoTags: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(decoder/* string */.Yj), []),
    Layers: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(decoder/* string */.Yj), []),
});
class ArchiveLoader {
    #folder;
    #content;
    #files;
    #label;
    #platforms;
    constructor(store, files, { label, platforms }) {
        this.#folder = store.folder;
        this.#content = store.content;
        this.#files = files;
        this.#label = label;
        this.#platforms = platforms;
    }
    async load() {
        const index = await this.#files.document('index.json', manifest/* MAX_MANIFEST_SIZE */.L7);
        const docker = await this.#dockerEntries();
        if (index !== undefined)
            return this.#loadLayout(index, docker);
        if (docker === undefined) {
            throw new errors/* UserError */.yo(`${this.#label} is not an image archive: it has neither index.json nor manifest.json`);
        }
        const images = [];
        for (const entry of docker)
            images.push(await this.#loadDockerEntry(entry));
        return images;
    }
    async #loadLayout(bytes, docker) {
        const images = new Map();
        for (const entry of (0,manifest/* parseIndex */.A1)(bytes).manifests) {
            const { mediaType, digest, size } = entry;
            const manifest = await this.#takeDocument(entry, 0);
            const imageId = manifest === undefined ? (0,identity/* imageIdOfIndex */.mn)(digest) : (0,identity/* imageIdOf */.CR)(manifest.config.digest);
            const tags = docker?.find(({ Config }) => this.#files.find(Config)?.digest === manifest?.config.digest)?.RepoTags ?? [];
            const names = [...(images.get(digest)?.references ?? []), ...nameIn(entry), ...tags.map(nameOf)];
            images.set(digest, { target: { mediaType, digest, size }, imageId, references: (0,reference/* distinctReferences */.Dc)(names) });
        }
        return [...images.values()];
    }
    /** Stores a manifest, or an index and what the archive has of it. @returns the manifest of a single image */
    async #takeDocument(descriptor, depth) {
        const found = this.#files.find((0,layout_folder/* layoutPath */.q8)(descriptor.digest));
        const bytes = found === undefined
            ? await this.#content.read(descriptor)
            : await this.#files.document((0,layout_folder/* layoutPath */.q8)(descriptor.digest), manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined || depth > manifest/* MAX_INDEX_DEPTH */.yM)
            throw new errors/* UserError */.yo(`${this.#label}: ${descriptor.digest} cannot be read`);
        const document = (0,manifest/* parseManifest */.Ng)(bytes, descriptor.mediaType);
        if (document.kind === 'manifest') {
            for (const blob of [document.manifest.config, ...document.manifest.layers])
                await this.#takeBlob(blob);
        }
        else {
            for (const child of manifestsFor(document.index, this.#platforms)) {
                if (this.#files.find((0,layout_folder/* layoutPath */.q8)(child.digest)) !== undefined)
                    await this.#takeDocument(child, depth + 1);
            }
        }
        await this.#takeBlob(descriptor);
        return document.kind === 'manifest' ? document.manifest : undefined;
    }
    async #takeBlob(descriptor) {
        const found = this.#files.find((0,layout_folder/* layoutPath */.q8)(descriptor.digest));
        if (found === undefined) {
            if ((await this.#content.size(descriptor.digest)) === descriptor.size)
                return;
            throw new errors/* UserError */.yo(`${this.#label} lacks blob ${descriptor.digest}`);
        }
        await this.#take(found, descriptor);
    }
    /** Stores a member under the digest that a document gives for it, which is checked. */
    async #take(found, descriptor) {
        if ((await this.#content.size(descriptor.digest)) === descriptor.size)
            return;
        if ((0,digest/* digestAlgorithm */.g4)(descriptor.digest) === 'sha256' && found.digest !== descriptor.digest) {
            throw new errors/* UserError */.yo(`${this.#label}: blob ${descriptor.digest} has other content: ${found.digest}`);
        }
        if ((0,digest/* digestAlgorithm */.g4)(descriptor.digest) !== 'sha256') {
            await this.#content.ingest((0,external_node_fs_.createReadStream)(found.file), descriptor);
            return;
        }
        // The file stays: another image of the archive may need it too.
        const second = this.#folder.newIngestPath();
        await (0,promises_.link)(found.file, second).catch(() => (0,promises_.copyFile)(found.file, second));
        await this.#content.takeFile(second, descriptor);
    }
    async #dockerEntries() {
        const bytes = await this.#files.document('manifest.json', manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined)
            return undefined;
        const name = `manifest.json in ${this.#label}`;
        return (0,json_document/* decodeDocument */.w)((0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(dockerEntry), []), bytes, { name, maxBytes: manifest/* MAX_MANIFEST_SIZE */.L7 });
    }
    /** An archive without OCI documents gets a manifest. Its layers are mostly uncompressed, and stay so. */
    async #loadDockerEntry({ Config, RepoTags, Layers }) {
        const configBytes = await this.#files.document(Config, image_config/* MAX_CONFIG_SIZE */.S);
        if (configBytes === undefined)
            throw new errors/* UserError */.yo(`${this.#label} lacks ${JSON.stringify(Config)}`);
        const { diff_ids: diffIds } = (0,image_config/* parseImageConfig */.F)(configBytes).rootfs;
        if (diffIds.length !== Layers.length) {
            throw new errors/* UserError */.yo(`${this.#label}: config and manifest.json name different numbers of layers`);
        }
        const config = { mediaType: media_types/* OCI_CONFIG */.TF, digest: (0,digest/* sha256 */.sc)(configBytes), size: configBytes.length };
        const layers = [];
        for (const [index, path] of Layers.entries())
            layers.push(await this.#takeLayer(path, diffIds[index]));
        await this.#content.put(configBytes);
        const manifest = { schemaVersion: 2, mediaType: media_types/* OCI_MANIFEST */.EG, config, layers };
        const target = { mediaType: media_types/* OCI_MANIFEST */.EG, ...(await this.#content.put(Buffer.from(JSON.stringify(manifest)))) };
        return { target, imageId: (0,identity/* imageIdOf */.CR)(config.digest), references: RepoTags.map(nameOf) };
    }
    async #takeLayer(path, diffId) {
        const found = this.#files.find(path);
        if (found === undefined)
            throw new errors/* UserError */.yo(`${this.#label} lacks ${JSON.stringify(path)}`);
        const { digest, size } = found;
        const mediaType = await this.#layerType(found);
        // A compressed layer is checked against its diff id when it is first unpacked, like a pulled one.
        if (mediaType === media_types/* OCI_LAYER */.QP && (0,identity/* diffIdOfTar */.x2)(digest) !== diffId) {
            throw new errors/* UserError */.yo(`${this.#label}: layer ${JSON.stringify(path)} is not the one that the config names`);
        }
        await this.#take(found, { digest, size });
        return { mediaType, digest, size };
    }
    async #layerType(found) {
        const handle = await (0,promises_.open)(found.file, 'r');
        try {
            const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
            const compression = (0,decompress/* detectCompression */.IR)(buffer.subarray(0, bytesRead));
            if (compression === 'none')
                return media_types/* OCI_LAYER */.QP;
            if (compression === 'gzip')
                return media_types/* OCI_LAYER_GZIP */.BQ;
            if (compression === 'zstd')
                return media_types/* OCI_LAYER_ZSTD */.aH;
            throw new errors/* UserError */.yo(`${this.#label} has a layer compressed with ${compression}, for which OCI has no media type`);
        }
        finally {
            await handle.close();
        }
    }
}
/** The entries of an index for one of the platforms, or that do not say for which they are, and what attests them. */
function manifestsFor({ manifests }, platforms) {
    if (platforms.length === 0)
        return manifests;
    const wanted = manifests.filter((entry) => (0,manifest/* namesImage */.Gc)(entry) && fits(entry.platform, platforms));
    const digests = new Set(wanted.map(({ digest }) => digest));
    return manifests.filter((entry) => digests.has((0,manifest/* attestedImage */.wG)(entry) ?? entry.digest));
}
function fits(offered, platforms) {
    return offered === undefined || platforms.some((wanted) => (0,oci_platform/* platformDistance */.L5)(wanted, offered) !== undefined);
}
/** @throws UserError that names an image without any of the platforms */
async function refuseOtherPlatforms(content, loaded, { label, platforms }) {
    for (const { target, references, imageId } of loaded) {
        const offered = (await (0,offered_images/* offeredImages */.q)(content, target)).filter(({ documents }) => documents !== undefined);
        if (offered.some(({ platform }) => platform !== undefined && fits(platform, platforms)))
            continue;
        const [name] = references;
        const wanted = platforms.map(oci_platform/* formatPlatform */.Bq).join(', ');
        throw new errors/* UserError */.yo(`${label}: image ${name === undefined ? imageId : (0,reference/* familiarName */.hG)(name)} does not provide the requested platform (${wanted})`, {
            hint: `It is there for ${offered.flatMap(({ platform }) => (platform === undefined ? [] : (0,oci_platform/* formatPlatform */.Bq)(platform))).join(', ') || 'no platform'}.`,
        });
    }
}
/** @throws UserError when the archive has a text that is not a name */
function nameOf(tag) {
    return (0,reference/* withDefaultTag */._t)((0,reference/* parseReference */.F2)(tag));
}
/** `ref.name` is mostly only a tag, which is not the name of an image. */
function nameIn(entry) {
    const name = entry.annotations?.[oci_index/* IMAGE_NAME */.yc] ?? entry.annotations?.[oci_index/* REF_NAME */.w5];
    if (name === undefined || (0,digest/* isDigest */.Bc)(name) || !/[/:]/.test(name))
        return [];
    try {
        return [nameOf(name)];
    }
    catch {
        return [];
    }
}


/***/ }),

/***/ 9877:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ imageForPlatform),
/* harmony export */   q: () => (/* binding */ offeredImages)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96319);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44360);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29587);




/**
 * All images behind a manifest or index, in their order, without attestations.
 *
 * @throws InfraError when a document that is in the store is damaged, or the target itself is missing
 */
async function offeredImages(content, target) {
    const found = [];
    const add = async (descriptor, depth) => {
        const document = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(await content.read(descriptor), descriptor.mediaType);
        if (document.kind === 'manifest') {
            found.push(await offered(content, descriptor, document.manifest));
            return;
        }
        for (const child of document.index.manifests.filter(_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .namesImage */ .Gc)) {
            if (depth < _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_INDEX_DEPTH */ .yM && (await content.has(child.digest)))
                await add(child, depth + 1);
            else
                found.push({ descriptor: child, ...(child.platform !== undefined && { platform: child.platform }) });
        }
    };
    await add(target, 0);
    return found;
}
async function offered(content, descriptor, manifest) {
    const known = descriptor.platform;
    if (!(await content.has(manifest.config.digest))) {
        return { descriptor, ...(known !== undefined && { platform: known }) };
    }
    const config = (0,_oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageConfig */ .F)(await content.read(manifest.config, _oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_CONFIG_SIZE */ .S));
    return { descriptor, platform: known ?? platformOf(config), documents: { manifest, config } };
}
/**
 * The image that fits a platform best.
 *
 * @param name for the error
 * @throws UserError when no image that is here fits; InfraError when a document is damaged
 */
async function imageForPlatform(content, target, platform, name) {
    const here = (await offeredImages(content, target)).flatMap(({ descriptor, platform: offers, documents }) => documents === undefined || offers === undefined ? [] : [{ descriptor, platform: offers, ...documents }]);
    const [best] = here
        .map((image) => ({ image, distance: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .platformDistance */ .L5)(platform, image.platform) ?? Infinity }))
        .filter(({ distance }) => distance !== Infinity)
        .sort((left, right) => left.distance - right.distance);
    if (best !== undefined)
        return best.image;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`image with reference ${name} was found but does not provide the specified platform (${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatform */ .Bq)(platform)})`, { hint: `It is here for ${here.map((image) => (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatform */ .Bq)(image.platform)).join(', ') || 'no platform'}.` });
}
function platformOf(config) {
    const { os, architecture, variant, 'os.version': osVersion } = config;
    return {
        os,
        architecture,
        ...(variant !== undefined && { variant }),
        ...(osVersion !== undefined && { osVersion }),
    };
}


/***/ }),

/***/ 66123:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ parsePointInTime)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54783);


/**
 * A time as docker's filters take it: `24h` before now, seconds since the epoch, or a date with or without a time of day (UTC, unless it
 * says otherwise).
 *
 * @returns milliseconds since the epoch
 * @throws UserError for any other text
 */
function parsePointInTime(text, now = Date.now()) {
    if (/^\d+(?:\.\d+)?$/.test(text))
        return Number(text) * 1000;
    if (/^\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?(?:Z|[+-]\d\d:\d\d)?$/.test(text)) {
        const hours = /T\d\d(?=$|Z|[+-])/.test(text) ? text.replace(/T\d\d/, (part) => `${part}:00`) : text;
        const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(hours) && hours.includes('T') ? hours : utc(hours));
        if (!Number.isNaN(time))
            return time;
    }
    try {
        return now - (0,_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E)(text) / 1e6;
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${JSON.stringify(text)} is neither a time nor a duration`, {
            hint: 'Write 24h, 2026-01-31 or 2026-01-31T12:00:00Z.',
            cause: error,
        });
    }
}
function utc(text) {
    const date = text.replace(/Z$/, '');
    return date.includes('T') ? `${date}Z` : `${date.slice(0, 10)}T00:00:00Z`;
}


/***/ })

};
