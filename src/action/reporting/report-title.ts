/** What a step of a job is about, as the heading of its reports. */
export function reportTitle(dockerfile: string, target: string | undefined): string {
  return `layer-build: ${dockerfile}${target === undefined ? '' : `, target ${target}`}`;
}
