import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');

/** Rooms of trades that know nothing of images: each may import those before it, and `errors`. */
const GROUND = ['trace', 'async', 'text', 'json', 'files', 'http'] as const;
const PARTS = [
  'go-template',
  'oci',
  'attestation',
  'tagging',
  'layer',
  'sbom',
  'dockerfile',
  'bake',
  'plan',
  'engine',
] as const;
const ADAPTERS = [
  'context',
  'worker',
  'store',
  'registry',
  'daemon',
  'buildkit',
  'cache',
  'remote',
  'ssh',
  'signing',
  'objects',
  'report',
] as const;
/** `errors` and `version` are the two files beside the folders. */
const OUTER_PARTS = ['app', 'cli', 'action', 'errors', 'version'] as const;
type Part = (typeof GROUND)[number] | (typeof PARTS)[number] | (typeof ADAPTERS)[number] | (typeof OUTER_PARTS)[number];
const ALL_PARTS: readonly Part[] = [...GROUND, ...PARTS, ...ADAPTERS, ...OUTER_PARTS];

/** What an adapter may know of the engine: its types, no more. */
const ENGINE_TYPES = [
  'engine/build-inputs.ts',
  'engine/ports.ts',
  'engine/events.ts',
  'engine/cache-events.ts',
  'engine/cache-location.ts',
  'engine/reason.ts',
  'engine/step-facts.ts',
  'engine/step-times.ts',
  'engine/record.ts',
  'engine/run-settings.ts',
];

/** What an adapter may import besides the ground. */
const ADAPTER_IMPORTS: readonly Part[] = ['engine', 'layer', 'oci', ...GROUND];

/** Who may import whom: the one table. Every part may import itself, `errors` and `version`, which import nothing. */
const MAY_IMPORT: Readonly<Record<Part, readonly Part[]>> = {
  errors: [],
  version: [],
  trace: [],
  async: [],
  text: [],
  json: ['text'],
  files: ['async', 'text'],
  http: ['trace', 'async', 'text', 'json'],
  'go-template': ['text', 'json'],
  oci: ['text', 'json'],
  attestation: ['oci', 'text'],
  tagging: ['oci', 'text'],
  layer: ['oci', ...GROUND],
  sbom: ['layer', 'oci', 'async', 'text', 'json'],
  dockerfile: ['oci', 'text', 'json'],
  bake: ['dockerfile', 'layer', 'text'],
  plan: ['dockerfile', 'layer', 'oci', 'text', 'json'],
  engine: ['plan', 'dockerfile', 'layer', 'oci', 'trace', 'async', 'text', 'json'],
  context: ADAPTER_IMPORTS,
  worker: ADAPTER_IMPORTS,
  store: ADAPTER_IMPORTS,
  registry: ADAPTER_IMPORTS,
  daemon: ADAPTER_IMPORTS,
  buildkit: ADAPTER_IMPORTS,
  cache: ADAPTER_IMPORTS,
  remote: ADAPTER_IMPORTS,
  ssh: GROUND,
  signing: GROUND,
  objects: ['oci', ...GROUND],
  report: ['go-template', ...ADAPTER_IMPORTS],
  app: [
    'attestation',
    'tagging',
    'sbom',
    'bake',
    'engine',
    'plan',
    'dockerfile',
    'layer',
    'oci',
    ...ADAPTERS,
    ...GROUND,
  ],
  cli: ['app', 'bake', 'go-template', 'report', 'cache', 'engine', 'dockerfile', 'layer', 'oci', ...GROUND],
  action: ['app', 'bake', 'tagging', 'report', 'cache', 'engine', 'dockerfile', 'layer', 'oci', ...GROUND],
};

/** Of the worker, its two sides: they meet in `worker/protocol` alone. */
const WORKER_CLIENT = /^worker\/client\//;
const WORKER_PROTOCOL = /^worker\/protocol\//;

