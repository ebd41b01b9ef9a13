import type { Principal } from '@lianfang/access';
import { UNLOCATED, CENTRE_ONLY, EVERY_COUNTY, exportOrder, type ExportOrder, type Scope } from '@lianfang/contract';
import { countyWithin } from '../api/county-within';
import { parseQuestion } from '../api/parse-question';
import { badQuestion, ProblemError } from '../api/problem-error';
import type { AuditLog, Deed } from '../audit/audit-log';
import type { SaidWhy } from '../audit/said-why';

/** Who takes figures out, and what they said of why. */
export interface Exporter {
  readonly principal: Principal;
  readonly scope: Scope;
  readonly why: SaidWhy;
  readonly requestId: string;
}

/** What an export is told of with. */
export interface ExportParts {
  readonly audit: Pick<AuditLog, 'record' | 'noteRefusal'>;
  isCounty(code: string): boolean;
}

const CAPABILITY = 'figures.export';
const WHAT = 'POST /api/v1/exports';

/** Tells the audit that figures are about to be saved as a file. The screen makes the file, of what it shows. */
export class ExportDesk {
  constructor(private readonly parts: ExportParts) {}

  /**
   * Resolves once the log of the audit has it.
   * @throws ProblemError for what is not theirs or not to be understood; AuditAwayError: then nothing may be saved
   */
  async record(body: unknown, exporter: Exporter): Promise<void> {
    const order = parseQuestion(exportOrder, body);
    const { scope, principal, why, requestId } = exporter;
    // What takes out is never hidden.
    if (why.investigation !== undefined) throw notUnderIt();
    const deed: Omit<Deed, 'action' | 'county'> = {
      principal,
      capability: CAPABILITY,
      what: WHAT,
      ...why,
      requestId,
    };
    const county = this.countyOf(order, scope, deed);
    const named = new URLSearchParams(order.question).getAll('county').filter((code) => code !== '');
    // What belongs to no county is the centre's, as the nation is.
    if (named.some((code) => code !== (county ?? UNLOCATED)))
      throw badQuestion('`question` names another county than `county`. Send the county that the screen shows.');
    await this.parts.audit.record({
      ...deed,
      action: 'exported',
      county: county ?? EVERY_COUNTY,
      thing: thingOf(order, county),
    });
  }

  private countyOf(
    { county: asked }: ExportOrder,
    scope: Scope,
    deed: Omit<Deed, 'action' | 'county'>,
  ): string | undefined {
    // Somebody of a county asked for another: they get what does not exist, and their own county and auditors see it.
    if (scope !== CENTRE_ONLY && asked !== null && asked !== scope.county)
      this.parts.audit.noteRefusal({ ...deed, action: 'refused', county: scope.county, thing: asked });
    return countyWithin(asked ?? undefined, scope, (code) => this.parts.isCounty(code));
  }
}

/**
 * What was taken, in one line: `explore csv, 168 lines ?by=category`. An entry about every county is read by each of them: its
 * question stays out, because it may name agencies of one.
 */
function thingOf({ screen, format, rows, question }: ExportOrder, county: string | undefined): string {
  const taken = `${screen} ${format}, ${rows} lines`;
  if (county === undefined) return taken;
  const asked = new URLSearchParams(question);
  // An agency of another county may stand in an address that was typed or kept.
  asked.delete('agency');
  return asked.size === 0 ? taken : `${taken} ?${asked.toString()}`;
}

function notUnderIt(): ProblemError {
  return new ProblemError(
    403,
    'Not under this investigation',
    'What is taken out is always told of. Ask without the header.',
  );
}
