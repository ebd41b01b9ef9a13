import { ruleOf } from '@lianfang/access';
import { CENTRE_ONLY, EVERY_COUNTY, type Transmission } from '@lianfang/contract';
import { countiesOfTransmissions } from './transmissions.controller';

const given = (county: string): Transmission => ({
  hour: 0,
  client: 'siem',
  county,
  dataset: 'GET /api/v1/series',
  result: 'ok',
  requests: 1,
  records: 1,
  bytes: 1,
});

describe('what the audit tells of who looks at what programs were given', () => {
  it('is that somebody looked at every county, where a program of one is among them', () => {
    expect(ruleOf('transmissions.read').audits).toBe('read');
    expect(countiesOfTransmissions({ items: [given(CENTRE_ONLY), given('63000')] })).toEqual([EVERY_COUNTY]);
  });

  it('tells no county of a program of the nation that looks at itself', () => {
    expect(countiesOfTransmissions({ items: [given(CENTRE_ONLY)] })).toEqual([CENTRE_ONLY]);
    expect(countiesOfTransmissions({ items: [] })).toEqual([CENTRE_ONLY]);
  });
});
