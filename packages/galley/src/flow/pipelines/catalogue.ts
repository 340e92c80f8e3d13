import { defineExtensionPoint } from '../../platform/extension.ts'
import type { Pipeline } from '../../platform/pipeline.ts'
import type { Step } from '../../platform/step.ts'

/** Every pipeline and step of every module; the app contributes them from `modules.ts`. */
export const pipelineCatalogue = defineExtensionPoint<Pipeline>('pipelines.pipelines')
export const stepCatalogue = defineExtensionPoint<Step>('pipelines.steps')
