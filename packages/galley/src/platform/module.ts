import type { EventDefinition } from './event.ts'
import type { Contribution } from './extension.ts'
import type { Route } from './http/route.ts'
import type { CronDefinition, JobDefinition } from './jobs/contract.ts'
import type { Services } from './context.ts'
import type { PermissionDeclaration } from './permission.ts'
import type { Pipeline } from './pipeline.ts'
import type { Step } from './step.ts'

/** A feature is a plain object in one visible list (`modules.ts`). */
export interface Module {
  name: string
  /** By name, `noun.verb`: what each allows, and from which role on. */
  permissions: Readonly<Record<string, PermissionDeclaration>>
  routes: readonly Route[]
  steps: readonly Step[]
  pipelines: readonly Pipeline[]
  events: readonly EventDefinition[]
  crons: readonly (Omit<CronDefinition, 'name' | 'version'> & {
    run: (services: Services) => Promise<void>
  })[]
  /** Background work that is neither a step nor a pipeline. */
  jobs: (services: Services) => readonly JobDefinition[]
  /** Repeatable SQL beside the tables: functions, revocations. */
  routines: readonly string[]
  /** What it plugs into other modules' extension points. */
  contributions: readonly Contribution[]
}

/** Lists are optional in the source and always there in the value. */
export function defineModule(module: Pick<Module, 'name'> & Partial<Module>): Module {
  return {
    permissions: {},
    routes: [],
    steps: [],
    pipelines: [],
    events: [],
    crons: [],
    jobs: () => [],
    routines: [],
    contributions: [],
    ...module,
  }
}
