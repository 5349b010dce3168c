import { areHarmless, type Reading, type Words } from './reader.js';

/** pip, poetry, uv and pipenv, where they install dependencies and not the project. */
export function pythonReader(words: Words): Reading | undefined {
  const [program = '', ...rest] = words;
  if (/^python3?$/.test(program) && rest[0] === '-m') return pythonReader(rest.slice(1));
  switch (program) {
    case 'pip':
    case 'pip3':
      return pip(rest);
    case 'poetry':
      return projectReading(rest, {
        verbs: ['install'],
        must: '--no-root',
        options:
          /^(?:--(?:no-root|no-interaction|no-ansi|no-dev|sync|only=main|without=dev|only|without|quiet|no-cache)|-n|-q|main|dev|test|docs)$/,
        files: ['pyproject.toml', 'poetry.lock', 'poetry.toml'],
      });
    case 'uv':
      return projectReading(rest, {
        verbs: ['sync'],
        must: '--no-install-project',
        options: /^--(?:no-install-project|frozen|locked|no-dev|no-cache|quiet|compile-bytecode)$/,
        files: ['pyproject.toml', 'uv.lock', 'uv.toml'],
      });
    case 'pipenv':
      return projectReading(rest, {
        verbs: ['install', 'sync'],
        options: /^--(?:system|deploy|ignore-pipfile|dev)$/,
        files: ['Pipfile', 'Pipfile.lock'],
      });
    default:
      return undefined;
  }
}

const PIP_OPTIONS =
  /^(?:--(?:no-cache-dir|upgrade|user|disable-pip-version-check|no-input|quiet|no-deps|require-hashes|no-compile|root-user-action=ignore|prefer-binary)|-U|-q)$/;

function pip([verb, ...words]: Words): Reading | undefined {
  if (verb !== 'install') return undefined;
  const files: string[] = [];
  const options: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const file =
      /^--requirement=(.+)$/.exec(word)?.[1] ?? (/^(?:-r|--requirement)$/.test(word) ? words[++at] : undefined);
    if (file !== undefined) files.push(file.replace(/^\.\//, ''));
    else options.push(word);
  }
  // A path that leads elsewhere is not a file of the project.
  if (
    files.length === 0 ||
    files.some((file) => /^\/|(?:^|\/)\.\.(?:\/|$)/.test(file)) ||
    !areHarmless(options, PIP_OPTIONS)
  )
    return undefined;
  return { files, needs: files, without: [], isClosed: (_name, text) => text.split('\n').every(isPackage) };
}

/** Characters. A longer line is not looked into. */
const LONGEST_LINE = 500;
const INDEX = /^--(?:extra-)?index-url[ =]https:\S+$/;
const HASH = /^--hash=sha256:[0-9a-f]+\s*\\?$/;
const PACKAGE = /^[A-Za-z0-9][\w.-]*(?:\[[\w,. -]+\])?\s*(?:[=<>!~]=?=?\s*[\w.*+-]+\s*,?\s*)*(?:;[^/]*)?\\?$/;

/** Of a line in a list: that it names a package, and no file of the project. */
function isPackage(line: string): boolean {
  if (line.length > LONGEST_LINE) return false;
  const text = line.replace(/(?:^|\s)#.*$/, '').trim();
  return text === '' || INDEX.test(text) || HASH.test(text) || PACKAGE.test(text);
}

interface Project {
  readonly verbs: readonly string[];
  /** Without this option, the project itself is installed. */
  readonly must?: string;
  readonly options: RegExp;
  readonly files: readonly string[];
}

function projectReading(
  [verb = '', ...options]: Words,
  { verbs, must, options: known, files }: Project,
): Reading | undefined {
  if (!verbs.includes(verb) || !areHarmless(options, known)) return undefined;
  if (must !== undefined && !options.includes(must)) return undefined;
  return {
    files,
    needs: files.slice(0, 1),
    without: ['.venv'],
    // A dependency that is a path, a member of a workspace, or a version that is read from a file.
    isClosed: (_name, text) =>
      !/\bpath\s*=|\bworkspace\b|\beditable\s*=|\bfile\s*=\s*["'{[]|\bsource\s*=\s*\{\s*(?:editable|virtual|directory)\s*=\s*"(?!\.")/.test(
        text,
      ),
  };
}
