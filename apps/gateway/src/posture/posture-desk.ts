import {
  postureHistoryQuery,
  postureQuery,
  type Freshness,
  type Posture,
  type PostureAnswer,
  type PostureHistoryAnswer,
  type Scope,
} from '@lianfang/contract';
import { currentPosture } from '@lianfang/views';
import { countyWithin, freshnessWithin } from '../api/county-within';
import { parseQuestion } from '../api/parse-question';
import { badQuestion } from '../api/problem-error';

/** What postures are read from. */
export interface PostureSource {
  /** The last ones, by county. */
  postures(): ReadonlyMap<string, Posture>;
  /** Those that are kept, one an hour, the oldest first; `from` included, `to` not (milliseconds since 1970 UTC). */
  history(county: string, from: number, to: number): Promise<PostureHistoryAnswer['items']>;
  /** Of the nation without a county. */
  freshness(county?: string): Freshness;
  isCounty(code: string): boolean;
}

/** Answers how counties stand, and how they stood. */
export class PostureDesk {
  constructor(private readonly source: PostureSource) {}

  /** @param query as the URL has it. @throws ProblemError saying what to ask for instead; so does {@link history}. */
  now(query: unknown, within: Scope): PostureAnswer {
    const county = this.countyOf(parseQuestion(postureQuery, query).county, within);
    const all = [...this.source.postures().values()];
    const items = all.filter((each) =>
      county === undefined ? this.source.isCounty(each.county) : each.county === county,
    );
    items.sort((one, other) => (one.county < other.county ? -1 : 1));
    const freshness = this.source.freshness();
    return {
      items: items.map((each) => currentPosture(each, freshness.asOf)),
      freshness: freshnessWithin(this.source.freshness(county), within),
    };
  }

  async history(query: unknown, within: Scope): Promise<PostureHistoryAnswer> {
    const { from, to, county: asked } = parseQuestion(postureHistoryQuery, query);
    const county = this.countyOf(asked, within);
    if (county === undefined) throw badQuestion('Name a county. Ask /api/v1/directory for the codes.');
    return { county, items: await this.source.history(county, Date.parse(from), Date.parse(to)) };
  }

  private countyOf(asked: string | undefined, within: Scope): string | undefined {
    return countyWithin(asked, within, (code) => this.source.isCounty(code));
  }
}
