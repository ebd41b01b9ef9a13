import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { DistinctAnswer, Scope, TopAnswer } from '@lianfang/contract';
import { InTurn } from '../machine/in-turn-interceptor';
import { Needs, WithinScope } from '../session/needs';
import { SKETCH_DESK } from '../tokens';
import type { SketchDesk } from './sketch-desk';

/** Who and what made up the last hours, by REST; described for people in `sketch-document.ts`. */
@Controller('api/v1')
@Needs('county.read')
@InTurn('sketches')
export class SketchesController {
  constructor(@Inject(SKETCH_DESK) private readonly desk: SketchDesk) {}

  @Get('distinct-sources')
  distinct(@Query() query: unknown, @WithinScope() scope: Scope): Promise<DistinctAnswer> {
    return this.desk.distinct(query, scope);
  }

  @Get('top')
  top(@Query() query: unknown, @WithinScope() scope: Scope): Promise<TopAnswer> {
    return this.desk.top(query, scope);
  }
}
