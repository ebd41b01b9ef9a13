import { wholeLine, type BadInput, type BadInputGroup, type Wanted } from '../bad-input';
import { SPELLINGS, WHOLE, type Spelling } from '../spellings';

/** What is read of an address: its canonical text, none (`''`), or that it is bad. */
type Read = string | { readonly bad: true };

const BAD = { bad: true } as const;

/** As every format reads them. */
const ADDRESSES: readonly (readonly [text: string, read: Read])[] = [
  ['203.0.113.9', '203.0.113.9'],
  ['10.0.0.1', '10.0.0.1'],
  ['192.168.1.1', '192.168.1.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['169.254.169.254', '169.254.169.254'],
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['224.0.0.251', '224.0.0.251'],
  ['2001:db8::9', '2001:db8::9'],
  ['2001:DB8:0:0::0009', '2001:db8::9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::FFFF:cb00:7109', '203.0.113.9'],
  ['0:0:0:0:0:ffff:cb00:7109', '203.0.113.9'],
  ['::203.0.113.9', '::cb00:7109'],
  ['64:ff9b::203.0.113.9', '64:ff9b::cb00:7109'],
  ['fe80::1%eth0', 'fe80::1'],
  ['fe80::1%3', 'fe80::1'],
  ['::', '::'],
  ['::1', '::1'],
  ['203.0.113.256', BAD],
  ['203.0.113', BAD],
  ['203.0.113.9.9', BAD],
  ['203.0.113.9.', BAD],
  ['.203.0.113.9', BAD],
  ['203.0.113.09', BAD],
  ['0313.0.0161.011', BAD],
  ['3405803785', BAD],
  ['203.0.29961', BAD],
  [':::', BAD],
  ['1:2:3:4:5:6:7', BAD],
  ['1:2:3:4:5:6:7:8:9', BAD],
  ['1::2::3', BAD],
  ['12345::', BAD],
  ['::g', BAD],
  ['::ffff:203.0.113.256', BAD],
  ['::ffff:0313.0.0161.011', BAD],
  ['::ffff:203.0.113.9/96', BAD],
  ['2001:db8::/32', BAD],
  ['x.x.x.x', BAD],
];

/** Names, or what might be one, where a format's field may hold a host's name: no address and no fault; bad elsewhere. */
const NAMES = [
  '0xcb.0x00.0x71.0x09',
  '0xcb007109',
  'localhost',
  'web-1.example.gov.tw',
  '２０３.0.113.9',
  '203。0。113。9',
];

/** What only JSON, where nothing separates, can say. */
const ONLY_JSON: readonly (readonly [text: string, read: Read])[] = [
  ['203.0.113.9/32', BAD],
  ['203.0.113.9:80', BAD],
  ['[2001:db8::9]', BAD],
  ['[2001:db8::9]:443', BAD],
  [' 203.0.113.9', BAD],
  ['203.0.113.9 ', BAD],
  ['203.0.113.9\n', BAD],
  ['203.0.113.9\u200b', BAD],
  ['203.0.113.9, 198.51.100.7', BAD],
  ['http://203.0.113.9/', BAD],
  ['fe80::1%', BAD],
  ['fe80::1%eth0%eth1', BAD],
  [`fe80::1%${'e'.repeat(33)}`, BAD],
  ['-', BAD],
  ['N/A', BAD],
  ['0', BAD],
  ['1'.repeat(100_000), BAD],
  [':'.repeat(100_000), BAD],
];

/** B5: addresses in every spelling that systems disagree on. */
export const addresses: BadInputGroup = {
  item: 'B5',
  about: 'addresses',
  records: (at) => SPELLINGS.flatMap((spelling) => (spelling.isJson ? inJson(spelling, at) : inText(spelling, at))),
};

function inJson(spelling: Spelling, at: number): BadInput[] {
  const names = NAMES.map((text) => [text, BAD] as const);
  const nothing = NOTHING[spelling.name] ?? [];
  const all = [...ADDRESSES, ...names, ...ONLY_JSON, ['', BAD] as const];
  return all.map(([text, read]) => inputOf(spelling, at, { text, read: nothing.includes(text) ? '' : read }));
}

/** What some sensors write for nothing. */
const NOTHING: Readonly<Record<string, readonly string[]>> = { zeek: ['', '-'], snort: [''], ocsf: ['-'] };

function inText(spelling: Spelling, at: number): BadInput[] {
  const names = NAMES.map((text) => [text, spelling.takesHostNames ? '' : BAD] as const);
  return [...ADDRESSES, ...names].map(([text, read]) =>
    inputOf(spelling, at, { text, read: ownRead(spelling, text) ?? read }),
  );
}

/** Where a format's own punctuation means something else. */
function ownRead({ name }: Spelling, text: string): Read | undefined {
  // A colon ends a phrase.
  if (name === 'cisco' && text === ':::') return '::';
  // It writes all groups of an IPv6 address: of less than that no port can be told apart.
  return name === 'snort fast' && text.includes(':') && text.split(':').length !== 8 ? BAD : undefined;
}

function inputOf(spelling: Spelling, at: number, { text, read }: { text: string; read: Read }): BadInput {
  return {
    name: `${spelling.name}: ${text.slice(0, 40)}`,
    value: spelling.line(at, { ...WHOLE, src: text }),
    wanted: wantedOf(spelling, at, read),
  };
}

function wantedOf(spelling: Spelling, at: number, read: Read): Wanted {
  if (typeof read !== 'string') return { rejected: 'bad-field' };
  const { counted } = wholeLine(spelling, at);
  const { port } = counted.source ?? {};
  return { counted: { ...counted, source: { ...(read !== '' && { ip: read }), ...(port !== undefined && { port }) } } };
}
