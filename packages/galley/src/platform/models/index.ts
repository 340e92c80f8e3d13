export { codes as modelCodes } from './codes.ts'
export { contextWindowOf } from './context-windows.ts'
export { definePrompt } from './contract.ts'
export type {
  Meter,
  ModelDescription,
  ModelRequest,
  ModelResult,
  Models,
  OwnProvider,
  Prompt,
  Reservation,
  StreamRequest,
  UsageEvent,
} from './contract.ts'
export { describeProviders } from './describe-providers.ts'
export type { ProviderDescription } from './describe-providers.ts'
export { createModels } from './gateway.ts'
export type { ModelsOptions } from './gateway.ts'
export type { GatewaySettings } from './settings.ts'
export { estimateTokens } from './tokens.ts'
export type { ProviderSettings } from './driver.ts'
export type { Price } from './price-table.ts'
export { addUsage, noUsage } from './usage.ts'
export type { StepUsage } from './usage.ts'
