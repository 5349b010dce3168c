import type { KnownContainer } from './container-store.js';
import type { ContainerState } from './container.js';

/** A container as `ps` shows it: the fields of docker's `ps --format json`, in its order. */
export interface ContainerView {
  readonly Command: string;
  readonly CreatedAt: string;
  readonly ID: string;
  readonly Image: string;
  readonly Labels: string;
  readonly LocalVolumes: string;
  readonly Mounts: string;
  readonly Names: string;
  readonly Networks: string;
  readonly Ports: string;
  readonly RunningFor: string;
  readonly Size: string;
  readonly State: string;
  readonly Status: string;
}

export function nowOf(): number {
  return Date.now();
}

/** Characters of a command that `ps` shows. */
const COMMAND = 20;

export function viewOf({ container, state }: KnownContainer, whole: boolean, now: number): ContainerView {
  const { id, image, imageId, name, process, created, labels, mounts, settings } = container;
  const command = [...process.entrypoint, ...process.cmd].join(' ');
  const shown = whole || command.length <= COMMAND ? command : `${command.slice(0, COMMAND - 1)}…`;
  return {
    Command: `"${shown}"`,
    CreatedAt: goTime(created),
    ID: whole ? id : id.slice(0, 12),
    Image: image === imageId && !whole ? imageId.slice(7, 19) : image,
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    LocalVolumes: '0',
    Mounts: mounts.flatMap((mount) => (mount.type === 'host' ? [mount.source] : [])).join(','),
    Names: name,
    Networks: settings.network,
    Ports: '',
    RunningFor: `${since(created, now)} ago`,
    Size: '0B',
    State: state.status,
    Status: statusOf(state, now),
  };
}

function statusOf(state: ContainerState, now: number): string {
  switch (state.status) {
    case 'created':
      return 'Created';
    case 'running':
      return `Up ${since(state.started, now)}`;
    case 'exited':
      return `Exited (${state.exitCode}) ${since(state.finished, now)} ago`;
  }
}

/** How long ago, in docker's words (docker/go-units). */
function since(time: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  const hours = Math.round(seconds / 3600);
  if (seconds < 1) return 'Less than a second';
  if (seconds < 2) return '1 second';
  if (seconds < 60) return `${Math.floor(seconds)} seconds`;
  if (seconds < 120) return 'About a minute';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 14 * 24) return `${Math.floor(hours / 24)} days`;
  if (hours < 60 * 24) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 730 * 24) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
}

/** As Go prints a time: `2026-11-30 03:35:01 +0000 UTC`. */
function goTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)} +0000 UTC`;
}
