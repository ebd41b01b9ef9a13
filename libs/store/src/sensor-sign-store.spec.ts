import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@elastic/elasticsearch';
import { indexNames, type SensorSign } from '@lianfang/contract';
import { createSensorSignStore, type SensorSignStore } from './sensor-sign-store';

const sign: SensorSign = {
  ...{ topic: 'threat-events', epoch: 1, partition: 0, sensor: 'ids-1', county: 'centre', registered: false },
  ...{ to: 10, chunk: '0.0', lastSign: 1_000, lastReadable: 1_000, lastCounted: 1_000, lastEvent: 900, since: 1_000 },
  ...{ lastIgnored: null, lastRejected: null, rejectedCode: null, counted: 1, duplicate: 0, ignored: 0, rejected: 0 },
};

/** In place of Elasticsearch: every bulk is answered with these items. */
describe('forgetting signs of life', () => {
  let server: Server;
  let client: Client;
  let store: SensorSignStore;
  let items: readonly object[] | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
        response.end(JSON.stringify({ errors: true, took: 1, items }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new Client({ node: `http://127.0.0.1:${port}`, maxRetries: 0, requestTimeout: 2_000 });
    store = createSensorSignStore(client, indexNames('t'));
  });

  afterAll(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const deleted = (status: number, type?: string): object => {
    return { delete: { _index: 'signs', status, ...(type === undefined ? {} : { error: { type, reason: 'why' } }) } };
  };

  it.each([
    ['a full queue', [deleted(200), deleted(429, 'es_rejected_execution_exception')]],
    ['a shard that is away', [deleted(503, 'unavailable_shards_exception'), deleted(200)]],
    ['an answer that is cut', [deleted(200)]],
    ['an answer without items', undefined],
  ])('is to be repeated after %s', async (_name, answered) => {
    items = answered;
    await expect(store.forget([sign, { ...sign, sensor: 'ids-2' }])).rejects.toMatchObject({ code: 'LF-ES-BUSY' });
  });

  it('is done where a sign is gone already, or lives again', async () => {
    items = [deleted(404), deleted(409, 'version_conflict_engine_exception')];
    await expect(store.forget([sign, { ...sign, sensor: 'ids-2' }])).resolves.toBeUndefined();
  });
});
