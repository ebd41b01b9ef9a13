import { Injectable, inject } from '@angular/core';
import {
  investigationItem,
  investigationPage,
  type InvestigationDecision,
  type InvestigationItem,
  type InvestigationOrder,
} from '@lianfang/contract';
import type { Answer } from './ask-server';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const PATH = '/api/v1/investigations';
const EVERY = 30_000;
const MOST = 100;

/** Sealed investigations by REST: the newest of them, and what is done to one. Each step takes a strong sign-in. */
@Injectable()
export class InvestigationSource {
  private readonly door = inject(ServerDoor);

  readonly all = new Polled({ path: () => `${PATH}?size=${MOST}`, schema: investigationPage, every: EVERY }, this.door);

  ask(order: InvestigationOrder): Promise<Answer<InvestigationItem>> {
    return this.door.ask(PATH, investigationItem, { order });
  }

  decide(id: string, decision: InvestigationDecision): Promise<Answer<InvestigationItem>> {
    return this.door.ask(`${PATH}/${encodeURIComponent(id)}/decision`, investigationItem, { order: decision });
  }

  end(id: string, reason: string | undefined): Promise<Answer<InvestigationItem>> {
    return this.door.ask(`${PATH}/${encodeURIComponent(id)}/end`, investigationItem, {
      order: reason === undefined ? {} : { reason },
    });
  }
}
