import { formatAddress } from '@lianfang/addresses';
import { NOT_FOUND, type Boundaries } from './flat-table';

/** What has to be known of a MaxMind-format file to read its tree. */
export interface TreeShape {
  readonly bytes: Buffer;
  /** 4 or 6: the family of the addresses that its depth is of. */
  readonly ipVersion: number;
  readonly nodeCount: number;
  /** Bytes of a node: twice a record's. */
  readonly nodeByteSize: number;
  /** Bits of a record. */
  readonly recordSize: number;
}

/** A tree laid flat. */
export interface FlatTree {
  readonly ipv4: Boundaries;
  readonly ipv6: Boundaries;
}

/** Leaves of a tree are fewer than its nodes; a damaged one leads round in circles. */
const MOST_VISITS_A_NODE = 4;
const FIRST_CAPACITY = 65_536;
/** IPv4 stands below ::/96 of a tree of IPv6. */
const IPV4_DEPTH = 96;

/**
 * Walks the search tree of a MaxMind-format file once, so that a look-up need not: one binary search instead of up to 128
 * steps in a file, and neighbours of one value become one range. ::/96, where such files keep IPv4, has no value as IPv6:
 * addresses of that form are not in use (RFC 4291, 2.5.5.1).
 * @param valueOf the value of a record, asked once for each record: by an address in canonical text that leads to it.
 * @throws when the tree is damaged.
 */
export function flattenTree(shape: TreeShape, valueOf: (address: string) => number): FlatTree {
  const walk = new TreeWalk(shape, valueOf);
  if (shape.ipVersion === 4) return { ipv4: walk.boundaries(0, 4), ipv6: EMPTY };
  return { ipv4: walk.boundaries(walk.ipv4Root(), 4), ipv6: walk.boundaries(0, 6) };
}

const EMPTY: Boundaries = { starts: new Uint32Array(0), values: new Int32Array(0) };

class TreeWalk {
  private readonly values = new Map<number, number>();
  private readonly path = new Uint32Array(4);
  private readonly record: (node: number, side: 0 | 1) => number;
  private family: 4 | 6 = 6;
  private list = new BoundaryList(4);
  private visits = 0;

  constructor(
    private readonly shape: TreeShape,
    private readonly valueOf: (address: string) => number,
  ) {
    this.record = recordReader(shape);
  }

  ipv4Root(): number {
    let node = 0;
    for (let depth = 0; depth < IPV4_DEPTH && node < this.shape.nodeCount; depth += 1) node = this.record(node, 0);
    return node;
  }

  /** @param root a node, or a record that stands for all addresses. */
  boundaries(root: number, family: 4 | 6): Boundaries {
    this.family = family;
    this.list = new BoundaryList(family === 4 ? 1 : 4);
    this.visits = 0;
    this.path.fill(0);
    this.visit(root, family === 4 ? IPV4_DEPTH : 0);
    return this.list.boundaries();
  }

  private visit(node: number, depth: number): void {
    const { nodeCount } = this.shape;
    if (node === nodeCount || (depth === IPV4_DEPTH && this.isBelowIpv4())) return this.list.add(this.path, NOT_FOUND);
    if (node > nodeCount) return this.list.add(this.path, this.valueAt(node));
    this.visits += 1;
    if (depth === 128 || this.visits > MOST_VISITS_A_NODE * nodeCount) throw new Error('the search tree has a loop');
    this.visit(this.record(node, 0), depth + 1);
    const word = depth >>> 5;
    const bit = 0x8000_0000 >>> (depth & 31);
    this.path[word] = (this.path[word] ?? 0) | bit;
    this.visit(this.record(node, 1), depth + 1);
    this.path[word] = (this.path[word] ?? 0) & ~bit;
  }

  private isBelowIpv4(): boolean {
    return this.family === 6 && this.path[0] === 0 && this.path[1] === 0 && this.path[2] === 0;
  }

  private valueAt(record: number): number {
    let value = this.values.get(record);
    if (value === undefined) this.values.set(record, (value = this.valueOf(this.address())));
    return value;
  }

  private address(): string {
    if (this.family === 4) return formatAddress(4, BigInt(this.path[3] ?? 0));
    return formatAddress(
      6,
      this.path.reduce((value, word) => (value << 32n) | BigInt(word), 0n),
    );
  }
}

/** Reads the left (0) or right (1) record of a node. */
function recordReader({ bytes, recordSize, nodeByteSize }: TreeShape): (node: number, side: 0 | 1) => number {
  switch (recordSize) {
    case 24:
      return (node, side) => bytes.readUIntBE(node * nodeByteSize + side * 3, 3);
    case 28:
      return (node, side) => {
        const at = node * nodeByteSize;
        const middle = bytes.readUInt8(at + 3);
        return side === 0
          ? (middle >>> 4) * 0x100_0000 + bytes.readUIntBE(at, 3)
          : (middle & 15) * 0x100_0000 + bytes.readUIntBE(at + 4, 3);
      };
    case 32:
      return (node, side) => bytes.readUInt32BE(node * nodeByteSize + side * 4);
    default:
      throw new Error(`records of ${recordSize} bits are not known`);
  }
}

/** Boundaries as they are found, in rising order; a value that goes on makes none. */
class BoundaryList {
  private starts: Uint32Array;
  private values = new Int32Array(FIRST_CAPACITY);
  private count = 0;
  private last = NOT_FOUND;

  constructor(private readonly width: 1 | 4) {
    this.starts = new Uint32Array(FIRST_CAPACITY * width);
  }

  add(path: Uint32Array, value: number): void {
    if (value === this.last) return;
    this.last = value;
    if (this.count === this.values.length) this.grow();
    for (let word = 0; word < this.width; word += 1) {
      this.starts[this.count * this.width + word] = path[4 - this.width + word] ?? 0;
    }
    this.values[this.count] = value;
    this.count += 1;
  }

  boundaries(): Boundaries {
    return { starts: this.starts.slice(0, this.count * this.width), values: this.values.slice(0, this.count) };
  }

  private grow(): void {
    const { starts, values } = this;
    this.starts = new Uint32Array(starts.length * 2);
    this.starts.set(starts);
    this.values = new Int32Array(values.length * 2);
    this.values.set(values);
  }
}
