import { parse } from 'yaml';
import { Random } from '../../faults/load/random';

/** What a rule of the made loads is called, and how grave it is. */
export interface MadeRule {
  readonly id: number;
  readonly name: string;
  /** Description of a rule class. */
  readonly className: string;
  /** Suricata's 1 (the worst) to 3. */
  readonly priority: 1 | 2 | 3;
}

/** One event before it is written in a format. */
export interface MadeEvent {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Of its own in the whole load. */
  readonly number: number;
  readonly sensor: string;
  readonly source: { readonly ip: string; readonly port: number };
  readonly destination: { readonly ip: string; readonly port: number };
  readonly rule: MadeRule;
  readonly action: 'blocked' | 'allowed';
}

/** Quotes, bars, Chinese: what names of rules hold. */
export const RULES: readonly MadeRule[] = [
  { id: 2019401, name: 'LF WEB "union select" inside a parameter', className: 'Web Application Attack', priority: 1 },
  { id: 2019402, name: 'LF WEB 路徑跳脫網站目錄 (..\\..\\)', className: 'Web Application Attack', priority: 1 },
  { id: 2019403, name: 'LF SCAN one port of many hosts', className: 'Detection of a Network Scan', priority: 3 },
  { id: 2019404, name: 'LF SCAN many ports of one host', className: 'Detection of a Network Scan', priority: 3 },
  {
    id: 2019405,
    name: 'LF LOGIN repeated SSH attempts',
    className: 'Attempt to login by a default username and password',
    priority: 2,
  },
  { id: 2019406, name: 'LF FLOOD half-open connections', className: 'Attempted Denial of Service', priority: 2 },
  { id: 2019407, name: 'LF TROJAN 偽裝公文的程式', className: 'A Network Trojan was detected', priority: 1 },
  {
    id: 2019408,
    name: 'LF MAIL 假冒登入頁面 "sign in"',
    className: 'Possible Social Engineering Attempted',
    priority: 2,
  },
];

interface DirectoryFile {
  readonly agencies: readonly { readonly id: string; readonly ranges: readonly string[] }[];
}

const MOST_HOSTS = 2_000;

/** Invents events on the protected networks of a directory. The same seed gives the same events. */
export class Scene {
  private readonly random: Random;
  private readonly networks: readonly { readonly sensor: string; readonly first: number; readonly size: number }[];
  private made = 0;

  constructor(directory: string, seed: number) {
    this.random = new Random(seed);
    this.networks = (parse(directory) as DirectoryFile).agencies.flatMap(({ id, ranges }) =>
      ranges.filter((range) => !range.includes(':')).map((range) => ({ sensor: `sensor-${id}`, ...networkOf(range) })),
    );
  }

  /** The events of one second, in order of time. */
  second(second: number, rate: number): MadeEvent[] {
    return Array.from({ length: rate }, (_, at) => this.one(second * 1_000 + Math.floor((at * 1_000) / rate)));
  }

  /** From 0 up to, not including, `below`. */
  below(below: number): number {
    return this.random.below(below);
  }

  private one(time: number): MadeEvent {
    const { random } = this;
    this.made += 1;
    const network = random.pick(this.networks);
    return {
      time,
      number: this.made,
      sensor: network.sensor,
      source: { ip: addressOf(0xc6120000 + random.below(0x20000)), port: random.between(1_024, 65_536) },
      destination: {
        ip: addressOf(network.first + random.below(network.size)),
        port: random.pick([22, 80, 443, 8_080]),
      },
      rule: random.pick(RULES),
      action: random.chance(0.95) ? 'blocked' : 'allowed',
    };
  }
}

function networkOf(range: string): { first: number; size: number } {
  const [address = '', length = ''] = range.split('/');
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first, size: Math.min(MOST_HOSTS, 2 ** (32 - Number(length))) };
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}
