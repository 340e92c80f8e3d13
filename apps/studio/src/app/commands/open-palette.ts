const openers = new Set<() => void>()

/** Opens the palette from a button. */
export const openPalette = (): void => openers.forEach((open) => open())

/** Calls back when somebody asks for the palette. Returns the way out. */
export function onOpenPalette(open: () => void): () => void {
  openers.add(open)
  return () => openers.delete(open)
}
