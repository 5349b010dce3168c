/** No secret of this text may be seen anywhere. */
export const SECRET = 'hunter2-and-more';

/** Texts that mean something to a log, a table, a page, a chart or a terminal: none may where it is only data. */
export const HOSTILE_NAMES: readonly string[] = [
  '::set-output name=digest::evil',
  '::add-mask::Step',
  '##[error]evil',
  'new\nline\n::error::evil\n| a | b |\n```',
  'return\r::warning::evil',
  '\u0085::notice::evil\u2028::error::evil',
  '%0A::error::evil%25',
  '\u001b[2J\u001b[31mred\u001b]0;title\u0007\u009b31m',
  '\u202egnp.exe',
  '|a|b| --- |',
  '`a``b```',
  '**bold** _x_ ~~y~~ [link](http://127.0.0.1:1/) ![image](http://127.0.0.1:1/)',
  '<img src=http:\u2044\u2044127.0.0.1:1 onerror=alert(1)>',
  '</details></table></code></pre><script>alert(1)</script>',
  '" onmouseover="alert(1)" x="',
  '<!-- layer-build:comment:1 e30= -->',
  '&lt;b&gt; $(id) ${x} {{ y }} $`math`$ \\',
  '@octocat #1 GH-1 www.example.com http://example.com',
  'crit, click s1 href "javascript:alert(1)"; section x',
  `${SECRET}.txt`,
];

/** What a program may print besides; it is no text. */
export function hostileOutput(): Buffer {
  return Buffer.concat([
    ...HOSTILE_NAMES.flatMap((name) => [Buffer.from(`${name}\n`), Buffer.from(`\t ${name}\r\n`)]),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
    Buffer.from('::stop-commands::guess\n::guess::\n::endgroup::\n##[endgroup]\n::group::evil\n'),
  ]);
}
