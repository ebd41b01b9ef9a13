/*
 * What strings say: addresses and times in the one form in which nearly all are written. Each is read from the place of
 * its first byte to the one behind its last; for any other form the answer is no, and the string is given as it is.
 */
import { COLON, isDigit, MINUS, PLUS, POINT, ZERO } from './values';

const COMMA: u8 = 0x2c;
const UPPER_T: u8 = 0x54;
const UPPER_Z: u8 = 0x5a;

/** The last address that was read. */
export class Ipv4 {
  static value: u32 = 0;
}

/** Four decimal parts from 0 to 255 without leading zeros. */
export function readIpv4(at: usize, end: usize): bool {
  let value: u32 = 0;
  let next = at;
  for (let part = 0; part < 4; part += 1) {
    if (part > 0) {
      if (load<u8>(next) != POINT) return false;
      next += 1;
    }
    const first = next;
    let number: u32 = 0;
    while (isDigit(load<u8>(next)) && next < first + 3) {
      number = number * 10 + load<u8>(next) - ZERO;
      next += 1;
    }
    const digits = next - first;
    if (digits == 0 || number > 255 || (digits > 1 && load<u8>(first) == ZERO)) return false;
    value = (value << 8) | number;
  }
  Ipv4.value = value;
  return next == end;
}

/** The last time that was read. */
export class Moment {
  static milliseconds: i64 = 0;
}

/** Where `2026-03-05T09:15:42` ends. */
const SECOND_END: usize = 19;
const MOST_FRACTION_DIGITS: usize = 18;
/** More than any two digits say. */
const NO_DIGITS: u32 = 100;
/** Minutes of the zone furthest from UTC that anybody writes. */
const FURTHEST_ZONE: u32 = 18 * 60;
const DAYS_TO_1970: i64 = 719468;

/**
 * `2026-03-05T09:15:42.123456+0800`: the fraction is optional and separated by a point or a comma, what is finer than
 * milliseconds is cut off; the zone is `Z`, `+0800` or `+08:00`. Years 1970 to 2199.
 */
export function readMoment(at: usize, end: usize): bool {
  if (end - at <= SECOND_END || !hasMarks(at)) return false;
  const century = twoDigits(at);
  const ofCentury = twoDigits(at + 2);
  const year = century * 100 + ofCentury;
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  const hour = twoDigits(at + 11);
  const minute = twoDigits(at + 14);
  const second = twoDigits(at + 17);
  if (century == NO_DIGITS || ofCentury == NO_DIGITS || year < 1970 || year > 2199) return false;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  let next = at + SECOND_END;
  let milliseconds: u32 = 0;
  if (load<u8>(next) == POINT || load<u8>(next) == COMMA) {
    const first = next + 1;
    next = first;
    while (isDigit(load<u8>(next))) {
      if (next < first + 3) milliseconds = milliseconds * 10 + load<u8>(next) - ZERO;
      next += 1;
    }
    const digits = next - first;
    if (digits == 0 || digits > MOST_FRACTION_DIGITS) return false;
    if (digits == 1) milliseconds *= 100;
    else if (digits == 2) milliseconds *= 10;
  }
  if (!readZone(next, end)) return false;
  const minutes = daysSince1970(year, month, day) * 1440 + i64(hour * 60 + minute) - i64(Zone.minutes);
  Moment.milliseconds = (minutes * 60 + i64(second)) * 1000 + i64(milliseconds);
  return true;
}

function hasMarks(at: usize): bool {
  return (
    load<u8>(at + 4) == MINUS &&
    load<u8>(at + 7) == MINUS &&
    load<u8>(at + 10) == UPPER_T &&
    load<u8>(at + 13) == COLON &&
    load<u8>(at + 16) == COLON
  );
}

function twoDigits(at: usize): u32 {
  const tens = load<u8>(at);
  const ones = load<u8>(at + 1);
  return isDigit(tens) && isDigit(ones) ? u32(tens - ZERO) * 10 + u32(ones - ZERO) : NO_DIGITS;
}

/** Minutes east of UTC of the last zone that was read. */
class Zone {
  static minutes: i32 = 0;
}

function readZone(at: usize, end: usize): bool {
  const sign = load<u8>(at);
  Zone.minutes = 0;
  if (sign == UPPER_Z) return at + 1 == end;
  if (sign != PLUS && sign != MINUS) return false;
  const minutesAt = load<u8>(at + 3) == COLON ? at + 4 : at + 3;
  if (minutesAt + 2 != end) return false;
  const hours = twoDigits(at + 1);
  const minutes = twoDigits(minutesAt);
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > FURTHEST_ZONE) return false;
  Zone.minutes = sign == MINUS ? -i32(total) : i32(total);
  return true;
}

function daysOf(year: u32, month: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Counted from March, so that the day that comes and goes is a year's last. */
function daysSince1970(year: u32, month: u32, day: u32): i64 {
  const fromMarch = (month + 9) % 12;
  const years = fromMarch > 9 ? year - 1 : year;
  const ofYear = (fromMarch * 153 + 2) / 5 + day - 1;
  return i64(years * 365 + years / 4 - years / 100 + years / 400 + ofYear) - DAYS_TO_1970;
}
