import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { apiDocument } from '../api/api-document';
import type { RouteNeeds } from '../api/route-needs';

/** Serves the API's description: `/api/docs` for people, `/api/openapi.json` for programs. Nothing comes from outside. */
export function serveApiDocs(application: NestFastifyApplication, version: string, needs: RouteNeeds): void {
  SwaggerModule.setup('api/docs', application, apiDocument(version, needs), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Lianfang API',
  });
}
