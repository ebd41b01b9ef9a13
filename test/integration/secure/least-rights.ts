import kafkajs, { type Admin, type AclEntry } from 'kafkajs';

const { AclOperationTypes: may, AclPermissionTypes, AclResourceTypes: of, ResourcePatternTypes } = kafkajs;

/** A program's rights on one topic or group; `isBeginning`: on all whose names begin so. */
interface Right {
  readonly resource: typeof of.TOPIC | typeof of.GROUP;
  readonly name: string;
  readonly operations: readonly number[];
  readonly isBeginning?: boolean;
}

/** The least that each program needs, as docs/operations lists it. @param prefix LIANFANG_TOPIC_PREFIX */
export function leastRights(prefix: string): Readonly<Record<'collector' | 'gateway' | 'simulator', readonly Right[]>> {
  const [events, live, group] = [`${prefix}threat-events`, `${prefix}rows.live`, `${prefix}lianfang-collector`];
  const ended = `${prefix}revocations`;
  return {
    collector: [
      { resource: of.TOPIC, name: events, operations: [may.READ, may.DESCRIBE_CONFIGS] },
      { resource: of.TOPIC, name: `${events}.rejected`, operations: [may.WRITE] },
      { resource: of.TOPIC, name: live, operations: [may.WRITE] },
      { resource: of.GROUP, name: group, operations: [may.READ] },
    ],
    gateway: [
      { resource: of.TOPIC, name: live, operations: [may.READ] },
      { resource: of.GROUP, name: `tail-${live}-`, operations: [may.READ, may.DELETE], isBeginning: true },
      { resource: of.TOPIC, name: ended, operations: [may.READ, may.WRITE, may.DESCRIBE_CONFIGS] },
      { resource: of.TOPIC, name: events, operations: [may.WRITE] },
      { resource: of.TOPIC, name: `${events}.rejected`, operations: [may.READ] },
      { resource: of.GROUP, name: group, operations: [may.DESCRIBE] },
    ],
    simulator: [{ resource: of.TOPIC, name: events, operations: [may.WRITE] }],
  };
}

/** Gives an account its rights and no others. */
export async function grant(admin: Admin, account: string, rights: readonly Right[]): Promise<void> {
  const acl = rights.flatMap(({ resource, name, operations, isBeginning = false }) =>
    operations.map((operation): AclEntry => ({
      resourceType: resource,
      resourceName: name,
      resourcePatternType: isBeginning ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
      principal: `User:${account}`,
      host: '*',
      operation,
      permissionType: AclPermissionTypes.ALLOW,
    })),
  );
  await admin.createAcls({ acl });
}
