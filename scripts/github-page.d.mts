export function githubPage(markdown: string): Promise<string>;
