/** How weeks are numbered. */
export interface WeekCount {
  /** The first day of the week. Sunday is 0. */
  readonly first: number;
  /** A week belongs to the year of this day. It is counted from the first day of the week, which is 0. */
  readonly decides: number;
}

/** Monday first; the week of the first Thursday is week 1. */
export const ISO_WEEK: WeekCount = { first: 1, decides: 3 };
/** Sunday first; the week of January 1st is week 1. */
export const ENGLISH_WEEK: WeekCount = { first: 0, decides: 6 };

const DAY = 86_400_000;

/** @param date its UTC fields are used, as in all functions of this file */
export function weekOf(date: Date, { first, decides }: WeekCount): { readonly year: number; readonly week: number } {
  const daysIn = (date.getUTCDay() - first + 7) % 7;
  const deciding = new Date(date.getTime() + (decides - daysIn) * DAY);
  return { year: deciding.getUTCFullYear(), week: Math.ceil(dayOfYear(deciding) / 7) };
}

export function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

/** `1st`, `22nd`, `113th` */
export function ordinal(count: number): string {
  const isTeen = Math.floor(count / 10) % 10 === 1;
  const ending = isTeen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10];
  return `${count}${ending ?? 'th'}`;
}
