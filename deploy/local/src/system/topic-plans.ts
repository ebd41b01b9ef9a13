import { rejectedTopic, topicNames } from '@lianfang/contract';
import type { TopicPlan } from '@lianfang/platform/kafka';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIB = 1024 * 1024;

/** Largest batch that the broker takes on an input topic; what is larger never reaches the collector. */
const INPUT_LIMIT_BYTES = MIB + 12;
/** A dead letter is the record and the reason. */
const REJECTED_ROOM_BYTES = 64 * 1024;
/** By partition, so that a laptop's disk is not filled: about 12 million events in all. */
const INPUT_RETENTION_BYTES = 1024 * MIB;

/** A topic that the collector reads. */
export interface InputTopic {
  readonly topic: string;
  /** Its lateness window: `7d`. */
  readonly lateness: string;
  /** Largest batch in bytes; a little over 1 MiB without it. */
  readonly limitBytes?: number;
}

/** A topic that sensors write to, and its dead letters. */
export function inputTopicPlans(
  { topic, limitBytes = INPUT_LIMIT_BYTES }: InputTopic,
  partitions = 4,
): readonly TopicPlan[] {
  return [
    {
      topic,
      partitions,
      settings: {
        // Event time is judged against the log's own time.
        'message.timestamp.type': 'LogAppendTime',
        'retention.ms': String(7 * DAY_MS),
        'retention.bytes': String(INPUT_RETENTION_BYTES),
        'segment.bytes': String(128 * MIB),
        'max.message.bytes': String(limitBytes),
      },
    },
    {
      topic: rejectedTopic(topic),
      partitions: 1,
      settings: {
        'message.timestamp.type': 'LogAppendTime',
        'retention.ms': String(7 * DAY_MS),
        'retention.bytes': String(INPUT_RETENTION_BYTES),
        'segment.bytes': String(128 * MIB),
        'max.message.bytes': String(limitBytes + REJECTED_ROOM_BYTES),
      },
    },
  ];
}

/** The topic that ends sessions everywhere: the last word for each name is kept; gateways read it from its beginning. */
export function revocationTopicPlan(prefix = ''): TopicPlan {
  return {
    topic: topicNames(prefix).revocations,
    partitions: 1,
    settings: {
      'cleanup.policy': 'compact,delete',
      // LIANFANG_SESSION_ABSOLUTE is 72 hours at most. The gateway refuses a topic that forgets before that.
      'retention.ms': String(14 * DAY_MS),
      'min.compaction.lag.ms': '0',
      'segment.ms': String(DAY_MS),
    },
  };
}

/** The topics of the audit: one partition each, because the order is the chain, and nothing is ever forgotten. */
export function auditTopicPlans(prefix = ''): readonly TopicPlan[] {
  const { audit, auditHeads } = topicNames(prefix);
  const settings = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
  return [audit, auditHeads].map((topic) => ({ topic, partitions: 1, settings }));
}

/** The topic of postures: the last one of each county is kept; gateways read it from its beginning. */
export function postureTopicPlan(prefix = ''): TopicPlan {
  return {
    topic: topicNames(prefix).posture,
    partitions: 1,
    settings: { 'cleanup.policy': 'compact', 'segment.ms': String(DAY_MS), 'segment.bytes': String(64 * MIB) },
  };
}

/** The topic on which stored rows travel to the gateways: one partition, because order matters, and little history. */
export function liveTopicPlan(prefix = ''): TopicPlan {
  return {
    topic: topicNames(prefix).rowsLive,
    partitions: 1,
    settings: {
      'message.timestamp.type': 'LogAppendTime',
      'retention.ms': String(2 * HOUR_MS),
      'segment.ms': String(HOUR_MS / 2),
      'segment.bytes': String(64 * MIB),
    },
  };
}
