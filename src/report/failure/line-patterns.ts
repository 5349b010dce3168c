/** How a tool marks the lines that say what is wrong. */
export interface LinePattern {
  /** 3: it names a place in a source, or a test. 2: it says what is wrong. 1: it says that something failed. */
  readonly rank: 1 | 2 | 3;
  readonly line: RegExp;
  /** Lines that look alike and are no errors. */
  readonly not?: RegExp;
  /** The nearest such line above it belongs to it. */
  readonly heading?: RegExp;
  /** The lines right below it that continue it. */
  readonly more?: RegExp;
}

/** The first that matches a line counts. They are tried on many lines, so none has a repetition within a repetition. */
export const PATTERNS: readonly LinePattern[] = [
  // TypeScript, C#, MSBuild: src/x.ts(3,5): error TS2322: …
  { rank: 3, line: /\(\d+(?:,\d+)?\): (?:fatal )?error\b/ },
  // TypeScript, pretty: src/x.ts:3:5 - error TS2322: …
  { rank: 3, line: /:\d+:\d+ - error\b/ },
  // gcc, clang, swiftc, sass, javac, kotlinc, scalac, protoc: main.c:3:5: error: …
  { rank: 3, line: /:\d+(?::\d+)?: (?:fatal )?error\b/, more: /^ {2,}symbol: |^ {2,}location: / },
  // The linker.
  { rank: 3, line: /: undefined reference to / },
  { rank: 2, line: /^(?:\S*\/)?(?:ld|collect2)(?:\.\w+)?: (?:error: |cannot find )/ },
  // rustc: error[E0308]: mismatched types, and below it where.
  { rank: 3, line: /^error\[E\d{4}\]: /, more: /^\s*--> / },
  { rank: 1, line: /^error: (?:could not compile|aborting due to|failed to run custom build command)/ },
  { rank: 3, line: /^thread '.*' (?:\(\d+\) )?panicked at /, more: /^(?!stack backtrace|note: )\S/ },
  // go build, go vet: ./main.go:7:2: undefined: x; go test.
  { rank: 3, line: /^(?:vet: )?[\w./@+-]*\.go:\d+(?::\d+)?: / },
  { rank: 3, line: /^\s*--- FAIL: /, more: /^\s+\S*_test\.go:\d+: / },
  { rank: 2, line: /^go: (?!downloading|finding|extracting|added|upgraded|downgraded|creating|to add)\S/ },
  { rank: 2, line: /^panic: / },
  { rank: 1, line: /^FAIL\b/ },
  // eslint and the like: the file on a line of its own, below it "3:5  error  …".
  { rank: 3, line: /^\s+\d+:\d+\s+error\s/, heading: /^(?:[/.]|\w)[^\s:]*\.\w+$/ },
  // Maven: [ERROR] /app/Foo.java:[12,8] cannot find symbol
  { rank: 3, line: /^\[ERROR\] \S+:\[\d+,\d+\] / },
  { rank: 3, line: /^e: (?:file:\/\/)?\S+\.kts?:/ },
  { rank: 2, line: /^\[ERROR\] Failed to execute goal / },
  { rank: 1, line: /^\[ERROR\] \S/ },
  { rank: 2, line: /^\* What went wrong:$/, more: /^(?:> |\S)/ },
  // Python: the exception's line, and the place above it.
  {
    rank: 3,
    line: /^(?:[A-Za-z_]\w*\.){0,8}(?:[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning)|Error|Exception)(?::|$)/,
    heading: /^\s+File ".*", line \d+/,
    more: /^\s+at (?!.*\bnode:)/,
  },
  // pytest: the short summary, or the assertion.
  { rank: 3, line: /^(?:FAILED|ERROR) \S+(?:::\S+)?(?: - |$)/ },
  { rank: 2, line: /^E {2,}\S/ },
  // jest and vitest: the test's name, and what was expected.
  { rank: 3, line: /^\s*● .+/, not: /^\s*● Console$/, more: /^\s*(?:$|expect\(|Expected|Received|\S*Error: )/ },
  { rank: 3, line: /^\s*(?:FAIL|×|✗|✖) {1,2}\S.* > /, more: /^\S*Error: / },
  { rank: 3, line: /^not ok \d+/, not: /# (?:TODO|SKIP)/i },
  { rank: 3, line: /^\s+\d+\) [A-Z]\w*:$|^rspec \S+:\d+/ },
  // Ruby, PHP, Perl.
  { rank: 3, line: /^\S+\.rb:\d+:in .*\((?:\w|::)+\)$/ },
  { rank: 3, line: /\bPHP (?:Fatal|Parse) error: / },
  { rank: 3, line: /^(?:Fatal|Parse) error: .* on line \d+/ },
  { rank: 3, line: /^[^:]+ at \S+ line \d+[.,]/ },
  // CMake and configure.
  { rank: 3, line: /^CMake Error at /, more: /^(?:$|\s+\S)/ },
  { rank: 2, line: /^(?:CMake Error|configure: error): / },
  // esbuild, vite, rollup, webpack.
  { rank: 3, line: /^[✘X] \[ERROR\] /, more: /^(?:$|\s+\S+:\d+:\d+:$)/ },
  { rank: 3, line: /^ERROR in \S/, more: /^(?:Module not found|TS\d+|\S*Error)\b/ },
  { rank: 2, line: /^Module not found: / },
  { rank: 2, line: /^error during build:$/, more: /^\S/ },
  // npm, yarn, pnpm, bun.
  {
    rank: 2,
    line: /^npm (?:ERR!|error) code (?!ELIFECYCLE\b|\d)\S/,
    more: /^npm (?:ERR!|error)(?! A complete log)/,
  },
  { rank: 2, line: /^npm (?:ERR!|error) Missing script: / },
  { rank: 1, line: /^npm (?:ERR!|error) (?!A complete log|\s*$)\S/ },
  {
    rank: 2,
    line: /^➤ YN0*(?!0000\b)\d+: .*(?:can't|cannot|couldn't|doesn't|failed|conflict|invalid|unable|forbidden)/i,
  },
  { rank: 2, line: /\bERR_PNPM_(?!RECURSIVE_RUN)\w+/ },
  { rank: 1, line: /\bERR_PNPM_\w+|\bELIFECYCLE\b/ },
  { rank: 1, line: /^error Command failed with exit code \d+/ },
  // apt, dpkg, apk, dnf, pip, gem.
  { rank: 2, line: /^E: (?!Sub-process )\S/ },
  { rank: 1, line: /^E: Sub-process / },
  { rank: 2, line: /^dpkg: error / },
  { rank: 2, line: /^ERROR: unable to select packages:$/, more: /^ {2}\S/ },
  { rank: 2, line: /^Error: Unable to find a match: / },
  { rank: 2, line: /^(?:Bundler::|Could not find )\S/ },
  // Shells, and programs that they call.
  { rank: 2, line: /: (?:not found|command not found|No such file or directory|Permission denied)$/ },
  { rank: 2, line: /^(?:[ \d:-]*curl: \(\d+\)|wget: |fatal: |tar: .*: Cannot |cp: |mv: |rm: |chmod: |chown: )/ },
  {
    rank: 2,
    line: /\b(?:No space left on device|Cannot allocate memory|JavaScript heap out of memory|ENOSPC|OutOfMemoryError)\b/,
  },
  { rank: 1, line: /^(?:Segmentation fault|Killed|Aborted|Bus error|Illegal instruction)\b/ },
  { rank: 1, line: /^(?:\S*make|ninja)(?:\[\d+\])?: (?:\*\*\* |build stopped)/ },
  // Anything that calls itself an error.
  {
    rank: 2,
    line: /^\s{0,4}(?:\[?(?:fatal|error)\]?|ERR!?)(?:\s*\[[^\]]*\])?:? +\S/i,
    not: /^\s*errors?:? +0\b|^\s*error(?:s)? free/i,
  },
  { rank: 2, line: /^[\w./-]+: (?:fatal )?error: / },
];
