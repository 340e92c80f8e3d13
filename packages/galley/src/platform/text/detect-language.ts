import { franc } from 'franc-min'
import { languageProfile, profiledLanguages } from './language-profile.ts'
import { tokenize } from './tokenize.ts'

const sampleLength = 3000
/** With fewer words than this, trigram statistics mislead more often than they help. */
const fewWords = 20

/**
 * The language a text is written in, as a BCP 47 tag; `und` where it cannot be told.
 * Long texts are sampled at their start, middle and end, so the cost does not grow with them.
 *
 * @example
 * detectLanguage('The wallet keeps your keys, and you keep the wallet.') // 'en'
 * detectLanguage('財布は鍵を保管します。') // 'ja'
 */
export function detectLanguage(text: string): string {
  const sample = sampleOf(text)
  const byScript = languageOfScript(sample)
  if (byScript) return byScript

  const words = tokenize(sample, 'und').map((token) => token.stem)
  const vote = stopWordVote(words)
  if (vote) return vote
  if (words.length < fewWords) return 'und'
  const code = franc(sample)
  return shortCodes[code] ?? code
}

function sampleOf(text: string): string {
  if (text.length <= 3 * sampleLength) return text
  const middle = Math.floor((text.length - sampleLength) / 2)
  return [
    text.slice(0, sampleLength),
    text.slice(middle, middle + sampleLength),
    text.slice(-sampleLength),
  ].join('\n')
}

/** Scripts that (nearly) only one language uses. */
const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
]

function languageOfScript(sample: string): string | undefined {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return 'und'
  for (const [language, pattern] of scripts) {
    const share = (sample.match(pattern)?.length ?? 0) / letters
    // Japanese mixes kana with Han characters, so a smaller share of kana is enough.
    if (share > (language === 'ja' ? 0.1 : 0.4)) return language
  }
  return undefined
}

/** The profiled language whose stop words the text uses clearly more than any other's. */
function stopWordVote(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined
  const votes = profiledLanguages
    .map((code) => {
      const { stopWords } = languageProfile(code)
      return { code, share: words.filter((word) => stopWords.has(word)).length / words.length }
    })
    .sort((a, b) => b.share - a.share)
  const [first, second] = votes
  if (!first || !second || first.share < 0.25) return undefined
  return first.share >= second.share * 1.25 ? first.code : undefined
}

/** ISO 639-3, which the trigram detector answers in, to the two-letter codes BCP 47 wants. */
const shortCodes: Readonly<Record<string, string>> = {
  und: 'und',
  spa: 'es',
  eng: 'en',
  por: 'pt',
  ind: 'id',
  fra: 'fr',
  deu: 'de',
  jav: 'jv',
  vie: 'vi',
  ita: 'it',
  tur: 'tr',
  pol: 'pl',
  swh: 'sw',
  sun: 'su',
  ron: 'ro',
  hau: 'ha',
  fuv: 'ff',
  bos: 'bs',
  hrv: 'hr',
  nld: 'nl',
  srp: 'sr',
  ckb: 'ku',
  yor: 'yo',
  uzn: 'uz',
  zlm: 'ms',
  ibo: 'ig',
  tgl: 'tl',
  hun: 'hu',
  azj: 'az',
  ces: 'cs',
  run: 'rn',
  plt: 'mg',
  nya: 'ny',
  zyb: 'za',
  kin: 'rw',
  zul: 'zu',
  swe: 'sv',
  lin: 'ln',
  som: 'so',
  rus: 'ru',
  ukr: 'uk',
  bel: 'be',
  bul: 'bg',
  kaz: 'kk',
  arb: 'ar',
  urd: 'ur',
  pes: 'fa',
  hin: 'hi',
  mar: 'mr',
  npi: 'ne',
  jpn: 'ja',
  kor: 'ko',
  cmn: 'zh',
  ben: 'bn',
  tel: 'te',
  tam: 'ta',
  kan: 'kn',
  mal: 'ml',
  guj: 'gu',
  pan: 'pa',
  mya: 'my',
  amh: 'am',
  tir: 'ti',
  tha: 'th',
  khm: 'km',
  lao: 'lo',
  ell: 'el',
  heb: 'he',
  ydd: 'yi',
  sin: 'si',
  bod: 'bo',
}
