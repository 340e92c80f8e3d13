import type { Metadata } from '../content.ts'
import extractMetadata from '../extractive/metadata.ts'
import type { MetadataInput } from './metadata.ts'

/** The embedded writer's way to search metadata. */
export default function extract(input: MetadataInput): Metadata {
  return extractMetadata(input)
}
