import type { Page } from 'playwright-chromium'

/** What a site is made of: a print page without its scripts. */
export interface Frozen {
  title: string
  lang: string
  /** The slides, as the page has drawn them. */
  slides: string
  /** All styles of the page. Fonts and pictures are in them as data. */
  css: string
  /** One for each slide, in their order; empty where a slide has no heading. `isFirst`: of the first level. */
  headings: { text: string, isFirst: boolean }[]
}

/**
 * Reads the drawn slides out of a print page. Fonts and pictures from its own host are put in as data, so that these need not be
 * fetched any more; those from other hosts stay links. The page stays as it is.
 */
export async function freeze(page: Page): Promise<Frozen> {
  return page.evaluate(frozenPage)
}

/** Runs in the page, so it can't use anything from this module. */
async function frozenPage(): Promise<Frozen> {
  const container = document.getElementById('print-container')!
  const copy = container.cloneNode(true) as HTMLElement
  const fetched = new Map<string, Promise<string>>()
  const URLS = /url\((["']?)([^"')]*)\1\)/g
  const loaded = new Set(performance.getEntriesByType('resource').map(({ name }) => name))

  /** As data; unchanged where it comes from another host, or is not there. */
  function asData(url: string): Promise<string> {
    if (!url.startsWith(`${location.origin}/`))
      return Promise.resolve(url)
    let data = fetched.get(url)
    if (!data) {
      data = fetch(url).then(async (response) => {
        const blob = await response.blob()
        return response.ok ? new Promise<string>(resolve => Object.assign(new FileReader(), { onload: ({ target }: ProgressEvent<FileReader>) => resolve(target!.result as string) }).readAsDataURL(blob)) : url
      }).catch(() => url)
      fetched.set(url, data)
    }
    return data
  }

  /** Most subsets of a typeface have no letter of the slides, and were never loaded. */
  function isUsed(face: string, base: string): boolean {
    return [...face.matchAll(URLS)].some(([, , url]) => loaded.has(new URL(url!, base).href))
  }

  async function withData(css: string, base: string): Promise<string> {
    const used = css.replace(/@font-face\s*\{[^}]*\}/g, face => isUsed(face, base) ? face : '')
    const urls = new Set([...used.matchAll(URLS)].map(([, , url]) => url!).filter(url => !/^(?:data:|#)/.test(url)))
    const data = new Map(await Promise.all([...urls].map(async url => [url, await asData(new URL(url, base).href)] as const)))
    return used.replace(URLS, (whole, _, url) => data.has(url) ? `url("${data.get(url)}")` : whole)
  }

  /** As it was written: what the browser would write drops shorthands that contain variables. */
  async function cssOf(sheet: CSSStyleSheet): Promise<string> {
    if (sheet.href !== null)
      return withData(await fetch(sheet.href).then(response => response.text()).catch(() => ''), sheet.href)
    return withData(sheet.ownerNode?.textContent || [...sheet.cssRules].map(({ cssText }) => cssText).join('\n'), location.href)
  }

  /** Adds what a copy doesn't have: the picture of a canvas, and what is in a shadow root. @returns the copy and its shadow roots */
  function completed(original: ParentNode, copied: ParentNode): ParentNode[] {
    const twins = [...copied.querySelectorAll<HTMLElement>('*')]
    const roots = [...original.querySelectorAll<HTMLElement>('*')].flatMap((element, index) => {
      const twin = twins[index]!
      if (element instanceof HTMLCanvasElement)
        twin.replaceWith(Object.assign(new Image(), { src: element.toDataURL(), width: element.clientWidth, height: element.clientHeight, className: element.className }))
      if (element instanceof HTMLImageElement)
        twin.setAttribute('src', element.currentSrc || element.src)
      if (!element.shadowRoot)
        return []
      const template = document.createElement('template')
      template.setAttribute('shadowrootmode', 'open')
      template.content.append(...[...element.shadowRoot.childNodes].map(node => node.cloneNode(true)))
      twin.prepend(template)
      return completed(element.shadowRoot, template.content)
    })
    return [copied, ...roots]
  }

  const roots = completed(container, copy)
  roots.forEach(root => root.querySelectorAll('script, noscript, iframe, object, embed, link, audio, video').forEach(element => element.remove()))
  await Promise.all(roots.flatMap(root => [...root.querySelectorAll('*')]).map(async (element) => {
    for (const { name } of [...element.attributes]) {
      if (name.startsWith('on') || ['srcset', 'loading', 'contenteditable', 'frontmatter'].includes(name))
        element.removeAttribute(name)
    }
    const picture = { img: 'src', image: element.hasAttribute('href') ? 'href' : 'xlink:href' }[element.localName]
    const address = picture && element.getAttribute(picture)
    if (picture && address && URL.canParse(address, location.href))
      element.setAttribute(picture, await asData(new URL(address, location.href).href))
    const style = element.getAttribute('style')
    if (style?.includes('url('))
      element.setAttribute('style', await withData(style, location.href))
  }))
  const slides = [...copy.querySelectorAll<HTMLElement>('.print-slide-container')]
  slides.forEach((slide, index) => slide.id = `slide-${index + 1}`)
  const css = await Promise.all([...document.styleSheets, ...document.adoptedStyleSheets].map(cssOf))
  return {
    title: document.title,
    lang: document.documentElement.lang,
    slides: copy.outerHTML,
    css: css.join('\n'),
    headings: slides.map((slide) => {
      const heading = slide.querySelector('h1, h2, h3')
      return { text: heading?.textContent.replace(/\s+/g, ' ').trim() ?? '', isFirst: heading?.matches('h1') ?? false }
    }),
  }
}
