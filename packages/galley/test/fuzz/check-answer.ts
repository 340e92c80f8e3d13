import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { closeSchemas } from './close-schema.ts'
import { findLeaks } from './find-leaks.ts'
import { operationsAt } from './read-api.ts'
import type { Api, DescribedResponse, Operation } from './read-api.ts'
import type { ReadAnswer, SentRequest } from './send.ts'

/** What is wrong with an answer; empty when it is as the document says. */
export type AnswerCheck = (request: SentRequest, answer: ReadAnswer) => string[]

const required: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /./,
  'x-request-id': /^[\w.:-]{1,128}$/,
}

const PROBLEM = 'application/problem+json'

/**
 * Holds answers against the document that describes them.
 *
 * @example
 * const check = createAnswerCheck(api)
 * check(request, answer) // ['500 is never right']
 */
export function createAnswerCheck(api: Api): AnswerCheck {
  const validators = createValidators(api)
  return (request, answer) => {
    const at = operationsAt(api, new URL(request.url).pathname)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const operation = at.find((one) => one.method === method)
    const faults = [...checkAlways(request, answer), ...findLeaks(request, answer)]
    if (answer.status >= 500) faults.push(`${answer.status} is never right`)
    if (answer.status >= 400) faults.push(...checkProblem(request, answer, validators.problem))
    if (!operation) return [...faults, ...checkElsewhere(request, answer, at)]
    return [
      ...faults,
      ...checkDocumented(request, answer, operation, validators.answer),
      ...checkRefused(request, answer, operation, validators.body),
    ]
  }
}

interface Validators {
  problem: ValidateFunction | null
  answer(operation: Operation, status: string, type: string): ValidateFunction | null
  body(operation: Operation, type: string): ValidateFunction | null
}

const pointer = (...tokens: string[]) =>
  tokens.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

function createValidators({ document }: Api): Validators {
  const ajv = new Ajv2020({ strict: false, logger: false })
  addFormats.default(ajv)
  ajv.addSchema({ ...closeSchemas(document), $id: 'api' })
  const at = (...tokens: string[]) => ajv.getSchema(`api#${encodeURI(pointer(...tokens))}`) ?? null
  const placeOf = ({ path, method }: Operation) => ['paths', path, method.toLowerCase()]
  return {
    problem: document.components?.schemas?.Problem ? at('components', 'schemas', 'Problem') : null,
    answer: (operation, status, type) =>
      at(...placeOf(operation), 'responses', status, 'content', type, 'schema'),
    body: (operation, type) => at(...placeOf(operation), 'requestBody', 'content', type, 'schema'),
  }
}

function checkAlways(request: SentRequest, { headers, text, status }: ReadAnswer): string[] {
  const faults = Object.entries(required)
    .filter(([name, pattern]) => !pattern.test(headers.get(name) ?? ''))
    .map(([name]) => `the header ${name} is ${headers.get(name) ?? 'missing'}`)
  const asked = request.headers['x-request-id'] ?? ''
  if (/^[\w.:-]{1,128}$/.test(asked) && headers.get('x-request-id') !== asked) {
    faults.push(`x-request-id ${asked} came back as ${headers.get('x-request-id')}`)
  }
  if (headers.has('x-injected')) faults.push('a header was smuggled in')
  if (text && (request.method === 'HEAD' || status === 204 || status === 304)) {
    faults.push(`${request.method} was answered with ${status} and a body`)
  }
  return faults
}

function checkProblem(
  { method }: SentRequest,
  { headers, text, status }: ReadAnswer,
  validate: ValidateFunction | null,
): string[] {
  const type = mediaType(headers)
  if (type !== PROBLEM) return [`${status} came as ${type || 'nothing'} and not as ${PROBLEM}`]
  if (method === 'HEAD') return []
  const problem = parse(text) as Record<string, unknown> | undefined
  if (!problem) return [`the problem is no JSON`]
  const faults: string[] = []
  if (validate && !validate(problem)) faults.push(`the problem ${wrong(validate)}`)
  if (problem.status !== status) faults.push(`the problem's status is ${String(problem.status)}`)
  // A repeated request gets the first answer again, with the first one's id in it.
  const isReplay = headers.has('idempotency-replayed')
  if (!isReplay && problem.request_id !== headers.get('x-request-id')) {
    faults.push("the problem's request_id is not the header's")
  }
  if (status === 405 && !headers.get('allow')) faults.push('405 came without Allow')
  return faults
}

/** Nothing is documented for this path, or not with this method. */
function checkElsewhere(
  { method, url }: SentRequest,
  { status, headers }: ReadAnswer,
  at: readonly Operation[],
): string[] {
  const { pathname } = new URL(url)
  if (at.length === 0) {
    return status === 404 ? [] : [`${method} ${pathname} is in no document and answered ${status}`]
  }
  const isOptions = method === 'OPTIONS'
  const faults = status === (isOptions ? 204 : 405) ? [] : [`${method} answered ${status}`]
  const allow = (headers.get('allow') ?? '').split(', ')
  const missing = at.map((one) => one.method).filter((one) => !allow.includes(one))
  return missing.length > 0 ? [...faults, `Allow lacks ${missing.join(', ')}`] : faults
}

function checkDocumented(
  { method }: SentRequest,
  { status, headers, text }: ReadAnswer,
  operation: Operation,
  validatorOf: Validators['answer'],
): string[] {
  const { responses, id } = operation
  // What is good is documented by its number; `default` is for problems.
  const key = responses[status] ? String(status) : status >= 400 ? 'default' : ''
  const described: DescribedResponse | undefined = responses[key]
  if (!described) return [`${status} is not documented for ${id}`]
  const type = mediaType(headers)
  if (!described.content) {
    return text && method !== 'HEAD' ? [`${status} of ${id} has an undocumented body`] : []
  }
  if (!described.content[type]) return [`${id} answered ${status} as ${type || 'nothing'}`]
  if (method === 'HEAD' || !isJson(type)) return []
  const validate = validatorOf(operation, key, type)
  if (!validate) return []
  const value = parse(text)
  if (value === undefined) return [`${id} answered ${status} with what is no JSON`]
  return validate(value) ? [] : [`${status} of ${id}: the body ${wrong(validate)}`]
}

/** What the document does not allow must not be taken either. */
function checkRefused(
  { body, headers, url, method }: SentRequest,
  { status }: ReadAnswer,
  operation: Operation,
  validatorOf: Validators['body'],
): string[] {
  if (status >= 400 || method === 'HEAD') return []
  const names = new Set(
    operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name),
  )
  const unknown = [...new URL(url).searchParams.keys()].filter((name) => !names.has(name))
  const faults = unknown.map((name) => `it took the unknown parameter ${JSON.stringify(name)}`)
  const type = (headers['content-type'] ?? '').split(';')[0]!
  const isTaken = operation.bodies.some((one) => one.type === type)
  const validate =
    typeof body === 'string' && body !== '' && isTaken && validatorOf(operation, type)
  if (!validate || !isJson(type)) return faults
  if (!validate(parse(body))) faults.push(`it took a body that ${wrong(validate)}`)
  return faults
}

const mediaType = (headers: Headers) => (headers.get('content-type') ?? '').split(';')[0]!.trim()

const isJson = (type: string) => /[/+]json$/.test(type)

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

function wrong({ errors }: ValidateFunction): string {
  const [first] = errors ?? []
  const extra = first?.params.unevaluatedProperty ?? first?.params.additionalProperty
  const more = extra === undefined ? '' : ` (${JSON.stringify(extra)})`
  return `breaks its schema: ${first?.instancePath || '/'} ${first?.message}${more}`
}
