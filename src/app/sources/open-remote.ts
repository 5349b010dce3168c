import path from 'node:path';

import { DirectoryContext } from '../../context/directory-context.js';
import { readStandardInput } from '../../context/standard-input.js';
import { TarContext } from '../../context/tar-context.js';
import { DownloadNotes } from '../../remote/download-notes.js';
import { Downloads } from '../../remote/downloads.js';
import { GitProgram } from '../../remote/git-program.js';
import { Repositories } from '../../remote/repositories.js';
import { NotedSources } from './noted-sources.js';
import { httpClientOf } from '../host/http-client.js';
import type { BuildOptions } from '../options/build-options.js';
import { readSecrets } from '../options/secrets.js';
import { openSshAgents } from './ssh-agents.js';
import type { HostSettings } from '../options/host-settings.js';
import { pathInRoot } from '../../files/root-folder.js';
import { makeFolders } from '../../files/make-folders.js';

export interface OpenedRemote {
  readonly files: NotedSources;
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
  makeFolders(folder, 0o700);
  const agents = await openSshAgents(ssh, path.join(folder, 'ssh'));
  const readable = readSecrets(secrets);
  const http = httpClientOf(host);
  const downloads = new Downloads({
    http,
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
  const repositories = new Repositories({
    git,
    secrets: readable,
    checkedOut: host.checkedOut,
    folder: path.join(folder, 'repositories'),
    openDirectory: (root, label, signal) => DirectoryContext.open({ root, ignore: [], label, signal }),
    openArchive: async (bytes, directory, label, signal) => {
      const { files } = await readStandardInput(bytes, { directory, signal, from: `from ${label}` });
      return new TarContext({ files, ignore: [], label, signal });
    },
  });
  return {
    files: new NotedSources({
      download: (url, options, signal) => downloads.open(url, options, signal),
      repository: (source, signal) => repositories.open(source, signal),
    }),
    sshSockets: agents.sockets,
    close: () => {
      http.close();
      agents.close();
    },
  };
}
