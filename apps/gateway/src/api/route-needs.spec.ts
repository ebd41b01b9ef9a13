import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ForNobodyInParticular } from '@lianfang/platform/service';
import { Needs } from '../session/needs';
import { controllersOf, needsOf, routesOf } from './route-needs';

describe('needsOf', () => {
  @Controller('planted')
  class Planted {
    @Get('open')
    @ForNobodyInParticular()
    open(): void {}

    @Get(['one', 'other'])
    @Needs('county.read')
    said(): void {}

    @Post(':id/said-nothing')
    silent(): void {}

    @Get('unknown')
    @Needs('county.raed' as 'county.read')
    misspelled(): void {}

    noRoute(): void {}
  }

  it('finds every address of a controller', () => {
    expect(routesOf([Planted]).map(({ name, need }) => [name, need])).toEqual([
      ['GET /planted/open', 'nobody-in-particular'],
      ['GET /planted/one', 'county.read'],
      ['GET /planted/other', 'county.read'],
      ['POST /planted/{id}/said-nothing', undefined],
      ['GET /planted/unknown', 'county.raed'],
    ]);
  });

  it('refuses a route that says nothing, or what is not in the table, and names each', () => {
    expect(() => needsOf(routesOf([Planted]))).toThrow(
      'POST /planted/{id}/said-nothing (Planted.silent), GET /planted/unknown (Planted.misspelled): say with @Needs which capability of libs/access it needs.',
    );
  });

  it('keeps an application from starting, whichever of its modules has the route', async () => {
    @Module({ controllers: [Planted] })
    class Inner {}
    @Module({ imports: [Inner] })
    class Outer {}
    const application = await NestFactory.createApplicationContext(Outer, { logger: false });
    expect(() => needsOf(routesOf(controllersOf(application)))).toThrow(/Planted\.silent/);
    await application.close();
  });
});
