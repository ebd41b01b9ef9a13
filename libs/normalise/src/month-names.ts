/**
 * Months as sensors write them in the language of their machine: the first three or four letters in lower case, of
 * English, French, German, Spanish, Italian, Portuguese, Dutch, Polish, Turkish and the Nordic languages. A table of our
 * own, because the runtime's names change between its versions.
 */
const NAMES: readonly string[] = [
  'jan janv ene gen sty oca',
  'feb febr fév févr fev lut şub',
  'mar mars mär mrz mrt marz març',
  'apr avr abr kwi nis',
  'may mai mag mei maj',
  'jun juin giu cze haz',
  'jul juil lug lip tem',
  'aug août aoû aou ago sie ağu',
  'sep sept set wrz eyl',
  'oct okt ott out paź eki',
  'nov lis kas',
  'dec déc dez dic des gru ara',
];
const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
);
const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** 1 to 12, from a month's name in full or short (`Jul`, `juil.`, `March`, `7月`, `七月`); undefined for another word. */
export function monthOf(name: string): number | undefined {
  if (name.endsWith('月')) return chineseMonth(name.slice(0, -1));
  const word = name.toLowerCase().normalize('NFC');
  return MONTHS.get(word.slice(0, 4)) ?? MONTHS.get(word.slice(0, 3));
}

function chineseMonth(number: string): number | undefined {
  const month = /^\d{1,2}$/.test(number) ? Number(number) : CHINESE.indexOf(number) + 1;
  return month >= 1 && month <= 12 ? month : undefined;
}
