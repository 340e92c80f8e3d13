import type { LucideIcon } from 'lucide-react'
import { useId } from 'react'

export interface SegmentedControlProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string; icon?: LucideIcon }[]
  isIconOnly?: boolean
  onChange: (value: Value) => void
}

/** A choice of two to four, all in sight: radio buttons in one frame. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  options,
  isIconOnly,
  onChange,
}: SegmentedControlProps<Value>) {
  const name = useId()
  return (
    <fieldset className="inline-flex w-fit max-w-full flex-wrap rounded border border-edge/60 bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map(({ value: own, label, icon: Icon }) => (
        <label
          key={own}
          title={isIconOnly ? label : undefined}
          className="relative inline-flex min-h-7 items-center gap-1.5 rounded-sm px-2.5 text-sm text-muted has-checked:bg-surface has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line)] forced-colors:has-checked:outline forced-colors:has-checked:outline-[Highlight] has-focus-visible:outline-2 has-focus-visible:outline-focus hover:text-ink"
        >
          <input
            type="radio"
            name={name}
            value={own}
            checked={own === value}
            onChange={() => onChange(own)}
            className="absolute inset-0 appearance-none outline-none"
          />
          {Icon && <Icon aria-hidden className="size-4" />}
          <span className={isIconOnly ? 'sr-only' : undefined}>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
