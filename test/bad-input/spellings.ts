/** What a line says; all of it can be replaced by something bad. */
export interface LineFields {
  readonly src: string | number;
  readonly srcPort: string | number;
  readonly dst: string | number;
  readonly dstPort: string | number;
  /** In the place where the format has its own time, as it writes it; left out: the time of {@link wholeFields}. */
  readonly time?: string | number;
  readonly rule: string;
  readonly count?: string | number;
}

/** One way of writing an event that this program reads: a format has one or several. */
export interface Spelling {
  readonly name: string;
  /** As the header `format` would say. */
  readonly format: string;
  readonly isJson: boolean;
  /** The key that holds the source address, for what is done to keys. */
  readonly addressKey?: string;
  /** True where the place of the time takes ISO 8601 and epoch numbers of every unit. */
  readonly takesAnyTime: boolean;
  /** True where the record can say for how many events it stands. */
  readonly takesCount: boolean;
  /** True where a host's name may stand for an address: a text that can't be one means no address, and is no fault. */
  readonly takesHostNames: boolean;
  /** @param at ms since 1970 UTC, a whole second. */
  readonly line: (at: number, fields: LineFields) => string;
}

/** An event that every spelling can say, from outside to an agency of the demonstration directory. */
export const WHOLE: LineFields = {
  src: '203.0.113.9',
  srcPort: 51544,
  dst: '10.8.3.4',
  dstPort: 443,
  rule: 'LF TEST exploit attempt',
};

const json = { isJson: true, takesAnyTime: true, takesHostNames: false } as const;
const text = { isJson: false, takesAnyTime: false, takesHostNames: false } as const;

const suricata: Spelling = {
  ...json,
  name: 'suricata',
  format: 'suricata',
  addressKey: 'src_ip',
  takesCount: false,
  line: (at, { src, srcPort, dst, dstPort, rule, time = iso(at) }) =>
    JSON.stringify({
      timestamp: time,
      flow_id: 1187233441557321,
      event_type: 'alert',
      src_ip: src,
      src_port: srcPort,
      dest_ip: dst,
      dest_port: dstPort,
      proto: 'TCP',
      alert: { action: 'blocked', gid: 1, signature_id: 2024792, signature: rule, category: 'x', severity: 1 },
    }),
};

const ecs: Spelling = {
  ...json,
  name: 'ecs',
  format: 'ecs',
  addressKey: 'ip',
  takesCount: false,
  line: (at, { src, srcPort, dst, dstPort, rule, time = iso(at) }) =>
    JSON.stringify({
      '@timestamp': time,
      event: { kind: 'alert', category: ['intrusion_detection'], type: ['denied'], severity: 3 },
      source: { ip: src, port: srcPort },
      destination: { ip: dst, port: dstPort },
      rule: { id: '2024792', name: rule },
      network: { transport: 'tcp' },
    }),
};

const ocsf: Spelling = {
  ...json,
  name: 'ocsf',
  format: 'ocsf',
  addressKey: 'ip',
  takesCount: true,
  line: (at, { src, srcPort, dst, dstPort, rule, count, time = at }) =>
    JSON.stringify({
      class_uid: 4001,
      activity_id: 6,
      category_uid: 4,
      type_uid: 400106,
      time,
      severity_id: 4,
      count,
      metadata: { version: '1.3.0', product: { name: 'Edge Firewall' } },
      src_endpoint: { ip: src, port: srcPort },
      dst_endpoint: { ip: dst, port: dstPort },
      connection_info: { protocol_name: 'tcp', protocol_num: 6 },
      disposition_id: 2,
      firewall_rule: { uid: 'rule-17', name: rule },
    }),
};

const zeekJson: Spelling = {
  ...json,
  name: 'zeek',
  format: 'zeek',
  addressKey: 'id.orig_h',
  takesCount: false,
  line: (at, { src, srcPort, dst, dstPort, rule, time = at / 1000 }) =>
    JSON.stringify({
      ts: time,
      uid: 'CHhAvVGS1DHFjwGM9',
      'id.orig_h': src,
      'id.orig_p': srcPort,
      'id.resp_h': dst,
      'id.resp_p': dstPort,
      proto: 'tcp',
      note: rule,
      msg: 'guessing passwords',
      actions: ['Notice::ACTION_DROP'],
    }),
};

const snortJson: Spelling = {
  ...json,
  name: 'snort',
  format: 'snort',
  addressKey: 'src_addr',
  takesCount: false,
  line: (at, { src, srcPort, dst, dstPort, rule, time = at / 1000 }) =>
    JSON.stringify({
      seconds: time,
      action: 'block',
      class: 'none',
      dst_addr: dst,
      dst_port: dstPort,
      gid: 1,
      sid: 19559,
      rev: 7,
      rule: '1:19559:7',
      msg: rule,
      pkt_num: 8071,
      proto: 'TCP',
      src_addr: src,
      src_port: srcPort,
    }),
};

const cef: Spelling = {
  ...text,
  name: 'cef',
  format: 'cef',
  takesAnyTime: true,
  takesCount: true,
  takesHostNames: true,
  line: (at, { src, srcPort, dst, dstPort, rule, count = 1, time = at }) =>
    `CEF:0|Example|Gate|4.2|2031|${rule}|8|rt=${time} src=${src} spt=${srcPort} dst=${dst} dpt=${dstPort} proto=TCP cnt=${count} act=blocked`,
};

const cisco: Spelling = {
  ...text,
  name: 'cisco',
  format: 'cisco',
  takesCount: false,
  takesHostNames: true,
  line: (at, { src, srcPort, dst, dstPort, rule, time = ciscoTime(at) }) =>
    `<164>${time} fw-tpe-1 : %ASA-4-106023: Deny tcp src outside:${src}/${srcPort} dst inside:${dst}/${dstPort} by access-group "${rule}" [0x962df600, 0x0]`,
};

