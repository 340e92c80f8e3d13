import type { Config } from '../../platform/config.ts'

export const SCIM_PATH = '/api/scim/v2'

/** Where directories reach us, as an operator says and never as a request does. */
export const scimRoot = ({ PUBLIC_URL, PORT }: Pick<Config, 'PUBLIC_URL' | 'PORT'>): string =>
  new URL(PUBLIC_URL ?? `http://localhost:${PORT}`).origin + SCIM_PATH
