import type { VisitorName } from './visitors';
import { AUDITED_DAY } from './wall-data';
import type { Asked } from './wall-world';

/** What the questions of a route are about. */
export type About =
  /** A county in the path or in the query. */
  | 'county'
  /** One thing of a county by its id. */
  | 'evidence'
  | 'letter'
  /** The nation, the system, or whoever asks: no county is named. */
  | 'no county';

/** What a route is expected to do: the test's own statement, written by hand. */
export interface Entry {
  /** Who may: everybody, or these. */
  readonly may: 'everybody' | readonly VisitorName[];
  readonly about: About;
  /** The question. `place`: five digits, `unlocated`, or an id, as `about` says; undefined: without one. */
  readonly path: (place: string | undefined) => string;
  /** It can be asked without naming a county. */
  readonly alsoWithout?: true;
  /** `unlocated` can be asked for. */
  readonly alsoUnlocated?: true;
  readonly asked?: Asked;
  /** Answers that mean yes; 200 without it. */
  readonly yes?: readonly number[];
  /** It takes data out, as a file. */
  readonly isExport?: true;
  /** What is answered is no data of the system: pages, the way to sign in. */
  readonly isStatic?: true;
}

const CENTRE = ['central-analyst', 'central-lead', 'central-lead, not strong'] as const;
const COUNTY = ['county-manager', 'county-member'] as const;
const PROGRAMS = ['machine-client', 'machine-client of a county'] as const;

const NATION = [...CENTRE, 'on-call-engineer', 'machine-client'] as const;
const FIGURES = [...CENTRE, ...COUNTY, 'on-call-engineer', ...PROGRAMS] as const;
const EVENTS = [...CENTRE, ...COUNTY, ...PROGRAMS] as const;
const LEDGER = [...NATION, 'auditor'] as const;
const AUDIT = [...COUNTY, 'auditor', 'machine-client of a county'] as const;
const LETTERS = [...CENTRE, 'on-call-engineer'] as const;
const WORKING = [...CENTRE, ...COUNTY, 'on-call-engineer'] as const;
const PEOPLE = [...CENTRE, ...COUNTY, 'on-call-engineer', 'agency-reporter', 'auditor'] as const;

function inQuery(path: string, name = 'county') {
  const join = path.includes('?') ? '&' : '?';
  return (place: string | undefined): string => (place === undefined ? path : `${path}${join}${name}=${place}`);
}

/** Every route. A route that is not here fails the matrix, and so does a line here without a route. */
export function entriesFor(range: { readonly from: string; readonly to: string }): Readonly<Record<string, Entry>> {
  const { from, to } = range;
  const time = `from=${from}&to=${to}`;
  return {
    ...sessionEntries(),
    ...serviceEntries(),
    'GET /api/v1/total': { may: NATION, about: 'no county', path: () => '/api/v1/total' },
    'GET /api/v1/overview': { may: NATION, about: 'no county', path: () => '/api/v1/overview' },
    'GET /api/v1/counties/{code}': { may: FIGURES, about: 'county', path: (code = '') => `/api/v1/counties/${code}` },
    'GET /api/v1/series': figures(`/api/v1/series?interval=hour&${time}`),
    'GET /api/v1/breakdown': figures(`/api/v1/breakdown?by=county&${time}`),
    'GET /api/v1/normals': figures(`/api/v1/normals?${time}`),
    'POST /api/v1/exports': {
      may: [...CENTRE, ...COUNTY, 'on-call-engineer'],
      about: 'no county',
      path: () => '/api/v1/exports',
      asked: {
        method: 'POST',
        body: { screen: 'explore', format: 'csv', county: null, question: '?by=category', rows: 2 },
      },
      yes: [204],
    },
    'GET /api/v1/distinct-sources': figures('/api/v1/distinct-sources?hours=2'),
    'GET /api/v1/top': figures('/api/v1/top?of=rules&hours=2'),
    'GET /api/v1/posture': { may: FIGURES, about: 'county', path: inQuery('/api/v1/posture'), alsoWithout: true },
    'GET /api/v1/posture/history': {
      may: FIGURES,
      about: 'county',
      path: inQuery(`/api/v1/posture/history?${time}`),
    },
    'GET /api/v1/shared/middle': { may: FIGURES, about: 'no county', path: () => '/api/v1/shared/middle' },
    'GET /api/v1/shared/sources': { may: FIGURES, about: 'county', path: inQuery('/api/v1/shared/sources') },
    'GET /api/v1/directory': {
      may: [...FIGURES, 'agency-reporter', 'auditor'],
      about: 'county',
      path: inQuery('/api/v1/directory'),
      alsoWithout: true,
    },
    ...directoryEntries(),
    'GET /api/v1/sensors': { may: FIGURES, about: 'county', path: inQuery('/api/v1/sensors'), alsoWithout: true },
    'GET /api/v1/evidence': {
      may: EVENTS,
      about: 'county',
      path: inQuery(`/api/v1/evidence?${time}`),
      alsoWithout: true,
      alsoUnlocated: true,
    },
    'GET /api/v1/evidence/{id}': {
      may: EVENTS,
      about: 'evidence',
      path: (id = '') => `/api/v1/evidence/${id}`,
      alsoUnlocated: true,
    },
    'GET /api/v1/audit': {
      may: AUDIT,
      about: 'county',
      path: inQuery(`/api/v1/audit?from=${AUDITED_DAY.from}&to=${AUDITED_DAY.to}`),
      alsoWithout: true,
    },
    'GET /api/v1/audit/chain': { may: AUDIT, about: 'no county', path: () => '/api/v1/audit/chain' },
    'GET /api/v1/ledger': { may: LEDGER, about: 'no county', path: () => '/api/v1/ledger' },
    'GET /api/v1/alerts': { may: LEDGER, about: 'no county', path: () => '/api/v1/alerts' },
    'GET /api/v1/transmissions': {
      may: [...FIGURES, 'auditor'],
      about: 'no county',
      path: () => `/api/v1/transmissions?${time}`,
    },
    ...letterEntries(),
    ...investigationEntries(),
    ...savedViewEntries(),
    ...countySettingsEntries(),
  };

  function figures(path: string): Entry {
    return { may: FIGURES, about: 'county', path: inQuery(path), alsoWithout: true, alsoUnlocated: true };
  }
}

