import type { FileProbe } from '../../../src/app/options/process/file-probe.js';
import type { ProcessEnvironment } from '../../../src/app/options/process/process-environment.js';
import type { Toolkit } from '../../../src/action/job/toolkit.js';

const FOLDERS = new Set(['/repo', '/repo/app', '/repo/layout']);

const FILES: FileProbe = {
  isDirectory: (path) => FOLDERS.has(path),
  isSocket: (path) => path.endsWith('.sock'),
  isLink: (path) => path.endsWith('.link'),
  isFile: (path) => path === '/repo/token.txt',
  readText: () => undefined,
};

/** The environment of a job as the runner makes it; inputs by their names in action.yml. */
export function job(
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): ProcessEnvironment {
  const texts = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return {
    env: {
      GITHUB_WORKSPACE: '/repo',
      GITHUB_REPOSITORY: 'o/r',
      // Folders are simpler than the Git context, which is the default.
      INPUT_CONTEXT: '.',
      RUNNER_TEMP: '/runner/_temp',
      ...env,
      ...(Object.fromEntries(texts) as Record<string, string>),
    },
    cwd: '/repo',
    home: '/home/runner',
    tempDir: '/tmp',
    files: FILES,
    workerEntry: '/action/dist/worker/index.js',
    newToken: () => 'token',
  };
}

/** Remembers what the action told the runner. */
export class FakeToolkit implements Toolkit {
  readonly outputs = new Map<string, string>();
  readonly state = new Map<string, string>();
  readonly secrets: string[] = [];
  readonly errors: { readonly message: string; readonly properties?: object }[] = [];
  readonly warnings: { readonly message: string; readonly properties?: object }[] = [];
  readonly notices: { readonly message: string; readonly properties?: object }[] = [];
  summary = '';

  setOutput = (name: string, value: string): void => void this.outputs.set(name, value);
  saveState = (name: string, value: string): void => void this.state.set(name, value);
  getState = (name: string): string => this.state.get(name) ?? '';
  setSecret = (value: string): void => void this.secrets.push(value);
  error = (message: string, properties?: object): void =>
    void this.errors.push({ message, ...(properties && { properties }) });
  warning = (message: string, properties?: object): void =>
    void this.warnings.push({ message, ...(properties && { properties }) });
  notice = (message: string, properties?: object): void =>
    void this.notices.push({ message, ...(properties && { properties }) });
  writeSummary = (markdown: string): Promise<void> => {
    this.summary += markdown;
    return Promise.resolve();
  };
}
