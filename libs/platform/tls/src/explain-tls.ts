/** Whom we talk to, in words, and the names of what to set: `KAFKA` for `KAFKA_CA_FILE`. */
export interface TlsPeer {
  /** `the broker kafka-1:9093` */
  readonly name: string;
  readonly prefix: string;
  /** The variable with the addresses. */
  readonly address: string;
  /** What to set when the other side speaks no TLS. */
  readonly withoutTls: string;
}

type Explanation = readonly [said: RegExp, text: (peer: TlsPeer) => string];

/** By what OpenSSL and Node say, because clients pass on the text and not the code. */
const EXPLANATIONS: readonly Explanation[] = [
  [
    /certificate has expired/i,
    ({ name }) =>
      `LF-TLS-EXPIRED: the certificate of ${name} has expired, or the clock of this machine is ahead. ` +
      'Renew it there, or set the clock.',
  ],
  [
    /certificate is not yet valid/i,
    ({ name }) =>
      `LF-TLS-EXPIRED: the certificate of ${name} is not valid yet, or the clock of this machine is behind. ` +
      'Set the clock, or wait.',
  ],
  [
    /does not match certificate's altnames/i,
    ({ name, address }) =>
      `LF-TLS-HOST: the certificate of ${name} is for other names than this one. ` +
      `Use a name in ${address} that its subjectAltName has, or have it issued for this name.`,
  ],
  [
    /alert|certificate required/i,
    ({ name, prefix }) =>
      `LF-TLS-REFUSED: ${name} does not accept our side of TLS: it wants a client certificate, or another one. ` +
      `Set ${prefix}_CERT_FILE and ${prefix}_KEY_FILE to a pair that it trusts and that has not expired.`,
  ],
  [
    /self[- ]signed certificate|unable to (?:get|verify)|issuer|unsuitable certificate|certificate signature/i,
    ({ name, prefix }) =>
      `LF-TLS-UNTRUSTED: the certificate of ${name} is signed by nobody whom we trust. ` +
      `Set ${prefix}_CA_FILE to the certificate of its authority; if it is set, look whether somebody stands between.`,
  ],
  [
    /wrong version number|packet length too long|record layer|before secure TLS connection|http request|decryption failed/i,
    ({ name, withoutTls }) =>
      `LF-TLS-PLAIN: ${name} does not speak TLS on this port. Use its TLS port, or ${withoutTls}.`,
  ],
];

/** What an error text of TLS means and what to do, with its code; undefined when it is about something else. */
export function explainTls(message: string, peer: TlsPeer): string | undefined {
  const text = EXPLANATIONS.find(([said]) => said.test(message))?.[1](peer);
  return text && `${text} (${(message.split('\n')[0] ?? '').slice(0, 200)})`;
}
