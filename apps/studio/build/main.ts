import { ensureStudio } from './ensure-studio.ts'

// Builds the studio ahead of the first start, as images of containers do.
const { folder, seconds } = await ensureStudio()
const how = seconds === null ? 'was built before' : `built in ${seconds.toFixed(1)} s`
process.stdout.write(`The studio, ${how}: ${folder}\n`)
