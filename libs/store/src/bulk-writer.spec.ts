import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@elastic/elasticsearch';
import { bulkWrite, IndexReplacedError, type BulkDocument } from './bulk-writer';

type Answer = (ids: readonly string[], response: ServerResponse, request: IncomingMessage) => void;

const BLOCK = {
  type: 'cluster_block_exception',
  reason:
    'index [rows] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];',
};

const WRITE_BLOCK = {
  type: 'cluster_block_exception',
  reason: 'index [rows] blocked by: [FORBIDDEN/8/index write (api)];',
};

/** In place of Elasticsearch: each request gets the next answer, the last one for ever. */
describe('bulkWrite', () => {
  let server: Server;
  let client: Client;
  let answers: Answer[];
  /** Ids of each request, in order. */
  let asked: string[][];

  beforeEach(async () => {
    answers = [];
    asked = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        const ids = body
          .split('\n')
          .filter((line) => line.startsWith('{"index"'))
          .map((line) => (JSON.parse(line) as { index: { _id: string } }).index._id);
        asked.push(ids);
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        answer?.(ids, response, request);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new Client({ node: `http://127.0.0.1:${port}`, maxRetries: 0, requestTimeout: 500 });
  });

  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const documents = (count: number): BulkDocument[] =>
    Array.from({ length: count }, (_unused, at) => ({ index: 'rows', id: `r${at}`, version: 9, document: { at } }));

  it('tells at once that an index was replaced: repeating would not help', async () => {
    const reason = 'no write index is defined for alias [rows]. The write index may be explicitly disabled';
    const replaced = { status: 400, error: { type: 'illegal_argument_exception', reason } };
    answers = [items((id) => (id === 'r1' ? replaced : {}))];
    await expect(bulkWrite(client, documents(3))).rejects.toThrow(IndexReplacedError);
    expect(asked).toHaveLength(1);
  });

  it('sends only the item again that was not taken, of 2,000', async () => {
    answers = [items((id) => (id === 'r1234' ? rejected : {})), items(() => ({}))];
    const outcomes = await bulkWrite(client, documents(2_000));
    expect(outcomes).toHaveLength(2_000);
    expect(outcomes.every(({ kind }) => kind === 'written')).toBe(true);
    expect(asked.map((ids) => ids.length)).toEqual([2_000, 1]);
    expect(asked[1]).toEqual(['r1234']);
  });

  it('keeps the outcomes of the others in their place', async () => {
    const conflict = {
      status: 409,
      error: { type: 'version_conflict_engine_exception', reason: 'current version [12]' },
    };
    const refused = { status: 400, error: { type: 'strict_dynamic_mapping_exception', reason: 'not allowed' } };
    const first: Record<string, object> = { r0: conflict, r1: rejected, r2: refused };
    answers = [items((id) => first[id] ?? {}), items(() => ({}))];
    expect(await bulkWrite(client, documents(3))).toEqual([
      { kind: 'superseded', storedVersion: 12 },
      { kind: 'written' },
      { kind: 'refused', reason: 'strict_dynamic_mapping_exception: not allowed' },
    ]);
  });

  it('gives up on an item that is never taken, so that the caller can wait longer', async () => {
    answers = [items((id) => (id === 'r1' ? rejected : {}))];
    await expect(bulkWrite(client, documents(3))).rejects.toThrow(
      /LF|can't take documents now .*es_rejected_execution/,
    );
    expect(asked.map((ids) => ids.length)).toEqual([3, 1, 1]);
  });

  it('sends halves when the request is too large', async () => {
    answers = [
      (ids, response) =>
        ids.length > 2
          ? answer(response, 413, { error: 'too large' })
          : items(() => ({}))(ids, response, null as never),
    ];
    expect(await bulkWrite(client, documents(5))).toHaveLength(5);
  });

  it.each<[string, Answer, RegExp]>([
    ['429 for the whole bulk', whole(429, { error: { type: 'es_rejected_execution_exception' } }), /status 429/],
    ['503', whole(503, { error: { type: 'unavailable' } }), /status 503/],
    ['401', whole(401, { error: { type: 'security_exception' } }), /API key or password/],
    ['a reset after the body was accepted', (_ids, _response, request) => request.socket.destroy(), /can't take/],
    ['no answer at all', () => undefined, /can't take/],
    ['a page of a proxy', (_ids, response) => answer(response, 200, '<html>', 'text/html'), /can't take/],
    [
      'fewer items than documents',
      (ids, response) => items(() => ({}))(ids.slice(1), response, null as never),
      /incomplete/,
    ],
    ['a truncated body', truncated, /can't take/],
    ['items that were neither stored nor refused', items(() => ({ status: 500 })), /status 500/],
    ['the flood-stage block for the whole bulk', whole(429, { error: BLOCK, status: 429 }), /flood-stage.*free disk/],
    ['the flood-stage block for each item', items(() => ({ status: 429, error: BLOCK })), /flood-stage.*free disk/],
    ['the block of a rebuild for each item', items(() => ({ status: 403, error: WRITE_BLOCK })), /rebuild -- --abort/],
    ['the block of a rebuild for the bulk', whole(403, { error: WRITE_BLOCK, status: 403 }), /takes seconds/],
  ])('asks to be repeated after %s', async (_name, reply, message) => {
    answers = [reply];
    await expect(bulkWrite(client, documents(3))).rejects.toThrow(message);
  });
});

const rejected = { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'queue is full' } };

/** 200, with `errors: true` where an item has one. */
function items(outcome: (id: string) => object): Answer {
  return (ids, response) => {
    const made = ids.map((id) => ({ index: { _id: id, status: 201, ...outcome(id) } }));
    answer(response, 200, { took: 1, errors: made.some(({ index }) => 'error' in index), items: made });
  };
}

function whole(status: number, body: object): Answer {
  return (_ids, response) => answer(response, status, body);
}

function truncated(_ids: readonly string[], response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': JSON_TYPE,
    'x-elastic-product': 'Elasticsearch',
    'content-length': '5000',
  });
  response.write('{"took":1,"errors":false,"items":[{"index":{"_id":"r0","st');
  response.socket?.end();
}

const JSON_TYPE = 'application/vnd.elasticsearch+json;compatible-with=9';

function answer(response: ServerResponse, status: number, body: object | string, type = JSON_TYPE): void {
  response.writeHead(status, { 'content-type': type, 'x-elastic-product': 'Elasticsearch' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
