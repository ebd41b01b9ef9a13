import type { Client } from '@elastic/elasticsearch';
import { CENTRE_ONLY, sensorSign, type Scope, type IndexNames, type SensorSign } from '@lianfang/contract';
import { allDocuments, refresh } from './document-pages';

/** The last sign of life of every sensor in every partition, for one scope: a county sees its own sensors alone. */
export async function readSensorSigns(client: Client, names: IndexNames, scope: Scope): Promise<SensorSign[]> {
  await refresh(client, [names.sensorSigns]);
  const query = scope === CENTRE_ONLY ? { match_all: {} } : { term: { county: scope.county } };
  const documents = await allDocuments(client, names.sensorSigns, query);
  return documents.map(({ source }) => sensorSign.parse(source));
}
