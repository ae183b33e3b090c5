import type { Page } from 'playwright-chromium'
import type { SlideSize } from '../../../authoring/deck/slide-file.ts'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { escape } from '../../escape.ts'
import { STRIP } from '../../export/formats.ts'
import { freeze } from './frozen.ts'

const asset = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/**
 * The slides with their results as one HTML file, which needs no server, and no network but for pictures on other hosts: a page
 * to scroll, and with its script one slide at a time.
 */
export async function siteOf({ page, slide }: { page: Page, slide: SlideSize }): Promise<string> {
  const { title, lang, slides, css, headings } = await freeze(page)
  const [width, height] = [Math.ceil(slide.width), Math.ceil(slide.height + STRIP * slide.width)]
  const script = asset('viewer.js')
  // Nothing runs but the viewer, whatever attendees wrote and the deck's author linked to.
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; font-src data:; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`
  const contents = headings.flatMap(({ text, isFirst }, index) => text === '' || text === headings[index - 1]?.text
    ? []
    : [`<li value="${index + 1}"${isFirst ? ' class="site-section"' : ''}><a href="#slide-${index + 1}">${escape(text)}</a></li>`])
  return `<!doctype html>
<html lang="${escape(lang)}" class="light print paged" style="--slide-height: ${slide.height}px; --page-height: ${height}px; --site-width: ${width}px">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=${width}">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>
${css.replace(/<\/(?=style)/gi, '<\\/')}
${asset('viewer.css')}
@page { size: ${width}px ${height}px; margin: 0 }
</style>
</head>
<body>
<nav class="site-bar" aria-label="Slides">
<details class="site-contents"><summary>Contents</summary><ol>
${contents.join('\n')}
</ol></details>
<p class="site-place" aria-live="polite"></p>
<button type="button" class="site-back" aria-label="Previous slide">←</button>
<button type="button" class="site-next" aria-label="Next slide">→</button>
</nav>
<div id="app">${slides}</div>
<script>${script}</script>
</body>
</html>
`
}
