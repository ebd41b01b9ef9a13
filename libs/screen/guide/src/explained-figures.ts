import type { GuideWord } from './guide-language';

/** One figure on /help: `#id` leads to it. What it is stands in `figure.ID.what`. */
export interface ExplainedFigure {
  readonly id: string;
  readonly name: GuideWord;
  readonly what: GuideWord;
  readonly unit: GuideWord;
  readonly period: GuideWord;
  readonly source: GuideWord;
}

type Id =
  | 'posture'
  | 'rate'
  | 'month'
  | 'today'
  | 'per1000'
  | 'normal'
  | 'allowed'
  | 'outbound'
  | 'severe'
  | 'silent'
  | 'unlocated'
  | 'sources'
  | 'ledger'
  | 'lag'
  | 'age';
type Unit =
  | 'points'
  | 'perSecond'
  | 'perMinutePer1000'
  | 'perMinute'
  | 'events'
  | 'counties'
  | 'addresses'
  | 'records'
  | 'seconds';
type Period = 'hour' | 'minute' | 'month' | 'day' | 'weeks' | 'now' | 'start';
type Source = 'collector' | 'posture' | 'normal' | 'sketch' | 'ledger' | 'watermark';

function figure(id: Id, unit: Unit, period: Period, source: Source): ExplainedFigure {
  return {
    id,
    name: `figure.${id}.name`,
    what: `figure.${id}.what`,
    unit: `unit.${unit}.words`,
    period: `period.${period}`,
    source: `source.${source}`,
  };
}

/** In the order of the screens. */
export const EXPLAINED_FIGURES: readonly ExplainedFigure[] = [
  figure('posture', 'points', 'hour', 'posture'),
  figure('rate', 'perSecond', 'minute', 'collector'),
  figure('month', 'events', 'month', 'collector'),
  figure('today', 'events', 'day', 'collector'),
  figure('per1000', 'perMinutePer1000', 'minute', 'collector'),
  figure('normal', 'perMinute', 'weeks', 'normal'),
  figure('allowed', 'events', 'hour', 'collector'),
  figure('outbound', 'events', 'hour', 'collector'),
  figure('severe', 'events', 'hour', 'collector'),
  figure('silent', 'counties', 'now', 'collector'),
  figure('unlocated', 'events', 'hour', 'collector'),
  figure('sources', 'addresses', 'hour', 'sketch'),
  figure('ledger', 'records', 'start', 'ledger'),
  figure('lag', 'records', 'now', 'ledger'),
  figure('age', 'seconds', 'now', 'watermark'),
];
