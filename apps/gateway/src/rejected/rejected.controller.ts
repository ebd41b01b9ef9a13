import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { BulkResendAnswer, RejectedPage, RejectedRecord, Resent } from '@lianfang/contract';
import type { FastifyReply } from 'fastify';
import { InTurn } from '../machine/in-turn-interceptor';
import { Needs } from '../session/needs';
import { REJECTED_DESK, RESEND_DESK } from '../operations/operations-tokens';
import { letterId } from './letter';
import type { RejectedDesk } from './rejected-desk';
import type { ResendDesk } from './resend-desk';

/** Rejected records by REST. */
@Controller('api/v1/rejected')
@Needs('rejected.read')
@InTurn('letters')
export class RejectedController {
  constructor(
    @Inject(REJECTED_DESK) private readonly desk: RejectedDesk,
    @Inject(RESEND_DESK) private readonly resending: ResendDesk,
  ) {}

  @Get()
  list(@Query() query: unknown): Promise<RejectedPage> {
    return this.desk.list(query);
  }

  @Get(':id')
  open(@Param('id') id: string): Promise<RejectedRecord> {
    return this.desk.open(id);
  }

  /** As bytes to be saved, never as something that a browser would show. */
  @Get(':id/value')
  @Needs('rejected.export')
  async value(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const letter = await this.desk.letter(id);
    await reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', `attachment; filename="${letterId(letter).replaceAll(/[^\w.-]/g, '_')}.bin"`)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(letter.value);
  }

  @Post('resend')
  @HttpCode(200)
  @Needs('rejected.resend')
  resendAll(@Body() order: unknown): Promise<BulkResendAnswer> {
    return this.resending.resendAll(order);
  }

  @Post(':id/resend')
  @HttpCode(200)
  @Needs('rejected.resend')
  resend(@Param('id') id: string, @Body() order: unknown): Promise<Resent> {
    return this.resending.resend(id, order);
  }
}
