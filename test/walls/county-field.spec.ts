import { indexNames, liveMessage, row, topicNames, viewName } from '@lianfang/contract';
import { INDEX_PROPERTIES } from '@lianfang/store';
import { z } from 'zod';
import {
  faultOf,
  FRAMES_BY_VIEW,
  FRAME_SHAPES,
  INDEX_SHAPES,
  MESSAGES_WITHOUT_COUNTY,
  TOPIC_SHAPES,
  VIEW_SHAPES,
  type Shape,
} from './shapes';

const isFine: undefined = undefined;

/** Faults of every index: by its template, and by the schema of its documents. */
function indexFaults(names: readonly string[], shapes: Readonly<Record<string, Shape>>): string[] {
  return names.flatMap((name) => {
    const properties = (INDEX_PROPERTIES as Readonly<Record<string, object>>)[name] ?? {};
    return faultOf(name, shapes[name], Object.keys(properties)) ?? [];
  });
}

/** A choice of messages: each of them by itself. */
function messageFaults(topic: string, shape: Shape | undefined): string[] {
  if (!(shape instanceof z.ZodDiscriminatedUnion)) return [faultOf(topic, shape) ?? []].flat();
  return (shape.options as readonly z.ZodObject<{ type: z.ZodLiteral<string> }>[]).flatMap((option) => {
    const name = `${topic} ${option.shape.type.value}`;
    const reason = MESSAGES_WITHOUT_COUNTY[name];
    return faultOf(name, reason === undefined ? option : { without: reason }) ?? [];
  });
}

describe('what carries county data carries the county', () => {
  it('in every index', () => {
    const names = Object.keys(indexNames());
    expect(Object.keys(INDEX_PROPERTIES).sort()).toEqual([...names].sort());
    expect(indexFaults(names, INDEX_SHAPES)).toEqual([]);
  });

  it('in every message of every topic', () => {
    const topics = [...Object.keys(topicNames()), 'rejected'];
    const shapes: Readonly<Record<string, Shape>> = TOPIC_SHAPES;
    expect(topics.flatMap((topic) => messageFaults(topic, shapes[topic]))).toEqual([]);
    expect(Object.keys(TOPIC_SHAPES).sort()).toEqual(topics.sort());
  });

  it('in every view and frame', () => {
    const kinds = (z.toJSONSchema(viewName).pattern ?? '').replace(/^\^\((.*)\)\$$/, '$1').split('|');
    expect(kinds.flatMap((kind) => faultOf(kind, VIEW_SHAPES[kind]) ?? [])).toEqual([]);
    expect(Object.keys(FRAME_SHAPES).sort()).toEqual(Object.keys(FRAMES_BY_VIEW).sort());
    for (const [type, shape] of Object.entries(FRAME_SHAPES)) {
      const { required = [] } = z.toJSONSchema(shape as z.ZodType);
      expect([type, required.includes('view')]).toEqual([type, type !== 'error']);
    }
  });
});

describe('the check finds', () => {
  it('an index that nobody has thought about', () => {
    expect(faultOf('planted', undefined, ['count'])).toMatch(/say in test\/walls/);
    expect(indexFaults(['rowsMinute', 'planted'], INDEX_SHAPES)).toHaveLength(1);
  });

  it('an index that says it has no county, and holds somebody’s data', () => {
    expect(faultOf('planted', { without: 'centre only' }, ['agency', 'count'])).toMatch(/has agency/);
    expect(faultOf('planted', { without: 'centre only' }, ['offset', 'count'])).toBe(isFine);
  });

  it('a template without the field, and a schema that lets it out', () => {
    expect(faultOf('planted', row, ['count'])).toMatch(/mapping has no county/);
    expect(faultOf('planted', row.partial({ county: true }), ['county'])).toMatch(/does not require/);
    expect(faultOf('planted', row.omit({ county: true }))).toMatch(/does not require/);
  });

  it('a message and a view without it', () => {
    const planted = z.object({ type: z.literal('planted'), rows: z.array(row) });
    const topic = z.discriminatedUnion('type', [...liveMessage.options, planted]);
    expect(messageFaults('rowsLive', topic)).toEqual(['rowsLive planted: its schema does not require a county']);
    expect(messageFaults('planted', undefined)).toHaveLength(1);
    expect(faultOf('alerts:\\d{5}', VIEW_SHAPES['alerts:\\d{5}'])).toMatch(/say in test\/walls/);
  });
});
