import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { plainEnvironment, quote, run } from '../support/command.js';
import { type ConsoleCommand, consoleBlocks, steadyOutput, withBlocks } from '../support/console-blocks.js';
import { CLI } from '../support/layer-build.js';
import { REPOSITORY } from '../support/made-once.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** `WRITE_TUTORIAL=1 npx vitest run __tests__/e2e/tutorial.test.ts` writes what the commands print into both documents. */
const WRITES = process.env['WRITE_TUTORIAL'] === '1';
const [ENGLISH, CHINESE] = ['images.md', 'images.zh-CN.md'].map((name) => join(REPOSITORY, 'docs', name)) as [
  string,
  string,
];
/** Stands between the outputs of two commands. */
const BETWEEN = '~~~~~~~~ next ~~~~~~~~';

describe.skipIf(process.getuid?.() !== 0)('the tutorial about images', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('tutorial');
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it('has the same commands and outputs in both languages', async () => {
    const [english, chinese] = [await readFile(ENGLISH, 'utf8'), await readFile(CHINESE, 'utf8')];
    if (!WRITES) expect(consoleBlocks(chinese)).toEqual(consoleBlocks(english));
    expect(consoleBlocks(chinese)).toHaveLength(consoleBlocks(english).length);
  });

  it('shows what its commands print', { timeout: 600_000 }, async () => {
    const document = await readFile(ENGLISH, 'utf8');
    const blocks = consoleBlocks(document);
    const printed = await outputsOf(blocks.flat().map(({ command }) => command));
    if (WRITES) {
      const rest = [...printed];
      const made = blocks.map((block) =>
        block.map(({ command }): ConsoleCommand => ({ command, output: rest.shift() ?? '' })),
      );
      for (const file of [ENGLISH, CHINESE]) await writeFile(file, withBlocks(await readFile(file, 'utf8'), made));
      return;
    }
    const steady = ({ command, output }: ConsoleCommand): string => `$ ${command}\n${steadyOutput(output)}`;
    const commands = blocks.flat();
    expect(commands.map(({ command }, at) => steady({ command, output: printed[at] ?? '' }))).toEqual(
      commands.map(steady),
    );
  });

  /** All in one shell, as a reader types them. */
  async function outputsOf(commands: readonly string[]): Promise<readonly string[]> {
    const program = [process.execPath, CLI].map(quote).join(' ');
    const mirror = `--registry-mirror http://${registry.host}`;
    const script = [
      `layer-build() { v=$1; shift; case $v in pull|build|run) ${program} "$v" ${mirror} "$@";; *) ${program} "$v" "$@";; esac; }`,
      ...commands.flatMap((command) => [command, `echo '${BETWEEN}'`]),
    ];
    const env = plainEnvironment({ LAYER_BUILD_ROOT: join(folder, 'root'), HOME: folder, BUILD_OF_TEST: folder });
    const { stdout, stderr } = await run(['bash', '-c', `exec 2>&1\n${script.join('\n')}\n`], { cwd: folder, env });
    expect(stderr).toBe('');
    return stdout.split(`${BETWEEN}\n`).slice(0, -1);
  }
});
