import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type {
  BreakdownAnswer,
  CountyView,
  DirectorySummary,
  SeriesAnswer,
  SituationView,
  TotalView,
} from '@lianfang/contract';
import type { DirectoryFile } from '../board/directory-file';
import type { Figures } from '../board/figures';
import { BREAKDOWN_DESK, DIRECTORY_FILE, FIGURES, SERIES_DESK } from '../tokens';
import type { BreakdownDesk } from './breakdown-desk';
import { notFound } from './problem-error';
import type { SeriesDesk } from './series-desk';

/** Figures by REST; described for people in `api-document.ts`. */
@Controller('api/v1')
export class FiguresController {
  constructor(
    @Inject(FIGURES) private readonly figures: Figures,
    @Inject(SERIES_DESK) private readonly seriesDesk: SeriesDesk,
    @Inject(BREAKDOWN_DESK) private readonly breakdownDesk: BreakdownDesk,
    @Inject(DIRECTORY_FILE) private readonly directoryFile: DirectoryFile,
  ) {}

  @Get('total')
  total(): TotalView {
    return this.figures.total();
  }

  @Get('overview')
  overview(): SituationView {
    return this.figures.situation();
  }

  @Get('counties/:code')
  county(@Param('code') code: string): CountyView {
    const view = this.figures.county(code);
    if (!view) throw notFound('There is no such county. Ask /api/v1/directory for the codes.');
    return view;
  }

  @Get('series')
  series(@Query() query: unknown): Promise<SeriesAnswer> {
    return this.seriesDesk.answer(query);
  }

  @Get('breakdown')
  breakdown(@Query() query: unknown): Promise<BreakdownAnswer> {
    return this.breakdownDesk.answer(query);
  }

  @Get('directory')
  directory(): DirectorySummary {
    return this.directoryFile.summary();
  }
}
