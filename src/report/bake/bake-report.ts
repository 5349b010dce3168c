import { formatDuration } from '../../text/format.js';
import { oneLine } from '../../text/sanitize-line.js';
import { messageOf } from '../../errors.js';
import { VERSION } from '../../version.js';
import { markdownCode, markdownText } from '../github-markdown.js';
import { type BuiltImage, buildMetadata, warningMetadata } from '../metadata.js';
import type { Report } from '../model/report.js';

/** How the build of one target ended. */
export type TargetReport = { readonly name: string; readonly report: Report } & (
  | { readonly status: 'built'; readonly image: BuiltImage; readonly durationMs: number }
  | { readonly status: 'failed'; readonly error: unknown; readonly durationMs: number }
  | { readonly status: 'stopped' }
);

/** One report about the builds of all targets. */
export interface BakeReport {
  readonly durationMs: number;
  /** By name. */
  readonly targets: readonly TargetReport[];
}

/** The file of `--report`: a document of each target's own build in one. Steps are numbered over all targets. */
export function bakeDocument({ durationMs, targets }: BakeReport): Record<string, unknown> {
  return {
    version: 1,
    generator: `layer-build ${VERSION}`,
    ok: targets.every(({ status }) => status === 'built'),
    durationMs,
    targets: Object.fromEntries(
      targets.map((target) => [
        target.name,
        {
          status: target.status,
          ...(target.status === 'built' && { digest: target.image.digest, tags: target.image.tags }),
          ...(target.status !== 'stopped' && { durationMs: target.durationMs }),
          report: target.report,
        },
      ]),
    ),
  };
}

/** The metadata of all images, by target, with the keys that buildx writes. @param warnings what the checks found is in it too */
export function bakeMetadata(
  { targets }: BakeReport,
  { warnings }: { readonly warnings: boolean },
): Record<string, unknown> {
  const built = targets.filter((target) => target.status === 'built');
  const builds = built.map(({ image, report }) => ({ dockerfile: image.dockerfile, warnings: report.warnings }));
  return {
    ...(warnings && warningMetadata(builds)),
    ...Object.fromEntries(built.map(({ name, image }) => [name, buildMetadata(image)])),
  };
}

/** A line for each target, and one for all. */
export function bakeText(report: BakeReport): string {
  const { targets, durationMs } = report;
  const width = Math.max(0, ...targets.map(({ name }) => name.length));
  const lines = targets.map((target) => {
    const steps = stepWords(target.report);
    switch (target.status) {
      case 'built':
        return `${target.name.padEnd(width)}  built in ${formatDuration(target.durationMs)}; ${steps}; ${target.image.digest}`;
      case 'failed':
        return `${target.name.padEnd(width)}  failed after ${formatDuration(target.durationMs)}: ${oneLine(messageOf(target.error))}`;
      case 'stopped':
        return `${target.name.padEnd(width)}  not built`;
    }
  });
  return `${[...lines, `${conclusion(report)} (${formatDuration(durationMs)})`].join('\n')}\n`;
}

/** The job summary, in GitHub-flavoured Markdown. */
export function bakeSummary(report: BakeReport): string {
  const ok = report.targets.every(({ status }) => status === 'built');
  const rows = report.targets.map((target) => {
    const cells = [
      markdownCode(target.name, 100),
      target.status === 'built' ? '✅ built' : target.status === 'failed' ? '❌ failed' : 'not built',
      markdownText(stepWords(target.report), 100),
      target.status === 'stopped' ? '' : formatDuration(target.durationMs),
      target.status === 'built'
        ? markdownCode(target.image.digest, 100)
        : target.status === 'failed'
          ? markdownText(oneLine(messageOf(target.error)), 300)
          : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '### layer-build bake',
    '',
    `${ok ? '✅' : '❌'} **${conclusion(report)}** in ${formatDuration(report.durationMs)}`,
    '',
    '| target | | steps | time | image |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function conclusion({ targets }: BakeReport): string {
  const built = targets.filter(({ status }) => status === 'built').length;
  const words = `${built} of ${targets.length} ${targets.length === 1 ? 'target' : 'targets'} built`;
  const shared = targets.reduce((sum, { report }) => sum + duplicates(report), 0);
  return shared === 0 ? words : `${words}, ${shared} ${shared === 1 ? 'step' : 'steps'} shared`;
}

function stepWords(report: Report): string {
  const { hits, misses } = report.totals;
  const shared = duplicates(report);
  return [`${hits} from the cache`, `${misses} ran`, ...(shared === 0 ? [] : [`${shared} shared`])].join(', ');
}

/** Steps whose results another target made in the same run, or the target itself for another platform. */
function duplicates({ steps }: Report): number {
  return steps.filter(({ status }) => status === 'duplicate').length;
}
