import { parseClaimMapping, type ClaimMapping } from '@lianfang/access';
import { FollowedFile } from '@lianfang/platform/service';
import type { ServiceLog } from '../service-log';

/** Which claim is which role, as a file says, read again whenever it changes. Who is signed in is judged by it from then on. */
export class RolesFile extends FollowedFile<ClaimMapping> {
  /** @throws FollowedFileError LF-ROLES naming every bad line. */
  constructor(path: string, log: ServiceLog) {
    super({
      path,
      name: 'The file of roles',
      code: 'LF-ROLES',
      parse: parseClaimMapping,
      sum: ({ roles }) => `${Object.keys(roles.values).length} values`,
      log,
    });
  }
}
