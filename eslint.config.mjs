import { createProjectGraphAsync } from '@nx/devkit';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { bans } from './eslint/bans.mjs';
import { depConstraints } from './eslint/boundaries.mjs';
import { lianfang } from './eslint/plugin.mjs';

// The boundary rule reads the project graph from Nx's cache and is silent without it: make it fresh.
const { nodes } = await createProjectGraphAsync();

const typeScript = ['**/*.ts'];
const tests = ['**/*.spec.ts', 'test/**/*.ts'];
const screens = ['apps/dashboard/**/*.ts', 'libs/screen/**/*.ts'];
const templates = ['apps/dashboard/**/*.html', 'libs/screen/**/*.html'];
const domains = Object.values(nodes)
  .filter(({ data }) => data.tags?.includes('type:domain'))
  .map(({ data }) => `${data.root}/**/*.ts`);
const readsEnvironment = ['apps/*/src/environment.ts', 'deploy/**/*.ts', 'libs/testing/**/*.ts', ...tests];

/** Local time is banned everywhere, tests included: figures must not depend on where a program runs. */
const banned = (...names) => ({
  'no-restricted-syntax': ['error', ...['localTime', ...names].flatMap((name) => bans[name])],
});

const boundaries = (where) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      depConstraints: depConstraints(where),
      banTransitiveDependencies: true,
      // Where a program's version is.
      allow: [String.raw`^(\.\./)+package\.json$`],
      // Tests of a library that the harness is made of use the harness.
      ignoredCircularDependencies: [['*', 'testing']],
    },
  ],
});

/** The hard limits; people aim at 300 lines a file and 60 a function. */
const budgets = {
  'max-lines': ['error', { max: 400 }],
  'max-lines-per-function': ['error', { max: 90 }],
  complexity: ['error', { max: 12, variant: 'modified' }],
  'max-depth': ['error', 3],
  'lianfang/parameters': 'error',
};

const everywhere = {
  'no-console': 'error',
  'no-else-return': 'error',
  'no-param-reassign': 'error',
  'no-template-curly-in-string': 'error',
  'object-shorthand': 'error',
  'prefer-template': 'error',
  eqeqeq: 'error',
};

const typed = {
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/return-await': ['error', 'in-try-catch'],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
  ],
  // A port's fake is async without awaiting anything.
  '@typescript-eslint/require-await': 'off',
  // Kafkajs and others declare functions as methods; taking them apart is their documented use.
  '@typescript-eslint/unbound-method': 'off',
};

/** Matchers and parsed answers are `any`; a test that reads them wrong fails. */
const looseInTests = {
  'max-lines-per-function': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

export default defineConfig(
  globalIgnores(['**/node_modules/', '**/dist/', '**/tmp/', '**/coverage/', '.nx/', '.angular/', '.lianfang/']),
  // AssemblyScript: its compiler checks it.
  globalIgnores(['libs/json-fields/assembly/']),
  {
    name: 'lianfang/all',
    files: ['**/*.ts', '**/*.mjs'],
    extends: [js.configs.recommended],
    plugins: { lianfang },
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    rules: { ...everywhere, ...budgets, 'no-undef': 'off' },
  },
  {
    name: 'lianfang/typescript',
    files: typeScript,
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...typed,
      ...boundaries({ inTests: false }),
      ...banned('exports', 'environment'),
      'lianfang/explicit-inject': 'error',
      'lianfang/file-name': 'error',
    },
  },
  { name: 'lianfang/domain', files: domains, rules: banned('exports', 'environment', 'clock') },
  { name: 'lianfang/environment', files: readsEnvironment, rules: banned('exports') },
  {
    name: 'lianfang/screens',
    files: screens,
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      ...banned('exports', 'environment', 'subscriptions'),
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'lf', style: 'kebab-case' }],
      '@angular-eslint/no-uncalled-signals': 'error',
      '@angular-eslint/prefer-output-readonly': 'error',
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/use-lifecycle-interface': 'error',
    },
  },
  {
    name: 'lianfang/data-access',
    files: ['libs/screen/data-access/**/*.ts'],
    rules: banned('exports', 'environment'),
  },
  {
    name: 'lianfang/templates',
    files: templates,
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      '@angular-eslint/template/button-has-type': 'error',
      '@angular-eslint/template/no-any': 'error',
      '@angular-eslint/template/no-positive-tabindex': 'error',
      '@angular-eslint/template/prefer-self-closing-tags': 'error',
    },
  },
  {
    name: 'lianfang/tests',
    files: tests,
    rules: { ...looseInTests, ...boundaries({ inTests: true }) },
  },
  { name: 'lianfang/specs', files: ['**/*.spec.ts'], rules: banned('exports', 'sleeps') },
  {
    name: 'lianfang/tools',
    files: ['deploy/**/*', 'test/**/*', 'apps/*/src/main.ts', '*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'lianfang/read-by-tools',
    files: ['*.config.mjs', 'libs/testing/src/global-*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
