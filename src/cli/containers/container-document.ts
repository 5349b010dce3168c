import type { ContainerSize } from '../../app/containers/container-size.js';
import type { KnownContainer } from '../../app/containers/container-store.js';
import type { Container, ContainerState } from '../../app/containers/container.js';
import { jsonMap, jsonValue } from '../../go-template/json-value.js';
import type { GoValue } from '../../go-template/value.js';
import type { ImageConfig } from '../../oci/image-config.js';
import { HOST_SETTINGS, NETWORK, NETWORK_SETTINGS } from './unused-settings.js';

type GoRecord = Readonly<Record<string, GoValue>>;

/** Go's time for none. */
const ZERO_TIME = '0001-01-01T00:00:00Z';
/** Bytes, of the runtime. */
const SHM_SIZE = 64 * 1024 * 1024;

interface Surroundings {
  /** Where its output is kept. */
  readonly logPath: string;
  /** What its image says. */
  readonly image: NonNullable<ImageConfig['config']>;
  /** As for `ps -s`; absent: it was not asked for. */
  readonly size: ContainerSize | undefined;
}

/**
 * What docker says of a container (Engine API, "ContainerInspect"), in the same order. Fields about what nobody knows here, such as the
 * number of its process, have no value.
 */
export function containerDocument(
  { container, state }: KnownContainer,
  { logPath, image, size }: Surroundings,
): GoRecord {
  const { process, settings } = container;
  const [program = '', ...args] = [...process.entrypoint, ...process.cmd];
  const driver = driverName(container.storage);
  return {
    Id: container.id,
    Created: container.created,
    Path: program,
    Args: args,
    State: stateDocument(state),
    Image: container.imageId,
    ResolvConfPath: '',
    HostnamePath: '',
    HostsPath: '',
    LogPath: logPath,
    Name: `/${container.name}`,
    RestartCount: 0,
    Driver: driver,
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: null,
    HostConfig: hostDocument(container),
    GraphDriver: { Data: null, Name: driver },
    SizeRw: size?.written,
    SizeRootFs: size?.all,
    Mounts: container.mounts.map(mountDocument),
    Config: configDocument(container, image),
    NetworkSettings: { ...NETWORK_SETTINGS, Networks: new Map([[settings.network, NETWORK]]) },
  };
}

/** A storage driver by docker's name. Without a choice, layers are shown by overlayfs wherever the machine can. */
export function driverName(storage: Container['storage']): string {
  return storage === undefined || storage === 'auto' || storage === 'overlay' ? 'overlay2' : storage;
}

function stateDocument(state: ContainerState): GoRecord {
  const started = state.status === 'created' ? undefined : state.started;
  return {
    Status: state.status,
    Running: state.status === 'running',
    Paused: false,
    Restarting: false,
    OOMKilled: state.status === 'created' ? false : undefined,
    Dead: false,
    Pid: state.status === 'running' ? undefined : 0,
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
  const { extraHosts, ulimits } = settings;
  return {
    ...HOST_SETTINGS,
    Binds: binds.length === 0 ? null : binds,
    NetworkMode: settings.network,
    AutoRemove: autoRemove,
    ExtraHosts: extraHosts.length === 0 ? null : extraHosts.map(({ name, ip }) => `${name}:${ip}`),
    ReadonlyRootfs: readonlyRoot,
    ShmSize: settings.shmSize ?? SHM_SIZE,
    Memory: memory ?? 0,
    // It gets no swap besides.
    MemorySwap: memory ?? 0,
    Ulimits:
      ulimits.length === 0 ? null : ulimits.map(({ name, soft, hard }) => ({ Name: name, Hard: hard, Soft: soft })),
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

function configDocument(
  { process, settings, image: name, labels, stopSignal, stopTimeout }: Container,
  image: Surroundings['image'],
): GoRecord {
  const list = (texts: readonly string[]): GoValue => (texts.length === 0 ? null : texts);
  const said = image as Readonly<Record<string, unknown>>;
  return {
    Hostname: settings.hostname,
    Domainname: '',
    User: process.user,
    ExposedPorts: said['ExposedPorts'] === undefined ? undefined : jsonMap(said['ExposedPorts']),
    Tty: process.terminal,
    OpenStdin: process.stdin,
    Env: process.env,
    Cmd: list(process.cmd),
    Healthcheck: said['Healthcheck'] === undefined ? undefined : jsonValue(said['Healthcheck']),
    Image: name,
    Volumes: said['Volumes'] === undefined ? null : jsonMap(said['Volumes']),
    WorkingDir: process.cwd,
    Entrypoint: list(process.entrypoint),
    OnBuild: null,
    Labels: new Map(Object.entries(labels)),
    StopSignal: `SIG${stopSignal}`,
    StopTimeout: stopTimeout,
  };
}
