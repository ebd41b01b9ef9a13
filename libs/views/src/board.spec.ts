import fc from 'fast-check';
import { Board } from './board';
import { ModelSource, serve, type ModelEvent } from './model-source';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './taipei-time';
import { readSituation, readTotal } from './views';

/** 2026-11-21 10:00 in Taipei. */
const START = Date.UTC(2026, 10, 21, 2);
const COUNTIES = new Map([
  ['63000', 1000],
  ['65000', 0],
]);

function event(time: number, county = '63000'): ModelEvent {
  return { time, county, direction: 'inbound', disposition: 'blocked' };
}

function loaded(sources: readonly ModelSource[], now = START): Board {
  const board = new Board(
    sources.flatMap(({ watermark }) => watermark ?? []),
    now,
  );
  while (!board.isReady()) serve(board, sources);
  return board;
}

const total = (board: Board): number => readTotal(board, START).total;

describe('Board', () => {
  it('reads an open hour from its minute rows', () => {
    const source = new ModelSource('t');
    source.count([event(START), event(START + MINUTE_MS)], START);
    expect(total(loaded([source]))).toBe(2);
  });

  it('reads a closed hour from its hour row, and not twice', () => {
    const source = new ModelSource('t');
    source.count([event(START), event(START + HOUR_MS)], START);
    source.closeHour(START);
    expect(total(loaded([source]))).toBe(2);
  });

  it('reads a closed day from its day row', () => {
    const source = new ModelSource('t');
    source.count([event(START - 40 * DAY_MS), event(START - DAY_MS), event(START)], START);
    for (let times = 0; times < 2; times += 1) source.closeHour(START);
    for (let times = 0; times < 2; times += 1) source.closeDay(START);
    expect(total(loaded([source]))).toBe(3);
  });

  it('follows what is published after it was loaded', () => {
    const source = new ModelSource('t');
    source.count([event(START)], START);
    const board = loaded([source]);
    const noted = source.log.length;
    source.count([event(START + 1), event(START + 2)], START + 1000);
    source.closeHour(START + 2000);
    for (const message of source.log.slice(noted)) board.record(message);
    expect(total(board)).toBe(3);
  });

  it('keeps the old figure until an hour that is opened again is loaded', () => {
    const source = new ModelSource('t');
    const late = START - 20 * DAY_MS;
    source.count([event(late), event(late), event(START)], START);
    source.closeHour(START);
    source.closeDay(START);
    const board = loaded([source]);
    const noted = source.log.length;
    source.count([event(late + MINUTE_MS)], START + 1000);
    for (const message of source.log.slice(noted)) board.record(message);
    expect(total(board)).toBe(3);
    serve(board, [source]);
    expect(total(board)).toBe(4);
  });

  it('changes nothing when messages are replayed', () => {
    const source = new ModelSource('t');
    source.count([event(START)], START);
    source.count([event(START), event(START)], START + 1000);
    const board = loaded([source]);
    for (const message of [...source.log, ...source.log]) board.record(message);
    expect(total(board)).toBe(3);
  });

  it('adds up sources', () => {
    const sources = [new ModelSource('t', 0), new ModelSource('t', 1), new ModelSource('demonstration')];
    for (const source of sources) source.count([event(START)], START);
    expect(total(loaded(sources))).toBe(3);
  });

  it('counts the demonstration past without a watermark', () => {
    const past = new ModelSource('demonstration');
    past.count([event(START - DAY_MS)], START);
    past.closeHour(START);
    past.closeDay(START);
    const board = new Board([], START);
    while (!board.isReady()) serve(board, [past]);
    const view = readSituation(board, { now: START, counties: COUNTIES, normals: () => null, postures: new Map() });
    expect(view.nation.blockedThisMonth).toBe(1);
    expect(view).toMatchObject({ demonstration: true, freshness: { state: 'waiting', asOf: null } });
  });

  it('forgets minute rows of closed hours that no screen shows', () => {
    const source = new ModelSource('t');
    source.count([event(START - 9 * HOUR_MS), event(START)], START);
    const board = loaded([source]);
    expect(board.sizes().minute).toBe(2);
    const noted = source.log.length;
    source.closeHour(START + 1000);
    for (const message of source.log.slice(noted)) board.record(message);
    expect([board.sizes().minute, total(board)]).toEqual([1, 2]);
  });

  it('keeps no minutes of hours that lie behind', () => {
    const source = new ModelSource('t');
    source.count([event(START)], START);
    const board = loaded([source]);
    for (let hour = 1; hour < 30; hour += 1) {
      const noted = source.log.length;
      source.count([event(START + hour * HOUR_MS)], START + hour * HOUR_MS);
      source.closeHour(START + hour * HOUR_MS);
      for (const message of source.log.slice(noted)) board.record(message);
      serve(board, [source]);
    }
    expect(board.sizes().minute).toBeLessThan(5);
    expect(total(board)).toBe(30);
  });
});

