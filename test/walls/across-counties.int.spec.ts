import { SHARED_DATASETS } from '@lianfang/access';
import {
  sharedMiddle,
  sharedSources,
  type SharedMiddle,
  type SharedSources,
  type SituationView,
} from '@lianfang/contract';
import { eventually } from '@lianfang/testing';
import type { MiddleDesk } from '../../apps/gateway/src/across-counties/middle-desk';
import { MIDDLE_DESK } from '../../apps/gateway/src/tokens';
import { entriesFor } from './entries';
import { foreignTraces, FOREIGN, OWN, type Place } from './places';
import { VISITORS } from './visitors';
import { COMMON_SOURCE, WallWorld, type Asker } from './wall-world';

const MANAGER = VISITORS['county-manager'];
const ANALYST = VISITORS['central-analyst'];

/** A county with this many blocked events a minute per 1,000 addresses. */
function crowded(county: string, zh: string, rate: number): Place {
  const mark = `crowd${county}`;
  const name = { zh, en: mark };
  const base = { county, mark, name, network: 100 + rate, protectedAddresses: 1_000_000 };
  return { ...base, now: rate * 1_000, past: 1, later: 0 };
}

/** Own 1.6, then 10, 20, 30, 40, another's 48, a third's 4,098: the middle is {@link HALFWAY}'s. */
const HALFWAY = crowded('66000', '臺中市', 30);
const CROWD = [crowded('65000', '新北市', 10), crowded('67000', '臺南市', 20), HALFWAY, crowded('68000', '桃園市', 40)];

/** What counties are told of each other: the listed datasets, by their rules. */
describe('across the wall', () => {
  it('lead the listed routes alone', () => {
    const range = { from: '', to: '' };
    const shared = Object.keys(entriesFor(range)).filter((name) => name.includes('/shared/'));
    expect(Object.values(SHARED_DATASETS).map(({ route }) => route)).toEqual(shared);
    for (const { leastCounties, keptMs } of Object.values(SHARED_DATASETS))
      expect([leastCounties >= 5, keptMs >= 30_000]).toEqual([true, true]);
  });

  describe('with seven counties', () => {
    const world = new WallWorld(CROWD);
    beforeAll(() => world.open());
    afterAll(() => world.close());

    const ask = async <T>(asker: Asker, path: string): Promise<T> =>
      JSON.parse((await world.ask(asker, path)).body) as T;
    const middle = async (asker: Asker = MANAGER): Promise<SharedMiddle> =>
      sharedMiddle.parse(await ask(asker, '/api/v1/shared/middle'));
    /** What is kept is let go, as half a minute does. */
    const forget = (): void => {
      Object.assign(world.application.get<MiddleDesk>(MIDDLE_DESK), { kept: undefined });
    };
    const blocked = async (county: string): Promise<number | undefined> =>
      (await ask<SituationView>(ANALYST, '/api/v1/overview')).counties[county]?.blockedPerMinute;

    it('tells the middle, the same to everybody, and nothing of anybody', async () => {
      expect(await middle()).toMatchObject({ score: 81, blockedPerMinutePer1000: 30, timesNormal: null });
      expect(await middle(ANALYST)).toEqual(await middle());
      expect(foreignTraces((await world.ask(MANAGER, '/api/v1/shared/middle')).body)).toEqual([]);
    });

    it('tells which own sources are after five counties or more, and not after whom', async () => {
      const { body } = await world.ask(MANAGER, '/api/v1/shared/sources');
      const told: SharedSources = sharedSources.parse(JSON.parse(body));
      expect(told).toMatchObject({ county: OWN.county, items: [{ source: COMMON_SOURCE, events: 7, counties: 5 }] });
      expect(
        foreignTraces(
          body,
          CROWD.flatMap(({ county, mark }) => [county, mark]),
        ),
      ).toEqual([]);
      expect(await ask(ANALYST, `/api/v1/shared/sources?county=${OWN.county}`)).toEqual(told);
      expect((await world.ask(ANALYST, '/api/v1/shared/sources')).status).toBe(400);
    });

    it('shows nothing of what one county does below the rounding, nor of one far out', async () => {
      const before = await middle();
      await world.addEvents(HALFWAY, 200, '0.7');
      await world.addEvents(FOREIGN, 500_000, '0.7');
      await eventually(async () => (await blocked(HALFWAY.county)) === 30_200, { because: 'the centre sees it' });
      await eventually(async () => ((await blocked(FOREIGN.county)) ?? 0) > 500_000, { because: 'and the other' });
      forget();
      expect(await middle()).toEqual(before);
    });

    it('shows what moves the middle, and not before half a minute is over', async () => {
      const before = await middle();
      await world.addEvents(HALFWAY, 5_000, '0.8');
      await eventually(async () => (await blocked(HALFWAY.county)) === 35_200, { because: 'the centre sees it' });
      expect(await middle()).toEqual(before);
      forget();
      expect(await middle()).toMatchObject({ blockedPerMinutePer1000: 35 });
    });
  });

  describe('with three counties', () => {
    const world = new WallWorld();
    beforeAll(() => world.open());
    afterAll(() => world.close());

    it('leads nothing', async () => {
      const none = { score: null, blockedPerMinutePer1000: null, timesNormal: null };
      expect(JSON.parse((await world.ask(MANAGER, '/api/v1/shared/middle')).body)).toMatchObject(none);
      expect(JSON.parse((await world.ask(MANAGER, '/api/v1/shared/sources')).body)).toMatchObject({ items: [] });
    });
  });
});
