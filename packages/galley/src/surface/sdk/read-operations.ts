import type { JsonSchema } from '../../platform/http/index.ts'
import type { OpenApiDocument } from '../openapi.ts'

/** How an operation's answer is handed to the caller. */
export type AnswerKind = 'json' | 'page' | 'file' | 'events' | 'nothing' | 'step' | 'pipeline'

/** One operation of the document, as the generated client needs it. */
export interface SdkOperation {
  id: string
  tag: string
  name: string
  summary: string
  method: string
  path: string
  pathNames: string[]
  query: SdkParameter[]
  /** The named type of the JSON body. */
  bodyType: string | null
  /** Fields that are files, of a form. */
  fileNames: string[]
  kind: AnswerKind
  /** The named type of the answer; of a job's output for steps and pipelines. */
  outputType: string | null
  /** Of a page's items. */
  itemSchema: JsonSchema | null
}

export interface SdkParameter {
  name: string
  in: string
  required: boolean
  description?: string
  schema: JsonSchema
}

interface Described {
  operationId: string
  summary: string
  tags: string[]
  parameters?: SdkParameter[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>
  'x-job-output'?: JsonSchema
}

/** Every operation of the document, in its order. */
export function readOperations(document: OpenApiDocument): SdkOperation[] {
  const schemas = document.components.schemas as Record<string, JsonSchema>
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) =>
      readOperation(method.toUpperCase(), path, described as Described, schemas),
    ),
  )
}

function readOperation(
  method: string,
  path: string,
  described: Described,
  schemas: Record<string, JsonSchema>,
): SdkOperation {
  const [tag] = described.tags as [string]
  const content = described.requestBody?.content ?? {}
  const parameters = described.parameters ?? []
  const form = content['multipart/form-data']?.schema
  const answer = readAnswer(described, tag, schemas)
  return {
    id: described.operationId,
    tag,
    name: described.operationId.slice(tag.length + 1),
    summary: described.summary,
    method,
    path,
    pathNames: parameters.filter((one) => one.in === 'path').map((one) => one.name),
    query: parameters.filter((one) => one.in === 'query'),
    bodyType: nameOf(content['application/json']?.schema),
    fileNames: Object.entries(form?.properties ?? {})
      .filter(([, property]) => (property as JsonSchema).format === 'binary')
      .map(([name]) => name),
    ...answer,
  }
}

function readAnswer(
  { responses, 'x-job-output': jobOutput }: Described,
  tag: string,
  schemas: Record<string, JsonSchema>,
): Pick<SdkOperation, 'kind' | 'outputType' | 'itemSchema'> {
  if (jobOutput) {
    const kind = tag === 'pipelines' ? 'pipeline' : 'step'
    return { kind, outputType: nameOf(jobOutput), itemSchema: null }
  }
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))
  const content = success?.[1].content
  if (!content) return { kind: 'nothing', outputType: null, itemSchema: null }
  const isStreamOnly = content['text/event-stream'] && !content['application/json']
  if (isStreamOnly) return { kind: 'events', outputType: null, itemSchema: null }
  const outputType = nameOf(content['application/json']?.schema)
  if (outputType === null) return { kind: 'file', outputType, itemSchema: null }
  const properties = schemas[outputType]?.properties
  if (!properties?.items || !properties.next_cursor) {
    return { kind: 'json', outputType, itemSchema: null }
  }
  const { items } = properties.items as JsonSchema
  return { kind: 'page', outputType, itemSchema: items as JsonSchema }
}

const nameOf = (schema: JsonSchema | undefined): string | null =>
  schema?.$ref?.replace('#/components/schemas/', '') ?? null
