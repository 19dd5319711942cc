import { TagForm, tagSlug, whyNotTag } from '../../server/tags/tag.ts'
import { permissions, roles } from '../../server/users/permissions.ts'
import { ada, amina, grace, tomas, vera } from '../cast.ts'

test.each([
  ['Port Fees', 'port-fees'],
  ['  port   fees ', 'port-fees'],
  ['Port-fees!', 'port-fees'],
  ['ﬁsh & ＣＨＩＰＳ', 'fish-chips'],
  ['Children’s books', 'childrens-books'],
  ['Élections', 'élections'],
  ['النقل البحري', 'النقل-البحري'],
  ['हिन्दी', 'हिन्दी'],
  ['!!!', ''],
])('the spelling “%s” meets the others at %s', (name, slug) => {
  expect(tagSlug(name)).toBe(slug)
})

test.each([
  ['', 'Type a tag first.'],
  [' \t ', 'Type a tag first.'],
  ['!!!', 'A tag needs a letter or a digit.'],
  ['x'.repeat(61), 'Keep a tag under 60 characters.'],
  [undefined, 'Type a tag first.'],
])('the tag %j is refused with a sentence', (name, sentence) => {
  const read = TagForm.safeParse({ name })
  expect(read.error?.issues.map(({ message }) => message)).toEqual([sentence])
})

test('a tag keeps its spelling, without what nobody sees', () => {
  expect(TagForm.parse({ name: '\u202e Sea\u0007  Trade \u200e' }).name).toBe('Sea Trade')
  expect(TagForm.parse({ name: 'می\u200cخواهم' }).name).toBe('می\u200cخواهم')
})

test('who may tag: those of the table, and only editors and publishers where the article is live', () => {
  expect([ada, tomas, amina, vera].map((person) => whyNotTag({ publication: 'none' }, person))).toEqual([
    null,
    null,
    null,
    'Your roles do not include tagging articles.',
  ])
  const refusal = 'This article is live: its tags are changed by an editor or a publisher.'
  expect([ada, grace, tomas, amina].map((person) => whyNotTag({ publication: 'live' }, person))).toEqual([null, null, refusal, refusal])
  expect(whyNotTag({ publication: 'killed' }, ada)).toBe('This article was killed; nothing about it changes any more.')
  expect(permissions['article.retag-live'].every((role) => roles.includes(role))).toBe(true)
})
