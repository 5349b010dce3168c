export const id = 2482;
export const ids = [2482];
export const modules = {

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

/***/ 63056:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ containerDocument),
  i: () => (/* binding */ driverName)
});

// EXTERNAL MODULE: ./lib/go-template/json-value.js
var json_value = __webpack_require__(28757);
;// CONCATENATED MODULE: ./lib/cli/containers/unused-settings.js
/**
 * What docker says of a container for which none of this was asked: nothing of it can be asked for here, or it is said elsewhere. In
 * docker's order; what a container does have takes the place of these.
 */
const HOST_SETTINGS = {
    Binds: null,
    ContainerIDFile: '',
    LogConfig: { Type: 'json-file', Config: new Map() },
    NetworkMode: '',
    PortBindings: new Map(),
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    AutoRemove: false,
    VolumeDriver: '',
    VolumesFrom: null,
    CgroupnsMode: 'private',
    Dns: [],
    DnsOptions: [],
    DnsSearch: [],
    ExtraHosts: null,
    GroupAdd: null,
    IpcMode: 'private',
    Cgroup: '',
    Links: null,
    OomScoreAdj: 0,
    PidMode: '',
    Privileged: false,
    PublishAllPorts: false,
    ReadonlyRootfs: false,
    SecurityOpt: null,
    UTSMode: '',
    UsernsMode: '',
    ShmSize: 0,
    ConsoleSize: [0, 0],
    Isolation: '',
    CpuShares: 0,
    Memory: 0,
    NanoCpus: 0,
    CgroupParent: '',
    BlkioWeight: 0,
    BlkioWeightDevice: [],
    BlkioDeviceReadBps: null,
    BlkioDeviceWriteBps: null,
    BlkioDeviceReadIOps: null,
    BlkioDeviceWriteIOps: null,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: '',
    CpusetMems: '',
    Devices: [],
    DeviceCgroupRules: null,
    DeviceRequests: null,
    KernelMemory: 0,
    KernelMemoryTCP: 0,
    MemoryReservation: 0,
    MemorySwap: 0,
    MemorySwappiness: null,
    OomKillDisable: false,
    PidsLimit: null,
    Ulimits: null,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
};
/** A container has no addresses of its own. */
const NO_ADDRESSES = {
    EndpointID: '',
    Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    MacAddress: '',
};
const NETWORK_SETTINGS = {
    Bridge: '',
    SandboxID: '',
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: new Map(),
    SandboxKey: '',
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    ...NO_ADDRESSES,
};
/** One of its networks, in docker's order. */
const NETWORK = {
    IPAMConfig: null,
    Links: null,
    Aliases: null,
    NetworkID: '',
    EndpointID: '',
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    MacAddress: '',
    DriverOpts: null,
};

;// CONCATENATED MODULE: ./lib/cli/containers/container-document.js


/** Go's time for none. */
const ZERO_TIME = '0001-01-01T00:00:00Z';
/** Bytes, of the runtime. */
const SHM_SIZE = 64 * 1024 * 1024;
/**
 * What docker says of a container (Engine API, "ContainerInspect"), in the same order. Fields about what nobody knows here, such as the
 * number of its process, have no value.
 */
