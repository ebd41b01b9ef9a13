import type { Client } from '@elastic/elasticsearch';
import {
  ROW_DIMENSIONS,
  indexNames,
  type BreakdownAnswer,
  type ByDisposition,
  type Row,
  type SeriesAnswer,
  type Watermark,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogWriter,
  type LogAdmin,
  type LogWriter,
} from '@lianfang/platform/kafka';
import { eventually, testServers, uniquePrefix } from '@lianfang/testing';
import { startCollector, type CollectorProcess } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { makeTierFile, taipeiOf, type TierFile } from './tier-file';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** New York changes its clocks in these weeks; Kiritimati is a day ahead of it; Kathmandu is off by 45 minutes. */
const ZONES = ['America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'];
const NEW_TAIPEI = '65000';

/** Midnight in Taipei, so many days ago. */
function midnight(now: number, daysAgo: number): number {
  return Date.parse(`${taipeiOf(now - daysAgo * DAY).day}T00:00:00+08:00`);
}

/** Starts of the days that events fall into: two days, and those around the last end of a Taipei month. */
function daysOf(now: number): number[] {
  const first = Array.from({ length: 31 }, (_, ago) => midnight(now, ago)).find((day) =>
    taipeiOf(day).day.endsWith('-01'),
  );
  const around = first === undefined ? [] : [first - 2 * DAY, first - DAY, first, first + DAY];
  const recent = [1, 2].map((ago) => midnight(now, ago));
  return [...new Set([...around, ...recent])]
    .filter((day) => day >= now - 30 * DAY && day < midnight(now, 0))
    .sort((a, b) => a - b);
}

/** Some events in every hour of these days, with the first and the last millisecond of each day and of its first hour. */
function instantsOf(days: readonly number[]): number[] {
  const edges = days.flatMap((day) => [day, day + HOUR - 1, day + HOUR, day + DAY - 1]);
  const spread = days.flatMap((day) =>
    Array.from({ length: 240 }, (_, index) => day + index * 6 * MINUTE + (index % 977)),
  );
  return [...edges, ...spread];
}

