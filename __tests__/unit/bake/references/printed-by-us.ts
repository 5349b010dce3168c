import { DEFAULT_FILES, readBake } from '../../../../src/bake/read-bake.js';
import { readOverrides } from '../../../../src/bake/resolve/overrides.js';
import { printedDefinition } from '../../../../src/bake/resolve/print.js';
import { resolveTargets } from '../../../../src/bake/resolve/resolve-targets.js';
import type { BakeCase } from './cases.js';

/** What our `bake --print` shows. */
export async function printedByUs({ files, args, env }: BakeCase): Promise<unknown> {
  const valuesOf = (flag: string): string[] =>
    args.filter((arg) => arg.startsWith(`${flag}=`)).map((arg) => arg.slice(flag.length + 1));
  const named = valuesOf('--file');
  const read = (named.length > 0 ? named : DEFAULT_FILES)
    .filter((name) => files.has(name))
    .map((name) => ({ name, text: files.get(name) ?? '' }));
  const vars = new Map(
    valuesOf('--var').map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
  const definition = await readBake({
    files: read,
    dotEnv: files.get('.env'),
    readNamed: (file) => Promise.resolve(files.get(file)),
    environment: {
      lookUp: (name) => vars.get(name) ?? env[name],
      builtIns: new Map([
        ['BAKE_CMD_CONTEXT', 'cwd://'],
        ['BAKE_LOCAL_PLATFORM', 'linux/amd64'],
      ]),
      now: () => new Date(0),
      homeDirectory: '/root',
    },
  });
  const wanted = args.filter((arg) => !arg.startsWith('-'));
  const overrides = readOverrides(valuesOf('--set'), definition, (name) => env[name]);
  return printedDefinition(resolveTargets(definition, wanted.length === 0 ? ['default'] : wanted, overrides));
}
