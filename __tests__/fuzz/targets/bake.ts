import { DEFAULT_FILES, readBake } from '../../../src/bake/read-bake.js';
import { readOverrides } from '../../../src/bake/resolve/overrides.js';
import { printedDefinition } from '../../../src/bake/resolve/print.js';
import { resolveTargets } from '../../../src/bake/resolve/resolve-targets.js';
import { UserError } from '../../../src/errors.js';
import { holds, type Target } from '../target.js';

const refusals = [UserError];

/** A bake definition: the first byte says by which name the rest is read. */
export const target: Target = {
  seeds: [
    '1{"target":{"default":{"name":"a-${v}","matrix":{"v":["1"]},"args":{"a":"%{if true}x%{endif}","b":null}}}}',
    '2variable "A" {\n  type = list(string)\n  default = ["x"]\n  validation {\n    condition = length(A) > 0\n    error_message = "m"\n  }\n}\ntarget "default" {\n  tags = [for a in A : "t:${a}" if a != ""]\n  args = { a = A[0], b = "${1 / 3}", c = try(A.x, "y") }\n}\n',
    '2function "f" {\n  params = [a]\n  variadic_params = more\n  result = format("%s-%05d", a, more...)\n}\ngroup "default" { targets = ["a"] }\ntarget "a" {\n  inherits = ["b"]\n  contexts = { x = "target:b" }\n  dockerfile-inline = <<-EOT\n    FROM ${f("x", 1)}\n  EOT\n}\ntarget "b" { cache-from = ["type=gha"] }\n',
    '0services:\n  a:\n    image: ${X:-y}\n    build: &b\n      context: .\n      args: [A=1]\n  b: { build: { <<: *b, x-bake: { tags: [t] } } }\n',
  ].map((text) => Buffer.from(text)),
  dictionary: [
    '${',
    '%{',
    '$${',
    '<<-EOT\n',
    'for',
    'if',
    '=>',
    '...',
    '[*]',
    '.*',
    'target.',
    'matrix',
    'name',
    'null',
    '<<: *',
  ],
  longest: 4096,
  refusals,
  async run(input) {
    const name = DEFAULT_FILES[input.length === 0 ? 5 : ([0, 4, 5][(input[0] ?? 0) % 3] ?? 5)] ?? '';
    const definition = await readBake({
      readNamed: () => Promise.resolve(undefined),
      files: [{ name, text: input.subarray(1).toString('utf8') }],
      environment: {
        lookUp: () => undefined,
        builtIns: new Map([['BAKE_CMD_CONTEXT', 'cwd://']]),
        now: () => new Date(0),
        homeDirectory: '/root',
      },
    });
    for (const wanted of ['default', '*']) {
      try {
        const printed = printedDefinition(
          resolveTargets(
            definition,
            [wanted],
            readOverrides([], definition, () => undefined),
          ),
        );
        // What is printed is a definition again: a JSON text.
        holds(JSON.stringify(printed).length > 0, 'a resolved definition can be printed');
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }
  },
};
