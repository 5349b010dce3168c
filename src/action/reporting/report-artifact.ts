import type { Environment } from '../../app/options/process/environment.js';
import { messageOf } from '../../errors.js';
import { renderPage } from '../../report/html/page.js';
import type { Report } from '../../report/model/report.js';
import { type LoadArtifacts, uploadTexts } from '../notes/artifacts.js';
import { reportDocument } from './complete-report.js';
import { runUrl } from './job-link.js';

export interface ArtifactParts {
  readonly env: Environment;
  readonly loadArtifacts: LoadArtifacts;
  /** Absolute path of a folder for temporary files. */
  readonly tempDir: string;
  readonly signal: AbortSignal;
}

/** The library's error if the run has an artifact of this name. */
const TAKEN = /\b409\b|already exists/i;

/**
 * Uploads the report as a page and as JSON.
 *
 * @param name of the artifact
 * @param suffix added to the name if another job of the run, or an earlier attempt, has used it
 * @returns the address of the artifact; `undefined` if the server told no number
 */
export async function uploadReport(
  report: Report,
  { name, suffix }: { readonly name: string; readonly suffix: string },
  { env, loadArtifacts, tempDir, signal }: ArtifactParts,
): Promise<string | undefined> {
  const files = { 'report.html': renderPage(report), 'report.json': reportDocument(report) };
  const upload = (as: string): Promise<number | undefined> => uploadTexts(as, files, loadArtifacts, tempDir, signal);
  let id: number | undefined;
  try {
    id = await upload(name);
  } catch (error) {
    if (!TAKEN.test(messageOf(error))) throw error;
    id = await upload(`${name}-${suffix}`);
  }
  const run = runUrl(env);
  return run === undefined || id === undefined ? undefined : `${run}/artifacts/${id}`;
}
