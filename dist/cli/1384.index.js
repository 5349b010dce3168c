export const id = 1384;
export const ids = [1384];
export const modules = {

/***/ 8195:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readSecrets)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _async_read_bytes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41828);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);



/** Bytes of a secret; BuildKit takes as many. The file may be a pipe that the shell made, or a device without an end. */
const MAX_SECRET = 500 * 1024;
/** Secrets by id. Each is read when a step mounts it for the first time. */
function readSecrets(sources) {
    return new Map(sources.map((source) => [source.id, () => read(source)]));
}
async function read(source) {
    if (source.kind === 'value')
        return source.value;
    const { id, path } = source;
    let content;
    try {
        content = await (0,_async_read_bytes_js__WEBPACK_IMPORTED_MODULE_2__/* .readBytesUpTo */ .gR)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path), MAX_SECRET);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`cannot read secret ${id} from ${path}`, { cause: error });
    }
    if (content === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`secret ${id} in ${path} is larger than ${MAX_SECRET / 1024} KiB`);
    return content;
}


/***/ }),

/***/ 96408:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ planBuilds)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/parse.js + 1 modules
var parse = __webpack_require__(47577);
// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
;// CONCATENATED MODULE: ./lib/dockerfile/checks/check-settings.js


const DEFAULT_SETTINGS = { skip: new Set(), experimental: new Set(), error: false };
/**
 * `skip=A,B;error=true;experimental=C`, each part once or not at all; `all` means every rule.
 *
 * @throws UserError without a location
 */
function parseCheckSettings(text) {
    const trimmed = text.trim();
    if (trimmed === '')
        return DEFAULT_SETTINGS;
    let settings = DEFAULT_SETTINGS;
    for (const part of trimmed.split(';')) {
        const equals = part.indexOf('=');
        if (equals < 0)
            throw invalid(part);
        const key = part.slice(0, equals).trim();
        const value = part.slice(equals + 1).trim();
        if (key === 'skip')
            settings = { ...settings, skip: namesOf(value) };
        else if (key === 'experimental')
            settings = { ...settings, experimental: namesOf(value) };
        else if (key === 'error')
            settings = { ...settings, error: booleanOf(value, part) };
        else
            throw invalid(key);
    }
    return settings;
}
function namesOf(value) {
    return value === 'all' ? 'all' : new Set(value.split(',').map((name) => name.trim()));
}
function booleanOf(value, part) {
    const given = (0,go_boolean/* goBoolean */.x)(value);
    if (given !== undefined)
        return given;
    throw new errors/* UserError */.yo(`failed to parse check option ${JSON.stringify(part)}: it is neither true nor false`);
}
function invalid(option) {
    return new errors/* UserError */.yo(`invalid check option ${JSON.stringify(option)}`, {
        hint: 'Write skip=RULE,RULE (or skip=all), error=true, experimental=RULE, with ; between them.',
    });
}
/**
 * The settings for one instruction: a comment `# check=…` before it adds to those of the file. Only the first such comment
 * counts. One that cannot be parsed is ignored, like any other comment.
 */
function withComments(settings, comments) {
    for (const comment of comments) {
        const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/s.exec(comment);
        if (match?.[1]?.toLowerCase() !== 'check')
            continue;
        return merge(settings, readComment(match[2] ?? ''));
    }
    return settings;
}
function readComment(value) {
    try {
        return parseCheckSettings(beforeBlank(value));
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return DEFAULT_SETTINGS;
        throw error;
    }
}
/** Text after a blank is a remark for readers: `# check=skip=all // local to this instruction`. */
function beforeBlank(value) {
    const blank = value.indexOf(' ');
    return blank < 0 ? value : value.slice(0, blank);
}
function merge(settings, added) {
    return {
        skip: union(settings.skip, added.skip),
        experimental: union(settings.experimental, added.experimental),
        error: settings.error,
    };
}
function union(left, right) {
    return left === 'all' || right === 'all' ? 'all' : new Set([...left, ...right]);
}

// EXTERNAL MODULE: ./lib/dockerfile/values/go-quote.js
var go_quote = __webpack_require__(89134);
;// CONCATENATED MODULE: ./lib/dockerfile/checks/messages.js

/** The message of each check, in BuildKit's words. Parts of the Dockerfile are quoted as they are written there. */
const MESSAGES = {
    StageNameCasing: (name) => `Stage name '${name}' should be lowercase`,
    FromAsCasing: (from, as) => `'${as}' and '${from}' keywords' casing do not match`,
    NoEmptyContinuation: () => 'Empty continuation line',
    ConsistentInstructionCasing: (keyword, majority) => `Command '${keyword}' should match the case of the command majority (${majority})`,
    DuplicateStageName: (name) => `Duplicate stage name ${(0,go_quote/* goQuote */.d)(name)}, stage names should be unique`,
    ReservedStageName: (name) => `Stage name should not use the same name as reserved stage ${(0,go_quote/* goQuote */.d)(name)}`,
    JSONArgsRecommended: (keyword) => `JSON arguments recommended for ${keyword} to prevent unintended behavior related to OS signals`,
    MaintainerDeprecated: () => 'Maintainer instruction is deprecated in favor of using label',
    UndefinedArgInFrom: (name, near) => `FROM argument '${name}' is not declared${near === undefined ? '' : ` (did you mean ${near}?)`}`,
    WorkdirRelativePath: (path) => `Relative workdir ${(0,go_quote/* goQuote */.d)(path)} can have unexpected results if the base image changes`,
    UndefinedVar: (name, near) => `Usage of undefined variable '$${name}'${near === undefined ? '' : ` (did you mean $${near}?)`}`,
    MultipleInstructionsDisallowed: (keyword) => `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`,
    LegacyKeyValueFormat: (keyword) => `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`,
    InvalidBaseImagePlatform: (image, expected, actual) => `Base image ${image} was pulled with platform ${(0,go_quote/* goQuote */.d)(actual)}, expected ${(0,go_quote/* goQuote */.d)(expected)} for current build`,
    RedundantTargetPlatform: (expression) => `Setting platform to predefined ${expression} in FROM is redundant as this is the default behavior`,
    SecretsUsedInArgOrEnv: (keyword, name) => `Do not use ARG or ENV instructions for sensitive data (${keyword} ${(0,go_quote/* goQuote */.d)(name)})`,
    InvalidDefaultArgInFrom: (image) => `Default value for ARG ${image} results in empty or invalid base image name`,
    FromPlatformFlagConstDisallowed: (platform) => `FROM --platform flag should not use constant value ${(0,go_quote/* goQuote */.d)(platform)}`,
    CopyIgnoredFile: (verb, source) => `Attempting to ${verb} file ${(0,go_quote/* goQuote */.d)(source)} that is excluded by .dockerignore`,
    InvalidDefinitionDescription: (keyword, name) => `Comment for ${keyword} should follow the format: \`# ${name} <description>\``,
    ExposeProtoCasing: (port) => `Defined protocol '${port}' in EXPOSE instruction should be lowercase`,
    ExposeInvalidFormat: (port) => `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`,
};

;// CONCATENATED MODULE: ./lib/dockerfile/checks/rule.js
const DESCRIPTIONS = {
    StageNameCasing: 'Stage names should be lowercase',
    FromAsCasing: "The 'as' keyword should match the case of the 'from' keyword",
    NoEmptyContinuation: 'Empty continuation lines will become errors in a future release',
    ConsistentInstructionCasing: 'All commands within the Dockerfile should use the same casing (either upper or lower)',
    DuplicateStageName: 'Stage names should be unique',
    ReservedStageName: 'Reserved words should not be used as stage names',
    JSONArgsRecommended: 'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
    MaintainerDeprecated: 'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
    UndefinedArgInFrom: 'FROM command must use declared ARGs',
    WorkdirRelativePath: 'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
    UndefinedVar: 'Variables should be defined before their use',
    MultipleInstructionsDisallowed: 'Multiple instructions of the same type should not be used in the same stage',
    LegacyKeyValueFormat: 'Legacy key/value format with whitespace separator should not be used',
    InvalidBaseImagePlatform: 'Base image platform does not match expected target platform',
    RedundantTargetPlatform: 'Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
    SecretsUsedInArgOrEnv: 'Sensitive data should not be used in the ARG or ENV commands',
    InvalidDefaultArgInFrom: 'Default value for global ARG results in an empty or invalid base image name',
    FromPlatformFlagConstDisallowed: 'FROM --platform flag should not use a constant value',
    CopyIgnoredFile: 'Attempting to Copy file that is excluded by .dockerignore',
    InvalidDefinitionDescription: 'Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.',
    ExposeProtoCasing: 'Protocol in EXPOSE instruction should be lowercase',
    ExposeInvalidFormat: 'IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release',
};
/** The rules without a page in Docker's documentation. */
const UNEXPLAINED = new Set(['InvalidBaseImagePlatform']);
const EXPERIMENTAL = new Set(['InvalidDefinitionDescription']);
function ruleOf(name) {
    return {
        name,
        description: DESCRIPTIONS[name],
        ...(UNEXPLAINED.has(name) ? {} : { url: `https://docs.docker.com/go/dockerfile/rule/${kebab(name)}/` }),
        ...(EXPERIMENTAL.has(name) ? { experimental: true } : {}),
    };
}
/** `JSONArgsRecommended` is `json-args-recommended`. */
function kebab(name) {
    return name.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&-').toLowerCase();
}
/** @internal For a test that has a row for each of them. */
const RULE_NAMES = Object.keys(DESCRIPTIONS);

;// CONCATENATED MODULE: ./lib/dockerfile/checks/checks.js




