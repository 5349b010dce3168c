export const id = 161;
export const ids = [161];
export const modules = {

/***/ 48363:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ defineVerb)
/* harmony export */ });
/* unused harmony export readVerbCall */
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8456);
/* harmony import */ var _app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70099);
/* harmony import */ var _app_options_unsupported_options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47386);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _help_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95001);
/* harmony import */ var _parse_argv_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2434);
/* harmony import */ var _print_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(74435);







function defineVerb(declaration) {
    const { name, operands, summary, table, examples } = declaration;
    const words = { name, operands, about: declaration.about ?? sentence(summary), examples, table };
    return {
        ...words,
        aliases: declaration.aliases ?? [],
        summary,
        run: async (argv, cli) => {
            let debug = cli.debug === true;
            try {
                const args = parseFlags(declaration, argv);
                const general = (0,_app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__/* .readGroup */ .iY)(table.general.options, args, cli);
                debug ||= general.debug;
                if (general.help) {
                    cli.stdout.write((0,_help_js__WEBPACK_IMPORTED_MODULE_4__/* .verbHelp */ .F)(words));
                    return 0;
                }
                return await declaration.run(readCall(declaration, args, cli), cli);
            }
            catch (error) {
                const code = (0,_print_error_js__WEBPACK_IMPORTED_MODULE_6__/* .printError */ .y)(error, cli, debug);
                return cli.signal.aborted || error instanceof _report_exit_code_js__WEBPACK_IMPORTED_MODULE_0__/* .Interruption */ ._n ? code : (declaration.failure ?? code);
            }
        },
    };
}
/**
 * @internal For tests of how flags are read.
 * @throws UserError that names the flag
 */
function readVerbCall(declaration, argv, environment) {
    return readCall(declaration, parseFlags(declaration, argv), environment);
}
function parseFlags({ name, table, unsupported, flagsFirst }, argv) {
    const known = Object.values(table)
        .flatMap(({ options }) => Object.values(options))
        .filter(isFlag);
    return (0,_parse_argv_js__WEBPACK_IMPORTED_MODULE_5__/* .parseArgv */ .S)(name, argv, known, { unsupported: unsupported?.filter(isFlag), flagsFirst });
}
function isFlag({ flag }) {
    return flag !== undefined;
}
function readCall({ name, operands, count: [least, most], table, unsupported = [] }, args, environment) {
    const warnings = (0,_app_options_unsupported_options_js__WEBPACK_IMPORTED_MODULE_2__/* .checkUnsupported */ .O)(unsupported, args);
    if (args.operands.length < least || args.operands.length > most) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`layer-build ${name} takes ${operands === '' ? 'no arguments' : operands}`, {
            hint: `See: layer-build ${name} --help`,
        });
    }
    return { values: (0,_app_options_read_options_js__WEBPACK_IMPORTED_MODULE_1__/* .readTable */ .xz)(table, args, environment), operands: args.operands, source: args, warnings };
}
function sentence(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}


/***/ }),

/***/ 40161:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  completionVerb: () => (/* binding */ completionVerb)
});

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/cli/completion/completed.js
/** The first words of all verbs, with what they do. A group such as `cache` is there once. */
function firstWords({ verbs, }) {
    const first = new Map();
    for (const { words, summary } of verbs) {
        const [word = ''] = words;
        const known = first.get(word);
        first.set(word, {
            word,
            summary: known === undefined ? summary : `${known.summary}; ${summary}`,
            more: words.length > 1,
        });
    }
    return [...first.values()];
}
/** The second words of a group such as `cache`. */
function secondWords({ verbs }, first) {
    return verbs.filter(({ words }) => words.length > 1 && words[0] === first);
}

;// CONCATENATED MODULE: ./lib/cli/completion/bash-script.js

/**
 * A script for bash 4 and later. It needs nothing but bash: the package bash-completion is not on every machine. The last words are
 * taken apart by hand, since bash splits `--flag=value` at the equals sign.
 */
function bashScript(program) {
    const { name, verbs } = program;
    const groups = firstWords(program).filter(({ more }) => more);
    const first = firstWords(program).map(({ word }) => word);
    return `# Completion of ${name} for bash. To use it: source <(${name} completion bash)
_${functionName(name)}() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb=\${COMP_WORDS[1]} at=1
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  if [[ $verb == help ]] && ((COMP_CWORD > 1)); then
    at=2 verb=\${COMP_WORDS[2]}
  fi
  if ((COMP_CWORD == at)); then
    COMPREPLY=($(compgen -W ${quoted(first.join(' '))} -- "$current"))
    return
  fi
  case $verb in
${groups
        .map(({ word }) => `    ${word})
      if ((COMP_CWORD == at + 1)); then
        COMPREPLY=($(compgen -W ${quoted(secondWords(program, word)
        .map(({ words }) => words[1])
        .join(' '))} -- "$current"))
        return
      fi
      verb="$verb \${COMP_WORDS[at+1]}"
      ;;
