import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { PostureAnswer, PostureHistoryAnswer, Scope } from '@lianfang/contract';
import { InTurn } from '../machine/in-turn-interceptor';
import { Needs, WithinScope } from '../session/needs';
import { POSTURE_DESK } from '../tokens';
import type { PostureDesk } from './posture-desk';

/** How counties stand, by REST; described for people in `posture-document.ts`. */
@Controller('api/v1/posture')
@Needs('county.read')
export class PostureController {
  constructor(@Inject(POSTURE_DESK) private readonly desk: PostureDesk) {}

  @Get()
  now(@Query() query: unknown, @WithinScope() scope: Scope): PostureAnswer {
    return this.desk.now(query, scope);
  }

  @Get('history')
  @InTurn('rows')
  history(@Query() query: unknown, @WithinScope() scope: Scope): Promise<PostureHistoryAnswer> {
    return this.desk.history(query, scope);
  }
}
