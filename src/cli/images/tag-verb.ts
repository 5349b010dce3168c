import { imageVerb } from './image-verb.js';

export const tagVerb = imageVerb({
  name: 'tag',
  aliases: ['image tag'],
  summary: 'give an image another name',
  operands: 'IMAGE NAME',
  count: [2, 2],
  flags: {},
  run: async ({ operands: [image = '', name = ''], withImages }) => {
    await withImages((images) => images.tag(image, name));
    return 0;
  },
});