/** Collects what checks find. Findings of checks that are switched off are dropped. */
class Checks {
    #settings;
    #tell;
    /** One list for this object and all that were derived from it. */
    #violated;
    constructor(settings, tell, violated) {
        this.#settings = settings;
        this.#tell = tell;
        this.#violated = violated;
    }
    static telling(settings, tell) {
        return new Checks(settings, tell, new Set());
    }
    /** The checks that apply to an instruction, given the comments before it. */
    under(comments) {
        const settings = withComments(this.#settings, comments);
        return settings === this.#settings ? this : new Checks(settings, this.#tell, this.#violated);
    }
    report(name, range, ...texts) {
        const rule = ruleOf(name);
        if (!this.#wanted(rule))
            return;
        this.#violated.add(name);
        const message = MESSAGES[name];
        this.#tell({ rule, message: message(...texts), range });
    }
    /** The error of a build with findings, if `error=true` was set. */
    failure() {
        if (!this.#settings.error || this.#violated.size === 0)
            return undefined;
        return new errors/* UserError */.yo(`lint violation found for rules: ${[...this.#violated].join(', ')}`, {
            hint: 'The checks of this build have error=true: mend what they found, or skip a rule with "# check=skip=RULE" before an instruction.',
        });
    }
    #wanted({ name, experimental }) {
        const { skip, experimental: wanted } = this.#settings;
        if (experimental === true)
            return wanted === 'all' || wanted.has(name);
        return skip !== 'all' && !skip.has(name);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/file-checks.js
/** Blank lines in the middle of an instruction. */
function checkContinuations(lines, checks) {
    for (const { emptyContinuation: line } of lines) {
        if (line !== undefined)
            checks.report('NoEmptyContinuation', { start: line, end: line });
    }
}
const RESERVED = new Set(['context', 'scratch']);
/** Checks of the file as a whole. Comments before an instruction do not change these. */
function checkFile(dockerfile, checks) {
    checkStageNames(dockerfile, checks);
    checkKeywords(dockerfile, checks);
}
function checkStageNames({ stages }, checks) {
    const seen = new Set();
    for (const { name, from } of stages) {
        if (name === undefined)
            continue;
        if (RESERVED.has(name))
            checks.report('ReservedStageName', from.range, name);
        if (seen.has(name))
            checks.report('DuplicateStageName', from.range, name);
        seen.add(name);
    }
}
/**
 * Keywords must all have the case that most of them have, or upper case if both are equally many. ARGs before the first FROM are
 * ignored.
 */
function checkKeywords({ stages }, checks) {
    const instructions = stages.flatMap((stage) => [
        stage.from,
        ...stage.instructions,
    ]);
    const lower = instructions.filter(({ written }) => written === written.toLowerCase()).length;
    const upper = instructions.filter(({ written }) => written === written.toUpperCase()).length;
    const majority = lower > upper ? 'lowercase' : 'uppercase';
    for (const { written, range } of instructions) {
        const right = majority === 'lowercase' ? written.toLowerCase() : written.toUpperCase();
        if (written !== right)
            checks.report('ConsistentInstructionCasing', range, written, majority);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/instruction-checks.js
/** Checks of one instruction by itself. Triggers of a base image are not checked: they are not part of this Dockerfile. */
function checkInstruction(instruction, all) {
    const { comments, range } = instruction;
    const checks = all.under(comments);
    switch (instruction.keyword) {
        case 'MAINTAINER':
            checks.report('MaintainerDeprecated', range);
            return;
        case 'FROM':
            checkAlias(instruction, checks);
            return;
        case 'ARG':
            checkDescription('ARG', instruction.args.map(({ name }) => name), comments, range, checks);
            return;
        default:
    }
}
function checkAlias(from, checks) {
    const { alias, as, written, range, comments } = from;
    if (alias === undefined || as === undefined)
        return;
    if (alias !== alias.toLowerCase())
        checks.report('StageNameCasing', range, alias);
    // Another rule handles keywords of mixed case.
    const right = written === written.toLowerCase() ? as.toLowerCase() : as.toUpperCase();
    const mixed = written !== written.toLowerCase() && written !== written.toUpperCase();
    if (!mixed && as !== right)
        checks.report('FromAsCasing', range, written, as);
    checkDescription('FROM', [alias.toLowerCase()], comments, range, checks);
}
/** The last comment before a stage or an argument describes it, and begins with its name. */
function checkDescription(keyword, names, comments, range, checks) {
    const [first, second] = names;
    const comment = comments.at(-1);
    if (comment === undefined || first === undefined)
        return;
    if (names.includes(comment.split(' ')[0] ?? ''))
        return;
    checks.report('InvalidDefinitionDescription', range, keyword, second === undefined ? first : '<arg_key>');
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/checked-parse.js






/** The build argument whose value replaces the file's `# check=…`. */
const CHECK_ARGUMENT = 'BUILDKIT_DOCKERFILE_CHECK';
/**
 * Reads a Dockerfile and runs the checks that need only its text. If the file has an error, the findings before it are reported
 * first.
 *
 * @param argument value of the build argument, where it is given
 * @throws UserError for a file that cannot be read, and for settings that make no sense
 */
function parseAndCheck(source, name, argument, tell) {
    const given = argument === undefined ? undefined : settingsOf(argument, `build argument ${CHECK_ARGUMENT}`);
    let checks = Checks.telling(given ?? DEFAULT_SETTINGS, tell);
    const dockerfile = (0,parse/* parseDockerfile */.A)(source, name, {
        cut: (file, lines) => {
            const { check } = file.directives;
            if (given === undefined && check !== undefined) {
                checks = Checks.telling(settingsOf(beforeBlank(check), 'check options'), tell);
            }
            checkContinuations(lines, checks);
        },
        parsed: (instruction) => checkInstruction(instruction, checks),
    });
    checkFile(dockerfile, checks);
    return { dockerfile, checks };
}
function settingsOf(text, where) {
    try {
        return parseCheckSettings(text);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`failed to parse ${where}: ${error.message}`, { hint: error.hint, cause: error });
    }
}

// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/dockerfile/shell/expand.js
var shell_expand = __webpack_require__(68067);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/global-args.js
var global_args = __webpack_require__(96520);
// EXTERNAL MODULE: ./lib/plan/plan-budget.js
var plan_budget = __webpack_require__(23508);
// EXTERNAL MODULE: ./lib/text/edit-distance.js
var edit_distance = __webpack_require__(80139);
;// CONCATENATED MODULE: ./lib/plan/checks/suggested-name.js

/** A name that is more edits away is probably another one. */
const MOST_EDITS = 2;
/**
 * The name to suggest for an unknown one, as in BuildKit's checks: at most two edits away, upper and lower case being different;
 * of equally near ones the first. None where the name is known.
 */
function suggestedName(name, known) {
    const length = [...name].length;
    let best;
    let least = MOST_EDITS + 1;
    for (const candidate of known) {
        if (candidate === name)
            return undefined;
        // At least as many edits are needed as the lengths differ by.
        if (candidate === '' || Math.abs([...candidate].length - length) >= least)
            continue;
        const distance = (0,edit_distance/* editDistance */.Y)(name, candidate, false);
        if (distance < least) {
            best = candidate;
            least = distance;
        }
    }
    return best;
}

;// CONCATENATED MODULE: ./lib/plan/checks/variable-use.js

/** Expands something with an environment, and records which variables it looks up. */
function watchVariables(environment, work) {
    const found = new Set();
    const missing = new Set();
    const lookup = (name) => {
        const value = environment.get(name);
        (value === undefined ? missing : found).add(name);
        return value;
    };
    try {
        return { text: work(lookup), found, missing };
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return { found, missing };
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/plan/checks/base-checks.js








/** Each base must be a valid name without any build argument. */
function checkDefaultBases(dockerfile, predefined, checks) {
    const environment = attempt(() => (0,global_args/* evaluateGlobalArgs */.K4)(dockerfile, predefined, {}, new plan_budget/* PlanBudget */.B()).environment);
    if (environment === undefined)
        return;
    for (const { from } of dockerfile.stages) {
        const name = attempt(() => (0,shell_expand/* expandWord */.Vo)(from.image, environment.get, dockerfile.directives.escape));
        if (name === undefined)
            return;
        if (attempt(() => (0,reference/* parseReference */.F2)(name)) === undefined) {
            checks.report('InvalidDefaultArgInFrom', from.range, from.image);
        }
    }
}
/** Checks the variables and platforms of FROM. Ends at a stage that cannot be planned, which is an error later. */
function checkBases(dockerfile, environment, host, checks) {
    const declared = [
        ...new Set([...dockerfile.globalArgs.flatMap(({ args }) => args.map(({ name }) => name)), ...environment.names()]),
    ];
    const { escape } = dockerfile.directives;
    const use = (word) => watchVariables(environment, (lookup) => (0,shell_expand/* expandWord */.Vo)(word, lookup, escape));
    for (const node of dockerfile.stages) {
        const own = checks.under(node.from.comments);
        const name = use(node.from.image);
        reportUndeclared(name, node.from, declared, own);
        if (name.text === undefined || name.text === '')
            return;
        if (node.from.platform === undefined)
            continue;
        const platform = use(node.from.platform);
        reportUndeclared(platform, node.from, declared, own);
        reportPlatform(node, node.from.platform, platform, environment, host, own);
        if (platform.text === undefined || platform.text === '')
            return;
    }
}
function reportUndeclared({ missing }, { range }, declared, checks) {
    for (const name of missing) {
        if (!declared.includes(name))
            checks.report('UndefinedArgInFrom', range, name, suggestedName(name, declared));
    }
}
function reportPlatform({ name = '', from }, expression, { text, found, missing }, environment, host, checks) {
    if (text === undefined)
        return;
    if (missing.size === 0 && found.size === 1 && found.has('TARGETPLATFORM')) {
        if (text === environment.get('TARGETPLATFORM'))
            checks.report('RedundantTargetPlatform', from.range, expression);
        return;
    }
    if (missing.size + found.size > 0)
        return;
    const platform = attempt(() => (0,oci_platform/* parsePlatform */.FL)(text, host));
    // A stage that is named after its platform is for this platform on purpose.
    if (platform === undefined || name.includes(platform.os) || name.includes(platform.architecture))
        return;
    checks.report('FromPlatformFlagConstDisallowed', from.range, text);
}
/** `undefined` for an error of the user, which is thrown again when the stage is planned. */
function attempt(work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/plan/expand.js
var expand = __webpack_require__(25771);
// EXTERNAL MODULE: ./lib/plan/remote-source.js
var remote_source = __webpack_require__(3799);
;// CONCATENATED MODULE: ./lib/plan/source-date-epoch.js





const NAME = 'SOURCE_DATE_EPOCH';
/**
 * The time that a build gives to the files and images it makes (reproducible-builds.org), from `--build-arg`, else from an ARG
 * before the first FROM. As in BuildKit (`epoch.go`), a name can be given instead: `context` for the build context, the name of a named
 * context, or the name of a stage that has only one ADD of a remote source. Then the time is that of the committer for a commit. For a
 * download, it is the time that the server sends, or the time of the newest file in the archive.
 *
 * @throws UserError for anything else that is not a whole number
 */
async function resolveSourceDateEpoch(dockerfile, buildArgs, globals, sources) {
    const given = (0,global_args/* ownValue */.eC)(buildArgs, NAME);
    const text = given ?? globals.get(NAME) ?? '';
    if (text === '' || isNumber(text))
        return { seconds: secondsOf(text), buildArgs, globals };
    const seconds = await timeOf(text, dockerfile, buildArgs, globals, sources);
    const time = seconds === undefined ? '' : String(seconds);
    return {
        seconds,
        buildArgs: given === undefined ? buildArgs : { ...buildArgs, [NAME]: time },
        globals: globals.get(NAME) === undefined ? globals : globals.set(NAME, time),
    };
}
function isNumber(text) {
    return /^[+-]?\d+$/.test(text);
}
function secondsOf(text) {
    if (text === '')
        return undefined;
    const seconds = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : NaN;
    // The last second that a Date can hold.
    if (Math.abs(seconds) <= 8.64e12)
        return seconds;
    throw source_date_epoch_invalid(text);
}
function source_date_epoch_invalid(text) {
    return new errors/* UserError */.yo(`invalid ${NAME}: ${text}`, {
        hint: 'Write it in whole seconds since 1970, as date +%s does, or write context, or the name of a context or a stage.',
    });
}
function timeOf(name, dockerfile, buildArgs, globals, sources) {
    if (name === 'context')
        return sources.context();
    const ofContext = sources.namedContext(name);
    if (ofContext !== undefined)
        return ofContext;
    // Of two stages with one name the first counts, as in BuildKit.
    const stage = dockerfile.stages.find((each) => each.name?.toLowerCase() === name.toLowerCase());
    if (stage === undefined)
        throw source_date_epoch_invalid(name);
    return (0,error_location/* locateErrors */.yU)(dockerfile, stage.from.range, () => {
        const { source, checksum } = onlyRemote(dockerfile, stage, buildArgs, globals.set(NAME, ''));
        return sources.remote(source, checksum);
    });
}
/** @throws UserError for a stage that has more than one ADD of a remote source */
function onlyRemote(dockerfile, stage, buildArgs, globals) {
    const refuse = (why) => new errors/* UserError */.yo(`${NAME} cannot be the stage ${stage.name ?? ''}: ${why}`, {
        hint: 'Such a stage is FROM scratch, with one ADD of a download or a git repository, and ARG.',
    });
    if ((0,expand/* expand */.f)(dockerfile, stage.from.image, globals) !== 'scratch')
        throw refuse('it is not FROM scratch');
    let environment = globals;
    let found;
    for (const instruction of stage.instructions) {
        if (instruction.keyword === 'ARG')
            environment = declared(dockerfile, instruction, buildArgs, environment);
        else if (instruction.keyword !== 'ADD')
            throw refuse(`it has the instruction ${instruction.keyword}`);
        else if (found !== undefined)
            throw refuse('it has more than one ADD');
        else {
            found = remoteAdd(dockerfile, instruction, environment);
            if (found === undefined)
                throw refuse('its ADD has another source than one download or repository');
        }
    }
    if (found === undefined)
        throw refuse('it has no ADD');
    return found;
}
function declared(dockerfile, { args }, buildArgs, before) {
    return args.reduce((environment, { name, value }) => {
        const result = (0,global_args/* ownValue */.eC)(buildArgs, name) ?? (value === undefined ? value : (0,expand/* expand */.f)(dockerfile, value, environment));
        return result === undefined ? environment : environment.set(name, result);
    }, before);
}
function remoteAdd(dockerfile, add, environment) {
    const [only, ...more] = add.sources;
    if (only === undefined || more.length + add.heredocs.length > 0)
        return undefined;
    const source = (0,remote_source/* remoteSource */.g)((0,expand/* expand */.f)(dockerfile, only, environment));
    const checksum = (0,expand/* expand */.f)(dockerfile, add.checksum ?? '', environment);
    return source && { source, checksum: checksum === '' ? undefined : checksum };
}

// EXTERNAL MODULE: ./lib/plan/context-names.js
var context_names = __webpack_require__(78101);
// EXTERNAL MODULE: ./lib/plan/image-state.js
var image_state = __webpack_require__(46154);
// EXTERNAL MODULE: ./lib/plan/lower.js + 8 modules
var lower = __webpack_require__(34405);
// EXTERNAL MODULE: ./lib/plan/stage-graph.js + 2 modules
var stage_graph = __webpack_require__(46583);
// EXTERNAL MODULE: ./lib/plan/stage-state.js
var stage_state = __webpack_require__(94897);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
;// CONCATENATED MODULE: ./lib/plan/checks/platform-checks.js

/** An image without an index is taken for any platform; a base for another processor is rarely what the user wanted. */
function checkBasePlatform(image, expected, actual, range, checks) {
    if (expected.os === actual.os && expected.architecture === actual.architecture)
        return;
    const shown = (platform) => (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)(platform));
    checks.report('InvalidBaseImagePlatform', range, image, shown(expected), shown(actual));
}

;// CONCATENATED MODULE: ./lib/engine/plan/base-platforms.js

/** Checks that the images that stages are based on, or copy from, are for the platform that they are used for. */
async function checkPlatforms(graph, stages, platform, resolver, checks) {
    for (const index of stages) {
        const stage = graph.stages[index];
        for (const used of stage === undefined ? [] : usedImages(stage, platform)) {
            const { name, expected, range } = used;
            const { config, layers } = await resolver.image(used, expected, range);
            // An image without files runs anywhere.
            if (layers.length > 0)
                checkBasePlatform(name, expected, config, range, checks);
        }
    }
}
function usedImages(stage, platform) {
    const { base, node, instructions } = stage;
    const own = base.kind === 'image' ? [{ ...base, expected: stage.platform, range: node.from.range }] : [];
    const copied = instructions.flatMap(({ instruction, sources }) => sources.flatMap((source) => source.kind === 'image' ? [{ ...source, expected: platform, range: instruction.range }] : []));
    return [...own, ...copied];
}

;// CONCATENATED MODULE: ./lib/engine/plan/known-platform.js

/**
 * If a context with files replaces a stage, nothing says for which platform an image based on it is. BuildKit refuses to export such
 * an image unless `--platform` was given; the platform of a FROM line does not count.
 *
 * @throws UserError at the target's FROM
 */
function requireKnownPlatform(graph, stages) {
    const byIndex = new Map(stages.map((plan) => [plan.stage.index, plan]));
    const target = byIndex.get(graph.target);
    let plan = target;
    while (plan?.base.kind === 'stage')
        plan = byIndex.get(plan.base.index);
    if (target === undefined || plan === undefined || !plan.stage.replaced || plan.base.kind === 'image')
        return;
    throw (0,error_location/* errorAt */.Os)(graph.dockerfile, target.stage.node.from.range, 'invalid image config for export: missing architecture', {
        hint: `The files of the build context ${plan.stage.name} replace that stage, and have no platform: pass --platform.`,
    });
}

// EXTERNAL MODULE: ./lib/engine/plan/source-resolver.js
var source_resolver = __webpack_require__(51634);
;// CONCATENATED MODULE: ./lib/engine/plan/build-plan.js















/**
 * @throws UserError at a line of the Dockerfile; without a line if findings of checks are errors, after all of them were reported
 * @throws InfraError when a registry or server does not answer
 */
async function planBuild(dockerfile, options, bases, signal) {
    const given = options.target === '' ? undefined : options.target;
    const targetName = given ?? dockerfile.stages.at(-1)?.name ?? 'default';
    const predefined = (0,global_args/* predefinedArgs */.s2)({ build: options.buildPlatform, target: options.platform }, options.buildArgs, targetName);
    const { checks } = options;
    if (checks !== undefined)
        checkDefaultBases(dockerfile, predefined, checks.checks);
    const budget = new plan_budget/* PlanBudget */.B();
    const { environment, args } = (0,global_args/* evaluateGlobalArgs */.K4)(dockerfile, predefined, options.buildArgs, budget);
    if (checks !== undefined)
        checkBases(dockerfile, environment, options.platform, checks.checks);
    const planned = (0,stage_graph/* planStages */.VC)(dockerfile, {
        environment,
        targetPlatform: options.platform,
        target: options.target,
        contexts: context_names/* ContextNames */.K.of(options.contexts?.names ?? []),
    });
    const resolver = new source_resolver/* SourceResolver */.w(dockerfile, { bases, contexts: options.contexts }, signal);
    const graph = await resolveTriggers(planned, resolver);
    const wanted = options.allStages === true ? graph.stages.map(({ index }) => index) : (0,stage_graph/* neededStages */.xB)(graph);
    const copied = await resolver.sourcesOf(graph, wanted, options.platform);
    if (checks !== undefined)
        await checkPlatforms(graph, wanted, options.platform, resolver, checks.checks);
    const { entitlements, contextTime = unknown } = options;
    const epoch = await resolveSourceDateEpoch(dockerfile, options.buildArgs, environment, {
        context: contextTime,
        namedContext: (name) => {
            const context = planned.contexts.find(name, options.platform);
            return context === undefined ? undefined : (options.contexts?.time?.(context, signal) ?? unknown());
        },
        remote: options.remoteTime ?? unknown,
    });
    const { buildArgs, globals: globalEnvironment } = epoch;
    const lowering = { graph, dockerfile, globalEnvironment, buildArgs, budget, entitlements };
    const lowered = await lowerStages(graph, wanted, resolver, lowering, checks);
    const failure = checks?.failure();
    if (failure !== undefined)
        throw failure;
    // Without entitlements nothing runs, and no image is made.
    if (!options.platformGiven && entitlements !== undefined)
        requireKnownPlatform(graph, lowered);
    return { ...number(dockerfile, graph, args, lowered, copied, options), sourceDateEpoch: epoch.seconds };
}
/** A time that is not known. */
const unknown = () => Promise.resolve(undefined);
/** The ONBUILD triggers of bases may need further stages, which have bases, too. */
async function resolveTriggers(planned, resolver) {
    let graph = planned;
    const done = new Set();
    for (;;) {
        const fresh = (0,stage_graph/* neededStages */.xB)(graph).filter((index) => !done.has(index));
        if (fresh.length === 0)
            return graph;
        const triggers = await Promise.all(fresh.map((index) => triggersOf(graph, index, resolver)));
        fresh.forEach((index, position) => {
            done.add(index);
            graph = (0,stage_graph/* withTriggers */.Mj)(graph, index, triggers[position] ?? []);
        });
    }
}
async function triggersOf(graph, index, resolver) {
    const stage = graph.stages[index];
    // A stage that a context replaces runs nothing, not even triggers.
    if (stage === undefined || stage.replaced)
        return [];
    const base = await resolver.baseOf(stage);
    if (base.kind === 'image')
        return base.image.config.config?.OnBuild ?? [];
    if (base.kind !== 'stage')
        return [];
    return (graph.stages[base.index]?.instructions ?? []).flatMap(({ instruction }) => instruction.keyword === 'ONBUILD' ? [instruction.trigger] : []);
}
async function lowerStages(graph, stages, resolver, options, checks) {
    const lowered = new Map();
    for (const index of stages) {
        const stage = graph.stages[index];
        if (stage === undefined)
            continue;
        const base = await resolver.baseOf(stage);
        const start = startOf(stage, base, lowered);
        const { steps, end } = (0,lower/* lowerStage */.C)(stage.instructions, start, index, options, checks?.stage(stage, options));
        lowered.set(index, { stage, base, start, steps, end, programs: programsOf(stage, start) });
    }
    return [...lowered.values()];
}
/** Configs without a platform exist. */
function programsOf({ platform }, { image }) {
    return image.platform.architecture === '' || image.platform.os === '' ? platform : image.platform;
}
function startOf(stage, base, lowered) {
    switch (base.kind) {
        case 'scratch':
        case 'files':
            return (0,stage_state/* startOnImage */.P)(stage.replaced ? (0,image_state/* blankImage */.YG)(stage.platform) : (0,image_state/* scratchImage */.Kp)(stage.platform));
        case 'image':
            return (0,stage_state/* startOnImage */.P)(stage.replaced ? (0,image_state/* imageAsItIs */.hb)(base.image.config) : (0,image_state/* imageFromConfig */.W0)(base.image.config));
        case 'stage': {
            const below = lowered.get(base.index);
            if (below === undefined)
                return (0,stage_state/* startOnImage */.P)((0,image_state/* scratchImage */.Kp)(stage.platform));
            return (0,stage_state/* startOnStage */.i)(below.end, (0,image_state/* imageFromStage */.i)(below.end.image));
        }
    }
}
/** Numbers the instructions that the target needs, in the order of the file. */
function number(dockerfile, graph, args, lowered, copied, options) {
    const total = args.length + lowered.reduce((sum, stage) => sum + 1 + stage.steps.length, 0);
    const steps = [];
    const next = (stage, on, { text, range }, dependsOn, locks = []) => {
        // It goes to logs, reports and caches.
        const instruction = (0,url_credentials/* redactCredentials */.U)(text);
        const { start: line, end: endLine } = range;
        const platform = (0,oci_platform/* formatPlatform */.Bq)(on);
        const known = [...new Set(dependsOn.filter((step) => step !== undefined))];
        const place = { number: steps.length + 1, total, stage, platform, instruction, line, endLine };
        const info = { ...place, dependsOn: known, ...(locks.length > 0 && { locks }) };
        steps.push(info);
        return info;
    };
    const globalArgs = args.map((arg) => ({
        arg,
        info: next('', options.platform, arg.instruction, []),
    }));
    /** The number of each stage's last step, by the stage's index. */
    const ends = new Map();
    const stages = lowered.map((stage) => {
        const { index, name, platform, node } = stage.stage;
        const from = next(name, platform, node.from, stage.base.kind === 'stage' ? [ends.get(stage.base.index)] : []);
        const numbered = stage.steps.map((step) => {
            const sources = stagesReadBy(step).map((source) => ends.get(source));
            return { ...step, info: next(name, platform, step, [steps.length, ...sources], locksOf(step)) };
        });
        ends.set(index, steps.length);
        return { ...stage, from, steps: numbered };
    });
    return {
        dockerfile,
        graph,
        globalArgs,
        stages: options.platformGiven ? stages.map((stage) => labelled(stage, graph.target, options.platform)) : stages,
        target: graph.target,
        steps,
        copied,
        platform: options.platform,
        buildArgs: options.buildArgs,
    };
}
/** The indexes of the stages that a step takes files from. */
function stagesReadBy({ operation }) {
    const sources = operation.kind === 'copy'
        ? [operation.from]
        : operation.kind === 'run'
            ? operation.mounts.map(({ source }) => source)
            : [];
    return sources.flatMap((source) => (source.kind === 'stage' ? [source.index] : []));
}
/** The cache mounts that a step has for itself. */
function locksOf({ operation }) {
    if (operation.kind !== 'run')
        return [];
    const locked = operation.mounts.filter(({ mount }) => mount.type === 'cache' && mount.sharing === 'locked');
    return locked.map(({ mount }) => (mount.id === '' ? (0,path_parts/* goCleanPath */.Li)(mount.target) : mount.id));
}
/** The target's image gets the platform that was asked for, even if its base is for another. */
function labelled(plan, target, platform) {
    if (plan.stage.index !== target)
        return plan;
    const label = (holder) => ({
        ...holder,
        image: { ...holder.image, platform },
    });
    return { ...plan, start: label(plan.start), end: label(plan.end), steps: plan.steps.map(label) };
}

// EXTERNAL MODULE: ./lib/engine/plan/number-steps.js
var number_steps = __webpack_require__(88885);
// EXTERNAL MODULE: ./lib/dockerfile/values/git-address.js
var git_address = __webpack_require__(40372);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
;// CONCATENATED MODULE: ./lib/plan/checks/ignored-sources.js



/**
 * @returns `undefined` where there are no patterns, and where one is an exception (`!`): a file in an excluded directory may then
 *   be included, which cannot be known from the source alone
 */
function ignoredSources(patterns) {
    if (patterns.length === 0 || patterns.some((pattern) => pattern.exception))
        return undefined;
    const matcher = dockerignore/* IgnoreMatcher */.Ds.of(patterns);
    const hidesAll = patterns.some(({ path: pattern }) => ['*', '**', '**/*'].includes(pattern.source));
    return {
        // A pattern such as `.*` does not mean the root.
        hides: (source) => (source === '.' || source === '/' ? hidesAll : matcher.matches(source).excluded),
    };
}
const DOWNLOAD = /^https?:\/\//;
function checkIgnoredSource(copy, source, ignored, checks) {
    if (DOWNLOAD.test(source) || (0,git_address/* parseGitAddress */.Q)(source) !== undefined)
        return;
    const clean = (0,path_parts/* goCleanPath */.Li)(source);
    if (ignored.hides(clean))
        checks.report('CopyIgnoredFile', copy.range, copy.keyword === 'ADD' ? 'Add' : 'Copy', clean);
}

;// CONCATENATED MODULE: ./lib/plan/checks/port-checks.js
/**
 * Checks `[[address:]host port:]port[/protocol]`.
 *
 * @returns false for a port with which EXPOSE fails
 */
function checkPort(spec, range, checks) {
    const parts = spec.split(':');
    const container = parts.pop() ?? '';
    const slash = container.indexOf('/');
    const protocol = slash < 0 ? '' : container.slice(slash + 1);
    const port = slash < 0 ? container : container.slice(0, slash);
    if (port === '' || !['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase()))
        return false;
    if (protocol !== protocol.toLowerCase())
        checks.report('ExposeProtoCasing', range, spec);
    if (parts.some((part) => part !== ''))
        checks.report('ExposeInvalidFormat', range, spec);
    return true;
}

;// CONCATENATED MODULE: ./lib/plan/checks/secret-names.js
const SECRET = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;
/** Everybody can read the values of ARG and ENV in the image's history and config. */
function checkSecretName(keyword, name, range, checks) {
    if (SECRET.test(name) && !HARMLESS.test(name))
        checks.report('SecretsUsedInArgOrEnv', range, keyword, name);
}

// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/plan/lower-arg.js
var lower_arg = __webpack_require__(42127);
;// CONCATENATED MODULE: ./lib/plan/checks/undefined-variables.js







/**
 * Reports variables that an instruction uses though they have no value. A declared ARG may have none. As in BuildKit, EXPOSE and
 * words that only the shell expands are not checked.
 */
function checkVariables(instruction, state, options, checks) {
    const { range } = instruction;
    const { escape } = options.dockerfile.directives;
    if (instruction.keyword === 'ARG') {
        checkDefaults(instruction, state, options, checks);
        return;
    }
    const expand = (word) => reportMissing(expandedWord(word, state, escape), state, range, checks);
    for (const word of wordsOf(instruction))
        expand(word);
    if (instruction.keyword === 'RUN')
        for (const mount of instruction.mounts)
            tryMount(mount, expand);
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
        for (const heredoc of instruction.heredocs) {
            if (!heredoc.expand)
                continue;
            const use = watchVariables(state.environment, (lookup) => (0,shell_expand/* expandHeredoc */.nk)(heredoc.content, lookup));
            reportMissing(use, state, range, checks);
        }
    }
}
/** Checks the defaults that no `--build-arg` replaces. Each sees the arguments before it. */
function checkDefaults(instruction, start, options, checks) {
    const { escape } = options.dockerfile.directives;
    let state = start;
    for (const arg of instruction.args) {
        if (arg.value !== undefined && (0,global_args/* ownValue */.eC)(options.buildArgs, arg.name) === undefined) {
            const use = expandedWord(arg.value, state, escape);
            reportMissing(use, state, instruction.range, checks);
            if (use.text === undefined)
                return;
        }
        ({ state } = (0,lower_arg/* lowerArg */.c)({ ...instruction, args: [arg] }, state, options));
    }
}
function expandedWord(word, { environment }, escape) {
    return watchVariables(environment, (lookup) => (0,shell_expand/* expandWord */.Vo)(word, lookup, escape));
}
function reportMissing(use, state, range, checks) {
    for (const name of use.missing) {
        if (lower_arg/* NO_VARIABLES */.s.has(name) || state.declaredArgs.some(([declared]) => declared === name))
            continue;
        checks.report('UndefinedVar', range, name, suggestedName(name, state.environment.names()));
    }
    return use.text ?? '';
}
/** The error of an invalid mount is thrown again when the instruction is planned. */
function tryMount(mount, expand) {
    try {
        (0,values_mount/* parseMount */.zt)(mount, expand);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
    }
}
/** The words that are expanded, in BuildKit's order. */
function wordsOf(instruction) {
    switch (instruction.keyword) {
        case 'ENV':
        case 'LABEL':
            return instruction.pairs.flatMap(({ key, value }) => [key, value]);
        case 'COPY':
        case 'ADD':
            return copyWords(instruction);
        case 'USER':
            return [instruction.user];
        case 'WORKDIR':
            return [instruction.path];
        case 'VOLUME':
            return instruction.paths;
        case 'STOPSIGNAL':
            return [instruction.signal];
        default:
            return [];
    }
}
function copyWords(copy) {
    const checksum = copy.keyword === 'ADD' ? copy.checksum : undefined;
    return [copy.chown, copy.chmod, checksum, ...copy.sources, copy.destination].filter((word) => word !== undefined);
}

;// CONCATENATED MODULE: ./lib/plan/checks/stage-checks.js






/** The checks of one stage's instructions, in order, each with the state before it. */
class StageChecks {
    #checks;
    #options;
    #ignored;
    #commands = new Map();
    #workdirSet;
    /** @param below the checks of the stage that this one is based on */
    constructor(checks, options, ignored, below) {
        this.#checks = checks;
        this.#options = options;
        this.#ignored = ignored;
        this.#workdirSet = below?.workdirSet ?? false;
    }
    /** Whether the Dockerfile has a WORKDIR before this point, in this stage or in one that it is based on. */
    get workdirSet() {
        return this.#workdirSet;
    }
    /** To be called before the instruction is planned, so that findings are reported even where planning fails. */
    check({ instruction, sources }, state) {
        const checks = this.#checks.under(instruction.comments);
        if (instruction.keyword === 'ARG')
            checkArgNames(instruction, checks);
        checkVariables(instruction, state, this.#options, checks);
        try {
            this.#checkMeaning(instruction, sources[0]?.kind ?? 'context', state, checks);
        }
        catch (error) {
            // The same error is thrown again when the instruction is planned.
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
        }
    }
    #checkMeaning(instruction, source, state, checks) {
        const { escape } = this.#options.dockerfile.directives;
        const word = (text) => (0,shell_expand/* expandWord */.Vo)(text, state.environment.get, escape);
        switch (instruction.keyword) {
            case 'ENV':
                checkLegacy(instruction, checks, (key) => checkSecretName('ENV', word(key), instruction.range, checks));
                return;
            case 'LABEL':
                checkLegacy(instruction, checks, () => undefined);
                return;
            case 'WORKDIR':
                this.#checkWorkdir(instruction, word, checks);
                return;
            case 'CMD':
            case 'ENTRYPOINT':
                this.#checkOnce(instruction.keyword, instruction, checks);
                if (instruction.command.form === 'shell' && (state.image.config.Shell ?? []).length === 0) {
                    checks.report('JSONArgsRecommended', instruction.range, instruction.written);
                }
                return;
            case 'HEALTHCHECK':
                this.#checkOnce('HEALTHCHECK', instruction, checks);
                return;
            case 'EXPOSE':
                checkPorts(instruction, (text) => (0,shell_expand/* expandWords */.AK)(text, state.environment.get, escape), checks);
                return;
            case 'COPY':
            case 'ADD':
                if (source === 'context')
                    this.#checkSources(instruction, word, checks);
                return;
            default:
        }
    }
    /** Only the first WORKDIR is checked: later ones are relative to it. The base's own working directory may change. */
    #checkWorkdir({ path, range }, word, checks) {
        const expanded = word(path);
        if (!this.#workdirSet && !expanded.startsWith('/'))
            checks.report('WorkdirRelativePath', range, expanded);
        this.#workdirSet = true;
    }
    /** The finding is at the earlier instruction, which has no effect. */
    #checkOnce(keyword, { written, range }, checks) {
        const earlier = this.#commands.get(keyword);
        if (earlier !== undefined)
            checks.report('MultipleInstructionsDisallowed', earlier, written);
        this.#commands.set(keyword, range);
    }
    #checkSources(copy, word, checks) {
        if (this.#ignored === undefined)
            return;
        for (const source of copy.sources)
            checkIgnoredSource(copy, word(source), this.#ignored, checks);
    }
}
function checkArgNames({ args, range }, checks) {
    for (const { name } of args)
        checkSecretName('ARG', name, range, checks);
}
function checkLegacy({ pairs, written, range }, checks, each) {
    for (const { key, legacy } of pairs) {
        if (legacy === true)
            checks.report('LegacyKeyValueFormat', range, written);
        each(key);
    }
}
function checkPorts(expose, words, checks) {
    for (const port of expose.ports.flatMap(words))
        if (!checkPort(port, expose.range, checks))
            return;
}

;// CONCATENATED MODULE: ./lib/plan/checks/plan-checks.js

/** The checks of one plan, stage by stage. */
class PlanChecks {
    checks;
    #ignored;
    #stages = new Map();
    constructor(checks, ignored) {
        this.checks = checks;
        this.#ignored = ignored;
    }
    /** The checks of a stage. Those of the stage that it is based on have to be made before. */
    stage({ index, base }, options) {
        const below = base.kind === 'stage' ? this.#stages.get(base.index) : undefined;
        const stage = new StageChecks(this.checks, options, this.#ignored, below);
        this.#stages.set(index, stage);
        return stage;
    }
    failure() {
        return this.checks.failure();
    }
}

;// CONCATENATED MODULE: ./lib/app/plan-builds.js






/** Reads the Dockerfile and plans the build of each platform. The checks look at the first one's, as in BuildKit. */
async function planBuilds(request) {
    const { options, opened, bases, contexts, tell, entitlements, allStages, signal } = request;
    const { text, name } = opened.dockerfile;
    const argument = Object.hasOwn(options.buildArgs, CHECK_ARGUMENT) ? options.buildArgs[CHECK_ARGUMENT] : undefined;
    const { dockerfile, checks } = parseAndCheck(text, name, argument, (finding) => tell(warningOf(finding)));
    const buildPlatform = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const given = [...new Set(options.platforms)].map((text) => (0,oci_platform/* givenPlatform */.VO)(text, buildPlatform));
    const platforms = given.length === 0 ? [buildPlatform] : given;
    // Waits for all of them, so that findings of the checks are reported before the first error.
    const plans = await Promise.allSettled(platforms.map((platform, index) => planBuild(dockerfile, {
        buildArgs: options.buildArgs,
        target: options.target,
        platform,
        buildPlatform,
        platformGiven: given.length > 0,
        contexts,
        contextTime: opened.time,
        remoteTime: opened.remoteTime,
        allStages,
        ...(entitlements !== undefined && { entitlements }),
        ...(index === 0 && { checks: new PlanChecks(checks, ignoredSources(opened.ignore)) }),
    }, bases, signal)));
    return (0,number_steps/* numberAcrossPlatforms */.r)(plans.map(plan_builds_valueOf));
}
function plan_builds_valueOf(settled) {
    if (settled.status === 'rejected')
        throw settled.reason;
    return settled.value;
}
function warningOf({ rule, message, range }) {
    return {
        type: 'warning',
        message,
        line: range.start,
        ...(range.end > range.start && { endLine: range.end }),
        rule: rule.name,
        description: rule.description,
        ...(rule.url !== undefined && { url: rule.url }),
    };
}


/***/ }),

/***/ 69480:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ NamedContextSet)
/* harmony export */ });
/* harmony import */ var _context_directory_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41524);
/* harmony import */ var _context_ignore_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67844);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _store_oci_layout_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58653);
/* harmony import */ var _store_image_contents_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92763);
/* harmony import */ var _layer_image_layers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(45267);
/* harmony import */ var _remote_time_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(17998);







/** What a download is called, whatever is in it. */
const DOWNLOAD = 'context';
/** The contexts of `--build-context`. Directories are looked at first of all; everything else when a stage needs it. */
class NamedContextSet {
    names;
    #specs;
    #parts;
    #directories = new Map();
    /** @throws UserError when a directory does not exist, or a line of its .dockerignore is no pattern */
    constructor(specs, parts) {
        this.#specs = new Map(Object.entries(specs));
        this.#parts = parts;
        this.names = [...this.#specs.keys()];
        for (const [name, spec] of this.#specs) {
            if (spec.kind === 'directory')
                this.#directories.set(name, this.#openDirectory(name, spec.path));
        }
    }
    async open(name, platform, signal) {
        const spec = this.#specs.get(name);
        switch (spec?.kind) {
            case undefined:
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`there is no build context ${name}`);
            case 'directory':
                return { kind: 'files', files: this.#directory(name, spec.path) };
            case 'scratch':
                return spec;
            case 'image':
                return { kind: 'image', image: await this.#parts.bases.resolve(spec.reference, platform, signal) };
            case 'built':
                if (this.#parts.built === undefined)
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`there is no target ${spec.target} in this build`);
                return this.#parts.built.open(spec.target, platform);
            case 'layout':
                return this.#openLayout(name, spec, platform);
            case 'git': {
                const repository = await this.#parts.remote.repository(spec.address, signal);
                return { kind: 'files', files: await repository.files(signal) };
            }
            case 'download': {
                // As with BuildKit it is one file, whatever is in it.
                const tree = await this.#parts.remote.download(spec.url, { name: DOWNLOAD, checksum: undefined }, signal);
                return { kind: 'files', files: unhidden(tree) };
            }
        }
    }
    async time(name, signal) {
        const spec = this.#specs.get(name);
        const { remote, local } = this.#parts;
        const parts = { remote, scratch: local.scratch, signal };
        if (spec?.kind === 'git')
            return (0,_remote_time_js__WEBPACK_IMPORTED_MODULE_6__/* .remoteTime */ .G)(spec, undefined, parts);
        if (spec?.kind !== 'download')
            return undefined;
        return (0,_remote_time_js__WEBPACK_IMPORTED_MODULE_6__/* .remoteTime */ .G)({ kind: 'download', url: spec.url, name: DOWNLOAD }, undefined, parts);
    }
    #directory(name, directory) {
        return this.#directories.get(name) ?? this.#openDirectory(name, directory);
    }
    #openDirectory(name, directory) {
        try {
            const { local, signal } = this.#parts;
            // The name of the Dockerfile has no say here: only the directory's own file counts.
            const ignore = (0,_context_ignore_file_js__WEBPACK_IMPORTED_MODULE_1__/* .loadIgnoreFile */ .F)(directory, undefined);
            return _context_directory_context_js__WEBPACK_IMPORTED_MODULE_0__/* .DirectoryContext */ .n.open({
                root: directory,
                ignore,
                label: labelOf(name),
                own: local.own,
                scratch: local.scratch(),
                watchesGit: true,
                signal,
            });
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo))
                throw error;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${labelOf(name)}: ${error.message}`, { cause: error, hint: error.hint });
        }
    }
    async #openLayout(name, spec, platform) {
        const layout = new _store_oci_layout_source_js__WEBPACK_IMPORTED_MODULE_3__/* .OciLayoutSource */ .b(spec.directory);
        const image = await (0,_store_image_contents_js__WEBPACK_IMPORTED_MODULE_4__/* .readImage */ .AM)(layout, layout.find(spec), platform);
        const layers = (0,_layer_image_layers_js__WEBPACK_IMPORTED_MODULE_5__/* .imageLayers */ .M)(labelOf(name), image.manifest, image.config);
        for (const layer of layers)
            this.#parts.layers.addFile(layer, (signal) => layout.open(layer.blob, signal));
        return { kind: 'image', image: { name, digest: image.descriptor.digest, config: image.config, layers } };
    }
}
/** A tree as a context in which nothing is hidden. */
function unhidden(tree) {
    return {
        label: tree.label,
        lstat: (path) => tree.lstat(path),
        readdir: (path) => tree.readdir(path),
        digests: (paths) => tree.digests(paths),
        contents: (paths) => tree.contents(paths),
        ignoredBy: () => Promise.resolve(undefined),
    };
}
function labelOf(name) {
    return `build context ${name}`;
}


/***/ }),

/***/ 98378:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ openContext)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/context/directory-context.js + 7 modules
var directory_context = __webpack_require__(41524);
// EXTERNAL MODULE: ./lib/context/find-dockerfile.js
var find_dockerfile = __webpack_require__(57139);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/async/yielding.js
var yielding = __webpack_require__(43409);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
;// CONCATENATED MODULE: ./lib/context/context-size.js






/**
 * Adds up the files of a directory that .dockerignore does not exclude. The folders at the top are walked in parallel, level by
 * level, so that the result covers all of them even if a limit stops the walk. Unreadable files count as empty.
 *
 * @param limits by default 200,000 entries and 2 s
 */
async function measureContext(root, ignore, limits = {}) {
    const matcher = dockerignore/* IgnoreMatcher */.Ds.of(ignore);
    // Not `join`, which takes as long as looking at the file does.
    const prefix = root.endsWith('/') ? root : `${root}/`;
    const breather = new yielding/* EventLoopTurns */.j(limits.signal);
    const end = performance.now() + (limits.maxMilliseconds ?? 2000);
    const maxEntries = limits.maxEntries ?? 200_000;
    const folders = new Map();
    const queue = [{ path: '', verdict: matcher.root }];
    let bytes = 0;
    let entries = 0;
    const result = (complete) => ({
        bytes,
        entries,
        complete,
        folders: [...folders.values()].sort((a, b) => b.bytes - a.bytes || (0,code_unit_order/* byCodeUnit */.X)(a.path, b.path)),
    });
    for (let next = 0; next < queue.length; next++) {
        const directory = queue[next];
        if (directory === undefined)
            break;
        for (const name of namesOrNothing(directory.path === '' ? root : `${prefix}${directory.path}`)) {
            await breather.pause();
            if (entries >= maxEntries || performance.now() > end)
                return result(false);
            const path = directory.path === '' ? name : `${directory.path}/${name}`;
            const verdict = matcher.matchesBelow(directory.verdict, path);
            if (verdict.excluded && !matcher.mayContainIncluded(path))
                continue;
            const stats = statsOrNothing(`${prefix}${path}`);
            if (stats?.isDirectory() === true)
                queue.push({ path, verdict });
            if (stats === undefined || verdict.excluded)
                continue;
            const size = stats.isFile() ? stats.size : 0;
            bytes += size;
            entries++;
            const [top = ''] = path.split('/', 1);
            if (top === path && !stats.isDirectory())
                continue;
            const folder = folders.get(top) ?? { path: top, bytes: 0, entries: 0 };
            folder.bytes += size;
            folder.entries++;
            folders.set(top, folder);
        }
    }
    return result(true);
}
/** From this size on, a context gets a warning: reading all of it takes a noticeable time. */
const LARGE_BYTES = 1024 ** 3;
const LARGE_ENTRIES = 100_000;
/** The warning for a context that is the root of the machine or very large, in the form of a `warning` event. */
function contextWarning(root, size) {
    const isRoot = root === (0,external_node_path_.parse)(root).root;
    if (!isRoot && size.bytes < LARGE_BYTES && size.entries < LARGE_ENTRIES)
        return undefined;
    const amount = `${size.complete ? '' : 'at least '}${megabytes(size.bytes)} in ${size.entries} entries`;
    const largest = size.folders.slice(0, 5).map((folder) => `${(0,byte_name/* displayName */.QC)(folder.path)}/ ${megabytes(folder.bytes)}`);
    return {
        message: `the build context is ${isRoot ? `the root directory ${root}` : 'very large'}: ${amount}` +
            (largest.length === 0 ? '' : `; largest: ${largest.join(', ')}`),
        hint: 'Name what the build does not need in .dockerignore, or give a smaller directory as the context.',
    };
}
function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(1)} MB`;
}
function namesOrNothing(directory) {
    try {
        return (0,byte_name/* readNames */.r6)(directory);
    }
    catch {
        return [];
    }
}
function statsOrNothing(path) {
    try {
        return (0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(path), { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/context/ignore-file.js
var ignore_file = __webpack_require__(67844);
// EXTERNAL MODULE: ./lib/context/standard-input.js + 1 modules
var standard_input = __webpack_require__(40526);
// EXTERNAL MODULE: ./lib/context/tar-context.js
var tar_context = __webpack_require__(82606);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/text-file.js
var text_file = __webpack_require__(10511);
// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(58091);
// EXTERNAL MODULE: ./lib/layer/source-tree.js
var source_tree = __webpack_require__(38177);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
;// CONCATENATED MODULE: ./lib/app/sources/repository-context.js





/** The build arguments that BuildKit's frontend looks at for a Git context (`dockerui`, `initContext`). */
function addressFor({ buildArgs }, address) {
    const argument = (name) => (Object.hasOwn(buildArgs, name) ? (buildArgs[name] ?? '') : '');
    return {
        ...address,
        ...((0,go_boolean/* goBoolean */.x)(argument('BUILDKIT_CONTEXT_KEEP_GIT_DIR')) === true && { keepGitDir: true }),
        ...(argument('SOURCE_DATE_EPOCH') !== '' && { mtime: 'commit' }),
    };
}
/** Milliseconds that a build spends on finding out which files of the checkout differ. */
const STATUS_MS = 4000;
/** Files that are named. */
const NAMED = 5;
/**
 * Says which files of the job's folder are not as in the commit: whoever changes files before the build may not know that the context is
 * not the folder.
 *
 * @param own absolute paths of what the build itself writes
 */
async function changesRemark(repository, own, signal) {
    const bounded = (0,time_limit/* withTimeLimit */.B)(signal, STATUS_MS);
    let found;
    try {
        found = await repository.changes(bounded);
    }
    catch (error) {
        signal.throwIfAborted();
        // Without an answer in time, or with a damaged index, nothing is known.
        if (bounded.aborted || error instanceof errors/* InfraError */.Ri)
            return undefined;
        throw error;
    }
    if (found === undefined)
        return undefined;
    const { folder } = found;
    const files = found.files.filter((file) => {
        const full = external_node_path_.join(folder, file);
        return !own.some((written) => written === full || written.startsWith(`${full}/`));
    });
    if (files.length === 0)
        return undefined;
    const shown = files.slice(0, NAMED).map((file) => (0,sanitize_line/* oneLine */.T)(file));
    const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
    const differ = files.length === 1 ? "file of the job's folder is" : "files of the job's folder are";
    return {
        type: 'notice',
        message: `${files.length} ${differ} not as in the commit that is the context: ${shown.join(', ')}${more}. With context: . the build takes the folder as it is.`,
    };
}

// EXTERNAL MODULE: ./lib/app/sources/remote-time.js
var remote_time = __webpack_require__(17998);
;// CONCATENATED MODULE: ./lib/app/sources/local-folders.js

/** The file or folder that only the output writes. As in BuildKit, a folder that files are copied into may be part of a context. */
function destinationOf(output) {
    return 'dest' in output && output.type !== 'local' && output.dest !== '-' ? output.dest : undefined;
}
/** @param tempDir absolute path of a folder that the caller removes */
function localFolders(options, tempDir) {
    let contexts = 0;
    return {
        own: [
            ...(options.written ?? []),
            ...options.outputs.flatMap((output) => destinationOf(output) ?? []),
            ...options.cacheTo.flatMap((cache) => (cache.type === 'local' ? [cache.directory] : [])),
        ],
        scratch: () => external_node_path_.join(tempDir, `changing-${contexts++}`),
    };
}

;// CONCATENATED MODULE: ./lib/app/sources/open-context.js















const DEFAULT_NAME = 'Dockerfile';
/** What a Dockerfile is called that is not a file. */
const ON_STANDARD_INPUT = 'Dockerfile on standard input';
/**
 * @param tempDir folder for the content of a tar from standard input and for files that change; removed by the caller
 * @throws UserError when there is no such directory or Dockerfile
 */
async function openContext(options, remote, tempDir, signal) {
    const local = localFolders(options, tempDir);
    const { scratch } = local;
    return {
        ...(await openAlone(options, local, remote, tempDir, signal)),
        local,
        remoteTime: (source, checksum) => (0,remote_time/* remoteTime */.G)(source, checksum, { remote, scratch, signal }),
    };
}
async function openAlone(options, local, remote, tempDir, signal) {
    const { context } = options;
    switch (context.kind) {
        case 'directory':
            return openDirectory(context.path, options, local, signal);
        case 'stdin':
            return openStream(context.stream, 'on standard input', options, tempDir, signal);
        case 'git':
            return openRepository(addressFor(options, context.address), options, local, remote, signal);
        case 'download': {
            const tree = await remote.download(context.url, { name: CONTEXT, checksum: undefined }, signal);
            const opened = await openStream((0,source_tree/* fileBytes */.s)(tree, CONTEXT), `of ${tree.label}`, options, tempDir, signal);
            const modified = (await tree.lstat(CONTEXT))?.mtime ?? 0;
            // Zero: the server does not say.
            return { ...opened, identity: tree.label, ...(modified === 0 ? {} : { time: () => Promise.resolve(modified) }) };
        }
    }
}
/** What a download is called as long as it is not known what it is. */
const CONTEXT = 'context';
/** As with BuildKit, a .dockerignore in a repository has no say: nothing is sent that it could spare. */
async function openRepository(address, { dockerfile, dockerfileText }, { own }, remote, signal) {
    const repository = await remote.repository(address, signal);
    const context = await repository.files(signal);
    const name = dockerfileText === undefined ? (dockerfile ?? DEFAULT_NAME) : ON_STANDARD_INPUT;
    const text = dockerfileText ?? (await readRepositoryDockerfile(context, name));
    return {
        context,
        ignore: [],
        dockerfile: { text, name },
        identity: `${context.label}:${address.subdir}:${name}`,
        time: () => repository.time(signal),
        // It is not stopped at the end of the build: it takes little time, and a short build needs the answer as well.
        remark: () => changesRemark(repository, own, signal),
    };
}
async function readRepositoryDockerfile(context, name) {
    return external_node_path_.isAbsolute(name) ? (0,find_dockerfile/* textOf */.b6)((0,find_dockerfile/* findDockerfile */.mQ)(undefined, name)) : readFileOf(context, name);
}
/** Links are only followed inside the tree: other files of this machine are not part of the repository. */
async function readFileOf(context, name) {
    const find = (file) => (0,resolve_path/* resolvePath */.o1)(context, external_node_path_.posix.normalize(file), { followLast: true });
    let found = await find(name);
    // As in BuildKit: the default name is also found in lower case.
    if (found.entry === undefined && external_node_path_.posix.basename(name) === DEFAULT_NAME) {
        found = await find(external_node_path_.posix.join(external_node_path_.posix.dirname(name), DEFAULT_NAME.toLowerCase()));
    }
    if (found.entry?.type !== 'file') {
        throw new errors/* UserError */.yo(`failed to read the Dockerfile ${name}: ${context.label} has no such file`, {
            hint: 'Name it with --file PATH.',
        });
    }
    if (found.entry.size > text_file/* MAX_TEXT_FILE */.K)
        throw tooLarge(name);
    return (0,read_bytes/* readBytes */.io)((0,source_tree/* fileBytes */.s)(context, found.path));
}
function openDirectory(root, wanted, { own, scratch }, signal) {
    const { dockerfile, ignore, identity } = dockerfileBeside(root, wanted);
    const context = directory_context/* DirectoryContext */.n.open({ root, ignore, own, scratch: scratch(), watchesGit: true, signal });
    return {
        context,
        ignore,
        dockerfile,
        identity: `${context.root}:${identity}`,
        remark: async (stop) => {
            const size = await measureContext(context.root, ignore, { signal: stop, maxMilliseconds: 1000 });
            const warning = contextWarning(context.root, size);
            return warning === undefined ? undefined : { type: 'warning', ...warning };
        },
    };
}
/** The Dockerfile of a build from a folder, and the .dockerignore that goes with it. */
function dockerfileBeside(root, { dockerfile, dockerfileText }) {
    if (dockerfileText !== undefined) {
        const given = { text: dockerfileText, name: ON_STANDARD_INPUT };
        return { dockerfile: given, ignore: (0,ignore_file/* loadIgnoreFile */.F)(root, undefined), identity: '-' };
    }
    const found = (0,find_dockerfile/* findDockerfile */.mQ)(root, dockerfile ?? external_node_path_.join(root, DEFAULT_NAME));
    const { file } = found;
    const name = (0,find_dockerfile/* pathInContext */.kP)(root, file) ?? file;
    return { dockerfile: { text: (0,find_dockerfile/* textOf */.b6)(found), name }, ignore: (0,ignore_file/* loadIgnoreFile */.F)(root, found.location), identity: file };
}
async function openStream(stream, from, { dockerfile, dockerfileText }, tempDir, signal) {
    const input = await (0,standard_input/* readStandardInput */.e)(stream, { directory: external_node_path_.join(tempDir, 'context'), signal, from });
    if (input.kind === 'dockerfile') {
        const context = new tar_context/* TarContext */.h({ files: input.files, ignore: [], signal });
        return { context, ignore: [], dockerfile: { text: input.text, name: `Dockerfile ${from}` }, identity: '-' };
    }
    const name = dockerfile === undefined ? DEFAULT_NAME : external_node_path_.basename(dockerfile);
    const text = dockerfileText ?? input.files.fileAt(name);
    if (text === undefined) {
        throw new errors/* UserError */.yo(`failed to read ${name}: there is no such file in the tar ${from}`, {
            hint: 'Pack it at the top of the tar, or name it with --file.',
        });
    }
    const ignore = (0,ignore_file/* ignoreFileOf */.k)(input.files, name);
    const context = new tar_context/* TarContext */.h({ files: input.files, ignore, signal });
    const { newest } = input.files;
    const shown = dockerfileText === undefined ? name : ON_STANDARD_INPUT;
    return { context, ignore, dockerfile: { text, name: shown }, identity: '-', time: () => Promise.resolve(newest) };
}
function tooLarge(name) {
    return new errors/* UserError */.yo(`failed to read the Dockerfile ${name}: it is larger than ${text_file/* MAX_TEXT_FILE */.K / 1024 / 1024} MiB`);
}


/***/ }),

/***/ 20215:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ openRemote)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/context/directory-context.js + 7 modules
var directory_context = __webpack_require__(41524);
// EXTERNAL MODULE: ./lib/context/standard-input.js + 1 modules
var standard_input = __webpack_require__(40526);
// EXTERNAL MODULE: ./lib/context/tar-context.js
var tar_context = __webpack_require__(82606);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/remote/download-notes.js







const MAX_SIZE = 64 * 1024;
const downloadNote = (0,object/* object */.Ik)({ etag: decoder/* string */.Yj, digest: digest_schema/* digest */.b, size: decoder/* nonNegativeInteger */.dv, mtime: decoder/* integer */.nd });
/** Notes about downloads, by address. They tell whether a file is still the same; its bytes are not kept. */
class DownloadNotes {
    #folder;
    /** @param folder absolute path; made when the first note is written */
    constructor(folder) {
        this.#folder = folder;
    }
    /** @returns `undefined` for a note that is missing or damaged: then the file is downloaded again */
    async read(url) {
        return (0,json_file/* readJsonFile */.J)(this.#file(url), downloadNote, MAX_SIZE).catch(() => undefined);
    }
    async write(url, note) {
        await (0,atomic_file/* writeWhole */.y)(this.#file(url), JSON.stringify(note));
    }
    /** The name is a hash, since an address may contain credentials, which must not be stored. */
    #file(url) {
        return external_node_path_.join(this.#folder, (0,digest/* digestHex */.sU)((0,digest/* sha256 */.sc)(url)));
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/http/download.js
var http_download = __webpack_require__(29098);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(28394);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
;// CONCATENATED MODULE: ./lib/remote/address.js



/** @throws UserError for a text that is not an address */
function addressOf(url) {
    if (URL.canParse(url))
        return new URL(url);
    throw new errors/* UserError */.yo(`invalid address ${JSON.stringify((0,url_credentials/* redactCredentials */.U)(url))}`);
}
/** An address as it may be shown: without user, password, query and fragment. */
function redacted(url) {
    return (0,http_error/* redactUrl */.BO)(addressOf(url));
}
/**
 * Path and query of an address that has `.` or `..` in its path, as they were written. `URL` resolves such names; Go's client
 * sends them, and leaves it to the server to refuse them.
 *
 * @returns `undefined` for an address without such names
 */
function dottedPath(url) {
    const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
    const names = path.split('/');
    if (!names.some(isDots))
        return undefined;
    const search = new URL(`http://host/${query}`).search;
    return (names.map((name) => (isDots(name) ? name : new URL(`http://host/${name}`).pathname.slice(1))).join('/') + search);
}
function isDots(name) {
    return /^(?:\.|%2e){1,2}$/i.test(name);
}

;// CONCATENATED MODULE: ./lib/remote/authorization.js

/**
 * For a repository over HTTP. A secret for its host goes before one for all hosts, and a whole header before a token (BuildKit,
 * `source/git`, `authSecretNames`).
 */
async function gitAuthorization(secrets, remote) {
    if (!/^https?:/i.test(remote) || !URL.canParse(remote))
        return undefined;
    const { host } = new URL(remote);
    const basic = (token) => `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    return ((await find(secrets, `GIT_AUTH_HEADER.${host}`, whole)) ??
        (await find(secrets, `GIT_AUTH_TOKEN.${host}`, basic)) ??
        (await find(secrets, 'GIT_AUTH_HEADER', whole)) ??
        (await find(secrets, 'GIT_AUTH_TOKEN', basic)));
}
/** For a download. The secret must be for its host, and a token goes before a whole header (BuildKit, `source/http`). */
async function httpAuthorization(secrets, url) {
    const { hostname } = url;
    return ((await find(secrets, `HTTP_AUTH_TOKEN_${hostname}`, (token) => `Bearer ${token}`)) ??
        (await find(secrets, `HTTP_AUTH_HEADER_${hostname}`, whole)));
}
function whole(value) {
    return value;
}
/** Characters that an HTTP header must not contain: control characters, and those outside Latin-1. */
const UNFIT = /[^\t\x20-\x7e\x80-\xff]/;
async function find(secrets, id, headerOf) {
    const read = secrets.get(id);
    if (read === undefined)
        return undefined;
    // The line end at the end of a file is not part of a token.
    const value = Buffer.from(await read())
        .toString()
        .replace(/[\r\n]+$/, '');
    const header = headerOf(value);
    if (UNFIT.test(header))
        throw new errors/* UserError */.yo(`secret ${id} contains characters that an HTTP header must not contain`);
    const encoded = header.split(' ').at(-1) ?? '';
    return { header, secrets: [header, encoded, value].filter((text) => text !== '') };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./lib/remote/downloaded-file.js


/** The mode that BuildKit gives to downloads. */
const MODE = 0o600;
const CHUNK = 512 * 1024;
/** A tree with one file, which is downloaded when its bytes are needed. */
class DownloadedFile {
    label;
    #name;
    #facts;
    #file;
    /** @param file gives the absolute path of the downloaded content */
    constructor(label, name, facts, file) {
        this.label = label;
        this.#name = name;
        this.#facts = facts;
        this.#file = file;
    }
    lstat(path) {
        const { mtime, size } = this.#facts;
        const owner = { uid: 0, gid: 0, mtime };
        if (path === '')
            return Promise.resolve({ path, type: 'directory', mode: 0o755, ...owner });
        return Promise.resolve(path === this.#name ? { path, type: 'file', mode: MODE, ...owner, size } : undefined);
    }
    readdir(path) {
        return Promise.resolve(path === '' ? [this.#name] : []);
    }
    digests(paths) {
        return Promise.resolve(new Map(paths.map((path) => [this.#check(path), this.#facts.digest])));
    }
    async *contents(paths) {
        for (const path of new Set(paths)) {
            this.#check(path);
            const stream = (0,external_node_fs_.createReadStream)(await this.#file(), { highWaterMark: CHUNK });
            yield { path, size: this.#facts.size, data: stream };
        }
    }
    #check(path) {
        if (path !== this.#name)
            throw new errors/* EngineBug */.Bp(`${this.label} has no ${path}`);
        return path;
    }
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/remote/downloads.js














const downloads_MAX_SIZE = 64 * 1024 ** 3;
/** Go's client, which BuildKit uses, asks for gzip and decompresses it. Servers choose ETags by what is asked for. */
const HEADERS = { 'accept-encoding': 'gzip' };
/** Files from web servers. Each is downloaded at most once in a build. */
class Downloads {
    #parts;
    #fetched = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * A tree with one file `name`, which has the content of `url`. Nothing is downloaded before the bytes are needed, if an earlier build
     * downloaded the file, and the checksum or the server's ETag says that it is still the same.
     *
     * @throws UserError when the server refuses, or the content has another checksum; InfraError when there is no answer
     */
    async open(url, options, signal) {
        const { checksum, name } = options;
        const label = redacted(url);
        const known = await this.#known(url, checksum, signal);
        const facts = known ?? (await this.#fetchOnce(url, signal));
        if (checksum !== undefined && facts.digest !== checksum) {
            throw new errors/* UserError */.yo(`digest mismatch for ${label}: ${facts.digest} (expected: ${checksum})`, {
                hint: 'Either the file has changed, or the checksum belongs to another file.',
            });
        }
        return new DownloadedFile(label, name, facts, async () => {
            const fetched = await this.#fetchOnce(url, signal);
            if (fetched.digest === facts.digest && fetched.size === facts.size)
                return fetched.file;
            throw new errors/* InfraError */.Ri(`${label} changed during the build`, { retryable: true });
        });
    }
    /** What is known of the file without downloading it. */
    async #known(url, checksum, signal) {
        if (this.#fetched.has(url))
            return undefined;
        const note = await this.#parts.notes.read(url);
        if (note === undefined)
            return undefined;
        if (checksum !== undefined)
            return note.digest === checksum ? note : undefined;
        // Some servers send ETags but ignore If-None-Match. With HEAD, they tell the ETag without sending the bytes.
        const request = await this.#request('HEAD', url, signal);
        const headers = { ...HEADERS, 'if-none-match': note.etag };
        const same = await this.#parts.http.send({ ...request, headers }, async (response) => {
            await response.discard();
            const etag = response.headers.etag;
            return ((response.status === 200 && etag === note.etag) ||
                (response.status === 304 && (etag ?? note.etag) === note.etag));
        });
        return same ? note : undefined;
    }
    async #request(method, url, signal) {
        const address = addressOf(url);
        const authorization = await httpAuthorization(this.#parts.secrets, address);
        return {
            method,
            url: address,
            path: dottedPath(url),
            authorization: authorization?.header,
            secrets: authorization?.secrets ?? [],
            retry: retry_policy/* RETRY_REQUIRED */.RX,
            signal,
        };
    }
    #fetchOnce(url, signal) {
        let fetched = this.#fetched.get(url);
        if (fetched === undefined) {
            fetched = this.#fetch(url, external_node_path_.join(this.#parts.folder, String(this.#fetched.size)), signal);
            this.#fetched.set(url, fetched);
        }
        return fetched;
    }
    async #fetch(url, file, signal) {
        const { http, folder, notes } = this.#parts;
        (0,make_folders/* makeFolders */.w)(folder, 0o700);
        const request = await this.#request('GET', url, signal);
        const download = {
            label: redacted(url),
            ask: (headers) => http.open({ ...request, headers: { ...HEADERS, ...headers }, retry: retry_policy/* NO_RETRY */.PE }),
            failure: (response) => failure(url, response),
            budget: http.budget(request.retry),
            signal,
        };
        // A part of a file that may have changed is of no use: what cannot be resumed starts again.
        const fetched = await (0,retry/* retrying */.R$)(download.budget, signal, () => this.#save(download, file));
        const { etag, digest, size, mtime } = fetched;
        if (etag !== undefined)
            await notes.write(url, { etag, digest, size, mtime });
        return fetched;
    }
    async #save(download, file) {
        const { maxSize = downloads_MAX_SIZE } = this.#parts;
        const { label, signal } = download;
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let size = 0;
        const handle = await (0,promises_.open)(file, 'w', 0o600);
        let headers;
        try {
            const response = await download.ask({});
            headers = response.headers;
            const sent = (0,http_download/* downloadChanging */.WT)(download, response);
            const isGzip = headers['content-encoding']?.trim().toLowerCase() === 'gzip';
            const bytes = isGzip ? (0,decompress/* decompress */.mF)(sent, { label, signal }) : sent;
            for await (const chunk of bytes) {
                size += chunk.length;
                if (size > maxSize)
                    throw new errors/* UserError */.yo(`${label} has more than ${maxSize} bytes`);
                hash.update(chunk);
                await handle.writeFile(chunk);
            }
        }
        catch (error) {
            await (0,discard/* discard */.v)(file);
            throw error;
        }
        finally {
            await handle.close();
        }
        const modified = Date.parse(headers['last-modified'] ?? '');
        return {
            file,
            size,
            digest: (0,digest/* digestOfHex */.z9)(hash.digest('hex')),
            mtime: Number.isNaN(modified) ? 0 : Math.floor(modified / 1000),
            etag: headers.etag,
        };
    }
}
async function failure(url, response) {
    const { status } = response;
    await response.discard();
    const message = `cannot download ${redacted(url)}: the server answered ${status}`;
    if (status >= 500)
        return new errors/* InfraError */.Ri(message, { url: redacted(url) });
    return new errors/* UserError */.yo(message, {
        hint: status === 401 || status === 403
            ? `Give credentials that the server accepts, as the secret HTTP_AUTH_TOKEN_${addressOf(url).hostname}.`
            : 'Check the address.',
    });
}

// EXTERNAL MODULE: ./lib/remote/git-program.js
var git_program = __webpack_require__(93103);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/text/percent-encoding.js
var percent_encoding = __webpack_require__(85098);
;// CONCATENATED MODULE: ./lib/remote/git-credentials.js


const USER = 'LAYER_BUILD_GIT_USER';
const PASSWORD = 'LAYER_BUILD_GIT_PASSWORD';
/** Git runs this helper (gitcredentials(7)) if a server wants credentials. Its command line only has the names of variables. */
const HELPER = `!f() { test "$1" = get && printf 'username=%s\\npassword=%s\\n' "$${USER}" "$${PASSWORD}"; }; f`;
/** @throws UserError for a user or password that cannot be passed to git */
function gitAccess(remote) {
    const [, scheme = '', userInfo, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#]*)@)?(.*)$/is.exec(remote) ?? [];
    if (userInfo === undefined)
        return { remote, config: [], environment: {}, secrets: [] };
    const [user = '', ...others] = userInfo.split(':');
    const password = others.join(':');
    const secrets = [userInfo, password, (0,percent_encoding/* percentDecoded */.o)(password)].filter((text) => text !== '');
    // ssh has no use for a password, and its user is part of the address.
    if (!/^https?:/i.test(scheme)) {
        const shown = /ssh/i.test(scheme) && user !== '' ? `${user}@` : '';
        return { remote: `${scheme}${shown}${rest}`, config: [], environment: {}, secrets: password === '' ? [] : secrets };
    }
    const environment = { [USER]: (0,percent_encoding/* percentDecoded */.o)(user), [PASSWORD]: (0,percent_encoding/* percentDecoded */.o)(password) };
    // Each is a line of git's protocol.
    if (Object.values(environment).some((value) => /[\0\r\n]/.test(value)))
        throw new errors/* UserError */.yo('the user or password of a git address has a line end in it');
    const host = rest.split(/[/?#]/)[0] ?? '';
    return {
        remote: `${scheme}${rest}`,
        config: [[`credential.${scheme}${host}.helper`, HELPER]],
        environment,
        secrets: [...secrets, ...(password === '' && user !== '' ? [user] : [])],
    };
}

;// CONCATENATED MODULE: ./lib/remote/commit-part.js

/**
 * The folder of a commit whose files are all that is needed. A commit with submodules is needed as a whole, as its settings for them are at
 * its root.
 *
 * @returns `''` for the whole commit, also if there is no such folder
 */
async function partOf(commit, { subdir, submodules }, run) {
    if (subdir === '' || (submodules && (await kindOf(`${commit}:.gitmodules`, run)) !== undefined))
        return '';
    return (await kindOf(`${commit}:${subdir}`, run)) === 'tree' ? subdir : '';
}
/** @returns `undefined` if there is no such object */
async function kindOf(object, run) {
    try {
        return (await run(['cat-file', '-t', object])).trim();
    }
    catch (error) {
        if (error instanceof git_program/* GitFailure */.X)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/remote/tree-check.js

/**
 * Checks the tree objects of a commit against their ids. Git itself does not when it reads them. Input is the output of
 * `git ls-tree -r -t -z`, which has all that is in the objects.
 */
class TreeCheck {
    #algorithm;
    #open;
    #rest = Buffer.alloc(0);
    #holds = true;
    /** @param root id of the commit's tree, in hex */
    constructor(root) {
        this.#algorithm = root.length === 64 ? 'sha256' : 'sha1';
        this.#open = [{ prefix: '', id: root, entries: [] }];
    }
    /** The next bytes of the listing. */
    add(chunk) {
        const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
        let start = 0;
        for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
            // Names are bytes. In Latin-1 each is one character.
            this.#entry(bytes.toString('latin1', start, end));
            start = end + 1;
        }
        this.#rest = Buffer.from(bytes.subarray(start));
    }
    /** @returns whether every tree had its id; call it after the last byte */
    end() {
        while (this.#open.length > 0)
            this.#close();
        return this.#holds && this.#rest.length === 0;
    }
    #entry(line) {
        const [, mode = '', kind, id = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
        let tree = this.#open.at(-1);
        while (tree !== undefined && !path.startsWith(tree.prefix)) {
            this.#close();
            tree = this.#open.at(-1);
        }
        const name = path.slice(tree?.prefix.length);
        if (tree === undefined || name === '' || name.includes('/')) {
            this.#holds = false;
            return;
        }
        // A tree object writes a mode without leading zeros.
        tree.entries.push(Buffer.from(`${mode.replace(/^0+/, '')} ${name}\0`, 'latin1'), Buffer.from(id, 'hex'));
        if (kind === 'tree')
            this.#open.push({ prefix: `${path}/`, id, entries: [] });
    }
    #close() {
        const tree = this.#open.pop();
        if (tree === undefined)
            return;
        const body = Buffer.concat(tree.entries);
        const id = (0,external_node_crypto_.createHash)(this.#algorithm).update(`tree ${body.length}\0`).update(body).digest('hex');
        if (id !== tree.id)
            this.#holds = false;
    }
}

;// CONCATENATED MODULE: ./lib/remote/borrowed-objects.js





/**
 * Lets a repository of our own use the objects of a checkout, if they are all that is needed of the commit. Anybody may have written that
 * folder, and git believes what it finds in such a folder: so every object is checked against its id.
 *
 * @param gitDir absolute path of a new repository that nobody else knows
 * @param objects absolute path of the folder with the checkout's objects
 * @param run runs git in that repository
 * @returns whether everything is there; if not, the repository has no objects, as before
 */
async function borrowObjects(gitDir, objects, commit, source, run) {
    const alternates = external_node_path_.join(gitDir, 'objects', 'info', 'alternates');
    (0,external_node_fs_.writeFileSync)(alternates, `${objects}\n`);
    // These files of the checkout could say something else than its objects.
    (0,external_node_fs_.appendFileSync)(external_node_path_.join(gitDir, 'config'), '[core]\n\tcommitGraph = false\n\tmultiPackIndex = false\n');
    let complete = false;
    try {
        complete = await holds(commit, source, run);
    }
    catch (error) {
        if (!(error instanceof git_program/* GitFailure */.X))
            throw error;
    }
    finally {
        if (!complete)
            (0,external_node_fs_.rmSync)(alternates);
    }
    return complete;
}
async function holds(commit, source, run) {
    // The commit itself: git checks the ids of objects that it is asked for.
    await run(['rev-list', '--quiet', '--no-walk', commit], { quiet: true });
    const root = (await run(['rev-parse', `${commit}^{tree}`])).trim();
    const check = new TreeCheck(root);
    await run(['ls-tree', '-r', '-t', '-z', '--full-tree', root], { onOutput: (chunk) => check.add(chunk) });
    if (!check.end())
        return false;
    const part = await partOf(commit, source, run);
    // Reads the content of all files. If one is missing, it fails. If one has another id, it only complains.
    const files = part === '' ? root : `${root}:${part}`;
    await run(['rev-list', '--objects', '--verify-objects', '--quiet', '--no-walk', files], { quiet: true });
    return true;
}

// EXTERNAL MODULE: ./lib/files/read-in-root.js
var read_in_root = __webpack_require__(50976);
;// CONCATENATED MODULE: ./lib/remote/changed-files.js


/** Bytes of an index: it has about a hundred for each file. */
const MAX_INDEX = 64 * 1024 * 1024;
/**
 * The files of a checkout that are not as in a commit, without those that git ignores. A folder with only new files is one entry, with a
 * slash at the end. Submodules are not looked at.
 *
 * The index of the checkout says which files are as git left them, so that their content need not be read. git runs in a repository of
 * our own and with a copy of that index: settings of the checkout could name programs to run.
 *
 * @param indexFolder absolute path of the checkout's folder with its index
 * @param copy absolute path of a new file for the copy
 * @param below only files below this folder; `''` for all
 * @param run runs git for the checkout's files
 * @returns `undefined` if there is no index
 * @throws GitFailure if the index is damaged
 */
async function changedFiles(indexFolder, copy, below, run) {
    const index = (0,read_in_root/* readInRoot */.W)(indexFolder, 'index', MAX_INDEX);
    if (index.kind !== 'file')
        return undefined;
    (0,external_node_fs_.writeFileSync)(copy, index.bytes, { mode: 0o600 });
    const environment = { GIT_INDEX_FILE: copy, GIT_OPTIONAL_LOCKS: '0' };
    const off = ['core.fsmonitor', 'core.untrackedCache', 'core.sparseCheckout'].flatMap((name) => [
        '-c',
        `${name}=false`,
    ]);
    const status = [
        'status',
        '--porcelain=v1',
        '-z',
        '--no-renames',
        '--untracked-files=normal',
        '--ignore-submodules=all',
    ];
    const place = below === '' ? [] : ['--', below];
    const listed = await run(['--literal-pathspecs', ...off, ...status, ...place], { environment });
    const entries = listed.split('\0').filter((entry) => entry !== '');
    const path = (entry) => entry.slice(3);
    const modified = entries.filter((entry) => entry.startsWith(' M')).map(path);
    const filtered = await filteredAmong(modified.slice(0, MAX_ASKED), (args) => run(args, { environment }));
    return entries.map(path).filter((file) => !filtered.has(file));
}
/** Files whose attributes are looked at: they are arguments. */
const MAX_ASKED = 1000;
/**
 * Files that a program of the user's converts, as Git LFS does. If git wrote such a file in the same second as the index, it would have
 * to compare the content, and only that program could do that.
 */
async function filteredAmong(files, run) {
    if (files.length === 0)
        return new Set();
    const fields = (await run(['check-attr', '-z', 'filter', '--', ...files])).split('\0');
    return new Set(files.filter((_file, index) => !/^un(?:specified|set)$/.test(fields[index * 3 + 2] ?? 'unset')));
}

;// CONCATENATED MODULE: ./lib/remote/checkout.js



/** Bytes of a file with one path in it. */
const MAX_POINTER = 8192;
/**
 * Finds the folders of a checkout as gitrepository-layout(5) says: `.git` is a folder, or a file that names one, as in a worktree or a
 * submodule. A worktree names the folder with the objects in `commondir`.
 *
 * @returns `undefined` if there is no checkout, or none that can be read
 */
function foldersOf(checkout) {
    try {
        const dotGit = external_node_path_.join(checkout, '.git');
        const index = isFolder(dotGit) ? dotGit : named(checkout, '.git', /^gitdir: (.+)$/);
        if (index === undefined || !isFolder(index))
            return undefined;
        const common = named(index, 'commondir', /^(.+)$/) ?? index;
        const objects = external_node_path_.join(common, 'objects');
        // A list of object folders has one on each line.
        return isFolder(objects) && !/[\n\r]/.test(objects) ? { objects, index } : undefined;
    }
    catch {
        return undefined;
    }
}
/** The path that a file in `folder` names; `undefined` if there is no such file. */
function named(folder, file, form) {
    const found = (0,read_in_root/* readInRoot */.W)(folder, file, MAX_POINTER);
    if (found.kind !== 'file')
        return undefined;
    const target = form.exec(found.bytes.toString().replace(/[\r\n]+$/, ''))?.[1];
    return target === undefined ? undefined : external_node_path_.resolve(folder, target);
}
function isFolder(folder) {
    return (0,external_node_fs_.statSync)(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

;// CONCATENATED MODULE: ./lib/remote/commit-archive.js




/**
 * Whether `git archive` gives what a checkout would give. It takes a fifth of the time, since no file is made. It gives all files the time of
 * the commit, and has nothing of submodules.
 */
async function suitsArchive(commit, { subdir, mtime, submodules }, run) {
    if (subdir !== '' || mtime !== 'commit')
        return false;
    return !submodules || (await kindOf(`${commit}:.gitmodules`, run)) === undefined;
}
/**
 * Makes `git archive` take all files as they are: attributes in a repository can leave files out, or write the commit into them
 * (gitattributes(5)). Those of this file count before all others.
 */
function ignoreArchiveAttributes(gitDir) {
    (0,make_folders/* makeFolders */.w)(external_node_path_.join(gitDir, 'info'), 0o755);
    (0,external_node_fs_.writeFileSync)(external_node_path_.join(gitDir, 'info', 'attributes'), '* -export-ignore -export-subst\n');
}

;// CONCATENATED MODULE: ./lib/remote/git-repository.js













const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Milliseconds that checking the objects of a checkout may take. A folder that blocks is not used. */
const BORROW_MS = 120_000;
/** A git repository on a server, and what a build takes from it. */
class GitRepository {
    #git;
    #source;
    #access;
    #secrets;
    #config;
    #checkout;
    /** The address without credentials, for messages. */
    label;
    constructor(git, source, { authorization, checkout }) {
        this.#git = git;
        this.#source = source;
        this.#checkout = checkout;
        this.label = withoutCredentials(source.remote);
        this.#access = gitAccess(source.remote);
        this.#secrets = [...this.#access.secrets, ...(authorization?.secrets ?? [])];
        const { remote, config } = this.#access;
        this.#config =
            authorization === undefined
                ? config
                : [...config, [`http.${authorizedBelow(remote)}.extraHeader`, `Authorization: ${authorization.header}`]];
    }
    /** Identifies the content: the commit, and the parts of it that are used. */
    identityOf({ commit, ref }) {
        const { subdir, submodules } = this.#source;
        // With `.git`, the name of the ref and the address are part of what is copied.
        const { refName } = this.#source;
        return JSON.stringify([commit, subdir, submodules, this.#keepsGitDir ? [refName ?? ref, this.label] : []]);
    }
    get #keepsGitDir() {
        return this.#source.keepGitDir === true && this.#source.subdir === '';
    }
    /**
     * Asks the server which commit is meant, without fetching it. A branch goes before a tag of the same name.
     *
     * @throws UserError when there is no such ref, or it is not at the commit of `checksum`
     */
    async resolve(signal) {
        const { ref, checksum, fetchByCommit } = this.#source;
        if (checksum !== undefined && !/^[a-fA-F0-9]+$/.test(checksum)) {
            throw new errors/* UserError */.yo(`invalid checksum ${checksum} for Git URL, expected hex commit hash`);
        }
        if (COMMIT.test(ref)) {
            if (checksum !== undefined && !ref.startsWith(checksum))
                throw mismatch(checksum, ref);
            return { commit: ref, ref };
        }
        if (fetchByCommit) {
            if (checksum === undefined || !COMMIT.test(checksum)) {
                throw new errors/* UserError */.yo('fetch-by-commit requires a full commit SHA checksum');
            }
            return { commit: checksum, ref: checksum };
        }
        const found = await this.#lookUp(ref, signal);
        const names = [found.commit, ...(found.tag === undefined ? [] : [found.tag])];
        if (checksum !== undefined && !names.some((name) => name.startsWith(checksum))) {
            throw mismatch(checksum, names.join(' or '));
        }
        return { commit: found.commit, ref: found.ref };
    }
    async #lookUp(ref, signal) {
        const listed = await this.#asked(['ls-remote', '--', this.#access.remote, ...(ref === '' ? ['HEAD'] : [ref, `${ref}^{}`])], signal);
        const refs = new Map(listed.split('\n').flatMap((line) => {
            const [commit, name] = line.split('\t');
            return commit === undefined || name === undefined || !COMMIT.test(commit) ? [] : [[name, commit]];
        }));
        const bare = ref.replace(/^refs\//, '');
        for (const name of ref === '' ? ['HEAD'] : [`refs/${bare}`, `refs/heads/${bare}`, `refs/tags/${bare}`]) {
            const commit = refs.get(name);
            if (commit === undefined)
                continue;
            const peeled = refs.get(`${name}^{}`);
            return { commit: peeled ?? commit, ref: name, ...(peeled === undefined ? {} : { tag: commit }) };
        }
        throw new errors/* UserError */.yo(`repository ${this.label} does not contain ref ${ref === '' ? 'HEAD' : ref}`);
    }
    /**
     * Gets the commit's files. They come as an archive, or are put below `folder`, which is made.
     *
     * @throws UserError when the commit has no such folder; InfraError when the server does not give it
     */
    async checkOut(resolved, folder, signal) {
        const { submodules, mtime } = this.#source;
        const { remote, environment } = this.#access;
        const tree = external_node_path_.join(folder, 'tree');
        const keeps = this.#keepsGitDir;
        const gitDir = keeps ? external_node_path_.join(tree, '.git') : external_node_path_.join(folder, 'git');
        (0,make_folders/* makeFolders */.w)(tree, 0o755);
        const place = [`--git-dir=${gitDir}`, `--work-tree=${tree}`];
        const settings = { signal, cwd: tree, config: this.#config, secrets: this.#secrets, environment };
        const runWith = (args, options) => this.#git.run([...place, ...args], { ...settings, ...options });
        const run = (...args) => runWith(args);
        await run(...initOf(resolved));
        await run('remote', 'add', 'origin', remote);
        const borrowed = await this.#borrow(resolved, keeps ? external_node_path_.join(folder, 'borrowed') : gitDir, signal);
        if (borrowed && keeps)
            await this.#copyCommit(resolved, folder, gitDir, signal);
        const kept = borrowed ? resolved.commit : await this.#fetchOrExplain(resolved, run);
        if (keeps)
            await this.#nameCommit(resolved, run);
        if (!keeps && (await suitsArchive(resolved.commit, this.#source, runWith))) {
            await run('update-ref', '--no-deref', 'HEAD', resolved.commit);
            ignoreArchiveAttributes(gitDir);
            const archive = ['-c', 'tar.umask=022', 'archive', '--format=tar', resolved.commit];
            return { kind: 'archive', bytes: this.#git.output([...place, ...archive], settings) };
        }
        const part = keeps ? '' : await partOf(resolved.commit, this.#source, runWith);
        if (part === '') {
            await run('-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--force', keeps ? kept : resolved.commit);
        }
        else {
            await run('--literal-pathspecs', 'checkout', '--quiet', '--force', resolved.commit, '--', part);
            await run('update-ref', '--no-deref', 'HEAD', resolved.commit);
        }
        if (submodules && (0,external_node_fs_.existsSync)(external_node_path_.join(tree, '.gitmodules'))) {
            await run('submodule', 'update', '--quiet', '--init', '--recursive', '--depth=1');
        }
        if (mtime === 'commit')
            await setTimes(tree, Number(await run('log', '--no-walk', '--format=%ct', resolved.commit)));
        if (!keeps) {
            await removeGitFiles(tree);
            return { kind: 'folder', path: this.#folderIn(tree) };
        }
        // Nothing may stay in `.git` that depends on this machine or the time, or contains credentials.
        await run('remote', 'set-url', 'origin', this.label);
        await run('reflog', 'expire', '--all', '--expire=now');
        await (0,promises_.rm)(external_node_path_.join(gitDir, 'FETCH_HEAD'), { force: true });
        return { kind: 'folder', path: tree };
    }
    /**
     * Lets the repository at `gitDir` use the objects of the checkout, if they are all of the commit.
     *
     * @param gitDir made if missing
     */
    async #borrow(resolved, gitDir, signal) {
        const folders = this.#checkout === undefined ? undefined : foldersOf(this.#checkout);
        if (folders === undefined)
            return false;
        const bounded = (0,time_limit/* withTimeLimit */.B)(signal, BORROW_MS);
        try {
            if (!(0,external_node_fs_.existsSync)(gitDir))
                await this.#git.run([`--git-dir=${gitDir}`, ...initOf(resolved)], { signal });
            return await borrowObjects(gitDir, folders.objects, resolved.commit, this.#source, (args, options) => this.#git.run([`--git-dir=${gitDir}`, ...args], { signal: bounded, ...options }));
        }
        catch (error) {
            signal.throwIfAborted();
            if (!bounded.aborted)
                throw error;
            return false;
        }
    }
    /** Copies the commit to the repository that stays in the context, which must not depend on a folder of this machine. */
    async #copyCommit({ commit }, folder, gitDir, signal) {
        const borrowed = external_node_path_.join(folder, 'borrowed');
        const ref = 'refs/heads/context';
        await this.#git.run([`--git-dir=${borrowed}`, 'update-ref', ref, commit], { signal });
        await this.#git.run([`--git-dir=${gitDir}`, 'fetch', '--quiet', '--depth=1', '--no-tags', `file://${borrowed}`, ref], { signal, environment: { GIT_ALLOW_PROTOCOL: 'file' } });
    }
    /**
     * The files of the checkout that are not as in the commit (`changedFiles`).
     *
     * @param folder that the commit was checked out to by `checkOut`
     * @returns `undefined` if there is no checkout
     * @throws GitFailure if its index cannot be read
     */
    async changes(folder, signal) {
        const checkout = this.#checkout;
        const found = checkout === undefined ? undefined : foldersOf(checkout);
        if (checkout === undefined || found === undefined)
            return undefined;
        const place = [`--git-dir=${gitDirIn(folder)}`, `--work-tree=${checkout}`];
        const files = await changedFiles(found.index, external_node_path_.join(folder, 'index'), this.#source.subdir, (args, options) => this.#git.run([...place, ...args], { signal, cwd: checkout, ...options }));
        return files === undefined ? undefined : { folder: checkout, files };
    }
    /** When a commit was made, in seconds since the epoch. @param folder that it was checked out to */
    async commitTime({ commit }, folder, signal) {
        const gitDir = gitDirIn(folder);
        return Number(await this.#git.run([`--git-dir=${gitDir}`, 'log', '--no-walk', '--format=%ct', commit], { signal }));
    }
    async #fetchOrExplain(resolved, run) {
        try {
            return await this.#fetch(resolved, run);
        }
        catch (error) {
            if (this.#checkout === undefined || !(error instanceof git_program/* GitFailure */.X))
                throw error;
            throw new errors/* InfraError */.Ri(`the Git context is not there: ${this.#checkout} has not all of commit ${resolved.commit}, and the server of ${this.label} does not give it: ${error.said}`, { cause: error, hint: 'To build from the folder of the job instead, write context: .' });
        }
    }
    /** @returns the name that the commit has in the repository now */
    async #fetch({ commit, ref }, run) {
        const target = ref === commit || ref === 'HEAD' ? [] : [`:${ref}`];
        try {
            // A new repository has the branch master checked out, and that may be the branch to fetch.
            await run('fetch', '--quiet', '--depth=1', '--no-tags', '--force', '--update-head-ok', 'origin', `${ref}${target.join('')}`);
        }
        catch (error) {
            if (!(error instanceof git_program/* GitFailure */.X) || ref !== commit)
                throw error;
            // A server may refuse to send a commit that no ref points to. Then the whole history is fetched, which contains it.
            await run('fetch', '--quiet', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*');
        }
        const has = await run('cat-file', '-e', `${commit}^{commit}`).then(() => true, (error) => {
            if (error instanceof git_program/* GitFailure */.X)
                return false;
            throw error;
        });
        // The ref was moved after it was resolved.
        if (!has)
            await run('fetch', '--quiet', '--depth=1', '--no-tags', 'origin', commit);
        return has && target.length > 0 ? ref : commit;
    }
    /** Gives the commit the name of the event's ref. A tag may be an object of its own, which only the server is sure to have. */
    async #nameCommit({ commit }, run) {
        const { refName } = this.#source;
        if (refName === undefined)
            return;
        if (refName.startsWith('refs/tags/')) {
            try {
                await run('fetch', '--quiet', '--depth=1', '--no-tags', '--force', 'origin', `${refName}:${refName}`);
                if ((await run('rev-parse', `${refName}^{commit}`)).trim() === commit)
                    return;
            }
            catch (error) {
                if (!(error instanceof git_program/* GitFailure */.X))
                    throw error;
            }
        }
        await run('update-ref', '--no-deref', refName, commit);
    }
    /** Only real folders are accepted, since a symbolic link could lead out of the repository. */
    #folderIn(tree) {
        let at = tree;
        for (const part of this.#source.subdir.split('/').filter((name) => name !== '')) {
            at = external_node_path_.join(at, part);
            const stats = (0,external_node_fs_.lstatSync)(at, { throwIfNoEntry: false });
            if (stats?.isDirectory() !== true) {
                throw new errors/* UserError */.yo(`invalid subdir ${this.#source.subdir}: repository ${this.label} has no such folder`);
            }
        }
        return at;
    }
    async #asked(args, signal) {
        try {
            return await this.#git.run(args, {
                signal,
                config: this.#config,
                secrets: this.#secrets,
                environment: this.#access.environment,
            });
        }
        catch (error) {
            if (!(error instanceof git_program/* GitFailure */.X) ||
                !/not found|does not exist|authentication failed|could not read Username|returned error: 40[13]/i.test(error.said)) {
                throw error;
            }
            throw new errors/* UserError */.yo(`cannot read the repository ${this.label}: ${error.said}`, {
                cause: error,
                ...(/^https?:/i.test(this.label) && {
                    hint: 'If it is not public, give a token as the secret GIT_AUTH_TOKEN.',
                }),
            });
        }
    }
}
/** The repository that `checkOut` made. */
function gitDirIn(folder) {
    const kept = external_node_path_.join(folder, 'tree', '.git');
    return (0,external_node_fs_.existsSync)(kept) ? kept : external_node_path_.join(folder, 'git');
}
function initOf({ commit }) {
    const format = commit.length === 64 ? ['--object-format=sha256'] : [];
    return ['-c', 'init.defaultBranch=master', 'init', '--quiet', ...format];
}
/** Removes `.git` everywhere: a submodule has a file of that name, with a path on this machine in it. */
async function removeGitFiles(folder) {
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        const at = external_node_path_.join(folder, entry.name);
        if (entry.name === '.git')
            await (0,promises_.rm)(at, { recursive: true });
        else if (entry.isDirectory())
            await removeGitFiles(at);
    }
}
/** @param time seconds since the epoch */
async function setTimes(folder, time) {
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        const at = external_node_path_.join(folder, entry.name);
        if (entry.isDirectory())
            await setTimes(at, time);
        // For many files this takes less than half of the time of the asynchronous form.
        else
            (0,external_node_fs_.lutimesSync)(at, time, time);
    }
    (0,external_node_fs_.lutimesSync)(folder, time, time);
}
function mismatch(expected, found) {
    return new errors/* UserError */.yo(`expected checksum to match ${expected}, got ${found}`);
}
/**
 * The addresses that get the authorization: that of the repository. On GitHub it is every address, so that submodules get it too, as
 * in BuildKit (`tokenScope`) and actions/checkout.
 */
