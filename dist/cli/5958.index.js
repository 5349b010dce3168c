export const id = 5958;
export const ids = [5958];
export const modules = {

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

/***/ 35958:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  imageVerbs: () => (/* binding */ imageVerbs)
});

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/cli/command/host.js
var command_host = __webpack_require__(10664);
// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var progress = __webpack_require__(81520);
// EXTERNAL MODULE: ./lib/cli/command/verb.js + 1 modules
var command_verb = __webpack_require__(94419);
;// CONCATENATED MODULE: ./lib/cli/images/image-verb.js






function imageVerb(verb) {
    return (0,command_verb/* defineVerb */.P)({
        ...verb,
        table: {
            own: { title: 'Flags', options: verb.flags },
            host: table/* BUILD_TABLE */.g.host,
            general: table/* GENERAL */.z,
        },
        run: async ({ values, operands }, cli) => {
            const host = (0,command_host/* hostOfCommand */.F)(values.host, cli);
            const call = {
                operands,
                flags: values.own,
                host,
                withImages: (work, sink) => withImages(host, cli, work, sink),
            };
            return (await verb.run(call, cli)) ?? 0;
        },
    });
}
async function withImages(host, cli, work, sink) {
    const module = await cli.loadImages();
    if (sink !== undefined)
        return module.LocalImages.use(host, sink, cli.signal, work);
    return (0,progress/* withProgress */.E0)(cli, (plain) => module.LocalImages.use(host, plain, cli.signal, work));
}
const FILTER = {
    flag: ['-f', '--filter'],
    takes: (0,options_option/* many */._d)('KEY=VALUE', (where, texts) => texts.map((text) => readFilter(where, text))),
    help: 'only what fits',
};
function readFilter(where, text) {
    const equals = text.indexOf('=');
    if (equals < 1)
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is no filter`, { hint: 'Write it as KEY=VALUE.' });
    return { key: text.slice(0, equals).trim().toLowerCase(), value: text.slice(equals + 1).trim() };
}

;// CONCATENATED MODULE: ./lib/cli/images/archive-verbs.js





const saveVerb = imageVerb({
    name: 'save',
    aliases: ['image save'],
    summary: 'write images as one archive',
    about: 'Writes images as one archive. A name without a tag stands for all tags of its repository.',
    operands: 'IMAGE…',
    count: [1, Infinity],
    examples: [{ does: 'Write all tags of a repository as one archive', command: 'layer-build save -o app.tar app' }],
    flags: {
        output: {
            flag: ['-o', '--output'],
            takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
            help: 'file to write',
            otherwise: 'standard output',
        },
        format: {
            flag: '--format',
            takes: (0,options_option/* one */.xH)('FORM', (0,plain_values/* choice */.Yq)(['docker', 'oci']), 'docker'),
            help: 'docker: for docker load, and an OCI archive too; oci: that alone',
        },
    },
    run: ({ operands, flags: { output, format }, withImages }, cli) => withImages(async (images) => {
        if (output !== undefined) {
            await images.save(operands, output, format);
            return 0;
        }
        if (cli.stdout.isTTY === true) {
            throw new errors/* UserError */.yo('an archive cannot be shown on a terminal', { hint: 'Give a file with --output.' });
        }
        for await (const chunk of images.saveStream(operands, format))
            await cli.writeBytes(chunk);
        return 0;
    }),
});
const loadVerb = imageVerb({
    name: 'load',
    aliases: ['image load'],
    summary: 'take images from an archive',
    about: 'Takes images from an archive of save, docker save or an OCI layout, compressed or not.',
    operands: '',
    count: [0, 0],
    examples: [
        { does: 'Take the images of an archive that docker save wrote', command: 'docker save app | layer-build load' },
    ],
    flags: {
        input: {
            flag: ['-i', '--input'],
            takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi),
            help: 'file to read',
            otherwise: 'standard input',
        },
        quiet: { flag: ['-q', '--quiet'], takes: options_option/* SWITCH */.Fo, help: 'no effect: only what was loaded is shown' },
    },
    run: async ({ flags: { input }, withImages }, cli) => {
        if (input === undefined && cli.ask !== undefined) {
            throw new errors/* UserError */.yo('there is no archive to load', { hint: 'Give a file with --input, or by a pipe.' });
        }
        for (const { references, imageId } of await withImages((images) => images.load(input ?? cli.stdin))) {
            for (const reference of references)
                cli.stdout.write(`Loaded image: ${(0,oci_reference/* familiarName */.hG)(reference)}\n`);
            if (references.length === 0)
                cli.stdout.write(`Loaded image ID: ${imageId}\n`);
        }
    },
});
const importVerb = imageVerb({
    name: 'import',
    aliases: ['image import'],
    summary: 'make an image of the files in an archive',
    about: 'Makes an image with one layer of the files in a tar, which may be compressed. For an archive of save, use load.',
    operands: 'FILE|URL|- [NAME]',
    count: [1, 2],
    examples: [
        {
            does: 'Make an image of a root file system',
            command: 'layer-build import --change \'CMD ["sh"]\' rootfs.tar.gz base:1',
        },
    ],
    flags: {
        changes: {
            flag: ['-c', '--change'],
            takes: (0,options_option/* many */._d)('INSTRUCTION', (_where, texts) => texts),
            help: "an instruction that sets the image's config: 'CMD [\"node\"]'",
        },
        message: { flag: ['-m', '--message'], takes: (0,options_option/* one */.xH)('TEXT', options_option/* asWritten */.qm), help: 'what its history says' },
        platform: {
            flag: '--platform',
            takes: (0,options_option/* one */.xH)('PLATFORM', options_option/* asWritten */.qm),
            help: 'what it is for',
            otherwise: 'this machine',
        },
    },
    run: async ({ operands: [source = '', name], flags: { changes, message, platform }, withImages }, cli) => {
        const from = source === '-' ? cli.stdin : /^https?:\/\//i.test(source) ? source : (0,plain_values/* absolutePath */.Hi)('FILE', source, cli);
        const id = await withImages((images) => images.import(from, { name, changes, message, platform }));
        cli.stdout.write(`${id}\n`);
    },
});

// EXTERNAL MODULE: ./lib/report/listing/docker-table.js
var docker_table = __webpack_require__(52680);
// EXTERNAL MODULE: ./lib/go-template/value.js
var go_template_value = __webpack_require__(74490);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
// EXTERNAL MODULE: ./lib/cli/command/print.js
var print = __webpack_require__(65651);
;// CONCATENATED MODULE: ./lib/cli/images/diff-verb.js









const LETTERS = { added: 'A', changed: 'C', removed: 'D' };
const diffVerb = imageVerb({
    name: 'diff',
    aliases: ['image diff'],
    summary: 'show the paths in which two images differ, or what a container changed',
    about: 'Shows the paths that the second image adds (A), changes (C) or does not have (D), with the sizes of files. Times do not count.\n\nWith one operand, that is a container: the same as layer-build container diff.',
    operands: 'IMAGE IMAGE | CONTAINER',
    count: [1, 2],
    examples: [{ does: 'Show what the new version changes', command: 'layer-build diff app:1 app:2' }],
    flags: {
        format: {
            flag: '--format',
            takes: (0,options_option/* one */.xH)('FORM', (0,plain_values/* choice */.Yq)(['text', 'json']), 'text'),
            help: 'text, or a JSON object a line',
        },
    },
    run: async ({ operands: [left = '', right], flags: { format }, host, withImages }, cli) => {
        if (right === undefined) {
            if (format !== 'text')
                throw new errors/* UserError */.yo('--format is for two images: what a container changed is only told as text');
            const { diffVerb: ofContainer } = await __webpack_require__.e(/* import() */ 8833).then(__webpack_require__.bind(__webpack_require__, 8833));
            return ofContainer.run(['--root', host.root, left], cli);
        }
        const changes = await withImages((images) => images.diff(left, right));
        (0,print/* print */.y)(changes.map((change) => `${format === 'json' ? (0,go_template_value/* goJson */.Pl)({ ...change }) : lineOf(change)}\n`).join(''), cli);
        return 0;
    },
});
function lineOf({ kind, path, before, after }) {
    const sizes = [before, after].filter((size) => size !== undefined).map((size) => (0,format/* shortBytes */.UD)(size));
    return `${LETTERS[kind]} ${(0,docker_table/* oneCell */.x)((0,byte_name/* displayName */.QC)(path))}${sizes.length === 0 ? '' : ` (${sizes.join(' → ')})`}`;
}

// EXTERNAL MODULE: ./lib/report/listing/row-format.js
var row_format = __webpack_require__(50809);
// EXTERNAL MODULE: ./lib/cli/command/age.js
var age = __webpack_require__(34783);
// EXTERNAL MODULE: ./lib/cli/command/format-flag.js
var format_flag = __webpack_require__(31272);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
;// CONCATENATED MODULE: ./lib/cli/images/image-words.js





/** What docker shows where there is nothing. */
const NONE = '<none>';
const IMAGE_HEADINGS = {
    Containers: 'CONTAINERS',
    CreatedAt: 'CREATED AT',
    CreatedSince: 'CREATED',
    Digest: 'DIGEST',
    ID: 'IMAGE ID',
    Repository: 'REPOSITORY',
    SharedSize: 'SHARED SIZE',
    Size: 'SIZE',
    Tag: 'TAG',
    UniqueSize: 'UNIQUE SIZE',
    VirtualSize: 'SIZE',
};
/** The rows of one image, as docker makes them: one for each tag; one for each repository that only has a digest. */
function imageRows(view, { noTrunc, digests, more }) {
    const rowOf = (repository, tag, digest) => ({
        Containers: 'N/A',
        CreatedAt: createdText(view.content?.config.created),
        CreatedSince: (0,age/* age */.K)(view.content?.config.created),
        Digest: digest,
        ID: imageIdText(view, noTrunc),
        Repository: repository,
        SharedSize: 'N/A',
        Size: sizeText(view.content?.size),
        Tag: tag,
        UniqueSize: 'N/A',
        VirtualSize: sizeText(view.content?.size, 4),
        ...more,
    });
    const repositories = new Map();
    for (const reference of view.references) {
        const name = (0,oci_reference/* familiarRepository */.Yu)(reference);
        const known = repositories.get(name) ?? { tags: [], digests: [] };
        if ((0,oci_reference/* isTagged */.$J)(reference))
            known.tags.push(reference.tag);
        else
            known.digests.push(reference.digest);
        repositories.set(name, known);
    }
    if (repositories.size === 0)
        return [rowOf(NONE, NONE, NONE)];
    return [...repositories].flatMap(([name, known]) => {
        const shown = digests && known.digests.length > 0 ? known.digests : [digests ? NONE : (known.digests[0] ?? NONE)];
        const tags = known.tags.length === 0 ? [NONE] : known.tags;
        return tags.flatMap((tag) => shown.map((digest) => rowOf(name, tag, digest)));
    });
}
function imageIdText({ imageId }, noTrunc) {
    return noTrunc ? imageId : (0,digest/* shortDigest */.VK)((0,identity/* digestOfImage */.lk)(imageId));
}
/** `undefined`: a layer cannot be read, so nobody knows. */
function sizeText(size, digits = 3) {
    return size === undefined ? 'N/A' : (0,format/* shortBytes */.UD)(size, digits);
}
/** As Go prints a time: `2026-01-02 03:04:05 +0000 UTC`. */
function createdText(created) {
    const time = new Date(created ?? '');
    if (Number.isNaN(time.getTime()))
        return 'N/A';
    return `${time.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}

;// CONCATENATED MODULE: ./lib/cli/images/history-verb.js







const HEADINGS = {
    Comment: 'COMMENT',
    CreatedAt: 'CREATED AT',
    CreatedBy: 'CREATED BY',
    CreatedSince: 'CREATED',
    ID: 'IMAGE',
    Size: 'SIZE',
};
/** Characters of an instruction without `--no-trunc`. */
const SHOWN = 45;
const historyVerb = imageVerb({
    name: 'history',
    aliases: ['image history'],
    summary: 'show how an image was made',
    about: 'Shows the steps by which an image was made, the last first. SIZE is that of the files of its layer when unpacked.',
    operands: 'IMAGE',
    count: [1, 1],
    examples: [{ does: 'Show the steps with their whole instructions', command: 'layer-build history --no-trunc app:1' }],
    flags: {
        quiet: { flag: ['-q', '--quiet'], takes: options_option/* SWITCH */.Fo, help: 'ids alone' },
        noTrunc: { flag: '--no-trunc', takes: options_option/* SWITCH */.Fo, help: 'whole ids and instructions' },
        human: {
            flag: ['-H', '--human'],
            takes: { ...options_option/* SWITCH */.Fo, read: (_where, texts) => texts.at(-1) !== 'false' },
            help: 'sizes and times for people; false: bytes and dates',
            otherwise: 'true',
        },
        format: format_flag/* FORMAT */.u,
    },
    run: async ({ operands: [name = ''], flags: { quiet, noTrunc, human, format }, withImages }, cli) => {
        const view = await withImages((images) => images.view(name));
        const rows = historyRows(view, noTrunc, human);
        const form = {
            headings: HEADINGS,
            columns: ['ID', human ? 'CreatedSince' : 'CreatedAt', 'CreatedBy', 'Size', 'Comment'],
        };
        (0,print/* print */.y)(quiet && format === undefined ? rows.map(({ ID }) => `${ID}\n`).join('') : (0,row_format/* formatRows */.d)(form, rows, format), cli);
    },
});
/** Only the whole image has an id: those between the steps are not kept. */
function historyRows(view, noTrunc, human) {
    const { config, layers } = view.content;
    const sizes = layers.map(({ size }) => size);
    const steps = (config.history ?? []).map((entry) => ({
        entry,
        size: entry.empty_layer === true ? 0 : sizes.shift(),
    }));
    return steps.toReversed().map(({ entry, size }, at) => ({
        Comment: entry.comment ?? '',
        CreatedAt: createdAt(entry),
        CreatedBy: instruction(entry, noTrunc),
        CreatedSince: human ? (0,age/* age */.K)(entry.created) : createdAt(entry),
        ID: at === 0 ? imageIdText(view, noTrunc) : '<missing>',
        Size: human ? sizeText(size) : String(size ?? 'N/A'),
    }));
}
function createdAt({ created }) {
    return created === undefined || Number.isNaN(Date.parse(created))
        ? 'N/A'
        : new Date(created).toISOString().replace(/\.\d+Z$/, 'Z');
}
function instruction({ created_by: text = '' }, whole) {
    const line = text.replaceAll('\t', ' ');
    const characters = [...line];
    return whole || characters.length <= SHOWN ? line : `${characters.slice(0, SHOWN - 1).join('')}…`;
}

// EXTERNAL MODULE: ./lib/go-template/template.js + 5 modules
var go_template_template = __webpack_require__(58033);
;// CONCATENATED MODULE: ./lib/go-template/formatted-json.js

/** JSON with four spaces, as docker's `inspect` prints it: an empty list or object is on one line. */
function formattedJson(value, indent = '') {
    const inner = `${indent}    `;
    const wrap = (open, lines, close) => lines.length === 0 ? open + close : `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
    if ((0,go_template_value/* isList */.Lv)(value)) {
        return wrap('[', value.map((item) => formattedJson(item, inner)), ']');
    }
    if (!(0,go_template_value/* isMap */.jh)(value) && !(0,go_template_value/* isStruct */.EJ)(value))
        return (0,go_template_value/* goJson */.Pl)(value);
    const entries = (0,go_template_value/* isMap */.jh)(value) ? (0,go_template_value/* sortedEntries */.CA)(value) : Object.entries(value);
    return wrap('{', entries.map(([key, item]) => `${JSON.stringify(key)}: ${formattedJson(item, inner)}`), '}');
}

// EXTERNAL MODULE: ./lib/cli/command/print-error.js + 1 modules
var print_error = __webpack_require__(74435);
;// CONCATENATED MODULE: ./lib/cli/containers/container-document.js
/** Go's time for none. */
const ZERO_TIME = '0001-01-01T00:00:00Z';
/** Bytes, of the runtime. */
const SHM_SIZE = 64 * 1024 * 1024;
/**
 * What docker says of a container (Engine API, "ContainerInspect"), in the same order. Fields about what there is not here, such as
 * control groups, are left out.
 *
 * @param logPath where its output is kept
 */
function containerDocument({ container, state }, logPath) {
    const { process, settings } = container;
    const [program = '', ...args] = [...process.entrypoint, ...process.cmd];
    return {
        Id: container.id,
        Created: container.created,
        Path: program,
        Args: args,
        State: stateDocument(state),
        Image: container.imageId,
        LogPath: logPath,
        Name: `/${container.name}`,
        RestartCount: 0,
        Platform: 'linux',
        HostConfig: hostDocument(container),
        Mounts: container.mounts.map(mountDocument),
        Config: configDocument(container),
        NetworkSettings: { Ports: new Map(), Networks: new Map([[settings.network, {}]]) },
    };
}
function stateDocument(state) {
    const started = state.status === 'created' ? undefined : state.started;
    return {
        Status: state.status,
        Running: state.status === 'running',
        Paused: false,
        Restarting: false,
        Dead: false,
        ExitCode: state.status === 'exited' ? state.exitCode : 0,
        Error: (state.status === 'exited' ? state.error : undefined) ?? '',
        StartedAt: started ?? ZERO_TIME,
        FinishedAt: state.status === 'exited' ? state.finished : ZERO_TIME,
    };
}
function hostDocument({ mounts, settings, autoRemove, readonlyRoot, process, memory }) {
    const binds = mounts.flatMap((mount) => mount.type === 'host' ? [`${mount.source}:${mount.target}${mount.readonly ? ':ro' : ''}`] : []);
    return {
        Binds: binds.length === 0 ? null : binds,
        NetworkMode: settings.network,
        AutoRemove: autoRemove,
        Memory: memory ?? 0,
        ExtraHosts: settings.extraHosts.length === 0 ? null : settings.extraHosts.map(({ name, ip }) => `${name}:${ip}`),
        Privileged: false,
        ReadonlyRootfs: readonlyRoot,
        ShmSize: settings.shmSize ?? SHM_SIZE,
        Ulimits: settings.ulimits.map(({ name, soft, hard }) => ({ Name: name, Hard: hard, Soft: soft })),
        // Not docker's: all that it has, and not what was added to docker's own.
        Capabilities: process.capabilities,
    };
}
function mountDocument(mount) {
    const isHost = mount.type === 'host';
    return {
        Type: isHost ? 'bind' : 'tmpfs',
        Source: isHost ? mount.source : '',
        Destination: mount.target,
        Mode: mount.readonly ? 'ro' : '',
        RW: !mount.readonly,
        Propagation: isHost ? 'rprivate' : '',
    };
}
function configDocument({ process, settings, image, labels, stopSignal }) {
    const list = (texts) => (texts.length === 0 ? null : texts);
    return {
        Hostname: settings.hostname,
        User: process.user,
        Tty: process.terminal,
        OpenStdin: process.stdin,
        Env: process.env,
        Cmd: list(process.cmd),
        Image: image,
        Volumes: null,
        WorkingDir: process.cwd,
        Entrypoint: list(process.entrypoint),
        Labels: new Map(Object.entries(labels)),
        StopSignal: `SIG${stopSignal}`,
    };
}

;// CONCATENATED MODULE: ./lib/cli/images/inspect-document.js

/** Go's time for none. */
const inspect_document_ZERO_TIME = '0001-01-01T00:00:00Z';
/**
 * What docker says of an image (Engine API, "ImageInspect"), in the same order. Maps whose keys an image chooses are maps, so that a
 * template may ask for a key that is not there.
 */
function inspectDocument(view) {
    const { config, size = 0, descriptor } = view.content;
    const more = config;
    const text = (name) => (typeof more[name] === 'string' ? more[name] : '');
    const container = more['container_config'];
    return {
        Id: view.imageId,
        RepoTags: view.references.filter(oci_reference/* isTagged */.$J).map(oci_reference/* familiarName */.hG),
        RepoDigests: view.references.flatMap((reference) => (0,oci_reference/* isTagged */.$J)(reference) ? [] : [`${(0,oci_reference/* familiarRepository */.Yu)(reference)}@${reference.digest}`]),
        Parent: '',
        Comment: config.history?.at(-1)?.comment ?? '',
        Created: config.created ?? inspect_document_ZERO_TIME,
        Container: text('container'),
        ContainerConfig: containerConfig(typeof container === 'object' && container !== null ? container : {}),
        DockerVersion: text('docker_version'),
        Author: config.author ?? '',
        Config: containerConfig(config.config ?? {}),
        Architecture: config.architecture,
        ...(config.variant !== undefined && { Variant: config.variant }),
        Os: config.os,
        ...(config['os.version'] !== undefined && { OsVersion: config['os.version'] }),
        Size: size,
        VirtualSize: size,
        GraphDriver: { Data: null, Name: 'overlay2' },
        RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
        Metadata: { LastTagTime: view.lastTagged === undefined ? inspect_document_ZERO_TIME : new Date(view.lastTagged).toISOString() },
        Descriptor: { mediaType: descriptor.mediaType, digest: descriptor.digest, size: descriptor.size },
    };
}
/** As docker writes a config: every field that it always writes, and those of the rest that the image has. */
function containerConfig(given) {
    const config = given;
    const has = (name) => config[name] !== undefined && config[name] !== null;
    const own = (name, otherwise) => (has(name) ? goValueOf(config[name]) : otherwise);
    const optional = (name) => has(name) ? { [name]: goValueOf(config[name]) } : {};
    return {
        Hostname: own('Hostname', ''),
        Domainname: own('Domainname', ''),
        User: own('User', ''),
        AttachStdin: own('AttachStdin', false),
        AttachStdout: own('AttachStdout', false),
        AttachStderr: own('AttachStderr', false),
        ...(has('ExposedPorts') && { ExposedPorts: goMapOf(config['ExposedPorts']) }),
        Tty: own('Tty', false),
        OpenStdin: own('OpenStdin', false),
        StdinOnce: own('StdinOnce', false),
        Env: own('Env', null),
        Cmd: own('Cmd', null),
        ...(has('Healthcheck') && { Healthcheck: goValueOf(config['Healthcheck']) }),
        ...(config['ArgsEscaped'] === true && { ArgsEscaped: true }),
        Image: own('Image', ''),
        Volumes: has('Volumes') ? goMapOf(config['Volumes']) : null,
        WorkingDir: own('WorkingDir', ''),
        Entrypoint: own('Entrypoint', null),
        ...optional('NetworkDisabled'),
        ...optional('MacAddress'),
        OnBuild: own('OnBuild', null),
        Labels: has('Labels') ? goMapOf(config['Labels']) : null,
        ...optional('StopSignal'),
        ...optional('StopTimeout'),
        ...optional('Shell'),
    };
}
function goMapOf(value) {
    if (typeof value !== 'object' || value === null)
        return null;
    return new Map(Object.entries(value).map(([key, inner]) => [key, goValueOf(inner)]));
}
/** A value of an image's own JSON. */
function goValueOf(value) {
    if (Array.isArray(value))
        return value.map(goValueOf);
    if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, goValueOf(inner)]));
    }
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

;// CONCATENATED MODULE: ./lib/cli/images/inspect-verb.js










const FORMAT = {
    flag: ['-f', '--format'],
    takes: (0,options_option/* one */.xH)('TEMPLATE', options_option/* asWritten */.qm),
    help: "a Go template as docker takes it: '{{.Config.Env}}', '{{json .RootFS}}'",
};
/** `inspect`, and the verbs that only look at one kind. */
const inspectVerbs = [
    imageVerb({
        name: 'inspect',
        summary: 'show what an image or a container is, as JSON',
        about: 'Shows containers and images in the form of docker inspect. One that cannot be shown does not keep the others from being shown; the exit code is then 1.',
        operands: 'NAME…',
        count: [1, Infinity],
        examples: [
            {
                does: 'Show what the image sets in the environment',
                command: "layer-build inspect --format '{{json .Config.Env}}' app:1",
            },
        ],
        flags: {
            format: FORMAT,
            type: {
                flag: '--type',
                takes: (0,options_option/* one */.xH)('TYPE', (0,plain_values/* choice */.Yq)(['image', 'container'])),
                help: 'image or container',
                otherwise: 'a container if there is one with the name',
            },
        },
        run: (call, cli) => inspect(call, call.flags.type, cli),
    }),
    ofOne('image'),
    ofOne('container'),
];
function ofOne(kind) {
    return imageVerb({
        name: `${kind} inspect`,
        summary: `show what ${kind === 'image' ? 'an image' : 'a container'} is, as JSON`,
        operands: 'NAME…',
        count: [1, Infinity],
        examples: [
            {
                does: `Show the environment of ${kind === 'image' ? 'an image' : 'a container'}`,
                command: `layer-build ${kind} inspect --format '{{.Config.Env}}' ${kind === 'image' ? 'app:1' : 'web'}`,
            },
        ],
        flags: { format: FORMAT },
        run: (call, cli) => inspect(call, kind, cli),
    });
}
async function inspect({ operands, flags: { format }, withImages }, kind, cli) {
    const template = format === undefined || format === 'json' ? undefined : new go_template_template/* GoTemplate */.N(format);
    const documents = [];
    const errors = [];
    await withImages(async (images) => {
        for (const name of operands) {
            try {
                documents.push(await documentOf(images, name, kind));
            }
            catch (error) {
                cli.signal.throwIfAborted();
                errors.push(error);
            }
        }
    });
    if (template !== undefined) {
        for (const document of documents)
            (0,print/* print */.y)(`${shown(template.execute(document), cli.stdout.isTTY)}\n`, cli);
    }
    else if (format === 'json')
        (0,print/* print */.y)(documents.map((document) => `${(0,go_template_value/* goJson */.Pl)(document)}\n`).join(''), cli);
    else
        (0,print/* print */.y)(`${formattedJson(documents)}\n`, cli);
    for (const error of errors)
        (0,print_error/* printError */.y)(error, cli);
    return errors.length > 0 ? 1 : 0;
}
/** As docker, a container is found before an image with the same name. */
async function documentOf(images, name, kind) {
    const { containers } = images;
    const search = { image: () => undefined, container: () => containers.find(name), any: () => containers.lookUp(name) };
    const found = await search[kind ?? 'any']();
    if (found === undefined)
        return inspectDocument(await images.view(name));
    return containerDocument(found, containers.log(found.container.id));
}
/** An image is not trusted: on a terminal, its texts must not move the cursor. A script gets them as they are. */
function shown(text, onTerminal) {
    return onTerminal === true ? text.replace(/[^\P{Cc}\n\t]/gu, '·') : text;
}

;// CONCATENATED MODULE: ./lib/cli/images/list-verb.js






/** `images`, as docker lists them. */
const listVerb = imageVerb({
    name: 'images',
    aliases: ['image ls', 'image list'],
    summary: 'list the images of the local store',
    about: 'Lists the images of the local store, or those of a repository. SIZE is that of the files when unpacked.',
    operands: '[REPOSITORY[:TAG]]',
    count: [0, 1],
    examples: [
        {
            does: 'List what is large and has no name',
            command: "layer-build images --filter dangling=true --format 'table {{.ID}}\\t{{.Size}}'",
        },
        { does: 'List all tags of a repository', command: 'layer-build images app' },
    ],
    flags: {
        all: { flag: ['-a', '--all'], takes: options_option/* SWITCH */.Fo, help: 'no effect: there are no images between the steps of a build' },
        quiet: { flag: ['-q', '--quiet'], takes: options_option/* SWITCH */.Fo, help: 'ids alone' },
        noTrunc: { flag: '--no-trunc', takes: options_option/* SWITCH */.Fo, help: 'whole ids' },
        digests: { flag: '--digests', takes: options_option/* SWITCH */.Fo, help: 'also the digests by which registries know them' },
        filter: {
            ...FILTER,
            help: 'only what fits: dangling=true, label=KEY[=VALUE], reference=PATTERN, before=IMAGE, since=IMAGE, until=TIME',
        },
        format: format_flag/* FORMAT */.u,
    },
    run: async ({ operands: [repository], flags, withImages }, cli) => {
        const { quiet, noTrunc, digests, filter, format } = flags;
        const filters = repository === undefined ? filter : [...filter, { key: 'reference', value: repository }];
        const views = await withImages((images) => images.list(filters));
        const wantsDigests = digests || /\.Digest\b/.test(format ?? '');
        const form = {
            headings: IMAGE_HEADINGS,
            columns: ['Repository', 'Tag', ...(digests ? ['Digest'] : []), 'ID', 'CreatedSince', 'Size'],
        };
        const rows = views.flatMap((view) => imageRows(view, { noTrunc, digests: wantsDigests }));
        const text = quiet && format === undefined
            ? views
                .flatMap((view) => imageRows(view, { noTrunc, digests: false }).map(() => `${imageIdText(view, noTrunc)}\n`))
                .join('')
            : (0,row_format/* formatRows */.d)(form, rows, format);
        (0,print/* print */.y)(text, cli);
    },
});

;// CONCATENATED MODULE: ./lib/cli/images/login-verbs.js





/** Characters of a password: a token is some thousand. */
const MOST = 64 * 1024;
const LOGIN_FLAGS = {
    username: { flag: ['-u', '--username'], takes: (0,options_option/* one */.xH)('NAME', options_option/* asWritten */.qm), help: 'user name' },
    password: { flag: ['-p', '--password'], takes: (0,options_option/* one */.xH)('PASSWORD', options_option/* asWritten */.qm), help: 'password or token' },
    stdin: { flag: '--password-stdin', takes: options_option/* SWITCH */.Fo, help: 'read the password from standard input' },
};
const loginVerb = (0,command_verb/* defineVerb */.P)({
    name: 'login',
    summary: 'log in to a registry',
    about: "Logs in to a registry, by default Docker Hub, and keeps the login in Docker's config.json or its credential helper.",
    operands: '[REGISTRY]',
    count: [0, 1],
    examples: [
        {
            does: 'Log in without showing the password to other processes',
            command: 'echo "$TOKEN" | layer-build login --username me --password-stdin ghcr.io',
        },
    ],
    table: { own: { title: 'Flags', options: LOGIN_FLAGS }, host: table/* BUILD_TABLE */.g.host, general: table/* GENERAL */.z },
    run: async ({ values, operands: [text = ''] }, cli) => {
        const { username, password, stdin } = values.own;
        const host = (0,command_host/* hostOfCommand */.F)(values.host, cli);
        const logins = await cli.loadLogins();
        const registry = logins.registryName(text);
        if (password !== undefined && stdin)
            throw new errors/* UserError */.yo('--password and --password-stdin are one too many');
        if (stdin && username === undefined)
            throw new errors/* UserError */.yo('--password-stdin needs --username');
        if (password !== undefined) {
            cli.stderr.write('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
        }
        if (username === undefined && password === undefined) {
            const known = await logins.keptLogin(registry, host, cli.signal);
            if (known !== undefined) {
                cli.stdout.write(`Authenticating with existing credentials for ${known}...\nLogin Succeeded\n`);
                return 0;
            }
        }
        const login = {
            username: username ?? (await asked('Username: ', cli)),
            password: stdin ? await passwordIn(cli.stdin) : (password ?? (await asked('Password: ', cli, 'hidden'))),
        };
        if (login.username === '' || login.password === '')
            throw new errors/* UserError */.yo('a login needs a user name and a password');
        const { file, helper } = await logins.logIn(registry, login, host, cli.signal);
        if (helper === undefined) {
            cli.stderr.write(`WARNING! Your password is kept unencrypted in ${file}.\n` +
                'With a credential helper (credsStore in that file) it would not be.\n');
        }
        cli.stdout.write('Login Succeeded\n');
        return 0;
    },
});
const logoutVerb = (0,command_verb/* defineVerb */.P)({
    name: 'logout',
    summary: 'forget the login to a registry',
    operands: '[REGISTRY]',
    count: [0, 1],
    examples: [{ does: 'Forget the login to a registry', command: 'layer-build logout ghcr.io' }],
    table: { host: table/* BUILD_TABLE */.g.host, general: table/* GENERAL */.z },
    run: async ({ values, operands: [text = ''] }, cli) => {
        const logins = await cli.loadLogins();
        const registry = logins.registryName(text);
        const wasThere = await logins.logOut(registry, (0,command_host/* hostOfCommand */.F)(values.host, cli), cli.signal);
        cli.stdout.write(`${wasThere ? 'Removing login credentials for' : 'Not logged in to'} ${registry}\n`);
        return 0;
    },
});
async function asked(question, cli, hidden) {
    if (cli.ask !== undefined)
        return (await cli.ask(question, hidden)).trim();
    throw new errors/* UserError */.yo('there is no terminal to ask for a login', {
        hint: 'Give --username, and the password by --password-stdin.',
    });
}
/** Without the line break that `echo` adds. */
async function passwordIn(stdin) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stdin) {
        size += chunk.byteLength;
        if (size > MOST)
            throw new errors/* UserError */.yo(`a password has at most ${MOST} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks)
        .toString('utf8')
        .replace(/\r?\n$/, '');
}

