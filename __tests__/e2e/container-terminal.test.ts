import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';

import { must, quote } from '../support/command.js';
import { CLI } from '../support/layer-build.js';
import { leftovers } from '../support/leftovers.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** A terminal of tmux, with a shell of this machine in it. */
class Terminal {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  static async open(socket: string): Promise<Terminal> {
    const terminal = new Terminal(socket);
    await terminal.#tmux('new-session', '-d', '-x', '90', '-y', '20', 'env PS1=host: sh');
    await terminal.#tmux('set-option', '-g', 'window-size', 'manual');
    return terminal;
  }

  #tmux(...args: readonly string[]): Promise<string> {
    return must(['tmux', '-S', this.#socket, ...args]);
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', text);
    await this.key('Enter');
  }

  async key(name: string): Promise<void> {
    await this.#tmux('send-keys', name);
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** Waits until the screen shows a line. */
  async shows(line: RegExp): Promise<void> {
    await expect.poll(() => this.screen(), { timeout: 600_000 }).toMatch(line);
  }

  screen(): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-J');
  }

  async close(): Promise<void> {
    await this.#tmux('kill-server');
  }
}

/** The runtime that is not to be found, so that the other one is taken. */
const RUNTIMES = { crun: 'runc', runc: 'crun' } as const;

describe.skipIf(process.getuid?.() !== 0).each(['crun', 'runc'] as const)(
  'a container of %s on a terminal',
  (runtime) => {
    let registry: RunningRegistry;
    let folder: string;
    let terminal: Terminal;

    beforeAll(async () => {
      registry = await openRegistry(['busybox']);
      folder = await temporaryFolder('terminal');
      await must(['mkdir', join(folder, 'programs')]);
      const others = ['-maxdepth', '1', '!', '-type', 'd', '!', '-name', RUNTIMES[runtime]];
      await must([
        'find',
        '/usr/sbin',
        '/usr/bin',
        ...others,
        '-exec',
        'ln',
        '-sf',
        '-t',
        join(folder, 'programs'),
        '{}',
        '+',
      ]);
      terminal = await Terminal.open(join(folder, 'tmux'));
    });

    afterAll(async () => {
      await terminal.close();
      await registry.stop();
      await removeTree(folder);
    });

    it('can be typed in, interrupted, resized, left and entered again', async () => {
      const program = [process.execPath, CLI].map(quote).join(' ');
      await terminal.type(
        `export PATH=${quote(join(folder, 'programs'))} LAYER_BUILD_ROOT=${quote(join(folder, 'root'))}`,
      );
      await terminal.type(`alias lb=${quote(program)}; clear`);
      await terminal.type(`lb run -it --rm --name tt --registry-mirror http://${registry.host} busybox sh`);
      await terminal.shows(/^\S* ?[/~].* # $/m);
      // There is no other one that it could have found.
      const runtimes = readdirSync(join(folder, 'programs')).filter((name) => ['crun', 'runc'].includes(name));
      expect(runtimes).toEqual([runtime]);
      await terminal.type('test -t 0 && stty size && echo term=$TERM');
      await terminal.shows(/^20 90$/m);
      await terminal.shows(/^term=xterm$/m);
      // A key that comes before the shell has read the line would take the line away.
      await terminal.type('echo begun; sleep 100');
      await terminal.shows(/^begun$/m);
      await delay(300);
      await terminal.key('C-c');
      await terminal.type('echo interrupted=$?');
      await terminal.shows(/^interrupted=130$/m);
      await terminal.resize(70, 25);
      await expect
        .poll(
          async () => {
            await terminal.type('stty size');
            await delay(300);
            return terminal.screen();
          },
          { timeout: 600_000 },
        )
        .toMatch(/^25 70$/m);
      await terminal.key('C-p');
      await terminal.key('C-q');
      // What is typed before the shell has its terminal back is not echoed, not even the end of the line. Its prompt stands behind that of
      // the container.
      await terminal.shows(/# host: ?$/m);
      await terminal.type('echo detached=$?');
      await terminal.shows(/^detached=0$/m);
      await terminal.type('clear; lb attach tt');
      await expect
        .poll(
          async () => {
            await terminal.key('Enter');
            await delay(300);
            return terminal.screen();
          },
          { timeout: 600_000 },
        )
        .toMatch(/^\/ # $/m);
      await terminal.type('exit 9');
      await terminal.shows(/^host: ?$/m);
      await terminal.type('echo ended=$?');
      await terminal.shows(/^ended=9$/m);
      // The terminal is as it was before.
      await terminal.type('stty -a | grep -c -- "-echo "');
      await terminal.shows(/^0$/m);
      await expect.poll(() => leftovers(join(folder, 'root'))).toEqual([]);
    }, 600_000);
  },
);
