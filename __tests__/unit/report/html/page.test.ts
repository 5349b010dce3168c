import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { compareReports } from '../../../../src/report/model/comparison.js';
import { Markup, markup, verbatim } from '../../../../src/report/html/markup.js';
import { renderPage } from '../../../../src/report/html/page.js';
import { fullReport, HOSTILE_TEXTS, sampleStep } from '../sample-report.js';

/** A page's tags and attribute names, in order: what a browser makes of it but for the texts. Strict about quotes. */
function skeleton(page: string): string {
  const scripts = /<(script|style)([^>]*)>([\s\S]*?)<\/\1>/g;
  const tags = page.replace(scripts, '<$1$2></$1>').match(/<[^>]*>/g) ?? [];
  return tags.map((tag) => tag.replace(/="[^"]*"/g, '=""')).join('\n');
}

function renderHostile(text: string): string {
  const report = fullReport(text);
  return renderPage(report, compareReports(fullReport('harmless'), report));
}

describe('renderPage', () => {
  it.each(HOSTILE_TEXTS)('makes the same elements of %j as of harmless text', (text) => {
    const report = fullReport(text);
    const page = renderPage(report, compareReports(report, report));
    const harmless = fullReport('harmless');
    // The excerpt is the one place with lines of its own; they are text.
    expect(skeleton(page)).toBe(skeleton(renderPage(harmless, compareReports(harmless, harmless))));
    // eslint-disable-next-line no-control-regex -- none may be left
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
  });

  it('keeps the report within, as it was', () => {
    for (const text of HOSTILE_TEXTS) {
      const page = renderHostile(text);
      const json = /<script type="application\/json" id="report">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(fullReport(text))));
    }
  });

  it('allows its own style and script, by hash, and nothing from elsewhere', () => {
    const page = renderPage(fullReport('x'));
    const policy = /Content-Security-Policy" content="([^"]*)"/
      .exec(page)?.[1]
      ?.replace(/&#39;/g, "'")
      .replace(/&#61;/g, '=');
    const hash = (element: string): string => {
      const own = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page)?.[1] ?? '';
      return `sha256-${createHash('sha256').update(own).digest('base64')}`;
    };
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `style-src '${hash('style')}'`,
      `script-src '${hash('script')}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/ (?:style|on[a-z]+)="/);
    expect(page).not.toMatch(/ (?:src|href)="(?!#|data:)/);
  });

  it('links to the pages of build checks, and makes no link of another address', () => {
    const rule = 'JSONArgsRecommended';
    const page = (url: string): string => renderPage({ ...fullReport('x'), warnings: [{ message: 'm', rule, url }] });
    expect(page('https://docs.docker.com/reference/build-checks/json/')).toContain(
      `build-checks/json/" rel="noreferrer"`,
    );
    expect(page('https://docs.docker.com.example/')).not.toContain('href="https://docs.docker.com.example');
  });

  it('shortens a line of 10 MB, keeps no copy of it, and says so', () => {
    const page = renderPage(fullReport('x'.repeat(10_000_000)));
    expect(page.length).toBeLessThan(500_000);
    expect(page).toContain('too large to be kept in this page');
  });

  it('shows only the first of very many steps, and counts the others', () => {
    const steps = Array.from({ length: 5000 }, (_, index) => sampleStep(index + 1));
    const page = renderPage({ ...fullReport('x'), steps });
    expect(page.match(/id="step-\d+"/g)).toHaveLength(1000);
    expect(page).toContain('4000 further rows are left out here.');
  });

  it('groups misses under the step that caused them', () => {
    const follows = (number: number, below: number) =>
      sampleStep(number, {
        status: 'miss',
        cause: 1,
        why: {
          kind: 'changed',
          changes: [{ input: 'parent', step: { number: below, instruction: 'x', isNew: false } }],
        },
      });
    const steps = [
      sampleStep(1, { status: 'miss', cause: 1, why: { kind: 'no-record' } }),
      follows(2, 1),
      follows(3, 2),
    ];
    const text = renderPage({ ...fullReport('x'), steps });
    expect(text).toContain('Because of it, steps <a href="#step-2">2</a>, <a href="#step-3">3</a> missed too.');
    expect(text.match(/<ol class="misses">[\s\S]*?<\/ol>/)?.[0].match(/<li>/g)).toHaveLength(1);
  });
});

describe('markup', () => {
  it('escapes texts and takes markup as it is', () => {
    const inner = markup`<b>${'<i>'}</b>`;
    expect(markup`<a title="${'"x"'}">${inner}${[inner, inner]}${1}${undefined}</a>`.text).toBe(
      '<a title="&#34;x&#34;"><b>&#60;i&#62;</b><b>&#60;i&#62;</b><b>&#60;i&#62;</b>1</a>',
    );
    expect(inner).toBeInstanceOf(Markup);
  });

  it('refuses a style or script that could end early', () => {
    expect(() => verbatim('script', 'x = "</script>"')).toThrow('no tag');
    expect(() => verbatim('style', '<!-- x')).toThrow('no tag');
  });
});
