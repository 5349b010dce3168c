import type { HostSettings } from '../../app/options/host-settings.js';
import type { Environment } from '../../app/options/process/environment.js';
import { repositoryOf } from '../github/github-api.js';
import type { Toolkit } from './toolkit.js';

/** What signs in this job also gives the signatures to GitHub, for the job's repository. */
export function withSignatureArchive(host: HostSettings, env: Environment, token: string): HostSettings {
  const repository = repositoryOf(env);
  if (host.signing === undefined || token === '' || repository === undefined) return host;
  const api = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const archive = { api, repository: `${repository.owner}/${repository.repo}`, token };
  return { ...host, signing: { ...host.signing, archive } };
}

/** What signs in this job keeps its tokens out of the log. */
export function maskingTokens(host: HostSettings, toolkit: Pick<Toolkit, 'setSecret'>): HostSettings {
  if (host.signing === undefined) return host;
  return { ...host, signing: { ...host.signing, mask: (token) => toolkit.setSecret(token) } };
}
