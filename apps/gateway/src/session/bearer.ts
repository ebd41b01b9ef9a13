/** The access token of a program (RFC 6750); undefined where the header holds none. @param header `Authorization` */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(header ?? '')?.[1];
}
