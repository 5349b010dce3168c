export const id = 9643;
export const ids = [9643];
export const modules = {

/***/ 58180:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ CACHE_SETTINGS),
/* harmony export */   y: () => (/* binding */ isMountKept)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24701);
/* harmony import */ var _values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88725);



/** How much of a build is saved for the next one, and how much time that may take. */
const CACHE_SETTINGS = {
    mode: {
        input: 'cache',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_1__/* .one */ .xH)('WHAT', (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)(['auto', 'off', 'read-only']), 'auto'),
        help: 'what to do with the cache between runs: auto restores and saves it, read-only only restores it, off does neither',
        docker: false,
        common: true,
    },
    policy: {
        flag: '--cache-policy',
        input: 'cache-policy',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_1__/* .one */ .xH)('WHAT', (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__/* .choice */ .Yq)(['auto', 'all']), 'auto'),
        help: 'which layers are saved: auto saves those that take longer to make again than to restore, all saves every layer',
        docker: false,
        common: true,
    },
    maxBytes: {
        flag: '--cache-max-size',
        input: 'cache-max-size',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_1__/* .one */ .xH)('SIZE', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__/* .parseByteSize */ .nS, '2g'),
        help: 'how much a scope may keep, e.g. 500m; the least useful is dropped first',
        docker: false,
        common: true,
    },
    timeoutMs: {
        flag: '--cache-timeout',
        input: 'cache-timeout',
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_1__/* .one */ .xH)('TIME', _values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__/* .parseWait */ .DF, '5m'),
        help: 'how long restoring may take, and how long saving, e.g. 90s',
        docker: false,
        common: true,
    },
    mounts: {
        flag: '--cache-mounts',
        input: { name: 'cache-mounts', commas: true },
        takes: (0,_option_js__WEBPACK_IMPORTED_MODULE_1__/* .many */ ._d)('WHICH', parseMounts, 'true'),
        help: 'which mounts of RUN --mount=type=cache are saved: true, false, or their ids. A mount that holds the value of a secret is never saved',
        docker: false,
        common: true,
    },
};
function isMountKept(id, { mounts }) {
    return typeof mounts === 'boolean' ? mounts : mounts.includes(id);
}
function parseMounts(where, texts) {
    const ids = (0,_values_plain_values_js__WEBPACK_IMPORTED_MODULE_2__/* .parseNameList */ .HI)(where, texts);
    const word = ids.find((id) => /^(?:true|false)$/i.test(id));
    if (word === undefined)
        return ids.length === 0 ? true : ids;
    if (ids.length === 1)
        return word.toLowerCase() === 'true';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${word} cannot be given together with ids of mounts`, {
        hint: 'Write true, false, or a list of ids.',
    });
}


/***/ }),

/***/ 18620:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ NAME_OPTIONS)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/tagging/lines/attributes.js


const NAMED = /^([\w-]+)\s*=([^]*)$/;
/** @throws UserError for a value with its own quotes, since they would become part of it */
function attributesOf({ where, fields }) {
    return fields.map((field) => {
        const [, name, value = ''] = NAMED.exec(field) ?? [];
        if (name !== undefined && value.trimStart().startsWith('"')) {
            throw new errors/* UserError */.yo(`${where}: the value of ${name} is in quotes`, {
                hint: `Write it without quotes, or put the whole attribute in quotes: "${name}=…".`,
            });
        }
        return name === undefined ? { name, value: field } : { name: name.toLowerCase(), value: value.trim() };
    });
}
/** @throws UserError for anything but `true` and `false` */
function trueOrFalse(where, name, value) {
    if (value === 'true' || value === 'false')
        return value === 'true';
    throw new errors/* UserError */.yo(`${where}: ${name} is ${JSON.stringify(value)}, which is neither true nor false`);
}
/** An error for an attribute that is not in `known`. */
function unknownAttribute(where, name, known) {
    return new errors/* UserError */.yo(`${where}: there is no attribute ${JSON.stringify(name)}`, {
        hint: (0,nearest/* didYouMean */.a)(name, known) ?? `The attributes are ${known.join(', ')}.`,
    });
}

;// CONCATENATED MODULE: ./lib/tagging/templates/expressions.js
const GLOBAL_NAMES = [
    'branch',
    'tag',
    'sha',
    'base_ref',
    'is_default_branch',
    'is_not_default_branch',
    'date',
    'commit_date',
];
/** For the pattern of `type=schedule`. */
const DATE_NAMES = (/* unused pure expression or super */ null && (['date', 'commit_date']));
const VERSION_NAMES = (/* unused pure expression or super */ null && (['raw', 'version', 'major', 'minor', 'patch']));
function isDateName(name) {
    return name === 'date' || name === 'commit_date';
}

;// CONCATENATED MODULE: ./lib/tagging/templates/calendar.js
/** Monday first; the week of the first Thursday is week 1. */
const ISO_WEEK = { first: 1, decides: 3 };
/** Sunday first; the week of January 1st is week 1. */
const ENGLISH_WEEK = { first: 0, decides: 6 };
const DAY = 86_400_000;
/** @param date its UTC fields are used, as in all functions of this file */
function weekOf(date, { first, decides }) {
    const daysIn = (date.getUTCDay() - first + 7) % 7;
    const deciding = new Date(date.getTime() + (decides - daysIn) * DAY);
    return { year: deciding.getUTCFullYear(), week: Math.ceil(dayOfYear(deciding) / 7) };
}
function dayOfYear(date) {
    return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}
/** `1st`, `22nd`, `113th` */
function ordinal(count) {
    const isTeen = Math.floor(count / 10) % 10 === 1;
    const ending = isTeen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10];
    return `${count}${ending ?? 'th'}`;
}

;// CONCATENATED MODULE: ./lib/tagging/templates/time-tokens.js

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const year = ({ clock }) => clock.getUTCFullYear();
const month = ({ clock }) => clock.getUTCMonth() + 1;
const hour = ({ clock }) => clock.getUTCHours();
const weekday = ({ clock }) => clock.getUTCDay();
const days = ({ clock }) => dayOfYear(clock);
const monthName = (time) => MONTHS[month(time) - 1] ?? '';
const dayName = (time) => DAYS[weekday(time)] ?? '';
/** The texts for moment's tokens, in English. */
const time_tokens_TIME_TOKENS = new Map([
    ...plainAndOrdinal('M', month),
    ['MM', digits(2, month)],
    ['MMM', (time) => monthName(time).slice(0, 3)],
    ['MMMM', monthName],
    ...plainAndOrdinal('Q', (time) => Math.ceil(month(time) / 3)),
    ...plainAndOrdinal('D', ({ clock }) => clock.getUTCDate()),
    ['DD', digits(2, ({ clock }) => clock.getUTCDate())],
    ...plainAndOrdinal('DDD', days),
    ['DDDD', digits(3, days)],
    ...plainAndOrdinal('d', weekday),
    ['dd', (time) => dayName(time).slice(0, 2)],
    ['ddd', (time) => dayName(time).slice(0, 3)],
    ['dddd', dayName],
    ['e', plain(weekday)],
    ['E', plain((time) => weekday(time) || 7)],
    ...weeks('w', 'g', ENGLISH_WEEK),
    ...weeks('W', 'G', ISO_WEEK),
    ['YY', digits(2, (time) => year(time) % 100)],
    ['YYYY', digits(4, year)],
    ['YYYYY', digits(5, year)],
    ['YYYYYY', (time) => `+${digits(6, year)(time)}`],
    ['Y', digits(4, year)],
    ...plainAndOrdinal('y', year),
    ['yy', digits(2, year)],
    ['yyy', digits(3, year)],
    ['yyyy', digits(4, year)],
    ...['N', 'NN', 'NNN', 'NNNNN'].map((token) => [token, () => 'AD']),
    ['NNNN', () => 'Anno Domini'],
    ['A', (time) => (hour(time) < 12 ? 'AM' : 'PM')],
    ['a', (time) => (hour(time) < 12 ? 'am' : 'pm')],
    ...oneAndTwoDigits('H', hour),
    ...oneAndTwoDigits('h', (time) => hour(time) % 12 || 12),
    ...oneAndTwoDigits('k', (time) => hour(time) || 24),
    ...oneAndTwoDigits('m', ({ clock }) => clock.getUTCMinutes()),
    ...oneAndTwoDigits('s', ({ clock }) => clock.getUTCSeconds()),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => ['S'.repeat(count), fraction(count)]),
    ['Z', ({ offset }) => offsetText(offset, ':')],
    ['ZZ', ({ offset }) => offsetText(offset, '')],
    // `problemOfFormat` refuses the names of other zones.
    ['z', () => 'UTC'],
    ['zz', () => 'UTC'],
    ['X', ({ instant }) => `${Math.floor(instant.getTime() / 1000)}`],
    ['x', ({ instant }) => `${instant.getTime()}`],
]);
function plain(count) {
    return (time) => `${count(time)}`;
}
function digits(width, count) {
    return (time) => `${count(time)}`.padStart(width, '0');
}
function plainAndOrdinal(token, count) {
    return [
        [token, plain(count)],
        [`${token}o`, (time) => ordinal(count(time))],
    ];
}
function oneAndTwoDigits(letter, count) {
    return [
        [letter, plain(count)],
        [letter.repeat(2), digits(2, count)],
    ];
}
function weeks(weekLetter, yearLetter, kind) {
    const week = ({ clock }) => weekOf(clock, kind).week;
    const weekYear = ({ clock }) => weekOf(clock, kind).year;
    return [
        ...plainAndOrdinal(weekLetter, week),
        [weekLetter.repeat(2), digits(2, week)],
        [yearLetter.repeat(2), digits(2, (time) => weekYear(time) % 100)],
        [yearLetter.repeat(4), digits(4, weekYear)],
        [yearLetter.repeat(5), digits(5, weekYear)],
    ];
}
/** The fraction of a second. All digits after the milliseconds are 0. */
function fraction(count) {
    return ({ clock }) => `${clock.getUTCMilliseconds()}`.padStart(3, '0').padEnd(count, '0').slice(0, count);
}
function offsetText(offset, separator) {
    const minutes = Math.abs(offset);
    const two = (count) => `${count}`.padStart(2, '0');
    return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

;// CONCATENATED MODULE: ./lib/tagging/templates/time-format.js
/**
 * Writes times in the formats of moment, in English. This is our own code, since moment with its time zones adds 780 KB to a bundle,
 * and Node has time zones itself (ADR 1).
 */


/** Tokens that are short forms of other tokens. */
const LOCALIZED = {
    LTS: 'h:mm:ss A',
    LT: 'h:mm A',
    LLLL: 'dddd, MMMM D, YYYY h:mm A',
    LLL: 'MMMM D, YYYY h:mm A',
    LL: 'MMMM D, YYYY',
    L: 'MM/DD/YYYY',
    llll: 'ddd, MMM D, YYYY h:mm A',
    lll: 'MMM D, YYYY h:mm A',
    ll: 'MMM D, YYYY',
    l: 'M/D/YYYY',
};
/** Text in brackets, and a token after a backslash, are written as they are. */
const LITERAL = String.raw `\[[^[]*\]`;
const LOCALIZED_PIECE = new RegExp(String.raw `${LITERAL}|\\?(?:${anyOf(Object.keys(LOCALIZED))})`, 'g');
const PIECE = new RegExp(String.raw `${LITERAL}|\\?(?:${anyOf([...time_tokens_TIME_TOKENS.keys()])}|[^])`, 'g');
/** The part of a format that is not supported; `undefined` if all of it is. */
function problemOfFormat(format, zone) {
    const namesZone = pieces(format).some((piece) => piece === 'z' || piece === 'zz');
    if (!namesZone || /^(?:Etc\/)?UTC$/i.test(zone))
        return undefined;
    return 'the short name of a time zone (z) is only supported for UTC';
}
/** @param format `undefined`: ISO 8601 with seconds */
function time_format_formatTime(instant, zone, format) {
    const time = zonedTime(instant, zone);
    return pieces(format ?? `YYYY-MM-DDTHH:mm:ss${time.offset === 0 ? '[Z]' : 'Z'}`)
        .map((piece) => TIME_TOKENS.get(piece)?.(time) ?? literal(piece))
        .join('');
}
function pieces(format) {
    return format.replace(LOCALIZED_PIECE, (piece) => LOCALIZED[piece] ?? piece).match(PIECE) ?? [];
}
function literal(piece) {
    return /^\[[^]+\]$/.test(piece) ? piece.slice(1, -1) : piece.replaceAll('\\', '');
}
function anyOf(tokens) {
    return tokens.toSorted((left, right) => right.length - left.length).join('|');
}

;// CONCATENATED MODULE: ./lib/tagging/templates/zoned-time.js
function isTimeZone(zone) {
    // Node also takes offsets such as +01:00, which the tz database does not have.
    if (!/^[A-Za-z]/.test(zone))
        return false;
    try {
        fieldsIn(zone);
        return true;
    }
    catch {
        return false;
    }
}
/** @param zone for which `isTimeZone` holds */
function zoned_time_zonedTime(instant, zone) {
    const parts = fieldsIn(zone).formatToParts(instant);
    const field = (type) => Number(parts.find((part) => part.type === type)?.value ?? 0);
    const milliseconds = instant.getUTCMilliseconds();
    const clock = new Date(Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'), field('second'), milliseconds));
    return { instant, clock, offset: Math.round((clock.getTime() - instant.getTime()) / 60_000) };
}
function fieldsIn(timeZone) {
    return new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
    });
}

;// CONCATENATED MODULE: ./lib/tagging/templates/template.js





const EXPRESSION = /^\{\{\s*([A-Za-z_][\w.-]*)((?:\s[^}]*)?)\}\}/;
const QUOTED = String.raw `'([^']*)'|"([^"]*)"`;
const FORMAT = new RegExp(String.raw `^\s*(?:${QUOTED}|([^\s'"=]+))(?=\s|$)`);
const ZONE = new RegExp(String.raw `^\s*tz=(?:${QUOTED})\s*$`);
/**
 * Reads a text with expressions. Only those expressions of Handlebars are supported that docker/metadata-action documents, but no blocks,
 * helpers or comments.
 *
 * @throws UserError that names `where`, for an expression that is not in `names` or has a wrong form
 */
