import type { ThreatEvent } from '@lianfang/contract';
import { createNormaliser } from '../normaliser';

const { read } = createNormaliser({ describesIgnored: true });
const HEADER = '<166>Mar 05 2026 09:15:42 fw-tpe-1 : ';

function eventOf(line: string): ThreatEvent {
  const reading = read(line);
  if (!reading.ok || reading.value.event === undefined) throw new Error('nothing was read');
  expect(reading.value.event.format).toBe('cisco');
  return reading.value.event;
}

function kindOf(line: string): string {
  const reading = read(`${HEADER}${line}`, 'cisco');
  if (!reading.ok) return reading.error.code;
  return reading.value.kind === 'threat' ? reading.value.event.disposition : reading.value.what;
}

describe('what is ignored is described where it is asked for', () => {
  it.each([
    [
      '%ASA-6-302013: Built outbound TCP connection 9 for outside:198.51.100.23/443 (198.51.100.23/443) to inside:203.0.113.80/51544 (192.0.2.1/7) (chen)',
      {
        source: { ip: '203.0.113.80', port: 51544 },
        destination: { ip: '198.51.100.23', port: 443 },
        transport: 'tcp',
      },
    ],
    [
      '%ASA-6-302015: Built inbound UDP connection 10 for outside:2001:db8::23/53 (2001:db8::23/53)(LOCAL\\chen) to NP Identity Ifc:2001:db8::80/5353 (2001:db8::80/5353)',
      { source: { ip: '2001:db8::23', port: 53 }, destination: { ip: '2001:db8::80', port: 5353 }, transport: 'udp' },
    ],
    [
      '%ASA-6-302020: Built inbound ICMP connection for faddr 198.51.100.23/0 gaddr 192.0.2.80/1 laddr 203.0.113.80/1',
      {
        source: { ip: '203.0.113.80' },
        destination: { ip: '198.51.100.23' },
        transport: 'icmp',
        initiator: 'destination',
      },
    ],
    [
      '%ASA-6-302016: Teardown UDP connection 7 for outside:198.51.100.23/53 to inside:203.0.113.80/5353 duration 0:02:01 bytes 209',
      {
        source: { ip: '198.51.100.23', port: 53 },
        destination: { ip: '203.0.113.80', port: 5353 },
        disposition: 'allowed',
      },
    ],
    [
      '%ASA-6-106100: access-list in permitted tcp inside/203.0.113.80(51544) -> outside/198.51.100.23(443) hit-cnt 4 300-second interval [0x1, 0x0]',
      {
        source: { ip: '203.0.113.80', port: 51544 },
        disposition: 'allowed',
        rule: { id: '106100', name: 'in' },
        count: 4,
      },
    ],
    [
      '%ASA-6-304001: chen@203.0.113.80 Accessed URL 198.51.100.23:http://www.example.com/',
      { source: { ip: '203.0.113.80' }, destination: { ip: '198.51.100.23' }, disposition: 'allowed' },
    ],
    ['%ASA-7-609001: Built local-host inside:203.0.113.80', { source: { ip: '203.0.113.80' }, disposition: 'allowed' }],
    [
      '%ASA-5-750002: Local:203.0.113.1:500 Remote:198.51.100.23:4500 Username:Unknown IKEv2 Received a IKE_INIT_SA request',
      { source: { ip: '203.0.113.1', port: 500 }, destination: { ip: '198.51.100.23', port: 4500 } },
    ],
    [
      '%ASA-6-725001: Starting SSL handshake with client outside:198.51.100.23/51544 to 203.0.113.1/443 for TLS session',
      { source: { ip: '198.51.100.23', port: 51544 }, destination: { ip: '203.0.113.1', port: 443 } },
    ],
    [
      '%ASA-7-710005: UDP request discarded from 198.51.100.23/137 to outside:203.0.113.255/137',
      { source: { ip: '198.51.100.23', port: 137 }, disposition: 'blocked' },
    ],
  ])('%s', (line, expected) => {
    expect(kindOf(line)).toMatch(/^[a-z]+$/);
    expect(eventOf(`${HEADER}${line}`)).toMatchObject(expected);
  });

  it('leaves out what it can not describe, and never rejects it', () => {
    const line =
      '%ASA-6-302014: Teardown TCP connection 7 for outside:x.x.x.x/53 to inside:203.0.113.80/5353 duration 0:00:01';
    const reading = { ok: true, value: { kind: 'ignored', what: 'traffic', observer: 'fw-tpe-1' } };
    expect(read(`${HEADER}${line}`)).toEqual(reading);
  });
});

