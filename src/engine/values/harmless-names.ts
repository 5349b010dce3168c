/**
 * Names of build arguments whose values are not secret in any build. Records have the values as they are, and explanations show this
 * build's values and earlier ones. docs/threat-model.md has the same list.
 */
const HARMLESS = [
  // What BuildKit sets by itself.
  'SOURCE_DATE_EPOCH',
  '(?:BUILD|TARGET)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT|STAGE)',
  // What says how BuildKit works.
  'BUILDKIT_(?:BUILD_NAME|CACHE_MOUNT_NS|CONTEXT_KEEP_GIT_DIR|DOCKERFILE_CHECK|INLINE_CACHE)',
  'BUILDKIT_(?:MULTI_PLATFORM|SANDBOX_HOSTNAME|SYNTAX)',
  // Versions, and the state of the source.
  '(?:[A-Z0-9_]+_)?VERSION',
  '(?:GIT_|GITHUB_|VCS_|SOURCE_)?(?:COMMIT|SHA|REF|REVISION|BRANCH|TAG)',
  '(?:GIT_)?COMMIT_(?:SHA|HASH|REF)',
  'GITHUB_(?:REF_NAME|REPOSITORY|RUN_ID|RUN_NUMBER)',
  'BUILD_(?:DATE|ID|NUMBER|TIME|TYPE)',
  'RELEASE',
  // What is built, and how.
  'BASE|BASE_IMAGE|IMAGE|ARCH|PLATFORM|OS|STAGE|MODE|CONFIGURATION',
  // In a monorepo, which of its parts.
  '(?:APP|MODULE|PACKAGE|PROJECT|SERVICE|WORKSPACE)_NAME|MODULE|PACKAGE|SERVICE|WORKSPACE',
  '(?:APP|GO|NODE|RACK|RAILS)_ENV',
  'CI|DEBUG|LOG_LEVEL|CGO_ENABLED|GOARCH|GOOS|DEBIAN_FRONTEND|PYTHONUNBUFFERED',
  // The machine.
  'PATH|HOME|LANG|LC_[A-Z]+|TZ|UID|GID|PORT',
];

const PATTERN = new RegExp(`^(?:${HARMLESS.join('|')})$`);

export function isHarmlessName(name: string): boolean {
  return PATTERN.test(name);
}
