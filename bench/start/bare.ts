/** The least that a server on PostgreSQL can be: Hono, a pool and one route. */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2]! })
const app = new Hono()
app.get('/healthz', async (context) => {
  await pool.query('select 1')
  return context.json({ status: 'ok' })
})
createServer(getRequestListener(app.fetch)).listen(Number(process.argv[3]), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