function authorizedBelow(remote) {
    return /^https:\/\/(?:www\.)?github\.com\//.exec(remote)?.[0] ?? remote;
}
function withoutCredentials(remote) {
    return remote.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}

;// CONCATENATED MODULE: ./lib/remote/repositories.js



/** Git repositories. Each is asked for its commit once in a build, and checked out when its files are needed. */
class Repositories {
    #parts;
    #repositories = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    /** @throws UserError when there is no such commit; InfraError when there is no answer */
    open(source, signal) {
        const key = JSON.stringify(source);
        let repository = this.#repositories.get(key);
        if (repository === undefined) {
            repository = this.#open(source, external_node_path_.join(this.#parts.folder, String(this.#repositories.size)), signal);
            this.#repositories.set(key, repository);
        }
        return repository;
    }
    async #open(source, folder, signal) {
        const { git, secrets, checkedOut, openDirectory, openArchive } = this.#parts;
        const repository = new GitRepository(git, source, {
            authorization: await gitAuthorization(secrets, source.remote),
            checkout: checkedOut?.remote === source.remote ? checkedOut.folder : undefined,
        });
        const commit = await repository.resolve(signal);
        let files;
        const checkOut = async () => {
            const found = await repository.checkOut(commit, folder, signal);
            const label = `repository ${repository.label}`;
            if (found.kind === 'folder')
                return openDirectory(found.path, label, signal);
            return openArchive(found.bytes, external_node_path_.join(folder, 'files'), label, signal);
        };
        const fetched = () => (files ??= checkOut());
        return {
            identity: repository.identityOf(commit),
            commit: commit.commit,
            files: fetched,
            time: async () => {
                await fetched();
                return repository.commitTime(commit, folder, signal);
            },
            changes: async (stop) => {
                await fetched();
                return repository.changes(folder, stop);
            },
        };
    }
}

