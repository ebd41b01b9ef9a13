import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import type { Environment } from '../environment';
import { assembleMachine, type AssembledMachine } from './assemble-machine';
import { IdempotencyInterceptor } from './idempotency-interceptor';
import { InTurnInterceptor } from './in-turn-interceptor';
import { FIRST_ANSWER_DESK, MACHINE, TRANSMISSION_STORE } from './machine-tokens';
import { TransmissionsController } from './transmissions.controller';

function part(provide: symbol, pick: (assembled: AssembledMachine) => unknown) {
  return { provide, inject: [MACHINE], useFactory: pick };
}

/** What programs need beside sign-in: keys of writes, counts of what they were given, quotas; and everybody's share. */
@Module({})
export class MachineModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(MACHINE) private readonly assembled: AssembledMachine) {}

  static forRoot(environment: Environment): DynamicModule {
    return {
      module: MachineModule,
      controllers: [TransmissionsController],
      providers: [
        { provide: MACHINE, useFactory: () => assembleMachine(environment, new Logger('Programs')) },
        part(FIRST_ANSWER_DESK, ({ firstAnswers }) => firstAnswers),
        part(TRANSMISSION_STORE, ({ transmissions }) => transmissions),
        // In this order: nobody waits in line with a write that was answered before.
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: InTurnInterceptor },
      ],
      exports: [MACHINE],
    };
  }

  onApplicationBootstrap(): void {
    this.assembled.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.stop();
  }
}
