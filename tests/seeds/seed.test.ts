import { readFileSync } from 'node:fs'
import { seed } from '../../seeds/seed.ts'
import { articles, sources } from '../../seeds/seeds.ts'
import { markLines } from '../../server/cleaning/clean.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshDatabase()
})
afterAll(() => house.drop())

const textOf = (file: string) => readFileSync(new URL(`../../seeds/articles/${file}`, import.meta.url), 'utf8')

test('the seed articles come in by a plan and a run, in moments, with their originals byte for byte', async () => {
  const started = performance.now()
  expect(await seed(house.db)).toEqual({ articles: 6 })
  expect(performance.now() - started).toBeLessThan(3000)
  const stored = await house
    .db('articles')
    .join('originals', 'originals.id', 'articles.original_id')
    .join('sources', 'sources.id', 'articles.source_id')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .select('decoded', 'sources.name', 'title', 'byline', 'articles.language', 'stage', 'title_confirmed', 'cuts', 'direction')
  expect(stored.map(({ title }) => title).sort()).toEqual(articles.map(({ title }) => title).sort())
  for (const { file, title, source, byline, language } of articles) {
    expect(stored.find((row) => row.title === title)).toMatchObject({
      decoded: textOf(file),
      name: source,
      byline,
      language,
      stage: 'draft',
      title_confirmed: true,
      direction: language === 'ar' ? 'rtl' : 'ltr',
    })
  }
  expect(await house.db('imports').select('state', 'counts')).toEqual([{ state: 'finished', counts: { created: 6 } }])
})

test('seeding again changes nothing', async () => {
  const before = await everything()
  await seed(house.db)
  expect(await everything()).toEqual(before)
  const [again] = await house.db('imports').orderBy('id', 'desc').limit(1)
  expect(again.counts).toEqual({ unchanged: 6 })
})

async function everything() {
  const tables = ['sources', 'articles', 'revisions', 'originals', 'marks', 'decisions', 'article_identities']
  return Promise.all(tables.map((table) => house.db(table).count().first()))
}

test('the engine finds in them what a publisher put in between, and nothing else', () => {
  const found = Object.fromEntries(articles.map(({ file, language }) => [file, marked(file, language)]))
  expect(found).toEqual(promotional)
})

function marked(file: string, language: string): string[] {
  const lines = textOf(file).split('\n')
  return markLines(lines, { language })
    .filter(({ verdict }) => verdict !== 'keep')
    .map(({ line, start, end }) => lines[line]?.slice(start, end) ?? '')
}

const promotional = {
  'chain-ferry.txt': [
    'Also Read: Divers Find Second Crack in Sel Bridge as Repair Bill Doubles',
    'Also Read: How to Cross the Estuary This Winter: Times, Fares and What Fits',
    'Follow our WhatsApp Channel and X Account for news from the bay as it happens.',
  ],
  'bakers-of-kestrel-ridge.txt': [
    'Also Read',
    'Ridge Road Surgery to Lose Its Third Doctor in a Year',
    'READ ALSO: What Became of the Five Bakers of Market Street',
    'Follow us on Facebook, Instagram and X @kestrelridgepost for the latest news from the Ridge.',
    'Subscribe to our newsletter and get the week’s best stories delivered to your inbox every Friday.',
  ],
  'night-market.txt': [
    'Read more: Harbour Trust Names Osier Hard Slip for First Time in a Century',
    'Also Read: The Dumpling Lady of Capstan Square: A Year in One Kitchen',
    'For all the latest news from Tarn Bay, download the Courier app.',
    'Follow our WhatsApp Channel and X Account for news from the bay as it happens.',
  ],
  'moulin-a-papier.txt': [
    'À lire aussi : La Vauclaire en crue, trois villages coupés du monde pendant deux jours',
    '(Lire aussi : Les derniers conducteurs de la vallée racontent)',
    'À lire également',
    'Barrage de Courbevigne : le commissaire enquêteur rend un avis favorable',
    'Suivez-nous sur Facebook et sur notre chaîne WhatsApp pour ne rien manquer de l’actualité de la vallée.',
  ],
  'dernier-car.txt': [
    'À lire aussi : À Port-Ségur, la gare routière change d’adresse pour dix-huit mois',
    'À lire aussi',
    'Hôpital de Port-Ségur : quatorze lits rouvrent, le parking reste payant',
    'Abonnez-vous à notre newsletter pour recevoir chaque matin l’essentiel de l’actualité.',
    'Suivez-nous sur Facebook, X et Instagram.',
  ],
  'maktaba-aima.txt': [
    'اقرأ أيضًا: توسعة رصيف الصيادين في مرسى النخيل تبدأ مطلع العام',
    'اقرأ أيضًا: طلاب معهد الملاحة يفوزون بجائزة أفضل مشروع تخرّج',
    'اقرأ أيضًا',
    'جزيرة السدرة تفتتح أول مدرسة ثانوية للبنات',
    'تابعونا على واتساب وفيسبوك وإكس لمعرفة آخر الأخبار أولًا بأول.',
  ],
}

test('every source of an article is among the sources', () => {
  expect(new Set(articles.map(({ source }) => source))).toEqual(new Set(sources.map(({ name }) => name)))
})
