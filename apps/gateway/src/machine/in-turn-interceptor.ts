import {
  Inject,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CENTRE_ONLY } from '@lianfang/contract';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { askingOf } from '../session/who-asks';
import { FairGate, type Shares } from './fair-gate';

const IN_TURN = 'lianfang:in-turn';
const LINE = { waiting: 16, patienceMs: 10_000 };

/** What costs seconds of a server behind us, by the server; as many places as its desks have. */
const GATES = {
  rows: { places: 8, each: 3, house: 5, ...LINE },
  sketches: { places: 8, each: 3, house: 5, ...LINE },
  letters: { places: 4, each: 2, house: 3, ...LINE },
} as const satisfies Readonly<Record<string, Shares>>;
type GateName = keyof typeof GATES;

/** Whoever asks this waits for a place: each person, program and county has a share of them. */
export const InTurn = (gate: GateName): ClassDecorator & MethodDecorator => SetMetadata(IN_TURN, gate);

/** Shares the places for long questions among those who ask. */
@Injectable()
export class InTurnInterceptor implements NestInterceptor {
  private readonly gates = new Map<GateName, FairGate>(
    (Object.keys(GATES) as GateName[]).map((name) => [name, new FairGate(GATES[name])]),
  );

  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const name = this.reflector.getAllAndOverride<GateName | undefined>(IN_TURN, [
      context.getHandler(),
      context.getClass(),
    ]);
    const gate = name === undefined ? undefined : this.gates.get(name);
    if (!gate || context.getType() !== 'http') return next.handle();
    const asking = askingOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (!asking) return next.handle();
    const { kind, subject, county } = asking.principal;
    const guest = { who: `${kind} ${subject}`, house: county ?? CENTRE_ONLY };
    return from(gate.pass(guest, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }
}
