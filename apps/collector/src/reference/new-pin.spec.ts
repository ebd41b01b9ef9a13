import type { Environment } from '../environment';
import { newPin } from './new-pin';
import type { ReferenceData } from './reference-data';

const SOURCE = { topic: 'x.threat-events', epoch: 1, partition: 0 };

/** The pin that a collector with these settings gives a new chunk. */
function pinUnder(change: Partial<Environment>) {
  const settings = {
    LIANFANG_TOPIC_PREFIX: 'x.',
    LIANFANG_TOPICS: [{ topic: 'threat-events', latenessMs: 7 }],
    LIANFANG_EVIDENCE_PER_GROUP: 20,
    LIANFANG_EVIDENCE_PER_CHUNK: 2_000,
    LIANFANG_EVIDENCE_BYTES: 8_388_608,
    ...change,
  };
  const reference = { current: { directory: 'd', countries: 'c' } };
  return newPin(
    SOURCE,
    { name: '0.1', from: 5 },
    {
      environment: settings as Environment,
      reference: reference as ReferenceData,
      normaliser: '2:x',
    },
  );
}

describe('newPin', () => {
  it('names the limits of evidence: who counts the chunk again keeps the same', () => {
    expect(pinUnder({ LIANFANG_EVIDENCE_PER_GROUP: 5 }).limits).toMatchObject({
      behind: 7,
      evidence: { perGroup: 5, perChunk: 2_000, bytes: 8_388_608, originalBytes: 262_144 },
    });
  });

  it('names none where none is to be kept', () => {
    expect(pinUnder({ LIANFANG_EVIDENCE_PER_CHUNK: 0 }).limits).not.toHaveProperty('evidence');
  });
});
