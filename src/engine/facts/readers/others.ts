import { areHarmless, type Reader, type Reading, type Words } from './reader.js';

/** Go, Ruby, PHP, Maven and Gradle, where they fetch dependencies. Cargo is not among them: it needs the sources to read a manifest. */
export const OTHER_READERS: readonly Reader[] = [go, bundler, composer, maven, gradle];

function go([program, ...words]: Words): Reading | undefined {
  if (program !== 'go' || !['mod download', 'mod download -x'].includes(words.join(' '))) return undefined;
  return {
    files: ['go.mod', 'go.sum'],
    needs: ['go.mod'],
    without: ['go.work', 'vendor'],
    // A module that is replaced by a folder.
    isClosed: (name, text) => name !== 'go.mod' || !/=>\s*[./]/.test(text),
  };
}

function bundler([program, verb, ...options]: Words): Reading | undefined {
  if (program !== 'bundle' || verb !== 'install') return undefined;
  if (!areHarmless(options, /^(?:--(?:jobs|retry)(?:=\d+)?|-j\d*|\d+|--quiet|--no-cache)$/)) return undefined;
  return {
    files: ['Gemfile', 'Gemfile.lock'],
    needs: ['Gemfile'],
    without: ['vendor', '.bundle'],
    isClosed: (name, text) =>
      name !== 'Gemfile' ||
      !/\bpath\b|\bgemspec\b|\beval_gemfile\b|\bFile\b|\bDir\b|\brequire|\bfile:|\bload\b|`/.test(text),
  };
}

/** Without these two options it runs scripts of the project, and lists its classes. */
function composer([program, verb, ...options]: Words): Reading | undefined {
  if (program !== 'composer' || verb !== 'install') return undefined;
  const isKnown = areHarmless(
    options,
    /^(?:--(?:no-scripts|no-autoloader|no-dev|prefer-dist|no-interaction|no-progress|quiet|ignore-platform-reqs)|-n|-q)$/,
  );
  if (!isKnown || !options.includes('--no-scripts') || !options.includes('--no-autoloader')) return undefined;
  return {
    files: ['composer.json', 'composer.lock', 'auth.json'],
    needs: ['composer.json'],
    without: ['vendor', 'symfony.lock'],
    isClosed: (name, text) =>
      name !== 'composer.json' || !/"type"\s*:\s*"(?:path|artifact)"|"url"\s*:\s*"[./]|"merge-plugin"/.test(text),
  };
}

function maven([program, ...words]: Words): Reading | undefined {
  if (program !== 'mvn') return undefined;
  const goals = words.filter((word) => !/^(?:-B|-q|-ntp|--batch-mode|--quiet|--no-transfer-progress)$/.test(word));
  if (goals.length !== 1 || !/^dependency:(?:go-offline|resolve|resolve-plugins)$/.test(goals[0] ?? ''))
    return undefined;
  return {
    files: ['pom.xml'],
    needs: ['pom.xml'],
    without: ['.mvn', 'target'],
    isClosed: (_name, text) => !/<modules?>|<systemPath>|<relativePath>[^<]|\$\{(?:project\.)?basedir\}/.test(text),
  };
}

function gradle([program, ...words]: Words): Reading | undefined {
  if (program !== 'gradle') return undefined;
  const tasks = words.filter((word) => !/^(?:--(?:no-daemon|quiet|console=plain|refresh-dependencies)|-q)$/.test(word));
  if (tasks.join(' ') !== 'dependencies') return undefined;
  return {
    files: [
      'build.gradle',
      'build.gradle.kts',
      'settings.gradle',
      'settings.gradle.kts',
      'gradle.properties',
      'gradle.lockfile',
    ],
    needs: ['build.gradle', 'build.gradle.kts'],
    without: ['buildSrc', 'gradle', '.gradle', 'build'],
    isClosed: (_name, text) =>
      !/\bapply\s*\(?\s*from\b|\binclude|\bfiles?\s*\(|\bfileTree\b|\bproject\s*\(|\bFile\b|\bincludeBuild\b|\brootDir\b|\bexec\b/.test(
        text,
      ),
  };
}
