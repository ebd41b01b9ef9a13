import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import {
  directoryQuery,
  type BreakdownAnswer,
  type CountyView,
  type DirectorySummary,
  type Scope,
  type SeriesAnswer,
  type SituationView,
  type TotalView,
} from '@lianfang/contract';
import type { DirectoryFile } from '@lianfang/board';
import type { Figures } from '../board/figures';
import type { CountySettingsBook } from '../county-settings/county-settings-book';
import { COUNTY_SETTINGS_BOOK } from '../county-settings/county-settings-tokens';
import { InTurn } from '../machine/in-turn-interceptor';
import { Needs, WithinScope } from '../session/needs';
import { BREAKDOWN_DESK, DIRECTORY_FILE, FIGURES, SERIES_DESK } from '../tokens';
import { AskerGone } from './asker-gone';
import type { BreakdownDesk } from './breakdown-desk';
import { countyWithin, isWithin } from './county-within';
import { parseQuestion } from './parse-question';
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
    @Inject(COUNTY_SETTINGS_BOOK) private readonly settings: Pick<CountySettingsBook, 'shown'>,
  ) {}

  @Get('total')
  @Needs('nation.read')
  total(): TotalView {
    return this.figures.total();
  }

  @Get('overview')
  @Needs('nation.read')
  overview(): SituationView {
    return this.figures.situation();
  }

  @Get('counties/:code')
  @Needs('county.read')
  county(@Param('code') code: string, @WithinScope() scope: Scope): CountyView {
    const view = isWithin(code, scope) ? this.figures.county(code) : undefined;
    if (!view) throw notFound('There is no such county. Ask /api/v1/directory for the codes.');
    return view;
  }

  @Get('series')
  @InTurn('rows')
  @Needs('county.read')
  series(@Query() query: unknown, @WithinScope() scope: Scope, @AskerGone() gone: AbortSignal): Promise<SeriesAnswer> {
    return this.seriesDesk.answer(query, scope, gone);
  }

  @Get('breakdown')
  @InTurn('rows')
  @Needs('county.read')
  breakdown(
    @Query() query: unknown,
    @WithinScope() scope: Scope,
    @AskerGone() gone: AbortSignal,
  ): Promise<BreakdownAnswer> {
    return this.breakdownDesk.answer(query, scope, gone);
  }

  @Get('directory')
  @Needs('directory.read')
  directory(@Query() query: unknown, @WithinScope() scope: Scope): DirectorySummary {
    const { agencies, ...asked } = parseQuestion(directoryQuery, query);
    const county = countyWithin(asked.county, scope, (code) => this.directoryFile.counties.has(code));
    if (county !== undefined) return this.settings.shown(this.directoryFile.summaryOf(county));
    return agencies === 'named' ? this.settings.shown(this.directoryFile.namedSummary()) : this.directoryFile.summary();
  }
}
