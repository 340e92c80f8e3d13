export { deviceMounts } from './mount.ts'
