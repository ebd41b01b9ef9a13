import type { Answer } from '../oracle/count-oracle';
import type { LoadName } from './count-keys';
import type { FamilyBytes } from './stored-run';

/** A topic that all contenders read. */
export interface PreparedTopic {
  readonly load: LoadName;
  /** Its whole name is `prefix` + `name`. */
  readonly prefix: string;
  readonly name: string;
  readonly records: number;
  /** By partition: the offset after the last record. */
  readonly ends: readonly number[];
}

/** Where a contender works. */
export interface Arena {
  /** `host:port` of the only broker. */
  readonly broker: string;
  /** As ELASTICSEARCH_NODE. */
  readonly node: string;
  /** For logs, marks and results of this run alone. */
  readonly folder: string;
  /** Makes names of groups and indices unique. */
  readonly run: string;
}

/** Figures of one run of one contender. */
export interface RunFigures {
  readonly records: number;
  /** From the first fetch to the last commit. */
  readonly seconds: number;
  /** User and system of the whole process, in the same time. */
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
  /** In Elasticsearch, primaries, merged; undefined where nothing is stored. */
  readonly storedBytes?: number;
  /** The same by kind of documents; of ours alone. */
  readonly families?: Readonly<Record<string, FamilyBytes>>;
  /** What the oracle compares; undefined where nothing is counted. */
  readonly answer: Answer | undefined;
}

/** One who reads the whole topic, as a process of its own. */
export interface Contender {
  readonly name: string;
  /** What it is, for people. */
  readonly title: string;
  run(topic: PreparedTopic, arena: Arena): Promise<RunFigures>;
}
