export { isMappedIpv4, NOT_AN_ADDRESS, parseIpv4, parseIpv6 } from './parse-address';
export { formatAddress } from './format-address';
