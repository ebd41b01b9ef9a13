import { randomUUID } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import type { CountySettings, IndexNames, SavedView } from '@lianfang/contract';
import { createCountySettingsStore, createSavedViewStore } from '@lianfang/store';
import { PLACES, UNLOCATED_PLACE, type Place } from './places';

/** What the county of each place has set, and a view that its office shares: its mark wherever people write. */
export async function savePeoplesWork(client: Client, names: IndexNames, at: number): Promise<void> {
  const settings = createCountySettingsStore(client, names);
  const views = createSavedViewStore(client, names);
  for (const place of PLACES.filter((each) => each !== UNLOCATED_PLACE)) {
    await settings.change(place.county, () => settingsOf(place, at));
    const view = savedViewOf(place, at);
    await views.change(view.id, () => view);
  }
}

function settingsOf({ county, mark }: Place, at: number): CountySettings {
  const agencyNames = { [`${mark}-agency`]: { zh: `${mark} 機關`, en: `${mark} agency` } };
  const contact = { name: mark, duty: mark, phone: null, email: `${mark}@example.com`, reachable: 'always' } as const;
  const office = { zh: mark, en: mark };
  return { county, office, agencyNames, thresholds: null, contacts: [contact], revision: 1, at, by: mark };
}

function savedViewOf({ county, mark }: Place, at: number): SavedView {
  const said = { name: mark, question: `?rule=${mark}`, by: mark, screen: 'explore', shared: true } as const;
  return { id: randomUUID(), county, subject: `${mark}-person`, ...said, at, revision: 1 };
}
