/** The loads by name. */
export type LoadName = 'eve' | 'nested' | 'cef';

/**
 * What peers count: records by minute, sensor and action, the cheapest rollup that says something. Undefined: no threat.
 */
export const keyReaders: Readonly<Record<LoadName, (text: string) => string | undefined>> = {
  eve: (text) => eveKey(JSON.parse(text) as Eve),
  nested: (text) => {
    const document = JSON.parse(text) as Eve & Ecs;
    return document.event_type === undefined ? ecsKey(document) : eveKey(document);
  },
  cef: (text) => {
    const minute = /\brt=(\d+)/.exec(text)?.[1];
    const action = /\bact=(\S+)/.exec(text)?.[1];
    const sensor = /\bdvchost=(\S+)/.exec(text)?.[1];
    return `${Math.floor(Number(minute) / 60_000)}|${sensor ?? ''}|${action ?? ''}`;
  },
};

interface Eve {
  readonly timestamp: string;
  readonly event_type?: string;
  readonly host: string;
  readonly alert?: { readonly action?: string };
}

interface Ecs {
  readonly '@timestamp': string;
  readonly event: { readonly kind: string; readonly action?: string };
  readonly observer: { readonly name: string };
}

const MINUTE = '2026-11-22T09:30'.length;

function eveKey(eve: Eve): string | undefined {
  if (eve.event_type !== 'alert') return undefined;
  return `${eve.timestamp.slice(0, MINUTE)}|${eve.host}|${eve.alert?.action ?? ''}`;
}

function ecsKey(ecs: Ecs): string | undefined {
  if (ecs.event.kind !== 'alert') return undefined;
  return `${ecs['@timestamp'].slice(0, MINUTE)}|${ecs.observer.name}|${ecs.event.action ?? ''}`;
}
