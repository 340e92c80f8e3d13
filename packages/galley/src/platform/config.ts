import { z } from 'zod'
import { defineCodes, InvalidError } from './error.ts'
import { isMailbox } from './mail/address.ts'

export const configCodes = defineCodes({
  CONFIG_INVALID: 'The configuration is not usable: {problems}. See the table in README.md.',
})

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )

const optional = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined)

const number = (standard: number, minimum: number, maximum = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number({ error: 'is not a number' })
    .min(minimum, `must be ${minimum} or more`)
    .max(maximum, `must be ${maximum} or less`)
    .default(standard)

const whole = (standard: number, minimum: number, maximum?: number) =>
  number(standard, minimum, maximum).refine(Number.isInteger, 'must be a whole number')

const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  standard: Values[number],
) => z.enum(values, `must be one of ${values.join(', ')}`).default(standard as never)

const flag = (standard: '0' | '1') =>
  choice(['0', '1', 'true', 'false'], standard).transform(
    (value) => value === '1' || value === 'true',
  )

/** An address. The message never repeats it, since it may hold a password. */
const address = (...schemes: string[]) =>
  optional.refine(
    (value) => value === undefined || schemes.includes(URL.parse(value)?.protocol ?? ''),
    `must be a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')} (special characters in a password percent-encoded)`,
  )
/** `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]`: what name servers are told by. */
const isNameServer = (text: string) =>
  /^(\d+(\.\d+){3}|\[[\da-f:.]+\])(:\d+)?$/i.test(text) && URL.canParse(`ftp://${text}`)

const web = () => address('https:', 'http:')

/** Every environment variable that Galley reads, and what it means when absent. */
const Environment = z.object({
  PORT: whole(3000, 0, 65_535),
  HOST: z.string().default('127.0.0.1'),
  /** How the outside reaches this server; links and signed URLs start with it. */
  PUBLIC_URL: web(),
  GALLEY_ROLE: choice(['all', 'http', 'worker'], 'all'),
  /** Off for a server that only programs talk to. */
  GALLEY_STUDIO: flag('1'),
  GALLEY_DATA: z.string().default('data'),
  /** Signs URLs. Made at first start and kept in the data folder when absent. */
  GALLEY_SECRET: optional.refine(
    (value) => value === undefined || value.length >= 32,
    'must have 32 characters or more',
  ),
  /** Comma-separated earlier values of GALLEY_SECRET, until `galley secrets reseal` has run. */
  GALLEY_SECRET_PREVIOUS: list,
  /** The server that sends mail; without one it goes to files in the data folder. */
  SMTP_URL: address('smtp:', 'smtps:'),
  /** `Galley <galley@example.org>`. Default: galley@ the host of PUBLIC_URL. */
  MAIL_FROM: optional.refine(
    (value) => value === undefined || isMailbox(value),
    'must be an address, or a name and an address like Galley <galley@example.org>',
  ),
  DATABASE_URL: address('postgres:', 'postgresql:'),
  DATABASE_POOL: whole(10, 2, 500),
  S3_ENDPOINT: web(),
  /** How clients reach the store, when not by S3_ENDPOINT: signed links start with it. */
  S3_PUBLIC_ENDPOINT: web(),
  S3_REGION: z.string().default('auto'),
  S3_BUCKET: optional,
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  S3_FORCE_PATH_STYLE: flag('1'),
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: web(),
  ANTHROPIC_API_KEY: optional,
  ANTHROPIC_BASE_URL: web(),
  /** Any OpenAI-compatible server: Ollama, vLLM, LM Studio, a gateway. */
  MODEL_BASE_URL: web(),
  MODEL_API_KEY: optional,
  /** `provider:model`, used when a request names none. */
  GALLEY_MODEL: optional,
  /** Comma-separated `provider:model`s, tried in order when the first one fails. */
  GALLEY_MODEL_FALLBACKS: list,
  /** JSON: `{"provider:model": {"input": 0.25, "output": 2}}`, US dollars per million tokens. */
  GALLEY_MODEL_PRICES: optional,
  GALLEY_MODEL_TIMEOUT_SECONDS: number(120, 0.05, 3600),
  GALLEY_WORKER_CONCURRENCY: whole(10, 1, 1000),
  GALLEY_WORKSPACE_CONCURRENCY: whole(8, 1, 1000),
  GALLEY_RATE_LIMIT_PER_MINUTE: whole(600, 0),
  GALLEY_MAX_UPLOAD_MB: number(50, 1, 2000),
  GALLEY_RETENTION_DAYS: whole(90, 1),
  /** Comma-separated addresses or networks of proxies whose forwarding headers are believed. */
  GALLEY_TRUSTED_PROXIES: list,
  /** Lets outbound requests reach private addresses (a model or webhook on your own network). */
  GALLEY_ALLOW_PRIVATE_NETWORK: flag('0'),
  /** Comma-separated name servers that are asked about domains. Absent: those of the machine. */
  GALLEY_DNS_SERVERS: list.refine(
    (servers) => servers.every(isNameServer),
    'must be addresses such as 192.0.2.53 or [2001:db8::53]:5353',
  ),
  /** Who may make an account by themselves. The first one may always be made, unless `closed`. */
  GALLEY_SIGN_UP: choice(['open', 'invited', 'closed'], 'open'),
  GITHUB_CLIENT_ID: optional,
  GITHUB_CLIENT_SECRET: optional,
  /** A GitHub Enterprise server, instead of github.com. */
  GITHUB_BASE_URL: web(),
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  /** A stand-in for Google's endpoints. */
  GOOGLE_BASE_URL: web(),
  /** Guards /metrics when set. */
  GALLEY_METRICS_TOKEN: optional,
  LOG_LEVEL: choice(['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: web(),
})

/** The names of all settings: what the README explains. */
export const settingNames: readonly string[] = Object.keys(Environment.shape)

export type Config = Readonly<z.infer<typeof Environment>>

/**
 * Reads the configuration once, from the environment that the entry point passes in.
 *
 * @throws InvalidError naming every variable that is wrong.
 * @example
 * const config = readConfig({ PORT: '8080' })
 * config.PORT // 8080
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // Compose files pass what is not set as an empty string.
  const known = Object.fromEntries(
    settingNames
      .filter((name) => environment[name]?.trim())
      .map((name) => [name, environment[name]?.trim()]),
  )
  const parsed = Environment.safeParse(known)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues
    .map((issue) => `${issue.path.join('.')} ${issue.message}`)
    .join('; ')
  throw new InvalidError(configCodes.CONFIG_INVALID, { problems })
}

/** How this server is reached from outside; links start with it. No slash at its end. */
export function publicAddress(config: Pick<Config, 'PUBLIC_URL' | 'PORT'>): string {
  return (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, '')
}
