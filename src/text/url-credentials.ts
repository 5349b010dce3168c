/** From `://` on, as `URL` reads it: the last `@` before the path ends it. The `@` of an image's digest is another one. */
const USER_INFO = /:\/\/([^\s/?#"'<>`\\]*)@(?!sha(?:256|512):)/g;
const SSH = /(?:^|\W)(?:git\+)?ssh$/i;
/** What BuildKit writes in the place of a user, and of a password. */
const HIDDEN = 'xxxxx';

/**
 * A text without the users and passwords of the addresses in it, as BuildKit shows addresses. The user of an ssh address stays, as it
 * is no secret.
 */
export function redactCredentials(text: string): string {
  if (!text.includes('@')) return text;
  return text.replace(USER_INFO, (whole, userInfo: string, at: number) => {
    if (!isSecret(userInfo, text, at)) return whole;
    return `://${userInfo.includes(':') ? `${HIDDEN}:${HIDDEN}` : HIDDEN}@`;
  });
}

/** The users with their passwords that addresses in a text have, as they are written. */
export function credentialsIn(text: string): readonly string[] {
  if (!text.includes('@')) return [];
  return [...text.matchAll(USER_INFO)].flatMap(({ 1: userInfo = '', index }) =>
    isSecret(userInfo, text, index) ? [userInfo] : [],
  );
}

function isSecret(userInfo: string, text: string, at: number): boolean {
  return userInfo !== '' && (userInfo.includes(':') || !SSH.test(text.slice(Math.max(0, at - 8), at)));
}