function parseTemplate(where, text, names) {
    const parts = [];
    for (let at = 0; at < text.length;) {
        const open = text.indexOf('{{', at);
        if (open < 0) {
            parts.push(text.slice(at));
            break;
        }
        if (open > at)
            parts.push(text.slice(at, open));
        const match = EXPRESSION.exec(text.slice(open));
        if (match === null)
            throw malformed(where, text.slice(open), names);
        const [whole, name = '', rest = ''] = match;
        parts.push(expression(where, { whole, name, rest: rest.trim() }, names));
        at = open + whole.length;
    }
    return { parts };
}
function renderTemplate({ parts }, values) {
    const shown = (part) => {
        if (typeof part === 'string')
            return part;
        if (part.kind === 'value')
            return escaped(values.value(part.name));
        return escaped(formatTime(values.date(part.name), part.zone, part.format));
    };
    return parts.map(shown).join('');
}
/** Whether the text has the time of the commit, which may need a request to GitHub. */
function usesCommitDate({ parts }) {
    return parts.some((part) => typeof part === 'object' && part.name === 'commit_date');
}
/** Whether the text is only the expression `name`. */
function isOnly({ parts }, name) {
    const [first, ...others] = parts;
    return others.length === 0 && typeof first === 'object' && first.name === name;
}
function expression(where, { whole, name, rest }, names) {
    const known = names.find((each) => each === name);
    if (known === undefined)
        throw unknown(where, whole, name, names);
    if (isDateName(known))
        return dateExpression(where, whole, known, rest);
    if (rest !== '')
        throw new errors/* UserError */.yo(`${where}: ${whole} is wrong: {{${name}}} takes no arguments`);
    return { kind: 'value', name: known };
}
function dateExpression(where, whole, name, rest) {
    const hint = `Write {{${name} 'YYYYMMDD'}} or {{${name} 'YYYYMMDD-HHmmss' tz='Europe/Berlin'}}.`;
    const written = FORMAT.exec(rest);
    if (written === null)
        throw new errors/* UserError */.yo(`${where}: ${whole} has no format`, { hint });
    // In Handlebars, a word without quotes is the name of a value. Here it has no value, so there is no format.
    const format = written[1] ?? written[2];
    if (format === '')
        throw new errors/* UserError */.yo(`${where}: the format in ${whole} is empty`, { hint });
    const options = rest.slice(written[0].length).trim();
    const tz = options === '' ? undefined : ZONE.exec(options);
    if (tz === null)
        throw new errors/* UserError */.yo(`${where}: ${whole} is wrong after the format`, { hint });
    const zone = tz?.[1] ?? tz?.[2] ?? 'UTC';
    if (!isTimeZone(zone)) {
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(zone)} in ${whole} is not a time zone`, {
            hint: 'Write its name in the tz database, e.g. Europe/Berlin.',
        });
    }
    const problem = format === undefined ? undefined : problemOfFormat(format, zone);
    if (problem !== undefined)
        throw new errors/* UserError */.yo(`${where}: ${problem} in ${whole}`);
    return { kind: 'date', name, format, zone };
}
function unknown(where, whole, name, names) {
    return new errors/* UserError */.yo(`${where}: ${whole} is not known here`, {
        hint: (0,nearest/* didYouMean */.a)(name, names) ?? knownNames(names),
    });
}
function malformed(where, text, names) {
    const end = text.indexOf('}}');
    const shown = end < 0 ? text : text.slice(0, end + 2);
    const problem = end < 0 ? 'is not closed by }}' : 'is not a supported expression';
    return new errors/* UserError */.yo(`${where}: ${shown} ${problem}`, { hint: knownNames(names) });
}
function knownNames(names) {
    return `These are known here: ${names.map((name) => `{{${name}}}`).join(', ')}.`;
}
const ESCAPES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#x27;',
    '`': '&#x60;',
    '=': '&#x3D;',
};
/** Escapes for HTML, as Handlebars does. So a branch `a&b` gives the same name of an image as in docker/metadata-action. */
function escaped(text) {
    return text.replace(/[&<>"'`=]/g, (character) => ESCAPES[character] ?? character);
}

// EXTERNAL MODULE: ./lib/text/csv.js
var csv = __webpack_require__(83215);
;// CONCATENATED MODULE: ./lib/tagging/lines/written-line.js


/**
 * The lines of a list, without blank ones and comments, which begin with `#`. Quotes mean the same as in docker's actions. If a whole
 * line is in quotes, it is split at the commas inside them.
 *
 * @param where name of the input
 * @param lines all lines of the input, since they are numbered
 * @throws UserError for a quote that is not closed in its line
 */
function writtenLines(where, lines) {
    return lines
        .map((line, index) => ({ where: `${where}, line ${index + 1}`, text: line.trim() }))
        .filter(({ text }) => text !== '' && !text.startsWith('#'))
        .map((line) => ({ where: line.where, fields: fieldsOf(line.where, line.text) }));
}
function fieldsOf(where, text) {
    const [first = '', ...others] = read(where, text);
    const fields = others.length === 0 && text.startsWith('"') ? read(where, first) : [first, ...others];
    return fields.map((field) => field.trim());
}
function read(where, text) {
    try {
        return (0,csv/* csvRecords */.Xc)(text, 'relaxed').flat();
    }
    catch (error) {
        throw new errors/* UserError */.yo(`${where}: a quote is not closed`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./lib/tagging/flavor.js





const ATTRIBUTES = ['latest', 'prefix', 'suffix', 'onlatest'];
/** @throws UserError that names the line */
function parseFlavor(where, lines) {
    let flavor = { where, latest: 'auto', prefix: undefined, suffix: undefined };
    for (const line of writtenLines(where, lines))
        flavor = withLine(flavor, line.where, attributesOf(line));
    return flavor;
}
function withLine(before, where, attributes) {
    let flavor = before;
    /** An `onlatest` belongs to the last prefix or suffix before it. */
    let last;
    for (const { name, value } of attributes) {
        switch (name) {
            case 'latest':
                flavor = { ...flavor, latest: value === 'auto' ? value : latestOf(where, value) };
                break;
            case 'prefix':
            case 'suffix': {
                last = name;
                // The onlatest of an earlier line stays until another one replaces it.
                const onLatest = flavor[name]?.onLatest ?? false;
                flavor = { ...flavor, [name]: { text: parseTemplate(where, value, GLOBAL_NAMES), onLatest } };
                break;
            }
            case 'onlatest': {
                const affix = last === undefined ? undefined : flavor[last];
                if (last === undefined || affix === undefined) {
                    throw new errors/* UserError */.yo(`${where}: onlatest has no prefix or suffix before it`, {
                        hint: 'Write it after the prefix or suffix that it is for: prefix=v,onlatest=true.',
                    });
                }
                flavor = { ...flavor, [last]: { ...affix, onLatest: trueOrFalse(where, 'onlatest', value) } };
                break;
            }
            case undefined:
                throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(value)} is not NAME=VALUE`, {
                    hint: 'Write, for instance, latest=false or suffix=-alpine,onlatest=true.',
                });
            default:
                throw unknownAttribute(where, name, ATTRIBUTES);
        }
    }
    return flavor;
}
function latestOf(where, value) {
    if (value === 'true' || value === 'false')
        return value === 'true';
    throw new errors/* UserError */.yo(`${where}: latest is ${JSON.stringify(value)}`, { hint: 'Write auto, true or false.' });
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/tagging/image-list.js




/**
 * Reads lines that have names, separated by commas, or `name=NAME,enable=true`.
 *
 * @throws UserError that names the line
 */
function parseImages(where, lines) {
    return writtenLines(where, lines).flatMap(imagesOf);
}
function imagesOf(line) {
    const { where } = line;
    const attributes = attributesOf(line);
    const bare = attributes.filter(({ name }) => name === undefined).map(({ value }) => value);
    let enabled = true;
    const names = bare.filter((name) => name !== '');
    for (const { name, value } of attributes) {
        if (name === 'name')
            names.push(value);
        else if (name === 'enable')
            enabled = trueOrFalse(where, name, value);
        else if (name !== undefined)
            throw unknownAttribute(where, name, ['name', 'enable']);
    }
    if (names.length === 0)
        throw new errors/* UserError */.yo(`${where}: the name of an image is missing`);
    return names.map((name) => ({ where, name: repositoryName(where, name), enabled }));
}
function repositoryName(where, text) {
    const name = text.toLowerCase();
    let reference;
    try {
        reference = (0,oci_reference/* parseReference */.F2)(name);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`${where}: ${error.message}`, { hint: error.hint });
    }
    if (reference.tag === undefined && reference.digest === undefined)
        return name;
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has a ${reference.digest === undefined ? 'tag' : 'digest'}`, {
        hint: 'Write the name only. The input tags gives the tags.',
    });
}

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/values/image-names.js
var image_names = __webpack_require__(94913);
;// CONCATENATED MODULE: ./lib/app/options/name-options.js





/** What the image is called. */
const NAME_OPTIONS = {
    tag: {
        flag: ['-t', '--tag'],
        takes: (0,options_option/* many */._d)('NAME', image_names/* imageNames */.s),
        help: 'name of the image, [REGISTRY/]REPOSITORY[:TAG]',
        common: true,
    },
    tags: {
        input: { name: 'tags', commas: true, wholeLines: true },
        takes: (0,options_option/* many */._d)('NAME|RULE', writtenLines),
        help: 'name of the image, [REGISTRY/]REPOSITORY[:TAG], or with images a rule of docker/metadata-action, such as type=semver,pattern={{version}} (docs/tags.md)',
        difference: 'With images, a word without slash and colon is a tag of those images.',
    },
    images: {
        input: { name: 'images', commas: true, wholeLines: true },
        takes: (0,options_option/* many */._d)('REPOSITORY', parseImages),
        help: 'repository that gets the tags of the rules in tags (docs/tags.md), or name=REPOSITORY,enable=false. With it, the image also gets the labels and annotations org.opencontainers.image.*',
        docker: false,
    },
    flavor: {
        input: { name: 'flavor', commas: false, wholeLines: true },
        takes: (0,options_option/* many */._d)('SPEC', parseFlavor),
        help: 'settings for all rules in tags: latest=auto|true|false, prefix=TEXT[,onlatest=true], suffix=TEXT[,onlatest=true]',
        otherwise: 'latest=auto',
        docker: false,
    },
};


/***/ }),

/***/ 92266:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ annotationAttribute),
/* harmony export */   r: () => (/* binding */ parseAnnotations)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_annotation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83200);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29587);
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4581);




