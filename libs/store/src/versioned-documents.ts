import { errors, type Client, type estypes } from '@elastic/elasticsearch';

/** Tries of one change: each loses only against somebody else's change that went through. */
const MOST_TRIES = 8;

/** Where one document is. */
export interface DocumentPlace {
  readonly index: string;
  readonly id: string;
}

/**
 * Changes one document by what it is now, so that of several writers none overwrites another (`if_seq_no`, or
 * create-only where there is none yet). `next` answers the same object, or undefined, to leave things as they are; it is
 * called again with what is stored then when somebody was faster.
 * @returns what is stored in the end.
 */
export async function changeDocument<T extends object>(
  client: Client,
  place: DocumentPlace,
  parse: (source: unknown) => T,
  next: (current: T | undefined) => T | undefined,
): Promise<T | undefined> {
  for (let tries = 1; ; tries += 1) {
    const found = await client.get({ ...place, realtime: true }, { ignore: [404] });
    const current = found.found ? parse(found._source) : undefined;
    const wanted = next(current);
    if (wanted === undefined || wanted === current) return current;
    try {
      await replace(client, place, found, wanted);
      return wanted;
    } catch (error) {
      if (!isConflict(error) || tries >= MOST_TRIES) throw error;
    }
  }
}

async function replace(
  client: Client,
  place: DocumentPlace,
  { found, _seq_no, _primary_term }: estypes.GetResponse,
  document: object,
): Promise<void> {
  if (!found) await client.create({ ...place, document });
  else if (_seq_no === undefined || _primary_term === undefined) throw new Error('no sequence number was told');
  else await client.index({ ...place, document, if_seq_no: _seq_no, if_primary_term: _primary_term });
}

function isConflict(error: unknown): boolean {
  return error instanceof errors.ResponseError && error.statusCode === 409;
}