describe('tiers, from the log to the answer, on machines of any time zone', () => {
  const { brokers, node } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const now = Date.now();
  const days = daysOf(now);
  const [from, to] = [Math.min(...days), midnight(now, 0)];
  const file = makeTierFile(instantsOf(days));
  // Counted after the hours of the first file are closed: these open them again.
  const late = makeTierFile(
    Array.from({ length: 60 }, (_, index) => (days[index % 4] ?? 0) + ((index % 3) + 1) * HOUR - 1),
    file.records.length,
  );
  const size = file.records.length + late.records.length;
  const prefixes = ZONES.map(() => uniquePrefix());
  const [first = ''] = prefixes;
  let client: Client;
  let admin: LogAdmin;
  let writer: LogWriter;
  let gateway: GatewayProcess;
  const collectors: CollectorProcess[] = [];

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    admin = createKafkaLogAdmin(kafka);
    writer = createKafkaLogWriter(kafka);
    await Promise.all([admin.connect(), writer.connect()]);
    for (const prefix of prefixes) {
      await admin.ensureTopics([
        { topic: `${prefix}.threat-events`, partitions: 2, settings: { 'message.timestamp.type': 'LogAppendTime' } },
        { topic: `${prefix}.threat-events.rejected`, partitions: 1, settings: {} },
        { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
      ]);
      await writer.append(`${prefix}.threat-events`, file.records);
    }
    prefixes.forEach((prefix, at) =>
      collectors.push(startCollector(prefix, { TZ: ZONES[at] ?? '', LIANFANG_TOPICS: 'threat-events:31d' })),
    );
    await Promise.all(prefixes.map((prefix) => untilClosed(prefix, file.records.length)));
    for (const prefix of prefixes) await writer.append(`${prefix}.threat-events`, late.records);
    await Promise.all(prefixes.map((prefix) => untilClosed(prefix, size)));
    gateway = await startGateway(first, { TZ: 'Asia/Kathmandu' });
  }, 600_000);

  afterAll(async () => {
    for (const collector of collectors) await collector.end('SIGKILL');
    await gateway?.end();
    // A server takes 1,000 indices at most, and others use it too.
    for (const prefix of prefixes) {
      await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    }
    await Promise.all([admin.close(), writer.close(), client.close()]);
  });

  /** Waits until all is counted, and every hour and day that is over is made. */
  function untilClosed(prefix: string, records: number): Promise<unknown> {
    const isClosed = async (): Promise<boolean> => {
      const marks = await documents<Watermark>(prefix, 'watermark');
      const processed = marks.reduce((sum, mark) => sum + mark.processed, 0);
      return processed >= records && marks.every(({ openHours, openDays }) => openHours.length + openDays.length === 0);
    };
    // Three collectors open some hundred indices, beside whatever else the machine does.
    return eventually(isClosed, { because: 'hours and days that are over are made', timeoutMs: 280_000, everyMs: 500 });
  }

  async function documents<T>(prefix: string, index: keyof ReturnType<typeof indexNames>): Promise<T[]> {
    const name = indexNames(prefix)[index];
    await client.indices.refresh({ index: `${name}*`, allow_no_indices: true });
    const found: T[] = [];
    for await (const page of client.helpers.scrollDocuments<T>({ index: name, size: 5_000 })) found.push(page);
    return found;
  }

  /** Sums by kind, cell and the period that `startOf` names. */
  function sums(rows: readonly Row[], startOf: (time: number) => string): Map<string, number> {
    const result = new Map<string, number>();
    for (const row of rows) {
      const cell = ROW_DIMENSIONS[row.kind].map((name) => row[name]).join('|');
      const key = `${row.kind} ${startOf(row.time)} ${row.partition} ${cell}`;
      result.set(key, (result.get(key) ?? 0) + row.count);
    }
    return result;
  }

  const hourText = (time: number): string => `${taipeiOf(time).day} ${taipeiOf(time).hour}`;
  const dayText = (time: number): string => taipeiOf(time).day;

  it('makes hours and days that equal their minutes, in every kind and cell, late events included', async () => {
    const minutes = await documents<Row>(first, 'rowsMinute');
    const hours = await documents<Row>(first, 'rowsHour');
    const ofDays = await documents<Row>(first, 'rowsDay');
    expect(new Set(ofDays.map(({ kind }) => kind)).size).toBe(4);
    expect(sums(hours, hourText)).toEqual(sums(minutes, hourText));
    expect(sums(ofDays, dayText)).toEqual(sums(minutes, dayText));
    const totals = sums(
      ofDays.filter(({ kind }) => kind === 'totals'),
      dayText,
    );
    expect([...totals.values()].reduce((sum, count) => sum + count, 0)).toBe(size);
  });

  it('gives the same rows whatever time zone the machine has', async () => {
    for (const index of ['rowsMinute', 'rowsHour', 'rowsDay'] as const) {
      const [own, ...others] = await Promise.all(prefixes.map((prefix) => documents<Row>(prefix, index)));
      const of = (rows: readonly Row[] | undefined) => sums(rows ?? [], (time) => String(time));
      expect(of(own).size).toBeGreaterThan(100);
      for (const other of others) expect(of(other)).toEqual(of(own));
    }
  });

  const range = (from: number, to: number): string =>
    `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
  const sizeOf = ({ blocked, allowed, detected }: ByDisposition): number => blocked + allowed + detected;
  const expected = (of: (file: TierFile) => ReadonlyMap<string, number>): Map<string, number> => {
    const sum = new Map(of(file));
    for (const [key, count] of of(late)) sum.set(key, (sum.get(key) ?? 0) + count);
    return sum;
  };
  const series = (interval: string, from: number, to: number, more = ''): Promise<SeriesAnswer> =>
    gateway.json(`/api/v1/series?interval=${interval}&${range(from, to)}${more}`);

  it('cuts days at midnight in Taipei, from whichever tier they are read', async () => {
    const wanted = [...expected((one) => one.byDay)].sort();
    for (const interval of ['minute', 'hour', 'day', 'auto']) {
      const answer = await series(interval, from, to);
      const byDay = new Map<string, number>();
      for (const point of answer.points) {
        const day = dayText(Date.parse(point.time));
        byDay.set(day, (byDay.get(day) ?? 0) + sizeOf(point));
      }
      expect([...byDay].sort()).toEqual(wanted);
      expect(answer.rows[answer.interval]).toBeGreaterThan(0);
    }
    const county = await series('day', from, to, `&county=${NEW_TAIPEI}`);
    const own = [...expected((one) => one.newTaipeiByDay)];
    expect(county.points.map((point) => [dayText(Date.parse(point.time)), sizeOf(point)])).toEqual(own.sort());
  });

  it('puts 23:59:59.999 and 00:00 of Taipei into two days, and hours into the days that they belong to', async () => {
    // The end of a month where there is one.
    const after = days.filter((day) => days.includes(day - DAY));
    const border = after.find((day) => taipeiOf(day).day.endsWith('-01')) ?? after[0] ?? 0;
    for (const interval of ['minute', 'hour', 'day']) {
      const before = await series(interval, border - DAY, border);
      const behind = await series(interval, border, border + DAY);
      expect([sizeOf(before.total), sizeOf(behind.total)]).toEqual(
        [border - 1, border].map((instant) => expected((one) => one.byDay).get(dayText(instant))),
      );
    }
    const hours = await series('hour', border - HOUR, border + HOUR);
    expect(hours.points.map((point) => [hourText(Date.parse(point.time)), sizeOf(point)])).toEqual(
      [border - HOUR, border].map((start) => [hourText(start), expected((one) => one.byHour).get(hourText(start))]),
    );
  });

  it.each(['category', 'severity', 'agency', 'country', 'county', 'direction'])(
    'tells a month apart by %s, with sums that do not depend on how it is cut',
    async (by) => {
      const ask = (start: number, end: number): Promise<BreakdownAnswer> =>
        gateway.json(`/api/v1/breakdown?by=${by}&limit=1000&${range(start, end)}`);
      const whole = await ask(from, to);
      expect(whole.rows).toMatchObject({ minute: 0, hour: 0 });
      // Not at the borders of minutes, hours or days: nothing but minutes at the seams.
      const seams = [
        from,
        from + 7 * MINUTE,
        from + 3 * HOUR + MINUTE,
        from + 2 * DAY + 5 * HOUR,
        to - 61 * MINUTE,
        to,
      ];
      const parts = await Promise.all(seams.slice(1).map((end, at) => ask(seams[at] ?? 0, end)));
      const byKey = (answers: readonly BreakdownAnswer[]): [string, number][] => {
        const found = new Map<string, number>();
        for (const { items } of answers)
          for (const item of items) found.set(item.key, (found.get(item.key) ?? 0) + sizeOf(item));
        return [...found].sort();
      };
      expect(byKey(parts)).toEqual(byKey([whole]));
      expect(parts.reduce((sum, { total }) => sum + sizeOf(total), 0)).toBe(sizeOf(whole.total));
      expect(sizeOf(whole.total)).toBe(size);
      expect(byKey([whole]).reduce((sum, [, count]) => sum + count, 0) + sizeOf(whole.unassigned)).toBe(
        sizeOf(whole.total),
      );
    },
  );
});