/** `manifest`, `manifest-descriptor[linux/arm64]`. */
const PLACE = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/;
/** `annotation.KEY`, `annotation-index.KEY`, `annotation-manifest[linux/arm64].KEY` (BuildKit, `exptypes/annotations.go`). */
const ATTRIBUTE = /^annotation(?:-([a-z-]+))?(?:\[([A-Za-z0-9_/-]+)\])?\.(\S+)$/;
/**
 * The annotations of `--annotation`, in buildx's syntax: `[TYPE[PLATFORM][,TYPE…]:]KEY=VALUE`, e.g. `manifest,index:KEY=VALUE` or
 * `manifest[linux/arm64]:KEY=VALUE`. Without a type, it is one of the manifest.
 *
 * @throws UserError for an unknown type or platform, and for a text without a key or a value
 */
function parseAnnotations(where, texts) {
    return texts.filter((text) => text !== '').flatMap((text) => parseAnnotation(where, text));
}
function parseAnnotation(where, text) {
    const equals = text.indexOf('=');
    const head = equals < 0 ? '' : text.slice(0, equals);
    const colon = head.indexOf(':');
    const key = head.slice(colon + 1);
    if (!/^\S+$/.test(key)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: invalid annotation ${JSON.stringify(text)}, expected key=value`, { hint: FORM });
    }
    const value = text.slice(equals + 1);
    const places = colon < 0 ? ['manifest'] : head.slice(0, colon).split(',');
    return places.map((place) => {
        const [matched, level = '', platform = ''] = PLACE.exec(place) ?? [];
        if (matched === undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: invalid annotation type ${JSON.stringify(place)} in ${JSON.stringify(text)}`, {
                hint: FORM,
            });
        }
        return annotation(where, level, platform, key, value);
    });
}
/**
 * An annotation that is written as an attribute of an output.
 *
 * @returns `undefined` if the attribute's name is not that of an annotation
 * @throws UserError for an unknown type or platform
 */
