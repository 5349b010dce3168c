import { asWritten, one, SWITCH, type Options } from './option.js';
import { absolutePath, choice } from './values/plain-values.js';

/** How a build is shown to people. */
export const REPORT_OPTIONS = {
  progress: {
    flag: '--progress',
    takes: one('KIND', choice(['auto', 'plain', 'tty', 'json', 'rawjson', 'quiet'], { none: 'quiet' }), 'auto'),
    help: 'how progress is shown: plain, tty, json, rawjson (as BuildKit writes it), quiet, or auto, which is tty on a terminal and plain elsewhere',
    difference: 'json is our own form of events (docs/events.md).',
    common: true,
  },
  quiet: {
    flag: ['-q', '--quiet'],
    takes: SWITCH,
    help: 'print nothing but the image id',
  },
  report: {
    flag: '--report',
    input: 'report',
    takes: one('FILE', absolutePath),
    help: 'write every step with its reason, time and size to this file, as JSON',
    otherwise: { flag: 'no file', input: 'a temporary file, which the output report names' },
    docker: false,
    common: true,
  },
  trace: {
    flag: '--trace',
    takes: one('FILE', absolutePath),
    help: 'write what took time to this file, for Perfetto or chrome://tracing: steps, requests, layers, waits and bytes, of this process and of the one that runs steps',
    otherwise: 'no file',
    docker: false,
  },
  reportArtifact: {
    input: 'report-artifact',
    takes: one('NAME', asWritten),
    help: 'upload the report at the end of the job as an artifact with this name: report.html, a page for browsers, and report.json. The summary and the comment link it. If the name is taken in the run, as in a matrix, a suffix is added',
    otherwise: 'no artifact',
    docker: false,
  },
  comment: {
    input: 'comment',
    takes: one('WHEN', choice(['auto', 'always', 'never']), 'auto'),
    help: 'whether the pull request gets a comment with hit rate, time and size against the base branch: auto (on events of pull requests), always (also on a push to a branch with an open pull request) or never. The job needs "permissions: pull-requests: write". Without it there is only a line in the log',
    docker: false,
  },
  jobId: {
    input: { name: 'job-id', filledIn: '${{ job.check_run_id }}' },
    takes: one('NUMBER', asWritten),
    help: 'do not set this: the runner fills it in, so that the summary and the comment link the log of the job',
    docker: false,
  },
  githubToken: {
    input: { name: 'github-token', filledIn: '${{ github.token }}' },
    takes: one('TOKEN', asWritten),
    help: 'token for the server if the Git context is fetched, and to write the comment with',
    difference: 'There it is for the Git context alone.',
  },
} as const satisfies Options;

export type ProgressKind = ReturnType<(typeof REPORT_OPTIONS)['progress']['takes']['read']>;
export type CommentPolicy = ReturnType<(typeof REPORT_OPTIONS)['comment']['takes']['read']>;
