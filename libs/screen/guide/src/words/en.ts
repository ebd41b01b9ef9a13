import type { zhHantTw } from './zh-hant-tw';

/** The same in English; the type makes a missing or a surplus key a compile error. */
export const en: Readonly<Record<keyof typeof zhHantTw, string>> = {
  'help.title': 'Help',
  'help.intro':
    'Keyboard shortcuts, and for each figure what it is, its unit, its period and its source. The “?” beside a figure says the same.',
  'help.keys': 'Keyboard shortcuts',
  'help.keysNote':
    'They do nothing in fields and while a dialog is open. After G, press the letter within 1.5 seconds.',
  'help.keysOn': 'Single-key shortcuts on',
  'help.keysOff': 'Single-key shortcuts are off. Everything works with Tab, and with the access keys U, C and Z.',
  'help.key': 'Keys',
  'help.effect': 'What they do',
  'help.then': 'then',
  'help.open': 'Open “{{page}}”',
  'help.openHelp': 'Open this help',
  'help.search': 'Go to the first search or filter field of the page',
  'help.theme': 'Change the theme',
  'help.language': 'Switch between Chinese and English',
  'help.pause': 'Pause or resume live updates',
  'help.arrows': 'On the map, go to the neighbouring county; Enter selects',
  'help.arrowKeys': 'Arrow keys',
  'help.escape': 'Close an explanation, a menu or a dialog',
  'help.figures': 'What each figure means',
  'help.unit': 'Unit',
  'help.period': 'Period',
  'help.source': 'Source',
  'help.live': 'Live updates',
  'help.liveNote':
    'The screen is updated once a second. The pause button in the header (or P) holds the figures; the header and each card say as of when, and pressing again lets them move. Pausing affects your screen alone. Data that was not updated for 25 seconds is greyed and called stale.',

  'figure.posture.name': 'Posture score',
  'figure.posture.what':
    'The security posture of a county, 0 to 100, higher is better. From 100, six things take points off: pressure against its own normal, allowed share, severe events not blocked, suspected compromise, open and overdue duties, and sensor coverage; what they take off adds up to what is missing to 100. What is not known does not count as good and costs half of what it may cost; what is not connected yet takes nothing off. There is no score while the feed is stale or silent. Beside it stand the version of the formula, the inputs, the change since this hour yesterday, and what would raise it.',
  'figure.rate.name': 'Blocked now',
  'figure.rate.what':
    'Threat events that the sensors of protected agencies say they blocked, of the nation or of one county.',
  'figure.month.name': 'Blocked this month',
  'figure.month.what':
    'Threat events blocked since the first of the month, 00:00 Taipei time, beside the backbone’s published 1.3 billion a month.',
  'figure.today.name': 'Blocked today',
  'figure.today.what': 'Threat events blocked since 00:00 Taipei time.',
  'figure.per1000.name': 'Blocked per 1,000 addresses',
  'figure.per1000.what':
    'Events blocked per minute over the county’s protected addresses, times 1,000, so that large and small counties compare. Not given where the directory names no addresses.',
  'figure.normal.name': 'Normal range',
  'figure.normal.what':
    'The 10th to 90th percentile of the same hour and weekday (Taipei time). Above or below normal is said of what lies outside by more than a tenth of the median; with under two weeks of history it says “learning”.',
  'figure.allowed.name': 'Allowed',
  'figure.allowed.what': 'Events that a sensor took for a threat and let through.',
  'figure.outbound.name': 'Suspected compromise',
  'figure.outbound.what':
    'Outbound threat events: a protected address is the source. It may have been broken into and should be looked at.',
  'figure.severe.name': 'Severe events not blocked',
  'figure.severe.what': 'Events of severity critical or high that were allowed or only detected.',
  'figure.silent.name': 'No data',
  'figure.silent.what': 'Counties without any event for over 5 minutes. No data does not mean calm.',
  'figure.unlocated.name': 'Unlocated',
  'figure.unlocated.what': 'Events that belong to no county that is known; part of the nation, of no county.',
  'figure.sources.name': 'Distinct sources',
  'figure.sources.what':
    'How many different addresses attacked, estimated by sketches; the ± is the error at the 95th percentile.',
  'figure.ledger.name': 'Ledger',
  'figure.ledger.what':
    'Each record received is counted, duplicate, ignored, rejected, skipped or lost. It balances when their sum less the offsets of the log is zero.',
  'figure.lag.name': 'Pending',
  'figure.lag.what': 'Records in the log that are not counted yet.',
  'figure.age.name': 'Age of data',
  'figure.age.what':
    'Everything received up to this instant is in the figures; the corner of each card says how long ago that is. Over 25 seconds is stale.',

  'unit.points.words': 'Points (whole, 0 to 100)',
  'unit.perSecond.words': 'Events per second, one decimal',
  'unit.perMinute.words': 'Events per minute',
  'unit.perMinutePer1000.words': 'Events per minute per 1,000 protected addresses',
  'unit.events.words': 'Events',
  'unit.counties.words': 'Counties',
  'unit.addresses.words': 'Addresses',
  'unit.records.words': 'Records',
  'unit.seconds.words': 'Seconds',
  'period.minute': 'The last 60 seconds',
  'period.hour': 'The last 60 minutes',
  'period.day': 'Since 00:00 today (Taipei time)',
  'period.month': 'Since the first of the month, 00:00 (Taipei time)',
  'period.weeks': 'The past 8 weeks',
  'period.now': 'Now',
  'period.start': 'Since the system began to receive (without demonstration history)',
  'source.collector': 'Events of the agencies’ sensors, counted one by one by the collector',
  'source.posture': 'Computed from these inputs by a published formula with a version',
  'source.normal': 'Hourly rows',
  'source.sketch': 'Probabilistic sketches of the collector (HyperLogLog)',
  'source.ledger': 'The collector’s ledger, compared with the offsets of the log',
  'source.watermark': 'The watermark that the collector publishes each second',

  'site.title': 'Site map',
  'site.intro':
    'Each page has a header, its main content and a footer, with guide bricks (:::) and access keys as government sites have them.',
  'site.pages': 'Your pages',
  'site.none': 'Once you are signed in, your pages are listed here.',
  'site.about': 'About this site',
  'site.keys': 'Access keys',
  'site.keyU': 'Page header: name of the site, main menu, state of the data, language and theme, account',
  'site.keyC': 'Main content: what the page is about',
  'site.keyZ': 'Page footer: help, site map, accessibility statement, version',
  'site.how': 'Chrome, Edge: Alt + letter. Firefox: Alt + Shift + letter. Safari: Control + Option + letter.',

  'a11y.title': 'Accessibility statement',
  'a11y.intro':
    'Lianfang is made to meet Taiwan’s web accessibility guidelines 115.11 (WCAG 2.2), level AA. This is a statement by its makers; no certificate has been applied for.',
  'a11y.date': 'Date of this statement: {{date}}',
  'a11y.status': 'How far it conforms',
  'a11y.statusText':
    'In part: automatic checks find nothing; what stands under “Known gaps” is not met, or nobody has verified it by hand.',
  'a11y.checked': 'How it is checked',
  'a11y.axe':
    'Each change is checked with axe-core on every page, twice: in Chinese on the light theme and in English on the dark one; there may be no violation.',
  'a11y.moda':
    'a11y-moda {{version}} (a community tool, guidelines 115.11) reads what each page really shows; there may be no violation of level A or AA.',
  'a11y.zoom':
    'At 1280 pixels and 200% zoom no page scrolls sideways, and no heading, link, button or field is lost, though some fold behind a button. At 400% nothing scrolls sideways or is cut off; the column “Per min” of the county table is then in the panel of the county.',
  'a11y.keyboard':
    'By keyboard alone: find the county, see its reasons, reach the events. The map and every chart can be reached, with the same figures as a table.',
  'a11y.colour': 'The steps of each scale differ in lightness, and each state has words or a sign: never colour alone.',
  'a11y.live': 'Live updates can be paused; changes of state are told to assistive technology without interrupting.',
  'a11y.target': 'Buttons and links are at least 44 pixels high on phones, and 24 elsewhere.',
  'a11y.motion': 'Reduced motion and forced colours of the system are honoured.',
  'a11y.gaps': 'Known gaps',
  'a11y.gapPeople':
    'Not yet tried by people with disabilities or by users of screen readers, and not tested by an outside body.',
  'a11y.gapReader':
    'Never listened to with a real screen reader (NVDA, VoiceOver): what they say is inferred from roles and names.',
  'a11y.gapRules': 'The rules of a11y-moda that need a judgement of meaning are not run; they need a person.',
  'a11y.gapStale':
    'The age of the data is that of the oldest partition: when a single one stands still, all live figures turn grey and are called stale, and nobody can tell which are still current.',
  'a11y.gapWall':
    'Wall mode has no controls, so it cannot be paused there; the same content can be paused on the situation page.',
  'a11y.gapClock': 'The clock and the ages of data go on while paused: they are essential.',
  'a11y.gapDocs': 'The description of the API (/api/docs) is a component of others and is not checked.',
  'a11y.contact': 'Comments and help',
  'a11y.contactText': 'If something is hard to use or missing, ask the system administrator of your agency.',
  'a11y.contactUnset': '(Contact, telephone and e-mail are filled in by the agency that runs this site; not set yet.)',
};