;// CONCATENATED MODULE: ./lib/app/sources/noted-sources.js
/** Notes what a build takes from servers, for its provenance: contexts, and what ADD names. Steps that hit ask for it as well. */
class NotedSources {
    #files;
    /** By address, as written. */
    #downloads = new Map();
    #repositories = new Map();
    constructor(files) {
        this.#files = files;
    }
    get downloads() {
        return this.#downloads;
    }
    get repositories() {
        return [...this.#repositories.values()];
    }
    async download(...[url, options, signal]) {
        const tree = await this.#files.download(url, options, signal);
        const digest = (await tree.digests([options.name])).get(options.name);
        if (digest !== undefined)
            this.#downloads.set(url, digest);
        return tree;
    }
    async repository(source, signal) {
        const repository = await this.#files.repository(source, signal);
        const { remote, ref } = source;
        const { commit } = repository;
        this.#repositories.set(`${remote}#${ref}`, { remote, ref, commit });
        return repository;
    }
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/app/options/secrets.js
var options_secrets = __webpack_require__(8195);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/ssh/wire.js
/** Strings and integers of SSH's protocols (RFC 4251, section 5). */
/** The bytes are cut off, or a length in them is too large. */
class Malformed extends Error {
    name = 'Malformed';
}
/** Reads fields one after another. Every method throws `Malformed` when there are too few bytes. */
class WireReader {
    #bytes;
    #at = 0;
    constructor(bytes) {
        this.#bytes = bytes;
    }
    uint32() {
        return this.bytes(4).readUInt32BE();
    }
    string() {
        return this.bytes(this.uint32());
    }
    text() {
        return this.string().toString('latin1');
    }
    bytes(count) {
        const end = this.#at + count;
        if (end > this.#bytes.length)
            throw new Malformed('it is cut off');
        const found = this.#bytes.subarray(this.#at, end);
        this.#at = end;
        return found;
    }
}
function wireUint32(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}
function wireString(value) {
    const bytes = Buffer.from(value);
    return Buffer.concat([wireUint32(bytes.length), bytes]);
}
/** A number that is not negative, from its bytes. It gets no leading zeros, except one where it would look negative. */
function wireInteger(bytes) {
    const digits = withoutZeros(bytes);
    return wireString((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}
function withoutZeros(bytes) {
    const first = bytes.findIndex((byte) => byte !== 0);
    return first < 0 ? Buffer.alloc(0) : bytes.subarray(first);
}

;// CONCATENATED MODULE: ./lib/ssh/agent.js



/** Numbers of messages (draft-ietf-sshm-ssh-agent, "Message numbers"). */
const FAILURE = 5;
const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;
/** Bytes that one message may have. OpenSSH's agent has the same limit. */
const MAX_MESSAGE = 256 * 1024;
/**
 * Serves an agent at a socket. It lists keys and signs with them. Every other request fails, since a step must not add, remove or
 * lock keys (BuildKit, `readOnlyAgent`).
 *
 * @param open begins a conversation with one client
 * @throws InfraError when the socket at `path` cannot be made
 */
async function serveAgent(path, open) {
    const sockets = new Set();
    const server = (0,external_node_net_.createServer)((socket) => {
        sockets.add(socket);
        const conversation = open();
        socket.once('close', () => {
            sockets.delete(socket);
            conversation.close?.();
        });
        // A client that disconnects does not disturb the build.
        socket.on('error', () => socket.destroy());
        void converse(socket, conversation.answer).catch(() => socket.destroy());
    });
    await listen(server, path);
    return {
        close: () => {
            server.close();
            for (const socket of sockets)
                socket.destroy();
        },
    };
}
/** An agent that signs with keys of this process. */
function agentOfKeys(identities) {
    const answer = (request) => Promise.resolve(answerFor(identities, request));
    return () => ({ answer });
}
/** An agent that forwards requests to another agent. */
function agentAt(path) {
    return () => {
        const socket = (0,external_node_net_.connect)(path);
        const messages = readMessages(socket);
        socket.on('error', () => socket.destroy());
        return {
            answer: async (request) => {
                socket.write(wireString(request));
                const { value } = await messages.next();
                return value ?? Buffer.of(FAILURE);
            },
            close: () => socket.destroy(),
        };
    };
}
function listen(server, path) {
    return new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new errors/* InfraError */.Ri(`cannot serve an ssh agent at ${path}`, { cause: error })));
        server.listen(path, resolve);
    });
}
async function converse(socket, answer) {
    for await (const request of readMessages(socket)) {
        const allowed = request[0] === REQUEST_IDENTITIES || request[0] === SIGN_REQUEST;
        socket.write(wireString(allowed ? await answer(request) : Buffer.of(FAILURE)));
    }
}
/** Ends when the peer closes the connection. @throws Malformed for a message that is too large */
async function* readMessages(socket) {
    let have = Buffer.alloc(0);
    for await (const chunk of socket) {
        have = have.length === 0 ? chunk : Buffer.concat([have, chunk]);
        while (have.length >= 4) {
            const length = have.readUInt32BE();
            if (length > MAX_MESSAGE)
                throw new Malformed(`a message of ${length} bytes`);
            if (have.length < 4 + length)
                break;
            yield have.subarray(4, 4 + length);
            have = have.subarray(4 + length);
        }
    }
    return undefined;
}
function answerFor(identities, request) {
    if (request[0] === REQUEST_IDENTITIES) {
        // Comments are left out: they often name the user and machine that made a key, and a step does not need them.
        const listed = identities.flatMap(({ publicKey }) => [wireString(publicKey), wireString('')]);
        return Buffer.concat([Buffer.of(IDENTITIES_ANSWER), wireUint32(identities.length), ...listed]);
    }
    try {
        const fields = new WireReader(request.subarray(1));
        const [publicKey, data, flags] = [fields.string(), fields.string(), fields.uint32()];
        const identity = identities.find((one) => one.publicKey.equals(publicKey));
        if (identity === undefined)
            return Buffer.of(FAILURE);
        return Buffer.concat([Buffer.of(SIGN_RESPONSE), wireString(identity.sign(data, flags))]);
    }
    catch (error) {
        if (error instanceof Malformed)
            return Buffer.of(FAILURE);
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/ssh/identity.js



/** Flags of a request to sign (draft-ietf-sshm-ssh-agent, "Signature flags"). */
const RSA_SHA2_256 = 2;
const RSA_SHA2_512 = 4;
/** Curves by JOSE's names, with the names of RFC 5656 and the hash that each one uses. */
const CURVES = new Map([
    ['P-256', { name: 'nistp256', hash: 'sha256' }],
    ['P-384', { name: 'nistp384', hash: 'sha384' }],
    ['P-521', { name: 'nistp521', hash: 'sha512' }],
]);
/** @throws UserError for a type of key that SSH does not have */
function identityOf(key, label) {
    switch (key.asymmetricKeyType) {
        case 'ed25519':
            return ed25519Identity(key);
        case 'rsa':
            return rsaIdentity(key);
        case 'ec':
            return ecdsaIdentity(key, label);
        default:
            throw new errors/* UserError */.yo(`${label} is a key of the type ${key.asymmetricKeyType ?? 'none'}, which cannot be used`, {
                hint: 'Ed25519, RSA and ECDSA keys can.',
            });
    }
}
function ed25519Identity(key) {
    const { x } = publicFields(key);
    return {
        publicKey: Buffer.concat([wireString('ssh-ed25519'), wireString(x)]),
        sign: (data) => signature('ssh-ed25519', (0,external_node_crypto_.sign)(null, data, key)),
    };
}
function rsaIdentity(key) {
    const { e, n } = publicFields(key);
    return {
        publicKey: Buffer.concat([wireString('ssh-rsa'), wireInteger(e), wireInteger(n)]),
        sign: (data, flags) => {
            if ((flags & RSA_SHA2_256) !== 0)
                return signature('rsa-sha2-256', (0,external_node_crypto_.sign)('sha256', data, key));
            if ((flags & RSA_SHA2_512) !== 0)
                return signature('rsa-sha2-512', (0,external_node_crypto_.sign)('sha512', data, key));
            return signature('ssh-rsa', (0,external_node_crypto_.sign)('sha1', data, key));
        },
    };
}
function ecdsaIdentity(key, label) {
    const { x, y, crv } = publicFields(key);
    const curve = CURVES.get(crv);
    if (curve === undefined)
        throw new errors/* UserError */.yo(`${label} is a key on a curve that SSH does not have`);
    const algorithm = `ecdsa-sha2-${curve.name}`;
    const point = Buffer.concat([Buffer.of(4), x, y]);
    return {
        publicKey: Buffer.concat([wireString(algorithm), wireString(curve.name), wireString(point)]),
        sign: (data) => {
            const numbers = (0,external_node_crypto_.sign)(curve.hash, data, { key, dsaEncoding: 'ieee-p1363' });
            const half = numbers.length / 2;
            const [r, s] = [numbers.subarray(0, half), numbers.subarray(half)];
            return signature(algorithm, Buffer.concat([wireInteger(r), wireInteger(s)]));
        },
    };
}
function signature(algorithm, bytes) {
    return Buffer.concat([wireString(algorithm), wireString(bytes)]);
}
function publicFields(key) {
    const { x, y, e, n, crv } = (0,external_node_crypto_.createPublicKey)(key).export({ format: 'jwk' });
    const bytes = (text) => Buffer.from(text ?? '', 'base64url');
    return { x: bytes(x), y: bytes(y), e: bytes(e), n: bytes(n), crv: crv ?? '' };
}

;// CONCATENATED MODULE: ./lib/ssh/private-key.js



/** Curves of ECDSA keys (RFC 5656, section 10.1), with JOSE's names and the size of a coordinate in bytes. */
const private_key_CURVES = new Map([
    ['nistp256', { crv: 'P-256', size: 32 }],
    ['nistp384', { crv: 'P-384', size: 48 }],
    ['nistp521', { crv: 'P-521', size: 66 }],
]);
const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]*)-----END OPENSSH PRIVATE KEY-----/;
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;
/**
 * Reads a private key that ssh-keygen or openssl wrote: in OpenSSH's own format, or in PEM. Errors do not show its content.
 *
 * @param label the name of the file in errors
 * @throws UserError for any other text, and for a key with a passphrase
 */
function readPrivateKey(text, label) {
    const own = OPENSSH.exec(text)?.[1];
    if (ENCRYPTED.test(text))
        throw encrypted(label);
    try {
        return own === undefined ? (0,external_node_crypto_.createPrivateKey)(text) : openSshKey(Buffer.from(own, 'base64'), label);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw error;
        const why = error instanceof Malformed ? `: ${error.message}` : '';
        throw new errors/* UserError */.yo(`${label} is not a private key that can be read${why}`, {
            hint: 'Keys of ssh-keygen and openssl can be used: Ed25519, RSA and ECDSA.',
        });
    }
}
function encrypted(label) {
    return new errors/* UserError */.yo(`${label} is protected by a passphrase, and there is nobody to ask for it`, {
        hint: 'Add it to an agent with ssh-add, and forward that: --ssh default.',
    });
}
const MAGIC = 'openssh-key-v1\0';
/** Reads the format of OpenSSH's PROTOCOL.key, without a passphrase. */
function openSshKey(bytes, label) {
    const outer = new WireReader(bytes);
    if (outer.bytes(MAGIC.length).toString('latin1') !== MAGIC)
        throw new Malformed('it does not begin as one');
    const cipher = outer.text();
    if (cipher !== 'none')
        throw encrypted(label);
    outer.string();
    outer.string();
    if (outer.uint32() !== 1)
        throw new Malformed('it holds more than one key');
    outer.string();
    const inner = new WireReader(outer.string());
    if (inner.uint32() !== inner.uint32())
        throw new Malformed('it is damaged');
    return (0,external_node_crypto_.createPrivateKey)({ key: jsonWebKey(inner.text(), inner), format: 'jwk' });
}
function jsonWebKey(type, fields) {
    switch (type) {
        case 'ssh-ed25519': {
            const x = fields.string();
            // The field holds the seed, followed by the public key.
            const d = fields.string().subarray(0, 32);
            return { kty: 'OKP', crv: 'Ed25519', x: base64(x), d: base64(d) };
        }
        case 'ssh-rsa': {
            const [n, e, d, qi, p, q] = [1, 2, 3, 4, 5, 6].map(() => withoutZeros(fields.string()));
            if (n === undefined || e === undefined || d === undefined)
                throw new Malformed('it is cut off');
            if (qi === undefined || p === undefined || q === undefined)
                throw new Malformed('it is cut off');
            const [dp, dq] = [remainder(d, p), remainder(d, q)];
            const numbers = Object.entries({ n, e, d, p, q, dp, dq, qi });
            return { kty: 'RSA', ...Object.fromEntries(numbers.map(([name, value]) => [name, base64(value)])) };
        }
        default: {
            const curve = type.startsWith('ecdsa-sha2-') ? private_key_CURVES.get(fields.text()) : undefined;
            if (curve === undefined)
                throw new Malformed(`keys of the type ${JSON.stringify(type)} are not supported`);
            const { crv, size } = curve;
            const point = fields.string();
            // An uncompressed point: the byte 4, then two coordinates.
            if (point.length !== 1 + 2 * size || point[0] !== 4)
                throw new Malformed('its public part is not valid');
            const d = withoutZeros(fields.string());
            if (d.length > size)
                throw new Malformed('its number is too large');
            const padded = Buffer.concat([Buffer.alloc(size - d.length), d]);
            return {
                kty: 'EC',
                crv,
                x: base64(point.subarray(1, 1 + size)),
                y: base64(point.subarray(1 + size)),
                d: base64(padded),
            };
        }
    }
}
function base64(bytes) {
    return bytes.toString('base64url');
}
/** d mod (prime - 1), which the file does not contain. */
function remainder(d, prime) {
    const divisor = BigInt(`0x0${prime.toString('hex')}`) - 1n;
    if (divisor < 1n)
        throw new Malformed('it is damaged');
    const hex = (BigInt(`0x0${d.toString('hex')}`) % divisor).toString(16);
    return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

;// CONCATENATED MODULE: ./lib/app/sources/ssh-agents.js







/**
 * Serves an agent for each id, from this process: keys stay in its memory, and an agent of the user's is asked through it for
 * nothing but its keys and signatures.
 *
 * @param folder absolute path of a folder for the sockets; made if missing, removed by the caller
 * @throws UserError for a file that holds no key that can be used
 */
async function openSshAgents(sources, folder) {
    const running = [];
    const sockets = new Map();
    const close = () => {
        for (const agent of running)
            agent.close();
    };
    try {
        for (const [id, source] of Object.entries(sources)) {
            const socket = external_node_path_.join(folder, String(sockets.size));
            const conversation = source.kind === 'socket' ? agentAt(source.path) : agentOfKeys(await Promise.all(source.files.map(readKey)));
            (0,make_folders/* makeFolders */.w)(folder, 0o700);
            running.push(await serveAgent(socket, conversation));
            sockets.set(id, socket);
        }
    }
    catch (error) {
        close();
        throw error;
    }
    return { sockets, close };
}
/** Bytes of a key file; BuildKit reads as many. */
const MAX_KEY = 100 * 1024;
async function readKey(file) {
    const label = `ssh key ${file}`;
    try {
        const handle = await (0,promises_.open)(file);
        try {
            const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_KEY), 0, MAX_KEY);
            return identityOf(readPrivateKey(buffer.toString('latin1', 0, bytesRead), label), label);
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw error;
        throw new errors/* UserError */.yo(`cannot read ${label}`, { cause: error });
    }
}

// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
;// CONCATENATED MODULE: ./lib/app/sources/open-remote.js














/**
 * What fetches downloads and repositories, with the agents and secrets that let in to servers. No server is asked yet.
 *
 * @param folder absolute path of a folder for what is fetched, and for sockets; removed by the caller
 * @throws UserError for a file that holds no ssh key that can be used
 */
async function openRemote(host, { ssh, secrets }, folder) {
    (0,make_folders/* makeFolders */.w)(folder, 0o700);
    const agents = await openSshAgents(ssh, external_node_path_.join(folder, 'ssh'));
    const readable = (0,options_secrets/* readSecrets */.q)(secrets);
    const http = (0,http_client/* httpClientOf */.X)(host);
    const downloads = new Downloads({
        http,
        notes: new DownloadNotes((0,root_folder/* pathInRoot */.hA)(host.root, 'downloads')),
        secrets: readable,
        folder: external_node_path_.join(folder, 'downloads'),
    });
    const git = new git_program/* GitProgram */.j({
        path: host.programPath,
        proxies: host.proxies,
        agent: agents.sockets.get('default'),
        knownHosts: external_node_path_.join(folder, 'known_hosts'),
    });
    const repositories = new Repositories({
        git,
        secrets: readable,
        checkedOut: host.checkedOut,
        folder: external_node_path_.join(folder, 'repositories'),
        openDirectory: (root, label, signal) => directory_context/* DirectoryContext */.n.open({ root, ignore: [], label, signal }),
        openArchive: async (bytes, directory, label, signal) => {
            const { files } = await (0,standard_input/* readStandardInput */.e)(bytes, { directory, signal, from: `from ${label}` });
            return new tar_context/* TarContext */.h({ files, ignore: [], label, signal });
        },
    });
    return {
        files: new NotedSources({
            download: (url, options, signal) => downloads.open(url, options, signal),
            repository: (source, signal) => repositories.open(source, signal),
        }),
        sshSockets: agents.sockets,
        close: () => {
            http.close();
            agents.close();
        },
    };
}


/***/ }),