function annotationAttribute(where, name, value) {
    const [matched, level = 'manifest', platform = '', key = ''] = ATTRIBUTE.exec(name) ?? [];
    return matched === undefined ? undefined : annotation(where, level, platform, key, value);
}
function annotation(where, level, platform, key, value) {
    if (!isLevel(level)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: unknown annotation type ${JSON.stringify(level)}`, {
            hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)(level, _oci_annotation_js__WEBPACK_IMPORTED_MODULE_1__/* .ANNOTATION_LEVELS */ .CJ) ?? `The types are ${_oci_annotation_js__WEBPACK_IMPORTED_MODULE_1__/* .ANNOTATION_LEVELS */ .CJ.join(', ')}.`,
        });
    }
    const made = { level, key, value };
    if (platform === '' || (0,_oci_annotation_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfIndex */ .iM)(made))
        return made;
    try {
        return { ...made, platform: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlatform */ .FL)(platform, (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .hostPlatform */ .ol)(process.arch)) };
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: annotation ${JSON.stringify(key)}: ${error.message}`, { hint: error.hint });
    }
}
function isLevel(text) {
    return _oci_annotation_js__WEBPACK_IMPORTED_MODULE_1__/* .ANNOTATION_LEVELS */ .CJ.includes(text);
}
const FORM = `Write it as KEY=VALUE or TYPE:KEY=VALUE, with one or several of the types ${_oci_annotation_js__WEBPACK_IMPORTED_MODULE_1__/* .ANNOTATION_LEVELS */ .CJ.join(', ')}, e.g. manifest,index:KEY=VALUE.`;


/***/ }),

/***/ 21506:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HH: () => (/* binding */ sbomWarnings),
/* harmony export */   Yx: () => (/* binding */ parseAttestOf),
/* harmony export */   cq: () => (/* binding */ parseAttests),
/* harmony export */   dV: () => (/* binding */ provenanceRequest)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_csv_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83215);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4581);




const TYPES = ['provenance', 'sbom'];
/** @throws UserError for a text that is not a list of fields, or has no known type */
function parseAttests(where, texts) {
    return texts
        .filter((text) => text !== '')
        .map((text) => {
        const { attributes, disabled } = readFields(where, text);
        const type = attributes.get('type');
        attributes.delete('type');
        const known = TYPES.find((each) => each === type);
        if (known !== undefined)
            return { where, type: known, disabled, attributes };
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${JSON.stringify(text)} has ${type === undefined ? 'no' : 'an unknown'} type`, {
            hint: 'Write type=provenance or type=sbom, then its settings: type=provenance,mode=max.',
        });
    });
}
/** `true`, `false`, or the settings of one type. @throws UserError as `parseAttests` */
function parseAttestOf(type) {
    return (where, text) => ({ where, type, ...readFields(where, text) });
}
function readFields(where, text) {
    const attributes = new Map();
    let disabled = false;
    for (const field of (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(text)) {
        const equals = field.indexOf('=');
        const key = (equals < 0 ? '' : field.slice(0, equals)).trim().toLowerCase();
        const value = field.slice(equals + 1);
        const said = equals < 0 || key === 'disabled' ? (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(value.trim()) : undefined;
        if (said !== undefined)
            disabled = key === 'disabled' ? said : !said;
        else if (equals >= 0 && key !== 'disabled')
            attributes.set(key, value);
        else {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${JSON.stringify(field)} in ${JSON.stringify(text)} is not key=value`, {
                hint: 'Write true, false, or settings such as mode=max.',
            });
        }
    }
    return { attributes, disabled };
}
/** What provenance can be told, with what BuildKit takes where nothing is said. */
const PROVENANCE_KEYS = [
    'mode',
    'version',
    'reproducible',
    'inline-only',
    'builder-id',
    'complete-materials',
    // The name in outputs of files, which have no provenance here.
    'filename',
    'capture-usage',
];
const MODES = { min: 'min', max: 'max', full: 'max' };
/**
 * @param builderId where the settings name none
 * @throws UserError for an unknown key, and for a value that does not fit
 */
