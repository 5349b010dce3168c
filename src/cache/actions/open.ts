import type { HttpClient } from '../../http/http-client.js';
import { pathInRoot } from '../../files/root-folder.js';
import { ActionsStore } from './actions-store.js';
import type { EntryClient } from './entry-client.js';
import { serviceSettingsOf, type ServiceSettings } from './service-settings.js';

/** The cache service that this process may use, and the library for it. */
export interface ActionsCacheAccess {
  readonly settings: ServiceSettings;
  /** Loads the library. Called only when it is needed, since the library is large. */
  readonly loadClient: () => Promise<EntryClient>;
}

/** @returns `undefined` if the environment names no service */
export function actionsCacheOf(
  env: Readonly<Record<string, string | undefined>>,
  loadClient: ActionsCacheAccess['loadClient'],
): ActionsCacheAccess | undefined {
  const settings = serviceSettingsOf(env);
  return settings === undefined ? undefined : { settings, loadClient };
}

export interface ActionsCacheScope {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  readonly scope: string;
  readonly variant: string;
}

export function openActionsCache(access: ActionsCacheAccess, http: HttpClient, parts: ActionsCacheScope): ActionsStore {
  const { root, ...scope } = parts;
  return new ActionsStore({ ...access, http, folder: pathInRoot(root, 'actionsIngest'), ...scope });
}

/** The ref that this job's entries are saved under; `''` if it cannot save any. */
export function writerOf(access: ActionsCacheAccess | undefined): string {
  return access?.settings.access.writeScope ?? '';
}
