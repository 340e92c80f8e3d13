import { useFormats } from '../messages/formats.ts'

/** An amount, in micro-units of US dollars. */
export function Money({ micros }: { micros: number }) {
  const { money } = useFormats()
  return (
    <data value={micros / 1_000_000} className="whitespace-nowrap tabular-nums">
      {money(micros)}
    </data>
  )
}
