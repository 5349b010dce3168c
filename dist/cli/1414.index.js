export const id = 1414;
export const ids = [1414];
export const modules = {

/***/ 77660:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ST: () => (/* binding */ withCaches),
/* harmony export */   hK: () => (/* binding */ FROM),
/* harmony export */   nT: () => (/* binding */ withCache)
/* harmony export */ });
/* harmony import */ var _app_options_values_cache_spec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99380);
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

/***/ 67748:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ CONTAINER_HEADINGS),
/* harmony export */   a: () => (/* binding */ containerRow)
/* harmony export */ });
/* harmony import */ var _go_template_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36459);
/* harmony import */ var _report_console_display_width_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47615);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23808);
/* harmony import */ var _command_age_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34783);




/** The fields of docker's `ps --format`, with their headings. */
const CONTAINER_HEADINGS = {
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    ID: 'CONTAINER ID',
    Image: 'IMAGE',
    Labels: 'LABELS',
    LocalVolumes: 'LOCAL VOLUMES',
    Mounts: 'MOUNTS',
    Names: 'NAMES',
    Networks: 'NETWORKS',
    Ports: 'PORTS',
    RunningFor: 'CREATED',
    Size: 'SIZE',
    State: 'STATE',
    Status: 'STATUS',
};
/** Columns of a command and of the path of a mount, without `--no-trunc`. */
const COMMAND = 20;
const MOUNT = 15;
/** A container as `ps` shows it. @param size absent: docker shows none then, unless it is asked for */
function containerRow({ container, state }, whole, size) {
    const { id, image, imageId, name, process, created, labels, mounts, settings } = container;
    const [program = '', ...args] = [...process.entrypoint, ...process.cmd];
    const command = [program, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ');
    const sources = mounts.flatMap((mount) => (mount.type === 'host' ? [mount.source] : []));
    return {
        Command: (0,_go_template_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .goQuoted */ .N)(whole ? command : cut(command, COMMAND)),
        CreatedAt: (0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .goTime */ .u)(created),
        ID: whole ? id : id.slice(0, 12),
        Image: image === imageId && !whole ? imageId.slice(7, 19) : image,
        Labels: Object.entries(labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(','),
        LocalVolumes: '0',
        Mounts: sources.map((source) => (whole ? source : cut(source, MOUNT))).join(','),
        Names: name,
        Networks: settings.network,
        Ports: '',
        RunningFor: (0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .age */ .K)(created),
        Size: size === undefined ? '0B' : `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .shortBytes */ .UD)(size.written)} (virtual ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .shortBytes */ .UD)(size.all)})`,
        State: state.status,
        Status: statusOf(state),
    };
}
function statusOf(state) {
    switch (state.status) {
        case 'created':
            return 'Created';
        case 'running':
            return `Up ${(0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .age */ .K)(state.started).replace(/ ago$/, '')}`;
        case 'exited':
            return `Exited (${state.exitCode}) ${(0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .age */ .K)(state.finished)}`;
    }
}
function cut(text, columns) {
    if ([...text].reduce((sum, character) => sum + widthOf(character), 0) <= columns)
        return text;
    const kept = [];
    let width = 1;
    for (const character of text) {
        width += widthOf(character);
        if (width > columns)
            break;
        kept.push(character);
    }
    return `${kept.join('')}…`;
}
/** Docker counts a control character as one column: it is shown by an escape, which nobody counts. */
function widthOf(character) {
    return character <= '\u007f' ? 1 : (0,_report_console_display_width_js__WEBPACK_IMPORTED_MODULE_3__/* .displayWidth */ .F)(character);
}


/***/ }),

/***/ 57156:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ containerFilter),
/* harmony export */   m: () => (/* binding */ FILTER_FLAG)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_point_in_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66123);



