import { firstWords, secondWords, type CompletedProgram, type CompletedValue } from './completed.js';

/**
 * A script for bash 4 and later. It needs nothing but bash: the package bash-completion is not on every machine. The last words are
 * taken apart by hand, since bash splits `--flag=value` at the equals sign.
 */
export function bashScript(program: CompletedProgram): string {
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
  .map(
    ({ word }) => `    ${word})
      if ((COMP_CWORD == at + 1)); then
        COMPREPLY=($(compgen -W ${quoted(
          secondWords(program, word)
            .map(({ words }) => words[1])
            .join(' '),
        )} -- "$current"))
        return
      fi
      verb="$verb \${COMP_WORDS[at+1]}"
      ;;
`,
  )
  .join('')}  esac
  ((at == 2)) && return
  local flags= operand=
  case $verb in
${verbs
  .map(
    ({ words, flags, operand }) => `    ${quoted(words.join(' '))})
      flags=${quoted(flags.flatMap(({ long, short }) => [long, ...(short === undefined ? [] : [short])]).join(' '))}
      operand=${quoted(actionOf(operand))}
      case $before in
${flags
  .filter(({ value }) => value !== undefined)
  .map(
    ({ long, short, value = { kind: 'text' } }) =>
      `        ${[long, ...(short === undefined ? [] : [short])].join('|')}) flags= operand=${quoted(actionOf(value))} ;;\n`,
  )
  .join('')}      esac
      ;;
`,
  )
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

function actionOf(value: CompletedValue): string {
  return value.kind === 'words' ? `words:${value.words.join(' ')}` : value.kind === 'text' ? '' : value.kind;
}

function functionName(name: string): string {
  return name.replaceAll('-', '_');
}

function quoted(text: string): string {
  return `'${text}'`;
}
