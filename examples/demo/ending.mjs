/** What the demo says at its end. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** @param {readonly { title: string, report: object, durationMs: number }[]} builds */
export function timesTable(builds) {
  const titles = Math.max(...builds.map(({ title }) => title.length));
  const times = builds.map(({ durationMs }) => seconds(durationMs));
  const width = Math.max(...times.map((time) => time.length));
  return builds
    .map(({ title, report }, index) => {
      const work = report.steps.filter(isWork);
      const ran = work.filter(didRun).length;
      const what = ran === 0 ? 'nothing had to run' : `${ran} of ${work.length} COPY and RUN steps had to run`;
      return `  ${title.padEnd(titles)}  ${times[index].padStart(width)}  ${what}\n`;
    })
    .join('');
}

/** Why the first step of a build was not in the cache, in a sentence. */
export function causeSentence({ steps, dockerfile }) {
  const first = steps.find((step) => didRun(step) && isWork(step));
  if (first === undefined) return 'Every step was in the cache.';
  const after = steps.filter((step) => didRun(step) && isWork(step) && step !== first).length;
  const rest = after === 0 ? '' : ` ${after} ${after === 1 ? 'step that needs' : 'steps that need'} it ran too.`;
  return `${dockerfile}:${first.line} \`${first.instruction}\` was not in the cache: ${first.reason}.${rest}`;
}

/** FROM is no work of the build, and instructions such as ENV only change the image's config. */
function isWork({ instruction }) {
  return /^(?:RUN|COPY|ADD)\b/i.test(instruction);
}

function didRun({ status }) {
  return status === 'miss';
}

function seconds(milliseconds) {
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

/** Opens a page in the desktop's browser, if there are a desktop and a person. */
export function openPage(page) {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = '', CI } = process.env;
  const desktop = DISPLAY ?? WAYLAND_DISPLAY;
  const opener = PATH.split(':').some((folder) => existsSync(path.join(folder, 'xdg-open')));
  if (desktop === undefined || CI !== undefined || !process.stdout.isTTY || !opener || process.getuid() === 0)
    return false;
  spawn('xdg-open', [page], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
  return true;
}
