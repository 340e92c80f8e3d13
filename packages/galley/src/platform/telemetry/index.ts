export { silentLogger, silentMetrics } from './contract.ts'
export type {
  JobMeasure,
  Logger,
  Metrics,
  ModelCallMeasure,
  PoolMeasure,
  RequestMeasure,
  Tracing,
} from './contract.ts'
export { describeError } from './describe-error.ts'
export { operationsMounts } from './operations.ts'
export type { OperationsOptions, ReadinessCheck } from './operations.ts'
