import { SHARED_DATASETS } from '@lianfang/access';
import { sharedSourcesQuery, type Scope, type SharedSources } from '@lianfang/contract';
import type { OpenPeriods, StoredSketches } from '@lianfang/store';
import { HOUR_MS, hourOf } from '@lianfang/views';
import { countyWithin } from '../api/county-within';
import { parseQuestion } from '../api/parse-question';
import { badQuestion } from '../api/problem-error';
import { readCommonSources, type CommonSources, type SourceRules } from './common-sources';

/** What shared sources are read from. */
export interface SharedSourcesSource extends SourceRules {
  readonly stored: StoredSketches;
  /** Reads again when a rebuild came between. */
  steadily<T>(read: () => Promise<T>): Promise<T>;
  openPeriods(): OpenPeriods[];
  /** The instant that figures are shown at (milliseconds): its hour is the open one. */
  clock(): number;
  /** The instant up to which stored sketches hold everything, or null. */
  asOf(): number | null;
  /** Milliseconds of a clock that does not jump. */
  now(): number;
}

interface Reading extends CommonSources {
  readonly asOf: number | null;
}

const { leastCounties, keptMs } = SHARED_DATASETS.sources;
/** Numbers of counties are told in steps of so many. */
const STEP = 5;

/** Which of a county's top sources hit others too. All counties are read at once, and no sooner than the dataset says. */
export class SourcesDesk {
  private kept: { readonly until: number; readonly reading: Promise<Reading> } | undefined;

  constructor(private readonly source: SharedSourcesSource) {}

  /** @param query as the URL has it. @throws ProblemError saying what to ask for instead. */
  async answer(query: unknown, within: Scope): Promise<SharedSources> {
    const asked = parseQuestion(sharedSourcesQuery, query).county;
    const county = countyWithin(asked, within, (code) => this.source.isCounty(code));
    if (county === undefined) throw badQuestion('Name a county: `county=63000`. /api/v1/directory has the codes.');
    const { topOf, counties, asOf } = await this.reading();
    const items = (topOf.get(county) ?? []).flatMap(({ key, atMost }) => {
      const hit = counties.get(key) ?? 0;
      return hit < leastCounties ? [] : [{ source: key, events: atMost, counties: hit - (hit % STEP) }];
    });
    items.sort((one, other) => other.events - one.events || (one.source < other.source ? -1 : 1));
    return { county, asOf, items };
  }

  private reading(): Promise<Reading> {
    const now = this.source.now();
    if (this.kept !== undefined && this.kept.until > now) return this.kept.reading;
    const kept = { until: now + keptMs, reading: this.read() };
    this.kept = kept;
    kept.reading.catch(() => {
      if (this.kept === kept) this.kept = undefined;
    });
    return kept.reading;
  }

  private async read(): Promise<Reading> {
    const { stored, steadily } = this.source;
    const from = hourOf(this.source.clock());
    const question = { from, to: from + HOUR_MS, open: this.source.openPeriods() };
    const asOf = this.source.asOf();
    const common = await steadily(() => readCommonSources(stored.read(question), this.source));
    return { ...common, asOf };
  }
}
