import type { IncomingMessage } from 'node:http';
import type { Principal } from '@lianfang/access';
import type { ViewName } from '@lianfang/contract';
import { bearerOf } from '../session/bearer';
import { clientCertificateOf } from '../session/client-certificate';
import { SESSION_COOKIE, cookieOf } from '../session/session-cookies';
import type { SessionDesk } from '../session/session-desk';

/** Who is behind a socket. A socket outlives the request that opened it, so this is asked again and again. */
export interface Attendance {
  /** Names the session, or the program. */
  readonly key: string;
  /** Who they are now; undefined once their session or token no longer holds. */
  current(): Principal | undefined;
  /** They did something: their session is not idle. @param at milliseconds since 1970 UTC */
  noteActive(at: number): void;
  /** A frame was sent to them; of programs, whose transmissions are counted. */
  noteSent?(view: ViewName, bytes: number): void;
}

/** Counts a frame that a program was sent. */
export type CountFrame = (program: Principal, view: ViewName, bytes: number) => void;

/** Who opens a socket: by cookie, or a program by its token in the header. @throws ProviderAwayError */
export async function attendanceOf(
  request: IncomingMessage,
  desk: SessionDesk,
  countFrame: CountFrame,
): Promise<Attendance | undefined> {
  const { headers, socket } = request;
  const visit = await desk.read(cookieOf(headers.cookie, SESSION_COOKIE));
  if (visit) {
    let { session } = visit;
    return {
      key: `session ${session.id}`,
      current: () => desk.judge(session)?.principal,
      noteActive: (at) => (session = { ...session, seen: Math.max(session.seen, at) }),
    };
  }
  const token = bearerOf(headers.authorization);
  const program = token === undefined ? undefined : await desk.readToken(token, clientCertificateOf(socket));
  if (!program) return undefined;
  return {
    key: `program ${program.principal.subject}`,
    current: () => desk.judgeToken(program.claims)?.principal,
    noteActive: () => undefined,
    noteSent: (view, bytes) => countFrame(program.principal, view, bytes),
  };
}
