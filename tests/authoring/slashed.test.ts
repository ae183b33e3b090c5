import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isIn, relativeTo, slashed } from '../../authoring/slashed.ts'

describe('the name of a file in a message', () => {
  it.each([
    [win32, 'C:\\talks\\R&D', 'C:\\talks\\R&D\\content\\disciplines\\cicd.yaml'],
    [win32, 'c:\\talks\\R&D', 'C:/talks/R&D/content/disciplines/cicd.yaml'],
    [win32, '\\\\server\\share', '\\\\server\\share\\content\\disciplines\\cicd.yaml'],
    [posix, '/talks/R&D', '/talks/R&D/content/disciplines/cicd.yaml'],
  ])('has forward slashes on every system (%#)', (paths, root, file) => {
    expect(relativeTo(root, file, paths)).toBe('content/disciplines/cicd.yaml')
  })

  it('keeps a backslash where it is an ordinary character', () => {
    expect(slashed('a\\b/c', posix)).toBe('a\\b/c')
    expect(slashed('a\\b/c', win32)).toBe('a/b/c')
  })
})

describe('a file that has changed', () => {
  it.each([
    // Vite writes slashes, the system backslashes, and a terminal may have been opened with a small letter.
    [win32, 'C:\\talks\\content', 'C:/talks/content/workshop.yaml', true],
    [win32, 'c:\\talks\\content', 'C:/Talks/content/disciplines/cicd.yaml', true],
    [win32, 'C:\\talks\\content', 'C:/talks/contents/workshop.yaml', false],
    [win32, 'C:\\talks\\content', 'D:/talks/content/workshop.yaml', false],
    [posix, '/talks/content', '/talks/content/workshop.yaml', true],
    [posix, '/talks/content', '/talks/content/..notes.yaml', true],
    [posix, '/talks/content', '/talks/contents/workshop.yaml', false],
    [posix, '/talks/content', '/talks/content', false],
    [posix, '/talks/content', '/talks', false],
    [posix, '/talks/content', '/other', false],
  ])('is found in a folder or not, however both paths are written (%#)', (paths, folder, file, is) => {
    expect(isIn(folder, file, paths)).toBe(is)
  })
})
