import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

export type Paths = OpenAPIObject['paths'];
export type Operation = NonNullable<Paths[string]['get']>;
export type Parameter = NonNullable<Operation['parameters']>[number];
export type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** What is answered, beside how it is asked. */
export interface Answers {
  /** Under which heading it stands: one of the `tags` in `api-document.ts`. */
  readonly tag: string;
  /** Name of the schema of the answer, as `components.schemas` has it. */
  readonly answer: string;
  /** What the answer is; the summary, where nothing else is to be said. */
  readonly says?: string;
  /** By status, why there is no such answer. */
  readonly problems?: Readonly<Record<number, string>>;
}

/** An operation that answers 200 with JSON of one schema. What it takes is added by whoever describes it. */
export function describeOperation(
  operationId: string,
  summary: string,
  { tag, answer, says = summary, problems: failures = {} }: Answers,
): Operation {
  const responses = { 200: jsonAnswer(says, ref(answer)), ...problems(failures) };
  return { operationId, summary, tags: [tag], responses };
}

/** One answer in JSON. */
export function jsonAnswer(description: string, schema: SchemaObject | { $ref: string }) {
  return { description, content: { 'application/json': { schema } } };
}

/** Answers by status that are problems (RFC 9457). */
export function problems(failures: Readonly<Record<number, string>>): Operation['responses'] {
  const content = { 'application/problem+json': { schema: ref('problem') } };
  const entries = Object.entries(failures).map(([status, description]) => [status, { description, content }]);
  return Object.fromEntries(entries) as Operation['responses'];
}

/** A schema of the description by its name. */
export function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** A part of the question that may be left out. */
export function query(name: string, schema: SchemaObject, description?: string): Parameter {
  return { name, in: 'query', ...(description !== undefined && { description }), required: false, schema };
}

/** A part of the question that may not be left out. */
export function neededQuery(name: string, schema: SchemaObject, description?: string): Parameter {
  return { ...query(name, schema, description), required: true };
}

/** A part of the address. */
export function inPath(name: string, description: string): Parameter {
  return { name, in: 'path', description, required: true, schema: { type: 'string' } };
}

/** A body in JSON, as who sends it writes it. */
export function jsonBody(order: z.ZodType) {
  return { required: true, content: { 'application/json': { schema: jsonSchema(order, 'input') } } };
}

/** A schema as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is: what is answered, or what is sent. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'output'): SchemaObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest as SchemaObject;
}

/** ISO 8601 with zone. */
export const INSTANT: SchemaObject = { type: 'string', format: 'date-time' };
/** A county by its code. */
export const COUNTY_CODE: SchemaObject = { type: 'string', pattern: String.raw`^\d{5}$` };
/** The same, or what is of none. */
export const COUNTY_OR_UNLOCATED: SchemaObject = { type: 'string', pattern: String.raw`^(\d{5}|unlocated)$` };