const FILTER_FLAG = {
    flag: '--filter',
    takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('KEY=VALUE', (_where, texts) => texts),
    help: 'only those that fit, e.g. status=exited or name=web',
};
const ALL = ['id', 'name', 'status', 'exited', 'ancestor', 'label', 'before', 'since'];
/**
 * As docker filters containers: of the values of one key any must fit, but of `label` all, and each key has to.
 *
 * @param all the containers that `before` and `since` may name
 * @param imagesNamed the images that have a name, for `ancestor`
 * @throws UserError for a filter that there is not
 */
function containerFilter(texts, all, imagesNamed = () => new Set(), keys = ALL) {
    const byKey = new Map();
    for (const text of texts) {
        const equals = text.indexOf('=');
        const negated = text[equals - 1] === '!';
        const key = text.slice(0, Math.max(0, equals));
        if (!keys.includes(key)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`there is no filter ${JSON.stringify(key)}`, { hint: `There is ${keys.join(', ')}.` });
        }
        const test = testOf(negated ? key.slice(0, -1) : key, text.slice(equals + 1), { all, imagesNamed });
        byKey.set(key, [...(byKey.get(key) ?? []), negated ? (known) => !test(known) : test]);
    }
    return (known) => [...byKey].every(([key, tests]) => key.startsWith('label') ? tests.every((test) => test(known)) : tests.some((test) => test(known)));
}
function testOf(key, value, { all, imagesNamed }) {
    const created = ({ container }) => Date.parse(container.created);
    const other = () => {
        const found = all.find(({ container }) => container.name === value || container.id.startsWith(value));
        if (found === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`no such container: ${value}`);
        return created(found);
    };
    switch (key) {
        case 'id':
            return ({ container }) => container.id.startsWith(value);
        case 'name':
            return nameTest(value.replace(/^\//, ''));
        case 'status':
            return ({ state }) => state.status === value;
        case 'exited':
            return ({ state }) => state.status === 'exited' && state.exitCode === Number(value);
        case 'ancestor': {
            const named = imagesNamed(value);
            return ({ container }) => container.image === value || named.has(container.imageId) || isId(container.imageId, value);
        }
        case 'label': {
            const equals = value.indexOf('=');
            const name = equals < 0 ? value : value.slice(0, equals);
            return ({ container: { labels } }) => Object.hasOwn(labels, name) && (equals < 0 || labels[name] === value.slice(equals + 1));
        }
        case 'until': {
            const limit = (0,_text_point_in_time_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePointInTime */ .k)(value);
            return (known) => created(known) < limit;
        }
        default: {
            const limit = other();
            return key === 'before' ? (known) => created(known) < limit : (known) => created(known) > limit;
        }
    }
}
/** A part of the name, or an expression for it: `^web$`. */
function nameTest(value) {
    let expression;
    try {
        expression = new RegExp(value, 'u');
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`the filter name=${value} is no regular expression`, { cause: error });
    }
    return ({ container }) => expression.test(container.name);
}
function isId(imageId, value) {
    return (/^[0-9a-f]{4,}$/.test(value.replace('sha256:', '')) && imageId.startsWith(`sha256:${value.replace('sha256:', '')}`));
}


/***/ }),

/***/ 78228:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ pruneContainers)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _filters_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57156);


/**
 * Removes the containers that do not run and fit the filters. As docker does, it leaves one that was started or removed meanwhile, or that
 * another process uses, and goes on.
 *
 * @throws UserError for a filter that there is not; InfraError if the worker is needed and cannot be started
 */
async function pruneContainers(containers, filters, cli) {
    const all = await containers.store.list();
    const fits = (0,_filters_js__WEBPACK_IMPORTED_MODULE_1__/* .containerFilter */ .e)(filters, all, undefined, ['until', 'label', 'label!']);
    const removed = [];
    let bytes = 0;
    for (const { container } of all.filter((known) => known.state.status !== 'running' && fits(known))) {
        const { id, name } = container;
        // Those before it may have taken long.
        const known = await containers.store.read(id);
        if (known === undefined || known.state.status === 'running')
            continue;
        try {
            bytes += await containers.remove(known);
            removed.push(id);
        }
        catch (error) {
            cli.signal.throwIfAborted();
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
                throw error;
            cli.stderr.write(`WARNING: container ${name} is not removed: ${error.message}\n`);
        }
    }
    return { text: removed.length === 0 ? '' : `Deleted Containers:\n${removed.join('\n')}\n\n`, bytes };
}


