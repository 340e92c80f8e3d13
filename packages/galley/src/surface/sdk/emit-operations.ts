import type { OpenApiDocument } from '../openapi.ts'
import { methodName } from '../operation-name.ts'
import { generatedNote } from './emit-types.ts'
import { parametersType } from './parameters-type.ts'
import { readOperations } from './read-operations.ts'
import type { SdkOperation } from './read-operations.ts'
import { schemaType } from './schema-type.ts'

/** The SDK's methods: one object for each tag, one function for each operation. */
export function emitOperations(document: OpenApiDocument): string {
  const byTag = Map.groupBy(readOperations(document), ({ tag }) => tag)
  const tags = [...byTag.keys()]
  const describe = (tag: string) => document.tags.find(({ name }) => name === tag)!.description
  const groups = [...byTag].map(
    ([tag, operations]) =>
      `const ${tag} = (send: Send) => ({\n${operations.map(emitOperation).join('')}})\n`,
  )
  return `${generatedNote}
import type { GalleyEvent } from '../event-stream.ts'
import type { StartedJob } from '../jobs.ts'
import type { FollowOptions, RequestOptions } from '../options.ts'
import type { Paginated } from '../paginate.ts'
import type { Send } from '../send.ts'
import type * as types from './types.ts'

${groups.join('\n')}
/** Every operation of the API as a method, over what sends requests. */
export class GalleyOperations {
${tags.map((tag) => `  /** ${describe(tag)} */\n  readonly ${tag}: ReturnType<typeof ${tag}>\n`).join('')}
  constructor(send: Send) {
${tags.map((tag) => `    this.${tag} = ${tag}(send)\n`).join('')}  }
}
`
}

function emitOperation(operation: SdkOperation): string {
  const parameters = parametersType(operation)
  const isOptional =
    operation.pathNames.length === 0 &&
    operation.bodyType === null &&
    !operation.query.some(({ required }) => required)
  const argument = parameters ? `parameters: types.${parameters}${isOptional ? ' = {}' : ''}, ` : ''
  const options = operation.kind === 'events' ? 'FollowOptions' : 'RequestOptions'
  const { call, type } = answerOf(operation)
  return `  /** ${operation.summary} */
  ${methodName(operation)}: (${argument}options: ${options} = {}): ${type} =>
    ${call}(${requestOf(operation)}, ${parameters ? 'parameters' : '{}'}, options),
`
}

function requestOf({ method, path, query, fileNames }: SdkOperation): string {
  const names = query.map(({ name }) => `'${name}'`).join(', ')
  const parts = [
    `method: '${method}'`,
    `path: '${path}'`,
    ...(names ? [`query: [${names}]`] : []),
    ...(fileNames.length > 0 ? ['isForm: true'] : []),
  ]
  return `{ ${parts.join(', ')} }`
}

function answerOf({ kind, outputType, itemSchema }: SdkOperation): { call: string; type: string } {
  const output = `types.${outputType}`
  switch (kind) {
    case 'page': {
      const item = itemSchema?.$ref
        ? `types.${schemaType(itemSchema)}`
        : `${output}['items'][number]`
      return { call: `send.page<${output}, ${item}>`, type: `Paginated<${output}, ${item}>` }
    }
    case 'pipeline':
      return { call: `send.start<${output}>`, type: `Promise<StartedJob<${output}>>` }
    case 'step':
      return { call: `send.step<${output}>`, type: `Promise<${output}>` }
    case 'events':
      return { call: 'send.events', type: 'AsyncIterable<GalleyEvent>' }
    case 'file':
      return { call: 'send.file', type: 'Promise<Response>' }
    case 'nothing':
      return { call: 'send.nothing', type: 'Promise<void>' }
    case 'json':
      return { call: `send.json<${output}>`, type: `Promise<${output}>` }
  }
}
