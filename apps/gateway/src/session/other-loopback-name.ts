const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @param hostname as `URL` writes it */
export function isLoopbackName(hostname: string): boolean {
  return LOOPBACK.has(hostname);
}

/**
 * Whether a browser on this machine asks by another of its names than the provider will send it back to: cookies would
 * stay behind. Elsewhere the header `Host` is what a proxy makes of it, and says nothing.
 */
export function isOtherLoopbackName(host: string | undefined, publicUrl: URL): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return isLoopbackName(hostname) && isLoopbackName(publicUrl.hostname) && hostname !== publicUrl.hostname;
}