describe('the sides of a message', () => {
  it.each([
    [
      '%ASA-3-106011: Deny inbound (No xlate) tcp src outside:198.51.100.23/5 dst outside:203.0.113.80/6',
      '198.51.100.23:5 tcp 203.0.113.80:6',
    ],
    [
      '%ASA-3-106013: Dropping echo request from 198.51.100.23 to PAT address 203.0.113.80',
      '198.51.100.23: icmp 203.0.113.80:',
    ],
    [
      '%ASA-2-106018: ICMP packet type 8 denied by outbound list acl-1 src 203.0.113.80 dest 198.51.100.23',
      '203.0.113.80: icmp 198.51.100.23:',
    ],
    [
      '%ASA-4-313009: Denied invalid ICMP code 9, for outside:198.51.100.23/57 (198.51.100.23/57) to inside:203.0.113.80/0 (203.0.113.80/0), ICMP id 57',
      '198.51.100.23: icmp 203.0.113.80:',
    ],
    [
      '%ASA-4-407002: Embryonic limit 10/10 for through connections exceeded.198.51.100.23/5 to 203.0.113.80 (192.0.2.1)/80 on interface outside',
      '198.51.100.23:5  203.0.113.80:',
    ],
    [
      '%ASA-3-201003: Embryonic limit exceeded 10/10 for 198.51.100.23/5 (192.0.2.1) 203.0.113.80/80 on interface outside',
      '198.51.100.23:5  203.0.113.80:80',
    ],
    [
      "%ASA-6-109025: Authorization denied (acl=a) for user 'from 192.0.2.9 to 192.0.2.8' from 198.51.100.23/5 to 203.0.113.80/23 on interface outside using tcp",
      '198.51.100.23:5  203.0.113.80:23',
    ],
    [
      '%ASA-6-113015: AAA user authentication Rejected : reason = Invalid password : local database : user = a from 192.0.2.9 to 192.0.2.8 : user IP = 192.0.2.7 : user IP = 198.51.100.23',
      '198.51.100.23:  :',
    ],
    [
      '%ASA-6-716039: Group <g> User <a> IP <192.0.2.9> IP <198.51.100.23> Authentication: rejected, Session Type: WebVPN.',
      '198.51.100.23:  :',
    ],
    [
      '%ASA-3-322002: ARP inspection check failed for arp request received from host 0000.0000.0001 on interface outside. This host is advertising MAC Address 0000 for IP Address 198.51.100.23, which is bound',
      '198.51.100.23:  :',
    ],
    ['%ASA-6-113004: AAA user authentication Successful : server =  203.0.113.9 : user = chen', ':  203.0.113.9:'],
    [
      '%ASA-4-405001: Received ARP request collision from 198.51.100.23/0000.0000.0001 on interface inside',
      '198.51.100.23:  :',
    ],
    [
      '%ASA-4-500004: Invalid transport field for protocol=UDP, from 198.51.100.23/0 to 203.0.113.80/5',
      '198.51.100.23:0 udp 203.0.113.80:5',
    ],
  ])('%s', (line, expected) => {
    const { source, destination, transport } = eventOf(`${HEADER}${line}`);
    const sides = [source, destination].map(({ ip, port }) => `${ip ?? ''}:${port ?? ''}`);
    expect(sides.join(` ${transport ?? ''} `)).toBe(expected);
  });
});

