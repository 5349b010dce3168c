import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formattedJson } from '../../../src/go-template/formatted-json.js';
import { GoTemplate } from '../../../src/go-template/template.js';
import { TemplateError } from '../../../src/go-template/template-error.js';
import type { GoValue } from '../../../src/go-template/value.js';
import { run } from '../../support/command.js';
import { rounds } from '../../support/thorough.js';

const execute = (template: string, data: GoValue = null): string => new GoTemplate(template).execute(data);

/** They need no data, so docker's client can be asked without a daemon. */
const CONSTANT = [
  '{{len "abc"}} {{len (split "a,b" ",")}}',
  '{{range $i, $v := split "a,b,c" ","}}{{$i}}={{$v}};{{end}}',
  '{{range split "" "x"}}[{{.}}]{{else}}none{{end}}',
  '{{$x := 1}}{{$x}}{{$x = 2}}{{$x}}',
  '{{$x := "a"}}{{if true}}{{$x = "b"}}{{end}}{{$x}}',
  '{{$x := "a"}}{{if true}}{{$x := "b"}}{{$x}}{{end}}{{$x}}',
  '{{with $y := "z"}}{{$y}}{{.}}{{end}}{{with ""}}a{{else}}b{{end}}',
  '{{if and 1 0}}a{{else if or 0 "x"}}b{{else}}c{{end}}',
  '{{and 1 "" 2}}|{{or 0 "" "z"}}|{{not 0}}|{{not "x"}}',
  '{{eq 1 1}}{{eq "a" "b" "a"}}{{ne 1 2}}{{lt 1 2}}{{le 2 2}}{{gt "b" "a"}}{{ge 1 2}}',
  '{{index (split "a,b" ",") 1}} {{slice "abcdef" 1 3}} {{slice (split "a,b,c" ",") 1}}',
  '{{print 1 2 "a" "b" 3 4}}|{{println 1 "x"}}|{{print}}',
  '{{printf "%d %5d %-5d| %05d %+d" 1 2 3 4 5}}',
  '{{printf "%s %q %v %t %x" "a" "b\\"c" 1 true 255}}',
  '{{printf "%.2f %6.1f %5s|%-5s|%.1s" 1.005 2.26 "ab" "ab" "xyz"}} {{printf "%%"}}',
  '{{printf "%x %s" "hi" (split "a,b" ",")}} {{printf "%d"}} {{printf "x" 1}}',
  '{{json "a<b>&c"}} {{json (split "a,b" ",")}} {{json 1}} {{json true}}',
  '{{join (split "a,b" ",") "-"}} {{lower "AB"}} {{upper "ab"}} {{title "ab cd"}}',
  '{{pad "x" 2 1}}| {{pad "" 2 1}}| {{truncate "abcdef" 3}} {{truncate "ab" 3}}',
  '{{"quoted \\t \\u00e9"}} {{`raw \\x`}}',
  '{{"a" | printf "%s-%s" "b"}} {{"abc" | len | printf "%d!"}}',
  'a  {{- "b" -}}  c {{/* said to nobody */}} d {{- /* trims */ -}} e',
  '{{(split "a,b" ",") | len}} {{len (index (split "ab,c" ",") 0)}}',
  '{{0x10}} {{1e3}} {{-5}} {{1.5}} {{true}}',
  '{{split "a,b" ","}} {{range $v := split "x,y" ","}}{{$v}}{{end}}',
  '{{printf "%.1f" 0.25}} {{printf "%.0f|%.0f|%.0f" 2.5 0.5 1.5}} {{printf "%.2f" 0.125}} {{printf "%.2f" -0.125}} {{printf "%.1f" 0.05}}',
  '{{printf "%f" 1e21}} {{printf "%.0f" 1e22}} {{printf "%.3f" 123456789.0625}}',
  '{{printf "%e" 12345.678}} {{printf "%g" 0.00001}} {{printf "%g" 1e21}} {{printf "%E" 1.5}} {{printf "%G" 1e-7}}',
  '{{printf "%6.2f|%-8.3f|%08.3f|%+.1f" 3.14159 2.0 2.5 1.25}} {{printf "%+.2e" 12345.0}} {{printf "%10.2e|" 1.5}}',
  '{{printf "%g %g %g" 100000.5 1000000.5 123456789.25}} {{printf "%.3g" 1234.5}} {{0.000001}} {{0.0000001}} {{print 0.1 1.5}}',
  '{{printf "%X %o %b %c %U" 255 8 5 65 0x1F600}} {{printf "%#x %#o" 255 8}} {{printf "%08b" 5}} {{printf "%3c|%-3c|" 65 65}}',
  '{{printf "%x" -255}} {{printf "%d" -5}} {{printf "%05d" -5}} {{printf "% d" 5}} {{printf "%.3d|%5.2d" 5 7}}',
  '{{printf "%q" "a\\tb\\u00e9\\x01"}} {{printf "%q" 65}} {{printf "%#q" "abc"}} {{printf "%10.3q|" "abcdef"}}',
  '{{printf "%t %v" true false}} {{printf "%d" "a"}} {{printf "%s" 5}} {{printf "%t" 1}} {{printf "%z" 1}} {{printf "%s" nil}}',
  '{{printf "%5t|%-6v|%6v" true true 12}} {{printf "%s|%10s|%-10s|%.2s" "é" "éa" "éa" "éab"}}',
  '{{printf "%T %T %T %T" 1 "a" 1.5 true}} {{printf "%*d" 5 3}} {{printf "%-*d|" 5 3}} {{printf "%.*f" 2 3.14159}} {{printf "%[2]d %[1]d" 1 2}}',
  '{{printf "%v %v" (split "a,b" ",") 3}} {{printf "%q" (split "a,b" ",")}} {{printf "%5s" (split "a,b" ",")}} {{printf "%x|%d" (split "a,b" ",") (split "a" ",")}}',
  '{{printf "%x|%X|% x|%#x" "hi" "hi" "hi" "hi"}} {{printf "%"}}',
  '{{html "<a>&\\"\'"}} {{urlquery "a b&c"}} {{title "a-b c\'d éa"}} {{upper "éß"}} {{lower "ÀB"}} {{truncate "éab" 2}}|{{truncate "ab" 0}}',
  '{{range split "a,b,c" ","}}{{if eq . "b"}}{{break}}{{end}}{{.}}{{end}} {{range split "a,b,c" ","}}{{if eq . "b"}}{{continue}}{{end}}{{.}}{{end}}',
  '{{range split "a,b" ","}}{{range split "1,2,3" ","}}{{if eq . "2"}}{{break}}{{end}}{{.}}{{end}}{{.}}{{end}}',
  '{{0b101}} {{0o17}} {{017}} {{1_000}} {{.5}} {{printf "%c" \'x\'}} {{"\\a\\b\\f\\v\\101\\u00e9\\U0001F600"}} {{json "é\\u2028<"}}',
  '{{print "a" 1 "b"}} {{print 1 true}} {{print nil}} {{len "é"}} {{slice "abc"}} {{index (split "a,b" ",") 1}}',
  '{{if not (eq "a" "b")}}yes{{end}}{{if ""}}{{else}}no{{end}}',
];

