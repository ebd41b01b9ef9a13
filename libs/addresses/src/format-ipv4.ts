/** The text of an IPv4 address. @param address from 0 to 2^32-1, or the same as a signed number of 32 bits. */
export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
