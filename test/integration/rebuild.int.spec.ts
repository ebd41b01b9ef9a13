import { situationView, type AlertPage, type LedgerAnswer } from '@lianfang/contract';
import { FakeViewer } from '@lianfang/stream';
import { ANALYST, eventually } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { expectedCounts, NEW_TAIPEI, RECORDS_OF_BLOCK, TAIPEI, type Counts } from './rebuild-log';
import { runRebuild, startRebuild, type RebuildEnd } from './rebuild-process';
import { OLD_DIRECTORY, RebuildWorld } from './rebuild-world';
import { differences, type StoredDocument } from './stored-documents';

const DAY = 24 * 3_600_000;
const TAIPEI_OFFSET = 8 * 3_600_000;
const PARTITIONS = 2;
const BLOCKS = 9;

describe('npm run rebuild, with a collector and a gateway at work', () => {
  const world = new RebuildWorld();
  const range = world.past.blocks(2, 2 + BLOCKS);
  const between = ['--from', new Date(range.from).toISOString(), '--to', new Date(range.to).toISOString()];
  /** Whether the rows of the range are those of the corrected directory. */
  let isCorrected = false;

  beforeAll(async () => {
    await world.open();
    await world.serve();
  }, 300_000);
  afterAll(() => world.close());

  /** Under the directory that is not in place. */
  const turn = (): string[] => [...between, '--yes', '--directory', isCorrected ? OLD_DIRECTORY : world.corrected];

  const expected = (corrected = isCorrected): Counts => expectedCounts(world.events, corrected ? range : undefined);

  async function expectDone(ended: Promise<RebuildEnd>): Promise<RebuildEnd> {
    const end = await ended;
    expect([end.said, end.code]).toEqual([expect.stringContaining('done'), 0]);
    return end;
  }

  it('says what it would do, and does nothing, until it is told to', async () => {
    const [before, { code, said, report }, after] = await world.whileAsleep(async () => [
      await world.snapshot(),
      await runRebuild(world.prefix, between),
      await world.snapshot(),
    ]);
    expect(said).toContain('--yes');
    const [first, end] = [2, 2 + BLOCKS].map((block) => block * RECORDS_OF_BLOCK);
    expect(said).toContain(`threat-events/1/0: 9 chunks, offsets ${first} to ${(end ?? 0) - 1}`);
    expect([code, report]).toEqual([0, undefined]);
    expect(differences(before, after)).toEqual([]);
    // Node has nothing to warn of, which would stand before what the program says.
    for (const written of [said, world.collector?.log()]) expect(written).not.toMatch(/^\(node:\d+\)/m);
  });

  it('makes the same rows again where nothing changed, and the same bytes a second time', async () => {
    const [before, { report }, after, , again] = await world.whileAsleep(async () => [
      await world.snapshot(),
      await expectDone(runRebuild(world.prefix, [...between, '--yes'])),
      await world.snapshot(),
      await expectDone(runRebuild(world.prefix, [...between, '--yes'])),
      await world.snapshot(),
    ]);
    const chunks = PARTITIONS * BLOCKS;
    expect(report).toMatchObject({ chunks, records: chunks * RECORDS_OF_BLOCK, letters: 0 });
    const plain = (set: readonly StoredDocument[]) => set.map((document) => ({ ...document, version: 0 }));
    expect(differences(plain(before), plain(after))).toEqual([]);
    expect(differences(after, again)).toEqual([]);
  }, 120_000);

  it('puts the rows of a corrected directory in place under load: readers see the old ones, then the new ones', async () => {
    const viewer = new FakeViewer();
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/live`, {
      origin: world.url,
      headers: { cookie: (await world.gateway?.cookie(ANALYST)) ?? '' },
    });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', view: 'situation' })));
    socket.on('message', (data: Buffer) => viewer.send(data));
    const seen = new Map<string, number[]>();
    const [load, reader] = [world.startLoad(), world.startReader(seen)];
    await expectDone(runRebuild(world.prefix, turn()));
    isCorrected = true;
    await Promise.all([reader.stop(), load.stop()]);
    const later = world.startReader(seen);
    await later.stop();
    for (const [question, totals] of seen) {
      const [first = NaN, last = NaN] = [totals[0], totals.at(-1)];
      const isOneThenTheOther = totals.every((total, at) => total === (at < totals.indexOf(last) ? first : last));
      expect([question, isOneThenTheOther]).toEqual([question, true]);
      if (question.startsWith('nation')) expect(last).toBe(first);
      else expect(last).not.toBe(first);
    }

    await world.untilCounted('every later record is counted');
    expect(await world.storedCounts()).toEqual(expected());
    await world.untilEqual(() => world.restCounts(), expected(), 'REST says the same');
    const today = expectedCounts(
      world.events.filter(({ time }) => time >= taipeiMidnight()),
      range,
    );
    const framed = (): (number | undefined)[] => {
      const { counties } = situationView.parse(viewer.state());
      return [counties[TAIPEI], counties[NEW_TAIPEI]].map((county) => county?.blockedToday);
    };
    await world.untilEqual(async () => framed(), [today[TAIPEI], today[NEW_TAIPEI]], 'frames say the same');
    socket.terminate();
  }, 180_000);

  it('leaves the ledger balanced, and no alert', async () => {
    const counted = world.events.filter(({ outcome }) => outcome === 'counted').length;
    // A check may have been made before the load: one that has seen all of it is waited for.
    const checked = async (): Promise<LedgerAnswer | undefined> => {
      const ledger = await world.rest<LedgerAnswer>('/api/v1/ledger');
      return ledger.pending === 0 && ledger.balanced && ledger.processedOffsets >= world.events.length
        ? ledger
        : undefined;
    };
    const answer = await eventually(checked, { because: 'the check of the ledger comes by', timeoutMs: 60_000 });
    expect([answer.counted, answer.difference, answer.minutesDifference]).toEqual([counted, 0, 0]);
    expect((await world.rest<AlertPage>('/api/v1/alerts')).items).toEqual([]);
  }, 90_000);

  it('takes what a collector brings that slept through it, and nothing that it remembered of before', async () => {
    const load = world.startLoad();
    const begun = world.live.length;
    await eventually(() => world.live.length > begun + 2_000, { because: 'the collector has something in its hands' });
    world.collector?.signal('SIGSTOP');
    await expectDone(runRebuild(world.prefix, turn()));
    isCorrected = !isCorrected;
    world.collector?.signal('SIGCONT');
    await load.stop();
    await world.untilCounted('it goes on where it was');
    expect(await world.storedCounts()).toEqual(expected());
    expect(world.collector?.log()).toContain('looking again where to begin');
  }, 180_000);

  it.each(['counting: 0', 'copying', 'putting the new rows in place'])(
    'leaves the old rows or the new ones when it is killed (%s), and can be done again',
    async (moment) => {
      const killed = startRebuild(world.prefix, turn());
      await eventually(() => killed.said().includes(moment), {
        because: 'it comes so far',
        timeoutMs: 60_000,
        everyMs: 5,
      });
      killed.kill('SIGKILL');
      expect((await killed.ended).code).toBeNull();
      const stored = JSON.stringify(await world.storedCounts(world.past.range.to));
      const whole = [undefined, range].map((one) => JSON.stringify(expectedCounts(world.past.events, one)));
      expect(whole).toContain(stored);

      await world.send(200);
      const refused = await runRebuild(world.prefix, turn());
      expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('LF-REBUILD-RUNNING')]);
      await expectDone(runRebuild(world.prefix, [...turn(), '--break-lock']));
      isCorrected = !isCorrected;
      await world.untilCounted('collectors go on');
      expect(await world.storedCounts()).toEqual(expected());
    },
    180_000,
  );

  it('clears away what a killed one left, so that collectors go on', async () => {
    const killed = startRebuild(world.prefix, turn());
    await eventually(() => killed.said().includes('putting'), {
      because: 'it is at work',
      timeoutMs: 60_000,
      everyMs: 5,
    });
    killed.kill('SIGKILL');
    await killed.ended;
    const cleared = await runRebuild(world.prefix, ['--abort']);
    expect([cleared.code, cleared.said]).toEqual([0, expect.stringContaining('cleared away')]);
    await world.send(50);
    await world.untilCounted('collectors go on');
    const whole = [true, false].map((corrected) => JSON.stringify(expected(corrected)));
    expect(whole).toContain(JSON.stringify(await world.storedCounts()));
  }, 120_000);
});

function taipeiMidnight(): number {
  return Math.floor((Date.now() + TAIPEI_OFFSET) / DAY) * DAY - TAIPEI_OFFSET;
}
