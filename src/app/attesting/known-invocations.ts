import { provenance, type ProvenanceForm } from '../../attestation/provenance.js';
import type { BuildFacts } from '../../attestation/build-facts.js';
import type { JournalLine } from '../../cache/journal.js';
import { type Invocation, invocation, MAX_INVOCATION } from '../../cache/record/invocations.js';
import { writeWhole } from '../../files/atomic-file.js';
import { pathInRoot } from '../../files/root-folder.js';
import { readJsonFile } from '../../json/json-file.js';
import { type Digest, hashFieldList } from '../../oci/digest.js';

/**
 * Which build made an image, and when. A later build that makes the same image from the same things has made nothing new: its
 * provenance says what that of the first build says, byte for byte, so nothing has to be pushed.
 *
 * Provenance that names its builder, as that of a job names its run, is about that run alone.
 *
 * What is signed never takes anything from here: whoever can write to a cache could have written this.
 */
export class KnownInvocations {
  readonly #root: string;
  readonly #note: (line: JournalLine) => void;

  constructor(root: string, note: (line: JournalLine) => void) {
    this.#root = root;
    this.#note = note;
  }

  /** The facts, with the invocation that made the image. @param image the digest of its manifest */
  async withFirst(facts: BuildFacts, form: ProvenanceForm, image: Digest): Promise<BuildFacts> {
    if (form.reproducible || form.builderId !== '') return facts;
    const timeless = provenance({ ...facts, ...NEVER }, form);
    const hash = hashFieldList([image, JSON.stringify(timeless)]);
    const file = pathInRoot(this.#root, 'invocations', hash);
    const known = await readJsonFile(file, invocation, MAX_INVOCATION);
    if (known !== undefined) {
      this.#note({ type: 'invocation', hash });
      const { invocationId, started, finished } = known;
      return { ...facts, invocationId, started: new Date(started), finished: new Date(finished) };
    }
    const { invocationId, started, finished } = facts;
    const own: Invocation = { invocationId, started: started.toISOString(), finished: finished.toISOString() };
    try {
      await writeWhole(file, JSON.stringify(own));
      this.#note({ type: 'invocation', hash });
    } catch {
      // A later build then says that it made the image: that is true too.
    }
    return facts;
  }
}

const NEVER = { invocationId: '', started: new Date(0), finished: new Date(0) };
