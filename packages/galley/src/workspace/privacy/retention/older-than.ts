/** The moment before which things are over, so many days later. */
export const olderThan = (days: number, now = Date.now()): Date => new Date(now - days * 86_400_000)
