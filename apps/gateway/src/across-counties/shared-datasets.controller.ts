import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Scope, SharedMiddle, SharedSources } from '@lianfang/contract';
import { ShowsCountiesOf } from '../audit/audited-route';
import { InTurn } from '../machine/in-turn-interceptor';
import { Needs, WithinScope } from '../session/needs';
import { MIDDLE_DESK, SOURCES_DESK } from '../tokens';
import type { MiddleDesk } from './middle-desk';
import type { SourcesDesk } from './sources-desk';

/** What counties are told of each other: the datasets that libs/access lists, and no other. */
@Controller('api/v1/shared')
@Needs('county.read')
export class SharedDatasetsController {
  constructor(
    @Inject(MIDDLE_DESK) private readonly middleDesk: MiddleDesk,
    @Inject(SOURCES_DESK) private readonly sourcesDesk: SourcesDesk,
  ) {}

  /** It is nobody's in particular, so nobody is told who looked. */
  @Get('middle')
  @ShowsCountiesOf(() => [])
  middle(): SharedMiddle {
    return this.middleDesk.answer();
  }

  @Get('sources')
  @InTurn('sketches')
  sources(@Query() query: unknown, @WithinScope() scope: Scope): Promise<SharedSources> {
    return this.sourcesDesk.answer(query, scope);
  }
}
