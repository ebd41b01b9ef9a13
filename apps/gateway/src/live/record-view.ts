import { capabilityOfView, decide, type Principal } from '@lianfang/access';
import { CENTRE_ONLY, EVERY_COUNTY, type ViewName } from '@lianfang/contract';
import type { AuditLog } from '../audit/audit-log';

/**
 * Tells the audit that somebody of elsewhere follows a view: once in 15 minutes, however often it is asked.
 * @returns undefined where the view is of their own county; otherwise it rejects with AuditAwayError where it can't be told
 */
export function recordView(
  audit: Pick<AuditLog, 'recordRead'>,
  principal: Principal,
  view: ViewName,
): Promise<void> | undefined {
  const capability = capabilityOfView(view);
  const decision = decide(principal, capability, false);
  if (!decision.granted || decision.scope !== CENTRE_ONLY) return undefined;
  const [kind = view, county = EVERY_COUNTY] = view.split(':');
  return audit.recordRead({ principal, action: 'read', county, capability, what: `live ${kind}` });
}
