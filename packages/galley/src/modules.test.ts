import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modules } from './modules.ts'
import { readRoutines } from './platform/db/testing.ts'

test('the modules list every routine that a routines.ts declares, once', async () => {
  const listed = modules.flatMap((module) => module.routines)
  assert.deepEqual(listed.toSorted(), (await readRoutines()).toSorted())
})

test('names are given once: modules, permissions, steps, pipelines, events, crons', () => {
  const names = {
    modules: modules.map(({ name }) => name),
    permissions: modules.flatMap(({ permissions }) => Object.keys(permissions)),
    steps: modules.flatMap(({ steps }) => steps.map(({ id }) => id)),
    pipelines: modules.flatMap(({ pipelines }) => pipelines.map(({ id }) => id)),
    events: modules.flatMap(({ events }) => events.map(({ type }) => type)),
    crons: modules.flatMap(({ crons }) => crons.map(({ id }) => id)),
  }
  for (const [kind, list] of Object.entries(names)) {
    assert.deepEqual(list, [...new Set(list)], kind)
  }
})

test('every permission that a route, step or pipeline asks for is one that a module declares', () => {
  const declared = new Set(modules.flatMap(({ permissions }) => Object.keys(permissions)))
  const asked = modules
    .flatMap(({ routes, steps, pipelines }) => [...routes, ...steps, ...pipelines])
    .flatMap(({ permission }) => permission ?? [])
  assert.deepEqual(
    asked.filter((permission) => !declared.has(permission)),
    [],
  )
})
