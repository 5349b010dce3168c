import { redactCredentials } from '../text/url-credentials.js';

const SECTION = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/;
const SETTING = /^\s*([a-z][\w-]*)\s*=\s*(.*)$/i;
/** `Authorization: basic …` and the like. */
const SECRET_HEADER = /^"?[\w-]*(?:auth|token|cookie|key|secret)[\w-]*\s*:\s*\S/i;
/** A password, or as the user one of the tokens that need none. */
const SECRET_URL = /:\/\/(?:[^\s/@:"]*:[^\s/@"]+|(?:gh[a-z]_|github_pat_|glpat-)[^\s/@"]+)@/i;

/**
 * Finds what lets in to servers in git's configuration (git-config(1)), where `http.<url>.extraheader` is what actions/checkout writes up
 * to version 5, and in the lines of a file of git-credential-store(1).
 *
 * @returns names of the settings, without their values
 */
export function secretSettings(text: string): readonly string[] {
  const found = new Set<string>();
  let section = '';
  let part = '';
  for (const line of text.split(/\r?\n/)) {
    const [, name, ofSection = '', rest] = SECTION.exec(line) ?? [];
    if (name !== undefined) [section, part] = [name.toLowerCase(), ofSection];
    const [, key, value = ''] = SETTING.exec(rest ?? line) ?? [];
    const isSecret =
      SECRET_URL.test(line) ||
      (section === 'http' && key?.toLowerCase() === 'extraheader' && SECRET_HEADER.test(value)) ||
      (section === 'credential' && /password=[^\s"$]/.test(value));
    if (isSecret) found.add(nameOf(section, part, key));
  }
  return [...found];
}

function nameOf(section: string, part: string, key: string | undefined): string {
  if (section === '') return 'an address with a password';
  return [section, redactCredentials(part), key ?? ''].filter((name) => name !== '').join('.');
}
