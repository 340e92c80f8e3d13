/**
 * Where a module lets others plug in: a typed name. Generic code asks for all that was contributed
 * and never names one.
 *
 * @example
 * export const documentFormats = defineExtensionPoint<DocumentFormat>('documents.formats')
 * defineModule({ name: 'articles', contributions: [documentFormats.contribute(articleFormat)] })
 * ctx.extensions.get(documentFormats) // [articleFormat]
 */
export interface ExtensionPoint<T> {
  name: string
  contribute(value: T): Contribution
}

export interface Contribution {
  point: string
  value: unknown
}

export interface Extensions {
  get<T>(point: ExtensionPoint<T>): readonly T[]
}

export function defineExtensionPoint<T>(name: string): ExtensionPoint<T> {
  return { name, contribute: (value) => ({ point: name, value }) }
}

export function createExtensions(contributions: readonly Contribution[]): Extensions {
  const byPoint = Map.groupBy(contributions, (contribution) => contribution.point)
  return {
    get: <T>(point: ExtensionPoint<T>) =>
      (byPoint.get(point.name) ?? []).map((contribution) => contribution.value as T),
  }
}
