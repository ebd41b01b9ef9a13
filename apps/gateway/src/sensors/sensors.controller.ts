import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Scope, SensorPage } from '@lianfang/contract';
import { Needs, WithinScope } from '../session/needs';
import { SENSOR_DESK } from '../tokens';
import type { SensorDesk } from './sensor-desk';

/** Sensors and their last sign of life by REST. */
@Controller('api/v1/sensors')
@Needs('sensors.read')
export class SensorsController {
  constructor(@Inject(SENSOR_DESK) private readonly desk: SensorDesk) {}

  @Get()
  list(@Query() query: unknown, @WithinScope() scope: Scope): Promise<SensorPage> {
    return this.desk.list(query, scope);
  }
}
