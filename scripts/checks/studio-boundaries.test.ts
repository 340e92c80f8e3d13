import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkImports } from './boundaries.ts'

const rulesOf = (file: string, imported: string) =>
  checkImports(
    `apps/studio/src/${file}`,
    `import { x } from '${imported}'\nexport const y = x`,
  ).map(({ rule }) => rule.slice(0, 6))

describe('boundaries of the studio', () => {
  const forbidden: [file: string, imported: string][] = [
    ['features/articles/parts/a.tsx', '../../sources/parts/b.tsx'],
    ['features/articles/a.tsx', '../sources/index.ts'],
    ['work/a.ts', '../features/jobs/index.ts'],
    ['app/shell.tsx', '../features/jobs/index.ts'],
    ['app/router.tsx', '../features/jobs/jobs-page.tsx'],
    ['ui/button.tsx', '../app/theme.ts'],
    ['ui/button.tsx', '../charts/line-chart.tsx'],
    ['charts/a.tsx', '../app/announce.ts'],
    ['api/call.ts', '../ui/toasts.ts'],
    ['messages/a.ts', '../api/call.ts'],
    ['api/call.ts', '../../../../packages/galley/src/index.ts'],
    ['app/session.ts', '../../../server/src/welcome.ts'],
    ['app/session.ts', '@galley/galley/node'],
    ['app/session.ts', 'node:fs'],
  ]
  for (const [file, imported] of forbidden) {
    it(`refuses ${imported} in ${file}`, () =>
      assert.deepEqual(rulesOf(file, imported), ['rule 9']))
  }

  const allowed: [file: string, imported: string][] = [
    ['features/articles/parts/a.tsx', '../saving/b.ts'],
    ['features/articles/a.tsx', '../../app/session.ts'],
    ['features/articles/a.tsx', '../../ui/button.tsx'],
    ['features/articles/a.tsx', '@galley/markdown'],
    ['app/router.tsx', '../features/jobs/index.ts'],
    ['app/shell.tsx', './theme.ts'],
    ['ui/form.tsx', '../api/errors.ts'],
    ['ui/gallery/a.tsx', '../../charts/line-chart.tsx'],
    ['api/call.ts', '../../../../packages/sdk/src/errors.ts'],
    ['ui/tokens.test.ts', 'node:fs'],
  ]
  for (const [file, imported] of allowed) {
    it(`allows ${imported} in ${file}`, () => assert.deepEqual(rulesOf(file, imported), []))
  }

  it('sees what is loaded later too', () => {
    const text = `export const load = () => import('../features/jobs/jobs-page.tsx')`
    assert.equal(checkImports('apps/studio/src/app/shell.tsx', text).length, 1)
  })
})
