import type { ReadAnswer, SentRequest } from './send.ts'

/** Never in any answer. */
const insides: readonly [what: string, pattern: RegExp][] = [
  ['a stack', /(^|\\n|\n|")\s*at (async )?[^"\\]{1,200}:\d+:\d+\)?/],
  ['a path of dependencies', /node_modules/],
  ['a path of the source', /(file:\/\/|\/)[\w@./-]+\.(ts|mjs|cjs):\d+/],
]

/** Never in a problem. */
const insidesOfProblems: readonly [what: string, pattern: RegExp][] = [
  [
    'SQL',
    /\b(select|insert into|update|delete from)\b[^{}]{1,400}\b(from|values|set|where|returning)\b[^{}]{0,80}("\w+"|\$\d)/i,
  ],
  [
    'words of the database',
    /Failed query|syntax error at or near|violates [\w -]+ constraint|relation \\?"|duplicate key value|row-level security/i,
  ],
  [
    'words of the system',
    /\b(ECONNREFUSED|ENOENT|EACCES|EPIPE)\b|Cannot read propert|is not a function|is not iterable|Unexpected token/,
  ],
  ['a file path', /(^|[\s"'(])\/(home|usr|var|tmp|root|srv|opt|work)\/[\w.-]+/],
  ['a key', /galley_[a-z]{2}_\w{12,}|-----BEGIN|\bBearer [\w.~+/-]{16,}/],
]

/**
 * What an answer says about the inside. What the request itself brought, outside of its
 * credential, may come back.
 */
export function findLeaks(request: SentRequest, { status, text, headers }: ReadAnswer): string[] {
  if (!/json|text\/(html|plain)/.test(headers.get('content-type') ?? '')) return []
  const isProblem = status >= 400
  const patterns = isProblem ? [...insides, ...insidesOfProblems] : insides
  const faults: string[] = []
  for (const [what, pattern] of patterns) {
    const found = pattern.exec(text)?.[0]
    if (found && !isOwn(request, found))
      faults.push(`the answer shows ${what}: ${found.slice(0, 200)}`)
  }
  for (const value of Object.values(request.credential)) {
    const secret = value.replace(/^Bearer /, '')
    if (isProblem && secret.length >= 12 && text.includes(secret)) {
      faults.push('the problem repeats the credential')
    }
  }
  return faults
}

function isOwn({ url, headers, body }: SentRequest, found: string): boolean {
  const said = [url, ...Object.values(headers), typeof body === 'string' ? body : '']
  if (body instanceof FormData) {
    for (const value of body.values()) said.push(typeof value === 'string' ? value : value.name)
  }
  const bare = found.replace(/^[\s"'(\\n]+/, '')
  return said.some((text) => text.includes(bare) || decoded(text).includes(bare))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
