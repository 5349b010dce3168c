import { fstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** Bit masks of open(2). /proc/PID/fdinfo has them as `flags`, in octal. */
const ACCESS_MODE = 0o3;
const READ_ONLY = 0;
/** How many pipes are followed from one program to the next: `layer-build … | grep … | tee build.log`. */
const MOST_PROGRAMS = 8;

/**
 * Absolute paths of the files that this process's output goes to: files that it is redirected to (`> build.log`), and files that
 * programs after a pipe have open for writing (`| tee build.log`). Only Linux shows them.
 */
export function redirections(): readonly string[] {
  const files = new Set<string>();
  const pipes = new Set<string>();
  for (const fd of [1, 2]) note(`/proc/self/fd/${fd}`, fd, files, pipes);
  if (pipes.size > 0) followPipes(files, pipes);
  return [...files];
}

function note(link: string, fd: number, files: Set<string>, pipes: Set<string>): void {
  try {
    const stats = fstatSync(fd);
    if (stats.isFile()) files.add(readlinkSync(link));
    if (stats.isFIFO()) pipes.add(readlinkSync(link));
  } catch {
    // The descriptor is closed, or the system has no /proc.
  }
}

/** Adds the files that the readers of the pipes write to. The loop also visits what is added meanwhile. */
function followPipes(files: Set<string>, pipes: Set<string>): void {
  const programs = programsOfSession();
  let followed = 0;
  for (const pipe of pipes) {
    if (++followed > MOST_PROGRAMS) return;
    for (const { reads, writes } of programs) {
      if (!reads.includes(pipe)) continue;
      for (const target of writes) (target.startsWith('pipe:') ? pipes : files).add(target);
    }
  }
}

interface Program {
  /** Pipes. */
  readonly reads: readonly string[];
  /** Pipes and files. */
  readonly writes: readonly string[];
}

/** A shell starts all programs of a pipeline in its own session. */
function programsOfSession(): readonly Program[] {
  const own = sessionOf('self');
  const others = names('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return others.filter((pid) => sessionOf(pid) === own).map(programOf);
}

/** Field 6 of /proc/PID/stat, see proc(5). The second field may have blanks and parentheses. */
function sessionOf(pid: string): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3];
}

function programOf(pid: string): Program {
  const reads: string[] = [];
  const writes: string[] = [];
  for (const fd of names(`/proc/${pid}/fd`)) {
    const target = linkOf(`/proc/${pid}/fd/${fd}`);
    if (!target.startsWith('pipe:') && !target.startsWith('/')) continue;
    const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(textOf(`/proc/${pid}/fdinfo/${fd}`))?.[1] ?? '0', 8);
    if ((flags & ACCESS_MODE) !== READ_ONLY) writes.push(target);
    else if (target.startsWith('pipe:')) reads.push(target);
  }
  return { reads, writes };
}

// A process may end meanwhile, and processes of other users cannot be read.

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
