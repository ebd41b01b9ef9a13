import { errors, type Client } from '@elastic/elasticsearch';
import { indexNames } from '@lianfang/contract';
import { restoreBackup } from './restore-backup';

/** An empty cluster that refuses to restore, for a reason that it gives. */
function refusing(reason: string): Client {
  const error = new errors.ResponseError({
    body: { error: { type: 'snapshot_restore_exception', reason }, status: 500 },
    statusCode: 500,
    headers: {},
    warnings: null,
    meta: {} as never,
  });
  return {
    indices: { getAlias: async () => ({}), exists: async () => false, create: async () => ({}) },
    snapshot: { restore: async () => Promise.reject(error) },
  } as unknown as Client;
}

describe('restoreBackup', () => {
  it('says what to do where another program made an index while it was being restored', async () => {
    const client = refusing(
      'cannot restore index [lianfang-pin-v1] because an open index with same name already exists',
    );
    const order = {
      names: indexNames(),
      repository: 'r',
      backup: { name: 'b', parts: [{ snapshot: 'b-1', indices: ['lianfang-pin-v1'] }] } as never,
      isReplacing: false,
      signal: new AbortController().signal,
      say: () => undefined,
    };
    await expect(restoreBackup(client, order)).rejects.toMatchObject({
      code: 'LF-RESTORE-FAILED',
      message: expect.stringMatching(/lianfang-pin-v1.*stop whatever writes.*--replace\.$/s) as string,
    });
  });
});
