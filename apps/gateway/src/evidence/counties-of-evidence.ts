import { CENTRE_ONLY, EVERY_COUNTY, type EvidenceItem, type EvidencePage } from '@lianfang/contract';

type Sides = Pick<EvidenceItem, 'county' | 'initiatorCounty'>;

/** Whose data an event is: of the county where it was seen, and of the one that it came from. What is of none is the centre's. */
export function countiesOfItem({ county, initiatorCounty }: Sides): readonly string[] {
  const counties = [county, initiatorCounty].filter((code) => code !== null && /^\d{5}$/.test(code));
  return counties.length === 0 ? [CENTRE_ONLY] : ([...new Set(counties)] as string[]);
}

/** Whose data a page of events is: that of the county that was asked for, also where it shows nothing, and of the others in it. */
export function countiesOfPage({
  county,
  items,
}: Pick<EvidencePage, 'county'> & { items: readonly Sides[] }): readonly string[] {
  if (county === null) return [EVERY_COUNTY];
  const asked = /^\d{5}$/.test(county) ? county : CENTRE_ONLY;
  return [...new Set([asked, ...items.flatMap(countiesOfItem).filter((code) => code !== CENTRE_ONLY)])];
}
