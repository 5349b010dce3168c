import { agentOfKeys } from '../../../src/ssh/agent.js';
import { Malformed, WireReader, wireString, wireUint32 } from '../../../src/ssh/wire.js';
import { holds, type Target } from '../target.js';

const KEY = Buffer.from('public key');
const identity = { publicKey: KEY, sign: (data: Buffer) => data };
const MOST_FIELDS = 1000;

/** What a step asks of the agent that it is shown. */
export const target: Target = {
  seeds: [
    Buffer.of(11),
    Buffer.concat([Buffer.of(13), wireString(KEY), wireString('data'), wireUint32(2)]),
    Buffer.concat([Buffer.of(13), wireString('other'), wireString(''), wireUint32(0)]),
    Buffer.concat([Buffer.of(27), wireString('session-bind@openssh.com')]),
  ],
  refusals: [Malformed],
  async run(input) {
    const answer = await agentOfKeys([identity])().answer(input);
    holds([5, 12, 14].includes(answer[0]!), 'an answer is one of three');
    const reader = new WireReader(input);
    for (let field = 0; field < MOST_FIELDS; field++)
      holds(reader.string().length <= input.length, 'a field is part of its message');
  },
};
