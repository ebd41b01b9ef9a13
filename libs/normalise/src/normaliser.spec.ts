import { createNormaliser } from './normaliser';

const { read } = createNormaliser();
const CLOCK = { timeZone: 'UTC', logTime: Date.UTC(2026, 6, 4, 10, 20, 40) };

/** What a stranger can have a sensor write, by asking for a page of that name. */
const URLS = {
  plain: '/a',
  cef: '/a:CEF:0|a|b|1|1|n|1|act=allowed src=198.51.100.1 dst=198.51.100.2 ',
  'CEF of Check Point': '/a:CEF:0|Check Point|b|1|1|n|1|act=Accept ',
  'a pair of Check Point': '/a [product:x; ',
  'pairs of Splunk': '/a action=x|product=y|',
  'an id of Check Point': '/a?loguid={0x1',
  'pairs of FortiOS': '/a,logid=0316013056,type=traffic,action=accept,',
  'a tag of Cisco': '/a: %ASA-6-302013: ',
};

const LINES: Readonly<Record<string, (url: string) => string>> = {
  fortigate: (url) =>
    'date=2026-07-04 time=10:20:33 devname="fw" devid="FG1" logid="0316013056" type="utm" subtype="webfilter" ' +
    `sessionid=7 srcip=203.0.113.9 dstip=192.0.2.10 action="blocked" url="${url}"`,
  panos: (url) =>
    '1,2026/07/04 10:20:33,0123456789,THREAT,url,1,2026/07/04 10:20:33,203.0.113.9,192.0.2.10,0.0.0.0,0.0.0.0,rule1,,,' +
    'web-browsing,vsys1,untrust,trust,eth1,eth2,fwd,2026/07/04 10:20:33,555,1,4444,80,0,0,0x0,tcp,block-url,' +
    `"${url}",(9999),malware,high,client-to-server,77,0x0,US,TW,0,text/html`,
  cisco: (url) =>
    `<166>Jul 04 2026 10:20:33 fw : %ASA-5-304002: Access denied URL ${url} SRC 203.0.113.9 DEST 192.0.2.10 on interface x`,
  snort: (url) => `07/04/26-10:20:33.123456 ,1,2003,8,"${url}",TCP,203.0.113.9,4444,192.0.2.10,80,,,,,`,
  checkpoint: (url) =>
    `time=1783160433|hostname=fw|product=VPN-1|action=Drop|src=203.0.113.9|dst=192.0.2.10|resource=${url}|loguid={0x1,0x2}`,
  suricata: (url) =>
    `fw suricata(1): {"http":{"url":"${url}"},"timestamp":"2026-07-04T10:20:33Z","event_type":"alert",` +
    '"alert":{"signature_id":1,"signature":"s","action":"blocked"},"src_ip":"203.0.113.9","dest_ip":"192.0.2.10"}',
};
const CASES = Object.keys(LINES).flatMap((format) =>
  Object.keys(URLS).map((url): [string, keyof typeof URLS] => [format, url as keyof typeof URLS]),
);

describe('recognition', () => {
  it.each(CASES)('takes a line of %s for what it is, whatever a stranger writes into it: %s', (format, url) => {
    const text = (LINES[format] as (url: string) => string)(URLS[url]);
    const line = format === 'suricata' ? `<135>Jul  4 10:20:33 ${text}` : text;
    expect(read(line, undefined, CLOCK)).toMatchObject({ ok: true, value: { kind: 'threat', event: { format } } });
  });
});
