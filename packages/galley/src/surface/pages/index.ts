export { pageMounts } from './mount.ts'
