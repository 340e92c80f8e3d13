/** How long credentials are believed without asking again: the longest that revoked ones work. */
const BELIEVED_MS = 900
const MOST_BELIEVED = 10_000

/** Remembers who has which credentials, for less than a second. */
export interface Memory<T> {
  /** What is remembered under `key`, or what `find` finds; what fails is not remembered. */
  recall(key: string, find: () => Promise<T>): Promise<T>
  forget(key: string): void
  /** How many answers are remembered, and how many are waited for. */
  readonly size: number
}

interface Entry<T> {
  value: Promise<T>
  until: number
}

/**
 * What is asked and what is known are kept apart, so that a flood of wrong credentials, of which
 * none is ever known, takes no room from right ones. Of these the longest known go first.
 */
export function createMemory<T>(): Memory<T> {
  const asked = new Map<string, Entry<T>>()
  const known = new Map<string, Entry<T>>()

  function keep(key: string, entry: Entry<T>): void {
    const newer = known.get(key)
    if (newer && newer.until > entry.until) return // a slow answer to an older question
    known.delete(key)
    known.set(key, entry)
    if (known.size > MOST_BELIEVED) known.delete(known.keys().next().value!)
  }

  return {
    recall(key, find) {
      const now = Date.now() // before asking: the answer may be as old as the question
      for (const entry of [known.get(key), asked.get(key)]) {
        if (entry && entry.until > now) return entry.value
      }
      const entry: Entry<T> = { value: find(), until: now + BELIEVED_MS }
      asked.set(key, entry)
      const settle = () => asked.get(key) === entry && asked.delete(key)
      entry.value.then(() => {
        settle()
        keep(key, entry)
      }, settle)
      return entry.value
    },
    forget: (key) => void known.delete(key),
    get size() {
      return known.size + asked.size
    },
  }
}
