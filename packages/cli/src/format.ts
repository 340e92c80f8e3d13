/** `820 ms`, `4.2 s`, `3 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`
}

/** Micro-units of US dollars for people: as many digits as it takes to see something. */
export function formatCost(micros: number | null): string {
  if (micros === null) return 'cost not known'
  if (micros === 0) return '$0'
  const dollars = micros / 1_000_000
  return `$${dollars < 0.01 ? dollars.toFixed(6).replace(/0+$/, '') : dollars.toFixed(2)}`
}
