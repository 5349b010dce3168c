import { READS_NOTHING, type Reading, type Words } from './reader.js';

const MANAGERS: ReadonlySet<string> = new Set(['apt-get', 'apt', 'apk', 'dnf', 'microdnf', 'yum']);
const VERBS: ReadonlySet<string> = new Set([
  'update',
  'upgrade',
  'install',
  'add',
  'clean',
  'autoclean',
  'autoremove',
  'makecache',
]);
/** A package with its version, never a file. Options without a value, so that none names a file. */
const PACKAGE = /^\.?[a-z0-9][\w+.:=~^-]*$/i;
const OPTION =
  /^(?:-y|-q|-qq|-yq|-yqq|-qy|-qqy|-U|-t|--(?:yes|assume-yes|assumeyes|quiet|no-install-recommends|no-install-suggests|no-cache|update|update-cache|upgrade|virtual|fix-missing|nodocs|allow-downgrades))$/;
/** What people remove behind an installation. */
const LISTS = /^\/var\/(?:lib\/apt\/lists|cache\/(?:apt|apk|dnf|yum))(?:\/\*|\/archives(?:\/\*)?)?$/;

/** Packages of the distribution: nothing of the project is read. */
export function systemReader([program = '', ...words]: Words): Reading | undefined {
  if (program === 'rm') {
    const [options, ...paths] = words;
    const isOfManager =
      options !== undefined && /^-(?:rf|fr|r)$/.test(options) && paths.every((path) => LISTS.test(path));
    return isOfManager && paths.length > 0 ? READS_NOTHING : undefined;
  }
  if (!MANAGERS.has(program)) return undefined;
  const options = words.filter((word) => word.startsWith('-'));
  const [verb, ...packages] = words.filter((word) => !word.startsWith('-'));
  if (verb === undefined || !VERBS.has(verb) || !options.every((option) => OPTION.test(option))) return undefined;
  const areNames = packages.every((name) => PACKAGE.test(name) && !/\.(?:deb|rpm|apk)$/.test(name));
  return areNames ? READS_NOTHING : undefined;
}
