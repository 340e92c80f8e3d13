import { z } from 'zod'
import { defineCodes, InvalidError } from './error.ts'

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

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('')
  .transform((value) => value === '1' || value === 'true')

/** Every environment variable that Galley reads, and what it means when absent. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** How the outside reaches this server; links and signed URLs start with it. */
  PUBLIC_URL: optional,
  GALLEY_ROLE: z.enum(['all', 'http', 'worker']).default('all'),
  GALLEY_DATA: z.string().default('data'),
  /** Signs URLs. Made at first start and kept in the data folder when absent. */
  GALLEY_SECRET: optional,
  DATABASE_URL: optional,
  DATABASE_POOL: z.coerce.number().int().min(2).max(500).default(10),
  S3_ENDPOINT: optional,
  S3_REGION: z.string().default('auto'),
  S3_BUCKET: optional,
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  S3_FORCE_PATH_STYLE: z.enum(['0', '1', 'true', 'false']).default('1').transform((value) => value === '1' || value === 'true'),
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: optional,
  ANTHROPIC_API_KEY: optional,
  ANTHROPIC_BASE_URL: optional,
  /** Any OpenAI-compatible server: Ollama, vLLM, LM Studio, a gateway. */
  MODEL_BASE_URL: optional,
  MODEL_API_KEY: optional,
  /** `provider:model`, used when a request names none. */
  GALLEY_MODEL: optional,
  /** Comma-separated `provider:model`s, tried in order when the first one fails. */
  GALLEY_MODEL_FALLBACKS: list,
  /** JSON: `{"provider:model": {"input": 0.25, "output": 2}}`, US dollars per million tokens. */
  GALLEY_MODEL_PRICES: optional,
  GALLEY_MODEL_TIMEOUT_SECONDS: z.coerce.number().min(0.05).max(3600).default(120),
  GALLEY_WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(10),
  GALLEY_WORKSPACE_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(8),
  GALLEY_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).default(600),
  GALLEY_MAX_UPLOAD_MB: z.coerce.number().min(1).max(10_000).default(50),
  GALLEY_RETENTION_DAYS: z.coerce.number().int().min(1).default(90),
  /** Comma-separated addresses or networks of proxies whose forwarding headers are believed. */
  GALLEY_TRUSTED_PROXIES: list,
  /** Lets outbound requests reach private addresses (a model or webhook on your own network). */
  GALLEY_ALLOW_PRIVATE_NETWORK: flag,
  /** Guards /metrics when set. */
  GALLEY_METRICS_TOKEN: optional,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional,
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
  const known = Object.fromEntries(
    Object.keys(Environment.shape)
      .filter((name) => environment[name] !== undefined && environment[name] !== '')
      .map((name) => [name, environment[name]]),
  )
  const parsed = Environment.safeParse(known)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ')
  throw new InvalidError(configCodes.CONFIG_INVALID, { problems })
}
