import { sha256 } from '../../../src/oci/digest.js';
import { someImageId } from '../../support/identities.js';

/** What a build that went well gives. */
export const RESULT = {
  digest: sha256('manifest'),
  imageId: someImageId('config'),
  tags: ['docker.io/library/web:1'],
  descriptor: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: sha256('manifest'), size: 7 },
  provenance: {},
  dockerfile: { name: 'Dockerfile', text: 'FROM a\n' },
};
