export { IndicatorReader, type IndicatorProblem, type IndicatorReaderOptions } from './indicator-reader';
export type { IndicatorSet, Observable, Occasion } from './indicator-set';
export { matchIndicators } from './match-indicators';
