import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mustSayWhy, ruleOf, type Capability } from '@lianfang/access';
import { CENTRE_ONLY, PURPOSE_HEADER, PURPOSE_NEEDED } from '@lianfang/contract';
import { NEEDED } from '@lianfang/platform/service';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { ProblemError } from '../api/problem-error';
import { admittedBefore, type Admitted } from '../session/needs';
import { askingOf } from '../session/who-asks';
import type { AuditLog, Deed } from './audit-log';
import { AUDIT_LOG, SEALED_READS } from './audit-tokens';
import { countyAsked, COUNTIES_SHOWN, countyMeant, routeOf, thingAsked, type CountiesShown } from './audited-route';
import { AUDITS_ITSELF } from './audits-itself';
import { saidWhy, type SaidWhy } from './said-why';
import type { SealedReads } from './sealed-reads.port';

/** A question that the audit tells of. */
interface Audited {
  readonly request: FastifyRequest;
  readonly capability: Capability;
  readonly admitted: Admitted;
  readonly shown: CountiesShown | undefined;
}

/**
 * Tells the audit of every export and change, and of every read of a county's data by somebody of elsewhere, and lets
 * nothing out before the log has it. What is told of and why stands in the table of libs/access.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AUDIT_LOG) private readonly audit: Pick<AuditLog, 'record' | 'recordRead' | 'noteRefusal'>,
    @Inject(SEALED_READS) private readonly investigations: SealedReads,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const audited = this.auditedOf(context);
    if (!audited) return next.handle();
    const { request, capability, admitted } = audited;
    const why = saidWhy(request.headers);
    if (why.purpose === undefined && mustSayWhy(principalOf(request), capability, admitted.scope)) {
      this.audit.noteRefusal({ ...deedOf(audited, why), action: 'refused', county: CENTRE_ONLY, thing: 'purpose' });
      throw sayWhy();
    }
    const isRead = ruleOf(capability).audits === 'read' && admitted.scope === CENTRE_ONLY;
    // What takes out or changes is never hidden; nor has a county anything to hide from itself.
    if (why.investigation !== undefined && !isRead) throw notUnderIt();
    if (ruleOf(capability).audits !== 'read') {
      await this.audit.record({ ...deedOf(audited, why), action: actionOf(capability) });
      return next.handle();
    }
    if (admitted.scope === CENTRE_ONLY)
      // What was found is not shown before it is written down who looked; what was not found shows nothing.
      return next.handle().pipe(concatMap((answer: unknown) => this.recordRead(audited, why, answer)));
    this.noteCrossing(audited, admitted.scope.county);
    return next.handle();
  }

  private auditedOf(context: ExecutionContext): Audited | undefined {
    if (context.getType() !== 'http') return undefined;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const admitted = admittedBefore(request);
    const places = [context.getHandler(), context.getClass()];
    if (!admitted || this.reflector.getAllAndOverride<boolean | undefined>(AUDITS_ITSELF, places)) return undefined;
    const capability = this.reflector.getAllAndOverride<Capability>(NEEDED, places);
    if (ruleOf(capability).audits === undefined) return undefined;
    const shown = this.reflector.get<CountiesShown | undefined>(COUNTIES_SHOWN, context.getHandler());
    return { request, capability, admitted, shown };
  }

  private async recordRead(audited: Audited, why: SaidWhy, answer: unknown): Promise<unknown> {
    const deed: Deed = { ...deedOf(audited, why), action: 'read' };
    const shown = audited.shown?.(answer as never) ?? [deed.county];
    const investigated = why.investigation === undefined ? undefined : await this.investigated(audited, why, shown);
    // One thing is one entry, however often it is opened; views are grouped.
    const record = (each: Deed): Promise<void> =>
      each.thing === undefined ? this.audit.recordRead(each) : this.audit.record(each);
    await Promise.all(
      shown.map((county) => record({ ...deed, county, ...(investigated === undefined ? {} : under(county)) })),
    );
    return answer;

    /** A seal hides what its own county would see. Others see that somebody looked, and not the reason: it is the sealed one's. */
    function under(county: string): Pick<Deed, 'investigation' | 'purpose'> {
      return county === investigated ? {} : { investigation: undefined, purpose: undefined };
    }
  }

  /** The one county of those that are shown whose investigation it is, in force now. @throws ProblemError where there is none */
  private async investigated(
    { request }: Audited,
    { investigation = '' }: SaidWhy,
    shown: readonly string[],
  ): Promise<string> {
    for (const county of shown)
      if (await this.investigations.isInForce(investigation, county, principalOf(request))) return county;
    throw notUnderIt();
  }

  /** Somebody of a county asked for another: they get what does not exist, and their own county and auditors see it. */
  private noteCrossing(audited: Audited, own: string): void {
    const asked = countyAsked(audited.request);
    if (asked === undefined || asked === own) return;
    this.audit.noteRefusal({ ...deedOf(audited, NOTHING_SAID), action: 'refused', county: own, thing: asked });
  }
}

const NOTHING_SAID: SaidWhy = { purpose: undefined, investigation: undefined };

function principalOf(request: FastifyRequest) {
  const asking = askingOf(request);
  if (!asking) throw new Error('A route that needs somebody was reached by nobody.');
  return asking.principal;
}

function actionOf(capability: Capability): 'exported' | 'changed' {
  return ruleOf(capability).audits === 'export' ? 'exported' : 'changed';
}

function deedOf({ request, capability, admitted }: Audited, why: SaidWhy): Omit<Deed, 'action'> {
  const isRejected = capability.startsWith('rejected.');
  const of = admitted.scope === CENTRE_ONLY ? countyMeant(request) : admitted.scope.county;
  return {
    principal: principalOf(request),
    // Whose a record is that could not be read is not known.
    county: isRejected ? CENTRE_ONLY : of,
    capability,
    what: routeOf(request),
    thing: thingAsked(request),
    ...why,
    requestId: String(request.id),
  };
}

function notUnderIt(): ProblemError {
  return new ProblemError(
    403,
    'Not under this investigation',
    'It is not approved, is over, or is about another county than what you ask for. Ask without the header, or for its county.',
  );
}

function sayWhy(): ProblemError {
  return new ProblemError(
    403,
    PURPOSE_NEEDED,
    `The county sees who looked and why. Send the reason in the header ${PURPOSE_HEADER}, percent-encoded, then ask again.`,
  );
}