/***/ 17998:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ remoteTime)
/* harmony export */ });
/* harmony import */ var _context_standard_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40526);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _layer_source_tree_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38177);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9501);




/**
 * The time of a remote source's last change, in seconds since the epoch. For a repository, it is the time of the commit. For a file, it is
 * the time that the server sends. If the server sends none for an archive, it is the time of the newest file in it. `undefined` if the time
 * is not known.
 *
 * @throws UserError or InfraError if the source cannot be fetched
 */
async function remoteTime(source, checksum, { remote, scratch, signal }) {
    if (source.kind === 'git') {
        const wanted = checksum === undefined ? source.address : { ...source.address, checksum };
        return (await remote.repository(wanted, signal)).time(signal);
    }
    if (checksum !== undefined && !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(checksum))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`invalid checksum ${checksum}`);
    const { name, url } = source;
    const tree = await remote.download(url, { name, checksum }, signal);
    const modified = (await tree.lstat(name))?.mtime ?? 0;
    // Zero means that the server sent no time.
    if (modified !== 0)
        return modified;
    return newestOf((0,_layer_source_tree_js__WEBPACK_IMPORTED_MODULE_3__/* .fileBytes */ .s)(tree, name), scratch(), signal);
}
async function newestOf(bytes, directory, signal) {
    try {
        const input = await (0,_context_standard_input_js__WEBPACK_IMPORTED_MODULE_0__/* .readStandardInput */ .e)(bytes, { directory, signal, from: 'from the server' });
        input.files.close();
        return input.kind === 'archive' ? input.files.newest : undefined;
    }
    catch (error) {
        // It is not an archive.
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 43409:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ EventLoopTurns)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

/** Milliseconds of synchronous work after which timers, sockets and signals get their turn. */
const SLICE = 10;
/**
 * Pauses for long runs of synchronous file system calls, so that other work gets its turn. Synchronous calls are used
 * because they cost much less than asynchronous ones.
 */
class EventLoopTurns {
    #signal;
    #since = performance.now();
    constructor(signal) {
        this.#signal = signal;
    }
    /**
     * Call this between two pieces of work. If it returns a promise, it is time to pause: wait for it.
     *
     * @throws the signal's reason once it is aborted
     */
    pause() {
        this.#signal?.throwIfAborted();
        const now = performance.now();
        if (now - this.#since < SLICE)
            return undefined;
        return (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)().then(() => {
            this.#since = performance.now();
        });
    }
}


/***/ }),

/***/ 41524:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ DirectoryContext)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/layer/file-content.js
var file_content = __webpack_require__(55207);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/async/yielding.js
var yielding = __webpack_require__(43409);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
;// CONCATENATED MODULE: ./lib/context/context-entry.js



/** An inode's number may have more bits than are kept: no two states of a file differ in those alone. */
const INODES = 2 ** 32;
/**
 * The entry at `file`, as BuildKit sends it: owner 0:0, all twelve mode bits, times in whole seconds, no extended attributes
 * (Node cannot read them). Devices and fifos are kept; a socket becomes an empty regular file, since BuildKit's sender clears
 * the socket bit. Hard links become separate files.
 *
 * @param file absolute path, as in `name.ts`
 * @param path what the entry is called
 * @returns `undefined` if there is no file
 * @throws what `lstat` throws otherwise, e.g. EACCES
 */
