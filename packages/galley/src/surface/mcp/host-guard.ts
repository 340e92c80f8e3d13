import { defineCodes } from '../../platform/error.ts'
import { HttpError } from '../../platform/http/index.ts'

export const mcpCodes = defineCodes({
  MCP_HOST_REFUSED:
    'This server is not called "{host}". Use localhost, or set PUBLIC_URL to the address it has.',
  MCP_ORIGIN_REFUSED: 'Pages of {origin} may not use this server.',
})

const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * A page may point a name of its own at this machine and then call it "same origin" (DNS
 * rebinding). Such a request still carries that name.
 *
 * @throws HttpError 403
 */
export function refuseForeignHost(request: Request, publicUrl: string | undefined): void {
  const isOurs = (url: string) => {
    if (!URL.canParse(url)) return false
    const { host, hostname } = new URL(url)
    if (LOCAL.has(hostname)) return true
    return publicUrl !== undefined && URL.canParse(publicUrl) && new URL(publicUrl).host === host
  }
  const host = request.headers.get('host') ?? new URL(request.url).host
  if (!isOurs(`http://${host}`)) throw new HttpError(403, mcpCodes.MCP_HOST_REFUSED, { host })
  const origin = request.headers.get('origin')
  if (origin !== null && !isOurs(origin)) {
    throw new HttpError(403, mcpCodes.MCP_ORIGIN_REFUSED, { origin })
  }
}
