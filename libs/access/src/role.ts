import type { LocalName } from '@lianfang/contract';

/**
 * Who somebody is to the system. A person may have several; what each may do stands in {@link CAPABILITIES}.
 * The first four of the centre and of counties are people's daily work; `auditor` reads who looked, never what was seen;
 * `machine-client` is a program with a token.
 */
export const ROLES = [
  'central-analyst',
  'central-lead',
  'county-manager',
  'county-member',
  'agency-reporter',
  'on-call-engineer',
  'auditor',
  'machine-client',
] as const;
export type Role = (typeof ROLES)[number];

/** What people call them, and what they are for. */
export const ROLE_NAMES: Readonly<Record<Role, { readonly name: LocalName; readonly is: LocalName }>> = {
  'central-analyst': {
    name: { zh: '中央資安分析人員', en: 'central analyst' },
    is: { zh: '於中央監看並分析全國資安情勢', en: 'watches and analyses what happens to the nation, at the centre' },
  },
  'central-lead': {
    name: { zh: '中央資安主管', en: 'central lead' },
    is: {
      zh: '負責中央的決定，例如重送退件',
      en: 'answers for what the centre decides, such as sending records again',
    },
  },
  'county-manager': {
    name: { zh: '縣市資訊主管', en: 'county information manager' },
    is: { zh: '負責一個縣市的資安', en: 'answers for the security of one county' },
  },
  'county-member': {
    name: { zh: '縣市資安人員', en: 'county security officer' },
    is: { zh: '在一個縣市處理資安工作', en: 'works on the security of one county' },
  },
  'agency-reporter': {
    name: { zh: '機關通報人員', en: 'agency reporter' },
    is: { zh: '為一個機關通報資安事件', en: 'reports incidents for one agency' },
  },
  'on-call-engineer': {
    name: { zh: '值班工程師', en: 'on-call engineer' },
    is: { zh: '維持系統運作；不看事件存證', en: 'keeps the system running; sees no event that was kept whole' },
  },
  auditor: {
    name: { zh: '稽核人員', en: 'auditor' },
    is: { zh: '查核誰看過什麼，不看內容', en: 'reads who looked, never what was seen' },
  },
  'machine-client': {
    name: { zh: '系統用戶端', en: 'machine client' },
    is: { zh: '持權杖的程式：全國，或僅限一個縣市', en: 'a program with a token: of the nation, or of one county' },
  },
};

/** Roles that say nothing without a county: a person who has one and no county has no role. */
export const COUNTY_ROLES: ReadonlySet<Role> = new Set(['county-manager', 'county-member', 'agency-reporter']);
