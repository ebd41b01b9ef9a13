import type { CountySettingsOrder } from '@lianfang/contract';

/** A part that is changed as a whole: `office`, `thresholds`, `contacts`, or the name of one agency (`agency:ID`). */
export type PartName = 'office' | 'thresholds' | 'contacts' | `agency:${string}`;

/** A part that is not the same everywhere, and who changed it since `base`. */
export interface ChangedPart {
  readonly part: PartName;
  readonly who: 'mine' | 'theirs' | 'both';
}

const AGENCY = 'agency:';

export function agencyOf(part: PartName): string | null {
  return part.startsWith(AGENCY) ? part.slice(AGENCY.length) : null;
}

function textOf(order: CountySettingsOrder, part: PartName): string {
  const agency = agencyOf(part);
  if (agency !== null) {
    const name = Object.hasOwn(order.agencyNames, agency) ? order.agencyNames[agency] : undefined;
    return JSON.stringify(name === undefined ? null : [name.zh, name.en]);
  }
  return JSON.stringify(orderedOf(order, part));
}

/** With its keys in one order: two programs may have written them in two. */
function orderedOf({ office, thresholds, contacts }: CountySettingsOrder, part: PartName): unknown {
  if (part === 'office') return office && [office.zh, office.en];
  if (part === 'thresholds') return thresholds && [thresholds.steady, thresholds.watch, thresholds.strained];
  return contacts.map(({ name, duty, phone, email, reachable }) => [name, duty, phone, email, reachable]);
}

function partsOf(orders: readonly CountySettingsOrder[]): readonly PartName[] {
  const agencies = new Set(orders.flatMap(({ agencyNames }) => Object.keys(agencyNames)));
  return ['office', 'contacts', 'thresholds', ...[...agencies].sort().map((id): PartName => `${AGENCY}${id}`)];
}

export function isSameOrder(one: CountySettingsOrder, other: CountySettingsOrder): boolean {
  return partsOf([one, other]).every((part) => textOf(one, part) === textOf(other, part));
}

/** Where two changes of `base` do not agree. What both changed alike is in no line. */
export function changedParts(
  base: CountySettingsOrder,
  mine: CountySettingsOrder,
  theirs: CountySettingsOrder,
): readonly ChangedPart[] {
  return partsOf([base, mine, theirs]).flatMap((part): ChangedPart[] => {
    const [was, one, other] = [base, mine, theirs].map((order) => textOf(order, part));
    if (one === other) return [];
    return [{ part, who: one === was ? 'theirs' : other === was ? 'mine' : 'both' }];
  });
}

/** Mine, with what only they changed taken from theirs; on top of their revision. */
export function mergedOrder(
  base: CountySettingsOrder,
  mine: CountySettingsOrder,
  theirs: CountySettingsOrder,
): CountySettingsOrder {
  const changed = changedParts(base, mine, theirs).filter(({ who }) => who === 'theirs');
  const fromThem = new Set(changed.map(({ part }) => part));
  const pick = (part: PartName): CountySettingsOrder => (fromThem.has(part) ? theirs : mine);
  const ids = partsOf([mine, theirs]).flatMap((part) => agencyOf(part) ?? []);
  const names = ids.flatMap((id) => {
    const { agencyNames } = pick(`${AGENCY}${id}`);
    const name = Object.hasOwn(agencyNames, id) ? agencyNames[id] : undefined;
    return name === undefined ? [] : [[id, name] as const];
  });
  return {
    office: pick('office').office,
    thresholds: pick('thresholds').thresholds,
    contacts: pick('contacts').contacts,
    agencyNames: Object.fromEntries(names),
    revision: theirs.revision,
  };
}