describe('what a message is', () => {
  it.each([
    ['%ASA-6-106012: Deny IP from 198.51.100.23 to 203.0.113.80, IP options hex.', 'blocked'],
    [
      '%ASA-4-209005: Discard IP fragment set with more than 24 elements: src = 198.51.100.23, dest = 203.0.113.80, proto = UDP, id = 1',
      'blocked',
    ],
    [
      '%ASA-5-305013: Asymmetric NAT rules matched for forward and reverse flows; Connection for tcp src a:198.51.100.23/1 dst b:203.0.113.80/2 denied due to NAT reverse path failure',
      'blocked',
    ],
    [
      '%ASA-4-402119: IPSEC: Received an ESP packet (SPI= 0x1, sequence number= 0x2) from 198.51.100.23 (user= x) to 203.0.113.80 that failed anti-replay checking.',
      'vpn',
    ],
    ['%ASA-6-611102: User authentication failed: IP address: 198.51.100.23, Uname: root', 'blocked'],
    ['%ASA-6-611101: User authentication succeeded: IP address: 203.0.113.7, Uname: admin', 'login'],
    ['%ASA-4-113019: Group = g, Username = u, IP = 198.51.100.23, Session disconnected. Session Type: SSL', 'session'],
    ['%ASA-6-113039: Group <g> User <u> IP <198.51.100.23> AnyConnect parent session started.', 'login'],
    ['%ASA-4-338310: Failed to download dynamic filter data file', 'system'],
    ['%ASA-1-104001: (Primary) Switching to ACTIVE - HELLO not heard from mate.', 'failover'],
    ['%ASA-4-733102: Threat-detection adds host 198.51.100.23 to shun list', 'blocked'],
    ['%ASA-3-305006: portmap translation creation failed for udp src a:203.0.113.80/1 dst b:198.51.100.23/2', 'nat'],
    ['%ASA-4-733103: Threat-detection removes host 198.51.100.23 from shun list', 'statistics'],
    [
      '%ASA-4-106103: access-list x denied udp for user chen outside/198.51.100.23(53) -> inside/203.0.113.80(53) hit-cnt 1 first hit',
      'blocked',
    ],
    [
      '%ASA-6-106102: access-list x permitted udp for user chen outside/198.51.100.23(53) -> inside/203.0.113.80(53) hit-cnt 1 first hit',
      'traffic',
    ],
    [
      '%ASA-6-106100: access-list x est-allowed tcp outside/198.51.100.23(53) -> inside/203.0.113.80(53) hit-cnt 1 first hit',
      'traffic',
    ],
    [
      '%ASA-4-415006: HTTP - matched x in policy-map y, URI matched from outside:198.51.100.23/1 to inside:203.0.113.80/80',
      'detected',
    ],
    ['%ASA-3-717037: Tunnel group search using certificate maps failed: access denied', 'tls'],
    [
      '%FTD-1-430004: SrcIP: 198.51.100.23, DstIP: 203.0.113.80, FileAction: Malware Cloud Lookup, SHA_Disposition: Malware, FileName: a',
      'allowed',
    ],
    ['%FTD-6-430002: SrcIP: 198.51.100.23, DstIP: 203.0.113.80, AccessControlRuleAction: Interactive Block', 'blocked'],
    ['%FTD-6-430002: SrcIP: 198.51.100.23, DstIP: 203.0.113.80, AccessControlRuleAction: Trust', 'traffic'],
    ['%FTD-1-430001: SrcIP: 198.51.100.23, DstIP: 203.0.113.80, SID: 1, InlineResult: Partially dropped', 'allowed'],
    ['%FTD-1-430001: SrcIP: 198.51.100.23, DstIP: 203.0.113.80, SID: 1, InlineResult: Would block', 'allowed'],
    ['%FTD-1-430001: SrcIP: 198.51.100.23, DstIP: 203.0.113.80, SID: 1, InlineResult: Rewrite', 'allowed'],
    ['%FTD-1-430001: SrcIP: 198.51.100.23, DstIP: web-1, SID: 1, InlineResult: Reject', 'blocked'],
  ])('%s', (line, expected) => {
    expect(kindOf(line)).toBe(expected);
  });
});