function provenanceRequest({ where, attributes }, builderId) {
    for (const key of attributes.keys()) {
        if (PROVENANCE_KEYS.includes(key))
            continue;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${JSON.stringify(key)} is not known`, {
            hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)(key, PROVENANCE_KEYS) ?? `Known are ${PROVENANCE_KEYS.join(', ')}.`,
        });
    }
    const mode = attributes.get('mode') ?? 'max';
    const version = attributes.get('version') ?? 'v1';
    if (version !== 'v1' && version !== 'v0.2')
        throw unknownWord(where, 'version', version, ['v1', 'v0.2']);
    const known = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
    if (known === undefined)
        throw unknownWord(where, 'mode', mode, ['min', 'max']);
    const isSaid = (key) => booleanOf(where, key, attributes.get(key));
    return {
        request: {
            mode: known,
            version,
            reproducible: isSaid('reproducible'),
            inlineOnly: isSaid('inline-only'),
            completeMaterials: isSaid('complete-materials'),
            builderId: attributes.get('builder-id') ?? builderId,
        },
        warnings: isSaid('capture-usage')
            ? [`${where}: capture-usage has no effect: how much of the machine a step used is not measured`]
            : [],
    };
}
/** @returns warnings about settings that have no meaning here */
function sbomWarnings({ where, attributes }) {
    return [...attributes.keys()].map((key) => key === 'generator'
        ? `${where}: no generator image is run: layer-build lists the packages itself, in the same format (SPDX)`
        : `${where}: ${key} is ignored: it is a setting of a generator image, and none is run`);
}
function booleanOf(where, key, text) {
    const said = text === undefined ? false : (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(text);
    if (said !== undefined)
        return said;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${key}=${JSON.stringify(text)} is neither true nor false`);
}
function unknownWord(where, key, word, known) {
    const close = (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .p)(word, known);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${key} ${JSON.stringify(word)} is not known`, {
        hint: close === undefined ? `Write ${known.join(' or ')}.` : `Did you mean ${close}?`,
    });
}


/***/ }),

/***/ 39757:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DW: () => (/* binding */ SECRET_ATTRIBUTES),
/* harmony export */   Hr: () => (/* binding */ cacheFieldsOf),
/* harmony export */   Vz: () => (/* binding */ CACHE_TYPES),
/* harmony export */   pz: () => (/* binding */ csvFieldsOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* unused harmony export CacheFields */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_csv_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83215);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);



const CACHE_TYPES = 'Known types: registry, local, gha, s3, azblob. Example: type=registry,ref=registry.example.com/team/app:cache';
/** Attributes of caches whose values nobody may see. */
const SECRET_ATTRIBUTES = ['access_key_id', 'secret_access_key', 'session_token', 'token'];
const NAMES = SECRET_ATTRIBUTES.join('|');
/** A quoted field ends with its quote. Another one ends where the next field with a name begins. */
const QUOTED_SECRET = new RegExp(`("\\s*(?:${NAMES})\\s*=)(?:[^"]|"")*("|$)`, 'gi');
const SECRET = new RegExp(`(^|,)(\\s*(?:${NAMES})\\s*=)(?:[^,]|,(?=[^=,]*(?:,|$)))*`, 'gi');
/** The text of a cache, as it may be shown. */
function withoutSecrets(text) {
    return text.replace(QUOTED_SECRET, '$1***$2').replace(SECRET, '$1$2***');
}
/** @throws UserError, which shows no secrets */
function csvFieldsOf(text) {
    try {
        return (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(text);
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        // It quotes the text. A fault in the quotes shows in the masked text as well, but for quotes in a secret.
        (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_1__/* .csvFields */ .qZ)(withoutSecrets(text));
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('a quote in the value of a secret attribute is not closed, or is in the middle of it', {
            hint: error.hint,
        });
    }
}
/** The attributes of one entry. Those that nobody takes have no effect. */
class CacheFields {
    type = '';
    /** Messages about attributes that were taken. */
    notices = [];
    where;
    #text;
    #values;
    constructor(where, text, values) {
        this.where = where;
        this.#text = text;
        this.#values = new Map(values);
    }
    /** @returns `undefined` also for an empty value: workflows fill attributes from variables that may be empty */
    take(name) {
        const value = this.#values.get(name);
        this.#values.delete(name);
        return value === '' ? undefined : value;
    }
    need(name, example) {
        return this.take(name) ?? this.fail(`has no ${name}`, `Write type=${this.type},${name}=${example}.`);
    }
    untaken() {
        return [...this.#values.keys()];
    }
    fail(problem, hint) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${this.where}: ${JSON.stringify(withoutSecrets(this.#text))} ${problem}`, { hint });
    }
}
/** As in buildx an entry without any `=` is a list of references. */
function cacheFieldsOf(where, text) {
    const fields = csvFieldsOf(text).map((field) => field.trim());
    if (fields.every((field) => !field.includes('='))) {
        return fields.map((ref) => new CacheFields(where, ref, new Map([
            ['type', 'registry'],
            ['ref', ref],
        ])));
    }
    const values = new Map();
    for (const field of fields) {
        const equals = field.indexOf('=');
        if (equals < 0) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${JSON.stringify(field)} in ${JSON.stringify(withoutSecrets(text))} is not key=value`, {
                hint: CACHE_TYPES,
            });
        }
        values.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
    }
    return [new CacheFields(where, text, values)];
}
function boolean(fields, name) {
    const text = fields.take(name);
    if (text === undefined)
        return undefined;
    return (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(text) ?? fields.fail(`says ${name}=${text}`, `Write ${name}=true or ${name}=false.`);
}


/***/ }),

/***/ 94913:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ imageNames),
/* harmony export */   t: () => (/* binding */ imageName)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);


/**
 * The names for a new image, each once. Empty texts are left out.
 *
 * @throws UserError for a text that is not a name, and for a name with a digest
 */
function imageNames(where, texts) {
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .distinctReferences */ .Dc)(texts.filter((text) => text !== '').map((text) => imageName(where, text)));
}
function imageName(where, text) {
    try {
        const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefaultTag */ ._t)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text));
        if (name.digest === undefined)
            return name;
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${error.message}`, { ...(error.hint !== undefined && { hint: error.hint }) });
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: invalid tag ${JSON.stringify(text)}: a new image cannot be named by digest`);
}


/***/ }),

/***/ 75910:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  VQ: () => (/* binding */ isLoad),
  $x: () => (/* binding */ isOfImage),
  Q8: () => (/* binding */ parseOutputs),
  Lp: () => (/* binding */ withLoad),
  $P: () => (/* binding */ withPush)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/app/options/values/image-form.js

const COMPRESSIONS = ['gzip', 'zstd', 'uncompressed', 'estargz'];
/** zstd's levels 20 to 22 need more than 100 MB of memory, but they are levels. */
const MOST_LEVEL = { gzip: 9, zstd: 22 };
/** @throws UserError for a value that does not fit, and for what would change the image and cannot be done */
function readImageForm(attributes) {
    const rewriteTimestamp = attributes.boolean('rewrite-timestamp', false);
    const dockerTypes = !attributes.boolean('oci-mediatypes', true);
    const artifact = attributes.boolean('oci-artifact', !dockerTypes);
    if (artifact && dockerTypes) {
        attributes.refuse('oci-artifact=true conflicts with oci-mediatypes=false');
    }
    if (attributes.read('source-date-epoch') !== undefined) {
        attributes.refuse('source-date-epoch is not supported', 'Give the build argument SOURCE_DATE_EPOCH instead.');
    }
    attributes.ignore('prefer-nondist-layers', 'all layers that can be read are distributable');
    const compression = readCompression(attributes);
    const annotations = attributes.annotations();
    return {
        ...(rewriteTimestamp && { rewriteTimestamp }),
        ...(dockerTypes && { dockerTypes }),
        ...(!artifact && !dockerTypes && { attestedAsImage: true }),
        ...(compression !== undefined && { compression }),
        ...(annotations.length > 0 && { annotations }),
    };
}
/** @returns `undefined` if layers stay as they are */
function readCompression(attributes) {
    const name = attributes.read('compression') ?? 'gzip';
    const force = attributes.boolean('force-compression', false);
    const level = readLevel(attributes, name);
    switch (name) {
        case 'gzip':
            // The layers that a build makes are gzip already.
            return force || level !== undefined ? { kind: 'gzip', force, ...(level !== undefined && { level }) } : undefined;
        case 'zstd':
            return { kind: 'zstd', force, ...(level !== undefined && { level }) };
        case 'uncompressed':
            return { kind: 'uncompressed', force };
        case 'estargz':
            return attributes.refuse('compression=estargz is not supported: layers would not have the index that lazy pulls need', 'Use gzip or zstd.');
        default:
            return attributes.refuse(`unknown compression ${JSON.stringify(name)}`, (0,nearest/* didYouMean */.a)(name, COMPRESSIONS) ?? 'Write gzip, zstd or uncompressed.');
    }
}
function readLevel(attributes, compression) {
    const text = attributes.read('compression-level');
    if (text === undefined)
        return undefined;
    const most = compression === 'zstd' ? MOST_LEVEL.zstd : MOST_LEVEL.gzip;
    if (/^\d{1,2}$/.test(text) && Number(text) <= most)
        return Number(text);
    return attributes.refuse(`compression-level=${JSON.stringify(text)} is not a whole number from 0 to ${most}`);
}

// EXTERNAL MODULE: ./lib/app/options/values/image-names.js
var image_names = __webpack_require__(94913);
// EXTERNAL MODULE: ./lib/text/csv.js
var csv = __webpack_require__(83215);
// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
// EXTERNAL MODULE: ./lib/app/options/values/annotation-spec.js
var annotation_spec = __webpack_require__(92266);
;// CONCATENATED MODULE: ./lib/app/options/values/output-attributes.js





/** Every attribute that an output of buildx or BuildKit has, beside annotations. */
const KNOWN = [
    'type',
    'dest',
    'tar',
    'name',
    'push',
    'push-by-digest',
    'name-canonical',
    'dangling-name-prefix',
    'danging-name-empty-only',
    'registry.insecure',
    'unpack',
    'store',
    'compression',
    'compression-level',
    'force-compression',
    'oci-mediatypes',
    'oci-artifact',
    'rewrite-timestamp',
    'source-date-epoch',
    'prefer-nondist-layers',
    'attestation-inline',
    'attestation-prefix',
    'buildinfo',
    'buildinfo-attrs',
    'platform-split',
    'mode',
    'context',
    'ref',
];
/** The attributes of one `-o`. Whoever gives one a meaning reads it; what nobody has read at the end has none. */
class Attributes {
    /** As the user wrote it. */
    text;
    warnings = [];
    #where;
    #values;
    #read = new Set();
    /**
     * Reads buildx's syntax: a record of CSV whose fields are `NAME=VALUE`. A single field that does not begin with `type=` is a folder
     * for the image's files, and `-` is a tar of them on standard output.
     *
     * @param where the option's name as the user wrote it
     * @throws UserError for a field of another form
     */
    static of(where, text) {
        const fields = (0,csv/* csvFields */.qZ)(text);
        const bare = fields.length === 1 && fields[0] === text && !text.startsWith('type=');
        if (bare)
            return new Attributes(where, text, new Map([['type', text === '-' ? 'tar' : 'local']]).set('dest', text));
        const values = new Map();
        for (const field of fields) {
            const equals = field.indexOf('=');
            if (equals < 0) {
                throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(field)} in ${JSON.stringify(text)} is not key=value`);
            }
            values.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
        }
        return new Attributes(where, text, values);
    }
    constructor(where, text, values) {
        this.#where = where;
        this.text = text;
        this.#values = values;
    }
    read(name) {
        this.#read.add(name);
        return this.#values.get(name);
    }
    /** The words that Go takes; an empty value means true. @throws UserError for any other text */
    boolean(name, fallback) {
        const text = this.read(name);
        if (text === undefined)
            return fallback;
        const said = text === '' ? true : (0,go_boolean/* goBoolean */.x)(text);
        return said ?? this.refuse(`${name}=${JSON.stringify(text)} is neither true nor false`);
    }
    /** @throws UserError for an unknown type or platform of an annotation */
    annotations() {
        return [...this.#values].flatMap(([name, value]) => {
            const annotation = (0,annotation_spec/* annotationAttribute */.K)(this.#where, name, value);
            if (annotation === undefined)
                return [];
            this.#read.add(name);
            return [annotation];
        });
    }
    /** Says that the attribute has no meaning, if it asks for anything. */
    ignore(name, why) {
        if (this.#values.has(name) && this.boolean(name, false))
            this.#warn(name, `is ignored: ${why}`);
    }
    refuse(problem, hint) {
        throw new errors/* UserError */.yo(`${this.#where}: ${problem}`, { hint });
    }
    /**
     * Warns of what was not read.
     *
     * @throws UserError for a name that no output has
     */
    finish(type) {
        for (const name of this.#values.keys()) {
            if (this.#read.has(name))
                continue;
            if (KNOWN.includes(name) || (0,annotation_spec/* annotationAttribute */.K)(this.#where, name, '') !== undefined) {
                this.#warn(name, `has no effect with type=${type}`);
            }
            else {
                const hint = (0,nearest/* didYouMean */.a)(name, [...KNOWN, 'annotation.KEY']);
                this.refuse(`${JSON.stringify(name)} in ${JSON.stringify(this.text)} is not known`, hint);
            }
        }
    }
    #warn(name, what) {
        this.warnings.push(`${this.#where}: ${name} in ${JSON.stringify(this.text)} ${what}`);
    }
}

;// CONCATENATED MODULE: ./lib/app/options/values/output-spec.js






const TYPES = ['image', 'registry', 'oci', 'docker', 'tar', 'local', 'cacheonly'];
/**
 * All `-o` of a build, in buildx's syntax. As there, an OCI output is one tar file unless `tar=false`. Unlike there, a `dest` that
 * ends in a slash, or is a folder, means a layout directory.
 *
 * @throws UserError for an unknown type or attribute, for a value that does not fit, and when two outputs want standard output
 */
function parseOutputs(where, texts, environment) {
    const read = texts.filter((text) => text !== '').map((text) => Attributes.of(where, text));
    const outputs = read.map((attributes) => parseOutput(where, attributes, environment));
    if (outputs.filter((output) => 'dest' in output && output.dest === '-').length > 1) {
        throw new errors/* UserError */.yo(`${where}: two outputs want standard output`, { hint: 'Give one of them a dest.' });
    }
    return { outputs, warnings: read.flatMap(({ warnings }) => warnings) };
}
function parseOutput(where, attributes, environment) {
    const type = attributes.read('type') ?? '';
    const output = parseType(where, type, attributes, environment);
    attributes.finish(type);
    return output;
}
function parseType(where, type, attributes, environment) {
    switch (type) {
        case 'oci':
            return { ...ociOutput(attributes, environment), ...imageSettings(where, attributes) };
        case 'docker':
            return { ...dockerOutput(attributes, environment), ...imageSettings(where, attributes) };
        case 'registry':
            // As in buildx, push=false changes nothing about this type.
            attributes.read('push');
            return { type, ...imageOutput(attributes, true), ...imageSettings(where, attributes) };
        case 'image': {
            const pushed = attributes.boolean('push', false);
            const settings = { ...imageOutput(attributes, pushed), ...imageSettings(where, attributes) };
            return { type: pushed ? 'registry' : 'store', ...settings };
        }
        case 'local':
            return localOutput(attributes, environment);
        case 'tar':
            return {
                type,
                dest: fileDestination(attributes, environment) ?? '-',
                ...attestationPrefix(attributes),
            };
        case 'cacheonly':
            return { type };
        default:
            return attributes.refuse(type === '' ? `${JSON.stringify(attributes.text)} has no type` : `unknown output type ${JSON.stringify(type)}`, (0,nearest/* didYouMean */.a)(type, TYPES) ?? `The types are ${TYPES.join(', ')}. Example: type=oci,dest=image.tar`);
    }
}
/** What every output of a whole image takes. */
function imageSettings(where, attributes) {
    const names = (0,image_names/* imageNames */.s)(where, (attributes.read('name') ?? '').split(',').map((name) => name.trim()));
    return { ...(names.length > 0 && { names }), ...readImageForm(attributes) };
}
function imageOutput(attributes, pushed) {
    const byDigest = attributes.boolean('push-by-digest', false);
    // An image in the store and one in a registry can always be found by name and digest.
    attributes.read('name-canonical');
    attributes.ignore('unpack', 'there is no containerd to unpack the image into');
    if (pushed)
        attributes.ignore('store', 'an image that is pushed is not also kept in the local store');
    const unstored = !attributes.boolean('store', true);
    attributes.ignore('registry.insecure', 'name the registry with --insecure-registry or the input insecure-registries');
    const prefix = attributes.read('dangling-name-prefix');
    if (pushed && prefix !== undefined) {
        attributes.refuse('dangling-name-prefix is not supported for a push', 'Use push-by-digest=true and name.');
    }
    return { ...(byDigest && { byDigest }), ...(unstored && { unstored }) };
}
function ociOutput(attributes, environment) {
    const dest = attributes.read('dest') ?? '';
    const named = attributes.read('tar') !== undefined;
    const wantsTar = attributes.boolean('tar', true);
    if (dest === '' || dest === '-') {
        if (!wantsTar)
            attributes.refuse('a layout directory needs dest=FOLDER');
        return { type: 'oci', dest: '-', tar: true };
    }
    const absolute = external_node_path_.resolve(environment.cwd, dest);
    const folder = environment.files.isDirectory(absolute);
    if (named && wantsTar && folder)
        refuseFolder(attributes, dest);
    const asFolder = named ? !wantsTar : endsInSlash(dest);
    if (folder && !asFolder && environment.files.isLink(absolute)) {
        // Whoever can make links must not make a folder of what was to be a file.
        attributes.refuse(`${JSON.stringify(dest)} is a link to a folder, but the output is a tar file`, 'Write tar=false, or a slash at the end, for a layout in that folder.');
    }
    return { type: 'oci', dest: absolute, tar: named ? wantsTar : !(folder || asFolder) };
}
function dockerOutput(attributes, environment) {
    if (!attributes.boolean('tar', true)) {
        attributes.refuse('a docker output is one tar file', 'For a folder use type=oci,tar=false.');
    }
    return { type: 'docker', dest: fileDestination(attributes, environment) };
}
/** A file, or `-`; `undefined` if there is no dest. @throws UserError if it is a folder */
function fileDestination(attributes, environment) {
    const dest = attributes.read('dest') ?? '';
    if (dest === '')
        return undefined;
    if (dest === '-')
        return dest;
    const absolute = external_node_path_.resolve(environment.cwd, dest);
    return environment.files.isDirectory(absolute) ? refuseFolder(attributes, dest) : absolute;
}
function refuseFolder(attributes, dest) {
    return attributes.refuse(`${JSON.stringify(dest)} is a folder, but the output is a tar file`);
}
function localOutput(attributes, environment) {
    const dest = attributes.read('dest') ?? '';
    if (dest === '' || dest === '-')
        attributes.refuse('type=local needs dest=FOLDER');
    const mode = attributes.read('mode') ?? 'copy';
    if (mode !== '' && mode !== 'copy') {
        attributes.refuse(`mode=${mode} is not supported: nothing is removed from the folder`, 'Empty the folder before the build.');
    }
    const absolute = external_node_path_.resolve(environment.cwd, dest);
    if (!environment.files.isDirectory(absolute) && environment.files.isFile(absolute)) {
        attributes.refuse(`${JSON.stringify(dest)} is a file, but the output is a folder`);
    }
    if (environment.files.isLink(absolute) && !endsInSlash(dest)) {
        // Whoever can make links must not say where files go.
        attributes.refuse(`${JSON.stringify(dest)} is a link, and nothing is written through links`, 'If you mean the folder that it leads to, write a slash at the end.');
    }
    const split = attributes.read('platform-split');
    return {
        type: 'local',
        dest: absolute,
        ...attestationPrefix(attributes),
        ...(split !== undefined && { platformSplit: attributes.boolean('platform-split', true) }),
    };
}
/** @throws UserError if it is more than a part of a file's name */
function attestationPrefix(attributes) {
    const prefix = attributes.read('attestation-prefix') ?? '';
    if (prefix === '')
        return {};
    return /[/\\\0]/.test(prefix)
        ? attributes.refuse(`attestation-prefix is a part of a file's name, not a path: ${JSON.stringify(prefix)}`)
        : { attestationPrefix: prefix };
}
function endsInSlash(dest) {
    return /[\\/]$/.test(dest);
}
/** The outputs of a build that pushes. As in buildx, an output of type image becomes a pushed one. */
function withPush(outputs) {
    const pushed = outputs.map((output) => output.type === 'store' ? { ...output, type: 'registry' } : output);
    return pushed.some((output) => output.type === 'registry') ? pushed : [...pushed, { type: 'registry' }];
}
/** Whether a whole image goes there: what says anything about an image counts for it. */
function isOfImage({ type }) {
    return type !== 'local' && type !== 'tar' && type !== 'cacheonly';
}
/** Whether the output is a Docker daemon, or podman. */
function isLoad(output) {
    return output.type === 'docker' && output.dest === undefined;
}
/** The outputs of a build that also loads its image. */
function withLoad(outputs) {
    return outputs.some(isLoad) ? outputs : [...outputs, { type: 'docker', dest: undefined }];
}


/***/ }),

/***/ 88725:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hi: () => (/* binding */ absolutePath),
  Yq: () => (/* binding */ choice),
  YN: () => (/* binding */ parseBuildContexts),
  nS: () => (/* binding */ parseByteSize),
  Hl: () => (/* binding */ parseKeyValues),
  HI: () => (/* binding */ parseNameList),
  qA: () => (/* binding */ parsePlatforms),
  Xt: () => (/* binding */ parseRegistryMirrors),
  DF: () => (/* binding */ parseWait)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/dockerfile/values/git-address.js
var git_address = __webpack_require__(40372);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/app/options/values/context-spec.js





const IMAGE = 'docker-image://';
const LAYOUT = 'oci-layout://';
/**
 * Reads the value of a named context as `docker buildx build` does. Relative paths start from `cwd`.
 *
 * @throws UserError for a scheme that is not known, and for what can be no image's name
 */
function parseContextSpec(text, cwd) {
    if (text.startsWith(IMAGE))
        return parseImage(text.slice(IMAGE.length));
    if (text.startsWith(LAYOUT))
        return parseLayout(text.slice(LAYOUT.length), cwd);
    const git = (0,git_address/* parseGitContext */.X)(text);
    if (git !== undefined)
        return { kind: 'git', address: git };
    if (/^https?:\/\//.test(text))
        return { kind: 'download', url: text };
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
    if (scheme !== undefined) {
        throw new errors/* UserError */.yo(`unsupported context source ${JSON.stringify(text)}`, {
            hint: `Write a folder, ${IMAGE}IMAGE, ${LAYOUT}FOLDER, or the address of a git repository or a file.`,
        });
    }
    return { kind: 'directory', path: external_node_path_.resolve(cwd, text) };
}
function parseImage(name) {
    return name === 'scratch' ? { kind: 'scratch' } : { kind: 'image', reference: (0,reference/* parseReference */.F2)(name) };
}
/** `FOLDER[:TAG][@DIGEST]` (buildx, `util/ocilayout`). */
function parseLayout(text, cwd) {
    const at = text.lastIndexOf('@');
    const digest = text.slice(at + 1);
    const named = at >= 0 && (0,oci_digest/* isDigest */.Bc)(digest) ? text.slice(0, at) : text;
    const colon = named.lastIndexOf(':');
    const tag = /^:(\w[\w.-]{0,127})$/.exec(colon < 0 ? '' : named.slice(colon))?.[1];
    return {
        kind: 'layout',
        directory: external_node_path_.resolve(cwd, tag === undefined ? named : named.slice(0, colon)),
        ...(tag === undefined ? {} : { tag }),
        ...(named !== text && (0,oci_digest/* isDigest */.Bc)(digest) ? { digest } : {}),
    };
}

// EXTERNAL MODULE: ./lib/text/duration.js
var duration = __webpack_require__(54783);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/app/options/values/plain-values.js
/** How the values of options are written. `where` is the name of the flag or input, for messages. */






/** `K=V` pairs; of several with one name the last counts. `fallback` gives the value of `K` alone; `undefined` leaves it out. */
function parseKeyValues(where, values, fallback) {
    const pairs = new Map();
    for (const text of values) {
        const equals = text.indexOf('=');
        const key = equals < 0 ? text : text.slice(0, equals);
        if (key === '') {
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has no name before the "="`, { hint: 'Write KEY=VALUE.' });
        }
        const value = equals < 0 ? fallback(key) : text.slice(equals + 1);
        if (value !== undefined)
            pairs.set(key, value);
    }
    return Object.fromEntries(pairs);
}
/**
 * One of a few words.
 *
 * @param elsewhere what other tools call them, for the hint
 */
function choice(words, elsewhere = {}) {
    const read = (where, text) => {
        const word = words.find((each) => each === text);
        if (word !== undefined)
            return word;
        const close = new Map(Object.entries(elsewhere)).get(text) ?? (0,nearest/* nearest */.p)(text, words);
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is not known`, {
            hint: close === undefined ? `Write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.` : `Did you mean ${close}?`,
        });
    };
    return Object.assign(read, { words });
}
/** A path that the user wrote, as an absolute one. */
function absolutePath(_where, text, { cwd }) {
    return external_node_path_.resolve(cwd, text);
}
/** Milliseconds of a time such as `90s`, `5m` or `1h30m`. */
function parseWait(where, text) {
    const hint = 'Write it with a unit: 90s, 5m or 1h.';
    let nanoseconds;
    try {
        nanoseconds = (0,duration/* parseDuration */.E)(text);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`${where}: ${error.message}`, { hint, cause: error });
    }
    if (nanoseconds < 1e6)
        throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is too short`, { hint });
    return Math.floor(nanoseconds / 1e6);
}
const SIZE = /^(\d+(?:\.\d*)?|\.\d+) ?(?:b|([kmgtp])(?:i?b)?)?$/i;
/** Bytes of a size such as `64m`, `1.5GiB` or `67108864`. Units are powers of 1024, in upper or lower case. */
function parseByteSize(where, text) {
    const match = SIZE.exec(text.trim());
    const bytes = match === null ? NaN : Math.floor(Number(match[1]) * 1024 ** unitPower(match[2]));
    if (!Number.isSafeInteger(bytes)) {
        throw new errors/* UserError */.yo(`${where}: invalid size ${JSON.stringify(text)}`, { hint: 'Write a size such as 64m or 2g.' });
    }
    return bytes;
}
function unitPower(unit) {
    return unit === undefined ? 0 : 'kmgtp'.indexOf(unit.toLowerCase()) + 1;
}
/** Names separated by commas; blanks and repetitions are dropped. */
function parseNameList(_where, texts) {
    const names = texts.flatMap((value) => value.split(',')).map((name) => name.trim());
    return [...new Set(names.filter((name) => name !== ''))];
}
/**
 * Names of platforms, as they are written. They are checked here, before anything is done for them.
 *
 * @throws UserError for a platform that does not exist
 */
function parsePlatforms(where, texts) {
    const names = parseNameList(where, texts);
    // Any machine will do: only the names are checked.
    for (const name of names) {
        try {
            (0,platform/* givenPlatform */.VO)(name, { os: 'linux', architecture: 'amd64' });
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            throw new errors/* UserError */.yo(`${where}: ${error.message}`, { hint: error.hint });
        }
    }
    return names;
}
/** `NAME=SOURCE`; of several with one name the last counts. */
function parseBuildContexts(where, values, { cwd }) {
    const contexts = Object.entries(parseKeyValues(where, values, () => ''));
    return Object.fromEntries(contexts.map(([name, value]) => {
        if (value === '') {
            throw new errors/* UserError */.yo(`${where}: context ${JSON.stringify(name)} has no value`, {
                hint: 'Write NAME=FOLDER, or NAME=docker-image://IMAGE.',
            });
        }
        return [name, parseContextSpec(value, cwd)];
    }));
}
/** Base URLs with http or https, as in Docker's daemon.json. */
function parseRegistryMirrors(where, values) {
    return values.map((text) => {
        const url = URL.canParse(text) ? new URL(text) : undefined;
        const plain = url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
        if (!plain || url.username !== '' || url.password !== '') {
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is not the address of a mirror`, {
                hint: 'Write its base URL, e.g. https://mirror.example.com or http://127.0.0.1:5000.',
            });
        }
        return text.replace(/\/+$/, '');
    });
}