describe('a template', () => {
  it('prints what docker prints', async () => {
    const { stdout, stderr } = await run(['docker', 'context', 'ls', '--format', CONSTANT.join('\n~\n')]);
    expect(stdout, stderr).not.toBe('');
    const pieces = stdout.replace(/\n$/, '').split('\n~\n');
    // Trims of one would reach into its neighbours, but for the line that is between them.
    expect(CONSTANT.map((template) => execute(template))).toEqual(pieces);
  });

  it('tells structs, whose fields are known, from maps, whose keys are not', () => {
    const data = { Config: { Labels: new Map([['a.b', 'x']]), Env: null } };
    expect(execute('{{.Config.Labels.none}} {{index .Config.Labels "a.b"}} {{.Config.Labels}}', data)).toBe(
      '<no value> x map[a.b:x]',
    );
    expect(execute('{{.Config}} {{json .}}', data)).toBe(
      '{map[a.b:x] <nil>} {"Config":{"Labels":{"a.b":"x"},"Env":null}}',
    );
    expect(() => execute('{{.Config.Labls}}', data)).toThrow('there is no field Labls: there are Labels, Env');
    expect(() => execute('{{.Config.constructor}}', data)).toThrow(TemplateError);
    expect(() => execute('{{.a.b}}', { a: 'text' })).toThrow('a string has no field b');
  });

  it('reads fields behind spaces as arguments', () => {
    const data = { A: 'x', B: { C: 'y' } };
    expect(execute('{{print .A .B.C}} {{printf "%s" .A}} {{(print .B.C).D}}'.replace('.D', ''), data)).toBe('xy x y');
  });

  it.each([
    '{{',
    '{{.A',
    '{{if 1}}',
    '{{end}}',
    '{{else}}',
    '{{nothing 1}}',
    '{{1 2}}',
    '{{"a}}',
    '{{/* x}}',
    '{{$x}}',
    '{{template "x"}}',
    '{{(1}}',
    '{{|}}',
    '{{index (split "a" ",") 5}}',
    '{{lt 1 "a"}}',
    '{{eq 1 "a"}}',
    '{{and}}',
    '{{not}}',
    '{{break}}',
    '{{1e999}}',
    '{{9223372036854775808}}',
    '{{pad "x" 9999999 1}}',
    '{{printf "%99999d" 1}}',
    `{{${'('.repeat(100)}1${')'.repeat(100)}}}`,
    '{{if 1}}'.repeat(100) + '{{end}}'.repeat(100),
  ])('refuses %s', (template) => {
    expect(() => execute(template)).toThrow(TemplateError);
  });

  it('does not go on without end', () => {
    const list = Array.from({ length: 2000 }, (_, at) => at);
    const nested = '{{range .}}{{range $}}{{range $}}x{{end}}{{end}}{{end}}';
    expect(() => execute(nested, list)).toThrow(/steps/);
  });

  it('never fails in any other way than by its own error', () => {
    const words = fc.constantFrom(
      '{{',
      '}}',
      '.',
      '.A',
      '$',
      '$x',
      ':=',
      '|',
      '(',
      ')',
      '"a"',
      '1',
      ' ',
      'range',
      'if',
      'end',
    );
    const more = fc.constantFrom(
      'else',
      'with',
      'index',
      'len',
      'json',
      'printf',
      '"%d%s"',
      '__proto__',
      '.constructor',
    );
    const template = fc.array(fc.oneof(words, more), { maxLength: 24 }).map((parts) => parts.join(' '));
    const data = { A: ['x', { B: 1 }], constructor: null } as const;
    fc.assert(
      fc.property(template, (text) => {
        try {
          execute(text, data);
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
      }),
      rounds(5000),
    );
  });

  it('formats JSON as docker inspect does', () => {
    const data = [{ a: [], b: new Map(), c: ['<x>'], d: { e: null } }];
    expect(formattedJson(data)).toBe(
      '[\n    {\n        "a": [],\n        "b": {},\n        "c": [\n            "<x>"\n        ],\n        "d": {\n            "e": null\n        }\n    }\n]',
    );
    expect(formattedJson([])).toBe('[]');
  });
});
