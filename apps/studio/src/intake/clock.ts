/**
 * A moment of a recording as players show it.
 *
 * @param milliseconds - from its start
 * @example
 * clock(75_000) // '1:15'
 * clock(3_675_000) // '1:01:15'
 */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`
}
