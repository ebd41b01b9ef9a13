import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { DistinctAnswer, TopAnswer } from '@lianfang/contract';
import { SKETCH_DESK } from '../tokens';
import type { SketchDesk } from './sketch-desk';

/** Who and what made up the last hours, by REST; described for people in `sketch-document.ts`. */
@Controller('api/v1')
export class SketchesController {
  constructor(@Inject(SKETCH_DESK) private readonly desk: SketchDesk) {}

  @Get('distinct-sources')
  distinct(@Query() query: unknown): Promise<DistinctAnswer> {
    return this.desk.distinct(query);
  }

  @Get('top')
  top(@Query() query: unknown): Promise<TopAnswer> {
    return this.desk.top(query);
  }
}
