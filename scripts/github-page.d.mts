export function githubPage(markdown: string, style?: string): Promise<string>;
