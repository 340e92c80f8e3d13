import type { Route } from '../platform/http/index.ts'

type Named = Pick<Route, 'tag' | 'name'>

/** `documents.listVersions`, `steps.outline.generate`: the SDK's namespace and method. */
export const operationId = ({ tag, name }: Named) => `${tag}.${name}`

const words = (text: string) =>
  text.split(/[._-]/).map((word) => word[0]!.toUpperCase() + word.slice(1))

/** `outline.generate` is `outlineGenerate` to a program. */
export function methodName({ name }: Named): string {
  const joined = words(name).join('')
  return joined[0]!.toLowerCase() + joined.slice(1)
}

/** `SourcesCreateInput`; steps and pipelines are known by their own name: `OutlineGenerateInput`. */
export function typeName({ tag, name }: Named, suffix: 'Input' | 'Output' | 'Parameters'): string {
  const isJob = tag === 'steps' || tag === 'pipelines'
  return [...(isJob ? [] : words(tag)), ...words(name), suffix].join('')
}
