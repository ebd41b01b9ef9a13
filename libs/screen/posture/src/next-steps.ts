import type { Posture, PostureComponent, PostureInputs } from '@lianfang/contract';
import type { PostureWord } from './words';

/** Where a step leads: an address of this site. */
export interface NextStep {
  readonly word: PostureWord;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly fragment: string | undefined;
}

/** The page of the county that a card stands on, and what whoever looks may open. */
export interface StepPlace {
  /** `/county` or `/counties/66000`: holds the chart of today and the list of sensors. */
  readonly page: string;
  readonly mayReadEvidence: boolean;
}

/** The places of a county's page that reasons lead to. */
export const TODAY_PLACE = 'today';
export const SENSORS_PLACE = 'sensors';

type Filter = Readonly<Record<string, string>>;

function severeFilters({ severe }: PostureInputs): readonly Filter[] {
  if (severe === null) return [];
  return (['critical', 'high'] as const)
    .filter((severity) => severe[severity] > 0)
    .flatMap((severity) => (['allowed', 'detected'] as const).map((disposition) => ({ disposition, severity })));
}

/** Which kept events belong to a component; none where no filter of evidence tells them apart. */
function filtersOf(component: PostureComponent, inputs: PostureInputs): readonly Filter[] {
  switch (component) {
    case 'allowed':
      return [{ disposition: 'allowed' }];
    case 'severity':
      return severeFilters(inputs);
    case 'compromise':
      return inputs.outbound > 0 ? [{ direction: 'outbound' }] : [];
    case 'pressure':
    case 'duties':
    case 'coverage':
      return [];
  }
}

function wordOf(component: PostureComponent, { disposition, severity }: Filter): PostureWord {
  if (component === 'compromise') return 'posture.see.outbound';
  if (severity === undefined) return 'posture.see.allowed';
  return `posture.see.${disposition ?? ''}.${severity}` as PostureWord;
}

/** What can be done about a component now, the first of which is its next step. Evidence is of the score's 60 minutes. */
export function nextSteps(
  component: PostureComponent,
  { county, inputs }: Pick<Posture, 'county' | 'inputs'>,
  { page, mayReadEvidence }: StepPlace,
): readonly NextStep[] {
  const onPage = (word: PostureWord, fragment: string): NextStep => ({ word, path: page, query: {}, fragment });
  if (component === 'pressure') return [onPage('posture.see.today', TODAY_PLACE)];
  if (component === 'coverage') return [onPage('posture.see.sensors', SENSORS_PLACE)];
  if (!mayReadEvidence) return [];
  const range = { from: new Date(inputs.from).toISOString(), to: new Date(inputs.to).toISOString() };
  return filtersOf(component, inputs).map((filter) => ({
    word: wordOf(component, filter),
    path: '/evidence',
    query: { county, ...filter, ...range },
    fragment: undefined,
  }));
}
