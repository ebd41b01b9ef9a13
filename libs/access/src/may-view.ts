import { CENTRE_ONLY, type ViewName } from '@lianfang/contract';
import type { Capability } from './capability';
import { decide } from './decide';
import type { Principal } from './principal';

const COUNTY_VIEW = 'county:';

/** What each view of the live frames needs. A new kind of view needs a line here: `frame.ts` says which there are. */
export function capabilityOfView(view: ViewName): Capability {
  return view.startsWith(COUNTY_VIEW) ? 'county.read' : 'nation.read';
}

/** Whether somebody may see a view of the live frames. */
export function mayView(principal: Principal, view: ViewName): boolean {
  const decision = decide(principal, capabilityOfView(view), false);
  if (!decision.granted) return false;
  if (decision.scope === CENTRE_ONLY) return true;
  return view === `${COUNTY_VIEW}${decision.scope.county}`;
}
