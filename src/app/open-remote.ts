import path from 'node:path';

import { PATIENT } from '../registry/retry.js';
import type { BuildSecrets } from '../remote/authorization.js';
import { DownloadNotes } from '../remote/download-notes.js';
import { Downloads, type HttpSend } from '../remote/downloads.js';
import { GitProgram } from '../remote/git-program.js';
import { machineTransport } from './machine-transport.js';
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
  const transport = machineTransport(machine);
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