function readContextEntry(file, path, platform) {
    const stats = lstatOrNothing(file);
    if (stats === undefined)
        return undefined;
    const mode = permissions(stats, platform);
    const mtime = Math.floor(stats.mtimeMs / 1000);
    const identity = { size: stats.isFile() ? stats.size : 0, mtimeMs: stats.mtimeMs, inode: stats.ino % INODES };
    const entryOf = () => {
        const metadata = { path, mode, uid: 0, gid: 0, mtime };
        if (stats.isDirectory())
            return { ...metadata, type: 'directory' };
        if (stats.isSymbolicLink())
            return { ...metadata, type: 'symlink', target: linkTarget(file, platform) };
        if (stats.isFIFO())
            return { ...metadata, type: 'fifo' };
        if (stats.isCharacterDevice())
            return { ...metadata, type: 'char', ...deviceNumbers(stats.rdev) };
        if (stats.isBlockDevice())
            return { ...metadata, type: 'block', ...deviceNumbers(stats.rdev) };
        // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
        return { type: 'file', path, mode, uid: 0, gid: 0, mtime, size: stats.isFile() ? stats.size : 0 };
    };
    return { entry: entryOf(), identity, readable: stats.isFile() };
}
function sameIdentity(file, identity) {
    const stats = lstatOrNothing(file);
    return (stats !== undefined &&
        stats.size === identity.size &&
        stats.mtimeMs === identity.mtimeMs &&
        stats.ino % INODES === identity.inode);
}
function lstatOrNothing(file) {
    try {
        return (0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(file), { throwIfNoEntry: false });
    }
    catch (error) {
        const code = (0,errors/* errorCode */.CA)(error);
        // No file of this system can have such a name: it is too long, or contains a NUL.
        if (code === 'ENAMETOOLONG' || code === 'ERR_INVALID_ARG_VALUE')
            return undefined;
        throw error;
    }
}
function permissions(stats, platform) {
    // Windows has no executable bit, so BuildKit sets it on everything, and takes the bits of others' write access away.
    if (platform === 'win32')
        return (stats.mode | 0o111) & 0o755;
    // A link's own mode is 0777 on Linux and follows the umask elsewhere, where it means as little.
    return stats.isSymbolicLink() ? 0o777 : stats.mode & 0o7777;
}
function linkTarget(file, platform) {
    const target = (0,byte_name/* decodeName */.e4)((0,external_node_fs_.readlinkSync)((0,byte_name/* fsPath */.Jk)(file), { encoding: 'buffer' }));
    return platform === 'win32' ? target.replaceAll('\\', '/') : target;
}
/** Linux's `makedev` undone, for numbers of up to 32 bits, as BuildKit's fsutil reads them. */
function deviceNumbers(device) {
    return { major: (device >>> 8) & 0xfff, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
}

// EXTERNAL MODULE: ./lib/layer/source-changed.js
var source_changed = __webpack_require__(25993);
;// CONCATENATED MODULE: ./lib/context/directory-files.js




/** All files in a directory, whether ignored or not. */
class DirectoryFiles {
    #root;
    #prefix;
    #options;
    constructor(root, options) {
        this.#root = root;
        this.#prefix = root.endsWith('/') ? root : `${root}/`;
        this.#options = options;
    }
    read(path) {
        // A name with a backslash or a colon would be another path on Windows; nothing there can be called so.
        const { platform, own, settled } = this.#options;
        if (platform === 'win32' && /[\\:]/.test(path))
            return undefined;
        if (own.has(path))
            return undefined;
        try {
            const found = readContextEntry(this.#place(path), path, platform);
            return found === undefined ? undefined : (settled?.entryOf(path, found) ?? found);
        }
        catch (error) {
            throw this.error(path, error);
        }
    }
    names(path) {
        const { own } = this.#options;
        try {
            const names = (0,byte_name/* readNames */.r6)(this.#place(path));
            return own.size === 0 ? names : names.filter((name) => !own.has(path === '' ? name : `${path}/${name}`));
        }
        catch (error) {
            throw this.error(path, error);
        }
    }
    /** The file on this machine that has the content of the file at `path` in the context. */
    path(path) {
        return this.#options.settled?.copyOf(path) ?? this.#place(path);
    }
    #place(path) {
        // Not `join`, which takes as long as looking at the file does.
        return path === '' ? this.#root : `${this.#prefix}${path}`;
    }
    /** What to throw for an error of the file system at `path`. */
    error(path, cause) {
        const code = (0,errors/* errorCode */.CA)(cause);
        if (cause instanceof Error && code === undefined)
            return cause;
        if (code === 'EACCES' || code === 'EPERM') {
            return new errors/* UserError */.yo(`no permission to read ${(0,byte_name/* displayName */.QC)(path)} in ${this.#options.label}`, {
                hint: 'Make it readable, or name it in .dockerignore.',
                cause,
            });
        }
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO')
            return this.changed(path);
        return new errors/* InfraError */.Ri(`cannot read ${(0,byte_name/* displayName */.QC)(path)} in ${this.#options.label}`, { cause });
    }
    /** The error to throw if a file has changed since it was read first. */
    changed(path) {
        const { label, settled, onChange } = this.#options;
        const what = `${(0,byte_name/* displayName */.QC)(path)} in ${label}`;
        if (settled !== undefined)
            return new source_changed/* SourceChanged */.W(what, onChange(path));
        return new errors/* InfraError */.Ri(`${what} changed while it was read`, { retryable: true, hint: source_changed/* STOP_WRITING */.k });
    }
    /** Copies a file, so that its content stays as it is now. */
    settle(path) {
        this.#options.settled?.settle(path, this.#place(path));
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/layer/file-digest.js
var file_digest = __webpack_require__(564);
;// CONCATENATED MODULE: ./lib/context/file-digests.js







/** Up to this size, opening a file takes longer than reading it, and asynchronous calls take several times as long as both. */
const SMALL = 256 * 1024;
const CHUNK = 1024 * 1024;
/** Hashing uses one thread. More readers than this would only keep more chunks in memory. */
const READERS = 4;
/** Whether a file is better hashed by `hashSmallFile`. */
function isSmallFile(size) {
    return size <= SMALL;
}
/**
 * The digest of what is in `file`, and how many bytes that is.
 *
 * @param size bytes that it is known to have
 * @throws what `openSync` and `readSync` throw
 */
function hashSmallFile(file, size) {
    const digest = new file_digest/* FileDigest */.d(size);
    for (const chunk of (0,file_content/* fileContent */.qY)(file, size))
        digest.update(chunk);
    return { digest: digest.digest(), bytes: digest.seen };
}
/** Hashes big files, a few at a time beside each other. */
async function hashBigFiles(jobs, breather, holes) {
    const left = [...jobs];
    const reader = async () => {
        for (let job = left.shift(); job !== undefined; job = left.shift())
            await hashBig(job, breather, holes);
    };
    await Promise.all(Array.from({ length: Math.min(READERS, left.length) }, reader));
}
async function hashBig(job, breather, holes) {
    try {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let bytes = 0;
        // O_NONBLOCK: a path that became a fifo since it was looked at must not hang the build.
        const handle = await (0,promises_.open)((0,byte_name/* fsPath */.Jk)(job.file), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        try {
            holes.spend(await handle.stat(), job.path);
            const buffer = Buffer.allocUnsafe(CHUNK);
            for (;;) {
                const { bytesRead } = await handle.read(buffer, 0, CHUNK);
                if (bytesRead === 0)
                    break;
                hash.update(buffer.subarray(0, bytesRead));
                bytes += bytesRead;
                await breather.pause();
            }
        }
        finally {
            await handle.close();
        }
        job.done((0,digest/* digestOfHex */.z9)(hash.digest('hex')), bytes);
    }
    catch (error) {
        job.failed(error);
    }
}

// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
;// CONCATENATED MODULE: ./lib/context/git-config.js

const SECTION = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/;
const SETTING = /^\s*([a-z][\w-]*)\s*=\s*(.*)$/i;
/** `Authorization: basic …` and the like. */
const SECRET_HEADER = /^"?[\w-]*(?:auth|token|cookie|key|secret)[\w-]*\s*:\s*\S/i;
/** A password, or as the user one of the tokens that need none. */
const SECRET_URL = /:\/\/(?:[^\s/@:"]*:[^\s/@"]+|(?:gh[a-z]_|github_pat_|glpat-)[^\s/@"]+)@/i;
/**
 * Finds what lets in to servers in git's configuration (git-config(1)), where `http.<url>.extraheader` is what actions/checkout writes up
 * to version 5, and in the lines of a file of git-credential-store(1).
 *
 * @returns names of the settings, without their values
 */
function secretSettings(text) {
    const found = new Set();
    let section = '';
    let part = '';
    for (const line of text.split(/\r?\n/)) {
        const [, name, ofSection = '', rest] = SECTION.exec(line) ?? [];
        if (name !== undefined)
            [section, part] = [name.toLowerCase(), ofSection];
        const [, key, value = ''] = SETTING.exec(rest ?? line) ?? [];
        const isSecret = SECRET_URL.test(line) ||
            (section === 'http' && key?.toLowerCase() === 'extraheader' && SECRET_HEADER.test(value)) ||
            (section === 'credential' && /password=[^\s"$]/.test(value));
        if (isSecret)
            found.add(nameOf(section, part, key));
    }
    return [...found];
}
function nameOf(section, part, key) {
    if (section === '')
        return 'an address with a password';
    return [section, (0,url_credentials/* redactCredentials */.U)(part), key ?? ''].filter((name) => name !== '').join('.');
}

;// CONCATENATED MODULE: ./lib/context/git-folder.js

/** Names in a `.git` folder that are not the same in two clones of one commit. */
const DIFFERS = /^(.*\/)?\.git\/(?:index$|logs\/)/;
/** Also those of submodules and worktrees. */
const MAY_HOLD_CREDENTIALS = /(?:^|\/)\.git\/(?:(?:modules|worktrees)\/.+\/)?(?:config|config\.worktree|credentials)$/;
/** Bytes of a file that are looked at. */
const MAX_CONFIG = 256 * 1024;
/** Watches which parts of `.git` in a directory go into layers. */
class GitFolder {
    #tree;
    /** An instruction is run for each platform, and sometimes again. */
    #told = new Set();
    /** Most contexts have no such folder that anybody looks at. */
    #isThere = false;
    constructor(tree) {
        this.#tree = tree;
    }
    /** The same tree, watched. Whoever finds a path has looked at those above it. */
    watched(tree) {
        return {
            read: (path) => {
                if (path.endsWith('.git'))
                    this.#isThere = true;
                return tree.read(path);
            },
            names: (path) => tree.names(path),
        };
    }
    /**
     * @param line of the instruction that takes the paths
     * @returns nothing for a line that was asked for before
     */
    async concerns(line, paths) {
        if (!this.#isThere || this.#told.has(line))
            return [];
        const inGit = [];
        for await (const path of paths)
            if (path.includes('.git/'))
                inGit.push(path);
        if (inGit.length === 0 || this.#told.has(line))
            return [];
        this.#told.add(line);
        return [...differing(inGit), ...(await this.#credentials(inGit))];
    }
    async #credentials(paths) {
        const concerns = [];
        for await (const { path, data } of this.#tree.contents(paths.filter((each) => MAY_HOLD_CREDENTIALS.test(each)))) {
            const chunks = [];
            let bytes = 0;
            for await (const chunk of data) {
                if (bytes < MAX_CONFIG)
                    chunks.push(Uint8Array.from(chunk));
                bytes += chunk.length;
            }
            const names = secretSettings(Buffer.concat(chunks).toString());
            if (names.length > 0)
                concerns.push(credentialConcern(path, names));
        }
        return concerns;
    }
}
/** A single file of `.git` was taken on purpose. */
function differing(paths) {
    const taken = new Set(paths);
    const whole = paths.some((path) => {
        const [, above = ''] = DIFFERS.exec(path) ?? [];
        return DIFFERS.test(path) && taken.has(`${above}.git/HEAD`);
    });
    if (!whole)
        return [];
    return [
        {
            message: 'this takes .git into the image. Two shallow clones of one commit differ in .git/index and .git/logs, so on another machine this step and all that follow it miss the cache',
            hint: 'Add .git to .dockerignore.',
        },
    ];
}
function credentialConcern(path, names) {
    return {
        message: `this takes ${path} into a layer, and that file holds a credential: ${names.join(', ')}`,
        hint: 'Add .git to .dockerignore, or use actions/checkout with persist-credentials: false. If such an image was pushed, revoke the credential.',
        severe: true,
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
// EXTERNAL MODULE: ./lib/context/find-dockerfile.js
var find_dockerfile = __webpack_require__(57139);
;// CONCATENATED MODULE: ./lib/context/own-files.js





/**
 * The paths of a context that the running command itself writes: outputs, reports, the file of its standard output, and folders
 * that contain nothing else. They are not part of the context, or each build would change what the next one copies.
 *
 * @param root absolute path of the context, without links
 * @param written absolute paths of files and folders, which need not exist yet
 */
function ownPaths(root, written) {
    const own = new Set();
    for (const file of written) {
        const below = (0,find_dockerfile/* pathInContext */.kP)(root, withoutLinks(file))?.split(external_node_path_.sep).join('/');
        // A layout may be written to the context's own folder. The context is read anyway.
        if (below !== undefined && below !== '')
            own.add(below);
    }
    for (const below of own) {
        // The loop also visits what is added meanwhile. A folder may have been made only for the file.
        const folder = (0,path_parts/* parentPath */.yl)(below);
        if (folder !== '' && holdsNothingElse(external_node_path_.join(root, folder), folder, own))
            own.add(folder);
    }
    return own;
}
function holdsNothingElse(folder, below, own) {
    try {
        return (0,byte_name/* readNames */.r6)(folder).every((name) => own.has(`${below}/${name}`));
    }
    catch {
        // The folder does not exist yet.
        return true;
    }
}
/** Follows links in the folders of the path that exist, but not in the last name: the output replaces a link with that name. */
function withoutLinks(file) {
    return external_node_path_.join(realFolder(external_node_path_.dirname(file)), external_node_path_.basename(file));
}
function realFolder(folder) {
    try {
        return (0,external_node_fs_.realpathSync)(folder);
    }
    catch {
        const above = external_node_path_.dirname(folder);
        return above === folder ? folder : external_node_path_.join(realFolder(above), external_node_path_.basename(folder));
    }
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/context/settled-files.js





const settled_files_CHUNK = 512 * 1024;
/** Copies of the files of a context that changed while they were read. The build continues with the copies, which do not change. */
class SettledFiles {
    #folder;
    #copies = new Map();
    /** @param folder absolute path of a folder for the copies; made when the first is, removed by the caller */
    constructor(folder) {
        this.#folder = folder;
    }
    /** Absolute path of the copy of the file at `path`, if there is one. */
    copyOf(path) {
        return this.#copies.get(path);
    }
    /** The entry with the size that its copy has, if there is one. */
    entryOf(path, found) {
        const copy = this.#copies.get(path);
        const copied = copy === undefined ? undefined : readContextEntry(copy, path, process.platform);
        if (copied?.entry.type !== 'file' || found.entry.type !== 'file')
            return undefined;
        return { ...copied, entry: { ...found.entry, size: copied.entry.size } };
    }
    /** Copies the current content of the file. If it is not a regular file any more, there is no copy, and it is read again. */
    settle(path, file) {
        this.#copies.delete(path);
        let fd;
        try {
            fd = (0,external_node_fs_.openSync)((0,byte_name/* fsPath */.Jk)(file), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        }
        catch {
            return;
        }
        try {
            const stats = (0,external_node_fs_.fstatSync)(fd);
            if (!stats.isFile())
                return;
            (0,make_folders/* makeFolders */.w)(this.#folder, 0o700);
            const copy = (0,external_node_path_.join)(this.#folder, String(this.#next++));
            copyBytes(fd, copy, stats.size);
            this.#copies.set(path, copy);
        }
        finally {
            (0,external_node_fs_.closeSync)(fd);
        }
    }
    #next = 0;
}
/** Copies at most as many bytes as the file had when it was opened, since it may grow all the time. */
function copyBytes(from, file, size) {
    const to = (0,external_node_fs_.openSync)(file, 'wx', 0o600);
    try {
        const buffer = Buffer.allocUnsafe(Math.min(settled_files_CHUNK, Math.max(size, 1)));
        for (let left = size; left > 0;) {
            const count = (0,external_node_fs_.readSync)(from, buffer, 0, Math.min(buffer.length, left), null);
            if (count === 0)
                return;
            for (let at = 0; at < count;)
                at += (0,external_node_fs_.writeSync)(to, buffer, at, count - at);
            left -= count;
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(to);
    }
}

// EXTERNAL MODULE: ./lib/context/visible-tree.js + 1 modules
var visible_tree = __webpack_require__(88486);
;// CONCATENATED MODULE: ./lib/context/directory-context.js












const EMPTY = (0,digest/* sha256 */.sc)('');
/**
 * A directory of this machine as a build context. Files are read only when needed, and once: a COPY of `src/` never looks into
 * `node_modules/`. A build sees one state of every file: one that changes while it is read is copied, and `SourceChanged` asks for
 * another pass, which reads the copy.
 */
class DirectoryContext {
    label;
    sentInParts = true;
    readsInParts = true;
    /** Absolute path of the directory, without links. */
    root;
    #files;
    #tree;
    #breather;
    #git;
    #holes = new file_content/* HoleBudget */.wk();
    /** Paths of files that changed since they were read first. */
    #changed = new Set();
    /** Of big files. Those of small ones are kept by the tree: they are known at once, and may be very many. */
    #digests = new Map();
    constructor(root, options) {
        this.root = root;
        this.label = options.label ?? 'the build context';
        this.#breather = new yielding/* EventLoopTurns */.j(options.signal);
        this.#files = new DirectoryFiles(root, {
            label: this.label,
            platform: options.platform ?? process.platform,
            own: ownPaths(root, options.own ?? []),
            settled: options.scratch === undefined ? undefined : new SettledFiles(options.scratch),
            onChange: (path) => {
                this.#changed.add(path);
                return () => this.#settle();
            },
        });
        this.#git = options.watchesGit === true ? new GitFolder(this) : undefined;
        this.#tree = new visible_tree/* VisibleTree */.J(this.#git?.watched(this.#files) ?? this.#files, options.ignore, this.#breather);
    }
    /** @throws UserError when `options.root` is not a directory */
    static open(options) {
        return new DirectoryContext(contextRoot(options.root), options);
    }
    get paths() {
        return this.#tree.paths;
    }
    /** @throws UserError when it may not be looked at */
    async lstat(path) {
        return (await this.#tree.visible(path))?.entry;
    }
    /** When the file was changed last, in milliseconds since the epoch with their fractions; `undefined` if there is none. */
    async modifiedMs(path) {
        return (await this.#tree.visible(path))?.identity.mtimeMs;
    }
    /** @throws UserError when the directory may not be read */
    readdir(path) {
        return this.#tree.names(path);
    }
    ignoredBy(path) {
        return this.#tree.ignoredBy(path);
    }
    async concerns(line, paths) {
        return (await this.#git?.concerns(line, paths)) ?? [];
    }
    /** @throws SourceChanged if a file has changed since it was read first; UserError if it cannot be read */
    async digests(paths) {
        const jobs = [];
        for (const path of paths) {
            if (this.#isKnown(path))
                continue;
            const file = await this.#file(path);
            if (this.#isKnown(path))
                continue;
            if (!file.readable)
                this.#tree.noteDigest(path, EMPTY);
            else if (isSmallFile(file.entry.size))
                this.#tree.noteDigest(path, this.#hash(path, file));
            else
                this.#digests.set(path, this.#queue(path, file, jobs));
        }
        try {
            await hashBigFiles(jobs, this.#breather, this.#holes);
        }
        catch (error) {
            for (const job of jobs)
                job.failed(error);
            throw error;
        }
        const digests = new Map();
        for (const path of paths) {
            const digest = this.#tree.digestOf(path) ?? (await this.#digests.get(path));
            if (digest !== undefined)
                digests.set(path, digest);
        }
        return digests;
    }
    #isKnown(path) {
        return this.#tree.hasDigest(path) || this.#digests.has(path);
    }
    #hash(path, file) {
        let hashed;
        try {
            hashed = hashSmallFile(this.#files.path(path), file.entry.size);
        }
        catch (error) {
            throw this.#files.error(path, error);
        }
        if (!this.#isUnchanged(path, file, hashed.bytes))
            throw this.#files.changed(path);
        return hashed.digest;
    }
    #queue(path, file, jobs) {
        const digest = new Promise((resolve, reject) => {
            const done = (made, bytes) => {
                if (this.#isUnchanged(path, file, bytes))
                    resolve(made);
                else
                    reject(this.#files.changed(path));
            };
            const failed = (error) => reject(this.#files.error(path, error));
            jobs.push({ file: this.#files.path(path), path, done, failed });
        });
        // Callers that await it see the failure. Without this line, a failure that nobody awaits would end the process.
        digest.catch(() => undefined);
        return digest;
    }
    /**
     * In the order of the paths.
     *
     * @throws as `digests` does; for a change, at the latest after a file's last byte
     */
    async *contents(paths) {
        for (const path of [...new Set(paths)].sort()) {
            const file = await this.#file(path);
            yield { path, size: file.entry.size, data: file.readable ? this.#read(path, file) : [] };
        }
    }
    *#read(path, file) {
        const { size } = file.entry;
        let bytes = 0;
        const chunks = (0,file_content/* fileContent */.qY)(this.#files.path(path), size);
        try {
            for (;;) {
                const chunk = next(chunks, (error) => this.#files.error(path, error));
                // The layer's header, with the size, is already written. Further bytes would corrupt the layer.
                if (chunk === undefined || bytes + chunk.length > size)
                    break;
                bytes += chunk.length;
                yield chunk;
            }
        }
        finally {
            chunks.return();
        }
        if (!this.#isUnchanged(path, file, bytes))
            throw this.#files.changed(path);
    }
    /** Reads the changed files again at the next use. Call it when nobody reads any more, so that all readers see the same change. */
    #settle() {
        for (const path of this.#changed) {
            this.#files.settle(path);
            this.#tree.forget(path);
            this.#digests.delete(path);
        }
        this.#changed.clear();
    }
    #isUnchanged(path, file, bytes) {
        return bytes === file.entry.size && sameIdentity(this.#files.path(path), file.identity);
    }
    async #file(path) {
        const found = await this.#tree.visible(path);
        if (found === undefined || !isFile(found)) {
            throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} is not a regular file of ${this.label}`);
        }
        return found;
    }
}
function isFile(found) {
    return found.entry.type === 'file';
}
/** The next chunk. Errors of the file system are explained; those that the consumer throws at its `yield` do not pass here. */
function next(chunks, explain) {
    try {
        const result = chunks.next();
        return result.done === true ? undefined : result.value;
    }
    catch (error) {
        throw explain(error);
    }
}
function contextRoot(path) {
    try {
        const root = (0,external_node_fs_.realpathSync)(path);
        if ((0,external_node_fs_.statSync)(root).isDirectory())
            return root;
    }
    catch (error) {
        const code = (0,errors/* errorCode */.CA)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            throw new errors/* UserError */.yo(`build context ${path} not found`, { cause: error });
        throw new errors/* InfraError */.Ri(`cannot open the build context ${path}`, { cause: error });
    }
    throw new errors/* UserError */.yo(`build context ${path} is not a directory`, {
        hint: 'Give the directory, and the Dockerfile in it with -f.',
    });
}


/***/ }),

/***/ 57139:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   kP: () => (/* binding */ pathInContext),
/* harmony export */   mQ: () => (/* binding */ findDockerfile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _files_text_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10511);



const DEFAULT_NAME = 'Dockerfile';
/**
 * The Dockerfile at `file`. If it is in the context, it may be a link to another file of the context. If it is outside, the user
 * named it, and it may be a link to a file in its own folder.
 *
 * As in BuildKit (frontend/dockerui), `dockerfile` is used if there is no `Dockerfile`.
 *
 * @param context absolute path of the context; `undefined` if the context is not a folder of this machine
 * @param file absolute path
 * @throws UserError for a device, a fifo, or a link that leads out of the folder
 */
function findDockerfile(context, file) {
    const found = readAt(context, file);
    if (found.text !== 'absent' || node_path__WEBPACK_IMPORTED_MODULE_0__.basename(file) !== DEFAULT_NAME)
        return found;
    const lower = readAt(context, node_path__WEBPACK_IMPORTED_MODULE_0__.join(node_path__WEBPACK_IMPORTED_MODULE_0__.dirname(file), DEFAULT_NAME.toLowerCase()));
    return lower.text === 'absent' ? found : lower;
}
/** @throws UserError if there is no such file */
function textOf({ file, text }) {
    if (typeof text !== 'string')
        return text;
    const why = text === 'absent' ? 'there is no such file' : 'it is a directory';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`failed to read the Dockerfile ${file}: ${why}`, {
        hint: 'Name it with --file PATH.',
    });
}
/** The path of `file` below the context; `undefined` if it is outside. */
function pathInContext(context, file) {
    const below = node_path__WEBPACK_IMPORTED_MODULE_0__.relative(context, file);
    return below === '..' || below.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_0__.sep}`) || node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute(below) ? undefined : below;
}
function readAt(context, file) {
    const location = locationOf(context, file);
    return { file, location, text: (0,_files_text_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readTextFile */ .G)(location, `the Dockerfile ${file}`) };
}
function locationOf(context, file) {
    const below = context === undefined ? undefined : pathInContext(context, file);
    if (context !== undefined && below !== undefined) {
        return { folder: context, path: below, folderName: 'the build context' };
    }
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.dirname(file);
    return { folder, path: node_path__WEBPACK_IMPORTED_MODULE_0__.basename(file), folderName: folder };
}


/***/ }),

/***/ 67844:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ loadIgnoreFile),
/* harmony export */   k: () => (/* binding */ ignoreFileOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _files_text_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10511);
/* harmony import */ var _layer_pattern_dockerignore_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34561);



const COMMON_NAME = '.dockerignore';
/**
 * The patterns of a build. They come from `<Dockerfile>.dockerignore` beside the Dockerfile if it exists, else from `.dockerignore`
 * at the root of the context. The two are never combined.
 *
 * @param root absolute path of the context
 * @param dockerfile where the Dockerfile is; `undefined`: only `.dockerignore` is read
 * @throws UserError for a line that is not a pattern, a device, a fifo, or a link that leads out of the folder
 */
function loadIgnoreFile(root, dockerfile) {
    const common = { folder: root, path: COMMON_NAME, folderName: 'the build context' };
    const own = dockerfile === undefined ? [] : [{ ...dockerfile, path: `${dockerfile.path}.dockerignore` }];
    for (const location of [...own, common]) {
        const name = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(location.path);
        const text = (0,_files_text_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readTextFile */ .G)(location, name);
        // A directory of that name excludes nothing, as with BuildKit.
        if (typeof text !== 'string')
            return (0,_layer_pattern_dockerignore_js__WEBPACK_IMPORTED_MODULE_2__/* .readIgnoreFile */ .rj)(text, name);
    }
    return [];
}
/**
 * The same for a context that is an archive, with the Dockerfile in it.
 *
 * @param dockerfile path in the archive
 */
function ignoreFileOf(files, dockerfile) {
    const names = dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`];
    for (const name of [...names, COMMON_NAME]) {
        const bytes = files.fileAt(name);
        if (bytes !== undefined)
            return (0,_layer_pattern_dockerignore_js__WEBPACK_IMPORTED_MODULE_2__/* .readIgnoreFile */ .rj)(bytes, name);
    }
    return [];
}


/***/ }),

/***/ 40526:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ readStandardInput)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/text-file.js
var text_file = __webpack_require__(10511);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-block.js
var tar_block = __webpack_require__(38282);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(58091);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/context/tar-files.js








/** An archive with more members than this is refused, to bound memory. */
const MAX_ENTRIES = 1_000_000;
const CHUNK = 512 * 1024;
const EMPTY_FILE = { size: 0, mtimeMs: 0, inode: 0 };
/**
 * An unpacked tar: entries in memory, the content of all files in one file. So names, links, modes and owners of the archive
 * never reach the file system, and an ordinary user can read archives that only root could unpack.
 */
class TarFiles {
    #nodes = new Map([['', directoryNode('', 0o755, 0)]]);
    #contentFile;
    #fd;
    #end = 0;
    #newest;
    #current;
    /** @param contentFile absolute path of a file that is made for the bytes, and that must not exist */
    constructor(contentFile) {
        this.#contentFile = contentFile;
        this.#fd = (0,external_node_fs_.openSync)(contentFile, 'wx+', 0o600);
    }
    entry(header) {
        const { path, mode, mtime } = header;
        const metadata = { path, mode, uid: 0, gid: 0, mtime };
        if (header.typeflag === '0' || header.typeflag === '1')
            this.#newest = Math.max(this.#newest ?? mtime, mtime);
        switch (header.typeflag) {
            case '0': {
                const extent = { offset: this.#end, size: header.size, digest: NO_DIGEST };
                this.#current = { extent, hash: (0,external_node_crypto_.createHash)('sha256') };
                this.#put({ entry: { ...metadata, type: 'file', size: header.size }, extent });
                return;
            }
            case '1': {
                this.#link(header);
                return;
            }
            case '2': {
                this.#put({ entry: { ...metadata, mode: 0o777, type: 'symlink', target: header.linkname } });
                return;
            }
            case '3':
            case '4': {
                this.#put({
                    entry: {
                        ...metadata,
                        type: header.typeflag === '3' ? 'char' : 'block',
                        major: header.major,
                        minor: header.minor,
                    },
                });
                return;
            }
            case '5': {
                const before = this.#nodes.get(path)?.children;
                this.#put(directoryNode(path, mode, mtime, before));
                return;
            }
            case '6': {
                this.#put({ entry: { ...metadata, type: 'fifo' } });
                return;
            }
            default:
                // Anything else, such as a volume label, is not part of a tree.
                return;
        }
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        this.#current.hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(this.#fd, chunk, at, chunk.length - at, this.#end + at);
        this.#end += chunk.length;
    }
    end() {
        if (this.#current !== undefined)
            this.#current.extent.digest = (0,digest/* digestOfHex */.z9)(this.#current.hash.digest('hex'));
        this.#current = undefined;
    }
    read(path) {
        const entry = this.#nodes.get(path)?.entry;
        return entry === undefined ? undefined : { entry, identity: EMPTY_FILE, readable: false };
    }
    names(path) {
        return [...(this.#nodes.get(path)?.children ?? [])];
    }
    /** The content of a regular file; `undefined` if there is no such file. */
    digest(path) {
        return this.#nodes.get(path)?.extent?.digest;
    }
    /** Where a regular file's bytes begin, so that many files can be read in order. */
    offset(path) {
        return this.#nodes.get(path)?.extent?.offset ?? 0;
    }
    /** The bytes of a regular file; a chunk is valid until the next one is asked for. */
    *content(path) {
        const extent = this.#nodes.get(path)?.extent;
        if (extent === undefined)
            return;
        const buffer = Buffer.allocUnsafe(Math.min(extent.size, CHUNK));
        for (let done = 0; done < extent.size;) {
            const count = (0,external_node_fs_.readSync)(this.#fd, buffer, 0, Math.min(buffer.length, extent.size - done), extent.offset + done);
            if (count === 0)
                throw new errors/* InfraError */.Ri(`${this.#contentFile} was cut off while the build was using it`);
            done += count;
            yield buffer.subarray(0, count);
        }
    }
    /**
     * The file that `path` leads to, links followed inside of the archive: for the Dockerfile and its .dockerignore.
     *
     * @throws UserError when it is larger than such files are
     */
    fileAt(path) {
        const tree = { lstat: (at) => this.#nodes.get(at)?.entry };
        try {
            const { entry, path: at } = (0,resolve_path/* resolvePathSync */.Bh)(tree, path, { followLast: true });
            if (entry?.type !== 'file')
                return undefined;
            if (entry.size > text_file/* MAX_TEXT_FILE */.K) {
                throw new errors/* UserError */.yo(`failed to read ${(0,byte_name/* displayName */.QC)(path)}: it is larger than ${text_file/* MAX_TEXT_FILE */.K / 1024 / 1024} MiB`);
            }
            return Buffer.concat([...this.content(at)].map(copy));
        }
        catch (error) {
            if (error instanceof resolve_path/* TooManyLinks */.p1)
                return undefined;
            throw error;
        }
    }
    /** When the newest of the archive's files was changed, in seconds since the epoch; undefined where it has none. */
    get newest() {
        return this.#newest;
    }
    /** Closes the content file; nothing can be read afterwards. */
    close() {
        (0,external_node_fs_.closeSync)(this.#fd);
    }
    #link(header) {
        const target = this.#nodes.get(header.linkname);
        if (target?.extent === undefined || target.entry.type !== 'file') {
            throw new errors/* UserError */.yo(`the context on standard input has a hard link ${(0,byte_name/* displayName */.QC)(header.path)} to ${(0,byte_name/* displayName */.QC)(header.linkname)}, which is not a file before it`);
        }
        this.#put({ entry: { ...target.entry, path: header.path }, extent: target.extent });
    }
    /** Later members win, as they do when a tar is unpacked. */
    #put(node) {
        const { path } = node.entry;
        if (path === '') {
            if (node.children === undefined)
                throw new errors/* UserError */.yo('the context on standard input has a root that is not a directory');
            this.#nodes.set('', node);
            return;
        }
        if (this.#nodes.size >= MAX_ENTRIES) {
            throw new errors/* UserError */.yo(`the context on standard input has more than ${MAX_ENTRIES} entries`);
        }
        this.#parent(path, (0,byte_name/* displayName */.QC)(path)).add(path.slice(path.lastIndexOf('/') + 1));
        if (node.children === undefined)
            this.#remove(path);
        this.#nodes.set(path, node);
    }
    /** The names of the directory around `path`, which is made where the archive does not have it. */
    #parent(path, shown) {
        const parent = (0,path_parts/* parentPath */.yl)(path);
        const node = this.#nodes.get(parent);
        if (node?.children !== undefined)
            return node.children;
        if (node !== undefined) {
            throw new errors/* UserError */.yo(`the context on standard input has ${shown} below ${(0,byte_name/* displayName */.QC)(parent)}, which is not a directory`);
        }
        this.#parent(parent, shown).add(parent.slice(parent.lastIndexOf('/') + 1));
        const children = new Set();
        this.#nodes.set(parent, directoryNode(parent, 0o755, 0, children));
        return children;
    }
    #remove(path) {
        for (const name of this.#nodes.get(path)?.children ?? [])
            this.#remove(`${path}/${name}`);
        this.#nodes.delete(path);
    }
}
/** A placeholder until the last byte of a member was read. */
const NO_DIGEST = (0,digest/* digestOfHex */.z9)('0'.repeat(64));
function directoryNode(path, mode, mtime, children = new Set()) {
    return { entry: { path, mode, uid: 0, gid: 0, mtime, type: 'directory' }, children };
}
function copy(chunk) {
    return Buffer.from(chunk);
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/context/standard-input.js









/**
 * Reads the context that was given as `-`. As with docker, the first bytes decide: a compressed stream (gzip, bzip2, xz,
 * zstd) or a tar header is an archive, anything else is the text of a Dockerfile, whose context is then empty.
 *
 * @throws UserError when nothing came, or an archive that is damaged
 */
async function readStandardInput(stream, options) {
    const { from = 'on standard input' } = options;
    const { start, whole } = await (0,read_bytes/* peekBytes */.JY)(stream, tar_block/* BLOCK */.IE);
    if (start.length === 0) {
        throw new errors/* UserError */.yo(`nothing came ${from}`, {
            hint: 'Pipe a Dockerfile or a tar of the context into the build, or give a directory instead of "-".',
        });
    }
    try {
        return await readAs(isArchive(start) ? 'archive' : 'dockerfile', { start, whole, from }, options);
    }
    finally {
        // What is wrong with it may show before it is read.
        await whole.return();
    }
}
async function readAs(kind, { start, whole, from }, { directory, signal }) {
    (0,make_folders/* makeFolders */.w)(directory, 0o700);
    const files = new TarFiles((0,external_node_path_.join)(directory, 'content'));
    try {
        if (kind === 'dockerfile') {
            if (start.includes(0))
                throw notText(from);
            return { kind, text: await readDockerfile(whole), files };
        }
        await unpack(whole, files, `the build context ${from}`, signal);
        return { kind, files };
    }
    catch (error) {
        files.close();
        throw error;
    }
}
function notText(from) {
    return new errors/* UserError */.yo(`what came ${from} is neither the text of a Dockerfile nor a tar`, {
        hint: 'A tar may be compressed by gzip, bzip2, xz or zstd. A Dockerfile is UTF-8.',
    });
}
/**
 * A Dockerfile from standard input (`-f -`, or `-` as the context).
 *
 * @throws UserError when it is larger than any Dockerfile
 */
async function readDockerfile(stream) {
    const text = await (0,read_bytes/* readBytesUpTo */.gR)(stream, text_file/* MAX_TEXT_FILE */.K);
    if (text === undefined)
        throw new errors/* UserError */.yo('the Dockerfile on standard input is larger than 4 MiB');
    return text;
}
async function unpack(stream, files, label, signal) {
    const reader = new tar_reader/* TarReader */.R(files, label);
    try {
        for await (const chunk of (0,decompress/* decompress */.mF)(stream, { label, signal })) {
            signal?.throwIfAborted();
            reader.write(chunk);
        }
        reader.finish();
    }
    catch (error) {
        // The archive is the user's, so its errors are user errors.
        if (error instanceof errors/* InfraError */.Ri)
            throw new errors/* UserError */.yo(error.message, { cause: error, hint: error.hint });
        if (error.syscall === undefined)
            throw error;
        throw new errors/* InfraError */.Ri(`cannot unpack ${label}`, { cause: error });
    }
}
function isArchive(start) {
    if ((0,decompress/* detectCompression */.IR)(start) !== 'none')
        return true;
    if (start.length < tar_block/* BLOCK */.IE)
        return false;
    // `tar c -T /dev/null` makes nothing but zeros: an empty context.
    if ((0,tar_block/* isZeroBlock */.ei)(start.subarray(0, tar_block/* BLOCK */.IE)))
        return true;
    try {
        (0,tar_block/* parseHeaderBlock */.gE)(start.subarray(0, tar_block/* BLOCK */.IE));
        return true;
    }
    catch (error) {
        if (error instanceof tar_block/* InvalidTar */.ZV)
            return false;
        throw error;
    }
}


/***/ }),

/***/ 82606:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ TarContext)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _async_yielding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43409);
/* harmony import */ var _visible_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88486);



/** A tar from standard input as a build context: owners are 0:0, as in a directory; modes and times are those of the archive. */
class TarContext {
    label;
    readsInParts = true;
    #files;
    #tree;
    constructor(options) {
        this.label = options.label ?? 'the build context';
        this.#files = options.files;
        this.#tree = new _visible_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .VisibleTree */ .J(options.files, options.ignore, new _async_yielding_js__WEBPACK_IMPORTED_MODULE_1__/* .EventLoopTurns */ .j(options.signal));
    }
    async lstat(path) {
        return (await this.#tree.visible(path))?.entry;
    }
    readdir(path) {
        return this.#tree.names(path);
    }
    ignoredBy(path) {
        return this.#tree.ignoredBy(path);
    }
    /** They were computed when the archive was read. */
    async digests(paths) {
        const digests = new Map();
        for (const path of paths)
            digests.set(path, (await this.#file(path)).digest);
        return digests;
    }
    /** In the order of the archive. */
    async *contents(paths) {
        const inOrder = [...new Set(paths)].sort((a, b) => this.#files.offset(a) - this.#files.offset(b));
        for (const path of inOrder) {
            const { size } = await this.#file(path);
            yield { path, size, data: this.#files.content(path) };
        }
    }
    async #file(path) {
        const entry = (await this.#tree.visible(path))?.entry;
        const digest = this.#files.digest(path);
        if (entry?.type !== 'file' || digest === undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp(`${JSON.stringify(path)} is not a regular file of ${this.label}`);
        }
        return { size: entry.size, digest };
    }
}


/***/ }),

/***/ 88486:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ VisibleTree)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
// EXTERNAL MODULE: ./lib/layer/packed/byte-pieces.js
var byte_pieces = __webpack_require__(80820);
// EXTERNAL MODULE: ./lib/layer/entry-bodies.js
var entry_bodies = __webpack_require__(38790);
// EXTERNAL MODULE: ./lib/layer/packed/growing-numbers.js
var growing_numbers = __webpack_require__(70332);
// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(97262);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/context/known-entries.js






/** What is known of a path: nothing, that there is no file, or twice the number of its entry and whether it can be read. */
const UNKNOWN = 0;
const ABSENT = 1;
const FIRST = 2;
const DIGEST = 32;
/** The entries of a context that were looked at, by path. There may be millions: see `EntryBodies`. */
class KnownEntries {
    #paths = new path_table/* PathTable */.m();
    #known = new growing_numbers/* GrowingNumbers */.k();
    #bodies = new entry_bodies/* EntryBodies */.n();
    #inodes = new growing_numbers/* GrowingNumbers */.k();
    #times = new Float64Array(256);
    /** For each path: where its file's digest is, or 0. */
    #digestOf = new growing_numbers/* GrowingNumbers */.k();
    #bytes = new byte_pieces/* BytePieces */.k();
    constructor() {
        // No digest is at 0.
        this.#bytes.keep(this.#bytes.room(1).offset + 1);
    }
    /** Theirs, and maybe others. */
    get paths() {
        return this.#paths;
    }
    /** @returns `null` if nothing is known, `undefined` if it is known that there is no file */
    get(path) {
        const number = this.#paths.find(path);
        const known = number === undefined ? UNKNOWN : this.#known.at(number);
        if (known < FIRST)
            return known === ABSENT ? undefined : null;
        const body = Math.floor((known - FIRST) / 2);
        const entry = this.#bodies.read(body, path);
        if (entry.type === 'hardlink' || entry.type === 'whiteout')
            throw new errors/* EngineBug */.Bp(`${path} is a ${entry.type}`);
        const size = entry.type === 'file' ? entry.size : 0;
        const identity = { size, mtimeMs: this.#times[body] ?? 0, inode: this.#inodes.at(body) };
        return { entry, identity, readable: known % 2 === 1 };
    }
    set(path, found) {
        const number = this.#paths.numberOf(path);
        if (found === undefined) {
            this.#known.set(number, ABSENT);
            return;
        }
        const body = this.#bodies.length;
        this.#bodies.set(body, found.entry);
        this.#inodes.push(found.identity.inode);
        if (body === this.#times.length) {
            const larger = new Float64Array(2 * body);
            larger.set(this.#times);
            this.#times = larger;
        }
        this.#times[body] = found.identity.mtimeMs;
        this.#known.set(number, FIRST + 2 * body + (found.readable ? 1 : 0));
    }
    hasDigest(path) {
        const number = this.#paths.find(path);
        return number !== undefined && this.#digestOf.at(number) !== 0;
    }
    digestOf(path) {
        const number = this.#paths.find(path);
        const position = number === undefined ? 0 : this.#digestOf.at(number);
        if (position === 0)
            return undefined;
        const offset = this.#bytes.offsetAt(position);
        return (0,oci_digest/* digestOfHex */.z9)(this.#bytes.bufferAt(position).toString('hex', offset, offset + DIGEST));
    }
    setDigest(path, digest) {
        const { buffer, offset } = this.#bytes.room(DIGEST);
        const end = offset + buffer.write((0,oci_digest/* digestHex */.sU)(digest), offset, 'hex');
        this.#digestOf.set(this.#paths.numberOf(path), this.#bytes.keep(end));
    }
    forget(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return;
        this.#known.set(number, UNKNOWN);
        this.#digestOf.set(number, 0);
    }
}

// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
;// CONCATENATED MODULE: ./lib/context/visible-tree.js





/**
 * A tree without what its .dockerignore excludes. An excluded directory is still visible if a pattern includes something below
 * it, as in the tree that BuildKit sends. Every entry is read once and remembered, so a build sees one state, unless `forget` is called.
 */
class VisibleTree {
    #raw;
    #matcher;
    #breather;
    #entries = new KnownEntries();
    /** Of directories only. Verdicts on files are needed once. */
    #verdicts = new Map();
    /** What is in each directory. */
    #contents = new Map();
    /** The numbers of the paths in all of them. There may be very many, so that no names are kept twice. */
    #numbers = new growing_numbers/* GrowingNumbers */.k();
    constructor(raw, ignore, breather) {
        this.#raw = raw;
        this.#matcher = dockerignore/* IgnoreMatcher */.Ds.of(ignore);
        this.#breather = breather;
    }
    /** The entry at `path`, unless .dockerignore hides it. */
    async visible(path) {
        await this.#breather.pause();
        if (path === '')
            return this.#look(path);
        // Excluded files are not looked at: their file system may be slow, or not readable.
        const hidden = this.#verdict(path).excluded;
        if (hidden && !this.#matcher.mayContainIncluded(path))
            return undefined;
        const found = this.#look(path);
        if (!hidden || found === undefined)
            return found;
        return found.entry.type === 'directory' && (await this.names(path)).length > 0 ? found : undefined;
    }
    /** Names of what is visible in the directory at `path`, sorted by code unit. */
    async names(path) {
        let known = this.#contents.get(path);
        if (known === undefined)
            this.#contents.set(path, (known = this.#readNames(path).then((names) => this.#keep(path, names))));
        const { start, end } = await known;
        const names = [];
        for (let at = start; at < end; at++)
            names.push(this.paths.nameOf(this.#numbers.at(at)));
        return names;
    }
    #keep(path, names) {
        const start = this.#numbers.length;
        for (const name of names)
            this.#numbers.push(this.paths.numberOf(path === '' ? name : `${path}/${name}`));
        return { start, end: this.#numbers.length };
    }
    /** The numbers of the paths that were looked at. */
    get paths() {
        return this.#entries.paths;
    }
    hasDigest(path) {
        return this.#entries.hasDigest(path);
    }
    /** The digest of the file at `path`, if it was noted and the file was not forgotten since. */
    digestOf(path) {
        return this.#entries.digestOf(path);
    }
    noteDigest(path, digest) {
        this.#entries.setDigest(path, digest);
    }
    /** The pattern that hides what exists at `path`. */
    async ignoredBy(path) {
        if (this.#look(path) === undefined || (await this.visible(path)) !== undefined)
            return undefined;
        return this.#verdict(path).pattern;
    }
    /** Forgets `path` and the directories above it, so that they are read again at the next use. */
    forget(path) {
        for (let each = path;; each = (0,path_parts/* parentPath */.yl)(each)) {
            this.#entries.forget(each);
            this.#contents.delete(each);
            if (each === '')
                return;
        }
    }
    /** The entry at `path`, hidden or not. Links on the way are not followed, so nothing outside of the root is seen. */
    #look(path) {
        const known = this.#entries.get(path);
        if (known !== null)
            return known;
        const found = this.#isReached(path) ? this.#raw.read(path) : undefined;
        this.#entries.set(path, found);
        return found;
    }
    #isReached(path) {
        if (path === '')
            return true;
        if (path.startsWith('/'))
            return false;
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (name === '' || name === '.' || name === '..')
            return false;
        return this.#look((0,path_parts/* parentPath */.yl)(path))?.entry.type === 'directory';
    }
    #verdict(path) {
        return path === ''
            ? this.#matcher.root
            : this.#matcher.matchesBelow(this.#directoryVerdict((0,path_parts/* parentPath */.yl)(path)), path);
    }
    #directoryVerdict(path) {
        let verdict = this.#verdicts.get(path);
        if (verdict === undefined) {
            verdict = this.#verdict(path);
            this.#verdicts.set(path, verdict);
        }
        return verdict;
    }
    async #readNames(path) {
        await this.#breather.pause();
        const verdict = this.#directoryVerdict(path);
        if (verdict.excluded && !this.#matcher.mayContainIncluded(path))
            return [];
        if (this.#look(path)?.entry.type !== 'directory')
            return [];
        const visible = [];
        for (const name of [...this.#allNames(path, verdict)].sort()) {
            const child = path === '' ? name : `${path}/${name}`;
            const hidden = this.#matcher.matchesBelow(verdict, child).excluded;
            if (!hidden || (await this.visible(child)) !== undefined)
                visible.push(name);
        }
        return visible;
    }
    #allNames(path, verdict) {
        try {
            return this.#raw.names(path);
        }
        catch (error) {
            // An excluded directory that cannot be read hides everything in it.
            if (verdict.excluded && error instanceof errors/* UserError */.yo)
                return [];
            throw error;
        }
    }
}


/***/ }),

/***/ 88885:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ numberBehind),
/* harmony export */   r: () => (/* binding */ numberAcrossPlatforms)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29587);

/** Numbers the steps of several platforms' plans as those of one build. Names of stages then start with the platform. */
function numberAcrossPlatforms(plans) {
    if (plans.length < 2)
        return plans;
    const total = plans.reduce((sum, plan) => sum + plan.steps.length, 0);
    let before = 0;
    return plans.map((plan) => {
        const offset = before;
        before += plan.steps.length;
        return movedSteps(plan, { offset, total, prefix: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(plan.platform) });
    });
}
/** Numbers the steps of a build that is one of several, behind `offset` steps of others. */
function numberBehind(plans, offset) {
    const total = offset + plans.reduce((sum, plan) => sum + plan.steps.length, 0);
    return offset === 0 ? plans : plans.map((plan) => movedSteps(plan, { offset, total, prefix: '' }));
}
function movedSteps(plan, { offset, total, prefix }) {
    const moved = (info) => ({
        ...info,
        number: info.number + offset,
        dependsOn: info.dependsOn.map((number) => number + offset),
        total,
        stage: [prefix, info.stage].filter((part) => part !== '').join(' '),
    });
    return {
        ...plan,
        globalArgs: plan.globalArgs.map(({ arg, info }) => ({ arg, info: moved(info) })),
        steps: plan.steps.map(moved),
        stages: plan.stages.map((stage) => ({
            ...stage,
            from: moved(stage.from),
            steps: stage.steps.map((step) => ({ ...step, info: moved(step.info) })),
        })),
    };
}


/***/ }),

/***/ 51634:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ SourceResolver),
/* harmony export */   z: () => (/* binding */ namedKey)
/* harmony export */ });
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4581);
/* harmony import */ var _dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77468);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29587);





function namedKey(source) {
    return `${source.name} ${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .Bq)(source.platform)}`;
}
/** Resolves each image and each named context once for each platform. Several may be under way at a time. */
class SourceResolver {
    #dockerfile;
    #external;
    #signal;
    #images = new Map();
    #named = new Map();
    constructor(dockerfile, external, signal) {
        this.#dockerfile = dockerfile;
        this.#external = external;
        this.#signal = signal;
    }
    image({ name, reference }, platform, range) {
        const key = JSON.stringify([name, platform]);
        let image = this.#images.get(key);
        if (image === undefined) {
            image = this.#external.bases.resolve(reference, platform, this.#signal);
            this.#images.set(key, image);
        }
        return image.catch((error) => {
            throw this.#located(this.#withStageHint(error, name), range);
        });
    }
    /** An image that cannot be found may be a stage or a context with a misspelt name. */
    #withStageHint(error, name) {
        const stages = this.#dockerfile.stages.flatMap((stage) => stage.name ?? []);
        const hint = (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)(name, [...stages, ...(this.#external.contexts?.names ?? [])]);
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo) {
            const { message, location, excerpt, details, cause } = error;
            return new _dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .WordError */ .NE(message, name, { location, excerpt, details, hint: hint ?? error.hint, cause });
        }
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri) || hint === undefined)
            return error;
        const { message, retryable, attempts, url, cause } = error;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(message, { retryable, attempts, url, hint, cause });
    }
    /** The error at the instruction that names the source. */
    #located(error, range) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri))
            return (0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .locateError */ .HY)(error, this.#dockerfile, range);
        const { message, retryable, attempts, url, hint, cause } = error;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(message, { retryable, attempts, url, hint, cause, ...(0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .locationOf */ .hD)(this.#dockerfile, range) });
    }
    named(source, range) {
        const key = namedKey(source);
        const { contexts } = this.#external;
        if (contexts === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp(`there are no named contexts, and so no ${source.name}`);
        let context = this.#named.get(key);
        if (context === undefined) {
            context = contexts.open(source.name, source.platform, this.#signal);
            this.#named.set(key, context);
        }
        return context.catch((error) => {
            throw this.#located(error, range);
        });
    }
    async baseOf({ base, platform, node }) {
        const { range } = node.from;
        switch (base.kind) {
            case 'scratch':
            case 'stage':
                return base;
            case 'image':
                return { kind: 'image', image: await this.image(base, platform, range) };
            case 'named':
                return this.named(base, range);
        }
    }
    /** What the stages copy from and mount. */
    async sourcesOf(graph, stages, platform) {
        const wanted = stages
            .flatMap((index) => graph.stages[index]?.instructions ?? [])
            .flatMap(({ instruction, sources }) => sources.map((source) => ({ source, range: instruction.range })));
        const images = wanted.map(async ({ source, range }) => source.kind === 'image' ? [[source.name, await this.image(source, platform, range)]] : []);
        const named = wanted.map(async ({ source, range }) => source.kind === 'named' ? [[namedKey(source), await this.named(source, range)]] : []);
        return {
            images: new Map((await Promise.all(images)).flat()),
            named: new Map((await Promise.all(named)).flat()),
        };
    }
}


/***/ }),

/***/ 65001:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ holdFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30471);
/* harmony import */ var _make_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44293);





/**
 * Holds the folder at `names` below `root`: each name is a folder inside the one before, and none may be a link. Files that
 * are made or removed at its `path` are in that folder, even if it is renamed meanwhile. Links on the way to `root` itself
 * are followed, since the user named them.
 *
 * @param root absolute path
 * @param missing what to do with a folder that does not exist
 * @returns `undefined` if a folder is missing and should not be made; the caller must close the result
 * @throws UserError if there is a link or a file instead of a folder below `root`; what `open` and `mkdir` throw
 */
function holdFolder(root, names, missing) {
    if (missing === 'make')
        (0,_make_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolders */ .w)(root);
    let held = holdIfThere(root, 'follow');
    let shown = root;
    for (const name of names) {
        if (held === undefined)
            return undefined;
        const above = held;
        shown = `${shown}/${name}`;
        try {
            if (missing === 'make')
                makeFolder(`${above.path}/${name}`);
            held = holdIfThere(`${above.path}/${name}`, 'keep');
        }
        finally {
            above.close();
        }
        if (held !== undefined && !held.stats.isDirectory()) {
            held.close();
            throw notFolder(shown, held.stats.isSymbolicLink());
        }
    }
    return held;
}
function holdIfThere(path, last) {
    try {
        return (0,_held_file_js__WEBPACK_IMPORTED_MODULE_3__/* .holdFile */ .Y)(path, last);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOTDIR')
            return undefined;
        throw error;
    }
}
function makeFolder(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path));
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) !== 'EEXIST')
            throw error;
    }
}
function notFolder(path, isLink) {
    const what = isLink ? 'a symbolic link, and nothing is written through links' : 'not a folder';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(path)} is ${what}`, { hint: 'Remove it, or name another folder.' });
}


/***/ }),

/***/ 36564:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ openInRoot)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40371);
/* harmony import */ var _text_resolve_path_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58091);
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(30471);






/**
 * Finds `path` inside the folder `root`, as a process would that has `root` as its root directory: symbolic links are
 * followed, and neither they nor `..` lead out. Each component is held by a descriptor before the next one is looked up in
 * it, and the result is held too. If somebody renames files meanwhile, another file may be found, but never one outside.
 *
 * @param root absolute path; links on the way to it are followed
 * @param options.followLast whether a symbolic link as the last component is followed
 * @throws TooManyLinks; what `open` throws, if `root` does not exist or something may not be read
 */
function openInRoot(root, path, options) {
    const tree = new HeldTree(root);
    try {
        const found = (0,_text_resolve_path_js__WEBPACK_IMPORTED_MODULE_4__/* .resolvePathSync */ .Bh)(tree, path, options);
        if (found.entry !== undefined)
            return { kind: 'found', path: found.path, held: tree.take(found.path) };
        if (found.notDirectory !== undefined) {
            return { kind: 'notDirectory', path: found.path, held: tree.take(found.notDirectory) };
        }
        const parent = (0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .parentPath */ .yl)(found.missing ?? found.path);
        const names = found.path.slice(parent === '' ? 0 : parent.length + 1).split('/');
        return { kind: 'missing', path: found.path, held: tree.take(parent), names };
    }
    finally {
        tree.close();
    }
}
/** The components of a path that were found so far, each held. */
class HeldTree {
    /** From the root down, each inside the one before. */
    #components;
    constructor(root) {
        this.#components = [{ path: '', held: (0,_held_file_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFile */ .Y)(root, 'follow'), node: { type: 'directory' } }];
    }
    lstat(path) {
        const last = this.#goBackTo(path);
        if (last.path === path)
            return last.node;
        const found = hold(`${last.held.path}/${(0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .baseName */ .Fl)(path)}`);
        if (found === undefined)
            return undefined;
        this.#components.push({ path, ...found });
        return found.node;
    }
    /** Gives away the file at a path that `lstat` has found: the caller closes it. */
    take(path) {
        this.#goBackTo(path);
        const last = this.#components.pop();
        if (last?.path !== path)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(path)} is not held`);
        return last.held;
    }
    close() {
        for (const { held } of this.#components.splice(0))
            held.close();
    }
    /** Closes everything that is not on the way to `path`. */
    #goBackTo(path) {
        for (;;) {
            const last = this.#components.at(-1);
            if (last === undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp('the root is not held');
            if (last.path === path || last.path === '' || path.startsWith(`${last.path}/`))
                return last;
            last.held.close();
            this.#components.pop();
        }
    }
}
/** Number of attempts to read a symbolic link that keeps changing. */
const MOST_LOOKS = 100;
/** @returns `undefined` if there is nothing */
function hold(path) {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
        const held = holdIfThere(path);
        if (held === undefined)
            return undefined;
        if (!held.stats.isSymbolicLink()) {
            return { held, node: { type: held.stats.isDirectory() ? 'directory' : 'other' } };
        }
        try {
            const target = linkTarget(path);
            if (target !== undefined)
                return { held, node: { type: 'symlink', target } };
        }
        catch (error) {
            held.close();
            throw error;
        }
        held.close();
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)((0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .baseName */ .Fl)(path))} keeps changing while it is looked at`, { retryable: true });
}
/** Codes for a name that does not exist, or cannot exist: it is too long, or has a NUL. */
const NOT_THERE = new Set(['ENOENT', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
function holdIfThere(path) {
    try {
        return (0,_held_file_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFile */ .Y)(path, 'keep');
    }
    catch (error) {
        if (NOT_THERE.has((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error)))
            return undefined;
        throw error;
    }
}
/** `undefined` when it is not a link any more. Any text is safe: it is only followed inside the root. */
function linkTarget(path) {
    try {
        return (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeName */ .e4)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path), { encoding: 'buffer' }));
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'EINVAL' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 50976:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readInRoot)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _text_resolve_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58091);
/* harmony import */ var _open_in_root_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36564);



/**
 * Reads a regular file inside the folder `root`. Links are followed, but never out of it.
 *
 * @param limit the most bytes that the file may have
 * @throws what `open` and `read` throw, such as EACCES
 */
function readInRoot(root, path, limit) {
    let held;
    try {
        const found = (0,_open_in_root_js__WEBPACK_IMPORTED_MODULE_2__/* .openInRoot */ .W)(root, path, { followLast: true });
        held = found.held;
        if (found.kind !== 'found') {
            held.close();
            return { kind: 'absent' };
        }
    }
    catch (error) {
        if (error instanceof _text_resolve_path_js__WEBPACK_IMPORTED_MODULE_1__/* .TooManyLinks */ .p1)
            return { kind: 'absent' };
        throw error;
    }
    try {
        if (held.stats.isDirectory())
            return { kind: 'directory' };
        if (!held.stats.isFile())
            return { kind: 'special' };
        const bytes = readUpTo(held, limit + 1);
        return bytes.length > limit ? { kind: 'tooLarge' } : { kind: 'file', bytes };
    }
    finally {
        held.close();
    }
}
/** Reads at most `most` bytes, whatever the file's size is: it may grow, and files in /proc have size 0. */
function readUpTo(held, most) {
    const fd = held.open(node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
    try {
        const chunks = [];
        for (let left = most; left > 0;) {
            const chunk = Buffer.allocUnsafe(Math.min(left, Math.max(held.stats.size + 1, CHUNK)));
            const count = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(fd, chunk, 0, chunk.length, null);
            if (count === 0)
                break;
            chunks.push(chunk.subarray(0, count));
            left -= count;
        }
        return Buffer.concat(chunks);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd);
    }
}
const CHUNK = 64 * 1024;


/***/ }),

/***/ 36753:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ sweepTemporaryFolders),
/* harmony export */   w: () => (/* binding */ makeTemporaryFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _make_folders_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44293);
/* harmony import */ var _process_identity_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(35821);







const PREFIX = 'layer-build-';
/**
 * Makes a private folder for this process. Its name has the identity of the process, so that a later build can find and
 * remove it if the process is killed.
 *
 * @param parent made if missing
 * @throws InfraError when it cannot be made
 */
function makeTemporaryFolder(parent) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_3__.join(parent, `${PREFIX}${(0,_process_identity_js__WEBPACK_IMPORTED_MODULE_6__/* .ownIdentity */ .A)()}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`);
    try {
        (0,_make_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .makeFolders */ .w)(parent);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(folder, { mode: 0o700 });
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .InfraError */ .Ri(`cannot make a temporary folder in ${parent}`, {
            cause: error,
            hint: 'Set TMPDIR to a folder that can be written to.',
        });
    }
    return folder;
}
/** Removes the folders in `parent` whose processes have ended. Never throws. */
async function sweepTemporaryFolders(parent, signal) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(parent).catch(() => [])) {
        if (signal.aborted)
            return;
        if (!name.startsWith(PREFIX) || !(0,_process_identity_js__WEBPACK_IMPORTED_MODULE_6__/* .hasEnded */ .h)(name.slice(PREFIX.length).split('.')[0] ?? ''))
            continue;
        const folder = node_path__WEBPACK_IMPORTED_MODULE_3__.join(parent, name);
        if (await isOurs(folder))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder, { recursive: true, force: true }).catch(() => undefined);
    }
}
/**
 * Only our own folders are removed. In a folder that others can write to, anybody can make a folder with such a name, and put
 * links into it.
 */
async function isOurs(folder) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(folder).catch(() => undefined);
    return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}


/***/ }),

/***/ 10511:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readTextFile),
/* harmony export */   K: () => (/* binding */ MAX_TEXT_FILE)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _read_in_root_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50976);




/** The most bytes of a Dockerfile or an ignore file: far more than anyone writes by hand. */
const MAX_TEXT_FILE = 4 * 1024 * 1024;
/**
 * Reads a Dockerfile or an ignore file, or says what else is there. Anybody may have written the file. So a link out of the
 * folder is refused, since errors would show lines of a file of the machine. And nothing is opened that could block.
 *
 * @param what the name of the file in errors
 * @throws UserError for a device, a fifo, a link that leads out, a file that is too large, and one that may not be read
 */
function readTextFile(location, what) {
    const refuse = (why, details = {}) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`failed to read ${what}: ${why}`, details);
    let file;
    try {
        file = (0,_read_in_root_js__WEBPACK_IMPORTED_MODULE_3__/* .readInRoot */ .W)(location.folder, location.path, MAX_TEXT_FILE);
    }
    catch (error) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return 'absent';
        if (code === 'EACCES' || code === 'EPERM')
            throw refuse('permission denied', { cause: error });
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`cannot read ${what}`, { cause: error });
    }
    switch (file.kind) {
        case 'file':
            return file.bytes;
        case 'directory':
            return 'directory';
        case 'special':
            throw refuse('it is not a regular file', REGULAR);
        case 'tooLarge':
            throw refuse(`it is larger than ${MAX_TEXT_FILE / 1024 / 1024} MiB`);
        case 'absent': {
            const target = linkTarget(location);
            if (target === undefined)
                return 'absent';
            throw refuse(`it is a link to ${JSON.stringify(target)}, which leads to no file in ${location.folderName}`, REGULAR);
        }
    }
}
const REGULAR = { hint: 'It has to be a regular file, or a link to one below the same folder.' };
/** The target of the link with this name, as text. Links in the folders of its path are followed. */
function linkTarget({ folder, path: below }) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, below);
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(file).isSymbolicLink() ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(file) : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 55207:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   qY: () => (/* binding */ fileContent),
/* harmony export */   wk: () => (/* binding */ HoleBudget)
/* harmony export */ });
/* unused harmony export openedContent */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23808);




/** Bytes to read at once. A file with fewer bytes comes as one chunk. */
const CHUNK = 512 * 1024;
/** Buffers for reuse: with thousands of small files, a new one for each would be too much garbage. */
const spare = [];
const MAX_SPARE = 4;
/**
 * The bytes of the regular file at `path` (encoded as in `text/byte-name.ts`), for `LayerWriter.add`. The file is read synchronously,
 * and `path` may not be a symbolic link. A chunk is only valid until the next one is asked for.
 *
 * @param size bytes that are expected; the file is read to its end in any case
 * @throws what `openSync` and `readSync` throw
 */
function* fileContent(path, size) {
    // With O_NONBLOCK the process does not hang if the path has become a fifo since its lstat.
    yield* openedContent((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path), node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK), size);
}
/** `fileContent` of a file that is open already, and is closed at the end. */
function* openedContent(fd, size) {
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
    try {
        for (let total = 0;;) {
            const count = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(fd, buffer, 0, buffer.length, null);
            if (count === 0)
                return;
            total += count;
            yield count === buffer.length ? buffer : buffer.subarray(0, count);
            // The whole file came in one read, which was shorter than asked for: this is its end.
            if (total === size && count < buffer.length)
                return;
        }
    }
    finally {
        if (spare.length < MAX_SPARE)
            spare.push(buffer);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd);
    }
}
/** Bytes. A layer has zeros for the holes of sparse files. They are hashed and compressed, and 16 GiB take a minute. */
const MOST_HOLES = 16 * 1024 ** 3;
/** Limits the holes of all files of one layer, or of one context, together. */
class HoleBudget {
    #holes = 0;
    /** @param name how an error names the file  @throws UserError for the file with which there are too many */
    spend({ size, blocks }, name) {
        // On Windows, the number of blocks is not known.
        this.#holes += Math.max(0, size - (blocks ?? Infinity) * 512);
        if (this.#holes <= MOST_HOLES)
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`the sparse files up to ${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(name)} have more than ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(MOST_HOLES)} of holes`, {
            hint: 'An image holds holes as zeros. A useradd with a high uid makes such a file: give it --no-log-init.',
        });
    }
}


/***/ }),

/***/ 34561:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ds: () => (/* binding */ IgnoreMatcher),
  S3: () => (/* binding */ excludePatterns),
  rj: () => (/* binding */ readIgnoreFile)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
;// CONCATENATED MODULE: ./lib/layer/pattern/go-regexp.js
const NEWLINE = 0x0a;
const notNewline = (code) => code !== NEWLINE;
const isSlash = (code) => code === 0x2f;
/** @returns undefined if the expression is invalid */
function parseExpression(expression) {
    try {
        return new ExpressionReader(expression).read();
    }
    catch (error) {
        if (error instanceof InvalidExpression)
            return undefined;
        throw error;
    }
}
class InvalidExpression extends Error {
}
class ExpressionReader {
    #characters;
    #at = 0;
    constructor(expression) {
        this.#characters = Array.from(expression);
    }
    read() {
        const atoms = [];
        while (this.#at < this.#characters.length) {
            // The only group that a pattern gives, and the only bare dot.
            if (this.#skip('(.*/)?')) {
                atoms.push({ kind: 'optional', length: 2 }, { kind: 'many', accepts: notNewline }, oneOf(isSlash));
            }
            else if (this.#skip('.*'))
                atoms.push({ kind: 'many', accepts: notNewline });
            else if (this.#skip('^'))
                atoms.push({ kind: 'assertion', holds: (before) => before === undefined });
            else if (this.#skip('[')) {
                const accepts = this.#characterClass();
                atoms.push(this.#skip('*') ? { kind: 'many', accepts } : oneOf(accepts));
            }
            else if (this.#skip('\\'))
                atoms.push(...this.#escape());
            else
                atoms.push(literal(this.#take()));
        }
        return atoms;
    }
    #escape() {
        if (this.#skip('Q'))
            return this.#quoted();
        const assertion = this.#assertion();
        if (assertion !== undefined)
            return [{ kind: 'assertion', holds: assertion }];
        const accepts = this.#shorthand();
        if (accepts !== undefined)
            return [oneOf(accepts)];
        return [literal(String.fromCodePoint(this.#escapedCode()))];
    }
    #quoted() {
        const atoms = [];
        while (this.#at < this.#characters.length && !this.#skip('\\E'))
            atoms.push(literal(this.#take()));
        return atoms;
    }
    #assertion() {
        if (this.#skip('A'))
            return (before) => before === undefined;
        if (this.#skip('z'))
            return (_before, after) => after === undefined;
        if (this.#skip('b'))
            return (before, after) => isWord(before) !== isWord(after);
        if (this.#skip('B'))
            return (before, after) => isWord(before) === isWord(after);
        return undefined;
    }
    /** `\d`, `\pL` and their like, after the backslash. */
    #shorthand() {
        const letter = this.#characters[this.#at] ?? '';
        const named = SHORTHANDS.get(letter.toLowerCase());
        if (named !== undefined) {
            this.#at++;
            return letter === letter.toLowerCase() ? named : (code) => !named(code);
        }
        if (letter !== 'p' && letter !== 'P')
            return undefined;
        this.#at++;
        const name = this.#take();
        // There is no name in braces: a pattern's braces are escaped.
        if (!/^[CLMNPSZ]$/.test(name))
            throw new InvalidExpression();
        const category = new RegExp(`^\\${letter}{${name}}$`, 'u');
        return (code) => category.test(String.fromCodePoint(code));
    }
    /** A single character, after the backslash. */
    #escapedCode() {
        const character = this.#take();
        if (/^[1-7]$/.test(character) && !/^[0-7]$/.test(this.#characters[this.#at] ?? ''))
            throw new InvalidExpression();
        if (/^[0-7]$/.test(character)) {
            let digits = character;
            while (digits.length < 3 && /^[0-7]$/.test(this.#characters[this.#at] ?? ''))
                digits += this.#take();
            return Number.parseInt(digits, 8);
        }
        if (character === 'x') {
            const digits = this.#take() + this.#take();
            if (!/^[0-9a-f]{2}$/i.test(digits))
                throw new InvalidExpression();
            return Number.parseInt(digits, 16);
        }
        const control = CONTROLS.get(character);
        if (control !== undefined)
            return control;
        const code = character.codePointAt(0) ?? 0;
        if (code >= 0x80 || /^[a-z0-9]$/i.test(character))
            throw new InvalidExpression();
        return code;
    }
    #characterClass() {
        const negated = this.#skip('^');
        const members = [];
        while (members.length === 0 || this.#characters[this.#at] !== ']') {
            const named = this.#posixClass();
            if (named !== undefined) {
                members.push(named);
                continue;
            }
            if (this.#skip('\\')) {
                const accepts = this.#shorthand();
                if (accepts !== undefined) {
                    members.push(accepts);
                    continue;
                }
                this.#at--;
            }
            members.push(this.#range());
        }
        this.#at++;
        return (code) => members.some((member) => member(code)) !== negated;
    }
    #range() {
        const low = this.#classCode();
        if (this.#characters[this.#at] !== '-' || this.#characters[this.#at + 1] === ']')
            return (code) => code === low;
        this.#at++;
        const high = this.#classCode();
        if (high < low)
            throw new InvalidExpression();
        return (code) => low <= code && code <= high;
    }
    #classCode() {
        if (this.#skip('\\'))
            return this.#escapedCode();
        return this.#take().codePointAt(0) ?? 0;
    }
    #posixClass() {
        const rest = this.#characters.slice(this.#at).join('');
        const end = rest.startsWith('[:') ? rest.indexOf(':]', 2) : -1;
        if (end < 0)
            return undefined;
        const [, caret, name] = /^(\^?)(.*)$/s.exec(rest.slice(2, end)) ?? [];
        const named = POSIX_CLASSES.get(name ?? '');
        if (named === undefined)
            throw new InvalidExpression();
        this.#at += Array.from(rest.slice(0, end + 2)).length;
        return caret === '^' ? (code) => !named(code) : named;
    }
    #skip(text) {
        if (!this.#characters
            .slice(this.#at, this.#at + text.length)
            .join('')
            .startsWith(text))
            return false;
        this.#at += text.length;
        return true;
    }
    #take() {
        const character = this.#characters[this.#at++];
        if (character === undefined)
            throw new InvalidExpression();
        return character;
    }
}
function literal(character) {
    const wanted = character.codePointAt(0);
    return { kind: 'one', accepts: (code) => code === wanted, literal: character };
}
function oneOf(accepts) {
    return { kind: 'one', accepts };
}
/** ASCII characters that `expression` matches, as a predicate. */
function ascii(expression) {
    const members = new Set();
    for (let code = 0; code < 0x80; code++)
        if (expression.test(String.fromCharCode(code)))
            members.add(code);
    return (code) => members.has(code);
}
const WORD = /^[0-9A-Za-z_]$/;
function isWord(character) {
    return character !== undefined && WORD.test(character);
}
const SHORTHANDS = new Map([
    ['d', ascii(/[0-9]/)],
    ['s', ascii(/[\t\n\f\r ]/)],
    ['w', ascii(WORD)],
]);
const CONTROLS = new Map([
    ['a', 0x07],
    ['f', 0x0c],
    ['n', 0x0a],
    ['r', 0x0d],
    ['t', 0x09],
    ['v', 0x0b],
]);
const POSIX_CLASSES = new Map([
    ['alnum', ascii(/[0-9A-Za-z]/)],
    ['alpha', ascii(/[A-Za-z]/)],
    ['ascii', (code) => code < 0x80],
    ['blank', ascii(/[\t ]/)],
    ['cntrl', (code) => code < 0x20 || code === 0x7f],
    ['digit', ascii(/[0-9]/)],
    ['graph', ascii(/[!-~]/)],
    ['lower', ascii(/[a-z]/)],
    ['print', ascii(/[ -~]/)],
    ['punct', ascii(/[!-/:-@[-`{-~]/)],
    ['space', ascii(/[\t\n\v\f\r ]/)],
    ['upper', ascii(/[A-Z]/)],
    ['word', ascii(WORD)],
    ['xdigit', ascii(/[0-9A-Fa-f]/)],
]);

