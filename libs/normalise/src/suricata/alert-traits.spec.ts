import fc from 'fast-check';
import type { JsonObject, JsonRecord } from '../source-record';
import { EVE_FIELDS } from './eve-fields';
import { suricata } from './suricata';

const PACKET = {
  timestamp: '2026-03-05T01:15:42.123456+0000',
  event_type: 'alert',
  flow_id: '1187233441557321',
  src_ip: '198.51.100.23',
  dest_ip: '203.0.113.80',
  proto: 'TCP',
};

function read(alert: unknown, more: JsonObject = {}) {
  const document: JsonObject = { ...PACKET, ...more, alert };
  const record: JsonRecord = {
    text: '',
    message: '',
    document,
    clock: { timeZone: 'UTC', logTime: 0 },
    describesIgnored: false,
  };
  return suricata.read(record);
}

const scalar = fc.oneof(
  fc.constantFrom<unknown>('blocked', 'allowed', 'drop', 'to_client', 'Misc Attack', 'ET SCAN x', '', ' ', null, true),
  fc.integer({ min: -1, max: 4 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const alert = fc.record(
  {
    action: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
    gid: scalar,
    signature_id: scalar,
    signature: scalar,
    category: scalar,
    severity: scalar,
    tx_id: scalar,
    direction: scalar,
    metadata: fc.record({ signature_severity: fc.constantFrom<unknown>('Critical', ['critical'], [], 1) }),
  },
  { requiredKeys: [] },
);

describe('an alert that comes again as the same object', () => {
  it('reads as one that is another object each time', () => {
    fc.assert(
      fc.property(fc.array(alert, { minLength: 1, maxLength: 20 }), fc.nat(2), (alerts, transaction) => {
        for (let times = 0; times < 3; times += 1) {
          for (const one of alerts) {
            const more = times === 1 ? {} : { tx_id: transaction };
            expect(read(one, more)).toEqual(read(structuredClone(one), more));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([undefined, null, 7, 'alert', [], {}, { severity: 1 }])('is no alert if it is %j', (one) => {
    expect(read(one)).toMatchObject({ ok: false, error: { code: 'missing-field' } });
  });
});

it('no field of EVE has a name that a prototype gives', () => {
  for (const name of [...Object.keys(EVE_FIELDS), 'action', 'drop']) expect(name in Object.prototype).toBe(false);
});
