import type { SlideInfo, SlidevMarkdown, SourceSlideInfo } from '@slidev/types'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { load } from '@slidev/parser/fs'
import { ContentError, errorsAmong } from '../problem.ts'
import { relativeTo } from '../slashed.ts'
import { unreadable } from './frontmatter.ts'

/** A deck as its author wrote it. */
export interface Slides {
  /** The slides shown: with imports resolved, without hidden ones. */
  slides: SlideInfo[]
  /** The slides of the deck's own file, with unresolved imports. */
  own: SourceSlideInfo[]
  files: SlidevMarkdown[]
  headmatter: Record<string, unknown>
}

/** How Slidev reads the deck. Its preparsers run where the process has told the parser how to load them. */
export interface Reading {
  /** The folders of theme, addons and deck, in Slidev's order. */
  roots: readonly string[]
  mode: 'build' | 'dev'
}

/**
 * Reads a deck.
 * @param root the deck's folder
 * @param entry the deck's file in it
 * @returns null where there is no such file
 * @throws ContentError where Slidev's reader gives up on it
 */
export async function readSlides(root: string, entry: string, { roots, mode }: Reading = { roots: [root], mode: 'build' }): Promise<Slides | null> {
  const path = join(root, entry)
  if (!existsSync(path))
    return null
  const { slides, entry: { slides: own }, markdownFiles, headmatter } = await load({ roots: [...roots], userRoot: root }, path, {}, mode).catch((error) => {
    const problems = unreadable(root, path)
    const errors = errorsAmong(problems)
    throw problems.length > 0 ? new ContentError(errors.length > 0 ? errors : problems) : error
  })
  // Text that was taken for frontmatter is a string, or a list.
  for (const slide of Object.values(markdownFiles).flatMap(file => file.slides)) {
    if (typeof slide.frontmatter !== 'object' || Array.isArray(slide.frontmatter))
      slide.frontmatter = {}
  }
  return { slides, own, files: Object.values(markdownFiles), headmatter }
}

/** A place to name in a problem. */
export interface Place { file: string, line: number }

/** The line of a slide that begins with some text, else the slide's first line. */
export function placeOfText(root: string, { filepath, raw, start }: SourceSlideInfo, text: string): Place {
  return { file: relativeTo(root, filepath), line: start + 1 + Math.max(0, raw.split('\n').findIndex(line => line.trimStart().startsWith(text))) }
}

/** The place of a character of a slide, counted in `raw`. */
function placeOfOffset(root: string, { filepath, raw, start }: SourceSlideInfo, offset: number): Place {
  return { file: relativeTo(root, filepath), line: start + raw.slice(0, offset).split('\n').length }
}

/** The place of a character of a slide's frontmatter. */
export function placeInFrontmatter(root: string, slide: SourceSlideInfo, offset: number): Place {
  return placeOfOffset(root, slide, slide.raw.indexOf(slide.frontmatterRaw ?? '') + offset)
}

/** The place of a line of a slide's content, counted from 0; the content's first line for one that a preparser wrote. */
export function placeInContent(root: string, slide: SourceSlideInfo, line: number): Place {
  const { raw, content, contentRaw, frontmatterRaw = '' } = slide
  const first = placeOfOffset(root, slide, raw.indexOf(contentRaw, raw.indexOf(frontmatterRaw) + frontmatterRaw.length))
  const written = content === contentRaw ? line : contentRaw.split('\n').indexOf(content.split('\n')[line]!)
  return { ...first, line: first.line + Math.max(0, written) }
}
