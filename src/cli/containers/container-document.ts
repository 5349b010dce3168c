import type { ContainerSize } from '../../app/containers/container-size.js';
import type { KnownContainer } from '../../app/containers/container-store.js';
import type { Container, ContainerState } from '../../app/containers/container.js';
import type { GoValue } from '../../go-template/value.js';

type GoRecord = Readonly<Record<string, GoValue>>;

/** Go's time for none. */
const ZERO_TIME = '0001-01-01T00:00:00Z';
/** Bytes, of the runtime. */
const SHM_SIZE = 64 * 1024 * 1024;

/**
 * What docker says of a container (Engine API, "ContainerInspect"), in the same order. Fields about what there is not here, such as
 * control groups, are left out.
 *
 * @param logPath where its output is kept
 * @param size as for `ps -s`; absent: it was not asked for
 */
export function containerDocument(
  { container, state }: KnownContainer,
  logPath: string,
  size: ContainerSize | undefined,
): GoRecord {
  const { process, settings } = container;
  const [program = '', ...args] = [...process.entrypoint, ...process.cmd];
  return {
    Id: container.id,
    Created: container.created,
    Path: program,
    Args: args,
    State: stateDocument(state),
    Image: container.imageId,
    LogPath: logPath,
    Name: `/${container.name}`,
    RestartCount: 0,
    Platform: 'linux',
    HostConfig: hostDocument(container),
    SizeRw: size?.written,
    SizeRootFs: size?.all,
    Mounts: container.mounts.map(mountDocument),
    Config: configDocument(container),
    NetworkSettings: { Ports: new Map(), Networks: new Map([[settings.network, {}]]) },
  };
}

function stateDocument(state: ContainerState): GoRecord {
  const started = state.status === 'created' ? undefined : state.started;
  return {
    Status: state.status,
    Running: state.status === 'running',
    Paused: false,
    Restarting: false,
    Dead: false,
    ExitCode: state.status === 'exited' ? state.exitCode : 0,
    Error: (state.status === 'exited' ? state.error : undefined) ?? '',
    StartedAt: started ?? ZERO_TIME,
    FinishedAt: state.status === 'exited' ? state.finished : ZERO_TIME,
  };
}

function hostDocument({ mounts, settings, autoRemove, readonlyRoot, process, memory }: Container): GoRecord {
  const binds = mounts.flatMap((mount) =>
    mount.type === 'host' ? [`${mount.source}:${mount.target}${mount.readonly ? ':ro' : ''}`] : [],
  );
  return {
    Binds: binds.length === 0 ? null : binds,
    NetworkMode: settings.network,
    AutoRemove: autoRemove,
    Memory: memory ?? 0,
    ExtraHosts: settings.extraHosts.length === 0 ? null : settings.extraHosts.map(({ name, ip }) => `${name}:${ip}`),
    Privileged: false,
    ReadonlyRootfs: readonlyRoot,
    ShmSize: settings.shmSize ?? SHM_SIZE,
    Ulimits: settings.ulimits.map(({ name, soft, hard }) => ({ Name: name, Hard: hard, Soft: soft })),
    // Not docker's: all that it has, and not what was added to docker's own.
    Capabilities: process.capabilities,
  };
}

function mountDocument(mount: Container['mounts'][number]): GoRecord {
  const isHost = mount.type === 'host';
  return {
    Type: isHost ? 'bind' : 'tmpfs',
    Source: isHost ? mount.source : '',
    Destination: mount.target,
    Mode: mount.readonly ? 'ro' : '',
    RW: !mount.readonly,
    Propagation: isHost ? 'rprivate' : '',
  };
}

function configDocument({ process, settings, image, labels, stopSignal }: Container): GoRecord {
  const list = (texts: readonly string[]): GoValue => (texts.length === 0 ? null : texts);
  return {
    Hostname: settings.hostname,
    User: process.user,
    Tty: process.terminal,
    OpenStdin: process.stdin,
    Env: process.env,
    Cmd: list(process.cmd),
    Image: image,
    Volumes: null,
    WorkingDir: process.cwd,
    Entrypoint: list(process.entrypoint),
    Labels: new Map(Object.entries(labels)),
    StopSignal: `SIG${stopSignal}`,
  };
}
