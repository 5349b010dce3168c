import type { ImageContent, ImageView } from '../../app/images/image-views.js';
import { jsonMap, jsonValue } from '../../go-template/json-value.js';
import type { GoValue } from '../../go-template/value.js';
import { familiarName, familiarRepository, isTagged } from '../../oci/reference.js';

/** An image as the verbs see it, with when it was last tagged, in milliseconds since the epoch. */
type InspectedImage = ImageView & { readonly content: ImageContent; readonly lastTagged?: number };

/** Go's time for none. */
const ZERO_TIME = '0001-01-01T00:00:00Z';

/**
 * What docker says of an image (Engine API, "ImageInspect"), in the same order. Maps whose keys an image chooses are maps, so that a
 * template may ask for a key that is not there.
 */
export function inspectDocument(view: InspectedImage): Readonly<Record<string, GoValue>> {
  const { config, size = 0, descriptor } = view.content;
  const more = config as unknown as Readonly<Record<string, unknown>>;
  const text = (name: string): string => (typeof more[name] === 'string' ? more[name] : '');
  const container = more['container_config'];
  return {
    Id: view.imageId,
    RepoTags: view.references.filter(isTagged).map(familiarName),
    RepoDigests: view.references.flatMap((reference) =>
      isTagged(reference) ? [] : [`${familiarRepository(reference)}@${reference.digest}`],
    ),
    Parent: '',
    Comment: config.history?.at(-1)?.comment ?? '',
    Created: config.created ?? ZERO_TIME,
    Container: text('container'),
    ContainerConfig: containerConfig(typeof container === 'object' && container !== null ? container : {}),
    DockerVersion: text('docker_version'),
    Author: config.author ?? '',
    Config: containerConfig(config.config ?? {}),
    Architecture: config.architecture,
    ...(config.variant !== undefined && { Variant: config.variant }),
    Os: config.os,
    ...(config['os.version'] !== undefined && { OsVersion: config['os.version'] }),
    Size: size,
    VirtualSize: size,
    GraphDriver: { Data: null, Name: 'overlay2' },
    RootFS: { Type: 'layers', Layers: config.rootfs.diff_ids },
    Metadata: { LastTagTime: view.lastTagged === undefined ? ZERO_TIME : new Date(view.lastTagged).toISOString() },
    Descriptor: { mediaType: descriptor.mediaType, digest: descriptor.digest, size: descriptor.size },
  };
}

/** As docker writes a config: every field that it always writes, and those of the rest that the image has. */
function containerConfig(given: object): Readonly<Record<string, GoValue>> {
  const config = given as Readonly<Record<string, unknown>>;
  const has = (name: string): boolean => config[name] !== undefined && config[name] !== null;
  const own = (name: string, otherwise: GoValue): GoValue => (has(name) ? jsonValue(config[name]) : otherwise);
  const optional = (name: string): Readonly<Record<string, GoValue>> =>
    has(name) ? { [name]: jsonValue(config[name]) } : {};
  return {
    Hostname: own('Hostname', ''),
    Domainname: own('Domainname', ''),
    User: own('User', ''),
    AttachStdin: own('AttachStdin', false),
    AttachStdout: own('AttachStdout', false),
    AttachStderr: own('AttachStderr', false),
    ...(has('ExposedPorts') && { ExposedPorts: jsonMap(config['ExposedPorts']) }),
    Tty: own('Tty', false),
    OpenStdin: own('OpenStdin', false),
    StdinOnce: own('StdinOnce', false),
    Env: own('Env', null),
    Cmd: own('Cmd', null),
    ...(has('Healthcheck') && { Healthcheck: jsonValue(config['Healthcheck']) }),
    ...(config['ArgsEscaped'] === true && { ArgsEscaped: true }),
    Image: own('Image', ''),
    Volumes: has('Volumes') ? jsonMap(config['Volumes']) : null,
    WorkingDir: own('WorkingDir', ''),
    Entrypoint: own('Entrypoint', null),
    ...optional('NetworkDisabled'),
    ...optional('MacAddress'),
    OnBuild: own('OnBuild', null),
    Labels: has('Labels') ? jsonMap(config['Labels']) : null,
    ...optional('StopSignal'),
    ...optional('StopTimeout'),
    ...optional('Shell'),
  };
}
