/** A publisher of the demo world. */
export type SeedSource = { name: string; language: string }

/** An article of the demo world; its text is seeds/articles/<file>, one paragraph a line. */
export type SeedArticle = {
  file: string
  source: string
  /** Without one, a title is suggested and waits for a person. */
  title?: string
  standfirst: string
  byline: string
  language: string
  published_at: string
}

export const sources: readonly SeedSource[] = [
  { name: 'Tarn Bay Courier', language: 'en' },
  { name: 'Kestrel Ridge Post', language: 'en' },
  { name: 'Le Fanal de Vauclaire', language: 'fr' },
  { name: 'جريدة مرسى النخيل', language: 'ar' },
]

export const articles: readonly SeedArticle[] = [
  {
    file: 'chain-ferry.txt',
    source: 'Tarn Bay Courier',
    title: 'Chain ferry outlives its bridge and goes back to work',
    standfirst: 'The Constance retired the week the Sel Bridge opened. Now the bridge is shut, and she is all there is.',
    byline: 'Nerys Calloway',
    language: 'en',
    published_at: '2026-11-16T17:20:00Z',
  },
  {
    file: 'bakers-of-kestrel-ridge.txt',
    source: 'Kestrel Ridge Post',
    title: 'The town that lost its bakery learns to bake',
    standfirst: 'Nine months after Pellow’s closed, 212 people make their own bread in a fire station. A letter asks if that is allowed.',
    byline: 'Tobias Amankwah',
    language: 'en',
    published_at: '2026-11-14T06:00:00Z',
  },
  {
    file: 'night-market.txt',
    source: 'Tarn Bay Courier',
    title: 'Night market wins a year on trial, with an egg timer',
    standfirst: 'After five hours and 60 speakers, councillors let the stalls stay: earlier, quieter and off the generators.',
    byline: 'Jory Pemberton and Nerys Calloway',
    language: 'en',
    published_at: '2026-11-18T07:05:00Z',
  },
  {
    file: 'moulin-a-papier.txt',
    source: 'Le Fanal de Vauclaire',
    title: 'À Courbevigne, le dernier moulin à papier rallume sa chaudière',
    standfirst:
      'Pendant quinze ans, un retraité a fait tourner la machine un quart de tour par mois. La première feuille est sortie mercredi.',
    byline: 'Capucine Thévenard',
    language: 'fr',
    published_at: '2026-11-19T05:30:00Z',
  },
  {
    file: 'dernier-car.txt',
    source: 'Le Fanal de Vauclaire',
    title: 'Le dernier car de la nuit ne s’arrêtera pas',
    standfirst: 'Onze habitués, un crayon au bout d’une ficelle et un élu en panne ont sauvé la ligne 9.',
    byline: 'Ismaël Courtade',
    language: 'fr',
    published_at: '2026-11-21T06:15:00Z',
  },
  {
    file: 'maktaba-aima.txt',
    source: 'جريدة مرسى النخيل',
    title: 'المكتبة العائمة تعود إلى مرسى النخيل بعد اثني عشر عامًا',
    standfirst: 'تسعة آلاف كتاب وثلاثة بحّارة وقطّة، وكتاب واحد لكل زائر.',
    byline: 'ليان الصوّاف',
    language: 'ar',
    published_at: '2026-11-22T09:40:00Z',
  },
]