const ciscoHits: Spelling = {
  ...text,
  name: 'cisco 106100',
  format: 'cisco',
  takesCount: true,
  takesHostNames: true,
  line: (at, { src, srcPort, dst, dstPort, rule, count = 1, time = ciscoTime(at) }) =>
    `<164>${time} fw-tpe-1 : %ASA-4-106100: access-list ${rule.replaceAll(' ', '_')} denied tcp outside/${src}(${srcPort}) -> inside/${dst}(${dstPort}) hit-cnt ${count} 300-second interval [0x71a87d94, 0x0]`,
};

const fortigate: Spelling = {
  ...text,
  name: 'fortigate',
  format: 'fortigate',
  takesCount: true,
  line: (at, { src, srcPort, dst, dstPort, rule, count = 1, time = at }) =>
    `logid="0419016384" type="utm" subtype="ips" level="alert" vd="root" eventtime=${time} severity="high" srcip=${src} srcport=${srcPort} dstip=${dst} dstport=${dstPort} sessionid=90001 action="dropped" proto=6 policyid=7 count=${count} attackid=34 attack="${rule}" crlevel="high"`,
};

const checkpoint: Spelling = {
  ...text,
  name: 'checkpoint',
  format: 'checkpoint',
  takesAnyTime: true,
  takesCount: false,
  takesHostNames: true,
  line: (at, { src, srcPort, dst, dstPort, rule, time = at / 1000 }) =>
    `<134>1 - gw-tpe-1 CheckPoint 30513 - [action:"Drop"; loguid:"{0x69a8d3fe,0x42,0x8b1ba995,0xc0000000}"; origin:"192.0.2.1"; time:"${time}"; dst:"${dst}"; product:"VPN-1 & FireWall-1"; proto:"6"; s_port:"${srcPort}"; service:"${dstPort}"; src:"${src}"; rule_name:"${rule}"; rule_uid:"uid-1"]`,
};

const panos: Spelling = {
  ...text,
  name: 'panos',
  format: 'panos',
  takesCount: true,
  line: (at, { src, srcPort, dst, dstPort, rule, count = 1, time = slashed(at) }) =>
    `1,${slashed(at)},001801000001,THREAT,vulnerability,2561,${time},${src},${dst},0.0.0.0,0.0.0.0,internet-in,,,ssl,vsys1,untrust,dmz,ethernet1/1,ethernet1/2,to-siem,${slashed(at)},238810,${count},${srcPort},${dstPort},0,0,0x402000,tcp,reset-both,"login.php","${rule.replaceAll('"', '""')}(91991)",any,critical,client-to-server,7204134051344758260,0x8000000000000000,Reserved,Reserved,,,0`,
};

const zeekRow: Spelling = {
  ...text,
  name: 'zeek row',
  format: 'zeek',
  takesCount: false,
  line: (at, { src, srcPort, dst, dstPort, rule, time = `${at / 1000}.000000` }) =>
    `${time}\tCHhAvVGS1DHFjwGM9\t${src}\t${srcPort}\t${dst}\t${dstPort}\t-\t-\t-\ttcp\t${rule.replace(/^LF TEST.*/, 'SSH::Password_Guessing')}\tguessing\t-\t${src}\t${dst}\t${dstPort}\t-\tworker-1\tNotice::ACTION_DROP\t(empty)\t3600.000000\t-`,
};

const snortRow: Spelling = {
  ...text,
  name: 'snort row',
  format: 'snort',
  takesCount: false,
  line: (at, { src, srcPort, dst, dstPort, rule, time = snortTime(at) }) =>
    `${time} ,1,2001219,20,"${rule.replaceAll('"', '""')}",TCP,${src},${srcPort},${dst},${dstPort},27510,"Attempted Information Leak",2,drop,Drop`,
};

const snortFast: Spelling = {
  ...text,
  name: 'snort fast',
  format: 'snort',
  takesCount: false,
  line: (at, { src, srcPort, dst, dstPort, rule, time = snortTime(at) }) =>
    `${time}  [Drop] [**] [1:2001219:20] ${rule} [**] [Classification: Attempted Information Leak] [Priority: 2] {TCP} ${src}:${srcPort} -> ${dst}:${dstPort}`,
};

/** All ten formats, in each of their usual spellings. */
export const SPELLINGS: readonly Spelling[] = [
  ...[suricata, ecs, ocsf, zeekJson, snortJson],
  ...[cef, cisco, ciscoHits, fortigate, checkpoint, panos, zeekRow, snortRow, snortFast],
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-03-05T09:15:42Z`. */
export function iso(at: number): string {
  return new Date(at).toISOString().replace('.000', '');
}

/** `Mar 05 2026 09:15:42`, as Cisco writes it. */
export function ciscoTime(at: number): string {
  const [date = '', clock = ''] = iso(at).replace('Z', '').split('T');
  const [year, month, day] = date.split('-');
  return `${MONTHS[Number(month) - 1]} ${day} ${year} ${clock}`;
}

/** `2026/03/05 09:15:42`, as PAN-OS writes it. */
export function slashed(at: number): string {
  return iso(at).replace('Z', '').replace('T', ' ').replaceAll('-', '/');
}

/** `03/05/26-09:15:42.000000`, as Snort 2 writes it. */
export function snortTime(at: number): string {
  const [date = '', clock = ''] = iso(at).replace('Z', '').split('T');
  const [year = '', month, day] = date.split('-');
  return `${month}/${day}/${year.slice(2)}-${clock}.000000`;
}