`)
        .join('')}  esac
  ((at == 2)) && return
  local flags= operand=
  case $verb in
${verbs
        .map(({ words, flags, operand }) => `    ${quoted(words.join(' '))})
      flags=${quoted(flags.flatMap(({ long, short }) => [long, ...(short === undefined ? [] : [short])]).join(' '))}
      operand=${quoted(actionOf(operand))}
      case $before in
${flags
        .filter(({ value }) => value !== undefined)
        .map(({ long, short, value = { kind: 'text' } }) => `        ${[long, ...(short === undefined ? [] : [short])].join('|')}) flags= operand=${quoted(actionOf(value))} ;;\n`)
        .join('')}      esac
      ;;
`)
        .join('')}  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  elif [[ $operand == file ]]; then
    compopt -o filenames 2> /dev/null
    COMPREPLY=($(compgen -f -- "$current"))
  elif [[ $operand == folder ]]; then
    compopt -o filenames 2> /dev/null
    COMPREPLY=($(compgen -d -- "$current"))
  elif [[ $operand == words:* ]]; then
    COMPREPLY=($(compgen -W "\${operand#words:}" -- "$current"))
  fi
}
complete -F _${functionName(name)} ${name}
`;
}
function actionOf(value) {
    return value.kind === 'words' ? `words:${value.words.join(' ')}` : value.kind === 'text' ? '' : value.kind;
}
function functionName(name) {
    return name.replaceAll('-', '_');
}
function quoted(text) {
    return `'${text}'`;
}

;// CONCATENATED MODULE: ./lib/cli/completion/fish-script.js

/** A script for fish 3 and later. */
function fishScript(program) {
    const { name, verbs } = program;
    const at = `__${name.replaceAll('-', '_')}_at`;
    const when = (...words) => `-n ${fish_script_quoted([at, ...words].join(' '))}`;
    const word = (condition, text, summary) => `complete -c ${name} ${condition} -f -a ${text} -d ${fish_script_quoted(summary)}\n`;
    const firsts = firstWords(program);
    const groups = firsts.filter(({ more }) => more);
    const exactly = `${at}_end`;
    const ends = (...words) => `-n ${fish_script_quoted([exactly, ...words].join(' '))}`;
    return `# Completion of ${name} for fish. To use it: ${name} completion fish | source
# The words behind the program begin with these.
function ${at}
    set -l words (commandline -opc)
    test (count $words) -gt (count $argv); or return 1
    test "$words[2.."(math (count $argv) + 1)"]" = "$argv"
end
# The words behind the program are exactly these.
function ${exactly}
    set -l words (commandline -opc)
    test (count $words) -eq (math (count $argv) + 1); or return 1
    test "$words[2..-1]" = "$argv"
end
complete -c ${name} -f
${['', 'help']
        .flatMap((before) => firsts.map(({ word: first, summary }) => word(ends(...before.split(' ').filter(Boolean)), first, summary)))
        .join('')}${groups
        .flatMap(({ word: group }) => secondWords(program, group).map(({ words, summary }) => word(ends(group), words[1] ?? '', summary)))
        .join('')}${verbs
        .map(({ words, flags, operand }) => {
        const operands = operandForm(operand);
        return [
            ...flags.map((flag) => `complete -c ${name} ${when(...words)} ${flagForm(flag)}\n`),
            ...(operands === '' ? [] : [`complete -c ${name} ${when(...words)} ${operands}\n`]),
        ].join('');
    })
        .join('')}`;
}
function flagForm({ long, short, help, value }) {
    const names = `-l ${long.replace(/^--/, '')}${short === undefined ? '' : ` -s ${short.replace(/^-/, '')}`}`;
    const takes = value === undefined ? '' : ` -r ${valueForm(value)}`;
    return `${names}${takes} -d ${fish_script_quoted(help)}`;
}
function valueForm(value) {
    switch (value.kind) {
        case 'words':
            return `-f -a ${fish_script_quoted(value.words.join(' '))}`;
        case 'file':
            return '-F';
        case 'folder':
            return `-f -a ${fish_script_quoted('(__fish_complete_directories)')}`;
        case 'text':
            return '-f';
    }
}
function operandForm(value) {
    return value.kind === 'text' ? '' : valueForm(value);
}
function fish_script_quoted(text) {
    return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

;// CONCATENATED MODULE: ./lib/cli/completion/zsh-script.js

/** A script for zsh: a completion function by `_arguments`, as `compdef` and `fpath` want it. */
function zshScript(program) {
    const { name, verbs } = program;
    const groups = firstWords(program).filter(({ more }) => more);
    const described = (words) => words.map(({ word, summary }) => `    ${zsh_script_quoted(`${word}:${summary.replaceAll(':', '\\:')}`)}\n`).join('');
    return `#compdef ${name}
# Completion of ${name} for zsh. To use it: source <(${name} completion zsh)
_${name}() {
  local -a verbs
  verbs=(
${described(firstWords(program))}  )
  if ((CURRENT == 2)) || [[ $words[2] == help && CURRENT -eq 3 ]]; then
    _describe verb verbs
    return
  fi
  [[ $words[2] == help ]] && return
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case $verb in
${groups
        .map(({ word }) => `    ${word})
      if ((CURRENT == 2)); then
        verbs=(
${described(secondWords(program, word).map(({ words, summary }) => ({ word: words[1] ?? '', summary })))}        )
        _describe verb verbs
        return
      fi
      verb="$verb $words[2]"
      shift words
      ((CURRENT--))
      ;;
`)
        .join('')}  esac
  case $verb in
${verbs
        .map(({ words, flags, operand }) => `    ${zsh_script_quoted(words.join(' '))})
      _arguments -S \\
