/** Whether text of the form `YYYY-MM-DD` names a day that exists. */
export function isCalendarDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  // JavaScript moves 30 February on to March, so the day has to come back as it went in.
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
