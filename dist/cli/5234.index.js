export const id = 5234;
export const ids = [5234];
export const modules = {

/***/ 77274:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ CONTENT_TRUST)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);

/** What docker's notary signed is not checked, as with docker by default. */
const CONTENT_TRUST = {
    flag: '--disable-content-trust',
    takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo,
    unsupported: { flag: 'ignored', input: 'ignored' },
    why: 'signatures of notary are not looked at',
};


/***/ }),

/***/ 55234:
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
// EXTERNAL MODULE: ./lib/cli/images/image-verb.js
var image_verb = __webpack_require__(78992);
;// CONCATENATED MODULE: ./lib/cli/images/archive-verbs.js





const saveVerb = (0,image_verb/* imageVerb */.Vh)({
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
        platforms: {
            flag: '--platform',
            takes: (0,options_option/* many */._d)('PLATFORM', plain_values/* parsePlatforms */.qA),
            help: 'only the image for this platform; for several, the index with theirs alone',
            otherwise: 'all that are here',
        },
    },
    run: ({ operands, flags: { output, format: form, platforms }, withImages }, cli) => withImages(async (images) => {
        if (output !== undefined) {
            await images.save(operands, output, { form, platforms });
            return 0;
        }
        if (cli.stdout.isTTY === true) {
            throw new errors/* UserError */.yo('an archive cannot be shown on a terminal', { hint: 'Give a file with --output.' });
        }
        for await (const chunk of images.saveStream(operands, { form, platforms }))
            await cli.writeBytes(chunk);
        return 0;
    }),
});
const loadVerb = (0,image_verb/* imageVerb */.Vh)({
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
        platforms: {
            flag: '--platform',
            takes: (0,options_option/* many */._d)('PLATFORM', plain_values/* parsePlatforms */.qA),
            help: 'only the images for these platforms',
            otherwise: 'all that the archive has',
        },
    },
    run: async ({ flags: { input, platforms }, withImages }, cli) => {
        if (input === undefined && cli.ask !== undefined) {
            throw new errors/* UserError */.yo('there is no archive to load', { hint: 'Give a file with --input, or by a pipe.' });
        }
        for (const { references, imageId } of await withImages((images) => images.load(input ?? cli.stdin, platforms))) {
            for (const reference of references)
                cli.stdout.write(`Loaded image: ${(0,oci_reference/* familiarName */.hG)(reference)}\n`);
            if (references.length === 0)
                cli.stdout.write(`Loaded image ID: ${imageId}\n`);
        }
    },
});
const importVerb = (0,image_verb/* imageVerb */.Vh)({
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
const diffVerb = (0,image_verb/* imageVerb */.Vh)({
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
// EXTERNAL MODULE: ./lib/cli/images/image-words.js
var image_words = __webpack_require__(30972);
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
const historyVerb = (0,image_verb/* imageVerb */.Vh)({
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
        platform: {
            flag: '--platform',
            takes: (0,options_option/* one */.xH)('PLATFORM', plain_values/* givenPlatformName */.GR),
            help: 'of this platform',
            otherwise: 'the one of this machine',
        },
    },
    run: async ({ operands: [name = ''], flags: { quiet, noTrunc, human, format, platform }, withImages }, cli) => {
        const view = await withImages((images) => images.view(name, platform));
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
        ID: at === 0 ? (0,image_words/* imageIdText */.UB)(view, noTrunc) : '<missing>',
        Size: human ? (0,image_words/* sizeText */.lP)(size) : String(size ?? 'N/A'),
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

/** JSON with four spaces, as docker's `inspect` prints it: an empty list or object is on one line. What has no value is left out. */
function formattedJson(value, indent = '') {
    const inner = `${indent}    `;
    const wrap = (open, lines, close) => lines.length === 0 ? open + close : `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
    if ((0,go_template_value/* isList */.Lv)(value)) {
        return wrap('[', value.map((item) => formattedJson(item, inner)), ']');
    }
    if (!(0,go_template_value/* isMap */.jh)(value) && !(0,go_template_value/* isStruct */.EJ)(value))
        return (0,go_template_value/* goJson */.Pl)(value);
    const all = (0,go_template_value/* isMap */.jh)(value) ? (0,go_template_value/* sortedEntries */.CA)(value) : Object.entries(value);
    const entries = all.filter(([, item]) => item !== undefined);
    return wrap('{', entries.map(([key, item]) => `${JSON.stringify(key)}: ${formattedJson(item, inner)}`), '}');
}

// EXTERNAL MODULE: ./lib/cli/command/print-error.js + 1 modules
var print_error = __webpack_require__(74435);
// EXTERNAL MODULE: ./lib/cli/containers/container-document.js + 1 modules
var container_document = __webpack_require__(63056);
// EXTERNAL MODULE: ./lib/cli/containers/container-verb.js
var container_verb = __webpack_require__(7056);
// EXTERNAL MODULE: ./lib/go-template/json-value.js
var json_value = __webpack_require__(28757);
;// CONCATENATED MODULE: ./lib/cli/images/inspect-document.js


/** Go's time for none. */
const ZERO_TIME = '0001-01-01T00:00:00Z';
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
        Created: config.created ?? ZERO_TIME,
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
        Metadata: { LastTagTime: view.lastTagged === undefined ? ZERO_TIME : new Date(view.lastTagged).toISOString() },
        Descriptor: { mediaType: descriptor.mediaType, digest: descriptor.digest, size: descriptor.size },
    };
}
/** As docker writes a config: every field that it always writes, and those of the rest that the image has. */
function containerConfig(given) {
    const config = given;
    const has = (name) => config[name] !== undefined && config[name] !== null;
    const own = (name, otherwise) => (has(name) ? (0,json_value/* jsonValue */.I)(config[name]) : otherwise);
    const optional = (name) => has(name) ? { [name]: (0,json_value/* jsonValue */.I)(config[name]) } : {};
    return {
        Hostname: own('Hostname', ''),
        Domainname: own('Domainname', ''),
        User: own('User', ''),
        AttachStdin: own('AttachStdin', false),
        AttachStdout: own('AttachStdout', false),
        AttachStderr: own('AttachStderr', false),
        ...(has('ExposedPorts') && { ExposedPorts: (0,json_value/* jsonMap */.v)(config['ExposedPorts']) }),
        Tty: own('Tty', false),
        OpenStdin: own('OpenStdin', false),
        StdinOnce: own('StdinOnce', false),
        Env: own('Env', null),
        Cmd: own('Cmd', null),
        ...(has('Healthcheck') && { Healthcheck: (0,json_value/* jsonValue */.I)(config['Healthcheck']) }),
        ...(config['ArgsEscaped'] === true && { ArgsEscaped: true }),
        Image: own('Image', ''),
        Volumes: has('Volumes') ? (0,json_value/* jsonMap */.v)(config['Volumes']) : null,
        WorkingDir: own('WorkingDir', ''),
        Entrypoint: own('Entrypoint', null),
        ...optional('NetworkDisabled'),
        ...optional('MacAddress'),
        OnBuild: own('OnBuild', null),
        Labels: has('Labels') ? (0,json_value/* jsonMap */.v)(config['Labels']) : null,
        ...optional('StopSignal'),
        ...optional('StopTimeout'),
        ...optional('Shell'),
    };
}

;// CONCATENATED MODULE: ./lib/cli/images/inspect-verb.js











const FORMAT = {
    flag: ['-f', '--format'],
    takes: (0,options_option/* one */.xH)('TEMPLATE', options_option/* asWritten */.qm),
    help: "a Go template as docker takes it: '{{.Config.Env}}', '{{json .RootFS}}'",
};
const SIZE = {
    flag: ['-s', '--size'],
    takes: options_option/* SWITCH */.Fo,
    help: 'also how much a container wrote, and that with its image: SizeRw and SizeRootFs',
};
const PLATFORM = {
    flag: '--platform',
    takes: (0,options_option/* one */.xH)('PLATFORM', plain_values/* givenPlatformName */.GR),
    help: 'the image for this platform, with the id that it has by itself',
    otherwise: 'the image as a whole, with the config for this machine',
};
/** `inspect`, and the verbs that only look at one kind. */
const inspectVerbs = [
    (0,image_verb/* imageVerb */.Vh)({
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
            size: SIZE,
            type: {
                flag: '--type',
                takes: (0,options_option/* one */.xH)('TYPE', (0,plain_values/* choice */.Yq)(['image', 'container'])),
                help: 'image or container',
                otherwise: 'a container if there is one with the name',
            },
        },
        run: (call, cli) => inspect(call, call.flags.type, cli),
    }),
    ofOne('image', { format: FORMAT, platform: PLATFORM }),
    ofOne('container', { format: FORMAT, size: SIZE }),
];
function ofOne(kind, flags) {
    return (0,image_verb/* imageVerb */.Vh)({
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
        flags,
        run: (call, cli) => inspect(call, kind, cli),
    });
}
async function inspect({ operands, flags: { format, size, platform }, host, withImages }, kind, cli) {
    const template = format === undefined || format === 'json' ? undefined : new go_template_template/* GoTemplate */.N(format);
    const documents = [];
    const errors = [];
    const describeAll = async (describe) => {
        for (const name of operands) {
            try {
                documents.push(await describe(name));
            }
            catch (error) {
                cli.signal.throwIfAborted();
                errors.push(error);
            }
        }
    };
    await withImages((images) => size === true
        ? (0,container_verb/* withContainers */.r5)(host, cli, (containers) => describeAll((name) => documentOf(images, name, kind, { sizes: { containers, cli } })))
        : describeAll((name) => documentOf(images, name, kind, { platform })));
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
/**
 * As docker, a container is found before an image with the same name.
 *
 * @param more `sizes`: by which containers are measured; absent: they are not
 */
async function documentOf(images, name, kind, { sizes, platform, }) {
    const { containers } = images;
    const search = { image: () => undefined, container: () => containers.find(name), any: () => containers.lookUp(name) };
    const found = await search[kind ?? 'any']();
    if (found === undefined) {
        const document = inspectDocument(await images.view(name, platform));
        sizes?.cli.stderr.write('WARNING: --size ignored for image\n');
        return document;
    }
    return (0,container_document/* containerDocument */.N)(found, {
        logPath: containers.log(found.container.id),
        image: (await images.configBelow(found.container))?.config ?? {},
        size: await sizes?.containers.size(found),
    });
}
/** An image is not trusted: on a terminal, its texts must not move the cursor. A script gets them as they are. */
function shown(text, onTerminal) {
    return onTerminal === true ? text.replace(/[^\P{Cc}\n\t]/gu, '·') : text;
}

;// CONCATENATED MODULE: ./lib/cli/images/tree-text.js
const UNTAGGED = '<untagged>';
const SPACING = '   ';
/** Docker counts the bytes of `└─ `. */
const BRANCH_WIDTH = 7;
/** With less for the names, the columns behind them are left out. */
const LEAST_NAME_WIDTH = 12;
const LEAST_TERMINAL = 20;
const LEGEND = ' Info ->  U In Use';
const COLUMNS = [
    { title: 'ID', width: 12, align: 'left', textOf: ({ id }) => id },
    { title: 'DISK USAGE', width: 10, align: 'right', textOf: ({ diskUsage }) => diskUsage },
    { title: 'CONTENT SIZE', width: 12, align: 'right', textOf: ({ contentSize }) => contentSize },
    { title: 'EXTRA', width: 5, align: 'left', textOf: ({ inUse }) => (inUse ? 'U' : '') },
];
/**
 * The images as `docker images --tree` prints them, without its colours.
 *
 * @param columns of the terminal; `undefined` for a file or a pipe, where nothing is left out and there is no legend
 */
function treeText(images, columns) {
    const terminal = columns === undefined ? undefined : Math.max(columns, LEAST_TERMINAL);
    const { shown, nameWidth } = fitted(images, terminal);
    const row = (name, details) => [name.padEnd(nameWidth), ...shown.map((column) => aligned(column, column.textOf(details)))].join(SPACING);
    const lines = terminal === undefined ? [] : [LEGEND.padStart(terminal)];
    lines.push(['IMAGE'.padEnd(nameWidth), ...shown.map((column) => aligned(column, column.title))].join(SPACING));
    const isSpaced = images.some(({ platforms }) => platforms.length > 0);
    for (const image of images) {
        const names = image.names.length === 0 ? [UNTAGGED] : image.names;
        // Each name has a line of its own. The details are beside the last, if it leaves room for them.
        const beside = names.at(-1) ?? '';
        const isTooLong = beside.length > nameWidth;
        for (const name of isTooLong ? names : names.slice(0, -1))
            lines.push(name.padEnd(nameWidth));
        lines.push(row(isTooLong ? '' : beside, image));
        for (const [at, platform] of image.platforms.entries()) {
            lines.push(row(`${at === image.platforms.length - 1 ? '└─' : '├─'} ${platform.name}`, platform));
        }
        if (isSpaced)
            lines.push('');
    }
    return lines.map((line) => `${line}\n`).join('');
}
function fitted(images, terminal) {
    const widest = Math.max('IMAGE'.length, ...images.flatMap(({ names }) => (names.length === 0 ? [UNTAGGED.length] : names.map(({ length }) => length))), ...images.flatMap(({ platforms }) => platforms.map(({ name }) => name.length + BRANCH_WIDTH)));
    if (terminal === undefined)
        return { shown: COLUMNS, nameWidth: widest };
    const shown = [];
    let left = terminal;
    for (const column of COLUMNS) {
        const needed = column.width + SPACING.length;
        if (left - needed < LEAST_NAME_WIDTH)
            break;
        left -= needed;
        shown.push(column);
    }
    return { shown, nameWidth: Math.min(left, widest) };
}
function aligned({ width, align }, text) {
    const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text;
    return align === 'left' ? cut.padEnd(width) : cut.padStart(width);
}

;// CONCATENATED MODULE: ./lib/cli/images/list-verb.js








/** `images`, as docker lists them. */
const listVerb = (0,image_verb/* imageVerb */.Vh)({
    name: 'images',
    aliases: ['image ls', 'image list'],
    summary: 'list the images of the local store',
    about: 'Lists the images of the local store, or those of a repository. SIZE, and DISK USAGE of --tree, are those of the files when unpacked; CONTENT SIZE is that of what is stored.',
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
            ...image_verb/* FILTER */.x1,
            help: 'only what fits: dangling=true, label=KEY[=VALUE], reference=PATTERN, before=IMAGE, since=IMAGE, until=TIME',
        },
        format: format_flag/* FORMAT */.u,
        tree: { flag: '--tree', takes: options_option/* SWITCH */.Fo, help: 'each image with its platforms, and what a container uses' },
    },
    run: async ({ operands: [repository], flags, withImages }, cli) => {
        const { quiet, noTrunc, digests, filter, format, tree } = flags;
        const filters = repository === undefined ? filter : [...filter, { key: 'reference', value: repository }];
        if (tree) {
            refuseWithTree({
                '--quiet': quiet,
                '--no-trunc': noTrunc,
                '--digests': digests,
                '--format': format !== undefined,
            });
            const trees = await withImages((images) => images.trees(filters));
            (0,print/* print */.y)(treeText((0,image_words/* treeImages */.b4)(trees), cli.stdout.isTTY === true ? (cli.stdout.columns ?? 80) : undefined), cli);
            return;
        }
        const views = await withImages((images) => images.list(filters));
        const wantsDigests = digests || /\.Digest\b/.test(format ?? '');
        const form = {
            headings: image_words/* IMAGE_HEADINGS */.wJ,
            columns: ['Repository', 'Tag', ...(digests ? ['Digest'] : []), 'ID', 'CreatedSince', 'Size'],
        };
        const rows = views.flatMap((view) => (0,image_words/* imageRows */.Dy)(view, { noTrunc, digests: wantsDigests }));
        const text = quiet && format === undefined
            ? views
                .flatMap((view) => (0,image_words/* imageRows */.Dy)(view, { noTrunc, digests: false }).map(() => `${(0,image_words/* imageIdText */.UB)(view, noTrunc)}\n`))
                .join('')
            : (0,row_format/* formatRows */.d)(form, rows, format);
        (0,print/* print */.y)(text, cli);
    },
});
/** As docker. @throws UserError for a flag that says how a table looks */
function refuseWithTree(flags) {
    const [given] = Object.entries(flags).find(([, isGiven]) => isGiven) ?? [];
    if (given !== undefined)
        throw new errors/* UserError */.yo(`${given} is not supported with --tree`);
}

// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/cli/command/host.js
var command_host = __webpack_require__(10664);
// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
;// CONCATENATED MODULE: ./lib/cli/images/login-verbs.js





/** Characters of a password: a token is some thousand. */
const MOST = 64 * 1024;
const LOGIN_FLAGS = {
    username: { flag: ['-u', '--username'], takes: (0,options_option/* one */.xH)('NAME', options_option/* asWritten */.qm), help: 'user name' },
    password: { flag: ['-p', '--password'], takes: (0,options_option/* one */.xH)('PASSWORD', options_option/* asWritten */.qm), help: 'password or token' },
    stdin: { flag: '--password-stdin', takes: options_option/* SWITCH */.Fo, help: 'read the password from standard input' },
};
const loginVerb = (0,verb/* defineVerb */.P)({
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
    table: { own: { title: 'Flags', options: LOGIN_FLAGS }, host: table/* BUILD_TABLE */.gJ.host, general: table/* GENERAL */.zm },
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
const logoutVerb = (0,verb/* defineVerb */.P)({
    name: 'logout',
    summary: 'forget the login to a registry',
    operands: '[REGISTRY]',
    count: [0, 1],
    examples: [{ does: 'Forget the login to a registry', command: 'layer-build logout ghcr.io' }],
    table: { host: table/* BUILD_TABLE */.gJ.host, general: table/* GENERAL */.zm },
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

// EXTERNAL MODULE: ./lib/cli/cache/cache-text.js
var cache_text = __webpack_require__(4549);
;// CONCATENATED MODULE: ./lib/cli/images/prune-verb.js




const pruneVerb = (0,image_verb/* imageVerb */.Vh)({
    name: 'prune',
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

// EXTERNAL MODULE: ./lib/cli/command/content-trust.js
var content_trust = __webpack_require__(77274);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
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

// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var progress = __webpack_require__(81520);
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






const pullVerb = (0,image_verb/* imageVerb */.Vh)({
    name: 'pull',
    aliases: ['image pull'],
    summary: 'fetch an image from its registry',
    operands: 'IMAGE',
    count: [1, 1],
    examples: [
        { does: 'Fetch an image for another platform', command: 'layer-build pull --platform linux/arm64 alpine:3.20' },
    ],
    unsupported: [content_trust/* CONTENT_TRUST */.X],
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

// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
;// CONCATENATED MODULE: ./lib/cli/images/push-verb.js







const pushVerb = (0,image_verb/* imageVerb */.Vh)({
    name: 'push',
    aliases: ['image push'],
    summary: 'push an image to the registry in its name',
    operands: 'IMAGE',
    count: [1, 1],
    examples: [{ does: 'Push every tag of a repository', command: 'layer-build push --all-tags ghcr.io/me/app' }],
    unsupported: [
        content_trust/* CONTENT_TRUST */.X,
        {
            flag: '--platform',
            takes: (0,options_option/* one */.xH)('PLATFORM', options_option/* asWritten */.qm),
            unsupported: { flag: 'refused', input: 'refused' },
            why: 'an image is pushed with all of its platforms',
            hint: 'To push one: layer-build save --platform PLATFORM, then load and push.',
        },
    ],
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

// EXTERNAL MODULE: ./lib/cli/images/remove-verbs.js
var remove_verbs = __webpack_require__(40730);
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
const search_verb_COLUMNS = ['Name', 'Description', 'StarCount', 'IsOfficial', 'IsAutomated'];
/** Characters of a description without `--no-trunc`. */
const search_verb_SHOWN = 45;
const search_verb_MOST = 100;
const searchVerb = (0,image_verb/* imageVerb */.Vh)({
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
        filter: { ...image_verb/* FILTER */.x1, help: 'only what fits: is-official=true, is-automated=true, stars=NUMBER' },
        format: format_flag/* FORMAT */.u,
        limit: { flag: '--limit', takes: (0,options_option/* one */.xH)('NUMBER', readLimit, '25'), help: `the most that are shown, up to ${search_verb_MOST}` },
        noTrunc: { flag: '--no-trunc', takes: options_option/* SWITCH */.Fo, help: 'whole descriptions' },
    },
    run: async ({ operands: [term = ''], flags: { filter, format, limit, noTrunc }, withImages }, cli) => {
        const tests = filter.map(readTest);
        const found = await withImages((images) => images.search(term, limit));
        // As docker, which says it for programs in another way.
        const isJson = format === 'json' || /^\{\{\s*json\s+\.\s*\}\}$/.test(format ?? '');
        const mark = (holds) => (isJson ? String(holds) : holds ? '[OK]' : '');
        const rows = found
            .filter((one) => tests.every((test) => test(one)))
            .toSorted((left, right) => right.stars - left.stars)
            .map(({ name, description, stars, isOfficial, isAutomated }) => ({
            Description: shortened(description, noTrunc),
            IsAutomated: mark(isAutomated),
            IsOfficial: mark(isOfficial),
            Name: name,
            StarCount: String(stars),
        }));
        (0,print/* print */.y)((0,row_format/* formatRows */.d)({ headings: search_verb_HEADINGS, columns: search_verb_COLUMNS }, rows, format), cli);
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
    const line = description.replace(/[\r\n]/g, ' ');
    const characters = [...line];
    return whole || characters.length <= search_verb_SHOWN ? line : `${characters.slice(0, search_verb_SHOWN - 1).join('')}…`;
}

;// CONCATENATED MODULE: ./lib/cli/images/tag-verb.js

const tagVerb = (0,image_verb/* imageVerb */.Vh)({
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
    remove_verbs/* removeVerb */.EN,
    remove_verbs/* imagePruneVerb */.Lm,
    saveVerb,
    loadVerb,
    importVerb,
    pullVerb,
    pushVerb,
    searchVerb,
    loginVerb,
    logoutVerb,
    pruneVerb,
];


/***/ })

};