${flags.map((flag) => `        ${zsh_script_flagForm(flag)} \\\n`).join('')}        ${zsh_script_quoted(`*:operand:${zsh_script_actionOf(operand)}`)}
      ;;
`)
        .join('')}  esac
}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}
function zsh_script_flagForm({ long, short, help, value }) {
    const about = `[${help.replace(/[[\]\\]/g, '\\$&')}]`;
    const takes = value === undefined ? '' : `:value:${zsh_script_actionOf(value)}`;
    return short === undefined
        ? zsh_script_quoted(`*${long}${value === undefined ? '' : '='}${about}${takes}`)
        : `${zsh_script_quoted('*')}{${short},${long}}${zsh_script_quoted(`${about}${takes}`)}`;
}
function zsh_script_actionOf(value) {
    switch (value.kind) {
        case 'words':
            return `(${value.words.join(' ')})`;
        case 'file':
            return '_files';
        case 'folder':
            return '_files -/';
        case 'text':
            return ' ';
    }
}
function zsh_script_quoted(text) {
    return `'${text.replaceAll("'", String.raw `'\''`)}'`;
}

// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
;// CONCATENATED MODULE: ./lib/cli/completion-verb.js








const SCRIPTS = new Map([
    ['bash', bashScript],
    ['zsh', zshScript],
    ['fish', fishScript],
]);
/** @param verbs gives all verbs, this one too */
function completionVerb(verbs) {
    return (0,verb/* defineVerb */.P)({
        name: 'completion',
        summary: 'print a script that completes verbs and flags in a shell',
        operands: [...SCRIPTS.keys()].join('|'),
        count: [1, 1],
        examples: [
            { does: 'In ~/.bashrc', command: 'source <(layer-build completion bash)' },
            { does: 'In ~/.zshrc, behind compinit', command: 'source <(layer-build completion zsh)' },
            { does: 'Once', command: 'layer-build completion fish > ~/.config/fish/completions/layer-build.fish' },
        ],
        table: { general: table/* GENERAL */.zm },
        run: async ({ operands: [shell = ''] }, cli) => {
            const script = SCRIPTS.get(shell);
            if (script === undefined) {
                throw new errors/* UserError */.yo(`there is no completion for ${JSON.stringify(shell)}`, {
                    hint: (0,nearest/* didYouMean */.a)(shell, SCRIPTS.keys()) ?? 'Write bash, zsh or fish.',
                });
            }
            cli.stdout.write(script({ name: 'layer-build', verbs: [...(await verbs()).flatMap(completedVerbs), ...OTHER_WORDS] }));
            return 0;
        },
    });
}
/** First words without flags. */
const OTHER_WORDS = [
    { words: ['help'], summary: 'show the help of a verb', flags: [], operand: { kind: 'text' } },
];
/** One for each name of the verb. */
function completedVerbs({ name, aliases, summary, table, operands }) {
    const options = Object.values(table).flatMap((group) => Object.values(group.options));
    const same = { summary, flags: options.flatMap(completedFlag), operand: completion_verb_valueOf(operands) };
    return [name, ...aliases].map((one) => ({ words: one.split(' '), ...same }));
}
function completedFlag(option) {
    const long = (0,options_option/* flagOf */.iP)(option);
    const short = (0,options_option/* shortFlagOf */.yz)(option);
    const { help, takes } = option;
    if (long === undefined)
        return [];
    const value = takes.words === undefined ? completion_verb_valueOf(takes.placeholder) : { kind: 'words', words: takes.words };
    return [{ long, help, ...(short !== undefined && { short }), ...(takes.count !== 'switch' && { value }) }];
}
/** By what help calls it. */
function completion_verb_valueOf(placeholder) {
    if (/\bFILE\b/.test(placeholder))
        return { kind: 'file' };
    if (/\b(?:DIR|CONTEXT)\b/.test(placeholder))
        return { kind: 'folder' };
    if (/^[a-z]+(?:\|[a-z]+)+$/.test(placeholder))
        return { kind: 'words', words: placeholder.split('|') };
    return { kind: 'text' };
}


/***/ })

};
