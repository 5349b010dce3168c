import type { HttpClient } from '../../http/http-client.js';
import { pathInRoot } from '../../files/root-folder.js';
import { ActionsStore } from './actions-store.js';
import type { EntryClient } from './entry-client.js';
import { serviceSettingsOf, type ServiceSettings } from './service-settings.js';

/** A cache service that this process may use, and the library that speaks to it. */
export interface ActionsCacheAccess {
  readonly settings: ServiceSettings;
  /** Loads the library, which is large, when it is first needed. */
  readonly loadClient: () => Promise<EntryClient>;
}

/** @returns `undefined` where the environment names no service */
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

/** The trust scope that entries are written to: the job's own ref; `''` where nothing is written. */
export function writerOf(access: ActionsCacheAccess | undefined): string {
  return access?.settings.access.writeScope ?? '';
}
