// Runs checks in the virtual machine, and programs for them.
import { spawnSync } from 'node:child_process';

/** Checks that were run. */
export const counts = { ok: 0, failed: 0 };

/**
 * @param {readonly string[]} wanted parts of the names of the checks to run; none: all
 * @returns {(name: string, does: () => string | void) => void} What it does says something about it, or throws.
 */
export function checksOf(wanted) {
  return (name, does) => {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) return;
    const started = Date.now();
    const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
    try {
      const said = does();
      counts.ok++;
      console.log(`ok    ${name} (${seconds()})${said ? `: ${said}` : ''}`);
    } catch (error) {
      counts.failed++;
      console.log(`FAIL  ${name} (${seconds()}): ${error.message}`);
    }
  };
}

export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28, cwd: '/', ...options });
  if (result.error) throw result.error;
  return { status: result.status, stdout: result.stdout, output: `${result.stdout}${result.stderr}` };
}

export function must(program, args, options) {
  const result = run(program, args, options);
  if (result.status !== 0) throw new Error(`${program} ended with ${result.status}: ${result.output.slice(-1500)}`);
  return result;
}

/** @returns the command line that runs `command` as a user */
export function as(user, command) {
  const rights = [`--reuid=${user}`, `--regid=${user}`, '--init-groups'];
  return ['setpriv', ...rights, '--', 'env', `HOME=/home/${user}`, ...command];
}

export function mustAs(user, command) {
  const [program, ...args] = user === 'root' ? command : as(user, command);
  return must(program, args);
}

export function expect(isRight, message) {
  if (!isRight) throw new Error(message);
}

/** @returns the message of what it throws */
export function errorOf(does) {
  try {
    does();
  } catch (error) {
    return error.message;
  }
  throw new Error('it did not fail');
}

/** Waits: what the kernel does behind others' backs comes a moment later. */
export function eventually(isSo, message) {
  const until = Date.now() + 3_600_000;
  while (!isSo()) {
    expect(Date.now() < until, typeof message === 'string' ? message : message());
    spawnSync('sleep', ['0.2']);
  }
}
