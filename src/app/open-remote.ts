import path from 'node:path';

import { InsecureRegistries } from '../registry/insecure-registries.js';
import { Agents } from '../registry/proxy.js';
import { PATIENT } from '../registry/retry.js';
import { systemClock } from '../registry/clock.js';
import { DEFAULT_TIMEOUTS, Transport } from '../registry/transport.js';
import type { BuildSecrets } from '../remote/authorization.js';
import { DownloadNotes } from '../remote/download-notes.js';
import { Downloads, type HttpSend } from '../remote/downloads.js';
import { GitProgram } from '../remote/git-program.js';
import { VERSION } from '../report/version.js';
import { proxySettingsOf } from './environment-settings.js';
import type { Machine } from './options.js';
import { RemoteFileSet } from './remote-files.js';

export interface OpenedRemote {
  readonly files: RemoteFileSet;
  close(): void;
}

/**
 * What fetches downloads and repositories. Nothing is asked yet.
 *
 * @param folder absolute path of a folder for what is fetched; removed by the caller
 * @param agent absolute path of an ssh agent's socket, for repositories
 * @param secrets of which those with the names that BuildKit gave them let in to servers
 */
export function openRemote(
  machine: Machine,
  folder: string,
  agent: string | undefined,
  secrets: BuildSecrets,
): OpenedRemote {
  const transport = new Transport({
    userAgent: `layer-build/${VERSION}`,
    insecure: new InsecureRegistries(machine.insecureRegistries),
    agents: new Agents(proxySettingsOf(machine.proxies)),
    timeouts: DEFAULT_TIMEOUTS,
    clock: systemClock,
    random: Math.random,
  });
  const send: HttpSend = ({ authorization, ...question }, read) =>
    transport.send(
      {
        ...question,
        authorization: authorization?.header,
        secrets: authorization?.secrets ?? [],
        retry: PATIENT,
      },
      read,
    );
  const downloads = new Downloads({
    send,
    notes: new DownloadNotes(path.join(machine.root, 'cache', 'downloads')),
    secrets,
    folder: path.join(folder, 'downloads'),
  });
  const git = new GitProgram({ path: machine.programPath, proxies: machine.proxies, agent });
  return {
    files: new RemoteFileSet({ downloads, git, secrets, folder: path.join(folder, 'repositories') }),
    close: () => transport.close(),
  };
}
