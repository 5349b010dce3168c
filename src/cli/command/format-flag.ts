import { asWritten, one } from '../../app/options/option.js';

export const FORMAT = {
  flag: '--format',
  takes: one('TEMPLATE', asWritten),
  help: "a Go template as docker takes it: '{{.ID}}', 'table {{.ID}}\\t{{.Size}}', or json",
} as const;
