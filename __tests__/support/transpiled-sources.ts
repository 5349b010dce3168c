import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

export const REPOSITORY = join(import.meta.dirname, '..', '..');

/**
 * Translates sources, and all of ours that they import, into a folder that Node can run: Node 20 runs no TypeScript. Each file
 * is translated by itself.
 *
 * @param names paths below `from`
 * @param from absolute path; default: `src/`
 * @param changes what is changed in a file, by its path
 */
export function transpileInto(
  folder: string,
  names: readonly string[],
  from = join(REPOSITORY, 'src'),
  changes: (name: string) => ts.TransformerFactory<ts.SourceFile>[] = () => [],
): void {
  const todo = [...names];
  const done = new Set<string>();
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    const text = readFileSync(join(from, name), 'utf8');
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
      transformers: { after: changes(name) },
    });
    const file = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outputText);
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (fileName.startsWith('.')) todo.push(posix.join(posix.dirname(name), fileName).replace(/\.js$/, '.ts'));
    }
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
}
