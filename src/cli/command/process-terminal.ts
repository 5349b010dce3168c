import type { EndingProcess } from '../../app/process-end.js';
import type { CliTerminal, PassedSignal, Size } from './cli-process.js';

const PASSED = ['HUP', 'INT', 'QUIT', 'TERM', 'USR1', 'USR2'] as const satisfies readonly PassedSignal[];

/** The terminal and the signals of a process. While a container gets the signals, they do not end the process. */
export class ProcessTerminal implements CliTerminal, EndingProcess {
  readonly pid: number;
  readonly #process: NodeJS.Process;
  #passTo: ((name: PassedSignal) => void) | undefined;

  constructor(process: NodeJS.Process) {
    this.#process = process;
    this.pid = process.pid;
  }

  get isInput(): boolean {
    return this.#process.stdin.isTTY;
  }

  size(): Size | undefined {
    const { stdout } = this.#process;
    return stdout.isTTY ? { rows: clamp(stdout.rows), columns: clamp(stdout.columns) } : undefined;
  }

  raw(): () => void {
    const { stdin } = this.#process;
    stdin.setRawMode(true);
    return () => stdin.setRawMode(false);
  }

  onResize(listener: (size: Size) => void): () => void {
    const { stdout } = this.#process;
    const tell = (): void => {
      const size = this.size();
      if (size !== undefined) listener(size);
    };
    stdout.on('resize', tell);
    return () => void stdout.off('resize', tell);
  }

  onSignal(listener: (name: PassedSignal) => void): () => void {
    this.#passTo = listener;
    const own = PASSED.filter((name) => name !== 'INT' && name !== 'TERM').map((name) => {
      const pass = (): void => listener(name);
      this.#process.on(`SIG${name}`, pass);
      return () => this.#process.off(`SIG${name}`, pass);
    });
    return () => {
      this.#passTo = undefined;
      for (const undo of own) undo();
    };
  }

  stopInput(): void {
    this.#process.stdin.destroy();
  }

  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): void {
    this.#process.on(signal, () => {
      if (this.#passTo === undefined) listener();
      else this.#passTo(signal === 'SIGINT' ? 'INT' : 'TERM');
    });
  }

  emit(event: 'exit', code: number): void {
    this.#process.emit(event, code);
  }

  removeAllListeners(signal: 'SIGINT' | 'SIGTERM'): void {
    this.#process.removeAllListeners(signal);
  }

  kill(pid: number, signal: 'SIGINT' | 'SIGTERM'): void {
    this.#process.kill(pid, signal);
  }

  exit(code?: number): void {
    this.#process.exit(code);
  }
}

function clamp(value: number): number {
  return Math.min(Math.max(value, 1), 0xffff);
}
