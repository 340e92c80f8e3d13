import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redact } from './redact.ts'

const R = '[redacted]'

describe('redact', () => {
  it('takes out what has the name of a secret, at any depth and in any spelling', () => {
    const names =
      'password Password newPassword password_hash PASSWORD clientSecret client_secret X-Api-Key apiKey ' +
      'APIKey api_keys signingKey privateKey keyMaterial token accessToken refresh_token sessionToken ' +
      'cookie Set-Cookie authorization Proxy-Authorization hash salt totp otp recoveryCodes ' +
      'backup_code credential passphrase userpassword encryptionKey webhookSecret jwt signature'
    for (const name of names.split(' ')) {
      const given = { settings: [{ [name]: 'x', kept: 1 }] }
      assert.deepEqual(redact(given), { settings: [{ [name]: R, kept: 1 }] }, name)
      assert.deepEqual(redact({ [name]: { inner: 'x' } }), { [name]: R }, name)
    }
  })

  it('keeps what is about a secret, and what only sounds like one', () => {
    const kept = {
      keyId: 'key_1',
      tokenName: 'Deploy',
      passwordChangedAt: '2026-01-01T00:00:00.000Z',
      tokenEndpoint: 'https://id.example/token',
      hasPassword: true,
      password: null,
      maxTokens: 4000,
      inputTokens: 12,
      storageKey: 'sources/src_1',
      idempotencyKey: 'order-1',
      contentHash: 'abc',
      author: 'Ann',
      pinned: true,
      hashtag: 'worms',
      countryCode: 'DE',
      name: 'Blog',
      permissions: ['keys.write', 'sources.read'],
      monkey: 'see',
    }
    assert.deepEqual(redact(kept), kept)
  })

  it('takes out texts that look like keys, whatever they are called', () => {
    const texts = [
      'galley_sk_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
      'was galley_sk_Zm9vYmFyYmF6 before',
      'sk-proj-abcdefghijklmnop1234',
      'sk_live_abcdefghijklmnop1234',
      `ghp_${'a1'.repeat(18)}`,
      'AKIAIOSFODNN7EXAMPLE',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
      '-----BEGIN RSA PRIVATE KEY-----\nabc',
      'Bearer abcdefghijklmnop',
      'Basic dXNlcjpwYXNzd29yZA==',
      'postgres://me:hunter2@db/x',
      'https://hooks.example/in?token=abc',
    ]
    for (const text of texts) {
      assert.deepEqual(redact({ note: text, list: [text] }), { note: R, list: [R] }, text)
      assert.equal(redact(text), R)
    }
    for (const text of [
      'https://example.com/a?page=2',
      'basic settings',
      'sk-1',
      'src_01KB2Q0ZJ8',
    ]) {
      assert.equal(redact(text), text)
    }
  })

  it('sees pairs of a name and a value', () => {
    const headers = [
      { name: 'Authorization', value: 'x' },
      { key: 'X-Team', value: 'y' },
    ]
    assert.deepEqual(redact({ headers }), {
      headers: [
        { name: 'Authorization', value: R },
        { key: 'X-Team', value: 'y' },
      ],
    })
  })

  it('cuts what is long, deep, large or has no end', () => {
    assert.equal(redact('ä'.repeat(1001)), `${'ä'.repeat(1000)}… (1001 characters)`)
    const endless: Record<string, unknown> = {}
    endless.self = endless
    assert.match(JSON.stringify(redact(endless)), /\[cut\]/)
    const large = { list: Array.from({ length: 5000 }, () => 'abcdefgh') }
    assert.deepEqual(redact(large), { cut: '55010 characters' })
  })

  it('makes JSON of whatever it is given', () => {
    const given = {
      at: new Date(0),
      never: new Date(Number.NaN),
      big: 2n ** 64n,
      bytes: new Uint8Array(4),
      map: new Map([['a', 1]]),
      gone: undefined,
    }
    assert.equal(
      JSON.stringify(redact(given)),
      `{"at":"1970-01-01T00:00:00.000Z","never":null,"big":"18446744073709551616","bytes":"${R}","map":[["a",1]]}`,
    )
  })
})
