import { imageVerb } from './image-verb.js';

export const tagVerb = imageVerb({
  name: 'tag',
  aliases: ['image tag'],
  summary: 'give an image another name',
  operands: 'IMAGE NAME',
  count: [2, 2],
  examples: [{ does: 'Name an image for a registry', command: 'layer-build tag app:1 ghcr.io/me/app:1' }],
  flags: {},
  run: async ({ operands: [image = '', name = ''], withImages }) => {
    await withImages((images) => images.tag(image, name));
    return 0;
  },
});