// EXTERNAL MODULE: ./lib/text/point-in-time.js
var point_in_time = __webpack_require__(66123);
// EXTERNAL MODULE: ./lib/cli/cache/cache-access.js
var cache_access = __webpack_require__(77660);
// EXTERNAL MODULE: ./lib/cli/cache/cache-text.js
var cache_text = __webpack_require__(4549);
// EXTERNAL MODULE: ./lib/cli/command/confirm.js
var command_confirm = __webpack_require__(78344);
;// CONCATENATED MODULE: ./lib/cli/images/prune-verbs.js












const pruneVerb = imageVerb({
    name: 'prune',
    aliases: ['system prune'],
    summary: 'remove what no image and no step record needs',
    operands: '',
    count: [0, 0],
    examples: [{ does: 'Remove everything that no image needs', command: 'layer-build prune --all' }],
    flags: {
        all: {
            flag: ['-a', '--all'],
            takes: options_option/* SWITCH */.Fo,
            help: 'also the step cache, unpacked layers and cache mounts: the next build starts from nothing',
        },
        force: { flag: ['-f', '--force'], takes: options_option/* SWITCH */.Fo, help: 'no effect: nobody is asked' },
    },
    run: async ({ flags: { all }, withImages }, cli) => {
        const { images, blobs, bytes, unpacked } = await withImages((store) => store.prune(all));
        for (const digest of images)
            cli.stdout.write(`Deleted: ${digest}\n`);
        cli.stdout.write(`Removed ${blobs.length} blobs, ${(0,format/* formatBytes */.z3)(bytes)}\n`);
        if (unpacked === 'removed')
            cli.stdout.write('Removed the unpacked layers and the cache mounts\n');
        if (unpacked === 'in use')
            cli.stderr.write(cache_text/* UNPACKED_IN_USE */.UB);
    },
});
/** As `docker builder prune`; `cache prune` says more. */
const builderPruneVerb = (0,command_verb/* defineVerb */.P)({
    name: 'builder prune',
    summary: 'remove what is kept for later builds',
    about: 'Removes step records that no build uses any more, and their layers. Images stay.',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'Remove what no build has used for a week',
            command: 'layer-build builder prune --force --filter until=168h',
        },
    ],
    table: {
        own: {
            title: 'Flags',
            options: {
                all: { flag: ['-a', '--all'], takes: options_option/* SWITCH */.Fo, help: 'everything, also unpacked layers and cache mounts' },
                filter: { ...FILTER, flag: '--filter', help: 'until=TIME: what no build has used since then' },
                keep: { flag: '--keep-storage', takes: (0,options_option/* one */.xH)('SIZE', plain_values/* parseByteSize */.nS), help: 'bytes of blobs that may stay' },
                force: command_confirm/* FORCE_PRUNE */.D,
            },
        },
        host: table/* BUILD_TABLE */.g.host,
        general: table/* GENERAL */.z,
    },
    run: async ({ values: { own, host } }, cli) => {
        const { all, filter, keep, force } = own;
        const wrong = filter.find(({ key }) => key !== 'until');
        if (wrong !== undefined)
            throw new errors/* UserError */.yo(`there is no filter ${JSON.stringify(wrong.key)}`, { hint: 'There is until.' });
        const until = filter.at(-1)?.value;
        const olderThanMs = until === undefined ? undefined : Math.max(0, Date.now() - (0,point_in_time/* parsePointInTime */.k)(until));
        if (!force &&
            !(await (0,command_confirm/* confirmed */.q)(`This will remove ${all ? 'all build cache' : 'build cache that nothing uses'}.`, cli))) {
            return 0;
        }
        const result = await (0,cache_access/* withCaches */.ST)((0,command_host/* hostOfCommand */.F)(host, cli), cli, (caches) => caches.prune({
            all,
            keepImages: true,
            ...(olderThanMs !== undefined && { olderThanMs }),
            ...(keep !== undefined && { maxBytes: keep }),
        }));
        if (result.unpacked === 'in use')
            cli.stderr.write(cache_text/* UNPACKED_IN_USE */.UB);
        cli.stdout.write(`Total reclaimed space: ${(0,format/* shortBytes */.UD)(result.bytes, 4)}\n`);
        return 0;
    },
});

