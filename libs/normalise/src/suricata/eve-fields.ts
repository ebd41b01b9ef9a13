import type { WantedFields } from '@lianfang/json-fields';

/** By these EVE is recognised, bare or in the envelope of AWS Network Firewall. */
export const EVE_MARKS = {
  event_type: 'word',
  timestamp: 'time',
  '@timestamp': 'text',
  firewall_name: 'word',
  alert: 'value',
  event: { event_type: 'word' },
} as const satisfies WantedFields;

/** All that is read of a record of EVE. Alerts come again and again, as the rules that they are of. */
export const EVE_FIELDS = {
  ...EVE_MARKS,
  flow_id: 'id',
  pcap_cnt: 'id',
  tx_id: 'id',
  src_ip: 'address',
  src_port: 'text',
  dest_ip: 'address',
  dest_port: 'text',
  proto: 'word',
  direction: 'word',
  verdict: 'value',
  flow: { src_ip: 'address' },
  host: 'value',
} as const satisfies WantedFields;
