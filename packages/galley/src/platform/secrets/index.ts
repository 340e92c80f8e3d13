export { createSecrets } from './create-secrets.ts'
export type { Secrets } from './contract.ts'
