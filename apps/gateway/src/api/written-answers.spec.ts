import { fastify } from 'fastify';
import { keepWrittenAnswers } from './written-answers';

describe('keepWrittenAnswers', () => {
  it('answers what it is given, and makes the text of a frozen answer once', async () => {
    let made = 0;
    const counted = { name: '臺北市', toJSON: () => ({ name: '臺北市', made: (made += 1) }) };
    const shared = Object.freeze(counted);
    const server = fastify();
    keepWrittenAnswers(server);
    server.get('/shared', () => shared);
    server.get('/own', () => ({ ...counted }));
    const ask = async (url: string): Promise<unknown> => (await server.inject({ url })).json();
    expect([await ask('/shared'), await ask('/shared')]).toEqual([
      { name: '臺北市', made: 1 },
      { name: '臺北市', made: 1 },
    ]);
    expect([await ask('/own'), await ask('/own')]).toEqual([
      { name: '臺北市', made: 2 },
      { name: '臺北市', made: 3 },
    ]);
    const answer = await server.inject({ url: '/shared' });
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
    await server.close();
  });
});
