import type { LocalName } from '@lianfang/contract';
import { CAPABILITIES, ruleOf, type Capability } from './capability';
import { SHARED_DATASETS, type SharedDataset } from './shared-datasets';
import { COUNTY_ROLES, ROLES, ROLE_NAMES, type Role } from './role';

type Language = keyof LocalName;

const WORDS = {
  zh: {
    title: '角色與權限',
    lead: '誰可以做什麼，只有這一張表；閘道依它判斷每個請求，沒有列出的，任何人都不能做。',
    role: ['角色', '代碼', '用途', '需要'],
    needs: { county: '縣市代碼', agency: '縣市代碼與機關', program: '程式權杖（載明一縣市或全國）', none: '無' },
    capability: ['權限', '可以做什麼'],
    nation: '全國',
    county: '本縣市',
    none: '',
    step: '＋：須先在 15 分鐘內（`LIANFANG_STRONG_AGE`）通過更高強度的身分驗證。程式無法再次登入，以其權杖為準。',
    audited: '稽核',
    audits: { read: '查閱外縣市資料', export: '每次匯出', change: '每次變更' },
    purpose: '須述明目的者',
    machine: '系統用戶端的授權若限一個縣市，標示「全國」之處即為該縣市；僅限全國者，縣市的程式不能使用。',
    shared: ['縣市之間共享', '內容', '至少縣市數', '精度', '最短更新間隔'],
    sharedLead: '縣市之間的牆只有下列例外：不含縣市維度，未達縣市數者不提供，也不說明由哪些縣市組成。',
    seconds: (count: number) => `${count} 秒`,
    wall: '「本縣市」一律是自己的縣市，不論要求的是哪一個：其他縣市、未定位與不存在者，回覆完全相同（404）。',
  },
  en: {
    title: 'Roles and what they may do',
    lead: 'Who may do what is this one table; the gateway judges every request by it, and what is not here nobody may do.',
    role: ['role', 'in code', 'is for', 'needs'],
    needs: {
      county: 'the code of a county',
      agency: 'the code of a county, and an agency',
      program: 'a token that states one county or the nation',
      none: 'nothing more',
    },
    capability: ['capability', 'lets one'],
    nation: 'nation',
    county: 'own county',
    none: '',
    step: '+ : after a stronger sign-in (step-up) within the last 15 minutes (`LIANFANG_STRONG_AGE`). A program can\u2019t sign in again: its token is what it was given.',
    audited: 'told to the audit',
    audits: { read: 'reads of other counties', export: 'every export', change: 'every change' },
    purpose: 'must say why',
    machine:
      'Where a program\u2019s grant names one county, *nation* means that county; what is for the nation alone is not for it.',
    shared: ['shared between counties', 'tells', 'counties at least', 'rounded', 'made anew at most every'],
    sharedLead:
      'The only exceptions from the wall between counties. They have no county dimension; with fewer counties nothing is told, and never who they are.',
    seconds: (count: number) => `${count} s`,
    wall: '*Own county* is always one\u2019s own, whichever is asked for: another county, what is unlocated and what does not exist are answered the same (404), to the byte.',
  },
} as const;

/** `docs/roles.md`: the roles and the table of capabilities, in both languages. A test compares the two. */
export function rolesPage(): string {
  return [
    '# Roles 角色與權限',
    '',
    'Made of the table in `libs/access`; a test compares the two. Which claims of the identity provider are which role is said in a file',
    '(`LIANFANG_ROLES`, [its form](../libs/access/README.md#the-file-of-roles)).',
    '',
    ...section('zh'),
    ...section('en'),
    'Rewrite it after a change: `GOLDEN=write npx jest libs/access/src/roles-page`.',
    '',
  ].join('\n');
}

function section(language: Language): string[] {
  const words = WORDS[language];
  return [
    `## ${words.title}`,
    '',
    words.lead,
    '',
    ...table(
      words.role,
      ROLES.map((role) => roleRow(role, language)),
    ),
    '',
    ...table(
      [...words.capability, ...ROLES.map((role) => ROLE_NAMES[role].name[language]), words.audited],
      (Object.keys(CAPABILITIES) as Capability[]).map((capability) => capabilityRow(capability, language)),
    ),
    '',
    `- ${words.wall}`,
    `- ${words.step}`,
    `- ${words.machine}`,
    '',
    words.sharedLead,
    '',
    ...table(
      words.shared,
      Object.values(SHARED_DATASETS).map((dataset) => sharedRow(dataset, language)),
    ),
    '',
  ];
}

function sharedRow({ route, what, leastCounties, rounding, keptMs }: SharedDataset, language: Language): string[] {
  const every = WORDS[language].seconds(keptMs / 1_000);
  return [`\`${route}\``, what[language], String(leastCounties), rounding[language], every];
}

function roleRow(role: Role, language: Language): string[] {
  const { name, is } = ROLE_NAMES[role];
  const { needs } = WORDS[language];
  const isCounty = COUNTY_ROLES.has(role);
  const other = role === 'machine-client' ? needs.program : needs.none;
  const need = role === 'agency-reporter' ? needs.agency : isCounty ? needs.county : other;
  return [name[language], `\`${role}\``, is[language], need];
}

function capabilityRow(capability: Capability, language: Language): string[] {
  const { does, roles, stepUp } = ruleOf(capability);
  const words = WORDS[language];
  const reaches = ROLES.map((role) => {
    const reach = roles[role];
    if (reach === undefined) return words.none;
    return `${words[reach]}${stepUp && role !== 'machine-client' ? (language === 'zh' ? '＋' : ' +') : ''}`;
  });
  return [`\`${capability}\``, does[language], ...reaches, auditOf(capability, language)];
}

/** What of it the audit tells, and who must say why. */
function auditOf(capability: Capability, language: Language): string {
  const { audits, purpose } = ruleOf(capability);
  const words = WORDS[language];
  if (audits === undefined) return words.none;
  const names = (purpose ?? []).map((role) => ROLE_NAMES[role].name[language]).join(language === 'zh' ? '、' : ', ');
  const [and, colon] = language === 'zh' ? ['；', '：'] : ['; ', ': '];
  return words.audits[audits] + (names === '' ? '' : and + words.purpose + colon + names);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replaceAll(/ {2}/g, ' ');
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
