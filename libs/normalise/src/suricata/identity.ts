import type { Endpoint } from '@lianfang/contract';
import { boundId } from '../event-id';
import { readId } from '../scalar';
import { present, type JsonObject } from '../source-record';
import type { AlertTraits } from './alert-traits';

/** What stands for the rule in the id of a drop. */
export const DROP = 'drop';

/** The packet's part of an id, as read by then. */
export interface Packet {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport: string | undefined;
}

export interface Identity {
  readonly eventId: string;
  readonly alsoKnownAs: readonly string[];
}

/**
 * Ids such that the alert and the drop that one packet gives are one event, and two signatures on it are two.
 * An alert is `flow|packet|time|gid:sid|transaction`, and also answers to its id without transaction and to the drop's
 * id; a drop that carries its alert is the alert without transaction; a bare drop is `flow|packet|time|drop`.
 */
export function identify(eve: JsonObject, alert: AlertTraits | undefined, packet: Packet): Identity {
  const transaction = present(eve['event_type']) === 'drop' ? undefined : transactionOf(eve, alert);
  return idsOf(packetId(eve, packet), alert?.key, transaction);
}

/**
 * The ids of one event of a packet.
 * @param base `flow|packet|time`. @param key of the alert; undefined for a bare drop.
 */
export function idsOf(base: string, key: string | undefined, transaction: string | undefined): Identity {
  const drop = boundId(joined(base, DROP));
  if (key === undefined) return { eventId: drop, alsoKnownAs: [] };
  const withoutTransaction = boundId(joined(base, key));
  if (transaction === undefined) return { eventId: withoutTransaction, alsoKnownAs: [drop] };
  const whole = joined(base, `${key}|${transaction}`);
  return { eventId: boundId(whole), alsoKnownAs: [withoutTransaction, drop] };
}

/** By `join`, which copies both into one text at once; what `+` makes is copied later, at nearly half as much again. */
function joined(base: string, rest: string): string {
  return [base, rest].join('|');
}

/** `flow|packet|time`, absent parts empty. */
function packetId(eve: JsonObject, packet: Packet): string {
  const count = readId(present(eve['pcap_cnt'])) ?? '';
  const time = readId(present(eve['timestamp'])) ?? '';
  return `${flowOf(eve, packet)}|${count}|${time}`;
}

/** The flow's id; packets without a flow (and very old sensors) are told apart by addresses, ports and protocol. */
function flowOf(eve: JsonObject, { source, destination, transport }: Packet): string {
  const flow = readId(present(eve['flow_id']));
  if (flow !== undefined) return flow;
  return [source.ip, source.port, destination.ip, destination.port, transport].join(',');
}

function transactionOf(eve: JsonObject, alert: AlertTraits | undefined): string | undefined {
  return readId(present(eve['tx_id'])) ?? alert?.transaction;
}