function containerDocument({ container, state }, { logPath, image, size }) {
    const { process, settings } = container;
    const [program = '', ...args] = [...process.entrypoint, ...process.cmd];
    const driver = driverName(container.storage);
    return {
        Id: container.id,
        Created: container.created,
        Path: program,
        Args: args,
        State: stateDocument(state),
        Image: container.imageId,
        ResolvConfPath: '',
        HostnamePath: '',
        HostsPath: '',
        LogPath: logPath,
        Name: `/${container.name}`,
        RestartCount: 0,
        Driver: driver,
        Platform: 'linux',
        MountLabel: '',
        ProcessLabel: '',
        AppArmorProfile: '',
        ExecIDs: null,
        HostConfig: hostDocument(container),
        GraphDriver: { Data: null, Name: driver },
        SizeRw: size?.written,
        SizeRootFs: size?.all,
        Mounts: container.mounts.map(mountDocument),
        Config: configDocument(container, image),
        NetworkSettings: { ...NETWORK_SETTINGS, Networks: new Map([[settings.network, NETWORK]]) },
    };
}
/** A storage driver by docker's name. Without a choice, layers are shown by overlayfs wherever the machine can. */
function driverName(storage) {
    return storage === undefined || storage === 'auto' || storage === 'overlay' ? 'overlay2' : storage;
}
function stateDocument(state) {
    const started = state.status === 'created' ? undefined : state.started;
    return {
        Status: state.status,
        Running: state.status === 'running',
        Paused: false,
        Restarting: false,
        OOMKilled: state.status === 'created' ? false : undefined,
        Dead: false,
        Pid: state.status === 'running' ? undefined : 0,
        ExitCode: state.status === 'exited' ? state.exitCode : 0,
        Error: (state.status === 'exited' ? state.error : undefined) ?? '',
        StartedAt: started ?? ZERO_TIME,
        FinishedAt: state.status === 'exited' ? state.finished : ZERO_TIME,
    };
}
function hostDocument({ mounts, settings, autoRemove, readonlyRoot, process, memory }) {
    const binds = mounts.flatMap((mount) => mount.type === 'host' ? [`${mount.source}:${mount.target}${mount.readonly ? ':ro' : ''}`] : []);
    const { extraHosts, ulimits } = settings;
    return {
        ...HOST_SETTINGS,
        Binds: binds.length === 0 ? null : binds,
        NetworkMode: settings.network,
        AutoRemove: autoRemove,
        ExtraHosts: extraHosts.length === 0 ? null : extraHosts.map(({ name, ip }) => `${name}:${ip}`),
        ReadonlyRootfs: readonlyRoot,
        ShmSize: settings.shmSize ?? SHM_SIZE,
        Memory: memory ?? 0,
        // It gets no swap besides.
        MemorySwap: memory ?? 0,
        Ulimits: ulimits.length === 0 ? null : ulimits.map(({ name, soft, hard }) => ({ Name: name, Hard: hard, Soft: soft })),
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
function configDocument({ process, settings, image: name, labels, stopSignal, stopTimeout }, image) {
    const list = (texts) => (texts.length === 0 ? null : texts);
    const said = image;
    return {
        Hostname: settings.hostname,
        Domainname: '',
        User: process.user,
        ExposedPorts: said['ExposedPorts'] === undefined ? undefined : (0,json_value/* jsonMap */.v)(said['ExposedPorts']),
        Tty: process.terminal,
        OpenStdin: process.stdin,
        Env: process.env,
        Cmd: list(process.cmd),
        Healthcheck: said['Healthcheck'] === undefined ? undefined : (0,json_value/* jsonValue */.I)(said['Healthcheck']),
        Image: name,
        Volumes: said['Volumes'] === undefined ? null : (0,json_value/* jsonMap */.v)(said['Volumes']),
        WorkingDir: process.cwd,
        Entrypoint: list(process.entrypoint),
        OnBuild: null,
        Labels: new Map(Object.entries(labels)),
        StopSignal: `SIG${stopSignal}`,
        StopTimeout: stopTimeout,
    };
}


/***/ }),

/***/ 78992:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vh: () => (/* binding */ imageVerb),
/* harmony export */   nS: () => (/* binding */ withImages),
/* harmony export */   x1: () => (/* binding */ FILTER)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _app_options_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68378);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _command_host_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(10664);
/* harmony import */ var _command_progress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81520);
/* harmony import */ var _command_verb_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(48363);






