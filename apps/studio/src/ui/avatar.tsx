/** A person or a workspace by the first letters of its name. */
export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <span
      aria-hidden
      className="inline-grid shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent select-none"
      style={{ width: size, height: size }}
    >
      {initials(name)}
    </span>
  )
}

const initials = (name: string): string => {
  const words = name.split(/[\s._-]+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return picked.map((word) => [...word][0]!.toUpperCase()).join('')
}
