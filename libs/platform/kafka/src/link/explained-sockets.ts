import type { Socket } from 'node:net';
import { explainTls, type TlsPeer } from '@lianfang/platform/tls';
import type { ISocketFactory } from 'kafkajs';
import { pooledSockets } from '../fetch/install-framing';
import type { KafkaLink } from './kafka-environment';

/** A connection that ends within this time, after no more than a first answer, was not wanted. */
const GREETING_MS = 5_000;
const GREETING_BYTES = 4_096;

/**
 * Connections as the link says, with the files for TLS as they are now. Where a connection fails, its error says what
 * to do; the client logs and passes on that text.
 */
export function explainedSockets({ tls, account }: KafkaLink): ISocketFactory {
  return ({ host, port, onConnect }) => {
    const socket = pooledSockets({
      host,
      port,
      onConnect,
      ...(tls && { ssl: { secureContext: tls.current() } }),
    } as Parameters<ISocketFactory>[0]);
    const peer: TlsPeer = {
      name: `the broker ${host}:${port}`,
      prefix: 'KAFKA',
      address: 'KAFKA_BROKERS',
      withoutTls: 'set KAFKA_TLS=off',
    };
    // Before the client's own listeners: what they see is explained.
    socket.on('error', (error) => {
      error.message = (tls && explainTls(error.message, peer)) ?? error.message;
    });
    const missing = [tls ? '' : 'TLS (KAFKA_TLS=on)', account ? '' : 'a sign-in (KAFKA_SASL_MECHANISM)'];
    tellTurnedAway(socket, peer.name, missing.filter(Boolean));
    return socket;
  };
}

/** A broker that wants TLS or a sign-in closes without a word. */
function tellTurnedAway(socket: Socket, name: string, missing: readonly string[]): void {
  const since = performance.now();
  socket.on('end', () => {
    const isGreeting = performance.now() - since < GREETING_MS && socket.bytesRead < GREETING_BYTES;
    if (!isGreeting || socket.destroyed || missing.length === 0) return;
    socket.emit(
      'error',
      new Error(
        `LF-KAFKA-GREETING: ${name} closed the connection at once. If it is not just stopping, it wants ` +
          `${missing.join(' or ')} on this port: set that, or use another port.`,
      ),
    );
  });
}