function imageVerb(verb) {
    return (0,_command_verb_js__WEBPACK_IMPORTED_MODULE_5__/* .defineVerb */ .P)({
        ...verb,
        table: {
            own: { title: 'Flags', options: verb.flags },
            host: _app_options_table_js__WEBPACK_IMPORTED_MODULE_1__/* .BUILD_TABLE */ .gJ.host,
            general: _app_options_table_js__WEBPACK_IMPORTED_MODULE_1__/* .GENERAL */ .zm,
        },
        run: async ({ values, operands, warnings }, cli) => {
            for (const warning of warnings)
                cli.stderr.write(`WARNING: ${warning}\n`);
            const host = (0,_command_host_js__WEBPACK_IMPORTED_MODULE_3__/* .hostOfCommand */ .F)(values.host, cli);
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
/** Opens the local store and runs `work` with it. @param sink what happens meanwhile; default: lines on standard error */
async function withImages(host, cli, work, sink) {
    const module = await cli.loadImages();
    if (sink !== undefined)
        return module.LocalImages.use(host, sink, cli.signal, work);
    return (0,_command_progress_js__WEBPACK_IMPORTED_MODULE_4__/* .withProgress */ .E0)(cli, (plain) => module.LocalImages.use(host, plain, cli.signal, work));
}
const FILTER = {
    flag: ['-f', '--filter'],
    takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('KEY=VALUE', (where, texts) => texts.map((text) => readFilter(where, text))),
    help: 'only what fits',
};
function readFilter(where, text) {
    const equals = text.indexOf('=');
    if (equals < 1)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${where}: ${JSON.stringify(text)} is no filter`, { hint: 'Write it as KEY=VALUE.' });
    return { key: text.slice(0, equals).trim().toLowerCase(), value: text.slice(equals + 1).trim() };
}


/***/ }),

/***/ 30972:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dy: () => (/* binding */ imageRows),
/* harmony export */   UB: () => (/* binding */ imageIdText),
/* harmony export */   b4: () => (/* binding */ treeImages),
/* harmony export */   lP: () => (/* binding */ sizeText),
/* harmony export */   rI: () => (/* binding */ firstRow),
/* harmony export */   wJ: () => (/* binding */ IMAGE_HEADINGS)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25351);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23808);
/* harmony import */ var _text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62256);
/* harmony import */ var _command_age_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(34783);






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
function imageRows(view, { noTrunc, digests }) {
    const rowOf = (repository, tag, digest) => imageRow(view, noTrunc, { Repository: repository, Tag: tag, Digest: digest });
    const repositories = new Map();
    for (const reference of view.references) {
        const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .familiarRepository */ .Yu)(reference);
        const known = repositories.get(name) ?? { tags: [], digests: [] };
        if ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isTagged */ .$J)(reference))
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
/** One image as `system df` shows it: in one row, by the first of its tags. */
function firstRow(view, noTrunc) {
    const tagged = view.references.find(_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isTagged */ .$J);
    const name = tagged === undefined
        ? { Repository: NONE, Tag: NONE }
        : { Repository: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .familiarRepository */ .Yu)(tagged), Tag: tagged.tag };
    return imageRow(view, noTrunc, { ...name, Digest: '' });
}
function imageRow(view, noTrunc, name) {
    return {
        ...name,
        Containers: 'N/A',
        CreatedAt: createdText(view.content?.config.created),
        CreatedSince: (0,_command_age_js__WEBPACK_IMPORTED_MODULE_3__/* .age */ .K)(view.content?.config.created),
        ID: imageIdText(view, noTrunc),
        SharedSize: 'N/A',
        Size: sizeText(view.content?.size),
        UniqueSize: 'N/A',
        VirtualSize: sizeText(view.content?.size, 4),
    };
}
/** By name, as docker sorts them: those without one come last. */
function treeImages(trees) {
    return trees
        .map(({ view, platforms, size, contentSize, isUsed }) => ({
        names: view.references.filter(_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isTagged */ .$J).map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .familiarName */ .hG).sort(_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_4__/* .byCodeUnit */ .X),
        id: imageIdText(view, false),
        diskUsage: sizeText(size),
        contentSize: sizeText(contentSize),
        inUse: isUsed,
        platforms: platforms.map((platform) => ({
            name: platform.name,
            id: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(platform.digest),
            diskUsage: sizeText(platform.size),
            contentSize: sizeText(platform.contentSize),
            inUse: platform.isUsed,
        })),
    }))
        .sort(({ names: [left] }, { names: [right] }) => Number(left === undefined) - Number(right === undefined) || (0,_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_4__/* .byCodeUnit */ .X)(left ?? '', right ?? ''));
}
function imageIdText({ imageId }, noTrunc) {
    return noTrunc ? imageId : (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)((0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOfImage */ .lk)(imageId));
}
/** `undefined`: a layer cannot be read, so nobody knows. */
function sizeText(size, digits = 3) {
    return size === undefined ? 'N/A' : (0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__/* .shortBytes */ .UD)(size, digits);
}
/** As Go prints a time: `2026-01-02 03:04:05 +0000 UTC`. */
function createdText(created) {
    const time = new Date(created ?? '');
    if (Number.isNaN(time.getTime()))
        return 'N/A';
    return (0,_command_age_js__WEBPACK_IMPORTED_MODULE_3__/* .goTime */ .u)(time.toISOString());
}


/***/ }),

/***/ 40730:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BY: () => (/* binding */ pruneImages),
/* harmony export */   EN: () => (/* binding */ removeVerb),
/* harmony export */   Lm: () => (/* binding */ imagePruneVerb)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23808);
/* harmony import */ var _command_print_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74435);
/* harmony import */ var _command_confirm_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(78344);
/* harmony import */ var _image_verb_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(78992);






const removeVerb = (0,_image_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .imageVerb */ .Vh)({
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
        force: { flag: ['-f', '--force'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo, help: 'also by an id that has names in several repositories' },
        noPrune: { flag: '--no-prune', takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo, help: 'keep the layers on the disk until the next prune' },
    },
    unsupported: [
        {
            flag: '--platform',
            takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .one */ .xH)('PLATFORM', _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .asWritten */ .qm),
            unsupported: { flag: 'refused', input: 'refused' },
            why: 'an image is removed with all of its platforms',
            hint: 'To keep one: layer-build save --platform PLATFORM, then load.',
        },
    ],
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
                (0,_command_print_error_js__WEBPACK_IMPORTED_MODULE_2__/* .printError */ .y)(error, cli);
            }
        }
        if (!noPrune)
            await removal.collect(cli.signal);
        return code;
    }),
});
const imagePruneVerb = (0,_image_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .imageVerb */ .Vh)({
    name: 'image prune',
    summary: 'remove images without a name',
    operands: '',
    count: [0, 0],
    examples: [
        { does: 'Remove what nobody has named for a day', command: 'layer-build image prune --force --filter until=24h' },
    ],
    flags: {
        all: { flag: ['-a', '--all'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo, help: 'all images that no container uses' },
        filter: {
            ..._image_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .FILTER */ .x1,
            flag: '--filter',
            help: 'only what fits: until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE], dangling=false (as --all)',
        },
        force: _command_confirm_js__WEBPACK_IMPORTED_MODULE_3__/* .FORCE_PRUNE */ .D,
    },
    run: async ({ flags: { all, filter, force }, withImages }, cli) => {
        const what = all ? 'all images without at least one container associated to them' : 'all dangling images';
        if (!force && !(await (0,_command_confirm_js__WEBPACK_IMPORTED_MODULE_3__/* .confirmed */ .q)(`This will remove ${what}.`, cli)))
            return;
        const { text, bytes } = await withImages((images) => pruneImages(images, all, filter));
        cli.stdout.write(`${text}Total reclaimed space: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__/* .shortBytes */ .UD)(bytes, 4)}\n`);
    },
});
/** @throws UserError for a filter that there is not */
async function pruneImages(images, all, filter) {
    const removed = await images.pruneImages(all, filter.map(labelFilter));
    const lines = removed.map((one) => removedText(one, ['untagged', 'deleted'])).join('');
    return {
        text: removed.length === 0 ? '' : `Deleted Images:\n${lines}\n`,
        bytes: removed.reduce((sum, one) => sum + one.size, 0),
    };
}
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
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isTagged */ .$J)(reference) ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarName */ .hG)(reference) : `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarRepository */ .Yu)(reference)}@${reference.digest}`;
}


/***/ }),

/***/ 28757:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ jsonValue),
/* harmony export */   v: () => (/* binding */ jsonMap)
/* harmony export */ });
/** A JSON object whose keys are not ours, so that a template may ask for one that is not there. */
function jsonMap(value) {
    if (typeof value !== 'object' || value === null)
        return null;
    return new Map(Object.entries(value).map(([key, inner]) => [key, jsonValue(inner)]));
}
/** A value of somebody else's JSON. */
function jsonValue(value) {
    if (Array.isArray(value))
        return value.map(jsonValue);
    if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonValue(inner)]));
    }
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}


/***/ })

};
