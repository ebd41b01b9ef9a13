import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { CAPABILITIES } from '@lianfang/access';
import { NEEDED, NOBODY_IN_PARTICULAR } from '@lianfang/platform/service';
import type { Need } from '../session/needs';

/** A route that a controller has. */
export interface ControllerRoute {
  /** `GET /api/v1/counties/{code}`, as the API's description writes it. */
  readonly name: string;
  /** Where it stands: `FiguresController.county`. */
  readonly handler: string;
  /** What its metadata says; undefined where it says nothing. */
  readonly need: unknown;
}

/** Routes by `GET /path/{of}`, each with what it needs. */
export type RouteNeeds = ReadonlyMap<string, Need>;

/** A route does not say what whoever asks it needs, or names a capability that is not in the table. */
export class RouteNeedsError extends Error {
  readonly code = 'LF-ROUTE-NEEDS';

  constructor(routes: readonly ControllerRoute[]) {
    const list = routes.map(({ name, handler }) => `${name} (${handler})`).join(', ');
    super(`${list}: say with @Needs which capability of libs/access it needs.`);
    this.name = 'RouteNeedsError';
  }
}

const scanner = new MetadataScanner();
const reflector = new Reflector();

/** The routes of these controllers, by their metadata. */
export function routesOf(controllers: readonly Type[]): ControllerRoute[] {
  return controllers.flatMap((controller) =>
    scanner.getAllMethodNames(controller.prototype as object).flatMap((method) => {
      const handler = (controller.prototype as Record<string, () => unknown>)[method];
      const verb = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
      if (handler === undefined || verb === undefined) return [];
      const need: unknown = reflector.getAllAndOverride(NEEDED, [handler, controller]);
      return pathsOf(controller).flatMap((start) =>
        pathsOf(handler).map((end) => {
          const name = `${RequestMethod[verb]} ${asDescribed(start, end)}`;
          return { name, handler: `${controller.name}.${method}`, need };
        }),
      );
    }),
  );
}

/** @throws RouteNeedsError naming every route that says nothing, or what nobody knows. */
export function needsOf(routes: readonly ControllerRoute[]): RouteNeeds {
  const bad = routes.filter(({ need }) => !isNeed(need));
  if (bad.length > 0) throw new RouteNeedsError(bad);
  return new Map(routes.flatMap(({ name, need }) => (isNeed(need) ? [[name, need] as const] : [])));
}

/** The controllers that an application has, whichever module brought them. */
export function controllersOf(application: INestApplicationContext): Type[] {
  const modules = [...application.get(ModulesContainer, { strict: false }).values()];
  const found = modules.flatMap(({ controllers }) => [...controllers.values()].map(({ metatype }) => metatype));
  return found.filter((metatype): metatype is Type => typeof metatype === 'function');
}

function isNeed(need: unknown): need is Need {
  return need === NOBODY_IN_PARTICULAR || (typeof need === 'string' && Object.hasOwn(CAPABILITIES, need));
}

function pathsOf(target: object): readonly string[] {
  const paths = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined;
  return typeof paths === 'object' ? paths : [paths ?? ''];
}

/** `api/v1/counties` and `:code` as `/api/v1/counties/{code}`. */
function asDescribed(start: string, end: string): string {
  const parts = `${start}/${end}`.split('/').filter((part) => part !== '');
  return `/${parts.map((part) => (part.startsWith(':') ? `{${part.slice(1)}}` : part)).join('/')}`;
}