// EXTERNAL MODULE: ./lib/report/console/display-width.js
var display_width = __webpack_require__(47615);
;// CONCATENATED MODULE: ./lib/report/console/layer-board.js



/** Characters between the brackets of a bar, as docker draws it. */
const BAR = 50;
/** Milliseconds between two drawings. */
const DRAW_EVERY = 100;
/**
 * The layers of an image side by side, one line each, in docker's words. A terminal shows each layer's present state with a bar; elsewhere
 * every change of state is a line, without the bars.
 */
class LayerBoard {
    #output;
    #now;
    /** The word for bytes that move. */
    #moving;
    #lines = new Map();
    /** The lines of the drawing that is on the terminal now. */
    #drawn = 0;
    #drawnAt = Number.NEGATIVE_INFINITY;
    constructor(moving, output, now) {
        this.#moving = moving;
        this.#output = output;
        this.#now = now;
    }
    /** A line that stays, about the whole. */
    says(text) {
        this.finish();
        this.#output.write(`${text}\n`);
    }
    layer(id, state) {
        const key = (0,digest/* shortDigest */.VK)(id);
        const line = this.#line(key);
        if (line.state === state)
            return;
        line.state = state;
        line.progress = undefined;
        if (this.#output.size === undefined)
            this.#output.write(`${key}: ${state}\n`);
        else
            this.#draw(true);
    }
    /** @param id of the layer that an event of a blob is about; `undefined` if it is none */
    transfer(event, id) {
        if (this.#output.size === undefined || id === undefined || event.done >= event.total)
            return;
        const line = this.#line((0,digest/* shortDigest */.VK)(id));
        line.state = this.#moving;
        line.progress = { done: event.done, total: event.total };
        this.#draw(false);
    }
    /** Leaves the last states on the terminal. */
    finish() {
        if (this.#output.size !== undefined && this.#lines.size > 0)
            this.#draw(true);
        this.#lines.clear();
        this.#drawn = 0;
    }
    #line(key) {
        const known = this.#lines.get(key);
        if (known !== undefined)
            return known;
        const made = { state: '', progress: undefined };
        this.#lines.set(key, made);
        return made;
    }
    #draw(now) {
        const { size } = this.#output;
        if (size === undefined || (!now && this.#now() - this.#drawnAt < DRAW_EVERY))
            return;
        this.#drawnAt = this.#now();
        const { columns, rows } = size();
        // A drawing that is higher than the terminal could not be drawn over: its lower part is shown, which is what still moves.
        const shown = [...this.#lines].slice(-Math.max(1, rows - 1));
        const text = shown.map(([key, line]) => `\u001b[2K${(0,display_width/* cutToWidth */.G)(lineText(key, line), columns - 1)}\n`).join('');
        this.#output.write(`${this.#drawn > 0 ? `\u001b[${this.#drawn}A` : ''}${text}`);
        this.#drawn = shown.length;
    }
}
function lineText(key, { state, progress }) {
    if (progress === undefined)
        return `${key}: ${state}`;
    const { done, total } = progress;
    const filled = Math.min(BAR, Math.floor((done / total) * BAR));
    const bar = `${'='.repeat(filled)}>${' '.repeat(BAR - filled)}`.slice(0, BAR);
    return `${key}: ${state} [${bar}]  ${(0,format/* shortBytes */.UD)(done, 4)}/${(0,format/* shortBytes */.UD)(total, 4)}`;
}

;// CONCATENATED MODULE: ./lib/cli/images/board.js


/** @param quiet shows nothing but warnings */
function openBoard(moving, cli, quiet) {
    const { stdout } = cli;
    const size = (0,progress/* canDrawOn */.MU)(stdout, cli) ? () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }) : undefined;
    const board = new LayerBoard(moving, { write: (text) => (quiet ? undefined : stdout.write(text)), size }, cli.now);
    const others = (0,progress/* openProgress */.mp)('plain', cli.stderr, cli);
    const open = {
        names: undefined,
        watch: { says: (line) => board.says(line), layer: (id, state) => board.layer(id, state) },
        sink: (event) => {
            if (event.type !== 'transfer') {
                others.sink(event);
                return;
            }
            const id = open.names === undefined ? event.digest : open.names.get(event.digest);
            board.transfer(event, id);
            if (moving === 'Pushing' && id !== undefined && event.done >= event.total)
                board.layer(id, pushedState(event.skipped));
        },
        close: () => {
            board.finish();
            others.close();
        },
    };
    return open;
}
function pushedState(skipped) {
    if (skipped === undefined)
        return 'Pushed';
    return skipped.startsWith('mounted') ? skipped.replace('mounted', 'Mounted') : 'Layer already exists';
}

;// CONCATENATED MODULE: ./lib/cli/images/pull-verb.js





const pullVerb = imageVerb({
    name: 'pull',
    aliases: ['image pull'],
    summary: 'fetch an image from its registry',
    operands: 'IMAGE',
    count: [1, 1],
    examples: [
        { does: 'Fetch an image for another platform', command: 'layer-build pull --platform linux/arm64 alpine:3.20' },
    ],
    flags: {
        platform: {
            flag: '--platform',
            takes: (0,options_option/* one */.xH)('PLATFORM', options_option/* asWritten */.qm),
            help: 'platform to pull, e.g. linux/arm64',
            otherwise: 'the one of this machine',
        },
        allTags: { flag: ['-a', '--all-tags'], takes: options_option/* SWITCH */.Fo, help: 'every tag of the repository' },
        quiet: { flag: ['-q', '--quiet'], takes: options_option/* SWITCH */.Fo, help: 'only the full name at the end' },
    },
    run: async ({ operands: [text = ''], flags: { platform, allTags, quiet }, withImages }, cli) => {
        const asked = (0,oci_reference/* parseReference */.F2)(text);
        const isBare = asked.tag === undefined && asked.digest === undefined;
        if (allTags && !isBare)
            throw new errors/* UserError */.yo('--all-tags takes a name without a tag or digest');
        if (isBare && !allTags && !quiet)
            cli.stdout.write('Using default tag: latest\n');
        const board = openBoard('Downloading', cli, quiet);
        const pull = async (images) => {
            const { registry, repository } = asked;
            const names = allTags
                ? (await images.remoteTags(asked)).map((tag) => ({ registry, repository, tag }))
                : [(0,oci_reference/* withDefaultTag */._t)(asked)];
            if (names.length === 0)
                throw new errors/* UserError */.yo(`${text} has no tags`);
            for (const name of names)
                await pullOne(images, name, platform, board.watch);
        };
        try {
            await withImages(pull, board.sink);
        }
        finally {
            board.close();
        }
        cli.stdout.write(`${(0,oci_reference/* formatReference */.FH)(allTags ? asked : (0,oci_reference/* withDefaultTag */._t)(asked))}\n`);
    },
});
async function pullOne(images, name, platform, watch) {
    const { digest, isNew } = await images.pull(name, platform, watch);
    watch.says(`Digest: ${digest}`);
    const what = isNew ? 'Downloaded newer image for' : 'Image is up to date for';
    watch.says(`Status: ${what} ${(0,oci_reference/* familiarName */.hG)(name)}`);
}

;// CONCATENATED MODULE: ./lib/cli/images/push-verb.js






const pushVerb = imageVerb({
    name: 'push',
    aliases: ['image push'],
    summary: 'push an image to the registry in its name',
    operands: 'IMAGE',
    count: [1, 1],
    examples: [{ does: 'Push every tag of a repository', command: 'layer-build push --all-tags ghcr.io/me/app' }],
    flags: {
        allTags: { flag: ['-a', '--all-tags'], takes: options_option/* SWITCH */.Fo, help: 'every tag of the repository' },
        quiet: { flag: ['-q', '--quiet'], takes: options_option/* SWITCH */.Fo, help: 'only the full name at the end' },
    },
    run: async ({ operands: [text = ''], flags: { allTags, quiet }, withImages }, cli) => {
        const asked = (0,oci_reference/* parseReference */.F2)(text);
        if (asked.digest !== undefined)
            throw new errors/* UserError */.yo('an image is pushed by its tag, not by a digest');
        if (allTags && asked.tag !== undefined)
            throw new errors/* UserError */.yo('--all-tags takes a name without a tag');
        if (asked.tag === undefined && !allTags && !quiet)
            cli.stdout.write('Using default tag: latest\n');
        const board = openBoard('Pushing', cli, quiet);
        try {
            await withImages(async (images) => {
                const single = (0,oci_reference/* withDefaultTag */._t)(asked);
                const names = allTags ? await images.tagsOf(asked) : (0,oci_reference/* isTagged */.$J)(single) ? [single] : [];
                if (names.length === 0)
                    throw new errors/* UserError */.yo(`there is no image with a tag of ${text}`);
                board.watch.says(`The push refers to repository [${asked.registry}/${asked.repository}]`);
                for (const name of names) {
                    board.names = new Map([...(await images.layersToPush(name))].map(([blob, diffId]) => [blob, (0,identity/* digestOfDiffId */.K3)(diffId)]));
                    for (const id of board.names.values())
                        board.watch.layer(id, 'Preparing');
                    const { digest, size } = await images.push(name);
                    board.watch.says(`${name.tag}: digest: ${digest} size: ${size}`);
                }
            }, board.sink);
        }
        finally {
            board.close();
        }
        if (quiet)
            cli.stdout.write(`${(0,oci_reference/* formatReference */.FH)(allTags ? asked : (0,oci_reference/* withDefaultTag */._t)(asked))}\n`);
    },
});

;// CONCATENATED MODULE: ./lib/cli/images/remove-verbs.js






const removeVerb = imageVerb({
    name: 'rmi',
    aliases: ['image rm', 'image remove'],
    summary: 'remove images, or names of them',
    about: 'Removes names, and an image with its last name. What cannot be removed does not keep the others from being removed; the exit code is then 1.',
    operands: 'IMAGE…',
    count: [1, Infinity],
    examples: [
        { does: 'Remove two names, and each image whose last name it is', command: 'layer-build rmi app:1 app:2' },
    ],
    flags: {
        force: { flag: ['-f', '--force'], takes: options_option/* SWITCH */.Fo, help: 'also by an id that has names in several repositories' },
        noPrune: { flag: '--no-prune', takes: options_option/* SWITCH */.Fo, help: 'keep the layers on the disk until the next prune' },
    },
    run: ({ operands, flags: { force, noPrune }, withImages }, cli) => withImages(async (images) => {
        const removal = await images.removal();
        let code = 0;
        for (const operand of new Set(operands)) {
            try {
                const times = operands.filter((other) => other === operand).length;
                cli.stdout.write(removedText(await removal.remove(operand, { force, times }), ['Untagged', 'Deleted']));
            }
            catch (error) {
                cli.signal.throwIfAborted();
                if (!force || !removal.isMissing(error))
                    code = 1;
                (0,print_error/* printError */.y)(error, cli);
            }
        }
        if (!noPrune)
            await removal.collect(cli.signal);
        return code;
    }),
});
const imagePruneVerb = imageVerb({
    name: 'image prune',
    summary: 'remove images without a name',
    operands: '',
    count: [0, 0],
    examples: [
        { does: 'Remove what nobody has named for a day', command: 'layer-build image prune --force --filter until=24h' },
    ],
    flags: {
        all: { flag: ['-a', '--all'], takes: options_option/* SWITCH */.Fo, help: 'all images that no container uses' },
        filter: {
            ...FILTER,
            flag: '--filter',
            help: 'only what fits: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE], dangling=false (as --all)',
        },
        force: command_confirm/* FORCE_PRUNE */.D,
    },
    run: async ({ flags: { all, filter, force }, withImages }, cli) => {
        const what = all ? 'all images without at least one container associated to them' : 'all dangling images';
        if (!force && !(await (0,command_confirm/* confirmed */.q)(`This will remove ${what}.`, cli)))
            return;
        const removed = await withImages((images) => images.pruneImages(all, filter.map(labelFilter)));
        if (removed.length > 0)
            cli.stdout.write('Deleted Images:\n');
        for (const one of removed)
            cli.stdout.write(removedText(one, ['untagged', 'deleted']));
        if (removed.length > 0)
            cli.stdout.write('\n');
        const size = removed.reduce((sum, one) => sum + one.size, 0);
        cli.stdout.write(`Total reclaimed space: ${(0,format/* shortBytes */.UD)(size, 4)}\n`);
    },
});
/** `label!=x` is read as the key `label!`, unless somebody writes blanks. */
function labelFilter({ key, value }) {
    return { key: key.replace(/\s+!$/, '!'), value };
}
/** @param words docker begins them with a capital after `rmi`, and not after `prune` */
function removedText({ untagged, deleted }, words) {
    const names = untagged.map((reference) => `${words[0]}: ${referenceText(reference)}\n`);
    return [...names, ...deleted.map((id) => `${words[1]}: ${id}\n`)].join('');
}
function referenceText(reference) {
    return (0,oci_reference/* isTagged */.$J)(reference) ? (0,oci_reference/* familiarName */.hG)(reference) : `${(0,oci_reference/* familiarRepository */.Yu)(reference)}@${reference.digest}`;
}

// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
;// CONCATENATED MODULE: ./lib/cli/images/search-verb.js







const search_verb_HEADINGS = {
    Description: 'DESCRIPTION',
    IsAutomated: 'AUTOMATED',
    IsOfficial: 'OFFICIAL',
    Name: 'NAME',
    StarCount: 'STARS',
};
const COLUMNS = ['Name', 'Description', 'StarCount', 'IsOfficial', 'IsAutomated'];
/** Characters of a description without `--no-trunc`. */
const search_verb_SHOWN = 45;
const search_verb_MOST = 100;
const searchVerb = imageVerb({
    name: 'search',
    summary: 'look for images on Docker Hub, or in the catalogue of a registry',
    about: 'Looks for images on Docker Hub. With REGISTRY/ before the term, in the catalogue of that registry; registries that many people share show none.',
    operands: '[REGISTRY/]TERM',
    count: [1, 1],
    examples: [
        { does: 'Look for an official image', command: 'layer-build search --filter is-official=true node' },
        { does: 'Look in the catalogue of a registry', command: 'layer-build search localhost:5000/app' },
    ],
    flags: {
        filter: { ...FILTER, help: 'only what fits: is-official=true, is-automated=true, stars=NUMBER' },
        format: format_flag/* FORMAT */.u,
        limit: { flag: '--limit', takes: (0,options_option/* one */.xH)('NUMBER', readLimit, '25'), help: `the most that are shown, up to ${search_verb_MOST}` },
        noTrunc: { flag: '--no-trunc', takes: options_option/* SWITCH */.Fo, help: 'whole descriptions' },
    },
    run: async ({ operands: [term = ''], flags: { filter, format, limit, noTrunc }, withImages }, cli) => {
        const tests = filter.map(readTest);
        const found = await withImages((images) => images.search(term, limit));
        const rows = found
            .filter((one) => tests.every((test) => test(one)))
            .toSorted((left, right) => right.stars - left.stars)
            .map(({ name, description, stars, isOfficial, isAutomated }) => ({
            Description: shortened(description, noTrunc),
            IsAutomated: isAutomated ? '[OK]' : '',
            IsOfficial: isOfficial ? '[OK]' : '',
            Name: name,
            StarCount: String(stars),
        }));
        (0,print/* print */.y)((0,row_format/* formatRows */.d)({ headings: search_verb_HEADINGS, columns: COLUMNS }, rows, format), cli);
    },
});
function readTest({ key, value }) {
    if (key === 'stars' && /^\d+$/.test(value))
        return ({ stars }) => stars >= Number(value);
    const wanted = (0,go_boolean/* goBoolean */.x)(value);
    if (key === 'is-official' && wanted !== undefined)
        return ({ isOfficial }) => isOfficial === wanted;
    if (key === 'is-automated' && wanted !== undefined)
        return ({ isAutomated }) => isAutomated === wanted;
    throw new errors/* UserError */.yo(`${JSON.stringify(`${key}=${value}`)} is no filter`, {
        hint: 'There is is-official=true, is-automated=true and stars=NUMBER.',
    });
}
function readLimit(where, text) {
    const limit = Number(text);
    if (/^\d+$/.test(text) && limit >= 1 && limit <= search_verb_MOST)
        return limit;
    throw new errors/* UserError */.yo(`${where} is a number from 1 to ${search_verb_MOST}, not ${JSON.stringify(text)}`);
}
function shortened(description, whole) {
    const line = description.replace(/[\r\n]+/g, ' ');
    const characters = [...line];
    return whole || characters.length <= search_verb_SHOWN ? line : `${characters.slice(0, search_verb_SHOWN - 1).join('')}…`;
}

;// CONCATENATED MODULE: ./lib/cli/images/system-verbs.js









const system_verbs_HEADINGS = { Active: 'ACTIVE', Reclaimable: 'RECLAIMABLE', Size: 'SIZE', TotalCount: 'TOTAL', Type: 'TYPE' };
const system_verbs_COLUMNS = ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'];
const diskUsageVerb = imageVerb({
    name: 'system df',
    summary: 'show what takes how much room',
    about: 'Shows how much room images, build cache and cache mounts take. Layers that several images share count once. Images count unpacked, the cache as it is on the disk.',
    operands: '',
    count: [0, 0],
    examples: [{ does: 'Show what images share', command: 'layer-build system df --verbose' }],
    flags: {
        verbose: {
            flag: ['-v', '--verbose'],
            takes: options_option/* SWITCH */.Fo,
            help: 'each image, layer and cache mount, and what they share',
        },
        format: format_flag/* FORMAT */.u,
    },
    run: async ({ flags: { verbose, format }, withImages }, cli) => {
        const usage = await withImages((images) => images.diskUsage());
        if (verbose && format === undefined)
            cli.stdout.write(detailedText(usage));
        else
            cli.stdout.write((0,row_format/* formatRows */.d)({ headings: system_verbs_HEADINGS, columns: system_verbs_COLUMNS }, totalRows(usage), format));
    },
});
const checkVerb = imageVerb({
    name: 'system check',
    summary: 'check the images of the local store for faults',
    about: 'Reads every blob of every image, and compares it with its digest. Exit code 1: something is wrong, and was not mended.',
    operands: '',
    count: [0, 0],
    examples: [{ does: 'Check all images, and mend what can be mended', command: 'layer-build system check --repair' }],
    flags: {
        repair: {
            flag: '--repair',
            takes: options_option/* SWITCH */.Fo,
            help: 'fetch what is missing from the registries in the names of the images, and remove what cannot be mended',
        },
    },
    run: async ({ flags: { repair }, withImages }, cli) => {
        const faults = await withImages((images) => images.check(repair));
        for (const { where, problem, mended } of faults) {
            cli.stdout.write(`${where}: ${problem}${mended === undefined ? '' : ` (${mended})`}\n`);
        }
        const left = faults.filter(({ mended }) => mended === undefined).length;
        cli.stdout.write(faults.length === 0 ? 'Nothing is wrong.\n' : `${faults.length} faults, ${left} left\n`);
        return left > 0 ? 1 : 0;
    },
});
function totalRows({ images, buildCache, cacheMounts }) {
    return [totalRow('Images', images), totalRow('Build Cache', buildCache), totalRow('Cache Mounts', cacheMounts)];
}
function totalRow(type, { count, active, size, reclaimable }) {
    const share = size === 0 ? '' : ` (${Math.floor((reclaimable / size) * 100)}%)`;
    return {
        Active: String(active),
        Reclaimable: (0,format/* shortBytes */.UD)(reclaimable, 4) + share,
        Size: (0,format/* shortBytes */.UD)(size, 4),
        TotalCount: String(count),
        Type: type,
    };
}
function detailedText({ imageRows: rows, records, mounts }) {
    const images = rows.flatMap(({ view, shared, unique, containers }) => {
        const more = { SharedSize: (0,format/* shortBytes */.UD)(shared), UniqueSize: (0,format/* shortBytes */.UD)(unique), Containers: String(containers) };
        return imageRows(view, { noTrunc: false, digests: false, more });
    });
    const columns = [
        'Repository',
        'Tag',
        'ID',
        'CreatedSince',
        'Size',
        'SharedSize',
        'UniqueSize',
        'Containers',
    ];
    const layers = records.map(({ surveyed: { record, hits, lastUsed }, size, shared }) => [
        (0,digest/* shortDigest */.VK)(record.key),
        record.instruction.length > 45 ? `${record.instruction.slice(0, 44)}…` : record.instruction,
        (0,format/* shortBytes */.UD)(size),
        (0,age/* age */.K)(record.created),
        (0,age/* age */.K)(new Date(lastUsed).toISOString()),
        String(hits),
        String(shared),
    ]);
    const kept = mounts.map(({ id, key, bytes, lastUsed }) => [
        id === '' ? key.slice(0, 12) : id,
        bytes === undefined ? 'N/A' : (0,format/* shortBytes */.UD)(bytes),
        (0,age/* age */.K)(new Date(lastUsed).toISOString()),
    ]);
    return [
        'Images space usage:\n\n',
        (0,row_format/* formatRows */.d)({ headings: IMAGE_HEADINGS, columns }, images),
        '\nBuild cache usage:\n\n',
        (0,docker_table/* dockerTable */.T)([['CACHE ID', 'INSTRUCTION', 'SIZE', 'CREATED', 'LAST USED', 'USAGE', 'SHARED'], ...layers]),
        '\nCache mounts usage:\n\n',
        (0,docker_table/* dockerTable */.T)([['CACHE MOUNT', 'SIZE', 'LAST USED'], ...kept]),
    ].join('');
}

;// CONCATENATED MODULE: ./lib/cli/images/tag-verb.js

const tagVerb = imageVerb({
    name: 'tag',
    aliases: ['image tag'],
    summary: 'give an image another name',
    operands: 'IMAGE NAME',
    count: [2, 2],
    examples: [{ does: 'Name an image for a registry', command: 'layer-build tag app:1 ghcr.io/me/app:1' }],
    flags: {},
    run: async ({ operands: [image = '', name = ''], withImages }) => {
        await withImages((images) => images.tag(image, name));
        return 0;
    },
});

;// CONCATENATED MODULE: ./lib/cli/images/image-verbs.js













/** The verbs on the images of the local store, and on the registries that they come from. */
const imageVerbs = [
    listVerb,
    historyVerb,
    ...inspectVerbs,
    diffVerb,
    tagVerb,
    removeVerb,
    imagePruneVerb,
    saveVerb,
    loadVerb,
    importVerb,
    pullVerb,
    pushVerb,
    searchVerb,
    loginVerb,
    logoutVerb,
    pruneVerb,
    builderPruneVerb,
    diskUsageVerb,
    checkVerb,
];


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
