import type { EventSink } from '../../engine/events.js';
import type { ReportBuilder } from '../model/report-builder.js';
import { cacheWords } from '../work-words.js';

/**
 * A sink for a console that people read: at the end of a build that succeeded, the console also says what the cache did.
 *
 * @param report has got every event before the console does
 */
export function withClosingLine(report: ReportBuilder, console: EventSink): EventSink {
  return (event) => {
    const words = event.type === 'build-finished' && event.ok ? cacheWords(report.report()) : undefined;
    if (words !== undefined) console({ type: 'notice', message: words });
    console(event);
  };
}
