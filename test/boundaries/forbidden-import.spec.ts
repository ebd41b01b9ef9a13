import { lintTexts, type Finding } from './lint-texts';

// Lint reads the whole workspace before the first finding.
jest.setTimeout(60_000);

const boundary = '@nx/enforce-module-boundaries';

const planted = [
  {
    what: 'Kafka in a domain library',
    path: 'libs/locate/src/index.ts',
    wrong: "import { Kafka } from 'kafkajs';\nexport const planted = new Kafka({ brokers: [] });\n",
    right: "import { ok } from '@lianfang/contract';\nexport const planted = ok(1);\n",
    rule: boundary,
  },
  {
    what: 'one stage of the pipeline in another',
    path: 'libs/locate/src/index.ts',
    wrong: "export { decode as planted } from '@lianfang/event';\n",
    right: "export { ok as planted } from '@lianfang/contract';\n",
    rule: boundary,
  },
  {
    what: 'a server library in a screen',
    path: 'libs/screen/kit/src/index.ts',
    wrong: "export { MemoryLog as planted } from '@lianfang/platform/kafka';\n",
    right: "export { viewName as planted } from '@lianfang/contract';\n",
    rule: boundary,
  },
  {
    what: 'a function of 100 lines',
    path: 'libs/locate/src/index.ts',
    wrong: functionOfLines(100),
    right: functionOfLines(50),
    rule: 'max-lines-per-function',
  },
  {
    what: 'the wall clock in a domain library',
    path: 'libs/aggregate/src/index.ts',
    wrong: 'export const planted = Date.now();\n',
    right: 'export const planted = (now: number): number => now;\n',
    rule: 'no-restricted-syntax',
  },
  {
    what: "midnight of the machine's own time zone",
    path: 'libs/store/src/index.ts',
    wrong: 'export const planted = (time: number): number => new Date(time).setHours(0, 0, 0, 0);\n',
    right: 'export const planted = (time: number): number => new Date(time).setUTCHours(0, 0, 0, 0);\n',
    rule: 'no-restricted-syntax',
  },
  {
    what: "a date of the machine's own time zone",
    path: 'apps/gateway/src/main.ts',
    wrong: 'export const planted = new Date(2026, 0, 1);\n',
    right: 'export const planted = new Date(Date.UTC(2026, 0, 1));\n',
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a format that names no time zone',
    path: 'libs/screen/kit/src/index.ts',
    wrong: "export const planted = new Intl.DateTimeFormat('en', { hour: '2-digit' });\n",
    right: "export const planted = new Intl.DateTimeFormat('en', { hour: '2-digit', timeZone: 'Asia/Taipei' });\n",
    rule: 'no-restricted-syntax',
  },
  {
    what: 'the environment in a library',
    path: 'libs/store/src/index.ts',
    wrong: "export const planted = process.env['HOME'];\n",
    right: 'export const planted = (home: string): string => home;\n',
    rule: 'no-restricted-syntax',
  },
  {
    what: 'a dependency that Nest would have to guess',
    path: 'libs/store/src/index.ts',
    wrong: nestService('private readonly size: number'),
    right: nestService("@Inject('SIZE') private readonly size: number"),
    rule: 'lianfang/explicit-inject',
  },
];

/** The types of the whole project are read, and other tests run beside. */
const LINT_MS = 180_000;

describe('lint', () => {
  let findings: readonly (readonly Finding[])[] = [];

  beforeAll(async () => {
    findings = await lintTexts([
      ...planted.map(({ path, wrong }) => ({ path, source: wrong })),
      ...planted.map(({ path, right }) => ({ path, source: right })),
    ]);
  }, LINT_MS);

  it.each(planted.map(({ what, rule }, index) => ({ what, rule, index })))('refuses $what', ({ rule, index }) => {
    expect(findings[index]?.map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it.each(planted.map(({ what }, index) => ({ what, index })))('takes the same file without $what', ({ index }) => {
    expect(findings[planted.length + index]).toEqual([]);
  });
});

function functionOfLines(count: number): string {
  const body = Array.from({ length: count - 4 }, (_, line) => `  sum += ${line};`);
  return ['export function planted(): number {', '  let sum = 0;', ...body, '  return sum;', '}', ''].join('\n');
}

function nestService(dependency: string): string {
  return `import { Inject, Injectable } from '@nestjs/common';

@Injectable()
export class Planted {
  constructor(${dependency}) {}

  read(): string {
    return \`\${Inject.name} \${this.size}\`;
  }
}
`;
}