;// CONCATENATED MODULE: ./lib/layer/pattern/nfa.js

/**
 * A matcher for the few kinds of expressions that patterns become. It follows all paths through the expression at once, so that even a
 * hostile pattern takes no more time than its length × the length of the path.
 */
class PatternProgram {
    #atoms;
    /** What every match starts and ends with, to reject most paths quickly. */
    #prefix;
    #suffix;
    constructor(atoms) {
        this.#atoms = atoms;
        this.#prefix = literals(atoms).join('');
        this.#suffix = literals(atoms.toReversed()).reverse().join('');
    }
    /** @returns undefined if Go's regexp/syntax refuses the expression */
    static parse(expression) {
        const atoms = parseExpression(expression);
        return atoms === undefined ? undefined : new PatternProgram(atoms);
    }
    matches(path) {
        if (!path.startsWith(this.#prefix) || !path.endsWith(this.#suffix))
            return false;
        return this.#run(Array.from(path), false).has(this.#atoms.length);
    }
    /** Whether a longer path that starts with `start` may match. */
    mayContinue(start) {
        for (const state of this.#run(Array.from(start), true)) {
            const kind = this.#atoms[state]?.kind;
            if (kind === 'one' || kind === 'many')
                return true;
        }
        return false;
    }
    /** The positions in the expression after all of `characters`; `open` if more of the path may follow. */
    #run(characters, open) {
        let positions = new Set();
        this.#enter(positions, 0, undefined, characters[0], open);
        for (const [at, character] of characters.entries()) {
            const code = character.codePointAt(0) ?? 0;
            const next = new Set();
            for (const position of positions) {
                const atom = this.#atoms[position];
                if (atom === undefined || (atom.kind !== 'one' && atom.kind !== 'many') || !atom.accepts(code))
                    continue;
                this.#enter(next, atom.kind === 'one' ? position + 1 : position, character, characters[at + 1], open);
            }
            if (next.size === 0)
                return next;
            positions = next;
        }
        return positions;
    }
    /** Adds `position` and all positions that can be reached from it without a character. */
    #enter(positions, position, before, after, open) {
        if (positions.has(position))
            return;
        const atom = this.#atoms[position];
        if (atom?.kind === 'assertion') {
            if (!atom.holds(before, after) && !(open && after === undefined))
                return;
            this.#enter(positions, position + 1, before, after, open);
            return;
        }
        positions.add(position);
        if (atom === undefined || atom.kind === 'one')
            return;
        this.#enter(positions, position + 1, before, after, open);
        if (atom.kind === 'optional')
            this.#enter(positions, position + 1 + atom.length, before, after, open);
    }
}
function literals(atoms) {
    const run = [];
    for (const atom of atoms) {
        if (atom.kind !== 'one' || atom.literal === undefined)
            break;
        run.push(atom.literal);
    }
    return run;
}

