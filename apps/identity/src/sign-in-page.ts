import type { DemonstrationPerson } from './people';
import { MOUNT } from './provider-configuration';

/** What the page is about. */
export interface SignInQuestion {
  readonly uid: string;
  readonly people: readonly DemonstrationPerson[];
  /** A second factor is asked for. */
  readonly strong: boolean;
}

/** Words for the groups of the demonstration. */
const GROUPS: Readonly<Record<string, readonly [string, string]>> = {
  'soc-analysts': ['中央資安監控中心　分析人員', 'Central SOC, analyst'],
  'soc-leads': ['中央資安監控中心　主管', 'Central SOC, lead'],
  'county-managers': ['縣市資訊主管', 'County information manager'],
  'county-members': ['縣市資安人員', 'County security staff'],
  'agency-reporters': ['機關通報窗口', 'Agency reporter'],
  'on-call-engineers': ['值班工程師', 'On-call engineer'],
  auditors: ['稽核人員', 'Auditor'],
};

const COUNTIES: Readonly<Record<string, readonly [string, string]>> = {
  '63000': ['臺北市', 'Taipei City'],
  '64000': ['高雄市', 'Kaohsiung City'],
};

/** The sign-in page of the development provider: a card for each person; a click signs in. */
export function signInPage({ uid, people, strong }: SignInQuestion): string {
  const cards = people.map((person) => card(person, strong)).join('\n');
  const lead = strong
    ? '此操作需要更強的身分驗證。請選擇人員；系統將視為已完成第二項驗證。'
    : '這是開發用的身分提供者：選擇一位示範人員即可登入，不需密碼，不得用於正式環境。';
  const english = strong
    ? 'This needs a stronger sign-in. Choose a person; the second factor is taken as given.'
    : 'A development identity provider: choose a person of the demonstration. No password; never for production.';
  return `<!doctype html>
<html lang="zh-Hant-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>登入聯防（示範） Sign in to Lianfang (demonstration)</title>
<link rel="stylesheet" href="${MOUNT}/sign-in.css">
</head>
<body>
<main>
<h1>登入聯防 <span lang="en">Sign in to Lianfang</span></h1>
<p>${lead}</p>
<p lang="en">${english}</p>
<form method="post" action="${MOUNT}/sign-in/${encodeURIComponent(uid)}">
<ul>
${cards}
</ul>
</form>
</main>
</body>
</html>`;
}

function card({ subject, name, groups, county, agency }: DemonstrationPerson, strong: boolean): string {
  const [role, roleInEnglish] = GROUPS[groups[0] ?? ''] ?? [groups.join(', '), groups.join(', ')];
  const [place, placeInEnglish] = county === undefined ? ['', ''] : (COUNTIES[county] ?? [county, county]);
  const more = agency === undefined ? '' : ` · ${agency}`;
  const zh = [place, role].filter(Boolean).join('　');
  const en = [roleInEnglish, placeInEnglish].filter(Boolean).join(', ');
  return `<li><button name="subject" value="${inert(subject)}"${strong ? ' data-strong' : ''}>
<strong>${inert(name.zh)} <span lang="en">${inert(name.en)}</span></strong>
<span>${inert(zh)}</span>
<span lang="en">${inert(en)}${inert(more)}</span>
</button></li>`;
}

/** Text that is text, whatever the file of people holds. */
function inert(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The page's style: the dashboard's tokens, in both themes. */
export const SIGN_IN_STYLE = `:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--line:#d9dde4;--text:#1b2430;--soft:#566173;--mark:#2f5fd0}
@media (prefers-color-scheme:dark){:root{--page:#10141b;--card:#181e27;--line:#2b3442;--text:#e6eaf0;--soft:#9aa6b6;--mark:#8fb0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.7 "Noto Sans TC",system-ui,sans-serif}
main{max-width:960px;margin:0 auto;padding:48px 24px}
h1{font-size:28px;line-height:1.3;margin:0 0 16px}
h1 span,p[lang]{color:var(--soft)}
h1 span{font-weight:400}
p{margin:0 0 8px}
ul{list-style:none;margin:32px 0 0;padding:0;display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(280px,1fr))}
button{width:100%;min-height:112px;text-align:left;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px;cursor:pointer;display:grid;gap:2px}
button span[lang]{color:var(--soft);font-size:14px}
button strong span{font-weight:400}
button:hover,button:focus-visible{border-color:var(--mark);outline:2px solid var(--mark);outline-offset:-1px}
`;
