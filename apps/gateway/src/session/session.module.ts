import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Registry } from 'prom-client';
import type { AuditLog } from '../audit/audit-log';
import { AUDIT_LOG } from '../audit/audit-tokens';
import type { Environment } from '../environment';
import { AccessGuard } from './access.guard';
import { assembleSessions, type AssembledSessions } from './assemble-sessions';
import { SessionController } from './session.controller';
import { PUBLIC_URL, SESSIONS, SESSION_DESK, STRONG_RULE, WRITING_ORIGINS } from './session-tokens';

function part(provide: symbol, pick: (assembled: AssembledSessions) => unknown) {
  return { provide, inject: [SESSIONS], useFactory: pick };
}

/** Signing in and out, and the guard of every route. */
@Module({})
export class SessionModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(SESSIONS) private readonly assembled: AssembledSessions) {}

  static forRoot(environment: Environment, metrics: Registry): DynamicModule {
    const { LIANFANG_PUBLIC_URL, LIANFANG_ORIGINS } = environment;
    return {
      module: SessionModule,
      global: true,
      controllers: [SessionController],
      providers: [
        {
          provide: SESSIONS,
          inject: [AUDIT_LOG],
          useFactory: (audit: AuditLog) => assembleSessions(environment, metrics, audit, new Logger('Sessions')),
        },
        part(SESSION_DESK, ({ desk }) => desk),
        part(STRONG_RULE, ({ strong }) => strong),
        { provide: PUBLIC_URL, useValue: new URL(LIANFANG_PUBLIC_URL) },
        { provide: WRITING_ORIGINS, useValue: [new URL(LIANFANG_PUBLIC_URL).origin, ...LIANFANG_ORIGINS] },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [SESSIONS, SESSION_DESK, STRONG_RULE],
    };
  }

  onApplicationBootstrap(): void {
    this.assembled.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.stop();
  }
}
