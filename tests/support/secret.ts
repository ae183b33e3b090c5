import type { Buffer } from 'node:buffer'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { decodePDFRawStream, PDFDocument, PDFRawStream } from 'pdf-lib'
import { extractText, getDocumentProxy } from 'unpdf'

/** Something that came to light, and where. */
export interface Place {
  where: string
  bytes: Buffer | Uint8Array | string
}

/** Where one of the secrets stands: as it is, in hex, or as base64 wherever in a longer text it began. */
export function placesOf(secrets: Record<string, string>, places: readonly Place[]): string[] {
  const forms = Object.entries(secrets).flatMap(([name, secret]) => formsOf(secret).map(form => ({ name, form })))
  return places.flatMap(({ where, bytes }) => {
    const text = typeof bytes === 'string' ? bytes : new TextDecoder('latin1').decode(bytes)
    return forms.filter(({ form }) => text.includes(form)).map(({ name }) => `${name} in ${where}`)
  })
}

function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) => {
    const text = btoa(' '.repeat(offset) + secret)
    // The first and the last letters depend on what stands beside it.
    return text.slice(offset === 0 ? 0 : 4, -4)
  })
  const hex = Array.from(new TextEncoder().encode(secret), byte => byte.toString(16).padStart(2, '0')).join('')
  return [secret, hex, hex.toUpperCase(), encodeURIComponent(secret), ...base64]
}

/** All files of a folder. */
export function filesIn(folder: string, except: readonly string[] = []): Place[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !except.includes(name) && statSync(join(folder, name)).isFile())
    .map(name => ({ where: name, bytes: readFileSync(join(folder, name)) }))
}

/** A PDF as it is, its streams unpacked, and its text. */
export async function insidePdf(where: string, pdf: Uint8Array): Promise<Place[]> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false })
  const streams = context.enumerateIndirectObjects().flatMap(([ref, object]) => object instanceof PDFRawStream ? [{ where: `${where}, stream ${ref.tag}`, bytes: unpacked(object) }] : [])
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  return [{ where, bytes: pdf }, ...streams, { where: `${where}, text`, bytes: text }]
}

function unpacked(stream: PDFRawStream): Uint8Array {
  try {
    return decodePDFRawStream(stream).decode()
  }
  catch {
    // A picture: its bytes are what a reader gets.
    return stream.contents
  }
}
