import { AGENCIES } from './reference-files';
import type { Random } from './random';

/** What all formats say of one event. */
export interface Facts {
  readonly time: number;
  readonly sensor: string;
  readonly source: string;
  readonly destination: string;
  readonly signature: string;
  /** Of its own in the whole run. */
  readonly number: number;
}

const SIGNATURES = ['LF exploit attempt', 'LF port scan of SSH', 'LF botnet checkin', 'LF phishing page', 'LF notice'];
const CLASSES = [
  'Attempted Administrator Privilege Gain',
  'A Network Trojan was detected',
  'Detection of a Network Scan',
  'Attempted Denial of Service',
  'Successful Credential Theft Detected',
  'Misc Attack',
  'Potentially Bad Traffic',
  'A class that nobody knows',
  undefined,
];
const OTHER_EVE = ['stats', 'flow', 'dns', 'tls', 'http', 'anomaly', 'never-heard-of'];

/** Invents the facts of one event: mostly inbound; also outbound, internal, and between strangers. */
export function makeFacts(random: Random, time: number, sensor: string, number: number): Facts {
  const inside = random.chance(0.1) ? protectedV6(random) : protectedV4(random);
  const outside = inside.includes(':')
    ? `2001:2:0:${random.chance(0.5) ? '8' : '1'}::${random.below(90)}`
    : foreign(random);
  const kind = random.next();
  const [source, destination] =
    kind < 0.75
      ? [outside, inside]
      : kind < 0.85
        ? [inside, outside]
        : kind < 0.92
          ? [protectedV4(random), inside]
          : [outside, foreign(random)];
  return { time, sensor, source, destination, signature: random.pick(SIGNATURES), number };
}

/** Suricata's EVE: an alert, alone or inside another record, or a bare drop. */
export function eveAlert(random: Random, facts: Facts): object {
  const bareDrop = random.chance(0.05);
  const inOther = !bareDrop && random.chance(0.1);
  const alert = {
    action: random.pick(['blocked', 'blocked', 'blocked', 'allowed', undefined]),
    gid: 1,
    signature_id: 9_000_001 + random.below(6),
    signature: facts.signature,
    category: random.pick(CLASSES),
    severity: random.pick([1, 2, 3, undefined]),
    ...(random.chance(0.05) && { metadata: { signature_severity: ['Critical'] } }),
  };
  return {
    timestamp: eveTime(random, facts.time),
    flow_id: 1_000_000_000_000 + facts.number,
    event_type: bareDrop ? 'drop' : inOther ? 'http' : 'alert',
    ...packet(random, facts),
    ...(random.chance(0.3) && { tx_id: random.below(3) }),
    ...(random.chance(0.3) && { direction: random.pick(['to_server', 'to_client']) }),
    ...(random.chance(0.2) && { verdict: { action: random.pick(['drop', 'alert', 'pass', 'reject']) } }),
    ...(random.chance(0.5) && { host: facts.sensor }),
    ...(bareDrop ? { drop: { len: 60 } } : { alert }),
  };
}

/** A record of EVE that is no threat. */
export function eveSignOfLife(random: Random, facts: Facts): object {
  const { time, number } = facts;
  return { timestamp: eveTime(random, time), event_type: random.pick(OTHER_EVE), stats: { uptime: number } };
}

/** A document in the Elastic Common Schema, nested or with dotted names. */
export function ecsAlert(random: Random, facts: Facts): object {
  const nested = {
    '@timestamp': new Date(facts.time).toISOString(),
    event: {
      ...(random.chance(0.8) && { id: `ecs-${facts.number}` }),
      ...(random.chance(0.8) ? { kind: 'alert' } : {}),
      category: random.pick([['intrusion_detection'], ['malware'], ['network', 'intrusion_detection']]),
      type: random.pick([['denied'], ['allowed'], ['info'], ['denied', 'allowed']]),
      ...(random.chance(0.5) && { action: random.pick(['drop', 'blocked', 'not blocked', 'allow', 'observed']) }),
      ...(random.chance(0.6) && { severity: random.pick([3, 5, 8, 10, 21, 47, 73, 99, 'high', 'Critical']) }),
    },
    source: { ip: facts.source, port: random.between(1024, 65_536) },
    destination: { ip: facts.destination, port: random.pick([22, 80, 443]) },
    rule: { id: `r-${random.below(6)}`, name: facts.signature, ...classOf(random) },
    observer: { name: facts.sensor },
    ...(random.chance(0.1) && { client: { ip: facts.destination } }),
  };
  return random.chance(0.3) ? flattened(nested) : nested;
}

/** An ECS document that is no threat. */
export function ecsSignOfLife(random: Random, facts: Facts): object {
  const event = random.pick([
    { kind: 'metric' },
    { kind: 'event', category: ['web'], type: ['access'] },
    { kind: 'event', category: ['network'], type: ['connection', 'allowed'], action: 'allowed' },
  ]);
  return { '@timestamp': new Date(facts.time).toISOString(), event, source: { ip: facts.source }, n: facts.number };
}

function classOf(random: Random): object {
  const category = random.pick(CLASSES);
  return category === undefined ? {} : { category };
}

function packet(random: Random, { source, destination }: Facts): object {
  return {
    src_ip: source,
    src_port: random.between(1024, 65_536),
    dest_ip: destination,
    dest_port: random.pick([22, 80, 443]),
    proto: 'TCP',
  };
}

/** Each zone names the same instant; so the bucket must not follow the text. */
function eveTime(random: Random, time: number): string {
  if (random.chance(0.5)) return new Date(time).toISOString().replace('Z', '+0000');
  return new Date(time + 8 * 3_600_000).toISOString().replace('Z', '+0800');
}

function protectedV4(random: Random): string {
  return `10.${random.below(AGENCIES)}.${random.pick([1, 2, 128, 143, 144])}.${random.below(250)}`;
}

function protectedV6(random: Random): string {
  return `2001:db8:${random.between(1, AGENCIES + 1).toString(16)}00::${random.below(90)}`;
}

function foreign(random: Random): string {
  return random.pick([
    `198.18.${random.pick([1, 7, 9])}.${random.below(250)}`,
    `198.19.${random.pick([5, 130, 200])}.${random.below(250)}`,
    `203.0.113.${random.below(250)}`,
  ]);
}

function flattened(document: Record<string, unknown>): object {
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, inner]) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.entries(inner).map(([key, value]) => [`${name}.${key}`, value] as const)
        : [[name, inner] as const],
    ),
  );
}
