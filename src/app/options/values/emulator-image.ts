import { UserError } from '../../../errors.js';
import { parseReference, type Reference } from '../../../oci/reference.js';

/** The image that docker/setup-qemu-action uses, as it was released with QEMU 10.2.3. */
export const EMULATOR_IMAGE =
  'docker.io/tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0';

/** @throws UserError for a text that names no image */
export function parseEmulatorImage(where: string, text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${where}: ${error.message}`, { hint: error.hint });
  }
}
