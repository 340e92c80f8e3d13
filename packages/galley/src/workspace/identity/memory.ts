/** How long credentials are believed without asking again: the longest that revoked ones work. */
const BELIEVED_MS = 900
const MOST_BELIEVED = 10_000

/** Remembers who has which credentials, for less than a second. */
export interface Memory<T> {
  /** What is remembered under `key`, or what `find` finds; what fails is not remembered. */
  recall(key: string, find: () => Promise<T>): Promise<T>
}

export function createMemory<T>(): Memory<T> {
  const believed = new Map<string, { value: Promise<T>; until: number }>()
  return {
    recall(key, find) {
      const now = Date.now() // before asking: the answer may be as old as the question
      const known = believed.get(key)
      if (known && known.until > now) return known.value
      if (believed.size >= MOST_BELIEVED) believed.clear()
      const value = find()
      const entry = { value, until: now + BELIEVED_MS }
      believed.set(key, entry)
      value.catch(() => believed.get(key) === entry && believed.delete(key))
      return value
    },
  }
}
