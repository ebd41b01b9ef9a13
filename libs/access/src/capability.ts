import type { LocalName } from '@lianfang/contract';
import type { Role } from './role';

/** How far a role's capability reaches: every county and what belongs to none, or the holder's own county. */
export type Reach = 'nation' | 'county';

/** One line of the table. */
export interface CapabilityRule {
  /** What it lets somebody do, for the documentation. */
  readonly does: LocalName;
  /** It takes data out, seals or releases: whoever does it must have signed in strongly, and lately. */
  readonly stepUp?: true;
  /**
   * What of it the audit tells: every `export` and `change`; a `read` where somebody sees data of a county that is not
   * theirs. Without it, it shows no data of a county.
   */
  readonly audits?: 'read' | 'export' | 'change';
  /** Who must say why, when what they see is not their county's. */
  readonly purpose?: readonly Role[];
  readonly roles: Readonly<Partial<Record<Role, Reach>>>;
}

const CENTRE = { 'central-analyst': 'nation', 'central-lead': 'nation' } as const;
const COUNTY = { 'county-manager': 'county', 'county-member': 'county' } as const;
const ON_CALL = { 'on-call-engineer': 'nation' } as const;
const MACHINE = { 'machine-client': 'nation' } as const;

/**
 * Who may do what: the one table. A route, a frame or an export names its capability, and what is not here nobody may do.
 * `county` is always the holder's own county, whatever they ask for. A machine client reaches as far as its grant says.
 */
export const CAPABILITIES = {
  'session.read': {
    does: { zh: '查看自己的登入身分，並登出', en: 'see who one is signed in as, and sign out' },
    roles: {
      ...CENTRE,
      ...COUNTY,
      ...ON_CALL,
      'agency-reporter': 'county',
      auditor: 'nation',
    },
  },
  'nation.read': {
    does: {
      zh: '檢視全國數據，以及各縣市並列的數據',
      en: 'read the figures of the nation and of all counties beside each other',
    },
    audits: 'read',
    roles: { ...CENTRE, ...ON_CALL, ...MACHINE },
  },
  'county.read': {
    does: {
      zh: '檢視縣市數據：時間序列、分項統計、排行、相異來源、態勢分數、即時畫格，以及縣市之間共享的資料集',
      en: 'read the figures of a county: series, breakdowns, top lists, distinct sources, posture, live frames; and the datasets that counties share',
    },
    audits: 'read',
    roles: { ...CENTRE, ...COUNTY, ...ON_CALL, ...MACHINE },
  },
  'figures.export': {
    does: { zh: '將畫面上的數據存成檔案（CSV、JSON、PNG）', en: 'save figures of a screen as a file (CSV, JSON, PNG)' },
    audits: 'export',
    roles: { ...CENTRE, ...COUNTY, ...ON_CALL },
  },
  'views.save': {
    does: { zh: '儲存檢視畫面，並分享給同單位人員', en: 'save views, and share them with one’s own office' },
    roles: { ...CENTRE, ...COUNTY, ...ON_CALL },
  },
  'settings.read': {
    does: {
      zh: '檢視縣市設定：承辦單位、機關名稱、態勢分級門檻、聯絡人',
      en: 'read what a county has set: its office, names of agencies, posture thresholds, contacts',
    },
    audits: 'read',
    roles: { ...CENTRE, ...COUNTY, ...ON_CALL },
  },
  'settings.change': {
    does: { zh: '變更縣市設定', en: 'change what a county has set' },
    audits: 'change',
    roles: { 'county-manager': 'county', 'central-lead': 'nation' },
  },
  'evidence.read': {
    does: { zh: '查詢並開啟事件存證', en: 'find events that were kept whole, and open them' },
    audits: 'read',
    purpose: ['central-analyst', 'central-lead'],
    roles: { ...CENTRE, ...COUNTY, ...MACHINE },
  },
  'sensors.read': {
    does: { zh: '檢視已登錄的偵測器與失聯情形', en: 'see which sensors are registered, and who is silent' },
    audits: 'read',
    roles: { ...CENTRE, ...COUNTY, ...ON_CALL, ...MACHINE },
  },
  'directory.read': {
    does: { zh: '檢視縣市、機關及其受護位址', en: 'read counties, agencies and their protected addresses' },
    audits: 'read',
    roles: { ...CENTRE, ...COUNTY, ...ON_CALL, ...MACHINE, 'agency-reporter': 'county', auditor: 'nation' },
  },
  'directory.change': {
    does: {
      zh: '上傳機關名錄、檢核內容、比對差異並啟用',
      en: 'upload a directory, check it, see what it changes, and take it',
    },
    stepUp: true,
    audits: 'change',
    roles: { 'central-lead': 'nation' },
  },
  'ledger.read': {
    does: { zh: '檢視計數帳與系統警訊', en: 'read the ledger and what the system says of itself' },
    roles: { ...CENTRE, ...ON_CALL, ...MACHINE, auditor: 'nation' },
  },
  'metrics.read': {
    does: { zh: '讀取閘道的監測指標，供監控系統使用', en: 'read the gateway’s metrics, as a monitoring system does' },
    roles: { ...CENTRE, ...ON_CALL, ...MACHINE },
  },
  'rejected.read': {
    does: { zh: '列出並開啟退件', en: 'list rejected records and open them' },
    audits: 'read',
    roles: { ...CENTRE, ...ON_CALL },
  },
  'rejected.export': {
    does: { zh: '下載退件原始紀錄', en: 'save a rejected record as it was sent' },
    stepUp: true,
    audits: 'export',
    purpose: ['central-analyst', 'central-lead', 'on-call-engineer'],
    roles: { ...CENTRE, ...ON_CALL },
  },
  'rejected.resend': {
    does: { zh: '重送退件', en: 'send rejected records again' },
    audits: 'change',
    roles: { 'central-lead': 'nation', ...ON_CALL },
  },
  'transmissions.read': {
    does: {
      zh: '檢視系統介接的傳輸統計：哪個程式取得哪些資料、多少筆',
      en: 'see what programs were given: which program, which data, how much',
    },
    audits: 'read',
    roles: { ...CENTRE, ...COUNTY, ...ON_CALL, ...MACHINE, auditor: 'nation' },
  },
  'audit.read': {
    does: { zh: '查閱誰看過本縣市的資料（稽核人員：全部稽核紀錄）', en: 'read who looked at the data of a county' },
    roles: { ...COUNTY, auditor: 'nation', 'machine-client': 'county' },
  },
  'investigation.read': {
    does: { zh: '檢視密封調查案', en: 'see sealed investigations' },
    roles: { 'central-lead': 'nation', auditor: 'nation' },
  },
  'investigation.ask': {
    does: { zh: '申請密封調查案', en: 'ask for a sealed investigation' },
    stepUp: true,
    audits: 'change',
    roles: { 'central-lead': 'nation' },
  },
  'investigation.decide': {
    does: {
      zh: '核准或駁回他人申請的密封調查案',
      en: 'approve or refuse an investigation that somebody else asked for',
    },
    stepUp: true,
    audits: 'change',
    roles: { auditor: 'nation' },
  },
  'investigation.end': {
    does: { zh: '提前結束密封調查案', en: 'end a sealed investigation before its time' },
    stepUp: true,
    audits: 'change',
    roles: { 'central-lead': 'nation', auditor: 'nation' },
  },
} as const satisfies Record<string, CapabilityRule>;
export type Capability = keyof typeof CAPABILITIES;

/** The same table without its literal types. */
export function ruleOf(capability: Capability): CapabilityRule {
  return CAPABILITIES[capability];
}
