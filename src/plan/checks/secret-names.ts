import type { LineRange } from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';

const SECRET = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;

/** Everybody can read the values of ARG and ENV in the image's history and config. */
export function checkSecretName(keyword: 'ARG' | 'ENV', name: string, range: LineRange, checks: Checks): void {
  if (SECRET.test(name) && !HARMLESS.test(name)) checks.report('SecretsUsedInArgOrEnv', range, keyword, name);
}
