import { UserError } from '../errors.js';

/** A template that cannot be read, or does not fit its data. */
export class TemplateError extends UserError {
  constructor(problem: string) {
    super(`template: ${problem}`, {
      hint: "A template is written as for docker's --format, e.g. '{{.Id}}' or '{{json .Config}}'.",
    });
  }
}
