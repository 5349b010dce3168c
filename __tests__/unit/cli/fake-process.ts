import type { BuildFunction } from '../../../src/app/build-function.js';
import type { FileProbe } from '../../../src/app/options/process/file-probe.js';
import type { CliProcess } from '../../../src/cli/command/cli-process.js';
import { sha256 } from '../../../src/oci/digest.js';
import { someImageId } from '../../support/identities.js';

/** A disk of a few names: folders end in a slash. */
export function disk(names: Readonly<Record<string, string>> = {}): FileProbe {
  return {
    isDirectory: (path) => `${path}/` in names || path === '/project',
    isFile: (path) => path in names,
    isSocket: (path) => path.endsWith('.sock'),
    isLink: (path) => path.endsWith('.link'),
    readText: (path) => names[path],
  };
}

export const RESULT = {
  digest: sha256('manifest'),
  imageId: someImageId('config'),
  tags: ['docker.io/library/web:1'],
  descriptor: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: sha256('manifest'), size: 7 },
  provenance: {},
  dockerfile: { name: 'Dockerfile', text: 'FROM a\n' },
};

/** A process whose output and files are kept in memory. */
export interface FakeProcess extends CliProcess {
  readonly out: () => string;
  readonly err: () => string;
  readonly written: Map<string, string>;
  readonly controller: AbortController;
  /** What the build was called with. */
  readonly calls: Parameters<BuildFunction>[];
}

export function fakeProcess(changes: Partial<CliProcess> & { readonly build?: BuildFunction } = {}): FakeProcess {
  let out = '';
  let err = '';
  const written = new Map<string, string>();
  const controller = new AbortController();
  const calls: Parameters<BuildFunction>[] = [];
  const { build = () => Promise.resolve(RESULT), ...others } = changes;
  return {
    env: {},
    cwd: '/project',
    home: '/home/u',
    tempDir: '/tmp',
    files: disk(),
    workerEntry: '/app/dist/worker/index.js',
    stdin: (async function* () {})(),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    signal: controller.signal,
    loadBake: () => Promise.reject(new Error('no targets here')),
    loadCheck: () => Promise.reject(new Error('no checks here')),
    loadDescribe: () => Promise.reject(new Error('no descriptions here')),
    loadImages: () => Promise.reject(new Error('no images here')),
    loadLogins: () => Promise.reject(new Error('no logins here')),
    loadMerge: () => Promise.reject(new Error('no merge here')),
    loadCaches: () => Promise.reject(new Error('no caches here')),
    loadExplain: () => Promise.reject(new Error('nothing to explain here')),
    loadPruneActions: () => Promise.reject(new Error('no Actions cache here')),
    loadContainers: () => Promise.reject(new Error('no containers here')),
    supervisorEntry: '/absent',
    writeBytes: () => Promise.resolve(),
    loadBuild: () =>
      Promise.resolve((...parameters) => {
        calls.push(parameters);
        return build(...parameters);
      }),
    readFile: () => {
      throw new Error('no files here');
    },
    writeFile: (path, text) => {
      written.set(path, text);
      return Promise.resolve();
    },
    now: () => 0,
    every: () => () => undefined,
    newToken: () => 'token',
    ...others,
    out: () => out,
    err: () => err,
    written,
    controller,
    calls,
  };
}
