import type { ImageWatch } from '../../app/images/image-watch.js';
import type { EventSink } from '../../engine/events.js';
import type { Digest } from '../../oci/digest.js';
import { LayerBoard } from '../../report/console/layer-board.js';
import type { CliProcess } from '../command/cli-process.js';
import { canDrawOn, openProgress } from '../command/progress.js';

/** What watches a pull or a push, and where its events go. */
export interface OpenBoard {
  readonly watch: ImageWatch;
  readonly sink: EventSink;
  /** Tells the board which layer a blob is; by default, it is its own. */
  names: ReadonlyMap<Digest, Digest> | undefined;
  close(): void;
}

/** @param quiet shows nothing but warnings */
export function openBoard(moving: 'Downloading' | 'Pushing', cli: CliProcess, quiet: boolean): OpenBoard {
  const { stdout } = cli;
  const size = canDrawOn(stdout, cli) ? () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }) : undefined;
  const board = new LayerBoard(moving, { write: (text) => (quiet ? undefined : stdout.write(text)), size }, cli.now);
  const others = openProgress('plain', cli.stderr, cli);
  const open: OpenBoard = {
    names: undefined,
    watch: { says: (line) => board.says(line), layer: (id, state) => board.layer(id, state) },
    sink: (event) => {
      if (event.type !== 'transfer') {
        others.sink(event);
        return;
      }
      const id = open.names === undefined ? event.digest : open.names.get(event.digest);
      board.transfer(event, id);
      if (moving === 'Pushing' && id !== undefined && event.done >= event.total)
        board.layer(id, pushedState(event.skipped));
    },
    close: () => {
      board.finish();
      others.close();
    },
  };
  return open;
}

function pushedState(skipped: string | undefined): string {
  if (skipped === undefined) return 'Pushed';
  return skipped.startsWith('mounted') ? skipped.replace('mounted', 'Mounted') : 'Layer already exists';
}
