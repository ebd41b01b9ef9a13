/** Texts that programs have stumbled over, as a sensor would write them into a rule's name: JSON, escapes and all. */
const NAMES = [
  '"__proto__"',
  '"constructor"',
  String.raw`"\ud800 alone \udc00"`,
  String.raw`"\u0000 nul \u001b[2J\u001b[31mred\u0007"`,
  '"separators \u2028 and \u2029"',
  '"\u202eevil \u2066 臺灣 😀 \ufeff"',
  `"a${'\u0301'.repeat(64_000)}"`,
  `"${'<script>{{7*7}}</script>'.repeat(8_500)}"`,
  String.raw`"=cmd|' /C calc'!A0\t@SUM(1)\r\n"`,
  String.raw`"* OR _exists_:county\") || '1'='1 -- \\"`,
];

/** Whole records in which hidden keys and unknown fields stand beside the wanted ones. */
const BESIDE = [
  '"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}},"toString":"x","hasOwnProperty":1',
  `"payload":"${'QUJD'.repeat(40_000)}"`,
  '"event.original":"other","county":"63000","@timestamp":"never","_id":"x"',
];

/** Alerts from 192.0.2.66 that are read without complaint, each of a minute and network of its own. @param now milliseconds. */
export function hostileRecords(now: number): { readonly key: string; readonly value: string }[] {
  const made = [
    ...NAMES.map((name) => ({ name, beside: '"x":1' })),
    ...BESIDE.map((beside) => ({ name: '"plain"', beside })),
  ];
  return made.map(({ name, beside }, at) => {
    const timestamp = new Date(now - 10 * 60_000).toISOString().replace('Z', '+0000');
    const alert = `{"action":"allowed","gid":1,"signature_id":${7_000_000 + at},"signature":${name},"severity":1}`;
    const ends = `"src_ip":"192.0.2.66","src_port":1,"dest_ip":"10.20.3.4","dest_port":443,"proto":"TCP"`;
    const value = `{"timestamp":"${timestamp}","flow_id":${9_000_000 + at},"event_type":"alert",${ends},${beside},"alert":${alert}}`;
    return { key: 'sensor-hostile', value };
  });
}
