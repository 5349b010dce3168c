/** Files that no image needs, wherever they are: for people, for their editors, and for services that look at the repository. */
const NEEDLESS: readonly RegExp[] = [
  /^\.git$|^\.git\//,
  /^\.(?:github|gitlab|circleci|buildkite|forgejo|gitea|vscode|idea|devcontainer)\//,
  /(?:^|\/)\.(?:gitattributes|mailmap|DS_Store|travis\.yml|gitlab-ci\.yml|drone\.yml|pre-commit-config\.yaml)$/,
  /^(?:Jenkinsfile|azure-pipelines\.yml|bitbucket-pipelines\.yml|appveyor\.yml|renovate\.json5?|CODEOWNERS)$/,
  /(?:^|\/)(?:(?:[\w.-]+\.)?Dockerfile|Dockerfile\.[\w.-]+|\.dockerignore|(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml)$/,
  /(?:^|\/)(?:README|CHANGELOG|CHANGES|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|AUTHORS|MAINTAINERS|ROADMAP)(?:\.(?:md|rst|txt|adoc))?$/i,
  /(?:^|\/)[^/]+\.sw[op]$|~$/,
];

/** Those of them that say what a package is: tools that make a package read them, and fail without them. */
const DESCRIBES_PACKAGE = /(?:^|\/)(?:README|CHANGELOG|CHANGES|AUTHORS)(?:\.[a-z]+)?$/i;
const MAKES_PACKAGE =
  /\b(?:setup\.py|poetry|hatch|flit|pdm|maturin|uv|cargo|rustc|gem|npm pack|rake)\b|\bpip3? (?:install|wheel)\b(?!.*(?:-r|--requirement))|-m (?:pip|build)\b/;

/** Characters. A longer command may do anything. */
const LOOKED_INTO = 10_000;

/** Tools that look at the repository: they may fail without it. */
const USES_GIT =
  /\b(?:git|setup\.py|poetry|hatch|flit|pdm|uv|cargo|mvnw?|gradlew?|goreleaser|lerna|nx|turbo|dotnet|make|cmake|bazel|sbt|rake)\b|\bpip3? (?:install|wheel)\b(?!.*(?:-r|--requirement))|-m (?:pip|build)\b/;

/** Whether an image can do without the file. */
export function isNeedless(path: string): boolean {
  return NEEDLESS.some((pattern) => pattern.test(path));
}

/** Whether a command may read a file that images otherwise do without. */
export function mayRead(command: string, path: string): boolean {
  if (command.length > LOOKED_INTO) return true;
  if (DESCRIBES_PACKAGE.test(path)) return MAKES_PACKAGE.test(command);
  return (path === '.git' || path.startsWith('.git/')) && USES_GIT.test(command);
}

/** What to write in .dockerignore: a folder that is of no use as a whole stands for its files. */
export function ignorePattern(path: string): string {
  return (
    /^\.(?:git|github|gitlab|circleci|buildkite|forgejo|gitea|vscode|idea|devcontainer)(?=\/|$)/.exec(path)?.[0] ?? path
  );
}
