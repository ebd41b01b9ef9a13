import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import kafkajs, { type Admin, type AclEntry } from 'kafkajs';
import { z } from 'zod';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const FILE = join(__dirname, '../../../deploy/kafka/acls.json');
const OPERATIONS = {
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  delete: AclOperationTypes.DELETE,
  describe: AclOperationTypes.DESCRIBE,
  'describe-configs': AclOperationTypes.DESCRIBE_CONFIGS,
};

const right = z.strictObject({
  topic: z.string().optional(),
  group: z.string().optional(),
  /** On all whose names begin so. */
  beginning: z.boolean().default(false),
  may: z.array(z.enum(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])),
});
export type Right = z.infer<typeof right>;

/** Who has which rights, by the kind of account: `deploy/kafka/acls.json`. */
export function deployedRights(): Readonly<Record<string, readonly Right[]>> {
  return z.record(z.string(), z.array(right)).parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

/** Where rights are given. */
export interface RightsPlace {
  /** LIANFANG_TOPIC_PREFIX */
  readonly prefix: string;
  /** Input topics of a program, or the one topic of a source, without the prefix. */
  readonly topics: readonly string[];
}

/** Gives an account these rights and no others. */
export async function grant(
  admin: Admin,
  account: string,
  rights: readonly Right[],
  { prefix, topics }: RightsPlace,
): Promise<void> {
  const acl = rights.flatMap(({ topic, group, beginning, may }) => {
    const name = topic ?? group ?? '';
    const names = name.includes('{') ? topics.map((own) => name.replace(/\{\w+\}/, own)) : [name];
    return names.flatMap((one) =>
      may.map((operation): AclEntry => ({
        resourceType: topic === undefined ? AclResourceTypes.GROUP : AclResourceTypes.TOPIC,
        // A tail's group carries the whole name of its topic.
        resourceName: beginning ? one.replace(/^tail-/, `tail-${prefix}`) : prefix + one,
        resourcePatternType: beginning ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
        principal: `User:${account}`,
        host: '*',
        operation: OPERATIONS[operation],
        permissionType: AclPermissionTypes.ALLOW,
      })),
    );
  });
  if (acl.length > 0) await admin.createAcls({ acl });
}
