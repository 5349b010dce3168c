import { many, one, type Options } from './option.js';
import { parseBuilders } from './values/builder-spec.js';
import { absolutePath } from './values/plain-values.js';

/** Who builds. */
export const BUILDER_OPTIONS = {
  builder: {
    flag: '--builder',
    input: { name: 'builder', commas: false },
    takes: many('BUILDER', parseBuilders),
    help: 'build on BuildKit instead of here: an address such as tcp://HOST:PORT, the name of a builder of docker buildx, PLATFORM=BUILDER for one of several, or auto (docs/scaling.md)',
    otherwise: 'the own engine, on this machine',
    difference: 'Without it nothing is asked of Docker, and the variable BUILDX_BUILDER counts only for auto.',
  },
  builderTls: {
    flag: '--builder-tls',
    input: 'builder-tls',
    takes: one('FOLDER', absolutePath),
    help: 'folder with ca.pem, cert.pem and key.pem for a builder at tcp://HOST:PORT',
    otherwise: 'no TLS',
    docker: false,
  },
} as const satisfies Options;
