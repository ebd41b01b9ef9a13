import type { MadeEvent, Scene } from './scene';

const SEVERITY = { 1: 8, 2: 5, 3: 3 } as const;
/** Of a thousand records so many are no threat. */
const ORDINARY = 20;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TAIPEI_MS = 8 * 3_600_000;

/** One line of the CEF load: about 600 bytes behind a syslog header of RFC 3164, with the escapes that CEF has. */
export function cefLine(event: MadeEvent, scene: Scene): string {
  const { rule, source, destination, sensor } = event;
  const isOrdinary = scene.below(1_000) < ORDINARY;
  const name = isOrdinary ? 'Session closed' : `${rule.name.replaceAll('\\', '\\\\')} attack \\| LF`;
  const fields = [
    `rt=${event.time}`,
    `deviceExternalId=${sensor}`,
    `externalId=${event.number}`,
    `src=${source.ip}`,
    `spt=${source.port}`,
    `dst=${destination.ip}`,
    `dpt=${destination.port}`,
    'proto=TCP',
    `act=${isOrdinary ? 'allowed' : event.action}`,
    `cat=${isOrdinary ? 'session' : rule.className}`,
    'app=HTTP',
    'deviceInboundInterface=eth1',
    `in=${500 + scene.below(9_000)}`,
    `request=https://www.example.gov.tw/list?id\\=${scene.below(1_000_000)}&q\\=%3Cscript%3E`,
    'requestClientApplication=Mozilla/5.0 (compatible; Nmap Scripting Engine)',
    'cs1Label=policy cs1=LF default \\= 預設原則',
    'cs2Label=zone cs2=外部 -> 內部',
    'msg=The request was stopped by \\\\rule\\\\ and logged\\nsecond line',
    `dvchost=${sensor}`,
  ];
  return `<134>${syslogTime(event.time)} gw-${sensor} CEF:0|Lianfang|IPS|1.0|${rule.id}|${name}|${isOrdinary ? 0 : SEVERITY[rule.priority]}|${fields.join(' ')}`;
}

function syslogTime(time: number): string {
  const local = new Date(time + TAIPEI_MS);
  const day = String(local.getUTCDate()).padStart(2);
  return `${MONTHS[local.getUTCMonth()] ?? ''} ${day} ${local.toISOString().slice(11, 19)}`;
}
