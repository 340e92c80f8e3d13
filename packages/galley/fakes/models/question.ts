/** A request to a model server, with what every protocol has in common. */
export interface ModelQuestion {
  /** `chat`, `responses` or `messages`. */
  api: string
  model: string
  instructions: string
  /** The last thing that the user said. */
  prompt: string
  messages: { role: string; content: string }[]
  /** The JSON schema that the answer must satisfy, wherever the protocol puts it. */
  schema: Record<string, unknown> | null
  isStream: boolean
  /** The schema is to be answered by a call of this tool, as older Anthropic models do it. */
  tool: string | null
  maxOutputTokens: number | null
  includeUsage: boolean
  body: Record<string, unknown>
}

export interface ModelAnswer {
  text: string
  inputTokens: number
  outputTokens: number
  cachedTokens: number
  /** It stopped at the limit of output tokens. */
  isCutOff: boolean
}

/** One API as its provider describes it: how to read a request, and how to write what comes back. */
export interface Protocol {
  /** The request's path, below the base URL. */
  path: string
  read(body: Record<string, unknown>): ModelQuestion
  /** The body of a whole answer. */
  write(question: ModelQuestion, answer: ModelAnswer): unknown
  /** The server-sent events of a streamed answer, in order. */
  stream(question: ModelQuestion, answer: ModelAnswer): StreamEvent[]
  error(status: number, message: string): unknown
  limits(remaining: number): Record<string, string>
}

export interface StreamEvent {
  event?: string
  data: unknown
}

type Json = Record<string, unknown>

/** Text of a message's content, which is a string or a list of parts. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part: Json) => (typeof part['text'] === 'string' ? part['text'] : ''))
    .join('\n')
}

/** A schema written into the instructions, for servers that take none as a field. */
export function schemaInWords(instructions: string): Json | null {
  const start = instructions.indexOf('{', instructions.search(/json schema/i))
  if (start < 0) return null
  try {
    return JSON.parse(instructions.slice(start)) as Json
  } catch {
    return null
  }
}

/** Pieces of about twenty characters, as models send them. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,20}/g) ?? []
}
