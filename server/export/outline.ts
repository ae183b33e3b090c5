import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'

/**
 * Corrects the words of a PDF's outline. Chromium takes them from the page as drawn: "ContinuousIntegration" where a heading
 * breaks its line, and capitals where it is set in capitals. Also its dates, so that the same print has the same bytes.
 * @param headings the text of the headings, in their order
 * @param date in milliseconds since 1970
 */
export async function withOutlineTitles(pdf: Uint8Array, headings: readonly string[], date: number): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  document.setCreationDate(new Date(date))
  document.setModificationDate(new Date(date))
  const left = headings.map(heading => heading.replace(/\s+/g, ' ').trim())
  for (const entry of entriesBelow(document.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict))) {
    const title = entry.lookup(PDFName.of('Title'))
    const drawn = title instanceof PDFString || title instanceof PDFHexString ? title.decodeText() : ''
    const index = left.findIndex(heading => letters(heading) === letters(drawn))
    if (index >= 0)
      entry.set(PDFName.of('Title'), PDFHexString.fromText(left.splice(0, index + 1).at(-1)!))
  }
  return document.save()
}

/** Depth first, as they are read. */
function* entriesBelow(parent: PDFDict | undefined): Generator<PDFDict> {
  let entry = parent?.lookupMaybe(PDFName.of('First'), PDFDict)
  for (; entry; entry = entry.lookupMaybe(PDFName.of('Next'), PDFDict)) {
    yield entry
    yield* entriesBelow(entry)
  }
}

function letters(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase()
}
