import type { NodeRuntime } from '@galley/galley/node'

interface Started {
  port: number | null
  runtime: NodeRuntime
  firstKey: string | null
  seconds: number
}

/** What a person reads after the start: where it is, and the next thing to try. */
export function welcome({ port, runtime, firstKey, seconds }: Started): string {
  const { database, config } = runtime
  const where = database.isEmbedded
    ? `embedded PostgreSQL${database.isAttached ? ' (attached)' : ''} in ${config.GALLEY_DATA}/`
    : 'PostgreSQL at DATABASE_URL'
  const lines = [`Galley is ready in ${seconds.toFixed(1)} s, on ${where}.`, '']
  if (port === null) return [...lines, 'This process is a worker.', '', ''].join('\n')

  const address = config.PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${hostOf(config.HOST)}:${port}`
  const name = config.GALLEY_STUDIO ? 'Studio ' : 'Address'
  lines.push(`  ${name}        ${address}`, `  API reference  ${address}/docs`, '')
  if (firstKey) {
    lines.push(
      `  Make your account at ${address}/sign-up: the first one owns everything.`,
      '',
      '  Your API key, shown this once:',
      '',
      `    export GALLEY_API_KEY=${firstKey}`,
      '',
    )
  }
  lines.push(
    '  Try: npm run galley -- write examples/talk.md --out post.md',
    `  or:  curl -H "Authorization: Bearer $GALLEY_API_KEY" ${address}/api/v1/models`,
    '',
    '',
  )
  return lines.join('\n')
}

/** "localhost" where that leads here. */
function hostOf(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
