import type { TestPerson } from '@lianfang/testing';
import type { GatewayProcess } from './gateway-process';

/** A write as the dashboard sends it. */
export interface Write {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Writes to a gateway as somebody. */
export async function writeTo(
  gateway: GatewayProcess,
  { method, path, body = {} }: Write,
  person: TestPerson,
): Promise<Response> {
  const cookie = await gateway.cookie(person);
  const headers = { 'content-type': 'application/json', origin: gateway.url, cookie };
  return fetch(gateway.url + path, { method, headers, body: JSON.stringify(body) });
}
