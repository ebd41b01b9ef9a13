import { mayView, type Principal } from '@lianfang/access';
import { RIGHTS_CHANGED, SESSION_ENDED, type ViewName } from '@lianfang/contract';
import type { Viewer } from '@lianfang/stream';
import { WebSocket } from 'ws';
import type { Attendance } from './attendance';
import { MessageAllowance } from './message-allowance';

/** A browser's socket as the live server sees it, with who is behind it and its sign of life. */
export class SocketViewer implements Viewer {
  private isAlive = true;
  /** What was asked last: asked before each frame, and who is behind the socket stays the same. */
  private asked: { readonly view: ViewName; readonly may: boolean } | undefined;
  private readonly allowance: MessageAllowance;

  /** @param behind who they are, and who they were when the socket was opened */
  constructor(
    private readonly socket: WebSocket,
    private readonly behind: {
      readonly attendance: Attendance;
      readonly principal: Principal;
      /** What must be written down before they see a view; undefined where it is theirs. */
      readonly beforeView: (principal: Principal, view: ViewName) => Promise<void> | undefined;
      readonly now: () => number;
    },
  ) {
    this.allowance = new MessageAllowance(behind.now());
    socket.on('pong', () => (this.isAlive = true));
  }

  /** Names the session, or the program. */
  get key(): string {
    return this.behind.attendance.key;
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  mayView(view: ViewName): boolean {
    if (this.asked?.view !== view) this.asked = { view, may: mayView(this.behind.principal, view) };
    return this.asked.may;
  }

  beforeView(view: ViewName): Promise<void> | undefined {
    return this.behind.beforeView(this.behind.principal, view);
  }

  noteActive(): void {
    this.behind.attendance.noteActive(this.behind.now());
  }

  /** Whether a message that came just now is to be answered; false once there were too many. */
  mayTalk(): boolean {
    return this.allowance.take(this.behind.now());
  }

  send(frame: Buffer): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send(frame);
    if (this.asked) this.behind.attendance.noteSent?.(this.asked.view, frame.length);
  }

  /** Asks for a sign of life; ends the socket that has given none since the last time. */
  check(): void {
    if (!this.isAlive) return this.socket.terminate();
    this.isAlive = false;
    if (this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  /** Closes the socket of a session that ended, or whose rights are others now. */
  judge(): void {
    const now = this.behind.attendance.current();
    if (now === undefined) this.close(SESSION_ENDED, 'The session has ended');
    else if (!sameRights(now, this.behind.principal)) this.close(RIGHTS_CHANGED, 'The rights have changed');
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }
}

function sameRights(one: Principal, other: Principal): boolean {
  if (one === other) return true;
  const isSamePlace = one.county === other.county && one.agency === other.agency;
  return (
    isSamePlace && one.roles.length === other.roles.length && one.roles.every((role) => other.roles.includes(role))
  );
}
