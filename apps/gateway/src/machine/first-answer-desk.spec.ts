import type { FirstAnswer } from '@lianfang/contract';
import type { FirstAnswerStore, HeldAnswer } from '@lianfang/store';
import { eventually } from '@lianfang/testing';
import { FirstAnswerDesk, type Answered, type KeyedWrite } from './first-answer-desk';

const HOUR_MS = 3_600_000;

/** Documents in memory, as two gateways see them. */
function fakeStore() {
  const documents = new Map<string, HeldAnswer>();
  let seqNo = 0;
  const put = (id: string, held: FirstAnswer): HeldAnswer => {
    const made = { held, state: { seqNo: (seqNo += 1), primaryTerm: 1 } };
    documents.set(id, made);
    return made;
  };
  const isSame = (id: string, before: HeldAnswer): boolean => documents.get(id)?.state.seqNo === before.state.seqNo;
  const store: FirstAnswerStore = {
    create: (id, lock) => Promise.resolve(documents.has(id) ? undefined : put(id, lock)),
    read: (id) => Promise.resolve(documents.get(id)),
    replace: (id, before, next) => Promise.resolve(isSame(id, before) ? put(id, next) : undefined),
    remove: (id, before) => {
      if (isSame(id, before)) documents.delete(id);
      return Promise.resolve();
    },
    forget: (before) => {
      for (const [id, { held }] of documents) if (held.begun < before) documents.delete(id);
      return Promise.resolve();
    },
  };
  return { store, documents };
}

const write: KeyedWrite = {
  who: 'machine siem',
  county: '63000',
  route: 'POST /api/v1/things',
  key: 'k1',
  asked: '/api/v1/things {"a":1}',
};

function world() {
  const clock = { now: 1_000 * HOUR_MS };
  const { store, documents } = fakeStore();
  const gateway = (owner: string) => new FirstAnswerDesk({ store, owner, now: () => clock.now });
  let done = 0;
  const work = (): Promise<Answered> => Promise.resolve({ body: { done: (done += 1) } });
  return { clock, documents, one: gateway('one'), other: gateway('other'), work, times: () => done };
}

describe('FirstAnswerDesk', () => {
  it('does a write once, whichever gateway is asked again', async () => {
    const { one, other, work, times } = world();
    expect(await one.once(write, work)).toEqual({ answer: { body: { done: 1 } }, isFirst: true });
    for (const desk of [one, other])
      expect(await desk.once(write, work)).toEqual({ answer: { body: { done: 1 } }, isFirst: false });
    expect(times()).toBe(1);
  });

  it('keeps refusals, and no failures', async () => {
    const { one, other, work } = world();
    const refusal = { status: 409, title: 'Conflict', detail: 'It was done before.' };
    await one.once(write, () => Promise.resolve({ refusal }));
    expect(await other.once(write, work)).toEqual({ answer: { refusal }, isFirst: false });
    const second = { ...write, key: 'k2' };
    await expect(one.once(second, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await other.once(second, work)).toMatchObject({ isFirst: true });
  });

  it('refuses the key for something else, and knows it by who and where', async () => {
    const { one, other, work, times } = world();
    await one.once(write, work);
    await expect(other.once({ ...write, asked: 'another' }, work)).rejects.toMatchObject({ status: 422 });
    await other.once({ ...write, who: 'machine other' }, work);
    await other.once({ ...write, route: 'POST /api/v1/others' }, work);
    expect(times()).toBe(3);
  });

  it('says while it is being done that it is, and does not do it twice', async () => {
    const { one, other, work, times } = world();
    const held = Promise.withResolvers<Answered>();
    const first = one.once(write, () => held.promise);
    await new Promise(setImmediate);
    await expect(other.once(write, work)).rejects.toMatchObject({ status: 409, headers: { 'retry-after': '2' } });
    held.resolve({ body: 'first' });
    expect(await first).toMatchObject({ isFirst: true });
    expect(await other.once(write, work)).toMatchObject({ answer: { body: 'first' } });
    expect(times()).toBe(0);
  });

  it('keeps the answer though a renewal was applied of which it never heard', async () => {
    const { store, documents } = fakeStore();
    const calls: string[] = [];
    const late: FirstAnswerStore = {
      ...store,
      // The first is applied, and its answer is lost.
      replace: async (id, before, next) => {
        const replaced = await store.replace(id, before, next);
        if (calls.push(next.state) === 1) throw new Error('timed out');
        return replaced;
      },
    };
    const desk = (lockMs: number) => new FirstAnswerDesk({ store: late, owner: 'one', now: Date.now, lockMs });
    const held = Promise.withResolvers<Answered>();
    const first = desk(60).once(write, () => held.promise);
    await eventually(() => calls.length >= 3, { because: 'it is renewed after that' });
    held.resolve({ body: 'first' });
    await first;
    expect([...documents.values()].map((each) => each.held.state)).toEqual(['done']);
    expect(await desk(60).once(write, () => Promise.resolve({ body: 'second' }))).toEqual({
      answer: { body: 'first' },
      isFirst: false,
    });
  });

  it('keeps the answer where it ends right after such a renewal, and writes over nobody else', async () => {
    for (const owner of ['one', 'other']) {
      const { store, documents } = fakeStore();
      const desk = new FirstAnswerDesk({ store, owner: 'one', now: Date.now });
      await desk.once(write, () => {
        for (const [id, { held, state }] of documents)
          documents.set(id, { held: { ...held, owner }, state: { ...state, seqNo: state.seqNo + 100 } });
        return Promise.resolve({ body: 'first' });
      });
      const states = [...documents.values()].map(({ held }) => held.state);
      expect([owner, states]).toEqual([owner, [owner === 'one' ? 'done' : 'running']]);
    }
  });

  it('of two that come at once lets one', async () => {
    const { one, other, work, times } = world();
    const both = await Promise.allSettled([one.once(write, work), other.once(write, work)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(times()).toBe(1);
  });

  it('goes on after a gateway that ended in between, and for ever after a day', async () => {
    const { clock, one, other, work, documents, times } = world();
    await one.once(write, work);
    const [[id = '', left] = []] = [...documents];
    // As a gateway leaves it that is killed: a lock, and no answer.
    if (left)
      documents.set(id, { ...left, held: { ...left.held, state: 'running', until: clock.now + 30_000, answer: null } });
    await expect(other.once(write, work)).rejects.toMatchObject({ status: 409 });
    clock.now += 30_001;
    expect(await other.once(write, work)).toMatchObject({ isFirst: true });
    clock.now += 24 * HOUR_MS;
    expect(await one.once({ ...write, asked: 'another' }, work)).toMatchObject({ isFirst: true });
    clock.now += 25 * HOUR_MS;
    await one.forget();
    expect([documents.size, times()]).toEqual([0, 3]);
  });
});
