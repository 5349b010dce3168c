import { readBytes } from '../../async/read-bytes.js';
import { WordError } from '../../dockerfile/syntax/error-location.js';
import { UserError, type SourceLocation } from '../../errors.js';
import { resolvePath } from '../../text/resolve-path.js';
import { fileBytes, type SourceTree } from '../../layer/source-tree.js';
import { namesIn, parseOwner, resolveOwner, type FileOwner } from '../../layer/users/file-owner.js';
import { MAX_ACCOUNT_FILE } from '../../layer/users/passwd.js';

export interface FoundOwner {
  readonly owner: FileOwner;
  readonly warnings: readonly string[];
}

export interface OwnerQuestion {
  /** `user[:group]`, expanded. */
  readonly spec: string;
  /** For errors: `--chown=app`, `USER app`. */
  readonly shownAs: string;
  /** The image below the instruction; absent with FROM scratch and `--link`. */
  readonly image: SourceTree | undefined;
  readonly link?: boolean;
  readonly location?: SourceLocation | undefined;
}

/**
 * Looks up the owner of new files.
 *
 * @throws UserError when there is no image in which a name could be looked up, or its account file is not a regular file
 */
export async function findOwner(question: OwnerQuestion): Promise<FoundOwner> {
  const spec = parseOwner(question.spec);
  const names = namesIn(spec);
  if (names.length === 0) return { owner: idsOf(resolveOwner(spec, {})), warnings: [] };
  const { image } = question;
  if (image === undefined) throw noImage(question, names);
  const wantsUser = typeof spec.user === 'string';
  const wantsGroup = typeof spec.group === 'string';
  const found = resolveOwner(spec, {
    passwd: wantsUser ? await accountFile(image, 'etc/passwd', question) : undefined,
    group: wantsGroup ? await accountFile(image, 'etc/group', question) : undefined,
  });
  const warnings = found.unknown.map(
    (name) =>
      `${question.shownAs}: ${name} is not known in the image's /etc/passwd or /etc/group; root is used instead`,
  );
  return { owner: idsOf(found), warnings };
}

function idsOf({ uid, gid }: FileOwner): FileOwner {
  return { uid, gid };
}

function noImage({ shownAs, link, location }: OwnerQuestion, names: readonly string[]): UserError {
  const why =
    link === true
      ? '--link does not look into the image'
      : 'the image has no files yet, so no /etc/passwd and /etc/group';
  return new WordError(`${shownAs}: cannot look up ${names.join(' and ')}: ${why}`, shownAs, {
    location,
    hint: link === true ? 'Give numbers (as in --chown=1000:1000), or drop --link.' : 'Give numbers, as in 1000:1000.',
  });
}

/** The text of an account file. If there is no such file, BuildKit continues as if the name were not in it. */
async function accountFile(image: SourceTree, path: string, question: OwnerQuestion): Promise<string | undefined> {
  const { entry, path: found } = await resolvePath(image, path, { followLast: true });
  if (entry === undefined) return undefined;
  if (entry.type !== 'file' || entry.size > MAX_ACCOUNT_FILE) {
    const what = entry.type === 'file' ? `is larger than ${MAX_ACCOUNT_FILE} bytes` : 'is not a regular file';
    throw new UserError(`${question.shownAs}: /${path} of ${image.label} ${what}`, { location: question.location });
  }
  return (await readBytes(fileBytes(image, found))).toString('utf8');
}