/** One step of a story; `late` moves events back by hours. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('count' as const), late: fc.array(lateness(), { maxLength: 5 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('closeHour' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('closeDay' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rewind' as const), back: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), at: fc.nat(99), count: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('serve' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Few values, so that the same hours are touched again and again. */
function lateness(): fc.Arbitrary<number> {
  return fc.constantFrom(0, 0, 1, 2, 3, 26, 27, 100, 290, 291, 292, 600);
}

/** A source, and a board that is loaded from its store and follows its log, in whatever order the steps say. */
class Story {
  readonly source = new ModelSource('t');
  board: Board | undefined;
  private noted = 0;
  private delivered = 0;
  private readonly asked: ReturnType<Board['takeNeeds']> = [];

  /** What a gateway does first: it notes its position in the log. */
  note(): void {
    this.noted = this.source.log.length;
    this.delivered = this.noted;
  }

  open(now: number): void {
    this.board = new Board(this.source.watermark ? [this.source.watermark] : [], now);
  }

  tell(story: Step, now: number): void {
    const { source, board, asked } = this;
    // Some minutes come back, so that rows grow; others move on with the clock.
    const timeOf = (hours: number): number => (hours % 2 === 0 ? START : now) - hours * HOUR_MS;
    if (story.do === 'count')
      source.count(
        story.late.map((hours) => event(timeOf(hours))),
        now,
      );
    if (story.do === 'closeHour') source.closeHour(now);
    if (story.do === 'closeDay') source.closeDay(now);
    if (!board) return;
    if (story.do === 'deliver') this.deliver(story.count);
    if (story.do === 'rewind') this.delivered = Math.max(this.noted, this.delivered - story.back);
    if (story.do === 'repeat') this.repeat(story.at, story.count);
    if (story.do === 'ask') asked.push(...board.takeNeeds());
    if (story.do === 'serve') serve(board, [source], asked.splice(0));
  }

  /** Delivers everything and loads whatever is asked for. */
  finish(): void {
    if (!this.board) return;
    serve(this.board, [this.source], this.asked.splice(0));
    for (let round = 0; round < 5; round += 1) {
      this.deliver(Infinity);
      serve(this.board, [this.source]);
    }
  }

  private deliver(count: number): void {
    for (const message of this.source.log.slice(this.delivered, this.delivered + count)) this.board?.record(message);
    this.delivered = Math.min(this.source.log.length, this.delivered + count);
  }

  /** A collector that starts again publishes old messages once more. */
  private repeat(at: number, count: number): void {
    const start = Math.floor((at / 100) * this.delivered);
    for (const message of this.source.log.slice(start, Math.min(this.delivered, start + count))) {
      this.board?.record(message);
    }
  }
}

describe('Board, in any order of loading, delivery and replay', () => {
  it('shows what its watermark covers, never more than was counted, and ends with exactly that', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 8, maxLength: 120 }), fc.nat(20), (steps, loadAt) => {
        const story = new Story();
        steps.forEach((next, index) => {
          const now = START + index * 10 * MINUTE_MS;
          if (index === loadAt) story.note();
          if (index === loadAt + 2) story.open(now);
          story.tell(next, now);
          if (!story.board?.isReady()) return;
          const covered = story.board.watermarks.effective('t/1/0')?.processed ?? 0;
          expect(total(story.board)).toBeLessThanOrEqual(story.source.processed);
          expect(total(story.board)).toBeGreaterThanOrEqual(covered);
        });
        if (!story.board) {
          story.note();
          story.open(START);
        }
        story.finish();
        expect(story.board?.isReady()).toBe(true);
        expect(story.board && total(story.board)).toBe(story.source.processed);
      }),
      { numRuns: 1500, seed: 7 },
    );
  });
});
