import type { DistinctEstimate } from './distinct-sketch';

/** 95 of 100 cases are within this many standard errors. */
const P95 = 1.96;

/**
 * Few entries in many places: as good as exact. `plusMinus` is 0 while a collision is unlikelier than 5 %, then 1.
 */
function sparse(used: number, places: number): DistinctEstimate {
  const value = Math.round(-places * Math.log1p(-used / places));
  const collisions = (used * used) / (2 * places);
  return { value, plusMinus: collisions < 0.05 ? 0 : Math.ceil(P95 * Math.sqrt(collisions)) };
}

/**
 * Ertl's improved raw estimator ("New cardinality estimation algorithms for HyperLogLog sketches", 2017): unbiased over
 * the whole range without tables. @param bits of the hash that are ranked.
 */
function dense(registers: Uint8Array, bits: number): DistinctEstimate {
  const size = registers.length;
  const histogram = new Float64Array(bits + 2);
  for (const rank of registers) histogram[rank] = (histogram[rank] ?? 0) + 1;
  let sum = size * tau(1 - (histogram[bits + 1] ?? 0) / size);
  for (let rank = bits; rank >= 1; rank -= 1) sum = 0.5 * (sum + (histogram[rank] ?? 0));
  sum += size * sigma((histogram[0] ?? 0) / size);
  const value = Math.round((size * size) / (2 * Math.LN2 * sum));
  return { value, plusMinus: Math.ceil((P95 * 1.04 * value) / Math.sqrt(size)) };
}

function sigma(share: number): number {
  if (share === 1) return Infinity;
  let power = share;
  let sum = share;
  for (let weight = 1, before = NaN; sum !== before; weight *= 2) {
    before = sum;
    power *= power;
    sum += power * weight;
  }
  return sum;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let root = share;
  let sum = 1 - share;
  for (let weight = 0.5, before = NaN; sum !== before; weight /= 2) {
    before = sum;
    root = Math.sqrt(root);
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}

export const estimateOf = { sparse, dense };
