import { keepVariable } from '@lianfang/store';
import { KEEP_NAMES, keepText, type KeepName, type KeepWishes } from './keep-settings';
import { settleKeep, type TopicFacts } from './settle-keep';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const live: TopicFacts = { topic: 'threat-events', latenessMs: 7 * DAY, retentionMs: 7 * DAY };
const history: TopicFacts = { topic: 'history', latenessMs: 3650 * DAY, retentionMs: DAY };

function wishes(days: Partial<Record<KeepName, number>> = {}): KeepWishes {
  return Object.fromEntries(KEEP_NAMES.map((name) => [name, (days[name] ?? NaN) * DAY || undefined])) as KeepWishes;
}

function problems(made: KeepWishes, topics: readonly TopicFacts[]): string {
  const settled = settleKeep(made, topics);
  return settled.ok ? 'none' : settled.error.join('\n');
}

describe('how long everything is kept', () => {
  it('is the defaults where the log brings nothing older', () => {
    const settled = settleKeep(wishes(), [live]);
    expect(settled.ok && settled.value).toMatchObject({
      keep: { minutes: 35 * DAY, hours: 400 * DAY, days: Infinity, evidence: 30 * DAY, history: Infinity },
      notes: [],
    });
  });

  it.each(['minutes', 'chunkSketches', 'revisions'] as const)(
    'refuses %s for less than lateness + log retention + 1 day, and says what to set',
    (name) => {
      expect(problems(wishes({ [name]: 15 }), [live])).toBe('none');
      const said = problems(wishes({ [name]: 14 }), [live]);
      expect(said).toContain(`${keepVariable(name)} is 14d, but topic threat-events may bring events that are 15d old`);
      expect(said).toContain('Set it to 15d or more, or shorten retention.ms of the topic.');
    },
  );

  it('makes a default longer that is too short, and says so', () => {
    const settled = settleKeep(wishes(), [{ ...live, retentionMs: 30 * DAY + HOUR }]);
    if (!settled.ok) throw new Error('refused');
    expect(settled.value.keep).toMatchObject({ minutes: 39 * DAY, revisions: 39 * DAY, evidence: 30 * DAY });
    expect(settled.value.notes[0]).toMatch(
      /^LIANFANG_KEEP_MINUTES is not set and is taken as 39d: topic threat-events/,
    );
  });

  it('never drops minutes of a log without a limit in time, and refuses a time that was set by hand', () => {
    const endless = { ...live, retentionMs: Infinity };
    const settled = settleKeep(wishes(), [endless]);
    expect(settled.ok && settled.value.keep).toMatchObject({ minutes: Infinity, hours: Infinity, evidence: 30 * DAY });
    expect(problems(wishes({ minutes: 400 }), [endless])).toContain(
      'LIANFANG_KEEP_MINUTES is 400d, but topic threat-events keeps records without a limit in time (retention.ms=-1), and ' +
        'may bring any of them again. Set it to forever, or set retention.ms on the topic.',
    );
  });

  it('asks nothing of minutes for a topic of history, but of its own minutes and of the hours that all share', () => {
    expect(problems(wishes({ minutes: 15, history: 3652 }), [live, history])).toBe('none');
    expect(problems(wishes({ history: 3651 }), [live, history])).toMatch(
      /LIANFANG_KEEP_HISTORY is 3651d.* 3652d or more/,
    );
    expect(problems(wishes({ hours: 400 }), [live, history])).toMatch(/LIANFANG_KEEP_HOURS is 400d.* 3652d or more/);
    const settled = settleKeep(wishes(), [live, history]);
    expect(settled.ok && keepText(settled.value.keep.hours)).toBe('3652d');
  });

  it('keeps what is made of something at least as long', () => {
    expect(problems(wishes({ hours: 60, days: 59 }), [live])).toMatch(
      /LIANFANG_KEEP_DAYS is 59d, but LIANFANG_KEEP_HOURS is 60d/,
    );
    const settled = settleKeep(wishes({ minutes: 500 }), [live]);
    expect(settled.ok && settled.value.keep.hours).toBe(500 * DAY);
  });
});
