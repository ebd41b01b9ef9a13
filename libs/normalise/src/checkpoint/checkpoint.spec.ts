import { createNormaliser } from '../normaliser';

const { read } = createNormaliser();

function idOf(line: string): string {
  const reading = read(line, 'checkpoint');
  if (!reading.ok || reading.value.kind !== 'threat') throw new Error('not read as a threat');
  return reading.value.event.eventId;
}

const line = (time: number, loguid: string): string =>
  `[action:"Drop"; loguid:"${loguid}"; origin:"192.0.2.1"; time:"${time}"; dst:"203.0.113.80"; src:"198.51.100.23"]`;

describe('checkpoint', () => {
  it('takes an update of a log for the same event, and a log without id for one of its own', () => {
    expect(idOf(line(1772673342, '{0x1,0x2,0x3,0x4}'))).toBe(idOf(line(1772673399, '{0x1,0x2,0x3,0x4}')));
    expect(idOf(line(1772673342, '{0x0,0x0,0x0,0x0}'))).not.toBe(idOf(line(1772673399, '{0x0,0x0,0x0,0x0}')));
  });

  it('is asked before CEF, and leaves other vendors to it', () => {
    const cef = (vendor: string): string => `CEF:0|${vendor}|P|1|Log|x|Low|act=Drop rt=1772673342000 src=198.51.100.23`;
    expect(read(cef('Check Point'))).toMatchObject({ value: { event: { format: 'checkpoint' } } });
    expect(read(cef('Check Point'), 'cef')).toMatchObject({ value: { event: { format: 'cef' } } });
    expect(read(cef('Example'))).toMatchObject({ value: { event: { format: 'cef' } } });
  });

  it.each(['hello', '', '[a:b]', 'a=1|b=2|', 'time=1|x=2|', '"1" "2" "3"', 'CEF:0|Example|'])('refuses %j', (text) => {
    expect(read(text, 'checkpoint')).toMatchObject({ ok: false, error: { code: 'missing-field' } });
  });

  const heads = [
    '[action:"Drop"; ',
    '[log@2620 action="Drop" ',
    'time=1|product=Firewall|action=Drop|origin=1.1.1.1|',
    '5Mar2026 01:15:42 drop 192.0.2.1 >eth0 ',
    '"6" "5Mar2026" "9:15:42" ',
  ];
  const units = ['=', ' a=', ':', ';', 'a:b', ':a;', '"', '" ', '|', '\\|', '\\', '[a:"b";', '[a@2620 ', 'x="', ' '];

  it.each(units)('is not kept busy by lines of %j', (unit) => {
    for (const head of heads) {
      for (const end of ['', '=', ':', ';', '"']) {
        const text = (head + unit.repeat(262_144)).slice(0, 262_143) + end;
        const began = performance.now();
        read(text, 'checkpoint');
        // A cost that grows with the square of the length would be minutes.
        expect(performance.now() - began).toBeLessThan(2000);
      }
    }
  });
});