const ACTIONS_TOOLKIT = /^(?:action|report)\/|^cache\/actions/;
const ENVIRONMENT_READERS = /^(?:action|cli)\/|^worker\/main\.ts$|^cache\/actions\/toolkit-client\.ts$/;
/** Trades that have one home. A pattern matches what `usesIn` gives of a file; the home must have some of it. */
const HOMES: readonly { readonly trade: string; readonly pattern: RegExp; readonly home: RegExp }[] = [
  {
    trade: 'HTTP',
    pattern: /^(?:https?\.(?:request|get)|(?:globalThis\.)?fetch|import node:https?)$/,
    home: /^http\//,
  },
  { trade: 'giving finished files and folders their names', pattern: /^rename(?:Sync)?$/, home: /^files\// },
  // The report's page reads itself, in a browser.
  { trade: 'parsing JSON', pattern: /^JSON\.parse$/, home: /^json\// },
];
/** They load a bundle that lies beside their own, and so has no name that is known here. */
const BUNDLE_LOADERS: readonly string[] = [
  'action/notes/load-artifacts.ts',
  'signing/load-sigstore.ts',
  'objects/load-objects.ts',
];
const LONGEST_FILE = 400;
/** Files in one folder that an eye takes in. */
const FULLEST_FOLDER = 27;
/** A folder with such a name says nothing of what is in it. */
const NO_FOLDER_NAMES = /(?:^|\/)(?:utils?|helpers?|common|base|misc|shared|lib)(?:\/|$)/;

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
  return (ALL_PARTS as readonly string[]).includes(name);
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

/** What a file uses of others: functions that it calls (`fetch`), members (`JSON.parse`), and modules (`import node:http`). */
function usesIn(file: ts.SourceFile): readonly string[] {
  const uses: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) uses.push(node.getText(file));
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) uses.push(node.expression.text);
    else if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && importsValues(node))
      uses.push(`import ${node.moduleSpecifier.text}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

function importsValues({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return true;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false;
  const { name, namedBindings } = importClause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return true;
  return namedBindings.elements.some(({ isTypeOnly }) => !isTypeOnly);
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

/** Which nodes each node imports, without itself. */
type Imports = ReadonlyMap<string, ReadonlySet<string>>;

function importsAmong(sources: readonly SourceFile[], nodeOf: (path: string) => string): Imports {
  const imports = new Map<string, Set<string>>();
  for (const { path, own } of sources) {
    const node = nodeOf(path);
    const targets = imports.get(node) ?? new Set();
    imports.set(node, targets);
    for (const target of own.map(nodeOf)) if (target !== node) targets.add(target);
  }
  return imports;
}

/** The first cycle found, as a path that ends where it began. */
function cycleIn(imports: Imports): readonly string[] {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): readonly string[] => {
    const seenAt = trail.indexOf(node);
    if (seenAt >= 0) return [...trail.slice(seenAt), node];
    if (done.has(node)) return [];
    for (const next of imports.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle.length > 0) return cycle;
    }
    done.add(node);
    return [];
  };
  for (const node of imports.keys()) {
    const cycle = visit(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

/** `cache/pack/save.ts` → `cache/pack`; the files beside the folders stand for themselves. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
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
            part !== file.part &&
            part !== 'errors' &&
            part !== 'version' &&
            !(MAY_IMPORT[file.part] as readonly string[]).includes(part),
        )
        .map(({ target }) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets adapters import only ports, events and records of the engine', () => {
    const wrong = files
      .filter((file) => (ADAPTERS as readonly Part[]).includes(file.part))
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
        .filter((name) => !BUNDLE_LOADERS.includes(file.path) || !name.startsWith('<not a literal'))
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
    expect(cycleIn(importsAmong(files, (path) => path))).toEqual([]);
  });

  it('has no cycle between folders, nor between their sub-folders', () => {
    expect(cycleIn(importsAmong(files, folderOf))).toEqual([]);
  });

  it.each(HOMES)('has one home for $trade', ({ pattern, home }) => {
    const users = files.filter(({ syntax }) => usesIn(syntax).some((use) => pattern.test(use))).map(({ path }) => path);
    expect(users.filter((path) => !home.test(path))).toEqual([]);
    expect(users, 'what the pattern looks for at home').not.toEqual([]);
  });

  // What a user names is made by `makeFolders`. The worker's folders are in one that the client has made.
  it('never has Node make the folders of a path, which may go on for ever', () => {
    const makers = files.filter(
      ({ part, syntax }) => part !== 'worker' && /mkdir[^;]*recursive: true/.test(syntax.text),
    );
    expect(makers.map(({ path }) => path)).toEqual([]);
  });

  // Its error, when the signal is aborted, may come where nobody listens, which ends the process: `fileChunks` has none.
  it('gives no stream of a file a signal', () => {
    const users = files.filter(({ syntax }) =>
      /create(?:Read|Write)Stream\((?:[^()]|\([^()]*\))*\bsignal\b/.test(syntax.text),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  // Node 20 forgets a time limit that only `any` refers to: `withTimeLimit` has a timer of its own.
  it('combines no signal with a time limit that may be forgotten', () => {
    const users = files.filter(({ syntax }) => /AbortSignal\.any\([^;]*AbortSignal\.timeout\(/.test(syntax.text));
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('lets the two sides of the worker share only its protocol', () => {
    const sideOf = (path: string): string =>
      WORKER_CLIENT.test(path) ? 'client' : WORKER_PROTOCOL.test(path) ? 'protocol' : 'privileged';
    const wrong = files
      .filter(({ part }) => part === 'worker')
      .flatMap(({ path, own }) =>
        own
          .filter((target) => target.startsWith('worker/'))
          .filter((target) => sideOf(target) !== sideOf(path) && sideOf(target) !== 'protocol')
          .map((target) => `${path} imports ${target}`),
      );
    expect(wrong).toEqual([]);
    const outside = files
      .filter(({ part }) => part !== 'worker')
      .flatMap(({ path, own }) =>
        own
          .filter((target) => target.startsWith('worker/') && sideOf(target) === 'privileged')
          .map((target) => `${path} imports ${target}`),
      );
    expect(outside).toEqual([]);
  });

  it(`has no folder of more than ${FULLEST_FOLDER} files, and none whose name says nothing`, () => {
    const counts = new Map<string, number>();
    for (const { path } of files) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > FULLEST_FOLDER)).toEqual([]);
    expect([...counts.keys()].filter((folder) => NO_FOLDER_NAMES.test(folder))).toEqual([]);
  });

  it(`has no file over ${LONGEST_FILE} lines`, () => {
    const wrong = files
      .map((file) => ({ path: file.path, lines: file.syntax.text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > LONGEST_FILE);
    expect(wrong).toEqual([]);
  });
});
