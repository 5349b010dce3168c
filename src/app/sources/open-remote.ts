import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { RETRY_REQUIRED } from '../../http/retry-policy.js';
import { DownloadNotes } from '../../remote/download-notes.js';
import { Downloads, type HttpSend } from '../../remote/downloads.js';
import { GitProgram } from '../../remote/git-program.js';
import { httpClientOf } from '../machine/http-client.js';
import type { BuildOptions } from '../options/build-options.js';
import { RemoteFileSet } from './remote-files.js';
import { readSecrets } from '../options/secrets.js';
import { openSshAgents } from './ssh-agents.js';
import type { HostSettings } from '../options/host-settings.js';
import { pathInRoot } from '../../files/root-folder.js';

export interface OpenedRemote {
  readonly files: RemoteFileSet;
  /** Absolute paths of ssh agents' sockets, by id. */
  readonly sshSockets: ReadonlyMap<string, string>;
  close(): void;
}

/**
 * What fetches downloads and repositories, with the agents and secrets that let in to servers. No server is asked yet.
 *
 * @param folder absolute path of a folder for what is fetched, and for sockets; removed by the caller
 * @throws UserError for a file that holds no ssh key that can be used
 */
export async function openRemote(
  host: HostSettings,
  { ssh, secrets }: Pick<BuildOptions, 'ssh' | 'secrets'>,
  folder: string,
): Promise<OpenedRemote> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const agents = await openSshAgents(ssh, path.join(folder, 'ssh'));
  const readable = readSecrets(secrets);
  const transport = httpClientOf(host);
  const send: HttpSend = ({ authorization, ...question }, read) =>
    transport.send(
      {
        ...question,
        authorization: authorization?.header,
        secrets: authorization?.secrets ?? [],
        retry: RETRY_REQUIRED,
      },
      read,
    );
  const downloads = new Downloads({
    send,
    notes: new DownloadNotes(pathInRoot(host.root, 'downloads')),
    secrets: readable,
    folder: path.join(folder, 'downloads'),
  });
  const git = new GitProgram({
    path: host.programPath,
    proxies: host.proxies,
    agent: agents.sockets.get('default'),
    knownHosts: path.join(folder, 'known_hosts'),
  });
  return {
    files: new RemoteFileSet({ downloads, git, secrets: readable, folder: path.join(folder, 'repositories') }),
    sshSockets: agents.sockets,
    close: () => {
      transport.close();
      agents.close();
    },
  };
}
