import { describe, expect, it } from 'vitest';

import { tellingLines } from '../../../../src/report/failure/telling-lines.js';

const NPM_EUSAGE = `npm error code EUSAGE
npm error
npm error \`npm ci\` can only install packages when your package.json and package-lock.json are in sync.
npm error A complete log of this run can be found in: /root/.npm/_logs/x.log`;

/** What tools really printed, and the lines of it that say why. */
const OUTPUTS: readonly (readonly [tool: string, output: string, telling: readonly string[]])[] = [
  [
    'tsc, by npm',
    `> x@1.0.0 build\n> tsc -p .\n\nsrc/x.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.
npm error code ELIFECYCLE\nnpm error errno 2\nnpm error A complete log of this run can be found in: /x`,
    ["src/x.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'."],
  ],
  [
    'tsc, pretty',
    `x.ts:1:7 - error TS2322: Type 'string' is not assignable.\n\n1 const a: number = "x";\n\nFound 1 error in x.ts:1`,
    ["x.ts:1:7 - error TS2322: Type 'string' is not assignable."],
  ],
  [
    'eslint',
    `\n/app/e1.js\n  1:1   error    'foo' is not defined   no-undef\n  1:8   warning  'a' is never used  no-unused-vars\n\n✖ 2 problems (1 error, 1 warning)\n`,
    ['/app/e1.js', "  1:1   error    'foo' is not defined   no-undef"],
  ],
  [
    'gcc, by make',
    `gcc -c a.c\na.c: In function ‘main’:\na.c:1:20: error: ‘x’ undeclared (first use in this function)\n    1 | int main(){ return x; }\nmake: *** [Makefile:4: a.o] Error 1\n`,
    ['a.c:1:20: error: ‘x’ undeclared (first use in this function)'],
  ],
  ['make alone', 'false\nmake: *** [Makefile:2: all] Error 1\n', ['make: *** [Makefile:2: all] Error 1']],
  [
    'the linker',
    `/usr/bin/ld: /tmp/cc.o: in function \`main':\nl.c:(.text+0xa): undefined reference to \`y'\ncollect2: error: ld returned 1 exit status`,
    ["l.c:(.text+0xa): undefined reference to `y'"],
  ],
  [
    'javac',
    'A.java:1: error: incompatible types: String cannot be converted to int\nclass A { int f(){ return "a"; } }\n     ^\n1 error',
    ['A.java:1: error: incompatible types: String cannot be converted to int'],
  ],
  [
    'maven',
    `[INFO] ---\n[ERROR] COMPILATION ERROR : \n[ERROR] /app/src/App.java:[12,8] cannot find symbol\n[ERROR] Failed to execute goal org.apache:compile`,
    ['[ERROR] /app/src/App.java:[12,8] cannot find symbol'],
  ],
  [
    'go build',
    '# example.com/app\n./main.go:7:2: undefined: x\n./main.go:9:5: declared and not used: y\n',
    ['./main.go:7:2: undefined: x', './main.go:9:5: declared and not used: y'],
  ],
  [
    'go test',
    '=== RUN   TestA\n--- FAIL: TestA (0.00s)\n    a_test.go:12: got 1, want 2\nFAIL\nFAIL\texample.com/app\t0.003s\n',
    ['--- FAIL: TestA (0.00s)', '    a_test.go:12: got 1, want 2'],
  ],
  [
    'cargo',
    `   Compiling app v0.1.0 (/app)\nerror[E0308]: mismatched types\n --> src/main.rs:4:24\n  |\n4 |     let x: i32 = "a";\n\nerror: could not compile \`app\``,
    ['error[E0308]: mismatched types', ' --> src/main.rs:4:24'],
  ],
  [
    'python',
    'Traceback (most recent call last):\n  File "/app/t.py", line 5, in <module>\n    f()\n  File "/app/t.py", line 4, in g\n    raise ValueError("bad value")\nValueError: bad value\n',
    ['  File "/app/t.py", line 4, in g', 'ValueError: bad value'],
  ],
  [
    'pytest',
    `    def test_a():\n>       assert 1 == 2\nE       assert 1 == 2\n\npt/test_a.py:2: AssertionError\n=== short test summary info ===\nFAILED pt/test_a.py::test_a - assert 1 == 2\n=== 1 failed in 0.02s ===`,
    ['FAILED pt/test_a.py::test_a - assert 1 == 2'],
  ],
  [
    'jest',
    '\n  ● adds 1 + 2\n\n    expect(received).toBe(expected)\n\n    Expected: 4\n    Received: 3\n\n      3 | test\n\nTests:       1 failed, 1 total\n',
    ['  ● adds 1 + 2', '    expect(received).toBe(expected)', '    Expected: 4', '    Received: 3'],
  ],
  [
    'vitest',
    '❯ a.test.mjs (1 test | 1 failed)\n FAIL  a.test.mjs > adds\nAssertionError: expected 2 to be 3\n ❯ a.test.mjs:1:5\n',
    [' FAIL  a.test.mjs > adds', 'AssertionError: expected 2 to be 3'],
  ],
  [
    'node',
    "node:internal/modules/cjs/loader:1148\n  throw err;\n\nError: Cannot find module 'nope'\nRequire stack:\n- /app/x.js\n",
    ["Error: Cannot find module 'nope'"],
  ],
  [
    'apt',
    'Reading package lists...\nBuilding dependency tree...\nE: Unable to locate package nosuch\n',
    ['E: Unable to locate package nosuch'],
  ],
  [
    'apk',
    'ERROR: unable to select packages:\n  nope (no such package):\n    required by: world[nope]\n',
    ['ERROR: unable to select packages:', '  nope (no such package):'],
  ],
  ['npm', NPM_EUSAGE, [...NPM_EUSAGE.split('\n').slice(0, 3)]],
  [
    'pip',
    'Collecting x\nERROR: No matching distribution found for x==9\n\n[notice] A new release of pip',
    ['ERROR: No matching distribution found for x==9'],
  ],
  ['a shell', 'before\nsh: 1: nosuch: not found\n', ['sh: 1: nosuch: not found']],
  [
    'cmake',
    'CMake Error at CMakeLists.txt:3 (find_package):\n  By not providing "FindNope.cmake"\n\n-- Configuring incomplete, errors occurred!\n',
    ['CMake Error at CMakeLists.txt:3 (find_package):', '  By not providing "FindNope.cmake"'],
  ],
  [
    'dotnet',
    "/src/P.cs(3,5): error CS0103: The name 'x' does not exist [/src/app.csproj]\nBuild FAILED.\n    1 Error(s)\n",
    ["/src/P.cs(3,5): error CS0103: The name 'x' does not exist [/src/app.csproj]"],
  ],
];

describe('tellingLines', () => {
  it.each(OUTPUTS)('finds what %s says', (_tool, output, telling) => {
    expect(tellingLines(output.split('\n'))).toEqual(telling);
  });

  it('takes the last lines that are not empty if it knows no tool', () => {
    expect(tellingLines(['one', 'two', '', 'three', 'four', ' '])).toEqual(['two', 'three', 'four']);
    expect(tellingLines([])).toEqual([]);
  });

  it('is not led astray by words that look alike, and takes six lines at most', () => {
    expect(tellingLines(['0 errors', 'Compiling errors.ts', 'it ended'])).toEqual([
      '0 errors',
      'Compiling errors.ts',
      'it ended',
    ]);
    const many = Array.from({ length: 50 }, (_, index) => `x.c:${index + 1}:1: error: no`);
    expect(tellingLines(many)).toEqual(many.slice(0, 6));
  });
});
