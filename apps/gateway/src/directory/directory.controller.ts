import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query, Req } from '@nestjs/common';
import type { DirectoryCheck, DirectoryText, DirectoryVersion, DirectoryVersions } from '@lianfang/contract';
import type { FastifyRequest } from 'fastify';
import { AuditsItself } from '../audit/audits-itself';
import { Needs, Visitor } from '../session/needs';
import type { Visit } from '../session/session-desk';
import type { DirectoryDesk } from './directory-desk';
import { DIRECTORY_DESK } from './directory-tokens';

/** Directories by REST: checked, taken, and those before. They are the centre's. */
@Controller('api/v1/directory')
@Needs('directory.change')
@AuditsItself()
export class DirectoryController {
  constructor(@Inject(DIRECTORY_DESK) private readonly desk: DirectoryDesk) {}

  @Get('versions')
  @Needs('ledger.read')
  versions(): Promise<DirectoryVersions> {
    return this.desk.versions();
  }

  @Get('text')
  text(
    @Query() query: unknown,
    @Visitor() { principal }: Visit,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<DirectoryText> {
    return this.desk.text(query, { principal, requestId: String(requestId) });
  }

  @Post('check')
  @HttpCode(200)
  check(@Body() order: unknown): Promise<DirectoryCheck> {
    return this.desk.check(order);
  }

  @Put()
  take(
    @Body() order: unknown,
    @Visitor() { principal }: Visit,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<DirectoryVersion> {
    return this.desk.take(order, { principal, requestId: String(requestId) });
  }
}
