import { type BuilderBridge, bridgeTo, type BridgeOptions } from './builder-bridge.js';
import { BUILDKITD, type BuildkitdOptions, startBuildkitd } from './private-buildkitd.js';
import { startDockerd } from './private-dockerd.js';

/** A daemon that has BuildKit, of its own for one file of tests. */
export interface BuilderDaemon {
  /** As `--builder` takes it. */
  readonly builder: string;
  /** What a command line needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** A further way to it, as `buildkitd` itself listens. */
  bridge(options?: Omit<BridgeOptions, 'upgrades'>): Promise<BuilderBridge>;
  /** A way to it that can be cut, and what names it in a command line. @param socket absolute path for it */
  cuttable(socket: string): Promise<{
    readonly bridge: BuilderBridge;
    readonly builder: string;
    readonly env: Readonly<Record<string, string>>;
  }>;
  /** Lets it lose all that it has in its cache. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

/** A kind of daemon. */
export interface DaemonKind {
  readonly name: string;
  /** It tells which platforms it has, its version, and knows what came to Dockerfiles since 2020. */
  readonly isNew: boolean;
  start(options: BuildkitdOptions): Promise<BuilderDaemon>;
}

/** Debian's dockerd, 20.10: its own BuildKit is 0.8, the oldest that can be spoken to. */
const OLDEST: DaemonKind = {
  name: 'dockerd',
  isNew: false,
  async start({ registry }) {
    const daemon = await startDockerd(`http://${registry}`);
    const { address } = daemon;
    const socket = address.replace('unix://', '');
    return {
      builder: 'docker://',
      env: { DOCKER_HOST: address },
      bridge: (options = {}) => bridgeTo(socket, { ...options, upgrades: true }),
      cuttable: async (path) => ({
        bridge: await bridgeTo(socket, { socket: path }),
        builder: 'docker://',
        env: { DOCKER_HOST: `unix://${path}` },
      }),
      forget: async () => {
        const { code, stderr } = await daemon.docker(['builder', 'prune', '--all', '--force']);
        if (code !== 0) throw new Error(stderr);
      },
      stop: () => daemon.stop(),
    };
  },
};

const NEWEST: DaemonKind = {
  name: 'buildkitd',
  isNew: true,
  async start(options) {
    const daemon = await startBuildkitd(options);
    const { address } = daemon;
    const socket = address.replace('unix://', '');
    return {
      builder: address,
      env: {},
      bridge: (given = {}) => bridgeTo(socket, given),
      cuttable: async (path) => ({
        bridge: await bridgeTo(socket, { socket: path }),
        builder: `unix://${path}`,
        env: {},
      }),
      // Pruned, it removes snapshots a while later, and builds that begin meanwhile miss them.
      forget: () => daemon.renew(),
      stop: () => daemon.stop(),
    };
  },
};

/** Today's BuildKit, where it is on the PATH. */
export const TODAYS: DaemonKind | undefined = BUILDKITD === undefined ? undefined : NEWEST;

/** The oldest BuildKit that can be spoken to, and today's. */
export const DAEMONS: readonly DaemonKind[] = TODAYS === undefined ? [OLDEST] : [OLDEST, TODAYS];
