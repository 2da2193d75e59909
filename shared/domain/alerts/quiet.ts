/** Minutes of the day, local time. From 22:00 to 7:00 is 1320 to 420. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** @param minute of the day, local time; equal ends: no minute is quiet */
export function isQuiet({ from, to }: QuietHours, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}
