import { pin } from './pin-store';

const OF_AN_EARLIER_RELEASE = {
  topic: 'threat-events',
  epoch: 1,
  partition: 0,
  chunk: '0.1',
  from: 0,
  directory: 'd',
  countries: 'c',
  normaliser: '1:abc',
  limits: { recordBytes: 262_144, cells: 100_000, duplicateWindow: 65_536, ahead: 300_000, behind: 604_800_000 },
};

describe('pin', () => {
  it('says of a chunk of an earlier release what that release did: no evidence, and the top lists of all chunks', () => {
    expect(pin.parse(OF_AN_EARLIER_RELEASE).limits).toEqual({ ...OF_AN_EARLIER_RELEASE.limits, topListKeys: 65_536 });
  });

  it('keeps what decides which events are kept whole', () => {
    const evidence = { perGroup: 20, perChunk: 2_000, bytes: 8_388_608, originalBytes: 262_144 };
    const limits = { ...OF_AN_EARLIER_RELEASE.limits, evidence };
    expect(pin.parse({ ...OF_AN_EARLIER_RELEASE, limits }).limits.evidence).toEqual(evidence);
  });
});
