import type { FieldCollector } from './field-collector';

/** `"Number" "Date" "Time" …`: an export of SmartView Tracker or `fw logexport` with quotes. */
export const POSITIONAL = /^"\d{0,12}"[ ,;\t]"\d{1,2} ?[A-Za-z]{3} ?\d{4}"[ ,;\t]"\d{1,2}:\d\d:\d\d"/;

const MOST_ITEMS = 40;
const LONGEST_ROW = 16_384;
const ITEM = /"([^"]{0,1024})"/g;
const ACTIONS: ReadonlySet<string> = new Set(
  'accept allow authcrypt authorize block bypass ctl deauthorize decrypt detect drop encrypt monitor prevent redirect reject'.split(
    ' ',
  ),
);
const PROTOCOL = /^(?:tcp|udp|icmp|icmpv6|ipv6-icmp|igmp|gre|esp|ah|sctp|ospf|pim|vrrp|\d{1,3})$/i;

/** After the action: service, then source, destination, protocol, rule, source port; or the source port first. */
const PORT_LAST = ['service', 'src', 'dst', 'proto', 'rule', 's_port'];
const PORT_FIRST = ['service', 's_port', 'src', 'dst', 'proto', 'rule', 'rule_name'];

/**
 * Reads a row by where its action stands: number, date, time, [product], interface, origin, type, action, …. The product
 * stands in the fourth place or at the end.
 */
export function readPositional(text: string, into: FieldCollector): void {
  const items = [...text.slice(0, LONGEST_ROW).matchAll(ITEM)].slice(0, MOST_ITEMS).map(([, item]) => item ?? '');
  const item = (index: number): string => items[index] ?? '';
  into.put('time', `${item(1)} ${item(2)}`);
  const action = items.findIndex((word, index) => index > 3 && index < 10 && ACTIONS.has(word.toLowerCase()));
  if (action < 0) return;
  into.put('action', item(action));
  into.put('origin', item(action - 2));
  const hasProduct = action === 7;
  if (hasProduct) into.put('product', item(3));
  const isPortLast = PROTOCOL.test(item(action + 4)) || (hasProduct && !PROTOCOL.test(item(action + 5)));
  const names = isPortLast ? PORT_LAST : PORT_FIRST;
  names.forEach((name, index) => into.put(name, item(action + 1 + index)));
}
