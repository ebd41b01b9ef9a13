import { createHash } from 'node:crypto';
import type { Principal } from '@lianfang/access';
import type { DirectoryFile, RegistryFile } from '@lianfang/board';
import {
  directoryCheckOrder,
  directoryOrder,
  directoryTextQuery,
  directoryVersion,
  EVERY_COUNTY,
  LONGEST_PURPOSE,
  type Directory,
  type DirectoryCheck,
  type DirectoryProblem,
  type DirectoryText,
  type DirectoryVersion,
  type DirectoryVersions,
  type StoredDirectory,
} from '@lianfang/contract';
import { diffDirectories, directoryWarnings, parseDirectory, shapeProblem, type FileProblem } from '@lianfang/locate';
import type { DirectoryStore } from '@lianfang/store';
import { parseQuestion } from '../api/parse-question';
import { badQuestion, conflict, notFound, ProblemError } from '../api/problem-error';
import type { AuditLog, Deed } from '../audit/audit-log';

/** What a desk is made of. */
export interface DirectoryDeskParts {
  readonly directory: Pick<DirectoryFile, 'current' | 'upload' | 'ask' | 'isKnown' | 'fileText'>;
  readonly registry: Pick<RegistryFile, 'problemsWith'>;
  readonly store: DirectoryStore;
  readonly audit: Pick<AuditLog, 'record' | 'recordRead'>;
  readonly now: () => number;
}

/** Who asks, and in which request. */
export interface DirectoryAsker {
  readonly principal: Principal;
  readonly requestId: string;
}

const MOST_EARLIER = 49;
const PROBLEMS_SHOWN = 10;

/** Checks directories that are uploaded, and takes them; what is taken is in the audit before it is in force. */
export class DirectoryDesk {
  constructor(private readonly parts: DirectoryDeskParts) {}

  /** @throws ProblemError */
  async check(order: unknown): Promise<DirectoryCheck> {
    const { text } = parseQuestion(directoryCheckOrder, order);
    const before = await this.current();
    return this.judge(text, before).check;
  }

  /** @throws ProblemError (400 it is bad, 409 another is in force), AuditAwayError */
  async take(order: unknown, asker: DirectoryAsker): Promise<DirectoryVersion> {
    const { text, basedOn, reason } = parseQuestion(directoryOrder, order);
    const { directory, store, audit, now } = this.parts;
    const before = await this.current();
    const { check, parsed } = this.judge(text, before);
    if (!parsed || check.problems.length > 0) throw cannotBeTaken(check);
    if (basedOn !== before.hash) throw anotherOne();
    if (check.hash === before.hash) throw conflict('It is in force already: nothing would change.');
    const held = this.stored();
    const wanted = {
      ...versionOf(parsed),
      revision: held.revision + 1,
      at: now(),
      by: asker.principal.name,
      reason,
      text,
    };
    await audit.record(deed(asker, 'PUT /api/v1/directory', `revision ${wanted.revision} ${check.hash}`, reason));
    if (!(await store.take(wanted, held))) throw anotherOne();
    await directory.ask();
    return directoryVersion.parse(wanted);
  }

  async versions(): Promise<DirectoryVersions> {
    await this.current();
    const current = directoryVersion.parse(this.stored());
    return { current, earlier: await this.parts.store.earlier(current.revision, MOST_EARLIER) };
  }

  /** @throws ProblemError, AuditAwayError */
  async text(query: unknown, asker: DirectoryAsker): Promise<DirectoryText> {
    const { revision } = parseQuestion(directoryTextQuery, query);
    await this.current();
    const held = this.stored();
    const found = revision === undefined || revision === held.revision ? held : await this.parts.store.find(revision);
    if (!found) throw notFound('There is no such revision. Ask /api/v1/directory/versions for those there are.');
    await this.parts.audit.recordRead({
      ...deed(asker, 'GET /api/v1/directory/text', `revision ${found.revision}`, undefined),
      action: 'read',
    });
    return { revision: found.revision, hash: found.hash, text: found.text };
  }

  /** As it is in force now, not some seconds ago. */
  private async current(): Promise<Directory> {
    const { directory } = this.parts;
    await directory.ask();
    if (directory.isKnown) return directory.current;
    throw new ProblemError(
      503,
      'Not known yet',
      'Which directory is in force is not known yet. Ask again in a moment.',
    );
  }

  private stored(): StoredDirectory {
    const { current, upload, fileText } = this.parts.directory;
    if (upload) return upload;
    return { ...versionOf(current), revision: 0, at: null, by: null, reason: null, text: fileText };
  }

  private judge(text: string, before: Directory): { check: DirectoryCheck; parsed: Directory | undefined } {
    const odd = shapeProblem(text);
    const read = odd ? ({ ok: false, error: [odd] } as const) : parseDirectory(text);
    const hash = createHash('sha256').update(text, 'utf8').digest('hex');
    const common = { hash, basedOn: before.hash };
    if (!read.ok)
      return { check: { ...common, problems: read.error.map(told), warnings: [], diff: null }, parsed: undefined };
    const unfit = this.parts.registry.problemsWith(read.value);
    const problems = unfit.map(({ line, reason, ...said }) =>
      told({ line: 0, reason: `sensor file, line ${line}: ${reason}`, ...said }),
    );
    const diff = diffDirectories(before, read.value);
    const warnings = directoryWarnings(diff, before, read.value);
    return { check: { ...common, problems, warnings, diff }, parsed: read.value };
  }
}

function told({ line, reason, code = 'other', values = {} }: FileProblem): DirectoryProblem {
  return { line, code, values, reason };
}

function versionOf({ hash, counties, agencies }: Directory) {
  const protectedAddresses = agencies.reduce((sum, agency) => sum + agency.protectedAddresses, 0);
  return { hash, counties: counties.length, agencies: agencies.length, protectedAddresses };
}

function deed({ principal, requestId }: DirectoryAsker, what: string, thing: string, reason: string | undefined): Deed {
  const purpose = reason?.slice(0, LONGEST_PURPOSE).replace(/[\uD800-\uDBFF]$/, '');
  return {
    principal,
    action: 'changed',
    county: EVERY_COUNTY,
    capability: 'directory.change',
    what,
    thing,
    purpose,
    requestId,
  };
}

function cannotBeTaken({ problems }: DirectoryCheck): ProblemError {
  const shown = problems.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => `line ${line}: ${reason}`);
  const more = problems.length > PROBLEMS_SHOWN ? [`and ${problems.length - PROBLEMS_SHOWN} more`] : [];
  return badQuestion(`It can't be taken. ${[...shown, ...more].join('; ')}.`);
}

function anotherOne(): ProblemError {
  return conflict(
    'Another directory is in force than the one that this was compared with. Check it again, then take it.',
  );
}
