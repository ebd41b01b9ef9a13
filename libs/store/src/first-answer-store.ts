import { errors, type Client } from '@elastic/elasticsearch';
import { firstAnswer, type FirstAnswer, type IndexNames } from '@lianfang/contract';
import { removeDocuments } from './document-retention';
import { versioned } from './index-templates';

/** An answer that is kept, or a lock, with what is needed to change it. */
export interface HeldAnswer {
  readonly held: FirstAnswer;
  /** Names this state of it. */
  readonly state: { readonly seqNo: number; readonly primaryTerm: number };
}

/** First answers to writes, one document for each key; of several who want to write one of them does. */
export interface FirstAnswerStore {
  /** Makes the lock. @returns its state; undefined where there is one already */
  create(id: string, lock: FirstAnswer): Promise<HeldAnswer | undefined>;
  read(id: string): Promise<HeldAnswer | undefined>;
  /** Puts another in the place of this state. @returns undefined where somebody else was faster */
  replace(id: string, before: HeldAnswer, next: FirstAnswer): Promise<HeldAnswer | undefined>;
  /** Gives the lock back, unless somebody else has it. */
  remove(id: string, before: HeldAnswer): Promise<void>;
  /** Drops what was begun before an instant. */
  forget(before: number): Promise<void>;
}

/** The {@link FirstAnswerStore} on Elasticsearch. */
export function createFirstAnswerStore(client: Client, names: IndexNames): FirstAnswerStore {
  const index = versioned(names.firstAnswers);
  const stateOf = (
    held: FirstAnswer,
    answer: { _seq_no?: number | undefined; _primary_term?: number | undefined },
  ): HeldAnswer => {
    const { _seq_no: seqNo, _primary_term: primaryTerm } = answer;
    if (seqNo === undefined || primaryTerm === undefined) throw new Error('no sequence number was told');
    return { held, state: { seqNo, primaryTerm } };
  };
  const at = ({ state }: HeldAnswer) => ({ if_seq_no: state.seqNo, if_primary_term: state.primaryTerm });
  return {
    create: (id, lock) => unlessFaster(async () => stateOf(lock, await client.create({ index, id, document: lock }))),
    read: async (id) => {
      const found = await client.get({ index, id, realtime: true }, { ignore: [404] });
      return found.found ? stateOf(firstAnswer.parse(found._source), found) : undefined;
    },
    replace: (id, before, next) =>
      unlessFaster(async () => stateOf(next, await client.index({ index, id, document: next, ...at(before) }))),
    remove: async (id, before) => {
      await unlessFaster(() => client.delete({ index, id, ...at(before) }, { ignore: [404] }));
    },
    forget: async (before) => {
      await removeDocuments(client, index, { range: { begun: { lt: before } } });
    },
  };
}

async function unlessFaster<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 409) return undefined;
    throw error;
  }
}
