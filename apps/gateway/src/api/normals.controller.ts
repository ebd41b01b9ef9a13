import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { NormalsAnswer, Scope } from '@lianfang/contract';
import { InTurn } from '../machine/in-turn-interceptor';
import { Needs, WithinScope } from '../session/needs';
import { NORMALS_DESK } from '../tokens';
import { AskerGone } from './asker-gone';
import type { NormalsDesk } from './normals-desk';

/** What is normal, by REST; described for people in `normals-document.ts`. */
@Controller('api/v1/normals')
@Needs('county.read')
export class NormalsController {
  constructor(@Inject(NORMALS_DESK) private readonly desk: NormalsDesk) {}

  @Get()
  @InTurn('rows')
  normals(
    @Query() query: unknown,
    @WithinScope() scope: Scope,
    @AskerGone() gone: AbortSignal,
  ): Promise<NormalsAnswer> {
    return this.desk.answer(query, scope, gone);
  }
}
