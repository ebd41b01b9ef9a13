// The client is CommonJS: Node finds only some of its names as named imports, the default import has them all.
import kafkajs, { type Assignment, type PartitionAssigner } from 'kafkajs';
import { z } from 'zod';
import { shareSticky } from './share-sticky';

const NAME = 'lianfang-sticky';
const VERSION = 1;

const assignmentShape = z.record(z.string(), z.array(z.number().int()));

/**
 * Gives partitions so that members keep what they have, as far as all have about as many: whoever gets a partition
 * counts its open chunk again, so moving one costs. Each member says in its request what it has.
 * @param mine what this member has now.
 */
export function stickyAssigner(mine: () => Assignment): PartitionAssigner {
  const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
  return ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    assign: async ({ members, topics }) => {
      const partitions = topics.flatMap((topic) =>
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ topic, partition: partitionId })),
      );
      const claims = members.map(({ memberId, memberMetadata }) => {
        return { id: memberId, has: claimIn(MemberMetadata.decode(memberMetadata)?.userData) };
      });
      return [...shareSticky(claims, partitions)].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({ version: VERSION, assignment, userData: Buffer.alloc(0) }),
      }));
    },
    protocol: ({ topics }) => ({
      name: NAME,
      metadata: MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.from(JSON.stringify(mine())) }),
    }),
  });
}

/** What cannot be read claims nothing. */
function claimIn(userData: Buffer | undefined): Assignment {
  try {
    return assignmentShape.parse(JSON.parse(userData?.toString('utf8') ?? ''));
  } catch {
    return {};
  }
}
