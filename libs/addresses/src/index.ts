export { isMappedIpv4, NOT_AN_ADDRESS, parseIpv4, parseIpv6 } from './parse-address';
export { formatAddress } from './format-address';
export { formatIpv6 } from './format-ipv6';
export { formatIpv4 } from './format-ipv4';
