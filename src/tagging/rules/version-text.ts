import type { VersionName } from '../templates/expressions.js';
import { isOnly, renderTemplate, type Template } from '../templates/template.js';
import type { VersionRule } from './tag-rule.js';

/** What a version rule makes of a text; `undefined` if the text is not a version. */
export type VersionText = { readonly text: string; readonly isRelease: boolean } | undefined;

type Fields = Readonly<Record<VersionName, string>>;

/** @param text the version to read, without slashes */
export async function versionText({ type, pattern }: VersionRule, text: string): Promise<VersionText> {
  return type === 'semver' ? semverText(pattern, text) : pep440Text(pattern, text);
}

async function semverText(pattern: Template<VersionName>, text: string): Promise<VersionText> {
  const { default: parse } = await import('semver/functions/parse.js');
  const found = parse(text);
  if (found === null) return undefined;
  const { version, major, minor, patch, prerelease } = found;
  const fields = { raw: text, version, major: `${major}`, minor: `${minor}`, patch: `${patch}` };
  return withPattern(pattern, fields, prerelease.length === 0);
}

async function pep440Text(pattern: Template<VersionName>, text: string): Promise<VersionText> {
  const pep440 = await import('@renovatebot/pep440');
  const found = pep440.explain(text);
  const version = pep440.clean(text);
  if (found === null || version === null) return undefined;
  const [major = 0, minor = 0, patch = 0] = found.release;
  const fields = { raw: text, version, major: `${major}`, minor: `${minor}`, patch: `${patch}` };
  return withPattern(pattern, fields, !found.is_prerelease && !found.is_postrelease && !found.is_devrelease);
}

/** A version that is not a release always gives the whole version: a tag `1.2` must not move to a release candidate. */
function withPattern(pattern: Template<VersionName>, fields: Fields, isRelease: boolean): VersionText {
  if (!isRelease) return { text: isOnly(pattern, 'raw') ? fields.raw : fields.version, isRelease };
  const none = (): never => {
    throw new TypeError('a version pattern has no dates');
  };
  return { text: renderTemplate(pattern, { value: (name) => fields[name], date: none }), isRelease };
}
