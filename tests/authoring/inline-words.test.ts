import { describe, expect, it } from 'vitest'
import { partsOf } from '../../authoring/deck/slide-markdown.ts'

describe('a poll\'s words', () => {
  it.each([
    ['What is {{ 7*7 }}?', 'What is {{ 7*7 }}?', 'What is &#123;&#123; 7*7 }}?'],
    ['Use List<String>?', 'Use List<String>?', 'Use List&lt;String&gt;?'],
    ['Is `{{ x }}` fine?', 'Is {{ x }} fine?', 'Is <code>&#123;&#123; x }}</code> fine?'],
    ['What is **bold** & <b>bold</b>?', 'What is bold & bold?', 'What is <strong>bold</strong> &amp; <b>bold</b>?'],
    ['Ask <Foo/> or <u>me</u>', 'Ask <Foo/> or me', 'Ask &lt;Foo/&gt; or <u>me</u>'],
    ['One <b>open', 'One <b>open', 'One &lt;b&gt;open'],
    ['<b>Wrong</i> end</b>', '<b>Wrong</i> end</b>', '&lt;b&gt;Wrong&lt;/i&gt; end&lt;/b&gt;'],
    ['<span v-text="7*7">Computed</span>', '<span v-text="7*7">Computed</span>', '&lt;span v-text=&quot;7*7&quot;&gt;Computed&lt;/span&gt;'],
    ['Costs $5 and 10$', 'Costs $5 and 10$', 'Costs $5 and 10$'],
    ['a < b & c > d', 'a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['One<br>Two', 'One\nTwo', 'One<br>Two'],
    ['Ask <!-- me --> now', 'Ask  now', 'Ask <!-- me --> now'],
  ])('are the same in a heading\'s text and on the slide: %s', (markdown, text, html) => {
    expect(partsOf(`## ${markdown}`).heading).toMatchObject({ text, html: `<h2>${html}</h2>` })
  })

  it.each([
    ['{{ 1+1 }}', '{{ 1+1 }}'],
    ['`{{ x }}`', '{{ x }}'],
    ['<b>Bold</b> day', 'Bold day'],
    ['<div>Block</div>', 'Block'],
    ['<Foo/>', '<Foo/>'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['</div>', '</div>'],
    ['Map<K, V>', 'Map<K, V>'],
  ])('become plain text in an option: %s', (markdown, label) => {
    expect(partsOf(`- ${markdown}\n- Other`).list!.bullets[0]!.label).toBe(label)
  })
})

describe('a slide that a preparser added to', () => {
  it('keeps its author\'s heading and list', () => {
    const written = '## Which day?\n\n- Monday\n- Tuesday'
    const parts = partsOf(`# Chapter 1\n\n- Agenda\n\n${written}`, written)
    expect(parts.heading).toMatchObject({ text: 'Which day?', from: 4, to: 5 })
    expect(parts.list!.bullets.map(({ label }) => label)).toEqual(['Monday', 'Tuesday'])
  })

  it('has the heading that the preparser made from its author\'s', () => {
    expect(partsOf('# Chapter 1\n\n## Which day?', '## {day}').heading!.text).toBe('Which day?')
    expect(partsOf('# 1. Which day?', '## Which day?').heading!.text).toBe('1. Which day?')
  })
})