/***/ }),

/***/ 83200:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CJ: () => (/* binding */ ANNOTATION_LEVELS),
/* harmony export */   iM: () => (/* binding */ isOfIndex),
/* harmony export */   my: () => (/* binding */ samePlatform),
/* harmony export */   x$: () => (/* binding */ annotationsField)
/* harmony export */ });
/* harmony import */ var _text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62256);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29587);


/** The documents that an annotation can be in: a manifest or an index itself, or the descriptor that names it. */
const ANNOTATION_LEVELS = ['manifest', 'manifest-descriptor', 'index', 'index-descriptor'];
function isOfIndex({ level }) {
    return level === 'index' || level === 'index-descriptor';
}
function samePlatform(left, right) {
    return (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)((0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .normalisePlatform */ .WN)(left)) === (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)((0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .normalisePlatform */ .WN)(right));
}
/**
 * The field `annotations` of one document, or nothing. Keys are sorted, so that equal annotations give equal bytes. Of two with one key,
 * the one for a platform counts, else the later one, as in BuildKit.
 *
 * @param platform of the document; absent for an index
 */
function annotationsField(annotations, level, platform) {
    const here = annotations.filter((annotation) => annotation.level === level);
    const general = here.filter((annotation) => annotation.platform === undefined);
    const special = here.filter((annotation) => annotation.platform !== undefined && platform !== undefined && samePlatform(annotation.platform, platform));
    const values = new Map([...general, ...special].map(({ key, value }) => [key, value]));
    if (values.size === 0)
        return {};
    return { annotations: Object.fromEntries([...values].sort(([left], [right]) => (0,_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_1__/* .byCodeUnit */ .X)(left, right))) };
}


/***/ })

};
