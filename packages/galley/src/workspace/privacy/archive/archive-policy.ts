/**
 * What is left out of archives, and why. Everything else goes in: a table or a column that is new
 * is exported without anybody having to think of it, and a test asks about names that sound secret.
 */

/** Tables with a `workspace_id` that are mere machinery. */
export const machineryTables: Readonly<Record<string, string>> = {
  rate_buckets: 'counters of the rate limit, gone within the hour',
  idempotency_keys: 'answers kept for a day, in case a request is repeated',
  job_lanes: 'a place in the line of the job engine',
  event_cursors: 'the last number given out; the events have it',
  reservations: 'money held for calls that run at this moment',
  uploads: 'promises of uploads that end within the hour; what came of them is a source',
  device_grants: 'programs that wait to be let in, for minutes; what came of it is an API key',
  sso_attempts: 'sign-ins under way, for minutes',
  privacy_exports: 'the archives themselves',
}

type Columns = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Columns that stay behind: what they hold would let somebody in. */
export const secretColumns: Columns = {
  api_keys: { hash: 'lets nobody in, but would tell a stolen key from a guessed one' },
  invitations: { token_hash: 'the same for invitations' },
  model_connections: { api_key: 'sealed; it belongs to the provider of the model' },
  sso_connections: { client_secret: 'sealed; it belongs to the identity provider' },
  scim_tokens: { hash: 'the same for directories' },
  sessions: { token: 'whoever has it is signed in' },
  credentials: {
    password: 'a hash that could be guessed at',
    access_token: 'opens the account at the provider',
    refresh_token: 'opens the account at the provider',
    id_token: 'says who somebody is',
  },
  passkeys: {
    public_key: 'of use to this server only',
    credential_id: 'tells one device from all others',
  },
  account_events: { email_hash: 'a keyed hash, of use to this server only' },
}

/** Columns that sound secret and are not. */
export const harmlessColumns: Columns = {
  api_keys: { hash_version: 'a number' },
  audit_entries: {
    hash: 'the chain: with it the archive can be verified',
    previous_hash: 'the chain',
  },
  audit_heads: { hash: 'the chain', base_hash: 'the chain' },
  credentials: {
    access_token_expires_at: 'a moment',
    refresh_token_expires_at: 'a moment',
  },
  document_versions: { content_hash: 'of content that is in the archive' },
  domains: { token: 'stands in public DNS' },
  jobs: {
    input_tokens: 'a count',
    output_tokens: 'a count',
    cached_tokens: 'a count',
  },
  prompt_runs: { input_tokens: 'a count', output_tokens: 'a count' },
  section_proposals: {
    base_hash: 'of content that is in the archive',
    input_tokens: 'a count',
    output_tokens: 'a count',
  },
  media: { content_hash: 'of content that is in the archive' },
  sources: { content_hash: 'of content that is in the archive' },
  usage_daily: { input_tokens: 'a count', output_tokens: 'a count', cached_tokens: 'a count' },
  usage_events: { input_tokens: 'a count', output_tokens: 'a count', cached_tokens: 'a count' },
}

/** Names that a decision is asked for. */
export const soundsSecret = /hash|secret|token|seal|password|private|credential|verifier|otp|backup/

/** Tables with a `user_id` that are not in a person's own archive. */
export const notThePersons: Readonly<Record<string, string>> = {
  two_factors: 'nothing but secrets; that it is on, `users` says',
  device_grants: machineryTables.device_grants!,
  privacy_exports: machineryTables.privacy_exports!,
}
