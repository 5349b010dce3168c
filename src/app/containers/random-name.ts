import { randomInt } from 'node:crypto';

const QUALITIES = (
  'able bold brave bright calm clear clever cosy deft eager fair fleet fond gentle glad green happy keen kind lively lucky merry mild ' +
  'neat noble plain proud quick quiet rapid ready sharp shy silver steady still swift tidy true warm wise witty young'
).split(' ');
const THINGS = (
  'acorn anchor apple arrow badger barrel basket beacon birch bridge candle canoe cedar clover comet copper coral crane daisy dune ' +
  'ember falcon fern finch forest garden harbour hazel heron island ivy kettle lantern lark linden maple meadow mill oak orchard otter ' +
  'pebble pine plover quill raven reed river robin rowan sail sparrow spruce stone swan thistle tulip valley walnut willow wren'
).split(' ');

/** A name for a container that got none, such as `quiet_harbour_52`. */
export function randomName(): string {
  const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';
  return `${pick(QUALITIES)}_${pick(THINGS)}_${randomInt(10, 100)}`;
}
