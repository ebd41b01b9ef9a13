import type { IncomingMessage } from 'node:http';
import { Inject, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayDisconnect } from '@nestjs/websockets';
import { LIVE_PATH, SESSION_ENDED } from '@lianfang/contract';
import type { LiveServer } from '@lianfang/stream';
import type { RawData, WebSocket } from 'ws';
import type { AuditLog } from '../audit/audit-log';
import { AUDIT_LOG } from '../audit/audit-tokens';
import type { Figures } from '../board/figures';
import { FIGURES, LIVE_SERVER } from '../tokens';
import { attendanceBehind } from './live-socket-adapter';
import { MESSAGES_A_SECOND } from './message-allowance';
import { recordView } from './record-view';
import { Seats } from './seats';
import { SocketViewer } from './socket-viewer';

const FRAME_EVERY_MS = 1_000;
/** A sign of life costs as much as a frame: who is gone is found within a minute. */
const CHECK_EVERY_MS = 30_000;
const GOING_AWAY = 1001;
const AGAINST_THE_RULES = 1008;
const FAILED = 1011;
const TRY_LATER = 1013;

/** The WebSocket of live views: joins sockets with the live server, and drives it once a second. */
@WebSocketGateway({ path: LIVE_PATH })
export class LiveGateway implements OnGatewayConnection, OnGatewayDisconnect, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Live');
  private readonly viewers = new Map<WebSocket, SocketViewer>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly seats = new Seats();
  private isClosing = false;

  constructor(
    @Inject(LIVE_SERVER) private readonly server: LiveServer,
    @Inject(FIGURES) private readonly figures: Figures,
    @Inject(AUDIT_LOG) private readonly audit: Pick<AuditLog, 'recordRead'>,
  ) {}

  onApplicationBootstrap(): void {
    this.timers.push(
      setInterval(() => this.publish(), FRAME_EVERY_MS),
      setInterval(() => this.checkAll(), CHECK_EVERY_MS),
    );
  }

  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    if (this.isClosing) return socket.close(GOING_AWAY, 'The gateway is stopping');
    const attendance = attendanceBehind(request);
    const principal = attendance?.current();
    if (!attendance || !principal) return socket.close(SESSION_ENDED, 'Not signed in');
    if (!this.seats.take(attendance.key)) return socket.close(TRY_LATER, 'Too many sockets of one session');
    const viewer = new SocketViewer(socket, {
      attendance,
      principal,
      beforeView: (who, view) => recordView(this.audit, who, view),
      now: () => Date.now(),
    });
    this.viewers.set(socket, viewer);
    this.server.join(viewer);
    socket.on('message', (data: RawData) => this.receive(viewer, data));
  }

  handleDisconnect(socket: WebSocket): void {
    const viewer = this.viewers.get(socket);
    if (!viewer) return;
    this.server.leave(viewer);
    this.seats.leave(viewer.key);
    this.viewers.delete(socket);
  }

  onModuleDestroy(): void {
    this.isClosing = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const viewer of this.viewers.values()) viewer.close(GOING_AWAY, 'The gateway is stopping');
  }

  private receive(viewer: SocketViewer, data: RawData): void {
    // Before it is read: an answer costs this one process more than the message cost its sender.
    if (!viewer.mayTalk())
      return viewer.close(AGAINST_THE_RULES, `Too many messages: no more than ${MESSAGES_A_SECOND} a second are taken`);
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
    this.guarded(() => this.server.receive(viewer, bytes.toString('utf8')));
  }

  private publish(): void {
    // Before the frame: who has no session any more gets none.
    this.judgeAll();
    this.guarded(() => this.server.publish());
    this.figures.keepUp().catch((error: unknown) => this.logger.error(error));
  }

  private judgeAll(): void {
    for (const viewer of this.viewers.values()) {
      try {
        viewer.judge();
      } catch (error) {
        // Whoever can't be judged sees nothing more; the others are judged all the same.
        this.logger.error(error);
        viewer.close(FAILED, 'The session can not be judged');
      }
    }
  }

  private checkAll(): void {
    for (const viewer of this.viewers.values()) {
      viewer.check();
      this.tellOn(viewer);
    }
  }

  /** Who goes on looking is told of again every quarter of an hour; who can't be told of sees no more. */
  private tellOn(viewer: SocketViewer): void {
    for (const view of this.server.viewsOf(viewer))
      viewer.beforeView(view)?.catch(() => viewer.close(TRY_LATER, "Who looks can't be written down now"));
  }

  /** One bad second must not end the process, and with it every other socket. */
  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.logger.error(error);
    }
  }
}
