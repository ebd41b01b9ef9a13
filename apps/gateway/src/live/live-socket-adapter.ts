import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { LiveServer } from '@lianfang/stream';
import type { SessionDesk } from '../session/session-desk';
import { attendanceOf, type Attendance, type CountFrame } from './attendance';
import { isAllowedOrigin } from './origin-rule';

/** No message of a client is longer. */
const LONGEST_MESSAGE_BYTES = 4 * 1024;

/** Who may open a socket, and how many there may be. */
export interface SocketLimits {
  readonly origins: readonly string[];
  readonly viewers: number;
  readonly server: LiveServer;
  readonly sessions: SessionDesk;
  readonly countFrame: CountFrame;
}

/** Who opened a socket, from the request that asked for it. */
const attendances = new WeakMap<IncomingMessage, Attendance>();

/** @returns undefined for a request that was not let in. */
export function attendanceBehind(request: IncomingMessage): Attendance | undefined {
  return attendances.get(request);
}

type Verified = (accept: boolean, status?: number, reason?: string) => void;

/** Nest's adapter for `ws` with our limits. Messages are read by the gateway itself: they are not Nest's events. */
export class LiveSocketAdapter extends WsAdapter {
  constructor(
    application: INestApplicationContext,
    private readonly limits: SocketLimits,
  ) {
    super(application, { messageParser: () => undefined });
  }

  override create(port: number, options: { readonly path?: string } = {}): unknown {
    const ours = {
      maxPayload: LONGEST_MESSAGE_BYTES,
      // Frames are compressed once for everyone; compressing each again would cost much and gain nothing.
      perMessageDeflate: false,
      verifyClient: ({ req }: { req: IncomingMessage }, verified: Verified) => this.verify(req, verified),
    };
    return super.create(port, { ...options, ...ours });
  }

  private verify(request: IncomingMessage, verified: Verified): void {
    const { origins, viewers, server, sessions, countFrame } = this.limits;
    // Whatever stands in an address stands in logs too: nobody gets used to a token there.
    if (request.url?.includes('?')) return verified(false, 400, 'The address takes no query');
    if (!isAllowedOrigin(request, origins)) return verified(false, 403, 'Origin not allowed');
    if (server.counts().viewers >= viewers) return verified(false, 503, 'Too many viewers');
    attendanceOf(request, sessions, countFrame).then(
      (attendance) => {
        if (attendance) attendances.set(request, attendance);
        verified(attendance !== undefined, 401, 'Not signed in');
      },
      () => verified(false, 503, 'Try again'),
    );
  }
}
