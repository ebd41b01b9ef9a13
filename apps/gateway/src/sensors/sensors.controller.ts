import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CENTRE_ONLY, type SensorPage } from '@lianfang/contract';
import { SENSOR_DESK } from '../tokens';
import type { SensorDesk } from './sensor-desk';

/** Sensors and their last sign of life by REST. There is no sign-in yet: whoever reaches the gateway asks for the centre. */
@Controller('api/v1/sensors')
export class SensorsController {
  constructor(@Inject(SENSOR_DESK) private readonly desk: SensorDesk) {}

  @Get()
  list(@Query() query: unknown): Promise<SensorPage> {
    return this.desk.list(query, CENTRE_ONLY);
  }
}
