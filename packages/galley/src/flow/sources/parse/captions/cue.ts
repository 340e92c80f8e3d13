/** One caption as it stands in the file, cleaned of mark-up. */
export interface Cue {
  startMs: number
  endMs: number
  speaker: string | null
  /** Its lines on screen; never empty. */
  lines: string[]
  /** True when a new, perhaps unnamed speaker begins here (`>>`, `- `). */
  isNewSpeaker: boolean
}

/** What a caption file holds. */
export interface CaptionFile {
  cues: Cue[]
  /** Text between the signature and the first blank line (WebVTT only). */
  header: string
  /** Captions left out because their times made no sense. */
  skipped: number
}
