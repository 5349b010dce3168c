import { mapOf } from '../../../json/containers.js';
import { parseOrUndefined } from '../../../json/decode-or.js';
import { anything } from '../../../json/decoder.js';
import { areHarmless, type Reading, type Words } from './reader.js';

const OPTIONS =
  /^(?:--(?:omit=(?:dev|optional)|only=prod(?:uction)?|production|prod|frozen-lockfile|immutable|no-audit|no-fund|no-progress|no-optional|silent|quiet|ci|non-interactive|prefer-offline|legacy-peer-deps|ignore-scripts|loglevel[=]\w+|no-update-notifier|network-timeout=\d+|audit=false|fund=false)|-P|-D|-s)$/;

/** npm, yarn and pnpm, where they install what the lock file lists. */
export function nodeReader([program, verb = '', ...options]: Words): Reading | undefined {
  const lists = program === undefined ? undefined : LISTS[program];
  if (lists === undefined) return undefined;
  // `yarn` alone installs.
  const words =
    program === 'yarn' && (verb === '' || verb.startsWith('-')) ? ['install', verb, ...options] : [verb, ...options];
  const [action = '', ...rest] = words.filter((word) => word !== '');
  if (!lists.verbs.has(action) || !areHarmless(rest, OPTIONS)) return undefined;
  const runsScripts = !rest.includes('--ignore-scripts');
  return {
    files: ['package.json', ...lists.files],
    needs: ['package.json'],
    without: ['node_modules', ...lists.without],
    isClosed: (name, text) => name !== 'package.json' || isSelfContained(text, runsScripts),
  };
}

const LISTS: Readonly<
  Record<
    string,
    { readonly verbs: ReadonlySet<string>; readonly files: readonly string[]; readonly without: readonly string[] }
  >
> = {
  npm: {
    verbs: new Set(['ci', 'i', 'install', 'clean-install']),
    files: ['package-lock.json', 'npm-shrinkwrap.json', '.npmrc'],
    without: ['binding.gyp'],
  },
  yarn: {
    verbs: new Set(['install']),
    files: ['yarn.lock', '.npmrc', '.yarnrc', '.yarnrc.yml'],
    without: ['binding.gyp', '.yarn', '.pnp.cjs'],
  },
  pnpm: {
    verbs: new Set(['i', 'install']),
    files: ['pnpm-lock.yaml', '.npmrc'],
    without: ['binding.gyp', 'pnpm-workspace.yaml', '.pnpmfile.cjs', 'patches'],
  },
};

/** Scripts that run when the project itself is installed. */
const INSTALL_SCRIPTS = [
  ...['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'],
  'pnpm:devPreinstall',
];
/** Fields that name other parts of the project. */
const OTHER_PARTS = ['workspaces', 'pnpm', 'patchedDependencies'];
const DEPENDENCIES = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'resolutions',
  'overrides',
];
const LARGEST = 1024 * 1024;

function isSelfContained(text: string, runsScripts: boolean): boolean {
  const fields = parseOrUndefined(mapOf(anything), text, LARGEST);
  if (fields === undefined) return false;
  const has = (value: unknown, names: readonly string[]): boolean =>
    typeof value === 'object' && value !== null && names.some((name) => Object.hasOwn(value, name));
  if (has(fields, OTHER_PARTS) || (runsScripts && has(fields['scripts'], INSTALL_SCRIPTS))) return false;
  // A version that is a path: `file:…`, `link:…`, `portal:…`, `patch:…`, `workspace:…`, `./…`.
  const versions = JSON.stringify(DEPENDENCIES.map((name) => fields[name] ?? null));
  return !/"(?:(?:file|link|portal|patch|workspace|exec):|\.{0,2}\/|~\/)/.test(versions);
}
