import { Injectable, inject } from '@angular/core';
import { countySettingsAnswer, type CountySettingsAnswer, type CountySettingsOrder } from '@lianfang/contract';
import type { Answer } from './ask-server';
import { ServerDoor } from './server-door';

/**
 * What counties have set, by REST. Contacts are personal data, and each look by the centre is told to its county: nothing
 * asks again by a timer, and nothing is kept.
 */
@Injectable()
export class CountySettingsSource {
  private readonly door = inject(ServerDoor);

  /** `revision` 0 where nothing was ever set. */
  read(county: string): Promise<Answer<CountySettingsAnswer>> {
    return this.door.ask(pathOf(county), countySettingsAnswer);
  }

  /** All of it; a problem with status 409 says that `revision` is an old one. */
  change(county: string, order: CountySettingsOrder): Promise<Answer<CountySettingsAnswer>> {
    return this.door.ask(pathOf(county), countySettingsAnswer, { method: 'PUT', order });
  }
}

function pathOf(county: string): string {
  return `/api/v1/counties/${encodeURIComponent(county)}/settings`;
}
