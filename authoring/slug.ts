import { createHash } from 'node:crypto'

/** What a slug's schema allows. */
const LONGEST = 64
const HASH = 8
/** Latin letters that Unicode does not take apart into a base and an accent. */
const LATIN: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/**
 * The id that a wording has until its author pins one: the same wording always gets the same. Accents are dropped; where
 * letters cannot be written in ASCII, a short hash of the whole text keeps two wordings apart.
 */
export function slugOf(text: string): string {
  const latin = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[ßæœøłđðþı]/g, letter => LATIN[letter]!)
  const slug = latin.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  const told = slug !== '' && !/[^\P{L}a-z]/u.test(latin)
  const cut = (length: number) => slug.slice(0, length).replace(/-$/, '')
  if (told && slug.length <= LONGEST)
    return slug
  const hash = createHash('sha256').update(text.normalize('NFC').trim()).digest('hex').slice(0, HASH)
  return slug === '' ? `x-${hash}` : `${cut(LONGEST - HASH - 1)}-${hash}`
}
