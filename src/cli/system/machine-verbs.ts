import { thisMachine } from '../../app/host/machine.js';
import { asWritten, one } from '../../app/options/option.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import { goJson, type GoStruct } from '../../go-template/value.js';
import { GoTemplate } from '../../go-template/template.js';
import { VERSION } from '../../version.js';
import { hostOfCommand } from '../command/host.js';
import { defineVerb } from '../command/verb.js';
import { withContainers } from '../containers/container-verb.js';
import { driverName } from '../containers/container-document.js';
import { withImages } from '../images/image-verb.js';

const FORMAT = {
  flag: ['-f', '--format'],
  takes: one('TEMPLATE', asWritten),
  help: "a Go template as docker takes it: '{{.ServerVersion}}', or json",
} as const;

export const versionVerb = defineVerb({
  name: 'version',
  summary: 'print the version',
  about: 'Prints the version. For a template it is that of Client; there is no Server, since there is no daemon.',
  operands: '',
  count: [0, 0],
  examples: [{ does: 'The number alone', command: "layer-build version --format '{{.Client.Version}}'" }],
  table: { own: { title: 'Flags', options: { format: FORMAT } }, general: GENERAL },
  run: ({ values: { own } }, cli) => {
    const { os, architecture } = thisMachine();
    const document = { Client: { Version: VERSION, Os: os, Arch: architecture, Context: 'default' }, Server: null };
    cli.stdout.write(own.format === undefined ? `layer-build ${VERSION}\n` : formatted(document, own.format));
    return Promise.resolve(0);
  },
});

/** As `docker info`, as far as there is something to say without a daemon. */
export const infoVerb = defineVerb({
  name: 'info',
  aliases: ['system info'],
  summary: 'show what is kept here, and what containers run on',
  operands: '',
  count: [0, 0],
  examples: [{ does: 'How many containers run', command: "layer-build info --format '{{.ContainersRunning}}'" }],
  table: { own: { title: 'Flags', options: { format: FORMAT } }, host: BUILD_TABLE.host, general: GENERAL },
  run: async ({ values: { own, host: given } }, cli) => {
    const host = hostOfCommand(given, cli);
    const containers = await withContainers(host, cli, ({ store }) => store.list());
    const images = await withImages(host, cli, (store) => store.list([]));
    const running = containers.filter(({ state }) => state.status === 'running').length;
    const machine = thisMachine();
    const document = {
      Containers: containers.length,
      ContainersRunning: running,
      ContainersPaused: 0,
      ContainersStopped: containers.length - running,
      Images: images.length,
      Driver: driverName(host.storageDriver),
      LoggingDriver: 'json-file',
      KernelVersion: machine.kernel,
      OperatingSystem: machine.system,
      OSType: machine.os,
      Architecture: machine.machine,
      NCPU: machine.processors,
      MemTotal: machine.memory,
      DockerRootDir: host.root,
      Name: machine.name,
      ServerVersion: VERSION,
      RegistryConfig: { InsecureRegistries: host.insecureRegistries, Mirrors: host.registryMirrors },
    };
    cli.stdout.write(own.format === undefined ? infoText(document) : formatted(document, own.format));
    return 0;
  },
});

function formatted(document: GoStruct, format: string): string {
  return `${format === 'json' ? goJson(document) : new GoTemplate(format).execute(document)}\n`;
}

interface Info {
  readonly Containers: number;
  readonly ContainersRunning: number;
  readonly ContainersPaused: number;
  readonly ContainersStopped: number;
  readonly Images: number;
  readonly Driver: string;
  readonly LoggingDriver: string;
  readonly KernelVersion: string;
  readonly OperatingSystem: string;
  readonly OSType: string;
  readonly Architecture: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly DockerRootDir: string;
  readonly Name: string;
  readonly ServerVersion: string;
}

/** In docker's lines, but for the heading of its server. */
function infoText(info: Info): string {
  return [
    `Containers: ${info.Containers}`,
    ` Running: ${info.ContainersRunning}`,
    ` Paused: ${info.ContainersPaused}`,
    ` Stopped: ${info.ContainersStopped}`,
    `Images: ${info.Images}`,
    `Server Version: ${info.ServerVersion}`,
    `Storage Driver: ${info.Driver}`,
    `Logging Driver: ${info.LoggingDriver}`,
    `Kernel Version: ${info.KernelVersion}`,
    `Operating System: ${info.OperatingSystem}`,
    `OSType: ${info.OSType}`,
    `Architecture: ${info.Architecture}`,
    `CPUs: ${info.NCPU}`,
    `Total Memory: ${Number((info.MemTotal / 2 ** 30).toPrecision(4))}GiB`,
    `Name: ${info.Name}`,
    `Docker Root Dir: ${info.DockerRootDir}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}
