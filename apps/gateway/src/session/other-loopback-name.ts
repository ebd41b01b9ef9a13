const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a browser on this machine asks by another of its names than the provider will send it back to: cookies would
 * stay behind. Elsewhere the header `Host` is what a proxy makes of it, and says nothing.
 */
export function isOtherLoopbackName(host: string | undefined, publicUrl: URL): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return LOOPBACK.has(hostname) && LOOPBACK.has(publicUrl.hostname) && hostname !== publicUrl.hostname;
}
