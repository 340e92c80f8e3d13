/** `820 ms`, `4.2 s`, `3 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  if (Math.round(milliseconds) < 1000) return `${Math.round(milliseconds)} ms`
  const tenths = Math.round(milliseconds / 100)
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** Micro-units of US dollars for people: as many digits as it takes to see something. */
export function formatCost(micros: number | null): string {
  if (micros === null) return 'cost not known'
  if (micros === 0) return '$0'
  const dollars = micros / 1_000_000
  return `$${dollars < 0.01 ? dollars.toFixed(6).replace(/0+$/, '') : dollars.toFixed(2)}`
}
