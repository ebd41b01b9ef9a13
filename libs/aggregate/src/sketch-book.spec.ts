import type { Location, Sketch, ThreatEvent } from '@lianfang/contract';
import { DistinctSketch } from './distinct-sketch';
import { rollUpSketches } from './roll-up-sketches';
import { SketchBook } from './sketch-book';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const hour = Date.UTC(2026, 10, 22, 1);
const taipei: Location = { county: '63000', agency: 'tpe', direction: 'inbound', sourceCountry: 'ZZ' };

function event(change: Partial<ThreatEvent> = {}): ThreatEvent {
  return {
    format: 'suricata',
    eventId: 'id',
    alsoKnownAs: [],
    time: hour + 61_000,
    source: { ip: '203.0.113.7', port: 4_000 },
    destination: { ip: '198.18.0.1', port: 443 },
    initiator: 'source',
    transport: 'tcp',
    rule: { id: '9000001', name: 'LF TEST' },
    disposition: 'blocked',
    category: 'intrusion-attempts',
    severity: 'high',
    ...change,
  };
}

function taken(fill: (book: SketchBook) => void, chunk = '0.1', keyLimit = 1_000): Sketch[] {
  const book = new SketchBook({ source, chunk, keyLimit });
  fill(book);
  return book.takeChanges(7).map(({ sketch }) => sketch);
}

const distinctOf = (sketch: Sketch | undefined): number =>
  sketch ? DistinctSketch.decode(sketch.sources).read().value : NaN;

describe('SketchBook', () => {
  it('keeps who, by which rule and at which port, of the hour and county of the event', () => {
    const [made] = taken((book) => book.record(event(), taipei, 1));
    expect(made).toMatchObject({
      ...{ ...source, tier: 'chunk', chunk: '0.1', time: hour, county: '63000', events: 1 },
      top: {
        sources: { entries: [{ key: '203.0.113.7', atLeast: 1, atMost: 1 }] },
        rules: { entries: [{ key: 'suricata:9000001', name: 'LF TEST' }] },
        ports: { entries: [{ key: '443/tcp' }] },
      },
    });
    expect(distinctOf(made)).toBe(1);
  });

  it('takes the side that opened the connection for the source, and the port of the other', () => {
    const [made] = taken((book) => book.record(event({ initiator: 'destination' }), taipei, 1));
    expect(made?.top.sources.entries[0]?.key).toBe('198.18.0.1');
    expect(made?.top.ports.entries[0]?.key).toBe('4000/tcp');
  });

  it('counts an event as often as it stands for, and one address once', () => {
    const [made] = taken((book) => book.record(event(), taipei, 40));
    expect([made?.events, made?.top.sources.entries[0]?.atLeast, distinctOf(made)]).toEqual([40, 40, 1]);
  });

  it('never mixes counties or hours', () => {
    const made = taken((book) => {
      book.record(event(), taipei, 1);
      book.record(event({ source: { ip: '203.0.113.8' } }), { ...taipei, county: '65000' }, 1);
      book.record(event({ time: hour - 1 }), taipei, 1);
      book.record(event(), taipei, 1);
    });
    expect(made.map(({ time, county, events }) => [time - hour, county, events])).toEqual([
      [0, '63000', 2],
      [0, '65000', 1],
      [-3_600_000, '63000', 1],
    ]);
  });

  it("shows another county's machine as masked, and one of its own by its address", () => {
    const internal = { ...taipei, direction: 'internal' } as const;
    const [made] = taken((book) => {
      book.record(event(), { ...internal, initiatorCounty: '64000' }, 1);
      book.record(event({ source: { ip: '198.18.0.9' } }), { ...internal, initiatorCounty: '63000' }, 1);
    });
    expect(made?.top.sources.entries.map(({ key }) => key)).toEqual(['198.18.0.9', 'masked']);
    expect(distinctOf(made)).toBe(2);
  });

  it('counts an event that names neither address, rule nor port', () => {
    const [made] = taken((book) => book.record(event({ source: {}, destination: {}, rule: {} }), taipei, 1));
    const none = { entries: [], unnamed: 0, overflow: 0 };
    expect(made).toMatchObject({ events: 1, top: { sources: none, rules: none, ports: none } });
  });

  it('takes hostile names as keys', () => {
    const names = ['__proto__', 'constructor', '{{7*7}}', '\u202eevil'];
    const [made] = taken((book) => {
      for (const name of names) book.record(event({ rule: { name } }), taipei, 1);
    });
    expect(made?.top.rules.entries.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it('hands out what changed, absolute, at the version of the flush', () => {
    const book = new SketchBook({ source, chunk: '0.1', keyLimit: 10 });
    book.record(event(), taipei, 1);
    const [first] = book.takeChanges(1);
    book.record(event(), taipei, 1);
    const [second] = book.takeChanges(2);
    expect([second?.id, second?.version, second?.sketch.events]).toEqual([first?.id, 2, 2]);
    expect(book.takeChanges(2)).toEqual([]);
  });
});

describe('rollUpSketches', () => {
  it('empties the hour of a county of which nothing is left', () => {
    const place = { source: { topic: 't', epoch: 1, partition: 0 }, time: 0, version: 7 };
    const [made] = rollUpSketches({ ...place, counties: ['63000'] }, []);
    expect(made).toMatchObject({ version: 7, sketch: { county: '63000', tier: 'hour', events: 0 } });
  });

  it('makes one sketch of an hour and county, the same whatever order its chunks come in', () => {
    const chunks = ['0.1', '0.2'].flatMap((chunk, index) =>
      taken((book) => {
        for (let host = 0; host < 300; host += 1)
          book.record(event({ source: { ip: `203.0.113.${host + index * 100}` } }), taipei, 1 + (host % 3));
        book.record(event(), { ...taipei, county: '65000' }, 1);
      }, chunk),
    );
    const place = { source, time: hour, version: 11 };
    const made = rollUpSketches(place, chunks);
    const again = rollUpSketches(place, [...chunks].reverse());
    const byId = (list: typeof made) => new Map(list.map(({ id, sketch }) => [id, sketch]));
    expect(byId(again)).toEqual(byId(made));
    const [first] = made;
    expect([made.length, first?.version, first?.sketch.tier, first?.sketch.events]).toEqual([2, 11, 'hour', 1_200]);
    expect(distinctOf(first?.sketch)).toBe(400);
  });
});
