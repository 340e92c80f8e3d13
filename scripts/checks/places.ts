/** One thing in a file that the house rules do not allow. */
export interface Violation {
  file: string
  /** What it does: `imports ../x.ts`. */
  what: string
  rule: string
}

export const layers = ['platform', 'workspace', 'flow', 'formats', 'surface'] as const
export const source = 'packages/galley/src/'

/** Layer and module of a file of the product; null for what stands above all modules. */
export function placeOf(path: string): { layer: (typeof layers)[number]; module: string } | null {
  if (!path.startsWith(source)) return null
  const [layer, module] = path.slice(source.length).split('/')
  const known = layers.find((candidate) => candidate === layer)
  return known && module ? { layer: known, module } : null
}

/** `flow/sources`; null outside of the product's modules. */
export function moduleOf(path: string): string | null {
  const place = placeOf(path)
  return place && `${place.layer}/${place.module}`
}

/** Tests, and what only they use. */
export const isTest = (file: string) =>
  /\.(test|suite|fixture)\.ts$|(^|\/)(suite|testing|suite-tasks)\.ts$|(^|\/)(suite|test|fakes|fixtures|testing|kill)\//.test(
    file,
  )
