import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Mount } from '../../platform/http/index.ts'
import { scripts } from './generated/scripts.ts'
import { pagesStyle } from './style.ts'

const assets: Readonly<Record<string, string>> = { ...scripts, 'style.css': pagesStyle }

/** Of all of them, since they load each other by name. */
const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(assets)))).slice(0, 16)

const addressOf = (name: string) => `/pages/${hash}/${name}`

export const styleAddress = addressOf('style.css')
export const scriptAddress = (name: string): string => addressOf(`${name}.js`)

/** Browsers keep what is asked for by the right hash for good. */
export const assetsMount: Mount = {
  path: '/pages/*',
  handler(request) {
    const [, , asked, name = ''] = new URL(request.url).pathname.split('/')
    if (!Object.hasOwn(assets, name)) return new Response('There is no such file.', { status: 404 })
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript'
    return new Response(assets[name], {
      headers: {
        'content-type': `${type}; charset=utf-8`,
        // While servers are exchanged, a page of one may meet the files of another.
        'cache-control': asked === hash ? 'public, max-age=31536000, immutable' : 'no-store',
      },
    })
  },
}
