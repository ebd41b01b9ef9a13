import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Principal } from '@lianfang/access';
import { CENTRE_ONLY, INVESTIGATION_HEADER, PURPOSE_HEADER, type Scope } from '@lianfang/contract';
import type { FastifyRequest } from 'fastify';
import { lastValueFrom, of } from 'rxjs';
import { EvidenceController } from '../evidence/evidence.controller';
import { FiguresController } from '../api/figures.controller';
import { admit } from '../session/needs';
import type { SessionDesk } from '../session/session-desk';
import { whoAsks } from '../session/who-asks';
import { AuditInterceptor } from './audit-interceptor';
import { FakeAuditLog } from './fake-audit-log';

const LIN: Principal = {
  kind: 'person',
  subject: 'lin',
  name: 'Lin',
  roles: ['central-analyst'],
  county: undefined,
  agency: undefined,
  assurance: undefined,
};

interface Asked {
  readonly controller?: typeof EvidenceController | typeof FiguresController;
  readonly handler: 'open' | 'list' | 'county';
  readonly url: string;
  readonly params?: object;
  readonly query?: object;
  readonly headers?: Record<string, string>;
  readonly answer: unknown;
  readonly scope?: Scope;
}

/** Asks through the interceptor, as an analyst of the centre; investigation `one` is about 63000 and in force. */
async function ask({ controller = EvidenceController, handler, answer, scope = CENTRE_ONLY, ...asked }: Asked) {
  const audit = new FakeAuditLog();
  const isInForce = async (id: string, county: string): Promise<boolean> => id === 'one' && county === '63000';
  const interceptor = new AuditInterceptor(new Reflector(), audit, { isInForce, opened: async () => [] });
  const request = {
    method: 'GET',
    id: 'r1',
    routeOptions: { url: asked.url },
    params: asked.params ?? {},
    query: asked.query ?? {},
    headers: { [PURPOSE_HEADER]: 'why', ...asked.headers },
    raw: { socket: {} },
  } as unknown as FastifyRequest;
  const sessions = { read: async () => ({ principal: LIN }) } as unknown as SessionDesk;
  await whoAsks(request, sessions);
  admit(request, { visit: undefined, scope });
  const context = {
    getType: () => 'http',
    getClass: () => controller,
    getHandler: () => (controller.prototype as unknown as Record<string, unknown>)[handler],
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  const next: CallHandler = { handle: () => of(answer) };
  const answered = await lastValueFrom(await interceptor.intercept(context, next)).catch((error: unknown) => error);
  return {
    answered,
    entries: audit.deeds.map(({ county, investigation, purpose }) => ({ county, investigation, purpose })),
  };
}

const EVENT = { handler: 'open', url: '/api/v1/evidence/:id', params: { id: 'e1' } } as const;
const UNDER = { [INVESTIGATION_HEADER]: 'one' };

describe('AuditInterceptor', () => {
  it('files an event under the county where it was seen, and under the one that it came from', async () => {
    const { entries } = await ask({ ...EVENT, answer: { county: '63000', initiatorCounty: '64000' } });
    expect(entries).toMatchObject([{ county: '63000' }, { county: '64000' }]);
  });

  it('files a county’s figures under the code of the path, whatever the query says', async () => {
    const { entries } = await ask({
      controller: FiguresController,
      handler: 'county',
      url: '/api/v1/counties/:code',
      params: { code: '64000' },
      query: { county: 'unlocated' },
      answer: {},
    });
    expect(entries).toMatchObject([{ county: '64000' }]);
  });

  it('hides from the investigated county alone; the other one sees that somebody looked, and no reason', async () => {
    const { entries } = await ask({
      ...EVENT,
      headers: UNDER,
      answer: { county: '64000', initiatorCounty: '63000' },
    });
    expect(entries).toEqual([
      { county: '64000', investigation: undefined, purpose: undefined },
      { county: '63000', investigation: 'one', purpose: 'why' },
    ]);
  });

  it.each([
    ['an event of another county', { ...EVENT, answer: { county: '64000', initiatorCounty: null } }],
    [
      'events of the nation',
      { handler: 'list', url: '/api/v1/evidence', answer: { county: null, items: [] } } as const,
    ],
  ])('shows nothing under an investigation that is about something else: %s', async (_name, question) => {
    const { answered, entries } = await ask({ ...question, headers: UNDER });
    expect([answered, entries]).toMatchObject([{ status: 403, title: 'Not under this investigation' }, []]);
  });
});
