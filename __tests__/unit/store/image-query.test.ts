import { describe, expect, it } from 'vitest';

import { sha256, digestHex } from '../../../src/oci/digest.js';
import { ImageQuery } from '../../../src/store/image-query.js';
import { imageName, imageNames } from '../../support/image-names.js';

const id = sha256('config');

describe('ImageQuery', () => {
  it('is a name with the default tag', () => {
    expect(ImageQuery.of('me/app').name).toEqual(imageName('docker.io/me/app:latest'));
    expect(ImageQuery.of('app').isNamed(imageNames('other', 'app:latest'))).toBe(true);
    expect(ImageQuery.of('app').isNamed(imageNames('app:1'))).toBe(false);
  });

  it.each([id, digestHex(id), digestHex(id).slice(0, 12), digestHex(id).slice(0, 1), `app@${id}`])(
    'is an id: %s',
    (text) => expect(ImageQuery.of(text).isIdOf(id)).toBe(true),
  );

  it.each(['', 'app', 'app:1', `${digestHex(id)}0`, digestHex(id).toUpperCase(), `app@${sha256('other')}`])(
    'is not the id: %s',
    (text) => expect(ImageQuery.of(text).isIdOf(id)).toBe(false),
  );

  it('says what is wrong with a name where one is needed', () => {
    const query = ImageQuery.of('Not-A-Name');
    expect(query.name).toBeUndefined();
    expect(query.isNamed(imageNames('app'))).toBe(false);
    expect(() => query.requireName()).toThrow(/invalid image reference "Not-A-Name"/);
    expect(ImageQuery.of('app').requireName()).toEqual(imageName('app'));
  });
});
