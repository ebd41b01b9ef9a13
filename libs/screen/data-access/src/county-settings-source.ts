import { Injectable, inject } from '@angular/core';
import {
  countySettings,
  countySettingsList,
  type CountySettings,
  type CountySettingsList,
  type CountySettingsOrder,
} from '@lianfang/contract';
import type { Answer } from './ask-server';
import { ServerDoor } from './server-door';

/**
 * What counties have set, by REST. Contacts are personal data, and each look by the centre is told to its county: nothing
 * asks again by a timer, and nothing is kept.
 */
@Injectable()
export class CountySettingsSource {
  private readonly door = inject(ServerDoor);

  /** Of the counties that have set something; for people of a county, theirs alone. */
  all(): Promise<Answer<CountySettingsList>> {
    return this.door.ask('/api/v1/settings', countySettingsList);
  }

  /** `revision` 0 where nothing was ever set. */
  read(county: string): Promise<Answer<CountySettings>> {
    return this.door.ask(pathOf(county), countySettings);
  }

  /** All of it; a problem with status 409 says that `revision` is an old one. */
  change(county: string, order: CountySettingsOrder): Promise<Answer<CountySettings>> {
    return this.door.ask(pathOf(county), countySettings, { method: 'PUT', order });
  }
}

function pathOf(county: string): string {
  return `/api/v1/counties/${encodeURIComponent(county)}/settings`;
}