/***/ }),

/***/ 81414:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  systemVerbs: () => (/* binding */ systemVerbs)
});

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/format.js
var text_format = __webpack_require__(23808);
// EXTERNAL MODULE: ./lib/cli/cache/cache-access.js
var cache_access = __webpack_require__(77660);
// EXTERNAL MODULE: ./lib/cli/command/confirm.js
var command_confirm = __webpack_require__(78344);
// EXTERNAL MODULE: ./lib/cli/command/host.js
var command_host = __webpack_require__(10664);
// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
// EXTERNAL MODULE: ./lib/cli/images/image-verb.js
var image_verb = __webpack_require__(78992);
// EXTERNAL MODULE: ./lib/text/point-in-time.js
var point_in_time = __webpack_require__(66123);
// EXTERNAL MODULE: ./lib/cli/cache/cache-text.js
var cache_text = __webpack_require__(4549);
;// CONCATENATED MODULE: ./lib/cli/system/prune-build-cache.js


/**
 * Removes what is kept for later builds. Images stay.
 *
 * @param prune removes from a store that is open
 * @throws UserError for a text that is no time
 */
async function pruneBuildCache(prune, cli, { all, until, maxBytes }) {
    const olderThanMs = until === undefined ? undefined : Math.max(0, Date.now() - (0,point_in_time/* parsePointInTime */.k)(until));
    const { blobs, bytes, unpacked } = await prune({
        all,
        keepImages: true,
        ...(olderThanMs !== undefined && { olderThanMs }),
        ...(maxBytes !== undefined && { maxBytes }),
    });
    if (unpacked === 'in use')
        cli.stderr.write(cache_text/* UNPACKED_IN_USE */.UB);
    return { text: blobs.length === 0 ? '' : `Deleted build cache objects:\n${blobs.join('\n')}\n\n`, bytes };
}

;// CONCATENATED MODULE: ./lib/cli/system/builder-prune-verb.js











/** As `docker builder prune`; `cache prune` says more. */
const builderPruneVerb = (0,verb/* defineVerb */.P)({
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
                filter: { ...image_verb/* FILTER */.x1, flag: '--filter', help: 'until=TIME: what no build has used since then' },
                keep: { flag: '--keep-storage', takes: (0,options_option/* one */.xH)('SIZE', plain_values/* parseByteSize */.nS), help: 'bytes of blobs that may stay' },
                force: command_confirm/* FORCE_PRUNE */.D,
            },
        },
        host: table/* BUILD_TABLE */.gJ.host,
        general: table/* GENERAL */.zm,
    },
    run: async ({ values: { own, host } }, cli) => {
        const { all, filter, keep, force } = own;
        const wrong = filter.find(({ key }) => key !== 'until');
        if (wrong !== undefined)
            throw new errors/* UserError */.yo(`there is no filter ${JSON.stringify(wrong.key)}`, { hint: 'There is until.' });
        const question = `This will remove ${all ? 'all build cache' : 'build cache that nothing uses'}.`;
        if (!force && !(await (0,command_confirm/* confirmed */.q)(question, cli)))
            return 0;
        const { text, bytes } = await pruneBuildCache((options) => (0,cache_access/* withCaches */.ST)((0,command_host/* hostOfCommand */.F)(host, cli), cli, (caches) => caches.prune(options)), cli, {
            all,
            until: filter.at(-1)?.value,
            maxBytes: keep,
        });
        cli.stdout.write(`${text}Total reclaimed space: ${(0,text_format/* shortBytes */.UD)(bytes, 4)}\n`);
        return 0;
    },
});

