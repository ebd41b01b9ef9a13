import { wholeLine, type BadInput, type BadInputGroup } from '../bad-input';
import { iso, SPELLINGS, WHOLE, type Spelling } from '../spellings';

const WORDS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
const OTHER = '198.51.100.99';

/** B4: words that every object has, as keys, and as values that become keys of maps. */
export const prototypeWords: BadInputGroup = {
  item: 'B4',
  about: 'words of a prototype as keys and values',
  records: (at) =>
    WORDS.flatMap((word) => [
      ...SPELLINGS.filter(({ isJson }) => isJson).flatMap((spelling) => asKeys(word, spelling, at)),
      ...SPELLINGS.map((spelling) => asRule(word, spelling, at)),
      ...asVocabulary(word, at),
      ...asSensor(word, at),
    ]),
};

function asKeys(word: string, spelling: Spelling, at: number): BadInput[] {
  const line = spelling.line(at, WHOLE);
  const other = spelling.line(at, { ...WHOLE, src: OTHER });
  const whole = wholeLine(spelling, at);
  const { name } = spelling;
  const behind = (text: string): string => `${line.slice(0, -1)},${text}}`;
  return [
    { name: `${name}: ${word} with a whole record behind`, value: behind(`"${word}":${other}`), wanted: whole },
    { name: `${name}: ${word} is null`, value: behind(`"${word}":null`), wanted: whole },
    { name: `${name}: ${word} holds itself`, value: behind(`"${word}":{"${word}":{"polluted":1}}`), wanted: whole },
    { name: `${name}: ${word} is a text`, value: behind(`"${word}":"${OTHER}"`), wanted: whole },
    { name: `${name}: nothing but ${word}`, value: `{"${word}":${other}}`, wanted: { rejected: 'unknown-format' } },
  ];
}

function asRule(word: string, spelling: Spelling, at: number): BadInput {
  const { counted } = wholeLine(spelling, at);
  const value = spelling.line(at, { ...WHOLE, rule: word });
  // No name of Zeek's begins so: the row is taken for one of another log.
  if (spelling.name === 'zeek row' && word.startsWith('_'))
    return { name: `${spelling.name}: a rule called ${word}`, value, wanted: { ignored: 'other' } };
  return { name: `${spelling.name}: a rule called ${word}`, value, wanted: { counted: { ...counted, rule: word } } };
}

/** Where a vocabulary is expected, a strange word is no word of it. */
function asVocabulary(word: string, at: number): BadInput[] {
  const time = iso(at);
  const sides = { src_ip: '203.0.113.9', dest_ip: '10.8.3.4' };
  const alert = { signature: word, signature_id: word, category: word, action: word, severity: word, gid: word };
  const eve = { timestamp: time, ...sides, proto: word, flow_id: word, host: word, app_proto: word };
  const ecs = {
    '@timestamp': time,
    source: { ip: sides.src_ip },
    destination: { ip: sides.dest_ip },
    network: { transport: word },
    observer: { name: word },
    rule: { id: word, name: word, category: word },
    threat: { tactic: { name: word } },
  };
  const event = { category: word, type: word, action: word, severity: word, dataset: word, outcome: word };
  const ocsf = {
    time: at,
    src_endpoint: { ip: sides.src_ip },
    dst_endpoint: { ip: sides.dest_ip },
    disposition: word,
    action: word,
    severity: word,
    connection_info: { protocol_name: word },
    finding_info: { title: word, types: [word], analytic: { uid: word }, uid: word },
    attacks: [{ tactic: { name: word } }],
  };
  const counted = { source: { ip: sides.src_ip }, destination: { ip: sides.dest_ip }, rule: word, county: '65000' };
  const texts: readonly (readonly [string, object, BadInput['wanted']])[] = [
    ['an alert of which all is', { ...eve, event_type: 'alert', alert }, { counted }],
    ['an event type', { ...eve, event_type: word }, { ignored: 'other' }],
    ['a verdict', { ...eve, event_type: 'alert', alert, verdict: { action: word } }, { counted }],
    ['an ECS event of which all is', { ...ecs, event: { ...event, kind: 'alert' } }, { counted }],
    ['a kind of ECS event', { ...ecs, event: { ...event, kind: word } }, { counted }],
    ['an OCSF finding of which all is', { ...ocsf, class_uid: 2004, severity_id: 1 }, { counted }],
    ['the log of Zeek', { _path: word, ts: at / 1000, 'id.orig_h': sides.src_ip }, { ignored: 'other' }],
  ];
  return texts.map(([what, document, wanted]) => {
    return { name: `${what} is called ${word}`, value: JSON.stringify(document), wanted };
  });
}

function asSensor(word: string, at: number): BadInput[] {
  const [eve] = SPELLINGS;
  if (eve === undefined) return [];
  const value = eve.line(at, WHOLE);
  return [
    { name: `a sensor called ${word}`, value, key: word, wanted: wholeLine(eve, at) },
    { name: `a header called ${word}`, value, headers: Object.fromEntries([[word, 'x']]), wanted: wholeLine(eve, at) },
    {
      name: `a header called ${word} beside garbage`,
      value: '{',
      headers: Object.fromEntries([[word, 'x']]),
      wanted: { rejected: 'not-json' },
    },
  ];
}
