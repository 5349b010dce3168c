import type { KnownContainer } from '../../app/containers/container-store.js';
import type { ContainerSize } from '../../app/containers/container-size.js';
import type { ContainerState } from '../../app/containers/container.js';
import { goQuoted } from '../../go-template/quote.js';
import { displayWidth } from '../../report/console/display-width.js';
import type { Row } from '../../report/listing/row-format.js';
import { shortBytes } from '../../text/format.js';
import { age, goTime } from '../command/age.js';

/** The fields of docker's `ps --format`, with their headings. */
export const CONTAINER_HEADINGS = {
  Command: 'COMMAND',
  CreatedAt: 'CREATED AT',
  ID: 'CONTAINER ID',
  Image: 'IMAGE',
  Labels: 'LABELS',
  LocalVolumes: 'LOCAL VOLUMES',
  Mounts: 'MOUNTS',
  Names: 'NAMES',
  Networks: 'NETWORKS',
  Ports: 'PORTS',
  RunningFor: 'CREATED',
  Size: 'SIZE',
  State: 'STATE',
  Status: 'STATUS',
};

/** Columns of a command and of the path of a mount, without `--no-trunc`. */
const COMMAND = 20;
const MOUNT = 15;

/** A container as `ps` shows it. @param size absent: docker shows none then, unless it is asked for */
export function containerRow(
  { container, state }: KnownContainer,
  whole: boolean,
  size?: ContainerSize,
): Row<keyof typeof CONTAINER_HEADINGS> {
  const { id, image, imageId, name, process, created, labels, mounts, settings } = container;
  const [program = '', ...args] = [...process.entrypoint, ...process.cmd];
  const command = [program, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ');
  const sources = mounts.flatMap((mount) => (mount.type === 'host' ? [mount.source] : []));
  return {
    Command: goQuoted(whole ? command : cut(command, COMMAND)),
    CreatedAt: goTime(created),
    ID: whole ? id : id.slice(0, 12),
    Image: image === imageId && !whole ? imageId.slice(7, 19) : image,
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    LocalVolumes: '0',
    Mounts: sources.map((source) => (whole ? source : cut(source, MOUNT))).join(','),
    Names: name,
    Networks: settings.network,
    Ports: '',
    RunningFor: age(created),
    Size: size === undefined ? '0B' : `${shortBytes(size.written)} (virtual ${shortBytes(size.all)})`,
    State: state.status,
    Status: statusOf(state),
  };
}

function statusOf(state: ContainerState): string {
  switch (state.status) {
    case 'created':
      return 'Created';
    case 'running':
      return `Up ${age(state.started).replace(/ ago$/, '')}`;
    case 'exited':
      return `Exited (${state.exitCode}) ${age(state.finished)}`;
  }
}

function cut(text: string, columns: number): string {
  if ([...text].reduce((sum, character) => sum + widthOf(character), 0) <= columns) return text;
  const kept: string[] = [];
  let width = 1;
  for (const character of text) {
    width += widthOf(character);
    if (width > columns) break;
    kept.push(character);
  }
  return `${kept.join('')}…`;
}

/** Docker counts a control character as one column: it is shown by an escape, which nobody counts. */
function widthOf(character: string): number {
  return character <= '\u007f' ? 1 : displayWidth(character);
}
