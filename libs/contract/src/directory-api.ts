import { z } from 'zod';
import { plainLine } from './plain-text';

/** A directory of so many bytes is taken by upload at most. */
export const LONGEST_DIRECTORY = 4 * 1_024 * 1_024;

const count = z.number().int().nonnegative();
const localName = z.object({ zh: z.string(), en: z.string() });
const text = z.string().min(1).max(LONGEST_DIRECTORY);

/** `POST /api/v1/directory/check`: is this a directory, and what would it change? Nothing is changed. */
export const directoryCheckOrder = z.strictObject({ text });
export type DirectoryCheckOrder = z.infer<typeof directoryCheckOrder>;

/** An agency as it was or will be. */
export const directoryAgency = z.object({
  id: z.string(),
  county: z.string(),
  name: localName,
  protectedAddresses: count,
  ranges: z.array(z.string()),
});
export type DirectoryAgency = z.infer<typeof directoryAgency>;

/** A number of the one in force, and of the other. */
const beforeAfter = z.object({ before: count, after: count });

/** What one directory has and the other has not. Lists are in the order of ids. */
export const directoryDiff = z.object({
  added: z.array(directoryAgency),
  removed: z.array(directoryAgency),
  /** Same id, something else. */
  changed: z.array(z.object({ before: directoryAgency, after: directoryAgency })),
  unchanged: count,
  /** Counties of which something changes, or that come or go; numbers before and after. */
  counties: z.array(
    z.object({
      code: z.string(),
      name: localName,
      agencies: beforeAfter,
      protectedAddresses: beforeAfter,
    }),
  ),
});
export type DirectoryDiff = z.infer<typeof directoryDiff>;

/**
 * What is wrong with a line, for pages that say it in the reader's language. The names of `values`, all of them as they stand in
 * the text: `key`, `keys` (allowed ones), `text` (what stands there), `write` (what should), `id`, `agency`, `county`, `name`,
 * `most`, `line` (of the other one), `message` (of the reader of YAML, in English). `other`: only `reason` says it.
 */
export const DIRECTORY_PROBLEMS = [
  'yaml',
  'too-deep',
  'too-many-keys',
  'no-mapping',
  'unknown-key',
  'no-list',
  'missing',
  'name',
  'official-name',
  'county-code',
  'county-code-of',
  'county-twice',
  'county-not-listed',
  'agency-id',
  'agency-twice',
  'protected-addresses',
  'range',
  'range-address',
  'range-prefix',
  'range-host-bits',
  'range-twice',
  'sensor-county',
  'sensor-agency',
  'other',
] as const;

const directoryProblem = z.object({
  /** From 1; 0: what the sensor file names and it lacks. */
  line: count,
  code: z.enum(DIRECTORY_PROBLEMS),
  values: z.record(z.string(), z.string()),
  /** The same in English. */
  reason: z.string(),
});
export type DirectoryProblem = z.infer<typeof directoryProblem>;

/** What may be meant, and is worth a second look. */
export const DIRECTORY_WARNINGS = ['county-gone', 'county-empty', 'county-addresses-halved', 'agencies-gone'] as const;
/** One of them: numbers before and after, of a county or (`agencies-gone`: more than a tenth) of all. */
export const directoryWarning = z.object({
  code: z.enum(DIRECTORY_WARNINGS),
  county: z.string().nullable(),
  before: count,
  after: count,
});
export type DirectoryWarning = z.infer<typeof directoryWarning>;

/** The answer to {@link directoryCheckOrder}. */
export const directoryCheck = z.object({
  /** SHA-256 of the text, in hexadecimal. */
  hash: z.string(),
  /** Of the directory in force, which the text was compared with: give it as `basedOn`. */
  basedOn: z.string(),
  /** What must be mended, line by line; with any, it can't be taken. */
  problems: z.array(directoryProblem),
  warnings: z.array(directoryWarning),
  /** Null where the text can't be read. */
  diff: directoryDiff.nullable(),
});
export type DirectoryCheck = z.infer<typeof directoryCheck>;

/** `PUT /api/v1/directory`: takes it. 409 when another one is in force than the one it was compared with. */
export const directoryOrder = z.strictObject({
  text,
  basedOn: z.string().regex(/^[0-9a-f]{64}$/),
  /** Why, for those who come after. */
  reason: plainLine(500),
});
export type DirectoryOrder = z.infer<typeof directoryOrder>;

/** A directory that was taken. */
export const directoryVersion = z.object({
  /** 1 is the first that was taken by upload; 0 is the file that every program was started with. */
  revision: count,
  hash: z.string(),
  /** Milliseconds since 1970 UTC; null for the file. */
  at: z.number().int().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  counties: count,
  agencies: count,
  protectedAddresses: count,
});
export type DirectoryVersion = z.infer<typeof directoryVersion>;

/** `GET /api/v1/directory/versions`: what is in force, and what was before, newest first (50 at most). */
export const directoryVersions = z.object({ current: directoryVersion, earlier: z.array(directoryVersion) });
export type DirectoryVersions = z.infer<typeof directoryVersions>;

/** As it is stored: `current`, and one for each revision. */
export const storedDirectory = directoryVersion.extend({ text: z.string() });
export type StoredDirectory = z.infer<typeof storedDirectory>;

/** Which directory's text: without a revision the one in force. */
export const directoryTextQuery = z.strictObject({ revision: z.coerce.number().int().min(0).optional() });
/** `GET /api/v1/directory/text`: to edit what is in force, or to go back to what was. */
export const directoryText = z.object({ revision: count, hash: z.string(), text: z.string() });
export type DirectoryText = z.infer<typeof directoryText>;