;// CONCATENATED MODULE: ./lib/cli/system/check-verb.js


const checkVerb = (0,image_verb/* imageVerb */.Vh)({
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

// EXTERNAL MODULE: ./lib/cli/command/print.js
var print = __webpack_require__(65651);
// EXTERNAL MODULE: ./lib/cli/command/format-flag.js
var format_flag = __webpack_require__(31272);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/report/listing/docker-table.js
var docker_table = __webpack_require__(52680);
// EXTERNAL MODULE: ./lib/report/listing/row-format.js
var row_format = __webpack_require__(50809);
// EXTERNAL MODULE: ./lib/cli/command/age.js
var age = __webpack_require__(34783);
// EXTERNAL MODULE: ./lib/cli/containers/container-rows.js
var container_rows = __webpack_require__(67748);
// EXTERNAL MODULE: ./lib/cli/images/image-words.js
var image_words = __webpack_require__(30972);
;// CONCATENATED MODULE: ./lib/cli/system/disk-usage-text.js







const TOTAL_HEADINGS = {
    Active: 'ACTIVE',
    Reclaimable: 'RECLAIMABLE',
    Size: 'SIZE',
    TotalCount: 'TOTAL',
    Type: 'TYPE',
};
const TOTAL_COLUMNS = ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'];
const IMAGE_COLUMNS = [
    ...['Repository', 'Tag', 'ID', 'CreatedSince', 'VirtualSize', 'SharedSize', 'UniqueSize', 'Containers'],
];
const CONTAINER_COLUMNS = [
    ...['ID', 'Image', 'Command', 'LocalVolumes', 'Size', 'RunningFor', 'Status', 'Names'],
];
const CACHE_HEADINGS = {
    CacheType: 'CACHE TYPE',
    CreatedAt: 'CREATED AT',
    CreatedSince: 'CREATED',
    Description: 'DESCRIPTION',
    ID: 'CACHE ID',
    InUse: 'IN USE',
    LastUsedAt: 'LAST USED AT',
    LastUsedSince: 'LAST USED',
    Parent: 'PARENT',
    Shared: 'SHARED',
    Size: 'SIZE',
    UsageCount: 'USAGE',
};
/** Docker's, and the instruction behind them. */
const CACHE_COLUMNS = [
    ...['ID', 'CacheType', 'Size', 'CreatedSince', 'LastUsedSince', 'UsageCount', 'Shared', 'Description'],
];
const MOUNT_HEADINGS = { ID: 'CACHE MOUNT', LastUsedSince: 'LAST USED', Size: 'SIZE' };
const MOUNT_COLUMNS = ['ID', 'Size', 'LastUsedSince'];
/** Characters of an instruction in a table. */
const INSTRUCTION = 45;
const NO_VOLUMES = { count: 0, active: 0, size: 0, reclaimable: 0 };
/** A line for each kind of thing, in docker's order. Cache mounts, which docker does not count by themselves, come last if there are any. */
function usageTotals(usage, format) {
    const { images, containers, buildCache, cacheMounts } = usage;
    const rows = [
        totalRow('Images', images),
        totalRow('Containers', containerTotal(containers)),
        totalRow('Local Volumes', NO_VOLUMES),
        { ...totalRow('Build Cache', buildCache), Reclaimable: (0,text_format/* shortBytes */.UD)(buildCache.reclaimable, 4) },
        ...(cacheMounts.count === 0 ? [] : [totalRow('Cache Mounts', cacheMounts)]),
    ];
    return (0,row_format/* formatRows */.d)({ headings: TOTAL_HEADINGS, columns: TOTAL_COLUMNS }, rows, format);
}
function containerTotal(containers) {
    const sumOf = (some) => some.reduce((sum, { written }) => sum + (typeof written === 'number' ? written : 0), 0);
    const running = containers.filter(({ known }) => known.state.status === 'running');
    const size = sumOf(containers);
    return { count: containers.length, active: running.length, size, reclaimable: size - sumOf(running) };
}
function totalRow(type, { count, active, size, reclaimable }) {
    const share = size === 0 ? '' : ` (${Math.floor((reclaimable / size) * 100)}%)`;
    return {
        Active: String(active),
        Reclaimable: (0,text_format/* shortBytes */.UD)(reclaimable, 4) + share,
        Size: (0,text_format/* shortBytes */.UD)(size, 4),
        TotalCount: String(count),
        Type: type,
    };
}
/** Everything as docker lists it for people. */
function usageText(usage) {
    const { images, containers, cache, mounts } = rowsOf(usage, false);
    const mountTable = (0,row_format/* formatRows */.d)({ headings: MOUNT_HEADINGS, columns: MOUNT_COLUMNS }, mounts);
    return [
        'Images space usage:\n\n',
        (0,row_format/* formatRows */.d)({ headings: image_words/* IMAGE_HEADINGS */.wJ, columns: IMAGE_COLUMNS }, images),
        '\nContainers space usage:\n\n',
        (0,row_format/* formatRows */.d)({ headings: container_rows/* CONTAINER_HEADINGS */.W, columns: CONTAINER_COLUMNS }, containers),
        '\nLocal Volumes space usage:\n\n',
        (0,docker_table/* dockerTable */.T)([['VOLUME NAME', 'LINKS', 'SIZE']]),
        `\nBuild cache usage: ${(0,text_format/* shortBytes */.UD)(usage.buildCache.size, 4)}\n\n`,
        (0,row_format/* formatRows */.d)({ headings: CACHE_HEADINGS, columns: CACHE_COLUMNS }, cache),
        ...(mounts.length === 0 ? [] : ['\nCache mounts usage:\n\n', mountTable]),
    ].join('');
}
/** All lists at once, as a template gets them from docker. */
function usageLists(usage, format) {
    const { images, containers, cache, mounts } = rowsOf(usage, true);
    const lists = { Images: images, Containers: containers, Volumes: [], BuildCache: cache, CacheMounts: mounts };
    return (0,row_format/* formatLists */.F)(lists, format);
}
function rowsOf({ imageRows, containers, records, mounts }, whole) {
    return {
        images: imageRows.map(({ view, shared, unique, containers: count }) => ({
            ...(0,image_words/* firstRow */.rI)(view, whole),
            SharedSize: (0,text_format/* shortBytes */.UD)(shared, 4),
            UniqueSize: (0,text_format/* shortBytes */.UD)(unique, 4),
            Containers: String(count),
        })),
        containers: containers.map(({ known, written }) => ({
            ...(0,container_rows/* containerRow */.a)(known, whole),
            Size: typeof written === 'number' ? (0,text_format/* shortBytes */.UD)(written) : 'N/A',
        })),
        cache: records.map((record) => cacheRow(record, whole)),
        mounts: mounts.map(({ id, key, bytes, lastUsed }) => ({
            ID: id === '' ? key.slice(0, 12) : id,
            LastUsedSince: (0,age/* age */.K)(new Date(lastUsed).toISOString()),
            Size: bytes === undefined ? 'N/A' : (0,text_format/* shortBytes */.UD)(bytes),
        })),
    };
}
function cacheRow({ surveyed: { record, hits, lastUsed }, size, shared }, whole) {
    const used = new Date(lastUsed).toISOString();
    const { key, instruction, created } = record;
    return {
        CacheType: 'regular',
        CreatedAt: (0,age/* goTime */.u)(created),
        CreatedSince: (0,age/* age */.K)(created),
        Description: whole || instruction.length <= INSTRUCTION ? instruction : `${instruction.slice(0, INSTRUCTION - 1)}…`,
        ID: whole ? key : (0,digest/* shortDigest */.VK)(key),
        InUse: 'false',
        LastUsedAt: (0,age/* goTime */.u)(used),
        LastUsedSince: (0,age/* age */.K)(used),
        Parent: '',
        Shared: String(shared),
        Size: (0,text_format/* shortBytes */.UD)(size),
        UsageCount: String(hits),
    };
}

// EXTERNAL MODULE: ./lib/cli/containers/container-verb.js
var container_verb = __webpack_require__(7056);
;// CONCATENATED MODULE: ./lib/cli/system/with-store.js

async function withStore(host, cli, work) {
    const { LocalImages: images } = await cli.loadImages();
    return (0,container_verb/* withContainers */.r5)(host, cli, (containers) => work({ containers, images: images.over(containers.adapters, host, cli.signal) }));
}

;// CONCATENATED MODULE: ./lib/cli/system/disk-usage-verb.js






const diskUsageVerb = (0,image_verb/* imageVerb */.Vh)({
    name: 'system df',
    summary: 'show what takes how much room',
    about: 'Shows how much room images, containers, build cache and cache mounts take. Layers that several images share count once. Images and containers count unpacked, the cache as it is on the disk.',
    operands: '',
    count: [0, 0],
    examples: [{ does: 'Show what images share', command: 'layer-build system df --verbose' }],
    flags: {
        verbose: {
            flag: ['-v', '--verbose'],
            takes: options_option/* SWITCH */.Fo,
            help: 'each image, container, layer and cache mount, and what they share',
        },
        format: format_flag/* FORMAT */.u,
    },
    run: async ({ flags: { verbose, format }, host }, cli) => {
        const usage = await withStore(host, cli, async ({ containers, images }) => ({
            containers: await containers.usage(),
            ...(await images.diskUsage()),
        }));
        for (const { known, written } of usage.containers) {
            if (typeof written !== 'number')
                cli.stderr.write(`WARNING: what container ${known.container.name} wrote is not counted: ${written.message}\n`);
        }
        if (!verbose)
            (0,print/* print */.y)(usageTotals(usage, format), cli);
        else
            (0,print/* print */.y)(format === undefined || format === 'table' ? usageText(usage) : usageLists(usage, format), cli);
    },
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var platform = __webpack_require__(29587);
;// CONCATENATED MODULE: ./lib/app/host/machine.js



function thisMachine() {
    const { os, architecture } = (0,platform/* hostPlatform */.ol)(process.arch);
    return {
        ...{ name: (0,external_node_os_.hostname)(), machine: (0,external_node_os_.machine)(), os, architecture, kernel: (0,external_node_os_.release)(), system: systemName() },
        ...{ processors: (0,external_node_os_.availableParallelism)(), memory: (0,external_node_os_.totalmem)() },
    };
}
/** See os-release(5). */
function systemName() {
    try {
        return /^PRETTY_NAME="?(.*?)"?$/m.exec((0,external_node_fs_.readFileSync)('/etc/os-release', 'utf8'))?.[1] ?? '';
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: ./lib/go-template/value.js
var value = __webpack_require__(74490);
// EXTERNAL MODULE: ./lib/go-template/template.js + 5 modules
var template = __webpack_require__(58033);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
// EXTERNAL MODULE: ./lib/cli/containers/container-document.js + 1 modules
var container_document = __webpack_require__(63056);
;// CONCATENATED MODULE: ./lib/cli/system/machine-verbs.js











const FORMAT = {
    flag: ['-f', '--format'],
    takes: (0,options_option/* one */.xH)('TEMPLATE', options_option/* asWritten */.qm),
    help: "a Go template as docker takes it: '{{.ServerVersion}}', or json",
};
const versionVerb = (0,verb/* defineVerb */.P)({
    name: 'version',
    summary: 'print the version',
    about: 'Prints the version. For a template it is that of Client; there is no Server, since there is no daemon.',
    operands: '',
    count: [0, 0],
    examples: [{ does: 'The number alone', command: "layer-build version --format '{{.Client.Version}}'" }],
    table: { own: { title: 'Flags', options: { format: FORMAT } }, general: table/* GENERAL */.zm },
    run: ({ values: { own } }, cli) => {
        const { os, architecture } = thisMachine();
        const document = { Client: { Version: version/* VERSION */.x, Os: os, Arch: architecture, Context: 'default' }, Server: null };
        cli.stdout.write(own.format === undefined ? `layer-build ${version/* VERSION */.x}\n` : formatted(document, own.format));
        return Promise.resolve(0);
    },
});
/** As `docker info`, as far as there is something to say without a daemon. */
const infoVerb = (0,verb/* defineVerb */.P)({
    name: 'info',
    aliases: ['system info'],
    summary: 'show what is kept here, and what containers run on',
    operands: '',
    count: [0, 0],
    examples: [{ does: 'How many containers run', command: "layer-build info --format '{{.ContainersRunning}}'" }],
    table: { own: { title: 'Flags', options: { format: FORMAT } }, host: table/* BUILD_TABLE */.gJ.host, general: table/* GENERAL */.zm },
    run: async ({ values: { own, host: given } }, cli) => {
        const host = (0,command_host/* hostOfCommand */.F)(given, cli);
        const containers = await (0,container_verb/* withContainers */.r5)(host, cli, ({ store }) => store.list());
        const images = await (0,image_verb/* withImages */.nS)(host, cli, (store) => store.list([]));
        const running = containers.filter(({ state }) => state.status === 'running').length;
        const machine = thisMachine();
        const document = {
            Containers: containers.length,
            ContainersRunning: running,
            ContainersPaused: 0,
            ContainersStopped: containers.length - running,
            Images: images.length,
            Driver: (0,container_document/* driverName */.i)(host.storageDriver),
            LoggingDriver: 'json-file',
            KernelVersion: machine.kernel,
            OperatingSystem: machine.system,
            OSType: machine.os,
            Architecture: machine.machine,
            NCPU: machine.processors,
            MemTotal: machine.memory,
            DockerRootDir: host.root,
            Name: machine.name,
            ServerVersion: version/* VERSION */.x,
            RegistryConfig: { InsecureRegistries: host.insecureRegistries, Mirrors: host.registryMirrors },
        };
        cli.stdout.write(own.format === undefined ? infoText(document) : formatted(document, own.format));
        return 0;
    },
});
function formatted(document, format) {
    return `${format === 'json' ? (0,value/* goJson */.Pl)(document) : new template/* GoTemplate */.N(format).execute(document)}\n`;
}
/** In docker's lines, but for the heading of its server. */
function infoText(info) {
    return [
        `Containers: ${info.Containers}`,
        ` Running: ${info.ContainersRunning}`,
        ` Paused: ${info.ContainersPaused}`,
        ` Stopped: ${info.ContainersStopped}`,
        `Images: ${info.Images}`,
        `Server Version: ${info.ServerVersion}`,
        `Storage Driver: ${info.Driver}`,
        `Logging Driver: ${info.LoggingDriver}`,
        `Kernel Version: ${info.KernelVersion}`,
        `Operating System: ${info.OperatingSystem}`,
        `OSType: ${info.OSType}`,
        `Architecture: ${info.Architecture}`,
        `CPUs: ${info.NCPU}`,
        `Total Memory: ${Number((info.MemTotal / 2 ** 30).toPrecision(4))}GiB`,
        `Name: ${info.Name}`,
        `Docker Root Dir: ${info.DockerRootDir}`,
    ]
        .map((line) => `${line}\n`)
        .join('');
}

// EXTERNAL MODULE: ./lib/cli/containers/prune-containers.js
var prune_containers = __webpack_require__(78228);
// EXTERNAL MODULE: ./lib/cli/images/remove-verbs.js
var remove_verbs = __webpack_require__(40730);
;// CONCATENATED MODULE: ./lib/cli/system/prune-verb.js













const KEYS = ['until', 'label', 'label!'];
/** As `docker system prune`. There are no networks and volumes to remove. */
const systemPruneVerb = (0,verb/* defineVerb */.P)({
    name: 'system prune',
    summary: 'remove containers that do not run, images without a name, and build cache',
    about: `Removes stopped containers, then images that have no name and that no container uses, then build cache that nothing uses.

With --all also every image that no container uses, and the whole build cache with unpacked layers and cache mounts: the next build starts from nothing.`,
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'Remove what is more than a day old',
            command: 'layer-build system prune --all --force --filter until=24h',
        },
    ],
    table: {
        own: {
            title: 'Flags',
            options: {
                all: { flag: ['-a', '--all'], takes: options_option/* SWITCH */.Fo, help: 'all images that no container uses, and all build cache' },
                filter: {
                    ...image_verb/* FILTER */.x1,
                    flag: '--filter',
                    help: 'only what fits: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE]; build cache has no labels, so it stays with label=',
                },
                volumes: { flag: '--volumes', takes: options_option/* SWITCH */.Fo, help: 'no effect: there are no volumes' },
                force: command_confirm/* FORCE_PRUNE */.D,
            },
        },
        host: table/* BUILD_TABLE */.gJ.host,
        general: table/* GENERAL */.zm,
    },
    run: async ({ values: { own, host: given } }, cli) => {
        const { all, filter, force } = own;
        check(filter);
        if (!force && !(await (0,command_confirm/* confirmed */.q)(warning(all, filter), cli)))
            return 0;
        const host = (0,command_host/* hostOfCommand */.F)(given, cli);
        const texts = filter.map(({ key, value }) => `${key}=${value}`);
        let bytes = 0;
        const say = (pruned) => {
            cli.stdout.write(pruned.text);
            bytes += pruned.bytes;
        };
        await withStore(host, cli, async ({ containers, images }) => {
            say(await (0,prune_containers/* pruneContainers */.z)(containers, texts, cli));
            say(await (0,remove_verbs/* pruneImages */.BY)(images, all, filter));
            if (filter.every(({ key }) => key !== 'label')) {
                const until = filter.findLast(({ key }) => key === 'until')?.value;
                say(await pruneBuildCache((options) => images.pruneCache(options), cli, { all, until }));
            }
        });
        cli.stdout.write(`Total reclaimed space: ${(0,text_format/* shortBytes */.UD)(bytes, 4)}\n`);
        return 0;
    },
});
/** Before anything is removed. @throws UserError for a filter that there is not, or that cannot be read */
function check(filters) {
    for (const { key, value } of filters) {
        if (!KEYS.includes(key)) {
            throw new errors/* UserError */.yo(`there is no filter ${JSON.stringify(key)}`, { hint: `There is ${KEYS.join(', ')}.` });
        }
        if (key === 'until')
            (0,point_in_time/* parsePointInTime */.k)(value);
    }
}
/** In docker's words, without what there is not here. */
function warning(all, filters) {
    const goes = [
        'all stopped containers',
        all ? 'all images without at least one container associated to them' : 'all dangling images',
        all ? 'all build cache' : 'all dangling build cache',
    ];
    const limits = filters.map(({ key, value }) => `${key}=${value}`).sort();
    const list = (lines) => lines.map((line) => `  - ${line}\n`).join('');
    return `This will remove:\n${list(goes)}${limits.length === 0 ? '' : `\n  Items to be pruned will be filtered with:\n${list(limits)}`}`;
}

;// CONCATENATED MODULE: ./lib/cli/system/system-verbs.js





/** The verbs about all that is kept on this machine. */
const systemVerbs = [
    ...[versionVerb, infoVerb, diskUsageVerb, checkVerb, systemPruneVerb, builderPruneVerb],
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
