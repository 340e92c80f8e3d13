const REDACTED = '[redacted]'

/** Characters of one text, and of a whole record as JSON: entries are read by the thousand. */
const LONGEST_TEXT = 1000
const LARGEST_RECORD = 16_000
const DEEPEST = 12

const secretWords = new Set(
  (
    'password passwd passphrase pwd secret secrets token tokens credential credentials cookie cookies ' +
    'authorization auth hash hashes salt otp totp pin cvv signature assertion verifier nonce jwt bearer pem seed'
  ).split(' '),
)
/** `apiKey`, `signing_keys`: a key with one of these in front is key material. */
const keyKinds = new Set(
  'api private secret signing encryption sealing master access session service client webhook license recovery shared'.split(
    ' ',
  ),
)
/** `recoveryCodes`, `verificationCode`: what somebody types in to be let in. */
const codeKinds = new Set(
  'recovery backup verification security device user invite one time'.split(' '),
)
/** `tokenId`, `passwordChangedAt`, `keyName`: about a secret, and none itself. */
const aboutWords = new Set(
  'id ids name names at count kind type start prefix length expiry until url uri endpoint method algorithm status limit version policy'.split(
    ' ',
  ),
)

const secretTexts = [
  /\bgalley_[a-z]{2,}_[\w-]{8,}/, // our own keys and tokens
  /\b(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[A-Za-z0-9]{16,}/, // model and payment providers
  /\b(?:gh[a-z]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,})/,
  /\bA[KS]IA[A-Z0-9]{16}\b/,
  /\beyJ[\w-]{6,}\.[\w-]{6,}\./, // JSON web tokens
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:bearer|basic)\s+[\w.~+/=-]{12,}/i,
  /[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]*:[^\s/?#@]+@/i, // an address with a password
  /[?&#](?:token|key|code|secret|password|signature|sig|access_token|api_key)=[^\s&#]+/i,
]

/**
 * A copy that may be kept for good: values under names that sound like secrets, and texts that look
 * like keys, are taken out at any depth; what is long or deep is cut.
 *
 * @example
 * redact({ name: 'Blog', apiKey: 'x', retries: 3 }) // { name: 'Blog', apiKey: '[redacted]', retries: 3 }
 */
export function redact(value: unknown): unknown {
  const clean = redactValue(value, 0)
  const size = JSON.stringify(clean)?.length ?? 0
  return size > LARGEST_RECORD ? { cut: `${size} characters` } : clean
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return REDACTED
  if (depth === DEEPEST) return '[cut]'
  const list = value instanceof Set || value instanceof Map ? [...value] : value
  if (Array.isArray(list)) return list.map((item) => redactValue(item, depth + 1))
  // `{ name: 'Authorization', value: '…' }`, as headers and settings are often listed.
  const { name, key = name } = value as { name?: unknown; key?: unknown }
  const isNamedSecret = 'value' in value && typeof key === 'string' && isSecretName(key)
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [
      clip(field, 200),
      isSecretField(field, item) || (isNamedSecret && field === 'value' && item !== null)
        ? REDACTED
        : redactValue(item, depth + 1),
    ]),
  )
}

/** That there is a password or none is a state; which one is not. Numbers count tokens, mostly. */
function isSecretField(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false
  if (typeof value === 'number' && /tokens$/i.test(name)) return false
  return isSecretName(name)
}

function isSecretName(name: string): boolean {
  const words = wordsOf(name)
  if (words.length > 1 && aboutWords.has(words.at(-1)!)) return false
  // A content hash names public content.
  if (words.join(' ') === 'content hash') return false
  return (
    words.some((word, index) => {
      const before = words[index - 1] ?? ''
      if (/^keys?$/.test(word)) return keyKinds.has(before) || words.includes('material')
      if (/^codes?$/.test(word)) return codeKinds.has(before)
      return secretWords.has(word)
    }) || /password|secret|apikey|privatekey|accesstoken|refreshtoken/.test(words.join(''))
  )
}

/** `clientSecret`, `client_secret`, `X-Client-Secret` and `CLIENT_SECRET` are the same words. */
const wordsOf = (name: string) =>
  name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

function redactText(text: string): string {
  const kept = clip(text, LONGEST_TEXT)
  return secretTexts.some((pattern) => pattern.test(kept)) ? REDACTED : kept
}

/** Without what PostgreSQL cannot store: NUL, and halves of surrogate pairs. */
function clip(text: string, length: number): string {
  const clean = text.slice(0, length).toWellFormed().replaceAll('\0', '\ufffd')
  return text.length > length ? `${clean}… (${text.length} characters)` : clean
}
