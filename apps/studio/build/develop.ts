import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

// The studio from its sources, with hot reload, over a server that runs already.
const server = await createServer({ root: fileURLToPath(new URL('..', import.meta.url)) })
await server.listen()
const [address] = server.resolvedUrls!.local
process.stdout.write(
  `The studio from its sources: ${address}\nIt asks the server at ${process.env.GALLEY_SERVER ?? 'http://localhost:3000'}: npm start in another terminal, or GALLEY_SERVER=<address>.\n`,
)
