import {
  firstWords,
  secondWords,
  type CompletedFlag,
  type CompletedProgram,
  type CompletedValue,
} from './completed.js';

/** A script for zsh: a completion function by `_arguments`, as `compdef` and `fpath` want it. */
export function zshScript(program: CompletedProgram): string {
  const { name, verbs } = program;
  const groups = firstWords(program).filter(({ more }) => more);
  const described = (words: readonly { readonly word: string; readonly summary: string }[]): string =>
    words.map(({ word, summary }) => `    ${quoted(`${word}:${summary.replaceAll(':', '\\:')}`)}\n`).join('');
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
  .map(
    ({ word }) => `    ${word})
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
`,
  )
  .join('')}  esac
  case $verb in
${verbs
  .map(
    ({ words, flags, operand }) => `    ${quoted(words.join(' '))})
      _arguments -S \\
${flags.map((flag) => `        ${flagForm(flag)} \\\n`).join('')}        ${quoted(`*:operand:${actionOf(operand)}`)}
      ;;
`,
  )
  .join('')}  esac
}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function flagForm({ long, short, help, value }: CompletedFlag): string {
  const about = `[${help.replace(/[[\]\\]/g, '\\$&')}]`;
  const takes = value === undefined ? '' : `:value:${actionOf(value)}`;
  return short === undefined
    ? quoted(`*${long}${value === undefined ? '' : '='}${about}${takes}`)
    : `${quoted('*')}{${short},${long}}${quoted(`${about}${takes}`)}`;
}

function actionOf(value: CompletedValue): string {
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

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
