import { formatIpv4 } from '@lianfang/addresses';
import type { Endpoint } from '@lianfang/contract';

/** One side of a connection by an IPv4 address, of which the text is made if somebody asks for it. */
export class Ipv4Endpoint implements Endpoint {
  constructor(
    readonly ipv4: number,
    readonly port: number | undefined,
  ) {}

  get ip(): string {
    return formatIpv4(this.ipv4);
  }
}