/** The centre's: ranges and addresses of all counties in one text. */
function directoryEntries(): Readonly<Record<string, Entry>> {
  const path = '/api/v1/directory';
  const order = { text: 'counties: 7', basedOn: 'a'.repeat(64), reason: 'of the matrix' };
  return {
    'GET /api/v1/directory/versions': { may: LEDGER, about: 'no county', path: () => `${path}/versions` },
    'GET /api/v1/directory/text': { may: ['central-lead'], about: 'no county', path: () => `${path}/text` },
    'POST /api/v1/directory/check': {
      may: ['central-lead'],
      about: 'no county',
      path: () => `${path}/check`,
      asked: { method: 'POST', body: { text: 'counties: 7' } },
    },
    'PUT /api/v1/directory': {
      may: ['central-lead'],
      about: 'no county',
      path: () => path,
      asked: { method: 'PUT', body: order },
      yes: [400],
    },
  };
}

function letterEntries(): Readonly<Record<string, Entry>> {
  const resend = { method: 'POST', body: { force: true } } as const;
  const resenders = ['central-lead', 'central-lead, not strong', 'on-call-engineer'] as const;
  return {
    'GET /api/v1/rejected': { may: LETTERS, about: 'no county', path: () => '/api/v1/rejected' },
    'GET /api/v1/rejected/{id}': {
      may: LETTERS,
      about: 'letter',
      path: (id = '') => `/api/v1/rejected/${id}`,
      alsoUnlocated: true,
    },
    'GET /api/v1/rejected/{id}/value': {
      may: ['central-analyst', 'central-lead', 'on-call-engineer'],
      about: 'letter',
      path: (id = '') => `/api/v1/rejected/${id}/value`,
      alsoUnlocated: true,
      isExport: true,
    },
    'POST /api/v1/rejected/{id}/resend': {
      may: resenders,
      about: 'letter',
      path: (id = '') => `/api/v1/rejected/${id}/resend`,
      alsoUnlocated: true,
      asked: resend,
    },
    'POST /api/v1/rejected/resend': {
      may: resenders,
      about: 'no county',
      path: () => '/api/v1/rejected/resend',
      asked: { method: 'POST', body: { code: 'not-json' } },
    },
  };
}

/** The centre's: whoever is of a county gets the same, whatever they ask for. */
function investigationEntries(): Readonly<Record<string, Entry>> {
  const path = '/api/v1/investigations';
  const nowhere = `${path}/6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11`;
  const readers = ['central-lead', 'central-lead, not strong', 'auditor'] as const;
  const posting = (to: string, may: Entry['may'], body: object, yes: number): Entry => ({
    may,
    about: 'no county',
    path: () => to,
    asked: { method: 'POST', body },
    yes: [yes],
  });
  return {
    'GET /api/v1/investigations': { may: readers, about: 'no county', path: () => path },
    'GET /api/v1/investigations/{id}': { may: readers, about: 'no county', path: () => nowhere, yes: [404] },
    'POST /api/v1/investigations': posting(path, ['central-lead'], { county: '63000', reason: 'of the matrix' }, 200),
    'POST /api/v1/investigations/{id}/decision': posting(
      `${nowhere}/decision`,
      ['auditor'],
      { decision: 'approve' },
      404,
    ),
    'POST /api/v1/investigations/{id}/end': posting(`${nowhere}/end`, ['central-lead', 'auditor'], {}, 404),
  };
}

