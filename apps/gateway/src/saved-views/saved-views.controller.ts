import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import type { SavedViewItem, SavedViewList, Scope } from '@lianfang/contract';
import { Needs, Visitor, WithinScope } from '../session/needs';
import type { Visit } from '../session/session-desk';
import type { SavedViewDesk } from './saved-view-desk';
import { SAVED_VIEW_DESK } from './saved-view-tokens';

/** Saved views by REST. */
@Controller('api/v1/saved-views')
@Needs('views.save')
export class SavedViewsController {
  constructor(@Inject(SAVED_VIEW_DESK) private readonly desk: SavedViewDesk) {}

  @Get()
  list(@Visitor() { principal }: Visit, @WithinScope() scope: Scope): Promise<SavedViewList> {
    return this.desk.list({ principal, scope });
  }

  @Post()
  @HttpCode(200)
  add(@Body() order: unknown, @Visitor() { principal }: Visit, @WithinScope() scope: Scope): Promise<SavedViewItem> {
    return this.desk.add(order, { principal, scope });
  }

  @Put(':id')
  change(
    @Param('id') id: string,
    @Body() order: unknown,
    @Visitor() { principal }: Visit,
    @WithinScope() scope: Scope,
  ): Promise<SavedViewItem> {
    return this.desk.change(id, order, { principal, scope });
  }

  @Delete(':id')
  remove(
    @Param('id') id: string,
    @Visitor() { principal }: Visit,
    @WithinScope() scope: Scope,
  ): Promise<SavedViewItem> {
    return this.desk.remove(id, { principal, scope });
  }
}
