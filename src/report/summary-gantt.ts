import type { StepReport } from './report.js';

/** GitHub's Mermaid gets slow with more, and a chart unreadable. */
const BARS = 50;
const LABEL = 40;
/** What is shorter is no bar that anybody could see. Milliseconds. */
const SHORTEST = 1;

/** When which step ran, as a Mermaid chart with a section a stage; the table says the same in numbers. */
export function ganttSection(steps: readonly StepReport[]): readonly string[] {
  const visible = steps.filter((step) => step.durationMs >= SHORTEST);
  if (visible.length < 2) return [];
  const longest = new Set(visible.toSorted((left, right) => right.durationMs - left.durationMs).slice(0, BARS));
  const shown = visible.filter((step) => longest.has(step));
  const lines = ['```mermaid', 'gantt', '  dateFormat x', `  axisFormat ${axisFormat(shown)}`, '  todayMarker off'];
  let section: string | undefined;
  for (const step of shown) {
    if (step.stage !== section) {
      section = step.stage;
      lines.push(`  section ${label(`stage ${step.stage}`)}`);
    }
    lines.push(bar(step));
  }
  lines.push('```');
  const left = steps.length - shown.length;
  return left === 0 ? lines : [...lines, '', `${left} shorter steps are not drawn.`];
}

function bar(step: StepReport): string {
  const start = Math.round(step.startedMs + step.times.waitingMs);
  const end = start + Math.max(Math.round(step.durationMs), SHORTEST);
  return `  ${step.number} ${label(step.instruction)} :${TAGS[step.status]}s${step.number}, ${start}, ${end}`;
}

const TAGS = { hit: 'done, ', miss: '', failed: 'crit, ' } as const;

/** Times are milliseconds since the build began, so the axis is read as a clock that began at nought. */
function axisFormat(steps: readonly StepReport[]): string {
  const end = Math.max(...steps.map((step) => step.startedMs + step.times.waitingMs + step.durationMs));
  return end < 5_000 ? '%S.%Ls' : end < 3_600_000 ? '%M:%S' : '%H:%M';
}

/** Only letters, digits and marks that mean nothing to Mermaid. */
function label(text: string): string {
  const plain = text
    .replace(/[^\p{L}\p{N} ._/=+@-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length <= LABEL ? plain : `${[...plain].slice(0, LABEL - 1).join('')}…`;
}
