import path from 'node:path';

import { parseGitContext } from '../../dockerfile/values/git-address.js';
import { UserError } from '../../errors.js';
import { readCacheSettings, type CacheTexts } from './cache-settings.js';
import { parseCacheFrom, parseCacheTo } from './cache-spec.js';
import type { Environment } from './environment.js';
import type { FileProbe } from './file-probe.js';
import {
  parseBuildContexts,
  parseByteSize,
  parseEntitlements,
  parseExtraHosts,
  parseKeyValues,
  parseNetwork,
  parsePlatformList,
  parseUlimit,
} from './value-parsers.js';
import type { BuildOptions, ContextSource, SecretSource } from './build-options.js';
import { parseOutputs } from './output-spec.js';
import { parseSshAgents } from './ssh-spec.js';

/** A build's options as a person wrote them, on a command line or in a workflow. `''` and an empty list are "not given". */
export interface OptionTexts {
  readonly context: ContextSource;
  readonly file: string;
  readonly tags: readonly string[];
  readonly target: string;
  readonly buildArgs: readonly string[];
  readonly labels: readonly string[];
  readonly platforms: readonly string[];
  readonly noCache: boolean;
  readonly push: boolean;
  readonly outputs: readonly string[];
  readonly network: string;
  readonly extraHosts: readonly string[];
  readonly shmSize: string;
  readonly ulimits: readonly string[];
  readonly buildContexts: readonly string[];
  readonly allow: readonly string[];
  readonly saveFailed: string;
  readonly ssh: readonly string[];
  readonly cache: CacheTexts;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
}

/** How the options are called where they were written, for messages: `--build-arg`, `input "build-args"`. */
export type OptionNames = Readonly<
  Record<Exclude<keyof OptionTexts, 'context' | 'noCache' | 'push' | 'cache'>, string>
> & {
  readonly cache: Readonly<Record<keyof CacheTexts, string>>;
};

export interface ReadOptions {
  readonly options: BuildOptions;
  /** What was asked for and will not happen. */
  readonly warnings: readonly string[];
  /** What was asked for and makes no difference. */
  readonly notices: readonly string[];
}

/** What texts can depend on. */
export interface OptionPlace {
  /** Folder that relative paths stand in. */
  readonly cwd: string;
  readonly env: Environment;
  readonly files: FileProbe;
}

/** @throws UserError that says by its name in `names` which option is wrong */
export function readOptionTexts(
  texts: OptionTexts,
  secrets: readonly SecretSource[],
  names: OptionNames,
  place: OptionPlace,
): ReadOptions {
  const { cwd, env, files } = place;
  const outputPlace = { cwd, isDirectory: files.isDirectory };
  const { outputs, tags: outputTags } = parseOutputs(names.outputs, texts.outputs, texts.push, outputPlace);
  const tags = [...new Set([...texts.tags, ...outputTags])].filter((tag) => tag !== '');
  if (tags.length === 0 && outputs.some((output) => output.type === 'registry')) {
    throw new UserError('a push needs a tag that says where to', {
      hint: `Give ${names.tags} a name such as registry.example.com/team/app:1.2.`,
    });
  }
  const cacheFrom = parseCacheFrom(names.cacheFrom, texts.cacheFrom, cwd);
  const cacheTo = parseCacheTo(names.cacheTo, texts.cacheTo, cwd);
  const options: BuildOptions = {
    context: texts.context,
    // In a context that is no directory here the Dockerfile is looked for by the path given.
    ...(texts.file !== '' && {
      dockerfile: texts.context.kind === 'directory' ? path.resolve(cwd, texts.file) : texts.file,
    }),
    tags,
    ...(texts.target !== '' && { target: texts.target }),
    buildArgs: parseKeyValues(names.buildArgs, texts.buildArgs, (key) => env[key]),
    labels: parseKeyValues(names.labels, texts.labels, () => ''),
    platforms: parsePlatformList(texts.platforms),
    noCache: texts.noCache,
    outputs,
    network: parseNetwork(names.network, texts.network),
    // As docker does: who asks for the host's network by --network allows it.
    entitlements: parseEntitlements(names.allow, [
      ...texts.allow,
      ...(texts.network === 'host' ? ['network.host'] : []),
    ]),
    extraHosts: parseExtraHosts(names.extraHosts, texts.extraHosts),
    ...(texts.shmSize !== '' && { shmSize: parseByteSize(names.shmSize, texts.shmSize) }),
    ulimits: texts.ulimits.map((text) => parseUlimit(names.ulimits, text)),
    ...(texts.saveFailed !== '' && { saveFailed: texts.saveFailed }),
    buildContexts: parseBuildContexts(names.buildContexts, texts.buildContexts, cwd),
    ssh: parseSshAgents(names.ssh, texts.ssh, { cwd, env, isSocket: files.isSocket, isFile: files.isFile }),
    // The last of several with one id counts.
    secrets: [...new Map(secrets.map((secret) => [secret.id, secret])).values()],
    cache: readCacheSettings(texts.cache, names.cache),
    cacheFrom: cacheFrom.specs,
    cacheTo: cacheTo.specs,
  };
  return {
    options,
    warnings: [...cacheFrom.warnings, ...cacheTo.warnings],
    notices: [...cacheFrom.notices, ...cacheTo.notices],
  };
}

/**
 * The context of a build: a folder, else the address of a git repository or of a file on a web server.
 *
 * @throws UserError when `text` is none of them
 */
export function contextSource(text: string, place: OptionPlace): ContextSource {
  const folder = path.resolve(place.cwd, text);
  if (place.files.isDirectory(folder)) return { kind: 'directory', path: folder };
  const address = parseGitContext(text);
  if (address !== undefined) return { kind: 'git', address };
  if (/^https?:\/\//.test(text)) return { kind: 'download', url: text };
  if (place.files.isFile(folder)) {
    throw new UserError(`the context ${JSON.stringify(text)} is a file`, {
      hint: 'The context is a folder; the Dockerfile is named apart from it.',
    });
  }
  throw new UserError(`there is no folder ${JSON.stringify(text)} to build from`);
}
