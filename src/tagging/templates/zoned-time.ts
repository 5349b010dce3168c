/** A point in time, as clocks in a time zone show it. */
export interface ZonedTime {
  readonly instant: Date;
  /** Its UTC fields have the date and time of the clocks. */
  readonly clock: Date;
  /** Minutes that the clocks are ahead of UTC. */
  readonly offset: number;
}

export function isTimeZone(zone: string): boolean {
  // Node also takes offsets such as +01:00, which the tz database does not have.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    fieldsIn(zone);
    return true;
  } catch {
    return false;
  }
}

/** @param zone for which `isTimeZone` holds */
export function zonedTime(instant: Date, zone: string): ZonedTime {
  const parts = fieldsIn(zone).formatToParts(instant);
  const field = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const milliseconds = instant.getUTCMilliseconds();
  const clock = new Date(
    Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
      milliseconds,
    ),
  );
  return { instant, clock, offset: Math.round((clock.getTime() - instant.getTime()) / 60_000) };
}

function fieldsIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
