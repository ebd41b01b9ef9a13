/** The two languages of the screens. The first is the source. */
export const LANGUAGES = ['zh-Hant-TW', 'en'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

/** A large figure and its word, apart, because they are set in different sizes. */
export interface Amount {
  readonly figure: string;
  /** `億`, `萬`, `million`, `billion`, or empty. */
  readonly unit: string;
}

/** How figures and times are written in one language. Times are Asia/Taipei; inputs are milliseconds since 1970 UTC. */
export interface Formats {
  /** At most one decimal below 100, none above: `71.4`, `684`, `1,204`. */
  readonly rate: (value: number) => string;
  readonly integer: (value: number) => string;
  readonly percent: (share: number, decimals?: number) => string;
  /** `×2.4`. */
  readonly times: (ratio: number) => string;
  /** For one large figure: 9.17 and 億, 917 and million. */
  readonly amount: (value: number) => Amount;
  /** For a column: `341.3 萬`, `3.41M`. */
  readonly compact: (value: number) => string;
  /** How long ago: `12 秒前`, `4 min ago`. Input: milliseconds. */
  readonly ago: (duration: number) => string;
  /** `4 分鐘`, `4 min`. Input: milliseconds. */
  readonly duration: (duration: number) => string;
  /** `21:48`. */
  readonly time: (instant: number) => string;
  /** `21:48:05`. */
  readonly hms: (instant: number) => string;
  /** `11 月 22 日 22:00:14`. */
  readonly clock: (instant: number) => string;
}

const TAIPEI = 'Asia/Taipei';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A large unit: used for values of `from` and more, which are divided by `size`. */
interface AmountStep {
  readonly from: number;
  readonly size: number;
  readonly unit: string;
  readonly short: string;
}

const AMOUNT_STEPS: Readonly<Record<LanguageCode, readonly AmountStep[]>> = {
  'zh-Hant-TW': [
    { from: 1e8, size: 1e8, unit: '億', short: ' 億' },
    { from: 1e4, size: 1e4, unit: '萬', short: ' 萬' },
  ],
  en: [
    { from: 1e9, size: 1e9, unit: 'billion', short: 'B' },
    { from: 1e6, size: 1e6, unit: 'million', short: 'M' },
    // Four digits are read at a glance, so thousands begin at ten of them.
    { from: 1e4, size: 1e3, unit: 'thousand', short: 'K' },
  ],
};

const DURATIONS: Readonly<Record<LanguageCode, readonly (readonly [step: number, unit: string])[]>> = {
  'zh-Hant-TW': [
    [DAY, '天'],
    [HOUR, '小時'],
    [MINUTE, '分鐘'],
    [SECOND, '秒'],
  ],
  en: [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
  ],
};

/** Three digits that mean something: 9.17, 91.7, 917. Large counts never show more. */
function threeDigits(language: LanguageCode): (value: number) => string {
  // Made once: a page writes hundreds of figures a second, and making a format takes longer than all of them.
  const formats = [0, 1, 2].map(
    (decimals) => new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  );
  return (value) => formats[value < 10 ? 2 : value < 100 ? 1 : 0]?.format(value) ?? '';
}

function durationText(language: LanguageCode, duration: number): string {
  const whole = Math.max(0, duration);
  const [step, unit] = DURATIONS[language].find(([size]) => whole >= size) ?? [SECOND, language === 'en' ? 's' : '秒'];
  return `${Math.floor(whole / step)} ${unit}`;
}

/** Undefined for what is written in full. */
function stepOf(language: LanguageCode, value: number): AmountStep | undefined {
  return AMOUNT_STEPS[language].find(({ from }) => Math.abs(value) >= from);
}

function clockText(language: LanguageCode): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: TAIPEI,
    day: 'numeric',
    month: language === 'en' ? 'short' : 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
    const time = `${parts['hour']}:${parts['minute']}:${parts['second']}`;
    const date = language === 'en' ? `${parts['day']} ${parts['month']}` : `${parts['month']} 月 ${parts['day']} 日`;
    return `${date} ${time}`;
  };
}

/** Builds the formatters of one language once; each call of a member is cheap. */
export function makeFormats(language: LanguageCode): Formats {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const short = threeDigits(language);
  const hourMinute = new Intl.DateTimeFormat('en-GB', {
    timeZone: TAIPEI,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const hms = new Intl.DateTimeFormat('en-GB', {
    timeZone: TAIPEI,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return {
    rate: (value) => (Math.abs(value) < 99.95 ? oneDecimal.format(value) : whole.format(value)),
    integer: (value) => whole.format(value),
    percent: (share, decimals = 0) => `${(share * 100).toFixed(decimals)}%`,
    times: (ratio) => `×${ratio < 99.95 ? ratio.toFixed(1) : whole.format(ratio)}`,
    amount: (value) => {
      const step = stepOf(language, value);
      return step === undefined
        ? { figure: whole.format(value), unit: '' }
        : { figure: short(value / step.size), unit: step.unit };
    },
    compact: (value) => {
      const step = stepOf(language, value);
      return step === undefined ? whole.format(value) : `${short(value / step.size)}${step.short}`;
    },
    ago: (duration) => `${durationText(language, duration)}${language === 'en' ? ' ago' : '前'}`,
    duration: (duration) => durationText(language, duration),
    time: (instant) => hourMinute.format(instant),
    hms: (instant) => hms.format(instant),
    clock: clockText(language),
  };
}
