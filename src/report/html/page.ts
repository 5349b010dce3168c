import { createHash } from 'node:crypto';

import type { Comparison } from '../model/comparison.js';
import { shorten } from '../../text/sanitize-line.js';
import type { ErrorReport, Report } from '../model/report.js';
import { tagWords } from '../console/report-text.js';
import { baseTable } from './bases.js';
import { cacheSection } from './cache.js';
import { changesSection } from './changes.js';
import { errorSection, headline, warningList } from './headline.js';
import { imageSection } from './image.js';
import { inputSection } from './inputs.js';
import { dataBlock, markup, verbatim, type Markup } from './markup.js';
import { misses } from './misses.js';
import { SCRIPT } from './script.js';
import { stepsTable } from './steps.js';
import { STYLE } from './style.js';
import { timeline } from './timeline.js';
import { trendSection } from './trend.js';

/** The largest report that is kept within the page, in UTF-16 units: a larger one would make the page slow. */
const EMBEDDED = 8 * 1024 * 1024;

/** Nothing is loaded, and only our own style sheet and script are allowed, by their hashes. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
}

/**
 * A report as a page in one file, which needs no network and no server. The page is complete without its script, which adds
 * arrow keys, unfolds everything for printing, and saves the report.
 *
 * @param comparison with an earlier build
 */
export function renderPage(report: Report, comparison?: Comparison): string {
  const sections = sectionsOf(report, comparison);
  const title = report.ok ? tagWords(report) : 'failed build';
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${shorten(title, 200)} – layer-build</title>
${verbatim('style', STYLE)}
</head>
<body>
<a class="skip" href="#steps">To the steps</a>
<header>${headline(report)}</header>
<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main>${sections.map(section)}</main>
<footer><p class="quiet">${shorten(report.generator, 100)}</p>${embedded(report)}</footer>
${verbatim('script', SCRIPT)}
</body>
</html>
`;
  return page.text;
}

function sectionsOf(report: Report, comparison: Comparison | undefined): readonly Section[] {
  const { steps, image, inputs, warnings, error, trend = [] } = report;
  const stepSections: readonly Section[] = [
    { id: 'misses', title: 'Misses', content: misses(steps) },
    { id: 'timeline', title: 'Timeline', content: timeline(report) },
    { id: 'steps', title: 'Steps', content: stepsTable(steps) },
  ];
  return [
    ...(error === undefined ? [] : [{ id: 'error', title: failureTitle(error), content: errorSection(report, error) }]),
    ...(comparison === undefined ? [] : [{ id: 'changes', title: 'Changes', content: changesSection(comparison) }]),
    ...(steps.length === 0 ? [] : stepSections),
    ...(trend.length < 2 ? [] : [{ id: 'trend', title: 'Trend', content: trendSection(trend) }]),
    ...(image === undefined ? [] : [{ id: 'image', title: 'Image', content: imageSection(image, steps) }]),
    { id: 'cache', title: 'Cache', content: markup`${cacheSection(report.cache)}${baseTable(report)}` },
    ...(inputs === undefined ? [] : [{ id: 'inputs', title: 'Inputs', content: inputSection(inputs) }]),
    ...(warnings.length === 0 ? [] : [{ id: 'warnings', title: 'Warnings', content: warningList(warnings) }]),
  ];
}

function failureTitle({ name }: ErrorReport): string {
  return name === 'Interruption' ? 'Where it stopped' : 'What failed';
}

function section({ id, title, content }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}

function embedded(report: Report): Markup {
  if (textLength(report) > EMBEDDED) {
    return markup`<p class="quiet">The report itself is too large to be kept in this page.</p>`;
  }
  return markup`<p><button type="button" id="save" hidden>Save report.json</button></p>${dataBlock('report', report)}`;
}

/** The length of all texts and field names, counted before the report is made a text. */
function textLength(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, item]) => sum + name.length + textLength(item), 0);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
