import type { BuildEvent, EventSink } from '../../src/engine/events.js';
import { ReportBuilder } from '../../src/report/model/report-builder.js';
import type { Report } from '../../src/report/model/report.js';
import type { ImageDraft } from '../../src/engine/image-draft.js';
import { sha256 } from '../../src/oci/digest.js';
import { someImageId } from './identities.js';
import type { Built } from './memory-build.js';

/** All events of a build in memory, as a console or a report gets them. */
export function eventsOf({ plan, events, result }: Built, startedAt = 0): readonly BuildEvent[] {
  const { steps } = plan;
  const ended: BuildEvent = { type: 'build-finished', durationMs: 1000, ok: result.kind === 'built' };
  const image = result.kind === 'built' ? [imageEvent(result.draft)] : [];
  return [{ type: 'plan', steps, dockerfile: 'Dockerfile', startedAt }, ...events, ...image, ended];
}

export function reportOf(built: Built, ...also: readonly EventSink[]): Report {
  const report = new ReportBuilder();
  for (const event of eventsOf(built)) for (const sink of [report.sink, ...also]) sink(event);
  return report.report();
}

function imageEvent({ layers }: ImageDraft): BuildEvent {
  const digest = sha256('manifest');
  const imageId = someImageId('config');
  const blobs = layers.map(({ blob: { digest: layer, size } }) => ({ digest: layer, size }));
  const platforms = [{ platform: 'linux/amd64', digest, imageId, layers: blobs }];
  return { type: 'image', digest, imageId, tags: ['web:1'], platforms };
}
