import type { Stage } from '../run/stage';

/** One kind of fault. */
export interface Scenario {
  /** As in the list of faults: `F1`. */
  readonly id: string;
  readonly title: string;
  /** True where a seed needs several nodes of Elasticsearch. */
  readonly needsCluster?: (seed: number) => boolean;
  /** Repeats come from so many records back at most. */
  readonly furthestRepeat?: number;
  /** Starts members, sends the load, does the harm, and lets both sides be healed at its end. */
  readonly play: (stage: Stage, options: PlayOptions) => Promise<void>;
}

/** How long and how much. */
export interface PlayOptions {
  readonly records: number;
  /** Ten minutes where a fault is shortened otherwise. */
  readonly long: boolean;
}