describe('the tag', () => {
  const DENY = 'Deny TCP (no connection) from 198.51.100.23/80 to 203.0.113.80/45019 flags RST  on interface outside';

  it.each([
    ['<166>Mar  5 09:15:42 relay fw-tpe-1: %ASA-6-106015: ', 'relay'],
    ['Mar 05 2026 09:15:42 fw-tpe-1 CiscoASA[999]: %ASA-6-106015: ', 'fw-tpe-1'],
    ['<166>2026-03-05T09:15:42.123+08:00 fw-tpe-1 %ASA-6-106015 ', 'fw-tpe-1'],
    ['<166>Thu Mar 05 2026 09:15:42 fw-tpe-1 : %ASA-6-106015: ', 'fw-tpe-1'],
  ])('is found behind %s', (header, observer) => {
    expect(eventOf(`${header}${DENY}`)).toMatchObject({ observer, disposition: 'blocked' });
  });

  it('tells two firewalls behind one relay apart', () => {
    const [one, other] = ['fw-1', 'fw-2'].map((host) =>
      eventOf(`<166>Mar  5 09:15:42 ${host} : %ASA-6-106015: ${DENY}`),
    );
    expect(one?.eventId).not.toBe(other?.eventId);
  });

  it.each([
    'somebody wrote hello %ASA-6-106015: ',
    'CEF:0|a|b|c|d|e|1|msg=%ASA-6-106015: ',
    'date=2026-03-05 type="traffic" msg="%ASA-6-106015: ',
    '%ASA-9-106015: ',
    '%IOS-6-106015: ',
  ])('is not taken from %s', (header) => {
    const reading = read(`${header}${DENY}`);
    const format = reading.ok ? reading.value.event?.format : undefined;
    expect(format).not.toBe('cisco');
  });
});

describe('two records of one event', () => {
  const ids = 'DeviceUUID: 0a1b, InstanceID: 3, FirstPacketSecond: 2026-03-05T01:15:40Z, ConnectionID: 4711';
  const blocked = (id: number, more = '') =>
    `<113>2026-03-05T01:15:42Z fw %FTD-6-${id}: ${ids}, AccessControlRuleAction: Block, SrcIP: 198.51.100.23, DstIP: 203.0.113.80${more}`;

  it('are the begin and the end of a blocked connection', () => {
    expect(eventOf(blocked(430003, ', ConnectionDuration: 0')).eventId).toBe(eventOf(blocked(430002)).eventId);
  });

  it('are not two messages of a second', () => {
    const line = (port: number) =>
      `${HEADER}%ASA-6-106015: Deny TCP (no connection) from 198.51.100.23/${port} to 203.0.113.80/1 flags RST  on interface outside`;
    expect(eventOf(line(1)).eventId).not.toBe(eventOf(line(2)).eventId);
  });
});

describe('hostile lines of 256 KiB', () => {
  const SIZE = 256 * 1024;
  const long = (part: string) => part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE);

  it.each([
    `%ASA-4-106023: ${long('src src ')}`,
    `%ASA-4-106023: ${long('from a (b) ')}`,
    `%ASA-4-106023: from a ${long('(')}`,
    `%ASA-4-106100: access-list x denied ${long('a for user b c/d(e)')}->`,
    `%ASA-4-106100: -> ${long('a/')}`,
    `%FTD-6-430003: ${long('SrcIP: a, ')}`,
    `%FTD-6-430003: Message: ${long('"')}`,
    `%ASA-5-304001: ${long('a@')} Accessed URL 198.51.100.23:`,
    long('%ASA-'),
  ])('are read in a moment: %.40s', (line) => {
    const start = performance.now();
    read(line, 'cisco');
    read(line);
    // Linear work takes a few milliseconds; what is not linear takes minutes.
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