// EXTERNAL MODULE: ./lib/layer/pattern/go-path-match.js
var go_path_match = __webpack_require__(6258);
;// CONCATENATED MODULE: ./lib/layer/pattern/moby-pattern.js



/**
 * One pattern of a .dockerignore, of `COPY --exclude` or of `COPY --parents`, as moby/patternmatcher reads it: the
 * wildcards of `Wildcard`, and `**` for any number of directories. Paths are written with '/'.
 *
 * moby builds a Go regular expression from the pattern, character by character. This has side effects: `\d` is a digit, `a^b*` never
 * matches, and `[*]` is not a class with a star. People's files depend on them, so they are the same here. `PatternProgram` runs the
 * expression in time linear in the path. One thing differs: moby does not escape `|`, `{` and `}`, against its own comment, so that
 * `a|b*` is an alternation there. Here they are characters, as documented.
 */
class PathPattern {
    /** The pattern after cleaning, without `!`. */
    source;
    #location;
    #match;
    constructor(source, location, match) {
        this.source = source;
        this.#location = location;
        this.#match = match;
    }
    /** @throws UserError "syntax error in pattern", as Go's filepath.Match */
    static compile(source, location) {
        go_path_match/* Wildcard */.t.compile(source, location);
        return new PathPattern(source, location, translate(source));
    }
    /**
     * Whether the pattern matches `path` itself. Callers look at the directories above.
     *
     * @throws UserError when the pattern is valid for filepath.Match but not as an expression (`[z-a]`, `\q`). As in moby, this only
     *   fails when a path is compared with it.
     */
    matches(path) {
        const match = this.#match;
        switch (match.kind) {
            case 'exact':
                return path === this.source;
            case 'prefix':
                return path.startsWith(match.prefix);
            case 'suffix':
                return path.endsWith(match.suffix) || (match.suffix.startsWith('/') && path === match.suffix.slice(1));
            case 'program':
                return match.program.matches(path);
            case 'invalid':
                throw this.#invalid();
        }
    }
    /** Whether the pattern matches `path` or a directory above it, as `COPY --parents` selects its sources. */
    covers(path) {
        for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (this.matches(path.slice(0, end)))
                return true;
        }
        return this.matches(path);
    }
    /** Whether the pattern could match a path below `directory`; `''` is the root, of which that is always so. */
    mayMatchBelow(directory) {
        if (directory === '')
            return true;
        const below = `${directory}/`;
        const match = this.#match;
        switch (match.kind) {
            case 'exact':
                return this.source.startsWith(below);
            case 'prefix':
                return match.prefix.startsWith(below) || below.startsWith(match.prefix);
            case 'suffix':
                return true;
            case 'program':
                return match.program.mayContinue(below);
            case 'invalid':
                throw this.#invalid();
        }
    }
    #invalid() {
        return new errors/* UserError */.yo(`syntax error in pattern ${JSON.stringify(this.source)}`, { location: this.#location });
    }
}
/** Characters with a meaning in an expression but not in a pattern. */
const ESCAPED = new Set('.+()|{}$');
/** Turns a pattern into an expression, with moby's short cuts for common forms. */
function translate(source) {
    const characters = Array.from(source);
    let kind = 'exact';
    let expression = '';
    for (let at = 0; at < characters.length;) {
        const first = at === 0;
        const character = characters[at++] ?? '';
        if (character === '*' && characters[at] === '*') {
            at++;
            if (characters[at] === '/')
                at++;
            if (at < characters.length) {
                expression += '(.*/)?';
                kind = 'program';
            }
            else if (kind === 'exact')
                kind = 'prefix';
            else {
                expression += '.*';
                kind = 'program';
            }
            if (first)
                kind = 'suffix';
        }
        else if (character === '*') {
            expression += '[^/]*';
            kind = 'program';
        }
        else if (character === '?') {
            expression += '[^/]';
            kind = 'program';
        }
        else if (ESCAPED.has(character))
            expression += `\\${character}`;
        else if (character === '\\') {
            const escaped = characters[at++];
            expression += `\\${escaped ?? ''}`;
            if (escaped !== undefined)
                kind = 'program';
        }
        else {
            expression += character;
            if (character === '[' || character === ']')
                kind = 'program';
        }
    }
    switch (kind) {
        case 'exact':
            return { kind };
        case 'prefix':
            return { kind, prefix: source.slice(0, -2) };
        case 'suffix':
            return { kind, suffix: source.slice(2) };
        case 'program': {
            const program = PatternProgram.parse(expression);
            return program === undefined ? { kind: 'invalid' } : { kind, program };
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/pattern/dockerignore.js




/**
 * Reads a .dockerignore as moby/patternmatcher's `ignorefile` and `New` do: a BOM is dropped; a line that begins with `#` is
 * a comment, but not one that begins with a blank; blanks around a pattern and a leading `/` are removed; the path is cleaned
 * lexically. The last line may lack a line feed, and lines may end with CR LF.
 *
 * @param name of the file, for errors
 * @throws UserError with the line: a bad pattern, a lone `!`, a line of 64 KiB or more
 */
function readIgnoreFile(bytes, name) {
    const text = (0,byte_name/* decodeName */.e4)(bytes).replace(/^\ufeff/, '');
    const patterns = [];
    for (const [index, line] of text.split('\n').entries()) {
        const location = { file: name, line: index + 1 };
        if ((0,byte_name/* encodeName */.aA)(line).length >= LONGEST_LINE)
            throw new errors/* UserError */.yo('line is too long', { location });
        if (line.startsWith('#'))
            continue;
        const written = trimBlanks(line);
        if (written === '')
            continue;
        const exception = written.startsWith('!');
        const path = rootless(exception ? trimBlanks(written.slice(1)) : written);
        patterns.push(...compile(exception ? `!${path}` : path, written, location));
    }
    return patterns;
}
/**
 * The values of `COPY --exclude`: cleaned like the lines of a .dockerignore, except that a leading `/` stays, so that such a pattern
 * never matches.
 *
 * @throws UserError for a bad pattern or a lone `!`
 */
function excludePatterns(texts, location) {
    return texts.flatMap((text) => compile(text, trimBlanks(text), location));
}
/** bufio.Scanner's limit for a line: moby's reader fails there. */
const LONGEST_LINE = 64 * 1024;
/** Go's `unicode.IsSpace`, which differs from what `String.trim` removes. */
const BLANKS = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING_BLANKS = new RegExp(`^${BLANKS}+`);
const BLANK = new RegExp(BLANKS);
function trimBlanks(text) {
    let end = text.length;
    while (end > 0 && BLANK.test(text[end - 1] ?? ''))
        end--;
    return text.slice(0, end).replace(LEADING_BLANKS, '');
}
/** Go's filepath.Clean. */
function clean(path) {
    const normal = external_node_path_.posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
function rootless(path) {
    if (path === '')
        return path;
    const cleaned = clean(path);
    return cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
}
/** moby's `patternmatcher.New` for one pattern. It cleans the pattern together with its `!`. */
function compile(pattern, text, location) {
    const trimmed = trimBlanks(pattern);
    if (trimmed === '')
        return [];
    const cleaned = clean(trimmed);
    const exception = cleaned.startsWith('!');
    if (cleaned === '!') {
        throw new errors/* UserError */.yo('illegal exclusion pattern: "!"', {
            location,
            hint: 'Write the path that is to be taken back in after the exclamation mark.',
        });
    }
    return [{ text, exception, path: PathPattern.compile(exception ? cleaned.slice(1) : cleaned, location) }];
}
/** The patterns of a .dockerignore. The last one that matches a path, or a directory above it, decides. */
class IgnoreMatcher {
    patterns;
    #exceptions;
    constructor(patterns) {
        this.patterns = patterns;
        this.#exceptions = patterns.filter((pattern) => pattern.exception);
    }
    static of(patterns) {
        return new IgnoreMatcher(patterns);
    }
    /** Where a walk begins, at the root. */
    get root() {
        return { excluded: false, matched: this.patterns.map(() => false) };
    }
    /** @param path without leading slash; `''`, the root, is never excluded */
    matches(path) {
        let verdict = this.root;
        if (path === '')
            return verdict;
        for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            verdict = this.matchesBelow(verdict, path.slice(0, end));
        }
        return this.matchesBelow(verdict, path);
    }
    /**
     * The same for a walk that has the verdict on the directory of `path`: moby's `MatchesUsingParentResults`. As there, a pattern that
     * could not change the outcome for the directory counts as if it did not match it.
     */
    matchesBelow(parent, path) {
        const matched = [...parent.matched];
        let excluded = false;
        let decisive;
        for (const [index, pattern] of this.patterns.entries()) {
            let match = parent.matched[index] ?? false;
            if (!match) {
                if (pattern.exception !== excluded)
                    continue;
                match = pattern.path.matches(path);
                matched[index] = match;
            }
            if (!match)
                continue;
            excluded = !pattern.exception;
            decisive = pattern;
        }
        return { excluded, matched, ...(decisive === undefined ? {} : { pattern: decisive.text }) };
    }
    /** Whether anything below an excluded directory may be included again. If not, a walk need not enter it. */
    mayContainIncluded(directory) {
        return this.#exceptions.some((pattern) => pattern.path.mayMatchBelow(directory));
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

/***/ 25993:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ SourceChanged),
/* harmony export */   k: () => (/* binding */ STOP_WRITING)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

const STOP_WRITING = 'Do not write to it during the build, or name it in .dockerignore.';
/** A file of a source changed between two reads. After `settle`, another pass over the plan sees only one state of the file. */
class SourceChanged extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri {
    /** The file, for messages. */
    what;
    /** Makes the source use the current state of the file. Call it only while nobody reads from the source. */
    settle;
    constructor(what, settle) {
        super(`${what} changed while it was read`, { retryable: true, hint: STOP_WRITING });
        this.what = what;
        this.settle = settle;
    }
}


/***/ }),

/***/ 38177:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ fileBytes)
/* harmony export */ });
/** The bytes of one regular file of a tree. A chunk is valid until the next one is asked for. */
async function* fileBytes(tree, path) {
    for await (const { data } of tree.contents([path]))
        yield* data;
}


/***/ }),

/***/ 93103:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ GitFailure),
/* harmony export */   j: () => (/* binding */ GitProgram)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_slowest_rate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33110);



const PATIENCE_SECONDS = 60;
const MAX_OUTPUT = 16 * 1024 * 1024;
/** Lines of git's output that are shown when it fails, counted from the end. */
const LINES_SHOWN = 5;
/** git failed. `said` is the end of its error output. */
class GitFailure extends _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri {
    said;
    constructor(message, said, cause) {
        super(said === '' ? message : `${message}: ${said}`, { cause });
        this.said = said;
    }
}
/**
 * Runs the `git` program without the settings of the user and the machine, since what a build fetches must not depend on them. git
 * never prompts, uses only the protocols that addresses can have, and makes files with umask 022.
 */
class GitProgram {
    #settings;
    constructor(settings) {
        this.#settings = settings;
    }
    /**
     * @param args as typed, `--git-dir` and the like included
     * @param onOutput takes what it writes to standard output; nothing is returned then
     * @returns what it wrote to standard output
     * @throws GitFailure when it ended with another code than 0; InfraError when there is no git
     */
    async run(args, options) {
        const { onOutput } = options;
        const child = this.#start(args, options);
        let output = '';
        if (onOutput !== undefined)
            child.stdout.on('data', onOutput);
        else {
            child.stdout.setEncoding('utf8').on('data', (text) => {
                if (output.length < MAX_OUTPUT)
                    output += text;
            });
        }
        await ended(child, args, options);
        return output;
    }
    /**
     * What git writes to standard output, as it comes. git waits for whoever reads it.
     *
     * @throws as `run`, at the end
     */
    async *output(args, options) {
        const child = this.#start(args, options);
        const end = ended(child, args, options);
        // It may fail before it is awaited.
        end.catch(() => undefined);
        // If nobody reads on, the stream is destroyed, and git ends.
        yield* child.stdout;
        await end;
    }
    #start(args, { signal, cwd, config = [], environment = {} }) {
        signal.throwIfAborted();
        return (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('/bin/sh', ['-c', 'umask 022; exec git "$@"', 'git', ...args], {
            env: { ...this.#environment(), ...environment, ...configEnvironment(config) },
            stdio: ['ignore', 'pipe', 'pipe'],
            signal,
            ...(cwd === undefined ? {} : { cwd }),
        });
    }
    #environment() {
        const { path, proxies, agent, knownHosts, patienceSeconds = PATIENCE_SECONDS } = this.#settings;
        return {
            ...proxies,
            PATH: path,
            LC_ALL: 'C',
            HOME: '/dev/null',
            GIT_CONFIG_NOSYSTEM: '1',
            GIT_CONFIG_GLOBAL: '/dev/null',
            GIT_TERMINAL_PROMPT: '0',
            GIT_ALLOW_PROTOCOL: 'http:https:ssh:git',
            // A server that hangs, or drips, is given up as by our own downloads. git's error has both figures.
            GIT_HTTP_LOW_SPEED_LIMIT: String(_http_slowest_rate_js__WEBPACK_IMPORTED_MODULE_2__/* .SLOWEST_RATE */ .t),
            GIT_HTTP_LOW_SPEED_TIME: String(patienceSeconds),
            // As in BuildKit, the key of an unknown host is accepted. A key that differs from the known one is not.
            GIT_SSH_COMMAND: `ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=20 -o ServerAliveCountMax=3 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile='"${knownHosts}" ~/.ssh/known_hosts'`,
            ...(agent === undefined ? {} : { SSH_AUTH_SOCK: agent }),
        };
    }
}
/** @throws GitFailure, InfraError */
async function ended(child, args, { signal, secrets = [], quiet = false }) {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-8192);
    });
    const code = await new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
    }).catch((error) => {
        signal.throwIfAborted();
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('cannot start git', { cause: error });
    });
    signal.throwIfAborted();
    if (code === 0 && !(quiet && said !== ''))
        return;
    if (code === 127)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('git is needed to fetch a repository, but is not installed', { hint: 'Install it.' });
    throw new GitFailure(`git ${args.find((arg) => /^[a-z-]+$/.test(arg)) ?? ''} failed`, shown(said, secrets));
}
function configEnvironment(config) {
    if (config.length === 0)
        return {};
    const entries = config.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
    ]);
    return { GIT_CONFIG_COUNT: String(config.length), ...Object.fromEntries(entries) };
}
function shown(text, secrets) {
    let safe = text;
    for (const secret of secrets)
        if (secret !== '')
            safe = safe.replaceAll(secret, '***');
    const lines = safe.split('\n').filter((line) => line.trim() !== '');
    return lines.slice(-LINES_SHOWN).join('; ');
}


/***/ }),

/***/ 50028:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TG: () => (/* binding */ layoutError),
/* harmony export */   Ub: () => (/* binding */ openLayoutBlob),
/* harmony export */   Xn: () => (/* binding */ readLayoutIndex),
/* harmony export */   kP: () => (/* binding */ LAYOUT_BLOBS),
/* harmony export */   p6: () => (/* binding */ writeLayoutBlob),
/* harmony export */   pQ: () => (/* binding */ layoutBlobSize),
/* harmony export */   q8: () => (/* binding */ layoutPath),
/* harmony export */   rb: () => (/* binding */ addToLayoutIndex)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50229);
/* harmony import */ var _files_file_chunks_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(412);
/* harmony import */ var _files_held_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30471);
/* harmony import */ var _files_held_folder_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(65001);
/* harmony import */ var _files_read_in_root_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(50976);
/* harmony import */ var _files_write_error_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(19087);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(44360);
/* harmony import */ var _oci_index_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(73373);











/*
 * A layout may be in a repository that strangers commit to, and the writing process may be root. So links below the layout's folder are
 * not followed, neither for writing nor for removing.
 */
/** image-spec, "OCI Image Layout": the folder of the blobs. */
const LAYOUT_BLOBS = 'blobs';
/** A layout is an output: others may read it if the umask allows it. */
const SHARED = { shared: true };
const CHUNK = 1024 * 1024;
/** Path of a blob in a layout, or in the archive of a layout. */
function layoutPath(digest) {
    return `${LAYOUT_BLOBS}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestAlgorithm */ .g4)(digest)}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestHex */ .sU)(digest)}`;
}
/**
 * Lets `make` write a blob under a temporary name, and then renames it. Missing folders are made.
 *
 * @throws UserError if there is a link instead of a folder
 */
async function writeLayoutBlob(directory, digest, make) {
    const folder = (0,_files_held_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .U)(directory, [LAYOUT_BLOBS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestAlgorithm */ .g4)(digest)], 'make');
    if (folder === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`${directory} was removed while it was written to`);
    try {
        await (0,_files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .f)(`${folder.path}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestHex */ .sU)(digest)}`, make);
    }
    finally {
        folder.close();
    }
}
/** Opens a blob that is a regular file. The caller must close it. @throws UserError like `writeLayoutBlob` */
function holdBlob(directory, digest) {
    const folder = (0,_files_held_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .U)(directory, [LAYOUT_BLOBS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestAlgorithm */ .g4)(digest)], 'leave');
    if (folder === undefined)
        return undefined;
    let held;
    try {
        held = (0,_files_held_file_js__WEBPACK_IMPORTED_MODULE_4__/* .holdFile */ .Y)(`${folder.path}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestHex */ .sU)(digest)}`, 'keep');
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
    finally {
        folder.close();
    }
    if (held.stats.isFile())
        return held;
    held.close();
    return undefined;
}
/** Size of a blob in bytes; `undefined` if it does not exist. */
function layoutBlobSize(directory, digest) {
    const held = holdBlob(directory, digest);
    held?.close();
    return held?.stats.size;
}
/** A blob's bytes, without a check of the digest; `undefined` if it does not exist. @param from place of the first byte */
function openLayoutBlob(directory, digest, signal, from = 0) {
    const held = holdBlob(directory, digest);
    return held === undefined ? undefined : (0,_files_file_chunks_js__WEBPACK_IMPORTED_MODULE_3__/* .heldChunks */ .OW)(held, { size: CHUNK, from, signal });
}
/**
 * The content of `index.json`; `undefined` if it does not exist.
 *
 * @throws UserError if it is not a regular file; InfraError if it is not an index
 */
function readLayoutIndex(directory) {
    try {
        const file = (0,_files_read_in_root_js__WEBPACK_IMPORTED_MODULE_6__/* .readInRoot */ .W)(directory, INDEX, _oci_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .MAX_MANIFEST_SIZE */ .L7);
        if (file.kind === 'absent')
            return undefined;
        if (file.kind !== 'file')
            throw notIndex(directory);
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .parseIndex */ .A1)(file.bytes);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
const INDEX = 'index.json';
function notIndex(directory) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${(0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, INDEX)} is not the index of an OCI layout`, { hint: 'Remove it.' });
}
/**
 * Adds entries to `index.json`. It is written last and in one step: until then, readers see the old layout. The caller must have the
 * layout's lock (`LayoutLock`).
 *
 * @returns the new content
 */
async function addToLayoutIndex(directory, added) {
    const index = (0,_oci_index_js__WEBPACK_IMPORTED_MODULE_10__/* .mergeIndex */ .$R)(readLayoutIndex(directory), added);
    await (0,_files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__/* .writeWhole */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, 'oci-layout'), _oci_index_js__WEBPACK_IMPORTED_MODULE_10__/* .OCI_LAYOUT */ .xm, SHARED);
    await (0,_files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__/* .writeWhole */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, INDEX), JSON.stringify(index), SHARED);
    return index;
}
/** Gives errors of the file system our own message. Returns all other errors as they are. */
function layoutError(doing, directory, error) {
    const explain = doing === 'read' ? _files_write_error_js__WEBPACK_IMPORTED_MODULE_7__/* .diskError */ .wO : _files_write_error_js__WEBPACK_IMPORTED_MODULE_7__/* .destinationError */ .Zh;
    return explain(error, `${doing} the OCI layout`, directory);
}


/***/ }),

/***/ 73373:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $R: () => (/* binding */ mergeIndex),
/* harmony export */   U1: () => (/* binding */ byWholeName),
/* harmony export */   nL: () => (/* binding */ indexEntries),
/* harmony export */   w5: () => (/* binding */ REF_NAME),
/* harmony export */   xm: () => (/* binding */ OCI_LAYOUT),
/* harmony export */   yc: () => (/* binding */ IMAGE_NAME)
/* harmony export */ });
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(50261);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);


/** image-spec, "Pre-Defined Annotation Keys": in an OCI layout, the tag by which an image is found. */
const REF_NAME = 'org.opencontainers.image.ref.name';
/** The whole name, as containerd and BuildKit write it in addition to the tag. */
const IMAGE_NAME = 'io.containerd.image.name';
/** image-spec, "oci-layout file". */
const OCI_LAYOUT = JSON.stringify({ imageLayoutVersion: '1.0.0' });
/** The entries of `index.json` for an image: one for each name. */
function indexEntries(image) {
    const { mediaType, digest, size, annotations, platform } = image.target;
    const bare = {
        mediaType,
        digest,
        size,
        ...(annotations === undefined ? {} : { annotations }),
        ...(platform === undefined ? {} : { platform }),
    };
    if (image.references.length === 0)
        return [bare];
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .sortedReferences */ .Qs)(image.references).map((reference) => ({
        ...bare,
        annotations: {
            ...annotations,
            [IMAGE_NAME]: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(reference),
            ...(reference.tag === undefined ? {} : { [REF_NAME]: reference.tag }),
        },
    }));
}
/**
 * `index.json` with new entries. Earlier entries with the same names are removed, and so are nameless entries with the same content.
 */
function mergeIndex(existing, added, nameOf = byTag) {
    const names = new Set(added.map(nameOf).filter((name) => name !== undefined));
    const digests = new Set(added.map(({ digest }) => digest));
    const kept = (existing?.manifests ?? []).filter((entry) => {
        const name = nameOf(entry);
        return name === undefined ? !digests.has(entry.digest) : !names.has(name);
    });
    return {
        ...existing,
        schemaVersion: 2,
        mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_0__/* .OCI_INDEX */ .$p,
        manifests: [...kept, ...added],
    };
}
/** An archive may have images of several repositories, with the same tag. */
function byWholeName(entry) {
    return entry.annotations?.[IMAGE_NAME];
}
/** The name that identifies an entry. Tools that only know `ref.name` must find one entry for each tag. */
function byTag(entry) {
    return entry.annotations?.[REF_NAME] ?? entry.annotations?.[IMAGE_NAME];
}


/***/ }),

/***/ 58653:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ OciLayoutSource)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _files_file_chunks_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(412);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _files_open_in_root_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36564);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44360);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23940);
/* harmony import */ var _layout_folder_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(50028);
/* harmony import */ var _oci_index_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(73373);









const CHUNK = 1024 * 1024;
/**
 * An OCI layout that others wrote (image-spec, "OCI Image Layout"). Its blobs are checked when they are read, and links in it are
 * followed inside of its folder alone.
 */
class OciLayoutSource {
    #directory;
    /** @param directory absolute path */
    constructor(directory) {
        this.#directory = directory;
    }
    /**
     * The image's manifest or index. If a digest is given, only that counts. A tag is looked up in the annotations of `index.json`. A layout
     * with one image gives that image, whatever its tag (buildx, `--build-context`).
     *
     * @throws UserError when this is not a layout, or has no such image
     */
    find(choice) {
        if (choice.digest !== undefined) {
            const { digest } = choice;
            // It need not be in the index: any document among the blobs can be used. The document itself says what it is.
            return { mediaType: '', digest, size: this.#size(digest) };
        }
        const tag = choice.tag ?? _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .DEFAULT_TAG */ .fL;
        const manifests = this.#manifests();
        const found = manifests.find((entry) => entry.annotations?.[_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .IMAGE_NAME */ .yc] === tag) ??
            manifests.find((entry) => entry.annotations?.[_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .REF_NAME */ .w5] === tag) ??
            (manifests.length === 1 ? manifests[0] : undefined);
        if (found !== undefined)
            return found;
        const tags = manifests.flatMap((entry) => entry.annotations?.[_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .REF_NAME */ .w5] ?? []);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the OCI layout ${this.#directory} has no image with the tag ${tag}`, {
            hint: tags.length === 0 ? 'Name one by its digest: oci-layout://FOLDER@sha256:….' : `It has ${tags.join(', ')}.`,
        });
    }
    /** @throws UserError when the blob is missing or damaged */
    async read(descriptor, limit = _oci_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .MAX_MANIFEST_SIZE */ .L7) {
        if (descriptor.size > limit)
            throw this.#error(`its blob ${descriptor.digest} has more than ${limit} bytes`);
        const chunks = [];
        for await (const chunk of this.open(descriptor))
            chunks.push(chunk);
        return Buffer.concat(chunks);
    }
    /** A blob's bytes, checked while they are read. If reading ends without an error, they are right. */
    async *open({ digest, size }, signal) {
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest));
        let seen = 0;
        try {
            for await (const chunk of (0,_files_file_chunks_js__WEBPACK_IMPORTED_MODULE_1__/* .heldChunks */ .OW)(this.#hold(digest), { size: CHUNK, signal })) {
                seen += chunk.length;
                if (seen > size)
                    break;
                hash.update(chunk);
                yield chunk;
            }
        }
        catch (error) {
            throw this.#fileError(`its blob ${digest} cannot be read`, error);
        }
        if (seen !== size || hash.digest('hex') !== (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestHex */ .sU)(digest))
            throw this.#error(`its blob ${digest} is damaged`);
    }
    /** A blob for who checks its bytes himself, to be closed by him; `undefined` if it is not there. */
    hold(digest) {
        try {
            return this.#hold(digest);
        }
        catch (error) {
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo || (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error) === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #manifests() {
        let index;
        try {
            index = (0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .readLayoutIndex */ .Xn)(this.#directory);
        }
        catch (error) {
            const what = 'it has no readable index.json';
            const ours = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo;
            throw ours ? this.#error(what, error) : this.#fileError(what, error);
        }
        if (index === undefined)
            throw this.#error('it has no index.json');
        return index.manifests;
    }
    #size(digest) {
        try {
            const held = this.#hold(digest);
            held.close();
            return held.stats.size;
        }
        catch (error) {
            throw this.#fileError(`it has no blob ${digest}`, error);
        }
    }
    #hold(digest) {
        const found = (0,_files_open_in_root_js__WEBPACK_IMPORTED_MODULE_3__/* .openInRoot */ .W)(this.#directory, (0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutPath */ .q8)(digest), { followLast: true });
        if (found.kind === 'found' && found.held.stats.isFile())
            return found.held;
        found.held.close();
        throw this.#error(`it has no blob ${digest}`);
    }
    #error(what, cause) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the OCI layout ${this.#directory} cannot be used: ${what}`, { cause });
    }
    #fileError(what, error) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error);
        if (code === undefined || code === 'ABORT_ERR')
            return error;
        if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR' && code !== 'EACCES') {
            return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`cannot read the OCI layout ${this.#directory}`, { cause: error });
        }
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the OCI layout ${this.#directory} cannot be used: ${what}`, { cause: error });
    }
}


/***/ }),

/***/ 76653:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ redactCredentials),
/* harmony export */   W: () => (/* binding */ credentialsIn)
/* harmony export */ });
/** From `://` on, as `URL` reads it: the last `@` before the path ends it. The `@` of an image's digest is another one. */
const USER_INFO = /:\/\/([^\s/?#"'<>`\\]*)@(?!sha(?:256|512):)/g;
const SSH = /(?:^|\W)(?:git\+)?ssh$/i;
/** What BuildKit writes in the place of a user, and of a password. */
const HIDDEN = 'xxxxx';
/**
 * A text without the users and passwords of the addresses in it, as BuildKit shows addresses. The user of an ssh address stays, as it
 * is no secret.
 */
function redactCredentials(text) {
    if (!text.includes('@'))
        return text;
    return text.replace(USER_INFO, (whole, userInfo, at) => {
        if (!isSecret(userInfo, text, at))
            return whole;
        return `://${userInfo.includes(':') ? `${HIDDEN}:${HIDDEN}` : HIDDEN}@`;
    });
}
/** The users with their passwords that addresses in a text have, as they are written. */
function credentialsIn(text) {
    if (!text.includes('@'))
        return [];
    return [...text.matchAll(USER_INFO)].flatMap(({ 1: userInfo = '', index }) => isSecret(userInfo, text, index) ? [userInfo] : []);
}
function isSecret(userInfo, text, at) {
    return userInfo !== '' && (userInfo.includes(':') || !SSH.test(text.slice(Math.max(0, at - 8), at)));
}


/***/ })

};
