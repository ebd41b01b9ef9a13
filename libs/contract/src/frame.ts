import { z } from 'zod';

/** Names of views that a socket can subscribe to. */
export const viewName = z.string().regex(/^(situation|total|county:\d{5})$/);
export type ViewName = z.infer<typeof viewName>;

/** What a client says: one JSON text message each. */
export const clientMessage = z.discriminatedUnion('type', [
  /** `since`: the last sequence that the client has; the missing frames follow, or a new snapshot. */
  z.object({ type: z.literal('subscribe'), view: viewName, since: z.number().int().optional() }),
  z.object({ type: z.literal('unsubscribe'), view: viewName }),
  /** The person did something: the session is not idle. Said once a minute at most. */
  z.object({ type: z.literal('active') }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;

/**
 * What the server says: one binary message each, the frame's JSON in UTF-8 compressed as raw deflate (RFC 1951), made
 * once and sent to all viewers. A delta's `patch` is a JSON Merge Patch (RFC 7386) to the state that the frame before
 * it made; sequences of one view rise by one, and a client that sees a gap subscribes again with `since`.
 *
 * In frames a member that is null is left out, because null in a merge patch means "remove". Parse the state with the
 * view's schema (`situationView`, `totalView`, `countyView`) after each frame: it puts the nulls back.
 */
export const serverFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), view: viewName, sequence: z.number().int(), state: z.unknown() }),
  z.object({ type: z.literal('delta'), view: viewName, sequence: z.number().int(), patch: z.unknown() }),
  z.object({ type: z.literal('error'), code: z.string(), detail: z.string() }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;

/** Path of the WebSocket on the gateway. */
export const LIVE_PATH = '/live';
