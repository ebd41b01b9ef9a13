import type { DemonstrationPerson } from './people';
import { MOUNT } from './provider-configuration';

/** What the page is about. */
export interface SignInQuestion {
  readonly uid: string;
  readonly people: readonly DemonstrationPerson[];
  /** A second factor is asked for. */
  readonly strong: boolean;
}

/** One text in both languages. */
type Words = readonly [zh: string, en: string];

interface GroupWords {
  readonly role: Words;
  /** What the person will see. */
  readonly sees: Words;
}

/** Words for the groups of the demonstration. */
const GROUPS: Readonly<Record<string, GroupWords>> = {
  'soc-analysts': { role: ['分析人員', 'Analyst'], sees: ['全國情勢與所有縣市', 'The nation and all counties'] },
  'soc-leads': { role: ['主管', 'Lead'], sees: ['同上，並可重送退件', 'The same; may send rejected records again'] },
  'county-managers': { role: ['資訊主管', 'Information manager'], sees: ['僅所屬縣市', 'Their own county only'] },
  'county-members': { role: ['資安人員', 'Security officer'], sees: ['僅所屬縣市', 'Their own county only'] },
  'agency-reporters': { role: ['機關通報人員', 'Agency reporter'], sees: ['尚無畫面', 'No screen yet'] },
  'on-call-engineers': {
    role: ['值班工程師', 'On-call engineer'],
    sees: ['情勢與系統運作', 'Situation and operations'],
  },
  auditors: {
    role: ['稽核人員', 'Auditor'],
    sees: ['稽核紀錄與密封調查', 'The audit and sealed investigations'],
  },
};

const COUNTIES: Readonly<Record<string, Words>> = {
  '63000': ['臺北市', 'Taipei City'],
  '64000': ['高雄市', 'Kaohsiung City'],
};

const CENTRE: Words = ['中央資安監控中心', 'Central SOC'];

/** The sign-in page of the development provider: a card for each person; a click signs in. */
export function signInPage({ uid, people, strong }: SignInQuestion): string {
  const lead: Words = strong
    ? [
        '此操作須再次驗證身分。請選擇人員；本示範視同已完成第二項驗證。',
        'Prove yourself once more: choose a person. The second factor is taken as given here.',
      ]
    : [
        '這是開發用的身分提供者，不得用於正式環境。選擇一位示範人員即可登入，不需密碼。',
        'A development identity provider, never for production. Choose a person of the demonstration; no password is asked.',
      ];
  const centre = people.filter(({ county }) => county === undefined);
  const local = people.filter(({ county }) => county !== undefined);
  return `<!doctype html>
<html lang="zh-Hant-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>登入聯防（示範） Sign in to Lianfang (demonstration)</title>
<link rel="stylesheet" href="${MOUNT}/font/index.css">
<link rel="stylesheet" href="${MOUNT}/sign-in.css">
</head>
<body>
<main>
<h1>登入聯防 <span lang="en">Sign in to Lianfang</span></h1>
<p>${lead[0]}</p>
<p lang="en">${lead[1]}</p>
<form method="post" action="${MOUNT}/sign-in/${encodeURIComponent(uid)}">
${section(['中央', 'Centre'], centre)}
${section(['縣市', 'Counties'], local)}
</form>
</main>
</body>
</html>`;
}

function section([zh, en]: Words, people: readonly DemonstrationPerson[]): string {
  if (people.length === 0) return '';
  return `<h2>${zh} <span lang="en">${en}</span></h2>
<ul>
${people.map(card).join('\n')}
</ul>`;
}

function card({ subject, name, groups, county }: DemonstrationPerson): string {
  const known = GROUPS[groups[0] ?? ''];
  const role = known?.role ?? [groups.join('、'), groups.join(', ')];
  const place = county === undefined ? CENTRE : (COUNTIES[county] ?? [county, county]);
  const sees = known ? `<small>${known.sees[0]} <span lang="en">${known.sees[1]}</span></small>` : '';
  return `<li><button name="subject" value="${inert(subject)}">
<strong>${inert(name.zh)} <span lang="en">${inert(name.en)}</span></strong>
<span>${inert(place[0])}\u3000${inert(role[0])}</span>
<span lang="en">${inert(place[1])} · ${inert(role[1])}</span>
${sees}
</button></li>`;
}

/** Text that is text, whatever the file of people holds. */
function inert(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The page's style, after the dashboard's tokens, in both themes. */
export const SIGN_IN_STYLE = `:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--line:#dde2e8;--text:#131820;--soft:#55606e;--mark:#0b5c7d}
@media (prefers-color-scheme:dark){:root{--page:#0c0f14;--card:#141920;--line:#2a323c;--text:#e9edf2;--soft:#a3aebb;--mark:#7cc7e6}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.6 "Noto Sans TC Variable","Noto Sans TC",system-ui,sans-serif}
main{max-width:1200px;margin:0 auto;padding:48px 24px}
h1{font-size:28px;line-height:1.3;margin:0 0 16px}
h2{font-size:16px;margin:32px 0 12px}
h1 span,h2 span,p[lang]{color:var(--soft)}
h1 span,h2 span{font-weight:400}
p{margin:0 0 4px}
ul{list-style:none;margin:0;padding:0;display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(240px,1fr))}
li{display:grid}
button{width:100%;text-align:left;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;cursor:pointer;display:grid;gap:2px;align-content:start}
button>span[lang],button small{color:var(--soft);font-size:14px}
button small span{display:block}
button small{border-top:1px solid var(--line);margin-top:10px;padding-top:8px}
button strong{font-size:18px}
button strong span{font-weight:400;font-size:15px;color:var(--soft)}
button:hover,button:focus-visible{border-color:var(--mark);outline:2px solid var(--mark);outline-offset:-1px}
@media (max-width:420px){main{padding:32px 16px}ul{grid-template-columns:1fr}h1 span{display:block;font-size:20px}}
`;
