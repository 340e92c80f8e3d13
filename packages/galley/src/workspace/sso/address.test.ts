import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { acsUrl, safeReturnPath } from './address.ts'
import { normaliseEmail } from './asserted.ts'
import { readBrowser, rememberBrowser } from './browser-cookie.ts'
import { readConfig } from '../../platform/config.ts'

describe('safeReturnPath', () => {
  it('keeps paths of ours', () => {
    for (const path of ['/', '/documents?page=2#top', '/a/b%20c', '/a//b']) {
      assert.equal(safeReturnPath(path), path)
    }
  })
  it('goes home instead of anywhere else', () => {
    for (const path of [
      undefined,
      null,
      '',
      'documents',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/\n/evil.example',
      '/\t//evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
      '/%0d\n',
      ' /',
      '/\u2028',
      `/${'a'.repeat(3000)}`,
    ]) {
      assert.equal(safeReturnPath(path), '/', String(path))
    }
  })
})

describe('normaliseEmail', () => {
  it('compares addresses in lower case', () => {
    assert.equal(normaliseEmail('Anna.Berg+x@Acme.Example'), 'anna.berg+x@acme.example')
  })
  it('takes nothing that could be read as another address', () => {
    for (const email of [
      'anna',
      'anna@acme',
      '@acme.example',
      'a@b@acme.example',
      'anna@acme.example ',
      'anna@acme.example\n',
      'anna@\u212ame.example',
      'ann\u0430@acme.example',
      '"a b"@acme.example',
      'anna@acme..example',
      'anna@[127.0.0.1]',
      `${'a'.repeat(250)}@acme.example`,
      7,
      null,
      ['a@b.example'],
    ]) {
      assert.equal(normaliseEmail(email), null, String(email))
    }
  })
})

describe('the cookie of a browser', () => {
  const secure = readConfig({ PUBLIC_URL: 'https://galley.example/base/' })
  const plain = readConfig({ PORT: '3000' })

  it('is bound to the host on https, and lasts for several sign-ins', () => {
    const { browser, cookie } = rememberBrowser(secure, new Headers())
    assert.match(
      cookie,
      /^__Host-galley\.sso=[\w-]{43}; Max-Age=1200; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    const headers = new Headers({ cookie: `a=b; ${cookie.split(';')[0]}` })
    assert.equal(readBrowser(secure, headers), browser)
    assert.equal(rememberBrowser(secure, headers).browser, browser)
    assert.equal(acsUrl(secure, 'sso_1'), 'https://galley.example/api/sso/saml/sso_1/acs')
  })
  it('is no other cookie, and none that was set in the clear', () => {
    const value = 'a'.repeat(43)
    assert.equal(readBrowser(secure, new Headers({ cookie: `galley.sso=${value}` })), null)
    assert.equal(readBrowser(plain, new Headers({ cookie: `galley.sso=${value}` })), value)
    assert.equal(readBrowser(plain, new Headers({ cookie: 'galley.sso=x' })), null)
    assert.equal(readBrowser(plain, new Headers()), null)
  })
})
