import { err, ok, type Result } from '@lianfang/contract';
import { parse } from 'yaml';
import { z } from 'zod';

const localName = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const groups = z.array(z.string().min(1)).min(1);
const county = z
  .string()
  .regex(/^\d{5}$/, 'must be the five digits of a county, in quotes')
  .optional();

const person = z.strictObject({
  subject: z.string().min(1),
  name: localName,
  groups,
  county,
  agency: z.string().min(1).optional(),
});

/** What a program of the centre states in place of a county. */
const NATION = 'nation';
const program = z.strictObject({
  client: z.string().min(1),
  name: localName,
  groups,
  county: z.union([county, z.literal(NATION)]),
});

const schema = z
  .strictObject({ people: z.array(person).min(1), programs: z.array(program) })
  .refine(
    ({ people }) => new Set(people.map(({ subject }) => subject)).size === people.length,
    'a subject is there twice',
  );

export type DemonstrationPerson = z.infer<typeof person>;
export type DemonstrationProgram = z.infer<typeof program>;
/** Who can sign in at the development provider. */
export type DemonstrationPeople = z.infer<typeof schema>;

/** Reads the file of people (YAML). @returns it, or every fault with its place. */
export function parsePeople(text: string): Result<DemonstrationPeople, readonly string[]> {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return err([error instanceof Error ? error.message : String(error)]);
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`));
}
