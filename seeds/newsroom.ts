import type { Db } from '../db/connect.ts'
import { decideMark } from '../server/articles/decide-mark.ts'
import { listMarks } from '../server/articles/mark-queries.ts'
import { approveAndPublish, takeStep } from '../server/articles/take-step.ts'
import { addComment } from '../server/comments/add-comment.ts'
import { tagArticle } from '../server/tags/tag-article.ts'
import { addPerson } from '../server/users/add-person.ts'
import type { Person, Role } from '../server/users/permissions.ts'
import { moreArticles, moreSources } from './demo-articles.ts'
import { plant } from './seed.ts'
import { articles, sources } from './seeds.ts'

type Newsroom = Record<'hanneke' | 'milo' | 'zuri' | 'piet' | 'soraya', Person>

const people: Record<keyof Newsroom, { name: string; roles: Role[] }> = {
  hanneke: { name: 'Hanneke Brandvold', roles: ['administrator'] },
  milo: { name: 'Milo Castellane', roles: ['editor'] },
  zuri: { name: 'Zuri Makame', roles: ['author'] },
  piet: { name: 'Piet Lindqvist', roles: ['reviewer'] },
  soraya: { name: 'Soraya Belhadj', roles: ['publisher', 'reviewer'] },
}

/** A newsroom in the middle of its day: people who share a password, and articles in every state in which one can be. */
export async function openNewsroom(db: Db, password: string): Promise<Person[]> {
  const newsroom = {} as Newsroom
  for (const key of Object.keys(people) as (keyof Newsroom)[])
    newsroom[key] = await addPerson(db, { ...people[key], email: `${key}@example.org`, password })
  await plant(db, { sources: [...sources, ...moreSources], articles: [...articles, ...moreArticles] })
  for (const [file, story] of Object.entries(stories)) await story(db, await articleOf(db, file), newsroom)
  return Object.values(newsroom)
}

type Story = (db: Db, article: string, newsroom: Newsroom) => Promise<unknown>

const submitted: Story = async (db, article, { milo }) => {
  const open = await listMarks(db, article)
  for (const { id } of open.filter(({ verdict }) => verdict === 'check'))
    await decideMark(db, { article_id: article, mark_id: id, verdict: 'cut', by: milo })
  await takeStep(db, { article, step: 'submit', by: milo })
}

const published: Story = async (db, article, newsroom) => {
  await submitted(db, article, newsroom)
  await approveAndPublish(db, { article, by: newsroom.soraya })
}

const corrected: Story = async (db, article, newsroom) => {
  await published(db, article, newsroom)
  const comment = 'Una versión anterior de esta noticia daba un nombre equivocado al alcalde.'
  await takeStep(db, { article, step: 'correct', by: newsroom.milo, comment })
  await takeStep(db, { article, step: 'submit', by: newsroom.milo })
  await approveAndPublish(db, { article, by: newsroom.soraya })
}

function tagged(story: Story, ...names: string[]): Story {
  return async (db, article, newsroom) => {
    for (const name of names) await tagArticle(db, { article_id: article, name, by: newsroom.milo })
    await story(db, article, newsroom)
  }
}

// What became of each; the others are drafts, one of them without a title of its own.
const stories: Record<string, Story> = {
  'chain-ferry.txt': tagged(published, 'Transport', 'Coast'),
  'moulin-a-papier.txt': tagged(published, 'Craft'),
  'maktaba-aima.txt': tagged(published, 'Books', 'Coast'),
  'daraja-la-kamba.txt': tagged(published, 'Transport'),
  'faro-de-puertolindo.txt': tagged(corrected, 'Coast'),
  'dernier-car.txt': async (db, article, newsroom) => {
    await published(db, article, newsroom)
    await takeStep(db, { article, step: 'revise', by: newsroom.milo })
  },
  'orquesta-de-relojes.txt': async (db, article, newsroom) => {
    await published(db, article, newsroom)
    await takeStep(db, { article, step: 'revise', by: newsroom.milo })
    await takeStep(db, { article, step: 'submit', by: newsroom.milo })
  },
  'pan-de-la-azotea.txt': async (db, article, newsroom) => {
    await published(db, article, newsroom)
    await takeStep(db, { article, step: 'withdraw', by: newsroom.soraya, comment: 'The neighbours asked for a word first.' })
  },
  'night-market.txt': submitted,
  'saat-al-midan.txt': async (db, article, newsroom) => {
    await submitted(db, article, newsroom)
    await takeStep(db, { article, step: 'claim', by: newsroom.piet })
  },
  'redio-ya-dirishani.txt': submitted,
  'library-of-keys.txt': async (db, article, newsroom) => {
    await submitted(db, article, newsroom)
    await takeStep(db, { article, step: 'approve', by: newsroom.piet })
  },
  'bakers-of-kestrel-ridge.txt': async (db, article, newsroom) => {
    await submitted(db, article, newsroom)
    const comment = 'Was the letter really not signed? Please ask the food office again.'
    await takeStep(db, { article, step: 'request-changes', by: newsroom.piet, comment })
    await addComment(db, { article_id: article, text: 'I have asked. They answer on Thursday.', by: newsroom.milo })
  },
}

async function articleOf(db: Db, file: string): Promise<string> {
  const text = [...articles, ...moreArticles].find((one) => one.file === file)
  const { article_id } = await db('revisions').where({ byline: text?.byline, title: text?.title }).first('article_id')
  return article_id
}