/** Names for addresses, with no figure in them: each office sees its own. */
function savedViewEntries(): Readonly<Record<string, Entry>> {
  const path = '/api/v1/saved-views';
  const nowhere = `${path}/6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11`;
  const body = { name: 'of the matrix', screen: 'explore', question: '?range=1h', shared: true };
  const about = 'no county';
  return {
    'GET /api/v1/saved-views': { may: WORKING, about, path: () => path },
    'POST /api/v1/saved-views': { may: WORKING, about, path: () => path, asked: { method: 'POST', body } },
    'PUT /api/v1/saved-views/{id}': {
      may: WORKING,
      about,
      path: () => nowhere,
      asked: { method: 'PUT', body: { ...body, revision: 1 } },
      yes: [404],
    },
    'DELETE /api/v1/saved-views/{id}': {
      may: WORKING,
      about,
      path: () => nowhere,
      asked: { method: 'DELETE', body: {} },
      yes: [404],
    },
  };
}

/** What a county has set. A revision that nobody has seen changes nothing. */
function countySettingsEntries(): Readonly<Record<string, Entry>> {
  const path = (code = ''): string => `/api/v1/counties/${code}/settings`;
  const body = { office: null, agencyNames: {}, thresholds: null, contacts: [], revision: 999 };
  return {
    'GET /api/v1/settings': { may: WORKING, about: 'no county', path: () => '/api/v1/settings' },
    'GET /api/v1/counties/{code}/settings': { may: WORKING, about: 'county', path },
    'PUT /api/v1/counties/{code}/settings': {
      may: ['central-lead', 'central-lead, not strong', 'county-manager'],
      about: 'county',
      path,
      asked: { method: 'PUT', body },
      yes: [409],
    },
  };
}

function sessionEntries(): Readonly<Record<string, Entry>> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    'GET /auth/sign-in': open('/auth/sign-in', { yes: [303] }),
    'GET /auth/callback': open('/auth/callback', { yes: [303] }),
    'GET /auth/session': { may: PEOPLE, about: 'no county', path: () => '/auth/session' },
    'POST /auth/sign-out': {
      may: PEOPLE,
      about: 'no county',
      path: () => '/auth/sign-out',
      asked: { method: 'POST', body: {} },
    },
    'POST /auth/backchannel-logout': open('/auth/backchannel-logout', {
      yes: [400],
      asked: { method: 'POST', body: 'logout_token=nonsense', headers: form },
    }),
  };
}

function serviceEntries(): Readonly<Record<string, Entry>> {
  return {
    'GET /health/live': open('/health/live'),
    'GET /health/ready': open('/health/ready'),
    'GET /metrics': { may: NATION, about: 'no county', path: () => '/metrics' },
    'GET /api/docs': open('/api/docs'),
    'GET /api/docs/': open('/api/docs/'),
    'GET /api/docs/*': open('/api/docs/swagger-ui.css'),
    'GET /api/docs/swagger-ui-init.js': open('/api/docs/swagger-ui-init.js'),
    'GET /api/docs/index.html': open('/api/docs/index.html', { yes: [200, 404] }),
    'GET /api/docs/LICENSE': open('/api/docs/LICENSE', { yes: [200, 404] }),
    'GET /api/docs/docs/*': open('/api/docs/docs/swagger-ui.css'),
    'GET /api/docs/docs/swagger-ui-init.js': open('/api/docs/docs/swagger-ui-init.js'),
    'GET /api/openapi.json': open('/api/openapi.json'),
    'GET /api/openapi.yaml': open('/api/openapi.yaml'),
    'GET /*': open('/explore'),
  };
}

function open(path: string, more: Partial<Entry> = {}): Entry {
  return { may: 'everybody', about: 'no county', path: () => path, isStatic: true, ...more };
}

/** What is described and has no place in the API's description: pages, and the description itself. */
export const PAGES: readonly string[] = [
  'GET /api/docs',
  'GET /api/docs/',
  'GET /api/docs/*',
  'GET /api/docs/swagger-ui-init.js',
  'GET /api/docs/index.html',
  'GET /api/docs/LICENSE',
  'GET /api/docs/docs/*',
  'GET /api/docs/docs/swagger-ui-init.js',
  'GET /api/openapi.json',
  'GET /api/openapi.yaml',
  'GET /*',
];

/** Every kind of view of the live frames, and who may follow it; a county's people follow their own. */
export const VIEWS: Readonly<Record<string, readonly VisitorName[]>> = {
  situation: NATION,
  total: NATION,
  'county:\\d{5}': FIGURES,
};

/** Every kind of message on the socket, either way; a new one is to be thought about. */
export const MESSAGES = {
  client: ['active', 'subscribe', 'unsubscribe'],
  server: ['delta', 'error', 'snapshot'],
} as const;
