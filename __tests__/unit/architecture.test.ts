import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');

/** The parts of the program; everything below `engine/` is the engine. `errors` is the one file beside the folders. */
const PARTS = [
  'oci',
  'layer',
  'dockerfile',
  'plan',
  'engine',
  'context',
  'worker',
  'store',
  'registry',
  'cache',
  'remote',
  'ssh',
] as const;
const OUTER_PARTS = ['report', 'app', 'cli', 'action', 'errors'] as const;
type Part = (typeof PARTS)[number] | (typeof OUTER_PARTS)[number];

/** What an adapter may know of the engine: its types, no more. */
const ENGINE_TYPES = [
  'engine/ports.ts',
  'engine/events.ts',
  'engine/cache-events.ts',
  'engine/reason.ts',
  'engine/step-times.ts',
  'engine/record.ts',
];
const ADAPTERS: readonly Part[] = ['context', 'worker', 'store', 'registry', 'cache', 'remote', 'ssh', 'report'];

/** Who may import whom: the one table. Every part may import itself and `errors`, which imports nothing. */
const MAY_IMPORT: Readonly<Record<Part, readonly Part[]>> = {
  errors: [],
  oci: [],
  layer: ['oci'],
  dockerfile: ['oci'],
  plan: ['dockerfile', 'layer', 'oci'],
  engine: ['plan', 'dockerfile', 'layer', 'oci'],
  context: ['engine', 'layer', 'oci'],
  worker: ['engine', 'layer', 'oci'],
  store: ['engine', 'layer', 'oci'],
  registry: ['engine', 'layer', 'oci'],
  cache: ['engine', 'layer', 'oci'],
  remote: ['engine', 'layer', 'oci'],
  ssh: [],
  report: ['engine', 'layer', 'oci'],
  app: [
    'engine',
    'plan',
    'dockerfile',
    'layer',
    'oci',
    'context',
    'worker',
    'store',
    'registry',
    'cache',
    'remote',
    'ssh',
    'report',
  ],
  cli: ['app', 'report', 'engine', 'dockerfile', 'layer', 'oci'],
  action: ['app', 'report', 'engine', 'dockerfile', 'layer', 'oci'],
};

const ACTIONS_TOOLKIT = /^(?:action|report)\/|^cache\/actions/;
const ENVIRONMENT_READERS = /^(?:action|cli)\/|^worker\/main\.ts$/;
const LONGEST_FILE = 400;

interface SourceFile {
  /** Below `src/`, with `/`. */
  readonly path: string;
  readonly part: Part;
  readonly syntax: ts.SourceFile;
  readonly imports: readonly string[];
  /** The imports of own files, as paths below `src/`. */
  readonly own: readonly string[];
}

function isPart(name: string): name is Part {
  return ([...PARTS, ...OUTER_PARTS] as readonly string[]).includes(name);
}

function readSources(): SourceFile[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => {
      const below = relative('.', path).replaceAll('\\', '/');
      const text = readFileSync(join(SOURCES, path), 'utf8');
      const syntax = ts.createSourceFile(below, text, ts.ScriptTarget.ES2023, true);
      const part = below.split('/')[0]?.replace(/\.ts$/, '') ?? '';
      if (!isPart(part)) throw new Error(`src/${below} is in no part that the design names`);
      const imports = importsOf(syntax);
      const own = imports
        .filter((name) => name.startsWith('.'))
        .map((name) => posix.join(dirname(below), name).replace(/\.js$/, '.ts'));
      return { path: below, part, syntax, imports, own };
    });
}

/** Static, type-only and dynamic imports, and re-exports. */
function importsOf(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
        found.push(node.moduleSpecifier.text);
      }
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [name] = node.arguments;
      found.push(name !== undefined && ts.isStringLiteral(name) ? name.text : `<not a literal: ${node.getText()}>`);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      found.push(node.argument.literal.getText().slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function readsEnvironment(file: ts.SourceFile): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'env' && node.expression.getText() === 'process')
      found = true;
    if (ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === 'env') {
      found ||= /['"](?:node:)?process['"]/.test(node.parent.parent.parent.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function exportsDefault(file: ts.SourceFile): boolean {
  return file.statements.some(
    (statement) =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)),
  );
}

/** A file that hands on what others define, or is named like one. */
function isBarrel(file: ts.SourceFile): boolean {
  return (
    /(?:^|\/)index\.ts$/.test(file.fileName) ||
    file.statements.some((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
  );
}

/** The first cycle found among files, as a path that ends where it began. */
function cycleAmong(files: readonly SourceFile[]): readonly string[] {
  const imports = new Map(files.map((file) => [file.path, file.own]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) return [...trail.slice(seenAt), path];
    if (done.has(path)) return [];
    for (const next of imports.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const file of files) {
    const cycle = visit(file.path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

const files = readSources();

describe('the structure of src/', () => {
  it('has sources to look at', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  it('imports one way only', () => {
    const wrong = files.flatMap((file) =>
      file.own
        .map((target) => ({ target, part: target.split('/')[0]?.replace(/\.ts$/, '') ?? '' }))
        .filter(
          ({ part }) =>
            part !== file.part && part !== 'errors' && !(MAY_IMPORT[file.part] as readonly string[]).includes(part),
        )
        .map(({ target }) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('shows adapters nothing of the engine but its ports, events and records', () => {
    const wrong = files
      .filter((file) => ADAPTERS.includes(file.part))
      .flatMap((file) =>
        file.own
          .filter((target) => target.startsWith('engine/') && !ENGINE_TYPES.includes(target))
          .map((target) => `${file.path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('imports only files that exist, and own files with their .js suffix', () => {
    const known = new Set(files.map((file) => file.path));
    const wrong = files.flatMap((file) =>
      file.own.filter((target) => !known.has(target)).map((target) => `${file.path}: ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the Actions toolkit at the edge', () => {
    const wrong = files
      .filter((file) => !ACTIONS_TOOLKIT.test(file.path))
      .flatMap((file) =>
        file.imports.filter((name) => name.startsWith('@actions/')).map((name) => `${file.path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('names the packages that it needs, and node: for its own modules', () => {
    const manifest = JSON.parse(readFileSync(join(SOURCES, '..', 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const packageOf = (name: string): string =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
    const wrong = files.flatMap((file) =>
      file.imports
        .filter(
          (name) => !name.startsWith('.') && !(name.startsWith('node:') && builtinModules.includes(name.slice(5))),
        )
        .filter((name) => !(packageOf(name) in manifest.dependencies))
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the environment only where a program starts', () => {
    const wrong = files.filter((file) => !ENVIRONMENT_READERS.test(file.path) && readsEnvironment(file.syntax));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('has no default exports and no barrels', () => {
    const wrong = files.filter((file) => exportsDefault(file.syntax) || isBarrel(file.syntax));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('has no cycle between files', () => {
    expect(cycleAmong(files)).toEqual([]);
  });

  it(`has no file over ${LONGEST_FILE} lines`, () => {
    const wrong = files
      .map((file) => ({ path: file.path, lines: file.syntax.text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > LONGEST_FILE);
    expect(wrong).toEqual([]);
  });
});
