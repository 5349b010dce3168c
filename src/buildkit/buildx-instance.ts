import path from 'node:path';

import { UserError } from '../errors.js';
import { array, mapOf, withDefault } from '../json/containers.js';
import { string } from '../json/decoder.js';
import { readJsonFile } from '../json/json-file.js';
import { nullish, object, type Decoded } from '../json/object.js';
import { type BuilderAddress, parseBuilderAddress } from './builder-address.js';

/** A machine of a builder that buildx knows. */
export interface BuildxNode {
  readonly name: string;
  readonly address: BuilderAddress;
  /** What buildx was told that it builds for, as `os/architecture[/variant]`. None: what it says of itself. */
  readonly platforms: readonly string[];
}

const MAX_SIZE = 4 * 1024 * 1024;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const platform = object({
  os: withDefault(string, ''),
  architecture: withDefault(string, ''),
  variant: withDefault(string, ''),
});
const node = object({
  Name: withDefault(string, ''),
  Endpoint: withDefault(string, ''),
  Platforms: nullish(array(platform)),
  DriverOpts: nullish(mapOf(string)),
});
const instance = object({ Driver: withDefault(string, ''), Nodes: nullish(array(node)) });

/**
 * The nodes of a builder that `docker buildx create` made, from its own file.
 *
 * @param folder of buildx: BUILDX_CONFIG, else `buildx` beside Docker's config.json; absolute
 * @param where names the option in errors
 * @returns `undefined` when buildx has no builder of this name
 * @throws UserError for a builder that cannot be reached from its file alone
 */
export async function readBuildxInstance(
  folder: string,
  name: string,
  where: string,
): Promise<readonly BuildxNode[] | undefined> {
  if (!NAME.test(name)) return undefined;
  const found = await readJsonFile(path.join(folder, 'instances', name), instance, MAX_SIZE);
  if (found === undefined) return undefined;
  const { Driver, Nodes = [] } = found;
  if (Nodes.length === 0) throw new UserError(`${where}: builder ${name} of docker buildx has no nodes`);
  return Nodes.map((each) => ({
    name: each.Name === '' ? name : each.Name,
    address: addressOf(Driver, each, `${where}: node ${each.Name} of builder ${name}`),
    platforms: (each.Platforms ?? []).map((one) =>
      [one.os, one.architecture, one.variant].filter((part) => part !== '').join('/'),
    ),
  }));
}

function addressOf(
  driver: string,
  { Name, Endpoint, DriverOpts = {} }: Decoded<typeof node>,
  where: string,
): BuilderAddress {
  switch (driver) {
    case 'remote': {
      const { cacert, cert, key, servername } = DriverOpts;
      return parseBuilderAddress(Endpoint, where, {
        ...(cacert !== undefined && { ca: cacert }),
        ...(cert !== undefined && { cert }),
        ...(key !== undefined && { key }),
        ...(servername !== undefined && { serverName: servername }),
      });
    }
    case 'docker-container': {
      // The endpoint is a daemon's address, or the name of one of Docker's contexts.
      const isContext = Endpoint !== '' && Endpoint !== 'default' && !Endpoint.includes('://');
      const context = isContext ? `?context=${encodeURIComponent(Endpoint)}` : '';
      return parseBuilderAddress(`docker-container://buildx_buildkit_${Name}${context}`, where, {});
    }
    default:
      throw new UserError(
        `${where} is of buildx's driver ${JSON.stringify(driver)}, which cannot be reached from here`,
        {
          hint:
            driver === 'kubernetes'
              ? 'Name its pod: kube-pod://POD?namespace=NAMESPACE.'
              : 'Give the address of its BuildKit instead.',
        },
      );
  }
}
