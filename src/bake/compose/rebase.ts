import { isMapping, type Mapping, pairsAt } from './tree.js';
import { pathFrom } from './named-file.js';

const REMOTE = /:\/\/|^service:|^github\.com\/|^git@/;

/**
 * Services of a file in another folder: their paths, which start from there, start from here.
 *
 * @param folder from here to there
 */
export function rebasedServices(services: Mapping, folder: string): Mapping {
  return mapped(services, (service) => (isMapping(service) ? rebasedService(service, folder) : service));
}

/** The same for secrets. */
export function rebasedSecrets(secrets: Mapping, folder: string): Mapping {
  return mapped(secrets, (secret) => {
    if (!isMapping(secret) || typeof secret['file'] !== 'string') return secret;
    return { ...secret, file: pathFrom(folder, secret['file']) };
  });
}

function rebasedService(service: Mapping, folder: string): Mapping {
  const { build, env_file: files, extends: base } = service;
  const file = (value: unknown): unknown => (typeof value === 'string' ? pathFrom(folder, value) : value);
  const listed = Array.isArray(files) ? (files as readonly unknown[]) : [files];
  return {
    ...service,
    ...(build !== undefined && { build: rebasedBuild(build, folder) }),
    ...(files !== undefined && {
      env_file: listed.map((item) => (isMapping(item) ? { ...item, path: file(item['path']) } : file(item))),
    }),
    ...(isMapping(base) && base['file'] !== undefined && { extends: { ...base, file: file(base['file']) } }),
  };
}

function rebasedBuild(build: unknown, folder: string): unknown {
  const context = (value: unknown): unknown =>
    typeof value === 'string' && !REMOTE.test(value) ? pathFrom(folder, value) : value;
  if (!isMapping(build)) return context(build);
  const { context: own, additional_contexts: named, ssh } = build;
  return {
    ...build,
    ...(own !== undefined && { context: context(own) }),
    ...(named !== undefined && {
      additional_contexts: mapped(Object.fromEntries(pairsAt(named, 'additional_contexts')), context),
    }),
    ...(ssh !== undefined && { ssh: rebasedSsh(ssh, folder) }),
  };
}

function rebasedSsh(ssh: unknown, folder: string): unknown {
  if (isMapping(ssh))
    return mapped(ssh, (key) => (typeof key === 'string' && key !== '' ? pathFrom(folder, key) : key));
  if (!Array.isArray(ssh)) return ssh;
  return ssh.map((item: unknown) => {
    const [, id, key] = typeof item === 'string' ? (/^([^=]+)=(.+)$/s.exec(item) ?? []) : [];
    return id === undefined || key === undefined ? item : `${id}=${pathFrom(folder, key)}`;
  });
}

function mapped(mapping: Mapping, change: (value: unknown) => unknown): Mapping {
  return Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, change(value)]));
}
