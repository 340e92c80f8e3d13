import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** Below this the headers of an answer weigh more than what is saved. */
const LEAST_BYTES = 512
/** What is sent; the notes of the build, in a folder with a dot, are not. */
const isText = (name: string) =>
  /\.(?:html|js|css|svg|json|webmanifest)$/.test(name) && !name.startsWith('.')

/** Writes each text file of a folder once more as `.br` and `.gz`, where that makes it smaller. */
export async function compressFiles(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  await Promise.all(
    names.filter(isText).map(async (name) => {
      const file = join(folder, name)
      const content = await readFile(file)
      if (content.length < LEAST_BYTES) return
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      }
      const [brotli, gzipped] = await Promise.all([
        toBrotli(content, { params }),
        toGzip(content, { level: constants.Z_BEST_COMPRESSION }),
      ])
      await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)])
    }),
  )
}
